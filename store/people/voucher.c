/* voucher.c: whose word counts for a member who lost her password. RULES 1.9. */
#include "voucher.h"

#include "invitations.h"
#include "lost.h"
#include "store/base/db.h"
#include "store/people/people.h"

enum { DAY = 86400 };

/* --- the rule --- */

enum voucher_fault voucher_judge(const struct voucher_case *voucher, int64_t now)
{
    if (voucher->same_home)
        return VOUCHER_SAME_HOME;
    if (!voucher->same_unit)
        return VOUCHER_ELSEWHERE;
    if (voucher->restored)
        return VOUCHER_RESTORED;
    if (voucher->home_since == 0)
        return VOUCHER_HOMELESS;
    if (!voucher->founded)
        return VOUCHER_FOUNDING;
    if (now - voucher->joined < VOUCHER_DAYS * DAY)
        return VOUCHER_NEW;
    return now - voucher->home_since < VOUCHER_DAYS * DAY ? VOUCHER_HOME_NEW : VOUCHER_COUNTS;
}

bool voucher_fault_passes(enum voucher_fault fault)
{
    return fault >= VOUCHER_FOUNDING;
}

const char *voucher_sentence(enum voucher_fault fault)
{
    switch (fault) {
    case VOUCHER_COUNTS:
        return "";
    case VOUCHER_SAME_HOME:
        return _("Whoever vouches must be of another home.");
    case VOUCHER_RESTORED:
        return _("An account whose password was restored these days vouches for nobody.");
    case VOUCHER_ELSEWHERE:
        return _("Whoever vouches must be of the same street or workplace.");
    case VOUCHER_HOMELESS:
        return _("Whoever waits for a home's yes cannot vouch.");
    case VOUCHER_FOUNDING:
        return _(
            "Before the founding assembly nobody vouches: until then everything is for now. A steward sets them a new password from the shell.");
    case VOUCHER_NEW:
        return _("Whoever vouches must have been in for 14 days. Ask neighbours who have been here longer.");
    case VOUCHER_HOME_NEW:
        return _("Whoever vouches must be of a home that has been in for 14 days. Ask other neighbours.");
    }
    return "";
}

/* --- the facts, from the database --- */

#define UNITS_OF_BOTH                                                                                                  \
    " FROM membership a JOIN membership b ON b.unit = a.unit JOIN unit u ON u.id = a.unit"                             \
    " WHERE a.member = ?1 AND b.member = ?2 AND " IS_PLACE("u.kind")

static bool shared_is_founded(struct store *store, int64_t member, int64_t voucher)
{
    return db_number(store, 0, "SELECT 1" UNITS_OF_BOTH " AND u.founded <> 0 LIMIT 1", member, voucher) == 1;
}

enum voucher_fault voucher_weigh(struct store *store, int64_t member, int64_t voucher, int64_t now)
{
    int64_t hers = db_number(store, 0, "SELECT household FROM member WHERE id = ? AND gone = 0", member);
    int64_t home = db_number(store, 0, "SELECT household FROM member WHERE id = ? AND gone = 0", voucher);
    struct voucher_case found = {
        .same_unit = db_number(store, 0, "SELECT 1" UNITS_OF_BOTH " LIMIT 1", member, voucher) == 1,
        .founded = shared_is_founded(store, member, voucher),
        .same_home = member == voucher || (home != 0 && home == hers),
        .restored = restored_lately(store, voucher, now),
        .joined = db_number(store, 0, "SELECT joined FROM member WHERE id = ?", voucher),
        .home_since = db_number(store, 0, "SELECT min(joined) FROM member WHERE household = ? AND gone = 0", home),
    };
    return voucher_judge(&found, store_time(store, now)); /* store_time(): the 14 days do not pass by setting the
                                                           * clock */
}
