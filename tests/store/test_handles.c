/*
 * test_handles.c: whose handle is whose, which are taken, and what becomes of a house that reckoned look-alikes
 * otherwise. RULES 1.5.
 */
#include "tests/store/street.h"

#include <libintl.h>
#include <sodium.h>
#include <stdlib.h>

#include "language.h"
#include "store/people/handle.h"
#include "tests/store/files.h"

static enum result add(struct street *street, const char *handle)
{
    struct member_new form = { .handle = handle, .home = "D 1" };
    return member_add(street->store, &street->operator, & form, NOON, &(int64_t) { 0 });
}

static int64_t number_of(struct store *store, const char *handle)
{
    struct actor actor;
    return actor_for(store, ACTOR_MEMBER, handle, &actor) == RESULT_OK ? actor.member : 0;
}

static struct store_keys keys_of(unsigned char seed)
{
    struct store_keys keys;
    memset(&keys, seed, sizeof keys);
    return keys;
}

/* --- beside each other --- */

/* In each pair the second comes when the first is here, and is refused. */
static void look_alikes_do_not_stand_beside_each_other(void **state)
{
    struct street *street = *state;
    static const char *const pairs[][2] = { { "alice", "аlісе" }, { "alice2", "ɑlice2" }, { "carol", "сагоl" },
        { "o'brien", "obrien" }, { "n'komo", "n’komo" }, { "scope", "ѕсоре" }, { "anna", "ΑΝΝΑ" }, { "НЕLLО", "x" },
        { "ΝΙΚΟ", "niko" }, { "tom", "torn" }, { "李", "李" }, { "copa", "сора" } };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (add(street, pairs[i][0]) != RESULT_OK)
            continue; /* two alphabets in one */
        enum result result = add(street, pairs[i][1]);
        if (result != RESULT_CONFLICT && result != RESULT_INVALID)
            fail_msg("%s came beside %s", pairs[i][1], pairs[i][0]);
    }
    assert_int_equal(add(street, "сора"), RESULT_CONFLICT); /* Cyrillic all of it */
    assert_int_equal(add(street, "ΑΝΝΑ"), RESULT_CONFLICT); /* Greek all of it */
    assert_int_equal(add(street, "ɑnn"), RESULT_INVALID);
}

/* She is found by whatever apostrophe her keyboard has, or none: ssh obrien@ needs no quotes in a shell. */
static void an_apostrophe_is_typed_or_not(void **state)
{
    struct street *street = *state;
    must(add(street, "O’Brien"));
    int64_t her = number_of(street->store, "O’Brien");
    static const char *const typed[] = { "o'brien", "obrien", "OBRIEN", "oʼbrien", "o‘brien" };
    assert_int_not_equal(her, 0);
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
        assert_int_equal(number_of(street->store, typed[i]), her);
    struct member member;
    must(member_get(street->store, &street->ann, her, &member));
    assert_string_equal(member.handle, "O’Brien"); /* as she wrote it */
    assert_int_equal(source_handle_number(street->store, "obrien"), source_handle_number(street->store, "O’Brien"));
}

/* Never again by another person, nor by one that looks like it; and the file does not say whose they were. */
static void who_left_is_remembered_by_the_key_alone(void **state)
{
    struct street *street = *state;
    struct actor actor;
    struct store_keys keys = keys_of(3);
    unsigned char hash[32];
    char skeleton[HANDLE_SKELETON];
    store_keys(street->store, &keys);
    must(add(street, "n'komo"));
    must(actor_for(street->store, ACTOR_MEMBER, "nkomo", &actor));
    must(member_leave(street->store, &actor, NOON + 1));
    assert_int_equal(number_of(street->store, "n'komo"), 0);
    assert_int_equal(add(street, "N’KOMO"), RESULT_CONFLICT);
    assert_int_equal(add(street, "nkomo"), RESULT_CONFLICT);
    handle_skeleton("nkomo", skeleton);
    crypto_generichash(hash, sizeof hash, (const unsigned char *)skeleton, strlen(skeleton), NULL, 0);
    assert_int_equal(
        db_number(street->store, 0, "SELECT count(*) FROM handle_taken WHERE skeleton = ?", db_blob(hash, sizeof hash)),
        0);
}

