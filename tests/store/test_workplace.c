/* test_workplace.c: a member leaves her workplace, and stays in the house (RULES 1.0). */
#include "workplace.h"

#include "aid.h"
#include "rota.h"
#include "shelf.h"
#include "tests/store/street.h"
#include "when.h"

struct work {
    struct street street;
    int64_t depot, board;
    struct actor ann; /* of the street and the depot, at work now */
    struct actor fay; /* of the depot alone */
};

static int open_work(void **state)
{
    struct work *work = calloc(1, sizeof *work);
    struct street *street = &work->street;
    *state = work;
    street_open_at(street, ":memory:");
    must(unit_found(street->store, &street->operator, "Depot", NULL, UNIT_FORUM, NOON, &work->depot));
    must(unit_join(street->store, &street->operator, work->depot, street->ann.member, NOON));
    work->board = db_number(street->store, 0, "SELECT id FROM board WHERE slug = 'general' AND unit = ?", work->depot);
    struct actor house = { .kind = ACTOR_CARETAKER, .here = work->depot };
    int64_t fay;
    must(member_add(street->store, &house, &(struct member_new) { .handle = "fay" }, NOON, &fay));
    must(actor_for(street->store, ACTOR_MEMBER, "fay", &work->fay));
    must(actor_for(street->store, ACTOR_MEMBER, "ann", &work->ann));
    work->ann.here = work->depot;
    return 0;
}

static int close_work(void **state)
{
    struct work *work = *state;
    store_close(work->street.store);
    free(work);
    return 0;
}

static void says(struct work *work, enum result result, enum result expected, const char *words)
{
    assert_int_equal(result, expected);
    if (strstr(store_reason(work->street.store), words) == NULL)
        fail_msg("\"%s\" is not in \"%s\"", words, store_reason(work->street.store));
}

static enum result leaves(struct work *work, bool anyway)
{
    return workplace_leave(work->street.store, &work->ann, work->depot, anyway, NOON);
}

/* Her words stay; she reads nothing of its own any more, and a session of hers elsewhere is told. */
static void what_she_wrote_stays(void **state)
{
    struct work *work = *state;
    struct store *store = work->street.store;
    struct workplace workplace;
    struct board board;
    struct post post;
    struct wrote wrote;
    struct actor now;
    bool told = false;
    int64_t id = street_thread(&work->street, &work->ann, work->board, "Bolts", "We need bolts.");
    must(workplace_get(store, &work->ann, NULL, NOON, &workplace));
    assert_string_equal(workplace.slug, "depot");
    assert_string_equal(workplace.ends, "");
    while (store_wrote(store, &wrote))
        ;
    must(leaves(work, false));
    while (store_wrote(store, &wrote))
        told = told || wrote.member == work->ann.member;
    assert_true(told);
    must(post_get(store, &work->fay, id, &post));
    assert_string_equal(post.handle, "ann");
    posts_free(&post, 1);
    must(actor_for(store, ACTOR_MEMBER, "ann", &now));
    assert_int_equal(now.unit_count, 1);
    assert_int_equal(now.here, 1);
    assert_int_equal(board_get(store, &now, work->board, &board), RESULT_NOT_FOUND);
    assert_int_equal(
        db_number(store, 0, "SELECT count(*) FROM ledger WHERE kind = ? AND unit = ?", LEDGER_UNIT_LEFT, work->depot),
        1);
    says(work, leaves(work, false), RESULT_NOT_FOUND, "no workplace of that name");
}

