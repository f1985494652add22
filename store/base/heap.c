/* heap.c: see heap.h. */
#include "store/base/heap.h"

#include <string.h>
#include <sys/mman.h>

enum {
    STEP = 16,         /* sizes are multiples of this */
    IN_USE = 1,        /* flags in the lowest bits of `head` */
    BEFORE_IN_USE = 2, /* the chunk before this one */
    FLAGS = IN_USE | BEFORE_IN_USE,
    HEAD = sizeof(size_t),
    EXACT_MOST = 1024, /* a bin holds chunks of one size up to this; each later bin, up to twice the size */
    EXACT_BINS = EXACT_MOST / STEP + 1,
    PAGE = 4096,
    BITS = 64, /* of a word of heap->filled */
};

struct heap_chunk {
    size_t head;                     /* size, with the flags */
    struct heap_chunk *next, **from; /* only of a free chunk: its neighbours in the bin. Its last word is its size */
};
enum { LEAST = sizeof(struct heap_chunk) + HEAD };

static size_t size_of(const struct heap_chunk *chunk)
{
    return chunk->head & ~(size_t)FLAGS;
}

static struct heap_chunk *at(void *place)
{
    return place;
}

static struct heap_chunk *chunk_of(void *memory)
{
    return at((unsigned char *)memory - HEAD);
}

static void *memory_of(struct heap_chunk *chunk)
{
    return (unsigned char *)chunk + HEAD;
}

static unsigned char *behind(struct heap_chunk *chunk)
{
    return (unsigned char *)chunk + size_of(chunk);
}

static size_t *last_word(struct heap_chunk *chunk)
{
    return (size_t *)(void *)(behind(chunk) - HEAD);
}

static size_t chunk_size(size_t wanted)
{
    size_t size = (wanted + HEAD + STEP - 1) & ~(size_t)(STEP - 1);
    return size < LEAST ? (size_t)LEAST : size;
}

static size_t bin_of(size_t size)
{
    size_t bin = EXACT_BINS;
    if (size <= EXACT_MOST)
        return size / STEP;
    for (size >>= 11; size > 0; size >>= 1)
        bin++;
    return bin < HEAP_BINS ? bin : HEAP_BINS - 1;
}

static void put_in_bin(struct heap *heap, struct heap_chunk *chunk)
{
    size_t number = bin_of(size_of(chunk));
    struct heap_chunk **bin = &heap->bin[number];
    heap->filled[number / BITS] |= 1ULL << number % BITS;
    chunk->next = *bin;
    chunk->from = bin;
    if (*bin != NULL)
        (*bin)->from = &chunk->next;
    *bin = chunk;
}

static void take_from_bin(struct heap_chunk *chunk)
{
    *chunk->from = chunk->next;
    if (chunk->next != NULL)
        chunk->next->from = chunk->from;
}

/* A free chunk of this size. The one before it is in use, as free neighbours are joined. */
static void make_free(struct heap *heap, struct heap_chunk *chunk, size_t size)
{
    chunk->head = size | BEFORE_IN_USE;
    *last_word(chunk) = size;
    at(behind(chunk))->head &= ~(size_t)BEFORE_IN_USE;
    put_in_bin(heap, chunk);
}

void heap_begin(struct heap *heap, void *memory, size_t size)
{
    unsigned char *begin = memory;
    *heap = (struct heap) {
        .begin = begin,
        .end = begin + size,
        .top = begin + HEAD, /* so that what is given out is aligned to STEP */
        .touched = begin + HEAD,
    };
}

static struct heap_chunk *smallest_that_fits(struct heap_chunk *chunk, size_t size)
{
    struct heap_chunk *best = NULL;
    for (; chunk != NULL; chunk = chunk->next)
        if (size_of(chunk) >= size && (best == NULL || size_of(chunk) < size_of(best)))
            best = chunk;
    return best;
}

/* The first bin from `bin` on that may hold a chunk; HEAP_BINS: there is none. */
static size_t next_filled(const struct heap *heap, size_t bin)
{
    for (; bin < HEAP_BINS; bin = (bin / BITS + 1) * BITS) {
        uint64_t left = heap->filled[bin / BITS] >> bin % BITS;
        if (left != 0)
            return bin + (size_t)__builtin_ctzll(left);
    }
    return HEAP_BINS;
}

/* A bin that was emptied is noticed here. */
static struct heap_chunk *find_free(struct heap *heap, size_t size)
{
    struct heap_chunk *chunk = NULL;
    for (size_t bin = next_filled(heap, bin_of(size)); bin < HEAP_BINS && chunk == NULL;
         bin = next_filled(heap, bin + 1)) {
        chunk = bin < EXACT_BINS ? heap->bin[bin] : smallest_that_fits(heap->bin[bin], size);
        if (heap->bin[bin] == NULL)
            heap->filled[bin / BITS] &= ~(1ULL << bin % BITS);
    }
    return chunk;
}

