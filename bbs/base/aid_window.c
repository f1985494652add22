/* aid_window.c: see aid_window.h. */
#include "aid_window.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "gettext.h"
#include "util.h"

enum {
    WEEK_DAYS = 7,
    GUESSED_SECONDS = 2 * 3600, /* how long something takes whose end was not said */
    WORDS_MOST = 80,            /* of a line */
    RUN_MOST = 10,              /* words of a time in it */
    SHORT_NAME = 3,
};
#define BETWEEN_WORDS " \t\n"

static bool given(const char *text)
{
    return text != NULL && text[strspn(text, " ")] != '\0';
}

/* What is over may have begun: with an end of its own it is "from now on". */
static enum when_fault read_from(const char *from, bool has_until, int64_t now, struct when_span *out)
{
    struct when when;
    enum when_fault fault = when_read_span(from, now, out);
    if (fault == WHEN_PAST && has_until && when_read(from, now, &when) == WHEN_GOOD) {
        *out = (struct when_span) { 0 };
        return WHEN_GOOD;
    }
    return fault;
}

bool aid_window_read(const char *from, const char *until, int64_t now, int64_t *starts, int64_t *ends,
    enum when_fault *fault, bool *in_until)
{
    struct when_span span = { 0 };
    unsigned guessed = 0;
    *starts = *ends = 0;
    *in_until = false;
    *fault = WHEN_GOOD;
    if (given(from) && (*fault = read_from(from, given(until), now, &span)) != WHEN_GOOD)
        return false;
    *starts = span.starts;
    *ends = (span.guessed & WHEN_GUESSED_END) != 0 && span.starts == 0 ? 0 : span.ends; /* "now": as the urgency says */
    *in_until = given(until) || span.is_moment;
    if (given(until))
        *fault = when_read_end(until, span.starts, now, ends, &guessed);
    else if (span.is_moment)
        *fault = WHEN_NEEDS_END;
    return *fault == WHEN_GOOD;
}

const char *aid_window_fault(enum when_fault fault)
{
    if (fault == WHEN_NOT_READ)
        return _("That is no day or time I can read. Write, for instance: tonight, fri 14:00-16:00, by Friday, "
                 "this weekend, 27 Nov, in 3 days.");
    return when_fault_sentence(fault);
}

/* --- out of one text --- */

static enum when_fault read_text(const char *text, int64_t now, bool vague_too, struct aid_window *out)
{
    struct when_span span = { 0 };
    enum when_fault fault = when_read_span(text, now, &span);
    if (fault == WHEN_GOOD && span.vague && !vague_too)
        fault = WHEN_NOT_READ;
    if (fault != WHEN_GOOD)
        return fault;
    *out = (struct aid_window) { span.starts, span.ends, span.guessed };
    if (span.is_moment) {
        out->ends = span.starts + GUESSED_SECONDS;
        out->guessed |= WHEN_GUESSED_END;
    }
    return WHEN_GOOD;
}

enum when_fault aid_window_of(const char *text, int64_t now, struct aid_window *out)
{
    return read_text(text, now, true, out);
}

/* Where the words of a line begin and end. */
struct run {
    size_t begin[WORDS_MOST], end[WORDS_MOST];
    int words;
};

static struct run cut(const char *line)
{
    struct run run = { 0 };
    size_t at = 0, length = strlen(line);
    while (at < length && run.words < WORDS_MOST) {
        at += strspn(line + at, BETWEEN_WORDS);
        size_t word = strcspn(line + at, BETWEEN_WORDS);
        if (word == 0)
            break;
        run.begin[run.words] = at;
        run.end[run.words++] = at + word;
        at += word;
    }
    return run;
}

/* "sun", "sat" and "now" are other words too, unless they end the line or a part of it: "a sun hat", "now and then". */
static bool may_be_no_time(const char *line, const char *words, size_t end, const struct aid_window *window)
{
    bool now = window->starts == 0 && (window->guessed & WHEN_GUESSED_END) != 0;
    bool ends = line[end] == '\0' || strchr(",.;:!?", line[end]) != NULL;
    return strlen(words) <= SHORT_NAME && (now || when_read_weekdays(words) != 0) && !ends;
}

static bool is_time(const char *line, const struct run *run, int first, int words, int64_t now, struct aid_window *out,
    size_t *begin, size_t *length)
{
    size_t from = run->begin[first], end = run->end[first + words - 1];
    while (end > from && strchr(",.;:!?", line[end - 1]) != NULL)
        end--;
    char *text = xstrndup(line + from, end - from);
    bool read = read_text(text, now, false, out) == WHEN_GOOD && !may_be_no_time(line, text, end, out);
    free(text);
    *begin = from;
    *length = end - from;
    return read;
}

bool aid_window_find(const char *line, int64_t now, struct aid_window *out, size_t *begin, size_t *length)
{
    struct run run = cut(line);
    struct aid_window shorter;
    size_t from, bytes;
    for (int words = run.words < RUN_MOST ? run.words : RUN_MOST; words > 0; words--)
        for (int first = 0; first + words <= run.words; first++) {
            if (!is_time(line, &run, first, words, now, out, begin, length))
                continue;
            /* Small words at the end belong to the line: "tonight, the pot is empty". */
            for (int fewer = words - 1; fewer > 0; fewer--)
                if (is_time(line, &run, first, fewer, now, &shorter, &from, &bytes) && shorter.starts == out->starts &&
                    shorter.ends == out->ends && shorter.guessed == out->guessed)
                    *length = bytes;
                else
                    break;
            return true;
        }
    return false;
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
        util_copy_text(out, WHEN_BYTES, weekday);
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
    else if (starts == 0 || (starts <= now && ends > now))
        /* TRANSLATORS: %s is a day, with a time or without: "Friday 27 November, 14:00" */
        snprintf(out, AID_WINDOW_BYTES, _("until %s"), aid_until_say(ends, now, until));
    else if (one_day && begins_day(starts) && ends_day(ends))
        snprintf(out, AID_WINDOW_BYTES, _("on %s"), aid_from_say(starts, now, from));
    else if (one_day && ends_day(ends))
        /* TRANSLATORS: a day with a time: "Friday 27 November, 18:00" */
        snprintf(out, AID_WINDOW_BYTES, _("from %s until midnight"), aid_from_say(starts, now, from));
    else
        snprintf(out, AID_WINDOW_BYTES, _("from %s until %s"), aid_from_say(starts, now, from),
            one_day && !ends_day(ends) ? when_say_time(ends, until) : aid_until_say(ends, now, until));
    return out;
}

const char *aid_window_understood(
    const struct aid_window *window, bool weekly, int64_t now, char out[AID_UNDERSTOOD_BYTES])
{
    char guessed[WHEN_GUESS_BYTES];
    aid_window_say(window->starts, window->ends, weekly, now, out);
    when_guess_say(window->guessed, guessed);
    size_t used = strlen(out);
    snprintf(out + used, AID_UNDERSTOOD_BYTES - used, ".%s%s", guessed[0] != '\0' ? " " : "", guessed);
    return out;
}
