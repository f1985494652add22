/* members.c: members: adding them, reading them, and the actor of a member. RULES 1, 2.3, 10.2. */
#include "members.h"

#include <jansson.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "invitations.h"
#include "lost.h"
#include "numbers.h"
#include "store/base/db.h"
#include "store/base/limits.h"
#include "store/base/subject.h"
#include "store/people/admission.h"
#include "store/people/by_hand.h"
#include "store/people/claim_room.h"
#include "store/people/credentials.h"
#include "store/people/handle.h"
#include "store/people/handles.h"
#include "store/people/people.h"
#include "store/people/restored.h"
#include "store/people/sources.h"

enum {
    PRESENT_SECONDS = 600,      /* after a dropped connection she counts as present for 10 minutes; RULES 1.7 */
    FLOOR_SECONDS = 14 * 86400, /* older posts count as read for a newcomer; RULES 1.1 */
};

static int64_t household(struct store *store, int64_t unit, const char *label, int64_t now)
{
    char uid[37];
    uid_make(now, uid);
    db_run(store, "INSERT OR IGNORE INTO household (uid, unit, label) VALUES (?, ?, ?)", uid, unit, label);
    return db_number(store, 0, "SELECT id FROM household WHERE unit = ? AND label = ?", unit, label);
}

/* Founding time ends when the tenth home is in, and never begins again (RULES 1.2). The story of a made-up house does
 * not tell the founding assemblies of its streets: they closed on that day. A street that gets its tenth home later,
 * when the story has been told, still has to hold its own. */
static void note_founded(struct store *store, int64_t unit, int64_t now)
{
    if (!unit_is_founding(store, unit) || unit_homes(store, unit) < number_of(store, unit, NUMBER_FOUNDING))
        return;
    db_run(store, "UPDATE unit SET founded = ?1, assembled = CASE WHEN ?2 THEN ?1 ELSE assembled END WHERE id = ?3",
        now, (int64_t)store->story, unit);
}

enum result member_enter(struct store *store, int64_t unit, int64_t member, int64_t now)
{
    db_run(store, "INSERT OR IGNORE INTO membership (member, unit, since) VALUES (?, ?, ?)", member, unit, now);
    bool again = sqlite3_changes(store->db) > 0 &&
                 db_number(store, 0, "SELECT 1 FROM membership WHERE member = ? AND unit <> ?", member, unit) == 1;
    for (const struct subject *const *subject = store->subjects; again && *subject != NULL; subject++)
        if ((*subject)->enter != NULL)
            (*subject)->enter(store, unit, member, now);
    note_founded(store, unit, now);
    return db_outcome(store);
}

enum result member_take_in(struct store *store, int64_t unit, int64_t member, const char *home, int64_t now)
{
    if (home[0] != '\0')
        db_run(store, "UPDATE member SET household = ?, joined = ? WHERE id = ?", household(store, unit, home, now),
            now, member);
    return member_enter(store, unit, member, now);
}

/* Makes an account: a handle and ways in, without a home. */
static enum result insert_account(
    struct store *store, const struct member_new *form, const char *hash, int64_t now, int64_t *member)
{
    char uid[37];
    uid_make(now, uid);
    int64_t floor = db_number(store, 0, "SELECT max(id) FROM post WHERE at < ?", now - FLOOR_SECONDS);
    db_run(store, "INSERT INTO member (uid, joined, floor) VALUES (?, ?, ?)", uid, now, floor);
    *member = db_last_id(store);
    enum result result = handle_take(store, *member, form->handle);
    if (result != RESULT_OK)
        return result;
    if (hash != NULL && (result = credentials_set_hash(store, *member, hash, form->password_due, now)) != RESULT_OK)
        return result;
    if (form->key != NULL && (result = credentials_add_key(store, *member, form->key, now, NULL)) != RESULT_OK)
        return result;
    return db_outcome(store);
}

enum result member_insert(struct store *store, int64_t unit, const struct member_new *form, const char *home,
    const char *hash, int64_t now, int64_t *member)
{
    enum result result = insert_account(store, form, hash, now, member);
    if (result != RESULT_OK || (result = member_take_in(store, unit, *member, home, now)) != RESULT_OK)
        return result;
    return ledger_append(
        store, &(struct ledger_new) {
                   .at = now, .unit = unit, .subject = *member, .actor = *member, .kind = LEDGER_MEMBER_JOINED });
}

