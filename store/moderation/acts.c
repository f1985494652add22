/* acts.c: what moderators do: cover, say the second yes, lift, restrict; and the talk with a keeper. See moderation.h.
 * RULES 7.1, 7.3, 7.4. */
#include <stdlib.h>
#include <string.h>

#include "numbers.h"
#include "store/moderation/act_row.h"
#include "store/people/handles.h"
#include "store/people/person.h"
#include "text.h"

enum { DAY_SECONDS = 86400 };

/* --- covering --- */

/* RULES 7.1: a panel's word on a post holds while its words are the same. What exposes somebody may be found out later:
 * unless that was the panel's matter, it is sealed all the same. */
static bool panel_lifted(struct store *store, int64_t post, enum cover_reason reason)
{
    return db_number(store, 0,
               "SELECT 1 FROM mod_act a JOIN post p ON p.id = a.post WHERE a.post = ?1 AND a.state = " SQL_ACT_PANEL_LIFTED
               " AND p.edited <= a.ended AND (?2 <> ?3 OR a.reason = ?3) LIMIT 1",
               post, (int64_t)reason, (int64_t)COVER_EXPOSES) == 1;
}

static enum result check_post(
    struct store *store, const struct actor *actor, const struct post_place *post, enum cover_reason reason)
{
    if (post->state == POST_COVERED)
        return db_refuse(store, RESULT_CONFLICT, _("That post is covered already."));
    if (post->state == POST_WITHDRAWN)
        return db_refuse(store, RESULT_CONFLICT, _("That post was withdrawn: nobody reads it any more."));
    if (post->author == AUTHOR_HOUSE)
        return db_refuse(
            store, RESULT_REFUSED, _("The house wrote that, of what was decided. Minutes are corrected, not covered."));
    if (act_post_concerns(store, actor->member, post->post))
        return act_refuse_concerned(store);
    if (panel_lifted(store, post->post, reason))
        return db_refuse(
            store, RESULT_REFUSED, _("A panel lifted a cover of that post. That holds while its words are the same."));
    return RESULT_OK;
}

static enum result cover(struct store *store, const struct actor *actor, int64_t post, enum cover_reason reason,
    const char *words, int64_t now, int64_t *act)
{
    struct post_place found;
    int letter;
    enum result result = post_find(store, actor, post, &found);
    if (result != RESULT_OK || (result = act_require_moderator(store, actor, found.place.unit, now)) != RESULT_OK ||
        (result = check_post(store, actor, &found, reason)) != RESULT_OK)
        return result;
    struct act_row row = {
        .unit = found.place.unit,
        .kind = ACT_COVER,
        .post = post,
        .person = found.author,
        .reason = reason,
        .at = now,
        .talk = reason == COVER_BLAMES ? TALK_OFFERED : TALK_NONE,
        .moderator = act_moderator_row(store, found.place.unit, actor->member, now, true, &letter),
    };
    *act = act_log(store, &row, words);
    post_hold(store, post, true);
    db_run(store, "UPDATE report SET act = ?2 WHERE post = ?1 AND act = 0", post, *act);
    act_hint_member(store, found.author);
    return post_cover(store, &found, reason, letter, now);
}

/* What every act of a moderator begins with. *clean: her words; the caller frees. */
static enum result act_begins(
    struct store *store, const struct actor *actor, enum cover_reason reason, const char *words, char **clean)
{
    enum result result = rights_require_member(store, actor);
    if (result == RESULT_OK)
        result = act_check_reason(store, reason);
    return result == RESULT_OK ? act_clean_words(store, words, true, clean) : result;
}

enum result act_cover_make(struct store *store, const struct actor *actor, int64_t post, enum cover_reason reason,
    const char *words, int64_t now, int64_t *act)
{
    char *clean;
    *act = 0;
    enum result result = act_begins(store, actor, reason, words, &clean);
    if (result != RESULT_OK)
        return result;
    if ((result = db_begin(store)) == RESULT_OK)
        result = db_finish(store, cover(store, actor, post, reason, clean, now, act));
    free(clean);
    return result;
}

