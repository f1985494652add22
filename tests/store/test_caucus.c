/* test_caucus.c: a caucus is founded by five for themselves, takes in whom it wants, and nobody but itself closes it;
 * to everybody else there is none. RULES 1.0, 1.10. */
#include "caucus.h"

#include <sqlite3.h>

#include "aid.h"
#include "claim.h"
#include "deferred.h"
#include "facilitators.h"
#include "meetings.h"
#include "store/people/claim_room.h"
#include "store/people/people.h"
#include "tests/store/street.h"
#include "womens.h"

enum { FOUNDERS = 5, LATER = NOON + 20 * DAY };

struct caucusing {
    struct street street;
    struct store *store;
    struct actor ann, ben, eve, flo, gil, hal, ida; /* all of the house's street */
    struct actor cora, operator, guest;             /* of the next street; the shell; a guest */
    int64_t call, caucus;
};

static struct actor again(struct caucusing *c, const struct actor *who)
{
    struct actor actor;
    must(member_fill_actor(c->store, who->member, &actor));
    return actor;
}

static int begin(void **state)
{
    struct caucusing *c = calloc(1, sizeof *c);
    *state = c;
    street_open_at(&c->street, ":memory:");
    c->store = c->street.store;
    c->ann = c->street.ann;
    c->ben = c->street.ben;
    c->eve = street_lives_at(&c->street, "eve", "D 1");
    c->flo = street_lives_at(&c->street, "flo", "D 2");
    c->gil = street_lives_at(&c->street, "gil", "C 9");
    c->hal = street_lives_at(&c->street, "hal", "C 8");
    c->ida = street_lives_at(&c->street, "ida", "C 7");
    c->cora = c->street.cora;
    c->operator= c->street.operator;
    c->guest = c->street.guest;
    return 0;
}

static int end(void **state)
{
    struct caucusing *c = *state;
    store_close(c->store);
    free(c);
    return 0;
}

static enum caucus_done answers(struct caucusing *c, const struct actor *who, int64_t call, bool yes, int64_t now)
{
    enum caucus_done done;
    must(caucus_answer(c->store, who, call, yes, now, &done));
    return done;
}

static int64_t the_caucus(struct caucusing *c)
{
    return db_number(c->store, 0, "SELECT max(id) FROM unit WHERE kind = " SQL_UNIT_CAUCUS);
}

/* ann, ben, eve, flo and gil. */
static void found(struct caucusing *c)
{
    const struct actor *asked[] = { &c->ben, &c->eve, &c->flo, &c->gil };
    must(caucus_found(c->store, &c->ann, "Sisters", NOON, &c->call));
    for (int i = 0; i < 4; i++)
        must(caucus_ask(c->store, &c->ann, c->call, asked[i]->handle, NOON));
    for (int i = 0; i < 4; i++)
        assert_int_equal(answers(c, asked[i], c->call, true, NOON + i), i < 3 ? CAUCUS_NOTED : CAUCUS_STANDS);
    c->caucus = the_caucus(c);
    c->ann = again(c, &c->ann), c->ben = again(c, &c->ben), c->eve = again(c, &c->eve);
    c->flo = again(c, &c->flo), c->gil = again(c, &c->gil);
}

static size_t calls_of(struct caucusing *c, const struct actor *who, int64_t now, struct caucus_call *out)
{
    size_t count;
    must(caucus_calls(c->store, who, now, out, 8, &count));
    return count;
}

static void five_found_one(void **state)
{
    struct caucusing *c = *state;
    struct caucus caucus;
    struct board board;
    size_t count;
    found(c);
    const struct actor *in[] = { &c->ann, &c->ben, &c->eve, &c->flo, &c->gil };
    for (int i = 0; i < FOUNDERS; i++) {
        assert_true(actor_belongs(in[i], c->caucus));
        must(caucus_list(c->store, in[i], &caucus, 1, &count));
        assert_int_equal(count, 1);
        assert_int_equal(caucus.members, 5);
        assert_string_equal(caucus.name, "Sisters");
        assert_string_equal(caucus.of, "Vilakazi Street");
    }
    int64_t own = db_number(c->store, 0, "SELECT id FROM board WHERE unit = ?", c->caucus);
    must(board_get(c->store, &c->ann, own, &board));
    assert_true(board.caucus && board.may_post);
    assert_int_equal(board_get(c->store, &c->hal, own, &board), RESULT_NOT_FOUND);
    assert_int_equal(db_number(c->store, -1, "SELECT count(*) FROM caucus_call"), 0);
}

