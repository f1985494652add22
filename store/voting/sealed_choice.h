/*
 * sealed_choice.h: a choice in a sealed box that needs three parts to be opened (RULES 4.7): two slips, and a file
 * beside the database. Pure, but for random numbers.
 *
 * Each part is a key pair of its own, made from its secret alone: so no process ever has the whole secret before the
 * closing, and a slip can be checked by its public half. The choice is sealed to the file, the result to the first
 * slip, that to the second one: whoever lacks one of the three opens nothing.
 *
 * All boxes have one length, whatever was chosen, and whether or not the voter asked for words to find it again.
 */
#ifndef BBS_SEALED_CHOICE_H
#define BBS_SEALED_CHOICE_H

#include <sodium.h>
#include <stdbool.h>

#include "ballot.h"

enum {
    CHOICE_KEY = 16,   /* bytes of the number under which an open ballot stands */
    CHOICE_BYTES = 64, /* a key, a ballot, zeroes */
    CHOICE_PARTS = 3,
    CHOICE_SEALED = CHOICE_BYTES + CHOICE_PARTS * crypto_box_SEALBYTES,
    CHOICE_PUBLIC = crypto_box_PUBLICKEYBYTES,
    SLIP_BYTES = 16,    /* the secret of a slip */
    FILE_KEY_BYTES = 32 /* the secret in the file */
};
_Static_assert((int)CHOICE_KEY + (int)sizeof(struct ballot) <= (int)CHOICE_BYTES, "a ballot fits");

struct choice { /* what is sealed; the caller wipes it */
    unsigned char key[CHOICE_KEY];
    struct ballot ballot;
};
void sealed_choice_write(const struct choice *choice, unsigned char out[CHOICE_BYTES]);
void sealed_choice_read(const unsigned char in[CHOICE_BYTES], struct choice *out);

/* The key pair of a part. The caller wipes `secret`. */
void sealed_choice_pair(const unsigned char *part, size_t length, unsigned char public[CHOICE_PUBLIC],
    unsigned char secret[crypto_box_SECRETKEYBYTES]);

struct choice_parts { /* the public halves, in the order: file, first slip, second slip */
    unsigned char public[CHOICE_PARTS][CHOICE_PUBLIC];
};
bool sealed_choice_seal(
    const struct choice_parts *parts, const struct choice *choice, unsigned char out[CHOICE_SEALED]);
/* `secret`: of the same parts in the same order. False: one of them is wrong, or the box is damaged. */
bool sealed_choice_open(const struct choice_parts *parts, unsigned char (*secret)[crypto_box_SECRETKEYBYTES],
    const unsigned char sealed[CHOICE_SEALED], struct choice *out);

#endif
