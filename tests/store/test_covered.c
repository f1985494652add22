/* test_covered.c: a covered word is in no search, export, print, quotation, draft or notice made after it (RULES 7.1).
 *
 * The word is "quagga". It stands in a post, in its title, in an old version of it, in an answer that quotes it, in an
 * old version of that, and in drafts; one of them is still on its way to disk. */
#include "tests/store/files.h"
#include "tests/store/moderated.h"

#include <dirent.h>

#include "deferred.h"
#include "hand.h"
#include "proposals.h"

#define WORDS "She lives in the quagga hut behind the clinic."
#define QUOTED "> " WORDS "\n> Go\nStop this."
#define SHOWN "> [...]\nStop this."

static struct moderated *house;
static int64_t first, answer, other;

enum { AMAHLE = 2, BONGI, CHIDI };

static int begin(void **state)
{
    int failed = moderated_open(state);
    house = *state;
    first = moderated_post(house, &house->ann, "The quagga hut", "It is the quagga hut.");
    must(post_edit(house->store, &house->ann, first, WORDS "\nGo", house->now));
    answer = moderated_reply(house, &house->ben, first, QUOTED "!");
    must(post_edit(house->store, &house->ben, answer, QUOTED, house->now));
    other = moderated_reply(house, &house->of[CHIDI], first, "> The clinic opens at nine.\nYes.");
    must(draft_save(house->store, &house->of[AMAHLE], DRAFT_REPLY, first, "", QUOTED, house->now));
    must(draft_save(house->store, &house->of[BONGI], DRAFT_REPLY, answer, "", "> > no\n" QUOTED, house->now));
    must(draft_save(house->store, &house->ben, DRAFT_EDIT, answer, "", QUOTED, house->now));
    must(post_bookmark_set(house->store, &house->of[CHIDI], first, true, house->now));
    must(post_bookmark_set(house->store, &house->of[CHIDI], answer, true, house->now));
    return failed;
}

static int end(void **state)
{
    return moderated_close(state);
}

/* --- the walk --- */

static void no_word(const char *where, const char *text)
{
    if (text != NULL && (strcasestr(text, "quagga") != NULL || strstr(text, "> Go") != NULL))
        fail_msg("%s: %s", where, text);
}

static size_t found(const char *words)
{
    struct found out[10];
    size_t count;
    must(search(house->store, &house->of[CHIDI], &(struct search_query) { .words = words }, 10, out, &count));
    for (size_t i = 0; i < count; i++) {
        no_word("search", out[i].title);
        no_word("search", out[i].excerpt);
    }
    return count;
}

static void no_post_shows_it(const struct actor *who)
{
    struct post posts[10];
    struct post_version versions[5];
    size_t count, old;
    must(posts_page(
        house->store, who, db_number(house->store, 0, "SELECT max(thread) FROM post"), PAGE_AT, 0, 10, posts, &count));
    assert_int_equal(count, 3);
    for (size_t i = 0; i < count; i++) {
        no_word("a page", posts[i].body);
        if (post_versions(house->store, who, posts[i].id, versions, 5, &old) == RESULT_OK)
            for (size_t k = 0; k < old; k++)
                no_word("an old version", versions[k].body);
        post_versions_free(versions, old);
    }
    posts_free(posts, count);
    must(post_bookmarks_list(house->store, &house->of[CHIDI], 0, 10, posts, &count));
    assert_int_equal(count, 2);
    for (size_t i = 0; i < count; i++)
        no_word("a bookmark", posts[i].body);
    posts_free(posts, count);
}

static void no_title_shows_it(void)
{
    struct thread threads[10];
    struct answer answers[10];
    size_t count;
    must(threads_list(house->store, &house->of[CHIDI], house->street.general, 0, 10, threads, &count));
    assert_true(count > 0);
    for (size_t i = 0; i < count; i++)
        no_word("the list of threads", threads[i].title);
    must(mark_answers_list(house->store, &house->ann, 10, answers, &count));
    assert_int_equal(count, 2);
    for (size_t i = 0; i < count; i++)
        no_word("a notice of an answer", answers[i].title);
}

static void no_draft_has_it(const struct actor *who)
{
    struct draft drafts[10];
    size_t count;
    must(drafts_list(house->store, who, 10, drafts, &count));
    assert_int_equal(count, 1);
    no_word("a draft", drafts[0].body);
    assert_non_null(strstr(drafts[0].body, "Stop this."));
    drafts_free(drafts, count);
}

