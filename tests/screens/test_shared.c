/*
 * test_shared.c: a computer that others use too: what it does not show, when it locks, what the lock keeps, and that
 * nothing is left when one goes. RULES 1.6.
 */
#include "deferred.h"
#include "face.h"
#include "tests/screens/stage.h"
#include "text.h"

#define PASSWORD "corner tank at six"

static const struct view usual = { "80x24", 80, 24, false }, phone = { "40x15", 40, 15, false },
                         tiny = { "20x8", 20, 8, false };

/* thandi comes in by password and answers with `keys`. */
static void come(struct stage *stage, const struct view *view, const char *keys)
{
    stage_open(stage, false);
    must(password_change(stage->store, &stage->thandi, NULL, PASSWORD, -1, NOW));
    stage->by_password = true;
    stage_enter(stage, &stage->thandi, view);
    stage_press(stage, keys);
}

static void is_over(struct stage *stage)
{
    assert_true(screens_face.done(stage->face));
    screens_face.close(stage->face);
    stage->face = NULL;
    terminal_pump(stage->terminal);
}

static void nothing_is_shown_before_the_answer(void **state)
{
    struct stage stage;
    (void)state;
    come(&stage, &usual, "");
    stage_shows(&stage, "Is this computer shared?");
    stage_shows_not(&stage, "Waits for you");
    assert_null(strstr(terminal_said(stage.terminal), "Letters"));
    stage_close(&stage);
}

static void enter_is_yes_and_no_is_no(void **state)
{
    static const struct {
        const char *keys;
        bool shared;
    } answers[] = { { "\r", true }, { "y", true }, { "\033", true }, { "q", true }, { "n", false }, { "j\r", false } };
    (void)state;
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        struct stage stage;
        come(&stage, &usual, answers[i].keys);
        stage_shows(&stage, "Waits for you");
        if (terminal_shows(stage.terminal, "Something private (3)") != answers[i].shared ||
            terminal_shows(stage.terminal, "Letters to read") == answers[i].shared)
            fail_msg("answer %zu:\n%s", i, terminal_screen(stage.terminal));
        stage_close(&stage);
    }
}

/* thandi has only a key, and counts each computer as shared: what takes a password asks for none that she does not
 * have. */
static void who_has_only_a_key_is_told_the_way(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage.shared = SHARED_ALWAYS;
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, ":keys\r");
    stage_press(&stage, "w");
    stage_shows_not(&stage, "your password again");
    stage_shows(&stage, "You have no password.");
    stage_shows(&stage, "Log in again with your key");
    stage_press(&stage, "q");
    stage_press(&stage, ":settings\r");
    stage_press(&stage, "jjjjjjj");
    stage_press(&stage, "\r");
    stage_shows_not(&stage, "The one you log in with");
    stage_shows(&stage, "You have no password.");
    password_prove_by_key(stage.store, &stage.thandi, NOW); /* she logged in again */
    stage_press(&stage, "\r");
    stage_shows(&stage, "New password");
    stage_press(&stage, PASSWORD "\r");
    stage_press(&stage, PASSWORD "\r");
    stage_shows(&stage, "Your password is changed.");
    stage_press(&stage, "q");
    stage_press(&stage, ":keys\r");
    stage_press(&stage, "w");
    stage_shows(&stage, "your password again");
    stage_close(&stage);
}

/* Whatever she began and did not send: an answer on a board, a thread, a letter, an ask. */
static void what_was_begun_is_private_too(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    must(draft_save(stage.store, &stage.thandi, DRAFT_LETTER, stage.lerato.member, "", "About the clinic", NOW));
    must(draft_save(stage.store, &stage.thandi, DRAFT_THREAD, stage.general, "Who hits her", "I saw", NOW));
    must(draft_save(
        stage.store, &stage.thandi, DRAFT_ASK, stage.thandi.here, "Somebody to come to the police", "kind care", NOW));
    stage.by_password = true;
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "\r");
    stage_shows(&stage, "Something private (6)");
    static const char *const never[] = { "letter to lerato", "Who hits her", "the police", "were cut off", "clinic" };
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        assert_null(strstr(terminal_said(stage.terminal), never[i]));
    stage_press(&stage, "1"); /* her own act, and still in words of ours */
    stage_shows(&stage, "1  Letters to read: 2");
    stage_shows(&stage, "2  Texts not yet sent: 4");
    stage_press(&stage, "2");
    stage_shows(&stage, "Enter shows it");
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        assert_null(strstr(terminal_said(stage.terminal), never[i]));
    stage_press(&stage, ">kkk\r");
    stage_shows(&stage, "Your earlier words are here");
    stage_close(&stage);
}

