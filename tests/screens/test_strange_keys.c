/*
 * test_strange_keys.c: whatever keys a terminal sends, and in whatever pieces they come, nothing is sent unasked; and
 * what is pasted is text.
 */
#include "face.h"
#include "input.h"
#include "store/base/db.h"
#include "tests/screens/stage.h"
#include "tests/support/sequences.h"

#define HALF "Half a letter"
static const struct view usual = { "80x24", 80, 24, false };
enum { AT_ONCE = 0, SLOWLY = 60, LATER = 700 };

static int64_t letters(struct stage *stage)
{
    return db_number(stage->store, -1, "SELECT count(*) FROM letter");
}

static int64_t posts(struct stage *stage)
{
    return db_number(stage->store, -1, "SELECT count(*) FROM post");
}

/* Thandi answers a letter of sipho's. */
static void begin_letter(struct stage *stage)
{
    must(draft_drop(stage->store, &stage->thandi, DRAFT_LETTER, stage->sipho.member, NOW));
    stage_enter(stage, &stage->thandi, &usual);
    stage_press(stage, "l\rr");
    stage_shows(stage, "Read by: only sipho");
    stage_send(stage, HALF);
}

static void stands_written(struct stage *stage, const char *body, const char *what)
{
    struct draft draft;
    screens_face.save(stage->face);
    if (draft_get(stage->store, &stage->thandi, DRAFT_LETTER, stage->sipho.member, &draft) != RESULT_OK)
        fail_msg("%s: it is written no more:\n%s", what, terminal_screen(stage->terminal));
    if (strcmp(draft.body, body) != 0)
        fail_msg("%s: \"%s\" stands there, not \"%s\"", what, draft.body, body);
    drafts_free(&draft, 1);
    stage_shows_not(stage, "What now?");
}

/* --- half a letter and one key --- */

/* What the key makes of it. */
static const char *written_after(const struct sequence *sequence)
{
    if (sequence->name == INPUT_WORD_ERASE)
        return "Half a ";
    if (sequence->name != INPUT_LETTER)
        return HALF;
    switch (sequence->letter) {
    case '\r':
        return HALF "\n";
    case 'a':
        return HALF "a";
    case 'A':
        return HALF "A";
    case '!':
        return HALF "!";
    case '1':
        return HALF "1";
    case 0x43f:
        return HALF "п";
    default:
        return HALF;
    }
}

static void comes_in_two(struct stage *stage, const struct sequence *sequence, size_t cut, int gap)
{
    char what[200];
    int64_t before = letters(stage);
    snprintf(what, sizeof what, "%s of %s, cut after %zu bytes for %d ms", sequence->key, sequence->term, cut, gap);
    begin_letter(stage);
    if (cut > 0)
        stage_bytes(stage, sequence->bytes, cut, gap);
    stage_send(stage, sequence->bytes + cut);
    stands_written(stage, written_after(sequence), what);
    if (letters(stage) != before)
        fail_msg("%s: it was sent", what);
}

static void no_key_sends_half_a_letter(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    for (size_t i = 0; i < sequence_count; i++) {
        const struct sequence *sequence = &sequences[i];
        stage.term = sequence->term[0] == 'a' ? NULL : sequence->term;
        comes_in_two(&stage, sequence, 0, AT_ONCE);
        for (size_t cut = 1; cut < strlen(sequence->bytes); cut++) {
            comes_in_two(&stage, sequence, cut, AT_ONCE);
            size_t escapes = strspn(sequence->bytes, "\033");
            if (cut > escapes || (cut == 1 && sequence_may_come_in_two(sequence))) {
                comes_in_two(&stage, sequence, cut, SLOWLY);
                comes_in_two(&stage, sequence, cut, LATER);
            }
        }
    }
    stage_close(&stage);
}

/* Home with Ctrl, Alt and Shift, whose rest came a second and a half late: 1 in the menu would send. */
static void a_key_that_was_held_back_sends_nothing(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    begin_letter(&stage);
    int64_t before = letters(&stage);
    stage_bytes(&stage, "\033", 1, INPUT_ESCAPE_PATIENT_MS + 100);
    stage_shows(&stage, "What now?");
    stage_bytes(&stage, "", 0, INPUT_TOGETHER_MS);
    stage_bytes(&stage, "[1;8H", 5, LATER);
    assert_int_equal(letters(&stage), before);
    stands_written(&stage, HALF, "Home that was held back");
    stage_close(&stage);
}

