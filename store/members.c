/* members.c: who belongs to the house, and who is there. RULES 1, 2.3, 10.2. */
#include "members.h"

#include <jansson.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "invitations.h"
#include "store/aid_room.h"
#include "store/claim_room.h"
#include "store/credentials.h"
#include "store/db.h"
#include "store/forget.h"
#include "store/handle.h"
#include "store/hands.h"
#include "store/limits.h"
#include "store/lost_request.h"
#include "store/people.h"
#include "store/shared.h"
#include "store/shell_acts.h"
#include "store/sources.h"
#include "text.h"

enum { PRESENT_SECONDS = 600 }; /* after a dropped line she counts as present for 10 minutes; RULES 1.7 */

static int64_t household(struct store *store, const char *label)
{
    db_run(store, "INSERT OR IGNORE INTO household (label) VALUES (?)", "t", label);
    return db_number(store, 0, "SELECT id FROM household WHERE label = ?", "t", label);
}

/* Founding time ends with the tenth home, once and for all (RULES 1.2). */
static void note_founded(struct store *store, int64_t now)
{
    db_run(store,
        "INSERT OR IGNORE INTO house SELECT 'founded', ?1 WHERE"
        " (SELECT count(DISTINCT household) FROM member WHERE gone = 0) >= ?2",
        "ii", now, (int64_t)FOUNDING_HOMES);
}

enum result member_take_in(struct store *store, int64_t member, const char *home, int64_t now)
{
    db_run(
        store, "UPDATE member SET household = ?, joined = ? WHERE id = ?", "iii", household(store, home), now, member);
    db_run(store, "INSERT OR IGNORE INTO membership (member, unit, since) VALUES (?, 1, ?)", "ii", member, now);
    note_founded(store, now);
    return db_outcome(store);
}

