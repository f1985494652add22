/* rota_subject.c: rotas and the lending shelf as a subject (subject.h): lines on home, pages, keys, commands, drafts.
 */
#include <string.h>

#include "screens/rota/rota_rooms.h"

enum { WAITS_MOST = 8 };

/* --- on home; `id` of a line is the rota or the thing --- */

static void go_rota(struct ui *ui, const struct home_line *line)
{
    ui_go(ui, PLACE_ROTA, &(struct rota_ask) { line->id });
}

static void go_thing(struct ui *ui, const struct home_line *line)
{
    ui_go(ui, PLACE_THING, &(struct thing_page_ask) { line->id });
}

static void add_swaps(struct ui *ui, struct home_lines *lines)
{
    struct rota_line asked[WAITS_MOST];
    char day[WHEN_BYTES];
    size_t count = 0;
    if (rota_asked(ui->store, ui->actor, ui_now(ui), asked, WAITS_MOST, &count) != RESULT_OK)
        return;
    for (size_t i = 0; i < count; i++) {
        struct home_line *line = home_lines_add_of(ui, lines, asked[i].unit, HOME_PERSON, go_rota, 0);
        if (line == NULL)
            continue;
        line->id = asked[i].rota;
        home_line_types(line, "rota show %lld", (long long)line->id);
        rota_day_words(ui, asked[i].day, day);
        snprintf(
            line->words, sizeof line->words, _("%s asks you to take a day: %s, %s"), asked[i].with, asked[i].task, day);
        snprintf(line->brief, sizeof line->brief, _("%.40s asks: %.60s"), asked[i].with, day);
    }
}

static void add_things(struct ui *ui, struct home_lines *lines)
{
    struct thing things[WAITS_MOST];
    char day[WHEN_BYTES];
    size_t count = 0;
    if (shelf_waits(ui->store, ui->actor, ui_now(ui), things, WAITS_MOST, &count) != RESULT_OK)
        return;
    for (size_t i = 0; i < count; i++) {
        const struct thing *thing = &things[i];
        struct home_line *line = home_lines_add_of(ui, lines, thing->unit, HOME_PERSON, go_thing, 0);
        if (line == NULL)
            continue;
        line->id = thing->id;
        home_line_types(line, "shelf show %lld", (long long)line->id);
        if (!thing->overdue) {
            snprintf(line->words, sizeof line->words, _("Somebody asks to borrow: %s"), thing->line);
            snprintf(line->brief, sizeof line->brief, _("To lend? %.120s"), thing->line);
            continue;
        }
        when_say_date(thing->until, when_day(ui_now(ui)), day);
        snprintf(line->words, sizeof line->words,
            thing->mine ? _("%s was due back on %s; %s has it") : _("%s was due back on %s; %s keeps it"), thing->line,
            day, thing->mine ? thing->borrower_handle : thing->keeper_handle);
        snprintf(line->brief, sizeof line->brief, _("Due back: %.120s"), thing->line);
    }
}

static void say_mine(const struct ui *ui, const struct rota_line *mine, struct home_line *line)
{
    char day[WHEN_BYTES];
    rota_day_words(ui, mine->day, day);
    line->id = mine->rota;
    home_line_types(line, "rota show %lld", (long long)line->id);
    line->label = ui->columns < 60 ? "" : _("Yours");
    if (ui->columns < 60)
        snprintf(line->words, sizeof line->words, _("You, %s: %s"), day, mine->task);
    else if (mine->with[0] == '\0')
        snprintf(line->words, sizeof line->words, _("%s: you are on %s"), mine->task, day);
    else if (mine->more == 0)
        snprintf(line->words, sizeof line->words, _("%s: you are on %s, with %s"), mine->task, day, mine->with);
    else
        snprintf(line->words, sizeof line->words,
            ngettext("%s: you are on %s, with %s and %d other", "%s: you are on %s, with %s and %d others",
                (unsigned long)mine->more),
            mine->task, day, mine->with, mine->more);
}

/* Finds her next day in any of her units. Her days in a caucus show only on pages of that caucus. */
static bool find_mine(struct ui *ui, struct rota_line *out)
{
    struct actor there = *ui->actor;
    bool found = false;
    for (int i = 0; i < ui->actor->unit_count; i++) {
        struct rota_line mine;
        size_t count = 0;
        there.here = ui->actor->units[i];
        if (ui_is_hidden(ui, there.here) || rota_mine(ui->store, &there, ui_now(ui), &mine, 1, &count) != RESULT_OK ||
            count == 0)
            continue;
        if (!found || mine.day < out->day)
            *out = mine;
        found = true;
    }
    return found;
}

