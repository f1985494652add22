/* hand.c: lists entries that were written by hand for people without a device, and confirms and strikes them. RULES
 * 1.8. */
#include "hand.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/subject.h"
#include "store/boards/access.h"
#include "store/people/by_hand.h"
#include "store/people/people.h"

/* --- entries --- */

/* The kind as its subject declares it; NULL when no subject has that kind. */
static const struct by_hand_kind *kind_of(const struct store *store, enum hand_kind kind)
{
    for (const struct subject *const *subject = store->subjects; *subject != NULL; subject++)
        for (const struct by_hand_kind *found = (*subject)->by_hand; found != NULL && found->see != NULL; found++)
            if (found->kind == kind)
                return found;
    return NULL;
}

static bool may_see(struct store *store, const struct actor *actor, const struct hand_entry *entry, struct place *place)
{
    const struct by_hand_kind *kind = kind_of(store, entry->kind);
    *place = (struct place) { .unit = unit_street_of(store, entry->member) };
    return kind != NULL && kind->see(store, actor, entry->subject, place) == RESULT_OK;
}

/* Adds "CASE w.kind WHEN 'post' THEN ... ELSE otherwise END". The expression for each kind is the field at `offset` of
 * its struct by_hand_kind. */
static void add_case(const struct store *store, size_t offset, const char *otherwise, struct buffer *sql)
{
    buffer_string(sql, "CASE w.kind");
    for (enum hand_kind kind = 0; kind < HAND_KINDS; kind++) {
        const struct by_hand_kind *found = kind_of(store, kind);
        const char *expression = found != NULL ? *(const char *const *)((const char *)found + offset) : NULL;
        if (expression != NULL)
            buffer_format(sql, " WHEN '%s' THEN %s", hand_kind_name(kind), expression);
    }
    buffer_format(sql, " ELSE %s END", otherwise);
}

enum entries_way { ENTRIES_ALL, ENTRIES_WAITING, ENTRIES_STRUCK, ENTRIES_ONE, ENTRIES_WAYS };
static const char *const entries_where[ENTRIES_WAYS] = {
    [ENTRIES_ALL] = "WHERE (?1 = 0 OR w.member = ?1) AND w.id < ?2 ORDER BY w.id DESC",
    [ENTRIES_WAITING] = "WHERE w.confirmed_by = 0 AND w.struck_by = 0 AND (?1 = 0 OR w.member = ?1) AND w.id > ?2"
                        " AND EXISTS (SELECT 1 FROM member x WHERE x.id = w.member AND x.gone = 0) AND ",
    [ENTRIES_STRUCK] = "WHERE w.hand = ?1 AND w.struck_by <> 0 AND w.struck_by <> ?1 AND w.struck_at > ?2"
                       " ORDER BY w.struck_at DESC, w.id DESC",
    [ENTRIES_ONE] = "WHERE w.id = ?1",
};

/* Composes the SQL once from what the subjects declare, and keeps it: db_query() keeps a statement by the address of
 * its SQL. */
static const char *entries_sql(const struct store *store, enum entries_way way)
{
    static struct buffer composed[ENTRIES_WAYS];
    struct buffer *sql = &composed[way];
    if (sql->length > 0)
        return buffer_text(sql);
    buffer_string(sql,
        "SELECT w.id, w.member, w.subject, w.at, w.kind, " HANDLE_OF("w.member") ", " BY_HAND_COLUMNS ", coalesce(");
    add_case(store, offsetof(struct by_hand_kind, thread), "0", sql);
    buffer_string(sql, ", 0), coalesce(");
    add_case(store, offsetof(struct by_hand_kind, about), "''", sql);
    buffer_string(sql, ", ''), coalesce(");
    add_case(store, offsetof(struct by_hand_kind, body), "''", sql);
    buffer_format(sql, ", ''), w.hand, w.confirmed_by FROM hand_word w %s", entries_where[way]);
    if (way == ENTRIES_WAITING) { /* what is over needs no confirmation */
        add_case(store, offsetof(struct by_hand_kind, goes_on), "0", sql);
        buffer_string(sql, " ORDER BY w.id");
    }
    return buffer_text(sql);
}

