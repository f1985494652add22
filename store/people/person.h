/* person.h: a member's name and home. RULES 1.1. Private to store/. */
#ifndef BBS_PERSON_H
#define BBS_PERSON_H

#include "homes.h"
#include "members.h"
#include "store/base/rights.h"
#include "store/people/unit_row.h"

/* SQL: her handle; "" after she left. */
#define HANDLE_OF(member) "coalesce((SELECT handle FROM member_name WHERE member_name.member = " member "), '')"
/* Copies that column; "a former member", in the reader's language, when it is empty. */
void person_copy_handle(sqlite3_stmt *row, int column, char to[HANDLE_BYTES]);

void person_home(struct store *store, int64_t member, char out[HOME_BYTES]);
int64_t person_household(struct store *store, int64_t member); /* the home as a number that is unique in the house; 0
                                                                * when she has none */
/* Length of the block's name in a home: 1 for "C 14" and for "C14". */
size_t person_block_length(const char *home);
bool person_same_block(const char *home, const char *other);
bool person_home_is_in(struct store *store, int64_t unit, const char *home);
/* Does a text name a home of this unit, or a block where people live: "C 14", "at c14", "Block C"? `out` gets the block
 * as its homes write it. RULES, "Words": a home is a block and a number. */
bool home_block_named(struct store *store, int64_t unit, const char *text, char out[HOME_BYTES]);
/* Does a text say this home: "I live at c14, ring twice"? */
bool home_is_said(const char *home, const char *text);
/* Compares labels; capitals do not matter. */
bool person_same_home(const char *home, const char *other);
/* May somebody who lives at `hers` confirm the new home `home`, which somebody of `adders` told of? She must not be of
 * that home. She must be of the new home's block, unless no other home of that block is in. */
bool person_may_be_second_home(
    struct store *store, int64_t unit, const char *hers, const char *home, const char *adders);
/* RESULT_REFUSED, with the sentence that only members may know who lives here. */
enum result person_refuse_people(struct store *store);

#endif
