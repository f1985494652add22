/* test_boards.c: who sees and writes where, the tree of answers, editing, withdrawing, and what the book hears of it.
 */
#include "tests/store/street.h"

#include "store/keep/subjects.h"

/* --- rights --- */

static void boards_are_seen_by_whom_they_are_for(void **state)
{
    struct street *street = *state;
    const struct {
        const struct actor *actor;
        bool welcome, general, shared, away, posts_welcome, posts_shared;
    } cases[] = {
        { &street->ann, true, true, true, false, true, true },
        { &street->cora, true, false, true, false, true, true },
        { &street->dora, true, false, false, true, true, false },
        { &street->guest, true, false, false, false, false, false },
        { &street->operator, true, false, false, false, false, false },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct board boards[8], board;
        size_t count;
        must(boards_list(street->store, cases[i].actor, boards, 8, &count));
        assert_int_equal(count, cases[i].welcome + cases[i].general + cases[i].shared + cases[i].away);
        size_t mine, others;
        must(boards_mine(street->store, cases[i].actor, boards, 8, &mine, &others));
        assert_int_equal(mine + others, count); /* every board is either hers or another unit's */
        for (size_t j = 0; j < mine; j++)
            assert_true(actor_belongs(cases[i].actor, boards[j].unit));
        assert_int_equal(board_by_slug(street->store, cases[i].actor, "general", &board),
            cases[i].general ? RESULT_OK : RESULT_NOT_FOUND);
        assert_int_equal(board_get(street->store, cases[i].actor, street->away, &board),
            cases[i].away ? RESULT_OK : RESULT_NOT_FOUND);
        must(board_get(street->store, cases[i].actor, street->welcome, &board));
        assert_int_equal(board.may_post, cases[i].posts_welcome);
        if (board_get(street->store, cases[i].actor, street->shared, &board) == RESULT_OK)
            assert_int_equal(board.may_post, cases[i].posts_shared);
    }
}

/* The parent's own members read what is for all units below it. */
static void the_parent_reads_the_confederation(void **state)
{
    struct street *street = *state;
    struct actor delegate = street_member(street, "delia", street->parent);
    struct board board;
    must(board_get(street->store, &delegate, street->shared, &board));
    assert_int_equal(board_get(street->store, &delegate, street->general, &board), RESULT_NOT_FOUND);
}

static void what_one_may_not_read_is_not_there(void **state)
{
    struct street *street = *state;
    struct thread thread;
    struct post post;
    size_t count;
    int64_t id;
    int64_t secret = street_thread(street, &street->ann, street->general, "Ours", "Only ours.");
    const struct actor *others[] = { &street->cora, &street->guest, &street->operator};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(thread_get(street->store, others[i], thread_of(street, secret), &thread), RESULT_NOT_FOUND);
        assert_int_equal(post_get(street->store, others[i], secret, &post), RESULT_NOT_FOUND);
        assert_int_equal(posts_page(street->store, others[i], thread_of(street, secret), PAGE_AT, 0, 1, &post, &count),
            RESULT_NOT_FOUND);
        assert_int_equal(
            threads_list(street->store, others[i], street->general, 0, 1, &thread, &count), RESULT_NOT_FOUND);
        assert_int_not_equal(post_reply(street->store, others[i], secret, "Me too.", NOON, &id), RESULT_OK);
    }
    assert_int_equal(mark_read(street->store, &street->cora, secret), RESULT_NOT_FOUND);
    assert_int_equal(post_bookmark_set(street->store, &street->cora, secret, true, NOON), RESULT_NOT_FOUND);
    assert_int_equal(
        mute_thread(street->store, &street->cora, thread_of(street, secret), true, NOON), RESULT_NOT_FOUND);
}

static void only_members_write(void **state)
{
    struct street *street = *state;
    int64_t thread, post;
    const struct actor *others[] = { &street->guest, &street->operator};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(
            thread_open(street->store, others[i], street->welcome, "Hello", "Hello.", NOON, &thread, &post),
            RESULT_REFUSED);
        assert_int_not_equal(store_reason(street->store)[0], '\0');
    }
    assert_int_equal(thread_open(street->store, &street->ann, street->away, "Hello", "Hello.", NOON, &thread, &post),
        RESULT_NOT_FOUND);
}

