/*
 * test_colon.c: a command behind `:` loses nothing of what was typed. The table of commands is walked: each command
 * with each of its options is typed; either the command gets the option, or a page shows it, or a notice names it and
 * says how the command is done otherwise. The commands themselves do not run: a spy notes what reaches them.
 */
#include "command.h"
#include "hand.h"
#include "screens/ui/ui.h"
#include "tests/screens/units_stage.h"

static const struct view usual = { "80x24", 80, 24, false };

static struct {
    int calls;
    char words[2000]; /* all words and options of the last call, as "word|word|--option=value" */
} heard;

static enum result note(const struct call *call, struct reply *reply)
{
    struct buffer words = { 0 };
    for (int i = 0; i < call->words; i++)
        buffer_format(&words, "%s|", call->word[i]);
    for (int i = 0; i < call->options; i++)
        buffer_format(&words, "--%s=%s|", call->option[i].name, call->option[i].value);
    heard.calls++;
    snprintf(heard.words, sizeof heard.words, "%s", buffer_text(&words));
    buffer_clear(&words);
    reply_line(reply, "heard");
    return RESULT_OK;
}

/* From now on every command of the table only notes what reaches it. */
static void spy(void)
{
    size_t count;
    struct command *table = (struct command *)(uintptr_t)command_table(&count);
    for (size_t i = 0; i < count; i++) {
        table[i].run = note;
        table[i].before = NULL;
    }
}

/* The words that a command needs, in its own order: of a|b the first, for a name in capitals what the house has. */
static void add_words(struct buffer *line, const struct stage *stage, const struct command *command)
{
    const char *at = command->usage + strlen(command->name);
    for (int i = 0; i < command->words_min; i++) {
        char word[60];
        at += strspn(at, " [");
        size_t length = strcspn(at, " |]<");
        snprintf(word, sizeof word, "%.*s", (int)length, at);
        at += strcspn(at, " <");
        if (strcmp(word, "BOARD") == 0)
            buffer_format(line, " general");
        else if (strcmp(word, "HANDLE") == 0)
            buffer_format(line, " sipho");
        else if (word[0] >= 'a' && word[0] <= 'z' && length > 0)
            buffer_format(line, " %s", word);
        else
            buffer_format(line, " %lld", (long long)stage->tank);
    }
}

static const struct ui *ui_of(const struct stage *stage)
{
    return stage->face;
}

static const char *top(const struct stage *stage)
{
    return ui_of(stage)->top->type->name;
}

static void go_home(struct stage *stage)
{
    for (int i = 0; i < 8 && strcmp(top(stage), "home") != 0; i++)
        stage_press(stage, "\033");
    if (strcmp(top(stage), "home") != 0)
        stage_enter(stage, &stage->thandi, &usual);
}

static void type_line(struct stage *stage, const char *line)
{
    heard.calls = 0;
    heard.words[0] = '\0';
    stage_press(stage, ":");
    stage_press(stage, line);
    stage_press(stage, "\r");
    for (int i = 0; i < 2 && strcmp(top(stage), "prompt") == 0; i++) /* a hidden line; a new one is asked for twice */
        stage_press(stage, "xyzzy xyzzy\r");
}

/* True when nothing was opened, and the notice is the refusal that the command itself gives for this whole line. *text:
 * where its text would stand. */
static bool refused(struct stage *stage, const char *line, struct command_text *text)
{
    struct speaker speaker = command_speaker(ui_of(stage));
    struct reply reply = { 0 };
    bool is = command_text_of(&speaker, line, text, &reply) != RESULT_OK && strcmp(top(stage), "home") == 0 &&
              strncmp(ui_of(stage)->notice, reply.reason, 60) == 0;
    reply_clear(&reply);
    return is;
}

/* What the editor keeps of a command; the tests above see it there. The editor may refuse to open, and say why. */
static bool kept_by_editor(const struct stage *stage, const struct command_text *text, const char *option)
{
    static const char *const kept[] = { "title", "effect", "angry", "for", "in" };
    bool there = strcmp(top(stage), "editor") == 0 ||
                 (text->some && strcmp(top(stage), "home") == 0 && ui_of(stage)->notice[0] != '\0');
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (there && strcmp(option, kept[i]) == 0)
            return true;
    return false;
}

/* An option that takes a value is followed by `value`. Returns true when it was not lost. */
static bool keeps(struct stage *stage, const struct command *command, const char *option, const char *value)
{
    struct buffer line = { 0 };
    struct command_text text;
    char want[80], notice[80];
    buffer_string(&line, command->name);
    add_words(&line, stage, command);
    buffer_format(&line, " --%s%s%s", option, value[0] != '\0' ? " " : "", value);
    snprintf(want, sizeof want, "--%s=%s|", option, value);
    snprintf(notice, sizeof notice, "--%s", option);
    type_line(stage, buffer_text(&line));
    bool reached = heard.calls > 0 && strstr(heard.words, want) != NULL,
         said = heard.calls == 0 && (strstr(ui_of(stage)->notice, notice) != NULL ||
                                        strncmp(ui_of(stage)->notice, "There is no such", 16) == 0);
    bool good = reached || said || refused(stage, buffer_text(&line), &text) || kept_by_editor(stage, &text, option);
    if (!good)
        print_error(
            "`:%s`: the option is lost on the page \"%s\": %s\n", buffer_text(&line), top(stage), ui_of(stage)->notice);
    buffer_clear(&line);
    go_home(stage);
    return good;
}

