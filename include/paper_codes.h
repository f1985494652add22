/*
 * paper_codes.h: a printed list of thirty one-time codes, for computers where somebody may read the keys. RULES 1.4.
 *
 * A code is 60 random bits, typed as twelve letters and digits in groups of four; small letters, spaces and look-alikes
 * (O for 0, l for 1) are forgiven. The house keeps only a hash of each and shows them once, when they are made.
 */
#ifndef BBS_PAPER_CODES_H
#define BBS_PAPER_CODES_H

#include "store.h"
#include "util.h"

enum {
    PAPER_CODES = 30,
    PAPER_CODE_BYTES = 15, /* "K7QD-3MXA-9TRW", NUL-terminated */
    PAPER_CODES_FEW = 5,   /* so many left: time for a new list */
};

struct paper_list {
    int64_t made; /* 0: she has none */
    int left;
    bool required;             /* at every log-in by password */
    bool returns;              /* not when she comes back from a line that dropped: codes_return */
    int64_t used[PAPER_CODES]; /* when each was used; 0: not yet */
};
enum result codes_get(struct store *store, const struct actor *actor, struct paper_list *out);

/* Makes a new list and ends the one before. Takes the password (members.h, login_password). `codes` is all there will
 * ever be of it in plain: the caller shows it once and wipes it. */
enum result codes_make(struct store *store, const struct actor *actor, const char *password, int argon_slots,
    int64_t now, char codes[PAPER_CODES][PAPER_CODE_BYTES]);
/* For paper, in lines of at most `columns` (36 at least): three beside each other, or two. */
const char *codes_words(void); /* what a sheet begins with */
void codes_sheet(const char codes[PAPER_CODES][PAPER_CODE_BYTES], int columns, struct buffer *out);

/* Takes the password too, for yes as for no. Refused without a code left. */
enum result codes_require(
    struct store *store, const struct actor *actor, bool required, const char *password, int argon_slots, int64_t now);

/* RULES 1.7: after her line dropped she may come back within 10 minutes, from the same source, by her password alone: off
 * until she allows it. Takes the password for both, like codes_require. */
enum result codes_return(
    struct store *store, const struct actor *actor, bool allowed, const char *password, int argon_slots, int64_t now);

/* --- at the door, after the password --- */

/* She requires it, used up or not (else whoever saw all her codes being typed could wait for that); or the computer is
 * shared and she has a code left. A key alone is a way in of its own: it is not asked for then. */
bool code_is_required(struct store *store, int64_t member, bool shared);
/* At a log-in by password from there. With a list, a computer counts as shared until she said otherwise: by her
 * setting, or at that very place, after a code (source_said, members.h). So whoever knows only her password cannot
 * answer for her. None is asked where she comes back from a line that dropped, if she allowed that (codes_return). */
bool code_is_asked(struct store *store, const struct actor *actor, const char *source, int64_t now);
/* Strikes it out. RESULT_REFUSED, in the same words, for one that never was, was used, or is of another's list. */
enum result code_use(struct store *store, int64_t member, const char *code, int64_t now);

#endif
