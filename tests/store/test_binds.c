/*
 * test_binds.c: values reach a statement with the type that the compiler found, a wrong number of them ends the
 * process, and the states that stand in SQL are those that the partial indexes of the schema name.
 */
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "aid_rule.h"
#include "street.h"
#include "tests/store/files.h"

static void every_type_comes_back_as_it_was(void **state)
{
    struct store *store = ((struct street *)*state)->store;
    enum aid_state done = AID_DONE;
    const char *nothing = NULL;
    char words[] = "two words";
    const unsigned char bytes[] = { 0, 1, 255 };
    sqlite3_stmt *row = db_query(store, "SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?", INT64_MIN, done, true, (uint32_t)UINT32_MAX,
        sizeof words, words, nothing, DB_NULL, db_blob(bytes, sizeof bytes));
    assert_true(db_step(store, row));
    assert_int_equal(sqlite3_column_int64(row, 0), INT64_MIN);
    assert_int_equal(sqlite3_column_int64(row, 1), AID_DONE);
    assert_int_equal(sqlite3_column_int64(row, 2), 1);
    assert_int_equal(sqlite3_column_int64(row, 3), UINT32_MAX);
    assert_int_equal(sqlite3_column_int64(row, 4), sizeof words);
    assert_int_equal(sqlite3_column_type(row, 5), SQLITE_TEXT);
    assert_string_equal(db_text(row, 5), words);
    assert_int_equal(sqlite3_column_type(row, 6), SQLITE_NULL);
    assert_int_equal(sqlite3_column_type(row, 7), SQLITE_NULL);
    assert_int_equal(sqlite3_column_type(row, 8), SQLITE_BLOB);
    assert_int_equal(sqlite3_column_bytes(row, 8), sizeof bytes);
    assert_memory_equal(sqlite3_column_blob(row, 8), bytes, sizeof bytes);
    db_done(store, row);
}

static void an_empty_blob_is_not_null(void **state)
{
    struct store *store = ((struct street *)*state)->store;
    assert_int_equal(db_number(store, 0, "SELECT ? IS NOT NULL", db_blob(NULL, 0)), 1);
}

static void sixteen_values_fit(void **state)
{
    struct store *store = ((struct street *)*state)->store;
    assert_int_equal(db_number(store, 0, "SELECT ? + ? + ? + ? + ? + ? + ? + ? + ? + ? + ? + ? + ? + ? + ? + 100 * ?",
                         1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2),
        215);
}

static void be_quiet(void)
{
    dup2(open("/dev/null", O_WRONLY | O_CLOEXEC), STDERR_FILENO);
}

static int give_too_few(void *store)
{
    be_quiet();
    db_run(store, "UPDATE member SET gone = ? WHERE id = ?", 1);
    return 0;
}

static int give_too_many(void *store)
{
    be_quiet();
    db_number(store, 0, "SELECT count(*) FROM member WHERE id = ?", 1, 2);
    return 0;
}

static int give_a_number_that_is_too_large(void *store)
{
    be_quiet();
    db_number(store, 0, "SELECT ?", UINT64_MAX);
    return 0;
}

static void a_wrong_number_of_values_ends_the_process(void **state)
{
    struct store *store = ((struct street *)*state)->store;
    assert_int_equal(files_apart(false, give_too_few, store), 128 + SIGABRT);
    assert_int_equal(files_apart(false, give_too_many, store), 128 + SIGABRT);
    assert_int_equal(files_apart(false, give_a_number_that_is_too_large, store), 128 + SIGABRT);
}

/* How SQLite finds the rows, one step a line. False when it can not find them that way: see INDEXED BY. */
static bool plan(struct store *store, const char *sql, char *out, size_t size)
{
    sqlite3_stmt *row = NULL;
    char *explain = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", sql);
    bool possible = sqlite3_prepare_v2(store->db, explain, -1, &row, NULL) == SQLITE_OK;
    out[0] = '\0';
    while (possible && sqlite3_step(row) == SQLITE_ROW) {
        size_t length = strlen(out);
        snprintf(out + length, size - length, "%s\n", (const char *)sqlite3_column_text(row, 3));
    }
    sqlite3_finalize(row);
    sqlite3_free(explain);
    return possible;
}

