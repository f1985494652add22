/*
 * ui.h: the stack of screens, and what every screen may use. Private to screens/.
 *
 * A screen is a small struct of functions. The top of the stack is drawn and gets the keys; all screens of the stack
 * get events. Layout is computed from the size at every draw and never kept. Prompts, questions and editors are
 * screens, too. They answer through `back`: there are no nested loops, so an event can arrive at any time.
 */
#ifndef BBS_UI_H
#define BBS_UI_H

#include "boards.h"
#include "command.h"
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

/* The answer that a screen gives to the one below when it closes. */
struct outcome {
    bool done;        /* false: Esc, cancelled */
    int64_t number;   /* the choice of a question (its key), the post written, ... */
    const char *text; /* what was typed at a prompt; valid during the call */
};

struct screen_type {
    const char *name;         /* "reader": also the topic of `?` */
    const char *help;         /* N_(): what this screen is, in a few short paragraphs */
    const char *help_several; /* N_(): a paragraph more for who has several units; may be NULL */
    /* Adds what can be done at this moment, a line each; `?` shows it first. NULL: the keys below say it. */
    void (*help_now)(const struct ui *ui, const struct screen *screen, struct buffer *out);
    const enum action *actions; /* all actions of this screen, in the order of the bottom line; ends with ACTION_NONE */
    const char *open_word, *back_word; /* N_(): what Enter and q do here, in a word; NULL: the usual word */
    /* Returns N_() of what an action of `actions` does at this moment, in a word; NULL: the usual word. The pointer may
     * be NULL. */
    const char *(*word)(const struct screen *screen, enum action action);
    bool typing; /* a person writes here: letters are text, and only control keys are actions */
    /* A page of `typing`: false while letters are no text, so that `?` is help. NULL: they always are. */
    bool (*writes)(const struct screen *screen);
    size_t size; /* bytes of its state, which is zeroed before open() */
    enum result (*open)(struct ui *ui, struct screen *screen, const void *argument);
    void (*draw)(struct ui *ui, struct screen *screen); /* rows 1 .. ui->rows - 2 are its own; see ui_title, ui_keys */
    bool (*act)(struct ui *ui, struct screen *screen, enum action action); /* false: the screen does not know it */
    void (*key)(struct ui *ui, struct screen *screen, wint_t key, bool special); /* a key without action; may be NULL */
    void (*event)(struct ui *ui, struct screen *screen, const struct face_event *event);
    void (*back)(struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome);
    void (*tick)(struct ui *ui, struct screen *screen); /* about once a second */
    void (*save)(struct ui *ui, struct screen *screen); /* the connection dropped: saves what is being written */
    void (*watching)(const struct screen *screen, int64_t *board, int64_t *thread);
    void (*close)(struct ui *ui, struct screen *screen);
    /* Wipes what a phrase opened: the screen locks, or another page comes over this one. NULL: nothing to wipe. Before
     * a lock, questions above it are closed without a word to it. */
    void (*shut)(struct ui *ui, struct screen *screen);
    void (*opened)(struct ui *ui, struct screen *screen); /* it is on top now; may open other screens */
    bool memory_only;                                     /* what is typed here is kept nowhere: a circle */
    bool tells;                                           /* it is about the page below: help */
    /* A list, where what is asked is about the selected row: a question or prompt stands below that row. */
    bool lists;
    bool chooses; /* letters choose here (questions, menus): keys come to `key` first, pastes are dropped */
    /* Esc throws away what is typed here. So the parser waits longer before it takes an ESC for the Esc key: it may be
     * the beginning of a sequence that comes in two parts. On other screens, what Esc opened can be closed again. */
    bool patient;
    /* True when an action of `actions` can be done at this moment; NULL: all of them can. The bottom line, the menu and
     * the keys ask here. */
    bool (*can)(const struct ui *ui, const struct screen *screen, enum action action);
};

struct screen {
    const struct screen_type *type;
    struct screen *below;
    void *state;
    int64_t here; /* the unit of this screen; while it is on top, actor->here is the same */
};

