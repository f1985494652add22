/*
 * test_table.c: a yard over ssh (RULES 1.6, 1.8, 4.5): 25 people at four laptops, four sessions of the ordinary ssh.
 * They are tables; all answer a question; nothing of theirs stays with those who logged in.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>
#include <sodium.h>

#include "meetings.h"
#include "members.h"
#include "proposals.h"
#include "store.h"
#include "table.h"
#include "tests/e2e/served.h"

enum { PEOPLE = 25, TABLES = 4, FIVE_DAYS = 5 * 86400 };
static const char *const handles[PEOPLE] = { "anna", "bongi", "cebile", "dumi", "elias", "fikile", "grace", "hope",
    "imani", "jabu", "kagiso", "lerato", "mandla", "nomsa", "olga", "petrus", "queen", "rose", "samuel", "thabo", "umi",
    "vusi", "winnie", "xola", "yoliswa" };
static const char password[] = "a lamp in the yard";

struct yard {
    struct served house;
    struct store *store;
    struct actor of[PEOPLE];
    int64_t meeting, proposal;
};

#define must(yard, call)                                                                                               \
    do {                                                                                                               \
        if ((call) != RESULT_OK)                                                                                       \
            fail_msg("%s: %s", #call, store_reason((yard)->store));                                                    \
    } while (0)

/* The key that hashes digits is made of a file of the house: bbs/safe/secrets.c. */
static void take_keys(struct yard *yard)
{
    struct store_keys keys = { 0 };
    unsigned char secret[32];
    char path[700];
    snprintf(path, sizeof path, "%s/keys/handle_key", yard->house.folder);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fread(secret, 1, sizeof secret, file), sizeof secret);
    fclose(file);
    crypto_generichash(
        keys.handles, sizeof keys.handles, (const unsigned char *)"handles", sizeof "handles", secret, sizeof secret);
    store_keys(yard->store, &keys);
}

static void people_come(struct yard *yard)
{
    char key[700], line[4096] = "";
    snprintf(key, sizeof key, "%s.pub", yard->house.key);
    FILE *file = fopen(key, "r");
    assert_non_null(file);
    assert_non_null(fgets(line, sizeof line, file));
    fclose(file);
    struct actor house = { .kind = ACTOR_CARETAKER, .here = 1 };
    for (int i = 0; i < PEOPLE; i++) {
        char home[16];
        int64_t member;
        snprintf(home, sizeof home, "D %d", i + 1);
        struct member_new form = { .handle = handles[i], .home = home };
        form.key = i < TABLES ? line : NULL;
        form.password = i == 0 ? password : NULL;
        must(yard, member_add(yard->store, &house, &form, time(NULL), &member));
        must(yard, actor_for(yard->store, ACTOR_MEMBER, handles[i], &yard->of[i]));
    }
}

/* It began ten minutes ago; its first item is open, something is proposed and was read. The first two let all in. */
static void assembly_is_held(struct yard *yard)
{
    struct store *store = yard->store;
    int64_t now = time(NULL), ago = now - 600, item = 0;
    struct meeting_new form = { .starts = ago };
    bool present;
    must(yard, meeting_call(store, &yard->of[0], &form, ago - FIVE_DAYS, &yard->meeting));
    struct item_new asks = {
        .meeting = yard->meeting, .title = "The nights", .wants = ITEM_DECIDE, .about = ITEM_THINGS, .minutes = 20
    };
    must(yard, meeting_item_add(store, &yard->of[0], &asks, ago - FIVE_DAYS, &item));
    must(yard, room_open(store, &yard->of[0], yard->meeting, ago));
    for (int i = 0; i < TABLES; i++)
        must(yard, room_enter(store, &yard->of[i], yard->meeting, now - 60));
    for (int i = TABLES; i < PEOPLE; i++) {
        must(yard, room_tick(store, &yard->of[0], yard->meeting, yard->of[i].member, now - 60, &present));
        must(yard, room_tick(store, &yard->of[1], yard->meeting, yard->of[i].member, now - 60, &present));
    }
    must(yard, room_begin_item(store, &yard->of[0], yard->meeting, item, now - 60));
    must(yard, proposal_make(store, &yard->of[0], yard->meeting, "Quiet after ten", "Quiet after ten.", now - 60,
                   &yard->proposal));
}

