/* home_gains.c: on home, demands: what she is asked, what is hers, what was won and lost. RULES 8.3, 9.1. */
#include <stdlib.h>

#include "gains.h"
#include "screens/assembly/assembly_home.h"

static void go_gain(struct ui *ui, const struct home_line *line)
{
    ui_go(ui, PLACE_GAINS, &(struct gain_page_ask) { .gain = line->id });
}

/* What she is asked about a demand of hers: what was learned, or how the act went. */
static bool add_asked(struct ui *ui, struct home_lines *lines, const struct gain *gain)
{
    bool over = gain->state == GAIN_OPEN && gain->day < when_day(ui_now(ui)) && (gain->mine || gain->comes);
    if (!gain->asks && !over)
        return false;
    struct home_line *line = home_lines_add_of(ui, lines, gain->unit, HOME_ANSWER, go_gain, 0);
    if (line == NULL)
        return true;
    line->id = gain->id;
    home_line_types(line, "gain %lld", (long long)gain->id);
    snprintf(line->words, sizeof line->words,
        gain->asks ? _("Lost: %.150s. What did we learn?") : _("How did it go? %.150s"), gain->demand);
    return true;
}

/* "Yours   Ten of us go to the ward office, on Friday", "Won   Water in block D". On a shared computer nothing tells
 * what she does herself. */
static void add_told(struct ui *ui, struct home_lines *lines, const struct gain *gain)
{
    enum { NEWS = 7 * 86400 };
    char day[WHEN_BYTES];
    bool yours = gain->state == GAIN_OPEN && gain->comes && !ui_shared(ui),
         won = gain->state == GAIN_WON && ui_now(ui) - gain->ended < NEWS;
    struct home_line *line =
        yours || won ? home_lines_add_of(ui, lines, gain->unit, won ? HOME_WON : HOME_YOURS, go_gain, 0) : NULL;
    if (line == NULL)
        return;
    line->id = gain->id;
    home_line_types(line, "gain %lld", (long long)gain->id);
    line->label = ui->columns < ASSEMBLY_HOME_WIDE ? "" : won ? _("Won") : _("Yours");
    if (won)
        util_copy_text(line->words, sizeof line->words, gain->demand);
    else
        snprintf(line->words, sizeof line->words, _("%.150s, on %s"), gain->act,
            when_say_day(gain->day, when_day(ui_now(ui)), day));
}

void assembly_home_gains(struct ui *ui, struct home_lines *lines)
{
    enum { MOST = 24, TOLD = 2 };
    struct gain *found = xcalloc(MOST, sizeof *found);
    size_t count = 0;
    int told = 0;
    if (gains_list(ui->store, ui->actor, ui_now(ui), found, MOST, &count) != RESULT_OK)
        count = 0;
    for (size_t i = 0; i < count; i++)
        if ((ui_shared(ui) || !add_asked(ui, lines, &found[i])) && told < TOLD) {
            size_t before = lines->street_count;
            add_told(ui, lines, &found[i]);
            told += lines->street_count > before;
        }
    free(found);
}