static void boards_are_added_by_the_operator(void **state)
{
    struct street *street = *state;
    int64_t board;
    static const char *const bad[] = { "", "Upper", "1st", "with space", "quite-a-long-name-of-32-characters", "a/b" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(
            board_add(street->store, &street->operator, 1, bad[i], "T", VISIBLE_UNIT, NOON, &board), RESULT_INVALID);
    assert_int_equal(
        board_add(street->store, &street->ann, 1, "mine", "Mine", VISIBLE_UNIT, NOON, &board), RESULT_REFUSED);
    assert_int_equal(board_add(street->store, &street->operator, 1, "general", "Again", VISIBLE_UNIT, NOON, &board),
        RESULT_CONFLICT);
    assert_int_equal(
        board_add(street->store, &street->operator, 999, "nowhere", "T", VISIBLE_UNIT, NOON, &board), RESULT_NOT_FOUND);
}

/* --- threads and trees --- */

static void threads_come_newest_first_and_in_pages(void **state)
{
    struct street *street = *state;
    struct thread page[4];
    size_t count, seen = 0;
    int64_t before = 0, first = 0;
    for (int i = 0; i < 10; i++) {
        int64_t post = street_thread(street, &street->ann, street->general, "A thread", "Words.");
        first = first == 0 ? post : first;
    }
    street_reply(street, &street->ben, first, "This one again.");
    do {
        must(threads_list(street->store, &street->ann, street->general, before, 4, page, &count));
        if (before == 0) {
            assert_int_equal(page[0].first_post, first);
            assert_string_equal(page[0].author, "ann");
            assert_string_equal(page[0].last_author, "ben");
            assert_int_equal(page[0].posts, 2);
            assert_int_equal(page[0].last_at, street->now);
        }
        for (size_t i = 1; i < count; i++)
            assert_true(page[i].last_post < page[i - 1].last_post);
        seen += count;
        before = count > 0 ? page[count - 1].last_post : 0;
    } while (count == 4);
    assert_int_equal(seen, 10);
}

/* root
 * |- a
 * |  |- c
 * |  `- d
 * `- b      written in the order root a b c d */
static void posts_stand_in_tree_order(void **state)
{
    struct street *street = *state;
    struct post page[16];
    size_t count;
    int64_t root = street_thread(street, &street->ann, street->general, "Tree", "root");
    int64_t a = street_reply(street, &street->ben, root, "a");
    int64_t b = street_reply(street, &street->ann, root, "b");
    int64_t c = street_reply(street, &street->ann, a, "c");
    int64_t d = street_reply(street, &street->ben, a, "d");
    const struct {
        int64_t id, parent;
        int depth;
        bool last;
        const char *body;
    } expected[] = { { root, 0, 0, true, "root" }, { a, root, 1, false, "a" }, { c, a, 2, false, "c" },
        { d, a, 2, true, "d" }, { b, root, 1, true, "b" } };
    int64_t thread = thread_of(street, root);
    must(posts_page(street->store, &street->ann, thread, PAGE_AT, 0, 8, page, &count));
    assert_int_equal(count, 5);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(page[i].id, expected[i].id);
        assert_int_equal(page[i].parent, expected[i].parent);
        assert_int_equal(page[i].depth, expected[i].depth);
        assert_int_equal(page[i].last_child, expected[i].last);
        assert_string_equal(page[i].body, expected[i].body);
        assert_int_equal(page[i].number, i + 1);
        assert_int_equal(page[i].total, 5);
    }
    assert_true(page[0].mine && !page[1].mine && page[1].unread && !page[0].unread);
    posts_free(page, count);
    must(posts_page(street->store, &street->ann, thread, PAGE_AFTER, c, 8, page, &count));
    assert_int_equal(count, 2);
    assert_int_equal(page[0].id, d);
    assert_int_equal(page[0].number, 4);
    posts_free(page, count);
    must(posts_page(street->store, &street->ann, thread, PAGE_BEFORE, d, 2, page, &count));
    assert_int_equal(count, 2);
    assert_int_equal(page[0].id, a);
    assert_int_equal(page[1].id, c);
    posts_free(page, count);
    must(post_get(street->store, &street->ann, b, page));
    assert_int_equal(page->number, 5);
    posts_free(page, 1);
}

