/* act_row.c: see act_row.h. RULES 7. */
#include "store/moderation/act_row.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "store/base/ledger_chain.h"
#include "store/people/person.h"

enum result act_load(struct store *store, int64_t act, struct act_row *out)
{
    *out = (struct act_row) { 0 };
    sqlite3_stmt *row = db_query(store,
        "SELECT id, unit, post, person, moderator, second, at, until, appealed, due, seated, kind, state, reason, talk,"
        " stuck FROM mod_act WHERE id = ?",
        act);
    if (db_step(store, row))
        *out = (struct act_row) {
            .id = sqlite3_column_int64(row, 0),
            .unit = sqlite3_column_int64(row, 1),
            .post = sqlite3_column_int64(row, 2),
            .person = sqlite3_column_int64(row, 3),
            .moderator = sqlite3_column_int64(row, 4),
            .second = sqlite3_column_int64(row, 5),
            .at = sqlite3_column_int64(row, 6),
            .until = sqlite3_column_int64(row, 7),
            .appealed = sqlite3_column_int64(row, 8),
            .due = sqlite3_column_int64(row, 9),
            .seated = sqlite3_column_int64(row, 10),
            .kind = (enum act_kind)sqlite3_column_int(row, 11),
            .state = (enum act_state)sqlite3_column_int(row, 12),
            .reason = (enum cover_reason)sqlite3_column_int(row, 13),
            .talk = (enum act_talk)sqlite3_column_int(row, 14),
            .stuck = sqlite3_column_int(row, 15) != 0,
        };
    db_done(store, row);
    if (out->id == 0)
        return db_refuse(store, RESULT_NOT_FOUND, _("There is no such act. `modlog` lists them."));
    return db_outcome(store);
}

enum result act_require(struct store *store, const struct actor *actor, int64_t act, struct act_row *out)
{
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = act_load(store, act, out)) != RESULT_OK)
        return result;
    if (out->person == actor->member || actor_belongs(actor, out->unit))
        return RESULT_OK;
    *out = (struct act_row) { 0 };
    return db_refuse(store, RESULT_NOT_FOUND, _("There is no such act. `modlog` lists them."));
}

/* --- moderators --- */

static int64_t seat_of(struct store *store, int64_t unit, int64_t member, int64_t now)
{
    return db_number(store, 0,
        "SELECT s.id FROM seat s JOIN membership o ON o.unit = s.unit AND o.member = s.member WHERE s.unit = ?"
        " AND s.member = ? AND s.name = 'moderator' AND s.until > ? ORDER BY s.id LIMIT 1",
        unit, member, now);
}

int64_t act_moderator_row(struct store *store, int64_t unit, int64_t member, int64_t now, bool make, int *letter)
{
    int64_t id = 0, seat = seat_of(store, unit, member, now);
    *letter = 0;
    if (seat == 0)
        return 0;
    if (make)
        db_run(store,
            "INSERT OR IGNORE INTO moderator (unit, seat, member, letter) SELECT ?1, ?2, ?3, coalesce(max(letter), 0) + 1"
            " FROM moderator WHERE unit = ?1",
            unit, seat, member);
    sqlite3_stmt *row = db_query(store, "SELECT id, letter FROM moderator WHERE seat = ?", seat);
    if (db_step(store, row)) {
        id = sqlite3_column_int64(row, 0);
        *letter = sqlite3_column_int(row, 1);
    }
    db_done(store, row);
    return id;
}

bool act_is_moderator(struct store *store, int64_t unit, int64_t member, int64_t now)
{
    return seat_of(store, unit, member, now) != 0;
}

enum result act_require_moderator(struct store *store, const struct actor *actor, int64_t unit, int64_t now)
{
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || act_is_moderator(store, unit, actor->member, now))
        return result;
    return db_refuse(store, RESULT_REFUSED,
        _("That is for a moderator of this unit, in their term. Anybody can `report` a post; `where` names the moderators."));
}

void act_moderator_named(struct store *store, int64_t unit, int64_t member)
{
    db_run(store, "UPDATE moderator SET named = 1 WHERE unit = ? AND member = ?", unit, member);
}

/* --- who is concerned --- */

bool act_of_one_home(struct store *store, int64_t member, int64_t other)
{
    if (member == 0 || other <= 0)
        return false;
    int64_t home = person_household(store, member);
    return member == other || (home != 0 && home == person_household(store, other));
}

