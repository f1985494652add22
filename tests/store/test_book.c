/*
 * test_book.c: the book tells who changed it afterwards, and tells nothing else: no names, no words. `bbs check` finds
 * what is not in order, and only that.
 */
#include "tests/store/street.h"

#include <unistd.h>

#include "letters.h"
#include "tests/store/files.h"

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

static struct faults check(struct street *street)
{
    struct faults faults = { 0 };
    int count = store_check(street->store, NULL, NULL, hear, &faults);
    assert_int_equal(count, faults.count);
    return faults;
}

static int open_written(void **state)
{
    street_open(state);
    struct street *street = *state;
    int64_t post = street_thread(street, &street->ann, street->general, "Zebra title", "Zebra words.");
    street_reply(street, &street->ben, post, "Zebra answer.");
    must(post_edit(street->store, &street->ann, post, "Zebra again.", street->now));
    must(post_withdraw(street->store, &street->ann, post, street->now));
    return 0;
}

/* --- the chain --- */

static void an_honest_book_is_whole(void **state)
{
    struct street *street = *state;
    assert_int_equal(check(street).count, 0);
}

/* Each is what somebody with the file could do to it. */
static const struct {
    const char *what, *sql;
} forgeries[] = {
    { "another actor", "UPDATE ledger SET actor = actor + 1 WHERE seq = 12" },
    { "another time", "UPDATE ledger SET at = at + 1 WHERE seq = 5" },
    { "another unit", "UPDATE ledger SET unit = unit + 1 WHERE seq = 5" },
    { "another kind", "UPDATE ledger SET kind = kind + 1 WHERE seq = 10" },
    { "another subject", "UPDATE ledger SET subject = subject + 1 WHERE seq = 12" },
    { "another thread", "UPDATE ledger SET thread = thread + 1 WHERE seq = 12" },
    { "seen by others", "UPDATE ledger SET seen_by = seen_by + 1 WHERE seq = 12" },
    { "another text", "UPDATE ledger SET digest = randomblob(32) WHERE seq = (SELECT max(seq) FROM ledger"
                      " WHERE digest IS NOT NULL)" },
    { "no text", "UPDATE ledger SET digest = NULL WHERE seq = (SELECT max(seq) FROM ledger WHERE digest IS NOT NULL)" },
    { "other data", "UPDATE ledger SET data = '{\"n\":1}' WHERE seq = 12" },
    { "very long data", "UPDATE ledger SET data = hex(zeroblob(100000)) WHERE seq = 12" },
    { "another salt", "UPDATE ledger_salt SET salt = randomblob(16) WHERE seq = 12" },
    { "another entry", "UPDATE ledger SET entry = randomblob(32) WHERE seq = 12" },
    { "another head", "UPDATE ledger SET head = randomblob(32) WHERE seq = 12" },
    { "a short head", "UPDATE ledger SET head = x'00' WHERE seq = 12" },
    { "one taken out", "DELETE FROM ledger_salt WHERE seq = 12; DELETE FROM ledger WHERE seq = 12" },
    { "the first taken out", "DELETE FROM ledger_salt WHERE seq = 1; DELETE FROM ledger WHERE seq = 1" },
    { "one taken out and the rest moved up",
        "DELETE FROM ledger_salt; DELETE FROM ledger WHERE seq = 12; UPDATE ledger SET seq = seq - 1 WHERE seq > 12" },
    { "two changed places",
        "DELETE FROM ledger_salt; UPDATE ledger SET seq = -1 WHERE seq = 11; UPDATE ledger SET seq = 11 WHERE seq = 12;"
        "UPDATE ledger SET seq = 12 WHERE seq = -1" },
    { "one put in", "DELETE FROM ledger_salt; INSERT INTO ledger SELECT max(seq) + 1, at, unit, kind, subject, thread,"
                    " actor, seen_by, digest, data, entry, head FROM ledger" },
    { "salts gone and an entry's hash with them",
        "DELETE FROM ledger_salt; UPDATE ledger SET entry = randomblob(32) WHERE seq = 12" },
};

/* In a house of its own: what somebody does to its file behind our back, and what the check says then. */
static struct faults after_forging(const char *what, const char *sql)
{
    void *state;
    open_written(&state);
    struct street *street = state;
    sqlite3 *db = street->store->db;
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
    assert_true(ledger_last(street->store) > 13);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", what, sqlite3_errmsg(db));
    struct faults faults = check(street);
    street_close(&state);
    return faults;
}

static void every_forgery_is_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof forgeries / sizeof *forgeries; i++) {
        struct faults faults = after_forging(forgeries[i].what, forgeries[i].sql);
        if (faults.count == 0)
            fail_msg("%s is not found", forgeries[i].what);
    }
}

