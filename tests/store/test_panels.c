/* test_panels.c: appeals, panels, and the lot that anyone can run again (RULES 7.1, 7.2). */
#include "tests/store/moderated.h"

#include "lot.h"
#include "store/moderation/draw_row.h"

static struct moderated *house;

static int begin(void **state)
{
    int failed = moderated_open(state);
    house = *state;
    return failed;
}

static int end(void **state)
{
    return moderated_close(state);
}

static const struct actor *with(int64_t member)
{
    for (int i = 0; i < MODERATED_PEOPLE; i++)
        if (house->of[i].member == member)
            return &house->of[i];
    return member == house->ann.member ? &house->ann : member == house->ben.member ? &house->ben : NULL;
}

static int64_t covered(enum cover_reason reason)
{
    int64_t post = moderated_post(house, &house->ann, "A hut", "Those words.");
    return cover_it(house, MOD, post, reason);
}

static int64_t appealed(enum cover_reason reason)
{
    int64_t act = covered(reason);
    must(panel_appeal_make(house->store, &house->ann, act, "I said what he did.\nNot what he is.", house->now));
    moderated_tend(house, 1);
    return act;
}

static int64_t draw_of(int64_t act)
{
    return act_as(house, &house->ben, act).draw;
}

static enum result give(int who, int64_t draw, int64_t number, char slip[DRAW_SLIP_BYTES])
{
    house->memory.member = house->of[who].member;
    return draw_give(house->store, &house->of[who], draw, number, house->now, slip);
}

/* Three homes give numbers, and an hour later the house opens them. */
static void draw_it(int64_t act)
{
    char slip[DRAW_SLIP_BYTES];
    for (int i = 0; i < DRAW_HOMES; i++)
        must(give(MODERATED_PEOPLE - 1 - i, draw_of(act), 100 + i, slip));
    moderated_tend(house, DRAW_OPENING_TIME);
}

static struct draw draw_as(const struct actor *who, int64_t id)
{
    struct draw out;
    if (draw_get(house->store, who, id, house->now, &out) != RESULT_OK)
        fail_msg("%s", store_reason(house->store));
    return out;
}

static int64_t nth_asked(int64_t act, int n)
{
    return db_number(house->store, 0,
        "SELECT member FROM panel_seat WHERE act = ? AND state = 0 ORDER BY draw, place LIMIT 1 OFFSET ?", act,
        (int64_t)n);
}

/* So many of those who are asked accept, the first ones. */
static void accept(int64_t act, int count)
{
    int64_t member[PANEL_DRAWN];
    for (int i = 0; i < count; i++)
        member[i] = nth_asked(act, i);
    for (int i = 0; i < count; i++)
        must(panel_answer(house->store, with(member[i]), act, true, house->now));
}

static int64_t nth_sitting(int64_t act, int n)
{
    return db_number(house->store, 0,
        "SELECT member FROM panel_seat WHERE act = ? AND state = 1 ORDER BY draw, place LIMIT 1 OFFSET ?", act,
        (int64_t)n);
}

static int64_t seated(enum cover_reason reason)
{
    int64_t act = appealed(reason);
    draw_it(act);
    accept(act, PANEL_SITTING);
    return act;
}

static enum post_state post_of(int64_t act)
{
    return state_of(house, db_number(house->store, 0, "SELECT post FROM mod_act WHERE id = ?", act));
}

/* --- the appeal --- */

static void who_appeals_and_when(void **state)
{
    int64_t act = covered(COVER_BLAMES), late = covered(COVER_FLOODS);
    (void)state;
    assert_refused(
        panel_appeal_make(house->store, &house->ben, act, "W", house->now), RESULT_REFUSED, "for whoever wrote");
    assert_refused(panel_appeal_make(house->store, &house->ann, 99, "W", house->now), RESULT_NOT_FOUND, "no such act");
    assert_int_equal(panel_appeal_make(house->store, &house->ann, act, " ", house->now), RESULT_INVALID);
    must(panel_appeal_make(house->store, &house->ann, act, "Words", house->now));
    assert_refused(
        panel_appeal_make(house->store, &house->ann, act, "W", house->now), RESULT_CONFLICT, "appealed already");
    int64_t until = act_as(house, &house->ann, late).appeal_until;
    assert_refused(
        panel_appeal_make(house->store, &house->ann, late, "W", until), RESULT_REFUSED, "time for an appeal is over");
    assert_refused(
        panel_appeal_make(house->store, &house->ann, late, "W", until + 1), RESULT_REFUSED, "time for an appeal");
    must(panel_appeal_make(house->store, &house->ann, late, "W", until - 1));
}

