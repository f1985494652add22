/*
 * test_readers.c: who will read a text is said before it goes out, in the same words by screens, line mode and
 * commands; and the pages that few may read say who they are. RULES 1.10, 2.1.
 */
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "aid.h"
#include "boards.h"
#include "letters.h"
#include "tests/e2e/served.h"

#define must(call) assert_int_equal((call), RESULT_OK)
#define EVERYBODY "EVERYBODY (POLICE TOO)"
#define CAUCUS "Women of the Street"

/* thandi and sipho are of the women's caucus; thandi asks and sipho can. */
struct evening {
    struct served house;
    int64_t post_of[4];   /* thandi's, on each board */
    int64_t thread_of[4]; /* the threads of these */
};
static const struct {
    const char *slug, *who;
} boards[] = { { "general", "THE STREET" }, { "hills", "THE NEIGHBOURHOOD" }, { "welcome", EVERYBODY },
    { "women", CAUCUS } };

static void make_aid(struct store *store, const struct actor *thandi, const struct actor *sipho, int64_t now)
{
    int64_t ask, match;
    must(aid_ask_make(store, thandi,
        &(struct aid_form) { .kind = AID_CARE, .line = "Somebody to sit with her", .many = 1, .urgency = AID_DAYS },
        now, &ask));
    must(aid_can(store, sipho, ask, 0, now, &match));
    must(aid_accept(store, thandi, ask, now));
    assert_int_equal(match, 1);
}

static void furnish(struct evening *evening)
{
    struct store *store;
    const struct actor made_up = { .kind = ACTOR_CARETAKER };
    struct actor operator, thandi, sipho;
    int64_t women, board, letter, now = time(NULL);
    assert_int_equal(store_open(evening->house.database, STORE_TOOL, &store), STORE_OPENED);
    must(actor_for(store, ACTOR_OPERATOR, "", &operator));
    must(actor_for(store, ACTOR_MEMBER, "thandi", &thandi));
    must(actor_for(store, ACTOR_MEMBER, "sipho", &sipho));
    must(unit_add(store, &made_up, CAUCUS, NULL, UNIT_CAUCUS, 1, now, &women));
    must(unit_join(store, &made_up, women, thandi.member, now));
    must(unit_join(store, &made_up, women, sipho.member, now));
    must(board_add(store, &made_up, women, "women", "Among us", VISIBLE_UNIT, now, &board));
    must(board_add(store, &operator, 1, "hills", "All streets", VISIBLE_CONFEDERATION, now, &board));
    must(actor_for(store, ACTOR_MEMBER, "thandi", &thandi));
    for (size_t i = 0; i < 4; i++) {
        struct board place;
        must(board_by_slug(store, &thandi, boards[i].slug, &place));
        must(thread_open(
            store, &thandi, place.id, "First words", "Here.", now, &evening->thread_of[i], &evening->post_of[i]));
    }
    must(letter_write(store, &sipho, "thandi", "By letter.", 0, 0, now, &letter));
    make_aid(store, &thandi, &sipho, now);
    store_close(store);
}

static int open_house(void **state)
{
    static struct evening evening;
    served_open(&evening.house, false);
    furnish(&evening);
    *state = &evening;
    return 0;
}

static int close_house(void **state)
{
    struct evening *evening = *state;
    served_is_sound(&evening->house);
    served_close(&evening->house);
    return 0;
}

/* --- before a text goes out --- */

/* Whoever types it at a shell reads it once, on the other channel, before the text is read; a script has it in the
 * JSON. */
static void a_command_says(struct evening *evening, const char *command, const char *body, const char *who)
{
    char line[300], sentence[120];
    snprintf(sentence, sizeof sentence, "Read by: %s.", who);
    struct ran ran = served_command(&evening->house, "thandi", command, body);
    const char *at = strstr(ran.err, sentence);
    if (ran.status != 0 || at == NULL || strstr(at + 1, sentence) != NULL || strstr(ran.out, sentence) != NULL)
        fail_msg("`%s`: %d, not once \"%s\" in: %s--- and not in: %s", command, ran.status, sentence, ran.err, ran.out);
    ran_free(&ran);
    snprintf(line, sizeof line, "%s --json", command);
    char *out = served_says(&evening->house, "thandi", line, body, 0);
    json_t *json = json_loads(out, 0, NULL);
    const char *read_by = json_string_value(json_object_get(json, "read_by"));
    if (read_by == NULL || strcmp(read_by, who) != 0 ||
        json_boolean_value(json_object_get(json, "everybody")) != (strcmp(who, EVERYBODY) == 0))
        fail_msg("`%s`: %s", line, out);
    json_decref(json);
    free(out);
}

