/*
 * secret_tend.c: what the house does for secret votes (RULES 4.7): it alone takes choices out of memory and opens
 * boxes, when a vote is closed and not before. A session that could do so would see whose choice came when.
 */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "store/assembly/room_row.h"
#include "store/assembly/secret_row.h"
#include "store/assembly/table_row.h"

enum { VOTERS_MOST = EPHEMERAL_NAMES_MAX };

struct tending {
    struct store *store;
    const struct vote_keys *keys;
    int64_t now, instance; /* instance: of the process that has the choices; 0: it does not answer now */
    int changed;
};

static void finish(struct tending *tending, enum result result)
{
    if (db_finish(tending->store, result) == RESULT_OK)
        tending->changed++;
}

/* --- a box in memory, for choices or for slips --- */

/* Members, malloc'd: those who may vote by their own hand, or those who may not, as they have a paper. */
static int64_t *voters_of(struct store *store, int64_t vote, bool on_paper, size_t *count)
{
    int64_t *members = xcalloc(VOTERS_MOST, sizeof *members);
    *count = 0;
    sqlite3_stmt *row = db_query(store,
        "SELECT member FROM vote_voter WHERE vote = ? AND (way = " SQL_VOTE_ON_PAPER ") = ? ORDER BY member", vote,
        on_paper);
    while (*count < VOTERS_MOST && db_step(store, row))
        members[(*count)++] = sqlite3_column_int64(row, 0);
    db_done(store, row);
    return members;
}

static enum result open_box(struct tending *tending, enum ephemeral_kind kind, int64_t vote)
{
    size_t count;
    int64_t *members = voters_of(tending->store, vote, false, &count);
    enum result result = ephemeral_open(tending->store, kind, vote, members, count);
    free(members);
    return result == RESULT_CONFLICT ? RESULT_OK : result; /* it stands already */
}

/* True when the box is there. `*lost`: the process that had it is dead, and what was in it is gone. */
static bool has_box(struct tending *tending, enum ephemeral_kind kind, int64_t vote, int64_t urn, bool *lost)
{
    *lost = tending->instance != 0 && urn != 0 && urn != tending->instance;
    if (tending->instance == 0 || *lost)
        return false;
    if (urn == tending->instance)
        return true;
    if (open_box(tending, kind, vote) != RESULT_OK || db_begin(tending->store) != RESULT_OK)
        return false;
    db_run(tending->store, "UPDATE vote SET urn = ? WHERE id = ?", tending->instance, vote);
    return db_finish(tending->store, db_outcome(tending->store)) == RESULT_OK;
}

/* Whoever got a paper votes on it alone. One who had voted before that gets none: the tick is taken back. */
static void tell_papers(struct tending *tending, const struct vote_row *row)
{
    size_t count, others;
    struct store *store = tending->store;
    int64_t *on_paper = voters_of(store, row->id, true, &count), *by_self = voters_of(store, row->id, false, &others);
    ephemeral_name(store, EPHEMERAL_CHOICE, row->id, by_self, others);
    for (size_t i = 0; i < count; i++)
        if (ephemeral_strike(store, EPHEMERAL_CHOICE, row->id, on_paper[i]) == RESULT_CONFLICT &&
            db_begin(store) == RESULT_OK)
            finish(
                tending, db_run(store, "UPDATE vote_voter SET way = " SQL_VOTE_NOT_YET " WHERE vote = ? AND member = ?",
                             row->id, on_paper[i]));
    free(on_paper);
    free(by_self);
}

/* Who sits at whose table now: there she gives her choice after her four digits. Who got up, or whose table is over,
 * has no seat. */
static void tell_seats(struct tending *tending, const struct vote_row *row)
{
    struct ephemeral_seat *seats = xcalloc(VOTERS_MOST, sizeof *seats);
    size_t count = 0;
    sqlite3_stmt *found = db_query(tending->store,
        "SELECT v.member, coalesce(t.member, 0) FROM vote_voter v LEFT JOIN room_present p ON p.meeting = ?1"
        " AND p.member = v.member AND p.seat > 0 AND length(p.digits) > 0 LEFT JOIN room_present t"
        " ON t.meeting = ?1 AND t.member = p.seat AND " IS_TABLE("t") " WHERE v.vote = ?3",
        row->meeting, table_since(tending->now), row->id);
    while (count < VOTERS_MOST && db_step(tending->store, found))
        seats[count++] = (struct ephemeral_seat) { sqlite3_column_int64(found, 0), sqlite3_column_int64(found, 1) };
    db_done(tending->store, found);
    ephemeral_seat(tending->store, EPHEMERAL_CHOICE, row->id, seats, count);
    free(seats);
}

