/*
 * test_faces.c: the three faces do the same. tests/screens/faces.h has a row an act, with the way to it in each face;
 * this test holds it against the tables of the program: the actions of every page, the commands, and the texts for
 * which line mode has a form. A new action or command without its brothers fails here.
 */
#include "bbs/line/form_talk.h"
#include "command.h"
#include "deferred.h"
#include "screens/home/home_rooms.h"
#include "screens/home/subjects.h"
#include "tests/screens/stage.h"

struct act {
    const char *words, *screens, *line, *command;
};
#define ACT(words, screens, line, command)                                                                             \
    {                                                                                                                  \
        words, screens, line, command                                                                                  \
    }
static const struct act acts[] = {
#include "tests/screens/faces.h"
};
enum { ACTS = sizeof acts / sizeof *acts };

/* Actions that move, open what is selected, or belong to the frame: no act by themselves. */
static bool only_moves(enum action action)
{
    static const enum action frame[] = { ACTION_BACK, ACTION_OPEN, ACTION_MENU, ACTION_COMMAND, ACTION_HELP,
        ACTION_REDRAW, ACTION_QUIT_NOW };
    for (size_t i = 0; i < sizeof frame / sizeof *frame; i++)
        if (action == frame[i])
            return true;
    return keys_is(action, ACTION_CURSOR) || (keys_is(action, ACTION_READS) && action != ACTION_REPLY);
}

static const struct screen_type *page_of(enum place place)
{
    static const struct screen_type *const own[] = { &screen_home, &screen_welcome, &screen_join, &screen_waiting,
        &screen_shared, &screen_command, &screen_lock };
    return place < sizeof own / sizeof *own ? own[place] : subjects_page(place);
}

/* The pieces of a cell, one after the other. False: there are no more. */
static bool next_piece(const char **at, const char *between, char *out, size_t size)
{
    *at += strspn(*at, between);
    if (**at == '\0')
        return false;
    size_t length = strcspn(*at, between);
    snprintf(out, size, "%.*s", (int)length, *at);
    *at += length;
    while (out[0] == ' ')
        memmove(out, out + 1, strlen(out));
    return true;
}

static bool cell_has(const char *cell, const char *between, const char *words)
{
    char piece[120];
    for (const char *at = cell; next_piece(&at, between, piece, sizeof piece);)
        if (strcmp(piece, words) == 0)
            return true;
    return false;
}

static bool any_has(bool screens, const char *words)
{
    for (size_t i = 0; i < ACTS; i++)
        if (cell_has(screens ? acts[i].screens : acts[i].command, screens ? ";" : ",", words))
            return true;
    return false;
}

/* --- */

static void no_cell_is_empty(void **state)
{
    int missing = 0;
    (void)state;
    for (size_t i = 0; i < ACTS; i++) {
        const char *const cells[] = { acts[i].screens, acts[i].line, acts[i].command };
        for (size_t k = 0; k < 3; k++)
            if (cells[k][0] == '\0' || strcmp(cells[k], "=") == 0) {
                print_error("\"%s\" has no way and no reason in face %zu\n", acts[i].words, k + 1);
                missing++;
            }
    }
    assert_int_equal(missing, 0);
}

static void every_action_of_a_page_stands_in_a_row(void **state)
{
    char words[120];
    int missing = 0;
    (void)state;
    for (int place = 0; place < PLACE_COUNT; place++) {
        const struct screen_type *page = page_of((enum place)place);
        for (const enum action *action = page->actions; action != NULL && *action != ACTION_NONE; action++) {
            snprintf(words, sizeof words, "%s %s", page->name, keys_entry(*action)->name);
            if (!only_moves(*action) && !any_has(true, words)) {
                print_error("no row has the action \"%s\": how is it done in line mode and by a command?\n", words);
                missing++;
            }
        }
    }
    assert_int_equal(missing, 0);
}

static void every_command_stands_in_a_row(void **state)
{
    size_t count;
    int missing = 0;
    const struct command *table = command_table(&count);
    (void)state;
    for (size_t i = 0; i < count; i++)
        if (table[i].who != COMMAND_OPERATOR && !any_has(false, table[i].name)) {
            print_error("no row has the command `%s`: where is it in the screens?\n", table[i].name);
            missing++;
        }
    assert_int_equal(missing, 0);
}

static const struct screen_type *page_named(const char *name)
{
    for (int place = 0; place < PLACE_COUNT; place++)
        if (strcmp(page_of((enum place)place)->name, name) == 0)
            return page_of((enum place)place);
    return NULL;
}

static bool page_has(const struct screen_type *page, const char *name)
{
    for (const enum action *action = page->actions; action != NULL && *action != ACTION_NONE; action++)
        if (strcmp(keys_entry(*action)->name, name) == 0)
            return true;
    return false;
}