static int open_yard(void **state)
{
    struct yard *yard = calloc(1, sizeof *yard);
    served_make(&yard->house, false);
    assert_int_equal(store_open(yard->house.database, STORE_TOOL, &yard->store), STORE_OPENED);
    people_come(yard);
    assembly_is_held(yard);
    served_serve(&yard->house);
    take_keys(yard);
    *state = yard;
    return 0;
}

static int close_yard(void **state)
{
    struct yard *yard = *state;
    store_close(yard->store);
    served_is_sound(&yard->house);
    served_close(&yard->house);
    free(yard);
    return 0;
}

/* --- keys --- */

static void type_digits(struct terminal *t, int who)
{
    char digits[16];
    snprintf(digits, sizeof digits, "%d", 1000 + who);
    type_line(t, digits);
}

/* Person `who` sits at this table: the first four have the tables. */
static int table_of_person(int who)
{
    return who % TABLES;
}

static struct terminal *make_table(struct yard *yard, int table)
{
    struct terminal *t = served_visit(&yard->house, &(struct visit) { .handle = handles[table] });
    expect(t, "? help");
    type_line(t, ":table begin");
    expect(t, "This session becomes a table");
    terminal_send(t, "\r");
    expect(t, "four digits:");
    type_digits(t, table);
    expect(t, "Once more");
    type_digits(t, table);
    expect(t, "Reader:");
    return t;
}

/* Before its session comes: a store that is no session wakes none. */
static void others_sit(struct yard *yard, int table)
{
    struct actor actor;
    char digits[16];
    snprintf(digits, sizeof digits, "%d", 1000 + table);
    must(yard, table_begin(yard->store, &yard->of[table], yard->meeting, digits, time(NULL), &actor));
    for (int i = TABLES; i < PEOPLE; i++)
        if (table_of_person(i) == table) {
            snprintf(digits, sizeof digits, "%d", 1000 + i);
            must(yard, table_sit(yard->store, &actor, yard->of[i].member, digits, time(NULL)));
        }
}

/* Six keys each, in the order in which they sat down. */
static void all_answer(struct terminal *t, int table)
{
    char goes[60];
    terminal_send(t, "q");
    for (int i = table; i < PEOPLE; i += TABLES) {
        char keys[8];
        snprintf(goes, sizeof goes, "The laptop goes to: %s", handles[i]);
        expect(t, goes);
        snprintf(keys, sizeof keys, "%d%c", 1000 + i, i == 9 ? '3' : '1');
        terminal_send(t, keys);
        expect(t, "****   Answer  *");
        terminal_send(t, "\r");
    }
    expect(t, "All here have answered");
    terminal_send(t, "d");
    expect(t, "Is our table done?");
    choose(t, "y");
    expect(t, "Our table is done");
}

static void a_yard_of_25_answers(void **state)
{
    struct yard *yard = *state;
    struct terminal *t[TABLES];
    for (int i = 0; i < TABLES; i++) {
        others_sit(yard, i);
        t[i] = make_table(yard, i);
        expect(t[i], i == 0 ? "7 people" : "6 people");
    }
    free(served_says(&yard->house, "anna", "put 1", NULL, 0));
    int64_t began = now_milliseconds();
    for (int i = 0; i < TABLES; i++) {
        expect(t[i], "THE QUESTION IS PUT");
        all_answer(t[i], i);
    }
    print_message("25 people at four tables, one after the other: %d ms, without the time to think\n",
        (int)(now_milliseconds() - began));
    char *heard = served_says(&yard->house, "anna", "close 1", NULL, 0);
    if (strstr(heard, "24 of 25 present say yes") == NULL)
        fail_msg("%s", heard);
    free(heard);
    expect(t[3], "24 of 25");
    /* Nothing of theirs stays with whoever logged in, nor does anything of hers show. */
    heard = served_says(&yard->house, "bongi", "drafts", NULL, 0);
    assert_non_null(strstr(heard, "Nothing"));
    free(heard);
    heard = served_says(&yard->house, "bongi", "about-me", NULL, 0);
    assert_null(strstr(heard, "fikile"));
    free(heard);
    for (int i = 0; i < TABLES; i++)
        terminal_close(t[i]);
}

