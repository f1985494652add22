/* table.c: a session that is a table: its people, and what it says as one. RULES 1.6, 4.3, 4.5. */
#include "table.h"

#include <string.h>

#include "members.h"
#include "proposals.h"
#include "store/assembly/table_internal.h"
#include "store/assembly/vote_row.h"
#include "store/people/people.h"

/* --- the table itself --- */

static void name_actor(struct store *store, struct actor *actor)
{
    sqlite3_stmt *row = db_query(store, "SELECT " HANDLE_OF("?"), actor->member);
    if (db_step(store, row))
        person_copy_handle(row, 0, actor->handle);
    db_done(store, row);
}

static enum result sit_down(struct room_change *change, int64_t owner, int64_t member)
{
    vote_secret_seats(change->store, change->row.vote);
    return db_run(change->store,
        "UPDATE room_present SET seat = ?1, seated = 1 + (SELECT max(seated) FROM room_present WHERE meeting = ?2)"
        " WHERE meeting = ?2 AND member = ?3 AND seat <> ?1",
        owner, change->row.meeting.id, member);
}

static enum result begin(struct room_change *change, const struct room_form *form)
{
    struct store *store = change->store;
    int64_t meeting = change->row.meeting.id, her = change->actor->member;
    enum result result = table_set_digits(change, her, form->text);
    if (result != RESULT_OK)
        return result;
    db_run(store,
        "UPDATE room_present SET table_seen = ?1, table_number = CASE table_number WHEN 0 THEN 1 + (SELECT"
        " max(table_number) FROM room_present WHERE meeting = ?2) ELSE table_number END"
        " WHERE meeting = ?2 AND member = ?3",
        change->now, meeting, her);
    return sit_down(change, her, her);
}

enum result table_begin(
    struct store *store, const struct actor *actor, int64_t meeting, const char *digits, int64_t now, struct actor *out)
{
    *out = (struct actor) { 0 };
    enum result result =
        room_write(store, actor, meeting, now, ROOM_NEEDS_LINE, begin, &(struct room_form) { .text = digits });
    return result == RESULT_OK ? table_of(store, actor, meeting, now, out) : result;
}

enum result table_of(struct store *store, const struct actor *actor, int64_t meeting, int64_t now, struct actor *out)
{
    struct room_row row;
    *out = (struct actor) { 0 };
    enum result result = room_require(store, actor, meeting, now, ROOM_NEEDS_LINE, &row);
    if (result != RESULT_OK)
        return result;
    if (db_number(store, 0, "SELECT 1 FROM room_present t WHERE t.meeting = ?1 AND t.member = ?3 AND " IS_TABLE("t"),
            meeting, table_since(now), actor->member) != 1)
        return db_refuse(store, RESULT_NOT_FOUND,
            _("No session of yours is a table in this meeting. `table begin` makes this one a table."));
    *out = (struct actor) { .kind = ACTOR_TABLE, .table = actor->member, .meeting = meeting, .here = row.meeting.unit };
    return RESULT_OK;
}

static enum result stay(struct room_change *change, const struct room_form *form)
{
    (void)form;
    change->quiet = true;
    return db_run(change->store,
        "UPDATE room_present SET line = ?1, table_seen = ?1 WHERE meeting = ?2 AND member = ?3", change->now,
        change->row.meeting.id, change->actor->table);
}

enum result table_stay(struct store *store, const struct actor *table, int64_t now)
{
    return room_write(store, table, table->meeting, now, ROOM_NEEDS_TABLE, stay, &(struct room_form) { 0 });
}

bool table_has_password(struct store *store, const struct actor *table)
{
    const struct actor owner = { .kind = ACTOR_MEMBER, .member = table->table };
    return member_has_password(store, &owner);
}

enum result table_prove(
    struct store *store, const struct actor *table, const char *password, int argon_slots, int64_t now)
{
    struct actor owner;
    if (table->kind != ACTOR_TABLE || !table_has_password(store, table))
        return db_refuse(
            store, RESULT_REFUSED, _("Whoever logged in here has no password, so only hanging up ends the table."));
    enum result result = member_fill_actor(store, table->table, &owner);
    if (result != RESULT_OK || password_check(store, &owner, password, argon_slots, now) == RESULT_OK)
        return result;
    return db_refuse(store, RESULT_REFUSED, _("That is not the password of whoever logged in here."));
}

