/*
 * stage.h: the screens in one process with their test: a made-up house whose dates stand still, the face of screens at
 * one end of a socketpair, a terminal at the other. What a key does is seen when stage_press returns: nothing waits.
 */
#ifndef TESTS_SCREENS_STAGE_H
#define TESTS_SCREENS_STAGE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "boards.h"
#include "letters.h"
#include "members.h"
#include "tests/support/terminal.h"

enum { MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR };
#define NOW INT64_C(1795462920) /* Monday, 23 November 2026, 19:42 UTC */
#define must(call) assert_int_equal((call), RESULT_OK)

/* What a screen is shown in. */
struct view {
    const char *name; /* "80x24": part of the golden file's name */
    int columns, rows;
    bool ascii;
};

/* The house itself: it may make up a caucus, which an operator may not. */
static const struct actor made_up = { .kind = ACTOR_CARETAKER };

struct stage {
    bool by_password;   /* how the next one enters */
    enum shared shared; /* what she decided about that */
    const char *term;   /* NULL: xterm-256color */
    struct store *store;
    struct actor operator, guest, thandi, sipho, lerato, nomsa; /* nomsa was never here before */
    int64_t general, tank;                                      /* a board, and the first post of a thread in it */
    struct terminal *terminal;
    void *face;
    int fd;
    bool stalled; /* stage_stall() */
};

/* A street with four people and two threads; `empty`: nothing but nomsa, the first of a new house. */
void stage_open(struct stage *stage, bool empty);
void stage_close(struct stage *stage);
int64_t stage_reply(struct stage *stage, const struct actor *who, int64_t parent, const char *body, int64_t at);

/* Somebody comes in; who is there already leaves first. */
void stage_enter(struct stage *stage, const struct actor *who, const struct view *view);
/* The same before a terminal that is larger than the face was told, by so much: there nothing may be drawn. */
void stage_enter_larger(struct stage *stage, const struct actor *who, const struct view *view, int by);
/* Each key by itself, as a person types; "\033" is Esc. */
void stage_press(struct stage *stage, const char *keys);
/* Moves the marker with j and k to the row that shows these words. False: there is none. */
bool stage_find(struct stage *stage, const char *words);
/* The same; without such a row the test fails and shows the screen. */
void stage_choose(struct stage *stage, const char *words);
void stage_send(
    struct stage *stage, const char *bytes); /* at once: a paste, an arrow key; then most of a second passes */
void stage_bytes(struct stage *stage, const char *bytes, size_t length, int milliseconds); /* then so many pass */
/* The line takes no more bytes, until it flows again: what is drawn meanwhile is not seen, and keys still come. */
void stage_stall(struct stage *stage);
void stage_flow(struct stage *stage);
void stage_resize(struct stage *stage, int columns, int rows);
/* So many seconds pass, and nobody touches a key. */
void stage_wait(struct stage *stage, int seconds);
/* The same, and the clock on the wall goes on too, until the stage closes. */
void stage_later(struct stage *stage, int seconds);
/* Somebody else wrote: what the hub's hint does. */
void stage_hint(struct stage *stage, int64_t board, int64_t thread);
/* A line of a room comes with its words, before the store is read. */
void stage_said(struct stage *stage, int64_t meeting, int64_t line, int64_t member, const char *words);
void stage_hint_post(struct stage *stage, int64_t board, int64_t post); /* of a post that was just written */
void stage_leave(struct stage *stage);
void stage_drop(struct stage *stage); /* the line drops: the session saves what she is writing, and ends */
/* Fails, with the screen as it is, unless the text stands on it. */
void stage_shows(struct stage *stage, const char *text);
void stage_shows_not(struct stage *stage, const char *text);
const char *stage_last_row(struct stage *stage, const struct view *view);

#endif
