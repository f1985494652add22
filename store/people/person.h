/* person.h: a member's name and home. Private to store/. */
#ifndef BBS_PERSON_H
#define BBS_PERSON_H

#include "homes.h"
#include "members.h"
#include "store/base/rights.h"
#include "store/people/unit_row.h"

/* SQL for a handle, "" once she left. */
#define HANDLE_OF(member) "coalesce((SELECT handle FROM member_name WHERE member_name.member = " member "), '')"
/* Copies such a column, in words where it is empty. */
void copy_handle(sqlite3_stmt *row, int column, char to[HANDLE_BYTES]);

void home_of(struct store *store, int64_t member, char out[HOME_BYTES]);
int64_t household_of(struct store *store, int64_t member); /* the home as a number, of all streets; 0: none */
/* How long the block's name is in a home: of "C" in "C 14" and in "C14". */
size_t block_length(const char *home);
bool same_block(const char *home, const char *other);
bool home_is_in(struct store *store, int64_t unit, const char *home);
/* Capitals do not matter. */
bool same_home(const char *home, const char *other);
/* May somebody of `hers` be the second home for a new one, which `adders` told of? Of its block, where the block has
 * such a home. */
bool may_be_second_home(struct store *store, int64_t unit, const char *hers, const char *home, const char *adders);
/* RESULT_REFUSED: who lives here is for members. */
enum result refuse_people(struct store *store);

#endif
