/*
 * ui_face.c: the screens as a face: the session calls a function here for each event, and each call is one turn.
 *
 * The top screen gets the keys and is drawn; all screens of the stack get events. A change marks the screen as dirty. A
 * dirty screen is drawn once, at the end of the turn, when the terminal's socket has room for it. News of other people
 * is drawn at most four times a second. All reads of one turn see the store in one state: store_reading_begin().
 */
#include "screens/ui/ui_face.h"

#include <curses.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "screens/ui/ui_draw.h"
#include "screens/ui/ui_internal.h"
#include "text.h"

enum {
    SECOND_MS = 1000,
    NEWS_MS = 250,        /* least time between two drawings for news of other people */
    STUCK_MS = 60 * 1000, /* a terminal that takes no bytes for this time is gone */
};

static int64_t milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static struct screen *shown(const struct face *face)
{
    return face->locked != NULL ? face->locked : face->ui.top;
}

/* What the calls of earlier turns left below on the stack, too. */
static void forget(struct face *face)
{
    enum { STACK = 64 * 1024 };
    canvas_forget(&face->ui.canvas);
    tty_forget(face->tty);
    sodium_stackzero(STACK);
    face->ui.forgets = face->ui.clears_scrollback = false;
}

/* The time to read a notice begins when all of it has gone out. */
static void notice_drawn(struct ui *ui)
{
    if (ui->notice[0] == '\0' || ui->notice_drawn)
        return;
    ui->notice_drawn = true;
    ui->notice_read = ui_notice_read(ui);
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
    store_reading_begin(ui->store);
    shown(face)->type->draw(ui, shown(face));
    store_reading_end(ui->store);
    ui->drawing = NULL;
    if (!face->warned) /* pages change without a key, too: the first page, and posts of others while she reads */
        lock_shown(&ui->lock, ui->words);
    canvas_show(&ui->canvas);
    wmove(newscr, ui->cursor_row, ui->cursor_column);
    doupdate();
    canvas_again(&ui->canvas, ui->cursor_row, ui->cursor_column, &again);
    tty_write(face->tty, again.data, again.length);
    if (ui->clears_scrollback)
        tty_clear_scrollback(face->tty);
    buffer_clear(&again);
    ui->dirty = !tty_show(face->tty); /* a part is left: draw again when it has gone */
    if (ui->dirty)
        face->stuck_since = milliseconds();
    else
        notice_drawn(ui);
    ui->unseen = false;
    if (ui->forgets && !ui->dirty)
        forget(face);
}

void ui_forget_shown(struct ui *ui)
{
    ui->forgets = true;
    ui_dirty(ui);
}

void ui_forget_circle(struct ui *ui)
{
    ui->clears_scrollback = true;
    ui_forget_shown(ui);
}

void ui_paint(struct ui *ui)
{
    paint((struct face *)ui);
}

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
        ui_input_take(face, &key);
        ui_lock_look(face);
    }
}

void ui_drop_typeahead(struct ui *ui)
{
    struct face *face = (struct face *)ui;
    tty_drop_keys(face->tty, ui_milliseconds(ui));
}

void *ui_face_open(const struct face_setup *setup, const struct ui_program *program, char *problem, size_t size)
{
    struct face *face = xcalloc(1, sizeof *face);
    struct ui *ui = &face->ui;
    face->setup = *setup;
    if (face->setup.milliseconds == NULL)
        face->setup.milliseconds = milliseconds;
    ui->program = program;
    ui->setup = &face->setup;
    ui->store = setup->store;
    ui->actor = &ui->own;
    ui_actor_anew(ui);
    ui->settings = setup->settings;
    ui->by_password = setup->by_password;
    if (house_get(ui->store, ui->actor->here, &ui->house) != RESULT_OK) {
        util_copy_text(problem, size, store_reason(ui->store));
        free(ui->units);
        free(face);
        return NULL;
    }
    face->tty = tty_open(setup->in, setup->out, setup->drawn, setup->term, setup->columns, setup->rows, problem, size);
    if (face->tty == NULL) {
        free(ui->units);
        free(face);
        return NULL;
    }
    tty_size(face->tty, &ui->columns, &ui->rows);
    ui_draw_open();
    canvas_begin(&ui->canvas, ui->rows, ui->columns); /* before what comes and goes: it stays */
    face->ticked = milliseconds();
    store_reading_begin(ui->store);
    bool begun = program->begin(ui);
    store_reading_end(ui->store);
    if (!begun) {
        util_copy_text(problem, size, store_reason(ui->store));
        ui_face_close(face);
        return NULL;
    }
    paint(face);
    return face;
}

static bool has_memory_only(const struct ui *ui)
{
    for (const struct screen *screen = ui->top; screen != NULL; screen = screen->below)
        if (screen->type->memory_only)
            return true;
    return false;
}

