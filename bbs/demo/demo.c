/*
 * demo.c: lives the story through the store, in the order of its times, so that every right and rule holds.
 *
 * What happened is sorted into one list of steps (somebody moves in, writes, takes a post back, reads up to here), and
 * each is done in the name of the one who did it, at its own time.
 */
#include "demo.h"

#include <stdlib.h>
#include <string.h>

#include "aid.h"
#include "bbs/demo/demo_aid.h"
#include "boards.h"
#include "deferred.h"
#include "hand.h"
#include "letters.h"
#include "members.h"
#include "rota.h"
#include "shelf.h"
#include "util.h"
#include "when.h"

enum { WITHDRAWN_AFTER = 20 * 60, TERM_SECONDS = 91 * 86400 };

enum step_kind { STEP_MOVE_IN, STEP_POST, STEP_WITHDRAW, STEP_AID, STEP_TURN, STEP_READ, STEP_KINDS };
struct step {
    int64_t at;
    int index; /* into the story's people, posts, posts, aids, turns, marks */
    enum step_kind kind;
};

struct demo {
    struct store *store;
    const struct story *story;
    struct actor operator;
    struct actor *actors;    /* one a person of the story; kind ACTOR_NOBODY until she moved in */
    int64_t *last_seen;      /* one a person: when she last did something */
    int64_t *units, *boards; /* ids, one a unit and board of the story */
    int64_t *posts;          /* ids of posts and letters, 0 for those not written */
    int64_t *aids, *matches; /* ids of asks and offers; of an ask's match */
    char *problem;
    size_t size;
};

static bool failed(struct demo *demo, const char *what)
{
    snprintf(
        demo->problem, demo->size, "The made-up street could not be made: %s: %s", what, store_reason(demo->store));
    return false;
}

static bool line_failed(struct demo *demo, const char *file, int line)
{
    char where[80];
    snprintf(where, sizeof where, "%s:%d", file, line);
    return failed(demo, where);
}

static bool post_failed(struct demo *demo, const struct story_post *post)
{
    return line_failed(demo, post->file, post->line);
}

/* The index of a person, -1 when nobody of the street has that handle. */
static int person_find(const struct story *story, const char *handle)
{
    for (int i = 0; i < story->person_count; i++)
        if (strcmp(story->people[i].handle, handle) == 0)
            return i;
    return -1;
}

/* In whose name: NULL, with the problem set, when she does not live here (yet). */
static struct actor *actor_of(struct demo *demo, const char *handle, int64_t at)
{
    int person = person_find(demo->story, handle);
    if (person < 0 || demo->actors[person].kind != ACTOR_MEMBER) {
        snprintf(demo->problem, demo->size, "The made-up street could not be made: '%s' does not live here.", handle);
        return NULL;
    }
    if (demo->last_seen[person] < at)
        demo->last_seen[person] = at;
    return &demo->actors[person];
}

/* --- the steps --- */

static const char *password_of(const char *handle)
{
    if (strcmp(handle, DEMO_HANDLE_1) == 0)
        return DEMO_PASSWORD_1;
    if (strcmp(handle, DEMO_HANDLE_2) == 0)
        return DEMO_PASSWORD_2;
    return NULL;
}

static bool join_units(struct demo *demo, const char *handle, int64_t member, int64_t at)
{
    const struct story *story = demo->story;
    for (int i = 0; i < story->join_count; i++) {
        if (strcmp(story->joins[i].handle, handle) != 0)
            continue;
        for (int j = 0; j < story->unit_count; j++)
            if (strcmp(story->units[j].key, story->joins[i].unit) == 0 &&
                unit_join(demo->store, &demo->operator, demo->units[j], member, at) != RESULT_OK)
                return failed(demo, handle);
    }
    return true;
}

static const struct story_hand *hand_for(const struct demo *demo, const char *handle)
{
    for (int i = 0; i < demo->story->hand_count; i++)
        if (strcmp(demo->story->hands[i].handle, handle) == 0)
            return &demo->story->hands[i];
    return NULL;
}

