/*
 * ui.c: the face of screens: a stack of them, one terminal, one loop turn at a time.
 *
 * The top screen gets the keys and is drawn; all get events. What changed marks the screen dirty, and it is drawn once
 * at the end of the turn, when the terminal's socket has room for it. News from others is drawn at most four times a
 * second.
 */
#include "screens/ui.h"

#include <curses.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wctype.h>

#include "screens/lock_page.h"
#include "screens/tty.h"
#include "screens/ui_draw.h"

enum {
    SECOND_MS = 1000,
    NEWS_MS = 250,        /* between two drawings for others' news */
    STUCK_MS = 60 * 1000, /* a terminal that takes nothing for so long is gone */
};

struct face {
    struct ui ui; /* first: screens see only this */
    struct face_setup setup;
    struct tty *tty;
    struct screen *locked;     /* the page that hides the stack; NULL: nothing does */
    bool warned;               /* that it will */
    bool pasting, interrupted; /* interrupted: the last key was Ctrl-C */
    bool burst;                /* keys that came all at once: where one writes they are a paste */
    /* What the last Esc did, if it was the last key: where it was pressed, and the question that it opened there. */
    const struct screen *escape_from, *escape_opened;
    int64_t last_letter; /* that is known of */
    int64_t ticked, news_drawn, stuck_since;
};

static int64_t milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* --- drawing --- */

static struct screen *shown(const struct face *face)
{
    return face->locked != NULL ? face->locked : face->ui.top;
}

static void paint(struct face *face)
{
    struct ui *ui = &face->ui;
    struct buffer again = { 0 };
    if (!ui->dirty || ui->ending)
        return;
    if (!tty_room(face->tty)) {
        if (face->stuck_since == 0)
            face->stuck_since = milliseconds();
        return;
    }
    face->stuck_since = 0;
    canvas_begin(&ui->canvas, ui->rows, ui->columns);
    ui->cursor_row = ui->rows - 1;
    ui->cursor_column = 0;
    ui->words = 0;
    ui->drawing = shown(face);
    shown(face)->type->draw(ui, shown(face));
    ui->drawing = NULL;
    if (!face->warned) /* the first page comes before any key, and others write while she reads */
        lock_shown(&ui->lock, ui->words);
    canvas_show(&ui->canvas);
    wmove(newscr, ui->cursor_row, ui->cursor_column);
    doupdate();
    canvas_again(&ui->canvas, ui->cursor_row, ui->cursor_column, &again);
    tty_write(face->tty, again.data, again.length);
    buffer_clear(&again);
    ui->dirty = !tty_show(face->tty); /* then it is drawn again, when the rest has gone */
    if (ui->dirty)
        face->stuck_since = milliseconds();
    ui->unseen = false;
}

void ui_below(struct ui *ui, struct screen *screen)
{
    const struct screen *drawing = ui->drawing;
    if (screen->below == NULL)
        return;
    ui->drawing = screen->below;
    screen->below->type->draw(ui, screen->below);
    ui->drawing = drawing;
}

void ui_paint(struct ui *ui)
{
    paint((struct face *)ui);
}

void ui_dirty(struct ui *ui)
{
    ui->dirty = true;
}

/* --- the stack --- */

int64_t ui_now(const struct ui *ui)
{
    return ui->setup->now();
}

int64_t ui_milliseconds(const struct ui *ui)
{
    return ui->setup->milliseconds();
}

void ui_share(struct ui *ui)
{
    store_share(ui->store);
    lock_begin(&ui->lock, password_is_set(ui->store, ui->actor), ui_milliseconds(ui));
    ui->dirty = true;
}

bool ui_shared(const struct ui *ui)
{
    return ui->lock.on;
}

bool ui_member(const struct ui *ui)
{
    return ui->actor->kind == ACTOR_MEMBER;
}

static void came_up(struct ui *ui)
{
    ui->dirty = true;
    ui->unseen = true;
    ui->came_up = ui_milliseconds(ui);
}

bool ui_too_soon(const struct ui *ui)
{
    return ui_milliseconds(ui) - ui->came_up < UI_TOO_SOON_MS;
}

static void screen_free(struct ui *ui, struct screen *screen)
{
    if (screen->type->close != NULL)
        screen->type->close(ui, screen);
    free(screen->state);
    free(screen);
}

