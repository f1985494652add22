/*
 * session.h: one person's process. Before log-in it answers the wire from a table of permitted requests; after log-in,
 * one way, it holds a `struct actor` and runs one face: screens, line mode, or one command.
 */
#ifndef BBS_SESSION_H
#define BBS_SESSION_H

#include "bbs/safe/house_files.h"
#include "store.h"

struct session_setup {
    const char *database;
    const struct house_files *files; /* for the keys that are read before the walls close: secrets.h */
    const char *source;              /* the client's address, for last log-ins: without its last part */
    int control;                     /* frames with the wire */
    int terminal;                    /* bytes with the wire */
    int hub;                         /* hints with the gate */
    const char *host_key;            /* public half */
    int argon_slots;                 /* folder of slot files; -1: none */
};
/* Runs to its end and exits the process. */
_Noreturn void session_run(const struct session_setup *setup);

#endif
