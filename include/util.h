/* util.h: the few helper functions that every room needs. */
#ifndef BBS_UTIL_H
#define BBS_UTIL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "buffer.h"

/* For an impossible state, or when memory is out: writes one line on stderr, then aborts. Never for bad input. */
_Noreturn void die(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* As malloc and the others, but they never return NULL: they die when memory is out. */
void *xmalloc(size_t size);
void *xcalloc(size_t count, size_t size);
void *xrealloc(void *old, size_t count, size_t size); /* checks count * size for overflow */
char *xstrdup(const char *s);
char *xstrndup(const char *s, size_t length);

/* As strlcpy, but never cuts a UTF-8 character in two. Returns the length that `from` needs. */
size_t util_copy_text(char *to, size_t size, const char *from);

/* Writes all bytes to a descriptor; continues after EINTR and short writes. */
bool util_write_all(int fd, const void *data, size_t length);
/* Reads a whole decimal number, without a sign or spaces around it. */
bool util_parse_number(const char *s, int64_t *out);

#endif
