/* test_unit_drop.c: a unit that a steward added by mistake is taken back, or called by another name. RULES 1.0, 1.2,
 * 1.10. */
#include "units.h"

#include "deferred.h"
#include "invitations.h"
#include "store/keep/subjects.h"
#include "store/people/unit_row.h"
#include "tests/store/street.h"
#include "workplace.h"

struct mistake {
    struct street street;
    struct store *store;
    int64_t unit; /* in which nobody is */
    char code[INVITATION_CODE_BYTES];
};

static void make_code(struct mistake *mistake, int64_t unit, const char *home)
{
    struct actor there = mistake->street.operator;
    struct invitation first;
    there.here = unit;
    must(invitation_make(mistake->store, &there, home, NOON, mistake->code, &first));
}

static int mistake_open(void **state)
{
    struct mistake *mistake = calloc(1, sizeof *mistake);
    *state = mistake;
    street_open_at(&mistake->street, ":memory:");
    mistake->store = mistake->street.store;
    must(unit_found(
        mistake->store, &mistake->street.operator, "Secnd Street", NULL, UNIT_COMMUNE, NOON, &mistake->unit));
    make_code(mistake, mistake->unit, "A 1");
    return 0;
}

static int mistake_close(void **state)
{
    struct mistake *mistake = *state;
    store_close(mistake->store);
    free(mistake);
    return 0;
}

static enum result drops(struct mistake *mistake, int64_t unit)
{
    struct unit_drop drop;
    return unit_drop(mistake->store, &mistake->street.operator, unit, NOON, &drop);
}

static void assert_stays(struct mistake *mistake, int64_t unit, const char *words)
{
    assert_int_equal(drops(mistake, unit), RESULT_REFUSED);
    if (strstr(store_reason(mistake->store), words) == NULL)
        fail_msg("\"%s\" is not in \"%s\"", words, store_reason(mistake->store));
    assert_true(unit_exists(mistake->store, unit));
}

/* --- every table has its answer --- */

static const struct subject_unit *answer_of(const char *table, const char *column)
{
    for (const struct subject *const *subject = subjects; *subject != NULL; subject++)
        for (const struct subject_unit *part = (*subject)->units; part != NULL && part->table != NULL; part++)
            if (strcmp(part->table, table) == 0 && strstr(part->where, column) != NULL)
                return part;
    return NULL;
}

static bool goes(const char *table)
{
    for (const struct subject *const *subject = subjects; *subject != NULL; subject++)
        for (const struct subject_unit *part = (*subject)->units; part != NULL && part->table != NULL; part++)
            if (strcmp(part->table, table) == 0 && part->rows == UNIT_ROWS_GO)
                return true;
    return strcmp(table, "unit") == 0;
}

/* Tables that refer to a unit, or to a row that goes with one, and say nowhere what becomes of them; also those with a
 * column of that name and no reference. */
static int unanswered(struct store *store, bool *seen_any)
{
    int count = 0;
    sqlite3_stmt *row = db_query(store,
        "SELECT m.name, f.\"from\", f.\"table\" FROM sqlite_schema m, pragma_foreign_key_list(m.name) f WHERE m.type ="
        " 'table' UNION SELECT m.name, c.name, CASE c.name WHEN 'board' THEN 'board' ELSE 'unit' END FROM sqlite_schema m,"
        " pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name IN ('unit', 'board')");
    while (db_step(store, row)) {
        if (!goes(db_text(row, 2)))
            continue;
        *seen_any = true;
        if (answer_of(db_text(row, 0), db_text(row, 1)) != NULL)
            continue;
        count++;
        print_error("%s.%s: what becomes of it when a unit is taken back?\n", db_text(row, 0), db_text(row, 1));
    }
    db_done(store, row);
    return count;
}

static void every_table_of_a_unit_has_its_answer(void **state)
{
    struct mistake *mistake = *state;
    bool any = false;
    assert_int_equal(unanswered(mistake->store, &any), 0);
    assert_true(any);
    must(db_exec(mistake->store, "CREATE TABLE later (of INTEGER REFERENCES unit, board INTEGER)"));
    assert_int_equal(unanswered(mistake->store, &any), 2);
}

