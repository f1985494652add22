/*
 * test_marks.c: that every counter agrees with every other, whatever people do: against a plain model that keeps a flag
 * for each post, with mutes, own posts, withdrawals, restorations, forgetting, and two sessions of one member whose
 * marks reach the clerk late and mixed.
 */
#include "tests/store/files.h"
#include "tests/store/street.h"

#include "deferred.h"
#include "store/keep/subjects.h"

enum { THREADS = 9, POSTS = 400, WRITERS = 4, ACTS = 4000, QUEUE = 4096 };

/* --- a clerk that takes its time --- */

struct clerk {
    struct store *store;
    struct deferred items[QUEUE];
    size_t count;
    bool full; /* the socket has no room */
};

static bool to_clerk(void *context, const struct deferred *item)
{
    struct clerk *clerk = context;
    if (clerk->full || clerk->count == QUEUE)
        return false;
    struct deferred *copy = &clerk->items[clerk->count++];
    *copy = *item;
    char *text = malloc(item->length + 1);
    if (item->length > 0)
        memcpy(text, item->text, item->length);
    text[item->length] = '\0';
    copy->text = text;
    return true;
}

static void clerk_works(struct clerk *clerk, struct store *session)
{
    uint64_t last = clerk->count > 0 ? clerk->items[clerk->count - 1].number : 0;
    must(deferred_apply(clerk->store, clerk->items, clerk->count));
    for (size_t i = 0; i < clerk->count; i++)
        free((char *)(uintptr_t)clerk->items[i].text);
    clerk->count = 0;
    deferred_acknowledged(session, last);
    deferred_resend(session);
}

/* --- the model --- */

struct model {
    struct street street; /* its store is the clerk's */
    struct store *session[2];
    struct clerk clerk[2];
    struct actor writers[WRITERS]; /* the first is the reader */
    int64_t boards[3], thread[THREADS], thread_board[THREADS];
    bool thread_muted[THREADS], author_muted[WRITERS];
    struct {
        int64_t id;
        int thread, author;
        bool read, withdrawn;
        int64_t withdrawn_at;
    } post[POSTS];
    int posts;
    uint32_t random;
};

static int chance(struct model *model, int below)
{
    model->random = model->random * 1664525 + 1013904223;
    return (int)((model->random >> 8) % (uint32_t)below);
}

static bool is_unread(const struct model *model, int i)
{
    return model->post[i].author != 0 && !model->post[i].read && !model->post[i].withdrawn &&
           !model->author_muted[model->post[i].author] && !model->thread_muted[model->post[i].thread];
}

static int model_unread(const struct model *model, int thread)
{
    int count = 0;
    for (int i = 0; i < model->posts; i++)
        count += (thread < 0 || model->post[i].thread == thread) && is_unread(model, i);
    return count;
}

static int capped(int count)
{
    return count > COUNT_MAX ? COUNT_MAX + 1 : count;
}

static void add_post(struct model *model, int thread, int author, int64_t id)
{
    model->post[model->posts].id = id;
    model->post[model->posts].thread = thread;
    model->post[model->posts].author = author;
    model->posts++;
}

static void open_threads(struct model *model)
{
    struct street *street = &model->street;
    for (int i = 0; i < THREADS; i++) {
        int author = chance(model, WRITERS);
        model->thread_board[i] = model->boards[i % 3];
        int64_t post = street_thread(street, &model->writers[author], model->thread_board[i], "A thread", "First.");
        model->thread[i] = thread_of(street, post);
        add_post(model, i, author, post);
    }
}

static void model_open(struct model *model, const char *path, uint32_t seed)
{
    *model = (struct model) { .random = seed };
    struct street *street = &model->street;
    street_open_at(street, path);
    model->writers[0] = street->ann;
    model->writers[1] = street->ben;
    model->writers[2] = street_member(street, "eli", 1);
    model->writers[3] = street_member(street, "fay", 1);
    model->boards[0] = street->welcome;
    model->boards[1] = street->general;
    model->boards[2] = street->shared;
    for (int i = 0; i < 2; i++) {
        assert_int_equal(store_open(path, STORE_SERVE, &model->session[i]), STORE_OPENED);
        model->clerk[i].store = street->store;
        deferred_send_to(model->session[i], to_clerk, &model->clerk[i]);
    }
    open_threads(model);
}