/* RULES 1.8: she has no device; whoever writes for her tells of her, and another home says yes. */
static bool move_in_by_hand(
    struct demo *demo, const struct step *step, const struct story_person *person, const struct story_hand *hand)
{
    const struct actor *writer = actor_of(demo, hand->hand, 0), *helper = actor_of(demo, hand->helper, 0);
    struct hand_person told;
    int64_t member;
    if (writer == NULL || helper == NULL)
        return false;
    if (hand_member_add(demo->store, writer, person->handle, person->home, step->at, &told) != RESULT_OK ||
        hand_member_confirm(demo->store, helper, told.id, step->at, &member) != RESULT_OK)
        return failed(demo, person->handle);
    if (!join_units(demo, person->handle, member, step->at))
        return false;
    return actor_by_hand(demo->store, writer, member, step->at, &demo->actors[step->index]) == RESULT_OK ||
           failed(demo, person->handle);
}

/* What is older than a day was confirmed; the newest waits. */
static bool words_confirm(struct demo *demo, int64_t now)
{
    enum { MOST = 20, DAY = 86400 };
    struct hand_word words[MOST];
    size_t count = 0;
    bool good = true;
    for (int i = 0; i < demo->story->hand_count && good; i++) {
        const struct actor *helper = actor_of(demo, demo->story->hands[i].helper, 0);
        good = helper != NULL &&
               hand_words_list(demo->store, helper, HAND_WORDS_FOR_ME, 0, 0, MOST, words, &count) == RESULT_OK;
        for (size_t j = 0; j < count && good; j++)
            good = words[j].at > now - DAY ||
                   hand_confirm(demo->store, helper, words[j].id, words[j].at + DAY) == RESULT_OK;
        hand_words_free(words, count);
    }
    return good || failed(demo, "words by hand");
}

static bool step_move_in(struct demo *demo, const struct step *step)
{
    const struct story_person *person = &demo->story->people[step->index];
    struct member_new form = {
        .handle = person->handle, .home = person->home, .password = password_of(person->handle)
    };
    /* The house itself asks no home for its yes. */
    const struct actor house = { .kind = ACTOR_CARETAKER, .here = demo->operator.here };
    const struct story_hand *hand = hand_for(demo, person->handle);
    if (hand != NULL)
        return move_in_by_hand(demo, step, person, hand);
    int64_t member;
    if (member_add(demo->store, &house, &form, step->at, &member) != RESULT_OK)
        return failed(demo, person->handle);
    if (!join_units(demo, person->handle, member, step->at))
        return false;
    if (actor_for(demo->store, ACTOR_MEMBER, person->handle, &demo->actors[step->index]) != RESULT_OK)
        return failed(demo, person->handle);
    demo->last_seen[step->index] = step->at;
    return true;
}

static enum result thread_begin(
    struct demo *demo, const struct actor *actor, const struct story_post *post, bool draft, int64_t *id)
{
    struct board board;
    enum result result = board_by_slug(demo->store, actor, post->board, &board);
    int64_t thread;
    if (result != RESULT_OK)
        return result;
    if (draft)
        return draft_save(demo->store, actor, DRAFT_THREAD, board.id, post->title, post->body, post->at);
    return thread_open(demo->store, actor, board.id, post->title, post->body, post->at, &thread, id);
}

static enum result letter_send(
    struct demo *demo, const struct actor *actor, const struct story_post *post, int64_t answered, int64_t *id)
{
    struct member to;
    if (!post->draft)
        return letter_write(demo->store, actor, post->to, post->body, answered, 0, post->at, id);
    enum result result = member_by_handle(demo->store, actor, post->to, &to);
    if (result != RESULT_OK)
        return result;
    return draft_save(demo->store, actor, DRAFT_LETTER, to.id, NULL, post->body, post->at);
}