static void every_answer_is_good_sql(void **state)
{
    struct mistake *mistake = *state;
    for (const struct subject *const *subject = subjects; *subject != NULL; subject++)
        for (const struct subject_unit *part = (*subject)->units; part != NULL && part->table != NULL; part++) {
            sqlite3_stmt *row = NULL;
            if (sqlite3_prepare_v2(mistake->store->db, part->sql, -1, &row, NULL) != SQLITE_OK)
                fail_msg("%s: %s", sqlite3_errmsg(mistake->store->db), part->sql);
            assert_int_equal(sqlite3_bind_parameter_count(row), 1);
            assert_int_equal(sqlite3_stmt_readonly(row), part->rows != UNIT_ROWS_GO);
            sqlite3_finalize(row);
        }
}

/* --- it goes --- */

/* All rows of all tables but the book. */
static void count_rows(struct store *store, struct buffer *out)
{
    sqlite3_stmt *row = db_query(store,
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'ledger%'"
        " AND name <> 'house' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name");
    while (db_step(store, row)) {
        char sql[200];
        sqlite3_stmt *count = NULL;
        snprintf(sql, sizeof sql, "SELECT count(*) FROM \"%s\"", db_text(row, 0));
        assert_int_equal(sqlite3_prepare_v2(store->db, sql, -1, &count, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_step(count), SQLITE_ROW);
        buffer_format(out, "%s %lld\n", db_text(row, 0), (long long)sqlite3_column_int64(count, 0));
        sqlite3_finalize(count);
    }
    db_done(store, row);
}

static void say_fault(void *context, const char *sentence)
{
    (void)context;
    print_error("%s\n", sentence);
}

static void assert_whole(struct store *store)
{
    char head[65];
    assert_int_equal(store_check(store, NULL, head, say_fault, NULL), 0);
}

/* What a steward, and people of other streets who look there, can do to it. */
static void use_it(struct mistake *mistake, int64_t unit)
{
    struct street *street = &mistake->street;
    struct store *store = mistake->store;
    struct actor steward = street->operator;
    int64_t board = db_number(store, 0, "SELECT id FROM board WHERE unit = ? AND slug = 'welcome'", unit);
    steward.here = unit;
    make_code(mistake, unit, "B 2");
    must(house_set(store, &steward, "now", "No water.", NOON));
    must(house_set(store, &steward, "help", "Clinic 1", NOON));
    must(house_set(store, &steward, "blocks", "A B", NOON));
    street_board(street, unit, "tools", VISIBLE_CONFEDERATION);
    must(unit_neighbour_set(store, &street->operator, unit, street->far, true, NOON));
    must(mark_board_read(store, &street->ann, board));
    must(db_run(store, "INSERT INTO board_mark VALUES (?, ?, 0) ON CONFLICT DO NOTHING", street->ann.member, board));
    must(db_run(store, "INSERT INTO unit_number VALUES (?, 1, 1, 0, 0)", unit));
}

static void all_that_is_its_own_goes(void **state)
{
    struct mistake *mistake = *state;
    struct store *store = mistake->store;
    struct buffer before = { 0 }, after = { 0 };
    struct unit_drop drop;
    int64_t unit, again;
    must(mark_board_read(store, &mistake->street.ann, mistake->street.welcome));
    count_rows(store, &before);
    must(unit_found(store, &mistake->street.operator, "The Depot", NULL, UNIT_FORUM, NOON, &unit));
    use_it(mistake, unit);
    store_tick(store, NOON + HOUR);
    store_forget(store, NOON + HOUR);
    must(unit_drop(store, &mistake->street.operator, unit, NOON + DAY, &drop));
    assert_int_equal(drop.boards, 3);
    assert_int_equal(drop.codes, 1);
    count_rows(store, &after);
    assert_string_equal(buffer_text(&before), buffer_text(&after));
    buffer_clear(&before);
    buffer_clear(&after);
    assert_whole(store);
    assert_int_equal(db_number(store, 0, "SELECT kind FROM ledger ORDER BY seq DESC LIMIT 1"), LEDGER_UNIT_DROPPED);
    assert_int_equal(db_number(store, 0, "SELECT unit FROM ledger ORDER BY seq DESC LIMIT 1"), unit);
    struct invitation used;
    assert_int_not_equal(
        invitation_use(store, &mistake->street.ann, mistake->code, NOON + DAY, &used), RESULT_OK); /* the code, too */
    must(unit_found(store, &mistake->street.operator, "The Depot", NULL, UNIT_FORUM, NOON, &again));
    assert_true(again > unit); /* a number that the book names is not given again */
    must(unit_drop(store, &mistake->street.operator, again, NOON, &drop));
    assert_int_equal(db_number(store, 0, "SELECT value FROM house WHERE name = 'last_unit'"), again);
    must(unit_drop(store, &mistake->street.operator, mistake->unit, NOON, &drop));
    assert_int_equal(db_number(store, 0, "SELECT value FROM house WHERE name = 'last_unit'"), again);
}

/* Days later nothing that the house does by itself holds it. */
static void the_house_itself_does_not_hold_it(void **state)
{
    struct mistake *mistake = *state;
    for (int day = 1; day <= 200; day += 7) {
        assert_true(store_tick(mistake->store, NOON + day * DAY) >= 0);
        assert_true(store_forget(mistake->store, NOON + day * DAY) >= 0);
    }
    must(drops(mistake, mistake->unit));
    assert_whole(mistake->store);
}

/* The unit that a house was made with is one like others, once there is another. */
static void the_first_unit_goes_too(void **state)
{
    struct store *store;
    struct actor steward;
    struct unit_drop drop;
    struct house house;
    int64_t second;
    (void)state;
    assert_int_equal(store_create(":memory:", &store), STORE_OPENED);
    must(house_make(store, "Test", UNIT_COMMUNE, NOON));
    must(actor_for(store, ACTOR_OPERATOR, "", &steward));
    assert_int_equal(unit_drop(store, &steward, 1, NOON, &drop), RESULT_REFUSED);
    assert_non_null(strstr(store_reason(store), "the only street or workplace"));
    must(unit_found(store, &steward, "Vilakazi Street", NULL, UNIT_COMMUNE, NOON, &second));
    must(unit_drop(store, &steward, 1, NOON, &drop));
    assert_int_equal(units_number(store), 1);
    must(actor_for(store, ACTOR_OPERATOR, "", &steward));
    assert_int_equal(steward.here, second);
    must(house_set(store, &steward, "address", "bbs.example.org", NOON));
    must(house_get(store, second, &house));
    assert_string_equal(house.name, "Vilakazi Street");
    store_tick(store, NOON + DAY);
    assert_whole(store);
    store_close(store);
}

/* --- it stays --- */

static void it_belongs_to_its_people(void **state)
{
    struct mistake *mistake = *state;
    struct street *street = &mistake->street;
    struct invitation used;
    int64_t depot;
    assert_stays(mistake, street->far, "belongs to its people");
    must(unit_found(mistake->store, &street->operator, "Depot", NULL, UNIT_FORUM, NOON, &depot));
    make_code(mistake, depot, NULL);
    must(invitation_use(mistake->store, &street->ann, mistake->code, NOON, &used));
    assert_stays(mistake, depot, "`forum rename`");
    struct actor ann;
    must(actor_for(mistake->store, ACTOR_MEMBER, "ann", &ann));
    must(workplace_leave(mistake->store, &ann, depot, true, NOON));
    must(db_run(mistake->store, "DELETE FROM invitation WHERE unit = ?", depot)); /* forgotten after 90 days */
    must(db_run(mistake->store, "DELETE FROM greeter WHERE unit = ?", depot));
    must(db_run(mistake->store, "DELETE FROM seat WHERE unit = ?", depot));
    assert_stays(mistake, depot, "was in it"); /* the book tells it */
}

static void whoever_is_on_the_way_in_is_waited_for(void **state)
{
    struct mistake *mistake = *state;
    struct street *street = &mistake->street;
    must(db_run(mistake->store, "INSERT INTO at_door (member, home, since, cause, unit) VALUES (?, 'A 1', ?, 0, ?)",
        street->dora.member, (int64_t)NOON, mistake->unit));
    assert_stays(mistake, mistake->unit, "on the way in");
    must(db_run(mistake->store, "DELETE FROM at_door"));
    must(db_run(mistake->store, "INSERT INTO moving (member, unit, home, asked) VALUES (?, ?, 'A 1', ?)",
        street->dora.member, mistake->unit, (int64_t)NOON));
    assert_stays(mistake, mistake->unit, "on the way in");
    must(db_run(mistake->store, "DELETE FROM moving"));
    must(drops(mistake, mistake->unit));
}

/* Of another street: every member of the house writes on a public board. */
static void words_hold_it(void **state)
{
    struct mistake *mistake = *state;
    struct street *street = &mistake->street;
    int64_t board =
        db_number(mistake->store, 0, "SELECT id FROM board WHERE unit = ? AND slug = 'welcome'", mistake->unit);
    must(draft_save(mistake->store, &street->ann, DRAFT_THREAD, board, "Hello", "Who", NOON));
    assert_stays(mistake, mistake->unit, "or began to");
    must(draft_drop(mistake->store, &street->ann, DRAFT_THREAD, board, NOON));
    int64_t thread = street_thread(street, &street->ann, board, "Hello", "Who lives there?");
    assert_stays(mistake, mistake->unit, "nothing that people wrote is lost");
    must(post_withdraw(mistake->store, &street->ann,
        db_number(mistake->store, 0, "SELECT first_post FROM thread WHERE id = ?", thread), NOON));
    assert_stays(mistake, mistake->unit, "`commune rename`");
}

static void units_below_hold_it(void **state)
{
    struct mistake *mistake = *state;
    struct street *street = &mistake->street;
    int64_t hills;
    must(unit_add(mistake->store, &street->operator, "Hills", NULL, UNIT_NEIGHBOURHOOD, 0, NOON, &hills));
    must(unit_set_parent(mistake->store, &street->operator, mistake->unit, hills));
    assert_stays(mistake, hills, "`unit above UNIT none`");
    must(drops(mistake, mistake->unit));
    must(drops(mistake, hills));
}

static void nobody_else_takes_it_back(void **state)
{
    struct mistake *mistake = *state;
    struct street *street = &mistake->street;
    const struct actor *who[] = { &street->ann, &street->dora, &street->guest };
    struct unit_drop drop;
    int64_t women;
    for (size_t i = 0; i < sizeof who / sizeof *who; i++) {
        assert_int_equal(unit_drop(mistake->store, who[i], mistake->unit, NOON, &drop), RESULT_REFUSED);
        assert_int_equal(unit_rename(mistake->store, who[i], mistake->unit, "Mine", NULL, NOON), RESULT_REFUSED);
    }
    must(unit_add(mistake->store, &street_house, "Women", NULL, UNIT_CAUCUS, 1, NOON, &women));
    assert_int_equal(drops(mistake, women), RESULT_NOT_FOUND); /* the shell knows of no caucus */
    assert_int_equal(unit_rename(mistake->store, &street->operator, women, "Men", NULL, NOON), RESULT_NOT_FOUND);
    assert_int_equal(drops(mistake, 999), RESULT_NOT_FOUND);
    assert_int_equal(unit_rename(mistake->store, &street->operator, 999, "Men", NULL, NOON), RESULT_NOT_FOUND);
}

/* --- another name --- */

static void names_are_looked_at_as_a_new_units_are(void **state)
{
    struct mistake *mistake = *state;
    static char endless[10001];
    memset(endless, 'x', sizeof endless - 1);
    static const struct {
        const char *name, *slug;
        enum result result;
        const char *words;
    } table[] = {
        { "Far Street", NULL, RESULT_CONFLICT, "has that name" },
        { "FAR  street", NULL, RESULT_CONFLICT, "looks like it" },
        { "F\xd0\xb0r Street", NULL, RESULT_CONFLICT, "looks like it" }, /* a Cyrillic a */
        { "", NULL, RESULT_INVALID, "no words" },
        { "  ", NULL, RESULT_INVALID, "no words" },
        { endless, NULL, RESULT_INVALID, "60" },
        { "Second Street", "far-street", RESULT_CONFLICT, "is taken" },
        { "Second Street", "Second Street", RESULT_INVALID, "small letters" },
        { "\xe4\xba\x94\xe8\xa1\x97", NULL, RESULT_INVALID, "--short" },
        { "\xe4\xba\x94\xe8\xa1\x97", "five", RESULT_OK, NULL },
        { "Secnd Street", NULL, RESULT_OK, NULL },
        { "Secnd Street", NULL, RESULT_CONFLICT, "called that already" },
        { "Secnd Street", "second", RESULT_OK, NULL }, /* its short name alone */
        { "SECND Street", "second", RESULT_OK, NULL }, /* looks like its own */
        { "Second Street", NULL, RESULT_OK, NULL },
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        enum result result =
            unit_rename(mistake->store, &mistake->street.operator, mistake->unit, table[i].name, table[i].slug, NOON);
        if (result != table[i].result)
            fail_msg("%zu: %s", i, store_reason(mistake->store));
        if (table[i].words != NULL && strstr(store_reason(mistake->store), table[i].words) == NULL)
            fail_msg("%zu: \"%s\" has no \"%s\"", i, store_reason(mistake->store), table[i].words);
    }
    struct unit unit;
    must(unit_get(mistake->store, &mistake->street.operator, mistake->unit, &unit));
    assert_string_equal(unit.name, "Second Street");
    assert_string_equal(unit.slug, "second-street");
    assert_int_equal(
        db_number(mistake->store, 0, "SELECT kind FROM ledger ORDER BY seq DESC LIMIT 1"), LEDGER_UNIT_RENAMED);
    assert_whole(mistake->store);
}

/* RULES 1.2, 1.10. */
static void a_founded_street_names_itself(void **state)
{
    struct mistake *mistake = *state;
    struct street *street = &mistake->street;
    struct shell_act acts[4];
    size_t count;
    must(unit_rename(mistake->store, &street->operator, street->far, "Moema Street", "moema", NOON + DAY));
    must(shell_acts_list(mistake->store, &street->dora, acts, 4, &count));
    assert_int_equal(count, 1);
    assert_string_equal(acts[0].words,
        "From the shell, a steward gave Far Street another name: Moema Street. Its short name is moema now.");
    must(unit_rename(mistake->store, &street->operator, street->far, "Moema Street", "mo", NOON + DAY));
    must(unit_rename(mistake->store, &street->operator, street->far, "Naledi Street", NULL, NOON + DAY));
    must(shell_acts_list(mistake->store, &street->dora, acts, 4, &count));
    assert_int_equal(count, 3);
    assert_string_equal(acts[1].words, "From the shell, a steward gave Moema Street another short name: mo.");
    assert_string_equal(acts[0].words,
        "From the shell, a steward gave Moema Street another name: Naledi Street. Its short name is naledi-street now.");
    must(db_run(mistake->store, "UPDATE unit SET founded = ? WHERE id = ?", (int64_t)NOON, street->far));
    assert_int_equal(
        unit_rename(mistake->store, &street->operator, street->far, "Far Street", NULL, NOON), RESULT_REFUSED);
    assert_non_null(strstr(store_reason(mistake->store), "`propose --title T --effect name NEW NAME`"));
    must(db_run(mistake->store, "INSERT INTO house VALUES ('demo', 'yes')")); /* nobody real is in it */
    must(unit_rename(mistake->store, &street->operator, street->far, "Far Street", NULL, NOON));
}

/* A neighbourhood has no founding time and nobody is in it: those below read what a steward called it. */
static void who_lives_below_reads_another_name_of_a_neighbourhood(void **state)
{
    struct mistake *mistake = *state;
    struct street *street = &mistake->street;
    struct shell_act acts[4];
    size_t count;
    int64_t above;
    must(unit_add(mistake->store, &street->operator, "Orlando West", NULL, UNIT_NEIGHBOURHOOD, 0, NOON, &above));
    must(unit_set_parent(mistake->store, &street->operator, street->far, above));
    must(unit_rename(mistake->store, &street->operator, above, "Diepkloof", NULL, NOON + DAY));
    must(shell_acts_list(mistake->store, &street->dora, acts, 4, &count));
    assert_int_equal(count, 1);
    assert_non_null(strstr(acts[0].words, "gave Orlando West another name: Diepkloof."));
}

int main(void)
{
#define BY_MISTAKE(test) cmocka_unit_test_setup_teardown(test, mistake_open, mistake_close)
    const struct CMUnitTest tests[] = {
        BY_MISTAKE(every_table_of_a_unit_has_its_answer),
        BY_MISTAKE(every_answer_is_good_sql),
        BY_MISTAKE(all_that_is_its_own_goes),
        BY_MISTAKE(the_house_itself_does_not_hold_it),
        cmocka_unit_test(the_first_unit_goes_too),
        BY_MISTAKE(it_belongs_to_its_people),
        BY_MISTAKE(whoever_is_on_the_way_in_is_waited_for),
        BY_MISTAKE(words_hold_it),
        BY_MISTAKE(units_below_hold_it),
        BY_MISTAKE(nobody_else_takes_it_back),
        BY_MISTAKE(names_are_looked_at_as_a_new_units_are),
        BY_MISTAKE(a_founded_street_names_itself),
        BY_MISTAKE(who_lives_below_reads_another_name_of_a_neighbourhood),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
