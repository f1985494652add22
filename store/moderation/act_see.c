/* act_see.c: reading the log of acts. See moderation.h. RULES 7.4. */
#include <stdlib.h>
#include <string.h>

#include "hand.h"
#include "numbers.h"
#include "store/moderation/act_row.h"
#include "store/people/by_hand.h"
#include "store/people/person.h"

/* SQL: what read_act() takes. ?1: the reader. Her recall opens a moderator's name to all. */
#define MOD_LETTER(id) "coalesce((SELECT letter FROM moderator WHERE moderator.id = " id "), 0)"
#define ACT_COLUMNS                                                                                                                                      \
    "SELECT a.id, a.unit, a.at, a.post, coalesce(p.thread, 0), a.kind, CASE WHEN a.state <= " SQL_ACT_APPEALED                                           \
    " AND p.state = " SQL_POST_WITHDRAWN " THEN " SQL_ACT_WITHDRAWN                                                                                      \
    " ELSE a.state END, a.reason, " MOD_LETTER("a.moderator") ", " MOD_LETTER("a.second") ", " MOD_LETTER("a.ended_by") ", coalesce((SELECT " HANDLE_OF( \
        "r.member") " FROM moderator r WHERE r.id = a.moderator AND (r.named <> 0 OR me.state = " SQL_PANEL_SITS                                         \
                    ")), ''), " AUTHOR_OF("a.person") ", CASE WHEN p.id IS NULL THEN '' ELSE " TITLE_OF(                                                 \
                        "p.thread") " END, a.words, a.sentence, a.until, a.ended, a.appealed, a.second, coalesce("                                       \
                                    "(SELECT max(d.id) FROM draw d WHERE d.act = a.id), 0), a.due, (SELECT count(*)"                                     \
                                    " FROM panel_seat s WHERE s.act = a.id AND s.state = " SQL_PANEL_SITS                                                \
                                    "), (SELECT count(*) FROM panel_seat s WHERE s.act = a.id AND s.state"                                               \
                                    " = " SQL_PANEL_ASKED "), a.stuck, a.talk, " HANDLE_OF(                                                              \
                                        "a.keeper") ", coalesce(me.state, -1), coalesce(me.says, 0), a.person, "                                         \
                                                    "coalesce((SELECT k.slug FROM thread t JOIN board k"                                                 \
                                                    " ON k.id = t.board WHERE t.id = p.thread), ''), (SELECT kind"                                       \
                                                    " FROM unit WHERE unit.id = a.unit), a.meeting FROM mod_act a LEFT JOIN post"                        \
                                                    " p ON p.id = a.post LEFT JOIN panel_seat me ON me.act = a.id"                                       \
                                                    " AND me.member = ?1"

static void read_letters(sqlite3_stmt *row, struct act *out)
{
    cover_moderator_letter(sqlite3_column_int(row, 8), out->by);
    cover_moderator_letter(sqlite3_column_int(row, 9), out->second);
    cover_moderator_letter(sqlite3_column_int(row, 10), out->lifted_by);
}

static void read_times(struct store *store, sqlite3_stmt *row, int64_t now, struct act *out)
{
    bool stays = out->reason == COVER_THREATENS || out->reason == COVER_EXPOSES;
    int64_t until = out->at + number_of(store, out->unit, NUMBER_APPEAL);
    bool live = out->state == ACT_STANDS || out->state == ACT_APPEALED;
    out->until = sqlite3_column_int64(row, 16);
    out->ended = sqlite3_column_int64(row, 17);
    out->appealed = sqlite3_column_int64(row, 18);
    if (live && out->kind == ACT_COVER && out->reason == COVER_OTHER && sqlite3_column_int64(row, 19) == 0)
        out->falls = out->at + OTHER_FALLS;
    if (out->state == ACT_STANDS && act_holds(out->kind) && now < until)
        out->appeal_until = until;
    if (out->state == ACT_APPEALED && !(stays && out->kind == ACT_COVER))
        out->unanswered_at = out->appealed + APPEAL_ANSWERED;
}

