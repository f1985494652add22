/* test_language.c: a member whose language is Spanish reads Spanish: screens, refusals, line mode; at once, and only
 * she. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/e2e/served.h"

static int close_house(void **state)
{
    served_close(*state);
    return 0;
}

static void hang_up(struct terminal *t, const struct served *house)
{
    terminal_send(t, "\034");
    assert_int_equal(terminal_wait_end(t, PATIENCE), 0);
    terminal_close(t);
    assert_true(until(served_is_empty, (void *)(uintptr_t)house, PATIENCE));
}

static void a_language_that_is_not_there_is_refused(void **state)
{
    struct ran result = served_command(*state, "thandi", "settings language xx", NULL);
    assert_int_equal(result.status, 1);
    assert_non_null(strstr(result.err, "There are: house, en, es"));
    ran_free(&result);
}

static void chosen_by_command(void **state)
{
    char *said = served_says(*state, "thandi", "settings language es", NULL, 0);
    assert_non_null(strstr(said, "las palabras de este programa"));
    free(said);
    struct ran result = served_command(*state, "thandi", "read 999", NULL);
    assert_int_equal(result.status, 1);
    assert_non_null(strstr(result.err, "No existe ese hilo."));
    ran_free(&result);
    result = served_command(*state, "sipho", "read 999", NULL);
    assert_non_null(strstr(result.err, "There is no such thread."));
    ran_free(&result);
}

static void first_screens(void **state)
{
    struct terminal *t = served_visit(*state, &(struct visit) { .handle = "thandi" });
    expect(t, "Te damos la bienvenida a Vilakazi Street, thandi.");
    terminal_send(t, "q");
    expect(t, "La calle");
    expect(t, "? ayuda");
    terminal_send(t, "?");
    expect(t, "Teclas aqu");
    hang_up(t, *state);
}

static void a_refusal_on_a_phone(void **state)
{
    struct terminal *t = served_visit(*state, &(struct visit) { .handle = "thandi", .columns = 40, .rows = 15 });
    expect(t, "La calle");
    type_line(t, ":read 999");
    expect(t, "No existe ese hilo.");
    hang_up(t, *state);
}

static void changed_in_the_screens(void **state)
{
    struct terminal *t = served_visit(*state, &(struct visit) { .handle = "thandi" });
    expect(t, "La calle");
    type_line(t, ":settings language en");
    expect(t, "language en: the words of this program");
    terminal_send(t, "q");
    expect(t, "The street");
    terminal_send(t, "s");
    expect(t, "My settings");
    terminal_send(t, "j\r");
    expect(t, "Which language?");
    expect(t, "espa\xc3\xb1ol");
    terminal_send(t, "2");
    expect(t, "Mis ajustes");
    terminal_send(t, "q");
    expect(t, "La calle");
    hang_up(t, *state);
}

static void changed_in_line_mode(void **state)
{
    struct terminal *t = served_visit(*state, &(struct visit) { .handle = "thandi", .term = "dumb" });
    expect(t, "Escribe una orden");
    terminal_send(t, "settings language house\r");
    expect(t, "language house: the words of this program");
    terminal_send(t, "\r");
    expect(t, "Nothing new.");
    terminal_send(t, "settings language es\r");
    expect(t, "language es: las palabras de este programa");
    terminal_send(t, "\r");
    expect(t, "Nada nuevo.");
    terminal_send(t, "quit\r");
    assert_int_equal(terminal_wait_end(t, PATIENCE), 0);
    terminal_close(t);
}

/* One word in English, two in Spanish; and a key is a letter, not the word that it spells in English. */
static void what_is_new_is_of_its_gender(void **state)
{
    served_number(*state, "sipho", "ask --kind food --line Bread --json", "Fresh.\n", "ask");
    served_number(*state, "sipho", "offer --kind food --line Soup --json", "Hot.\n", "offer");
    struct terminal *t = served_visit(*state, &(struct visit) { .handle = "thandi", .columns = 40, .rows = 15 });
    expect(t, "La calle");
    terminal_send(t, "a");
    expect(t, "nuevo");
    terminal_send(t, "\t");
    expect(t, "nueva");
    terminal_send(t, ".");
    expect(t, "I       sobre m");
    hang_up(t, *state);
}

/* Installed anywhere, the program finds its catalogues; LANG alone is enough for the house's language. */
static void words_travel_with_the_program(void **state)
{
    const struct served *house = *state;
    const char *const argv[] = { "sh", "-c",
        "words=es/LC_MESSAGES/bbs.mo && mkdir -p \"$0/bin\" \"$0/share/locale/${words%/*}\" && cp \"$BBS\" \"$0/bin/bbs\" &&"
        " cp \"${BBS%/*}/locale/$words\" \"$0/share/locale/$words\" && unset LC_ALL &&"
        " LANG=es_ES.UTF-8 \"$0/bin/bbs\" help",
        house->folder, NULL };
    struct ran result = run(argv, NULL, 0);
    assert_int_equal(result.status, 0);
    assert_non_null(strstr(result.out, "hace una calle inventada"));
    ran_free(&result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_language_that_is_not_there_is_refused),
        cmocka_unit_test(chosen_by_command),
        cmocka_unit_test(first_screens),
        cmocka_unit_test(a_refusal_on_a_phone),
        cmocka_unit_test(changed_in_the_screens),
        cmocka_unit_test(changed_in_line_mode),
        cmocka_unit_test(what_is_new_is_of_its_gender),
        cmocka_unit_test(words_travel_with_the_program),
    };
    return cmocka_run_group_tests(tests, served_setup, close_house);
}
