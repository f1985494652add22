/* stranger.h: an SSH client that does what the stock one never would. Built on libssh; every wait has an end. */
#ifndef TESTS_E2E_STRANGER_H
#define TESTS_E2E_STRANGER_H

#include <libssh/libssh.h>

#include "tests/e2e/served.h"

/* Connected, keys exchanged, not logged in; NULL when the house hung up. ssh_free() by stranger_leave. */
ssh_session stranger_come(const struct served *house);
void stranger_leave(ssh_session session);
bool stranger_log_in(ssh_session session, const struct served *house, const char *handle);
/* An open channel; NULL: refused. */
ssh_channel stranger_channel(ssh_session session);
/* Reads until the text came, or the end, or time is over. */
bool stranger_hears(ssh_channel channel, const char *text);

#endif
