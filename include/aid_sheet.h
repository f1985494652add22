/* aid_sheet.h: a matching night as a page to print or to read aloud. The command and the screen use the same page.
 * RULES 3.5. */
#ifndef BBS_AID_SHEET_H
#define BBS_AID_SHEET_H

#include "aid.h"
#include "util.h"

enum { AID_SHEET_COLUMNS = 78 }; /* of a page of 80 columns */

/* Writes the pairs of a night: the ask, the offer, the two people and the reason, each with a box to tick. `written`
 * false: the night was a dry run. No row is wider than `columns` and AID_SHEET_COLUMNS. The text is people's own and
 * not safe for a terminal yet: the caller cleans it (text_shown). */
void aid_sheet(const struct aid_night *night, bool written, int64_t now, int columns, struct buffer *out);

#endif
