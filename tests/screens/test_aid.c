/* test_aid.c: mutual aid as it is lived in the screens: an ask in a few keys, an answer, words of the two, and anger.
 */
#include "aid.h"
#include "claim.h"
#include "deferred.h"
#include "tests/screens/stage.h"
#include "util.h"

static const struct view usual = { "80x24", 80, 24, false }, phone = { "40x15", 40, 15, false },
                         wide = { "120x40", 120, 40, false };

static int64_t ask_of(struct stage *stage, const struct actor *who, const char *line)
{
    const struct aid_form form = { .kind = AID_FOOD, .line = line, .many = 1, .urgency = AID_TODAY };
    int64_t ask = 0;
    must(ask_make(stage->store, who, &form, NOW, &ask));
    return ask;
}

static int64_t offer_of(struct stage *stage, const struct actor *who, const char *line)
{
    const struct aid_form form = { .kind = AID_FOOD, .line = line, .capacity = 3 };
    int64_t offer = 0;
    must(offer_make(stage->store, who, &form, NOW, &offer));
    return offer;
}

static void come(struct stage *stage, const struct view *view, const char *keys)
{
    stage_enter(stage, &stage->thandi, view);
    stage_press(stage, keys);
}

static void an_ask_takes_four_keys_beyond_its_words(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    come(&stage, &phone, "aw2Bread for six\r\r");
    stage_shows(&stage, "Asked.");
    stage_shows(&stage, "Bread for six");
    stage_close(&stage);
}

static void a_day_that_is_not_read_loses_nothing(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    come(&stage, &usual, "aw2Bread for six\t\t\t\tgrumble");
    stage_press(&stage, "\023");
    stage_shows(&stage, "From: ");
    stage_shows(&stage, "grumble");
    stage_shows(&stage, "Bread for six");
    stage_press(&stage, "\027tomorrow 14:00");
    stage_shows(&stage, "= Tuesday 24 November, 14:00");
    stage_press(&stage, "\023");
    stage_shows(&stage, "Asked.");
    stage_close(&stage);
}

static void what_was_typed_is_there_after_the_line_dropped(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    come(&stage, &usual, "aw2Bread for six");
    stage_leave(&stage);
    come(&stage, &usual, "");
    stage_shows(&stage, "Bread for six");
    stage_press(&stage, "aw");
    stage_shows(&stage, "Your earlier words are here");
    stage_shows(&stage, "Bread for six");
    stage_close(&stage);
}

static void an_answer_is_accepted_and_the_two_can_write(void **state)
{
    struct stage stage;
    int64_t match;
    (void)state;
    stage_open(&stage, false);
    int64_t ask = ask_of(&stage, &stage.thandi, "Bread for six");
    must(aid_can(stage.store, &stage.sipho, ask, 0, NOW, &match));
    come(&stage, &usual, "");
    stage_shows(&stage, "waits for your yes: Bread for six");
    stage_press(&stage, "am\r");
    stage_shows(&stage, "a neighbour");
    stage_shows_not(&stage, "sipho");
    stage_press(&stage, "y");
    stage_shows(&stage, "You and sipho");
    stage_shows(&stage, "Whoever holds the machine can read this.");
    stage_press(&stage, "r");
    stage_shows(&stage, "Read by: the two of you");
    stage_press(&stage, "At six?\023");
    stage_shows(&stage, "At six?");
    stage_press(&stage, "d");
    stage_shows(&stage, "Did it happen?");
    stage_press(&stage, "d");
    stage_shows(&stage, "Done.");
    stage_shows(&stage, "Wiped on ");
    stage_close(&stage);
}