/* The gate gets a number for a handle: without the key nobody can tell whose. */
static void the_number_of_a_handle_is_under_the_key(void **state)
{
    struct street *street = *state;
    struct store_keys keys = keys_of(3);
    int64_t before = source_handle_number(street->store, "ann");
    store_keys(street->store, &keys);
    assert_int_not_equal(source_handle_number(street->store, "ann"), before);
    assert_int_equal(source_handle_number(street->store, "ANN"), source_handle_number(street->store, "ann"));
}

/* --- a house of before --- */

struct embedded {
    const char *name, *text;
};
extern const struct embedded schema_steps[];

enum { VERSION_BEFORE = 14 };

/* As it was reckoned then: the hash of the skeleton, without a key. */
static void old_member(sqlite3 *db, int id, const char *handle, bool here)
{
    char sql[1000], skeleton[HANDLE_SKELETON], hex[2 * HANDLE_SKELETON + 1], digest[65];
    unsigned char hash[32];
    handle_as_before(handle, skeleton);
    crypto_generichash(hash, sizeof hash, (const unsigned char *)skeleton, strlen(skeleton), NULL, 0);
    sodium_bin2hex(digest, sizeof digest, hash, sizeof hash);
    sodium_bin2hex(hex, sizeof hex, (const unsigned char *)skeleton, strlen(skeleton));
    snprintf(sql, sizeof sql,
        "INSERT INTO handle_taken VALUES (x'%s'); INSERT INTO member (id, uid, household, joined, gone)"
        " VALUES (%d, 'uid-%d', 1, %d, %d)",
        digest, id, id, NOON, here ? 0 : NOON);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    if (!here)
        return;
    snprintf(sql, sizeof sql, "INSERT INTO handle_of VALUES (x'%s', %d); INSERT INTO member_name VALUES (%d, '%s')",
        hex, id, id, handle);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
}

