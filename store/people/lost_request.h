/* lost_request.h: what a log-in and the caretaker do about requests for a lost password. RULES 1.9. Private to
 * store/. */
#ifndef BBS_LOST_REQUEST_H
#define BBS_LOST_REQUEST_H

#include "store/people/restored.h"

/* Call it before a password of hers is tried: a request that is due now becomes her password. It costs each log-in one
 * query. */
void lost_settle(struct store *store, int64_t member, int64_t now);
/* She logged in, so she does not need a new password: her open requests are stopped. */
void lost_login(struct store *store, int64_t member, int64_t now);

#endif
