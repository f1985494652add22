/*
 * test_circle.c: a circle of seven over ssh, by line mode: two keepers, one line that drops and comes back in time, one
 * that does not, next steps, the closing; and where a word that was said there is to be found (RULES 6.1 to 6.4).
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "circles.h"
#include "meetings.h"
#include "members.h"
#include "store.h"
#include "tests/e2e/served.h"
#include "util.h"

#define WORDS "wet zebra under kites"
enum { PEOPLE = 7, THANDI = 0, SIPHO, NOMSA, DAN, EVA, FINN, GIL };
static const char *const people[PEOPLE] = { "thandi", "sipho", "nomsa", "dan", "eva", "finn", "gil" };

struct stage {
    struct served house;
    struct terminal *of[PEOPLE], *outside;
};

static void add_person(const struct served *house, const char *handle, const char *home)
{
    char key[700];
    snprintf(key, sizeof key, "%s.pub", house->key);
    struct ran ran = BBS("admin", "--db", house->database, "member", "add", handle, "--household", home, "--key", key);
    assert_int_equal(ran.status, 0);
    ran_free(&ran);
}

/* thandi calls it, open to all of the street; it begins in a moment. */
static void call_circle(const struct served *house)
{
    struct store *store;
    struct actor actor;
    struct circle_form form = { .open = true,
        .purpose = "Our nights",
        .prompts = { "What would let you sleep?" },
        .at = (int64_t)time(NULL) + 4,
        .places = PEOPLE };
    enum circle_answer answer;
    int64_t circle;
    assert_int_equal(store_open(house->database, STORE_TOOL, &store), STORE_OPENED);
    for (int i = THANDI; i <= SIPHO; i++) {
        assert_int_equal(actor_for(store, ACTOR_MEMBER, people[i], &actor), RESULT_OK);
        assert_int_equal(willing_set(store, &actor, "keeper", true, form.at), RESULT_OK);
    }
    assert_int_equal(actor_for(store, ACTOR_MEMBER, people[THANDI], &actor), RESULT_OK);
    assert_int_equal(circle_call(store, &actor, &form, (int64_t)time(NULL), &circle), RESULT_OK);
    for (int i = 1; i < PEOPLE; i++) {
        assert_int_equal(actor_for(store, ACTOR_MEMBER, people[i], &actor), RESULT_OK);
        assert_int_equal(circle_answer(store, &actor, circle, true, (int64_t)time(NULL), &answer), RESULT_OK);
        assert_int_equal(answer, CIRCLE_COMES);
    }
    store_close(store);
}

/* Some without a terminal, some at a dumb one, one as small as a phone. */
static struct terminal *logs_in(const struct served *house, int who)
{
    const struct visit visit = { .handle = people[who],
        .no_pty = who % 2 == 0,
        .term = who % 2 == 0 ? NULL : "dumb",
        .columns = who == DAN ? 40 : 80,
        .rows = who == DAN ? 15 : 24 };
    struct terminal *terminal = served_visit(house, &visit);
    expect(terminal, "Type a command");
    return terminal;
}

static int open_stage(void **state)
{
    static const char *const homes[] = { "D 1", "D 2", "D 3", "D 4", "D 5" };
    static struct stage stage;
    memset(&stage, 0, sizeof stage);
    served_make(&stage.house, false);
    for (int i = NOMSA; i < PEOPLE; i++)
        add_person(&stage.house, people[i], homes[i - NOMSA]);
    add_person(&stage.house, "hana", "D 6");
    call_circle(&stage.house);
    served_serve(&stage.house);
    *state = &stage;
    return 0;
}

static int close_stage(void **state)
{
    struct stage *stage = *state;
    for (int i = 0; i < PEOPLE; i++)
        terminal_close(stage->of[i]);
    terminal_close(stage->outside);
    served_is_sound(&stage->house);
    served_close(&stage->house);
    return 0;
}

/* --- what is typed --- */

static void says(struct terminal *terminal, const char *line, const char *answer)
{
    terminal_forget(terminal);
    type_line(terminal, line);
    if (!terminal_wait_said(terminal, answer, PATIENCE))
        fail_msg("\"%s\" is not answered by \"%s\", but by \"%s\"", line, answer, terminal_said(terminal));
}

