/*
 * lock_page.c: the page that hides the screen of a shared computer when nobody has touched a key for some time. It
 * names no person and no unit. RULES 1.6.
 */

#include <curses.h>
#include <string.h>

#include "screens/home/home_rooms.h"
#include "screens/ui/edit_keys.h"

enum { PASSWORD_CHARACTERS = 200 };

static enum result lock_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct edit *edit = screen->state;
    (void)ui, (void)argument;
    edit_begin(edit, PASSWORD_CHARACTERS, true, NULL);
    edit_keep_no_copies(edit);
    return RESULT_OK;
}

static void lock_close(struct ui *ui, struct screen *screen)
{
    (void)ui;
    edit_end(screen->state);
}

static void lock_draw(struct ui *ui, struct screen *screen)
{
    const struct edit *edit = screen->state;
    char dots[64];
    size_t typed = text_characters(buffer_text(&edit->text), edit->text.length);
    size_t count = typed < sizeof dots - 1 ? typed : sizeof dots - 1;
    memset(dots, '*', count);
    dots[count] = '\0';
    int last = ui->rows - 1;
    int row = ui_paragraph(ui, 0, last - 1, STYLE_TITLE, _("This screen is locked."));
    row = ui_paragraph(ui, row, last - 2, STYLE_PLAIN,
        _("Type your password and press Enter to go on. Ten minutes after it locked you are logged out; drafts are "
          "kept."));
    row = row < last - 2 ? row + 1 : row;
    int column = ui_text(ui, row, 1, ui->columns / 2, STYLE_TITLE, _("Password")) + 2;
    ui_text(ui, row, column, ui->columns - column - 1, STYLE_PLAIN, dots);
    if (ui->notice[0] != '\0')
        ui_paragraph(ui, row + 1, last - 1, STYLE_NEEDS_YOU, ui->notice);
    ui_text(ui, last, 1, ui->columns - 2, STYLE_DIM, _("Enter go on   Ctrl-\\ hang up at once"));
    ui_cursor(ui, row, column + (int)count);
}

static void try_password(struct ui *ui, struct edit *edit)
{
    bool right =
        password_prove(ui->store, ui->actor, buffer_text(&edit->text), ui->setup->argon_slots, ui_now(ui)) == RESULT_OK;
    edit_end(edit);
    edit_begin(edit, PASSWORD_CHARACTERS, true, NULL);
    edit_keep_no_copies(edit);
    if (!lock_tried(&ui->lock, right, ui_milliseconds(ui)))
        ui_notice(ui, "%s", _("That is not your password."));
}

static void lock_key(struct ui *ui, struct screen *screen, wint_t key, bool special)
{
    struct edit *edit = screen->state;
    bool full;
    if (special ? key == KEY_ENTER : key == '\r' || key == '\n') {
        if (edit->text.length > 0)
            try_password(ui, edit);
    } else
        edit_key(edit, key, special, PASSWORD_CHARACTERS, &full);
}

static const enum action actions[] = { ACTION_NONE };

const struct screen_type screen_lock = {
    .name = "lock",
    .help = "",
    .actions = actions,
    .typing = true,
    .size = sizeof(struct edit),
    .open = lock_open,
    .draw = lock_draw,
    .key = lock_key,
    .close = lock_close,
};
