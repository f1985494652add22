/* test_units.c: several communes and a forum in one house: their boards by name, their cards, rotas and shelves. */
#include "units.h"

#include "invitations.h"
#include "newcomers.h"
#include "rota.h"
#include "shelf.h"
#include "tests/store/street.h"

/* A second street and a workplace, made as a steward makes them; eve lives in the one, walt works in the other. */
struct town {
    struct street street;
    int64_t second, depot;
    struct actor eve, walt;
};

static struct actor operator_in(const struct town *town, int64_t unit)
{
    struct actor operator= town->street.operator;
    operator.here = unit;
    return operator;
}

static struct actor add(struct town *town, const char *handle, const char *home, int64_t unit)
{
    struct actor operator= operator_in(town, unit), actor;
    int64_t member;
    must(member_add(
        town->street.store, &operator, &(struct member_new) { .handle = handle, .home = home }, NOON, &member));
    must(actor_for(town->street.store, ACTOR_MEMBER, handle, &actor));
    return actor;
}

static int town_open(void **state)
{
    struct town *town = calloc(1, sizeof *town);
    struct street *street = &town->street;
    *state = town;
    street_open_at(street, ":memory:");
    must(unit_found(street->store, &street->operator, "Second Street", NULL, UNIT_COMMUNE, NOON, &town->second));
    must(unit_found(street->store, &street->operator, "The Depot", "depot", UNIT_FORUM, NOON, &town->depot));
    town->eve = add(town, "eve", "C 14", town->second); /* a label that the first street has too */
    town->walt = add(town, "walt", NULL, town->depot);
    return 0;
}

static int town_close(void **state)
{
    struct town *town = *state;
    store_close(town->street.store);
    free(town);
    return 0;
}

static struct actor anew(struct town *town, const struct actor *who)
{
    struct actor actor;
    must(actor_for(town->street.store, ACTOR_MEMBER, who->handle, &actor));
    return actor;
}

/* Ann of the first street works at the depot as well. */
static struct actor ann_works(struct town *town)
{
    struct street *street = &town->street;
    must(unit_join(street->store, &street->operator, town->depot, street->ann.member, NOON));
    return anew(town, &street->ann);
}

/* --- names --- */

static void names_that_cannot_be_are_refused(void **state)
{
    struct town *town = *state;
    static char endless[10001];
    memset(endless, 'x', sizeof endless - 1);
    static const struct {
        const char *name, *slug;
        enum result result;
        const char *words;
    } table[] = {
        { "Second Street", NULL, RESULT_CONFLICT, "has that name" },
        { "SECOND  street", NULL, RESULT_CONFLICT, "looks like it" },
        { "Sec\xd0\xbend Street", NULL, RESULT_CONFLICT, "looks like it" }, /* a Cyrillic o */
        { "", NULL, RESULT_INVALID, "no words" },
        { "  ", NULL, RESULT_INVALID, "no words" },
        { endless, NULL, RESULT_INVALID, "60" },
        { "Third Street", "depot", RESULT_CONFLICT, "is taken" },
        { "Third Street", "Third Street", RESULT_INVALID, "small letters" },
        { "Third Street", "3rd", RESULT_INVALID, "begins with a letter" },
        { "\xe4\xba\x94\xe8\xa1\x97", NULL, RESULT_INVALID, "--short" },
        { "\xe4\xba\x94\xe8\xa1\x97", "five", RESULT_OK, NULL },
        { "Third Street", NULL, RESULT_OK, NULL },
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        int64_t unit;
        enum result result = unit_found(
            town->street.store, &town->street.operator, table[i].name, table[i].slug, UNIT_COMMUNE, NOON, &unit);
        if (result != table[i].result)
            fail_msg("%zu: %s", i, store_reason(town->street.store));
        if (table[i].words != NULL && strstr(store_reason(town->street.store), table[i].words) == NULL)
            fail_msg("%zu: \"%s\" has no \"%s\"", i, store_reason(town->street.store), table[i].words);
    }
}

