/* test_homes.c: homes that an older version wrote otherwise, and the street's blocks (RULES 1.1, 1.10). */
#include "homes.h"

#include "hand.h"
#include "invitations.h"
#include "moving.h"
#include "tests/store/files.h"
#include "tests/store/street.h"

struct embedded {
    const char *name, *text;
};
extern const struct embedded schema_steps[];

static void run(sqlite3 *db, const char *sql)
{
    char *problem = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &problem) != SQLITE_OK)
        fail_msg("%s: %s", sql, problem);
}

/* A house as it stood before the step of that name. */
static void make_older(const char *path, const char *step)
{
    sqlite3 *db;
    char version[80];
    int count = 0;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    for (; schema_steps[count].name != NULL && strcmp(schema_steps[count].name, step) < 0; count++)
        run(db, schema_steps[count].text);
    snprintf(version, sizeof version, "PRAGMA user_version = %d; PRAGMA application_id = %d", count, 0x436f6d42);
    run(db, version);
    run(db,
        "INSERT INTO unit (uid, kind, name, made) VALUES ('u', 0, 'Vilakazi Street', 1);"
        "INSERT INTO household (id, label) VALUES (1, 'C14'), (2, 'C 14'), (3, '14 Moema St'), (4, 'c-15'),"
        " (5, 'C 15'), (6, 'ThokoC 7'), (7, 'D1'), (8, 'd-1');"
        "INSERT INTO member (id, uid, household, joined, gone) VALUES (1, 'a', 1, 10, 0), (2, 'b', 2, 10, 0),"
        " (3, 'c', 3, 10, 0), (4, 'd', 4, 10, 0), (6, 'f', 6, 10, 0), (7, 'g', NULL, 10, 20), (8, 'h', 7, 10, 0),"
        " (9, 'i', 8, 10, 0);"
        "INSERT INTO member_name VALUES (1, 'ann'), (2, 'ben'), (3, 'moe'), (4, 'dan'), (6, 'tho'), (8, 'hal'), (9, 'ida');"
        "INSERT INTO handle_of SELECT CAST(handle AS BLOB), member FROM member_name;"
        "INSERT INTO invitation (code, home, inviter, made, joined) VALUES (x'01', 'c14', 1, 10, 0), (x'02', 'E7', 2, 10, 4);"
        "INSERT INTO hand_person (handle, home, adder, at) VALUES ('gogo', 'C14', 2, 10);");
    sqlite3_close(db);
}

static void label_of(struct store *store, int64_t member, char out[HOME_BYTES])
{
    struct member found;
    static const struct actor house = { .kind = ACTOR_CARETAKER, .here = 1 };
    must(member_get(store, &house, member, &found));
    util_copy_text(out, HOME_BYTES, found.home);
}

static void lives_at(struct store *store, int64_t member, const char *home)
{
    char label[HOME_BYTES];
    label_of(store, member, label);
    if (strcmp(label, home) != 0)
        fail_msg("%lld lives at \"%s\", not at \"%s\"", (long long)member, label, home);
}

static int acts_of(struct store *store, int64_t member, char words[300])
{
    struct actor actor = { .kind = ACTOR_MEMBER, .member = member, .here = 1 };
    struct shell_act acts[SHELL_ACTS_MOST];
    size_t count;
    must(shell_acts_list(store, &actor, acts, SHELL_ACTS_MOST, &count));
    if (count > 0)
        util_copy_text(words, 300, acts[0].words);
    return (int)count;
}

struct named {
    int count;
    char words[1000];
};

static void note(void *context, const char *sentence)
{
    struct named *named = context;
    named->count++;
    snprintf(named->words + strlen(named->words), sizeof named->words - strlen(named->words), "%s\n", sentence);
}

