/* command.c: the `:` line: the same commands as everywhere. What needs a text opens the editor. */
#include "command.h"

#include <stdlib.h>
#include <string.h>

#include "screens/prompt.h"

static size_t complete(struct ui *ui, const char *typed, const char **out, size_t room)
{
    return command_complete(ui->actor, typed, out, room);
}

static enum result command_open(struct ui *ui, struct screen *screen, const void *argument)
{
    (void)argument;
    return screen_prompt.open(ui, screen, &(struct prompt_ask) { .label = ":", .limit = 400, .complete = complete });
}

/* The editor's place for a command that takes a text; false: there is none (then a sentence says how). */
static bool editor_for(struct ui *ui, const char *line, struct editor_ask *ask)
{
    char name[16] = "", word[64] = "";
    struct board board;
    struct member member;
    int64_t number = 0;
    if (sscanf(line, " %15s %63s", name, word) != 2)
        return false;
    if (strcmp(name, "post") == 0 && board_by_slug(ui->store, ui->actor, word, &board) == RESULT_OK)
        *ask = (struct editor_ask) { .place = DRAFT_THREAD, .target = board.id };
    else if (strcmp(name, "write") == 0 && member_by_handle(ui->store, ui->actor, word, &member) == RESULT_OK)
        *ask = (struct editor_ask) { .place = DRAFT_LETTER, .target = member.id };
    else if (strcmp(name, "reply") == 0 && parse_number(word, &number))
        *ask = (struct editor_ask) { .place = DRAFT_REPLY, .target = number };
    else if (strcmp(name, "edit") == 0 && parse_number(word, &number))
        *ask = (struct editor_ask) { .place = DRAFT_EDIT, .target = number };
    else
        return false;
    return true;
}

/* The rooms below were written in the language and the looks of before. */
static void wear_settings(struct ui *ui)
{
    struct settings settings;
    if (settings_get(ui->store, ui->actor, &settings) != RESULT_OK)
        return;
    ui_settings(ui, &settings);
    for (struct screen *screen = ui->top; screen != NULL; screen = screen->below)
        if (screen->type->event != NULL)
            screen->type->event(ui, screen, &(struct face_event) { .kind = FACE_WRITTEN });
}

static void run(struct ui *ui, const char *line)
{
    struct reply reply = { 0 };
    struct speaker speaker = { .store = ui->store,
        .actor = ui->actor,
        .now = ui_now(ui),
        .columns = ui->columns - 2,
        .ascii = ui->settings.ascii,
        .argon_slots = ui->setup->argon_slots };
    command_run(&speaker, line, strlen(line), NULL, 0, &reply);
    if (reply.settings)
        wear_settings(ui);
    if (reply_status(&reply) != 0)
        ui_notice(ui, "%s", reply.reason ? reply.reason : "");
    else if (reply.leave)
        ui_leave(ui);
    else {
        char *json = reply.wants_json ? reply_json(&reply) : NULL;
        const char *text = json ? json : buffer_text(&reply.text);
        const char *newline = strchr(text, '\n');
        if (newline == NULL || newline[1] == '\0')
            ui_notice(ui, "%.*s", newline ? (int)(newline - text) : (int)strlen(text), text);
        else
            ui_push(ui, &screen_output, &(struct output_ask) { .title = line, .text = text });
        free(json);
    }
    reply_clear(&reply);
}

static void do_line(struct ui *ui, const char *line)
{
    struct editor_ask ask;
    const struct command *command = command_find(line);
    if (line[strspn(line, " ")] == '\0')
        return;
    if (command != NULL && command->body == COMMAND_BODY && ui_member(ui)) {
        if (editor_for(ui, line, &ask))
            ui_push(ui, &screen_editor, &ask);
        else
            ui_notice(ui, _("It is used so: %s"), command->usage);
    } else
        run(ui, line);
}

static void command_draw(struct ui *ui, struct screen *screen)
{
    screen_prompt.draw(ui, screen);
}

/* Enter closes the line first, so that what it opens stands on the room below. */
static void command_key(struct ui *ui, struct screen *screen, wint_t key, bool special)
{
    const struct prompt *prompt = screen->state;
    if (special || (key != '\r' && key != '\n')) {
        screen_prompt.key(ui, screen, key, special);
        return;
    }
    char *line = xstrdup(buffer_text(&prompt->edit.text));
    ui_pop(ui, NULL);
    do_line(ui, line);
    free(line);
}

static void command_close(struct ui *ui, struct screen *screen)
{
    screen_prompt.close(ui, screen);
}

static const enum action actions[] = { ACTION_NONE };

const struct screen_type screen_command = {
    .name = "command",
    .help = N_("Type a command, then Enter. Tab completes its name, `help` lists all; Esc goes back."),
    .actions = actions,
    .typing = true,
    .size = sizeof(struct prompt),
    .open = command_open,
    .draw = command_draw,
    .key = command_key,
    .close = command_close,
};
