/*
 * sandbox.h: the sandboxes of wire and session. Both close before the first byte from the network is read.
 *
 * wire     seccomp: no file, no socket, no process; a call that is not on its list ends it
 * session  Landlock: only the four files of the database, the argon2 slots, and reading terminfo, time zones and our
 *          catalogues; seccomp: no exec, no fork, no new socket
 * ephemeral  seccomp: it receives sockets, reads and writes them, draws random numbers; no file, no socket, no process,
 * no more memory
 *
 * All have a limit on memory. On a kernel without Landlock there is only seccomp, and the gate logs this once.
 */
#ifndef BBS_SANDBOX_H
#define BBS_SANDBOX_H

#include <stdbool.h>

/* Called in the template, before it forks: builds the filters once, because building one costs more than a log-in. */
void sandbox_prepare(void);
bool sandbox_has_landlock(void);

void sandbox_wire(void);
struct sandbox_paths {
    const char *database;   /* its -wal, -shm and -lock lie beside it and must all exist */
    const char *catalogues; /* folder of translations; may be missing */
    int argon_slots;        /* descriptor of the folder; -1: no folder */
};
void sandbox_session(const struct sandbox_paths *paths);
/* For the process `ephemeral`, once its memory is there. Builds its own filter. */
void sandbox_ephemeral(void);

#endif