bool ui_push(struct ui *ui, const struct screen_type *type, const void *argument)
{
    struct screen *screen = xcalloc(1, sizeof *screen);
    screen->type = type;
    screen->state = xcalloc(1, type->size > 0 ? type->size : 1);
    screen->below = ui->top;
    if (type->open != NULL && type->open(ui, screen, argument) != RESULT_OK) {
        free(screen->state);
        free(screen);
        ui_refused(ui);
        return false;
    }
    ui->top = screen;
    came_up(ui);
    if (type->opened != NULL)
        type->opened(ui, screen);
    return true;
}

/* What was typed belongs to the closing screen, so it is freed after the one below has heard of it. */
void ui_pop(struct ui *ui, const struct outcome *outcome)
{
    static const struct outcome cancelled = { .done = false };
    struct screen *screen = ui->top;
    ui->top = screen->below;
    if (ui->top == NULL) {
        ui->ending = true;
        ui->top = screen;
        return;
    }
    came_up(ui);
    if (ui->top->type->back != NULL)
        ui->top->type->back(ui, ui->top, screen->type, outcome != NULL ? outcome : &cancelled);
    screen_free(ui, screen);
}

void ui_home(struct ui *ui)
{
    while (ui->top->below != NULL && ui->top->below->below != NULL) {
        struct screen *screen = ui->top;
        ui->top = screen->below;
        screen_free(ui, screen);
    }
    if (ui->top->below != NULL)
        ui_pop(ui, NULL);
}

void ui_leave(struct ui *ui)
{
    ui->ending = true;
}

/* --- words to the person --- */

void ui_notice(struct ui *ui, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(ui->notice, sizeof ui->notice, format, arguments);
    va_end(arguments);
    ui->dirty = true;
}

void ui_refused(struct ui *ui)
{
    const char *reason = store_reason(ui->store);
    if (reason[0] != '\0')
        ui_notice(ui, "%s", reason);
}

/* --- what is remembered for the session --- */

void ui_remember(struct ui *ui, const void *list, int64_t key, int64_t item)
{
    struct ui_place *place = NULL;
    for (int i = 0; i < UI_PLACES; i++)
        if (ui->places[i].list == list && ui->places[i].key == key)
            place = &ui->places[i];
    if (place == NULL)
        place = &ui->places[ui->next_place++ % UI_PLACES];
    *place = (struct ui_place) { .list = list, .key = key, .item = item };
}

int64_t ui_recall(const struct ui *ui, const void *list, int64_t key)
{
    for (int i = 0; i < UI_PLACES; i++)
        if (ui->places[i].list == list && ui->places[i].key == key)
            return ui->places[i].item;
    return 0;
}

void ui_settings(struct ui *ui, const struct settings *settings)
{
    if (strcmp(ui->settings.language, settings->language) != 0)
        language_speak(settings->language);
    ui->settings = *settings;
    if (ui_member(ui) && settings->shared == SHARED_ALWAYS && !ui_shared(ui))
        ui_share(ui); /* this one is meant, too */
    clearok(curscr, TRUE);
    ui->dirty = true;
}

/* --- actions --- */

bool ui_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    return screen->type->can == NULL || screen->type->can(ui, screen, action);
}

static void quit_now(struct ui *ui)
{
    ui->leaving = LEAVING_QUICK;
    ui->ending = true;
}

/* What works in every room, where the room itself does not answer. False: it is nothing that works everywhere. */
static bool act_anywhere(struct ui *ui, enum action action)
{
    switch (action) {
    case ACTION_BACK:
        ui_pop(ui, NULL);
        return true;
    case ACTION_HELP:
        if (ui->top->type != &screen_help)
            ui_push(ui, &screen_help, ui->top);
        return true;
    case ACTION_MENU:
        if (ui->top->type != &screen_menu)
            ui_push(ui, &screen_menu, NULL);
        return true;
    case ACTION_COMMAND:
        ui_push(ui, &screen_command, NULL);
        return true;
    case ACTION_SEARCH:
        search_begin(ui);
        return true;
    case ACTION_NEXT:
    case ACTION_NEXT_UNREAD:
        if (ui_member(ui))
            navigate_next_unread(ui, 0);
        return ui_member(ui);
    case ACTION_LEAVE:
        ui_leave(ui);
        return true;
    default:
        return false;
    }
}

