/* wire_forget.c: wipes typed text and secrets that libssh leaves in memory. */
#include "bbs/serve/wire_forget.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "util.h"

static char *heap_begin; /* of the template, and so of each wire; NULL: unknown */

void wire_forget_begin(void)
{
    char line[512];
    unsigned long begin;
    FILE *maps = fopen("/proc/self/maps", "re");
    while (maps != NULL && fgets(line, sizeof line, maps) != NULL)
        if (strstr(line, "[heap]") != NULL && sscanf(line, "%lx-", &begin) == 1)
            heap_begin = (char *)begin;
    if (maps != NULL)
        fclose(maps);
}

/* True when these bytes are inside a packet of channel data (RFC 4253, 6; RFC 4254, 5.2): a valid packet length and
 * padding length stand before them. zlib's copy of earlier packets has no such head, and must not be wiped: later
 * packets refer to it, and would lose bytes. */
static bool is_in_packet(const char *text, size_t length)
{
    enum { HEAD = 14, DATA_TYPE = 94 }; /* packet length 4, padding length 1, type 1, channel 4, text length 4 */
    const unsigned char *head = (const unsigned char *)text - HEAD;
    if ((const char *)head < heap_begin)
        return false;
    size_t whole = (size_t)head[0] << 24 | (size_t)head[1] << 16 | (size_t)head[2] << 8 | head[3];
    return head[5] == DATA_TYPE && whole == 1 + (HEAD - 5) + length + head[4];
}

/* libssh wipes its own copy of a secret, but not the packet that brought it. The packet stays until a longer one
 * overwrites it, perhaps never. It is found by the bytes before the secret in such a packet (RFC 4252, 4254, 4256):
 * `before`, and the length. `in_packet`: wipe only inside a whole packet of channel data. */
void wire_forget_packet(const char *before, size_t before_length, const char *text, size_t length, bool in_packet)
{
    struct buffer packet = { 0 };
    unsigned char size[4] = { (unsigned char)(length >> 24), (unsigned char)(length >> 16),
        (unsigned char)(length >> 8), (unsigned char)length };
    if (length == 0 || heap_begin == NULL)
        return;
    buffer_add(&packet, before, before_length);
    buffer_add(&packet, size, sizeof size);
    buffer_add(&packet, text, length);
    char *found = heap_begin;
    while ((found = memmem(found, (size_t)((char *)sbrk(0) - found), packet.data, packet.length)) != NULL) {
        if (found != packet.data && (!in_packet || is_in_packet(found + packet.length - length, length)))
            explicit_bzero(found + packet.length - length, length);
        found += packet.length;
    }
    buffer_clear(&packet);
}

void wire_forget(const char *secret)
{
    explicit_bzero((char *)(uintptr_t)secret, strlen(secret));
}
