/*
 * secret_slip.c: the two slips of a secret vote over days. RULES 4.7.
 *
 * The words of a slip are shown once and kept nowhere: the database has the public half of their key, by which the
 * words are known when they are typed.
 */
#include <sodium.h>
#include <string.h>

#include "store/assembly/secret_row.h"

struct place { /* of a slip */
    int64_t holder, home, taken;
    bool back, there;
    unsigned char part[CHOICE_PUBLIC];
    char handle[HANDLE_BYTES];
};

static void read_places(struct store *store, int64_t vote, struct place out[SECRET_SLIPS])
{
    memset(out, 0, SECRET_SLIPS * sizeof *out);
    sqlite3_stmt *row = db_query(store,
        "SELECT place, holder, home, taken, back, part, " HANDLE_OF("holder") " FROM secret_slip WHERE vote = ?", vote);
    while (db_step(store, row)) {
        struct place *place = &out[sqlite3_column_int(row, 0) - 1];
        *place = (struct place) {
            .there = true,
            .holder = sqlite3_column_int64(row, 1),
            .home = sqlite3_column_int64(row, 2),
            .taken = sqlite3_column_int64(row, 3),
            .back = sqlite3_column_int(row, 4) != 0,
        };
        if (sqlite3_column_bytes(row, 5) == CHOICE_PUBLIC)
            memcpy(place->part, sqlite3_column_blob(row, 5), CHOICE_PUBLIC);
        person_copy_handle(row, 6, place->handle);
    }
    db_done(store, row);
}

/* --- the page --- */

static int64_t home_in_list(struct store *store, int64_t vote, int64_t member)
{
    return db_number(store, 0, "SELECT home FROM vote_voter WHERE vote = ? AND member = ?", vote, member);
}

/* The place that she may take now; -1: none. */
static int place_for(const struct place places[SECRET_SLIPS], int64_t member, int64_t home, int64_t now)
{
    for (int i = 0; i < SECRET_SLIPS; i++)
        if (places[i].there && places[i].holder == member)
            return places[i].back ? -1 : i;
    for (int i = 0; i < SECRET_SLIPS; i++) {
        const struct place *other = &places[1 - i];
        bool stale = !places[i].back && places[i].taken + SECRET_TAKE_AGAIN <= now;
        if ((!places[i].there || stale) && !(other->there && other->home == home))
            return i;
    }
    return -1;
}

static void read_mine(struct store *store, const struct actor *actor, const struct vote_row *row, int64_t now,
    const struct place places[SECRET_SLIPS], struct secret_vote *out)
{
    int64_t home = home_in_list(store, row->id, actor->member);
    if (home == 0 || out->by_hand)
        return;
    out->may_take = row->state == VOTE_PREPARED && place_for(places, actor->member, home, now) >= 0;
    for (int i = 0; i < SECRET_SLIPS; i++) {
        const struct secret_slip *slip = &out->slip[i];
        bool hers = places[i].there && (slip->mine || places[i].holder == 0);
        out->may_type =
            out->may_type ||
            (hers && ((row->state == VOTE_PREPARED && !slip->back) || (row->state == VOTE_COUNTING && !slip->in)));
    }
}

static void read_slips(
    struct store *store, const struct actor *actor, const struct vote_row *row, int64_t now, struct secret_vote *out)
{
    struct place places[SECRET_SLIPS];
    struct ephemeral_state in = { 0 };
    read_places(store, row->id, places);
    if (row->state == VOTE_COUNTING)
        ephemeral_state(store, EPHEMERAL_SLIP, row->id, &in);
    for (int i = 0; i < SECRET_SLIPS; i++) {
        struct secret_slip *slip = &out->slip[i];
        slip->holder = places[i].holder;
        slip->back = places[i].back;
        slip->mine = places[i].there && places[i].holder == actor->member;
        slip->in = in.given >= SECRET_SLIPS || (slip->mine ? in.mine > 0 : in.given > in.mine);
        util_copy_text(slip->handle, sizeof slip->handle, places[i].handle);
    }
    read_mine(store, actor, row, now, places, out);
}

static void read_cast(
    struct store *store, const struct actor *actor, const struct vote_row *row, int64_t now, struct secret_vote *out)
{
    struct ephemeral_state state;
    if (row->days) {
        out->ready = !vote_is_over(row, now);
        out->given = (int)db_number(store, 0, "SELECT count(*) FROM secret_box WHERE vote = ?", row->id);
        out->voted = db_number(store, 0, "SELECT way FROM vote_voter WHERE vote = ? AND member = ?", row->id,
                         actor->member) == VOTE_SELF;
    } else if (row->closed == 0 && secret_state_of(store, actor, row->id, &state) == RESULT_OK) {
        out->ready = row->state == VOTE_OPEN && !state.closed;
        out->given = state.given;
        out->voted = state.mine > 0;
    }
}