static bool is_letter(char c)
{
    return (unsigned char)c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Whether the text has this handle as a word. */
static bool names(const char *text, const char *handle)
{
    size_t length = strlen(handle);
    for (const char *at = text; length > 0 && *at != '\0'; at++)
        if (strncasecmp(at, handle, length) == 0 && (at == text || !is_letter(at[-1])) && !is_letter(at[length]))
            return true;
    return false;
}

static bool post_names(struct store *store, int64_t post, int64_t member)
{
    char handle[HANDLE_BYTES] = "", *title, *body;
    sqlite3_stmt *row = db_query(store, "SELECT handle FROM member_name WHERE member = ?", member);
    if (db_step(store, row))
        db_copy(row, 0, handle, sizeof handle);
    db_done(store, row);
    post_hidden_words(store, post, &title, &body);
    bool found = names(title, handle) || names(body, handle);
    free(title);
    free(body);
    return found;
}

bool act_post_concerns(struct store *store, int64_t member, int64_t post)
{
    int64_t author = db_number(store, 0, "SELECT author FROM post WHERE id = ?", post);
    int64_t answered = db_number(store, 0, "SELECT answered FROM post WHERE id = ?", post);
    int64_t hand = db_number(store, 0, "SELECT hand FROM hand_word WHERE kind = 'post' AND subject = ?", post);
    return act_of_one_home(store, member, author) || act_of_one_home(store, member, answered) ||
           act_of_one_home(store, member, hand) || post_names(store, post, member);
}

bool act_concerns(struct store *store, int64_t member, const struct act_row *row)
{
    return act_of_one_home(store, member, row->person) ||
           (row->post != 0 && act_post_concerns(store, member, row->post));
}

/* --- a new act --- */

enum result act_clean_words(struct store *store, const char *words, bool needed, char **out)
{
    *out = NULL;
    if (words != NULL && words[strspn(words, " \n")] != '\0')
        return db_clean_text(store, words, true, ACT_WORDS_MAX, out);
    if (needed)
        return db_refuse(
            store, RESULT_INVALID, _("Say why, in words: `--text WORDS`. Everybody here reads them in the log."));
    *out = xstrdup("");
    return RESULT_OK;
}

enum result act_check_reason(struct store *store, enum cover_reason reason)
{
    if (reason > 0 && reason < COVER_REASONS)
        return RESULT_OK;
    return db_refuse(
        store, RESULT_INVALID, _("Name a reason: blames, threatens, exposes, floods, or other (with words)."));
}

enum result act_refuse_concerned(struct store *store)
{
    return db_refuse(store, RESULT_REFUSED,
        _("That concerns you or your home: you wrote it, it answers you, or it names you. Another moderator looks at it; `report` asks for one."));
}

int64_t act_log(struct store *store, const struct act_row *row, const char *words)
{
    db_run(store,
        "INSERT INTO mod_act (unit, kind, post, person, moderator, reason, words, at, until, talk, told)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row->unit, (int64_t)row->kind, row->post, row->person, row->moderator, (int64_t)row->reason, words, row->at,
        row->until, (int64_t)row->talk, row->kind == ACT_LEFT);
    return db_last_id(store);
}

/* What no moderator did stands under letter 0, one row a unit: `seat` is no row of `seat`. */
void act_turn_folded(struct store *store, int64_t unit, int64_t meeting, int64_t now)
{
    db_run(store, "INSERT OR IGNORE INTO moderator (unit, seat, member, letter) VALUES (?1, -?1, 0, 0)", unit);
    db_run(store,
        "INSERT INTO mod_act (unit, kind, person, moderator, reason, words, at, told, meeting) SELECT ?1,"
        " " SQL_ACT_FOLDED ", 0, id, " SQL_COVER_BLAMES ", '', ?2, 1, ?3 FROM moderator WHERE unit = ?1 AND letter = 0",
        unit, now, meeting);
}

/* --- the end of an act --- */

void act_hint_member(struct store *store, int64_t member)
{
    if (member > 0)
        ledger_wrote_remember(store, &(struct wrote) { .member = member });
}

static void hint_panel(struct store *store, int64_t act)
{
    sqlite3_stmt *row = db_query(store, "SELECT member FROM panel_seat WHERE act = ?", act);
    while (db_step(store, row))
        act_hint_member(store, sqlite3_column_int64(row, 0));
    db_done(store, row);
}

enum result act_book(
    struct store *store, const struct act_row *row, enum ledger_kind kind, int64_t now, const char *data)
{
    return ledger_append(
        store, &(struct ledger_new) { .at = now, .unit = row->unit, .subject = row->id, .kind = kind, .data = data });
}

/* Reports are forgotten once nothing can come of them. A cover that stands can still be appealed, and whoever reported
 * must not sit on its panel: those go when the time for that is over (forget). */
static void settle_reports(struct store *store, const struct act_row *row)
{
    db_run(store, "DELETE FROM report WHERE act = ?", row->id);
    if (row->post != 0 && db_number(store, 0, "SELECT 1 FROM report WHERE post = ? LIMIT 1", row->post) == 0)
        post_hold(store, row->post, false);
}

void act_end(
    struct store *store, const struct act_row *row, enum act_state state, int64_t by, const char *sentence, int64_t now)
{
    char data[60];
    db_run(store,
        "UPDATE mod_act SET state = ?2, ended = ?3, ended_by = ?4, sentence = ?5, told = 0, due = 0, stuck = 0 WHERE id = ?1",
        row->id, (int64_t)state, now, by, sentence != NULL ? sentence : "");
    if (row->kind == ACT_COVER && state != ACT_KEPT)
        post_uncover(store, row->post, now);
    if (row->kind == ACT_RESTRICTION && state != ACT_KEPT)
        post_rest_member(store, row->unit, row->person, 0, row->id);
    hint_panel(store, row->id);
    act_hint_member(store, row->person);
    db_run(store, "DELETE FROM panel_seat WHERE act = ?", row->id);
    settle_reports(store, row);
    snprintf(data, sizeof data, "{\"state\":%d}", (int)state);
    act_book(store, row, LEDGER_ACT_ENDED, now, data);
}
