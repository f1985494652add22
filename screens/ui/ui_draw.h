/* ui_draw.h: what ui_face.c calls in ui_draw.c besides the calls for every screen. */
#ifndef BBS_UI_DRAW_H
#define BBS_UI_DRAW_H

void ui_draw_open(void); /* sets up the colours; call it once the terminal is open */

#endif
