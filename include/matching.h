/*
 * matching.h: which offer fits which ask, how well, and how the most asks are met. RULES 3.4 and 3.5. Pure: no store,
 * no clock, nothing kept between calls; the caller owns all it passes.
 *
 * Times of windows are wall-clock seconds: seconds since 1970 as the house's own clocks show them (timegm() of what
 * localtime_r() gives). So a week later is the same hour on the wall, also when summer time came in between, and a day
 * can be named without knowing the time zone.
 *
 * Capacity counts asks. `many` only filters: one who can give at most 5 loaves is not suggested to who needs 6. (Were
 * it used up, the best batch would be a knapsack, and nobody could compute it.)
 */
#ifndef BBS_MATCHING_H
#define BBS_MATCHING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aid_kinds.h"

enum {
    MATCHING_WORDS_MOST = 16,
    MATCHING_REST_MOST = 10,
    MATCHING_REASON_BYTES = 320, /* room enough for any reason, in any language */
};
#define MATCHING_OPEN_END INT64_MAX

/* From `from` up to, and without, `until`. 0 and MATCHING_OPEN_END: whenever. */
struct matching_window {
    int64_t from, until;
    bool weekly; /* again each week from then on, for ever. Open at an end, it is whenever all the same */
};

/* Hashes of words in one spelling (text as searched: caseless, without accents), ascending, each once; at most
 * MATCHING_WORDS_MOST are looked at. The caller leaves out words that say nothing ("the", "I need"). */
struct matching_words {
    uint32_t hash[MATCHING_WORDS_MOST];
    int count;
};
/* Puts one more among them, in its place; false: it is full. */
bool matching_words_add(struct matching_words *words, const char *word, size_t length);

/* Where and who, of an ask and of an offer. Numbers of rows; 0 is not known, and what is not known is never the same as
 * anything. */
struct matching_place {
    int64_t unit;
    int64_t block;      /* of the place named in the ask or offer, else of her home */
    int64_t home_block; /* of her home, which nobody can choose: RULES 3.1 "my block" goes by it */
};

struct matching_ask {
    int64_t id, member;
    int64_t asked_at; /* the older of two asks is the one asked earlier, then the one with the smaller id */
    enum aid_kind kind;
    enum aid_urgency urgency;
    enum aid_who who;
    int many; /* 0 and 1: one */
    struct matching_window window;
    struct matching_place place;
    uint32_t languages; /* a bit for each that she speaks; 0: she did not say, any will do */
    struct matching_words words;
    bool newcomer, learner;
};

struct matching_offer {
    int64_t id, member;
    int64_t offered_at; /* as asked_at */
    enum aid_kind kind;
    int many;     /* the most she can give to one ask; 0: she did not say, it is no bound */
    int capacity; /* how many asks it can still take; 0 or less: none */
    int rest; /* of the helper, 0 (gave much lately) to MATCHING_REST_MOST (rested); beyond these it counts as these */
    struct matching_window window;
    struct matching_place place;
    uint32_t languages;
    struct matching_words words;
    bool woman;
    bool newcomer, learner;
};

/* Lists of two numbers each, ascending by `a`, then by `b`; matching_pairs_sort() brings them in that order. */
struct matching_pair {
    int64_t a, b;
};
struct matching_pairs {
    const struct matching_pair *pair;
    size_t count;
};
void matching_pairs_sort(struct matching_pair *pairs, size_t count);

/* All that lies between people and places. Zeroed: nothing does. */
struct matching_context {
    int64_t now;                      /* wall clock; time that is over is shared by nobody. 0: nothing is over */
    struct matching_pairs barred;     /* two members, the smaller number first: muted, or "not this person" */
    struct matching_pairs named;      /* ask, member: who may answer an AID_NAMED one */
    struct matching_pairs refused;    /* ask, offer: "not this time" */
    struct matching_pairs neighbours; /* two units, the smaller number first */
};

/* --- one ask and one offer --- */

/* Why an offer does not fit an ask: the first that fails, in this order. For tests and statistics; none of it is shown
 * to a member, for MATCHING_BARRED is known only to the one who barred (RULES 3.6). */
