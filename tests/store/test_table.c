/* test_table.c: a yard at four laptops (RULES 1.6, 1.8, 4.3, 4.5): 25 people, of whom four have a line. */
#include "table.h"

#include "hand.h"
#include "letters.h"
#include "proposals.h"
#include "store/keep/subjects.h"
#include "tests/store/files.h"
#include "tests/store/street.h"

enum { PEOPLE = 25, TABLES = 4, SUNDAY = NOON + 20 * DAY, MINUTE = 60 };

/* A street that is founded, one person in each of D 1 to D 25. The first four are on line, the others in the yard; the
 * first has the chair. */
struct yard {
    struct street street;
    struct store *store;
    struct actor of[PEOPLE], table[TABLES];
    int64_t meeting, item, now;
};

static const char *const handles[PEOPLE] = { "anna", "bongi", "cebile", "dumi", "elias", "fikile", "grace", "hope",
    "imani", "jabu", "kagiso", "lerato", "mandla", "nomsa", "olga", "petrus", "queen", "rose", "sipho", "thandi", "umi",
    "vusi", "winnie", "xola", "yoliswa" };

static struct actor live_in(struct yard *yard, int number)
{
    struct actor actor, house = { .kind = ACTOR_CARETAKER, .here = 1 };
    char home[16];
    const char *handle = handles[number];
    int64_t member;
    snprintf(home, sizeof home, "D %d", number + 1);
    struct member_new form = { .handle = handle, .home = home };
    must(member_add(yard->store, &house, &form, NOON, &member));
    must(actor_for(yard->store, ACTOR_MEMBER, handle, &actor));
    actor.visit = 1; /* a session, whose line can drop */
    return actor;
}

static void refused(struct yard *yard, enum result is, const char *words)
{
    if (is == RESULT_OK || strstr(store_reason(yard->store), words) == NULL)
        fail_msg("%d: %s", is, store_reason(yard->store));
}

static int open_yard(void **state)
{
    struct yard *yard = calloc(1, sizeof *yard);
    struct meeting_new form = { .starts = SUNDAY, .title = "The water", .place = "the yard" };
    *state = yard;
    street_open_at(&yard->street, ":memory:");
    yard->store = yard->street.store;
    for (int i = 0; i < PEOPLE; i++)
        yard->of[i] = live_in(yard, i);
    must(db_run(yard->store, "UPDATE unit SET founded = ?1, assembled = ?1", NOON - 90 * DAY));
    must(meeting_call(yard->store, &yard->of[0], &form, NOON, &yard->meeting));
    for (int i = 1; i < 5; i++)
        must(meeting_want(yard->store, &yard->of[i], yard->meeting, true, NOON));
    struct item_new item = {
        .meeting = yard->meeting, .title = "The burst pipe", .wants = ITEM_DECIDE, .about = ITEM_THINGS, .minutes = 20
    };
    must(meeting_item_add(yard->store, &yard->of[0], &item, NOON, &yard->item));
    yard->now = SUNDAY;
    must(room_open(yard->store, &yard->of[0], yard->meeting, yard->now));
    for (int i = 1; i < TABLES; i++)
        must(room_enter(yard->store, &yard->of[i], yard->meeting, yard->now));
    return 0;
}

static int close_yard(void **state)
{
    struct yard *yard = *state;
    store_close(yard->store);
    free(yard);
    return 0;
}

/* --- a yard that sits down --- */

static void tick(struct yard *yard, int keeper, int who)
{
    bool present;
    must(room_tick(yard->store, &yard->of[keeper], yard->meeting, yard->of[who].member, yard->now, &present));
}

static void let_in(struct yard *yard, int who)
{
    tick(yard, 0, who);
    tick(yard, 1, who);
}

/* Person `who` has the digits 1000 + who. */
static const char *digits_of(int who)
{
    static char digits[8];
    snprintf(digits, sizeof digits, "%d", 1000 + who);
    return digits;
}