/* An account: she has a handle and her ways in, and no home. */
static enum result insert_account(
    struct store *store, const struct member_new *form, const char *hash, int64_t now, int64_t *member)
{
    char uid[37];
    uid_make(now, uid);
    int64_t floor = db_number(store, 0, "SELECT max(id) FROM post WHERE at < ?", "i", now - 14 * 86400);
    db_run(store, "INSERT INTO member (uid, joined, floor) VALUES (?, ?, ?)", "tii", uid, now, floor);
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

enum result member_insert(struct store *store, const struct member_new *form, const char *home, const char *hash,
    int64_t now, int64_t *member)
{
    enum result result = insert_account(store, form, hash, now, member);
    if (result != RESULT_OK || (result = member_take_in(store, *member, home, now)) != RESULT_OK)
        return result;
    return ledger_append(
        store, &(struct ledger_new) {
                   .at = now, .unit = 1, .subject = *member, .actor = *member, .kind = LEDGER_MEMBER_JOINED });
}

/* RULES 1.1, 1.10: the steward keeps the machine, not the street. Once that lives, nobody comes to live in it without
 * a home's yes. */
static enum result add(struct store *store, const struct actor *actor, const struct member_new *form, const char *home,
    const char *hash, int64_t now, int64_t *member)
{
    if (actor->kind == ACTOR_CARETAKER || house_is_founding(store))
        return member_insert(store, form, home, hash, now, member);
    enum result result = insert_account(store, form, hash, now, member);
    return result == RESULT_OK ? wait_at_door(store, *member, home, DOOR_SHELL, now) : result;
}

enum result member_add(
    struct store *store, const struct actor *actor, const struct member_new *form, int64_t now, int64_t *member)
{
    char *home, hash[PASSWORD_HASH];
    bool by_password = form->password != NULL;
    enum result result = require_operator(store, actor);
    if (result != RESULT_OK || (result = home_clean(store, form->home, &home)) != RESULT_OK)
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
        "m.id") ", " WAITS_AT_DOOR("m.id")
#define MEMBER_TABLES                                                                                                  \
    " FROM member m LEFT JOIN member_name n ON n.member = m.id LEFT JOIN household h ON h.id = m.household"            \
    " LEFT JOIN presence p ON p.member = m.id LEFT JOIN password w ON w.member = m.id"

static void read_member(const struct actor *actor, sqlite3_stmt *row, int64_t now, struct member *out)
{
    *out = (struct member) { .id = sqlite3_column_int64(row, 0) };
    out->left = sqlite3_column_int64(row, 5) != 0;
    if (out->left)
        copy_text(out->handle, sizeof out->handle, _("a former member"));
    else
        db_copy(row, 1, out->handle, sizeof out->handle);
    db_copy(row, 2, out->home, sizeof out->home);
    out->joined = sqlite3_column_int64(row, 3);
    out->by_hand = sqlite3_column_int(row, 10) != 0;
    out->waits = sqlite3_column_int(row, 11) != 0;
    bool self = actor->member == out->id;
    bool open = self || strcmp(db_text(row, 9), "yes") == 0;
    out->seen = open ? sqlite3_column_int64(row, 4) : 0;
    out->password_due = self && sqlite3_column_int(row, 6) != 0;
    out->online =
        open && sqlite3_column_int(row, 7) != 0 && (now == 0 || sqlite3_column_int64(row, 4) > now - PRESENT_SECONDS);
    if (self)
        db_copy(row, 8, out->language, sizeof out->language);
}

bool may_know_people(const struct actor *actor)
{
    return actor->kind != ACTOR_GUEST && actor->kind != ACTOR_NOBODY && actor->kind != ACTOR_WAITING;
}

static enum result refuse_people(struct store *store)
{
    return store_refuse(store, RESULT_REFUSED, _("Who lives here is for members."));
}

enum result member_get(struct store *store, const struct actor *actor, int64_t member, struct member *out)
{
    if (!may_know_people(actor))
        return refuse_people(store);
    sqlite3_stmt *row = db_query(store, "SELECT " MEMBER_COLUMNS MEMBER_TABLES " WHERE m.id = ?", "i", member);
    bool found = db_step(store, row);
    if (found)
        read_member(actor, row, 0, out);
    db_done(store, row);
    return found ? RESULT_OK : store_refuse(store, RESULT_NOT_FOUND, _("There is no such member."));
}

enum result member_by_handle(struct store *store, const struct actor *actor, const char *handle, struct member *out)
{
    if (!may_know_people(actor))
        return refuse_people(store);
    int64_t member = member_find(store, handle);
    if (member == 0)
        return store_refuse(store, RESULT_NOT_FOUND, _("Nobody here is called that. `people` lists all."));
    return member_get(store, actor, member, out);
}

enum result members_list(struct store *store, const struct actor *actor, const char *after, size_t limit, int64_t now,
    struct member *out, size_t *count)
{
    *count = 0;
    if (!may_know_people(actor))
        return refuse_people(store);
    sqlite3_stmt *row = db_query(store,
        "SELECT " MEMBER_COLUMNS MEMBER_TABLES
        " WHERE m.gone = 0 AND n.handle COLLATE NOCASE > ? AND NOT " WAITS_AT_DOOR(
            "m.id") " ORDER BY n.handle COLLATE NOCASE LIMIT ?",
        "ti", after, (int64_t)limit);
    while (*count < limit && db_step(store, row))
        read_member(actor, row, now, &out[(*count)++]);
    db_done(store, row);
    return RESULT_OK;
}

enum result members_online(struct store *store, const struct actor *actor, int64_t now, int64_t *number,
    struct member *seen, size_t limit, size_t *count)
{
    *count = 0;
    db_begin_read(store);
    *number =
        db_number(store, 0, "SELECT count(*) FROM presence WHERE there = 1 AND seen > ?", "i", now - PRESENT_SECONDS);
    if (actor->kind == ACTOR_MEMBER && limit > 0) {
        sqlite3_stmt *row = db_query(store,
            "SELECT " MEMBER_COLUMNS MEMBER_TABLES " WHERE p.there = 1 AND p.seen > ? AND (m.id = ? OR EXISTS"
            " (SELECT 1 FROM setting s WHERE s.member = m.id AND s.name = 'be_seen' AND s.value = 'yes'))"
            " ORDER BY n.handle COLLATE NOCASE LIMIT ?",
            "iii", now - PRESENT_SECONDS, actor->member, (int64_t)limit);
        while (*count < limit && db_step(store, row))
            read_member(actor, row, now, &seen[(*count)++]);
        db_done(store, row);
    }
    db_end_read(store);
    return RESULT_OK;
}

/* --- actors --- */

enum result actor_fill(struct store *store, int64_t member, struct actor *actor)
{
    *actor = (struct actor) { .kind = ACTOR_MEMBER, .member = member, .house = 1 };
    sqlite3_stmt *row = db_query(store,
        "SELECT n.handle, m.floor FROM member m JOIN member_name n ON n.member = m.id WHERE m.id = ? AND m.gone = 0",
        "i", member);
    bool found = db_step(store, row);
    if (found) {
        db_copy(row, 0, actor->handle, sizeof actor->handle);
        actor->floor = sqlite3_column_int64(row, 1);
    }
    db_done(store, row);
    actor->password_due = password_is_due(store, actor);
    if (found && waits_at_door(store, member)) { /* of no unit: nothing is open to her */
        actor->kind = ACTOR_WAITING;
        return RESULT_OK;
    }
    if (actor->password_due)
        return found ? RESULT_OK : store_refuse(store, RESULT_NOT_FOUND, _("There is no such member."));
    row = db_query(store,
        "SELECT u.id, coalesce(u.parent, 0) FROM membership s JOIN unit u ON u.id = s.unit WHERE s.member = ?1"
        " AND (u.kind <> ?2 OR " RESTORED_AT " = 0)",
        "ii", member, (int64_t)UNIT_CAUCUS);
    while (actor->unit_count < ACTOR_UNITS_MAX && db_step(store, row)) {
        actor->units[actor->unit_count] = sqlite3_column_int64(row, 0);
        actor->parents[actor->unit_count++] = sqlite3_column_int64(row, 1);
    }
    db_done(store, row);
    return found ? RESULT_OK : store_refuse(store, RESULT_NOT_FOUND, _("There is no such member."));
}

enum result actor_for(struct store *store, enum actor_kind kind, const char *handle, struct actor *actor)
{
    if (kind == ACTOR_MEMBER) {
        int64_t member = member_find(store, handle);
        if (member == 0)
            return store_refuse(store, RESULT_NOT_FOUND, _("Nobody here is called that."));
        return actor_fill(store, member, actor);
    }
    *actor = (struct actor) { .kind = kind, .house = 1 };
    if (kind == ACTOR_GUEST)
        copy_text(actor->handle, sizeof actor->handle, _("guest"));
    return RESULT_OK;
}

enum result login_guest(struct store *store, struct actor *actor)
{
    struct house house;
    if (house_get(store, &house) != RESULT_OK || !house.guests)
        return store_refuse(store, RESULT_REFUSED, _("This house lets no guests in."));
    return actor_for(store, ACTOR_GUEST, NULL, actor);
}

/* --- settings --- */

static const char *const shared_names[] = { "ask", "always", "never" };

const char *shared_name(enum shared shared)
{
    return shared_names[shared];
}

bool settings_share_less(enum shared before, enum shared after)
{
    return before != after && after != SHARED_ALWAYS && before != SHARED_NEVER;
}

bool shared_parse(const char *name, enum shared *shared)
{
    for (size_t i = 0; i < sizeof shared_names / sizeof *shared_names; i++)
        if (strcmp(name, shared_names[i]) == 0) {
            *shared = (enum shared)i;
            return true;
        }
    return false;
}

static bool yes(struct store *store, const struct actor *actor, const char *name)
{
    return db_number(store, 0, "SELECT value = 'yes' FROM setting WHERE member = ? AND name = ?", "it", actor->member,
               name) == 1;
}

enum result settings_get(struct store *store, const struct actor *actor, struct settings *out)
{
    *out = (struct settings) { 0 };
    if (!actor_has_account(actor))
        return RESULT_OK;
    db_begin_read(store);
    sqlite3_stmt *row =
        db_query(store, "SELECT value FROM setting WHERE member = ? AND name = 'language'", "i", actor->member);
    if (db_step(store, row))
        db_copy(row, 0, out->language, sizeof out->language);
    db_done(store, row);
    out->ascii = yes(store, actor, "ascii");
    out->plain = yes(store, actor, "plain");
    out->line_mode = yes(store, actor, "line_mode");
    out->be_seen = yes(store, actor, "be_seen");
    row = db_query(store, "SELECT value FROM setting WHERE member = ? AND name = 'shared'", "i", actor->member);
    if (db_step(store, row))
        shared_parse(db_text(row, 0), &out->shared);
    db_done(store, row);
    db_end_read(store);
    return RESULT_OK;
}

static void set(struct store *store, const struct actor *actor, const char *name, const char *value)
{
    db_run(store, "INSERT INTO setting VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", "itt",
        actor->member, name, value);
}

/* Fewer computers than up to now would count as shared: what guards her there would be gone at the next log-in. */
static bool shared_less(struct store *store, const struct actor *actor, enum shared shared)
{
    struct settings before;
    settings_get(store, actor, &before);
    return settings_share_less(before.shared, shared);
}

enum result settings_set(struct store *store, const struct actor *actor, const struct settings *in, int64_t now)
{
    enum result result = require_member(store, actor);
    if (result != RESULT_OK ||
        (shared_less(store, actor, in->shared) && (result = require_proof(store, now)) != RESULT_OK) ||
        (result = db_begin(store)) != RESULT_OK)
        return result;
    for (const char *c = in->language; *c != '\0'; c++)
        if (!((*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || *c == '_'))
            return db_abandon(store, store_refuse(store, RESULT_INVALID, _("A language is two letters, like \"en\".")));
    set(store, actor, "language", in->language);
    set(store, actor, "ascii", in->ascii ? "yes" : "no");
    set(store, actor, "plain", in->plain ? "yes" : "no");
    set(store, actor, "line_mode", in->line_mode ? "yes" : "no");
    set(store, actor, "be_seen", in->be_seen ? "yes" : "no");
    set(store, actor, "shared", shared_name(in->shared));
    return db_commit(store);
}

/* --- leaving, and what is kept --- */

/* What stands under her number alone; her posts stay, under "a former member". Inside a write. */
void member_erase(struct store *store, int64_t member, int64_t at)
{
    static const char *const emptied[] = { "DELETE FROM member_name WHERE member = ?",
        "DELETE FROM handle_of WHERE member = ?", "DELETE FROM password WHERE member = ?",
        "DELETE FROM paper_code WHERE member = ?", "DELETE FROM paper_list WHERE member = ?",
        "DELETE FROM voucher WHERE member = ?1 OR voucher = ?1",
        "DELETE FROM lost_vouch WHERE member = ?1 OR voucher = ?1",
        "DELETE FROM lost_wrong WHERE member = ?1 OR voucher = ?1",
        "DELETE FROM restored_said WHERE member = ?1 OR mate = ?1", "DELETE FROM lost_request WHERE member = ?",
        "DELETE FROM draft_shut WHERE member = ?", "DELETE FROM restored WHERE member = ?",
        "DELETE FROM key WHERE member = ?", "DELETE FROM setting WHERE member = ?",
        "DELETE FROM shell_act WHERE member = ?", "DELETE FROM presence WHERE member = ?",
        "DELETE FROM login WHERE member = ?", "DELETE FROM known_source WHERE member = ?",
        "DELETE FROM membership WHERE member = ?", "DELETE FROM seat WHERE member = ?",
        "DELETE FROM draft WHERE member = ?", "DELETE FROM read_mark WHERE member = ?",
        "DELETE FROM board_mark WHERE member = ?", "DELETE FROM bookmark WHERE member = ?",
        "DELETE FROM muted_thread WHERE member = ?", "DELETE FROM muted_member WHERE member = ?" };
    for (size_t i = 0; i < sizeof emptied / sizeof *emptied; i++)
        db_run(store, emptied[i], "i", member);
    letters_leave(store, member, at);
    hands_leave(store, member);
    limits_leave(store, member);
    invitations_leave(store, member);
    newcomers_leave(store, member);
    aid_leave(store, member, at);
    claim_leave(store, member);
    rota_member_leaves(store, member);
    shelf_member_leaves(store, member, at);
    db_run(store, "UPDATE member SET gone = ?, household = NULL WHERE id = ?", "ii", at, member);
}

enum result member_leave(struct store *store, const struct actor *actor, int64_t now)
{
    enum result result = require_account(store, actor);
    if (result != RESULT_OK || (result = require_proof(store, now)) != RESULT_OK ||
        (result = db_begin(store)) != RESULT_OK)
        return result;
    member_erase(store, actor->member, now);
    erased_note(store, "member", actor->member, now);
    ledger_append(store,
        &(struct ledger_new) {
            .at = now, .unit = 1, .subject = actor->member, .actor = actor->member, .kind = LEDGER_MEMBER_LEFT });
    return db_commit(store);
}

/* One table of hers as an array of objects, columns by name. */
static json_t *rows_of(struct store *store, const char *sql, int64_t member)
{
    json_t *rows = json_array();
    sqlite3_stmt *row = db_query(store, sql, "i", member);
    while (db_step(store, row)) {
        json_t *object = json_object();
        for (int i = 0; i < sqlite3_column_count(row); i++)
            json_object_set_new(object, sqlite3_column_name(row, i),
                sqlite3_column_type(row, i) == SQLITE_INTEGER ? json_integer(sqlite3_column_int64(row, i))
                                                              : json_string(db_text(row, i)));
        json_array_append_new(rows, object);
    }
    db_done(store, row);
    return rows;
}

/* From where she came in, as `sessions` shows it. */
static void show_sources(struct store *store, json_t *visits)
{
    size_t i;
    json_t *visit;
    json_array_foreach(visits, i, visit)
    {
        char source[SOURCE_SHOWN];
        const char *kept = json_string_value(json_object_get(visit, "source")); /* NULL: what stood there is no text */
        source_shown(store, kept != NULL ? kept : "", source);
        json_object_set_new(visit, "source", json_string(source));
    }
}

/* What the house keeps about a member. */
static const struct {
    const char *name, *sql;
} file_parts[] = {
    { "member", "SELECT n.handle, h.label AS home, m.joined FROM member m JOIN member_name n ON n.member = m.id"
                " LEFT JOIN household h ON h.id = m.household WHERE m.id = ?" },
    { "waits_for_a_home", "SELECT home, since FROM at_door WHERE member = ? AND yes = 0" },
    { "units", "SELECT u.name, s.since FROM membership s JOIN unit u ON u.id = s.unit WHERE s.member = ?" },
    { "tasks", "SELECT name, since, until FROM seat WHERE member = ?" },
    { "keys", "SELECT type, comment, added FROM key WHERE member = ?" },
    { "password", "SELECT set_at FROM password WHERE member = ?" },
    { "paper_codes", "SELECT number, used FROM paper_code WHERE member = ?" },
    { "vouchers",
        "SELECT n.handle, v.since FROM voucher v JOIN member_name n ON n.member = v.voucher WHERE v.member = ?" },
    { "vouched_for",
        "SELECT n.handle, v.at FROM lost_vouch v JOIN member_name n ON n.member = v.member WHERE v.voucher = ?" },
    { "password_asked_for", "SELECT begun, ended FROM lost_request WHERE member = ?" },
    { "wrong_digits",
        "SELECT n.handle, w.tries, w.first FROM lost_wrong w JOIN member_name n ON n.member = w.member WHERE w.voucher = ?" },
    { "password_restored", "SELECT at FROM restored WHERE member = ?" },
    { "settings", "SELECT name, value FROM setting WHERE member = ?" },
    { "log_ins", "SELECT at, source, method FROM login WHERE member = ?" },
    { "known_sources", "SELECT last FROM known_source WHERE member = ?" },
    { "last_seen", "SELECT seen FROM presence WHERE member = ?" },
    { "posts", "SELECT p.id, p.thread, p.at, t.body FROM post p JOIN post_text t ON t.post = p.id WHERE p.author = ?" },
    { "threads", "SELECT t.id, x.title FROM thread t JOIN thread_title x ON x.thread = t.id"
                 " JOIN post p ON p.id = t.first_post WHERE p.author = ?" },
    { "old_versions", "SELECT v.post, v.at, v.title, v.body FROM post_version v JOIN post p ON p.id = v.post"
                      " WHERE p.author = ?" },
    { "letters", "SELECT l.id, l.at, t.body FROM letter l JOIN letter_text t ON t.letter = l.id"
                 " WHERE ((l.writer = ?1 AND writer_gone = 0)"
                 " OR (l.reader = ?1 AND arrived = 1 AND reader_gone = 0)) AND l.at > " RESTORED_AT },
    { "written_for_me",
        "SELECT w.kind, w.subject, w.at, n.handle AS hand FROM hand_word w LEFT JOIN member_name n ON n.member = w.hand"
        " WHERE w.member = ?" },
    { "written_by_my_hand", "SELECT w.kind, w.subject, w.at, n.handle AS \"for\" FROM hand_word w"
                            " LEFT JOIN member_name n ON n.member = w.member WHERE w.hand = ?" },
    { "people_told_of", "SELECT handle, home, at FROM hand_person WHERE adder = ?" },
    { "done_from_the_shell", "SELECT kind, detail, at FROM shell_act WHERE member = ?" },
    { "drafts", "SELECT place, target, at, title, body FROM draft WHERE member = ?" },
    { "bookmarks", "SELECT post, at FROM bookmark WHERE member = ?" },
    { "muted_threads", "SELECT thread, at FROM muted_thread WHERE member = ?" },
    { "muted_people",
        "SELECT n.handle, m.at FROM muted_member m JOIN member_name n ON n.member = m.other WHERE m.member = ?" },
    { "read", "SELECT thread, upto FROM read_mark WHERE member = ?" },
    { "invitations", "SELECT home, made, joined <> 0 AS used FROM invitation WHERE inviter = ?" },
    { "asks", "SELECT a.id, a.asked, a.state, x.line, x.details FROM ask a JOIN ask_text x ON x.ask = a.id"
              " WHERE a.member = ?" },
    { "offers", "SELECT a.id, a.offered, a.state, x.line, x.details FROM offer a JOIN offer_text x ON x.offer = a.id"
                " WHERE a.member = ?" },
    { "matches", "SELECT id, ask, offer, made, state, agreed FROM aid_match WHERE helper = ?" },
    { "words_in_matches", "SELECT match, at, body FROM aid_word WHERE author = ?" },
    { "not_this_person", "SELECT CASE b.known WHEN 1 THEN n.handle ELSE '' END AS handle, b.at FROM aid_barred b"
                         " JOIN member_name n ON n.member = b.other WHERE b.member = ?" },
    { "about_aid", "SELECT languages, reach FROM aid_about_me WHERE member = ?" },
    { "woman", "SELECT said FROM woman_claim WHERE member = ? AND said > 0" },
    { "objections_of_mine", "SELECT n.handle, o.at FROM woman_objection o JOIN member_name n ON n.member = o.member"
                            " WHERE o.objector = ? AND o.taken = 0" },
    { "rota_days", "SELECT t.task, h.day, h.first FROM rota_hand h JOIN rota_text t ON t.rota = h.rota"
                   " WHERE h.member = ?" },
    { "things", "SELECT x.line, x.details, t.made FROM thing t JOIN thing_text x ON x.thing = t.id"
                " WHERE t.keeper = ?" },
    { "borrowed", "SELECT x.line, l.until, l.lent, l.back FROM loan l JOIN thing_text x ON x.thing = l.thing"
                  " WHERE l.borrower = ?" },
    { "greeter", "SELECT n.handle, g.since FROM greeter g JOIN member_name n ON n.member = g.greeter"
                 " WHERE g.member = ?" },
};

enum result member_file(struct store *store, const struct actor *actor, char **json)
{
    enum result result = require_account(store, actor);
    if (result != RESULT_OK)
        return result;
    if (db_number(store, 0, "SELECT " RESTORED_AT, "i", actor->member) != 0)
        return store_refuse(store, RESULT_REFUSED,
            _("Others set your password. For 7 days after that the house does not give out what it keeps about you."));
    json_t *file = json_object();
    db_begin_read(store);
    for (size_t i = 0; i < sizeof file_parts / sizeof *file_parts; i++)
        json_object_set_new(file, file_parts[i].name, rows_of(store, file_parts[i].sql, actor->member));
    show_sources(store, json_object_get(file, "log_ins"));
    db_end_read(store);
    *json = json_dumps(file, JSON_INDENT(2));
    if (*json != NULL)
        *json = text_json(*json);
    json_decref(file);
    return RESULT_OK;
}

/* RULES 5.5: seats of power for three months, seats of service for six. */
int64_t seat_term(const char *name)
{
    static const char *const power[] = { "facilitator", "moderator", "delegate" };
    for (size_t i = 0; i < sizeof power / sizeof *power; i++)
        if (strcmp(power[i], name) == 0)
            return 91 * (int64_t)86400;
    return 182 * (int64_t)86400;
}

static enum result check_seat(struct store *store, const char *name)
{
    static const char *const names[] = { "facilitator", "moderator", "keeper", "coordinator", "greeter", "note-taker",
        "delegate", "steward" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0)
            return RESULT_OK;
    return store_refuse(store, RESULT_INVALID,
        _("There is no such task. There are: facilitator, moderator, keeper, coordinator, greeter, note-taker, delegate, steward."));
}

/* RULES 1.10: two stewards of two homes. */
static enum result check_stewards(struct store *store, int64_t unit, int64_t member, int64_t now)
{
    int count = 0;
    bool same_home = false;
    sqlite3_stmt *row = db_query(store,
        "SELECT s.member = ?1 OR m.household = (SELECT household FROM member WHERE id = ?1) FROM seat s"
        " JOIN member m ON m.id = s.member WHERE s.unit = ?2 AND s.name = 'steward' AND s.until > ?3 AND m.gone = 0",
        "iii", member, unit, now);
    for (; db_step(store, row); count++)
        same_home = same_home || sqlite3_column_int(row, 0) != 0;
    db_done(store, row);
    if (count >= STEWARDS_MOST)
        return store_refuse(store, RESULT_REFUSED,
            _("There are two stewards already. `where` names them; `seat back steward HANDLE` takes the task back from one."));
    if (same_home)
        return store_refuse(store, RESULT_REFUSED, _("The two stewards are of two homes, and that home has one."));
    return RESULT_OK;
}

enum result seat_give(struct store *store, const struct actor *actor, int64_t unit, const char *name, int64_t member,
    int64_t until, int64_t now)
{
    enum result result = require_operator(store, actor);
    if (result != RESULT_OK || (result = check_seat(store, name)) != RESULT_OK ||
        (result = db_begin(store)) != RESULT_OK)
        return result;
    if (db_number(store, 0, "SELECT 1 FROM unit WHERE id = ?", "i", unit) == 0)
        return db_abandon(store, store_refuse(store, RESULT_NOT_FOUND, _("There is no such unit.")));
    if (db_number(store, 0, "SELECT 1 FROM member WHERE id = ? AND gone = 0", "i", member) == 0)
        return db_abandon(store, store_refuse(store, RESULT_NOT_FOUND, _("There is no such member.")));
    if (strcmp(name, "steward") == 0 && (result = check_stewards(store, unit, member, now)) != RESULT_OK)
        return db_abandon(store, result);
    db_run(store, "INSERT INTO seat (unit, member, name, since, until) VALUES (?, ?, ?, ?, ?)", "iitii", unit, member,
        name, now, until);
    shell_act_note(store, actor, member, "task", name, now);
    ledger_append(
        store, &(struct ledger_new) { .at = now, .unit = unit, .subject = member, .kind = LEDGER_SEAT_GIVEN });
    return db_commit(store);
}

enum result seat_take_back(
    struct store *store, const struct actor *actor, int64_t unit, const char *name, int64_t member, int64_t now)
{
    enum result result = actor->kind == ACTOR_OPERATOR ? require_operator(store, actor) : require_member(store, actor);
    if (result != RESULT_OK || (result = check_seat(store, name)) != RESULT_OK)
        return result;
    if (actor->kind == ACTOR_MEMBER && actor->member != member)
        return store_refuse(
            store, RESULT_REFUSED, _("You can give back your own task. Another's is taken back by the street."));
    if ((result = db_begin(store)) != RESULT_OK)
        return result;
    db_run(store, "UPDATE seat SET until = ?4 WHERE unit = ?1 AND name = ?2 AND member = ?3 AND until > ?4", "itii",
        unit, name, member, now);
    if (sqlite3_changes(store->db) == 0)
        return db_abandon(
            store, store_refuse(store, RESULT_NOT_FOUND, _("That task is not hers. `where` says whose.")));
    shell_act_note(store, actor, member, "task back", name, now);
    ledger_append(
        store, &(struct ledger_new) {
                   .at = now, .unit = unit, .subject = member, .actor = actor->member, .kind = LEDGER_SEAT_EMPTIED });
    return db_commit(store);
}

enum result seats_list(
    struct store *store, const struct actor *actor, int64_t now, struct seat *out, size_t limit, size_t *count)
{
    *count = 0;
    if (!may_know_people(actor))
        return refuse_people(store);
    sqlite3_stmt *row = db_query(store,
        "SELECT s.name, n.handle, coalesce(h.label, ''), s.until FROM seat s JOIN member m ON m.id = s.member"
        " JOIN member_name n ON n.member = m.id LEFT JOIN household h ON h.id = m.household"
        " WHERE s.unit = 1 AND s.until > ? AND m.gone = 0 ORDER BY s.id LIMIT ?",
        "ii", now, (int64_t)limit);
    while (*count < limit && db_step(store, row)) {
        struct seat *seat = &out[(*count)++];
        db_copy(row, 0, seat->name, sizeof seat->name);
        db_copy(row, 1, seat->handle, sizeof seat->handle);
        db_copy(row, 2, seat->home, sizeof seat->home);
        seat->until = sqlite3_column_int64(row, 3);
    }
    db_done(store, row);
    return RESULT_OK;
}
