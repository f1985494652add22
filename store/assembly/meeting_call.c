/* meeting_call.c: calls a meeting, asks for one, moves it and withdraws it. RULES 4.1, 1.2. */
#include <stdlib.h>
#include <string.h>

#include "store/assembly/meeting_row.h"
#include "store/assembly/room_row.h"
#include "store/people/unit_row.h"
#include "when.h"

/* `facilitated`: who called it. */
enum { CALLED_BY_HOMES, CALLED_BY_FACILITATOR, HOMES_ASKED_FACILITATOR_CALLED };

/* --- when --- */

static int meeting_minutes(struct store *store, int64_t unit)
{
    return (int)(number_of(store, unit, NUMBER_MEETING) / 60);
}

static enum result check_time(struct store *store, int64_t unit, int64_t starts, int64_t now)
{
    int64_t notice = number_of(store, unit, NUMBER_NOTICE);
    char when[WHEN_BYTES];
    if (starts > now + MEETING_AHEAD)
        return db_refuse(store, RESULT_REFUSED, _("That is too far away: %d days ahead at most. Name an earlier day."),
            MEETING_AHEAD / 86400);
    if (starts < now + notice)
        return db_refuse(store, RESULT_REFUSED,
            _("A meeting is called %d days ahead at least, so that all hear of it. The first possible time is %s."),
            (int)(notice / 86400), when_say(now + notice + 60, true, now, when));
    return RESULT_OK;
}

/* Two meetings of a unit are never at once. One that is only asked for keeps no time: else one member could keep all.
 */
enum result meeting_check_overlap(
    struct store *store, int64_t unit, int64_t but, int64_t starts, int minutes, int64_t now)
{
    char when[WHEN_BYTES];
    int64_t other = db_number(store, 0,
        "SELECT id FROM meeting WHERE unit = ?1 AND id <> ?2 AND state = " SQL_MEETING_CALLED
        " AND starts < ?3 + ?4 * 60 AND starts + minutes * 60 > ?3 LIMIT 1",
        unit, but, starts, minutes);
    if (other == 0)
        return RESULT_OK;
    when_say(db_number(store, 0, "SELECT starts FROM meeting WHERE id = ?", other), true, now, when);
    return db_refuse(store, RESULT_CONFLICT,
        _("There is a meeting already then: %s. Name another time, or add to its agenda: `agenda add %lld`."), when,
        (long long)other);
}

static enum result check_room(struct store *store, const struct actor *actor, int64_t unit, int64_t now)
{
    int64_t notice = number_of(store, unit, NUMBER_NOTICE);
    if (db_number(store, 0,
            "SELECT count(*) FROM meeting WHERE unit = ?1 AND ((state = " SQL_MEETING_ASKED
            " AND starts >= ?2 + ?3) OR (state = " SQL_MEETING_CALLED " AND starts > ?2))",
            unit, now, notice) >= MEETINGS_TO_COME)
        return db_refuse(store, RESULT_REFUSED,
            _("%d meetings are to come already. `meetings` lists them: add to the agenda of one."), MEETINGS_TO_COME);
    if (db_number(store, 0,
            "SELECT count(*) FROM meeting WHERE unit = ? AND caller = ? AND state = " SQL_MEETING_ASKED
            " AND starts >= ?",
            unit, actor->member, now + notice) >= MEETINGS_OF_ONE)
        return db_refuse(store, RESULT_REFUSED,
            _("%d meetings that you asked for wait for other homes. Withdraw one first: `meeting withdraw N`."),
            MEETINGS_OF_ONE);
    return RESULT_OK;
}

/* --- calling --- */

static enum result call(
    struct store *store, const struct actor *actor, const struct meeting_row *row, int facilitated, int64_t now)
{
    enum result result = meeting_check_overlap(store, row->unit, row->id, row->starts, row->minutes, now);
    if (result != RESULT_OK)
        return result;
    bool founding = meeting_founds(store, row->unit);
    db_run(store,
        "UPDATE meeting SET state = " SQL_MEETING_CALLED ", called = ?, facilitated = ?, founding = ? WHERE id = ?",
        now, facilitated, founding, row->id);
    if (founding)
        agenda_found(store, row->id, now);
    room_park_onto_next(store, row->unit, now); /* what the last meeting parked */
    return meeting_book(store, actor, row->unit, LEDGER_MEETING_CALLED, row->id, now);
}

