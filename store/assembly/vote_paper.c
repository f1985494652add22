/* vote_paper.c: votes on paper: who has one, and what two note-takers counted. RULES 1.8. */
#include <stdlib.h>
#include <string.h>

#include "store/assembly/paper_seal.h"
#include "store/assembly/papers_row.h"
#include "store/assembly/room_row.h"
#include "store/assembly/vote_row.h"
#include "store/people/people.h"

/* --- who counts --- */

/* Who made the proposal, or else who brought the item. */
static bool is_mover(struct store *store, const struct actor *actor, const struct vote_row *row)
{
    int64_t mover = row->proposal != 0 ? db_number(store, 0, "SELECT mover FROM proposal WHERE id = ?", row->proposal)
                                       : db_number(store, 0, "SELECT adder FROM meeting_item WHERE id = ?", row->item);
    return mover != 0 && mover == actor->member;
}

static bool is_listed(struct store *store, const struct vote_row *row, int64_t member)
{
    return db_number(store, 0, "SELECT 1 FROM vote_voter WHERE vote = ? AND member = ?", row->id, member) != 0;
}

/* She herself, in the list; and in the room, when it is held there. Papers of a vote over days are counted after its
 * hour, until the house closes it. */
static enum result require_counter(
    struct store *store, const struct actor *actor, int64_t vote, int64_t now, struct vote_row *row)
{
    struct room_row room;
    enum result result = rights_require_member(store, actor);
    if (result == RESULT_OK)
        result = vote_row_get(store, actor, vote, row);
    if (result != RESULT_OK)
        return result;
    if (row->state != VOTE_OPEN)
        return db_refuse(store, RESULT_CONFLICT, _("This vote is closed."));
    if (is_mover(store, actor, row))
        return db_refuse(
            store, RESULT_REFUSED, _("Two others count the papers: whoever brought this before the meeting may not."));
    if (!is_listed(store, row, actor->member))
        return db_refuse(store, RESULT_REFUSED, _("Papers are counted by people who may vote in this."));
    return row->days ? RESULT_OK : room_require(store, actor, row->meeting, now, ROOM_NEEDS_LINE, &room);
}

/* --- the list --- */

static enum result set_tick(
    struct store *store, const struct vote_row *row, const struct actor *actor, int64_t member, bool on)
{
    int64_t way = db_number(store, -1, "SELECT way FROM vote_voter WHERE vote = ? AND member = ?", row->id, member);
    if (way < 0)
        return db_refuse(store, RESULT_NOT_FOUND, _("Nobody of that name stands in the list of this vote."));
    if (on && (way == VOTE_SELF || way == VOTE_BY_HAND))
        return db_refuse(store, RESULT_CONFLICT, _("They have voted already, without a paper."));
    if (on && member == actor->member)
        return db_refuse(store, RESULT_REFUSED, _("Nobody ticks themselves: another note-taker does."));
    if ((way == VOTE_ON_PAPER) == on)
        return RESULT_OK;
    db_run(store, "UPDATE vote_voter SET way = ? WHERE vote = ? AND member = ?", on ? VOTE_ON_PAPER : VOTE_NOT_YET,
        row->id, member);
    /* What was counted was of another number of papers. */
    db_run(store, "UPDATE vote_voter SET paper = '' WHERE vote = ? AND paper <> ''", row->id);
    if (!row->days)
        room_hint(store, row->meeting);
    return db_outcome(store);
}

static enum result tick(
    struct store *store, const struct actor *actor, int64_t vote, int64_t member, bool on, int64_t now)
{
    struct vote_row row;
    enum result result = require_counter(store, actor, vote, now, &row);
    if (result == RESULT_OK && vote_is_over(&row, now))
        return db_refuse(store, RESULT_CONFLICT, _("Its hour is over: nobody votes any more."));
    return result == RESULT_OK ? set_tick(store, &row, actor, member, on) : result;
}

enum result vote_paper_tick(
    struct store *store, const struct actor *actor, int64_t vote, int64_t member, bool on, int64_t now)
{
    enum result result = db_begin(store);
    return result == RESULT_OK ? db_finish(store, tick(store, actor, vote, member, on, now)) : result;
}

/* --- the counts --- */

char *vote_paper_agreed(struct store *store, int64_t vote)
{
    char *agreed = NULL;
    sqlite3_stmt *row = db_query(store,
        "SELECT paper FROM vote_voter WHERE vote = ? AND paper <> '' GROUP BY paper"
        " HAVING count(DISTINCT home) >= 2 LIMIT 2",
        vote);
    if (db_step(store, row))
        agreed = paper_open(store, vote, db_text(row, 0));
    bool others_agree_on_another = agreed != NULL && db_step(store, row);
    db_done(store, row);
    if (!others_agree_on_another)
        return agreed;
    free(agreed);
    return NULL;
}

bool vote_paper_add(struct store *store, const struct vote_row *row, struct vote_box *box)
{
    char problem[400], *agreed = vote_paper_agreed(store, row->id);
    bool there = agreed != NULL;
    if (there)
        vote_box_read(agreed, row->kind, row->options, box, problem, sizeof problem);
    free(agreed);
    return there;
}

