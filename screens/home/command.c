/* command.c: the `:` line: the same commands as in line mode. A command that takes a text opens the editor. */
#include "command.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>

#include "screens/home/home_rooms.h"
#include "screens/home/subjects.h"
#include "screens/people/people_rooms.h"
#include "screens/ui/prompt.h"

static void complete_command(struct ui *ui, const char *typed, struct completions *out)
{
    const char *names[COMPLETIONS_MOST];
    size_t count = command_complete(ui->actor, typed, names, COMPLETIONS_MOST);
    for (size_t i = 0; i < count && i < COMPLETIONS_MOST; i++)
        prompt_completions_add(out, names[i]);
}

static void complete_board(struct ui *ui, const char *typed, struct completions *out)
{
    struct board *boards = xcalloc(COMPLETIONS_MOST, sizeof *boards);
    size_t count = 0;
    if (boards_list(ui->store, ui->actor, boards, COMPLETIONS_MOST, &count) == RESULT_OK)
        for (size_t i = 0; i < count; i++)
            if (strncmp(boards[i].slug, typed, strlen(typed)) == 0)
                prompt_completions_add(out, boards[i].slug);
    free(boards);
}

/* Completes the name of a command, and then the board or person that its usage asks for. */
static void complete(struct ui *ui, const char *typed, struct completions *out)
{
    const char *space = strrchr(typed, ' '), *before = space;
    const struct command *command = command_find(typed);
    complete_command(ui, typed, out);
    if (out->count > 0 || space == NULL || command == NULL)
        return;
    while (before > typed && before[-1] != ' ')
        before--;
    out->from = (size_t)(space - typed) + 1;
    bool first = strncmp(typed, command->name, strlen(command->name)) == 0 && typed + strlen(command->name) == space;
    bool board = first && strstr(command->usage, " BOARD") != NULL;
    if (board || strncmp(before, "--board ", 8) == 0)
        complete_board(ui, space + 1, out);
    else if ((first && strstr(command->usage, " HANDLE") != NULL) || strncmp(before, "--by ", 5) == 0)
        people_complete(ui, space + 1, out);
}

static enum result command_open(struct ui *ui, struct screen *screen, const void *argument)
{
    (void)argument;
    return screen_prompt.open(ui, screen, &(struct prompt_ask) { .label = ":", .limit = 400, .complete = complete });
}

/* An option of the command for which the editor has no place; NULL: it keeps all that was typed. */
static const char *option_without_place(const struct call *call)
{
    static const char *const kept[] = { "title", "effect", "angry", "for", "in" };
    for (int i = 0; i < call->options; i++) {
        size_t at = 0;
        while (at < sizeof kept / sizeof *kept && strcmp(kept[at], call->option[i].name) != 0)
            at++;
        if (at == sizeof kept / sizeof *kept)
            return call->option[i].name;
    }
    return NULL;
}

/* Opens the editor for the place where command_text_of() says that the text will be written. If it cannot be written,
 * the notice says why. */
static void open_editor(struct ui *ui, const char *line, const struct command *command)
{
    struct speaker speaker = command_speaker(ui);
    struct command_text text;
    struct reply reply = { 0 }, aside = { 0 };
    struct call call;
    bool whole = command_call_read(&speaker, line, strlen(line), &call, &aside);
    enum result result = command_text_of(&speaker, line, &text, &reply);
    const char *homeless = whole ? option_without_place(&call) : NULL;
    if (whole && homeless == NULL && result == RESULT_OK && !text.some && call.options > 0)
        homeless = call.option[0].name; /* nothing is written into the editor: a page does it, or line mode */
    if (homeless != NULL)
        ui_notice(ui, _("The editor has no place for --%s. Line mode takes it: `ssh -T`."), homeless);
    else if (result == RESULT_OK && text.some)
        ui_go(ui, PLACE_EDITOR,
            &(struct editor_ask) {
                .place = text.place,
                .target = text.target,
                .written_for = text.voice.hand != 0 ? text.voice.member : 0,
                .angry = whole && call_option(&call, "angry") != NULL,
                .title = whole ? call_option(&call, "title") : NULL,
                .effect = whole ? call_option(&call, "effect") : NULL,
            });
    else if (reply.reason != NULL)
        ui_notice(ui, "%s", reply.reason);
    else if (whole)
        command_give(ui, line);
    else
        ui_notice(ui, _("Type it like this: %s"), command->usage);
    command_call_clear(&call);
    reply_clear(&aside);
    reply_clear(&reply);
}

