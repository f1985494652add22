/*
 * gate.h: the process that listens, and the roles it starts.
 *
 * gate        listens, limits, hands each connection on, reaps; its hub passes hints between sessions. Opens no
 * database while people are in, holds no key.
 *  |-- caretaker   owns time: migration at start, the clerk's commits, checkpoints, forgetting
 *  `-- template    exec'd afresh, so that its children's addresses and canary are their own; warmed up, then forks
 *       |-- wire      one a connection: libssh only (wire.h)
 *       `-- session   one a connection: log-in, then one face (session.h)
 */
#ifndef BBS_GATE_H
#define BBS_GATE_H

#include <stdint.h>

#include "bbs/safe/house_files.h"

/* Of one member at once, unless the steward says otherwise: more than anybody's phone, laptop and shared computer. The
 * one that was quiet longest ends when there is one more. */
enum { SESSIONS_MOST = 10, SESSIONS_MOST_EVER = 10000 };

struct serve_options {
    const char *database; /* as given to --db */
    const struct house_files *files;
    const char *address; /* numeric, IPv4 or IPv6 */
    uint16_t port;
    int sessions; /* of one member at once, at most */
};

/* Serves until SIGTERM or SIGINT, then drains. Returns the exit status; what is wrong stands on stderr, with the way
 * out (the port is taken, the house is already served, the database is of another version). */
int gate_serve(const struct serve_options *options);

/* The roles that gate starts by exec of this same program. Their arguments are gate's business alone. */
int template_main(int argc, char **argv);
int caretaker_main(int argc, char **argv);

#endif