static int lost_of(struct stage *stage, const struct command *command)
{
    int lost = !keeps(stage, command, "json", "");
    lost += !keeps(stage, command, "in", "vilakazi-street");
    for (const char *at = command->options; *at != '\0'; at += strspn(at, " ")) {
        char name[40];
        size_t length = strcspn(at, " ");
        bool value = at[length - 1] == '=', elsewhere = at[length - 1] == '!';
        snprintf(name, sizeof name, "%.*s", (int)length - (value || elsewhere), at);
        lost += !keeps(stage, command, name, value ? "xyzzy" : "");
        at += length;
    }
    return lost;
}

static void every_option_reaches_its_act(void **state)
{
    struct stage stage;
    size_t count;
    const struct command *table = command_table(&count);
    int lost = 0;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    spy();
    for (size_t i = 0; i < count; i++)
        if (table[i].who != COMMAND_OPERATOR)
            lost += lost_of(&stage, &table[i]);
    assert_int_equal(lost, 0);
    stage_close(&stage);
}

/* No page swallows a word: with one word too many the command says how it is typed. */
static void no_word_is_swallowed(void **state)
{
    struct stage stage;
    size_t count;
    const struct command *table = command_table(&count);
    int lost = 0;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    spy();
    for (size_t i = 0; i < count; i++) {
        struct buffer line = { 0 };
        if (table[i].who == COMMAND_OPERATOR || table[i].words_max > 5)
            continue;
        buffer_string(&line, table[i].name);
        for (int k = 0; k <= table[i].words_max; k++)
            buffer_format(&line, " %lld", (long long)stage.tank);
        type_line(&stage, buffer_text(&line));
        if (heard.calls > 0 || strstr(ui_of(&stage)->notice, "Type it like this") == NULL) {
            print_error("`:%s`: a word is swallowed by the page \"%s\"\n", buffer_text(&line), top(&stage));
            lost++;
        }
        buffer_clear(&line);
        go_home(&stage);
    }
    assert_int_equal(lost, 0);
    stage_close(&stage);
}

/* --- what the editor keeps --- */

static void newest_title(struct stage *stage, const struct actor *reader, int64_t unit, const char *title)
{
    struct actor there = *reader;
    struct board board;
    struct thread thread = { 0 };
    size_t count = 0;
    there.here = unit;
    must(board_by_slug(stage->store, &there, "general", &board));
    must(threads_list(stage->store, &there, board.id, 0, 1, &thread, &count));
    assert_string_equal(thread.title, title);
}

static void the_editor_writes_in_the_unit_that_in_names(void **state)
{
    struct units_stage units;
    (void)state;
    units_open(&units);
    stage_enter(&units.stage, &units.thandi, &usual);
    stage_press(&units.stage, ":post general --in depot --title Night buses\r");
    stage_shows(&units.stage, "Night buses");
    stage_shows(&units.stage, "THE WORKPLACE (Bus Depot)");
    stage_press(&units.stage, "\rThe last one goes at ten.\x13");
    newest_title(&units.stage, &units.thandi, units.depot, "Night buses");
    stage_close(&units.stage);
}

static void the_editor_writes_in_the_name_that_for_names(void **state)
{
    struct stage stage;
    struct hand_person person;
    int64_t maria;
    (void)state;
    stage_open(&stage, false);
    must(hand_member_add(stage.store, &stage.thandi, "Gogo Maria", "C 7", NOW, &person));
    must(hand_member_confirm(stage.store, &stage.lerato, person.id, NOW, &maria));
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, ":post general --for Gogo Maria --title My kettle\r");
    stage_shows(&stage, "FOR Gogo-Maria");
    stage_press(&stage, "\rWho has a fuse?\x13");
    newest_title(&stage, &stage.sipho, stage.sipho.here, "My kettle");
    stage_close(&stage);
}

static void the_editor_asks_an_angry_post_what_would_help(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, ":post general --angry --title The pipe\r");
    stage_press(&stage, "\rNineteen days.\x13");
    stage_shows(&stage, "What would help?");
    stage_close(&stage);
}

