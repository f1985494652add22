/*
 * memory.c: see memory.h. Pages of 4 KiB, each cut into pieces of one size; a freed piece is the next one that is given
 * out. Pages are never given back: the number of small pieces hardly changes while a file is open. Larger pieces come
 * from malloc(). A process uses SQLite in one thread.
 */
#include "store/base/memory.h"

#include <malloc.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "util.h"

enum {
    STEP = 16,       /* sizes are multiples of this */
    SMALL_MOST = 32, /* what SQLite keeps late; larger pieces come and go with statements, and are malloc's */
    SIZES = SMALL_MOST / STEP,
    PAGE = 4096,
    PAGES = 256, /* when all are in use, small pieces are malloc's, too */
};

struct piece {
    struct piece *next;
};

static unsigned char *pool;        /* PAGES pages; one that was never used costs no memory */
static uint8_t size_of[PAGES];     /* which size a page is cut into: 0 for STEP bytes, 1 for twice as many ... */
static size_t pages;               /* in use */
static struct piece *ready[SIZES]; /* pieces that can be given out */

static bool is_small(const void *memory)
{
    uintptr_t at = (uintptr_t)memory, begin = (uintptr_t)pool;
    return at >= begin && at < begin + (uintptr_t)PAGES * PAGE;
}

static size_t bytes_of(const void *memory)
{
    size_t page = ((uintptr_t)memory - (uintptr_t)pool) / PAGE;
    return ((size_t)size_of[page] + 1) * STEP;
}

static void put_back(void *memory, size_t size)
{
    struct piece *piece = memory;
    piece->next = ready[size];
    ready[size] = piece;
}

/* Cuts one more page. The piece with the lowest address is given out first. */
static void cut_page(size_t size)
{
    size_t bytes = (size + 1) * STEP;
    unsigned char *page = pool + pages * PAGE;
    size_of[pages++] = (uint8_t)size;
    for (size_t at = PAGE / bytes; at-- > 0;)
        put_back(page + at * bytes, size);
}

static void *take(int wanted)
{
    size_t size = ((size_t)wanted - 1) / STEP;
    if (wanted <= 0)
        return NULL;
    if (wanted > SMALL_MOST || (ready[size] == NULL && pages == PAGES))
        return malloc((size_t)wanted);
    if (ready[size] == NULL)
        cut_page(size);
    struct piece *piece = ready[size];
    ready[size] = piece->next;
    piece->next = NULL;
    return piece;
}

/* Emptied, as freed.c empties what malloc gave. */
static void give_back(void *memory)
{
    if (!is_small(memory)) {
        free(memory);
        return;
    }
    size_t bytes = bytes_of(memory);
    explicit_bzero(memory, bytes);
    put_back(memory, bytes / STEP - 1);
}

static int size(void *memory)
{
    if (memory == NULL)
        return 0;
    return (int)(is_small(memory) ? bytes_of(memory) : malloc_usable_size(memory));
}

/* SQLite asks only for sizes that round_up() gave. A small piece that grows may become one of malloc's; the reverse
 * does not happen. */
static void *grow(void *memory, int wanted)
{
    if (!is_small(memory))
        return realloc(memory, (size_t)wanted);
    size_t had = bytes_of(memory);
    if ((size_t)wanted <= had)
        return memory;
    void *grown = take(wanted);
    if (grown == NULL)
        return NULL;
    memcpy(grown, memory, had);
    give_back(memory);
    return grown;
}

static int round_up(int wanted)
{
    return (wanted + STEP - 1) & ~(STEP - 1);
}

/* sqlite3_initialize() and sqlite3_shutdown() call these two. */
static int begin(void *context)
{
    (void)context;
    return SQLITE_OK;
}

static void end(void *context)
{
    (void)context;
}

/* A sanitizer watches each piece itself. */
#if defined(__SANITIZE_ADDRESS__)
#define WATCHED true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WATCHED true
#endif
#endif
#ifndef WATCHED
#define WATCHED false
#endif

void memory_begin(void)
{
    static const sqlite3_mem_methods methods = { take, give_back, grow, size, round_up, begin, end, NULL };
    if (WATCHED)
        return;
    pool = mmap(NULL, (size_t)PAGES * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (pool == MAP_FAILED)
        die("no memory for SQLite");
    sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
}
