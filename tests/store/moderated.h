/* moderated.h: a street with moderators, for tests of moderation: ann and ben of C 14, and one person in each of D 1 to
 * D 20. The first of them, mo, and the second, max, are moderators. */
#ifndef TESTS_MODERATED_H
#define TESTS_MODERATED_H

#include "moderation.h"
#include "tests/store/street.h"
#include "tests/support/memory_only.h"

enum { MODERATED_PEOPLE = 20, MOD = 0, MAX = 1 };

struct moderated {
    struct street street;
    struct store *store;
    struct actor ann, ben, of[MODERATED_PEOPLE];
    struct memory_only memory;
    int64_t now;
};

static inline void give_task(struct moderated *house, int who, const char *name)
{
    must(seat_give(house->store, &street_house, 1, name, house->of[who].member, house->now + 90 * DAY, house->now));
}

static inline int moderated_open(void **state)
{
    struct moderated *house = calloc(1, sizeof *house);
    const struct actor caretaker = { .kind = ACTOR_CARETAKER, .here = 1 };
    static const char *const handles[MODERATED_PEOPLE] = { "mo", "max", "amahle", "bongi", "chidi", "dumisani",
        "esther", "farai", "grace", "hope", "imani", "joseph", "kagiso", "lerato", "nomsa", "petrus", "rashid", "sizwe",
        "themba", "zanele" };
    *state = house;
    street_open_at(&house->street, ":memory:");
    house->store = house->street.store;
    house->ann = house->street.ann;
    house->ben = house->street.ben;
    house->now = house->street.now;
    for (int i = 0; i < MODERATED_PEOPLE; i++) {
        const char *handle = handles[i];
        char home[16];
        int64_t member;
        snprintf(home, sizeof home, "D %d", i + 1);
        if (member_add(house->store, &caretaker, &(struct member_new) { .handle = handle, .home = home }, NOON,
                &member) != RESULT_OK)
            fail_msg("%s: %s", handle, store_reason(house->store));
        must(actor_for(house->store, ACTOR_MEMBER, handle, &house->of[i]));
    }
    memory_only_begin(&house->memory);
    ephemeral_reach(house->store, memory_only_ask, &house->memory);
    give_task(house, MOD, "moderator");
    give_task(house, MAX, "moderator");
    return 0;
}

static inline int moderated_close(void **state)
{
    struct moderated *house = *state;
    store_close(house->store);
    memory_only_end(&house->memory);
    free(house);
    return 0;
}

static inline int64_t moderated_post(
    struct moderated *house, const struct actor *who, const char *title, const char *body)
{
    house->street.now = house->now;
    int64_t post = street_thread(&house->street, who, house->street.general, title, body);
    house->now = house->street.now;
    return post;
}

static inline int64_t moderated_reply(
    struct moderated *house, const struct actor *who, int64_t parent, const char *body)
{
    house->street.now = house->now;
    int64_t post = street_reply(&house->street, who, parent, body);
    house->now = house->street.now;
    return post;
}

static inline int64_t cover_it(struct moderated *house, int who, int64_t post, enum cover_reason reason)
{
    int64_t act;
    if (act_cover_make(house->store, &house->of[who], post, reason, "It says so in our agreements.", house->now,
            &act) != RESULT_OK)
        fail_msg("%s", store_reason(house->store));
    return act;
}

static inline struct act act_as(struct moderated *house, const struct actor *who, int64_t act)
{
    struct act out;
    must(act_get(house->store, who, act, house->now, &out));
    return out;
}

/* What the caretaker does after so many seconds. */
static inline void moderated_tend(struct moderated *house, int64_t after)
{
    house->memory.member = EPHEMERAL_HOUSE;
    house->now += after;
    house->memory.seconds += after;
    assert_true(moderation_tend(house->store, house->now) >= 0);
}

static inline enum post_state state_of(struct moderated *house, int64_t post)
{
    return (enum post_state)db_number(house->store, -1, "SELECT state FROM post WHERE id = ?", post);
}

static inline int64_t count_rows(struct moderated *house, const char *sql)
{
    return db_number(house->store, -1, sql);
}

#define assert_refused(call, result, words) assert_refusal(house->store, (call), (result), (words))
static inline void assert_refusal(struct store *store, enum result got, enum result wanted, const char *words)
{
    if (got != wanted || strstr(store_reason(store), words) == NULL)
        fail_msg("%d, not %d: %s", got, wanted, store_reason(store));
}

#endif
