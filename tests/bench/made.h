/*
 * made.h: a made-up house of any size, always the same.
 *
 * Nearly all posts are on the boards of four communes of one neighbourhood, beside the house's own unit. One post of a
 * hundred is on a public board, and its text has none of the commonest words. So guests and members of no commune can
 * read something, but find nothing when they search for the commonest words.
 */
#ifndef BENCH_MADE_H
#define BENCH_MADE_H

#include <stdint.h>

#define MADE_READER "bookworm"   /* of all four communes; read most threads, not all */
#define MADE_NEWCOMER "newcomer" /* of all four communes; joined after all was written */
#define MADE_OUTSIDER "outsider" /* only of the house's own unit */
#define MADE_COMMON "the and"    /* the two commonest words */

/* Makes the house. Also writes FILE.places: posts of long threads to begin reading at, one a line: "board thread post
 * public". */
int made_make(const char *path, int64_t posts, int64_t members);

/* Adds members to a house, for `crowd`: handles c100000 and so on, all with the key of that .pub file and the same
 * password. They count as having logged in before, so that they see the home screen first. */
int made_crowd(const char *path, int64_t count, const char *key_file, const char *password);

#endif