/* A unit of the member, for its name on screen. */
struct ui_unit {
    int64_t id;
    enum unit_kind kind;
    char name[UNIT_NAME_BYTES];
};

enum {
    UI_PLACES = 48,
    UI_NOTICE_ROWS = 4,
    NOTICE_LEAST_MS = 10 * 1000, /* a notice stays so long, and LOCK_WORD_MS for each word, whatever the page does */
};
/* Where the cursor of a list stood, remembered until log-out. */
struct ui_place {
    const void *list;
    int64_t key, item;
};

/* program.c gives these functions to the frame at start, because the frame knows no page: calls go only down the ladder
 * of rooms. */
struct ui_program {
    const struct screen_type *(*page)(enum place place);
    const struct subject_draft *(*draft)(enum draft_place place); /* subject.h; NULL: no subject has such drafts */
    bool (*begin)(struct ui *ui);                   /* opens the first screens; false: store_reason() says why not */
    bool (*act)(struct ui *ui, enum action action); /* an action that every screen has; false: it is not one of them */
    const char *(*came)(struct ui *ui);             /* the news behind a FACE_LETTER, in words, translated */
    enum result (*home)(const struct speaker *speaker, bool all, home_teller *tell, void *context,
        int *more); /* command.h, home_tell() */
};

struct ui {
    const struct ui_program *program;
    const struct face_setup *setup;
    struct store *store;
    const struct actor *actor; /* points to `own` */
    struct actor own;          /* a copy of the session's actor; `here` is the unit where she is now */
    struct ui_unit *units;     /* her units, in her order; NULL when she has at most one */
    size_t unit_count;
    struct settings settings;
    struct house house;
    struct screen *top;
    struct canvas canvas;
    int columns, rows;
    bool by_password; /* she logged in by password; after a sign-up: she has a password */
    bool dirty, ending;
    bool forgets;           /* ui_forget_shown() */
    bool clears_scrollback; /* ui_forget_circle() */
    enum leaving {
        LEAVING,
        LEAVING_CLOSED,
        LEAVING_QUICK,
        LEAVING_ENDED,
        LEAVING_PUT_OUT,
        LEAVING_SHUT,
        LEAVING_MOVED,
        LEAVING_AWAY,
        LEAVING_CROWDED,
        LEAVING_ROOM
    } leaving;        /* why it ends */
    struct lock lock; /* of a shared computer; RULES 1.6 */
    bool was_table;   /* others acted here: the terminal is cleared at the end, as on a shared computer */
    size_t words;     /* number of words on the screen as last drawn */
    bool unseen;      /* the top was not drawn since it came up: keys change nothing yet */
    int64_t came_up;  /* the time when the top came up; milliseconds */
    char *more;       /* the next page of the list that a command showed last (reply_keep_more()); NULL: none */
    char notice[300]; /* drawn above the keys; the next key removes it, or what changes on the page once it was read */
    int64_t notice_read; /* when whoever reads slowly has read it; milliseconds */
    bool notice_ends;    /* the page changed since: what it says may be true no more */
    bool notice_drawn;   /* all of it was sent: on a stalled line that may be long after it was written */
    const struct screen *drawing;
    int cursor_row, cursor_column;
    char last_search[300];
    int64_t last_letter; /* the newest letter that was seen */
    struct ui_place places[UI_PLACES];
    unsigned next_place;
};

/* A `struct ui` without a terminal, of which only the data are read: the actor and her units, the house, the time, and
 * whether the computer is shared. It draws nothing and takes no key. The caller frees ui->units. */
enum result ui_without_terminal(struct ui *ui, const struct face_setup *setup, bool shared);

int64_t ui_now(const struct ui *ui);
int64_t ui_milliseconds(const struct ui *ui); /* of a clock that nobody can set */
/* --- which keys may answer a question, and with that send, delete or leave ---
 * A terminal, or a connection that stalls, may cut the sequence of a key in two. Then its ESC alone counts as the Esc
 * key, and Esc may open a question. The rest of the sequence must not answer that question. So:
 * - Only a letter, a digit or Enter that did not come as a sequence answers a question or the menu (`chooses`). A key
 *   that came as a sequence only moves there or goes back.
 * - A question takes no answer before UI_TOO_SOON_MS, unless it is `harmless`; 0, which hangs up, not even then.
 * - A byte that begins a sequence, right after the Esc that opened the question, belongs to that Esc however late it
 *   comes. The question closes without an answer (`asked` in input.h).
 * - An Enter that came as a sequence sends no form.
 * One case cannot be told apart: Alt and a digit, when the two parts come more than UI_TOO_SOON_MS apart, is the same
 * as Esc and then the digit. */

