/* edit.c: see edit.h. Each change is remembered as a step; undo takes the newest step back. */
#include "screens/ui/edit.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

/* One change, with all that undo needs. Typing a whole word is one change. */
struct edit_step {
    struct edit_step *next; /* the older step */
    size_t at, length;      /* the changed part of the text: its place and its length now */
    size_t cursor;          /* the cursor before the change */
    size_t bytes;           /* length of `text` */
    char text[];            /* the part before the change */
};

static const char *text_of(const struct edit *edit)
{
    return buffer_text(&edit->text);
}

static size_t size_of(const struct edit_step *step)
{
    return sizeof *step + step->bytes;
}

static void free_step(struct edit *edit, struct edit_step *step)
{
    edit->kept -= size_of(step);
    free(step);
}

static void drop(struct edit *edit, struct edit_step **steps)
{
    while (*steps != NULL) {
        struct edit_step *step = *steps;
        *steps = step->next;
        free_step(edit, step);
    }
}

/* Drops the oldest steps until all fit into EDIT_UNDO_BYTES. The newest step stays, however long it is. */
static void trim(struct edit *edit, struct edit_step **steps)
{
    while (edit->kept > EDIT_UNDO_BYTES && *steps != NULL && (*steps)->next != NULL) {
        struct edit_step **last = &(*steps)->next;
        while ((*last)->next != NULL)
            last = &(*last)->next;
        free_step(edit, *last);
        *last = NULL;
    }
}

/* Adds a step: the text between `from` and `to` is about to be changed. */
static void push(struct edit *edit, struct edit_step **steps, size_t from, size_t to)
{
    struct edit_step *step = xmalloc(sizeof *step + (to - from));
    *step = (struct edit_step) {
        .next = *steps, .at = from, .length = to - from, .cursor = edit->cursor, .bytes = to - from
    };
    memcpy(step->text, text_of(edit) + from, to - from);
    *steps = step;
    edit->kept += size_of(step);
    trim(edit, &edit->past);
    trim(edit, &edit->future);
}

/* Moves the cursor out of the middle of a grapheme. After a change, characters that are neighbours now may form one: a
 * mark that lost its letter joins the letter before. */
static void settle(struct edit *edit)
{
    const char *text = text_of(edit);
    size_t next = text_next(text, edit->text.length, text_previous(text, edit->text.length, edit->cursor));
    if (edit->cursor > 0 && next > edit->cursor)
        edit->cursor = next;
}

/* Moves the cursor. The next letter begins a new step, and up and down forget the column that they kept. */
static void go_to(struct edit *edit, size_t at)
{
    edit->cursor = at;
    settle(edit);
    edit->in_word = false;
    edit->wish = -1;
}

static void replace(struct edit *edit, size_t from, size_t to, const char *s, size_t length)
{
    struct buffer whole = { 0 };
    buffer_add(&whole, text_of(edit), from);
    buffer_add(&whole, s, length);
    buffer_add(&whole, text_of(edit) + to, edit->text.length - to);
    buffer_clear(&edit->text);
    edit->text = whole;
    edit->changes++;
}

/* Call it before a change: remembers the text between `from` and `to` for undo. */
static void remember(struct edit *edit, size_t from, size_t to)
{
    drop(edit, &edit->future);
    if (!edit->no_copies)
        push(edit, &edit->past, from, to);
    go_to(edit, edit->cursor);
}

/* Takes back the newest step of `from`, and adds a step to `to` that does it again. */
static bool take_back(struct edit *edit, struct edit_step **from, struct edit_step **to)
{
    struct edit_step *step = *from;
    if (step == NULL)
        return false;
    *from = step->next;
    edit->kept -= size_of(step);
    push(edit, to, step->at, step->at + step->length);
    (*to)->length = step->bytes;
    replace(edit, step->at, step->at + step->length, step->text, step->bytes);
    go_to(edit, step->cursor);
    free(step);
    return true;
}

bool edit_undo(struct edit *edit)
{
    return take_back(edit, &edit->past, &edit->future);
}

bool edit_redo(struct edit *edit)
{
    return take_back(edit, &edit->future, &edit->past);
}

void edit_begin(struct edit *edit, size_t limit, bool one_line, const char *initial)
{
    *edit = (struct edit) { .limit = SIZE_MAX, .one_line = one_line, .wish = -1 };
    if (initial != NULL)
        edit_insert(edit, initial, strlen(initial)); /* all of it, so that no draft is cut and saved so */
    edit->limit = limit;
    drop(edit, &edit->past);
    edit->in_word = false;
}

