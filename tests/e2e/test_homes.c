/* test_homes.c: a home hears of whom others bring into it, and puts her out, in screens, line mode and commands; from
 * the shell nobody becomes a member of a live street (RULES 1.1, 1.10). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bbs/demo/demo.h"
#include "tests/e2e/served.h"
#include "util.h"

#define PASSWORD "three dry stones"

static int open_street(void **state)
{
    static struct served house;
    served_open(&house, true);
    *state = &house;
    return 0;
}

static void holds(const char *text, const char *words)
{
    if (strstr(text, words) == NULL)
        fail_msg("\"%s\" is not in \"%s\"", words, text);
}

/* Somebody by a card of thandi's for her own home, which is sipho's too: she stands in her hello. */
static struct terminal *newcomer(const struct served *house, const char *handle)
{
    char *card = served_says(house, "thandi", "invite --json", NULL, 0);
    const char *found = strstr(card, "\"code\":\"");
    assert_non_null(found);
    found += strlen("\"code\":\"");
    char *code = xstrndup(found, strcspn(found, "\""));
    struct terminal *t = served_visit(house, &(struct visit) { .handle = "new" });
    expect(t, "Code");
    type_line(t, code);
    expect(t, "Name");
    type_line(t, handle);
    expect(t, "for 14 days");
    terminal_send(t, "1"); /* no */
    expect(t, "A password");
    terminal_send(t, "1");
    expect(t, "at least 8");
    type_line(t, PASSWORD);
    expect(t, "Once more");
    type_line(t, PASSWORD);
    expect(t, "Is this computer shared?");
    choose(t, "n");
    expect(t, "Say hello to the street");
    terminal_send(t, "1");
    expect(t, "Read by: THE STREET");
    free(code);
    free(card);
    return t;
}

static void a_card_is_seen_and_stopped_in_screens(void **state)
{
    const struct served *house = *state;
    struct terminal *sipho = served_visit(house, &(struct visit) { .handle = "sipho", .columns = 80, .rows = 24 });
    expect(sipho, "Go home"); /* she is new here */
    terminal_send(sipho, "3");
    expect(sipho, "Waits for you");
    char *card = served_says(house, "thandi", "invite", NULL, 0);
    expect(sipho, "thandi made a card for somebody of your home, C 14"); /* at once */
    terminal_send(sipho, "i");
    expect(sipho, "Cards for neighbours");
    terminal_send(sipho, "\r");
    expect(sipho, "Nobody can see who stopped it");
    choose(sipho, "x");
    expect(sipho, "Stopped.");
    free(card);
    char *said = served_says(house, "thandi", "invitations", NULL, 0);
    holds(said, "its people stopped this card");
    assert_null(strstr(said, "sipho"));
    free(said);
    terminal_close(sipho);
}

static void who_came_by_it_is_out_and_keeps_her_words(void **state)
{
    const struct served *house = *state;
    struct terminal *zoe = newcomer(house, "zoe");
    type_line(zoe, "Hello from a newcomer");
    terminal_send(zoe, "Half of what I wanted to say");
    expect(zoe, "Half of what I wanted to say");
    char *said = served_says(house, "sipho", "newcomers", NULL, 0);
    holds(said, "zoe came into your home, C 14, brought by thandi");
    free(said);
    said = served_says(house, "sipho", "newcomer stop zoe", NULL, 0);
    holds(said, "Nothing they wrote is lost");
    free(said);
    expect(zoe, "People of your home stopped your entry"); /* her session ends by itself */
    terminal_wait_end(zoe, PATIENCE);
    terminal_close(zoe);
    assert_true(until(served_is_empty, *state, PATIENCE));

    zoe = served_visit(house, &(struct visit) { .handle = "zoe", .password = PASSWORD });
    expect(zoe, "the street is shut to you");
    terminal_send(zoe, "t"); /* no room opens */
    terminal_send(zoe, ":");
    terminal_send(zoe, "2");
    expect(zoe, "waits_for_a_home");
    terminal_send(zoe, "q");
    expect(zoe, "the street is shut to you");
    said = served_says(house, "thandi", "newcomer yes zoe", NULL, 1); /* who brought her does not say it */
    free(said);
    said = served_says(house, "sipho", "newcomer yes zoe", NULL, 0);
    free(said);
    expect(zoe, "you are in"); /* her page hears of it */
    terminal_send(zoe, "4");
    assert_int_equal(terminal_wait_end(zoe, PATIENCE), 0);
    terminal_close(zoe);
    zoe = served_visit(house, &(struct visit) { .handle = "zoe", .password = PASSWORD });
    expect(zoe, "Is this computer shared?");
    terminal_send(zoe, "n");
    expect(zoe, "were cut off. Go on?");
    terminal_close(zoe);
}