/* It was put away, or the line dropped: it is as angry as before. */
static void an_angry_draft_that_came_back_is_asked_and_turned(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, ":post general --angry --title The pipe\r");
    stage_press(&stage, "\rNineteen days.\033");
    stage_press(&stage, "3");
    stage_press(&stage, ":post general --title The pipe\r");
    stage_shows(&stage, "Your earlier words are here");
    stage_press(&stage, "\x13");
    stage_shows(&stage, "What would help?");
    stage_press(&stage, "\033");
    stage_press(&stage, "\033");
    stage_press(&stage, "3");
    stage_press(&stage, ":drafts\r\r");
    stage_shows(&stage, "Your earlier words are here");
    stage_press(&stage, "\x13");
    stage_shows(&stage, "What would help?");
    stage_press(&stage, "1Two plumbers\r");
    stage_shows(&stage, "You said what would help. Ask for it?");
    stage_close(&stage);
}

static void a_draft_that_tells_of_violence_is_never_asked(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, ":post general --angry --title Last night\r");
    stage_press(&stage, "\rHe hit her again.\033");
    stage_press(&stage, "6");
    stage_shows(&stage, "Somebody was hurt");
    stage_press(&stage, "q");
    stage_press(&stage, "\033");
    stage_press(&stage, "3");
    stage_press(&stage, ":post general --angry --title Last night\r");
    stage_press(&stage, "\x13");
    stage_shows_not(&stage, "What would help?");
    newest_title(&stage, &stage.sipho, stage.sipho.here, "Last night");
    stage_close(&stage);
}

/* --- each line of home names the command that opens it in line mode --- */

struct home_look {
    struct stage *stage;
    const struct actor *who;
    int lines, wrong;
};

static void try_line(void *context, const struct home_told *told)
{
    struct home_look *look = context;
    struct speaker speaker = {
        .store = look->stage->store, .actor = look->who, .now = NOW, .columns = 80, .argon_slots = -1, .home = home_tell
    };
    struct reply reply = { 0 };
    look->lines++;
    if (told->types[0] == '\0' && told->waits) {
        print_error("\"%s\" waits, and names no command\n", told->words);
        look->wrong++;
    }
    if (told->types[0] != '\0' &&
        command_run(&speaker, told->types, strlen(told->types), NULL, 0, &reply) != RESULT_OK) {
        print_error("\"%s\": `%s`: %s\n", told->words, told->types, reply.reason);
        look->wrong++;
    }
    reply_clear(&reply);
}

static void look_at_home(struct stage *stage, const struct actor *who, int *lines, int *wrong)
{
    struct home_look look = { .stage = stage, .who = who };
    struct speaker speaker = { .store = stage->store, .actor = who, .now = NOW };
    int more = 0;
    must(home_tell(&speaker, true, try_line, &look, &more));
    *lines += look.lines;
    *wrong += look.wrong;
}

static void each_line_of_home_names_a_command_that_opens_it(void **state)
{
    struct units_stage units;
    struct hand_person person;
    int lines = 0, wrong = 0;
    (void)state;
    units_open(&units);
    units_answers(&units);
    struct stage *stage = &units.stage;
    must(hand_member_add(stage->store, &stage->lerato, "Gogo Maria", "C 7", NOW, &person));
    const struct actor *const all[] = { &units.thandi, &units.sipho, &units.lerato, &units.lebo, &stage->nomsa };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        look_at_home(stage, all[i], &lines, &wrong);
    assert_int_equal(wrong, 0);
    assert_true(lines > 10);
    stage_close(stage);
}

/* A form asks for the words that such a command needs. */
static void a_form_opens_for_a_command_without_its_words(void **state)
{
    static const struct {
        const char *typed, *shown;
    } forms[] = { { ":rota new\r", "Start it" }, { ":shelf add\r", "Put it up" }, { ":circle call\r", "Call it" },
        { ":meeting call\r", "Call it" }, { ":ask\r", "What do you need?" }, { ":offer\r", "What can you give?" } };
    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct stage stage;
        stage_open(&stage, false);
        stage_enter(&stage, &stage.thandi, &usual);
        stage_press(&stage, forms[i].typed);
        stage_shows(&stage, forms[i].shown);
        stage_close(&stage);
    }
}

static void home_is_the_same_behind_the_colon(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "t:home all\r");
    stage_shows(&stage, "Waits for you");
    stage_shows(&stage, "lerato");
    stage_press(&stage, "\033:home --json\r"); /* one long line: a page, where a notice would cut it */
    stage_shows(&stage, "\"waits\":[");
    stage_shows(&stage, "lerato");
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_editor_writes_in_the_unit_that_in_names),
        cmocka_unit_test(the_editor_writes_in_the_name_that_for_names),
        cmocka_unit_test(the_editor_asks_an_angry_post_what_would_help),
        cmocka_unit_test(an_angry_draft_that_came_back_is_asked_and_turned),
        cmocka_unit_test(a_draft_that_tells_of_violence_is_never_asked),
        cmocka_unit_test(each_line_of_home_names_a_command_that_opens_it),
        cmocka_unit_test(a_form_opens_for_a_command_without_its_words),
        cmocka_unit_test(home_is_the_same_behind_the_colon),
        /* behind these two no command runs any more */
        cmocka_unit_test(every_option_reaches_its_act),
        cmocka_unit_test(no_word_is_swallowed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
