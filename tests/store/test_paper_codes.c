/* test_paper_codes.c: thirty codes, each good once, for her alone; who has to show one. RULES 1.4. */
#include "tests/store/street.h"

#include <ctype.h>

#include "paper_codes.h"
#include "visits.h"

#define PASSWORD "three goats in rain"

struct listed {
    struct street street;
    char codes[PAPER_CODES][PAPER_CODE_BYTES]; /* ann's */
};

static int list_open(void **state)
{
    struct listed *listed = calloc(1, sizeof *listed);
    *state = listed;
    street_open_at(&listed->street, ":memory:");
    struct store *store = listed->street.store;
    must(password_change(store, &listed->street.ann, NULL, PASSWORD, -1, NOON));
    must(paper_codes_make(store, &listed->street.ann, PASSWORD, -1, NOON, listed->codes));
    return 0;
}

static int list_close(void **state)
{
    struct listed *listed = *state;
    store_close(listed->street.store);
    free(listed);
    return 0;
}

static void thirty_different_codes_are_made(void **state)
{
    struct listed *listed = *state;
    struct paper_list list;
    for (int i = 0; i < PAPER_CODES; i++) {
        assert_int_equal(strlen(listed->codes[i]), PAPER_CODE_BYTES - 1);
        assert_int_equal(strspn(listed->codes[i], "0123456789ABCDEFGHJKMNPQRSTVWXYZ-"), PAPER_CODE_BYTES - 1);
        for (int k = 0; k < i; k++)
            assert_string_not_equal(listed->codes[i], listed->codes[k]);
    }
    must(paper_codes_get(listed->street.store, &listed->street.ann, &list));
    assert_int_equal(list.made, NOON);
    assert_int_equal(list.left, PAPER_CODES);
    assert_false(list.required);
}

static void a_code_is_good_once_and_struck_out(void **state)
{
    struct listed *listed = *state;
    struct store *store = listed->street.store;
    int64_t ann = listed->street.ann.member;
    struct paper_list list;
    must(paper_code_use(store, ann, listed->codes[2], NOON + 60));
    assert_int_equal(paper_code_use(store, ann, listed->codes[2], NOON + 120), RESULT_REFUSED);
    must(paper_codes_get(store, &listed->street.ann, &list));
    assert_int_equal(list.left, PAPER_CODES - 1);
    for (int i = 0; i < PAPER_CODES; i++)
        assert_int_equal(list.used[i], i == 2 ? NOON + 60 : 0);
}

/* As people type: small letters, no dashes or long ones, spaces, O for 0 and l for 1. */
static void a_code_may_be_typed_carelessly(void **state)
{
    struct listed *listed = *state;
    struct store *store = listed->street.store;
    int64_t ann = listed->street.ann.member;
    char typed[3][2 * PAPER_CODE_BYTES] = { "", "", "" };
    for (int i = 0; i < PAPER_CODE_BYTES - 1; i++) {
        char sign = listed->codes[0][i];
        typed[0][i] = (char)tolower(sign);
        typed[1][i] = listed->codes[1][i] == '-' ? ' ' : listed->codes[1][i];
        sign = listed->codes[2][i];
        typed[2][i] = sign == '0' ? 'o' : sign == '1' ? 'l' : sign;
    }
    for (int i = 0; i < 3; i++)
        must(paper_code_use(store, ann, typed[i], NOON));
    char dashed[3 * PAPER_CODE_BYTES] = ""; /* as a phone writes it */
    for (const char *at = listed->codes[4]; *at != '\0'; at++)
        snprintf(
            dashed + strlen(dashed), sizeof dashed - strlen(dashed), *at == '-' ? "\xe2\x80\x93" : "%c", tolower(*at));
    must(paper_code_use(store, ann, dashed, NOON));
    char bare[PAPER_CODE_BYTES] = "";
    for (size_t i = 0, k = 0; listed->codes[3][i] != '\0'; i++)
        if (listed->codes[3][i] != '-')
            bare[k++] = listed->codes[3][i];
    must(paper_code_use(store, ann, bare, NOON));
}

