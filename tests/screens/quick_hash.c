/*
 * quick_hash.c: stands in for libsodium's function of the same name in the tests of the screens. They make a house for
 * each scene, with passwords that nobody attacks: each is hashed with the least work there is. The hash says so
 * itself, therefore passwords are checked as ever.
 */
#include <sodium.h>

int crypto_pwhash_str(char out[crypto_pwhash_STRBYTES], const char *const password, unsigned long long length,
    unsigned long long work, size_t memory)
{
    (void)work;
    (void)memory;
    return crypto_pwhash_argon2id_str(
        out, password, length, crypto_pwhash_argon2id_OPSLIMIT_MIN, crypto_pwhash_argon2id_MEMLIMIT_MIN);
}
