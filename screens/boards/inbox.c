/*
 * inbox.c: the member's letters, newest first: those that she got and those that she wrote.
 */
#include <stdlib.h>
#include <string.h>

#include "lost.h"
#include "screens/boards/boards_rooms.h"
#include "screens/people/people_rooms.h"

enum { PAGE = 30, LINE_BYTES = 200 };

/* There may be many long letters, so the list keeps only the beginning of each. */
struct row {
    int64_t id, at;
    bool unread, mine, kept;
    char handle[HANDLE_BYTES], line[LINE_BYTES];
};

struct inbox {
    struct row *rows;
    struct list list;
    int shown;
    bool all, stale;
    bool shut; /* older letters are not listed, because her password was restored in the last 7 days (RULES 1.9) */
};

static void take(struct row *row, const struct letter *letter)
{
    *row = (struct row) {
        .id = letter->id, .at = letter->at, .unread = letter->unread, .mine = letter->mine, .kept = letter->kept
    };
    util_copy_text(row->handle, sizeof row->handle, letter->handle);
    util_copy_text(row->line, sizeof row->line, letter->body != NULL ? letter->body : "");
}

static enum result load_more(struct ui *ui, struct inbox *inbox, size_t page)
{
    size_t had = inbox->list.count, count = 0;
    struct letter *letters = xcalloc(page, sizeof *letters);
    enum result result =
        letters_list(ui->store, ui->actor, had > 0 ? inbox->rows[had - 1].id : 0, page, letters, &count);
    inbox->all = result != RESULT_OK || count < page;
    if (result == RESULT_OK) {
        inbox->rows = xrealloc(inbox->rows, had + count + 1, sizeof *inbox->rows);
        for (size_t i = 0; i < count; i++)
            take(&inbox->rows[had + i], &letters[i]);
        inbox->list.count = had + count;
        letters_free(letters, count);
    }
    free(letters);
    return result;
}

static void select_letter(struct inbox *inbox, int64_t letter)
{
    for (size_t i = 0; i < inbox->list.count; i++)
        if (inbox->rows[i].id == letter)
            inbox->list.selected = i;
}

static void reload(struct ui *ui, struct inbox *inbox)
{
    size_t had = inbox->list.count;
    int64_t selected = had > 0 ? inbox->rows[inbox->list.selected].id : 0;
    inbox->list.count = 0;
    load_more(ui, inbox, had >= PAGE ? had + 1 : PAGE);
    select_letter(inbox, selected);
    inbox->stale = false;
}

static enum result inbox_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct inbox *inbox = screen->state;
    struct lost lost;
    (void)argument;
    inbox->shut = lost_mine(ui->store, ui->actor, &lost) == RESULT_OK && lost.restored != 0;
    enum result result = load_more(ui, inbox, PAGE);
    select_letter(inbox, ui_recall(ui, &screen_inbox, 0));
    return result;
}

static void inbox_close(struct ui *ui, struct screen *screen)
{
    struct inbox *inbox = screen->state;
    if (inbox->list.count > 0)
        ui_remember(ui, &screen_inbox, 0, inbox->rows[inbox->list.selected].id);
    free(inbox->rows);
}

static const struct list_column wide_columns[] = { { N_("Who"), 24, false }, { "", 8, false },
    { N_("Words"), 0, false }, { N_("When"), 10, true }, { NULL, 0, false } };

static void draw_wide(struct ui *ui, const struct row *letter, int row, enum style style)
{
    char time[24], who[HANDLE_BYTES + 20];
    snprintf(who, sizeof who, "%s %s", letter->mine ? _("to") : _("from"), letter->handle);
    list_cell(ui, row, wide_columns, 0, style, who);
    list_cell(ui, row, wide_columns, 1, letter->unread ? STYLE_NEW : STYLE_DIM,
        letter->unread ? _("new")
        : letter->kept ? _("kept")
                       : "");
    list_cell(ui, row, wide_columns, 2, STYLE_PLAIN, letter->line);
    list_cell(ui, row, wide_columns, 3, STYLE_DIM, ui_time(ui, letter->at, time, sizeof time));
}

static void draw_row(struct ui *ui, const struct row *letter, int row, bool selected)
{
    char time[24];
    bool wide = ui->columns >= 60;
    int edge = ui->columns - 1, column = 2;
    enum style style = list_mark(ui, row, selected);
    if (list_is_wide(ui)) {
        draw_wide(ui, letter, row, style);
        return;
    }
    column += ui_text(ui, row, column, 4, STYLE_DIM, letter->mine ? _("to") : _("from")) + 1;
    ui_text(ui, row, column, wide ? 16 : 10, style, letter->handle);
    column = wide ? 25 : 18;
    if (wide) {
        ui_right(ui, row, edge, 10, STYLE_DIM, ui_time(ui, letter->at, time, sizeof time));
        edge -= 12;
    }
    if (letter->unread)
        column += ui_text(ui, row, column, 6, STYLE_NEW, _("new")) + 1;
    else if (letter->kept && wide)
        column += ui_text(ui, row, column, 6, STYLE_DIM, _("kept")) + 1;
    ui_text(ui, row, column, edge - column, STYLE_PLAIN, letter->line);
}

