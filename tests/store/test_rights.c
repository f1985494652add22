/*
 * test_rights.c: who may do what, call by call. A caucus has a private board; the others must not learn that it or
 * anything in it exists, by any road: lists, search, counts, answers, bookmarks, people, the book, export.
 */
#include "tests/store/street.h"

#include "deferred.h"
#include "letters.h"
#include "tests/store/files.h"

/* ann and eva are in the caucus, ben is not; a guest; and one who belongs to nothing at all. */
struct caucus {
    struct street street;
    struct actor eva, lonely, nobody;
    int64_t unit, board, thread, first, reply;
};

static void join(struct caucus *caucus, struct actor *actor, const char *handle)
{
    struct street *street = &caucus->street;
    must(unit_join(street->store, &street_house, caucus->unit, actor->member, NOON));
    must(actor_for(street->store, ACTOR_MEMBER, handle, actor));
}

static int open_caucus(void **state)
{
    struct caucus *caucus = calloc(1, sizeof *caucus);
    struct street *street = &caucus->street;
    *state = caucus;
    street_open_at(street, ":memory:");
    must(unit_add(street->store, &street_house, "Women", NULL, UNIT_CAUCUS, 1, NOON, &caucus->unit));
    caucus->eva = street_member(street, "eva", 1);
    caucus->lonely = street_member(street, "lonely", 1);
    caucus->lonely.unit_count = 0;
    caucus->nobody = (struct actor) { .kind = ACTOR_NOBODY };
    join(caucus, &street->ann, "ann");
    join(caucus, &caucus->eva, "eva");
    caucus->board = street_board(street, caucus->unit, "women", VISIBLE_UNIT);
    caucus->first = street_thread(street, &street->ann, caucus->board, "Quiet title", "Quetzal words.");
    caucus->thread = thread_of(street, caucus->first);
    caucus->reply = street_reply(street, &caucus->eva, caucus->first, "Quetzal answer.");
    return 0;
}

static int close_caucus(void **state)
{
    struct caucus *caucus = *state;
    store_close(caucus->street.store);
    free(caucus);
    return 0;
}

/* Refused or not there, with a sentence that says nothing of what is behind the door. */
static void says_no(struct caucus *caucus, enum result result)
{
    const char *reason = store_reason(caucus->street.store);
    if (result != RESULT_REFUSED && result != RESULT_NOT_FOUND)
        fail_msg("it ends with %d", (int)result);
    assert_true(strlen(reason) > 10);
    assert_null(strstr(reason, "Quiet"));
    assert_null(strstr(reason, "Quetzal"));
    assert_null(strstr(reason, "omen"));
}

/* The people outside. The operator keeps the machine and reads no more than a guest. */
enum { OUTSIDERS = 5 };
static void outsiders(struct caucus *caucus, const struct actor *out[OUTSIDERS])
{
    out[0] = &caucus->street.guest;
    out[1] = &caucus->lonely;
    out[2] = &caucus->street.ben;
    out[3] = &caucus->street.cora;
    out[4] = &caucus->street.operator;
}

static void no_read_opens_the_caucus(void **state)
{
    struct caucus *caucus = *state;
    struct store *store = caucus->street.store;
    const struct actor *who[OUTSIDERS];
    outsiders(caucus, who);
    for (size_t i = 0; i < OUTSIDERS; i++) {
        struct board board, boards[16];
        struct thread thread;
        struct post post;
        struct post_version version;
        struct share share;
        struct unread_place place;
        size_t count;
        says_no(caucus, board_get(store, who[i], caucus->board, &board));
        says_no(caucus, board_by_slug(store, who[i], "women", &board));
        says_no(caucus, threads_list(store, who[i], caucus->board, 0, 1, &thread, &count));
        says_no(caucus, thread_get(store, who[i], caucus->thread, &thread));
        says_no(caucus, posts_page(store, who[i], caucus->thread, PAGE_AT, 0, 1, &post, &count));
        says_no(caucus, post_get(store, who[i], caucus->reply, &post));
        says_no(caucus, post_versions(store, who[i], caucus->reply, &version, 1, &count));
        says_no(caucus, thread_share(store, who[i], caucus->thread, &share));
        assert_int_equal(mark_next_unread(store, who[i], caucus->first, &place), RESULT_NOT_FOUND);
        must(boards_list(store, who[i], boards, 16, &count));
        for (size_t k = 0; k < count; k++)
            assert_string_not_equal(boards[k].slug, "women");
    }
}