static void nobody_enters_where_she_does_not_belong(void **state)
{
    struct town *town = *state;
    struct street *street = &town->street;
    struct actor ann = ann_works(town), operator= street->operator, guest = street->guest;
    struct actor waiting = { .kind = ACTOR_WAITING, .member = 999 };
    must(unit_enter(street->store, &ann, "depot"));
    assert_int_equal(ann.here, town->depot);
    must(unit_enter(street->store, &ann, "Vilakazi Street"));
    assert_int_equal(unit_enter(street->store, &ann, "second-street"), RESULT_REFUSED);
    assert_int_equal(unit_enter(street->store, &ann, "nowhere"), RESULT_NOT_FOUND);
    assert_int_equal(ann.here, 1);
    assert_int_equal(unit_enter(street->store, &guest, "second-street"), RESULT_REFUSED);
    assert_int_equal(unit_enter(street->store, &waiting, "second-street"), RESULT_REFUSED);
    must(unit_enter(street->store, &operator, "second-street"));
    assert_true(unit_next(street->store, &ann, false));
    assert_int_equal(ann.here, town->depot);
    assert_false(unit_next(street->store, &town->eve, false));
}

/* --- boards --- */

static void a_board_is_the_one_where_she_is(void **state)
{
    struct town *town = *state;
    struct street *street = &town->street;
    struct store *store = street->store;
    struct actor ann = ann_works(town);
    struct board board;
    char typed[BOARD_TYPED_BYTES];
    must(board_by_slug(store, &ann, "general", &board));
    assert_int_equal(board.unit, 1);
    must(board_by_slug(store, &ann, "depot/general", &board));
    assert_int_equal(board.unit, town->depot);
    board_typed(store, &ann, &board, typed);
    assert_string_equal(typed, "depot/general");
    must(unit_enter(store, &ann, "depot"));
    must(board_by_slug(store, &ann, "general", &board));
    assert_int_equal(board.unit, town->depot);
    board_typed(store, &ann, &board, typed);
    assert_string_equal(typed, "general");
    must(board_by_slug(store, &ann, "vilakazi-street/general", &board));
    assert_int_equal(board.unit, 1);
    assert_int_equal(board_by_slug(store, &ann, "second-street/general", &board), RESULT_NOT_FOUND); /* eve's */
    must(board_by_slug(store, &ann, "second-street/welcome", &board));
    assert_int_equal(board.unit, town->second);
    assert_int_equal(board_by_slug(store, &ann, "/general", &board), RESULT_OK); /* no unit before it: any */
    assert_int_equal(board_by_slug(store, &ann, "nowhere/general", &board), RESULT_NOT_FOUND);
    assert_int_equal(
        board_by_slug(store, &ann, "a-name-that-is-longer-than-any-unit-has/general", &board), RESULT_NOT_FOUND);
}

static void a_name_that_means_several_is_asked_about(void **state)
{
    struct town *town = *state;
    struct street *street = &town->street;
    struct store *store = street->store;
    struct actor ann = ann_works(town);
    struct board board;
    char typed[BOARD_TYPED_BYTES];
    int64_t tools = street_board(street, town->depot, "tools", VISIBLE_UNIT);
    must(board_by_slug(store, &ann, "tools", &board)); /* only one of hers has it */
    assert_int_equal(board.id, tools);
    board_typed(store, &ann, &board, typed);
    assert_string_equal(typed, "tools");
    street_board(street, town->second, "tools", VISIBLE_UNIT); /* closed to her: nothing changes */
    must(board_by_slug(store, &ann, "tools", &board));
    board_typed(store, &ann, &board, typed);
    assert_string_equal(typed, "tools");
    assert_int_equal(
        board_by_slug(store, &street->guest, "welcome", &board), RESULT_OK); /* a house of one when it came */
    struct actor guest;
    must(actor_for(store, ACTOR_GUEST, "", &guest));
    assert_int_equal(board_by_slug(store, &guest, "welcome", &board), RESULT_INVALID);
    assert_non_null(strstr(store_reason(store), "vilakazi-street/welcome, second-street/welcome, depot/welcome"));
    must(board_by_slug(store, &guest, "depot/welcome", &board));
}

