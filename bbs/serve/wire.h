/*
 * wire.h: the process that speaks SSH, and nothing else. It holds the host key and no member's data; it asks the
 * session who may come in, and carries bytes. After its sandbox closed it can open no file and no socket.
 */
#ifndef BBS_WIRE_H
#define BBS_WIRE_H

struct wire_setup {
    const char *host_key; /* path; read before the sandbox closes */
    int connection;       /* the TCP socket */
    int control;          /* frames with the session */
    int terminal;         /* bytes with the session */
};
/* Runs to the connection's end and exits the process. */
_Noreturn void wire_run(const struct wire_setup *setup);

/* For the template, once before it forks: a whole handshake against itself with a throwaway key, so that every child
 * shares the library's tables instead of building its own. */
void wire_warm_up(void);

#endif
