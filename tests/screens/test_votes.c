/* test_votes.c: votes in the screens: the chair opens one, people rank, answer and give points. RULES 4.6. */
#include "tests/screens/room_stage.h"
#include "votes.h"

static const struct view usual = { "80x24", 80, 24, false }, phone = { "40x15", 40, 15, false };

static const char *const things[] = { "street light", "burst pipe", "clinic on Saturdays", "bus at five" };

static void open_stage(struct stage *stage, struct room_stage *room)
{
    stage_open(stage, false);
    room_stage_make(stage, room, ROOM_STAGE_TALK, true);
}

static int64_t open_vote(struct stage *stage, const struct room_stage *room, enum vote_kind kind)
{
    int64_t vote;
    struct vote_new form = { .meeting = room->meeting,
        .kind = kind,
        .title = "Ask for which first?",
        .option = things,
        .options = kind == VOTE_YESNO ? 0 : 4 };
    if (vote_open(stage->store, &stage->lerato, &form, NOW, &vote) != RESULT_OK)
        fail_msg("%s", store_reason(stage->store));
    return vote;
}

static void says(struct stage *stage, int64_t vote, const struct actor *who, const char *kept)
{
    struct vote seen;
    char text[BALLOT_TEXT_BYTES];
    must(vote_get(stage->store, who, vote, NOW, &seen));
    ballot_write(seen.kind, seen.options, &seen.mine, text);
    assert_int_equal(seen.way, VOTE_SELF);
    assert_string_equal(text, kept);
}

/* From the room, on a phone: numbers, best first; pressed again they are taken out. */
static void she_ranks_by_numbers_on_a_phone(void **state)
{
    struct stage stage;
    struct room_stage room;
    (void)state;
    open_stage(&stage, &room);
    int64_t vote = open_vote(&stage, &room, VOTE_CHOOSE);
    stage_enter(&stage, &stage.thandi, &phone);
    stage_press(&stage, "m\r\r");
    stage_shows(&stage, "v  The vote: vote");
    stage_press(&stage, "v");
    stage_shows(&stage, "Press numbers, best first.");
    stage_shows(&stage, "5 leave it as it is");
    stage_wait(&stage, 1);
    stage_press(&stage, "312");
    stage_shows(&stage, "1st");
    stage_press(&stage, "1");
    stage_shows(&stage, "2nd  2 burst pipe");
    stage_shows(&stage, "Not sent yet");
    stage_press(&stage, "\r");
    stage_shows(&stage, "Sent. You may change it");
    says(&stage, vote, &stage.thandi, "3>2");
    stage_close(&stage);
}

static void she_moves_lines(void **state)
{
    struct stage stage;
    struct room_stage room;
    (void)state;
    open_stage(&stage, &room);
    int64_t vote = open_vote(&stage, &room, VOTE_CHOOSE);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, ":vote 1\r");
    stage_shows(&stage, "Press numbers, best first.");
    stage_wait(&stage, 1);
    stage_press(&stage, " j j+"); /* the first, the second, the third; then the third before the second */
    stage_press(&stage, "+");
    stage_press(&stage, "=4\r");
    says(&stage, vote, &stage.thandi, "1>3>2=4");
    stage_close(&stage);
}

static void she_gives_points_and_answers(void **state)
{
    struct stage stage;
    struct room_stage room;
    (void)state;
    open_stage(&stage, &room);
    int64_t vote = open_vote(&stage, &room, VOTE_SCORE);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, ":vote 1\r");
    stage_shows(&stage, "Give points, 0 to 5, line by line.");
    stage_wait(&stage, 1);
    stage_press(&stage, "5092"); /* 9 is none */
    stage_press(&stage, "\r");
    says(&stage, vote, &stage.thandi, "1=5 3=2");
    stage_close(&stage);
}

/* The chair opens one from its menu, closes it by Enter, and reads what came of it. */
static void the_chair_opens_and_closes_a_vote(void **state)
{
    struct stage stage;
    struct room_stage room;
    (void)state;
    open_stage(&stage, &room);
    stage_enter(&stage, &stage.lerato, &usual);
    stage_press(&stage, "m\r\r");
    stage_shows(&stage, "m  More");
    stage_wait(&stage, 1);
    stage_press(&stage, "m");
    stage_wait(&stage, 1);
    stage_press(&stage, "v");
    stage_shows(&stage, "How: yes or no");
    stage_press(&stage, "\r");
    stage_shows(&stage, "How: one of several, best first");
    stage_press(&stage, "jjjjj\r");
    stage_press(&stage, "the tank\rthe tap\r\r");
    stage_shows(&stage, "2  the tap");
    stage_press(&stage, ">\r");
    stage_shows(&stage, "The vote is open.");
    for (int i = 0; i < 4; i++) {
        const struct actor *who = i == 0   ? &stage.lerato
                                  : i == 1 ? &stage.sipho
                                  : i == 2 ? &stage.nomsa
                                           : &stage.thandi;
        must(vote_cast(stage.store, who, 1, &(struct ballot) { { 1 } }, NOW));
    }
    must(vote_cast(stage.store, &room.bongi, 1, &(struct ballot) { { 2, 1 } }, NOW));
    stage_hint(&stage, HINT_OF_ROOM, room.meeting);
    stage_press(&stage, "\r");
    stage_shows(&stage, "Close the vote, and count");
    stage_wait(&stage, 1);
    stage_press(&stage, "1");
    stage_shows(&stage, "the tank wins");
    stage_shows(&stage, "More people put the tank before the tap (4) than the tap before the tank (1).");
    stage_close(&stage);
}

static void home_and_the_list_tell_of_it(void **state)
{
    struct stage stage;
    struct room_stage room;
    (void)state;
    open_stage(&stage, &room);
    open_vote(&stage, &room, VOTE_CHOOSE);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_shows(&stage, "Your vote: Ask for which first?");
    stage_press(&stage, "mO");
    stage_shows(&stage, "Ask for which first?");
    stage_press(&stage, "\r");
    stage_shows(&stage, "Press numbers, best first.");
    stage_close(&stage);
}

/* RULES 4.7: else it never opens. */
static void home_asks_for_two_who_hold_a_slip(void **state)
{
    struct stage stage;
    struct room_stage room;
    int64_t vote;
    struct vote_new form = { .kind = VOTE_CHOOSE, .title = "Which first?", .option = things, .options = 4 };
    (void)state;
    open_stage(&stage, &room);
    form.meeting = room.meeting;
    form.days = form.secret = true;
    must(vote_open(stage.store, &stage.lerato, &form, NOW, &vote));
    stage_enter(&stage, &stage.thandi, &usual);
    stage_shows(&stage, "A secret vote needs two who hold a slip: Which first?");
    stage_press(&stage, "mO");
    stage_choose(&stage, "Which first?");
    stage_press(&stage, "\r");
    stage_shows(&stage, "Slip 1: nobody has it yet.");
    stage_shows(&stage, "hold a slip");
    stage_shows_not(&stage, "You are not among those");
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(she_ranks_by_numbers_on_a_phone),
        cmocka_unit_test(she_moves_lines),
        cmocka_unit_test(she_gives_points_and_answers),
        cmocka_unit_test(the_chair_opens_and_closes_a_vote),
        cmocka_unit_test(home_and_the_list_tell_of_it),
        cmocka_unit_test(home_asks_for_two_who_hold_a_slip),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
