/*
 * demo.c: plays the story through the store in the order of time, so that every right and rule is checked.
 *
 * All that happened becomes one sorted list of steps: a unit is founded, a person moves in, writes, withdraws a post,
 * reads. Each step is done in the name of its person and with its own time.
 */
#include "demo.h"

#include <stdlib.h>
#include <string.h>

#include "aid.h"
#include "bbs/demo/demo_aid.h"
#include "bbs/demo/demo_assembly.h"
#include "bbs/demo/demo_moderation.h"
#include "bbs/demo/player.h"
#include "boards.h"
#include "care.h"
#include "deferred.h"
#include "doors.h"
#include "gains.h"
#include "hand.h"
#include "language.h"
#include "learn.h"
#include "letters.h"
#include "meetings.h"
#include "members.h"
#include "rota.h"
#include "shelf.h"
#include "units.h"
#include "util.h"
#include "when.h"

enum { WITHDRAWN_AFTER = 20 * 60, TERM_SECONDS = 91 * 86400, MODERATED_AGO = 9 * 86400 };

enum step_kind {
    STEP_FOUND,
    STEP_MOVE_IN,
    STEP_JOIN,
    STEP_POST,
    STEP_WITHDRAW,
    STEP_AID,
    STEP_TURN,
    STEP_READ,
    STEP_ASSEMBLY,   /* held from its opening to its end, in one step */
    STEP_MODERATION, /* a cover and an appeal, in one step */
    STEP_KINDS
};
struct step {
    int64_t at;
    int index; /* by kind, into the story's units, people, joins, posts, posts, aids, turns, marks; of the last two 0 */
    enum step_kind kind;
};

struct demo {
    struct store *store;
    const struct story *story;
    int64_t now;
    struct actor operator;   /* its `here` is the first street */
    struct actor *actors;    /* one for each person of the story; ACTOR_NOBODY until she has moved in */
    int64_t *last_seen;      /* one for each person: when she last did something */
    int64_t *units, *boards; /* ids, one for each unit and board of the story */
    int64_t *posts;          /* ids of posts and letters; 0 while it is not written */
    int64_t *aids, *matches; /* ids of asks and offers, and of the match of an ask */
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

/* The index of a person; -1 when nobody in the story has that handle. */
static int person_find(const struct story *story, const char *handle)
{
    for (int i = 0; i < story->person_count; i++)
        if (strcmp(story->people[i].handle, handle) == 0)
            return i;
    return -1;
}

/* The actor of a person. NULL, with the problem set, when she has not moved in (yet). */
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
    static const char *const passwords[][2] = {
        { DEMO_HANDLE_1, DEMO_PASSWORD_1 },
        { DEMO_HANDLE_2, DEMO_PASSWORD_2 },
        { DEMO_HANDLE_3, DEMO_PASSWORD_3 },
    };
    for (size_t i = 0; i < sizeof passwords / sizeof *passwords; i++)
        if (strcmp(handle, passwords[i][0]) == 0)
            return passwords[i][1];
    return NULL;
}

/* The id of a unit of the story; 0, with the problem set, when it is not founded (yet). */
static int64_t unit_of(struct demo *demo, const char *key)
{
    int unit = story_unit_find(demo->story, key);
    int64_t id = unit == -1 ? demo->operator.here : unit >= 0 ? demo->units[unit] : 0;
    if (id == 0)
        snprintf(demo->problem, demo->size, "The made-up street could not be made: there is no unit '%s'.", key);
    return id;
}

/* Founds the units of the made-up house and puts people into them, also into its caucuses, which no steward may do. */
static const struct actor made_up = { .kind = ACTOR_CARETAKER };

/* A copy of an actor (the operator, the house itself, a member) in that unit. */
static struct actor in_unit(const struct actor *actor, int64_t unit)
{
    struct actor there = *actor;
    there.here = unit;
    return there;
}

static const struct story_hand *hand_for(const struct demo *demo, const char *handle)
{
    for (int i = 0; i < demo->story->hand_count; i++)
        if (strcmp(demo->story->hands[i].handle, handle) == 0)
            return &demo->story->hands[i];
    return NULL;
}