static bool step_post(struct demo *demo, const struct step *step)
{
    const struct story_post *post = &demo->story->posts[step->index];
    const struct actor *actor = actor_of(demo, post->handle, post->at);
    if (actor == NULL)
        return false;
    int64_t *id = &demo->posts[step->index];
    int64_t answered = post->parent < 0 ? 0 : demo->posts[post->parent];
    enum result result;
    if (post->to != NULL)
        result = letter_send(demo, actor, post, answered, id);
    else if (post->parent < 0)
        result = thread_begin(demo, actor, post, post->draft, id);
    else if (post->draft)
        result = draft_save(demo->store, actor, DRAFT_REPLY, answered, NULL, post->body, post->at);
    else
        result = post_reply(demo->store, actor, answered, post->body, post->at, id);
    return result == RESULT_OK || post_failed(demo, post);
}

static bool step_withdraw(struct demo *demo, const struct step *step)
{
    const struct story_post *post = &demo->story->posts[step->index];
    const struct actor *actor = actor_of(demo, post->handle, step->at);
    if (actor == NULL)
        return false;
    return post_withdraw(demo->store, actor, demo->posts[step->index], step->at) == RESULT_OK ||
           post_failed(demo, post);
}

static bool letters_read(struct demo *demo, const char *handle, int64_t at)
{
    const struct actor *actor = actor_of(demo, handle, at);
    for (int i = 0; i < demo->story->post_count; i++) {
        const struct story_post *post = &demo->story->posts[i];
        if (post->to == NULL || strcmp(post->to, handle) != 0 || demo->posts[i] == 0)
            continue;
        if (letter_mark_read(demo->store, actor, demo->posts[i], at) != RESULT_OK)
            return post_failed(demo, post);
    }
    return true;
}

/* Reads every board, what is asked and offered, and every letter, up to what is there at this time. */
static bool step_read(struct demo *demo, const struct step *step)
{
    const char *handle = demo->story->marks[step->index].handle;
    const struct actor *actor = actor_of(demo, handle, step->at);
    if (actor == NULL)
        return false;
    struct board boards[64];
    size_t count = 0;
    if (boards_list(demo->store, actor, boards, sizeof boards / sizeof *boards, &count) != RESULT_OK)
        return failed(demo, handle);
    for (size_t i = 0; i < count; i++)
        if (mark_board_read(demo->store, actor, boards[i].id) != RESULT_OK)
            return failed(demo, handle);
    if (aid_look(demo->store, actor) != RESULT_OK)
        return failed(demo, handle);
    return letters_read(demo, handle, step->at);
}

/* --- mutual aid --- */

static bool step_aid(struct demo *demo, const struct step *step)
{
    const struct story_aid *aid = &demo->story->aids[step->index];
    const struct actor *actor = actor_of(demo, aid->handle, aid->at);
    return actor != NULL && (demo_aid(demo->store, actor, aid, &demo->aids[step->index]) == RESULT_OK ||
                                line_failed(demo, aid->file, aid->line));
}

/* The offer that somebody's "I can" counts for; 0: she made none of that kind. */
static int64_t own_offer(const struct demo *demo, const struct story_turn *turn)
{
    const struct story *story = demo->story;
    for (int i = 0; i < story->aid_count; i++) {
        const struct story_aid *offer = &story->aids[i];
        if (offer->is_offer && offer->kind == story->aids[turn->ask].kind && strcmp(offer->handle, turn->handle) == 0)
            return demo->aids[i];
    }
    return 0;
}

static bool step_turn(struct demo *demo, const struct step *step)
{
    const struct story_turn *turn = &demo->story->turns[step->index];
    const struct actor *actor = actor_of(demo, turn->handle, turn->at);
    return actor != NULL && (demo_turn(demo->store, actor, turn, demo->aids[turn->ask], own_offer(demo, turn),
                                 &demo->matches[turn->ask]) == RESULT_OK ||
                                line_failed(demo, turn->file, turn->line));
}