/* An entry is confirmed from another home than the hand's and hers, so that no single home can speak for her. */
static bool may_confirm_entry(
    struct store *store, const struct actor *actor, const struct hand_entry *entry, int64_t hand)
{
    if (actor->kind != ACTOR_MEMBER || actor->hand != 0 || entry->by.confirmed_by[0] != '\0' ||
        entry->by.struck_by[0] != '\0' || actor->member == hand || actor->member == entry->member)
        return false;
    int64_t own = person_household(store, actor->member);
    return own != 0 && own != person_household(store, hand) && own != person_household(store, entry->member);
}

static void read_entry(struct store *store, const struct actor *actor, sqlite3_stmt *row, struct hand_entry *out)
{
    *out = (struct hand_entry) {
        .id = sqlite3_column_int64(row, 0),
        .member = sqlite3_column_int64(row, 1),
        .subject = sqlite3_column_int64(row, 2),
        .at = sqlite3_column_int64(row, 3),
        .kind = by_hand_kind(db_text(row, 4)),
        .thread = sqlite3_column_int64(row, 11),
        .mine = sqlite3_column_int64(row, 14) == actor->member,
    };
    person_copy_handle(row, 5, out->handle);
    by_hand_read(row, 6, &out->by);
    db_copy(row, 12, out->about, sizeof out->about);
    out->body = xstrdup(db_text(row, 13));
    out->may_confirm = may_confirm_entry(store, actor, out, sqlite3_column_int64(row, 14));
    const struct by_hand_kind *kind = kind_of(store, out->kind);
    if (kind != NULL && kind->hide != NULL && !out->mine && out->member != actor->member)
        kind->hide(store, actor, out);
}

void hand_entries_free(struct hand_entry *entries, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(entries[i].body);
        entries[i].body = NULL;
    }
}

static sqlite3_stmt *query_entries(struct store *store, enum hand_which which, int64_t member, int64_t before)
{
    if (which == HAND_ENTRIES_ALL)
        return db_query(store, entries_sql(store, ENTRIES_ALL), member, before > 0 ? before : INT64_MAX);
    return db_query(store, entries_sql(store, ENTRIES_WAITING), member, before);
}

/* Lists show entries of some kinds only to the hand that wrote them. */
static bool is_listed(const struct store *store, const struct hand_entry *entry)
{
    const struct by_hand_kind *kind = kind_of(store, entry->kind);
    return entry->mine || (kind != NULL && !kind->own);
}

enum result hand_entries_list(struct store *store, const struct actor *actor, enum hand_which which, int64_t member,
    int64_t before, size_t limit, struct hand_entry *out, size_t *count)
{
    struct place place;
    *count = 0;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    db_reading_begin(store);
    sqlite3_stmt *row = query_entries(store, which, member, before);
    while (*count < limit && db_step(store, row)) {
        struct hand_entry *entry = &out[*count];
        read_entry(store, actor, row, entry);
        if (may_see(store, actor, entry, &place) && (member == 0 || !entry->nameless) && is_listed(store, entry) &&
            (which != HAND_ENTRIES_FOR_ME || entry->may_confirm))
            (*count)++;
        else
            hand_entries_free(entry, 1);
    }
    db_done(store, row);
    return db_reading_end(store);
}

/* RULES 1.8: a hand is told that its entry was struck, as long as the strike can be taken back. */
static enum result load_struck(struct store *store, const struct actor *actor, int64_t now, struct hand_waits *out)
{
    struct place place;
    sqlite3_stmt *row = db_query(store, entries_sql(store, ENTRIES_STRUCK), actor->member, now - HAND_STRUCK_SECONDS);
    while (db_step(store, row)) {
        struct hand_entry entry;
        read_entry(store, actor, row, &entry);
        hand_entries_free(&entry, 1);
        if (may_see(store, actor, &entry, &place) && out->struck++ == 0)
            out->last_struck = entry;
    }
    db_done(store, row);
    return db_outcome(store);
}

