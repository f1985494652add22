/* home_lines_all.h: the lines of home from all subjects, for its screen and for the command `home`. Private to
 * screens/home. */
#ifndef BBS_HOME_LINES_ALL_H
#define BBS_HOME_LINES_ALL_H

#include "screens/ui/home_lines.h"

/* All lines in their order, for ui->actor where she is. */
void home_lines_all(struct ui *ui, struct home_lines *lines);

#endif
