/*
 * handle_table.h: which letters look alike, and which a handle may have, as Unicode says; for handle.c. RULES 1.5.
 * store/people/handles/make.c makes the tables (`make handle-table`). They are kept here, so that neither a session nor
 * a build needs ICU.
 */
#ifndef BBS_HANDLE_TABLE_H
#define BBS_HANDLE_TABLE_H

#include <stddef.h>
#include <stdint.h>

enum { HANDLE_LOOK_BYTES = 16 };

/* UTS #39, section 4: the letter `from` looks like the text `to` (UTF-8). Sorted by `from`. Only letters that NFKD
 * leaves as they are. */
struct handle_look {
    uint32_t from;
    char to[HANDLE_LOOK_BYTES];
};
extern const struct handle_look handle_looks[];
extern const size_t handle_looks_count;

/* Letters, digits and marks beyond ASCII that a handle may have, sorted. They are: UTS #39's "Recommended" set; scripts
 * that people write today although few machines support them ("limited use"); and the other letters in the alphabets of
 * living languages, from CLDR (ɓ and ɗ of Hausa, ɛ and ɔ of Ewe, which UTS #39 counts as phonetic). */
struct handle_letters {
    uint32_t first, last;
};
extern const struct handle_letters handle_letters[];
extern const size_t handle_letters_count;

extern const char handle_table_version[]; /* of ICU and Unicode; a house with skeletons of another version computes
                                           * them again */

#endif