/* thandi and lerato are of a caucus, and lerato answered her there; a steward gave thandi a task. */
static void answered_in_the_caucus(struct stage *stage)
{
    int64_t women, board, thread, post, answer;
    must(unit_add(stage->store, &made_up, "Women of the Street", NULL, UNIT_CAUCUS, 1, NOW, &women));
    must(unit_join(stage->store, &made_up, women, stage->thandi.member, NOW));
    must(unit_join(stage->store, &made_up, women, stage->lerato.member, NOW));
    must(seat_give(stage->store, &stage->operator, 1, "keeper", stage->thandi.member, NOW + DAY, NOW));
    must(board_add(stage->store, &made_up, women, "women", "Among us", VISIBLE_UNIT, NOW, &board));
    must(actor_for(stage->store, ACTOR_MEMBER, "thandi", &stage->thandi));
    must(actor_for(stage->store, ACTOR_MEMBER, "lerato", &stage->lerato));
    stage->thandi.floor = stage->lerato.floor = 0;
    must(thread_open(stage->store, &stage->thandi, board, "Who walks with whom", "I do.", NOW - HOUR, &thread, &post));
    must(post_reply(stage->store, &stage->lerato, post, "I do, too.", NOW - HOUR, &answer));
}

static void an_answer_in_a_caucus_is_private(void **state)
{
    static const struct view *const views[] = { &usual, &phone };
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct stage stage;
        stage_open(&stage, false);
        answered_in_the_caucus(&stage);
        stage_enter(&stage, &stage.thandi, views[i]);
        stage_shows(&stage, "lerato answered");
        stage.by_password = true;
        stage_enter(&stage, &stage.thandi, views[i]);
        stage_press(&stage, "\r");
        stage_press(&stage, ":unread\rq");
        stage_shows(&stage, "Something private"); /* four, and what a steward did */
        static const char *const never[] = { "Who walks", "Women of", "Among us" };
        for (size_t k = 0; k < sizeof never / sizeof *never; k++)
            assert_null(strstr(terminal_said(stage.terminal), never[k]));
        stage_press(&stage, "2"); /* 1 is what was done from the shell */
        stage_shows(&stage, "Answers to you in a caucus: 1");
        stage_press(&stage, "2");
        stage_shows(&stage, "Who walks with whom");
        stage_close(&stage);
    }
}

static void who_comes_by_key_or_decided_once_is_not_asked(void **state)
{
    static const struct {
        bool by_password;
        enum shared setting;
        const char *shows;
    } cases[] = { { false, SHARED_ASK, "Letters to read: 2" }, { true, SHARED_NEVER, "Letters to read: 2" },
        { true, SHARED_ALWAYS, "Something private (3)" }, { false, SHARED_ALWAYS, "Something private (3)" } };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct stage stage;
        stage_open(&stage, false);
        stage.by_password = cases[i].by_password;
        stage.shared = cases[i].setting;
        stage_enter(&stage, &stage.thandi, &usual);
        stage_shows(&stage, cases[i].shows);
        stage_close(&stage);
    }
}

static void it_warns_and_a_key_keeps_it_open(void **state)
{
    struct stage stage;
    (void)state;
    come(&stage, &usual, "\rt");
    for (int i = 0; i < 200 && !terminal_shows(stage.terminal, "locks in 30 seconds"); i++)
        stage_wait(&stage, 5);
    stage_shows(&stage, "This screen locks in 30 seconds.");
    stage_press(&stage, "j");
    stage_shows_not(&stage, "30 seconds");
    stage_wait(&stage, 60);
    stage_shows(&stage, "General");
    stage_close(&stage);
}

/* RULES 1.6: a minute for each 60 words shown, also for those that stand there before the first key. */
static void the_first_page_is_read_in_peace(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    must(password_change(stage.store, &stage.thandi, NULL, PASSWORD, -1, NOW));
    stage.shared = SHARED_ALWAYS;
    stage_enter(&stage, &stage.thandi, &usual);
    stage_shows(&stage, "Waits for you");
    stage_wait(&stage, 2 * MINUTE - 20); /* 30 s before the two minutes are over it would have warned */
    stage_shows_not(&stage, "locks in 30 seconds");
    stage_close(&stage);
}

/* She who says "always" sits before a shared computer now, not at the next log-in. */
static void the_setting_counts_at_once(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_shows(&stage, "Letters to read: 2");
    stage_press(&stage, ":settings shared always\rq");
    stage_shows(&stage, "Something private (3)");
    stage_close(&stage);
}

static void lock(struct stage *stage)
{
    stage_wait(stage, 11 * MINUTE); /* no screen holds so many words */
    stage_shows(stage, "locked.");
}