/* What nobody agreed to ends there, and what is of her street goes on. */
static void what_nobody_agreed_to_ends(void **state)
{
    struct work *work = *state;
    struct store *store = work->street.store;
    const struct aid_form form = { .kind = AID_TOOL, .line = "A ladder", .many = 1, .urgency = AID_WEEK };
    struct workplace workplace;
    struct aid aid;
    int64_t at_work, at_home, agreed, match, thing;
    must(aid_ask_make(store, &work->ann, &form, NOON, &at_work));
    must(aid_ask_make(store, &work->street.ann, &form, NOON, &at_home));
    must(aid_ask_make(store, &work->ann, &form, NOON, &agreed));
    must(aid_can(store, &work->fay, agreed, 0, NOON, &match));
    must(aid_accept(store, &work->ann, agreed, NOON));
    must(shelf_add(store, &work->ann, 0, "A saw", "", NOON, &thing));
    must(seat_give(store, &work->street.operator, work->depot, "greeter", work->ann.member, NOON + DAY, NOON));
    must(workplace_get(store, &work->ann, "Depot", NOON, &workplace));
    assert_non_null(strstr(workplace.ends, "1 ask of yours there ends"));
    assert_non_null(strstr(workplace.ends, "goes on"));
    assert_non_null(strstr(workplace.ends, "leaves the shelf"));
    assert_non_null(strstr(workplace.ends, "Your task there ends: greeter."));
    must(leaves(work, false));
    assert_int_equal(db_number(store, -1, "SELECT state FROM ask WHERE id = ?", at_work), AID_WITHDRAWN);
    assert_int_equal(db_number(store, -1, "SELECT state FROM ask WHERE id = ?", at_home), AID_OPEN);
    must(actor_for(store, ACTOR_MEMBER, "ann", &work->ann));
    must(aid_ask_get(store, &work->ann, agreed, NOON, &aid));
    assert_int_equal(aid.state, AID_AGREED);
    aid_rows_free(&aid, 1);
    must(aid_say(store, &work->ann, match, "At six.", NOON));
    assert_int_equal(db_number(store, 0, "SELECT count(*) FROM seat WHERE until > ?", (int64_t)NOON), 0);
    assert_int_not_equal(db_number(store, 0, "SELECT gone FROM thing WHERE id = ?", thing), 0);
}

static void what_others_count_on_is_given_back_first(void **state)
{
    struct work *work = *state;
    struct store *store = work->street.store;
    struct rota_new form = { .task = "Lock the gate", .hands = 2, .plan = { .weekdays = 0x7f, .minutes = -1 } };
    int64_t rota, tomorrow = when_day(NOON) + 1;
    must(rota_start(store, &work->ann, &form, NOON, &rota));
    must(rota_sign(store, &work->ann, rota, tomorrow, false, NOON));
    says(work, leaves(work, false), RESULT_CONFLICT, "Lock the gate");
    must(actor_for(store, ACTOR_MEMBER, "ann", &work->ann));
    assert_int_equal(work->ann.unit_count, 2);
    must(leaves(work, true)); /* all the same: it ends with her leaving */
    assert_int_equal(db_number(store, 0, "SELECT count(*) FROM rota_hand"), 0);
}

/* Each kind of unit has its own way out, and nobody leaves her last one so. */
static void only_a_workplace_is_left_so(void **state)
{
    struct work *work = *state;
    struct store *store = work->street.store;
    struct workplace workplace;
    int64_t caucus;
    must(unit_add(store, &street_house, "Women", NULL, UNIT_CAUCUS, 1, NOON, &caucus));
    must(unit_join(store, &street_house, caucus, work->ann.member, NOON));
    must(actor_for(store, ACTOR_MEMBER, "ann", &work->ann));
    const struct actor *ann = &work->ann;
    says(work, workplace_leave(store, ann, 1, true, NOON), RESULT_REFUSED, "`move`");
    says(work, workplace_leave(store, ann, caucus, true, NOON), RESULT_REFUSED, "`caucus leave NAME`");
    says(work, workplace_leave(store, ann, work->street.next, true, NOON), RESULT_NOT_FOUND, "no workplace");
    says(work, workplace_leave(store, &work->fay, work->depot, true, NOON), RESULT_REFUSED, "all that you belong to");
    says(work, workplace_get(store, &work->fay, NULL, NOON, &workplace), RESULT_REFUSED, "all that you belong to");
    /* a caucus of others is none, as a unit that there is not */
    says(work, workplace_get(store, &work->fay, "women", NOON, &workplace), RESULT_NOT_FOUND, "no workplace");
    says(work, workplace_get(store, &work->street.ben, NULL, NOON, &workplace), RESULT_NOT_FOUND, "no workplace");
    says(work, workplace_get(store, &work->street.operator, "depot", NOON, &workplace), RESULT_REFUSED, "");
    struct actor typed = *ann;
    typed.hand = work->street.ben.member;
    assert_int_equal(workplace_leave(store, &typed, work->depot, true, NOON), RESULT_REFUSED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_she_wrote_stays, open_work, close_work),
        cmocka_unit_test_setup_teardown(what_nobody_agreed_to_ends, open_work, close_work),
        cmocka_unit_test_setup_teardown(what_others_count_on_is_given_back_first, open_work, close_work),
        cmocka_unit_test_setup_teardown(only_a_workplace_is_left_so, open_work, close_work),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