/* Line by line: behind the command, before a word of it can be typed. */
static void line_mode_says(struct evening *evening, const char *begin, const char *before, const char *who)
{
    char sentence[120], line[300];
    struct terminal *there = served_visit(&evening->house, &(struct visit) { .handle = "thandi", .no_pty = true });
    expect(there, "quit` leaves");
    terminal_forget(there);
    snprintf(line, sizeof line, "%s\n", begin);
    terminal_send(there, line);
    snprintf(sentence, sizeof sentence, "Read by: %s.", who);
    if (!terminal_wait_said(there, before, PATIENCE))
        fail_msg("`%s` never said \"%s\":\n%s", begin, before, terminal_said(there));
    const char *said = terminal_said(there), *at = strstr(said, sentence);
    if (at == NULL || at > strstr(said, before))
        fail_msg("`%s` said no \"%s\" before \"%s\":\n%s", begin, sentence, before, said);
    terminal_close(there);
}

static void screens_say(struct evening *evening, const char *begin, const char *who)
{
    static const struct {
        int columns, rows;
    } sizes[] = { { 80, 24 }, { 40, 15 } };
    for (size_t i = 0; i < 2; i++) {
        char sentence[120], line[300];
        struct terminal *there = served_visit(&evening->house,
            &(struct visit) { .handle = "thandi", .columns = sizes[i].columns, .rows = sizes[i].rows });
        expect(there, "? help");
        snprintf(line, sizeof line, ":%s", begin);
        type_line(there, line);
        expect(there, "F1 help");
        snprintf(sentence, sizeof sentence, "Read by: %s", who);
        if (sizes[i].columns == 80 && strstr(terminal_row(there, 0), sentence) == NULL)
            fail_msg(":%s: no \"%s\" on top of:\n%s", begin, sentence, terminal_screen(there));
        snprintf(sentence, sizeof sentence, "%.*s", (int)strcspn(who, ","), who); /* a phone has no room for more */
        if (strstr(terminal_row(there, 0), sentence) == NULL)
            fail_msg(":%s: no \"%s\" on top of:\n%s", begin, sentence, terminal_screen(there));
        terminal_close(there);
    }
}

static void all_say(struct evening *evening, const char *command, const char *rest, const char *body,
    const char *line_asks, const char *who)
{
    char whole[300];
    snprintf(whole, sizeof whole, "%s%s", command, rest);
    a_command_says(evening, whole, body, who);
    line_mode_says(evening, command, line_asks, who);
    screens_say(evening, command, who);
}

static void every_face_says_who_reads_a_board(void **state)
{
    struct evening *evening = *state;
    char command[60];
    for (size_t i = 0; i < sizeof boards / sizeof *boards; i++) {
        snprintf(command, sizeof command, "post %s", boards[i].slug);
        all_say(evening, command, " --title Words", "Some words.\n", "Title: ", boards[i].who);
        snprintf(command, sizeof command, "reply %lld", (long long)evening->post_of[i]);
        all_say(evening, command, "", "An answer.\n", "Write. A dot", boards[i].who);
        snprintf(command, sizeof command, "edit %lld", (long long)evening->post_of[i]);
        all_say(evening, command, "", "Better words.\n", "Write. A dot", boards[i].who);
    }
}

static void every_face_says_who_reads_what_is_for_few(void **state)
{
    all_say(*state, "write sipho", "", "A letter.\n", "Write. A dot", "only sipho");
    all_say(*state, "aid say 1", "", "At six?\n", "Write. A dot", "the two of you");
}

static void every_face_says_what_an_ask_shows(void **state)
{
    all_say(
        *state, "ask", " --kind food --line Bread for six", "", "What do you need?", "THE STREET, without your name");
    all_say(*state, "offer", " --kind food --line Soup", "", "What can you give?", "THE STREET, with your name");
}

static void what_has_no_body_says_it_in_the_answer(void **state)
{
    a_command_says(*state, "rota new Fill the tank --days mon, thu 6:00", NULL, "THE STREET");
    a_command_says(*state, "shelf add A ladder", NULL, "THE STREET");
    screens_say(*state, "rota new", "THE STREET");
    screens_say(*state, "shelf add", "THE STREET");
}