static void an_appeal_without_an_answer_lifts_the_cover(void **state)
{
    int64_t act = appealed(COVER_BLAMES);
    (void)state;
    house->now = act_as(house, &house->ann, act).unanswered_at;
    moderated_tend(house, -1);
    assert_int_equal(post_of(act), POST_COVERED);
    moderated_tend(house, 1);
    assert_int_equal(post_of(act), POST_SHOWN);
    assert_int_equal(act_as(house, &house->ben, act).state, ACT_UNANSWERED);
}

static void threats_and_exposure_wait_for_the_panel(void **state)
{
    int64_t threat = appealed(COVER_THREATENS), exposed = appealed(COVER_EXPOSES);
    (void)state;
    assert_int_equal(act_as(house, &house->ann, threat).unanswered_at, 0);
    moderated_tend(house, 30 * DAY);
    assert_int_equal(post_of(threat), POST_COVERED);
    assert_int_equal(post_of(exposed), POST_COVERED);
}

static void a_restriction_is_appealed_too(void **state)
{
    int64_t act;
    (void)state;
    must(act_restriction_make(house->store, &house->of[MOD], "ann", 30, COVER_THREATENS, "F.", house->now, &act));
    must(panel_appeal_make(house->store, &house->ann, act, "It was two posts.", house->now));
    moderated_tend(house, APPEAL_ANSWERED);
    assert_int_equal(act_as(house, &house->ben, act).state, ACT_UNANSWERED);
    moderated_post(house, &house->ann, "Again", "Words.");
}

/* --- the lot --- */

static void slips(void **state)
{
    static const char *const bad[] = { "", "4711", "4711.", ".00000000000000000000000000000000",
        "1.0000000000000000000000000000000", "1.000000000000000000000000000000000",
        "1.0000000000000000000000000000000G", "-1.00000000000000000000000000000000",
        "1234567890123456789.00000000000000000000000000000000" };
    unsigned char bytes[16];
    char slip[DRAW_SLIP_BYTES];
    int64_t numbers[5];
    (void)state;
    for (int i = 0; i < 16; i++)
        bytes[i] = (unsigned char)i;
    draw_slip_make(4711, bytes, slip);
    assert_string_equal(slip, "4711.000102030405060708090a0b0c0d0e0f");
    assert_true(draw_seed_line(slip, numbers));
    assert_int_equal(numbers[0], 4711);
    assert_int_equal(numbers[1], 0x00010203);
    assert_int_equal(numbers[4], 0x0c0d0e0f);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (draw_seed_line(bad[i], numbers))
            fail_msg("%s", bad[i]);
}

/* Whoever has the opened numbers gets the same people: here with the functions of `bbs lot`. */
static void anybody_runs_it_again(void **state)
{
    int64_t act = appealed(COVER_BLAMES), id = draw_of(act), numbers[5];
    uint16_t drawn[DRAW_CHOSEN_MOST];
    struct buffer key = { 0 };
    (void)state;
    draw_it(act);
    struct draw draw = draw_as(&house->ben, id);
    assert_int_equal(draw.state, DRAW_DRAWN);
    assert_int_equal(draw.pool, 18);
    assert_int_equal(draw.numbers, 4);
    assert_false(draw.house_counts);
    for (int i = 0; i < DRAW_HOMES; i++) {
        unsigned char hash[32];
        char hex[65] = "";
        assert_true(draw_seed_line(draw.number[i].opened, numbers));
        assert_int_equal(numbers[0], 100 + i);
        assert_true(draw.number[i].from_memory);
        draw_slip_hash(draw.number[i].opened, hash);
        for (int k = 0; k < 32; k++)
            snprintf(hex + k * 2, 3, "%02x", hash[k]);
        assert_string_equal(hex, draw.number[i].hash);
        lot_key_add(&key, numbers, 5);
    }
    assert_string_equal(buffer_text(&key), draw.key);
    lot_draw(LOT_BLAKE2B, draw.key, draw.pool, draw.chosen, drawn);
    assert_memory_equal(drawn, draw.drawn, (size_t)draw.chosen * sizeof *drawn);
    assert_string_equal(draw.people[draw.drawn[0] - 1], with(nth_asked(act, 0))->handle);
    buffer_clear(&key);
    draw_clear(&draw);
}

/* The book has the pool before any number, then the hashes, then the numbers. */
static void the_order_of_the_book(void **state)
{
    int64_t act = appealed(COVER_BLAMES), id = draw_of(act);
    (void)state;
    draw_it(act);
    int64_t pool =
        db_number(house->store, 0, "SELECT seq FROM ledger WHERE kind = ? AND subject = ? AND digest IS NOT NULL",
            (int64_t)LEDGER_POOL_NUMBERED, id);
    int64_t given = db_number(house->store, 0, "SELECT min(seq) FROM ledger WHERE kind = ? AND subject = ?",
        (int64_t)LEDGER_NUMBER_GIVEN, id);
    int64_t opened = db_number(house->store, 0, "SELECT min(seq) FROM ledger WHERE kind = ? AND subject = ?",
        (int64_t)LEDGER_NUMBER_OPENED, id);
    assert_true(pool > 0 && pool < given && given < opened);
    assert_int_equal(db_number(house->store, 0, "SELECT count(*) FROM ledger WHERE kind = ? AND subject = ?",
                         (int64_t)LEDGER_NUMBER_OPENED, id),
        3);
}

