/*
 * fuzz_input.c: the parser of what terminals send, without a terminal. First byte: which of the two is played.
 *
 * Known sequences and words are put together as the input says: then it is known what has to come out, however the
 * bytes are cut in time. Or any bytes come: then nothing but characters and names may come out, the parser goes on
 * after them, and pauses that are shorter than an Esc change nothing.
 */
#include <string.h>

#include "input.h"
#include "tests/fuzz/property.h"
#include "tests/support/sequences.h"

enum { KEYS_MOST = 8192, BYTES_MOST = 2000, START = 100000 };

struct heard {
    struct input_key key[KEYS_MOST];
    size_t count;
};
struct bytes {
    unsigned char byte[BYTES_MOST];
    size_t length;
};

static void note(struct heard *heard, const struct input_key *keys, size_t count)
{
    property(count <= INPUT_KEYS_MOST, "no more keys than there is room for");
    for (size_t i = 0; i < count && heard->count < KEYS_MOST; i++)
        heard->key[heard->count++] = keys[i];
}

static void hear(struct input *input, unsigned char byte, int64_t now, struct heard *heard)
{
    struct input_key keys[INPUT_KEYS_MOST];
    struct input_read read = input_count(input, &byte, 1, now);
    size_t before = heard->count;
    note(heard, keys, input_take(input, byte, now, keys));
    property(read.keys <= heard->count - before, "what is counted comes");
}

static void end(struct input *input, int64_t now, struct heard *heard)
{
    struct input_key keys[INPUT_KEYS_MOST];
    note(heard, keys, input_look(input, now + INPUT_PASTE_LOST_MS, keys));
    property(input->state == INPUT_GROUND && !input->pasting, "after a while all is over");
    property(input_due(input, now + INPUT_PASTE_LOST_MS) == -1, "and nothing waits");
}

/* An Esc that was taken back is no key. */
static void forget_undone(struct heard *heard)
{
    size_t kept = 0;
    for (size_t i = 0; i < heard->count; i++)
        if (heard->key[i].name == INPUT_ESCAPE_UNDONE) {
            property(kept > 0 && heard->key[kept - 1].name == INPUT_ESCAPE, "what is taken back was given");
            kept--;
        } else
            heard->key[kept++] = heard->key[i];
    heard->count = kept;
}

static void are_the_same(const struct heard *one, const struct heard *other, const char *words)
{
    property(one->count == other->count, words);
    for (size_t i = 0; i < one->count; i++)
        property(one->key[i].name == other->key[i].name && one->key[i].letter == other->key[i].letter, words);
}

/* --- known sequences --- */

/* Any control sequence that means nothing, as ECMA-48 builds them; `shape` says which. */
static void add_unknown(struct bytes *bytes, uint8_t shape)
{
    static const char *const middles[] = { "?", "<", ">", "=", "1;2;3;4;5", "999", "12;", ";;;;", "0;0 ", "?1;2$", "1!",
        "34;3" };
    static const char finals[] = "`efghijklnopqrstvwxyzEGIJKLNOQRSTUVWXY\\]_{|}";
    const char *middle = middles[shape % (sizeof middles / sizeof middles[0])];
    size_t length = strlen(middle);
    memcpy(bytes->byte + bytes->length, "\033[", 2);
    memcpy(bytes->byte + bytes->length + 2, middle, length);
    bytes->byte[bytes->length + 2 + length] = (unsigned char)finals[shape % (sizeof finals - 1)];
    bytes->length += 3 + length;
}

static void add_sequence(struct bytes *bytes, const struct sequence *sequence, struct heard *expected)
{
    size_t length = strlen(sequence->bytes);
    memcpy(bytes->byte + bytes->length, sequence->bytes, length);
    bytes->length += length;
    if (sequence->name != INPUT_NAMES)
        expected->key[expected->count++] = (struct input_key) { .name = sequence->name, .letter = sequence->letter };
}

static void add_letter(struct bytes *bytes, unsigned char letter, struct heard *expected)
{
    bytes->byte[bytes->length++] = letter;
    expected->key[expected->count++] = (struct input_key) { .name = INPUT_LETTER, .letter = letter };
}

/* `slow`: how long a byte is on its way: one of ESC [ and ESC O may take longer than an Esc waits. */
static int64_t gap_before(const struct bytes *bytes, size_t at, uint8_t wanted)
{
    bool after_escape = at > 0 && bytes->byte[at - 1] == 0x1b;
    bool in_two =
        after_escape && (bytes->byte[at] == '[' || bytes->byte[at] == 'O') && !(at > 1 && bytes->byte[at - 2] == 0x1b);
    return after_escape && !in_two ? wanted % INPUT_ESCAPE_MS : wanted * 3;
}

static void play_known(const uint8_t *data, size_t size)
{
    static struct heard expected, heard;
    static struct bytes bytes;
    struct input input = { 0 };
    int64_t now = START;
    expected.count = heard.count = bytes.length = 0;
    for (size_t i = 0; i + 1 < size && bytes.length + 60 < BYTES_MOST; i += 2)
        if (data[i] < 0x80)
            add_letter(&bytes, (unsigned char)('0' + data[i] % 10), &expected);
        else if (data[i] < 0xa0)
            add_unknown(&bytes, data[i + 1]);
        else
            add_sequence(&bytes, &sequences[data[i + 1] % sequence_count], &expected);
    for (size_t i = 0; i < bytes.length; i++) {
        now += gap_before(&bytes, i, data[i % size]);
        hear(&input, bytes.byte[i], now, &heard);
    }
    end(&input, now, &heard);
    forget_undone(&heard);
    are_the_same(&heard, &expected, "each sequence is its key, and no letter comes out of one");
}

/* --- any bytes --- */

static void is_sound(const struct input_key *key)
{
    property(key->name < INPUT_NAMES, "a name");
    if (key->name == INPUT_LETTER)
        property(key->letter <= 0x10ffff && !(key->letter >= 0xd800 && key->letter <= 0xdfff) &&
                     !(key->letter >= 0x80 && key->letter < 0xa0),
            "a character");
    if (key->name == INPUT_BROKEN)
        property(key->letter >= 0x80 && key->letter <= 0xff, "a byte");
}

static void play_any(const uint8_t *data, size_t size)
{
    static struct heard whole, cut;
    struct input input = { .patient = data[0] & 1, .only_utf8 = data[0] & 2 }, slow = input;
    int64_t now = START, later = START;
    whole.count = cut.count = 0;
    size = size < BYTES_MOST ? size : BYTES_MOST;
    for (size_t i = 1; i < size; i++) {
        hear(&input, data[i], now, &whole);
        later += data[size - i] % INPUT_ESCAPE_MS;
        hear(&slow, data[i], later, &cut);
    }
    are_the_same(&whole, &cut, "pauses shorter than an Esc change nothing");
    end(&input, now, &whole);
    end(&slow, later, &cut);
    for (size_t i = 0; i < whole.count; i++)
        is_sound(&whole.key[i]);
    whole.count = 0;
    hear(&input, 'x', now + 2 * INPUT_PASTE_LOST_MS, &whole);
    property(whole.count == 1 + (whole.key[0].name == INPUT_BROKEN), "it goes on after that");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 4)
        return 0;
    if (data[0] & 0x80)
        play_known(data + 1, size - 1);
    else
        play_any(data, size);
    return 0;
}
