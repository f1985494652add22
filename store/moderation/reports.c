/* reports.c: members report a post; moderators see what waits. See moderation.h. RULES 7.1. */
#include <stdlib.h>

#include "store/moderation/act_row.h"
#include "store/people/by_hand.h"
#include "store/people/person.h"

/* True when there are moderators, and the post concerns each of them: none of them would ever see a report about it. */
static bool concerns_all_moderators(struct store *store, int64_t unit, int64_t post, int64_t now)
{
    bool any = false, all = true;
    sqlite3_stmt *row =
        db_query(store, "SELECT member FROM seat WHERE unit = ? AND name = 'moderator' AND until > ?", unit, now);
    while (db_step(store, row) && all) {
        any = true;
        all = act_post_concerns(store, sqlite3_column_int64(row, 0), post);
    }
    db_done(store, row);
    return any && all;
}

static enum result report(struct store *store, const struct actor *actor, int64_t post, enum cover_reason reason,
    const char *words, int64_t now)
{
    struct post_place found;
    enum result result = post_find(store, actor, post, &found);
    if (result != RESULT_OK)
        return result;
    if (actor->hand != 0 && found.author == actor->hand)
        return db_refuse(
            store, RESULT_REFUSED, _("You wrote that post yourself: another neighbour reports it for them."));
    if (found.author == actor->member)
        return db_refuse(store, RESULT_REFUSED, _("You wrote that. `withdraw %lld` takes it back."), (long long)post);
    if (found.state == POST_COVERED)
        return db_refuse(store, RESULT_CONFLICT, _("That post is covered already."));
    if (found.state == POST_WITHDRAWN)
        return db_refuse(store, RESULT_CONFLICT, _("That post was withdrawn: nobody reads it any more."));
    if (db_number(store, 0, "SELECT count(*) FROM report WHERE reporter = ? AND act = 0 AND post <> ?", actor->member,
            post) >= REPORTS_AT_ONCE)
        return db_refuse(store, RESULT_BUSY,
            _("Ten of your reports wait for a moderator. Report more when those are answered, or call somebody."));
    if (concerns_all_moderators(store, found.place.unit, post, now))
        return db_refuse(store, RESULT_REFUSED,
            _("That post concerns all who moderate here, and nobody moderates what concerns them. A meeting can take "
              "it up: `agenda add`."));
    db_run(store,
        "INSERT INTO report (unit, post, reporter, reason, words, at) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET reason = excluded.reason, words = excluded.words",
        found.place.unit, post, actor->member, (int64_t)reason, words, now);
    post_hold(store, post, true);
    return db_outcome(store);
}

/* Moderators hear of it: home shows how many posts wait. */
static void hint_moderators(struct store *store, int64_t post, int64_t now)
{
    sqlite3_stmt *row = db_query(store,
        "SELECT s.member FROM seat s JOIN board b ON b.unit = s.unit JOIN thread t ON t.board = b.id JOIN post p"
        " ON p.thread = t.id WHERE p.id = ? AND s.name = 'moderator' AND s.until > ?",
        post, now);
    while (db_step(store, row))
        act_hint_member(store, sqlite3_column_int64(row, 0));
    db_done(store, row);
}

enum result report_make(struct store *store, const struct actor *actor, int64_t post, enum cover_reason reason,
    const char *words, int64_t now)
{
    char *clean;
    enum result result = by_hand_require_voice(store, actor);
    if (result != RESULT_OK || (result = act_check_reason(store, reason)) != RESULT_OK ||
        (result = act_clean_words(store, words, reason == COVER_OTHER, &clean)) != RESULT_OK)
        return result;
    if ((result = db_begin(store)) == RESULT_OK) {
        result = report(store, actor, post, reason, clean, now);
        if (result == RESULT_OK)
            hint_moderators(store, post, now);
        result = db_finish(store, result);
    }
    free(clean);
    return result;
}

