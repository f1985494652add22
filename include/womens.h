/*
 * womens.h: the women's caucus of a street or workplace, and its decisions about the claim "I am a woman". RULES 1.0,
 * 3.1.
 *
 * A caucus becomes the women's caucus of a unit when more than half of the unit's women, those whose claim stands
 * (claim.h), confirm it by its name. A woman who confirms a name is not told whether there is such a caucus. More than
 * half of the caucus's own members must also be women whose claim stands, so that a name alone is not enough. It stays
 * the women's caucus until another one is confirmed, or until it closes.
 */
#ifndef BBS_WOMENS_H
#define BBS_WOMENS_H

#include "caucus.h"
#include "claim.h"

/* Confirms a name for the street or workplace where she is. Each woman has one name in each unit; a new one replaces
 * it, and NULL takes it back. */
enum result womens_confirm(struct store *store, const struct actor *actor, const char *name, int64_t now);

struct suspended {
    char handle[HANDLE_BYTES];
    int64_t since;
    int said; /* the actor's answer: 0 none yet, 1 it stands, 2 it does not */
};
/* The suspended claims that wait for a decision of her women's caucus, without her own claim. Empty for everybody who
 * is not a member of it. */
enum result womens_suspended(
    struct store *store, const struct actor *actor, int64_t now, struct suspended *out, size_t limit, size_t *count);
/* A member of the women's caucus says whether the claim of that person stands. It is decided when more than half of the
 * members, without the claimant, said the same; then only the claimant is told. *decided is true when this answer
 * decided it. */
enum result womens_decide(
    struct store *store, const struct actor *actor, const char *handle, bool stands, int64_t now, bool *decided);

#endif
