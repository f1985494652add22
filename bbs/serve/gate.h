/*
 * gate.h: the process that listens, and the roles it starts.
 *
 * gate        listens, limits, gives each connection to the template, reaps; its hub passes hints between sessions.
 *  |          Holds no key, and opens no database while sessions run.
 *  |-- ephemeral   keeps what lives in memory only: secret choices, unsigned lines, talk of small groups (ephemeral.h)
 *  |-- caretaker   does what is due by time: migration at start, the clerk's commits, checkpoints, forgetting
 *  `-- template    exec'd, so that its children have other addresses and another canary; warms up, then forks
 *       |-- wire      one for each connection: libssh only (wire.h)
 *       `-- session   one for each connection: log-in, then one face (session.h)
 */
#ifndef BBS_GATE_H
#define BBS_GATE_H

#include <stdbool.h>
#include <stdint.h>

#include "bbs/safe/house_files.h"

/* The sessions that one member may have at once, by default: enough for a phone, a laptop and shared computers. When
 * one more begins, the one that was quiet longest ends. */
enum { SESSIONS_MOST = 10, SESSIONS_MOST_EVER = 10000 };

struct serve_options {
    const char *database; /* as given to --db */
    const struct house_files *files;
    const char *address; /* numeric, IPv4 or IPv6 */
    uint16_t port;
    bool made_up; /* a made-up house: its caretaker may speak as played neighbours */
    int sessions; /* the most sessions of one member at once */
};

/* Serves until SIGTERM or SIGINT, then drains. Returns the exit status. Errors are explained on stderr, with what to do
 * (the port is taken, the house is already served, the database is of another version). */
int gate_serve(const struct serve_options *options);

/* The roles that the gate starts by exec of this same program. Only the gate calls them with arguments. */
int template_main(int argc, char **argv);
int caretaker_main(int argc, char **argv);
int ephemeral_main(int argc, char **argv);

#endif