/* thandi offers what nomsa asks for, and muted her: every screen shows the same until she accepts. RULES 3.4. */
static void evening_of_thandi(bool muted, struct buffer *out)
{
    static const char *const keys[] = { "", "a", "a\r", "a\t\r", "aj\r", "ajj\r", "ag", "agL", "am", "aS", "2", "2y",
        "2y1", "", "a", "a\r", "a\t\r", "am", "am\r", "am\rx", "ag", "agwy", "/bread\r" };
    struct stage stage;
    stage_open(&stage, false);
    ask_of(&stage, &stage.nomsa, "Bread for six");
    offer_of(&stage, &stage.thandi, "Bread, twice a week");
    must(mute_member(stage.store, &stage.thandi, stage.nomsa.member, muted, NOW - 60));
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        come(&stage, &usual, keys[i]);
        buffer_format(out, "[%s]\n%s\n", keys[i], terminal_screen(stage.terminal));
    }
    stage_close(&stage);
}

static void no_screen_tells_whom_she_muted(void **state)
{
    struct buffer with = { 0 }, without = { 0 };
    (void)state;
    evening_of_thandi(true, &with);
    evening_of_thandi(false, &without);
    assert_non_null(strstr(buffer_text(&without), "Asks that fit"));
    assert_non_null(strstr(buffer_text(&without), "Said: you can."));
    assert_string_equal(buffer_text(&with), buffer_text(&without));
    buffer_clear(&with);
    buffer_clear(&without);
}

/* Two members object to her word: her home says so, and opens the page; nobody else's does. */
static void she_alone_is_told_that_her_word_is_suspended(void **state)
{
    struct stage stage;
    int64_t ask;
    (void)state;
    stage_open(&stage, false);
    must(claim_make(stage.store, &stage.thandi, NOW - 2 * CLAIM_SECONDS));
    must(ask_make(stage.store, &stage.lerato,
        &(struct aid_form) { .kind = AID_CARE, .line = "Walk me home", .many = 1, .who_may = AID_WOMEN }, NOW, &ask));
    come(&stage, &usual, "a\r");
    stage_shows(&stage, "y yes");
    stage_shows(&stage, "a woman of your block");
    must(claim_object(stage.store, &stage.sipho, "thandi", true, NOW - DAY));
    must(claim_object(stage.store, &stage.nomsa, "thandi", true, NOW - HOUR));
    come(&stage, &usual, "");
    stage_shows(&stage, "Two members object to your word");
    come(&stage, &usual, "3");
    stage_shows(&stage, "your word stays suspended");
    stage_shows_not(&stage, "sipho");
    come(&stage, &usual, "a\r");
    stage_shows_not(&stage, "y yes");
    stage_shows(&stage, "Two members object to your word");
    stage_enter(&stage, &stage.lerato, &usual);
    stage_shows_not(&stage, "object to your word");
    stage_close(&stage);
}

static void not_this_person_says_that_only_she_knows(void **state)
{
    struct stage stage;
    int64_t match;
    (void)state;
    stage_open(&stage, false);
    int64_t ask = ask_of(&stage, &stage.thandi, "Bread for six");
    must(aid_can(stage.store, &stage.sipho, ask, 0, NOW, &match));
    come(&stage, &phone, "am\rx");
    stage_shows(&stage, "only you know");
    stage_press(&stage, "2");
    stage_shows(&stage, "It did not come about.");
    stage_close(&stage);
}

static void i_can_is_one_key_on_the_page_of_an_ask(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    ask_of(&stage, &stage.sipho, "Bread for six");
    come(&stage, &usual, "a\r");
    stage_shows(&stage, "a neighbour");
    stage_press(&stage, "y");
    stage_shows(&stage, "Said: you can.");
    stage_shows(&stage, "You said yes.");
    stage_shows(&stage, "x take it back");
    stage_close(&stage);
}

static void suggestions_stand_with_their_reasons(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    offer_of(&stage, &stage.sipho, "Bread each morning");
    ask_of(&stage, &stage.thandi, "Bread for six");
    come(&stage, &usual, "a\r");
    stage_shows(&stage, "Offers that fit");
    stage_shows(&stage, "Bread each morning");
    stage_press(&stage, "y");
    stage_shows(&stage, "Asked for.");
    stage_close(&stage);
}

