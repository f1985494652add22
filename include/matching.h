/*
 * matching.h: which offer fits which ask, with which score, and how to meet the most asks. RULES 3.4 and 3.5. Pure: no
 * store, no clock, and no memory kept between calls; the caller owns all it passes.
 *
 * Times of windows are wall-clock seconds: seconds since 1970 as the clocks of the house show them (timegm() of the
 * result of localtime_r()). So a week later is the same hour on the wall, also when summer time began meanwhile, and a
 * day has a name without the time zone.
 *
 * Capacity counts asks, not pieces. `many` is only a filter: an ask for 6 loaves does not get an offer of at most 5.
 * (If pieces were used up, the best batch would be a knapsack problem, which no program can solve in useful time.)
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
    MATCHING_HANDS_MOST = 20,
    MATCHING_REASON_BYTES = 320, /* enough for any reason in any language */
};
#define MATCHING_OPEN_END INT64_MAX

/* From `from` on, until just before `until`. 0 and MATCHING_OPEN_END mean: no limit on that side. */
struct matching_window {
    int64_t from, until;
    bool weekly; /* repeats each week for ever. Without a limit on one side this has no effect */
};

/* Hashes of words in one spelling (as for search: caseless, without accents), ascending, without repetition. Only
 * MATCHING_WORDS_MOST of them are used. The caller leaves out words without meaning ("the", "I need"). */
struct matching_words {
    uint32_t hash[MATCHING_WORDS_MOST];
    int count;
};
/* Inserts one word at its place; false when the list is full. */
bool matching_words_add(struct matching_words *words, const char *word, size_t length);

/* The place and the home of an ask or offer, as numbers of rows. 0 means unknown, and unknown equals nothing. */
struct matching_place {
    int64_t unit;
    int64_t block;      /* the block that the ask or offer names, else the block of her home */
    int64_t home_block; /* the block of her home, which she cannot choose: RULES 3.1 "my block" uses this */
};

struct matching_ask {
    int64_t id, member;
    int64_t asked_at; /* an ask is older when it was asked earlier; at the same time, when its id is smaller */
    enum aid_kind kind;
    enum aid_urgency urgency;
    enum aid_who who;
    int many;  /* 0 and 1 both mean one */
    int hands; /* how many helpers it still wants; 0 and 1 both mean one */
    struct matching_window window;
    struct matching_place place;
    uint32_t languages; /* a bit for each language that she speaks; 0: not said, any language fits */
    struct matching_words words;
    bool newcomer, learner;
};

struct matching_offer {
    int64_t id, member;
    int64_t offered_at; /* as asked_at */
    enum aid_kind kind;
    int many;     /* the most she can give to one ask; 0: not said, no limit */
    int capacity; /* number of asks it can still take; 0 or less: it is full */
    int rest;     /* of the helper: 0 (helped much lately) to MATCHING_REST_MOST (rested); values outside are clamped */
    struct matching_window window;
    struct matching_place place;
    uint32_t languages;
    struct matching_words words;
    bool woman;
    bool newcomer, learner;
};

/* Lists of two numbers each, sorted by `a`, then by `b`; matching_pairs_sort() sorts them. */
struct matching_pair {
    int64_t a, b;
};
struct matching_pairs {
    const struct matching_pair *pair;
    size_t count;
};
void matching_pairs_sort(struct matching_pair *pairs, size_t count);

/* What is known about people and units together. Zeroed, it is empty. */
struct matching_context {
    int64_t now;                      /* wall clock; time before it is not counted. 0: all time counts */
    struct matching_pairs barred;     /* two members, the smaller number first: muted, or "not this person" */
    struct matching_pairs named;      /* ask, member: the members who may answer an AID_NAMED ask */
    struct matching_pairs refused;    /* ask, offer: "not this time" */
    struct matching_pairs neighbours; /* two units, the smaller number first */
    /* Goods and tools are things with a name: nappies are no answer to an ask for school clothes. True: of these two
     * kinds a pair does not fit when both say in words what it is, and share no word. For a matching night, whose
     * coordinator chooses for others; she who reads what fits her own ask judges for herself. */
    bool things_by_word;
};

/* --- one ask and one offer --- */

/* Why an offer does not fit an ask: the first filter that fails, in this order. For tests and statistics. No member may
 * see it, because MATCHING_BARRED is known only to the person who barred (RULES 3.6). */
