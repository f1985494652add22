/*
 * test_line_circle.c: a circle in line mode, with its house in memory and time as the test says: silence, lines for
 * two, a short circle, keepers who are gone, and what a shared computer says of it. RULES 1.6, 6.2-6.5.
 */
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bbs/serve/ephemeral_rings.h"
#include "circles.h"
#include "face.h"
#include "input.h"
#include "meetings.h"
#include "members.h"
#include "tests/store/street.h"
#include "tests/support/memory_only.h"
#include "util.h"

enum { PEOPLE = 6, ANN = 0, BEN, EVE, FAY, GIL, HANA, SILENCE = 180 };
static const char *const names[PEOPLE] = { "ann", "ben", "eve", "fay", "gil", "hana" };

static struct memory_only memory;
static struct street *street;
static struct actor person[PEOPLE];
static int64_t circle, passed; /* passed: milliseconds */
static bool has_terminal;      /* whoever opens a face */
static struct place {
    int ours, theirs;
    void *face;
    struct buffer heard; /* since she typed last */
} place[PEOPLE];

static int64_t passed_milliseconds(void)
{
    return passed;
}

static int64_t now(void)
{
    return street->now;
}

/* --- the faces --- */

static const char *hear(int who)
{
    char bytes[4096];
    ssize_t length;
    do {
        if (line_face.wants_write(place[who].face))
            line_face.writable(place[who].face);
        while ((length = recv(place[who].ours, bytes, sizeof bytes, MSG_DONTWAIT)) > 0)
            for (ssize_t i = 0; i < length; i++)
                buffer_add(&place[who].heard, bytes[i] == '\n' ? " " : &bytes[i], 1);
    } while (line_face.wants_write(place[who].face));
    return buffer_text(&place[who].heard);
}

static const char *opens(int who, bool by_password)
{
    char problem[200] = "";
    int pair[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), 0);
    fcntl(pair[1], F_SETFL, O_NONBLOCK);
    place[who] = (struct place) { .ours = pair[0], .theirs = pair[1] };
    struct face_setup setup = { .in = pair[1],
        .out = pair[1],
        .term = "vt100",
        .columns = 80,
        .rows = 24,
        .store = street->store,
        .actor = &person[who],
        .here = &person[who].here,
        .argon_slots = -1,
        .by_password = by_password,
        .terminal = has_terminal,
        .milliseconds = passed_milliseconds,
        .now = now,
        .source = "" };
    memory.member = person[who].member;
    place[who].face = line_face.open(&setup, problem, sizeof problem);
    assert_non_null(place[who].face);
    return hear(who);
}

static const char *types(int who, const char *words)
{
    buffer_clear(&place[who].heard);
    memory.member = person[who].member;
    assert_true(util_write_all(place[who].ours, words, strlen(words)) && util_write_all(place[who].ours, "\n", 1));
    line_face.input(place[who].face);
    passed += INPUT_BURST_MS;
    return hear(who);
}

/* What comes by itself when so much time has passed. */
static const char *waits(int who, int seconds)
{
    enum { LOOKS_MS = 5000 };
    buffer_clear(&place[who].heard);
    memory.seconds += seconds;
    passed += LOOKS_MS;
    memory.member = person[who].member;
    line_face.tick(place[who].face);
    return hear(who);
}

static void says(const char *heard, const char *words)
{
    if (strstr(heard, words) == NULL)
        fail_msg("\"%s\" is not in \"%s\"", words, heard);
}

static void says_not(const char *heard, const char *words)
{
    if (strstr(heard, words) != NULL)
        fail_msg("\"%s\" is in \"%s\"", words, heard);
}

/* --- the circle --- */

static void tend(int64_t after)
{
    memory.member = EPHEMERAL_HOUSE;
    street->now += after;
    memory.seconds += after;
    assert_true(circles_tend(street->store, street->now) >= 0);
}

