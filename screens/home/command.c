/* command.c: the `:` line: the same commands as everywhere. What needs a text opens the editor. */
#include "command.h"

#include <stdlib.h>
#include <string.h>

#include "screens/aid/aid_rooms.h"
#include "screens/home/home_rooms.h"
#include "screens/people/hand_room.h"
#include "screens/people/people_rooms.h"
#include "screens/rota/rota_rooms.h"
#include "screens/ui/prompt.h"

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

/* --- what has a room of its own is shown there --- */

/* By its name alone. */
static bool open_named(struct ui *ui, const char *line)
{
    static const struct aid_form_ask an_ask = { .kind = -1 }, an_offer = { .offers = true, .kind = -1 };
    static const struct rota_form_ask a_rota = { .thing = false }, a_thing = { .thing = true };
    static const struct room {
        const char *name;
        enum place place;
        const void *argument;
    } rooms[] = {
        { "boards", PLACE_BOARDS, NULL },
        { "inbox", PLACE_INBOX, NULL },
        { "people", PLACE_PEOPLE, NULL },
        { "keys", PLACE_MY_KEYS, NULL },
        { "codes", PLACE_MY_CODES, NULL },
        { "vouchers", PLACE_MY_VOUCHERS, NULL },
        { "bookmarks", PLACE_BOOKMARKS, NULL },
        { "drafts", PLACE_BOOKMARKS, NULL },
        { "settings", PLACE_SETTINGS, NULL },
        { "sessions", PLACE_MY_SESSIONS, NULL },
        { "hands", PLACE_HANDS, NULL },
        { "invitations", PLACE_INVITATIONS, NULL },
        { "ask", PLACE_AID_FORM, &an_ask },
        { "offer", PLACE_AID_FORM, &an_offer },
        { "aid", PLACE_AID, NULL },
        { "aid matches", PLACE_AID_MINE, NULL },
        { "aid me", PLACE_AID_ABOUT, NULL },
        { "woman", PLACE_MY_CLAIM, NULL },
        { "woman objections", PLACE_MY_CLAIM, NULL },
        { "match", PLACE_AID_NIGHT, NULL },
        { "rota", PLACE_ROTAS, NULL },
        { "rota new", PLACE_ROTA_FORM, &a_rota },
        { "shelf", PLACE_SHELF, NULL },
        { "shelf add", PLACE_ROTA_FORM, &a_thing },
    };
    char first[16] = "", second[16] = "", third[2] = "", name[40];
    int words = sscanf(line, " %15s %15s %1s", first, second, third);
    snprintf(name, sizeof name, words == 2 ? "%s %s" : "%s", first, second);
    for (size_t i = 0; words >= 1 && words <= 2 && i < sizeof rooms / sizeof rooms[0]; i++)
        if (strcmp(name, rooms[i].name) == 0 && (ui_member(ui) || rooms[i].place == PLACE_BOARDS)) {
            ui_go(ui, rooms[i].place, rooms[i].argument);
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
            ui_go(ui, PLACE_AID_FORM,
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
        ui_go(ui, PLACE_AID_PAGE, &(struct aid_page_ask) { .is_offer = offer, .id = number });
    else if (aid && !offer && strcmp(word[1], "match") == 0)
        ui_go(ui, PLACE_AID_MATCH, &(struct aid_match_page_ask) { .match = number });
    else if (!offer && show && strcmp(word[0], "rota") == 0)
        ui_go(ui, PLACE_ROTA, &(struct rota_ask) { number });
    else if (!offer && show && strcmp(word[0], "shelf") == 0)
        ui_go(ui, PLACE_THING, &(struct thing_page_ask) { number });
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
        ui_go(ui, PLACE_SEARCH, &(struct search_ask) { .words = strstr(line, "search") + strlen("search ") });
    else if (strcmp(name, "read") == 0 && parse_number(word, &number))
        ui_go(ui, PLACE_READER, &(struct reader_ask) { .thread = number });
    else if (strcmp(name, "letter") == 0 && parse_number(word, &number))
        ui_go(ui, PLACE_LETTER, &(struct letter_ask) { .letter = number });
    else if (strcmp(name, "next") == 0 && ui_member(ui))
        navigate_next_unread(ui, 0);
    else if (strcmp(name, "threads") == 0 && board_by_slug(ui->store, ui->actor, word, &board) == RESULT_OK)
        ui_go(ui, PLACE_THREADS, &(struct threads_ask) { .board = board.id });
    else
        return false;
    return true;
}

/* "vouch lindi" alone: the page says for what. */
static bool open_vouch(struct ui *ui, const struct command *command, const char *line)
{
    char handle[HANDLE_BYTES], more[2];
    if (command == NULL || strcmp(command->name, "vouch") != 0 || !ui_member(ui) ||
        sscanf(line, " vouch %80s %1s", handle, more) != 1 || strncmp(handle, "--", 2) == 0)
        return false;
    ui_go(ui, PLACE_VOUCH, &(struct vouch_ask) { .handle = handle });
    return true;
}

static void command_do(struct ui *ui, const char *line)
{
    struct editor_ask ask;
    const struct command *command = command_find(line);
    if (line[strspn(line, " ")] == '\0')
        return;
    if (command != NULL && strcmp(command->name, "key add") == 0 && ui_member(ui))
        ui_go(ui, PLACE_MY_KEYS, NULL);
    else if (command != NULL && command->body == COMMAND_BODY && ui_member(ui)) {
        if (editor_for(ui, line, &ask))
            ui_go(ui, PLACE_EDITOR, &ask);
        else
            ui_notice(ui, _("It is used so: %s"), command->usage);
    } else if (!open_vouch(ui, command, line) && !open_room(ui, line))
        command_give(ui, line);
}

static void command_draw(struct ui *ui, struct screen *screen)
{
    screen_prompt.draw(ui, screen);
}

/* Enter closes the line first, so that what it opens stands on the room below. */
static void command_key(struct ui *ui, struct screen *screen, wint_t key, bool special)
{
    const struct prompt *prompt = screen->state;
    if (special || prompt->pasting || (key != '\r' && key != '\n')) {
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