/* The act, of a moderator who is not concerned. Inside a write. */
static enum result find_act(
    struct store *store, const struct actor *actor, int64_t act, int64_t now, struct act_row *row)
{
    enum result result = act_require(store, actor, act, row);
    if (result != RESULT_OK || (result = act_require_moderator(store, actor, row->unit, now)) != RESULT_OK)
        return result;
    if (act_concerns(store, actor->member, row))
        return act_refuse_concerned(store);
    if (!act_is_live(row) || !act_holds(row->kind))
        return db_refuse(
            store, RESULT_CONFLICT, _("That act is over already. `modlog %lld` says how."), (long long)act);
    return RESULT_OK;
}

static enum result second(struct store *store, const struct actor *actor, int64_t act, int64_t now)
{
    struct act_row row;
    int letter;
    enum result result = find_act(store, actor, act, now, &row);
    if (result != RESULT_OK)
        return result;
    if (row.kind != ACT_COVER || row.reason != COVER_OTHER || row.second != 0)
        return db_refuse(store, RESULT_CONFLICT, _("That act wants no second yes."));
    int64_t hers = act_moderator_row(store, row.unit, actor->member, now, true, &letter);
    int64_t first = db_number(store, 0, "SELECT member FROM moderator WHERE id = ?", row.moderator);
    if (hers == row.moderator || act_of_one_home(store, actor->member, first))
        return db_refuse(store, RESULT_REFUSED, _("The second yes is another moderator's, of another home."));
    if (now >= row.at + OTHER_FALLS)
        return db_refuse(store, RESULT_REFUSED, _("The 48 hours for a second yes are over: the cover ends."));
    db_run(store, "UPDATE mod_act SET second = ?2 WHERE id = ?1", act, hers);
    return db_outcome(store);
}

enum result act_cover_second(struct store *store, const struct actor *actor, int64_t act, int64_t now)
{
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    return db_finish(store, second(store, actor, act, now));
}

static enum result lift(struct store *store, const struct actor *actor, int64_t act, const char *words, int64_t now)
{
    struct act_row row;
    int letter;
    enum result result = find_act(store, actor, act, now, &row);
    if (result == RESULT_OK)
        act_end(
            store, &row, ACT_LIFTED, act_moderator_row(store, row.unit, actor->member, now, true, &letter), words, now);
    return result == RESULT_OK ? db_outcome(store) : result;
}

enum result act_lift(struct store *store, const struct actor *actor, int64_t act, const char *words, int64_t now)
{
    char *clean;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = act_clean_words(store, words, false, &clean)) != RESULT_OK)
        return result;
    if ((result = db_begin(store)) == RESULT_OK)
        result = db_finish(store, lift(store, actor, act, clean, now));
    free(clean);
    return result;
}

/* --- restricting --- */

static enum result check_days(struct store *store, int64_t unit, int64_t days)
{
    int64_t most = number_of(store, unit, NUMBER_RESTRICTION) / DAY_SECONDS;
    if (days >= 1 && days <= most)
        return RESULT_OK;
    return db_refuse(store, RESULT_INVALID, _("A restriction lasts 1 to %lld days."), (long long)most);
}

static enum result check_person(
    struct store *store, const struct actor *actor, int64_t unit, const char *handle, int64_t now, int64_t *member)
{
    *member = handle_find_member(store, handle);
    if (*member == 0 ||
        db_number(store, 0, "SELECT 1 FROM membership WHERE unit = ? AND member = ?", unit, *member) != 1)
        return db_refuse(store, RESULT_NOT_FOUND, _("%s is not in this unit. `people` lists who is."), handle);
    if (act_of_one_home(store, actor->member, *member))
        return act_refuse_concerned(store);
    if (db_number(store, 0, "SELECT 1 FROM board_rest WHERE unit = ? AND member = ? AND until > ?", unit, *member, now))
        return db_refuse(store, RESULT_CONFLICT, _("%s is restricted already. `modlog` says until when."), handle);
    if (db_number(store, 0,
            "SELECT 1 FROM mod_act WHERE person = ?1 AND unit = ?2 AND kind = " SQL_ACT_RESTRICTION
            " AND at > ?3 AND state NOT IN (" SQL_ACT_LIFTED ", " SQL_ACT_PANEL_LIFTED ", " SQL_ACT_UNANSWERED
            ") LIMIT 1",
            *member, unit, now - RESTRICTED_LATELY) == 1)
        return db_refuse(store, RESULT_REFUSED,
            _("%s was restricted within the last 90 days. A second time needs the assembly: `agenda add MEETING --about %s --title T`."),
            handle, handle);
    return RESULT_OK;
}

