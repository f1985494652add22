/* command_claim.h: what several commands do about "I am a woman": `woman`, `settings`, `aid me`. */
#ifndef BBS_COMMAND_CLAIM_H
#define BBS_COMMAND_CLAIM_H

#include "bbs/command/command_table.h"
#include "claim.h"

/* `value`: "yes", "no", or NULL: nothing is to change. reply->asks: the face asks first, and nothing was done. */
enum result command_claim_take(const struct call *call, struct reply *reply, const char *value);
enum result command_claim_read(const struct call *call, struct reply *reply, struct claim *claim);

#endif