/* RULES 1.1, 1.10: the steward keeps the machine, not the street. Once the street is founded, a person whom the shell
 * adds needs the yes of a home. */
static enum result add(struct store *store, const struct actor *actor, const struct member_new *form, const char *home,
    const char *hash, int64_t now, int64_t *member)
{
    if (actor->kind == ACTOR_CARETAKER || unit_is_founding(store, actor->here))
        return member_insert(store, actor->here, form, home, hash, now, member);
    if (home[0] == '\0')
        return db_refuse(store, RESULT_REFUSED,
            _("This workplace is founded: its workers invite, and a second one says yes. Nobody is added from the shell."));
    enum result result = insert_account(store, form, hash, now, member);
    return result == RESULT_OK ? admission_wait(store, actor->here, *member, home, ADMISSION_SHELL, now) : result;
}

enum result member_add(
    struct store *store, const struct actor *actor, const struct member_new *form, int64_t now, int64_t *member)
{
    char *home, hash[PASSWORD_HASH];
    bool by_password = form->password != NULL;
    enum result result = rights_require_operator(store, actor);
    if (result != RESULT_OK || (result = unit_require_here(store, actor)) != RESULT_OK ||
        (result = home_for_unit(store, actor->here, form->home, &home)) != RESULT_OK)
        return result;
    if (by_password)
        result = credentials_hash(store, form->password, -1, hash);
    if (result == RESULT_OK && (result = db_begin(store)) == RESULT_OK) {
        result = add(store, actor, form, home, by_password ? hash : NULL, now, member);
        result = result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
    }
    explicit_bzero(hash, sizeof hash);
    free(home);
    return result;
}

/* --- reading --- */

#define MEMBER_COLUMNS                                                                                                  \
    "m.id, coalesce(n.handle, ''), coalesce(h.label, ''), m.joined, coalesce(p.seen, 0), m.gone, coalesce(w.due, 0),"   \
    " coalesce(p.there, 0), coalesce((SELECT value FROM setting s WHERE s.member = m.id AND s.name = 'language'), '')," \
    " coalesce((SELECT value FROM setting s WHERE s.member = m.id AND s.name = 'be_seen'), 'no'), " IS_BY_HAND(         \
        "m.id") ", " AWAITS_ADMISSION("m.id") ", coalesce(h.unit, 0)"
#define MEMBER_TABLES                                                                                                  \
    " FROM member m LEFT JOIN member_name n ON n.member = m.id LEFT JOIN household h ON h.id = m.household"            \
    " LEFT JOIN presence p ON p.member = m.id LEFT JOIN password w ON w.member = m.id"

static void read_member(const struct actor *actor, sqlite3_stmt *row, int64_t now, struct member *out)
{
    *out = (struct member) { .id = sqlite3_column_int64(row, 0) };
    out->left = sqlite3_column_int64(row, 5) != 0;
    if (out->left)
        util_copy_text(out->handle, sizeof out->handle, _("a former member"));
    else
        db_copy(row, 1, out->handle, sizeof out->handle);
    bool self = actor->member == out->id;
    if (self || actor->kind != ACTOR_MEMBER || actor_belongs(actor, sqlite3_column_int64(row, 12)))
        db_copy(row, 2, out->home, sizeof out->home); /* only people of her street see where she lives */
    out->joined = sqlite3_column_int64(row, 3);
    out->by_hand = sqlite3_column_int(row, 10) != 0;
    out->waits = sqlite3_column_int(row, 11) != 0;
    bool open = self || strcmp(db_text(row, 9), "yes") == 0;
    out->seen = open ? sqlite3_column_int64(row, 4) : 0;
    out->password_due = self && sqlite3_column_int(row, 6) != 0;
    out->online =
        open && sqlite3_column_int(row, 7) != 0 && (now == 0 || sqlite3_column_int64(row, 4) > now - PRESENT_SECONDS);
    if (self)
        db_copy(row, 8, out->language, sizeof out->language);
}

