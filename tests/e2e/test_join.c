/* test_join.c: coming to live here: a whole sign-up in screens and in line mode, a line cut in the middle, one code for
 * one person, the shell's invitation of the first member. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/e2e/stranger.h"
#include "util.h"

#define PASSWORD "three dry stones"

/* thandi's code; it has to be freed. */
static char *code_of(const char *card)
{
    const char *found = strstr(card, "\"code\":\"");
    assert_non_null(found);
    found += strlen("\"code\":\"");
    return xstrndup(found, strcspn(found, "\""));
}

static char *invited(const struct served *house)
{
    char *card = served_says(house, "thandi", "invite --json", NULL, 0), *code = code_of(card);
    free(card);
    return code;
}

static struct terminal *knock(const struct served *house, const struct visit *visit)
{
    struct visit as_new = *visit;
    as_new.handle = "new";
    return served_visit(house, &as_new);
}

/* From the first page to the choice of a way in. */
static void give_code_and_name(struct terminal *t, const char *code, const char *handle)
{
    expect(t, "ask a neighbour who is in");
    expect(t, "Code");
    type_line(t, code);
    expect(t, "Vilakazi Street");
    expect(t, "Name");
    type_line(t, handle);
    expect(t, "for 14 days");
    terminal_send(t, "1"); /* no */
    expect(t, "A password");
}

static void choose_password(struct terminal *t)
{
    terminal_send(t, "1");
    expect(t, "at least 8");
    type_line(t, PASSWORD);
    expect(t, "Once more");
    type_line(t, PASSWORD);
}

static void in_screens_at(const struct served *house, const char *handle, int columns, int rows)
{
    char *code = invited(house);
    struct terminal *t = knock(house, &(struct visit) { .columns = columns, .rows = rows });
    expect(t, "Code");
    assert_false(terminal_shows(t, "Vilakazi")); /* before a code was good no street is named */
    give_code_and_name(t, code, handle);
    choose_password(t);
    expect(t, "Is this computer shared?"); /* as at each log-in by password: she may sit in a library */
    terminal_send(t, "n");
    expect(t, "Say hello to the street"); /* the welcome comes before the editor, and says who greets her */
    assert_true(terminal_shows(t, "thandi, of home C 14, greets"));
    terminal_send(t, "1");
    expect(t, "Read by: THE STREET");
    type_line(t, "Hello from a newcomer");
    terminal_send(t, "I bake bread.");
    terminal_send(t, "\023"); /* Ctrl-S: send */
    expect(t, "Posted.");
    assert_false(terminal_shows(t, "Say hello"));
    terminal_send(t, "\034");
    assert_int_equal(terminal_wait_end(t, PATIENCE), 0);
    terminal_close(t);
    t = served_visit(house, &(struct visit) { .handle = handle, .password = PASSWORD });
    expect(t, handle);
    terminal_close(t);
    free(code);
}

static void in_screens(void **state)
{
    in_screens_at(*state, "nomsa", 80, 24);
}

static void on_a_phone(void **state)
{
    in_screens_at(*state, "zanele", 40, 15);
}