static void who_gives_a_number(void **state)
{
    int64_t act = appealed(COVER_BLAMES), id = draw_of(act);
    char slip[DRAW_SLIP_BYTES];
    struct moderation_home home;
    (void)state;
    must(moderation_home(house->store, &house->of[5], house->now, &home));
    assert_int_equal(home.draw, id);
    assert_refused(give(MOD, id, 1, slip), RESULT_REFUSED, "not in it");
    house->memory.member = house->ann.member;
    assert_refused(draw_give(house->store, &house->ann, id, 1, house->now, slip), RESULT_REFUSED, "not in it");
    assert_refused(give(5, id, -1, slip), RESULT_INVALID, "whole number");
    assert_refused(give(5, 99, 1, slip), RESULT_NOT_FOUND, "no such lot");
    must(give(5, id, 1, slip));
    must(moderation_home(house->store, &house->of[5], house->now, &home));
    assert_int_equal(home.draw, 0);
    assert_refused(give(5, id, 1, slip), RESULT_CONFLICT, "Your home has given");
    must(db_run(house->store, "UPDATE member SET household = ?2 WHERE id = ?1", house->of[6].member,
        db_number(house->store, 0, "SELECT household FROM member WHERE id = ?", house->of[5].member)));
    assert_refused(give(6, id, 1, slip), RESULT_CONFLICT, "Your home has given");
    must(give(7, id, 0, slip));
    must(give(8, id, 999999999999999999, slip));
    assert_refused(give(9, id, 1, slip), RESULT_CONFLICT, "no more numbers");
}

static void a_number_is_opened_by_who_gave_it(void **state)
{
    int64_t act = appealed(COVER_BLAMES), id = draw_of(act);
    char slip[3][DRAW_SLIP_BYTES], other[DRAW_SLIP_BYTES];
    (void)state;
    must(give(5, id, 1, slip[0]));
    assert_refused(draw_open(house->store, &house->of[5], id, slip[0], house->now), RESULT_REFUSED, "Not yet");
    must(give(6, id, 2, slip[1]));
    must(give(7, id, 3, slip[2]));
    snprintf(other, sizeof other, "%s", slip[0]);
    other[0] = '2';
    assert_refused(draw_open(house->store, &house->of[5], id, other, house->now), RESULT_REFUSED, "does not fit");
    assert_refused(draw_open(house->store, &house->of[5], id, slip[1], house->now), RESULT_REFUSED, "does not fit");
    assert_refused(draw_open(house->store, &house->of[5], id, "1", house->now), RESULT_INVALID, "A slip is");
    assert_refused(draw_open(house->store, &house->of[8], id, slip[0], house->now), RESULT_CONFLICT, "no number there");
    for (int i = 0; i < 3; i++)
        must(draw_open(house->store, &house->of[5 + i], id, slip[i], house->now));
    struct draw draw = draw_as(&house->ben, id);
    assert_int_equal(draw.state, DRAW_DRAWN); /* at once, with the third */
    assert_false(draw.number[0].from_memory);
    draw_clear(&draw);
}

/* The last to open cannot spoil it by keeping silent. */
static void who_keeps_silent_does_not_spoil_it(void **state)
{
    int64_t act = appealed(COVER_BLAMES), id = draw_of(act);
    char slip[3][DRAW_SLIP_BYTES];
    (void)state;
    for (int i = 0; i < 3; i++)
        must(give(5 + i, id, i, slip[i]));
    for (int i = 0; i < 2; i++)
        must(draw_open(house->store, &house->of[5 + i], id, slip[i], house->now));
    moderated_tend(house, DRAW_OPENING_TIME - 1);
    struct draw draw = draw_as(&house->ben, id);
    assert_int_equal(draw.state, DRAW_OPENING);
    assert_null(draw.key);
    draw_clear(&draw);
    moderated_tend(house, 1);
    draw = draw_as(&house->ben, id);
    assert_int_equal(draw.state, DRAW_DRAWN);
    assert_string_equal(draw.number[2].opened, slip[2]);
    assert_true(draw.number[2].from_memory);
    assert_false(draw.number[1].from_memory);
    draw_clear(&draw);
}

