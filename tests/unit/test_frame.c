/* test_frame.c: what one process believes of another's messages. What is not exactly of a known shape is none. */
#include "frame.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

/* What a frame is in memory; a broken peer can send anything that is like it, or not. */
struct head {
    uint32_t type, number[2], length[2];
};

static char text[FRAME_TEXT_MAX + 1];

static int fill_text(void **state)
{
    (void)state;
    memset(text, 'x', sizeof text);
    return 0;
}

static struct frame frame_of(enum frame_type type, size_t first, size_t second)
{
    return (struct frame) { .type = type, .text = { { text, first }, { text, second } } };
}

static size_t encoded(enum frame_type type, size_t first, size_t second)
{
    unsigned char bytes[FRAME_MAX];
    struct frame frame = frame_of(type, first, second);
    return frame_encode(&frame, bytes);
}

static void each_type_has_its_own_limits(void **state)
{
    (void)state;
    static const struct {
        enum frame_type type;
        size_t first, second;
    } limits[] = {
        { FRAME_TRY_NONE, 128, 0 },
        { FRAME_TRY_KEY, 128, FRAME_TEXT_MAX },
        { FRAME_TRY_PASSWORD, 128, 1024 },
        { FRAME_TRY_CODE, 128, 0 },
        { FRAME_TERMINAL, 64, 0 },
        { FRAME_RESIZE, 0, 0 },
        { FRAME_SHELL, 0, 0 },
        { FRAME_EXECUTE, FRAME_TEXT_MAX, 0 },
        { FRAME_INPUT_END, 0, 0 },
        { FRAME_ANSWER, 0, 0 },
        { FRAME_ASK, 256, 0 },
        { FRAME_TROUBLE, FRAME_TEXT_MAX, 0 },
        { FRAME_FINISHED, 0, 0 },
        { FRAME_MODES, 256, 0 },
        { FRAME_REFUSE, 256, 0 },
    };
    assert_int_equal(sizeof limits / sizeof *limits, FRAME_TYPES - 1);
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        enum frame_type type = limits[i].type;
        size_t first = limits[i].first, second = limits[i].second;
        assert_int_equal(frame_text_limit(type, 0), first);
        assert_int_equal(frame_text_limit(type, 1), second);
        assert_int_equal(frame_text_limit(type, 2), 0);
        assert_int_equal(encoded(type, first, second), sizeof(struct head) + first + second);
        assert_int_equal(encoded(type, first + 1, second), 0);
        assert_int_equal(encoded(type, first, second + 1), 0);
        assert_string_not_equal(frame_name(type), "unknown");
    }
    assert_int_equal(encoded(FRAME_NONE, 0, 0), 0);
    assert_int_equal(encoded(FRAME_TYPES, 0, 0), 0);
    assert_string_equal(frame_name(FRAME_TYPES), "unknown");
    assert_int_equal(frame_text_limit(FRAME_NONE, 0), 0);
    assert_int_equal(frame_text_limit(FRAME_TRY_KEY, -1), 0);
}

static void what_is_written_is_read(void **state)
{
    (void)state;
    unsigned char bytes[FRAME_MAX];
    struct frame out, in = { .type = FRAME_TRY_KEY, .number = { 1, 0 }, .text = { { "ann", 3 }, { "AAAA\0B", 6 } } };
    size_t length = frame_encode(&in, bytes);
    assert_true(frame_decode(bytes, length, &out));
    assert_int_equal(out.type, FRAME_TRY_KEY);
    assert_int_equal(out.number[0], 1);
    assert_int_equal(out.text[0].length, 3);
    assert_memory_equal(out.text[0].data, "ann", 3);
    assert_int_equal(out.text[1].length, 6);
    assert_memory_equal(out.text[1].data, "AAAA\0B", 6);
}

