/* ring.c: see ring.h. */
#include "ring.h"

#include <string.h>

/* The compiler must not take a wipe away because nobody reads the memory afterwards. */
static void wipe(void *memory, size_t size)
{
    explicit_bzero(memory, size);
}

static void changed(struct ring *ring)
{
    ring->view.version++;
}

int ring_count_words(const char *text, size_t length)
{
    int count = 0;
    bool in_word = false;
    for (size_t i = 0; i < length; i++) {
        bool blank = text[i] == ' ' || text[i] == '\n' || text[i] == '\t';
        count += !blank && !in_word;
        in_word = !blank;
    }
    return count;
}

/* --- people --- */

static int seat_of(const struct ring *ring, int64_t member)
{
    for (int i = 0; i < RING_PEOPLE_MOST; i++)
        if (member != 0 && ring->view.person[i].member == member)
            return i;
    return RING_NOBODY;
}

int ring_place(const struct ring *ring, int64_t member)
{
    int place = seat_of(ring, member);
    return place != RING_NOBODY && ring->view.person[place].there == RING_AWAY ? RING_NOBODY : place;
}

static int count_there(const struct ring *ring, enum ring_there there)
{
    int count = 0;
    for (int i = 0; i < RING_PEOPLE_MOST; i++)
        count += ring->view.person[i].member != 0 && ring->view.person[i].there == there;
    return count;
}

int ring_present(const struct ring *ring)
{
    return count_there(ring, RING_IN);
}

/* Who may still come back counts for "fewer than four". */
static int count_staying(const struct ring *ring)
{
    return count_there(ring, RING_IN) + count_there(ring, RING_OUT) + count_there(ring, RING_LOST);
}

static void set_there(struct ring *ring, int place, enum ring_there there, int64_t now)
{
    ring->view.person[place].there = (uint8_t)there;
    ring->view.person[place].since = now;
    changed(ring);
}

bool ring_open(struct ring *ring, int64_t circle, bool short_circle, const struct ring_limits *limits,
    const int64_t *members, size_t count, int64_t now)
{
    if (count > RING_PEOPLE_MOST || limits->people > RING_PEOPLE_MOST)
        return false;
    wipe(ring, sizeof *ring);
    ring->limits = *limits;
    ring->view = (struct ring_view) {
        .circle = circle,
        .version = 1,
        .stage = RING_GATHERS,
        .short_circle = short_circle,
        .holder = RING_NOBODY,
        .paused_by = RING_NOBODY,
    };
    for (int i = 0; i < RING_KEEPERS; i++)
        ring->pair[i].with = RING_NOBODY;
    for (size_t i = 0; i < count; i++)
        ring->view.person[i] = (struct ring_person) {
            .member = members[i], .keeper = i < RING_KEEPERS && members[i] != 0, .criticizes = RING_NOBODY, .since = now
        };
    ring->begun = now;
    return true;
}

enum ring_result ring_name(struct ring *ring, int64_t member)
{
    int taken = 0, empty = RING_NOBODY;
    if (ring->view.stage == RING_OVER)
        return RING_IS_OVER;
    if (seat_of(ring, member) != RING_NOBODY)
        return RING_DONE;
    for (int i = RING_PEOPLE_MOST - 1; i >= 0; i--) {
        taken += ring->view.person[i].member != 0;
        if (ring->view.person[i].member == 0 && i >= RING_KEEPERS)
            empty = i;
    }
    if (empty == RING_NOBODY || taken >= ring->limits.people)
        return RING_IS_FULL;
    ring->view.person[empty] = (struct ring_person) { .member = member, .criticizes = RING_NOBODY };
    changed(ring);
    return RING_DONE;
}

/* --- the end --- */

