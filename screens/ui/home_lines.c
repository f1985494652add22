/* home_lines.c: see home_lines.h. */
#include "screens/ui/home_lines.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void home_lines_begin(struct home_lines *lines, struct home_line *waits, size_t most)
{
    *lines = (struct home_lines) { .waits = waits, .waits_most = most };
}

const char *home_line_when(const struct ui *ui, const struct home_line *line, char *out, size_t size)
{
    char time[24];
    ui_time(ui, line->at, time, sizeof time);
    snprintf(out, size, line->when == HOME_FROM ? _("from %s") : line->when == HOME_UNTIL ? _("until %s") : "%s", time);
    return out;
}

void home_lines_clear(struct home_lines *lines)
{
    lines->wait_count = lines->wait_all = lines->street_count = lines->hidden = 0;
    lines->hidden_in = 0;
}

/* When the list is full, the last line is dropped. NULL when the new line itself would be the one to drop. */
static struct home_line *insert(struct home_line *list, size_t *count, size_t most, int order)
{
    size_t place = *count;
    while (place > 0 && list[place - 1].order > order)
        place--;
    if (place == most)
        return NULL;
    if (*count < most)
        (*count)++;
    memmove(&list[place + 1], &list[place], (*count - place - 1) * sizeof *list);
    return &list[place];
}

static struct home_line *add(struct home_lines *lines, enum home_rank rank, int order,
    void (*go)(struct ui *ui, const struct home_line *line), int64_t at)
{
    bool waits = rank < HOME_DECIDED;
    lines->wait_all += waits;
    struct home_line *line = waits ? insert(lines->waits, &lines->wait_count, lines->waits_most, order)
                                   : insert(lines->street, &lines->street_count, HOME_STREET_SHOWN, order);
    if (line != NULL)
        *line = (struct home_line) { .rank = rank, .order = order, .go = go, .at = at, .label = "" };
    return line;
}

struct home_line *home_lines_add(
    struct home_lines *lines, enum home_rank rank, void (*go)(struct ui *ui, const struct home_line *line), int64_t at)
{
    return add(lines, rank, 2 * (int)rank, go, at);
}

/* Within a rank, lines of the unit where she is come first. In a caucus its own lines come before all other ranks,
 * because elsewhere they were only counted. */
static int order_of(const struct ui *ui, int64_t unit, enum home_rank rank)
{
    const struct ui_unit *here = ui_unit(ui, ui->actor->here);
    if (here == NULL || unit == 0)
        return 2 * (int)rank;
    if (unit != here->id)
        return 2 * (int)rank + 1;
    return here->kind == UNIT_CAUCUS ? (int)rank - 2 * HOME_JOY : 2 * (int)rank;
}

struct home_line *home_lines_add_of(struct ui *ui, struct home_lines *lines, int64_t unit, enum home_rank rank,
    void (*go)(struct ui *ui, const struct home_line *line), int64_t at)
{
    if (ui_is_hidden(ui, unit)) {
        lines->hidden++;
        lines->hidden_in = lines->hidden_in != 0 ? lines->hidden_in : unit;
        return NULL;
    }
    struct home_line *line = add(lines, rank, order_of(ui, unit, rank), go, at);
    if (line != NULL)
        line->unit = unit;
    return line;
}

static void put_before(char *words, size_t size, const char *name)
{
    char all[HOME_WORDS];
    snprintf(all, sizeof all, "%.80s: %.300s", name, words);
    util_copy_text(words, size, all);
}

static void name_unit(const struct ui *ui, struct home_line *line)
{
    const struct ui_unit *unit = line->unit != ui->actor->here ? ui_unit(ui, line->unit) : NULL;
    if (unit == NULL)
        return;
    put_before(line->words, sizeof line->words, unit->name);
    if (line->brief[0] != '\0')
        put_before(line->brief, sizeof line->brief, unit->name);
}

void home_lines_name_units(const struct ui *ui, struct home_lines *lines)
{
    for (size_t i = 0; i < lines->wait_count; i++)
        name_unit(ui, &lines->waits[i]);
    for (size_t i = 0; i < lines->street_count; i++)
        name_unit(ui, &lines->street[i]);
}

void home_lines_join_news(struct home_lines *lines)
{
    for (size_t i = 0; i + 1 < lines->street_count;) {
        struct home_line *line = &lines->street[i], *next = line + 1;
        if (line->rank < HOME_NEWS || next->rank > HOME_UNREAD) {
            i++;
            continue;
        }
        char words[HOME_WORDS];
        snprintf(words, sizeof words, "%.190s, %.190s", line->words, next->words);
        util_copy_text(next->words, sizeof next->words, words);
        lines->street_count--;
        memmove(line, next, (lines->street_count - i) * sizeof *line);
    }
}

void home_line_types(struct home_line *line, const char *format, ...)
{
    va_list arguments;
    if (line == NULL)
        return;
    va_start(arguments, format);
    vsnprintf(line->types, sizeof line->types, format, arguments);
    va_end(arguments);
}