/* What a neighbour at the table may try. */
static void a_table_shows_nothing_of_whoever_logged_in(void **state)
{
    struct yard *yard = *state;
    struct terminal *t = make_table(yard, 0);
    terminal_send(t, "x");
    expect(t, "Password:");
    type_line(t, "not the password");
    expect(t, "That is not the password");
    terminal_send(t, ":");
    expect(t, "does nothing here");
    terminal_send(t, "\033[D"); /* Left does not leave */
    terminal_send(t, "s");
    expect(t, "Who sits down here?");
    terminal_send(t, "2"); /* in the order of names: the first two are elias, fikile */
    expect(t, "fikile, four digits:");
    type_line(t, "12");
    expect(t, "Four digits, please");
    type_digits(t, 5);
    expect(t, "Once more");
    type_digits(t, 5);
    expect(t, "They sit here");
    /* A turn: her hand, and what the scribe types. */
    terminal_send(t, "a");
    expect(t, "Who acts?");
    terminal_send(t, "2");
    expect(t, "fikile, four digits:");
    type_line(t, "9999");
    expect(t, "2 tries are left");
    terminal_send(t, "a");
    expect(t, "Who acts?");
    terminal_send(t, "2");
    expect(t, "fikile, four digits:");
    type_digits(t, 5);
    expect(t, "fikile: one act");
    choose(t, "1");
    expect(t, "Their hand is up");
    free(served_says(&yard->house, "anna", "chair next", NULL, 0));
    expect(t, "fikile HAS THE TURN");
    terminal_send(t, "a");
    expect(t, "has the turn");
    terminal_send(t, "\r");
    expect(t, "fikile, four digits:");
    type_digits(t, 5);
    expect(t, "Speak: the scribe types");
    choose(t, "s");
    expect(t, "What fikile says");
    type_line(t, "I carry eleven buckets a day.");
    expect(t, "fikile: is it that?");
    choose(t, "y");
    expect(t, "fikile, in the yard");
    /* The line drops: the next log-in is hers alone, and knows of no words. */
    terminal_hang_up(t);
    t = served_visit(&yard->house, &(struct visit) { .handle = "anna" });
    expect(t, "? help");
    assert_false(terminal_shows(t, "buckets"));
    terminal_close(t);
    t = make_table(yard, 0); /* with its people */
    expect(t, "2 people");
    terminal_send(t, "x");
    expect(t, "Password:");
    type_line(t, password);
    expect(t, "t talk");
    terminal_close(t);
}

/* The same words stand on the screen already. */
static void type_until(struct terminal *t, const char *line, const char *words)
{
    terminal_forget(t);
    type_line(t, line);
    if (!terminal_wait_said(t, words, PATIENCE))
        fail_msg("%s: \"%s\" does not come", line, words);
}

