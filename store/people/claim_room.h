/* claim_room.h: what the rest of store/ knows of "I am a woman". Private to store/. RULES 3.1. */
#ifndef BBS_CLAIM_ROOM_H
#define BBS_CLAIM_ROOM_H

#include "claim.h"
#include "store/people/by_hand.h"

/* SQL: does the claim of this member stand at this time? */
#define CLAIM_STANDS_SQL(member_id, at)                                                                                \
    "EXISTS (SELECT 1 FROM woman_claim wc WHERE wc.member = " member_id " AND wc.said > 0 AND wc.decided <> 2"         \
    " AND wc.said <= " at " - 1209600"                                                                                 \
    " AND (SELECT count(*) FROM woman_objection wo WHERE wo.member = wc.member AND wo.settled = 0) < 2)"
bool claim_stands(struct store *store, int64_t member, int64_t now);
/* Of any member; rights are the caller's. */
struct claim claim_of(struct store *store, int64_t member, int64_t now);

/* What the women's caucus decides, for its members' house. The caller asked that it did. Inside a write. Objections of
 * before are settled: they suspend nothing any more. `stands` false: until it decides otherwise, also for a claim that
 * is made again. */
enum result claim_decide(struct store *store, int64_t member, bool stands, int64_t now);

/* RULES 1.8: did this hand say it for her? Of an actor who acts herself: true. */
bool claim_by_hand(struct store *store, const struct actor *actor);
#endif
