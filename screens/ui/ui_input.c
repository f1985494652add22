/*
 * ui_input.c: hands each key on: to the lock page, as part of a paste or burst, as text to a screen where she writes,
 * or as an action of the screen.
 */
#include <curses.h>
#include <limits.h>
#include <stdlib.h>
#include <wctype.h>

#include "language.h"
#include "screens/ui/ui_internal.h"

static void key_to_screen(struct ui *ui, wint_t key, bool special)
{
    if (ui->top->type->key != NULL)
        ui->top->type->key(ui, ui->top, key, special);
    ui->dirty = true;
}

static bool is_written_in(const struct screen_type *type)
{
    return type->typing && !type->chooses;
}

bool ui_input_paste(struct face *face, wint_t key, bool special)
{
    bool begin = special && key == KEY_PASTE_BEGIN, end = special && key == KEY_PASTE_END;
    if (!face->pasting && !begin && !end)
        return false;
    face->pasting = !end;
    if (is_written_in(face->ui.top->type))
        key_to_screen(&face->ui, key, special);
    return true;
}

static void begin_burst(struct face *face)
{
    face->burst = true;
    if (face->locked != NULL || face->pasting)
        return;
    if (is_written_in(face->ui.top->type))
        ui_input_paste(face, KEY_PASTE_BEGIN, true);
    else
        ui_notice(&face->ui, "%s", _("Many keys came at once, as from a paste: here they only move."));
}

static void end_burst(struct face *face)
{
    face->burst = false;
    if (face->locked == NULL && face->pasting && is_written_in(face->ui.top->type))
        ui_input_paste(face, KEY_PASTE_END, true);
}

/* A burst was pasted, so its keys were not meant as commands: on a screen where nobody writes they only move the
 * cursor.
 */
static void take_burst(struct ui *ui, wint_t key, bool special)
{
    enum action action = keys_action(key, special);
    if (keys_is(action, ACTION_CURSOR)) {
        if (ui->top->type->chooses)
            key_to_screen(ui, key, special);
        else
            ui_act(ui, action);
    }
}

static void take_interrupt(struct face *face)
{
    if (face->interrupted)
        ui_quit_now(&face->ui);
    else
        ui_notice(&face->ui, "%s", _("Ctrl-C once more clears the screen and hangs up."));
    face->interrupted = true;
}

static void take_typed(struct ui *ui, wint_t key, bool special)
{
    enum action action = keys_action_typing(key, special);
    if (action != ACTION_NONE)
        ui_act(ui, action);
    else
        key_to_screen(ui, key, special);
}

/* Writes the character of a key. False: it has none. */
static bool key_words(wint_t key, char words[MB_LEN_MAX + 1])
{
    if (key <= ' ' || !iswprint(key) || wcwidth((wchar_t)key) < 1)
        return false;
    int length = wctomb(words, (wchar_t)key);
    words[length > 0 ? length : 0] = '\0';
    return length > 0;
}

/* Says that a key does nothing here, and how to find keys that do. For a letter of another alphabet it names keys that
 * every keyboard has. */
static void say_unknown(struct ui *ui, wint_t key, enum action action)
{
    char words[MB_LEN_MAX + 1];
    if (ui->notice[0] != '\0' || !key_words(key, words))
        return;
    bool moves = action == ACTION_NONE || keys_is(action, ACTION_CURSOR) || keys_is(action, ACTION_READS);
    if (!moves && ui->actor->kind == ACTOR_GUEST) /* not for a newcomer, who is ACTOR_NOBODY */
        ui_notice(ui, "%s", _("You are a guest and only read. Whoever lives here can invite you."));
    else if (key < 127)
        ui_notice(ui, _("%s does nothing here. ? shows the keys that do."), words);
    else
        ui_notice(ui,
            _("%s does nothing here: keys are a to z. Arrows, Enter, Space, Esc work; . lists all by number."), words);
}

void ui_no_choice(struct ui *ui, wint_t key, const char *which)
{
    char words[MB_LEN_MAX + 1];
    if (ui->notice[0] == '\0' && key_words(key, words))
        ui_notice(ui, _("%s does nothing here. These keys do: %s."), words, which);
}

void ui_not_enter(struct ui *ui)
{
    ui_notice(ui, "%s", _("Press Enter by itself: Shift-Enter, or the Enter of the keypad, sends nothing."));
}

/* When two actions of a screen share a key, gives the one that can be done now. */
static enum action action_of(const struct ui *ui, wint_t key, bool special)
{
    const enum action *actions = ui->top->type->actions;
    for (size_t i = 0; !special && actions != NULL && actions[i] != ACTION_NONE; i++)
        if (keys_mean(key, actions[i]) && ui_can(ui, ui->top, actions[i]))
            return actions[i];
    bool yes = !special && key == (wint_t)language_yes(); /* "s" for "sí", where that letter does nothing else */
    for (size_t i = 0; yes && actions != NULL && actions[i] != ACTION_NONE; i++)
        if (actions[i] == ACTION_YES && ui_can(ui, ui->top, ACTION_YES))
            return ACTION_YES;
    return keys_action_in(key, special, actions);
}

