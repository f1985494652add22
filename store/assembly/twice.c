/* twice.c: what takes three quarters at two meetings. RULES' head, 4.5. */
#include "store/assembly/twice.h"

#include "store/assembly/effect_row.h"
#include "when.h"

bool twice_is_needed(struct store *store, int64_t proposal)
{
    struct effect effect;
    effect_load(store, proposal, &effect);
    return effect_takes_two_meetings(&effect);
}

int64_t twice_first(struct store *store, int64_t proposal)
{
    return db_number(store, 0, "SELECT at FROM first_yes WHERE proposal = ?", proposal);
}

int64_t twice_second_from(int64_t first)
{
    return when_day(first) + TWICE_APART;
}

int64_t twice_second_until(int64_t first)
{
    return when_day(first) + TWICE_WITHIN;
}

static bool has_lapsed(int64_t first, int64_t now)
{
    return when_day(now) > twice_second_until(first);
}

enum result twice_check_vote(struct store *store, int64_t proposal, bool yesno, bool days, int64_t now)
{
    char day[WHEN_BYTES];
    int64_t first = twice_first(store, proposal);
    if (!yesno || days)
        return db_refuse(store, RESULT_REFUSED,
            _("This takes three quarters at two meetings: yes or no, in the room. `vote open yesno` asks it."));
    if (first == 0 || when_day(now) >= twice_second_from(first)) /* from then on, or it has lapsed */
        return RESULT_OK;
    return db_refuse(store, RESULT_REFUSED,
        _("One meeting said yes. The second one is asked %d days later at least, from %s on: park the item."),
        TWICE_APART, when_say_date(twice_second_from(first), when_day(now), day));
}

bool twice_was_first(struct store *store, int64_t proposal, int64_t vote, int64_t now)
{
    if (!twice_is_needed(store, proposal))
        return false;
    int64_t first = twice_first(store, proposal);
    bool lapsed = first != 0 && has_lapsed(first, db_number(store, now, "SELECT opened FROM vote WHERE id = ?", vote));
    if (first != 0 && !lapsed && when_day(now) >= twice_second_from(first))
        return false;
    if (first == 0 || lapsed)
        db_run(store,
            "INSERT INTO first_yes (proposal, vote, at) VALUES (?, ?, ?)"
            " ON CONFLICT DO UPDATE SET vote = excluded.vote, at = excluded.at",
            proposal, vote, now);
    return true;
}

void twice_begin_anew(struct store *store, int64_t proposal)
{
    db_run(store, "DELETE FROM first_yes WHERE proposal = ?", proposal);
}

/* --- the second meeting --- */

/* The next proposal after `after` that has its first yes, whose meeting is over or was withdrawn, and which nobody
 * parked or brought back; 0: there is none. */
static int64_t next_waiting(struct store *store, int64_t after)
{
    return db_number(store, 0,
        "SELECT min(p.id) FROM first_yes f JOIN proposal p ON p.id = f.proposal JOIN meeting m ON m.id = p.meeting"
        " WHERE p.id > ? AND m.state IN (" SQL_MEETING_OVER ", " SQL_MEETING_WITHDRAWN ") AND p." PROPOSAL_GOES_ON
        " AND NOT EXISTS (SELECT 1 FROM room_item t WHERE t.meeting = p.meeting AND t.item = p.item AND t.parked = 1)",
        after);
}

/* The first meeting of its unit that is called, not open yet, and on the day from which the second is asked, or later,
 * while the first yes counts. */
static int64_t second_meeting(struct store *store, int64_t proposal, int64_t now)
{
    int64_t first = twice_first(store, proposal), from = when_day_begin(twice_second_from(first));
    return db_number(store, 0,
        "SELECT g.id FROM meeting g WHERE g.unit = (SELECT unit FROM proposal WHERE id = ?)"
        " AND g.state = " SQL_MEETING_CALLED " AND g.starts >= ? AND g.starts < ? AND NOT EXISTS (SELECT 1 FROM room r"
        " WHERE r.meeting = g.id) ORDER BY g.starts, g.id LIMIT 1",
        proposal, from > now ? from : now, when_day_begin(twice_second_until(first) + 1));
}

static void put_on_agenda(struct store *store, int64_t proposal, int64_t meeting, int64_t now)
{
    int64_t before = db_number(store, 0, "SELECT item FROM proposal WHERE id = ?", proposal);
    proposal_move(store, before, agenda_copy(store, before, meeting, now));
}

int twice_onto_agenda(struct store *store, int64_t now)
{
    int count = 0;
    int64_t proposal = 0, meeting;
    while (!db_failed(store) && (proposal = next_waiting(store, proposal)) != 0) {
        meeting = second_meeting(store, proposal, now);
        if (meeting == 0)
            continue;
        put_on_agenda(store, proposal, meeting, now);
        count++;
    }
    return count;
}

/* --- the first yes lapses --- */

/* A vote that began in time ends in its own time. */
int twice_lapse(struct store *store, int64_t now)
{
    int count = 0;
    int64_t proposal = 0;
    while (
        !db_failed(store) &&
        (proposal = db_number(store, 0,
             "SELECT min(f.proposal) FROM first_yes f WHERE f.proposal > ? AND f.at < ? AND NOT EXISTS (SELECT 1 FROM"
             " vote v WHERE v.proposal = f.proposal AND v.closed = 0)",
             proposal, now - TWICE_WITHIN * (int64_t)86400)) != 0) {
        if (!has_lapsed(twice_first(store, proposal), now))
            continue;
        twice_begin_anew(store, proposal);
        db_run(store,
            "UPDATE proposal SET state = " SQL_PROPOSAL_RETURNED " WHERE id = ? AND state = " SQL_PROPOSAL_ONCE,
            proposal);
        count++;
    }
    return count;
}
