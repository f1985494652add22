/* test_aid_window.c: the time in which an ask or offer can be met, as people write it and as it is said, in English and
 * in Spanish: what is said is understood again. */
#include "aid_window.h"
#include "tests/support/catalogue.h"

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

enum { HOUR = 3600, DAY = 24 * HOUR };
#define NOW INT64_C(1795617000) /* Wednesday, 25 November 2026, 14:30 UTC */

struct window_case {
    const char *from, *until;
    const char *said; /* NULL: it is not read */
    bool weekly, in_until;
};

static void read_all(const struct window_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int64_t starts, ends;
        enum when_fault fault;
        bool in_until;
        char said[AID_WINDOW_BYTES];
        bool read = aid_window_read(cases[i].from, cases[i].until, NOW, &starts, &ends, &fault, &in_until);
        if (read != (cases[i].said != NULL) || read != (fault == WHEN_GOOD))
            fail_msg("from \"%s\" until \"%s\": fault %d", cases[i].from, cases[i].until, (int)fault);
        if (!read) {
            assert_int_equal(in_until, cases[i].in_until);
            continue;
        }
        aid_window_say(starts, ends, cases[i].weekly, NOW, said);
        if (strcmp(said, cases[i].said) != 0)
            fail_msg("from \"%s\" until \"%s\" is said: %s", cases[i].from, cases[i].until, said);
    }
}

static void a_window_is_read_and_said(void **state)
{
    static const struct window_case cases[] = {
        { NULL, "fri", "until Friday 27 November", false, false },
        { "", "fri 18:00", "until Friday 27 November, 18:00", false, false },
        { "today 9:00", "fri", "until Friday 27 November", false, false },
        { "fri 14:00", "18:00", "from Friday 27 November, 14:00 until 18:00", false, false },
        { "fri 22:00", "6:00", "from Friday 27 November, 22:00 until Saturday 28 November, 06:00", false, false },
        { "fri", "fri", "on Friday 27 November", false, false },
        { "fri", "sun", "from Friday 27 November until Sunday 29 November", false, false },
        { "fri 14:00", "18:00", "every week, Friday 14:00 until 18:00", true, false },
        { "fri", "fri", "every week, Friday", true, false },
        { "fri 22:00", "6:00", "every week, Friday 22:00 until Saturday 06:00", true, false },
        { "11 dec 14:00", "18:00", "every week, Friday 14:00 until 18:00, first on Friday 11 December", true, false },
        { "grumble", "18:00", NULL, false, false },
        { "fri", "grumble", NULL, false, true },
        { "31 feb", NULL, NULL, false, false },
        { "", "2026-11-24", NULL, false, true },
        /* A day is that day, and a time alone asks until when. */
        { "fri", NULL, "on Friday 27 November", false, false },
        { "fri 6:30pm", NULL, NULL, false, true },
        { "fri 6:30pm", "8", "from Friday 27 November, 18:30 until 20:00", false, false },
        { "fri 14:00", "5:30", "from Friday 27 November, 14:00 until 17:30", false, false },
        { "fri 14:00", "05:30", "from Friday 27 November, 14:00 until Saturday 28 November, 05:30", false, false },
        { "fri between 2 and 4", NULL, "from Friday 27 November, 14:00 until 16:00", false, false },
        { "this weekend", NULL, "from Saturday 28 November until Sunday 29 November", false, false },
        { "this afternoon", "", "until Wednesday 25 November, 18:00", false, false },
        { "by friday", NULL, "until Friday 27 November", false, false },
        { NULL, "by friday", "until Friday 27 November", false, false },
        { NULL, "6", "until Wednesday 25 November, 18:00", false, false },
        { NULL, "midnight", "until Thursday 26 November, 00:00", false, false },
        { "sun", "tue", "from Sunday 29 November until Tuesday 1 December", false, false },
        { "fri", "wed", "from Friday 27 November until Wednesday 2 December", false, false },
        { "fri", "next week", "from Friday 27 November until Sunday 6 December", false, false },
        { "this morning", NULL, NULL, false, false },
    };
    (void)state;
    catalogue_speak("en");
    read_all(cases, sizeof cases / sizeof *cases);
}

static void a_window_is_read_and_said_in_spanish(void **state)
{
    static const struct window_case cases[] = {
        { NULL, "hoy", "hasta miércoles 25 de noviembre", false, false },
        { NULL, "mañana", "hasta jueves 26 de noviembre", false, false },
        { NULL, "manana a las 9:30", "hasta jueves 26 de noviembre, 09:30", false, false },
        { NULL, "pasado mañana", "hasta viernes 27 de noviembre", false, false },
        { "vie 14:00", "18:00", "desde viernes 27 de noviembre, 14:00 hasta 18:00", false, false },
        { "el viernes a las 14:00", "las 18:00", "desde viernes 27 de noviembre, 14:00 hasta 18:00", false, false },
        { NULL, "sáb", "hasta sábado 28 de noviembre", false, false },
        { NULL, "mié 10:00", "hasta miércoles 2 de diciembre, 10:00", false, false },
        { NULL, "1 de diciembre", "hasta martes 1 de diciembre", false, false },
        { NULL, "mar 1 dic", "hasta martes 1 de diciembre", false, false },
        { NULL, "en 3 días", "hasta sábado 28 de noviembre", false, false },
        { NULL, "dentro de 2 semanas", "hasta miércoles 9 de diciembre", false, false },
        { NULL, "mañana al mediodía", "hasta jueves 26 de noviembre, 12:00", false, false },
        { NULL, "fri 14:00", "hasta viernes 27 de noviembre, 14:00", false, false },
        { "vie 14:00", "18:00", "cada semana, viernes 14:00 hasta 18:00", true, false },
        { "gruñido", "18:00", NULL, false, false },
    };
    (void)state;
    catalogue_speak("es");
    read_all(cases, sizeof cases / sizeof *cases);
}