enum result secret_vote_get(
    struct store *store, const struct actor *actor, int64_t vote, int64_t now, struct secret_vote *out)
{
    struct vote_row row;
    *out = (struct secret_vote) { 0 };
    db_reading_begin(store);
    enum result result = vote_row_get(store, actor, vote, &row);
    if (result == RESULT_OK && !row.secret)
        result = db_refuse(store, RESULT_INVALID, _("This vote is not secret."));
    if (result == RESULT_OK) {
        out->asked = (int)db_number(store, 0, "SELECT asked FROM vote WHERE id = ?", vote);
        out->words = secret_has_words(&row);
        out->by_hand = actor->kind != ACTOR_TABLE && (actor->hand != 0 || hand_writes_for(store, actor->member));
        read_cast(store, actor, &row, now, out);
        if (row.days)
            read_slips(store, actor, &row, now, out);
    }
    enum result end = db_reading_end(store);
    return result != RESULT_OK ? result : end;
}

/* --- taking one --- */

static enum result find(struct store *store, const struct actor *actor, int64_t vote, struct vote_row *row)
{
    enum result result = rights_require_member(store, actor);
    if (result == RESULT_OK)
        result = vote_row_get(store, actor, vote, row);
    if (result == RESULT_OK && !(row->secret && row->days))
        result = db_refuse(store, RESULT_INVALID, _("Only a secret vote over days has slips."));
    return result;
}

static enum result require_place(struct store *store, const struct vote_row *row, int64_t member,
    const struct place places[SECRET_SLIPS], int64_t now, int *place)
{
    int64_t home = home_in_list(store, row->id, member);
    if (row->state != VOTE_PREPARED)
        return db_refuse(store, RESULT_CONFLICT, _("The slips of this vote are given out already."));
    if (home == 0)
        return db_refuse(store, RESULT_REFUSED, _("A slip is held by somebody who may vote here."));
    *place = place_for(places, member, home, now);
    if (*place >= 0)
        return RESULT_OK;
    for (int i = 0; i < SECRET_SLIPS; i++)
        if (places[i].there && places[i].holder == member)
            return db_refuse(store, RESULT_CONFLICT, _("You hold a slip already, and have typed it back."));
    return db_refuse(store, RESULT_CONFLICT,
        _("Nobody of your home can take a slip now: both are given out, or your home has the other one."));
}

static enum result take(
    struct store *store, const struct actor *actor, int64_t vote, int64_t now, char words[SPOKEN_BYTES])
{
    int place = -1;
    struct vote_row row;
    struct place places[SECRET_SLIPS];
    unsigned char slip[SLIP_BYTES], public[CHOICE_PUBLIC], secret[crypto_box_SECRETKEYBYTES];
    enum result result = find(store, actor, vote, &row);
    if (result != RESULT_OK)
        return result;
    read_places(store, vote, places);
    result = require_place(store, &row, actor->member, places, now, &place);
    if (result != RESULT_OK)
        return result;
    randombytes_buf(slip, sizeof slip);
    sealed_choice_pair(slip, sizeof slip, public, secret);
    spoken_write(slip, sizeof slip, words);
    sodium_memzero(slip, sizeof slip);
    sodium_memzero(secret, sizeof secret);
    db_run(store,
        "INSERT OR REPLACE INTO secret_slip (vote, place, holder, home, part, taken) VALUES (?, ?, ?, ?, ?, ?)", vote,
        place + 1, actor->member, home_in_list(store, vote, actor->member), db_blob(public, sizeof public), now);
    meeting_hint(store);
    return db_outcome(store);
}

enum result secret_slip_take(
    struct store *store, const struct actor *actor, int64_t vote, int64_t now, char words[SPOKEN_BYTES])
{
    memset(words, 0, SPOKEN_BYTES);
    enum result result = db_begin(store);
    if (result == RESULT_OK)
        result = db_finish(store, take(store, actor, vote, now, words));
    if (result != RESULT_OK)
        sodium_memzero(words, SPOKEN_BYTES);
    return result;
}

/* --- typing it --- */

