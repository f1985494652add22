/*
 * bookmarks.c: the member's texts that are not sent yet, then her bookmarks.
 */
#include <stdlib.h>
#include <string.h>

#include "screens/boards/boards_rooms.h"

enum { DRAFTS_MOST = 20, PAGE = 40, LINE_BYTES = 240 };

struct row {
    bool draft, hidden; /* hidden: of a caucus where she is not now */
    enum draft_place place;
    int64_t target, written_for; /* only for a draft */
    int64_t post, thread;        /* only for a bookmark */
    int64_t at;
    char who[HANDLE_BYTES], line[LINE_BYTES];
};

struct mine {
    struct row *rows;
    struct list list;
    int shown;
    bool all;
};

static struct row *add_row(struct mine *mine)
{
    mine->rows = xrealloc(mine->rows, mine->list.count + 1, sizeof *mine->rows);
    struct row *row = &mine->rows[mine->list.count++];
    *row = (struct row) { 0 };
    return row;
}

static void load_drafts(struct ui *ui, struct mine *mine)
{
    struct draft *drafts = xcalloc(DRAFTS_MOST, sizeof *drafts);
    size_t count = 0;
    if (drafts_list(ui->store, ui->actor, DRAFTS_MOST, drafts, &count) == RESULT_OK) {
        for (size_t i = 0; i < count; i++) {
            struct row *row = add_row(mine);
            row->draft = true;
            row->place = drafts[i].place;
            row->target = drafts[i].target;
            row->hidden = ui_is_hidden(ui, draft_unit(ui->store, row->place, row->target));
            row->written_for = drafts[i].written_for;
            row->at = drafts[i].at;
            util_copy_text(row->line, sizeof row->line, drafts[i].title[0] != '\0' ? drafts[i].title : drafts[i].body);
        }
        drafts_free(drafts, count);
    }
    free(drafts);
}

static enum result load_bookmarks(struct ui *ui, struct mine *mine, int64_t before)
{
    struct post *posts = xcalloc(PAGE, sizeof *posts);
    size_t count = 0;
    enum result result = post_bookmarks_list(ui->store, ui->actor, before, PAGE, posts, &count);
    if (result == RESULT_OK) {
        for (size_t i = 0; i < count; i++) {
            struct row *row = add_row(mine);
            row->post = posts[i].id;
            row->thread = posts[i].thread;
            row->hidden = ui_is_hidden(ui, thread_unit(ui->store, row->thread));
            row->at = posts[i].at;
            util_copy_text(row->who, sizeof row->who, posts[i].handle);
            util_copy_text(row->line, sizeof row->line, posts[i].body);
        }
        posts_free(posts, count);
    }
    mine->all = result != RESULT_OK || count < PAGE;
    free(posts);
    return result;
}

static enum result load(struct ui *ui, struct mine *mine)
{
    mine->list.count = 0;
    load_drafts(ui, mine);
    return load_bookmarks(ui, mine, 0);
}

static enum result mine_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct mine *mine = screen->state;
    (void)argument;
    enum result result = load(ui, mine);
    if (result != RESULT_OK)
        free(mine->rows);
    return result;
}

static void mine_close(struct ui *ui, struct screen *screen)
{
    struct mine *mine = screen->state;
    (void)ui;
    free(mine->rows);
}

static const struct list_column wide_columns[] = { { N_("Who"), 24, false }, { N_("What"), 0, false },
    { N_("When"), 12, true }, { NULL, 0, false } };

/* What the row shows of the words; *dim: they are not shown. */
static const char *words_of(const struct ui *ui, const struct row *row, bool *dim)
{
    *dim = !row->hidden && row->draft && ui_shared(ui); /* RULES 1.6: they show only after an act of her own: Enter */
    return row->hidden ? _("Something private") : *dim ? _("Enter shows it") : row->line;
}

static void draw_row(struct ui *ui, const struct row *row, int at, bool selected)
{
    char time[24];
    bool wide = ui->columns >= 60, dim;
    int edge = ui->columns - 1;
    enum style style = list_mark(ui, at, selected);
    const char *who = row->draft ? _(ui->program->draft(row->place)->word) : row->hidden ? "" : row->who;
    const char *words = words_of(ui, row, &dim);
    if (list_is_wide(ui)) {
        list_cell(ui, at, wide_columns, 0, row->draft ? STYLE_NEEDS_YOU : STYLE_DIM, who);
        list_cell(ui, at, wide_columns, 1, dim ? STYLE_DIM : style, words);
        list_cell(ui, at, wide_columns, 2, STYLE_DIM, ui_time(ui, row->at, time, sizeof time));
        return;
    }
    ui_text(ui, at, 2, wide ? 16 : 11, row->draft ? STYLE_NEEDS_YOU : STYLE_DIM, who);
    if (wide) {
        ui_right(ui, at, edge, 10, STYLE_DIM, ui_time(ui, row->at, time, sizeof time));
        edge -= 12;
    }
    int column = wide ? 20 : 14;
    ui_text(ui, at, column, edge - column, dim ? STYLE_DIM : style, words);
}

