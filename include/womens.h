/*
 * womens.h: the women's caucus of a street or workplace, and what it decides about "I am a woman". RULES 1.0, 3.1.
 *
 * More than half of the women of a unit whose word stands (claim.h) confirm a caucus by its name. Whoever confirms need
 * not know whether there is one of that name, and is not told. More than half of the caucus's own members have to be
 * women whose word stands, so that a name alone makes none. It stays the women's caucus until another is confirmed or
 * it closes.
 */
#ifndef BBS_WOMENS_H
#define BBS_WOMENS_H

#include "caucus.h"
#include "claim.h"

/* For the street or workplace where she is. One name a woman and unit: the last holds. NULL takes it back. */
enum result womens_confirm(struct store *store, const struct actor *actor, const char *name, int64_t now);

struct suspended {
    char handle[HANDLE_BYTES];
    int64_t since;
    int said; /* by the actor: 0 nothing yet, 1 it stands, 2 it does not */
};
/* The words that wait for her caucus's decision; none for whoever is not of the women's caucus. Her own is left out. */
enum result womens_suspended(
    struct store *store, const struct actor *actor, int64_t now, struct suspended *out, size_t limit, size_t *count);
/* A member of the women's caucus says whether that person's word stands. When more than half of its members (the
 * claimant not counted) said the same, it is decided: only the claimant is told. *decided: it was, by this word. */
enum result womens_decide(
    struct store *store, const struct actor *actor, const char *handle, bool stands, int64_t now, bool *decided);

#endif
