/* room_say.h: the room of a meeting in sentences and as JSON, for commands and line mode. */
#ifndef BBS_ROOM_SAY_H
#define BBS_ROOM_SAY_H

#include "bbs/command/call.h"
#include "room.h"

enum { ROOM_SAY_BYTES = 900 };

/* One sentence: who speaks, who is next, and what she waits for. Not safe for a terminal. Returns out. */
const char *room_say_turn(const struct room *room, char out[ROOM_SAY_BYTES]);
/* "Item 2 of 4: The burst pipe, until about 15:35." Not safe for a terminal. Returns out. */
const char *room_say_item(const struct room *room, int64_t now, char out[ROOM_SAY_BYTES]);
/* The chair's next step, with the sentence to say aloud, and whether enough people are there. Not safe for a terminal.
 * Returns out. */
const char *room_say_step(const struct room *room, int64_t now, char out[ROOM_SAY_BYTES]);
/* The same behind the words of room_say_turn(): "" when these have said it already. */
const char *room_say_step_after(const struct room *room, int64_t now, const char *turn, char out[ROOM_SAY_BYTES]);
/* Puts what came of a question or a vote into the line that says that it is closed. Other lines stay as they are. */
void room_say_result(struct store *store, const struct actor *actor, int64_t now, struct room_line *line);
/* A line of the transcript with its time and speaker, not safe for a terminal. malloc'd. */
char *room_say_line(const struct room_line *line);
/* Adds lines of the transcript to the reply. Returns them as a JSON array. */
json_t *room_say_lines(struct reply *reply, const struct call *call, struct room_line *lines, size_t count);
/* Of a meeting that is not open: whether she may open it, from when, and how. */
void room_say_opens(struct reply *reply, const struct call *call, const struct room *room);
/* Adds all that the room knows. */
void room_say_all(struct reply *reply, const struct call *call, const struct room *room);
/* The caller frees (json_decref). */
json_t *room_json(const struct room *room);

#endif