static void read_panel(sqlite3_stmt *row, struct act *out)
{
    out->draw = sqlite3_column_int64(row, 20);
    out->due = sqlite3_column_int64(row, 21);
    out->sits = sqlite3_column_int(row, 22);
    out->asked = sqlite3_column_int(row, 23);
    out->stuck = sqlite3_column_int(row, 24) != 0;
    out->panel_asks = sqlite3_column_int(row, 27) == PANEL_ASKED && out->sits < PANEL_SITTING;
    out->panel_sits = sqlite3_column_int(row, 27) == PANEL_SITS;
    out->says = (enum panel_says)sqlite3_column_int(row, 28);
}

static void read_act(struct store *store, sqlite3_stmt *row, const struct actor *actor, int64_t now, struct act *out)
{
    *out = (struct act) {
        .id = sqlite3_column_int64(row, 0),
        .unit = sqlite3_column_int64(row, 1),
        .at = sqlite3_column_int64(row, 2),
        .post = sqlite3_column_int64(row, 3),
        .thread = sqlite3_column_int64(row, 4),
        .kind = (enum act_kind)sqlite3_column_int(row, 5),
        .state = (enum act_state)sqlite3_column_int(row, 6),
        .reason = (enum cover_reason)sqlite3_column_int(row, 7),
        .talk = (enum act_talk)sqlite3_column_int(row, 25),
        .mine = sqlite3_column_int64(row, 29) == actor->member,
        .caucus = sqlite3_column_int(row, 31) == UNIT_CAUCUS,
        .meeting = sqlite3_column_int64(row, 32),
    };
    read_letters(row, out);
    db_copy(row, 11, out->name, sizeof out->name);
    if (out->kind != ACT_FOLDED)
        access_copy_author(row, 12, out->person);
    if (out->post != 0)
        access_copy_title(row, 13, out->title, sizeof out->title);
    db_copy(row, 14, out->words, sizeof out->words);
    db_copy(row, 15, out->sentence, sizeof out->sentence);
    read_times(store, row, now, out);
    read_panel(row, out);
    db_copy(row, 26, out->keeper, sizeof out->keeper);
    db_copy(row, 30, out->board, sizeof out->board);
}

static bool keeps(struct store *store, const struct actor *actor, int64_t unit)
{
    return db_number(store, 0, "SELECT 1 FROM willing WHERE unit = ? AND member = ? AND name = 'keeper'", unit,
               actor->member) == 1;
}

/* What this reader may do about it. */
static void read_rights(struct store *store, const struct actor *actor, int64_t now, struct act *out)
{
    struct act_row row;
    bool live = out->state == ACT_STANDS || out->state == ACT_APPEALED;
    if (act_load(store, out->id, &row) != RESULT_OK)
        return;
    out->moderates =
        act_is_moderator(store, out->unit, actor->member, now) && !act_concerns(store, actor->member, &row);
    out->may_appeal = out->mine && out->appeal_until != 0;
    out->may_appeal_for = !out->mine && out->appeal_until != 0 && hand_writes_for(store, row.person);
    out->may_lift = out->moderates && live && act_holds(out->kind);
    out->may_second = out->moderates && out->falls != 0 &&
                      !act_of_one_home(store, actor->member,
                          db_number(store, 0, "SELECT member FROM moderator WHERE id = ?", row.moderator));
    out->may_read = out->kind == ACT_COVER && live && (out->mine || out->panel_sits);
    if (!out->mine && !keeps(store, actor, out->unit))
        out->talk = TALK_NONE;
}

