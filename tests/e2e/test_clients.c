/*
 * test_clients.c: the clients that people have: OpenSSH, dropbear's dbclient, PuTTY's plink, libssh, paramiko. Each
 * comes in by password and by key, changes its size, pastes a long text without loss, and leaves by Ctrl-\. One that is
 * not installed is skipped, which is said.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>

#include "bbs/demo/demo.h"
#include "tests/e2e/libssh_client.h"
#include "tests/e2e/served.h"
#include "util.h"

enum { LINES_PASTED = 60, WORDS_MOST = 32 };

struct place {
    struct served house;
    char putty_key[700], dropbear_key[700], fingerprint[100]; /* "": there are no tools to make it */
};
static struct place by_key, by_password; /* in a house of its own each: only a made-up street has passwords */

struct words {
    const char *word[WORDS_MOST];
    size_t count;
    char port[16], known_hosts[700];
};

static void add(struct words *words, const char *const *more)
{
    for (; *more != NULL && words->count + 1 < WORDS_MOST; more++)
        words->word[words->count++] = *more;
    words->word[words->count] = NULL;
}
#define ADD(words, ...) add(words, (const char *const[]) { __VA_ARGS__, NULL })

/* --- how each is called; `key`: by key, else it asks for a password --- */

static void openssh(struct words *words, const struct place *place, const char *handle, bool key)
{
    ADD(words, "ssh", "-F", "/dev/null", "-e", "none", "-p", words->port, "-l", handle, "-o", words->known_hosts, "-o",
        "GlobalKnownHostsFile=/dev/null", "-o", "IdentitiesOnly=yes", "-o", "NumberOfPasswordPrompts=1");
    if (key)
        ADD(words, "-i", place->house.key);
    ADD(words, "127.0.0.1");
}

/* What is typed and shown is packed, and keys are exchanged anew after every 16 KiB of it. */
static void openssh_packed(struct words *words, const struct place *place, const char *handle, bool key)
{
    openssh(words, place, handle, key);
    words->count--;
    ADD(words, "-C", "-o", "RekeyLimit=16K", "127.0.0.1");
}

static void dropbear(struct words *words, const struct place *place, const char *handle, bool key)
{
    ADD(words, "dbclient", "-y", "-y", "-p", words->port, "-l", handle);
    if (key)
        ADD(words, "-i", place->dropbear_key);
    ADD(words, "127.0.0.1");
}

static void putty(struct words *words, const struct place *place, const char *handle, bool key)
{
    ADD(words, "plink", "-ssh", "-no-antispoof", "-hostkey", place->fingerprint, "-P", words->port, "-l", handle);
    if (key)
        ADD(words, "-i", place->putty_key);
    ADD(words, "127.0.0.1");
}

static void libssh(struct words *words, const struct place *place, const char *handle, bool key)
{
    ADD(words, "/proc/self/exe", words->port, handle, key ? place->house.key : "-");
}

static void paramiko(struct words *words, const struct place *place, const char *handle, bool key)
{
    ADD(words, "/usr/bin/python3", "tests/e2e/paramiko_client.py", words->port, handle, key ? place->house.key : "-");
}

typedef void way_to_call(struct words *words, const struct place *place, const char *handle, bool key);

static bool there_is(const char *command)
{
    struct ran result = run((const char *const[]) { "sh", "-c", command, NULL }, NULL, 0);
    bool works = result.status == 0;
    ran_free(&result);
    return works;
}

/* --- what each has to do --- */

static struct terminal *call(way_to_call *way, const struct place *place, const char *handle, bool key)
{
    struct words words = { .count = 0 };
    char home[700];
    struct terminal *t = terminal_open(80, 24);
    snprintf(words.port, sizeof words.port, "%d", place->house.port);
    snprintf(words.known_hosts, sizeof words.known_hosts, "UserKnownHostsFile=%s", place->house.known_hosts);
    snprintf(home, sizeof home, "HOME=%s", place->house.folder);
    way(&words, place, handle, key);
    terminal_spawn(t, words.word, (const char *const[]) { "TERM=xterm-256color", home, NULL });
    return t;
}

