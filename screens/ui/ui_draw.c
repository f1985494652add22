/*
 * ui_draw.c: words, lines and styles. All text that is drawn is cleaned by text.h here, so that no screen can forget to
 * clean it.
 */
#include "screens/ui/ui_draw.h"
#include "numbers.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "screens/ui/ui.h"

enum { PAIR_ACCENT = 1, PAIR_NEW, PAIR_NEEDS_YOU, ROWS_WITH_TITLE_RULE = 12, ROWS_WITH_RULE = 15 };

void ui_draw_open(void)
{
    if (!has_colors())
        return;
    start_color();
    use_default_colors();
    init_pair(PAIR_ACCENT, COLOR_CYAN, -1);
    init_pair(PAIR_NEW, COLOR_GREEN, -1);
    init_pair(PAIR_NEEDS_YOU, COLOR_YELLOW, -1);
}

static const struct canvas_look looks[] = {
    [STYLE_PLAIN] = { A_NORMAL, 0 },
    [STYLE_TITLE] = { A_BOLD, PAIR_ACCENT },
    [STYLE_DIM] = { A_DIM, 0 },
    [STYLE_NEW] = { A_BOLD, PAIR_NEW },
    [STYLE_NEEDS_YOU] = { A_BOLD, PAIR_NEEDS_YOU },
    [STYLE_SELECTED] = { A_BOLD, 0 },
    [STYLE_QUOTE] = { A_NORMAL, PAIR_ACCENT },
    [STYLE_WARNING] = { A_BOLD | A_REVERSE, PAIR_NEEDS_YOU }, /* visible without colours, too */
};

static struct canvas_look look_of(const struct ui *ui, enum style style)
{
    bool colour = has_colors() && !ui->settings.plain;
    return (struct canvas_look) { looks[style].attributes, colour ? looks[style].pair : 0 };
}

const char *ui_glyph(const struct ui *ui, const char *utf8, const char *ascii)
{
    return ui->settings.ascii ? ascii : utf8;
}

/* --- words --- */

static bool is_plain(const char *s)
{
    for (; *s != '\0'; s++)
        if (*s < ' ' || *s > '~')
            return false;
    return true;
}

/* Draws s, which is clean. One that is too long is cut and ends with an ellipsis. Returns the columns used. */
static int say_fitted(struct ui *ui, int row, int column, int columns, enum style style, const char *s)
{
    struct canvas_look look = look_of(ui, style);
    size_t length = strlen(s);
    ui->words += lock_words(s, length);
    int width = text_width(s, length);
    if (width <= columns) {
        canvas_say(&ui->canvas, row, column, look, s, length);
        return width;
    }
    const char *rest = ui_glyph(ui, "…", ".");
    size_t fits = text_fit(s, length, columns - 1);
    while (fits > 0 && s[fits - 1] == ' ')
        fits--;
    int used = text_width(s, fits);
    canvas_say(&ui->canvas, row, column, look, s, fits);
    canvas_say(&ui->canvas, row, column + used, look, rest, strlen(rest));
    return used + 1;
}

int ui_text(struct ui *ui, int row, int column, int columns, enum style style, const char *s)
{
    if (columns > ui->columns - column)
        columns = ui->columns - column;
    if (row < 0 || row >= ui->rows || column < 0 || columns <= 0 || s[0] == '\0')
        return 0;
    if (is_plain(s))
        return say_fitted(ui, row, column, columns, style, s);
    char *shown = text_shown(s, strlen(s), TEXT_LINE, ui->settings.ascii);
    int used = say_fitted(ui, row, column, columns, style, shown);
    free(shown);
    return used;
}