bool ui_act(struct ui *ui, enum action action)
{
    struct screen *screen = ui->top;
    ui->dirty = true;
    if (action == ACTION_QUIT_NOW)
        quit_now(ui);
    else if (action == ACTION_REDRAW)
        clearok(curscr, TRUE);
    else
        return ui_can(ui, screen, action) &&
               ((screen->type->act != NULL && screen->type->act(ui, screen, action)) || act_anywhere(ui, action));
    return true;
}

/* --- keys --- */

/* Keys sent before a screen was drawn only move: they were meant for what stood there before. */
static bool only_moves(enum action action)
{
    return !(action >= ACTION_REPLY && action <= ACTION_REMOVE) && action != ACTION_LEAVE;
}

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

/* True: the key was part of a paste, or one of its ends. */
static bool take_paste(struct face *face, wint_t key, bool special)
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
        take_paste(face, KEY_PASTE_BEGIN, true);
    else
        ui_notice(&face->ui, "%s", _("Many keys came at once, as from a paste: here they only move."));
}

static void end_burst(struct face *face)
{
    face->burst = false;
    if (face->locked == NULL && face->pasting && is_written_in(face->ui.top->type))
        take_paste(face, KEY_PASTE_END, true);
}

/* Where nobody writes they were not meant as commands. */
static void take_burst(struct ui *ui, wint_t key, bool special)
{
    enum action action = keys_action(key, special);
    if (action >= ACTION_UP && action <= ACTION_LAST) {
        if (ui->top->type->chooses)
            key_to_screen(ui, key, special);
        else
            ui_act(ui, action);
    }
}

