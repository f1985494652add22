/* difference.c: what changed from one text to another, by words: their longest common subsequence. Pure. */
#include "difference.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"
#include "util.h"

enum { LETTERS_OF_A_WORD = 6 };

struct word {
    const char *start;
    size_t length;
    bool new_line; /* it begins one */
};
struct words {
    struct word *list;
    size_t count;
};

static struct words split(const char *text)
{
    static const char blanks[] = " \t\r\n";
    struct words words = { .list = xcalloc(strlen(text) / 2 + 1, sizeof *words.list) };
    while (text[0] != '\0') {
        size_t gap = strspn(text, blanks);
        bool new_line = memchr(text, '\n', gap) != NULL;
        text += gap;
        size_t length = strcspn(text, blanks);
        if (length > 0) {
            words.list[words.count] = (struct word) { text, length, new_line && words.count > 0 };
            words.count++;
        }
        text += length;
    }
    return words;
}

size_t difference_words(const char *text)
{
    struct words words = split(text);
    size_t by_letters = text_characters(text, strlen(text)) / LETTERS_OF_A_WORD, count = words.count;
    free(words.list);
    return by_letters > count ? by_letters : count;
}

static bool same(const struct word *a, const struct word *b)
{
    return a->length == b->length && a->new_line == b->new_line && memcmp(a->start, b->start, a->length) == 0;
}

/* --- writing the answer --- */

enum side { BOTH, GONE, CAME };
struct answer {
    struct buffer text;
    enum side side; /* of the words that were written last */
    bool changed;
};

static void turn_to(struct answer *answer, enum side side)
{
    static const char *const opens[] = { "", "[-", "{+" }, *const closes[] = { "", "-]", "+}" };
    if (answer->side == side)
        return;
    buffer_string(&answer->text, closes[answer->side]);
    answer->side = side;
    answer->changed = answer->changed || side != BOTH;
    if (side == BOTH)
        return;
    if (answer->text.length > 0)
        buffer_string(&answer->text, " ");
    buffer_string(&answer->text, opens[side]);
}

static void say(struct answer *answer, enum side side, const struct word *word)
{
    bool first = answer->text.length == 0, opened = answer->side != side && side != BOTH;
    turn_to(answer, side);
    if (word->new_line)
        buffer_string(&answer->text, "\n");
    else if (!first && !opened)
        buffer_string(&answer->text, " ");
    buffer_add(&answer->text, word->start, word->length);
}

/* --- comparing --- */

/* longest[i * (right + 1) + j]: of the words behind i of the one and behind j of the other. */
static uint16_t *measure(const struct word *a, size_t left, const struct word *b, size_t right)
{
    uint16_t *longest = xcalloc((left + 1) * (right + 1), sizeof *longest);
    size_t row = right + 1;
    for (size_t i = left; i-- > 0;)
        for (size_t j = right; j-- > 0;) {
            uint16_t down = longest[(i + 1) * row + j], across = longest[i * row + j + 1];
            longest[i * row + j] = same(&a[i], &b[j]) ? (uint16_t)(longest[(i + 1) * row + j + 1] + 1)
                                   : down >= across   ? down
                                                      : across;
        }
    return longest;
}

static void say_all(struct answer *answer, enum side side, const struct word *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        say(answer, side, &words[i]);
}

static void compare(struct answer *answer, const struct word *a, size_t left, const struct word *b, size_t right)
{
    size_t i = 0, j = 0, row = right + 1;
    if (left > DIFFERENCE_MOST || right > DIFFERENCE_MOST) {
        say_all(answer, GONE, a, left);
        say_all(answer, CAME, b, right);
        return;
    }
    uint16_t *longest = measure(a, left, b, right);
    while (i < left && j < right)
        if (same(&a[i], &b[j])) {
            say(answer, BOTH, &a[i++]);
            j++;
        } else if (longest[(i + 1) * row + j] >= longest[i * row + j + 1]) {
            say(answer, GONE, &a[i++]);
        } else {
            say(answer, CAME, &b[j++]);
        }
    say_all(answer, GONE, a + i, left - i);
    say_all(answer, CAME, b + j, right - j);
    free(longest);
}

char *difference_of(const char *before, const char *after)
{
    struct words a = split(before), b = split(after);
    struct answer answer = { .side = BOTH };
    size_t begin = 0, end = 0;
    while (begin < a.count && begin < b.count && same(&a.list[begin], &b.list[begin]))
        begin++;
    while (
        end < a.count - begin && end < b.count - begin && same(&a.list[a.count - 1 - end], &b.list[b.count - 1 - end]))
        end++;
    say_all(&answer, BOTH, a.list, begin);
    compare(&answer, a.list + begin, a.count - begin - end, b.list + begin, b.count - begin - end);
    say_all(&answer, BOTH, a.list + a.count - end, end);
    turn_to(&answer, BOTH);
    free(a.list);
    free(b.list);
    if (answer.changed)
        return buffer_take(&answer.text);
    buffer_clear(&answer.text);
    return NULL;
}