static void no_write_enters_the_caucus(void **state)
{
    struct caucus *caucus = *state;
    struct store *store = caucus->street.store;
    const struct actor *who[OUTSIDERS];
    outsiders(caucus, who);
    int64_t entries = ledger_last(store);
    for (size_t i = 0; i < OUTSIDERS; i++) {
        int64_t thread, post;
        says_no(caucus, thread_open(store, who[i], caucus->board, "T", "B", NOON, &thread, &post));
        says_no(caucus, post_reply(store, who[i], caucus->first, "B", NOON, &post));
        says_no(caucus, post_edit(store, who[i], caucus->first, "B", NOON));
        says_no(caucus, post_withdraw(store, who[i], caucus->first, NOON));
        says_no(caucus, post_restore(store, who[i], caucus->first, NOON));
        says_no(caucus, post_bookmark_set(store, who[i], caucus->first, true, NOON));
        says_no(caucus, mute_thread(store, who[i], caucus->thread, true, NOON));
        says_no(caucus, mark_unread(store, who[i], caucus->first));
        says_no(caucus, mark_thread_read(store, who[i], caucus->thread));
        says_no(caucus, mark_board_read(store, who[i], caucus->board));
        if (who[i]->kind == ACTOR_MEMBER)
            says_no(caucus, mark_read(store, who[i], caucus->first));
    }
    assert_int_equal(ledger_last(store), entries);
    assert_int_equal(db_number(store, 0, "SELECT count(*) FROM read_mark"), 0);
}

/* What is of the house alone is not done by members either. */
static void what_stewards_do_members_do_not(void **state)
{
    struct caucus *caucus = *state;
    struct store *store = caucus->street.store;
    const struct actor *who[] = { &caucus->street.guest, &caucus->lonely, &caucus->street.ann, &caucus->nobody };
    struct member_new form = { .handle = "mole", .home = "C 1" };
    char problem[300];
    int64_t id;
    for (size_t i = 0; i < sizeof who / sizeof *who; i++) {
        says_no(caucus, unit_add(store, who[i], "Mine", NULL, UNIT_FORUM, 0, NOON, &id));
        says_no(caucus, unit_join(store, who[i], caucus->unit, caucus->street.ben.member, NOON));
        says_no(caucus, unit_set_parent(store, who[i], 1, caucus->street.far));
        says_no(caucus, house_set(store, who[i], "guests", "yes", NOON));
        says_no(caucus, member_add(store, who[i], &form, NOON, &id));
        says_no(caucus, seat_give(store, who[i], 1, "steward", caucus->street.ann.member, NOON + DAY, NOON));
        says_no(caucus, board_add(store, who[i], 1, "mine", "Mine", VISIBLE_PUBLIC, NOON, &id));
        says_no(caucus, street_reset(store, who[i], "ben", "a new password", NOON));
        says_no(caucus, store_export(store, who[i], 1, "/nowhere/at/all", NOON, problem, sizeof problem));
        assert_true(strlen(problem) > 10);
    }
}