static struct actor *begin(struct yard *yard, int owner)
{
    must(table_begin(yard->store, &yard->of[owner], yard->meeting, digits_of(owner), yard->now, &yard->table[owner]));
    return &yard->table[owner];
}

static void sit(struct yard *yard, int table, int who)
{
    if (table_sit(yard->store, &yard->table[table], yard->of[who].member, digits_of(who), yard->now) != RESULT_OK)
        fail_msg("%d: %s", who, store_reason(yard->store));
}

/* Whose table somebody sits at: the first four have the tables, the others come to them in turn. */
static int table_of_person(int who)
{
    return who % TABLES;
}

static void all_sit(struct yard *yard)
{
    for (int i = TABLES; i < PEOPLE; i++)
        let_in(yard, i);
    for (int i = 0; i < TABLES; i++)
        begin(yard, i);
    for (int i = TABLES; i < PEOPLE; i++)
        sit(yard, table_of_person(i), i);
}

static struct actor person(struct yard *yard, int who)
{
    struct actor actor;
    int table = table_of_person(who);
    if (table_person(yard->store, &yard->table[table], yard->of[who].member, digits_of(who), yard->now, &actor) !=
        RESULT_OK)
        fail_msg("%d: %s", who, store_reason(yard->store));
    return actor;
}

static struct table look(struct yard *yard, int table)
{
    struct table seen;
    must(table_get(yard->store, &yard->table[table], yard->now, &seen));
    return seen;
}

static void wait_for(struct yard *yard, int64_t seconds)
{
    yard->now += seconds;
    for (int i = 0; i < TABLES; i++)
        must(table_stay(yard->store, &yard->table[i], yard->now));
}

/* The owner of the first table has the chair, and chairs on her phone. */
static int64_t put(struct yard *yard)
{
    int64_t proposal;
    must(room_enter(yard->store, &yard->of[0], yard->meeting, yard->now));
    must(room_begin_item(yard->store, &yard->of[0], yard->meeting, yard->item, yard->now));
    must(proposal_make(yard->store, &yard->of[2], yard->meeting, "The ward office",
        "On Tuesday ten of us go to the ward office.", yard->now, &proposal));
    wait_for(yard, 20);
    must(proposal_test_open(yard->store, &yard->of[0], proposal, yard->now));
    return proposal;
}

static int64_t rows(struct yard *yard, const char *sql)
{
    int64_t count = -1;
    sqlite3_stmt *row;
    assert_int_equal(sqlite3_prepare_v2(yard->store->db, sql, -1, &row, NULL), SQLITE_OK);
    if (sqlite3_step(row) == SQLITE_ROW)
        count = sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    return count;
}

static void a_yard_of_25_at_four_tables_decides(void **state)
{
    struct yard *yard = *state;
    char names[TABLE_NAMES];
    struct room room;
    all_sit(yard);
    must(room_get(yard->store, &yard->of[0], yard->meeting, yard->now, &room));
    assert_int_equal(room.present, PEOPLE);
    assert_true(room.enough);
    int64_t proposal = put(yard);
    for (int i = 0; i < PEOPLE - 2; i++) {
        struct actor her = person(yard, i);
        must(
            position_take(yard->store, &her, proposal, i == 7 ? POSITION_ASIDE : POSITION_YES, NULL, false, yard->now));
    }
    /* Two are left, at the tables of 23 and 24. */
    refused(yard, proposal_test_close(yard->store, &yard->of[0], proposal, yard->now), "xola, yoliswa");
    wait_for(yard, 5 * MINUTE);
    refused(yard, proposal_test_close(yard->store, &yard->of[0], proposal, yard->now), "Table 1 is not done");
    for (int i = 0; i < TABLES; i++) {
        must(table_done(yard->store, &yard->table[i], yard->now, names));
        assert_string_equal(names, i == 3 ? "xola" : i == 0 ? "yoliswa" : "");
        assert_true(look(yard, i).done);
    }
    must(proposal_test_close(yard->store, &yard->of[0], proposal, yard->now));
    struct proposal_test test;
    must(proposal_test_get(yard->store, &yard->of[0], proposal, yard->now, &test));
    assert_int_equal(test.result.present, PEOPLE);
    assert_int_equal(test.positions[POSITION_YES], PEOPLE - 3);
    assert_int_equal(test.positions[POSITION_ASIDE], 1);
    assert_int_equal(test.result.outcome, MAJORITY_PASSES);
    /* Nothing of anybody's is left where the owners of the tables keep theirs. */
    assert_int_equal(rows(yard, "SELECT count(*) FROM draft"), 0);
    assert_int_equal(rows(yard, "SELECT count(*) FROM notice"), 0);
    assert_int_equal(rows(yard, "SELECT count(*) FROM hand_word"), 0);
}

