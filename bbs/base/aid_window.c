/* aid_window.c: see aid_window.h. */
#include "aid_window.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "gettext.h"
#include "util.h"

enum { WEEK_DAYS = 7 };

static bool given(const char *text)
{
    return text != NULL && text[strspn(text, " ")] != '\0';
}

bool aid_window_read(const char *from, const char *until, int64_t now, int64_t *starts, int64_t *ends,
    enum when_fault *fault, bool *in_until)
{
    struct when begin = { .at = now, .day = when_day(now) }, end;
    *starts = *ends = 0;
    *in_until = false;
    *fault = WHEN_GOOD;
    if (given(from) && (*fault = when_read(from, now, &begin)) != WHEN_GOOD)
        return false;
    *starts = begin.at > now ? begin.at : 0;
    if (!given(until))
        return true;
    *in_until = true;
    int clock = *starts != 0 ? when_read_clock(until) : -1;
    if (clock >= 0) {
        *ends = when_day_at(begin.day, clock);
        if (*ends <= *starts)
            *ends = when_day_at(begin.day + 1, clock);
        return true;
    }
    *fault = when_read(until, now, &end);
    if (*fault == WHEN_GOOD && end.past)
        *fault = WHEN_PAST;
    *ends = end.until;
    return *fault == WHEN_GOOD;
}

/* --- saying it --- */

static bool begins_day(int64_t at)
{
    return at == when_day_begin(when_day(at));
}

static bool ends_day(int64_t at)
{
    return when_day(at + 1) != when_day(at);
}

const char *aid_from_say(int64_t starts, int64_t now, char out[WHEN_BYTES])
{
    return when_say(starts, !begins_day(starts), now, out);
}

const char *aid_until_say(int64_t ends, int64_t now, char out[WHEN_BYTES])
{
    return when_say(ends, !ends_day(ends), now, out);
}

/* "Friday 14:00", "Friday" */
static const char *weekday_of(int64_t at, bool whole, char out[WHEN_BYTES])
{
    char clock[WHEN_BYTES], weekday[WHEN_BYTES];
    when_say_weekday(when_weekday(when_day(at)), weekday);
    if (whole)
        copy_text(out, WHEN_BYTES, weekday);
    else
        snprintf(out, WHEN_BYTES, "%.60s %.10s", weekday, when_say_time(at, clock));
    return out;
}

static void say_weekly(int64_t starts, int64_t ends, int64_t now, char out[AID_WINDOW_BYTES])
{
    char from[WHEN_BYTES], until[WHEN_BYTES], first[WHEN_BYTES];
    bool one_day = when_day(starts) == when_day(ends);
    weekday_of(starts, begins_day(starts), from);
    size_t used;
    if (one_day && ends_day(ends))
        /* TRANSLATORS: a weekday, with a time unless it begins with the day */
        used = (size_t)snprintf(out, AID_WINDOW_BYTES, _("every week, %s"), from);
    else
        /* TRANSLATORS: a weekday and a time, then a time, or a weekday and a time: "Friday 14:00 until 18:00" */
        used = (size_t)snprintf(out, AID_WINDOW_BYTES, _("every week, %s until %s"), from,
            one_day ? when_say_time(ends, until) : weekday_of(ends, ends_day(ends), until));
    if (when_day(starts) > when_day(now) + WEEK_DAYS && used < AID_WINDOW_BYTES)
        snprintf(out + used, AID_WINDOW_BYTES - used, _(", first on %s"),
            when_say_date(when_day(starts), when_day(now), first));
}

const char *aid_window_say(int64_t starts, int64_t ends, bool weekly, int64_t now, char out[AID_WINDOW_BYTES])
{
    char from[WHEN_BYTES], until[WHEN_BYTES];
    bool one_day = when_day(starts) == when_day(ends);
    if (weekly && starts != 0)
        say_weekly(starts, ends, now, out);
    else if (starts <= now)
        /* TRANSLATORS: %s is a day, with a time or without: "Friday 27 November, 14:00" */
        snprintf(out, AID_WINDOW_BYTES, _("until %s"), aid_until_say(ends, now, until));
    else if (one_day && begins_day(starts) && ends_day(ends))
        snprintf(out, AID_WINDOW_BYTES, _("on %s"), aid_from_say(starts, now, from));
    else
        snprintf(out, AID_WINDOW_BYTES, _("from %s until %s"), aid_from_say(starts, now, from),
            one_day && !ends_day(ends) ? when_say_time(ends, until) : aid_until_say(ends, now, until));
    return out;
}
