/*
 * source.h: the source of a connection, as the house counts it. Used everywhere: the gate, guesses, sign-ups, known
 * places, last log-ins and the log. RULES 1.11, 1.12.
 *
 * A source is a range of addresses of about the size of a neighbourhood, never a single address:
 *
 *   IPv4           the /24       "192.0.2.x"         256 addresses
 *   IPv6           the /48       "2001:db8:1::x"     256 homes, where a provider gives a home a /56
 *   IPv6, private  the /64       "fd00:1:2:3::x"     a street's own mesh is one /48, and its homes are /64s
 *
 * For a public IPv6 address it is the /48, not the /64. A server that is rented for an hour has a /48 or a /56, and
 * would have thousands of sources for guessing. Phones and homes get another /64 each day, and would never come from a
 * known source. The price: neighbours in one /48 share a source, as in an IPv4 /24 (bbs-security(7) says what that
 * means).
 *
 * An IPv4 client reaches a socket for both kinds as ::ffff:192.0.2.7, through a translator as 64:ff9b::192.0.2.7,
 * through 6to4 as 2002:c000:207::. Each of them counts as IPv4.
 */
#ifndef BBS_SOURCE_H
#define BBS_SOURCE_H

#include <sys/socket.h>

enum { SOURCE_BYTES = 48 };

/* Pure. Gives "?" for other kinds of addresses. `address` has the size that its family needs. */
void source_of(const struct sockaddr *address, char out[SOURCE_BYTES]);
/* The source of the other end of a connection; "?" when it is closed already. */
void source_of_peer(int connection, char out[SOURCE_BYTES]);

#endif
