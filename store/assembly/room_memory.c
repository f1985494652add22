/* room_memory.c: what a meeting keeps in memory only: unsigned lines, small groups, "did you not dare?". RULES 4.4.
 *
 * A session gives its text to the process `ephemeral` (ephemeral.h), which knows whose socket it is; the database
 * learns nothing of it. The caretaker takes unsigned lines and answers from there, shuffled, without names. */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "ephemeral.h"
#include "room_tools.h"
#include "store/assembly/room_lot.h"
#include "store/assembly/room_row.h"

/* Only she herself: whoever types for another would know. */
static enum result require_herself(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t now, struct room_row *row)
{
    enum result result = room_require(store, actor, meeting, now, ROOM_NEEDS_PRESENT, row);
    if (result == RESULT_OK && (actor->hand != 0 || actor->kind != ACTOR_MEMBER))
        result = db_refuse(store, RESULT_REFUSED, _("That goes without a name: only they themselves can type it."));
    return result;
}

/* --- unsigned lines --- */

enum result room_unsigned(
    struct store *store, const struct actor *actor, int64_t meeting, const char *text, int64_t now)
{
    struct room_row row;
    char *clean = NULL;
    enum result result = require_herself(store, actor, meeting, now, &row);
    if (result == RESULT_OK && row.item == 0)
        result = db_refuse(store, RESULT_CONFLICT, _("No item is open. Begin one first."));
    if (result == RESULT_OK &&
        db_number(store, 0, "SELECT about FROM meeting_item WHERE id = ?", row.item) == ITEM_PERSON)
        result = db_refuse(
            store, RESULT_REFUSED, _("This item is about a person: what is said of them is said with a name."));
    if (result == RESULT_OK)
        result = db_clean_text(store, text, true, ROOM_UNSIGNED_MAX, &clean);
    if (result == RESULT_OK)
        result = ephemeral_put(store, EPHEMERAL_LINE, meeting, clean, strlen(clean));
    if (clean != NULL)
        sodium_memzero(clean, strlen(clean));
    free(clean);
    return result;
}

enum result room_unsigned_due(struct room_change *change, int64_t item)
{
    return db_run(change->store, "UPDATE room SET unsigned_due = ? WHERE meeting = ?", item, change->row.meeting.id);
}

/* Writes them into the transcript. `due`: the item that ended, -1: the meeting did; 0: only when three wait, of `item`.
 */
static int give_unsigned(struct store *store, int64_t meeting, int64_t item, int64_t due, int64_t now)
{
    struct ephemeral_text *texts = xcalloc(SPEAKERS_MOST, sizeof *texts);
    size_t count = 0;
    enum result result = ephemeral_take(store, EPHEMERAL_LINE, meeting, due != 0, texts, SPEAKERS_MOST, &count);
    if (result != RESULT_BUSY && (count > 0 || due != 0) && db_begin(store) == RESULT_OK) {
        for (size_t i = 0; i < count; i++)
            db_run(store, "INSERT INTO room_line (meeting, item, at, kind, member, text) VALUES (?, ?, ?, ?, 0, ?)",
                meeting, due != 0 ? (due > 0 ? due : (int64_t)0) : item, now, (int64_t)ROOM_UNSIGNED, texts[i].text);
        db_run(store, "UPDATE room SET unsigned_due = 0 WHERE meeting = ? AND unsigned_due = ?", meeting, due);
        if (count > 0)
            room_hint(store, meeting);
        if (db_commit(store) == RESULT_OK && count > 0)
            ephemeral_taken(store, EPHEMERAL_LINE, meeting);
    }
    sodium_memzero(texts, count * sizeof *texts);
    free(texts);
    return (int)count;
}

/* --- "Was there something you did not dare to say?" --- */

