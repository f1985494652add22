/* test_sleep.c: a session that nobody uses closes the database, and the next call opens it again. */
#include "tests/store/street.h"

#include <unistd.h>

#include "store/base/heap.h"
#include "tests/store/files.h"

struct sleeper {
    struct street street;
    char folder[PATH_ROOM], path[PATH_ROOM];
    struct store *store; /* of a session */
};

static int fall_asleep(void **state)
{
    struct sleeper *sleeper = calloc(1, sizeof *sleeper);
    *state = sleeper;
    files_folder(sleeper->folder);
    files_path(sleeper->path, sleeper->folder, "house.db");
    assert_int_equal(street_open_at(&sleeper->street, sleeper->path), 0);
    assert_int_equal(store_open(sleeper->path, STORE_SERVE, &sleeper->store), STORE_OPENED);
    assert_true(store_sleep(sleeper->store));
    return 0;
}

static int wake_up(void **state)
{
    struct sleeper *sleeper = *state;
    store_close(sleeper->store);
    store_close(sleeper->street.store);
    files_remove(sleeper->folder);
    free(sleeper);
    return 0;
}

static size_t boards_seen(struct store *store, const struct actor *actor)
{
    struct board board[20];
    size_t count = 0;
    must(boards_list(store, actor, board, 20, &count));
    for (size_t i = 0; i < count; i++)
        assert_true(board[i].id > 0);
    return count;
}

static enum result speak(struct sleeper *sleeper, int64_t *thread, int64_t *post)
{
    return thread_open(sleeper->store, &sleeper->street.ann, sleeper->street.general, "Bread", "I bake on Friday.",
        NOON + DAY, thread, post);
}

static void who_reads_wakes_it(void **state)
{
    struct sleeper *sleeper = *state;
    assert_true(store_sleeps(sleeper->store));
    assert_int_equal(
        boards_seen(sleeper->store, &sleeper->street.ann), boards_seen(sleeper->street.store, &sleeper->street.ann));
    assert_false(store_sleeps(sleeper->store));
    assert_true(store_sleep(sleeper->store));
    assert_false(store_sleep(sleeper->store)); /* it sleeps already */
}

static void who_writes_wakes_it(void **state)
{
    struct sleeper *sleeper = *state;
    struct wrote wrote;
    int64_t thread = 0, post = 0;
    must(speak(sleeper, &thread, &post));
    assert_true(store_sleep(sleeper->store));
    assert_true(store_wrote(sleeper->store, &wrote)); /* what it wrote is still told to the others */
    assert_int_equal(wrote.thread, thread);
    assert_true(store_sleeps(sleeper->store));
}

static void a_read_that_is_open_keeps_it_awake(void **state)
{
    struct sleeper *sleeper = *state;
    store_reading_begin(sleeper->store);
    assert_true(boards_seen(sleeper->store, &sleeper->street.ann) > 0);
    assert_false(store_sleep(sleeper->store));
    store_reading_end(sleeper->store);
    assert_true(store_sleep(sleeper->store));
    store_reading_begin(sleeper->store); /* a key that asks the store nothing */
    store_reading_end(sleeper->store);
    assert_true(store_sleeps(sleeper->store));
}

static void a_guest_still_only_reads(void **state)
{
    struct sleeper *sleeper = *state;
    struct store *guest;
    assert_int_equal(store_open(sleeper->path, STORE_GUEST, &guest), STORE_OPENED);
    assert_true(store_sleep(guest));
    assert_true(boards_seen(guest, &sleeper->street.guest) > 0);
    assert_int_equal(db_pragma(guest, "PRAGMA query_only"), 1);
    store_close(guest);
}

static void a_house_that_is_gone_is_told(void **state)
{
    struct sleeper *sleeper = *state;
    struct board board[20];
    size_t count = 0;
    char away[PATH_ROOM];
    files_path(away, sleeper->folder, "away.db");
    assert_int_equal(rename(sleeper->path, away), 0);
    assert_int_equal(boards_list(sleeper->store, &sleeper->street.ann, board, 20, &count), RESULT_BROKEN);
    assert_true(strlen(store_reason(sleeper->store)) > 20);
    int64_t thread = 0, post = 0;
    assert_int_equal(speak(sleeper, &thread, &post), RESULT_BROKEN);
    assert_int_equal(rename(away, sleeper->path), 0);
    assert_true(boards_seen(sleeper->store, &sleeper->street.ann) > 0); /* and it opens when it is back */
}

