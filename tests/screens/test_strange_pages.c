/*
 * test_strange_pages.c: on every page, whatever keys a terminal sends and however they come, nothing is sent, answered,
 * voted or left; and what is pasted without brackets does nothing either.
 *
 * What a page shows counts as read, drafts are saved, and keys that open may open: only what others would see counts.
 */
#include "face.h"
#include "input.h"
#include "room.h"
#include "store/base/db.h"
#include "tests/screens/scenes.h"
#include "tests/support/memory_only.h"

static const struct view usual = { "80x24", 80, 24, false };
enum { SLOWLY = 50 };

/* --- what stands in the house --- */

/* These change when somebody looks, comes in, or writes a draft. The words of a letter are in letter_text, and what a
 * moderator does is in post_covered and the ledger, too. */
static const char *const looked_at[] = { "draft", "read_mark", "board_mark", "login", "presence", "aid_seen",
    "aid_looked", "aid_looked_there", "told", "letter", "mod_act", "room_present", "sqlite_sequence", NULL };

static bool is_one_of(const char *name, const char *const *names)
{
    while (*names != NULL && strcmp(*names, name) != 0)
        names++;
    return *names != NULL;
}

static uint64_t mixed(uint64_t hash, const char *text)
{
    for (; *text != '\0'; text++)
        hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
    return hash ^ '\n';
}

struct table {
    char name[64];
    uint64_t hash;
};
struct written {
    struct table tables[256];
    size_t count;
    int64_t changes; /* of the database since it was opened */
    size_t given;
};

static uint64_t hash_of(sqlite3 *db, const char *table)
{
    char sql[120];
    sqlite3_stmt *rows;
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    snprintf(sql, sizeof sql, "SELECT * FROM \"%s\"", table);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &rows, NULL), SQLITE_OK);
    while (sqlite3_step(rows) == SQLITE_ROW)
        for (int i = 0; i < sqlite3_column_count(rows); i++) {
            const char *text = (const char *)sqlite3_column_text(rows, i);
            hash = mixed(hash, text != NULL ? text : "\1");
        }
    sqlite3_finalize(rows);
    return hash;
}

static void look_over(struct store *store, struct written *house)
{
    house->count = 0;
    sqlite3_stmt *names =
        db_query(store, "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%' ORDER BY 1");
    sqlite3 *db = sqlite3_db_handle(names);
    while (db_step(store, names) && house->count < sizeof house->tables / sizeof *house->tables)
        db_copy(names, 0, house->tables[house->count++].name, sizeof house->tables[0].name);
    db_done(store, names);
    for (size_t i = 0; i < house->count; i++)
        house->tables[i].hash = hash_of(db, house->tables[i].name);
    house->given = memory_only_given();
    house->changes = db_number(store, 0, "SELECT total_changes()");
}

/* The table that changed and that others would see; NULL: none. */
static const char *changed(struct store *store, struct written *before)
{
    static struct written after;
    const char *which = NULL;
    if (memory_only_given() != before->given)
        return "what is in memory only";
    if (db_number(store, 0, "SELECT total_changes()") == before->changes)
        return NULL;
    look_over(store, &after);
    for (size_t i = 0; i < after.count && which == NULL; i++)
        if (after.tables[i].hash != before->tables[i].hash && !is_one_of(after.tables[i].name, looked_at))
            which = after.tables[i].name;
    before->changes = after.changes;
    return which;
}

/* --- keys --- */

/* How a key comes: its bytes, cut after `cut` of them (0: whole). Enter that comes as a sequence could do most, so it
 * is tried on every page, and one of the others. */
static const struct way {
    const char *what, *bytes;
    size_t cut;
} ways[] = {
    { "Shift-Enter", "\033[13;2u", 0 },
    { "Shift-Enter in two", "\033[13;2u", 1 },
    { "the keypad's Enter", "\033OM", 0 },
    { "Right in two", "\033[C", 1 },
    { "Super-Left", "\033[1;9D", 0 },
    { "Home in two", "\033[1~", 1 },
    { "a release of Enter", "\033[13;1:3u", 0 },
    { "the end of PuTTY", "\033[8~", 0 },
    { "rxvt's mouse", "\033[32;14;2M", 1 },
};
enum { EVERYWHERE = 2 };

