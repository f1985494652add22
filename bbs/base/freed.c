/*
 * freed.c: memory that is given back is emptied first, by every library of this program.
 *
 * Passwords, letters and codes pass through buffers of libssh, SQLite, curses and our own. What stood there would lie
 * in the process until something else took the place: whoever breaks into a process, or reads the machine's memory or
 * swap, would find what was said an hour ago. The linker takes these two in place of the C library's for all of them.
 */
#include <errno.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

/* A sanitizer brings an allocator of its own, which must stay the only one. */
#if defined(__SANITIZE_ADDRESS__)
#define OWN_ALLOCATOR
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define OWN_ALLOCATOR
#endif
#endif

#ifndef OWN_ALLOCATOR

void __libc_free(void *memory);
void *__libc_realloc(void *memory, size_t size);

void free(void *memory)
{
    int why = errno;
    if (memory != NULL)
        explicit_bzero(memory, malloc_usable_size(memory));
    __libc_free(memory);
    errno = why;
}

/* One that grows is copied, since the C library would leave the old one as it is. Of one that shrinks the end is
 * emptied. */
void *realloc(void *old, size_t size)
{
    if (old == NULL || size == 0)
        return __libc_realloc(old, size);
    size_t had = malloc_usable_size(old);
    if (size <= had) {
        explicit_bzero((char *)old + size, had - size);
        return size > had / 2 ? old : __libc_realloc(old, size);
    }
    void *grown = malloc(size);
    if (grown == NULL)
        return NULL;
    memcpy(grown, old, had);
    free(old);
    return grown;
}

#endif