/* The bottom line stands on the last row, and in no other. */
static void resizes(struct terminal *t)
{
    terminal_resize(t, 50, 18);
    int64_t end = now_milliseconds() + PATIENCE;
    while (strstr(terminal_row(t, 17), "? help") == NULL && now_milliseconds() < end)
        terminal_wait_said(t, "no such words", 50);
    if (strstr(terminal_row(t, 17), "? help") == NULL)
        fail_msg("its size is not told:\n%s", terminal_screen(t));
}

/* Whatever a client gives as its own status then: the terminal is empty, and it has ended. */
static void leaves_at_once(struct terminal *t, const char *shown)
{
    assert_true(terminal_shows(t, shown));
    terminal_send(t, "\034");
    int status = terminal_wait_end(t, PATIENCE);
    if (status != 0)
        fail_msg("after Ctrl-\\ it ended with %d:\n%s", status, terminal_screen(t));
    assert_false(terminal_shows(t, shown));
    terminal_close(t);
}

static void comes_by_password(way_to_call *way)
{
    struct terminal *t = call(way, &by_password, DEMO_HANDLE_1, false);
    expect(t, "assword:");
    terminal_send(t, DEMO_PASSWORD_1 "\r");
    expect(t, "Is this computer shared?");
    assert_false(terminal_shows(t, DEMO_PASSWORD_1));
    terminal_send(t, "n");
    expect(t, "Waits for you");
    resizes(t);
    leaves_at_once(t, "Waits for you");
}

/* More than 2,000 characters, no two lines alike. */
static char *long_text(void)
{
    struct buffer text = { 0 };
    for (int i = 0; i < LINES_PASTED; i++)
        buffer_format(&text, "%s%d the tank is dry, the caf\xc3\xa9 is shut %d", i > 0 ? "\n" : "", i, i * 7919);
    return buffer_take(&text);
}

static void was_posted_whole(int64_t thread, const char *text)
{
    char command[60];
    snprintf(command, sizeof command, "read %lld --json", (long long)thread);
    char *out = served_says(&by_key.house, "thandi", command, NULL, 0);
    json_t *json = json_loads(out, 0, NULL);
    const json_t *posts = json_is_array(json) ? json : json_object_get(json, "posts");
    const char *body = json_string_value(json_object_get(json_array_get(posts, 1), "body"));
    if (body == NULL)
        fail_msg("there is no answer: %s", out);
    assert_string_equal(body, text);
    json_decref(json);
    free(out);
}

/* As terminals paste: between brackets where the house asked for them, each newline as the Enter key. */
static void pastes(struct terminal *t, const char *text)
{
    char *typed = xstrdup(text);
    for (char *at = typed; (at = strchr(at, '\n')) != NULL;)
        *at = '\r';
    assert_non_null(strstr(terminal_said(t), "\033[?2004h"));
    terminal_send(t, "\033[200~");
    terminal_send(t, typed);
    terminal_send(t, "\033[201~");
    free(typed);
}

#define AGAIN "\nAgain: the tank is dry, the caf\xc3\xa9 is shut"

static void comes_by_key(way_to_call *way, const char *name)
{
    char command[100], words[60];
    char *text = long_text();
    struct buffer whole = { 0 };
    snprintf(command, sizeof command, "post general --title %s --json", name);
    snprintf(words, sizeof words, "Does %s paste?", name);
    int64_t thread = served_number(&by_key.house, "thandi", command, words, "thread");
    struct terminal *t = call(way, &by_key, "sipho", true);
    expect(t, "The street");
    terminal_send(t, "\t");
    expect(t, words);
    resizes(t);
    terminal_send(t, "r");
    expect(t, "Who is your answer for?"); /* all who read there, or one by a letter */
    terminal_send(t, "\r");
    expect(t, "Read by:");
    pastes(t, text);
    expect(t, strrchr(text, '\n') + 1);
    /* The same words once more: a client that compresses sends them by pointing back at the first. */
    buffer_string(&whole, text);
    buffer_string(&whole, AGAIN);
    pastes(t, AGAIN);
    expect(t, "Again: the tank is dry, the caf\xc3\xa9 is shut");
    terminal_send(t, "\023"); /* Ctrl-S sends it */
    expect(t, "2 of 2");
    leaves_at_once(t, "2 of 2");
    was_posted_whole(thread, buffer_text(&whole));
    buffer_clear(&whole);
    free(text);
}

