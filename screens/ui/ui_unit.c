/*
 * ui_unit.c: the unit where the member is (RULES 1.0). Each page belongs to one unit. A page opened from it belongs to
 * the same one, unless ui_enter() was called before. When she goes back, she is in the former unit again.
 */
#include "screens/ui/ui_internal.h"

#include <stdlib.h>
#include <string.h>

static void set_here(struct ui *ui, int64_t unit)
{
    if (unit == ui->own.here)
        return;
    ui->own.here = unit;
    house_get(ui->store, unit, &ui->house);
}

void ui_stand_in(struct ui *ui, const struct screen *screen)
{
    if (screen != NULL)
        set_here(ui, screen->here);
}

/* The names of her units stand on every page, so they are read only once. */
static void name_units(struct ui *ui)
{
    size_t count = (size_t)ui->own.unit_count;
    struct unit unit;
    free(ui->units);
    ui->units = NULL;
    ui->unit_count = 0;
    if (count < 2 || ui->own.kind != ACTOR_MEMBER)
        return;
    ui->units = xcalloc(count, sizeof *ui->units);
    for (size_t i = 0; i < count; i++)
        if (unit_get(ui->store, &ui->own, ui->own.units[i], &unit) == RESULT_OK) {
            struct ui_unit *named = &ui->units[ui->unit_count++];
            *named = (struct ui_unit) { .id = unit.id, .kind = unit.kind };
            util_copy_text(named->name, sizeof named->name, unit.name);
        }
}

void ui_units_named(struct ui *ui)
{
    char name[UNIT_NAME_BYTES];
    for (size_t i = 0; i < ui->unit_count; i++)
        if (unit_get_name(ui->store, &ui->own, ui->units[i].id, name) == RESULT_OK)
            util_copy_text(ui->units[i].name, sizeof ui->units[i].name, name);
}

void ui_names_anew(struct ui *ui)
{
    char name[UNIT_NAME_BYTES];
    ui_units_named(ui);
    bool renamed = ui->own.here != 0 && unit_get_name(ui->store, &ui->own, ui->own.here, name) == RESULT_OK &&
                   strcmp(name, ui->house.name) != 0;
    if (!renamed && units_number(ui->store) == ui->house.units)
        return;
    house_get(ui->store, ui->own.here, &ui->house);
    ui->dirty = true;
}

/* Pages of a unit to which she does not belong any more become pages of the unit where she is now. */
static void leave_others(struct ui *ui)
{
    for (struct screen *screen = ui->top; screen != NULL; screen = screen->below)
        if (!actor_belongs(&ui->own, screen->here))
            screen->here = ui->own.here;
}

void ui_actor_anew(struct ui *ui)
{
    int64_t here = ui->own.here;
    ui->own = *ui->setup->actor;
    if (actor_belongs(&ui->own, here))
        set_here(ui, here);
    name_units(ui);
    leave_others(ui);
}

void ui_units_anew(struct ui *ui)
{
    struct actor now;
    int64_t here = ui->own.here;
    if (ui->own.kind != ACTOR_MEMBER || ui->own.password_due ||
        actor_for(ui->store, ACTOR_MEMBER, ui->own.handle, &now) != RESULT_OK || now.kind != ACTOR_MEMBER ||
        now.password_due)
        return;
    bool same = now.unit_count == ui->own.unit_count;
    for (int i = 0; same && i < now.unit_count; i++)
        same = now.units[i] == ui->own.units[i];
    if (same)
        return;
    if (ui->setup->chosen != NULL) /* otherwise the session takes what she left for a move, and ends */
        ui->setup->chosen(ui->setup->context);
    now.floor = ui->own.floor;
    ui->own = now;
    if (actor_belongs(&ui->own, here))
        ui->own.here = here;
    house_get(ui->store, ui->own.here, &ui->house);
    name_units(ui);
    leave_others(ui);
    if (ui->setup->chosen != NULL) /* the session knows it too: it would take a unit that she left here for one that */
        ui->setup->chosen(ui->setup->context); /* was left elsewhere, and end */
}

bool ui_several(const struct ui *ui)
{
    return ui->units != NULL || (ui->own.kind == ACTOR_GUEST && ui->house.units > 1);
}

bool ui_names_unit(const struct ui *ui)
{
    if (ui->own.kind != ACTOR_MEMBER)
        return ui_several(ui);
    return ui->own.places > 1 || (ui->units != NULL && ui->house.kind == UNIT_CAUCUS);
}

bool ui_is_hidden(const struct ui *ui, int64_t unit)
{
    const struct ui_unit *hers = unit != ui->own.here ? ui_unit(ui, unit) : NULL;
    return hers != NULL && hers->kind == UNIT_CAUCUS;
}

const struct ui_unit *ui_unit(const struct ui *ui, int64_t unit)
{
    for (size_t i = 0; i < ui->unit_count; i++)
        if (ui->units[i].id == unit)
            return &ui->units[i];
    return NULL;
}

void ui_enter(struct ui *ui, int64_t unit)
{
    if (unit != 0 && ui_several(ui) && (ui->own.kind == ACTOR_GUEST || actor_belongs(&ui->own, unit)))
        set_here(ui, unit);
}

void ui_move_to(struct ui *ui, int64_t unit)
{
    ui_enter(ui, unit);
    ui->top->here = ui->own.here;
    ui->dirty = true;
}

enum result ui_without_terminal(struct ui *ui, const struct face_setup *setup, bool shared)
{
    *ui = (struct ui) { .setup = setup, .store = setup->store, .columns = setup->columns, .rows = setup->rows };
    ui->actor = &ui->own;
    ui_actor_anew(ui);
    ui->lock.on = shared;
    return house_get(ui->store, ui->own.here, &ui->house);
}