/* Asks little: to compile the SQL that composes what is listed costs a log-in more than all else of home, and most days
 * there is nothing to list. */
struct looked {
    int64_t old; /* nothing up to it waits any more */
    bool waits, struck;
};
static struct looked look(struct store *store, const struct actor *actor, int64_t now)
{
    struct looked out = { 0 };
    sqlite3_stmt *row = db_query(store,
        "SELECT (SELECT id FROM hand_word WHERE at <= ? AND confirmed_by = 0 AND struck_by = 0 ORDER BY id DESC LIMIT 1),"
        " (SELECT max(id) FROM hand_word WHERE confirmed_by = 0 AND struck_by = 0), EXISTS (SELECT 1 FROM hand_word WHERE"
        " hand = ? AND struck_by <> 0 AND struck_at > ?)",
        now - HAND_PERSON_SECONDS, actor->member, now - HAND_STRUCK_SECONDS);
    if (db_step(store, row)) {
        out.old = sqlite3_column_int64(row, 0);
        out.waits = sqlite3_column_int64(row, 1) > out.old;
        out.struck = sqlite3_column_int(row, 2) != 0;
    }
    db_done(store, row);
    return out;
}

enum result hand_waits_get(struct store *store, const struct actor *actor, int64_t now, struct hand_waits *out)
{
    enum { MOST = 20 };
    struct hand_person people[MOST];
    struct hand_entry entries[MOST];
    size_t count = 0;
    *out = (struct hand_waits) { 0 };
    enum result result = hand_members_waiting(store, actor, now, people, MOST, &count);
    for (size_t i = 0; i < count; i++)
        if (people[i].may_confirm && out->people++ == 0)
            out->person = people[i];
    if (result != RESULT_OK)
        return result;
    struct looked looked = look(store, actor, now);
    if (looked.waits)
        result = hand_entries_list(store, actor, HAND_ENTRIES_FOR_ME, 0, looked.old, MOST, entries, &count);
    else
        count = 0;
    out->entries = (int)count;
    if (count > 0)
        out->first = entries[0];
    hand_entries_free(entries, count);
    out->first.body = NULL;
    return result == RESULT_OK && looked.struck ? load_struck(store, actor, now, out) : result;
}

static enum result find_entry(
    struct store *store, const struct actor *actor, sqlite3_stmt *row, struct hand_entry *out, struct place *place)
{
    bool found = db_step(store, row);
    if (found)
        read_entry(store, actor, row, out);
    db_done(store, row);
    if (found && may_see(store, actor, out, place))
        return RESULT_OK;
    if (found)
        hand_entries_free(out, 1);
    return db_refuse(store, RESULT_NOT_FOUND, _("There is no such word by hand. `hands` lists them."));
}

enum result hand_entry_get(struct store *store, const struct actor *actor, int64_t entry, struct hand_entry *out)
{
    struct place place;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    db_reading_begin(store);
    result = find_entry(store, actor, db_query(store, entries_sql(store, ENTRIES_ONE), entry), out, &place);
    enum result outcome = db_reading_end(store);
    return result != RESULT_OK ? result : outcome;
}

enum result hand_entry_of(
    struct store *store, const struct actor *actor, enum hand_kind kind, int64_t subject, struct hand_entry *out)
{
    int64_t entry =
        db_number(store, 0, "SELECT id FROM hand_word WHERE kind = ? AND subject = ?", hand_kind_name(kind), subject);
    return hand_entry_get(store, actor, entry, out);
}

/* --- confirming and striking --- */

