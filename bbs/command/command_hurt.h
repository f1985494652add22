/* command_hurt.h: the page "somebody was hurt", for other commands that show it. */
#ifndef BBS_COMMAND_HURT_H
#define BBS_COMMAND_HURT_H

#include "bbs/command/command_table.h"
#include "hurt.h"

enum result command_hurt_say(const struct call *call, struct reply *reply, struct hurt *hurt);

#endif