/* Whatever length it comes with, a frame is read only when all of it is there and nothing more. */
static void a_frame_of_any_other_length_is_none(void **state)
{
    (void)state;
    unsigned char bytes[FRAME_MAX + 1] = { 0 };
    struct frame out, in = frame_of(FRAME_TRY_PASSWORD, 5, 9);
    size_t length = frame_encode(&in, bytes);
    for (size_t i = 0; i < length + 40; i++)
        assert_int_equal(frame_decode(bytes, i, &out), i == length);
    assert_false(frame_decode(bytes, FRAME_MAX + 1, &out));
}

static void a_frame_of_no_known_shape_is_none(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        struct head head;
        size_t texts; /* bytes that follow */
    } cases[] = {
        { "no type", { FRAME_NONE, { 0 }, { 0 } }, 0 },
        { "a type beyond the last", { FRAME_TYPES, { 0 }, { 0 } }, 0 },
        { "a type that is negative", { UINT32_MAX, { 0 }, { 0 } }, 0 },
        { "a text where none belongs", { FRAME_SHELL, { 0 }, { 1, 0 } }, 1 },
        { "a second text where one belongs", { FRAME_EXECUTE, { 0 }, { 1, 1 } }, 2 },
        { "a text beyond its limit", { FRAME_TRY_NONE, { 0 }, { 129, 0 } }, 129 },
        { "a text that is not all there", { FRAME_EXECUTE, { 0 }, { 100, 0 } }, 99 },
        { "lengths whose sum turns over", { FRAME_TRY_KEY, { 0 }, { UINT32_MAX, 1 } }, 0 },
        { "a length as large as can be", { FRAME_EXECUTE, { 0 }, { UINT32_MAX, 0 } }, 0 },
        { "a number where none belongs", { FRAME_SHELL, { 1, 0 }, { 0 } }, 0 },
        { "a second number where one belongs", { FRAME_ANSWER, { 1, 1 }, { 0 } }, 0 },
        { "an answer between yes and no", { FRAME_ANSWER, { 2, 0 }, { 0 } }, 0 },
        { "a status that no shell knows", { FRAME_FINISHED, { 256, 0 }, { 0 } }, 0 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        unsigned char bytes[FRAME_MAX] = { 0 };
        struct frame out;
        memcpy(bytes, &cases[i].head, sizeof cases[i].head);
        if (frame_decode(bytes, sizeof cases[i].head + cases[i].texts, &out))
            fail_msg("%s", cases[i].name);
    }
    const struct head good = { FRAME_FINISHED, { 255, 0 }, { 0 } };
    struct frame out;
    assert_true(frame_decode((const unsigned char *)&good, sizeof good, &out));
}

/* --- over a socket --- */

static void begin_pair(int pair[2])
{
    assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), 0);
}

static void frames_are_received_one_by_one(void **state)
{
    (void)state;
    unsigned char buffer[FRAME_MAX];
    struct frame out, one = frame_of(FRAME_EXECUTE, FRAME_TEXT_MAX, 0), two = frame_of(FRAME_SHELL, 0, 0);
    int pair[2];
    begin_pair(pair);
    assert_true(frame_send(pair[0], &one));
    assert_true(frame_send(pair[0], &two));
    assert_true(frame_receive(pair[1], buffer, &out));
    assert_int_equal(out.text[0].length, FRAME_TEXT_MAX);
    assert_true(frame_receive(pair[1], buffer, &out));
    assert_int_equal(out.type, FRAME_SHELL);
    close(pair[0]);
    assert_false(frame_receive(pair[1], buffer, &out)); /* gone */
    assert_false(frame_send(pair[1], &two));            /* and no SIGPIPE */
    close(pair[1]);
}

