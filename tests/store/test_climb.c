/* test_climb.c: asks that climb to other units: when, to whom, how much of them is seen there, and what comes of it.
 * RULES 3.7. */
#include "tests/store/street.h"

#include "aid.h"
#include "claim.h"
#include "hand.h"
#include "ledger.h"
#include "store/people/people.h"
#include "units.h"

/*
 * Ann and Ben live in Vilakazi Street, Cora and Eve in Next Street below the same neighbourhood, Dora in Far Street,
 * which has neither; Fay in a street below a part of the neighbourhood.
 */
struct climbing {
    struct street street;
    struct store *store;
    struct actor ann, ben, cora, dora, eve, fay;
    int64_t part, lane;
};

enum { AID_CLIMB_TODAY = 2 * HOUR };

static int begin(void **state)
{
    struct climbing *climbing = calloc(1, sizeof *climbing);
    *state = climbing;
    struct street *street = &climbing->street;
    street_open_at(street, ":memory:");
    climbing->store = street->store;
    climbing->ann = street->ann;
    climbing->ben = street->ben;
    climbing->cora = street->cora;
    climbing->dora = street->dora;
    must(unit_add(
        climbing->store, &street->operator, "East", NULL, UNIT_NEIGHBOURHOOD, street->parent, NOON, &climbing->part));
    must(unit_add(
        climbing->store, &street->operator, "Lane", NULL, UNIT_COMMUNE, climbing->part, NOON, &climbing->lane));
    climbing->eve = street_member(street, "eve", street->next);
    climbing->fay = street_member(street, "fay", climbing->lane);
    return 0;
}

static int end(void **state)
{
    struct climbing *climbing = *state;
    store_close(climbing->store);
    free(climbing);
    return 0;
}

static const struct aid_form lift = { .kind = AID_TRANSPORT,
    .line = "Two seats to the hospital",
    .details = "Divine, from block C",
    .place = "Mahalefele corner",
    .many = 2,
    .urgency = AID_TODAY,
    .languages = 1,
    .climbs = AID_CLIMBS };

static int64_t asks(struct climbing *climbing, const struct aid_form *form)
{
    int64_t ask;
    must(aid_ask_make(climbing->store, &climbing->ann, form, NOON, &ask));
    return ask;
}

static int64_t asks_up(struct climbing *climbing, const struct aid_form *form)
{
    int64_t ask = asks(climbing, form);
    assert_true(store_tick(climbing->store, NOON + AID_CLIMB_TODAY) > 0);
    return ask;
}

static int64_t offers(struct climbing *climbing, const struct actor *who, const char *line)
{
    int64_t offer;
    must(aid_offer_make(
        climbing->store, who, &(struct aid_form) { .kind = AID_TRANSPORT, .line = line, .capacity = 1 }, NOON, &offer));
    return offer;
}

static size_t on_board(struct climbing *climbing, const struct actor *who, int64_t now, struct aid *out)
{
    size_t count;
    must(aid_list(climbing->store, who, &(struct aid_filter) { .kind = -1, .urgency = -1 }, NULL, now, 5, out, &count));
    return count;
}

static bool sees(struct climbing *climbing, const struct actor *who, int64_t ask, int64_t now)
{
    struct aid aid, board[5];
    bool gets = aid_ask_get(climbing->store, who, ask, now, &aid) == RESULT_OK, listed = false;
    if (gets)
        aid_rows_free(&aid, 1);
    for (size_t i = 0, count = on_board(climbing, who, now, board); i < count; i++)
        listed = listed || board[i].id == ask;
    assert_int_equal(listed, gets);
    return gets;
}

/* --- when --- */