static bool is_in_state(const struct served *house, const char *state)
{
    char *heard = served_says(house, "thandi", "circle 1 --json", NULL, 0), words[60];
    snprintf(words, sizeof words, "\"state\":\"%s\"", state);
    bool is = strstr(heard, words) != NULL;
    free(heard);
    return is;
}

static bool is_open(void *house)
{
    return is_in_state(house, "open");
}

static bool is_held(void *house)
{
    return is_in_state(house, "held");
}

static bool is_cut_off(void *house)
{
    return is_in_state(house, "cut_off");
}

/* Who has the piece, as a command's --json says; -1: nobody. */
static int holder_in(char *heard)
{
    const char *at = strstr(heard, "\"holder\":\"");
    int found = -1;
    for (int i = 0; at != NULL && i < PEOPLE; i++)
        if (strncmp(at + strlen("\"holder\":\""), people[i], strlen(people[i])) == 0)
            found = i;
    free(heard);
    return found;
}

static int holder(const struct served *house)
{
    return holder_in(served_says(house, "thandi", "circle 1 --json", NULL, 0));
}

static int passes(const struct served *house, int who)
{
    const char *name = who >= 0 && who < PEOPLE ? people[who] : "nobody";
    return holder_in(served_says(house, name, "circle pass 1 --json", NULL, 0));
}

static void come_in(struct stage *stage)
{
    stage->outside = served_visit(&stage->house, &(struct visit) { .handle = "hana", .no_pty = true });
    expect(stage->outside, "Type a command");
    if (!until(is_open, &stage->house, PATIENCE))
        fail_msg("it never opens");
    for (int i = 0; i < PEOPLE; i++) {
        stage->of[i] = logs_in(&stage->house, i);
        says(stage->of[i], "circle enter 1", "Do you say yes to that?");
        says(stage->of[i], "yes", "You are in the circle.");
    }
    free(served_says(&stage->house, "hana", "circle enter 1", NULL, 1)); /* a command cannot come in */
    says(stage->outside, "circle enter 1 --yes", "You are not among those who come to it.");
}

/* Everybody who is there passes, also the second time, until the piece has gone round. */
static void all_pass(struct stage *stage)
{
    for (int now = holder(&stage->house); now >= 0; now = passes(&stage->house, now))
        ;
}

static void pass_until(struct stage *stage, int who)
{
    for (int now = holder(&stage->house); now != who; now = passes(&stage->house, now))
        assert_true(now >= 0);
}

/* --- where a word is --- */

struct search {
    pid_t pids[40];
    size_t count;
    char *where;
};

static bool is_nowhere(void *context)
{
    struct search *search = context;
    free(search->where);
    search->where = NULL;
    for (size_t i = 0; i < search->count && search->where == NULL; i++)
        search->where = served_memory_has(search->pids[i], WORDS, strlen(WORDS));
    return search->where == NULL;
}

static void nobody_of(const char *whose, const pid_t *pids, size_t count)
{
    struct search search = { .count = count };
    memcpy(search.pids, pids, count * sizeof *pids);
    assert_true(count > 0);
    if (!until(is_nowhere, &search, SOON))
        fail_msg("%s: \"%s\" is %s", whose, WORDS, search.where);
}

/* A sanitizer keeps what is freed. */
static bool can_look(const struct served *house)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/maps", (int)house->gate);
    struct ran maps = run((const char *const[]) { "grep", "-c", "libasan", path, NULL }, NULL, 0);
    bool sanitized = maps.status == 0;
    ran_free(&maps);
    return geteuid() == 0 && !sanitized;
}

static void role_is_clean(const struct served *house, enum role role, size_t most)
{
    pid_t pids[40];
    size_t count = served_processes(house, role, pids, 40);
    nobody_of(role_names[role], pids, count < most ? count : most);
}