void edit_keep_no_copies(struct edit *edit)
{
    edit->no_copies = true;
    drop(edit, &edit->past);
    drop(edit, &edit->future);
}

void edit_end(struct edit *edit)
{
    if (edit->no_copies && edit->text.length > 0)
        explicit_bzero(edit->text.data, edit->text.length);
    free(edit->rows.row);
    edit->rows = (struct edit_rows) { 0 };
    buffer_clear(&edit->text);
    drop(edit, &edit->past);
    drop(edit, &edit->future);
}

size_t edit_left_over(const struct edit *edit)
{
    size_t used = text_characters(text_of(edit), edit->text.length);
    return used < edit->limit ? edit->limit - used : 0;
}

/* Changes the text, and makes the newest step longer. Call it after remember(), or again within the same word. */
static void splice(struct edit *edit, size_t from, size_t to, const char *s, size_t length)
{
    if (edit->past != NULL)
        edit->past->length += length - (to - from);
    replace(edit, from, to, s, length);
    edit->cursor = from + length;
    settle(edit);
}

/* Copies what may stand in the text: printable characters and newlines. A tab becomes spaces; with `one_line` a newline
 * becomes a space. */
static void keep_printable(const struct edit *edit, const char *s, size_t length, struct buffer *out)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)s[i];
        bool more = i + 1 < length;
        if (c == '\r' && more && s[i + 1] == '\n')
            continue;
        if (c == '\n' || c == '\r')
            buffer_string(out, edit->one_line ? " " : "\n");
        else if (c == '\t')
            buffer_string(out, edit->one_line ? " " : "    ");
        else if (c == 0xc2 && more && (unsigned char)s[i + 1] < 0xa0)
            i++; /* a control character of two bytes */
        else if (c >= 0x20 && c != 0x7f)
            buffer_add(out, s + i, 1);
    }
}

/* Number of bytes of s that fit into `room` characters, cut between graphemes. */
static size_t fitting(const char *s, size_t length, size_t room)
{
    size_t at = 0;
    while (at < length) {
        size_t next = text_next(s, length, at), needed = text_characters(s + at, next - at);
        if (needed > room)
            break;
        room -= needed;
        at = next;
    }
    return at;
}

static bool is_letter(const char *s, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)s[i] <= ' ')
            return false;
    return length <= 4;
}

/* The text is always in NFC, so that the limit counts as the store will count. The grapheme before the cursor is
 * composed again together with the new text, because a mark may join it. */
bool edit_insert(struct edit *edit, const char *s, size_t length)
{
    const char *text = text_of(edit);
    size_t from = text_previous(text, edit->text.length, edit->cursor), before = edit->cursor - from;
    struct buffer piece = { 0 };
    buffer_add(&piece, text + from, before);
    keep_printable(edit, s, length, &piece);
    char *composed = text_composed(piece.data, piece.length);
    size_t whole = strlen(composed);
    size_t fits = fitting(composed, whole, edit_left_over(edit) + text_characters(text + from, before));
    if (fits > 0 && (fits != before || memcmp(composed, text + from, fits) != 0)) {
        bool letter = is_letter(s, length);
        bool in_word = edit->in_word && letter && (edit->past == NULL || from >= edit->past->at);
        if (!in_word)
            remember(edit, from, edit->cursor);
        splice(edit, from, edit->cursor, composed, fits);
        edit->in_word = letter;
        edit->wish = -1;
    }
    free(composed);
    buffer_clear(&piece);
    return fits == whole;
}

static void cut(struct edit *edit, size_t from, size_t to)
{
    if (from == to)
        return;
    remember(edit, from, to);
    splice(edit, from, to, "", 0);
}

void edit_left(struct edit *edit)
{
    go_to(edit, text_previous(text_of(edit), edit->text.length, edit->cursor));
}

void edit_right(struct edit *edit)
{
    go_to(edit, text_next(text_of(edit), edit->text.length, edit->cursor));
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n';
}

static size_t word_before(const struct edit *edit)
{
    const char *s = text_of(edit);
    size_t at = edit->cursor;
    while (at > 0 && is_blank(s[at - 1]))
        at--;
    while (at > 0 && !is_blank(s[at - 1]))
        at--;
    return at;
}

void edit_word_left(struct edit *edit)
{
    go_to(edit, word_before(edit));
}

