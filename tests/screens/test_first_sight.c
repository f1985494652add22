/*
 * test_first_sight.c: what a person meets first, and what home owes her (RULES 9.1, 9.2, 1.1, 1.2): what waits for her
 * yes is on home, keys mean the same everywhere, and nothing is lost by a slip of a finger.
 */
#include "aid.h"
#include "invitations.h"
#include "store/base/db.h"
#include "tests/screens/scenes.h"
#include "tests/support/catalogue.h"

static const struct view usual = { "80x24", 80, 24, false }, phone = { "40x15", 40, 15, false };

/* --- questions and prompts --- */

static void what_is_shown_once_closes_when_it_is_written_down(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "iw\r");
    stage_shows(&stage, "Your code, good once");
    stage_press(&stage, "q");
    stage_shows(&stage, "Written down?");
    stage_press(&stage, "\r"); /* Enter alone loses nothing */
    stage_shows(&stage, "Your code, good once");
    stage_press(&stage, "qy");
    stage_shows(&stage, "Cards for neighbours");
    stage_close(&stage);
}

static void typing_replaces_what_was_filled_in(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "iw");
    stage_shows(&stage, "A 7");
    stage_press(&stage, "C 3");
    stage_shows_not(&stage, "A 7C 3");
    stage_press(&stage, "\r");
    stage_shows(&stage, "COME IN: home C 3");
    stage_press(&stage, "qy"
                        "w\b8");
    stage_shows(&stage, "A 8"); /* Backspace begins to edit it */
    stage_close(&stage);
}

static void hiding_a_person_names_them_and_asks(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "P");
    stage_choose(&stage, "sipho");
    stage_press(&stage, "X");
    stage_shows(&stage, "Hide sipho from you?");
    stage_press(&stage, "\r"); /* Enter alone changes nothing */
    stage_shows_not(&stage, "muted");
    stage_press(&stage, "Xy");
    stage_shows(&stage, "You don't see sipho any more");
    stage_press(&stage, "X");
    stage_shows(&stage, "Show sipho again?");
    stage_press(&stage, "y");
    stage_shows(&stage, "You see sipho again");
    stage_press(&stage, "qt");
    stage_choose(&stage, "General");
    stage_press(&stage, "\r");
    stage_choose(&stage, "Water tank");
    stage_press(&stage, "\r");
    stage_choose(&stage, "lerato");
    stage_press(&stage, "X");
    stage_shows(&stage, "Hide lerato from you?");
    stage_press(&stage, "y");
    stage_shows(&stage, "Muted, for you alone");
    stage_close(&stage);
}

static void a_wrong_password_is_asked_for_again(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    must(db_run(stage.store, "INSERT INTO password (member, hash, due, set_at) VALUES (?, 'x', 0, ?)",
        stage.thandi.member, NOW));
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "s");
    stage_choose(&stage, "Paper codes");
    stage_press(&stage, "\r\rnot this one\r");
    stage_shows(&stage, "That is not your password");
    stage_shows(&stage, "Enter done");
    stage_close(&stage);
}

/* "s" for "sí": the reader's language says yes with a letter of its own, in questions and on a row that waits for one.
 */
static void yes_is_the_letter_of_her_language(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    catalogue_speak("es");
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "iw");
    stage_shows(&stage, "Hogar A 7");
    stage_press(&stage, "C 3\r");
    stage_shows(&stage, "ENTRA: hogar C 3");
    stage_shows(&stage, " Tarjeta");
    stage_shows_not(&stage, "--household"); /* nobody typed that command */
    stage_press(&stage, "q");
    stage_shows(&stage, "s  Sí, cerrarlo");
    stage_press(&stage, "s");
    stage_shows(&stage, "Tarjetas para el vecindario");
    stage_press(&stage, "\r");
    stage_shows(&stage, "s  Sí, retirarla");
    stage_press(&stage, "y"); /* y is yes in every language */
    stage_shows(&stage, "Retirada");
    stage_close(&stage);
    catalogue_speak("en");
}

/* What is filled in as the house says it is not said a second time beside it. */
static void a_day_in_its_own_words_is_said_once(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "aw");
    stage_press(&stage, "A ladder, tomorrow afternoon\r");
    stage_press(&stage, "e");
    stage_shows(&stage, "Tuesday 24 November");
    stage_shows_not(&stage, "= Tuesday 24");
    stage_close(&stage);
}

