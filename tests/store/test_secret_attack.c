/*
 * test_secret_attack.c: whoever has the database file, its log, its index or a backup, taken at any moment of a secret
 * vote, tries to learn who said what: by order, place in the file, key, time, length, absence, or the difference of two
 * copies. RULES 4.7.
 */
#include <math.h>

#include "tests/store/secret_stage.h"

enum { ROUNDS = 16 };

/* Eight rankings that differ: voter i gives the i-th. */
static const char *const rankings[SECRET_PEOPLE] = { "1>2>3>4", "1>2>4>3", "2>1>3>4", "2>1>4>3", "3>4>1>2", "3>4>2>1",
    "4>3>1>2", "4>3>2>1" };

static const char *const ends[] = { "", "-wal", "-shm" };
enum { ENDS = sizeof ends / sizeof *ends };

/* --- what lies in the files --- */

static char *read_part(const struct secret_stage *stage, size_t end, size_t *length)
{
    char path[HOUSE_PATH + 8];
    snprintf(path, sizeof path, "%s%s", stage->files.database, ends[end]);
    return files_read(path, length);
}

static bool in_files(const struct secret_stage *stage, const void *bytes, size_t length)
{
    bool found = false;
    for (size_t i = 0; i < ENDS; i++) {
        size_t size;
        char *all = read_part(stage, i, &size);
        found = found || (all != NULL && memmem(all, size, bytes, length) != NULL);
        free(all);
    }
    return found;
}

static bool ranking_in_files(const struct secret_stage *stage)
{
    bool found = false;
    for (size_t i = 0; i < ENDS; i++) {
        size_t size;
        char *all = read_part(stage, i, &size);
        for (int k = 0; all != NULL && k < SECRET_PEOPLE; k++)
            found = found || memmem(all, size, rankings[k], strlen(rankings[k])) != NULL;
        free(all);
    }
    return found;
}

/* All bytes of the database and its log. */
static char *photograph(const struct secret_stage *stage, size_t *length)
{
    size_t first, second;
    char *database = read_part(stage, 0, &first), *log = read_part(stage, 1, &second);
    char *both = xmalloc(first + second + 1);
    memcpy(both, database, first);
    if (second > 0)
        memcpy(both + first, log, second);
    free(database);
    free(log);
    *length = first + second;
    return both;
}

/* --- order --- */

/* The correlation of two orders: 1 the same, -1 turned round, about 0 when one says nothing of the other. */
static double correlation(const int place[SECRET_PEOPLE])
{
    double sum = 0;
    for (int i = 0; i < SECRET_PEOPLE; i++)
        sum += (double)(place[i] - i) * (place[i] - i);
    return 1 - 6 * sum / (SECRET_PEOPLE * (SECRET_PEOPLE * SECRET_PEOPLE - 1.0));
}

static int voter_of(const char *ranking)
{
    for (int i = 0; i < SECRET_PEOPLE; i++)
        if (strcmp(rankings[i], ranking) == 0)
            return i;
    fail_msg("%s was cast by nobody", ranking);
    return -1;
}

/* The order in which a query gives the ballots. */
static void order_by_query(const struct secret_stage *stage, int place[SECRET_PEOPLE])
{
    int count = 0;
    sqlite3_stmt *row = db_query(stage->store, "SELECT ballot FROM secret_ballot WHERE vote = ?", stage->vote);
    while (db_step(stage->store, row) && count < SECRET_PEOPLE)
        place[voter_of(db_text(row, 0))] = count++;
    db_done(stage->store, row);
    assert_int_equal(count, SECRET_PEOPLE);
}

/* The order in which they lie in the bytes of the file: in a page, cells stand in the order in which they were written,
 * from its end. */
static void order_by_place(struct secret_stage *stage, int place[SECRET_PEOPLE])
{
    size_t length, at[SECRET_PEOPLE] = { 0 };
    store_checkpoint(stage->store, true);
    char *all = read_part(stage, 0, &length);
    for (int i = 0; i < SECRET_PEOPLE; i++) {
        const char *found = memmem(all, length, rankings[i], strlen(rankings[i]));
        assert_non_null(found);
        at[i] = (size_t)(found - all);
    }
    for (int i = 0; i < SECRET_PEOPLE; i++) {
        place[i] = 0;
        for (int k = 0; k < SECRET_PEOPLE; k++)
            place[i] += at[k] < at[i];
    }
    free(all);
}