enum result room_dare(struct store *store, const struct actor *actor, int64_t meeting, bool yes, int64_t now)
{
    struct room_row row;
    enum result result = require_herself(store, actor, meeting, now, &row);
    if (result == RESULT_OK && row.ending == 0)
        result = db_refuse(store, RESULT_REFUSED, _("That is asked at the end of the meeting."));
    return result == RESULT_OK
               ? ephemeral_put(store, EPHEMERAL_DARE, meeting, yes ? "yes" : "no ", strlen("yes")) /* of one length */
               : result;
}

enum room_dared room_dared_of(int yes, int answers)
{
    enum { FEW = 3 };
    if (answers == 0)
        return ROOM_DARED_NOT_ASKED;
    if (yes == 0)
        return ROOM_DARED_NOBODY;
    return yes >= FEW && 3 * yes >= answers ? ROOM_DARED_MANY : ROOM_DARED_SOME;
}

/* After the closing: nobody, some or many. The answers go. */
static int count_dared(struct store *store, int64_t meeting, int64_t now)
{
    struct ephemeral_text *texts = xcalloc(SPEAKERS_MOST, sizeof *texts);
    size_t count = 0;
    int yes = 0;
    enum result result = ephemeral_take(store, EPHEMERAL_DARE, meeting, true, texts, SPEAKERS_MOST, &count);
    for (size_t i = 0; i < count; i++)
        yes += strcmp(texts[i].text, "yes") == 0;
    sodium_memzero(texts, count * sizeof *texts);
    free(texts);
    if (result == RESULT_BUSY)
        return 0;
    enum room_dared dared = room_dared_of(yes, (int)count);
    if (db_begin(store) != RESULT_OK)
        return -1;
    db_run(store, "UPDATE room SET ending = 0, dared = ? WHERE meeting = ?", (int64_t)dared, meeting);
    if (dared != ROOM_DARED_NOT_ASKED)
        room_tell(store, &(struct room_row) { .meeting = { .id = meeting } }, ROOM_DARED, 0, dared, NULL, now);
    if (dared == ROOM_DARED_MANY)
        room_park_onto_next(store, db_number(store, 0, "SELECT unit FROM meeting WHERE id = ?", meeting), now);
    room_hint(store, meeting);
    if (db_commit(store) != RESULT_OK)
        return -1;
    ephemeral_wipe(store, EPHEMERAL_DARE, meeting);
    return 1;
}

/* --- small groups --- */

/* The box of a group: those of another time have other keys. */
static int64_t group_key(int64_t meeting, int64_t grouped, int64_t team)
{
    enum { MEETING = 31, TIME = 5, SECONDS = (1 << 26) - 1 };
    return (meeting << MEETING) | ((grouped & SECONDS) << TIME) | team;
}

enum result room_refuse_groups(const struct room_change *change)
{
    return change->row.groups == 0
               ? RESULT_OK
               : db_refuse(change->store, RESULT_CONFLICT, _("Small groups talk. Call them back first: `chair back`."));
}

/* Groups of about five. 0: too few people, or too many. */
static int64_t how_many_groups(size_t people)
{
    enum { USUAL = 5 };
    size_t groups = people / USUAL;
    if (people < 2 * ROOM_TEAM_LEAST || people > (size_t)ROOM_TEAMS_MOST * ROOM_TEAM_MOST)
        return 0;
    groups += groups * ROOM_TEAM_MOST < people;
    return (int64_t)(groups < ROOM_TEAMS_MOST ? groups : ROOM_TEAMS_MOST);
}

/* The first who was drawn reports. Those on line get a box for their words. */
static enum result make_group(
    struct room_change *change, const int64_t *drawn, size_t count, int64_t team, int64_t teams)
{
    int64_t members[ROOM_TEAM_MOST + 1], meeting = change->row.meeting.id;
    size_t size = 0;
    for (size_t i = (size_t)team - 1; i < count; i += (size_t)teams) {
        db_run(change->store, "UPDATE room_present SET team = ?, reports = ? WHERE meeting = ? AND member = ?", team,
            i == (size_t)team - 1, meeting, drawn[i]);
        if (size <= ROOM_TEAM_MOST)
            members[size++] = drawn[i];
    }
    return ephemeral_open(change->store, EPHEMERAL_GROUP, group_key(meeting, change->row.grouped, team), members, size);
}