static void what_is_found_names_its_unit(void **state)
{
    struct town *town = *state;
    struct street *street = &town->street;
    struct actor ann = ann_works(town);
    struct board board;
    struct found found[4];
    size_t count;
    must(board_by_slug(street->store, &ann, "depot/general", &board));
    street_thread(street, &ann, board.id, "Spanner", "Who has a giraffe?");
    must(search(street->store, &ann, &(struct search_query) { .words = "giraffe", .board = "depot/general" }, 4, found,
        &count));
    assert_int_equal(count, 1);
    assert_string_equal(found[0].board, "depot/general");
    must(search(
        street->store, &ann, &(struct search_query) { .words = "giraffe", .board = "general" }, 4, found, &count));
    assert_int_equal(count, 0);
    ann.here = town->depot;
    must(search(street->store, &ann, &(struct search_query) { .words = "giraffe" }, 4, found, &count));
    assert_string_equal(found[0].board, "general");
}

/* --- cards --- */

/* The rows of threads lie in the file in the order of their numbers, so those of one unit should be neighbours. */
static void threads_of_one_unit_follow_each_other(void **state)
{
    enum { MANY = 600 };
    struct town *town = *state;
    struct street *street = &town->street;
    int64_t board = street_board(street, town->second, "yard", VISIBLE_UNIT), last[2] = { 0 }, gaps[2] = { 0 }, post;
    for (int i = 0; i < MANY; i++) {
        int which = i % 2;
        int64_t thread;
        must(thread_open(street->store, which ? &town->eve : &street->ann, which ? board : street->general, "A thread",
            "Words.", street->now += HOUR, &thread, &post));
        assert_true(thread > last[which]);
        gaps[which] += last[which] != 0 && thread != last[which] + 1;
        last[which] = thread;
    }
    assert_int_equal(gaps[0], 1); /* 300 threads each: one run of 256 is used up */
    assert_int_equal(gaps[1], 1);
    struct found found[2];
    size_t count;
    must(search(street->store, &town->eve, &(struct search_query) { .words = "thread" }, 2, found, &count));
    assert_int_equal(count, 2);
    assert_int_equal(found[0].thread, last[1]);
}

static void card_for(
    struct town *town, const struct actor *inviter, int64_t unit, const char *home, char code[INVITATION_CODE_BYTES])
{
    struct actor there = *inviter;
    struct invitation card;
    there.here = unit;
    must(invitation_make(town->street.store, &there, home, NOON, code, &card));
    assert_int_equal(card.unit, unit);
}

static void whoever_is_in_uses_a_workplaces_card(void **state)
{
    struct town *town = *state;
    struct street *street = &town->street;
    struct invitation used;
    struct member greeter;
    char code[INVITATION_CODE_BYTES];
    int64_t joined = db_number(street->store, 0, "SELECT joined FROM member WHERE id = ?", street->ann.member);
    card_for(town, &town->walt, town->depot, NULL, code);
    must(invitation_use(street->store, &street->ann, code, NOON + DAY, &used));
    assert_int_equal(used.unit, town->depot);
    struct actor ann = anew(town, &street->ann);
    assert_int_equal(ann.unit_count, 2);
    assert_int_equal(ann.here, 1); /* her street first */
    assert_true(actor_belongs(&ann, town->depot));
    assert_int_equal(db_number(street->store, 0, "SELECT joined FROM member WHERE id = ?", ann.member), joined);
    ann.here = town->depot;
    must(invitation_greeter_of(street->store, &ann, ann.member, &greeter));
    assert_string_equal(greeter.handle, "walt");
    struct newcomer in[4];
    struct member met[4];
    size_t count;
    struct actor walt = anew(town, &town->walt);
    must(newcomers_list(street->store, &walt, NOON + DAY, in, 4, &count));
    assert_int_equal(count, 1);
    assert_int_equal(in[0].unit, town->depot); /* into which ann came by walt's card */
    must(invitation_greeted_by(street->store, &walt, NOON + DAY, met, 4, &count));
    assert_int_equal(count, 1);
    walt.here = 1; /* and in no other unit is she a newcomer to greet */
    must(invitation_greeted_by(street->store, &walt, NOON + DAY, met, 4, &count));
    assert_int_equal(count, 0);
    assert_int_equal(invitation_use(street->store, &street->ben, code, NOON + DAY, &used), RESULT_CONFLICT);
    assert_int_equal(invitation_use(street->store, &street->guest, code, NOON + DAY, &used), RESULT_REFUSED);
}