static int begin(void **state)
{
    if (street_open(state) != 0)
        return -1;
    street = *state;
    has_terminal = false;
    memory_only_begin(&memory);
    ephemeral_reach(street->store, memory_only_ask, &memory);
    person[ANN] = street->ann;
    person[BEN] = street->ben;
    for (int i = EVE; i < PEOPLE; i++)
        person[i] = street_member(street, names[i], 1);
    return 0;
}

static int end(void **state)
{
    for (int i = 0; i < PEOPLE; i++) {
        if (place[i].face != NULL) {
            memory.member = person[i].member;
            line_face.close(place[i].face);
            close(place[i].ours);
            close(place[i].theirs);
        }
        buffer_clear(&place[i].heard);
        place[i].face = NULL;
    }
    memory_only_end(&memory);
    return street_close(state);
}

static void call(bool is_short)
{
    const struct circle_form form = { .open = true,
        .short_circle = is_short,
        .purpose = "Our nights",
        .prompts = { "What would let you sleep?" },
        .at = street->now + 2 * HOUR,
        .places = PEOPLE };
    enum circle_answer answer;
    must(willing_set(street->store, &person[BEN], "keeper", true, street->now));
    must(willing_set(street->store, &person[EVE], "keeper", true, street->now));
    memory.member = person[ANN].member;
    must(circle_call(street->store, &person[ANN], &form, street->now, &circle));
    for (int i = BEN; i < PEOPLE; i++)
        must(circle_answer(street->store, &person[i], circle, true, street->now, &answer));
}

static const char *enters(int who)
{
    char command[60];
    opens(who, false);
    snprintf(command, sizeof command, "circle enter %lld", (long long)circle);
    says(types(who, command), "Do you say yes to that?");
    const char *heard = types(who, "yes");
    says(heard, "You are in the circle.");
    says(heard, "Read by: only those in this circle.");
    return heard;
}

static void all_enter(bool is_short)
{
    call(is_short);
    tend(2 * HOUR - CIRCLE_OPENS);
    for (int i = 0; i < PEOPLE; i++)
        enters(i);
    if (is_short)
        return;
    types(BEN, ".begin"); /* a keeper who is in has the piece first */
    says(types(BEN, ""), "piece");
}

static int holder(void)
{
    struct circle_view view;
    memory.member = person[ANN].member;
    must(circle_look(street->store, &person[ANN], circle, &view));
    for (int i = 0; i < PEOPLE && view.ring.holder != RING_NOBODY; i++)
        if (person[i].member == view.ring.person[view.ring.holder].member)
            return i;
    return -1;
}

static const struct circle_view *view_of(int who, struct circle_view *view)
{
    memory.member = person[who].member;
    must(circle_look(street->store, &person[who], circle, view));
    return view;
}

/* Who has the piece after the one who has it now. */
static int next_of(const struct circle_view *view)
{
    for (int step = 1; step < RING_PEOPLE_MOST; step++) {
        const struct ring_person *next = &view->ring.person[(view->ring.holder + step) % RING_PEOPLE_MOST];
        for (int i = 0; i < PEOPLE && next->member != 0 && next->turn == RING_TO_COME; i++)
            if (person[i].member == next->member)
                return i;
    }
    return -1;
}

static void passes_to(int who)
{
    for (int i = 0; i < 2 * PEOPLE && holder() != who; i++)
        types(holder(), ".");
    assert_int_equal(holder(), who);
}

/* --- the tests --- */

static void after_three_minutes_she_alone_is_asked(void **state)
{
    (void)state;
    all_enter(false);
    passes_to(FAY);
    says(waits(FAY, 0), "your words> "); /* it came by itself, and so did the prompt */
    types(GIL, "");
    says_not(waits(FAY, SILENCE - 1), "More time?");
    says(waits(FAY, 1), "More time? Only you are asked. Passing is just as good.");
    says_not(waits(GIL, 0), "More time?");
    says_not(types(GIL, ""), "More time?");
    says(types(FAY, ".more"), "Take the time you need.");
    says_not(waits(FAY, SILENCE - 1), "More time?");
    says(waits(FAY, 1), "More time?"); /* she is asked anew, and still has it */
    says(types(FAY, "I am here"), "> ");
    assert_int_equal(holder(), FAY);
    waits(FAY, SILENCE);
    waits(FAY, SILENCE); /* no answer: the piece goes on, and comes to her once more */
    assert_int_not_equal(holder(), FAY);
}

