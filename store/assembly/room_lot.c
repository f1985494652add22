/* room_lot.c: see room_lot.h. */
#include "store/assembly/room_lot.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "lot.h"

enum { SEEDS = 4, HASH = 32 };

static int by_number(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

static enum result book_pool(struct store *store, int64_t unit, int64_t subject, const struct buffer *key, size_t count,
    size_t select, int64_t now)
{
    unsigned char hash[HASH];
    char data[80];
    crypto_generichash(hash, HASH, (const unsigned char *)buffer_text(key), key->length, NULL, 0);
    snprintf(data, sizeof data, "{\"pool\":%zu,\"select\":%zu}", count, select);
    return ledger_append(store,
        &(struct ledger_new) {
            .at = now, .unit = unit, .subject = subject, .kind = LEDGER_LOT_SEALED, .text_hash = hash, .data = data });
}

static enum result book_seed(
    struct store *store, int64_t unit, int64_t subject, const int64_t seeds[SEEDS], int64_t now)
{
    char data[120];
    snprintf(data, sizeof data, "{\"seed\":[%lld,%lld,%lld,%lld]}", (long long)seeds[0], (long long)seeds[1],
        (long long)seeds[2], (long long)seeds[3]);
    return ledger_append(store,
        &(struct ledger_new) { .at = now, .unit = unit, .subject = subject, .kind = LEDGER_LOT_DRAWN, .data = data });
}

/* Puts the drawn ones first, in their order. The others follow in any order. */
static void reorder(int64_t *pool, size_t count, const uint16_t *drawn, size_t select)
{
    int64_t *before = xcalloc(count, sizeof *before);
    memcpy(before, pool, count * sizeof *before);
    for (size_t i = 0; i < select; i++)
        pool[i] = before[drawn[i] - 1];
    free(before);
}

enum result room_lot(
    struct store *store, int64_t unit, int64_t subject, int64_t *pool, size_t count, size_t select, int64_t now)
{
    int64_t seeds[SEEDS];
    struct buffer key = { 0 };
    if (count == 0 || count > LOT_POOL_MOST)
        return db_outcome(store);
    select = select > count ? count : select;
    qsort(pool, count, sizeof *pool, by_number);
    for (int i = 0; i < SEEDS; i++)
        seeds[i] = (int64_t)randombytes_random();
    lot_key_add(&key, seeds, SEEDS);
    enum result result = book_pool(store, unit, subject, &key, count, select, now);
    if (result == RESULT_OK)
        result = book_seed(store, unit, subject, seeds, now);
    uint16_t *drawn = xcalloc(select, sizeof *drawn);
    lot_draw(LOT_BLAKE2B, buffer_text(&key), (int)count, (int)select, drawn);
    reorder(pool, count, drawn, select);
    free(drawn);
    buffer_clear(&key);
    return result;
}
