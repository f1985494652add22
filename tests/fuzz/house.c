#include "tests/fuzz/house.h"

#include <locale.h>

#include "boards.h"
#include "members.h"
#include "tests/fuzz/property.h"

static void add_member(struct fuzz_house *house, const char *handle, struct actor *out)
{
    struct member_new form = { .handle = handle, .home = "C 14" };
    int64_t member;
    property(member_add(house->store, &house->operator, & form, HOUSE_NOW, &member) == RESULT_OK, "a member is added");
    property(actor_for(house->store, ACTOR_MEMBER, handle, out) == RESULT_OK, "the member is known");
}

static void make(struct fuzz_house *house)
{
    struct board board;
    int64_t thread, post;
    property(store_create(":memory:", &house->store) == STORE_OPENED, "a store in memory");
    store_bulk(house->store);
    property(house_make(house->store, "Vilakazi Street", UNIT_COMMUNE, HOUSE_NOW - 86400) == RESULT_OK, "a house");
    property(actor_for(house->store, ACTOR_OPERATOR, NULL, &house->operator) == RESULT_OK, "an operator");
    property(house_set(house->store, &house->operator, "guests", "yes", HOUSE_NOW) == RESULT_OK, "guests are let in");
    add_member(house, "thandi", &house->member);
    add_member(house, "sipho", &house->other);
    property(actor_for(house->store, ACTOR_GUEST, NULL, &house->guest) == RESULT_OK, "a guest");
    property(board_by_slug(house->store, &house->other, "general", &board) == RESULT_OK, "a board");
    property(thread_open(house->store, &house->other, board.id, "Water tank", "It leaks again.\n\nWho has a spanner?",
                 HOUSE_NOW - 3600, &thread, &post) == RESULT_OK,
        "a thread");
    property(post_reply(house->store, &house->member, post, "I do.", HOUSE_NOW - 1800, &post) == RESULT_OK, "a reply");
}

struct fuzz_house *fuzz_house(unsigned lives)
{
    static struct fuzz_house house;
    static unsigned calls;
    setlocale(LC_ALL, "C.UTF-8");
    if (calls++ % lives == 0) {
        store_close(house.store);
        make(&house);
    }
    return &house;
}
