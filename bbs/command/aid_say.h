/* aid_say.h: the sentences and the JSON of mutual aid, for commands and line mode. */
#ifndef BBS_AID_SAY_H
#define BBS_AID_SAY_H

#include "aid.h"
#include "bbs/command/call.h"

enum { AID_DUE_BYTES = 700 };

/* One sentence for a matter that waits for her, with the command to go on. Not safe for a terminal yet. */
void aid_due_words(const struct aid_due *due, int64_t now, char out[AID_DUE_BYTES]);
/* The caller frees both (json_decref). */
json_t *aid_languages_json(uint32_t languages);
json_t *aid_json(const struct aid *aid);
/* Adds an ask or offer to a list, in two lines. */
void aid_say_row(struct reply *reply, const struct call *call, const struct aid *aid);

#endif
