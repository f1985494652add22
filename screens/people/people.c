/*
 * people.c: the people who live here, by name. The page shows only their homes, and whether they are here now if they
 * chose to show it.
 */
#include <stdlib.h>
#include <string.h>

#include "screens/people/hand_room.h"
#include "screens/people/people_rooms.h"

enum { PAGE = 60 };

struct person {
    int64_t id;
    bool by_hand, online, muted;
    char handle[HANDLE_BYTES], home[32];
};

struct people {
    struct person *people;
    struct list list;
    int rows;
    bool all;
    int64_t everybody; /* how many there are, loaded or not */
};

static enum result load_more(struct ui *ui, struct people *state)
{
    size_t had = state->list.count, count = 0;
    struct member *members = xcalloc(PAGE, sizeof *members);
    enum result result = members_list(
        ui->store, ui->actor, had > 0 ? state->people[had - 1].handle : "", PAGE, ui_now(ui), members, &count);
    state->all = result != RESULT_OK || count < PAGE;
    state->people = xrealloc(state->people, had + count + 1, sizeof *state->people);
    for (size_t i = 0; i < count; i++) {
        struct person *person = &state->people[had + i];
        *person = (struct person) { .id = members[i].id, .online = members[i].online, .by_hand = members[i].by_hand };
        person->muted = mute_has_member(ui->store, ui->actor, members[i].id);
        util_copy_text(person->handle, sizeof person->handle, members[i].handle);
        util_copy_text(person->home, sizeof person->home, members[i].home);
    }
    state->list.count = had + count;
    if (result == RESULT_OK)
        members_count(ui->store, ui->actor, &state->everybody);
    free(members);
    return result;
}

static bool select_person(struct people *state, int64_t member)
{
    for (size_t i = 0; i < state->list.count; i++)
        if (state->people[i].id == member) {
            state->list.selected = i;
            return true;
        }
    return false;
}

static enum result people_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct people *state = screen->state;
    int64_t place = ui_recall(ui, &screen_people, 0);
    (void)argument;
    enum result result = load_more(ui, state);
    while (result == RESULT_OK && place != 0 && !state->all && !select_person(state, place))
        result = load_more(ui, state);
    if (result != RESULT_OK)
        free(state->people);
    else
        select_person(state, place);
    return result;
}

static void people_close(struct ui *ui, struct screen *screen)
{
    struct people *state = screen->state;
    if (state->list.count > 0)
        ui_remember(ui, &screen_people, 0, state->people[state->list.selected].id);
    free(state->people);
}

static const char *state_words(const struct ui *ui, const struct person *person, bool wide)
{
    if (person->id == ui->actor->member)
        return _("you");
    if (person->muted)
        return wide ? _("muted by you") : _("muted");
    if (person->by_hand)
        return wide ? _("no device; neighbours write") : _("no device");
    return person->online ? _("here now") : "";
}

static enum style state_style(const struct ui *ui, const struct person *person)
{
    bool here = person->online && !person->muted && !person->by_hand && person->id != ui->actor->member;
    return here ? STYLE_NEW : STYLE_DIM;
}

static const struct list_column wide_columns[] = { { N_("Name"), 24, false }, { N_("Lives at"), 18, false },
    { N_("Here"), 0, false }, { NULL, 0, false } };

static void draw_person(struct ui *ui, const struct person *person, int row, bool selected)
{
    enum style style = list_mark(ui, row, selected);
    bool wide = ui->columns >= 60;
    if (list_is_wide(ui)) {
        list_cell(ui, row, wide_columns, 0, style, person->handle);
        list_cell(ui, row, wide_columns, 1, STYLE_DIM, person->home);
        list_cell(ui, row, wide_columns, 2, state_style(ui, person), state_words(ui, person, true));
        return;
    }
    ui_text(ui, row, 2, 20, style, person->handle);
    ui_text(ui, row, wide ? 25 : 23, wide ? 14 : 7, STYLE_DIM, person->home);
    int column = wide ? 40 : 31;
    ui_text(ui, row, column, ui->columns - column - 1, state_style(ui, person), state_words(ui, person, wide));
}

/* "12 of 96", also while only the first of them are loaded. */
static const char *where_words(const struct people *state, char *out, size_t size)
{
    struct list whole = state->list;
    if (!state->all && (size_t)state->everybody > whole.count)
        whole.count = (size_t)state->everybody;
    return list_where(&whole, false, out, size);
}

static void people_draw(struct ui *ui, struct screen *screen)
{
    struct people *state = screen->state;
    char where[48], right[96];
    snprintf(right, sizeof right, ngettext("%lld home", "%lld homes", (unsigned long)ui->house.homes),
        (long long)ui->house.homes);
    int row = ui_title(ui, _("People"), right), last = ui_last_row(ui);
    if (list_is_wide(ui) && state->list.count > 0)
        row = list_heads(ui, row, wide_columns);
    state->rows = last - row + 1;
    list_keep(&state->list, state->list.count, state->rows);
    for (size_t i = state->list.top; i < state->list.count && row <= last; i++, row++)
        draw_person(ui, &state->people[i], row, i == state->list.selected);
    ui_keys(ui, where_words(state, where, sizeof where));
}