/* A packet longer than any frame must not pass for the frame that it begins with. */
static void a_longer_packet_is_no_frame(void **state)
{
    (void)state;
    unsigned char bytes[FRAME_MAX + 1] = { 0 }, buffer[FRAME_MAX];
    struct frame out, frame = frame_of(FRAME_TRY_KEY, 128, FRAME_TEXT_MAX);
    size_t length = frame_encode(&frame, bytes);
    int pair[2];
    begin_pair(pair);
    assert_int_equal(send(pair[0], bytes, length + 1, 0), length + 1);
    assert_false(frame_receive(pair[1], buffer, &out));
    assert_int_equal(send(pair[0], bytes, sizeof bytes, 0), sizeof bytes);
    assert_false(frame_receive(pair[1], buffer, &out));
    assert_int_equal(send(pair[0], bytes, length, 0), length);
    assert_true(frame_receive(pair[1], buffer, &out));
    close(pair[0]);
    close(pair[1]);
}

/* --- hints --- */

static struct hub_frame hint(void)
{
    return (struct hub_frame) { .type = HUB_HINT, .seq = 5, .board = 7 };
}

static void a_hint_is_of_one_size_and_of_a_known_type(void **state)
{
    (void)state;
    struct hub_frame frame = hint();
    assert_true(frame_hub_is_sound(&frame, sizeof frame));
    assert_false(frame_hub_is_sound(&frame, sizeof frame - 1));
    assert_false(frame_hub_is_sound(&frame, sizeof frame + 1));
    assert_false(frame_hub_is_sound(&frame, 0));
    for (uint32_t type = 0; type <= HUB_TYPES; type++) {
        frame.type = type;
        assert_int_equal(frame_hub_is_sound(&frame, sizeof frame), type >= HUB_HINT && type < HUB_TYPES);
    }
    frame = hint();
    frame.zero = 1;
    assert_false(frame_hub_is_sound(&frame, sizeof frame));
    frame = hint();
    memset(frame.source, 'x', sizeof frame.source); /* a string without an end */
    assert_false(frame_hub_is_sound(&frame, sizeof frame));
}

static void a_hub_says_nothing_something_or_gone(void **state)
{
    (void)state;
    struct hub_frame out, frame = hint();
    int pair[2], passed[2];
    begin_pair(pair);
    assert_int_equal(frame_hub_receive(pair[1], &out, passed), HUB_NOTHING);
    assert_true(frame_hub_send(pair[0], &frame, -1, -1));
    assert_int_equal(frame_hub_receive(pair[1], &out, passed), HUB_GOT);
    assert_int_equal(out.board, 7);
    assert_int_equal(passed[0], -1);
    assert_int_equal(send(pair[0], &frame, sizeof frame - 1, 0), sizeof frame - 1);
    assert_int_equal(frame_hub_receive(pair[1], &out, passed), HUB_GONE); /* who sends that is not to be heard again */
    char longer[sizeof frame + 1] = { 0 };
    memcpy(longer, &frame, sizeof frame);
    assert_int_equal(send(pair[0], longer, sizeof longer, 0), sizeof longer);
    assert_int_equal(frame_hub_receive(pair[1], &out, passed), HUB_GONE);
    close(pair[0]);
    assert_int_equal(frame_hub_receive(pair[1], &out, passed), HUB_GONE);
    close(pair[1]);
}

static void words_come_with_what_was_said_and_with_nothing_else(void **state)
{
    (void)state;
    struct hub_frame out, said = { .type = HUB_SAID, .seq = 5 }, plain = hint();
    char words[HUB_WORDS_MAX + 2], longest[HUB_WORDS_MAX + 2], bytes[sizeof said + 3];
    int pair[2], passed[2];
    begin_pair(pair);
    memset(longest, 'x', sizeof longest);
    longest[HUB_WORDS_MAX + 1] = '\0';
    assert_false(frame_hub_send_words(pair[0], &said, longest));
    assert_false(frame_hub_send_words(pair[0], &said, ""));
    longest[HUB_WORDS_MAX] = '\0';
    assert_true(frame_hub_send_words(pair[0], &said, longest));
    assert_int_equal(frame_hub_receive_words(pair[1], &out, passed, words), HUB_GOT);
    assert_string_equal(words, longest);
    assert_true(frame_hub_send(pair[0], &plain, -1, -1));
    assert_int_equal(frame_hub_receive_words(pair[1], &out, passed, words), HUB_GOT);
    assert_string_equal(words, "");
    assert_true(frame_hub_send(pair[0], &said, -1, -1)); /* it was said, but no words came */
    assert_int_equal(frame_hub_receive_words(pair[1], &out, passed, words), HUB_GONE);
    assert_true(frame_hub_send_words(pair[0], &plain, "words"));
    assert_int_equal(frame_hub_receive_words(pair[1], &out, passed, words), HUB_GONE);
    assert_true(frame_hub_send_words(pair[0], &said, "words"));
    assert_int_equal(frame_hub_receive(pair[1], &out, passed), HUB_GONE); /* where no words are taken */
    memcpy(bytes, &said, sizeof said);
    memcpy(bytes + sizeof said, (const char[]) { 'a', '\0', 'b' }, 3); /* not a string */
    assert_int_equal(send(pair[0], bytes, sizeof bytes, 0), sizeof bytes);
    assert_int_equal(frame_hub_receive_words(pair[1], &out, passed, words), HUB_GONE);
    close(pair[0]);
    close(pair[1]);
}

