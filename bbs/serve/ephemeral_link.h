/* ephemeral_link.h: one question to the process `ephemeral`, and its answer, over a socket that the gate made. */
#ifndef BBS_EPHEMERAL_LINK_H
#define BBS_EPHEMERAL_LINK_H

#include "ephemeral.h"

/* Sends the frame, and puts the answer in its place. Waits a second at most. False: the process does not answer, and
 * the caller closes the socket. */
bool ephemeral_over(int fd, struct ephemeral_frame *frame);

#endif
