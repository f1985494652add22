/*
 * threads.c: the threads of one board, those with the newest posts first. When the cursor comes near the end of the
 * list, the next page is loaded.
 *
 * A post by others changes the row of its thread, and the row keeps its place. A new thread comes in at the top, and
 * the cursor stays on its thread.
 */
#include <stdlib.h>
#include <string.h>

#include "screens/boards/boards_rooms.h"
#include "screens/people/hand_room.h"

enum { PAGE = 40, RECALL_MOST = 400 };

struct threads {
    struct board board;
    struct thread *threads;
    struct list list;
    int rows;
    bool all; /* all threads are loaded */
    bool stale;
};

/* --- loading --- */

static enum result load_more(struct ui *ui, struct threads *state, size_t page)
{
    size_t had = state->list.count, count = 0;
    int64_t before = had > 0 ? state->threads[had - 1].last_post : 0;
    state->threads = xrealloc(state->threads, had + page, sizeof *state->threads);
    enum result result =
        threads_list(ui->store, ui->actor, state->board.id, before, page, state->threads + had, &count);
    state->list.count = had + count;
    state->all = result != RESULT_OK || count < page;
    return result;
}

static bool select_thread(struct threads *state, int64_t thread)
{
    for (size_t i = 0; i < state->list.count; i++)
        if (state->threads[i].id == thread) {
            state->list.selected = i;
            return true;
        }
    return false;
}

/* Loads again as many threads as before. The cursor stays on its thread, and the thread in its row of the screen where
 * possible. */
static enum result reload(struct ui *ui, struct threads *state)
{
    size_t had = state->list.count, above = state->list.selected - state->list.top;
    int64_t selected = had > 0 ? state->threads[state->list.selected].id : 0;
    enum result result = board_get(ui->store, ui->actor, state->board.id, &state->board);
    state->list.count = 0;
    if (result == RESULT_OK)
        result = load_more(ui, state, had > PAGE ? had + 1 : PAGE);
    if (select_thread(state, selected) && state->list.top > 0 && state->list.selected > above)
        state->list.top = state->list.selected - above;
    state->stale = false;
    return result;
}

static enum result threads_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct threads *state = screen->state;
    const struct threads_ask *ask = argument;
    if (ui_several(ui))
        ui_enter(ui, board_unit(ui->store, ask->board));
    enum result result = board_get(ui->store, ui->actor, ask->board, &state->board);
    if (result == RESULT_OK)
        result = load_more(ui, state, PAGE);
    int64_t place = ui_recall(ui, &screen_threads, ask->board);
    while (result == RESULT_OK && place != 0 && !select_thread(state, place) && !state->all &&
           state->list.count < RECALL_MOST)
        load_more(ui, state, PAGE);
    if (result != RESULT_OK)
        free(state->threads);
    return result;
}

static void threads_close(struct ui *ui, struct screen *screen)
{
    struct threads *state = screen->state;
    if (state->list.count > 0)
        ui_remember(ui, &screen_threads, state->board.id, state->threads[state->list.selected].id);
    free(state->threads);
}

/* --- drawing --- */

enum { WIDE = 60, WORDS = 14, AUTHOR = 10, TIME = 9 };

/* "muted", "3 new of 12", "marked", "12 posts": words, because not everybody sees signs and colours. A narrow screen
 * has room only for the most important. */
static void thread_words(const struct thread *thread, bool wide, char *out, size_t size)
{
    char count[8];
    long long posts = (long long)thread->posts;
    out[0] = '\0';
    if (thread->muted)
        util_copy_text(out, size, _("muted"));
    else if (thread->unread > 0 && wide && posts <= COUNT_MAX)
        snprintf(out, size, ngettext("%s new of %lld", "%s new of %lld", (unsigned long)thread->unread),
            ui_count(thread->unread, count), posts);
    else if (thread->unread > 0)
        snprintf(
            out, size, ngettext("%s new", "%s new", (unsigned long)thread->unread), ui_count(thread->unread, count));
    else if (thread->bookmarked)
        util_copy_text(out, size, _("marked"));
    else if (wide)
        snprintf(out, size, ngettext("%lld post", "%lld posts", (unsigned long)posts), posts);
}