static void four_are_too_few(void **state)
{
    struct caucusing *c = *state;
    struct caucus_call calls[8];
    must(caucus_found(c->store, &c->ann, "Sisters", NOON, &c->call));
    must(caucus_ask(c->store, &c->ann, c->call, "ben", NOON));
    must(caucus_ask(c->store, &c->ann, c->call, "eve", NOON));
    must(caucus_ask(c->store, &c->ann, c->call, "flo", NOON));
    answers(c, &c->ben, c->call, true, NOON);
    answers(c, &c->eve, c->call, true, NOON);
    answers(c, &c->flo, c->call, true, NOON);
    answers(c, &c->flo, c->call, true, NOON); /* twice is once */
    assert_int_equal(the_caucus(c), 0);
    assert_int_equal(calls_of(c, &c->ann, NOON + 14 * DAY - 1, calls), 1);
    assert_int_equal(calls_of(c, &c->ann, NOON + 14 * DAY, calls), 0);
    assert_true(store_forget(c->store, NOON + 14 * DAY) > 0);
    assert_int_equal(db_number(c->store, -1, "SELECT count(*) FROM caucus_word"), 0);
}

/* Whoever was not asked, and asks what everybody may ask, reads what she would read if there were nothing. */
static void who_was_not_asked_sees_none_of_it(void **state)
{
    struct caucusing *c = *state;
    struct caucus_call call, calls[8];
    struct caucus_asked asked[8];
    enum caucus_done done;
    size_t count;
    int64_t none;
    must(caucus_found(c->store, &c->ann, "Sisters", NOON, &c->call));
    must(caucus_ask(c->store, &c->ann, c->call, "ben", NOON));
    must(caucus_ask(c->store, &c->ann, c->call, "eve", NOON));
    must(caucus_asked_list(c->store, &c->ben, c->call, NOON, asked, 8, &count));
    assert_int_equal(count, 3);
    assert_true(strcmp(asked[0].handle, "ann") == 0 && asked[0].yes && !asked[1].yes);
    assert_int_equal(calls_of(c, &c->ben, NOON, calls), 1);
    assert_true(calls[0].waits && !calls[0].mine);
    const struct actor *outside[] = { &c->hal, &c->cora, &c->street.dora };
    for (int i = 0; i < 3; i++) {
        char known[300], unknown[300];
        assert_int_equal(calls_of(c, outside[i], NOON, calls), 0);
        assert_int_equal(caucus_waits(c->store, outside[i], NOON), 0);
        assert_int_equal(caucus_call_get(c->store, outside[i], c->call, NOON, &call), RESULT_NOT_FOUND);
        assert_int_equal(caucus_answer(c->store, outside[i], c->call, true, NOON, &done), RESULT_NOT_FOUND);
        snprintf(known, sizeof known, "%s", store_reason(c->store));
        assert_int_equal(caucus_answer(c->store, outside[i], 999, true, NOON, &done), RESULT_NOT_FOUND);
        snprintf(unknown, sizeof unknown, "%s", store_reason(c->store));
        assert_string_equal(known, unknown);
        assert_int_equal(caucus_asked_list(c->store, outside[i], c->call, NOON, asked, 8, &count), RESULT_NOT_FOUND);
        assert_int_equal(caucus_ask(c->store, outside[i], c->call, "hal", NOON), RESULT_NOT_FOUND);
    }
    const struct actor *never[] = { &c->operator, & c->guest };
    for (int i = 0; i < 2; i++) {
        assert_int_equal(caucus_calls(c->store, never[i], NOON, calls, 8, &count), RESULT_REFUSED);
        assert_int_equal(caucus_answer(c->store, never[i], c->call, true, NOON, &done), RESULT_REFUSED);
        assert_int_equal(caucus_found(c->store, never[i], "Brothers", NOON, &none), RESULT_REFUSED);
    }
    assert_int_equal(
        caucus_ask(c->store, &c->ben, c->call, "hal", NOON), RESULT_REFUSED); /* asked, and not the founder */
}