/* A thousand answers to answers: below level 64 they hang at level 64, in the order they came. */
static void a_deep_thread_stays_in_order(void **state)
{
    struct street *street = *state;
    static struct post page[200];
    size_t count;
    int64_t root = street_thread(street, &street->ann, street->general, "Deep", "0"), parent = root;
    for (int i = 1; i < 200; i++) {
        char body[16];
        snprintf(body, sizeof body, "%d", i);
        parent = street_reply(street, i % 2 ? &street->ben : &street->ann, parent, body);
    }
    must(posts_page(street->store, &street->ann, thread_of(street, root), PAGE_AT, 0, 200, page, &count));
    assert_int_equal(count, 200);
    for (int i = 0; i < 200; i++) {
        assert_int_equal(atoi(page[i].body), i);
        assert_int_equal(page[i].depth, i < 64 ? i : 64);
        if (i > 0)
            assert_int_equal(page[i].parent, page[i - 1].id);
    }
    assert_true(page[199].last_child && !page[198].last_child && page[63].last_child);
    posts_free(page, count);
}

static int keep_page_query(unsigned type, void *context, void *statement, void *nothing)
{
    const char *sql = sqlite3_sql(statement);
    (void)type;
    (void)nothing;
    if (strstr(sql, "FROM post p") != NULL && strstr(sql, "ORDER BY p.path") != NULL)
        *(const char **)context = sql;
    return 0;
}

/* Posts of a thread lie far apart in the file: between them are those of all other threads and units. */
static void a_page_is_read_from_an_index_without_the_rows_of_its_posts(void **state)
{
    struct street *street = *state;
    struct post page[2];
    struct thread thread;
    size_t count;
    const char *sql = NULL;
    char explain[4000];
    street_reply(street, &street->ben, street_thread(street, &street->ann, street->general, "One", "Words."), "Two.");
    must(threads_list(street->store, &street->ann, street->general, 0, 1, &thread, &count));
    sqlite3_trace_v2(street->store->db, SQLITE_TRACE_STMT, keep_page_query, &sql);
    must(posts_page(street->store, &street->ann, thread.id, PAGE_AT, 0, 2, page, &count));
    sqlite3_trace_v2(street->store->db, 0, NULL, NULL);
    assert_int_equal(count, 2);
    posts_free(page, count);
    assert_non_null(sql);
    snprintf(explain, sizeof explain, "EXPLAIN QUERY PLAN %s", sql);
    sqlite3_stmt *plan = NULL;
    bool found = false;
    assert_int_equal(sqlite3_prepare_v2(street->store->db, explain, -1, &plan, NULL), SQLITE_OK);
    while (sqlite3_step(plan) == SQLITE_ROW)
        found |=
            strncmp((const char *)sqlite3_column_text(plan, 3), "SEARCH p USING COVERING INDEX post_by_path", 42) == 0;
    sqlite3_finalize(plan);
    assert_true(found);
}

static void titles_and_bodies_have_limits(void **state)
{
    struct street *street = *state;
    int64_t thread, post;
    char *big = malloc(POST_MAX + 2);
    memset(big, 'x', POST_MAX + 1);
    big[POST_MAX + 1] = '\0';
    assert_int_equal(
        thread_open(street->store, &street->ann, street->general, "T", big, NOON, &thread, &post), RESULT_INVALID);
    big[POST_MAX] = '\0';
    must(thread_open(street->store, &street->ann, street->general, "T", big, NOON, &thread, &post));
    big[TITLE_MAX + 1] = '\0';
    assert_int_equal(
        thread_open(street->store, &street->ann, street->general, big, "B", NOON, &thread, &post), RESULT_INVALID);
    assert_int_equal(
        thread_open(street->store, &street->ann, street->general, "T", "", NOON, &thread, &post), RESULT_INVALID);
    assert_int_equal(
        thread_open(street->store, &street->ann, street->general, " ", "B", NOON, &thread, &post), RESULT_INVALID);
    free(big);
}

/* --- one's own posts --- */