/* RULES 1.10: from the shell nobody speaks or opens letters; and a guest has nothing of her own. */
static void what_is_a_members_own_is_nobody_elses(void **state)
{
    struct caucus *caucus = *state;
    struct store *store = caucus->street.store;
    const struct actor *who[] = { &caucus->street.guest, &caucus->street.operator, & caucus->nobody };
    int64_t sent;
    must(letter_write(store, &caucus->street.ann, "ben", "Quetzal letter.", 0, 0, NOON, &sent));
    must(draft_save(store, &caucus->street.ann, DRAFT_THREAD, 1, "Quiet", "Quetzal draft.", NOON));
    for (size_t i = 0; i < sizeof who / sizeof *who; i++) {
        struct letter letter;
        struct draft draft;
        struct key key;
        struct post post;
        struct answer answer;
        struct unread_total total;
        struct notice notice;
        char *json = NULL;
        int64_t id;
        size_t count;
        says_no(caucus, letter_write(store, who[i], "ann", "Hello.", 0, 0, NOON, &id));
        says_no(caucus, letters_list(store, who[i], 0, 1, &letter, &count));
        says_no(caucus, letter_get(store, who[i], sent, &letter));
        says_no(caucus, letter_mark_read(store, who[i], sent, NOON));
        says_no(caucus, letter_keep(store, who[i], sent, true, NOON));
        says_no(caucus, letter_remove(store, who[i], sent, NOON));
        says_no(caucus, draft_save(store, who[i], DRAFT_THREAD, 1, "T", "B", NOON));
        says_no(caucus, draft_get(store, who[i], DRAFT_THREAD, 1, &draft));
        says_no(caucus, drafts_list(store, who[i], 1, &draft, &count));
        says_no(caucus, keys_list(store, who[i], &key, 1, &count));
        says_no(caucus, key_add(store, who[i], "ssh-ed25519 AAAA", NOON, &id));
        says_no(caucus, key_remove(store, who[i], 1, NOON));
        says_no(caucus, settings_set(store, who[i], &(struct settings) { .be_seen = true }, NOON));
        says_no(caucus, password_change(store, who[i], NULL, "a new password", -1, NOON));
        says_no(caucus, member_leave(store, who[i], NOON));
        says_no(caucus, member_file(store, who[i], 0, &json));
        says_no(caucus, post_bookmarks_list(store, who[i], 0, 1, &post, &count));
        says_no(caucus, mute_member(store, who[i], caucus->street.ann.member, true, NOON));
        must(mark_answers_list(store, who[i], 1, &answer, &count));
        assert_int_equal(count, 0);
        must(mark_unread_total(store, who[i], &total));
        assert_int_equal(total.posts + total.threads + total.letters, 0);
        must(ledger_notices_after(store, who[i], 0, 1, &notice, &count));
        assert_int_equal(count, 0);
        assert_false(mute_has_member(store, who[i], caucus->street.ann.member));
    }
}

