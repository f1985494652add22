/* aid_match_row.h: a match as it stands in its table. Private to the files of mutual aid. */
#ifndef BBS_AID_MATCH_ROW_H
#define BBS_AID_MATCH_ROW_H

#include "store/aid/aid_internal.h"

struct match_row {
    int64_t id, ask, helper, offer, until;
    enum match_state state;
    bool asker_yes, helper_yes, helper_done;
    bool struck; /* RULES 1.8: a strike ended it, and what they wrote is still kept */
};

/* False, and *out empty: there is no match of that number. */
bool match_read(struct store *store, int64_t id, struct match_row *out);
/* The match of that number, and its ask, when it is one of the actor's own; else RESULT_NOT_FOUND. */
enum result match_require(
    struct store *store, const struct actor *actor, int64_t id, struct match_row *match, struct aid_row *ask);
int64_t match_asker(struct store *store, int64_t ask); /* whose ask it is; 0: nobody's any more */
bool match_ask(struct store *store, const struct match_row *match, struct aid_row *out);
/* Returns false and zeroes *out when there is no offer of that number. Number 0 is none. */
bool offer_read(struct store *store, int64_t id, struct aid_row *out);
/* A notice for the two, but not for the member `by`, who did it. Inside a write. */
void match_tell_both(struct store *store, const struct match_row *match, int64_t by, int64_t now);

/* --- inside a write; aid_match_end.c --- */
/* Open again; first in line where somebody had agreed already, or where it did not happen. */
enum result ask_reopen(struct store *store, int64_t ask, bool first, int64_t now);
/* Whoever else was suggested for this ask is told that somebody was first. */
void ask_end_suggestions(struct store *store, int64_t ask, int64_t now);
/* --- aid_match.c: may two agree on it now? Refused with a sentence. --- */
enum result match_check_free(struct store *store, const struct aid_row *ask, int64_t now);
enum result match_check_room(struct store *store, const struct aid_row *ask, int64_t offer_id, int64_t now);
enum result match_check_helper(
    struct store *store, const struct actor *actor, const struct aid_row *ask, int64_t helper, int64_t now);

#endif