/* The editor opens for it: its text does not stand in the command itself, as in `key add ssh-ed25519 ...`. */
static bool needs_editor(const struct call *call)
{
    const struct command *command = call->command;
    return command->body == COMMAND_BODY && (command->has_text == NULL || !command->has_text(call));
}

/* `home`, `home all`: they are pages, but not of a subject. */
static bool open_home(struct ui *ui, const struct call *call)
{
    if (strcmp(call->command->name, "home") != 0 || call->options > 0 || !ui_member(ui))
        return false;
    if (call->words > 0 && strcmp(call->word[0], "all") != 0)
        return false;
    ui_home(ui);
    if (call->words > 0)
        ui_push(ui, &screen_waits, NULL);
    return true;
}

/* After harm no word is shown that a command brings; only the page shows them. True: that command has options, which
 * the page does not take, and a notice says so. */
static bool only_on_page(struct ui *ui, const struct call *call)
{
    if (call->options == 0 || strncmp(call->command->name, "hurt ", strlen("hurt ")) != 0 ||
        !command_body_is_secret(call->command->body))
        return false;
    ui_notice(ui, _("The page of `%s` has no place for --%s. Line mode takes it: `ssh -T`."), call->command->name,
        call->option[0].name);
    return true;
}

/* Does a command: opens its page if it has one, opens the editor if it takes a text, else runs it. */
static void command_do(struct ui *ui, const char *line)
{
    struct speaker speaker = command_speaker(ui);
    struct reply aside = { 0 };
    struct call call;
    bool whole = command_call_read(&speaker, line, strlen(line), &call, &aside);
    const char *rest = call.command != NULL ? line + strlen(call.command->name) : "";
    rest += strspn(rest, " ");
    if (line[0] == '\0' || (rest[0] == '\0' && subjects_open_bare(ui, &call)))
        ; /* a form asks for what a bare `rota new` lacks */
    else if (whole && (open_home(ui, &call) || subjects_open(ui, &call, rest) || only_on_page(ui, &call)))
        ;
    else if (call.command != NULL && ui_member(ui) && needs_editor(&call))
        open_editor(ui, line, call.command);
    else
        command_give(ui, line);
    command_call_clear(&call);
    reply_clear(&aside);
}

static void command_draw(struct ui *ui, struct screen *screen)
{
    screen_prompt.draw(ui, screen);
}

/* Enter first closes the line, so that the new page lies on the screen below it. */
static void command_key(struct ui *ui, struct screen *screen, wint_t key, bool special)
{
    const struct prompt *prompt = screen->state;
    bool enter = !special && (key == '\r' || key == '\n');
    if (!enter || prompt->pasting) {
        screen_prompt.key(ui, screen, key, special);
        return;
    }
    char *line = xstrdup(buffer_text(&prompt->edit.text));
    ui_pop(ui, NULL);
    char *spelled = command_spelled(line);
    command_do(ui, spelled + strspn(spelled, " "));
    free(spelled);
    free(line);
}

static void command_close(struct ui *ui, struct screen *screen)
{
    screen_prompt.close(ui, screen);
}

static const enum action actions[] = { ACTION_NONE };

const struct screen_type screen_command = {
    .name = "command",
    .help = N_("Type a command, then Enter. Tab completes its name, `help all` lists them; Esc goes back."),
    .actions = actions,
    .typing = true,
    .size = sizeof(struct prompt),
    .open = command_open,
    .draw = command_draw,
    .key = command_key,
    .close = command_close,
};
