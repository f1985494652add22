#include "tests/screens/circle_stage.h"

#include "bbs/serve/ephemeral_rings.h"
#include "meetings.h"
#include "store/base/db.h"

enum { THANDI, SIPHO, LERATO, NOMSA, PETRUS, ANNA, BONGI };

/* As must(), with the reason. */
#define must_in(stage, call)                                                                                           \
    do {                                                                                                               \
        if ((call) != RESULT_OK)                                                                                       \
            fail_msg("%s: %s", #call, store_reason((stage)->store));                                                   \
    } while (0)

static int whose; /* whose screens are looked at */

static void add_people(struct stage *stage, struct circle_stage *circle)
{
    static const char *const more[] = { "petrus", "anna", "bongi" };
    static const char *const homes[] = { "B 2", "B 5", "B 9" };
    int64_t id;
    circle->person[THANDI] = stage->thandi;
    circle->person[SIPHO] = stage->sipho;
    circle->person[LERATO] = stage->lerato;
    circle->person[NOMSA] = stage->nomsa;
    for (int i = 0; i < 3; i++) {
        struct member_new form = { .handle = more[i], .home = homes[i] };
        must_in(stage, member_add(stage->store, &stage->operator, & form, NOW - 30 * DAY, &id));
        must_in(stage, actor_for(stage->store, ACTOR_MEMBER, more[i], &circle->person[PETRUS + i]));
    }
    must_in(stage, willing_set(stage->store, &circle->person[LERATO], "keeper", true, NOW - DAY));
    must_in(stage, willing_set(stage->store, &circle->person[PETRUS], "keeper", true, NOW - DAY));
}

static void as(struct circle_stage *circle, int person)
{
    circle->memory.member = circle->person[person].member;
}

void circle_stage_acts(struct stage *stage, struct circle_stage *circle, int person, const struct ring_ask *ask)
{
    struct ring_ask full = *ask;
    if (full.text != NULL && full.length == 0)
        full.length = strlen(full.text);
    as(circle, person);
    must_in(stage, circle_do(stage->store, &circle->person[person], circle->circle, &full));
    as(circle, whose);
    if (stage->face != NULL)
        stage_hint(stage, HINT_OF_CIRCLE, circle->circle);
}

static void acts(struct stage *stage, struct circle_stage *circle, int person, enum ring_act what, int64_t number)
{
    circle_stage_acts(stage, circle, person, &(struct ring_ask) { .act = what, .number = number });
}

static void says(struct stage *stage, struct circle_stage *circle, int person, const char *text)
{
    circle_stage_acts(stage, circle, person, &(struct ring_ask) { .act = RING_SAY, .text = text });
}

void circle_stage_tends(struct stage *stage, struct circle_stage *circle, int64_t seconds)
{
    circle->memory.member = EPHEMERAL_HOUSE;
    circle->memory.seconds += seconds;
    if (circles_tend(stage->store, NOW + seconds) < 0)
        fail_msg("the house does not tend its circles");
    as(circle, whose);
}

static void call(struct stage *stage, struct circle_stage *circle, bool is_short, bool quarrel)
{
    static const char *const names[] = { "thandi", "sipho", "nomsa", "petrus", "anna", "bongi" };
    const struct circle_form form = { .purpose = quarrel ? "The gate" : "Our nights",
        .quarrel = quarrel,
        .short_circle = is_short,
        .prompts = { "What would let you sleep, or sing, in peace?" },
        .at = NOW + 2 * HOUR,
        .places = 8,
        .handles = names,
        .count = sizeof names / sizeof *names };
    as(circle, LERATO);
    must_in(stage, circle_call(stage->store, &circle->person[LERATO], &form, NOW - HOUR, &circle->circle));
}

static void all_come(struct stage *stage, struct circle_stage *circle, int from, int to)
{
    enum circle_answer answer;
    for (int i = from; i < to; i++) {
        as(circle, i);
        must_in(stage, circle_answer(stage->store, &circle->person[i], circle->circle, true, NOW, &answer));
    }
}

/* The places are drawn; here they get an order that stays: as the people were added, the keeper first. */
static void seat_as_added(struct circle_stage *circle)
{
    struct ring_person *person = NULL;
    for (int i = 0; i < RINGS_MOST; i++)
        if (circle->memory.rings->ring[i].view.circle == circle->circle)
            person = circle->memory.rings->ring[i].view.person;
    assert_non_null(person);
    for (int i = 1; i < RING_PEOPLE_MOST; i++)
        for (int k = i; k > 1 && person[k].member != 0 && person[k].member < person[k - 1].member; k--) {
            struct ring_person moved = person[k];
            person[k] = person[k - 1];
            person[k - 1] = moved;
        }
}

/* Whoever has the piece passes it on until it has gone round; then a keeper goes on. */
static void go_round(struct stage *stage, struct circle_stage *circle, int64_t next)
{
    for (int i = 0; i < 2 * CIRCLE_STAGE_PEOPLE; i++) {
        struct circle_view view;
        as(circle, LERATO);
        must_in(stage, circle_look(stage->store, &circle->person[LERATO], circle->circle, &view));
        if (view.ring.holder == RING_NOBODY)
            break;
        for (int k = 0; k < CIRCLE_STAGE_PEOPLE; k++)
            if (circle->person[k].member == view.ring.person[view.ring.holder].member)
                acts(stage, circle, k, RING_PASS, 0);
    }
    acts(stage, circle, LERATO, RING_GO_ON, next);
}

static void pass_until(struct stage *stage, struct circle_stage *circle, int person)
{
    struct circle_view view;
    for (;;) {
        as(circle, LERATO);
        must_in(stage, circle_look(stage->store, &circle->person[LERATO], circle->circle, &view));
        for (int k = 0; k < CIRCLE_STAGE_PEOPLE; k++)
            if (circle->person[k].member == view.ring.person[view.ring.holder].member) {
                if (k == person)
                    return;
                acts(stage, circle, k, RING_PASS, 0);
                break;
            }
    }
}

static int place_of(struct stage *stage, struct circle_stage *circle, int person)
{
    struct circle_view view;
    as(circle, person);
    must_in(stage, circle_look(stage->store, &circle->person[person], circle->circle, &view));
    return view.ring.mine;
}

static void add_steps(struct stage *stage, struct circle_stage *circle)
{
    uint16_t thandi = (uint16_t)(1U << place_of(stage, circle, THANDI)),
             nomsa = (uint16_t)(1U << place_of(stage, circle, NOMSA));
    circle_stage_acts(stage, circle, NOMSA,
        &(struct ring_ask) { .act = RING_ADD_STEP,
            .text = "Thandi and Nomsa ask the street for quiet after ten.",
            .number = NOW + 4 * DAY,
            .places = thandi | nomsa });
    circle_stage_acts(stage, circle, NOMSA,
        &(struct ring_ask) { .act = RING_ADD_STEP,
            .text = "Nomsa tells whoever has the generator when she sleeps.",
            .number = NOW + 2 * DAY,
            .places = nomsa });
}

static void short_one(struct stage *stage, struct circle_stage *circle)
{
    uint16_t thandi = (uint16_t)(1U << place_of(stage, circle, THANDI));
    static const char *const lines[] = { "I came late three times and said nothing.",
        "The list for the tank was not shared.", "Whoever has the list sends it on Mondays." };
    for (int i = 0; i < 3; i++)
        circle_stage_acts(stage, circle, PETRUS,
            &(struct ring_ask) { .act = RING_PREPARE, .number = i, .text = lines[i], .places = thandi });
    circle_stage_acts(stage, circle, THANDI,
        &(struct ring_ask) { .act = RING_PREPARE, .number = 0, .text = "I kept the list to myself." });
    acts(stage, circle, LERATO, RING_BEGIN, 0);
    pass_until(stage, circle, PETRUS);
    acts(stage, circle, PETRUS, RING_SHOW_LINE, 0);
    acts(stage, circle, PETRUS, RING_SHOW_LINE, 0);
}

static void hold(struct stage *stage, struct circle_stage *circle, enum circle_stage_at at)
{
    acts(stage, circle, LERATO, RING_BEGIN, 0);
    seat_as_added(circle);
    go_round(stage, circle, 0);
    go_round(stage, circle, 0);
    pass_until(stage, circle, SIPHO);
    says(stage, circle, SIPHO, "The generator runs until two. I lie there and count.");
    acts(stage, circle, SIPHO, RING_PASS, 0);
    acts(stage, circle, BONGI, RING_STEP_OUT, 0);
    if (at == CIRCLE_STAGE_HOLDS)
        pass_until(stage, circle, THANDI);
    if (at != CIRCLE_STAGE_HOLDS) {
        pass_until(stage, circle, NOMSA);
        says(stage, circle, NOMSA, "I work nights. Your Sunday is my Tuesday.");
        says(stage, circle, NOMSA, "I did not know how to say it without a fight.");
    }
    if (at == CIRCLE_STAGE_PAUSED)
        circle_stage_acts(
            stage, circle, LERATO, &(struct ring_ask) { .act = RING_PAUSE, .text = "let us drink some water" });
    if (at == CIRCLE_STAGE_OUT) {
        acts(stage, circle, THANDI, RING_STEP_OUT, 0);
        acts(stage, circle, LERATO, RING_GO_ALONG, place_of(stage, circle, THANDI));
        circle_stage_acts(
            stage, circle, LERATO, &(struct ring_ask) { .act = RING_SAY_TO_TWO, .text = "I am here. No hurry." });
    }
    if (at == CIRCLE_STAGE_STEPS || at == CIRCLE_STAGE_OVER) {
        go_round(stage, circle, 1);
        add_steps(stage, circle);
    }
    if (at == CIRCLE_STAGE_OVER)
        acts(stage, circle, LERATO, RING_CLOSE, 0);
    if (at == CIRCLE_STAGE_VISIT) {
        acts(stage, circle, PETRUS, RING_LEAVE, 0);
        as(circle, PETRUS);
        must_in(stage, circle_come_by(stage->store, &circle->person[PETRUS], circle->circle, "thandi"));
    }
    if (at == CIRCLE_STAGE_CUT)
        memory_only_dies(&circle->memory);
    if (at >= CIRCLE_STAGE_OVER)
        circle_stage_tends(stage, circle, 2 * HOUR);
}

void circle_stage_make(struct stage *stage, struct circle_stage *circle, enum circle_stage_at at, int as_whom)
{
    *circle = (struct circle_stage) { 0 };
    whose = as_whom;
    memory_only_begin(&circle->memory);
    ephemeral_reach(stage->store, memory_only_ask, &circle->memory);
    add_people(stage, circle);
    call(stage, circle, at == CIRCLE_STAGE_SHORT, at == CIRCLE_STAGE_QUARREL);
    all_come(stage, circle, at == CIRCLE_STAGE_ASKED ? SIPHO : THANDI, LERATO);
    all_come(stage, circle, NOMSA, CIRCLE_STAGE_PEOPLE);
    if (at == CIRCLE_STAGE_QUARREL)
        circle_stage_tends(stage, circle, 0);
    if (at <= CIRCLE_STAGE_QUARREL) {
        as(circle, whose);
        return;
    }
    must_in(stage, db_run(stage->store, "UPDATE circle SET opens = ?1, at = ?1", NOW - MINUTE));
    circle_stage_tends(stage, circle, 0);
    for (int i = at == CIRCLE_STAGE_LOBBY ? SIPHO : THANDI; i < CIRCLE_STAGE_PEOPLE; i++)
        acts(stage, circle, i, RING_COME, 1);
    if (at == CIRCLE_STAGE_SHORT)
        short_one(stage, circle);
    else if (at >= CIRCLE_STAGE_LISTENS)
        hold(stage, circle, at);
    as(circle, whose);
}

void circle_stage_end(struct circle_stage *circle)
{
    if (circle->memory.boxes != NULL)
        memory_only_end(&circle->memory);
}
