/*
 * test_offers.c: what the house offers before anybody has said who she is, read as it comes over the line: RFC
 * 4253, 7.1.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/e2e/stranger.h"
#include "util.h"

enum { LISTS = 10, KEXINIT = 20, PACKET_MOST = 35000 };
enum list { EXCHANGES, HOST_KEYS, CIPHERS_IN, CIPHERS_OUT, MACS_IN, MACS_OUT, PACKING_IN, PACKING_OUT };

static int close_house(void **state)
{
    served_close(*state);
    return 0;
}

static void read_all(int fd, unsigned char *out, size_t length)
{
    for (size_t got = 0; got < length;) {
        ssize_t more = recv(fd, out + got, length - got, 0);
        if (more <= 0)
            fail_msg("the house said %zu bytes of %zu", got, length);
        got += (size_t)more;
    }
}

static uint32_t number(const unsigned char *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* The ten lists of names in its first packet, each as a string of its own in `lists`. */
static void read_offers(const struct served *house, char *lists[LISTS])
{
    static unsigned char packet[PACKET_MOST];
    static const char words[] = "SSH-2.0-reads_along\r\n";
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons((uint16_t)house->port) };
    struct timeval most = { .tv_sec = PATIENCE / 1000 };
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof most);
    assert_int_equal(connect(fd, (struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(send(fd, words, sizeof words - 1, MSG_NOSIGNAL), (ssize_t)(sizeof words - 1));
    unsigned char byte = 0;
    while (byte != '\n')
        read_all(fd, &byte, 1);
    read_all(fd, packet, 5);
    uint32_t length = number(packet);
    assert_in_range(length, 100, PACKET_MOST - 4);
    read_all(fd, packet + 5, length - 1);
    close(fd);
    assert_int_equal(packet[5], KEXINIT);
    size_t place = 6 + 16;
    for (int i = 0; i < LISTS; i++) {
        uint32_t size = number(packet + place);
        assert_true(place + 4 + size <= 4 + length);
        lists[i] = xstrndup((const char *)packet + place + 4, size);
        place += 4 + size;
    }
}

static bool has(const char *list, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = list; at != NULL; at = strchr(at, ','), at = at != NULL ? at + 1 : NULL)
        if (strncmp(at, name, length) == 0 && (at[length] == ',' || at[length] == '\0'))
            return true;
    return false;
}

static void nothing_is_packed_before_she_is_in(void **state)
{
    char *lists[LISTS];
    read_offers(*state, lists);
    for (enum list list = PACKING_IN; list <= PACKING_OUT; list++) {
        assert_true(has(lists[list], "zlib@openssh.com")); /* it begins with her log-in */
        assert_true(has(lists[list], "none"));
        if (has(lists[list], "zlib"))
            fail_msg("strangers may speak to zlib: %s", lists[list]);
    }
    for (int i = 0; i < LISTS; i++)
        free(lists[i]);
}

static void only_what_is_sound(void **state)
{
    static const char *const weak[] = { "sha1", "ecdh-sha2-nistp", "group-exchange", "group1-", "group14-", "cbc",
        "arcfour", "3des", "md5", "hmac-sha2-256,", "ssh-rsa", "ssh-dss", "umac-64" };
    char *lists[LISTS];
    read_offers(*state, lists);
    assert_true(has(lists[EXCHANGES], "curve25519-sha256"));
    assert_true(has(lists[EXCHANGES], "kex-strict-s-v00@openssh.com"));
    assert_string_equal(lists[HOST_KEYS], "ssh-ed25519");
    for (int i = 0; i < LISTS; i++) {
        for (size_t k = 0; k < sizeof weak / sizeof *weak; k++)
            if (strstr(lists[i], weak[k]) != NULL)
                fail_msg("it offers %s: %s", weak[k], lists[i]);
        free(lists[i]);
    }
}

/* A client that wants it packed from the first byte on has no way in. */
static void who_insists_stays_outside(void **state)
{
    const struct served *house = *state;
    static const struct {
        const char *packing;
        bool comes;
    } cases[] = { { "zlib", false }, { "zlib@openssh.com", true }, { "none", true } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ssh_session session = ssh_new();
        bool no = false;
        ssh_options_set(session, SSH_OPTIONS_PROCESS_CONFIG, &no);
        ssh_options_set(session, SSH_OPTIONS_HOST, "127.0.0.1");
        ssh_options_set(session, SSH_OPTIONS_PORT, &house->port);
        ssh_options_set(session, SSH_OPTIONS_USER, "thandi");
        ssh_options_set(session, SSH_OPTIONS_SSH_DIR, house->folder);
        assert_int_equal(ssh_options_set(session, SSH_OPTIONS_COMPRESSION, cases[i].packing), 0);
        bool came = ssh_connect(session) == SSH_OK;
        if (came != cases[i].comes)
            fail_msg("with %s it comes %d", cases[i].packing, came);
        if (came) {
            assert_true(stranger_log_in(session, house, "thandi"));
            ssh_channel channel = stranger_channel(session);
            assert_non_null(channel);
            assert_int_equal(ssh_channel_request_exec(channel, "whoami"), SSH_OK);
            assert_true(stranger_hears(channel, "thandi"));
            ssh_disconnect(session);
        }
        ssh_free(session);
    }
}

int main(void)
{
    ssh_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_packed_before_she_is_in),
        cmocka_unit_test(only_what_is_sound),
        cmocka_unit_test(who_insists_stays_outside),
    };
    return cmocka_run_group_tests(tests, served_setup, close_house);
}