static void a_table_that_is_not_done_holds_a_question_for_15_minutes_at_most(void **state)
{
    struct yard *yard = *state;
    all_sit(yard);
    int64_t proposal = put(yard);
    struct proposal_test test;
    wait_for(yard, 14 * MINUTE);
    must(room_enter(yard->store, &yard->of[0], yard->meeting, yard->now));
    refused(yard, proposal_test_close(yard->store, &yard->of[0], proposal, yard->now), "not done");
    must(proposal_test_get(yard->store, &yard->of[0], proposal, yard->now, &test));
    assert_int_equal(test.tables, TABLES);
    assert_false(test.may_close);
    wait_for(yard, MINUTE);
    must(proposal_test_close(yard->store, &yard->of[0], proposal, yard->now));
}

static void each_counts_once_however_she_came(void **state)
{
    struct yard *yard = *state;
    all_sit(yard);
    struct room room;
    must(room_enter(yard->store, &yard->of[9], yard->meeting, yard->now)); /* found a line too */
    must(room_get(yard->store, &yard->of[9], yard->meeting, yard->now, &room));
    assert_int_equal(room.present, PEOPLE);
    int64_t proposal = put(yard);
    must(position_take(yard->store, &yard->of[9], proposal, POSITION_STOP, "the well", false, yard->now));
    struct actor her = person(yard, 9);
    must(position_take(yard->store, &her, proposal, POSITION_YES, NULL, false, yard->now));
    assert_int_equal(rows(yard, "SELECT count(*) FROM position"), 1);
    assert_true(look(yard, 1).people[2].answered);
    struct proposal_test test;
    must(proposal_test_get(yard->store, &her, proposal, yard->now, &test));
    assert_int_equal(test.mine, POSITION_NONE); /* others look on */
    assert_int_equal(test.answered, 1);
}

/* --- digits --- */

static void three_wrong_tries_lead_back_to_the_door(void **state)
{
    struct yard *yard = *state;
    struct actor her;
    int64_t member = yard->of[8].member;
    begin(yard, 0);
    begin(yard, 1);
    refused(yard, table_sit(yard->store, &yard->table[0], member, "1008", yard->now), "not let in");
    tick(yard, 0, 8);
    refused(yard, table_sit(yard->store, &yard->table[0], member, "1008", yard->now), "not let in");
    tick(yard, 1, 8);
    refused(yard, table_sit(yard->store, &yard->table[0], member, "100", yard->now), "Four digits");
    refused(yard, table_sit(yard->store, &yard->table[0], member, "١٢", yard->now), "Four digits");
    sit(yard, 0, 8);
    /* At another table she types the same ones; a guess counts there too. */
    refused(yard, table_sit(yard->store, &yard->table[1], member, "0000", yard->now), "2 tries are left");
    refused(yard, table_person(yard->store, &yard->table[0], member, "0001", yard->now, &her), "1 try is left");
    must(table_person(yard->store, &yard->table[0], member, "1008", yard->now, &her)); /* forgives */
    refused(yard, table_person(yard->store, &yard->table[0], member, "0002", yard->now, &her), "2 tries are left");
    refused(yard, table_person(yard->store, &yard->table[0], member, "", yard->now, &her), "1 try is left");
    refused(yard, table_person(yard->store, &yard->table[0], member, "10088", yard->now, &her), "Back to the door");
    refused(yard, table_person(yard->store, &yard->table[0], member, "1008", yard->now, &her), "do not sit");
    refused(yard, table_sit(yard->store, &yard->table[0], member, "1008", yard->now), "tick their name first");
    struct room room;
    must(room_get(yard->store, &yard->of[0], yard->meeting, yard->now, &room));
    assert_int_equal(room.present, TABLES + 1); /* a person at the door goes only when both keepers say so */
    let_in(yard, 8);
    sit(yard, 0, 8);
}

