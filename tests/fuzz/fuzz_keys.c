/*
 * fuzz_keys.c: what a terminal sends becomes keys. First byte: how many bytes come at a time.
 * A key is a whole character or one that has a name; text comes out as it was typed, however it was cut on its way.
 */
#include <fcntl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <wchar.h>

#include "screens/ui/tty.h"
#include "tests/fuzz/property.h"
#include "util.h"

/* Each read may be a burst, with an end of its own. */
enum { BYTES_MOST = 4000, KEYS_MOST = 3 * BYTES_MOST + 16, NOW = 1000 };

static void drain(int fd)
{
    char bytes[4096];
    while (recv(fd, bytes, sizeof bytes, MSG_DONTWAIT) > 0)
        ;
}

static void note(wint_t key, bool special, struct buffer *text)
{
    char bytes[8];
    if (special) {
        property(key > 0xff, "a key with a name is no character");
        return;
    }
    property(key <= 0x10ffff && (key < 0xd800 || key > 0xdfff), "a character of Unicode");
    int length = wctomb(bytes, (wchar_t)key);
    property(length > 0, "it can be written");
    buffer_add(text, bytes, (size_t)length);
}

static void type(struct tty *tty, int ours, const uint8_t *data, size_t size, size_t piece, struct buffer *text)
{
    size_t keys = 0;
    struct tty_key key;
    while (size > 0) {
        size_t length = size < piece ? size : piece;
        property(send(ours, data, length, MSG_DONTWAIT | MSG_NOSIGNAL) == (ssize_t)length, "there is room for keys");
        data += length;
        size -= length;
        property(tty_read(tty, NOW), "what was sent is there");
        while (tty_key(tty, NOW, (struct tty_goal) { 0 }, &key)) {
            property(++keys < KEYS_MOST, "no more keys than bytes");
            note(key.key, key.special, text);
        }
        drain(ours);
    }
    tty_drop_keys(tty, NOW);
}

/* Then no byte is part of a key with a name. U+0080 to U+009F are controls of 8-bit terminals. */
static bool is_plain(const uint8_t *data, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (data[i] < ' ' || data[i] == 0x7f || (data[i] == 0xc2 && i + 1 < size && data[i + 1] < 0xa0))
            return false;
    return utf8_valid((const char *)data, size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char problem[300] = "";
    struct buffer text = { 0 };
    int pair[2];
    if (size < 2)
        return 0;
    size_t piece = 1 + data[0] % 64;
    data++;
    size = size - 1 < BYTES_MOST ? size - 1 : BYTES_MOST;
    setlocale(LC_ALL, "C.UTF-8");
    property(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) == 0, "a socket");
    fcntl(pair[1], F_SETFL, O_NONBLOCK);
    struct tty *tty = tty_open(pair[1], pair[1], 0, "xterm-256color", 80, 24, problem, sizeof problem);
    property(tty != NULL, "a terminal");
    drain(pair[0]);
    type(tty, pair[0], data, size, piece, &text);
    if (is_plain(data, size))
        property(text.length == size && memcmp(text.data, data, size) == 0, "text comes out as it was typed");
    tty_close(tty, size & 1, "Go well.");
    buffer_clear(&text);
    close(pair[0]);
    close(pair[1]);
    return 0;
}
