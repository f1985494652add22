/* paper_seal.c: see paper_seal.h. */
#include "store/assembly/paper_seal.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "votes.h"

enum {
    PLAIN = VOTE_PAPER_MAX + 8, /* whatever was counted: numbers and signs, a byte each */
    SEALED = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + PLAIN,
};
static const char mark = '='; /* no count begins with it */

static void key_for(struct store *store, int64_t vote, unsigned char key[crypto_secretbox_KEYBYTES])
{
    static const char purpose[] = "papers of a secret vote";
    crypto_generichash_state state;
    crypto_generichash_init(&state, store->keys.handles, sizeof store->keys.handles, crypto_secretbox_KEYBYTES);
    crypto_generichash_update(&state, (const unsigned char *)purpose, sizeof purpose);
    crypto_generichash_update(&state, (const unsigned char *)&vote, sizeof vote);
    crypto_generichash_final(&state, key, crypto_secretbox_KEYBYTES);
    sodium_memzero(&state, sizeof state);
}

char *paper_seal(struct store *store, int64_t vote, const char *counts)
{
    unsigned char key[crypto_secretbox_KEYBYTES], *plain = xcalloc(1, PLAIN), *sealed = xcalloc(1, SEALED);
    char *kept = xmalloc(1 + 2 * SEALED + 1);
    util_copy_text((char *)plain, PLAIN, counts);
    key_for(store, vote, key);
    /* the number that is used once comes from the text itself: so equal counts are known as equal */
    crypto_generichash(sealed, crypto_secretbox_NONCEBYTES, plain, PLAIN, key, sizeof key);
    crypto_secretbox_easy(sealed + crypto_secretbox_NONCEBYTES, plain, PLAIN, sealed, key);
    kept[0] = mark;
    sodium_bin2hex(kept + 1, 2 * SEALED + 1, sealed, SEALED);
    sodium_memzero(key, sizeof key);
    free(plain);
    free(sealed);
    return kept;
}

char *paper_open(struct store *store, int64_t vote, const char *kept)
{
    if (kept[0] != mark)
        return xstrdup(kept);
    unsigned char key[crypto_secretbox_KEYBYTES], *sealed = xcalloc(1, SEALED);
    char *counts = xcalloc(1, PLAIN + 1);
    size_t length = 0;
    key_for(store, vote, key);
    bool open = sodium_hex2bin(sealed, SEALED, kept + 1, strlen(kept + 1), NULL, &length, NULL) == 0 &&
                length == SEALED &&
                crypto_secretbox_open_easy((unsigned char *)counts, sealed + crypto_secretbox_NONCEBYTES,
                    SEALED - crypto_secretbox_NONCEBYTES, sealed, key) == 0;
    sodium_memzero(key, sizeof key);
    free(sealed);
    if (open)
        return counts;
    free(counts);
    return NULL;
}
