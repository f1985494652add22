/* meeting_row.c: a meeting as a row, and who may do what with it. RULES 4.1. */
#include "store/assembly/meeting_row.h"

#include "store/base/ledger_chain.h"
#include "store/people/unit_row.h"

enum meeting_state meeting_state_at(enum meeting_state kept, const struct meeting_row *row, int64_t now)
{
    if (kept == MEETING_ASKED && now > row->starts - row->notice)
        return MEETING_LAPSED;
    if (kept == MEETING_CALLED && row->opened == 0 && now >= row->starts + (int64_t)row->minutes * 60)
        return MEETING_OVER; /* one that was opened is over when it is closed */
    return kept;
}

enum result meeting_refuse_unknown(struct store *store)
{
    return db_refuse(store, RESULT_NOT_FOUND, _("There is no such meeting. `meetings` lists those there are."));
}

enum result meeting_row_get(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t now, struct meeting_row *out)
{
    *out = (struct meeting_row) { 0 };
    enum result result = by_hand_require_voice(store, actor);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = db_query(store,
        "SELECT g.id, g.unit, g.caller, g.called, g.starts, g.minutes, g.facilitated, g.founding, g.state,"
        " coalesce(r.opened, 0), coalesce(r.closed, 0), " SQL_NUMBER_NOTICE("g.unit") ", " SQL_NUMBER_AGENDA(
            "g.unit") " FROM meeting g LEFT JOIN room r ON r.meeting = g.id WHERE g.id = ?",
        meeting);
    bool found = db_step(store, row) && actor_belongs(actor, sqlite3_column_int64(row, 1));
    if (found) {
        *out = (struct meeting_row) {
            .id = sqlite3_column_int64(row, 0),
            .unit = sqlite3_column_int64(row, 1),
            .caller = sqlite3_column_int64(row, 2),
            .called = sqlite3_column_int64(row, 3),
            .starts = sqlite3_column_int64(row, 4),
            .minutes = sqlite3_column_int(row, 5),
            .facilitated = sqlite3_column_int(row, 6),
            .founding = sqlite3_column_int(row, 7) != 0,
        };
        out->opened = sqlite3_column_int64(row, 9);
        out->closed = sqlite3_column_int64(row, 10);
        out->notice = sqlite3_column_int64(row, 11);
        out->agenda_closes = out->starts - sqlite3_column_int64(row, 12);
        out->state = meeting_state_at((enum meeting_state)sqlite3_column_int(row, 8), out, now);
    }
    db_done(store, row);
    return found || db_failed(store) ? db_outcome(store) : meeting_refuse_unknown(store);
}

bool meeting_is_ahead(const struct meeting_row *row, int64_t now)
{
    return (row->state == MEETING_ASKED || row->state == MEETING_CALLED) && now < row->starts && row->opened == 0;
}

bool meeting_agenda_is_open(const struct meeting_row *row, int64_t now)
{
    return meeting_is_ahead(row, now) && now < row->agenda_closes;
}

enum result meeting_refuse_ended(struct store *store, const struct meeting_row *row)
{
    if (row->state == MEETING_WITHDRAWN)
        return db_refuse(store, RESULT_REFUSED, _("That meeting was withdrawn."));
    if (row->state == MEETING_LAPSED)
        return db_refuse(store, RESULT_REFUSED,
            _("Too few homes wanted that meeting in time. Ask for another: `meeting call --at WHEN`."));
    if (row->state == MEETING_OVER)
        return db_refuse(store, RESULT_REFUSED,
            _("That meeting is over. `minutes %lld` has what came of it, `meetings` lists those to come."),
            (long long)row->id);
    return db_refuse(
        store, RESULT_REFUSED, _("That meeting has begun. In its room `urgent TITLE` asks for what cannot wait."));
}

