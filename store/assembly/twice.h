/* twice.h: what takes three quarters at two meetings: removing a member, changing a rule. Private to store/assembly/.
 * RULES' head, 4.5. */
#ifndef BBS_TWICE_H
#define BBS_TWICE_H

#include "store/assembly/proposal_row.h"

/* What it does by itself takes two meetings. */
bool twice_is_needed(struct store *store, int64_t proposal);
/* When the first of them said yes to this text; 0: it did not. */
int64_t twice_first(struct store *store, int64_t proposal);
/* The day from which the second may be asked, and the last one. Pure. */
int64_t twice_second_from(int64_t first);
int64_t twice_second_until(int64_t first);
/* Refuses a vote that would not be the one that this proposal needs. */
enum result twice_check_vote(struct store *store, int64_t proposal, bool yesno, bool days, int64_t now);
/* A vote said yes. True: it was the first, and a second meeting is asked. Inside a write. */
bool twice_was_first(struct store *store, int64_t proposal, int64_t vote, int64_t now);
/* Another text, or a no: the first yes is gone. Inside a write. */
void twice_begin_anew(struct store *store, int64_t proposal);
/* What has a first yes comes on the agenda of the next meeting that is far enough away. Returns how many. Inside a
 * write. */
int twice_onto_agenda(struct store *store, int64_t now);
/* First yeses after TWICE_WITHIN: what they said yes to begins anew, when somebody brings it back. Returns how many.
 * Inside a write. */
int twice_lapse(struct store *store, int64_t now);

#endif
