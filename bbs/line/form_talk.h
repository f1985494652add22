/*
 * form_talk.h: `rota new`, `shelf add`, `meeting call`, `agenda add N`, `gain add`, `vote open`, `effect P` and `circle
 * call` in line mode: one question at a time, each with its default. The answers become the same command that can also
 * be typed at once.
 *
 * An unfinished one is a draft in the same form as the draft of the screens' form (screens/ui/form.h), so either goes
 * on with it. The questions of `ask` and `offer` depend on each other; aid_talk.h has those.
 */
#ifndef BBS_FORM_TALK_H
#define BBS_FORM_TALK_H

#include <stdbool.h>
#include <stdint.h>

#include "deferred.h"
#include "form_fields.h"
#include "util.h"

enum { FORM_TALK_BYTES = 400 };
enum form_talk_kind {
    FORM_TALK_ROTA,
    FORM_TALK_THING,
    FORM_TALK_MEETING,
    FORM_TALK_ITEM,
    FORM_TALK_GAIN,
    FORM_TALK_VOTE,
    FORM_TALK_EFFECT,
    FORM_TALK_CIRCLE,
    FORM_TALK_KINDS
};
struct form_talk {
    enum form_talk_kind kind;
    int64_t of;                     /* FORM_TALK_ITEM: the meeting; FORM_TALK_EFFECT: the proposal; else 0 */
    int step;                       /* the field of the present question */
    char *answer[FORM_FIELDS_MOST]; /* NULL or "": the default; freed by form_talk_end() */
};
enum form_talk_state { FORM_TALK_ON, FORM_TALK_STOPPED, FORM_TALK_READY };

/* The command that alone begins it: "rota new". */
const char *form_talk_of_command(enum form_talk_kind kind);
/* True when a number stands behind it, `of` below: "agenda add 4". */
bool form_talk_needs_number(enum form_talk_kind kind);
void form_talk_begin(struct form_talk *talk, enum form_talk_kind kind, int64_t of);
void form_talk_end(struct form_talk *talk);
/* The present question, and in brackets the answer that Enter takes. Returns out. Not safe for a terminal. */
const char *form_talk_question(const struct form_talk *talk, char out[FORM_TALK_BYTES]);
/* Takes an answer, which may be hostile. Every question understands `back`, `stop` and `-` (the default). `said` tells
 * what was wrong with it, or how a day was read; "": nothing. It is safe for a terminal. */
enum form_talk_state form_talk_answer(
    struct form_talk *talk, const char *words, int64_t now, char said[FORM_TALK_BYTES]);
/* Goes back to the first question; all answers stand in brackets. */
void form_talk_again(struct form_talk *talk);
/* When it is ready: the line of the command, which the caller frees; and its body, which belongs to the talk (NULL: the
 * command takes none). */
char *form_talk_command(const struct form_talk *talk);
const char *form_talk_body(const struct form_talk *talk);

/* --- its draft --- */
enum draft_place form_talk_place(const struct form_talk *talk);
const char *form_talk_name(const struct form_talk *talk);     /* the title of the draft; "" when not given yet */
const char *form_talk_put_away(const struct form_talk *talk); /* a sentence, translated: how one goes on with it */
bool form_talk_repeats(const struct form_talk *talk);         /* a draft that is taken up again is told by its name */
/* Writes all answers, with `typed` ("": nothing) as answer to the present question; "" when there are no answers. */
void form_talk_pack(const struct form_talk *talk, const char *typed, struct buffer *out);
/* Reads a draft, and goes on at the first question without an answer. What is no field of this kind is left out. An
 * item that was begun for another meeting becomes one of this: its words are not lost. */
void form_talk_unpack(struct form_talk *talk, const char *text);

#endif
