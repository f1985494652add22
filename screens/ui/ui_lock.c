/* ui_lock.c: on a shared computer a page hides the stack when nobody has touched a key for some time (lock.h).
 * RULES 1.6. */
#include <curses.h>
#include <stdlib.h>

#include "screens/ui/ui_internal.h"

/* The stack stays as it is below the lock page, and what is being written is saved. */
static void hide(struct face *face)
{
    struct ui *ui = &face->ui;
    if (face->pasting)
        ui_input_paste(face, KEY_PASTE_END, true); /* ends the paste for the screen below */
    ui_save(ui);
    ui_shut_below_lock(ui);
    ui->notice[0] = '\0';
    face->locked = xcalloc(1, sizeof *face->locked);
    face->locked->here = ui->own.here;
    face->locked->type = ui_page(ui, PLACE_LOCK);
    face->locked->state = xcalloc(1, face->locked->type->size);
    face->locked->type->open(ui, face->locked, NULL);
    clearok(curscr, TRUE);
    ui->dirty = true;
}

void ui_lock_reveal(struct face *face)
{
    if (face->locked == NULL)
        return;
    ui_free_screen(&face->ui, face->locked);
    face->locked = NULL;
    face->ui.notice[0] = '\0';
    ui_came_up(&face->ui);
}

void ui_lock_look(struct face *face)
{
    struct ui *ui = &face->ui;
    if (!ui->lock.on || ui->ending || ui_is_table(ui))
        return;
    enum lock_state state = lock_look(&ui->lock, ui_milliseconds(ui));
    if (state == LOCK_OPEN)
        ui_lock_reveal(face);
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
