/* vote_count.c: counts a vote and closes it: what wins, ties, the lot, and what is decided by it. RULES 4.1, 4.6. */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "store/assembly/proposal_row.h"
#include "store/assembly/room_row.h"
#include "store/assembly/vote_row.h"

struct closing {
    const struct vote_row *row;
    const struct actor *actor; /* NULL: the house */
    int64_t now;
    struct vote_box box;
    struct vote_result result;
    enum vote_state state;
    bool papers; /* they were counted */
};

/* --- gathering --- */

static void add_ballots(struct store *store, struct closing *closing)
{
    struct ballot ballot;
    char at[BALLOT_TEXT_BYTES];
    const struct vote_row *row = closing->row;
    sqlite3_stmt *found = db_query(store, "SELECT ballot FROM vote_voter WHERE vote = ? AND ballot <> ''", row->id);
    while (db_step(store, found))
        if (ballot_parse(row->kind, row->options, db_text(found, 0), &ballot, at) == BALLOT_OK)
            vote_box_add(&closing->box, 1, &ballot);
    db_done(store, found);
}

/* A share is one of those present (RULES 4.5): who is there, and says nothing, counts as abstaining. */
static void add_silent(struct store *store, struct closing *closing)
{
    struct room_people people = { 0 };
    const struct vote_row *row = closing->row;
    if (row->days || row->kind != VOTE_YESNO || closing->actor == NULL ||
        proposal_people_read(store, closing->actor, row->meeting, closing->now, &people) != RESULT_OK)
        return;
    sqlite3_stmt *found =
        db_query(store, "SELECT member FROM vote_voter WHERE vote = ? AND way = " SQL_VOTE_NOT_YET, row->id);
    while (db_step(store, found)) {
        const struct room_person *person = proposal_people_find(&people, sqlite3_column_int64(found, 0));
        if (person != NULL && !person->dropped)
            vote_box_add(&closing->box, 1, &(struct ballot) { .value = { TALLY_ABSTAIN } });
    }
    db_done(store, found);
    proposal_people_free(&people);
}

static void gather(struct store *store, struct closing *closing, const struct vote_box *secret)
{
    for (size_t i = 0; secret != NULL && i < secret->count; i++)
        vote_box_add(&closing->box, secret->list[i].count, &secret->list[i].ballot);
    add_ballots(store, closing);
    closing->papers = vote_paper_add(store, closing->row, &closing->box);
    closing->result.voted = vote_box_sum(&closing->box);
    add_silent(store, closing);
    closing->result.base = vote_box_sum(&closing->box);
    vote_tally(&closing->box, closing->row->kind, closing->row->options, &closing->result);
    vote_tally_judge(closing->row->kind, closing->row->options, vote_needs(closing->row), &closing->result);
}

/* --- judging --- */

static int64_t homes_voted(struct store *store, const struct closing *closing)
{
    return db_number(store, 0,
        "SELECT count(DISTINCT home) FROM vote_voter WHERE vote = ?1 AND way <> " SQL_VOTE_NOT_YET
        " AND (way <> " SQL_VOTE_ON_PAPER " OR ?2)",
        closing->row->id, closing->papers);
}

static bool too_few(struct store *store, struct closing *closing)
{
    struct vote_result *result = &closing->result;
    const struct vote_row *row = closing->row;
    result->turnout = vote_turnout(row, result->voted, homes_voted(store, closing));
    if (result->voted == 0)
        return true;
    return row->days && majority_quorum(&result->turnout) != MAJORITY_QUORUM;
}

/* A vote that asks once more and is a tie again. */
static void draw(const struct vote_row *row, struct vote_result *result)
{
    int drawn = vote_lot_draw(row->seed, result->best);
    for (int i = 0; i < row->options; i++)
        if (result->group[i] == 0 && --drawn == 0)
            result->winner = i;
    result->drawn = true;
}

static enum vote_state judge(struct store *store, struct closing *closing)
{
    struct vote_result *result = &closing->result;
    const struct vote_row *row = closing->row;
    if (too_few(store, closing))
        return VOTE_FEW;
    if (row->kind == VOTE_YESNO)
        return result->answers[TALLY_YES] >= result->needed ? VOTE_DECIDED : VOTE_REFUSED;
    if (result->best > 1 && row->after == 0)
        return VOTE_TIED;
    if (result->best > 1)
        draw(row, result);
    bool leave = row->kind == VOTE_CHOOSE && result->winner == row->options - 1;
    return leave ? VOTE_REFUSED : VOTE_DECIDED;
}

/* --- writing --- */

