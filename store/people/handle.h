/*
 * handle.h: what may be a handle, and when two handles are the same. Pure. RULES 1.5.
 *
 * Two handles are the same when their skeletons are equal. To make a skeleton: take compatibility forms and accents
 * apart (NFKD) and drop the accents, fold the case, leave apostrophes out, and replace each letter by the one it looks
 * like (handle_table.h, UTS #39). Then - and _ are equal, also 0 and o, and also 1, i, l and |.
 *
 * Letters can look alike as capitals only: in Greek ΑΝΝΑ looks like ANNA, but άννα looks like avva. So a handle is also
 * taken when the skeleton of its letters as they are written is taken. At log-in a member is found by the first
 * skeleton: it is the same whether she types capitals or not.
 */
#ifndef BBS_HANDLE_H
#define BBS_HANDLE_H

#include <stdbool.h>
#include <stddef.h>

#include "actor.h"
#include "result.h"

enum handle_fault { HANDLE_GOOD, HANDLE_LENGTH, HANDLE_LETTERS, HANDLE_ALPHABET, HANDLE_SCRIPTS, HANDLE_RESERVED };
enum { HANDLE_SKELETON = HANDLE_BYTES * 3 };
/* `out` gets the skeleton, also when the handle is not good. */
enum handle_fault handle_check(const char *handle, char out[HANDLE_SKELETON]);
/* The skeleton alone, of any typed text. "" when the text is too long for a handle, or not UTF-8. */
void handle_skeleton(const char *handle, char out[HANDLE_SKELETON]);
/* The skeleton of the letters as they are written: a capital is replaced by what the capital looks like. */
void handle_as_written(const char *handle, char out[HANDLE_SKELETON]);
/* The skeleton as it was computed before schema step 18. For members who left before that step, only a hash of it is
 * stored. */
void handle_as_before(const char *handle, char out[HANDLE_SKELETON]);
/* Says in the reader's language what is wrong; "" for HANDLE_GOOD. */
const char *handle_sentence(enum handle_fault fault);

#endif