/* Another member is as far from her letters, drafts and keys as a guest is. */
static void members_do_not_open_each_others_things(void **state)
{
    struct caucus *caucus = *state;
    struct store *store = caucus->street.store;
    const struct actor *eva = &caucus->eva;
    struct letter letter;
    struct draft draft;
    int64_t sent, key;
    must(letter_write(store, &caucus->street.ann, "ben", "Quetzal letter.", 0, 0, NOON, &sent));
    must(draft_save(store, &caucus->street.ann, DRAFT_THREAD, 1, "Quiet", "Quetzal draft.", NOON));
    must(key_add(store, &caucus->street.ann,
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKwZ0VLNMHG1Mec3wUQWPbLtiH5s9x8oYH/PXKcnTY9n ann", NOON, &key));
    says_no(caucus, letter_get(store, eva, sent, &letter));
    says_no(caucus, letter_mark_read(store, eva, sent, NOON));
    says_no(caucus, letter_keep(store, eva, sent, true, NOON));
    says_no(caucus, letter_remove(store, eva, sent, NOON));
    says_no(caucus, draft_get(store, eva, DRAFT_THREAD, 1, &draft));
    says_no(caucus, key_remove(store, eva, key, NOON));
    says_no(caucus, post_edit(store, eva, caucus->first, "Mine.", NOON));
    says_no(caucus, post_withdraw(store, eva, caucus->first, NOON));
    char *json;
    must(member_file(store, eva, 0, &json));
    assert_null(strstr(json, "Quetzal letter"));
    assert_null(strstr(json, "Quetzal draft"));
    assert_non_null(strstr(json, "Quetzal answer"));
    free(json);
}

/* --- what leaks --- */

static void search_tells_nothing_of_it(void **state)
{
    struct caucus *caucus = *state;
    struct store *store = caucus->street.store;
    const struct actor *who[OUTSIDERS];
    struct found found[4];
    size_t count;
    outsiders(caucus, who);
    street_thread(&caucus->street, &caucus->street.ann, caucus->street.welcome, "Hello", "Open words.");
    const struct search_query queries[] = { { .words = "quetzal" }, { .words = "quet" }, { .words = "quiet quetzal" },
        { .words = "quetzal", .by = "eva" }, { .by = "eva" }, { .words = "open quetzal" } };
    for (size_t i = 0; i < OUTSIDERS; i++) {
        for (size_t k = 0; k < sizeof queries / sizeof *queries; k++) {
            must(search(store, who[i], &queries[k], 4, found, &count));
            assert_int_equal(count, 0);
            const char *reason = store_reason(store); /* it counts only what she may read */
            assert_null(strstr(reason, "has 'quetzal'. "));
            assert_true(strstr(reason, "begins like this") == NULL);
            assert_null(strstr(reason, "1 has 'quetzal'"));
            assert_null(strstr(reason, "2 have 'quetzal'"));
        }
        says_no(caucus, search(store, who[i], &(struct search_query) { .board = "women" }, 4, found, &count));
    }
    must(search(store, &caucus->eva, &queries[0], 4, found, &count));
    assert_int_equal(count, 2);
}

/* Who may not know who lives here does not learn it from what is not found. */
static void a_guest_cannot_ask_who_lives_here(void **state)
{
    struct caucus *caucus = *state;
    struct store *store = caucus->street.store;
    struct found found;
    struct member member, members[2];
    char known[300];
    size_t count;
    int64_t number;
    const struct actor *who[] = { &caucus->street.guest, &caucus->nobody };
    must(search(store, who[0], &(struct search_query) { .words = "xyz", .by = "eva" }, 1, &found, &count));
    util_copy_text(known, sizeof known, store_reason(store));
    must(search(store, who[0], &(struct search_query) { .words = "xyz", .by = "nobody-here" }, 1, &found, &count));
    assert_string_equal(known, store_reason(store));
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(member_by_handle(store, who[i], "eva", &member), RESULT_REFUSED);
        util_copy_text(known, sizeof known, store_reason(store));
        assert_int_equal(member_by_handle(store, who[i], "nobody-here", &member), RESULT_REFUSED);
        assert_string_equal(known, store_reason(store));
        says_no(caucus, member_get(store, who[i], caucus->eva.member, &member));
        says_no(caucus, members_list(store, who[i], "", 2, NOON, members, &count));
        must(deferred_seen_now(store, &caucus->eva, true, NOON));
        must(settings_set(store, &caucus->eva, &(struct settings) { .be_seen = true }, NOON));
        says_no(caucus, members_online(store, who[i], NOON, &number, members, 2, &count)); /* nor how many are awake */
        assert_int_equal(number, 0);
    }
}

/* Before log-in there is nothing to see at all. */
static void before_log_in_nothing_is_seen(void **state)
{
    struct caucus *caucus = *state;
    struct store *store = caucus->street.store;
    struct board boards[8];
    struct ledger_entry entry;
    struct found found;
    size_t count;
    must(boards_list(store, &caucus->nobody, boards, 8, &count));
    assert_int_equal(count, 0);
    says_no(caucus, board_by_slug(store, &caucus->nobody, "welcome", boards));
    says_no(caucus, search(store, &caucus->nobody, &(struct search_query) { .words = "words" }, 1, &found, &count));
    must(ledger_after(store, &caucus->nobody, 0, 1, &entry, &count));
    assert_int_equal(count, 0);
}

/* She was in the caucus, wrote there, marked and bookmarked; now she is not in it any more. */
static void who_is_out_again_sees_nothing_of_it(void **state)
{
    struct caucus *caucus = *state;
    struct store *store = caucus->street.store;
    struct answer answers[4];
    struct post posts[4];
    struct unread_total total;
    struct unread_place place;
    struct found found;
    struct ledger_entry entries[64];
    size_t count;
    struct actor *ann = &caucus->street.ann;
    must(post_bookmark_set(store, ann, caucus->reply, true, NOON));
    must(mark_answers_list(store, ann, 4, answers, &count));
    assert_int_equal(count, 1);
    must(db_run(store, "DELETE FROM membership WHERE member = ? AND unit = ?", ann->member, caucus->unit));
    must(actor_for(store, ACTOR_MEMBER, "ann", ann));
    must(mark_answers_list(store, ann, 4, answers, &count));
    assert_int_equal(count, 0);
    must(post_bookmarks_list(store, ann, 0, 4, posts, &count));
    assert_int_equal(count, 0);
    must(mark_unread_total(store, ann, &total));
    assert_int_equal(total.posts, 0);
    assert_int_equal(mark_next_unread(store, ann, 0, &place), RESULT_NOT_FOUND);
    must(search(store, ann, &(struct search_query) { .words = "quetzal" }, 1, &found, &count));
    assert_int_equal(count, 0);
    says_no(caucus, post_edit(store, ann, caucus->first, "Still mine.", NOON));
    must(ledger_after(store, ann, 0, 64, entries, &count));
    for (size_t i = 0; i < count; i++)
        assert_true(entries[i].unit != caucus->unit || entries[i].kind == LEDGER_UNIT_ADDED);
}

static void unread_counts_are_of_what_one_may_read(void **state)
{
    struct caucus *caucus = *state;
    struct store *store = caucus->street.store;
    struct unread_total total;
    must(mark_unread_total(store, &caucus->street.ann, &total));
    assert_int_equal(total.posts, 1);
    must(mark_unread_total(store, &caucus->street.ben, &total));
    assert_int_equal(total.posts, 0);
    must(mark_unread_total(store, &caucus->lonely, &total));
    assert_int_equal(total.posts, 0);
}

/* A letter may point to a post; to one that its writer cannot see it does not. */
static void letters_point_only_where_their_writer_may_look(void **state)
{
    struct caucus *caucus = *state;
    struct store *store = caucus->street.store;
    struct letter letter;
    int64_t sent;
    must(letter_write(store, &caucus->street.ben, "ann", "About that.", 0, caucus->first, NOON, &sent));
    must(letter_get(store, &caucus->street.ann, sent, &letter));
    assert_int_equal(letter.about_post, 0);
    letters_free(&letter, 1);
}

/* --- a unit moves to another confederation --- */

/* What is written for a confederation is for the one that the unit is in now, in lists and in search alike. */
static void what_is_for_the_neighbours_moves_with_its_unit(void **state)
{
    struct caucus *caucus = *state;
    struct street *street = &caucus->street;
    struct store *store = street->store;
    struct found found;
    struct board board;
    struct actor zoe;
    int64_t other, there;
    size_t count;
    const struct search_query query = { .words = "giraffe" };
    street_thread(street, &street->ann, street->shared, "For the neighbours", "Giraffe.");
    must(unit_add(store, &street->operator, "Meadowlands", NULL, UNIT_NEIGHBOURHOOD, 0, NOON, &other));
    must(unit_add(store, &street->operator, "Long Street", NULL, UNIT_COMMUNE, other, NOON, &there));
    zoe = street_member(street, "zoe", there);
    must(search(store, &street->cora, &query, 1, &found, &count));
    assert_int_equal(count, 1);
    must(search(store, &zoe, &query, 1, &found, &count));
    assert_int_equal(count, 0);
    must(unit_set_parent(store, &street->operator, 1, other));
    assert_int_equal(board_get(store, &street->cora, street->shared, &board), RESULT_NOT_FOUND);
    must(search(store, &street->cora, &query, 1, &found, &count));
    assert_int_equal(count, 0);
    must(board_get(store, &zoe, street->shared, &board));
    must(search(store, &zoe, &query, 1, &found, &count));
    assert_int_equal(count, 1);
    assert_int_equal(store_check(store, NULL, NULL, NULL, NULL), 0);
}

/* --- export --- */

/* Another session of theirs may still be open, with the actor of before. */
static void who_left_the_house_writes_nothing_more(void **state)
{
    struct caucus *caucus = *state;
    struct street *street = &caucus->street;
    int64_t post;
    must(member_leave(street->store, &street->ann, NOON));
    assert_int_equal(
        post_reply(street->store, &street->ann, caucus->reply, "Quetzal again.", NOON + 1, &post), RESULT_REFUSED);
    assert_non_null(strstr(store_reason(street->store), "You are no member of this house any more"));
    says_no(caucus, member_leave(street->store, &street->ann, NOON + 1));
}

static void an_export_holds_one_unit_and_nothing_private(void **state)
{
    struct caucus *caucus = *state;
    struct street *street = &caucus->street;
    struct store *store = street->store;
    static const char *const files[] = { "README.txt", "boards.jsonl", "threads.jsonl", "posts.jsonl", "ledger.jsonl" };
    char folder[PATH_ROOM], out[PATH_ROOM], path[PATH_ROOM], problem[300];
    int64_t sent;
    must(letter_write(store, &street->ann, "ben", "Xylophone letter.", 0, 0, NOON, &sent));
    must(draft_save(store, &street->ann, DRAFT_THREAD, 1, "T", "Xylophone draft.", NOON));
    int64_t gone = street_thread(street, &street->ann, street->general, "Xylophone", "Xylophone withdrawn.");
    street_reply(street, &street->ben, gone, "An answer to it.");
    must(post_withdraw(store, &street->ann, gone, NOON));
    street_thread(street, &street->dora, street->away, "Xylophone", "Xylophone of another street.");
    street_thread(street, &street->ben, street->general, "Ours", "Ours to take along.");
    files_folder(folder);
    files_path(out, folder, "out");
    must(store_export(store, &street->operator, 1, out, NOON, problem, sizeof problem));
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        files_path(path, out, files[i]);
        assert_false(files_hold(path, "Xylophone"));
        assert_false(files_hold(path, "Quetzal"));
    }
    files_path(path, out, "posts.jsonl");
    assert_true(files_hold(path, "Ours to take along."));
    assert_true(files_hold(path, "An answer to it."));
    char thread[40];
    snprintf(thread, sizeof thread, "thread-%lld.txt", (long long)thread_of(street, gone));
    files_path(path, out, thread); /* its answers are the unit's own, though its first post was withdrawn */
    assert_true(files_hold(path, "An answer to it."));
    assert_false(files_hold(path, "Xylophone"));
    assert_int_not_equal(
        store_export(store, &street->operator, 1, out, NOON, problem, sizeof problem), RESULT_OK); /* not over it */
    files_remove(folder);
}