static void nobody_writes_to_a_place_that_is_not_there(void **state)
{
    struct evening *evening = *state;
    static const char *const lines[] = { "post nowhere --title X", "reply 9999", "edit 9999", "write nobody",
        "aid say 99" };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct ran ran = served_command(&evening->house, "thandi", lines[i], "Words.\n");
        if (ran.status != 1 || strstr(ran.err, "Read by") != NULL || strlen(ran.err) < 10)
            fail_msg("`%s`: %d: %s%s", lines[i], ran.status, ran.out, ran.err);
        ran_free(&ran);
    }
}

/* --- on which board? --- */

static void the_list_of_boards_asks_which_one(void **state)
{
    struct evening *evening = *state;
    struct terminal *there = served_visit(&evening->house, &(struct visit) { .handle = "thandi" });
    expect(there, "? help");
    terminal_send(there, "t");
    expect(there, "w write a post");
    terminal_send(there, "w");
    expect(there, "On which board?");
    expect(there, EVERYBODY);
    if (strstr(terminal_row(there, 2), "THE STREET") == NULL || strstr(terminal_row(there, 4), EVERYBODY) == NULL)
        fail_msg("the street's own does not come first:\n%s", terminal_screen(there));
    terminal_send(there, "\r");
    expect(there, "What is this?");
    terminal_send(there, "1");
    expect(there, "Read by: THE STREET");
    terminal_close(there);
    there = served_visit(&evening->house, &(struct visit) { .handle = "thandi", .no_pty = true });
    expect(there, "quit` leaves");
    terminal_send(there, "post\n");
    expect(there, "1: general (General). Read by: THE STREET.");
    expect(there, "Which board?");
    terminal_send(there, "nowhere\n");
    expect(there, "No board here has");
    terminal_send(there, "3\n");
    expect(there, "What is this?");
    terminal_send(there, "1\n");
    expect(there, "Title:");
    assert_true(terminal_wait_said(there, "Read by: " EVERYBODY, PATIENCE));
    terminal_close(there);
}

/* --- pages --- */

#define TWO "Only the two of you. Whoever holds the machine can read this."

static void pages_say_who_can_read_them(void **state)
{
    struct evening *evening = *state;
    char read_women[30];
    snprintf(read_women, sizeof read_women, "read %lld", (long long)evening->thread_of[3]);
    const struct {
        const char *command, *sentence;
    } pages[] = {
        { "inbox", "Each letter: only the two of you. Whoever holds the machine can read this." },
        { "letter 1", TWO },
        { "aid match 1", TWO },
        { "aid me", "Only those you agree with. Whoever holds the machine can read this." },
        { "threads women", "Only " CAUCUS ". Whoever holds the machine can read this." },
        { read_women, "Only " CAUCUS ". Whoever holds the machine can read this." },
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        char keys[60];
        char *out = served_says(&evening->house, "thandi", pages[i].command, NULL, 0);
        if (strstr(out, pages[i].sentence) == NULL)
            fail_msg("`%s`: %s", pages[i].command, out);
        free(out);
        struct terminal *there = served_visit(&evening->house, &(struct visit) { .handle = "thandi" });
        expect(there, "? help");
        snprintf(keys, sizeof keys, ":%s", pages[i].command);
        type_line(there, keys);
        expect(there, pages[i].sentence);
        terminal_close(there);
        there = served_visit(&evening->house, &(struct visit) { .handle = "thandi", .columns = 40, .rows = 15 });
        expect(there, "? help");
        type_line(there, keys);
        expect(there, "machine"); /* in two rows */
        terminal_close(there);
    }
    char *out = served_says(&evening->house, "thandi", "threads general", NULL, 0);
    assert_null(strstr(out, "the machine"));
    free(out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_face_says_who_reads_a_board),
        cmocka_unit_test(every_face_says_who_reads_what_is_for_few),
        cmocka_unit_test(every_face_says_what_an_ask_shows),
        cmocka_unit_test(what_has_no_body_says_it_in_the_answer),
        cmocka_unit_test(nobody_writes_to_a_place_that_is_not_there),
        cmocka_unit_test(the_list_of_boards_asks_which_one),
        cmocka_unit_test(pages_say_who_can_read_them),
    };
    return cmocka_run_group_tests(tests, open_house, close_house);
}