static void no_file_has_it(const struct actor *who)
{
    char *json;
    must(member_file(house->store, who, 0, &json));
    no_word("a member's file", json);
    free(json);
}

static void no_export_has_it(void)
{
    char folder[PATH_ROOM], out[PATH_ROOM], path[PATH_ROOM], problem[300];
    const struct dirent *entry;
    files_folder(folder);
    files_path(out, folder, "out");
    must(store_export(house->store, &house->street.operator, 1, out, house->now, problem, sizeof problem));
    DIR *files = opendir(out);
    assert_non_null(files);
    while ((entry = readdir(files)) != NULL) {
        files_path(path, out, entry->d_name);
        if (entry->d_name[0] != '.' && files_hold(path, "quagga"))
            fail_msg("the export: %s", entry->d_name);
    }
    closedir(files);
    files_remove(folder);
}

/* Every table of the file, so that a new one is asked too. The words stand in what only author and panel read, in the
 * whole text of who quotes them, and in old versions of the covered post itself. */
static void no_table_has_it(void)
{
    static const char *const keep_them[] = { "post_covered", "post_quoting" };
    sqlite3_stmt *row = db_query(house->store,
        "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'"
        " AND t.sql NOT LIKE '%VIRTUAL%' AND c.type = 'TEXT'");
    size_t columns = 0;
    while (db_step(house->store, row)) {
        char sql[400];
        const char *table = db_text(row, 0), *column = db_text(row, 1);
        snprintf(sql, sizeof sql, "SELECT count(*) FROM \"%s\" WHERE instr(lower(\"%s\"), 'quagga') > 0%s", table,
            column, strcmp(table, "post_version") == 0 ? " AND post <> (SELECT min(post) FROM post_covered)" : "");
        int64_t count = count_rows(house, sql);
        bool keeps = strcmp(table, keep_them[0]) == 0 || strcmp(table, keep_them[1]) == 0;
        if (count != 0 && !keeps)
            fail_msg("%s.%s has the word", table, column);
        columns++;
    }
    db_done(house->store, row);
    assert_true(columns > 50);
}

static void walk(enum cover_reason reason)
{
    int64_t proposal, post;
    struct proposal_new form = { .post = first };
    struct draft draft;
    cover_it(house, MOD, first, reason);
    assert_int_equal(found("quagga"), 0);
    assert_int_equal(found("hut clinic"), 0);
    assert_int_equal(found("Stop this"), 1);
    assert_int_equal(found("clinic opens"), 1); /* what it does not quote stays */
    no_post_shows_it(&house->of[CHIDI]);
    no_post_shows_it(&house->ben);
    no_title_shows_it();
    no_draft_has_it(&house->of[AMAHLE]);
    no_draft_has_it(&house->of[BONGI]);
    no_draft_has_it(&house->ben);
    no_file_has_it(&house->of[AMAHLE]);
    no_file_has_it(&house->of[BONGI]);
    no_file_has_it(&house->ben);
    no_file_has_it(&house->of[MOD]);
    no_export_has_it();
    no_table_has_it();
    assert_refused(proposal_from_post(house->store, &house->of[CHIDI], &form, house->now, &proposal), RESULT_REFUSED,
        "become no proposal");
    assert_refused(post_reply(house->store, &house->of[AMAHLE], answer, QUOTED, house->now, &post), RESULT_REFUSED,
        "quotes words that are covered");
    /* a draft that was typed with the words on the screen, and is saved only now */
    must(draft_save(house->store, &house->of[CHIDI], DRAFT_REPLY, answer, "", QUOTED, house->now));
    must(draft_get(house->store, &house->of[CHIDI], DRAFT_REPLY, answer, &draft));
    no_word("a late draft", draft.body);
    drafts_free(&draft, 1);
    no_table_has_it();
}

static void an_ordinary_cover(void **state)
{
    (void)state;
    walk(COVER_FLOODS);
}

static void what_exposes_someone(void **state)
{
    (void)state;
    walk(COVER_EXPOSES);
}

/* --- and back --- */

static void body_is(int64_t id, const char *body)
{
    struct post post;
    must(post_get(house->store, &house->of[CHIDI], id, &post));
    assert_string_equal(post.body, body);
    posts_free(&post, 1);
}