/* Calls it when enough homes want it. */
static enum result call_when_wanted(
    struct store *store, const struct actor *actor, const struct meeting_row *row, int64_t now)
{
    if (meeting_homes(store, row->id) < meeting_homes_needed(store, row->unit))
        return db_outcome(store);
    return call(store, actor, row, CALLED_BY_HOMES, now);
}

static enum result insert(struct store *store, const struct actor *actor, int64_t starts, const char *title,
    const char *place, struct meeting_row *row, int64_t now)
{
    char uid[37];
    row->minutes = meeting_minutes(store, row->unit);
    uid_make(now, uid);
    db_run(store,
        "INSERT INTO meeting (uid, unit, caller, asked, starts, minutes, state) VALUES (?, ?, ?, ?, ?, ?,"
        " " SQL_MEETING_ASKED ")",
        uid, row->unit, actor->member, now, starts, row->minutes);
    row->id = db_last_id(store);
    row->starts = starts;
    return db_run(store, "INSERT INTO meeting_text VALUES (?, ?, ?)", row->id, title, place);
}

static enum result ask_or_call(struct store *store, const struct actor *actor, int64_t starts, const char *title,
    const char *place, struct meeting_row *row, int64_t now)
{
    if (db_number(store, 0, "SELECT closed FROM unit WHERE id = ?", row->unit) != 0)
        return db_refuse(store, RESULT_REFUSED, _("That caucus is closed."));
    enum result result = check_room(store, actor, row->unit, now);
    if (result == RESULT_OK)
        result = meeting_check_overlap(store, row->unit, 0, starts, meeting_minutes(store, row->unit), now);
    if (result == RESULT_OK)
        result = insert(store, actor, starts, title, place, row, now);
    if (result != RESULT_OK)
        return result;
    if (meeting_is_facilitator(store, actor, row->unit, now))
        return call(store, actor, row, CALLED_BY_FACILITATOR, now);
    result = meeting_say(store, actor, row->unit, SAID_WANTED, row->id, now);
    if (result == RESULT_OK)
        result = meeting_book(store, actor, row->unit, LEDGER_MEETING_ASKED, row->id, now);
    return result == RESULT_OK ? call_when_wanted(store, actor, row, now) : result;
}

static bool is_blank(const char *text)
{
    return text == NULL || text[strspn(text, " \t\r\n")] == '\0';
}

/* A text may be left out: *out is "" then. */
static enum result clean_optional(struct store *store, const char *text, size_t limit, char **out)
{
    if (!is_blank(text))
        return db_clean_text(store, text, true, limit, out);
    *out = xstrdup("");
    return RESULT_OK;
}

enum result meeting_call(
    struct store *store, const struct actor *actor, const struct meeting_new *form, int64_t now, int64_t *meeting)
{
    char *title = NULL, *place = NULL;
    struct meeting_row row = { .unit = form->unit };
    enum result result = rights_require_member(store, actor);
    if (result == RESULT_OK)
        result = meeting_require_unit(store, actor, &row.unit);
    if (result == RESULT_OK)
        result = check_time(store, row.unit, form->starts, now);
    if (result == RESULT_OK)
        result = clean_optional(store, form->title, MEETING_TITLE_MAX, &title);
    if (result == RESULT_OK)
        result = clean_optional(store, form->place, MEETING_PLACE_MAX, &place);
    if (result == RESULT_OK && (result = db_begin(store)) == RESULT_OK) {
        result = db_finish(store, ask_or_call(store, actor, form->starts, title, place, &row, now));
        *meeting = row.id;
    }
    free(title);
    free(place);
    return result;
}

/* --- wanting --- */