static int64_t milliseconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* A send that waits for room ends after five seconds here, so that the test fails and does not hang. */
static void a_full_hub_says_so_at_once(void **state)
{
    (void)state;
    const struct timeval patience = { .tv_sec = 5 };
    struct hub_frame frame = hint();
    int pair[2], sent = 0;
    begin_pair(pair);
    assert_int_equal(setsockopt(pair[0], SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience), 0);
    while (sent < 100000 && frame_hub_send(pair[0], &frame, -1, -1))
        sent++;
    assert_in_range(sent, 1, 99999);
    int64_t begun = milliseconds_now();
    assert_false(frame_hub_send(pair[0], &frame, -1, -1));
    assert_false(frame_hub_send(pair[0], &frame, pair[0], -1));
    assert_in_range(milliseconds_now() - begun, 0, (uint64_t)patience.tv_sec * 1000 - 1);
    close(pair[0]);
    close(pair[1]);
}

static size_t open_descriptors(void)
{
    size_t count = 0;
    for (int fd = 0; fd < 256; fd++)
        count += fcntl(fd, F_GETFD) >= 0;
    return count;
}

static void descriptors_come_along_and_never_stay_behind(void **state)
{
    (void)state;
    struct hub_frame out, frame = hint(), bad = hint();
    int pair[2], passed[2];
    begin_pair(pair);
    size_t before = open_descriptors();
    bad.type = HUB_TYPES;
    assert_true(frame_hub_send(pair[0], &frame, pair[0], pair[1]));
    assert_int_equal(frame_hub_receive(pair[1], &out, passed), HUB_GOT);
    assert_true(passed[0] >= 0 && passed[1] >= 0);
    assert_true(fcntl(passed[0], F_GETFD) & FD_CLOEXEC);
    close(passed[0]);
    close(passed[1]);
    assert_true(frame_hub_send(pair[0], &frame, pair[0], -1));
    assert_int_equal(frame_hub_receive(pair[1], &out, passed), HUB_GOT);
    assert_int_equal(passed[1], -1);
    close(passed[0]);
    assert_true(frame_hub_send(pair[0], &bad, pair[0], pair[1])); /* not a hint: what came with it is closed */
    assert_int_equal(frame_hub_receive(pair[1], &out, passed), HUB_GONE);
    assert_int_equal(open_descriptors(), before);
    close(pair[0]);
    close(pair[1]);
}