static void the_locked_screen_says_nothing_of_hers(void **state)
{
    static const struct view *const views[] = { &usual, &phone, &tiny };
    (void)state;
    for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
        struct stage stage;
        int64_t letter;
        come(&stage, views[i], "\rl\r");
        lock(&stage);
        must(letter_write(stage.store, &stage.lerato, "thandi", "Psst.", 0, 0, NOW, &letter));
        struct face_event event = { .kind = FACE_LETTER };
        terminal_forget(stage.terminal);
        screens_face.event(stage.face, &event);
        stage_hint(&stage, stage.general, 0);
        stage_send(&stage, "\f");
        static const char *const never[] = { "thandi", "lerato", "sipho", "Vilakazi", "private", "mind a little",
            "came" };
        for (size_t k = 0; k < sizeof never / sizeof *never; k++) {
            stage_shows_not(&stage, never[k]);
            assert_null(strstr(terminal_said(stage.terminal), never[k]));
        }
        for (int row = 0; row < views[i]->rows; row++) {
            const char *words = terminal_row(stage.terminal, row);
            assert_true(text_width(words, strlen(words)) <= views[i]->columns);
        }
        stage_shows(&stage, "Password");
        stage_close(&stage);
    }
}

static void the_password_opens_it_where_it_was(void **state)
{
    struct stage stage;
    (void)state;
    come(&stage, &usual, "\rl\r");
    stage_shows(&stage, "I mind a little.");
    lock(&stage);
    stage_press(&stage, "q");
    stage_shows_not(&stage, "mind a little");
    stage_press(&stage, "\r");
    stage_shows(&stage, "That is not your password.");
    terminal_forget(stage.terminal);
    stage_press(&stage, PASSWORD "\r");
    assert_null(strstr(terminal_said(stage.terminal), "corner"));
    stage_shows(&stage, "I mind a little.");
    stage_shows_not(&stage, "locked");
    stage_press(&stage, "q");
    stage_shows(&stage, "Letters");
    stage_close(&stage);
}

/* Keys that come when it should be locked already go to the lock, however late the clock is looked at. */
static void a_key_that_comes_too_late_opens_nothing(void **state)
{
    struct stage stage;
    (void)state;
    come(&stage, &usual, "\r");
    stage_wait(&stage, 0);
    lock(&stage);
    stage_press(&stage, "t\033\t");
    stage_shows(&stage, "This screen is locked.");
    stage_shows_not(&stage, "general");
    stage_close(&stage);
}

static void five_wrong_passwords_end_it(void **state)
{
    struct stage stage;
    (void)state;
    come(&stage, &usual, "\rl\r");
    lock(&stage);
    stage_press(&stage, "a\ra\ra\ra\r");
    assert_false(screens_face.done(stage.face));
    stage_press(&stage, "a\r");
    is_over(&stage);
    stage_shows(&stage, "Close this window.");
    stage_shows_not(&stage, "mind a little");
    stage_close(&stage);
}

/* A password that is pasted with lines after it is one try, when she presses Enter. */
static void a_paste_is_no_row_of_tries(void **state)
{
    static const char *const pastes[] = { "a\ra\ra\ra\ra\ra\r", "\033[200~a\ra\ra\ra\ra\ra\r\033[201~" };
    (void)state;
    for (size_t i = 0; i < sizeof pastes / sizeof pastes[0]; i++) {
        struct stage stage;
        come(&stage, &usual, "\rl\r");
        lock(&stage);
        stage_send(&stage, pastes[i]);
        assert_false(screens_face.done(stage.face));
        stage_shows_not(&stage, "That is not your password.");
        stage_press(&stage, "\r");
        stage_shows(&stage, "That is not your password.");
        stage_send(&stage, PASSWORD "\r");
        stage_shows(&stage, "This screen is locked.");
        stage_press(&stage, "\r");
        stage_shows(&stage, "I mind a little.");
        stage_press(&stage, "q"); /* no paste is left open */
        stage_shows(&stage, "Letters");
        stage_close(&stage);
    }
}

static void what_was_being_written_is_kept_when_it_locks(void **state)
{
    struct stage stage;
    struct draft draft;
    (void)state;
    come(&stage, &usual, "\r:write lerato\rThe names are");
    lock(&stage);
    must(draft_get(stage.store, &stage.thandi, DRAFT_LETTER, stage.lerato.member, &draft));
    assert_string_equal(draft.body, "The names are");
    drafts_free(&draft, 1);
    stage_press(&stage, PASSWORD "\r here");
    stage_shows(&stage, "The names are here");
    stage_close(&stage);
}

static void ten_minutes_later_she_is_logged_out(void **state)
{
    struct stage stage;
    (void)state;
    come(&stage, &usual, "\rl\r");
    lock(&stage);
    stage_wait(&stage, 10 * MINUTE);
    is_over(&stage);
    stage_shows(&stage, "You were away and are logged out.");
    stage_shows_not(&stage, "locked");
    assert_non_null(strstr(terminal_said(stage.terminal), "\033[3J"));
    stage_close(&stage);
}