static void an_actor_of_wrong_digits_is_worth_nothing(void **state)
{
    struct yard *yard = *state;
    begin(yard, 0);
    let_in(yard, 8);
    sit(yard, 0, 8);
    struct actor her;
    must(table_person(yard->store, &yard->table[0], yard->of[8].member, digits_of(8), yard->now, &her));
    must(room_begin_item(yard->store, &yard->of[0], yard->meeting, yard->item, yard->now));
    must(room_raise(yard->store, &her, yard->meeting, yard->now));
    must(table_rise(yard->store, &yard->table[0], her.member, yard->now));
    refused(yard, room_raise(yard->store, &her, yard->meeting, yard->now), "over");
}

static void digits_are_chosen_where_she_was_ticked(void **state)
{
    struct yard *yard = *state;
    int64_t member = yard->of[8].member;
    refused(yard, table_choose(yard->store, &yard->of[0], yard->meeting, member, "4711", yard->now), "ticked");
    tick(yard, 0, 8);
    refused(yard, table_choose(yard->store, &yard->of[0], yard->meeting, member, "4711", yard->now), "tick their name");
    tick(yard, 1, 8);
    refused(yard, table_choose(yard->store, &yard->of[2], yard->meeting, member, "4711", yard->now), "ticked");
    must(table_choose(yard->store, &yard->of[1], yard->meeting, member, "4711", yard->now));
    refused(yard, table_choose(yard->store, &yard->of[0], yard->meeting, member, "4712", yard->now), "already");
    assert_int_equal(rows(yard, "SELECT count(*) FROM room_present WHERE instr(digits, '4711') > 0"), 0);
    begin(yard, 0);
    must(table_sit(yard->store, &yard->table[0], member, "4711", yard->now));
}

static void digits_go_when_the_meeting_closes(void **state)
{
    struct yard *yard = *state;
    all_sit(yard);
    assert_int_equal(rows(yard, "SELECT count(*) FROM room_present WHERE length(digits) > 0"), PEOPLE);
    struct actor her = person(yard, 9);
    must(room_close(yard->store, &yard->of[0], yard->meeting, yard->now));
    assert_int_equal(rows(yard, "SELECT count(*) FROM room_present WHERE length(digits) > 0 OR seat > 0"), 0);
    refused(yard, room_raise(yard->store, &her, yard->meeting, yard->now), "over");
    refused(yard, table_stay(yard->store, &yard->table[0], yard->now), "over");
}

/* --- rights --- */

