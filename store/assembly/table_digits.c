/* table_digits.c: the four digits of whoever is in the yard: chosen at the door or at a table, tried before each act.
 * RULES 1.8. */
#include <sodium.h>
#include <string.h>

#include "store/assembly/room_row.h"
#include "store/assembly/table_internal.h"

enum { HASH = 32 };

/* Four digits are guessed at once by whoever has the hash and the key. So the key is one of the house's keys, which the
 * database file does not hold. Meeting and member are part of it: equal digits have different hashes. */
static void hash_digits(struct store *store, int64_t meeting, int64_t member, const char *digits, unsigned char *out)
{
    static const char purpose[] = "digits at a table";
    crypto_generichash_state state;
    crypto_generichash_init(&state, store->keys.handles, sizeof store->keys.handles, HASH);
    crypto_generichash_update(&state, (const unsigned char *)purpose, sizeof purpose);
    crypto_generichash_update(&state, (const unsigned char *)&meeting, sizeof meeting);
    crypto_generichash_update(&state, (const unsigned char *)&member, sizeof member);
    crypto_generichash_update(&state, (const unsigned char *)digits, TABLE_DIGITS);
    crypto_generichash_final(&state, out, HASH);
    sodium_memzero(&state, sizeof state);
}

bool table_are_digits(const char *digits)
{
    return strlen(digits) == TABLE_DIGITS && strspn(digits, "0123456789") == TABLE_DIGITS;
}

bool table_has_digits(struct store *store, int64_t meeting, int64_t member)
{
    return db_number(store, 0, "SELECT length(digits) FROM room_present WHERE meeting = ? AND member = ?", meeting,
               member) > 0;
}

enum result table_set_digits(struct room_change *change, int64_t member, const char *digits)
{
    struct store *store = change->store;
    unsigned char hash[HASH];
    if (!table_are_digits(digits))
        return db_refuse(store, RESULT_INVALID, _("Four digits, of their own choice: 0 to 9."));
    hash_digits(store, change->row.meeting.id, member, digits, hash);
    enum result result = db_run(store, "UPDATE room_present SET digits = ?, tries = 0 WHERE meeting = ? AND member = ?",
        db_blob(hash, sizeof hash), change->row.meeting.id, member);
    sodium_memzero(hash, sizeof hash);
    return result;
}

bool table_digits_are_right(struct store *store, int64_t meeting, int64_t member, const char *digits)
{
    unsigned char hash[HASH];
    sqlite3_stmt *row =
        db_query(store, "SELECT digits FROM room_present WHERE meeting = ? AND member = ?", meeting, member);
    bool right = table_are_digits(digits) && db_step(store, row) && sqlite3_column_bytes(row, 0) == HASH;
    if (right) {
        hash_digits(store, meeting, member, digits, hash);
        right = sodium_memcmp(hash, sqlite3_column_blob(row, 0), HASH) == 0;
        sodium_memzero(hash, sizeof hash);
    }
    db_done(store, row);
    return right;
}

/* Back to the door: she is counted as before, and both keepers tick her name again before she chooses anew. */
static void wipe(struct store *store, int64_t meeting, int64_t member)
{
    db_run(store, "UPDATE room_present SET digits = x'', tries = 0, seat = 0 WHERE meeting = ? AND member = ?", meeting,
        member);
    db_run(store, "DELETE FROM room_tick WHERE meeting = ? AND member = ?", meeting, member);
}

enum result table_try_digits(struct room_change *change, int64_t member, const char *digits, int *left)
{
    struct store *store = change->store;
    int64_t meeting = change->row.meeting.id;
    *left = TABLE_TRIES;
    if (table_digits_are_right(store, meeting, member, digits))
        return db_run(
            store, "UPDATE room_present SET tries = 0 WHERE meeting = ? AND member = ? AND tries > 0", meeting, member);
    db_run(store, "UPDATE room_present SET tries = tries + 1 WHERE meeting = ? AND member = ?", meeting, member);
    *left -=
        (int)db_number(store, 0, "SELECT tries FROM room_present WHERE meeting = ? AND member = ?", meeting, member);
    if (*left <= 0)
        wipe(store, meeting, member);
    return db_outcome(store);
}

enum result table_refuse_wrong(struct store *store, int left)
{
    if (left > 0)
        return db_refuse(store, RESULT_REFUSED,
            ngettext("Those are not their digits. %d try is left.", "Those are not their digits. %d tries are left.",
                (unsigned long)left),
            left);
    return db_refuse(store, RESULT_REFUSED,
        _("Three wrong tries. Back to the door: two neighbours tick their name again, and they choose new digits. "
          "They still count as here."));
}

/* --- at the door --- */

/* Whoever ticked her may hand over the keys; nobody else, or a stranger to her would choose for her. */
static enum result choose(struct room_change *change, const struct room_form *form)
{
    struct store *store = change->store;
    int64_t meeting = change->row.meeting.id;
    if (db_number(store, 0, "SELECT 1 FROM room_tick WHERE meeting = ? AND member = ? AND keeper = ? AND gone = 0",
            meeting, form->member, change->actor->member) != 1)
        return db_refuse(store, RESULT_REFUSED, _("They choose their digits where they were ticked at the door."));
    enum result result = table_require_choice(change, form->member);
    return result == RESULT_OK ? table_set_digits(change, form->member, form->text) : result;
}

enum result table_require_choice(struct room_change *change, int64_t member)
{
    struct store *store = change->store;
    int64_t meeting = change->row.meeting.id;
    if (!room_is_ticked(store, meeting, member))
        return db_refuse(store, RESULT_REFUSED,
            _("Two neighbours of two homes tick their name first; then they choose their digits."));
    if (table_has_digits(store, meeting, member))
        return db_refuse(store, RESULT_CONFLICT,
            _("They have their digits already. Forgotten? Both who ticked them untick and tick them again."));
    return RESULT_OK;
}

enum result table_choose(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t member, const char *digits, int64_t now)
{
    return room_write(
        store, actor, meeting, now, ROOM_NEEDS_LINE, choose, &(struct room_form) { .member = member, .text = digits });
}
