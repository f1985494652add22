/* home_about_her.c: on home, items and decisions that are about her. RULES 4.5, 9.1. */
#include <stdlib.h>

#include "proposals.h"
#include "screens/assembly/assembly_home.h"

void assembly_home_go_meeting(struct ui *ui, const struct home_line *line)
{
    ui_go(ui, PLACE_MEETING, &(struct meeting_page_ask) { .meeting = line->id });
}

static void go_decision_of_hers(struct ui *ui, const struct home_line *line)
{
    (void)line;
    ui_go(ui, PLACE_DECISIONS, NULL);
}

/* The street decided that she is one of them no more: until then she takes with her what is hers. */
static void add_removal(struct ui *ui, struct home_lines *lines)
{
    char day[WHEN_BYTES];
    int64_t unit, from, decision = effect_removal_of_me(ui->store, ui->actor, &unit, &from);
    struct home_line *line =
        decision != 0 ? home_lines_add_of(ui, lines, unit, HOME_IN_HER_NAME, go_decision_of_hers, from) : NULL;
    if (line == NULL)
        return;
    line->id = decision;
    home_line_types(line, "decision %lld", (long long)decision);
    line->when = HOME_FROM;
    if (from == 0)
        util_copy_text(line->words, sizeof line->words,
            _("It was decided that you no longer belong here. `:about-me` gives you what is yours."));
    else
        snprintf(line->words, sizeof line->words,
            _("It was decided that you no longer belong here, from %s. `:about-me` gives you what is yours."),
            when_say(from, false, ui_now(ui), day));
}

/* On a shared computer both are only counted: private_meetings. */
void assembly_home_about_her(struct ui *ui, struct home_lines *lines)
{
    enum { MOST = 4 };
    struct item_person_line *found = xcalloc(MOST, sizeof *found);
    size_t count = 0;
    if (ui_shared(ui) || meeting_items_about_me(ui->store, ui->actor, ui_now(ui), found, MOST, &count) != RESULT_OK)
        count = 0;
    for (size_t i = 0; i < count; i++) {
        struct home_line *line =
            home_lines_add_of(ui, lines, found[i].unit, HOME_IN_HER_NAME, assembly_home_go_meeting, found[i].starts);
        if (line == NULL)
            continue;
        line->id = found[i].meeting;
        home_line_types(line, "agenda %lld", (long long)line->id);
        line->when = HOME_FROM;
        meeting_item_person_words(&found[i], line->words, sizeof line->words);
    }
    free(found);
    if (!ui_shared(ui))
        add_removal(ui, lines);
}
