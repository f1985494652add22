/* aid_say.h: what commands and line mode say of mutual aid. */
#ifndef BBS_AID_SAY_H
#define BBS_AID_SAY_H

#include "aid.h"
#include "bbs/command/call.h"

enum { AID_DUE_BYTES = 700 };

/* One sentence for what waits for her, with the command that goes on from there. Not safe for a terminal yet. */
void aid_due_words(const struct aid_due *due, int64_t now, char out[AID_DUE_BYTES]);
/* Both: the caller frees (json_decref). */
json_t *aid_languages_json(uint32_t languages);
json_t *aid_json(const struct aid *aid);
/* Two lines of a list. */
void aid_say_row(struct reply *reply, const struct call *call, const struct aid *aid);

#endif
