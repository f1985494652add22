/* meeting_say.h: the sentences and the JSON of meetings, for commands, the print-outs and line mode. */
#ifndef BBS_MEETING_SAY_H
#define BBS_MEETING_SAY_H

#include "bbs/command/call.h"
#include "meetings.h"

enum { MEETING_SAY_BYTES = 800 };

/* "Sunday 13 December, 15:00, corner yard". Not safe for a terminal. Returns out. */
const char *meeting_when_where(const struct meeting *meeting, int64_t now, char out[MEETING_SAY_BYTES]);
/* One sentence for what waits for her, with the command to go on. Not safe for a terminal. */
void meeting_line_words(const struct meeting_line *line, int64_t now, char out[MEETING_SAY_BYTES]);
/* Adds a meeting to a list, in one line or two. */
void meeting_say_row(struct reply *reply, const struct call *call, const struct meeting *meeting);
/* Adds the agenda, a line an item, and the details of each when `whole`. Returns its items as a JSON array. */
json_t *meeting_say_items(struct reply *reply, const struct call *call, int64_t meeting, bool whole);
/* The same for paper: a line an item, with neither its number nor what homes say of it. */
json_t *meeting_say_titles(struct reply *reply, const struct call *call, int64_t meeting);
/* Adds the way into its room: how it is opened, or entered; once it is over, where to read what came of it. */
void meeting_say_room(struct reply *reply, const struct call *call, int64_t meeting);
/* Adds the next meeting with its agenda, and what is asked for. Returns the next meeting as JSON;
 * null when none is called. */
json_t *meeting_say_next(struct reply *reply, const struct call *call);
/* The caller frees both (json_decref). */
json_t *meeting_json(const struct meeting *meeting);
json_t *meeting_item_json(const struct meeting_item *item);

#endif
