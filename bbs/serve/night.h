/*
 * night.h: the caretaker's work of each night: it signs the book's head (ledger.h), then makes a sealed backup
 * (sealed.h).
 *
 * A night begins at three in the house's time zone (at four in summer time). Work that was missed, because the machine
 * was off or the disk full, is done as soon as the house is served. Work that failed is tried again. A child process
 * does it, so that the clerk can go on meanwhile.
 */
#ifndef BBS_NIGHT_H
#define BBS_NIGHT_H

#include <stdint.h>
#include <sys/types.h>

#include "bbs/safe/house_files.h"
#include "store.h"

enum { NIGHT_HOUR = 3, NIGHT_LOOK_SECONDS = 30, NIGHT_AGAIN_SECONDS = 600 };

/* The beginning of the present or last night, by the clock `now` (seconds since 1970) and the process's time zone. */
int64_t night_begin_of(int64_t now);

struct night { /* the caretaker's; zeroed is a new one */
    struct house_files files;
    pid_t worker; /* 0: no worker runs */
    int64_t due;  /* time of the next check, by the clock that nobody can set */
};
/* False when the path is too long. Removes the files that a killed worker left. */
bool night_open(struct night *night, const char *database);
/* Starts what is due, and takes the end of the worker. `now`: wall clock; `monotonic`: the clock that nobody can set.
 */
void night_tick(struct night *night, struct store *store, int64_t now, int64_t monotonic);
/* Ends the worker, if there is one, and removes its unfinished files. */
void night_close(struct night *night);

/* The worker. Only the caretaker calls it with arguments. */
int night_main(int argc, char **argv);

#endif
