/*
 * meetings.c: the list of meetings: those that are called or asked for, soonest first, then those that are over. RULES
 * 4.1.
 */
#include <stdlib.h>
#include <string.h>

#include "room.h"
#include "screens/assembly/assembly_rooms.h"

enum { WIDE = 60, MEETINGS_SHOWN = 40, WHEN_COLUMNS = 28 };

struct meetings {
    struct meeting *rows; /* room for MEETINGS_SHOWN */
    struct list list;
    int shown;
    bool stale;
    int64_t open; /* the meeting whose room is open; 0: none */
};

static void select_id(struct meetings *meetings, int64_t id)
{
    for (size_t i = 0; i < meetings->list.count; i++)
        if (meetings->rows[i].id == id)
            meetings->list.selected = i;
}

static enum result load(struct ui *ui, struct meetings *meetings)
{
    int64_t at = meetings->list.count > 0 ? meetings->rows[meetings->list.selected].id : 0;
    enum result result =
        meetings_list(ui->store, ui->actor, ui_now(ui), meetings->rows, MEETINGS_SHOWN, &meetings->list.count);
    if (result != RESULT_OK)
        meetings->list.count = 0;
    meetings->open = room_open_here(ui->store, ui->actor, ui_now(ui));
    select_id(meetings, at != 0 ? at : meetings->open);
    meetings->stale = false;
    return result;
}

static enum result meetings_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct meetings *meetings = screen->state;
    (void)argument;
    meetings->rows = xcalloc(MEETINGS_SHOWN, sizeof *meetings->rows);
    enum result result = load(ui, meetings);
    if (result != RESULT_OK)
        free(meetings->rows);
    return result;
}

static void meetings_close(struct ui *ui, struct screen *screen)
{
    (void)ui;
    free(((struct meetings *)screen->state)->rows);
}

/* The words on the right of a meeting. Returns their style: one that waits for her home's word is highlighted. */
static enum style say_state(
    const struct ui *ui, const struct meetings *meetings, const struct meeting *meeting, char *out, size_t size)
{
    bool asked = meeting->state == MEETING_ASKED, open = meeting->id == meetings->open;
    if (open)
        util_copy_text(out, size, _("open now"));
    else if (meeting->adjourned)
        util_copy_text(out, size, _("adjourned"));
    else if (asked && ui->columns >= WIDE)
        meeting_homes_words(meeting, out, size);
    else if (asked)
        snprintf(out, size, _("%d of %d homes"), meeting->homes, meeting->homes_needed);
    else
        util_copy_text(out, size, meeting_state_words(meeting->state));
    return open || (asked && !meeting->wanted) ? STYLE_NEEDS_YOU : STYLE_DIM;
}

static const struct list_column wide_columns[] = { { N_("When"), WHEN_COLUMNS, false }, { N_("What about"), 0, false },
    { N_("How it stands"), 40, false }, { NULL, 0, false } };

static void draw_meeting(struct ui *ui, const struct meetings *meetings, size_t index, int row)
{
    const struct meeting *meeting = &meetings->rows[index];
    char when[WHEN_BYTES], state[120];
    enum style style = list_mark(ui, row, index == meetings->list.selected), lit;
    int edge = ui->columns - 1, used;
    lit = say_state(ui, meetings, meeting, state, sizeof state);
    used = text_width(state, strlen(state));
    meeting_when_words(ui, meeting->starts, when);
    if (list_is_wide(ui)) {
        list_cell(ui, row, wide_columns, 0, style, when);
        list_cell(ui, row, wide_columns, 1, style, meeting->title);
        list_cell(ui, row, wide_columns, 2, lit, state);
    } else if (ui->columns >= WIDE) {
        ui_right(ui, row, edge, used, lit, state);
        ui_text(ui, row, 2, WHEN_COLUMNS - 1, style, when);
        ui_text(ui, row, 2 + WHEN_COLUMNS, edge - used - 4 - WHEN_COLUMNS, style, meeting->title);
    } else {
        ui_text(ui, row, 2, edge - 2, style, when);
        ui_right(ui, row + 1, edge, used, lit, state);
        ui_text(ui, row + 1, 4, edge - used - 6, STYLE_PLAIN, meeting->title);
    }
}