static bool (*const step_functions[STEP_KINDS])(struct demo *, const struct step *) = {
    [STEP_MOVE_IN] = step_move_in,
    [STEP_POST] = step_post,
    [STEP_WITHDRAW] = step_withdraw,
    [STEP_AID] = step_aid,
    [STEP_TURN] = step_turn,
    [STEP_READ] = step_read,
};

static int step_compare(const void *a, const void *b)
{
    const struct step *one = a, *other = b;
    if (one->at != other->at)
        return one->at < other->at ? -1 : 1;
    if (one->kind != other->kind)
        return (int)one->kind - (int)other->kind;
    return one->index - other->index;
}

/* All that happened, oldest first. The caller frees. */
static struct step *steps_make(const struct story *story, int *count)
{
    int most = story->person_count + 2 * story->post_count + story->aid_count + story->turn_count + story->mark_count;
    struct step *steps = xcalloc((size_t)most + 1, sizeof *steps);
    int made = 0;
    for (int i = 0; i < story->person_count; i++)
        steps[made++] = (struct step) { .at = story->people[i].joined, .index = i, .kind = STEP_MOVE_IN };
    for (int i = 0; i < story->post_count; i++) {
        const struct story_post *post = &story->posts[i];
        steps[made++] = (struct step) { .at = post->at, .index = i, .kind = STEP_POST };
        if (post->withdrawn)
            steps[made++] = (struct step) { .at = post->at + WITHDRAWN_AFTER, .index = i, .kind = STEP_WITHDRAW };
    }
    for (int i = 0; i < story->aid_count; i++)
        steps[made++] = (struct step) { .at = story->aids[i].at, .index = i, .kind = STEP_AID };
    for (int i = 0; i < story->turn_count; i++)
        steps[made++] = (struct step) { .at = story->turns[i].at, .index = i, .kind = STEP_TURN };
    for (int i = 0; i < story->mark_count; i++)
        if (strcmp(story->marks[i].word, "read") == 0)
            steps[made++] = (struct step) { .at = story->marks[i].at, .index = i, .kind = STEP_READ };
    qsort(steps, (size_t)made, sizeof *steps, step_compare);
    *count = made;
    return steps;
}

static bool live(struct demo *demo)
{
    int count;
    struct step *steps = steps_make(demo->story, &count);
    bool good = true;
    for (int i = 0; good && i < count; i++)
        good = step_functions[steps[i].kind](demo, &steps[i]);
    free(steps);
    return good;
}

/* --- before the first day, and after the last --- */

static bool found_unit(struct demo *demo, int index)
{
    const struct story_unit *unit = &demo->story->units[index];
    enum unit_kind kind;
    if (!unit_kind_parse(unit->kind, &kind)) {
        snprintf(demo->problem, demo->size, "house.txt: there is no kind of unit called '%s'.", unit->kind);
        return false;
    }
    const struct actor *steward = &demo->operator;
    int64_t street = steward->here, *made = &demo->units[index];
    int64_t parent = kind == UNIT_CAUCUS ? street : 0;
    if (unit_add(demo->store, steward, unit->name, kind, parent, demo->story->founded, made) != RESULT_OK)
        return failed(demo, unit->name);
    bool above = kind == UNIT_NEIGHBOURHOOD; /* the street is one of its streets */
    return !above || unit_set_parent(demo->store, steward, street, *made) == RESULT_OK || failed(demo, unit->name);
}

static bool board_found(struct demo *demo, int index)
{
    const struct story_board *board = &demo->story->boards[index];
    enum visibility visibility;
    int64_t unit = board->unit == NULL ? demo->operator.here : 0;
    for (int i = 0; board->unit != NULL && i < demo->story->unit_count; i++)
        if (strcmp(demo->story->units[i].key, board->unit) == 0)
            unit = demo->units[i];
    if (unit == 0 || !visibility_parse(board->visibility, &visibility)) {
        snprintf(demo->problem, demo->size, "house.txt: the board '%s' has no such unit or visibility.", board->slug);
        return false;
    }
    return board_add(demo->store, &demo->operator, unit, board->slug, board->title, visibility, demo->story->founded,
               &demo->boards[index]) == RESULT_OK ||
           failed(demo, board->slug);
}

