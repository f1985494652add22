/* minutes_page.c: the minutes of an assembly, as they wrote themselves, and the corrections beside them. RULES 4.8. */
#include <stdlib.h>
#include <string.h>

#include "screens/assembly/room_page.h"
#include "text.h"

struct minutes_page {
    int64_t meeting;
    int64_t stand_from;
    bool stands, stale;
    char *words; /* a line a paragraph, indented as it is printed */
    int columns; /* of the screen for which they stand in `paper` */
    struct paper paper;
};

static size_t indent_of(const char *line)
{
    return strspn(line, " ");
}

/* They are wrapped at 80 columns. The rows of a paragraph are joined, to be wrapped for this screen. */
static char *unwrapped(const char *text)
{
    enum { FULL = 60 }; /* a shorter row ends its paragraph, and so does a hash, which has no blank */
    struct buffer out = { 0 };
    size_t indent = indent_of(text); /* of the paragraph */
    while (*text != '\0') {
        size_t length = strcspn(text, "\n"), row = length + (text[0] == ' ' ? 0 : indent);
        const char *next = text + length + (text[length] != '\0');
        bool goes_on = row >= FULL && memchr(text, ' ', length) != NULL && *next != '\0' && *next != '\n' &&
                       indent_of(next) == indent;
        buffer_add(&out, text, length);
        buffer_add(&out, goes_on ? " " : "\n", 1);
        text = goes_on ? next + indent : next;
        indent = goes_on ? indent : indent_of(next);
    }
    return buffer_take(&out);
}

static void lay_line(const char *line, size_t length, int columns, struct buffer *out)
{
    enum { ROWS_MOST = 200 };
    size_t indent = indent_of(line) < length ? indent_of(line) : length;
    int margin = (int)indent < columns / 4 ? (int)indent : columns / 4;
    struct text_row *rows = xcalloc(ROWS_MOST, sizeof *rows);
    size_t count = text_wrap(line + indent, length - indent, columns - margin, rows, ROWS_MOST);
    for (size_t i = 0; i < count && i < ROWS_MOST; i++)
        buffer_format(
            out, "%*s%.*s\n", rows[i].length > 0 ? margin : 0, "", (int)rows[i].length, line + indent + rows[i].start);
    free(rows);
}

/* Each row of a paragraph begins below its first. */
static void lay(struct ui *ui, struct minutes_page *page)
{
    enum { BESIDE = 2 }; /* columns that stay free */
    struct buffer out = { 0 };
    for (const char *line = page->words; *line != '\0';) {
        size_t length = strcspn(line, "\n");
        lay_line(line, length, ui->columns - BESIDE, &out);
        line += length + (line[length] != '\0');
    }
    free(page->paper.text);
    page->paper.text = buffer_take(&out);
    page->columns = ui->columns;
}

static enum result load(struct ui *ui, struct minutes_page *page)
{
    struct minutes minutes = { 0 };
    page->stale = false;
    enum result result = minutes_get(ui->store, ui->actor, page->meeting, ui_now(ui), &minutes);
    if (result != RESULT_OK)
        return result;
    page->stands = minutes.stands;
    page->stand_from = minutes.stand_from;
    free(page->words);
    char *whole = minutes_whole(&minutes);
    page->words = unwrapped(whole);
    free(whole);
    minutes_free(&minutes);
    lay(ui, page);
    return RESULT_OK;
}

static enum result page_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct minutes_page *page = screen->state;
    page->meeting = ((const struct room_ask *)argument)->meeting;
    return load(ui, page);
}

static void page_close(struct ui *ui, struct screen *screen)
{
    struct minutes_page *page = screen->state;
    (void)ui;
    free(page->words);
    paper_close(&page->paper);
}

static void page_draw(struct ui *ui, struct screen *screen)
{
    struct minutes_page *page = screen->state;
    char where[48], right[WHEN_BYTES + 60], day[WHEN_BYTES];
    if (page->stale)
        load(ui, page);
    if (page->columns != ui->columns)
        lay(ui, page);
    if (page->stands)
        util_copy_text(right, sizeof right, _("they stand"));
    else
        snprintf(right, sizeof right, _("they stand from %s"),
            when_say_day(when_day(page->stand_from), when_day(ui_now(ui)), day));
    int row = ui_title(ui, _("The minutes"), right);
    paper_draw(ui, &page->paper, row, ui_last_row(ui));
    ui_keys(ui, paper_where(&page->paper, where, sizeof where));
}

static bool page_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    (void)ui;
    return action != ACTION_EDIT || !((const struct minutes_page *)screen->state)->stands;
}

static bool page_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct minutes_page *page = screen->state;
    if (paper_act(&page->paper, action))
        return true;
    if (action == ACTION_EDIT)
        navigate_to_editor(ui, DRAFT_CORRECTION, page->meeting, 0);
    else if (action == ACTION_NEXT || action == ACTION_OPEN)
        ui_pop(ui, NULL);
    else
        return false;
    return true;
}

static void page_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    (void)ui, (void)from, (void)outcome;
    ((struct minutes_page *)screen->state)->stale = true;
}

static const char *word(const struct screen *screen, enum action action)
{
    (void)screen;
    return action == ACTION_EDIT ? N_("correct") : NULL;
}

static const enum action actions[] = { ACTION_NEXT, ACTION_EDIT, ACTION_BACK, ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_minutes = {
    .name = "minutes",
    .help = N_("The minutes of a meeting. The house wrote them when it closed. They tell how many were here, each "
               "item, the worries, and what was decided. Each proposal stands there with its text and what came of "
               "it.\n\n"
               "They stand after {minutes-days}. Until then whoever was there can set a correction beside them by e."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct minutes_page),
    .open = page_open,
    .close = page_close,
    .draw = page_draw,
    .act = page_act,
    .can = page_can,
    .back = page_back,
};
