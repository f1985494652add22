/* test_circles.c: a circle as it is lived in the screens: the lobby, the piece, stepping out, what is wiped, and home.
 * RULES 6.1-6.5, 1.6. */
#include "face.h"
#include "tests/screens/circle_stage.h"
#include "tests/support/catalogue.h"

enum { THANDI, SIPHO, LERATO, NOMSA, PETRUS, ANNA };

static const struct view usual = { "80x24", 80, 24, false }, phone = { "40x15", 40, 15, false };

static struct stage stage;
static struct circle_stage circle;

static void begin(enum circle_stage_at at, const char *keys)
{
    stage_open(&stage, false);
    circle_stage_make(&stage, &circle, at, THANDI);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, keys);
}

static void end(void)
{
    stage_close(&stage);
    circle_stage_end(&circle);
}

static void somebody(int person, enum ring_act what, const char *text)
{
    circle_stage_acts(&stage, &circle, person, &(struct ring_ask) { .act = what, .number = 1, .text = text });
}

static struct circle_view look(void)
{
    struct circle_view view;
    circle.memory.member = stage.thandi.member;
    must(circle_look(stage.store, &stage.thandi, circle.circle, &view));
    return view;
}

static enum ring_there there(void)
{
    struct circle_view view = look();
    return (enum ring_there)view.ring.person[view.ring.mine].there;
}

static void nobody_comes_in_without_a_yes(void **state)
{
    struct circle_view view;
    (void)state;
    begin(CIRCLE_STAGE_LOBBY, "1");
    stage_shows(&stage, "What is said here stays here.");
    stage_press(&stage, "q:circle enter 1 --yes\r"); /* the screens ask at the door all the same, and say so */
    stage_shows(&stage, "--yes does not answer it");
    stage_shows(&stage, "What is said here stays here.");
    stage_press(&stage, "x\r");
    assert_int_equal(circle_look(stage.store, &stage.thandi, circle.circle, &view), RESULT_REFUSED);
    stage_press(&stage, "y");
    stage_shows(&stage, "People come in.");
    assert_int_equal(there(), RING_IN);
    end();
}

static void words_come_line_by_line_and_letters_of_listeners_do_nothing(void **state)
{
    (void)state;
    begin(CIRCLE_STAGE_LISTENS, "1");
    stage_press(&stage, "hello");
    stage_shows_not(&stage, "hello");
    somebody(NOMSA, RING_SAY, "A third line.");
    stage_shows(&stage, "A third line.");
    somebody(NOMSA, RING_PASS, NULL);
    stage_shows(&stage, "petrus is writing.");
    end();
}

static void what_she_holds_back_shows_when_she_passes_it_on(void **state)
{
    struct circle_view view;
    char words[RING_TURN_BYTES + 1];
    size_t length;
    (void)state;
    begin(CIRCLE_STAGE_HOLDS, "1\rvI sleep late.");
    stage_shows(&stage, "Enter keeps it"); /* and does not show it */
    stage_press(&stage, "\r");
    view = look();
    circle.memory.member = circle.person[SIPHO].member;
    must(circle_words(stage.store, &circle.person[SIPHO], circle.circle, view.ring.mine, words, &length));
    assert_int_equal(length, 0);
    circle.memory.member = stage.thandi.member;
    stage_press(&stage, "\rp");
    circle.memory.member = circle.person[SIPHO].member;
    must(circle_words(stage.store, &circle.person[SIPHO], circle.circle, view.ring.mine, words, &length));
    assert_string_equal(words, "I sleep late.");
    circle.memory.member = stage.thandi.member;
    end();
}

