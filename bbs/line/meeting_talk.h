/*
 * meeting_talk.h: `meeting call` and `agenda add N` in line mode: one question at a time, each with its default. The
 * answers become the same command that can also be typed at once.
 *
 * An unfinished one is a draft in the same form as the draft of the screens' form (screens/ui/form.h), so either goes
 * on with it.
 */
#ifndef BBS_MEETING_TALK_H
#define BBS_MEETING_TALK_H

#include <stdbool.h>
#include <stdint.h>

#include "util.h"

enum { MEETING_TALK_BYTES = 400, MEETING_TALK_FIELDS = 5 };
struct meeting_talk {
    int64_t meeting;                   /* of the item that is added; 0: a meeting is called */
    int step;                          /* the field of the present question */
    char *answer[MEETING_TALK_FIELDS]; /* NULL or "": the default; freed by meeting_talk_end() */
};
enum meeting_talk_state { MEETING_TALK_ON, MEETING_TALK_STOPPED, MEETING_TALK_READY };

void meeting_talk_begin(struct meeting_talk *talk, int64_t meeting);
void meeting_talk_end(struct meeting_talk *talk);
/* The present question, and in brackets the answer that Enter takes. Returns out. Not safe for a terminal. */
const char *meeting_talk_question(const struct meeting_talk *talk, char out[MEETING_TALK_BYTES]);
/* Takes an answer, which may be hostile. Every question understands `back`, `stop` and `-` (the default). `said` tells
 * what was wrong with it, or how a day was read; "": nothing. It is safe for a terminal. */
enum meeting_talk_state meeting_talk_answer(
    struct meeting_talk *talk, const char *words, int64_t now, char said[MEETING_TALK_BYTES]);
/* Goes back to the first question; all answers stand in brackets. */
void meeting_talk_again(struct meeting_talk *talk);
/* When it is ready: the line of the command, which the caller frees; and an item's details ("": none), which belong to
 * the talk. */
char *meeting_talk_command(const struct meeting_talk *talk);
const char *meeting_talk_details(const struct meeting_talk *talk);

/* --- its draft --- */
const char *meeting_talk_name(const struct meeting_talk *talk); /* the title of the draft; "" when not given yet */
/* Writes all answers, with `typed` ("": nothing) as answer to the present question; "" when there are no answers. */
void meeting_talk_pack(const struct meeting_talk *talk, const char *typed, struct buffer *out);
/* Reads a draft, and goes on at the first question without an answer. An item that was begun for another meeting
 * becomes one of this: its words are not lost. */
void meeting_talk_unpack(struct meeting_talk *talk, const char *text);

#endif
