/* secret_row.h: what the files of secret votes share (include/secret_votes.h). Private to store/assembly/. */
#ifndef BBS_SECRET_ROW_H
#define BBS_SECRET_ROW_H

#include "secret_votes.h"
#include "store/assembly/vote_row.h"
#include "store/voting/sealed_choice.h"

/* What a secret vote has beyond a vote. */
struct secret_row {
    int64_t urn, closer; /* urn: the process that has its choices or slips in memory; 0: none */
    int asked, backs;    /* backs: slips that were typed back */
    bool has_part;       /* the house made keys/vote-N */
    struct choice_parts parts;
};
void secret_row_read(struct store *store, int64_t vote, struct secret_row *out);

/* SQL: a member who is in the list, and has no paper. */
#define SECRET_VOTERS "SELECT member FROM vote_voter WHERE vote = ? AND way <> " SQL_VOTE_ON_PAPER " ORDER BY member"

/* What the memory knows of the box of this vote, and of this voter in it: she herself, or somebody by her digits. */
enum result secret_state_of(struct store *store, const struct actor *actor, int64_t vote, struct ephemeral_state *out);

/* Wakes the caretaker: a secret vote needs it. Inside a write, or after a read. */
void secret_wake_house(struct store *store);

/* The choices were lost, or nobody can ever open them: all that was cast is destroyed, and everybody is asked again.
 * Over days the vote is prepared anew unless `same_slips`. Inside a write. */
enum result secret_ask_again(struct store *store, const struct vote_row *row, bool same_slips, int64_t now);

/* How many put a choice into the room's box; -1: the house cannot say. */
int secret_given(struct store *store, int64_t vote);

/* Tracking words can be had there; secret_cast.c. */
bool secret_has_words(const struct vote_row *row);

/* --- secret_count.c --- */
/* Writes the open ballots and ends the vote; too few are not written. `key` and `ballot` are in an order that was
 * drawn. Inside a write. */
enum result secret_count(struct store *store, const struct vote_row *row, const struct secret_row *secret,
    const struct choice *choice, size_t count, int64_t now);

/* --- the slips, when a vote is counted: what is kept in memory of each; secret_slip.c --- */
struct slip_in {
    uint8_t place; /* 1 or 2 */
    unsigned char secret[SLIP_BYTES];
};

#endif
