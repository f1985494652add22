#include "util.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void die(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("bbs: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    abort();
}

void *xmalloc(size_t size)
{
    void *memory = malloc(size ? size : 1);
    if (memory == NULL)
        die("out of memory");
    return memory;
}

void *xcalloc(size_t count, size_t size)
{
    void *memory = calloc(count ? count : 1, size ? size : 1);
    if (memory == NULL)
        die("out of memory");
    return memory;
}

void *xrealloc(void *old, size_t count, size_t size)
{
    void *memory = reallocarray(old, count ? count : 1, size ? size : 1);
    if (memory == NULL)
        die("out of memory");
    return memory;
}

char *xstrdup(const char *s)
{
    return xstrndup(s, strlen(s));
}

char *xstrndup(const char *s, size_t length)
{
    char *copy = xmalloc(length + 1);
    memcpy(copy, s, length);
    copy[length] = '\0';
    return copy;
}

size_t util_copy_text(char *to, size_t size, const char *from)
{
    size_t length = strlen(from);
    if (size == 0)
        return length;
    size_t kept = length < size ? length : size - 1;
    /* A continuation byte after the cut means that the cut is inside a character: leave out that character. */
    while (kept < length && kept > 0 && ((unsigned char)from[kept] & 0xc0) == 0x80)
        kept--;
    memcpy(to, from, kept);
    to[kept] = '\0';
    return length;
}

bool util_write_all(int fd, const void *data, size_t length)
{
    const char *at = data;
    while (length > 0) {
        ssize_t written = write(fd, at, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        at += written;
        length -= (size_t)written;
    }
    return true;
}

bool util_parse_number(const char *s, int64_t *out)
{
    if (*s < '0' || *s > '9')
        return false;
    char *end;
    errno = 0;
    long long number = strtoll(s, &end, 10);
    if (*end != '\0' || errno != 0)
        return false;
    *out = number;
    return true;
}