static void a_state_by_its_name_meets_the_index_of_this_state(void **state)
{
    struct store *store = ((struct street *)*state)->store;
    char found[1000];
    assert_true(plan(store, "SELECT id FROM ask INDEXED BY ask_open WHERE state = " SQL_AID_OPEN, found, sizeof found));
    assert_true(
        plan(store, "SELECT id FROM offer INDEXED BY offer_open WHERE state = " SQL_AID_OPEN, found, sizeof found));
    assert_false(plan(store, "SELECT id FROM ask INDEXED BY ask_open WHERE state = ?", found, sizeof found));
    /* The board of asks: SQLite chooses the index, and sorts nothing. */
    assert_true(plan(store,
        "SELECT id FROM ask a WHERE a.unit = ?4 AND a.state <= " SQL_AID_AGREED
        " AND (a.urgency, -a.again, a.id) > (?1, ?2, ?3)"
        " ORDER BY a.urgency, -a.again, a.id",
        found, sizeof found));
    assert_non_null(strstr(found, "ask_in_order"));
    assert_null(strstr(found, "TEMP B-TREE"));
}

/* The steps of the schema are history and keep bare numbers. Here they are compared with the enums of today. */
static void the_indexes_of_the_schema_name_the_states_of_the_enums(void **state)
{
    struct store *store = ((struct street *)*state)->store;
    static const struct {
        const char *index, *states;
    } partial[] = {
        { "ask_open", "state = " SQL_AID_OPEN },
        { "ask_in_order", "state <= " SQL_AID_AGREED },
        { "ask_climbing", "state = " SQL_AID_OPEN },
        { "offer_open", "state = " SQL_AID_OPEN },
        { "ask_by_unit", "state = " SQL_AID_OPEN },
        { "offer_by_unit", "state = " SQL_AID_OPEN },
        { "ask_of_member", "state = " SQL_AID_OPEN },
        { "offer_of_member", "state = " SQL_AID_OPEN },
        { "board_for_more", "visibility <> " SQL_VISIBLE_UNIT },
        { "circle_going", "state <= " SQL_CIRCLE_OPEN },
        { "mod_act_appealed", "state = " SQL_ACT_APPEALED },
        { "mod_act_other", "state = " SQL_ACT_STANDS " AND reason = " SQL_COVER_OTHER },
        { "mod_act_restricts", "state = " SQL_ACT_STANDS " AND kind = " SQL_ACT_RESTRICTION },
        { "draw_going", "state < " SQL_DRAW_DRAWN },
        { "ask_without_words", "words IS NULL AND state <= " SQL_AID_AGREED },
        { "offer_without_words", "words IS NULL AND state = " SQL_AID_OPEN },
        { "ask_untold", "state = " SQL_AID_EXPIRED " AND told = 0" },
        { "offer_untold", "state = " SQL_AID_EXPIRED " AND told = 0" },
        { "aid_match_hand", "state IN (" SQL_MATCH_HOLDS ", " SQL_MATCH_AGREED ")" },
        { "aid_match_holds", "state IN (" SQL_MATCH_HOLDS ", " SQL_MATCH_AGREED ")" },
    };
    for (size_t i = 0; i < sizeof partial / sizeof *partial; i++)
        assert_int_equal(db_number(store, 0, "SELECT instr(sql, 'WHERE ' || ?) > 0 FROM sqlite_schema WHERE name = ?",
                             partial[i].states, partial[i].index),
            1);
    /* No other index is for a state: whoever adds one adds it above. */
    assert_int_equal(db_number(store, 0,
                         "SELECT count(*) FROM sqlite_schema WHERE type = 'index'"
                         " AND (substr(sql, instr(sql, ' WHERE ')) GLOB '*state*'"
                         " OR substr(sql, instr(sql, ' WHERE ')) GLOB '*visibility*') AND sql LIKE '% WHERE %'"),
        sizeof partial / sizeof *partial);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_type_comes_back_as_it_was, street_open, street_close),
        cmocka_unit_test_setup_teardown(an_empty_blob_is_not_null, street_open, street_close),
        cmocka_unit_test_setup_teardown(sixteen_values_fit, street_open, street_close),
        cmocka_unit_test_setup_teardown(a_wrong_number_of_values_ends_the_process, street_open, street_close),
        cmocka_unit_test_setup_teardown(a_state_by_its_name_meets_the_index_of_this_state, street_open, street_close),
        cmocka_unit_test_setup_teardown(
            the_indexes_of_the_schema_name_the_states_of_the_enums, street_open, street_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
