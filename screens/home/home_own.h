/* home_own.h: those lines of home that are of all subjects: what is private, and what was cut off. Private to home.c.
 */
#ifndef BBS_HOME_OWN_H
#define BBS_HOME_OWN_H

#include "screens/ui/home_lines.h"

/* On a shared computer only how much is private (RULES 1.6); elsewhere her drafts. */
void home_own_lines(struct ui *ui, struct home_lines *lines);
/* After all other lines: how many of them are of a caucus where she is not now. */
void home_own_hidden(struct ui *ui, struct home_lines *lines);

#endif
