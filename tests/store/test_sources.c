/* test_sources.c: from where a member came in this month, and handles as numbers. */
#include <setjmp.h>
#include <stdarg.h>

#include <sodium.h>

#include "deferred.h"
#include "store/base/retention.h"
#include "tests/store/street.h"
#include "visits.h"

static void come_in(struct street *street, const struct actor *who, const char *source, int64_t at)
{
    must(visit_begin(street->store, who, source, "password", at, &(int64_t) { 0 }));
}

static void a_source_is_known_for_a_month_after_the_last_time(void **state)
{
    struct street *street = *state;
    assert_false(source_is_known(street->store, "ann", "192.0.2.x", NOON));
    come_in(street, &street->ann, "192.0.2.x", NOON);
    assert_true(source_is_known(street->store, "ann", "192.0.2.x", NOON + 29 * DAY));
    assert_true(source_is_known(street->store, "ANN", "192.0.2.x", NOON));
    assert_false(source_is_known(street->store, "ann", "192.0.2.x", NOON + 30 * DAY));
    come_in(street, &street->ann, "192.0.2.x", NOON + 20 * DAY);
    assert_true(source_is_known(street->store, "ann", "192.0.2.x", NOON + 49 * DAY));
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM known_source"), 1);
}

static void it_is_hers_alone(void **state)
{
    struct street *street = *state;
    come_in(street, &street->ann, "192.0.2.x", NOON);
    assert_false(source_is_known(street->store, "ann", "192.0.3.x", NOON));
    assert_false(source_is_known(street->store, "ben", "192.0.2.x", NOON));
    assert_false(source_is_known(street->store, "nobody-here", "192.0.2.x", NOON));
}

/* What a column of a table holds, all rows, bytes after each other. */
static bool column_holds(struct street *street, const char *sql, const char *text)
{
    bool found = false;
    sqlite3_stmt *row = db_query(street->store, sql);
    while (db_step(street->store, row)) {
        const char *bytes = sqlite3_column_blob(row, 0);
        size_t length = (size_t)sqlite3_column_bytes(row, 0);
        found = found || (length > 0 && memmem(bytes, length, text, strlen(text)) != NULL);
    }
    db_done(street->store, row);
    return found;
}

static struct store_keys keys_of(unsigned char seed)
{
    struct store_keys keys;
    memset(&keys, seed, sizeof keys);
    return keys;
}

/* The file tells neither the address nor that two members share one. */
static void nobody_reads_it_in_the_file(void **state)
{
    struct street *street = *state;
    come_in(street, &street->ann, "192.0.2.x", NOON);
    come_in(street, &street->ben, "192.0.2.x", NOON);
    assert_int_equal(db_number(street->store, 0, "SELECT count(DISTINCT place) FROM known_source"), 2);
    assert_int_equal(db_number(street->store, 0, "SELECT count(DISTINCT source) FROM login"), 2);
    assert_false(column_holds(street, "SELECT place FROM known_source", "192.0"));
    assert_false(column_holds(street, "SELECT source FROM login", "192.0"));
    assert_false(column_holds(street, "SELECT place FROM login", "192.0"));
}

/* There are so few addresses that only a key keeps them: no hash that the file alone allows fits. */
static void no_hash_without_the_key_fits(void **state)
{
    struct street *street = *state;
    struct store_keys keys = keys_of(7);
    unsigned char hash[32], salt[16] = { 0 };
    char file[4096] = "";
    store_keys(street->store, &keys);
    come_in(street, &street->ann, "192.0.2.x", NOON);
    sqlite3_stmt *row = db_query(street->store, "SELECT place FROM known_source");
    assert_true(db_step(street->store, row));
    memcpy(file, sqlite3_column_blob(row, 0), (size_t)sqlite3_column_bytes(row, 0));
    db_done(street->store, row);
    crypto_generichash(hash, sizeof hash, (const unsigned char *)"192.0.2.x", 9, NULL, 0);
    assert_memory_not_equal(file, hash, sizeof hash);
    db_salted_again("192.0.2.x", salt, hash);
    assert_memory_not_equal(file, hash, sizeof hash);
    assert_true(source_is_known(street->store, "ann", "192.0.2.x", NOON + 1));
    keys = keys_of(8); /* as after a backup was restored, which has no such key */
    store_keys(street->store, &keys);
    assert_false(source_is_known(street->store, "ann", "192.0.2.x", NOON + 1));
}