/* Two pairs that are one today, one who left, and an address in the clear. */
static void make_old_house(const char *path)
{
    char sql[600];
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    for (int i = 0; i < VERSION_BEFORE; i++)
        assert_int_equal(sqlite3_exec(db, schema_steps[i].text, NULL, NULL, NULL), SQLITE_OK);
    snprintf(sql, sizeof sql,
        "PRAGMA user_version = %d; PRAGMA application_id = %d; INSERT INTO house VALUES ('name',"
        " 'Old Street'); INSERT INTO unit (id, uid, kind, name, made) VALUES (1, 'u', 0, 'Old Street', 1);"
        " INSERT INTO household (id, label) VALUES (1, 'A 1')",
        VERSION_BEFORE, 0x436f6d42);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    old_member(db, 1, "alice", true);
    old_member(db, 2, "ɑlice", true);
    old_member(db, 3, "tom", true);
    old_member(db, 4, "torn", true);
    old_member(db, 5, "Maria", true);
    old_member(db, 6, "gugu", false);
    snprintf(sql, sizeof sql,
        "INSERT INTO login (member, at, source, method) VALUES (1, %d, '192.0.2.x', 'key');"
        "INSERT INTO known_source (member, salt, source, last) VALUES (1, x'00', x'11', %d)",
        NOON, NOON);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static void settle(struct store *store, unsigned char seed, bool expected_lost)
{
    struct store_keys keys = keys_of(seed);
    bool lost;
    store_keys(store, &keys);
    must(store_keys_settle(store, &lost));
    assert_int_equal(lost, expected_lost);
    assert_int_equal(db_number(store, -1, "SELECT count(*) FROM handle_taken WHERE keyed = 0"), 0);
}

static void an_old_house_keeps_its_people_and_learns_the_new_reckoning(void **state)
{
    char folder[PATH_ROOM], path[PATH_ROOM];
    struct store *store;
    (void)state;
    files_folder(folder);
    files_path(path, folder, "house.db");
    make_old_house(path);
    for (int start = 0; start < 3; start++) { /* the second start changes nothing, nor does the third */
        assert_int_equal(store_open(path, STORE_CARETAKER, &store), STORE_OPENED);
        settle(store, 5, false);
        /* both of each pair stay, and come in by their own names, in any case */
        assert_int_equal(number_of(store, "alice"), 1);
        assert_int_equal(number_of(store, "ALICE"), 1);
        assert_int_equal(number_of(store, "ɑlice"), 2);
        assert_int_equal(number_of(store, "tom"), 3);
        assert_int_equal(number_of(store, "Torn"), 4);
        assert_int_equal(number_of(store, "maria"), 5);
        assert_int_equal(number_of(store, "ꭺlice"), 0); /* of no pair: which of the two it means cannot be told */
        /* nothing of before is left that a file alone tells */
        assert_int_equal(db_number(store, -1, "SELECT count(*) FROM known_source"), 0);
        assert_int_equal(db_number(store, -1, "SELECT count(*) FROM login WHERE source <> ''"), 0);
        store_close(store);
    }
    assert_int_equal(store_open(path, STORE_TOOL, &store), STORE_OPENED);
    struct store_keys keys = keys_of(5);
    struct street street = { .store = store };
    store_keys(store, &keys);
    must(actor_for(store, ACTOR_OPERATOR, "", &street.operator));
    assert_int_equal(add(&street, "gugu"), RESULT_CONFLICT); /* who left before that */
    assert_int_equal(add(&street, "GUGU"), RESULT_CONFLICT);
    assert_int_equal(add(&street, "AIice"), RESULT_CONFLICT);
    assert_int_equal(add(&street, "rnaria"), RESULT_CONFLICT);
    must(add(&street, "zola"));
    store_close(store);
    files_remove(folder);
}

/* keys/handle_key was lost: whoever is here keeps her handle for good, and the steward is told about the others. */
static void a_lost_key_is_noticed(void **state)
{
    struct street *street = *state;
    struct actor actor;
    settle(street->store, 5, false);
    must(add(street, "gugu"));
    must(actor_for(street->store, ACTOR_MEMBER, "gugu", &actor));
    settle(street->store, 6, true);
    settle(street->store, 6, false);
    must(member_leave(street->store, &actor, NOON + 1));
    assert_int_equal(add(street, "gugu"), RESULT_CONFLICT);
    settle(street->store, 5, true); /* put back */
    assert_int_equal(add(street, "gugu"), RESULT_CONFLICT);
}

/* --- what the house writes where a name stands --- */

/* No member can be called what the program calls somebody, in any language it speaks. */
static void names_that_the_house_gives_are_taken_in_its_languages(void **state)
{
    static const char *const names[] = { N_("a former member"), N_("a neighbour"), N_("guest"), N_("a guest"),
        N_("the steward"), N_("the operator"), N_("somebody"), N_("nobody"), N_("everybody") };
    static const char *const languages[] = { "en", "es" };
    char folder[PATH_ROOM], handle[400], skeleton[HANDLE_SKELETON];
    (void)state;
    snprintf(folder, sizeof folder, "%s/locale", getenv("BUILD"));
    language_begin();
    bindtextdomain("bbs", folder);
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        for (size_t k = 0; k < sizeof names / sizeof *names; k++)
            for (int joined = 0; joined < 2; joined++) {
                language_speak(languages[i]);
                size_t length = 0;
                for (const char *c = _(names[k]); *c != '\0'; c++)
                    if (*c != ' ' || !joined)
                        handle[length++] = *c == ' ' ? '-' : *c;
                handle[length] = '\0';
                language_speak("en");
                enum handle_fault fault = handle_check(handle, skeleton);
                if (fault != HANDLE_RESERVED && fault != HANDLE_LENGTH)
                    fail_msg("somebody may be called %s", handle);
            }
    language_speak("es");
    assert_string_equal(_("nobody"), "nadie"); /* the catalogue was there */
    language_speak("en");
}

#define IN_A_STREET(test) cmocka_unit_test_setup_teardown(test, street_open, street_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_STREET(look_alikes_do_not_stand_beside_each_other),
        IN_A_STREET(an_apostrophe_is_typed_or_not),
        IN_A_STREET(who_left_is_remembered_by_the_key_alone),
        IN_A_STREET(the_number_of_a_handle_is_under_the_key),
        cmocka_unit_test(an_old_house_keeps_its_people_and_learns_the_new_reckoning),
        IN_A_STREET(a_lost_key_is_noticed),
        cmocka_unit_test(names_that_the_house_gives_are_taken_in_its_languages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