enum result meeting_require_unit(struct store *store, const struct actor *actor, int64_t *unit)
{
    enum result result = by_hand_require_voice(store, actor);
    if (result != RESULT_OK)
        return result;
    if (*unit == 0)
        *unit = actor->here;
    return actor_belongs(actor, *unit)
               ? RESULT_OK
               : db_refuse(store, RESULT_REFUSED, _("You do not belong to that unit. `units` shows yours."));
}

bool meeting_founds(struct store *store, int64_t unit)
{
    return db_number(store, 0,
               "SELECT 1 FROM unit u WHERE u.id = ?1 AND u.assembled = 0 AND " IS_PLACE(
                   "u.kind") " AND (u.founded > 0 OR NOT EXISTS (SELECT 1 FROM meeting g WHERE g.unit = u.id"
                             " AND g.founding = 1 AND g.state = " SQL_MEETING_OVER
                             ")) AND NOT EXISTS (SELECT 1 FROM meeting g WHERE g.unit = u.id AND g.founding = 1"
                             " AND g.state = " SQL_MEETING_CALLED ")",
               unit) == 1;
}

int meeting_homes_needed(struct store *store, int64_t unit)
{
    if (unit_is_founding(store, unit) || unit_is_caucus(store, unit) || meeting_founds(store, unit))
        return 1;
    int64_t homes = db_number(store, 0,
        "SELECT count(*) FROM (SELECT DISTINCT " HOME_KEY(
            "m") " FROM membership s JOIN member m ON m.id = s.member"
                 " WHERE s.unit = ? AND m.gone = 0 AND NOT " AWAITS_ADMISSION("m.id") " LIMIT ?)",
        unit, MEETING_HOMES); /* a large unit is not counted to its end */
    return homes < 1 ? 1 : (int)homes;
}

bool meeting_facilitates(struct store *store, int64_t unit, int64_t member, int64_t now)
{
    return db_number(store, 0,
               "SELECT 1 FROM seat WHERE unit = ? AND member = ? AND name = 'facilitator' AND until > ? LIMIT 1", unit,
               member, now) == 1;
}

bool meeting_is_facilitator(struct store *store, const struct actor *actor, int64_t unit, int64_t now)
{
    return actor->hand == 0 && meeting_facilitates(store, unit, actor->member, now);
}

/* What homes called no facilitator takes from them. Once the caller left, the people who wanted it look after it. */
bool meeting_may_change(struct store *store, const struct actor *actor, const struct meeting_row *row, int64_t now)
{
    enum { BY_FACILITATOR = 1 };
    if (actor->hand != 0 || !meeting_is_ahead(row, now))
        return false;
    if (row->caller == actor->member)
        return true;
    if (row->facilitated == BY_FACILITATOR && meeting_is_facilitator(store, actor, row->unit, now))
        return true;
    return row->caller == 0 &&
           db_number(store, 0, "SELECT 1 FROM meeting_wanted WHERE meeting = ? AND member = ? AND struck = 0", row->id,
               actor->member) == 1;
}

enum result meeting_book(
    struct store *store, const struct actor *actor, int64_t unit, enum ledger_kind kind, int64_t subject, int64_t now)
{
    return ledger_append(
        store, &(struct ledger_new) {
                   .at = now, .unit = unit, .subject = subject, .actor = actor ? actor->member : 0, .kind = kind });
}

void meeting_hint(struct store *store)
{
    ledger_wrote_remember(store, &(struct wrote) { 0 });
}

static bool belongs(struct store *store, int64_t unit, int64_t member)
{
    return db_number(store, 0,
               "SELECT 1 FROM membership s JOIN member m ON m.id = s.member WHERE s.unit = ? AND s.member = ?"
               " AND m.gone = 0 AND NOT " AWAITS_ADMISSION("m.id"),
               unit, member) == 1;
}

enum result meeting_item_check_person(struct store *store, int64_t unit, int64_t person)
{
    if (belongs(store, unit, person))
        return db_outcome(store);
    return db_refuse(store, RESULT_NOT_FOUND, _("Nobody here is called that. `people` lists all."));
}
