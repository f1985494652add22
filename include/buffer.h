/* buffer.h: a growing byte string, NUL-terminated once something was added. Zeroed memory is an empty buffer. */
#ifndef BBS_BUFFER_H
#define BBS_BUFFER_H

#include <stdarg.h>
#include <stddef.h>

struct buffer {
    char *data; /* NULL until the first addition; buffer_text() then returns "" */
    size_t length, room;
};
void buffer_room(struct buffer *buffer, size_t more); /* makes room for so many bytes more */
void buffer_add(struct buffer *buffer, const void *data, size_t length);
void buffer_string(struct buffer *buffer, const char *s);
void buffer_format(struct buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buffer_format_list(struct buffer *buffer, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));
void buffer_cut(struct buffer *buffer, size_t from_start); /* removes this many bytes at the start */
const char *buffer_text(const struct buffer *buffer);
char *buffer_take(struct buffer *buffer); /* the caller frees; the buffer is empty after */
void buffer_clear(struct buffer *buffer); /* frees */

#endif