/* Begins a write and finds the entry. On RESULT_OK the caller ends both by end_entry(). */
static enum result begin_entry(
    struct store *store, const struct actor *actor, int64_t id, struct hand_entry *entry, struct place *place)
{
    *entry = (struct hand_entry) { 0 };
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    result = find_entry(store, actor, db_query(store, entries_sql(store, ENTRIES_ONE), id), entry, place);
    return result == RESULT_OK ? RESULT_OK : db_abandon(store, result);
}

static enum result end_entry(struct store *store, struct hand_entry *entry, enum result result)
{
    hand_entries_free(entry, 1);
    return db_finish(store, result);
}

static enum result confirm(struct store *store, const struct actor *actor, const struct hand_entry *entry,
    const struct place *place, int64_t now)
{
    if (entry->by.struck_by[0] != '\0')
        return db_refuse(store, RESULT_REFUSED, _("That was struck, as they said that it is not theirs."));
    if (entry->by.confirmed_by[0] != '\0')
        return RESULT_OK;
    if (entry->kind == HAND_LEAVE && now - entry->at >= HAND_PERSON_SECONDS)
        return db_refuse(store, RESULT_REFUSED, _("That was told too long ago. If they say so, tell it again."));
    if (!entry->may_confirm)
        return db_refuse(store, RESULT_REFUSED,
            _("You can confirm it only from another home than theirs and the writer's: two homes must have heard it."));
    db_run(store, "UPDATE hand_word SET confirmed_by = ?, confirmed_at = ? WHERE id = ?", actor->member,
        store_time_begun(store, now), entry->id); /* one day after this time she leaves */
    return ledger_append(store, &(struct ledger_new) {
                                    .at = now,
                                    .unit = place->unit,
                                    .subject = entry->subject,
                                    .actor = actor->member,
                                    .board = place->board,
                                    .thread = place->thread,
                                    .kind = LEDGER_HAND_CONFIRMED,
                                    .seen_by = (unsigned)place->visibility,
                                });
}

enum result hand_confirm(struct store *store, const struct actor *actor, int64_t entry, int64_t now)
{
    struct hand_entry found;
    struct place place;
    enum result result = begin_entry(store, actor, entry, &found, &place);
    if (result != RESULT_OK)
        return result;
    return end_entry(store, &found, confirm(store, actor, &found, &place, now));
}

enum result hand_strike(struct store *store, const struct actor *actor, int64_t entry, int64_t now)
{
    struct hand_entry found;
    struct place place;
    enum result result = begin_entry(store, actor, entry, &found, &place);
    if (result != RESULT_OK)
        return result;
    if (found.by.struck_by[0] == '\0') {
        db_run(store, "UPDATE hand_word SET struck_by = ?, struck_at = ? WHERE id = ?", actor->member, now, entry);
        result = kind_of(store, found.kind)->strike(store, actor, found.subject, now);
    }
    return end_entry(store, &found, result);
}

static bool may_unstrike(struct store *store, const struct actor *actor, int64_t entry)
{
    char own[HOME_BYTES], strikers[HOME_BYTES];
    int64_t striker = db_number(store, 0, "SELECT struck_by FROM hand_word WHERE id = ?", entry);
    person_home(store, actor->member, own);
    person_home(store, striker, strikers);
    return striker == actor->member || (own[0] != '\0' && !person_same_home(own, strikers));
}

static enum result unstrike(struct store *store, const struct actor *actor, const struct hand_entry *entry, int64_t now)
{
    const struct by_hand_kind *kind = kind_of(store, entry->kind);
    return kind->unstrike != NULL ? kind->unstrike(store, actor, entry->subject, now) : by_hand_say_anew(store);
}

