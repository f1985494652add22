/*
 * claim.h: "I am a woman": who may answer what women alone are asked. RULES 3.1, 1.0.
 *
 * A member says it once: herself, or by another's hand where she has no device. It stands after 14 days. Two objections
 * by members suspend it until the women's caucus decides. Only the claimant reads how her claim stands; nobody reads
 * who objected. What she said is shown to one other person, where it matters: whoever asks women reads "a woman of
 * block C, 5 months here" before she accepts.
 */
#ifndef BBS_CLAIM_H
#define BBS_CLAIM_H

#include "members.h"

enum {
    CLAIM_SECONDS = 14 * 86400,     /* from saying it until it stands */
    CLAIM_OBJECTIONS = 2,           /* suspend it */
    CLAIM_TOLD_SECONDS = 7 * 86400, /* so long home says that it is suspended */
    CLAIM_WORDS_BYTES = 500,
};

enum claim_state {
    CLAIM_NONE,  /* she did not say it, or took it back */
    CLAIM_WAITS, /* said less than CLAIM_SECONDS ago */
    CLAIM_STANDS,
    CLAIM_SUSPENDED, /* until the caucus decides, or an objection is taken back */
    CLAIM_REFUSED,   /* the caucus decided that it does not stand */
};
const char *claim_state_name(enum claim_state state); /* "none", "waits" ..., as JSON has it */

struct claim {
    enum claim_state state;
    int64_t said;      /* 0: she did not */
    int64_t stands_at; /* of CLAIM_WAITS */
    bool caucus;       /* her street has a women's caucus, which decides (womens.h) */
    int64_t since;     /* of CLAIM_SUSPENDED and CLAIM_REFUSED: when it came to be so */
};
/* The actor's own. */
enum result claim_get(struct store *store, const struct actor *actor, int64_t now, struct claim *out);
/* How it stands, for the claimant, in sentences and in her language. Gives `out`. */
const char *claim_words(const struct claim *claim, char out[CLAIM_WORDS_BYTES]);
/* Said once: said again it keeps its time. Objections of before stay. */
enum result claim_make(struct store *store, const struct actor *actor, int64_t now);
/* Made again it begins its 14 days anew, and objections stay. */
enum result claim_take_back(struct store *store, const struct actor *actor, int64_t now);

/* An objection to what `handle` says, or may say one day: it is kept, and answered, in the same way whether she said it
 * or not, so that the objector does not learn that. `on` false takes it back. RESULT_REFUSED: oneself; by hand. */
enum result claim_object(struct store *store, const struct actor *actor, const char *handle, bool on, int64_t now);
struct objection {
    int64_t member, at;
    char handle[HANDLE_BYTES];
};
/* The actor's own, newest first. */
enum result claim_objections(
    struct store *store, const struct actor *actor, size_t limit, struct objection *out, size_t *count);

#endif
