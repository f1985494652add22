/* test_aid.c: mutual aid as it is lived in the screens: an ask in a few keys, an answer, words of the two, and anger.
 */
#include "aid.h"
#include "aid_fields.h"
#include "bbs/line/aid_talk.h"
#include "claim.h"
#include "command.h"
#include "deferred.h"
#include "store/base/db.h"
#include "tests/screens/units_stage.h"
#include "util.h"

static const struct view usual = { "80x24", 80, 24, false }, phone = { "40x15", 40, 15, false },
                         wide = { "120x40", 120, 40, false };

static int64_t ask_of(struct stage *stage, const struct actor *who, const char *line)
{
    const struct aid_form form = { .kind = AID_FOOD, .line = line, .many = 1, .urgency = AID_TODAY };
    int64_t ask = 0;
    must(aid_ask_make(stage->store, who, &form, NOW, &ask));
    return ask;
}

static int64_t offer_of(struct stage *stage, const struct actor *who, const char *line)
{
    const struct aid_form form = { .kind = AID_FOOD, .line = line, .capacity = 3 };
    int64_t offer = 0;
    must(aid_offer_make(stage->store, who, &form, NOW, &offer));
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
    come(&stage, &phone, "awBread for six\r");
    stage_shows(&stage, "You ask the street for food");
    stage_shows(&stage, "Enter sends  e changes");
    stage_shows_not(&stage, "Asked.");
    stage_press(&stage, "\r");
    stage_shows(&stage, "Asked.");
    stage_shows(&stage, "Bread for six");
    stage_close(&stage);
}

static void what_the_words_say_is_read_back(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    come(&stage, &usual, "awNappies, smallest size, today\r");
    stage_shows(&stage, "You ask the street for goods, today: Nappies, smallest size.");
    stage_press(&stage, "\177"); /* back to the words, which are as they were typed */
    stage_shows(&stage, "Nappies, smallest size, today");
    stage_press(&stage, "\025Bread for six, tomorrow 14:00\r");
    stage_shows(&stage, "from Tuesday 24 November, 14:00");
    stage_shows(&stage, "for 6: Bread for six");
    stage_press(&stage, "e");
    stage_shows(&stage, "Tuesday 24 November, 14:00");
    stage_shows(&stage, "Bread for six");
    stage_press(&stage, "\023");
    stage_shows(&stage, "Asked.");
    stage_press(&stage, "oquetzal\r\r");
    stage_shows(&stage, "\"quetzal\": your words do not tell which kind it is");
    stage_shows_not(&stage, "Offered.");
    stage_press(&stage, "2");
    stage_shows(&stage, "You offer food: quetzal.");
    stage_press(&stage, "\r");
    stage_shows(&stage, "Offered.");
    stage_press(&stage, ":ask Milk, today\r");
    stage_shows(&stage, "You ask the street for food, today: Milk.");
    stage_close(&stage);
}

static void a_day_that_is_not_read_loses_nothing(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    come(&stage, &usual, "awBread for six\re\t\t\t\t\t\t\tgrumble");
    stage_press(&stage, "\023");
    stage_shows(&stage, "grumble");
    stage_shows(&stage, "Bread for six");
    stage_press(&stage, "\027tomorrow 14:00");
    stage_shows(&stage, "= Tuesday 24 November, 14:00");
    stage_press(&stage, "\023"); /* a time alone has no end: it is asked there */
    stage_shows(&stage, "Until when? A time alone has no end.");
    stage_press(&stage, "4");
    stage_shows(&stage, "= Tuesday 24 November, 16:00");
    stage_press(&stage, "\023");
    stage_shows(&stage, "Asked.");
    stage_close(&stage);
}

