/* fuzz_text.c: the one door for people's words: what comes out is safe, and going through twice changes nothing. */
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "boards.h"
#include "tests/fuzz/property.h"
#include "text.h"
#include "text_fold.h"

static void clean(const char *in, size_t length, enum text_kind kind)
{
    char *once, *twice;
    if (text_clean(in, length, kind, POST_MAX, &once) != TEXT_GOOD) {
        property(once == NULL, "nothing comes out of a refused text");
        return;
    }
    property_safe(once, strlen(once), kind == TEXT_BODY);
    property(text_characters(once, strlen(once)) <= POST_MAX, "within the limit");
    property(*once != '\0', "an empty text is refused");
    property(text_clean(once, strlen(once), kind, POST_MAX, &twice) == TEXT_GOOD, "a clean text is accepted");
    property(strcmp(once, twice) == 0, "cleaning twice changes nothing");
    free(once);
    free(twice);
}

static void show(const char *in, size_t length, enum text_kind kind, bool ascii)
{
    char *out = text_shown(in, length, kind, ascii);
    property_safe(out, strlen(out), kind == TEXT_BODY);
    if (ascii)
        property_ascii(out);
    free(out);
}

/* Steps forward and back over the same boundaries. */
static void walk(const char *s, size_t length)
{
    size_t at = 0, steps = 0, back = 0;
    while (at < length) {
        size_t next = text_next(s, length, at);
        property(next > at && next <= length, "a step forward moves on, and not beyond the end");
        property(text_previous(s, length, next) == at, "a step back undoes a step forward");
        at = next;
        steps++;
    }
    while (at > 0) {
        size_t previous = text_previous(s, length, at);
        property(previous < at, "a step back moves");
        at = previous;
        back++;
    }
    property(steps == back, "as many steps back as forward");
}

static void wrap(const char *s, size_t length, int columns)
{
    struct text_row rows[512];
    size_t count = text_wrap(s, length, columns, rows, 512);
    property(count >= 1, "at least one row");
    for (size_t i = 0; i < count && i < 512; i++) {
        property(rows[i].start + rows[i].length <= length, "a row lies within its text");
        property(i == 0 ? rows[i].start == 0 : rows[i].start > rows[i - 1].start, "rows go forward");
        property(i == 0 || rows[i].start >= rows[i - 1].start + rows[i - 1].length, "rows do not overlap");
        property(rows[i].width == text_width(s + rows[i].start, rows[i].length), "a row knows its width");
        property(rows[i].width <= columns || text_next(s + rows[i].start, rows[i].length, 0) == rows[i].length,
            "a row fits, unless it is one character");
        property(utf8_valid(s + rows[i].start, rows[i].length), "no character is cut in two");
    }
    size_t fits = text_fit(s, length, columns);
    property(fits <= length && text_width(s, fits) <= columns && utf8_valid(s, fits), "what fits, fits");
}

static void fold(const char *s)
{
    struct text_folded once;
    char *twice;
    property(text_fold(s, &once), "a clean text folds");
    property(utf8_valid(once.text, once.length) && strlen(once.text) == once.length, "what is folded is valid UTF-8");
    for (size_t i = 0; i < once.length; i++)
        property(once.origin[i] <= once.origin[i + 1], "places go forward");
    property(once.origin[once.length] == strlen(s), "the end leads to the end");
    twice = text_fold_only(once.text);
    property(twice != NULL && strcmp(once.text, twice) == 0, "folding twice changes nothing");
    free(twice);
    text_folded_free(&once);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool ready;
    if (!ready)
        ready = setlocale(LC_ALL, "C.UTF-8") != NULL;
    if (size == 0)
        return 0;
    const char *in = (const char *)data + 1;
    size_t length = size - 1;
    for (int kind = TEXT_BODY; kind <= TEXT_LINE; kind++) {
        clean(in, length, (enum text_kind)kind);
        show(in, length, (enum text_kind)kind, false);
        show(in, length, (enum text_kind)kind, true);
    }
    char *shown = text_shown(in, length, TEXT_BODY, false);
    walk(shown, strlen(shown));
    wrap(shown, strlen(shown), 1 + data[0] % 100);
    fold(shown);
    char *quoted = text_quote(shown);
    property(utf8_valid(quoted, strlen(quoted)), "a quote is valid UTF-8");
    free(quoted);
    free(shown);
    return 0;
}
