/* when.c: the calendar, and how days and times are said. See when.h; when_words.c and when_read.c read them. */
#include "when.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bbs/base/when_words.h"
#include "gettext.h"
#include "util.h"

enum {
    YEAR_LEAST = 1970,
    YEAR_MOST = 2999,
    DAY_SECONDS = 24 * 3600,
    MINUTES = 24 * 60,
};

/* --- the calendar --- */

int64_t when_day(int64_t at)
{
    time_t moment = (time_t)at;
    struct tm parts;
    localtime_r(&moment, &parts);
    parts.tm_hour = parts.tm_min = parts.tm_sec = 0;
    return (int64_t)timegm(&parts) / DAY_SECONDS;
}

struct tm when_date_of(int64_t day)
{
    time_t at = (time_t)(day * DAY_SECONDS);
    struct tm parts;
    gmtime_r(&at, &parts);
    return parts;
}

int when_weekday(int64_t day)
{
    return when_date_of(day).tm_wday;
}

bool when_date(int year, int month, int date, int64_t *day)
{
    struct tm parts = { .tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = date };
    if (year < YEAR_LEAST || year > YEAR_MOST || month < 1 || month > 12 || date < 1 || date > 31)
        return false;
    time_t at = timegm(&parts);
    if (parts.tm_mday != date)
        return false;
    *day = (int64_t)at / DAY_SECONDS;
    return true;
}

/* The moment at which clocks show this time, the first one if there are two. False when clocks never show it. In some
 * countries the C library calls winter time "summer time" (tm_isdst), so both values are tried. */
bool when_moment(int64_t day, int minutes, int64_t *at)
{
    bool found = false;
    for (int forward = -1; forward <= 1; forward++) {
        struct tm parts = when_date_of(day);
        parts.tm_hour = minutes / 60;
        parts.tm_min = minutes % 60;
        parts.tm_isdst = forward;
        parts.tm_wday = -1; /* stays -1 when mktime fails; its result -1 can also be a valid moment */
        struct tm asked = parts;
        int64_t made = (int64_t)mktime(&parts);
        if (parts.tm_wday < 0 || parts.tm_mday != asked.tm_mday || parts.tm_hour != asked.tm_hour ||
            parts.tm_min != asked.tm_min)
            continue;
        *at = found && *at < made ? *at : made;
        found = true;
    }
    return found;
}

int64_t when_day_at(int64_t day, int minutes)
{
    int64_t at = 0;
    for (int later = minutes; later < MINUTES; later++)
        if (when_moment(day, later, &at))
            return at;
    return when_day_begin(day + 1);
}

int64_t when_day_begin(int64_t day)
{
    int64_t at = 0;
    for (int minutes = 0; minutes < MINUTES; minutes++)
        if (when_moment(day, minutes, &at))
            return at;
    /* A country that moved across the date line left this day out. The day before ends where the next day begins. */
    for (int minutes = 0; minutes < MINUTES; minutes++)
        if (when_moment(day + 1, minutes, &at))
            return at;
    return day * DAY_SECONDS;
}

/* --- lists of names --- */

/* TRANSLATORS: the seven days, with one space between them, as they stand within a sentence. */
const char *const when_weekdays = N_("Sunday Monday Tuesday Wednesday Thursday Friday Saturday");
/* TRANSLATORS: the twelve months, with one space between them, as they stand within a date. */
const char *const when_months =
    N_("January February March April May June July August September October November December");

/* Copies the name with this number; "" when the list is shorter. */
const char *when_name_of(const char *list, int number, char *out, size_t size)
{
    for (; number > 0 && *list != '\0'; number--)
        list += strcspn(list, " ") + (list[strcspn(list, " ")] == ' ');
    size_t length = strcspn(list, " ");
    snprintf(out, size, "%.*s", (int)(length < 60 ? length : 60), list);
    return out;
}

bool when_comes_twice(int64_t at)
{
    enum { HALF_AN_HOUR = 1800, MOST = 4 };
    time_t then = (time_t)at;
    struct tm shown, other;
    localtime_r(&then, &shown);
    for (int i = -MOST; i <= MOST; i++) {
        time_t near = then + i * HALF_AN_HOUR;
        localtime_r(&near, &other);
        if (i != 0 && other.tm_hour == shown.tm_hour && other.tm_min == shown.tm_min && other.tm_mday == shown.tm_mday)
            return true;
    }
    return false;
}

const char *when_twice_sentence(void)
{
    return _("The clocks go back that night, and that time comes twice: the first one counts.");
}

