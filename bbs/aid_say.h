/* aid_say.h: what commands and line mode say of mutual aid, and how their words become a form. */
#ifndef BBS_AID_SAY_H
#define BBS_AID_SAY_H

#include "aid.h"
#include "bbs/command_table.h"
#include "when.h"

enum { AID_DUE_BYTES = 700 };

/* One sentence for what waits for her, with the command that goes on from there. Not safe for a terminal yet. */
void aid_due_words(const struct aid_due *due, int64_t now, char out[AID_DUE_BYTES]);
json_t *aid_json(const struct aid *aid);
void aid_say_row(struct reply *reply, const struct call *call, const struct aid *aid);
/* What a match is now, in sentences, and reply->json with it. */
enum result aid_say_match(struct reply *reply, const struct call *call, int64_t match);

#endif
