/*
 * admission.c: tells a home about each person whom others bring into it, and keeps the list of people who have an
 * account but no home yet. RULES 1.1, 1.8. newcomers.c has what the people of a home can do about it.
 */
#include "store/people/admission.h"

#include "newcomers.h"
#include "store/base/ledger_chain.h"
#include "store/people/moving_write.h"

bool newcomer_may_be_stopped(int64_t used, int64_t now)
{
    return used == 0 || now - used < HOME_STOP_SECONDS;
}

/* An open session (presence), a log-in by a command, and a sign-up each show that somebody of the home is reachable. */
bool admission_home_answers(struct store *store, int64_t unit, const char *home, int64_t now)
{
    return db_number(store, 0,
               "SELECT 1 FROM household h JOIN member m ON m.household = h.id WHERE h.unit = ?3 AND h.label = ?1 AND m.gone = 0"
               " AND (EXISTS (SELECT 1 FROM password x WHERE x.member = m.id)"
               " OR EXISTS (SELECT 1 FROM key x WHERE x.member = m.id))"
               " AND (EXISTS (SELECT 1 FROM presence x WHERE x.member = m.id AND x.seen > ?2)"
               " OR EXISTS (SELECT 1 FROM login x WHERE x.member = m.id AND x.at > ?2)"
               " OR EXISTS (SELECT 1 FROM invitation x WHERE x.joined = m.id AND x.used > ?2)) LIMIT 1",
               home, now - HOME_SILENT_SECONDS, unit) == 1;
}

/* Their open home screens are drawn anew at once. */
void admission_home_hears(struct store *store, int64_t unit, const char *home, int64_t but)
{
    sqlite3_stmt *row = db_query(store,
        "SELECT m.id FROM member m JOIN household h ON h.id = m.household WHERE h.unit = ? AND h.label = ? AND m.gone = 0"
        " AND m.id <> ?",
        unit, home, but);
    while (db_step(store, row))
        ledger_wrote_remember(store, &(struct wrote) { .member = sqlite3_column_int64(row, 0) });
    db_done(store, row);
}

enum result admission_wait(
    struct store *store, int64_t unit, int64_t member, const char *home, enum admission_cause cause, int64_t now)
{
    enum result result =
        db_run(store, "INSERT OR REPLACE INTO at_door (member, unit, home, since, cause) VALUES (?, ?, ?, ?, ?)",
            member, unit, home, now, cause);
    if (result == RESULT_OK)
        admission_home_hears(store, unit, home, member);
    return result;
}

/* Somebody brought her in, and another member, who lived in that home before, can still put her out. */
#define CAME_BY "coalesce(" MOVED_BY ", i.inviter, x.adder)"
bool admission_can_be_stopped(struct store *store, int64_t member, int64_t now)
{
    int64_t joined = db_number(store, 0,
        "SELECT m.joined FROM member m LEFT JOIN household h ON h.id = m.household"
        " LEFT JOIN invitation i ON i.joined = m.id AND i.used >= m.joined AND i.unit = coalesce(h.unit, i.unit)"
        " LEFT JOIN hand_member x ON x.member = m.id AND x.at >= m.joined WHERE m.id = ?1 AND " CAME_BY " IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM at_door d WHERE d.member = m.id)"
        " AND EXISTS (SELECT 1 FROM member o WHERE o.household = m.household AND o.gone = 0 AND o.id <> m.id"
        " AND o.joined <= m.joined AND o.id <> " CAME_BY ") LIMIT 1",
        member);
    return joined != 0 && newcomer_may_be_stopped(joined, store_time_over(store, now));
}

bool admission_may_let_in(
    struct store *store, const struct actor *actor, int64_t unit, const char *home, int64_t by, int64_t now)
{
    char own[HOME_BYTES], bringers[HOME_BYTES] = "";
    if (actor->kind != ACTOR_MEMBER || actor->hand != 0 || actor->member == by ||
        admission_can_be_stopped(store, actor->member, now) || unit_street_of(store, actor->member) != unit)
        return false;
    person_home(store, actor->member, own);
    if (unit_street_of(store, by) == unit) /* "C 14" of another street is another home */
        person_home(store, by, bringers);
    if (own[0] != '\0' && person_same_home(own, home))
        return true;
    return !admission_home_answers(store, unit, home, now) &&
           person_may_be_second_home(store, unit, own, home, bringers);
}
