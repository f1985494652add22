/* care_words.h: sentences about care (care.h) that home, the page and the commands share. RULES 6.6, 6.7. */
#ifndef BBS_CARE_WORDS_H
#define BBS_CARE_WORDS_H

#include "care.h"

enum care_matter {
    CARE_VISIT_ASKED,
    CARE_CHECKED_IN,
    CARE_COMING,
    CARE_SILENT_ONE,
    CARE_QUARREL,
    CARE_LISTENS,
    CARE_OWN_LINE,
    CARE_MATTERS
};
enum { CARE_WORDS_BYTES = 400 };
/* A line for home: "anna would like a visit". False: there is no such matter. */
bool care_matter_words(const struct care_home *home, enum care_matter matter, char out[CARE_WORDS_BYTES]);
/* The unit to which that matter belongs; 0: to none. */
int64_t care_matter_unit(const struct care_home *home, enum care_matter matter);
/* What goes on in a quarrel, and how it goes on, as this side reads it; in paragraphs. */
void care_listen_words(const struct care_listen *listen, char *out, size_t size);
/* Who would hear of the reader's own silence: "Now anna, home A 7, would hear of it." */
void care_hears_words(const struct care_silence *hears, char out[CARE_WORDS_BYTES]);
/* That she would like a visit, and nobody is there who reads it. */
const char *care_unheard_words(void);
/* "Whoever holds the machine can read this." and who else. */
const char *care_readers_words(void);

#endif
