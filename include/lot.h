/*
 * lot.h: the lot that anyone can run again. RULES 7.2. It is RFC 3797: everybody has the numbered pool and the seed
 * lines, and gets the same draw. The house draws with BLAKE2b-256 in place of the RFC's MD5; MD5 is here only so that
 * published draws can be checked. Pure; `bbs lot` draws with the same functions.
 */
#ifndef BBS_LOT_H
#define BBS_LOT_H

#include <stddef.h>
#include <stdint.h>

#include "util.h"

enum lot_hash { LOT_BLAKE2B, LOT_MD5 };
enum {
    LOT_POOL_MOST = 65535, /* the rule writes the number of each draw in two bytes */
};

/* Appends one seed line to the key: its numbers ascending, in decimal, each closed with ".", then "/". Numbers are not
 * negative. Sorts `numbers`. */
void lot_key_add(struct buffer *key, int64_t *numbers, size_t count);

/*
 * Draws `select` of the numbers 1 to `pool` into `drawn`, in the order in which they are drawn. `pool` is at most
 * LOT_POOL_MOST, `select` at most `pool`.
 *
 * For i = 0, 1, ... the digest of (i, key, i), i as two bytes, the larger first, is read as one whole number, the
 * larger byte first. Its remainder by the count of those left says which of them, from 0, is drawn.
 */
void lot_draw(enum lot_hash hash, const char *key, int pool, int select, uint16_t *drawn);

#endif
