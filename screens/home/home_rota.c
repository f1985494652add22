/* home_rota.c: see home_rota.h. */
#include "screens/home/home_rota.h"

#include <string.h>

static struct home_rota_line *add_wait(struct home_rota *out, bool thing, int64_t id)
{
    if (out->wait_count == HOME_ROTA_WAITS)
        return NULL;
    struct home_rota_line *line = &out->waits[out->wait_count++];
    line->thing = thing;
    line->id = id;
    return line;
}

static void load_swaps(struct ui *ui, struct home_rota *out)
{
    struct rota_line asked[HOME_ROTA_WAITS];
    char day[WHEN_BYTES];
    size_t count = 0;
    if (rota_asked(ui->store, ui->actor, ui_now(ui), asked, HOME_ROTA_WAITS, &count) != RESULT_OK)
        return;
    for (size_t i = 0; i < count; i++) {
        struct home_rota_line *line = add_wait(out, false, asked[i].rota);
        if (line == NULL)
            return;
        rota_day_words(ui, asked[i].day, day);
        snprintf(
            line->words, sizeof line->words, _("%s asks you to take a day: %s, %s"), asked[i].with, asked[i].task, day);
        snprintf(line->brief, sizeof line->brief, _("%.40s asks: %.60s"), asked[i].with, day);
    }
}

static void load_things(struct ui *ui, struct home_rota *out)
{
    struct thing things[HOME_ROTA_WAITS];
    char day[WHEN_BYTES];
    size_t count = 0;
    if (shelf_waits(ui->store, ui->actor, ui_now(ui), things, HOME_ROTA_WAITS, &count) != RESULT_OK)
        return;
    for (size_t i = 0; i < count; i++) {
        const struct thing *thing = &things[i];
        struct home_rota_line *line = add_wait(out, true, thing->id);
        if (line == NULL)
            return;
        if (!thing->overdue) {
            snprintf(line->words, sizeof line->words, _("Somebody asks to borrow: %s"), thing->line);
            snprintf(line->brief, sizeof line->brief, _("To lend? %.120s"), thing->line);
            continue;
        }
        when_say_date(thing->until, when_day(ui_now(ui)), day);
        snprintf(line->words, sizeof line->words,
            thing->mine ? _("%s was to be back on %s; %s has it") : _("%s was to be back on %s; %s keeps it"),
            thing->line, day, thing->mine ? thing->borrower_handle : thing->keeper_handle);
        snprintf(line->brief, sizeof line->brief, _("To be back: %.120s"), thing->line);
    }
}

static void say_mine(const struct ui *ui, const struct rota_line *mine, struct home_rota_line *line)
{
    char day[WHEN_BYTES];
    rota_day_words(ui, mine->day, day);
    line->id = mine->rota;
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

static void load_days(struct ui *ui, struct home_rota *out)
{
    struct rota_line found;
    char day[WHEN_BYTES];
    size_t count = 0;
    /* Where she will be and with whom is not for whoever looks over her shoulder. */
    if (!ui_shared(ui) && rota_mine(ui->store, ui->actor, ui_now(ui), &found, 1, &count) == RESULT_OK && count > 0)
        say_mine(ui, &found, &out->mine);
    if (rota_needing(ui->store, ui->actor, ui_now(ui), &found, 1, &count) != RESULT_OK || count == 0)
        return;
    struct home_rota_line *line = &out->hands;
    line->id = found.rota;
    line->label = ui->columns < 60 ? "" : _("Hands");
    rota_day_words(ui, found.day, day);
    if (ui->columns < 60)
        snprintf(line->words, sizeof line->words, _("Hands needed, %s: %s"), day, found.task);
    else
        snprintf(line->words, sizeof line->words, _("%s needs hands: %s"), found.task, day);
}

void home_rota_load(struct ui *ui, struct home_rota *out)
{
    *out = (struct home_rota) { 0 };
    load_swaps(ui, out);
    load_things(ui, out);
    load_days(ui, out);
}
