/* vote_see.c: what a member sees of a vote: its question, who voted, and once it is closed what it came to. RULES 4.6.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "store/assembly/room_reader.h"
#include "store/assembly/twice.h"
#include "store/assembly/vote_row.h"

/* --- one vote --- */

static void copy_row(const struct vote_row *row, struct vote *out)
{
    *out = (struct vote) {
        .id = row->id,
        .unit = row->unit,
        .meeting = row->meeting,
        .item = row->item,
        .proposal = row->proposal,
        .after = row->after,
        .opened = row->opened,
        .closes = row->closes,
        .closed = row->closed,
        .kind = row->kind,
        .state = row->state,
        .majority = row->majority,
        .needs = row->needs,
        .about = row->about,
        .secret = row->secret,
        .days = row->days,
        .voters = row->voters,
        .active = row->active,
        .homes = row->homes,
        .person = row->person,
        .left_out = row->left_out,
    };
}

static int64_t second_from(int64_t first)
{
    return first != 0 ? twice_second_from(first) : 0;
}

static void read_words(struct store *store, struct vote *out)
{
    sqlite3_stmt *row =
        db_query(store, "SELECT v.title, v.body, v.options, " VOTE_FIRST " FROM vote v WHERE v.id = ?", out->id);
    if (db_step(store, row)) {
        db_copy(row, 0, out->title, sizeof out->title);
        db_copy(row, 1, out->text, sizeof out->text);
        vote_options_read(db_text(row, 2), out);
        out->first_yes = sqlite3_column_int(row, 3) != 0;
        out->second_from = second_from(sqlite3_column_int64(row, 4));
    }
    db_done(store, row);
    if (out->person != 0)
        room_handle(store, out->person, out->person_handle);
}

static void read_voted(
    struct store *store, const struct actor *actor, const struct vote_row *row, int64_t now, struct vote *out)
{
    char at[BALLOT_TEXT_BYTES];
    out->again = db_number(store, 0, "SELECT id FROM vote WHERE unit = ? AND after = ?", row->unit, row->id);
    out->voted = (int)db_number(store, 0, "SELECT voted FROM vote WHERE id = ?", row->id);
    if (row->closed == 0)
        out->voted = (int)db_number(
            store, 0, "SELECT count(*) FROM vote_voter WHERE vote = ? AND way <> " SQL_VOTE_NOT_YET, row->id);
    sqlite3_stmt *mine =
        db_query(store, "SELECT way, ballot FROM vote_voter WHERE vote = ? AND member = ?", row->id, actor->member);
    if (db_step(store, mine)) {
        out->way = (enum vote_way)sqlite3_column_int(mine, 0);
        out->listed = true;
        out->may_vote = !vote_is_over(row, now) && out->way != VOTE_ON_PAPER &&
                        !(row->days && actor->kind == ACTOR_TABLE) &&
                        !(row->secret && (out->way != VOTE_NOT_YET || actor->hand != 0));
        if (!row->secret && out->way != VOTE_NOT_YET && out->way != VOTE_ON_PAPER)
            ballot_parse(row->kind, row->options, db_text(mine, 1), &out->mine, at);
    }
    db_done(store, mine);
}

/* The chair of the room where the vote is open, or of one that can ask a tie once more. */
static void read_chair(
    struct store *store, const struct actor *actor, const struct vote_row *row, int64_t now, struct vote *out)
{
    int64_t meeting = row->closed == 0 ? row->meeting : room_open_here(store, actor, now);
    struct room_row room;
    if (meeting == 0 || actor->hand != 0 || (row->closed == 0 && row->days) ||
        room_row_get(store, actor, meeting, now, &room) != RESULT_OK || room.closed != 0)
        return;
    out->is_chair = room.chair_here && room.chair == actor->member;
    out->may_close = out->is_chair && row->state == VOTE_OPEN && !row->days;
    out->may_again = out->is_chair && row->state == VOTE_TIED && out->again == 0 && room.item != 0;
}

enum result vote_get(struct store *store, const struct actor *actor, int64_t vote, int64_t now, struct vote *out)
{
    struct vote_row row;
    bool reader;
    *out = (struct vote) { 0 };
    db_reading_begin(store);
    enum result result = vote_row_to_read(store, actor, vote, &row, &reader);
    if (result == RESULT_OK) {
        copy_row(&row, out);
        read_words(store, out);
        read_voted(store, actor, &row, now, out);
    }
    if (result == RESULT_OK && !reader) { /* she may have the chair of her own street's room meanwhile */
        if (row.secret)
            vote_secret_see(store, actor, &row, out);
        read_chair(store, actor, &row, now, out);
    }
    enum result end = db_reading_end(store);
    return result != RESULT_OK ? result : end;
}