/* Who has the file can build a new chain from some entry on, or cut its end off. Only a head that was printed shows
 * it. */
static void a_printed_head_shows_what_the_chain_cannot(void **state)
{
    struct street *street = *state;
    char printed[65], now[65];
    struct faults faults = { 0 };
    assert_int_equal(store_check(street->store, NULL, printed, NULL, NULL), 0);
    assert_int_equal(strlen(printed), 64);
    street_thread(street, &street->ann, street->general, "More", "More.");
    assert_int_equal(store_check(street->store, printed, now, hear, &faults), 0); /* it stands in the middle now */
    assert_string_not_equal(printed, now);
    must(db_run(street->store, "DELETE FROM ledger_salt WHERE seq > 10"));
    must(db_run(street->store, "DELETE FROM ledger WHERE seq > 10"));
    assert_int_equal(check(street).count, 0);
    assert_int_equal(store_check(street->store, printed, NULL, hear, &faults), 1);
    assert_non_null(strstr(faults.first, printed));
}

/* RULES 1.12: salts can be emptied, and the chain still checks. */
static void the_chain_holds_without_its_salts(void **state)
{
    struct street *street = *state;
    must(db_run(street->store, "DELETE FROM ledger_salt"));
    assert_int_equal(check(street).count, 0);
    street_thread(street, &street->ann, street->general, "More", "More.");
    assert_int_equal(check(street).count, 0);
}

/* --- what is not in it --- */

static void no_name_and_no_word_is_in_the_book(void **state)
{
    struct street *street = *state;
    static const char *const told[] = { "zebra", "ann", "ben", "vilakazi", "orlando", "general", "C 14" };
    int64_t letter;
    must(letter_write(street->store, &street->ann, "ben", "Zebra letter.", 0, 0, NOON, &letter));
    must(street_reset(street->store, &street->operator, "ann", "zebra zebra zebra", NOON));
    must(house_set(street->store, &street->operator, "now", "Zebra in the street", NOON));
    must(member_leave(street->store, &street->ben, NOON));
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        assert_int_equal(
            db_number(street->store, -1,
                "SELECT count(*) FROM ledger WHERE instr(lower(seq || ' ' || at || ' ' || data), lower(?1))"
                " OR instr(lower(CAST(digest AS TEXT)), lower(?1)) OR instr(lower(CAST(entry AS TEXT)), lower(?1))",
                told[i]),
            0);
    assert_int_equal(db_number(street->store, -1, "SELECT count(*) FROM ledger WHERE json_valid(data) = 0"), 0);
}

/* The digest of a text is salted: who guesses the text cannot see that she guessed right once the salt is gone. */
static void the_same_words_have_another_digest_each_time(void **state)
{
    struct street *street = *state;
    street_thread(street, &street->ann, street->general, "Same", "Same.");
    street_thread(street, &street->ann, street->general, "Same", "Same.");
    assert_int_equal(
        db_number(street->store, -1, "SELECT count(*) - count(DISTINCT digest) FROM ledger WHERE digest IS NOT NULL"),
        0);
}

static void private_acts_are_not_in_the_book(void **state)
{
    struct street *street = *state;
    int64_t letter, seq = ledger_last(street->store);
    must(letter_write(street->store, &street->ann, "ben", "Hello.", 0, 0, NOON, &letter));
    must(letter_keep(street->store, &street->ben, letter, true, NOON));
    must(mute_member(street->store, &street->ann, street->ben.member, true, NOON));
    must(post_bookmark_set(street->store, &street->ann, 1, true, NOON));
    must(settings_set(street->store, &street->ann, &(struct settings) { .be_seen = true }, NOON));
    must(password_change(street->store, &street->ann, NULL, "correct horse", -1, NOON));
    assert_int_equal(ledger_last(street->store), seq);
}

/* What was refused or rolled back leaves no gap and no hint. */
static void what_was_refused_is_not_in_the_book(void **state)
{
    struct street *street = *state;
    struct wrote wrote;
    struct member_new form = { .handle = "ann", .home = "C 14" };
    int64_t id, seq = ledger_last(street->store);
    while (store_wrote(street->store, &wrote))
        ;
    assert_int_equal(member_add(street->store, &street->operator, & form, NOON, &id), RESULT_CONFLICT);
    assert_int_equal(post_edit(street->store, &street->ben, 1, "Mine.", NOON), RESULT_REFUSED);
    assert_int_equal(ledger_last(street->store), seq);
    assert_false(store_wrote(street->store, &wrote));
}

