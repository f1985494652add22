/* sheet.h: one page for the shop door, or for reading aloud (RULES 1.8). */
#ifndef BBS_SHEET_H
#define BBS_SHEET_H

#include "bbs/command/call.h"

/* The command `sheet`. */
enum result sheet_run(const struct call *call, struct reply *reply);

#endif
