/* command_claim.h: the claim "I am a woman" in the commands `woman`, `settings` and `aid me`. */
#ifndef BBS_COMMAND_CLAIM_H
#define BBS_COMMAND_CLAIM_H

#include "bbs/command/command_table.h"
#include "claim.h"

/* Makes the claim ("yes") or takes it back ("no"); with NULL it does nothing. When reply->asks is set, nothing was
 * done, and the face asks her first. */
enum result command_claim_take(const struct call *call, struct reply *reply, const char *value);
enum result command_claim_read(const struct call *call, struct reply *reply, struct claim *claim);

#endif