const char *when_guess_say(unsigned guessed, char out[WHEN_GUESS_BYTES])
{
    static const struct {
        enum when_guess guess;
        const char *words;
    } rows[] = {
        { WHEN_GUESSED_HALF, N_("Morning or afternoon was not said, so that is a guess: write 5am, 5pm or 17:00.") },
        { WHEN_GUESSED_DAY, N_("Which day was not sure, so that is a guess: write the day too, as fri 27.") },
        { WHEN_GUESSED_END, N_("No end was said, so that is a guess: write it too, as until 20:00.") },
    };
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if ((guessed & rows[i].guess) != 0 && used < WHEN_GUESS_BYTES)
            used +=
                (size_t)snprintf(out + used, WHEN_GUESS_BYTES - used, "%s%s", used > 0 ? " " : "", _(rows[i].words));
    return out;
}

const char *when_fault_sentence(enum when_fault fault)
{
    switch (fault) {
    case WHEN_GOOD:
        return "";
    case WHEN_NOT_READ:
        return _("That is no day or time I can read. Write, for instance: today 18:00, tomorrow, fri 14:00, 27 Nov, "
                 "2026-12-01 9:30, in 3 days.");
    case WHEN_NO_SUCH_DAY:
        return _("There is no such day in the calendar. Write, for instance: 27 Nov, or 2026-12-01.");
    case WHEN_NO_SUCH_TIME:
        return _("There is no such time of day. Write it from 0:00 to 23:59, or as 2pm.");
    case WHEN_LEFT_OUT:
        return _("The clocks go forward that night and leave that time out. Take an hour more or less.");
    case WHEN_WRONG_WEEKDAY:
        return _("That date is another day of the week. Leave one of the two out.");
    case WHEN_PAST:
        return _("That is over already. Write a day or a time that is still to come.");
    case WHEN_NEEDS_TIME:
        return _("The hour is needed too. Write, for instance: sun 15:00, 13 dec 15:00.");
    case WHEN_NEEDS_END:
        return _("Until when? A time alone has no end. Write, for instance: until 20:00, or both: fri 18:00-20:00.");
    }
    die("unknown when_fault %d", (int)fault);
}

/* --- writing days and times --- */

const char *when_say_weekday(int weekday, char out[WHEN_BYTES])
{
    return when_name_of(_(when_weekdays), weekday, out, WHEN_BYTES);
}

const char *when_say_clock(int minutes, char out[WHEN_BYTES])
{
    snprintf(out, WHEN_BYTES, "%02d:%02d", minutes / 60, minutes % 60);
    return out;
}

const char *when_say_time(int64_t at, char out[WHEN_BYTES])
{
    time_t then = (time_t)at;
    struct tm parts;
    localtime_r(&then, &parts);
    return when_say_clock(parts.tm_hour * 60 + parts.tm_min, out);
}

const char *when_write_date(int64_t day, char out[WHEN_BYTES])
{
    struct tm parts = when_date_of(day);
    snprintf(out, WHEN_BYTES, "%04d-%02d-%02d", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
    return out;
}

const char *when_say_date(int64_t day, int64_t today, char out[WHEN_BYTES])
{
    struct tm parts = when_date_of(day);
    char weekday[WHEN_BYTES], month[64];
    when_say_weekday(parts.tm_wday, weekday);
    when_name_of(_(when_months), parts.tm_mon, month, sizeof month);
    if (parts.tm_year == when_date_of(today).tm_year)
        /* TRANSLATORS: weekday, day, month: "Friday 27 November" */
        snprintf(out, WHEN_BYTES, _("%s %d %s"), weekday, parts.tm_mday, month);
    else
        /* TRANSLATORS: weekday, day, month, year: "Friday 27 November 2026" */
        snprintf(out, WHEN_BYTES, _("%s %d %s %d"), weekday, parts.tm_mday, month, parts.tm_year + 1900);
    return out;
}

const char *when_say(int64_t at, bool has_time, int64_t now, char out[WHEN_BYTES])
{
    time_t then = (time_t)at;
    struct tm parts;
    char date[WHEN_BYTES];
    localtime_r(&then, &parts);
    when_say_date(when_day(at), when_day(now), date);
    if (has_time)
        snprintf(out, WHEN_BYTES, "%.*s, %02d:%02d", WHEN_BYTES - 10, date, parts.tm_hour, parts.tm_min);
    else
        util_copy_text(out, WHEN_BYTES, date);
    return out;
}

const char *when_say_day(int64_t day, int64_t today, char out[WHEN_BYTES])
{
    if (day == today || day == today + 1)
        util_copy_text(out, WHEN_BYTES, day == today ? _("today") : _("tomorrow"));
    else if (day > today && day < today + 7)
        when_say_weekday(when_weekday(day), out);
    else
        when_say_date(day, today, out);
    return out;
}
