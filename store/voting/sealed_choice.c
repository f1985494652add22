#include "store/voting/sealed_choice.h"

#include <string.h>

void sealed_choice_write(const struct choice *choice, unsigned char out[CHOICE_BYTES])
{
    memset(out, 0, CHOICE_BYTES);
    memcpy(out, choice->key, CHOICE_KEY);
    memcpy(out + CHOICE_KEY, choice->ballot.value, sizeof choice->ballot.value);
}

void sealed_choice_read(const unsigned char in[CHOICE_BYTES], struct choice *out)
{
    memcpy(out->key, in, CHOICE_KEY);
    memcpy(out->ballot.value, in + CHOICE_KEY, sizeof out->ballot.value);
}

void sealed_choice_pair(const unsigned char *part, size_t length, unsigned char public[CHOICE_PUBLIC],
    unsigned char secret[crypto_box_SECRETKEYBYTES])
{
    unsigned char seed[crypto_box_SEEDBYTES];
    crypto_generichash(seed, sizeof seed, part, length, NULL, 0);
    crypto_box_seed_keypair(public, secret, seed);
    sodium_memzero(seed, sizeof seed);
}

bool sealed_choice_seal(const struct choice_parts *parts, const struct choice *choice, unsigned char out[CHOICE_SEALED])
{
    unsigned char inner[CHOICE_SEALED];
    unsigned long long length = CHOICE_BYTES;
    bool sealed = true;
    sealed_choice_write(choice, out);
    for (int i = 0; i < CHOICE_PARTS && sealed; i++) {
        memcpy(inner, out, (size_t)length);
        sealed = crypto_box_seal(out, inner, length, parts->public[i]) == 0;
        length += crypto_box_SEALBYTES;
    }
    sodium_memzero(inner, sizeof inner);
    if (!sealed)
        sodium_memzero(out, CHOICE_SEALED);
    return sealed;
}

bool sealed_choice_open(const struct choice_parts *parts, unsigned char (*secret)[crypto_box_SECRETKEYBYTES],
    const unsigned char sealed[CHOICE_SEALED], struct choice *out)
{
    unsigned char outer[CHOICE_SEALED], inner[CHOICE_SEALED];
    unsigned long long length = CHOICE_SEALED;
    bool open = true;
    memcpy(outer, sealed, sizeof outer);
    for (int i = CHOICE_PARTS - 1; i >= 0 && open; i--) {
        open = crypto_box_seal_open(inner, outer, length, parts->public[i], secret[i]) == 0;
        length -= crypto_box_SEALBYTES;
        memcpy(outer, inner, (size_t)length);
    }
    memset(out, 0, sizeof *out);
    if (open)
        sealed_choice_read(outer, out);
    sodium_memzero(outer, sizeof outer);
    sodium_memzero(inner, sizeof inner);
    return open;
}
