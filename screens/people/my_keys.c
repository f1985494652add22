/*
 * my_keys.c: the public keys with which a member logs in: she sees them, adds one by pasting its line, removes one.
 */

#include <stdlib.h>
#include <string.h>

#include "screens/people/people_rooms.h"
#include "screens/ui/password.h"

enum { KEYS_MOST = 64, LINE_MOST = 4000 };

struct my_keys {
    struct key keys[KEYS_MOST];
    struct list list;
    int rows;
    char *typed; /* a key that came with the command, and is not added yet; else NULL */
    int proving; /* the action that waits for her password, or ACTION_NONE: see password_guard() */
};

static enum result load(struct ui *ui, struct my_keys *state)
{
    size_t count = 0;
    enum result result = keys_list(ui->store, ui->actor, state->keys, KEYS_MOST, &count);
    state->list.count = count;
    return result;
}

static enum result my_keys_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct my_keys *state = screen->state;
    const struct my_keys_ask *ask = argument;
    state->typed = ask != NULL && ask->line != NULL ? xstrdup(ask->line) : NULL;
    return load(ui, state);
}

static void forget_typed(struct my_keys *state)
{
    free(state->typed);
    state->typed = NULL;
}

static void add(struct ui *ui, const char *line)
{
    int64_t key;
    if (key_add(ui->store, ui->actor, line, ui_now(ui), &key) == RESULT_OK)
        ui_notice(ui, "%s", _("The key opens the door from now on."));
    else
        ui_refused(ui);
}

static void draw_key(struct ui *ui, const struct key *key, int row, bool selected)
{
    char time[24];
    enum style style = list_mark(ui, row, selected);
    bool wide = ui->columns >= 60;
    int name = wide ? 20 : ui->columns - 3;
    const char *words = key->comment[0] != '\0' ? key->comment : key->type;
    ui_text(ui, row, 2, name, style, words);
    if (!wide)
        return;
    ui_text(ui, row, 24, ui->columns - 24 - 12, STYLE_DIM, key->fingerprint);
    ui_right(ui, row, ui->columns - 1, 10, STYLE_DIM, ui_time(ui, key->added, time, sizeof time));
}

static void my_keys_draw(struct ui *ui, struct screen *screen)
{
    struct my_keys *state = screen->state;
    char where[40];
    int row = ui_title(ui, _("Keys to log in with"), ui->actor->handle), last = ui_last_row(ui);
    state->rows = last - row + 1;
    list_keep(&state->list, state->list.count, state->rows);
    if (state->list.count == 0)
        ui_paragraph(ui, row + 1, last, STYLE_PLAIN,
            _("No key yet. w adds one: paste the line of a file like ~/.ssh/id_ed25519.pub, the one that ends with .pub."));
    for (size_t i = state->list.top; i < state->list.count && row <= last; i++, row++)
        draw_key(ui, &state->keys[i], row, i == state->list.selected);
    ui_keys(ui, list_where(&state->list, false, where, sizeof where));
}

static bool my_keys_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct my_keys *state = screen->state;
    (void)ui;
    return state->list.count > 0 || action != ACTION_REMOVE;
}

static void ask_remove(struct ui *ui, const struct key *key)
{
    char text[240];
    const struct choice choices[] = { { 'y', _("Yes, remove it") }, { 'n', _("No, leave it") }, { 0, NULL } };
    snprintf(text, sizeof text, "%s %s", key->type, key->fingerprint);
    ui_push(ui, &screen_question,
        &(struct question_ask) {
            .title = _("Remove this key? It will no longer open the door."),
            .text = text,
            .choices = choices,
            .destroys = true,
        });
}

static void go_on(struct ui *ui, struct my_keys *state, enum action action)
{
    if (action == ACTION_REMOVE)
        ask_remove(ui, &state->keys[state->list.selected]);
    else if (state->typed != NULL) {
        add(ui, state->typed);
        forget_typed(state);
        load(ui, state);
    } else
        ui_push(ui, &screen_prompt,
            &(struct prompt_ask) {
                .label = _("Key"),
                .text = _("Paste the line of the .pub file: ssh-ed25519 AAAA..."),
                .limit = LINE_MOST,
            });
}

static bool my_keys_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct my_keys *state = screen->state;
    if (list_act(&state->list, action, state->rows))
        return true;
    if (action != ACTION_WRITE && action != ACTION_REMOVE)
        return false;
    if (password_guard(ui, (int)action, &state->proving))
        go_on(ui, state, action);
    return true;
}

static void my_keys_opened(struct ui *ui, struct screen *screen)
{
    struct my_keys *state = screen->state;
    if (state->typed != NULL && password_guard(ui, ACTION_WRITE, &state->proving))
        go_on(ui, state, ACTION_WRITE);
}

static void my_keys_close(struct ui *ui, struct screen *screen)
{
    (void)ui;
    forget_typed(screen->state);
}

static void my_keys_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct my_keys *state = screen->state;
    if (state->proving != ACTION_NONE) {
        enum action act = (enum action)password_guarded(ui, outcome, &state->proving);
        if (act != ACTION_NONE)
            go_on(ui, state, act);
        else
            forget_typed(state);
        return;
    }
    if (!outcome->done)
        return;
    if (from == &screen_prompt && outcome->text[0] != '\0')
        add(ui, outcome->text);
    else if (from == &screen_question && outcome->number == 'y') {
        if (key_remove(ui->store, ui->actor, state->keys[state->list.selected].id, ui_now(ui)) == RESULT_OK)
            ui_notice(ui, "%s", _("The key is removed."));
        else
            ui_refused(ui);
    }
    load(ui, state);
}

static const char *word(const struct screen *screen, enum action action)
{
    (void)screen;
    return action == ACTION_WRITE ? N_("add a key") : NULL;
}

static const enum action actions[] = { ACTION_WRITE, ACTION_REMOVE, ACTION_BACK, ACTION_MENU, ACTION_HELP,
    ACTION_NONE };

const struct screen_type screen_my_keys = {
    .lists = true,
    .name = "keys",
    .help = N_("The keys that open the door for you, without a password. w adds one: paste its line; D removes "
               "one.\n\n"
               "A key is a file on your own computer; only its public half, which ends with .pub, ever leaves it. "
               "`ssh-keygen -t ed25519` makes one."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct my_keys),
    .open = my_keys_open,
    .opened = my_keys_opened,
    .close = my_keys_close,
    .draw = my_keys_draw,
    .act = my_keys_act,
    .can = my_keys_can,
    .back = my_keys_back,
};
