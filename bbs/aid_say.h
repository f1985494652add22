/* aid_say.h: what commands and line mode say of mutual aid, and how their words become a form. */
#ifndef BBS_AID_SAY_H
#define BBS_AID_SAY_H

#include "aid.h"
#include "bbs/command_table.h"
#include "when.h"

enum { AID_WINDOW_BYTES = 3 * WHEN_BYTES, AID_DUE_BYTES = 700 };

/* "from now until Friday 27 November, 14:00", "..., every week". Returns out. */
const char *aid_say_window(int64_t starts, int64_t ends, bool weekly, int64_t now, char out[AID_WINDOW_BYTES]);
/* One moment of a window's end, as it is said: the last second of a day is the day. Returns out. */
const char *aid_until_words(int64_t ends, int64_t now, char out[WHEN_BYTES]);
/* Reads a window as people write it, either of them may be NULL or "". A beginning that is over is now (0); an end that
 * is only a time is that of the beginning's day. False: `fault` says why, `bad` which of the two. */
bool aid_window_read(const char *from, const char *until, int64_t now, int64_t *starts, int64_t *ends,
    enum when_fault *fault, const char **bad);
/* One sentence for what waits for her, with the command that goes on from there. Not safe for a terminal yet. */
void aid_due_words(const struct aid_due *due, int64_t now, char out[AID_DUE_BYTES]);
/* Of one's own or of a neighbour, in a row of at most 80 columns: the words cut to `columns`, safe for a terminal;
 * lives as long as reply_shown()'s. */
const char *aid_fitted(const struct call *call, const char *words, int columns);
json_t *aid_json(const struct aid *aid);
void aid_say_row(struct reply *reply, const struct call *call, const struct aid *aid);
/* What a match is now, in sentences, and reply->json with it. */
enum result aid_say_match(struct reply *reply, const struct call *call, int64_t match);

#endif