/* --- what it came to --- */

static enum result require_counted(struct store *store, const struct vote_row *row)
{
    if (row->closed == 0)
        return db_refuse(store, RESULT_REFUSED, _("Nobody sees what comes of it before it is closed."));
    if (row->state == VOTE_ENDED)
        return db_refuse(store, RESULT_NOT_FOUND, _("The meeting ended before: nothing was counted."));
    return RESULT_OK;
}

static void read_result(struct store *store, const struct vote_row *row, struct vote_result *out)
{
    sqlite3_stmt *found =
        db_query(store, "SELECT voted, base, homed, winner, drawn, totals FROM vote WHERE id = ?", row->id);
    if (db_step(store, found)) {
        out->voted = sqlite3_column_int64(found, 0);
        out->base = sqlite3_column_int64(found, 1);
        out->turnout = vote_turnout(row, out->voted, sqlite3_column_int64(found, 2));
        out->quorum = majority_quorum(&out->turnout);
        vote_tally_read(db_text(found, 5), row->kind, row->options, out);
        vote_tally_judge(row->kind, row->options, vote_needs(row), out);
        out->winner = sqlite3_column_int(found, 3);
        out->drawn = sqlite3_column_int(found, 4) != 0;
    }
    db_done(store, found);
}

enum result vote_result_get(struct store *store, const struct actor *actor, int64_t vote, struct vote_result *out)
{
    struct vote_row row;
    bool reader;
    *out = (struct vote_result) { .winner = -1 };
    db_reading_begin(store);
    enum result result = vote_row_to_read(store, actor, vote, &row, &reader);
    if (result == RESULT_OK)
        result = require_counted(store, &row);
    if (result == RESULT_OK)
        read_result(store, &row, out);
    enum result end = db_reading_end(store);
    return result != RESULT_OK ? result : end;
}

bool vote_read_all(struct store *store, int64_t vote, struct vote *out, struct vote_result *result)
{
    struct vote_row row;
    *result = (struct vote_result) { .winner = -1 };
    if (!vote_row_read(store, vote, &row))
        return false;
    copy_row(&row, out);
    read_words(store, out);
    if (row.closed != 0 && row.state != VOTE_ENDED)
        read_result(store, &row, result);
    return true;
}

enum result vote_ballots_list(
    struct store *store, const struct actor *actor, int64_t vote, struct vote_count *out, size_t limit, size_t *count)
{
    struct vote_row row;
    struct vote_box box = { 0 };
    char problem[400];
    bool reader;
    *count = 0;
    db_reading_begin(store);
    enum result result = vote_row_to_read(store, actor, vote, &row, &reader);
    if (result == RESULT_OK)
        result = require_counted(store, &row);
    if (result == RESULT_OK) {
        sqlite3_stmt *found = db_query(store, "SELECT ballots FROM vote WHERE id = ?", vote);
        if (db_step(store, found))
            vote_box_read(db_text(found, 0), row.kind, row.options, &box, problem, sizeof problem);
        db_done(store, found);
        for (size_t i = 0; i < box.count && *count < limit; i++)
            out[(*count)++] = box.list[i];
        vote_box_free(&box);
    }
    enum result end = db_reading_end(store);
    return result != RESULT_OK ? result : end;
}

bool vote_lot_get(struct store *store, const struct actor *actor, int64_t vote, struct vote_lot *out)
{
    struct vote_row row;
    bool reader;
    struct vote_result *came = xcalloc(1, sizeof *came);
    bool drawn = vote_result_get(store, actor, vote, came) == RESULT_OK && came->drawn;
    if (drawn && vote_row_to_read(store, actor, vote, &row, &reader) == RESULT_OK)
        *out = (struct vote_lot) { .pool = came->best, .seed = row.seed, .drawn = vote_lot_draw(row.seed, came->best) };
    free(came);
    return drawn;
}

/* --- lists --- */

