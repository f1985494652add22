/* assembly.h: a founded street with a meeting on Sunday, for the tests of the room. RULES 4. */
#ifndef TESTS_STORE_ASSEMBLY_H
#define TESTS_STORE_ASSEMBLY_H

#include "hand.h"
#include "room.h"
#include "tests/store/street.h"

enum { HOMES = 6, SUNDAY = NOON + 7 * DAY, MINUTE = 60 };

/* A founded street: ann and ben of C 14, and one person in each of D 1 to D 6; dan and eva are facilitators. A meeting
 * on Sunday with two items. */
struct assembly {
    struct street street;
    struct store *store;
    struct actor of[HOMES], gogo; /* gogo: Maria of C 7 has no device; ann types for her */
    int64_t maria, meeting, water, light;
};
enum who { DAN, EVA, FINN, GIL, HOPE, IDA, ANN, BEN, GOGO, PEOPLE };

static inline const struct actor *actor_of(struct assembly *held, enum who who)
{
    return who < ANN     ? &held->of[who]
           : who == ANN  ? &held->street.ann
           : who == BEN  ? &held->street.ben
           : who == GOGO ? &held->gogo
                         : NULL;
}

static inline struct actor live_in(struct street *street, int64_t unit, const char *handle, const char *home)
{
    struct actor actor, house = { .kind = ACTOR_CARETAKER, .here = unit };
    int64_t member;
    struct member_new form = { .handle = handle, .home = home };
    must(member_add(street->store, &house, &form, NOON, &member));
    must(actor_for(street->store, ACTOR_MEMBER, handle, &actor));
    actor.visit = 1; /* a session, whose line can drop */
    return actor;
}

static inline int64_t item_on(struct assembly *held, const char *title)
{
    int64_t item = 0;
    struct item_new form = {
        .meeting = held->meeting, .title = title, .wants = ITEM_DECIDE, .about = ITEM_THINGS, .minutes = 10
    };
    must(meeting_item_add(held->store, &held->of[FINN], &form, NOON, &item));
    return item;
}

static inline int hold(void **state)
{
    static const char *const handles[HOMES] = { "dan", "eva", "finn", "gil", "hope", "ida" };
    struct assembly *held = calloc(1, sizeof *held);
    struct hand_person person;
    struct meeting_new form = { .starts = SUNDAY, .title = "The water" };
    *state = held;
    street_open_at(&held->street, ":memory:");
    held->store = held->street.store;
    held->street.ann.visit = held->street.ben.visit = 1;
    for (int i = 0; i < HOMES; i++) {
        char home[16];
        snprintf(home, sizeof home, "D %d", i + 1);
        held->of[i] = live_in(&held->street, 1, handles[i], home);
    }
    must(hand_member_add(held->store, &held->street.ann, "Gogo Maria", "C 7", NOON, &person));
    must(hand_member_confirm(held->store, &held->of[DAN], person.id, NOON, &held->maria));
    must(actor_by_hand(held->store, &held->street.ann, held->maria, NOON, &held->gogo));
    must(db_run(held->store, "UPDATE unit SET founded = ?1, assembled = ?1", NOON - 90 * DAY));
    for (int i = DAN; i <= EVA; i++)
        must(seat_give(held->store, &street_house, 1, "facilitator", held->of[i].member, NOON + 90 * DAY, NOON));
    must(meeting_call(held->store, &held->of[DAN], &form, NOON, &held->meeting));
    held->water = item_on(held, "The burst pipe");
    held->light = item_on(held, "The street light");
    return 0;
}

static inline int part_with(void **state)
{
    struct assembly *held = *state;
    store_close(held->store);
    free(held);
    return 0;
}

static inline struct room seen(struct assembly *held, enum who who, int64_t now)
{
    struct room room;
    must(room_get(held->store, actor_of(held, who), held->meeting, now, &room));
    return room;
}

static inline void enter(struct assembly *held, enum who who, int64_t now)
{
    if (room_enter(held->store, actor_of(held, who), held->meeting, now) != RESULT_OK)
        fail_msg("%d: %s", who, store_reason(held->store));
}

/* Opened by dan; these are on line. */
static inline void open_with(struct assembly *held, const enum who *there, size_t count)
{
    must(room_open(held->store, &held->of[DAN], held->meeting, SUNDAY));
    for (size_t i = 0; i < count; i++)
        enter(held, there[i], SUNDAY);
}
#define OPEN_WITH(held, ...)                                                                                           \
    open_with(held, (const enum who[]) { __VA_ARGS__ }, sizeof(const enum who[]) { __VA_ARGS__ } / sizeof(enum who))

static inline void say(struct assembly *held, enum who who, const char *text, int64_t now)
{
    int64_t line;
    if (room_say(held->store, actor_of(held, who), held->meeting, text, now, &line) != RESULT_OK)
        fail_msg("%s: %s", text, store_reason(held->store));
}

static inline void refused(struct assembly *held, enum result is, enum result shall, const char *words)
{
    if (is != shall || strstr(store_reason(held->store), words) == NULL)
        fail_msg("%d, not %d: %s", is, shall, store_reason(held->store));
}
#define REFUSED(held, call, words) refused(held, call, RESULT_REFUSED, words)
#define CONFLICT(held, call, words) refused(held, call, RESULT_CONFLICT, words)

#endif