enum result acts_list(struct store *store, const struct actor *actor, int64_t before, int64_t now, struct act *out,
    size_t limit, size_t *count)
{
    *count = 0;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    if (!actor_belongs(actor, actor->here))
        return db_refuse(store, RESULT_REFUSED, _("You do not belong to that unit. `units` shows yours."));
    db_reading_begin(store);
    sqlite3_stmt *row = db_query(store, ACT_COLUMNS " WHERE a.unit = ?2 AND a.id < ?3 ORDER BY a.id DESC LIMIT ?4",
        actor->member, actor->here, before > 0 ? before : INT64_MAX, (int64_t)limit);
    while (*count < limit && db_step(store, row))
        read_act(store, row, actor, now, &out[(*count)++]);
    db_done(store, row);
    for (size_t i = 0; i < *count; i++)
        read_rights(store, actor, now, &out[i]);
    return db_reading_end(store);
}

enum result act_get(struct store *store, const struct actor *actor, int64_t act, int64_t now, struct act *out)
{
    struct act_row known;
    *out = (struct act) { 0 };
    db_reading_begin(store);
    enum result result = act_require(store, actor, act, &known);
    if (result == RESULT_OK) {
        sqlite3_stmt *row = db_query(store, ACT_COLUMNS " WHERE a.id = ?2", actor->member, act);
        if (db_step(store, row))
            read_act(store, row, actor, now, out);
        db_done(store, row);
        read_rights(store, actor, now, out);
    }
    enum result outcome = db_reading_end(store);
    return result != RESULT_OK ? result : outcome;
}

enum result act_of_post(struct store *store, const struct actor *actor, int64_t post, int64_t now, struct act *out)
{
    int64_t act = db_number(store, 0, "SELECT max(id) FROM mod_act WHERE post = ? AND post <> 0", post);
    *out = (struct act) { 0 };
    enum result result = act == 0 ? RESULT_NOT_FOUND : act_get(store, actor, act, now, out);
    if (result == RESULT_NOT_FOUND) /* also for an act that she may not know of */
        db_refuse(store, result, _("No moderator did anything about that post."));
    return result;
}

/* --- the covered words --- */

void act_texts_clear(struct act_texts *texts)
{
    free(texts->title);
    free(texts->body);
    free(texts->appeal);
    *texts = (struct act_texts) { 0 };
}

static void read_texts(struct store *store, const struct act *act, struct act_texts *out)
{
    post_hidden_words(store, act->post, &out->title, &out->body);
    sqlite3_stmt *row = db_query(store, "SELECT appeal FROM mod_act WHERE id = ?", act->id);
    if (db_step(store, row))
        out->appeal = xstrdup(db_text(row, 0));
    db_done(store, row);
}

enum result act_texts_get(
    struct store *store, const struct actor *actor, int64_t act, int64_t now, struct act_texts *out)
{
    struct act found;
    *out = (struct act_texts) { 0 };
    enum result result = act_get(store, actor, act, now, &found);
    if (result != RESULT_OK)
        return result;
    if (!found.may_read && !found.mine && !found.panel_sits)
        return db_refuse(store, RESULT_REFUSED, _("Only its author, and a panel about it, read what is covered."));
    read_texts(store, &found, out);
    if (out->appeal == NULL)
        out->appeal = xstrdup("");
    return db_outcome(store);
}

/* SQL: herself, and the people without a device for whom she wrote something. ?1: she. */
#define TOLD_OF "(SELECT ?1 UNION SELECT w.member FROM hand_word w WHERE w.hand = ?1 AND " IS_BY_HAND("w.member") ")"

enum result act_seen(struct store *store, const struct actor *actor, int64_t act, int64_t now)
{
    (void)now;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    db_run(store, "UPDATE mod_act SET told = 1 WHERE id = ?2 AND person IN " TOLD_OF, actor->member, act);
    return db_commit(store);
}

/* --- for home --- */

/* Covers for another reason that want this moderator's yes: none that concerns her, or that she made herself. */
static int seconds_waiting(struct store *store, int64_t unit, int64_t member)
{
    int count = 0;
    sqlite3_stmt *row = db_query(store,
        "SELECT a.post, r.member FROM mod_act a JOIN moderator r ON r.id = a.moderator WHERE a.unit = ? AND a.state"
        " = " SQL_ACT_STANDS " AND a.reason = " SQL_COVER_OTHER " AND a.second = 0 AND a.kind = " SQL_ACT_COVER,
        unit);
    while (db_step(store, row))
        count += !act_of_one_home(store, member, sqlite3_column_int64(row, 1)) &&
                 !act_post_concerns(store, member, sqlite3_column_int64(row, 0));
    db_done(store, row);
    return count;
}