/* Of a secret vote by ranking or points the single ballots are not kept (RULES 4.7). */
static void keep(struct store *store, const struct closing *closing)
{
    const struct vote_row *row = closing->row;
    const struct vote_result *result = &closing->result;
    bool counted = closing->state != VOTE_FEW;
    char *ballots =
        row->secret && row->kind != VOTE_YESNO ? xstrdup("") : vote_box_write(&closing->box, row->kind, row->options);
    char *totals = vote_tally_write(result, row->kind, row->options);
    db_run(store,
        "UPDATE vote SET state = ?, closed = ?, voted = ?, base = ?, homed = ?, winner = ?, drawn = ?, ballots = ?,"
        " totals = ? WHERE id = ?",
        closing->state, closing->now, result->voted, result->base, result->turnout.homes_present,
        counted ? result->winner : -1, result->drawn, counted ? ballots : "", counted ? totals : "", row->id);
    db_run(store, "UPDATE vote_voter SET paper = '' WHERE vote = ? AND paper <> ''", row->id);
    free(ballots);
    free(totals);
}

static enum result book(struct store *store, const struct closing *closing)
{
    char numbers[200];
    const struct vote_result *result = &closing->result;
    snprintf(numbers, sizeof numbers, "{\"state\":\"%s\",\"voted\":%lld,\"base\":%lld,\"winner\":%d,\"seed\":%lld}",
        vote_state_name(closing->state), (long long)result->voted, (long long)result->base, result->winner + 1,
        (long long)(result->drawn ? closing->row->seed : 0));
    return proposal_book(
        store, closing->actor, closing->row->unit, LEDGER_VOTE_CLOSED, closing->row->id, numbers, closing->now);
}

/* Says it in the room where it was open. */
static enum result tell_room(struct store *store, const struct closing *closing)
{
    struct room_row room;
    char title[VOTE_TITLE_MAX * 4 + 1] = "";
    const struct vote_row *row = closing->row;
    if (row->days || closing->actor == NULL)
        return db_outcome(store);
    enum result result = room_row_get(store, closing->actor, row->meeting, closing->now, &room);
    sqlite3_stmt *found = db_query(store, "SELECT title FROM vote WHERE id = ?", row->id);
    if (db_step(store, found))
        db_copy(found, 0, title, sizeof title);
    db_done(store, found);
    if (result == RESULT_OK)
        result = room_tell(store, &room, closing->state == VOTE_TIED ? ROOM_VOTE_TIED : ROOM_VOTE_CLOSED,
            closing->actor->member, row->id, title, closing->now);
    return result;
}

/* What an item was voted on in a meeting that still goes on acts when that closes; over days, at once. Rules act when
 * there was time to hear of it, as after minutes (RULES 4.5). */
static enum result decide(struct store *store, const struct closing *closing)
{
    const struct vote_row *row = closing->row;
    bool passed = closing->state == VOTE_DECIDED;
    int64_t acts =
        !row->days ? 0 : closing->now + (row->about == ITEM_RULES ? number_of(store, row->unit, NUMBER_MINUTES) : 0);
    if (row->proposal != 0)
        return proposal_voted(store, closing->actor, row->proposal, row->id, passed, acts, closing->now);
    if (!passed)
        return db_outcome(store);
    return decision_of_vote(store, closing->actor,
        &(struct decision_new) {
            .unit = row->unit, .meeting = row->meeting, .vote = row->id, .acts = acts, .now = closing->now });
}

enum result vote_end(struct store *store, const struct actor *actor, const struct vote_row *row,
    const struct vote_box *secret, int64_t now)
{
    struct closing *closing = xcalloc(1, sizeof *closing); /* its tables are too large for the stack of a session */
    *closing = (struct closing) { .row = row, .actor = actor, .now = now };
    gather(store, closing, secret);
    closing->state = judge(store, closing);
    keep(store, closing);
    vote_leave_room(store, row);
    enum result result = book(store, closing);
    if (result == RESULT_OK)
        result = tell_room(store, closing);
    if (result == RESULT_OK && closing->state != VOTE_TIED)
        result = decide(store, closing);
    vote_box_free(&closing->box);
    free(closing);
    return result;
}

enum result vote_end_few(struct store *store, const struct actor *actor, const struct vote_row *row, int64_t now)
{
    struct closing *closing = xcalloc(1, sizeof *closing);
    *closing = (struct closing) { .row = row, .actor = actor, .now = now, .state = VOTE_FEW };
    enum result result = vote_end_without(store, actor, row, VOTE_FEW, now);
    if (result == RESULT_OK)
        result = tell_room(store, closing);
    if (result == RESULT_OK)
        result = decide(store, closing);
    free(closing);
    return result;
}