static void ask_again(struct tending *tending, const struct vote_row *row, bool same_slips)
{
    if (db_begin(tending->store) == RESULT_OK)
        finish(tending, secret_ask_again(tending->store, row, same_slips, tending->now));
}

static void end_without(struct tending *tending, const struct vote_row *row)
{
    if (db_begin(tending->store) == RESULT_OK)
        finish(tending, vote_end_without(tending->store, NULL, row, VOTE_ENDED, tending->now));
}

/* --- in the room --- */

static void mark_givers(struct store *store, int64_t vote, const int64_t *givers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        db_run(store, "UPDATE vote_voter SET way = " SQL_VOTE_SELF " WHERE vote = ? AND member = ?", vote, givers[i]);
}

static void write_taken(struct tending *tending, const struct vote_row *row, const struct secret_row *secret,
    const struct ephemeral_text *texts, size_t count, const int64_t *givers, size_t giver_count)
{
    struct store *store = tending->store;
    struct choice *choices = xcalloc(count + 1, sizeof *choices);
    size_t whole = 0;
    for (size_t i = 0; i < count; i++)
        if (texts[i].length == CHOICE_BYTES)
            sealed_choice_read((const unsigned char *)texts[i].text, &choices[whole++]);
    if (db_begin(store) == RESULT_OK) {
        mark_givers(store, row->id, givers, giver_count);
        enum result result = db_finish(store, secret_count(store, row, secret, choices, whole, tending->now));
        if (result == RESULT_OK) {
            tending->changed++;
            ephemeral_wipe(store, EPHEMERAL_CHOICE, row->id);
        }
    }
    sodium_memzero(choices, count * sizeof *choices);
    free(choices);
}

static void count_in_room(struct tending *tending, const struct vote_row *row, const struct secret_row *secret)
{
    size_t count = 0, giver_count = 0;
    struct store *store = tending->store;
    size_t room = (size_t)row->voters + 1;
    struct ephemeral_text *texts = xcalloc(room, sizeof *texts);
    int64_t *givers = xcalloc(room, sizeof *givers);
    tell_papers(tending, row);
    if (ephemeral_take(store, EPHEMERAL_CHOICE, row->id, true, texts, room, &count) == RESULT_OK &&
        ephemeral_givers(store, EPHEMERAL_CHOICE, row->id, givers, room, &giver_count) == RESULT_OK)
        write_taken(tending, row, secret, texts, count, givers, giver_count);
    sodium_memzero(texts, room * sizeof *texts);
    free(texts);
    free(givers);
}

static void tend_room(struct tending *tending, const struct vote_row *row, const struct secret_row *secret)
{
    bool lost;
    bool there = has_box(tending, EPHEMERAL_CHOICE, row->id, secret->urn, &lost);
    if (lost)
        ask_again(tending, row, false);
    else if (there && row->state == VOTE_COUNTING)
        count_in_room(tending, row, secret);
    else if (there) {
        tell_papers(tending, row);
        tell_seats(tending, row);
        if (secret->urn != tending->instance)
            room_hint(tending->store, row->meeting); /* whoever looked before it was ready sees that it is */
    }
}

/* --- over days --- */

/* Both slips were typed back: the house adds its file, and the vote opens. */
static void open_vote(struct tending *tending, const struct vote_row *row)
{
    struct store *store = tending->store;
    unsigned char part[FILE_KEY_BYTES], public[CHOICE_PUBLIC], secret[crypto_box_SECRETKEYBYTES];
    if (!tending->keys->make(tending->keys->context, row->id) ||
        !tending->keys->read(tending->keys->context, row->id, part) || db_begin(store) != RESULT_OK)
        return;
    sealed_choice_pair(part, sizeof part, public, secret);
    sodium_memzero(part, sizeof part);
    sodium_memzero(secret, sizeof secret);
    db_run(store,
        "UPDATE vote SET part = ?, state = " SQL_VOTE_OPEN ", opened = ?, closes = ?, reminded = 0 WHERE id = ?",
        db_blob(public, sizeof public), tending->now, tending->now + VOTE_DAYS, row->id);
    meeting_hint(store);
    finish(tending, db_outcome(store));
}