static void it_waits_by_its_urgency(void **state)
{
    static const struct {
        enum aid_urgency urgency;
        int64_t waits;
    } table[] = { { AID_TODAY, 2 * HOUR }, { AID_DAYS, 2 * DAY }, { AID_WEEK, 7 * DAY }, { AID_WHENEVER, 14 * DAY } };
    struct climbing *climbing = *state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct aid_form form = lift;
        form.urgency = table[i].urgency;
        form.ends = NOON + 90 * DAY;
        int64_t ask = asks(climbing, &form);
        store_tick(climbing->store, NOON + table[i].waits - 1);
        assert_false(sees(climbing, &climbing->cora, ask, NOON));
        store_tick(climbing->store, NOON + table[i].waits);
        assert_true(sees(climbing, &climbing->cora, ask, NOON));
        assert_false(sees(climbing, &climbing->fay, ask, NOON));
        store_tick(climbing->store, NOON + 2 * table[i].waits - 1);
        assert_false(sees(climbing, &climbing->fay, ask, NOON)); /* the unit above, after as long again */
        store_tick(climbing->store, NOON + 2 * table[i].waits);
        assert_true(sees(climbing, &climbing->fay, ask, NOON));
        assert_false(sees(climbing, &climbing->dora, ask, NOON));
        must(aid_ask_withdraw(climbing->store, &climbing->ann, ask, NOON + 2 * table[i].waits));
    }
}

static void neighbours_that_the_steward_named(void **state)
{
    struct climbing *climbing = *state;
    struct aid aid;
    int64_t ask;
    must(unit_set_parent(climbing->store, &climbing->street.operator, climbing->lane, 0));
    must(unit_neighbour_set(
        climbing->store, &climbing->street.operator, climbing->street.far, climbing->lane, true, NOON));
    must(aid_ask_make(climbing->store, &climbing->dora, &lift, NOON, &ask));
    store_tick(climbing->store, NOON + AID_CLIMB_TODAY);
    assert_true(sees(climbing, &climbing->fay, ask, NOON));
    assert_false(sees(climbing, &climbing->cora, ask, NOON));
    must(aid_ask_get(climbing->store, &climbing->fay, ask, NOON, &aid));
    assert_non_null(strstr(aid.line, "nearby"));
    aid_rows_free(&aid, 1);
}

static void it_stays_without_her_word(void **state)
{
    struct climbing *climbing = *state;
    struct aid_form form = lift;
    int64_t ask;
    form.climbs = AID_STAYS;
    ask = asks(climbing, &form);
    store_tick(climbing->store, NOON + AID_CLIMB_TODAY);
    assert_false(sees(climbing, &climbing->cora, ask, NOON));
    form.climbs = AID_CLIMBS;
    form.who_may = AID_MY_BLOCK;
    assert_int_equal(aid_ask_make(climbing->store, &climbing->ann, &form, NOON, &ask), RESULT_INVALID);
    form.who_may = AID_NAMED;
    form.named[0] = "ben";
    assert_int_equal(aid_ask_make(climbing->store, &climbing->ann, &form, NOON, &ask), RESULT_INVALID);
}

static void a_caucus_is_asked_nothing(void **state)
{
    struct climbing *climbing = *state;
    int64_t caucus, ask;
    must(unit_add(climbing->store, &street_house, "Us", NULL, UNIT_CAUCUS, climbing->street.parent, NOON, &caucus));
    ask = asks_up(climbing, &lift);
    assert_int_equal(
        db_number(climbing->store, 0, "SELECT count(*) FROM ask_climbed WHERE ask = ? AND unit = ?", ask, caucus), 0);
}

/* --- how much --- */

/* Nothing of the ask's words, its asker, her home, or its place. */
static void assert_veiled(const void *bytes, size_t size)
{
    static const char *const secrets[] = { "ann", "C 14", "block C", "hospital", "Divine", "Mahalefele", "Vilakazi" };
    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
        assert_null(memmem(bytes, size, secrets[i], strlen(secrets[i])));
}

