/*
 * when_read.c: makes days, moments and stretches of time of the parts that when_words.c found. See when.h.
 *
 * The parts must make one day and one time on each side. If they do not, the text is not read. What is guessed is a
 * half of a day, a day, or an end, and each guess is noted.
 */
#include <stdlib.h>
#include <string.h>

#include "bbs/base/when_words.h"
#include "gettext.h"
#include "util.h"

enum {
    WEEK_DAYS = 7,
    MONTHS = 12,
    LEAP_YEARS_APART = 8, /* the largest distance: 1896 and 1904 */
    MONTHS_TRIED = 2,     /* for "sat 28": this month's or the next */
    YEAR_ZERO = 1900,     /* of struct tm */
    AFTERNOON_LAST = 6,   /* "at 6" is in the afternoon, "at 7" in the morning */
    SATURDAY = 6,
    ASAP_SECONDS = 24 * 3600,
};

/* --- the day --- */

/* "the 28th", "sat 28": the next such date, or the one after it if that fits the weekday. */
static enum when_fault date_alone(const struct when_parts *parts, int64_t today, int64_t *day)
{
    struct tm now = when_date_of(today);
    int year = now.tm_year + YEAR_ZERO, month = now.tm_mon + 1, tried = 0;
    bool found = false;
    if (!parts->date_sure) /* "act 4 friday" is meeting 4 */
        return WHEN_NOT_READ;
    for (int i = 0; i <= MONTHS && tried < MONTHS_TRIED; i++, month++) {
        int64_t one;
        if (!when_date(year + (month - 1) / MONTHS, (month - 1) % MONTHS + 1, parts->date, &one) || one < today)
            continue;
        tried++;
        bool fits = parts->weekday < 0 || when_weekday(one) == parts->weekday;
        if (!found || fits)
            *day = one;
        found = true;
        if (fits)
            return WHEN_GOOD;
    }
    return found ? WHEN_GOOD : WHEN_NO_SUCH_DAY;
}

static enum when_fault whole_date(const struct when_parts *parts, int64_t today, int64_t *day)
{
    int this_year = when_date_of(today).tm_year + YEAR_ZERO;
    if (parts->date < 0)
        return WHEN_NOT_READ;
    if (parts->month < 0)
        return parts->year >= 0 ? WHEN_NOT_READ : date_alone(parts, today, day);
    if (parts->year >= 0)
        return when_date(parts->year, parts->month, parts->date, day) ? WHEN_GOOD : WHEN_NO_SUCH_DAY;
    for (int year = this_year; year <= this_year + LEAP_YEARS_APART; year++)
        if (when_date(year, parts->month, parts->date, day) && *day >= today)
            return WHEN_GOOD;
    return WHEN_NO_SUCH_DAY;
}

/* True for "Thursday 1 January" when that is this year's date. It is over, and the next 1 January is not a Thursday. */
static bool is_this_years(const struct when_parts *parts, int64_t today, int64_t *out)
{
    int64_t day;
    int this_year = when_date_of(today).tm_year + YEAR_ZERO;
    if (parts->year >= 0 || parts->month < 0 || !when_date(this_year, parts->month, parts->date, &day) ||
        when_weekday(day) != parts->weekday)
        return false;
    *out = day;
    return true;
}

static int64_t clock_at(int64_t day, int minutes)
{
    return minutes >= WHEN_MIDNIGHT ? when_day_begin(day + 1) : when_day_at(day, minutes);
}

static int64_t monday_of(int64_t day)
{
    return day - (when_weekday(day) + WEEK_DAYS - 1) % WEEK_DAYS;
}

/* A weekday: the next one; with "next", that of the next week. */
static int64_t weekday_day(const struct when_parts *parts, int minutes, int64_t today, int64_t now, unsigned *guessed)
{
    int64_t day = today + (parts->weekday - when_weekday(today) + WEEK_DAYS) % WEEK_DAYS;
    if (parts->next) {
        int64_t of_next = monday_of(today) + WEEK_DAYS + (parts->weekday + WEEK_DAYS - 1) % WEEK_DAYS;
        *guessed |= of_next != day && day > today && parts->unit != WHEN_WEEK ? WHEN_GUESSED_DAY : 0u;
        return of_next;
    }
    if ((minutes >= 0 && clock_at(day, minutes) < now) || (parts->coming && day == today))
        day += WEEK_DAYS;
    return day + WEEK_DAYS * parts->weeks_later;
}

