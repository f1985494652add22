/*
 * when.h: reads days and times as people write them, and says them in words. Pure: the present is an argument.
 *
 * The time zone is that of the process (TZ, as localtime_r uses it), as on all screens. A day is a number: days since
 * 1970-01-01 of the calendar on the wall. Days are stored and counted as days, never as seconds: a day on which the
 * clocks change has 23 or 25 hours.
 *
 * English words are always understood, and so are those of the present language, with or without accents.
 */
#ifndef BBS_WHEN_H
#define BBS_WHEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { WHEN_BYTES = 96 }; /* enough for any result of the functions below */

/* What was not said and is guessed: a page or command that sends anything names it first (when_guess_say()). */
enum when_guess {
    WHEN_GUESSED_HALF = 1 << 0, /* "at 5": in the morning or afternoon */
    WHEN_GUESSED_DAY = 1 << 1,  /* "9:30" said at ten o'clock: tomorrow; "next Friday": of next week */
    WHEN_GUESSED_END = 1 << 2,  /* no end was said: "asap", "after 18h" */
};
struct when {
    int64_t day;      /* of the calendar */
    int64_t at;       /* seconds since 1970; without a time, the first second of the day */
    int64_t until;    /* the same; without a time, the last second of the day: for "until Friday" */
    unsigned guessed; /* bits of enum when_guess */
    bool has_time;
    bool past; /* `until` is over */
};
enum when_fault {
    WHEN_GOOD,
    WHEN_NOT_READ,
    WHEN_NO_SUCH_DAY,   /* 31 February */
    WHEN_NO_SUCH_TIME,  /* 25:00 */
    WHEN_LEFT_OUT,      /* no such time: the clocks skip it that night */
    WHEN_WRONG_WEEKDAY, /* "Monday 27 November", which is a Friday */
    WHEN_PAST,          /* never returned by when_read: for callers that need a time in the future */
    WHEN_NEEDS_TIME,    /* the same: for callers that need an hour beside the day */
    WHEN_NEEDS_END,     /* the same: for callers that need an end beside a time */
};
/* Reads `text`, which may be hostile. Fills *out only when it returns WHEN_GOOD. The parts may stand in any order;
 * commas and small words between them do not matter:
 *
 *     now   today   tomorrow   the day after tomorrow   in 3 days   in two weeks   in an hour
 *     fri   Friday   next Tue   27 Nov   November 27   27 November 2026   2026-11-27   27-11-2026   27.11.
 *     27/11/2026 (the day first)   sat 28   the 28th
 *     14:00   9:30   17.30   14h   2pm   2:30 pm   at 5   half past five   noon   midnight   tomorrow evening at 8
 *
 * A weekday means the next such day; today counts unless the time is over. A date without a year means the next such
 * date; beside a weekday that fits only this year's date, it means this year's, even if that is over. A time alone
 * means today, or tomorrow when it is over today. A time that comes twice that night means the first one.
 *
 * An hour of twelve, without am or pm and without a 0 before it, is a guess. Alone, "5:30" is the next time that a
 * clock shows it: at ten o'clock, 17:30. "at 5" beside a day is in the afternoon, and so is all from 1 to 6; 7 to 12
 * are as they stand. "fri 5:30" is as it stands, because the house writes its own hours so.
 * "by Friday" and "until Friday" are Friday. A part of a day ("fri evening") is that day, without a time. */
enum when_fault when_read(const char *text, int64_t now, struct when *out);

/* A stretch of time, in one text. Beside all of the above:
 *
 *     tonight   tomorrow morning   this afternoon   this weekend   next week   asap   whenever   within 2 hours
 *     between 2 and 4   fri 12-14h   2pm until 4   Mon to Wed   sat or sun   fri 2pm for two hours
 *     by Friday   before 6   after 18h   from Monday */
struct when_span {
    int64_t starts;   /* 0: from now on */
    int64_t ends;     /* 0: no end was said */
    unsigned guessed; /* bits of enum when_guess */
    bool vague;       /* "evening", "by two": within other words it may say something else */
    bool is_moment;   /* "fri 6:30pm": no end was said, and one is needed */
};
/* Reads it. What is to come is meant, so "today 5:30" at ten o'clock is 17:30; WHEN_PAST when all of it is over. */
enum when_fault when_read_span(const char *text, int64_t now, struct when_span *out);
/* The same for the end of something that begins at `starts`: "4" after 14:00 is 16:00, "6:00" after 22:00 is the next
 * morning, "Friday" is the end of that day. */
enum when_fault when_read_end(const char *text, int64_t starts, int64_t now, int64_t *ends, unsigned *guessed);
/* The same for a moment to come: a day with its hour. *at: seconds since 1970, only when it returns WHEN_GOOD. */
enum when_fault when_read_moment(const char *text, int64_t now, int64_t *at);
/* The clocks go back that night, and show this time once more, before or after. */
bool when_comes_twice(int64_t at);
/* Which of the two is meant: one sentence. */
const char *when_twice_sentence(void);
/* What was guessed, in one or two sentences that say how to write it otherwise; "" when nothing was. Returns out. */
enum { WHEN_GUESS_BYTES = 400 };
const char *when_guess_say(unsigned guessed, char out[WHEN_GUESS_BYTES]);
/* One sentence for a member, which also says what to write instead. */
const char *when_fault_sentence(enum when_fault fault);

/* "Friday 27 November, 14:00", with the year when it is not the present one; when_read() understands it. Returns out.
 */
const char *when_say(int64_t at, bool has_time, int64_t now, char out[WHEN_BYTES]);
/* "today", "tomorrow", "Thursday" within the next six days, else "Thursday 3 December". Returns out. */
const char *when_say_day(int64_t day, int64_t today, char out[WHEN_BYTES]);
const char *when_say_date(int64_t day, int64_t today, char out[WHEN_BYTES]); /* "Thursday 3 December", always */
const char *when_say_weekday(int weekday, char out[WHEN_BYTES]);             /* 0: "Sunday" */
const char *when_say_clock(int minutes, char out[WHEN_BYTES]);               /* 870: "14:30" */
const char *when_say_time(int64_t at, char out[WHEN_BYTES]);    /* the clock on the wall at that moment: "14:30" */
const char *when_write_date(int64_t day, char out[WHEN_BYTES]); /* "2026-12-03": for programs and forms */

/* Reads weekdays, as "mon, thu" or "daily": bit 0 is Sunday; 0 when the text is not read. */
unsigned when_read_weekdays(const char *text);
/* Reads a time alone, as minutes after midnight; -1 when the text is not a time. */
int when_read_clock(const char *text);

/* --- days --- */
int64_t when_day(int64_t at);                  /* the day that contains this second */
int64_t when_day_begin(int64_t day);           /* its first second, which is not 00:00 everywhere */
int64_t when_day_at(int64_t day, int minutes); /* a time on it; for one that the clocks skip: the end of the gap */
int when_weekday(int64_t day);                 /* 0: Sunday */
bool when_date(int year, int month, int date, int64_t *day); /* month 1-12; false: no such day */

#endif