static void kind_window_number_and_area_are_seen(void **state)
{
    struct climbing *climbing = *state;
    struct aid aid, board[5];
    int64_t ask = asks_up(climbing, &lift), match;
    assert_int_equal(on_board(climbing, &climbing->cora, NOON, board), 1);
    must(aid_ask_get(climbing->store, &climbing->cora, ask, NOON, &aid));
    assert_int_equal(aid.id, ask);
    assert_int_equal(aid.kind, AID_TRANSPORT);
    assert_int_equal(aid.many, 2);
    assert_int_equal(aid.ends, NOON + DAY);
    assert_int_equal(aid.from, AID_FROM_BESIDE);
    assert_true(aid.veiled && aid.may_answer && !aid.mine && !aid.again && !aid.is_new);
    assert_string_equal(aid.line, "transport, for 2, until Saturday 16 January, 08:00, Orlando");
    assert_string_equal(aid.who, "a neighbour from the next street");
    assert_string_equal(aid.place, "");
    assert_string_equal(aid.details, "");
    assert_string_equal(aid.by_hand, "");
    assert_int_equal(aid.unit + aid.at + aid.languages + aid.climbs + aid.who_may, 0);
    assert_int_equal(aid.urgency, AID_WHENEVER);
    assert_veiled(&aid, sizeof aid);
    assert_veiled(&board[0], sizeof board[0]);
    aid_rows_free(&aid, 1);
    must(aid_can(climbing->store, &climbing->cora, ask, 0, NOON, &match));
    struct aid_match found;
    must(aid_match_get(climbing->store, &climbing->cora, match, NOON, &found));
    assert_veiled(&found, sizeof found);
    assert_string_equal(found.other, "a neighbour from the next street");
    must(aid_match_get(climbing->store, &climbing->ann, match, NOON, &found));
    assert_string_equal(found.other, "a neighbour from the next street");
    assert_int_equal(found.from, AID_FROM_BESIDE);
    assert_null(memmem(&found, sizeof found, "cora", 4));
    struct aid_due due[5];
    size_t count;
    must(aid_answer(climbing->store, &climbing->ann, match, AID_NOT_NOW, NOON));
    must(aid_due_list(climbing->store, &climbing->cora, NOON, 5, due, &count));
    assert_int_equal(count, 1);
    assert_veiled(due, sizeof due);
}

static void what_is_asked_first_is_what_is_seen(void **state)
{
    struct climbing *climbing = *state;
    struct aid aid;
    int64_t when, ask = asks(climbing, &lift);
    char words[400];
    must(aid_ask_climb(climbing->store, &climbing->ann, ask, &when, words, sizeof words));
    assert_int_equal(when, NOON + AID_CLIMB_TODAY);
    store_tick(climbing->store, NOON + AID_CLIMB_TODAY);
    must(aid_ask_get(climbing->store, &climbing->cora, ask, NOON, &aid));
    assert_string_equal(aid.line, words);
    aid_rows_free(&aid, 1);
    must(aid_ask_climb(climbing->store, &climbing->ann, ask, &when, words, sizeof words));
    assert_int_equal(when, 0);
    assert_int_equal(aid_ask_climb(climbing->store, &climbing->cora, ask, &when, words, sizeof words), RESULT_REFUSED);
}

static void her_line_is_read_by_who_can_when_she_said_so(void **state)
{
    struct climbing *climbing = *state;
    struct aid_form form = lift;
    struct aid aid;
    int64_t match;
    form.climbs = AID_CLIMBS_WITH_LINE;
    int64_t ask = asks_up(climbing, &form);
    must(aid_ask_get(climbing->store, &climbing->cora, ask, NOON, &aid));
    assert_veiled(&aid, sizeof aid);
    aid_rows_free(&aid, 1);
    must(aid_can(climbing->store, &climbing->cora, ask, 0, NOON, &match));
    must(aid_ask_get(climbing->store, &climbing->cora, ask, NOON, &aid));
    assert_string_equal(aid.line, "Two seats to the hospital");
    assert_true(aid.line_told && aid.veiled && aid.ends != 0); /* its line says no window: the page does */
    assert_string_equal(aid.details, "");
    assert_string_equal(aid.who, "a neighbour from the next street");
    aid_rows_free(&aid, 1);
    must(aid_ask_get(climbing->store, &climbing->eve, ask, NOON, &aid)); /* to everybody else nothing more */
    assert_veiled(&aid, sizeof aid);
    aid_rows_free(&aid, 1);
}