/* Finds one day from the parts. Without a named day: today, or tomorrow when the time is over. `minutes`: the time. */
static enum when_fault find_day(
    const struct when_parts *parts, int minutes, int64_t today, int64_t now, int64_t *day, unsigned *guessed)
{
    bool dated = parts->date >= 0 || parts->month >= 0 || parts->year >= 0, ahead = parts->ahead >= 0;
    enum when_fault fault = WHEN_GOOD;
    if (dated && ahead)
        return WHEN_NOT_READ;
    if ((parts->next || parts->coming || parts->weeks_later > 0) && parts->weekday < 0)
        return WHEN_NOT_READ;
    if (dated)
        fault = whole_date(parts, today, day);
    else if (ahead)
        *day = today + parts->ahead;
    else if (parts->weekday >= 0)
        *day = weekday_day(parts, minutes, today, now, guessed);
    else if (minutes >= 0 && clock_at(today, minutes) < now) {
        *day = today + 1;
        *guessed |= WHEN_GUESSED_DAY;
    } else
        *day = today;
    if (fault == WHEN_GOOD && parts->weekday >= 0 && when_weekday(*day) != parts->weekday)
        return is_this_years(parts, today, day) ? WHEN_GOOD : WHEN_WRONG_WEEKDAY;
    return fault;
}

/* --- the time --- */

static bool is_open_half(const struct when_parts *parts)
{
    return parts->minutes >= 0 && parts->clock != WHEN_EXACT;
}

/* "8" of "tonight at 8": 20:00. */
static int half_of_part(int minutes, enum when_part part)
{
    int hour = minutes / WHEN_HOUR % 12, rest = minutes % WHEN_HOUR;
    if (part == WHEN_MORNING)
        return hour * WHEN_HOUR + rest;
    if (part == WHEN_EVENING && hour < 5) /* "tonight at 12", "at 1" */
        return WHEN_MIDNIGHT + hour * WHEN_HOUR + rest;
    return part == WHEN_LUNCH && hour == 11 ? minutes : WHEN_NOON + hour * WHEN_HOUR + rest;
}

/* The time that is meant by an hour of twelve. `ahead`: what is to come is meant. */
static int guess_half(const struct when_parts *parts, int64_t today, int64_t now, bool ahead, unsigned *guessed)
{
    int minutes = parts->minutes, hour = minutes / WHEN_HOUR;
    int first = minutes % WHEN_NOON, second = first + WHEN_NOON;
    bool is_today =
        parts->ahead == 0 &&
        !when_names_day(&(struct when_parts) {
            .weekday = parts->weekday, .date = parts->date, .month = parts->month, .year = parts->year, .ahead = -1 });
    if (!is_open_half(parts))
        return minutes;
    if (parts->part != WHEN_NO_PART)
        return half_of_part(minutes, parts->part);
    if (parts->clock == WHEN_BARE || hour <= AFTERNOON_LAST)
        *guessed |= WHEN_GUESSED_HALF;
    if (!when_names_day(parts) || (is_today && ahead)) {
        int literal = parts->clock == WHEN_BARE && hour == 12 ? second : minutes;
        int64_t at[] = { clock_at(today, first), clock_at(today, second) };
        if (parts->clock == WHEN_BARE && hour == 12)
            return literal;
        bool flips = parts->clock == WHEN_BARE || hour <= AFTERNOON_LAST; /* "9:30" is in the morning */
        if (at[0] < now && at[1] >= now && flips) {
            *guessed |= WHEN_GUESSED_HALF;
            return second;
        }
        if (at[0] >= now)
            return first;
        if (parts->clock == WHEN_TWELVE)
            return literal;
    }
    if (parts->clock == WHEN_BARE && hour <= AFTERNOON_LAST)
        return second;
    return minutes;
}

