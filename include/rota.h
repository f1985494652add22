/*
 * rota.h: a task that comes again, and the members who do it: days, names, swaps, "needs hands". RULES 8.1.
 *
 * A rota belongs to a unit, and only its members see it. Every member may start one; the member who started it, or a
 * steward, closes it. Days are those of when.h. Nobody is counted or compared: after 90 days the house forgets who was
 * on which day.
 */
#ifndef BBS_ROTA_H
#define BBS_ROTA_H

#include "actor.h"
#include "store.h"

enum {
    ROTA_TASK_MAX = 60,     /* letters */
    ROTA_DETAILS_MAX = 600, /* letters */
    ROTA_HANDS_MAX = 12,    /* a day */
    ROTA_DATES_MAX = 60,
    ROTA_AHEAD = 60,      /* nobody can sign up for a day of a weekly rota that is more days ahead */
    ROTA_NEEDS_AHEAD = 7, /* home says "needs hands" for days that are at most so many days ahead */
    ROTA_OPEN_MAX = 100,  /* open rotas of a unit */
};

/* --- the days of a task; pure: rota_days.c --- */
struct rota_plan {
    unsigned weekdays; /* bit 0 is Sunday; 0: it has dates instead */
    int minutes;       /* after midnight; -1: no time */
    int date_count;
    int64_t dates[ROTA_DATES_MAX]; /* ascending */
};
/* Gives the first `limit` days from `from` on, ascending, of a weekly rota at most ROTA_AHEAD days ahead. Returns their
 * number. */
size_t rota_next_days(const struct rota_plan *plan, int64_t from, size_t limit, int64_t *out);
bool rota_has_day(const struct rota_plan *plan, int64_t day);
/* True when the time of the task on that day, or without a time the whole day, is not over yet. */
bool rota_is_coming(const struct rota_plan *plan, int64_t day, int64_t now);
/* Reads "mon, thu 6:00", "daily", or "27 nov, 4 dec 14:00" (a list of dates, separated by ; or ,). False when the text
 * cannot be read; *problem is then a sentence for the member. */
bool rota_plan_read(const char *text, int64_t now, struct rota_plan *out, const char **problem);
/* "Mondays and Thursdays, 6:00", in the present language. */
void rota_plan_say(const struct rota_plan *plan, char *out, size_t size);

/* --- the store --- */
struct rota {
    int64_t id, unit;
    char task[ROTA_TASK_MAX * 4 + 1], details[ROTA_DETAILS_MAX * 4 + 1];
    char starter[HANDLE_BYTES]; /* "a former member" once she left */
    bool may_close;
    int hands;      /* how many people a day needs */
    int64_t closed; /* when it was closed; 0: it is open */
    struct rota_plan plan;
};
struct rota_hand {
    int64_t member, swap; /* swap: the number of her open swap, by which somebody takes her day; 0: there is none */
    char handle[HANDLE_BYTES];
    bool first; /* it is her first time: she should be with somebody who has done it before */
};
struct rota_day {
    int64_t day;
    int count, lacking; /* people who signed up, and people who are still needed */
    bool mine;
    struct rota_hand hand[ROTA_HANDS_MAX];
};
struct rota_new {
    const char *task, *details; /* details NULL: none */
    int64_t unit;               /* 0: where she is */
    int hands;
    struct rota_plan plan;
};

enum result rota_start(
    struct store *store, const struct actor *actor, const struct rota_new *form, int64_t now, int64_t *rota);
enum result rota_close(struct store *store, const struct actor *actor, int64_t rota, int64_t now);
/* Open ones of the unit where she is, oldest first. */
enum result rota_list(
    struct store *store, const struct actor *actor, int64_t now, struct rota *out, size_t limit, size_t *count);
enum result rota_get(struct store *store, const struct actor *actor, int64_t rota, int64_t now, struct rota *out);
/* The next days, today's too, with the hands of each. */
enum result rota_days(struct store *store, const struct actor *actor, const struct rota *rota, int64_t now,
    struct rota_day *out, size_t limit, size_t *count);

/* Signs her up for a day; `first`: she does it for the first time. Refused when the day has all its people. */
enum result rota_sign(
    struct store *store, const struct actor *actor, int64_t rota, int64_t day, bool first, int64_t now);
enum result rota_leave(struct store *store, const struct actor *actor, int64_t rota, int64_t day, int64_t now);

/* Asks one member, or with `handle` NULL all members of the unit, to take her day. The day stays hers until somebody
 * takes it. A second call for the day replaces the first one. */
enum result rota_swap_ask(struct store *store, const struct actor *actor, int64_t rota, int64_t day, const char *handle,
    int64_t now, int64_t *swap);
enum result rota_swap_cancel(struct store *store, const struct actor *actor, int64_t swap, int64_t now);
/* Takes the day of a swap over. `day` is a day of her own that the other gets in exchange (0: none). Both days change
 * in one transaction. RESULT_CONFLICT: somebody else was first. */
enum result rota_swap_accept(struct store *store, const struct actor *actor, int64_t swap, int64_t day, int64_t now);

/* --- for home --- */
struct rota_line {
    int64_t rota, day, swap, unit;
    char task[ROTA_TASK_MAX * 4 + 1];
    char with[HANDLE_BYTES]; /* her own day: another member who is on it; a swap: the member who asks; else "" */
    int lacking, more;       /* more: how many others are on it beside `with` */
};
/* Her own next days, soonest first. */
enum result rota_mine(
    struct store *store, const struct actor *actor, int64_t now, struct rota_line *out, size_t limit, size_t *count);
/* Near days with too few people, for which she did not sign up, soonest first. */
enum result rota_needing(
    struct store *store, const struct actor *actor, int64_t now, struct rota_line *out, size_t limit, size_t *count);
/* Swaps for which she was asked by name. */
enum result rota_asked(
    struct store *store, const struct actor *actor, int64_t now, struct rota_line *out, size_t limit, size_t *count);

#endif