/* While it is held: nobody but `ephemeral` and those inside. hana came first. */
static void only_those_inside_know(const struct served *house)
{
    pid_t ephemeral;
    if (!can_look(house))
        return;
    assert_int_equal(served_processes(house, ROLE_EPHEMERAL, &ephemeral, 1), 1);
    char *where = served_memory_has(ephemeral, WORDS, strlen(WORDS));
    assert_non_null(where); /* so the search finds what is there */
    free(where);
    role_is_clean(house, ROLE_GATE, 1);
    role_is_clean(house, ROLE_CARETAKER, 1);
    role_is_clean(house, ROLE_TEMPLATE, 1);
    role_is_clean(house, ROLE_SESSION, 1);
    role_is_clean(house, ROLE_WIRE, 1);
}

/* When it is over: nobody at all, also not those who stay logged in. */
static void nobody_knows(const struct served *house)
{
    if (!can_look(house))
        return;
    for (int role = ROLE_GATE; role < ROLES; role++)
        role_is_clean(house, (enum role)role, 40);
}

/* Database, log of changes, shared memory, drafts, the server's log, a backup: nothing on the disk. */
static void no_file_has_it(const struct served *house)
{
    char copy[600];
    snprintf(copy, sizeof copy, "%s/copy.db", house->folder);
    unlink(copy);
    struct ran ran = BBS("backup", "--db", house->database, copy);
    assert_int_equal(ran.status, 0);
    ran_free(&ran);
    ran = run((const char *const[]) { "grep", "-rlaF", WORDS, house->folder, NULL }, NULL, 0);
    if (ran.status != 1)
        fail_msg("found in %s", ran.out);
    ran_free(&ran);
}

/* No process that had it may leave a picture of its memory. */
static void no_core_is_written(const struct served *house)
{
    static const enum role roles[] = { ROLE_EPHEMERAL, ROLE_SESSION, ROLE_WIRE };
    char path[64], want[] = "^Max core file size  *0 ";
    pid_t pids[40];
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        assert_true(served_processes(house, roles[i], pids, 40) > 0);
        snprintf(path, sizeof path, "/proc/%d/limits", (int)pids[0]);
        struct ran ran = run((const char *const[]) { "grep", "-c", want, path, NULL }, NULL, 0);
        if (ran.status != 0)
            fail_msg("the %s may leave a core", role_names[roles[i]]);
        ran_free(&ran);
    }
}

/* --- the evening --- */

static void bad_input_is_answered(struct stage *stage)
{
    struct served *house = &stage->house;
    int now = holder(house), other = now == DAN ? GIL : DAN;
    enum { LONG = 64 << 10 };
    char *flood = xmalloc(LONG + 1);
    memset(flood, 'x', LONG);
    flood[LONG] = '\0';
    says(stage->of[other], ".pass", "You do not have the piece.");
    says(stage->of[other], "mine now", "You do not have the piece.");
    struct ran ran = served_command(house, people[now], "circle speak 1", flood);
    assert_int_equal(ran.status, 1);
    assert_non_null(strstr(ran.err, "600"));
    ran_free(&ran);
    for (int i = 5; i < LONG; i += 6)
        flood[i] = ' ';
    for (int i = 599; i < LONG; i += 600)
        flood[i] = '\n';
    ran = served_command(house, people[now], "circle speak 1", flood); /* many lines, more than a turn */
    assert_int_equal(ran.status, 1);
    assert_non_null(strstr(ran.err, "more than one turn holds"));
    ran_free(&ran);
    free(served_says(house, people[now], "circle speak 1", "red\033[2Jblue\n", 0)); /* only letters are taken */
    char *heard = served_says(house, "thandi", "circle 1", NULL, 0);
    assert_non_null(strstr(heard, "red"));
    assert_null(strchr(heard, '\033'));
    free(heard);
    free(flood);
    assert_int_equal(holder(house), now);
}