/* --- one table for the bar, the menu and help --- */

static void help_says_what_enter_does_here(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "s");
    stage_choose(&stage, "Paper codes");
    stage_press(&stage, "\r");
    stage_shows(&stage, "Enter choose");
    stage_press(&stage, "?>");
    stage_shows_not(&stage, "open what is selected");
    stage_press(&stage, "<");
    while (strstr(terminal_screen(stage.terminal), "Keys here") == NULL)
        stage_press(&stage, "j");
    stage_press(&stage, "jjjjjjjjjj");
    stage_shows(&stage, "Enter   choose");
    stage_close(&stage);
}

/* In both languages, and the whole word: what tells where one is in a list gives way to it. */
static void main_keys_have_their_words(void)
{
    static const char *const ways[] = { "", "t", "t\r", "t\r\r", "l", "l\r", "P", "i", "m", "m\r", "a", "a\r", "aO",
        "s", "sk", "aR", "aRS", "aB", ":papers\r", ":help all\r", "o", "*", "^", "@" };
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        struct stage stage;
        stage_open(&stage, false);
        stage_enter(&stage, &stage.thandi, &phone);
        stage_press(&stage, ways[i]);
        const char *bar = stage_last_row(&stage, &phone);
        char key[20] = "", word[20] = "";
        sscanf(bar, " %19s %19s", key, word);
        if (strlen(word) < 2 || strcmp(key, "q") == 0)
            fail_msg("\"%s\" begins with no word for its main key: %s", ways[i], bar);
        if (strstr(bar, "\xe2\x80\xa6") != NULL)
            fail_msg("\"%s\" cuts the word of its main key: %s", ways[i], bar);
        stage_close(&stage);
    }
}

static void the_main_key_has_its_word_on_a_phone(void **state)
{
    (void)state;
    main_keys_have_their_words();
    catalogue_speak("es");
    main_keys_have_their_words();
    catalogue_speak("C");
}

/* --- home --- */

static void the_post_that_is_answered_stands_above_the_editor(void **state)
{
    static const struct view *const views[] = { &usual, &phone };
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct stage stage;
        stage_open(&stage, false);
        stage_enter(&stage, &stage.thandi, views[i]);
        stage_press(&stage, "t");
        stage_choose(&stage, "General");
        stage_press(&stage, "\r");
        stage_choose(&stage, "Water tank");
        stage_press(&stage, "\r<");
        stage_choose(&stage, "sipho");
        stage_press(&stage, "r1");
        stage_shows(&stage, "sipho: I do. Tonight at six.");
        stage_press(&stage, "Six it is.\023");
        stage_shows(&stage, "Posted.");
        stage_close(&stage);
    }
}

static void and_more_opens_all_that_waits(void **state)
{
    static const struct view *const views[] = { &usual, &phone };
    static const char *const threads[] = { "One", "Two", "Three", "Four", "Five" };
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct stage stage;
        stage_open(&stage, false);
        for (size_t k = 0; k < 5; k++) {
            int64_t thread, post;
            must(thread_open(
                stage.store, &stage.thandi, stage.general, threads[k], "Who knows?", NOW - HOUR, &thread, &post));
            stage_reply(&stage, &stage.sipho, post, "I do.", NOW - HOUR + MINUTE);
        }
        stage_enter(&stage, &stage.thandi, views[i]);
        stage_shows(&stage, "and 4 more");
        stage_press(&stage, "jjjjj\r");
        stage_shows(&stage, "Waits for you");
        stage_shows(&stage, "of 9");
        stage_choose(&stage, "One");
        stage_press(&stage, "\r");
        stage_shows(&stage, "Who knows?");
        stage_press(&stage, "q");
        stage_shows(&stage, "of 8"); /* what was read waits no more */
        stage_press(&stage, "q");
        stage_shows(&stage, "and 3 more");
        stage_close(&stage);
    }
}

