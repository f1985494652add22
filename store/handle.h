/*
 * handle.h: what may be a handle, and when two are the same. Pure. RULES 1.5.
 *
 * Two handles are the same when their skeletons are: NFKC, case folded, marks dropped, look-alikes made one (0 and o;
 * 1, i, l and |; Cyrillic and Greek letters that look Latin), - and _ made one.
 */
#ifndef BBS_HANDLE_H
#define BBS_HANDLE_H

#include <stdbool.h>
#include <stddef.h>

#include "actor.h"

enum handle_fault { HANDLE_GOOD, HANDLE_LENGTH, HANDLE_LETTERS, HANDLE_SCRIPTS, HANDLE_RESERVED };
enum { HANDLE_SKELETON = HANDLE_BYTES * 3 };
/* `out` gets the skeleton, also of what is no good handle (so that a look-up can be made of anything typed). */
enum handle_fault handle_check(const char *handle, char out[HANDLE_SKELETON]);
const char *handle_sentence(enum handle_fault fault);

#endif
