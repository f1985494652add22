/*
 * table_page.h: what the files of a table share. table_begin.c makes the session a table; table.c is its page, which
 * opens table_people.c (who?), table_act.c (one act of one person), table_scribe.c (what she says),
 * table_question.c, and table_vote.c. table_digits.c asks for four digits. Private to them and to the door list.
 *
 * Whoever acts types her digits first. What she may then do stands in `voice` until her one act is done; the next one
 * types her own.
 */
#ifndef BBS_TABLE_PAGE_H
#define BBS_TABLE_PAGE_H

#include "screens/assembly/room_page.h"
#include "table.h"

/* --- table_digits.c --- */
enum { DIGITS_BYTES = TABLE_DIGITS + 1 };
struct table_digits { /* chosen, typed twice */
    char digits[DIGITS_BYTES], first[DIGITS_BYTES];
    char handle[HANDLE_BYTES];
};
/* Asks once, for digits that she has; the outcome of the prompt has them. */
void table_ask_digits(struct ui *ui, const char *handle);
/* Asks for digits that she chooses. In `back`: true when both were the same; they are in `digits`. */
void table_ask_new_digits(struct ui *ui, struct table_digits *chosen, const char *handle);
bool table_took_new_digits(struct ui *ui, struct table_digits *chosen, const struct outcome *outcome);
void table_forget_digits(struct table_digits *chosen);

/* --- table_people.c: PLACE_TABLE's list of names; its outcome is a member --- */
struct table_people_ask {
    const char *title, *empty; /* empty: what to do when there is nobody */
    const struct table_person *people;
    size_t count, selected;
};
extern const struct screen_type screen_table_people;

/* --- table_act.c: one act of one person, after her digits --- */
struct table_act_ask {
    int64_t meeting;
    const struct actor *voice;
    bool names_act; /* table_scribe.c: it is no turn, but an act with its day (RULES 4.1, an item called in anger) */
};
extern const struct screen_type screen_table_act;

/* --- table_scribe.c: the scribe types what she says, until she says "yes, that". The outcome has done set when it was
 * said --- */
extern const struct screen_type screen_table_scribe; /* takes a struct table_act_ask */

/* --- table_question.c: the question, at a table --- */
extern const struct screen_type screen_table_question; /* takes a struct room_ask */

/* --- table_vote.c: the vote, at a table --- */
extern const struct screen_type screen_table_vote; /* takes a struct room_ask */

#endif