/* In the menu that an Esc opened stands "Send it": neither Right nor the Enter and the 1 of a keypad may choose it. */
static void no_key_that_comes_as_a_sequence_answers_a_question(void **state)
{
    static const char *const keys[] = { "\033[C", "\033OC", "\033\033OC", "\033[1;2C", "\033OM", "\033[13;2u",
        "\033[49u", "\033[57400u", "\033[57414u", "\033[27;2;13~" };
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        int64_t before = letters(&stage);
        begin_letter(&stage);
        stage_bytes(&stage, "\033", 1, LATER);
        stage_send(&stage, keys[i]);
        stage_shows(&stage, "What now?");
        assert_int_equal(letters(&stage), before);
        stage_press(&stage, "2");
        stands_written(&stage, HALF, keys[i] + 1);
    }
    begin_letter(&stage);
    stage_press(&stage, "\033");
    stage_send(&stage, "\033[B"); /* the arrows move, and Enter chooses */
    stage_press(&stage, "\r");
    stands_written(&stage, HALF, "Down, Enter");
    stage_close(&stage);
}

/* On the row that sends, too: the Enter of a keypad, and Shift-Enter, go down to it and no further. */
static void no_enter_that_comes_as_a_sequence_sends_a_form(void **state)
{
    static const char *const keys[] = { "\033OM", "\033[13;2u", "\033[27;2;13~" };
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        stage_enter(&stage, &stage.thandi, &usual);
        stage_press(&stage, "awBread");
        for (int times = 0; times < 20; times++)
            stage_send(&stage, keys[i]);
        stage_shows(&stage, "You ask the street for food, within days: Bread.");
        stage_press(&stage, "\0334y");
    }
    stage_press(&stage, "wBread\r\r");
    stage_shows_not(&stage, "You ask the street");
    stage_close(&stage);
}

/* --- many of them, one after another, in pieces --- */

enum { SEEDS = 40, STEPS = 60 };

static uint32_t dice;

static size_t throw_dice(size_t sides)
{
    dice = dice * 1664525 + 1013904223;
    return (dice >> 8) % sides;
}

static bool is_string(const struct sequence *sequence)
{
    bool in_one_byte = sequence->bytes[0] == '\220';
    return in_one_byte || (sequence->bytes[0] == '\033' && strchr("P]_", sequence->bytes[1]) != NULL);
}

/* What no program can tell from keys of a person: a letter some time after Esc (Alt-1) or after a focus report, an O a
 * second after two Escs, and words that follow the half of a string. */
static bool can_be_told(const struct sequence *sequence, size_t cut, int gap)
{
    const char *bytes = sequence->bytes;
    size_t escapes = strspn(bytes, "\033");
    if (gap < INPUT_ESCAPE_MS)
        return true;
    if (cut == 1 && escapes == 1)
        return is_string(sequence) || sequence_may_come_in_two(sequence);
    if (gap < INPUT_TOGETHER_MS)
        return true;
    return !is_string(sequence) && !(escapes == 2 && cut == 2 && bytes[2] == 'O') &&
           !(strncmp(bytes, "\033[O", 3) == 0 && cut == 3);
}

/* One sequence, whole, in two pieces or byte by byte. */
static void send_in_pieces(struct stage *stage, const struct sequence *sequence)
{
    static const int gaps[] = { 0, 50, 450, 1200, 3000 };
    int gap = gaps[throw_dice(sizeof gaps / sizeof gaps[0])];
    size_t length = strlen(sequence->bytes), from = 0;
    bool each = throw_dice(4) == 0;
    size_t only = 1 + throw_dice(length);
    for (size_t cut = 1; cut < length; cut++)
        if ((each || cut == only) && can_be_told(sequence, cut, gap)) {
            stage_bytes(stage, sequence->bytes + from, cut - from, gap);
            from = cut;
        }
    stage_bytes(stage, sequence->bytes + from, length - from, gaps[throw_dice(3)]);
}

