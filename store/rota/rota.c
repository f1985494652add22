/* rota.c: rotas: the members of each day, and swaps. RULES 8.1. rota.h has the rules. */
#include "rota.h"

#include <stdlib.h>
#include <string.h>

#include "members.h"
#include "store/base/ledger_chain.h"
#include "store/boards/access.h"
#include "store/people/handles.h"
#include "store/rota/rota_internal.h"
#include "when.h"

/* --- shared with the shelf --- */

bool rota_is_in_unit(const struct actor *actor, int64_t unit)
{
    for (int i = 0; i < actor->unit_count; i++)
        if (actor->units[i] == unit)
            return actor->kind == ACTOR_MEMBER;
    return false;
}

enum result rota_require_unit(struct store *store, const struct actor *actor, int64_t *unit)
{
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    if (*unit == 0)
        *unit = actor->here;
    return rota_is_in_unit(actor, *unit)
               ? RESULT_OK
               : db_refuse(store, RESULT_REFUSED, _("You do not belong there. `people` shows who lives here."));
}

void rota_hint(struct store *store, int64_t member)
{
    ledger_wrote_remember(store, &(struct wrote) { .member = member });
}

/* --- reading one --- */

#define ROTA_SELECT                                                                                                    \
    "SELECT r.id, r.unit, t.task, t.details, " HANDLE_OF("r.starter") ", r.starter, r.hands, r.closed, r.weekdays,"    \
                                                                      " r.minutes FROM rota r"                         \
                                                                      " JOIN rota_text t ON t.rota = r.id"

static bool is_steward(struct store *store, const struct actor *actor, int64_t now)
{
    return db_number(store, 0, "SELECT 1 FROM seat WHERE member = ? AND name = 'steward' AND until > ? LIMIT 1",
               actor->member, now) == 1;
}

static void read_rota(struct store *store, const struct actor *actor, sqlite3_stmt *row, int64_t now, struct rota *out)
{
    *out = (struct rota) {
        .id = sqlite3_column_int64(row, 0),
        .unit = sqlite3_column_int64(row, 1),
        .hands = sqlite3_column_int(row, 6),
        .closed = sqlite3_column_int64(row, 7),
        .plan = { .weekdays = (unsigned)sqlite3_column_int(row, 8), .minutes = sqlite3_column_int(row, 9) },
    };
    db_copy(row, 2, out->task, sizeof out->task);
    db_copy(row, 3, out->details, sizeof out->details);
    person_copy_handle(row, 4, out->starter);
    out->may_close =
        out->closed == 0 && (sqlite3_column_int64(row, 5) == actor->member || is_steward(store, actor, now));
    if (out->plan.weekdays != 0)
        return;
    sqlite3_stmt *date = db_query(store, "SELECT day FROM rota_date WHERE rota = ? ORDER BY day", out->id);
    while (out->plan.date_count < ROTA_DATES_MAX && db_step(store, date))
        out->plan.dates[out->plan.date_count++] = sqlite3_column_int64(date, 0);
    db_done(store, date);
}

enum result rota_get(struct store *store, const struct actor *actor, int64_t rota, int64_t now, struct rota *out)
{
    *out = (struct rota) { 0 };
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    db_begin_read(store);
    sqlite3_stmt *row = db_query(store, ROTA_SELECT " WHERE r.id = ?", rota);
    bool found = db_step(store, row) && rota_is_in_unit(actor, sqlite3_column_int64(row, 1));
    if (found)
        read_rota(store, actor, row, now, out);
    db_done(store, row);
    db_end_read(store);
    return found ? RESULT_OK
                 : db_refuse(store, RESULT_NOT_FOUND, _("There is no such rota. `rota` lists those there are."));
}

/* True when all days of the rota are over; then it needs no closing. */
static bool is_at_end(const struct rota *rota, int64_t today)
{
    int64_t next;
    return rota_next_days(&rota->plan, today, 1, &next) == 0;
}

enum result rota_list(
    struct store *store, const struct actor *actor, int64_t now, struct rota *out, size_t limit, size_t *count)
{
    int64_t today = when_day(now);
    *count = 0;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    db_begin_read(store);
    sqlite3_stmt *row = db_query(store, ROTA_SELECT " WHERE r.unit = ? AND r.closed = 0 ORDER BY r.id",
        rota_is_in_unit(actor, actor->here) ? actor->here : 0);
    while (*count < limit && db_step(store, row)) {
        read_rota(store, actor, row, now, &out[*count]);
        *count += is_at_end(&out[*count], today) ? 0 : 1;
    }
    db_done(store, row);
    db_end_read(store);
    return db_outcome(store);
}

