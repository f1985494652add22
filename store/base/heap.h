/*
 * heap.h: an allocator in one piece of memory, which can give back to the system all that is free in it. Private to
 * store/. memory.h says what it is for. Pure: it knows neither SQLite nor malloc().
 *
 * Chunks lie one after the other, each behind a word with its size. Free neighbours are joined at once. A free chunk is
 * found by its size, and the smallest that fits is taken.
 */
#ifndef BBS_HEAP_H
#define BBS_HEAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HEAP_BINS = 96 };

struct heap_chunk;
struct heap {
    unsigned char *begin, *end; /* of the memory */
    unsigned char *top;         /* no chunk lies behind it */
    unsigned char *touched;     /* nothing behind it was used since heap_trim() */
    struct heap_chunk *bin[HEAP_BINS];
    uint64_t filled[2]; /* a bit for each bin: 0 when it is empty */
};

/* `memory` is aligned to pages and filled with zeroes, and stays the caller's. */
void heap_begin(struct heap *heap, void *memory, size_t size);
void *heap_take(struct heap *heap, size_t wanted);    /* NULL: it is full */
void heap_give_back(struct heap *heap, void *memory); /* overwrites it with zeroes */
/* As realloc(). NULL: it is full, and `memory` stays as it was. */
void *heap_grow(struct heap *heap, void *memory, size_t wanted);
bool heap_owns(const struct heap *heap, const void *memory);
size_t heap_bytes(const void *memory); /* that can be used in it: at least as many as were wanted */
/* Gives back to the system each page on which nothing lies. */
void heap_trim(struct heap *heap);

#endif