static void a_table_reads_the_room_and_nothing_else(void **state)
{
    struct yard *yard = *state;
    struct store *store = yard->store;
    struct actor *table = begin(yard, 0);
    struct room room;
    struct letter letters[4];
    struct board boards[4];
    struct draft drafts[4];
    struct member member;
    size_t count = 0;
    int64_t line;
    bool flag;
    must(room_begin_item(store, &yard->of[0], yard->meeting, yard->item, yard->now));
    must(room_raise(store, &yard->of[0], yard->meeting, yard->now));
    must(room_signal(store, &yard->of[0], yard->meeting, ROOM_AGREE, true, yard->now));
    must(room_get(store, table, yard->meeting, yard->now, &room));
    assert_int_equal(room.place, 0); /* nothing of its owner's */
    assert_false(room.said_signal[ROOM_AGREE]);
    assert_false(room.is_chair || room.my_turn || room.may_chair);
    for (int i = 0; i < 2; i++) { /* the table itself, and a person there */
        struct actor actor = *table;
        if (i == 1)
            must(table_person(store, table, yard->of[0].member, digits_of(0), yard->now, &actor));
        assert_int_not_equal(letters_list(store, &actor, 0, 4, letters, &count), RESULT_OK);
        count = 0;
        boards_list(store, &actor, boards, 4, &count);
        assert_int_equal(count, 0);
        assert_int_not_equal(drafts_list(store, &actor, 4, drafts, &count), RESULT_OK);
        assert_int_not_equal(member_get(store, &actor, yard->of[0].member, &member), RESULT_OK);
        assert_int_not_equal(room_close(store, &actor, yard->meeting, yard->now), RESULT_OK);
        assert_int_not_equal(room_next(store, &actor, yard->meeting, yard->now), RESULT_OK);
        assert_int_not_equal(room_take_notes(store, &actor, yard->meeting, yard->now), RESULT_OK);
        assert_int_not_equal(room_tick(store, &actor, yard->meeting, yard->of[9].member, yard->now, &flag), RESULT_OK);
        assert_int_not_equal(room_leave(store, &actor, yard->meeting, yard->now), RESULT_OK);
        assert_int_not_equal(proposal_make(store, &actor, yard->meeting, "T", "T", yard->now, &line), RESULT_OK);
    }
    refused(yard, room_raise(store, table, yard->meeting, yard->now), "not done at a table");
    refused(yard, room_signal(store, table, yard->meeting, ROOM_AGREE, true, yard->now), "not done at a table");
    struct actor other = *table;
    other.meeting++;
    assert_int_not_equal(room_get(store, &other, other.meeting, yard->now, &room), RESULT_OK);
    refused(yard, table_read(store, &yard->of[0], yard->now), ""); /* nor is a member a table */
    must(table_end(store, table, yard->now));
    refused(yard, room_get(store, table, yard->meeting, yard->now, &room), "over");
    /* She takes it up again with its number and its people. */
    begin(yard, 1);
    assert_int_equal(look(yard, 1).number, 2);
    begin(yard, 0);
    assert_int_equal(look(yard, 0).number, 1);
    assert_int_equal(look(yard, 0).count, 1);
}

/* --- speaking, reading --- */

static void a_turn_is_said_at_the_table_and_its_reader_reads_for_all(void **state)
{
    struct yard *yard = *state;
    struct store *store = yard->store;
    struct room_line lines[8];
    size_t count;
    int64_t line;
    struct room room;
    all_sit(yard);
    must(room_begin_item(store, &yard->of[0], yard->meeting, yard->item, yard->now));
    struct actor her = person(yard, 10);
    must(room_raise(store, &her, yard->meeting, yard->now));
    must(room_next(store, &yard->of[0], yard->meeting, yard->now));
    assert_true(look(yard, 2).people[2].has_turn);
    her = person(yard, 10);
    must(
        room_say(store, &her, yard->meeting, "I carry eleven buckets a day. My knees are finished.", yard->now, &line));
    must(room_lines_before(store, &yard->of[0], yard->meeting, 0, 8, lines, &count));
    assert_string_equal(lines[count - 1].handle, "kagiso");
    assert_string_equal(lines[count - 1].by_hand, "in the yard");
    room_lines_free(lines, count);
    must(room_raise(store, &yard->of[0], yard->meeting, yard->now));
    for (int i = 0; i < TABLES; i++) {
        assert_int_equal(room_next(store, &yard->of[0], yard->meeting, yard->now), RESULT_BUSY);
        must(table_read(store, &yard->table[i], yard->now));
        assert_true(look(yard, i).read);
    }
    must(room_get(store, &yard->of[0], yard->meeting, yard->now, &room));
    assert_int_equal(room.read, PEOPLE);
    must(room_next(store, &yard->of[0], yard->meeting, yard->now));
    assert_false(look(yard, 0).read); /* of the turn before */
}

