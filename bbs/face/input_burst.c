/* input_burst.c: recognises pastes from terminals that have no bracketed paste. See input.h. */
#include "input.h"

static bool is_letter(const struct input_key *key, uint32_t letter)
{
    return key->name == INPUT_LETTER && key->letter == letter;
}

/* Counts a key. A carriage return and a newline together are one line end. */
static void count_key(struct input_read *read, const struct input_key *key, bool *after_return)
{
    bool second = *after_return && is_letter(key, '\n');
    *after_return = is_letter(key, '\r');
    if (second)
        return;
    read->keys++;
    read->goes_on |= read->line_end;
    read->line_end |= is_letter(key, '\r') || is_letter(key, '\n');
}

struct input_read input_count(const struct input *input, const void *bytes, size_t length, int64_t now)
{
    struct input copy = *input;
    struct input_read read = { 0 };
    struct input_key keys[INPUT_KEYS_MOST];
    const unsigned char *byte = bytes;
    bool after_return = false;
    for (size_t i = 0; i < length; i++) {
        bool pasting = copy.pasting;
        size_t count = input_take(&copy, byte[i], now, keys);
        for (size_t k = 0; k < count && !pasting && !copy.pasting; k++)
            count_key(&read, &keys[k], &after_return);
    }
    return read;
}

/* A read with only an Enter after a read with many keys is typed: she took a word that her phone offered, then pressed
 * Enter. A paste is seldom cut at that point. */
static bool goes_on(struct input_run *run, const struct input_read *read, bool many, int64_t now)
{
    if (now - run->at >= INPUT_BURST_MS)
        run->many = run->burst = false;
    run->at = now;
    run->burst |= read->line_end && (many || (run->many && read->keys > 1));
    run->many |= many;
    return run->burst;
}

bool input_is_burst(struct input_run *run, const struct input_read *read, int64_t now)
{
    return goes_on(run, read, read->keys > INPUT_BURST_KEYS, now);
}

bool input_is_burst_of_lines(struct input_run *run, const struct input_read *read, int64_t now)
{
    return goes_on(run, read, read->keys > INPUT_BURST_KEYS && read->goes_on, now);
}
