/*
 * voucher.h: the rule that says who may vouch for a member who lost her password. RULES 1.9.
 *
 * A voucher is of her own street or forum, which is founded, and of another home than hers. The voucher has been in for
 * VOUCHER_DAYS, and so has the voucher's home. So accounts that somebody makes in an afternoon, in any way, can vouch
 * for nobody.
 */
#ifndef BBS_VOUCHER_H
#define BBS_VOUCHER_H

#include <stdbool.h>
#include <stdint.h>

enum { VOUCHER_DAYS = 14 };

struct voucher_case {
    bool same_unit;     /* the two belong to one street or forum */
    bool founded;       /* a street or forum of both is founded (RULES 1.2) */
    bool same_home;     /* the two live in one home */
    bool restored;      /* the voucher's own password was restored in the last days */
    int64_t joined;     /* when the voucher came in, or was let in by a home's yes */
    int64_t home_since; /* when the first person who lives at the voucher's home came in; 0: the voucher has no home */
};
enum voucher_fault {
    VOUCHER_COUNTS,
    VOUCHER_SAME_HOME,
    VOUCHER_RESTORED,
    VOUCHER_ELSEWHERE, /* the voucher is of no street or forum of hers */
    VOUCHER_HOMELESS,  /* the voucher waits for a home's yes */
    VOUCHER_FOUNDING,  /* it is founding time: all is "for now" */
    VOUCHER_NEW,       /* the voucher has not been in for VOUCHER_DAYS */
    VOUCHER_HOME_NEW,  /* the voucher's home has not been in for VOUCHER_DAYS */
};
/* The rule alone; pure. Of several faults it returns first a fault that does not pass with time alone. */
enum voucher_fault voucher_judge(const struct voucher_case *voucher, int64_t now);
/* True for a fault that passes with time alone (founding time, new here): she may choose this voucher beforehand. Pure.
 */
bool voucher_fault_passes(enum voucher_fault fault);
const char *voucher_sentence(enum voucher_fault fault); /* in the reader's language; "" for VOUCHER_COUNTS */

#endif
