/*
 * fuzz_line.c: line mode fed with any bytes. First byte: who, and whether there is a pty.
 * What it prints is plain text: without a pty nothing but words and line ends.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "face.h"
#include "tests/fuzz/house.h"
#include "tests/fuzz/property.h"
#include "util.h"

static int64_t fixed_now(void)
{
    return HOUSE_NOW;
}

/* A second passes whenever it is looked at: what waits for its time comes to it. */
static int64_t passing_milliseconds(void)
{
    static int64_t passed;
    return passed += 1000;
}

/* What came out so far; carriage returns belong to line ends and are left out. */
static void drain(int fd, struct buffer *out)
{
    char bytes[4096];
    ssize_t length;
    while ((length = recv(fd, bytes, sizeof bytes, MSG_DONTWAIT)) > 0)
        for (ssize_t i = 0; i < length; i++)
            if (bytes[i] != '\r' && out->length < (1 << 20))
                buffer_add(out, &bytes[i], 1);
}

static void talk(void *face, int ours, const uint8_t *data, size_t size, struct buffer *out)
{
    while (size > 0 && !line_face.done(face)) {
        size_t piece = size < 500 ? size : 500;
        ssize_t sent = send(ours, data, piece, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent > 0) {
            data += sent;
            size -= (size_t)sent;
            line_face.input(face);
        }
        drain(ours, out);
        if (line_face.wants_write(face))
            line_face.writable(face);
        drain(ours, out);
        if (sent < 0 && errno != EAGAIN)
            break;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    struct fuzz_house *house = fuzz_house(500);
    struct buffer out = { 0 };
    char problem[300] = "";
    int pair[2];
    property(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) == 0, "a socket");
    fcntl(pair[1], F_SETFL, O_NONBLOCK);
    struct face_setup setup = { .in = pair[1],
        .out = pair[1],
        .term = "dumb",
        .columns = 40,
        .rows = 15,
        .terminal = data[0] & 2,
        .store = house->store,
        .actor = data[0] & 1 ? &house->guest : &house->member,
        .argon_slots = -1,
        .now = fixed_now,
        .milliseconds = passing_milliseconds,
        .source = "192.0.2.x" };
    void *face = line_face.open(&setup, problem, sizeof problem);
    property(face != NULL, "line mode opens");
    talk(face, pair[0], data + 1, size - 1, &out);
    line_face.save(face);
    line_face.close(face);
    drain(pair[0], &out);
    if (!setup.terminal)
        property_safe(buffer_text(&out), out.length, true);
    close(pair[0]);
    close(pair[1]);
    buffer_clear(&out);
    return 0;
}
