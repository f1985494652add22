/*
 * when.h: days and times as people write them, and as they are said back. Pure: the present is an argument.
 *
 * The house's time zone is that of the process (TZ, as localtime_r has it), as on all screens. A day is a number: days
 * since 1970-01-01 of the calendar on the wall. Days are kept and counted as such, never as seconds: a day on which the
 * clocks change has 23 or 25 hours.
 *
 * Words of English are always understood, those of the language spoken as well, with or without accents.
 */
#ifndef BBS_WHEN_H
#define BBS_WHEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { WHEN_BYTES = 96 }; /* room for what the functions below say */

struct when {
    int64_t day;   /* of the calendar */
    int64_t at;    /* the moment; without a time, the first second of the day */
    int64_t until; /* the same moment; without a time, the last second of the day: for "until Friday" */
    bool has_time;
    bool past; /* until is over */
};
enum when_fault {
    WHEN_GOOD,
    WHEN_NOT_READ,
    WHEN_NO_SUCH_DAY,   /* 31 February */
    WHEN_NO_SUCH_TIME,  /* 25:00 */
    WHEN_LEFT_OUT,      /* the clocks go forward over it that night */
    WHEN_WRONG_WEEKDAY, /* "Monday 27 November", which is a Friday */
    WHEN_PAST,          /* never given by when_read: for callers whose time must be to come */
};
/* Reads `text`, which is hostile, and fills *out only when it gives WHEN_GOOD. Any order of the parts; commas and small
 * words between them do not matter:
 *
 *     now   today   tomorrow   the day after tomorrow   in 3 days   in 2 weeks   in 2 hours
 *     fri   Friday   27 Nov   November 27   27 November 2026   2026-11-27   27.11.   27/11/2026 (the day first)
 *     14:00   9:30   14h   2pm   2:30 pm   noon
 *
 * A weekday is the next such day, today too unless its time is over. A date without a year is the next such date;
 * beside a weekday that only this year's has, this year's, though it is over. A time alone is today's, or tomorrow's
 * when it is over. An hour that comes twice that night is the first of the two. */
enum when_fault when_read(const char *text, int64_t now, struct when *out);
/* One sentence for a member, with the way out. */
const char *when_fault_sentence(enum when_fault fault);

/* "Friday 27 November, 14:00", with the year when it is another than now's; when_read understands it again. Returns
 * out. */
const char *when_say(int64_t at, bool has_time, int64_t now, char out[WHEN_BYTES]);
/* "today", "tomorrow", "Thursday" within the next six days, else "Thursday 3 December". Returns out. */
const char *when_say_day(int64_t day, int64_t today, char out[WHEN_BYTES]);
const char *when_say_date(int64_t day, int64_t today, char out[WHEN_BYTES]); /* "Thursday 3 December", always */
const char *when_say_weekday(int weekday, char out[WHEN_BYTES]);             /* 0: "Sunday" */
const char *when_say_clock(int minutes, char out[WHEN_BYTES]);               /* 870: "14:30" */
const char *when_write_date(int64_t day, char out[WHEN_BYTES]);              /* "2026-12-03": for programs and forms */

/* Some weekdays, as "mon, thu" or "daily": bit 0 is Sunday; 0 when it is not read. */
unsigned when_read_weekdays(const char *text);
/* A time alone, in minutes after midnight; -1 when it is none. */
int when_read_clock(const char *text);

/* --- days --- */
int64_t when_day(int64_t at);                  /* the day that a moment is in */
int64_t when_day_begin(int64_t day);           /* its first second, which is not 00:00 everywhere */
int64_t when_day_at(int64_t day, int minutes); /* a time on it; one that is left out: the moment after the gap */
int when_weekday(int64_t day);                 /* 0: Sunday */
bool when_date(int year, int month, int date, int64_t *day); /* month 1-12; false: no such day */

#endif
