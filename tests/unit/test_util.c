/* test_util.c: the few helpers that every room trusts. */
#include "util.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* --- buffers --- */

static void an_empty_buffer_is_an_empty_string(void **state)
{
    (void)state;
    struct buffer buffer = { 0 };
    assert_string_equal(buffer_text(&buffer), "");
    buffer_cut(&buffer, 0);
    char *taken = buffer_take(&buffer);
    assert_string_equal(taken, "");
    free(taken);
    buffer_add(&buffer, NULL, 0);
    assert_string_equal(buffer_text(&buffer), "");
    buffer_clear(&buffer);
    buffer_clear(&buffer);
}

static void a_buffer_grows_and_always_ends(void **state)
{
    (void)state;
    struct buffer buffer = { 0 };
    for (size_t i = 0; i < 1000; i++) {
        buffer_add(&buffer, "0123456789", 10);
        assert_int_equal(buffer.length, (i + 1) * 10);
        assert_int_equal(strlen(buffer.data), buffer.length);
    }
    buffer_add(&buffer, "a\0b", 3);
    assert_int_equal(buffer.length, 10003);
    assert_int_equal(buffer.data[10003], '\0');
    buffer_clear(&buffer);
    assert_int_equal(buffer.length, 0);
}

static void a_format_is_added_whole(void **state)
{
    (void)state;
    struct buffer buffer = { 0 };
    char *longest = xmalloc(10000);
    memset(longest, 'x', 9999);
    longest[9999] = '\0';
    buffer_format(&buffer, "%d-%s-", 7, longest);
    assert_int_equal(buffer.length, 10002);
    buffer_format(&buffer, "%s", "");
    buffer_format(&buffer, "%s", "end");
    assert_string_equal(buffer.data + 10001, "-end");
    free(longest);
    buffer_clear(&buffer);
}

static void what_is_cut_is_the_beginning(void **state)
{
    (void)state;
    struct buffer buffer = { 0 };
    buffer_string(&buffer, "the tank");
    buffer_cut(&buffer, 4);
    assert_string_equal(buffer_text(&buffer), "tank");
    buffer_cut(&buffer, 4);
    assert_string_equal(buffer_text(&buffer), "");
    buffer_string(&buffer, "roof");
    char *taken = buffer_take(&buffer);
    assert_string_equal(taken, "roof");
    assert_null(buffer.data);
    free(taken);
}

/* --- strings and numbers --- */

static void a_copy_never_cuts_a_letter_in_two(void **state)
{
    (void)state;
    static const struct {
        const char *from;
        size_t size;
        const char *to;
    } table[] = {
        { "tank", 5, "tank" }, { "tank", 4, "tan" }, { "tank", 1, "" }, { "", 1, "" },
        { "caf\xc3\xa9", 6, "caf\xc3\xa9" }, { "caf\xc3\xa9", 5, "caf" }, { "\xe6\xb0\xb4", 4, "\xe6\xb0\xb4" },
        { "\xe6\xb0\xb4", 3, "" }, { "a\xf0\x9f\x8d\x9e", 5, "a" },
        { "\x80\x80\x80", 3, "" }, /* not UTF-8: shorter, and nothing worse */
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        char to[16];
        memset(to, '#', sizeof to);
        assert_int_equal(util_copy_text(to, table[i].size, table[i].from), strlen(table[i].from));
        assert_string_equal(to, table[i].to);
        assert_int_equal(to[table[i].size], '#'); /* nothing is written beyond */
    }
    char untouched = '#';
    assert_int_equal(util_copy_text(&untouched, 0, "tank"), 4);
    assert_int_equal(untouched, '#');
}

