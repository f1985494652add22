/* hand_room.h: writing for somebody without a device, and what is done about it (RULES 1.8). hand_room.c */
#ifndef BBS_HAND_ROOM_H
#define BBS_HAND_ROOM_H

#include "screens/ui.h"

void hand_ask_name(struct ui *ui); /* a prompt: for whom? */
/* The editor, in that name. What was typed is a name as people say it. */
void hand_write(struct ui *ui, const char *name, enum draft_place place, int64_t target);

/* A question: what waits, telling of somebody, a slip, the sheet. The screen below hands what comes back to the second.
 */
void hand_room(struct ui *ui);
void hand_room_back(struct ui *ui, const struct screen_type *from, const struct outcome *outcome);

#endif
