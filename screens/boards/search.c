/*
 * search.c: finds posts by words, newest first. Options may stand among the words: board:general by:sipho
 * since:2026-05-01.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "screens/boards/boards_rooms.h"
#include "when.h"

enum { PAGE = 30, WORDS_MOST = 200 };

struct search_page {
    char typed[WORDS_MOST * 4 + 1];
    struct found *found;
    struct list list;
    int rows; /* results that fit; each takes two rows */
    bool asked, all;
    int64_t since; /* search finds posts since this time only (search_reach); 0: all */
    char nothing[400];
};

/* --- what was typed --- */

struct taken_apart {
    char *memory;
    struct buffer words;
    struct search_query query;
    const char *no_date; /* a word that should be a date and is not; else NULL */
};

/* Returns the time when the day "2026-05-01" begins; 0 when `s` is not a date. */
static int64_t day(const char *s)
{
    struct tm when = { .tm_isdst = -1 };
    int year, month, number;
    char rest;
    if (sscanf(s, "%4d-%2d-%2d%c", &year, &month, &number, &rest) != 3)
        return 0;
    when.tm_year = year - 1900;
    when.tm_mon = month - 1;
    when.tm_mday = number;
    return (int64_t)mktime(&when);
}

static bool take_option(struct taken_apart *apart, const char *word)
{
    struct search_query *query = &apart->query;
    bool date = strncmp(word, "since:", 6) == 0 || strncmp(word, "until:", 6) == 0;
    if (date && day(word + 6) == 0)
        apart->no_date = word + 6;
    if (strncmp(word, "board:", 6) == 0)
        query->board = word + 6;
    else if (strncmp(word, "by:", 3) == 0)
        query->by = word + 3;
    else if (strncmp(word, "since:", 6) == 0)
        query->since = day(word + 6);
    else if (strncmp(word, "until:", 6) == 0)
        query->until = day(word + 6);
    else
        return false;
    return true;
}

static void take_apart(const char *typed, struct taken_apart *apart)
{
    char *next = NULL;
    *apart = (struct taken_apart) { .memory = xstrdup(typed) };
    for (char *word = strtok_r(apart->memory, " ", &next); word != NULL; word = strtok_r(NULL, " ", &next)) {
        if (take_option(apart, word))
            continue;
        if (apart->words.length > 0)
            buffer_string(&apart->words, " ");
        buffer_string(&apart->words, word);
    }
    apart->query.words = buffer_text(&apart->words);
}

/* --- finding --- */

static enum result find_more(struct ui *ui, struct search_page *page)
{
    struct taken_apart apart;
    size_t had = page->list.count, count = 0;
    take_apart(page->typed, &apart);
    apart.query.before = had > 0 ? page->found[had - 1].post : 0;
    page->found = xrealloc(page->found, had + PAGE, sizeof *page->found);
    enum result result = RESULT_INVALID;
    if (apart.no_date != NULL)
        snprintf(page->nothing, sizeof page->nothing, _("\"%.40s\" is no date. A date looks like this: 2026-05-01."),
            apart.no_date);
    else
        result = search(ui->store, ui->actor, &apart.query, PAGE, page->found + had, &count);
    if (apart.no_date == NULL && (result != RESULT_OK || (had == 0 && count == 0)))
        util_copy_text(page->nothing, sizeof page->nothing, store_reason(ui->store));
    search_reach(ui->store, ui->actor, &page->since);
    page->all = result != RESULT_OK || count < PAGE;
    page->list.count = had + count;
    buffer_clear(&apart.words);
    free(apart.memory);
    return result;
}

/* An empty line repeats the last search. */
static bool search_for(struct ui *ui, struct search_page *page, const char *typed)
{
    const char *words = typed[strspn(typed, " ")] != '\0' ? typed : ui->last_search;
    if (words[0] == '\0')
        return false;
    util_copy_text(page->typed, sizeof page->typed, words);
    util_copy_text(ui->last_search, sizeof ui->last_search, page->typed);
    page->list = (struct list) { 0 };
    page->nothing[0] = '\0';
    page->asked = true;
    find_more(ui, page);
    return true;
}

static void ask(struct ui *ui)
{
    char text[160] = "";
    if (ui->last_search[0] != '\0')
        snprintf(text, sizeof text, _("Enter alone: %.60s"), ui->last_search);
    else
        util_copy_text(text, sizeof text, _("Words; also board:general by:sipho since:2026-05-01"));
    ui_push(ui, &screen_prompt, &(struct prompt_ask) { .label = _("Search"), .text = text, .limit = WORDS_MOST });
}

static enum result search_open(struct ui *ui, struct screen *screen, const void *argument)
{
    const struct search_ask *given = argument;
    char typed[WORDS_MOST * 4 + 1];
    if (given == NULL || given->words == NULL)
        return RESULT_OK;
    if (given->board != NULL)
        snprintf(typed, sizeof typed, "%s board:%s", given->words, given->board);
    else
        util_copy_text(typed, sizeof typed, given->words);
    search_for(ui, screen->state, typed);
    return RESULT_OK;
}

static void search_opened(struct ui *ui, struct screen *screen)
{
    const struct search_page *page = screen->state;
    if (!page->asked)
        ask(ui);
}

