/*
 * memory.c: see memory.h. The smallest pieces lie on pages of 4 KiB, each cut into pieces of one size; a freed piece is
 * the next one that is given out. What is larger lies in a heap (heap.h). A process uses SQLite in one thread.
 */
#include "store/base/memory.h"

#include <malloc.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "store/base/heap.h"
#include "util.h"

enum {
    STEP = 16,       /* sizes of small pieces are multiples of this */
    SMALL_MOST = 32, /* what SQLite keeps late */
    SIZES = SMALL_MOST / STEP,
    PAGE = 4096,
    PAGES = 256,           /* when all are in use, small pieces go into the heap, too */
    HEAP_BYTES = 16 << 20, /* when it is full, pieces are malloc's */
    HEAP_MOST = 64 << 10,  /* larger pieces are malloc's */
};

struct piece {
    struct piece *next;
};

/* Memory that was never used costs nothing. */
static unsigned char *pool; /* PAGES pages */
static struct page {
    uint16_t used; /* pieces of it that were given out */
    uint8_t size;  /* which size it is cut into: 0 for STEP bytes, 1 for twice as many ... */
    bool cut;
} page[PAGES];
static struct piece *ready[SIZES]; /* pieces that can be given out */
static struct heap heap;

static bool is_small(const void *memory)
{
    uintptr_t at = (uintptr_t)memory, begin = (uintptr_t)pool;
    return at >= begin && at < begin + (uintptr_t)PAGES * PAGE;
}

static struct page *page_of(const void *memory)
{
    return &page[((uintptr_t)memory - (uintptr_t)pool) / PAGE];
}

static size_t bytes_of(const void *memory)
{
    return ((size_t)page_of(memory)->size + 1) * STEP;
}

static void put_back(void *memory, size_t size)
{
    struct piece *piece = memory;
    piece->next = ready[size];
    ready[size] = piece;
}

/* Cuts one more page. The piece with the lowest address is given out first. False: all are in use. */
static bool cut_page(size_t size)
{
    size_t bytes = (size + 1) * STEP, which = 0;
    while (which < PAGES && page[which].cut)
        which++;
    if (which == PAGES)
        return false;
    page[which] = (struct page) { .size = (uint8_t)size, .cut = true };
    for (size_t at = PAGE / bytes; at-- > 0;)
        put_back(pool + which * PAGE + at * bytes, size);
    return true;
}

static void *take_large(size_t wanted)
{
    void *memory = wanted <= HEAP_MOST ? heap_take(&heap, wanted) : NULL;
    return memory != NULL ? memory : malloc(wanted);
}

static void *take(int wanted)
{
    size_t size = ((size_t)wanted - 1) / STEP;
    if (wanted <= 0)
        return NULL;
    if (wanted > SMALL_MOST || (ready[size] == NULL && !cut_page(size)))
        return take_large((size_t)wanted);
    struct piece *piece = ready[size];
    ready[size] = piece->next;
    piece->next = NULL;
    page_of(piece)->used++;
    return piece;
}

/* Emptied, as freed.c empties what malloc gave. */
static void give_back(void *memory)
{
    if (heap_owns(&heap, memory)) {
        heap_give_back(&heap, memory);
        return;
    }
    if (!is_small(memory)) {
        free(memory);
        return;
    }
    size_t bytes = bytes_of(memory);
    explicit_bzero(memory, bytes);
    page_of(memory)->used--;
    put_back(memory, bytes / STEP - 1);
}

static int size(void *memory)
{
    if (memory == NULL)
        return 0;
    if (heap_owns(&heap, memory))
        return (int)heap_bytes(memory);
    return (int)(is_small(memory) ? bytes_of(memory) : malloc_usable_size(memory));
}

static void *move(void *memory, size_t had, int wanted)
{
    void *grown = take(wanted);
    if (grown == NULL)
        return NULL;
    memcpy(grown, memory, had < (size_t)wanted ? had : (size_t)wanted);
    give_back(memory);
    return grown;
}

/* SQLite asks only for sizes that round_up() gave. */
static void *grow(void *memory, int wanted)
{
    if (!is_small(memory) && !heap_owns(&heap, memory))
        return realloc(memory, (size_t)wanted);
    size_t had = (size_t)size(memory);
    if ((size_t)wanted <= had)
        return memory;
    void *grown = !is_small(memory) && wanted <= HEAP_MOST ? heap_grow(&heap, memory, (size_t)wanted) : NULL;
    return grown != NULL ? grown : move(memory, had, wanted);
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

static unsigned char *reserve(size_t bytes)
{
    unsigned char *memory =
        mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED)
        die("no memory for SQLite");
    return memory;
}

void memory_begin(void)
{
    static const sqlite3_mem_methods methods = { take, give_back, grow, size, round_up, begin, end, NULL };
    if (WATCHED)
        return;
    pool = reserve((size_t)PAGES * PAGE);
    heap_begin(&heap, reserve(HEAP_BYTES), HEAP_BYTES);
    sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
}

static bool is_on_used_page(const struct piece *piece)
{
    return page_of(piece)->used > 0;
}

static void drop_unused_pieces(struct piece **from)
{
    while (*from != NULL)
        if (is_on_used_page(*from))
            from = &(*from)->next;
        else
            *from = (*from)->next;
}

void memory_trim(void)
{
    if (WATCHED || pool == NULL)
        return;
    for (size_t i = 0; i < SIZES; i++)
        drop_unused_pieces(&ready[i]);
    for (size_t i = 0; i < PAGES; i++)
        if (page[i].cut && page[i].used == 0) {
            page[i].cut = false;
            madvise(pool + i * PAGE, PAGE, MADV_DONTNEED);
        }
    heap_trim(&heap);
}