int ui_textf(struct ui *ui, int row, int column, int columns, enum style style, const char *format, ...)
{
    char words[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(words, sizeof words, format, arguments);
    va_end(arguments);
    return ui_text(ui, row, column, columns, style, words);
}

void ui_right(struct ui *ui, int row, int right_edge, int columns, enum style style, const char *s)
{
    char *shown = text_shown(s, strlen(s), TEXT_LINE, ui->settings.ascii);
    int width = text_width(shown, strlen(shown));
    if (width > columns)
        width = columns;
    ui_text(ui, row, right_edge - width, width, style, shown);
    free(shown);
}

void ui_clear_row(struct ui *ui, int row)
{
    canvas_clear(&ui->canvas, row);
}

void ui_bar(struct ui *ui, int row, int from, int to)
{
    if (termattrs() & A_REVERSE)
        canvas_bar(&ui->canvas, row, from, to - from);
}

void ui_rule(struct ui *ui, int row)
{
    canvas_rule(&ui->canvas, row, look_of(ui, STYLE_DIM), ui_glyph(ui, "─", "-"));
}

void ui_cursor(struct ui *ui, int row, int column)
{
    ui->cursor_row = row < 0 ? 0 : row >= ui->rows ? ui->rows - 1 : row;
    ui->cursor_column = column < 0 ? 0 : column >= ui->columns ? ui->columns - 1 : column;
}

/* Wraps s and calls `each` (may be NULL) for every row. Returns the number of rows. */
static size_t each_row(const char *s, int columns,
    void (*each)(void *context, size_t row, const char *s, const struct text_row *place), void *context)
{
    size_t length = strlen(s);
    while (length > 0 && s[length - 1] == '\n')
        length--;
    size_t count = text_wrap(s, length, columns, NULL, 0);
    if (each == NULL)
        return count;
    struct text_row *rows = xcalloc(count, sizeof *rows);
    text_wrap(s, length, columns, rows, count);
    for (size_t i = 0; i < count; i++)
        each(context, i, s, &rows[i]);
    free(rows);
    return count;
}

static bool is_heading(const struct ui_rows *placed, const char *s, size_t start)
{
    size_t line = 0;
    for (size_t i = 0; i < start; i++)
        line += s[i] == '\n';
    for (size_t i = 0; i < placed->heading_count; i++)
        if (placed->headings[i] == line)
            return true;
    return false;
}

static void place_row(void *context, size_t row, const char *s, const struct text_row *place)
{
    struct ui_rows *placed = context;
    if (row < placed->from || row >= placed->to)
        return;
    struct buffer words = { 0 };
    buffer_format(&words, "%.*s", (int)place->length, s + place->start);
    if (placed->cut && row + 1 == placed->to)
        buffer_format(&words, " %s", ui_glyph(placed->ui, "…", "..."));
    enum style style = is_heading(placed, s, place->start)                ? STYLE_TITLE
                       : placed->quotes && text_is_quote(s, place->start) ? STYLE_QUOTE
                                                                          : placed->style;
    ui_text(placed->ui, placed->first + (int)(row - placed->from), placed->column,
        placed->ui->columns - placed->column - 1, style, buffer_text(&words));
    buffer_clear(&words);
}

size_t ui_count_rows(const char *s, int columns)
{
    return each_row(s, columns, NULL, NULL);
}

void ui_draw_rows(struct ui_rows *rows, const char *s, int columns)
{
    each_row(s, columns, place_row, rows);
}

int ui_text_columns(const struct ui *ui)
{
    return ui->columns > 3 ? ui->columns - 2 : 1;
}

/* Takes the empty lines out, where a small screen has no room for them. */
static void without_empty_lines(char *s)
{
    char *to = s;
    for (; *s != '\0'; s++)
        if (*s != '\n' || s[1] != '\n')
            *to++ = *s;
    *to = '\0';
}

int ui_hanging(struct ui *ui, int first, int last, int column, enum style style, const char *s)
{
    int columns = ui->columns - column - 1;
    if (last < first || columns < 1)
        return first;
    struct ui_rows placed = {
        .ui = ui, .to = (size_t)(last - first + 1), .first = first, .column = column, .style = style
    };
    char *shown = text_shown(s, strlen(s), TEXT_BODY, ui->settings.ascii);
    if (ui_count_rows(shown, columns) > placed.to)
        without_empty_lines(shown);
    size_t rows = ui_count_rows(shown, columns);
    placed.cut = rows > placed.to;
    ui_draw_rows(&placed, shown, columns);
    free(shown);
    return first + (int)(rows < placed.to ? rows : placed.to);
}

int ui_paragraph(struct ui *ui, int first, int last, enum style style, const char *s)
{
    return ui_hanging(ui, first, last, 1, style, s);
}

int ui_foot(struct ui *ui, int last, enum style style, const char *s)
{
    char *shown = text_shown(s, strlen(s), TEXT_LINE, ui->settings.ascii);
    int rows = (int)ui_count_rows(shown, ui_text_columns(ui));
    free(shown);
    for (int row = last - rows + 1; row <= last; row++)
        ui_clear_row(ui, row);
    ui_paragraph(ui, last - rows + 1, last, style, s);
    return last - rows;
}

const char *ui_whole_paragraphs(const struct ui *ui, int row, int last, const char *text)
{
    static char kept[1200];
    util_copy_text(kept, sizeof kept, text);
    for (;;) {
        char *shown = text_shown(kept, strlen(kept), TEXT_BODY, ui->settings.ascii), *end = NULL;
        without_empty_lines(shown); /* ui_paragraph takes them out first */
        int rows = (int)ui_count_rows(shown, ui_text_columns(ui));
        free(shown);
        for (char *next = strstr(kept, "\n\n"); next != NULL; next = strstr(next + 2, "\n\n"))
            end = next;
        if (rows <= last - row + 1 || end == NULL)
            return kept;
        *end = '\0';
    }
}

/* --- the frame of a screen --- */

static size_t rows_of(const struct ui *ui, const char *text, size_t length)
{
    char *shown = text_shown(text, length, TEXT_LINE, ui->settings.ascii);
    size_t rows = ui_count_rows(shown, ui_text_columns(ui));
    free(shown);
    return rows;
}

bool ui_notice_fits(const struct ui *ui, const char *text, size_t length)
{
    return rows_of(ui, text, length) <= UI_NOTICE_ROWS;
}

static int notice_rows(const struct ui *ui)
{
    if (ui->notice[0] == '\0')
        return 0;
    size_t rows = rows_of(ui, ui->notice, strlen(ui->notice));
    return rows < UI_NOTICE_ROWS ? (int)rows : UI_NOTICE_ROWS;
}

/* The notice takes the place of the rule, and more rows when it needs them. */
int ui_last_row(const struct ui *ui)
{
    int notice = notice_rows(ui), rule = ui->rows >= ROWS_WITH_RULE ? 1 : 0;
    int last = ui->rows - 2 - (notice > rule ? notice : rule);
    return last > 1 ? last : 1;
}

int ui_row_to_ask(const struct ui *ui, const struct screen *screen, int rows)
{
    int last = ui_last_row(ui), under = ui->cursor_row + 1;
    if (screen->below != NULL && screen->below->type->lists && under + rows - 1 <= last)
        return under;
    return last - rows + 1 > 0 ? last - rows + 1 : 0;
}

/* The unit's name, which stands before the title of the page. "" where pages do not name it, or when the title names
 * the unit itself. */
static const char *title_unit(const struct ui *ui, const char *left, const char *right)
{
    bool said = strcmp(left, ui->house.name) == 0 || (right != NULL && strcmp(right, ui->house.name) == 0);
    return ui_names_unit(ui) && !said ? ui->house.name : "";
}

/* On a narrow screen the title has no room for the unit's name; then it stands in the rule below. */
static bool unit_is_in_rule(const struct ui *ui)
{
    return ui->columns < 60 && ui->rows >= ROWS_WITH_TITLE_RULE && !ui->house.demo;
}

/* The columns of the unit's name and ": " before the title. The name is cut when there is little room. */
static int title_unit_columns(const struct ui *ui, const char *unit)
{
    int width = text_width(unit, strlen(unit)), most = ui->columns >= 60 ? 24 : 12;
    return unit[0] == '\0' || unit_is_in_rule(ui) ? 0 : (width < most ? width : most) + 2;
}

/* Draws words in the middle of the rule below the title. */
static void draw_in_rule(struct ui *ui, enum style style, const char *words)
{
    int width = text_width(words, strlen(words)), column = (ui->columns - width) / 2 - 1;
    ui_text(ui, 1, column < 0 ? 0 : column, 1, STYLE_PLAIN, " ");
    int end = (column < 0 ? 0 : column) + 1;
    end += ui_text(ui, 1, end, ui->columns - end, style, words);
    ui_text(ui, 1, end, 1, STYLE_PLAIN, " ");
}

static void draw_title_rule(struct ui *ui, const char *unit)
{
    ui_rule(ui, 1);
    if (ui->house.demo)
        draw_in_rule(ui, STYLE_NEEDS_YOU, _("A made-up street. Nobody here is real."));
    else if (unit[0] != '\0' && unit_is_in_rule(ui))
        draw_in_rule(ui, STYLE_PLAIN, unit);
}

static int draw_title_unit(struct ui *ui, const char *unit)
{
    int columns = title_unit_columns(ui, unit);
    if (columns == 0)
        return 1;
    int used = ui_text(ui, 0, 1, columns - 2, STYLE_PLAIN, unit);
    ui_text(ui, 0, 1 + used, 2, STYLE_PLAIN, ": ");
    return 1 + used + 2;
}

static int draw_title(struct ui *ui, const char *left, enum style left_style, const char *right, enum style right_style,
    int right_columns)
{
    int width = right != NULL ? text_width(right, strlen(right)) : 0;
    if (width > right_columns)
        width = right_columns;
    ui_clear_row(ui, 0);
    const char *unit = title_unit(ui, left, right);
    int column = draw_title_unit(ui, unit);
    ui_text(ui, 0, column, ui->columns - 2 - width - column, left_style, left);
    if (right != NULL)
        ui_right(ui, 0, ui->columns - 1, width, right_style, right);
    if (ui->rows < ROWS_WITH_TITLE_RULE && !ui->house.demo)
        return 1;
    draw_title_rule(ui, unit);
    return 2;
}

int ui_title_styled(struct ui *ui, const char *left, enum style left_style, const char *right, enum style right_style)
{
    return draw_title(ui, left, left_style, right, right_style, ui->columns / 2);
}

int ui_title(struct ui *ui, const char *left, const char *right)
{
    return ui_title_styled(ui, left, STYLE_TITLE, right, STYLE_PLAIN);
}

enum style ui_readers_style(const struct readers *readers, enum style otherwise)
{
    return readers->everybody ? STYLE_WARNING : otherwise;
}

/* Names the readers in the longest form that fits beside the title. */
int ui_title_read(struct ui *ui, const char *left, const struct readers *readers, bool in_full)
{
    char brief[READERS_LINE_BYTES];
    snprintf(brief, sizeof brief, _("Read by: %s"), readers->brief);
    const char *tried[] = { readers->line, brief, readers->brief };
    size_t which = in_full ? 0 : 2;
    int room = ui->columns - text_width(left, strlen(left)) - 4 - title_unit_columns(ui, title_unit(ui, left, NULL));
    while (which < 2 && text_width(tried[which], strlen(tried[which])) > room)
        which++;
    return draw_title(ui, left, STYLE_TITLE, tried[which], ui_readers_style(readers, STYLE_PLAIN),
        ui->columns > 2 ? ui->columns - 2 : 1);
}

int ui_foot_readers(struct ui *ui, int last, const struct readers *readers)
{
    return readers->page[0] != '\0' ? ui_foot(ui, last, STYLE_DIM, readers->page) : last;
}

/* --- the bottom line --- */

/* Everybody knows the keys that move, and home draws its page keys itself. */
static bool is_left_out(enum action action)
{
    return keys_is(action, ACTION_CURSOR) || keys_is(action, ACTION_PAGE);
}

/* The screen's own word for it; NULL: it has none. */
static const char *own_word(const struct screen *screen, enum action action)
{
    const struct screen_type *type = screen->type;
    return action == ACTION_OPEN && type->open_word != NULL   ? type->open_word
           : action == ACTION_BACK && type->back_word != NULL ? type->back_word
           : type->word != NULL                               ? type->word(screen, action)
                                                              : NULL;
}

const char *ui_word(const struct screen *screen, enum action action)
{
    const char *own = own_word(screen, action);
    return own != NULL ? _(own) : _(keys_entry(action)->word);
}

const char *ui_does(const struct ui *ui, const struct screen *screen, enum action action)
{
    const char *own = own_word(screen, action);
    return own != NULL ? _(own) : ui_numbers(ui, _(keys_entry(action)->does));
}

/* A key of the bottom line, and what it does; `word` is "" where only the key has room. */
struct bar_key {
    const char *key, *word;
};

static int key_columns(const struct bar_key *key)
{
    int word = text_width(key->word, strlen(key->word));
    return text_width(key->key, strlen(key->key)) + (word > 0 ? 1 + word : 0);
}

int ui_key(struct ui *ui, int row, int column, int columns, const char *key, const char *word)
{
    int used = ui_text(ui, row, column, columns, STYLE_NEEDS_YOU, key);
    if (word[0] != '\0' && used + 1 < columns)
        used += 1 + ui_text(ui, row, column + used + 1, columns - used - 1, STYLE_PLAIN, word);
    return used;
}

/* "Space next"; on narrow terminals only "Space". */
static struct bar_key bar_key(const struct screen *screen, enum action action, bool wide)
{
    return (struct bar_key) { keys_shown(action), wide ? ui_word(screen, action) : "" };
}

enum { TAIL_MOST = 2 };

/* `.` and `?` come last and are never left out, because they lead to all other keys. While a person writes, `?` is a
 * character of the text, and F1 opens help. Returns how many keys there are. */
static size_t tail_keys(const struct ui *ui, const enum action *actions, bool wide, struct bar_key tail[TAIL_MOST])
{
    const struct screen *screen = ui->drawing;
    bool menu = false, writes = screen->type->typing && (screen->type->writes == NULL || screen->type->writes(screen));
    size_t count = 0;
    for (int i = 0; actions[i] != ACTION_NONE; i++)
        menu = menu || (actions[i] == ACTION_MENU && ui_can(ui, screen, ACTION_MENU));
    if (menu && !writes)
        tail[count++] = (struct bar_key) { ".", wide ? _(keys_entry(ACTION_MENU)->word) : "" };
    tail[count++] = (struct bar_key) { writes ? "F1" : "?", _(keys_entry(ACTION_HELP)->word) };
    return count;
}

static int tail_columns(const struct bar_key *tail, size_t count, int gap)
{
    int used = 0;
    for (size_t i = 0; i < count; i++)
        used += key_columns(&tail[i]) + (i > 0 ? gap : 0);
    return used;
}

static bool is_in_bar(const struct ui *ui, enum action action)
{
    return !is_left_out(action) && action != ACTION_MENU && action != ACTION_HELP && ui_can(ui, ui->drawing, action);
}

/* The key that does what this page is for: the first that can be used now. On an empty page, where only the keys that
 * go on or back are left before it, that is the one that writes. */
static enum action main_action(const struct ui *ui, const enum action *actions)
{
    enum action first = ACTION_NONE;
    for (int i = 0; actions[i] != ACTION_NONE; i++)
        if (is_in_bar(ui, actions[i])) {
            first = first == ACTION_NONE ? actions[i] : first;
            if (actions[i] == ACTION_WRITE && first == ACTION_BACK)
                return ACTION_WRITE;
        }
    return first;
}

static int draw_key(struct ui *ui, int row, int column, int columns, const struct bar_key *key)
{
    return ui_key(ui, row, column, columns, key->key, key->word);
}

/* On a narrow terminal only the main key has its word. It is drawn before the others, and they give way to it. */
static void draw_keys(struct ui *ui, int row, int edge)
{
    const enum action *actions = ui->drawing->type->actions;
    bool wide = ui->columns >= 60;
    struct bar_key tail[TAIL_MOST], *last = tail;
    int column = 1, gap = wide ? 3 : 2;
    if (actions == NULL)
        return;
    size_t count = tail_keys(ui, actions, wide, tail);
    int room = edge - tail_columns(tail, count, gap) - gap;
    enum action main = main_action(ui, actions);
    if (main != ACTION_NONE) {
        struct bar_key key = bar_key(ui->drawing, main, true);
        if (1 + key_columns(&key) > room && !wide && !ui->drawing->type->typing) {
            last = &tail[count - 1]; /* help tells of `.` too */
            count = 1;
            room = edge - tail_columns(last, count, gap) - gap;
        }
        column += draw_key(ui, row, column, room > 1 ? room - 1 : 1, &key) + gap;
    }
    for (int i = 0; actions[i] != ACTION_NONE; i++) {
        if (actions[i] == main || !is_in_bar(ui, actions[i]))
            continue;
        struct bar_key key = bar_key(ui->drawing, actions[i], wide);
        if (column + key_columns(&key) > room)
            break;
        column += draw_key(ui, row, column, room, &key) + gap;
    }
    for (size_t i = 0; i < count; i++)
        column += draw_key(ui, row, column, edge - column, &last[i]) + gap;
}

/* On a narrow terminal the right end gives way to the word of the main key: where one is in a list can be seen there.
 */
static bool main_key_fits(const struct ui *ui, int edge)
{
    const enum action *actions = ui->drawing->type->actions;
    struct bar_key tail[TAIL_MOST];
    if (ui->columns >= 60 || actions == NULL || ui->drawing->type->typing)
        return true;
    size_t count = tail_keys(ui, actions, false, tail);
    enum action main = main_action(ui, actions);
    struct bar_key key = bar_key(ui->drawing, main, true);
    return main == ACTION_NONE || 1 + key_columns(&key) + 2 + tail_columns(&tail[count - 1], 1, 2) <= edge;
}

/* --- the right end of the bottom line: a place ("3 of 18"), or keys that a page says itself --- */

/* The names of keys as pages say them; a letter alone is a key, too. */
static const char *const key_names[] = { N_("Enter"), N_("Esc"), N_("Tab"), N_("Space"), N_("PgUp"), N_("Up"),
    N_("Down"), N_("Backspace"), "Ctrl-S", "F1", "1-9" };

static bool ends_word(char c)
{
    return c == '\0' || c == ' ' || c == ':' || c == ',';
}

/* The bytes of the name of a key with which s begins; 0: it begins with none. */
static size_t name_of_key(const char *s, bool letters)
{
    for (size_t i = 0; i < sizeof key_names / sizeof *key_names; i++) {
        const char *name = _(key_names[i]);
        size_t length = strlen(name);
        if (strncmp(s, name, length) == 0 && ends_word(s[length]))
            return length;
    }
    bool letter = (s[0] >= 'a' && s[0] <= 'z') || (s[0] >= 'A' && s[0] <= 'Z');
    return letters && letter && ends_word(s[1]) ? 1 : 0;
}

static int draw_bytes(struct ui *ui, int row, int column, enum style style, const char *s, size_t length)
{
    return ui_textf(ui, row, column, ui->columns - column, style, "%.*s", (int)length, s);
}

/* Draws one part of such words, "Up Down" or "Enter, q: back": the keys as keys, and its words plain. A part without a
 * key is dim. */
static void draw_said_part(struct ui *ui, int row, int column, const char *s, size_t length)
{
    size_t at = 0, key = name_of_key(s, true);
    enum style words = key > 0 ? STYLE_PLAIN : STYLE_DIM;
    while (key > 0) {
        column += draw_bytes(ui, row, column, STYLE_NEEDS_YOU, s + at, key);
        at += key;
        size_t gap = at < length ? strspn(s + at, ", ") : 0;
        key = gap > 0 ? name_of_key(s + at + gap, s[at] == ',') : 0;
        if (key == 0)
            break;
        column += draw_bytes(ui, row, column, words, s + at, gap);
        at += gap;
    }
    draw_bytes(ui, row, column, words, s + at, length - at);
}

/* The parts stand two spaces or more apart. */
static void draw_said(struct ui *ui, int row, int column, const char *words)
{
    while (words[0] != '\0') {
        const char *end = strstr(words, "  ");
        size_t length = end != NULL ? (size_t)(end - words) : strlen(words);
        draw_said_part(ui, row, column, words, length);
        column += text_width(words, length);
        words += length;
        column += (int)strspn(words, " ");
        words += strspn(words, " ");
    }
}

void ui_keys(struct ui *ui, const char *where)
{
    int row = ui->rows - 1, edge = ui->columns - 1, notice = notice_rows(ui), first = ui_last_row(ui) + 1;
    for (int i = first; i <= row; i++)
        ui_clear_row(ui, i);
    if (notice > 0)
        ui_paragraph(ui, row - notice, row - 1, STYLE_NEEDS_YOU, ui->notice);
    else if (ui->rows >= ROWS_WITH_RULE)
        ui_rule(ui, row - 1);
    int width = where != NULL ? text_width(where, strlen(where)) : 0;
    if (width > 0 && main_key_fits(ui, edge - width - 2)) {
        draw_said(ui, row, width < edge ? edge - width : 1, where);
        edge -= width + 2;
    }
    draw_keys(ui, row, edge);
}

/* --- times and numbers --- */

const char *ui_time(const struct ui *ui, int64_t at, char *out, size_t size)
{
    enum { WEEK = 6 * 24 * 3600 };
    time_t then = (time_t)at, now = (time_t)ui_now(ui);
    struct tm a, b;
    localtime_r(&then, &a);
    localtime_r(&now, &b);
    if (a.tm_year == b.tm_year && a.tm_yday == b.tm_yday)
        snprintf(out, size, "%02d:%02d", a.tm_hour, a.tm_min);
    else if (now - then < WEEK && then - now < WEEK)
        snprintf(out, size, "%s %02d:%02d", language_weekday(a.tm_wday), a.tm_hour, a.tm_min);
    else if (a.tm_year == b.tm_year)
        snprintf(out, size, "%d %s", a.tm_mday, language_month(a.tm_mon));
    else
        snprintf(out, size, "%04d-%02d-%02d", a.tm_year + 1900, a.tm_mon + 1, a.tm_mday);
    return out;
}

const char *ui_numbers(const struct ui *ui, const char *words)
{
    static char kept[4][1000];
    static unsigned next;
    char *filled = numbers_in(ui->store, ui->actor, words), *place = kept[next++ % 4];
    util_copy_text(place, sizeof kept[0], filled);
    free(filled);
    return place;
}

const char *ui_count(int count, char out[8])
{
    if (count > COUNT_MAX)
        snprintf(out, 8, "%d+", COUNT_MAX);
    else
        snprintf(out, 8, "%d", count > 0 ? count % (COUNT_MAX + 1) : 0);
    return out;
}