static void nobody_has_two_workplaces_or_two_streets(void **state)
{
    struct town *town = *state;
    struct street *street = &town->street;
    struct invitation used;
    char code[INVITATION_CODE_BYTES];
    int64_t mill;
    struct actor ann = ann_works(town);
    must(unit_found(street->store, &street->operator, "The Mill", NULL, UNIT_FORUM, NOON, &mill));
    card_for(town, &street->operator, mill, NULL, code);
    assert_int_equal(invitation_use(street->store, &ann, code, NOON, &used), RESULT_REFUSED);
    assert_non_null(strstr(store_reason(street->store), "nobody belongs to two"));
    card_for(town, &town->walt, town->depot, NULL, code);
    assert_int_equal(invitation_use(street->store, &ann, code, NOON, &used), RESULT_CONFLICT);
    card_for(town, &town->eve, town->second, NULL, code); /* a home that the first street has too */
    assert_int_equal(invitation_use(street->store, &ann, code, NOON, &used), RESULT_REFUSED);
    assert_non_null(strstr(store_reason(street->store), "move HOME --to STREET"));
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM membership WHERE member = ?", ann.member), 2);
}

static void a_worker_without_a_street_uses_a_streets_card(void **state)
{
    struct town *town = *state;
    struct street *street = &town->street;
    struct invitation used;
    struct member self;
    char code[INVITATION_CODE_BYTES];
    assert_int_equal(town->walt.here, town->depot);
    card_for(town, &town->eve, town->second, NULL, code);
    must(invitation_use(street->store, &town->walt, code, NOON + DAY, &used));
    struct actor walt = anew(town, &town->walt);
    assert_int_equal(walt.unit_count, 2);
    assert_int_equal(walt.here, town->second);
    must(member_get(street->store, &walt, walt.member, &self));
    assert_string_equal(self.home, "C 14");
    struct actor eve = town->eve;
    struct member people[8];
    size_t count;
    must(members_list(street->store, &eve, "", 8, NOON, people, &count));
    assert_int_equal(count, 2);
}

static void a_second_worker_says_yes_once_the_workplace_is_founded(void **state)
{
    struct town *town = *state;
    struct street *street = &town->street;
    struct invitation used, list[4];
    char code[INVITATION_CODE_BYTES];
    size_t count;
    struct actor ann = ann_works(town);
    must(db_run(
        street->store, "UPDATE unit SET founded = ?1, assembled = ?1 WHERE id = ?2", (int64_t)NOON, town->depot));
    card_for(town, &town->walt, town->depot, NULL, code);
    assert_int_equal(invitation_use(street->store, &street->ben, code, NOON, &used), RESULT_REFUSED);
    assert_non_null(strstr(store_reason(street->store), "second worker"));
    must(invitations_list(street->store, &ann, NOON, list, 4, &count));
    assert_int_equal(count, 0); /* she is in her street, where it is none */
    ann.here = town->depot;
    must(invitations_list(street->store, &ann, NOON, list, 4, &count));
    assert_int_equal(count, 1);
    assert_int_not_equal(invitation_yes(street->store, &town->walt, list[0].id, NOON), RESULT_OK);
    must(invitation_yes(street->store, &ann, list[0].id, NOON));
    must(invitation_use(street->store, &street->ben, code, NOON, &used));
    int64_t member;
    struct actor operator= operator_in(town, town->depot);
    assert_int_equal(member_add(street->store, &operator, &(struct member_new) { .handle = "nelly" }, NOON, &member),
        RESULT_REFUSED);
}

/* --- neighbours --- */

static void a_steward_names_neighbours(void **state)
{
    struct town *town = *state;
    struct street *street = &town->street;
    struct store *store = street->store;
    const struct actor *operator= & street->operator;
    struct unit unit;
    must(unit_neighbour_set(store, operator, town->second, street->far, true, NOON));
    must(unit_get(store, operator, street->far, &unit));
    assert_true(unit.neighbours);
    must(unit_get(store, operator, town->second, &unit));
    assert_true(unit.neighbours);
    must(unit_neighbour_set(store, operator, street->far, town->second, false, NOON));
    must(unit_get(store, operator, town->second, &unit));
    assert_false(unit.neighbours);
    assert_int_equal(
        unit_neighbour_set(store, operator, 1, town->second, true, NOON), RESULT_REFUSED); /* below Orlando */
    /* below a unit, all that are below it are neighbours and nobody else is: whom she was named with is none */
    must(unit_neighbour_set(store, operator, town->second, street->far, true, NOON));
    must(unit_set_parent(store, operator, town->second, street->parent));
    must(unit_get(store, operator, street->far, &unit));
    assert_false(unit.neighbours);
    must(unit_set_parent(store, operator, town->second, 0));
    must(unit_get(store, operator, town->second, &unit));
    assert_false(unit.neighbours);
    assert_int_equal(unit_neighbour_set(store, operator, town->second, street->parent, true, NOON), RESULT_REFUSED);
    assert_int_equal(unit_neighbour_set(store, operator, town->second, town->second, true, NOON), RESULT_REFUSED);
    assert_int_equal(unit_neighbour_set(store, operator, town->second, 999, true, NOON), RESULT_NOT_FOUND);
    assert_int_equal(unit_neighbour_set(store, &street->ann, town->second, street->far, true, NOON), RESULT_REFUSED);
}