void edit_word_right(struct edit *edit)
{
    const char *s = text_of(edit);
    size_t at = edit->cursor;
    while (at < edit->text.length && is_blank(s[at]))
        at++;
    while (at < edit->text.length && !is_blank(s[at]))
        at++;
    go_to(edit, at);
}

void edit_rub_out(struct edit *edit)
{
    cut(edit, text_previous(text_of(edit), edit->text.length, edit->cursor), edit->cursor);
}

void edit_erase(struct edit *edit)
{
    cut(edit, edit->cursor, text_next(text_of(edit), edit->text.length, edit->cursor));
}

void edit_rub_word(struct edit *edit)
{
    cut(edit, word_before(edit), edit->cursor);
}

void edit_rub_line(struct edit *edit)
{
    size_t from = edit->cursor;
    while (from > 0 && text_of(edit)[from - 1] != '\n')
        from--;
    cut(edit, from, edit->cursor);
}

void edit_kill_line(struct edit *edit)
{
    const char *s = text_of(edit) + edit->cursor, *newline = strchr(s, '\n');
    size_t to = newline ? edit->cursor + (size_t)(newline - s) : edit->text.length;
    if (to == edit->cursor && newline != NULL)
        to++;
    cut(edit, edit->cursor, to);
}

/* --- rows --- */

const struct text_row *edit_rows(struct edit *edit, int columns, size_t *count)
{
    struct edit_rows *kept = &edit->rows;
    if (kept->columns != columns || kept->changes != edit->changes) {
        kept->count = text_wrap(text_of(edit), edit->text.length, columns, kept->row, kept->room);
        if (kept->count > kept->room) {
            kept->room = kept->count + kept->count / 2;
            kept->row = xrealloc(kept->row, kept->room, sizeof *kept->row);
            text_wrap(text_of(edit), edit->text.length, columns, kept->row, kept->room);
        }
        kept->columns = columns;
        kept->changes = edit->changes;
    }
    *count = kept->count;
    return kept->row;
}

static size_t row_of(const struct text_row *rows, size_t count, size_t at)
{
    size_t row = 0;
    while (row + 1 < count && rows[row + 1].start <= at)
        row++;
    return row;
}

/* The last place of the cursor in a row. It may stand behind spaces at the end of the row, but not where the next row
 * begins. */
static size_t row_last(const struct edit *edit, const struct text_row *rows, size_t count, size_t row)
{
    if (row + 1 == count)
        return edit->text.length;
    return text_previous(text_of(edit), edit->text.length, rows[row + 1].start);
}

void edit_where(struct edit *edit, int columns, size_t *row, int *column)
{
    size_t count;
    const struct text_row *rows = edit_rows(edit, columns, &count);
    *row = row_of(rows, count, edit->cursor);
    *column = text_width(text_of(edit) + rows[*row].start, edit->cursor - rows[*row].start);
}

static void move_rows(struct edit *edit, int columns, int by)
{
    size_t count;
    const struct text_row *rows = edit_rows(edit, columns, &count);
    size_t row = row_of(rows, count, edit->cursor);
    if (edit->wish < 0)
        edit->wish = text_width(text_of(edit) + rows[row].start, edit->cursor - rows[row].start);
    if ((by < 0 && row > 0) || (by > 0 && row + 1 < count)) {
        row = by < 0 ? row - 1 : row + 1;
        size_t start = rows[row].start, length = row_last(edit, rows, count, row) - start;
        edit->cursor = start + text_fit(text_of(edit) + start, length, edit->wish);
    }
    edit->in_word = false;
}

void edit_up(struct edit *edit, int columns)
{
    move_rows(edit, columns, -1);
}

void edit_down(struct edit *edit, int columns)
{
    move_rows(edit, columns, 1);
}

void edit_page(struct edit *edit, int columns, int by)
{
    for (int i = 0; i < EDIT_PAGE; i++)
        move_rows(edit, columns, by);
}

void edit_go(struct edit *edit, bool last)
{
    edit->cursor = last ? edit->text.length : 0;
    edit->wish = -1;
    edit->in_word = false;
}

static void row_edge(struct edit *edit, int columns, bool end)
{
    size_t count;
    const struct text_row *rows = edit_rows(edit, columns, &count);
    size_t row = row_of(rows, count, edit->cursor);
    go_to(edit, end ? row_last(edit, rows, count, row) : rows[row].start);
}

void edit_row_begin(struct edit *edit, int columns)
{
    row_edge(edit, columns, false);
}

void edit_row_end(struct edit *edit, int columns)
{
    row_edge(edit, columns, true);
}
