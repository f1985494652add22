/* room_open.c: opens a meeting, freezes the numbers of its quorum. RULES 4.1, 1.2. */
#include "gains.h"
#include "store/assembly/room_row.h"

#include "store/people/number_write.h"
#include "store/people/unit_row.h"
#include "when.h"

/* RULES 4.1: seen in 30 days, on line, by a helper's hand, or on a door list; who came in since counts too. */
int room_active_members(struct store *store, int64_t unit, int64_t now)
{
    return (int)db_number(store, 0,
        "SELECT count(*) FROM membership s JOIN member m ON m.id = s.member WHERE s.unit = ?1 AND m.gone = 0 AND NOT " AWAITS_ADMISSION(
            "m.id") " AND (m.joined > ?2"
                    " OR EXISTS (SELECT 1 FROM presence x WHERE x.member = m.id AND x.seen > ?2)"
                    " OR EXISTS (SELECT 1 FROM login x WHERE x.member = m.id AND x.at > ?2)"
                    " OR EXISTS (SELECT 1 FROM hand_word x WHERE x.member = m.id AND x.at > ?2))",
        unit, now - number_of(store, unit, NUMBER_ACTIVE));
}

int room_counted_homes(struct store *store, int64_t unit)
{
    bool counts = db_number(store, 0, "SELECT 1 FROM unit WHERE id = ? AND kind = " SQL_UNIT_COMMUNE, unit) == 1;
    return counts ? (int)unit_homes(store, unit) : 0;
}

enum result room_needs_today(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t now, struct room_enough *out)
{
    struct meeting_row row;
    *out = (struct room_enough) { 0 };
    db_reading_begin(store);
    enum result result = meeting_row_get(store, actor, meeting, now, &row);
    if (result == RESULT_OK) {
        out->active = room_active_members(store, row.unit, now);
        out->homes = room_counted_homes(store, row.unit);
        out->needed = (int)fraction_needed(number_fraction(store, row.unit, NUMBER_QUORUM_MEMBERS, false), out->active);
        out->homes_needed =
            out->homes > 0
                ? (int)fraction_needed(number_fraction(store, row.unit, NUMBER_QUORUM_HOMES, false), out->homes)
                : 0;
    }
    enum result end = db_reading_end(store);
    return result != RESULT_OK ? result : end;
}

/* When she may open it; INT64_MAX: never. */
static int64_t opens_from(struct store *store, const struct actor *actor, const struct meeting_row *row, int64_t now)
{
    if (actor->hand != 0 || row->state != MEETING_CALLED)
        return INT64_MAX;
    bool early = meeting_facilitates(store, row->unit, actor->member, now) || unit_is_founding(store, row->unit);
    return early ? row->starts - ROOM_EARLY : row->starts;
}

int64_t room_opens_from(struct store *store, const struct actor *actor, const struct room_row *row, int64_t now)
{
    bool waits = (row->opened == 0 || room_row_is_adjourned(row)) && !row->observer;
    int64_t from = waits ? opens_from(store, actor, &row->meeting, now) : INT64_MAX;
    return from == INT64_MAX ? 0 : from;
}

static enum result check_open(struct store *store, const struct actor *actor, const struct room_row *row, int64_t now)
{
    char when[WHEN_BYTES];
    int64_t from = opens_from(store, actor, &row->meeting, now);
    if (row->observer || actor->hand != 0)
        return db_refuse(store, RESULT_REFUSED, _("Only a member of it opens a meeting."));
    if (row->closed != 0)
        return db_refuse(store, RESULT_CONFLICT,
            _("That meeting is closed. `minutes %lld` has what came of it, `meetings` lists those to come."),
            (long long)row->meeting.id);
    if (row->opened != 0 && !room_row_is_adjourned(row))
        return db_refuse(store, RESULT_CONFLICT, _("That meeting is open already. Come in: `enter`."));
    if (row->meeting.state == MEETING_ASKED)
        return db_refuse(store, RESULT_REFUSED, _("That meeting is not called yet: more homes have to want it."));
    if (row->meeting.state != MEETING_CALLED)
        return meeting_refuse_ended(store, &row->meeting);
    if (now >= from)
        return RESULT_OK;
    return db_refuse(store, RESULT_REFUSED,
        _("It is too early. A facilitator opens it from 30 minutes before; you can from %s, if none did."),
        when_say(from, true, now, when));
}

