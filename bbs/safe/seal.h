/*
 * seal.h: a stream of bytes sealed (encrypted) to a public key. Only a person with the secret part of the key can open
 * it; the house cannot. It is written and read in pieces of 64 KiB, whatever its length.
 *
 * The file: the line "bbs sealed backup 1", the public key (32 bytes), the stream's own key sealed to it
 * (crypto_box_seal, 80 bytes), the head of a crypto_secretstream (24 bytes), then its messages. Every message but the
 * last holds 64 KiB; the last, which may be empty, is marked as final. So no part can be cut off, changed, left out or
 * moved without being noticed. The seal does not prove its maker: everybody with the public key can make one.
 */
#ifndef BBS_SEAL_H
#define BBS_SEAL_H

#include <sodium.h>
#include <stdbool.h>
#include <stddef.h>

enum { SEAL_PIECE = 64 << 10, SEAL_WORDS = 66 /* length of a printed secret with its NUL */ };

struct seal_public {
    unsigned char bytes[crypto_box_PUBLICKEYBYTES];
};
struct seal_secret { /* the caller zeroes it (sodium_memzero) */
    unsigned char bytes[crypto_box_SECRETKEYBYTES];
};

void seal_key_make(struct seal_public *public, struct seal_secret *secret);
/* Prints a secret for paper: eleven groups of five, without letters that look like others. The end is a checksum. */
void seal_secret_print(const struct seal_secret *secret, char out[SEAL_WORDS]);
/* Reads a printed secret; large or small letters, spaces and dashes do not matter. False when it was copied wrongly. */
bool seal_secret_parse(const char *text, struct seal_secret *out);

struct seal; /* one file that is being written or read */

/* Begins to write to `fd`, which the caller closes. NULL on failure, with errno. */
struct seal *seal_begin(int fd, const struct seal_public *public);
bool seal_write(struct seal *seal, const void *bytes, size_t length); /* false on failure, with errno */
/* Writes the last message, unless a write failed before. Frees. False on failure, with errno; the file is then useless.
 */
bool seal_end(struct seal *seal);

/* What can be wrong with a sealed file. */
enum seal_fault {
    SEAL_OPENED,
    SEAL_NOT_OURS,  /* not a sealed backup, or one of a newer version */
    SEAL_OTHER_KEY, /* sealed to another key */
    SEAL_CHANGED,   /* some byte was changed */
    SEAL_CUT_OFF,   /* the end is missing or damaged */
    SEAL_UNREADABLE,
};
const char *seal_fault_sentence(enum seal_fault fault);

/* Begins to read from `fd`. NULL on failure, with *fault. */
struct seal *seal_open_begin(int fd, const struct seal_secret *secret, enum seal_fault *fault);
/* Reads exactly `length` bytes. After a fault no part of the file may be trusted. */
enum seal_fault seal_open_read(struct seal *seal, void *out, size_t length);
/* Reads the rest of the present piece, at most `most` bytes. *length is 0 only at the sealed end of the file. */
enum seal_fault seal_open_some(struct seal *seal, void *out, size_t most, size_t *length);
void seal_open_end(struct seal *seal); /* frees; NULL is allowed */

#endif