static void lines_for_two_are_heard_by_the_two(void **state)
{
    (void)state;
    all_enter(false);
    says(types(FAY, ".out"), "Shall somebody come by?");
    says(types(GIL, ".with fay"), "Only a keeper can do that.");
    says(types(EVE, ".with gil"), "Not now"); /* she did not go out */
    says(types(EVE, ".with fay"), "You and fay now have lines for two");
    says(types(EVE, ".two I am here. No hurry."), "Read by: the two of you.");
    says(types(FAY, ""), "eve, for two: I am here. No hurry.");
    types(FAY, "It was too loud for me");
    says(types(EVE, ""), "fay, for two: It was too loud for me");
    for (int i = 0; i < PEOPLE; i++)
        if (i != EVE && i != FAY) {
            says_not(types(i, ""), "too loud");
            says_not(types(i, ".look"), "too loud");
        }
    says(types(FAY, ".back"), "You are in the circle.");
    says_not(types(EVE, ".look"), "too loud"); /* they ended when she came back */
    says(types(EVE, ".two are you well?"), "Not now");
}

/* RULES 2.1: before she writes, and with a refusal before instead of behind her words. */
static void who_hears_is_said_before_the_words(void **state)
{
    static const char *const commands[] = { ".circle speak 1", ".circle pause 1", ".circle step add 1 --by friday" };
    (void)state;
    all_enter(false);
    passes_to(EVE);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        const char *heard = types(EVE, commands[i]), *readers = strstr(heard, "Read by: only those in this circle.");
        if (readers == NULL || strstr(readers, "Write. A dot alone") == NULL)
            fail_msg("%s: %s", commands[i], heard);
        types(EVE, ".stop");
    }
    says(types(EVE, ".pause We need air."), "Read by: only those in this circle.");
    const char *heard = types(EVE, ".circle two 1");
    says_not(heard, "Write.");
    says_not(types(EVE, ".circle step yes 1 1"), "Read by");
}

static size_t times(const char *text, const char *words)
{
    size_t count = 0;
    for (const char *at = text; (at = strstr(at, words)) != NULL; at += strlen(words))
        count++;
    return count;
}

/* Says lines `first` to `last` of about sixty bytes each, to two. */
static void say_lines_to_two(int first, int last)
{
    for (int i = first; i <= last; i++) {
        char line[100];
        snprintf(line, sizeof line, ".two line %02d of what she says slowly, so that he can go on", i);
        types(EVE, line);
    }
}

/* Memory for the two holds 1,800 bytes: when the oldest lines drop out, what was not told yet is told whole, once. */
static void lines_for_two_that_drop_out_shift_nothing(void **state)
{
    (void)state;
    all_enter(false);
    types(FAY, ".out");
    types(EVE, ".with fay");
    say_lines_to_two(1, 20);
    says(types(FAY, ""), "eve, for two: line 20 of");
    say_lines_to_two(21, 24); /* nothing drops out yet */
    says(types(FAY, ""), "eve, for two: line 24 of");
    say_lines_to_two(25, 45); /* the oldest have dropped out */
    const char *heard = types(FAY, "");
    assert_int_equal(times(heard, "line 24 of"), 0);
    for (int i = 25; i <= 45; i++) {
        char line[100];
        snprintf(line, sizeof line, "eve, for two: line %02d of", i);
        assert_int_equal(times(heard, line), 1);
    }
    says(types(FAY, ".back"), "You are in the circle.");
    types(FAY, ".out"); /* another pair begins: nothing of it was told */
    types(EVE, ".with fay");
    types(EVE, ".two first line of the second time");
    says(types(FAY, ""), "eve, for two: first line of the second time");
}

