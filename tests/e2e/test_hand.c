/* test_hand.c: a neighbour without a device, from being told of to a struck word, through the stock ssh. RULES 1.8. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/e2e/served.h"

/* thandi and sipho live in C 14, lerato in D 9; Gogo Maria, of C 7, has no device. */
static int open_street(void **state)
{
    static struct served house;
    char key[700], command[80];
    served_open(&house, false);
    snprintf(key, sizeof key, "%s.pub", house.key);
    struct ran ran =
        BBS("admin", "--db", house.database, "member", "add", "lerato", "--household", "D 9", "--key", key);
    assert_int_equal(ran.status, 0);
    ran_free(&ran);
    int64_t person = served_number(&house, "lerato", "hands add Gogo Maria --home C 7 --json", NULL, "id");
    snprintf(command, sizeof command, "hands yes %lld", (long long)person);
    free(served_says(&house, "lerato", command, NULL, 1)); /* two homes have to know her */
    free(served_says(&house, "thandi", command, NULL, 0));
    *state = &house;
    return 0;
}

static int close_street(void **state)
{
    served_close(*state);
    return 0;
}

static void says(char *said, const char *words)
{
    if (strstr(said, words) == NULL)
        fail_msg("\"%s\" is not in:\n%s", words, said);
    free(said);
}

static void a_word_by_hand_is_confirmed_and_printed(void **state)
{
    struct served *house = *state;
    char command[80];
    int64_t thread = served_number(house, "thandi", "post general --title My two buckets --for Gogo Maria --json",
        "They are still dry.\n", "thread");
    snprintf(command, sizeof command, "read %lld", (long long)thread);
    says(served_says(house, "lerato", command, NULL, 0), "by thandi's hand, not confirmed yet");
    char *said = served_says(house, "lerato", "hands", NULL, 0), *at = strstr(said, "hands confirm ");
    assert_non_null(at);
    long word = strtol(at + strlen("hands confirm "), NULL, 10);
    free(said);
    snprintf(command, sizeof command, "hands confirm %ld", word);
    free(served_says(house, "thandi", command, NULL, 1)); /* not the hand itself */
    free(served_says(house, "sipho", command, NULL, 1));  /* nor one of its home */
    says(served_says(house, "lerato", command, NULL, 0), "they said so");
    said = served_says(house, "lerato", "slip Gogo Maria", NULL, 0);
    for (const char *line = said; *line != '\0'; line += strcspn(line, "\n") + 1)
        assert_true(strcspn(line, "\n") <= 80);
    says(said, "They are still dry.");
    snprintf(command, sizeof command, "hands strike %ld", word);
    says(served_says(house, "lerato", command, NULL, 0), "Struck");
    snprintf(command, sizeof command, "read %lld", (long long)thread);
    said = served_says(house, "thandi", command, NULL, 0);
    assert_null(strstr(said, "still dry"));
    says(said, "struck by lerato");
}

/* "I can", and what comes of it, by command: on her slip, confirmed by nobody yet, struck by anybody. */
static void she_answers_an_ask(void **state)
{
    struct served *house = *state;
    char command[80];
    int64_t ask = served_number(house, "lerato", "ask --kind food --line Soup for Sunday --json", "", "ask");
    snprintf(command, sizeof command, "aid can %lld --for Gogo Maria", (long long)ask);
    says(served_says(house, "thandi", command, NULL, 0), "In the name of Gogo-Maria, by your hand");
    says(served_says(house, "lerato", "hands", NULL, 0), "a neighbour, block C, by somebody's hand");
    snprintf(command, sizeof command, "aid accept %lld", (long long)ask);
    says(served_says(house, "lerato", command, NULL, 0), "was written by thandi's hand");
    char *said = served_says(house, "thandi", "slip Gogo Maria", NULL, 0);
    assert_non_null(strstr(said, "Says \"I can\" to this ask:\n    Soup for Sunday\n    Agreed with lerato, home D 9"));
    char *at = strstr(said, "Number ");
    assert_non_null(at);
    long word = strtol(at + strlen("Number "), NULL, 10);
    free(said);
    said = served_says(house, "sipho", "slip Gogo Maria", NULL, 0); /* another's slip does not tell it */
    assert_null(strstr(said, "Soup"));
    free(said);
    snprintf(command, sizeof command, "hands strike %ld", word);
    says(served_says(house, "sipho", command, NULL, 0), "Struck");
    snprintf(command, sizeof command, "aid show %lld", (long long)ask);
    said = served_says(house, "thandi", command, NULL, 0);
    assert_null(strstr(said, "agreed"));
    free(said);
    said = served_says(house, "thandi", "sheet --aloud", NULL, 0);
    assert_null(strstr(said, "lerato, home")); /* an ask names nobody */
    says(said, ", within days, block D: Soup for Sunday\n");
    said = served_says(house, "thandi", "sheet", NULL, 0);
    assert_null(strstr(said, "Soup for Sunday")); /* on the door not a word of it, either */
    says(said, ", within days, block D: food\n");
    says(served_says(house, "thandi", "hands leave Gogo Maria", NULL, 0), "Noted, as number");
    says(served_says(house, "lerato", "hands", NULL, 0), "Leaves the house for good");
}