static enum result end(struct room_change *change, const struct room_form *form)
{
    (void)form;
    vote_secret_seats(change->store, change->row.vote);
    return db_run(change->store, "UPDATE room_present SET table_seen = 0 WHERE meeting = ? AND member = ?",
        change->row.meeting.id, change->actor->table);
}

enum result table_end(struct store *store, const struct actor *table, int64_t now)
{
    return room_write(store, table, table->meeting, now, ROOM_NEEDS_TABLE, end, &(struct room_form) { 0 });
}

/* --- its people --- */

static enum result sit(struct room_change *change, const struct room_form *form)
{
    struct store *store = change->store;
    int64_t meeting = change->row.meeting.id, table = change->actor->table;
    int left = TABLE_TRIES;
    enum result result = RESULT_OK;
    if (db_number(store, 0, "SELECT count(*) FROM room_present WHERE meeting = ? AND seat = ?", meeting, table) >=
        TABLE_SEATS)
        return db_refuse(store, RESULT_REFUSED, _("No more people fit at one table. Another laptop makes another."));
    if (room_way_of(store, meeting, form->member, change->now) == ROOM_AWAY)
        return db_refuse(store, RESULT_REFUSED,
            _("They are not let in yet. Two neighbours of two homes tick their name at the door."));
    if (table_has_digits(store, meeting, form->member))
        result = table_try_digits(change, form->member, form->text, &left);
    else if ((result = table_require_choice(change, form->member)) == RESULT_OK)
        result = table_set_digits(change, form->member, form->text);
    *form->out = left;
    return result == RESULT_OK && left == TABLE_TRIES ? sit_down(change, table, form->member) : result;
}

enum result table_sit(struct store *store, const struct actor *table, int64_t member, const char *digits, int64_t now)
{
    int64_t left = TABLE_TRIES;
    enum result result = room_write(store, table, table->meeting, now, ROOM_NEEDS_TABLE, sit,
        &(struct room_form) { .member = member, .text = digits, .out = &left });
    return result == RESULT_OK && left < TABLE_TRIES ? table_refuse_wrong(store, (int)left) : result;
}

static enum result rise(struct room_change *change, const struct room_form *form)
{
    vote_secret_seats(change->store, change->row.vote);
    return db_run(change->store, "UPDATE room_present SET seat = 0 WHERE meeting = ? AND member = ? AND seat = ?",
        change->row.meeting.id, form->member, change->actor->table);
}

enum result table_rise(struct store *store, const struct actor *table, int64_t member, int64_t now)
{
    return room_write(
        store, table, table->meeting, now, ROOM_NEEDS_TABLE, rise, &(struct room_form) { .member = member });
}

static bool sits_here(struct store *store, const struct actor *table, int64_t member)
{
    return db_number(store, 0, "SELECT 1 FROM room_present WHERE meeting = ? AND member = ? AND seat = ?",
               table->meeting, member, table->table) == 1;
}

static enum result try_digits(struct room_change *change, const struct room_form *form)
{
    struct store *store = change->store;
    int left = TABLE_TRIES;
    if (!sits_here(store, change->actor, form->member))
        return db_refuse(store, RESULT_REFUSED, _("They do not sit at this table. They sit down first."));
    enum result result = table_try_digits(change, form->member, form->text, &left);
    *form->out = left;
    change->quiet = left == TABLE_TRIES;
    return result;
}

/* RULES 4.7: nothing of a secret vote has a time. A write of each right try would tell when each of them voted. */
static bool is_right_in_secret(
    struct store *store, const struct actor *table, int64_t member, const char *digits, int64_t now)
{
    struct room_row row;
    db_reading_begin(store);
    bool right = room_require(store, table, table->meeting, now, ROOM_NEEDS_TABLE, &row) == RESULT_OK &&
                 db_number(store, 0, "SELECT 1 FROM vote WHERE id = ? AND secret = 1", row.vote) == 1 &&
                 sits_here(store, table, member) && table_digits_are_right(store, table->meeting, member, digits);
    return db_reading_end(store) == RESULT_OK && right;
}