/* --- rota, shelf --- */

static void rotas_and_things_are_those_of_where_she_is(void **state)
{
    struct town *town = *state;
    struct street *street = &town->street;
    struct actor ann = ann_works(town);
    struct rota rotas[4];
    struct thing things[4];
    int64_t rota, thing;
    size_t count;
    ann.here = town->depot;
    struct rota_new form = { .task = "Sweep the yard", .hands = 1, .plan = { .weekdays = 2, .minutes = -1 } };
    must(rota_start(street->store, &ann, &form, NOON, &rota));
    must(shelf_add(street->store, &ann, 0, "A jack", NULL, NOON, &thing));
    must(rota_list(street->store, &ann, NOON, rotas, 4, &count));
    assert_int_equal(count, 1);
    must(shelf_list(street->store, &ann, 0, NOON, things, 4, &count));
    assert_int_equal(count, 1);
    ann.here = 1;
    must(rota_list(street->store, &ann, NOON, rotas, 4, &count));
    assert_int_equal(count, 0);
    must(shelf_list(street->store, &ann, 0, NOON, things, 4, &count));
    assert_int_equal(count, 0);
    must(rota_get(street->store, &ann, rota, NOON, rotas)); /* by its number, from anywhere */
    assert_int_equal(rota_get(street->store, &street->ben, rota, NOON, rotas), RESULT_NOT_FOUND);
}

/* RULES 1.0: eve may look into the first street's public board; what is new there is not news to her. */
static void what_is_new_to_strangers_is_not_counted(void **state)
{
    struct town *town = *state;
    struct street *street = &town->street;
    struct unread_total total;
    struct unread_place next;
    must(mark_unread_total(street->store, &town->eve, &total));
    int before = total.posts;
    int64_t first = street_thread(street, &street->ann, street->welcome, "Who we are", "A street.");
    int64_t second = street_thread(street, &street->ann, street->welcome, "How to come", "By the hill.");
    must(mark_unread_total(street->store, &town->eve, &total));
    assert_int_equal(total.posts, before);
    must(mark_unread_total(street->store, &street->ben, &total));
    assert_true(total.posts >= 2); /* it is his own street's */
    while (mark_next_unread(street->store, &town->eve, 0, &next) == RESULT_OK)
        must(mark_board_read(street->store, &town->eve, next.board));
    must(mark_next_unread(street->store, &town->eve, first, &next)); /* once she reads there, Space goes on there */
    assert_int_equal(next.post, second);
}

int main(void)
{
#define in_town(test) cmocka_unit_test_setup_teardown(test, town_open, town_close)
    const struct CMUnitTest tests[] = {
        in_town(what_is_new_to_strangers_is_not_counted),
        in_town(names_that_cannot_be_are_refused),
        in_town(nobody_enters_where_she_does_not_belong),
        in_town(a_board_is_the_one_where_she_is),
        in_town(a_name_that_means_several_is_asked_about),
        in_town(what_is_found_names_its_unit),
        in_town(threads_of_one_unit_follow_each_other),
        in_town(whoever_is_in_uses_a_workplaces_card),
        in_town(nobody_has_two_workplaces_or_two_streets),
        in_town(a_worker_without_a_street_uses_a_streets_card),
        in_town(a_second_worker_says_yes_once_the_workplace_is_founded),
        in_town(a_steward_names_neighbours),
        in_town(rotas_and_things_are_those_of_where_she_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