struct orders {
    double query, place;
};

static void add_orders(struct secret_stage *stage, struct orders *sum)
{
    int place[SECRET_PEOPLE] = { 0 };
    order_by_query(stage, place);
    sum->query += correlation(place) / ROUNDS;
    order_by_place(stage, place);
    sum->place += correlation(place) / ROUNDS;
    /* the next vote stands alone on its page, and on its item */
    must(db_run(stage->store, "DELETE FROM secret_ballot"));
    must(db_run(stage->store, "UPDATE vote SET item = 0, totals = '', ballots = ''"));
    store_rewrite(stage->store);
}

/* Of one round the deviation is 0.38, of ROUNDS it is 0.09. */
static void orders_say_nothing(const struct orders *mean)
{
    if (fabs(mean->query) > 0.45 || fabs(mean->place) > 0.45)
        fail_msg(
            "the order of ballots follows that of voters: %.2f in a query, %.2f in the file", mean->query, mean->place);
}

static void the_order_in_the_room_is_lost(void **state)
{
    struct secret_stage *stage = *state;
    struct orders mean = { 0 };
    stage_turn_to(stage, stage->choose);
    for (int round = 0; round < ROUNDS; round++) {
        stage_vote(stage, VOTE_CHOOSE, false);
        for (int i = 0; i < SECRET_PEOPLE; i++)
            must(stage_cast(stage, i, VOTE_CHOOSE, rankings[i]));
        stage_end_in_room(stage);
        add_orders(stage, &mean);
    }
    orders_say_nothing(&mean);
}

static void the_order_at_a_table_is_lost(void **state)
{
    struct secret_stage *stage = *state;
    struct orders mean = { 0 };
    stage_yard(stage);
    stage_turn_to(stage, stage->choose);
    for (int round = 0; round < ROUNDS; round++) {
        stage_vote(stage, VOTE_CHOOSE, false);
        for (int i = 0; i < SECRET_PEOPLE; i++)
            must(stage_cast_in_yard(stage, i, VOTE_CHOOSE, rankings[i]));
        stage_end_in_room(stage);
        add_orders(stage, &mean);
    }
    orders_say_nothing(&mean);
}

static void the_order_of_boxes_is_lost(void **state)
{
    struct secret_stage *stage = *state;
    struct orders mean = { 0 };
    char slip[SECRET_SLIPS][SPOKEN_BYTES];
    stage_turn_to(stage, stage->choose);
    for (int round = 0; round < ROUNDS; round++) {
        stage->now = SUNDAY;
        stage_vote(stage, VOTE_CHOOSE, true);
        stage_prepare(stage, slip);
        for (int i = 0; i < SECRET_PEOPLE; i++)
            must(stage_cast(stage, i, VOTE_CHOOSE, rankings[i]));
        stage_end_after_days(stage, slip);
        add_orders(stage, &mean);
    }
    orders_say_nothing(&mean);
}

/* --- in the room: nothing is written while people vote --- */

static void casting_in_the_room_changes_no_byte(void **state)
{
    struct secret_stage *stage = *state;
    size_t before_length, after_length;
    stage_turn_to(stage, stage->choose);
    stage_vote(stage, VOTE_CHOOSE, false);
    for (int i = 0; i < SECRET_PEOPLE; i++) {
        char *before = photograph(stage, &before_length);
        must(stage_cast(stage, i, VOTE_CHOOSE, rankings[i]));
        char *after = photograph(stage, &after_length);
        assert_int_equal(before_length, after_length);
        assert_memory_equal(before, after, before_length);
        free(before);
        free(after);
    }
    assert_false(ranking_in_files(stage));
}