static enum result restrict_person(struct store *store, const struct actor *actor, const char *handle, int64_t days,
    enum cover_reason reason, const char *words, int64_t now, int64_t *act)
{
    int64_t unit = actor->here, member;
    int letter;
    enum result result = act_require_moderator(store, actor, unit, now);
    if (result != RESULT_OK || (result = check_days(store, unit, days)) != RESULT_OK ||
        (result = check_person(store, actor, unit, handle, now, &member)) != RESULT_OK)
        return result;
    struct act_row row = { .unit = unit,
        .kind = ACT_RESTRICTION,
        .person = member,
        .reason = reason,
        .at = now,
        .until = now + days * DAY_SECONDS,
        .moderator = act_moderator_row(store, unit, actor->member, now, true, &letter) };
    *act = row.id = act_log(store, &row, words);
    post_rest_member(store, unit, member, row.until, *act);
    act_hint_member(store, member);
    return act_book(store, &row, LEDGER_RESTRICTED, now, NULL);
}

enum result act_restriction_make(struct store *store, const struct actor *actor, const char *handle, int64_t days,
    enum cover_reason reason, const char *words, int64_t now, int64_t *act)
{
    char *clean;
    *act = 0;
    enum result result = act_begins(store, actor, reason, words, &clean);
    if (result != RESULT_OK)
        return result;
    if ((result = db_begin(store)) == RESULT_OK)
        result = db_finish(store, restrict_person(store, actor, handle, days, reason, clean, now, act));
    free(clean);
    return result;
}

enum result act_restriction_check(struct store *store, const struct actor *actor, const char *handle, int64_t now)
{
    int64_t member;
    enum result result = act_require_moderator(store, actor, actor->here, now);
    return result == RESULT_OK ? check_person(store, actor, actor->here, handle, now, &member) : result;
}

enum result act_restriction_days(struct store *store, const struct actor *actor, const char *typed, int64_t *days)
{
    enum result result = rights_require_member(store, actor);
    *days = 0;
    if (result != RESULT_OK)
        return result;
    util_parse_number(typed, days);
    return check_days(store, actor->here, *days);
}

/* --- a talk with a keeper --- */

static enum result talk(struct store *store, const struct actor *actor, int64_t act, bool take)
{
    struct act_row row;
    enum result result = act_require(store, actor, act, &row);
    if (result != RESULT_OK)
        return result;
    bool keeps = db_number(store, 0, "SELECT 1 FROM willing WHERE unit = ? AND member = ? AND name = 'keeper'",
                     row.unit, actor->member) == 1;
    if (take ? row.talk != TALK_ASKED || row.person == actor->member || !keeps
             : row.talk != TALK_OFFERED || row.person != actor->member)
        return db_refuse(store, RESULT_REFUSED,
            take ? _("Nobody asks for a talk there, or another keeper was first. It is for those who keep circles.")
                 : _("The talk is offered to whoever wrote a post that is covered because it blames people."));
    db_run(store, "UPDATE mod_act SET talk = ?2, keeper = ?3, told = CASE WHEN ?4 THEN 0 ELSE told END WHERE id = ?1",
        act, (int64_t)(take ? TALK_TAKEN : TALK_ASKED), take ? actor->member : 0, take);
    act_hint_member(store, row.person);
    return db_outcome(store);
}

static enum result do_talk(struct store *store, const struct actor *actor, int64_t act, bool take)
{
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    return db_finish(store, talk(store, actor, act, take));
}

enum result act_talk_ask(struct store *store, const struct actor *actor, int64_t act, int64_t now)
{
    (void)now;
    return do_talk(store, actor, act, false);
}

enum result act_talk_take(struct store *store, const struct actor *actor, int64_t act, int64_t now)
{
    (void)now;
    return do_talk(store, actor, act, true);
}