void ring_wipe_words(struct ring *ring)
{
    wipe(ring->turn, sizeof ring->turn);
    wipe(ring->view.reason, sizeof ring->view.reason);
    for (int i = 0; i < RING_KEEPERS; i++) {
        wipe(ring->pair[i].text, sizeof ring->pair[i].text);
        ring->pair[i].length = 0;
        ring->pair[i].with = RING_NOBODY;
    }
    for (int i = 0; i < RING_PEOPLE_MOST; i++)
        ring->view.person[i].length = ring->view.person[i].shown = 0;
    ring->view.reason_length = 0;
}

static void end(struct ring *ring, enum ring_why why)
{
    ring_wipe_words(ring);
    ring->view.stage = RING_OVER;
    ring->view.why = (uint8_t)why;
    ring->view.holder = RING_NOBODY;
    changed(ring);
}

static void end_when_few(struct ring *ring)
{
    int least = ring->view.short_circle ? RING_SHORT_LEAST : RING_GO_ON_LEAST;
    if (ring->view.stage > RING_GATHERS && ring->view.stage < RING_OVER && count_staying(ring) < least)
        end(ring, RING_TOO_FEW);
}

/* --- the piece --- */

static bool can_hold(const struct ring *ring, int place, enum ring_turn_state turn)
{
    const struct ring_person *person = &ring->view.person[place];
    return person->member != 0 && person->there == RING_IN && person->turn == turn;
}

static void give_piece(struct ring *ring, int place, int64_t now)
{
    ring->view.holder = (int16_t)place;
    ring->view.more = ring->asked_more = false;
    ring->held_since = ring->typed = now;
    changed(ring);
}

static void begin_stage(struct ring *ring, enum ring_stage stage, int64_t now);

static void round_is_complete(struct ring *ring, int64_t now)
{
    ring->view.holder = RING_NOBODY;
    ring->view.complete = true;
    changed(ring);
    if (ring->view.late && ring->view.short_circle)
        end(ring, RING_TIME_IS_UP);
    else if (ring->view.late && ring->view.stage < RING_NEXT_STEPS)
        begin_stage(ring, RING_NEXT_STEPS, now);
}

/* To the next place that has not had it, from `from` on; then once more to those who passed. */
static void pass_on(struct ring *ring, int from, int64_t now)
{
    for (int turn = RING_TO_COME; turn <= RING_TO_OFFER; turn++)
        for (int i = 1; i <= RING_PEOPLE_MOST; i++) {
            int place = (from + i + RING_PEOPLE_MOST) % RING_PEOPLE_MOST;
            if (!can_hold(ring, place, (enum ring_turn_state)turn))
                continue;
            ring->view.person[place].offered = turn == RING_TO_OFFER;
            give_piece(ring, place, now);
            return;
        }
    round_is_complete(ring, now);
}

/* The holder is through, or her turn is put off to the end of the round. */
static void end_turn(struct ring *ring, int64_t now)
{
    int place = ring->view.holder;
    struct ring_person *person = &ring->view.person[place];
    bool spoke = person->length > 0 && !ring->view.short_circle;
    if (!ring->view.short_circle)
        person->shown = person->length;
    person->turn =
        spoke || person->offered || (ring->view.short_circle && person->shown > 0) ? RING_HAS_HAD : RING_TO_OFFER;
    person->offered = false;
    person->changed++;
    if (ring->view.short_circle && ring->view.late)
        end(ring, RING_TIME_IS_UP);
    else
        pass_on(ring, place, now);
}

static void begin_round(struct ring *ring, int64_t now)
{
    if (!ring->view.short_circle) {
        wipe(ring->turn, sizeof ring->turn);
        for (int i = 0; i < RING_PEOPLE_MOST; i++)
            ring->view.person[i].length = ring->view.person[i].shown = ring->view.person[i].words = 0;
    }
    for (int i = 0; i < RING_PEOPLE_MOST; i++) {
        struct ring_person *person = &ring->view.person[i];
        person->turn = RING_TO_COME;
        person->offered = person->holds_back = false;
        person->changed++;
    }
    ring->view.complete = false;
    pass_on(ring, RING_NOBODY, now);
}

