/* meetings.c: reads meetings, for lists, for one page, and for home. RULES 4.1. meetings.h has the rules. */
#include "meetings.h"

#include <stdlib.h>

#include "store/aid/ask_follow.h"
#include "store/assembly/meeting_row.h"
#include "store/people/unit_row.h"

#define MEETING_SELECT                                                                                                                                                                                      \
    "SELECT g.id, g.unit, g.caller, g.facilitated, g.founding, g.called, g.starts, g.minutes, g.state,"                                                                                                     \
    " coalesce(x.title, ''), coalesce(x.place, ''), x.meeting IS NULL, " HANDLE_OF(                                                                                                                         \
        "g.caller") ", (SELECT count(*) FROM meeting_item i WHERE i.meeting = g.id AND i.dropped = 0),"                                                                                                     \
                    " (SELECT coalesce(sum(i.minutes), 0) FROM meeting_item i WHERE i.meeting = g.id AND i.dropped"                                                                                         \
                    " = 0), " HOMES_SAID("meeting_wanted", "meeting", "g.id") ", " HER_HOME_SAID("meeting_wanted", "meeting", "g.id") ", coalesce(r.opened, 0), coalesce(r.closed, 0), " SQL_NUMBER_NOTICE( \
                        "g.unit") ", " SQL_NUMBER_AGENDA("g.unit") ", (SELECT count(*) FROM meeting_item i WHERE i.meeting = g.id AND i.dropped = 0 AND i.failed > 0 AND i.about = " SQL_ITEM_THINGS        \
                                                                   " AND i.wants = " SQL_ITEM_DECIDE                                                                                                        \
                                                                   "), coalesce(r.adjourned > 0 AND r.resumed = 0 AND r.closed = 0, 0) FROM meeting g LEFT JOIN meeting_text x ON x.meeting = g.id LEFT JOIN room r ON r.meeting = g.id"

/* An ask that was withdrawn or expired is as if it had never been opened. */
static void read_needs(struct store *store, struct meeting *out)
{
    sqlite3_stmt *row = db_query(store,
        "SELECT n.need, n.ask, a.state, a.starts FROM meeting_need n JOIN ask a ON a.id = n.ask WHERE n.meeting = ?"
        " AND a.state NOT IN (" SQL_AID_WITHDRAWN ", " SQL_AID_EXPIRED ")",
        out->id);
    while (db_step(store, row)) {
        int need = sqlite3_column_int(row, 0);
        if (need < 0 || need >= MEETING_NEEDS)
            continue;
        out->need[need] = sqlite3_column_int64(row, 1);
        out->need_met[need] = ask_follows_is_met(sqlite3_column_int(row, 2));
        out->need_stale[need] = sqlite3_column_int64(row, 3) != out->starts;
    }
    db_done(store, row);
}

static void read_title(sqlite3_stmt *row, struct meeting *out)
{
    db_copy(row, 9, out->title, sizeof out->title);
    db_copy(row, 10, out->place, sizeof out->place);
    if (sqlite3_column_int(row, 11) != 0)
        util_copy_text(out->title, sizeof out->title, _("[withdrawn]"));
    else if (out->title[0] == '\0')
        util_copy_text(out->title, sizeof out->title, out->founding ? _("Founding assembly") : _("Meeting"));
}

static void read_meeting(
    struct store *store, const struct actor *actor, sqlite3_stmt *row, int64_t now, struct meeting *out)
{
    struct meeting_row place = {
        .id = sqlite3_column_int64(row, 0),
        .unit = sqlite3_column_int64(row, 1),
        .caller = sqlite3_column_int64(row, 2),
        .facilitated = sqlite3_column_int(row, 3),
        .founding = sqlite3_column_int(row, 4) != 0,
        .called = sqlite3_column_int64(row, 5),
        .starts = sqlite3_column_int64(row, 6),
        .minutes = sqlite3_column_int(row, 7),
        .opened = sqlite3_column_int64(row, 17),
        .closed = sqlite3_column_int64(row, 18),
        .notice = sqlite3_column_int64(row, 19),
        .agenda_closes = sqlite3_column_int64(row, 6) - sqlite3_column_int64(row, 20),
    };
    place.state = meeting_state_at((enum meeting_state)sqlite3_column_int(row, 8), &place, now);
    *out = (struct meeting) {
        .id = place.id,
        .unit = place.unit,
        .starts = place.starts,
        .opened = place.opened,
        .closed = place.closed,
        .called = place.called,
        .state = place.state,
        .minutes = place.minutes,
        .items = sqlite3_column_int(row, 13),
        .lasts = sqlite3_column_int(row, 14),
        .last_tries = sqlite3_column_int(row, 21),
        .homes = place.facilitated != 0 || place.founding ? 0 : sqlite3_column_int(row, 15),
        .homes_needed = meeting_homes_needed(store, place.unit),
        .by_facilitator = place.facilitated != 0,
        .mine = place.caller == actor->member && actor->hand == 0,
        .wanted = sqlite3_column_int(row, 16) != 0,
        .may_change = meeting_may_change(store, actor, &place, now),
        .agenda_open = meeting_agenda_is_open(&place, now),
        .agenda_closes = place.agenda_closes,
        .founding = place.founding,
        .adjourned = sqlite3_column_int(row, 22) != 0,
    };
    person_copy_handle(row, 12, out->caller);
    read_title(row, out);
    read_needs(store, out);
}

