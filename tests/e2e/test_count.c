/* test_count.c: `bbs tally` and `bbs lot` as programs: files, standard input, exit status. What they answer is in
 * tests/unit/test_count.c. No house is needed, and none is made. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/e2e/served.h"

static const char vote[] = "{\"kind\": \"yesno\", \"ballots\": [{\"count\": 2, \"choice\": \"no\"}]}\n";
static const char vote_counted[] = "{\"totals\": {\"yes\": 0, \"no\": 2, \"abstain\": 0}, \"winners\": [\"no\"]}\n";
static const char lot[] =
    "{\"pool_size\": 87, \"select\": 5, \"seed_lines\": [[3, 11, 19, 27, 42, 49]], \"hash\": \"BLAKE2b-256\"}";
static const char lot_drawn[] = "{\"key_string\": \"3.11.19.27.42.49./\", \"drawn\": [53, 61, 21, 29, 44]}\n";

static void ends(struct ran ran, int status, const char *out, const char *err)
{
    if (ran.status != status || strcmp(ran.out, out) != 0 || strcmp(ran.err, err) != 0)
        fail_msg("it ended with %d, and said: %s%s", ran.status, ran.out, ran.err);
    ran_free(&ran);
}

static struct ran with_input(const char *verb, const char *input)
{
    return run((const char *const[]) { "bbs", verb, "-", NULL }, input, strlen(input));
}

/* A file in $TMPDIR, `length` bytes long: its end is a hole. */
static void make_file(char path[600], const char *text, off_t length)
{
    snprintf(path, 600, "%s/count.XXXXXX", getenv("TMPDIR"));
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    assert_int_equal(ftruncate(fd, length), 0);
    close(fd);
}

static void a_file_or_standard_input_is_counted(void **state)
{
    (void)state;
    char path[600];
    ends(with_input("tally", vote), 0, vote_counted, "");
    ends(with_input("lot", lot), 0, lot_drawn, "");
    make_file(path, vote, sizeof vote - 1);
    ends(BBS("tally", path), 0, vote_counted, "");
    unlink(path);
}

static void what_is_refused_stands_on_standard_error(void **state)
{
    (void)state;
    ends(with_input("tally", "{\"kind\": \"yesno\", \"ballots\": [{\"count\": -1, \"choice\": \"no\"}]}"), 1, "",
        "bbs: ballot 1: \"count\" must be a whole number from 0 to 1000000000000000000.\n");
    ends(with_input("lot", ""), 1, "", "bbs: line 1: the text ends in the middle.\n");
    ends(BBS("tally", "/nonexistent"), 1, "", "bbs: /nonexistent cannot be read: No such file or directory\n");
    ends(BBS("lot", "/"), 1, "", "bbs: / cannot be read: Is a directory\n");
}

static void wrong_use_is_told(void **state)
{
    (void)state;
    ends(BBS("tally"), 2, "", "bbs: name the file with the vote: bbs tally FILE, or - for standard input\n");
    ends(BBS("lot", "a", "b"), 2, "", "bbs: name the file with the lot: bbs lot FILE, or - for standard input\n");
    ends(BBS("lot", "--pool", "5"), 2, "", "bbs: type it like this: bbs lot FILE|-\n");
}

/* Of an endless file only the most that is read is read: else this would not end. */
static void a_file_too_long_is_not_read_to_its_end(void **state)
{
    (void)state;
    char path[600], sentence[700];
    make_file(path, vote, (off_t)1 << 30);
    snprintf(sentence, sizeof sentence, "bbs: %s is longer than 16777216 bytes, the most that is read.\n", path);
    ends(BBS("tally", path), 1, "", sentence);
    unlink(path);
    ends(BBS("tally", "/dev/zero"), 1, "", "bbs: /dev/zero is longer than 16777216 bytes, the most that is read.\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_or_standard_input_is_counted),
        cmocka_unit_test(what_is_refused_stands_on_standard_error),
        cmocka_unit_test(wrong_use_is_told),
        cmocka_unit_test(a_file_too_long_is_not_read_to_its_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