/* Something else than a new post: a post may be covered, or withdrawn, and its words leave this page. */
static void search_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    struct search_page *page = screen->state;
    bool shows = false;
    if (event->kind != FACE_WRITTEN || event->post != 0)
        return;
    for (size_t i = 0; i < page->list.count; i++)
        shows = shows || event->thread == 0 || page->found[i].thread == event->thread;
    if (!shows)
        return;
    struct list before = page->list;
    page->list = (struct list) { 0 };
    page->nothing[0] = '\0';
    do
        find_more(ui, page);
    while (!page->all && page->list.count < before.count);
    size_t count = page->list.count;
    page->list = before;
    page->list.count = count;
    list_keep(&page->list, count, page->rows);
    ui_dirty(ui);
}

static void search_watching(const struct screen *screen, int64_t *board, int64_t *thread)
{
    (void)screen;
    *board = *thread = 0;
}

static void search_close(struct ui *ui, struct screen *screen)
{
    struct search_page *page = screen->state;
    (void)ui;
    free(page->found);
}

/* --- drawing --- */

static void draw_found(struct ui *ui, const struct found *found, int row, bool selected)
{
    char time[24];
    int edge = ui->columns - 1;
    enum style style = list_mark(ui, row, selected);
    ui_right(ui, row, edge, 10, STYLE_DIM, ui_time(ui, found->at, time, sizeof time));
    edge -= 12;
    if (ui_is_hidden(ui, thread_unit(ui->store, found->thread))) {
        ui_text(ui, row, 2, edge - 2, style, _("Something private"));
        ui_text(ui, row + 1, 4, ui->columns - 5, STYLE_DIM, _("Enter shows it"));
        return;
    }
    if (ui->columns >= 60) {
        char origin[sizeof found->handle + sizeof found->board + 2];
        snprintf(origin, sizeof origin, "%s, %s", found->handle, found->board);
        int width = text_width(origin, strlen(origin));
        width = width < 26 ? width : 26;
        ui_right(ui, row, edge, width, STYLE_DIM, origin);
        edge -= width + 2;
    }
    ui_text(ui, row, 2, edge - 2, style, found->title);
    int column = 4;
    if (ui->columns < 60) { /* the row above has no room for the author */
        column += ui_text(ui, row + 1, column, 12, STYLE_DIM, found->handle);
        column += ui_text(ui, row + 1, column, 2, STYLE_DIM, ": ");
    }
    ui_text(ui, row + 1, column, ui->columns - column - 1, STYLE_PLAIN, found->excerpt);
}

/* While the house makes its search anew it finds the newer posts only. Returns the first row below that sentence. */
static int draw_reach(struct ui *ui, const struct search_page *page, int row, int last)
{
    char day[WHEN_BYTES], words[200];
    if (page->since == 0)
        return row;
    snprintf(words, sizeof words, _("The search list is being made again. So far it finds posts since %s."),
        when_say_date(when_day(page->since), when_day(ui_now(ui)), day));
    return ui_paragraph(ui, row, last, STYLE_DIM, words) + 1;
}

static void search_draw(struct ui *ui, struct screen *screen)
{
    struct search_page *page = screen->state;
    char where[48], title[WORDS_MOST * 4 + 40];
    snprintf(title, sizeof title, _("Search: %s"), page->typed);
    int row = ui_title(ui, page->typed[0] != '\0' ? title : _("Search"), NULL), last = ui_last_row(ui);
    if (page->asked)
        row = draw_reach(ui, page, row, last);
    page->rows = (last - row + 1) / 2;
    list_keep(&page->list, page->list.count, page->rows);
    if (page->asked && page->list.count == 0)
        ui_paragraph(ui, row + 1, last, STYLE_PLAIN, page->nothing);
    for (size_t i = page->list.top; i < page->list.count && row + 1 <= last; i++, row += 2)
        draw_found(ui, &page->found[i], row, i == page->list.selected);
    ui_keys(ui, list_where(&page->list, !page->all, where, sizeof where));
}

/* --- acting --- */

static bool search_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct search_page *page = screen->state;
    if (action == ACTION_OPEN)
        return page->list.count > 0;
    return action != ACTION_NEXT_UNREAD || ui_member(ui);
}

static bool search_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct search_page *page = screen->state;
    if (action == ACTION_NEXT)
        action = ACTION_PAGE_DOWN;
    if (list_act(&page->list, action, page->rows)) {
        if (!page->all && page->list.selected + (size_t)page->rows >= page->list.count)
            find_more(ui, page);
        return true;
    }
    if (action == ACTION_OPEN) {
        const struct found *found = &page->found[page->list.selected];
        navigate_to_post(ui, found->thread, found->post);
        return true;
    }
    if (action == ACTION_SEARCH) {
        ask(ui);
        return true;
    }
    return false;
}

/* When she leaves the prompt before the first search, this page closes, too. */
static void search_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct search_page *page = screen->state;
    if (from != &screen_prompt)
        return;
    bool searched = outcome->done && search_for(ui, page, outcome->text);
    if (!searched && !page->asked)
        ui_pop(ui, NULL);
}

static const enum action actions[] = { ACTION_OPEN, ACTION_SEARCH, ACTION_BACK, ACTION_NEXT_UNREAD, ACTION_MENU,
    ACTION_HELP, ACTION_NONE };

const struct screen_type screen_search = {
    .name = "search",
    .help = N_("Posts that have all the words, newest first; Enter opens one.\n\n"
               "Among the words you can put board:general, by:sipho, since:2026-05-01 and until:2026-06-01. "
               "Accents and capitals don't matter. / asks again; an empty line repeats the last search. Letters "
               "are never found."),
    .actions = actions,
    .size = sizeof(struct search_page),
    .open = search_open,
    .opened = search_opened,
    .close = search_close,
    .draw = search_draw,
    .act = search_act,
    .can = search_can,
    .back = search_back,
    .event = search_event,
    .watching = search_watching,
};
