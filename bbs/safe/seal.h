/*
 * seal.h: a stream of bytes sealed to a public key: whoever has the key's secret part opens it, the house itself
 * cannot. Written and read in pieces of 64 KiB, whatever its length.
 *
 * The file: the line "bbs sealed backup 1", the public key (32 bytes), the stream's own key sealed to it
 * (crypto_box_seal, 80 bytes), the head of a crypto_secretstream (24 bytes), then its messages. Every message but the
 * last holds 64 KiB; the last, which may be empty, is marked as final. So nothing can be cut off, changed, left out or
 * put elsewhere unnoticed. Who sealed it, the seal does not say: everybody may, who knows the public key.
 */
#ifndef BBS_SEAL_H
#define BBS_SEAL_H

#include <sodium.h>
#include <stdbool.h>
#include <stddef.h>

enum { SEAL_PIECE = 64 << 10, SEAL_WORDS = 66 /* of a secret as it is printed, with its end */ };

struct seal_public {
    unsigned char bytes[crypto_box_PUBLICKEYBYTES];
};
struct seal_secret { /* the caller zeroes it (sodium_memzero) */
    unsigned char bytes[crypto_box_SECRETKEYBYTES];
};

void seal_key_make(struct seal_public *public, struct seal_secret *secret);
/* For paper: eleven groups of five, without letters that look like others, the last of them a check. */
void seal_secret_print(const struct seal_secret *secret, char out[SEAL_WORDS]);
/* Large or small letters, spaces and dashes as they come. False: it was not copied rightly. */
bool seal_secret_parse(const char *words, struct seal_secret *out);

struct seal; /* one file being written, or being read */

/* Begins to write to `fd`, which stays the caller's. NULL: it cannot be written (errno). */
struct seal *seal_begin(int fd, const struct seal_public *public);
bool seal_write(struct seal *seal, const void *bytes, size_t length); /* false: errno says why */
/* The last message, unless one before failed. Frees. False: errno says why; what is there opens no more. */
bool seal_end(struct seal *seal);

/* What can be wrong with a sealed file. */
enum seal_fault {
    SEAL_OPENED,
    SEAL_NOT_OURS,  /* no sealed backup, or one of a newer version */
    SEAL_OTHER_KEY, /* sealed to another key */
    SEAL_CHANGED,   /* a byte of it is not what was sealed */
    SEAL_CUT_OFF,   /* or damaged at its end */
    SEAL_UNREADABLE,
};
const char *seal_fault_sentence(enum seal_fault fault);

/* Begins to read from `fd`. NULL with *fault. */
struct seal *unseal_begin(int fd, const struct seal_secret *secret, enum seal_fault *fault);
/* Exactly `length` bytes. A fault: nothing of the file is to be trusted as whole. */
enum seal_fault unseal_read(struct seal *seal, void *out, size_t length);
/* What is left of the piece at hand, at most `most` bytes; *length 0 only at the sealed end of all. */
enum seal_fault unseal_some(struct seal *seal, void *out, size_t most, size_t *length);
void unseal_end(struct seal *seal); /* frees; NULL is allowed */

#endif
