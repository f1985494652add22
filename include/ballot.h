/*
 * ballot.h: what one voter says in a vote, as it is typed and as it is kept. RULES 4.6. Pure.
 *
 * A ballot always has the same size, whatever it says. Options are numbered from 1 for people, and from 0 in `value`.
 */
#ifndef BBS_BALLOT_H
#define BBS_BALLOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tally.h"

enum {
    VOTE_OPTIONS_MOST = 20,                      /* that people write for one vote */
    BALLOT_OPTIONS_MOST = VOTE_OPTIONS_MOST + 1, /* and "leave it as it is" */
    BALLOT_TEXT_BYTES = 6 * BALLOT_OPTIONS_MOST, /* "21=5 " for each */
};
enum vote_kind { /* as it is kept: only ever appended */
    VOTE_YESNO,
    VOTE_CHOOSE, /* one of several, by ranking (Schulze) */
    VOTE_SCORE,  /* 0 to TALLY_SCORE_MOST for each option */
    VOTE_KINDS
};
const char *vote_kind_name(enum vote_kind kind);  /* "yesno", "choose", "score": as it is typed; never translated */
const char *vote_kind_words(enum vote_kind kind); /* "yes or no", "one of several, by ranking", "points, 0 to 5" */
bool vote_kind_parse(const char *name, enum vote_kind *kind);

struct ballot {
    /* VOTE_YESNO: value[0] is an enum tally_choice. VOTE_CHOOSE: the place of each option, 1 the best; 0: it was not
     * ranked, and stands with the other unranked ones below all others. VOTE_SCORE: the points of each option. */
    uint8_t value[BALLOT_OPTIONS_MOST];
};
enum ballot_fault {
    BALLOT_OK,
    BALLOT_EMPTY,
    BALLOT_NOT_UNDERSTOOD, /* not a word of this kind */
    BALLOT_NO_OPTION,      /* a number or a letter that no option has */
    BALLOT_TWICE,          /* an option stands in it twice */
    BALLOT_TOO_HIGH,       /* a score above TALLY_SCORE_MOST */
};
/*
 * Reads what a person typed. `options`: how many the vote has, 0 for yes or no.
 *
 *     yes or no   "yes", "no", "abstain", or y, n, a, or 1, 2, 3
 *     ranking     "3 1 2", "3 1=2", "3 > 1 = 2": the best first; = stands together
 *     points      "1=5 3=2", "a=5 c=2" (letters count as numbers): what is not named has 0
 *
 * *at: the number or letter that is wrong, for the sentence ('\0' ends it). */
enum ballot_fault ballot_parse(
    enum vote_kind kind, int options, const char *text, struct ballot *out, char at[BALLOT_TEXT_BYTES]);
/* As it is kept, and typed: "yes", "3>1=2", "1=5 3=2". Equal ballots make equal texts. */
void ballot_write(enum vote_kind kind, int options, const struct ballot *ballot, char out[BALLOT_TEXT_BYTES]);

#endif
