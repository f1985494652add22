/* hand_room.h: writing for somebody without a device (RULES 1.8). Private to screens/. */
#ifndef BBS_HAND_ROOM_H
#define BBS_HAND_ROOM_H

#include "screens/ui/ui.h"

/* Opens a prompt that asks for whom she writes. Give its text to hand_voice_of(). When nobody here is without a device,
 * sets a notice instead. */
void hand_ask_name(struct ui *ui);
/* Makes the actor that writes for a person (actor_by_hand() in hand.h). `typed` is the name as people say it; "" when
 * there is only one person without a device. False: no such person; the notice says why, except after an empty line. */
bool hand_voice_of(struct ui *ui, const char *typed, struct actor *voice);
/* The same by the person's id, which a page gets when it opens. With 0 *voice is the member herself. */
enum result hand_voice(struct ui *ui, int64_t written_for, struct actor *voice);
/* Opens the editor for that person. `name`: as in hand_voice_of(). */
void hand_write(struct ui *ui, const char *name, enum draft_place place, int64_t target);
/* Draws one row that says for whom this page writes. Returns the row below it. */
int hand_draw_voice(struct ui *ui, const struct actor *voice, int row);

#endif
