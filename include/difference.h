/* difference.h: what changed from one text to another, by words. Pure. */
#ifndef BBS_DIFFERENCE_H
#define BBS_DIFFERENCE_H

#include <stddef.h>

enum { DIFFERENCE_MOST = 400 }; /* words compared of each text, behind the part that both begin with */

/* "ten of us [-wait-] {+stand+} there": words that are gone, and words that came. Of two possible answers the one that
 * keeps more words. Line ends stay those of the text a word stands in. A part of more than DIFFERENCE_MOST words is
 * told as one change. malloc'd; NULL when the words and line ends are the same. */
char *difference_of(const char *before, const char *after);
/* How many words it takes to read a text aloud; of writing without blanks, six letters count as a word. */
size_t difference_words(const char *text);

#endif
