/* lost_request.h: what log-ins and the caretaker do about requests for lost passwords. Private to store/. */
#ifndef BBS_LOST_REQUEST_H
#define BBS_LOST_REQUEST_H

#include "store/people/restored.h"

/* Before a password of hers is tried: what is due becomes her password. Costs a log-in one look. */
void lost_settle(struct store *store, int64_t member, int64_t now);
/* She logged in. */
void lost_login(struct store *store, int64_t member, int64_t now);

#endif