static void a_no_is_told_to_nobody(void **state)
{
    struct caucusing *c = *state;
    struct caucus_call calls[8];
    struct caucus_asked asked[8];
    size_t count;
    must(caucus_found(c->store, &c->ann, "Sisters", NOON, &c->call));
    must(caucus_ask(c->store, &c->ann, c->call, "ben", NOON));
    must(caucus_ask(c->store, &c->ann, c->call, "eve", NOON));
    answers(c, &c->ben, c->call, false, NOON);
    assert_int_equal(calls_of(c, &c->ben, NOON, calls), 0);
    must(caucus_asked_list(c->store, &c->ann, c->call, NOON, asked, 8, &count));
    assert_int_equal(count, 3);
    assert_int_equal(asked[1].yes, asked[2].yes);              /* ben said no, eve nothing */
    must(caucus_ask(c->store, &c->ann, c->call, "ben", NOON)); /* asked again, she is not asked again */
    assert_int_equal(calls_of(c, &c->ben, NOON, calls), 0);
    must(mute_member(c->store, &c->eve, c->ann.member, true, NOON));
    assert_int_equal(calls_of(c, &c->eve, NOON, calls), 0);
    assert_int_equal(answers(c, &c->ann, c->call, false, NOON), CAUCUS_WITHDRAWN);
    assert_int_equal(calls_of(c, &c->ann, NOON, calls), 0);
}

static void only_people_of_the_unit_found_it(void **state)
{
    struct caucusing *c = *state;
    int64_t more;
    must(caucus_found(c->store, &c->ann, "Sisters", NOON, &c->call));
    assert_int_equal(caucus_ask(c->store, &c->ann, c->call, "nobody-here", NOON), RESULT_NOT_FOUND);
    assert_int_equal(caucus_ask(c->store, &c->ann, c->call, "dora", NOON), RESULT_NOT_FOUND); /* of no shared unit */
    must(caucus_found(c->store, &c->ann, "Two", NOON, &more));
    must(caucus_found(c->store, &c->ann, "Three", NOON, &more));
    assert_int_equal(caucus_found(c->store, &c->ann, "Four", NOON, &more), RESULT_REFUSED);
    assert_int_equal(caucus_found(c->store, &c->ben, "vilakazi street", NOON, &more), RESULT_CONFLICT);
    assert_int_equal(caucus_found(c->store, &c->ben, "  ", NOON, &more), RESULT_INVALID);
    c->ben.here = c->street.next; /* not hers */
    assert_int_equal(caucus_found(c->store, &c->ben, "Theirs", NOON, &more), RESULT_REFUSED);
}

/* Not by a list, a name, a number, or a refusal of the name. */
static void to_all_others_there_is_none(void **state)
{
    struct caucusing *c = *state;
    struct unit units[8], unit;
    struct actor actor;
    struct caucus caucus;
    char problem[200];
    size_t count;
    int64_t id;
    found(c);
    must(house_set(c->store, &c->operator, "guests", "yes", NOON));
    const struct actor *outside[] = { &c->hal, &c->cora, &c->operator, & c->guest };
    for (int i = 0; i < 4; i++) {
        actor = *outside[i];
        must(units_list(c->store, outside[i], units, 8, &count));
        for (size_t j = 0; j < count; j++)
            assert_true(units[j].kind != UNIT_CAUCUS);
        assert_int_equal(unit_get(c->store, outside[i], c->caucus, &unit), RESULT_NOT_FOUND);
        assert_int_equal(unit_find(c->store, outside[i], "sisters", &id), RESULT_NOT_FOUND);
        assert_int_equal(unit_enter(c->store, &actor, "Sisters"), RESULT_NOT_FOUND);
        assert_int_not_equal(caucus_invite(c->store, outside[i], c->caucus, "ida", NOON), RESULT_OK);
        assert_int_not_equal(caucus_close(c->store, outside[i], c->caucus, NOON), RESULT_OK);
        assert_int_not_equal(caucus_leave(c->store, outside[i], c->caucus, NOON), RESULT_OK);
        assert_int_not_equal(caucus_choose(c->store, outside[i], "sisters", &id), RESULT_OK);
    }
    must(caucus_list(c->store, &c->hal, &caucus, 1, &count));
    assert_int_equal(count, 0);
    assert_int_equal(
        store_export(c->store, &c->operator, c->caucus, "/nowhere", NOON, problem, sizeof problem), RESULT_REFUSED);
    must(unit_found(c->store, &c->operator, "Sisters", "sisters", UNIT_FORUM, NOON, &id));
    must(unit_find(c->store, &c->hal, "sisters", &id));
    must(caucus_found(c->store, &c->cora, "Brothers", NOON, &id));
    assert_int_equal(db_number(c->store, -1, "SELECT closed FROM unit WHERE id = ?", c->caucus), 0);
}

