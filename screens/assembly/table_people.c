/* table_people.c: who acts now? The names of a table, or of those who may sit down there. A number or Enter chooses. */
#include <stdlib.h>
#include <string.h>

#include "screens/assembly/table_page.h"

enum { PEOPLE_MOST = 200 };

struct people {
    char title[200], empty[200];
    struct table_person *people;
    struct list list;
};

static enum result people_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct people *people = screen->state;
    const struct table_people_ask *ask = argument;
    (void)ui;
    util_copy_text(people->title, sizeof people->title, ask->title);
    util_copy_text(people->empty, sizeof people->empty, ask->empty);
    people->list.count = ask->count < PEOPLE_MOST ? ask->count : PEOPLE_MOST;
    people->list.selected = ask->selected < people->list.count ? ask->selected : 0;
    people->people = xcalloc(people->list.count + 1, sizeof *people->people);
    memcpy(people->people, ask->people, people->list.count * sizeof *people->people);
    return RESULT_OK;
}

static void people_close(struct ui *ui, struct screen *screen)
{
    (void)ui;
    free(((struct people *)screen->state)->people);
}

static const char *state_words(const struct table_person *person)
{
    return person->has_turn      ? _("has the turn")
           : person->waits       ? _("waits to speak")
           : !person->has_digits ? _("has no digits yet")
                                 : "";
}

static void people_draw(struct ui *ui, struct screen *screen)
{
    struct people *people = screen->state;
    char where[48];
    int row = ui_title(ui, people->title, ""), last = ui_last_row(ui);
    if (people->list.count == 0)
        ui_paragraph(ui, row, last, STYLE_PLAIN, people->empty);
    list_keep(&people->list, people->list.count, last - row + 1);
    for (size_t i = people->list.top; i < people->list.count && row <= last; i++, row++) {
        const struct table_person *person = &people->people[i];
        enum style style = list_mark(ui, row, i == people->list.selected);
        const char *state = state_words(person);
        int used = text_width(state, strlen(state));
        if (i < 9)
            ui_textf(ui, row, 2, 2, STYLE_NEEDS_YOU, "%zu", i + 1);
        ui_text(ui, row, 5, ui->columns - used - 7, style, person->handle);
        ui_right(ui, row, ui->columns - 1, used, STYLE_DIM, state);
    }
    ui_keys(ui, list_where(&people->list, false, where, sizeof where));
}

static void choose(struct ui *ui, const struct people *people, size_t which)
{
    if (which < people->list.count)
        ui_pop(ui, &(struct outcome) { .done = true, .number = people->people[which].member });
}

static void people_key(struct ui *ui, struct screen *screen, wint_t key, bool special)
{
    struct people *people = screen->state;
    enum action action = keys_action(key, special);
    if (!special && key >= '1' && key <= '9')
        choose(ui, people, (size_t)(key - '1'));
    else if (action == ACTION_OPEN)
        choose(ui, people, people->list.selected);
    else if (action == ACTION_BACK)
        ui_pop(ui, NULL);
    else if (action == ACTION_HELP)
        ui_act(ui, action);
    else if (!list_act(&people->list, action, ui_last_row(ui)) && !special)
        ui_no_choice(ui, key, _("a number, arrows, Enter, Esc"));
}

static const enum action actions[] = { ACTION_OPEN, ACTION_BACK, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_table_people = {
    .name = "table people",
    .help = N_("The names of this table, in the order in which you sat down. The number before a name, or Enter, "
               "chooses it. Then their four digits."),
    .actions = actions,
    .open_word = N_("choose"),
    .chooses = true,
    .size = sizeof(struct people),
    .open = people_open,
    .close = people_close,
    .draw = people_draw,
    .key = people_key,
};
