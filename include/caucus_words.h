/* caucus_words.h: says the calls of a caucus, and the effect of an answer, in sentences. All faces use these. */
#ifndef BBS_CAUCUS_WORDS_H
#define BBS_CAUCUS_WORDS_H

#include "caucus.h"
#include "facilitators.h"

enum { CAUCUS_WORDS = 500 };
/* "ann founds a caucus, "Sisters": 2 of 5 said yes". Returns `out`. */
const char *caucus_call_words(const struct caucus_call *call, char out[CAUCUS_WORDS]);
/* The effect of her answer; `yes` is that answer. */
const char *caucus_done_words(enum caucus_done done, bool yes);

/* What is asked of a women's caucus where no facilitator is a woman, with the command that answers. RULES 4.1. */
const char *caucus_facilitators_words(const struct facilitators_asked *asked, char out[CAUCUS_WORDS]);
/* The same in a few words, for a list. */
const char *caucus_facilitators_title(const struct facilitators_asked *asked, char out[CAUCUS_WORDS]);

#endif