static enum result groups(struct room_change *change, const struct room_form *form)
{
    (void)form;
    int64_t drawn[SPEAKERS_MOST], meeting = change->row.meeting.id;
    size_t count = room_present_read(change->store, change->row.meeting.id, change->now, drawn);
    int64_t teams = how_many_groups(count);
    enum result result = room_require_item(change);
    if (result == RESULT_OK)
        result = room_refuse_groups(change);
    if (result == RESULT_OK && change->row.test != 0)
        result = db_refuse(change->store, RESULT_REFUSED, _("The question is put: people answer now."));
    if (result == RESULT_OK && teams == 0)
        result = db_refuse(change->store, RESULT_REFUSED,
            ngettext("Small groups are of %d to %d people, and at least two: %d is here.",
                "Small groups are of %d to %d people, and at least two: %d are here.", (unsigned long)count),
            ROOM_TEAM_LEAST, ROOM_TEAM_MOST, (int)count);
    if (result == RESULT_OK)
        result = room_lot(change->store, change->row.meeting.unit, meeting, drawn, count, count, change->now);
    change->row.grouped = change->now;
    db_run(change->store, "UPDATE room_present SET team = 0, reports = 0 WHERE meeting = ?", meeting);
    for (int64_t team = 1; team <= teams && result == RESULT_OK; team++)
        result = make_group(change, drawn, count, team, teams);
    if (result != RESULT_OK)
        return result;
    db_run(change->store, "UPDATE room SET groups = ?, grouped = ? WHERE meeting = ?", teams, change->now, meeting);
    return room_tell(change->store, &change->row, ROOM_GROUPS_BEGAN, change->actor->member, teams, NULL, change->now);
}

enum result room_groups(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    return room_write(store, actor, meeting, now, ROOM_NEEDS_CHAIR, groups, &(struct room_form) { 0 });
}

static enum result groups_end(struct room_change *change, const struct room_form *form)
{
    (void)form;
    int64_t meeting = change->row.meeting.id;
    if (change->row.groups == 0)
        return db_refuse(change->store, RESULT_CONFLICT, _("There are no small groups now."));
    db_run(change->store, "UPDATE room SET groups = 0 WHERE meeting = ?", meeting);
    sqlite3_stmt *row = db_query(change->store,
        "SELECT p.member FROM room_present p WHERE p.meeting = ?1 AND p.reports = 1 AND " ROOM_WAY(
            "p") " <> " SQL_ROOM_AWAY " ORDER BY p.team",
        meeting, room_since(change->now));
    int64_t reporters[ROOM_TEAMS_MOST];
    size_t count = 0;
    while (count < ROOM_TEAMS_MOST && db_step(change->store, row))
        reporters[count++] = sqlite3_column_int64(row, 0);
    db_done(change->store, row);
    for (size_t i = 0; i < count; i++)
        room_act(change, ACT_DRAWN, reporters[i], 0);
    room_act(change, ACT_ROUND, 0, 0); /* refused while another round goes on: then they raise their hands */
    return room_tell(change->store, &change->row, ROOM_GROUPS_ENDED, change->actor->member, 0, NULL, change->now);
}

enum result room_groups_end(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    return room_write(store, actor, meeting, now, ROOM_NEEDS_CHAIR, groups_end, &(struct room_form) { 0 });
}

/* The box of her group. */
static enum result find_group(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t now, int64_t *key)
{
    struct room_row row;
    enum result result = room_require(store, actor, meeting, now, ROOM_NEEDS_LINE, &row);
    if (result != RESULT_OK)
        return result;
    int64_t team =
        db_number(store, 0, "SELECT team FROM room_present WHERE meeting = ? AND member = ?", meeting, actor->member);
    if (row.groups == 0)
        return db_refuse(store, RESULT_CONFLICT, _("There are no small groups now."));
    if (team == 0)
        return db_refuse(store, RESULT_REFUSED, _("You came later than the groups: you are in none of them."));
    *key = group_key(meeting, row.grouped, team);
    return RESULT_OK;
}

