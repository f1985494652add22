/*
 * aid_talk.h: `ask` and `offer` in line mode: one thing at a time, each with its default; becomes the same command.
 *
 * Half of one is a draft in the same words as that of the form in the screens (screens/ui/form.h): either goes on with
 * what was begun in the other.
 */
#ifndef BBS_AID_TALK_H
#define BBS_AID_TALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aid_fields.h"
#include "util.h"

enum { AID_TALK_BYTES = 400 };
struct aid_talk {
    bool is_offer;
    bool may_climb;           /* other units lie beside: line mode asks whether the ask climbs (RULES 3.7) */
    int step;                 /* the field that is asked for */
    char *answer[AID_FIELDS]; /* NULL or "": the default; aid_talk_end */
};
enum aid_talk_state { AID_TALK_ON, AID_TALK_STOPPED, AID_TALK_READY };

void aid_talk_begin(struct aid_talk *talk, bool is_offer, bool may_climb);
void aid_talk_end(struct aid_talk *talk);
/* The question that stands, and in brackets what Enter takes, without an end. Returns out. Not safe for a terminal. */
const char *aid_talk_question(const struct aid_talk *talk, char out[AID_TALK_BYTES]);
/* Takes an answer, which is hostile: `back`, `stop` and `-` (the default) are understood everywhere. `said`: what was
 * wrong with it, or how a day was read; "" when there is nothing to say. Safe for a terminal. */
enum aid_talk_state aid_talk_answer(struct aid_talk *talk, const char *words, int64_t now, char said[AID_TALK_BYTES]);
/* Its words stand in a post that bears her name, and nothing was sent: yes sends it all the same (AID_TALK_READY),
 * every other answer goes back to the line, to say it in other words. */
void aid_talk_ask_same(struct aid_talk *talk);
bool aid_talk_same_is_said(const struct aid_talk *talk);
/* To the first question again; all answers stand in brackets. */
void aid_talk_again(struct aid_talk *talk);
/* When it is ready: the command's line, which the caller frees; its details, "" for none, are the talk's. */
char *aid_talk_command(const struct aid_talk *talk);
const char *aid_talk_details(const struct aid_talk *talk);

/* Words to go behind an option of a command: in them no other option begins. The caller frees. */
char *aid_without_options(const char *words);

/* --- its draft --- */
const char *aid_talk_line(const struct aid_talk *talk); /* what names it: the one line; "" so far */
/* All of it, with `typed` ("" for none) as answer to the question that stands; "" while nothing was said. */
void aid_talk_pack(const struct aid_talk *talk, const char *typed, struct buffer *out);
/* Goes on at the question that stood, else at the first that has no answer. What does not belong is left out. */
void aid_talk_unpack(struct aid_talk *talk, const char *text);

#endif