static enum result count_try(
    struct store *store, const struct actor *table, int64_t member, const char *digits, int64_t now)
{
    int64_t left = TABLE_TRIES;
    enum result result = room_write(store, table, table->meeting, now, ROOM_NEEDS_TABLE, try_digits,
        &(struct room_form) { .member = member, .text = digits, .out = &left });
    if (result == RESULT_OK && left < TABLE_TRIES)
        return table_refuse_wrong(store, (int)left);
    return result;
}

enum result table_person(
    struct store *store, const struct actor *table, int64_t member, const char *digits, int64_t now, struct actor *out)
{
    *out = (struct actor) { 0 };
    if (!is_right_in_secret(store, table, member, digits, now)) {
        enum result result = count_try(store, table, member, digits, now);
        if (result != RESULT_OK)
            return result;
    }
    *out = *table;
    out->member = member;
    out->by_digits = true;
    name_actor(store, out);
    return RESULT_OK;
}

/* --- what it says as one --- */

static enum result read_aloud(struct room_change *change, const struct room_form *form)
{
    (void)form;
    return db_run(change->store, "UPDATE room_present SET table_read = 1 WHERE meeting = ? AND member = ?",
        change->row.meeting.id, change->actor->table);
}

enum result table_read(struct store *store, const struct actor *table, int64_t now)
{
    return room_write(store, table, table->meeting, now, ROOM_NEEDS_TABLE, read_aloud, &(struct room_form) { 0 });
}

static enum result shift(struct room_change *change, const struct room_form *form)
{
    (void)form;
    return db_run(change->store,
        "UPDATE room_present SET table_shift = table_shift + 1 WHERE meeting = ? AND member = ?",
        change->row.meeting.id, change->actor->table);
}

enum result table_shift(struct store *store, const struct actor *table, int64_t now)
{
    return room_write(store, table, table->meeting, now, ROOM_NEEDS_TABLE, shift, &(struct room_form) { 0 });
}

static enum result be_done(struct room_change *change, const struct room_form *form)
{
    (void)form;
    if (change->row.test == 0)
        return db_refuse(change->store, RESULT_CONFLICT, _("No question is open."));
    return db_run(change->store, "UPDATE room_present SET table_done = ? WHERE meeting = ? AND member = ?",
        change->row.test, change->row.meeting.id, change->actor->table);
}

enum result table_done(struct store *store, const struct actor *table, int64_t now, char names[TABLE_NAMES])
{
    struct table people;
    names[0] = '\0';
    enum result result =
        room_write(store, table, table->meeting, now, ROOM_NEEDS_TABLE, be_done, &(struct room_form) { 0 });
    if (result == RESULT_OK)
        result = table_get(store, table, now, &people);
    for (int i = 0; result == RESULT_OK && i < people.count; i++)
        if (people.people[i].may_answer && !people.people[i].answered) {
            size_t used = strlen(names);
            snprintf(names + used, TABLE_NAMES - used, "%s%s", used > 0 ? ", " : "", people.people[i].handle);
        }
    return result;
}

/* Its two minutes begin when the last one has read it. Whoever reads it once more changes nothing. */
static enum result aloud(struct room_change *change, const struct room_form *form)
{
    (void)form;
    struct store *store = change->store;
    const struct actor *actor = change->actor;
    int64_t meeting = change->row.meeting.id, proposal = change->row.proposal, her = actor->member;
    if (db_number(store, 0, "SELECT small_until FROM proposal WHERE id = ? AND state = " SQL_PROPOSAL_OPEN, proposal) ==
        0)
        return db_refuse(store, RESULT_CONFLICT, _("No small matter is put to the room."));
    if (actor->kind == ACTOR_TABLE)
        her = actor->table;
    int before = table_not_aloud(store, meeting, proposal, change->now);
    db_run(store, "UPDATE room_present SET aloud = ? WHERE meeting = ? AND member = ?", proposal, meeting, her);
    if (before == 0 || table_not_aloud(store, meeting, proposal, change->now) > 0)
        return db_outcome(store);
    return db_run(store, "UPDATE proposal SET small_until = ? WHERE id = ?",
        change->now + number_of(store, change->row.meeting.unit, NUMBER_SMALL), proposal);
}

enum result table_aloud(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    return room_write(store, actor, meeting, now, actor->kind == ACTOR_TABLE ? ROOM_NEEDS_TABLE : ROOM_NEEDS_LINE,
        aloud, &(struct room_form) { 0 });
}
