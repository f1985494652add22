/* uid.c: random identifiers, and salted hashes that reveal nothing about a short text. */
#include <sodium.h>
#include <string.h>

#include "store/base/db.h"

void db_salted_hash(const char *text, unsigned char salt[16], unsigned char hash[32])
{
    randombytes_buf(salt, 16);
    db_salted_again(text, salt, hash);
}

void db_salted_again(const char *text, const unsigned char salt[16], unsigned char hash[32])
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, 32);
    crypto_generichash_update(&state, salt, 16);
    crypto_generichash_update(&state, (const unsigned char *)text, strlen(text));
    crypto_generichash_final(&state, hash, 32);
}

void uid_make(int64_t now, char out[37])
{
    unsigned char bytes[16];
    uint64_t milliseconds = (uint64_t)now * 1000 + randombytes_uniform(1000);
    randombytes_buf(bytes, sizeof bytes);
    for (int i = 0; i < 6; i++)
        bytes[i] = (unsigned char)(milliseconds >> (40 - 8 * i));
    bytes[6] = (unsigned char)(0x70 | (bytes[6] & 0x0f));
    bytes[8] = (unsigned char)(0x80 | (bytes[8] & 0x3f));
    for (int i = 0, at = 0; i < 16; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            out[at++] = '-';
        at += snprintf(out + at, 3, "%02x", bytes[i]);
    }
}
