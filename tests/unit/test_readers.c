/* test_readers.c: who reads a text, of every place where one can be written, and of every page. RULES 1.10, 2.1. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "command.h"
#include "meetings.h"
#include "members.h"
#include "proposals.h"
#include "readers.h"
#include "store/base/db.h"
#include "tests/store/street.h"

#define MACHINE " Whoever holds the machine can read this."

static void of_a_board(void **state)
{
    static const struct {
        enum unit_kind kind;
        enum visibility visibility;
        bool own;
        const char *who, *page;
        bool everybody;
    } cases[] = {
        { UNIT_COMMUNE, VISIBLE_UNIT, true, "THE STREET", "", false },
        { UNIT_FORUM, VISIBLE_UNIT, true, "THE WORKPLACE", "", false },
        { UNIT_COMMUNE, VISIBLE_UNIT, false, "The Women", "Only The Women." MACHINE, false },
        { UNIT_COMMUNE, VISIBLE_CONFEDERATION, true, "THE NEIGHBOURHOOD", "", false },
        { UNIT_COMMUNE, VISIBLE_CONFEDERATION, false, "THE NEIGHBOURHOOD", "", false },
        { UNIT_COMMUNE, VISIBLE_PUBLIC, true, "EVERYBODY (POLICE TOO)", "", true },
        { UNIT_FORUM, VISIBLE_PUBLIC, false, "EVERYBODY (POLICE TOO)", "", true },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct house house = { .kind = cases[i].kind };
        struct board board = { .visibility = cases[i].visibility, .own = cases[i].own, .unit_name = "The Women" };
        struct readers readers;
        char line[60];
        readers_of_board(&house, &board, &readers);
        snprintf(line, sizeof line, "Read by: %s", cases[i].who);
        assert_string_equal(readers.who, cases[i].who);
        assert_string_equal(readers.line, line);
        assert_string_equal(readers.page, cases[i].page);
        assert_int_equal(readers.everybody, cases[i].everybody);
    }
}

/* RULES 1.0: whoever has several units reads which one is meant; a caucus goes by its name. */
static void of_several_units(void **state)
{
    static const struct {
        enum unit_kind kind;
        bool own, caucus;
        const char *who, *page;
    } cases[] = {
        { UNIT_COMMUNE, true, false, "THE STREET (Here)", "" },
        { UNIT_FORUM, true, false, "THE WORKPLACE (Here)", "" },
        { UNIT_CAUCUS, true, true, "Here", "Only There." MACHINE },
        { UNIT_COMMUNE, false, false, "There", "" },
        { UNIT_COMMUNE, false, true, "There", "Only There." MACHINE },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct house house = { .kind = cases[i].kind, .name = "Here" };
        struct board board = { .own = cases[i].own, .caucus = cases[i].caucus, .several = true, .unit_name = "There" };
        struct readers readers;
        readers_of_board(&house, &board, &readers);
        assert_string_equal(readers.who, cases[i].who);
        assert_string_equal(readers.page, cases[i].page);
    }
}

static void of_what_is_for_two(void **state)
{
    const struct actor she = { .member = 1, .handle = "thandi" }, hand = { .member = 2, .hand = 1, .handle = "maria" };
    struct readers readers;
    (void)state;
    readers_of_spoken(READERS_OF_DARE, &readers);
    assert_string_equal(readers.line, "Read by: nobody; the room learns only: nobody, some or many");
    readers_of_letter(&readers);
    assert_string_equal(readers.page, "Only the two of you." MACHINE);
    readers_of_match(&she, "sipho", &readers);
    assert_string_equal(readers.line, "Read by: the two of you");
    assert_string_equal(readers.page, "Only the two of you." MACHINE);
    readers_of_match(&hand, "sipho", &readers); /* RULES 1.8: who types reads it, too */
    assert_string_equal(readers.line, "Read by: maria, sipho and you");
    assert_string_equal(readers.page, "Only the two of them, and you." MACHINE);
}