static void reader_and_scribe_change_with_each_item(void **state)
{
    struct yard *yard = *state;
    all_sit(yard);
    assert_int_equal(look(yard, 0).count, 7);
    assert_int_equal(look(yard, 0).reader, 0);
    must(room_begin_item(yard->store, &yard->of[0], yard->meeting, yard->item, yard->now));
    assert_int_equal(look(yard, 0).reader, 0);
    assert_int_equal(look(yard, 0).scribe, 1);
    must(table_shift(yard->store, &yard->table[0], yard->now)); /* who cannot read passes it on */
    assert_int_equal(look(yard, 0).reader, 1);
    for (int i = 0; i < 5; i++)
        must(table_shift(yard->store, &yard->table[0], yard->now));
    assert_int_equal(look(yard, 0).reader, 6);
    assert_int_equal(look(yard, 0).scribe, 0);
}

static void a_small_matter_waits_until_all_have_read_it_aloud(void **state)
{
    struct yard *yard = *state;
    struct store *store = yard->store;
    int64_t proposal;
    struct room room;
    char say[200];
    all_sit(yard);
    must(room_begin_item(store, &yard->of[0], yard->meeting, yard->item, yard->now));
    must(proposal_make(store, &yard->of[2], yard->meeting, "A tap", "A new tap.", yard->now, &proposal));
    refused(yard, table_aloud(store, &yard->table[0], yard->meeting, yard->now), "No small matter");
    wait_for(yard, MINUTE);
    must(proposal_small(store, &yard->of[0], proposal, yard->now));
    wait_for(yard, 3 * MINUTE);
    for (int i = 0; i < TABLES; i++) {
        refused(yard, proposal_test_close(store, &yard->of[0], proposal, yard->now), "aloud");
        must(room_get(store, &yard->of[0], yard->meeting, yard->now, &room));
        assert_int_equal(room.aloud_waits, TABLES - i);
        assert_int_equal(room_step(&room, yard->now, say, sizeof say), ROOM_STEP_WAIT);
        must(table_aloud(store, &yard->table[i], yard->meeting, yard->now));
    }
    refused(yard, proposal_test_close(store, &yard->of[0], proposal, yard->now), "120 seconds");
    must(table_aloud(store, &yard->table[1], yard->meeting, yard->now + 60)); /* once more: nothing changes */
    wait_for(yard, 2 * MINUTE);
    struct actor her = person(yard, 11);
    must(proposal_talk(store, &her, proposal, yard->now));
    refused(yard, proposal_test_close(store, &yard->of[0], proposal, yard->now), "No question");
}

static void a_table_without_its_owner_holds_nobody_up(void **state)
{
    struct yard *yard = *state;
    all_sit(yard);
    int64_t proposal = put(yard);
    for (int i = 0; i < PEOPLE; i++)
        if (table_of_person(i) != 3) {
            struct actor her = person(yard, i);
            must(position_take(yard->store, &her, proposal, POSITION_YES, NULL, false, yard->now));
        }
    yard->now += ROOM_DROPPED + MINUTE;
    for (int i = 0; i < 3; i++) {
        char names[TABLE_NAMES];
        must(room_enter(yard->store, &yard->of[i], yard->meeting, yard->now));
        must(table_begin(yard->store, &yard->of[i], yard->meeting, digits_of(i), yard->now, &yard->table[i]));
        must(table_done(yard->store, &yard->table[i], yard->now, names));
    }
    must(proposal_test_close(yard->store, &yard->of[0], proposal, yard->now));
}