/* Nor do her digits: who comes to the laptop when is told by no copy, not even by whoever mistyped hers before. */
static void voting_at_a_table_changes_no_byte(void **state)
{
    struct secret_stage *stage = *state;
    struct actor voice;
    size_t before_length, after_length;
    stage_yard(stage);
    stage_turn_to(stage, stage->choose);
    for (int i = YARD_FIRST; i < SECRET_PEOPLE; i++)
        assert_int_equal(
            table_person(stage->store, &stage->table, stage->of[i].member, "9999", stage->now, &voice), RESULT_REFUSED);
    stage_vote(stage, VOTE_CHOOSE, false);
    for (int i = 0; i < SECRET_PEOPLE; i++) {
        stage->now += 7;
        char *before = photograph(stage, &before_length);
        must(stage_cast_in_yard(stage, i, VOTE_CHOOSE, rankings[i]));
        char *after = photograph(stage, &after_length);
        assert_int_equal(before_length, after_length);
        assert_memory_equal(before, after, before_length);
        free(before);
        free(after);
    }
    assert_false(ranking_in_files(stage));
}

/* The last one to vote, and one who never comes: what a copy taken before and one taken after the closing differ by is
 * all ballots at once, and the list of who voted; whose each is stands in neither. */
static void two_copies_differ_by_all_ballots_at_once(void **state)
{
    enum { NEVER_COMES = 5, LAST = 7 };
    struct secret_stage *stage = *state;
    struct store *store = stage->store;
    stage_yard(stage);
    stage_turn_to(stage, stage->choose);
    stage_vote(stage, VOTE_CHOOSE, false);
    for (int i = 0; i < SECRET_PEOPLE; i++)
        if (i != NEVER_COMES && i != LAST)
            must(stage_cast_in_yard(stage, i, VOTE_CHOOSE, rankings[i]));
    assert_int_equal(db_number(store, 0, "SELECT count(*) FROM vote_voter WHERE way <> 0"), 0);
    must(stage_cast_in_yard(stage, LAST, VOTE_CHOOSE, rankings[LAST]));
    assert_int_equal(db_number(store, 0, "SELECT count(*) FROM vote_voter WHERE way <> 0"), 0);
    assert_int_equal(db_number(store, 0, "SELECT count(*) FROM secret_ballot"), 0);
    assert_false(ranking_in_files(stage));
    stage->now = stage_see(stage).closes + 1;
    for (int i = 0; i < YARD_FIRST; i++)
        must(room_enter(store, &stage->of[i], stage->meeting, stage->now));
    stage_end_in_room(stage);
    assert_int_equal(db_number(store, 0, "SELECT count(*) FROM secret_ballot"), SECRET_PEOPLE - 1);
    assert_int_equal(db_number(store, 0, "SELECT count(*) FROM vote_voter WHERE way = 1"), SECRET_PEOPLE - 1);
    assert_int_equal(
        db_number(store, -1, "SELECT way FROM vote_voter WHERE member = ?", stage->of[NEVER_COMES].member), 0);
    /* no table has both a voter and something of a ballot */
    assert_int_equal(db_number(store, 0, "SELECT count(*) FROM vote_voter WHERE ballot <> ''"), 0);
    assert_int_equal(db_number(store, 0,
                         "SELECT count(*) FROM pragma_table_info('secret_ballot') WHERE name NOT IN"
                         " ('vote', 'key', 'ballot')"),
        0);
}

/* --- papers --- */

static void papers_are_typed(struct secret_stage *stage, const char *counts)
{
    bool agreed;
    for (int i = 1; i <= 2; i++) {
        stage_as(stage, &stage->of[i]);
        must(vote_paper_count(stage->store, &stage->of[i], stage->vote, counts, stage->now, &agreed));
    }
    assert_true(agreed);
}

/* One alone votes on paper: neither the result without the open ballots, nor the file while they are counted, nor a
 * backup tells what she said. */
