/* hand_people.c: how somebody without a device becomes a member: one home tells of her, another home confirms. RULES
 * 1.8. */
#include <stdlib.h>
#include <string.h>

#include "store/base/retention.h"
#include "store/base/subject.h"
#include "store/people/admission.h"
#include "store/people/by_hand.h"
#include "store/people/handles.h"
#include "store/people/people.h"

#define PERSON_SELECT                                                                                                  \
    "SELECT p.id, p.handle, p.home, p.adder, p.at, " HANDLE_OF("p.adder") ", p.unit FROM hand_person p "

/* The actor must be of another home than the adder's and hers. When hers is new to the house, the actor must be of its
 * block. */
static bool may_confirm_person(
    struct store *store, const struct actor *actor, int64_t unit, int64_t adder, const char *home, int64_t now)
{
    char own[HOME_BYTES], adders[HOME_BYTES];
    if (actor->kind != ACTOR_MEMBER || actor->hand != 0 || actor->member == adder ||
        unit_street_of(store, actor->member) != unit)
        return false;
    person_home(store, actor->member, own);
    person_home(store, adder, adders);
    if (own[0] == '\0' || person_same_home(own, adders) || person_same_home(own, home) ||
        admission_can_be_stopped(store, actor->member, now))
        return false;
    return person_home_is_in(store, unit, home) || person_may_be_second_home(store, unit, own, home, adders);
}

static void read_person(
    struct store *store, const struct actor *actor, sqlite3_stmt *row, int64_t now, struct hand_person *out)
{
    int64_t adder = sqlite3_column_int64(row, 3);
    *out = (struct hand_person) {
        .id = sqlite3_column_int64(row, 0),
        .at = sqlite3_column_int64(row, 4),
        .unit = sqlite3_column_int64(row, 6),
    };
    db_copy(row, 1, out->handle, sizeof out->handle);
    db_copy(row, 2, out->home, sizeof out->home);
    person_copy_handle(row, 5, out->adder);
    out->mine = actor->kind == ACTOR_MEMBER && adder == actor->member;
    out->may_confirm = may_confirm_person(store, actor, out->unit, adder, out->home, now);
}

static enum result find_person(
    struct store *store, const struct actor *actor, int64_t person, int64_t now, struct hand_person *out)
{
    sqlite3_stmt *row = db_query(store, PERSON_SELECT "WHERE p.id = ? AND p.at > ? AND " IS_OF("?3", "p.unit"), person,
        now - HAND_PERSON_SECONDS, actor->member);
    bool found = db_step(store, row);
    if (found)
        read_person(store, actor, row, now, out);
    db_done(store, row);
    return found ? RESULT_OK
                 : db_refuse(store, RESULT_NOT_FOUND, _("Nobody of that number waits for a yes. `hands` lists them."));
}

/* Inside a write. */
static enum result add_person(struct store *store, const struct actor *actor, const char *handle, const char *home,
    int64_t now, struct hand_person *out)
{
    enum result result = handle_is_free(store, handle);
    if (result != RESULT_OK)
        return result;
    int64_t since = now - HAND_PERSON_SECONDS;
    if (db_number(store, 0, "SELECT count(*) FROM hand_person WHERE adder = ? AND at > ?", actor->member, since) >=
        HAND_PEOPLE_OPEN_MOST)
        return db_refuse(store, RESULT_REFUSED,
            _("%d people you told of wait for another home's yes already. `hands` shows them."), HAND_PEOPLE_OPEN_MOST);
    result = db_run(store, "INSERT INTO hand_person (handle, unit, home, adder, at) VALUES (?, ?, ?, ?, ?)", handle,
        actor->here, home, actor->member, now);
    admission_home_hears(store, actor->here, home, actor->member);
    return result == RESULT_OK ? find_person(store, actor, db_last_id(store), now, out) : result;
}

enum result hand_member_add(struct store *store, const struct actor *actor, const char *name, const char *home,
    int64_t now, struct hand_person *out)
{
    char handle[HANDLE_BYTES * 2], *clean, *clean_home;
    enum result result = rights_require_member(store, actor);
    by_hand_name(name, handle, sizeof handle);
    if (result != RESULT_OK || (result = handle_is_free(store, handle)) != RESULT_OK ||
        (result = db_clean_text(store, handle, true, HANDLE_MAX, &clean)) != RESULT_OK)
        return result;
    if ((result = home_clean(store, actor->here, home, &clean_home)) == RESULT_OK) {
        if ((result = db_begin(store)) == RESULT_OK)
            result = db_finish(store, add_person(store, actor, clean, clean_home, now, out));
        free(clean_home);
    }
    free(clean);
    return result;
}

