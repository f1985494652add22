/*
 * handle_table.h: what Unicode knows of letters and their look-alikes, for handle.c. The tables are made by
 * store/people/handles/make.c (`make handle-table`) and kept here, so that neither a session nor a build needs ICU.
 */
#ifndef BBS_HANDLE_TABLE_H
#define BBS_HANDLE_TABLE_H

#include <stddef.h>
#include <stdint.h>

enum { HANDLE_LOOK_BYTES = 16 };

/* UTS #39, 4: the letter `from` looks like the text `to` (UTF-8). In the order of `from`. Only letters that are left
 * once compatibility forms and accents are taken apart (NFKD). */
struct handle_look {
    uint32_t from;
    char to[HANDLE_LOOK_BYTES];
};
extern const struct handle_look handle_looks[];
extern const size_t handle_looks_count;

/* Letters, digits and marks that a handle may have beyond ASCII, in their order: UTS #39's "Recommended", the scripts
 * that peoples of today write though few machines do ("limited use"), and whatever else the alphabets of living
 * languages have by CLDR (ɓ and ɗ of Hausa, ɛ and ɔ of Ewe, which UTS #39 leaves to phoneticians). */
struct handle_letters {
    uint32_t first, last;
};
extern const struct handle_letters handle_letters[];
extern const size_t handle_letters_count;

extern const char handle_table_version[]; /* of ICU and Unicode; a house whose skeletons are older makes them anew */

#endif