static void a_number_is_digits_and_nothing_else(void **state)
{
    (void)state;
    static const struct {
        const char *s;
        bool good;
        int64_t number;
    } table[] = {
        { "0", true, 0 }, { "42", true, 42 }, { "007", true, 7 }, { "9223372036854775807", true, INT64_MAX },
        { "9223372036854775808", false, 0 }, { "99999999999999999999999", false, 0 }, { "", false, 0 },
        { "-1", false, 0 }, { "+1", false, 0 }, { " 1", false, 0 }, { "1 ", false, 0 }, { "1a", false, 0 },
        { "0x10", false, 0 }, { "1.5", false, 0 }, { "\xd9\xa1", false, 0 }, /* a digit, but not one of ours */
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        int64_t number = -7;
        assert_int_equal(util_parse_number(table[i].s, &number), table[i].good);
        assert_int_equal(number, table[i].good ? table[i].number : -7);
    }
}

static void strings_are_copied(void **state)
{
    (void)state;
    char *whole = xstrdup("tank"), *part = xstrndup("tank", 2), *with_nul = xstrndup("a\0b", 3);
    assert_string_equal(whole, "tank");
    assert_string_equal(part, "ta");
    assert_memory_equal(with_nul, "a\0b", 4);
    free(whole);
    free(part);
    free(with_nul);
}

/* --- writing --- */

static void all_is_written_through_a_narrow_pipe(void **state)
{
    (void)state;
    enum { LENGTH = 1 << 20 };
    char *data = xcalloc(1, LENGTH), read_back[4096];
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        _exit(util_write_all(ends[1], data, LENGTH) ? 0 : 1);
    }
    close(ends[1]);
    size_t total = 0;
    ssize_t length;
    while ((length = read(ends[0], read_back, sizeof read_back)) > 0)
        total += (size_t)length;
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_int_equal(total, LENGTH);
    close(ends[0]);
    free(data);
    assert_false(util_write_all(ends[0], "x", 1)); /* closed */
    assert_true(util_write_all(-1, "", 0));
}

/* --- the end of all --- */

static void ask_for_too_much(void)
{
    xrealloc(NULL, SIZE_MAX / 2, 4); /* the product turns over */
}

static void cut_too_much(void)
{
    struct buffer buffer = { 0 };
    buffer_string(&buffer, "tank");
    buffer_cut(&buffer, 5);
}

static void add_too_much(void)
{
    struct buffer buffer = { 0 };
    buffer_add(&buffer, "", SIZE_MAX / 2);
}

static void say_why(void)
{
    die("no tank %d", 7);
}

/* What can't be is said in one line and ends the process, before it does harm. */
static void what_cannot_be_ends_the_process(void **state)
{
    (void)state;
    static const struct {
        void (*act)(void);
        const char *words;
    } table[] = {
        { ask_for_too_much, NULL }, /* a sanitizer says it in its own words */
        { cut_too_much, "bbs: cutting more than a buffer holds\n" },
        { add_too_much, "bbs: a buffer of impossible size\n" },
        { say_why, "bbs: no tank 7\n" },
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        char words[200] = "";
        int ends[2], status;
        assert_int_equal(pipe(ends), 0);
        pid_t child = fork();
        if (child == 0) {
            signal(SIGABRT, SIG_DFL);
            setrlimit(RLIMIT_CORE, &(struct rlimit) { 0, 0 });
            dup2(ends[1], STDERR_FILENO);
            table[i].act();
            _exit(0);
        }
        close(ends[1]);
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_int_not_equal(status, 0);
        assert_true(read(ends[0], words, sizeof words - 1) > 0);
        if (table[i].words != NULL) {
            assert_string_equal(words, table[i].words);
            assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
        }
        close(ends[0]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_buffer_is_an_empty_string),
        cmocka_unit_test(a_buffer_grows_and_always_ends),
        cmocka_unit_test(a_format_is_added_whole),
        cmocka_unit_test(what_is_cut_is_the_beginning),
        cmocka_unit_test(a_copy_never_cuts_a_letter_in_two),
        cmocka_unit_test(a_number_is_digits_and_nothing_else),
        cmocka_unit_test(strings_are_copied),
        cmocka_unit_test(all_is_written_through_a_narrow_pipe),
        cmocka_unit_test(what_cannot_be_ends_the_process),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