/* One side becomes a day or a moment. `today` and `now` are those from which it counts. */
static enum when_fault make_point(
    const struct when_parts *parts, int64_t today, int64_t now, bool ahead, struct when *out)
{
    struct when when = { .has_time = true };
    bool day_named = when_names_day(parts);
    if (parts->unit != WHEN_NO_UNIT && !(parts->unit == WHEN_WEEK && parts->weekday >= 0))
        return WHEN_NOT_READ;
    if (parts->seconds >= 0) {
        if (day_named || parts->minutes >= 0 || parts->part != WHEN_NO_PART)
            return WHEN_NOT_READ;
        when.at = when.until = now + parts->seconds;
        when.day = when_day(when.at);
        *out = when;
        return WHEN_GOOD;
    }
    if (!day_named && parts->minutes < 0 && parts->part == WHEN_NO_PART)
        return WHEN_NOT_READ;
    int minutes = guess_half(parts, today, now, ahead, &when.guessed), from, until;
    enum when_fault fault = find_day(parts, minutes, today, now, &when.day, &when.guessed);
    if (fault != WHEN_GOOD)
        return fault;
    if (!day_named && parts->part != WHEN_NO_PART && parts->minutes < 0) { /* "in the morning": the next one */
        when_part_hours(parts->part, &from, &until);
        if (clock_at(today, until * WHEN_HOUR) <= now)
            when.day++;
        when.guessed |= when.day > today ? WHEN_GUESSED_DAY : 0u;
    }
    if (minutes >= WHEN_MIDNIGHT) {
        when.guessed |= day_named && parts->ahead < 0 && parts->part == WHEN_NO_PART ? WHEN_GUESSED_DAY : 0u;
        when.day++;
        minutes -= WHEN_MIDNIGHT;
    }
    when.has_time = minutes >= 0;
    int64_t last;
    if (when_day(when_day_begin(when.day)) != when.day || !when_date(2999, MONTHS, 31, &last) || when.day > last)
        return WHEN_NO_SUCH_DAY;
    if (when.has_time && !when_moment(when.day, minutes, &when.at)) {
        if (minutes != 0)
            return WHEN_LEFT_OUT;
        when.at = when_day_begin(when.day); /* where the clocks skip midnight, the day begins later */
    }
    if (!when.has_time)
        when.at = when_day_begin(when.day);
    when.until = when.has_time ? when.at : when_day_begin(when.day + 1) - 1;
    when.past = when.until < now;
    *out = when;
    return WHEN_GOOD;
}

enum when_fault when_read(const char *text, int64_t now, struct when *out)
{
    struct when_reader reader = when_reader_at(now);
    enum when_fault fault = when_cut(&reader, text) ? when_take_all(&reader, true) : WHEN_NOT_READ;
    if (fault == WHEN_GOOD && (reader.at != 0 || reader.open != WHEN_CLOSED || reader.lasts >= 0 ||
                                  (reader.relation != WHEN_AT && reader.relation != WHEN_UNTIL) || reader.day_before))
        fault = WHEN_NOT_READ;
    if (fault == WHEN_GOOD)
        fault = make_point(&reader.side[0], reader.today, now, false, out);
    free(reader.memory);
    return fault;
}

enum when_fault when_read_moment(const char *text, int64_t now, int64_t *at)
{
    struct when when;
    enum when_fault fault = when_read(text, now, &when);
    if (fault != WHEN_GOOD)
        return fault;
    if (!when.has_time)
        return WHEN_NEEDS_TIME;
    if (when.at < now)
        return WHEN_PAST;
    *at = when.at;
    return WHEN_GOOD;
}

/* --- stretches of time --- */