static void a_quotation_comes_back_with_the_words(void **state)
{
    int64_t act = cover_it(house, MOD, first, COVER_BLAMES);
    (void)state;
    body_is(answer, SHOWN);
    must(act_lift(house->store, &house->of[MAX], act, NULL, house->now));
    body_is(answer, QUOTED);
    assert_int_equal(found("nothing of it"), 0);
    struct found out[10];
    size_t count;
    must(search(house->store, &house->ben, &(struct search_query) { .words = "quagga" }, 10, out, &count));
    assert_int_equal(count, 2);
    assert_int_equal(count_rows(house, "SELECT count(*) FROM post_quoting"), 0);
}

static void what_was_written_anew_stays(void **state)
{
    int64_t act = cover_it(house, MOD, first, COVER_BLAMES);
    (void)state;
    must(post_edit(house->store, &house->ben, answer, "> [...]\nPlease stop.", house->now));
    must(act_lift(house->store, &house->of[MAX], act, NULL, house->now));
    body_is(answer, "> [...]\nPlease stop.");
}

/* Covered, and then taken back by its author: nobody's quotation brings it back. */
static void what_its_author_took_back_is_gone_from_quotations(void **state)
{
    int64_t more = moderated_reply(house, &house->ann, first, "The zebra shop is theirs too.");
    int64_t both = moderated_reply(house, &house->of[BONGI], more, "> The zebra shop is theirs too.\n" QUOTED);
    (void)state;
    cover_it(house, MOD, first, COVER_BLAMES);
    int64_t act = cover_it(house, MOD, more, COVER_BLAMES);
    body_is(both, SHOWN);
    must(post_withdraw(house->store, &house->ann, first, house->now));
    must(act_lift(house->store, &house->of[MAX], act, NULL, house->now));
    body_is(both, "> The zebra shop is theirs too.\n" SHOWN);
    body_is(answer, SHOWN);
}

/* --- quoted otherwise --- */

/* Wrapped otherwise than the post was, in another thread, and in a draft for a new thread. */
static void quoted_otherwise_and_elsewhere(void **state)
{
    static const char *const wrapped[] = { "> She lives in the quagga\n> hut behind the clinic. Go\nStop this.",
        "> " WORDS " Go\nStop this.", "> > She lives  in the quagga hut\n> >behind the clinic.\nStop this." };
    int64_t replies[3], elsewhere, innocent, thread, post;
    struct draft draft;
    (void)state;
    for (int i = 0; i < 3; i++)
        replies[i] = moderated_reply(house, &house->of[BONGI], first, wrapped[i]);
    elsewhere = moderated_post(house, &house->of[AMAHLE], "Look", QUOTED);
    innocent = moderated_post(house, &house->of[AMAHLE], "Games", "> Go\nStop this.");
    must(draft_save(house->store, &house->of[AMAHLE], DRAFT_THREAD, house->street.general, "Look", QUOTED, house->now));
    int64_t act = cover_it(house, MOD, first, COVER_BLAMES);
    assert_int_equal(found("quagga"), 0);
    for (int i = 0; i < 3; i++)
        body_is(replies[i], SHOWN);
    body_is(elsewhere, "> [...]\n> Go\nStop this."); /* so short a line is in many texts */
    body_is(innocent, "> Go\nStop this.");
    must(draft_get(house->store, &house->of[AMAHLE], DRAFT_THREAD, house->street.general, &draft));
    assert_null(strstr(draft.body, "quagga"));
    assert_non_null(strstr(draft.body, "Stop this."));
    drafts_free(&draft, 1);
    assert_refused(
        thread_open(house->store, &house->of[CHIDI], house->street.general, "Look", QUOTED, house->now, &thread, &post),
        RESULT_REFUSED, "quotes words that are covered");
    assert_refused(post_reply(house->store, &house->of[CHIDI], innocent, QUOTED, house->now, &post), RESULT_REFUSED,
        "quotes words that are covered");
    assert_refused(post_reply(house->store, &house->of[CHIDI], first, wrapped[1], house->now, &post), RESULT_REFUSED,
        "quotes words that are covered");
    must(act_lift(house->store, &house->of[MAX], act, NULL, house->now));
    for (int i = 0; i < 3; i++)
        body_is(replies[i], wrapped[i]);
    body_is(elsewhere, QUOTED);
    assert_int_equal(count_rows(house, "SELECT count(*) FROM post_quoting"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, end)
        CASE(an_ordinary_cover),
        CASE(what_exposes_someone),
        CASE(a_quotation_comes_back_with_the_words),
        CASE(what_was_written_anew_stays),
        CASE(what_its_author_took_back_is_gone_from_quotations),
        CASE(quoted_otherwise_and_elsewhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