static void of_many_hints_the_newest_are_kept(void **state)
{
    struct street *street = *state;
    struct wrote wrote;
    int64_t last = 0;
    int count = 0;
    for (int i = 0; i < WROTE_KEPT; i++)
        street_reply(street, &street->ann, 2, "More.");
    for (; store_wrote(street->store, &wrote); count++) {
        assert_true(wrote.seq > last);
        last = wrote.seq;
    }
    assert_int_equal(count, WROTE_KEPT);
    assert_int_equal(last, ledger_last(street->store));
}

/* --- the rest of the check --- */

static void check_finds_what_is_out_of_order(void **state)
{
    static const struct {
        const char *sql, *word;
    } faults[] = {
        { "UPDATE thread SET posts = posts + 1", "count" },
        { "UPDATE thread SET last_post = 1", "count" },
        { "DELETE FROM post_text", "text" },
        { "UPDATE post_text SET author = author + 1", "text" },
        { "UPDATE post_text SET at = at + 1", "text" },
        { "UPDATE post SET path = x'00000001'", "stand" },
        { "INSERT INTO read_mark VALUES (1, 1, 99999, x'')", "mark" },
        { "INSERT INTO board_mark VALUES (1, 1, 99999)", "mark" },
        { "UPDATE post_words_data SET block = randomblob(length(block)) WHERE id > 10", "index" },
        { "DELETE FROM post_words_data WHERE id > 10", "index" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        struct faults found = after_forging(faults[i].word, faults[i].sql);
        if (found.count == 0 || strstr(found.first, faults[i].word) == NULL)
            fail_msg("not found: %s (%s)", faults[i].sql, found.first);
    }
}

/* --- backup --- */

static int open_in_folder(void **state)
{
    static char folder[PATH_ROOM];
    *state = folder;
    files_folder(folder);
    return 0;
}

static int remove_folder(void **state)
{
    files_remove(*state);
    return 0;
}

static void a_backup_is_whole_and_overwrites_nothing(void **state)
{
    char path[PATH_ROOM], copy[PATH_ROOM], problem[400], heads[2][65];
    struct street street;
    struct store *store;
    files_path(path, *state, "house.db");
    files_path(copy, *state, "copy.db");
    street_open_at(&street, path);
    street_thread(&street, &street.ann, street.general, "Zebra", "Zebra words.");
    must(store_backup(street.store, copy, problem, sizeof problem));
    assert_int_equal(store_backup(street.store, copy, problem, sizeof problem), RESULT_CONFLICT);
    assert_non_null(strstr(problem, "nothing was overwritten"));
    street_thread(&street, &street.ann, street.general, "Later", "Later."); /* writers go on */
    must(db_run(street.store, "DELETE FROM ledger_salt WHERE seq > 99"));
    assert_int_equal(store_open(copy, STORE_TOOL, &store), STORE_OPENED);
    assert_int_equal(store_check(store, NULL, heads[0], NULL, NULL), 0);
    assert_int_equal(store_check(street.store, heads[0], heads[1], NULL, NULL), 0);
    assert_int_equal(db_number(store, 0, "SELECT count(*) FROM post"), 1);
    store_close(store);
    store_close(street.store);
}

static void a_backup_that_cannot_be_written_leaves_nothing(void **state)
{
    char path[PATH_ROOM], copy[PATH_ROOM], problem[400];
    struct street street;
    files_path(path, *state, "house.db");
    street_open_at(&street, path);
    files_path(copy, *state, "no/such/folder.db");
    assert_int_not_equal(store_backup(street.store, copy, problem, sizeof problem), RESULT_OK);
    assert_non_null(strstr(problem, copy)); /* it names the place, and does not cry about the house */
    assert_null(strstr(problem, "steward"));
    assert_int_not_equal(access(copy, F_OK), 0);
    street_thread(&street, &street.ann, street.general, "On", "And on."); /* the house is well */
    store_close(street.store);
}

int main(void)
{
#define on_street(test) cmocka_unit_test_setup_teardown(test, open_written, street_close)
#define in_folder(test) cmocka_unit_test_setup_teardown(test, open_in_folder, remove_folder)
    const struct CMUnitTest tests[] = {
        on_street(an_honest_book_is_whole),
        on_street(every_forgery_is_found),
        on_street(a_printed_head_shows_what_the_chain_cannot),
        on_street(the_chain_holds_without_its_salts),
        on_street(no_name_and_no_word_is_in_the_book),
        on_street(the_same_words_have_another_digest_each_time),
        on_street(private_acts_are_not_in_the_book),
        on_street(what_was_refused_is_not_in_the_book),
        on_street(of_many_hints_the_newest_are_kept),
        on_street(check_finds_what_is_out_of_order),
        in_folder(a_backup_is_whole_and_overwrites_nothing),
        in_folder(a_backup_that_cannot_be_written_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
