/*
 * command_show.c: runs a command for any screen, and shows its answer. Before a command that cannot be taken back it
 * asks a question; for a command that takes a password it opens a prompt.
 */
#include "command.h"

#include <stdlib.h>
#include <string.h>

#include "screens/ui/password.h"
#include "screens/ui/ui.h"

struct whether_ask {
    const char *line, *text;
};
static const struct screen_type screen_whether;
struct then_ask {
    const char *line, *first;
};
static const struct screen_type screen_then;

/* The settings changed. The screens of the stack hold words in the old language: they get an event, and read again. */
static void wear_settings(struct ui *ui)
{
    struct settings settings;
    if (settings_get(ui->store, ui->actor, &settings) != RESULT_OK)
        return;
    ui_settings(ui, &settings);
    ui_tell(ui, &(struct face_event) { .kind = FACE_WRITTEN });
}

/* The title of an answer: the command itself, as it was typed. Where a key of a page ran it, nobody typed a command
 * that could be the title. */
static const char *title_of(const char *line)
{
    size_t word = strcspn(line, " ");
    return strcmp(line, "where") == 0                        ? _("Where we stand")
           : word == 6 && strncmp(line, "invite", word) == 0 ? _("A card")
                                                             : line;
}

static void show_reply(struct ui *ui, const char *line, const struct reply *reply)
{
    char *json = reply->wants_json ? reply_json(reply) : NULL;
    const char *text = json ? json : buffer_text(&reply->text), *newline = strchr(text, '\n');
    size_t length = newline != NULL ? (size_t)(newline - text) : strlen(text);
    bool fits = length < sizeof ui->notice && ui_notice_fits(ui, text, length);
    if (fits && (newline == NULL || newline[1] == '\0'))
        ui_notice(ui, "%.*s", (int)length, text);
    else
        ui_push(ui, &screen_output,
            &(struct output_ask) { .title = title_of(line),
                .text = text,
                .more = json == NULL ? reply->more : NULL,
                .show = command_show,
                .once = reply->once });
    free(json);
}

struct speaker command_speaker(const struct ui *ui)
{
    return (struct speaker) {
        .store = ui->store,
        .actor = ui->actor,
        .now = ui_now(ui),
        .columns = ui->columns - 2,
        .ascii = ui->settings.ascii,
        .argon_slots = ui->setup->argon_slots,
        .host_key = ui->setup->host_key,
        .visit = face_visit(ui->setup),
        .shared = ui_shared(ui),
        .asks_first = true,
        .home = ui->program->home,
        .more = ui->more,
    };
}

/* `in UNIT`: home is there now. */
static void go_home_in(struct ui *ui, int64_t unit)
{
    ui_home(ui);
    ui_move_to(ui, unit);
    ui_tell(ui, &(struct face_event) { .kind = FACE_WRITTEN });
}

/* `sure`: she was asked whether she means it, and said yes. */
static void run(struct ui *ui, const char *line, const char *body, bool sure)
{
    struct reply reply = { 0 };
    struct speaker speaker = command_speaker(ui);
    int64_t here = ui->actor->here;
    speaker.asks_first = !sure;
    speaker.here = &here;
    command_run(&speaker, line, strlen(line), body, body != NULL ? strlen(body) : 0, &reply);
    reply_keep_more(&reply, &ui->more);
    if (reply.settings)
        wear_settings(ui);
    if (reply_status(&reply) == 0 && here != ui->actor->here)
        go_home_in(ui, here);
    if (reply_status(&reply) == 0)
        ui_units_anew(ui); /* the command may have changed to which units she belongs */
    if (reply_status(&reply) != 0)
        ui_notice(ui, "%s", reply.reason ? reply.reason : "");
    else if (reply.leave)
        ui_leave(ui);
    else if (reply.wants_line)
        ui_push(ui, &screen_then, &(struct then_ask) { line, body });
    else if (reply.asks)
        ui_push(ui, &screen_whether, &(struct whether_ask) { line, buffer_text(&reply.text) });
    else
        show_reply(ui, line, &reply);
    reply_clear(&reply);
}

void command_show(struct ui *ui, const char *line)
{
    run(ui, line, NULL, false);
}

