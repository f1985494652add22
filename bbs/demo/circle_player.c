/* circle_player.c: see circle_player.h. */
#include "bbs/demo/circle_player.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bbs/demo/demo.h"
#include "circles.h"
#include "meetings.h"
#include "members.h"
#include "util.h"

enum {
    LINES_MOST = 40,
    PLACES = 9,
    CALL_AHEAD = 2,    /* seconds until it opens: before its hour people may come in */
    BEGINS_AFTER = 8,  /* seconds after a person came in */
    WRITES_FOR = 7,    /* for one line */
    GOES_ON_AFTER = 5, /* when the piece has gone round */
    STEPS_FOR = 90,    /* in next steps they wait so long for hers */
    ALONE_FOR = 60,    /* after the last person went */
    NEXT_AFTER = 30,   /* until the next one is called */
    YES_AFTER = 10,
};

struct line {
    char *part, *who, *words;
    bool said;
};

struct circle_player {
    struct store *store;
    circle_speak_as *as;
    void *context;
    char *text;
    struct line line[LINES_MOST];
    size_t count;
    struct actor cast[CIRCLE_CAST_MOST];
    size_t people;
    int64_t circle;
    int64_t since; /* when what it waits for began */
    uint8_t stage, round;
    int16_t holder;
    bool stepped;
};

/* --- the story --- */

static char *next_field(char **at)
{
    char *field = *at + strspn(*at, " "), *bar = strchr(field, '|'), *end = bar != NULL ? bar : field + strlen(field);
    *at = bar != NULL ? bar + 1 : end;
    while (end > field && end[-1] == ' ')
        end--;
    *end = '\0';
    return field;
}

static bool read_story(struct circle_player *player)
{
    const struct embedded *story = demo_story;
    while (story->name != NULL && strcmp(story->name, "play-circle.txt") != 0)
        story++;
    if (story->name == NULL)
        return false;
    player->text = xstrdup(story->text);
    char *rest = player->text, *row;
    while ((row = strtok_r(rest, "\n", &rest)) != NULL) {
        if (row[0] == ';' || player->count == LINES_MOST)
            continue;
        struct line *line = &player->line[player->count++];
        line->part = next_field(&row);
        line->who = next_field(&row);
        line->words = next_field(&row);
    }
    return true;
}

static const char *words_of(const struct circle_player *player, const char *part, int number)
{
    for (size_t i = 0; i < player->count; i++)
        if (strcmp(player->line[i].part, part) == 0 && number-- == 0)
            return player->line[i].words;
    return NULL;
}

static bool is_cast(const struct circle_player *player, const char *handle)
{
    for (size_t i = 0; i < player->people; i++)
        if (strcmp(player->cast[i].handle, handle) == 0)
            return true;
    return false;
}

/* Whoever has a line is played. */
static bool find_cast(struct circle_player *player)
{
    for (size_t i = 0; i < player->count; i++) {
        const char *who = player->line[i].who;
        if (*who == '\0' || is_cast(player, who))
            continue;
        if (player->people == CIRCLE_CAST_MOST ||
            actor_for(player->store, ACTOR_MEMBER, who, &player->cast[player->people]) != RESULT_OK)
            return false;
        player->people++;
    }
    return player->people >= RING_BEGIN_LEAST;
}

struct circle_player *circle_player_open(struct store *store, circle_speak_as *as, void *context)
{
    struct house house;
    struct actor steward;
    if (actor_for(store, ACTOR_OPERATOR, NULL, &steward) != RESULT_OK ||
        house_get(store, steward.here, &house) != RESULT_OK || !house.demo)
        return NULL;
    struct circle_player *player = xcalloc(1, sizeof *player);
    *player = (struct circle_player) { .store = store, .as = as, .context = context, .holder = RING_NOBODY };
    if (read_story(player) && find_cast(player))
        return player;
    circle_player_close(player);
    return NULL;
}

void circle_player_close(struct circle_player *player)
{
    if (player == NULL)
        return;
    free(player->text);
    free(player);
}

/* --- calling it --- */

/* A keeper who is not played says that she does not come, until both are played. */
static void settle_keepers(struct circle_player *player, int64_t now)
{
    struct circle circle;
    struct actor other;
    enum circle_answer answer;
    for (int tries = 0; tries < 8; tries++) {
        if (circle_get(player->store, &player->cast[0], player->circle, &circle) != RESULT_OK)
            return;
        const char *stranger = NULL;
        for (int i = 0; i < RING_KEEPERS; i++)
            if (circle.keeper[i][0] != '\0' && !is_cast(player, circle.keeper[i]))
                stranger = circle.keeper[i];
        if (stranger == NULL || actor_for(player->store, ACTOR_MEMBER, stranger, &other) != RESULT_OK)
            return;
        circle_answer(player->store, &other, player->circle, false, now, &answer);
    }
}