static void of_every_place(void **state)
{
    struct street *street = *state;
    struct readers readers;
    int64_t open = street_thread(street, &street->ann, street->welcome, "Open", "To all.");
    int64_t inside = street_thread(street, &street->ann, street->general, "Inside", "To us.");
    struct actor by_hand = street->ann;
    by_hand.hand = street->ben.member;
    const struct {
        const struct actor *voice;
        enum draft_place place;
        int64_t target;
        const char *who, *brief;
    } cases[] = {
        { &street->ann, DRAFT_THREAD, street->general, "THE STREET", "THE STREET" },
        { &street->ann, DRAFT_THREAD, street->shared, "THE NEIGHBOURHOOD", "THE NEIGHBOURHOOD" },
        { &street->ann, DRAFT_THREAD, street->welcome, "EVERYBODY (POLICE TOO)", "EVERYBODY (POLICE TOO)" },
        { &street->ann, DRAFT_REPLY, open, "EVERYBODY (POLICE TOO)", "EVERYBODY (POLICE TOO)" },
        { &street->ann, DRAFT_EDIT, open, "EVERYBODY (POLICE TOO)", "EVERYBODY (POLICE TOO)" },
        { &street->ann, DRAFT_REPLY, inside, "THE STREET", "THE STREET" },
        { &street->ann, DRAFT_EDIT, inside, "THE STREET", "THE STREET" },
        { &street->ann, DRAFT_LETTER, street->ben.member, "only ben", "only ben" },
        { &street->ann, DRAFT_ASK, 0, "THE STREET, without your name", "THE STREET" },
        { &street->ann, DRAFT_OFFER, 0, "THE STREET, with your name", "THE STREET" },
        { &by_hand, DRAFT_ASK, 0, "THE STREET, without their name", "THE STREET" },
        { &by_hand, DRAFT_OFFER, 0, "THE STREET, with their name", "THE STREET" },
        { &street->ann, DRAFT_ROTA, 0, "THE STREET", "THE STREET" },
        { &street->ann, DRAFT_THING, 0, "THE STREET", "THE STREET" },
        { &street->ann, DRAFT_MEETING, 0, "THE STREET", "THE STREET" },
        { &street->ann, DRAFT_ITEM, 0, "THE STREET", "THE STREET" },
        { &street->ann, DRAFT_TURN, 0, "THE STREET", "THE STREET" },
        { &street->ann, DRAFT_POSITION, 0, "THE STREET", "THE STREET" },
        { &street->ann, DRAFT_CIRCLE, 0, "THE STREET; with names, only who is asked, and the keepers", "THE STREET" },
        { &street->ann, DRAFT_SAFETY, 0, "your caucus; once it says yes THE STREET, without your name", "your caucus" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        must(readers_of(street->store, cases[i].voice, cases[i].place, cases[i].target, street->now, &readers));
        assert_string_equal(readers.who, cases[i].who);
        assert_string_equal(readers.brief, cases[i].brief);
    }
    assert_int_equal(
        readers_of(street->store, &street->ann, DRAFT_THREAD, street->away, NOON, &readers), RESULT_NOT_FOUND);
    assert_int_equal(readers_of(street->store, &street->ann, DRAFT_REPLY, 999, NOON, &readers), RESULT_NOT_FOUND);
    assert_int_equal(readers_of(street->store, &street->ann, DRAFT_MESSAGE, 999, NOON, &readers), RESULT_NOT_FOUND);
}

/* The street decided who else reads its meetings along: an item is read by them, too. A gain is not. */
static void an_item_is_read_by_who_reads_the_meeting(void **state)
{
    struct street *street = *state;
    struct readers readers;
    must(db_run(street->store, "INSERT INTO unit_value VALUES (1, 'assemblies', 'public')"));
    must(readers_of(street->store, &street->ann, DRAFT_ITEM, 0, NOON, &readers));
    assert_true(readers.everybody);
    assert_ptr_equal(strstr(readers.who, "EVERYBODY (POLICE TOO), once the meeting talks about it"), readers.who);
    assert_string_equal(readers.brief, "EVERYBODY (POLICE TOO)");
    must(readers_of(street->store, &street->ann, DRAFT_GAIN, 0, NOON, &readers));
    assert_string_equal(readers.who, "THE STREET");
    must(db_run(street->store, "UPDATE unit_value SET value = 'confederation' WHERE name = 'assemblies'"));
    must(readers_of(street->store, &street->ann, DRAFT_ITEM, 0, NOON, &readers));
    assert_false(readers.everybody);
    assert_string_equal(readers.brief, "THE NEIGHBOURHOOD");
}

/* A number is typed where she is; the text is read where what it names belongs. */
static void of_another_unit_of_hers(void **state)
{
    struct street *street = *state;
    struct readers readers;
    int64_t meeting, proposal;
    must(db_run(street->store, "UPDATE unit SET founded = ?1, assembled = ?1", NOON));
    must(seat_give(
        street->store, &street_house, street->next, "facilitator", street->cora.member, NOON + 9000000, NOON));
    must(meeting_call(street->store, &street->cora,
        &(struct meeting_new) { .starts = NOON + 7 * 24 * 3600, .place = "the yard" }, NOON, &meeting));
    must(proposal_write(street->store, &street->cora,
        &(struct proposal_new) {
            .meeting = meeting, .title = "A tank", .text = "We buy a tank.", .about = ITEM_THINGS, .minutes = 10 },
        NOON, &proposal));
    struct actor ann = street->ann;
    ann.units[ann.unit_count++] = street->next;
    ann.places = 2;
    const struct {
        enum draft_place place;
        int64_t target;
        const char *who;
    } cases[] = {
        { DRAFT_AMENDMENT, proposal, "THE STREET (Next Street)" },
        { DRAFT_POSITION, proposal, "THE STREET (Next Street)" },
        { DRAFT_SAFETY, proposal, "your caucus; once it says yes THE STREET (Next Street), without your name" },
        { DRAFT_CORRECTION, meeting, "THE STREET (Next Street)" },
        { DRAFT_TURN, meeting, "THE STREET (Next Street)" },
        { DRAFT_ROTA, 1, "THE STREET (Vilakazi Street)" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        must(readers_of(street->store, &ann, cases[i].place, cases[i].target, NOON, &readers));
        assert_string_equal(readers.who, cases[i].who);
    }
    must(readers_of_form(street->store, &ann, DRAFT_ITEM, meeting, NOON, &readers));
    assert_string_equal(readers.who, "THE STREET (Next Street)");
    /* A command says the same of a form that is typed at once. */
    struct speaker speaker = { .store = street->store, .actor = &ann, .now = NOON, .argon_slots = -1 };
    const struct {
        const char *before;
        int64_t of;
        const char *rest, *who;
    } lines[] = {
        { "agenda add", meeting, "--title The tap", "THE STREET (Next Street)" },
        { "effect", proposal, "agreement We mend it ourselves", "THE STREET (Next Street)" },
        { "effect", proposal, "none", "" },
        { "propose post 1", meeting, "--title A tank", "THE STREET (Next Street)" },
        { "meeting move", meeting, "--place The yard", "THE STREET (Next Street)" },
        { "meeting move", meeting, "--at sun 15:00", "" },
        { "circle prompts add", 1, "thing gave you rest?", "THE STREET (Vilakazi Street)" },
        { "circle prompts drop", 1, "", "" },
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char line[80];
        struct command_text text;
        struct reply reply = { 0 };
        snprintf(line, sizeof line, "%s %lld %s", lines[i].before, (long long)lines[i].of, lines[i].rest);
        must(command_text_of(&speaker, line, &text, &reply));
        assert_string_equal(text.some ? text.readers.who : "", lines[i].who);
        reply_clear(&reply);
    }
    must(readers_of_form(street->store, &ann, DRAFT_EFFECT, proposal, NOON, &readers));
    assert_string_equal(readers.who, "THE STREET (Next Street)");
    must(readers_of_form(street->store, &ann, DRAFT_MEETING, 0, NOON, &readers));
    assert_string_equal(readers.who, "THE STREET (Vilakazi Street)");
}

static void those_of_the_street_come_first(void **state)
{
    struct street *street = *state;
    struct board boards[20];
    int64_t women;
    size_t count = 0;
    must(unit_add(street->store, &street_house, "Women", NULL, UNIT_CAUCUS, 1, NOON, &women));
    int64_t among = street_board(street, women, "among", VISIBLE_UNIT);
    int64_t late = street_board(street, 1, "late", VISIBLE_UNIT);
    must(unit_join(street->store, &street_house, women, street->ann.member, NOON));
    street->ann.units[street->ann.unit_count++] = women;
    must(readers_boards(street->store, &street->ann, boards, 20, &count));
    const int64_t order[] = { street->general, late, street->shared, street->welcome };
    assert_int_equal(count, sizeof order / sizeof *order);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(boards[i].id, order[i]);
    street->ann.here = women; /* a caucus is named only while she is in it */
    must(readers_boards(street->store, &street->ann, boards, 20, &count));
    assert_int_equal(count, sizeof order / sizeof *order + 1);
    assert_int_equal(boards[0].id, among);
    must(readers_boards(street->store, &street->guest, boards, 20, &count));
    assert_int_equal(count, 0);
}

/* --- every command that sends a text --- */

/* What stands in a usage in capitals, or behind "<", and is no text of hers: numbers, names, days, secrets. */
static bool is_no_text(const char *word)
{
    static const char *const words[] = { "A", "ABOVE", "ACT", "AGREEMENT", "ASK", "B", "BLOCK", "BOARD", "CHOICE",
        "CODE", "COMMAND", "COUNTS", "D", "DATE", "DAY", "FILE", "G", "H", "HANDLE", "HANDLES", "HOME", "ID", "ITEM",
        "K", "KEY", "LETTER", "L", "LINE", "LOT", "M", "MATCH", "N", "NAME", "NUMBER", "NUMBERS", "O", "OFFER", "P",
        "POST", "S", "SIGNAL", "SLIP", "SLUG", "STREET", "SWAP", "TASK", "THREAD", "U", "UNIT", "V", "VALUE", "VALUES",
        "W", "WHEN", "YOUR" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i], word) == 0)
            return true;
    return false;
}

