/* test_aid_guess.c: what one line says of an ask: measured with a hundred asks that were written before anything
 * guessed, and looked at one by one. */
#include "aid_guess.h"

#include <locale.h>
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
#include "tests/support/catalogue.h"

#define NOW INT64_C(1795617000) /* Wednesday, 25 November 2026, 14:30 UTC */
enum { LEAST_RIGHT = 85, ASKS = 100, ENGLISH = 70 };

struct count {
    int asks, kind, urgency, both;
};

static void count_one(char *row, struct count *count)
{
    char *words = strstr(row, " | "), *save = NULL;
    assert_non_null(words);
    *words = '\0';
    words += strlen(" | ");
    words[strcspn(words, "\n")] = '\0';
    const char *kind = strtok_r(row, " ", &save), *urgency = strtok_r(NULL, " ", &save);
    struct aid_guess guess;
    catalogue_speak(count->asks < ENGLISH ? "en" : "es"); /* the first seventy are English */
    aid_guess_read(words, NOW, &guess);
    const char *guessed = guess.kind >= 0 ? aid_kind_name((enum aid_kind)guess.kind) : "none";
    bool kind_right = strcmp(kind, guessed) == 0;
    bool urgency_right = strcmp(urgency, aid_urgency_name(guess.urgency)) == 0;
    count->asks++;
    count->kind += kind_right;
    count->urgency += urgency_right;
    count->both += kind_right && urgency_right;
    if (!kind_right || !urgency_right)
        printf("  %s: %s, not %s; %s, not %s\n", words, guessed, kind, aid_urgency_name(guess.urgency), urgency);
    aid_guess_free(&guess);
}

static void most_of_a_hundred_asks_are_guessed(void **state)
{
    char row[400];
    struct count count = { 0 };
    (void)state;
    FILE *file = fopen("tests/unit/data/asks.txt", "r");
    assert_non_null(file);
    while (fgets(row, sizeof row, file) != NULL)
        if (row[0] != '#' && row[0] != '\n')
            count_one(row, &count);
    fclose(file);
    printf("of %d asks: kind %d, urgency %d, both %d right\n", count.asks, count.kind, count.urgency, count.both);
    assert_int_equal(count.asks, ASKS);
    assert_true(count.kind >= LEAST_RIGHT);
    assert_true(count.urgency >= LEAST_RIGHT);
    catalogue_speak("en");
}

static void a_number_of_helpers_is_the_number_of_hands(void **state)
{
    static const struct {
        const char *language, *words;
        int hands, many;
    } rows[] = {
        { "en", "Four people to carry a fridge", 4, 0 },
        { "en", "2 strong men who can lift a cupboard, today", 2, 0 },
        { "en", "Three helpers for the move on Saturday", 3, 0 },
        { "en", "A meal for four people", 0, 4 },
        { "en", "Soup for six people to share", 0, 6 },
        { "en", "One person to mind a child", 0, 1 },
        { "en", "Forty people to dig", 0, 0 },
        { "es", "Cuatro personas para cargar una nevera", 4, 0 },
        { "es", "Tres ayudantes para la mudanza", 3, 0 },
        { "es", "Comida para cuatro personas", 0, 4 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct aid_guess guess;
        catalogue_speak(rows[i].language);
        aid_guess_read(rows[i].words, NOW, &guess);
        if (guess.hands != rows[i].hands || guess.many != rows[i].many)
            fail_msg("%s: hands %d, many %d", rows[i].words, guess.hands, guess.many);
        aid_guess_free(&guess);
    }
    catalogue_speak("en");
}

int main(void)
{
    setenv("TZ", "UTC", 1);
    tzset();
    setlocale(LC_ALL, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_of_helpers_is_the_number_of_hands),
        cmocka_unit_test(most_of_a_hundred_asks_are_guessed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