static void call_one(struct circle_player *player, int64_t now)
{
    struct circle_form form = { .open = true,
        .purpose = words_of(player, "circle", 0),
        .prompts = { words_of(player, "prompt", 0), words_of(player, "prompt", 1) },
        .at = now + CALL_AHEAD,
        .places = PLACES };
    enum circle_answer answer;
    for (int i = 0; i < RING_KEEPERS; i++)
        willing_set(player->store, &player->cast[i], "keeper", true, now);
    if (circle_call(player->store, &player->cast[0], &form, now, &player->circle) != RESULT_OK) {
        player->circle = 0;
        return;
    }
    settle_keepers(player, now);
    for (size_t i = 1; i < player->people; i++)
        circle_answer(player->store, &player->cast[i], player->circle, true, now, &answer);
    for (size_t i = 0; i < player->count; i++)
        player->line[i].said = false;
    player->stepped = false;
    player->stage = 0;
}

/* --- acts --- */

static bool act(struct circle_player *player, size_t who, const struct ring_ask *ask)
{
    bool done = player->as(player->context, player->cast[who].member) &&
                circle_do(player->store, &player->cast[who], player->circle, ask) == RESULT_OK;
    player->as(player->context, 0);
    return done;
}

static enum result look(struct circle_player *player, size_t who, struct circle_view *view)
{
    enum result result = RESULT_BUSY;
    if (player->as(player->context, player->cast[who].member))
        result = circle_look(player->store, &player->cast[who], player->circle, view);
    player->as(player->context, 0);
    return result;
}

static int cast_at(const struct circle_player *player, const struct circle_view *view, int place)
{
    for (size_t i = 0; i < player->people; i++)
        if (player->cast[i].member == view->ring.person[place].member)
            return (int)i;
    return -1;
}

/* How many are in who are not played. */
static int people_in(const struct circle_player *player, const struct circle_view *view)
{
    int count = 0;
    for (int i = 0; i < RING_PEOPLE_MOST; i++)
        count +=
            view->ring.person[i].member != 0 && view->ring.person[i].there == RING_IN && cast_at(player, view, i) < 0;
    return count;
}

/* The first keeper who is played and in; -1: none. */
static int keeper_of(const struct circle_player *player, const struct circle_view *view)
{
    for (int i = 0; i < RING_PEOPLE_MOST; i++)
        if (view->ring.person[i].keeper && view->ring.person[i].there == RING_IN && cast_at(player, view, i) >= 0)
            return cast_at(player, view, i);
    return -1;
}

/* They come in, and back: the sockets may be new ones. */
static void all_come(struct circle_player *player, const struct circle_view *view)
{
    for (size_t i = 0; i < player->people; i++) {
        bool in = false;
        for (int k = 0; k < RING_PEOPLE_MOST; k++)
            in = in || (view->ring.person[k].member == player->cast[i].member && view->ring.person[k].there == RING_IN);
        if (!in)
            act(player, i, &(struct ring_ask) { .act = RING_COME, .number = 1 });
    }
}

static const char *part_name(int stage)
{
    static const char *const names[] = { [RING_CHECK_IN] = "check-in",
        [RING_AGREEMENTS] = "agreements",
        [RING_ROUND] = "round",
        [RING_CHECK_OUT] = "check-out" };
    return stage >= RING_CHECK_IN && stage <= RING_CHECK_OUT && names[stage] != NULL ? names[stage] : "";
}

/* Her next line of this part; without one she passes. */
static void hold(struct circle_player *player, const struct circle_view *view, int who)
{
    for (size_t i = 0; i < player->count; i++) {
        struct line *line = &player->line[i];
        if (line->said || strcmp(line->part, part_name(view->ring.stage)) != 0 ||
            strcmp(line->who, player->cast[who].handle) != 0)
            continue;
        line->said = true;
        if (act(player, (size_t)who,
                &(struct ring_ask) { .act = RING_SAY, .text = line->words, .length = strlen(line->words) }))
            return;
    }
    act(player, (size_t)who, &(struct ring_ask) { .act = RING_PASS });
}