/* The first word of a usage that is a text; NULL: it has none. The result is valid until the next call. */
static const char *text_in_usage(const char *usage)
{
    static char word[40];
    for (const char *at = usage; *at != '\0'; at++) {
        size_t length = strspn(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        bool begins = at == usage || strchr(" [|,<", at[-1]) != NULL;
        if (length == 0 || !begins)
            continue;
        snprintf(word, sizeof word, "%.*s", (int)length, at);
        if (!is_no_text(word))
            return word;
        at += length - 1;
    }
    return NULL;
}

/* These send nobody a text, or say in another way who reads it. */
static bool needs_no_readers(const char *name)
{
    static const struct {
        const char *name, *why;
    } others[] = {
        { "search", "words to find, which nobody reads" },
        { "readers", "another command, which it asks about" },
        { "key add", "a key" },
        { "set", "from the shell" },
        { "board add", "from the shell" },
        { "aid me", "its page says it: only those you agree with" },
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(others[i].name, name) == 0)
            return true;
    return false;
}

/* RULES 2.1. A command with a text that has no place whose readers could be told is found here. */
static void every_command_with_a_text_has_readers(void **state)
{
    size_t count;
    const struct command *table = command_table(&count);
    (void)state;
    int wrong = 0;
    for (size_t i = 0; i < count; i++) {
        bool typed = table[i].body == COMMAND_BODY || table[i].body == COMMAND_MAY_BODY;
        const char *word = text_in_usage(table[i].usage);
        if ((typed || word != NULL) && table[i].who != COMMAND_OPERATOR && table[i].target == COMMAND_WRITES_NOTHING &&
            !needs_no_readers(table[i].name)) {
            print_error("`%s` sends a text (%s) and says no readers\n", table[i].usage, typed ? "typed" : word);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_command_with_a_text_has_readers),
        cmocka_unit_test(of_a_board),
        cmocka_unit_test(of_several_units),
        cmocka_unit_test(of_what_is_for_two),
        cmocka_unit_test_setup_teardown(of_every_place, street_open, street_close),
        cmocka_unit_test_setup_teardown(an_item_is_read_by_who_reads_the_meeting, street_open, street_close),
        cmocka_unit_test_setup_teardown(of_another_unit_of_hers, street_open, street_close),
        cmocka_unit_test_setup_teardown(those_of_the_street_come_first, street_open, street_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
