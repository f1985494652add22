/* demo_after.c: what stands at the end of the story: bookmarks, rotas, the shelf, tasks, care, meetings, demands. */
#include "bbs/demo/demo_after.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "aid.h"
#include "bbs/demo/demo_aid.h"
#include "bbs/demo/demo_assembly.h"
#include "boards.h"
#include "care.h"
#include "deferred.h"
#include "feelings.h"
#include "gains.h"
#include "learn.h"
#include "meetings.h"
#include "rota.h"
#include "shelf.h"
#include "units.h"
#include "util.h"
#include "when.h"

static bool nows_say(struct demo *demo, int64_t now)
{
    for (int i = 0; i < demo->story->now_count; i++) {
        int64_t unit = demo_unit_of(demo, demo->story->nows[i].unit);
        if (unit == 0 || !demo_set(demo, unit, demo->story->nows[i].name, demo->story->nows[i].line, now))
            return false;
    }
    return true;
}

static bool bookmarks_put(struct demo *demo, int64_t now)
{
    for (int i = 0; i < demo->story->post_count; i++) {
        const struct story_post *post = &demo->story->posts[i];
        if (post->kept_by == NULL)
            continue;
        char *handles = xstrdup(post->kept_by), *save = NULL;
        bool good = true;
        for (char *handle = strtok_r(handles, ",", &save); good && handle; handle = strtok_r(NULL, ",", &save)) {
            const struct actor *actor = demo_actor_of(demo, handle, 0);
            good = actor != NULL && (post_bookmark_set(demo->store, actor, demo->posts[i], true, now) == RESULT_OK ||
                                        demo_post_failed(demo, post));
        }
        free(handles);
        if (!good)
            return false;
    }
    return true;
}

static bool rota_begins(struct demo *demo, int index, int64_t now)
{
    const struct story_rota *rota = &demo->story->rotas[index];
    struct rota_new form = { .task = rota->task, .details = rota->details, .hands = (int)rota->hands };
    const char *problem = "";
    const struct actor *actor = demo_actor_of(demo, rota->handle, 0);
    int64_t unit = demo_unit_of(demo, rota->unit), id, days[2];
    if (actor == NULL || unit == 0)
        return false;
    const struct actor there = demo_in_unit(actor, unit);
    if (!rota_plan_read(rota->days, now, &form.plan, &problem) ||
        rota_start(demo->store, &there, &form, now, &id) != RESULT_OK ||
        rota_next_days(&form.plan, when_day(now) + 1, 2, days) != 2)
        return demo_failed(demo, rota->task);
    for (int i = 0; i < demo->story->taken_count; i++) {
        const struct story_turn_taken *turn = &demo->story->turns_taken[i];
        if (turn->rota != index)
            continue;
        if ((actor = demo_actor_of(demo, turn->handle, 0)) == NULL)
            return false;
        if (rota_sign(demo->store, actor, id, days[turn->day - 1], false, now) != RESULT_OK)
            return demo_failed(demo, rota->task);
    }
    return true;
}

static bool rotas_begin(struct demo *demo, int64_t now)
{
    for (int i = 0; i < demo->story->rota_count; i++)
        if (!rota_begins(demo, i, now))
            return false;
    return true;
}

static bool thing_put(struct demo *demo, const struct story_thing *thing, int64_t now)
{
    const struct actor *keeper = demo_actor_of(demo, thing->handle, 0);
    int64_t unit = demo_unit_of(demo, thing->unit), id, week = when_day(now) + 7;
    if (keeper == NULL || unit == 0)
        return false;
    const struct actor there = demo_in_unit(keeper, unit);
    if (shelf_add(demo->store, &there, 0, thing->name, thing->details, now, &id) != RESULT_OK ||
        (thing->borrower != NULL && shelf_lend(demo->store, &there, id, thing->borrower, week, now) != RESULT_OK))
        return demo_failed(demo, thing->name);
    if (thing->asker == NULL)
        return true;
    const struct actor *asker = demo_actor_of(demo, thing->asker, 0);
    return asker != NULL &&
           (shelf_ask(demo->store, asker, id, week, now) == RESULT_OK || demo_failed(demo, thing->name));
}

static bool shelf_fill(struct demo *demo, int64_t now)
{
    for (int i = 0; i < demo->story->thing_count; i++)
        if (!thing_put(demo, &demo->story->things[i], now))
            return false;
    return true;
}