static void settle(struct model *model)
{
    for (int i = 0; i < 2; i++) {
        model->clerk[i].full = false;
        deferred_resend(model->session[i]);
        clerk_works(&model->clerk[i], model->session[i]);
    }
}

static void model_close(struct model *model)
{
    settle(model);
    for (int i = 0; i < 2; i++)
        store_close(model->session[i]);
    store_close(model->street.store);
}

/* --- what people do --- */

static void act_reply(struct model *model)
{
    if (model->posts == POSTS)
        return;
    int parent = chance(model, model->posts), author = chance(model, WRITERS);
    int64_t id = street_reply(&model->street, &model->writers[author], model->post[parent].id, "Yes, and.");
    add_post(model, model->post[parent].thread, author, id);
}

static void act_withdraw(struct model *model)
{
    int i = chance(model, model->posts);
    if (model->post[i].withdrawn)
        return;
    must(post_withdraw(
        model->street.store, &model->writers[model->post[i].author], model->post[i].id, model->street.now));
    model->post[i].withdrawn = true;
    model->post[i].withdrawn_at = model->street.now;
}

static void act_restore(struct model *model)
{
    int i = chance(model, model->posts);
    if (!model->post[i].withdrawn)
        return;
    enum result result =
        post_restore(model->street.store, &model->writers[model->post[i].author], model->post[i].id, model->street.now);
    bool kept = model->post[i].withdrawn_at > model->street.now - DAY;
    assert_int_equal(result, kept ? RESULT_OK : RESULT_REFUSED);
    model->post[i].withdrawn = !kept;
}

static void act_mute(struct model *model)
{
    struct store *store = model->session[chance(model, 2)];
    bool on = chance(model, 2);
    if (chance(model, 2)) {
        int author = 1 + chance(model, WRITERS - 1);
        must(mute_member(store, &model->writers[0], model->writers[author].member, on, model->street.now));
        model->author_muted[author] = on;
    } else {
        int thread = chance(model, THREADS);
        must(mute_thread(store, &model->writers[0], model->thread[thread], on, model->street.now));
        model->thread_muted[thread] = on;
    }
}

static void read_all(struct model *model, int thread, int64_t board)
{
    for (int i = 0; i < model->posts; i++)
        if (model->post[i].thread == thread || model->thread_board[model->post[i].thread] == board)
            model->post[i].read = true;
}

static void act_mark(struct model *model, int session)
{
    struct store *store = model->session[session];
    const struct actor *reader = &model->writers[0];
    int i = chance(model, model->posts), what = chance(model, 40);
    if (what == 0) {
        must(mark_board_read(store, reader, model->thread_board[model->post[i].thread]));
        read_all(model, -1, model->thread_board[model->post[i].thread]);
    } else if (what < 3) {
        must(mark_thread_read(store, reader, model->thread[model->post[i].thread]));
        read_all(model, model->post[i].thread, 0);
    } else if (what < 9) {
        bool own = model->post[i].author == 0;
        assert_int_equal(mark_unread(store, reader, model->post[i].id), own ? RESULT_REFUSED : RESULT_OK);
        model->post[i].read = own && model->post[i].read;
    } else {
        must(mark_read(store, reader, model->post[i].id));
        model->post[i].read = true;
    }
}

/* --- what she sees --- */

static void threads_agree(struct model *model, struct store *store, int64_t board, int expected)
{
    struct thread page[THREADS];
    size_t count;
    int sum = 0;
    must(threads_list(store, &model->writers[0], board, 0, THREADS, page, &count));
    for (size_t i = 0; i < count; i++) {
        int own = -1;
        for (int k = 0; k < THREADS; k++)
            if (model->thread[k] == page[i].id)
                own = k;
        assert_int_equal(page[i].unread, capped(model_unread(model, own)));
        sum += model_unread(model, own);
    }
    assert_int_equal(expected, capped(sum));
}