static void the_same_on_a_phone_and_line_by_line(void **state)
{
    const struct served *house = *state;
    terminal_close(newcomer(house, "nomsa"));
    struct terminal *sipho = served_visit(house, &(struct visit) { .handle = "sipho", .columns = 40, .rows = 15 });
    expect(sipho, "In your home: nomsa?");
    terminal_close(sipho);
    sipho = served_visit(house, &(struct visit) { .handle = "sipho", .term = "dumb" });
    expect(sipho, "nomsa came into your home");
    type_line(sipho, "newcomer stop nomsa");
    expect(sipho, "Stopped. The code opens nothing");
    type_line(sipho, "newcomer stop nobody-at-all");
    expect(sipho, "Nobody of that name");
    type_line(sipho, "quit");
    assert_int_equal(terminal_wait_end(sipho, PATIENCE), 0);
    terminal_close(sipho);
    struct terminal *nomsa =
        served_visit(house, &(struct visit) { .handle = "nomsa", .password = PASSWORD, .term = "dumb" });
    expect(nomsa, "the street is shut to you");
    type_line(nomsa, "post general --title Hello");
    expect(nomsa, "stopped your entry");
    type_line(nomsa, "people");
    expect(nomsa, "stopped your entry");
    type_line(nomsa, "about-me");
    expect(nomsa, "waits_for_a_home");
    terminal_close(nomsa);
}

/* A made-up street is founded: what the shell adds waits for a yes. */
static void the_shell_asks_the_home(void **state)
{
    const struct served *house = *state;
    char key[700];
    snprintf(key, sizeof key, "%s.pub", house->key);
    struct ran ran = BBS("admin", "--db", house->database, "member", "add", "moe", "--household", "a7", "--key", key,
        "--in", "vilakazi-street");
    assert_int_equal(ran.status, 0);
    holds(ran.out, "moe has an account, and waits");
    holds(ran.out, "A 7");
    ran_free(&ran);
    ran = served_command(house, "moe", "people", NULL);
    assert_int_equal(ran.status, 1);
    holds(ran.err, "Somebody who lives at home A 7 has to say yes");
    ran_free(&ran);
    ran = served_command(house, "moe", "boards", NULL);
    assert_null(strstr(ran.out, "general"));
    ran_free(&ran);
    struct terminal *thandi =
        served_visit(house, &(struct visit) { .handle = DEMO_HANDLE_1, .password = DEMO_PASSWORD_1, .term = "dumb" });
    expect(thandi, "Is this computer shared");
    type_line(thandi, "no");
    expect(thandi, "moe waits for a yes to live at A 7, brought by a steward");
    type_line(thandi, "newcomer yes moe");
    expect(thandi, "Agreed. They are in from now on.");
    terminal_close(thandi);
    char *said = served_says(house, "moe", "whoami", NULL, 0);
    holds(said, "moe, in Vilakazi Street");
    free(said);
    said = served_says(house, "moe", "people", NULL, 0);
    holds(said, "moe, home A 7");
    free(said);
}

