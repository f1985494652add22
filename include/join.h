/*
 * join.h: the sign-up as a conversation: one question after another, each answered in words. Screens draw it, line mode
 * prints it; what is asked, and what is wrong with an answer, is the same in both. RULES 1.1, 1.5, 9.2.
 *
 * Nothing is written before the last answer, and then all of it at once: who is cut off in the middle begins again with
 * the same code. Before a code was good the house is not named (RULES 1.3).
 */
#ifndef BBS_JOIN_H
#define BBS_JOIN_H

#include "invitations.h"

enum join_step {
    JOIN_CODE,
    JOIN_HANDLE,
    JOIN_WAY, /* a password, a key, or the key that the client showed */
    JOIN_PASSWORD,
    JOIN_AGAIN,
    JOIN_KEY,
    JOIN_IN,     /* she is a member: join->actor */
    JOIN_CLOSED, /* too many codes that opened nothing */
};
enum { JOIN_KEY_BYTES = 8300, JOIN_WAYS = 3 };

struct join {
    struct store *store;
    int argon_slots;
    enum join_step step;
    struct invitation invitation; /* from JOIN_HANDLE on */
    char code[64], handle[HANDLE_BYTES], password[1025];
    char shown_key[JOIN_KEY_BYTES]; /* the key that the client showed, or "" */
    int tries;
    char words[1200]; /* what was wrong with the last answer; "" */
    struct actor actor;
};

/* `shown_key`: a key that the client showed, as a line of authorized_keys; or NULL. */
void join_begin(struct join *join, struct store *store, int argon_slots, const char *shown_key);

struct join_question {
    const char *label;           /* of the field: "Code" */
    char text[1200];             /* what it is for, in plain words */
    bool secret;                 /* never shown */
    size_t limit;                /* characters */
    const char *ways[JOIN_WAYS]; /* answers to choose from, by number; NULL beyond the last */
};
void join_question(const struct join *join, struct join_question *out);

/* Goes on by what was answered ("2" for the second way). Afterwards look at `step`, and say `words`. `answer` is
 * hostile. */
void join_answer(struct join *join, const char *answer, int64_t now);
/* One question back, so that a slip can be mended. False: this was the first. */
bool join_back(struct join *join);
void join_forget(struct join *join); /* wipes what is secret */

/* How a newcomer is met: by name, with her greeter's; `out` ends without a newline. */
void join_welcome(struct store *store, const struct actor *actor, char *out, size_t size);

#endif
