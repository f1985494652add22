/* test_freed.c: what was freed, or moved because it grew, is not to be found where it stood. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "util.h"

#define WORDS "wet zebra under kites"

#if defined(__SANITIZE_ADDRESS__)
#define KEPT true /* a sanitizer has an allocator of its own, and forbids to look */
#else
#define KEPT false
#endif

/* The sizes of small and large blocks; beyond these the C library gives memory back to the system. */
static const size_t sizes[] = { 32, 100, 1000, 5000, 20000 };
enum { SIZES = sizeof sizes / sizeof *sizes };

/* The compiler knows what is freed, and must not know that this is looked at. */
static bool stands_at(volatile uintptr_t place, size_t size)
{
    // NOLINTNEXTLINE(clang-analyzer-unix.Malloc) ; what was freed is what this test looks at
    return memmem((const void *)place, size, WORDS, strlen(WORDS)) != NULL;
}

static char *block(size_t size)
{
    char *memory = xmalloc(size);
    memset(memory, 'x', size);
    memcpy(memory + size - sizeof WORDS, WORDS, sizeof WORDS);
    return memory;
}

static void what_is_freed_is_emptied(void **state)
{
    (void)state;
    if (KEPT)
        skip();
    for (int i = 0; i < SIZES; i++) {
        char *memory = block(sizes[i]), *wall = xmalloc(32); /* so that it stays a part of the heap */
        uintptr_t place = (uintptr_t)memory;
        assert_true(stands_at(place, sizes[i]));
        free(memory);
        assert_false(stands_at(place, sizes[i]));
        free(wall);
    }
}

static void what_grows_leaves_nothing_behind_and_loses_nothing(void **state)
{
    (void)state;
    if (KEPT)
        skip();
    for (int i = 0; i < SIZES; i++) {
        char *memory = block(sizes[i]), *wall = xmalloc(32);
        uintptr_t place = (uintptr_t)memory;
        char *grown = xrealloc(memory, 4 * sizes[i], 1);
        assert_true((uintptr_t)grown == place || !stands_at(place, sizes[i]));
        assert_memory_equal(grown + sizes[i] - sizeof WORDS, WORDS, sizeof WORDS);
        place = (uintptr_t)grown;
        grown = xrealloc(grown, 16, 1); /* what is cut off goes as well */
        assert_false(stands_at(place, sizes[i]));
        assert_int_equal(grown[0], 'x');
        free(grown);
        free(wall);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_freed_is_emptied),
        cmocka_unit_test(what_grows_leaves_nothing_behind_and_loses_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