static void with_too_few_numbers_the_house_adds_its_own(void **state)
{
    int64_t act = appealed(COVER_BLAMES), id = draw_of(act);
    char slip[DRAW_SLIP_BYTES];
    (void)state;
    must(give(5, id, 7, slip));
    moderated_tend(house, DRAW_NUMBERS_TIME - 2);
    struct draw draw = draw_as(&house->ben, id);
    assert_int_equal(draw.state, DRAW_NUMBERS);
    assert_string_equal(draw.number[1].opened, "");
    draw_clear(&draw);
    moderated_tend(house, 2);
    draw = draw_as(&house->ben, id);
    assert_int_equal(draw.state, DRAW_DRAWN);
    assert_true(draw.house_counts);
    assert_int_equal(draw.numbers, 2);
    assert_string_equal(draw.number[0].opened, slip);
    draw_clear(&draw);
    assert_int_equal(db_number(house->store, 0, "SELECT count(*) FROM panel_seat WHERE act = ?", act), PANEL_DRAWN);
}

static void a_lot_whose_numbers_are_lost_begins_anew(void **state)
{
    int64_t act = appealed(COVER_BLAMES), id = draw_of(act);
    char slip[DRAW_SLIP_BYTES];
    (void)state;
    must(give(5, id, 7, slip));
    memory_only_dies(&house->memory);
    assert_refused(give(6, id, 7, slip), RESULT_BUSY, "begins again");
    moderated_tend(house, 1);
    struct draw draw = draw_as(&house->ben, id);
    assert_int_equal(draw.state, DRAW_LOST);
    assert_true(draw.next > id);
    id = draw.next;
    draw_clear(&draw);
    assert_int_equal(
        db_number(house->store, 0, "SELECT count(*) FROM ledger WHERE kind = ?", (int64_t)LEDGER_DRAW_LOST), 1);
    assert_int_equal(draw_of(act), id);
    draw_it(act);
    draw = draw_as(&house->ben, id);
    assert_int_equal(draw.state, DRAW_DRAWN);
    draw_clear(&draw);
}

static void a_lot_that_nobody_needs_stops(void **state)
{
    int64_t act = appealed(COVER_BLAMES), id = draw_of(act);
    (void)state;
    must(act_lift(house->store, &house->of[MAX], act, NULL, house->now));
    moderated_tend(house, 1);
    struct draw draw = draw_as(&house->ben, id);
    assert_int_equal(draw.state, DRAW_LOST);
    assert_int_equal(draw.next, 0);
    draw_clear(&draw);
    house->memory.member = EPHEMERAL_HOUSE;
    struct ephemeral_text text;
    size_t count;
    assert_int_equal(ephemeral_take(house->store, EPHEMERAL_LOT, id, true, &text, 1, &count), RESULT_NOT_FOUND);
}

/* What a lot had in memory is wiped, also when all numbers were opened by hand. */
static void many_lots_do_not_fill_the_memory(void **state)
{
    char slip[3][DRAW_SLIP_BYTES];
    struct ephemeral_text text;
    size_t count;
    (void)state;
    for (int lot = 0; lot < 10; lot++) {
        house->now += DAY;
        int64_t act = appealed(COVER_FLOODS), id = draw_of(act);
        assert_true(id > 0);
        for (int i = 0; i < 3; i++)
            must(give(5 + i, id, i, slip[i]));
        for (int i = 0; i < 3; i++)
            must(draw_open(house->store, &house->of[5 + i], id, slip[i], house->now));
        moderated_tend(house, 1);
        assert_int_equal(ephemeral_take(house->store, EPHEMERAL_LOT, id, true, &text, 1, &count), RESULT_NOT_FOUND);
        must(act_lift(house->store, &house->of[MAX], act, NULL, house->now));
    }
    assert_int_equal(count_rows(house, "SELECT count(*) FROM draw WHERE state = 2 AND instance = 0"), 10);
}

static void many_lots_go_on_at_once(void **state)
{
    (void)state;
    for (int i = 0; i < 12; i++) {
        house->now += 600;
        assert_true(draw_of(appealed(COVER_THREATENS)) > 0);
    }
}

/* Whoever wrote it is killed when the number is in memory, and nothing stands in the file. */
static void killed_before_the_commit(void **state)
{
    static const char lost[] = "9.00000000000000000000000000000000";
    char slip[DRAW_SLIP_BYTES];
    (void)state;
    must(ephemeral_put(house->store, EPHEMERAL_LOT, 1, lost, strlen(lost))); /* the caretaker, of the first lot */
    int64_t act = appealed(COVER_BLAMES), id = draw_of(act);
    assert_int_equal(id, 1);
    house->memory.member = house->of[5].member;
    must(ephemeral_put(house->store, EPHEMERAL_LOT, id, lost, strlen(lost))); /* a session */
    must(give(5, id, 1, slip));
    moderated_tend(house, DRAW_NUMBERS_TIME);
    struct draw draw = draw_as(&house->ben, id);
    assert_int_equal(draw.state, DRAW_DRAWN);
    assert_string_equal(draw.number[0].opened, slip);
    draw_clear(&draw);
}

/* --- who is drawn --- */

