/* vote_secret.c: how a secret vote begins and ends (RULES 4.7): the seam between votes and secret ballots. */
#include <sodium.h>
#include <string.h>

#include "store/assembly/room_row.h"
#include "store/assembly/secret_row.h"
#include "store/base/ledger_chain.h"
#include "store/people/people.h"

void secret_wake_house(struct store *store)
{
    ledger_wrote_remember(store, &(struct wrote) { .board = HINT_OF_HOUSE });
}

void vote_secret_seats(struct store *store, int64_t vote)
{
    if (db_number(store, 0, "SELECT 1 FROM vote WHERE id = ? AND secret = 1 AND days = 0", vote) != 0)
        secret_wake_house(store);
}

void secret_row_read(struct store *store, int64_t vote, struct secret_row *out)
{
    *out = (struct secret_row) { 0 };
    sqlite3_stmt *row = db_query(store, "SELECT urn, closer, asked, part FROM vote WHERE id = ?", vote);
    if (db_step(store, row)) {
        out->urn = sqlite3_column_int64(row, 0);
        out->closer = sqlite3_column_int64(row, 1);
        out->asked = sqlite3_column_int(row, 2);
        out->has_part = sqlite3_column_bytes(row, 3) == CHOICE_PUBLIC;
        if (out->has_part)
            memcpy(out->parts.public[0], sqlite3_column_blob(row, 3), CHOICE_PUBLIC);
    }
    db_done(store, row);
    row = db_query(store, "SELECT place, part, back FROM secret_slip WHERE vote = ?", vote);
    while (db_step(store, row)) {
        int place = sqlite3_column_int(row, 0);
        if (place >= 1 && place <= SECRET_SLIPS && sqlite3_column_bytes(row, 1) == CHOICE_PUBLIC)
            memcpy(out->parts.public[place], sqlite3_column_blob(row, 1), CHOICE_PUBLIC);
        out->backs += sqlite3_column_int(row, 2) != 0;
    }
    db_done(store, row);
}

int secret_given(struct store *store, int64_t vote)
{
    struct ephemeral_state state;
    return ephemeral_state(store, EPHEMERAL_CHOICE, vote, &state) == RESULT_OK ? state.given : -1;
}

enum result vote_secret_begin(struct store *store, const struct vote_row *row, enum vote_state *state, int64_t now)
{
    int64_t instance;
    (void)now;
    if (row->voters < SECRET_LEAST)
        return db_refuse(store, RESULT_REFUSED,
            _("%d people may vote here. A secret vote needs at least %d: with fewer, everybody could guess who said what."),
            row->voters, SECRET_LEAST);
    if (!row->days && ephemeral_instance(store, &instance) != RESULT_OK)
        return RESULT_BUSY; /* the sentence is there */
    *state = row->days ? VOTE_PREPARED : VOTE_OPEN;
    secret_wake_house(store);
    return RESULT_OK;
}

/* The house has what is needed to count it, and nobody else. */
enum result vote_secret_end(struct store *store, const struct actor *actor, const struct vote_row *row, int64_t now)
{
    (void)now;
    db_run(store, "UPDATE vote SET state = " SQL_VOTE_COUNTING ", closer = ? WHERE id = ?",
        actor != NULL ? actor->member : 0, row->id);
    secret_wake_house(store);
    if (row->days)
        meeting_hint(store);
    else
        room_hint(store, row->meeting);
    return db_outcome(store);
}

enum result secret_state_of(struct store *store, const struct actor *actor, int64_t vote, struct ephemeral_state *out)
{
    bool table = actor->kind == ACTOR_TABLE;
    enum result result = ephemeral_state_of(store, EPHEMERAL_CHOICE, vote, table ? actor->member : 0, out);
    if (!table || (actor->member != 0 && result != RESULT_REFUSED))
        return result;
    /* The table itself; or the house has not heard yet that she sits here. */
    result = ephemeral_state(store, EPHEMERAL_CHOICE, vote, out);
    out->mine = 0;
    out->named = false;
    return result;
}

bool vote_secret_has_voted(struct store *store, const struct actor *actor, int64_t vote)
{
    struct ephemeral_state state;
    return secret_state_of(store, actor, vote, &state) == RESULT_OK && state.mine > 0;
}

void vote_secret_see(struct store *store, const struct actor *actor, const struct vote_row *row, struct vote *out)
{
    struct ephemeral_state state;
    if (row->days || row->closed != 0 || secret_state_of(store, actor, row->id, &state) != RESULT_OK)
        return;
    out->voted += state.given;
    if (state.mine > 0) {
        out->way = VOTE_SELF;
        out->may_vote = false;
    }
}

enum result vote_secret_silent(struct store *store, const struct vote_row *row, int64_t now)
{
    int given = secret_given(store, row->id);
    int64_t papers =
        db_number(store, 0, "SELECT count(*) FROM vote_voter WHERE vote = ? AND way = " SQL_VOTE_ON_PAPER, row->id);
    int silent = row->voters - given - (int)papers;
    if (given >= 0 && (silent <= 0 || now >= row->closes))
        return RESULT_OK;
    if (given < 0)
        return db_refuse(store, RESULT_BUSY, _("The house makes the box of this vote ready. Try again in a moment."));
    return db_refuse(store, RESULT_REFUSED,
        ngettext("%d person has not voted yet. It can be closed in %d seconds, or once all have voted.",
            "%d people have not voted yet. It can be closed in %d seconds, or once all have voted.",
            (unsigned long)silent),
        silent, (int)(row->closes - now));
}

static void forget_boxes(struct store *store, const struct vote_row *row, bool same_slips)
{
    db_run(store, "DELETE FROM secret_box WHERE vote = ?", row->id);
    db_run(store, "UPDATE vote_voter SET way = " SQL_VOTE_NOT_YET " WHERE vote = ? AND way = " SQL_VOTE_SELF, row->id);
    if (row->days && !same_slips) {
        db_run(store, "DELETE FROM secret_slip WHERE vote = ?", row->id);
        db_run(store, "UPDATE vote SET part = NULL WHERE id = ?", row->id);
    }
}

enum result secret_ask_again(struct store *store, const struct vote_row *row, bool same_slips, int64_t now)
{
    struct actor chair;
    struct room_row room;
    forget_boxes(store, row, same_slips);
    db_run(store, "UPDATE vote SET asked = asked + 1, urn = 0, closer = 0, state = ? WHERE id = ?",
        row->days && !same_slips ? VOTE_PREPARED : VOTE_OPEN, row->id);
    secret_wake_house(store);
    if (row->days) {
        meeting_hint(store);
        return db_outcome(store);
    }
    room_hint(store, row->meeting);
    if (member_fill_actor(store, row->opener, &chair) == RESULT_OK &&
        room_row_get(store, &chair, row->meeting, now, &room) == RESULT_OK)
        return room_tell(store, &room, ROOM_VOTE_AGAIN, 0, row->id, NULL, now);
    return db_outcome(store);
}