/* RULES 1.1: who may say yes to a card reads of it on home, and y says it. */
static void a_card_that_waits_for_her_yes_is_on_home(void **state)
{
    struct stage stage;
    struct invitation invitation;
    char code[INVITATION_CODE_BYTES];
    (void)state;
    stage_open(&stage, false);
    must(db_run(stage.store, "UPDATE unit SET founded = ?1, assembled = ?1", NOW - 30 * DAY));
    must(invitation_make(stage.store, &stage.sipho, "C 9", NOW - HOUR, code, &invitation));
    assert_true(invitation.waits);
    stage_enter(&stage, &stage.lerato, &usual);
    stage_shows(&stage, "sipho asks for your yes: a card for home C 9");
    stage_shows(&stage, "until 7 Dec");
    stage_choose(&stage, "sipho asks for your yes");
    stage_press(&stage, "y");
    stage_shows(&stage, "Cards for neighbours");
    stage_press(&stage, "yy");
    stage_shows(&stage, "Agreed. The code opens now.");
    stage_press(&stage, "q");
    stage_shows_not(&stage, "asks for your yes");
    stage_close(&stage);
}

static void let_in(struct stage *stage, const char *handle, struct actor *out)
{
    struct invitation invitation;
    char code[INVITATION_CODE_BYTES];
    must(invitation_make(stage->store, &stage->thandi, NULL, NOW - HOUR, code, &invitation));
    must(invitation_join(stage->store,
        &(struct joining) { .code = code, .handle = handle, .password = "a good long password" }, -1, NOW - MINUTE,
        out));
}

/* RULES 1.1: a newcomer is told where she is before she is asked to write; her inviter reads that she came. */
static void a_newcomer_is_welcomed_and_her_inviter_reads_of_it(void **state)
{
    struct stage stage;
    struct actor bongi;
    (void)state;
    stage_open(&stage, false);
    let_in(&stage, "bongi", &bongi);
    stage_enter(&stage, &bongi, &usual);
    stage_shows(&stage, "Welcome to Vilakazi Street, bongi");
    stage_shows(&stage, "Say hello to the street");
    stage_shows_not(&stage, "Title:");
    stage_press(&stage, "1");
    stage_shows(&stage, "Title:");
    stage_enter(&stage, &stage.thandi, &usual);
    stage_shows(&stage, "bongi came in by your card");
    stage_choose(&stage, "bongi came in");
    stage_press(&stage, "\r");
    stage_shows(&stage, "a letter to bongi");
    stage_enter(&stage, &stage.sipho, &usual); /* who invited whom is nobody else's matter */
    stage_shows_not(&stage, "bongi came in");
    stage_enter(&stage, &stage.thandi, &usual);
    stage_later(&stage, 3 * DAY);
    stage_hint(&stage, stage.general, 0);
    stage_shows_not(&stage, "bongi came in");
    stage_close(&stage);
}

/* RULES 9.2: each step opens its room, comes back, and is ticked; home leads back to them. */
static void the_first_member_takes_four_steps(void **state)
{
    static const struct view *const views[] = { &usual, &phone };
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct stage stage;
        stage_open(&stage, true);
        stage_enter(&stage, &stage.nomsa, views[i]);
        stage_shows(&stage, "Cards for three neighbours");
        stage_press(&stage, "2");
        stage_press(&stage, "Bread for six\r\r");
        stage_shows(&stage, "Cards for three neighbours");
        stage_shows(&stage, "done");
        stage_press(&stage, "1w\rqyq");
        stage_shows(&stage, "1 of 3");
        stage_press(&stage, "3A ladder, 3 m\r\r");
        stage_shows(&stage, "Cards for three neighbours");
        stage_press(&stage, "4");
        stage_shows(&stage, "bbs demo");
        stage_press(&stage, "q");
        stage_shows(&stage, "Cards for three neighbours");
        stage_press(&stage, "q");
        stage_shows(&stage, i == 0 ? "The first steps, 2 of 3 done" : "First steps: 2 of 3 done");
        stage_choose(&stage, "irst steps");
        stage_press(&stage, "\r");
        stage_shows(&stage, "Cards for three neighbours");
        stage_close(&stage);
    }
}

