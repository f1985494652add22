/* proposal_row.c: a proposal as a row, its texts, and the stops that stand. RULES 4.5. */
#include "store/assembly/proposal_row.h"

#include <stdlib.h>

#include "difference.h"
#include "store/assembly/room_reader.h"
#include "store/assembly/table_row.h"

static int64_t later(int64_t one, int64_t other)
{
    return one > other ? one : other;
}

enum result proposal_row_get(struct store *store, const struct actor *actor, int64_t proposal, struct proposal_row *out)
{
    *out = (struct proposal_row) { 0 };
    enum result result = by_hand_require_voice(store, actor);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = db_query(store,
        "SELECT p.id, p.unit, p.meeting, p.item, p.mover, p.made, p.small_until, p.version, p.state, i.about,"
        " coalesce((SELECT at FROM proposal_text t WHERE t.proposal = p.id AND t.version = p.version), p.made), " ITEM_BEGAN(
            "p") " FROM proposal p JOIN meeting_item i ON i.id = p.item WHERE p.id = ?",
        proposal);
    bool found = db_step(store, row) && actor_belongs(actor, sqlite3_column_int64(row, 1));
    if (found)
        *out = (struct proposal_row) {
            .id = sqlite3_column_int64(row, 0),
            .unit = sqlite3_column_int64(row, 1),
            .meeting = sqlite3_column_int64(row, 2),
            .item = sqlite3_column_int64(row, 3),
            .mover = sqlite3_column_int64(row, 4),
            .made = sqlite3_column_int64(row, 5),
            .small_until = sqlite3_column_int64(row, 6),
            .version = sqlite3_column_int(row, 7),
            .state = (enum proposal_state)sqlite3_column_int(row, 8),
            .about = (enum item_about)sqlite3_column_int(row, 9),
            .text_at = later(sqlite3_column_int64(row, 10), sqlite3_column_int64(row, 11)),
            .waits = sqlite3_column_int64(row, 11) == 0,
        };
    db_done(store, row);
    if (found || db_failed(store))
        return db_outcome(store);
    return db_refuse(store, RESULT_NOT_FOUND, _("There is no such proposal. `proposals N` lists those of a meeting."));
}

enum result proposal_row_in_room(
    struct store *store, const struct actor *actor, int64_t proposal, struct proposal_row *out)
{
    *out = (struct proposal_row) { 0 };
    if (actor->kind != ACTOR_TABLE)
        return proposal_row_get(store, actor, proposal, out);
    int64_t meeting = db_number(store, 0, "SELECT meeting FROM proposal WHERE id = ?", proposal);
    struct actor reads = table_reads(actor, db_number(store, 0, "SELECT unit FROM meeting WHERE id = ?", meeting));
    enum result result = table_require(store, actor, meeting);
    return result == RESULT_OK ? proposal_row_get(store, &reads, proposal, out) : result;
}

enum result proposal_row_to_read(
    struct store *store, const struct actor *actor, int64_t proposal, struct proposal_row *out)
{
    *out = (struct proposal_row) { 0 };
    if (!room_reads_proposal(store, actor, proposal))
        return proposal_row_in_room(store, actor, proposal, out);
    int64_t unit = db_number(store, 0, "SELECT unit FROM proposal WHERE id = ?", proposal);
    struct actor reads = { .kind = ACTOR_MEMBER, .member = actor->member, .unit_count = 1, .units = { unit } };
    return proposal_row_get(store, &reads, proposal, out);
}

char *proposal_text(struct store *store, int64_t proposal, int version)
{
    sqlite3_stmt *row =
        db_query(store, "SELECT body FROM proposal_text WHERE proposal = ? AND version = ?", proposal, version);
    char *text = xstrdup(db_step(store, row) ? db_text(row, 0) : "");
    db_done(store, row);
    return text;
}

char *proposal_title(struct store *store, int64_t proposal)
{
    sqlite3_stmt *row =
        db_query(store, "SELECT title FROM proposal_text WHERE proposal = ? ORDER BY version DESC LIMIT 1", proposal);
    char *title = xstrdup(db_step(store, row) ? db_text(row, 0) : "");
    db_done(store, row);
    return title;
}

int64_t proposal_reading(struct store *store, const struct proposal_row *row)
{
    char *text = proposal_text(store, row->id, row->version);
    int64_t words = (int64_t)difference_words(text);
    free(text);
    return (words * 60 + TEST_READING_WORDS - 1) / TEST_READING_WORDS;
}

void proposal_set_state(struct store *store, int64_t proposal, enum proposal_state state, int64_t now)
{
    bool ended = state == PROPOSAL_DECIDED || state == PROPOSAL_WITHDRAWN;
    db_run(store, "UPDATE proposal SET state = ?, small_until = 0, ended = ? WHERE id = ?", state,
        ended ? now : (int64_t)0, proposal);
}

/* --- stops --- */

int64_t proposal_stops_standing(struct store *store, int64_t item, int64_t member, int64_t now)
{
    return db_number(store, 0, "SELECT count(*) FROM stop WHERE item = ?1 AND ?2 IN (0, member) AND " STOP_STANDS("?3"),
        item, member, now);
}