/* Finds the first day that needs hands, in the unit where she is now. */
static bool find_needing(struct ui *ui, struct rota_line *out)
{
    struct rota_line found[WAITS_MOST];
    size_t count = 0;
    if (rota_needing(ui->store, ui->actor, ui_now(ui), found, WAITS_MOST, &count) != RESULT_OK)
        return false;
    for (size_t i = 0; i < count; i++)
        if (found[i].unit == ui->actor->here) {
            *out = found[i];
            return true;
        }
    return false;
}

static void add_days(struct ui *ui, struct home_lines *lines)
{
    struct rota_line found;
    struct home_line *line;
    char day[WHEN_BYTES];
    /* On a shared computer people who look over her shoulder must not read where she will be, and with whom. */
    if (!ui_shared(ui) && find_mine(ui, &found) &&
        (line = home_lines_add_of(ui, lines, found.unit, HOME_YOURS, go_rota, 0)) != NULL)
        say_mine(ui, &found, line);
    if (!find_needing(ui, &found) || (line = home_lines_add(lines, HOME_NEEDED, go_rota, 0)) == NULL)
        return;
    line->id = found.rota;
    home_line_types(line, "rota show %lld", (long long)line->id);
    line->label = ui->columns < 60 ? "" : _("Hands");
    rota_day_words(ui, found.day, day);
    if (ui->columns < 60)
        snprintf(line->words, sizeof line->words, _("Hands needed, %s: %s"), day, found.task);
    else
        snprintf(line->words, sizeof line->words, _("%s needs hands: %s"), found.task, day);
}

static void on_home(struct ui *ui, struct home_lines *lines)
{
    if (!ui_shared(ui)) { /* else home counts them with the private matters */
        add_swaps(ui, lines);
        add_things(ui, lines);
    }
    add_days(ui, lines);
}

/* Opens what home only counts on a shared computer (RULES 1.6). */
static void open_due(struct ui *ui)
{
    struct rota_line asked;
    size_t count = 0;
    bool days = rota_asked(ui->store, ui->actor, ui_now(ui), &asked, 1, &count) == RESULT_OK && count > 0;
    struct thing thing;
    bool things = !days && shelf_waits(ui->store, ui->actor, ui_now(ui), &thing, 1, &count) == RESULT_OK && count > 0;
    if (days || things)
        ui_enter(ui, days ? asked.unit : thing.unit);
    ui_go(ui, things ? PLACE_SHELF : PLACE_ROTAS, NULL);
}

/* --- by command --- */

/* "rota show 4", "shelf show 4" */
static bool open(struct ui *ui, const struct call *call, const char *rest)
{
    int64_t number = 0;
    (void)rest;
    if (!ui_member(ui))
        return false;
    if (subject_has_number(call, "rota show", &number))
        ui_go(ui, PLACE_ROTA, &(struct rota_ask) { number });
    else if (subject_has_number(call, "shelf show", &number))
        ui_go(ui, PLACE_THING, &(struct thing_page_ask) { number });
    else
        return false;
    return true;
}

/* --- drafts --- */

static void go_on(struct ui *ui, enum draft_place place, int64_t target, int64_t written_for)
{
    (void)target, (void)written_for;
    ui_go(ui, PLACE_ROTA_FORM, &(struct rota_form_ask) { .thing = place == DRAFT_THING });
}

static const struct subject_page pages[] = {
    { PLACE_ROTAS, &screen_rotas },
    { PLACE_ROTA, &screen_rota },
    { PLACE_ROTA_FORM, &screen_rota_form },
    { PLACE_SHELF, &screen_shelf },
    { PLACE_THING, &screen_thing },
    { 0, NULL },
};

static const struct subject_key keys[] = {
    { ACTION_ROTAS, PLACE_ROTAS, false, false },
    { ACTION_SHELF, PLACE_SHELF, false, false },
    { ACTION_NONE, 0, false, false },
};

static const struct rota_form_ask a_rota = { .thing = false }, a_thing = { .thing = true };
static const struct subject_command commands[] = {
    { "rota", PLACE_ROTAS, NULL, false },
    { "rota new", PLACE_ROTA_FORM, &a_rota, false },
    { "shelf", PLACE_SHELF, NULL, false },
    { "shelf add", PLACE_ROTA_FORM, &a_thing, false },
    { NULL, 0, NULL, false },
};

static const struct subject_draft drafts[] = {
    { DRAFT_ROTA, N_("rota"), false, NULL, go_on },
    { DRAFT_THING, N_("thing"), false, NULL, go_on },
    { 0, NULL, false, NULL, NULL },
};

const struct page_subject rota_pages = {
    .name = "rota",
    .pages = pages,
    .home = on_home,
    .open_private = { [PRIVATE_DUE] = open_due },
    .keys = keys,
    .commands = commands,
    .open = open,
    .drafts = drafts,
};