static void read_line(const struct actor *actor, sqlite3_stmt *row, int64_t now, struct vote_line *out)
{
    struct vote *options = xcalloc(1, sizeof *options);
    int way = sqlite3_column_int(row, 12);
    *out = (struct vote_line) {
        .id = sqlite3_column_int64(row, 0),
        .meeting = sqlite3_column_int64(row, 1),
        .opened = sqlite3_column_int64(row, 2),
        .closes = sqlite3_column_int64(row, 3),
        .closed = sqlite3_column_int64(row, 4),
        .kind = (enum vote_kind)sqlite3_column_int(row, 5),
        .state = (enum vote_state)sqlite3_column_int(row, 6),
        .secret = sqlite3_column_int(row, 7) != 0,
        .days = sqlite3_column_int(row, 8) != 0,
        .winner = sqlite3_column_int(row, 9),
        .unit = sqlite3_column_int64(row, 13),
        .first_yes = sqlite3_column_int(row, 14) != 0,
        .second_from = second_from(sqlite3_column_int64(row, 15)),
    };
    db_copy(row, 10, out->title, sizeof out->title);
    options->kind = out->kind;
    vote_options_read(db_text(row, 11), options);
    out->options = options->options;
    if (out->winner >= 0 && out->winner < out->options)
        util_copy_text(out->won, sizeof out->won, options->option[out->winner]);
    free(options);
    out->has_voted = way > VOTE_NOT_YET;
    bool is_over = out->state != VOTE_OPEN || (out->days && now >= out->closes);
    out->may_vote =
        way >= 0 && way != VOTE_ON_PAPER && !is_over && !(out->secret && (out->has_voted || actor->hand != 0));
}

/* Who voted in a secret vote in the room, only memory knows. */
static void see_secret(struct store *store, const struct actor *actor, struct vote_line *line)
{
    if (line->secret && !line->days && line->closed == 0 && vote_secret_has_voted(store, actor, line->id)) {
        line->has_voted = true;
        line->may_vote = false;
    }
}

void vote_lines_read(struct store *store, const struct actor *actor, sqlite3_stmt *row, int64_t now,
    struct vote_line *out, size_t limit, size_t *count)
{
    while (*count < limit && db_step(store, row)) {
        read_line(actor, row, now, &out[*count]);
        see_secret(store, actor, &out[(*count)++]);
    }
    db_done(store, row);
}

enum result votes_list(struct store *store, const struct actor *actor, int64_t meeting, int64_t now,
    struct vote_line *out, size_t limit, size_t *count)
{
    struct meeting_row found;
    int64_t unit = 0;
    enum result result = RESULT_OK;
    *count = 0;
    db_reading_begin(store);
    bool reader = room_reads_votes(store, actor, meeting) != 0;
    if (meeting == 0)
        result = meeting_require_unit(store, actor, &unit);
    else if (!reader)
        result = meeting_row_get(store, actor, meeting, now, &found);
    if (result == RESULT_OK)
        vote_lines_read(store, actor,
            db_query(store,
                VOTE_LINE_SELECT
                " WHERE (?2 = 0 AND v.unit = ?3) OR (?2 <> 0 AND v.meeting = ?2 AND (?4 = 0 OR " VOTE_IS_TO_READ(
                    "v") "))"
                         " ORDER BY v.closed > 0, CASE v.closed WHEN 0 THEN v.closes ELSE -v.closed END, v.id DESC",
                actor->member, meeting, unit, (int64_t)reader),
            now, out, limit, count);
    enum result end = db_reading_end(store);
    return result != RESULT_OK ? result : end;
}

static void read_voter(
    const struct actor *actor, sqlite3_stmt *row, const struct vote_row *vote, struct vote_voter *out)
{
    char at[BALLOT_TEXT_BYTES];
    *out = (struct vote_voter) { .member = sqlite3_column_int64(row, 0),
        .way = (enum vote_way)sqlite3_column_int(row, 1) };
    out->mine = out->member == actor->member;
    person_copy_handle(row, 2, out->handle);
    db_copy(row, 3, out->home, sizeof out->home);
    const char *ballot = db_text(row, 4);
    out->has_ballot = !vote->secret && vote->closed != 0 && ballot[0] != '\0';
    if (out->has_ballot)
        ballot_parse(vote->kind, vote->options, ballot, &out->ballot, at);
}

enum result vote_voters_list(
    struct store *store, const struct actor *actor, int64_t vote, struct vote_voter *out, size_t limit, size_t *count)
{
    struct vote_row row;
    *count = 0;
    db_reading_begin(store);
    enum result result = vote_row_get(store, actor, vote, &row);
    if (result == RESULT_OK) {
        sqlite3_stmt *voter = db_query(store,
            "SELECT o.member, o.way, " HANDLE_OF(
                "o.member") ", coalesce(b.label, ''), o.ballot FROM vote_voter o"
                            " JOIN member m ON m.id = o.member LEFT JOIN household b ON b.id = m.household WHERE o.vote = ?"
                            " ORDER BY 3 COLLATE NOCASE",
            vote);
        while (*count < limit && db_step(store, voter))
            read_voter(actor, voter, &row, &out[(*count)++]);
        db_done(store, voter);
    }
    enum result end = db_reading_end(store);
    return result != RESULT_OK ? result : end;
}