/* Which place these words open; -1: none that she may type. */
static int place_of_words(const struct place places[SECRET_SLIPS], int64_t member, const unsigned char slip[SLIP_BYTES])
{
    unsigned char public[CHOICE_PUBLIC], secret[crypto_box_SECRETKEYBYTES];
    int found = -1;
    sealed_choice_pair(slip, SLIP_BYTES, public, secret);
    sodium_memzero(secret, sizeof secret);
    for (int i = 0; i < SECRET_SLIPS; i++)
        if (places[i].there && (places[i].holder == member || places[i].holder == 0) &&
            memcmp(places[i].part, public, sizeof public) == 0)
            found = i;
    return found;
}

static enum result type_back(struct store *store, const struct vote_row *row, int place, bool *last)
{
    db_run(store, "UPDATE secret_slip SET back = 1 WHERE vote = ? AND place = ?", row->id, place + 1);
    *last =
        db_number(store, 0, "SELECT count(*) FROM secret_slip WHERE vote = ? AND back = 1", row->id) == SECRET_SLIPS;
    if (*last)
        secret_wake_house(store);
    meeting_hint(store);
    return db_outcome(store);
}

static enum result type_in(
    struct store *store, const struct vote_row *row, int place, const unsigned char slip[SLIP_BYTES], bool *last)
{
    struct ephemeral_state state;
    struct slip_in in = { .place = (uint8_t)(place + 1) };
    memcpy(in.secret, slip, SLIP_BYTES);
    enum result result = ephemeral_put(store, EPHEMERAL_SLIP, row->id, &in, sizeof in);
    sodium_memzero(&in, sizeof in);
    if (result == RESULT_NOT_FOUND)
        return db_refuse(store, RESULT_BUSY, _("The house gets ready to count. Try again in a moment."));
    if (result != RESULT_OK)
        return result;
    *last = ephemeral_state(store, EPHEMERAL_SLIP, row->id, &state) == RESULT_OK && state.given == SECRET_SLIPS;
    secret_wake_house(store);
    meeting_hint(store);
    return RESULT_OK;
}

static enum result type(struct store *store, const struct actor *actor, int64_t vote, const char *words, bool *last)
{
    int place = -1;
    struct vote_row row;
    struct place places[SECRET_SLIPS];
    unsigned char slip[SLIP_BYTES];
    enum result result = find(store, actor, vote, &row);
    if (result != RESULT_OK)
        return result;
    if (row.state != VOTE_PREPARED && row.state != VOTE_COUNTING)
        return db_refuse(store, RESULT_CONFLICT,
            row.state == VOTE_OPEN ? _("Keep your slip. It is asked for when the vote is closed.")
                                   : _("This vote is closed already."));
    read_places(store, vote, places);
    if (home_in_list(store, vote, actor->member) != 0 && spoken_read(words, sizeof slip, slip))
        place = place_of_words(places, actor->member, slip);
    if (place < 0)
        result = db_refuse(store, RESULT_INVALID,
            _("These are not the words of your slip. Look at them once more, letter by letter."));
    else
        result =
            row.state == VOTE_PREPARED ? type_back(store, &row, place, last) : type_in(store, &row, place, slip, last);
    sodium_memzero(slip, sizeof slip);
    return result;
}

enum result secret_slip_type(
    struct store *store, const struct actor *actor, int64_t vote, const char *words, int64_t now, bool *last)
{
    (void)now;
    *last = false;
    enum result result = db_begin(store);
    return result == RESULT_OK ? db_finish(store, type(store, actor, vote, words, last)) : result;
}

/* --- losing it --- */

static enum result lose(struct store *store, const struct actor *actor, int64_t vote, int64_t now)
{
    struct vote_row row;
    enum result result = find(store, actor, vote, &row);
    if (result != RESULT_OK)
        return result;
    if (row.closed != 0)
        return db_refuse(store, RESULT_CONFLICT, _("This vote is closed already."));
    if (db_number(store, 0, "SELECT 1 FROM secret_slip WHERE vote = ? AND holder = ?", vote, actor->member) == 0)
        return db_refuse(store, RESULT_REFUSED, _("You hold no slip of this vote."));
    if (row.state == VOTE_PREPARED) {
        db_run(store, "DELETE FROM secret_slip WHERE vote = ? AND holder = ?", vote, actor->member);
        meeting_hint(store);
        return db_outcome(store);
    }
    return secret_ask_again(store, &row, false, now);
}

enum result secret_slip_lost(struct store *store, const struct actor *actor, int64_t vote, int64_t now)
{
    enum result result = db_begin(store);
    return result == RESULT_OK ? db_finish(store, lose(store, actor, vote, now)) : result;
}
