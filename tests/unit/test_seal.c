/* test_seal.c: what is sealed opens with its own key and whole, or not at all; and a secret on paper is typed rightly.
 */
#include "bbs/safe/seal.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include "util.h"

struct keys {
    struct seal_public public;
    struct seal_secret secret;
};

static int make_keys(void **state)
{
    static struct keys keys;
    seal_key_make(&keys.public, &keys.secret);
    *state = &keys;
    return sodium_init() < 0;
}

static void pattern(unsigned char *bytes, size_t length)
{
    randombytes_buf_deterministic(bytes, length, (const unsigned char[32]) { 9 });
}

/* A sealed file of `length` bytes, written in uneven parts. */
static int sealed_of(const struct keys *keys, size_t length)
{
    int fd = memfd_create("sealed", MFD_CLOEXEC);
    unsigned char *bytes = xmalloc(length);
    pattern(bytes, length);
    struct seal *seal = seal_begin(fd, &keys->public);
    assert_non_null(seal);
    for (size_t at = 0, part = 1; at < length; at += part, part = part * 7 % 70001 + 1) {
        if (part > length - at)
            part = length - at;
        assert_true(seal_write(seal, bytes + at, part));
    }
    assert_true(seal_end(seal));
    free(bytes);
    return fd;
}

/* Reads all; how far it came. */
static enum seal_fault read_sealed(int fd, const struct seal_secret *secret, size_t *got)
{
    static unsigned char bytes[1000];
    enum seal_fault fault;
    *got = 0;
    assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
    struct seal *seal = seal_open_begin(fd, secret, &fault);
    for (size_t length = 1; seal != NULL && length > 0 && fault == SEAL_OPENED; *got += length)
        fault = seal_open_some(seal, bytes, sizeof bytes, &length);
    seal_open_end(seal);
    return fault;
}

static const size_t lengths[] = { 0, 1, 24, SEAL_PIECE - 1, SEAL_PIECE, SEAL_PIECE + 1, 3 * SEAL_PIECE, 300000 };

static void what_is_sealed_comes_out(void **state)
{
    const struct keys *keys = *state;
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        unsigned char *is = xmalloc(lengths[i]), *was = xmalloc(lengths[i]), beyond;
        enum seal_fault fault;
        int fd = sealed_of(keys, lengths[i]);
        lseek(fd, 0, SEEK_SET);
        struct seal *seal = seal_open_begin(fd, &keys->secret, &fault);
        assert_non_null(seal);
        assert_int_equal(seal_open_read(seal, is, lengths[i]), SEAL_OPENED);
        pattern(was, lengths[i]);
        assert_memory_equal(is, was, lengths[i]);
        assert_int_equal(seal_open_read(seal, &beyond, 1), SEAL_CUT_OFF); /* nobody reads more than there is */
        seal_open_end(seal);
        close(fd);
        free(is);
        free(was);
    }
}

/* Every end is noticed, also one just between two messages. */
static void cut_off_is_noticed(void **state)
{
    const struct keys *keys = *state;
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        int fd = sealed_of(keys, lengths[i]);
        off_t whole = lseek(fd, 0, SEEK_END);
        const off_t ends[] = { whole - 1, whole - 17, whole / 2, 156 + SEAL_PIECE + 17, 156, 155, 21 };
        for (size_t k = 0; k < sizeof ends / sizeof *ends; k++) {
            size_t got;
            if (ends[k] >= lseek(fd, 0, SEEK_END))
                continue;
            assert_int_equal(ftruncate(fd, ends[k]), 0);
            assert_int_equal(read_sealed(fd, &keys->secret, &got), SEAL_CUT_OFF);
        }
        close(fd);
    }
}

static void a_changed_byte_is_noticed(void **state)
{
    const struct keys *keys = *state;
    int fd = sealed_of(keys, 200000);
    off_t whole = lseek(fd, 0, SEEK_END);
    for (off_t at = 0; at < whole; at += at < 200 || at > whole - 40 ? 1 : 997) {
        unsigned char byte, other;
        size_t got;
        assert_int_equal(pread(fd, &byte, 1, at), 1);
        other = byte ^ 0x20;
        assert_int_equal(pwrite(fd, &other, 1, at), 1);
        enum seal_fault fault = read_sealed(fd, &keys->secret, &got);
        if (fault == SEAL_OPENED)
            fail_msg("a change at %ld was not noticed", (long)at);
        assert_true(strlen(seal_fault_sentence(fault)) > 20);
        assert_int_equal(pwrite(fd, &byte, 1, at), 1);
    }
    size_t got;
    assert_int_equal(read_sealed(fd, &keys->secret, &got), SEAL_OPENED);
    assert_int_equal(got, 200000);
    close(fd);
}

