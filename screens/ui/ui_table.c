/* ui_table.c: a session that is a table in an open meeting (RULES 1.6): it shows the meeting, nothing of whoever logged
 * in, and does not lock. The actor of the session is one that the store lets do nothing else (table.h). */
#include <stdlib.h>

#include "screens/ui/ui_internal.h"

bool ui_is_table(const struct ui *ui)
{
    return ui->own.kind == ACTOR_TABLE;
}

void ui_table_begin(struct ui *ui, const struct actor *table, enum place place, const void *argument)
{
    ui_save(ui);
    ui_close_all(ui);
    ui->own = *table;
    free(ui->units);
    ui->units = NULL;
    ui->unit_count = 0;
    ui->was_table = true;
    ui->notice[0] = '\0';
    ui->last_search[0] = '\0';
    house_get(ui->store, ui->own.here, &ui->house);
    if (!ui_go(ui, place, argument))
        die("the page of a table cannot be opened: %s", store_reason(ui->store));
}

void ui_table_end(struct ui *ui)
{
    ui_close_all(ui);
    ui_actor_anew(ui);
    lock_touched(&ui->lock, ui->words, ui_milliseconds(ui));
    if (!ui_go(ui, PLACE_HOME, NULL))
        die("home cannot be opened: %s", store_reason(ui->store));
}