/* --- a question before a command that cannot be taken back; drawn over the screen below --- */

struct whether {
    char *line, *text;
};

static enum result whether_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct whether *whether = screen->state;
    const struct whether_ask *ask = argument;
    (void)ui;
    whether->line = xstrdup(ask->line);
    whether->text = xstrdup(ask->text);
    return RESULT_OK;
}

static void whether_opened(struct ui *ui, struct screen *screen)
{
    const struct choice choices[] = { { 'y', _("Yes, do it") }, { 'n', _("No, leave it") }, { 0, NULL } };
    const struct whether *whether = screen->state;
    ui_push(
        ui, &screen_question, &(struct question_ask) { .title = whether->text, .choices = choices, .destroys = true });
}

static void whether_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct whether *whether = screen->state;
    bool yes = from == &screen_question && outcome->done && outcome->number == 'y';
    char *line = xstrdup(whether->line);
    ui_pop(ui, NULL);
    if (yes)
        run(ui, line, NULL, true);
    free(line);
}

static void whether_close(struct ui *ui, struct screen *screen)
{
    struct whether *whether = screen->state;
    (void)ui;
    free(whether->line);
    free(whether->text);
}

static const enum action no_actions[] = { ACTION_NONE };

static const struct screen_type screen_whether = {
    .name = "whether",
    .actions = no_actions,
    .size = sizeof(struct whether),
    .open = whether_open,
    .opened = whether_opened,
    .draw = ui_below,
    .back = whether_back,
    .close = whether_close,
};

/* --- the prompt for a command that takes a password; a new password is asked for twice --- */

struct secret_ask {
    const char *line;
    bool told; /* what she has to know first stands on the page below */
};
struct secret {
    char *line, *first;
    char *before; /* what she has to know first, above the prompt; "": nothing */
};

static bool asks_secret(const struct command *command)
{
    return command_body_is_secret(command->body);
}

static enum result secret_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct secret *secret = screen->state;
    const struct secret_ask *ask = argument;
    secret->line = xstrdup(ask->line);
    struct speaker speaker = command_speaker(ui);
    struct reply reply = { 0 };
    enum result result = ask->told ? RESULT_OK : command_before(&speaker, secret->line, &reply);
    secret->before = xstrdup(buffer_text(&reply.text));
    if (result != RESULT_OK)
        ui_notice(ui, "%s", reply.reason);
    reply_clear(&reply);
    return result;
}

static bool is_new(const struct secret *secret)
{
    return command_body_is_twice(command_find(secret->line)->body);
}

static bool is_digits(const struct secret *secret)
{
    return command_body_is_digits(command_find(secret->line)->body);
}

static bool is_password(const struct secret *secret)
{
    return !is_digits(secret) && command_find(secret->line)->asks == NULL;
}

static const char *secret_text(const struct secret *secret)
{
    if (is_digits(secret))
        return _("The others look away, please.");
    if (secret->first != NULL)
        return _("Type it again: a typing mistake would lock you out.");
    if (is_new(secret))
        return _("At least 8 characters. A few words in a row are good.");
    return is_password(secret) ? _("The one you log in with. Leave it empty to go back.")
                               : _("It is not shown while you type. Leave it empty to go back.");
}

static void ask_secret(struct ui *ui, const struct secret *secret)
{
    bool new_password = is_new(secret) && is_password(secret);
    struct buffer text = { 0 };
    buffer_format(&text, "%s%s", secret->before, secret_text(secret));
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) {
            .label = secret->first != NULL ? _("Once more")
                     : new_password        ? _("New password")
                                           : _(command_asks(command_find(secret->line))),
            .text = buffer_text(&text),
            .limit = 200,
            .secret = true,
        });
    buffer_clear(&text);
}

static void secret_opened(struct ui *ui, struct screen *screen)
{
    ask_secret(ui, screen->state);
}

static void secret_run(struct ui *ui, struct secret *secret, const char *typed)
{
    char *line = xstrdup(secret->line), *body = xstrdup(typed);
    ui_pop(ui, NULL);
    run(ui, line, body, false);
    explicit_bzero(body, strlen(body));
    free(body);
    free(line);
}

