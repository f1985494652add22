/*
 * form.h: a page of fields: words, days, numbers, a choice by one key, yes or no, and the row that sends. A part of a
 * screen, as list and paper are; the screen asks and decides, the form holds what was typed and where the cursor is.
 *
 * Enter goes on; on the row that sends it sends. A choice is made by its digit, which goes on too. A number that was
 * filled in gives way to the first digit that is typed.
 */
#ifndef BBS_FORM_H
#define BBS_FORM_H

#include "deferred.h"
#include "screens/ui/edit_keys.h"
#include "screens/ui/ui.h"

enum form_kind { FORM_TEXT, FORM_NUMBER, FORM_FROM, FORM_UNTIL, FORM_CHOICE, FORM_CHECK, FORM_SEND };

struct form_line {
    const char *name; /* of the command's option: drafts know the row by it, so that line mode goes on with them */
    enum form_kind kind;
    const char *label;               /* N_() */
    const char *hint;                /* N_(): shown below while the cursor is here; may be NULL */
    size_t limit;                    /* characters, of what is typed */
    int choices;                     /* FORM_CHOICE: so many, at most nine */
    const char *(*word)(int choice); /* of each, translated */
    const char *(*code)(int choice); /* of each, as the command spells it */
    bool to_send;                    /* Enter goes to the row that sends: the rest may stay as it is */
};

struct form_value {
    struct edit edit;
    int chosen; /* of a choice; 1: yes, of a check */
};

struct form {
    const struct form_line *lines;
    struct form_value *values;
    struct list list; /* over the lines; selected: where the cursor is */
    int rows;
    bool changed; /* since the owner last set it to false */
    bool pasting, newline;
    bool fresh; /* the cursor came to this row, and nothing was pressed on it yet */
};

enum form_said { FORM_STAYS, FORM_SENDS, FORM_LEAVES };

void form_begin(struct form *form, const struct form_line *lines, size_t count);
void form_end(struct form *form);
/* `said` (or NULL) is what the row that sends says below while the cursor is on it: all of it in words. */
void form_draw(struct ui *ui, struct form *form, int first, int last, const char *said);
enum form_said form_key(struct ui *ui, struct form *form, wint_t key, bool special);

const char *form_text(const struct form *form, size_t line);
void form_set(struct form *form, size_t line, const char *words); /* what stood there is gone */
int form_chosen(const struct form *form, size_t line);
void form_choose(struct form *form, size_t line, int choice);
void form_go(struct form *form, size_t line);
/* Reads the window of the form's two days; 0 where nothing was typed. False: one of them is not read, the notice says
 * so, and the cursor is on it. */
bool form_window(struct ui *ui, struct form *form, int64_t *starts, int64_t *ends);
/* A whole number up to `most`, `nothing` where nothing was typed. False: as above. */
bool form_number(struct ui *ui, struct form *form, size_t line, int most, int nothing, int *out);
void form_fault(struct ui *ui, struct form *form, size_t line, const char *sentence); /* "Until: it is past." */

/* All that was typed and chosen as one text, "name value" a line, and back. What does not belong is left out. */
void form_pack(const struct form *form, struct buffer *out);
void form_unpack(struct form *form, const char *text);

/* --- a screen that is one form, whose words are a draft --- */

/* What its state begins with. The functions below it are the screen's own key, back, tick and save, event, and close.
 */
struct form_room {
    struct form form;
    struct actor voice; /* whose draft it is: she, or whom her hand writes for (RULES 1.8). It belongs to the unit where
                           she is: what was begun in one is not found, and not sent, in another */
    enum draft_place place;
    size_t about;                                        /* the row that names the draft in lists */
    struct readers readers;                              /* of what it sends; found by form_room_bring_back() */
    const char *send_words;                              /* N_(), in the menu: "Ask now" */
    void (*send)(struct ui *ui, struct form_room *room); /* refused: all that was typed stays */
    bool sent, touched;
};
/* After form_begin() and the defaults: what was kept comes back. True: there was something. */
bool form_room_bring_back(struct ui *ui, struct form_room *room);
/* The top line: what it is, and who will read it. Returns the first free row. */
int form_room_title(struct ui *ui, const struct form_room *room, const char *title);
/* It was sent: its draft is gone, and the screen closes with the number of what was made. */
void form_room_sent(struct ui *ui, struct form_room *room, int64_t made);
void form_room_key(struct ui *ui, struct screen *screen, wint_t key, bool special);
void form_room_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome);
void form_room_tick(struct ui *ui, struct screen *screen);
void form_room_event(struct ui *ui, struct screen *screen, const struct face_event *event);
void form_room_close(struct ui *ui, struct screen *screen);

#endif
