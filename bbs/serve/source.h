/*
 * source.h: from where somebody comes, as the house counts it. One notion for everything: the door, guesses, sign-ups,
 * known places, last log-ins and the log. RULES 1.11, 1.12.
 *
 * A source is a piece of the net that is about a neighbourhood, never one address:
 *
 *   IPv4           the /24       "192.0.2.x"         256 addresses
 *   IPv6           the /48       "2001:db8:1::x"     256 homes, where a provider gives a home a /56
 *   IPv6, private  the /64       "fd00:1:2:3::x"     a street's own mesh is one /48, and its homes are /64s
 *
 * Of a public IPv6 address the /48 and not the /64: a server rented for an hour has a /48 or a /56, and would have
 * thousands of sources for guessing; phones and homes are given another /64 each day, and would come from nowhere
 * known. The price: neighbours of one /48 share a place, as those of one IPv4 /24 do (bbs-security(7) says what that
 * means).
 *
 * An IPv4 visitor of a socket that hears both kinds comes as ::ffff:192.0.2.7, by a translator as 64:ff9b::192.0.2.7,
 * through 6to4 as 2002:c000:207::: each of them is IPv4.
 */
#ifndef BBS_SOURCE_H
#define BBS_SOURCE_H

#include <sys/socket.h>

enum { SOURCE_BYTES = 48 };

/* Pure. "?" for what is no address of the net. `address` has room for its family's kind. */
void source_of(const struct sockaddr *address, char out[SOURCE_BYTES]);
/* Of the other end of a connection; "?" when it is gone already. */
void source_of_peer(int connection, char out[SOURCE_BYTES]);

#endif