static void a_short_circle_is_lived_through(void **state)
{
    (void)state;
    all_enter(true);
    says(types(FAY, ".self I came late three times."), "Only you see it until you show it.");
    says(types(FAY, ".self I came late four times."), "Read by: only you; once you show it, those in this circle.");
    types(FAY, ".self I came late three times.");
    says(types(FAY, ".behaviour gil: The list was not shared."), "Your line is ready.");
    says(types(FAY, ".proposal Whoever has the list sends it."), "Your line is ready.");
    says_not(types(GIL, ".look"), "list");
    types(BEN, ".begin");
    passes_to(FAY);
    says(types(FAY, "and I say more"), "Not now"); /* what was written is shown, nothing else */
    types(FAY, ".show");
    says(types(GIL, ""), "I came late three times.");
    says_not(hear(GIL), "list");
    says(types(GIL, ".heard"), "Not now"); /* nothing was for him yet */
    types(FAY, ".show");
    says(types(GIL, ""), "The list was not shared.");
    says(types(HANA, ".heard"), "Not now");
    says(types(GIL, "but I did share it"), "You do not have the piece.");
    says(types(GIL, ".heard"), "They read: heard.");
    types(FAY, ".show");
    says(types(HANA, ""), "Whoever has the list sends it.");
    types(FAY, ".");
    assert_int_not_equal(holder(), FAY);
}

static void loses(int who)
{
    ephemeral_rings_lost(memory.rings, circle, person[who].member, memory.seconds);
}

/* Whoever may not is told so, and is not asked whether to do it. */
static void who_may_not_close_it_is_not_asked_whether_to(void **state)
{
    (void)state;
    all_enter(false);
    const char *heard = types(FAY, ".close");
    says(heard, "Only a keeper");
    says_not(heard, "Close it?");
    says(types(BEN, ".close"), "Close it?");
}

static void who_is_not_asked_whether_they_are_afraid_reads_no_question(void **state)
{
    char command[60];
    (void)state;
    call(false); /* it is about no quarrel */
    opens(FAY, false);
    snprintf(command, sizeof command, "circle afraid %lld", (long long)circle);
    const char *heard = types(FAY, command);
    says(heard, "only of people who come to a circle about a quarrel");
    says_not(heard, "yes or no");
}

static void only_who_called_or_keeps_it_is_asked_whether_to_call_it_off(void **state)
{
    char command[60];
    (void)state;
    call(false);
    snprintf(command, sizeof command, "circle off %lld", (long long)circle);
    opens(HANA, false);
    const char *heard = types(HANA, command);
    says(heard, "Only whoever called it, or its keepers");
    says_not(heard, "Call it off?");
    opens(ANN, false);
    says(types(ANN, command), "Call it off?");
}

static void without_both_keepers_it_waits_and_then_ends(void **state)
{
    (void)state;
    all_enter(false);
    passes_to(FAY);
    loses(BEN);
    says(types(FAY, "one keeper is enough"), "> ");
    loses(EVE);
    says(types(FAY, "and now"), "There is a pause.");
    says(types(GIL, ""), "No keeper is here. The circle waits ten minutes for one.");
    says(types(EVE, ""), "> "); /* she comes back by herself */
    says_not(types(GIL, ""), "No keeper is here.");
    loses(EVE);
    types(GIL, "");
    says(waits(GIL, 600), "Both keepers were away for ten minutes, so it ended.");
    says(hear(GIL), "What was said there is gone.");
}

static void of_two_keepers_who_close_the_second_reads_that_it_is_over(void **state)
{
    (void)state;
    all_enter(false);
    says(types(BEN, ".close"), "Close it?");
    says(types(EVE, ".close"), "Close it?");
    says(types(BEN, "yes"), "The circle is closed.");
    says(types(EVE, "yes"), "The circle is over.");
}