static void two_may_have_one_name(void **state)
{
    struct caucusing *c = *state;
    int64_t second;
    found(c);
    must(caucus_found(c->store, &c->hal, "Sisters", NOON, &second)); /* hal does not know of the first */
    assert_int_equal(caucus_found(c->store, &c->ann, "Sisters", NOON, &second), RESULT_CONFLICT);
}

static void a_second_yes_and_her_own_take_her_in(void **state)
{
    struct caucusing *c = *state;
    struct caucus_call calls[8], call;
    enum caucus_done done;
    found(c);
    must(caucus_invite(c->store, &c->ann, c->caucus, "hal", NOON));
    assert_int_equal(caucus_invite(c->store, &c->ben, c->caucus, "hal", NOON), RESULT_CONFLICT);
    assert_int_equal(calls_of(c, &c->hal, NOON, calls), 0); /* nothing before the second yes */
    assert_int_equal(calls_of(c, &c->ben, NOON, calls), 1);
    int64_t invited = calls[0].id;
    assert_true(calls[0].waits);
    assert_int_equal(caucus_answer(c->store, &c->hal, invited, true, NOON, &done), RESULT_NOT_FOUND);
    answers(c, &c->ann, invited, true, NOON); /* her own again is no second one */
    assert_int_equal(calls_of(c, &c->hal, NOON, calls), 0);
    answers(c, &c->ben, invited, true, NOON);
    assert_int_equal(calls_of(c, &c->hal, NOON, calls), 1);
    assert_true(calls[0].for_me && calls[0].waits);
    assert_string_equal(calls[0].name, "Sisters");
    assert_int_equal(calls_of(c, &c->eve, NOON, calls), 1);
    assert_false(calls[0].waits); /* two are enough */
    assert_int_equal(answers(c, &c->hal, invited, true, NOON), CAUCUS_ENTERED);
    c->hal = again(c, &c->hal);
    assert_true(actor_belongs(&c->hal, c->caucus));
    assert_int_equal(caucus_call_get(c->store, &c->hal, invited, NOON, &call), RESULT_NOT_FOUND);
    struct actor there = c->hal;
    int64_t ask;
    there.here = c->caucus;
    must(aid_ask_make(c->store, &there,
        &(struct aid_form) { .kind = AID_TOOL, .line = "A ladder", .many = 1, .urgency = AID_WEEK }, NOON, &ask));
    must(caucus_leave(c->store, &c->hal, c->caucus, NOON));
    c->hal = again(c, &c->hal);
    assert_false(actor_belongs(&c->hal, c->caucus));
    assert_int_equal(db_number(c->store, -1, "SELECT state FROM ask WHERE id = ?", ask), AID_WITHDRAWN);
}

/* Whoever was asked at the founding and comes late needs nothing but her own yes. */
static void late_founders_come_by_their_own_yes(void **state)
{
    struct caucusing *c = *state;
    struct caucus_call calls[8];
    const struct actor *asked[] = { &c->ben, &c->eve, &c->flo, &c->gil, &c->hal };
    must(caucus_found(c->store, &c->ann, "Sisters", NOON, &c->call));
    for (int i = 0; i < 5; i++)
        must(caucus_ask(c->store, &c->ann, c->call, asked[i]->handle, NOON));
    for (int i = 0; i < 4; i++)
        answers(c, asked[i], c->call, true, NOON);
    assert_int_equal(calls_of(c, &c->hal, NOON, calls), 1);
    assert_int_equal(answers(c, &c->hal, calls[0].id, true, NOON), CAUCUS_ENTERED);
}