static void edits_are_kept_for_a_day(void **state)
{
    struct street *street = *state;
    struct post post;
    struct post_version versions[4];
    size_t count;
    int64_t id = street_thread(street, &street->ann, street->general, "Soup", "One");
    int64_t seq = ledger_last(street->store);
    must(post_edit(street->store, &street->ann, id, "One", street->now));
    assert_int_equal(ledger_last(street->store), seq); /* nothing changed */
    must(post_edit(street->store, &street->ann, id, "Two", street->now += 60));
    must(post_edit(street->store, &street->ann, id, "Three", street->now += 60));
    assert_int_equal(ledger_last(street->store), seq + 2);
    assert_int_equal(post_edit(street->store, &street->ben, id, "Mine", street->now), RESULT_REFUSED);
    must(post_get(street->store, &street->ben, id, &post));
    assert_string_equal(post.body, "Three");
    assert_int_equal(post.edited_at, street->now);
    assert_int_equal(post.versions, 2);
    posts_free(&post, 1);
    must(post_versions(street->store, &street->ben, id, versions, 4, &count));
    assert_int_equal(count, 2);
    assert_string_equal(versions[0].body, "Two");
    post_versions_free(versions, count);
    assert_int_equal(boards_subject.forget(street->store, street->now + DAY), 2);
    must(post_versions(street->store, &street->ben, id, versions, 4, &count));
    assert_int_equal(count, 0);
}

static void a_withdrawn_post_is_gone_but_its_place_stays(void **state)
{
    struct street *street = *state;
    struct post page[3];
    struct thread thread;
    struct post_version version;
    size_t count;
    int64_t id = street_thread(street, &street->ann, street->general, "My address", "It is number nine.");
    street_reply(street, &street->ben, id, "Careful!");
    assert_int_equal(post_withdraw(street->store, &street->ben, id, street->now), RESULT_REFUSED);
    must(post_withdraw(street->store, &street->ann, id, street->now));
    must(posts_page(street->store, &street->ben, thread_of(street, id), PAGE_AT, 0, 3, page, &count));
    assert_int_equal(count, 2);
    assert_int_equal(page[0].state, POST_WITHDRAWN);
    assert_string_equal(page[0].body, "");
    posts_free(page, count);
    must(thread_get(street->store, &street->ben, thread_of(street, id), &thread));
    assert_null(strstr(thread.title, "address"));
    assert_int_equal(post_versions(street->store, &street->ben, id, &version, 1, &count), RESULT_REFUSED);
    assert_int_equal(post_edit(street->store, &street->ann, id, "Again.", street->now), RESULT_REFUSED);
    must(post_restore(street->store, &street->ann, id, street->now + DAY - 1));
    must(thread_get(street->store, &street->ben, thread_of(street, id), &thread));
    assert_string_equal(thread.title, "My address");
    must(post_withdraw(street->store, &street->ann, id, street->now));
    assert_int_equal(post_restore(street->store, &street->ann, id, street->now + DAY), RESULT_REFUSED);
    assert_int_equal(boards_subject.forget(street->store, street->now + DAY), 1);
    assert_int_equal(db_number(street->store, -1, "SELECT count(*) FROM post_version"), 0);
}

/* What was reported is kept until that is settled. */
static void a_held_version_outlives_its_day(void **state)
{
    struct street *street = *state;
    int64_t id = street_thread(street, &street->ann, street->general, "T", "A threat.");
    must(post_withdraw(street->store, &street->ann, id, street->now));
    must(db_run(street->store, "UPDATE post_version SET held = 1"));
    assert_int_equal(boards_subject.forget(street->store, street->now + 2 * DAY), 0);
}

/* Ids and hashes go into the book, words never. */
static void the_book_hears_of_each_act(void **state)
{
    struct street *street = *state;
    static const enum ledger_kind kinds[] = { LEDGER_THREAD_OPENED, LEDGER_POST_WRITTEN, LEDGER_POST_WRITTEN,
        LEDGER_POST_EDITED, LEDGER_POST_WITHDRAWN, LEDGER_POST_RESTORED };
    struct ledger_entry entries[16];
    struct wrote wrote;
    size_t count;
    int64_t seq = ledger_last(street->store);
    while (store_wrote(street->store, &wrote))
        ;
    int64_t root = street_thread(street, &street->ann, street->general, "Zebra", "Zebra.");
    int64_t reply = street_reply(street, &street->ben, root, "Zebra too.");
    must(post_edit(street->store, &street->ben, reply, "Zebra three.", street->now));
    must(post_withdraw(street->store, &street->ben, reply, street->now));
    must(post_restore(street->store, &street->ben, reply, street->now));
    must(ledger_after(street->store, &street->ann, seq, 8, entries, &count));
    assert_int_equal(count, 6);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(entries[i].kind, kinds[i]);
        assert_int_equal(entries[i].thread, thread_of(street, root));
        assert_true(store_wrote(street->store, &wrote));
        assert_int_equal(wrote.seq, entries[i].seq);
        assert_int_equal(wrote.board, street->general);
        assert_int_equal(wrote.thread, entries[i].thread);
    }
    assert_int_equal(entries[2].subject, reply);
    assert_int_equal(entries[2].actor, street->ben.member);
    must(ledger_after(street->store, &street->cora, seq, 8, entries, &count));
    assert_int_equal(count, 0);
    assert_int_equal(db_number(street->store, -1, "SELECT count(*) FROM ledger WHERE data LIKE '%zebra%'"), 0);
}