static void what_is_no_code_of_hers_opens_nothing(void **state)
{
    struct listed *listed = *state;
    struct store *store = listed->street.store;
    char longer[PAPER_CODE_BYTES + 1];
    snprintf(longer, sizeof longer, "%sA", listed->codes[0]);
    const char *const typed[] = { "", "-", "0000-0000-0000", longer, "K7QD", "K7QD-3MXA-9TR\xc3\xa9", PASSWORD };
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
        assert_int_equal(paper_code_use(store, listed->street.ann.member, typed[i], NOON), RESULT_REFUSED);
    assert_int_equal(paper_code_use(store, listed->street.ben.member, listed->codes[0], NOON), RESULT_REFUSED);
    assert_int_equal(paper_code_use(store, 999, listed->codes[0], NOON), RESULT_REFUSED);
    must(paper_code_use(store, listed->street.ann.member, listed->codes[0], NOON)); /* no try cost her one */
}

static void a_new_list_takes_the_password_and_ends_the_old_one(void **state)
{
    struct listed *listed = *state;
    struct store *store = listed->street.store;
    char newer[PAPER_CODES][PAPER_CODE_BYTES];
    must(paper_code_use(store, listed->street.ann.member, listed->codes[0], NOON));
    assert_int_equal(
        paper_codes_make(store, &listed->street.ann, "not her password", -1, NOON + DAY, newer), RESULT_REFUSED);
    must(paper_code_use(store, listed->street.ann.member, listed->codes[1], NOON));
    must(paper_codes_make(store, &listed->street.ann, PASSWORD, -1, NOON + DAY, newer));
    assert_int_equal(paper_code_use(store, listed->street.ann.member, listed->codes[2], NOON + DAY), RESULT_REFUSED);
    must(paper_code_use(store, listed->street.ann.member, newer[2], NOON + DAY));
    struct paper_list list;
    must(paper_codes_get(store, &listed->street.ann, &list));
    assert_int_equal(list.left, PAPER_CODES - 1);
    assert_int_equal(list.made, NOON + DAY);
}

static void who_has_to_show_a_code(void **state)
{
    struct listed *listed = *state;
    struct store *store = listed->street.store;
    struct actor *ann = &listed->street.ann;
    assert_false(paper_code_is_required(store, ann->member, false));
    assert_true(paper_code_is_required(store, ann->member, true));
    assert_false(paper_code_is_required(store, listed->street.ben.member, true)); /* he has none */
    assert_int_equal(paper_codes_require(store, ann, true, "not her password", -1, NOON), RESULT_REFUSED);
    assert_false(paper_code_is_required(store, ann->member, false));
    must(paper_codes_require(store, ann, true, PASSWORD, -1, NOON));
    assert_true(paper_code_is_required(store, ann->member, false));
    assert_int_equal(paper_codes_require(store, ann, false, "not her password", -1, NOON), RESULT_REFUSED);
    for (int i = 0; i < PAPER_CODES; i++)
        must(paper_code_use(store, ann->member, listed->codes[i], NOON));
    assert_true(
        paper_code_is_required(store, ann->member, false)); /* whoever saw them all typed does not get in for it */
    must(paper_codes_require(store, ann, false, PASSWORD, -1, NOON));
    assert_false(paper_code_is_required(store, ann->member, true));
    assert_int_equal(
        paper_codes_require(store, ann, true, PASSWORD, -1, NOON), RESULT_REFUSED); /* it would lock her out */
}

/* With a list, a computer counts as shared until she says otherwise, after a code. */
static void a_code_is_asked_where_nobody_said_that_it_is_hers(void **state)
{
    struct listed *listed = *state;
    struct store *store = listed->street.store;
    struct actor *ann = &listed->street.ann;
    struct settings settings;
    assert_false(paper_code_is_asked(store, &listed->street.ben, "192.0.2.x", NOON)); /* he has none */
    assert_true(paper_code_is_asked(store, ann, "192.0.2.x", NOON));
    must(source_said(store, ann, "192.0.2.x", false, false, NOON)); /* whoever knows her password may say that */
    assert_true(paper_code_is_asked(store, ann, "192.0.2.x", NOON));
    must(source_said(store, ann, "192.0.2.x", false, true, NOON));
    assert_false(paper_code_is_asked(store, ann, "192.0.2.x", NOON));
    assert_true(paper_code_is_asked(store, ann, "198.51.100.x", NOON)); /* elsewhere it is */
    assert_true(paper_code_is_asked(store, ann, "192.0.2.x", NOON + 40 * DAY));
    must(source_said(store, ann, "192.0.2.x", true, false, NOON)); /* others sit there by now */
    assert_true(paper_code_is_asked(store, ann, "192.0.2.x", NOON));
    must(settings_get(store, ann, &settings));
    settings.shared = SHARED_NEVER;
    must(settings_set(store, ann, &settings, NOON));
    assert_false(paper_code_is_asked(store, ann, "198.51.100.x", NOON));
    must(paper_codes_require(store, ann, true, PASSWORD, -1, NOON));
    assert_true(paper_code_is_asked(store, ann, "198.51.100.x", NOON));
    must(paper_codes_require(store, ann, false, PASSWORD, -1, NOON));
    settings.shared = SHARED_ALWAYS;
    must(settings_set(store, ann, &settings, NOON));
    must(source_said(store, ann, "192.0.2.x", false, true, NOON));
    assert_true(paper_code_is_asked(store, ann, "192.0.2.x", NOON));
}