/* A session that was taken over sends as many as it can: two at the most are let in, and none is left open. */
static void more_descriptors_than_two_are_not_let_in(void **state)
{
    (void)state;
    enum { MANY = 20 };
    struct hub_frame out, frame = hint();
    struct iovec part = { &frame, sizeof frame };
    union {
        struct cmsghdr aligned;
        char bytes[CMSG_SPACE(MANY * sizeof(int))];
    } control = { 0 };
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes
    };
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(MANY * sizeof(int));
    int pair[2], passed[2];
    begin_pair(pair);
    for (size_t i = 0; i < MANY; i++)
        memcpy(CMSG_DATA(head) + i * sizeof(int), &pair[0], sizeof(int));
    size_t before = open_descriptors();
    assert_int_equal(sendmsg(pair[0], &message, 0), sizeof frame);
    frame_hub_receive(pair[1], &out, passed);
    assert_in_range(open_descriptors(), before, before + 2);
    for (int i = 0; i < 2; i++)
        if (passed[i] >= 0)
            close(passed[i]);
    assert_int_equal(open_descriptors(), before);
    close(pair[0]);
    close(pair[1]);
}

/* --- the clerk's --- */

static struct deferred draft_of(size_t length)
{
    return (struct deferred) {
        .number = 9, .kind = DEFERRED_DRAFT, .member = 3, .at = 100, .a = 1, .b = -2, .text = text, .length = length
    };
}

static void a_deferred_write_is_read_as_it_was_written(void **state)
{
    (void)state;
    static unsigned char bytes[CLERK_FRAME_MAX + 1];
    struct deferred out, in = draft_of(300);
    size_t length = frame_clerk_encode(&in, bytes, sizeof bytes);
    assert_true(frame_clerk_decode(bytes, length, &out));
    assert_int_equal(out.number, 9);
    assert_int_equal(out.kind, DEFERRED_DRAFT);
    assert_int_equal(out.member, 3);
    assert_int_equal(out.at, 100);
    assert_int_equal(out.a, 1);
    assert_int_equal(out.b, -2);
    assert_int_equal(out.length, 300);
    assert_memory_equal(out.text, text, 300);
    for (size_t i = 0; i < length + 40; i++)
        assert_int_equal(frame_clerk_decode(bytes, i, &out), i == length);
}

static void a_deferred_write_has_its_limits(void **state)
{
    (void)state;
    static unsigned char bytes[CLERK_FRAME_MAX + 1];
    static char most[DEFERRED_TEXT_MAX + 1];
    struct deferred out, in = draft_of(0);
    in.text = most;
    in.length = DEFERRED_TEXT_MAX;
    assert_int_equal(frame_clerk_encode(&in, bytes, CLERK_FRAME_MAX), CLERK_FRAME_MAX);
    assert_true(frame_clerk_decode(bytes, CLERK_FRAME_MAX, &out));
    assert_int_equal(frame_clerk_encode(&in, bytes, CLERK_FRAME_MAX - 1), 0);
    in.length++;
    assert_int_equal(frame_clerk_encode(&in, bytes, sizeof bytes), 0);
    for (int kind = DEFERRED_DRAFT - 1; kind <= DEFERRED_LOGIN + 1; kind++) {
        in = draft_of(10);
        in.kind = (enum deferred_kind)kind;
        size_t length = frame_clerk_encode(&in, bytes, sizeof bytes);
        assert_int_equal(frame_clerk_decode(bytes, length, &out), kind >= DEFERRED_DRAFT && kind <= DEFERRED_LOGIN);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_type_has_its_own_limits),
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(a_frame_of_any_other_length_is_none),
        cmocka_unit_test(a_frame_of_no_known_shape_is_none),
        cmocka_unit_test(frames_are_received_one_by_one),
        cmocka_unit_test(a_longer_packet_is_no_frame),
        cmocka_unit_test(a_hint_is_of_one_size_and_of_a_known_type),
        cmocka_unit_test(a_hub_says_nothing_something_or_gone),
        cmocka_unit_test(words_come_with_what_was_said_and_with_nothing_else),
        cmocka_unit_test(a_full_hub_says_so_at_once),
        cmocka_unit_test(descriptors_come_along_and_never_stay_behind),
        cmocka_unit_test(more_descriptors_than_two_are_not_let_in),
        cmocka_unit_test(a_deferred_write_is_read_as_it_was_written),
        cmocka_unit_test(a_deferred_write_has_its_limits),
    };
    return cmocka_run_group_tests(tests, fill_text, NULL);
}
