/*
 * test_aid.c: one evening of mutual aid over ssh: what is asked and offered, a matching night, a "not this time", two
 * who agree, talk alone and are done; a home screen that hears of it at once; the gate killed in the middle. RULES 3.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/e2e/served.h"

enum { HOMES = 10, ASKS_MOST = 12 };

/* thandi asks, sipho coordinates and offers food, lerato offers food and lifts, mandla has nothing to do with it. The
 * tests below are one evening, in this order. */
struct evening {
    struct served house;
    int64_t ask, soup, lift, suggested, match;
};

static char *says(struct evening *evening, const char *handle, const char *command)
{
    return served_says(&evening->house, handle, command, NULL, 0);
}

/* What a member reads of this command holds `words`. */
static void reads(struct evening *evening, const char *handle, const char *command, const char *words)
{
    char *out = says(evening, handle, command);
    if (strstr(out, words) == NULL)
        fail_msg("%s, `%s`: no '%s' in: %s", handle, command, words, out);
    free(out);
}

static void reads_no(struct evening *evening, const char *handle, const char *command, const char *words)
{
    char *out = says(evening, handle, command);
    if (strstr(out, words) != NULL)
        fail_msg("%s, `%s`: '%s' stands in: %s", handle, command, words, out);
    free(out);
}

static void is_refused(
    struct evening *evening, const char *handle, const char *command, const char *body, const char *words)
{
    struct ran result = served_command(&evening->house, handle, command, body);
    if (result.status != 1 || strstr(result.err, words) == NULL)
        fail_msg("%s, `%s` ended with %d: %s%s", handle, command, result.status, result.out, result.err);
    ran_free(&result);
}

static const char *numbered(const char *format, int64_t number)
{
    static char command[200];
    const char *place = strchr(format, '#');
    snprintf(command, sizeof command, "%.*s%lld%s", (int)(place - format), format, (long long)number, place + 1);
    return command;
}

static void admin(struct evening *evening, const char *const *words)
{
    const char *argv[12] = { "bbs", "admin", "--db", evening->house.database };
    for (size_t i = 0; i < 7 && words[i] != NULL; i++)
        argv[4 + i] = words[i];
    struct ran result = run(argv, NULL, 0);
    if (result.status != 0)
        fail_msg("bbs admin %s ended with %d: %s%s", words[0], result.status, result.out, result.err);
    ran_free(&result);
}

static int begin(void **state)
{
    static struct evening evening;
    char key[700];
    served_open(&evening.house, false);
    served_member(&evening.house, "lerato");
    served_member(&evening.house, "mandla");
    snprintf(key, sizeof key, "%s.pub", evening.house.key);
    for (int i = 0; i < HOMES; i++) { /* founding time is over: tasks bind */
        char handle[20], home[20];
        snprintf(handle, sizeof handle, "more%c", 'a' + i);
        snprintf(home, sizeof home, "E %d", i + 1);
        admin(&evening, (const char *const[]) { "member", "add", handle, "--household", home, "--key", key, NULL });
    }
    *state = &evening;
    return 0;
}

static int end(void **state)
{
    struct evening *evening = *state;
    served_close(&evening->house);
    return 0;
}

/* --- the evening --- */

static void asks_and_offers_stand_on_the_board(void **state)
{
    struct evening *evening = *state;
    const struct served *house = &evening->house;
    evening->soup = served_number(
        house, "sipho", "offer --kind food --line Soup from a big pot --capacity 3 --json", NULL, "offer");
    evening->lift = served_number(house, "lerato",
        "offer --kind transport --line A seat to the clinic --from fri 14:00 --until 18:00 --repeats weekly --json",
        "The left door sticks.\n", "offer");
    evening->ask = served_number(house, "thandi",
        "ask --kind food --line Something warm for two --urgency today --json", "No pepper, please.\n", "ask");
    reads(evening, "lerato", "aid", "Something warm for two");
    reads(evening, "lerato", "aid", "a neighbour, block C");
    reads_no(evening, "lerato", "aid --kind food", "thandi");
    reads(evening, "thandi", "aid --offers", "room for 3 of 3");
    reads(evening, "thandi", "aid --offers", "every week");
    reads(evening, "thandi", numbered("aid show offer #", evening->lift), "The left door sticks.");
    reads(evening, "thandi", numbered("aid show #", evening->ask), "Soup from a big pot"); /* it fits */
}