void proposal_stops_lapse(struct store *store, int64_t item, int64_t now)
{
    db_run(store, "UPDATE stop SET lapses = ? WHERE item = ? AND lapses = 0 AND waits = 0", now + STOP_LIFE, item);
}

bool proposal_may_two_thirds(struct store *store, int64_t proposal, int64_t item, enum item_about about, int64_t now)
{
    if (about == ITEM_PERSON || about == ITEM_RULES || proposal_sittings(store, proposal) < SITTINGS)
        return false;
    return db_number(store, 0,
               "SELECT count(*) FROM stop WHERE item = ?1 AND " STOP_IS_WOMENS " AND " STOP_STANDS("?2"), item,
               now) == 0;
}

/* --- over several meetings --- */

int64_t proposal_of_item(struct store *store, int64_t item)
{
    return db_number(store, 0, "SELECT max(id) FROM proposal WHERE item = ? AND " PROPOSAL_GOES_ON, item);
}

/* A text that went back to the room is asked about anew at another sitting; one that was stopped stays so. */
void proposal_move(struct store *store, int64_t item, int64_t to)
{
    int64_t proposal = proposal_of_item(store, item);
    db_run(store,
        "UPDATE proposal SET item = ?1, meeting = (SELECT meeting FROM meeting_item WHERE id = ?1), small_until = 0,"
        " ended = 0, state = CASE WHEN state IN (" SQL_PROPOSAL_RETURNED ", " SQL_PROPOSAL_ONCE
        ") THEN " SQL_PROPOSAL_OPEN " ELSE state END WHERE id = ?2",
        to, proposal);
    db_run(store, "UPDATE stop SET item = ? WHERE item = ?", to, item);
}

void proposal_item_dropped(struct store *store, int64_t item, int64_t dropped)
{
    if (dropped != 0)
        db_run(store,
            "UPDATE proposal SET state = " SQL_PROPOSAL_WITHDRAWN ", ended = ?2 WHERE item = ?1 AND " PROPOSAL_GOES_ON,
            item, dropped);
    else
        db_run(store,
            "UPDATE proposal SET state = " SQL_PROPOSAL_OPEN ", ended = 0 WHERE id = (SELECT max(id) FROM proposal"
            " WHERE item = ? AND state = " SQL_PROPOSAL_WITHDRAWN ")",
            item);
}

void proposals_follow(struct store *store, int64_t unit)
{
    int64_t item;
    while (
        !db_failed(store) &&
        (item = db_number(store, 0,
             "SELECT p.item FROM proposal p JOIN room_item t ON t.meeting = p.meeting AND t.item = p.item"
             " LEFT JOIN room r ON r.meeting = p.meeting WHERE p.unit = ? AND t.moved > 0 AND (r.meeting IS NULL OR r.closed > 0)"
             " AND p." PROPOSAL_GOES_ON " LIMIT 1",
             unit)) != 0)
        proposal_move(store, item, db_number(store, 0, "SELECT moved FROM room_item WHERE item = ?", item));
}

int proposal_sittings(struct store *store, int64_t proposal)
{
    int64_t last = 0, at;
    int count = 0;
    sqlite3_stmt *row = db_query(store,
        "SELECT closed FROM question WHERE proposal = ? AND kind = " SQL_QUESTION_CONSENT
        " AND closed > 0 AND outcome > " SQL_MAJORITY_PASSES " ORDER BY closed",
        proposal);
    while (db_step(store, row)) {
        at = sqlite3_column_int64(row, 0);
        if (count > 0 && at - last < SITTING_APART)
            continue;
        last = at;
        count++;
    }
    db_done(store, row);
    return count;
}

enum result proposal_book(struct store *store, const struct actor *actor, int64_t unit, enum ledger_kind kind,
    int64_t subject, const char *numbers, int64_t now)
{
    return ledger_append(store, &(struct ledger_new) { .at = now,
                                    .unit = unit,
                                    .subject = subject,
                                    .actor = actor != NULL ? actor->member : 0,
                                    .kind = kind,
                                    .data = numbers });
}

void proposal_times(struct store *store, int64_t proposal, int64_t *put_from, int64_t *small_until)
{
    struct proposal_row found = { .id = proposal };
    *put_from = *small_until = 0;
    sqlite3_stmt *row = db_query(store,
        "SELECT p.small_until, p.version, max(t.at, " ITEM_BEGAN(
            "p") ") FROM proposal p JOIN proposal_text t ON t.proposal = p.id AND t.version = p.version"
                 " WHERE p.id = ? AND p.state = " SQL_PROPOSAL_OPEN,
        proposal);
    bool is_open = db_step(store, row);
    if (is_open) {
        *small_until = sqlite3_column_int64(row, 0);
        found.version = sqlite3_column_int(row, 1);
        found.text_at = sqlite3_column_int64(row, 2);
    }
    db_done(store, row);
    if (is_open && *small_until == 0)
        *put_from = found.text_at + proposal_reading(store, &found);
}

bool proposal_question_is_open(struct store *store, int64_t meeting)
{
    return db_number(store, 0,
               "SELECT 1 FROM proposal WHERE meeting = ? AND (state = " SQL_PROPOSAL_TESTED
               " OR (state = " SQL_PROPOSAL_OPEN " AND small_until > 0)) LIMIT 1",
               meeting) != 0;
}
