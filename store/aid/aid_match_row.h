/* aid_match_row.h: a row of aid_match. RULES 3.2. Private to the files of mutual aid. */
#ifndef BBS_AID_MATCH_ROW_H
#define BBS_AID_MATCH_ROW_H

#include "store/aid/aid_internal.h"

struct match_row {
    int64_t id, ask, helper, offer, until;
    int64_t starts, ends; /* the time that ask and offer share */
    enum match_state state;
    bool asker_yes, helper_yes, helper_done;
    bool struck; /* RULES 1.8: a strike ended the agreement, and the messages of the two are still kept */
};

/* Returns false and zeroes *out when there is no match with that number. */
bool aid_match_read(struct store *store, int64_t id, struct match_row *out);
/* Reads a match of the actor's own, and its ask. RESULT_NOT_FOUND for all other numbers. */
enum result aid_match_require(
    struct store *store, const struct actor *actor, int64_t id, struct match_row *match, struct aid_row *ask);
int64_t aid_match_asker(struct store *store, int64_t ask); /* the member who asks; 0 after the ask was forgotten */
bool aid_match_ask_of(struct store *store, const struct match_row *match, struct aid_row *out);
/* Returns false and zeroes *out when there is no offer with that number. Number 0 means no offer. */
bool aid_offer_read(struct store *store, int64_t id, struct aid_row *out);
/* Open, answered or agreed: as its places are. */
void aid_ask_set_state(struct store *store, int64_t ask);
/* Gives the match the first place of its ask that nobody holds. */
void aid_match_take_place(struct store *store, int64_t match);
/* A notice for the two, but not for the member `by`, who did it. Inside a write. */
void aid_match_tell_both(struct store *store, const struct match_row *match, int64_t by, int64_t now);

/* --- inside a write; aid_match_end.c --- */
/* Opens an ask again; `first`: first in line, because somebody had agreed, or because it did not happen. */
enum result aid_ask_reopen(struct store *store, int64_t ask, bool first, int64_t now);
/* Ends the other suggestions for this ask, and tells them that somebody was first. */
void aid_ask_end_suggestions(struct store *store, int64_t ask, int64_t now);
void aid_ask_end_suggestions_of(struct store *store, int64_t ask, int64_t helper, int64_t now); /* of one helper */
/* --- aid_match.c: may these two agree on it now? Refused with a sentence --- */
enum result aid_match_check_free(struct store *store, const struct aid_row *ask, int64_t now);
/* May the match still have the place that it was suggested for, in the week that its reason names? */
enum result aid_match_check_room(
    struct store *store, const struct aid_row *ask, const struct match_row *match, int64_t now);
enum result aid_match_check_helper(
    struct store *store, const struct actor *actor, const struct aid_row *ask, int64_t helper, int64_t now);

#endif
