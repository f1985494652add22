/* hand_room.h: writing for somebody without a device (RULES 1.8). Private to screens/. */
#ifndef BBS_HAND_ROOM_H
#define BBS_HAND_ROOM_H

#include "screens/ui/ui.h"

/* A prompt: for whom? Its text, as typed, is for hand_voice_of(). Nobody here is without a device: a notice instead. */
void hand_ask_name(struct ui *ui);
/* By a name as people say it; "" where there is only one. False: it is a notice why not. */
bool hand_voice_of(struct ui *ui, const char *typed, struct actor *voice);
/* By number: what a room is opened with. 0: who is at the screen, herself. */
enum result hand_voice(struct ui *ui, int64_t written_for, struct actor *voice);
/* The editor, in that name. What was typed is a name as people say it. */
void hand_write(struct ui *ui, const char *name, enum draft_place place, int64_t target);
/* One row that says in whose name this room acts; returns the row after it. */
int hand_draw_voice(struct ui *ui, const struct actor *voice, int row);

#endif