static void meetings_draw(struct ui *ui, struct screen *screen)
{
    struct meetings *meetings = screen->state;
    char where[48];
    if (meetings->stale)
        load(ui, meetings);
    int row = ui_title(ui, _("Meetings"), ui->columns >= WIDE ? _("when we meet, and what about") : ""),
        last = ui_last_row(ui), each = ui->columns >= WIDE ? 1 : 2;
    if (list_is_wide(ui) && meetings->list.count > 0)
        row = list_heads(ui, row, wide_columns);
    meetings->shown = last - row + 1 >= each ? (last - row + 1) / each : 1;
    list_keep(&meetings->list, meetings->list.count, meetings->shown);
    if (meetings->list.count == 0)
        ui_paragraph(ui, row + 1, last, STYLE_PLAIN, _("No meeting is called. w calls one."));
    for (size_t i = meetings->list.top; i < meetings->list.count && row + each - 1 <= last; i++, row += each)
        draw_meeting(ui, meetings, i, row);
    ui_keys(ui, list_where(&meetings->list, false, where, sizeof where));
}

static bool meetings_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct meetings *meetings = screen->state;
    if (action == ACTION_WRITE || action == ACTION_OFFER)
        return ui_member(ui);
    return action != ACTION_OPEN || meetings->list.count > 0;
}

static bool meetings_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct meetings *meetings = screen->state;
    if (list_act(&meetings->list, action, meetings->shown))
        return true;
    int64_t at = meetings->list.count > 0 ? meetings->rows[meetings->list.selected].id : 0;
    if (action == ACTION_OPEN && at == meetings->open)
        ui_go(ui, PLACE_ROOM, &(struct room_ask) { .meeting = at });
    else if (action == ACTION_OPEN)
        ui_go(ui, PLACE_MEETING, &(struct meeting_page_ask) { .meeting = at });
    else if (action == ACTION_VOTES)
        ui_go(ui, PLACE_VOTES, NULL);
    else if (action == ACTION_DECIDED)
        ui_go(ui, PLACE_DECISIONS, NULL);
    else if (action == ACTION_GAINS)
        ui_go(ui, PLACE_GAINS, NULL);
    else if (action == ACTION_NUMBERS)
        command_show(ui, "numbers");
    else if (action == ACTION_AGREED)
        command_show(ui, "agreements");
    else if (action == ACTION_WRITE)
        ui_go(ui, PLACE_MEETING_FORM, NULL);
    else if (action == ACTION_OFFER)
        ui_go(ui, PLACE_WILLING, NULL);
    else
        return false;
    return true;
}

static void meetings_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    load(ui, screen->state);
    if (from == ui_page(ui, PLACE_MEETING_FORM) && outcome->done)
        select_id(screen->state, outcome->number);
}

static void meetings_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    if (!ui_beside_boards(event))
        return;
    ((struct meetings *)screen->state)->stale = true;
    ui_dirty(ui);
}

static const char *word(const struct screen *screen, enum action action)
{
    (void)screen;
    return action == ACTION_WRITE ? N_("call one") : action == ACTION_OFFER ? N_("take a task") : NULL;
}

static const enum action actions[] = { ACTION_OPEN, ACTION_WRITE, ACTION_DECIDED, ACTION_OFFER, ACTION_VOTES,
    ACTION_GAINS, ACTION_NUMBERS, ACTION_AGREED, ACTION_BACK, ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_meetings = {
    .name = "assemblies",
    .help = N_(
        "Meetings: when the people here meet, and what they talk about. Enter opens one, with its agenda; w calls "
        "one; o says that you would take a task there; Z shows what was decided. While a meeting is held, Enter goes "
        "into its room.\n\n"
        "A facilitator calls a meeting alone. Anybody else asks for it, and it is called as soon as members of five "
        "homes want it. In a caucus, and before the founding assembly, any one member calls it. At least "
        "{notice-days} lie between the call and the beginning, so that everybody hears of it. A meeting that too few "
        "homes wanted in time is not held."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct meetings),
    .open = meetings_open,
    .close = meetings_close,
    .draw = meetings_draw,
    .act = meetings_act,
    .can = meetings_can,
    .back = meetings_back,
    .event = meetings_event,
};
