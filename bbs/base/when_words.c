/*
 * when_words.c: the words of days and times. See when_words.h.
 *
 * The text is folded (no case, no accents) and split into words. Each of the take_ functions takes the words that it
 * knows from the front, and notes that part. A word that nobody takes makes the text unread.
 */
#include "bbs/base/when_words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gettext.h"
#include "text_fold.h"
#include "util.h"

enum {
    TEXT_MOST = 200,
    NAME_LEAST = 3, /* letters of a day's or month's name: "fri" */
    SPAN_MOST = 1000,
    HOURS = 24,
    CLOCK_HOURS = 12,
    HOUR_SECONDS = 3600,
    MINUTE_SECONDS = 60,
    DAY_SECONDS = 24 * HOUR_SECONDS,
    WEEK_DAYS = 7,
};

/* --- lists of names and phrases --- */

static char small(char letter)
{
    return (char)(letter >= 'A' && letter <= 'Z' ? letter - 'A' + 'a' : letter);
}

/* Most phrases begin with another letter than the word: those need not be folded. */
static bool may_begin(const char *list, const char *word)
{
    return (*list & 0x80) != 0 || small(*list) == *word;
}

/* Returns the number of the name that begins with the word; -1 when no name does. */
static int find_in(const char *list, int count, const char *word)
{
    char name[64], *plain;
    size_t length = strlen(word);
    for (int i = 0; i < count && length >= NAME_LEAST; i++) {
        if (!may_begin(when_name_of(list, i, name, sizeof name), word))
            continue;
        plain = text_fold_only(name);
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

/* True when the words from `at` on are the phrase; *at then stands after them. */
static bool are_words(const struct when_reader *reader, const char *phrase, size_t length, int *at)
{
    char *one = xstrndup(phrase, length), *plain = text_fold_only(one), *save = NULL;
    int next = *at;
    bool same = plain != NULL;
    for (char *word = same ? strtok_r(plain, " ", &save) : NULL; word != NULL && same;
         word = strtok_r(NULL, " ", &save))
        same = next < reader->words && strcmp(reader->word[next++], word) == 0;
    free(one);
    free(plain);
    same = same && next > *at;
    if (same)
        *at = next;
    return same;
}

/* Takes the longest: of "ahora|ahora mismo", both words. */
static int end_of_longest(const struct when_reader *reader, const char *phrases)
{
    int longest = reader->next;
    if (reader->next >= reader->words)
        return longest;
    for (const char *phrase = phrases; *phrase != '\0'; phrase += strcspn(phrase, "|"), phrase += *phrase == '|') {
        int end = reader->next;
        if (may_begin(phrase, reader->word[reader->next]) && are_words(reader, phrase, strcspn(phrase, "|"), &end) &&
            end > longest)
            longest = end;
    }
    return longest;
}

bool when_take_phrase(struct when_reader *reader, const char *phrases)
{
    const char *spoken = _(phrases);
    int start = reader->next, end = end_of_longest(reader, spoken);
    if (end == start && spoken != phrases)
        end = end_of_longest(reader, phrases);
    reader->next = end;
    return end > start;
}

#define take_phrase when_take_phrase

static struct when_parts *side_of(struct when_reader *reader)
{
    return &reader->side[reader->at];
}

/* Notes a part. A part that is given twice makes the text unreadable. */
static bool note(struct when_reader *reader, int *part, int value)
{
    if (*part >= 0)
        reader->fault = WHEN_NOT_READ;
    *part = value;
    return true;
}

bool when_names_day(const struct when_parts *parts)
{
    return parts->weekday >= 0 || parts->date >= 0 || parts->month >= 0 || parts->year >= 0 || parts->ahead >= 0;
}

/* --- numbers --- */

/* Returns a number of at most four digits; -1 for any other word. */
static int plain_number(const char *word, size_t length)
{
    if (length == 0 || length > 4 || strspn(word, "0123456789") < length)
        return -1;
    return (int)strtol(word, NULL, 10);
}

/* TRANSLATORS: the numbers from one to twelve, as hours are said: with one space between them. */
static const char *const number_words = N_("one two three four five six seven eight nine ten eleven twelve");

/* "five"; 0 for any other word. Whole words only: "seve" is nobody's number. */
static int number_in_words(const char *word)
{
    const char *const lists[] = { _(number_words), number_words };
    char name[64];
    for (size_t list = 0; list < 2; list++)
        for (int i = 0; i < CLOCK_HOURS; i++) {
            if (!may_begin(when_name_of(lists[list], i, name, sizeof name), word))
                continue;
            char *plain = text_fold_only(name);
            bool same = plain != NULL && strcmp(plain, word) == 0;
            free(plain);
            if (same)
                return i + 1;
        }
    return 0;
}

/* --- days in words --- */

static bool note_part(struct when_reader *reader, enum when_part part)
{
    if (side_of(reader)->part != WHEN_NO_PART)
        reader->fault = WHEN_NOT_READ;
    side_of(reader)->part = part;
    return true;
}

static const struct {
    const char *today, *phrases, *hours;
} parts_of_day[WHEN_PARTS] = {
    /* TRANSLATORS: words for days and times that people may write; several are divided by |, accents do not matter. */
    [WHEN_MORNING] = { N_("this morning"), N_("in the morning|morning"),
        /* TRANSLATORS: from and until which hour that part of the day goes where this language is spoken. */
        N_("6-12") },
    [WHEN_LUNCH] = { N_("today at lunch"), N_("lunchtime|lunch time|at lunch|over lunch"), N_("12-14") },
    [WHEN_AFTERNOON] = { N_("this afternoon"), N_("in the afternoon|afternoon"), N_("12-18") },
    [WHEN_EVENING] = { N_("tonight|this evening|this night|tonite"), N_("in the evening|evening|at night|night"),
        N_("18-24") },
};

void when_part_hours(enum when_part part, int *from, int *until)
{
    const char *hours = _(parts_of_day[part].hours);
    if (sscanf(hours, "%d-%d", from, until) != 2 || *from < 0 || *until > HOURS || *from >= *until)
        sscanf(parts_of_day[part].hours, "%d-%d", from, until);
}

static bool take_part(struct when_reader *reader)
{
    for (int part = WHEN_NO_PART + 1; part < WHEN_PARTS; part++) {
        if (take_phrase(reader, parts_of_day[part].today)) {
            note(reader, &side_of(reader)->ahead, 0);
            return note_part(reader, (enum when_part)part);
        }
        if (take_phrase(reader, parts_of_day[part].phrases))
            return note_part(reader, (enum when_part)part);
    }
    return false;
}

static bool take_day_word(struct when_reader *reader)
{
    static const char *const phrases[] = { N_("today|this day"), N_("tomorrow|tmrw|tomorow|tommorow|tommorrow"),
        N_("day after tomorrow|overmorrow") };
    for (int i = 2; i >= 0; i--)
        if (take_phrase(reader, phrases[i]))
            return note(reader, &side_of(reader)->ahead, i);
    return false;
}

static bool note_seconds(struct when_reader *reader, int64_t seconds)
{
    if (side_of(reader)->seconds >= 0)
        reader->fault = WHEN_NOT_READ;
    side_of(reader)->seconds = seconds;
    return true;
}

static bool take_now(struct when_reader *reader)
{
    return take_phrase(reader, N_("now|right now")) && note_seconds(reader, 0);
}

/* "asap" and "whenever" say something only where nothing else does: "any time today" is today. */
static bool take_open(struct when_reader *reader)
{
    if (take_phrase(
            reader, N_("asap|as soon as possible|as soon as you can|immediately|right away|straight away|at once|"
                       "urgently|urgent")))
        reader->open = WHEN_ASAP;
    else if (take_phrase(reader, N_("whenever|any time|anytime|any day|no hurry|no rush")))
        reader->open = WHEN_WHENEVER;
    else
        return false;
    return true;
}

/* Takes "3 days", "an hour", "half an hour", "a couple of hours": days, or seconds when *days is -1. */
static bool take_length(struct when_reader *reader, int *days, int64_t *seconds)
{
    /* TRANSLATORS: as in "in 3 days"; again words that people may write, divided by |. */
    static const char *const units[] = { N_("days|day"), N_("weeks|week"), N_("hours|hour|h|hrs|hr"),
        N_("minutes|minute|min|mins") };
    int start = reader->next, count;
    *days = -1;
    if (take_phrase(reader, N_("half an hour|half hour|a half hour"))) {
        *seconds = HOUR_SECONDS / 2;
        return true;
    }
    if (take_phrase(reader, N_("a couple of|couple of|a couple")))
        count = 2;
    else if (take_phrase(reader, N_("a|an")))
        count = 1;
    else {
        const char *word = reader->next < reader->words ? reader->word[reader->next] : "";
        count = plain_number(word, strlen(word));
        count = count >= 0 ? count : number_in_words(word) > 0 ? number_in_words(word) : -1;
        reader->next++;
    }
    for (int i = 0; i < 4 && count >= 0 && count <= SPAN_MOST; i++) {
        if (!take_phrase(reader, units[i]))
            continue;
        if (i < 2)
            *days = i == 0 ? count : WEEK_DAYS * count;
        *seconds = (int64_t)count * (i == 2 ? HOUR_SECONDS : MINUTE_SECONDS);
        return true;
    }
    reader->next = start;
    return false;
}

static bool take_in(struct when_reader *reader)
{
    int start = reader->next, days;
    int64_t seconds;
    if (take_phrase(reader, N_("in")) && take_length(reader, &days, &seconds))
        return days >= 0 ? note(reader, &side_of(reader)->ahead, days) : note_seconds(reader, seconds);
    reader->next = start;
    return false;
}

/* "this", "next", "coming", "Friday week" */
static bool take_which(struct when_reader *reader)
{
    struct when_parts *side = side_of(reader);
    if (take_phrase(reader, N_("a week on|a week from|week on"))) {
        side->weeks_later = 1;
        return true;
    }
    if (side->weekday >= 0 && side->unit == WHEN_NO_UNIT && take_phrase(reader, N_("week"))) {
        side->weeks_later =
            side->next || side->this_one || side->coming ? 0 : 1; /* "Friday next week" is next Friday */
        return true;
    }
    /* TRANSLATORS: "next Friday": of the next week, not the one that comes first. */
    if (take_phrase(reader, N_("next|the following")))
        return side->next = true;
    /* TRANSLATORS: "the coming Friday": the one that comes first. */
    if (take_phrase(reader, N_("coming|this coming|upcoming")))
        return side->coming = true;
    if (take_phrase(reader, N_("this")))
        return side->this_one = true;
    return false;
}

static bool take_unit(struct when_reader *reader)
{
    struct when_parts *side = side_of(reader);
    enum when_unit unit = WHEN_NO_UNIT;
    if (take_phrase(reader, N_("weekend|week end")))
        unit = WHEN_WEEKEND;
    else if (take_phrase(reader, N_("end of the|end of|the end of the|the end of"))) {
        return side->end_of = true;
    } else if (side->this_one || side->next || side->coming || side->end_of) {
        if (take_phrase(reader, N_("week")))
            unit = WHEN_WEEK;
        else if (take_phrase(reader, N_("month")))
            unit = WHEN_MONTH;
    } else if (take_phrase(reader, N_("this week|the week")))
        unit = WHEN_WEEK;
    if (unit == WHEN_NO_UNIT)
        return false;
    if (side->unit != WHEN_NO_UNIT)
        reader->fault = WHEN_NOT_READ;
    side->unit = unit;
    return true;
}

/* --- dates --- */

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

static bool note_date(struct when_reader *reader, int year, int month, int date)
{
    struct when_parts *side = side_of(reader);
    note(reader, &side->month, month);
    note(reader, &side->date, date);
    if (year >= 0)
        note(reader, &side->year, year);
    return true;
}

/* 17.30 is a time, 28.11 a date; 1.12 and what else may be both is neither. */
static bool is_dotted_clock(const int n[3], const size_t digits[3])
{
    return digits[1] == 2 && n[0] < HOURS && n[1] < WHEN_HOUR && (n[1] > 12 || n[1] == 0 || n[1] % 5 == 0);
}

/* 2026-12-01, 1/12, 1/12/2026, 1.12., 1.12.2026, 1-12-2026, 28-11, 28.11 */
static bool take_date(struct when_reader *reader)
{
    const char *word = reader->word[reader->next];
    int n[3];
    size_t digits[3];
    int count = numbers(word, '-', 3, n, digits);
    if (count == 3 && digits[0] == 4) {
        reader->next++;
        return note_date(reader, n[0], n[1], n[2]);
    }
    if (count == 2 && n[0] <= HOURS) /* an unread "10-12": when_cut() divides what are hours */
        return false;
    if (count == 0)
        count = numbers(word, '/', 3, n, digits);
    if (count == 0)
        count = numbers(word, '.', 3, n, digits);
    bool dots = strchr(word, '.') != NULL;
    if (count < 2 || digits[0] > 2 || (count == 2 && dots && word[strlen(word) - 1] != '.' && n[0] < HOURS))
        return false;
    if (count == 3 && digits[2] != 2 && digits[2] != 4)
        return false;
    reader->next++;
    return note_date(reader, count == 3 ? whole_year(n[2], digits[2]) : -1, n[1], n[0]);
}

int when_find_weekday(const char *word)
{
    struct when_reader one = { .word = { word }, .words = 1 };
    /* TRANSLATORS: a short form of Wednesday that is not its first letters. */
    if (take_phrase(&one, N_("weds|wednes")))
        return 3;
    return find_name(when_weekdays, WEEK_DAYS, word);
}

static int find_month(const char *word)
{
    return find_name(when_months, 12, word);
}

/* "Nov." and "Nov" */
static const char *without_dot(const char *word, char out[64])
{
    util_copy_text(out, 64, word);
    size_t length = strlen(out);
    if (length > 0 && out[length - 1] == '.')
        out[length - 1] = '\0';
    return out;
}

/* --- times of day --- */

static bool is_am(const char *word)
{
    return strcmp(word, "am") == 0 || strcmp(word, "a.m") == 0 || strcmp(word, "a.m.") == 0;
}

static bool is_pm(const char *word)
{
    return strcmp(word, "pm") == 0 || strcmp(word, "p.m") == 0 || strcmp(word, "p.m.") == 0;
}

/* "pm", "p.m.", "p. m." from here on: how many words; 0: none. *half is "am" or "pm". */
static int half_words(const struct when_reader *reader, int at, const char **half)
{
    const char *word = at < reader->words ? reader->word[at] : "",
               *second = at + 1 < reader->words ? reader->word[at + 1] : "";
    bool am = is_am(word), pm = is_pm(word), apart = strcmp(second, "m") == 0;
    *half = am || (apart && strcmp(word, "a") == 0) ? "am" : "pm";
    if (am || pm)
        return 1;
    return apart && (strcmp(word, "a") == 0 || strcmp(word, "p") == 0) ? 2 : 0;
}

/* "14:00", "14h", "14h30", "17.30", "2pm", "2:30pm", or "2" with `half`: minutes after midnight; -1 when the word is no
 * time, -2 when no clock shows this time. */
static int clock_minutes(const char *word, const char *half, enum when_clock *clock)
{
    size_t digits = strspn(word, "0123456789");
    bool zero = *word == '0', plain = true, short_form = false;
    int hour = digits <= 2 ? plain_number(word, digits) : -1, minute = 0;
    if (hour < 0)
        return -1;
    word += digits;
    if (*word == ':' || *word == 'h' || (*word == '.' && word[1] != '\0')) {
        plain = false;
        bool dot = *word == '.';
        short_form = *word++ == 'h';
        digits = strspn(word, "0123456789");
        minute = short_form && *word == '\0' ? 0 : plain_number(word, digits);
        if (minute < 0 || (digits != 2 && !(short_form && digits == 0)))
            return -1;
        word += digits;
        bool said = *word != '\0' || half != NULL;
        if (dot && !said && !is_dotted_clock((int[3]) { hour, minute }, (size_t[3]) { 2, digits }))
            return -1;
        if (*word == 'h' && !short_form && word[1] == '\0') { /* 18:00h */
            short_form = true;
            word++;
        }
    }
    if (*word != '\0')
        half = word;
    bool afternoon = half != NULL && is_pm(half);
    if (half != NULL && !afternoon && !is_am(half))
        return -1;
    if (half == NULL && plain)
        return -1;
    if (minute > 59 || hour > 23 || (half != NULL && (hour < 1 || hour > CLOCK_HOURS)))
        return -2;
    *clock = half == NULL && !zero && !short_form && hour >= 1 && hour < CLOCK_HOURS ? WHEN_TWELVE : WHEN_EXACT;
    if (half != NULL)
        hour = hour % CLOCK_HOURS + (afternoon ? CLOCK_HOURS : 0);
    return hour * WHEN_HOUR + minute;
}

/* An hour without anything: "5", "17", "five"; -1: none. `words`: those in letters too. */
static int bare_hour(const char *word, bool words)
{
    char plain[64];
    without_dot(word, plain);
    size_t digits = strspn(plain, "0123456789");
    if (digits == 0)
        return words && number_in_words(plain) > 0 ? number_in_words(plain) : -1;
    int hour = digits <= 2 && plain[digits] == '\0' ? plain_number(plain, digits) : -1;
    return hour <= HOURS ? hour : -1;
}

static bool note_time(struct when_reader *reader, int minutes, enum when_clock clock)
{
    struct when_parts *side = side_of(reader);
    side->clock = clock;
    side->time_first = !when_names_day(side);
    return note(reader, &side->minutes, minutes);
}

static bool note_bare(struct when_reader *reader, int hour, int minute)
{
    bool twelve = hour >= 1 && hour <= CLOCK_HOURS;
    int minutes = hour * WHEN_HOUR + minute;
    if (minutes < 0 || minutes > WHEN_MIDNIGHT)
        reader->fault = WHEN_NO_SUCH_TIME;
    return note_time(reader, minutes, twelve ? WHEN_BARE : WHEN_EXACT);
}

/* What may stand after an hour: "y media", "o'clock". Takes it; minutes beside the hour. */
static bool take_after_hour(struct when_reader *reader, int *minute, bool *exact)
{
    *minute = 0;
    *exact = false;
    /* TRANSLATORS: after an hour: 5:30, 5:15 and 4:45, where they are said so. */
    if (take_phrase(reader, N_("thirty|and a half")))
        *minute = 30;
    else if (take_phrase(reader, N_("fifteen|and a quarter")))
        *minute = 15;
    else if (take_phrase(reader, N_("less a quarter")))
        *minute = -15;
    else if (take_phrase(reader, N_("h|hrs")))
        *exact = true;
    else
        return take_phrase(reader, N_("o'clock|oclock|sharp"));
    take_phrase(reader, N_("o'clock|oclock|sharp"));
    return true;
}

static bool is_month_next(const struct when_reader *reader, int at)
{
    struct when_reader copy = *reader;
    char plain[64];
    copy.next = at;
    when_take_filler(&copy);
    return copy.next < copy.words && find_month(without_dot(copy.word[copy.next], plain)) >= 0;
}

/* TRANSLATORS: before an hour: "at 5". */
static bool take_at(struct when_reader *reader)
{
    return take_phrase(reader, N_("at|around|about|at about|at around|@"));
}

/* TRANSLATORS: between the two ends of a stretch of time: "2 to 4", "Mon to Wed". */
static bool take_to(struct when_reader *reader)
{
    return take_phrase(reader, N_("-|to"));
}

/* TRANSLATORS: the same, where the time before is over: "2pm until 4". */
static bool take_until(struct when_reader *reader)
{
    return take_phrase(reader, N_("until|till|til|'til|up to|through|thru"));
}

/* TRANSLATORS: the same in "between 2 and 4", and in "Saturday or Sunday". */
static bool take_and(struct when_reader *reader)
{
    return take_phrase(reader, N_("and|or"));
}

/* "10" in "10 to 12": what follows is another hour. */
static bool hour_follows(const struct when_reader *reader, int at)
{
    struct when_reader copy = *reader;
    enum when_clock clock;
    const char *half;
    copy.next = at;
    if (!take_to(&copy) && !take_until(&copy) && !(reader->relation == WHEN_BETWEEN && take_and(&copy)))
        return false;
    take_at(&copy);
    if (copy.next >= copy.words)
        return false;
    bool halved = half_words(&copy, copy.next + 1, &half) > 0;
    if (clock_minutes(copy.word[copy.next], halved ? half : NULL, &clock) >= 0)
        return true;
    if (take_phrase(&copy, N_("noon|midday")) || take_phrase(&copy, N_("midnight")))
        return true;
    return bare_hour(copy.word[copy.next], true) >= 0 && !is_month_next(reader, copy.next + 1);
}

/* TRANSLATORS: before the number of a day: "the 28". */
static const char *const before_date = N_("the|day|the day");

static bool the_stands_before(const struct when_reader *reader)
{
    struct when_reader copy = *reader;
    copy.next--;
    return copy.next >= 0 && take_phrase(&copy, before_date) && copy.next == reader->next;
}

/* "at 5", "5 o'clock", "half past five", and the numbers of "between 2 and 4". */
static bool take_bare(struct when_reader *reader)
{
    int start = reader->next, minute = 0, past = 0;
    bool exact = false, led = take_at(reader) || (reader->relation != WHEN_AT && !when_names_day(side_of(reader))) ||
                              (reader->relation != WHEN_AT && reader->day_before) ||
                              (reader->at == 1 && reader->side[0].minutes >= 0);
    if (take_phrase(reader, N_("half past")))
        past = 30;
    else if (take_phrase(reader, N_("quarter past|a quarter past")))
        past = 15;
    else if (take_phrase(reader, N_("quarter to|a quarter to")))
        past = -15;
    int hour = reader->next < reader->words ? bare_hour(reader->word[reader->next], true) : -1;
    bool at_said = reader->next > start || past != 0;
    led = led && !the_stands_before(reader);
    if (hour >= 0 && side_of(reader)->minutes < 0) {
        reader->next++;
        bool after = take_after_hour(reader, &minute, &exact);
        if ((after || led || past != 0 || hour_follows(reader, reader->next)) && !is_month_next(reader, reader->next)) {
            note_bare(reader, hour, past + minute);
            side_of(reader)->bare_alone = !at_said && !after;
            if (exact)
                side_of(reader)->clock = WHEN_EXACT;
            return true;
        }
    }
    reader->next = start;
    return false;
}

/* "1800 hrs" */
static bool take_four_digits(struct when_reader *reader)
{
    const char *word = reader->word[reader->next];
    int start = reader->next, minute;
    bool exact;
    if (strlen(word) != 4 || plain_number(word, 4) < 0)
        return false;
    reader->next++;
    if (!take_after_hour(reader, &minute, &exact) || !exact) {
        reader->next = start;
        return false;
    }
    int hour = plain_number(word, 4) / 100, minutes = plain_number(word, 4) % 100;
    if (hour >= HOURS || minutes >= WHEN_HOUR)
        reader->fault = WHEN_NO_SUCH_TIME;
    return note_time(reader, hour * WHEN_HOUR + minutes, WHEN_EXACT);
}

bool when_take_clock(struct when_reader *reader)
{
    if (take_phrase(reader, N_("noon|midday")))
        return note_time(reader, WHEN_NOON, WHEN_EXACT);
    if (take_phrase(reader, N_("midnight")))
        return note_time(reader, WHEN_MIDNIGHT, WHEN_EXACT);
    const char *half;
    enum when_clock clock = WHEN_EXACT;
    int more = half_words(reader, reader->next + 1, &half), minute;
    int minutes = clock_minutes(reader->word[reader->next], more > 0 ? half : NULL, &clock);
    if (minutes == -1)
        return take_four_digits(reader);
    if (minutes == -2)
        reader->fault = WHEN_NO_SUCH_TIME;
    reader->next += 1 + more;
    bool exact = false;
    int start = reader->next;
    if (!take_after_hour(reader, &minute, &exact) || minute != 0)
        reader->next = start;
    return note_time(reader, minutes, exact ? WHEN_EXACT : clock);
}

/* --- numbers and names --- */

/* "27", "27th", "27." beside a month's name; "2026" after one. */
static bool take_number(struct when_reader *reader)
{
    struct when_parts *side = side_of(reader);
    const char *word = reader->word[reader->next];
    size_t digits = strspn(word, "0123456789");
    int number = plain_number(word, digits);
    const char *rest = word + digits;
    static const char *const ends[] = { "", ".", "st", "nd", "rd", "th" };
    bool known = false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        known |= strcmp(rest, ends[i]) == 0;
    bool year = digits == 4 && *rest == '\0' && side->month >= 0;
    if (number < 0 || !known || (digits > 2 && !year))
        return false;
    if (!year)
        side->date_sure |= (*rest != '\0' && *rest != '.') || the_stands_before(reader) || side->weekday >= 0;
    reader->next++;
    if (year)
        return note(reader, &side->year, number);
    return note(reader, &side->date, number);
}

/* In Spanish "mar" is a day and a month: after a number it is the month. */
static bool take_name(struct when_reader *reader)
{
    struct when_parts *side = side_of(reader);
    char plain[64];
    without_dot(reader->word[reader->next], plain);
    int weekday = when_find_weekday(plain), month = find_month(plain);
    if (weekday < 0 && month < 0)
        return false;
    reader->next++;
    if (month >= 0 && (weekday < 0 || reader->after_date))
        return note(reader, &side->month, month + 1);
    return note(reader, &side->weekday, weekday);
}

/* TRANSLATORS: small words within a date that do not matter, divided by |: "on Friday the 27th of November at 14:00" */
bool when_take_filler(struct when_reader *reader)
{
    return take_phrase(reader, N_("on|at|the|of")) || take_phrase(reader, before_date);
}

/* TRANSLATORS: the same, of somebody who asks: they do not change the time. */
static bool take_manners(struct when_reader *reader)
{
    return take_phrase(reader,
        N_("please|pls|ideally|preferably|sometime|some time|all day|the whole day|around|about|early|late|sharp"));
}

/* --- stretches of time --- */

/* Which side the next words belong to, as if they were read there. */
static struct when_parts peek(const struct when_reader *reader, int at);

static bool begin_end(struct when_reader *reader)
{
    reader->at = 1;
    return true;
}

/* "to", "until" and "and" between two points. Whether they are that is told by what stands on both sides: in Spanish
 * "a" is also "at". */
static bool take_between(struct when_reader *reader)
{
    const struct when_parts *from = &reader->side[0];
    int start = reader->next;
    bool time = from->minutes >= 0 || from->seconds >= 0 || from->part != WHEN_NO_PART,
         day = when_names_day(from) || from->unit != WHEN_NO_UNIT;
    if (reader->at == 1 || (!time && !day))
        return false;
    bool to = take_to(reader), until = !to && take_until(reader), joint = !to && !until && take_and(reader);
    if (!to && !until && !joint)
        return false;
    struct when_parts next = peek(reader, 1);
    bool next_day = when_names_day(&next), next_time = next.minutes >= 0 || next.seconds >= 0 || next.part;
    bool days = day && !time && next_day, times = (from->minutes >= 0 || from->seconds >= 0) && (next_time || next_day);
    if ((to && (days || times)) || (until && (time || days)) ||
        (joint && ((times && reader->relation == WHEN_BETWEEN) || days))) {
        reader->joined = !times && joint;
        return begin_end(reader);
    }
    reader->next = start;
    return false;
}

static bool take_relation(struct when_reader *reader)
{
    static const struct {
        enum when_relation relation;
        const char *phrases;
    } relations[] = {
        /* TRANSLATORS: "between 2 and 4" */
        { WHEN_BETWEEN, N_("between|in between") },
        /* TRANSLATORS: "by Friday", "until Friday": it may be met before; Friday is the last day. */
        { WHEN_UNTIL, N_("by|until|till|til|'til|up to|no later than|not later than") },
        /* TRANSLATORS: "before Friday": Thursday is the last day. */
        { WHEN_BEFORE, N_("before|earlier than") },
        /* TRANSLATORS: "after 18h", "after Friday" */
        { WHEN_AFTER, N_("after|later than|not before") },
        /* TRANSLATORS: "from Monday on" */
        { WHEN_FROM, N_("from|starting|as of|as from") },
    };
    int days, start = reader->next;
    int64_t seconds;
    for (size_t i = 0; i < sizeof relations / sizeof *relations; i++) {
        if (!take_phrase(reader, relations[i].phrases))
            continue;
        bool starts = reader->relation == WHEN_FROM || reader->relation == WHEN_AFTER;
        bool ends = relations[i].relation == WHEN_UNTIL || relations[i].relation == WHEN_BEFORE;
        if (reader->at == 0 && starts && ends) /* "after 2, before 4" */
            return begin_end(reader);
        if (reader->relation != WHEN_AT)
            reader->fault = WHEN_NOT_READ;
        reader->relation = relations[i].relation;
        reader->day_before = when_names_day(&reader->side[0]);
        reader->dangling = true;
        return true;
    }
    /* TRANSLATORS: "within 2 hours" */
    if (take_phrase(reader, N_("within|in the next|over the next|in less than|in under")) &&
        take_length(reader, &days, &seconds)) {
        if (reader->relation != WHEN_AT || reader->lasts >= 0)
            reader->fault = WHEN_NOT_READ;
        reader->relation = WHEN_WITHIN;
        reader->lasts = days >= 0 ? (int64_t)days * DAY_SECONDS : seconds;
        return true;
    }
    reader->next = start;
    return false;
}

/* TRANSLATORS: "fri 2pm for two hours" */
static bool take_for(struct when_reader *reader)
{
    int start = reader->next, days;
    int64_t seconds;
    if (reader->lasts < 0 && take_phrase(reader, N_("for")) && take_length(reader, &days, &seconds)) {
        reader->lasts = days >= 0 ? (int64_t)days * DAY_SECONDS : seconds;
        return true;
    }
    reader->next = start;
    return false;
}

/* "from Monday on", "friday onwards" after a relation that said so */
static bool take_on(struct when_reader *reader)
{
    return (reader->relation == WHEN_FROM || reader->relation == WHEN_AFTER) &&
           take_phrase(reader, N_("on|onwards|onward"));
}

static bool take_next(struct when_reader *reader, bool spans)
{
    static bool (*const span_takers[])(struct when_reader *) = { take_between, take_relation, take_for, take_on };
    static bool (*const takers[])(struct when_reader *) = { take_part, take_open, take_day_word, take_now, take_in,
        take_bare, take_which, take_unit, take_date, when_take_clock, take_number, take_name, when_take_filler,
        take_manners };
    bool was_date = reader->after_date;
    for (size_t i = 0; spans && i < sizeof span_takers / sizeof *span_takers; i++)
        if (span_takers[i](reader)) {
            reader->after_date = false;
            return true;
        }
    for (size_t i = 0; i < sizeof takers / sizeof *takers; i++) {
        int before = side_of(reader)->date;
        if (!takers[i](reader))
            continue;
        bool filler = takers[i] == when_take_filler;
        reader->dangling = reader->dangling && (filler || takers[i] == take_manners);
        reader->after_date = (filler && was_date) || (takers[i] == take_number && before < 0);
        return true;
    }
    return false;
}

static struct when_parts peek(const struct when_reader *reader, int at)
{
    struct when_reader copy = *reader;
    struct when_parts none = when_reader_at(reader->now).side[0];
    copy.at = at;
    copy.side[at] = none;
    copy.after_date = false;
    while (copy.next < copy.words && !when_names_day(&copy.side[at]) && copy.side[at].minutes < 0 &&
           copy.side[at].part == WHEN_NO_PART && copy.side[at].seconds < 0)
        if (!take_next(&copy, false))
            return none;
    return copy.side[at];
}

/* --- words --- */

struct when_reader when_reader_at(int64_t now)
{
    struct when_parts none = {
        .weekday = -1, .date = -1, .month = -1, .year = -1, .minutes = -1, .ahead = -1, .seconds = -1
    };
    return (struct when_reader) { .now = now, .today = when_day(now), .side = { none, none }, .lasts = -1 };
}

/* Dashes as typesetters have them become "-", and their apostrophe "'". */
static void plain_signs(char *text)
{
    char *out = text;
    for (const char *at = text; *at != '\0';) {
        bool three = strncmp(at, "\xe2\x80", 2) == 0 && at[2] != '\0';
        bool dash = three && (unsigned char)at[2] >= 0x90 && (unsigned char)at[2] <= 0x95,
             mark = three && ((unsigned char)at[2] == 0x98 || (unsigned char)at[2] == 0x99);
        *out++ = (char)(dash ? '-' : mark ? '\'' : *at);
        at += dash || mark ? 3 : 1;
    }
    *out = '\0';
}

/* An end of "12-14h", "2pm-4pm", "fri-sun". */
static bool is_hour(const char *word)
{
    enum when_clock clock;
    return bare_hour(word, false) >= 0 || clock_minutes(word, NULL, &clock) >= 0;
}

static bool is_day_name(const char *word)
{
    return when_find_weekday(word) >= 0;
}

static bool add(struct when_reader *reader, const char *word)
{
    if (reader->words == WHEN_WORDS_MOST)
        return false;
    if (*word != '\0')
        reader->word[reader->words++] = word;
    return true;
}

/* Adds a word, and divides "12-14h". */
static bool add_word(struct when_reader *reader, char *word)
{
    char *dash = strchr(word, '-');
    size_t length = strlen(word);
    while (length > 1 && word[length - 1] == '.' && word[0] > '9') /* the end of a sentence; "27." is a date */
        word[--length] = '\0';
    if (dash == NULL || dash == word || dash[1] == '\0' || strchr(dash + 1, '-') != NULL)
        return add(reader, word);
    *dash = '\0';
    if ((is_hour(word) && is_hour(dash + 1)) || (is_day_name(word) && is_day_name(dash + 1)))
        return add(reader, word) && add(reader, "-") && add(reader, dash + 1);
    *dash = '-';
    return add(reader, word);
}

bool when_cut(struct when_reader *reader, const char *text)
{
    static const char between[] = " ,;!?()\t";
    if (strlen(text) > TEXT_MOST)
        return false;
    reader->memory = text_fold_only(text);
    char *save = NULL;
    if (reader->memory == NULL)
        return false;
    plain_signs(reader->memory);
    for (char *word = strtok_r(reader->memory, between, &save); word != NULL; word = strtok_r(NULL, between, &save))
        if (!add_word(reader, word))
            return false;
    return reader->words > 0;
}

enum when_fault when_take_all(struct when_reader *reader, bool spans)
{
    while (reader->fault == WHEN_GOOD && reader->next < reader->words)
        if (!take_next(reader, spans))
            return WHEN_NOT_READ;
    return reader->dangling ? WHEN_NOT_READ : reader->fault;
}
