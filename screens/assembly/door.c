/*
 * door.c: who is here, and the door list (RULES 1.8): two door-keepers of two homes tick the name of somebody who came
 * without a device.
 */
#include <stdlib.h>
#include <string.h>

#include "screens/assembly/table_page.h"

enum { PEOPLE_SHOWN = 400 };

struct door {
    int64_t meeting;
    struct room_person *people; /* room for PEOPLE_SHOWN */
    struct list list;
    int here, shown;
    bool stale;
    int64_t chooses; /* who is choosing her digits */
    struct table_digits digits;
};

static enum result load(struct ui *ui, struct door *door)
{
    size_t count = 0;
    int64_t at = door->list.count > 0 ? door->people[door->list.selected].member : 0;
    door->stale = false;
    enum result result =
        room_people(ui->store, ui->actor, door->meeting, ui_now(ui), door->people, PEOPLE_SHOWN, &count);
    if (result != RESULT_OK)
        return result;
    door->list.count = count;
    door->here = 0;
    for (size_t i = 0; i < count; i++) {
        door->here += door->people[i].way != ROOM_AWAY;
        if (door->people[i].member == at)
            door->list.selected = i;
    }
    return RESULT_OK;
}

static enum result door_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct door *door = screen->state;
    door->meeting = ((const struct room_ask *)argument)->meeting;
    door->people = xcalloc(PEOPLE_SHOWN, sizeof *door->people);
    enum result result = load(ui, door);
    if (result != RESULT_OK)
        free(door->people);
    return result;
}

static void door_close(struct ui *ui, struct screen *screen)
{
    (void)ui;
    free(((struct door *)screen->state)->people);
}

static const char *way_words(const struct ui *ui, const struct room_person *person)
{
    static const char *const words[] = { [ROOM_AWAY] = N_("not here"),
        [ROOM_LINE] = N_("here, on line"),
        [ROOM_DOOR] = N_("here, at the door"),
        [ROOM_HAND] = N_("here, by a neighbour's hand") };
    bool wide = ui->columns >= ROOM_WIDE; /* on a phone the name must have room beside it */
    if (person->dropped)
        return _("the line dropped");
    if (person->ticked_once && !wide)
        return person->way == ROOM_AWAY ? _("one tick of two") : _("one tick to go");
    if (person->way == ROOM_HAND && !wide)
        return _("here, by a hand");
    if (person->ticked_once)
        return person->way == ROOM_AWAY ? _("one tick: a second one lets them in")
                                        : _("one tick: a second one lets them go");
    return _(words[person->way]);
}

static void draw_person(struct ui *ui, const struct door *door, size_t index, int row)
{
    const struct room_person *person = &door->people[index];
    const char *state = way_words(ui, person);
    enum style style = list_mark(ui, row, index == door->list.selected);
    int room = ui->columns - 3, used = text_width(state, strlen(state)), name = ui->columns >= ROOM_WIDE ? 30 : 14;
    if (used > room - name)
        used = room - name;
    ui_right(ui, row, ui->columns - 1, used, person->ticked_once ? STYLE_NEEDS_YOU : STYLE_DIM, state);
    ui_textf(ui, row, 2, room - used - 1, style, "%s, %s", person->handle, person->home);
}

static void door_draw(struct ui *ui, struct screen *screen)
{
    struct door *door = screen->state;
    char where[48], right[80];
    if (door->stale)
        load(ui, door);
    snprintf(right, sizeof right, ngettext("%d is here", "%d are here", (unsigned long)door->here), door->here);
    int row = ui_title(ui, _("Who is here"), right), last = ui_last_row(ui);
    door->shown = last - row + 1;
    list_keep(&door->list, door->list.count, door->shown);
    for (size_t i = door->list.top; i < door->list.count && row <= last; i++)
        draw_person(ui, door, i, row++);
    ui_keys(ui, list_where(&door->list, false, where, sizeof where));
}

static const struct room_person *selected(const struct door *door)
{
    return door->list.selected < door->list.count ? &door->people[door->list.selected] : NULL;
}

static bool door_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct room_person *person = selected(screen->state);
    (void)ui;
    if (action == ACTION_YES)
        return person != NULL && person->way == ROOM_AWAY;
    if (action == ACTION_NOT_NOW)
        return person != NULL && (person->way == ROOM_DOOR || person->ticked_once);
    if (action == ACTION_BY_HAND || action == ACTION_OPEN)
        return person != NULL && person->way == ROOM_DOOR;
    return true;
}