static void a_night_is_for_a_coordinator(void **state)
{
    struct evening *evening = *state;
    is_refused(evening, "sipho", "match", NULL, "coordinator");
    admin(evening, (const char *const[]) { "seat", "coordinator", "sipho", NULL });
    is_refused(evening, "thandi", "match", NULL, "coordinator");
    reads(evening, "sipho", "match --dry-run", "Something warm for two");
    reads_no(evening, "sipho", "match --dry-run", "thandi");
    reads_no(evening, "thandi", "aid matches", "Something warm"); /* a dry run wrote nothing */
    char *out = says(evening, "sipho", "match --json");
    const char *at = strstr(out, "\"match\"");
    assert_non_null(at);
    evening->suggested = strtoll(at + strcspn(at, "0123456789"), NULL, 10);
    free(out);
    reads(evening, "thandi", "aid matches", "Something warm for two");
    reads(evening, "sipho", numbered("aid match #", evening->suggested), "a neighbour, block C");
}

static void not_this_time_leaves_it_open(void **state)
{
    struct evening *evening = *state;
    is_refused(evening, "mandla", numbered("aid answer # not-now", evening->suggested), NULL, "");
    reads(evening, "sipho", numbered("aid answer # not-now", evening->suggested), "Not this time.");
    reads(evening, "lerato", numbered("aid show # --json", evening->ask), "\"state\":\"open\"");
    reads(evening, "thandi", "aid --offers", "room for 3 of 3");
}

static void two_agree_and_talk_alone(void **state)
{
    struct evening *evening = *state;
    const struct served *house = &evening->house;
    char *out;
    evening->match = served_number(house, "lerato", numbered("aid can # --json", evening->ask), NULL, "match");
    is_refused(evening, "sipho", numbered("aid can #", evening->ask), NULL, "Somebody was first");
    reads_no(evening, "thandi", numbered("aid match #", evening->match), "lerato");
    reads(evening, "thandi", numbered("aid accept #", evening->ask), "Agreed with lerato, home C 14");
    reads(evening, "lerato", numbered("aid match #", evening->match), "Agreed with thandi, home C 14");
    out = served_says(house, "thandi", numbered("aid say #", evening->match), "The gate is open, come in.\n", 0);
    free(out);
    out = served_says(house, "lerato", numbered("aid say #", evening->match), "At seven, with a lid.\n", 0);
    free(out);
    for (int i = 0; i < 2; i++) {
        const char *each = (const char *const[]) { "thandi", "lerato" }[i];
        reads(evening, each, numbered("aid match #", evening->match), "The gate is open, come in.");
        reads(evening, each, numbered("aid match #", evening->match), "At seven, with a lid.");
    }
}

/* Not even the coordinator, and not by a search. */
static void nobody_else_reads_or_writes_there(void **state)
{
    static const char *const others[] = { "mandla", "sipho" };
    struct evening *evening = *state;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        is_refused(evening, others[i], numbered("aid match #", evening->match), NULL, "There is no");
        is_refused(evening, others[i], numbered("aid say #", evening->match), "Me too.\n", "There is no");
        is_refused(evening, others[i], numbered("aid done #", evening->ask), NULL, "");
        reads_no(evening, others[i], "search lid", "At seven");
    }
    reads_no(evening, "thandi", numbered("aid match #", evening->match), "Me too.");
}

