/*
 * window.h: of a thread only a window of posts around the place is loaded; what stands at the top of the screen is
 * remembered as a post and a line of it, so that live posts come in without moving what is being read. A part of
 * reader.c's state.
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
    char *words[WINDOW_POSTS];                     /* as they are shown */
    bool folded[WINDOW_POSTS], seen[WINDOW_POSTS]; /* seen: drawn to its last line */
    size_t count, selected;
    struct tree tree;
    size_t top;             /* first line shown */
    int laid_columns, rows; /* laid_columns 0: the lines are to be laid anew; rows: set by who draws */
    struct share share;
};

/* Loads a page of window->thread_id; on failure all stays as it was. Ended by window_drop(). */
enum result window_load(struct ui *ui, struct window *window, enum page page, int64_t from);
void window_drop(struct window *window);                       /* the posts; the tree too is freed by tree_free() */
size_t window_find(const struct window *window, int64_t post); /* its place; window->count: it is not there */
void window_lay(struct ui *ui, struct window *window);         /* the lines, where they changed */
void window_show(struct ui *ui, struct window *window);        /* the selected post comes into view */

/* --- moving; false: there was nowhere to go --- */
bool window_go(struct ui *ui, struct window *window, int64_t post); /* loads around it where it is not in the window */
bool window_step(struct ui *ui, struct window *window, int by);     /* to the next visible post, or the one before */
bool window_scroll(struct window *window, long by);                 /* by lines */
void window_line_by(struct ui *ui, struct window *window, int by);  /* a line of a long post, else the next post */
/* After a jump: the selected post stands where what it answers is seen too, and what comes after it. */
void window_place_well(struct ui *ui, struct window *window);
/* In this window, or behind it; 0: all is read. */
int64_t window_first_unread(struct ui *ui, const struct window *window);

/* --- what changes --- */
void window_refresh(struct ui *ui, struct window *window); /* read anew; the line at the top stays where it is */
/* One post came in, which hundreds may be looking for at once: it alone is read, and not the whole window. False: it
 * does not stand in the window, or is not all that changed. */
bool window_take_in(struct ui *ui, struct window *window, int64_t post);
void window_mark_seen(
    struct ui *ui, struct window *window); /* what was drawn to its end is read. Never while drawing */

#endif