static void begin_stage(struct ring *ring, enum ring_stage stage, int64_t now)
{
    ring->view.stage = (uint8_t)stage;
    ring->view.asks_pause = 0;
    ring->view.complete = stage == RING_NEXT_STEPS;
    ring->view.holder = RING_NOBODY;
    changed(ring);
    if (stage == RING_ROUND)
        ring->view.round++;
    if (stage != RING_NEXT_STEPS)
        begin_round(ring, now);
}

/* --- time --- */

static void see_keepers(struct ring *ring, int64_t now)
{
    bool there = false;
    for (int i = 0; i < RING_PEOPLE_MOST; i++)
        there = there || (ring->view.person[i].keeper && ring->view.person[i].there == RING_IN);
    if (there == !ring->view.without_keeper)
        return;
    ring->view.without_keeper = !there;
    ring->alone_since = now;
    ring->typed = now; /* the holder's silence began anew */
    changed(ring);
}

static bool stands_still(const struct ring *ring)
{
    return ring->view.paused_by != RING_NOBODY || ring->view.without_keeper;
}

static void see_holder(struct ring *ring, int64_t now)
{
    const struct ring_person *holder = &ring->view.person[ring->view.holder];
    if (holder->there == RING_LOST && now - holder->since < RING_LOST_SECONDS)
        return;
    if (holder->there != RING_IN) {
        end_turn(ring, now);
        return;
    }
    if (now - ring->typed < ring->limits.silence_seconds)
        return;
    if (!ring->asked_more) { /* she alone is asked */
        ring->view.more = ring->asked_more = true;
        ring->typed = now;
        changed(ring);
    } else
        end_turn(ring, now); /* she did not answer: it comes to her once more at the end */
}

void ring_tick(struct ring *ring, int64_t now)
{
    if (ring->view.stage <= RING_GATHERS || ring->view.stage == RING_OVER)
        return;
    see_keepers(ring, now);
    if (ring->view.without_keeper && now - ring->alone_since >= RING_ALONE_SECONDS) {
        end(ring, RING_NO_KEEPER);
        return;
    }
    if (!ring->view.late && now - ring->begun >= ring->limits.steps_seconds) {
        ring->view.late = true;
        changed(ring);
        if (ring->view.complete)
            round_is_complete(ring, now);
    }
    if (ring->view.holder != RING_NOBODY && !stands_still(ring))
        see_holder(ring, now);
    end_when_few(ring);
}

void ring_lost(struct ring *ring, int64_t member, int64_t now)
{
    int place = seat_of(ring, member);
    if (place == RING_NOBODY || ring->view.stage == RING_OVER)
        return;
    if (ring->view.person[place].there == RING_IN)
        set_there(ring, place, ring->view.stage == RING_GATHERS ? RING_AWAY : RING_LOST, now);
    ring_tick(ring, now);
}

/* --- what people do --- */

/* Whoever comes back when the piece has gone round, and before a keeper goes on, is offered it still. */
static void offer_late(struct ring *ring, int place, int64_t now)
{
    bool goes_round = ring->view.stage > RING_GATHERS && ring->view.stage != RING_NEXT_STEPS;
    if (!goes_round || !ring->view.complete || ring->view.person[place].turn == RING_HAS_HAD)
        return;
    ring->view.complete = false;
    pass_on(ring, RING_NOBODY, now);
}

static enum ring_result come(struct ring *ring, const struct ring_ask *ask, int place, int64_t now)
{
    struct ring_person *person = &ring->view.person[place];
    bool new_here = person->there == RING_AWAY;
    bool first = ring->view.stage < RING_ROUND || (ring->view.stage == RING_ROUND && ring->view.round == 1);
    if (new_here && ask->number != 1)
        return RING_NEEDS_YES;
    if (new_here && !(first && !(ring->view.stage == RING_ROUND && ring->view.complete)))
        return RING_TOO_LATE;
    if (person->there == RING_IN)
        return RING_DONE;
    if (new_here && ring->view.stage > RING_GATHERS)
        person->turn = RING_TO_COME;
    set_there(ring, place, RING_IN, now);
    for (int i = 0; i < RING_KEEPERS; i++)
        if (ring->pair[i].with == place) { /* the lines for two end when she is back */
            wipe(ring->pair[i].text, sizeof ring->pair[i].text);
            ring->pair[i].length = 0;
            ring->pair[i].with = RING_NOBODY;
        }
    offer_late(ring, place, now);
    return RING_DONE;
}