static void take_command(struct ui *ui, wint_t key, bool special)
{
    enum action action = action_of(ui, key, special);
    bool left = (special && key == KEY_LEFT) || (!special && key == KEY_ESCAPE);
    if (left && ui->top->below == NULL)
        return; /* on home Left does nothing: it must not hang up */
    if (action == ACTION_NONE) {
        if (ui->unseen)
            return;
        bool takes_digits = ui->top->type->key != NULL; /* read before: a digit may open another screen */
        key_to_screen(ui, key, special);
        if (!special && !(key >= '0' && key <= '9' && takes_digits))
            say_unknown(ui, key, action);
    } else if ((!ui->unseen || !keys_is(action, ACTION_CHANGES)) && !ui_act(ui, action) && !special)
        say_unknown(ui, key, action);
}

/* A locked screen takes the password, a redraw, and the keys that leave. None of them shows anything of hers. */
static void take_locked(struct face *face, wint_t key, bool special)
{
    struct ui *ui = &face->ui;
    ui->notice[0] = '\0';
    ui->dirty = true;
    if (!special && key == KEY_INTERRUPT) {
        take_interrupt(face);
        return;
    }
    face->interrupted = false;
    if (special && (key == KEY_PASTE_BEGIN || key == KEY_PASTE_END))
        face->pasting = key == KEY_PASTE_BEGIN;
    else if ((face->pasting || face->burst) && !special && (key == '\r' || key == '\n'))
        return; /* a pasted password is tried only when she presses Enter */
    else if (!special && key == 0x0c)
        clearok(curscr, TRUE);
    else
        face->locked->type->key(ui, face->locked, key, special);
}

static void take_key(struct face *face, wint_t key, bool special)
{
    struct ui *ui = &face->ui;
    const struct screen_type *type = ui->top->type;
    if (!special && key == 0x1c) { /* Ctrl-\ works even inside a paste */
        ui_quit_now(ui);
        return;
    }
    if (face->locked != NULL) {
        take_locked(face, key, special);
        return;
    }
    if (ui_input_paste(face, key, special))
        return;
    if (face->burst) {
        take_burst(ui, key, special);
        return;
    }
    if (ui->notice[0] != '\0') {
        ui->notice[0] = '\0';
        ui->dirty = true;
    }
    if (!special && key == KEY_INTERRUPT) {
        take_interrupt(face);
        return;
    }
    face->interrupted = false;
    if (type->typing || type->chooses)
        take_typed(ui, key, special);
    else
        take_command(ui, key, special);
}

/* The last Esc was the beginning of a sequence. So the question that it opened closes without an answer. */
static void undo_escape(struct face *face)
{
    struct ui *ui = &face->ui;
    if (face->locked == NULL && face->escape_opened != NULL && ui->top == face->escape_opened)
        ui_pop(ui, NULL);
    face->escape_opened = NULL;
}

static void take_escape(struct face *face)
{
    struct ui *ui = &face->ui;
    face->escape_from = ui->top;
    take_key(face, KEY_ESCAPE, false);
    bool opened = !ui->ending && ui->top != face->escape_from && ui->top->below == face->escape_from;
    face->escape_opened = opened && ui->top->type->chooses ? ui->top : NULL;
}

/* True for a key that must not answer a question or the menu: it came as a sequence (Right, the keypad of some
 * terminals), and would choose something. See "which keys may answer a question" in ui.h. */
static bool answers_unasked(const struct face *face, const struct tty_key *key)
{
    if (!key->sequence || face->locked != NULL || !face->ui.top->type->chooses)
        return false;
    return key->special ? keys_action(key->key, true) == ACTION_OPEN : key->key >= ' ';
}

void ui_input_take(struct face *face, const struct tty_key *key)
{
    if (key->special && key->key == KEY_ESCAPE_UNDONE)
        undo_escape(face);
    else if (key->late && face->ui.top != face->escape_from)
        return; /* it was meant for a screen that its Esc closed */
    else if (answers_unasked(face, key))
        return;
    else if (!key->special && key->key == KEY_ESCAPE)
        take_escape(face);
    else if (key->special && key->key == KEY_BURST_BEGIN)
        begin_burst(face);
    else if (key->special && key->key == KEY_BURST_END)
        end_burst(face);
    else
        take_key(face, key->key, key->special);
    if (face->locked == NULL)
        ui_stand_in(&face->ui, face->ui.top); /* a key may enter another unit, and then open no page there */
}