/* RULES 1.4, 10.2: with a password of the shell she chooses her own, and then nothing keeps her. */
static void who_waits_with_a_steward_s_password_may_go(void **state)
{
    const struct served *house = *state;
    static const char *const handles[] = { "lulu", "lola" };
    for (size_t i = 0; i < 2; i++) {
        const char *const command[] = { "bbs", "admin", "--db", house->database, "member", "add", handles[i],
            "--household", "a7", "--password-stdin", "--in", "vilakazi-street", NULL };
        struct ran ran = run(command, "of the steward\n", strlen("of the steward\n"));
        assert_int_equal(ran.status, 0);
        ran_free(&ran);
    }
    struct terminal *lulu = served_visit(house, &(struct visit) { .handle = "lulu", .password = "of the steward" });
    expect(lulu, "Choose a password");
    terminal_send(lulu, "3");
    expect(lulu, "Choose your own first");
    terminal_send(lulu, "1");
    expect(lulu, "New password");
    type_line(lulu, "chosen by lulu");
    expect(lulu, "Once more");
    type_line(lulu, "chosen by lulu");
    expect(lulu, "Your password is changed");
    terminal_send(lulu, "3"); /* one row less */
    expect(lulu, "Type your name here to leave");
    type_line(lulu, "lulu");
    terminal_wait_end(lulu, PATIENCE);
    terminal_close(lulu);
    struct terminal *lola =
        served_visit(house, &(struct visit) { .handle = "lola", .password = "of the steward", .term = "dumb" });
    expect(lola, "Choose your own now");
    type_line(lola, "chosen by lola");
    type_line(lola, "chosen by lola");
    expect(lola, "Changed.");
    type_line(lola, "leave lola");
    expect(lola, "Leave this house for good?");
    type_line(lola, "yes");
    expect(lola, "You left. Go well.");
    terminal_wait_end(lola, PATIENCE);
    terminal_close(lola);
}

/* Every door, and what a steward says of blocks and homes. */
static void a_home_is_a_block_and_a_number(void **state)
{
    const struct served *house = *state;
    char key[700];
    snprintf(key, sizeof key, "%s.pub", house->key);
    struct ran ran = BBS("admin", "--db", house->database, "member", "add", "ada", "--household", "14 Moema St",
        "--key", key, "--in", "vilakazi-street");
    assert_int_equal(ran.status, 1);
    holds(ran.err, "A home is a block and a number");
    ran_free(&ran);
    ran = BBS("admin", "--db", house->database, "set", "blocks", "A", "B", "C", "D", "E", "--in", "vilakazi-street");
    assert_int_equal(ran.status, 0);
    holds(ran.out, "`homes` name"); /* the street has a block F, too */
    ran_free(&ran);
    ran = BBS("admin", "--db", house->database, "homes", "--in", "vilakazi-street");
    holds(ran.out, "F 1: ");
    holds(ran.out, "no block and number of the street");
    ran_free(&ran);
    ran = BBS("check", "--db", house->database);
    assert_int_equal(ran.status, 0); /* it is no fault */
    holds(ran.out, "Home \"F 1\"");
    ran_free(&ran);
    ran =
        BBS("admin", "--db", house->database, "set", "blocks", "A", "B", "C", "D", "E", "F", "--in", "vilakazi-street");
    assert_int_equal(ran.status, 0);
    assert_null(strstr(ran.out, "homes"));
    ran_free(&ran);
}

int main(void)
{
    const struct CMUnitTest in_house[] = {
        cmocka_unit_test(a_card_is_seen_and_stopped_in_screens),
        cmocka_unit_test(who_came_by_it_is_out_and_keeps_her_words),
        cmocka_unit_test(the_same_on_a_phone_and_line_by_line),
    };
    const struct CMUnitTest in_street[] = {
        cmocka_unit_test(who_waits_with_a_steward_s_password_may_go),
        cmocka_unit_test(the_shell_asks_the_home),
        cmocka_unit_test(a_home_is_a_block_and_a_number),
    };
    return cmocka_run_group_tests(in_house, served_setup, served_teardown) +
           cmocka_run_group_tests(in_street, open_street, served_teardown);
}