static void an_ask_that_comes_in_leaves_the_cursor_on_its_own(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    const struct aid_form form = { .kind = AID_TOOL, .line = "A ladder", .many = 1, .urgency = AID_WEEK };
    int64_t ask;
    must(ask_make(stage.store, &stage.sipho, &form, NOW, &ask));
    come(&stage, &usual, "a");
    ask_of(&stage, &stage.lerato, "Bread for six");
    stage_hint(&stage, 0, 0);
    stage_wait(&stage, 1);
    stage_shows(&stage, "Bread for six");
    stage_press(&stage, "\r");
    stage_shows(&stage, "A ladder");
    stage_close(&stage);
}

static void both_sides_stand_side_by_side_where_there_is_room(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    offer_of(&stage, &stage.sipho, "Soup on Fridays");
    ask_of(&stage, &stage.lerato, "Bread for six");
    come(&stage, &wide, "a");
    stage_shows(&stage, "Soup on Fridays");
    stage_shows(&stage, "Bread for six");
    stage_press(&stage, "F12");
    stage_shows(&stage, "only: food");
    stage_press(&stage, "F13");
    stage_shows(&stage, "Nothing like that just now");
    stage_close(&stage);
}

static void a_matching_night_is_written_after_a_question(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    offer_of(&stage, &stage.sipho, "Bread each morning");
    ask_of(&stage, &stage.lerato, "Bread for six");
    come(&stage, &usual, "ag");
    stage_shows(&stage, "1 of 1 asks could meet");
    stage_press(&stage, "L");
    stage_shows(&stage, "Bread each morning");
    stage_press(&stage, "qwy");
    stage_shows(&stage, "Written: 1 of 1");
    stage_close(&stage);
}

static void anger_becomes_an_ask_with_its_words(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    come(&stage, &usual, "tj\rw3The tank\rIt leaks again and nobody comes.\023");
    stage_shows(&stage, "What would help?");
    stage_press(&stage, "1Two people with a spanner\r");
    stage_shows(&stage, "Ask for it?");
    stage_shows(&stage, "your post bears your name");
    stage_press(&stage, "a");
    stage_shows(&stage, "Two people with a spanner");
    stage_shows(&stage, "The tank. It leaks again");
    stage_press(&stage, "\033\064");
    stage_press(&stage, "y");
    stage_shows(&stage, "The tank");
    stage_close(&stage);
}

/* Before it is sent: neighbours can recognise the words, and she can change them. */
static void an_ask_made_of_anger_says_that_its_words_are_known(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    come(&stage, &usual, "tj\rw3The tank\rIt leaks again and nobody comes.\0231Two people with a spanner\ra");
    stage_shows(&stage, "Two people with a spanner");
    stage_press(&stage, "5\023"); /* the kind, and send */
    stage_shows(&stage, "Neighbours can recognise these words");
    stage_shows(&stage, "An ask names nobody");
    stage_press(&stage, "\r"); /* change the words */
    stage_shows(&stage, "I ask for");
    stage_shows_not(&stage, "recognise");
    stage_press(&stage, "\023");
    stage_shows(&stage, "Neighbours can recognise these words");
    stage_press(&stage, "1");
    stage_shows(&stage, "Asked.");
    stage_close(&stage);
}

/* The key beside it: numbers, people, and nothing is asked any more; not after the line dropped, either. RULES 2.6. */
static void nothing_is_asked_after_somebody_was_hurt(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    come(&stage, &usual, "tj\rw4");
    stage_shows(&stage, "Somebody was hurt");
    stage_shows(&stage, "`bbs admin set help`");
    must(house_set(stage.store, &stage.operator, "help", "Women's line 0800 150 150", NOW));
    come(&stage, &usual, "tj\rw3The night\rHe hit her again.\023");
    stage_shows(&stage, "What would help?");
    stage_shows(&stage, "Somebody was hurt");
    stage_press(&stage, "2");
    stage_shows(&stage, "Women's line 0800 150 150");
    stage_press(&stage, "q");
    stage_shows(&stage, "He hit her again.");
    stage_leave(&stage); /* the line dropped */
    come(&stage, &usual, "tj\rw3");
    stage_shows(&stage, "He hit her again.");
    stage_press(&stage, "\023");
    stage_shows_not(&stage, "What would help?");
    stage_shows(&stage, "Posted.");
    come(&stage, &usual, "tj\rw3The tap\rIt drips.\0336"); /* from the menu, too */
    stage_shows(&stage, "Women's line 0800 150 150");
    stage_press(&stage, "q\023");
    stage_shows_not(&stage, "What would help?");
    stage_shows(&stage, "Posted.");
    stage_close(&stage);
}