static struct heap_chunk *take_from_top(struct heap *heap, size_t size)
{
    struct heap_chunk *chunk = at(heap->top);
    if (size > (size_t)(heap->end - heap->top))
        return NULL;
    heap->top += size;
    if (heap->top > heap->touched)
        heap->touched = heap->top;
    chunk->head = size | IN_USE | BEFORE_IN_USE;
    return chunk;
}

/* The chunk is in use and keeps `size`; what it has more becomes a free chunk. */
static void split(struct heap *heap, struct heap_chunk *chunk, size_t size)
{
    size_t rest = size_of(chunk) - size;
    if (rest < LEAST)
        return;
    chunk->head = size | (chunk->head & FLAGS);
    make_free(heap, at(behind(chunk)), rest);
}

static void use(struct heap *heap, struct heap_chunk *chunk, size_t size)
{
    take_from_bin(chunk);
    chunk->head |= IN_USE;
    at(behind(chunk))->head |= BEFORE_IN_USE;
    split(heap, chunk, size);
}

void *heap_take(struct heap *heap, size_t wanted)
{
    size_t size = chunk_size(wanted);
    struct heap_chunk *chunk = find_free(heap, size);
    if (chunk != NULL)
        use(heap, chunk, size);
    else
        chunk = take_from_top(heap, size);
    return chunk != NULL ? memory_of(chunk) : NULL;
}

size_t heap_bytes(const void *memory)
{
    return size_of((const struct heap_chunk *)(const void *)((const unsigned char *)memory - HEAD)) - HEAD;
}

bool heap_owns(const struct heap *heap, const void *memory)
{
    return (uintptr_t)memory >= (uintptr_t)heap->begin && (uintptr_t)memory < (uintptr_t)heap->end;
}

void heap_give_back(struct heap *heap, void *memory)
{
    struct heap_chunk *chunk = chunk_of(memory);
    size_t size = size_of(chunk);
    unsigned char *end = behind(chunk);
    explicit_bzero(memory, size - HEAD);
    if ((chunk->head & BEFORE_IN_USE) == 0) {
        size_t before = ((const size_t *)(const void *)chunk)[-1];
        chunk = at((unsigned char *)chunk - before);
        take_from_bin(chunk);
        size += before;
    }
    if (end == heap->top) {
        heap->top = (unsigned char *)chunk;
        return;
    }
    if ((at(end)->head & IN_USE) == 0) {
        take_from_bin(at(end));
        size += size_of(at(end));
    }
    make_free(heap, chunk, size);
}

/* Makes a chunk larger where it lies, when what is behind it is free. */
static bool widen(struct heap *heap, struct heap_chunk *chunk, size_t size)
{
    size_t more = size - size_of(chunk);
    struct heap_chunk *next = at(behind(chunk));
    if (behind(chunk) == heap->top) {
        if (take_from_top(heap, more) == NULL)
            return false;
        chunk->head += more;
        return true;
    }
    if ((next->head & IN_USE) != 0 || size_of(next) < more)
        return false;
    take_from_bin(next);
    at(behind(next))->head |= BEFORE_IN_USE;
    chunk->head += size_of(next);
    split(heap, chunk, size);
    return true;
}

void *heap_grow(struct heap *heap, void *memory, size_t wanted)
{
    size_t had = heap_bytes(memory), size = chunk_size(wanted);
    if (size - HEAD <= had || widen(heap, chunk_of(memory), size))
        return memory;
    void *grown = heap_take(heap, wanted);
    if (grown == NULL)
        return NULL;
    memcpy(grown, memory, had);
    heap_give_back(heap, memory);
    return grown;
}

static void give_pages_back(unsigned char *begin, unsigned char *end)
{
    uintptr_t first = ((uintptr_t)begin + PAGE - 1) & ~(uintptr_t)(PAGE - 1);
    uintptr_t last = (uintptr_t)end & ~(uintptr_t)(PAGE - 1);
    if (first < last)
        madvise(begin + (first - (uintptr_t)begin), last - first, MADV_DONTNEED);
}

void heap_trim(struct heap *heap)
{
    for (size_t bin = bin_of(PAGE); bin < HEAP_BINS; bin++)
        for (struct heap_chunk *chunk = heap->bin[bin]; chunk != NULL; chunk = chunk->next)
            give_pages_back((unsigned char *)(chunk + 1), behind(chunk) - HEAD);
    give_pages_back(heap->top, heap->touched + PAGE - 1);
    heap->touched = heap->top;
}
