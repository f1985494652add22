/* vouchers.h: what lost.c asks of a voucher. RULES 1.9. The calls for every face are in lost.h. Private to store/. */
#ifndef BBS_VOUCHERS_H
#define BBS_VOUCHERS_H

#include "store/base/db.h"

/* The reason why this voucher's word does not count for her; NULL when it counts. The rule is in voucher.h. It is asked
 * when the voucher is chosen, when she vouches, and at each judging, because a voucher may stop qualifying. */
const char *vouchers_refusal(struct store *store, int64_t member, int64_t voucher, int64_t now);
/* The same as a result, with the reason as its sentence. */
enum result vouchers_check(struct store *store, int64_t member, int64_t voucher, int64_t now);

/* Whom the actor may not know of there is not (RULES 1.0): nor whether her password was lost. */
enum result vouchers_find_member(struct store *store, const struct actor *actor, const char *handle, int64_t *member);
/* What she chose or did is hers to take back, also when the two share no unit any more. Nothing of the kind:
 * `sentence`, to whom there is somebody of that name. */
enum result vouchers_nothing_taken_back(
    struct store *store, const struct actor *actor, const char *handle, const char *sentence);

#endif
