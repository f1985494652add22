/* log_pipe.c: see log_pipe.h. */
#include "bbs/serve/log_pipe.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "text.h"
#include "util.h"

bool log_pipe_open(struct log_pipe *log)
{
    int ends[2];
    *log = (struct log_pipe) { .read = -1, .write = -1 };
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
        return false;
    log->read = ends[0];
    log->write = ends[1];
    return true;
}

static void say(int out, const char *line)
{
    struct buffer whole = { 0 };
    buffer_format(&whole, "%s\n", line);
    util_write_all(out, whole.data, whole.length);
    buffer_clear(&whole);
}

static void new_window(struct log_pipe *log, int out, int64_t now)
{
    char text[80];
    if (now - log->window < LOG_WINDOW_MS)
        return;
    if (log->left_out > 0) {
        snprintf(text, sizeof text, "bbs: too many lines in a minute: %d lines are left out here", log->left_out);
        say(out, text);
    }
    log->window = now;
    log->lines = log->left_out = 0;
}

static void end_line(struct log_pipe *log, int out)
{
    if (log->lines >= LOG_LINES_MOST)
        log->left_out++;
    else {
        char *shown = text_shown(log->line, log->length, TEXT_LINE, false);
        say(out, shown);
        free(shown);
        log->lines++;
    }
    log->length = 0;
}

void log_pipe_hear(struct log_pipe *log, int out, int64_t now)
{
    enum { READS_MOST = 16 }; /* in one turn of the gate, as it has other work too */
    char bytes[4096];
    new_window(log, out, now);
    for (int i = 0; i < READS_MOST; i++) {
        ssize_t got = read(log->read, bytes, sizeof bytes);
        if (got <= 0)
            return;
        for (ssize_t k = 0; k < got; k++) {
            if (bytes[k] != '\n')
                log->line[log->length++] = bytes[k];
            if (bytes[k] == '\n' || log->length == sizeof log->line)
                end_line(log, out);
        }
    }
}
