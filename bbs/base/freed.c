/*
 * freed.c: overwrites memory before it is freed, in every library of this program.
 *
 * Passwords, letters and codes pass through buffers of libssh, SQLite, curses and our own. A freed buffer would keep
 * its content until something else uses the place. An attacker who breaks into a process, or reads the machine's memory
 * or swap, could then find texts from an hour ago. The linker takes these two functions in place of the C library's.
 */
#include <errno.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

/* A sanitizer has its own allocator, and that must stay the only one. */
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

/* A block that grows is copied here, because the C library would leave the old block as it was. When a block shrinks,
 * its end is overwritten. */
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