enum matching_filter {
    MATCHING_FITS,
    MATCHING_KIND,
    MATCHING_OWN, /* ask and offer are of the same member */
    MATCHING_CAPACITY,
    MATCHING_MANY,
    MATCHING_LANGUAGE, /* both named their languages, and share no language */
    MATCHING_WHO,      /* the helper may not answer this ask */
    MATCHING_WINDOW,   /* the windows share no time */
    MATCHING_BARRED,
    MATCHING_REFUSED, /* "not this time" was said to this pair */
    MATCHING_WORDS,   /* two things of different names, where things_by_word is set */
};
enum matching_filter matching_fits(
    const struct matching_context *context, const struct matching_ask *ask, const struct matching_offer *offer);

/* RULES 3.4's score, 0 to 100, and its parts. Only valid when the offer fits. */
struct matching_score {
    int total;
    int nearness; /* 30 the same block, 20 the same unit, 10 a neighbouring unit */
    int time;     /* 20 for four continuous shared hours, or for the whole of a shorter window of the ask */
    int words;    /* 20 for three or more shared words; 13 for two; 6 for one */
    int language; /* 10 for a language that both named, 5 when one of them named no language */
    int rest;     /* 0 to 10, the helper's */
    int fresh;    /* 10 when one of them is a learner or a newcomer */
    /* For the reason: */
    int shared_words;
    int64_t from, until; /* the longest continuous time that both share; of equal ones the earliest; wall clock */
};
struct matching_score matching_score(
    const struct matching_context *context, const struct matching_ask *ask, const struct matching_offer *offer);

/* Writes the reason in words of place, time, words and language only, in the member's language: "same block, both free
 * on Friday, 2 words in common". It says nothing of rest, newcomers or learners. Needs at most MATCHING_REASON_BYTES
 * with the NUL; is cut between characters when `size` is less. Returns `out`. */
const char *matching_reason(
    const struct matching_context *context, const struct matching_score *score, char *out, size_t size);

/* --- the best of many --- */

struct matching_found {
    size_t index; /* the index in the caller's list */
    struct matching_score score;
};
/* The best of all that fit, at most `limit`: the highest score first, with equal scores the older first, whatever the
 * order of the list. Returns the count. Never fails, allocates no memory. */
size_t matching_best_offers(const struct matching_context *context, const struct matching_ask *ask,
    const struct matching_offer *offers, size_t count, struct matching_found *out, size_t limit);
size_t matching_best_asks(const struct matching_context *context, const struct matching_offer *offer,
    const struct matching_ask *asks, size_t count, struct matching_found *out, size_t limit);
/* Each ask with the offer of the same index: one offer in the week that is the best for that ask. */
size_t matching_best_pairs(const struct matching_context *context, const struct matching_ask *asks,
    const struct matching_offer *offers, size_t count, struct matching_found *out, size_t limit);

/* --- matching night --- */

enum matching_end {
    MATCHING_SOLVED,
    MATCHING_CANCELLED, /* by `progress` */
    MATCHING_NO_MEMORY, /* also for more than a million asks or offers of a kind */
};
struct matching_answer {
    size_t ask, offer; /* indexes in the caller's lists */
    int score;
};
/* Called now and then, at least once for each kind; `done` never gets smaller. Return false to stop. */
typedef bool matching_progress(void *context, size_t done, size_t of);

/*
 * Gives each ask at most as many offers that fit it as it wants hands, and each offer at most as many hands as its
 * capacity. No two hands of one ask go to the same helper. These goals hold, each before the next:
 *
 *   1. As many hands for asks of today as possible are found; then of days, of week, of whenever.
 *   2. The sum of scores is the highest.
 *   3. The older ask is met.
 *
 * Goal 1 also gives the largest number of asks: to make room for a more urgent ask costs at most one other ask. For
 * goal 3 the asks of each urgency are compared from the oldest on, and the result that meets the ask is taken. So the
 * order of the lists changes neither the asks that are met nor the pairs. Kinds are solved one by one, as asks and
 * offers of different kinds never fit.
 *
 * `answers` has room for matching_hands() of the asks; they come by urgency, then the older first. `count` is 0 unless
 * MATCHING_SOLVED. `progress` may be NULL. Memory: 4 bytes for each pair that fits, of the largest kind, and some 60
 * bytes for each ask and offer.
 */
size_t matching_hands(const struct matching_ask *asks, size_t count); /* that all of them want */
enum matching_end matching_solve(const struct matching_context *context, const struct matching_ask *asks,
    size_t asks_count, const struct matching_offer *offers, size_t offers_count, matching_progress *progress,
    void *progress_context, struct matching_answer *answers, size_t *count);

#endif