static void the_paper_of_one_is_never_shown_apart(void **state)
{
    enum { ON_PAPER = 6 };
    struct secret_stage *stage = *state;
    struct store *store = stage->store;
    char path[PATH_ROOM], problem[300];
    stage_turn_to(stage, stage->choose);
    stage_vote(stage, VOTE_CHOOSE, false);
    must(vote_paper_tick(store, &stage->of[1], stage->vote, stage->of[ON_PAPER].member, true, stage->now));
    stage_tend(stage);
    for (int i = 0; i < SECRET_PEOPLE; i++)
        if (i != ON_PAPER)
            must(stage_cast(stage, i, VOTE_CHOOSE, rankings[i]));
    papers_are_typed(stage, "1 4>3>1>2");
    assert_false(ranking_in_files(stage));
    int64_t length = db_number(store, 0, "SELECT length(paper) FROM vote_voter WHERE member = ?", stage->of[1].member);
    papers_are_typed(stage, "1 1");
    assert_int_equal(
        db_number(store, 0, "SELECT length(paper) FROM vote_voter WHERE member = ?", stage->of[1].member), length);
    papers_are_typed(stage, "1 4>3>1>2");
    files_path(path, stage->folder, "backup.db");
    must(store_backup(store, path, problem, sizeof problem));
    struct store *copy;
    assert_int_equal(store_open(path, STORE_TOOL, &copy), STORE_OPENED);
    assert_int_equal(db_number(copy, 0, "SELECT count(*) FROM vote_voter WHERE paper <> ''"), 0);
    store_close(copy);
    stage_end_in_room(stage);
    assert_int_equal(db_number(store, 0, "SELECT voted FROM vote"), SECRET_PEOPLE);
    assert_int_equal(db_number(store, 0, "SELECT count(*) FROM secret_ballot"), SECRET_PEOPLE);
    assert_int_equal(db_number(store, 0, "SELECT count(*) FROM vote_voter WHERE paper <> ''"), 0);
}

/* --- at every moment: between each two statements of a closing --- */

struct watch {
    struct secret_stage *stage;
    sqlite3 *other; /* reads what is committed, as a copy taken now would show it */
    int moments, closed;
    const char *wrong;
};

static int64_t other_number(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *row = NULL;
    int64_t value = -1;
    if (sqlite3_prepare_v2(db, sql, -1, &row, NULL) == SQLITE_OK && sqlite3_step(row) == SQLITE_ROW)
        value = sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    return value;
}

/* Ballots and the list of who voted come together, and no box is there beside ballots. */
static int look_at_copy(unsigned type, void *context, void *statement, void *text)
{
    (void)type, (void)text;
    struct watch *watch = context;
    if (statement != NULL && sqlite3_stmt_readonly(statement) && !sqlite3_get_autocommit(watch->stage->store->db))
        return 0; /* between two writes nothing changes */
    int64_t ballots = other_number(watch->other, "SELECT count(*) FROM secret_ballot");
    int64_t boxes = other_number(watch->other, "SELECT count(*) FROM secret_box");
    int64_t voted = other_number(watch->other, "SELECT count(*) FROM vote_voter WHERE way = 1");
    int64_t closed = other_number(watch->other, "SELECT count(*) FROM vote WHERE closed > 0");
    watch->moments++;
    watch->closed += closed > 0;
    if (ballots != 0 && ballots != SECRET_PEOPLE)
        watch->wrong = "a part of the ballots can be seen";
    else if ((ballots != 0) != (closed != 0))
        watch->wrong = "ballots can be seen without the end of the vote, or its end without them";
    else if (ballots != 0 && (boxes != 0 || voted != SECRET_PEOPLE))
        watch->wrong = "ballots can be seen beside boxes, or before the list of who voted";
    else if (boxes == 0 && ballots == 0 && voted != 0)
        watch->wrong = "who voted can be seen before the ballots";
    else if (closed == 0 && ranking_in_files(watch->stage))
        watch->wrong = "a choice stands in the file before the end";
    return 0;
}