/* Ctrl-C, which hangs up when it comes twice. */
static bool hangs_up(const struct sequence *sequence)
{
    return sequence->name == INPUT_LETTER && sequence->letter == 3;
}

/* Nor opens help, nor erases. */
static bool writes_nothing(const struct sequence *sequence)
{
    return sequence->name != INPUT_LETTER && sequence->name != INPUT_DELETE && sequence->name != INPUT_WORD_ERASE &&
           sequence->name != INPUT_HELP;
}

static const struct sequence *throw_sequence(bool only_silent)
{
    const struct sequence *sequence;
    do
        sequence = &sequences[throw_dice(sequence_count)];
    while (hangs_up(sequence) || (only_silent && !writes_nothing(sequence)));
    return sequence;
}

static void begin_post(struct stage *stage)
{
    must(draft_drop(stage->store, &stage->thandi, DRAFT_THREAD, stage->general, NOW));
    stage_enter(stage, &stage->thandi, &usual);
    stage_press(stage, "tj\rw1");
    stage_send(stage, "Half a title");
    stage_press(stage, "\r");
    stage_send(stage, HALF);
}

static void stands_whole(struct stage *stage, const char *what)
{
    struct draft draft;
    screens_face.save(stage->face);
    if (draft_get(stage->store, &stage->thandi, DRAFT_THREAD, stage->general, &draft) != RESULT_OK)
        fail_msg("%s: it is written no more:\n%s", what, terminal_screen(stage->terminal));
    if (strcmp(draft.title, "Half a title") != 0 || strcmp(draft.body, HALF) != 0)
        fail_msg("%s: \"%s\", \"%s\" stand there", what, draft.title, draft.body);
    drafts_free(&draft, 1);
}

static void send_many(struct stage *stage, unsigned seed, bool only_silent)
{
    int64_t posts_before = posts(stage);
    char what[200];
    dice = seed;
    begin_post(stage);
    for (int step = 0; step < STEPS; step++) {
        const struct sequence *sequence = throw_sequence(only_silent);
        send_in_pieces(stage, sequence);
        snprintf(what, sizeof what, "seed %u, step %d, %s of %s", seed, step, sequence->key, sequence->term);
        if (screens_face.done(stage->face))
            fail_msg("%s: it hung up", what);
        if (posts(stage) != posts_before)
            fail_msg("%s: it was sent", what);
        if (only_silent) {
            if (terminal_shows(stage->terminal, "What now?"))
                stage_press(stage, "\033");
            stands_whole(stage, what);
        }
    }
}

static void many_keys_in_pieces_send_nothing_and_leave_the_text_whole(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    for (unsigned seed = 1; seed <= SEEDS; seed++)
        send_many(&stage, seed, true);
    stage_close(&stage);
}

static void nor_do_those_that_write(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    for (unsigned seed = 1; seed <= SEEDS; seed++)
        send_many(&stage, seed, false);
    stage_close(&stage);
}

/* At a prompt Esc would throw away what stands there. */
static void a_slow_key_throws_nothing_away(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "/goats");
    stage_bytes(&stage, "\033", 1, 300);
    stage_send(&stage, "[1~");
    stage_shows(&stage, "goats");
    stage_press(&stage, "three ");
    stage_shows(&stage, "three goats");
    stage_press(&stage, "\033"); /* and Esc alone still goes back */
    stage_shows_not(&stage, "three goats");
    stage_close(&stage);
}

/* A key that comes in two where its Esc left the room does nothing in the next one. */
static void the_rest_of_a_slow_key_is_not_for_the_next_room(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "tj\r");
    stage_bytes(&stage, "\033", 1, SLOWLY); /* back to the boards, and Left is no way on to home */
    stage_send(&stage, "[D");
    stage_shows(&stage, "General");
    stage_shows_not(&stage, "Waits for you");
    stage_close(&stage);
}

/* --- a menu that has just come up --- */

