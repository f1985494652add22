/*
 * ui_unit.c: in which of her units she is. Each page is of one unit. What is opened from a page is of the same, unless
 * it goes into another one first; whoever goes back is where she was before.
 */
#include "screens/ui/ui_internal.h"

#include <stdlib.h>

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

/* Their names stand on every page: they are read once. */
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
            copy_text(named->name, sizeof named->name, unit.name);
        }
}

/* Pages of a unit to which she does not belong any more become those of her street. */
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
