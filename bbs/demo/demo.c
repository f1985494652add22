/*
 * demo.c: plays the story through the store in the order of time, so that every right and rule is checked.
 *
 * All that happened becomes one sorted list of steps: a unit is founded, a person moves in, writes, withdraws a post,
 * reads. Each step is done in the name of its person and with its own time. demo_after.c has what stands at the end.
 */
#include "demo.h"

#include <stdlib.h>
#include <string.h>

#include "aid.h"
#include "bbs/demo/demo_after.h"
#include "bbs/demo/demo_aid.h"
#include "bbs/demo/demo_moderation.h"
#include "bbs/demo/player.h"
#include "boards.h"
#include "deferred.h"
#include "hand.h"
#include "language.h"
#include "letters.h"
#include "members.h"
#include "units.h"
#include "util.h"
#include "when.h"

enum { WITHDRAWN_AFTER = 20 * 60, MODERATED_AGO = 9 * 86400 };

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
    const struct actor *writer = demo_actor_of(demo, hand->hand, 0), *helper = demo_actor_of(demo, hand->helper, 0);
    struct hand_person told;
    int64_t member;
    if (writer == NULL || helper == NULL)
        return false;
    if (hand_member_add(demo->store, writer, person->handle, person->home, step->at, &told) != RESULT_OK ||
        hand_member_confirm(demo->store, helper, told.id, step->at, &member) != RESULT_OK)
        return demo_failed(demo, person->handle);
    return actor_by_hand(demo->store, writer, member, step->at, &demo->actors[step->index]) == RESULT_OK ||
           demo_failed(demo, person->handle);
}

/* A person of a street joins a workplace or a caucus, too. */
static bool step_join(struct demo *demo, const struct step *step)
{
    const struct story_join *join = &demo->story->joins[step->index];
    const struct story_hand *hand = hand_for(demo, join->handle);
    struct actor *actor = demo_actor_of(demo, join->handle, 0);
    int64_t unit = demo_unit_of(demo, join->unit);
    if (actor == NULL || unit == 0)
        return false;
    if (unit_join(demo->store, &demo_maker, unit, actor->member, step->at) != RESULT_OK)
        return demo_failed(demo, join->handle);
    const struct actor *writer = hand == NULL ? NULL : demo_actor_of(demo, hand->hand, 0);
    enum result result = writer == NULL ? actor_for(demo->store, ACTOR_MEMBER, join->handle, actor)
                                        : actor_by_hand(demo->store, writer, actor->member, step->at, actor);
    return result == RESULT_OK || demo_failed(demo, join->handle);
}

/* Confirms entries by hand that are older than a day, so that only the newest wait. */
static bool words_confirm(struct demo *demo, int64_t now)
{
    enum { MOST = 20, DAY = 86400 };
    struct hand_entry words[MOST];
    size_t count = 0;
    bool good = true;
    for (int i = 0; i < demo->story->hand_count && good; i++) {
        const struct actor *helper = demo_actor_of(demo, demo->story->hands[i].helper, 0);
        good = helper != NULL &&
               hand_entries_list(demo->store, helper, HAND_ENTRIES_FOR_ME, 0, 0, MOST, words, &count) == RESULT_OK;
        for (size_t j = 0; j < count && good; j++)
            good = words[j].at > now - DAY ||
                   hand_confirm(demo->store, helper, words[j].id, words[j].at + DAY) == RESULT_OK;
        hand_entries_free(words, count);
    }
    return good || demo_failed(demo, "entries by hand");
}

