/* window.c: see window.h. */
#include "screens/boards/window.h"

#include <stdlib.h>
#include <string.h>

void window_drop(struct window *window)
{
    posts_free(window->posts, window->count);
    for (size_t i = 0; i < window->count; i++)
        free(window->words[i]);
    window->count = 0;
    window->laid_columns = 0;
}

static const char *words_of(const struct post *post)
{
    static char struck[HANDLE_BYTES + 160], covered[COVER_WORDS];
    if (post->state == POST_WITHDRAWN && post->by.struck_by[0] != '\0') {
        snprintf(struck, sizeof struck, _("[struck by %s: they say that it is not theirs]"), post->by.struck_by);
        return struck;
    }
    if (post->state == POST_WITHDRAWN)
        return _("[withdrawn by its author]");
    if (post->state == POST_COVERED) {
        cover_post_words(post, covered);
        return covered;
    }
    return post->author_muted ? _("[you muted this person; X shows them again]") : post->body;
}

static void show_words(const struct ui *ui, struct window *window, size_t place)
{
    const char *words = words_of(&window->posts[place]);
    window->words[place] = text_shown(words, strlen(words), TEXT_BODY, ui->settings.ascii);
    window->folded[place] = window->seen[place] = false;
}

enum result window_load(struct ui *ui, struct window *window, enum page page, int64_t from)
{
    size_t count = 0;
    struct post posts[WINDOW_POSTS];
    struct thread thread;
    struct share share;
    enum result result =
        posts_read(ui->store, ui->actor, window->thread_id, page, from, WINDOW_POSTS, posts, &count, &thread, &share);
    if (result != RESULT_OK)
        return result;
    window_drop(window);
    memcpy(window->posts, posts, count * sizeof *posts);
    window->count = count;
    window->thread = thread;
    window->share = share;
    for (size_t i = 0; i < count; i++)
        show_words(ui, window, i);
    return RESULT_OK;
}

size_t window_find(const struct window *window, int64_t post)
{
    for (size_t i = 0; i < window->count; i++)
        if (window->posts[i].id == post)
            return i;
    return window->count;
}

void window_lay(struct ui *ui, struct window *window)
{
    int columns = ui->columns - 2 > 98 ? 98 : ui->columns - 2;
    if (window->laid_columns == columns)
        return;
    tree_lay(&window->tree, window->posts, window->count, window->folded, (const char *const *)window->words, columns);
    window->laid_columns = columns;
}

static size_t head_line(const struct window *window, size_t post)
{
    for (size_t i = 0; i < window->tree.count; i++)
        if (window->tree.lines[i].post == post)
            return i;
    return 0;
}

static size_t line_after(const struct window *window, size_t post)
{
    size_t line = head_line(window, post);
    while (line < window->tree.count && window->tree.lines[line].post == post)
        line++;
    return line;
}

/* Shows the whole post if it fits on the screen, else its beginning. Scrolls no further than needed. */
void window_show(struct ui *ui, struct window *window)
{
    window_lay(ui, window);
    size_t head = head_line(window, window->selected), end = line_after(window, window->selected);
    size_t rows = window->rows > 0 ? (size_t)window->rows : 10;
    if (head < window->top || end - head >= rows)
        window->top = head;
    else if (end > window->top + rows)
        window->top = end - rows;
}

/* Loads a window with this post and some posts before it. */
static enum result load_around(struct ui *ui, struct window *window, int64_t post)
{
    enum { BEFORE = WINDOW_POSTS / 4 };
    int64_t from = post;
    if (window_load(ui, window, PAGE_BEFORE, post) == RESULT_OK)
        from = window->posts[window->count > BEFORE ? window->count - BEFORE : 0].id;
    window->top = 0;
    return window_load(ui, window, PAGE_AT, from);
}

bool window_go(struct ui *ui, struct window *window, int64_t post)
{
    if (window_find(window, post) == window->count && load_around(ui, window, post) != RESULT_OK)
        return false;
    size_t place = window_find(window, post);
    window->selected = place < window->count ? place : 0;
    window_show(ui, window);
    ui_dirty(ui);
    return place < window->count;
}

int64_t window_first_unread(struct ui *ui, const struct window *window)
{
    struct unread_place place;
    for (size_t i = 0; i < window->count; i++)
        if (window->posts[i].unread)
            return window->posts[i].id;
    bool more = window->thread.unread > 0 && !window->thread.muted &&
                mark_next_unread(ui->store, ui->actor, window->posts[window->count - 1].id, &place) == RESULT_OK;
    return more && place.thread == window->thread_id ? place.post : 0;
}

void window_place_well(struct ui *ui, struct window *window)
{
    window_lay(ui, window);
    size_t rows = (size_t)window->rows, head = head_line(window, window->selected);
    size_t most = window->tree.count > rows ? window->tree.count - rows : 0;
    size_t top = head > rows / 4 ? head - rows / 4 : 0;
    window->top = top < most ? top : most;
}

/* --- moving --- */

static size_t visible_step(const struct window *window, size_t from, int by)
{
    size_t at = from;
    while ((by > 0 && at + 1 < window->count) || (by < 0 && at > 0)) {
        at = by > 0 ? at + 1 : at - 1;
        if (!tree_hidden(window->posts, window->folded, at))
            return at;
    }
    return from;
}