static void who_asks_for_a_pause_is_heard_by_keepers_at_once(void **state)
{
    (void)state;
    all_enter(false);
    passes_to(FAY);
    types(EVE, "");
    says(types(GIL, ".ask-pause"), "The keepers read that you ask for a pause.");
    says(waits(EVE, 1), "gil asks for a pause.");
    says(waits(BEN, 0), "gil asks for a pause.");
    says_not(waits(EVE, 1), "gil asks"); /* once */
    says_not(types(HANA, ".look"), "asks for a pause");
    says(types(GIL, ""), "You ask for a pause.");
    types(EVE, ".pause we drink some water");
    says(types(HANA, ""), "A pause, asked for by eve: we drink some water");
    says_not(types(BEN, ""), "gil asks");
}

/* RULES 1.6: whoever looks over her shoulder reads of no circle, and she learns that something waits. */
static void a_shared_computer_counts_it_as_private(void **state)
{
    static const char *const never[] = { "ircle", "nights", "enter" };
    (void)state;
    call(false);
    for (int open = 0; open <= 1; open++) {
        if (open)
            tend(2 * HOUR - CIRCLE_OPENS);
        opens(FAY, true);
        const char *heard = types(FAY, "");
        says(heard, "Something private (1). `private` says what.");
        for (size_t i = 0; i < sizeof never / sizeof *never; i++)
            says_not(heard, never[i]);
        says(types(FAY, "private"), "Circles: 1. `circles`");
        line_face.close(place[FAY].face);
        close(place[FAY].ours);
        close(place[FAY].theirs);
        place[FAY].face = NULL;
    }
}

/* RULES 1.6, 6.2: the piece comes to a listener whose screen is locked. It shows nothing, her place and the piece wait
 * for her, the others read no reason; when she is back she is told, and no line of hers is taken for words before. */
static void the_piece_waits_behind_a_locked_screen(void **state)
{
    struct circle_view view;
    (void)state;
    must(password_change(street->store, &person[FAY], NULL, "three goats in rain", -1, street->now));
    call(false);
    tend(2 * HOUR - CIRCLE_OPENS);
    for (int i = 0; i < PEOPLE; i++) {
        if (i == FAY) {
            char command[60];
            has_terminal = true;
            opens(FAY, true);
            has_terminal = false;
            types(FAY, "y"); /* this computer is shared */
            snprintf(command, sizeof command, "circle enter %lld", (long long)circle);
            says(types(FAY, command), "Do you say yes to that?");
            says(types(FAY, "yes"), "You are in the circle.");
        } else
            enters(i);
    }
    types(BEN, ".begin");
    while (holder() != FAY && view_of(ANN, &view)->ring.person[view.ring.holder].turn == RING_TO_COME &&
           next_of(&view) != FAY)
        types(holder(), ".");
    buffer_clear(&place[FAY].heard);
    passed += (int64_t)8 * 60 * 1000; /* the lock, and not yet the log-out */
    line_face.tick(place[FAY].face);
    says(hear(FAY), "This is locked.");
    int before = holder();
    types(before, "The generator runs until two.");
    types(before, ".");
    assert_int_equal(holder(), FAY);
    const char *heard = waits(FAY, 5);
    says_not(heard, "generator");
    says_not(heard, "piece");
    says_not(heard, "your words");
    assert_int_equal(view_of(ANN, &view)->ring.person[view.ring.holder].there, RING_IN);
    heard = waits(FAY, SILENCE); /* "more time?" is for her alone, and waits too */
    says_not(heard, "ime");
    assert_int_equal(holder(), FAY);
    types(FAY, "three goats in rain");
    heard = waits(FAY, 1);
    says(heard, "You have the piece");
    says(heard, "The generator runs until two.");
    says(heard, "your words> ");
    types(FAY, "Here I am.");
    assert_int_equal(holder(), FAY);
    says(types(ANN, ""), "fay: Here I am.");
}