/* Esc steps out and asks nothing; but not while words stand on her line. */
static void stepping_out_keeps_the_place_and_shows_nothing(void **state)
{
    (void)state;
    begin(CIRCLE_STAGE_LISTENS, "1");
    stage_shows(&stage, "Your Sunday is my Tuesday");
    stage_send(&stage, "\033");
    assert_int_equal(there(), RING_OUT);
    stage_shows(&stage, "You stepped out.");
    stage_shows_not(&stage, "Tuesday");
    stage_press(&stage, "y");
    assert_int_equal(there(), RING_IN);
    stage_shows(&stage, "Your Sunday is my Tuesday");
    end();
    begin(CIRCLE_STAGE_HOLDS, "1half a line");
    stage_send(&stage, "\033");
    assert_int_equal(there(), RING_IN);
    stage_shows(&stage, "What now?");
    end();
}

static void more_time_is_asked_of_her_alone_and_y_is_no_letter(void **state)
{
    (void)state;
    begin(CIRCLE_STAGE_HOLDS, "1");
    circle.memory.seconds += 3 * MINUTE;
    stage_hint(&stage, HINT_OF_CIRCLE, circle.circle);
    stage_shows(&stage, "More time?");
    stage_press(&stage, "y");
    stage_shows_not(&stage, "More time?");
    stage_shows_not(&stage, "› y");
    end();
}

/* RULES 6.3: a keeper reads it at once; whoever else listens does not. */
static void a_pause_that_is_asked_for_is_read_by_the_keepers(void **state)
{
    (void)state;
    begin(CIRCLE_STAGE_LISTENS, "1\ra");
    stage_shows(&stage, "You ask for a pause. The keepers read it.");
    somebody(ANNA, RING_ASK_PAUSE, NULL);
    stage_shows_not(&stage, "anna:");
    end();
    stage_open(&stage, false);
    circle_stage_make(&stage, &circle, CIRCLE_STAGE_LISTENS, LERATO);
    stage_enter(&stage, &stage.lerato, &phone);
    stage_press(&stage, "1");
    somebody(ANNA, RING_ASK_PAUSE, NULL);
    stage_shows(&stage, "anna: please, a pause. k gives it.");
    stage_press(&stage, "kpwater\r");
    stage_shows(&stage, "asked for by you: water");
    stage_shows_not(&stage, "anna:");
    end();
}

static void what_is_too_long_stays_on_her_line(void **state)
{
    char long_turn[600] = "1";
    (void)state;
    for (int i = 0; i < 125; i++)
        strcat(long_turn, "oh ");
    begin(CIRCLE_STAGE_HOLDS, long_turn);
    stage_shows(&stage, "5 words too many");
    stage_shows(&stage, "Esc: menu"); /* Enter says it, or not: it has no menu now */
    stage_press(&stage, "\r");
    stage_shows(&stage, "more than one turn holds");
    stage_shows(&stage, "oh oh oh");
    stage_send(&stage, "\033");
    stage_press(&stage, "p");
    stage_shows(&stage, "Now we only listen.");
    stage_shows(&stage, "Kept for your next turn");
    end();
}

/* A paste never passes a line on by itself; what an Esc or a newline in it says is text. */
static void a_paste_is_one_line_and_sends_nothing(void **state)
{
    struct circle_view view;
    (void)state;
    begin(CIRCLE_STAGE_HOLDS, "1");
    stage_send(&stage, "\033[200~one\ntwo \033[2J three\n\033[201~");
    stage_shows(&stage, "› one two");
    view = look();
    assert_int_equal(view.ring.person[view.ring.mine].length, 0);
    end();
}

static void the_end_says_what_is_kept_and_shows_no_word(void **state)
{
    (void)state;
    begin(CIRCLE_STAGE_STEPS, "111");
    stage_press(&stage, "\r");
    somebody(LERATO, RING_CLOSE, NULL);
    stage_shows(&stage, "The circle is over.");
    stage_shows_not(&stage, "Tuesday");
    circle_stage_tends(&stage, &circle, 1);
    stage_hint(&stage, HINT_OF_CIRCLE, circle.circle);
    stage_shows(&stage, "a keeper closed it");
    stage_shows(&stage, "Nomsa tells whoever");
    end();
}

