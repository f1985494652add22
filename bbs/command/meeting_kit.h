/* meeting_kit.h: the pages by which an assembly goes on without power (RULES 1.7, 1.8). */
#ifndef BBS_MEETING_KIT_H
#define BBS_MEETING_KIT_H

#include "bbs/command/call.h"
#include "meetings.h"

/* Adds the kit to the reply, whose JSON is there, and "pages" to that. `call`: as paper_call() gives it. */
enum result meeting_kit(const struct call *call, struct reply *reply, const struct meeting *meeting);

#endif
