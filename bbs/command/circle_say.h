/* circle_say.h: a circle in sentences, for commands and line mode. None is safe for a terminal: the caller shows them
 * with text_shown() or reply_shown(). What people said in a circle is never in JSON. */
#ifndef BBS_CIRCLE_SAY_H
#define BBS_CIRCLE_SAY_H

#include "bbs/command/call.h"
#include "circles.h"

enum { CIRCLE_SAY_BYTES = 1200 };

/* "Friday 27 November, 19:00. You come. 6 of 12 places are taken." Returns out. */
const char *circle_say_state(const struct circle *circle, int64_t now, char out[CIRCLE_SAY_BYTES]);
/* How it ended, as those read who came: "not in this form", cut off. Returns out. */
const char *circle_say_end(const struct circle *circle, char out[CIRCLE_SAY_BYTES]);
const char *circle_say_why(enum ring_why why);
/* The stage and what each is asked now: "Round 2 of 3: What is heavy?" Returns out. */
const char *circle_say_stage(const struct circle_view *view, char out[CIRCLE_SAY_BYTES]);
/* Who has the piece, and who comes after: "nomsa is writing. Then petrus, you." Returns out. */
const char *circle_say_piece(const struct circle_view *view, char out[CIRCLE_SAY_BYTES]);
/* Who is in, in the order of the piece: "thandi (keeper), you, bongi (stepped out)." Returns out. */
const char *circle_say_people(const struct circle_view *view, char out[CIRCLE_SAY_BYTES]);
/* A step with its number, its day, who is named, and who has not said yes. Returns out. */
const char *circle_say_step(
    const struct circle_view *view, int number, const struct ring_step *step, int64_t now, char out[CIRCLE_SAY_BYTES]);
/* Adds what the person at `place` said since `told` bytes of it, each line behind her name. Of a short circle `told`
 * counts lines. */
void circle_say_words(
    const struct circle_view *view, int place, const char *words, size_t length, size_t told, struct buffer *out);
/* Adds the lines for two, each behind the name of who said it; after `told` bytes. `own`: also those of the reader. */
void circle_say_two(
    const struct circle_view *view, const char *words, size_t length, size_t told, bool own, struct buffer *out);
/* Her own place is "you". */
const char *circle_say_name(const struct circle_view *view, int place);
/* The place of this person, by her handle or "me"; RING_NOBODY: she is not in the circle. */
int circle_place_of(const struct circle_view *view, const char *handle);
const char *circle_state_name(enum circle_state state); /* in JSON: "planned" */
const char *circle_answer_name(enum circle_answer answer);
const char *circle_stage_name(enum ring_stage stage);
const char *circle_there_name(enum ring_there there);

#endif
