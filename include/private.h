/*
 * private.h: what waits for a member and is nobody else's business. On a shared computer every face only counts it, and
 * she opens it by an act of her own. RULES 1.6.
 */
#ifndef BBS_PRIVATE_H
#define BBS_PRIVATE_H

#include "boards.h"

/* In the order in which they are named. A new one is a line here and a row in private.c. */
enum private_kind {
    PRIVATE_LETTERS, /* to read */
    PRIVATE_AID,     /* of mutual aid, her own and what her hand wrote for others */
    PRIVATE_ANSWERS, /* to her, in threads that a caucus alone reads */
    PRIVATE_DRAFTS,  /* begun, and not sent */
    PRIVATE_DUE,     /* days she is asked to take, things that somebody waits for */
    PRIVATE_CAUCUS,  /* what caucuses ask her, and what her women's caucus has to decide */
    PRIVATE_KINDS
};
struct private_matters {
    int of[PRIVATE_KINDS], all;
};
void private_count(struct store *store, const struct actor *actor, int64_t now, struct private_matters *out);
/* PRIVATE_CAUCUS alone: it stands on home as "Something private" also where the computer is not shared. */
int private_of_caucuses(struct store *store, const struct actor *actor, int64_t now);
/* "Letters to read: 2" */
void private_words(enum private_kind kind, int count, char *out, size_t size);
/* The command that opens them: "inbox". */
const char *private_command(enum private_kind kind);
const char *private_name(enum private_kind kind); /* in JSON: "letters" */

#endif