/* RULES 1.7: four of the twelve on line lose theirs; a question is open. */
static void a_power_cut_stops_the_clocks_and_takes_nobodys_place(void **state)
{
    struct yard *yard = *state;
    struct store *store = yard->store;
    struct room room;
    struct proposal_test test, later;
    int64_t proposal;
    for (int i = 1; i < 12; i++)
        must(room_enter(store, &yard->of[i], yard->meeting, yard->now));
    must(room_begin_item(store, &yard->of[0], yard->meeting, yard->item, yard->now));
    must(proposal_make(store, &yard->of[2], yard->meeting, "A tap", "A new tap.", yard->now, &proposal));
    yard->now += 30;
    must(proposal_test_open(store, &yard->of[0], proposal, yard->now));
    must(proposal_test_get(store, &yard->of[0], proposal, yard->now, &test));
    assert_int_equal(room_cuts(store, yard->now), 0);
    int64_t cut = yard->now - 30;                       /* the last sign of those who drop */
    for (int i = 1; i <= 3; i++, yard->now += MINUTE) { /* eight stay */
        for (int j = 0; j < 8; j++)
            must(room_enter(store, &yard->of[j], yard->meeting, yard->now));
        if (i < 3)
            assert_int_equal(room_cuts(store, yard->now), 0);
    }
    assert_int_equal(room_cuts(store, yard->now), 1);
    assert_int_equal(room_cuts(store, yard->now), 0); /* once */
    must(room_get(store, &yard->of[0], yard->meeting, yard->now, &room));
    assert_int_equal(room.state, ROOM_BREAK);
    assert_int_equal(room.present, 12);
    refused(yard, proposal_test_close(store, &yard->of[0], proposal, yard->now + HOUR / 2), "since the power failed");
    yard->now = cut + HOUR / 2; /* later than any line lasts */
    for (int j = 0; j < 8; j++)
        must(room_enter(store, &yard->of[j], yard->meeting, yard->now));
    must(room_get(store, &yard->of[0], yard->meeting, yard->now, &room));
    assert_int_equal(room.present, 12);
    must(room_enter(store, &yard->of[9], yard->meeting, yard->now)); /* one is back */
    must(room_break(store, &yard->of[0], yard->meeting, false, yard->now));
    must(proposal_test_get(store, &yard->of[0], proposal, yard->now, &later));
    assert_int_equal(later.closes - yard->now, test.closes - test.opened); /* it was put after the cut: all is left */
    assert_int_equal(room_cuts(store, yard->now), 0);
    for (int j = 0; j < 8; j++)
        must(position_take(store, &yard->of[j], proposal, POSITION_YES, NULL, false, yard->now));
    must(position_take(store, &yard->of[9], proposal, POSITION_YES, NULL, false, yard->now));
    must(proposal_test_close(store, &yard->of[0], proposal, yard->now)); /* who is held and silent holds nobody up */
    yard->now = cut + HOUR + MINUTE;
    must(room_enter(store, &yard->of[0], yard->meeting, yard->now));
    assert_int_equal(room_cuts(store, yard->now), 0); /* nor does the end of their hour count as one */
    must(room_get(store, &yard->of[0], yard->meeting, yard->now, &room));
    assert_int_equal(room.present, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define YARD(test) cmocka_unit_test_setup_teardown(test, open_yard, close_yard)
        YARD(a_yard_of_25_at_four_tables_decides),
        YARD(a_table_that_is_not_done_holds_a_question_for_15_minutes_at_most),
        YARD(each_counts_once_however_she_came),
        YARD(three_wrong_tries_lead_back_to_the_door),
        YARD(an_actor_of_wrong_digits_is_worth_nothing),
        YARD(digits_are_chosen_where_she_was_ticked),
        YARD(digits_go_when_the_meeting_closes),
        YARD(a_table_reads_the_room_and_nothing_else),
        YARD(a_turn_is_said_at_the_table_and_its_reader_reads_for_all),
        YARD(reader_and_scribe_change_with_each_item),
        YARD(a_small_matter_waits_until_all_have_read_it_aloud),
        YARD(a_power_cut_stops_the_clocks_and_takes_nobodys_place),
        YARD(a_table_without_its_owner_holds_nobody_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