static void inbox_draw(struct ui *ui, struct screen *screen)
{
    struct inbox *inbox = screen->state;
    char where[48];
    if (inbox->stale)
        reload(ui, inbox);
    int row = ui_title(ui, _("Letters"), ui->actor->handle), last = ui_last_row(ui);
    struct readers readers;
    readers_of_inbox(&readers);
    last = ui_foot_readers(ui, last, &readers);
    if (inbox->shut)
        row = ui_paragraph(
            ui, row, last, STYLE_DIM, _("Letters from before your password was restored stay shut for 7 days."));
    if (list_is_wide(ui) && inbox->list.count > 0)
        row = list_heads(ui, row, wide_columns);
    inbox->shown = last - row + 1;
    list_keep(&inbox->list, inbox->list.count, inbox->shown);
    if (inbox->list.count == 0 && !inbox->shut)
        ui_paragraph(
            ui, row + 1, last, STYLE_PLAIN, _("No letters. w writes one; P on the home screen shows who lives here."));
    for (size_t i = inbox->list.top; i < inbox->list.count && row <= last; i++, row++)
        draw_row(ui, &inbox->rows[i], row, i == inbox->list.selected);
    ui_keys(ui, list_where(&inbox->list, !inbox->all, where, sizeof where));
}

static bool inbox_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct inbox *inbox = screen->state;
    (void)ui;
    return inbox->list.count > 0 || action != ACTION_OPEN;
}

static void ask_whom(struct ui *ui)
{
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) { .label = _("A letter to"),
            .text = _("The name of a person here."),
            .limit = HANDLE_MAX,
            .complete = people_complete });
}

/* Opens the oldest unread letter of the list; when all are read, the next unread post. */
static void open_unread(struct ui *ui, const struct inbox *inbox)
{
    for (size_t i = inbox->list.count; i-- > 0;)
        if (inbox->rows[i].unread) {
            ui_go(ui, PLACE_LETTER, &(struct letter_ask) { .letter = inbox->rows[i].id });
            return;
        }
    navigate_next_unread(ui, 0);
}

static bool inbox_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct inbox *inbox = screen->state;
    if (list_act(&inbox->list, action, inbox->shown)) {
        if (!inbox->all && inbox->list.selected + (size_t)inbox->shown >= inbox->list.count)
            load_more(ui, inbox, PAGE);
        return true;
    }
    if (action == ACTION_OPEN)
        ui_go(ui, PLACE_LETTER, &(struct letter_ask) { .letter = inbox->rows[inbox->list.selected].id });
    else if (action == ACTION_NEXT)
        open_unread(ui, inbox);
    else if (action == ACTION_WRITE)
        ask_whom(ui);
    else
        return false;
    return true;
}

static void inbox_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct inbox *inbox = screen->state;
    struct member member;
    inbox->stale = true;
    if (from != &screen_prompt || !outcome->done || outcome->text[0] == '\0')
        return;
    if (member_by_handle(ui->store, ui->actor, outcome->text, &member) == RESULT_OK)
        navigate_to_letter(ui, member.id);
    else
        ui_refused(ui);
}

static void inbox_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    struct inbox *inbox = screen->state;
    if (event->kind != FACE_LETTER)
        return;
    inbox->stale = true;
    ui_dirty(ui);
}

static const char *word(const struct screen *screen, enum action action)
{
    (void)screen;
    return action == ACTION_WRITE ? N_("write a letter") : NULL;
}

static const enum action actions[] = { ACTION_OPEN, ACTION_BACK, ACTION_NEXT, ACTION_WRITE, ACTION_NEXT_UNREAD,
    ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_inbox = {
    .lists = true,
    .name = "letters",
    .help = N_("Letters between you and one other person each: those that came, and those you wrote. They are in "
               "no search. They are forgotten after {letter-days} unless you keep them.\n\n"
               "Whoever holds the machine can read this. What must stay secret, say face to face."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct inbox),
    .open = inbox_open,
    .close = inbox_close,
    .draw = inbox_draw,
    .act = inbox_act,
    .can = inbox_can,
    .back = inbox_back,
    .event = inbox_event,
};