/* RULES 1.8: for a person without a device: her hand adds her, and a helper of another home confirms. */
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
    return actor_by_hand(demo->store, writer, member, step->at, &demo->actors[step->index]) == RESULT_OK ||
           failed(demo, person->handle);
}

/* A person of a street joins a workplace or a caucus, too. */
static bool step_join(struct demo *demo, const struct step *step)
{
    const struct story_join *join = &demo->story->joins[step->index];
    const struct story_hand *hand = hand_for(demo, join->handle);
    struct actor *actor = actor_of(demo, join->handle, 0);
    int64_t unit = unit_of(demo, join->unit);
    if (actor == NULL || unit == 0)
        return false;
    if (unit_join(demo->store, &made_up, unit, actor->member, step->at) != RESULT_OK)
        return failed(demo, join->handle);
    const struct actor *writer = hand == NULL ? NULL : actor_of(demo, hand->hand, 0);
    enum result result = writer == NULL ? actor_for(demo->store, ACTOR_MEMBER, join->handle, actor)
                                        : actor_by_hand(demo->store, writer, actor->member, step->at, actor);
    return result == RESULT_OK || failed(demo, join->handle);
}

/* Confirms entries by hand that are older than a day, so that only the newest wait. */
static bool words_confirm(struct demo *demo, int64_t now)
{
    enum { MOST = 20, DAY = 86400 };
    struct hand_entry words[MOST];
    size_t count = 0;
    bool good = true;
    for (int i = 0; i < demo->story->hand_count && good; i++) {
        const struct actor *helper = actor_of(demo, demo->story->hands[i].helper, 0);
        good = helper != NULL &&
               hand_entries_list(demo->store, helper, HAND_ENTRIES_FOR_ME, 0, 0, MOST, words, &count) == RESULT_OK;
        for (size_t j = 0; j < count && good; j++)
            good = words[j].at > now - DAY ||
                   hand_confirm(demo->store, helper, words[j].id, words[j].at + DAY) == RESULT_OK;
        hand_entries_free(words, count);
    }
    return good || failed(demo, "entries by hand");
}

static bool step_move_in(struct demo *demo, const struct step *step)
{
    const struct story_person *person = &demo->story->people[step->index];
    struct member_new form = {
        .handle = person->handle, .home = person->home, .password = password_of(person->handle)
    };
    /* A member who is added by the house itself does not wait for a home's yes. */
    const struct actor house = { .kind = ACTOR_CARETAKER, .here = unit_of(demo, person->unit) };
    const struct story_hand *hand = hand_for(demo, person->handle);
    if (hand != NULL)
        return move_in_by_hand(demo, step, person, hand);
    if (house.here == 0)
        return false;
    int64_t member;
    if (member_add(demo->store, &house, &form, step->at, &member) != RESULT_OK)
        return failed(demo, person->handle);
    if (actor_for(demo->store, ACTOR_MEMBER, person->handle, &demo->actors[step->index]) != RESULT_OK)
        return failed(demo, person->handle);
    demo->last_seen[step->index] = step->at;
    return true;
}

/* Finds the board of a post in its own unit: several units have a board `general`. */
static enum result board_of(struct demo *demo, const struct actor *actor, const struct story_post *post, int64_t *board)
{
    enum { MOST = 64 };
    struct board boards[MOST];
    size_t count = 0;
    int64_t unit = unit_of(demo, post->unit);
    enum result result = boards_list(demo->store, actor, boards, MOST, &count);
    for (size_t i = 0; i < count; i++)
        if (boards[i].unit == unit && strcmp(boards[i].slug, post->board) == 0) {
            *board = boards[i].id;
            return RESULT_OK;
        }
    return result == RESULT_OK ? RESULT_NOT_FOUND : result;
}

