/* table_scribe.c: the scribe types what somebody at a table says, until she says "yes, that". RULES 4.1. It is no
 * draft: what one says at a table is kept nowhere in the name of whoever logged in there. */
#include <curses.h>
#include <stdlib.h>
#include <string.h>

#include "gains.h"
#include "screens/assembly/table_page.h"
#include "when.h"

enum { ALIVE = 20 };

struct scribe {
    int64_t meeting;
    struct actor voice;
    struct edit edit;
    int64_t alive_at;
    bool pasting;
    bool names_act, asks_day; /* asks_day: she said "yes, that", and the question for its day is open */
    bool asks_away;           /* the question is open whether the words are thrown away */
};

static enum result scribe_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct scribe *scribe = screen->state;
    const struct table_act_ask *ask = argument;
    scribe->meeting = ask->meeting;
    scribe->voice = *ask->voice;
    scribe->names_act = ask->names_act;
    edit_begin(&scribe->edit, ask->names_act ? (size_t)GAIN_ACT_MAX : (size_t)SPEAKERS_LETTERS, true, NULL);
    scribe->alive_at = ui_now(ui);
    room_writing(ui->store, &scribe->voice, scribe->meeting, ui_now(ui));
    return RESULT_OK;
}

static void scribe_close(struct ui *ui, struct screen *screen)
{
    struct scribe *scribe = screen->state;
    (void)ui;
    explicit_bzero(scribe->edit.text.data, scribe->edit.text.length);
    edit_end(&scribe->edit);
}

static void scribe_draw(struct ui *ui, struct screen *screen)
{
    struct scribe *scribe = screen->state;
    char title[HANDLE_BYTES + 60], left[60];
    int columns = room_edit_columns(ui), column;
    size_t count, at;
    snprintf(title, sizeof title, scribe->names_act ? _("What we do, as %s says it") : _("What %s says"),
        scribe->voice.handle);
    int row = ui_title(ui, title, ""), last = ui_last_row(ui);
    row = ui_paragraph(
        ui, row, last, STYLE_DIM, _("A sentence or two. Read them back to the speaker; Enter asks: is it that?"));
    const struct text_row *rows = edit_rows(&scribe->edit, columns, &count);
    edit_where(&scribe->edit, columns, &at, &column);
    size_t room = last > row ? (size_t)(last - row) : 1, top = at >= room ? at - room + 1 : 0;
    const char *words = buffer_text(&scribe->edit.text);
    for (size_t i = top; i < count && i < top + room; i++) {
        char *piece = xstrndup(words + rows[i].start, rows[i].length);
        ui_text(ui, row + 1 + (int)(i - top), 2, columns, STYLE_PLAIN, piece);
        free(piece);
    }
    ui_cursor(ui, row + 1 + (int)(at - top), 2 + column);
    snprintf(left, sizeof left, _("%zu letters left   Enter done   Esc back"), edit_left_over(&scribe->edit));
    ui_keys(ui, left);
}

static void ask_whether(struct ui *ui, const struct scribe *scribe)
{
    char title[HANDLE_BYTES + 60];
    const struct choice choices[] = { { 'y', _("Yes, that") }, { 'n', _("Change it") }, { 0, NULL } };
    snprintf(title, sizeof title, _("%s: is it that?"), scribe->voice.handle);
    ui_push(ui, &screen_question, &(struct question_ask) { .title = title, .choices = choices });
}

/* A stalled line may make an Esc of an arrow key, and words that were said are not typed twice. */
static void ask_throw_away(struct ui *ui, struct scribe *scribe)
{
    const struct choice choices[] = { { 'y', _("Yes, throw them away") }, { 'n', _("No, keep them") }, { 0, NULL } };
    scribe->asks_away = true;
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = _("Throw these words away?"), .choices = choices, .destroys = true });
}

static void scribe_key(struct ui *ui, struct screen *screen, wint_t key, bool special)
{
    struct scribe *scribe = screen->state;
    bool full = false, enter = (!special && (key == '\r' || key == '\n')) || (special && key == KEY_ENTER);
    if (ui_now(ui) - scribe->alive_at >= ALIVE) {
        scribe->alive_at = ui_now(ui);
        room_writing(ui->store, &scribe->voice, scribe->meeting, ui_now(ui));
    }
    if (special && (key == KEY_PASTE_BEGIN || key == KEY_PASTE_END))
        scribe->pasting = key == KEY_PASTE_BEGIN;
    else if (enter && !scribe->pasting) {
        if (scribe->edit.text.length > 0)
            ask_whether(ui, scribe);
    } else if (!special && key == KEY_ESCAPE && scribe->edit.text.length > 0)
        ask_throw_away(ui, scribe);
    else if (!special && key == KEY_ESCAPE)
        ui_pop(ui, NULL);
    else
        edit_key(&scribe->edit, enter ? ' ' : key, special && !enter, room_edit_columns(ui), &full);
    if (full)
        ui_notice(ui, _("At most %zu characters fit."), scribe->edit.limit);
}

static void ask_day(struct ui *ui, struct scribe *scribe)
{
    const struct choice choices[] = { { '1', _("Tomorrow") }, { '2', _("Friday") }, { '3', _("In a week") },
        { '4', _("In two weeks") }, { 0, NULL } };
    scribe->asks_day = true;
    ui_push(ui, &screen_question, &(struct question_ask) { .title = _("When is it done?"), .choices = choices });
}

static enum result take_day(struct ui *ui, struct scribe *scribe, int64_t key)
{
    static const char *const days[] = { "tomorrow", "friday", "in 7 days", "in 14 days" };
    struct when when;
    int64_t gain, now = ui_now(ui);
    when_read(days[key - '1'], now, &when);
    return room_name_act(
        ui->store, &scribe->voice, scribe->meeting, buffer_text(&scribe->edit.text), when.day, now, &gain);
}

static void scribe_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct scribe *scribe = screen->state;
    int64_t line;
    bool asked_day = scribe->asks_day, asked_away = scribe->asks_away;
    (void)from;
    scribe->asks_day = scribe->asks_away = false;
    if (asked_away) {
        if (outcome->done && outcome->number == 'y')
            ui_pop(ui, NULL);
        return;
    }
    if (!outcome->done || (!asked_day && outcome->number != 'y'))
        return;
    if (scribe->names_act && !asked_day) {
        ask_day(ui, scribe);
        return;
    }
    enum result result = asked_day ? take_day(ui, scribe, outcome->number)
                                   : room_say(ui->store, &scribe->voice, scribe->meeting,
                                         buffer_text(&scribe->edit.text), ui_now(ui), &line);
    if (result == RESULT_OK)
        ui_pop(ui, &(struct outcome) { .done = true });
    else
        ui_refused(ui);
}

static const enum action actions[] = { ACTION_HELP, ACTION_NONE };

const struct screen_type screen_table_scribe = {
    .name = "table scribe",
    .help = N_("The scribe types what the speaker says: a sentence or two. Enter shows it to them; what they say yes "
               "to is said, in their name. Esc leaves it: their turn waits."),
    .actions = actions,
    .typing = true,
    .size = sizeof(struct scribe),
    .open = scribe_open,
    .close = scribe_close,
    .draw = scribe_draw,
    .key = scribe_key,
    .back = scribe_back,
};