/* Sorts the people by their drawn numbers; the first keeper who is in goes first. */
static void seat_people(struct ring *ring, const uint32_t order[RING_PEOPLE_MOST])
{
    struct ring_person *person = ring->view.person;
    uint64_t key[RING_PEOPLE_MOST];
    bool led = false;
    for (int i = 0; i < RING_PEOPLE_MOST; i++) {
        bool leads = !led && person[i].keeper && person[i].there == RING_IN;
        led = led || leads;
        key[i] = leads ? 0 : person[i].member == 0 ? UINT64_MAX : (uint64_t)order[i] + 1;
    }
    for (int i = 1; i < RING_PEOPLE_MOST; i++)
        for (int k = i; k > 0 && key[k] < key[k - 1]; k--) {
            struct ring_person moved = person[k];
            uint64_t moved_key = key[k];
            person[k] = person[k - 1];
            key[k] = key[k - 1];
            person[k - 1] = moved;
            key[k - 1] = moved_key;
        }
}

static enum ring_result begin(struct ring *ring, const uint32_t order[RING_PEOPLE_MOST], int64_t now)
{
    int present = ring_present(ring);
    if (ring->view.stage != RING_GATHERS)
        return RING_NOT_NOW;
    if (present < (ring->view.short_circle ? RING_SHORT_LEAST : RING_BEGIN_LEAST))
        return RING_FEWER_THAN_FIVE;
    if (!ring->view.short_circle) /* lines of a short circle were written for places */
        seat_people(ring, order);
    ring->begun = now;
    int seconds = ring->limits.person_seconds * present;
    int fit = seconds > 0 ? ring->limits.steps_seconds / seconds : 1;
    ring->view.rounds_fit = (uint8_t)(fit < 1 ? 1 : fit > 9 ? 9 : fit);
    begin_stage(ring, ring->view.short_circle ? RING_ROUND : RING_CHECK_IN, now);
    return RING_DONE;
}

static enum ring_result say(struct ring *ring, const struct ring_ask *ask, int place, int64_t now)
{
    struct ring_person *person = &ring->view.person[place];
    int words = ring_count_words(ask->text, ask->length);
    size_t line_end = person->length > 0;
    if (words == 0)
        return RING_IS_EMPTY;
    if (ring->view.short_circle)
        return RING_NOT_NOW;
    if (person->words + words > ring->limits.words || person->length + line_end + ask->length > RING_TURN_BYTES)
        return RING_TOO_LONG;
    if (line_end)
        ring->turn[place][person->length++] = '\n';
    memcpy(ring->turn[place] + person->length, ask->text, ask->length);
    person->length = (uint16_t)(person->length + ask->length);
    person->words = (uint16_t)(person->words + words);
    if (!person->holds_back)
        person->shown = person->length;
    person->changed++;
    ring->typed = now;
    ring->view.more = ring->asked_more = false;
    changed(ring);
    if (person->words >= ring->limits.words)
        end_turn(ring, now);
    return RING_DONE;
}

/* --- a short circle: three lines of each, in the bytes of her turn; each is as long as a line may be --- */