static void read_day(struct store *store, const struct actor *actor, const struct rota *rota, struct rota_day *day)
{
    sqlite3_stmt *row = db_query(store,
        "SELECT h.member, " HANDLE_OF(
            "h.member") ", h.first, coalesce(s.id, 0) FROM rota_hand h"
                        " LEFT JOIN rota_swap s ON s.rota = h.rota AND s.day = h.day AND s.member = h.member"
                        "  AND (s.asked IN (0, ?3) OR s.member = ?3)"
                        " WHERE h.rota = ?1 AND h.day = ?2 ORDER BY h.at, h.member",
        rota->id, day->day, actor->member);
    while (day->count < ROTA_HANDS_MAX && db_step(store, row)) {
        struct rota_hand *hand = &day->hand[day->count++];
        *hand = (struct rota_hand) { .member = sqlite3_column_int64(row, 0),
            .swap = sqlite3_column_int64(row, 3),
            .first = sqlite3_column_int(row, 2) != 0 };
        person_copy_handle(row, 1, hand->handle);
        day->mine |= hand->member == actor->member;
    }
    db_done(store, row);
    day->lacking = rota->hands > day->count ? rota->hands - day->count : 0;
}

enum result rota_days(struct store *store, const struct actor *actor, const struct rota *rota, int64_t now,
    struct rota_day *out, size_t limit, size_t *count)
{
    int64_t *days = xcalloc(limit + 1, sizeof *days);
    *count = 0;
    if (!rota_is_in_unit(actor, rota->unit)) {
        free(days);
        return db_refuse(store, RESULT_NOT_FOUND, _("There is no such rota. `rota` lists those there are."));
    }
    *count = rota_next_days(&rota->plan, when_day(now), limit, days);
    db_begin_read(store);
    for (size_t i = 0; i < *count; i++) {
        out[i] = (struct rota_day) { .day = days[i] };
        read_day(store, actor, rota, &out[i]);
    }
    db_end_read(store);
    free(days);
    return db_outcome(store);
}

/* --- starting and closing --- */

static enum result insert_rota(struct store *store, const struct actor *actor, const struct rota_new *form,
    const char *task, const char *details, int64_t unit, int64_t now, int64_t *rota)
{
    char uid[37];
    uid_make(now, uid);
    if (db_number(store, 0, "SELECT count(*) FROM rota WHERE unit = ? AND closed = 0", unit) >= ROTA_OPEN_MAX)
        return db_refuse(
            store, RESULT_REFUSED, _("There are %d rotas already. Close one that nobody needs."), ROTA_OPEN_MAX);
    db_run(store, "INSERT INTO rota (uid, unit, starter, made, hands, weekdays, minutes) VALUES (?, ?, ?, ?, ?, ?, ?)",
        uid, unit, actor->member, now, form->hands, form->plan.weekdays, form->plan.minutes);
    *rota = db_last_id(store);
    db_run(store, "INSERT INTO rota_text VALUES (?, ?, ?)", *rota, task, details);
    for (int i = 0; form->plan.weekdays == 0 && i < form->plan.date_count; i++)
        db_run(store, "INSERT OR IGNORE INTO rota_date VALUES (?, ?)", *rota, form->plan.dates[i]);
    rota_hint(store, 0);
    return db_outcome(store);
}

static enum result check_form(struct store *store, const struct rota_new *form, int64_t now)
{
    const struct rota_plan *plan = &form->plan;
    int64_t next;
    if (form->hands < 1 || form->hands > ROTA_HANDS_MAX)
        return db_refuse(store, RESULT_INVALID, _("A day needs 1 to %d hands."), ROTA_HANDS_MAX);
    if (plan->weekdays > 0x7f || plan->minutes < -1 || plan->minutes >= 24 * 60 || plan->date_count < 0 ||
        plan->date_count > ROTA_DATES_MAX || rota_next_days(plan, when_day(now), 1, &next) == 0)
        return db_refuse(store, RESULT_INVALID,
            _("On which days? Write, for instance: mon, thu 6:00; or daily; or 27 nov, 4 dec 14:00."));
    return RESULT_OK;
}

enum result rota_start(
    struct store *store, const struct actor *actor, const struct rota_new *form, int64_t now, int64_t *rota)
{
    char *task = NULL, *details = NULL;
    int64_t unit = form->unit;
    bool has_details = form->details != NULL && form->details[strspn(form->details, " \n\r\t")] != '\0';
    enum result result = rota_require_unit(store, actor, &unit);
    if (result == RESULT_OK)
        result = check_form(store, form, now);
    if (result == RESULT_OK)
        result = db_clean_text(store, form->task, true, ROTA_TASK_MAX, &task);
    if (result == RESULT_OK && has_details)
        result = db_clean_text(store, form->details, false, ROTA_DETAILS_MAX, &details);
    if (result == RESULT_OK && (result = db_begin(store)) == RESULT_OK) {
        result = insert_rota(store, actor, form, task, details != NULL ? details : "", unit, now, rota);
        result = result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
    }
    free(task);
    free(details);
    return result;
}