static void a_command_opens_the_room_that_it_has(void **state)
{
    static const struct {
        const char *line, *shows;
    } cases[] = { { "ask", "I ask for" }, { "offer", "I offer" }, { "aid", "Asks (1)" },
        { "aid show 1", "Bread for six" }, { "aid matches", "My asks and offers" }, { "aid me", "About me, for asks" },
        { "match", "Matching night" }, { "rota", "Rotas" }, { "shelf", "The shelf is empty." },
        { "aid say 1", "Its thread opens when both of you have said yes" }, { "aid show 9", "no ask of that number" } };
    struct stage stage;
    int64_t match;
    (void)state;
    stage_open(&stage, false);
    int64_t ask = ask_of(&stage, &stage.thandi, "Bread for six");
    must(aid_can(stage.store, &stage.sipho, ask, 0, NOW, &match));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        come(&stage, &usual, ":");
        stage_press(&stage, cases[i].line);
        stage_press(&stage, "\r");
        stage_shows(&stage, cases[i].shows);
    }
    must(aid_accept(stage.store, &stage.thandi, ask, NOW));
    come(&stage, &usual, ":aid say 1\r");
    stage_shows(&stage, "Read by: the two of you");
    stage_press(&stage, "Half a wo");
    stage_leave(&stage); /* the line dropped */
    come(&stage, &usual, ":aid say 1\r");
    stage_shows(&stage, "Half a wo");
    stage_press(&stage, "rd.\023");
    stage_shows(&stage, "Written.");
    stage_close(&stage);
}

static void a_command_that_cannot_be_taken_back_is_asked_about(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    ask_of(&stage, &stage.thandi, "Bread for six");
    come(&stage, &phone, ":aid withdraw 1\r");
    stage_shows(&stage, "Withdraw \"Bread for six\"?");
    stage_press(&stage, "n:aid\r");
    stage_shows(&stage, "Bread for six");
    stage_press(&stage, "q:aid withdraw 1\ry");
    stage_shows(&stage, "The ask is withdrawn");
    stage_close(&stage);
}

/* The digit takes the place of the one that was filled in, and the cursor goes to what was made. */
static void an_offer_for_three_is_one_for_three(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    ask_of(&stage, &stage.sipho, "Milk");
    come(&stage, &usual, "ao2Soup\t3\r");
    stage_shows(&stage, "asks it can take: 3.");
    stage_press(&stage, "\r");
    stage_shows(&stage, "Offered.");
    stage_press(&stage, "\r");
    stage_shows(&stage, "3 of 3 left");
    stage_shows(&stage, "Soup");
    stage_close(&stage);
}

static void words_on_a_row_of_choices_change_nothing(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    come(&stage, &usual, "awBread for all of us");
    stage_shows(&stage, "(choose)");
    stage_shows(&stage, "Here a digit chooses.");
    stage_press(&stage, "\033");
    stage_shows_not(&stage, "What now?"); /* nothing was written: nothing is asked */
    stage_shows(&stage, "Nobody asks for anything today.");
    stage_close(&stage);
}

static void what_was_begun_in_line_mode_goes_on_in_the_form(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    must(draft_save(stage.store, &stage.thandi, DRAFT_ASK, stage.thandi.here, "Milk for six",
        "kind food\nline Milk for six\nurgency today\nfrom fri 14:00\nuntil 18:00\nrepeats yes\nat place\n", NOW));
    come(&stage, &usual, "2");
    stage_shows(&stage, "Milk for six");
    stage_shows(&stage, "= Friday 27 November, 18:00");
    stage_press(&stage, "\023");
    stage_shows(&stage, "Asked.");
    stage_close(&stage);
}

