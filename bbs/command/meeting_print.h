/* meeting_print.h: the call of a meeting for the shop door (RULES 1.8, 4.1). */
#ifndef BBS_MEETING_PRINT_H
#define BBS_MEETING_PRINT_H

#include "bbs/command/call.h"

enum result meeting_print(const struct call *call, struct reply *reply);

#endif