static void posts_agree(struct model *model, struct store *store)
{
    static struct post page[POSTS];
    size_t count;
    int thread = chance(model, THREADS);
    must(posts_page(store, &model->writers[0], model->thread[thread], PAGE_AT, 0, POSTS, page, &count));
    for (size_t i = 0; i < count; i++)
        for (int k = 0; k < model->posts; k++)
            if (model->post[k].id == page[i].id)
                assert_int_equal(page[i].unread, is_unread(model, k));
    posts_free(page, count);
}

static void answers_agree(struct model *model, struct store *store)
{
    static struct answer answers[POSTS];
    size_t count, expected = 0;
    must(mark_answers_list(store, &model->writers[0], POSTS, answers, &count));
    for (int i = 0; i < model->posts; i++)
        if (is_unread(model, i) && db_number(store, 0, "SELECT answered FROM post WHERE id = ?", model->post[i].id) ==
                                       model->writers[0].member)
            expected++;
    assert_int_equal(count, expected);
}

static void counters_agree(struct model *model, struct store *store)
{
    struct board boards[8];
    struct unread_total total;
    size_t count;
    must(boards_list(store, &model->writers[0], boards, 8, &count));
    for (size_t i = 0; i < count; i++)
        threads_agree(model, store, boards[i].id, boards[i].unread);
    must(mark_unread_total(store, &model->writers[0], &total));
    assert_int_equal(total.posts, capped(model_unread(model, -1)));
    posts_agree(model, store);
    answers_agree(model, store);
}

/* Reads everything by Space alone: each unread post is met once, and nothing else. */
static void walk_to_the_end(struct model *model, int session)
{
    struct unread_place place = { .post = chance(model, 2) ? model->post[chance(model, model->posts)].id : 0 };
    int left = model_unread(model, -1);
    for (; left > 0; left--) {
        must(mark_next_unread(model->session[session], &model->writers[0], place.post, &place));
        int i = 0;
        while (i < model->posts && model->post[i].id != place.post)
            i++;
        assert_true(i < model->posts && is_unread(model, i));
        assert_int_equal(place.thread, model->thread[model->post[i].thread]);
        assert_int_equal(place.board, model->thread_board[model->post[i].thread]);
        must(mark_read(model->session[session], &model->writers[0], place.post));
        model->post[i].read = true;
    }
    assert_int_equal(
        mark_next_unread(model->session[session], &model->writers[0], place.post, &place), RESULT_NOT_FOUND);
}

static void act(struct model *model)
{
    int what = chance(model, 100);
    if (what < 12)
        act_reply(model);
    else if (what < 17)
        act_withdraw(model);
    else if (what < 22)
        act_restore(model);
    else if (what < 27)
        act_mute(model);
    else if (what < 30)
        model->clerk[chance(model, 2)].full = chance(model, 2);
    else if (what == 30)
        model->street.now += DAY / 4;
    else if (what == 31)
        assert_true(boards_subject.forget(model->street.store, model->street.now) >= 0);
    else
        act_mark(model, 0);
}

static void every_counter_agrees(void **state)
{
    (void)state;
    static struct model model;
    char folder[PATH_ROOM], path[PATH_ROOM];
    files_folder(folder);
    files_path(path, folder, "house.db");
    model_open(&model, path, 20260101);
    for (int i = 0; i < ACTS; i++) {
        act(&model);
        if (i % 3 == 0)
            clerk_works(&model.clerk[0], model.session[0]);
        if (i % 10 == 0)
            counters_agree(&model, model.session[0]); /* what waits for the clerk counts at once */
        if (i % 100 == 0) {
            settle(&model);
            counters_agree(&model, model.session[1]); /* what is on disk counts for all sessions */
        }
        if (i % 500 == 499)
            walk_to_the_end(&model, 0);
    }
    model_close(&model);
    files_remove(folder);
}