/* The first second and the last of a side that is a day, a part of one, or several days. A moment: both are it. */
static enum when_fault make_stretch(const struct when_parts *parts, int64_t today, int64_t now, bool *moment,
    int64_t *from, int64_t *until, unsigned *guessed)
{
    struct when when = { 0 };
    enum when_unit unit = parts->weekday >= 0 && parts->unit == WHEN_WEEK ? WHEN_NO_UNIT : parts->unit;
    *moment = false;
    if (unit == WHEN_NO_UNIT) {
        enum when_fault fault = parts->end_of ? WHEN_NOT_READ : make_point(parts, today, now, true, &when);
        if (fault != WHEN_GOOD)
            return fault;
        *moment = when.has_time;
        *guessed |= when.guessed;
        *from = when.at;
        *until = when.until;
        if (!when.has_time && parts->part != WHEN_NO_PART) {
            int first, last;
            when_part_hours(parts->part, &first, &last);
            *from = clock_at(when.day, first * WHEN_HOUR);
            *until = last * WHEN_HOUR >= WHEN_MIDNIGHT ? when.until : clock_at(when.day, last * WHEN_HOUR);
        }
        return WHEN_GOOD;
    }
    if (when_names_day(parts) || parts->minutes >= 0 || parts->seconds >= 0 || parts->part != WHEN_NO_PART)
        return WHEN_NOT_READ;
    int64_t first = monday_of(today), last = first + WEEK_DAYS - 1;
    bool later = parts->next || (parts->coming && unit != WHEN_WEEKEND);
    if (unit == WHEN_WEEKEND) {
        first += SATURDAY - 1;
        *guessed |= parts->next ? WHEN_GUESSED_DAY : 0u;
    }
    if (unit == WHEN_MONTH) {
        struct tm date = when_date_of(today);
        int year = date.tm_year + YEAR_ZERO, month = date.tm_mon + (later ? 1 : 0); /* from 0 */
        if (!when_date(year + month / MONTHS, month % MONTHS + 1, 1, &first) ||
            !when_date(year + (month + 1) / MONTHS, (month + 1) % MONTHS + 1, 1, &last))
            return WHEN_NO_SUCH_DAY;
        last--;
    } else if (later) {
        first += WEEK_DAYS;
        last += WEEK_DAYS;
    }
    *from = when_day_begin(parts->end_of ? last : first);
    *until = when_day_begin(last + 1) - 1;
    return WHEN_GOOD;
}

/* What is said of the day at the end counts for the beginning too: "10 to 12 tomorrow", "tonight from 7 to 9". */
static void share_day(struct when_parts *from, struct when_parts *until)
{
    if (from->date >= 0 && from->month < 0 && until->month >= 0) { /* "27 to 29 November" */
        from->month = until->month;
        from->year = until->year;
    }
    if (!when_names_day(from) && from->minutes >= 0 && when_names_day(until) && until->time_first) {
        int minutes = from->minutes;
        enum when_clock clock = from->clock;
        enum when_part part = from->part != WHEN_NO_PART ? from->part : until->part;
        *from = *until;
        from->minutes = minutes;
        from->clock = clock;
        from->part = part;
        until->weekday = until->date = until->month = until->year = until->ahead = -1;
        until->next = until->coming = until->this_one = false;
        until->weeks_later = 0;
        until->unit = WHEN_NO_UNIT;
    }
    if (from->part == WHEN_NO_PART && until->part != WHEN_NO_PART && until->minutes >= 0 && is_open_half(from))
        from->part = until->part;
}

/* The end of something that begins at `from`: minutes of the clock, the first time after it that a clock shows them. */
static int64_t end_after(int64_t from, const struct when_parts *parts)
{
    int64_t day = when_day(from);
    int step = is_open_half(parts) ? WHEN_NOON : WHEN_MIDNIGHT;
    int minutes = is_open_half(parts) ? parts->minutes % WHEN_NOON : parts->minutes;
    for (int days = 0; days <= 1; days++)
        for (int one = minutes; one < WHEN_MIDNIGHT || one == minutes; one += step)
            if (clock_at(day + days, one) > from)
                return clock_at(day + days, one);
    return clock_at(day + 2, minutes);
}

/* Reads the end of a stretch that begins at `from`; `day`: the day of its beginning. */
static enum when_fault make_end(
    const struct when_parts *parts, int64_t from, int64_t day, int64_t now, int64_t *ends, unsigned *guessed)
{
    int64_t begin;
    bool moment;
    if (!when_names_day(parts) && parts->minutes >= 0 && parts->part == WHEN_NO_PART) {
        *ends = end_after(from, parts);
        return WHEN_GOOD;
    }
    struct when_parts copy = *parts;
    if (!when_names_day(parts) && parts->minutes >= 0) /* "until 9 in the evening" */
        copy.ahead = 0;
    int64_t base = copy.ahead >= 0 && when_names_day(parts) ? when_day(now) : day;
    enum when_fault fault = make_stretch(&copy, base, from > now ? from : now, &moment, &begin, ends, guessed);
    if (fault == WHEN_GOOD && moment && *ends <= from && !when_names_day(parts))
        *ends = clock_at(day + 1, copy.minutes);
    return fault;
}