/* RULES 1.6: the lock hides the screen, keeps the place, and leaves no word in the page. */
static void the_lock_wipes_the_page_and_keeps_the_place(void **state)
{
    (void)state;
    stage_open(&stage, false);
    circle_stage_make(&stage, &circle, CIRCLE_STAGE_HOLDS, THANDI);
    must(password_change(stage.store, &stage.thandi, NULL, "corner tank by the shop", -1, NOW));
    stage.by_password = true;
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "\r:circle enter 1\r");
    stage_shows(&stage, "You have the piece");
    stage_press(&stage, "half a thought");
    stage_wait(&stage, 10 * MINUTE);
    stage_shows(&stage, "locked.");
    stage_shows_not(&stage, "half a thought");
    stage_shows_not(&stage, "generator");
    assert_int_equal(there(), RING_IN);
    stage_press(&stage, "corner tank by the shop\r");
    stage_shows(&stage, "The generator runs until two."); /* read anew */
    stage_shows_not(&stage, "half a thought");            /* this was nowhere else */
    end();
}

/* The piece comes to somebody whose screen is locked: it waits for her, and the lock says nothing of it. */
static void the_piece_waits_behind_a_locked_screen(void **state)
{
    struct circle_view view;
    (void)state;
    stage_open(&stage, false);
    circle_stage_make(&stage, &circle, CIRCLE_STAGE_LISTENS, THANDI);
    must(password_change(stage.store, &stage.thandi, NULL, "corner tank by the shop", -1, NOW));
    stage.by_password = true;
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "\r:circle enter 1\r");
    stage_shows(&stage, "nomsa is writing.");
    stage_wait(&stage, 10 * MINUTE);
    stage_shows(&stage, "locked.");
    somebody(NOMSA, RING_PASS, NULL);
    somebody(PETRUS, RING_PASS, NULL);
    somebody(ANNA, RING_PASS, NULL);
    somebody(LERATO, RING_PASS, NULL);
    view = look();
    assert_int_equal(view.ring.holder, view.ring.mine);
    assert_int_equal(there(), RING_IN);
    stage_shows(&stage, "locked.");
    stage_shows_not(&stage, "piece");
    stage_press(&stage, "corner tank by the shop\r");
    stage_shows(&stage, "You have the piece");
    end();
}

/* A house that closes says the truth of what was being typed. */
static void the_end_of_the_session_says_what_is_not_kept(void **state)
{
    (void)state;
    begin(CIRCLE_STAGE_HOLDS, "\r:circle enter 1\r");
    stage_shows(&stage, "You have the piece");
    screens_face.event(stage.face, &(struct face_event) { .kind = FACE_CLOSING });
    screens_face.close(stage.face);
    stage.face = NULL;
    terminal_pump(stage.terminal);
    stage_shows(&stage, "Words of the circle are kept nowhere.");
    end();
}

static void home_leads_back_and_a_visit_is_read_once(void **state)
{
    struct circle_visit visits[2];
    size_t count;
    (void)state;
    begin(CIRCLE_STAGE_VISIT, "");
    stage_shows(&stage, "petrus asks: could you come by?");
    stage_press(&stage, "3");
    stage_shows_not(&stage, "could you come by");
    must(circle_visits(stage.store, &stage.thandi, visits, 2, &count));
    assert_int_equal(count, 0);
    end();
}

static void a_shared_computer_names_no_circle(void **state)
{
    (void)state;
    stage_open(&stage, false);
    circle_stage_make(&stage, &circle, CIRCLE_STAGE_LISTENS, THANDI);
    stage.by_password = true;
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "\r");
    stage_shows(&stage, "Something private");
    stage_shows_not(&stage, "ircle:");
    stage_shows_not(&stage, "Our nights");
    end();
}