static void after_two_yeses_they_know_each_other(void **state)
{
    struct climbing *climbing = *state;
    struct aid aid;
    struct aid_match found;
    struct actor hers = climbing->cora;
    int64_t ask = asks_up(climbing, &lift), match;
    must(aid_about_set(climbing->store, &climbing->ann, &(struct aid_about) { .reach = "ring twice" }));
    must(aid_can(climbing->store, &hers, ask, 0, NOON, &match));
    must(aid_accept(climbing->store, &climbing->ann, ask, NOON));
    must(aid_match_get(climbing->store, &hers, match, NOON, &found));
    assert_string_equal(found.other, "ann");
    assert_string_equal(found.home, "C 14, Vilakazi Street");
    assert_string_equal(found.reach, "ring twice");
    assert_string_equal(found.line, "Two seats to the hospital");
    must(aid_match_get(climbing->store, &climbing->ann, match, NOON, &found));
    assert_string_equal(found.other, "cora");
    assert_string_equal(found.home, "C 14, Next Street");
    must(aid_ask_get(climbing->store, &hers, ask, NOON, &aid));
    assert_string_equal(aid.details, "Divine, from block C");
    aid_rows_free(&aid, 1);
    assert_false(sees(climbing, &climbing->eve, ask, NOON)); /* agreed on, it came down */
    must(aid_say(climbing->store, &hers, match, "At nine", NOON));
    must(aid_done(climbing->store, &climbing->ann, ask, NOON, &match));
    store_tick(climbing->store, NOON + 3 * HOUR);
    assert_int_equal(db_number(climbing->store, 0, "SELECT count(*) FROM ask_climbed"), 0);
}

/* The ask came down when it was agreed on: each still reads from where the other is. */
static void from_further_away_stays_so(void **state)
{
    struct climbing *climbing = *state;
    struct actor *fay = &climbing->fay;
    struct aid_match found;
    struct aid aid;
    int64_t ask = asks_up(climbing, &lift), match, later = NOON + 2 * AID_CLIMB_TODAY;
    store_tick(climbing->store, later);
    must(aid_can(climbing->store, fay, ask, 0, later, &match));
    must(aid_match_get(climbing->store, &climbing->ann, match, later, &found));
    assert_int_equal(found.from, AID_FROM_ABOVE);
    must(aid_accept(climbing->store, &climbing->ann, ask, later));
    must(aid_match_get(climbing->store, &climbing->ann, match, later, &found));
    assert_int_equal(found.from, AID_FROM_ABOVE);
    must(aid_match_get(climbing->store, fay, match, later, &found));
    assert_int_equal(found.from, AID_FROM_ABOVE);
    must(aid_ask_get(climbing->store, fay, ask, later, &aid));
    assert_int_equal(aid.from, AID_FROM_ABOVE);
    aid_rows_free(&aid, 1);
    ask = asks_up(climbing, &lift); /* and an offer that was chosen */
    store_tick(climbing->store, later);
    int64_t offer = offers(climbing, fay, "My car");
    must(aid_choose(climbing->store, &climbing->ann, ask, offer, later, &match));
    must(aid_answer(climbing->store, fay, match, AID_YES, later));
    must(aid_offer_get(climbing->store, &climbing->ann, offer, later, &aid));
    assert_int_equal(aid.from, AID_FROM_ABOVE);
    aid_rows_free(&aid, 1);
}

/* --- it comes down --- */