static void an_older_house_has_its_homes_written_anew(void **state)
{
    char folder[PATH_ROOM], path[PATH_ROOM];
    struct store *store;
    struct named named = { 0 };
    char words[300];
    (void)state;
    files_folder(folder);
    files_path(path, folder, "house.db");
    make_older(path, "016");
    assert_int_equal(store_open(path, STORE_CARETAKER, &store), STORE_OPENED);
    lives_at(store, 1, "C 14"); /* two spellings are one home */
    lives_at(store, 2, "C 14");
    assert_int_equal(db_number(store, 0, "SELECT count(DISTINCT household) FROM member WHERE id IN (1, 2)"), 1);
    lives_at(store, 8, "D 1"); /* though neither was written well */
    lives_at(store, 9, "D 1");
    lives_at(store, 4, "C 15"); /* nobody lived at the other one */
    lives_at(store, 3, "14 Moema St");
    lives_at(store, 6, "ThokoC 7");
    assert_int_equal(acts_of(store, 1, words), 1);
    assert_non_null(strstr(words, "Homes C14 and C 14 are one home now, C 14."));
    assert_int_equal(acts_of(store, 2, words), 1);
    assert_int_equal(acts_of(store, 9, words), 1);
    assert_int_equal(acts_of(store, 4, words), 0);
    assert_int_equal(acts_of(store, 3, words), 0);
    assert_int_equal(db_number(store, 0, "SELECT count(*) FROM invitation WHERE home IN ('C 14', 'E 7')"), 2);
    assert_int_equal(db_number(store, 0, "SELECT count(*) FROM hand_person WHERE home = 'C 14'"), 1);
    assert_int_equal(db_number(store, 0, "SELECT used FROM invitation WHERE joined = 4"), 10);
    assert_int_equal(homes_unwritten(store, 1), 2);
    store_check(store, NULL, NULL, note, &named);
    assert_non_null(strstr(named.words, "\"14 Moema St\""));
    assert_non_null(strstr(named.words, "\"ThokoC 7\""));
    assert_null(strstr(named.words, "\"C 14\""));
    store_close(store);
    files_remove(folder);
}

/* That is no fault of the file: only of what people once typed. */
static void a_home_of_old_is_no_fault(void **state)
{
    struct street *street = *state;
    struct named named = { 0 };
    must(db_run(street->store, "UPDATE household SET label = '14 Moema St' WHERE unit = 1"));
    assert_int_equal(store_check(street->store, NULL, NULL, note, &named), 0);
    assert_int_equal(named.count, 1);
    assert_non_null(strstr(named.words, "14 Moema St"));
}

static enum result add(struct street *street, const char *handle, const char *home)
{
    int64_t member;
    return member_add(
        street->store, &street->operator, &(struct member_new) { .handle = handle, .home = home }, NOON, &member);
}

static void says(const struct street *street, const char *words)
{
    if (strstr(store_reason(street->store), words) == NULL)
        fail_msg("\"%s\" is not in \"%s\"", words, store_reason(street->store));
}