static void there_is_a_quick_exit_for_every_hand(void **state)
{
    static const struct {
        const char *keys;
        bool locked;
    } ways[] = { { "\034", false }, { "\003\003", false }, { ".0", false }, { "D0", false }, { "\034", true },
        { "\003\003", true } };
    (void)state;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct stage stage;
        come(&stage, &usual, "\rl\r");
        if (ways[i].locked)
            lock(&stage);
        stage_press(&stage, ways[i].keys);
        is_over(&stage);
        stage_shows(&stage, "Close this window too.");
        stage_shows_not(&stage, "mind a little");
        assert_non_null(strstr(terminal_said(stage.terminal), "\033[3J"));
        stage_close(&stage);
    }
}

static void keys_take_the_password_again(void **state)
{
    struct stage stage;
    (void)state;
    come(&stage, &usual, "\r:keys\rw");
    stage_shows(&stage, "your password again");
    stage_press(&stage, "not that one\r");
    stage_shows(&stage, "That is not your password.");
    stage_press(&stage, PASSWORD "\r"); /* asked again at once: what is typed on is no key of this room */
    stage_shows(&stage, "Paste the line");
    stage_press(&stage, "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKwZ0VLNMHG1Mec3wUQWPbLtiH5s9x8oYH/PXKcnTY9n\r");
    stage_shows(&stage, "The key opens the door");
    stage_press(&stage, ":key remove 1\r");
    stage_shows(&stage, "takes your password again");
    stage_close(&stage);
}

static void so_do_vouchers_and_fewer_shared_computers(void **state)
{
    struct stage stage;
    (void)state;
    come(&stage, &usual, "\r:vouchers\rw");
    stage_shows(&stage, "your password again");
    stage_press(&stage, "not that one\r");
    stage_shows(&stage, "That is not your password.");
    stage_press(&stage, PASSWORD "\r"); /* asked again at once: what is typed on is no key of this room */
    stage_shows(&stage, "Somebody of another home");
    stage_press(&stage, "sipho\rq"); /* with that her proof is used up */
    stage_press(&stage, ":settings shared always\rq:settings shared never\r");
    stage_shows(&stage, "takes your password again");
    stage_press(&stage, "s>kkkk\r");
    stage_shows(&stage, "your password again");
    stage_press(&stage, "\033");
    stage_shows(&stage, "always");
    stage_press(&stage, "\rnot that one\r" PASSWORD "\r");
    stage_shows(&stage, "never");
    stage_close(&stage);
}

static void to_leave_for_good_takes_the_password_again(void **state)
{
    struct stage stage;
    struct actor again;
    (void)state;
    come(&stage, &usual, "\rs>\ry");
    stage_shows(&stage, "your password again");
    stage_press(&stage, "thandi\r");
    stage_shows(&stage, "That is not your password.");
    must(actor_for(stage.store, ACTOR_MEMBER, "thandi", &again));
    stage_press(&stage, PASSWORD "\rthandi\r");
    is_over(&stage);
    assert_int_equal(actor_for(stage.store, ACTOR_MEMBER, "thandi", &again), RESULT_NOT_FOUND);
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_shown_before_the_answer),
        cmocka_unit_test(enter_is_yes_and_no_is_no),
        cmocka_unit_test(who_has_only_a_key_is_told_the_way),
        cmocka_unit_test(what_was_begun_is_private_too),
        cmocka_unit_test(an_answer_in_a_caucus_is_private),
        cmocka_unit_test(who_comes_by_key_or_decided_once_is_not_asked),
        cmocka_unit_test(it_warns_and_a_key_keeps_it_open),
        cmocka_unit_test(the_first_page_is_read_in_peace),
        cmocka_unit_test(the_setting_counts_at_once),
        cmocka_unit_test(the_locked_screen_says_nothing_of_hers),
        cmocka_unit_test(the_password_opens_it_where_it_was),
        cmocka_unit_test(a_key_that_comes_too_late_opens_nothing),
        cmocka_unit_test(five_wrong_passwords_end_it),
        cmocka_unit_test(a_paste_is_no_row_of_tries),
        cmocka_unit_test(what_was_being_written_is_kept_when_it_locks),
        cmocka_unit_test(ten_minutes_later_she_is_logged_out),
        cmocka_unit_test(there_is_a_quick_exit_for_every_hand),
        cmocka_unit_test(keys_take_the_password_again),
        cmocka_unit_test(so_do_vouchers_and_fewer_shared_computers),
        cmocka_unit_test(to_leave_for_good_takes_the_password_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