/* --- the stack --- */

#define WORD "zebra under the baobab"
enum { BELOW = 40 << 10 };

/* How often the word stands where functions that returned have left their variables. */
static __attribute__((noinline)) int times_on_the_stack(void)
{
    static char bytes[BELOW];
    int times = 0, self = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    assert_true(self >= 0);
    off_t from = (off_t)((uintptr_t)__builtin_frame_address(0) - BELOW);
    assert_int_equal(pread(self, bytes, sizeof bytes, from), sizeof bytes);
    close(self);
    for (const char *at = bytes; (at = memmem(at, (size_t)(bytes + BELOW - at), WORD, strlen(WORD))) != NULL; at++)
        times++;
    memset(bytes, 0, sizeof bytes);
    return times;
}

/* What carries a question to the house may leave it on the stack, and its answer. */
static __attribute__((noinline)) bool ask_and_leave(void *context, struct ephemeral_frame *frame)
{
    static int turn;
    struct ephemeral_frame left[4];
    bool answered;
    left[turn++ % 4] = *frame;
    __asm__ volatile("" : : "r"(left) : "memory"); /* the compiler takes the copy for read */
    answered = memory_only_ask(context, frame);
    left[turn++ % 4] = *frame;
    __asm__ volatile("" : : "r"(left) : "memory");
    return answered;
}

/* As types(), and what the house says goes nowhere near the stack. */
static void types_unheard(int who, const char *words)
{
    static char bytes[1 << 16];
    memory.member = person[who].member;
    assert_true(util_write_all(place[who].ours, words, strlen(words)) && util_write_all(place[who].ours, "\n", 1));
    sodium_stackzero(BELOW * 2);
    line_face.input(place[who].face);
    while (line_face.wants_write(place[who].face)) {
        line_face.writable(place[who].face);
        while (recv(place[who].ours, bytes, sizeof bytes, MSG_DONTWAIT) > 0) {
        }
    }
    while (recv(place[who].ours, bytes, sizeof bytes, MSG_DONTWAIT) > 0) {
    }
    explicit_bzero(bytes, sizeof bytes);
    passed += INPUT_BURST_MS;
}

/* RULES 6.4: words went through functions of line mode; none of them leaves one behind: neither where they are said,
 * nor where they are heard. */
static void no_word_is_left_on_the_stack(void **state)
{
    (void)state;
    all_enter(false);
    passes_to(FAY);
    ephemeral_reach(street->store, ask_and_leave, &memory);
    types_unheard(FAY, WORD);
    assert_int_equal(times_on_the_stack(), 0);
    types_unheard(GIL, "");
    assert_int_equal(times_on_the_stack(), 0);
    types_unheard(GIL, ".look");
    assert_int_equal(times_on_the_stack(), 0);
    types_unheard(GIL, ".out");
    assert_int_equal(times_on_the_stack(), 0);
    types_unheard(FAY, ".leave");
    assert_int_equal(times_on_the_stack(), 0);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(after_three_minutes_she_alone_is_asked),
        TEST(who_hears_is_said_before_the_words),
        TEST(lines_for_two_are_heard_by_the_two),
        TEST(lines_for_two_that_drop_out_shift_nothing),
        TEST(a_short_circle_is_lived_through),
        TEST(who_may_not_close_it_is_not_asked_whether_to),
        TEST(who_is_not_asked_whether_they_are_afraid_reads_no_question),
        TEST(only_who_called_or_keeps_it_is_asked_whether_to_call_it_off),
        TEST(without_both_keepers_it_waits_and_then_ends),
        TEST(of_two_keepers_who_close_the_second_reads_that_it_is_over),
        TEST(who_asks_for_a_pause_is_heard_by_keepers_at_once),
        TEST(a_shared_computer_counts_it_as_private),
        TEST(the_piece_waits_behind_a_locked_screen),
        TEST(no_word_is_left_on_the_stack),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
