/*
 * aid_weeks.c: when an ask and an offer can meet, and which places of the offer are left then. RULES 3.1, 3.4.
 *
 * A weekly offer has its capacity in each week. A match takes a place of the week that it serves, whenever it was
 * agreed on. `starts` of the match says which week that is: it lies in that week's window.
 */
#include "store/aid/aid_internal.h"

/* What of this week both are free for; negative: nothing. */
static int64_t time_shared(const struct aid_row *ask, const struct aid_week *week, int64_t now)
{
    int64_t from = ask->starts > week->starts ? ask->starts : week->starts;
    return (ask->ends < week->ends ? ask->ends : week->ends) - (from > now ? from : now);
}

/* Places of that week that go to those who do it every week, and are not agreed on yet. */
static int64_t kept_every_week(struct store *store, int64_t offer, int64_t starts)
{
    return db_number(store, 0,
        "SELECT count(*) FROM aid_every_week WHERE offer = ? AND asker_yes > 0 AND helper_yes > 0 AND served <= ?",
        offer, starts);
}

int aid_offer_left_in(struct store *store, const struct aid_row *offer, const struct aid_week *week)
{
    int64_t taken = offer->weekly
                        ? db_number(store, 0,
                              "SELECT count(*) FROM aid_match WHERE offer = ?1 AND" TAKES_PLACE
                              "AND (starts = 0 OR (starts >= ?2 AND starts < ?3))",
                              offer->id, week->starts, week->ends) +
                              kept_every_week(store, offer->id, week->starts)
                        : db_number(store, 0,
                              "SELECT o.given + (SELECT count(*) FROM aid_match WHERE offer = ?1 AND" TAKES_PLACE
                              ") FROM offer o WHERE o.id = ?1",
                              offer->id);
    return taken >= offer->capacity ? 0 : offer->capacity - (int)taken;
}

struct aid_week aid_offer_week(const struct aid_row *offer, int64_t now)
{
    return offer->weekly && offer->starts != 0 ? aid_week_at(offer->starts, offer->ends, now)
                                               : (struct aid_week) { offer->starts, offer->ends };
}

int aid_offer_left(struct store *store, const struct aid_row *offer, int64_t now)
{
    struct aid_week week = aid_offer_week(offer, now);
    return aid_offer_left_in(store, offer, &week);
}

/* Of equal ones the earliest. After the first week that is whole, no later one can be better. */
enum aid_fits aid_best_week(struct store *store, const struct aid_row *ask, const struct aid_row *offer, bool untouched,
    int64_t now, struct aid_week *best)
{
    enum { MOST = 60 }; /* weeks of a year; more can only come from an attacker's file */
    enum aid_fits fits = AID_NO_TIME;
    int64_t longest = 0;
    *best = aid_offer_week(offer, now > ask->starts ? now : ask->starts);
    struct aid_week week = *best;
    for (int i = 0; i < MOST && week.starts < ask->ends; i++) {
        int64_t shared = time_shared(ask, &week, now);
        if (shared > 0 && fits == AID_NO_TIME)
            fits = AID_NO_ROOM;
        if (shared > longest && (untouched || aid_offer_left_in(store, offer, &week) > 0)) {
            fits = AID_FITS;
            longest = shared;
            *best = week;
        }
        if (!offer->weekly || longest >= week.ends - week.starts)
            break;
        week = aid_offer_week(offer, week.ends);
    }
    return fits;
}

struct aid_week aid_shared(const struct aid_row *ask, const struct aid_week *week)
{
    return (struct aid_week) { ask->starts > week->starts ? ask->starts : week->starts,
        ask->ends < week->ends ? ask->ends : week->ends };
}
