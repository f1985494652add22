/* paper.h: helps to write pages of 80 columns of plain text, to hang up, to hand over, or to read aloud (RULES 1.8). */
#ifndef BBS_PAPER_H
#define BBS_PAPER_H

#include "bbs/command/call.h"

/* Returns the same call for a page of 80 columns, or of fewer when her terminal is narrower. It points to `paper`,
 * which the caller provides. */
struct call paper_call(const struct call *call, struct speaker *paper);
void paper_rule(struct reply *reply, const struct call *call);
void paper_head(struct reply *reply, const struct call *call, const char *title); /* title and time between two rules */

#endif