static void its_own_majority_closes_it(void **state)
{
    struct caucusing *c = *state;
    struct board board;
    struct caucus_call calls[8];
    int64_t thread, post;
    found(c);
    int64_t own = db_number(c->store, 0, "SELECT id FROM board WHERE unit = ?", c->caucus);
    must(thread_open(c->store, &c->ann, own, "Quiet", "Quetzal words.", NOON, &thread, &post));
    must(caucus_close(c->store, &c->ann, c->caucus, NOON));
    must(caucus_close(c->store, &c->ann, c->caucus, NOON)); /* the same person again */
    assert_int_equal(calls_of(c, &c->ben, NOON, calls), 1);
    assert_int_equal(calls[0].needed, 3);
    assert_int_equal(answers(c, &c->ben, calls[0].id, true, NOON), CAUCUS_NOTED);
    assert_int_equal(db_number(c->store, -1, "SELECT closed FROM unit WHERE id = ?", c->caucus), 0);
    assert_int_equal(answers(c, &c->eve, calls[0].id, true, NOON), CAUCUS_CLOSED);
    assert_int_equal(caucus_invite(c->store, &c->ann, c->caucus, "hal", NOON), RESULT_REFUSED);
    must(board_get(c->store, &c->ann, own, &board)); /* still read, for 30 days */
    store_forget(c->store, NOON + 30 * DAY - 1);
    assert_int_equal(db_number(c->store, 0, "SELECT count(*) FROM post_text WHERE post = ?", post), 1);
    assert_true(store_forget(c->store, NOON + 30 * DAY) > 0);
    assert_int_equal(db_number(c->store, -1, "SELECT count(*) FROM post_text WHERE post = ?", post), 0);
    assert_int_equal(db_number(c->store, -1, "SELECT count(*) FROM thread_title WHERE thread = ?", thread), 0);
    assert_int_equal(db_number(c->store, -1, "SELECT count(*) FROM post_words WHERE post_words MATCH 'quetzal'"), 0);
    c->ann = again(c, &c->ann);
    assert_int_equal(board_get(c->store, &c->ann, own, &board), RESULT_NOT_FOUND);
    assert_int_equal(db_number(c->store, -1, "SELECT count(*) FROM unit WHERE name = 'Sisters'"), 0);
}

static void the_last_who_leaves_closes_it(void **state)
{
    struct caucusing *c = *state;
    found(c);
    const struct actor *in[] = { &c->ann, &c->ben, &c->eve, &c->flo };
    for (int i = 0; i < 4; i++)
        must(caucus_leave(c->store, in[i], c->caucus, NOON));
    assert_int_equal(db_number(c->store, -1, "SELECT closed FROM unit WHERE id = ?", c->caucus), 0);
    must(member_leave(c->store, &c->gil, NOON + 1)); /* out of the house */
    assert_int_equal(db_number(c->store, -1, "SELECT closed FROM unit WHERE id = ?", c->caucus), NOON + 1);
}

/* Another session of hers may stand on its board just then. */
static void other_sessions_of_who_leaves_are_told(void **state)
{
    struct caucusing *c = *state;
    struct wrote wrote;
    bool told = false;
    found(c);
    while (store_wrote(c->store, &wrote))
        continue;
    must(caucus_leave(c->store, &c->gil, c->caucus, NOON));
    while (store_wrote(c->store, &wrote))
        told = told || wrote.member == c->gil.member;
    assert_true(told);
}

static void whoever_leaves_the_house_leaves_no_answers(void **state)
{
    struct caucusing *c = *state;
    char *json;
    found(c);
    must(caucus_invite(c->store, &c->ann, c->caucus, "hal", NOON));
    must(member_file(c->store, &c->ann, 0, &json));
    assert_non_null(strstr(json, "caucus_answers"));
    assert_non_null(strstr(json, "Sisters"));
    free(json);
    must(member_leave(c->store, &c->ann, NOON));
    assert_int_equal(db_number(c->store, -1, "SELECT count(*) FROM caucus_word"), 0);
    assert_int_equal(db_number(c->store, -1, "SELECT count(*) FROM caucus_call"), 0);
}

/* RULES 1.9: others set her password; for 7 days her account reads nothing of it, and answers nothing. */
static void it_is_shut_to_a_restored_account(void **state)
{
    struct caucusing *c = *state;
    struct caucus caucus;
    size_t count;
    found(c);
    must(db_run(c->store, "INSERT INTO restored (member, at) VALUES (?, ?)", c->ann.member, NOON));
    assert_int_equal(caucus_list(c->store, &c->ann, &caucus, 1, &count), RESULT_REFUSED);
    assert_int_equal(caucus_invite(c->store, &c->ann, c->caucus, "hal", NOON), RESULT_REFUSED);
    assert_int_equal(caucus_leave(c->store, &c->ann, c->caucus, NOON), RESULT_REFUSED);
}

/* --- the women's caucus --- */

static bool is_womens(struct caucusing *c)
{
    struct caucus caucus;
    size_t count;
    must(caucus_list(c->store, &c->ann, &caucus, 1, &count));
    return count == 1 && caucus.womens;
}