static void the_words_are_heard(struct stage *stage)
{
    pass_until(stage, NOMSA);
    assert_true(terminal_wait_said(stage->of[NOMSA], "You have the piece", PATIENCE)); /* at once */
    assert_true(terminal_wait_said(stage->of[NOMSA], "your words>", PATIENCE)); /* the prompt goes with the piece */
    terminal_forget(stage->of[NOMSA]);
    type_line(stage->of[NOMSA], WORDS);
    says(stage->of[NOMSA], ".look", "you: " WORDS);
    expect_heard(stage->of[THANDI], "nomsa: " WORDS);
    expect_heard(stage->of[THANDI], "nomsa is writing.");
    says(stage->of[DAN], ".follow on", "comes at once");
    terminal_forget(stage->of[DAN]);
    type_line(stage->of[NOMSA], "and more " WORDS);
    assert_true(terminal_wait_said(stage->of[DAN], "nomsa: and more", PATIENCE));
    only_those_inside_know(&stage->house);
    no_file_has_it(&stage->house);
    no_core_is_written(&stage->house);
    says(stage->of[NOMSA], ".", "circle>");
    says(stage->of[DAN], ".ask-pause", "The keepers read");
    assert_true(terminal_wait_said(stage->of[THANDI], "dan asks for a pause.", PATIENCE)); /* without Enter */
    says(stage->of[GIL], ".look", "> ");
    assert_null(strstr(terminal_said(stage->of[GIL]), "dan asks"));
}

static bool finn_is_lost(void *house)
{
    char *heard = served_says(house, "thandi", "circle 1 --json", NULL, 0);
    bool lost = strstr(heard, "\"finn\",\"there\":\"line_dropped\"") != NULL;
    free(heard);
    return lost;
}

/* Her place is kept; the piece, too, for three minutes. */
static void a_line_drops_and_comes_back(struct stage *stage)
{
    pass_until(stage, EVA);
    terminal_hang_up(stage->of[EVA]);
    terminal_close(stage->of[EVA]);
    says(stage->of[THANDI], ".follow off", "when you press Enter");
    for (int i = 0; i < 200 && !terminal_shows(stage->of[THANDI], "Their line dropped"); i++)
        says(stage->of[THANDI], "", "eva");
    assert_true(terminal_shows(stage->of[THANDI], "Their line dropped"));
    stage->of[EVA] = logs_in(&stage->house, EVA);
    says(stage->of[EVA], "circle enter 1", "piece");
    says(stage->of[EVA], "here again", "> ");
    says(stage->of[EVA], ".", "> "); /* the next one writes, or hers was the last turn of the round */
    for (int i = 0; i < 200 && !terminal_shows(stage->of[GIL], "eva: here again"); i++)
        says(stage->of[GIL], "", "> "); /* when he is the next, it came with the piece, before his Enter */
    assert_true(terminal_shows(stage->of[GIL], "eva: here again"));
    if (holder(&stage->house) == FINN)
        passes(&stage->house, FINN);
    terminal_hang_up(stage->of[FINN]);
    terminal_close(stage->of[FINN]);
    stage->of[FINN] = NULL;
    assert_true(until(finn_is_lost, &stage->house, PATIENCE));
}

static void steps_are_said(struct stage *stage)
{
    all_pass(stage);
    says(stage->of[SIPHO], ".go", "Next steps");
    expect_heard(stage->of[GIL], "`.step FRIDAY with NAME");
    says(stage->of[NOMSA], "we mend the pump", "Nobody has the piece in the next steps.");
    says(stage->of[NOMSA], ".step tomorrow with nomsa, gil: we mend the pump", "It is kept when everybody");
    says(stage->of[NOMSA], ".yes 1", "Your yes is counted.");
    expect_heard(stage->of[GIL], "we mend the pump");
    says(stage->of[GIL], ".yes 1", "Your yes is counted.");
    says(stage->of[GIL], ".step tomorrow with dan: a step that dan never says yes to", "It is kept");
}