static void the_pool_has_nobody_of_the_matter(void **state)
{
    int64_t act = appealed(COVER_BLAMES);
    (void)state;
    struct draw draw = draw_as(&house->ben, draw_of(act));
    for (int i = 0; i < draw.pool; i++) {
        assert_string_not_equal(draw.people[i], "ann"); /* who wrote it, and her home */
        assert_string_not_equal(draw.people[i], "ben");
        assert_string_not_equal(draw.people[i], "mo"); /* all moderators, not only the one who covered */
        assert_string_not_equal(draw.people[i], "max");
    }
    draw_clear(&draw);
}

/* Who reported is in the pool, so that it tells nothing, and is not asked. */
static void who_reported_is_passed_over_unseen(void **state)
{
    int64_t post = moderated_post(house, &house->ann, "A hut", "Those words.");
    (void)state;
    for (int i = 2; i < 9; i++)
        must(report_make(house->store, &house->of[i], post, COVER_BLAMES, NULL, house->now));
    int64_t act = cover_it(house, MOD, post, COVER_BLAMES);
    must(panel_appeal_make(house->store, &house->ann, act, "Words", house->now));
    moderated_tend(house, 1);
    draw_it(act);
    struct draw draw = draw_as(&house->ben, draw_of(act));
    assert_int_equal(draw.pool, 18);
    draw_clear(&draw);
    assert_int_equal(db_number(house->store, 0, "SELECT count(*) FROM panel_seat WHERE act = ?", act), PANEL_DRAWN);
    for (int i = 2; i < 9; i++)
        assert_int_equal(db_number(house->store, 0, "SELECT count(*) FROM panel_seat WHERE act = ? AND member = ?", act,
                             house->of[i].member),
            0);
}

/* All who are drawn are involved: nobody is asked, the log says so, and the lot tries again after two days. */
static void all_who_are_drawn_are_involved(void **state)
{
    int64_t post = moderated_post(house, &house->ann, "A hut", "Those words.");
    char words[400];
    (void)state;
    for (int i = 2; i < MODERATED_PEOPLE; i++)
        must(report_make(house->store, &house->of[i], post, COVER_THREATENS, NULL, house->now));
    int64_t act = cover_it(house, MOD, post, COVER_THREATENS);
    must(panel_appeal_make(house->store, &house->ann, act, "Words", house->now));
    for (int lot = 0; lot < 2; lot++) {
        moderated_tend(house, 1);
        int64_t id = draw_of(act);
        draw_it(act);
        assert_int_equal(db_number(house->store, 0, "SELECT count(*) FROM panel_seat WHERE act = ?", act), 0);
        for (int i = 0; i < 3; i++)
            moderated_tend(house, 1);
        struct act out = act_as(house, &house->ann, act);
        assert_true(out.stuck);
        act_state_words(&out, house->now, words, sizeof words);
        assert_non_null(strstr(words, "fewer than five"));
        moderated_tend(house, PANEL_ACCEPTS - 4);
        assert_int_equal(draw_of(act), id);
        moderated_tend(house, 4);
        assert_true(draw_of(act) > id);
    }
    assert_int_equal(post_of(act), POST_COVERED);
}

/* The pool does not tell whom a covered post is about: who is named in it is passed over when the lot draws them. */
static void who_is_named_in_the_post_is_passed_over_unseen(void **state)
{
    int64_t post = moderated_post(house, &house->ann, "A hut", "Amahle, bongi, chidi and dumisani live there.");
    (void)state;
    int64_t act = cover_it(house, MOD, post, COVER_EXPOSES);
    must(panel_appeal_make(house->store, &house->ann, act, "Words", house->now));
    moderated_tend(house, 1);
    draw_it(act);
    struct draw draw = draw_as(&house->ben, draw_of(act));
    assert_int_equal(draw.pool, 18);
    draw_clear(&draw);
    assert_int_equal(db_number(house->store, 0, "SELECT count(*) FROM panel_seat WHERE act = ?", act), PANEL_DRAWN);
    for (int i = 2; i < 6; i++)
        assert_int_equal(db_number(house->store, 0, "SELECT count(*) FROM panel_seat WHERE act = ? AND member = ?", act,
                             house->of[i].member),
            0);
}

static void move_in_with(int64_t member, const struct actor *other)
{
    must(db_run(house->store, "UPDATE member SET household = ?2 WHERE id = ?1", member,
        db_number(house->store, 0, "SELECT household FROM member WHERE id = ?", other->member)));
}