/* ann, ben, eve, flo and hal are women, whose word stands LATER. */
static void women(struct caucusing *c)
{
    found(c);
    const struct actor *who[] = { &c->ann, &c->ben, &c->eve, &c->flo, &c->hal };
    for (int i = 0; i < 5; i++)
        must(claim_make(c->store, who[i], NOON));
}

static void more_than_half_of_the_women_confirm_it(void **state)
{
    struct caucusing *c = *state;
    women(c);
    assert_int_equal(womens_confirm(c->store, &c->ann, "Sisters", NOON), RESULT_REFUSED);  /* it does not stand yet */
    assert_int_equal(womens_confirm(c->store, &c->gil, "Sisters", LATER), RESULT_REFUSED); /* no woman */
    assert_int_equal(womens_confirm(c->store, &c->cora, "Sisters", LATER), RESULT_REFUSED);
    assert_int_equal(womens_confirm(c->store, &c->operator, "Sisters", LATER), RESULT_REFUSED);
    must(womens_confirm(c->store, &c->ann, "Sisters", LATER));
    must(womens_confirm(c->store, &c->ann, "sisters", LATER)); /* one name each */
    must(womens_confirm(c->store, &c->hal, "SISTERS", LATER)); /* who is not in it, and is told nothing */
    must(womens_confirm(c->store, &c->ben, "Some others", LATER));
    assert_false(is_womens(c));
    must(womens_confirm(c->store, &c->ben, "Sisters", LATER)); /* the third of five */
    assert_true(is_womens(c));
    must(caucus_close(c->store, &c->ann, c->caucus, LATER));
    must(caucus_close(c->store, &c->ben, c->caucus, LATER));
    must(caucus_close(c->store, &c->gil, c->caucus, LATER));
    assert_false(is_womens(c));
}

/* Others take the name first; the women's confirmations are not theirs. */
static void a_name_alone_makes_no_womens_caucus(void **state)
{
    struct caucusing *c = *state;
    found(c); /* of the five only ann and ben will be women */
    const struct actor *who[] = { &c->ann, &c->ben, &c->hal };
    for (int i = 0; i < 3; i++)
        must(claim_make(c->store, who[i], NOON));
    for (int i = 0; i < 3; i++)
        must(womens_confirm(c->store, who[i], "Sisters", LATER));
    assert_false(is_womens(c));
}

/* Its name was said before there was one. */
static void it_may_be_confirmed_before_it_stands(void **state)
{
    struct caucusing *c = *state;
    const struct actor *who[] = { &c->ann, &c->ben, &c->eve };
    for (int i = 0; i < 3; i++)
        must(claim_make(c->store, who[i], NOON - 20 * DAY));
    for (int i = 0; i < 3; i++)
        must(womens_confirm(c->store, who[i], "Sisters", NOON));
    found(c);
    assert_false(is_womens(c));
    assert_int_equal(store_tick(c->store, NOON), 1);
    assert_true(is_womens(c));
    assert_int_equal(store_tick(c->store, NOON), 0);
}

/* How many units ask her for a woman who facilitates. */
static size_t asked(struct caucusing *c, const struct actor *who)
{
    struct facilitators_asked list[4];
    struct actor now = again(c, who);
    size_t count = 0;
    must(facilitators_asked(c->store, &now, LATER, list, 4, &count));
    if (count > 0)
        assert_int_equal(list[0].unit, 1);
    return count;
}

/* RULES 4.1: of two facilitators one is a woman where one is willing, else the women's caucus is asked. */
static void it_is_asked_where_no_facilitator_is_a_woman(void **state)
{
    struct caucusing *c = *state;
    size_t count;
    struct facilitators_asked list[4];
    women(c);
    must(seat_give(c->store, &street_house, 1, "facilitator", c->ida.member, LATER + 60 * DAY, NOON));
    must(seat_give(c->store, &street_house, 1, "facilitator", c->gil.member, LATER + 60 * DAY, NOON));
    assert_int_equal(asked(c, &c->ann), 0); /* no caucus is confirmed: nobody is asked */
    must(womens_confirm(c->store, &c->ann, "Sisters", LATER));
    must(womens_confirm(c->store, &c->ben, "Sisters", LATER));
    must(womens_confirm(c->store, &c->eve, "Sisters", LATER));
    assert_int_equal(asked(c, &c->ann), 1);
    assert_int_equal(asked(c, &c->gil), 1); /* each of its members */
    assert_int_equal(asked(c, &c->hal), 0); /* a woman outside it */
    assert_int_equal(asked(c, &c->ida), 0);
    assert_int_equal(asked(c, &c->cora), 0);
    assert_int_equal(facilitators_asked(c->store, &c->operator, LATER, list, 4, &count), RESULT_REFUSED);
    must(willing_set(c->store, &c->ida, "facilitator", true, LATER)); /* who does not say that she is a woman */
    assert_int_equal(asked(c, &c->ann), 1);
    must(willing_set(c->store, &c->hal, "facilitator", true, LATER));
    assert_int_equal(asked(c, &c->ann), 0);
    must(willing_set(c->store, &c->hal, "facilitator", false, LATER));
    assert_int_equal(asked(c, &c->ann), 1);
    must(seat_give(c->store, &street_house, 1, "facilitator", c->flo.member, LATER + 60 * DAY, LATER));
    assert_int_equal(asked(c, &c->ann), 0);
}

