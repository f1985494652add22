/*
 * test_strange_keys.c: two members' evening over real ssh, on terminals that send strange keys, in pieces and all at
 * once: nothing leaves an editor that was not sent.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/e2e/served.h"
#include "tests/support/sequences.h"

#define TO_THE_END "\033[1;5F" /* Ctrl-End */

/* --- one at her terminal, writing to the other --- */

struct writer {
    const struct served *house;
    const char *handle, *other, *term;
    char words[80];
    int64_t before; /* the newest letter of hers that the other had */
    struct terminal *terminal;
};

/* The number of the newest letter that reached the other; 0: none. */
static int64_t newest_letter(const struct writer *writer)
{
    char *inbox = served_says(writer->house, writer->other, "inbox", NULL, 0), from[60];
    long long id = 0;
    snprintf(from, sizeof from, "from %s", writer->handle);
    for (const char *line = inbox; line != NULL && id == 0; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
        const char *found = strstr(line, from), *end = strchr(line, '\n');
        if (found != NULL && (end == NULL || found < end))
            sscanf(line, "Letter %lld", &id);
    }
    free(inbox);
    return id;
}

static void begins(struct writer *writer)
{
    char command[60];
    writer->before = newest_letter(writer);
    snprintf(writer->words, sizeof writer->words, "From %s", writer->term);
    writer->terminal = served_visit(writer->house, &(struct visit) { .handle = writer->handle, .term = writer->term });
    expect(writer->terminal, "? help");
    snprintf(command, sizeof command, ":write %s", writer->other);
    type_line(writer->terminal, command);
    expect(writer->terminal, "F1 help");
    terminal_send(writer->terminal, writer->words);
    expect(writer->terminal, writer->words);
}

static bool is_of(const struct writer *writer, const struct sequence *sequence)
{
    return strcmp(sequence->term, writer->term) == 0 || sequence->term[0] == 'a'; /* a phone: on any */
}

static void got_nothing(const struct writer *writer, const char *what)
{
    if (newest_letter(writer) != writer->before)
        fail_msg("%s on %s sent the letter", what, writer->term);
}

/* F1 opens the help; q closes it, and in the editor Ctrl-Z takes it back. */
static void closes_help(struct writer *writer)
{
    terminal_wait(writer->terminal, "Letters write.", 300);
    if (terminal_shows(writer->terminal, "Letters write.")) {
        terminal_send(writer->terminal, "q");
        terminal_wait_gone(writer->terminal, "Letters write.", PATIENCE);
    }
}

static void presses_all(struct writer *writer)
{
    for (size_t i = 0; i < sequence_count; i++) {
        if (!is_of(writer, &sequences[i]) || sequences[i].name == INPUT_LETTER || sequences[i].name == INPUT_WORD_ERASE)
            continue;
        terminal_send(writer->terminal, TO_THE_END); /* where Delete has nothing to delete */
        terminal_send(writer->terminal, sequences[i].bytes);
        if (sequences[i].name == INPUT_HELP)
            closes_help(writer);
    }
    got_nothing(writer, "some key");
}

/* On a slow line the ESC comes first, and long enough before for it to be taken for Esc. */
static void presses_slowly(struct writer *writer)
{
    for (size_t i = 0; i < sequence_count; i++) {
        if (!is_of(writer, &sequences[i]) || !sequence_may_come_in_two(&sequences[i]) ||
            sequences[i].name == INPUT_LETTER || sequences[i].name == INPUT_HELP)
            continue;
        terminal_send(writer->terminal, "\033");
        if (!terminal_wait(writer->terminal, "What now?", PATIENCE))
            fail_msg("no menu for Esc on %s:\n%s", writer->term, terminal_screen(writer->terminal));
        terminal_send(writer->terminal, sequences[i].bytes + 1);
        if (!terminal_wait_gone(writer->terminal, "What now?", PATIENCE))
            fail_msg("%s of %s leaves the menu open:\n%s", sequences[i].key, writer->term,
                terminal_screen(writer->terminal));
    }
    got_nothing(writer, "a slow key");
}

static void pastes(struct writer *writer)
{
    terminal_send(writer->terminal, TO_THE_END);
    terminal_send(writer->terminal, "\rList:\r\r\r1. oil\r\r\r\r4\rmore\r");
    expect(writer->terminal, "1. oil");
    expect(writer->terminal, "more");
    got_nothing(writer, "a paste");
}

static void sends(struct writer *writer)
{
    terminal_send(writer->terminal, "\023");
    expect(writer->terminal, "The letter is on its way.");
    terminal_send(writer->terminal, "\034");
    assert_int_equal(terminal_wait_end(writer->terminal, PATIENCE), 0);
    terminal_close(writer->terminal);
    char command[40];
    snprintf(command, sizeof command, "letter %lld", (long long)newest_letter(writer));
    char *letter = served_says(writer->house, writer->other, command, NULL, 0);
    if (strstr(letter, writer->words) == NULL || strstr(letter, "1. oil") == NULL || strstr(letter, "more") == NULL)
        fail_msg("\"%s\" and what was pasted are not in %s", writer->words, letter);
    free(letter);
}

static void an_evening_on(const struct served *house, const char *one, const char *another)
{
    struct writer both[] = { { .house = house, .handle = "thandi", .other = "sipho", .term = one },
        { .house = house, .handle = "sipho", .other = "thandi", .term = another } };
    static void (*const steps[])(struct writer *) = { begins, presses_all, presses_slowly, pastes, presses_all, sends };
    for (size_t step = 0; step < sizeof steps / sizeof steps[0]; step++)
        for (size_t i = 0; i < 2; i++)
            steps[step](&both[i]);
}

/* Who is new is greeted once. */
static void was_here(const struct served *house, const char *handle)
{
    struct terminal *t = served_visit(house, &(struct visit) { .handle = handle });
    expect(t, "? help");
    terminal_send(t, "q\034");
    assert_int_equal(terminal_wait_end(t, PATIENCE), 0);
    terminal_close(t);
}

static void nothing_is_sent_by_a_terminal(void **state)
{
    was_here(*state, "thandi");
    was_here(*state, "sipho");
    an_evening_on(*state, "xterm-256color", "putty");
    an_evening_on(*state, "tmux-256color", "screen");
    an_evening_on(*state, "linux", "xterm-kitty");
    an_evening_on(*state, "rxvt-unicode", "vt100");
    an_evening_on(*state, "vt220", "st-256color");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_sent_by_a_terminal),
    };
    return cmocka_run_group_tests(tests, served_setup, served_teardown);
}
