/* home_lines_all.c: see home_lines_all.h. Each line has a rank, which gives the order of RULES 9.1 (home_lines.h). */
#include "screens/home/home_lines_all.h"

#include "screens/home/home_own.h"
#include "screens/home/subjects.h"

void home_lines_all(struct ui *ui, struct home_lines *lines)
{
    home_lines_clear(lines);
    if (ui_member(ui))
        home_own_lines(ui, lines);
    for (const struct page_subject *const *subject = page_subjects; *subject != NULL; subject++) {
        if ((*subject)->home != NULL && ui_member(ui))
            (*subject)->home(ui, lines);
        if ((*subject)->home_of_all != NULL)
            (*subject)->home_of_all(ui, lines);
    }
    if (ui_member(ui))
        home_own_hidden(ui, lines);
    home_lines_join_news(lines);
    home_lines_name_units(ui, lines);
}
