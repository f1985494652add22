/*
 * join.h: the sign-up as a conversation of questions and answers. Screens draw it and line mode prints it, with the
 * same questions and the same refusals. RULES 1.1, 1.5, 9.2.
 *
 * Nothing is written before the last answer; then the member is made in one write. A person whose connection drops
 * before that begins again with the same code. Before a valid code no text names the house (RULES 1.3).
 */
#ifndef BBS_JOIN_H
#define BBS_JOIN_H

#include "invitations.h"

enum join_step {
    JOIN_CODE,
    JOIN_HANDLE,
    JOIN_SILENCE, /* may her greeter hear that nobody saw her here for 14 days? No, unless she says so (care.h) */
    JOIN_WAY,     /* a password, a key, or the key that the client showed */
    JOIN_PASSWORD,
    JOIN_AGAIN,
    JOIN_KEY,
    JOIN_IN,     /* she is a member: join->actor */
    JOIN_CLOSED, /* too many wrong codes: the sign-up ends */
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
    bool silence;     /* she said yes to JOIN_SILENCE */
    char words[1200]; /* says what was wrong with the last answer; "" when it was good */
    struct actor actor;
};

/* `shown_key`: a key that the client showed, as a line of authorized_keys; or NULL. */
void join_begin(struct join *join, struct store *store, int argon_slots, const char *shown_key);

struct join_question {
    const char *label;           /* of the field: "Code" */
    const char *title;           /* what the ways below it are about: "Your way in" */
    char text[1200];             /* explains the question, in plain words */
    bool secret;                 /* the answer must not be shown */
    size_t limit;                /* characters */
    const char *ways[JOIN_WAYS]; /* answers to choose from, by number; NULL beyond the last */
};
void join_question(const struct join *join, struct join_question *out);

/* Takes an answer ("2" for the second way), which may be hostile. Afterwards the caller looks at `step` and shows
 * `words`. */
void join_answer(struct join *join, const char *answer, int64_t now);
/* Goes back one question, so that the person can correct a mistake. False: this is the first question. */
bool join_back(struct join *join);
void join_forget(struct join *join); /* wipes the secrets */

/* The first sentences for a new member, with her name and her greeter's; `out` ends without a newline. */
void join_welcome(struct store *store, const struct actor *actor, char *out, size_t size);

#endif
