/*
 * test_evening_long.c: a whole assembly over ssh, from its call to the vote of seven days that it opened. Eight people
 * hold sessions: thandi chairs in line mode, nomsa and petrus sit at phones of 40x15, lerato also speaks for Gogo
 * Thoko, anna's laptop is a table with five who were ticked at the door, grace has a wide screen. RULES 4, 1.6, 1.8.
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

#include <cmocka.h>

#include "file.h"
#include "meetings.h"
#include "members.h"
#include "store.h"
#include "tests/e2e/served.h"
#include "util.h"

enum { DAY = 86400 };

static const char password[] = "a lamp in the yard";

/* The first six have keys, the last five are ticked at the door. thandi and sipho live in C 14. */
static const struct {
    const char *handle, *home;
} people[] = { { "nomsa", "D 1" }, { "petrus", "D 2" }, { "lerato", "D 3" }, { "anna", "D 4" }, { "zola", "D 5" },
    { "grace", "D 6" }, { "bongi", "D 7" }, { "cebile", "D 7" }, { "dumi", "D 8" }, { "elias", "D 8" },
    { "fikile", "D 8" } };
enum { PEOPLE = sizeof people / sizeof *people, WITH_KEYS = 6, AT_TABLE = PEOPLE - WITH_KEYS };

struct evening {
    struct served house;
    struct terminal *thandi, *sipho, *nomsa, *petrus, *lerato, *anna, *zola, *grace;
};

static void people_move_in(const struct served *house)
{
    struct store *store;
    struct actor caretaker = { .kind = ACTOR_CARETAKER, .here = 1 };
    char path[700], key[4096] = "";
    snprintf(path, sizeof path, "%s.pub", house->key);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    assert_non_null(fgets(key, sizeof key, file));
    fclose(file);
    assert_int_equal(store_open(house->database, STORE_TOOL, &store), STORE_OPENED);
    for (int i = 0; i < PEOPLE; i++) {
        struct member_new form = { .handle = people[i].handle, .home = people[i].home };
        int64_t member;
        form.key = i < WITH_KEYS ? key : NULL;
        form.password = strcmp(form.handle, "anna") == 0 ? password : NULL;
        assert_int_equal(member_add(store, &caretaker, &form, time(NULL), &member), RESULT_OK);
    }
    store_close(store);
}

/* thandi facilitates, nomsa keeps circles. */
static void street_is_of_age(const struct served *house)
{
    served_change(house,
        "UPDATE member SET joined = joined - 30 * 86400; UPDATE membership SET since = since - 30 * 86400;"
        "UPDATE unit SET founded = unixepoch() - 20 * 86400, assembled = unixepoch() - 20 * 86400;"
        "INSERT INTO seat (unit, member, name, since, until) SELECT 1, member, CASE handle WHEN 'thandi' THEN "
        "'facilitator' ELSE 'keeper' END, unixepoch() - 86400, unixepoch() + 30 * 86400 FROM member_name "
        "WHERE handle IN ('thandi', 'nomsa')");
}

static int open_street(void **state)
{
    struct evening *evening = xcalloc(1, sizeof *evening);
    served_make(&evening->house, false);
    people_move_in(&evening->house);
    street_is_of_age(&evening->house);
    served_serve(&evening->house);
    *state = evening;
    return 0;
}

static int close_street(void **state)
{
    struct evening *evening = *state;
    served_is_sound(&evening->house);
    served_close(&evening->house);
    free(evening);
    return 0;
}

/* --- what all parts of the evening use --- */

static void refuses(const struct served *house, const char *handle, const char *command, const char *body)
{
    free(served_says(house, handle, command, body, 1));
}

struct waiting {
    const struct served *house;
    const char *handle, *command, *words;
};

static bool has_come(void *context)
{
    const struct waiting *waiting = context;
    char *heard = served_says(waiting->house, waiting->handle, waiting->command, NULL, 0);
    bool come = strstr(heard, waiting->words) != NULL;
    free(heard);
    return come;
}

