/* vote_say.h: the sentences and the JSON of votes, for commands and for line mode. RULES 4.6. */
#ifndef BBS_VOTE_SAY_H
#define BBS_VOTE_SAY_H

#include "bbs/command/call.h"
#include "votes.h"

/* Adds a vote to a list, in one line. */
void vote_say_row(struct reply *reply, const struct call *call, const struct vote_line *line);
/* Adds one whole: its question, what can be chosen, how to vote or what came of it. Sets the reply's JSON. */
enum result vote_say(struct reply *reply, const struct call *call, const struct actor *voice, int64_t vote);
/* Adds what a voter knows before she types a secret choice, which is not shown: the question, what can be chosen and
 * how it is typed, and what the secrecy protects against (RULES 4.7). */
void vote_say_ballot(struct reply *reply, const struct call *call, const struct vote *vote);
/* Adds the table of pairs and the strongest ways, in words. */
enum result vote_say_pairs(struct reply *reply, const struct call *call, int64_t vote);
/* Adds who voted; of a closed vote that is open, what. */
enum result vote_say_names(struct reply *reply, const struct call *call, int64_t vote);
/* A ballot to print, with boxes, and the lines on which two note-takers count (RULES 1.8). */
enum result vote_say_paper(struct reply *reply, const struct call *call, int64_t vote);
/* The caller frees (json_decref). */
json_t *vote_line_json(const struct vote_line *line);
/* What `bbs tally` takes: the ballots without names, or the table of pairs, or the points. NULL: the reply has the
 * refusal. The caller frees. */
json_t *vote_ballots_json(struct reply *reply, const struct call *call, int64_t vote);

#endif
