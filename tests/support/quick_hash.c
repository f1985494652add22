/*
 * quick_hash.c: stands in for libsodium's functions of the same names in tests that have the store in their own
 * process. Nobody attacks their passwords and phrases: each is hashed with the least work there is. A hash says its
 * work itself, therefore passwords are checked as ever. The functions are weak: a test may define its own.
 */
#include <sodium.h>

__attribute__((weak)) int crypto_pwhash_str(char out[crypto_pwhash_STRBYTES], const char *const password,
    unsigned long long length, unsigned long long work, size_t memory)
{
    (void)work;
    (void)memory;
    return crypto_pwhash_argon2id_str(
        out, password, length, crypto_pwhash_argon2id_OPSLIMIT_MIN, crypto_pwhash_argon2id_MEMLIMIT_MIN);
}

__attribute__((weak)) int crypto_pwhash(unsigned char *const out, unsigned long long size, const char *const phrase,
    unsigned long long length, const unsigned char *const salt, unsigned long long work, size_t memory, int algorithm)
{
    (void)work;
    (void)memory;
    return crypto_pwhash_argon2id(out, size, phrase, length, salt, crypto_pwhash_argon2id_OPSLIMIT_MIN,
        crypto_pwhash_argon2id_MEMLIMIT_MIN, algorithm);
}