/* What time or the house itself brings. */
static void comes_to_say(const struct served *house, const char *handle, const char *command, const char *words)
{
    struct waiting waiting = { house, handle, command, words };
    if (!until(has_come, &waiting, PATIENCE))
        fail_msg("%s never says \"%s\": %s", command, words, served_says(house, handle, command, NULL, 0));
}

/* In line mode: the same words may stand on the screen already. */
static void hears(struct terminal *t, const char *line, const char *words)
{
    terminal_forget(t);
    type_line(t, line);
    if (!terminal_wait_said(t, words, PATIENCE))
        fail_msg("%s: \"%s\" does not come: %s", line, words, terminal_screen(t));
}

/* In the room: Enter on an empty line opens the menu; behind words the first one begins a line. What others began a
 * moment ago may not stand there yet: then it is opened again. */
static void acts(struct terminal *t, const char *key)
{
    char item[8];
    int64_t end = now_milliseconds() + PATIENCE;
    snprintf(item, sizeof item, " %s  ", key);
    for (;;) {
        type_line(t, "");
        expect(t, "What now?");
        if (terminal_shows(t, item) || now_milliseconds() > end)
            break;
        terminal_send(t, "q");
        assert_true(terminal_wait_gone(t, "What now?", PATIENCE));
    }
    choose(t, key);
}

static void acts_further(struct terminal *t, const char *key)
{
    acts(t, "m");
    expect(t, "More.");
    choose(t, key);
}

static void writes(struct terminal *t, const char *words)
{
    type_line(t, words);
    expect(t, words);
}

/* --- the call --- */

/* Four homes more want it, and people fill its agenda. Gogo Thoko is a member by lerato's hand. */
static void a_meeting_is_called(struct served *house)
{
    static const char *const want[] = { "nomsa", "petrus", "lerato", "anna" };
    char command[120], day[32];
    time_t then = time(NULL) + 10 * DAY;
    struct tm parts;
    localtime_r(&then, &parts);
    assert_true(strftime(day, sizeof day, "%Y-%m-%d 15:00", &parts) > 0);
    snprintf(command, sizeof command, "meeting call --at %s --place the yard --title A long evening", day);
    served_hears(house, "sipho", command, NULL, "once 5 homes want it; yours does.");
    for (int i = 0; i < 4; i++)
        served_hears(house, want[i], "meeting want 1", NULL, i < 3 ? "homes of 5" : "it is called");
    served_hears(house, "petrus", "agenda add 1 --title The burst pipe --wants decide --minutes 25", NULL, "as item 1");
    served_hears(
        house, "grace", "agenda add 1 --title The tools of the street --wants decide --minutes 20", NULL, "as item 2");
    served_hears(house, "zola", "agenda add 1 --title What comes first --wants choose --minutes 20", NULL, "as item 3");
    served_hears(
        house, "anna", "agenda add 1 --title Who carries our letter --wants choose --about person", NULL, "as item 4");
    served_hears(house, "sipho", "meeting need 1 children", NULL, "Asked for, as ask 1");
    served_hears(house, "lerato", "hands add Gogo Thoko --home D 8", NULL, "another home");
    served_hears(house, "thandi", "hands yes 1", NULL, "They are a member now.");
    served_hears(house, "sipho", "meeting print 1 --items", NULL, "The burst pipe");
    served_hears(house, "sipho", "meeting print 1 --kit", NULL, "as counted today: ");
}

/* The ten days pass while the house is closed. */
static void its_hour_comes(struct served *house)
{
    served_stop(house, SIGTERM);
    served_change(house,
        "UPDATE meeting SET called = called - 11 * 86400, asked = asked - 11 * 86400, starts = unixepoch();"
        "UPDATE member SET joined = joined - 30 * 86400 WHERE joined > unixepoch() - 86400;"
        "UPDATE membership SET since = since - 30 * 86400 WHERE since > unixepoch() - 86400");
    served_serve(house);
}

/* --- people come --- */

static struct terminal *screen_of(const struct served *house, const char *handle, int columns, int rows)
{
    struct terminal *t = served_visit(house, &(struct visit) { .handle = handle, .columns = columns, .rows = rows });
    expect(t, "? help");
    terminal_send(t, ":");
    type_line(t, "enter 1");
    expect(t, "thandi opened the meeting");
    return t;
}