/* RULES 7.4, also for what happened since the lot. */
static void who_becomes_part_of_the_matter_leaves_the_panel(void **state)
{
    int64_t act = appealed(COVER_THREATENS);
    (void)state;
    draw_it(act);
    int64_t moves = nth_asked(act, 0), moderates = nth_asked(act, 1);
    accept(act, 1);
    must(seat_give(house->store, &street_house, 1, "moderator", moderates, house->now + 90 * DAY, house->now));
    assert_refused(panel_answer(house->store, with(moderates), act, true, house->now), RESULT_REFUSED, "by now");
    move_in_with(moves, &house->ann);
    assert_refused(panel_say(house->store, with(moves), act, PANEL_LIFT, "W", house->now), RESULT_REFUSED, "by now");
    moderated_tend(house, 1);
    struct act out = act_as(house, &house->ben, act);
    assert_int_equal(out.sits, 0);
    assert_int_equal(out.asked, PANEL_DRAWN - 2);
    accept(act, PANEL_SITTING);
    int64_t sits = nth_sitting(act, 0);
    must(panel_say(house->store, with(sits), act, PANEL_LIFT, "W", house->now));
    move_in_with(sits, &house->of[MOD]);
    moderated_tend(house, 1);
    assert_int_equal(act_as(house, &house->ben, act).sits, PANEL_SITTING - 1);
    for (int i = 0; i < 3; i++)
        moderated_tend(house, 1);
    assert_true(draw_of(act) > 1); /* another neighbour */
}

static void too_few_people_for_a_panel(void **state)
{
    char words[400];
    (void)state;
    for (int i = 6; i < MODERATED_PEOPLE; i++)
        must(db_run(house->store, "DELETE FROM membership WHERE member = ?", house->of[i].member));
    int64_t act = appealed(COVER_EXPOSES);
    struct act out = act_as(house, &house->ann, act);
    assert_true(out.stuck);
    act_state_words(&out, house->now, words, sizeof words);
    assert_non_null(strstr(words, "fewer than five"));
    assert_int_equal(out.draw, 0);
    for (int i = 6; i < MODERATED_PEOPLE; i++)
        must(db_run(house->store, "INSERT INTO membership VALUES (?, 1, ?)", house->of[i].member, (int64_t)NOON));
    moderated_tend(house, PANEL_ACCEPTS - 1);
    assert_int_equal(draw_of(act), 0);
    moderated_tend(house, 1);
    assert_true(draw_of(act) > 0);
}

/* --- accepting and deciding --- */

static void the_first_five_to_accept_sit(void **state)
{
    int64_t act = appealed(COVER_THREATENS);
    struct moderation_home home;
    (void)state;
    draw_it(act);
    int64_t first = nth_asked(act, 0), sixth = nth_asked(act, 5), seventh = nth_asked(act, 6);
    must(moderation_home(house->store, with(first), house->now, &home));
    assert_int_equal(home.panel, act);
    must(panel_answer(house->store, with(seventh), act, false, house->now));
    assert_refused(
        panel_answer(house->store, with(seventh), act, true, house->now), RESULT_CONFLICT, "declined already");
    accept(act, PANEL_SITTING);
    assert_refused(panel_answer(house->store, with(sixth), act, true, house->now), RESULT_CONFLICT, "Five sit");
    assert_refused(panel_answer(house->store, &house->ann, act, true, house->now), RESULT_NOT_FOUND, "not drawn");
    must(moderation_home(house->store, with(first), house->now, &home));
    assert_int_equal(home.panel, 0);
    assert_int_equal(home.panel_sits, act);
    assert_int_equal(act_as(house, &house->ben, act).sits, PANEL_SITTING);
}

static void the_panel_sees_what_was_covered(void **state)
{
    int64_t act = seated(COVER_EXPOSES);
    struct act_texts texts;
    struct panel_member members[PANEL_SITTING];
    size_t count;
    (void)state;
    const struct actor *sits = with(nth_sitting(act, 0));
    must(act_texts_get(house->store, sits, act, house->now, &texts));
    assert_string_equal(texts.body, "Those words.");
    assert_string_equal(texts.appeal, "I said what he did.\nNot what he is.");
    act_texts_clear(&texts);
    assert_string_equal(act_as(house, sits, act).name, "mo");
    assert_string_equal(act_as(house, &house->ben, act).name, "");
    must(panel_list(house->store, sits, act, house->now, members, &count));
    assert_int_equal(count, PANEL_SITTING);
    assert_refused(
        panel_list(house->store, &house->ben, act, house->now, members, &count), RESULT_NOT_FOUND, "not drawn");
}