static void a_table_in_line_mode(void **state)
{
    struct yard *yard = *state;
    struct terminal *t = served_visit(&yard->house, &(struct visit) { .handle = "anna", .term = "dumb" });
    expect(t, "`quit` leaves.");
    type_line(t, "table begin");
    expect(t, "Four digits:");
    type_digits(t, 0);
    expect(t, "Once more");
    type_digits(t, 0);
    expect(t, "Table 1: 1 person.");
    type_line(t, "inbox");
    expect(t, "This is a table");
    type_until(t, "table sit grace", "Four digits:");
    type_until(t, "1006", "Once more");
    type_digits(t, 6);
    expect(t, "Table 1: 2 people.");
    type_until(t, "table act grace act 24 dec Ten of us go", "Four digits:");
    type_line(t, "1006");
    expect(t, "This item was not called in anger.");
    type_until(t, "table act grace come", "Four digits:");
    type_line(t, "1006");
    expect(t, "This item was not called in anger.");
    free(served_says(&yard->house, "anna", "put 1", NULL, 0));
    type_until(t, "table act grace answer", "Four digits:");
    type_line(t, "1006 3");
    expect(t, "Done. The laptop goes to the next.");
    assert_false(terminal_shows(t, "1006"));
    type_line(t, "table done");
    expect(t, "Read aloud: anna.");
    type_line(t, "table end");
    expect(t, "Password:");
    type_line(t, password);
    expect(t, "It is no table any more.");
    type_line(t, "inbox");
    expect(t, "No letters yet");
    terminal_close(t);
}

/* --- a secret vote --- */

enum { OPTIONS = 6 };
static const char *const options[OPTIONS] = { "light", "pipe", "bus", "trees", "watch", "guard" };

/* Six numbers that nobody else gives: so they can be looked for. None is 0, so that the page shows each. */
static void points_of(int who, char points[OPTIONS + 1])
{
    for (int i = 0; i < OPTIONS; i++, who /= 5)
        points[i] = (char)('1' + (i < 3 ? who % 5 : (i + 1) % 5));
    points[OPTIONS] = '\0';
}

struct seeking {
    const struct served *house;
    enum role role;
    const void *bytes;
    size_t length;
    char *where;
};

static bool is_nowhere(void *context)
{
    struct seeking *seeking = context;
    pid_t pids[16];
    size_t count = served_processes(seeking->house, seeking->role, pids, 16);
    free(seeking->where);
    seeking->where = NULL;
    for (size_t i = 0; i < count && i < 16 && seeking->where == NULL; i++)
        seeking->where = served_memory_has(pids[i], seeking->bytes, seeking->length);
    return seeking->where == NULL;
}

static void nobody_has(const struct served *house, const void *bytes, size_t length, const char *what)
{
    static const enum role roles[] = { ROLE_GATE, ROLE_CARETAKER, ROLE_TEMPLATE, ROLE_WIRE, ROLE_SESSION };
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        struct seeking seeking = { .house = house, .role = roles[i], .bytes = bytes, .length = length };
        if (!is_nowhere(&seeking))
            fail_msg("the %s still has %s, %s", role_names[roles[i]], what, seeking.where);
    }
}

struct traces { /* of a ballot: as it lies in memory, as it was typed, as the page tells it */
    unsigned char ballot[21];
    char points[OPTIONS + 1], words[300];
};

static struct traces traces_of(int who)
{
    struct traces traces = { 0 };
    size_t used = 0;
    points_of(who, traces.points);
    for (int i = 0; i < OPTIONS; i++) {
        traces.ballot[i] = (unsigned char)(traces.points[i] - '0');
        if (traces.ballot[i] > 0)
            used += (size_t)snprintf(traces.words + used, sizeof traces.words - used, "%s%s %c", used > 0 ? ", " : "",
                options[i], traces.points[i]);
    }
    return traces;
}

/* Just after she voted. */
static void nobody_remembers(const struct served *house, int who)
{
    struct traces traces = traces_of(who);
    nobody_has(house, traces.ballot, sizeof traces.ballot, "their ballot");
    nobody_has(house, traces.points, OPTIONS, "her keys");
    nobody_has(house, traces.words, strlen(traces.words), "the words of her ballot");
}