static bool demand_make(struct demo *demo, const struct story_demand *wanted)
{
    enum { ACT_AFTER = 7 };
    char *save = NULL;
    int64_t unit = demo_unit_of(demo, wanted->unit), id = 0;
    const struct actor *first = demo_actor_of(demo, wanted->handle, 0);
    if (first == NULL || unit == 0)
        return false;
    const struct actor there = demo_in_unit(first, unit);
    if (gain_make(demo->store, &there, wanted->demand, wanted->act, when_day(wanted->made) + ACT_AFTER, wanted->made,
            &id) != RESULT_OK)
        return demo_failed(demo, wanted->demand);
    for (char *handle = wanted->hands != NULL ? strtok_r(wanted->hands, " ", &save) : NULL; handle != NULL;
         handle = strtok_r(NULL, " ", &save)) {
        const struct actor *hand = demo_actor_of(demo, handle, 0);
        if (hand == NULL || gain_come(demo->store, hand, id, true, wanted->made) != RESULT_OK)
            return demo_failed(demo, handle);
    }
    return wanted->result == NULL ||
           gain_end(demo->store, &there, id, wanted->won, wanted->result, wanted->ended) == RESULT_OK ||
           demo_failed(demo, wanted->demand);
}

static bool demands_make(struct demo *demo)
{
    for (int i = 0; i < demo->story->demand_count; i++)
        if (!demand_make(demo, &demo->story->demands[i]))
            return false;
    return true;
}

static int64_t thread_of(struct demo *demo, const struct actor *actor, int64_t id)
{
    struct post post;
    int64_t thread = 0;
    if (post_get(demo->store, actor, id, &post) == RESULT_OK) {
        thread = post.thread;
        posts_free(&post, 1);
    }
    return thread;
}

/* Whoever is with somebody in her sorrow. Its thread is found by its title. */
static bool withs_say(struct demo *demo, int64_t now)
{
    for (int i = 0; i < demo->story->with_count; i++) {
        const struct story_with *with = &demo->story->withs[i];
        const struct actor *actor = demo_actor_of(demo, with->handle, 0);
        int post = 0;
        while (post < demo->story->post_count &&
               (demo->story->posts[post].title == NULL || strcmp(demo->story->posts[post].title, with->sorrow) != 0))
            post++;
        if (actor == NULL || post == demo->story->post_count ||
            feeling_be_with(demo->store, actor, thread_of(demo, actor, demo->posts[post]), true, now) != RESULT_OK)
            return demo_failed(demo, with->sorrow);
    }
    return true;
}

/* Calls `say` in the name of each of the handles, divided by blanks; of `homes` the first is left out when `but`. */
static bool homes_say(struct demo *demo, const char *homes, bool but_first, int64_t id, int64_t now,
    enum result (*say)(struct store *, const struct actor *, int64_t, bool, int64_t))
{
    char *handles = xstrdup(homes), *save = NULL;
    bool good = true;
    for (char *handle = strtok_r(handles, " ", &save); good && handle; handle = strtok_r(NULL, " ", &save)) {
        const struct actor *actor = but_first && handle == handles ? NULL : demo_actor_of(demo, handle, 0);
        if (actor != NULL)
            good = say(demo->store, actor, id, true, now) == RESULT_OK || demo_failed(demo, handle);
        else
            good = but_first && handle == handles;
    }
    free(handles);
    return good;
}

static bool item_put(struct demo *demo, const struct story_item *item, int64_t meeting, int64_t now)
{
    int64_t id;
    const struct actor *actor = demo_actor_of(demo, item->handle, 0);
    if (actor == NULL)
        return false;
    if (demo_item(demo->store, actor, item, meeting, now, &id) != RESULT_OK)
        return demo_failed(demo, item->title);
    return item->matters == NULL || homes_say(demo, item->matters, false, id, now, meeting_item_matters);
}

static bool meeting_is_called(struct demo *demo, int index, int64_t now)
{
    const struct story_meeting *meeting = &demo->story->meetings[index];
    char first[HANDLE_BYTES] = "";
    snprintf(first, sizeof first, "%.*s", (int)strcspn(meeting->homes, " "), meeting->homes);
    const struct actor *caller = demo_actor_of(demo, first, 0);
    int64_t unit = demo_unit_of(demo, meeting->unit), id;
    if (caller == NULL || unit == 0)
        return false;
    const struct actor there = demo_in_unit(caller, unit);
    if (demo_meeting(demo->store, &there, meeting, now, &id) != RESULT_OK)
        return demo_failed(demo, meeting->day);
    if (!homes_say(demo, meeting->homes, true, id, now, meeting_want))
        return false;
    for (int i = 0; i < demo->story->item_count; i++)
        if (demo->story->items[i].meeting == index && !item_put(demo, &demo->story->items[i], id, now))
            return false;
    if (meeting->needer == NULL)
        return true;
    const struct actor *needer = demo_actor_of(demo, meeting->needer, 0);
    return needer != NULL &&
           (demo_need(demo->store, needer, meeting->need, id, now) == RESULT_OK || demo_failed(demo, meeting->need));
}

