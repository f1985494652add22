#include "bbs/safe/seal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gettext.h"
#include "text.h"
#include "util.h"

static const char mark[] = "bbs sealed backup 1\n";
static const char alphabet[] = "0123456789abcdefghjkmnpqrstvwxyz"; /* Crockford's: no i, l, o, u */

enum {
    MARK = sizeof mark - 1,
    KEY = crypto_secretstream_xchacha20poly1305_KEYBYTES,
    BOX = KEY + crypto_box_SEALBYTES,
    HEAD = crypto_secretstream_xchacha20poly1305_HEADERBYTES,
    MORE = crypto_secretstream_xchacha20poly1305_ABYTES,
    FINAL = crypto_secretstream_xchacha20poly1305_TAG_FINAL,
    MESSAGE = crypto_secretstream_xchacha20poly1305_TAG_MESSAGE,
    SECRET = crypto_box_SECRETKEYBYTES,
    CHECKED = SECRET + 2, /* with its checksum */
    SIGNS = (CHECKED * 8 + 4) / 5,
    GROUP = 5,
};
_Static_assert(SIGNS + SIGNS / GROUP == SEAL_WORDS, "a secret fits its words");

struct seal {
    crypto_secretstream_xchacha20poly1305_state stream;
    int fd;
    bool failed, ended;
    size_t length, at; /* bytes in `piece`, and how many of them were read out */
    unsigned char piece[SEAL_PIECE], sealed[SEAL_PIECE + MORE];
};

/* --- keys --- */

void seal_key_make(struct seal_public *public, struct seal_secret *secret)
{
    crypto_box_keypair(public->bytes, secret->bytes);
}

static void add_check(unsigned char bytes[CHECKED])
{
    unsigned char hash[crypto_generichash_BYTES];
    crypto_generichash(hash, sizeof hash, bytes, SECRET, NULL, 0);
    memcpy(bytes + SECRET, hash, CHECKED - SECRET);
}

void seal_secret_print(const struct seal_secret *secret, char out[SEAL_WORDS])
{
    unsigned char bytes[CHECKED + 1] = { 0 }; /* one extra byte, for the bits after the last sign */
    memcpy(bytes, secret->bytes, SECRET);
    add_check(bytes);
    for (size_t i = 0; i < SIGNS; i++) {
        size_t bit = i * 5;
        unsigned two = (unsigned)bytes[bit / 8] << 8 | bytes[bit / 8 + 1];
        if (i > 0 && i % GROUP == 0)
            *out++ = ' ';
        *out++ = alphabet[two >> (11 - bit % 8) & 31];
    }
    *out = '\0';
    sodium_memzero(bytes, sizeof bytes);
}

/* Returns -1 for a sign outside the alphabet. A sign that looks like one of the alphabet counts as that one. */
static int sign_value(char small)
{
    small = small == 'o' ? '0' : small == 'i' || small == 'l' ? '1' : small;
    const char *at = small ? strchr(alphabet, small) : NULL;
    return at ? (int)(at - alphabet) : -1;
}

bool seal_secret_parse(const char *text, struct seal_secret *out)
{
    unsigned char bytes[CHECKED + 1] = { 0 }, checked[CHECKED];
    char plain[SIGNS + 1];
    bool good = text_code(text, plain, sizeof plain) && strlen(plain) == SIGNS;
    for (size_t i = 0; good && i < SIGNS; i++) {
        int value = sign_value(plain[i]);
        if (value < 0) {
            good = false;
            break;
        }
        size_t bit = i * 5;
        unsigned two = (unsigned)value << (11 - bit % 8);
        bytes[bit / 8] |= (unsigned char)(two >> 8);
        bytes[bit / 8 + 1] |= (unsigned char)two;
    }
    memcpy(checked, bytes, CHECKED);
    add_check(checked);
    good = good && sodium_memcmp(checked, bytes, CHECKED) == 0;
    if (good)
        memcpy(out->bytes, bytes, SECRET);
    sodium_memzero(plain, sizeof plain);
    sodium_memzero(bytes, sizeof bytes);
    sodium_memzero(checked, sizeof checked);
    return good;
}

/* --- writing --- */

struct seal *seal_begin(int fd, const struct seal_public *public)
{
    unsigned char key[KEY], box[BOX], head[HEAD];
    struct seal *seal = xcalloc(1, sizeof *seal);
    seal->fd = fd;
    crypto_secretstream_xchacha20poly1305_keygen(key);
    bool begun = crypto_box_seal(box, key, sizeof key, public->bytes) == 0 &&
                 crypto_secretstream_xchacha20poly1305_init_push(&seal->stream, head, key) == 0;
    sodium_memzero(key, sizeof key);
    if (!begun)
        errno = EINVAL; /* the key is not a point of the curve, so it can seal nothing */
    if (begun && util_write_all(fd, mark, MARK) && util_write_all(fd, public->bytes, sizeof public->bytes) &&
        util_write_all(fd, box, BOX) && util_write_all(fd, head, HEAD))
        return seal;
    seal_open_end(seal);
    return NULL;
}

static bool write_piece(struct seal *seal, unsigned char tag)
{
    crypto_secretstream_xchacha20poly1305_push(
        &seal->stream, seal->sealed, NULL, seal->piece, seal->length, NULL, 0, tag);
    seal->failed = !util_write_all(seal->fd, seal->sealed, seal->length + MORE);
    seal->length = 0;
    return !seal->failed;
}

