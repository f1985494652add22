/*
 * aid_guess_words.h: the tables of words behind aid_guess.h. Words stand in a row when neighbours use them for things
 * that are needed equally soon; none was put there for one sentence.
 *
 * Entries are divided by |. A word also means its plural. An * stands for any ending, a ~ for at most two words
 * between. Letters are compared as text_fold.h folds them.
 */
#ifndef BBS_AID_GUESS_WORDS_H
#define BBS_AID_GUESS_WORDS_H

#include "aid_kinds.h"

enum aid_guess_sort {
    GUESS_THING, /* what is asked for, unless it is hers already: "my dog" */
    GUESS_ACT,   /* what somebody would do */
    GUESS_WEAK,  /* says the kind only when nothing else does: "borrow" */
};
struct aid_guess_row {
    enum aid_kind kind;
    enum aid_urgency urgency; /* how soon it is usually needed, when no word says it */
    enum aid_guess_sort sort;
    const char *words; /* N_() */
};
extern const struct aid_guess_row aid_guess_rows[];
extern const int aid_guess_row_count;

extern const char *const aid_guess_soon[AID_URGENCIES]; /* N_(): words that say how soon */
extern const char *const aid_guess_urgent;              /* N_(): today, and names no time */
extern const char *const aid_guess_pressing;            /* N_(): it is needed in days, whatever it is */
extern const char *const aid_guess_owned;               /* N_(): my, our */
extern const char *const aid_guess_every;               /* N_(): every, each */
extern const char *const aid_guess_numbers;             /* N_(): one to twelve, divided by spaces */
extern const char *const aid_guess_many_before, *const aid_guess_many_after; /* N_(): "for 6", "6 people" */
extern const char *const aid_guess_helpers;  /* N_(): "four people to carry", with aid_guess_to behind it */
extern const char *const aid_guess_hands;    /* N_(): "four helpers" */
extern const char *const aid_guess_to;       /* N_(): to, who can */
extern const char *const aid_guess_measures; /* N_(): "for 6 hours" is no number of people */
extern const char *const aid_guess_place;    /* N_(): block */
extern const char *const aid_guess_fillers;  /* N_(): small words beside a time: "for today, please" */
extern const char *const aid_guess_past;     /* N_(): since, died */

#endif
