/*
 * gains.h: what people demanded, what they did for it, and what came of it. RULES 8.3, 4.1.
 *
 * A gain begins with a demand and an act with its day: an item of a meeting that was called in anger closes with one
 * (room_tools.h), and any member names one. People say that they come. Whoever named it or comes says how it ended:
 * won, or lost. GAIN_LEARNED_AFTER seconds after a lost one, those who came are asked what was learned.
 *
 * A unit's gains are for its members. They are no private matter, and are kept: what a street won is told to who comes.
 */
#ifndef BBS_GAINS_H
#define BBS_GAINS_H

#include "actor.h"
#include "store.h"

enum {
    GAIN_DEMAND_MAX = 72, /* letters, as the title of an item */
    GAIN_ACT_MAX = 200,
    GAIN_RESULT_MAX = 200,
    GAIN_LEARNED_MAX = 300,
    GAIN_AHEAD = 60,                /* days, at most, until the day of an act or the end of a rest */
    GAIN_LEARNED_AFTER = 7 * 86400, /* seconds after a lost demand; then its people are asked what they learned */
    GAINS_SHOWN = 200,
};
enum gain_state { /* as it is kept: only ever appended */
    GAIN_OPEN,    /* the act is to come, or its result is not told yet */
    GAIN_RESTS,   /* "we rest until that day" */
    GAIN_WON,
    GAIN_LOST,
    GAIN_STATES,
};
const char *gain_state_name(enum gain_state state); /* "open", "rests", "won", "lost": never translated */
const char *gain_state_words(enum gain_state state);

struct gain {
    int64_t id, unit, item, made, ended, day; /* day: of when.h */
    enum gain_state state;
    bool mine, comes; /* mine: she named it; comes: she said so */
    bool asks;        /* it was lost, 7 days are over, nothing was said of what was learned, and she came */
    int hands;        /* how many come */
    char by[HANDLE_BYTES];
    char demand[GAIN_DEMAND_MAX * 4 + 1], act[GAIN_ACT_MAX * 4 + 1], result[GAIN_RESULT_MAX * 4 + 1],
        learned[GAIN_LEARNED_MAX * 4 + 1];
};
/* In the unit where she is. She comes herself. *gain: its number. */
enum result gain_make(struct store *store, const struct actor *actor, const char *demand, const char *act, int64_t day,
    int64_t now, int64_t *gain);
/* Of the unit where she is: those that are open first, then the newest. */
enum result gains_list(
    struct store *store, const struct actor *actor, int64_t now, struct gain *out, size_t limit, size_t *count);
enum result gain_get(struct store *store, const struct actor *actor, int64_t gain, int64_t now, struct gain *out);
/* "I come", until it is won or lost. */
enum result gain_come(struct store *store, const struct actor *actor, int64_t gain, bool on, int64_t now);
/* Won or lost, with what came of it (NULL: no words). By whoever named it or comes; once. */
enum result gain_end(
    struct store *store, const struct actor *actor, int64_t gain, bool won, const char *words, int64_t now);
/* Of a lost one, by the same people: what was learned, what is next, who rests. It may be changed. */
enum result gain_learn(struct store *store, const struct actor *actor, int64_t gain, const char *words, int64_t now);

#endif