static enum ring_result prepare(struct ring *ring, const struct ring_ask *ask, int place)
{
    struct ring_person *person = &ring->view.person[place];
    int about = RING_NOBODY;
    if (!ring->view.short_circle || person->shown > 0)
        return RING_NOT_NOW;
    if (ask->number < 0 || ask->number > 2)
        return RING_NO_SUCH;
    if (ring_count_words(ask->text, ask->length) == 0)
        return RING_IS_EMPTY;
    if (ask->length > RING_LINE_BYTES)
        return RING_TOO_LONG;
    for (int i = 0; i < RING_PEOPLE_MOST && ask->number == 1; i++)
        if ((ask->places >> i & 1) != 0 && ring->view.person[i].member != 0)
            about = i;
    char *line = ring->turn[place] + ask->number * RING_LINE_BYTES;
    wipe(line, RING_LINE_BYTES);
    memcpy(line, ask->text, ask->length);
    person->lines = (uint8_t)(person->lines | 1U << ask->number);
    if (ask->number == 1)
        person->criticizes = (int16_t)about;
    changed(ring);
    return RING_DONE;
}

/* `shown` counts the lines here. */
static enum ring_result show_line(struct ring *ring, int place, int64_t now)
{
    struct ring_person *person = &ring->view.person[place];
    if (!ring->view.short_circle)
        return RING_NOT_NOW;
    while (person->shown < 3 && (person->lines >> person->shown & 1) == 0)
        person->shown++;
    if (person->shown >= 3)
        return RING_IS_EMPTY;
    if (person->shown == 1 && person->criticizes != RING_NOBODY)
        ring->view.person[person->criticizes].heard = false;
    person->shown++;
    person->changed++;
    ring->typed = now;
    ring->view.more = ring->asked_more = false;
    changed(ring);
    return RING_DONE;
}

static enum ring_result heard(struct ring *ring, int place)
{
    for (int i = 0; i < RING_PEOPLE_MOST; i++) {
        const struct ring_person *person = &ring->view.person[i];
        if (person->criticizes != place || person->shown < 2)
            continue;
        ring->view.person[place].heard = true;
        changed(ring);
        return RING_DONE;
    }
    return RING_NOT_NOW;
}

/* --- next steps --- */

static enum ring_result add_step(struct ring *ring, const struct ring_ask *ask, int place)
{
    uint16_t named = 0;
    if (ring->view.stage != RING_NEXT_STEPS)
        return RING_NOT_NOW;
    if (ring_count_words(ask->text, ask->length) == 0)
        return RING_IS_EMPTY;
    if (ask->length > RING_STEP_BYTES || ask->number <= 0)
        return RING_TOO_LONG;
    for (int i = 0; i < RING_PEOPLE_MOST; i++)
        if ((ask->places >> i & 1) != 0 && ring->view.person[i].member != 0 && ring->view.person[i].there != RING_AWAY)
            named = (uint16_t)(named | 1U << i);
    if (named == 0)
        return RING_NO_SUCH;
    for (int i = 0; i < RING_STEPS_MOST; i++) {
        struct ring_step *step = &ring->step[i];
        if (step->day != 0)
            continue;
        *step = (struct ring_step) { .day = ask->number,
            .named = named,
            .yes = (uint16_t)(named & 1U << place),
            .by = (uint8_t)place,
            .length = (uint16_t)ask->length };
        memcpy(step->text, ask->text, ask->length);
        changed(ring);
        return RING_DONE;
    }
    return RING_IS_FULL;
}

static enum ring_result answer_step(struct ring *ring, const struct ring_ask *ask, int place)
{
    if (ring->view.stage < RING_NEXT_STEPS)
        return RING_NOT_NOW;
    if (ask->number < 0 || ask->number >= RING_STEPS_MOST || ring->step[ask->number].day == 0)
        return RING_NO_SUCH;
    struct ring_step *step = &ring->step[ask->number];
    bool named = (step->named >> place & 1) != 0;
    if (!named && !(ask->act == RING_STRIKE_STEP && step->by == place))
        return RING_NOT_HERS;
    if (ask->act == RING_STRIKE_STEP)
        wipe(step, sizeof *step);
    else
        step->yes = (uint16_t)(step->yes | 1U << place);
    changed(ring);
    return RING_DONE;
}

