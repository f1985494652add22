/*
 * claim.h: the claim "I am a woman", and the objections to it. Members whose claim stands may answer asks that are only
 * for women. RULES 3.1, 1.0.
 *
 * A member claims it once: herself, or by another's hand when she has no device. The claim stands after 14 days. Two
 * objections by members suspend it until the women's caucus decides. Only the claimant reads the state of her claim
 * (and the women's caucus reads suspended ones, womens.h); nobody reads who objected. One other person sees the claim
 * when it matters: the asker of an ask for women reads "a woman of block C, 5 months here" before she accepts.
 */
#ifndef BBS_CLAIM_H
#define BBS_CLAIM_H

#include "members.h"

enum {
    CLAIM_SECONDS = 14 * 86400,     /* from the claim until it stands */
    CLAIM_OBJECTIONS = 2,           /* so many suspend it */
    CLAIM_TOLD_SECONDS = 7 * 86400, /* so long the claimant's home screen says that it is suspended */
    CLAIM_WORDS_BYTES = 500,
};

enum claim_state {
    CLAIM_NONE,  /* she made no claim, or took it back */
    CLAIM_WAITS, /* made less than CLAIM_SECONDS ago */
    CLAIM_STANDS,
    CLAIM_SUSPENDED, /* until the caucus decides, or an objection is taken back */
    CLAIM_REFUSED,   /* the caucus decided that it does not stand */
};
const char *claim_state_name(enum claim_state state); /* "none", "waits" ..., for JSON */

struct claim {
    enum claim_state state;
    int64_t said;      /* when she made it; 0: she made none */
    int64_t stands_at; /* the time from which it stands, unless it is suspended or refused */
    bool caucus;       /* her street has a women's caucus, which decides (womens.h) */
    int64_t since;     /* for CLAIM_SUSPENDED and CLAIM_REFUSED: when this state began */
};
/* The actor's own claim. */
enum result claim_get(struct store *store, const struct actor *actor, int64_t now, struct claim *out);
/* Says the state of her claim to the claimant, in sentences and in her language. Returns `out`. */
const char *claim_words(const struct claim *claim, char out[CLAIM_WORDS_BYTES]);
/* Makes the claim. A second call does not begin the 14 days anew. Earlier objections stay. */
enum result claim_make(struct store *store, const struct actor *actor, int64_t now);
/* Takes the claim back. A later claim begins its 14 days anew, and objections stay. */
enum result claim_take_back(struct store *store, const struct actor *actor, int64_t now);

/* Objects to the claim of `handle`, or takes the objection back (`on` false). The call has the same result whether that
 * person made a claim or not, so that the objector does not learn it; the objection then counts if she makes one later.
 * RESULT_REFUSED when the actor names herself, or acts by another's hand. */
enum result claim_object(struct store *store, const struct actor *actor, const char *handle, bool on, int64_t now);
struct objection {
    int64_t member, at;
    char handle[HANDLE_BYTES];
};
/* The actor's own objections, newest first. */
enum result claim_objections(
    struct store *store, const struct actor *actor, size_t limit, struct objection *out, size_t *count);

#endif