static enum result thread_begin(
    struct demo *demo, const struct actor *actor, const struct story_post *post, bool draft, int64_t *id)
{
    int64_t thread, board = 0;
    enum result result = board_of(demo, actor, post, &board);
    if (result != RESULT_OK)
        return result;
    if (draft)
        return draft_save(demo->store, actor, DRAFT_THREAD, board, post->title, post->body, post->at);
    return thread_open(demo->store, actor, board, post->title, post->body, post->at, &thread, id);
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

/* She reads all boards, asks, offers and letters that are there at this time. */
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
    int64_t unit = unit_of(demo, aid->unit);
    if (actor == NULL || unit == 0)
        return false;
    const struct actor there = in_unit(actor, unit);
    return demo_aid(demo->store, &there, aid, &demo->aids[step->index]) == RESULT_OK ||
           line_failed(demo, aid->file, aid->line);
}

/* The helper's offer for her "I can"; 0 when she has none of that kind. */
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
    int64_t unit = unit_of(demo, demo->story->aids[turn->ask].unit);
    if (actor == NULL || unit == 0)
        return false;
    const struct actor there = actor_belongs(actor, unit) ? in_unit(actor, unit) : *actor;
    return demo_turn(demo->store, &there, turn, demo->aids[turn->ask], own_offer(demo, turn),
               &demo->matches[turn->ask]) == RESULT_OK ||
           line_failed(demo, turn->file, turn->line);
}

static const char *const assembly = "sunday"; /* player.h */

/* All who came in so far. */
static bool everybody_seen(struct demo *demo)
{
    for (int i = 0; i < demo->story->person_count; i++)
        if (demo->last_seen[i] != 0 && seen_now(demo->store, &demo->actors[i], false, demo->last_seen[i]) != RESULT_OK)
            return failed(demo, demo->story->people[i].handle);
    return true;
}

static bool step_assembly(struct demo *demo, const struct step *step)
{
    char problem[200] = "";
    if (!everybody_seen(demo)) /* who is active is counted when it opens */
        return false;
    if (player_hold(demo->store, assembly, demo->now, problem, sizeof problem))
        return true;
    (void)step;
    snprintf(demo->problem, demo->size, "The made-up street could not be made: %s", problem);
    return false;
}

/* The post that begins with these words; 0: there is none. */
static int64_t post_with(struct demo *demo, const char *words)
{
    for (int i = 0; i < demo->story->post_count; i++)
        if (demo->story->posts[i].body != NULL && strstr(demo->story->posts[i].body, words) != NULL)
            return demo->posts[i];
    return 0;
}

/* Two moderators covered a post each of the quarrel about the music; a panel lifted one. */
static bool step_moderation(struct demo *demo, const struct step *step)
{
    struct actor *first = actor_of(demo, "lindiwe", 0), *second = actor_of(demo, "bafana", 0),
                 *author = actor_of(demo, "mandla", 0);
    if (first == NULL || second == NULL || author == NULL)
        return false;
    if (seat_give(demo->store, &made_up, demo->operator.here, "moderator", first->member, step->at + TERM_SECONDS,
            step->at) != RESULT_OK ||
        seat_give(demo->store, &made_up, demo->operator.here, "moderator", second->member, step->at + TERM_SECONDS,
            step->at) != RESULT_OK)
        return failed(demo, "moderators");
    struct demo_moderation story = { .actors = demo->actors,
        .count = (size_t)demo->story->person_count,
        .first = first,
        .second = second,
        .author = author,
        .other = post_with(demo, "We could call."),
        .appealed = post_with(demo, "the graveyard has houses too") };
    return demo_moderate(demo->store, &story, step->at) == RESULT_OK || failed(demo, "moderation");
}

static bool found_unit(struct demo *demo, const struct step *step);