enum result hand_unstrike(struct store *store, const struct actor *actor, int64_t entry, int64_t now)
{
    struct hand_entry found;
    struct place place;
    enum result result = begin_entry(store, actor, entry, &found, &place);
    if (result != RESULT_OK)
        return result;
    if (found.by.struck_by[0] != '\0') {
        if (now - found.by.struck_at >= HAND_STRUCK_SECONDS)
            result = db_refuse(store, RESULT_REFUSED, _("A struck text is kept for a day; this one is gone."));
        else if (!may_unstrike(store, actor, entry))
            result = db_refuse(store, RESULT_REFUSED,
                _("Only the person who struck it, or somebody of another home, can take that back."));
        else {
            result = unstrike(store, actor, &found, now); /* the kind reads struck_at, so it must still be set */
            db_run(store, "UPDATE hand_word SET struck_by = 0, struck_at = 0 WHERE id = ?", entry);
        }
    }
    return end_entry(store, &found, result);
}

/* --- how she leaves --- */

enum result hand_member_leaves(
    struct store *store, const struct actor *actor, int64_t member, int64_t now, int64_t *entry)
{
    struct actor voice;
    enum result result = actor_by_hand(store, actor, member, now, &voice);
    *entry = 0;
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    if ((result = by_hand_require_voice(store, &voice)) == RESULT_OK &&
        db_number(store, 0, "SELECT 1 FROM hand_word WHERE kind = 'leave' AND subject = ? AND struck_by = 0", member) ==
            1)
        result = db_refuse(store, RESULT_CONFLICT, _("That they leave was told already. `hands` shows it."));
    if (result == RESULT_OK && (result = by_hand_note(store, &voice, HAND_LEAVE, member, now)) == RESULT_OK)
        *entry = db_number(store, 0, "SELECT id FROM hand_word WHERE kind = 'leave' AND subject = ?", member);
    return db_finish(store, result);
}

enum result hand_voices(struct store *store, const struct actor *actor, int64_t *members, size_t limit, size_t *count)
{
    *count = 0;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = db_query(store,
        "SELECT w.member, max(w.id) FROM hand_word w WHERE w.hand = ? AND w.kind IN ('ask', 'offer', 'answer')"
        " AND w.struck_by = 0 AND " IS_BY_HAND("w.member") " GROUP BY w.member ORDER BY 2 DESC",
        actor->member);
    while (*count < limit && db_step(store, row))
        members[(*count)++] = sqlite3_column_int64(row, 0);
    db_done(store, row);
    return db_outcome(store);
}

/* --- forgetting --- */

/* Deletes entries that somebody leaves, when no other home confirmed them in time. */
static int forget(struct store *store, int64_t now)
{
    if (db_begin(store) != RESULT_OK)
        return -1;
    db_run(store, "DELETE FROM hand_word WHERE kind = 'leave' AND confirmed_by = 0 AND at <= ?",
        now - HAND_PERSON_SECONDS);
    int count = sqlite3_changes(store->db);
    return db_commit(store) == RESULT_OK ? count : -1;
}

/* --- the whole subject --- */

static enum result leave_see(struct store *store, const struct actor *actor, int64_t member, struct place *out)
{
    (void)actor, (void)member, (void)out; /* every member may know who lives here */
    return db_outcome(store);
}

static enum result leave_strike(struct store *store, const struct actor *actor, int64_t member, int64_t now)
{
    (void)actor, (void)member, (void)now; /* nothing was done yet that must be undone */
    return db_outcome(store);
}

const struct subject hand_subject = {
    .name = "hand",
    .forget = forget,
    .file =
        (const struct subject_rows[]) {
            { "written_for_me",
                "SELECT w.kind, w.subject, w.at, n.handle AS hand FROM hand_word w LEFT JOIN member_name n ON n.member = w.hand"
                " WHERE w.member = ?" },
            { "written_by_my_hand", "SELECT w.kind, w.subject, w.at, n.handle AS \"for\" FROM hand_word w"
                                    " LEFT JOIN member_name n ON n.member = w.member WHERE w.hand = ?" },
            { NULL, NULL },
        },
    .by_hand =
        (const struct by_hand_kind[]) {
            { .kind = HAND_LEAVE, .see = leave_see, .strike = leave_strike, .goes_on = "1" },
            { 0 },
        },
};