static void who_has_no_password_needs_no_codes(void **state)
{
    struct listed *listed = *state;
    char codes[PAPER_CODES][PAPER_CODE_BYTES];
    struct paper_list list;
    assert_int_equal(
        paper_codes_make(listed->street.store, &listed->street.ben, "anything", -1, NOON, codes), RESULT_REFUSED);
    assert_int_equal(
        paper_codes_make(listed->street.store, &listed->street.guest, "anything", -1, NOON, codes), RESULT_REFUSED);
    assert_int_equal(paper_codes_get(listed->street.store, &listed->street.guest, &list), RESULT_REFUSED);
}

/* What is in the house is no code, and who leaves leaves none. */
static void codes_are_not_kept_in_plain(void **state)
{
    struct listed *listed = *state;
    struct store *store = listed->street.store;
    sqlite3_stmt *row = db_query(store, "SELECT hash FROM paper_code");
    while (db_step(store, row)) {
        assert_int_equal(sqlite3_column_bytes(row, 0), 32);
        for (int i = 0; i < PAPER_CODES; i++)
            assert_null(memmem(sqlite3_column_blob(row, 0), 32, listed->codes[i], 4));
    }
    db_done(store, row);
    must(member_leave(store, &listed->street.ann, NOON));
    assert_int_equal(db_number(store, -1, "SELECT count(*) FROM paper_code"), 0);
    assert_int_equal(db_number(store, -1, "SELECT count(*) FROM paper_list"), 0);
    assert_int_equal(store_check(store, NULL, NULL, NULL, NULL), 0);
}

static void a_sheet_fits_its_paper(void **state)
{
    struct listed *listed = *state;
    static const int widths[] = { 80, 40, 36 };
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        struct buffer sheet = { 0 };
        paper_codes_sheet(listed->codes, widths[i], &sheet);
        for (int k = 0; k < PAPER_CODES; k++)
            assert_non_null(strstr(sheet.data, listed->codes[k]));
        for (const char *at = sheet.data; *at != '\0'; at += strcspn(at, "\n") + 1)
            assert_true(strcspn(at, "\n") <= (size_t)widths[i]);
        assert_true(strlen(sheet.data) == 0 || sheet.data[sheet.length - 1] == '\n');
        buffer_clear(&sheet);
    }
}

/* --- RULES 1.7: back after a line that dropped --- */

#define HERE "192.0.2.x"
#define THERE "192.0.3.x"

static bool asked(struct listed *listed, const char *source, int64_t now)
{
    return paper_code_is_asked(listed->street.store, &listed->street.ann, source, now);
}

/* A stay that ends so, at `end`. */
static void stay(struct listed *listed, const char *source, const char *method, enum visit_state how, int64_t end)
{
    int64_t visit;
    const struct actor *ann = &listed->street.ann;
    must(visit_begin(listed->street.store, ann, source, method, end - 120, &visit));
    must(visit_seen(listed->street.store, ann, visit, VISIT_HERE, end - 60));
    if (how != VISIT_HERE)
        must(visit_seen(listed->street.store, ann, visit, how, end));
}

