/*
 * made.h: a made-up house, as large as asked for, the same every time.
 *
 * Four communes of one neighbourhood, beside the house's own unit, hold nearly all posts on their own boards. One post
 * of a hundred stands on a public board, in words among which the commonest do not occur: so guests and members of no
 * commune may read something, and nothing of what the commonest words find.
 */
#ifndef BENCH_MADE_H
#define BENCH_MADE_H

#include <stdint.h>

#define MADE_READER "bookworm"   /* of all four communes; read most threads, not all */
#define MADE_NEWCOMER "newcomer" /* of all four communes; came when all was written */
#define MADE_OUTSIDER "outsider" /* of the house alone */
#define MADE_COMMON "the and"    /* the two commonest words */

/* Places to begin reading at: posts of long threads. In FILE.places, one a line: "board thread post public". */
int made_make(const char *path, int64_t posts, int64_t members);

/* Members of a house that exists, for `crowd`: handles c100000 and so on, all with the key of that .pub file and all
 * with one password, who have been there before, so that they meet the home screen. */
int made_crowd(const char *path, int64_t count, const char *key_file, const char *password);

#endif