static void what_is_over_comes_down(void **state)
{
    struct climbing *climbing = *state;
    int64_t ask = asks_up(climbing, &lift), match, ends = NOON + DAY;
    must(aid_ask_withdraw(climbing->store, &climbing->ann, ask, NOON));
    assert_false(sees(climbing, &climbing->cora, ask, NOON));
    assert_int_equal(db_number(climbing->store, 0, "SELECT count(*) FROM ask_climbed"), 0);
    ask = asks_up(climbing, &lift);
    store_tick(climbing->store, ends);
    assert_false(sees(climbing, &climbing->cora, ask, ends));
    assert_int_equal(db_number(climbing->store, 0, "SELECT count(*) FROM ask_climbed"), 0);
    ask = asks_up(climbing, &lift);
    must(aid_can(climbing->store, &climbing->ben, ask, 0, NOON, &match));
    assert_true(sees(climbing, &climbing->cora, ask, NOON)); /* answered: somebody was first */
    assert_int_equal(aid_can(climbing->store, &climbing->cora, ask, 0, NOON, &match), RESULT_CONFLICT);
    must(aid_accept(climbing->store, &climbing->ann, ask, NOON));
    assert_false(sees(climbing, &climbing->cora, ask, NOON));
    must(aid_again(climbing->store, &climbing->ann, ask, 0, NOON + 3 * HOUR)); /* it fell through: up again */
    store_tick(climbing->store, NOON + 3 * HOUR);
    assert_true(sees(climbing, &climbing->cora, ask, NOON + 3 * HOUR));
}

static void the_books_tell_no_name(void **state)
{
    struct climbing *climbing = *state;
    int64_t before = ledger_last(climbing->store), ask = asks_up(climbing, &lift);
    for (int64_t unit = 1; unit <= climbing->street.next; unit += climbing->street.next - 1)
        assert_int_equal(
            db_number(climbing->store, 0, "SELECT count(*) FROM ledger WHERE kind = ? AND unit = ? AND subject = ?",
                LEDGER_ASK_CLIMBED, unit, ask),
            1);
    assert_int_equal(
        db_number(climbing->store, 0, "SELECT count(*) FROM ledger WHERE seq > ? AND actor <> 0", before), 0);
    must(aid_ask_withdraw(climbing->store, &climbing->ann, ask, NOON));
    assert_int_equal(db_number(climbing->store, 0, "SELECT count(*) FROM ledger WHERE kind = ? AND unit = ?",
                         LEDGER_ASK_ENDED, climbing->street.next),
        1);
}

/* --- offers there --- */

static void an_offer_there_meets_it_veiled(void **state)
{
    struct climbing *climbing = *state;
    struct aid_suggestion found[AID_SUGGESTIONS];
    struct aid aid;
    struct aid_match match;
    size_t count;
    int64_t id, offer = offers(climbing, &climbing->cora, "My car to the hospital");
    assert_int_equal(aid_offer_get(climbing->store, &climbing->ann, offer, NOON, &aid), RESULT_NOT_FOUND);
    int64_t ask = asks_up(climbing, &lift);
    must(aid_suggestions(climbing->store, &climbing->ann, false, ask, NOON, AID_SUGGESTIONS, found, &count));
    assert_int_equal(count, 1);
    assert_int_equal(found[0].aid.id, offer);
    assert_string_equal(found[0].aid.line, "transport, until Thursday 15 April, 08:00, Orlando");
    assert_string_equal(found[0].aid.who, "a neighbour from the next street");
    assert_string_equal(found[0].reason, "a street close by, both free on Friday and Saturday");
    assert_null(memmem(&found[0], sizeof found[0], "cora", 4));
    assert_null(memmem(&found[0], sizeof found[0], "hospital", 8));
    aid_rows_free(&found[0].aid, 1);
    must(aid_suggestions(climbing->store, &climbing->cora, true, offer, NOON, AID_SUGGESTIONS, found, &count));
    assert_int_equal(count, 1);
    assert_int_equal(found[0].aid.id, ask);
    assert_veiled(&found[0], sizeof found[0]);
    assert_string_equal(found[0].reason, "a street close by, both free on Friday and Saturday"); /* no shared word */
    aid_rows_free(&found[0].aid, 1);
    assert_int_equal(aid_offer_get(climbing->store, &climbing->ben, offer, NOON, &aid), RESULT_NOT_FOUND);
    must(aid_choose(climbing->store, &climbing->ann, ask, offer, NOON, &id));
    must(aid_match_get(climbing->store, &climbing->cora, id, NOON, &match));
    assert_veiled(&match, sizeof match);
    must(aid_answer(climbing->store, &climbing->cora, id, AID_YES, NOON));
    must(aid_offer_get(climbing->store, &climbing->ann, offer, NOON, &aid));
    assert_string_equal(aid.who, "cora");
    assert_string_equal(aid.line, "My car to the hospital");
    aid_rows_free(&aid, 1);
}

