/*
 * paper_codes.h: a printed list of thirty one-time codes, for computers where somebody may read the keys. RULES 1.4.
 *
 * A code is 60 random bits, typed as twelve letters and digits in groups of four. Small letters, spaces and look-alikes
 * (O for 0, l for 1) are accepted. The house keeps only a hash of each code, and shows the codes once, when it makes
 * them.
 */
#ifndef BBS_PAPER_CODES_H
#define BBS_PAPER_CODES_H

#include "store.h"
#include "util.h"

enum {
    PAPER_CODES = 30,
    PAPER_CODE_BYTES = 15, /* "K7QD-3MXA-9TRW", NUL-terminated */
    PAPER_CODES_FEW = 5,   /* when only so many are left, she is told to make a new list */
};

struct paper_list {
    int64_t made; /* 0: she has none */
    int left;
    bool required;             /* at every log-in by password */
    bool returns;              /* but not when she comes back after a dropped connection: paper_codes_return() */
    int64_t used[PAPER_CODES]; /* when each was used; 0: not yet */
};
enum result paper_codes_get(struct store *store, const struct actor *actor, struct paper_list *out);

/* Makes a new list; the list before is no longer valid. Needs the password (members.h, login_password). The codes are
 * never given again: the caller shows them once and wipes `codes`. */
enum result paper_codes_make(struct store *store, const struct actor *actor, const char *password, int argon_slots,
    int64_t now, char codes[PAPER_CODES][PAPER_CODE_BYTES]);
const char *paper_codes_words(void); /* the text at the top of a sheet */
/* A sheet to print, in lines of at most `columns` columns (36 at least), with two or three codes in a line. */
void paper_codes_sheet(const char codes[PAPER_CODES][PAPER_CODE_BYTES], int columns, struct buffer *out);

/* Sets whether she must give a code at every log-in by password. Needs the password, for yes and for no. Refused when
 * she has no code left. */
enum result paper_codes_require(
    struct store *store, const struct actor *actor, bool required, const char *password, int argon_slots, int64_t now);

/* RULES 1.7: sets whether she may come back without a code within 10 minutes after a dropped connection, from the same
 * source. Off until she allows it. Needs the password, like paper_codes_require(). */
enum result paper_codes_return(
    struct store *store, const struct actor *actor, bool allowed, const char *password, int argon_slots, int64_t now);

/* --- at a log-in by password, after the password. (A log-in by key never asks for a code.) --- */

/* True when she requires a code, or when the computer is shared and she has a code left. A code that she requires stays
 * required after the last one is used: else a thief who saw all codes being typed could wait for that. */
bool paper_code_is_required(struct store *store, int64_t member, bool shared);
/* Must a code be asked for at a log-in from this source? For a member with a list, a computer counts as shared until
 * she says that it is not: by her settings, or at that source after a code (source_said(), members.h). So a thief who
 * knows only her password cannot say it. Not asked when she comes back after a dropped connection, if she allowed that
 * (paper_codes_return). */
bool paper_code_is_asked(struct store *store, const struct actor *actor, const char *source, int64_t now);
/* Marks a code as used. RESULT_REFUSED, with one sentence for all cases, when the code does not exist, was used, or is
 * on another member's list. */
enum result paper_code_use(struct store *store, int64_t member, const char *code, int64_t now);

#endif
