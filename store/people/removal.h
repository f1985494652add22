/* removal.h: an assembly decided that a member belongs to its unit no more. RULES 4.5, 7.3, 10.2. Private to store/. */
#ifndef BBS_REMOVAL_H
#define BBS_REMOVAL_H

#include "store/base/db.h"

/* She leaves the unit as somebody who moves away does: her tasks and what else she had there end, her words stay where
 * they were written. Who belongs to no other street or workplace leaves the house with it, as by member_leave(). Inside
 * a write. */
enum result removal_carry_out(struct store *store, int64_t unit, int64_t member, int64_t now);
/* One whom such a decision lets leave the house; 0: nobody. */
int64_t removal_next(struct store *store);

#endif
