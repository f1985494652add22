/*
 * when.c: reads and says days and times as people write them. See when.h.
 *
 * The text is folded (no case, no accents) and split into words. Each of the take_ functions takes the words that it
 * knows from the front, and notes that part. At the end the parts must make one day and one time. If they do not, the
 * text is not read: nothing is guessed.
 */
#include "when.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "gettext.h"
#include "text_fold.h"
#include "util.h"

enum {
    WORDS_MOST = 12,
    TEXT_MOST = 200,
    NAME_LEAST = 3, /* letters of a day's or month's name: "fri" */
    SPAN_MOST = 1000,
    YEAR_LEAST = 1970,
    YEAR_MOST = 2999,
    LEAP_YEARS_APART = 8, /* the largest distance: 1896 and 1904 */
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

static struct tm date_of(int64_t day)
{
    time_t at = (time_t)(day * DAY_SECONDS);
    struct tm parts;
    gmtime_r(&at, &parts);
    return parts;
}

int when_weekday(int64_t day)
{
    return date_of(day).tm_wday;
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
static bool moment(int64_t day, int minutes, int64_t *at)
{
    bool found = false;
    for (int forward = -1; forward <= 1; forward++) {
        struct tm parts = date_of(day);
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
        if (moment(day, later, &at))
            return at;
    return when_day_begin(day + 1);
}

int64_t when_day_begin(int64_t day)
{
    int64_t at = 0;
    for (int minutes = 0; minutes < MINUTES; minutes++)
        if (moment(day, minutes, &at))
            return at;
    /* A country that moved across the date line left this day out. The day before ends where the next day begins. */
    for (int minutes = 0; minutes < MINUTES; minutes++)
        if (moment(day + 1, minutes, &at))
            return at;
    return day * DAY_SECONDS;
}

/* --- lists of names --- */

/* TRANSLATORS: the seven days, with one space between them, as they stand within a sentence. */
static const char *const weekdays = N_("Sunday Monday Tuesday Wednesday Thursday Friday Saturday");
/* TRANSLATORS: the twelve months, with one space between them, as they stand within a date. */
static const char *const months =
    N_("January February March April May June July August September October November December");

/* Copies the name with this number; "" when the list is shorter. */
static const char *name_of(const char *list, int number, char *out, size_t size)
{
    for (; number > 0 && *list != '\0'; number--)
        list += strcspn(list, " ") + (list[strcspn(list, " ")] == ' ');
    size_t length = strcspn(list, " ");
    snprintf(out, size, "%.*s", (int)(length < 60 ? length : 60), list);
    return out;
}

/* Returns the number of the name that begins with the word; -1 when no name does. */
static int find_in(const char *list, int count, const char *word)
{
    char name[64], *plain;
    size_t length = strlen(word);
    for (int i = 0; i < count && length >= NAME_LEAST; i++) {
        plain = text_fold_only(name_of(list, i, name, sizeof name));
        bool same = plain != NULL && strncmp(plain, word, length) == 0;
        free(plain);
        if (same)
            return i;
    }
    return -1;
}

static int find_name(const char *list, int count, const char *word)
{
    int spoken = find_in(_(list), count, word);
    return spoken >= 0 ? spoken : find_in(list, count, word);
}

/* --- words --- */

struct reader {
    char *memory, *word[WORDS_MOST];
    int words, next;
    int64_t now, today;
    /* the parts that were found; -1: not found */
    int weekday, date, month, year, minutes, ahead; /* ahead: days from today */
    int64_t seconds;                                /* from now */
    int64_t day;                                    /* when a whole date was written */
    bool after_date;                                /* the last word was a number, so the next may be a month's name */
    enum when_fault fault;
};

/* Takes one of the phrases ("today|this day") if it stands next. */
static bool take_one_of(struct reader *reader, const char *phrases)
{
    for (const char *phrase = phrases; *phrase != '\0'; phrase += strcspn(phrase, "|"), phrase += *phrase == '|') {
        char *one = xstrndup(phrase, strcspn(phrase, "|")), *plain = text_fold_only(one), *save = NULL;
        int at = reader->next;
        bool same = plain != NULL;
        for (char *word = same ? strtok_r(plain, " ", &save) : NULL; word != NULL && same;
             word = strtok_r(NULL, " ", &save))
            same = at < reader->words && strcmp(reader->word[at++], word) == 0;
        free(one);
        free(plain);
        if (same && at > reader->next) {
            reader->next = at;
            return true;
        }
    }
    return false;
}

static bool take_phrase(struct reader *reader, const char *phrases)
{
    return take_one_of(reader, _(phrases)) || take_one_of(reader, phrases);
}

/* Notes a part. A part that is given twice makes the text unreadable. */
static bool note(struct reader *reader, int *part, int value)
{
    if (*part >= 0)
        reader->fault = WHEN_NOT_READ;
    *part = value;
    return true;
}

static bool take_day_word(struct reader *reader)
{
    /* TRANSLATORS: words for days and times that people may write; several are divided by |, accents do not matter. */
    static const char *const phrases[] = { N_("today|this day"), N_("tomorrow|tmrw"),
        N_("day after tomorrow|overmorrow") };
    for (int i = 2; i >= 0; i--)
        if (take_phrase(reader, phrases[i]))
            return note(reader, &reader->ahead, i);
    return false;
}

static bool take_now(struct reader *reader)
{
    if (!take_phrase(reader, N_("now|right now")))
        return false;
    if (reader->seconds >= 0)
        reader->fault = WHEN_NOT_READ;
    reader->seconds = 0;
    return true;
}

/* Returns a number of at most four digits; -1 for any other word. */
static int plain_number(const char *word, size_t length)
{
    if (length == 0 || length > 4 || strspn(word, "0123456789") < length)
        return -1;
    return (int)strtol(word, NULL, 10);
}

static bool take_in(struct reader *reader)
{
    /* TRANSLATORS: as in "in 3 days"; again words that people may write, divided by |. */
    static const char *const units[] = { N_("days|day"), N_("weeks|week"), N_("hours|hour|h"),
        N_("minutes|minute|min") };
    int start = reader->next;
    if (!take_phrase(reader, N_("in")) || reader->next >= reader->words) {
        reader->next = start;
        return false;
    }
    int count = plain_number(reader->word[reader->next], strlen(reader->word[reader->next]));
    reader->next++;
    for (int i = 0; i < 4 && count >= 0 && count <= SPAN_MOST; i++) {
        if (!take_phrase(reader, units[i]))
            continue;
        if (i < 2)
            return note(reader, &reader->ahead, i == 0 ? count : 7 * count);
        if (reader->seconds >= 0)
            reader->fault = WHEN_NOT_READ;
        reader->seconds = (int64_t)count * (i == 2 ? 3600 : 60);
        return true;
    }
    reader->next = start;
    return false;
}

/* Completes a year of two digits. */
static int whole_year(int year, size_t digits)
{
    return digits == 2 ? 2000 + year : year;
}

/* Splits a word into numbers at each `between`, at most `most` of them. Returns how many; 0 for any other word. */
static int numbers(const char *word, char between, int most, int out[3], size_t digits[3])
{
    int count = 0;
    while (count < most) {
        digits[count] = strspn(word, "0123456789");
        out[count] = plain_number(word, digits[count]);
        if (out[count] < 0)
            return 0;
        word += digits[count++];
        if (*word == '\0')
            return count;
        if (*word++ != between)
            return 0;
        if (*word == '\0') /* "27.11." */
            return count == 2 && between == '.' ? count : 0;
    }
    return 0;
}

static bool note_date(struct reader *reader, int year, int month, int date)
{
    note(reader, &reader->month, month);
    note(reader, &reader->date, date);
    if (year >= 0)
        note(reader, &reader->year, year);
    return true;
}

/* 2026-12-01, 1/12, 1/12/2026, 1.12., 1.12.2026 */
static bool take_date(struct reader *reader)
{
    const char *word = reader->word[reader->next];
    int n[3];
    size_t digits[3];
    int count = numbers(word, '-', 3, n, digits);
    if (count == 3 && digits[0] == 4) {
        reader->next++;
        return note_date(reader, n[0], n[1], n[2]);
    }
    count = numbers(word, '/', 3, n, digits);
    if (count == 0)
        count = numbers(word, '.', 3, n, digits);
    bool dots = strchr(word, '.') != NULL;
    if (count < 2 ||
        (count == 2 && dots && word[strlen(word) - 1] != '.')) /* 14.30 may be a time, so it is not read as a date */
        return false;
    if (count == 3 && digits[2] != 2 && digits[2] != 4)
        return false;
    reader->next++;
    return note_date(reader, count == 3 ? whole_year(n[2], digits[2]) : -1, n[1], n[0]);
}

/* Returns the minutes after midnight of "14:00", "14h", "14h30", "2pm", "2:30pm" or "2" with `half` ("pm"); -1 when the
 * word is not a time, -2 when no clock shows this time. */
static int clock_minutes(const char *word, const char *half)
{
    size_t digits = strspn(word, "0123456789");
    int hour = digits <= 2 ? plain_number(word, digits) : -1, minute = 0;
    bool plain = true;
    if (hour < 0)
        return -1;
    word += digits;
    if (*word == ':' || *word == 'h') {
        plain = false;
        bool short_form = *word++ == 'h';
        digits = strspn(word, "0123456789");
        minute = short_form && *word == '\0' ? 0 : plain_number(word, digits);
        if (minute < 0 || (digits != 2 && !(short_form && digits == 0)))
            return -1;
        word += digits;
    }
    if (*word != '\0')
        half = word;
    bool afternoon = half != NULL && strcmp(half, "pm") == 0;
    if (half != NULL && !afternoon && strcmp(half, "am") != 0)
        return -1;
    if (half == NULL && plain)
        return -1;
    if (minute > 59 || hour > 23 || (half != NULL && (hour < 1 || hour > 12)))
        return -2;
    if (half != NULL)
        hour = hour % 12 + (afternoon ? 12 : 0);
    return hour * 60 + minute;
}

static bool take_clock(struct reader *reader)
{
    if (take_phrase(reader, N_("noon|midday")))
        return note(reader, &reader->minutes, 12 * 60);
    const char *half = reader->next + 1 < reader->words ? reader->word[reader->next + 1] : "";
    bool two_words = strcmp(half, "am") == 0 || strcmp(half, "pm") == 0;
    int minutes = clock_minutes(reader->word[reader->next], two_words ? half : NULL);
    if (minutes == -1)
        return false;
    if (minutes == -2)
        reader->fault = WHEN_NO_SUCH_TIME;
    reader->next += two_words ? 2 : 1;
    return note(reader, &reader->minutes, minutes);
}

/* "27", "27th", "27." beside a month's name; "2026" after one. */
static bool take_number(struct reader *reader)
{
    const char *word = reader->word[reader->next];
    size_t digits = strspn(word, "0123456789");
    int number = plain_number(word, digits);
    const char *rest = word + digits;
    static const char *const ends[] = { "", ".", "st", "nd", "rd", "th" };
    bool known = false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        known |= strcmp(rest, ends[i]) == 0;
    bool year = digits == 4 && *rest == '\0' && reader->month >= 0;
    if (number < 0 || !known || (digits > 2 && !year))
        return false;
    reader->next++;
    if (year)
        return note(reader, &reader->year, number);
    return note(reader, &reader->date, number);
}

/* In Spanish "mar" is a day and a month: after a number it is the month. */
static bool take_name(struct reader *reader)
{
    const char *word = reader->word[reader->next];
    char plain[64];
    copy_text(plain, sizeof plain, word);
    if (plain[0] != '\0' && plain[strlen(plain) - 1] == '.') /* "Nov." */
        plain[strlen(plain) - 1] = '\0';
    int weekday = find_name(weekdays, 7, plain), month = find_name(months, 12, plain);
    if (weekday < 0 && month < 0)
        return false;
    reader->next++;
    if (month >= 0 && (weekday < 0 || reader->after_date))
        return note(reader, &reader->month, month + 1);
    return note(reader, &reader->weekday, weekday);
}

/* TRANSLATORS: small words within a date that do not matter, divided by |: "on Friday the 27th of November at 14:00" */
static bool take_filler(struct reader *reader)
{
    return take_phrase(reader, N_("on|at|the|of"));
}

static bool take_next(struct reader *reader)
{
    static bool (*const takers[])(struct reader *) = { take_day_word, take_now, take_in, take_date, take_clock,
        take_number, take_name, take_filler };
    bool was_date = reader->after_date;
    for (size_t i = 0; i < sizeof takers / sizeof *takers; i++) {
        int before = reader->date;
        if (!takers[i](reader))
            continue;
        bool filler = takers[i] == take_filler;
        reader->after_date = (filler && was_date) || (takers[i] == take_number && before < 0);
        return true;
    }
    return false;
}

static bool cut_into_words(struct reader *reader, const char *text)
{
    if (strlen(text) > TEXT_MOST)
        return false;
    reader->memory = text_fold_only(text);
    char *save = NULL;
    if (reader->memory == NULL)
        return false;
    for (char *word = strtok_r(reader->memory, " ,\t", &save); word != NULL; word = strtok_r(NULL, " ,\t", &save)) {
        if (reader->words == WORDS_MOST)
            return false;
        reader->word[reader->words++] = word;
    }
    return reader->words > 0;
}

/* --- what the parts make --- */

static enum when_fault whole_date(struct reader *reader)
{
    int this_year = date_of(reader->today).tm_year + 1900;
    if (reader->month < 0 || reader->date < 0)
        return WHEN_NOT_READ;
    if (reader->year >= 0)
        return when_date(reader->year, reader->month, reader->date, &reader->day) ? WHEN_GOOD : WHEN_NO_SUCH_DAY;
    for (int year = this_year; year <= this_year + LEAP_YEARS_APART; year++)
        if (when_date(year, reader->month, reader->date, &reader->day) && reader->day >= reader->today)
            return WHEN_GOOD;
    return WHEN_NO_SUCH_DAY;
}

/* True for "Thursday 1 January" when that is this year's date. It is over, and the next 1 January is not a Thursday. */
static bool is_this_years(struct reader *reader)
{
    int64_t day;
    int this_year = date_of(reader->today).tm_year + 1900;
    if (reader->year >= 0 || reader->month < 0 || !when_date(this_year, reader->month, reader->date, &day) ||
        when_weekday(day) != reader->weekday)
        return false;
    reader->day = day;
    return true;
}

static bool is_over(const struct reader *reader, int64_t day)
{
    return reader->minutes >= 0 && when_day_at(day, reader->minutes) < reader->now;
}

/* Finds one day from the parts. Without a named day: today, or tomorrow when the time is over. */
static enum when_fault find_day(struct reader *reader)
{
    bool dated = reader->date >= 0 || reader->month >= 0 || reader->year >= 0, ahead = reader->ahead >= 0;
    enum when_fault fault = WHEN_GOOD;
    if (dated && ahead)
        return WHEN_NOT_READ;
    if (dated)
        fault = whole_date(reader);
    else if (ahead)
        reader->day = reader->today + reader->ahead;
    else if (reader->weekday >= 0) {
        reader->day = reader->today + (reader->weekday - when_weekday(reader->today) + 7) % 7;
        reader->day += is_over(reader, reader->day) ? 7 : 0;
    } else
        reader->day = reader->today + (is_over(reader, reader->today) ? 1 : 0);
    if (fault == WHEN_GOOD && reader->weekday >= 0 && when_weekday(reader->day) != reader->weekday)
        return is_this_years(reader) ? WHEN_GOOD : WHEN_WRONG_WEEKDAY;
    return fault;
}

static enum when_fault make(struct reader *reader, struct when *out)
{
    bool day_named =
        reader->weekday >= 0 || reader->date >= 0 || reader->month >= 0 || reader->year >= 0 || reader->ahead >= 0;
    struct when when = { .has_time = true };
    if (reader->seconds >= 0) {
        if (day_named || reader->minutes >= 0)
            return WHEN_NOT_READ;
        when.at = when.until = reader->now + reader->seconds;
        when.day = when_day(when.at);
        *out = when;
        return WHEN_GOOD;
    }
    if (!day_named && reader->minutes < 0)
        return WHEN_NOT_READ;
    enum when_fault fault = find_day(reader);
    if (fault != WHEN_GOOD)
        return fault;
    when.day = reader->day;
    when.has_time = reader->minutes >= 0;
    if (when_day(when_day_begin(when.day)) != when.day)
        return WHEN_NO_SUCH_DAY;
    if (when.has_time && !moment(when.day, reader->minutes, &when.at))
        return WHEN_LEFT_OUT;
    if (!when.has_time)
        when.at = when_day_begin(when.day);
    when.until = when.has_time ? when.at : when_day_begin(when.day + 1) - 1;
    when.past = when.until < reader->now;
    *out = when;
    return WHEN_GOOD;
}

static struct reader reader_at(int64_t now)
{
    return (struct reader) { .now = now,
        .today = when_day(now),
        .weekday = -1,
        .date = -1,
        .month = -1,
        .year = -1,
        .minutes = -1,
        .ahead = -1,
        .seconds = -1 };
}

enum when_fault when_read(const char *text, int64_t now, struct when *out)
{
    struct reader reader = reader_at(now);
    bool good = cut_into_words(&reader, text);
    while (good && reader.fault == WHEN_GOOD && reader.next < reader.words)
        good = take_next(&reader);
    enum when_fault fault = !good ? WHEN_NOT_READ : reader.fault;
    if (fault == WHEN_GOOD)
        fault = make(&reader, out);
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

int when_read_clock(const char *text)
{
    struct reader reader = reader_at(0);
    bool good = cut_into_words(&reader, text);
    while (good && reader.fault == WHEN_GOOD && reader.next < reader.words)
        good = take_clock(&reader) || take_filler(&reader);
    free(reader.memory);
    return good && reader.fault == WHEN_GOOD ? reader.minutes : -1;
}

unsigned when_read_weekdays(const char *text)
{
    struct reader reader = reader_at(0);
    unsigned days = 0;
    bool good = cut_into_words(&reader, text);
    while (good && reader.next < reader.words) {
        /* TRANSLATORS: words for "on each day of the week", and "and" between days; divided by |. */
        if (take_phrase(&reader, N_("daily|every day|each day")))
            days = 0x7f;
        else if (!take_phrase(&reader, N_("and|every|each|on"))) {
            int weekday = find_name(weekdays, 7, reader.word[reader.next++]);
            good = weekday >= 0;
            days |= good ? 1u << weekday : 0;
        }
    }
    free(reader.memory);
    return good ? days : 0;
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
    return _("The clocks go back that night, and that time comes twice: the first one is meant.");
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
    }
    die("unknown when_fault %d", (int)fault);
}

/* --- writing days and times --- */

const char *when_say_weekday(int weekday, char out[WHEN_BYTES])
{
    return name_of(_(weekdays), weekday, out, WHEN_BYTES);
}

const char *when_say_clock(int minutes, char out[WHEN_BYTES])
{
    snprintf(out, WHEN_BYTES, "%d:%02d", minutes / 60, minutes % 60);
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
    struct tm parts = date_of(day);
    snprintf(out, WHEN_BYTES, "%04d-%02d-%02d", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
    return out;
}

const char *when_say_date(int64_t day, int64_t today, char out[WHEN_BYTES])
{
    struct tm parts = date_of(day);
    char weekday[WHEN_BYTES], month[64];
    when_say_weekday(parts.tm_wday, weekday);
    name_of(_(months), parts.tm_mon, month, sizeof month);
    if (parts.tm_year == date_of(today).tm_year)
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
        copy_text(out, WHEN_BYTES, date);
    return out;
}

const char *when_say_day(int64_t day, int64_t today, char out[WHEN_BYTES])
{
    if (day == today || day == today + 1)
        copy_text(out, WHEN_BYTES, day == today ? _("today") : _("tomorrow"));
    else if (day > today && day < today + 7)
        when_say_weekday(when_weekday(day), out);
    else
        when_say_date(day, today, out);
    return out;
}