static void told(struct ui *ui, struct door *door, enum result result, const char *words)
{
    char reason[300];
    util_copy_text(reason, sizeof reason, result == RESULT_OK ? words : store_reason(ui->store));
    load(ui, door);
    ui_notice(ui, "%s", reason);
}

static void tick(struct ui *ui, struct door *door, int64_t member, bool here)
{
    bool done = false;
    enum result result = here ? room_tick(ui->store, ui->actor, door->meeting, member, ui_now(ui), &done)
                              : room_untick(ui->store, ui->actor, door->meeting, member, ui_now(ui), &done);
    told(ui, door, result,
        !done  ? _("Ticked. Somebody at the door of another home ticks too.")
        : here ? _("Both ticked: counted as here. For a table, Enter: they choose four digits of their own.")
               : _("Not counted as here any more."));
}

static bool door_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct door *door = screen->state;
    const struct room_person *person = selected(door);
    if (list_act(&door->list, action, door->shown))
        return true;
    if (action == ACTION_YES)
        tick(ui, door, person->member, true);
    else if (action == ACTION_NOT_NOW)
        tick(ui, door, person->member, false);
    else if (action == ACTION_BY_HAND)
        ui_go(ui, PLACE_ROOM,
            &(struct room_ask) { .meeting = door->meeting, .written_for = person->member, .at_door = true });
    else if (action == ACTION_OPEN) {
        door->chooses = person->member;
        table_ask_new_digits(ui, &door->digits, person->handle);
    } else if (action == ACTION_WRITE)
        ui_go(ui, PLACE_PAPERS, &(struct room_ask) { .meeting = door->meeting });
    else if (action == ACTION_TABLE)
        ui_go(ui, PLACE_TABLE_BEGIN, &(struct room_ask) { .meeting = door->meeting });
    else
        return false;
    return true;
}

static void door_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct door *door = screen->state;
    if (from != &screen_prompt || !table_took_new_digits(ui, &door->digits, outcome))
        return;
    enum result result =
        table_choose(ui->store, ui->actor, door->meeting, door->chooses, door->digits.digits, ui_now(ui));
    table_forget_digits(&door->digits);
    told(ui, door, result, _("They have their digits: they type them at a table."));
}

static void door_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    if (!ui_beside_boards(event) && !(event->kind == FACE_WRITTEN && event->board == HINT_OF_ROOM))
        return;
    ((struct door *)screen->state)->stale = true;
    ui_dirty(ui);
}

static const char *word(const struct screen *screen, enum action action)
{
    (void)screen;
    return action == ACTION_YES       ? N_("tick: is here")
           : action == ACTION_NOT_NOW ? N_("tick: is gone")
           : action == ACTION_BY_HAND ? N_("type for them")
           : action == ACTION_OPEN    ? N_("their four digits")
           : action == ACTION_WRITE   ? N_("on paper")
                                      : NULL;
}

static const enum action actions[] = { ACTION_YES, ACTION_NOT_NOW, ACTION_OPEN, ACTION_BY_HAND, ACTION_WRITE,
    ACTION_TABLE, ACTION_BACK, ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_door = {
    .name = "door list",
    .help =
        N_("Who is here. Somebody who has no device, or left it at home, comes in at the door: y ticks their name. "
           "They are counted when somebody of another home has ticked it too. x ticks that they are gone; that needs "
           "two ticks, too. Whoever is here on line needs no tick.\n\n"
           "h types what somebody at the door says: their hand, their turn, their answer. The chair, the note-taker, "
           "and whoever ticked them may.\n\n"
           "Many sit around one laptop? Q makes this session a table, where each acts by four digits of their own "
           "for this meeting. Enter lets somebody whom you ticked choose theirs here; they can do so at the table, "
           "too.\n\n"
           "w is for what was done on paper, as in a power cut. You type the list of who was there, the answers to a "
           "question, the papers of a vote."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct door),
    .open = door_open,
    .close = door_close,
    .draw = door_draw,
    .act = door_act,
    .back = door_back,
    .can = door_can,
    .event = door_event,
};
