/* test_ring.c: a circle while it is held (ring.h), as RULES 6.1-6.5 say it, with time as an argument. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ring.h"

enum { ANN = 101, BEN, CORA, DORA, EVE, FAY, NOW = 1000 };
static const struct ring_limits limits = {
    .people = 12, .words = 120, .silence_seconds = 180, .person_seconds = 240, .steps_seconds = 4200
};
static const uint32_t in_order[RING_PEOPLE_MOST] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 };

static enum ring_result act_at(struct ring *ring, int64_t member, enum ring_act act, int64_t number, const char *text,
    uint16_t places, int64_t now)
{
    return ring_do(ring,
        &(struct ring_ask) { .member = member,
            .act = act,
            .number = number,
            .places = places,
            .text = text,
            .length = text != NULL ? strlen(text) : 0 },
        in_order, now);
}

static enum ring_result act(struct ring *ring, int64_t member, enum ring_act what)
{
    return act_at(ring, member, what, 0, NULL, 0, NOW);
}

static enum ring_result say(struct ring *ring, int64_t member, const char *text)
{
    return act_at(ring, member, RING_SAY, 0, text, 0, NOW);
}

static bool holds_the_word(const struct ring *ring)
{
    return memmem(ring, sizeof *ring, "secretword", strlen("secretword")) != NULL;
}

static int64_t holder(const struct ring *ring)
{
    return ring->view.holder == RING_NOBODY ? 0 : ring->view.person[ring->view.holder].member;
}

/* Five people gather and accept the agreements; ann and ben keep it. */
static struct ring *gathered(bool short_circle)
{
    static struct ring ring;
    const int64_t members[] = { ANN, BEN, CORA, DORA, EVE };
    assert_true(ring_open(&ring, 7, short_circle, &limits, members, 5, NOW));
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(act_at(&ring, members[i], RING_COME, 1, NULL, 0, NOW), RING_DONE);
    return &ring;
}

static struct ring *begun(void)
{
    struct ring *ring = gathered(false);
    assert_int_equal(act(ring, ANN, RING_BEGIN), RING_DONE);
    return ring;
}

/* Everybody passes twice: the round is complete. */
static void pass_all(struct ring *ring)
{
    for (int i = 0; i < 30 && holder(ring) != 0; i++)
        assert_int_equal(act(ring, holder(ring), RING_PASS), RING_DONE);
    assert_true(ring->view.complete);
}

static void nobody_is_in_without_the_agreements(void **state)
{
    (void)state;
    static struct ring ring;
    const int64_t members[] = { ANN, BEN };
    struct ring_view view;
    assert_true(ring_open(&ring, 7, false, &limits, members, 2, NOW));
    assert_int_equal(act(&ring, ANN, RING_COME), RING_NEEDS_YES);
    assert_false(ring_look(&ring, ANN, &view));
    assert_int_equal(act_at(&ring, FAY, RING_COME, 1, NULL, 0, NOW), RING_NOT_HERS);
    assert_int_equal(act_at(&ring, ANN, RING_COME, 1, NULL, 0, NOW), RING_DONE);
    assert_true(ring_look(&ring, ANN, &view));
    assert_int_equal(act(&ring, ANN, RING_BEGIN), RING_FEWER_THAN_FIVE);
}

static void the_thirteenth_finds_no_place(void **state)
{
    (void)state;
    struct ring *ring = gathered(false);
    for (int64_t i = 0; i < 7; i++)
        assert_int_equal(ring_name(ring, 200 + i), RING_DONE);
    assert_int_equal(ring_name(ring, 200), RING_DONE); /* she has a place already */
    assert_int_equal(ring_name(ring, 300), RING_IS_FULL);
}