static void after_a_dropped_line_the_password_is_enough_if_she_allowed_it(void **state)
{
    struct listed *listed = *state;
    struct store *store = listed->street.store;
    struct paper_list list;
    stay(listed, HERE, "password and code", VISIT_DROPPED, NOON);
    assert_true(asked(listed, HERE, NOON + 1)); /* she did not */
    assert_int_equal(
        paper_codes_return(store, &listed->street.ann, true, "not her password", -1, NOON), RESULT_REFUSED);
    must(paper_codes_get(store, &listed->street.ann, &list));
    assert_false(list.returns);
    must(paper_codes_return(store, &listed->street.ann, true, PASSWORD, -1, NOON));
    must(paper_codes_get(store, &listed->street.ann, &list));
    assert_true(list.returns);
    assert_false(asked(listed, HERE, NOON + 1));
    assert_false(asked(listed, HERE, NOON + 599));
    assert_true(asked(listed, HERE, NOON + 600));
    assert_true(asked(listed, THERE, NOON + 1));
    must(paper_codes_require(store, &listed->street.ann, true, PASSWORD, -1, NOON)); /* also who always shows one */
    assert_false(asked(listed, HERE, NOON + 1));
    must(paper_codes_return(store, &listed->street.ann, false, PASSWORD, -1, NOON));
    assert_true(asked(listed, HERE, NOON + 1));
}

static void a_log_out_is_no_dropped_line(void **state)
{
    struct listed *listed = *state;
    struct store *store = listed->street.store;
    must(paper_codes_return(store, &listed->street.ann, true, PASSWORD, -1, NOON));
    stay(listed, HERE, "password and code", VISIT_LEFT, NOON);
    assert_true(asked(listed, HERE, NOON + 1));
    /* Nor is a session that goes on, whose neighbour at the next table has her password. */
    stay(listed, HERE, "password and code", VISIT_HERE, NOON + 200);
    assert_true(asked(listed, HERE, NOON + 201));
    /* One that was cut off with the house says nothing more. */
    assert_false(asked(listed, HERE, NOON + 140 + 180));
    assert_true(asked(listed, HERE, NOON + 140 + 600));
    /* Another member's line is another's. */
    assert_false(paper_code_is_asked(store, &listed->street.ben, HERE, NOON + 1)); /* he has no list */
}

static void each_dropped_line_is_good_once(void **state)
{
    struct listed *listed = *state;
    struct store *store = listed->street.store;
    must(paper_codes_return(store, &listed->street.ann, true, PASSWORD, -1, NOON));
    stay(listed, HERE, "password and code", VISIT_DROPPED, NOON);
    stay(listed, HERE, "password", VISIT_LEFT, NOON + 300); /* she came back, and logged out */
    assert_true(asked(listed, HERE, NOON + 301));
    stay(listed, HERE, "password and code", VISIT_DROPPED, NOON + 1000);
    stay(listed, THERE, "password and code", VISIT_LEFT, NOON + 1300); /* she went home meanwhile */
    assert_true(asked(listed, HERE, NOON + 1301));
    stay(listed, HERE, "key", VISIT_DROPPED, NOON + 2000); /* who came by key comes back by it */
    assert_true(asked(listed, HERE, NOON + 2001));
    stay(listed, HERE, "password and code", VISIT_DROPPED, NOON + 3000);
    must(
        visit_begin(store, &listed->street.ann, HERE, "key", NOON + 3010, &(int64_t) { 0 })); /* a command is no stay */
    assert_false(asked(listed, HERE, NOON + 3020));
}

int main(void)
{
#define with_list(test) cmocka_unit_test_setup_teardown(test, list_open, list_close)
    const struct CMUnitTest tests[] = {
        with_list(thirty_different_codes_are_made),
        with_list(a_code_is_good_once_and_struck_out),
        with_list(a_code_may_be_typed_carelessly),
        with_list(what_is_no_code_of_hers_opens_nothing),
        with_list(a_new_list_takes_the_password_and_ends_the_old_one),
        with_list(who_has_to_show_a_code),
        with_list(a_code_is_asked_where_nobody_said_that_it_is_hers),
        with_list(who_has_no_password_needs_no_codes),
        with_list(codes_are_not_kept_in_plain),
        with_list(a_sheet_fits_its_paper),
        with_list(after_a_dropped_line_the_password_is_enough_if_she_allowed_it),
        with_list(a_log_out_is_no_dropped_line),
        with_list(each_dropped_line_is_good_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