/* RULES 1.10: a caucus is not opened from the shell. */
static void a_caucus_is_not_exported_from_the_shell(void **state)
{
    struct caucus *caucus = *state;
    struct street *street = &caucus->street;
    char folder[PATH_ROOM], out[PATH_ROOM], problem[300];
    files_folder(folder);
    files_path(out, folder, "out");
    assert_int_equal(store_export(street->store, &street->operator, caucus->unit, out, NOON, problem, sizeof problem),
        RESULT_REFUSED);
    assert_true(strlen(problem) > 10);
    must(house_set(street->store, &street->operator, "demo", "yes", NOON));
    must(store_export(street->store, &street->operator, caucus->unit, out, NOON, problem, sizeof problem));
    files_remove(folder);
}

int main(void)
{
#define in_house(test) cmocka_unit_test_setup_teardown(test, open_caucus, close_caucus)
    const struct CMUnitTest tests[] = {
        in_house(no_read_opens_the_caucus),
        in_house(no_write_enters_the_caucus),
        in_house(what_stewards_do_members_do_not),
        in_house(what_is_a_members_own_is_nobody_elses),
        in_house(members_do_not_open_each_others_things),
        in_house(search_tells_nothing_of_it),
        in_house(a_guest_cannot_ask_who_lives_here),
        in_house(before_log_in_nothing_is_seen),
        in_house(who_is_out_again_sees_nothing_of_it),
        in_house(unread_counts_are_of_what_one_may_read),
        in_house(letters_point_only_where_their_writer_may_look),
        in_house(what_is_for_the_neighbours_moves_with_its_unit),
        in_house(who_left_the_house_writes_nothing_more),
        in_house(an_export_holds_one_unit_and_nothing_private),
        in_house(a_caucus_is_not_exported_from_the_shell),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