enum result room_group_say(
    struct store *store, const struct actor *actor, int64_t meeting, const char *text, int64_t now)
{
    int64_t key = 0;
    char *clean = NULL;
    enum result result = find_group(store, actor, meeting, now, &key);
    if (result == RESULT_OK)
        result = db_clean_text(store, text, false, SPEAKERS_LETTERS, &clean);
    if (result == RESULT_OK)
        result = ephemeral_put(store, EPHEMERAL_GROUP, key, clean, strlen(clean));
    if (result == RESULT_OK)
        room_hint(store, meeting);
    free(clean);
    return result;
}

enum result room_group_lines(struct store *store, const struct actor *actor, int64_t meeting, int64_t now,
    int64_t after, struct room_group_line *out, size_t limit, size_t *count)
{
    int64_t key = 0;
    *count = 0;
    enum result result = find_group(store, actor, meeting, now, &key);
    if (result != RESULT_OK)
        return result;
    struct ephemeral_text *texts = xcalloc(limit, sizeof *texts);
    result = ephemeral_list(store, EPHEMERAL_GROUP, key, after, texts, limit, count);
    for (size_t i = 0; i < *count; i++) {
        out[i] = (struct room_group_line) { .number = texts[i].number };
        room_handle(store, texts[i].member, out[i].handle);
        util_copy_text(out[i].text, sizeof out[i].text, texts[i].text);
    }
    sodium_memzero(texts, *count * sizeof *texts);
    free(texts);
    return result;
}

static int wipe_groups(struct store *store, int64_t meeting, int64_t grouped)
{
    for (int64_t team = 1; team <= ROOM_TEAMS_MOST; team++)
        ephemeral_wipe(store, EPHEMERAL_GROUP, group_key(meeting, grouped, team));
    if (db_begin(store) != RESULT_OK)
        return -1;
    db_run(store, "UPDATE room SET grouped = 0 WHERE meeting = ? AND groups = 0", meeting);
    return db_commit(store) == RESULT_OK ? 1 : -1;
}

/* --- the caretaker --- */

struct due {
    int64_t meeting, item, closed, unsigned_due, groups, grouped, ending;
};

static int tend(struct store *store, const struct due *due, int64_t now)
{
    int count = 0;
    if (due->closed == 0 || due->unsigned_due != 0)
        count += give_unsigned(store, due->meeting, due->item, due->unsigned_due, now);
    if (due->groups == 0 && due->grouped != 0)
        count += wipe_groups(store, due->meeting, due->grouped);
    if (due->closed != 0 && due->ending != 0)
        count += count_dared(store, due->meeting, now);
    if (due->closed != 0)
        ephemeral_wipe(store, EPHEMERAL_LINE, due->meeting);
    return count;
}

int room_memory_tick(struct store *store, int64_t now)
{
    enum { ROOMS = 50 };
    struct due due[ROOMS];
    size_t count = 0;
    int changed = 0;
    sqlite3_stmt *row = db_query(store,
        "SELECT meeting, item, closed, unsigned_due, groups, grouped, ending FROM room WHERE closed = 0"
        " OR (forgotten = 0 AND (unsigned_due <> 0 OR ending <> 0 OR grouped <> 0)) LIMIT ?",
        (int64_t)ROOMS);
    for (; count < ROOMS && db_step(store, row); count++)
        due[count] = (struct due) { sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1),
            sqlite3_column_int64(row, 2), sqlite3_column_int64(row, 3), sqlite3_column_int64(row, 4),
            sqlite3_column_int64(row, 5), sqlite3_column_int64(row, 6) };
    db_done(store, row);
    for (size_t i = 0; i < count; i++)
        changed += tend(store, &due[i], now);
    return db_failed(store) ? -1 : changed;
}