/* Where nobody facilitates everybody is asked alike. An answer is given from wherever she is. */
static void it_is_not_asked_to_find_facilitators_at_all(void **state)
{
    struct caucusing *c = *state;
    struct facilitators_asked list[4];
    size_t count;
    women(c);
    must(womens_confirm(c->store, &c->ann, "Sisters", LATER));
    must(womens_confirm(c->store, &c->ben, "Sisters", LATER));
    must(womens_confirm(c->store, &c->eve, "Sisters", LATER));
    assert_int_equal(asked(c, &c->ann), 0);
    must(seat_give(c->store, &street_house, 1, "facilitator", c->ida.member, LATER + 60 * DAY, NOON));
    assert_int_equal(asked(c, &c->ann), 1);
    struct actor gil = again(c, &c->gil);
    gil.here = c->caucus; /* she reads it there; her word of being a woman does not stand */
    must(facilitators_answer(c->store, &gil, 1, true, LATER));
    must(facilitators_asked(c->store, &gil, LATER, list, 4, &count));
    assert_int_equal(count, 1);
    assert_true(list[0].mine && !list[0].stands);
    struct actor ann = again(c, &c->ann);
    ann.here = c->caucus;
    must(facilitators_answer(c->store, &ann, 1, true, LATER));
    assert_int_equal(asked(c, &c->ann), 0);
    must(seat_give(c->store, &street_house, 1, "moderator", c->ann.member, LATER + 60 * DAY, LATER));
    must(facilitators_asked(c->store, &ann, LATER, list, 4, &count)); /* one task of power a person */
    assert_true(count == 1 && list[0].mine && list[0].stands);
    must(seat_give(c->store, &street_house, 1, "moderator", c->eve.member, LATER + 60 * DAY, LATER));
    must(db_run(c->store, "DELETE FROM seat WHERE name = 'moderator'"));
    must(facilitators_answer(c->store, &ann, 1, false, LATER));
    assert_int_equal(asked(c, &c->ann), 1);
    assert_int_equal(facilitators_answer(c->store, &c->operator, 1, true, LATER), RESULT_REFUSED);
}

/* Who had her password set by others reads nothing of it for a week. */
static void what_it_is_asked_is_shut_to_a_restored_account(void **state)
{
    struct caucusing *c = *state;
    struct facilitators_asked list[4];
    size_t count;
    women(c);
    must(db_run(c->store, "INSERT INTO restored (member, at) VALUES (?, ?)", c->ann.member, NOON));
    assert_int_equal(facilitators_asked(c->store, &c->ann, NOON, list, 4, &count), RESULT_REFUSED);
    assert_int_equal(count, 0);
}

static void suspend_hal(struct caucusing *c)
{
    women(c);
    must(womens_confirm(c->store, &c->ann, "Sisters", LATER));
    must(womens_confirm(c->store, &c->ben, "Sisters", LATER));
    must(womens_confirm(c->store, &c->eve, "Sisters", LATER));
    must(claim_object(c->store, &c->gil, "hal", true, LATER));
    must(claim_object(c->store, &c->ida, "hal", true, LATER));
}

static enum claim_state hals(struct caucusing *c)
{
    struct claim claim;
    must(claim_get(c->store, &c->hal, LATER, &claim));
    return claim.state;
}

