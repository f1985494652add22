/*
 * fuzz_when.c: days and hours as people type them. First byte: the time zone; four bytes: the present; then the words.
 * Nothing is read that lies outside of the calendar, and what is said of a time is read as that time again.
 */
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tests/fuzz/property.h"
#include "util.h"
#include "when.h"

enum { HEAD = 5, TEXT_MOST = 400, DAY_SECONDS = 24 * 3600, MINUTES = 24 * 60 };

/* Clocks that never change, that change by an hour and by half of one, and a day that a country left out. */
static const char *const zones[] = { "UTC", "Africa/Johannesburg", "Europe/Madrid", "America/Sao_Paulo",
    "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu", "Europe/Dublin", "Africa/Casablanca" };

static void choose_zone(uint8_t number)
{
    static const char *now;
    const char *zone = zones[number % (sizeof zones / sizeof zones[0])];
    if (zone == now)
        return;
    now = zone;
    setenv("TZ", zone, 1);
    tzset();
}

static int64_t present(const uint8_t *data)
{
    return (int64_t)((uint32_t)data[0] << 24 | (uint32_t)data[1] << 16 | (uint32_t)data[2] << 8 | data[3]);
}

static void is_sound(const struct when *when, int64_t now)
{
    int64_t first = 0, last = 0;
    property(when_date(1970, 1, 1, &first) && when_date(2999, 12, 31, &last), "the calendar's own ends");
    property(when->day >= first && when->day <= last, "a day of the calendar");
    property(when->at <= when->until, "it does not end before it begins");
    property(when->until - when->at < 26 * 3600, "nor lasts longer than a day");
    property(when->past == (when->until < now), "what is over is over");
    property(!when->has_time || when->at == when->until, "a time is a moment");
    property(when_day(when->at) == when->day || when_day_begin(when->day) == when->at, "it lies on its day");
}

/* Read, said, and read again: it is said in the same words. An hour that comes twice has the same name both times. */
static void comes_again(const struct when *when, int64_t now)
{
    char said[WHEN_BYTES], again[WHEN_BYTES];
    struct when read;
    when_say(when->at, when->has_time, now, said);
    property_safe(said, strlen(said), false);
    property(when_read(said, now, &read) == WHEN_GOOD, "what is said of a time can be read");
    property(read.day == when->day && read.has_time == when->has_time, "and is that day");
    property(llabs(read.at - when->at) <= 3600 + 59, "and that time");
    property(strcmp(when_say(read.at, read.has_time, now, again), said) == 0, "and is said so again");
    when_write_date(when->day, said);
    property(when_read(said, now, &read) == WHEN_GOOD && read.day == when->day, "so is a date for a form");
    when_say_day(when->day, when_day(now), said);
    property(when_read(said, now, &read) == WHEN_GOOD && read.day == when->day, "and a day in words");
}

static void read_time(const char *words, int64_t now)
{
    struct when when = { .day = -7, .at = -7, .until = -7 };
    enum when_fault fault = when_read(words, now, &when);
    property(fault >= WHEN_GOOD && fault < WHEN_PAST, "a fault of those that there are");
    if (fault != WHEN_GOOD) {
        property(when.day == -7 && when.at == -7 && when.until == -7, "what is not read changes nothing");
        property(when_fault_sentence(fault)[0] != '\0', "and is told");
        return;
    }
    is_sound(&when, now);
    comes_again(&when, now);
}

static void read_clock(const char *words)
{
    char said[WHEN_BYTES];
    int minutes = when_read_clock(words);
    property(minutes >= -1 && minutes < MINUTES, "a time of day");
    if (minutes >= 0)
        property(when_read_clock(when_say_clock(minutes, said)) == minutes, "that is read again as it is said");
}

static void read_weekdays(const char *words)
{
    char said[8 * WHEN_BYTES] = "", one[WHEN_BYTES];
    unsigned days = when_read_weekdays(words);
    property(days < 1u << 7, "days of the week");
    for (int i = 0; i < 7; i++)
        if (days & 1u << i)
            snprintf(said + strlen(said), sizeof said - strlen(said), "%s, ", when_say_weekday(i, one));
    property(days == 0 || when_read_weekdays(said) == days, "that are read again as they are said");
}

/* A stretch of time is to come, ends after it begins, and each of its ends can be said and read. */
static void read_span(const char *words, int64_t now)
{
    char said[WHEN_BYTES];
    struct when_span span = { .starts = -7, .ends = -7 };
    struct when read;
    int64_t ends = -7;
    unsigned guessed = 0;
    enum when_fault fault = when_read_span(words, now, &span);
    property(fault >= WHEN_GOOD && fault <= WHEN_PAST, "a fault of those that there are");
    if (fault != WHEN_GOOD) {
        property(span.starts == -7 && span.ends == -7, "what is not read changes nothing");
        return;
    }
    property(span.starts == 0 || span.starts >= now, "it is to come");
    property(span.ends == 0 || span.ends >= now, "and is not over");
    property(span.ends == 0 || span.ends >= span.starts, "it does not end before it begins");
    property(!span.is_moment || (span.starts != 0 && span.ends == 0), "a moment begins and has no end");
    if (span.starts != 0) {
        when_say(span.starts, true, now, said);
        property(when_read(said, now, &read) == WHEN_GOOD, "its beginning can be read again");
    }
    property(when_read_end(words, span.starts, now, &ends, &guessed) != WHEN_GOOD || ends > now, "an end is to come");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool ready;
    if (!ready)
        ready = setlocale(LC_ALL, "C.UTF-8") != NULL;
    if (size < HEAD)
        return 0;
    choose_zone(data[0]);
    int64_t now = present(data + 1);
    size_t length = size - HEAD < TEXT_MOST ? size - HEAD : TEXT_MOST;
    char *words = xstrndup((const char *)data + HEAD, length);
    read_time(words, now);
    read_span(words, now);
    read_clock(words);
    read_weekdays(words);
    free(words);
    return 0;
}
