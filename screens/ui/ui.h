/*
 * ui.h: the stack of screens and what every screen may use. Private to screens/.
 *
 * A screen is a small struct of functions. The stack's top is drawn and gets the keys; all of them get events. Layout
 * is computed from the size at every draw, never kept. Prompts, questions and editors are screens too and answer
 * through `back`: there are no nested loops, so a live event can arrive at any time.
 */
#ifndef BBS_UI_H
#define BBS_UI_H

#include "boards.h"
#include "deferred.h"
#include "face.h"
#include "gettext.h"
#include "language.h"
#include "letters.h"
#include "lock.h"
#include "members.h"
#include "readers.h"
#include "screens/ui/canvas.h"
#include "screens/ui/keys.h"
#include "screens/ui/place.h"
#include "text.h"
#include "units.h"
#include "util.h"

struct ui;
struct screen;
struct subject_draft;

/* What a screen that was opened hands to the one below when it closes. */
struct outcome {
    bool done;        /* false: Esc, cancelled */
    int64_t number;   /* the choice of a question (its key), the post written, ... */
    const char *text; /* what was typed at a prompt; valid during the call */
};

struct screen_type {
    const char *name;           /* "reader": also the topic of `?` */
    const char *help;           /* N_(): what this screen is, a few short paragraphs */
    const enum action *actions; /* what can be done here, in the order of the bottom line; ends with ACTION_NONE */
    const char *open_word, *back_word; /* N_(): what Enter and q do here in a word; NULL: as everywhere */
    /* N_(): what an action of `actions` does just now in a word, where that is another than everywhere; else NULL. It
     * may be NULL itself. */
    const char *(*word)(const struct screen *screen, enum action action);
    bool typing; /* letters write here: only control keys are actions */
    size_t size; /* of its state, zeroed before open */
    enum result (*open)(struct ui *ui, struct screen *screen, const void *argument);
    void (*draw)(struct ui *ui, struct screen *screen); /* rows 1 .. ui->rows - 2 are its own; see ui_title, ui_keys */
    bool (*act)(struct ui *ui, struct screen *screen, enum action action);       /* false: not here */
    void (*key)(struct ui *ui, struct screen *screen, wint_t key, bool special); /* what is no action; may be NULL */
    void (*event)(struct ui *ui, struct screen *screen, const struct face_event *event);
    void (*back)(struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome);
    void (*tick)(struct ui *ui, struct screen *screen); /* about once a second */
    void (*save)(struct ui *ui, struct screen *screen); /* the line dropped */
    void (*watching)(const struct screen *screen, int64_t *board, int64_t *thread);
    void (*close)(struct ui *ui, struct screen *screen);
    void (*opened)(struct ui *ui, struct screen *screen); /* it is on top now; may open others */
    bool chooses; /* letters choose here (questions, menus): keys come to `key` first, pastes are dropped */
    /* Esc throws away what is typed: it is waited for longer, because it may be the beginning of a sequence that comes
     * in two. Elsewhere what it opens can be closed again. */
    bool patient;
    /* Whether an action of `actions` can be done just now; NULL: all of them. The bottom line, the menu and the keys
     * themselves ask here. */
    bool (*can)(const struct ui *ui, const struct screen *screen, enum action action);
};

struct screen {
    const struct screen_type *type;
    struct screen *below;
    void *state;
    int64_t here; /* the unit it is of: while it is on top, actor->here */
};

/* One of her units, for its name on screen. */
struct ui_unit {
    int64_t id;
    enum unit_kind kind;
    char name[UNIT_NAME_BYTES];
};

/* What is remembered for the session: where the cursor of each list stood, and the last search. */
enum { UI_PLACES = 48, UI_NOTICE_ROWS = 4 };
struct ui_place {
    const void *list;
    int64_t key, item;
};

/* What the frame is given at start, by program.c: calls go downward only, and the frame knows no page. */
struct ui_program {
    const struct screen_type *(*page)(enum place place);
    const struct subject_draft *(*draft)(enum draft_place place); /* subject.h; NULL: there is none */
    bool (*begin)(struct ui *ui);                   /* opens the first screens; false: store_reason() says why not */
    bool (*act)(struct ui *ui, enum action action); /* what works in every room; false: it does not */
    const char *(*came)(struct ui *ui);             /* what came in by FACE_LETTER, in words, translated */
};

