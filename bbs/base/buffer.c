#include "buffer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "util.h"

void buffer_room(struct buffer *buffer, size_t more)
{
    if (more >= SIZE_MAX / 2 - buffer->length)
        die("a buffer of impossible size");
    size_t needed = buffer->length + more + 1;
    if (needed <= buffer->room)
        return;
    size_t room = buffer->room ? buffer->room : 64;
    while (room < needed)
        room *= 2;
    buffer->data = xrealloc(buffer->data, room, 1);
    buffer->room = room;
}

void buffer_add(struct buffer *buffer, const void *data, size_t length)
{
    buffer_room(buffer, length);
    if (length > 0)
        memcpy(buffer->data + buffer->length, data, length);
    buffer->length += length;
    buffer->data[buffer->length] = '\0';
}

void buffer_string(struct buffer *buffer, const char *s)
{
    buffer_add(buffer, s, strlen(s));
}

void buffer_format_list(struct buffer *buffer, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    if (length < 0)
        die("a format that cannot be printed: %s", format);
    buffer_room(buffer, (size_t)length);
    vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, again);
    va_end(again);
    buffer->length += (size_t)length;
}

void buffer_format(struct buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    buffer_format_list(buffer, format, arguments);
    va_end(arguments);
}

void buffer_cut(struct buffer *buffer, size_t from_start)
{
    if (from_start > buffer->length)
        die("cutting more than a buffer holds");
    if (from_start == 0)
        return;
    buffer->length -= from_start;
    memmove(buffer->data, buffer->data + from_start, buffer->length + 1);
    explicit_bzero(buffer->data + buffer->length + 1, from_start); /* what was cut off must not stay behind the end */
}

const char *buffer_text(const struct buffer *buffer)
{
    return buffer->data ? buffer->data : "";
}

char *buffer_take(struct buffer *buffer)
{
    char *data = buffer->data ? buffer->data : xstrdup("");
    *buffer = (struct buffer) { 0 };
    return data;
}

void buffer_clear(struct buffer *buffer)
{
    free(buffer->data);
    *buffer = (struct buffer) { 0 };
}