static bool (*const step_functions[STEP_KINDS])(struct demo *, const struct step *) = {
    [STEP_FOUND] = found_unit,
    [STEP_MOVE_IN] = step_move_in,
    [STEP_JOIN] = step_join,
    [STEP_POST] = step_post,
    [STEP_WITHDRAW] = step_withdraw,
    [STEP_AID] = step_aid,
    [STEP_TURN] = step_turn,
    [STEP_READ] = step_read,
    [STEP_ASSEMBLY] = step_assembly,
    [STEP_MODERATION] = step_moderation,
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

/* She joins a unit as soon as both are there. */
static int64_t join_time(const struct story *story, const struct story_join *join)
{
    int unit = story_unit_find(story, join->unit), person = person_find(story, join->handle);
    int64_t begun = unit < 0 ? story->founded : story->units[unit].begun;
    return person >= 0 && story->people[person].joined > begun ? story->people[person].joined : begun;
}

/* Makes the list of all steps, oldest first. The caller frees it. */
static struct step *steps_make(const struct story *story, int64_t now, int *count)
{
    int most = story->unit_count + story->person_count + story->join_count + 2 * story->post_count + story->aid_count +
               story->turn_count + story->mark_count + 2;
    struct step *steps = xcalloc((size_t)most + 1, sizeof *steps);
    int made = 0;
    steps[made++] = (struct step) { .at = player_opens(assembly, now), .kind = STEP_ASSEMBLY };
    steps[made++] = (struct step) { .at = now - MODERATED_AGO, .kind = STEP_MODERATION };
    for (int i = 0; i < story->unit_count; i++)
        steps[made++] = (struct step) { .at = story->units[i].begun, .index = i, .kind = STEP_FOUND };
    for (int i = 0; i < story->join_count; i++)
        steps[made++] = (struct step) { .at = join_time(story, &story->joins[i]), .index = i, .kind = STEP_JOIN };
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
    struct step *steps = steps_make(demo->story, demo->now, &count);
    bool good = true;
    for (int i = 0; good && i < count; i++)
        good = step_functions[steps[i].kind](demo, &steps[i]);
    free(steps);
    return good;
}

/* --- units and boards, and what is set after the last step --- */

static bool board_found(struct demo *demo, int index, int64_t unit, int64_t at)
{
    const struct story_board *board = &demo->story->boards[index];
    enum visibility visibility;
    if (!visibility_parse(board->visibility, &visibility)) {
        snprintf(demo->problem, demo->size, "house.txt: the readers of the board '%s' are not known.", board->slug);
        return false;
    }
    return board_add(demo->store, &made_up, unit, board->slug, board->title, visibility, at, &demo->boards[index]) ==
               RESULT_OK ||
           failed(demo, board->slug);
}

static bool boards_found(struct demo *demo, int unit, int64_t id, int64_t at)
{
    for (int i = 0; i < demo->story->board_count; i++)
        if (story_unit_find(demo->story, demo->story->boards[i].unit) == unit && !board_found(demo, i, id, at))
            return false;
    return true;
}

static bool set(struct demo *demo, int64_t unit, const char *name, const char *value, int64_t at)
{
    const struct actor there = in_unit(&demo->operator, unit);
    return house_set(demo->store, &there, name, value, at) == RESULT_OK || failed(demo, name);
}

/* Founds a unit with its boards. A neighbourhood becomes the parent of the first street, and a caucus belongs to the
 * first street. */
static bool found_unit(struct demo *demo, const struct step *step)
{
    const struct story_unit *unit = &demo->story->units[step->index];
    const struct actor *steward = &demo->operator;
    int64_t *made = &demo->units[step->index], street = steward->here;
    enum unit_kind kind;
    if (!unit_kind_parse(unit->kind, &kind)) {
        snprintf(demo->problem, demo->size, "house.txt: there is no kind of unit called '%s'.", unit->kind);
        return false;
    }
    bool begins = kind == UNIT_COMMUNE || kind == UNIT_FORUM;
    int64_t above = unit->above != NULL ? unit_of(demo, unit->above) : kind == UNIT_CAUCUS ? street : 0;
    enum result result = begins ? unit_found(demo->store, steward, unit->name, NULL, kind, step->at, made)
                                : unit_add(demo->store, &made_up, unit->name, NULL, kind, above, step->at, made);
    if (result == RESULT_OK && begins && above != 0)
        result = unit_set_parent(demo->store, steward, *made, above);
    if (result == RESULT_OK && kind == UNIT_NEIGHBOURHOOD)
        result = unit_set_parent(demo->store, steward, street, *made);
    if (result != RESULT_OK)
        return failed(demo, unit->name);
    return boards_found(demo, step->index, *made, step->at) && (!begins || set(demo, *made, "guests", "yes", step->at));
}

static bool found(struct demo *demo)
{
    const struct story *story = demo->story;
    if (house_make(demo->store, story->house, UNIT_COMMUNE, story->founded) != RESULT_OK ||
        actor_for(demo->store, ACTOR_OPERATOR, NULL, &demo->operator) != RESULT_OK)
        return failed(demo, story->house);
    int64_t street = demo->operator.here;
    return boards_found(demo, -1, street, story->founded) && set(demo, street, "demo", "yes", story->founded) &&
           set(demo, street, "guests", "yes", story->founded);
}

static bool nows_say(struct demo *demo, int64_t now)
{
    for (int i = 0; i < demo->story->now_count; i++) {
        int64_t unit = unit_of(demo, demo->story->nows[i].unit);
        if (unit == 0 || !set(demo, unit, demo->story->nows[i].name, demo->story->nows[i].line, now))
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

static bool rota_begins(struct demo *demo, int index, int64_t now)
{
    const struct story_rota *rota = &demo->story->rotas[index];
    struct rota_new form = { .task = rota->task, .details = rota->details, .hands = (int)rota->hands };
    const char *problem = "";
    const struct actor *actor = actor_of(demo, rota->handle, 0);
    int64_t unit = unit_of(demo, rota->unit), id, days[2];
    if (actor == NULL || unit == 0)
        return false;
    const struct actor there = in_unit(actor, unit);
    if (!rota_plan_read(rota->days, now, &form.plan, &problem) ||
        rota_start(demo->store, &there, &form, now, &id) != RESULT_OK ||
        rota_next_days(&form.plan, when_day(now) + 1, 2, days) != 2)
        return failed(demo, rota->task);
    for (int i = 0; i < demo->story->taken_count; i++) {
        const struct story_turn_taken *turn = &demo->story->turns_taken[i];
        if (turn->rota != index)
            continue;
        if ((actor = actor_of(demo, turn->handle, 0)) == NULL)
            return false;
        if (rota_sign(demo->store, actor, id, days[turn->day - 1], false, now) != RESULT_OK)
            return failed(demo, rota->task);
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
    const struct actor *keeper = actor_of(demo, thing->handle, 0);
    int64_t unit = unit_of(demo, thing->unit), id, week = when_day(now) + 7;
    if (keeper == NULL || unit == 0)
        return false;
    const struct actor there = in_unit(keeper, unit);
    if (shelf_add(demo->store, &there, 0, thing->name, thing->details, now, &id) != RESULT_OK ||
        (thing->borrower != NULL && shelf_lend(demo->store, &there, id, thing->borrower, week, now) != RESULT_OK))
        return failed(demo, thing->name);
    if (thing->asker == NULL)
        return true;
    const struct actor *asker = actor_of(demo, thing->asker, 0);
    return asker != NULL && (shelf_ask(demo->store, asker, id, week, now) == RESULT_OK || failed(demo, thing->name));
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
    int64_t unit = unit_of(demo, wanted->unit), id = 0;
    const struct actor *first = actor_of(demo, wanted->handle, 0);
    if (first == NULL || unit == 0)
        return false;
    const struct actor there = in_unit(first, unit);
    if (gain_make(demo->store, &there, wanted->demand, wanted->act, when_day(wanted->made) + ACT_AFTER, wanted->made,
            &id) != RESULT_OK)
        return failed(demo, wanted->demand);
    for (char *handle = wanted->hands != NULL ? strtok_r(wanted->hands, " ", &save) : NULL; handle != NULL;
         handle = strtok_r(NULL, " ", &save)) {
        const struct actor *hand = actor_of(demo, handle, 0);
        if (hand == NULL || gain_come(demo->store, hand, id, true, wanted->made) != RESULT_OK)
            return failed(demo, handle);
    }
    return wanted->result == NULL ||
           gain_end(demo->store, &there, id, wanted->won, wanted->result, wanted->ended) == RESULT_OK ||
           failed(demo, wanted->demand);
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
        const struct actor *actor = actor_of(demo, with->handle, 0);
        int post = 0;
        while (post < demo->story->post_count &&
               (demo->story->posts[post].title == NULL || strcmp(demo->story->posts[post].title, with->sorrow) != 0))
            post++;
        if (actor == NULL || post == demo->story->post_count ||
            sorrow_be_with(demo->store, actor, thread_of(demo, actor, demo->posts[post]), true, now) != RESULT_OK)
            return failed(demo, with->sorrow);
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
        const struct actor *actor = but_first && handle == handles ? NULL : actor_of(demo, handle, 0);
        if (actor != NULL)
            good = say(demo->store, actor, id, true, now) == RESULT_OK || failed(demo, handle);
        else
            good = but_first && handle == handles;
    }
    free(handles);
    return good;
}

static bool item_put(struct demo *demo, const struct story_item *item, int64_t meeting, int64_t now)
{
    int64_t id;
    const struct actor *actor = actor_of(demo, item->handle, 0);
    if (actor == NULL)
        return false;
    if (demo_item(demo->store, actor, item, meeting, now, &id) != RESULT_OK)
        return failed(demo, item->title);
    return item->matters == NULL || homes_say(demo, item->matters, false, id, now, item_matters);
}

static bool meeting_is_called(struct demo *demo, int index, int64_t now)
{
    const struct story_meeting *meeting = &demo->story->meetings[index];
    char first[HANDLE_BYTES] = "";
    snprintf(first, sizeof first, "%.*s", (int)strcspn(meeting->homes, " "), meeting->homes);
    const struct actor *caller = actor_of(demo, first, 0);
    int64_t unit = unit_of(demo, meeting->unit), id;
    if (caller == NULL || unit == 0)
        return false;
    const struct actor there = in_unit(caller, unit);
    if (demo_meeting(demo->store, &there, meeting, now, &id) != RESULT_OK)
        return failed(demo, meeting->day);
    if (!homes_say(demo, meeting->homes, true, id, now, meeting_want))
        return false;
    for (int i = 0; i < demo->story->item_count; i++)
        if (demo->story->items[i].meeting == index && !item_put(demo, &demo->story->items[i], id, now))
            return false;
    if (meeting->needer == NULL)
        return true;
    const struct actor *needer = actor_of(demo, meeting->needer, 0);
    return needer != NULL &&
           (demo_need(demo->store, needer, meeting->need, id, now) == RESULT_OK || failed(demo, meeting->need));
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
        int64_t unit = unit_of(demo, task->unit);
        if (actor == NULL || unit == 0)
            return false;
        if (seat_give(demo->store, &made_up, unit, task->name, actor->member, now + TERM_SECONDS, now) != RESULT_OK)
            return failed(demo, task->name);
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
    const struct actor *comes = actor_of(demo, care->people, 0);
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
        const struct actor *actor = actor_of(demo, care->handle, 0);
        if (actor == NULL)
            return false;
        const struct actor there = in_unit(actor, unit_of(demo, care->unit));
        enum result result = strcmp(care->word, "checkin") == 0 ? check_in(demo, &there, care, now)
                             : strcmp(care->word, "visit") == 0
                                 ? ask_visit(demo, &there, care, now)
                                 : learner_set(demo->store, &there, care->what, true, now);
        if (result != RESULT_OK)
            return failed(demo, care->handle);
    }
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
        .now = now,
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
                rotas_begin(&demo, now - 1) && shelf_fill(&demo, now - 1) && words_confirm(&demo, now - 1) &&
                everybody_seen(&demo) && abouts_say(&demo, now) && tasks_give(&demo, now - 1) &&
                cares_happen(&demo, now - 1) && everybody_seen(&demo) && nows_say(&demo, now - 1) &&
                meetings_are_called(&demo, now - 1) && demands_make(&demo) && withs_say(&demo, now - 1);
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
    const char *tour = "";
    char spoken[LANGUAGE_BYTES * 4 + sizeof "tour..txt"];
    snprintf(spoken, sizeof spoken, "tour.%s.txt", language_spoken());
    for (const struct embedded *file = demo_story; file->name != NULL; file++) {
        if (strcmp(file->name, spoken) == 0)
            return file->text;
        if (strcmp(file->name, "tour.txt") == 0)
            tour = file->text;
    }
    return tour;
}