/* She sees where her last log-ins came from; under another key it reads as forgotten, and nothing breaks. */
static void last_log_ins_are_shown_by_the_key_alone(void **state)
{
    struct street *street = *state;
    struct store_keys keys = keys_of(7);
    struct visit visit;
    char *file;
    store_keys(street->store, &keys);
    come_in(street, &street->ann, "2001:db8:1::x", NOON);
    must(visit_last(street->store, &street->ann, 0, NOON + 1, &visit));
    assert_string_equal(visit.source, "2001:db8:1::x");
    assert_string_equal(visit.method, "password");
    must(member_file(street->store, &street->ann, 0, &file));
    assert_non_null(strstr(file, "\"2001:db8:1::x\""));
    free(file);
    keys = keys_of(8);
    store_keys(street->store, &keys);
    must(visit_last(street->store, &street->ann, 0, NOON + 1, &visit));
    assert_string_equal(visit.source, "");
    come_in(street, &street->ann, "192.0.2.x", NOON + 2);
    must(visit_last(street->store, &street->ann, 0, NOON + 3, &visit));
    assert_string_equal(visit.source, "192.0.2.x");
}

/* A session that was taken over sends the clerk what it likes: it does no harm. */
static void what_is_no_place_is_left_out(void **state)
{
    struct street *street = *state;
    static const char *const texts[] = { "", "a", "a\0zz", "a\0\0password", "a\000ff\0password",
        "a\0gggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggg\0x" };
    static const size_t lengths[] = { 0, 1, 4, 11, 13, 68 };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        must(deferred_apply(street->store,
            &(struct deferred) { .kind = DEFERRED_LOGIN,
                .member = street->ann.member,
                .at = NOON,
                .a = (int64_t)i + 1,
                .text = texts[i],
                .length = lengths[i] },
            1));
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM known_source"), 0);
    struct visit visit;
    must(visit_last(street->store, &street->ann, 0, NOON + 1, &visit));
    assert_string_equal(visit.source, "");
    static const char *const methods[] = { "", "", "", "password", "password", "x" };
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) /* nothing from behind the end of a text */
        assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM login WHERE visit = ? AND method = ?",
                             (int64_t)i + 1, methods[i]),
            1);
}

static void the_caretaker_forgets_it_and_leaving_does(void **state)
{
    struct street *street = *state;
    come_in(street, &street->ann, "192.0.2.x", NOON);
    come_in(street, &street->ben, "192.0.2.x", NOON + DAY);
    assert_true(store_forget(street->store, NOON + 30 * DAY) >= 0);
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM known_source"), 1);
    must(member_leave(street->store, &street->ben, NOON + 30 * DAY));
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM known_source"), 0);
}

/* A phone on the road: the newest twenty are kept. */
static void one_member_has_a_bounded_number(void **state)
{
    struct street *street = *state;
    char source[48];
    for (int i = 0; i < 50; i++) {
        snprintf(source, sizeof source, "192.0.%d.x", i);
        come_in(street, &street->ann, source, NOON + i);
    }
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM known_source"), 20);
    assert_true(source_is_known(street->store, "ann", "192.0.49.x", NOON + 50));
    assert_true(source_is_known(street->store, "ann", "192.0.30.x", NOON + 50));
    assert_false(source_is_known(street->store, "ann", "192.0.29.x", NOON + 50));
}

/* Guesses at Ann, ANN and look-alikes are guesses at one. */
static void spellings_of_one_handle_are_one_number(void **state)
{
    struct street *street = *state;
    assert_true(source_handle_number(street->store, "Ann") == source_handle_number(street->store, "ann"));
    assert_true(source_handle_number(street->store, "b0b") == source_handle_number(street->store, "bob"));
    assert_false(source_handle_number(street->store, "ann") == source_handle_number(street->store, "anna"));
    assert_false(
        source_handle_number(street->store, "nobody-here") == source_handle_number(street->store, "nobody-there"));
}

#define IN_A_STREET(test) cmocka_unit_test_setup_teardown(test, street_open, street_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_STREET(a_source_is_known_for_a_month_after_the_last_time),
        IN_A_STREET(it_is_hers_alone),
        IN_A_STREET(nobody_reads_it_in_the_file),
        IN_A_STREET(no_hash_without_the_key_fits),
        IN_A_STREET(last_log_ins_are_shown_by_the_key_alone),
        IN_A_STREET(what_is_no_place_is_left_out),
        IN_A_STREET(the_caretaker_forgets_it_and_leaving_does),
        IN_A_STREET(one_member_has_a_bounded_number),
        IN_A_STREET(spellings_of_one_handle_are_one_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
