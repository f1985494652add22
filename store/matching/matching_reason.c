/* matching_reason.c: says why an offer is suggested. RULES 3.4 allows words of place, time, words and language only. */
#include <string.h>

#include "gettext.h"
#include "language.h"
#include "matching.h"
#include "util.h"
#include "when.h"

enum { MINUTE = 60, DAY = 24 * 3600, WEEK_DAYS = 7, THURSDAY = 4 /* 1 January 1970 */ };

struct reason {
    char text[2 * MATCHING_REASON_BYTES];
    size_t length;
};

static void append(struct reason *reason, const char *words)
{
    util_copy_text(reason->text + reason->length, sizeof reason->text - reason->length, words);
    reason->length = strlen(reason->text);
}

static void say(struct reason *reason, const char *words)
{
    if (reason->length > 0)
        append(reason, ", ");
    append(reason, words);
}

/* The date of a day counted from 1 January 1970. 400 years have 146,097 days; here a year begins in March, so that the
 * leap day is its last day. */
static void date_of(int64_t day, int *of_month, int *month)
{
    int64_t since = day + 719468, in_four_hundred = since % 146097;
    int64_t year =
        (in_four_hundred - in_four_hundred / 1460 + in_four_hundred / 36524 - in_four_hundred / 146096) / 365;
    int64_t in_year = in_four_hundred - (365 * year + year / 4 - year / 100);
    int64_t from_march = (5 * in_year + 2) / 153;
    *of_month = (int)(in_year - (153 * from_march + 2) / 5 + 1);
    *month = (int)((from_march + 2) % 12);
}

/* "Friday"; with its date when there is another Friday before it. */
static const char *day_name(int64_t day, int64_t today, char out[96])
{
    static const char *const names[] = { N_("Sunday"), N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"),
        N_("Friday"), N_("Saturday") };
    const char *name = _(names[(day + THURSDAY) % WEEK_DAYS]);
    int of_month, month;
    if (today == 0 || day - today < WEEK_DAYS) {
        util_copy_text(out, 96, name);
        return out;
    }
    date_of(day, &of_month, &month);
    /* TRANSLATORS: a day far off: weekday, day, month; may be put in another order with %1$s, %2$d, %3$s */
    snprintf(out, 96, _("%s %d %s"), name, of_month, language_month(month));
    return out;
}

static const char *clock_of(int64_t at, char out[WHEN_BYTES])
{
    return when_say_clock((int)(at % DAY / MINUTE), out);
}

/* Some hours of one day. They are said unless both are free all that day: "both free on Friday" would be untrue of five
 * minutes. `begins`, `ends`: the day's first hours, its last ones are in it. */
static void say_hours(
    const struct matching_score *score, const char *day, bool is_today, bool begins, bool ends, char out[512])
{
    char from[WHEN_BYTES], until[WHEN_BYTES];
    clock_of(score->from, from);
    clock_of(score->until, until);
    if (begins && ends)
        /* TRANSLATORS: a weekday, perhaps with its date */
        snprintf(out, 512, is_today ? _("both free today") : _("both free on %s"), day);
    else if (begins)
        is_today ? snprintf(out, 512, _("both free today until %s"), until)
                 : snprintf(out, 512, _("both free on %s until %s"), day, until);
    else if (ends)
        is_today ? snprintf(out, 512, _("both free today from %s"), from)
                 : snprintf(out, 512, _("both free on %s from %s"), day, from);
    else
        is_today ? snprintf(out, 512, _("both free today %s-%s"), from, until)
                 /* TRANSLATORS: a weekday and two times: "both free on Friday 14:00-16:00" */
                 : snprintf(out, 512, _("both free on %s %s-%s"), day, from, until);
}

static void say_days(struct reason *reason, const struct matching_score *score, int64_t now)
{
    int64_t first = score->from / DAY, last = (score->until - 1) / DAY, today = now / DAY;
    char from[96], until[96], words[512], clock[WHEN_BYTES], other[WHEN_BYTES];
    bool begins = score->from - first * DAY < MINUTE || score->from <= now;
    bool ends = (last + 1) * DAY - score->until <= MINUTE; /* windows end with the last second of a day */
    day_name(first, today, from);
    day_name(last, today, until);
    if (first == last)
        say_hours(score, from, first == today && today > 0, begins, ends, words);
    else if (score->until - score->from < DAY)
        /* TRANSLATORS: two weekdays, each with a time */
        snprintf(words, sizeof words, _("both free from %s %s to %s %s"), from, clock_of(score->from, clock), until,
            clock_of(score->until, other));
    else if (last == first + 1)
        snprintf(words, sizeof words, _("both free on %s and %s"), from, until);
    else
        snprintf(words, sizeof words, _("both free from %s to %s"), from, until);
    say(reason, words);
}

static void say_time(struct reason *reason, const struct matching_score *score, int64_t now)
{
    int64_t first = score->from / DAY, last = (score->until - 1) / DAY, today = now / DAY;
    char day[96], words[256];
    if (score->until <= score->from || score->from < 0)
        return;
    if (last - first < WEEK_DAYS) {
        say_days(reason, score, now);
        return;
    }
    if (first > today && today > 0) {
        /* TRANSLATORS: a weekday, perhaps with its date */
        snprintf(words, sizeof words, _("both free from %s on"), day_name(first, today, day));
        say(reason, words);
        return;
    }
    say(reason, score->until == MATCHING_OPEN_END ? _("both free at any time") : _("both free for a week or more"));
}

static void say_place(struct reason *reason, int nearness)
{
    if (nearness >= 30)
        say(reason, _("same block"));
    else if (nearness >= 20)
        say(reason, _("same street"));
    else if (nearness > 0)
        say(reason, _("a street close by"));
}

const char *matching_reason(
    const struct matching_context *context, const struct matching_score *score, char *out, size_t size)
{
    struct reason reason = { .length = 0 };
    char words[256];
    say_place(&reason, score->nearness);
    say_time(&reason, score, context->now);
    if (score->shared_words > 0) {
        snprintf(words, sizeof words,
            ngettext("%d word in common", "%d words in common", (unsigned long)score->shared_words),
            score->shared_words);
        say(&reason, words);
    }
    if (score->language == 10)
        say(&reason, _("a language in common"));
    util_copy_text(out, size < MATCHING_REASON_BYTES ? size : MATCHING_REASON_BYTES, reason.text);
    return out;
}