enum result hand_members_waiting(
    struct store *store, const struct actor *actor, int64_t now, struct hand_person *out, size_t limit, size_t *count)
{
    *count = 0;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    db_reading_begin(store);
    sqlite3_stmt *row = db_query(
        store, PERSON_SELECT "WHERE p.at > ? AND p.unit = ? ORDER BY p.id", now - HAND_PERSON_SECONDS, actor->here);
    while (*count < limit && db_step(store, row))
        read_person(store, actor, row, now, &out[(*count)++]);
    db_done(store, row);
    return db_reading_end(store);
}

static enum result confirm_person(
    struct store *store, const struct actor *actor, const struct hand_person *person, int64_t now, int64_t *member)
{
    if (!person->may_confirm)
        return db_refuse(store, RESULT_REFUSED,
            _("The yes comes from another home than theirs, and than the home of the neighbour who added them. For a "
              "new home it comes from its block."));
    struct member_new form = { .handle = person->handle };
    enum result result = member_insert(store, person->unit, &form, person->home, NULL, now, member);
    if (result != RESULT_OK)
        return result;
    db_run(store, "INSERT INTO hand_member SELECT ?1, adder, ?2, ?3 FROM hand_person WHERE id = ?4", *member,
        actor->member, now, person->id);
    admission_home_hears(store, person->unit, person->home, *member);
    return db_run(store, "DELETE FROM hand_person WHERE id = ?", person->id);
}

enum result hand_member_confirm(
    struct store *store, const struct actor *actor, int64_t person, int64_t now, int64_t *member)
{
    struct hand_person found = { 0 };
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    if ((result = find_person(store, actor, person, now, &found)) == RESULT_OK)
        result = confirm_person(store, actor, &found, now, member);
    return db_finish(store, result);
}

enum result hand_member_withdraw(struct store *store, const struct actor *actor, int64_t person, int64_t now)
{
    struct hand_person found = { 0 };
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    if ((result = find_person(store, actor, person, now, &found)) == RESULT_OK && !found.mine)
        result = db_refuse(store, RESULT_REFUSED, _("Somebody else added them."));
    if (result == RESULT_OK)
        result = db_run(store, "DELETE FROM hand_person WHERE id = ?", person);
    return db_finish(store, result);
}

enum result hand_members_list(
    struct store *store, const struct actor *actor, struct member *out, size_t limit, size_t *count)
{
    *count = 0;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    db_reading_begin(store);
    sqlite3_stmt *row = db_query(store,
        "SELECT h.member FROM hand_member h JOIN member_name n ON n.member = h.member WHERE " IS_BY_HAND(
            "h.member") " AND " IS_OF("h.member", "?1") " ORDER BY n.handle COLLATE NOCASE",
        actor->here);
    while (*count < limit && db_step(store, row))
        if (member_get(store, actor, sqlite3_column_int64(row, 0), &out[*count]) == RESULT_OK)
            (*count)++;
    db_done(store, row);
    return db_reading_end(store);
}

/* --- leaving and forgetting --- */

static void leave(struct store *store, int64_t member, int64_t at)
{
    (void)at;
    db_run(store, "DELETE FROM hand_member WHERE member = ?", member);
    db_run(store, "UPDATE hand_member SET adder = 0 WHERE adder = ?", member);
    db_run(store, "UPDATE hand_member SET confirmer = 0 WHERE confirmer = ?", member);
    db_run(store, "DELETE FROM hand_person WHERE adder = ?", member);
}

/* What she told of in that street is withdrawn. */
static void part(struct store *store, int64_t unit, int64_t member, int64_t now)
{
    (void)now;
    db_run(store, "DELETE FROM hand_person WHERE adder = ? AND unit = ?", member, unit);
}

/* Forget who introduced a member after the retention period for invitations. */
static int forget(struct store *store, int64_t now)
{
    if (db_begin(store) != RESULT_OK)
        return -1;
    db_run(store, "DELETE FROM hand_person WHERE at <= ?", now - HAND_PERSON_SECONDS);
    int count = sqlite3_changes(store->db);
    db_run(store, "UPDATE hand_member SET adder = 0, confirmer = 0 WHERE at <= ? AND adder + confirmer <> 0",
        now - retention_period(store, "invitation"));
    count += sqlite3_changes(store->db);
    return db_commit(store) == RESULT_OK ? count : -1;
}

const struct subject hand_people_subject = {
    .name = "people by hand",
    .forget = forget,
    .leave = leave,
    .part = part,
    .file =
        (const struct subject_rows[]) {
            { "people_told_of", "SELECT handle, home, at FROM hand_person WHERE adder = ?" },
            { NULL, NULL },
        },
    .units =
        (const struct subject_unit[]) {
            UNIT_HELD("hand_person", "unit = ?1", UNIT_ROWS_PEOPLE),
            { 0 },
        },
};
