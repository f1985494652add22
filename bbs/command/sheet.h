/* sheet.h: a page to hang on the shop door, or to read aloud (RULES 1.8). */
#ifndef BBS_SHEET_H
#define BBS_SHEET_H

#include "bbs/command/call.h"

/* The command `sheet`. */
enum result sheet_run(const struct call *call, struct reply *reply);

#endif