static void thandi_opens(struct evening *evening)
{
    evening->thandi = served_visit(&evening->house, &(struct visit) { .handle = "thandi", .no_pty = true });
    expect(evening->thandi, "`quit` leaves.");
    hears(evening->thandi, "chair 1 open", "thandi opened the meeting and has the chair.");
}

static void people_come_in(struct evening *evening)
{
    const struct served *house = &evening->house;
    evening->sipho = screen_of(house, "sipho", 80, 24);
    evening->zola = screen_of(house, "zola", 80, 24);
    evening->lerato = screen_of(house, "lerato", 80, 24);
    evening->grace = screen_of(house, "grace", 120, 40);
    evening->nomsa = screen_of(house, "nomsa", 40, 15);
    evening->petrus = screen_of(house, "petrus", 40, 15);
    served_hears(house, "lerato", "enter 1 --for Gogo Thoko", NULL, "Enough people");
    for (int i = WITH_KEYS; i < PEOPLE; i++) {
        char tick[60];
        snprintf(tick, sizeof tick, "door tick %s", people[i].handle);
        served_hears(house, "sipho", tick, NULL, "is ticked once");
        served_hears(house, "nomsa", tick, NULL, "here");
    }
}

/* Everybody at a table has the digits 1000, 1001 ...: anna first, the others in the order in which they sit down. */
static void type_digits(struct terminal *t, int who)
{
    char digits[8];
    snprintf(digits, sizeof digits, "%d", 1000 + who);
    type_line(t, digits);
}

static void five_sit_down_at_a_table(struct evening *evening)
{
    struct terminal *t = served_visit(&evening->house, &(struct visit) { .handle = "anna" });
    expect(t, "? help");
    terminal_send(t, ":");
    type_line(t, "table begin");
    expect(t, "This session becomes a table");
    terminal_send(t, "\r");
    expect(t, "four digits:");
    type_digits(t, 0);
    expect(t, "Once more");
    type_digits(t, 0);
    expect(t, "Reader:");
    for (int i = 1; i <= AT_TABLE; i++) {
        char words[40];
        terminal_send(t, "s");
        expect(t, "Who sits down here?");
        terminal_send(t, "1");
        expect(t, "four digits:");
        type_digits(t, i);
        expect(t, "Once more");
        type_digits(t, i);
        snprintf(words, sizeof words, "%d people", i + 1);
        expect(t, words);
    }
    evening->anna = t;
}

/* --- the first item: a process point, an amendment, a stop and its answer --- */

/* The chair's next step, as soon as it is there: what was said and proposed is read first. */
static void chair_puts(struct evening *evening, int proposal)
{
    char command[40];
    snprintf(command, sizeof command, "put %d", proposal);
    comes_to_say(&evening->house, "thandi", "chair", command);
    hears(evening->thandi, command, "The question is put. Say it aloud, twice.");
}

static void a_point_goes_before_a_turn(struct evening *evening)
{
    hears(evening->thandi, "chair begin", "The item: The burst pipe");
    acts(evening->nomsa, "1");
    expect(evening->nomsa, "Your hand is up.");
    acts(evening->zola, "8");
    expect(evening->zola, "A process point goes before all hands");
    choose(evening->zola, "1");
    expect(evening->zola, "Your point comes before all hands.");
    hears(evening->thandi, "chair next", "zola speaks");
    expect(evening->zola, "YOUR TURN");
    writes(evening->zola, "Which pipe?");
    acts(evening->zola, "1");
    expect(evening->grace, "Which pipe?");
    comes_to_say(&evening->house, "thandi", "chair", "nomsa speaks now");
    hears(evening->thandi, "chair next", "nomsa speaks");
    expect(evening->nomsa, "YOUR TURN");
    writes(evening->nomsa, "The one at D 1.");
    acts(evening->nomsa, "1");
    expect(evening->anna, "The one at D 1.");
}