static void home_says_yes_and_no_of_the_other(void **state)
{
    struct stage stage;
    int64_t match;
    (void)state;
    stage_open(&stage, false);
    int64_t ask = ask_of(&stage, &stage.sipho, "Bread for six"), milk = ask_of(&stage, &stage.lerato, "Milk");
    must(aid_can(stage.store, &stage.thandi, milk, 0, NOW, &match));
    must(aid_answer(stage.store, &stage.lerato, match, AID_NOT_NOW, NOW));
    must(aid_can(stage.store, &stage.thandi, ask, 0, NOW, &match));
    must(aid_accept(stage.store, &stage.sipho, ask, NOW));
    come(&stage, &usual, "");
    stage_shows(&stage, "It did not come about: Milk");
    stage_shows(&stage, "sipho said yes: Bread for six");
    stage_press(&stage, "am\r");
    stage_shows(&stage, "You and sipho");
    stage_press(&stage, "qqq");
    stage_shows_not(&stage, "sipho said yes");
    stage_enter(&stage, &stage.sipho, &usual); /* whoever said the last yes knows of it */
    stage_shows_not(&stage, "said yes");
    stage_close(&stage);
}

static void the_nights_list_is_that_of_the_command(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    offer_of(&stage, &stage.sipho, "Bread each morning");
    ask_of(&stage, &stage.lerato, "Bread for six");
    come(&stage, &usual, "agL");
    stage_shows(&stage, "1  today, food. Ask 1, offer 1, fits ");
    stage_shows(&stage, "[ ] yes   [ ] not this time");
    stage_press(&stage, "qq:match --dry-run\r");
    stage_shows(&stage, "1  today, food. Ask 1, offer 1, fits ");
    stage_shows(&stage, "[ ] yes   [ ] not this time");
    stage_press(&stage, "qgwyL");
    stage_shows(&stage, "Written; both of each are told.");
    stage_press(&stage, "qq:match --written\r");
    stage_shows(&stage, "Written; both of each are told.");
    stage_shows(&stage, "1  today, food. Ask 1, offer 1, fits ");
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_ask_takes_four_keys_beyond_its_words),
        cmocka_unit_test(a_day_that_is_not_read_loses_nothing),
        cmocka_unit_test(what_was_typed_is_there_after_the_line_dropped),
        cmocka_unit_test(an_answer_is_accepted_and_the_two_can_write),
        cmocka_unit_test(no_screen_tells_whom_she_muted),
        cmocka_unit_test(she_alone_is_told_that_her_word_is_suspended),
        cmocka_unit_test(not_this_person_says_that_only_she_knows),
        cmocka_unit_test(i_can_is_one_key_on_the_page_of_an_ask),
        cmocka_unit_test(suggestions_stand_with_their_reasons),
        cmocka_unit_test(an_ask_that_comes_in_leaves_the_cursor_on_its_own),
        cmocka_unit_test(both_sides_stand_side_by_side_where_there_is_room),
        cmocka_unit_test(a_matching_night_is_written_after_a_question),
        cmocka_unit_test(anger_becomes_an_ask_with_its_words),
        cmocka_unit_test(an_ask_made_of_anger_says_that_its_words_are_known),
        cmocka_unit_test(nothing_is_asked_after_somebody_was_hurt),
        cmocka_unit_test(a_command_opens_the_room_that_it_has),
        cmocka_unit_test(a_command_that_cannot_be_taken_back_is_asked_about),
        cmocka_unit_test(an_offer_for_three_is_one_for_three),
        cmocka_unit_test(words_on_a_row_of_choices_change_nothing),
        cmocka_unit_test(what_was_begun_in_line_mode_goes_on_in_the_form),
        cmocka_unit_test(home_says_yes_and_no_of_the_other),
        cmocka_unit_test(the_nights_list_is_that_of_the_command),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