struct ui {
    const struct ui_program *program;
    const struct face_setup *setup;
    struct store *store;
    const struct actor *actor; /* `own`: the session's actor, and in which of her units she is now */
    struct actor own;
    struct ui_unit *units; /* hers, in her order; NULL: she has one alone, or none */
    size_t unit_count;
    struct settings settings;
    struct house house;
    struct screen *top;
    struct canvas canvas;
    int columns, rows;
    bool by_password; /* how she came in; after her sign-up: whether she has one */
    bool dirty, ending;
    enum leaving {
        LEAVING,
        LEAVING_CLOSED,
        LEAVING_QUICK,
        LEAVING_ENDED,
        LEAVING_PUT_OUT,
        LEAVING_MOVED,
        LEAVING_AWAY,
        LEAVING_CROWDED,
        LEAVING_ROOM
    } leaving;        /* why it ends */
    struct lock lock; /* of a shared computer; RULES 1.6 */
    size_t words;     /* as last drawn */
    bool unseen;      /* the top has not been drawn since it came up: keys only move */
    int64_t came_up;  /* when; milliseconds */
    char notice[300]; /* above the keys, gone at the next key */
    const struct screen *drawing;
    int cursor_row, cursor_column;
    char last_search[300];
    int64_t last_letter; /* the newest that is known of */
    struct ui_place places[UI_PLACES];
    unsigned next_place;
};

int64_t ui_now(const struct ui *ui);
int64_t ui_milliseconds(const struct ui *ui); /* of a clock that nobody sets */
/* --- which keys may answer a question, and with that send, delete or leave ---
 * A terminal, or a line that stalls, may cut a key in two: its ESC alone is Esc, and opens the question. So a question
 * and the menu (`chooses`) are answered only by a letter, a digit or Enter that came as itself, and those that are
 * `careful` or `destroys` not before UI_TOO_SOON_MS. What came as a sequence moves there or goes back, whatever key it
 * is. What begins a sequence and follows the Esc that opened the question is the rest of that Esc, however late: the
 * question closes unused (`asked` in input.h). No Enter that came as a sequence sends a form. One case is left, as
 * nobody can tell them apart: Alt and a digit, cut in two for longer than that, is Esc and the digit. */

/* The top came up so little ago that no choice is taken yet: whoever's finger is already on its way, or whose terminal
 * sends a sequence in pieces, chose nothing. */