static void a_majority_decides(void **state)
{
    int64_t act = seated(COVER_THREATENS);
    (void)state;
    const struct actor *sits[PANEL_SITTING];
    for (int i = 0; i < PANEL_SITTING; i++)
        sits[i] = with(nth_sitting(act, i));
    assert_refused(
        panel_say(house->store, sits[0], act, PANEL_LIFT, " ", house->now), RESULT_INVALID, "with a sentence");
    must(panel_say(house->store, sits[0], act, PANEL_STAYS, "It frightens.", house->now));
    must(panel_say(house->store, sits[1], act, PANEL_LIFT, "It is a joke.", house->now));
    must(panel_say(house->store, sits[2], act, PANEL_LIFT, "It is a joke.", house->now));
    must(panel_say(house->store, sits[1], act, PANEL_STAYS, "No: it frightens.", house->now)); /* she may change it */
    assert_int_equal(post_of(act), POST_COVERED);
    must(panel_say(house->store, sits[0], act, PANEL_LIFT, "They know each other.", house->now));
    must(panel_say(house->store, sits[3], act, PANEL_LIFT, "We asked both: a joke between friends.", house->now));
    assert_int_equal(post_of(act), POST_SHOWN);
    struct act out = act_as(house, &house->ben, act);
    assert_int_equal(out.state, ACT_PANEL_LIFTED);
    assert_string_equal(out.sentence, "We asked both: a joke between friends.");
    assert_int_equal(count_rows(house, "SELECT count(*) FROM panel_seat"), 0); /* who said what is forgotten */
    assert_refused(panel_say(house->store, sits[4], act, PANEL_LIFT, "W", house->now), RESULT_NOT_FOUND, "it is over");
}

/* Else a moderator who does not like a panel's word covers anew, and its author appeals for ever. */
static void what_a_panel_lifted_is_not_covered_again(void **state)
{
    int64_t act = seated(COVER_THREATENS), anew;
    int64_t post = db_number(house->store, 0, "SELECT post FROM mod_act WHERE id = ?", act);
    (void)state;
    for (int i = 0; i < PANEL_MAJORITY; i++)
        must(panel_say(house->store, with(nth_sitting(act, i)), act, PANEL_LIFT, "It is a joke.", house->now));
    for (enum cover_reason reason = COVER_BLAMES; reason <= COVER_OTHER; reason++)
        if (reason != COVER_EXPOSES)
            assert_refused(act_cover_make(house->store, &house->of[MOD], post, reason, "Words", house->now, &anew),
                RESULT_REFUSED, "A panel lifted a cover of that post");
    assert_int_equal(post_of(act), POST_SHOWN);
    must(act_cover_make(house->store, &house->of[MOD], post, COVER_EXPOSES, "Her door", house->now, &anew));
    must(act_lift(house->store, &house->of[MOD], anew, "It is not hers", house->now));
    must(post_edit(house->store, &house->ann, post, "Other words.", house->now += 60));
    must(act_cover_make(house->store, &house->of[MOD], post, COVER_THREATENS, "Words", house->now, &anew));
}

static void what_stays_is_not_appealed_again(void **state)
{
    int64_t act = seated(COVER_BLAMES);
    (void)state;
    for (int i = 0; i < PANEL_MAJORITY; i++)
        must(panel_say(house->store, with(nth_sitting(act, i)), act, PANEL_STAYS, "It blames.", house->now));
    assert_int_equal(post_of(act), POST_COVERED);
    assert_int_equal(act_as(house, &house->ben, act).state, ACT_KEPT);
    assert_refused(panel_appeal_make(house->store, &house->ann, act, "W", house->now), RESULT_CONFLICT, "over already");
    moderated_tend(house, APPEAL_ANSWERED);
    assert_int_equal(post_of(act), POST_COVERED);
}

static void nobody_decides_before_five_sit(void **state)
{
    int64_t act = appealed(COVER_THREATENS);
    (void)state;
    draw_it(act);
    const struct actor *first = with(nth_asked(act, 0)), *fifth = with(nth_asked(act, 4));
    assert_refused(panel_say(house->store, first, act, PANEL_LIFT, "W", house->now), RESULT_REFUSED, "Accept first");
    accept(act, 4);
    assert_refused(panel_say(house->store, first, act, PANEL_LIFT, "W", house->now), RESULT_REFUSED, "when five sit");
    must(panel_answer(house->store, fifth, act, true, house->now));
    must(panel_say(house->store, first, act, PANEL_LIFT, "W", house->now));
}

/* Too few accept: those who did keep their places, and the lot draws others. */
static void too_few_accept(void **state)
{
    int64_t act = appealed(COVER_THREATENS);
    (void)state;
    int64_t first_draw = draw_of(act);
    draw_it(act);
    accept(act, 2);
    int64_t sits = nth_sitting(act, 0), silent = nth_asked(act, 0);
    moderated_tend(house, PANEL_ACCEPTS - 1);
    assert_int_equal(draw_of(act), first_draw);
    for (int i = 0; i < 3; i++)
        moderated_tend(house, 1);
    int64_t second_draw = draw_of(act);
    assert_true(second_draw > first_draw);
    assert_refused(
        panel_answer(house->store, with(silent), act, true, house->now), RESULT_CONFLICT, "time to accept is over");
    struct draw draw = draw_as(&house->ben, second_draw);
    assert_int_equal(draw.pool, 18 - 9);
    draw_clear(&draw);
    moderated_tend(house, DRAW_NUMBERS_TIME);
    accept(act, 3);
    assert_int_equal(act_as(house, &house->ben, act).sits, PANEL_SITTING);
    must(panel_say(house->store, with(sits), act, PANEL_STAYS, "W", house->now));
}