static void the_piece_goes_round_and_comes_once_more_to_who_passed(void **state)
{
    (void)state;
    struct ring *ring = begun();
    assert_int_equal(ring->view.stage, RING_CHECK_IN);
    assert_int_equal(holder(ring), ANN); /* the first keeper begins */
    assert_int_equal(say(ring, BEN, "me first"), RING_NOT_HOLDER);
    assert_int_equal(act(ring, BEN, RING_PASS), RING_NOT_HOLDER);
    assert_int_equal(say(ring, ANN, "tired"), RING_DONE);
    assert_int_equal(holder(ring), ANN); /* no line ends a turn */
    assert_int_equal(act(ring, ANN, RING_PASS), RING_DONE);
    assert_int_equal(holder(ring), BEN);
    assert_int_equal(act(ring, BEN, RING_PASS), RING_DONE); /* without a word */
    for (int64_t member = CORA; member <= EVE; member++) {
        assert_int_equal(holder(ring), member);
        say(ring, member, "well");
        act(ring, member, RING_PASS);
    }
    assert_int_equal(holder(ring), BEN); /* once more */
    assert_int_equal(act(ring, BEN, RING_PASS), RING_DONE);
    assert_int_equal(holder(ring), 0);
    assert_true(ring->view.complete);
    assert_int_equal(act(ring, CORA, RING_GO_ON), RING_NOT_KEEPER);
    assert_int_equal(act(ring, BEN, RING_GO_ON), RING_DONE);
    assert_int_equal(ring->view.stage, RING_AGREEMENTS);
}

static void words_show_line_by_line_or_when_the_piece_goes_on(void **state)
{
    (void)state;
    struct ring *ring = begun();
    char out[RING_TURN_BYTES];
    say(ring, ANN, "one");
    assert_int_equal(ring_words(ring, BEN, 0, out), 3);
    assert_int_equal(act_at(ring, ANN, RING_HOLD_BACK, 1, NULL, 0, NOW), RING_DONE);
    say(ring, ANN, "two");
    assert_int_equal(ring_words(ring, BEN, 0, out), 3);
    struct ring_view view;
    assert_true(ring_look(ring, BEN, &view));
    assert_int_equal(view.person[0].length, 3); /* not even how much she holds back */
    assert_int_equal(ring_words(ring, ANN, 0, out), 7);
    act(ring, ANN, RING_PASS);
    assert_int_equal(ring_words(ring, BEN, 0, out), 7);
    assert_memory_equal(out, "one\ntwo", 7);
}

