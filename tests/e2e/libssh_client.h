/* libssh_client.h: a small ssh of libssh: a terminal, its keys, its size, and nothing else. */
#ifndef TESTS_E2E_LIBSSH_CLIENT_H
#define TESTS_E2E_LIBSSH_CLIENT_H

/* `words`: port, handle, and a private key's file, or "-" to be asked for a password. Gives an exit status. */
int libssh_client(const char *const words[3]);

#endif
