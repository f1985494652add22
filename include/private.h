/*
 * private.h: counts a member's private matters. On a shared computer every face shows only these counts, and she opens
 * a matter herself. RULES 1.6.
 */
#ifndef BBS_PRIVATE_H
#define BBS_PRIVATE_H

#include "boards.h"

/* In the order in which faces name them. A new kind needs a line here and a row in private.c. */
enum private_kind {
    PRIVATE_LETTERS,  /* unread letters */
    PRIVATE_AID,      /* matters of mutual aid: her own, and those of members for whom she writes */
    PRIVATE_ANSWERS,  /* replies to her in threads that only a caucus reads */
    PRIVATE_DRAFTS,   /* texts that she began and has not sent */
    PRIVATE_DUE,      /* rota days that she is asked to take, and things that somebody waits for */
    PRIVATE_MEETINGS, /* meetings that wait for her home's word, and those of a caucus that begin soon */
    PRIVATE_CAUCUS,   /* questions of her caucuses, and claims on which her women's caucus has to decide */
    PRIVATE_CIRCLES,  /* circles: one that is open, that asks her, how one ended, who asks her to come by, next steps */
    PRIVATE_MODERATION, /* acts about her, panels that ask for her, and what waits for her as a moderator or keeper */
    PRIVATE_CARE,       /* how people are who told her, visits, silence, listeners (care.h) */
    PRIVATE_KINDS
};
struct private_matters {
    int of[PRIVATE_KINDS], all;
};
void private_count(struct store *store, const struct actor *actor, int64_t now, struct private_matters *out);
/* Only PRIVATE_CAUCUS. Home shows it as "Something private" also on a computer that is not shared. */
int private_of_caucuses(struct store *store, const struct actor *actor, int64_t now);
/* Only PRIVATE_MEETINGS. *first (may be NULL): the unit of the first one; unchanged when there is none. */
int private_meetings(struct store *store, const struct actor *actor, int64_t now, int64_t *first);
/* "Letters to read: 2" */
void private_words(enum private_kind kind, int count, char *out, size_t size);
/* The command that shows them: "inbox". */
const char *private_command(enum private_kind kind);
const char *private_name(enum private_kind kind); /* the name in JSON: "letters" */

#endif