/* --- bookmarks, share --- */

static void bookmarks_are_listed_newest_post_first(void **state)
{
    struct street *street = *state;
    struct post page[4];
    struct thread thread;
    size_t count;
    int64_t first = street_thread(street, &street->ann, street->general, "One", "One");
    int64_t second = street_reply(street, &street->ben, first, "Two");
    must(post_bookmark_set(street->store, &street->ann, second, true, NOON));
    must(post_bookmark_set(street->store, &street->ann, first, true, NOON));
    must(post_bookmarks_list(street->store, &street->ann, 0, 4, page, &count));
    assert_int_equal(count, 2);
    assert_int_equal(page[0].id, second);
    assert_true(page[0].bookmarked);
    posts_free(page, count);
    must(post_bookmarks_list(street->store, &street->ann, second, 4, page, &count));
    assert_int_equal(count, 1);
    posts_free(page, count);
    must(thread_get(street->store, &street->ann, thread_of(street, first), &thread));
    assert_true(thread.bookmarked);
    must(post_bookmark_set(street->store, &street->ann, first, false, NOON));
    must(post_bookmark_set(street->store, &street->ann, second, false, NOON));
    must(thread_get(street->store, &street->ann, thread_of(street, first), &thread));
    assert_false(thread.bookmarked);
    must(post_bookmarks_list(street->store, &street->ben, 0, 4, page, &count));
    assert_int_equal(count, 0);
}

static void ones_own_share_is_told_when_it_is_large(void **state)
{
    struct street *street = *state;
    struct share share;
    struct actor writers[5] = { street->ann, street->ben };
    char handle[16];
    for (int i = 2; i < 5; i++) {
        snprintf(handle, sizeof handle, "nia-%c", 'a' + i);
        writers[i] = street_member(street, handle, 1);
    }
    int64_t root = street_thread(street, &writers[0], street->general, "Talk", "0");
    for (int i = 1; i < 12; i++)
        street_reply(street, &writers[i < 5 ? i : i % 2], root, "More.");
    must(thread_share(street->store, &street->ann, thread_of(street, root), &share));
    assert_true(share.due);
    assert_int_equal(share.of, 12);
    assert_int_equal(share.mine, 4);
    must(thread_share(street->store, &writers[4], thread_of(street, root), &share));
    assert_false(share.due);
    assert_int_equal(thread_share(street->store, &street->guest, thread_of(street, root), &share), RESULT_NOT_FOUND);
}

int main(void)
{
#define on_street(test) cmocka_unit_test_setup_teardown(test, street_open, street_close)
    const struct CMUnitTest tests[] = {
        on_street(boards_are_seen_by_whom_they_are_for),
        on_street(the_parent_reads_the_confederation),
        on_street(what_one_may_not_read_is_not_there),
        on_street(only_members_write),
        on_street(boards_are_added_by_the_operator),
        on_street(threads_come_newest_first_and_in_pages),
        on_street(posts_stand_in_tree_order),
        on_street(a_deep_thread_stays_in_order),
        on_street(a_page_is_read_from_an_index_without_the_rows_of_its_posts),
        on_street(titles_and_bodies_have_limits),
        on_street(edits_are_kept_for_a_day),
        on_street(a_withdrawn_post_is_gone_but_its_place_stays),
        on_street(a_held_version_outlives_its_day),
        on_street(the_book_hears_of_each_act),
        on_street(bookmarks_are_listed_newest_post_first),
        on_street(ones_own_share_is_told_when_it_is_large),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