/* petrus proposes at his phone; he takes what sipho writes. */
static void an_amendment_is_taken(struct evening *evening)
{
    writes(evening->petrus, "We mend it.");
    acts_further(evening->petrus, "4");
    expect(evening->petrus, "Its name:");
    type_line(evening->petrus, "The pipe");
    expect(evening->petrus, "It is before the room.");
    expect(evening->sipho, "petrus (");
    writes(evening->sipho, "We mend it on Friday.");
    acts_further(evening->sipho, "5");
    expect(evening->sipho, "It waits for the mover's word.");
    acts_further(evening->petrus, "p");
    expect(evening->petrus, "Other texts");
    terminal_send(evening->petrus, "y");
    expect(evening->petrus, "That is its text now.");
    terminal_send(evening->petrus, "q");
    expect(evening->grace, "petrus, text 2");
}

static void answers(struct terminal *t, const char *key)
{
    acts(t, "a");
    expect(t, "The question");
    expect(t, "Press a number, then Enter.");
    choose(t, key);
    expect(t, "You say: ");
    terminal_send(t, "\r");
}

static void leaves_the_question(struct terminal *t)
{
    expect(t, "Said. You may change it");
    terminal_send(t, "q");
    expect(t, "you have answered");
}

/* All six at the table say yes, one after the other. */
static void table_answers(struct terminal *t)
{
    expect(t, "THE QUESTION IS PUT");
    terminal_send(t, "q");
    for (int i = 0; i <= AT_TABLE; i++) {
        char keys[8], goes[60];
        snprintf(goes, sizeof goes, "The laptop goes to: %s", i == 0 ? "anna" : people[WITH_KEYS + i - 1].handle);
        expect(t, goes);
        snprintf(keys, sizeof keys, "%d1", 1000 + i);
        terminal_send(t, keys);
        expect(t, "****   Answer  *");
        terminal_send(t, "\r");
    }
    expect(t, "All here have answered");
    terminal_send(t, "d");
    expect(t, "Is our table done?");
    choose(t, "y");
    expect(t, "Our table is done");
    terminal_send(t, "q");
}

/* Each at her own screen: grace stands aside, zola says a stop. The others say yes. */
static void all_answer_by_keys(struct evening *evening)
{
    struct terminal *yes[] = { evening->sipho, evening->nomsa, evening->petrus, evening->lerato };
    for (int i = 0; i < 4; i++) {
        answers(yes[i], "1");
        leaves_the_question(yes[i]);
    }
    answers(evening->grace, "3");
    leaves_the_question(evening->grace);
    answers(evening->zola, "4");
    expect(evening->zola, "Which agreement does it break");
    type_line(evening->zola, "The children sleep there.");
    leaves_the_question(evening->zola);
}

/* By single commands; grace stands aside again. */
static void all_answer_by_commands(struct evening *evening, int proposal)
{
    static const char *const who[] = { "sipho", "nomsa", "petrus", "lerato", "zola", "grace" };
    char command[80];
    for (int i = 0; i < 6; i++) {
        snprintf(command, sizeof command, "position %d %s", proposal, i < 5 ? "yes" : "aside");
        served_hears(&evening->house, who[i], command, NULL, "You said:");
    }
}

static void all_answer(struct evening *evening, int proposal, bool by_keys)
{
    char command[80];
    snprintf(command, sizeof command, "position %d yes", proposal);
    hears(evening->thandi, command, "You said: yes.");
    snprintf(command, sizeof command, "position %d yes --for Gogo Thoko", proposal);
    served_hears(&evening->house, "lerato", command, NULL, "by your hand");
    if (by_keys)
        all_answer_by_keys(evening);
    else
        all_answer_by_commands(evening, proposal);
    table_answers(evening->anna);
}

static void a_stop_is_met_and_answered(struct evening *evening)
{
    const struct served *house = &evening->house;
    chair_puts(evening, 1);
    refuses(house, "thandi", "close 1", NULL); /* nobody has answered yet */
    all_answer(evening, 1, true);
    hears(evening->thandi, "close 1", "It is stopped: 1 stop stands.");
    served_hears(house, "zola", "stop met 1", NULL, "");
    served_hears(house, "petrus", "stop met 1", NULL, "");
    served_hears(house, "nomsa", "stop met 1 --text We mend it by day.", NULL, "");
    acts_further(evening->petrus, "p");
    expect(evening->petrus, "Other texts");
    terminal_send(evening->petrus, "y");
    expect(evening->petrus, "That is its text now.");
    terminal_send(evening->petrus, "q");
    served_hears(house, "thandi", "proposal 1", NULL, "said of text 2, stands)");
    served_hears(house, "zola", "proposal 1", NULL, "Is it answered? `stop answered 1` takes it back.");
    served_hears(house, "zola", "stop answered 1", NULL, "");
    chair_puts(evening, 1);
    all_answer(evening, 1, false);
    hears(evening->thandi, "close 1", "It passes: 13 of 14 present say yes, 8 are needed.");
    served_hears(house, "sipho", "carry 1 --until friday", NULL, "You carry it.");
    hears(evening->thandi, "chair end", "The item ended: The burst pipe");
}

