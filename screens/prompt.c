/* prompt.c: one line asked for, at the bottom of the screen below. */
#include <curses.h>
#include <stdlib.h>
#include <string.h>

#include "screens/prompt.h"

static enum result prompt_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct prompt *prompt = screen->state;
    (void)ui;
    prompt->ask = *(const struct prompt_ask *)argument;
    prompt->label = xstrdup(prompt->ask.label);
    prompt->text = prompt->ask.text ? xstrdup(prompt->ask.text) : NULL;
    edit_begin(&prompt->edit, prompt->ask.limit ? prompt->ask.limit : 200, true, prompt->ask.initial);
    if (prompt->ask.secret)
        edit_keep_no_copies(&prompt->edit);
    return RESULT_OK;
}

static void prompt_draw(struct ui *ui, struct screen *screen)
{
    struct prompt *prompt = screen->state;
    ui_below(ui, screen);
    int row = ui_last_row(ui), room = ui->columns - 3;
    if (prompt->text != NULL && row > 2) {
        ui_clear_row(ui, row - 1);
        ui_text(ui, row - 1, 1, ui->columns - 2, STYLE_DIM, prompt->text);
    }
    ui_clear_row(ui, row);
    int used = ui_text(ui, row, 1, room / 2, STYLE_TITLE, prompt->label) + 2;
    const char *words = buffer_text(&prompt->edit.text);
    char dots[64];
    size_t cursor = prompt->edit.cursor;
    if (prompt->ask.secret) {
        size_t count = text_characters(words, strlen(words));
        count = count < sizeof dots - 1 ? count : sizeof dots - 1;
        memset(dots, '*', count);
        dots[count] = '\0';
        words = dots;
        cursor = count;
    }
    /* The end that holds the cursor is what is seen. */
    size_t from = 0;
    while (text_width(words + from, cursor - from) >= room - used)
        from = text_next(words, strlen(words), from);
    ui_text(ui, row, used, room - used + 1, STYLE_PLAIN, words + from);
    ui_keys(ui, _("Enter done   Esc back"));
    ui_cursor(ui, row, used + text_width(words + from, cursor - from));
}

static void complete(struct ui *ui, struct prompt *prompt)
{
    const char *names[16];
    if (prompt->ask.complete == NULL)
        return;
    size_t typed = prompt->edit.text.length;
    size_t count = prompt->ask.complete(ui, buffer_text(&prompt->edit.text), names, 16);
    if (count == 1 && strlen(names[0]) >= typed && prompt->edit.cursor == typed) {
        edit_insert(&prompt->edit, names[0] + typed, strlen(names[0]) - typed);
        edit_insert(&prompt->edit, " ", 1);
    } else if (count > 1) {
        struct buffer words = { 0 };
        for (size_t i = 0; i < count; i++)
            buffer_format(&words, "%s%s", i ? "  " : "", names[i]);
        ui_notice(ui, "%s", buffer_text(&words));
        buffer_clear(&words);
    }
}

static void prompt_key(struct ui *ui, struct screen *screen, wint_t key, bool special)
{
    struct prompt *prompt = screen->state;
    bool full;
    if (!special && key == KEY_ESCAPE)
        ui_pop(ui, NULL);
    else if ((!special && (key == '\r' || key == '\n')) || (special && key == KEY_ENTER)) {
        char *words = xstrdup(buffer_text(&prompt->edit.text));
        ui_pop(ui, &(struct outcome) { .done = true, .text = words });
        explicit_bzero(words, strlen(words));
        free(words);
    } else if (!special && key == '\t')
        complete(ui, prompt);
    else if (edit_key(&prompt->edit, key, special, 100000, &full) && full)
        ui_notice(ui, _("At most %zu characters fit."), prompt->edit.limit);
}

static void prompt_close(struct ui *ui, struct screen *screen)
{
    struct prompt *prompt = screen->state;
    (void)ui;
    edit_end(&prompt->edit);
    free(prompt->label);
    free(prompt->text);
}

static const enum action actions[] = { ACTION_NONE };

const struct screen_type screen_prompt = {
    .name = "prompt",
    .help = N_("Type, then Enter. Esc goes back and changes nothing. Tab completes where that helps."),
    .actions = actions,
    .typing = true,
    .size = sizeof(struct prompt),
    .open = prompt_open,
    .draw = prompt_draw,
    .key = prompt_key,
    .close = prompt_close,
};
