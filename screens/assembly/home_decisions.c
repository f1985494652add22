/* home_decisions.c: on home, what was decided, and what of it is hers to carry. RULES 4.9, 9.1. */
#include <stdlib.h>

#include "proposals.h"
#include "screens/assembly/assembly_home.h"

static void go_decisions(struct ui *ui, const struct home_line *line)
{
    (void)line;
    ui_go(ui, PLACE_DECISIONS, NULL);
}

static struct home_line *add_decision(struct ui *ui, struct home_lines *lines, enum home_rank rank, const char *label)
{
    struct home_line *line = home_lines_add_of(ui, lines, ui->actor->here, rank, go_decisions, 0);
    home_line_types(line, "decisions");
    if (line != NULL)
        line->label = ui->columns < ASSEMBLY_HOME_WIDE ? "" : label;
    return line;
}

/* "Street light, until Friday" */
static void say_yours(const struct ui *ui, const struct decision *decision, struct home_line *line)
{
    char day[WHEN_BYTES];
    if (decision->due == 0)
        util_copy_text(line->words, sizeof line->words, decision->title);
    else
        snprintf(line->words, sizeof line->words, decision->late ? _("%.150s, late: %s") : _("%.150s, until %s"),
            decision->title, when_say_day(decision->due, when_day(ui_now(ui)), day));
}

/* Worth a line: it needs hands, is late, or is of the last days. */
static bool is_told(const struct ui *ui, const struct decision *decision)
{
    enum { NEWS = 7 * 86400 };
    return decision->state == DECISION_NEEDS_HANDS || decision->late || ui_now(ui) - decision->decided < NEWS;
}

/* "Decided   Street light: sipho, until Friday", and what she carries herself. People who look over her shoulder at a
 * shared computer do not read the latter. */
void assembly_home_decisions(struct ui *ui, struct home_lines *lines)
{
    enum { MOST = 24 };
    struct decision *found = xcalloc(MOST, sizeof *found);
    struct home_line *line;
    char state[200];
    bool told = false, yours = ui_shared(ui);
    size_t count = 0;
    if (decisions_list(ui->store, ui->actor, ui_now(ui), found, MOST, &count) != RESULT_OK)
        count = 0;
    for (size_t i = 0; i < count; i++) {
        bool mine = found[i].mine && found[i].state == DECISION_CARRIED;
        if (mine ? yours : told || !is_told(ui, &found[i]))
            continue;
        *(mine ? &yours : &told) = true;
        line = add_decision(ui, lines, mine ? HOME_YOURS : HOME_DECIDED, mine ? _("Yours") : _("Decided"));
        if (line != NULL && mine)
            say_yours(ui, &found[i], line);
        else if (line != NULL)
            snprintf(line->words, sizeof line->words, "%.150s: %.150s", found[i].title,
                meeting_carrier_words(ui, &found[i], state, sizeof state));
    }
    free(found);
}
