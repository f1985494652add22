/* ui_draw.h: what ui.c asks of ui_draw.c beside what every screen may use. */
#ifndef BBS_UI_DRAW_H
#define BBS_UI_DRAW_H

void ui_draw_open(void); /* the colours, once the terminal is open */

#endif