enum result rota_close(struct store *store, const struct actor *actor, int64_t id, int64_t now)
{
    struct rota rota;
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    result = rota_get(store, actor, id, now, &rota);
    if (result != RESULT_OK)
        return db_abandon(store, result);
    if (rota.closed != 0)
        return db_abandon(store, db_refuse(store, RESULT_CONFLICT, _("That rota is closed already.")));
    if (!rota.may_close)
        return db_abandon(
            store, db_refuse(store, RESULT_REFUSED, _("Only whoever started a rota, or a steward, can close it.")));
    db_run(store, "UPDATE rota SET closed = ? WHERE id = ?", now, id);
    db_run(store, "DELETE FROM rota_swap WHERE rota = ?", id);
    rota_hint(store, 0);
    return db_commit(store);
}

/* --- one day; inside a write --- */

static enum result open_day(
    struct store *store, const struct actor *actor, int64_t id, int64_t day, int64_t now, struct rota *rota)
{
    enum result result = rota_get(store, actor, id, now, rota);
    if (result != RESULT_OK)
        return result;
    if (rota->closed != 0)
        return db_refuse(store, RESULT_REFUSED, _("That rota is closed."));
    if (!rota_has_day(&rota->plan, day))
        return db_refuse(
            store, RESULT_INVALID, _("That is no day of this rota. `rota show %lld` lists its days."), (long long)id);
    if (!rota_is_coming(&rota->plan, day, now))
        return db_refuse(store, RESULT_REFUSED, _("That day is over already."));
    if (day > when_day(now) + ROTA_AHEAD && rota->plan.weekdays != 0)
        return db_refuse(store, RESULT_REFUSED, _("That is too far ahead: at most %d days."), ROTA_AHEAD);
    return RESULT_OK;
}

static bool is_on(struct store *store, int64_t rota, int64_t day, int64_t member)
{
    return db_number(
               store, 0, "SELECT 1 FROM rota_hand WHERE rota = ? AND day = ? AND member = ?", rota, day, member) == 1;
}

static enum result sign(
    struct store *store, const struct actor *actor, int64_t id, int64_t day, bool first, int64_t now)
{
    struct rota rota;
    enum result result = open_day(store, actor, id, day, now, &rota);
    if (result != RESULT_OK)
        return result;
    if (is_on(store, id, day, actor->member)) {
        db_run(store, "UPDATE rota_hand SET first = ? WHERE rota = ? AND day = ? AND member = ?", first, id, day,
            actor->member);
        rota_hint(store, 0);
        return db_outcome(store);
    }
    if (db_number(store, 0, "SELECT count(*) FROM rota_hand WHERE rota = ? AND day = ?", id, day) >= rota.hands)
        return db_refuse(store, RESULT_CONFLICT, _("That day has all its hands already. Another day may need you."));
    db_run(store, "INSERT INTO rota_hand VALUES (?, ?, ?, ?, ?)", id, day, actor->member, first, now);
    rota_hint(store, 0);
    return db_outcome(store);
}

