/*
 * night.h: what the caretaker does once a night: the book's head is signed (ledger.h), then a backup sealed (sealed.h).
 *
 * A night begins at three in the house's time zone (in summer, where clocks are put forward, at four). What was missed,
 * because the machine was off or the disk full, is made up as soon as the house is served; what fails is tried again. A
 * child process does the work, so that the clerk goes on meanwhile.
 */
#ifndef BBS_NIGHT_H
#define BBS_NIGHT_H

#include <stdint.h>
#include <sys/types.h>

#include "bbs/safe/house_files.h"
#include "store.h"

enum { NIGHT_HOUR = 3, NIGHT_LOOK_SECONDS = 30, NIGHT_AGAIN_SECONDS = 600 };

/* When the night that is or was last began, by the clock `now` (seconds since 1970) and the process's time zone. */
int64_t night_begin_of(int64_t now);

struct night { /* the caretaker's; zeroed is a new one */
    struct house_files files;
    pid_t worker; /* 0: nobody works */
    int64_t due;  /* when it is looked at next, by the clock that nobody sets */
};
/* False when the path is too long. Removes what a worker that was killed left behind. */
bool night_open(struct night *night, const char *database);
/* Starts what is due, hears of what has ended. `now` by the wall, `monotonic` by the clock that nobody sets. */
void night_tick(struct night *night, struct store *store, int64_t now, int64_t monotonic);
/* Ends the worker, if there is one, and removes what it had begun. */
void night_close(struct night *night);

/* The worker. Its arguments are the caretaker's business alone. */
int night_main(int argc, char **argv);

#endif
