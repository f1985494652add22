/*
 * street.h: a small house for tests of the store: the house's own street, a second street below the same parent, a
 * street that has nothing to do with them, and people in each.
 */
#ifndef TESTS_STREET_H
#define TESTS_STREET_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "boards.h"
#include "lost.h"
#include "store/base/db.h"

enum { NOON = 1800000000, HOUR = 3600, DAY = 24 * HOUR };

/* What the rules say, in seconds (numbers.h): a unit that decided nothing. MEETING_MINUTES is in minutes. */
enum {
    MEETING_NOTICE = 4 * DAY,
    MEETING_AGENDA_CLOSES = 48 * HOUR,
    MEETING_MINUTES = 90,
    ROOM_ACTIVE = 30 * DAY,
    ROOM_STANDS = 7 * DAY,
    MINUTES_STAND = 7 * DAY,
    TEST_MORE = 3 * 60,
    SMALL_MATTER = 2 * 60,
    CUT_HELD = HOUR,
    HAND_SPEAKS_FOR = 2,
};

#define must(call) assert_int_equal((call), RESULT_OK)

struct street {
    struct store *store;
    struct actor operator, guest, ann, ben, cora, dora; /* ann, ben: the house's; cora: next street; dora: far away */
    int64_t parent, next, far;
    int64_t welcome, general, shared, away; /* boards: public, unit, confederation (house's); unit (far) */
    int64_t now;
};

/* The house itself: it may make up a caucus, which an operator may not. */
static const struct actor street_house = { .kind = ACTOR_CARETAKER };

static inline int64_t street_board(struct street *street, int64_t unit, const char *slug, enum visibility visibility)
{
    int64_t board;
    must(board_add(street->store, &street_house, unit, slug, slug, visibility, NOON, &board));
    return board;
}

static inline struct actor street_member(struct street *street, const char *handle, int64_t unit)
{
    struct actor actor;
    struct member_new form = { .handle = handle, .home = "C 14" };
    struct actor operator= street->operator;
    int64_t member;
    operator.here = unit;
    must(member_add(street->store, &operator, & form, NOON, &member));
    must(actor_for(street->store, ACTOR_MEMBER, handle, &actor));
    actor.unit_count = 1; /* whatever the house did, each test knows who belongs where */
    actor.units[0] = unit;
    actor.parents[0] = db_number(street->store, 0, "SELECT parent FROM unit WHERE id = ?", unit);
    return actor;
}

/* Somebody of the house's own street, in this home. */
static inline struct actor street_lives_at(struct street *street, const char *handle, const char *home)
{
    struct actor actor;
    int64_t member;
    must(member_add(
        street->store, &street->operator, &(struct member_new) { .handle = handle, .home = home }, NOON, &member));
    must(actor_for(street->store, ACTOR_MEMBER, handle, &actor));
    return actor;
}

static inline int street_open_at(struct street *street, const char *path)
{
    *street = (struct street) { .now = NOON };
    assert_int_equal(store_create(path, &street->store), STORE_OPENED);
    must(house_make(street->store, "Vilakazi Street", UNIT_COMMUNE, NOON));
    must(actor_for(street->store, ACTOR_OPERATOR, "", &street->operator)); /* of the one street that there is yet */
    must(actor_for(street->store, ACTOR_GUEST, "", &street->guest));
    must(unit_add(street->store, &street->operator, "Orlando", NULL, UNIT_NEIGHBOURHOOD, 0, NOON, &street->parent));
    must(db_run(street->store, "UPDATE unit SET parent = ? WHERE id = 1", street->parent));
    must(unit_add(
        street->store, &street->operator, "Next Street", NULL, UNIT_COMMUNE, street->parent, NOON, &street->next));
    must(unit_add(street->store, &street->operator, "Far Street", NULL, UNIT_COMMUNE, 0, NOON, &street->far));
    street->welcome = db_number(street->store, 0, "SELECT id FROM board WHERE slug = 'welcome'");
    street->general = db_number(street->store, 0, "SELECT id FROM board WHERE slug = 'general'");
    street->shared = street_board(street, 1, "shared", VISIBLE_CONFEDERATION);
    street->away = street_board(street, street->far, "away", VISIBLE_UNIT);
    street->ann = street_member(street, "ann", 1);
    street->ben = street_member(street, "ben", 1);
    street->cora = street_member(street, "cora", street->next);
    street->dora = street_member(street, "dora", street->far);
    return 0;
}

static inline int street_open(void **state)
{
    struct street *street = calloc(1, sizeof *street);
    *state = street;
    return street_open_at(street, ":memory:");
}

static inline int street_close(void **state)
{
    struct street *street = *state;
    store_close(street->store);
    free(street);
    return 0;
}

static inline enum result street_reset(
    struct store *store, const struct actor *actor, const char *handle, const char *password, int64_t now)
{
    bool set;
    struct lost_answer request;
    return password_reset(store, actor, handle, password, now, &set, &request);
}

/* Opens a thread, gives its first post. Time moves on a minute with each post. */
static inline int64_t street_thread(
    struct street *street, const struct actor *who, int64_t board, const char *title, const char *body)
{
    int64_t thread, post;
    if (thread_open(street->store, who, board, title, body, street->now += 60, &thread, &post) != RESULT_OK)
        fail_msg("%s", store_reason(street->store));
    return post;
}

static inline int64_t street_reply(struct street *street, const struct actor *who, int64_t parent, const char *body)
{
    int64_t post;
    must(post_reply(street->store, who, parent, body, street->now += 60, &post));
    return post;
}

static inline int64_t thread_of(struct street *street, int64_t post)
{
    return db_number(street->store, 0, "SELECT thread FROM post WHERE id = ?", post);
}

#endif
