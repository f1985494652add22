/* test_log_pipe.c: what a role that was taken over can write into the log: words, and not too many. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "bbs/serve/log_pipe.h"
#include "util.h"

struct log {
    struct log_pipe pipe;
    FILE *out;
};

static int log_begin(void **state)
{
    static struct log log;
    *state = &log;
    setlocale(LC_ALL, "C.UTF-8");
    assert_true(log_pipe_open(&log.pipe));
    log.out = tmpfile();
    assert_non_null(log.out);
    return 0;
}

static int log_end(void **state)
{
    struct log *log = *state;
    close(log->pipe.read);
    close(log->pipe.write);
    fclose(log->out);
    return 0;
}

/* What the log holds after these bytes, in all; the caller frees. */
static char *after(struct log *log, const char *bytes, size_t length, int64_t now)
{
    struct buffer all = { 0 };
    char some[4096];
    ssize_t got;
    assert_true(util_write_all(log->pipe.write, bytes, length));
    log_pipe_hear(&log->pipe, fileno(log->out), now);
    for (off_t at = 0; (got = pread(fileno(log->out), some, sizeof some, at)) > 0; at += got)
        buffer_add(&all, some, (size_t)got);
    return buffer_take(&all);
}

static void lines_come_as_they_are(void **state)
{
    char *log = after(*state, "bbs: one\nbbs: tw", 16, 0);
    assert_string_equal(log, "bbs: one\n");
    free(log);
    log = after(*state, "o, día\n", 8, 0);
    assert_string_equal(log, "bbs: one\nbbs: two, día\n");
    free(log);
}

static void nothing_moves_the_steward_s_cursor(void **state)
{
    static const char bytes[] = "\033[2Jall is well\rbbs: \x9b"
                                "31m\x07\n";
    char *log = after(*state, bytes, sizeof bytes - 1, 0);
    for (const char *at = log; *at != '\0'; at++)
        assert_true(*at == '\n' || (unsigned char)*at >= ' ');
    assert_null(strstr(log, "\x9b"));
    assert_non_null(strstr(log, "all is well"));
    free(log);
}

static void a_long_line_is_cut_into_several(void **state)
{
    char line[3 * LOG_LINE_MOST + 2];
    memset(line, 'x', sizeof line - 1);
    line[sizeof line - 2] = '\n';
    char *log = after(*state, line, sizeof line - 1, 0);
    for (const char *at = log, *end; (end = strchr(at, '\n')) != NULL; at = end + 1)
        assert_true(end - at <= LOG_LINE_MOST);
    free(log);
}

static void a_flood_is_counted(void **state)
{
    struct log *log = *state;
    for (int i = 0; i < 3 * LOG_LINES_MOST; i++)
        free(after(log, "x\n", 2, 0));
    char *all = after(log, "later\n", 6, LOG_WINDOW_MS);
    size_t lines = 0;
    for (const char *at = all; (at = strchr(at, '\n')) != NULL; at++)
        lines++;
    assert_int_equal(lines, LOG_LINES_MOST + 2);
    assert_non_null(strstr(all, "1000 lines are left out"));
    assert_non_null(strstr(all, "later\n"));
    free(all);
}

static void a_full_pipe_keeps_nobody(void **state)
{
    struct log *log = *state;
    char bytes[4096] = "";
    memset(bytes, 'x', sizeof bytes);
    while (write(log->pipe.write, bytes, sizeof bytes) > 0)
        ;
    assert_int_equal(write(log->pipe.write, bytes, sizeof bytes), -1);
}

#define LOG(test) cmocka_unit_test_setup_teardown(test, log_begin, log_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LOG(lines_come_as_they_are),
        LOG(nothing_moves_the_steward_s_cursor),
        LOG(a_long_line_is_cut_into_several),
        LOG(a_flood_is_counted),
        LOG(a_full_pipe_keeps_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