static void it_is_done(void **state)
{
    struct evening *evening = *state;
    reads(evening, "thandi", numbered("aid done #", evening->ask), "Done. In 14 days");
    reads(evening, "lerato", numbered("aid match #", evening->match), "It is done, with thandi.");
    reads_no(evening, "mandla", "aid", "Something warm for two");
    reads(evening, "sipho", "aid stats", "food, today");
    reads_no(evening, "sipho", "aid stats", "lerato");
}

/* RULES 3.3: whoever offers that kind has it on her home screen within a second. */
static void a_home_screen_hears_of_it_at_once(void **state)
{
    struct evening *evening = *state;
    struct terminal *home = served_visit(&evening->house, &(struct visit) { .handle = "sipho" });
    struct terminal *other = served_visit(&evening->house, &(struct visit) { .handle = "mandla" });
    struct terminal *asker = served_visit(&evening->house, &(struct visit) { .handle = "thandi", .term = "dumb" });
    expect(home, "Go home"); /* it is her first visit */
    expect(other, "Go home");
    terminal_send(home, "3");
    terminal_send(other, "3");
    expect(home, "Space next");
    expect(other, "Space next");
    expect(asker, "Type a command");
    assert_false(terminal_shows(home, "Milk for a baby"));
    int64_t begun = now_milliseconds();
    type_line(asker, "ask --kind food --urgency today --line Milk for a baby");
    type_line(asker, ".");
    expect_soon(home, "Today, block C: Milk for a baby");
    print_message("a home screen shows it after %lld ms\n", (long long)(now_milliseconds() - begun));
    expect(asker, "You stand there as a neighbour.");
    assert_false(terminal_shows(home, "thandi"));
    terminal_pump(other);
    assert_false(terminal_shows(other, "Milk for a baby")); /* mandla offers nothing */
    terminal_close(asker);
    terminal_close(other);
    terminal_close(home);
}

/* --- the gate is killed in the middle of many asks --- */

static pid_t kill_soon(pid_t victim)
{
    char line[100];
    snprintf(line, sizeof line, "sleep 0.3; kill -9 %d", (int)victim);
    pid_t killer = fork();
    if (killer == 0) {
        execl("/bin/sh", "sh", "-c", line, (char *)NULL);
        _exit(127);
    }
    return killer;
}

static void what_was_acknowledged_is_there(void **state)
{
    struct evening *evening = *state;
    struct served *house = &evening->house;
    int64_t asks[ASKS_MOST];
    size_t count = 0;
    bool stands = true;
    pid_t killer = 0;
    for (int i = 0; stands && i < ASKS_MOST; i++) {
        struct ran result =
            served_command(house, "mandla", "ask --kind tool --line A long ladder --urgency today --json", "");
        const char *at = strstr(result.out, "\"ask\"");
        stands = result.status == 0;
        if (stands && at != NULL)
            asks[count++] = strtoll(at + strcspn(at, "0123456789"), NULL, 10);
        ran_free(&result);
        if (killer == 0)
            killer = kill_soon(house->gate); /* the first stands in any case */
    }
    assert_int_equal(waitpid(killer, NULL, 0), killer);
    served_stop(house, SIGKILL);
    served_serve(house);
    assert_true(count > 0);
    for (size_t i = 0; i < count; i++)
        reads(evening, "sipho", numbered("aid show #", asks[i]), "A long ladder");
    reads(evening, "thandi", numbered("aid match #", evening->match), "At seven, with a lid.");
    served_is_sound(house);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(asks_and_offers_stand_on_the_board),
        cmocka_unit_test(a_night_is_for_a_coordinator),
        cmocka_unit_test(not_this_time_leaves_it_open),
        cmocka_unit_test(two_agree_and_talk_alone),
        cmocka_unit_test(nobody_else_reads_or_writes_there),
        cmocka_unit_test(it_is_done),
        cmocka_unit_test(a_home_screen_hears_of_it_at_once),
        cmocka_unit_test(what_was_acknowledged_is_there),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