bool ring_step_stands(const struct ring_step *step)
{
    return step->day != 0 && step->named != 0 && step->yes == step->named;
}

/* --- lines for two --- */

static int keeper_number(const struct ring *ring, int place)
{
    int number = 0;
    for (int i = 0; i < place; i++)
        number += ring->view.person[i].keeper;
    return ring->view.person[place].keeper && number < RING_KEEPERS ? number : RING_NOBODY;
}

/* The pair in which this place is; NULL: none. */
static struct ring_pair *pair_of(struct ring *ring, int place)
{
    int keeper = keeper_number(ring, place);
    if (keeper != RING_NOBODY && ring->pair[keeper].with != RING_NOBODY)
        return &ring->pair[keeper];
    for (int i = 0; i < RING_KEEPERS; i++)
        if (ring->pair[i].with == place)
            return &ring->pair[i];
    return NULL;
}

static enum ring_result go_along(struct ring *ring, const struct ring_ask *ask, int place)
{
    if (ask->number < 0 || ask->number >= RING_PEOPLE_MOST || ask->number == place ||
        ring->view.person[ask->number].member == 0)
        return RING_NO_SUCH;
    enum ring_there there = (enum ring_there)ring->view.person[ask->number].there;
    if (there != RING_OUT && there != RING_LEFT)
        return RING_NOT_NOW;
    if (pair_of(ring, (int)ask->number) != NULL || pair_of(ring, place) != NULL)
        return RING_NOT_NOW; /* one keeper goes along, with one person */
    struct ring_pair *pair = &ring->pair[keeper_number(ring, place)];
    pair->with = (int16_t)ask->number;
    pair->before = ring->two_said;
    changed(ring);
    return RING_DONE;
}

static enum ring_result say_to_two(struct ring *ring, const struct ring_ask *ask, int place)
{
    struct ring_pair *pair = pair_of(ring, place);
    if (pair == NULL)
        return RING_NOT_NOW;
    if (ring_count_words(ask->text, ask->length) == 0)
        return RING_IS_EMPTY;
    if (ask->length + 2 > RING_PAIR_BYTES)
        return RING_TOO_LONG;
    while (pair->length + ask->length + 2 > RING_PAIR_BYTES) { /* the oldest line goes */
        const char *line_end = memchr(pair->text, '\n', pair->length);
        size_t cut = line_end != NULL ? (size_t)(line_end - pair->text) + 1 : pair->length;
        memmove(pair->text, pair->text + cut, pair->length - cut);
        pair->length = (uint16_t)(pair->length - cut);
        pair->before += cut;
        wipe(pair->text + pair->length, cut);
    }
    pair->text[pair->length++] = (char)('A' + place); /* who says it; readers put the name in its place */
    memcpy(pair->text + pair->length, ask->text, ask->length);
    pair->length = (uint16_t)(pair->length + ask->length);
    pair->text[pair->length++] = '\n';
    ring->two_said += ask->length + 2;
    changed(ring);
    return RING_DONE;
}

size_t ring_pair_words(const struct ring *ring, int64_t member, char *out, int *with, size_t *before)
{
    int place = ring_place(ring, member);
    struct ring_pair *pair = place != RING_NOBODY ? pair_of((struct ring *)ring, place) : NULL;
    if (pair == NULL)
        return 0;
    *with = pair->with;
    for (int i = 0; pair->with == place && i < RING_PEOPLE_MOST; i++)
        if (keeper_number(ring, i) == pair - ring->pair)
            *with = i;
    *before = pair->before;
    memcpy(out, pair->text, pair->length);
    return pair->length;
}

/* --- keepers --- */