static void a_circle_of_seven(void **state)
{
    struct stage *stage = *state;
    come_in(stage);
    says(stage->of[DAN], ".begin", "Only a keeper can do that.");
    says(stage->of[THANDI], ".begin", "piece");
    bad_input_is_answered(stage);
    the_words_are_heard(stage);
    a_line_drops_and_comes_back(stage);
    all_pass(stage);
    says(stage->of[DAN], ".out", "Shall somebody come by?");
    says(stage->of[DAN], ".come-by sipho", "sipho reads that");
    says(stage->of[DAN], ".back", "You are in the circle.");
    says(stage->of[THANDI], ".go", "piece");
    all_pass(stage);
    says(stage->of[THANDI], ".go", "piece");
    steps_are_said(stage);
    says(stage->of[THANDI], ".go", "Check-out");
    pass_until(stage, NOMSA);
    type_line(stage->of[NOMSA], WORDS); /* which most were not told yet when it ends */
    says(stage->of[NOMSA], ".look", "you: " WORDS);
    says(stage->of[THANDI], ".close", "Close it?");
    says(stage->of[THANDI], "yes", "nobody is cut off");
    says(stage->of[THANDI], ".pause It is late", "There is a pause.");
    says(stage->of[THANDI], ".close", "Close it?");
    says(stage->of[THANDI], "yes", "The circle is closed.");
    assert_true(terminal_wait_said(stage->of[NOMSA], "What was said there is gone.", PATIENCE));
    assert_true(until(is_held, &stage->house, PATIENCE)); /* the house took what is kept */
    says(stage->of[SIPHO], "visits", "dan would like you to come by.");
    nobody_knows(&stage->house);
    no_file_has_it(&stage->house);
    says(stage->of[NOMSA], "circle steps", "we mend the pump");
    char *heard = served_says(&stage->house, "hana", "circle steps", NULL, 0);
    assert_null(strstr(heard, "pump"));
    free(heard);
    heard = served_says(&stage->house, "dan", "circle steps", NULL, 0);
    assert_null(strstr(heard, "never"));
    free(heard);
}

static void a_house_that_is_killed_forgets(void **state)
{
    struct stage *stage = *state;
    come_in(stage);
    says(stage->of[THANDI], ".begin", "piece");
    the_words_are_heard(stage);
    says(stage->of[SIPHO], ".look", WORDS); /* these two have a terminal */
    says(stage->of[DAN], ".look", WORDS);
    says(stage->of[SIPHO], ".quit", "You are logged out.");
    assert_false(terminal_shows(stage->of[SIPHO], WORDS));
    served_stop(&stage->house, SIGKILL);
    assert_true(terminal_wait_said(stage->of[DAN], "Words of the circle are kept nowhere.", PATIENCE));
    assert_false(terminal_shows(stage->of[DAN], WORDS));
    for (int i = 0; i < PEOPLE; i++) {
        terminal_close(stage->of[i]);
        stage->of[i] = NULL;
    }
    terminal_close(stage->outside);
    stage->outside = NULL;
    no_file_has_it(&stage->house);
    served_serve(&stage->house);
    assert_true(until(is_cut_off, &stage->house, PATIENCE));
    stage->of[NOMSA] = served_visit(&stage->house, &(struct visit) { .handle = "nomsa", .no_pty = true });
    expect(stage->of[NOMSA], "The circle was cut off");
    terminal_close(stage->of[NOMSA]);
    stage->of[NOMSA] = logs_in(&stage->house, NOMSA); /* it is told once */
    assert_false(terminal_shows(stage->of[NOMSA], "cut off"));
}

/* --- on drawn screens --- */

/* In cells, letters lie apart; a row that was drawn over in part keeps a part of a word. */
#define IN_CELLS "ebra unde"
enum { DRAWN = 2 }; /* eva's terminal is a usual one, gil's as small as a phone */
static const int drawn[DRAWN] = { EVA, GIL };

struct drawn_session {
    pid_t pid;
    char *where;
};

static bool screen_is_clean(void *context)
{
    struct drawn_session *session = context;
    free(session->where);
    session->where = served_screen_has(session->pid, IN_CELLS);
    return session->where == NULL;
}

static void no_screen_has_it(pid_t pid, const char *whose)
{
    struct drawn_session session = { .pid = pid };
    if (!until(screen_is_clean, &session, SOON))
        fail_msg("%s: \"%s\" is %s", whose, IN_CELLS, session.where);
}

