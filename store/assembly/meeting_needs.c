/* meeting_needs.c: what people need to be able to come, each as an ask of mutual aid. RULES 4.1, 3. */
#include "aid.h"
#include "language.h"
#include "store/aid/ask_follow.h"
#include "store/assembly/meeting_row.h"

static const struct {
    enum aid_kind kind;
    const char *line; /* written once, for all readers: in the house's language */
} needs[MEETING_NEEDS] = {
    [NEED_CHILDREN] = { AID_CARE, N_("Mind the children during the meeting") },
    [NEED_LIFT] = { AID_TRANSPORT, N_("A lift to the meeting and home again") },
    [NEED_READER] = { AID_COMPANY, N_("Read aloud at the meeting for people who do not see") },
    [NEED_INTERPRETER] = { AID_SKILL, N_("Interpret at the meeting") },
};

static enum aid_urgency urgency_of(int64_t wait)
{
    enum { DAY = 86400, SOON = 3 * DAY, WEEK = 7 * DAY };
    return wait <= DAY ? AID_TODAY : wait <= SOON ? AID_DAYS : wait <= WEEK ? AID_WEEK : AID_WHENEVER;
}

/* The ask that is open for this need, or was agreed to; 0: none. */
static int64_t find_ask(struct store *store, int64_t meeting, enum meeting_need need)
{
    return db_number(store, 0,
        "SELECT n.ask FROM meeting_need n JOIN ask a ON a.id = n.ask WHERE n.meeting = ? AND n.need = ?"
        " AND a.state NOT IN (" SQL_AID_WITHDRAWN ", " SQL_AID_EXPIRED ")",
        meeting, need);
}

static enum result check(
    struct store *store, const struct meeting_row *row, enum meeting_need need, int64_t now, int64_t *ask)
{
    if (!meeting_is_ahead(row, now))
        return meeting_refuse_ended(store, row);
    if (row->state != MEETING_CALLED)
        return db_refuse(store, RESULT_REFUSED, _("It is not called yet. Ask for that when it is called."));
    *ask = find_ask(store, row->id, need);
    if (*ask == 0)
        return RESULT_OK;
    return db_refuse(store, RESULT_CONFLICT, _("That is asked for already: ask %lld. `aid show %lld` shows it."),
        (long long)*ask, (long long)*ask);
}

static enum result make_ask(struct store *store, const struct actor *actor, const struct meeting_row *row,
    enum meeting_need need, int64_t now, int64_t *ask)
{
    struct meeting meeting;
    struct actor there = *actor;
    there.here = row->unit;
    enum result result = meeting_get(store, actor, row->id, now, &meeting);
    if (result != RESULT_OK)
        return result;
    struct aid_form form = {
        .kind = needs[need].kind,
        .line = language_of_house(needs[need].line),
        .details = meeting.place,
        .of_meeting = true,
        .many = 1,
        .starts = row->starts,
        .ends = row->starts + (int64_t)row->minutes * 60,
        .urgency = urgency_of(row->starts - now),
    };
    if ((result = aid_ask_make(store, &there, &form, now, ask)) != RESULT_OK)
        return result;
    meeting_hint(store);
    return db_run(store, "INSERT OR REPLACE INTO meeting_need VALUES (?, ?, ?)", row->id, need, *ask);
}

enum result meeting_need_ask(
    struct store *store, const struct actor *actor, int64_t meeting, enum meeting_need need, int64_t now, int64_t *ask)
{
    struct meeting_row row;
    *ask = 0;
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    result = meeting_row_get(store, actor, meeting, now, &row);
    if (result == RESULT_OK && (result = check(store, &row, need, now, ask)) == RESULT_OK)
        result = make_ask(store, actor, &row, need, now, ask);
    return db_finish(store, result);
}

/* --- when the meeting is moved or withdrawn --- */

enum result meeting_needs_end(struct store *store, int64_t meeting, int64_t by, int64_t now)
{
    for (int need = 0; need < MEETING_NEEDS; need++)
        ask_follows_end(store, find_ask(store, meeting, (enum meeting_need)need), by, now);
    return db_outcome(store);
}

enum result meeting_needs_move(
    struct store *store, int64_t meeting, int64_t starts, int minutes, int64_t by, int64_t now)
{
    for (int need = 0; need < MEETING_NEEDS; need++)
        ask_follows_move(
            store, find_ask(store, meeting, (enum meeting_need)need), starts, starts + (int64_t)minutes * 60, by, now);
    return db_outcome(store);
}
