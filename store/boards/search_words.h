/*
 * search_words.h: the words of a text, as the search index holds them, and of a question. Pure; private to store/.
 *
 * Both are folded (text_fold.h). Some scripts put no space between words. Their letters stand in the index as pairs:
 * "公園に" as "公園 園に に". So each letter begins one entry, and a question of any length finds its place: one letter
 * as the beginning of an entry, more letters as entries that follow each other.
 */
#ifndef BBS_SEARCH_WORDS_H
#define BBS_SEARCH_WORDS_H

#include <stdbool.h>

/* A text to put into the index, or to remove from it. malloc'd. */
char *search_index_words(const char *text);
/* One word of a question. *begins: its last entry may also be the beginning of one in the index. malloc'd. */
char *search_question_words(const char *word, bool *begins);

#endif
