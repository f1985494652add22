/*
 * test_kill.c: SIGKILL to anything at any moment. A draft is kept and offered again; a post that was acknowledged is
 * there; `bbs check` finds nothing wrong. KILL_ROUNDS says how often.
 */
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "boards.h"
#include "tests/e2e/served.h"
#include "util.h"

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
/* The session is killed in the middle of these words, and they lie among her drafts. */
static void killed_while_typing(struct served *house, struct terminal *t, const char *words)
{
    struct {
        const struct served *house;
        const char *words;
    } look = { house, words };
    terminal_send(t, words);
    expect(t, words);
    assert_true(until(draft_is_kept, &look, 4000));
    kill_role(house, ROLE_SESSION);
    terminal_hang_up(t);
    terminal_close(t);
    assert_true(until(no_sessions, house, PATIENCE));
    assert_true(draft_is_kept(&look));
}

static void a_title_survives_in_line_mode(void **state)
{
    struct served *house = *state;
    struct terminal *t = served_visit(house, &(struct visit) { .handle = "sipho", .term = "dumb" });
    expect(t, "`quit` leaves.");
    type_line(t, "post general --angry");
    expect(t, "Title:");
    killed_while_typing(house, t, "Lampword");
}

static void what_would_help_survives(void **state)
{
    struct served *house = *state;
    struct terminal *t = served_visit(house, &(struct visit) { .handle = "sipho" });
    expect(t, "? help");
    terminal_send(t, "t");
    expect(t, "General");
    terminal_send(t, "j");
    expect(t, "\u203a General");
    terminal_send(t, "\r");
    expect(t, "About");
    terminal_send(t, "w");
    expect(t, "What is this?");
    terminal_send(t, "3");
    expect(t, "Title:");
    type_line(t, "The lamp");
    terminal_send(t, "Dark again.");
    expect(t, "Dark again.");
    terminal_send(t, "\023");
    expect(t, "Say it in one line");
    choose(t, "1");
    expect(t, "What would help?");
    killed_while_typing(house, t, "Ladderword");
}

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

enum { WRITERS = 2, POSTS_MOST = 1 << 14, MOMENT_MOST = 120 };

/* In memory that all share: what each writer was told is posted. */
static struct writing {
    bool over;
    int port; /* another one after each death of the gate */
    struct posted {
        int64_t id[POSTS_MOST]; /* of the post with the words of this number; 0: not acknowledged */
        int acknowledged, refused, lost;
    } by[WRITERS];
} * writing;

static int rounds_wanted(void)
{
    const char *rounds = getenv("KILL_ROUNDS");
    int wanted = rounds != NULL ? atoi(rounds) : 0;
    return wanted > 2 * ROLES ? wanted : 2 * ROLES;
}

/* Who has written much at once has to wait: so there are many of them. */
static int handles_of_a_writer(void)
{
    return 2 + rounds_wanted() / 2;
}

static void handle_of(int writer, int number, char out[20])
{
    snprintf(out, 20, "writer%c%d", 'a' + writer, number);
}

static void words_of(int writer, int number, char out[60])
{
    snprintf(out, 60, "These are the words %d of writer %d.", number, writer);
}

/* One command after another, whatever becomes of it. */
static _Noreturn void write_on(const struct served *house, int writer)
{
    struct posted *posted = &writing->by[writer];
    struct served now = *house;
    char handle[20], words[60];
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (int i = 0, who = 0; !*(volatile bool *)&writing->over && i < POSTS_MOST; i++) {
        handle_of(writer, who % handles_of_a_writer(), handle);
        words_of(writer, i, words);
        now.port = *(volatile int *)&writing->port;
        struct ran result = served_command(&now, handle, "post general --title Round --json", words);
        const char *id = strstr(result.out, "\"post\":");
        if (result.status == 0 && id != NULL) {
            posted->id[i] = strtoll(id + strlen("\"post\":"), NULL, 10);
            (*(volatile int *)&posted->acknowledged)++;
        } else if (strstr(result.out, "The next can go in") != NULL ||
                   strstr(result.err, "The next can go in") != NULL) {
            posted->refused++;
            who++;
        } else
            posted->lost++; /* the line broke: nobody told her that it is posted */
        ran_free(&result);
    }
    _exit(0);
}

static int acknowledged(int writer)
{
    return *(volatile int *)&writing->by[writer].acknowledged;
}

struct hunt {
    const struct served *house;
    enum role role;
    pid_t victim;
};

