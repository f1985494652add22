/*
 * log_pipe.h: how the other roles' words come into the log: by a pipe that the gate reads.
 *
 * A role that was taken over has no file of the log to cut short, no terminal of the steward's to write to, and cannot
 * fill the disk: lines are freed of all that moves a cursor, shortened, and counted.
 */
#ifndef BBS_LOG_PIPE_H
#define BBS_LOG_PIPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    LOG_LINE_MOST = 1000, /* bytes; a longer line is cut into several */
    LOG_LINES_MOST = 500, /* in one window; what is beyond is counted, and the number is said */
    LOG_WINDOW_MS = 60000,
};

struct log_pipe {
    int read, write; /* both do not block: a role whose words nobody takes goes on without them */
    char line[LOG_LINE_MOST];
    size_t length;
    int64_t window; /* milliseconds: when it began */
    int lines, left_out;
};

bool log_pipe_open(struct log_pipe *pipe);
/* Takes what has come and writes whole lines to `out` (a descriptor). `now` in milliseconds. */
void log_pipe_hear(struct log_pipe *pipe, int out, int64_t now);

#endif
