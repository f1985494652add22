/* decision_say.h: the sentences and the JSON of decisions, for commands, the page `where`, and the print-outs. */
#ifndef BBS_DECISION_SAY_H
#define BBS_DECISION_SAY_H

#include "bbs/command/call.h"
#include "proposals.h"

/* Adds one in one line: its number, title, and who carries it. */
void decision_say_row(const struct call *call, struct reply *reply, const struct decision *decision);
/* For paper: without its number and without the name of whoever carries it. */
void decision_words(const struct decision *decision, int64_t now, struct buffer *out);
/* A worry or a stop of a proposal, whose text of now is `version`: its words, and what is to be done with a stop. */
void decision_say_reservation(
    const struct call *call, struct reply *reply, const struct reservation *reservation, int version, int64_t proposal);
json_t *decision_reservation_json(const struct reservation *reservation);
/* The caller frees (json_decref). */
json_t *decision_json(const struct decision *decision);
/* Adds those of her unit on this page, a line each. *json: an array of them. */
enum decisions_which {
    DECISIONS_ALL,
    DECISIONS_IN_FORCE, /* not those that are done */
};
enum result decisions_say(
    const struct call *call, struct reply *reply, enum decisions_which which, struct call_page *page, json_t **json);

#endif