/* The newest: of a wire or a session the one in whose command it happens. */
static bool kills_one(void *context)
{
    struct hunt *hunt = context;
    pid_t pids[64];
    size_t count = served_processes(hunt->house, hunt->role, pids, 64);
    if (count == 0 || count > 64 || kill(pids[count - 1], SIGKILL) != 0)
        return false;
    hunt->victim = pids[count - 1];
    return true;
}

struct going_on {
    int before[WRITERS];
};

static bool all_write_again(void *context)
{
    const struct going_on *on = context;
    for (int i = 0; i < WRITERS; i++)
        if (acknowledged(i) <= on->before[i])
            return false;
    return true;
}

/* The house is whole again when both writers were told of a post that they began afterwards, or nearly so. */
static void kill_one(struct served *house, enum role role, int round, int killed[ROLES])
{
    struct hunt hunt = { house, role, 0 };
    if (!until(kills_one, &hunt, PATIENCE))
        fail_msg("round %d: there is no %s to kill", round, role_names[role]);
    killed[role]++;
    if (role == ROLE_GATE) {
        served_stop(house, SIGKILL);
        served_serve(house);
        *(volatile int *)&writing->port = house->port;
    }
    struct going_on on;
    for (int i = 0; i < WRITERS; i++)
        on.before[i] = acknowledged(i) + 1;
    if (!until(all_write_again, &on, 3 * PATIENCE))
        fail_msg("round %d: after the death of %d, a %s, nobody can write", round, (int)hunt.victim, role_names[role]);
}

static int count_missing(const struct served *house)
{
    struct store *store;
    struct actor sipho;
    struct post post;
    int missing = 0;
    assert_int_equal(store_open(house->database, STORE_TOOL, &store), STORE_OPENED);
    assert_int_equal(actor_for(store, ACTOR_MEMBER, "sipho", &sipho), RESULT_OK);
    for (int writer = 0; writer < WRITERS; writer++)
        for (int i = 0; i < POSTS_MOST; i++) {
            char words[60];
            if (writing->by[writer].id[i] == 0)
                continue;
            words_of(writer, i, words);
            bool found = post_get(store, &sipho, writing->by[writer].id[i], &post) == RESULT_OK;
            if (!found || strcmp(post.body, words) != 0) {
                print_error(
                    "post %lld was acknowledged and is not there: %s\n", (long long)writing->by[writer].id[i], words);
                missing++;
            }
            if (found)
                posts_free(&post, 1);
        }
    store_close(store);
    return missing;
}

/* Two write all the time while at random moments something is killed, each kind of process as often as any other. */
static void acknowledged_posts_are_there(void **state)
{
    struct served *house = *state;
    int killed[ROLES] = { 0 }, rounds = rounds_wanted();
    unsigned seed = 7;
    pid_t writers[WRITERS];
    char handle[20];
    writing = mmap(NULL, sizeof *writing, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_ptr_not_equal(writing, MAP_FAILED);
    writing->port = house->port;
    for (int writer = 0; writer < WRITERS; writer++)
        for (int i = 0; i < handles_of_a_writer(); i++) {
            handle_of(writer, i, handle);
            served_member(house, handle);
        }
    for (int i = 0; i < WRITERS; i++)
        if ((writers[i] = fork()) == 0)
            write_on(house, i);
    for (int round = 0; round < rounds; round++) {
        seed = seed * 1103515245 + 12345;
        poll(NULL, 0, (int)(seed >> 16) % MOMENT_MOST); /* each round hits another place */
        kill_one(house, (enum role)(round % ROLES), round, killed);
    }
    *(volatile bool *)&writing->over = true;
    for (int i = 0; i < WRITERS; i++) {
        waitpid(writers[i], NULL, 0);
        const struct posted *posted = &writing->by[i];
        print_message("writer %d: %d acknowledged, %d lines broke, %d refused\n", i, posted->acknowledged, posted->lost,
            posted->refused);
    }
    for (enum role role = 0; role < ROLES; role++) {
        print_message("%s: killed %d times\n", role_names[role], killed[role]);
        assert_true(killed[role] >= rounds / ROLES);
    }
    assert_int_equal(count_missing(house), 0);
    served_is_sound(house);
    munmap(writing, sizeof *writing);
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
        cmocka_unit_test(what_would_help_survives), /* first: she has no draft of a thread yet */
        cmocka_unit_test(a_title_survives_in_line_mode),
        cmocka_unit_test(caretaker_is_replaced),
        cmocka_unit_test(acknowledged_posts_are_there),
    };
    return cmocka_run_group_tests(tests, served_setup, close_house);
}