int64_t member_since(struct store *store, const struct actor *actor)
{
    return db_number(store, 0,
        "SELECT CASE WHEN h.unit = s.unit THEN max(m.joined, s.since) ELSE s.since END FROM membership s"
        " JOIN member m ON m.id = s.member LEFT JOIN household h ON h.id = m.household WHERE s.member = ? AND s.unit = ?",
        actor->member, actor->here);
}

/* Whom the actor may know of in this house (RULES 1.0): people of her units, people with whom she agreed on an ask, and
 * authors whose posts she can read. All others do not exist for her. */
static bool may_know_member(struct store *store, const struct actor *actor, int64_t member)
{
    if (actor->kind != ACTOR_MEMBER || actor->member == member || unit_in_common(store, actor, member))
        return true;
    for (const struct subject *const *subject = store->subjects; *subject != NULL; subject++)
        if ((*subject)->knows != NULL && (*subject)->knows(store, actor, member))
            return true;
    return false;
}

static enum result get(struct store *store, const struct actor *actor, int64_t member, struct member *out)
{
    sqlite3_stmt *row = db_query(store, "SELECT " MEMBER_COLUMNS MEMBER_TABLES " WHERE m.id = ?", member);
    bool found = db_step(store, row);
    if (found)
        read_member(actor, row, 0, out);
    db_done(store, row);
    return found ? RESULT_OK : db_refuse(store, RESULT_NOT_FOUND, _("There is no such member."));
}

enum result member_get(struct store *store, const struct actor *actor, int64_t member, struct member *out)
{
    if (!person_may_know_people(actor))
        return person_refuse_people(store);
    if (!may_know_member(store, actor, member))
        return db_refuse(store, RESULT_NOT_FOUND, _("There is no such member."));
    return get(store, actor, member, out);
}

enum result member_by_handle(struct store *store, const struct actor *actor, const char *handle, struct member *out)
{
    if (!person_may_know_people(actor))
        return person_refuse_people(store);
    int64_t member = handle_find_member(store, handle);
    if (member == 0 || !may_know_member(store, actor, member))
        return db_refuse(store, RESULT_NOT_FOUND, _("Nobody here is called that. `people` lists all."));
    return get(store, actor, member, out);
}

/* Who is listed in a unit; `unit` is its place among the arguments. */
#define IS_LISTED(unit) "m.gone = 0 AND " IS_OF("m.id", unit) " AND NOT " AWAITS_ADMISSION("m.id")

enum result members_count(struct store *store, const struct actor *actor, int64_t *count)
{
    *count = 0;
    if (!person_may_know_people(actor))
        return person_refuse_people(store);
    *count = db_number(store, 0,
        "SELECT count(*) FROM member m JOIN member_name n ON n.member = m.id WHERE " IS_LISTED("?1"), actor->here);
    return RESULT_OK;
}

enum result members_list(struct store *store, const struct actor *actor, const char *after, size_t limit, int64_t now,
    struct member *out, size_t *count)
{
    *count = 0;
    if (!person_may_know_people(actor))
        return person_refuse_people(store);
    sqlite3_stmt *row = db_query(store,
        "SELECT " MEMBER_COLUMNS MEMBER_TABLES
        " WHERE n.handle COLLATE NOCASE > ?1 AND " IS_LISTED("?3") " ORDER BY n.handle COLLATE NOCASE LIMIT ?2",
        after, limit, actor->here);
    while (*count < limit && db_step(store, row))
        read_member(actor, row, now, &out[(*count)++]);
    db_done(store, row);
    return RESULT_OK;
}

enum result members_online(struct store *store, const struct actor *actor, int64_t now, int64_t *number,
    struct member *seen, size_t limit, size_t *count)
{
    *count = 0;
    *number = 0;
    if (!person_may_know_people(actor)) /* when a street is awake, and when it is empty, is no stranger's business */
        return person_refuse_people(store);
    db_begin_read(store);
    *number = db_number(store, 0,
        "SELECT count(*) FROM presence p WHERE p.there = 1 AND p.seen > ?1 AND " IS_OF("p.member", "?2"),
        now - PRESENT_SECONDS, actor->here);
    if (actor->kind == ACTOR_MEMBER && limit > 0) {
        sqlite3_stmt *row = db_query(store,
            "SELECT " MEMBER_COLUMNS MEMBER_TABLES " WHERE p.there = 1 AND p.seen > ?1 AND (m.id = ?2 OR EXISTS"
            " (SELECT 1 FROM setting s WHERE s.member = m.id AND s.name = 'be_seen' AND s.value = 'yes'))"
            " AND " IS_OF("m.id", "?4") " ORDER BY n.handle COLLATE NOCASE LIMIT ?3",
            now - PRESENT_SECONDS, actor->member, limit, actor->here);
        while (*count < limit && db_step(store, row))
            read_member(actor, row, now, &seen[(*count)++]);
        db_done(store, row);
    }
    db_end_read(store);
    return RESULT_OK;
}