/* The same with and without a mute: what is veiled names nobody, so nothing of it may tell whom she muted. */
static void a_mute_changes_nothing_of_what_is_veiled(void **state)
{
    struct climbing *climbing = *state;
    struct aid_suggestion found[AID_SUGGESTIONS];
    size_t count;
    int64_t match;
    offers(climbing, &climbing->cora, "My car");
    int64_t ask = asks_up(climbing, &lift);
    must(db_run(
        climbing->store, "INSERT INTO muted_member VALUES (?, ?, 1)", climbing->ann.member, climbing->cora.member));
    must(aid_suggestions(climbing->store, &climbing->ann, false, ask, NOON, AID_SUGGESTIONS, found, &count));
    assert_int_equal(count, 1);
    aid_rows_free(&found[0].aid, 1);
    must(aid_can(climbing->store, &climbing->cora, ask, 0, NOON, &match));
    assert_int_equal(aid_accept(climbing->store, &climbing->ann, ask, NOON), RESULT_NOT_FOUND); /* at the second yes */
    assert_true(sees(climbing, &climbing->cora, ask, NOON));
}

static void women_alone_are_told_of_what_women_answer(void **state)
{
    struct climbing *climbing = *state;
    struct aid_form form = lift;
    struct aid board[5];
    form.who_may = AID_WOMEN;
    must(db_run(climbing->store, "INSERT INTO woman_claim (member, said) VALUES (?, ?)", climbing->cora.member,
        NOON - 20 * DAY));
    int64_t ask = asks_up(climbing, &form), match;
    assert_int_equal(on_board(climbing, &climbing->cora, NOON, board), 1);
    assert_int_equal(on_board(climbing, &climbing->eve, NOON, board), 0);
    assert_int_equal(aid_can(climbing->store, &climbing->eve, ask, 0, NOON, &match), RESULT_REFUSED);
    must(aid_can(climbing->store, &climbing->cora, ask, 0, NOON, &match));
    struct aid_match found;
    must(aid_match_get(climbing->store, &climbing->ann, match, NOON, &found));
    assert_string_equal(found.other, "a woman from the next street, 0 days here");
}

static void who_belongs_to_both_sees_it_once(void **state)
{
    struct climbing *climbing = *state;
    struct aid board[5];
    struct actor both = climbing->cora;
    asks_up(climbing, &lift);
    both.units[both.unit_count++] = 1;
    assert_int_equal(on_board(climbing, &both, NOON, board), 0); /* here is Next Street */
    both.here = 1;
    assert_int_equal(on_board(climbing, &both, NOON, board), 1);
    assert_string_equal(board[0].line, "Two seats to the hospital");
}

static void home_tells_what_she_could_do_today(void **state)
{
    struct climbing *climbing = *state;
    struct aid_due due[5];
    size_t count;
    offers(climbing, &climbing->cora, "My car");
    int64_t ask = asks_up(climbing, &lift);
    must(aid_due_list(climbing->store, &climbing->cora, NOON, 5, due, &count));
    assert_int_equal(count, 1);
    assert_int_equal(due[0].id, ask);
    assert_int_equal(due[0].from, AID_FROM_BESIDE);
    assert_veiled(&due[0], sizeof due[0]);
}

/* --- matching night --- */

