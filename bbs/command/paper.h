/* paper.h: what is printed: 80 columns of plain text, to hang up, to hand over, or to read aloud (RULES 1.8). */
#ifndef BBS_PAPER_H
#define BBS_PAPER_H

#include "bbs/command/call.h"

/* The same call, for a sheet of 80 columns (or the narrower terminal she has). `paper` lives as long as it. */
struct call paper_call(const struct call *call, struct speaker *paper);
void paper_rule(struct reply *reply, const struct call *call);
void paper_head(struct reply *reply, const struct call *call, const char *title); /* between rules, with the time */

#endif