static const struct list_column wide_columns[] = { { N_("Thread"), 0, false }, { N_("Posts"), 16, false },
    { N_("Begun by"), 20, false }, { N_("Last"), 10, true }, { NULL, 0, false } };

static void draw_thread(struct ui *ui, const struct thread *thread, int row, bool selected)
{
    char words[64], time[24];
    bool wide = ui->columns >= WIDE, new = thread->unread > 0 && !thread->muted;
    enum style style = list_mark(ui, row, selected);
    int edge = ui->columns - 1;
    thread_words(thread, wide, words, sizeof words);
    if (list_is_wide(ui)) {
        list_cell(ui, row, wide_columns, 0, thread->muted ? STYLE_DIM : style, thread->title);
        list_cell(ui, row, wide_columns, 1, new ? STYLE_NEW : STYLE_DIM, words);
        list_cell(ui, row, wide_columns, 2, STYLE_DIM, thread->author);
        list_cell(ui, row, wide_columns, 3, STYLE_DIM, ui_time(ui, thread->last_at, time, sizeof time));
        return;
    }
    if (wide) {
        ui_right(ui, row, edge, TIME, STYLE_DIM, ui_time(ui, thread->last_at, time, sizeof time));
        edge -= TIME + 1 + AUTHOR;
        ui_text(ui, row, edge, AUTHOR, STYLE_DIM, thread->author);
        edge -= 1;
    }
    enum style told = new ? STYLE_NEW : STYLE_DIM;
    if (wide)
        ui_text(ui, row, edge -= WORDS, WORDS, told, words);
    else {
        int width = text_width(words, strlen(words));
        ui_right(ui, row, edge, width, told, words);
        edge -= width;
    }
    edge -= 1;
    ui_text(ui, row, 2, edge - 2, thread->muted ? STYLE_DIM : style, thread->title);
}

static void threads_draw(struct ui *ui, struct screen *screen)
{
    struct threads *state = screen->state;
    char where[48];
    if (state->stale)
        reload(ui, state);
    struct readers readers;
    readers_of_board(&ui->house, &state->board, &readers);
    int row = ui_title_read(ui, state->board.title, &readers, false), last = ui_last_row(ui);
    last = ui_foot_readers(ui, last, &readers);
    if (list_is_wide(ui) && state->list.count > 0)
        row = list_heads(ui, row, wide_columns);
    state->rows = last - row + 1;
    list_keep(&state->list, state->list.count, state->rows);
    if (state->list.count == 0)
        ui_paragraph(ui, row + 1, last, STYLE_PLAIN,
            state->board.may_post ? _("Nobody has written here yet. w writes the first thread.")
                                  : _("Nobody has written here yet."));
    for (size_t i = state->list.top; i < state->list.count && row <= last; i++, row++)
        draw_thread(ui, &state->threads[i], row, i == state->list.selected);
    ui_keys(ui, list_where(&state->list, !state->all, where, sizeof where));
}

/* --- acting --- */

static bool threads_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct threads *state = screen->state;
    bool some = state->list.count > 0;
    switch (action) {
    case ACTION_OPEN:
        return some;
    case ACTION_WRITE:
    case ACTION_BY_HAND:
        return state->board.may_post;
    case ACTION_MUTE_THREAD:
    case ACTION_MARK_READ:
        return some && ui_member(ui);
    case ACTION_NEXT:
    case ACTION_NEXT_UNREAD:
        return ui_member(ui);
    default:
        return true;
    }
}

static void mute(struct ui *ui, struct threads *state, const struct thread *thread)
{
    bool muted = thread->muted;
    if (mute_thread(ui->store, ui->actor, thread->id, !muted, ui_now(ui)) != RESULT_OK)
        ui_refused(ui);
    else
        ui_notice(ui, "%s",
            muted ? _("New posts in it are counted as unread again.") : _("Muted for you alone. M takes it back."));
    state->stale = true;
}