static void what_was_typed_is_there_after_the_line_dropped(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    come(&stage, &usual, "awBread for six");
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
    must(aid_ask_make(stage.store, &stage.lerato,
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
    stage_shows(&stage, "It was not agreed on.");
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
    must(aid_ask_make(stage.store, &stage.sipho, &form, NOW, &ask));
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

static void a_pair_is_left_out_with_a_reason_of_things(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    offer_of(&stage, &stage.sipho, "Bread each morning");
    ask_of(&stage, &stage.lerato, "Bread for six");
    come(&stage, &usual, "ag");
    stage_shows(&stage, "x leave it out");
    stage_press(&stage, "x");
    stage_shows(&stage, "another size");
    stage_press(&stage, "n");
    stage_shows(&stage, "1 of 1 asks could meet");
    stage_press(&stage, "x");
    stage_press(&stage, "3");
    stage_shows(&stage, "Left out: too few of it. :match keep 1 1 takes it back.");
    stage_shows(&stage, "No open ask and open offer fit each other");
    stage_close(&stage);
}

/* The cursor stands on a pair of the shorter list, and its reason is read. */
static void the_last_pair_is_left_out_and_the_cursor_stays_on_the_list(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    offer_of(&stage, &stage.sipho, "Bread each morning");
    ask_of(&stage, &stage.lerato, "Bread for six");
    ask_of(&stage, &stage.lerato, "Bread for two");
    come(&stage, &usual, "agG");
    stage_shows(&stage, "2 of 2");
    stage_press(&stage, "x");
    stage_press(&stage, "3");
    stage_shows(&stage, "1 of 2 asks could meet");
    stage_shows(&stage, "and sipho: same block");
    stage_close(&stage);
}

/* RULES 3.2: for offers as for asks, also to who was away. */
static void what_ended_is_told_once_with_again_in_one_key(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    ask_of(&stage, &stage.thandi, "Bread for six");
    offer_of(&stage, &stage.thandi, "Soup in the evening");
    must(db_run(stage.store, "UPDATE ask SET ends = ?", NOW - 1));
    must(db_run(stage.store, "UPDATE offer SET ends = ?", NOW - 1));
    aid_tick(stage.store, NOW);
    come(&stage, &usual, "");
    stage_shows(&stage, "Your ask ended, and nobody came. Again? Bread for six");
    stage_choose(&stage, "Your offer ended. Again? Soup in the evening");
    stage_press(&stage, "\r");
    stage_shows(&stage, "It ended. A offers it again.");
    stage_press(&stage, "A");
    stage_shows(&stage, "Offered again.");
    stage_press(&stage, "q");
    stage_shows_not(&stage, "Your offer ended");
    stage_choose(&stage, "Your ask ended, and nobody came. Again? Bread for six");
    stage_press(&stage, "\r");
    stage_press(&stage, "q"); /* read, and left as it is */
    stage_shows_not(&stage, "Your ask ended");
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
    stage_shows(&stage, "Read by: THE STREET"); /* whoever reads the board that she wrote on */
    stage_shows(&stage, "your post bears your name");
    stage_press(&stage, "a");
    stage_shows(&stage, "Two people with a spanner");
    stage_press(&stage, "e");
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
    come(&stage, &usual, "aoSoup\re\t\t3");
    stage_send(&stage, "\033[6~"); /* to the row that sends */
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
    come(&stage, &usual, "aw\tBread for all of us");
    stage_shows(&stage, "1 goods  2 food");
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

static void what_was_put_away_when_it_was_read_back_is_read_back_again(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    come(&stage, &usual, "awMilk for six, today\r");
    stage_shows(&stage, "You ask the street for food, today");
    stage_press(&stage, "\0333"); /* put it away */
    stage_press(&stage, "w");
    stage_shows(&stage, "You ask the street for food, today");
    stage_shows(&stage, "Enter sends   e changes");
    stage_press(&stage, "\177"); /* the words of before are not known: the form has its fields */
    stage_shows(&stage, "Milk for six");
    stage_shows(&stage, "How soon");
    stage_press(&stage, "\0333w");
    stage_shows(&stage, "How soon"); /* put away in the form, it is the form */
    stage_press(&stage, "\023");
    stage_shows(&stage, "Asked.");
    stage_close(&stage);
}

/* --- several hands --- */

static int64_t ask_of_hands(struct stage *stage, int hands)
{
    int64_t ask;
    must(aid_ask_make(stage->store, &stage->thandi,
        &(struct aid_form) {
            .kind = AID_OTHER, .line = "Carry a fridge", .many = 1, .hands = hands, .pays = AID_PAYS_BOX },
        NOW, &ask));
    return ask;
}

static void an_ask_of_several_hands_says_who_was_found(void **state)
{
    static const struct view *const views[] = { &usual, &phone };
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct stage stage;
        int64_t match;
        stage_open(&stage, false);
        int64_t ask = ask_of_hands(&stage, 3);
        must(aid_can(stage.store, &stage.sipho, ask, 0, NOW, &match));
        must(aid_accept(stage.store, &stage.thandi, ask, NOW));
        must(aid_can(stage.store, &stage.lerato, ask, 0, NOW, &match));
        come(&stage, views[i], "a");
        stage_shows(&stage, i == 0 ? "1 of 3 hands" : "1 of 3");
        stage_press(&stage, "\r");
        stage_shows(&stage, "1 of 3 hands found: sipho; 2 still");
        stage_shows(&stage, "the common box");
        stage_shows(&stage, "can: y accepts");
        stage_press(&stage, "y"); /* the cursor is on who waits */
        stage_shows(&stage, "2 of 3 hands found: ");
        stage_shows(&stage, "lerato");
        stage_leave(&stage);
        stage_enter(&stage, &stage.sipho, views[i]); /* who helps reads the number and no name */
        stage_press(&stage, "a\r");
        stage_shows(&stage, "2 of 3 hands found; 1 still missing");
        stage_shows_not(&stage, "lerato");
        stage_close(&stage);
    }
}

static void one_key_says_and_ends_every_week(void **state)
{
    static const struct view *const views[] = { &usual, &phone };
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct stage stage;
        int64_t ask, match;
        stage_open(&stage, false);
        must(aid_ask_make(stage.store, &stage.thandi,
            &(struct aid_form) { .kind = AID_COMPANY,
                .line = "Walk with Ma",
                .many = 1,
                .starts = NOW + DAY,
                .ends = NOW + DAY + HOUR,
                .weekly = true },
            NOW, &ask));
        must(aid_can(stage.store, &stage.sipho, ask, 0, NOW, &match));
        must(aid_accept(stage.store, &stage.thandi, ask, NOW));
        come(&stage, views[i], "am");
        stage_shows(&stage, i == 0 ? "sipho, agreed, " : "agreed, "); /* with the day of its week */
        stage_press(&stage, "\rE");
        stage_shows(&stage, "You said: every week.");
        stage_leave(&stage);
        stage_enter(&stage, &stage.sipho, views[i]);
        stage_shows(&stage, i == 0 ? "thandi would do it every week: Walk with Ma" : "Every week? Walk with Ma");
        stage_press(&stage, "am\rE");
        stage_shows(&stage, "until one of you");
        stage_leave(&stage);
        come(&stage, views[i], "");
        stage_shows(&stage, i == 0 ? "with sipho, every week: Walk with Ma" : "Walk with Ma");
        stage_press(&stage, "am\rE");
        stage_shows(&stage, "Ended. This week stays");
        stage_leave(&stage);
        stage_enter(&stage, &stage.sipho, views[i]);
        stage_shows(&stage, i == 0 ? "Not every week any more, with thandi" : "Not every week: Walk");
        stage_close(&stage);
    }
}

static void words_say_how_many_hands(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    come(&stage, &usual, "awFour people to carry a fridge, today\r");
    stage_shows(&stage, "from 4 helpers: Four people");
    stage_press(&stage, "\r");
    stage_shows(&stage, "Asked.");
    stage_shows(&stage, "0 of 4 hands");
    assert_int_equal(db_number(stage.store, 0, "SELECT hands FROM ask ORDER BY id DESC LIMIT 1"), 4);
    stage_close(&stage);
}

/* --- each field of the table goes through the form, line mode and the command --- */

/* An answer that is not what the field means without one, as a draft has it. */
static const char *sample(enum aid_field field)
{
    static const char *const words[AID_FIELDS] = { [AID_FIELD_LINE] = "A ladder for the roof",
        [AID_FIELD_FROM] = "fri 14:00",
        [AID_FIELD_UNTIL] = "18:00",
        [AID_FIELD_PLACE] = "B",
        [AID_FIELD_NAMED] = "sipho,lerato",
        [AID_FIELD_UNWANTED] = "sipho",
        [AID_FIELD_DETAILS] = "It reaches to the gutter.",
        [AID_FIELD_LANGUAGES] = "en,zu" };
    const struct form_field *row = &aid_field_row(field)->field;
    switch (row->takes) {
    case FORM_TAKES_CHOICE:
        return row->code(row->choices - 1);
    case FORM_TAKES_NUMBER:
        return "3";
    case FORM_TAKES_WEEKLY:
    case FORM_TAKES_YES:
        return "yes";
    default:
        if (words[field] == NULL)
            fail_msg("the test has no answer to --%s yet", row->name);
        return words[field];
    }
}

/* Of all its fields but two; AID_FIELD_SAME_WORDS is never kept. */
static void sample_draft(bool is_offer, enum aid_field but, enum aid_field nor, struct buffer *out)
{
    for (int i = 0; i < AID_FIELDS; i++) {
        enum aid_field field = (enum aid_field)i;
        if (field != but && field != nor && field != AID_FIELD_SAME_WORDS &&
            aid_field_use(field, is_offer) != AID_UNUSED)
            buffer_format(out, "%s %s\n", aid_field_row(field)->field.name, sample(field));
    }
}

static void assert_same_fields(const char *expected, const char *kept, const char *where)
{
    char field[200];
    while (*expected != '\0') {
        size_t length = strcspn(expected, "\n") + 1;
        snprintf(field, sizeof field, "%.*s", (int)length, expected);
        const char *at = strstr(kept, field);
        if (at == NULL || (at != kept && at[-1] != '\n'))
            fail_msg("%s lost \"%s\" and kept:\n%s", where, field, kept);
        expected += length;
    }
}

static void goes_through_the_form(struct units_stage *units, bool is_offer)
{
    struct stage *stage = &units->stage;
    enum draft_place place = is_offer ? DRAFT_OFFER : DRAFT_ASK;
    struct buffer draft = { 0 };
    struct draft kept;
    sample_draft(is_offer, AID_FIELD_SAME_WORDS, AID_FIELD_SAME_WORDS, &draft);
    must(draft_save(
        stage->store, &units->thandi, place, units->thandi.here, sample(AID_FIELD_LINE), buffer_text(&draft), NOW));
    stage_enter(stage, &units->thandi, &usual);
    stage_press(stage, is_offer ? "ao" : "aw");
    stage_shows(stage, "Your earlier words are here");
    stage_press(stage, "x\010"); /* the form keeps only what was changed */
    stage_leave(stage);
    must(draft_get(stage->store, &units->thandi, place, units->thandi.here, &kept));
    assert_same_fields(buffer_text(&draft), kept.body, "the form");
    drafts_free(&kept, 1);
    must(draft_drop(stage->store, &units->thandi, place, units->thandi.here, NOW));
    buffer_clear(&draft);
}

static void goes_through_line_mode(bool is_offer)
{
    struct buffer draft = { 0 }, kept = { 0 };
    struct aid_talk talk;
    sample_draft(is_offer, AID_FIELD_SAME_WORDS, AID_FIELD_SAME_WORDS, &draft);
    aid_talk_begin(&talk, is_offer, true);
    aid_talk_unpack(&talk, buffer_text(&draft));
    aid_talk_pack(&talk, "", &kept);
    assert_same_fields(buffer_text(&draft), buffer_text(&kept), "line mode");
    aid_talk_end(&talk);
    buffer_clear(&draft);
    buffer_clear(&kept);
}

/* The command that line mode makes of the draft. */
static void send_by_command(struct units_stage *units, bool is_offer, const char *draft)
{
    struct speaker speaker = { .store = units->stage.store, .actor = &units->thandi, .now = NOW, .argon_slots = -1 };
    struct reply reply = { 0 };
    struct aid_talk talk;
    aid_talk_begin(&talk, is_offer, true);
    aid_talk_unpack(&talk, draft);
    char *line = aid_talk_command(&talk);
    const char *details = aid_talk_details(&talk);
    if (command_run(&speaker, line, strlen(line), details, strlen(details), &reply) != RESULT_OK)
        fail_msg("%s: %s", line, reply.reason);
    reply_clear(&reply);
    free(line);
    aid_talk_end(&talk);
}

static void send_by_form(struct units_stage *units, bool is_offer, const char *draft)
{
    must(draft_save(units->stage.store, &units->thandi, is_offer ? DRAFT_OFFER : DRAFT_ASK, units->thandi.here,
        sample(AID_FIELD_LINE), draft, NOW));
    stage_enter(&units->stage, &units->thandi, &usual);
    stage_press(&units->stage, is_offer ? "ao\023" : "aw\023");
    stage_shows(&units->stage, is_offer ? "Offered." : "Asked.");
    stage_leave(&units->stage);
}

static void assert_equal_aid(const struct aid *one, const struct aid *other)
{
    assert_int_equal(one->kind, other->kind);
    assert_string_equal(one->line, other->line);
    assert_string_equal(one->details, other->details);
    assert_string_equal(one->place, other->place);
    assert_int_equal(one->starts, other->starts);
    assert_int_equal(one->ends, other->ends);
    assert_int_equal(one->weekly, other->weekly);
    assert_int_equal(one->many, other->many);
    assert_int_equal(one->capacity, other->capacity);
    assert_int_equal(one->languages, other->languages);
    assert_int_equal(one->urgency, other->urgency);
    assert_int_equal(one->who_may, other->who_may);
    assert_int_equal(one->climbs, other->climbs);
    assert_int_equal(one->hands, other->hands);
    assert_int_equal(one->pays, other->pays);
    assert_int_equal(one->learner, other->learner);
}

static void assert_samples(const struct aid *aid)
{
    assert_int_equal(aid->kind, AID_OTHER);
    assert_string_equal(aid->line, sample(AID_FIELD_LINE));
    assert_string_equal(aid->details, sample(AID_FIELD_DETAILS));
    assert_string_equal(aid->place, sample(AID_FIELD_PLACE));
    assert_int_equal(aid->ends - aid->starts, 4 * HOUR);
    assert_true(aid->weekly);
    assert_int_equal(aid->many, 3);
    assert_int_not_equal(aid->languages, 0);
    if (aid->is_offer)
        assert_true(aid->capacity == 3 && aid->learner);
    else
        assert_true(aid->urgency == AID_WHENEVER && aid->hands == 3 && aid->pays == AID_PAYS_BOX);
}

/* The form and the command write the same of one draft. Returns what the form made. */
static int64_t both_write_the_same(struct units_stage *units, bool is_offer, enum aid_field but, enum aid_field nor)
{
    struct buffer draft = { 0 };
    struct aid by_form = { 0 }, by_command = { 0 };
    struct store *store = units->stage.store;
    const char *newest = is_offer ? "SELECT max(id) FROM offer" : "SELECT max(id) FROM ask";
    sample_draft(is_offer, but, nor, &draft);
    send_by_form(units, is_offer, buffer_text(&draft));
    int64_t first = db_number(store, 0, newest);
    send_by_command(units, is_offer, buffer_text(&draft));
    int64_t second = db_number(store, 0, newest);
    assert_int_equal(second, first + 1);
    must((is_offer ? aid_offer_get : aid_ask_get)(store, &units->thandi, first, NOW, &by_form));
    must((is_offer ? aid_offer_get : aid_ask_get)(store, &units->thandi, second, NOW, &by_command));
    assert_samples(&by_form);
    assert_equal_aid(&by_form, &by_command);
    aid_rows_free(&by_form, 1);
    aid_rows_free(&by_command, 1);
    buffer_clear(&draft);
    return first;
}

static void every_field_goes_from_each_face_to_the_other(void **state)
{
    struct units_stage units;
    (void)state;
    units_open(&units);
    must(unit_neighbour_set(
        units.stage.store, &units.stage.operator, units.thandi.here, units.second, true, NOW)); /* an ask can climb */
    for (int is_offer = 0; is_offer < 2; is_offer++) {
        goes_through_the_form(&units, is_offer);
        goes_through_line_mode(is_offer);
    }
    /* What named people answer never climbs: two asks. */
    int64_t named = both_write_the_same(&units, false, AID_FIELD_CLIMB, AID_FIELD_SAME_WORDS);
    assert_int_equal(db_number(units.stage.store, 0, "SELECT count(*) FROM ask_named WHERE ask = ?", named), 2);
    assert_int_equal(db_number(units.stage.store, 0, "SELECT count(*) FROM ask_named WHERE ask = ?", named + 1), 2);
    assert_int_equal(
        db_number(units.stage.store, 0, "SELECT count(*) FROM ask_unwanted WHERE ask IN (?, ?)", named, named + 1), 2);
    int64_t climbs = both_write_the_same(&units, false, AID_FIELD_WHO, AID_FIELD_NAMED);
    assert_int_equal(
        db_number(units.stage.store, 0, "SELECT climbs FROM ask WHERE id = ?", climbs), AID_CLIMBS_WITH_LINE);
    both_write_the_same(&units, true, AID_FIELD_SAME_WORDS, AID_FIELD_SAME_WORDS);
    stage_close(&units.stage);
}

/* What comes every week is read back so, and stands so in the form. */
static void every_friday_is_read_back_as_every_week(void **state)
{
    struct units_stage units;
    (void)state;
    units_open(&units);
    stage_enter(&units.stage, &units.thandi, &usual);
    stage_press(&units.stage, "awA lift to the clinic, every friday 10:00-11:30\r");
    stage_shows(&units.stage, "every week, Friday 10:00 until");
    stage_press(&units.stage, "\r");
    assert_int_equal(db_number(units.stage.store, 0, "SELECT count(*) FROM ask WHERE weekly = 1"), 1);
    stage_close(&units.stage);
}

/* With Shift an arrow moves in a text. It must not change what other streets may read. */
static void an_arrow_with_shift_chooses_nothing(void **state)
{
    static const char *const arrows[] = { "\033[1;2C", "\033[1;2D", "\033[c", "\033[d" };
    struct units_stage units;
    (void)state;
    units_open(&units);
    must(unit_neighbour_set(
        units.stage.store, &units.stage.operator, units.thandi.here, units.second, true, NOW)); /* an ask can climb */
    stage_enter(&units.stage, &units.thandi, &usual);
    stage_press(&units.stage, "awBread\re\t\t\t\t\t\t\t\t\t\t\t");
    stage_shows(&units.stage, "Ask further     [1 no]");
    for (size_t i = 0; i < sizeof arrows / sizeof *arrows; i++) {
        stage_send(&units.stage, arrows[i]);
        stage_shows(&units.stage, "Ask further     [1 no]");
    }
    stage_send(&units.stage, "\033[C");
    stage_shows_not(&units.stage, "Ask further     [1 no]");
    stage_close(&units.stage);
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
    stage_shows(&stage, "It was not agreed on: Milk");
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
    stage_shows(&stage, "Written; both sides are told.");
    stage_press(&stage, "qq:match --written\r");
    stage_shows(&stage, "Written; both sides are told.");
    stage_shows(&stage, "1  today, food. Ask 1, offer 1, fits ");
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_ask_takes_four_keys_beyond_its_words),
        cmocka_unit_test(what_the_words_say_is_read_back),
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
        cmocka_unit_test(a_pair_is_left_out_with_a_reason_of_things),
        cmocka_unit_test(the_last_pair_is_left_out_and_the_cursor_stays_on_the_list),
        cmocka_unit_test(what_ended_is_told_once_with_again_in_one_key),
        cmocka_unit_test(anger_becomes_an_ask_with_its_words),
        cmocka_unit_test(an_ask_made_of_anger_says_that_its_words_are_known),
        cmocka_unit_test(nothing_is_asked_after_somebody_was_hurt),
        cmocka_unit_test(a_command_opens_the_room_that_it_has),
        cmocka_unit_test(a_command_that_cannot_be_taken_back_is_asked_about),
        cmocka_unit_test(an_offer_for_three_is_one_for_three),
        cmocka_unit_test(words_on_a_row_of_choices_change_nothing),
        cmocka_unit_test(what_was_begun_in_line_mode_goes_on_in_the_form),
        cmocka_unit_test(what_was_put_away_when_it_was_read_back_is_read_back_again),
        cmocka_unit_test(an_ask_of_several_hands_says_who_was_found),
        cmocka_unit_test(one_key_says_and_ends_every_week),
        cmocka_unit_test(words_say_how_many_hands),
        cmocka_unit_test(every_field_goes_from_each_face_to_the_other),
        cmocka_unit_test(every_friday_is_read_back_as_every_week),
        cmocka_unit_test(an_arrow_with_shift_chooses_nothing),
        cmocka_unit_test(home_says_yes_and_no_of_the_other),
        cmocka_unit_test(the_nights_list_is_that_of_the_command),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