static void a_file_of_another_version_is_not_touched(void **state)
{
    struct sleeper *sleeper = *state;
    struct board board[20];
    size_t count = 0;
    must(db_exec(sleeper->street.store, "PRAGMA user_version = 9999"));
    assert_int_equal(boards_list(sleeper->store, &sleeper->street.ann, board, 20, &count), RESULT_BROKEN);
    assert_true(store_sleeps(sleeper->store));
}

static void other_modes_never_sleep(void **state)
{
    struct sleeper *sleeper = *state;
    assert_false(store_sleep(sleeper->street.store));
    assert_false(store_sleeps(sleeper->street.store));
}

/* --- the heap in which the database's memory lies --- */

enum { HEAP_ROOM = 1 << 20, HELD = 300 };

struct kept {
    unsigned char *memory;
    size_t size;
    unsigned char mark;
};

static void check_mark(const struct kept *held)
{
    for (size_t i = 0; i < held->size; i++)
        assert_int_equal(held->memory[i], held->mark);
}

/* What is given out lies apart, keeps what was written there, and is empty. */
static void pieces_of_the_heap_keep_what_is_in_them(void **state)
{
    (void)state;
    static _Alignas(4096) unsigned char room[HEAP_ROOM];
    struct heap heap;
    struct kept held[HELD] = { 0 };
    unsigned random = 7;
    heap_begin(&heap, room, sizeof room);
    for (int turn = 0; turn < 60000; turn++) {
        random = random * 1103515245 + 12345;
        struct kept *one = &held[random / 65536 % HELD];
        size_t size = 1 + (random >> 8) % (turn % 50 == 0 ? 60000 : 700);
        if (one->memory == NULL) {
            one->memory = heap_take(&heap, size);
            if (one->memory == NULL)
                continue;
            assert_true(heap_owns(&heap, one->memory) && heap_bytes(one->memory) >= size);
            assert_int_equal((uintptr_t)one->memory % 16, 0);
        } else if (random % 3 == 0) {
            check_mark(one);
            unsigned char *grown = heap_grow(&heap, one->memory, size);
            size = grown != NULL ? size : one->size;
            one->memory = grown != NULL ? grown : one->memory;
            for (size_t i = 0; i < one->size && i < size; i++)
                assert_int_equal(one->memory[i], one->mark);
        } else {
            check_mark(one);
            heap_give_back(&heap, one->memory);
            *one = (struct kept) { 0 };
            continue;
        }
        one->size = size;
        one->mark = (unsigned char)turn;
        memset(one->memory, one->mark, size);
        if (turn % 500 == 0)
            heap_trim(&heap);
    }
    for (size_t i = 0; i < HELD; i++)
        if (held[i].memory != NULL) {
            check_mark(&held[i]);
            heap_give_back(&heap, held[i].memory);
        }
    assert_ptr_equal(heap_take(&heap, 100), room + 16); /* all is joined again */
}

static void what_was_given_back_is_overwritten(void **state)
{
    (void)state;
    static _Alignas(4096) unsigned char room[16 << 10];
    struct heap heap;
    heap_begin(&heap, room, sizeof room);
    char *before = heap_take(&heap, 2000), *letter = heap_take(&heap, 2000), *after = heap_take(&heap, 2000);
    strcpy(letter, "the keys are under the mat");
    heap_give_back(&heap, before);
    heap_give_back(&heap, letter);
    heap_give_back(&heap, after);
    assert_null(memmem(room, sizeof room, "keys are under", 14));
}

static void a_full_heap_says_so(void **state)
{
    (void)state;
    static _Alignas(4096) unsigned char room[16 << 10];
    struct heap heap;
    heap_begin(&heap, room, sizeof room);
    assert_null(heap_take(&heap, sizeof room));
    char *first = heap_take(&heap, 9000);
    assert_non_null(first);
    assert_null(heap_take(&heap, 9000));
    assert_null(heap_grow(&heap, first, 20000));
    assert_true(heap_bytes(first) >= 9000 && heap_bytes(first) < 10000);
    assert_ptr_equal(heap_grow(&heap, first, 15000), first); /* behind it all is free */
}

int main(void)
{
#define sleeps(test) cmocka_unit_test_setup_teardown(test, fall_asleep, wake_up)
    const struct CMUnitTest tests[] = {
        sleeps(who_reads_wakes_it),
        sleeps(who_writes_wakes_it),
        sleeps(a_read_that_is_open_keeps_it_awake),
        sleeps(a_guest_still_only_reads),
        sleeps(a_house_that_is_gone_is_told),
        sleeps(a_file_of_another_version_is_not_touched),
        sleeps(other_modes_never_sleep),
        cmocka_unit_test(pieces_of_the_heap_keep_what_is_in_them),
        cmocka_unit_test(what_was_given_back_is_overwritten),
        cmocka_unit_test(a_full_heap_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
