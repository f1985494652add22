/* lot.c: the lot of RFC 3797. See lot.h. Pure. */
#include "lot.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "store/voting/md5.h"

enum { DIGEST_MOST = 32 };

static int by_size(const void *first, const void *second)
{
    const int64_t *x = first, *y = second;
    return (*x > *y) - (*x < *y);
}

void lot_key_add(struct buffer *key, int64_t *numbers, size_t count)
{
    if (count > 1)
        qsort(numbers, count, sizeof *numbers, by_size);
    for (size_t i = 0; i < count; i++)
        buffer_format(key, "%" PRId64 ".", numbers[i]);
    buffer_string(key, "/");
}

static size_t digest_of(enum lot_hash hash, const struct buffer *message, unsigned char digest[DIGEST_MOST])
{
    const unsigned char *bytes = (const unsigned char *)message->data;
    if (hash == LOT_MD5) {
        md5(bytes, message->length, digest);
        return MD5_BYTES;
    }
    crypto_generichash(digest, DIGEST_MOST, bytes, message->length, NULL, 0);
    return DIGEST_MOST;
}

/* The remainder of the digest as one whole number, the larger byte first. */
static int remainder_of(const unsigned char *digest, size_t length, int divisor)
{
    uint32_t rest = 0;
    for (size_t i = 0; i < length; i++)
        rest = (rest << 8 | digest[i]) % (uint32_t)divisor;
    return (int)rest;
}

/* Writes i around the key. */
static void number_message(struct buffer *message, int i)
{
    char number[2] = { (char)(i >> 8), (char)(i & 0xff) };
    memcpy(message->data, number, sizeof number);
    memcpy(message->data + message->length - sizeof number, number, sizeof number);
}

void lot_draw(enum lot_hash hash, const char *key, int pool, int select, uint16_t *drawn)
{
    unsigned char digest[DIGEST_MOST];
    uint16_t *left = xcalloc((size_t)pool, sizeof *left);
    struct buffer message = { 0 };
    buffer_format(&message, "..%s..", key);
    for (int i = 0; i < pool; i++)
        left[i] = (uint16_t)(i + 1);
    for (int i = 0; i < select; i++) {
        number_message(&message, i);
        size_t length = digest_of(hash, &message, digest);
        int at = remainder_of(digest, length, pool - i);
        drawn[i] = left[at];
        memmove(left + at, left + at + 1, (size_t)(pool - i - 1 - at) * sizeof *left);
    }
    buffer_clear(&message);
    free(left);
}