static void take_interrupt(struct face *face)
{
    if (face->interrupted)
        quit_now(&face->ui);
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

/* As it is said back; false: it writes nothing. */
static bool key_words(wint_t key, char words[MB_LEN_MAX + 1])
{
    if (key <= ' ' || !iswprint(key) || wcwidth((wchar_t)key) < 1)
        return false;
    int length = wctomb(words, (wchar_t)key);
    words[length > 0 ? length : 0] = '\0';
    return length > 0;
}

/* A key that does nothing says so, and where those stand that do. Of a keyboard with other letters, those that every
 * keyboard has. */
static void say_unknown(struct ui *ui, wint_t key, enum action action)
{
    char words[MB_LEN_MAX + 1];
    if (ui->notice[0] != '\0' || !key_words(key, words))
        return;
    if (action >= ACTION_REPLY && ui->actor->kind == ACTOR_GUEST) /* who signs up is none */
        ui_notice(ui, "%s", _("You are a guest: you read here. Whoever lives here can invite you."));
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

static void take_command(struct ui *ui, wint_t key, bool special)
{
    enum action action = keys_action_in(key, special, ui->top->type->actions);
    bool left = (special && key == KEY_LEFT) || (!special && key == KEY_ESCAPE);
    if (left && ui->top->below == NULL)
        return; /* on home Left does nothing: it must not hang up */
    if (action == ACTION_NONE) {
        if (ui->unseen)
            return;
        bool takes_digits = ui->top->type->key != NULL; /* and may open another screen by one */
        key_to_screen(ui, key, special);
        if (!special && !(key >= '0' && key <= '9' && takes_digits))
            say_unknown(ui, key, action);
    } else if ((!ui->unseen || only_moves(action)) && !ui_act(ui, action) && !special)
        say_unknown(ui, key, action);
}

/* A locked screen knows the password, and the ways out that show nothing. */
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
        return; /* a pasted password is tried when she presses Enter */
    else if (!special && key == 0x0c)
        clearok(curscr, TRUE);
    else
        face->locked->type->key(ui, face->locked, key, special);
}

static void take_key(struct face *face, wint_t key, bool special)
{
    struct ui *ui = &face->ui;
    const struct screen_type *type = ui->top->type;
    if (!special && key == 0x1c) { /* Ctrl-\ works even amid a paste */
        quit_now(ui);
        return;
    }
    if (face->locked != NULL) {
        take_locked(face, key, special);
        return;
    }
    if (take_paste(face, key, special))
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

/* The sequence that an Esc began goes on: what that Esc opened closes unused. */
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

/* A question, and the menu of all that can be done, are answered by plain keys: a letter, a digit, Enter. What came as
 * a sequence (Right, the keypad of some terminals) moves there, or goes back: its Esc may have opened the question. */
static bool answers_unasked(const struct face *face, const struct tty_key *key)
{
    if (!key->sequence || face->locked != NULL || !face->ui.top->type->chooses)
        return false;
    return key->special ? keys_action(key->key, true) == ACTION_OPEN : key->key >= ' ';
}

static void take_any(struct face *face, const struct tty_key *key)
{
    if (key->special && key->key == KEY_ESCAPE_UNDONE)
        undo_escape(face);
    else if (key->late && face->ui.top != face->escape_from)
        return; /* meant for a screen that its Esc left */
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
}

static void look_at_lock(struct face *face);

static struct tty_goal goal_of_keys(const struct face *face)
{
    const struct screen_type *type = face->ui.top->type;
    bool open = face->locked == NULL;
    return (struct tty_goal) { .patient = open && type->patient, .asked = open && type->chooses };
}

static void take_keys(struct face *face)
{
    struct tty_key key;
    while (!face->ui.ending && tty_key(face->tty, ui_milliseconds(&face->ui), goal_of_keys(face), &key)) {
        take_any(face, &key);
        look_at_lock(face);
    }
}

void ui_drop_typeahead(struct ui *ui)
{
    struct face *face = (struct face *)ui;
    tty_drop_keys(face->tty, ui_milliseconds(ui));
}

/* --- the face --- */

/* Whoever is new here, or has to choose a password first, is met before home. */
static bool needs_welcome(const struct ui *ui)
{
    struct member member;
    if (!ui_member(ui))
        return true;
    if (ui->house.members <= 1)
        return true;
    return member_get(ui->store, ui->actor, ui->actor->member, &member) == RESULT_OK &&
           (member.password_due || member.seen == 0);
}

/* False: there is no house to show, and store_reason() says why. */
static bool first_screens(struct ui *ui)
{
    if (ui->actor->kind == ACTOR_NOBODY)
        return ui_push(ui, &screen_join, NULL);
    if (ui->actor->kind == ACTOR_WAITING)
        return ui_push(ui, &screen_waiting, NULL);
    if (ui_member(ui) && ui->settings.shared == SHARED_ALWAYS)
        ui_share(ui);
    if (!ui_push(ui, &screen_home, NULL))
        return false;
    if (needs_welcome(ui))
        ui_push(ui, &screen_welcome, NULL);
    if (ui_member(ui) && ui->settings.shared == SHARED_ASK && ui->setup->by_password)
        ui_push(ui, &screen_shared, NULL); /* nothing of hers is shown before it is answered */
    return true;
}

void ui_move_in(struct ui *ui, const struct actor *member)
{
    while (ui->top != NULL) {
        struct screen *screen = ui->top;
        ui->top = screen->below;
        screen_free(ui, screen);
    }
    ui->setup->become(ui->setup->context, member);
    ((struct face *)ui)->setup.by_password = password_is_set(ui->store, ui->actor); /* she may sit anywhere: asked */
    if (!first_screens(ui))
        die("a new member finds no house: %s", store_reason(ui->store));
}

static void reveal(struct face *face)
{
    if (face->locked == NULL)
        return;
    screen_free(&face->ui, face->locked);
    face->locked = NULL;
    face->ui.notice[0] = '\0';
    came_up(&face->ui);
}

static void face_save(void *context);

/* The stack stays as it is, and what is being written is saved. */
static void hide(struct face *face)
{
    struct ui *ui = &face->ui;
    if (face->pasting)
        take_paste(face, KEY_PASTE_END, true); /* the screen below is not left amid it */
    face_save(face);
    ui->notice[0] = '\0';
    face->locked = xcalloc(1, sizeof *face->locked);
    face->locked->type = &screen_lock;
    face->locked->state = xcalloc(1, screen_lock.size);
    screen_lock.open(ui, face->locked, NULL);
    clearok(curscr, TRUE);
    ui->dirty = true;
}

static void look_at_lock(struct face *face)
{
    struct ui *ui = &face->ui;
    if (!ui->lock.on || ui->ending)
        return;
    enum lock_state state = lock_look(&ui->lock, ui_milliseconds(ui));
    if (state == LOCK_OPEN)
        reveal(face);
    else if (state == LOCK_WARNING && !face->warned)
        ui_notice(ui, "%s", _("This screen locks in 30 seconds. Any key keeps it open."));
    else if (state == LOCK_LOCKED && face->locked == NULL)
        hide(face);
    else if (state == LOCK_OUT) {
        ui->leaving = LEAVING_AWAY;
        ui->ending = true;
    }
    face->warned = state == LOCK_WARNING;
}

static void face_close(void *context)
{
    struct face *face = context;
    struct ui *ui = &face->ui;
    static const char *const words[] = {
        [LEAVING] = N_("Until soon."),
        [LEAVING_CLOSED] = N_("The house closes for a moment. What you wrote is kept."),
        [LEAVING_QUICK] = N_("Close this window too."),
        [LEAVING_ENDED] = N_("This session was ended from another one of yours. What you wrote is kept."),
        [LEAVING_PUT_OUT] =
            N_("People of your home stopped how you came in. What you wrote is kept. Log in again: it says "
               "what you can do."),
        [LEAVING_AWAY] = N_("You were away and are logged out. What you wrote is kept. Close this window."),
        [LEAVING_CROWDED] =
            N_("You came in once more elsewhere, and this session of yours was quiet longest: it ended. "
               "What you wrote is kept; `sessions` shows the others."),
        [LEAVING_ROOM] =
            N_("Others wait at the door, and you are here as a visitor. Come back in a while; a code stays "
               "good."),
    };
    reveal(face);
    while (ui->top != NULL) {
        struct screen *screen = ui->top;
        ui->top = screen->below;
        screen_free(ui, screen);
    }
    /* Whoever was away, or sits elsewhere, leaves nothing on this screen; nor does anybody on a shared one. */
    bool clear = ui->leaving >= LEAVING_QUICK || ui_shared(ui);
    tty_close(face->tty, clear,
        ui->leaving == LEAVING && ui_shared(ui) ? _("You are logged out. Close this window too.")
                                                : _(words[ui->leaving]));
    canvas_end(&ui->canvas);
    free(face);
}

/* A notice may be of a letter, or of a match: letters have numbers that count up. */
static bool new_letter(struct face *face)
{
    struct letter newest;
    size_t count = 0;
    if (!ui_member(&face->ui) || letters_list(face->ui.store, face->ui.actor, 0, 1, &newest, &count) != RESULT_OK ||
        count == 0)
        return false;
    bool new = newest.id > face->last_letter && !newest.mine;
    face->last_letter = newest.id;
    letters_free(&newest, count);
    return new;
}

static void *face_open(const struct face_setup *setup, char *problem, size_t size)
{
    struct face *face = xcalloc(1, sizeof *face);
    struct ui *ui = &face->ui;
    face->setup = *setup;
    if (face->setup.milliseconds == NULL)
        face->setup.milliseconds = milliseconds;
    ui->setup = &face->setup;
    ui->store = setup->store;
    ui->actor = setup->actor;
    ui->settings = setup->settings;
    if (house_get(ui->store, &ui->house) != RESULT_OK) {
        copy_text(problem, size, store_reason(ui->store));
        free(face);
        return NULL;
    }
    face->tty = tty_open(setup->in, setup->out, setup->drawn, setup->term, setup->columns, setup->rows, problem, size);
    if (face->tty == NULL) {
        free(face);
        return NULL;
    }
    tty_size(face->tty, &ui->columns, &ui->rows);
    ui_draw_open();
    face->ticked = milliseconds();
    new_letter(face);
    if (!first_screens(ui)) {
        copy_text(problem, size, store_reason(ui->store));
        face_close(face);
        return NULL;
    }
    paint(face);
    return face;
}

static void face_input(void *context)
{
    struct face *face = context;
    look_at_lock(face); /* a key that comes too late is no sign that she stayed */
    bool there = tty_read(face->tty, ui_milliseconds(&face->ui));
    take_keys(face);
    if (!there)
        face->ui.ending = true;
    paint(face);
    if (face->ui.lock.on)
        lock_touched(&face->ui.lock, face->ui.words, ui_milliseconds(&face->ui));
}

static void face_writable(void *context)
{
    paint(context);
}

static bool face_wants_write(const void *context)
{
    const struct face *face = context;
    return face->stuck_since != 0;
}

static void face_resize(void *context, int columns, int rows)
{
    struct face *face = context;
    tty_resize(face->tty, columns, rows);
    tty_size(face->tty, &face->ui.columns, &face->ui.rows);
    face->ui.dirty = true;
    paint(face);
}

static void face_event(void *context, const struct face_event *event)
{
    struct face *face = context;
    struct ui *ui = &face->ui;
    bool notice = event->kind == FACE_LETTER, letter = notice && new_letter(face);
    if (event->kind == FACE_CLOSING)
        ui->leaving = LEAVING_CLOSED;
    else if (event->kind == FACE_ENDED)
        ui->leaving = LEAVING_ENDED;
    else if (event->kind == FACE_PUT_OUT)
        ui->leaving = LEAVING_PUT_OUT;
    else if (event->kind == FACE_CROWDED)
        ui->leaving = LEAVING_CROWDED;
    else if (event->kind == FACE_ROOM)
        ui->leaving = LEAVING_ROOM;
    for (struct screen *screen = ui->top; screen != NULL; screen = screen->below)
        if (screen->type->event != NULL)
            screen->type->event(ui, screen, event);
    if (face->locked != NULL)
        ui->notice[0] = '\0'; /* live events are not shown there */
    else if (notice && ui->notice[0] == '\0' && !ui->top->type->typing)
        ui_notice(ui, "%s",
            ui_shared(ui) ? _("Something private came for you.")
            : letter      ? _("A letter came for you.")
                          : _("Something came for you. Home says what."));
    int64_t now = milliseconds();
    if (now - face->news_drawn >= NEWS_MS) {
        face->news_drawn = now;
        paint(face);
    }
}

static bool ticks(const struct ui *ui)
{
    for (const struct screen *screen = ui->top; screen != NULL; screen = screen->below)
        if (screen->type->tick != NULL)
            return true;
    return false;
}

static int face_timeout(const void *context)
{
    const struct face *face = context;
    int64_t now = milliseconds(), due = INT64_MAX;
    if (face->ui.dirty && face->stuck_since == 0)
        due = face->news_drawn + NEWS_MS;
    if ((ticks(&face->ui) || face->stuck_since != 0) && face->ticked + SECOND_MS < due)
        due = face->ticked + SECOND_MS;
    int escape = tty_key_due(face->tty, ui_milliseconds(&face->ui));
    if (escape >= 0 && now + escape < due)
        due = now + escape;
    int64_t lock = face->ui.lock.on ? lock_due(&face->ui.lock, ui_milliseconds(&face->ui)) : -1;
    if (lock >= 0 && now + lock < due)
        due = now + lock;
    if (due == INT64_MAX)
        return -1;
    return due > now ? (int)(due - now) : 0;
}

static void face_tick(void *context)
{
    struct face *face = context;
    int64_t now = milliseconds();
    look_at_lock(face);
    take_keys(face);
    if (face->stuck_since != 0 && now - face->stuck_since > STUCK_MS)
        face->ui.ending = true;
    if (now - face->ticked >= SECOND_MS) {
        face->ticked = now;
        for (struct screen *screen = face->ui.top; screen != NULL; screen = screen->below)
            if (screen->type->tick != NULL)
                screen->type->tick(&face->ui, screen);
    }
    if (face->ui.dirty)
        face->news_drawn = now;
    paint(face);
}

static void face_watching(const void *context, int64_t *board, int64_t *thread)
{
    const struct face *face = context;
    const struct screen *screen = face->ui.top;
    *board = *thread = -1;
    while (screen != NULL && screen->type->watching == NULL)
        screen = screen->below;
    if (screen != NULL)
        screen->type->watching(screen, board, thread);
}

static bool face_done(const void *context)
{
    const struct face *face = context;
    return face->ui.ending;
}

static void face_save(void *context)
{
    struct face *face = context;
    for (struct screen *screen = face->ui.top; screen != NULL; screen = screen->below)
        if (screen->type->save != NULL)
            screen->type->save(&face->ui, screen);
}

const struct face_type screens_face = {
    .name = "screens",
    .open = face_open,
    .input = face_input,
    .writable = face_writable,
    .wants_write = face_wants_write,
    .resize = face_resize,
    .event = face_event,
    .timeout = face_timeout,
    .tick = face_tick,
    .watching = face_watching,
    .done = face_done,
    .save = face_save,
    .close = face_close,
};