/* RULES 9.1, 1.2: a new house draws three doors; the others work. When enough homes are in, home opens the founding. */
static void three_doors_until_enough_homes_are_in(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_shows(&stage, "t talk");
    stage_shows(&stage, "m meet");
    stage_shows_not(&stage, "l letters");
    stage_shows(&stage, "i invites the next");
    stage_press(&stage, "l");
    stage_shows(&stage, "Letters");
    must(db_run(stage.store, "UPDATE unit SET founded = ?1 WHERE id = 1", NOW));
    stage_enter(&stage, &stage.thandi, &usual);
    stage_shows(&stage, "l letters");
    stage_shows(&stage, "Enough homes are in: it is time for the founding assembly");
    stage_choose(&stage, "Enough homes");
    stage_press(&stage, "\r");
    stage_shows(&stage, "When");
    stage_press(&stage, "6 dec 15:00\rthe corner yard\023");
    stage_enter(&stage, &stage.thandi, &usual);
    stage_shows_not(&stage, "Enough homes");
    stage_close(&stage);
}

/* RULES 3.5: only a coordinator, only when there is something to bring together, and no night ran for a week. */
static void a_coordinator_is_reminded_of_matching_night(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    must(db_run(stage.store, "UPDATE unit SET founded = ?1, assembled = ?1", NOW - 30 * DAY));
    must(
        db_run(stage.store, "INSERT INTO seat (unit, name, member, since, until) VALUES (1, 'coordinator', ?1, ?2, ?3)",
            stage.thandi.member, NOW - DAY, NOW + 100 * DAY));
    stage_enter(&stage, &stage.thandi, &usual);
    stage_shows_not(&stage, "A matching night is due");
    stage_press(&stage, "awBread for six\r\roA lift to town\r\rq");
    stage_shows(&stage, "A matching night is due");
    stage_choose(&stage, "A matching night is due");
    stage_press(&stage, "\r");
    stage_shows_not(&stage, "Waits for you");
    stage_enter(&stage, &stage.sipho, &usual);
    stage_shows_not(&stage, "A matching night is due");
    stage_close(&stage);
}

/* What two agreed on is on home with its day and hour, until it begins; on a shared computer nobody reads where. */
static void what_is_agreed_is_on_home_with_its_hours(void **state)
{
    const struct aid_form lift = { .kind = AID_TRANSPORT,
        .line = "A lift to the clinic",
        .many = 1,
        .urgency = AID_WEEK,
        .starts = NOW + 2 * DAY,
        .ends = NOW + 2 * DAY + HOUR };
    struct stage stage;
    int64_t ask, match;
    (void)state;
    stage_open(&stage, false);
    must(aid_ask_make(stage.store, &stage.thandi, &lift, NOW - HOUR, &ask));
    must(aid_can(stage.store, &stage.sipho, ask, 0, NOW - HOUR, &match));
    stage_enter(&stage, &stage.thandi, &usual);
    stage_choose(&stage, "waits for your yes: Wed 19:42");
    stage_press(&stage, "y");
    stage_press(&stage, "y");
    stage_press(&stage, "qqq");
    stage_enter(&stage, &stage.thandi, &usual);
    stage_shows(&stage, "Yours");
    stage_shows(&stage, "Wed 19:42");
    stage_enter(&stage, &stage.thandi, &phone);
    stage_shows(&stage, "Wed 19:42");
    stage.shared = SHARED_ALWAYS;
    stage_enter(&stage, &stage.thandi, &usual);
    stage_shows_not(&stage, "A lift to the c");
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_shown_once_closes_when_it_is_written_down),
        cmocka_unit_test(typing_replaces_what_was_filled_in),
        cmocka_unit_test(hiding_a_person_names_them_and_asks),
        cmocka_unit_test(a_wrong_password_is_asked_for_again),
        cmocka_unit_test(yes_is_the_letter_of_her_language),
        cmocka_unit_test(a_day_in_its_own_words_is_said_once),
        cmocka_unit_test(help_says_what_enter_does_here),
        cmocka_unit_test(the_main_key_has_its_word_on_a_phone),
        cmocka_unit_test(the_post_that_is_answered_stands_above_the_editor),
        cmocka_unit_test(and_more_opens_all_that_waits),
        cmocka_unit_test(a_card_that_waits_for_her_yes_is_on_home),
        cmocka_unit_test(a_newcomer_is_welcomed_and_her_inviter_reads_of_it),
        cmocka_unit_test(the_first_member_takes_four_steps),
        cmocka_unit_test(three_doors_until_enough_homes_are_in),
        cmocka_unit_test(a_coordinator_is_reminded_of_matching_night),
        cmocka_unit_test(what_is_agreed_is_on_home_with_its_hours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
