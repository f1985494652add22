/*
 * fuzz_edit.c: the text that is being written, changed in any way. First byte: the columns and whether it is one line;
 * then one byte a change, some of which are followed by their words.
 */
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "screens/ui/edit.h"
#include "tests/fuzz/property.h"
#include "util.h"

enum { LIMIT = 300, STEPS_MOST = 2000 };

static void is_sound(struct edit *edit, int columns)
{
    const char *text = buffer_text(&edit->text);
    size_t length = edit->text.length, row, count;
    int column;
    property(utf8_valid(text, length), "valid UTF-8");
    for (const char *at = text; *at != '\0'; at++)
        property((unsigned char)*at >= ' ' || (*at == '\n' && !edit->one_line), "no control character");
    property(strlen(text) == length, "no NUL in it");
    property(text_characters(text, length) <= LIMIT && edit_left_over(edit) <= LIMIT, "within the limit");
    property(edit->cursor <= length, "the cursor is in the text");
    property(edit->cursor == 0 || text_next(text, length, text_previous(text, length, edit->cursor)) == edit->cursor,
        "the cursor stands between two graphemes");
    const struct text_row *rows = edit_rows(edit, columns, &count);
    edit_where(edit, columns, &row, &column);
    property(count > 0 && row < count, "the cursor is on a row");
    property(rows[row].start <= edit->cursor, "on its own row");
    property(column >= 0, "and at a column; spaces at a row's end may stand beyond the width");
}

/* Words up to the next byte that is no part of any UTF-8. */
static size_t words(struct edit *edit, const uint8_t *data, size_t size)
{
    const uint8_t *end = memchr(data, 0xff, size);
    size_t length = end ? (size_t)(end - data) : size;
    if (utf8_valid((const char *)data, length)) /* keys come as whole characters; fuzz_keys.c sees to that */
        edit_insert(edit, (const char *)data, length);
    return length;
}

static size_t change(struct edit *edit, const uint8_t *data, size_t size, int columns)
{
    static void (*const plain[])(struct edit *) = { edit_rub_out, edit_erase, edit_rub_word, edit_kill_line, edit_left,
        edit_right, edit_word_left, edit_word_right };
    static void (*const by_row[])(struct edit *, int) = { edit_up, edit_down, edit_row_begin, edit_row_end };
    switch (data[0] % 20) {
    case 8:
    case 9:
    case 10:
    case 11:
        by_row[data[0] % 20 - 8](edit, columns);
        return 1;
    case 12:
        edit_undo(edit);
        return 1;
    case 13:
        edit_redo(edit);
        return 1;
    case 14:
        edit_page(edit, columns, data[0] & 1 ? 1 : -1);
        return 1;
    case 15:
        edit_go(edit, data[0] & 1);
        return 1;
    case 16:
    case 17:
    case 18:
    case 19:
        return 1 + words(edit, data + 1, size - 1);
    default:
        plain[data[0] % 20](edit);
        return 1;
    }
}

/* All that was undone comes again. */
static void undo_all(struct edit *edit, int columns)
{
    char *before = xstrdup(buffer_text(&edit->text));
    int undone = 0;
    while (edit_undo(edit)) {
        is_sound(edit, columns);
        undone++;
    }
    for (; undone > 0; undone--)
        property(edit_redo(edit), "what was undone can be done again");
    property(strcmp(buffer_text(&edit->text), before) == 0, "and is what it was");
    free(before);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool ready;
    struct edit edit;
    if (!ready)
        ready = setlocale(LC_ALL, "C.UTF-8") != NULL;
    if (size < 2)
        return 0;
    int columns = 1 + data[0] % 90;
    edit_begin(&edit, LIMIT, data[0] & 1, NULL);
    if (data[0] % 16 == 15)
        edit_keep_no_copies(&edit);
    data++;
    size--;
    for (int steps = 0; size > 0 && steps < STEPS_MOST; steps++) {
        size_t taken = change(&edit, data, size, columns);
        is_sound(&edit, columns);
        data += taken;
        size -= taken;
    }
    undo_all(&edit, columns);
    edit_end(&edit);
    return 0;
}