/* The search finds what is there: before she sends it. */
static void her_session_has(const struct served *house, int who)
{
    struct traces traces = traces_of(who);
    struct seeking ballot = { house, ROLE_SESSION, traces.ballot, sizeof traces.ballot, NULL };
    assert_false(is_nowhere(&ballot));
    free(ballot.where);
}

/* Her four digits, six numbers, Enter; then the page is covered. */
static void vote_alone(const struct served *house, struct terminal *t, int who)
{
    char words[60], points[OPTIONS + 1];
    snprintf(words, sizeof words, "The laptop goes to: %s", handles[who]);
    expect(t, words);
    type_digits(t, who);
    snprintf(words, sizeof words, "%s votes. The others look away.", handles[who]);
    expect(t, words);
    points_of(who, points);
    snprintf(words, sizeof words, "0      %s", options[0]);
    expect(t, words);                   /* the first voter comes before the box is ready */
    for (int i = 0; i < OPTIONS; i++) { /* keys that come all at once are taken for a paste */
        const char key[2] = { points[i], '\0' };
        if (i == 0)
            choose(t, key);
        else
            terminal_send(t, key);
        snprintf(words, sizeof words, "%c      %s", points[i], options[i]);
        expect(t, words);
    }
    expect(t, "Not sent yet: Enter sends it, for good.");
    if (who == PEOPLE - 2 && geteuid() == 0)
        her_session_has(house, who);
    terminal_send(t, "\r");
    expect(t, "THE VOTE.");
    assert_false(terminal_shows(t, "Not sent yet"));
}

static void open_secret_vote(struct yard *yard)
{
    char command[300] = "vote open score --secret --title What comes first --of ";
    for (int i = 0; i < OPTIONS; i++) {
        strcat(command, i > 0 ? "; " : "");
        strcat(command, options[i]);
    }
    char *heard = served_says(&yard->house, "anna", command, NULL, 0);
    if (strstr(heard, "A secret vote.") == NULL)
        fail_msg("%s", heard);
    free(heard);
}

static void a_yard_of_25_votes_secretly(void **state)
{
    struct yard *yard = *state;
    struct terminal *t[TABLES];
    for (int i = 0; i < TABLES; i++) {
        others_sit(yard, i);
        t[i] = make_table(yard, i);
        expect(t[i], i == 0 ? "7 people" : "6 people");
    }
    open_secret_vote(yard);
    for (int i = 0; i < TABLES; i++) {
        expect(t[i], "A SECRET VOTE IS OPEN");
        terminal_send(t[i], "v");
        for (int who = i; who < PEOPLE; who += TABLES)
            vote_alone(&yard->house, t[i], who);
        expect(t[i], "All here who may vote have voted");
        if (geteuid() == 0 && i == TABLES - 1)
            nobody_remembers(&yard->house, PEOPLE - 2); /* the last one at this table */
        terminal_send(t[i], "q");
        expect(t[i], "All at this table who may vote have voted.");
    }
    free(served_says(&yard->house, "bongi", "ballot 1", "1=5\n", 1)); /* she has voted at her table */
    char *heard = served_says(&yard->house, "anna", "vote close 1", NULL, 0);
    assert_non_null(strstr(heard, "the house counts it now"));
    free(heard);
    expect(t[0], "The vote is closed: What comes first");
    heard = served_says(&yard->house, "anna", "vote 1", NULL, 0);
    if (strstr(heard, "25 of 25 voted") == NULL)
        fail_msg("%s", heard);
    free(heard);
    for (int i = 0; i < TABLES; i++)
        terminal_close(t[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_yard_of_25_answers, open_yard, close_yard),
        cmocka_unit_test_setup_teardown(a_table_shows_nothing_of_whoever_logged_in, open_yard, close_yard),
        cmocka_unit_test_setup_teardown(a_yard_of_25_votes_secretly, open_yard, close_yard),
        cmocka_unit_test_setup_teardown(a_table_in_line_mode, open_yard, close_yard),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