static bool set(struct demo *demo, const char *name, const char *value, int64_t at)
{
    return house_set(demo->store, &demo->operator, name, value, at) == RESULT_OK || failed(demo, name);
}

static bool found(struct demo *demo)
{
    const struct story *story = demo->story;
    if (house_make(demo->store, story->house, UNIT_COMMUNE, story->founded) != RESULT_OK ||
        actor_for(demo->store, ACTOR_OPERATOR, NULL, &demo->operator) != RESULT_OK)
        return failed(demo, story->house);
    for (int i = 0; i < story->unit_count; i++)
        if (!found_unit(demo, i))
            return false;
    for (int i = 0; i < story->board_count; i++)
        if (!board_found(demo, i))
            return false;
    return set(demo, "demo", "yes", story->founded) && set(demo, "guests", "yes", story->founded);
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
            const struct actor *actor = actor_of(demo, handle, 0);
            good = actor != NULL && (bookmark_set(demo->store, actor, demo->posts[i], true, now) == RESULT_OK ||
                                        post_failed(demo, post));
        }
        free(handles);
        if (!good)
            return false;
    }
    return true;
}

static bool turn_taken(struct demo *demo, const char *handle, int64_t rota, int64_t day, int64_t now)
{
    const struct actor *actor = actor_of(demo, handle, 0);
    return actor != NULL &&
           (rota_sign(demo->store, actor, rota, day, false, now) == RESULT_OK || failed(demo, "the tank rota"));
}

/* Two fill the tank next time, one the time after: there it needs hands. */
static bool turns_take(struct demo *demo, int64_t now)
{
    struct rota_new form = { .task = "Fill the corner tank",
        .details = "The key of the tap hangs in the shop. Two carry, ten minutes.",
        .hands = 2 };
    const char *problem = "";
    const struct actor *actor = actor_of(demo, "sipho", 0);
    int64_t rota, days[2];
    if (actor == NULL || !rota_plan_read("mon, thu 6:00", now, &form.plan, &problem) ||
        rota_start(demo->store, actor, &form, now, &rota) != RESULT_OK)
        return failed(demo, "the tank rota");
    return rota_next_days(&form.plan, when_day(now) + 1, 2, days) == 2 &&
           turn_taken(demo, "thandi", rota, days[0], now) && turn_taken(demo, "lerato", rota, days[0], now) &&
           turn_taken(demo, "sipho", rota, days[1], now);
}

/* One thing is here, one is lent, one is asked for. */
static bool shelf_fill(struct demo *demo, int64_t now)
{
    const struct actor *sipho = actor_of(demo, "sipho", 0), *thandi = actor_of(demo, "thandi", 0),
                       *lerato = actor_of(demo, "lerato", 0);
    int64_t ladder, pot, drill, week = when_day(now) + 7;
    if (sipho == NULL || thandi == NULL || lerato == NULL)
        return false;
    return (shelf_add(demo->store, sipho, 0, "A ladder, 3 m", "It takes two to carry.", now, &ladder) == RESULT_OK &&
               shelf_add(demo->store, thandi, 0, "The big pot, for sixty", NULL, now, &pot) == RESULT_OK &&
               shelf_add(demo->store, lerato, 0, "A drill, with bits for walls", NULL, now, &drill) == RESULT_OK &&
               shelf_lend(demo->store, lerato, drill, "sipho", week, now) == RESULT_OK &&
               shelf_ask(demo->store, thandi, ladder, week, now) == RESULT_OK) ||
           failed(demo, "the shelf");
}