static enum result want(
    struct store *store, const struct actor *actor, const struct meeting_row *row, bool on, int64_t now)
{
    if (row->state == MEETING_CALLED)
        return db_refuse(store, RESULT_CONFLICT, _("That meeting is called already."));
    if (row->state != MEETING_ASKED)
        return meeting_refuse_ended(store, row);
    if (!on)
        return meeting_unsay(store, actor, SAID_WANTED, row->id);
    enum result result = meeting_say(store, actor, row->unit, SAID_WANTED, row->id, now);
    if (result == RESULT_OK && meeting_is_facilitator(store, actor, row->unit, now))
        return call(store, actor, row, HOMES_ASKED_FACILITATOR_CALLED, now);
    return result == RESULT_OK ? call_when_wanted(store, actor, row, now) : result;
}

enum result meeting_want(struct store *store, const struct actor *actor, int64_t meeting, bool on, int64_t now)
{
    struct meeting_row row;
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    result = meeting_row_get(store, actor, meeting, now, &row);
    return db_finish(store, result == RESULT_OK ? want(store, actor, &row, on, now) : result);
}

/* --- moving and withdrawing --- */

static enum result require_change(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t now, struct meeting_row *row)
{
    enum result result = rights_require_member(store, actor);
    if (result == RESULT_OK)
        result = meeting_row_get(store, actor, meeting, now, row);
    if (result != RESULT_OK)
        return result;
    if (!meeting_is_ahead(row, now))
        return meeting_refuse_ended(store, row);
    if (meeting_may_change(store, actor, row, now))
        return RESULT_OK;
    return db_refuse(store, RESULT_REFUSED,
        row->facilitated != 0 ? _("Only the person who called it, or another facilitator, can move or withdraw it.")
                              : _("Only the person who asked for it first can move or withdraw it."));
}

static enum result change_time(
    struct store *store, const struct actor *actor, const struct meeting_row *row, int64_t starts, int64_t now)
{
    enum result result = check_time(store, row->unit, starts, now);
    if (result == RESULT_OK)
        result = meeting_check_overlap(store, row->unit, row->id, starts, row->minutes, now);
    if (result != RESULT_OK)
        return result;
    db_run(store, "UPDATE meeting SET starts = ? WHERE id = ?", starts, row->id);
    return meeting_needs_move(store, row->id, starts, row->minutes, actor->member, now);
}

static enum result change(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t starts, const char *place, int64_t now)
{
    struct meeting_row row;
    enum result result = require_change(store, actor, meeting, now, &row);
    if (result == RESULT_OK && starts != 0 && starts != row.starts)
        result = change_time(store, actor, &row, starts, now);
    if (result == RESULT_OK && place != NULL)
        result = db_run(store, "UPDATE meeting_text SET place = ? WHERE meeting = ?", place, meeting);
    return result == RESULT_OK ? meeting_book(store, actor, row.unit, LEDGER_MEETING_CHANGED, meeting, now) : result;
}

enum result meeting_change(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t starts, const char *place, int64_t now)
{
    char *clean = NULL;
    if (starts == 0 && place == NULL)
        return db_refuse(store, RESULT_INVALID, _("Say another time, or another place."));
    enum result result = place != NULL ? clean_optional(store, place, MEETING_PLACE_MAX, &clean) : RESULT_OK;
    if (result == RESULT_OK && (result = db_begin(store)) == RESULT_OK)
        result = db_finish(store, change(store, actor, meeting, starts, clean, now));
    free(clean);
    return result;
}

static enum result withdraw(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    struct meeting_row row;
    enum result result = require_change(store, actor, meeting, now, &row);
    if (result != RESULT_OK)
        return result;
    db_run(store, "UPDATE meeting SET state = " SQL_MEETING_WITHDRAWN ", ended = ? WHERE id = ?", now, meeting);
    result = meeting_needs_end(store, meeting, actor->member, now);
    if (result == RESULT_OK)
        result = room_withdrawn_onto_next(store, row.unit, meeting, now);
    return result == RESULT_OK ? meeting_book(store, actor, row.unit, LEDGER_MEETING_WITHDRAWN, meeting, now) : result;
}

enum result meeting_withdraw(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    enum result result = db_begin(store);
    return result == RESULT_OK ? db_finish(store, withdraw(store, actor, meeting, now)) : result;
}