static void the_street_says_which_blocks_it_has(void **state)
{
    struct street *street = *state;
    struct house house;
    char words[300];
    must(add(street, "nia", "Z 1"));
    must(db_run(street->store, "INSERT INTO household (uid, unit, label) VALUES ('n', 1, 'north7')"));
    must(db_run(street->store,
        "UPDATE member SET household = (SELECT id FROM household WHERE label = 'north7')"
        " WHERE id = ?",
        street->ben.member));
    struct moving moving;
    must(moving_ask(street->store, &street->dora, "nor 7", "vilakazi-street", false, NOON, &moving));
    assert_string_equal(moving.home, "NOR 7");
    must(house_set(street->store, &street->operator, "blocks", "C nor", NOON));
    must(moving_get(street->store, &street->dora, NOON, &moving));
    assert_string_equal(moving.home, "nor 7"); /* as the street writes that block */
    must(house_set(street->store, &street->operator, "blocks", "C  north", NOON));
    must(house_get(street->store, 1, &house));
    assert_string_equal(house.blocks, "C north");
    lives_at(street->store, street->ben.member, "north 7"); /* it is one of the street's own now */
    lives_at(street->store, street->ann.member, "C 14");
    assert_int_equal(homes_unwritten(street->store, 1), 1); /* Z 1 stays, and is named */
    assert_int_equal(add(street, "zoe", "D 4"), RESULT_INVALID);
    says(street, "C north");
    assert_int_equal(add(street, "zoe", "ThokoC 7"), RESULT_INVALID);
    must(add(street, "zoe", "NORTH 7"));
    lives_at(street->store, street->ben.member, "north 7");
    must(add(street, "kim", "z 1")); /* while people live there it goes on */
    assert_int_equal(house_set(street->store, &street->operator, "blocks", "C c", NOON), RESULT_INVALID);
    assert_int_equal(house_set(street->store, &street->ann, "blocks", "C", NOON), RESULT_REFUSED);
    must(house_set(street->store, &street->operator, "blocks", "", NOON));
    must(add(street, "lee", "D 4"));
    assert_int_equal(acts_of(street->store, street->ann.member, words), 0);
}

static void a_steward_writes_a_home_of_old_anew(void **state)
{
    struct street *street = *state;
    char words[300];
    must(db_run(street->store, "UPDATE household SET label = '14 Moema St' WHERE unit = 1"));
    must(add(street, "nia", "C 15"));
    assert_int_equal(home_write(street->store, &street->ann, "14 Moema St", "C 14", NOON), RESULT_REFUSED);
    assert_int_equal(home_write(street->store, &street->operator, "14 moema st", "C 15", NOON), RESULT_CONFLICT);
    assert_int_equal(home_write(street->store, &street->operator, "14 Moema St", "Moema 14", NOON), RESULT_INVALID);
    assert_int_equal(home_write(street->store, &street->operator, "C 15", "C 14", NOON), RESULT_REFUSED);
    assert_int_equal(home_write(street->store, &street->operator, "C 16", "C 14", NOON), RESULT_NOT_FOUND);
    must(home_write(street->store, &street->operator, "14 Moema St", "c14", NOON + HOUR));
    lives_at(street->store, street->ann.member, "C 14");
    assert_int_equal(acts_of(street->store, street->ann.member, words), 1);
    assert_non_null(strstr(words, "14 Moema St"));
    assert_int_equal(homes_unwritten(street->store, 1), 0);
}

/* Every door: nobody makes a second home of one that is there, nor one that is a street address. */
static void every_door_asks_for_a_block_and_a_number(void **state)
{
    struct street *street = *state;
    struct invitation made;
    struct hand_person person;
    char code[INVITATION_CODE_BYTES];
    static const char *const bad[] = { "14 Moema St", "ThokoC 7", "C", "7" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(add(street, "nia", bad[i]), RESULT_INVALID);
        says(street, "no street address");
        assert_int_equal(invitation_make(street->store, &street->ann, bad[i], NOON, code, &made), RESULT_INVALID);
        assert_int_equal(hand_member_add(street->store, &street->ann, "Gogo", bad[i], NOON, &person), RESULT_INVALID);
    }
    must(invitation_make(street->store, &street->ann, "c14", NOON, code, &made));
    assert_string_equal(made.home, "C 14");
    must(hand_member_add(street->store, &street->ann, "Gogo", "c-14", NOON, &person));
    assert_string_equal(person.home, "C 14");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_older_house_has_its_homes_written_anew),
        cmocka_unit_test_setup_teardown(a_home_of_old_is_no_fault, street_open, street_close),
        cmocka_unit_test_setup_teardown(the_street_says_which_blocks_it_has, street_open, street_close),
        cmocka_unit_test_setup_teardown(a_steward_writes_a_home_of_old_anew, street_open, street_close),
        cmocka_unit_test_setup_teardown(every_door_asks_for_a_block_and_a_number, street_open, street_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