/* The last words stand below the screen that is gone: lines end between words, as on a screen. */
static void wrap_last(const char *words, int columns, struct buffer *out)
{
    enum { ROWS_MOST = 40 };
    struct text_row rows[ROWS_MOST];
    size_t count = text_wrap(words, strlen(words), columns > 1 ? columns - 1 : 1, rows, ROWS_MOST);
    for (size_t i = 0; i < count && i < ROWS_MOST; i++)
        buffer_format(out, "%s%.*s", i > 0 ? "\r\n" : "", (int)rows[i].length, words + rows[i].start);
}

void ui_face_close(void *context)
{
    struct face *face = context;
    struct ui *ui = &face->ui;
    static const char *const words[] = {
        [LEAVING] = N_("See you soon."),
        [LEAVING_CLOSED] = N_("The house closes for a moment. What you wrote is kept."),
        [LEAVING_QUICK] = N_("Close this window too."),
        [LEAVING_ENDED] = N_("This session was ended from another one of yours. What you wrote is kept."),
        [LEAVING_PUT_OUT] =
            N_("People of your home stopped your entry. What you wrote is kept. Log in again: it says what you "
               "can do."),
        [LEAVING_SHUT] =
            N_("Others set a new password for you, so this session ended. What you wrote is kept, and `book` says who "
               "did it. Log in with your key, or ask them."),
        [LEAVING_MOVED] =
            N_("You moved, or left a workplace or caucus, while this session was open. What stands here may "
               "belong to it, so this session ended. What you wrote is kept. Log in again."),
        [LEAVING_AWAY] = N_("You were away and are logged out. What you wrote is kept. Close this window."),
        [LEAVING_CROWDED] =
            N_("You logged in once more elsewhere. This session of yours was quiet longest, so it ended. What you "
               "wrote is kept; `sessions` shows the others."),
        [LEAVING_ROOM] =
            N_("Others wait at the door, and you are here as a visitor. Come back in a while; a code stays "
               "good."),
    };
    ui_lock_reveal(face);
    bool lost = has_memory_only(ui) && ui->leaving != LEAVING && ui->leaving != LEAVING_QUICK;
    ui_close_all(ui);
    /* a guest and a newcomer have nothing that is kept */
    bool visitor = ui->actor->kind == ACTOR_NOBODY || ui->actor->kind == ACTOR_GUEST;
    char last[400];
    struct buffer shown = { 0 };
    snprintf(last, sizeof last, "%s%s%s",
        ui->leaving == LEAVING && ui_shared(ui) ? _("You are logged out. Close this window too.")
        : ui->leaving == LEAVING_CLOSED && visitor
            ? _("The house closes for a moment. Come back in a while; a code stays good.")
            : _(words[ui->leaving]),
        lost ? "\n" : "", lost ? _("Words of the circle are kept nowhere.") : "");
    /* Clear the screen when she is not in front of it any more, and on a shared computer always. */
    bool clear = ui->leaving >= LEAVING_QUICK || ui_shared(ui) || ui->was_table;
    wrap_last(last, ui->columns, &shown);
    tty_close(face->tty, clear, buffer_text(&shown));
    buffer_clear(&shown);
    canvas_end(&ui->canvas);
    free(ui->more);
    free(ui->units);
    free(face);
}

void ui_face_input(void *context)
{
    struct face *face = context;
    store_reading_begin(face->ui.store);
    ui_lock_look(face); /* first lock, if that is due: a key that comes too late must not keep the screen open */
    bool there = tty_read(face->tty, ui_milliseconds(&face->ui));
    take_keys(face);
    if (!there)
        face->ui.ending = true;
    paint(face);
    if (face->ui.lock.on)
        lock_touched(&face->ui.lock, face->ui.words, ui_milliseconds(&face->ui));
    store_reading_end(face->ui.store);
}

void ui_face_writable(void *context)
{
    paint(context);
}

bool ui_face_wants_write(const void *context)
{
    const struct face *face = context;
    return face->stuck_since != 0;
}

void ui_face_resize(void *context, int columns, int rows)
{
    struct face *face = context;
    store_reading_begin(face->ui.store);
    tty_resize(face->tty, columns, rows);
    tty_size(face->tty, &face->ui.columns, &face->ui.rows);
    face->ui.dirty = true;
    paint(face);
    store_reading_end(face->ui.store);
}

/* --- a notice ends --- */

/* How the page and its notice stood before a turn in which she touched no key. */
struct untouched {
    bool dirty; /* still to be drawn: her own key, or a part that the terminal has not taken */
    int64_t notice_read;
};

static struct untouched page_untouched(struct ui *ui)
{
    struct untouched before = { ui->dirty, ui->notice_read };
    ui->dirty = false; /* until page_changed() */
    return before;
}

/* Only what changed since page_untouched() may make untrue what the notice says. */
static void page_changed(struct ui *ui, struct untouched before)
{
    if (ui->dirty && ui->notice_read == before.notice_read)
        ui->notice_ends = true;
    ui->dirty = ui->dirty || before.dirty;
}

