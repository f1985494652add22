/* home_votes.c: on home, the votes in which she has a voice. RULES 4.6, 9.1. */
#include <stdlib.h>

#include "screens/assembly/assembly_home.h"
#include "secret_votes.h"
#include "votes.h"

static void go_vote(struct ui *ui, const struct home_line *line)
{
    ui_go(ui, PLACE_VOTE, &(struct vote_page_ask) { .vote = line->id });
}

static void say_slip(const struct secret_waits *waits, struct home_line *line)
{
    const char *title = waits->title;
    if (waits->need == SECRET_NEEDS_HOLDER) {
        snprintf(line->words, sizeof line->words, _("A secret vote needs two who hold a slip: %.120s"), title);
        snprintf(line->brief, sizeof line->brief, _("Hold a slip? %.60s"), title);
        return;
    }
    snprintf(line->brief, sizeof line->brief, _("Type your slip: %.60s"), title);
    if (waits->need == SECRET_NEEDS_SLIP_BACK)
        snprintf(line->words, sizeof line->words, _("Type your slip back, so that it opens: %.120s"), title);
    else
        snprintf(line->words, sizeof line->words, _("Type your slip, so that it is counted: %.120s"), title);
}

/* A secret vote over days opens and is counted by the hands of two (RULES 4.7): without them it ends with no result. */
static void say_slips(struct ui *ui, struct home_lines *lines)
{
    struct secret_waits found[SECRET_WAITING_MOST];
    size_t count = 0;
    if (secret_votes_waiting(ui->store, ui->actor, ui_now(ui), found, &count) != RESULT_OK)
        count = 0;
    for (size_t i = 0; i < count; i++) {
        struct home_line *line = home_lines_add_of(ui, lines, found[i].unit, HOME_BEGINS, go_vote, ui_now(ui));
        if (line == NULL)
            continue;
        line->id = found[i].vote;
        home_line_types(line, "vote slip %lld", (long long)found[i].vote);
        say_slip(&found[i], line);
    }
}

/* "Which first: your vote, closes Tue 20:00". On a shared computer, what is about a person is only counted. */
void assembly_home_votes(struct ui *ui, struct home_lines *lines)
{
    enum { MOST = 5 };
    struct vote_line *found = xcalloc(MOST, sizeof *found);
    size_t count = 0;
    if (votes_waiting(ui->store, ui->actor, ui_now(ui), found, MOST, &count) != RESULT_OK)
        count = 0;
    for (size_t i = 0; i < count; i++) {
        bool soon = !found[i].days || found[i].closes - ui_now(ui) <= VOTE_REMINDER;
        struct home_line *line =
            home_lines_add_of(ui, lines, found[i].unit, soon ? HOME_BEGINS : HOME_ANSWER, go_vote, found[i].closes);
        if (line == NULL)
            continue;
        line->id = found[i].id;
        home_line_types(line, "vote %lld", (long long)found[i].id);
        line->when = HOME_UNTIL;
        snprintf(line->words, sizeof line->words, _("Your vote: %.150s"), found[i].title);
    }
    free(found);
    say_slips(ui, lines);
}
