/* wire_forget.h: wipes what was typed out of the memory that libssh keeps it in. */
#ifndef BBS_WIRE_FORGET_H
#define BBS_WIRE_FORGET_H

#include <stdbool.h>
#include <stddef.h>

/* In the template, before the first wire: notes where the heap begins. Without it packets are not found. */
void wire_forget_begin(void);
/* Wipes the words in each packet that still holds them, behind `before` and their length. `in_packet`: only where a
 * whole packet of channel data stands around it. */
void wire_forget_packet(const char *before, size_t before_length, const char *words, size_t length, bool in_packet);
/* Wipes a secret that libssh hands out as its own, to be read, and needs no more. */
void wire_forget(const char *secret);

#endif
