/* command.c: the `:` line: the same commands as everywhere. What needs a text opens the editor. */
#include "command.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>

#include "screens/aid_rooms.h"
#include "screens/hand_room.h"
#include "screens/my_claim.h"
#include "screens/my_codes.h"
#include "screens/my_keys.h"
#include "screens/my_sessions.h"
#include "screens/my_vouchers.h"
#include "screens/password.h"
#include "screens/prompt.h"
#include "screens/rota_rooms.h"
#include "screens/vouch.h"

static void complete_command(struct ui *ui, const char *typed, struct completions *out)
{
    const char *names[COMPLETIONS_MOST];
    size_t count = command_complete(ui->actor, typed, names, COMPLETIONS_MOST);
    for (size_t i = 0; i < count && i < COMPLETIONS_MOST; i++)
        completions_add(out, names[i]);
}

static void complete_board(struct ui *ui, const char *typed, struct completions *out)
{
    struct board *boards = xcalloc(COMPLETIONS_MOST, sizeof *boards);
    size_t count = 0;
    if (boards_list(ui->store, ui->actor, boards, COMPLETIONS_MOST, &count) == RESULT_OK)
        for (size_t i = 0; i < count; i++)
            if (strncmp(boards[i].slug, typed, strlen(typed)) == 0)
                completions_add(out, boards[i].slug);
    free(boards);
}

/* A command's name, then the board or the person it is about. */
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

/* The editor's place for a command that takes a text; false: there is none (then a sentence says how). */
static bool editor_for(struct ui *ui, const char *line, struct editor_ask *ask)
{
    char name[16] = "", word[64] = "";
    struct board board;
    struct member member;
    int64_t number = 0;
    if (sscanf(line, " aid say %63s", word) == 1 && parse_number(word, &number)) {
        *ask = (struct editor_ask) { .place = DRAFT_WORD, .target = number };
        return true;
    }
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

struct whether_ask {
    const char *line, *text;
};
static const struct screen_type screen_whether;

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

static void show_reply(struct ui *ui, const char *line, const struct reply *reply)
{
    char *json = reply->wants_json ? reply_json(reply) : NULL;
    const char *text = json ? json : buffer_text(&reply->text), *newline = strchr(text, '\n');
    if (newline == NULL || newline[1] == '\0')
        ui_notice(ui, "%.*s", newline ? (int)(newline - text) : (int)strlen(text), text);
    else /* home has a door to `where`: who came by it typed no command */
        ui_push(ui, &screen_output,
            &(struct output_ask) { .title = strcmp(line, "where") == 0 ? _("Where we stand") : line, .text = text });
    free(json);
}

/* `sure`: she was asked, and said yes. */
static void run(struct ui *ui, const char *line, const char *body, bool sure)
{
    struct reply reply = { 0 };
    struct speaker speaker = { .store = ui->store,
        .actor = ui->actor,
        .now = ui_now(ui),
        .columns = ui->columns - 2,
        .ascii = ui->settings.ascii,
        .argon_slots = ui->setup->argon_slots,
        .host_key = ui->setup->host_key,
        .visit = face_visit(ui->setup),
        .shared = ui_shared(ui),
        .asks_first = !sure };
    command_run(&speaker, line, strlen(line), body, body != NULL ? strlen(body) : 0, &reply);
    if (reply.settings)
        wear_settings(ui);
    if (reply_status(&reply) != 0)
        ui_notice(ui, "%s", reply.reason ? reply.reason : "");
    else if (reply.leave)
        ui_leave(ui);
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

/* --- a command that cannot be taken back: asked about over what stands there --- */

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

/* --- a command that takes a password: asked for below what stands there, once, or twice if it is a new one --- */

struct secret {
    char *line, *first;
};

static bool asks_secret(const struct command *command)
{
    return command->body == COMMAND_SECRET || command->body == COMMAND_NEW_SECRET;
}

static enum result secret_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct secret *secret = screen->state;
    (void)ui;
    secret->line = xstrdup(argument);
    return RESULT_OK;
}

static bool is_new(const struct secret *secret)
{
    return command_find(secret->line)->body == COMMAND_NEW_SECRET;
}

static void ask_secret(struct ui *ui, const struct secret *secret)
{
    bool again = secret->first != NULL, new = is_new(secret);
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) {
            .label = again ? _("Once more")
                     : new ? _("New password")
                           : _("Password"),
            .text = again ? _("The same again, so that no slip of a finger locks you out.")
                    : new ? _("At least 8 characters. A few words in a row are good.")
                          : _("The one you log in with. Leave it empty to go back."),
            .limit = 200,
            .secret = true,
        });
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