static void every_way_of_the_screens_is_there(void **state)
{
    char piece[120];
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < ACTS; i++)
        for (const char *at = acts[i].screens;
             acts[i].screens[0] != '=' && next_piece(&at, ";", piece, sizeof piece);) {
            char *action = strrchr(piece, ' ');
            if (piece[0] == '=')
                continue;
            assert_non_null(action);
            *action++ = '\0';
            const struct screen_type *page = page_named(piece);
            if (page == NULL || (strcmp(action, "*") != 0 && !page_has(page, action))) {
                print_error("\"%s\": there is no \"%s %s\"\n", acts[i].words, piece, action);
                wrong++;
            }
        }
    assert_int_equal(wrong, 0);
}

static const struct command *command_named(const char *name)
{
    size_t count;
    const struct command *table = command_table(&count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(table[i].name, name) == 0)
            return &table[i];
    return NULL;
}

/* True for a command that alone asks one thing at a time in line mode: it has a form there, an ask or offer has its
 * own, and `post` asks for the board. */
static bool asks_alone(const struct command *command)
{
    for (int kind = 0; kind < FORM_TALK_KINDS; kind++)
        if (strcmp(command->name, form_talk_of_command((enum form_talk_kind)kind)) == 0)
            return true;
    return command->place == DRAFT_ASK || command->place == DRAFT_OFFER || strcmp(command->name, "post") == 0;
}

static void every_command_of_a_row_is_there_and_asks_as_it_says(void **state)
{
    char piece[120];
    int wrong = 0;
    (void)state;
    for (size_t i = 0; i < ACTS; i++) {
        bool asks = strcmp(acts[i].line, "asks") == 0, form = false;
        if (acts[i].command[0] == '=')
            continue;
        if (!asks && strcmp(acts[i].line, "same") != 0 && acts[i].line[0] != '=') {
            print_error("\"%s\": \"%s\" is no way in line mode\n", acts[i].words, acts[i].line);
            wrong++;
        }
        for (const char *at = acts[i].command; next_piece(&at, ",", piece, sizeof piece);) {
            const struct command *command = command_named(piece);
            if (command == NULL) {
                print_error("\"%s\": there is no command `%s`\n", acts[i].words, piece);
                wrong++;
            } else
                form = form || asks_alone(command);
        }
        if (form != asks) {
            print_error("\"%s\": line mode %s\n", acts[i].words, form ? "has a form for it" : "has no form for it");
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

/* Each kind of unsent text that has a form in the screens has one in line mode, too. */
static void every_form_of_the_screens_is_one_in_line_mode(void **state)
{
    (void)state;
    for (int place = 1; place <= DRAFT_LAST; place++) {
        struct form_talk talk;
        bool found = place == DRAFT_ASK || place == DRAFT_OFFER;
        for (int kind = 0; kind < FORM_TALK_KINDS; kind++) {
            form_talk_begin(&talk, (enum form_talk_kind)kind, 0);
            found = found || (int)form_talk_place(&talk) == place;
        }
        if (draft_has_form((enum draft_place)place) && !found)
            fail_msg("line mode has no form for drafts of kind %d", place);
    }
}

/* A key that stands in the command is added as it stands, as in line mode. */
static void a_key_behind_the_colon_keeps_its_words(void **state)
{
    static const struct view usual = { "80x24", 80, 24, false };
    struct stage stage;
    struct key keys[2];
    size_t count = 0;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, ":Key add ssh-ed25519 "
                        "AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f my phone\r");
    stage_shows(&stage, "The key opens the door from now on.");
    must(keys_list(stage.store, &stage.thandi, keys, 2, &count));
    assert_int_equal(count, 1);
    assert_string_equal(keys[0].comment, "my phone");
    stage_close(&stage);
}

/* "w write" says nothing: each page says what w makes there. */
static void w_has_its_own_word_everywhere(void **state)
{
    (void)state;
    for (int place = 0; place < PLACE_COUNT; place++) {
        const struct screen_type *page = page_of((enum place)place);
        for (int i = 0; page != NULL && page->actions != NULL && page->actions[i] != ACTION_NONE; i++)
            if (page->actions[i] == ACTION_WRITE && page->word == NULL)
                fail_msg("%s does not say what w makes there", page->name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(w_has_its_own_word_everywhere),
        cmocka_unit_test(no_cell_is_empty),
        cmocka_unit_test(every_action_of_a_page_stands_in_a_row),
        cmocka_unit_test(every_command_stands_in_a_row),
        cmocka_unit_test(every_way_of_the_screens_is_there),
        cmocka_unit_test(every_command_of_a_row_is_there_and_asks_as_it_says),
        cmocka_unit_test(a_key_behind_the_colon_keeps_its_words),
        cmocka_unit_test(every_form_of_the_screens_is_one_in_line_mode),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
