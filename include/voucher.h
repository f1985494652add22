/*
 * voucher.h: whose word counts for somebody who lost her password. RULES 1.9.
 *
 * Whoever vouches is of her own street or forum, which is founded, and of another home than hers; has been in for
 * VOUCHER_DAYS; and comes from a home that has been in for as long. So accounts that somebody made in an afternoon,
 * by whatever way, vouch for nobody.
 */
#ifndef BBS_VOUCHER_H
#define BBS_VOUCHER_H

#include <stdbool.h>
#include <stdint.h>

enum { VOUCHER_DAYS = 14 };

struct voucher_case {
    bool same_unit;     /* a street or forum that both are of */
    bool founded;       /* one of those is founded (RULES 1.2) */
    bool same_home;     /* as hers */
    bool restored;      /* the voucher's own password was restored in the last days */
    int64_t joined;     /* when the voucher came in, or was let in by a home's yes */
    int64_t home_since; /* when the first of those who live at the voucher's home came in; 0: of no home */
};
enum voucher_fault {
    VOUCHER_COUNTS,
    VOUCHER_SAME_HOME,
    VOUCHER_RESTORED,
    VOUCHER_ELSEWHERE, /* of no street or forum of hers */
    VOUCHER_HOMELESS,  /* waits for a home */
    VOUCHER_FOUNDING,  /* all is for now */
    VOUCHER_NEW,
    VOUCHER_HOME_NEW,
};
/* The rule alone; pure. Of several faults the one that time does not mend comes first. */
enum voucher_fault voucher_judge(const struct voucher_case *voucher, int64_t now);
/* Time mends it: such a one may be chosen beforehand. Pure. */
bool voucher_fault_passes(enum voucher_fault fault);
const char *voucher_sentence(enum voucher_fault fault); /* in the reader's language; "" for VOUCHER_COUNTS */

#endif