/* What is wrong, too short or not the same is asked for anew, as password.h does. */
static void secret_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct secret *secret = screen->state;
    if (from != &screen_prompt)
        return;
    if (!outcome->done || outcome->text[0] == '\0')
        ui_pop(ui, NULL);
    else if (is_new(secret) && secret->first == NULL) {
        if (password_is_fit(ui, outcome->text))
            secret->first = xstrdup(outcome->text);
        ask_secret(ui, secret);
    } else if (is_new(secret) && strcmp(secret->first, outcome->text) != 0) {
        forget_first(secret);
        ui_notice(ui, "%s", _("The two were not the same. Choose one again."));
        ask_secret(ui, secret);
    } else if (!is_new(secret) && !password_is_hers(ui, outcome->text))
        ask_secret(ui, secret);
    else
        secret_run(ui, secret, outcome->text);
}

static void secret_close(struct ui *ui, struct screen *screen)
{
    struct secret *secret = screen->state;
    (void)ui;
    forget_first(secret);
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

void command_ask_secret(struct ui *ui, const char *line)
{
    ui_push(ui, &screen_secret, line);
}

/* Nothing is asked for a command that cannot run: a line without the words it needs. */
static bool has_its_words(const struct command *command, const char *line)
{
    int words = 0;
    for (const char *at = line + strspn(line, " "); *at != '\0' && strncmp(at, "--", 2) != 0; words++) {
        at += strcspn(at, " ");
        at += strspn(at, " ");
    }
    return words > (strchr(command->name, ' ') != NULL) + command->words_min;
}

/* --- what has a room of its own is shown there --- */

/* By its name alone. */
static bool open_named(struct ui *ui, const char *line)
{
    static const struct aid_form_ask an_ask = { .kind = -1 }, an_offer = { .offers = true, .kind = -1 };
    static const struct rota_form_ask a_rota = { .thing = false }, a_thing = { .thing = true };
    static const struct room {
        const char *name;
        const struct screen_type *screen;
        const void *argument;
    } rooms[] = {
        { "boards", &screen_boards, NULL },
        { "inbox", &screen_inbox, NULL },
        { "people", &screen_people, NULL },
        { "keys", &screen_my_keys, NULL },
        { "codes", &screen_my_codes, NULL },
        { "vouchers", &screen_my_vouchers, NULL },
        { "bookmarks", &screen_bookmarks, NULL },
        { "drafts", &screen_bookmarks, NULL },
        { "settings", &screen_settings, NULL },
        { "sessions", &screen_my_sessions, NULL },
        { "hands", &screen_hands, NULL },
        { "invitations", &screen_invitations, NULL },
        { "ask", &screen_aid_form, &an_ask },
        { "offer", &screen_aid_form, &an_offer },
        { "aid", &screen_aid, NULL },
        { "aid matches", &screen_aid_mine, NULL },
        { "aid me", &screen_aid_about, NULL },
        { "woman", &screen_my_claim, NULL },
        { "woman objections", &screen_my_claim, NULL },
        { "match", &screen_aid_night, NULL },
        { "rota", &screen_rotas, NULL },
        { "rota new", &screen_rota_form, &a_rota },
        { "shelf", &screen_shelf, NULL },
        { "shelf add", &screen_rota_form, &a_thing },
    };
    char first[16] = "", second[16] = "", third[2] = "", name[40];
    int words = sscanf(line, " %15s %15s %1s", first, second, third);
    snprintf(name, sizeof name, words == 2 ? "%s %s" : "%s", first, second);
    for (size_t i = 0; words >= 1 && words <= 2 && i < sizeof rooms / sizeof rooms[0]; i++)
        if (strcmp(name, rooms[i].name) == 0 && (ui_member(ui) || rooms[i].screen == &screen_boards)) {
            ui_push(ui, rooms[i].screen, rooms[i].argument);
            return true;
        }
    return false;
}

/* "ask --for gogo-maria", "offer --for gogo-maria": the form, in her name. RULES 1.8. */
static bool open_by_hand(struct ui *ui, const char *line)
{
    static const char *const begin[] = { "ask --for ", "offer --for " };
    struct actor voice;
    line += strspn(line, " ");
    for (size_t i = 0; i < 2; i++) {
        const char *name = line + strlen(begin[i]);
        if (strncmp(line, begin[i], strlen(begin[i])) != 0 || strstr(name, "--") != NULL || !ui_member(ui))
            continue;
        if (hand_voice_of(ui, name, &voice))
            ui_push(ui, &screen_aid_form,
                &(struct aid_form_ask) { .offers = i == 1, .kind = -1, .written_for = voice.member });
        return true;
    }
    return false;
}

/* "aid show 4", "aid show offer 4", "aid match 4", "rota show 4", "shelf show 4" */
static bool open_numbered(struct ui *ui, const char *line)
{
    char word[4][16] = { "" };
    int64_t number = 0;
    int words = sscanf(line, " %15s %15s %15s %15s", word[0], word[1], word[2], word[3]);
    bool aid = strcmp(word[0], "aid") == 0, show = strcmp(word[1], "show") == 0;
    bool offer = words == 4 && strcmp(word[2], "offer") == 0;
    if ((words != 3 && !offer) || !ui_member(ui) || !parse_number(word[words - 1], &number))
        return false;
    if (aid && show)
        ui_push(ui, &screen_aid_page, &(struct aid_page_ask) { .is_offer = offer, .id = number });
    else if (aid && !offer && strcmp(word[1], "match") == 0)
        ui_push(ui, &screen_aid_match, &(struct aid_match_page_ask) { .match = number });
    else if (!offer && show && strcmp(word[0], "rota") == 0)
        ui_push(ui, &screen_rota, &(struct rota_ask) { number });
    else if (!offer && show && strcmp(word[0], "shelf") == 0)
        ui_push(ui, &screen_thing, &(struct thing_page_ask) { number });
    else
        return false;
    return true;
}

/* False: it has none. */
static bool open_room(struct ui *ui, const char *line)
{
    char name[16] = "", word[64] = "";
    int64_t number = 0;
    struct board board;
    int words = sscanf(line, " %15s %63s", name, word);
    if (open_by_hand(ui, line))
        return true;
    if (strstr(line, "--") != NULL || words < 1)
        return false;
    if (open_named(ui, line) || open_numbered(ui, line))
        return true;
    if (strcmp(name, "search") == 0 && words == 2)
        ui_push(ui, &screen_search, &(struct search_ask) { .words = strstr(line, "search") + strlen("search ") });
    else if (strcmp(name, "read") == 0 && parse_number(word, &number))
        ui_push(ui, &screen_reader, &(struct reader_ask) { .thread = number });
    else if (strcmp(name, "letter") == 0 && parse_number(word, &number))
        ui_push(ui, &screen_letter, &(struct letter_ask) { .letter = number });
    else if (strcmp(name, "next") == 0 && ui_member(ui))
        navigate_next_unread(ui, 0);
    else if (strcmp(name, "threads") == 0 && board_by_slug(ui->store, ui->actor, word, &board) == RESULT_OK)
        ui_push(ui, &screen_threads, &(struct threads_ask) { .board = board.id });
    else
        return false;
    return true;
}

/* "vouch lindi" alone: the page says for what. "vouch begin lindi": it says who she is before her password is asked. */
static bool open_vouch(struct ui *ui, const struct command *command, const char *line)
{
    char handle[HANDLE_BYTES], more[2];
    bool begins = command != NULL && strcmp(command->name, "vouch begin") == 0;
    if (command == NULL || (strcmp(command->name, "vouch") != 0 && !begins) || !ui_member(ui) ||
        sscanf(line, begins ? " vouch begin %80s %1s" : " vouch %80s %1s", handle, more) != 1 ||
        strncmp(handle, "--", 2) == 0)
        return false;
    ui_push(ui, &screen_vouch, &(struct vouch_ask) { .handle = handle, .begins = begins });
    return true;
}

void command_do(struct ui *ui, const char *line)
{
    struct editor_ask ask;
    const struct command *command = command_find(line);
    if (line[strspn(line, " ")] == '\0')
        return;
    if (command != NULL && strcmp(command->name, "key add") == 0 && ui_member(ui))
        ui_push(ui, &screen_my_keys, NULL);
    else if (open_vouch(ui, command, line))
        return;
    else if (command != NULL && asks_secret(command) && ui_member(ui) && has_its_words(command, line))
        command_ask_secret(ui, line);
    else if (command != NULL && command->body == COMMAND_BODY && ui_member(ui)) {
        if (editor_for(ui, line, &ask))
            ui_push(ui, &screen_editor, &ask);
        else
            ui_notice(ui, _("It is used so: %s"), command->usage);
    } else if (!open_room(ui, line))
        command_show(ui, line);
}

static void command_draw(struct ui *ui, struct screen *screen)
{
    screen_prompt.draw(ui, screen);
}

/* Enter closes the line first, so that what it opens stands on the room below. */
static void command_key(struct ui *ui, struct screen *screen, wint_t key, bool special)
{
    const struct prompt *prompt = screen->state;
    bool enter = special ? key == KEY_ENTER : key == '\r' || key == '\n';
    if (!enter || prompt->pasting) {
        screen_prompt.key(ui, screen, key, special);
        return;
    }
    char *line = xstrdup(buffer_text(&prompt->edit.text));
    ui_pop(ui, NULL);
    command_do(ui, line);
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
