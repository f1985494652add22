/* caucus_words.h: what a caucus asks, and what came of an answer, in sentences that every face says alike. */
#ifndef BBS_CAUCUS_WORDS_H
#define BBS_CAUCUS_WORDS_H

#include "caucus.h"

enum { CAUCUS_WORDS = 500 };
/* "ann founds a caucus, "Sisters": 2 of 5 said yes". Gives `out`. */
const char *caucus_call_words(const struct caucus_call *call, char out[CAUCUS_WORDS]);
/* What came of her answer `yes`. */
const char *caucus_done_words(enum caucus_done done, bool yes);

#endif