static enum result leave_as_it_is(
    struct store *store, const struct actor *actor, int64_t post, const char *words, int64_t now, int64_t *act)
{
    struct post_place found;
    int letter;
    enum result result = post_find(store, actor, post, &found);
    if (result != RESULT_OK || (result = act_require_moderator(store, actor, found.place.unit, now)) != RESULT_OK)
        return result;
    if (act_post_concerns(store, actor->member, post))
        return act_refuse_concerned(store);
    int64_t reason =
        db_number(store, 0, "SELECT reason FROM report WHERE post = ? AND act = 0 ORDER BY at, id LIMIT 1", post);
    if (reason == 0)
        return db_refuse(store, RESULT_NOT_FOUND, _("Nobody waits for an answer about that post."));
    struct act_row row = { .unit = found.place.unit,
        .kind = ACT_LEFT,
        .post = post,
        .person = found.author,
        .reason = (enum cover_reason)reason,
        .at = now,
        .moderator = act_moderator_row(store, found.place.unit, actor->member, now, true, &letter) };
    *act = act_log(store, &row, words);
    db_run(store, "DELETE FROM report WHERE post = ? AND act = 0", post);
    post_hold(store, post, false);
    return db_outcome(store);
}

enum result report_leave(
    struct store *store, const struct actor *actor, int64_t post, const char *words, int64_t now, int64_t *act)
{
    char *clean;
    *act = 0;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = act_clean_words(store, words, true, &clean)) != RESULT_OK)
        return result;
    if ((result = db_begin(store)) == RESULT_OK)
        result = db_finish(store, leave_as_it_is(store, actor, post, clean, now, act));
    free(clean);
    return result;
}

bool report_moderates_here(struct store *store, const struct actor *actor, int64_t now)
{
    return actor->kind == ACTOR_MEMBER && actor->hand == 0 && act_is_moderator(store, actor->here, actor->member, now);
}

static void read_report(struct store *store, sqlite3_stmt *row, struct report *out)
{
    char *title;
    *out = (struct report) {
        .post = sqlite3_column_int64(row, 0),
        .thread = sqlite3_column_int64(row, 1),
        .at = sqlite3_column_int64(row, 2),
        .count = sqlite3_column_int(row, 3),
        .withdrawn = sqlite3_column_int(row, 6) == POST_WITHDRAWN,
    };
    access_copy_author(row, 4, out->handle);
    access_copy_title(row, 5, out->title, sizeof out->title);
    for (const char *reason = db_text(row, 7); *reason != '\0'; reason++)
        if (*reason >= '0' && *reason < '0' + COVER_REASONS)
            out->reasons |= 1U << (*reason - '0');
    db_copy(row, 8, out->words, sizeof out->words);
    post_hidden_words(store, out->post, &title, &out->body);
    free(title);
}

int reports_waiting(struct store *store, int64_t unit, int64_t member)
{
    int count = 0;
    sqlite3_stmt *row = db_query(store, "SELECT DISTINCT post FROM report WHERE unit = ? AND act = 0", unit);
    while (db_step(store, row))
        count += !act_post_concerns(store, member, sqlite3_column_int64(row, 0));
    db_done(store, row);
    return count;
}

enum result reports_list(
    struct store *store, const struct actor *actor, int64_t now, struct report *out, size_t limit, size_t *count)
{
    *count = 0;
    enum result result = act_require_moderator(store, actor, actor->here, now);
    if (result != RESULT_OK)
        return result;
    db_reading_begin(store);
    sqlite3_stmt *row = db_query(store,
        "SELECT p.id, p.thread, min(r.at), count(*), " AUTHOR_OF("p.author") ", " TITLE_OF(
            "p.thread") ", p.state, group_concat(r.reason), coalesce((SELECT w.words FROM report w WHERE w.post = p.id"
                        " AND w.act = 0 AND w.words <> '' ORDER BY w.id LIMIT 1), '') FROM report r JOIN post p"
                        " ON p.id = r.post WHERE r.unit = ? AND r.act = 0 GROUP BY p.id ORDER BY min(r.at)",
        actor->here);
    while (*count < limit && db_step(store, row)) /* RULES 7.4: nobody reads what was reported about herself */
        if (!act_post_concerns(store, actor->member, sqlite3_column_int64(row, 0)))
            read_report(store, row, &out[(*count)++]);
    db_done(store, row);
    return db_reading_end(store);
}

void reports_free(struct report *reports, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(reports[i].body);
        reports[i].body = NULL;
    }
}