enum matching_filter {
    MATCHING_FITS,
    MATCHING_KIND,
    MATCHING_OWN, /* nobody answers herself */
    MATCHING_CAPACITY,
    MATCHING_MANY,
    MATCHING_LANGUAGE, /* both said what they speak, and share none */
    MATCHING_WHO,      /* she may not answer this ask */
    MATCHING_WINDOW,   /* no moment is in both windows */
    MATCHING_BARRED,
    MATCHING_REFUSED, /* said "not this time" to just this */
};
enum matching_filter matching_fits(
    const struct matching_context *context, const struct matching_ask *ask, const struct matching_offer *offer);

/* RULES 3.4's score, 0 to 100, by its parts. Meaningful only where the offer fits. */
struct matching_score {
    int total;
    int nearness; /* 30 the same block, 20 the same unit, 10 a neighbouring unit */
    int time;     /* 20 from four shared hours in one piece, or all that the ask's window has, if that is less */
    int words;    /* 20 from three shared words; 13 two; 6 one */
    int language; /* 10 one that both named, 5 when one of them did not say */
    int rest;     /* 0 to 10, the helper's */
    int fresh;    /* 10 when either of them is a learner or a newcomer */
    /* For the reason: */
    int shared_words;
    int64_t from, until; /* the longest piece of time that both have, the earliest of equal ones; wall clock */
};
struct matching_score matching_score(
    const struct matching_context *context, const struct matching_ask *ask, const struct matching_offer *offer);

/* The reason in words of place, time, words and language only, in the member's language: "same block, both free on
 * Friday, 2 words in common". Nothing of rest, newcomers or learners is in it. At most MATCHING_REASON_BYTES with the
 * NUL; cut between characters where `size` is less. Gives `out`. */
const char *matching_reason(
    const struct matching_context *context, const struct matching_score *score, char *out, size_t size);

/* --- the best of many --- */

struct matching_found {
    size_t index; /* in the list given */
    struct matching_score score;
};
/* The best of all that fit, at most `limit`, the highest score first, of equal scores the older first, whatever the
 * list's order. Gives how many. Never fails, takes no memory. */
size_t matching_best_offers(const struct matching_context *context, const struct matching_ask *ask,
    const struct matching_offer *offers, size_t count, struct matching_found *out, size_t limit);
size_t matching_best_asks(const struct matching_context *context, const struct matching_offer *offer,
    const struct matching_ask *asks, size_t count, struct matching_found *out, size_t limit);

/* --- matching night --- */

enum matching_end {
    MATCHING_SOLVED,
    MATCHING_CANCELLED, /* by `progress` */
    MATCHING_NO_MEMORY, /* or more than a million asks or offers of a kind */
};
struct matching_answer {
    size_t ask, offer; /* indexes in the lists given */
    int score;
};
/* Called now and then, at least once for each kind; `done` never falls. False: stop. */
typedef bool matching_progress(void *context, size_t done, size_t of);

/*
 * Gives each ask at most one offer that fits it, and no offer more asks than its capacity, so that, each before the
 * next:
 *   1. as many asks of today are met as can be; then of days, of week, of whenever. (That is the most asks in all as
 *      well: making room for a more urgent ask never costs more than one other.)
 *   2. the sum of scores is the highest.
 *   3. the older ask is met: of all ways that are equal so far, and of each urgency's asks from the oldest on, the one
 *      that meets it. So the asks met are the same whatever the order of the lists, and so are the pairs.
 * Kinds never meet, and are solved one by one.
 *
 * `answers` has room for `asks_count`; they come by urgency, then the older first. `count` is 0 unless MATCHING_SOLVED.
 * `progress` may be NULL. Memory: 4 bytes for each pair of the largest kind that fits, and some 60 for each ask and
 * offer.
 */
enum matching_end matching_solve(const struct matching_context *context, const struct matching_ask *asks,
    size_t asks_count, const struct matching_offer *offers, size_t offers_count, matching_progress *progress,
    void *progress_context, struct matching_answer *answers, size_t *count);

#endif
