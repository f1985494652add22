/* test_times.c: times as neighbours write them, in English and Spanish: tests/unit/data/times.txt. Each line of it says
 * what is written, when, and what is read. */
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

#include "tests/support/catalogue.h"
#include "when.h"

enum { LINE_BYTES = 400, COLUMNS = 6, PHRASES_LEAST = 150, SAID_BYTES = 40 };

static int64_t utc(const char *words)
{
    struct tm parts = { 0 };
    assert_non_null(strptime(words, "%Y-%m-%d %H:%M", &parts));
    return (int64_t)timegm(&parts);
}

static void say_time(int64_t at, const char *nothing, char out[SAID_BYTES])
{
    time_t moment = (time_t)at;
    struct tm parts;
    snprintf(out, SAID_BYTES, "%s", nothing);
    gmtime_r(&moment, &parts);
    if (at != 0)
        strftime(out, SAID_BYTES, "%Y-%m-%d %H:%M", &parts);
}

/* "2026-11-25 14:00 | 2026-11-25 16:00 | h" */
static void say_read(const char *text, int64_t now, char *out, size_t size)
{
    struct when_span span = { 0 };
    char starts[SAID_BYTES], ends[SAID_BYTES];
    enum when_fault fault = when_read_span(text, now, &span);
    say_time(span.starts, "now", starts);
    say_time(span.ends, span.is_moment ? "?" : "-", ends);
    if (fault != WHEN_GOOD)
        snprintf(out, size, "%s |  | ", fault == WHEN_PAST ? "over" : "unread");
    else
        snprintf(out, size, "%s | %s | %s%s%s", starts, ends, span.guessed & WHEN_GUESSED_HALF ? "h" : "",
            span.guessed & WHEN_GUESSED_DAY ? "d" : "", span.guessed & WHEN_GUESSED_END ? "e" : "");
}

/* Cuts a line at its bars, without the spaces around them. */
static void cut(char *line, char *column[COLUMNS])
{
    for (int i = 0; i < COLUMNS; i++) {
        char *bar = strchr(line, '|'), *end = bar != NULL ? bar : line + strcspn(line, "\n");
        assert_true((bar != NULL) == (i < COLUMNS - 1));
        column[i] = line + strspn(line, " ");
        line = bar != NULL ? bar + 1 : end;
        while (end > column[i] && end[-1] == ' ')
            end--;
        *end = '\0';
    }
}

static void times_are_read_as_neighbours_write_them(void **state)
{
    (void)state;
    FILE *file = fopen("tests/unit/data/times.txt", "r");
    char line[LINE_BYTES], *column[COLUMNS];
    int phrases = 0, wrong = 0;
    assert_non_null(file);
    while (fgets(line, sizeof line, file) != NULL) {
        char read[4 * SAID_BYTES], meant[4 * SAID_BYTES];
        if (line[0] == '#')
            continue;
        cut(line, column);
        catalogue_speak(column[0]);
        phrases++;
        snprintf(meant, sizeof meant, "%.40s | %.40s | %.10s", column[3], column[4], column[5]);
        say_read(column[2], utc(column[1]), read, sizeof read);
        if (strcmp(read, meant) != 0) {
            print_message("%s, %s: \"%s\" means %s; read: %s\n", column[0], column[1], column[2], meant, read);
            wrong++;
        }
    }
    fclose(file);
    assert_true(phrases >= PHRASES_LEAST);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    setenv("TZ", "UTC", 1);
    tzset();
    if (setlocale(LC_ALL, "C.UTF-8") == NULL)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_are_read_as_neighbours_write_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