static void in_line_mode(void **state)
{
    const struct served *house = *state;
    char *code = invited(house);
    struct terminal *t = knock(house, &(struct visit) { .term = "dumb" });
    expect(t, "Code:");
    type_line(t, "");
    expect(t, "That code opens nothing");
    type_line(t, code);
    expect(t, "Name:");
    type_line(t, "thandi");
    expect(t, "Choose another");
    type_line(t, "bongani");
    expect(t, "for 14 days");
    type_line(t, "");
    expect(t, "How will you come in");
    type_line(t, "1");
    expect(t, "Password:");
    type_line(t, "short");
    expect(t, "at least 8");
    type_line(t, PASSWORD);
    expect(t, "Once more:");
    type_line(t, PASSWORD);
    expect(t, "thandi, of home C 14, greets you");
    expect(t, "Is this computer shared with others?");
    type_line(t, "no");
    expect(t, "says hello to the street");
    assert_null(strstr(terminal_said(t), PASSWORD)); /* it was never echoed */
    type_line(t, "help");                            /* no editor stands in the way */
    expect(t, "`help all` lists all commands");
    type_line(t, "post general");
    expect(t, "Title:");
    type_line(t, "Hello all");
    expect(t, "A dot alone");
    type_line(t, "I mend pumps.");
    type_line(t, ".");
    expect(t, "Posted");
    type_line(t, "whoami");
    expect(t, "bongani, in Vilakazi Street");
    type_line(t, "invite");
    expect(t, "Type yes only if it shows this"); /* the card has the host key's picture here too */
    expect(t, "+----[SHA256]-----+");
    type_line(t, ""); /* the rest of it */
    expect(t, "has not said how");
    type_line(t, "quit");
    assert_int_equal(terminal_wait_end(t, PATIENCE), 0);
    terminal_close(t);
    char *found = served_says(house, "sipho", "search pumps", NULL, 0);
    assert_non_null(strstr(found, "Hello all"));
    free(found);
    free(code);
}

/* All of it at once through a pipe, as a program does. */
static void through_a_pipe(void **state)
{
    const struct served *house = *state;
    char *code = invited(house), port[16], known[700], words[300];
    snprintf(port, sizeof port, "%d", house->port);
    snprintf(known, sizeof known, "UserKnownHostsFile=%s", house->known_hosts);
    snprintf(words, sizeof words, "%s\nlerato\n\n1\n%s\n%s\nno\nstop\nwhoami\n", code, PASSWORD, PASSWORD);
    struct ran ran = run((const char *const[]) { "ssh", "-F", "none", "-T", "-p", port, "-o", known, "-o",
                             "StrictHostKeyChecking=accept-new", "-o", "IdentityFile=none", "new@127.0.0.1", NULL },
        words, strlen(words));
    assert_int_equal(ran.status, 0);
    assert_non_null(strstr(ran.out, "lerato, in Vilakazi Street"));
    ran_free(&ran);
    free(code);
}

static void the_line_breaks_in_the_middle(void **state)
{
    const struct served *house = *state;
    char *code = invited(house);
    struct terminal *t = knock(house, &(struct visit) { 0 });
    give_code_and_name(t, code, "ayanda");
    terminal_send(t, "1");
    expect(t, "at least 8");
    type_line(t, PASSWORD);
    expect(t, "Once more");
    terminal_hang_up(t);
    terminal_close(t);
    assert_true(until(served_is_empty, *state, PATIENCE));
    t = knock(house, &(struct visit) { 0 });
    give_code_and_name(t, code, "ayanda"); /* the code opens, and the name is free */
    choose_password(t);
    expect(t, "Is this computer shared?");
    terminal_close(t);
    t = knock(house, &(struct visit) { 0 });
    expect(t, "Code");
    type_line(t, code);
    expect(t, "came in with that code already"); /* once she is in, it opens no more */
    terminal_close(t);
    free(code);
}

static void two_at_once_with_one_code(void **state)
{
    const struct served *house = *state;
    char *code = invited(house);
    struct terminal *t[2];
    static const char *const handles[2] = { "mpho", "tebogo" };
    for (int i = 0; i < 2; i++) {
        t[i] = knock(house, &(struct visit) { 0 });
        give_code_and_name(t[i], code, handles[i]);
        terminal_send(t[i], "1");
        expect(t[i], "at least 8");
        type_line(t[i], PASSWORD);
        expect(t[i], "Once more");
    }
    for (int i = 0; i < 2; i++)
        type_line(t[i], PASSWORD);
    int in = 0;
    for (int i = 0; i < 2; i++) {
        while (!terminal_shows(t[i], "Is this computer shared?") && !terminal_shows(t[i], "came in with that code"))
            assert_true(terminal_wait_said(t[i], "h", PATIENCE));
        in += terminal_shows(t[i], "Is this computer shared?");
    }
    assert_int_equal(in, 1);
    char *people = served_says(house, "thandi", "people", NULL, 0);
    assert_true((strstr(people, "mpho") != NULL) != (strstr(people, "tebogo") != NULL));
    free(people);
    terminal_close(t[0]);
    terminal_close(t[1]);
    free(code);
}

