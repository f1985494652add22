/* wire_forget.h: wipes typed text and secrets from libssh's memory. */
#ifndef BBS_WIRE_FORGET_H
#define BBS_WIRE_FORGET_H

#include <stdbool.h>
#include <stddef.h>

/* Called in the template, before the first wire: notes where the heap begins. Else packets are not found. */
void wire_forget_begin(void);
/* Wipes `text` in each packet that still holds them after `before` and their length. `in_packet`: only inside a whole
 * packet of channel data. */
void wire_forget_packet(const char *before, size_t before_length, const char *text, size_t length, bool in_packet);
/* Wipes a secret that libssh owns, lets us read, and no longer needs. */
void wire_forget(const char *secret);

#endif
