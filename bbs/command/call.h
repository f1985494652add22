/* call.h: what the functions of commands share. A call is command.h's; it lives as long as its command runs. */
#ifndef BBS_CALL_H
#define BBS_CALL_H

#include "boards.h"
#include "command.h"
#include "deferred.h"

/* True when the rights of the entry allow its use to this actor. */
bool call_may_use(const struct actor *actor, const struct command *command);
/* A word that must be a number (a post, a thread): false after it refused. */
bool call_number(const struct call *call, int word, int64_t *out, struct reply *reply);
/* The body as a string; NULL after it refused (none came). The caller frees. */
char *call_body(const struct call *call, struct reply *reply);
/* A board as she types it where her session is: `depot/general` behind --in depot. */
void call_board_typed(const struct call *call, int64_t board, char out[BOARD_TYPED_BYTES]);
/* In whose name: --for somebody without a device (RULES 1.8), else the speaker's own. */
enum result call_voice(const struct call *call, struct actor *voice);
/* Says why a text was not written. One that only has to wait is kept as a draft, unless another lies in that place. */
enum result call_refused(
    const struct call *call, struct reply *reply, enum result result, const struct draft *unwritten);
/* What becomes of a text by hand, where it was one. */
void call_say_by_hand(const struct call *call, struct reply *reply, const struct actor *voice);
/* Runs `act` in that name. */
enum result call_in_her_name(
    const struct call *call, struct reply *reply, enum result (*act)(const struct call *call, struct reply *reply));

/* A text for people, wrapped for the speaker and indented. */
void reply_text(struct reply *reply, const struct call *call, int indent, const char *text);
/* "Sat 21 Nov 18:02" in the house's time. */
const char *reply_time(int64_t at, char out[32]);
/* One line of somebody's words, safe for a terminal; lives until the next eight calls. */
const char *reply_shown(const struct call *call, const char *words);

#endif