static void nobody_has_cells_of_it(const struct served *house)
{
    pid_t pids[40];
    for (int role = ROLE_GATE; role < ROLES; role++) {
        size_t count = served_processes(house, (enum role)role, pids, 40);
        for (size_t i = 0; i < count; i++)
            no_screen_has_it(pids[i], role_names[role]);
    }
}

/* The session that came last. */
static pid_t newest_session(const struct served *house)
{
    pid_t pids[40];
    size_t count = served_processes(house, ROLE_SESSION, pids, 40);
    assert_true(count > 0 && count <= 40);
    return pids[count - 1];
}

static struct terminal *comes_drawn(struct stage *stage, int who)
{
    struct terminal *terminal = served_visit(&stage->house,
        &(struct visit) { .handle = people[who], .columns = who == GIL ? 40 : 80, .rows = who == GIL ? 15 : 24 });
    expect(terminal, "? help");
    type_line(terminal, ":circle enter 1");
    expect(terminal, "Before you come in");
    choose(terminal, "y");
    expect(terminal, "People come in.");
    return terminal;
}

/* She writes the word, others read it; she steps out, comes back, and reads it in the lines of others. */
static void cells_of_screens_keep_no_word(void **state)
{
    struct stage *stage = *state;
    struct served *house = &stage->house;
    struct terminal *eva, *gil;
    pid_t of[DRAWN], nomsa = 0;
    if (!until(is_open, house, PATIENCE))
        fail_msg("it never opens");
    for (int i = 0; i < PEOPLE; i++) {
        if (i == EVA || i == GIL)
            continue;
        stage->of[i] = logs_in(house, i);
        says(stage->of[i], "circle enter 1", "Do you say yes to that?");
        says(stage->of[i], "yes", "You are in the circle.");
        if (i == NOMSA)
            nomsa = newest_session(house);
    }
    for (int i = 0; i < DRAWN; i++) {
        stage->of[drawn[i]] = comes_drawn(stage, drawn[i]);
        of[i] = newest_session(house);
    }
    eva = stage->of[EVA];
    gil = stage->of[GIL];
    says(stage->of[THANDI], ".begin", "piece");
    pass_until(stage, EVA);
    expect(eva, "You have the piece");
    type_line(eva, WORDS);
    expect(gil, WORDS);
    type_line(eva, "and no more of it");
    expect(gil, "and no more of it");
    if (can_look(house)) {
        char *where = served_screen_has(of[0], IN_CELLS), *small = served_screen_has(of[1], IN_CELLS);
        assert_non_null(where); /* so the search finds what is there */
        assert_non_null(small);
        free(where);
        free(small);
    }
    says(stage->of[NOMSA], ".look", "eva: " WORDS);
    says(stage->of[NOMSA], ".out", "Shall somebody come by?");
    if (can_look(house)) /* in line mode words go through the stack: the search covers it, as all that may be written */
        nobody_of("who stepped out in line mode", &nomsa, 1);
    terminal_send(gil, "q");
    expect(gil, "You stepped out.");
    if (can_look(house))
        no_screen_has_it(of[1], "who stepped out, on a phone");
    choose(gil, "y");
    expect(gil, WORDS);
    type_line(eva, "");
    expect(eva, "What now?");
    choose(eva, "o");
    expect(eva, "You stepped out.");
    if (can_look(house))
        no_screen_has_it(of[0], "who stepped out");
    choose(eva, "y");
    expect(eva, WORDS);
    says(stage->of[THANDI], ".pause It is late", "There is a pause.");
    says(stage->of[THANDI], ".close", "Close it?");
    says(stage->of[THANDI], "yes", "The circle is closed.");
    /* The page says first that it is over, and how once the house has written it down: these words stay. */
    expect(eva, "a keeper closed it");
    expect(gil, "a keeper closed it");
    if (can_look(house))
        nobody_has_cells_of_it(house);
    nobody_knows(house);
    no_file_has_it(house);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(cells_of_screens_keep_no_word, open_stage, close_stage),
        cmocka_unit_test_setup_teardown(a_circle_of_seven, open_stage, close_stage),
        cmocka_unit_test_setup_teardown(a_house_that_is_killed_forgets, open_stage, close_stage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