/* A step of two of them, to which both say yes; and those who are played say yes to a step of hers that names them. */
static void say_steps(struct circle_player *player, const struct circle_view *view, int64_t now)
{
    const char *words = words_of(player, "step", 0);
    struct ring_step step;
    uint16_t places = 0;
    for (int i = 0; i < RING_PEOPLE_MOST; i++) {
        int who = cast_at(player, view, i);
        if (who >= 0 && words != NULL && strstr(words, player->cast[who].handle) != NULL)
            places = (uint16_t)(places | 1U << i);
    }
    if (!player->stepped && words != NULL && places != 0) {
        player->stepped = true;
        act(player, 1,
            &(struct ring_ask) { .act = RING_ADD_STEP,
                .number = now + 7 * 86400,
                .places = places,
                .text = words,
                .length = strlen(words) });
        return;
    }
    for (int number = 0; number < RING_STEPS_MOST; number++) {
        bool got = player->as(player->context, player->cast[0].member) &&
                   circle_step_look(player->store, &player->cast[0], player->circle, number, &step) == RESULT_OK;
        player->as(player->context, 0);
        for (int i = 0; got && step.day != 0 && i < RING_PEOPLE_MOST; i++)
            if (((step.named & ~step.yes) >> i & 1) != 0 && cast_at(player, view, i) >= 0)
                act(player, (size_t)cast_at(player, view, i),
                    &(struct ring_ask) { .act = RING_YES_STEP, .number = number });
    }
}

/* --- its turn --- */

/* Counts the time anew when another part, another round or another holder has begun. */
static int64_t waited(struct circle_player *player, const struct circle_view *view, int64_t now)
{
    if (player->stage != view->ring.stage || player->round != view->ring.round || player->holder != view->ring.holder)
        player->since = now;
    player->stage = view->ring.stage;
    player->round = view->ring.round;
    player->holder = view->ring.holder;
    return now - player->since;
}

/* Nobody who is real is in any more. A keeper cuts nobody off: whoever has the piece is stopped by a pause first. */
static void end_alone(struct circle_player *player, int keeper, bool cuts_off)
{
    const char *why = "Nobody is left to go round to.";
    if (cuts_off)
        act(player, (size_t)keeper, &(struct ring_ask) { .act = RING_PAUSE, .text = why, .length = strlen(why) });
    else
        act(player, (size_t)keeper, &(struct ring_ask) { .act = RING_CLOSE });
}

static void play(struct circle_player *player, const struct circle_view *view, int64_t now)
{
    int64_t time = waited(player, view, now);
    int keeper = keeper_of(player, view), people = people_in(player, view);
    int holder = view->ring.holder != RING_NOBODY ? cast_at(player, view, view->ring.holder) : -1;
    bool gathers = view->ring.stage == RING_GATHERS;
    if (people == 0 && gathers)
        player->since = now;
    else if (people == 0 && time >= ALONE_FOR && keeper >= 0)
        end_alone(player, keeper, holder >= 0 && holder != keeper && view->ring.paused_by == RING_NOBODY);
    else if (people == 0 || view->ring.paused_by != RING_NOBODY)
        return;
    else if (gathers && time >= BEGINS_AFTER && keeper >= 0)
        act(player, (size_t)keeper, &(struct ring_ask) { .act = RING_BEGIN });
    else if (holder >= 0 && time >= WRITES_FOR) {
        hold(player, view, holder);
        player->since = now;
    } else if (view->ring.stage == RING_NEXT_STEPS && time < STEPS_FOR && time >= YES_AFTER)
        say_steps(player, view, now);
    else if (view->ring.complete && keeper >= 0 &&
             time >= (view->ring.stage == RING_NEXT_STEPS ? STEPS_FOR : GOES_ON_AFTER))
        act(player, (size_t)keeper, &(struct ring_ask) { .act = RING_GO_ON, .number = 1 });
}

void circle_player_tick(struct circle_player *player, int64_t now)
{
    struct circle circle;
    if (player->circle == 0) {
        if (player->since == 0 || now - player->since >= NEXT_AFTER)
            call_one(player, now);
        return;
    }
    if (circle_get(player->store, &player->cast[0], player->circle, &circle) != RESULT_OK ||
        circle.state > CIRCLE_OPEN) {
        for (size_t i = 0; i < player->people; i++) /* nobody else reads their home: so the house forgets it */
            circle_told(player->store, &player->cast[i], player->circle);
        player->circle = 0;
        player->since = now;
        return;
    }
    if (circle.state != CIRCLE_OPEN)
        return;
    struct circle_view *view = xcalloc(1, sizeof *view);
    if (look(player, 0, view) != RESULT_OK)
        act(player, 0, &(struct ring_ask) { .act = RING_COME, .number = 1 });
    else if (view->ring.stage != RING_OVER) {
        all_come(player, view);
        play(player, view, now);
    }
    explicit_bzero(view, sizeof *view);
    free(view);
}