static void a_menu_that_sends_listens_after_a_moment(void **state)
{
    static const char *const keys[] = { "1", "4", "\r", "3" };
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        int64_t before = letters(&stage);
        begin_letter(&stage);
        stage_bytes(&stage, "\033", 1, SLOWLY);
        stage_shows(&stage, "What now?");
        stage_bytes(&stage, keys[i], 1, SLOWLY);
        stage_shows(&stage, "What now?");
        assert_int_equal(letters(&stage), before);
        stage_bytes(&stage, "", 0, LATER);
        stage_press(&stage, "2");
        stands_written(&stage, HALF, keys[i]);
    }
    begin_letter(&stage);
    stage_press(&stage, "\0331");
    stage_shows(&stage, "The letter is on its way.");
    stage_close(&stage);
}

static void the_menu_of_all_takes_no_digit_at_once(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_bytes(&stage, ".", 1, SLOWLY);
    stage_bytes(&stage, "0", 1, SLOWLY);
    assert_false(screens_face.done(stage.face));
    stage_bytes(&stage, "", 0, LATER);
    stage_press(&stage, "0");
    assert_true(screens_face.done(stage.face));
    stage_close(&stage);
}

/* --- what is pasted without brackets --- */

static void a_paste_without_brackets_is_text(void **state)
{
    static const char *const terms[] = { "linux", "vt100", "vt220", "ansi", "cygwin", "st", "ms-terminal", "xterm" };
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++) {
        int64_t before = letters(&stage);
        stage.term = terms[i];
        begin_letter(&stage);
        stage_send(&stage, "\rList:\r\r\r1. oil\rmore\r");
        stands_written(&stage, HALF "\nList:\n\n\n1. oil\nmore\n", terms[i]);
        assert_int_equal(letters(&stage), before);
    }
    stage_close(&stage);
}

static void it_may_come_in_pieces(void **state)
{
    static const char words[] = "A list, and a long line.\r\r\r1. oil\r\r\r\r4\rmore\r";
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    for (size_t cut = 4; cut < strlen(words); cut++) {
        char what[40];
        snprintf(what, sizeof what, "cut after %zu", cut);
        begin_letter(&stage);
        stage_send(&stage, "\r");
        stage_bytes(&stage, words, cut, INPUT_BURST_MS - 1);
        stage_send(&stage, words + cut);
        stands_written(&stage, HALF "\nA list, and a long line.\n\n\n1. oil\n\n\n\n4\nmore\n", what);
    }
    stage_close(&stage);
}

/* The first line is the title, and nothing is cut off that belongs to the text. */
static void what_is_pasted_into_the_title_goes_on_in_the_text(void **state)
{
    static const char *const pastes[] = { "Bread\rWho bakes on Friday?\rI bring flour.",
        "\033[200~Bread\rWho bakes on Friday?\rI bring flour.\033[201~" };
    struct stage stage;
    struct draft draft;
    (void)state;
    stage_open(&stage, false);
    for (size_t i = 0; i < sizeof pastes / sizeof pastes[0]; i++) {
        must(draft_drop(stage.store, &stage.thandi, DRAFT_THREAD, stage.general, NOW));
        stage_enter(&stage, &stage.thandi, &usual);
        stage_press(&stage, "tj\rw1");
        stage_send(&stage, pastes[i]);
        screens_face.save(stage.face);
        must(draft_get(stage.store, &stage.thandi, DRAFT_THREAD, stage.general, &draft));
        assert_string_equal(draft.title, "Bread");
        assert_string_equal(draft.body, "Who bakes on Friday?\nI bring flour.");
        drafts_free(&draft, 1);
    }
    stage_close(&stage);
}

/* In a room it writes nothing, opens nothing and leaves nothing; the arrows in it move. */
static void elsewhere_its_keys_only_move(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    int64_t before = posts(&stage);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "tj\rjj\r");
    stage_send(&stage, "Write W\ryes, C all N\rq\rq\rqy\r0");
    stage_shows(&stage, "Many keys came at once");
    stage_shows(&stage, "Water tank on the corner");
    assert_false(screens_face.done(stage.face));
    assert_int_equal(posts(&stage), before);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "tj\r");
    int row, column, row_after;
    terminal_cursor(stage.terminal, &row, &column);
    stage_send(&stage, "\033[B\033[Bx\r");
    terminal_cursor(stage.terminal, &row_after, &column);
    assert_int_equal(row_after, row + 2);
    stage_shows(&stage, "General");
    stage_close(&stage);
}