static void a_panel_that_says_nothing_is_drawn_anew(void **state)
{
    int64_t act = seated(COVER_THREATENS);
    (void)state;
    const struct actor *said = with(nth_sitting(act, 0));
    must(panel_say(house->store, said, act, PANEL_STAYS, "W", house->now));
    moderated_tend(house, PANEL_DECIDES);
    assert_int_equal(act_as(house, &house->ben, act).sits, 1);
    for (int i = 0; i < 3; i++)
        moderated_tend(house, 1);
    assert_true(act_as(house, &house->ben, act).draw > 1);
}

static void one_of_the_panel_leaves(void **state)
{
    int64_t act = seated(COVER_THREATENS);
    (void)state;
    const struct actor *gone = with(nth_sitting(act, 0)), *other = with(nth_sitting(act, 1));
    must(member_leave(house->store, gone, house->now));
    assert_int_equal(act_as(house, &house->ben, act).sits, 4);
    assert_refused(panel_say(house->store, other, act, PANEL_LIFT, "W", house->now), RESULT_REFUSED, "when five sit");
    int64_t before = draw_of(act);
    for (int i = 0; i < 3; i++)
        moderated_tend(house, 1);
    assert_true(draw_of(act) > before);
}

static void the_author_leaves(void **state)
{
    int64_t act = seated(COVER_THREATENS);
    (void)state;
    must(member_leave(house->store, &house->ann, house->now));
    moderated_tend(house, 1);
    assert_int_equal(act_as(house, &house->ben, act).state, ACT_STANDS);
    assert_int_equal(count_rows(house, "SELECT count(*) FROM panel_seat"), 0);
    assert_int_equal(count_rows(house, "SELECT count(*) FROM mod_act WHERE appeal <> ''"), 0);
}

/* --- forgetting --- */

static void what_is_forgotten(void **state)
{
    int64_t act = seated(COVER_BLAMES);
    (void)state;
    for (int i = 0; i < PANEL_MAJORITY; i++)
        must(panel_say(house->store, with(nth_sitting(act, i)), act, PANEL_STAYS, "It blames.", house->now));
    assert_true(store_forget(house->store, house->now + 300 * DAY) >= 0);
    assert_string_not_equal(act_as(house, &house->ben, act).words, "");
    assert_true(store_forget(house->store, house->now + 366 * DAY) >= 0);
    assert_string_equal(act_as(house, &house->ben, act).words, "");
    assert_int_equal(count_rows(house, "SELECT count(*) FROM draw_pool"), 0);
    assert_int_equal(count_rows(house, "SELECT count(*) FROM draw_number WHERE member <> 0"), 0);
    struct draw draw = draw_as(&house->ben, draw_of(act)); /* it still runs, without names */
    assert_non_null(draw.key);
    draw_clear(&draw);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, end)
        CASE(who_appeals_and_when),
        CASE(an_appeal_without_an_answer_lifts_the_cover),
        CASE(threats_and_exposure_wait_for_the_panel),
        CASE(a_restriction_is_appealed_too),
        CASE(slips),
        CASE(anybody_runs_it_again),
        CASE(the_order_of_the_book),
        CASE(who_gives_a_number),
        CASE(a_number_is_opened_by_who_gave_it),
        CASE(who_keeps_silent_does_not_spoil_it),
        CASE(with_too_few_numbers_the_house_adds_its_own),
        CASE(a_lot_whose_numbers_are_lost_begins_anew),
        CASE(a_lot_that_nobody_needs_stops),
        CASE(many_lots_do_not_fill_the_memory),
        CASE(many_lots_go_on_at_once),
        CASE(killed_before_the_commit),
        CASE(the_pool_has_nobody_of_the_matter),
        CASE(who_reported_is_passed_over_unseen),
        CASE(all_who_are_drawn_are_involved),
        CASE(who_is_named_in_the_post_is_passed_over_unseen),
        CASE(who_becomes_part_of_the_matter_leaves_the_panel),
        CASE(too_few_people_for_a_panel),
        CASE(the_first_five_to_accept_sit),
        CASE(the_panel_sees_what_was_covered),
        CASE(a_majority_decides),
        CASE(what_a_panel_lifted_is_not_covered_again),
        CASE(what_stays_is_not_appealed_again),
        CASE(nobody_decides_before_five_sit),
        CASE(too_few_accept),
        CASE(a_panel_that_says_nothing_is_drawn_anew),
        CASE(one_of_the_panel_leaves),
        CASE(the_author_leaves),
        CASE(what_is_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
