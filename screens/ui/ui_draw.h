/* ui_draw.h: what ui_face.c and paper.c call in ui_draw.c besides the calls for every screen. */
#ifndef BBS_UI_DRAW_H
#define BBS_UI_DRAW_H

#include "screens/ui/ui.h"

void ui_draw_open(void); /* sets up the colours; call it once the terminal is open */

/* A text that was cleaned (text_shown), as wrapped rows on the screen. */
struct ui_rows {
    struct ui *ui;
    size_t from, to; /* rows of the text that are shown */
    int first, column;
    enum style style;
    bool quotes;
    const size_t *headings; /* lines of the text that are headings, ascending from 0 */
    size_t heading_count;
    bool cut; /* there are more rows than room: the last one shown says so */
};
int ui_text_columns(const struct ui *ui); /* of a text over the whole width */
size_t ui_count_rows(const char *s, int columns);
void ui_draw_rows(struct ui_rows *rows, const char *s, int columns);

#endif
