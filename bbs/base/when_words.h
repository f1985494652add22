/*
 * when_words.h: the words of a text about time, and the parts that they name. when_words.c cuts the words and takes the
 * parts; when_read.c makes days, moments and stretches of time of them.
 */
#ifndef BBS_WHEN_WORDS_H
#define BBS_WHEN_WORDS_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "when.h"

enum {
    WHEN_WORDS_MOST = 20,
    WHEN_HOUR = 60, /* in minutes */
    WHEN_NOON = 12 * WHEN_HOUR,
    WHEN_MIDNIGHT = 24 * WHEN_HOUR, /* at the end of a day */
};
enum when_clock {
    WHEN_EXACT,  /* 14:00, 05:30, 5pm, 9h */
    WHEN_TWELVE, /* 5:30: morning or afternoon */
    WHEN_BARE,   /* 5: the same, and it was no clock's writing */
};
enum when_part { WHEN_NO_PART, WHEN_MORNING, WHEN_LUNCH, WHEN_AFTERNOON, WHEN_EVENING, WHEN_PARTS };
enum when_unit { WHEN_NO_UNIT, WHEN_WEEKEND, WHEN_WEEK, WHEN_MONTH };
enum when_open { WHEN_CLOSED, WHEN_ASAP, WHEN_WHENEVER };
enum when_relation {
    WHEN_AT,
    WHEN_BETWEEN,
    WHEN_UNTIL,
    WHEN_BEFORE,
    WHEN_FROM,
    WHEN_AFTER,
    WHEN_WITHIN,
};

/* The parts of one point in time; -1: not found. */
struct when_parts {
    int weekday, date, month, year, minutes, ahead; /* ahead: days from today */
    int64_t seconds;                                /* from now */
    enum when_clock clock;
    enum when_part part;
    enum when_unit unit;
    bool date_sure;      /* "the 28th", or after a weekday: a date without its month */
    bool bare_alone;     /* "by two", without "at" or "o'clock" */
    bool time_first;     /* the time stood before the day: "10 to 12 tomorrow" */
    bool this_one, next; /* "this Friday", "next Friday" */
    bool coming;         /* "viernes que viene": not today */
    bool end_of;         /* "the end of the week" */
    int weeks_later;     /* "Friday week" */
};
struct when_reader {
    char *memory;
    const char *word[WHEN_WORDS_MOST];
    int words, next;
    int64_t now, today;
    struct when_parts side[2]; /* the beginning, or the only point; the end */
    int at;                    /* the side that is read */
    enum when_relation relation;
    enum when_open open;
    int64_t lasts;   /* seconds, "for two hours", "within a week"; -1: not said */
    bool day_before; /* a day stood before the relation: "friday before noon" */
    bool dangling;   /* nothing followed the relation yet */
    bool joined;     /* "sat or sun" */
    bool after_date; /* the last word was a number, so the next may be a month's name */
    enum when_fault fault;
};

/* The lists of names of the calendar, in English; _() has those of the present language. */
extern const char *const when_weekdays, *const when_months;
/* Copies the name with this number; "" when the list is shorter. */
const char *when_name_of(const char *list, int number, char *out, size_t size);
struct tm when_date_of(int64_t day);
/* The moment at which clocks show this time, the first one if there are two. False when clocks never show it. */
bool when_moment(int64_t day, int minutes, int64_t *at);

struct when_reader when_reader_at(int64_t now);
/* Cuts the text into words; false when it has none, or too many. free(reader->memory) after either. */
bool when_cut(struct when_reader *reader, const char *text);
/* Reads all words into parts. `spans`: two sides, and words as "after", may be there. */
enum when_fault when_take_all(struct when_reader *reader, bool spans);
/* Takes one of the phrases ("today|this day"), in English or the present language, if it stands next. */
bool when_take_phrase(struct when_reader *reader, const char *phrases);
/* Takes a time of day; one without am, pm or minutes only after "at". */
bool when_take_clock(struct when_reader *reader);
bool when_take_filler(struct when_reader *reader);
/* The number of the weekday that begins with this word; -1: none does. */
int when_find_weekday(const char *word);
bool when_names_day(const struct when_parts *parts);
/* From and until which hour the part of a day goes, here. */
void when_part_hours(enum when_part part, int *from, int *until);

#endif