/* Both sessions mark; only then each clerk's batch comes in. Read in one is read. */
static void two_sessions_are_joined(void **state)
{
    (void)state;
    static struct model model;
    char folder[PATH_ROOM], path[PATH_ROOM];
    files_folder(folder);
    files_path(path, folder, "house.db");
    model_open(&model, path, 7);
    for (int round = 0; round < 60; round++) {
        for (int i = 0; i < 8; i++)
            act_reply(&model);
        for (int i = 0; i < 12; i++) {
            int post = chance(&model, model.posts);
            must(mark_read(model.session[chance(&model, 2)], &model.writers[0], model.post[post].id));
            model.post[post].read = true;
        }
        settle(&model);
        counters_agree(&model, model.session[0]);
        counters_agree(&model, model.session[1]);
        int post = chance(&model, model.posts);
        bool own = model.post[post].author == 0;
        assert_int_equal(mark_unread(model.session[round % 2], &model.writers[0], model.post[post].id),
            own ? RESULT_REFUSED : RESULT_OK);
        model.post[post].read = own && model.post[post].read;
        settle(&model);
    }
    walk_to_the_end(&model, 1);
    model_close(&model);
    files_remove(folder);
}

/* A board all read needs no look at its threads: the mark has moved past them, and comes back when it must. */
static void a_read_board_is_passed_by(void **state)
{
    struct street *street = *state;
    static const char mark[] = "SELECT upto FROM board_mark WHERE member = ? AND board = ?";
    int64_t first = street_thread(street, &street->ben, street->general, "One", "One.");
    int64_t last = street_thread(street, &street->ben, street->general, "Two", "Two.");
    must(mark_read(street->store, &street->ann, last));
    assert_int_equal(db_number(street->store, 0, mark, street->ann.member, street->general), 0);
    must(mark_read(street->store, &street->ann, first));
    assert_int_equal(db_number(street->store, 0, mark, street->ann.member, street->general), last);
    must(mark_unread(street->store, &street->ann, first));
    assert_true(db_number(street->store, 0, mark, street->ann.member, street->general) < first);
}

static void the_floor_counts_as_read(void **state)
{
    struct street *street = *state;
    struct board board;
    int64_t old = street_thread(street, &street->ben, street->general, "Old", "Old.");
    struct actor newcomer = street->ann;
    newcomer.floor = old;
    must(board_get(street->store, &newcomer, street->general, &board));
    assert_int_equal(board.unread, 0);
    street_reply(street, &street->ben, old, "New.");
    must(board_get(street->store, &newcomer, street->general, &board));
    assert_int_equal(board.unread, 1);
    assert_int_equal(mark_unread(street->store, &newcomer, old), RESULT_REFUSED);
}

/* n goes on in tree order, then to older threads, then round. */
static void next_unread_keeps_tree_order(void **state)
{
    struct street *street = *state;
    struct unread_place place;
    int64_t first = street_thread(street, &street->ben, street->general, "Tree", "Root.");
    int64_t left = street_reply(street, &street->ben, first, "Left.");
    int64_t right = street_reply(street, &street->ben, first, "Right.");
    int64_t leaf = street_reply(street, &street->ben, left, "Leaf of left.");
    const int64_t order[] = { first, left, leaf, right };
    int64_t at = 0;
    for (size_t i = 0; i < 4; i++) {
        must(mark_next_unread(street->store, &street->ann, at, &place));
        assert_int_equal(place.post, order[i]);
        at = place.post;
    }
    must(mark_next_unread(street->store, &street->ann, right, &place)); /* none was marked: round to the first */
    assert_int_equal(place.post, first);
}

static void guests_have_nothing_unread(void **state)
{
    struct street *street = *state;
    struct unread_total total;
    struct unread_place place;
    int64_t post = street_thread(street, &street->ben, street->welcome, "Hello", "Hello.");
    must(mark_unread_total(street->store, &street->guest, &total));
    assert_int_equal(total.posts, 0);
    assert_int_equal(mark_next_unread(street->store, &street->guest, 0, &place), RESULT_NOT_FOUND);
    must(mark_read(street->store, &street->guest, post));
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM read_mark"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_counter_agrees),
        cmocka_unit_test(two_sessions_are_joined),
        cmocka_unit_test_setup_teardown(a_read_board_is_passed_by, street_open, street_close),
        cmocka_unit_test_setup_teardown(the_floor_counts_as_read, street_open, street_close),
        cmocka_unit_test_setup_teardown(next_unread_keeps_tree_order, street_open, street_close),
        cmocka_unit_test_setup_teardown(guests_have_nothing_unread, street_open, street_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
