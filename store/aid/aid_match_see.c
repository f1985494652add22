/* aid_match_see.c: how each of the two sees a match. RULES 3.2. */
#include <string.h>

#include "store/aid/aid_match_row.h"
#include "store/base/retention.h"
#include "store/people/by_hand.h"
#include "store/people/restored.h"
#include "store/people/unit_row.h"

/* RULES 3.7: the home of a person from another unit is shown with that unit's name. */
static void tell_home(struct store *store, const struct actor *actor, int64_t other, struct aid_match *out)
{
    char home[HOME_BYTES], name[UNIT_NAME_BYTES];
    person_home(store, other, home);
    util_copy_text(out->home, sizeof out->home, home);
    int64_t street = unit_street_of(store, other);
    if (out->from == AID_FROM_HERE || street == 0 || actor_belongs(actor, street))
        return;
    unit_name_of(store, street, name);
    snprintf(out->home, sizeof out->home, "%s%s%s", home, home[0] != '\0' ? ", " : "", name);
}

static void know_other(struct store *store, const struct actor *actor, const struct aid_row *ask,
    const struct match_row *row, int64_t now, struct aid_match *out)
{
    int64_t other = out->asks ? row->helper : ask->member;
    char handle[HANDLE_BYTES];
    if (row->state != MATCH_AGREED && row->state != MATCH_DONE) {
        if (out->asks)
            aid_helper(store, ask, other, now, out->other, sizeof out->other);
        else if (ask->veiled)
            aid_neighbour_from(ask->from, false, out->other, sizeof out->other);
        else
            aid_neighbour(ask->place, out->other, sizeof out->other);
        return;
    }
    aid_handle_of(store, other, handle);
    util_copy_text(out->other, sizeof out->other, handle);
    tell_home(store, actor, other, out);
    sqlite3_stmt *reach = db_query(store, "SELECT reach FROM aid_about_me WHERE member = ?", other);
    if (db_step(store, reach))
        db_copy(reach, 0, out->reach, sizeof out->reach);
    db_done(store, reach);
    by_hand_of(
        store, out->asks ? HAND_ANSWER : HAND_ASK, out->asks ? row->id : row->ask, out->by_hand, sizeof out->by_hand);
}

/* Counts the other's messages that she has not read. */
static void count_unread(struct store *store, const struct actor *actor, struct aid_match *out)
{
    sqlite3_stmt *row = db_query(store,
        "SELECT count(*), coalesce(max(at), 0) FROM aid_word WHERE author <> ?1 AND match = ?2 AND id > ?3 AND at"
        " > " RESTORED_AT,
        actor->member, out->id, out->seen);
    if (db_step(store, row)) {
        out->unread = sqlite3_column_int(row, 0);
        out->unread_at = sqlite3_column_int64(row, 1);
    }
    db_done(store, row);
}

static enum aid_from comes_from(struct store *store, const struct aid_row *ask, const struct match_row *row, bool asks)
{
    return !asks ? ask->from : row->helper != 0 ? aid_helper_from(store, ask, row->helper) : AID_FROM_HERE;
}

static void show_match(struct store *store, const struct actor *actor, struct aid_row *ask, const struct match_row *row,
    int64_t now, struct aid_match *out)
{
    bool asks = !aid_is_helping(store, actor, ask, row->helper);
    *out = (struct aid_match) {
        .id = row->id,
        .ask = row->ask,
        .offer = row->offer,
        .state = row->state,
        .ask_state = ask->state,
        .asker_left = ask->member == 0,
        .asks = asks,
        .mine_said = asks ? row->asker_yes : row->helper_yes,
        .other_said = asks ? row->helper_yes : row->asker_yes,
        .weekly = ask->weekly,
        .hands = ask->hands,
        .found = ask->hands > 1 ? aid_ask_hands_found(store, ask->id) : 0,
        .helper_done = row->helper_done,
        .until = row->until,
        .starts = row->starts,
        .ends = row->ends != 0 ? row->ends : ask->ends,
        .kind = ask->kind,
        .urgency = ask->urgency,
    };
    if (!asks)
        aid_reaches(store, actor, ask);
    out->from = comes_from(store, ask, row, asks);
    sqlite3_stmt *more = db_query(store,
        "SELECT made, agreed, coalesce((SELECT line FROM ask_text x WHERE x.ask = m.ask), ''),"
        " coalesce((SELECT upto FROM aid_seen s WHERE s.match = m.id AND s.member = ?1), 0),"
        " NOT EXISTS (SELECT 1 FROM aid_seen s WHERE s.match = m.id AND s.member = ?1),"
        " coalesce(" EVERY_BITS(FIRST_OF("m.ask"), "m.helper", "?3") ", 0) FROM aid_match m WHERE m.id = ?2",
        actor->member, row->id, now - AID_FELL_SAID);
    if (db_step(store, more)) {
        out->made = sqlite3_column_int64(more, 0);
        out->agreed = sqlite3_column_int64(more, 1);
        db_copy(more, 2, out->line, sizeof out->line);
        out->seen = sqlite3_column_int64(more, 3);
        bool news = row->state == MATCH_FELL || (row->state == MATCH_AGREED && (asks || !row->helper_done));
        out->is_new = news && sqlite3_column_int(more, 4) != 0;
        if (out->weekly && (row->state == MATCH_AGREED || row->state == MATCH_DONE))
            out->every = aid_every_read(sqlite3_column_int64(more, 5), asks);
    }
    db_done(store, more);
    out->veiled = ask->veiled;
    out->unit = ask->veiled ? 0 : ask->unit;
    if (ask->veiled)
        out->urgency = AID_WHENEVER;
    if (ask->veiled && !ask->line_told)
        aid_veiled_line(store, ask, out->line, sizeof out->line);
    if (out->line[0] == '\0')
        util_copy_text(out->line, sizeof out->line, aid_gone_line(ask));
    count_unread(store, actor, out);
    int64_t due = aid_happened_at(ask->urgency, out->ends, out->agreed > out->starts ? out->agreed : out->starts);
    out->happened_due =
        row->state == MATCH_AGREED && (asks ? now >= due || row->helper_done : now >= due && !row->helper_done);
    if (row->state == MATCH_DONE)
        out->wiped_at = ask->ended + retention_period(store, "aid");
    know_other(store, actor, ask, row, now, out);
    if (row->offer != 0 && row->state <= MATCH_AGREED)
        aid_reason(store, row->ask, row->offer, row->starts, now, out->reason);
}

