/*
 * session.h: one person's process. Before log-in it answers the wire's requests from a table. At log-in it gets a
 * `struct actor`, which it keeps, and then it runs one face: screens, line mode, or one command.
 */
#ifndef BBS_SESSION_H
#define BBS_SESSION_H

#include "bbs/safe/house_files.h"
#include "store.h"

struct session_setup {
    const char *database;
    const struct house_files *files; /* for the keys, which are read before the sandbox closes: secrets.h */
    const char *source;              /* the client's source (source.h) */
    int control;                     /* frames with the wire */
    int terminal;                    /* bytes with the wire */
    int hub;                         /* hints with the gate */
    const char *host_key;            /* its public half */
    int argon_slots;                 /* descriptor of the folder of slot files; -1: no folder */
};
/* Runs to its end and exits the process. */
_Noreturn void session_run(const struct session_setup *setup);

#endif