static void begin_watch(struct secret_stage *stage, struct watch *watch)
{
    *watch = (struct watch) { .stage = stage };
    assert_int_equal(sqlite3_open_v2(stage->files.database, &watch->other, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    sqlite3_trace_v2(stage->store->db, SQLITE_TRACE_STMT, look_at_copy, watch);
}

static void end_watch(struct watch *watch)
{
    sqlite3_trace_v2(watch->stage->store->db, 0, NULL, NULL);
    look_at_copy(0, watch, NULL, NULL);
    sqlite3_close(watch->other);
    if (watch->wrong != NULL)
        fail_msg("%s", watch->wrong);
    assert_true(watch->moments > 20);
    assert_true(watch->closed > 0);
}

static void a_copy_during_the_closing_in_the_room_shows_all_or_nothing(void **state)
{
    struct secret_stage *stage = *state;
    struct watch watch;
    stage_turn_to(stage, stage->choose);
    stage_vote(stage, VOTE_CHOOSE, false);
    begin_watch(stage, &watch);
    for (int i = 0; i < SECRET_PEOPLE; i++)
        must(stage_cast(stage, i, VOTE_CHOOSE, rankings[i]));
    stage_end_in_room(stage);
    end_watch(&watch);
}

static void a_copy_during_the_closing_after_days_shows_all_or_nothing(void **state)
{
    struct secret_stage *stage = *state;
    struct watch watch;
    char slip[SECRET_SLIPS][SPOKEN_BYTES];
    stage_turn_to(stage, stage->choose);
    stage_vote(stage, VOTE_CHOOSE, true);
    stage_prepare(stage, slip);
    for (int i = 0; i < SECRET_PEOPLE; i++)
        must(stage_cast(stage, i, VOTE_CHOOSE, rankings[i]));
    begin_watch(stage, &watch);
    stage_end_after_days(stage, slip);
    end_watch(&watch);
}

/* --- over days: time, length, what is left in the file --- */

struct touched {
    char tables[400];
};

static void note_table(void *context, int act, const char *database, const char *table, sqlite3_int64 row)
{
    (void)act, (void)database, (void)row;
    struct touched *touched = context;
    if (strstr(touched->tables, table) == NULL) {
        strncat(touched->tables, table, sizeof touched->tables - strlen(touched->tables) - 2);
        strcat(touched->tables, " ");
    }
}

/* A box and the mark that she voted; no entry of a book, no time, no place in a row: nothing else changes. (The hook
 * does not tell of secret_box, as it has no row numbers.) */
static void casting_over_days_leaves_no_time(void **state)
{
    struct secret_stage *stage = *state;
    struct touched touched = { "" };
    char slip[SECRET_SLIPS][SPOKEN_BYTES];
    stage_turn_to(stage, stage->choose);
    stage_vote(stage, VOTE_CHOOSE, true);
    stage_prepare(stage, slip);
    sqlite3_update_hook(stage->store->db, note_table, &touched);
    for (int i = 0; i < SECRET_PEOPLE; i++) {
        stage->now += 1000;
        must(stage_cast(stage, i, VOTE_CHOOSE, rankings[i]));
    }
    sqlite3_update_hook(stage->store->db, NULL, NULL);
    assert_string_equal(touched.tables, "vote_voter ");
    assert_int_equal(db_number(stage->store, 0, "SELECT count(*) FROM secret_box"), SECRET_PEOPLE);
    assert_int_equal(
        db_number(stage->store, 0, "SELECT count(*) FROM pragma_table_info('vote_voter') WHERE name LIKE '%time%'"), 0);
    assert_int_equal(db_number(stage->store, 0, "SELECT count(*) FROM pragma_table_info('secret_ballot')"), 3);
}

static void all_boxes_have_one_length(void **state)
{
    struct secret_stage *stage = *state;
    char slip[SECRET_SLIPS][SPOKEN_BYTES], words[SPOKEN_BYTES] = "";
    static const char *const typed[] = { "4", "1>2>3>4", "1=2=3=4", "2" };
    stage_turn_to(stage, stage->choose);
    stage_vote(stage, VOTE_CHOOSE, true);
    stage_prepare(stage, slip);
    for (int i = 0; i < 4; i++) {
        struct ballot ballot = stage_ballot(VOTE_CHOOSE, typed[i]);
        must(secret_cast(stage->store, &stage->of[i], stage->vote, &ballot, stage->now, i % 2 == 0 ? words : NULL));
    }
    assert_int_equal(db_number(stage->store, 0, "SELECT count(DISTINCT length(box)) FROM secret_box"), 1);
    assert_int_equal(db_number(stage->store, 0, "SELECT count(DISTINCT box) FROM secret_box"), 4);
    assert_false(in_files(stage, words, strlen(words)));
}

struct boxes {
    unsigned char box[SECRET_PEOPLE][CHOICE_SEALED];
};

static void remember_boxes(const struct secret_stage *stage, struct boxes *out)
{
    int count = 0;
    sqlite3_stmt *row = db_query(stage->store, "SELECT box FROM secret_box ORDER BY member");
    while (db_step(stage->store, row) && count < SECRET_PEOPLE)
        memcpy(out->box[count++], sqlite3_column_blob(row, 0), CHOICE_SEALED);
    db_done(stage->store, row);
    assert_int_equal(count, SECRET_PEOPLE);
}

static void open_days(struct secret_stage *stage, char slip[SECRET_SLIPS][SPOKEN_BYTES])
{
    stage_turn_to(stage, stage->choose);
    stage_vote(stage, VOTE_CHOOSE, true);
    stage_prepare(stage, slip);
    for (int i = 0; i < SECRET_PEOPLE; i++)
        must(stage_cast(stage, i, VOTE_CHOOSE, rankings[i]));
}

/* Not in a table, not in a page that is free, not in the log: nowhere in the raw bytes. */
static void nothing_of_a_box_is_left_after_the_closing(void **state)
{
    struct secret_stage *stage = *state;
    struct boxes boxes;
    char slip[SECRET_SLIPS][SPOKEN_BYTES];
    open_days(stage, slip);
    remember_boxes(stage, &boxes);
    for (int i = 0; i < SECRET_PEOPLE; i++)
        assert_true(in_files(stage, boxes.box[i], 32));
    stage_end_after_days(stage, slip);
    for (int i = 0; i < SECRET_PEOPLE; i++)
        for (int at = 0; at + 32 <= CHOICE_SEALED; at += 32)
            assert_false(in_files(stage, boxes.box[i] + at, 32));
}

/* A slip is shown once: neither its words nor its secret bytes ever stand in the file. */
static void a_slip_is_never_in_the_file(void **state)
{
    struct secret_stage *stage = *state;
    char slip[SECRET_SLIPS][SPOKEN_BYTES];
    unsigned char bytes[SLIP_BYTES];
    open_days(stage, slip);
    for (int i = 0; i < SECRET_SLIPS; i++) {
        assert_true(spoken_read(slip[i], sizeof bytes, bytes));
        assert_false(in_files(stage, bytes, sizeof bytes));
        assert_false(in_files(stage, slip[i], 11));
    }
    stage_end_after_days(stage, slip);
    for (int i = 0; i < SECRET_SLIPS; i++) {
        spoken_read(slip[i], sizeof bytes, bytes);
        assert_false(in_files(stage, bytes, sizeof bytes));
    }
}

/* --- copies and backups --- */

static void slip_pairs(const struct secret_stage *stage, char slip[SECRET_SLIPS][SPOKEN_BYTES],
    struct choice_parts *parts, unsigned char secret[CHOICE_PARTS][crypto_box_SECRETKEYBYTES])
{
    struct secret_row row;
    unsigned char bytes[SLIP_BYTES];
    secret_row_read(stage->store, stage->vote, &row);
    *parts = row.parts;
    for (int i = 0; i < SECRET_SLIPS; i++) {
        assert_true(spoken_read(slip[i], sizeof bytes, bytes));
        sealed_choice_pair(bytes, sizeof bytes, parts->public[i + 1], secret[i + 1]);
    }
}

/* Two slips and the whole database of mid-vote: without the file keys/vote-N no box opens; with it all do. */
static void two_slips_and_the_file_of_the_database_open_nothing(void **state)
{
    struct secret_stage *stage = *state;
    struct boxes boxes;
    struct choice_parts parts;
    struct choice choice;
    char slip[SECRET_SLIPS][SPOKEN_BYTES];
    unsigned char secret[CHOICE_PARTS][crypto_box_SECRETKEYBYTES], part[FILE_KEY_BYTES], public[CHOICE_PUBLIC];
    open_days(stage, slip);
    remember_boxes(stage, &boxes);
    slip_pairs(stage, slip, &parts, secret);
    memset(secret[0], 0, sizeof secret[0]);
    for (int i = 0; i < SECRET_PEOPLE; i++)
        assert_false(sealed_choice_open(&parts, secret, boxes.box[i], &choice));
    assert_true(stage->keys.read(stage->keys.context, stage->vote, part));
    assert_false(in_files(stage, part, sizeof part));
    sealed_choice_pair(part, sizeof part, public, secret[0]);
    for (int i = 0; i < SECRET_PEOPLE; i++)
        assert_true(sealed_choice_open(&parts, secret, boxes.box[i], &choice));
}

static bool in_backup(const char *path, const void *bytes, size_t length)
{
    size_t size;
    char *all = files_read(path, &size);
    assert_non_null(all);
    bool found = memmem(all, size, bytes, length) != NULL;
    free(all);
    return found;
}

/* A backup of mid-vote has no box. The house that is put back from it asks everybody again, and says so. */
static void a_backup_has_no_box_and_a_restored_house_asks_again(void **state)
{
    struct secret_stage *stage = *state;
    struct boxes boxes;
    struct secret_vote secret;
    char slip[SECRET_SLIPS][SPOKEN_BYTES], path[PATH_ROOM], problem[300];
    bool last;
    open_days(stage, slip);
    remember_boxes(stage, &boxes);
    files_path(path, stage->folder, "backup.db");
    must(store_backup(stage->store, path, problem, sizeof problem));
    for (int i = 0; i < SECRET_PEOPLE; i++)
        for (int at = 0; at + 32 <= CHOICE_SEALED; at += 32)
            assert_false(in_backup(path, boxes.box[i] + at, 32));
    assert_int_equal(db_number(stage->store, 0, "SELECT count(*) FROM secret_box"), SECRET_PEOPLE); /* here they are */
    assert_int_equal(stage_secret(stage, 4).asked, 0);

    struct store *house = stage->store;
    assert_int_equal(store_open(path, STORE_TOOL, &stage->store), STORE_OPENED);
    ephemeral_reach(stage->store, memory_only_ask, &stage->memory);
    secret = stage_secret(stage, 4);
    assert_int_equal(secret.asked, 1);
    assert_false(secret.voted);
    must(stage_cast(stage, 4, VOTE_CHOOSE, "1")); /* on the same machine: with the same slips */
    stage->keys.wipe(stage->keys.context, stage->vote);
    stage_tend(stage); /* on another machine: without the file, it is prepared anew */
    assert_int_equal(stage_see(stage).state, VOTE_PREPARED);
    assert_int_equal(stage_type(stage, HOLDER_ONE, slip[0], &last), RESULT_INVALID);
    assert_int_equal(db_number(stage->store, 0, "SELECT count(*) FROM secret_box"), 0);
    store_close(stage->store);
    stage->store = house;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_order_in_the_room_is_lost, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(the_order_at_a_table_is_lost, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(voting_at_a_table_changes_no_byte, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(two_copies_differ_by_all_ballots_at_once, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(the_paper_of_one_is_never_shown_apart, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(the_order_of_boxes_is_lost, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(casting_in_the_room_changes_no_byte, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(
            a_copy_during_the_closing_in_the_room_shows_all_or_nothing, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(
            a_copy_during_the_closing_after_days_shows_all_or_nothing, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(casting_over_days_leaves_no_time, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(all_boxes_have_one_length, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(nothing_of_a_box_is_left_after_the_closing, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(a_slip_is_never_in_the_file, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(two_slips_and_the_file_of_the_database_open_nothing, stage_open, stage_close),
        cmocka_unit_test_setup_teardown(a_backup_has_no_box_and_a_restored_house_asks_again, stage_open, stage_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
