/*
 * handle.h: what may be a handle, and when two are the same. Pure. RULES 1.5.
 *
 * Two handles are the same when their skeletons are. A skeleton: compatibility forms and accents taken apart (NFKD, the
 * accents dropped), case folded, apostrophes left out, each letter replaced by what it looks like (handle_table.h, UTS
 * #39), - and _ made one, and so 0 and o; 1, i, l and |.
 *
 * Letters can look alike as capitals alone: in Greek ΑΝΝΑ is ANNA, but άννα is avva. So a handle is also taken when its
 * skeleton as it is written is. Whoever logs in is found by the first: it is the same whatever case she types.
 */
#ifndef BBS_HANDLE_H
#define BBS_HANDLE_H

#include <stdbool.h>
#include <stddef.h>

#include "actor.h"
#include "result.h"

enum handle_fault { HANDLE_GOOD, HANDLE_LENGTH, HANDLE_LETTERS, HANDLE_ALPHABET, HANDLE_SCRIPTS, HANDLE_RESERVED };
enum { HANDLE_SKELETON = HANDLE_BYTES * 3 };
/* `out` gets the skeleton, also of what is no good handle. */
enum handle_fault handle_check(const char *handle, char out[HANDLE_SKELETON]);
/* The skeleton alone, of anything typed: "" of what is too long to be a handle, or no text. */
void handle_skeleton(const char *handle, char out[HANDLE_SKELETON]);
/* The skeleton of the letters as they are written: capitals look like what capitals look like. */
void handle_as_written(const char *handle, char out[HANDLE_SKELETON]);
/* The skeleton as it was reckoned before schema step 18: only its hash is left of handles of those who went before. */
void handle_as_before(const char *handle, char out[HANDLE_SKELETON]);
const char *handle_sentence(enum handle_fault fault);

#endif