static enum ring_result go_on(struct ring *ring, const struct ring_ask *ask, int64_t now)
{
    if (!ring->view.complete)
        return RING_NOT_NOW;
    switch ((enum ring_stage)ring->view.stage) {
    case RING_CHECK_IN:
    case RING_AGREEMENTS:
    case RING_NEXT_STEPS:
        begin_stage(ring, (enum ring_stage)(ring->view.stage + 1), now);
        return RING_DONE;
    case RING_ROUND:
        begin_stage(ring, ask->number == 1 ? RING_NEXT_STEPS : RING_ROUND, now);
        return RING_DONE;
    case RING_CHECK_OUT:
        end(ring, RING_CLOSED);
        return RING_DONE;
    default:
        return RING_NOT_NOW;
    }
}

static enum ring_result pause_it(struct ring *ring, const struct ring_ask *ask, int place)
{
    if (ring->view.stage <= RING_GATHERS)
        return RING_NOT_NOW;
    if (ring_count_words(ask->text, ask->length) == 0)
        return RING_IS_EMPTY;
    if (ask->length > RING_REASON_BYTES)
        return RING_TOO_LONG;
    wipe(ring->view.reason, sizeof ring->view.reason);
    memcpy(ring->view.reason, ask->text, ask->length);
    ring->view.reason_length = (uint16_t)ask->length;
    ring->view.paused_by = (int16_t)place;
    ring->view.asks_pause = 0;
    changed(ring);
    return RING_DONE;
}

static enum ring_result ask_pause(struct ring *ring, int place)
{
    if (ring->view.stage <= RING_GATHERS || ring->view.paused_by != RING_NOBODY)
        return RING_NOT_NOW;
    ring->view.asks_pause = (uint16_t)(ring->view.asks_pause | 1U << place);
    changed(ring);
    return RING_DONE;
}

static enum ring_result resume(struct ring *ring, int64_t now)
{
    if (ring->view.paused_by == RING_NOBODY)
        return RING_NOT_NOW;
    ring->view.paused_by = RING_NOBODY;
    ring->view.reason_length = 0;
    wipe(ring->view.reason, sizeof ring->view.reason);
    ring->typed = now;
    changed(ring);
    return RING_DONE;
}

/* RULES 6.3: a keeper cuts nobody off. Who wants to end at once pauses first, with a reason. */
static bool cuts_off(const struct ring *ring, int keeper)
{
    int holder = ring->view.holder;
    return holder != RING_NOBODY && holder != keeper && ring->view.person[holder].there == RING_IN &&
           ring->view.paused_by == RING_NOBODY;
}

static enum ring_result keep(
    struct ring *ring, const struct ring_ask *ask, int place, const uint32_t order[RING_PEOPLE_MOST], int64_t now)
{
    if (!ring->view.person[place].keeper)
        return RING_NOT_KEEPER;
    switch (ask->act) {
    case RING_BEGIN:
        return begin(ring, order, now);
    case RING_PAUSE:
        return pause_it(ring, ask, place);
    case RING_RESUME:
        return resume(ring, now);
    case RING_GO_ON:
        return go_on(ring, ask, now);
    case RING_GO_ALONG:
        return go_along(ring, ask, place);
    default:
        if (cuts_off(ring, place))
            return RING_NOT_NOW;
        end(ring, ring->view.stage == RING_GATHERS ? RING_NEVER_MET : RING_CLOSED);
        return RING_DONE;
    }
}

/* --- the holder --- */

static enum ring_result hold(struct ring *ring, const struct ring_ask *ask, int place, int64_t now)
{
    if (ring->view.holder != place)
        return RING_NOT_HOLDER;
    if (ask->act == RING_TYPES || ask->act == RING_MORE_TIME) {
        ring->typed = now;
        ring->asked_more = false;
        if (ring->view.more)
            changed(ring);
        ring->view.more = false;
        return RING_DONE;
    }
    if (stands_still(ring))
        return RING_IS_PAUSED;
    if (ask->act == RING_SAY)
        return say(ring, ask, place, now);
    if (ask->act == RING_SHOW_LINE)
        return show_line(ring, place, now);
    if (ask->act == RING_HOLD_BACK) {
        ring->view.person[place].holds_back = ask->number == 1;
        if (ask->number != 1 && !ring->view.short_circle)
            ring->view.person[place].shown = ring->view.person[place].length;
        ring->view.person[place].changed++;
        changed(ring);
        return RING_DONE;
    }
    end_turn(ring, now);
    return RING_DONE;
}