static void mine_draw(struct ui *ui, struct screen *screen)
{
    struct mine *mine = screen->state;
    char where[48];
    int row = ui_title(ui, _("Texts not yet sent, and bookmarks"), NULL), last = ui_last_row(ui);
    if (drafts_are_shut(ui->store, ui->actor)) /* RULES 1.9: not gone, though nothing of it is listed */
        last = ui_foot(
            ui, last, STYLE_DIM, _("What you were writing before others set your password stays shut for 7 days."));
    if (list_is_wide(ui) && mine->list.count > 0)
        row = list_heads(ui, row, wide_columns);
    mine->shown = last - row + 1;
    list_keep(&mine->list, mine->list.count, mine->shown);
    if (mine->list.count == 0)
        ui_paragraph(ui, row + 1, last, STYLE_PLAIN,
            _("Nothing here. b on a post sets a bookmark; what you write and don't send is kept here too."));
    for (size_t i = mine->list.top; i < mine->list.count && row <= last; i++, row++)
        draw_row(ui, &mine->rows[i], row, i == mine->list.selected);
    ui_keys(ui, list_where(&mine->list, !mine->all, where, sizeof where));
}

static const struct row *selected(const struct mine *mine)
{
    return mine->list.count > 0 ? &mine->rows[mine->list.selected] : NULL;
}

static bool mine_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct row *row = selected(screen->state);
    (void)ui;
    if (action == ACTION_BOOKMARK)
        return row != NULL && !row->draft;
    if (action == ACTION_REMOVE)
        return row != NULL && row->draft;
    return row != NULL || action != ACTION_OPEN;
}

static void ask_drop(struct ui *ui)
{
    const struct choice choices[] = { { 'y', _("Yes, throw it away") }, { 'n', _("No, keep it") }, { 0, NULL } };
    ui_push(ui, &screen_question,
        &(struct question_ask) {
            .title = _("Throw this unsent text away?"),
            .text = _("This can't be undone."),
            .choices = choices,
            .destroys = true,
        });
}

static void open_row(struct ui *ui, const struct row *row)
{
    if (row->draft)
        navigate_to_draft(ui, row->place, row->target, row->written_for);
    else
        navigate_to_post(ui, row->thread, row->post);
}

static bool mine_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct mine *mine = screen->state;
    if (list_act(&mine->list, action, mine->shown)) {
        if (!mine->all && mine->list.selected + (size_t)mine->shown >= mine->list.count)
            load_bookmarks(ui, mine, mine->rows[mine->list.count - 1].post);
        return true;
    }
    const struct row *row = selected(mine);
    if (action == ACTION_OPEN)
        open_row(ui, row);
    else if (action == ACTION_REMOVE)
        ask_drop(ui);
    else if (action == ACTION_BOOKMARK) {
        if (post_bookmark_set(ui->store, ui->actor, row->post, false, ui_now(ui)) != RESULT_OK)
            ui_refused(ui);
        load(ui, mine);
    } else
        return false;
    return true;
}

static void mine_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct mine *mine = screen->state;
    const struct row *row = selected(mine);
    if (from == &screen_question && outcome->done && outcome->number == 'y' && row != NULL && row->draft &&
        draft_drop_for(ui->store, ui->actor, row->place, row->target, row->written_for, ui_now(ui)) != RESULT_OK)
        ui_refused(ui);
    load(ui, mine);
}

/* Something else than a new post: a post may be covered, or withdrawn, and its words leave this page. */
static void mine_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    if (event->kind != FACE_WRITTEN || event->post != 0)
        return;
    load(ui, screen->state);
    ui_dirty(ui);
}

static void mine_watching(const struct screen *screen, int64_t *board, int64_t *thread)
{
    (void)screen;
    *board = *thread = 0;
}

static const enum action actions[] = { ACTION_OPEN, ACTION_BOOKMARK, ACTION_REMOVE, ACTION_BACK, ACTION_NEXT_UNREAD,
    ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_bookmarks = {
    .lists = true,
    .name = "mine",
    .help =
        N_("Texts you began and did not send come first, then your bookmarks, newest first. Enter goes on writing, or "
           "opens the post. b takes a bookmark away, D throws an unsent text away."),
    .actions = actions,
    .size = sizeof(struct mine),
    .open = mine_open,
    .close = mine_close,
    .draw = mine_draw,
    .act = mine_act,
    .can = mine_can,
    .back = mine_back,
    .event = mine_event,
    .watching = mine_watching,
};