/* --- the second item: a small matter, and a decision that opens a board --- */

static void a_small_matter_passes(struct evening *evening)
{
    const struct served *house = &evening->house;
    hears(evening->thandi, "chair begin", "The item: The tools of the street");
    served_hears(
        house, "grace", "propose --title The shelf", "Hassan keeps the shelf.\n", "Proposal 2 is before the room");
    comes_to_say(house, "thandi", "chair", "put 2");
    hears(evening->thandi, "small 2", "small matter");
    expect(evening->anna, "small matter");
    terminal_send(evening->anna, "r");
    expect(evening->anna, "2 minutes begin");
    served_hears(house, "lerato", "aloud", NULL, "");
    served_change(house, "UPDATE proposal SET small_until = unixepoch() - 1 WHERE id = 2"); /* two minutes pass */
    hears(evening->thandi, "close 2", "decided");
    hears(evening->thandi, "room", "Proposal 2 is decided or withdrawn.");
}

static void a_board_is_decided_on(struct evening *evening)
{
    const struct served *house = &evening->house;
    served_hears(house, "sipho", "propose --title A board for tools --effect board tools unit Tools to lend",
        "We lend each other tools.\n", "Proposal 3 is before the room");
    chair_puts(evening, 3);
    all_answer(evening, 3, false);
    hears(evening->thandi, "close 3", "It passes: 13 of 14 present say yes");
    free(served_says(house, "sipho", "threads tools", NULL, 1)); /* it acts at the closing */
    hears(evening->thandi, "chair end", "The item ended: The tools of the street");
}

/* --- the third item: a ranked choice with a tie, and a vote over seven days --- */

/* Numbers, best first, then Enter. */
static void ranks(struct terminal *t, const char *numbers)
{
    acts(t, "v");
    expect(t, "Press numbers, best first.");
    choose(t, numbers);
    expect(t, "Not sent yet");
    terminal_send(t, "\r");
    expect(t, "Sent. You may change it");
    terminal_send(t, "q");
    expect(t, "A vote is open");
}

static void ranks_at_table(struct terminal *t, int who, const char *numbers)
{
    char keys[8];
    snprintf(keys, sizeof keys, "%d", who + 1);
    terminal_send(t, "a");
    expect(t, "Who acts?");
    terminal_send(t, keys);
    expect(t, "four digits:");
    type_digits(t, who);
    expect(t, "one act");
    choose(t, "v");
    expect(t, "The others look away.");
    choose(t, numbers);
    expect(t, "Not sent yet");
    terminal_send(t, "\r");
    expect(t, "They have voted.");
}

/* Five put the pipe first, five the clinic; four at the table say nothing, and time passes. */
static void ten_are_level(struct evening *evening)
{
    const struct served *house = &evening->house;
    hears(evening->thandi, "chair begin", "The item: What comes first");
    hears(evening->thandi, "vote open choose --of The pipe; The clinic; The bus", "The vote is open.");
    expect(evening->anna, "THE VOTE IS OPEN");
    hears(evening->thandi, "vote 1 1 2", "You say: The pipe; then The clinic.");
    ranks(evening->nomsa, "12");
    ranks(evening->petrus, "21");
    served_hears(house, "sipho", "vote 1 1 2", NULL, "You say");
    served_hears(house, "lerato", "vote 1 1 2 --for Gogo Thoko", NULL, "The pipe");
    served_hears(house, "lerato", "vote 1 2 1", NULL, "You say");
    served_hears(house, "zola", "vote 1 2 1", NULL, "You say");
    served_hears(house, "grace", "vote 1 2 1", NULL, "You say");
    ranks_at_table(evening->anna, 0, "1 2");
    ranks_at_table(evening->anna, 1, "2 1");
    refuses(house, "thandi", "vote close 1", NULL); /* not all have voted, and there is time */
    served_change(house, "UPDATE vote SET opened = opened - 3600, closes = unixepoch() - 1 WHERE id = 1");
    hears(evening->thandi, "vote close 1", "A tie: The pipe and The clinic are level.");
}