bool seal_write(struct seal *seal, const void *bytes, size_t length)
{
    const unsigned char *from = bytes;
    while (length > 0 && !seal->failed) {
        size_t room = SEAL_PIECE - seal->length, taken = length < room ? length : room;
        memcpy(seal->piece + seal->length, from, taken);
        seal->length += taken;
        from += taken;
        length -= taken;
        if (seal->length == SEAL_PIECE)
            write_piece(seal, MESSAGE);
    }
    return !seal->failed;
}

bool seal_end(struct seal *seal)
{
    bool whole = !seal->failed && write_piece(seal, FINAL);
    int why = errno;
    seal_open_end(seal);
    errno = why;
    return whole;
}

/* --- reading --- */

const char *seal_fault_sentence(enum seal_fault fault)
{
    switch (fault) {
    case SEAL_OPENED:
        return "";
    case SEAL_NOT_OURS:
        return _("This is no sealed backup, or one of a newer version of bbs.");
    case SEAL_OTHER_KEY:
        return _("This backup is sealed to another key. Look for the paper of the house that made it.");
    case SEAL_CHANGED:
        return _("This backup is damaged: a part of it is not what was sealed. Take another one.");
    case SEAL_CUT_OFF:
        return _("This backup is cut off, or damaged at its end. Copy it again, or take another one.");
    case SEAL_UNREADABLE:
        break;
    }
    return _("This backup cannot be read from its disk. Take another copy.");
}

/* Reads `most` bytes, or fewer at the end of the file; -1 when the disk fails. */
static ssize_t read_all(int fd, unsigned char *out, size_t most)
{
    size_t got = 0;
    while (got < most) {
        ssize_t length = read(fd, out + got, most - got);
        if (length < 0 && errno == EINTR)
            continue;
        if (length < 0)
            return -1;
        if (length == 0)
            break;
        got += (size_t)length;
    }
    return (ssize_t)got;
}

static enum seal_fault open_head(struct seal *seal, const struct seal_secret *secret)
{
    struct {
        unsigned char mark[MARK], public[crypto_box_PUBLICKEYBYTES], box[BOX], head[HEAD];
    } first;
    unsigned char public[crypto_box_PUBLICKEYBYTES], key[KEY];
    ssize_t length = read_all(seal->fd, (unsigned char *)&first, sizeof first);
    if (length < 0)
        return SEAL_UNREADABLE;
    if (length < MARK || memcmp(first.mark, mark, MARK) != 0)
        return SEAL_NOT_OURS;
    if (length < (ssize_t)sizeof first)
        return SEAL_CUT_OFF;
    crypto_scalarmult_base(public, secret->bytes);
    if (memcmp(first.public, public, sizeof public) != 0)
        return SEAL_OTHER_KEY;
    bool opened = crypto_box_seal_open(key, first.box, BOX, public, secret->bytes) == 0 &&
                  crypto_secretstream_xchacha20poly1305_init_pull(&seal->stream, first.head, key) == 0;
    sodium_memzero(key, sizeof key);
    return opened ? SEAL_OPENED : SEAL_CHANGED;
}

struct seal *seal_open_begin(int fd, const struct seal_secret *secret, enum seal_fault *fault)
{
    struct seal *seal = xcalloc(1, sizeof *seal);
    seal->fd = fd;
    *fault = open_head(seal, secret);
    if (*fault == SEAL_OPENED)
        return seal;
    seal_open_end(seal);
    return NULL;
}

static enum seal_fault read_piece(struct seal *seal)
{
    unsigned char tag, beyond;
    ssize_t length = read_all(seal->fd, seal->sealed, sizeof seal->sealed);
    if (length < 0)
        return SEAL_UNREADABLE;
    if (length < MORE)
        return SEAL_CUT_OFF;
    bool opened = crypto_secretstream_xchacha20poly1305_pull(
                      &seal->stream, seal->piece, NULL, &tag, seal->sealed, (unsigned long long)length, NULL, 0) == 0;
    /* A short piece that does not open was cut, or bytes were added after it. A full piece was changed. */
    if (!opened)
        return length < (ssize_t)sizeof seal->sealed ? SEAL_CUT_OFF : SEAL_CHANGED;
    seal->at = 0;
    seal->length = (size_t)length - MORE;
    seal->ended = tag == FINAL;
    if (!seal->ended)
        return length < (ssize_t)sizeof seal->sealed ? SEAL_CUT_OFF : SEAL_OPENED;
    return read_all(seal->fd, &beyond, 1) == 0 ? SEAL_OPENED : SEAL_CHANGED;
}

enum seal_fault seal_open_some(struct seal *seal, void *out, size_t most, size_t *length)
{
    *length = 0;
    while (seal->at == seal->length && !seal->ended) {
        enum seal_fault fault = read_piece(seal);
        if (fault != SEAL_OPENED)
            return fault;
    }
    size_t left = seal->length - seal->at;
    *length = left < most ? left : most;
    memcpy(out, seal->piece + seal->at, *length);
    seal->at += *length;
    return SEAL_OPENED;
}

enum seal_fault seal_open_read(struct seal *seal, void *out, size_t length)
{
    unsigned char *to = out;
    while (length > 0) {
        size_t got;
        enum seal_fault fault = seal_open_some(seal, to, length, &got);
        if (fault != SEAL_OPENED)
            return fault;
        if (got == 0)
            return SEAL_CUT_OFF;
        to += got;
        length -= got;
    }
    return SEAL_OPENED;
}

void seal_open_end(struct seal *seal)
{
    if (seal == NULL)
        return;
    sodium_memzero(seal, sizeof *seal);
    free(seal);
}
