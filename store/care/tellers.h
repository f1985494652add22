/* tellers.h: who is asked after a meeting, for the files of the assembly. Private to store/. */
#ifndef BBS_TELLERS_H
#define BBS_TELLERS_H

#include "learn.h"
#include "store/base/db.h"

/* SQL: what `her` may read of the table told, as `t`; `kept`: 14 days ago, `shown`: three days ago. Shown together, so
 * that nobody sees who told just now. */
#define TOLD_HER(her, kept, shown)                                                                                     \
    "t.chair = " her " AND t.at > " kept " AND (t.at <= " shown                                                        \
    " OR NOT EXISTS (SELECT 1 FROM teller a WHERE a.meeting = t.meeting))"

/* These are asked about whoever chaired. Inside a write. */
void tellers_ask(
    struct store *store, int64_t meeting, int64_t chair, const int64_t *members, size_t count, int64_t now);

#endif