/* What is over is said whole, and what lasts by its end. */
static void a_window_that_is_over_says_when_it_began(void **state)
{
    static const struct {
        int64_t after;
        const char *said;
    } cases[] = {
        { -HOUR, "from Wednesday 25 November, 14:00 until 15:00" },
        { HOUR / 2, "until Wednesday 25 November, 15:00" },
        { 2 * HOUR, "from Wednesday 25 November, 14:00 until 15:00" },
    };
    int64_t starts = when_day_begin(when_day(NOW)) + 14 * HOUR;
    char said[AID_WINDOW_BYTES];
    (void)state;
    catalogue_speak("en");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(aid_window_say(starts, starts + HOUR, false, starts + cases[i].after, said), cases[i].said);
}

/* Typed as it was said, it is the same moment again: over more than a year, in both languages. */
static void what_is_said_is_read_again(void **state)
{
    static const char *const languages[] = { "en", "es" };
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        catalogue_speak(languages[i]);
        for (int64_t at = NOW + HOUR; at < NOW + 400 * DAY; at += 25 * HOUR) {
            char from[WHEN_BYTES], until[WHEN_BYTES];
            int64_t begin = when_day_begin(when_day(at) + 1), end = when_day_begin(when_day(at) + 3) - 1, starts, ends;
            enum when_fault fault;
            bool in_until;
            aid_from_say(at, NOW, from);
            aid_until_say(at + HOUR / 2, NOW, until);
            if (!aid_window_read(from, until, NOW, &starts, &ends, &fault, &in_until) || starts != at ||
                ends != at + HOUR / 2)
                fail_msg("%s: \"%s\" until \"%s\"", languages[i], from, until);
            aid_from_say(begin, NOW, from);
            aid_until_say(end, NOW, until);
            if (!aid_window_read(from, until, NOW, &starts, &ends, &fault, &in_until) || starts != begin || ends != end)
                fail_msg("%s: \"%s\" until \"%s\"", languages[i], from, until);
        }
    }
}

struct found_case {
    const char *line, *words; /* NULL: no time is found */
    const char *said;
};

/* The time within an ask of one line, and what of it is a guess. */
static void the_time_is_found_in_a_line(void **state)
{
    static const struct found_case cases[] = {
        { "Nappies, smallest size, today", "today", "until Wednesday 25 November." },
        { "A ride to the clinic on Thursday morning", "on Thursday morning",
            "from Thursday 26 November, 06:00 until 12:00." },
        { "Somebody to fetch my pills from the pharmacy this afternoon.", "this afternoon",
            "until Wednesday 25 November, 18:00." },
        { "Child-minding for two hours on Saturday", "for two hours on Saturday", "on Saturday 28 November." },
        { "A lift to town fri 5pm, two bags", "fri 5pm",
            "from Friday 27 November, 17:00 until 19:00. No end was said, so that is a guess: write it too, as until "
            "20:00." },
        { "We ran out of baby formula, stage 1, tonight please", "tonight",
            "from Wednesday 25 November, 18:00 until midnight." },
        { "Somebody to share supper tonight, the pot is empty", "tonight",
            "from Wednesday 25 November, 18:00 until midnight." },
        { "Collect my child from school at two on Tuesday", "at two on Tuesday",
            "from Tuesday 1 December, 14:00 until 16:00. Morning or afternoon was not said, so that is a guess: write "
            "5am, 5pm or 17:00. No end was said, so that is a guess: write it too, as until 20:00." },
        { "A drill that I could borrow for an afternoon", NULL, NULL },
        { "A babysitter now and then in the evening", NULL, NULL },
        { "I must leave this morning", NULL, NULL },
        { "Beds for two", NULL, NULL },
        { "A babysitter now and then", NULL, NULL },
        { "Help to move house with a pick-up on the 28th", "on the 28th", "on Saturday 28 November." },
        { "A sun hat", NULL, NULL },
        { "Boxes carried down, sat", "sat", "on Saturday 28 November." },
        { "School clothes, age 7", NULL, NULL },
        { "Maths help for my daughter, grade 8", NULL, NULL },
        { "", NULL, NULL },
    };
    (void)state;
    catalogue_speak("en");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct aid_window window;
        size_t begin = 0, length = 0;
        char said[AID_UNDERSTOOD_BYTES], words[100] = "";
        bool found = aid_window_find(cases[i].line, NOW, &window, &begin, &length);
        if (found)
            snprintf(words, sizeof words, "%.*s", (int)length, cases[i].line + begin);
        if (found != (cases[i].words != NULL) || (found && strcmp(words, cases[i].words) != 0))
            fail_msg("\"%s\": found \"%s\"", cases[i].line, words);
        if (found)
            assert_string_equal(aid_window_understood(&window, false, NOW, said), cases[i].said);
    }
}

int main(void)
{
    setenv("TZ", "UTC", 1);
    tzset();
    if (setlocale(LC_ALL, "C.UTF-8") == NULL)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_window_is_read_and_said),
        cmocka_unit_test(a_window_is_read_and_said_in_spanish),
        cmocka_unit_test(a_window_that_is_over_says_when_it_began),
        cmocka_unit_test(what_is_said_is_read_again),
        cmocka_unit_test(the_time_is_found_in_a_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
