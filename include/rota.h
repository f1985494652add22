/*
 * rota.h: a task that comes again and the hands that do it: days, names, swaps, "needs hands". RULES 8.1.
 *
 * A rota belongs to a unit, and only its members see it. Any of them starts one; who started it, or a steward, closes
 * it. Days are those of when.h. Nobody is counted and nobody compared: who was on which day is forgotten after 90 days.
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
    ROTA_AHEAD = 60,      /* days: nobody signs up for later ones of a weekly rota */
    ROTA_NEEDS_AHEAD = 7, /* days: home says "needs hands" of those that are as near */
    ROTA_OPEN_MAX = 100,  /* of a unit */
};

/* --- when the task comes again; pure: rota_days.c --- */
struct rota_plan {
    unsigned weekdays; /* bit 0 is Sunday; 0: dates */
    int minutes;       /* after midnight; -1: no time */
    int date_count;
    int64_t dates[ROTA_DATES_MAX]; /* rising */
};
/* The next `limit` days from `from` on, rising; returns how many there are. */
size_t rota_next_days(const struct rota_plan *plan, int64_t from, size_t limit, int64_t *out);
bool rota_has_day(const struct rota_plan *plan, int64_t day);
/* Its time, or without one the day itself, is not over yet. */
bool rota_is_coming(const struct rota_plan *plan, int64_t day, int64_t now);
/* Reads "mon, thu 6:00", "daily", or "27 nov, 4 dec 14:00" (dates are in one list, parted by ; or ,). A sentence in
 * *problem and false when it is none. */
bool rota_plan_read(const char *text, int64_t now, struct rota_plan *out, const char **problem);
/* "Mondays and Thursdays, 6:00" in the language spoken. */
void rota_plan_say(const struct rota_plan *plan, char *out, size_t size);

/* --- the store --- */
struct rota {
    int64_t id, unit;
    char task[ROTA_TASK_MAX * 4 + 1], details[ROTA_DETAILS_MAX * 4 + 1];
    char starter[HANDLE_BYTES]; /* "a former member" once she left */
    bool may_close;
    int hands; /* that a day needs */
    int64_t closed;
    struct rota_plan plan;
};
struct rota_hand {
    int64_t member, swap; /* swap: the number by which her day can be taken over; 0: she asks nobody */
    char handle[HANDLE_BYTES];
    bool first; /* her first time: beside somebody who has done it */
};
struct rota_day {
    int64_t day;
    int count, lacking; /* lacking: hands that it still needs */
    bool mine;
    struct rota_hand hand[ROTA_HANDS_MAX];
};
struct rota_new {
    const char *task, *details; /* details NULL: none */
    int64_t unit;               /* 0: the house's own */
    int hands;
    struct rota_plan plan;
};

enum result rota_start(
    struct store *store, const struct actor *actor, const struct rota_new *form, int64_t now, int64_t *rota);
enum result rota_close(struct store *store, const struct actor *actor, int64_t rota, int64_t now);
/* Open ones of all her units, oldest first. */
enum result rota_list(
    struct store *store, const struct actor *actor, int64_t now, struct rota *out, size_t limit, size_t *count);
enum result rota_get(struct store *store, const struct actor *actor, int64_t rota, int64_t now, struct rota *out);
/* The next days, today's too, with the hands of each. */
enum result rota_days(struct store *store, const struct actor *actor, const struct rota *rota, int64_t now,
    struct rota_day *out, size_t limit, size_t *count);

/* A day that has all its hands takes no more. */
enum result rota_sign(
    struct store *store, const struct actor *actor, int64_t rota, int64_t day, bool first, int64_t now);
enum result rota_leave(struct store *store, const struct actor *actor, int64_t rota, int64_t day, int64_t now);

/* Asks everybody of the unit (`handle` NULL) or one of them to take her day. It stays hers until somebody does, or
 * until she calls it off. Asking again asks somebody else instead. */
enum result rota_swap_ask(struct store *store, const struct actor *actor, int64_t rota, int64_t day, const char *handle,
    int64_t now, int64_t *swap);
enum result rota_swap_cancel(struct store *store, const struct actor *actor, int64_t swap, int64_t now);
/* Takes that day over; `day` of one's own goes to the other in exchange (0: nothing does). Both change hands at once.
 * RESULT_CONFLICT: somebody was first. */
enum result rota_swap_accept(struct store *store, const struct actor *actor, int64_t swap, int64_t day, int64_t now);

/* --- what stands on home --- */
struct rota_line {
    int64_t rota, day, swap, unit;
    char task[ROTA_TASK_MAX * 4 + 1];
    char with[HANDLE_BYTES]; /* on one's own day: somebody else who is on it; of a swap: who asks; "" */
    int lacking, more;       /* more: how many others are on it beside `with` */
};
/* Her own next days, soonest first. */
enum result rota_mine(
    struct store *store, const struct actor *actor, int64_t now, struct rota_line *out, size_t limit, size_t *count);
/* Near days with too few hands, of which she has none, soonest first. */
enum result rota_needing(
    struct store *store, const struct actor *actor, int64_t now, struct rota_line *out, size_t limit, size_t *count);
/* Swaps that she is asked for by name. */
enum result rota_asked(
    struct store *store, const struct actor *actor, int64_t now, struct rota_line *out, size_t limit, size_t *count);

#endif