static bool settings_choose(struct demo *demo, int64_t now)
{
    for (int i = 0; i < demo->story->mark_count; i++) {
        const struct story_mark *mark = &demo->story->marks[i];
        struct settings settings;
        if (strcmp(mark->word, "read") == 0)
            continue;
        const struct actor *actor = actor_of(demo, mark->handle, 0);
        if (actor == NULL)
            return false;
        if (settings_get(demo->store, actor, &settings) != RESULT_OK)
            return failed(demo, mark->handle);
        settings.be_seen |= strcmp(mark->word, "be-seen") == 0;
        settings.line_mode |= strcmp(mark->word, "line-mode") == 0;
        settings.ascii |= strcmp(mark->word, "ascii") == 0;
        if (settings_set(demo->store, actor, &settings, now) != RESULT_OK)
            return failed(demo, mark->handle);
    }
    return true;
}

static bool abouts_say(struct demo *demo, int64_t now)
{
    for (int i = 0; i < demo->story->about_count; i++) {
        const struct story_about *about = &demo->story->abouts[i];
        const struct actor *actor = actor_of(demo, about->handle, 0);
        if (actor == NULL)
            return false;
        if (demo_about(demo->store, actor, about, now) != RESULT_OK)
            return failed(demo, about->handle);
    }
    return true;
}

static bool tasks_give(struct demo *demo, int64_t now)
{
    for (int i = 0; i < demo->story->task_count; i++) {
        const struct story_task *task = &demo->story->tasks[i];
        const struct actor *actor = actor_of(demo, task->handle, 0);
        if (actor == NULL)
            return false;
        if (seat_give(demo->store, &demo->operator, demo->operator.here, task->name, actor->member, now + TERM_SECONDS,
                now) != RESULT_OK)
            return failed(demo, task->name);
    }
    return true;
}

static bool everybody_seen(struct demo *demo)
{
    for (int i = 0; i < demo->story->person_count; i++)
        if (seen_now(demo->store, &demo->actors[i], false, demo->last_seen[i]) != RESULT_OK)
            return failed(demo, demo->story->people[i].handle);
    return true;
}

bool demo_make(struct store *store, int64_t now, char *problem, size_t size)
{
    struct story story;
    if (!story_read(demo_story, now, &story, problem, size)) {
        story_free(&story);
        return false;
    }
    struct demo demo = {
        .store = store,
        .story = &story,
        .actors = xcalloc((size_t)story.person_count + 1, sizeof *demo.actors),
        .last_seen = xcalloc((size_t)story.person_count + 1, sizeof *demo.last_seen),
        .units = xcalloc((size_t)story.unit_count + 1, sizeof *demo.units),
        .boards = xcalloc((size_t)story.board_count + 1, sizeof *demo.boards),
        .posts = xcalloc((size_t)story.post_count + 1, sizeof *demo.posts),
        .aids = xcalloc((size_t)story.aid_count + 1, sizeof *demo.aids),
        .matches = xcalloc((size_t)story.aid_count + 1, sizeof *demo.matches),
        .problem = problem,
        .size = size,
    };
    bool good = found(&demo) && live(&demo) && bookmarks_put(&demo, now - 1) && settings_choose(&demo, now - 1) &&
                turns_take(&demo, now - 1) && shelf_fill(&demo, now - 1) && words_confirm(&demo, now - 1) &&
                everybody_seen(&demo) && abouts_say(&demo, now) && tasks_give(&demo, now - 1) &&
                everybody_seen(&demo) && (story.now_line == NULL || set(&demo, "now", story.now_line, now - 1));
    free(demo.actors);
    free(demo.last_seen);
    free(demo.units);
    free(demo.boards);
    free(demo.posts);
    free(demo.aids);
    free(demo.matches);
    story_free(&story);
    return good;
}

const char *demo_tour(void)
{
    for (const struct embedded *file = demo_story; file->name != NULL; file++)
        if (strcmp(file->name, "tour.txt") == 0)
            return file->text;
    return "";
}