static void a_menu_is_answered_by_no_paste(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    begin_letter(&stage);
    stage_press(&stage, "\033");
    stage_shows(&stage, "What now?");
    stage_send(&stage, "1\r4\ry\r");
    stage_shows(&stage, "What now?");
    stage_press(&stage, "2");
    stands_written(&stage, HALF, "a paste into the menu");
    stage_close(&stage);
}

/* What is asked for in one line is not answered by a paste: she presses Enter. */
static void a_prompt_takes_it_as_one_line(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, ":");
    stage_send(&stage, "quit\rquit\r");
    assert_false(screens_face.done(stage.face));
    stage_shows(&stage, ": quit quit");
    stage_press(&stage, "\033a");
    stage_press(&stage, "w");
    stage_send(&stage, "Bread\rfor six\r\r\r");
    stage_shows(&stage, "Bread for six");
    stage_shows(&stage, "What do you need?"); /* not yet */
    stage_close(&stage);
}

/* --- what a terminal is asked for --- */

static void every_terminal_is_asked_to_be_quiet_and_for_brackets(void **state)
{
    static const char *const terms[] = { "linux", "vt100", "vt220", "ansi", "cygwin", "st", "ms-terminal", "xterm",
        "screen", "putty", "rxvt-unicode", "xterm-kitty" };
    static const char *const asked[] = { "\033[?1000l", "\033[?1003l", "\033[?1004l", "\033[?1006l", "\033[?1015l",
        "\033[>4;0m", "\033[=0;1u", "\033[?1l", "\033>", "\033[?2004h" };
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++) {
        stage.term = terms[i];
        stage_enter(&stage, &stage.thandi, &usual);
        const char *said = terminal_said(stage.terminal);
        for (size_t k = 0; k < sizeof asked / sizeof asked[0]; k++)
            if (strstr(said, asked[k]) == NULL)
                fail_msg("%s is not asked for ESC%s", terms[i], asked[k] + 1);
        const char *other = strstr(said, "\033[?1049h");
        if (other != NULL) /* each of its two screens has modes of its own in kitty */
            assert_true(strstr(said, "\033[=0;1u") < other && strstr(other, "\033[=0;1u") != NULL);
        assert_null(strstr(said, "\033[?1h")); /* the keypad stays as it is */
        terminal_forget(stage.terminal);
        screens_face.close(stage.face);
        stage.face = NULL;
        terminal_pump(stage.terminal);
        assert_non_null(strstr(terminal_said(stage.terminal), "\033[?2004l"));
    }
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_key_sends_half_a_letter),
        cmocka_unit_test(a_key_that_was_held_back_sends_nothing),
        cmocka_unit_test(no_key_that_comes_as_a_sequence_answers_a_question),
        cmocka_unit_test(no_enter_that_comes_as_a_sequence_sends_a_form),
        cmocka_unit_test(many_keys_in_pieces_send_nothing_and_leave_the_text_whole),
        cmocka_unit_test(nor_do_those_that_write),
        cmocka_unit_test(a_slow_key_throws_nothing_away),
        cmocka_unit_test(the_rest_of_a_slow_key_is_not_for_the_next_room),
        cmocka_unit_test(a_menu_that_sends_listens_after_a_moment),
        cmocka_unit_test(the_menu_of_all_takes_no_digit_at_once),
        cmocka_unit_test(a_paste_without_brackets_is_text),
        cmocka_unit_test(it_may_come_in_pieces),
        cmocka_unit_test(what_is_pasted_into_the_title_goes_on_in_the_text),
        cmocka_unit_test(elsewhere_its_keys_only_move),
        cmocka_unit_test(a_menu_is_answered_by_no_paste),
        cmocka_unit_test(a_prompt_takes_it_as_one_line),
        cmocka_unit_test(every_terminal_is_asked_to_be_quiet_and_for_brackets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