/* A client that comes with a key and asks for nothing else first: that very key opens her door from then on. */
static void with_the_key_that_was_shown(void **state)
{
    const struct served *house = *state;
    char *code = invited(house), words[200];
    ssh_session session = stranger_come(house);
    assert_non_null(session);
    assert_true(stranger_log_in(session, house, "new"));
    ssh_channel channel = stranger_channel(session);
    assert_non_null(channel);
    assert_int_equal(ssh_channel_request_shell(channel), SSH_OK);
    snprintf(words, sizeof words, "%s\nnandi\n2\n3\nstop\n", code);
    ssh_channel_write(channel, words, (uint32_t)strlen(words));
    assert_true(stranger_hears(channel, "Welcome to Vilakazi Street, nandi"));
    stranger_leave(session);
    char *out = served_says(house, "nandi", "keys", NULL, 0);
    assert_non_null(strstr(out, "ssh-ed25519"));
    free(out);
    free(code);
}

/* ssh shows the keys that it has without being told to; hers opens her door, and its passphrase was never asked for. */
static void with_the_key_that_ssh_has(void **state)
{
    const struct served *house = *state;
    char *code = invited(house);
    struct terminal *t = knock(house, &(struct visit) { 0 });
    give_code_and_name(t, code, "zodwa");
    expect(t, "The key of this computer");
    terminal_send(t, "3");
    expect(t, "Welcome to Vilakazi Street, zodwa");
    terminal_close(t);
    char *out = served_says(house, "zodwa", "keys", NULL, 0);
    assert_non_null(strstr(out, "ssh-ed25519"));
    free(out);
    free(code);
}

static void nothing_else_opens_to_new(void **state)
{
    const struct served *house = *state;
    static const char *const commands[] = { "whoami", "boards", "help", "people", "read 1" };
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        struct ran ran = served_command(house, "new", commands[i], NULL);
        assert_int_equal(ran.status, 1);
        assert_string_equal(ran.out, "");
        assert_null(strstr(ran.err, "Vilakazi"));
        ran_free(&ran);
    }
    struct terminal *t = knock(house, &(struct visit) { 0 });
    expect(t, "Code");
    terminal_send(t, "\033"); /* Esc, then what opens rooms elsewhere */
    expect(t, "leave");
    terminal_send(t, "t:/.Pls\t x");
    expect(t, "x does nothing here");
    assert_false(terminal_shows(t, "Vilakazi"));
    type_line(t, "");
    expect(t, "Code");
    for (int i = 0; i < 8; i++) /* guesses end */
        type_line(t, "2222-2222-2222");
    assert_true(terminal_wait_gone(t, "Code", PATIENCE));
    expect(t, "That code opens nothing");
    terminal_send(t, "q");
    assert_int_equal(terminal_wait_end(t, PATIENCE), 0);
    terminal_close(t);
}

/* Her four steps, and the first of them: a card. */
static void the_first_member(struct served *house, const char *code)
{
    struct terminal *t = knock(house, &(struct visit) { 0 });
    expect(t, "Code");
    type_line(t, code);
    expect(t, "Another Street");
    type_line(t, "nomsa");
    expect(t, "for 14 days");
    terminal_send(t, "1");
    expect(t, "A password");
    choose_password(t);
    expect(t, "Is this computer shared?");
    terminal_send(t, "n");
    expect(t, "You are the first");
    expect(t, "Look round a made-up street");
    terminal_send(t, "1");
    expect(t, "No card of yours is open");
    terminal_send(t, "w");
    expect(t, "B 2"); /* her own home stands there already */
    terminal_send(t, "\r");
    expect(t, "ssh -p 2222 new@bbs.example.org");
    expect(t, "SHA256:"); /* of the host key, which the session itself can't read */
    terminal_send(t, "q");
    expect(t, "Written down?");
    do
        terminal_send(t, "y"); /* no answer is taken before the question can be read */
    while (!terminal_wait_gone(t, "Written down?", 400));
    expect(t, "1 of 1");
    terminal_send(t, "qq");
    expect(t, "For now, until 10 homes are in");
    terminal_send(t, "o");
    expect(t, "Next meeting: none is called yet.");
    terminal_send(t, "\034");
    assert_int_equal(terminal_wait_end(t, PATIENCE), 0);
    terminal_close(t);
}

