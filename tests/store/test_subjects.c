/* test_subjects.c: the list of subjects is whole: each name once, each kind of word by hand, and all its SQL. */
#include "tests/store/street.h"

#include <string.h>

#include "hand.h"
#include "store/keep/subjects.h"
#include "store/people/by_hand.h"

/* Names of one sort; none stands there twice. */
struct seen {
    const char *name[200];
    size_t count;
};

static void see_once(struct seen *seen, const char *name)
{
    for (size_t i = 0; i < seen->count; i++)
        if (strcmp(seen->name[i], name) == 0)
            fail_msg("%s stands there twice", name);
    assert_true(seen->count < sizeof seen->name / sizeof *seen->name);
    seen->name[seen->count++] = name;
}

/* A part of "about-me" is named by the thing: whoever reads it there is not "she" to themselves. */
static void names_a_thing(const char *name)
{
    static const char *const people[] = { "she", "her", "hers", "he", "his", "him" };
    for (const char *at = name; *at != '\0'; at += *at == '_') {
        size_t length = strcspn(at, "_");
        for (size_t i = 0; i < sizeof people / sizeof *people; i++)
            if (strlen(people[i]) == length && strncmp(at, people[i], length) == 0)
                fail_msg("%s names a member, not a thing", name);
        at += length;
    }
}

static void prepares(struct store *store, const char *sql)
{
    sqlite3_stmt *row = NULL;
    if (sqlite3_prepare_v2(store->db, sql, -1, &row, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sqlite3_errmsg(store->db), sql);
    assert_int_equal(sqlite3_bind_parameter_count(row), 1);
    sqlite3_finalize(row);
}

static void names_once(void **state)
{
    (void)state;
    struct seen subject_names = { 0 }, rows = { 0 }, files = { 0 }, erased = { 0 };
    for (const struct subject *const *subject = subjects; *subject != NULL; subject++) {
        see_once(&subject_names, (*subject)->name);
        if ((*subject)->erases != NULL)
            see_once(&erased, (*subject)->erases);
        for (const struct subject_rows *part = (*subject)->file; part != NULL && part->name != NULL; part++) {
            see_once(&rows, part->name);
            names_a_thing(part->name);
        }
        for (const struct subject_export *part = (*subject)->exports; part != NULL && part->file != NULL; part++) {
            see_once(&files, part->file);
            assert_true((part->sql != NULL) != (part->write != NULL));
            assert_memory_equal(part->explained, part->file, strlen(part->file));
        }
    }
    assert_true(rows.count > 30);
    assert_true(files.count >= 10);
}

static void every_kind_by_hand(void **state)
{
    (void)state;
    int found[HAND_KINDS] = { 0 };
    for (const struct subject *const *subject = subjects; *subject != NULL; subject++)
        for (const struct by_hand_kind *kind = (*subject)->by_hand; kind != NULL && kind->see != NULL; kind++) {
            found[kind->kind]++;
            assert_non_null(kind->strike);
        }
    for (int i = 0; i < HAND_KINDS; i++)
        if (found[i] != 1)
            fail_msg("'%s' stands %d times", hand_kind_name((enum hand_kind)i), found[i]);
}

static void sql_is_good(void **state)
{
    struct street *street = *state;
    for (const struct subject *const *subject = subjects; *subject != NULL; subject++) {
        for (const struct subject_rows *part = (*subject)->file; part != NULL && part->name != NULL; part++)
            prepares(street->store, part->sql);
        for (const struct subject_export *part = (*subject)->exports; part != NULL && part->file != NULL; part++)
            if (part->sql != NULL)
                prepares(street->store, part->sql);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_once),
        cmocka_unit_test(every_kind_by_hand),
        cmocka_unit_test_setup_teardown(sql_is_good, street_open, street_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