/* True when the top came up less than UI_TOO_SOON_MS ago. No choice is taken yet: a key so soon was pressed for the
 * screen before, or is a part of a sequence. */
enum { UI_TOO_SOON_MS = 300 };
bool ui_too_soon(const struct ui *ui);
/* She said that this computer is shared (RULES 1.6): private matters are only counted, and the screen locks. */
void ui_set_shared(struct ui *ui);
bool ui_shared(const struct ui *ui);
/* Opens a screen on top. False: its open() failed; nothing is opened, and the notice gives the reason. */
bool ui_push(struct ui *ui, const struct screen_type *type, const void *argument);
bool ui_go(struct ui *ui, enum place place, const void *argument); /* the same by the page's place: see place.h */
/* The screen type of a place, to compare: which page closed, or is on top. */
const struct screen_type *ui_page(const struct ui *ui, enum place place);
void ui_pop(struct ui *ui, const struct outcome *outcome); /* closes the top; NULL: cancelled */
void ui_home(struct ui *ui);                               /* closes all screens but the first */
void ui_notice(struct ui *ui, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* For questions and menus: the notice says that this key does nothing here, and that the keys `which` do. Silent for a
 * key that writes no character. */
void ui_no_choice(struct ui *ui, wint_t key, const char *which);
/* Says that an Enter which came as a sequence sends nothing. Where a line is typed, only Enter itself ends it: Shift
 * and Enter, pressed in the middle of a text, must not send its half. */
void ui_not_enter(struct ui *ui);
bool ui_notice_fits(const struct ui *ui, const char *text, size_t length); /* all of it can be seen as a notice */
void ui_refused(struct ui *ui);                                            /* store_reason() becomes the notice */
void ui_dirty(struct ui *ui); /* draws the screen again at the end of this turn */
/* The next paint also overwrites what was shown and typed before in this process's memory: for a secret choice. */
void ui_forget_shown(struct ui *ui);
/* The same for words of a circle (RULES 6.4), which also clears the terminal's scrollback. */
void ui_forget_circle(struct ui *ui);
void ui_paint(struct ui *ui); /* draws now, inside a long piece of work */
void ui_leave(struct ui *ui);
void ui_ask_leave(struct ui *ui); /* asks "Leave the house?"; the page below hangs up when the answer is `y` */
/* A newcomer has become this member: closes all screens and opens home. */
void ui_move_in(struct ui *ui, const struct actor *member);
void ui_close_all(struct ui *ui); /* leaves no screen: the caller opens another at once, or closes the face */
void ui_save(struct ui *ui);      /* saves what is being written on any screen of the stack */
void ui_tell(struct ui *ui, const struct face_event *event); /* to every screen of the stack */
void ui_drop_typeahead(struct ui *ui);                       /* before a question that destroys */
bool ui_act(struct ui *ui, enum action action); /* as if its key was pressed on the top; false: it does nothing */
bool ui_can(const struct ui *ui, const struct screen *screen, enum action action); /* as `can` of the screen says */
/* True when the event may have changed something that is not on a board: asks, offers, matches, rotas, things. */
bool ui_beside_boards(const struct face_event *event);
bool ui_member(const struct ui *ui);                              /* false: a guest or newcomer, who writes nothing */
void ui_settings(struct ui *ui, const struct settings *settings); /* takes over changed settings at once */

/* --- a table in an open meeting (RULES 1.6); ui_table.c --- */
bool ui_is_table(const struct ui *ui);
/* Closes all screens, and opens this page for the table alone: ui->actor is the table's from now on. */
void ui_table_begin(struct ui *ui, const struct actor *table, enum place place, const void *argument);
/* Whoever logged in has typed her password: closes all screens and opens home. */
void ui_table_end(struct ui *ui);

/* --- the unit where she is (RULES 1.0); ui_unit.c. Each page belongs to one unit. When she goes back to a page, she is
 * in its unit again. --- */

/* The session has another actor, or the actor belongs to other units: copies it. She stays in her unit if she still
 * belongs to it. */
void ui_actor_anew(struct ui *ui);
/* Reads the names of her units again: a steward or a decision may have changed one, or a unit of the house is gone. The
 * first one leaves out the unit where she is. */
void ui_units_named(struct ui *ui);
void ui_names_anew(struct ui *ui);
void ui_units_anew(struct ui *ui); /* reads from the store to which units she belongs by now */
/* True when she has several units, or is a guest of a house with several units. */
bool ui_several(const struct ui *ui);
/* True when pages name the unit where she is: in a caucus always. Elsewhere only when she has another unit that is no
 * caucus: for whoever has a street alone nothing changes, so that nobody who looks on reads that she is in a caucus. */
bool ui_names_unit(const struct ui *ui);
/* True for a caucus of hers where she is not now: its name, titles and words show only on its own pages. */
bool ui_is_hidden(const struct ui *ui, int64_t unit);
/* A unit of hers. NULL: she does not belong to it, or it is her only one. */
const struct ui_unit *ui_unit(const struct ui *ui, int64_t unit);
/* Pages that are opened next belong to this unit. Does nothing when she does not belong to it. */
void ui_enter(struct ui *ui, int64_t unit);
/* The page on top belongs to this unit from now on. */
void ui_move_to(struct ui *ui, int64_t unit);

/* Remembers and gives the item on which the cursor of a list stood. `list` is the screen's type; `key` is the board, or
 * 0. ui_recall() returns 0 when it does not know. */
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
/* Draws at most `columns` columns of s; a longer one ends with an ellipsis. Returns the columns used. */
int ui_text(struct ui *ui, int row, int column, int columns, enum style style, const char *s);
int ui_textf(struct ui *ui, int row, int column, int columns, enum style style, const char *format, ...)
    __attribute__((format(printf, 6, 7)));
void ui_right(struct ui *ui, int row, int right_edge, int columns, enum style style, const char *s);
/* Shows the columns `from` to before `to` of the row in reverse. Does nothing on a terminal without reverse. */
void ui_bar(struct ui *ui, int row, int from, int to);
void ui_rule(struct ui *ui, int row); /* a line across the row; '-' when she wants ASCII */
/* Draws the top: the title and the words on the right in row 0, and a rule below on terminals of 12 rows and more. The
 * rule of a made-up street says that nobody in it is real (RULES 9.3). Returns the first free row. */
int ui_title(struct ui *ui, const char *left, const char *right);
int ui_title_styled(struct ui *ui, const char *left, enum style left_style, const char *right, enum style right_style);
/* The same with the readers on the right, which are never cut: for forms and boards. `in_full`: as the whole line
 * ("Read by: THE STREET") where there is room. */
int ui_title_read(struct ui *ui, const char *left, const struct readers *readers, bool in_full);
/* The style for the words that name the readers: a warning when everybody reads. */
enum style ui_readers_style(const struct readers *readers, enum style otherwise);
int ui_last_row(const struct ui *ui); /* the last row above rule, notice and keys */
/* Draws the bottom line: the keys of the screen that is drawn, and `where` ("post 3 of 18", may be NULL); above it the
 * notice. */
void ui_keys(struct ui *ui, const char *where);
/* Draws a key and, behind it, what it does, as every bar of keys shows them. Returns the columns used. */
int ui_key(struct ui *ui, int row, int column, int columns, const char *key, const char *word);
const char *ui_word(const struct screen *screen, enum action action); /* what it does on that screen, in a word */
/* The same in a sentence, for menu and help: the screen's own word where it has one. As long as ui_numbers() lasts. */
const char *ui_does(const struct ui *ui, const struct screen *screen, enum action action);
void ui_cursor(struct ui *ui, int row, int column); /* the terminal's cursor stays here: on the selected item */
const char *ui_glyph(const struct ui *ui, const char *utf8, const char *ascii); /* `ascii` when she wants ASCII */
void ui_clear_row(struct ui *ui, int row);
/* Draws the screen below `screen`, as the background of a prompt or question, which then draws over some rows. */
void ui_below(struct ui *ui, struct screen *screen);
/* After ui_below(): the first of `rows` rows for what is asked. On a list it is the row below the selected one, where
 * so many fit; elsewhere they end at the last row. */
int ui_row_to_ask(const struct ui *ui, const struct screen *screen, int rows);
/* The text without its last paragraphs (split by an empty line) where not all of it fits from row to last: a sentence
 * is left out whole, and not cut in its middle. The first paragraph always stays. Valid until the next call. */
const char *ui_whole_paragraphs(const struct ui *ui, int row, int last, const char *text);
/* Draws wrapped text into rows first..last at column 1; returns the row after the last one used. */
int ui_paragraph(struct ui *ui, int first, int last, enum style style, const char *s);
/* The same with another left edge: for a paragraph with a word before it, which stands in a column of its own. */
int ui_hanging(struct ui *ui, int first, int last, int column, enum style style, const char *s);
/* Draws a sentence whose last row is `last`, in as many rows as it needs, and clears these rows before. Returns the
 * last row above it. */
int ui_foot(struct ui *ui, int last, enum style style, const char *s);
/* "19:42", "Sat 18:02", "3 Nov", "2025-11-03": the shortest form that is clear, in at most 10 columns. */
const char *ui_time(const struct ui *ui, int64_t at, char *out, size_t size);
/* A sentence in which "{notice-days}" stands for that number of the unit (numbers.h). Valid during the next three
 * calls. */
const char *ui_numbers(const struct ui *ui, const char *words);
const char *ui_count(int count, char out[8]); /* "99+" */

/* --- a list with a cursor; every list of the program uses it --- */
struct list {
    size_t count, selected, top;
};
void list_keep(struct list *list, size_t count, int rows);      /* keeps the selection in sight; call it at each draw */
bool list_act(struct list *list, enum action action, int rows); /* moves the cursor; false: it is no movement */
/* "3 of 18", "" for an empty list. `more`: not all are loaded ("3 of 50+"). */
const char *list_where(const struct list *list, bool more, char *out, size_t size);
/* For the selected row draws a mark before it and puts the cursor there. Returns the style for the row's words. The row
 * is also in reverse, or bold, as she has chosen; where a terminal has no reverse, it is bold. A list in the background
 * of a question or prompt has no reverse: the question's own list has it. */
enum style list_mark(struct ui *ui, int row, bool selected);
/* The same for a list that is not as wide as the screen: the column of its sign, and its columns `from` to before `to`.
 */
enum style list_mark_part(struct ui *ui, int row, int sign, int from, int to, bool selected);

/* --- columns of a list, where the screen is as wide as this; elsewhere a list draws its rows as it likes --- */
enum { LIST_WIDE = 120 };
struct list_column {
    const char *head; /* N_(); "": the column needs no heading */
    int width;        /* 0: one column takes what the others leave */
    bool right;       /* its words end at the right edge: times and numbers */
};
bool list_is_wide(const struct ui *ui);
/* Draws the row of headings. `columns` ends with one whose `head` is NULL. Returns the next row. */
int list_heads(struct ui *ui, int row, const struct list_column *columns);
/* Draws the words of one cell: of the column `which`, from 0. */
void list_cell(
    struct ui *ui, int row, const struct list_column *columns, int which, enum style style, const char *words);

/* --- a long text that scrolls: help, letters, answers of commands --- */
enum { PAPER_HEADINGS_MOST = 8 };
struct paper {
    char *text;                                          /* malloc'd; paper_close() frees it */
    size_t headings[PAPER_HEADINGS_MOST], heading_count; /* the lines of the text that are headings, from 0 */
    size_t top;                                          /* the first row shown */
    size_t rows;                                         /* rows of the whole text as last drawn */
    size_t shown;                                        /* rows that fit on the screen */
};
/* Adds a line that is a heading to the text that is being made. Behind other words it has an empty line before it. */
void paper_heading(struct paper *paper, struct buffer *text, const char *words);
void paper_draw(struct ui *ui, struct paper *paper, int first, int last);
/* Scrolls; ACTION_NEXT goes on by a page. False: it is no movement, or ACTION_NEXT at the end of the text. */
bool paper_act(struct paper *paper, enum action action);
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
    size_t selected;              /* the choice on which the cursor begins */
    int warns;                    /* the key of the choice in the warning style; 0: no choice */
    int yes;                      /* the key of the choice that `y` takes too, where it has another key; 0: no choice */
    bool destroys; /* drops keys that were typed ahead; the cursor begins on the last choice, which changes nothing */
    bool harmless; /* no answer sends, deletes or leaves: each only opens a page, or chooses what is shown. So an answer
                      is taken at once; see ui_too_soon() */
};
/* Words that complete what stands at byte `from` of the line. */
enum { COMPLETIONS_MOST = 48, COMPLETION_BYTES = 64 };
struct completions {
    size_t from, count;
    char words[COMPLETIONS_MOST][COMPLETION_BYTES];
};
void prompt_completions_add(struct completions *out, const char *word);
struct prompt_ask {
    const char *label, *initial, *text; /* text: a line of explanation; `initial` and `text` may be NULL */
    size_t limit;                       /* characters; 0: 200 */
    bool replaced;          /* `initial` is only a proposal: the first character that is typed replaces it */
    bool secret;            /* shows stars instead of characters */
    bool wiped;             /* what is typed leaves no copy in memory: words of a circle */
    enum draft_place place; /* the words are kept as this draft while they are typed; 0: not. Who asked drops it */
    int64_t target;
    /* Keeps what is typed where a prompt alone cannot: the name of a text, a field of a form. NULL: it does not. */
    void (*keep)(struct ui *ui, void *context, const char *typed);
    void *context;           /* of keep(): the state of the page below */
    enum draft_place writes; /* who will read the words is said as for that draft (RULES 2.1); 0: as for `place` */
    void (*complete)(struct ui *ui, const char *typed, struct completions *out); /* `out` comes zeroed; may be NULL */
};
struct output_ask {
    const char *title, *text;
    const char *more; /* the command that shows the next part of a list; NULL: there is none */
    void (*show)(struct ui *ui, const char *command); /* runs it, by Space at the end */
    bool once; /* it has words that are shown this one time: it closes with "Written down?", answered by y */
};