static void forget_first(struct secret *secret)
{
    if (secret->first != NULL)
        explicit_bzero(secret->first, strlen(secret->first));
    free(secret->first);
    secret->first = NULL;
}

/* A password that is wrong or too short, or two that differ, bring the prompt again, as in password.h. */
static void secret_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct secret *secret = screen->state;
    if (from != &screen_prompt)
        return;
    if (!outcome->done || outcome->text[0] == '\0')
        ui_pop(ui, NULL);
    else if (is_new(secret) && secret->first == NULL) {
        if (!is_password(secret) || password_is_fit(ui, outcome->text))
            secret->first = xstrdup(outcome->text);
        ask_secret(ui, secret);
    } else if (is_new(secret) && strcmp(secret->first, outcome->text) != 0) {
        forget_first(secret);
        ui_notice(ui, "%s", _("The two were not the same. Choose one again."));
        ask_secret(ui, secret);
    } else if (!is_new(secret) && is_password(secret) && !password_is_hers(ui, outcome->text))
        ask_secret(ui, secret);
    else
        secret_run(ui, secret, outcome->text);
}

static void secret_close(struct ui *ui, struct screen *screen)
{
    struct secret *secret = screen->state;
    (void)ui;
    forget_first(secret);
    free(secret->before);
    free(secret->line);
}

static const struct screen_type screen_secret = {
    .name = "secret",
    .help = N_("This command takes a password. It is not shown while you type it; Esc goes back."),
    .actions = no_actions,
    .size = sizeof(struct secret),
    .open = secret_open,
    .opened = secret_opened,
    .draw = ui_below,
    .back = secret_back,
    .close = secret_close,
};

/* --- the second line of a command that has one behind its secret --- */

struct then {
    char *line, *first;
};

static enum result then_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct then *then = screen->state;
    const struct then_ask *ask = argument;
    (void)ui;
    then->line = xstrdup(ask->line);
    then->first = xstrdup(ask->first);
    return RESULT_OK;
}

static void then_opened(struct ui *ui, struct screen *screen)
{
    const struct then *then = screen->state;
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) {
            .label = ">",
            .text = _(command_find(then->line)->then),
            .limit = 200,
        });
}

static void then_run(struct ui *ui, const struct then *then, const char *typed)
{
    char *line = xstrdup(then->line);
    struct buffer body = { 0 };
    buffer_format(&body, "%s\n%s", then->first, typed);
    ui_pop(ui, NULL);
    run(ui, line, buffer_text(&body), false);
    explicit_bzero(body.data, body.room);
    buffer_clear(&body);
    free(line);
}

static void then_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    const struct then *then = screen->state;
    if (from != &screen_prompt)
        return;
    if (outcome->done && (outcome->text[0] != '\0' || command_find(then->line)->then_empty))
        then_run(ui, then, outcome->text);
    else
        ui_pop(ui, NULL);
}

static void then_close(struct ui *ui, struct screen *screen)
{
    struct then *then = screen->state;
    (void)ui;
    explicit_bzero(then->first, strlen(then->first));
    free(then->first);
    free(then->line);
}

static const struct screen_type screen_then = {
    .name = "then",
    .actions = no_actions,
    .size = sizeof(struct then),
    .open = then_open,
    .opened = then_opened,
    .draw = ui_below,
    .back = then_back,
    .close = then_close,
};

void command_ask_secret(struct ui *ui, const char *line)
{
    ui_push(ui, &screen_secret, &(struct secret_ask) { .line = line, .told = true });
}

/* False for a line without the words that the command needs: it cannot run, so no password is asked for. */
static bool has_its_words(const struct command *command, const char *line)
{
    int words = 0;
    for (const char *at = line + strspn(line, " "); *at != '\0' && strncmp(at, "--", 2) != 0; words++) {
        at += strcspn(at, " ");
        at += strspn(at, " ");
    }
    return words > (strchr(command->name, ' ') != NULL) + command->words_min;
}

void command_give(struct ui *ui, const char *line)
{
    const struct command *command = command_find(line);
    if (command != NULL && asks_secret(command) && ui_member(ui) && has_its_words(command, line))
        ui_push(ui, &screen_secret, &(struct secret_ask) { .line = line });
    else
        command_show(ui, line);
}
