/*
 * wire.h: the process that speaks SSH, and does nothing else. It holds the host key and no member's data. It asks the
 * session who may log in, and carries bytes. After its sandbox is closed it can open no file and no socket.
 */
#ifndef BBS_WIRE_H
#define BBS_WIRE_H

struct wire_setup {
    const char *host_key; /* path; read before the sandbox closes */
    int connection;       /* the TCP socket */
    int control;          /* frames with the session */
    int terminal;         /* bytes with the session */
};
/* Runs until the connection ends, then exits the process. */
_Noreturn void wire_run(const struct wire_setup *setup);

/* Called once in the template, before it forks: does a whole handshake with itself and a temporary key. So all children
 * share the library's tables and need not build their own. */
void wire_warm_up(void);

#endif