static void a_turn_ends_at_120_words(void **state)
{
    (void)state;
    struct ring *ring = begun();
    char words[2 * 121 + 1];
    for (int i = 0; i < 121; i++)
        memcpy(words + 2 * i, "a ", 2);
    words[242] = '\0';
    assert_int_equal(say(ring, ANN, words), RING_TOO_LONG);
    words[240] = '\0';
    assert_int_equal(say(ring, ANN, words), RING_DONE);
    assert_int_equal(holder(ring), BEN);
    char longer[RING_TURN_BYTES + 2];
    memset(longer, 'x', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    assert_int_equal(say(ring, BEN, longer), RING_TOO_LONG);
    assert_int_equal(say(ring, BEN, "  \n "), RING_IS_EMPTY);
}

static void silence_is_respected(void **state)
{
    (void)state;
    struct ring *ring = begun();
    struct ring_view view;
    ring_tick(ring, NOW + 179);
    assert_true(ring_look(ring, ANN, &view));
    assert_false(view.more);
    ring_tick(ring, NOW + 180);
    assert_true(ring_look(ring, ANN, &view));
    assert_true(view.more);
    assert_true(ring_look(ring, BEN, &view));
    assert_false(view.more); /* she alone is asked */
    assert_int_equal(act_at(ring, ANN, RING_MORE_TIME, 0, NULL, 0, NOW + 200), RING_DONE);
    ring_tick(ring, NOW + 379);
    assert_int_equal(holder(ring), ANN);
    for (int64_t at = NOW + 379; at < NOW + 2000; at += 100) /* who types is never hurried */
        assert_int_equal(act_at(ring, ANN, RING_TYPES, 0, NULL, 0, at), RING_DONE);
    assert_int_equal(holder(ring), ANN);
    ring_tick(ring, NOW + 2160);
    ring_tick(ring, NOW + 2341); /* asked, and no answer */
    assert_int_equal(holder(ring), BEN);
    assert_int_equal(ring->view.person[0].turn, RING_TO_OFFER);
}

static void a_dropped_line_keeps_the_piece_three_minutes(void **state)
{
    (void)state;
    struct ring *ring = begun();
    ring_lost(ring, ANN, NOW + 10);
    ring_tick(ring, NOW + 189);
    assert_int_equal(holder(ring), ANN);
    assert_int_equal(act_at(ring, ANN, RING_COME, 0, NULL, 0, NOW + 189), RING_DONE); /* her yes stands */
    assert_int_equal(holder(ring), ANN);
    ring_lost(ring, ANN, NOW + 200);
    ring_tick(ring, NOW + 380);
    assert_int_equal(holder(ring), BEN);
    assert_int_equal(act_at(ring, ANN, RING_COME, 0, NULL, 0, NOW + 390), RING_DONE);
    for (int64_t member = BEN; member <= EVE; member++) {
        act_at(ring, member, RING_SAY, 0, "here", 0, NOW + 400);
        act_at(ring, member, RING_PASS, 0, NULL, 0, NOW + 400);
    }
    assert_int_equal(holder(ring), ANN); /* at the round's end */
}

/* Her line came back when the others were through, before a keeper went on. Who passed twice has had it. */
static void who_comes_back_after_the_round_is_offered_it_still(void **state)
{
    (void)state;
    struct ring *ring = begun();
    ring_lost(ring, CORA, NOW);
    for (int i = 0; i < 30 && holder(ring) != 0; i++)
        assert_int_equal(act_at(ring, holder(ring), RING_PASS, 0, NULL, 0, NOW + 1), RING_DONE);
    assert_true(ring->view.complete);
    assert_int_equal(act(ring, DORA, RING_STEP_OUT), RING_DONE);
    assert_int_equal(act(ring, DORA, RING_COME), RING_DONE);
    assert_int_equal(holder(ring), 0);
    assert_int_equal(act_at(ring, CORA, RING_COME, 0, NULL, 0, NOW + 2), RING_DONE);
    assert_int_equal(holder(ring), CORA);
    assert_false(ring->view.complete);
    assert_int_equal(say(ring, CORA, "here I am"), RING_DONE);
    assert_int_equal(act(ring, CORA, RING_PASS), RING_DONE);
    assert_true(ring->view.complete);
}

static void nobody_new_after_the_first_round_but_who_was_in_comes_back(void **state)
{
    (void)state;
    struct ring *ring = gathered(false);
    ring_name(ring, FAY);
    ring_name(ring, 300);
    act(ring, ANN, RING_BEGIN);
    assert_int_equal(act_at(ring, FAY, RING_COME, 1, NULL, 0, NOW), RING_DONE); /* during check-in */
    assert_int_equal(act(ring, DORA, RING_STEP_OUT), RING_DONE);
    for (int stage = RING_CHECK_IN; stage <= RING_ROUND; stage++) {
        pass_all(ring);
        act(ring, ANN, RING_GO_ON);
    }
    assert_int_equal(ring->view.round, 2);
    assert_int_equal(act_at(ring, 300, RING_COME, 1, NULL, 0, NOW), RING_TOO_LATE);
    assert_int_equal(act(ring, DORA, RING_COME), RING_DONE);
}

static void only_the_round_that_goes_on_is_kept(void **state)
{
    (void)state;
    struct ring *ring = begun();
    say(ring, ANN, "secretword");
    pass_all(ring);
    assert_true(holds_the_word(ring));
    act(ring, ANN, RING_GO_ON);
    assert_false(holds_the_word(ring));
}

static void who_is_out_hears_nothing(void **state)
{
    (void)state;
    struct ring *ring = begun();
    char out[RING_TURN_BYTES];
    say(ring, ANN, "one");
    act(ring, CORA, RING_STEP_OUT);
    assert_int_equal(ring_words(ring, CORA, 0, out), 0);
    assert_int_equal(ring_words(ring, FAY, 0, out), 0);
    assert_int_equal(act(ring, CORA, RING_COME), RING_DONE);
    assert_int_equal(ring_words(ring, CORA, 0, out), 3);
}

static void keepers_pause_and_cut_nobody_off(void **state)
{
    (void)state;
    struct ring *ring = begun();
    act(ring, ANN, RING_PASS);
    act(ring, BEN, RING_PASS);
    assert_int_equal(holder(ring), CORA);
    assert_int_equal(act_at(ring, ANN, RING_PAUSE, 0, "", 0, NOW), RING_IS_EMPTY);
    assert_int_equal(act_at(ring, DORA, RING_PAUSE, 0, "breathe", 0, NOW), RING_NOT_KEEPER);
    assert_int_equal(act_at(ring, ANN, RING_PAUSE, 0, "we breathe", 0, NOW), RING_DONE);
    assert_int_equal(say(ring, CORA, "but"), RING_IS_PAUSED);
    ring_tick(ring, NOW + 1000);
    assert_int_equal(holder(ring), CORA); /* no silence is counted in a pause */
    assert_int_equal(act_at(ring, BEN, RING_RESUME, 0, NULL, 0, NOW + 1000), RING_DONE);
    assert_int_equal(act_at(ring, CORA, RING_SAY, 0, "but", 0, NOW + 1000), RING_DONE);
    assert_int_equal(act_at(ring, ANN, RING_GO_ON, 0, NULL, 0, NOW + 1000), RING_NOT_NOW);
    assert_int_equal(holder(ring), CORA);
}

static uint16_t asks_seen_by(const struct ring *ring, int64_t member)
{
    struct ring_view view;
    assert_true(ring_look(ring, member, &view));
    return view.asks_pause;
}

static uint16_t bit_of(const struct ring *ring, int64_t member)
{
    return (uint16_t)(1U << ring_place(ring, member));
}

/* RULES 6.3: keepers pause; everybody may ask them, and nobody else reads who asked. */
static void whoever_asks_for_a_pause_is_read_by_keepers_alone(void **state)
{
    (void)state;
    struct ring *ring = gathered(false);
    assert_int_equal(act(ring, DORA, RING_ASK_PAUSE), RING_NOT_NOW); /* nothing goes on yet */
    assert_int_equal(act(ring, ANN, RING_BEGIN), RING_DONE);
    uint32_t version = ring->view.version;
    assert_int_equal(act(ring, DORA, RING_ASK_PAUSE), RING_DONE);
    assert_int_not_equal(ring->view.version, version); /* so that screens look at once */
    assert_int_equal(asks_seen_by(ring, ANN), bit_of(ring, DORA));
    assert_int_equal(asks_seen_by(ring, BEN), bit_of(ring, DORA));
    assert_int_equal(asks_seen_by(ring, DORA), bit_of(ring, DORA));
    assert_int_equal(asks_seen_by(ring, CORA), 0);
    assert_int_equal(ring->view.paused_by, RING_NOBODY); /* it is asked for, not taken */
    assert_int_equal(say(ring, ANN, "I am here"), RING_DONE);
    assert_int_equal(act_at(ring, BEN, RING_PAUSE, 0, "we breathe", 0, NOW), RING_DONE);
    assert_int_equal(asks_seen_by(ring, ANN), 0);
    assert_int_equal(act(ring, EVE, RING_ASK_PAUSE), RING_NOT_NOW); /* there is one */
    assert_int_equal(act(ring, BEN, RING_RESUME), RING_DONE);
    assert_int_equal(act(ring, EVE, RING_ASK_PAUSE), RING_DONE);
    assert_int_equal(act(ring, EVE, RING_STEP_OUT), RING_DONE);
    assert_int_equal(asks_seen_by(ring, ANN), 0); /* she has hers */
    assert_int_equal(act(ring, EVE, RING_ASK_PAUSE), RING_NOT_NOW);
    assert_int_equal(act(ring, CORA, RING_ASK_PAUSE), RING_DONE);
    pass_all(ring);
    assert_int_equal(act(ring, ANN, RING_GO_ON), RING_DONE);
    assert_int_equal(asks_seen_by(ring, ANN), 0);
}

static void next_steps_begin_at_70_minutes_when_the_round_is_over(void **state)
{
    (void)state;
    struct ring *ring = begun();
    assert_int_equal(ring->view.rounds_fit, 3); /* 70 minutes, five people, four minutes each */
    act_at(ring, ANN, RING_TYPES, 0, NULL, 0, NOW + 4199);
    ring_tick(ring, NOW + 4200);
    assert_int_equal(ring->view.stage, RING_CHECK_IN);
    assert_int_equal(holder(ring), ANN);
    pass_all(ring);
    assert_int_equal(ring->view.stage, RING_NEXT_STEPS);
}

static void a_step_needs_the_yes_of_everybody_named(void **state)
{
    (void)state;
    struct ring *ring = begun();
    for (int i = 0; i < 3; i++) {
        pass_all(ring);
        act_at(ring, ANN, RING_GO_ON, 1, NULL, 0, NOW);
    }
    assert_int_equal(ring->view.stage, RING_NEXT_STEPS);
    assert_int_equal(
        act_at(ring, CORA, RING_ADD_STEP, NOW, "ben and I mend the pump", 1 << 1 | 1 << 2, NOW), RING_DONE);
    assert_false(ring_step_stands(&ring->step[0]));
    assert_int_equal(act(ring, DORA, RING_YES_STEP), RING_NOT_HERS);
    assert_int_equal(act(ring, BEN, RING_YES_STEP), RING_DONE);
    assert_true(ring_step_stands(&ring->step[0]));
    assert_int_equal(act(ring, DORA, RING_STRIKE_STEP), RING_NOT_HERS);
    assert_int_equal(act(ring, BEN, RING_STRIKE_STEP), RING_DONE); /* his yes is his to take back */
    assert_false(ring_step_stands(&ring->step[0]));
    assert_int_equal(act_at(ring, CORA, RING_ADD_STEP, NOW, "nobody", 0, NOW), RING_NO_SUCH);
}

static void only_fewer_than_four_end_it(void **state)
{
    (void)state;
    struct ring *ring = begun();
    act(ring, EVE, RING_LEAVE);
    assert_int_equal(ring->view.stage, RING_CHECK_IN);
    say(ring, ANN, "secretword");
    act(ring, DORA, RING_LEAVE);
    assert_int_equal(ring->view.stage, RING_OVER);
    assert_int_equal(ring->view.why, RING_TOO_FEW);
    assert_false(holds_the_word(ring));
    assert_int_equal(say(ring, ANN, "late"), RING_IS_OVER);
}

static void a_lost_keeper_is_replaced_and_both_lost_pause_it(void **state)
{
    (void)state;
    struct ring *ring = begun();
    ring_lost(ring, ANN, NOW);
    ring_tick(ring, NOW + 300);
    assert_false(ring->view.without_keeper);
    assert_int_equal(act_at(ring, BEN, RING_PAUSE, 0, "a moment", 0, NOW + 300), RING_DONE);
    act_at(ring, BEN, RING_RESUME, 0, NULL, 0, NOW + 300);
    ring_lost(ring, BEN, NOW + 300);
    ring_tick(ring, NOW + 301);
    assert_true(ring->view.without_keeper);
    act_at(ring, BEN, RING_COME, 0, NULL, 0, NOW + 400);
    ring_tick(ring, NOW + 400);
    assert_false(ring->view.without_keeper);
    ring_lost(ring, BEN, NOW + 500);
    ring_tick(ring, NOW + 1100);
    assert_int_equal(ring->view.why, RING_NO_KEEPER);
}

/* RULES 6.3. A pause, which says its reason, is the way to end at once. */
static void a_keeper_who_closes_cuts_nobody_off(void **state)
{
    (void)state;
    struct ring *ring = begun();
    int other = ring->view.holder == ring_place(ring, ANN) ? BEN : ANN;
    assert_int_equal(act(ring, other, RING_CLOSE), RING_NOT_NOW);
    assert_int_equal(ring->view.stage, RING_CHECK_IN);
    assert_int_equal(
        ring_do(
            ring, &(struct ring_ask) { .member = other, .act = RING_PAUSE, .text = "Fire", .length = 4 }, NULL, NOW),
        RING_DONE);
    assert_int_equal(act(ring, other, RING_CLOSE), RING_DONE);
}

static void two_keepers_close_at_once(void **state)
{
    (void)state;
    struct ring *ring = begun();
    say(ring, ANN, "secretword");
    assert_int_equal(act(ring, ANN, RING_CLOSE), RING_DONE);
    assert_int_equal(act(ring, BEN, RING_CLOSE), RING_IS_OVER);
    assert_false(holds_the_word(ring));
}

static void lines_for_two_are_read_by_the_two(void **state)
{
    (void)state;
    struct ring *ring = begun();
    char out[RING_PAIR_BYTES];
    int with;
    size_t before;
    assert_int_equal(act_at(ring, ANN, RING_GO_ALONG, 3, NULL, 0, NOW), RING_NOT_NOW); /* dora is in */
    act(ring, DORA, RING_STEP_OUT);
    assert_int_equal(act_at(ring, ANN, RING_GO_ALONG, 3, NULL, 0, NOW), RING_DONE);
    assert_int_equal(act_at(ring, BEN, RING_GO_ALONG, 3, NULL, 0, NOW), RING_NOT_NOW); /* one keeper goes along */
    assert_int_equal(act_at(ring, DORA, RING_SAY_TO_TWO, 0, "it hurt", 0, NOW), RING_DONE);
    assert_int_equal(ring_pair_words(ring, ANN, out, &with, &before), 9);
    assert_int_equal(with, 3);
    assert_memory_equal(out, "Dit hurt\n", 9);
    assert_int_equal(ring_pair_words(ring, DORA, out, &with, &before), 9);
    assert_int_equal(with, 0);
    assert_int_equal(ring_pair_words(ring, BEN, out, &with, &before), 0);
    assert_int_equal(act_at(ring, CORA, RING_SAY_TO_TWO, 0, "x", 0, NOW), RING_NOT_NOW);
    for (int i = 0; i < 500; i++) /* the oldest go; nothing is written beyond its memory */
        assert_int_equal(act_at(ring, ANN, RING_SAY_TO_TWO, 0, "a line that is as long as this", 0, NOW), RING_DONE);
    size_t stands = ring_pair_words(ring, ANN, out, &with, &before);
    assert_true(stands <= RING_PAIR_BYTES);
    assert_int_equal(before + stands, 9 + 500 * strlen("Aa line that is as long as this\n"));
    act(ring, DORA, RING_COME);
    assert_int_equal(ring_pair_words(ring, ANN, out, &with, &before), 0);
}

static void a_short_circle_shows_three_lines_in_turn(void **state)
{
    (void)state;
    struct ring *ring = gathered(true);
    char out[RING_TURN_BYTES];
    assert_int_equal(act_at(ring, ANN, RING_PREPARE, 0, "I shouted", 0, NOW), RING_DONE);
    assert_int_equal(act_at(ring, ANN, RING_PREPARE, 1, "you came late", 1 << 2, NOW), RING_DONE);
    assert_int_equal(act_at(ring, ANN, RING_PREPARE, 3, "x", 0, NOW), RING_NO_SUCH);
    assert_int_equal(act(ring, ANN, RING_BEGIN), RING_DONE);
    assert_int_equal(ring_words(ring, CORA, 0, out), 0);
    assert_int_equal(act(ring, CORA, RING_HEARD), RING_NOT_NOW);
    assert_int_equal(act(ring, ANN, RING_SHOW_LINE), RING_DONE);
    assert_int_equal(ring_words(ring, CORA, 0, out), RING_LINE_BYTES);
    assert_string_equal(out, "I shouted");
    assert_int_equal(act(ring, CORA, RING_HEARD), RING_NOT_NOW);
    assert_int_equal(act(ring, ANN, RING_SHOW_LINE), RING_DONE);
    assert_int_equal(act(ring, DORA, RING_HEARD), RING_NOT_NOW); /* it was for cora */
    assert_int_equal(act(ring, CORA, RING_HEARD), RING_DONE);
    assert_int_equal(act(ring, ANN, RING_SHOW_LINE), RING_IS_EMPTY); /* she wrote no proposal */
    assert_int_equal(say(ring, ANN, "and more"), RING_NOT_NOW);
    act(ring, ANN, RING_PASS);
    assert_int_equal(holder(ring), BEN);
}

/* Any acts of anybody, in any order: the ring stays whole, and what is over holds no word. */
static void anything_in_any_order(void **state)
{
    (void)state;
    unsigned seed = 1;
    for (int game = 0; game < 300; game++) {
        struct ring *ring = gathered(game % 3 == 0);
        int64_t now = NOW;
        for (int i = 0; i < 400; i++) {
            int64_t member = ANN + rand_r(&seed) % 6;
            enum ring_act what = (enum ring_act)(rand_r(&seed) % (RING_ACTS + 1));
            now += rand_r(&seed) % 40;
            if (rand_r(&seed) % 20 == 0)
                ring_lost(ring, member, now);
            act_at(ring, member, what, rand_r(&seed) % 14 - 1, rand_r(&seed) % 8 ? "secretword here" : NULL,
                (uint16_t)rand_r(&seed), now);
            ring_tick(ring, now);
            const struct ring_view *view = &ring->view;
            assert_in_range(view->stage, RING_GATHERS, RING_OVER);
            assert_true(view->holder >= RING_NOBODY && view->holder < RING_PEOPLE_MOST);
            assert_true(view->holder == RING_NOBODY || view->person[view->holder].member != 0);
            assert_true(view->stage == RING_GATHERS || view->stage == RING_OVER || view->holder != RING_NOBODY ||
                        view->complete);
            for (int k = 0; k < RING_PEOPLE_MOST; k++)
                assert_true(view->person[k].shown <= view->person[k].length || view->short_circle);
        }
        if (ring->view.stage == RING_OVER)
            assert_null(memmem(ring->turn, sizeof ring->turn, "secretword", 10));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_is_in_without_the_agreements),
        cmocka_unit_test(the_thirteenth_finds_no_place),
        cmocka_unit_test(the_piece_goes_round_and_comes_once_more_to_who_passed),
        cmocka_unit_test(words_show_line_by_line_or_when_the_piece_goes_on),
        cmocka_unit_test(a_turn_ends_at_120_words),
        cmocka_unit_test(silence_is_respected),
        cmocka_unit_test(a_dropped_line_keeps_the_piece_three_minutes),
        cmocka_unit_test(who_comes_back_after_the_round_is_offered_it_still),
        cmocka_unit_test(nobody_new_after_the_first_round_but_who_was_in_comes_back),
        cmocka_unit_test(only_the_round_that_goes_on_is_kept),
        cmocka_unit_test(who_is_out_hears_nothing),
        cmocka_unit_test(keepers_pause_and_cut_nobody_off),
        cmocka_unit_test(whoever_asks_for_a_pause_is_read_by_keepers_alone),
        cmocka_unit_test(next_steps_begin_at_70_minutes_when_the_round_is_over),
        cmocka_unit_test(a_step_needs_the_yes_of_everybody_named),
        cmocka_unit_test(only_fewer_than_four_end_it),
        cmocka_unit_test(a_lost_keeper_is_replaced_and_both_lost_pause_it),
        cmocka_unit_test(a_keeper_who_closes_cuts_nobody_off),
        cmocka_unit_test(two_keepers_close_at_once),
        cmocka_unit_test(lines_for_two_are_read_by_the_two),
        cmocka_unit_test(a_short_circle_shows_three_lines_in_turn),
        cmocka_unit_test(anything_in_any_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