static bool step_move_in(struct demo *demo, const struct step *step)
{
    const struct story_person *person = &demo->story->people[step->index];
    struct member_new form = {
        .handle = person->handle, .home = person->home, .password = password_of(person->handle)
    };
    /* A member who is added by the house itself does not wait for a home's yes. */
    const struct actor house = { .kind = ACTOR_CARETAKER, .here = demo_unit_of(demo, person->unit) };
    const struct story_hand *hand = hand_for(demo, person->handle);
    if (hand != NULL)
        return move_in_by_hand(demo, step, person, hand);
    if (house.here == 0)
        return false;
    int64_t member;
    if (member_add(demo->store, &house, &form, step->at, &member) != RESULT_OK)
        return demo_failed(demo, person->handle);
    if (actor_for(demo->store, ACTOR_MEMBER, person->handle, &demo->actors[step->index]) != RESULT_OK)
        return demo_failed(demo, person->handle);
    demo->last_seen[step->index] = step->at;
    return true;
}

/* Finds the board of a post in its own unit: several units have a board `general`. */
static enum result board_of(struct demo *demo, const struct actor *actor, const struct story_post *post, int64_t *board)
{
    enum { MOST = 64 };
    struct board boards[MOST];
    size_t count = 0;
    int64_t unit = demo_unit_of(demo, post->unit);
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
    const struct actor *actor = demo_actor_of(demo, post->handle, post->at);
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
    return result == RESULT_OK || demo_post_failed(demo, post);
}

static bool step_withdraw(struct demo *demo, const struct step *step)
{
    const struct story_post *post = &demo->story->posts[step->index];
    const struct actor *actor = demo_actor_of(demo, post->handle, step->at);
    if (actor == NULL)
        return false;
    return post_withdraw(demo->store, actor, demo->posts[step->index], step->at) == RESULT_OK ||
           demo_post_failed(demo, post);
}

static bool letters_read(struct demo *demo, const char *handle, int64_t at)
{
    const struct actor *actor = demo_actor_of(demo, handle, at);
    for (int i = 0; i < demo->story->post_count; i++) {
        const struct story_post *post = &demo->story->posts[i];
        if (post->to == NULL || strcmp(post->to, handle) != 0 || demo->posts[i] == 0)
            continue;
        if (letter_mark_read(demo->store, actor, demo->posts[i], at) != RESULT_OK)
            return demo_post_failed(demo, post);
    }
    return true;
}

/* She reads all boards, asks, offers and letters that are there at this time. */
static bool step_read(struct demo *demo, const struct step *step)
{
    const char *handle = demo->story->marks[step->index].handle;
    const struct actor *actor = demo_actor_of(demo, handle, step->at);
    if (actor == NULL)
        return false;
    struct board boards[64];
    size_t count = 0;
    if (boards_list(demo->store, actor, boards, sizeof boards / sizeof *boards, &count) != RESULT_OK)
        return demo_failed(demo, handle);
    for (size_t i = 0; i < count; i++)
        if (mark_board_read(demo->store, actor, boards[i].id) != RESULT_OK)
            return demo_failed(demo, handle);
    if (aid_look(demo->store, actor) != RESULT_OK)
        return demo_failed(demo, handle);
    return letters_read(demo, handle, step->at);
}

/* --- mutual aid --- */

static bool step_aid(struct demo *demo, const struct step *step)
{
    const struct story_aid *aid = &demo->story->aids[step->index];
    const struct actor *actor = demo_actor_of(demo, aid->handle, aid->at);
    int64_t unit = demo_unit_of(demo, aid->unit);
    if (actor == NULL || unit == 0)
        return false;
    const struct actor there = demo_in_unit(actor, unit);
    return demo_aid(demo->store, &there, aid, &demo->aids[step->index]) == RESULT_OK ||
           demo_line_failed(demo, aid->file, aid->line);
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
    const struct actor *actor = demo_actor_of(demo, turn->handle, turn->at);
    int64_t unit = demo_unit_of(demo, demo->story->aids[turn->ask].unit);
    if (actor == NULL || unit == 0)
        return false;
    const struct actor there = actor_belongs(actor, unit) ? demo_in_unit(actor, unit) : *actor;
    return demo_turn(demo->store, &there, turn, demo->aids[turn->ask], own_offer(demo, turn),
               &demo->matches[turn->ask]) == RESULT_OK ||
           demo_line_failed(demo, turn->file, turn->line);
}