static char *sheet(void *house, const char *command)
{
    char *said = served_says(house, "thandi", command, NULL, 0);
    int lines = 0;
    for (const char *line = said; *line != '\0'; line += strcspn(line, "\n") + 1) {
        assert_true(strcspn(line, "\n") <= 160 || *line == '{'); /* bytes; 80 columns */
        lines++;
    }
    assert_true(lines <= 60);
    return said;
}

/* A door is read by strangers and the police: nothing of the street's own hangs there, and nobody's name. RULES 2.1. */
static void what_is_for_the_street_hangs_on_no_door(void **state)
{
    static const char *const commands[] = { "sheet", "sheet --public", "sheet --json" };
    static const char *const never[] = { "The step at A 2", "thandi", "sipho", "lerato", "Maria",
        "Fill the corner tank", "A tall ladder", "C 14", "D 9", "steward" };
    free(served_says(*state, "thandi", "rota new Fill the corner tank --days daily", NULL, 0));
    free(served_says(*state, "thandi", "shelf add A tall ladder", NULL, 0));
    free(served_says(*state, "thandi", "offer --kind tool --line Sawing on Sundays", "", 0));
    free(served_says(*state, "lerato", "post welcome --title Come and see us", "Everybody may.\n", 0));
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        char *said = sheet(*state, commands[i]);
        assert_null(strstr(said, "Sawing"));
        for (size_t k = 0; k < sizeof never / sizeof *never; k++) {
            char *at = strstr(said, never[k]);
            if (at != NULL && strcmp(never[k], "lerato") != 0) /* she wrote in public, and knew it */
                fail_msg("`%s` says \"%s\":\n%s", commands[i], never[k], said);
        }
        says(said, "Come and see us");
    }
    char *said = sheet(*state, "sheet");
    assert_non_null(strstr(said, "Tasks that need hands: 1. Things to borrow: 1."));
    assert_non_null(strstr(said, ": tool\n"));
    says(said, "YOU HAVE NO DEVICE?");
}

static void read_aloud_it_says_what_home_says(void **state)
{
    static const char *const all[] = { "FOR READING ALOUD", "The step at A 2", "Fill the corner tank", "A tall ladder",
        "Sawing on Sundays", "YOU HAVE NO DEVICE?" };
    char *said = sheet(*state, "sheet --aloud");
    for (size_t k = 0; k < sizeof all / sizeof *all; k++)
        if (strstr(said, all[k]) == NULL)
            fail_msg("no \"%s\" in:\n%s", all[k], said);
    free(said);
    served_is_sound(*state);
}

static void leave(struct terminal *t)
{
    terminal_send(t, "\034");
    assert_int_equal(terminal_wait_end(t, PATIENCE), 0);
    terminal_close(t);
}

/* In the screens: h writes in her name; another home sees who typed it, and strikes it at her word. */
static void screens_write_and_strike(void **state)
{
    struct served *house = *state;
    char command[80];
    int64_t thread = served_number(
        house, "lerato", "post general --title The step at A 2 --json", "It is loose. Is it yours?\n", "thread");
    struct terminal *t = served_visit(house, &(struct visit) { .handle = "thandi" });
    expect(t, "? help");
    type_line(t, "/loose yours");
    expect(t, "The step at A 2");
    terminal_send(t, "\r");
    expect(t, "1 post,"); /* the thread itself: the search shows its words too */
    terminal_send(t, "h");
    expect(t, "For whom");
    type_line(t, "Gogo Maria");
    expect(t, "FOR Gogo-Maria");
    terminal_send(t, "It is mine, and it was straight when I was.\023");
    expect(t, "by thandi's hand, not confirmed yet");
    leave(t);
    t = served_visit(house, &(struct visit) { .handle = "lerato" });
    expect(t, "? help");
    type_line(t, "/straight mine");
    expect(t, "The step at A 2");
    terminal_send(t, "\r");
    expect(t, "2 posts");
    terminal_send(t, "h");
    expect(t, "Written by another's hand");
    choose(t, "1");
    expect(t, "[struck by lerato: they say that it is not theirs]");
    leave(t);
    snprintf(command, sizeof command, "read %lld", (long long)thread);
    says(served_says(house, "thandi", command, NULL, 0), "struck by lerato");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_by_hand_is_confirmed_and_printed),
        cmocka_unit_test(screens_write_and_strike),
        cmocka_unit_test(she_answers_an_ask),
        cmocka_unit_test(what_is_for_the_street_hangs_on_no_door),
        cmocka_unit_test(read_aloud_it_says_what_home_says),
    };
    return cmocka_run_group_tests(tests, open_street, close_street);
}