enum result aid_match_get(
    struct store *store, const struct actor *actor, int64_t match, int64_t now, struct aid_match *out)
{
    struct match_row row;
    struct aid_row ask;
    *out = (struct aid_match) { 0 };
    db_reading_begin(store);
    enum result result = aid_match_require(store, actor, match, &row, &ask);
    if (result == RESULT_OK)
        show_match(store, actor, &ask, &row, now, out);
    enum result ended = db_reading_end(store);
    return result != RESULT_OK ? result : ended;
}

/* SQL, of a match `m` and its ask `a`; ?1 member, ?2 now, ?3 hand or 0. ASKS: the actor is its asker; the opposite of
 * aid_is_helping() for a member who is on both sides. GOES_ON: it goes on, or it is done and its messages are kept, or
 * it fell through and home still says so (two days). */
#define ASKS                                                                                                           \
    "(a.member IS ?1 AND (?3 = 0 OR EXISTS (SELECT 1 FROM hand_word w WHERE w.kind = 'ask' AND w.subject = a.id"       \
    " AND w.hand = ?3 AND w.struck_by = 0)))"
#define GOES_ON                                                                                                        \
    " (m.state <= " SQL_MATCH_DONE " OR (m.state = " SQL_MATCH_FELL                                                    \
    " AND m.agreed > 0 AND m.until > ?2)) AND m.wiped = 0"

bool aid_has_met(struct store *store, const struct actor *actor, int64_t other)
{
    return db_number(store, 0,
               "SELECT 1 FROM aid_match m JOIN ask a ON a.id = m.ask WHERE m.state IN (" SQL_MATCH_AGREED
               ", " SQL_MATCH_DONE ")"
               " AND ((m.helper = ?1 AND a.member = ?2) OR (m.helper = ?2 AND a.member = ?1)) LIMIT 1",
               actor->member, other) == 1;
}

enum result aid_matches_of(struct store *store, const struct actor *actor, int64_t ask_id, int64_t now, size_t limit,
    struct aid_match *out, size_t *count)
{
    struct aid_row ask;
    *count = 0;
    db_reading_begin(store);
    enum result result = aid_require_own_ask(store, actor, ask_id, &ask);
    sqlite3_stmt *row = db_query(store,
        "SELECT id FROM aid_match WHERE ask = ? AND state <= " SQL_MATCH_DONE
        " AND wiped = 0 ORDER BY state = " SQL_MATCH_HOLDS " AND asker_yes = 0 DESC, state DESC, helper_yes, id",
        ask_id);
    while (result == RESULT_OK && *count < limit && db_step(store, row)) {
        struct match_row match;
        if (aid_match_require(store, actor, sqlite3_column_int64(row, 0), &match, &ask) == RESULT_OK)
            show_match(store, actor, &ask, &match, now, &out[(*count)++]);
    }
    db_done(store, row);
    enum result ended = db_reading_end(store);
    return result != RESULT_OK ? result : ended;
}

enum result aid_matches(
    struct store *store, const struct actor *actor, int64_t now, size_t limit, struct aid_match *out, size_t *count)
{
    *count = 0;
    enum result result = by_hand_require_neighbour(store, actor);
    if (result != RESULT_OK)
        return result;
    db_reading_begin(store);
    sqlite3_stmt *row = db_query(store,
        "SELECT id, waits FROM (SELECT m.id, m.state, m.state = " SQL_MATCH_SUGGESTED " OR (m.state = " SQL_MATCH_HOLDS
        " AND m.helper_yes = 0) AS waits"
        " FROM aid_match m JOIN ask a ON a.id = m.ask WHERE m.helper = ?1 AND NOT " ASKS " AND " GOES_ON
        " UNION ALL SELECT m.id, m.state, m.state = " SQL_MATCH_SUGGESTED " OR (m.state = " SQL_MATCH_HOLDS
        " AND m.asker_yes = 0)"
        " FROM ask a JOIN aid_match m ON m.ask = a.id WHERE a.member = ?1 AND (m.helper IS NOT ?1 OR " ASKS
        ") AND " GOES_ON ") ORDER BY waits DESC, state, id DESC",
        actor->member, now, actor->hand);
    while (*count < limit && db_step(store, row)) {
        struct match_row match;
        struct aid_row ask;
        if (aid_match_require(store, actor, sqlite3_column_int64(row, 0), &match, &ask) == RESULT_OK)
            show_match(store, actor, &ask, &match, now, &out[(*count)++]);
    }
    db_done(store, row);
    return db_reading_end(store);
}