enum result rota_sign(
    struct store *store, const struct actor *actor, int64_t rota, int64_t day, bool first, int64_t now)
{
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    result = sign(store, actor, rota, day, first, now);
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

/* Accepts a day that is hers and still to come. */
static enum result own_day(struct store *store, const struct actor *actor, int64_t id, int64_t day, int64_t now)
{
    struct rota rota;
    enum result result = open_day(store, actor, id, day, now, &rota);
    if (result == RESULT_OK && !is_on(store, id, day, actor->member))
        return db_refuse(store, RESULT_NOT_FOUND, _("You are not on that day."));
    return result;
}

enum result rota_leave(struct store *store, const struct actor *actor, int64_t rota, int64_t day, int64_t now)
{
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    result = own_day(store, actor, rota, day, now);
    if (result != RESULT_OK)
        return db_abandon(store, result);
    db_run(store, "DELETE FROM rota_hand WHERE rota = ? AND day = ? AND member = ?", rota, day, actor->member);
    rota_hint(store, 0);
    return db_commit(store);
}

/* --- swaps --- */

/* Finds the member whom she asks to swap; *asked 0: everybody. */
static enum result find_asked(
    struct store *store, const struct actor *actor, int64_t id, int64_t day, const char *handle, int64_t *asked)
{
    *asked = 0;
    if (handle == NULL || handle[0] == '\0')
        return RESULT_OK;
    *asked = handle_find_member(store, handle);
    int64_t belongs = db_number(store, 0,
        "SELECT 1 FROM membership s JOIN rota r ON r.unit = s.unit WHERE r.id = ? AND s.member = ?", id, *asked);
    if (*asked == 0 || belongs == 0)
        return db_refuse(store, RESULT_NOT_FOUND, _("Nobody here is called that. `people` lists all."));
    if (*asked == actor->member)
        return db_refuse(store, RESULT_REFUSED, _("That is you."));
    if (is_on(store, id, day, *asked))
        return db_refuse(store, RESULT_REFUSED, _("That person is on this day already."));
    return RESULT_OK;
}

enum result rota_swap_ask(struct store *store, const struct actor *actor, int64_t rota, int64_t day, const char *handle,
    int64_t now, int64_t *swap)
{
    int64_t asked = 0;
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    if ((result = own_day(store, actor, rota, day, now)) != RESULT_OK ||
        (result = find_asked(store, actor, rota, day, handle, &asked)) != RESULT_OK)
        return db_abandon(store, result);
    db_run(store, "DELETE FROM rota_swap WHERE rota = ? AND day = ? AND member = ?", rota, day, actor->member);
    db_run(store, "INSERT INTO rota_swap (rota, day, member, asked, at) VALUES (?, ?, ?, ?, ?)", rota, day,
        actor->member, asked, now);
    *swap = db_last_id(store);
    rota_hint(store, asked);
    return db_commit(store);
}

enum result rota_swap_cancel(struct store *store, const struct actor *actor, int64_t swap, int64_t now)
{
    (void)now;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    /* A member who was asked by name may end the swap too: that is her no. */
    db_run(store, "DELETE FROM rota_swap WHERE id = ?1 AND (member = ?2 OR asked = ?2)", swap, actor->member);
    if (sqlite3_changes(store->db) == 0)
        return db_abandon(store, db_refuse(store, RESULT_NOT_FOUND, _("That swap is not open any more.")));
    rota_hint(store, 0);
    return db_commit(store);
}

static enum result hand_over(struct store *store, int64_t rota, int64_t day, int64_t from, int64_t to, int64_t now)
{
    if (is_on(store, rota, day, to))
        return db_refuse(store, RESULT_REFUSED, _("One of you two is on that day already."));
    db_run(store, "DELETE FROM rota_hand WHERE rota = ? AND day = ? AND member = ?", rota, day, from);
    return db_run(store, "INSERT INTO rota_hand VALUES (?, ?, ?, 0, ?)", rota, day, to, now);
}

static enum result accept(struct store *store, const struct actor *actor, int64_t swap, int64_t given, int64_t now)
{
    int64_t rota = 0, day = 0, owner = 0;
    struct rota found;
    sqlite3_stmt *row = db_query(store,
        "SELECT w.rota, w.day, w.member FROM rota_swap w JOIN rota r ON r.id = w.rota"
        " JOIN membership s ON s.unit = r.unit AND s.member = ?2 WHERE w.id = ?1 AND w.asked IN (0, ?2)",
        swap, actor->member);
    if (db_step(store, row)) {
        rota = sqlite3_column_int64(row, 0);
        day = sqlite3_column_int64(row, 1);
        owner = sqlite3_column_int64(row, 2);
    }
    db_done(store, row);
    if (rota == 0)
        return db_refuse(
            store, RESULT_CONFLICT, _("That swap is not open any more: somebody was first, or it was called off."));
    enum result result = open_day(store, actor, rota, day, now, &found);
    if (result != RESULT_OK)
        return result;
    if (owner == actor->member)
        return db_refuse(store, RESULT_REFUSED, _("That is your own day. Somebody else has to take it."));
    if (given != 0 && (result = own_day(store, actor, rota, given, now)) != RESULT_OK)
        return result;
    result = hand_over(store, rota, day, owner, actor->member, now);
    if (result == RESULT_OK && given != 0)
        result = hand_over(store, rota, given, actor->member, owner, now);
    rota_hint(store, 0);
    return result;
}

enum result rota_swap_accept(struct store *store, const struct actor *actor, int64_t swap, int64_t day, int64_t now)
{
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    result = accept(store, actor, swap, day, now);
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

/* --- lines for home --- */

static int compare_lines(const void *a, const void *b)
{
    const struct rota_line *one = a, *other = b;
    if (one->day != other->day)
        return one->day < other->day ? -1 : 1;
    return (one->rota > other->rota) - (one->rota < other->rota);
}

static struct rota_line line_of(const struct actor *actor, const struct rota *rota, const struct rota_day *day)
{
    struct rota_line line = { .rota = rota->id, .day = day->day, .unit = rota->unit, .lacking = day->lacking };
    util_copy_text(line.task, sizeof line.task, rota->task);
    for (int i = 0; i < day->count; i++) {
        if (day->hand[i].member == actor->member)
            continue;
        if (line.with[0] == '\0')
            util_copy_text(line.with, sizeof line.with, day->hand[i].handle);
        else
            line.more++;
    }
    return line;
}

/* Malloc'd. Room for all that a unit may have is 300 KiB, which every home screen would take and empty again: few units
 * have more than FEW. */
static enum result open_rotas(
    struct store *store, const struct actor *actor, int64_t now, struct rota **out, size_t *count)
{
    enum { FEW = 12 };
    *out = xcalloc(FEW, sizeof **out);
    enum result result = rota_list(store, actor, now, *out, FEW, count);
    if (result != RESULT_OK || *count < FEW)
        return result;
    free(*out);
    *out = xcalloc(ROTA_OPEN_MAX, sizeof **out);
    return rota_list(store, actor, now, *out, ROTA_OPEN_MAX, count);
}

/* For each rota the soonest day that is wanted: with `mine` a day of hers, else a day that lacks hands. */
static enum result soonest(struct store *store, const struct actor *actor, int64_t now, bool mine,
    struct rota_line *out, size_t limit, size_t *count)
{
    size_t rotas = 0, days, found = 0, ahead = ROTA_AHEAD;
    struct rota *rota = NULL;
    enum result result = open_rotas(store, actor, now, &rota, &rotas);
    struct rota_day *day = xcalloc(ahead, sizeof *day);
    struct rota_line *lines = xcalloc(rotas + 1, sizeof *lines);
    for (size_t i = 0; i < rotas; i++) {
        int64_t has_one = !mine || db_number(store, 0, "SELECT 1 FROM rota_hand WHERE member = ? AND rota = ? LIMIT 1",
                                       actor->member, rota[i].id);
        size_t looked = mine ? ahead : ROTA_NEEDS_AHEAD;
        if (has_one == 0 || rota_days(store, actor, &rota[i], now, day, looked, &days) != RESULT_OK)
            continue;
        for (size_t k = 0; k < days; k++) {
            bool wanted = mine ? day[k].mine
                               : !day[k].mine && day[k].lacking > 0 && day[k].day < when_day(now) + ROTA_NEEDS_AHEAD;
            if (!wanted || !rota_is_coming(&rota[i].plan, day[k].day, now))
                continue;
            lines[found++] = line_of(actor, &rota[i], &day[k]);
            break;
        }
    }
    qsort(lines, found, sizeof *lines, compare_lines);
    *count = found < limit ? found : limit;
    memcpy(out, lines, *count * sizeof *out);
    free(rota);
    free(day);
    free(lines);
    return result;
}

enum result rota_mine(
    struct store *store, const struct actor *actor, int64_t now, struct rota_line *out, size_t limit, size_t *count)
{
    return soonest(store, actor, now, true, out, limit, count);
}

enum result rota_needing(
    struct store *store, const struct actor *actor, int64_t now, struct rota_line *out, size_t limit, size_t *count)
{
    return soonest(store, actor, now, false, out, limit, count);
}

enum result rota_asked(
    struct store *store, const struct actor *actor, int64_t now, struct rota_line *out, size_t limit, size_t *count)
{
    *count = 0;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = db_query(store,
        "SELECT s.rota, s.day, s.id, t.task, " HANDLE_OF(
            "s.member") ", r.unit FROM rota_swap s"
                        " JOIN rota r ON r.id = s.rota JOIN rota_text t ON t.rota = s.rota"
                        " WHERE s.asked = ? AND s.day >= ? AND r.closed = 0 ORDER BY s.day, s.id",
        actor->member, when_day(now));
    while (*count < limit && db_step(store, row)) {
        if (!rota_is_in_unit(actor, sqlite3_column_int64(row, 5)))
            continue;
        struct rota_line *line = &out[(*count)++];
        *line = (struct rota_line) { .rota = sqlite3_column_int64(row, 0),
            .day = sqlite3_column_int64(row, 1),
            .swap = sqlite3_column_int64(row, 2),
            .unit = sqlite3_column_int64(row, 5) };
        db_copy(row, 3, line->task, sizeof line->task);
        person_copy_handle(row, 4, line->with);
    }
    db_done(store, row);
    return db_outcome(store);
}