/* Among the two that are level. sipho changes his mind; time is over before the table has voted. */
static void they_are_asked_once_more(struct evening *evening)
{
    const struct served *house = &evening->house;
    static const char *const pipe[] = { "nomsa", "thandi" }, *const clinic[] = { "petrus", "lerato", "zola", "sipho" };
    hears(evening->thandi, "vote again 1", "vote 2");
    for (int i = 0; i < 2; i++)
        served_hears(house, pipe[i], "vote 2 1", NULL, "You say: The pipe");
    for (int i = 0; i < 4; i++)
        served_hears(house, clinic[i], "vote 2 2", NULL, "You say: The clinic");
    refuses(house, "thandi", "vote close 2", NULL); /* not all have voted */
    served_change(house, "UPDATE vote SET opened = opened - 3600, closes = unixepoch() - 1 WHERE id = 2");
    hears(evening->thandi, "vote close 2", "The clinic wins");
    served_hears(house, "grace", "decisions", NULL, "What comes first: The clinic");
    served_hears(house, "grace", "vote 2 --pairs", NULL, "More people put The clinic before The pipe (4)");
}

static void seven_days_begin(struct evening *evening)
{
    hears(evening->thandi, "vote open yesno --days --title A song on Saturday", "The vote is open for seven days.");
    served_hears(&evening->house, "sipho", "vote 3 yes", NULL, "You say: yes.");
    hears(evening->thandi, "chair end", "The item ended: What comes first");
}

/* --- the fourth item: a person, secretly --- */

/* Who came without a device goes home: both door-keepers say so. Gogo Thoko, too: by a hand nobody votes secretly. */
static void the_yard_goes_home(struct evening *evening)
{
    const struct served *house = &evening->house;
    terminal_send(evening->anna, "x");
    expect(evening->anna, "Password:");
    type_line(evening->anna, password);
    expect(evening->anna, "? help");
    for (int i = WITH_KEYS; i < PEOPLE; i++) {
        char untick[60];
        snprintf(untick, sizeof untick, "door untick %s", people[i].handle);
        served_hears(house, "sipho", untick, NULL, "");
        served_hears(house, "nomsa", untick, NULL, "");
    }
    served_hears(house, "lerato", "room leave --for Gogo Thoko", NULL, "");
    hears(evening->thandi, "room", "Enough people: yes. 8 here");
}

static void a_person_is_chosen_secretly(struct evening *evening)
{
    const struct served *house = &evening->house;
    static const char *const voters[] = { "sipho", "petrus", "lerato", "anna", "zola", "grace" };
    hears(evening->thandi, "chair begin", "The item: Who carries our letter");
    hears(evening->thandi, "vote open choose --of sipho; grace", "A secret vote.");
    comes_to_say(house, "thandi", "vote 4", "`ballot 4` asks for your choice");
    refuses(house, "sipho", "vote 4 1", NULL); /* never behind a command */
    for (int i = 0; i < 6; i++)
        served_hears(house, voters[i], "ballot 4", i < 2 ? "1\n" : "2\n", "Your choice is in.");
    acts(evening->nomsa, "v");
    expect(evening->nomsa, "Press numbers, best first.");
    expect(evening->nomsa, "not against a machine"); /* RULES 4.7: before the choice, on a phone too */
    expect(evening->nomsa, "that lies. Once sent, it cannot be");
    expect(evening->nomsa, "3 leave it as it is");
    choose(evening->nomsa, "2");
    expect(evening->nomsa, "Not sent yet");
    terminal_send(evening->nomsa, "\r");
    expect(evening->nomsa, "Your choice is in.");
    terminal_send(evening->nomsa, "q");
    type_line(evening->thandi, "ballot 4");
    expect(evening->thandi, "2 grace");
    expect(evening->thandi, "It does not protect against a");
    expect(evening->thandi, "Once it is sent, it cannot be changed.");
    expect(evening->thandi, "Type the numbers, best first");
    expect(evening->thandi, "Your choice:");
    hears(evening->thandi, "2", "Your choice is in.");
    hears(evening->thandi, "ballot 4", "You have voted. A secret vote cannot be changed."); /* and nothing is asked */
    served_hears(house, "zola", "vote 4 --names", NULL, "Who has voted is in memory only");
    hears(evening->thandi, "vote close 4", "the house counts it now");
    comes_to_say(house, "zola", "vote 4", "8 of 8 voted");
    comes_to_say(house, "zola", "vote 4", "grace");
    served_hears(house, "zola", "vote 4 --names", NULL, "sipho: voted"); /* and not how */
    hears(evening->thandi, "chair end", "The item ended: Who carries our letter");
}