static void it_decides_about_a_suspended_word(void **state)
{
    struct caucusing *c = *state;
    struct suspended waiting[4];
    struct claim claim;
    size_t count;
    bool decided;
    suspend_hal(c);
    must(claim_get(c->store, &c->hal, LATER, &claim));
    assert_true(claim.state == CLAIM_SUSPENDED && claim.caucus);
    must(womens_suspended(c->store, &c->ann, LATER, waiting, 4, &count));
    assert_int_equal(count, 1);
    assert_string_equal(waiting[0].handle, "hal");
    const struct actor *outside[] = { &c->ida, &c->hal, &c->cora, &c->operator, & c->guest };
    for (int i = 0; i < 5; i++) {
        assert_int_equal(womens_decide(c->store, outside[i], "hal", true, LATER, &decided), RESULT_REFUSED);
        womens_suspended(c->store, outside[i], LATER, waiting, 4, &count);
        assert_int_equal(count, 0);
    }
    assert_int_equal(womens_decide(c->store, &c->ann, "ida", true, LATER, &decided), RESULT_NOT_FOUND);
    must(womens_decide(c->store, &c->ann, "hal", true, LATER, &decided));
    must(womens_decide(c->store, &c->ann, "hal", true, LATER, &decided)); /* once each */
    must(womens_decide(c->store, &c->ben, "hal", false, LATER, &decided));
    must(womens_decide(c->store, &c->eve, "hal", true, LATER, &decided));
    assert_false(decided);
    assert_int_equal(hals(c), CLAIM_SUSPENDED);
    must(womens_decide(c->store, &c->flo, "hal", true, LATER, &decided)); /* the third of five */
    assert_true(decided);
    assert_int_equal(hals(c), CLAIM_STANDS);
    assert_int_equal(db_number(c->store, -1, "SELECT count(*) FROM claim_word"), 0);
}

static void it_can_refuse(void **state)
{
    struct caucusing *c = *state;
    bool decided;
    suspend_hal(c);
    must(womens_decide(c->store, &c->ann, "hal", false, LATER, &decided));
    must(womens_decide(c->store, &c->ben, "hal", false, LATER, &decided));
    must(womens_decide(c->store, &c->eve, "hal", false, LATER, &decided));
    assert_true(decided);
    assert_int_equal(hals(c), CLAIM_REFUSED);
}

/* Two of its five are left beside her: she neither says it herself nor counts among those of whom half is needed. */
static void nobody_decides_about_herself(void **state)
{
    struct caucusing *c = *state;
    struct suspended waiting[4];
    size_t count;
    bool decided;
    suspend_hal(c);
    must(claim_object(c->store, &c->gil, "flo", true, LATER));
    must(claim_object(c->store, &c->ida, "flo", true, LATER));
    must(womens_suspended(c->store, &c->flo, LATER, waiting, 4, &count));
    assert_int_equal(count, 1); /* hal */
    assert_int_equal(womens_decide(c->store, &c->flo, "flo", true, LATER, &decided), RESULT_NOT_FOUND);
    must(caucus_leave(c->store, &c->gil, c->caucus, LATER));
    must(womens_decide(c->store, &c->ann, "flo", true, LATER, &decided));
    assert_false(decided);
    must(womens_decide(c->store, &c->ben, "flo", true, LATER, &decided)); /* two of three */
    assert_true(decided);
}

int main(void)
{
#define in_house(test) cmocka_unit_test_setup_teardown(test, begin, end)
    const struct CMUnitTest tests[] = {
        in_house(five_found_one),
        in_house(four_are_too_few),
        in_house(who_was_not_asked_sees_none_of_it),
        in_house(a_no_is_told_to_nobody),
        in_house(only_people_of_the_unit_found_it),
        in_house(to_all_others_there_is_none),
        in_house(two_may_have_one_name),
        in_house(a_second_yes_and_her_own_take_her_in),
        in_house(late_founders_come_by_their_own_yes),
        in_house(its_own_majority_closes_it),
        in_house(the_last_who_leaves_closes_it),
        in_house(other_sessions_of_who_leaves_are_told),
        in_house(whoever_leaves_the_house_leaves_no_answers),
        in_house(it_is_shut_to_a_restored_account),
        in_house(more_than_half_of_the_women_confirm_it),
        in_house(it_may_be_confirmed_before_it_stands),
        in_house(a_name_alone_makes_no_womens_caucus),
        in_house(it_is_asked_where_no_facilitator_is_a_woman),
        in_house(it_is_not_asked_to_find_facilitators_at_all),
        in_house(what_it_is_asked_is_shut_to_a_restored_account),
        in_house(it_decides_about_a_suspended_word),
        in_house(it_can_refuse),
        in_house(nobody_decides_about_herself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
