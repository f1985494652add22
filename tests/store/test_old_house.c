/*
 * test_old_house.c: a house that the version before many communes made (schema 18) is brought up to date, and its one
 * street is as it was. tests/store/data/house-018.db.gz is the made-up street of that version.
 */
#include "tests/store/street.h"

#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <unistd.h>

#include "aid.h"
#include "deferred.h"
#include "letters.h"
#include "meetings.h"
#include "tests/store/files.h"
#include "units.h"

enum { MADE = 1795965134 }; /* the last entry of its book: the hour in which it was made */

struct old_house {
    char folder[PATH_ROOM], path[PATH_ROOM];
    sqlite3 *before; /* the file as it was, read beside the new one */
    struct store *store;
    struct actor thandi, operator;
};

static int open_old(void **state)
{
    struct old_house *house = calloc(1, sizeof *house);
    char before[PATH_ROOM], command[PATH_ROOM * 4];
    *state = house;
    files_folder(house->folder);
    files_path(house->path, house->folder, "house.db");
    files_path(before, house->folder, "before.db");
    snprintf(command, sizeof command, "gzip -dc tests/store/data/house-018.db.gz > '%s' && cp '%s' '%s'", house->path,
        house->path, before);
    assert_int_equal(system(command), 0); /* NOLINT(cert-env33-c): a fixed command */
    assert_int_equal(sqlite3_open_v2(before, &house->before, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    assert_int_equal(store_open(house->path, STORE_SERVE, &house->store), STORE_OLDER);
    assert_int_equal(store_open(house->path, STORE_CARETAKER, &house->store), STORE_OPENED);
    must(actor_for(house->store, ACTOR_MEMBER, "thandi", &house->thandi));
    must(actor_for(house->store, ACTOR_OPERATOR, "", &house->operator));
    return 0;
}

static int close_old(void **state)
{
    struct old_house *house = *state;
    store_close(house->store);
    sqlite3_close(house->before);
    files_remove(house->folder);
    free(house);
    return 0;
}

/* All rows that a statement gives, one a line. The caller frees. */
static char *rows_of(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *row;
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    if (sqlite3_prepare_v2(db, sql, -1, &row, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    while (sqlite3_step(row) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(row); i++) {
            const unsigned char *cell = sqlite3_column_text(row, i);
            fprintf(out, "%s|", cell != NULL ? (const char *)cell : "");
        }
        fputc('\n', out);
    }
    sqlite3_finalize(row);
    fclose(out);
    return text;
}

static void same_rows(struct old_house *house, const char *was, const char *is)
{
    char *before = rows_of(house->before, was), *now = rows_of(house->store->db, is);
    if (strlen(before) < 3)
        fail_msg("%s: nothing is compared", was);
    if (strcmp(before, now) != 0)
        fail_msg("%s\nwas:\n%.600s\nis:\n%.600s", was, before, now);
    free(before);
    free(now);
}

/* --- a disk that is full while it is brought up to date --- */

struct full {
    const char *path;
    rlim_t most; /* bytes of a file */
};

static int open_on_a_full_disk(void *context)
{
    const struct full *full = context;
    struct store *store;
    signal(SIGXFSZ, SIG_IGN);
    if (setrlimit(RLIMIT_FSIZE, &(struct rlimit) { full->most, full->most }) != 0)
        return 2;
    return store_open(full->path, STORE_CARETAKER, &store) == STORE_DISK_FULL ? 0 : 1;
}

/* Nothing is lost, and nothing says that it is damaged: with room it goes on where it was. */
static void a_full_disk_is_called_so(void **state)
{
    struct old_house house;
    char command[PATH_ROOM * 2];
    (void)state;
    files_folder(house.folder);
    files_path(house.path, house.folder, "house.db");
    snprintf(command, sizeof command, "gzip -dc tests/store/data/house-018.db.gz > '%s'", house.path);
    assert_int_equal(system(command), 0); /* NOLINT(cert-env33-c): a fixed command */
    /* no room for the copy; none for a step after it */
    assert_int_equal(files_apart(false, open_on_a_full_disk, &(struct full) { house.path, 600 << 10 }), 0);
    assert_int_equal(files_apart(false, open_on_a_full_disk, &(struct full) { house.path, 1250 << 10 }), 0);
    assert_non_null(strstr(store_open_sentence(STORE_DISK_FULL), "disk is full"));
    assert_int_equal(store_open(house.path, STORE_CARETAKER, &house.store), STORE_OPENED);
    assert_int_equal(store_check(house.store, NULL, NULL, NULL, NULL), 0);
    assert_int_equal(db_number(house.store, 0, "SELECT count(*) FROM post"), 748);
    store_close(house.store);
    files_remove(house.folder);
}

static void every_row_is_as_it_was(void **state)
{
    static const char *const same[] = {
        "SELECT id, uid, household, joined, gone, floor FROM member ORDER BY id",
        "SELECT * FROM member_name ORDER BY 1",
        "SELECT id, label FROM household ORDER BY id",
        "SELECT id, uid, unit, slug, title, visibility, made, threads FROM board ORDER BY id",
        "SELECT * FROM thread ORDER BY id",
        "SELECT id, thread, parent, author, at, state FROM post ORDER BY id",
        "SELECT post, body, salt FROM post_text ORDER BY post",
        "SELECT * FROM read_mark ORDER BY 1, 2",
        "SELECT * FROM bookmark ORDER BY 1, 2",
        "SELECT * FROM letter ORDER BY id",
        "SELECT id, unit, member, asked, kind, urgency, many, starts, ends, place, who_may, languages, weekly, climbs,"
        " again, state, met, ended, warned, reopened, struck FROM ask ORDER BY id",
        "SELECT id, unit, member, offered, kind, many, capacity, starts, ends, place, languages, weekly, learner, state,"
        " ended, warned, struck FROM offer ORDER BY id",
        "SELECT id, ask, helper, offer, made, until, state, asker_yes, helper_yes, agreed, starts, reminded, score, wiped,"
        " quiet, refused, helper_done, struck FROM aid_match ORDER BY id",
        "SELECT * FROM seat ORDER BY id",
        "SELECT member, unit, since FROM membership ORDER BY 1, 2",
        "SELECT * FROM hand_word ORDER BY 1",
        "SELECT * FROM rota ORDER BY 1",
        "SELECT * FROM thing ORDER BY 1",
        "SELECT seq, at, unit, kind, subject, thread, actor FROM ledger ORDER BY seq",
        "SELECT id, uid, kind, coalesce(parent, 0), name FROM unit ORDER BY id",
    };
    struct old_house *house = *state;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        same_rows(house, same[i], same[i]);
}

/* The rule by which words are compared is another now, so the caretaker makes all hashes of open asks and offers anew.
 */
static void words_are_compared_by_the_rule_of_today(void **state)
{
    struct old_house *house = *state;
    assert_true(db_number(house->store, 0, "SELECT count(*) FROM ask WHERE words IS NULL AND state <= 2") > 0);
    aid_tick(house->store, db_number(house->store, 0, "SELECT max(asked) FROM ask"));
    assert_int_equal(db_number(house->store, 0, "SELECT count(*) FROM ask WHERE words IS NULL AND state <= 2"), 0);
    assert_int_equal(db_number(house->store, 0, "SELECT count(*) FROM offer WHERE words IS NULL AND state = 0"), 0);
}

/* What was the house's is its one street's; a draft of a form belongs to the street where it was begun. */
static void what_was_the_houses_is_the_streets(void **state)
{
    struct old_house *house = *state;
    same_rows(house, "SELECT value FROM house WHERE name = 'founded'", "SELECT founded FROM unit WHERE id = 1");
    same_rows(house, "SELECT name, value FROM house WHERE name IN ('now', 'help', 'blocks', 'guests') ORDER BY 1",
        "SELECT name, value FROM unit_value WHERE unit = 1 ORDER BY 1");
    same_rows(house,
        "SELECT member, place, CASE WHEN place IN (5, 6, 8, 9) THEN 1 ELSE target END, title, body FROM draft",
        "SELECT member, place, target, title, body FROM draft");
    assert_int_equal(db_number(house->store, 0, "SELECT count(*) FROM household WHERE unit <> 1"), 0);
    assert_int_equal(db_number(house->store, 0, "SELECT count(*) FROM house WHERE name IN ('founded', 'now')"), 0);
}

/* Two who agreed before the time that they share was kept: it ends with the ask, or with an offer that ends before. */
static void what_was_agreed_on_has_an_end(void **state)
{
    struct old_house *house = *state;
    assert_true(db_number(house->store, 0, "SELECT count(*) FROM aid_match") > 0);
    assert_int_equal(db_number(house->store, -1, "SELECT count(*) FROM aid_match WHERE ends = 0 OR ends <= starts"), 0);
}

/* As thandi and the shell read it. The numbers are those that the old version gave for the same file. */
static void people_find_what_they_left(void **state)
{
    struct old_house *house = *state;
    struct unread_total unread;
    struct house street;
    struct aid aids[8];
    struct draft draft;
    struct seat seats[4];
    struct found found[4];
    int64_t since;
    size_t count;
    must(mark_unread_total(house->store, &house->thandi, &unread));
    assert_int_equal(unread.letters, 2);
    assert_int_equal(unread.posts, 28);
    assert_int_equal(unread.threads, 11);
    assert_int_equal(house->thandi.here, 1);
    must(house_get(house->store, 1, &street));
    assert_string_equal(street.name, "Vilakazi Street");
    assert_string_equal(street.now_line, "Water is off until 22:00. The corner tank is full.");
    assert_true(street.guests && street.demo && street.founded != 0);
    must(aid_list(
        house->store, &house->thandi, &(struct aid_filter) { .kind = -1, .urgency = -1 }, NULL, MADE, 8, aids, &count));
    assert_true(count >= 4);
    aid_rows_free(aids, count);
    must(drafts_list(house->store, &house->thandi, 1, &draft, &count));
    assert_int_equal(draft.place, DRAFT_REPLY);
    drafts_free(&draft, count);
    must(seats_list(house->store, &house->thandi, MADE, seats, 4, &count));
    assert_int_equal(count, 1);
    assert_string_equal(seats[0].name, "coordinator");
    must(search(house->store, &house->thandi, &(struct search_query) { .words = "tank" }, 4, found, &count));
    assert_int_equal(count, 0); /* the caretaker makes the index anew, as soon as it serves */
    must(search_reach(house->store, &house->thandi, &since));
    assert_true(since > 0);
    assert_true(store_tick(house->store, MADE) >= 0);
    must(search_reach(house->store, &house->thandi, &since));
    assert_int_equal(since, 0);
    must(search(house->store, &house->thandi, &(struct search_query) { .words = "tank" }, 4, found, &count));
    assert_true(count > 0);
}

static void tell(void *context, const char *sentence)
{
    (void)context;
    print_error("%s\n", sentence);
}

static void the_file_is_sound(void **state)
{
    struct old_house *house = *state;
    char *broken = rows_of(house->store->db, "PRAGMA foreign_key_check");
    assert_string_equal(broken, "");
    free(broken);
    assert_int_equal(store_check(house->store, NULL, NULL, tell, NULL), 0);
    assert_int_equal(db_number(house->store, 0, "SELECT count(DISTINCT uid) FROM household WHERE length(uid) = 36"),
        db_number(house->store, 0, "SELECT count(*) FROM household"));
    char *names = rows_of(house->store->db, "SELECT slug FROM unit ORDER BY id");
    assert_string_equal(names, "vilakazi-street|\nthe-two-hills|\nwomen-of-the-street|\n");
    free(names);
}

static void a_second_street_has_room_beside_it(void **state)
{
    struct old_house *house = *state;
    struct actor operator= house->operator;
    struct board board;
    struct actor new;
    struct member_new form = { .handle = "newcomer-there", .home = "A 1" };
    int64_t unit, member;
    if (unit_found(house->store, &operator, "Second Street", NULL, UNIT_COMMUNE, MADE, &unit) != RESULT_OK)
        fail_msg("%s", store_reason(house->store));
    operator.here = unit;
    must(member_add(house->store, &operator, & form, MADE, &member));
    assert_int_equal(db_number(house->store, 0, "SELECT count(*) FROM household WHERE label = 'A 1'"), 2);
    must(actor_for(house->store, ACTOR_MEMBER, "newcomer-there", &new));
    assert_int_equal(new.here, unit);
    assert_int_equal(db_number(house->store, 0,
                         "SELECT count(*) FROM board WHERE slug IN ('general', 'welcome') AND unit = ?", unit),
        2);
    must(board_by_slug(house->store, &house->thandi, "general", &board));
    assert_int_equal(board.unit, 1);
    assert_int_equal(house->thandi.here, 1);
    assert_int_equal(store_check(house->store, NULL, NULL, tell, NULL), 0);
}

/* The copy from before the change is plain: it goes as soon as the new version served the house for a while. */
static void the_plain_copy_goes(void **state)
{
    struct old_house *house = *state;
    char copy[PATH_ROOM + 40];
    snprintf(copy, sizeof copy, "%s-before-version-%lld", house->path,
        (long long)db_number(house->store, 0, "SELECT user_version FROM pragma_user_version"));
    assert_int_equal(access(copy, F_OK), 0);
    store_drop_copies(house->store);
    assert_int_not_equal(access(copy, F_OK), 0);
}

/* Schema step 23: nothing was called before, and the street, which is founded, asks for its first meeting. */
static void its_first_meeting_is_asked_for(void **state)
{
    struct old_house *house = *state;
    struct meeting meeting;
    size_t count;
    int64_t id;
    must(meetings_list(house->store, &house->thandi, MADE, &meeting, 1, &count));
    assert_int_equal(count, 0);
    struct meeting_new form = { .starts = MADE + 7 * DAY, .place = "the corner" };
    must(meeting_call(house->store, &house->thandi, &form, MADE, &id));
    must(meeting_get(house->store, &house->thandi, id, MADE, &meeting));
    assert_int_equal(meeting.state, MEETING_ASKED);
    assert_int_equal(meeting.homes_needed, MEETING_HOMES);
}

static void fail_at_difference(const char *by_steps, const char *whole)
{
    size_t at = 0;
    while (by_steps[at] == whole[at])
        at++;
    while (at > 0 && by_steps[at - 1] != '\n')
        at--;
    fail_msg("by steps:\n%.900s\nat once:\n%.900s", by_steps + at, whole + at);
}

/* A new house is made from the whole schema at once (store/schema/whole.c), and an old one by the steps. */
static void a_new_house_is_like_one_brought_up_to_date(void **state)
{
#define OURS " WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite_%'"
    static const char *const same[] = {
        "SELECT t.name, t.type, t.wr, t.strict, c.* FROM pragma_table_list t JOIN pragma_table_xinfo(t.name) c" OURS
        " ORDER BY t.name, c.cid",
        "SELECT t.name, f.* FROM pragma_table_list t JOIN pragma_foreign_key_list(t.name) f" OURS
        " ORDER BY t.name, f.id, f.seq",
        "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE type <> 'table' ORDER BY type, name",
        "SELECT * FROM retention ORDER BY name",
        "SELECT * FROM pragma_user_version, pragma_application_id",
        "SELECT count(*) FROM search_state",
    };
#undef OURS
    struct old_house *house = *state;
    struct store *made;
    assert_int_equal(store_create(":memory:", &made), STORE_OPENED);
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        char *by_steps = rows_of(house->store->db, same[i]), *whole = rows_of(made->db, same[i]);
        if (strcmp(by_steps, whole) != 0)
            fail_at_difference(by_steps, whole);
        free(by_steps);
        free(whole);
    }
    store_close(made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_full_disk_is_called_so),
        cmocka_unit_test_setup_teardown(every_row_is_as_it_was, open_old, close_old),
        cmocka_unit_test_setup_teardown(words_are_compared_by_the_rule_of_today, open_old, close_old),
        cmocka_unit_test_setup_teardown(what_was_the_houses_is_the_streets, open_old, close_old),
        cmocka_unit_test_setup_teardown(its_first_meeting_is_asked_for, open_old, close_old),
        cmocka_unit_test_setup_teardown(what_was_agreed_on_has_an_end, open_old, close_old),
        cmocka_unit_test_setup_teardown(people_find_what_they_left, open_old, close_old),
        cmocka_unit_test_setup_teardown(the_file_is_sound, open_old, close_old),
        cmocka_unit_test_setup_teardown(a_second_street_has_room_beside_it, open_old, close_old),
        cmocka_unit_test_setup_teardown(the_plain_copy_goes, open_old, close_old),
        cmocka_unit_test_setup_teardown(a_new_house_is_like_one_brought_up_to_date, open_old, close_old),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