static void does_all(const char *name, const char *is_there, way_to_call *way)
{
    if (!there_is(is_there)) {
        print_message("%s is not installed here.\n", name);
        skip();
    }
    comes_by_key(way, name);
    comes_by_password(way);
    assert_true(until(served_is_empty, &by_key.house, PATIENCE));
    assert_true(until(served_is_empty, &by_password.house, PATIENCE));
}

static void of_openssh(void **state)
{
    (void)state;
    does_all("OpenSSH", "true", openssh);
}
static void of_openssh_packed(void **state)
{
    (void)state;
    does_all("OpenSSH-C", "true", openssh_packed);
}
static void of_dropbear(void **state)
{
    (void)state;
    does_all("Dropbear", "command -v dbclient && command -v dropbearconvert", dropbear);
}
static void of_putty(void **state)
{
    (void)state;
    does_all("PuTTY", "command -v plink && command -v puttygen", putty);
}
static void of_libssh(void **state)
{
    (void)state;
    does_all("libssh", "true", libssh);
}
static void of_paramiko(void **state)
{
    (void)state;
    does_all("paramiko", "/usr/bin/python3 -c 'import paramiko'", paramiko);
}

/* --- set-up --- */

/* The same key in the forms that other clients read. */
static void convert_keys(struct place *place)
{
    char host_key[700];
    snprintf(place->putty_key, sizeof place->putty_key, "%s/putty.ppk", place->house.folder);
    snprintf(place->dropbear_key, sizeof place->dropbear_key, "%s/dropbear_key", place->house.folder);
    struct ran result = run(
        (const char *const[]) { "puttygen", place->house.key, "-O", "private", "-o", place->putty_key, NULL }, NULL, 0);
    ran_free(&result);
    result = run(
        (const char *const[]) { "dropbearconvert", "openssh", "dropbear", place->house.key, place->dropbear_key, NULL },
        NULL, 0);
    ran_free(&result);
    snprintf(host_key, sizeof host_key, "%s/keys/host_key", place->house.folder);
    result = run((const char *const[]) { "ssh-keygen", "-lf", host_key, NULL }, NULL, 0);
    assert_int_equal(sscanf(result.out, "%*s %99s", place->fingerprint), 1);
    ran_free(&result);
}

/* The first time the house says welcome, which is not what is tested here. */
static void get_over_welcome(void)
{
    struct terminal *t = served_visit(&by_key.house, &(struct visit) { .handle = "sipho" });
    expect(t, "Welcome to");
    terminal_send(t, "3");
    expect(t, "The street");
    terminal_close(t);
    assert_true(until(served_is_empty, &by_key.house, PATIENCE));
}

static int open_places(void **state)
{
    (void)state;
    served_open(&by_key.house, false);
    served_open(&by_password.house, true);
    convert_keys(&by_key);
    convert_keys(&by_password);
    get_over_welcome();
    return 0;
}

static int close_places(void **state)
{
    (void)state;
    served_is_sound(&by_key.house);
    served_close(&by_key.house);
    served_close(&by_password.house);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 4) /* called by itself, as the client made of libssh */
        return libssh_client((const char *const[]) { argv[1], argv[2], argv[3] });
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_openssh),
        cmocka_unit_test(of_openssh_packed),
        cmocka_unit_test(of_dropbear),
        cmocka_unit_test(of_putty),
        cmocka_unit_test(of_libssh),
        cmocka_unit_test(of_paramiko),
    };
    return cmocka_run_group_tests(tests, open_places, close_places);
}