/* Messages that change places, or come twice, are as bad as changed ones. */
static void order_and_length_are_sealed_too(void **state)
{
    enum { FIRST = 156, STEP = SEAL_PIECE + 17 };
    const struct keys *keys = *state;
    static unsigned char one[STEP], two[STEP];
    size_t got;
    int fd = sealed_of(keys, 3 * SEAL_PIECE);
    assert_int_equal(pread(fd, one, STEP, FIRST), STEP);
    assert_int_equal(pread(fd, two, STEP, FIRST + STEP), STEP);
    assert_int_equal(pwrite(fd, two, STEP, FIRST), STEP);
    assert_int_equal(read_sealed(fd, &keys->secret, &got), SEAL_CHANGED);
    assert_int_equal(pwrite(fd, one, STEP, FIRST), STEP);
    assert_int_equal(pwrite(fd, one, STEP, FIRST + STEP), STEP);
    assert_int_equal(read_sealed(fd, &keys->secret, &got), SEAL_CHANGED);
    assert_int_equal(pwrite(fd, two, STEP, FIRST + STEP), STEP);
    assert_int_equal(read_sealed(fd, &keys->secret, &got), SEAL_OPENED);
    lseek(fd, 0, SEEK_END);
    assert_int_equal(write(fd, "x", 1), 1);
    assert_int_not_equal(read_sealed(fd, &keys->secret, &got), SEAL_OPENED);
    close(fd);
}

static void another_key_opens_nothing(void **state)
{
    const struct keys *keys = *state;
    struct keys other;
    size_t got;
    int fd = sealed_of(keys, 100);
    seal_key_make(&other.public, &other.secret);
    assert_int_equal(read_sealed(fd, &other.secret, &got), SEAL_OTHER_KEY);
    assert_non_null(strstr(seal_fault_sentence(SEAL_OTHER_KEY), "another key"));
    /* nor when it is made to look as if it were sealed to it */
    assert_int_equal(pwrite(fd, other.public.bytes, sizeof other.public.bytes, 20), sizeof other.public.bytes);
    assert_int_equal(read_sealed(fd, &other.secret, &got), SEAL_CHANGED);
    assert_int_equal(ftruncate(fd, 0), 0);
    assert_int_equal(read_sealed(fd, &keys->secret, &got), SEAL_NOT_OURS);
    close(fd);
}

/* A full disk is told at the latest at the end. */
static void a_full_disk_is_told(void **state)
{
    const struct keys *keys = *state;
    static const unsigned char zeroes[3 * SEAL_PIECE];
    int fd = open("/dev/full", O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        skip();
    assert_null(seal_begin(fd, &keys->public));
    assert_int_equal(errno, ENOSPC);
    close(fd);
    fd = memfd_create("small", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    struct seal *seal = seal_begin(fd, &keys->public);
    assert_non_null(seal);
    assert_int_equal(fcntl(fd, F_ADD_SEALS, F_SEAL_GROW), 0);
    assert_false(seal_write(seal, zeroes, sizeof zeroes));
    assert_false(seal_end(seal));
    close(fd);
}

static void a_secret_survives_paper(void **state)
{
    (void)state;
    for (int round = 0; round < 50; round++) {
        struct keys keys;
        struct seal_secret again;
        char words[SEAL_WORDS], typed[4 * SEAL_WORDS + 8];
        seal_key_make(&keys.public, &keys.secret);
        seal_secret_print(&keys.secret, words);
        assert_int_equal(strlen(words), SEAL_WORDS - 1);
        assert_null(strpbrk(words, "iloIOL\n"));
        assert_true(seal_secret_parse(words, &again));
        assert_memory_equal(again.bytes, keys.secret.bytes, sizeof again.bytes);
        size_t length = 0;
        for (const char *at = words; *at != '\0'; at++) { /* in large letters, with dashes, 0 and 1 as they look */
            char large = (char)(*at >= 'a' && *at <= 'z' ? *at - 32 : *at);
            typed[length++] = large == ' ' ? '-' : large == '0' ? 'O' : large == '1' ? 'l' : large;
            if (large == ' ') /* and a long one */
                length += (size_t)snprintf(typed + length, sizeof typed - length, "\xe2\x80\x93");
        }
        util_copy_text(typed + length, sizeof typed - length, "\r\n");
        assert_true(seal_secret_parse(typed, &again));
        assert_memory_equal(again.bytes, keys.secret.bytes, sizeof again.bytes);
        size_t at = randombytes_uniform(SEAL_WORDS - 2);
        at -= words[at] == ' ';
        words[at] = words[at] == 'x' ? 'y' : 'x'; /* one sign copied wrongly */
        assert_false(seal_secret_parse(words, &again));
    }
}

static void what_is_no_secret_is_refused(void **state)
{
    (void)state;
    struct seal_secret out;
    char words[SEAL_WORDS];
    static const char *const bad[] = { "", " ", "hello", "00000 00000 00000 00000 00000 00000 00000 00000 00000 00000",
        "u0000 00000 00000 00000 00000 00000 00000 00000 00000 00000 00000", "\xff\xfe" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(seal_secret_parse(bad[i], &out));
    struct keys keys;
    seal_key_make(&keys.public, &keys.secret);
    seal_secret_print(&keys.secret, words);
    char longer[SEAL_WORDS + 2];
    snprintf(longer, sizeof longer, "%s0", words);
    assert_false(seal_secret_parse(longer, &out));
    words[SEAL_WORDS - 2] = '\0';
    assert_false(seal_secret_parse(words, &out));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_sealed_comes_out),
        cmocka_unit_test(cut_off_is_noticed),
        cmocka_unit_test(a_changed_byte_is_noticed),
        cmocka_unit_test(order_and_length_are_sealed_too),
        cmocka_unit_test(another_key_opens_nothing),
        cmocka_unit_test(a_full_disk_is_told),
        cmocka_unit_test(a_secret_survives_paper),
        cmocka_unit_test(what_is_no_secret_is_refused),
    };
    return cmocka_run_group_tests(tests, make_keys, NULL);
}
