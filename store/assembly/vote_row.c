/* vote_row.c: a vote as a row, and who may vote at all. RULES 4.6, 1.1, 1.9. */
#include "store/assembly/vote_row.h"

#include <string.h>

#include "invitations.h"
#include "lost.h"
#include "store/assembly/room_reader.h"
#include "store/assembly/table_row.h"

/* "Leave it as it is" is not written down. */
static int count_options(enum vote_kind kind, const char *lines)
{
    int count = lines[0] != '\0';
    for (; *lines != '\0'; lines++)
        count += *lines == '\n';
    return count + (kind == VOTE_CHOOSE);
}

bool vote_row_read(struct store *store, int64_t vote, struct vote_row *out)
{
    *out = (struct vote_row) { 0 };
    sqlite3_stmt *row = db_query(store,
        "SELECT id, unit, meeting, item, proposal, after, person, opener, opened, closes, closed, seed, kind, state,"
        " majority, about, secret, days, voters, active, homes, options, left_out, needs, quorum_members, quorum_homes FROM vote WHERE id = ?",
        vote);
    bool found = db_step(store, row);
    int64_t *const numbers[] = { &out->id, &out->unit, &out->meeting, &out->item, &out->proposal, &out->after,
        &out->person, &out->opener, &out->opened, &out->closes, &out->closed, &out->seed };
    enum { NUMBERS_READ = sizeof numbers / sizeof *numbers };
    for (int i = 0; found && i < NUMBERS_READ; i++)
        *numbers[i] = sqlite3_column_int64(row, i);
    if (found) {
        out->kind = (enum vote_kind)sqlite3_column_int(row, NUMBERS_READ);
        out->state = (enum vote_state)sqlite3_column_int(row, NUMBERS_READ + 1);
        out->majority = (enum majority)sqlite3_column_int(row, NUMBERS_READ + 2);
        out->about = (enum item_about)sqlite3_column_int(row, NUMBERS_READ + 3);
        out->secret = sqlite3_column_int(row, NUMBERS_READ + 4) != 0;
        out->days = sqlite3_column_int(row, NUMBERS_READ + 5) != 0;
        out->voters = sqlite3_column_int(row, NUMBERS_READ + 6);
        out->active = sqlite3_column_int(row, NUMBERS_READ + 7);
        out->homes = sqlite3_column_int(row, NUMBERS_READ + 8);
        out->options = count_options(out->kind, db_text(row, NUMBERS_READ + 9));
        out->left_out = sqlite3_column_int(row, NUMBERS_READ + 10);
        out->needs = sqlite3_column_int(row, NUMBERS_READ + 11);
        out->quorum_members = sqlite3_column_int(row, NUMBERS_READ + 12);
        out->quorum_homes = sqlite3_column_int(row, NUMBERS_READ + 13);
    }
    db_done(store, row);
    return found;
}

struct fraction vote_needs(const struct vote_row *row)
{
    return row->majority == MAJORITY_HALF ? fraction_read(row->needs, true) : majority_fraction(row->majority);
}

struct majority_turnout vote_turnout(const struct vote_row *row, int64_t voted, int64_t homes)
{
    return (struct majority_turnout) { .of_members = fraction_read(row->quorum_members, false),
        .of_homes = fraction_read(row->quorum_homes, false),
        .active = row->active,
        .present = voted,
        .counts_homes = row->homes > 0,
        .homes = row->homes,
        .homes_present = homes };
}

enum result vote_row_get(struct store *store, const struct actor *actor, int64_t vote, struct vote_row *out)
{
    *out = (struct vote_row) { 0 };
    bool table = actor->kind == ACTOR_TABLE; /* of the meeting where it is asked (table.h) */
    enum result result = table ? RESULT_OK : by_hand_require_voice(store, actor);
    if (result != RESULT_OK)
        return result;
    if (vote_row_read(store, vote, out) &&
        (table ? table_require(store, actor, out->meeting) == RESULT_OK : actor_belongs(actor, out->unit)))
        return db_outcome(store);
    *out = (struct vote_row) { 0 };
    return db_failed(store)
               ? db_outcome(store)
               : db_refuse(store, RESULT_NOT_FOUND, _("There is no such vote. `votes` lists those there are."));
}

enum result vote_row_to_read(
    struct store *store, const struct actor *actor, int64_t vote, struct vote_row *out, bool *reader)
{
    *reader = room_reads_vote(store, actor, vote);
    if (!*reader)
        return vote_row_get(store, actor, vote, out);
    vote_row_read(store, vote, out);
    return db_outcome(store);
}

bool vote_may_vote(struct store *store, int64_t unit, int64_t member, int64_t now)
{
    return member_votes(store, unit, member, now);
}

bool vote_is_over(const struct vote_row *row, int64_t now)
{
    return row->state != VOTE_OPEN || (row->days && now >= row->closes);
}