/* The secret halves, in the order of struct choice_parts. False: the file is not the one of this vote. */
static bool read_file(struct tending *tending, const struct vote_row *row, const struct secret_row *secret,
    unsigned char out[crypto_box_SECRETKEYBYTES])
{
    unsigned char part[FILE_KEY_BYTES], public[CHOICE_PUBLIC];
    if (!tending->keys->read(tending->keys->context, row->id, part))
        return false;
    sealed_choice_pair(part, sizeof part, public, out);
    sodium_memzero(part, sizeof part);
    return memcmp(public, secret->parts.public[0], sizeof public) == 0;
}

/* The slips that were typed in. False while one is missing. */
static bool take_slips(
    struct tending *tending, const struct vote_row *row, unsigned char (*out)[crypto_box_SECRETKEYBYTES])
{
    struct ephemeral_text texts[SECRET_SLIPS];
    struct ephemeral_state state;
    struct slip_in in;
    unsigned char public[CHOICE_PUBLIC];
    size_t count = 0;
    bool had[SECRET_SLIPS + 1] = { false };
    if (ephemeral_state(tending->store, EPHEMERAL_SLIP, row->id, &state) != RESULT_OK || state.given < SECRET_SLIPS)
        return false;
    ephemeral_take(tending->store, EPHEMERAL_SLIP, row->id, true, texts, SECRET_SLIPS, &count);
    for (size_t i = 0; i < count; i++) {
        if (texts[i].length != sizeof in)
            continue;
        memcpy(&in, texts[i].text, sizeof in);
        if (in.place < 1 || in.place > SECRET_SLIPS)
            continue;
        sealed_choice_pair(in.secret, sizeof in.secret, public, out[in.place]);
        had[in.place] = true;
    }
    sodium_memzero(texts, sizeof texts);
    sodium_memzero(&in, sizeof in);
    return had[1] && had[2];
}

/* Opens the boxes in an order that is drawn. Returns how many could be opened. */
static size_t open_boxes(struct store *store, const struct vote_row *row, const struct secret_row *secret,
    unsigned char (*secrets)[crypto_box_SECRETKEYBYTES], struct choice *out, size_t limit)
{
    size_t count = 0, opened = 0;
    unsigned char(*boxes)[CHOICE_SEALED] = xcalloc(limit, sizeof *boxes);
    sqlite3_stmt *found = db_query(store, "SELECT box FROM secret_box WHERE vote = ?", row->id);
    while (count < limit && db_step(store, found))
        if (sqlite3_column_bytes(found, 0) == CHOICE_SEALED)
            memcpy(boxes[count++], sqlite3_column_blob(found, 0), CHOICE_SEALED);
    db_done(store, found);
    for (size_t left = count; left > 0; left--) {
        size_t drawn = randombytes_uniform((uint32_t)left);
        opened += sealed_choice_open(&secret->parts, secrets, boxes[drawn], &out[opened]);
        memcpy(boxes[drawn], boxes[left - 1], sizeof *boxes);
    }
    free(boxes);
    return opened;
}

/* The boxes are gone from the table; nothing of the key is left; then their last copies in the log go, too. */
static void destroy_parts(struct tending *tending, int64_t vote)
{
    struct store *store = tending->store;
    ephemeral_wipe(store, EPHEMERAL_SLIP, vote);
    if (!tending->keys->wipe(tending->keys->context, vote) || db_begin(store) != RESULT_OK)
        return; /* tried again at the next turn */
    db_run(store, "DELETE FROM secret_box WHERE vote = ?", vote);
    db_run(store, "DELETE FROM secret_slip WHERE vote = ?", vote);
    db_run(store, "UPDATE vote SET part = NULL, urn = 0 WHERE id = ?", vote);
    db_finish(store, db_outcome(store));
    store_checkpoint(store, true);
}

