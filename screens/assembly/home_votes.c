/* home_votes.c: on home, the votes in which she has a voice. RULES 4.6, 9.1. */
#include <stdlib.h>

#include "screens/assembly/assembly_home.h"
#include "votes.h"

static void go_vote(struct ui *ui, const struct home_line *line)
{
    ui_go(ui, PLACE_VOTE, &(struct vote_page_ask) { .vote = line->id });
}

/* A secret vote over days opens and is counted by the hands of two (RULES 4.7): without them it ends with no result. */
static void say_slip(const struct vote_line *vote, struct home_line *line)
{
    const char *title = vote->title;
    home_line_types(line, "vote slip %lld", (long long)vote->id);
    snprintf(line->brief, sizeof line->brief, _("Type your slip: %.60s"), title);
    if (vote->need == VOTE_NEEDS_SLIP_BACK)
        snprintf(line->words, sizeof line->words, _("Type your slip back, so that it opens: %.120s"), title);
    else if (vote->need == VOTE_NEEDS_SLIP_TO_COUNT)
        snprintf(line->words, sizeof line->words, _("Type your slip, so that it is counted: %.120s"), title);
    else {
        home_line_types(line, "vote hold %lld", (long long)vote->id);
        snprintf(line->words, sizeof line->words, _("A secret vote needs two who hold a slip: %.120s"), title);
        snprintf(line->brief, sizeof line->brief, _("Hold a slip? %.60s"), title);
    }
}

/* "Which first: your vote, closes Tue 20:00". */
static void say_choice(const struct vote_line *vote, struct home_line *line)
{
    home_line_types(line, "vote %lld", (long long)vote->id);
    line->when = HOME_UNTIL;
    snprintf(line->words, sizeof line->words, _("Your vote: %.150s"), vote->title);
}

void assembly_home_votes(struct ui *ui, struct home_lines *lines)
{
    enum { MOST = 5 };
    struct vote_line *found = xcalloc(MOST, sizeof *found);
    size_t count = 0;
    int64_t now = ui_now(ui);
    if (votes_waiting(ui->store, ui->actor, now, found, MOST, &count) != RESULT_OK)
        count = 0;
    for (size_t i = 0; i < count; i++) {
        bool choice = found[i].need == VOTE_NEEDS_CHOICE,
             soon = !choice || !found[i].days || found[i].closes - now <= VOTE_REMINDER;
        struct home_line *line = home_lines_add_of(
            ui, lines, found[i].unit, soon ? HOME_BEGINS : HOME_ANSWER, go_vote, choice ? found[i].closes : now);
        if (line == NULL)
            continue;
        line->id = found[i].id;
        if (choice)
            say_choice(&found[i], line);
        else
            say_slip(&found[i], line);
    }
    free(found);
}
