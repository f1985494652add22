/* prompt.c: asks for one line, at the bottom of the screen below. */
#include <curses.h>
#include <stdlib.h>
#include <string.h>

#include "screens/ui/prompt.h"

void prompt_completions_add(struct completions *out, const char *word)
{
    if (out->count < COMPLETIONS_MOST)
        util_copy_text(out->words[out->count++], COMPLETION_BYTES, word);
}

/* RULES 2.1: the explanation, and who will read the words, before they go out. malloc'd; NULL: neither. */
static char *explain(struct ui *ui, const struct prompt_ask *ask, bool *everybody)
{
    struct readers readers;
    struct buffer words = { 0 };
    enum draft_place place = ask->writes != 0 ? ask->writes : ask->place;
    bool said = place != 0 && readers_of(ui->store, ui->actor, place, ask->target, ui_now(ui), &readers) == RESULT_OK;
    *everybody = said && readers.everybody;
    if (ask->text == NULL && !said)
        return NULL;
    if (said)
        buffer_format(&words, "%s. ", readers.line);
    buffer_string(&words, ask->text != NULL ? ask->text : "");
    return buffer_take(&words);
}

static enum result prompt_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct prompt *prompt = screen->state;
    struct draft draft;
    prompt->ask = *(const struct prompt_ask *)argument;
    prompt->label = xstrdup(prompt->ask.label);
    prompt->text = explain(ui, &prompt->ask, &prompt->everybody);
    edit_begin(&prompt->edit, prompt->ask.limit ? prompt->ask.limit : 200, true, prompt->ask.initial);
    prompt->fresh = prompt->ask.replaced && prompt->edit.text.length > 0;
    if (prompt->ask.secret || prompt->ask.wiped)
        edit_keep_no_copies(&prompt->edit);
    if (prompt->ask.place != 0 &&
        draft_get(ui->store, ui->actor, prompt->ask.place, prompt->ask.target, &draft) == RESULT_OK) {
        edit_end(&prompt->edit);
        edit_begin(&prompt->edit, prompt->ask.limit ? prompt->ask.limit : 200, true, draft.body);
        drafts_free(&draft, 1);
        prompt->fresh = false; /* her own words: she goes on with them */
    }
    return RESULT_OK;
}

/* The rows of the explanation. */
static int text_rows(const struct ui *ui, const struct prompt *prompt)
{
    int columns = ui->columns > 3 ? ui->columns - 2 : 1;
    return prompt->text != NULL ? (int)text_wrap(prompt->text, strlen(prompt->text), columns, NULL, 0) : 0;
}

static void prompt_draw(struct ui *ui, struct screen *screen)
{
    struct prompt *prompt = screen->state;
    ui_below(ui, screen);
    int said = text_rows(ui, prompt), row = ui_row_to_ask(ui, screen, said + 1) + said, room = ui->columns - 3;
    if (prompt->text != NULL && row > 2)
        ui_foot(ui, row - 1, prompt->everybody ? STYLE_WARNING : STYLE_DIM, prompt->text);
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
    /* When the line is too long, its part before the cursor is shown. */
    size_t from = 0;
    while (from < cursor && text_width(words + from, cursor - from) >= room - used) /* room may be negative */
        from = text_next(words, strlen(words), from);
    ui_text(ui, row, used, room - used + 1, prompt->fresh ? STYLE_SELECTED : STYLE_PLAIN, words + from);
    const char *keys = prompt->ask.complete == NULL ? _("Enter done   Esc back")
                       : ui->columns < 60           ? _("Tab  Enter done  Esc back")
                                                    : _("Tab rest of a word   Enter done   Esc back");
    ui_keys(ui, keys);
    ui_cursor(ui, row, used + text_width(words + from, cursor - from));
}

/* Number of bytes behind the typed ones that all completions have in common. */
static size_t common(const struct completions *found, size_t typed)
{
    size_t length = typed;
    while (found->words[0][length] != '\0') {
        for (size_t i = 1; i < found->count; i++)
            if (found->words[i][length] != found->words[0][length])
                return length - typed;
        length++;
    }
    return length - typed;
}

/* Inserts the rest of a word as far as it is certain. When nothing is certain, the notice shows the words it could be.
 */