extern const struct screen_type screen_question, screen_prompt, screen_output, screen_help, screen_menu;
/* Words that are shown this one time do not go with a slip of a finger: asks "Written down?"; y closes the page. */
void ui_ask_written(struct ui *ui);

/* When only few people may read this page, says so in its last rows (RULES 1.10). Returns the last row above. */
int ui_foot_readers(struct ui *ui, int last, const struct readers *readers);
/* The member as the giver of commands (command.h). command_show.c, also the next three. */
struct speaker command_speaker(const struct ui *ui);
/* Runs a command. Shows its answer on a page of its own; one line or a refusal becomes the notice. */
void command_show(struct ui *ui, const char *line);
/* Asks for the hidden line that the command takes, and then runs it. What has to be known before stands on the page
 * below. */
void command_ask_secret(struct ui *ui, const char *line);
void command_give(struct ui *ui, const char *line); /* does one or the other, as the command needs */

/* --- to another page: navigate.c --- */
/* Goes to the next unread post on any board, after `after_post` (0: from the start). */
void navigate_next_unread(struct ui *ui, int64_t after_post);
void navigate_to_letter(struct ui *ui, int64_t member); /* the editor for a letter to this member */
/* Opens a draft again, in the editor or in its form. */
void navigate_to_draft(struct ui *ui, enum draft_place place, int64_t target, int64_t written_for);
/* Opens the editor; the arguments are those of struct editor_ask. */
void navigate_to_editor(struct ui *ui, enum draft_place place, int64_t target, int64_t written_for);
void navigate_to_post(struct ui *ui, int64_t thread, int64_t post);

#endif