/* --- who votes --- */

bool member_may_vote(int64_t since, int64_t assembled, int64_t wait, int64_t now)
{
    return assembled == 0 || since <= assembled || now - since >= wait;
}

int64_t member_votes_from(struct store *store, int64_t unit, int64_t member, int64_t now)
{
    int64_t since = member_since(store, &(struct actor) { .member = member, .here = unit });
    int64_t assembled = db_number(store, 0, "SELECT assembled FROM unit WHERE id = ?", unit);
    int64_t wait = number_of(store, unit, NUMBER_VOTE_AFTER);
    if (since == 0)
        return INT64_MAX;
    return member_may_vote(since, assembled, wait, now) ? 0 : since + wait;
}

bool member_votes(struct store *store, int64_t unit, int64_t member, int64_t now)
{
    return member_votes_from(store, unit, member, now) == 0 && !restored_lately(store, member, now);
}

/* --- actors --- */

enum result member_fill_actor(struct store *store, int64_t member, struct actor *actor)
{
    *actor = (struct actor) { .kind = ACTOR_MEMBER, .member = member, .here = unit_street_of(store, member) };
    sqlite3_stmt *row = db_query(store,
        "SELECT n.handle, m.floor FROM member m JOIN member_name n ON n.member = m.id WHERE m.id = ? AND m.gone = 0",
        member);
    bool found = db_step(store, row);
    if (found) {
        db_copy(row, 0, actor->handle, sizeof actor->handle);
        actor->floor = sqlite3_column_int64(row, 1);
    }
    db_done(store, row);
    actor->password_due = member_password_is_due(store, actor);
    if (found &&
        rights_awaits_admission(store, member)) { /* she gets no units, so nothing of the house is open to her */
        actor->kind = ACTOR_WAITING;
        return RESULT_OK;
    }
    if (actor->password_due)
        return found ? RESULT_OK : db_refuse(store, RESULT_NOT_FOUND, _("There is no such member."));
    row = db_query(store,
        "SELECT u.id, coalesce(u.parent, 0), u.kind <> " SQL_UNIT_CAUCUS
        " FROM membership s JOIN unit u ON u.id = s.unit WHERE s.member = ?1"
        " AND (u.kind <> " SQL_UNIT_CAUCUS " OR " RESTORED_AT " = 0) ORDER BY u.id <> ?2, u.kind, s.since, u.id",
        member, actor->here);
    while (actor->unit_count < ACTOR_UNITS_MAX && db_step(store, row)) {
        actor->places += sqlite3_column_int(row, 2);
        actor->units[actor->unit_count] = sqlite3_column_int64(row, 0);
        actor->parents[actor->unit_count++] = sqlite3_column_int64(row, 1);
    }
    db_done(store, row);
    return found ? RESULT_OK : db_refuse(store, RESULT_NOT_FOUND, _("There is no such member."));
}

/* The only commune or forum of the house; 0 when there are several. */
static int64_t only_unit(struct store *store)
{
    return db_number(store, 0, "SELECT max(id) FROM unit WHERE " IS_PLACE("kind") " HAVING count(*) = 1");
}

enum result actor_for(struct store *store, enum actor_kind kind, const char *handle, struct actor *actor)
{
    if (kind == ACTOR_MEMBER) {
        int64_t member = handle_find_member(store, handle);
        if (member == 0)
            return db_refuse(store, RESULT_NOT_FOUND, _("Nobody here is called that."));
        return member_fill_actor(store, member, actor);
    }
    *actor = (struct actor) { .kind = kind, .here = only_unit(store) };
    if (kind == ACTOR_GUEST)
        util_copy_text(actor->handle, sizeof actor->handle, _("guest"));
    return RESULT_OK;
}