/* --- afterwards --- */

static void the_meeting_closes(struct evening *evening)
{
    const struct served *house = &evening->house;
    hears(evening->thandi, "chair questions", "Two questions at the end.");
    served_hears(house, "grace", "dare", "no\n", "Counted.");
    served_hears(house, "zola", "thanks", "Nomsa, who found the words.\n", "It stands in the transcript.");
    hears(evening->thandi, "chair close", "yes does it");
    hears(evening->thandi, "yes", "The meeting is closed.");
    served_hears(house, "zola", "room 1", NULL, "The meeting is closed. `minutes 1` has what came of it.");
    char *minutes = served_says(house, "petrus", "minutes 1", NULL, 0);
    static const char *const told[] = { "14 people came.", "We mend it by day.", "13 of 14 present say yes",
        "The children sleep there.", "Hassan keeps the shelf.", "A board for tools", "The clinic wins", "level",
        "grace" };
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        if (strstr(minutes, told[i]) == NULL)
            fail_msg("the minutes do not tell \"%s\": %s", told[i], minutes);
    free(minutes);
    comes_to_say(house, "sipho", "boards", "Tools to lend");
    served_hears(house, "sipho", "post tools --title A ladder", "It stands at C 14.\n", "Posted");
}

/* The house is killed in the middle of the seven days, and opens again when they are over. */
static void seven_days_end(struct evening *evening)
{
    struct served *house = &evening->house;
    served_stop(house, SIGKILL);
    served_serve(house);
    served_hears(house, "sipho", "vote 3", NULL, "1 of");
    static const char *const yes[] = { "thandi", "nomsa", "petrus", "zola" };
    for (int i = 0; i < 4; i++)
        served_hears(house, yes[i], "vote 3 yes", NULL, "You say: yes.");
    served_hears(house, "grace", "vote 3 no", NULL, "You say: no.");
    served_stop(house, SIGTERM);
    served_change(house, "UPDATE vote SET closes = opened + 1, opened = opened - 604800 WHERE id = 3");
    served_serve(house);
    comes_to_say(house, "sipho", "vote 3", "Yes: 5 of 6 say yes");
    comes_to_say(house, "sipho", "decisions", "A song on Saturday");
}

/* --- the evening --- */

static void a_whole_evening(void **state)
{
    struct evening *evening = *state;
    a_meeting_is_called(&evening->house);
    its_hour_comes(&evening->house);
    thandi_opens(evening);
    people_come_in(evening);
    five_sit_down_at_a_table(evening);
    hears(evening->thandi, "room", "Enough people: yes. 14 here");
    a_point_goes_before_a_turn(evening);
    an_amendment_is_taken(evening);
    a_stop_is_met_and_answered(evening);
    a_small_matter_passes(evening);
    a_board_is_decided_on(evening);
    ten_are_level(evening);
    they_are_asked_once_more(evening);
    seven_days_begin(evening);
    the_yard_goes_home(evening);
    a_person_is_chosen_secretly(evening);
    the_meeting_closes(evening);
    seven_days_end(evening);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_whole_evening, open_street, close_street),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
