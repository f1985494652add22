/* member_file.c: what the house keeps about a member, for herself. RULES 10.2. */
#include <jansson.h>

#include "members.h"
#include "store/base/db.h"
#include "store/people/restored.h"
#include "store/people/sources.h"
#include "text.h"

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