static bool people_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct people *state = screen->state;
    bool other = state->list.count > 0 && state->people[state->list.selected].id != ui->actor->member;
    return other ||
           (action != ACTION_OPEN && action != ACTION_WRITE && action != ACTION_MUTE_PERSON && action != ACTION_VOUCH);
}

/* Says whom she hides before she does: the cursor may stand on another line than she thinks. */
void people_ask_mute(struct ui *ui, const char *handle, bool muted)
{
    char title[HANDLE_BYTES + 60];
    const struct choice choices[] = { { 'y', muted ? _("Yes, show them again") : _("Yes, hide them") },
        { 'n', _("No, leave it") }, { 0, NULL } };
    snprintf(title, sizeof title, muted ? _("Show %s again?") : _("Hide %s from you?"), handle);
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = title,
            .text =
                muted ? NULL : _("Their posts don't count as new, and their letters don't arrive. They are not told."),
            .choices = choices,
            .destroys = true });
}

static void mute(struct ui *ui, struct person *person)
{
    if (mute_member(ui->store, ui->actor, person->id, !person->muted, ui_now(ui)) != RESULT_OK) {
        ui_refused(ui);
        return;
    }
    person->muted = !person->muted;
    if (person->muted)
        ui_notice(ui, _("You don't see %s any more; nobody is told. X takes it back."), person->handle);
    else
        ui_notice(ui, _("You see %s again."), person->handle);
}

static void ask_name(struct ui *ui)
{
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) {
            .label = _("Whose name?"),
            .text = _("Its beginning is enough."),
            .limit = HANDLE_MAX,
            .complete = people_complete,
        });
}

/* Moves the cursor to the first name with this beginning. False: there is none, and it stays where it was. */
static bool go_to_name(struct ui *ui, struct people *state, const char *typed)
{
    size_t length = strlen(typed);
    for (size_t i = 0;; i++) {
        while (i == state->list.count)
            if (state->all || load_more(ui, state) != RESULT_OK)
                return false;
        int order = strncasecmp(state->people[i].handle, typed, length);
        if (order == 0)
            state->list.selected = i;
        if (order >= 0)
            return order == 0;
    }
}

/* Enter on a person begins a letter: there is no page about a person. */
static bool people_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct people *state = screen->state;
    while (action == ACTION_LAST && !state->all && load_more(ui, state) == RESULT_OK)
        ;
    if (list_act(&state->list, action, state->rows)) {
        if (!state->all && state->list.selected + (size_t)state->rows >= state->list.count)
            load_more(ui, state);
        return true;
    }
    if (action == ACTION_WRITE || action == ACTION_OPEN)
        navigate_to_letter(ui, state->people[state->list.selected].id);
    else if (action == ACTION_MUTE_PERSON)
        people_ask_mute(ui, state->people[state->list.selected].handle, state->people[state->list.selected].muted);
    else if (action == ACTION_NAME)
        ask_name(ui);
    else if (action == ACTION_BY_HAND)
        ui_go(ui, PLACE_HANDS, NULL);
    else if (action == ACTION_VOUCH)
        ui_go(ui, PLACE_VOUCH, &(struct vouch_ask) { .handle = state->people[state->list.selected].handle });
    else
        return false;
    return true;
}

static void people_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct people *state = screen->state;
    if (from == &screen_question && outcome->done && outcome->number == 'y')
        mute(ui, &state->people[state->list.selected]);
    else if (from == &screen_prompt && outcome->done && outcome->text[0] != '\0' &&
             !go_to_name(ui, state, outcome->text))
        ui_notice(ui, "%s", _("No name here begins like that."));
}

/* members_list() gives the names after `typed` in order, so names with this beginning come first. */
void people_complete(struct ui *ui, const char *typed, struct completions *out)
{
    struct member *members = xcalloc(COMPLETIONS_MOST, sizeof *members);
    struct member exact;
    size_t count = 0;
    if (typed[0] != '\0' && member_by_handle(ui->store, ui->actor, typed, &exact) == RESULT_OK)
        prompt_completions_add(out, exact.handle);
    if (typed[0] != '\0' &&
        members_list(ui->store, ui->actor, typed, COMPLETIONS_MOST, ui_now(ui), members, &count) == RESULT_OK)
        for (size_t i = 0; i < count; i++)
            if (strncasecmp(members[i].handle, typed, strlen(typed)) == 0)
                prompt_completions_add(out, members[i].handle);
    free(members);
}

static const char *word(const struct screen *screen, enum action action)
{
    (void)screen;
    return action == ACTION_WRITE ? N_("write a letter") : NULL;
}

static const enum action actions[] = { ACTION_WRITE, ACTION_MUTE_PERSON, ACTION_BACK, ACTION_OPEN, ACTION_NAME,
    ACTION_BY_HAND, ACTION_VOUCH, ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_people = {
    .lists = true,
    .name = "people",
    .help = N_("Who lives here, with block and number. \"here now\" stands only beside those who chose to be "
               "seen.\n\n"
               "w writes a letter to the person under the cursor. X hides a person from you: their posts don't count "
               "as new, and their letters don't arrive. They are not told.\n\n"
               "h is for people without a device, who belong here too: who they are, adding one, what waits for your "
               "yes, slips on paper. T helps somebody in who lost their password."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct people),
    .open = people_open,
    .close = people_close,
    .draw = people_draw,
    .act = people_act,
    .can = people_can,
    .back = people_back,
};
