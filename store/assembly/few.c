/* few.c: a meeting in which there never were enough people: its items come on the next agenda. When that happens to an
 * item the second time, it becomes a vote over 7 days. RULES 4.1. */
#include <stdlib.h>

#include "store/assembly/few.h"
#include "store/assembly/proposal_row.h"
#include "store/assembly/room_row.h"
#include "store/assembly/vote_row.h"

/* Enough people when the first item began, or now. */
static bool had_enough(struct store *store, int64_t meeting, int64_t now)
{
    struct majority_turnout turnout = { .of_members = { 1, 1, true } }; /* without a room nobody is enough */
    int64_t counted = 0;
    sqlite3_stmt *row = db_query(store,
        "SELECT active, homes, counted, quorum_members, quorum_homes, (SELECT count(DISTINCT m.household) FROM room_present p JOIN member m"
        " ON m.id = p.member WHERE p.meeting = ?1 AND " ROOM_WAY("p") " <> " SQL_ROOM_AWAY
                                                                      ") FROM room WHERE meeting = ?1",
        meeting, room_since(now));
    if (db_step(store, row)) {
        turnout.active = sqlite3_column_int64(row, 0);
        turnout.homes = sqlite3_column_int64(row, 1);
        counted = sqlite3_column_int64(row, 2);
        turnout.of_members = fraction_read(sqlite3_column_int64(row, 3), false);
        turnout.of_homes = fraction_read(sqlite3_column_int64(row, 4), false);
        turnout.homes_present = sqlite3_column_int64(row, 5);
    }
    db_done(store, row);
    turnout.counts_homes = turnout.homes > 0;
    turnout.present = room_present_count(store, meeting, now);
    return majority_quorum(&turnout) == MAJORITY_QUORUM ||
           fraction_reached(turnout.of_members, counted, turnout.active);
}

bool few_by_cut(struct store *store, int64_t meeting)
{
    return db_number(store, 0, "SELECT 1 FROM room WHERE meeting = ? AND adjourned > 0", meeting) == 1 ||
           db_number(store, 0, "SELECT 1 FROM room WHERE meeting = ?1 AND paused > 0 AND paused <= ?2", meeting,
               room_cut_last(store, meeting)) == 1;
}

bool few_came(struct store *store, int64_t meeting, int64_t now)
{
    if (db_number(store, 0, "SELECT 1 FROM decision WHERE meeting = ? LIMIT 1", meeting) == 1)
        return false;
    if (db_number(store, 0,
            "SELECT 1 FROM question q JOIN proposal p ON p.id = q.proposal JOIN room r ON r.meeting ="
            " p.meeting WHERE p.meeting = ? AND q.opened >= r.opened LIMIT 1",
            meeting) == 1)
        return false;
    return !had_enough(store, meeting, now);
}

/* Never on people, tasks, money and rules; and never against a stop that stands. */
static bool becomes_a_vote(struct store *store, int64_t item, int64_t now)
{
    return db_number(store, 0,
               "SELECT 1 FROM meeting_item WHERE id = ? AND failed > 0 AND about = " SQL_ITEM_THINGS
               " AND wants = " SQL_ITEM_DECIDE,
               item) == 1 &&
           proposal_stops_standing(store, item, 0, now) == 0;
}

/* Yes or no to the text that was ready for it, or to the item's own words. */
static enum result open_vote(struct store *store, int64_t unit, int64_t meeting, int64_t item, int64_t now)
{
    int64_t vote;
    struct vote_new form = { .meeting = meeting,
        .proposal = proposal_of_item(store, item),
        .kind = VOTE_YESNO,
        .majority = MAJORITY_HALF,
        .days = true };
    sqlite3_stmt *row = db_query(store,
        "SELECT coalesce(t.title, x.title, ''), coalesce(t.body, x.details, '') FROM meeting_item i"
        " LEFT JOIN meeting_item_text x ON x.item = i.id LEFT JOIN proposal p ON p.id = ?2 LEFT JOIN proposal_text t"
        " ON t.proposal = p.id AND t.version = p.version WHERE i.id = ?1",
        item, form.proposal);
    char *title = xstrdup(db_step(store, row) ? db_text(row, 0) : ""), *text = xstrdup(db_text(row, 1));
    db_done(store, row);
    form.title = title;
    form.text = text;
    enum result result = vote_open_by_house(store, unit, item, ITEM_THINGS, &form, now, &vote);
    free(title);
    free(text);
    return result;
}

/* As if it was parked. */
static void park(struct store *store, int64_t meeting, int64_t item, int64_t now)
{
    db_run(store,
        "INSERT INTO room_item (meeting, item, began, ended, parked) VALUES (?1, ?2, ?3, ?3, 1)"
        " ON CONFLICT DO UPDATE SET parked = 1",
        meeting, item, now);
}

static void carry_on(struct store *store, int64_t meeting, int64_t item, int64_t now)
{
    db_run(store, "UPDATE meeting_item SET failed = failed + 1 WHERE id = ?", item);
    park(store, meeting, item, now);
}

enum result few_carry_rest(struct store *store, int64_t unit, int64_t meeting, int64_t now)
{
    int64_t item;
    while (!db_failed(store) && (item = room_next_item(store, meeting)) != 0)
        park(store, meeting, item, now);
    return room_park_onto_next(store, unit, now);
}

enum result few_carry_on(struct store *store, int64_t unit, int64_t meeting, int64_t now)
{
    int64_t item = 0;
    enum result result = RESULT_OK;
    while (result == RESULT_OK && !db_failed(store) &&
           (item = db_number(store, 0,
                "SELECT min(id) FROM meeting_item WHERE meeting = ? AND id > ? AND dropped = 0 AND founds = 0"
                " AND wants IN (" SQL_ITEM_DECIDE ", " SQL_ITEM_CHOOSE ")",
                meeting, item)) != 0) {
        if (becomes_a_vote(store, item, now))
            result = open_vote(store, unit, meeting, item, now);
        else
            carry_on(store, meeting, item, now);
    }
    return result == RESULT_OK ? room_park_onto_next(store, unit, now) : result;
}
