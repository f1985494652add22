/*
 * aid_talk.h: `ask` and `offer` in line mode. One line of words comes first; what they say is guessed (aid_guess.h) and
 * read back, and Enter sends. `e` goes on with one question at a time, each with its default. The answers become the
 * same command that can also be typed at once.
 *
 * An unfinished one is a draft in the same form as the draft of the screens' form (screens/ui/form.h). So she can begin
 * in the screens and go on in line mode, and the other way round.
 */
#ifndef BBS_AID_TALK_H
#define BBS_AID_TALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "aid_fields.h"
#include "util.h"
#include "when.h"

enum { AID_TALK_BYTES = 400 };
enum aid_talk_at {
    AID_TALK_WORDS, /* asks for the one line */
    AID_TALK_READ,  /* it was read back: Enter sends */
    AID_TALK_FIELD, /* asks for the field `step` */
};
struct aid_talk {
    enum aid_talk_at at;
    bool reads_back;  /* the words did not tell the kind: after that question it is read back */
    unsigned guessed; /* of the window that the words say: bits of enum when_guess */
    bool is_offer;
    bool may_climb;           /* there are neighbouring units: line mode asks whether the ask climbs (RULES 3.7) */
    int step;                 /* the field of the present question */
    char *answer[AID_FIELDS]; /* NULL or "": the default; freed by aid_talk_end() */
    bool needs_end;           /* the beginning is a time alone: Enter is no answer to "until when" */
    char ends[WHEN_BYTES];    /* the end that the beginning said: "Friday 27 November"; "": none */
};
enum aid_talk_state { AID_TALK_ON, AID_TALK_STOPPED, AID_TALK_READY };

void aid_talk_begin(struct aid_talk *talk, bool is_offer, bool may_climb);
void aid_talk_end(struct aid_talk *talk);
/* Asks for the words again. The line so far is not lost: it goes to the details. */
void aid_talk_begin_anew(struct aid_talk *talk);
/* Forgets what earlier words said: of a draft, before the options of another ask. */
void aid_talk_forget_guess(struct aid_talk *talk);
/* Takes answers that were typed as options of the command, the value of `name`. False: there is no such field. */
bool aid_talk_take_option(struct aid_talk *talk, const char *name, const char *value);
/* After the options: it is read back when it has its kind and its line; else what is missing is asked for. */
void aid_talk_read_back(struct aid_talk *talk);
/* The present question, and in brackets the answer that Enter takes; without a colon or line end. Returns out. Not safe
 * for a terminal. */
const char *aid_talk_question(const struct aid_talk *talk, char out[AID_TALK_BYTES]);
/* Takes an answer, which may be hostile. Every question understands `back`, `stop`, `-` (the default) and `.` (enough,
 * send). `said` tells
 * what was wrong with the answer, or how a day was read; "" when there is nothing to tell. It is safe for a terminal.
 */
enum aid_talk_state aid_talk_answer(struct aid_talk *talk, const char *words, int64_t now, char said[AID_TALK_BYTES]);
/* Nothing was sent, because the words of the ask also stand in a post under her name: asks whether to send it anyway.
 * After yes it is ready (AID_TALK_READY); every other answer goes back to the question for the line, so that she can
 * use other words. */
void aid_talk_ask_same(struct aid_talk *talk);
bool aid_talk_same_is_said(const struct aid_talk *talk);
/* It was refused: it is read back once more; all answers stand in brackets. */
void aid_talk_again(struct aid_talk *talk);
/* While it is at AID_TALK_READ: all answers, for aid_read_back(). */
char *const *aid_talk_answers(const struct aid_talk *talk);
/* When it is ready: the line of the command, which the caller frees; and its details ("": none), which belong to the
 * talk. */
char *aid_talk_command(const struct aid_talk *talk);
const char *aid_talk_details(const struct aid_talk *talk);

/* Makes a text safe as the value of an option: no other option can begin in it. The caller frees. */
char *aid_without_options(const char *words);

/* --- its draft --- */
const char *aid_talk_line(
    const struct aid_talk *talk); /* the title of the draft: the one line; "" when not given yet */
/* Writes all answers, with `typed` ("": nothing) as answer to the present question; "" when there are no answers. */
void aid_talk_pack(const struct aid_talk *talk, const char *typed, struct buffer *out);
/* Reads a draft. Goes on at the question where it stopped. Without one it reads back what has a kind and a line, and
 * asks for the words of all else. Ignores fields that it does not know. */
void aid_talk_unpack(struct aid_talk *talk, const char *text);

#endif
