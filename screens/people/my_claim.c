/*
 * my_claim.c: "I am a woman": the state of the member's claim, and the people to whose claim she objects. RULES 3.1.
 */

#include "claim.h"

#include "screens/people/people_rooms.h"

enum { OBJECTIONS_MOST = 50 };

struct my_claim {
    struct claim claim;
    struct objection objections[OBJECTIONS_MOST];
    struct list list;
    int rows;
};

static enum result load(struct ui *ui, struct my_claim *state)
{
    enum result result = claim_get(ui->store, ui->actor, ui_now(ui), &state->claim);
    return result == RESULT_OK
               ? claim_objections(ui->store, ui->actor, OBJECTIONS_MOST, state->objections, &state->list.count)
               : result;
}

static enum result my_claim_open(struct ui *ui, struct screen *screen, const void *argument)
{
    (void)argument;
    return load(ui, screen->state);
}

static void my_claim_draw(struct ui *ui, struct screen *screen)
{
    struct my_claim *state = screen->state;
    char where[40], words[CLAIM_WORDS_BYTES];
    int row = ui_title(ui, _("I am a woman"), ui->actor->handle), last = ui_last_row(ui);
    last = ui_foot(ui, last, STYLE_DIM, _("Whoever holds the machine can read this."));
    row = ui_paragraph(ui, row, last, STYLE_PLAIN, claim_words(&state->claim, words));
    if (state->list.count > 0 && row + 1 < last) {
        row += ui->rows >= 20;
        row = ui_paragraph(ui, row, last, STYLE_TITLE, _("You object to the word of:"));
    }
    state->rows = last - row + 1;
    list_keep(&state->list, state->list.count, state->rows);
    for (size_t i = state->list.top; i < state->list.count && row <= last; i++, row++)
        ui_text(
            ui, row, 2, ui->columns - 3, list_mark(ui, row, i == state->list.selected), state->objections[i].handle);
    ui_keys(ui, list_where(&state->list, false, where, sizeof where));
}

static bool my_claim_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct my_claim *state = screen->state;
    (void)ui;
    return action == ACTION_YES        ? state->claim.said == 0
           : action == ACTION_WITHDRAW ? state->claim.said != 0
           : action == ACTION_REMOVE   ? state->list.count > 0
                                       : true;
}

static void ask_take_back(struct ui *ui)
{
    const struct choice choices[] = { { 'y', _("Yes, take it back") }, { 'n', _("No, leave it") }, { 0, NULL } };
    ui_push(ui, &screen_question,
        &(struct question_ask) {
            .title = _("Take back that you said that you are a woman?"),
            .text = _("Then you can't answer what women are asked. If you say it again, 14 days begin again, and "
                      "objections stay."),
            .choices = choices,
            .destroys = true,
        });
}

static void ask_whom(struct ui *ui)
{
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) {
            .label = _("Name"),
            .text = _("You object if this person claims to be a woman. Two objections suspend it until the women's "
                      "caucus decides. Nobody is told who objects."),
            .limit = HANDLE_MAX,
            .complete = people_complete,
        });
}

static bool my_claim_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct my_claim *state = screen->state;
    enum result result = RESULT_OK;
    if (list_act(&state->list, action, state->rows))
        return true;
    switch (action) {
    case ACTION_YES:
        result = claim_make(ui->store, ui->actor, ui_now(ui));
        break;
    case ACTION_WITHDRAW:
        ask_take_back(ui);
        return true;
    case ACTION_WRITE:
        ask_whom(ui);
        return true;
    case ACTION_REMOVE:
        result = claim_object(ui->store, ui->actor, state->objections[state->list.selected].handle, false, ui_now(ui));
        break;
    default:
        return false;
    }
    if (result != RESULT_OK)
        ui_refused(ui);
    load(ui, state);
    return true;
}

static void my_claim_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct my_claim *state = screen->state;
    enum result result = RESULT_OK;
    if (!outcome->done)
        return;
    if (from == &screen_question && outcome->number == 'y')
        result = claim_take_back(ui->store, ui->actor, ui_now(ui));
    else if (from == &screen_prompt && outcome->text[0] != '\0')
        result = claim_object(ui->store, ui->actor, outcome->text, true, ui_now(ui));
    if (result != RESULT_OK)
        ui_refused(ui);
    load(ui, state);
}

static void my_claim_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    (void)event;
    load(ui, screen->state);
    ui_dirty(ui);
}

static const char *word(const struct screen *screen, enum action action)
{
    (void)screen;
    return action == ACTION_YES        ? N_("say it")
           : action == ACTION_WITHDRAW ? N_("take it back")
           : action == ACTION_WRITE    ? N_("object")
           : action == ACTION_REMOVE   ? N_("no objection")
                                       : NULL;
}

static const enum action actions[] = { ACTION_YES, ACTION_WITHDRAW, ACTION_WRITE, ACTION_REMOVE, ACTION_BACK,
    ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_my_claim = {
    .name = "woman",
    .help = N_("Some asks are for women to answer. Say once that you are one: it stands 14 days later. Whoever "
               "asks women reads that you are a woman of your block, and how long you are here, before she "
               "accepts.\n\n"
               "Two objections by members suspend it until the women's caucus decides. Only you are told. If you "
               "take it back and say it again, 14 days begin again, and objections stay.\n\n"
               "w objects to the word of another person: you are not told whether that person said it, and nobody "
               "is told who objects."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct my_claim),
    .open = my_claim_open,
    .draw = my_claim_draw,
    .act = my_claim_act,
    .can = my_claim_can,
    .back = my_claim_back,
    .event = my_claim_event,
};
