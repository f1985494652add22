/*
 * ui.c: the stack of screens, and calls for every screen: notices, remembered places, actions.
 *
 * It reads no key and sends nothing to the terminal: ui_face.c runs the loop, ui_input.c takes the keys.
 */
#include "screens/ui/ui_internal.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>

#include "numbers.h"

/* --- drawing --- */

void ui_below(struct ui *ui, struct screen *screen)
{
    const struct screen *drawing = ui->drawing;
    if (screen->below == NULL)
        return;
    ui->drawing = screen->below;
    ui_stand_in(ui, screen->below);
    screen->below->type->draw(ui, screen->below);
    ui_stand_in(ui, screen);
    ui->drawing = drawing;
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
    return ui->setup->milliseconds != NULL ? ui->setup->milliseconds() : 0; /* NULL without a terminal */
}

void ui_set_shared(struct ui *ui)
{
    store_set_shared(ui->store);
    lock_begin(&ui->lock, member_has_password(ui->store, ui->actor), ui_milliseconds(ui));
    lock_set_times(&ui->lock, number_safest(ui->store, ui->actor->member, NUMBER_LOCK) * 1000,
        number_safest(ui->store, ui->actor->member, NUMBER_LOG_OUT) * 1000);
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

void ui_came_up(struct ui *ui)
{
    ui->dirty = true;
    ui->unseen = true;
    ui->came_up = ui_milliseconds(ui);
}

bool ui_too_soon(const struct ui *ui)
{
    return ui_milliseconds(ui) - ui->came_up < UI_TOO_SOON_MS;
}

void ui_free_screen(struct ui *ui, struct screen *screen)
{
    ui_stand_in(ui, screen);
    if (screen->type->close != NULL)
        screen->type->close(ui, screen);
    free(screen->state);
    free(screen);
    ui_stand_in(ui, ui->top);
}

/* The lowest screen that shows what a phrase opened; NULL: there is none. */
static struct screen *find_shut(const struct ui *ui)
{
    struct screen *lowest = NULL;
    for (struct screen *screen = ui->top; screen != NULL; screen = screen->below)
        if (screen->type->shut != NULL)
            lowest = screen;
    return lowest;
}

void ui_shut_below_lock(struct ui *ui)
{
    struct screen *lowest = find_shut(ui);
    if (lowest == NULL)
        return;
    while (ui->top != lowest) {
        struct screen *screen = ui->top;
        ui->top = screen->below;
        ui_free_screen(ui, screen);
    }
    lowest->type->shut(ui, lowest);
    ui_came_up(ui);
}

/* Screens that only ask or tell something about the page below. */
static bool is_about_below(const struct screen_type *type)
{
    return type->typing || type->chooses || type->tells;
}

bool ui_push(struct ui *ui, const struct screen_type *type, const void *argument)
{
    struct screen *shown = is_about_below(type) ? NULL : find_shut(ui);
    if (shown != NULL)
        shown->type->shut(ui, shown);
    struct screen *screen = xcalloc(1, sizeof *screen);
    screen->type = type;
    screen->state = xcalloc(1, type->size > 0 ? type->size : 1);
    screen->below = ui->top;
    if (type->open != NULL && type->open(ui, screen, argument) != RESULT_OK) {
        free(screen->state);
        free(screen);
        ui_refused(ui);
        ui_stand_in(ui, ui->top);
        return false;
    }
    screen->here = ui->own.here; /* the unit as before, or as its open() chose */
    ui->top = screen;
    ui_came_up(ui);
    if (type->opened != NULL)
        type->opened(ui, screen);
    return true;
}

const struct screen_type *ui_page(const struct ui *ui, enum place place)
{
    return ui->program->page(place);
}

bool ui_go(struct ui *ui, enum place place, const void *argument)
{
    return ui_push(ui, ui_page(ui, place), argument);
}

/* The outcome's text belongs to the screen that closes. So that screen is freed after the one below got the outcome. */
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
    ui_came_up(ui);
    ui_stand_in(ui, ui->top);
    if (ui->top->type->back != NULL)
        ui->top->type->back(ui, ui->top, screen->type, outcome != NULL ? outcome : &cancelled);
    ui_free_screen(ui, screen);
}

void ui_home(struct ui *ui)
{
    while (ui->top->below != NULL && ui->top->below->below != NULL) {
        struct screen *screen = ui->top;
        ui->top = screen->below;
        ui_free_screen(ui, screen);
    }
    if (ui->top->below != NULL)
        ui_pop(ui, NULL);
}

void ui_close_all(struct ui *ui)
{
    while (ui->top != NULL) {
        struct screen *screen = ui->top;
        ui->top = screen->below;
        ui_free_screen(ui, screen);
    }
}

void ui_move_in(struct ui *ui, const struct actor *member)
{
    ui_close_all(ui);
    ui->setup->become(ui->setup->context, member);
    ui_actor_anew(ui);
    ui->by_password = member_has_password(ui->store, ui->actor); /* true: she is asked whether the computer is shared */
    if (!ui->program->begin(ui))
        die("the first screens of a new member cannot be opened: %s", store_reason(ui->store));
}

void ui_save(struct ui *ui)
{
    for (struct screen *screen = ui->top; screen != NULL; screen = screen->below)
        if (screen->type->save != NULL) {
            ui_stand_in(ui, screen);
            screen->type->save(ui, screen);
        }
    ui_stand_in(ui, ui->top);
}

void ui_tell(struct ui *ui, const struct face_event *event)
{
    for (struct screen *screen = ui->top; screen != NULL; screen = screen->below)
        if (screen->type->event != NULL) {
            ui_stand_in(ui, screen);
            screen->type->event(ui, screen, event);
        }
    ui_stand_in(ui, ui->top);
}

bool ui_beside_boards(const struct face_event *event)
{
    return event->kind == FACE_LETTER || (event->kind == FACE_WRITTEN && event->board == 0);
}

void ui_leave(struct ui *ui)
{
    ui->ending = true;
}

/* --- notices --- */

int64_t ui_notice_read(const struct ui *ui)
{
    return ui_milliseconds(ui) + NOTICE_LEAST_MS + (int64_t)lock_words(ui->notice, strlen(ui->notice)) * LOCK_WORD_MS;
}

void ui_notice(struct ui *ui, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(ui->notice, sizeof ui->notice, format, arguments);
    va_end(arguments);
    ui->notice_read = ui_notice_read(ui);
    ui->notice_drawn = ui->notice_ends = false;
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
        ui_set_shared(ui); /* "always" includes this computer */
    clearok(curscr, TRUE);
    ui->dirty = true;
}

/* --- actions --- */

bool ui_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    return screen->type->can == NULL || screen->type->can(ui, screen, action);
}

void ui_quit_now(struct ui *ui)
{
    ui->leaving = LEAVING_QUICK;
    ui->ending = true;
}

bool ui_act(struct ui *ui, enum action action)
{
    struct screen *screen = ui->top;
    ui->dirty = true;
    if (action == ACTION_QUIT_NOW)
        ui_quit_now(ui);
    else if (action == ACTION_REDRAW)
        clearok(curscr, TRUE);
    else
        return ui_can(ui, screen, action) &&
               ((screen->type->act != NULL && screen->type->act(ui, screen, action)) || ui->program->act(ui, action));
    return true;
}
