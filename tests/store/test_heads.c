/*
 * test_heads.c: the house signs the head of its book once a night. Who has the file, but not the house's key, cannot
 * write the past anew without `bbs check` saying so, however well the new chain follows from itself.
 */
#include "tests/store/street.h"

#include <sodium.h>

#include "store/base/ledger_chain.h"

struct signed_house {
    struct street street;
    unsigned char key[64], public[32];
};

struct faults {
    int count;
    char first[400];
};

static void hear(void *context, const char *sentence)
{
    struct faults *faults = context;
    if (faults->count++ == 0)
        util_copy_text(faults->first, sizeof faults->first, sentence);
}

static int open_house(void **state)
{
    struct signed_house *house = calloc(1, sizeof *house);
    *state = house;
    if (street_open_at(&house->street, ":memory:") != 0)
        return 1;
    crypto_sign_keypair(house->public, house->key);
    street_thread(&house->street, &house->street.ann, house->street.general, "First", "Words.");
    must(ledger_sign(house->street.store, house->key, NOON));
    street_thread(&house->street, &house->street.ben, house->street.general, "Second", "Words.");
    must(ledger_sign(house->street.store, house->key, NOON + DAY));
    street_thread(&house->street, &house->street.ann, house->street.general, "Third", "Words.");
    return 0;
}

static int close_house(void **state)
{
    struct signed_house *house = *state;
    store_close(house->street.store);
    free(house);
    return 0;
}

static struct faults check(const struct signed_house *house, const unsigned char *public)
{
    struct faults faults = { 0 };
    int count = ledger_check_heads(house->street.store, public, hear, &faults);
    assert_int_equal(count, faults.count);
    return faults;
}

static void what_was_signed_stands(void **state)
{
    const struct signed_house *house = *state;
    assert_int_equal(check(house, house->public).count, 0);
    assert_int_equal(check(house, NULL).count, 0); /* a backup alone */
    assert_int_equal(store_check(house->street.store, NULL, NULL, NULL, NULL), 0);
}

static void once_a_night_and_only_when_something_was_written(void **state)
{
    struct signed_house *house = *state;
    struct store *store = house->street.store;
    int64_t signatures = db_number(store, 0, "SELECT count(*) FROM signed_head");
    assert_int_equal(signatures, 2);
    assert_true(ledger_sign_due(store, NOON + DAY + HOUR, NOON + 2 * DAY));
    assert_false(ledger_sign_due(store, NOON + DAY, NOON + 2 * DAY)); /* signed in this night already */
    /* A clock that was a day ahead does not keep the next nights from being signed. */
    assert_true(ledger_sign_due(store, NOON, NOON + HOUR) == false);
    assert_true(ledger_sign_due(store, NOON + HOUR, NOON + 2 * HOUR));
    must(ledger_sign(store, house->key, NOON + 2 * DAY));
    assert_false(ledger_sign_due(store, NOON + 3 * DAY, NOON + 4 * DAY)); /* nobody said anything since */
    must(ledger_sign(store, house->key, NOON + 3 * DAY));
    assert_int_equal(db_number(store, 0, "SELECT count(*) FROM signed_head"), 3);
}

/* As somebody with the file would: an act is given to somebody else, and all heads after it are made to follow. */
static void write_past_anew(struct store *store, int64_t from)
{
    unsigned char head[32] = { 0 };
    must(db_run(store, "UPDATE ledger SET actor = actor + 1 WHERE seq = ?", from));
    must(db_run(store, "DELETE FROM ledger_salt WHERE seq = ?", from));
    must(db_run(store, "UPDATE ledger SET entry = randomblob(32) WHERE seq = ?", from));
    int64_t last = ledger_last(store);
    for (int64_t seq = 1; seq <= last; seq++) {
        sqlite3_stmt *row = db_query(store, "SELECT entry FROM ledger WHERE seq = ?", seq);
        assert_true(db_step(store, row));
        ledger_head_hash(head, sqlite3_column_blob(row, 0), head);
        db_done(store, row);
        must(db_run(store, "UPDATE ledger SET head = ? WHERE seq = ?", db_blob(head, sizeof head), seq));
    }
}

static void a_past_written_anew_is_found(void **state)
{
    struct signed_house *house = *state;
    struct store *store = house->street.store;
    write_past_anew(store, 5);
    assert_int_equal(store_check(store, NULL, NULL, NULL, NULL), 0); /* the chain alone tells nothing */
    struct faults faults = check(house, house->public);
    assert_int_equal(faults.count, 2);
    assert_non_null(strstr(faults.first, "past was changed"));
}

/* Forging the signed heads along takes the house's key. */
static void without_the_key_nothing_is_signed_anew(void **state)
{
    struct signed_house *house = *state;
    struct store *store = house->street.store;
    unsigned char other[64], other_public[32];
    crypto_sign_keypair(other_public, other);
    write_past_anew(store, 5);
    must(db_run(store, "UPDATE signed_head SET head = (SELECT head FROM ledger l WHERE l.seq = signed_head.seq)"));
    assert_int_equal(check(house, house->public).count, 2);
    assert_int_equal(check(house, NULL).count, 2);
    must(db_run(store, "DELETE FROM signed_head"));
    must(ledger_sign(store, other, NOON + DAY));
    assert_int_equal(check(house, NULL).count, 0);
    struct faults faults = check(house, house->public);
    assert_int_equal(faults.count, 1);
    assert_non_null(strstr(faults.first, "no signature of this house"));
}

static void each_part_of_a_signed_head_counts(void **state)
{
    struct signed_house *house = *state;
    struct store *store = house->street.store;
    static const char *const changes[] = { "UPDATE signed_head SET at = at + 1", "UPDATE signed_head SET seq = seq + 1",
        "UPDATE signed_head SET signature = zeroblob(64)", "UPDATE signed_head SET signature = x'00'",
        "UPDATE signed_head SET head = x''", "UPDATE signed_head SET house = zeroblob(32)",
        "DELETE FROM ledger WHERE seq > 5" };
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        assert_int_equal(sqlite3_exec(store->db, "BEGIN", NULL, NULL, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_exec(store->db, changes[i], NULL, NULL, NULL), SQLITE_OK);
        struct faults faults = { 0 };
        store->reading = 1; /* the open transaction is ours */
        int count = ledger_check_heads(store, house->public, hear, &faults);
        store->reading = 0;
        assert_int_equal(sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
        if (count != 2)
            fail_msg("%s: %d faults", changes[i], count);
    }
    assert_int_equal(check(house, house->public).count, 0);
}

int main(void)
{
#define in_house(test) cmocka_unit_test_setup_teardown(test, open_house, close_house)
    const struct CMUnitTest tests[] = {
        in_house(what_was_signed_stands),
        in_house(once_a_night_and_only_when_something_was_written),
        in_house(a_past_written_anew_is_found),
        in_house(without_the_key_nothing_is_signed_anew),
        in_house(each_part_of_a_signed_head_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