/* RULES 8.3: what was won and lost since the last meeting of the unit is told when one opens. */
static void tell_gains(struct store *store, const struct actor *actor, const struct room_row *row, int64_t now)
{
    enum { TOLD_MOST = 5 };
    struct {
        int64_t id;
        bool won;
        char words[GAIN_DEMAND_MAX * 4 + GAIN_LEARNED_MAX * 4 + 3];
    } told[TOLD_MOST];
    int count = 0;
    sqlite3_stmt *found = db_query(store,
        "SELECT g.id, g.state = " SQL_GAIN_WON ", t.demand || CASE t.learned WHEN '' THEN '' ELSE ': ' || t.learned END"
        " FROM gain g JOIN gain_text t ON t.gain = g.id WHERE g.unit = ?1 AND g.state IN (" SQL_GAIN_WON
        ", " SQL_GAIN_LOST ") AND g.ended > coalesce((SELECT max(r.opened) FROM room r JOIN meeting m ON m.id ="
        " r.meeting WHERE m.unit = ?1 AND m.id <> ?2), 0) ORDER BY g.ended DESC LIMIT ?3",
        row->meeting.unit, row->meeting.id, (int64_t)TOLD_MOST);
    for (; count < TOLD_MOST && db_step(store, found); count++) {
        told[count].id = sqlite3_column_int64(found, 0);
        told[count].won = sqlite3_column_int(found, 1) != 0;
        db_copy(found, 2, told[count].words, sizeof told[count].words);
    }
    db_done(store, found);
    for (int i = 0; i < count; i++)
        room_tell(
            store, row, told[i].won ? ROOM_GAIN_WON : ROOM_GAIN_LOST, actor->member, told[i].id, told[i].words, now);
}

/* An adjourned meeting goes on where it was; the clocks go on as after a break. room_adjourn.c */
static enum result open_again(struct store *store, const struct actor *actor, const struct room_row *row, int64_t now)
{
    int64_t meeting = row->meeting.id;
    db_run(store,
        "UPDATE room SET resumed = ?1, stood = 0, paused = 0, chair = ?2, item_more = item_more + CASE item WHEN 0 THEN 0"
        " ELSE ?1 - paused END WHERE meeting = ?3",
        now, actor->member, meeting);
    room_clocks_go_on(store, meeting, row->paused, now);
    db_run(store,
        "INSERT INTO room_present (meeting, member, line, by_commands) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET line = excluded.line, by_commands = excluded.by_commands",
        meeting, actor->member, now, room_is_by_commands(store, actor, meeting, now));
    room_tell(store, row, ROOM_GOES_ON, actor->member, 0, NULL, now);
    return meeting_book(store, actor, row->meeting.unit, LEDGER_ROOM_OPENED, meeting, now);
}

static enum result open_room(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    struct room_row row;
    enum result result = room_row_get(store, actor, meeting, now, &row);
    if (result == RESULT_OK)
        result = check_open(store, actor, &row, now);
    if (result != RESULT_OK)
        return result;
    if (room_row_is_adjourned(&row))
        return open_again(store, actor, &row, now);
    int64_t unit = row.meeting.unit;
    db_run(store,
        "INSERT INTO room (meeting, opened, chair, active, homes, quorum_members, quorum_homes) VALUES (?, ?, ?, ?, ?,"
        " ?, ?)",
        meeting, now, actor->member, room_active_members(store, unit, now), room_counted_homes(store, unit),
        number_value(store, unit, NUMBER_QUORUM_MEMBERS), number_value(store, unit, NUMBER_QUORUM_HOMES));
    db_run(store, "INSERT INTO room_present (meeting, member, line, by_commands) VALUES (?, ?, ?, ?)", meeting,
        actor->member, now, room_is_by_commands(store, actor, meeting, now));
    room_tell(store, &row, ROOM_WAS_OPENED, actor->member, 0, NULL, now);
    tell_gains(store, actor, &row, now);
    return meeting_book(store, actor, unit, LEDGER_ROOM_OPENED, meeting, now);
}

enum result room_open(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    enum result result = db_begin(store);
    return result == RESULT_OK ? db_finish(store, open_room(store, actor, meeting, now)) : result;
}

int64_t room_open_here(struct store *store, const struct actor *actor, int64_t now)
{
    (void)now;
    if (actor->kind != ACTOR_MEMBER || !actor_belongs(actor, actor->here))
        return 0;
    return db_number(store, 0,
        "SELECT CASE count(*) WHEN 1 THEN max(g.id) ELSE 0 END FROM room r JOIN meeting g ON g.id = r.meeting"
        " WHERE g.unit = ? AND r.closed = 0 AND (r.adjourned = 0 OR r.resumed > 0)",
        actor->here);
}
