/*
 * log_pipe.h: the pipe by which the other roles write to the log. The gate reads it.
 *
 * So an attacker who took over a role has no log file to truncate, no terminal of the steward to write to, and cannot
 * fill the disk: the gate removes control sequences from the lines, shortens them, and counts them.
 */
#ifndef BBS_LOG_PIPE_H
#define BBS_LOG_PIPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    LOG_LINE_MOST = 1000, /* bytes; a longer line is cut into several */
    LOG_LINES_MOST = 500, /* in one window; further lines are only counted, and their number is logged */
    LOG_WINDOW_MS = 60000,
};

struct log_pipe {
    int read, write; /* both do not block: when the pipe is full, a role goes on without its line */
    char line[LOG_LINE_MOST];
    size_t length;
    int64_t window; /* its beginning, in milliseconds */
    int lines, left_out;
};

bool log_pipe_open(struct log_pipe *pipe);
/* Reads what has come, and writes complete lines to the descriptor `out`. `now` in milliseconds. */
void log_pipe_hear(struct log_pipe *pipe, int out, int64_t now);

#endif
