/* claim_room.h: the claim "I am a woman", for the rest of store/. RULES 3.1. Private to store/. */
#ifndef BBS_CLAIM_ROOM_H
#define BBS_CLAIM_ROOM_H

#include "claim.h"
#include "store/people/by_hand.h"

/* SQL: does this member's claim stand at this time? The numbers are CLAIM_SECONDS and CLAIM_OBJECTIONS of claim.h. */
#define CLAIM_STANDS_SQL(member_id, at)                                                                                \
    "EXISTS (SELECT 1 FROM woman_claim wc WHERE wc.member = " member_id " AND wc.said > 0 AND wc.decided <> 2"         \
    " AND wc.said <= " at " - 1209600"                                                                                 \
    " AND (SELECT count(*) FROM woman_objection wo WHERE wo.member = wc.member AND wo.settled = 0) < 2)"
bool claim_stands(struct store *store, int64_t member, int64_t now);
/* The claim of any member. The caller checks the rights. */
struct claim claim_of(struct store *store, int64_t member, int64_t now);

/* Stores what the women's caucus decided, which the caller checked. Earlier objections are settled: they suspend the
 * claim no more. With `stands` false the claim stays refused, also when she makes it again, until the caucus decides
 * otherwise. Inside a write. */
enum result claim_decide(struct store *store, int64_t member, bool stands, int64_t now);

/* RULES 1.8: did this hand make the claim for her? True for an actor who acts herself. */
bool claim_by_hand(struct store *store, const struct actor *actor);
#endif
