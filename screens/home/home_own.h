/* home_own.h: lines of home that belong to no single subject: private matters and drafts. Private to home.c. */
#ifndef BBS_HOME_OWN_H
#define BBS_HOME_OWN_H

#include "screens/ui/home_lines.h"

/* Adds her drafts. On a shared computer adds the number of private matters instead, drafts among them (RULES 1.6). */
void home_own_lines(struct ui *ui, struct home_lines *lines);
/* Call it after all other lines were added: adds the number of lines of caucuses where she is not now. */
void home_own_hidden(struct ui *ui, struct home_lines *lines);

/* RULES 9.2: what the first member has done of the four steps. */
enum { FIRST_CARDS = 3, FIRST_STEPS = 3 }; /* the fourth, to look round, leaves no trace */
struct first_steps {
    int cards, done;
    bool needs, lends;
};
void welcome_steps_look(struct ui *ui, struct first_steps *steps);

#endif