static void complete(struct ui *ui, struct prompt *prompt)
{
    struct completions found = { 0 };
    size_t length = prompt->edit.text.length;
    if (prompt->ask.complete == NULL || prompt->edit.cursor != length)
        return;
    prompt->ask.complete(ui, buffer_text(&prompt->edit.text), &found);
    size_t typed = length - found.from, more = found.count > 0 ? common(&found, typed) : 0;
    edit_insert(&prompt->edit, found.words[0] + typed, more);
    if (found.count == 1)
        edit_insert(&prompt->edit, " ", 1);
    if (found.count < 2 || more > 0)
        return;
    struct buffer words = { 0 };
    for (size_t i = 0; i < found.count; i++)
        buffer_format(&words, "%s%s", i ? "  " : "", found.words[i]);
    ui_notice(ui, "%s", buffer_text(&words));
    buffer_clear(&words);
}

static void say_full(struct ui *ui, const struct prompt *prompt)
{
    ui_notice(ui, _("At most %zu characters fit."), prompt->edit.limit);
}

/* Pasted bytes are text: a newline among them becomes a space and never presses Enter. A newline at the end is dropped.
 */
static void take_paste(struct ui *ui, struct prompt *prompt, wint_t key, bool special)
{
    bool full, newline = !special && (key == '\r' || key == '\n');
    if (special && key == KEY_PASTE_END) {
        prompt->pasting = prompt->newline = false;
        return;
    }
    if (special || newline) {
        prompt->newline = newline;
        return;
    }
    if (prompt->newline && edit_key(&prompt->edit, ' ', false, 1, &full))
        prompt->newline = false;
    if (edit_key(&prompt->edit, key < ' ' ? ' ' : key, false, 1, &full) && full)
        say_full(ui, prompt);
}

/* RULES 1.7: what she writes is kept while she writes. */
static void prompt_keep(struct ui *ui, struct screen *screen)
{
    struct prompt *prompt = screen->state;
    if (!prompt->changed || (prompt->ask.place == 0 && prompt->ask.keep == NULL))
        return;
    prompt->changed = false;
    if (prompt->ask.keep != NULL) {
        prompt->ask.keep(ui, prompt->ask.context, buffer_text(&prompt->edit.text));
        return;
    }
    draft_save(
        ui->store, ui->actor, prompt->ask.place, prompt->ask.target, "", buffer_text(&prompt->edit.text), ui_now(ui));
}

/* A character that is typed or pasted takes the place of a proposal; a key that moves or erases begins to edit it. */
static void take_place(struct prompt *prompt, wint_t key, bool special)
{
    bool writes = special ? key == KEY_PASTE_BEGIN : key >= ' ' && key != KEY_RUBOUT;
    if (prompt->fresh && writes) {
        edit_go(&prompt->edit, true);
        edit_rub_line(&prompt->edit);
    }
    prompt->fresh = false;
}

static void prompt_key(struct ui *ui, struct screen *screen, wint_t key, bool special)
{
    struct prompt *prompt = screen->state;
    bool full;
    take_place(prompt, key, special);
    prompt->changed = true;
    if (special && key == KEY_PASTE_BEGIN)
        prompt->pasting = true;
    else if (prompt->pasting)
        take_paste(ui, prompt, key, special);
    else if (!special && key == KEY_ESCAPE)
        ui_pop(ui, NULL);
    else if (special && key == KEY_ENTER)
        ui_not_enter(ui);
    else if (!special && (key == '\r' || key == '\n')) {
        char *words = xstrdup(buffer_text(&prompt->edit.text));
        size_t length = strlen(words);
        while (!prompt->ask.secret && length > 0 && words[length - 1] == ' ')
            words[--length] = '\0';
        prompt_keep(ui, screen); /* the act may be refused */
        ui_pop(ui, &(struct outcome) { .done = true, .text = words });
        explicit_bzero(words, length);
        free(words);
    } else if (!special && key == '\t')
        complete(ui, prompt);
    else if (edit_key(&prompt->edit, key, special, 100000, &full) && full)
        say_full(ui, prompt);
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
    .patient = true,
    .size = sizeof(struct prompt),
    .open = prompt_open,
    .draw = prompt_draw,
    .key = prompt_key,
    .tick = prompt_keep,
    .save = prompt_keep,
    .close = prompt_close,
};
