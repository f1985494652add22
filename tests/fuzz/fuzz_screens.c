/*
 * fuzz_screens.c: the screens fed with any keys, on any terminal, of any size.
 * First two bytes: columns and rows, and whether keys come one by one or three at a time; then TERM up to a NUL; then
 * keys. A 0xf8 in the keys turns the terminal's size.
 *
 * Speed finds more than depth: each turn draws a screen, so keys come three at a time in most runs (more with a line
 * end among them would be a paste), there are no more than KEYS_MOST, and the house is made anew only now and then.
 */
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "face.h"
#include "tests/fuzz/house.h"
#include "tests/fuzz/property.h"

enum { KEYS_MOST = 240 };

static int64_t fixed_now(void)
{
    return HOUSE_NOW;
}

static void drain(int fd)
{
    char bytes[65536];
    while (recv(fd, bytes, sizeof bytes, MSG_DONTWAIT) > 0)
        ;
}

/* How many keys come together here: up to `most`, and none that turns the size. */
static size_t together(const uint8_t *data, size_t size, size_t most)
{
    size_t count = 1;
    while (count < size && count < most && data[count] != 0xf8)
        count++;
    return count;
}

static void press(void *face, int ours, const uint8_t *data, size_t size, size_t most)
{
    size_t count;
    size = size < KEYS_MOST ? size : KEYS_MOST;
    for (size_t i = 0; i < size && !screens_face.done(face); i += count) {
        count = data[i] == 0xf8 ? 1 : together(data + i, size - i, most);
        if (data[i] == 0xf8)
            screens_face.resize(face, 1 + (int)(i * 7) % 200, 1 + (int)(i * 3) % 60);
        else if (send(ours, &data[i], count, MSG_DONTWAIT | MSG_NOSIGNAL) > 0)
            screens_face.input(face);
        drain(ours);
        if (!screens_face.done(face) && screens_face.wants_write(face))
            screens_face.writable(face);
    }
    if (!screens_face.done(face))
        screens_face.tick(face);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char term[65] = "";
    char problem[300] = "";
    int pair[2];
    if (size < 3)
        return 0;
    struct fuzz_house *house = fuzz_house(500);
    const uint8_t *end = memchr(data + 2, '\0', size - 2);
    size_t length = end ? (size_t)(end - data - 2) : 0;
    memcpy(term, data + 2, length < 64 ? length : 64);
    const uint8_t *keys = end ? end + 1 : data + 2;
    property(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) == 0, "a socket");
    fcntl(pair[1], F_SETFL, O_NONBLOCK);
    struct face_setup setup = { .in = pair[1],
        .out = pair[1],
        .term = term,
        .columns = 1 + data[0] % 120,
        .rows = 1 + data[1] % 50,
        .terminal = true,
        .store = house->store,
        .actor = data[0] & 1 ? &house->guest : &house->member,
        .argon_slots = -1,
        .now = fixed_now,
        .source = "192.0.2.x" };
    void *face = screens_face.open(&setup, problem, sizeof problem);
    property(face != NULL || *problem != '\0', "a terminal that cannot be drawn on is refused with a word");
    if (face != NULL) {
        drain(pair[0]);
        press(face, pair[0], keys, size - (size_t)(keys - data), data[1] % 4 == 0 ? 1 : 3);
        screens_face.save(face);
        screens_face.close(face);
    }
    close(pair[0]);
    close(pair[1]);
    return 0;
}
