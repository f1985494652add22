/* aid_sheet.h: a matching night on paper, and for reading aloud: the same from a command and from the screen.
 * RULES 3.5. */
#ifndef BBS_AID_SHEET_H
#define BBS_AID_SHEET_H

#include "aid.h"
#include "util.h"

enum { AID_SHEET_COLUMNS = 78 }; /* of a page of 80 */

/* What was asked, what was offered, who would meet whom and why, each with room for a tick. Rows of at most `columns`
 * columns, AID_SHEET_COLUMNS at most. Not safe for a terminal yet: the words are people's own. */
void aid_sheet(const struct aid_night *night, bool written, int64_t now, int columns, struct buffer *out);

#endif