static void count_boxes(struct tending *tending, const struct vote_row *row, const struct secret_row *secret,
    unsigned char (*secrets)[crypto_box_SECRETKEYBYTES])
{
    struct store *store = tending->store;
    size_t limit = (size_t)row->voters + 1;
    struct choice *choices = xcalloc(limit, sizeof *choices);
    if (db_begin(store) == RESULT_OK) {
        size_t count = open_boxes(store, row, secret, secrets, choices, limit);
        enum result result = db_finish(store, secret_count(store, row, secret, choices, count, tending->now));
        if (result == RESULT_OK) {
            tending->changed++;
            destroy_parts(tending, row->id);
        }
    }
    sodium_memzero(choices, limit * sizeof *choices);
    free(choices);
}

static void count_after_days(struct tending *tending, const struct vote_row *row, const struct secret_row *secret)
{
    bool lost;
    unsigned char secrets[CHOICE_PARTS][crypto_box_SECRETKEYBYTES];
    bool there = has_box(tending, EPHEMERAL_SLIP, row->id, secret->urn, &lost);
    if (lost && db_begin(tending->store) == RESULT_OK) /* the slips are typed in once more */
        finish(tending, db_run(tending->store, "UPDATE vote SET urn = 0 WHERE id = ?", row->id));
    else if (there && take_slips(tending, row, secrets) && read_file(tending, row, secret, secrets[0]))
        count_boxes(tending, row, secret, secrets);
    else if (tending->now > row->closes + SECRET_WAITS)
        end_without(tending, row);
    sodium_memzero(secrets, sizeof secrets);
}

static void tend_days(struct tending *tending, const struct vote_row *row, const struct secret_row *secret)
{
    unsigned char half[crypto_box_SECRETKEYBYTES];
    if (row->state == VOTE_PREPARED) {
        if (secret->backs == SECRET_SLIPS)
            open_vote(tending, row);
        else if (tending->now > row->opened + SECRET_WAITS)
            end_without(tending, row);
        return;
    }
    bool whole = read_file(tending, row, secret, half); /* not after a backup was put back on another machine */
    sodium_memzero(half, sizeof half);
    if (!whole)
        ask_again(tending, row, false);
    else if (row->state == VOTE_COUNTING)
        count_after_days(tending, row, secret);
}

/* --- all of them --- */

/* It ended in another way: with its meeting, its unit. */
static void tidy(struct tending *tending, const struct vote_row *row)
{
    if (row->days) {
        destroy_parts(tending, row->id);
        return;
    }
    if (tending->instance == 0 || db_begin(tending->store) != RESULT_OK)
        return;
    ephemeral_wipe(tending->store, EPHEMERAL_CHOICE, row->id);
    db_run(tending->store, "UPDATE vote SET urn = 0 WHERE id = ?", row->id);
    db_finish(tending->store, db_outcome(tending->store));
}

#define NEEDED                                                                                                         \
    "SELECT id FROM vote WHERE secret = 1 AND id > ? AND (state IN (" SQL_VOTE_OPEN ", " SQL_VOTE_PREPARED             \
    ", " SQL_VOTE_COUNTING ") OR urn <> 0 OR part IS NOT NULL) ORDER BY id LIMIT 1"

int secret_votes_tend(struct store *store, const struct vote_keys *keys, int64_t now)
{
    struct tending tending = { .store = store, .keys = keys, .now = now };
    struct vote_row row;
    struct secret_row secret;
    int64_t vote = 0;
    bool asked = false;
    while ((vote = db_number(store, 0, NEEDED, vote)) != 0 && vote_row_read(store, vote, &row)) {
        if (!asked)
            ephemeral_instance(store, &tending.instance);
        asked = true;
        secret_row_read(store, vote, &secret);
        bool live = row.state == VOTE_OPEN || row.state == VOTE_PREPARED || row.state == VOTE_COUNTING;
        if (!live)
            tidy(&tending, &row);
        else if (row.days)
            tend_days(&tending, &row, &secret);
        else
            tend_room(&tending, &row, &secret);
    }
    bool failed = db_failed(store);
    db_forgive(store);
    return failed ? -1 : tending.changed;
}

bool secret_vote_needs_key(struct store *store, int64_t vote)
{
    return db_number(store, 0,
               "SELECT 1 FROM vote WHERE id = ? AND part IS NOT NULL AND state IN (" SQL_VOTE_OPEN
               ", " SQL_VOTE_COUNTING ")",
               vote) != 0;
}
