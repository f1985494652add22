/*
 * draw_row.h: the lot for a panel, which anyone can run again. RULES 7.2. Private to store/moderation.
 *
 * 1. The house writes the numbered pool into the book, with the hash of a number of its own.
 * 2. The first three homes of the pool that like to each give a number. The program adds 16 random bytes, so that a
 *    small number cannot be guessed; the book gets the hash of both, and the memory of `ephemeral` gets both.
 * 3. With the third number, or after a day with the numbers that are there, they are opened: each by whoever gave it,
 *    or after an hour by the house, from that memory. So nobody spoils the lot by keeping silent.
 * 4. The opened numbers are the seed lines of RFC 3797. Are there fewer than three, the house's own comes behind them.
 * When the process that has the numbers in its memory died meanwhile, the book says so, and a new lot begins.
 *
 * The book has the pool as numbers of members, in its order (RULES 1.12: numbers for people). `lot N` shows the unit
 * the handles that belong to them, from draw_pool, which is emptied after a year: a pool of numbers alone could be run
 * again and not checked, as nobody would find herself in it, nor see that a home was left out that should be in. What
 * it tells is known to neighbours anyway: who votes here, and that the author's home and those of all moderators are
 * not in. Who reported is in it like everybody, and is passed over unseen after the draw. Another unit, a guest and the
 * export get no handle of it.
 */
#ifndef BBS_DRAW_ROW_H
#define BBS_DRAW_ROW_H

#include "store/moderation/act_row.h"

/* Members who may be drawn for a panel about this act: they vote here and log in themselves, were not drawn for it yet,
 * are neither its author nor a moderator, nor of the home of one. Who reported is in it too, and her home, so that the
 * pool tells nothing of them: they are passed over when they are drawn (draw_ask). Ascending; *out is malloc'd. */
size_t pool_find(struct store *store, const struct act_row *act, int64_t now, int64_t **out);
/* Whether this person is passed over unseen when she is drawn: she or her home reported it, or the post concerns her
 * (RULES 7.4): it names her, or answers her. A pool without her would tell neighbours whom a covered post is about. */
bool pool_is_silent(struct store *store, const struct act_row *act, int64_t member);
/* Whether this person would not be in a pool made now: she moved to a home of the matter, or is a moderator, since. */
bool pool_keeps_out(struct store *store, const struct act_row *act, int64_t member, int64_t now);

/* Begins a lot among these people. `after`: a lost one in whose place it comes; 0: none. Only the caretaker.
 * RESULT_BUSY: `ephemeral` does not answer now. A transaction of its own. */
enum result draw_begin(
    struct store *store, const struct act_row *act, const int64_t *pool, size_t count, int64_t after, int64_t now);
/* Does what is due to the lots that are going on. Only the caretaker. Returns how many changed, -1 on failure. */
int draws_tend(struct store *store, int64_t now);

/* --- pure --- */

/* "4711.0123...": a number and 16 bytes. */
void draw_slip_make(int64_t number, const unsigned char bytes[16], char out[DRAW_SLIP_BYTES]);
void draw_slip_hash(const char *slip, unsigned char hash[32]);

#endif