/* "2-4pm": the afternoon of the end is that of the beginning. Its latest hour before the end. */
static void begin_before(struct when_parts *from, const struct when_parts *until)
{
    if (!is_open_half(from) || until->minutes < 0 || is_open_half(until) || from->part != WHEN_NO_PART ||
        (when_names_day(until) && !until->time_first))
        return;
    int first = from->minutes % WHEN_NOON, second = first + WHEN_NOON, end = until->minutes;
    from->minutes = second < end ? second : first;
    from->clock = WHEN_EXACT;
}

static enum when_fault make_range(struct when_reader *reader, struct when_span *out)
{
    struct when_parts *from = &reader->side[0], *until = &reader->side[1];
    struct when_span span = { 0 };
    int64_t begun;
    bool moment, day_said = when_names_day(from);
    begin_before(from, until);
    share_day(from, until);
    enum when_fault fault =
        make_stretch(from, reader->today, reader->now, &moment, &span.starts, &begun, &span.guessed);
    if (fault == WHEN_GOOD)
        fault = make_end(until, span.starts, when_day(span.starts), reader->now, &span.ends, &span.guessed);
    if (fault != WHEN_GOOD)
        return fault;
    if (!day_said && moment && (span.guessed & WHEN_GUESSED_DAY) == 0 && from->clock == WHEN_EXACT &&
        span.ends < reader->now)
        return WHEN_PAST;
    if (reader->joined && when_day(span.ends) != when_day(span.starts) + 1)
        return WHEN_NOT_READ;
    if (span.ends <= span.starts)
        return WHEN_NOT_READ;
    if (reader->relation == WHEN_AFTER && !moment)
        span.starts = begun + 1;
    *out = span;
    return WHEN_GOOD;
}

static enum when_fault make_related(struct when_reader *reader, struct when_span *out)
{
    struct when_span span = { 0 };
    int64_t from, until;
    bool moment;
    enum when_fault fault =
        make_stretch(&reader->side[0], reader->today, reader->now, &moment, &from, &until, &span.guessed);
    if (fault != WHEN_GOOD)
        return fault;
    int64_t day = when_day(from);
    switch (reader->relation) {
    case WHEN_AT:
        span = (struct when_span) {
            .starts = from, .ends = moment ? 0 : until, .guessed = span.guessed, .is_moment = moment
        };
        if (moment && reader->side[0].seconds == 0) /* now */
            span = (struct when_span) { .ends = from + ASAP_SECONDS, .guessed = WHEN_GUESSED_END };
        break;
    case WHEN_UNTIL:
    case WHEN_BEFORE:
        span.starts = reader->day_before ? when_day_begin(day) : 0;
        span.ends = moment ? from : reader->relation == WHEN_UNTIL ? until : from - 1;
        break;
    case WHEN_FROM:
    case WHEN_AFTER:
        span.starts = moment || reader->relation == WHEN_FROM ? from : until + 1;
        if (moment || reader->side[0].part != WHEN_NO_PART) {
            span.ends = when_day_begin(day + 1) - 1;
            span.guessed |= WHEN_GUESSED_END;
        }
        break;
    case WHEN_BETWEEN: /* with one end only */
    case WHEN_WITHIN:
        return WHEN_NOT_READ;
    }
    /* "two hours on Saturday": somewhen on that day */
    if (reader->lasts > 0 && reader->relation == WHEN_AT && (moment || reader->lasts >= ASAP_SECONDS)) {
        span.ends = from + reader->lasts;
        span.is_moment = false;
        span.guessed &= ~(unsigned)WHEN_GUESSED_END;
    }
    *out = span;
    return WHEN_GOOD;
}

static bool says_nothing(const struct when_parts *parts)
{
    return !when_names_day(parts) && parts->minutes < 0 && parts->seconds < 0 && parts->part == WHEN_NO_PART &&
           parts->unit == WHEN_NO_UNIT;
}

static bool is_vague(const struct when_reader *reader)
{
    const struct when_parts *side = &reader->side[0];
    return reader->at == 0 && !when_names_day(side) &&
           (side->minutes >= 0 ? side->bare_alone : side->part != WHEN_NO_PART);
}

