/*
 * secret_cast.c: a voter casts her secret choice, and finds her ballot again by her words. RULES 4.7.
 *
 * A choice is never in a row of the database: in the room it goes into memory, over days into a sealed box. What a call
 * had of it in its own memory is wiped.
 */
#include <sodium.h>
#include <string.h>

#include "store/assembly/room_row.h"
#include "store/assembly/secret_row.h"
#include "store/people/by_hand.h"

enum { WORDS_BYTES = 8 }; /* tracking words stand for so many bytes */

/* --- tracking words --- */

/* Votes on people have none: nobody can be asked to show how she voted on somebody. */
bool secret_has_words(const struct vote_row *row)
{
    return row->about != ITEM_PERSON && row->about != ITEM_TASKS && row->person == 0;
}

/* The number of the ballot to which the words belong. It cannot be turned into the words again. */
static void key_of_words(int64_t vote, const unsigned char bytes[WORDS_BYTES], unsigned char key[CHOICE_KEY])
{
    unsigned char both[sizeof vote + WORDS_BYTES];
    memcpy(both, &vote, sizeof vote);
    memcpy(both + sizeof vote, bytes, WORDS_BYTES);
    crypto_generichash(key, CHOICE_KEY, both, sizeof both, NULL, 0);
    sodium_memzero(both, sizeof both);
}

static void draw_key(int64_t vote, unsigned char key[CHOICE_KEY], char words[SPOKEN_BYTES])
{
    unsigned char bytes[WORDS_BYTES];
    randombytes_buf(key, CHOICE_KEY);
    if (words == NULL)
        return;
    randombytes_buf(bytes, sizeof bytes);
    spoken_write(bytes, sizeof bytes, words);
    key_of_words(vote, bytes, key);
    sodium_memzero(bytes, sizeof bytes);
}

static enum result refuse_words(struct store *store)
{
    return db_refuse(store, RESULT_REFUSED, _("A vote on people has no words to find a ballot again."));
}

enum result secret_ballot_find(
    struct store *store, const struct actor *actor, int64_t vote, const char *words, struct ballot *out)
{
    struct vote_row row;
    unsigned char bytes[WORDS_BYTES], key[CHOICE_KEY];
    char at[BALLOT_TEXT_BYTES];
    bool found = false;
    memset(out, 0, sizeof *out);
    enum result result = vote_row_get(store, actor, vote, &row);
    if (result != RESULT_OK)
        return result;
    if (!row.secret || row.closed == 0)
        return db_refuse(store, RESULT_REFUSED,
            row.secret ? _("You find your ballot once the vote is closed.") : _("This vote is not secret."));
    if (!secret_has_words(&row))
        return refuse_words(store);
    if (spoken_read(words, sizeof bytes, bytes)) {
        key_of_words(vote, bytes, key);
        sqlite3_stmt *ballot = db_query(
            store, "SELECT ballot FROM secret_ballot WHERE vote = ? AND key = ?", vote, db_blob(key, sizeof key));
        found = db_step(store, ballot) && ballot_parse(row.kind, row.options, db_text(ballot, 0), out, at) == BALLOT_OK;
        db_done(store, ballot);
    }
    sodium_memzero(bytes, sizeof bytes);
    sodium_memzero(key, sizeof key);
    return found ? RESULT_OK
                 : db_refuse(store, RESULT_NOT_FOUND,
                       _("No ballot of this vote has these words. Look at them once more, letter by letter."));
}

/* --- casting --- */

static enum result into_memory(
    struct store *store, const struct actor *actor, const struct vote_row *row, const struct choice *choice)
{
    unsigned char bytes[CHOICE_BYTES];
    bool table = actor->kind == ACTOR_TABLE;
    sealed_choice_write(choice, bytes);
    enum result result =
        ephemeral_put_of(store, EPHEMERAL_CHOICE, row->id, table ? actor->member : 0, bytes, sizeof bytes);
    sodium_memzero(bytes, sizeof bytes);
    if (result == RESULT_CONFLICT)
        return db_refuse(store, result, _("You have voted. A secret vote cannot be changed."));
    bool unseated = table && result == RESULT_REFUSED; /* she sat down just now, and the house has not said so yet */
    if (unseated)
        secret_wake_house(store);
    if (unseated || result == RESULT_NOT_FOUND)
        return db_refuse(store, RESULT_BUSY, _("The house makes the box of this vote ready. Try again in a moment."));
    if (result == RESULT_OK)
        room_hint(store, row->meeting);
    return result;
}