static void the_shell_invites_the_first(void **state)
{
    struct served house;
    char folder[sizeof house.folder];
    (void)state;
    served_make(&house, false);
    snprintf(folder, sizeof folder, "%s", house.folder);
    snprintf(house.database, sizeof house.database, "%s/first/house.db", house.folder);
    struct ran ran = BBS("init", "--db", house.database, "--unit", "Another Street", "--household", "B 2");
    assert_int_equal(ran.status, 0);
    assert_non_null(strstr(ran.out, "home B 2"));
    const char *code = strstr(ran.out, "with the code ");
    assert_non_null(code);
    char *first = xstrndup(code + strlen("with the code "), 14);
    ran_free(&ran);
    ran = BBS("admin", "--db", house.database, "set", "address", "bbs.example.org:2222");
    assert_int_equal(ran.status, 0);
    ran_free(&ran);
    ran = BBS("admin", "--db", house.database, "invite", "--household", "B 3", "--ascii");
    assert_int_equal(ran.status, 0);
    assert_non_null(strstr(ran.out, "ssh -p 2222 new@bbs.example.org\n"));
    assert_non_null(strstr(ran.out, "SHA256:"));
    assert_non_null(strstr(ran.out, "ssh://new@bbs.example.org:2222"));
    for (const char *c = ran.out; *c != '\0'; c++)
        assert_true(*c == '\n' || (*c >= ' ' && *c <= '~'));
    ran_free(&ran);
    strncat(house.folder, "/first", sizeof house.folder - strlen(house.folder) - 1);
    served_serve(&house);
    the_first_member(&house, first);
    free(first);
    snprintf(house.folder, sizeof house.folder, "%s", folder);
    served_close(&house);
}

/* A newcomer reads who greets her and from when on she votes; her greeter reads of her. */
static void where_we_stand(void **state)
{
    const struct served *house = *state;
    char *page = served_says(house, "thandi", "where", NULL, 0);
    assert_non_null(strstr(page, "yours to greet: nomsa, home C 14"));
    assert_non_null(strstr(page, "founding time"));
    free(page);
    struct ran ran = BBS("admin", "--db", house->database, "seat", "steward", "sipho");
    assert_int_equal(ran.status, 0);
    ran_free(&ran);
    page = served_says(house, "thandi", "where --json", NULL, 0);
    assert_non_null(strstr(page, "\"steward\""));
    assert_non_null(strstr(page, "\"votes\":true")); /* founding: the first assembly is theirs */
    free(page);
    free(served_says(house, "guest", "where", NULL, 255)); /* guests are not let in here at all */
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(in_screens), cmocka_unit_test(on_a_phone),
        cmocka_unit_test(in_line_mode), cmocka_unit_test(through_a_pipe),
        cmocka_unit_test(the_line_breaks_in_the_middle), cmocka_unit_test(two_at_once_with_one_code),
        cmocka_unit_test(with_the_key_that_was_shown), cmocka_unit_test(with_the_key_that_ssh_has),
        cmocka_unit_test(nothing_else_opens_to_new), cmocka_unit_test(the_shell_invites_the_first),
        cmocka_unit_test(where_we_stand) };
    return cmocka_run_group_tests(tests, served_setup, served_teardown);
}