bool window_step(struct ui *ui, struct window *window, int by)
{
    size_t next = visible_step(window, window->selected, by);
    if (next == window->selected) {
        const struct post *post = &window->posts[window->selected];
        int64_t edge = window->posts[by > 0 ? window->count - 1 : 0].id;
        bool beyond = by > 0 ? window->posts[window->count - 1].number < post->total : window->posts[0].number > 1;
        if (!beyond || window_load(ui, window, by > 0 ? PAGE_AFTER : PAGE_BEFORE, edge) != RESULT_OK)
            return false;
        window->selected = by > 0 ? 0 : window->count - 1;
        window->top = 0;
    } else
        window->selected = next;
    window_show(ui, window);
    return true;
}

static void select_visible(struct window *window)
{
    size_t from = window->top, to = window->top + (size_t)window->rows;
    size_t head = head_line(window, window->selected);
    if (head >= from && head < to)
        return;
    for (size_t i = from; i < to && i < window->tree.count; i++)
        if (window->tree.lines[i].kind == TREE_HEAD) {
            window->selected = window->tree.lines[i].post;
            return;
        }
    if (from < window->tree.count)
        window->selected = window->tree.lines[from].post;
}

bool window_scroll(struct window *window, long by)
{
    long most = (long)window->tree.count - window->rows, top = (long)window->top + by;
    if (most < 0)
        most = 0;
    top = top < 0 ? 0 : top > most ? most : top;
    bool moved = top != (long)window->top;
    window->top = (size_t)top;
    select_visible(window);
    return moved;
}

void window_line_by(struct ui *ui, struct window *window, int by)
{
    size_t head = head_line(window, window->selected), end = line_after(window, window->selected);
    size_t bottom = window->top + (size_t)window->rows;
    if ((by > 0 && end > bottom) || (by < 0 && head < window->top))
        window_scroll(window, by);
    else
        window_step(ui, window, by);
}

/* --- changes while somebody reads --- */

/* The line at the top of the screen and the selected post, to find them again after a change. */
struct held {
    int64_t top, selected; /* ids of the post at the top and of the selected one */
    size_t line;           /* the line of the post at the top */
};

static struct held hold(struct ui *ui, struct window *window)
{
    struct held held = { .selected = window->posts[window->selected].id };
    window_lay(ui, window);
    if (window->top < window->tree.count) {
        size_t post = window->tree.lines[window->top].post;
        held.top = window->posts[post].id;
        held.line = window->top - head_line(window, post);
    }
    return held;
}

static void hold_still(struct ui *ui, struct window *window, const struct held *held)
{
    size_t place = window_find(window, held->selected);
    window->selected = place < window->count ? place : 0;
    window_lay(ui, window);
    place = window_find(window, held->top);
    if (place < window->count)
        window->top = head_line(window, place) + held->line;
    ui_dirty(ui);
}

void window_refresh(struct ui *ui, struct window *window)
{
    struct held held = hold(ui, window);
    int64_t folded[WINDOW_POSTS];
    size_t folds = 0;
    for (size_t i = 0; i < window->count; i++)
        if (window->folded[i])
            folded[folds++] = window->posts[i].id;
    if (window_load(ui, window, PAGE_AT, window->posts[0].id) != RESULT_OK)
        return;
    for (size_t i = 0; i < folds; i++)
        if (window_find(window, folded[i]) < window->count)
            window->folded[window_find(window, folded[i])] = true;
    hold_still(ui, window, &held);
}

/* Puts the post into the window at `place`. */
static void insert(struct ui *ui, struct window *window, size_t place, const struct post *post)
{
    size_t behind = window->count - place;
    memmove(&window->posts[place + 1], &window->posts[place], behind * sizeof *window->posts);
    memmove(&window->words[place + 1], &window->words[place], behind * sizeof *window->words);
    memmove(&window->folded[place + 1], &window->folded[place], behind * sizeof *window->folded);
    memmove(&window->seen[place + 1], &window->seen[place], behind * sizeof *window->seen);
    window->posts[place] = *post;
    window->count++;
    show_words(ui, window, place);
    window->laid_columns = 0;
}

bool window_take_in(struct ui *ui, struct window *window, int64_t id)
{
    struct post post = { 0 };
    struct share share;
    if (window_find(window, id) < window->count)
        return true;
    if (window->count == WINDOW_POSTS || post_read(ui->store, ui->actor, id, &post, &share) != RESULT_OK)
        return false;
    size_t place = tree_place(window->posts, window->count, &post);
    bool alone = post.thread == window->thread_id && post.total == window->thread.posts + 1;
    bool stands = place > 0 && window->posts[place - 1].number + 1 == post.number;
    if (!alone || !stands) {
        posts_free(&post, 1);
        return false;
    }
    struct held held = hold(ui, window);
    insert(ui, window, place, &post);
    tree_came_in(window->posts, window->count, place);
    window->thread.posts = post.total;
    window->thread.last_post = post.id;
    window->thread.unread += post.unread && window->thread.unread <= COUNT_MAX;
    window->share = share;
    hold_still(ui, window, &held);
    return true;
}

void window_mark_seen(struct ui *ui, struct window *window)
{
    if (!ui_member(ui))
        return;
    for (size_t i = 0; i < window->count; i++)
        if (window->seen[i] && window->posts[i].unread) {
            mark_read(ui->store, ui->actor, window->posts[i].id);
            window->seen[i] = false;
            if (window->thread.unread > 0)
                window->thread.unread--;
            window->posts[i].unread = false;
            window->laid_columns = 0;
        }
}
