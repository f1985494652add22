/* held.h: an assembly that is held, for tests of what it decides. RULES 4.1, 4.5. */
#ifndef BBS_TEST_HELD_H
#define BBS_TEST_HELD_H

#include "hand.h"
#include "proposals.h"
#include "tests/store/street.h"

enum { HOMES = 6, SUNDAY = NOON + 20 * DAY, MINUTE = 60 };

/* A street that is founded: ann and ben of C 14, one person in each of D 1 to D 6, zola of C 8, and Maria of C 7, who
 * has no device; ann types for her. Ten people of nine homes: four people of three homes are enough. */
struct assembly {
    struct street street;
    struct store *store;
    struct actor ann, ben, of[HOMES], zola, gogo;
    int64_t maria, meeting, things, money, person, talk, rules, now;
};

static inline struct actor live_in(struct street *street, const char *handle, const char *home, int64_t now)
{
    struct actor actor, house = { .kind = ACTOR_CARETAKER, .here = 1 };
    int64_t member;
    struct member_new form = { .handle = handle, .home = home };
    must(member_add(street->store, &house, &form, now, &member));
    must(actor_for(street->store, ACTOR_MEMBER, handle, &actor));
    actor.visit = 1; /* a session, whose line can drop */
    return actor;
}

static inline int64_t item(
    struct assembly *held, const struct actor *who, const char *title, enum item_wants wants, enum item_about about)
{
    int64_t id = 0;
    struct item_new form = { .meeting = held->meeting,
        .title = title,
        .wants = wants,
        .about = about,
        .person = about == ITEM_PERSON ? held->of[HOMES - 1].member : 0, /* ida */
        .minutes = 20 };
    if (meeting_item_add(held->store, who, &form, NOON, &id) != RESULT_OK)
        fail_msg("%s", store_reason(held->store));
    return id;
}

static inline void call_meeting(struct assembly *held)
{
    struct meeting_new form = { .starts = SUNDAY, .title = "The water", .place = "the yard" };
    must(meeting_call(held->store, &held->ann, &form, NOON, &held->meeting));
    for (int i = 0; i < 4; i++)
        must(meeting_want(held->store, &held->of[i], held->meeting, true, NOON));
    held->things = item(held, &held->ann, "The burst pipe", ITEM_DECIDE, ITEM_THINGS);
    held->money = item(held, &held->ann, "The common box", ITEM_DECIDE, ITEM_MONEY);
    held->person = item(held, &held->ann, "Somebody", ITEM_DECIDE, ITEM_PERSON);
    held->talk = item(held, &held->ben, "The noise", ITEM_TALK, ITEM_THINGS);
    held->rules = item(held, &held->ben, "How many are enough", ITEM_DECIDE, ITEM_RULES);
}

/* ann, ben and the six come in, or are still there. */
static inline void all_are_there(struct assembly *held)
{
    must(room_enter(held->store, &held->ann, held->meeting, held->now));
    must(room_enter(held->store, &held->ben, held->meeting, held->now));
    for (int i = 0; i < HOMES; i++)
        must(room_enter(held->store, &held->of[i], held->meeting, held->now));
}

static inline void wait_for(struct assembly *held, int64_t seconds)
{
    held->now += seconds;
    all_are_there(held);
}

static inline int open_held(void **state)
{
    static const char *const handles[HOMES] = { "dan", "eva", "finn", "gil", "hope", "ida" };
    struct assembly *held = calloc(1, sizeof *held);
    struct hand_person person;
    *state = held;
    street_open_at(&held->street, ":memory:");
    held->store = held->street.store;
    held->ann = held->street.ann;
    held->ben = held->street.ben;
    held->ann.visit = held->ben.visit = 1;
    for (int i = 0; i < HOMES; i++) {
        char home[16];
        snprintf(home, sizeof home, "D %d", i + 1);
        held->of[i] = live_in(&held->street, handles[i], home, NOON);
    }
    must(hand_member_add(held->store, &held->ann, "Gogo Maria", "C 7", NOON, &person));
    held->zola = live_in(&held->street, "zola", "C 8", NOON);
    must(hand_member_confirm(held->store, &held->zola, person.id, NOON, &held->maria));
    must(actor_by_hand(held->store, &held->ann, held->maria, NOON, &held->gogo));
    must(db_run(held->store, "UPDATE unit SET founded = ?1, assembled = ?1", NOON - 90 * DAY));
    call_meeting(held);
    held->now = SUNDAY;
    must(room_open(held->store, &held->ann, held->meeting, held->now));
    all_are_there(held);
    must(room_begin_item(held->store, &held->ann, held->meeting, held->things, held->now));
    return 0;
}

static inline int close_held(void **state)
{
    struct assembly *held = *state;
    store_close(held->store);
    free(held);
    return 0;
}

static inline void turn_to(struct assembly *held, int64_t to)
{
    must(room_end_item(held->store, &held->ann, held->meeting, false, held->now));
    must(room_begin_item(held->store, &held->ann, held->meeting, to, held->now));
}

static inline int64_t propose(struct assembly *held, const struct actor *who, const char *text)
{
    int64_t proposal;
    if (proposal_make(held->store, who, held->meeting, "The ward office", text, held->now, &proposal) != RESULT_OK)
        fail_msg("%s", store_reason(held->store));
    return proposal;
}

/* By dan, and read aloud. */
static inline int64_t read_proposal(struct assembly *held)
{
    int64_t proposal = propose(held, &held->of[0], "On Tuesday ten of us go to the ward office.");
    wait_for(held, MINUTE);
    return proposal;
}

static inline struct proposal proposal_of(struct assembly *held, int64_t proposal)
{
    struct proposal out;
    must(proposal_get(held->store, &held->ben, proposal, held->now, &out));
    return out;
}

static inline struct proposal_test test_of(struct assembly *held, int64_t proposal)
{
    struct proposal_test out;
    must(proposal_test_get(held->store, &held->ann, proposal, held->now, &out));
    return out;
}

/* A letter for each: y yes, b but, a aside, s stop, - nothing; ann, ben, then the six. */
static inline void answer(struct assembly *held, int64_t proposal, const char *answers)
{
    for (int i = 0; answers[i] != '\0'; i++) {
        const struct actor *who = i == 0 ? &held->ann : i == 1 ? &held->ben : &held->of[i - 2];
        const char *letters = " ybas", *found = strchr(letters, answers[i]);
        if (found == NULL)
            continue;
        enum position_answer taken = (enum position_answer)(found - letters);
        const char *words = taken == POSITION_YES ? NULL : "Who minds the children?";
        if (position_take(held->store, who, proposal, taken, words, false, held->now) != RESULT_OK)
            fail_msg("%d: %s", i, store_reason(held->store));
    }
}

static inline void put_and_close(struct assembly *held, int64_t proposal, const char *answers)
{
    if (proposal_test_open(held->store, &held->ann, proposal, held->now) != RESULT_OK)
        fail_msg("%s", store_reason(held->store));
    answer(held, proposal, answers);
    wait_for(held, 4 * MINUTE);
    if (proposal_test_close(held->store, &held->ann, proposal, held->now) != RESULT_OK)
        fail_msg("%s", store_reason(held->store));
}

#define assert_refused(call, result, words) assert_refusal(held->store, (call), (result), (words))
static inline void assert_refusal(struct store *store, enum result got, enum result wanted, const char *words)
{
    if (got != wanted || strstr(store_reason(store), words) == NULL)
        fail_msg("%d, not %d: %s", got, wanted, store_reason(store));
}

#endif
