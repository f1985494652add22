/*
 * rota_talk.h: `rota new` and `shelf add` in line mode: one thing at a time, each with its default; becomes the same
 * command.
 *
 * Half of one is a draft in the same words as that of the form in the screens (screens/rota/rota_form.c): either goes
 * on with what was begun in the other.
 */
#ifndef BBS_ROTA_TALK_H
#define BBS_ROTA_TALK_H

#include <stdbool.h>
#include <stdint.h>

#include "util.h"

enum { ROTA_TALK_STEPS = 4, ROTA_TALK_BYTES = 400 };
struct rota_talk {
    bool is_thing; /* for the shelf */
    int step;
    char *answer[ROTA_TALK_STEPS]; /* NULL or "": the default; rota_talk_end */
};
enum rota_talk_state { ROTA_TALK_ON, ROTA_TALK_STOPPED, ROTA_TALK_READY };

void rota_talk_begin(struct rota_talk *talk, bool is_thing);
void rota_talk_end(struct rota_talk *talk);
/* The question that stands, and in brackets what Enter takes, without an end. Returns out. Not safe for a terminal. */
const char *rota_talk_question(const struct rota_talk *talk, char out[ROTA_TALK_BYTES]);
/* Takes an answer, which is hostile: `back`, `stop` and `-` (the default) are understood everywhere. `said`: what was
 * wrong with it, or how the days were read; "" when there is nothing to say. Safe for a terminal. */
enum rota_talk_state rota_talk_answer(
    struct rota_talk *talk, const char *words, int64_t now, char said[ROTA_TALK_BYTES]);
/* To the first question again; all answers stand in brackets. */
void rota_talk_again(struct rota_talk *talk);
/* When it is ready: the command's line. The caller frees. */
char *rota_talk_command(const struct rota_talk *talk);

/* --- its draft --- */
const char *rota_talk_line(const struct rota_talk *talk); /* what names it: the task, the thing; "" so far */
/* All of it, with `typed` ("" for none) as answer to the question that stands; "" while nothing was said. */
void rota_talk_pack(const struct rota_talk *talk, const char *typed, struct buffer *out);
/* Goes on at the first question that has no answer. What does not belong is left out. */
void rota_talk_unpack(struct rota_talk *talk, const char *text);

#endif
