/* hand_room.c: writing for somebody without a device, and what is done about it. RULES 1.8. */
#include "screens/hand_room.h"

#include <stdlib.h>
#include <string.h>

#include "hand.h"

void hand_ask_name(struct ui *ui)
{
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) {
            .label = _("For whom"),
            .text = _("A neighbour without a device. It stands in her name, by your hand."),
            .limit = HANDLE_MAX,
            .complete = people_complete,
        });
}

void hand_write(struct ui *ui, const char *name, enum draft_place place, int64_t target)
{
    struct actor voice;
    if (actor_by_hand_of(ui->store, ui->actor, name, ui_now(ui), &voice) != RESULT_OK)
        ui_refused(ui);
    else
        ui_push(
            ui, &screen_editor, &(struct editor_ask) { .place = place, .target = target, .written_for = voice.member });
}

void hand_room(struct ui *ui)
{
    const struct choice choices[] = {
        { '1', _("Who they are, and what waits for a yes") },
        { '2', _("Tell of somebody without a device") },
        { '3', _("A slip for one: what was written in her name") },
        { '4', _("A sheet for the shop door") },
        { 0, NULL },
    };
    ui_push(ui, &screen_question, &(struct question_ask) { .title = _("People without a device"), .choices = choices });
}

static void ask_line(struct ui *ui, const char *label, const char *text)
{
    ui_push(ui, &screen_prompt, &(struct prompt_ask) { .label = label, .text = text, .limit = 40 });
}

/* "Gogo Maria, C 7": the name, a comma, the home. Without a comma it is a slip that was asked for. */
static void take_line(struct ui *ui, const char *typed)
{
    char command[400], *comma, *line = xstrdup(typed);
    if ((comma = strchr(line, ',')) != NULL) {
        *comma = '\0';
        snprintf(command, sizeof command, "hands add %s --home %s", line, comma + 1 + strspn(comma + 1, " "));
    } else
        snprintf(command, sizeof command, "slip %s", line);
    command_show(ui, command);
    free(line);
}

void hand_room_back(struct ui *ui, const struct screen_type *from, const struct outcome *outcome)
{
    if (from == &screen_prompt && outcome->text[strspn(outcome->text, " ")] != '\0')
        take_line(ui, outcome->text);
    else if (from == &screen_question && outcome->number == '1')
        command_show(ui, "hands");
    else if (from == &screen_question && outcome->number == '2')
        ask_line(ui, _("Name, home"), _("As people call her, a comma, and block and number: Gogo Maria, C 7"));
    else if (from == &screen_question && outcome->number == '3')
        ask_line(ui, _("Whose slip"), _("The name of a neighbour without a device."));
    else if (from == &screen_question && outcome->number == '4')
        command_show(ui, "sheet");
}
