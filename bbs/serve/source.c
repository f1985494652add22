#include "bbs/serve/source.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "util.h"

enum { PUBLIC_KEPT = 6, PRIVATE_KEPT = 8 }; /* of 16 bytes: a /48, a /64 */

/* Kinds of IPv6 addresses that contain an IPv4 address: their prefix, and the byte at which it stands. */
static const struct {
    unsigned char prefix[12];
    size_t prefix_length, at;
} holding_four[] = {
    { { [10] = 0xff, [11] = 0xff }, 12, 12 }, /* mapped, ::ffff:0:0/96: RFC 4291, 2.5.5.2 */
    { { 0x00, 0x64, 0xff, 0x9b }, 12, 12 },   /* translated, 64:ff9b::/96: RFC 6052, 2.1 */
    { { 0x20, 0x02 }, 2, 2 },                 /* 6to4, 2002::/16: RFC 3056, 2 */
};

static void write_four(const unsigned char four[4], char out[SOURCE_BYTES])
{
    snprintf(out, SOURCE_BYTES, "%d.%d.%d.x", four[0], four[1], four[2]);
}

static void write_six(const unsigned char six[16], char out[SOURCE_BYTES])
{
    char text[INET6_ADDRSTRLEN];
    unsigned char kept[16] = { 0 };
    bool private = (six[0] & 0xfe) == 0xfc; /* fc00::/7: RFC 4193 */
    memcpy(kept, six, private ? PRIVATE_KEPT : PUBLIC_KEPT);
    inet_ntop(AF_INET6, kept, text, sizeof text);
    snprintf(out, SOURCE_BYTES, "%sx", text);
}

void source_of(const struct sockaddr *address, char out[SOURCE_BYTES])
{
    util_copy_text(out, SOURCE_BYTES, "?");
    if (address->sa_family == AF_INET) {
        const struct sockaddr_in *four = (const struct sockaddr_in *)(const void *)address;
        write_four((const unsigned char *)&four->sin_addr, out);
    } else if (address->sa_family == AF_INET6) {
        const unsigned char *six = ((const struct sockaddr_in6 *)(const void *)address)->sin6_addr.s6_addr;
        for (size_t i = 0; i < sizeof holding_four / sizeof *holding_four; i++)
            if (memcmp(six, holding_four[i].prefix, holding_four[i].prefix_length) == 0) {
                write_four(six + holding_four[i].at, out);
                return;
            }
        write_six(six, out);
    }
}

void source_of_peer(int connection, char out[SOURCE_BYTES])
{
    struct sockaddr_storage address = { 0 };
    socklen_t length = sizeof address;
    util_copy_text(out, SOURCE_BYTES, "?");
    if (getpeername(connection, (struct sockaddr *)&address, &length) == 0)
        source_of((const struct sockaddr *)&address, out);
}