/* SQL: she is a moderator where she is. ?1: she; ?2: where; ?3: now. */
#define MODERATES                                                                                                      \
    "EXISTS (SELECT 1 FROM seat t WHERE t.unit = ?2 AND t.member = ?1 AND t.name = 'moderator' AND t.until > ?3)"

/* Everything in one statement: home is drawn often. */
#define HOME_MATTERS                                                                                                     \
    "WITH told AS (SELECT id, unit, state, kind, person FROM mod_act WHERE person IN " TOLD_OF                           \
    " AND told = 0 ORDER BY id DESC LIMIT 1),"                                                                           \
    " panel AS (SELECT s.act, a.unit, s.state, s.says FROM panel_seat s JOIN mod_act a ON a.id = s.act"                  \
    " WHERE s.member = ?1), lot AS (SELECT d.id, d.unit FROM draw d JOIN draw_pool l ON l.draw = d.id AND l.member = ?1" \
    " JOIN member m ON m.id = ?1 WHERE d.state = " SQL_DRAW_NUMBERS                                                      \
    " AND NOT EXISTS (SELECT 1 FROM draw_number g WHERE g.draw = d.id AND (g.member = ?1 OR g.household"                 \
    " = m.household)) ORDER BY d.id LIMIT 1) SELECT (SELECT id FROM told), (SELECT state FROM told), (SELECT kind"       \
    " FROM told), (SELECT unit FROM told), (SELECT min(act) FROM panel WHERE state = " SQL_PANEL_ASKED                   \
    "), (SELECT min(act) FROM panel WHERE state = " SQL_PANEL_SITS                                                       \
    " AND says = 0), (SELECT min(unit) FROM panel WHERE state <= " SQL_PANEL_SITS "), (SELECT id FROM lot), (SELECT"     \
    " unit FROM lot), " MODERATES ", (SELECT min(a.id) FROM willing w JOIN mod_act a ON a.unit = w.unit"                 \
    " WHERE w.member = ?1 AND w.name = 'keeper' AND a.talk = " SQL_TALK_ASKED                                            \
    " AND a.person <> ?1), (SELECT n.handle FROM told JOIN member_name n"                                                \
    " ON n.member = told.person WHERE told.person <> ?1)"

enum result moderation_home(struct store *store, const struct actor *actor, int64_t now, struct moderation_home *out)
{
    *out = (struct moderation_home) { 0 };
    if (actor->kind != ACTOR_MEMBER || actor->hand != 0)
        return RESULT_OK;
    sqlite3_stmt *row = db_query(store, HOME_MATTERS, actor->member, actor->here, now);
    if (db_step(store, row))
        *out = (struct moderation_home) {
            .told = sqlite3_column_int64(row, 0),
            .told_state = (enum act_state)sqlite3_column_int(row, 1),
            .told_kind = (enum act_kind)sqlite3_column_int(row, 2),
            .told_unit = sqlite3_column_int64(row, 3),
            .panel = sqlite3_column_int64(row, 4),
            .panel_sits = sqlite3_column_int64(row, 5),
            .panel_unit = sqlite3_column_int64(row, 6),
            .draw = sqlite3_column_int64(row, 7),
            .draw_unit = sqlite3_column_int64(row, 8),
            .talk = sqlite3_column_int64(row, 10),
        };
    bool moderates = sqlite3_column_int(row, 9) != 0;
    db_copy(row, 11, out->told_person, sizeof out->told_person);
    db_done(store, row);
    if (moderates) {
        out->reports = reports_waiting(store, actor->here, actor->member);
        out->seconds = seconds_waiting(store, actor->here, actor->member);
    }
    return db_outcome(store);
}
