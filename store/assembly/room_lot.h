/*
 * room_lot.h: a lot that the house draws at once, inside a write, so that anybody can run it again. RULES 7.2; within a
 * meeting: go-rounds, small groups, empty chairs. Private to store/.
 *
 * The book gets two entries. The first has the size of the pool, how many are drawn, and the BLAKE2b-256 of the key;
 * the second has the seed: four numbers. `bbs lot` with these numbers as its only seed line draws the same.
 */
#ifndef BBS_ROOM_LOT_H
#define BBS_ROOM_LOT_H

#include "store/base/db.h"

/* Sorts `pool`, which numbers it from 1, and draws `select` of it to its beginning, in the order of the draw.
 * `subject`: the meeting. */
enum result room_lot(
    struct store *store, int64_t unit, int64_t subject, int64_t *pool, size_t count, size_t select, int64_t now);

#endif