static void count_as_read(struct ui *ui, struct threads *state, const struct thread *thread)
{
    if (mark_thread_read(ui->store, ui->actor, thread->id) != RESULT_OK)
        ui_refused(ui);
    else
        ui_notice(ui, "%s", _("The whole thread counts as read."));
    state->stale = true;
}

/* Goes to the unread posts of the selected thread; when there are none, to the next unread post on any board. */
static void go_on(struct ui *ui, const struct threads *state)
{
    const struct thread *thread = state->list.count > 0 ? &state->threads[state->list.selected] : NULL;
    if (thread != NULL && thread->unread > 0 && !thread->muted)
        ui_go(ui, PLACE_READER, &(struct reader_ask) { .thread = thread->id });
    else
        navigate_next_unread(ui, thread != NULL ? thread->last_post : 0);
}

static bool threads_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct threads *state = screen->state;
    if (list_act(&state->list, action, state->rows)) {
        if (!state->all && state->list.selected + (size_t)state->rows >= state->list.count)
            load_more(ui, state, PAGE);
        return true;
    }
    const struct thread *thread = state->list.count > 0 ? &state->threads[state->list.selected] : NULL;
    switch (action) {
    case ACTION_OPEN:
        if (thread != NULL)
            ui_go(ui, PLACE_READER, &(struct reader_ask) { .thread = thread->id });
        return true;
    case ACTION_NEXT:
        go_on(ui, state);
        return true;
    case ACTION_WRITE:
        ui_go(ui, PLACE_SAY, &(struct say_ask) { .board = state->board.id });
        return true;
    case ACTION_MUTE_THREAD:
        mute(ui, state, thread);
        return true;
    case ACTION_MARK_READ:
        count_as_read(ui, state, thread);
        return true;
    case ACTION_BY_HAND:
        hand_ask_name(ui);
        return true;
    default:
        return false;
    }
}

static void threads_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct threads *state = screen->state;
    struct post post;
    reload(ui, state);
    if (from == &screen_prompt && outcome->done) {
        hand_write(ui, outcome->text, DRAFT_THREAD, state->board.id);
        return;
    }
    if ((from == ui_page(ui, PLACE_SAY) || from == ui_page(ui, PLACE_EDITOR)) && outcome->done &&
        post_get(ui->store, ui->actor, outcome->number, &post) == RESULT_OK) {
        select_thread(state, post.thread);
        posts_free(&post, 1);
    }
}

static void threads_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    struct threads *state = screen->state;
    if (event->kind != FACE_WRITTEN || (event->board != 0 && event->board != state->board.id))
        return;
    if (ui->top != screen)
        return; /* threads_back() reads it again when it is on top */
    ui_dirty(ui);
    for (size_t i = 0; i < state->list.count && !state->stale; i++)
        if (state->threads[i].id == event->thread) {
            struct thread now;
            if (thread_get(ui->store, ui->actor, event->thread, &now) == RESULT_OK)
                state->threads[i] = now;
            return;
        }
    state->stale = true;
}

static void threads_watching(const struct screen *screen, int64_t *board, int64_t *thread)
{
    const struct threads *state = screen->state;
    *board = state->board.id;
    *thread = 0;
}

static const char *word(const struct screen *screen, enum action action)
{
    (void)screen;
    return action == ACTION_WRITE ? N_("write a post") : NULL;
}

static const enum action actions[] = { ACTION_OPEN, ACTION_BACK, ACTION_NEXT, ACTION_WRITE, ACTION_SEARCH,
    ACTION_MUTE_THREAD, ACTION_MARK_READ, ACTION_NEXT_UNREAD, ACTION_BY_HAND, ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_threads = {
    .lists = true,
    .name = "threads",
    .help = N_("The threads of one board; the one written in last stands first. On the right of the top line stands "
               "who reads this board.\n\n"
               "\"3 new\" are posts you have not read. A muted thread stays here and no longer counts. \"marked\" has "
               "a bookmark of yours in it."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct threads),
    .open = threads_open,
    .close = threads_close,
    .draw = threads_draw,
    .act = threads_act,
    .can = threads_can,
    .back = threads_back,
    .event = threads_event,
    .watching = threads_watching,
};