static void the_question_for_her_alone_is_answered_once(void **state)
{
    struct circle out;
    (void)state;
    begin(CIRCLE_STAGE_QUARREL, "");
    stage_shows(&stage, "A question for you alone");
    stage_press(&stage, "2");
    stage_shows(&stage, "Would you be afraid to speak there?");
    stage_press(&stage, "1");
    stage_shows(&stage, "Thank you. Nobody sees it.");
    must(circle_get(stage.store, &stage.thandi, circle.circle, &out));
    assert_false(out.afraid_asked);
    stage_press(&stage, "q:circle afraid 1\r"); /* the same page, where nothing is typed */
    stage_shows(&stage, "Ask me later");
    end();
}

/* All of what stands with that question is on the screen of a phone, in Spanish too; who is not asked reads no
 * question. */
static void the_question_for_her_alone_fits_a_phone(void **state)
{
    static const struct {
        const char *language, *first, *last;
    } tries[] = { { "C", "For you alone", "too few come." }, { "es", "Solo para ti", "poca gente." } };
    (void)state;
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        stage_open(&stage, false);
        circle_stage_make(&stage, &circle, CIRCLE_STAGE_QUARREL, THANDI);
        catalogue_speak(tries[i].language);
        stage_enter(&stage, &stage.thandi, &phone);
        stage_press(&stage, "c\r");
        stage_shows(&stage, tries[i].first);
        stage_shows(&stage, tries[i].last);
        catalogue_speak("C");
        end();
    }
}

/* Whom she names alone learn of it, and the keepers: the form says so. */
static void the_form_tells_who_learns_of_it(void **state)
{
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "cw1Our nights\r2\rfri 19:00\r");
    stage_shows(&stage, "Read by: THE STREET");
    stage_press(&stage, "sipho lerato\r\r");
    stage_shows(&stage, "Read by: who is asked, and the keepers");
    stage_shows(&stage, "You, 2 others and the keepers are asked");
    stage_shows_not(&stage, "THE STREET");
    stage_close(&stage);
}

static void a_number_in_the_form_is_a_prompt_of_the_library(void **state)
{
    struct circle list[2];
    size_t count;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &phone);
    stage_press(&stage, "cw1Our nights\r2\rfri 19:00\r\r\r\r");
    stage_shows(&stage, "It is called.");
    must(circles_list(stage.store, &stage.thandi, list, 2, &count));
    assert_int_equal(count, 1);
    assert_string_equal(list[0].prompt[0], "What is heavy, and who knows of it?");
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_comes_in_without_a_yes),
        cmocka_unit_test(words_come_line_by_line_and_letters_of_listeners_do_nothing),
        cmocka_unit_test(what_she_holds_back_shows_when_she_passes_it_on),
        cmocka_unit_test(stepping_out_keeps_the_place_and_shows_nothing),
        cmocka_unit_test(more_time_is_asked_of_her_alone_and_y_is_no_letter),
        cmocka_unit_test(a_pause_that_is_asked_for_is_read_by_the_keepers),
        cmocka_unit_test(what_is_too_long_stays_on_her_line),
        cmocka_unit_test(a_paste_is_one_line_and_sends_nothing),
        cmocka_unit_test(the_end_says_what_is_kept_and_shows_no_word),
        cmocka_unit_test(the_lock_wipes_the_page_and_keeps_the_place),
        cmocka_unit_test(the_piece_waits_behind_a_locked_screen),
        cmocka_unit_test(the_end_of_the_session_says_what_is_not_kept),
        cmocka_unit_test(home_leads_back_and_a_visit_is_read_once),
        cmocka_unit_test(a_shared_computer_names_no_circle),
        cmocka_unit_test(the_question_for_her_alone_is_answered_once),
        cmocka_unit_test(the_question_for_her_alone_fits_a_phone),
        cmocka_unit_test(the_form_tells_who_learns_of_it),
        cmocka_unit_test(a_number_in_the_form_is_a_prompt_of_the_library),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