/* Pages that no other test shows: an answer at a table and a command, each one Enter before it is given. */
static const struct scene typed_to_the_end[] = {
    { "an answer at a table", AS_ROOM_TABLE_PUT, "m\r\rm6Q\r1111\r1111\rs\r2222\r2222\rs\r3333\r3333\rq11111" },
    { "a command", AS_THANDI, ":ask Bread for six" },
};

static size_t wrong;

static void stands(struct stage *stage, struct written *before, const struct scene *scene, const char *what)
{
    const char *table = changed(stage->store, before);
    if (table == NULL && !screens_face.done(stage->face))
        return;
    print_error(
        "%s, %s: %s%s\n", scene->name, what, table != NULL ? "changed " : "hung up", table != NULL ? table : "");
    wrong++;
    look_over(stage->store, before);
}

static void press(const struct scene *scene, const struct way *way)
{
    static struct written before;
    struct stage stage;
    scene_play(&stage, scene, &usual, 0);
    look_over(stage.store, &before);
    if (way->cut > 0)
        stage_bytes(&stage, way->bytes, way->cut, SLOWLY);
    stage_send(&stage, way->bytes + way->cut);
    stands(&stage, &before, scene, way->what);
    stage_close(&stage);
}

static void paste(const struct scene *scene, const char *words)
{
    static struct written before;
    struct stage stage;
    scene_play(&stage, scene, &usual, 0);
    look_over(stage.store, &before);
    stage_send(&stage, words);
    stands(&stage, &before, scene, words);
    stage_close(&stage);
}

static void no_key_of_a_terminal_acts_on_any_page(void **state)
{
    const size_t others = sizeof ways / sizeof ways[0] - EVERYWHERE;
    (void)state;
    wrong = 0;
    for (size_t i = 0; i < scene_count; i++) {
        for (size_t k = 0; k < EVERYWHERE; k++)
            press(&scenes[i], &ways[k]);
        press(&scenes[i], &ways[EVERYWHERE + i % others]);
    }
    for (size_t i = 0; i < sizeof typed_to_the_end / sizeof typed_to_the_end[0]; i++)
        press(&typed_to_the_end[i], &ways[0]);
    assert_int_equal(wrong, 0);
}

static void no_paste_acts_on_any_page(void **state)
{
    static const char *const pastes[] = { "1\ry\r1\r\ry\r", "List:\r\r\r1. oil\rmore\r\r4\r", "2 4 1 0\r0\r" };
    (void)state;
    wrong = 0;
    for (size_t i = 0; i < scene_count; i++)
        paste(&scenes[i], pastes[i % (sizeof pastes / sizeof pastes[0])]);
    assert_int_equal(wrong, 0);
}

/* What somebody says at a table is typed once, and is no draft: an arrow of a stalled line does not take it away. */
static void words_at_a_table_are_not_lost_by_a_slow_key(void **state)
{
    static const struct scene at_the_table = { "table", AS_ROOM_TABLE,
        "m\r\rm6Q\r1111\r1111\rs\r2222\r2222\rs\r3333\r3333\ra22222\r1" };
    struct stage stage;
    (void)state;
    scene_play(&stage, &at_the_table, &usual, 0);
    must(room_next(stage.store, &stage.lerato, 1, NOW)); /* nomsa's turn, who says nothing; then bongi's */
    must(room_next(stage.store, &stage.lerato, 1, NOW + 2 * MINUTE));
    stage_press(&stage, "a22222\rs");
    stage_shows(&stage, "What bongi says");
    stage_send(&stage, "I carry eleven buckets.");
    stage_bytes(&stage, "\033", 1, INPUT_ESCAPE_PATIENT_MS + 100);
    stage_send(&stage, "[D");
    stage_shows_not(&stage, "Throw these words away?");
    stage_shows(&stage, "I carry eleven buckets.");
    stage_press(&stage, "\033");
    stage_shows(&stage, "Throw these words away?");
    stage_press(&stage, "y");
    stage_shows_not(&stage, "I carry eleven buckets.");
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_at_a_table_are_not_lost_by_a_slow_key),
        cmocka_unit_test(no_key_of_a_terminal_acts_on_any_page),
        cmocka_unit_test(no_paste_acts_on_any_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