/* Not before it was drawn, and not the warning that the screen locks. */
static bool notice_may_end(const struct face *face)
{
    const struct ui *ui = &face->ui;
    return ui->notice[0] != '\0' && ui->notice_drawn && ui->notice_ends && !face->warned;
}

/* "Your choice may be changed until the vote is closed" stands below its result no longer than it takes to read. */
static void notice_look(struct face *face)
{
    struct ui *ui = &face->ui;
    if (!notice_may_end(face) || ui_milliseconds(ui) < ui->notice_read)
        return;
    ui->notice[0] = '\0';
    ui->dirty = true;
}

void ui_face_event(void *context, const struct face_event *event)
{
    struct face *face = context;
    store_reading_begin(face->ui.store);
    struct ui *ui = &face->ui;
    struct untouched before = page_untouched(ui);
    if (event->kind == FACE_LETTER) /* the notice may say that she belongs to another unit now */
        ui_units_anew(ui);
    else if (event->kind == FACE_WRITTEN && event->board == 0 && !ui_is_table(ui))
        ui_names_anew(ui);
    const char *came = event->kind == FACE_LETTER && !ui_is_table(ui) ? ui->program->came(ui) : NULL;
    if (event->kind == FACE_CLOSING)
        ui->leaving = LEAVING_CLOSED;
    else if (event->kind == FACE_ENDED)
        ui->leaving = LEAVING_ENDED;
    else if (event->kind == FACE_PUT_OUT)
        ui->leaving = LEAVING_PUT_OUT;
    else if (event->kind == FACE_SHUT)
        ui->leaving = LEAVING_SHUT;
    else if (event->kind == FACE_MOVED)
        ui->leaving = LEAVING_MOVED;
    else if (event->kind == FACE_CROWDED)
        ui->leaving = LEAVING_CROWDED;
    else if (event->kind == FACE_ROOM)
        ui->leaving = LEAVING_ROOM;
    ui_tell(ui, event);
    page_changed(ui, before);
    notice_look(face);
    if (face->locked != NULL)
        ui->notice[0] = '\0'; /* a locked screen shows no news */
    else if (came != NULL && ui->notice[0] == '\0' && !ui->top->type->typing)
        ui_notice(ui, "%s", came);
    int64_t now = milliseconds();
    /* Words of others, and a piece that is passed on, are awaited: they are drawn at once. */
    if (now - face->news_drawn >= NEWS_MS || event->kind == FACE_SAID || event->board == HINT_OF_CIRCLE) {
        face->news_drawn = now;
        paint(face);
    }
    store_reading_end(face->ui.store);
}

static bool ticks(const struct ui *ui)
{
    for (const struct screen *screen = ui->top; screen != NULL; screen = screen->below)
        if (screen->type->tick != NULL)
            return true;
    return false;
}

int ui_face_timeout(const void *context)
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
    int64_t lock =
        face->ui.lock.on && !ui_is_table(&face->ui) ? lock_due(&face->ui.lock, ui_milliseconds(&face->ui)) : -1;
    if (lock >= 0 && now + lock < due)
        due = now + lock;
    int64_t read = face->ui.notice_read - ui_milliseconds(&face->ui);
    if (notice_may_end(face) && now + read < due)
        due = now + read;
    if (due == INT64_MAX)
        return -1;
    return due > now ? (int)(due - now) : 0;
}

void ui_face_tick(void *context)
{
    struct face *face = context;
    store_reading_begin(face->ui.store);
    int64_t now = milliseconds();
    ui_lock_look(face);
    take_keys(face);
    if (face->stuck_since != 0 && now - face->stuck_since > STUCK_MS)
        face->ui.ending = true;
    if (now - face->ticked >= SECOND_MS) {
        struct untouched before = page_untouched(&face->ui);
        face->ticked = now;
        for (struct screen *screen = face->ui.top; screen != NULL; screen = screen->below)
            if (screen->type->tick != NULL) {
                ui_stand_in(&face->ui, screen);
                screen->type->tick(&face->ui, screen);
            }
        ui_stand_in(&face->ui, face->ui.top);
        page_changed(&face->ui, before);
    }
    notice_look(face);
    if (face->ui.dirty)
        face->news_drawn = now;
    paint(face);
    store_reading_end(face->ui.store);
}

void ui_face_watching(const void *context, int64_t *board, int64_t *thread)
{
    const struct face *face = context;
    const struct screen *screen = face->ui.top;
    *board = *thread = -1;
    while (screen != NULL && screen->type->watching == NULL)
        screen = screen->below;
    if (screen != NULL)
        screen->type->watching(screen, board, thread);
}

bool ui_face_done(const void *context)
{
    const struct face *face = context;
    return face->ui.ending;
}

void ui_face_save(void *context)
{
    ui_save(context);
}
