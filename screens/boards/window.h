/*
 * window.h: the part of a thread that is loaded: at most WINDOW_POSTS posts around the place where the reader is. When
 * posts come in, the line at the top of the screen stays at the top, so that the text does not move while somebody
 * reads it. A part of reader.c's state.
 */
#ifndef BBS_WINDOW_H
#define BBS_WINDOW_H

#include "screens/boards/tree.h"
#include "screens/ui/ui.h"

enum { WINDOW_POSTS = 60 };

struct window {
    int64_t thread_id;
    struct thread thread;
    struct post posts[WINDOW_POSTS];
    char *words[WINDOW_POSTS];                     /* the posts' texts as shown */
    bool folded[WINDOW_POSTS], seen[WINDOW_POSTS]; /* seen: it was drawn to its last line */
    size_t count, selected;
    struct tree tree;
    size_t top;             /* the first line shown */
    int laid_columns, rows; /* laid_columns: width of the lines, 0: lay them again; rows: set by reader.c */
    struct share share;
};

/* Loads a page of window->thread_id. On failure the window stays as it was. window_drop() frees what it loads. */
enum result window_load(struct ui *ui, struct window *window, enum page page, int64_t from);
void window_drop(struct window *window);                       /* frees the posts, but not the tree: tree_free() */
size_t window_find(const struct window *window, int64_t post); /* its place; window->count when it is not there */
void window_lay(struct ui *ui, struct window *window);         /* computes the lines again, if they changed */
void window_show(struct ui *ui, struct window *window);        /* scrolls so that the selected post is in sight */

/* --- moving; false: it is not possible --- */
bool window_go(struct ui *ui, struct window *window, int64_t post); /* selects a post, loading it if needed */
bool window_step(struct ui *ui, struct window *window, int by);    /* 1: to the next visible post, -1: the one before */
bool window_scroll(struct window *window, long by);                /* by lines; the selection stays in sight */
void window_line_by(struct ui *ui, struct window *window, int by); /* 1 or -1: a line of a long post, else a post */
/* After a jump: scrolls so that the lines before the selected post are in sight, and the posts after it. */
void window_place_well(struct ui *ui, struct window *window);
/* The first unread post of this window, or of the thread behind it; 0: all is read. */
int64_t window_first_unread(struct ui *ui, const struct window *window);

/* --- changes --- */
void window_refresh(struct ui *ui, struct window *window); /* reads again; the line at the top stays at the top */
/* A post came in. Reads only this post and not the whole window, because hundreds of sessions may do so at once. False:
 * its place is not in the window, or something else changed, too. */
bool window_take_in(struct ui *ui, struct window *window, int64_t post);
/* Marks posts as read that were drawn to their last line. Do not call it while drawing. */
void window_mark_seen(struct ui *ui, struct window *window);

#endif