static enum result into_box(
    struct store *store, const struct actor *actor, const struct vote_row *row, const struct choice *choice)
{
    struct secret_row secret;
    unsigned char sealed[CHOICE_SEALED];
    secret_row_read(store, row->id, &secret);
    if (!secret.has_part || secret.backs != SECRET_SLIPS || !sealed_choice_seal(&secret.parts, choice, sealed))
        return db_refuse(store, RESULT_REFUSED, _("This vote is not open yet."));
    db_run(store, "INSERT INTO secret_box (vote, member, box) VALUES (?, ?, ?)", row->id, actor->member,
        db_blob(sealed, sizeof sealed));
    return vote_note(store, actor, row, "");
}

/* She herself, in a session of her own or by her digits at a table: never somebody else for her. A table is of one
 * meeting, and what goes over days does not belong there. */
static enum result require_own_way(struct store *store, const struct actor *actor, const struct vote_row *row)
{
    bool table = actor->kind == ACTOR_TABLE;
    if (!table && (actor->hand != 0 || hand_writes_for(store, actor->member)))
        return db_refuse(store, RESULT_REFUSED,
            _("Nobody can vote secretly by a helper's hand. They vote at a table, or on paper."));
    if (table ? actor->by_digits && !row->days : actor->kind == ACTOR_MEMBER)
        return RESULT_OK;
    return db_refuse(store, RESULT_REFUSED,
        _("Type a secret choice in your own session, or at a table with your own digits, or write it on paper. In a vote over days it is not typed at a table."));
}

static enum result cast(struct store *store, const struct actor *actor, int64_t vote, const struct ballot *ballot,
    int64_t now, char words[SPOKEN_BYTES])
{
    struct vote_row row;
    struct choice choice = { .ballot = *ballot };
    enum result result = vote_row_get(store, actor, vote, &row);
    if (result == RESULT_OK && !row.secret)
        return db_refuse(store, RESULT_INVALID, _("This vote is not secret."));
    if (result == RESULT_OK)
        result = require_own_way(store, actor, &row);
    if (result == RESULT_OK)
        result = vote_require_voter(store, actor, &row, now);
    if (result == RESULT_OK && !vote_ballot_fits(&row, ballot))
        result = db_refuse(store, RESULT_INVALID, _("That is no ballot of this vote."));
    if (result == RESULT_OK && words != NULL && !secret_has_words(&row))
        result = refuse_words(store);
    if (result == RESULT_OK) {
        draw_key(vote, choice.key, words);
        result = row.days ? into_box(store, actor, &row, &choice) : into_memory(store, actor, &row, &choice);
    }
    sodium_memzero(&choice, sizeof choice);
    return result;
}

enum result secret_cast(struct store *store, const struct actor *actor, int64_t vote, const struct ballot *ballot,
    int64_t now, char words[SPOKEN_BYTES])
{
    /* One in the room writes nothing: not even that she was here just now. */
    bool days = db_number(store, 0, "SELECT days FROM vote WHERE id = ?", vote) != 0;
    enum result result = days ? db_begin(store) : RESULT_OK;
    if (result == RESULT_OK)
        result = cast(store, actor, vote, ballot, now, words);
    if (days)
        result = db_finish(store, result);
    if (result != RESULT_OK && words != NULL)
        sodium_memzero(words, SPOKEN_BYTES);
    return result;
}

/* --- what it protects against --- */

const char *secret_votes_warn(bool days)
{
    return days
               ? _("A secret vote. Each choice is sealed; it takes two people of two homes and this house to open it, and then nobody can tell whose it was. It protects against whoever reads the file, a backup or a log. It does not protect against a machine that lies, nor against somebody who looks over your shoulder.")
               : _("A secret vote. Choices are kept in memory only, and are written down in an order drawn by lot: nobody can tell whose each was. It protects against whoever reads the file, a backup or a log. It does not protect against a machine that lies, nor against somebody who looks over your shoulder.");
}

const char *secret_votes_warn_shortly(void)
{
    return _(
        "Secret: it protects against whoever reads the file, not against a machine that lies. Once sent, it cannot be changed.");
}

const char *secret_votes_final(void)
{
    return _("Once it is sent, it cannot be changed.");
}