static enum ring_result go_out(struct ring *ring, enum ring_act act, int place, int64_t now)
{
    set_there(ring, place, act == RING_LEAVE ? RING_LEFT : RING_OUT, now);
    ring->view.asks_pause = (uint16_t)(ring->view.asks_pause & ~(1U << place)); /* she has hers */
    ring_tick(ring, now);                                                       /* the piece goes on when she had it */
    return RING_DONE;
}

enum ring_result ring_do(
    struct ring *ring, const struct ring_ask *ask, const uint32_t order[RING_PEOPLE_MOST], int64_t now)
{
    int place = seat_of(ring, ask->member);
    if (place == RING_NOBODY)
        return RING_NOT_HERS;
    ring_tick(ring, now);
    if (ring->view.stage == RING_OVER)
        return RING_IS_OVER;
    if (ask->act == RING_COME)
        return come(ring, ask, place, now);
    if (ring->view.person[place].there == RING_AWAY)
        return RING_NEEDS_YES;
    switch (ask->act) {
    case RING_STEP_OUT:
    case RING_LEAVE:
        return go_out(ring, ask->act, place, now);
    case RING_SAY_TO_TWO:
        return say_to_two(ring, ask, place);
    default:
        break;
    }
    if (ring->view.person[place].there != RING_IN)
        return RING_NOT_NOW; /* she comes back first */
    switch (ask->act) {
    case RING_BEGIN:
    case RING_PAUSE:
    case RING_RESUME:
    case RING_GO_ON:
    case RING_GO_ALONG:
    case RING_CLOSE:
        return keep(ring, ask, place, order, now);
    case RING_TYPES:
    case RING_SAY:
    case RING_HOLD_BACK:
    case RING_PASS:
    case RING_MORE_TIME:
    case RING_SHOW_LINE:
        return hold(ring, ask, place, now);
    case RING_ADD_STEP:
        return add_step(ring, ask, place);
    case RING_YES_STEP:
    case RING_STRIKE_STEP:
        return answer_step(ring, ask, place);
    case RING_PREPARE:
        return prepare(ring, ask, place);
    case RING_HEARD:
        return heard(ring, place);
    case RING_ASK_PAUSE:
        return ask_pause(ring, place);
    default:
        return RING_NOT_NOW;
    }
}

/* --- what a member sees --- */

bool ring_look(const struct ring *ring, int64_t member, struct ring_view *out)
{
    int place = ring_place(ring, member);
    if (place == RING_NOBODY)
        return false;
    *out = ring->view;
    out->mine = (uint8_t)place;
    out->more = ring->view.more && ring->view.holder == place;
    if (!ring->view.person[place].keeper)
        out->asks_pause = (uint16_t)(ring->view.asks_pause & 1U << place);
    for (int i = 0; i < RING_PEOPLE_MOST; i++)
        if (i != place && !ring->view.short_circle)
            out->person[i].length = out->person[i].shown; /* not even how much she holds back */
    return true;
}

size_t ring_words(const struct ring *ring, int64_t member, int place, char *out)
{
    int mine = ring_place(ring, member);
    if (mine == RING_NOBODY || place < 0 || place >= RING_PEOPLE_MOST)
        return 0;
    const struct ring_person *person = &ring->view.person[place];
    if (ring->view.person[mine].there != RING_IN && mine != place)
        return 0; /* who is out hears nothing */
    size_t length = place == mine ? person->length : person->shown;
    if (ring->view.short_circle)
        length = (size_t)(place == mine ? 3 : person->shown) * RING_LINE_BYTES; /* NUL-padded lines */
    memcpy(out, ring->turn[place], length);
    return length;
}