static const char *const assembly = "sunday"; /* player.h */

static bool step_assembly(struct demo *demo, const struct step *step)
{
    char problem[200] = "";
    if (!demo_everybody_seen(demo)) /* who is active is counted when it opens */
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
    struct actor *first = demo_actor_of(demo, "lindiwe", 0), *second = demo_actor_of(demo, "bafana", 0),
                 *author = demo_actor_of(demo, "mandla", 0);
    if (first == NULL || second == NULL || author == NULL)
        return false;
    if (seat_give(demo->store, &demo_maker, demo->operator.here, "moderator", first->member, step->at + DEMO_TERM,
            step->at) != RESULT_OK ||
        seat_give(demo->store, &demo_maker, demo->operator.here, "moderator", second->member, step->at + DEMO_TERM,
            step->at) != RESULT_OK)
        return demo_failed(demo, "moderators");
    struct demo_moderation story = { .actors = demo->actors,
        .count = (size_t)demo->story->person_count,
        .first = first,
        .second = second,
        .author = author,
        .other = post_with(demo, "We could call."),
        .appealed = post_with(demo, "the graveyard has houses too") };
    return demo_moderate(demo->store, &story, step->at) == RESULT_OK || demo_failed(demo, "moderation");
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
    int unit = story_unit_find(story, join->unit), person = demo_person_find(story, join->handle);
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

/* --- units and boards --- */

static bool board_found(struct demo *demo, int index, int64_t unit, int64_t at)
{
    const struct story_board *board = &demo->story->boards[index];
    enum visibility visibility;
    if (!board_visibility_parse(board->visibility, &visibility)) {
        snprintf(demo->problem, demo->size, "house.txt: the readers of the board '%s' are not known.", board->slug);
        return false;
    }
    return board_add(demo->store, &demo_maker, unit, board->slug, board->title, visibility, at, &demo->boards[index]) ==
               RESULT_OK ||
           demo_failed(demo, board->slug);
}

static bool boards_found(struct demo *demo, int unit, int64_t id, int64_t at)
{
    for (int i = 0; i < demo->story->board_count; i++)
        if (story_unit_find(demo->story, demo->story->boards[i].unit) == unit && !board_found(demo, i, id, at))
            return false;
    return true;
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
    int64_t above = unit->above != NULL ? demo_unit_of(demo, unit->above) : kind == UNIT_CAUCUS ? street : 0;
    enum result result = begins ? unit_found(demo->store, steward, unit->name, NULL, kind, step->at, made)
                                : unit_add(demo->store, &demo_maker, unit->name, NULL, kind, above, step->at, made);
    if (result == RESULT_OK && begins && above != 0)
        result = unit_set_parent(demo->store, steward, *made, above);
    if (result == RESULT_OK && kind == UNIT_NEIGHBOURHOOD)
        result = unit_set_parent(demo->store, steward, street, *made);
    if (result != RESULT_OK)
        return demo_failed(demo, unit->name);
    return boards_found(demo, step->index, *made, step->at) &&
           (!begins || demo_set(demo, *made, "guests", "yes", step->at));
}

static bool found(struct demo *demo)
{
    const struct story *story = demo->story;
    if (house_make(demo->store, story->house, UNIT_COMMUNE, story->founded) != RESULT_OK ||
        actor_for(demo->store, ACTOR_OPERATOR, NULL, &demo->operator) != RESULT_OK)
        return demo_failed(demo, story->house);
    int64_t street = demo->operator.here;
    return boards_found(demo, -1, street, story->founded) && demo_set(demo, street, "demo", "yes", story->founded) &&
           demo_set(demo, street, "guests", "yes", story->founded);
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
    store_story(store, true);
    bool good = found(&demo) && live(&demo) && demo_after_put(&demo, now - 1) && words_confirm(&demo, now - 1) &&
                demo_everybody_seen(&demo) && demo_after_say(&demo, now);
    store_story(store, false);
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