enum result meeting_get(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t now, struct meeting *out)
{
    struct meeting_row found;
    *out = (struct meeting) { 0 };
    db_reading_begin(store);
    enum result result = meeting_row_get(store, actor, meeting, now, &found);
    if (result == RESULT_OK) {
        sqlite3_stmt *row = db_query(store, MEETING_SELECT " WHERE g.id = ?2", actor->member, meeting);
        if (db_step(store, row))
            read_meeting(store, actor, row, now, out);
        db_done(store, row);
    }
    enum result end = db_reading_end(store);
    return result != RESULT_OK ? result : end;
}

/* Adds those of the rows that are over (or are not) at `now`. */
static void add_rows(struct store *store, const struct actor *actor, sqlite3_stmt *row, bool over, int64_t now,
    struct meeting *out, size_t limit, size_t *count)
{
    while (*count < limit && db_step(store, row)) {
        struct meeting *one = &out[*count];
        read_meeting(store, actor, row, now, one);
        if (over ? one->state == MEETING_OVER : one->state == MEETING_ASKED || one->state == MEETING_CALLED)
            (*count)++;
    }
    db_done(store, row);
}

/* With those that are over: else one statement less, which home does not need. */
static enum result list(struct store *store, const struct actor *actor, bool with_over, int64_t now,
    struct meeting *out, size_t limit, size_t *count)
{
    int64_t unit = 0;
    *count = 0;
    enum result result = meeting_require_unit(store, actor, &unit);
    if (result != RESULT_OK)
        return result;
    db_reading_begin(store);
    add_rows(store, actor,
        db_query(store,
            MEETING_SELECT " WHERE g.unit = ?2 AND g.state IN (" SQL_MEETING_ASKED ", " SQL_MEETING_CALLED
                           ") ORDER BY g.starts, g.id",
            actor->member, unit),
        false, now, out, limit, count);
    if (with_over)
        add_rows(store, actor,
            db_query(store,
                MEETING_SELECT " WHERE g.unit = ?2 AND g.state IN (" SQL_MEETING_CALLED ", " SQL_MEETING_OVER
                               ") ORDER BY g.starts DESC, g.id DESC",
                actor->member, unit),
            true, now, out, limit, count);
    return db_reading_end(store);
}

enum result meetings_list(
    struct store *store, const struct actor *actor, int64_t now, struct meeting *out, size_t limit, size_t *count)
{
    return list(store, actor, true, now, out, limit, count);
}

/* --- lines for home --- */

static struct meeting_line line_of(const struct meeting *meeting, int64_t now)
{
    enum { HOUR = 3600, DAY = 86400 };
    struct meeting_line line = { .meeting = *meeting, .why = MEETING_NEXT };
    if (meeting->state == MEETING_ASKED)
        line.why = MEETING_WANTED;
    else if (meeting->opened != 0 && !meeting->adjourned)
        line.why = MEETING_IS_OPEN;
    else if (meeting->starts - now <= HOUR)
        line.why = MEETING_SOON_HOUR;
    else if (meeting->starts - now <= DAY)
        line.why = MEETING_SOON_DAY;
    for (int i = 0; i < MEETING_NEEDS; i++)
        line.lacking += meeting->need[i] != 0 && !meeting->need_met[i];
    return line;
}

enum result meeting_lines(
    struct store *store, const struct actor *actor, int64_t now, struct meeting_line *out, size_t limit, size_t *count)
{
    enum { LOOKED_AT = MEETINGS_TO_COME * 2 };
    struct meeting *meetings = xcalloc(LOOKED_AT, sizeof *meetings);
    size_t found = 0;
    bool next = false;
    *count = 0;
    enum result result = list(store, actor, false, now, meetings, LOOKED_AT, &found);
    for (size_t i = 0; i < found && *count < limit; i++) {
        if (meetings[i].state == MEETING_CALLED ? next : meetings[i].state != MEETING_ASKED || meetings[i].wanted)
            continue;
        next = next || meetings[i].state == MEETING_CALLED;
        out[(*count)++] = line_of(&meetings[i], now);
    }
    free(meetings);
    return result;
}
