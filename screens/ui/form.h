/*
 * form.h: a page of fields: words, days, numbers, a choice by one key, yes or no, and the row that sends. It is a part
 * of a screen, as list and paper are. The form holds what was typed and where the cursor is; the screen asks and
 * decides.
 *
 * One rule of keys holds in every form. Enter goes to the next row; on the row that sends it sends. A digit takes that
 * choice of the row with the cursor and goes to the next row, too; the choices stand beside the row. Yes or no are such
 * choices, which y and n take as well. In a row for words, digits and letters are words. What is wrong with a row
 * stands below it until the next key. The first character that is typed in a row for a number or a day replaces what
 * stands there; Left or Backspace edit it.
 */
#ifndef BBS_FORM_H
#define BBS_FORM_H

#include "deferred.h"
#include "form_fields.h"
#include "screens/ui/edit_keys.h"
#include "screens/ui/ui.h"

struct form_line {
    const char *section; /* N_(): the part of the form that begins with this row, named where there is room; NULL: it
                            goes on. A form without sections has none in its first row */
    const struct form_field *field; /* form_fields.h; NULL: the row that sends */
    const char *label;              /* N_() */
    const char *hint;               /* N_(): shown below while the cursor is here; may be NULL */
    bool to_send; /* Enter goes to the row that sends, because the rows between may stay as they are */
};

struct form_value {
    struct edit edit;
    int chosen; /* the number of the choice, -1: not chosen yet; of yes or no: 1 is yes */
};

enum { FORM_FAULT_BYTES = 400 };
struct form {
    const struct form_line *lines;
    struct form_value *values;
    struct list list; /* of the lines; `selected` is the line with the cursor */
    int rows;
    bool changed; /* since the screen last set it to false */
    bool pasting, newline;
    bool fresh;                   /* no key was pressed since the cursor came to this row */
    char fault[FORM_FAULT_BYTES]; /* what is wrong with the row with the cursor; "": nothing is known to be */
};

enum form_said { FORM_STAYS, FORM_SENDS, FORM_LEAVES };

/* `lines` must outlive the form. form_end() frees what the form holds. */
void form_begin(struct form *form, const struct form_line *lines, size_t count);
void form_end(struct form *form);
/* `said` (may be NULL) sums up the whole form in words. It is shown below while the cursor is on the row that sends. */
void form_draw(struct ui *ui, struct form *form, int first, int last, const char *said);
/* Draws what is typed in one row of the form, with the cursor, from `column` to the edge: for a screen that shows one
 * question of the form alone. */
void form_draw_typed(struct ui *ui, const struct form *form, size_t line, int row, int column);
/* The keys of a form, for its bottom line. */
const char *form_keys(const struct ui *ui, const struct form *form);
enum form_said form_key(struct ui *ui, struct form *form, wint_t key, bool special);

const char *form_text(const struct form *form, size_t line);      /* until the next change; the form owns it */
void form_set(struct form *form, size_t line, const char *words); /* replaces what was typed there */
int form_chosen(const struct form *form, size_t line);
void form_choose(struct form *form, size_t line, int choice);
void form_go(struct form *form, size_t line);
/* True when she typed anything. Numbers do not count, because they come filled in. */
bool form_is_begun(const struct form *form);
/* Reads the two days of the form (FORM_TAKES_FROM, FORM_TAKES_UNTIL); 0 where nothing was typed. False: one of them
 * cannot be read. Then the notice says so, and the cursor is on that row. */
bool form_window(struct ui *ui, struct form *form, int64_t *starts, int64_t *ends);
/* Reads a day and time that are typed together (FORM_TAKES_MOMENT). False: as above. */
bool form_moment(struct ui *ui, struct form *form, size_t line, int64_t *at);
/* Reads a whole number from 0 to `most`; gives `nothing` where nothing was typed. False: as above. */
bool form_number(struct ui *ui, struct form *form, size_t line, int most, int nothing, int *out);
/* False: nothing was typed there, and words are needed. As above. */
bool form_has_words(struct ui *ui, struct form *form, size_t line);
void form_fault(struct ui *ui, struct form *form, size_t line, const char *sentence); /* "it is past." */

/* Writes all that was typed and chosen as one text, "name value" a line; and reads it back. form_unpack() ignores lines
 * of unknown names. */
void form_pack(const struct form *form, struct buffer *out);
void form_unpack(struct form *form, const char *text);

/* --- form_room.c: a screen that is one form; what is typed is kept as a draft --- */

/* The state of such a screen begins with this struct. form_room_key(), _back(), _tick(), _event() and _close() are for
 * its screen_type; _tick() also serves as `save`. */
struct form_room {
    struct form form;
    struct actor voice; /* the owner of the draft: the member herself, or the person for whom she writes (RULES 1.8).
                           The draft belongs to the unit where the member is now. In another unit it is not found and
                           not sent */
    enum draft_place place;
    int64_t of;                                          /* what the form is about, kept in the draft; 0: nothing */
    size_t about;                                        /* the row whose words name the draft in lists */
    struct readers readers;                              /* people who will read it; set by form_room_bring_back() */
    const char *send_words;                              /* N_(), in the menu: "Ask now" */
    void (*send)(struct ui *ui, struct form_room *room); /* after a refusal all that was typed stays */
    bool read_back;     /* she reads it back before it is sent: kept in the draft, as line mode does */
    bool sent, touched; /* touched: a draft was saved or found */
};
/* Call it after form_begin() and the defaults. Fills in the draft that was kept; `of` is taken from it when it is 0.
 * True: there was one. */
bool form_room_bring_back(struct ui *ui, struct form_room *room);
/* Draws the whole screen: the title and who will read the text, the form, the keys. `said` sums up the form in words,
 * as for form_draw(); it is cleared. */
void form_room_draw(struct ui *ui, struct form_room *room, const char *title, struct buffer *said);
/* Call it after sending: drops the draft and closes the screen. `made` is the id of what was made, for the outcome. */
void form_room_sent(struct ui *ui, struct form_room *room, int64_t made);
void form_room_key(struct ui *ui, struct screen *screen, wint_t key, bool special);
void form_room_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome);
void form_room_tick(struct ui *ui, struct screen *screen);
void form_room_event(struct ui *ui, struct screen *screen, const struct face_event *event);
void form_room_close(struct ui *ui, struct screen *screen);
/* For the screen_type of such a screen. */
extern const enum action form_room_actions[];
#define FORM_ROOM                                                                                                      \
    .actions = form_room_actions, .typing = true, .key = form_room_key, .back = form_room_back,                        \
    .event = form_room_event, .tick = form_room_tick, .save = form_room_tick

#endif