static enum when_fault make_span(struct when_reader *reader, struct when_span *out)
{
    struct when_span span = { 0 };
    enum when_fault fault = WHEN_GOOD;
    bool nothing = says_nothing(&reader->side[0]);
    if (reader->at == 1)
        fault = make_range(reader, &span);
    else if (reader->relation == WHEN_WITHIN && nothing)
        span.ends = reader->now + reader->lasts;
    else if (nothing && reader->open != WHEN_CLOSED && reader->relation == WHEN_AT && reader->lasts < 0) {
        span.ends = reader->open == WHEN_ASAP ? reader->now + ASAP_SECONDS : 0;
        span.guessed = reader->open == WHEN_ASAP ? WHEN_GUESSED_END : 0u;
    } else
        fault = make_related(reader, &span);
    if (fault != WHEN_GOOD)
        return fault;
    if ((span.ends != 0 && span.ends < reader->now) || (span.is_moment && span.starts < reader->now))
        return WHEN_PAST;
    if (span.starts <= reader->now && !span.is_moment)
        span.starts = 0;
    if (span.ends != 0 && span.ends < span.starts)
        return WHEN_NOT_READ;
    span.vague = is_vague(reader);
    *out = span;
    return WHEN_GOOD;
}

enum when_fault when_read_span(const char *text, int64_t now, struct when_span *out)
{
    struct when_reader reader = when_reader_at(now);
    enum when_fault fault = when_cut(&reader, text) ? when_take_all(&reader, true) : WHEN_NOT_READ;
    if (fault == WHEN_GOOD)
        fault = make_span(&reader, out);
    free(reader.memory);
    return fault;
}

enum when_fault when_read_end(const char *text, int64_t starts, int64_t now, int64_t *ends, unsigned *guessed)
{
    struct when_reader reader = when_reader_at(now);
    struct when_span span = { 0 };
    bool good = when_cut(&reader, text);
    reader.relation = WHEN_UNTIL; /* so that "4" is an hour */
    enum when_fault fault = good ? when_take_all(&reader, true) : WHEN_NOT_READ;
    const struct when_parts *side = &reader.side[0];
    free(reader.memory);
    bool clock_alone = reader.at == 0 && side->minutes >= 0 && !when_names_day(side) && side->part == WHEN_NO_PART;
    if (fault == WHEN_GOOD && clock_alone && starts != 0) {
        *ends = end_after(starts, side);
        return WHEN_GOOD;
    }
    fault = fault == WHEN_GOOD ? make_span(&reader, &span) : when_read_span(text, now, &span);
    if (fault != WHEN_GOOD)
        return fault;
    bool weekday_alone = side->weekday >= 0 && side->date < 0;
    int64_t end = span.is_moment ? span.starts : span.ends;
    if (weekday_alone && starts > now && end != 0 && end <= starts) /* said on Monday: from Sunday until Tuesday */
        fault = when_read_span(text, starts, &span);
    if (fault != WHEN_GOOD)
        return fault;
    *ends = span.is_moment ? span.starts : span.ends;
    *guessed |= span.guessed;
    return *ends == 0 ? WHEN_NOT_READ : *ends <= now ? WHEN_PAST : WHEN_GOOD;
}

/* --- times and weekdays alone --- */

int when_read_clock(const char *text)
{
    struct when_reader reader = when_reader_at(0);
    bool good = when_cut(&reader, text);
    while (good && reader.fault == WHEN_GOOD && reader.next < reader.words)
        good = when_take_clock(&reader) || when_take_filler(&reader);
    free(reader.memory);
    int minutes = reader.side[0].minutes;
    return good && reader.fault == WHEN_GOOD && minutes < WHEN_MIDNIGHT ? minutes : -1;
}

unsigned when_read_weekdays(const char *text)
{
    struct when_reader reader = when_reader_at(0);
    unsigned days = 0;
    bool good = when_cut(&reader, text);
    while (good && reader.next < reader.words) {
        /* TRANSLATORS: words for "on each day of the week", and "and" between days; divided by |. */
        if (when_take_phrase(&reader, N_("daily|every day|each day")))
            days = 0x7f;
        else if (!when_take_phrase(&reader, N_("and|every|each|on"))) {
            int weekday = when_find_weekday(reader.word[reader.next++]);
            good = weekday >= 0;
            days |= good ? 1u << weekday : 0;
        }
    }
    free(reader.memory);
    return good ? days : 0;
}