enum { UI_TOO_SOON_MS = 300 };
bool ui_too_soon(const struct ui *ui);
/* This computer is shared: what is private is not shown unasked, and the screen locks. */
void ui_set_shared(struct ui *ui);
bool ui_shared(const struct ui *ui);
/* Opens a screen on top; on failure nothing is opened and the reason becomes the notice. */
bool ui_push(struct ui *ui, const struct screen_type *type, const void *argument);
bool ui_go(struct ui *ui, enum place place, const void *argument); /* the same by the page's place: see place.h */
/* The screen of a place, to know by it which page closed, or stands somewhere. */
const struct screen_type *ui_page(const struct ui *ui, enum place place);
void ui_pop(struct ui *ui, const struct outcome *outcome); /* closes the top; NULL: cancelled */
void ui_home(struct ui *ui);                               /* closes all but the first */
void ui_notice(struct ui *ui, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* In a chooser: this key does nothing here, and which do. Nothing is said of keys that write nothing. */
void ui_no_choice(struct ui *ui, wint_t key, const char *which);
void ui_refused(struct ui *ui); /* store_reason() as notice */
void ui_dirty(struct ui *ui);
void ui_paint(struct ui *ui); /* now, amid a long piece of work */
void ui_leave(struct ui *ui);
/* A newcomer has become this member: all closes, and home opens. */
void ui_move_in(struct ui *ui, const struct actor *member);
void ui_close_all(struct ui *ui); /* no screen is left: another is opened at once, or the face closes */
void ui_save(struct ui *ui);      /* what is being written anywhere in the stack is kept */
void ui_tell(struct ui *ui, const struct face_event *event); /* to every screen of the stack */
void ui_drop_typeahead(struct ui *ui);                       /* before a question that destroys */
bool ui_act(struct ui *ui, enum action action); /* as if its key was pressed on the top; false: it does nothing */
bool ui_can(const struct ui *ui, const struct screen *screen, enum action action);
/* The event may have changed what stands on no board: asks, offers, matches, rotas, things. */
bool ui_beside_boards(const struct face_event *event);
bool ui_member(const struct ui *ui);                              /* false: a guest, who only reads */
void ui_settings(struct ui *ui, const struct settings *settings); /* changed ones take effect at once */

/* --- in which of her units she is (RULES 1.0); ui_unit.c. Each page is of one unit: whoever goes back to a page is
 * again in its unit. --- */

/* The session's actor is another one, or belongs to other units: it is taken over. She stays where she is, if she
 * may. */
void ui_actor_anew(struct ui *ui);
void ui_units_anew(struct ui *ui); /* she may belong to others by now: to which is read again */
/* She has several units, so that pages name where she is; or she is a guest in a house of several. */
bool ui_several(const struct ui *ui);
/* One of hers. NULL: it is none of hers, or she has one alone. */
const struct ui_unit *ui_unit(const struct ui *ui, int64_t unit);
/* What is opened next is of this unit. Nothing changes where it is none of hers. */
void ui_enter(struct ui *ui, int64_t unit);
/* The page on top is of this unit from now on. */
void ui_move_to(struct ui *ui, int64_t unit);

/* The item on which the cursor of a list stood: `list` is the screen's type, `key` the board or 0. 0: not known. */
void ui_remember(struct ui *ui, const void *list, int64_t key, int64_t item);
int64_t ui_recall(const struct ui *ui, const void *list, int64_t key);

/* --- drawing: styles by name, text made safe --- */
enum style {
    STYLE_PLAIN,
    STYLE_TITLE,
    STYLE_DIM,
    STYLE_NEW,
    STYLE_NEEDS_YOU,
    STYLE_SELECTED,
    STYLE_QUOTE,
    STYLE_WARNING
};
/* Draws at most `columns` columns of s (cut with an ellipsis when longer), returns the columns used. */
int ui_text(struct ui *ui, int row, int column, int columns, enum style style, const char *s);
int ui_textf(struct ui *ui, int row, int column, int columns, enum style style, const char *format, ...)
    __attribute__((format(printf, 6, 7)));
void ui_right(struct ui *ui, int row, int right_edge, int columns, enum style style, const char *s);
void ui_rule(struct ui *ui, int row); /* a line across; ASCII looks: '-' */
/* Row 0, a rule below it on terminals of 12 rows and more: where one is, and the right-hand words. The rule of a
 * made-up street says that nobody in it is real. */
int ui_title(struct ui *ui, const char *left, const char *right); /* returns the first free row */
int ui_title_styled(struct ui *ui, const char *left, enum style left_style, const char *right, enum style right_style);
/* The same with who reads it, never cut, on the right: for what is written in forms, and for boards. */
int ui_title_read(struct ui *ui, const char *left, const struct readers *readers, bool in_full);
/* The style of who reads: a warning where that is everybody. */
enum style ui_readers_style(const struct readers *readers, enum style otherwise);
int ui_last_row(const struct ui *ui); /* the last row above rule, notice and keys */
/* The bottom line: `where` ("post 3 of 18", may be NULL) and the keys of the top screen; notice above it. */
void ui_keys(struct ui *ui, const char *where);
const char *ui_word(const struct screen *screen, enum action action); /* what it does on that screen, in a word */
void ui_cursor(struct ui *ui, int row, int column); /* where the hardware cursor is left: on the selected item */
const char *ui_glyph(const struct ui *ui, const char *utf8, const char *ascii);
void ui_clear_row(struct ui *ui, int row);
/* Draws the screen below `screen` as the background of a prompt or question; its rows are then drawn over. */
void ui_below(struct ui *ui, struct screen *screen);
/* Draws wrapped text into rows first..last at column 1; returns the row after the last one used. */
int ui_paragraph(struct ui *ui, int first, int last, enum style style, const char *s);
/* The same at another column, so that a word before it stands free. */
int ui_hanging(struct ui *ui, int first, int last, int column, enum style style, const char *s);
/* A sentence that ends at row `last`, in as many rows as it takes, over what stands there; returns the last row above
 * it. */
int ui_foot(struct ui *ui, int last, enum style style, const char *s);
/* "19:42", "Sat 18:02", "3 Nov", "2025-11-03": the shortest that is clear, in at most 10 columns. */
const char *ui_time(const struct ui *ui, int64_t at, char *out, size_t size);
const char *ui_count(int count, char out[8]); /* "99+" */

/* --- a list with a cursor: every list of the program --- */
struct list {
    size_t count, selected, top;
};
void list_keep(struct list *list, size_t count, int rows);      /* after count or size changed */
bool list_act(struct list *list, enum action action, int rows); /* movement; true: it was one */
/* "3 of 18", "" for an empty list. `more`: there are more than are loaded ("3 of 50+"). */
const char *list_where(const struct list *list, bool more, char *out, size_t size);
/* The mark before the selected row, and the cursor on it; returns the style for its words. */
enum style list_mark(struct ui *ui, int row, bool selected);

/* --- a long text that scrolls: help, letters, what commands say --- */
struct paper {
    char *text;   /* owned: paper_close */
    size_t top;   /* first row shown */
    size_t rows;  /* of the whole text as last drawn */
    size_t shown; /* rows that fitted */
};
void paper_draw(struct ui *ui, struct paper *paper, int first, int last);
bool paper_act(struct paper *paper, enum action action); /* movement, and NEXT by the page; true: it moved or may */
bool paper_at_end(const struct paper *paper);
const char *paper_where(const struct paper *paper, char *out, size_t size);
void paper_close(struct paper *paper);

/* --- asking --- */
struct choice {
    int key;
    const char *words;
};
struct question_ask {
    const char *title;            /* translated already */
    const char *text;             /* may be NULL */
    const struct choice *choices; /* ends with key 0 */
    size_t selected;              /* what Enter takes at first */
    int warns;                    /* the key of a choice in the warning style; 0: none */
    bool destroys;                /* drop type-ahead first; Enter then takes the last one, which changes nothing */
    bool careful;                 /* it can send, delete or leave: see ui_too_soon(). `destroys` is that too */
};
/* Words that begin with what stands at `from` of the line. */
enum { COMPLETIONS_MOST = 48, COMPLETION_BYTES = 64 };
struct completions {
    size_t from, count;
    char words[COMPLETIONS_MOST][COMPLETION_BYTES];
};
void completions_add(struct completions *out, const char *word);
struct prompt_ask {
    const char *label, *initial, *text; /* text: a line of explanation, may be NULL */
    size_t limit;                       /* characters */
    bool secret;                        /* shows dots, never a draft */
    void (*complete)(struct ui *ui, const char *typed, struct completions *out); /* `out` comes zeroed; may be NULL */
};
struct output_ask {
    const char *title, *text;
};

extern const struct screen_type screen_question, screen_prompt, screen_output, screen_help, screen_menu;

/* Who may read what stands on this page, as its last rows, where they are few (RULES 1.10); returns the last row above
 * that. */
int ui_foot_readers(struct ui *ui, int last, const struct readers *readers);
/* Who gives a command here. command.h. */
struct speaker;
struct speaker command_speaker(const struct ui *ui);
/* What a command says, on a page of its own, or as a notice where it is one line or a refusal. command_show.c. */
void command_show(struct ui *ui, const char *line);
/* The same for a line whose command takes a password. */
void command_ask_secret(struct ui *ui, const char *line);
void command_give(struct ui *ui, const char *line); /* the same, asking for the password where it takes one */

/* --- to another page: navigate.c --- */
/* Goes to the next unread post anywhere, after `post` (0: from the start). */
void navigate_next_unread(struct ui *ui, int64_t after_post);
void navigate_to_letter(struct ui *ui, int64_t member); /* the editor for a letter to this member */
/* Goes on with what was kept, in the editor or in the form it belongs to. */
void navigate_to_draft(struct ui *ui, enum draft_place place, int64_t target, int64_t written_for);
void navigate_to_editor(struct ui *ui, enum draft_place place, int64_t target, int64_t written_for);
void navigate_to_post(struct ui *ui, int64_t thread, int64_t post);

#endif
