/* wire_forget.c: what was typed is wiped where libssh leaves it. */
#include "bbs/serve/wire_forget.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "util.h"

static char *heap_begin; /* of the template, and so of every wire; NULL: not known */

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

/* Does a packet of channel data (RFC 4253, 6; RFC 4254, 5.2) stand around these words, with its own length and the
 * length of its padding? What zlib keeps of earlier packets has no such head: it refers back to that, so a byte of it
 * that was emptied would be missing in a later text. */
static bool is_in_packet(const char *words, size_t length)
{
    enum { HEAD = 14, DATA_TYPE = 94 }; /* packet length 4, padding length 1, type 1, channel 4, length of words 4 */
    const unsigned char *head = (const unsigned char *)words - HEAD;
    if ((const char *)head < heap_begin)
        return false;
    size_t whole = (size_t)head[0] << 24 | (size_t)head[1] << 16 | (size_t)head[2] << 8 | head[3];
    return head[5] == DATA_TYPE && whole == 1 + (HEAD - 5) + length + head[4];
}

/* libssh empties its own copy of a secret, but not the packet that brought it: that stays until a longer one takes its
 * place, which may be never. It is found by what stands before such words in a packet (RFC 4252, 4254, 4256): `before`,
 * and their length. `in_packet`: only where a whole packet of channel data stands around it. */
void wire_forget_packet(const char *before, size_t before_length, const char *words, size_t length, bool in_packet)
{
    struct buffer packet = { 0 };
    unsigned char size[4] = { (unsigned char)(length >> 24), (unsigned char)(length >> 16),
        (unsigned char)(length >> 8), (unsigned char)length };
    if (length == 0 || heap_begin == NULL)
        return;
    buffer_add(&packet, before, before_length);
    buffer_add(&packet, size, sizeof size);
    buffer_add(&packet, words, length);
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