static int64_t ticked(struct store *store, int64_t vote)
{
    return db_number(store, 0, "SELECT count(*) FROM vote_voter WHERE vote = ? AND way = " SQL_VOTE_ON_PAPER, vote);
}

/* Merged and in order, so that two who counted the same typed the same. */
static enum result clean_counts(struct store *store, const struct vote_row *row, const char *counts, char **out)
{
    struct vote_box box = { 0 };
    char problem[400];
    enum result result = RESULT_OK;
    int64_t papers = ticked(store, row->id);
    if (!vote_box_read(counts, row->kind, row->options, &box, problem, sizeof problem))
        result = db_refuse(store, RESULT_INVALID, "%s", problem);
    else if (vote_box_sum(&box) > papers)
        result = db_refuse(store, RESULT_INVALID,
            _("That is %lld papers, and %lld people are ticked as voting on paper. Tick them first, or count again."),
            (long long)vote_box_sum(&box), (long long)papers);
    else if (vote_box_sum(&box) == 0)
        result = db_refuse(store, RESULT_INVALID, _("Type how many papers say what, as in \"12 yes\"."));
    *out = vote_box_write(&box, row->kind, row->options);
    vote_box_free(&box);
    return result;
}

static enum result type_counts(
    struct store *store, const struct actor *actor, int64_t vote, const char *counts, int64_t now, bool *agreed)
{
    struct vote_row row;
    char *clean = NULL;
    enum result result = require_counter(store, actor, vote, now, &row);
    if (result == RESULT_OK)
        result = clean_counts(store, &row, counts, &clean);
    if (result == RESULT_OK) {
        char *kept = row.secret ? paper_seal(store, vote, clean) : xstrdup(clean);
        db_run(store, "UPDATE vote_voter SET paper = ? WHERE vote = ? AND member = ?", kept, vote, actor->member);
        free(kept);
        char *same = vote_paper_agreed(store, vote);
        *agreed = same != NULL;
        free(same);
        result = db_outcome(store);
        if (!row.days)
            room_hint(store, row.meeting);
    }
    free(clean);
    return result;
}

enum result vote_paper_count(
    struct store *store, const struct actor *actor, int64_t vote, const char *counts, int64_t now, bool *agreed)
{
    char *clean = NULL;
    *agreed = false;
    enum result result = db_clean_text(store, counts, false, VOTE_PAPER_MAX, &clean);
    if (result == RESULT_OK && (result = db_begin(store)) == RESULT_OK)
        result = db_finish(store, type_counts(store, actor, vote, clean, now, agreed));
    free(clean);
    return result;
}

static int64_t papers_in(struct store *store, const struct vote_row *row)
{
    struct vote_box box = { 0 };
    vote_paper_add(store, row, &box);
    int64_t sum = vote_box_sum(&box);
    vote_box_free(&box);
    return sum;
}

static char *opened(struct store *store, int64_t vote, int64_t member)
{
    char *counts = NULL;
    sqlite3_stmt *row =
        db_query(store, "SELECT paper FROM vote_voter WHERE vote = ? AND member = ? AND paper <> ''", vote, member);
    if (db_step(store, row))
        counts = paper_open(store, vote, db_text(row, 0));
    db_done(store, row);
    return counts;
}

static void read_typists(struct store *store, int64_t vote, int64_t actor, struct papers *out)
{
    char *mine = opened(store, vote, actor);
    out->mine = mine != NULL;
    sqlite3_stmt *row = db_query(store,
        "SELECT t.member, " HANDLE_OF(
            "t.member") ", coalesce(b.label, ''), t.paper FROM vote_voter t"
                        " JOIN member m ON m.id = t.member LEFT JOIN household b ON b.id = m.household WHERE t.vote = ?1"
                        " AND t.paper <> '' ORDER BY t.member <> ?2, t.member",
        vote, actor);
    while (db_step(store, row)) {
        char *counts = paper_open(store, vote, db_text(row, 3));
        bool same = mine != NULL && counts != NULL && strcmp(mine, counts) == 0;
        papers_add_typist(out, row, actor, same);
        if (mine != NULL && counts != NULL && !same)
            papers_tell_difference(out, &(struct paper_lines) { mine, mine }, &(struct paper_lines) { counts, counts });
        free(counts);
    }
    db_done(store, row);
    free(mine);
}

enum result vote_paper_get(
    struct store *store, const struct actor *actor, int64_t vote, int64_t now, struct papers *out)
{
    struct vote_row row;
    (void)now;
    *out = (struct papers) { 0 };
    db_reading_begin(store);
    enum result result = vote_row_get(store, actor, vote, &row);
    if (result == RESULT_OK) {
        out->ticked = (int)ticked(store, vote);
        out->counted = papers_in(store, &row);
        out->agreed = out->counted > 0;
        read_typists(store, vote, actor->member, out);
        out->may = row.state == VOTE_OPEN && actor->kind == ACTOR_MEMBER && actor->hand == 0 &&
                   !is_mover(store, actor, &row) && is_listed(store, &row, actor->member);
    }
    enum result end = db_reading_end(store);
    return result != RESULT_OK ? result : end;
}
