/*
 * form.h: a page of fields: words, days, numbers, a choice by one key, yes or no, and the row that sends. A part of a
 * screen, as list and paper are; the screen asks and decides, the form holds what was typed and where the cursor is.
 *
 * Enter goes on; on the row that sends it sends. A choice is made by its digit, which goes on too.
 */
#ifndef BBS_FORM_H
#define BBS_FORM_H

#include "screens/edit_keys.h"
#include "when.h"

enum form_kind { FORM_TEXT, FORM_NUMBER, FORM_FROM, FORM_UNTIL, FORM_CHOICE, FORM_CHECK, FORM_SEND };

struct form_line {
    enum form_kind kind;
    const char *label;               /* N_() */
    const char *hint;                /* N_(): shown below while the cursor is here; may be NULL */
    size_t limit;                    /* characters, of what is typed */
    int choices;                     /* FORM_CHOICE: so many, at most nine */
    const char *(*word)(int choice); /* of each, translated */
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
/* Reads a day; 0 in *at where nothing was typed. False: it is not read, the notice says so, and the cursor is on it. */
bool form_when(struct ui *ui, struct form *form, size_t line, int64_t *at);
/* A whole number up to `most`, `nothing` where nothing was typed. False: as above. */
bool form_number(struct ui *ui, struct form *form, size_t line, int most, int nothing, int *out);
void form_fault(struct ui *ui, struct form *form, size_t line, const char *sentence); /* "Until: it is past." */

/* All that was typed and chosen as one text, for a draft, and back. What does not belong is left out. */
void form_pack(const struct form *form, struct buffer *out);
void form_unpack(struct form *form, const char *text);

#endif