static void a_night_meets_its_own_first(void **state)
{
    struct climbing *climbing = *state;
    struct aid_night night;
    int64_t own, at, ask = asks_up(climbing, &lift);
    struct aid_form form = lift;
    form.urgency = AID_WHENEVER; /* less urgent than what climbed */
    must(aid_ask_make(climbing->store, &climbing->eve, &form, NOON, &own));
    offers(climbing, &climbing->cora, "My car to the hospital");
    must(aid_match_all(climbing->store, &climbing->cora, true, NOON, NULL, NULL, &night));
    assert_int_equal(night.asks, 2);
    assert_int_equal(night.count, 1);
    assert_int_equal(night.pairs[0].ask, own);
    aid_night_free(&night);
    offers(climbing, &climbing->eve, "A seat");
    must(aid_match_all(climbing->store, &climbing->cora, false, NOON, NULL, NULL, &night));
    assert_int_equal(night.count, 2);
    assert_int_equal(night.pairs[0].ask, own);
    assert_int_equal(night.pairs[1].ask, ask);
    assert_string_equal(night.pairs[1].asker, "a neighbour from the next street");
    assert_string_equal(night.pairs[1].ask_line, "transport, for 2, until Saturday 16 January, 08:00, Orlando");
    aid_night_free(&night);
    must(aid_match_all(climbing->store, &climbing->ann, false, NOON, NULL, NULL, &night)); /* the next street's stay */
    assert_int_equal(night.count, 0);
    aid_night_free(&night);
    must(aid_night_written(climbing->store, &climbing->cora, NOON, &night, &at));
    assert_int_equal(night.count, 2);
    assert_veiled(&night.pairs[1].asker, sizeof night.pairs[1].asker);
    assert_veiled(&night.pairs[1].reason, sizeof night.pairs[1].reason);
    assert_string_equal(night.pairs[1].ask_line, "transport, for 2, until Saturday 16 January, 08:00, Orlando");
    aid_night_free(&night);
}

/* An ask of today ends before the two days for which a night's suggestions wait. */
static void a_suggestion_is_not_promised_beyond_its_ask(void **state)
{
    struct climbing *climbing = *state;
    struct aid_night night;
    struct aid_due due[5];
    size_t count;
    asks_up(climbing, &lift);
    offers(climbing, &climbing->eve, "A seat");
    must(aid_match_all(climbing->store, &climbing->cora, false, NOON, NULL, NULL, &night));
    aid_night_free(&night);
    must(aid_due_list(climbing->store, &climbing->eve, NOON, 5, due, &count));
    assert_int_equal(count, 1);
    assert_int_equal(due[0].kind, AID_DUE_SUGGESTED);
    assert_int_equal(due[0].at, NOON + DAY);
}

static void statistics_stay_where_it_was_asked(void **state)
{
    struct climbing *climbing = *state;
    struct aid_statistic found[5];
    size_t count;
    asks_up(climbing, &lift);
    must(aid_statistics(climbing->store, &climbing->cora, 30, NOON, found, 5, &count));
    assert_int_equal(count, 0);
    must(aid_statistics(climbing->store, &climbing->ann, 30, NOON, found, 5, &count));
    assert_int_equal(count, 1);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
#define climb_test(test) cmocka_unit_test_setup_teardown(test, begin, end)
        climb_test(it_waits_by_its_urgency),
        climb_test(neighbours_that_the_steward_named),
        climb_test(it_stays_without_her_word),
        climb_test(a_caucus_is_asked_nothing),
        climb_test(kind_window_number_and_area_are_seen),
        climb_test(what_is_asked_first_is_what_is_seen),
        climb_test(her_line_is_read_by_who_can_when_she_said_so),
        climb_test(after_two_yeses_they_know_each_other),
        climb_test(from_further_away_stays_so),
        climb_test(what_is_over_comes_down),
        climb_test(the_books_tell_no_name),
        climb_test(an_offer_there_meets_it_veiled),
        climb_test(a_mute_changes_nothing_of_what_is_veiled),
        climb_test(women_alone_are_told_of_what_women_answer),
        climb_test(who_belongs_to_both_sees_it_once),
        climb_test(home_tells_what_she_could_do_today),
        climb_test(a_night_meets_its_own_first),
        climb_test(a_suggestion_is_not_promised_beyond_its_ask),
        climb_test(statistics_stay_where_it_was_asked),
    };
    return cmocka_run_group_tests_name("climbing", tests, NULL, NULL);
}