static bool meetings_are_called(struct demo *demo, int64_t now)
{
    for (int i = 0; i < demo->story->meeting_count; i++)
        if (!meeting_is_called(demo, i, now))
            return false;
    return true;
}

static bool settings_choose(struct demo *demo, int64_t now)
{
    for (int i = 0; i < demo->story->mark_count; i++) {
        const struct story_mark *mark = &demo->story->marks[i];
        struct settings settings;
        if (strcmp(mark->word, "read") == 0)
            continue;
        const struct actor *actor = demo_actor_of(demo, mark->handle, 0);
        if (actor == NULL)
            return false;
        if (settings_get(demo->store, actor, &settings) != RESULT_OK)
            return demo_failed(demo, mark->handle);
        settings.be_seen |= strcmp(mark->word, "be-seen") == 0;
        settings.line_mode |= strcmp(mark->word, "line-mode") == 0;
        settings.ascii |= strcmp(mark->word, "ascii") == 0;
        if (settings_set(demo->store, actor, &settings, now) != RESULT_OK)
            return demo_failed(demo, mark->handle);
    }
    return true;
}

static bool abouts_say(struct demo *demo, int64_t now)
{
    for (int i = 0; i < demo->story->about_count; i++) {
        const struct story_about *about = &demo->story->abouts[i];
        const struct actor *actor = demo_actor_of(demo, about->handle, 0);
        if (actor == NULL)
            return false;
        if (demo_about(demo->store, actor, about, now) != RESULT_OK)
            return demo_failed(demo, about->handle);
    }
    return true;
}

static bool tasks_give(struct demo *demo, int64_t now)
{
    for (int i = 0; i < demo->story->task_count; i++) {
        const struct story_task *task = &demo->story->tasks[i];
        const struct actor *actor = demo_actor_of(demo, task->handle, 0);
        int64_t unit = demo_unit_of(demo, task->unit);
        if (actor == NULL || unit == 0)
            return false;
        if (seat_give(demo->store, &demo_maker, unit, task->name, actor->member, now + DEMO_TERM, now) != RESULT_OK)
            return demo_failed(demo, task->name);
    }
    return true;
}

static enum result check_in(struct demo *demo, const struct actor *actor, const struct story_care *care, int64_t now)
{
    const char *handles[CARE_TO_MOST];
    size_t count = 0;
    char *people = xstrdup(care->people), *save = NULL;
    enum care_word word = CARE_TIRED;
    care_word_parse(care->what, &word);
    for (char *one = strtok_r(people, " ", &save); one != NULL && count < CARE_TO_MOST;
         one = strtok_r(NULL, " ", &save))
        handles[count++] = one;
    enum result result = checkin_set(demo->store, actor, word, care->words, handles, count, now);
    free(people);
    return result;
}

/* Whoever comes is one of the keepers. */
static enum result ask_visit(struct demo *demo, const struct actor *actor, const struct story_care *care, int64_t now)
{
    int64_t visit;
    const struct actor *comes = demo_actor_of(demo, care->people, 0);
    if (comes == NULL)
        return RESULT_NOT_FOUND;
    enum result result = care_visit_ask(demo->store, actor, care->words, now, &visit);
    if (result == RESULT_OK)
        result = willing_set(demo->store, comes, "keeper", true, now);
    return result == RESULT_OK ? care_visit_come(demo->store, comes, visit, true, now) : result;
}

static bool cares_happen(struct demo *demo, int64_t now)
{
    for (int i = 0; i < demo->story->care_count; i++) {
        const struct story_care *care = &demo->story->cares[i];
        const struct actor *actor = demo_actor_of(demo, care->handle, 0);
        if (actor == NULL)
            return false;
        const struct actor there = demo_in_unit(actor, demo_unit_of(demo, care->unit));
        enum result result = strcmp(care->word, "checkin") == 0 ? check_in(demo, &there, care, now)
                             : strcmp(care->word, "visit") == 0 ? ask_visit(demo, &there, care, now)
                                                                : learn_set(demo->store, &there, care->what, true, now);
        if (result != RESULT_OK)
            return demo_failed(demo, care->handle);
    }
    return true;
}

bool demo_after_put(struct demo *demo, int64_t now)
{
    return bookmarks_put(demo, now) && settings_choose(demo, now) && rotas_begin(demo, now) && shelf_fill(demo, now);
}

bool demo_after_say(struct demo *demo, int64_t now)
{
    return abouts_say(demo, now) && tasks_give(demo, now - 1) && cares_happen(demo, now - 1) &&
           demo_everybody_seen(demo) && nows_say(demo, now - 1) && meetings_are_called(demo, now - 1) &&
           demands_make(demo) && withs_say(demo, now - 1);
}
