/*
 * test_kill.c: SIGKILL to anything at any moment. A draft is kept and offered again; a post that was acknowledged is
 * there; `bbs check` finds nothing wrong. KILL_ROUNDS says how often.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/e2e/served.h"
#include "util.h"

static int open_house(void **state)
{
    static struct served house;
    served_open(&house, false);
    *state = &house;
    return 0;
}

static int close_house(void **state)
{
    served_close(*state);
    return 0;
}

/* --- drafts --- */

static bool no_sessions(void *context)
{
    return served_processes(context, ROLE_SESSION, NULL, 0) == 0;
}

static bool draft_is_kept(void *context)
{
    const struct {
        const struct served *house;
        const char *words;
    } *look = context;
    char *out = served_says(look->house, "sipho", "drafts --json", NULL, 0);
    bool kept = strstr(out, look->words) != NULL;
    free(out);
    return kept;
}

/* Kills the newest process of a role; who brings the house itself down serves it again. */
static void kill_role(struct served *house, enum role role)
{
    pid_t pids[64];
    if (role == ROLE_GATE) {
        served_stop(house, SIGKILL);
        return;
    }
    size_t count = served_processes(house, role, pids, 64);
    assert_true(count > 0 && count <= 64);
    for (size_t i = 0; i < count; i++)
        kill(pids[i], SIGKILL);
}

static void draft_survives(void **state, int role, const char *words)
{
    struct served *house = *state;
    char title[40];
    snprintf(title, sizeof title, "post general --title About %s", words);
    free(served_says(house, "thandi", title, "Say something.\n", 0));
    struct terminal *t = served_visit(house, &(struct visit) { .handle = "sipho" });
    expect(t, "? help");
    terminal_send(t, "\t");
    expect(t, "Say something.");
    terminal_send(t, "f");
    expect(t, "> Say something.");
    terminal_send(t, words);
    expect(t, words);
    struct {
        const struct served *house;
        const char *words;
    } look = { house, words };
    assert_true(until(draft_is_kept, &look, 4000)); /* written at most 2 s after the last key */
    if (role < 0)
        terminal_kill(t, SIGKILL); /* the client */
    else
        kill_role(house, (enum role)role);
    terminal_hang_up(t);
    terminal_close(t);
    if (role == ROLE_GATE)
        served_serve(house);
    assert_true(until(no_sessions, house, PATIENCE));
    t = served_visit(house, &(struct visit) { .handle = "sipho" });
    expect(t, "? help");
    assert_true(terminal_wait(t, "cut off", PATIENCE)); /* it is offered */
    terminal_close(t);
    char *out = served_says(house, "sipho", "drafts --json", NULL, 0);
    assert_non_null(strstr(out, words));
    free(out);
    served_is_sound(house);
}

static void draft_survives_the_client(void **state)
{
    draft_survives(state, -1, "clientword");
}
static void draft_survives_the_wire(void **state)
{
    draft_survives(state, ROLE_WIRE, "wireword");
}
static void draft_survives_the_session(void **state)
{
    draft_survives(state, ROLE_SESSION, "sessionword");
}
static void draft_survives_the_caretaker(void **state)
{
    draft_survives(state, ROLE_CARETAKER, "caretakerword");
}
static void draft_survives_the_template(void **state)
{
    draft_survives(state, ROLE_TEMPLATE, "templateword");
}
static void draft_survives_the_house(void **state)
{
    draft_survives(state, ROLE_GATE, "houseword");
}

/* A caretaker that dies is replaced, and no session notices. */
static void caretaker_is_replaced(void **state)
{
    struct served *house = *state;
    struct terminal *t = served_visit(house, &(struct visit) { .handle = "sipho" });
    expect(t, "? help");
    kill_role(house, ROLE_CARETAKER);
    terminal_send(t, "t");
    expect(t, "General");
    free(served_says(house, "thandi", "post general --title After", "Still here.\n", 0));
    terminal_close(t);
}

/* --- posts --- */

struct posted {
    int64_t ids[4096];
    size_t count;
};

static void note_acknowledged(struct posted *posted, const struct ran *result)
{
    const char *at = strstr(result->out, "\"post\"");
    if (result->status == 0 && at != NULL && posted->count < 4096)
        posted->ids[posted->count++] = strtoll(at + strcspn(at, "0123456789"), NULL, 10);
}

static void all_are_there(const struct served *house, const struct posted *posted)
{
    char *out = served_says(house, "sipho", "search round --json --limit 1", NULL, 0);
    free(out);
    for (size_t i = 0; i < posted->count; i++) {
        char command[80];
        snprintf(command, sizeof command, "reply %lld --json", (long long)posted->ids[i]);
        struct ran result = served_command(house, "sipho", command, ""); /* empty: refused, but known */
        assert_null(strstr(result.out, "not_found"));
        ran_free(&result);
    }
}

/* Posts while something is killed, in turn each of the processes; a post that was acknowledged has to be there. */
static void acknowledged_posts_are_there(void **state)
{
    static struct posted posted;
    struct served *house = *state;
    const char *rounds = getenv("KILL_ROUNDS");
    unsigned seed = 7;
    for (int round = 0, all = rounds ? atoi(rounds) : 10; round < all; round++) {
        enum role role = (enum role)(round % ROLES);
        char command[80], delay[40];
        snprintf(command, sizeof command, "post general --title Round %d --json", round);
        seed = seed * 1103515245 + 12345;
        /* The killer waits a random moment, so that each round hits another place. */
        snprintf(delay, sizeof delay, "0.%03u", (seed >> 16) % 120);
        pid_t victim = 0, killer;
        for (int i = 0; i < 3; i++) {
            if (i == 1) {
                if (role == ROLE_WIRE || role == ROLE_SESSION)
                    role = ROLE_TEMPLATE; /* each command has its own: its template's death ends both */
                victim = role == ROLE_GATE ? house->gate : 0;
                if (victim == 0 && served_processes(house, role, &victim, 1) == 0)
                    continue;
                killer = fork();
                if (killer == 0) {
                    char line[100];
                    snprintf(line, sizeof line, "sleep %s; kill -9 %d", delay, (int)victim);
                    execl("/bin/sh", "sh", "-c", line, (char *)NULL);
                    _exit(127);
                }
            }
            struct ran result = served_command(house, "thandi", command, "A round.\n");
            note_acknowledged(&posted, &result);
            ran_free(&result);
        }
        if (role == ROLE_GATE) {
            served_stop(house, SIGKILL);
            served_serve(house);
        }
    }
    assert_true(posted.count > 0);
    all_are_there(house, &posted);
    served_is_sound(house);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draft_survives_the_client),
        cmocka_unit_test(draft_survives_the_wire),
        cmocka_unit_test(draft_survives_the_session),
        cmocka_unit_test(draft_survives_the_caretaker),
        cmocka_unit_test(draft_survives_the_template),
        cmocka_unit_test(draft_survives_the_house),
        cmocka_unit_test(caretaker_is_replaced),
        cmocka_unit_test(acknowledged_posts_are_there),
    };
    return cmocka_run_group_tests(tests, open_house, close_house);
}
