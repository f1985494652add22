/*
 * home_told.c: home in words, for the command `home`: the same lines as the screen, from the same subjects. It draws
 * nothing: its `struct ui` has no terminal, only what the subjects read of one.
 */
#include <stdlib.h>

#include "command.h"
#include "screens/home/home_lines_all.h"

enum { TOLD_COLUMNS = 120, TOLD_ROWS = 40 }; /* as on a wide screen: nothing is said briefly */

/* As --json names them, and as they never change: in the order of enum home_rank. */
static const char *const kinds[] = { [HOME_MEETS] = "meets",
    [HOME_IN_HER_NAME] = "in_your_name",
    [HOME_PERSON] = "person",
    [HOME_CUT_OFF] = "cut_off",
    [HOME_BEGINS] = "begins",
    [HOME_BY_HAND] = "by_hand",
    [HOME_ANSWER] = "answer",
    [HOME_DECIDED] = "decided",
    [HOME_YOURS] = "yours",
    [HOME_WON] = "won",
    [HOME_NEXT] = "next",
    [HOME_NEWS] = "news",
    [HOME_UNREAD] = "news",
    [HOME_NEEDED] = "needed",
    [HOME_JOY] = "joy" };

static const char *const whens[] = { [HOME_CAME] = "came", [HOME_FROM] = "from", [HOME_UNTIL] = "until" };

static int64_t told_now;
static int64_t now_of_speaker(void)
{
    return told_now;
}

/* What she types to open that line; of another unit of hers, with its name. */
static const char *typed(struct ui *ui, const struct home_line *line, char out[HOME_TYPES + UNIT_NAME_BYTES])
{
    struct unit unit = { 0 };
    bool elsewhere = line->unit != 0 && line->unit != ui->actor->here && line->types[0] != '\0' &&
                     unit_get(ui->store, ui->actor, line->unit, &unit) == RESULT_OK;
    snprintf(out, HOME_TYPES + UNIT_NAME_BYTES, elsewhere ? "%s --in %s" : "%s", line->types, unit.slug);
    return out;
}

static void tell_all(struct ui *ui, const struct home_lines *lines, home_teller *tell, void *context)
{
    char types[HOME_TYPES + UNIT_NAME_BYTES];
    for (size_t i = 0; i < lines->wait_count; i++)
        tell(context, &(struct home_told) { .waits = true,
                          .kind = kinds[lines->waits[i].rank],
                          .words = lines->waits[i].words,
                          .types = typed(ui, &lines->waits[i], types),
                          .when = whens[lines->waits[i].when],
                          .until = lines->waits[i].when == HOME_UNTIL,
                          .from = lines->waits[i].when == HOME_FROM,
                          .at = lines->waits[i].at });
    for (size_t i = 0; i < lines->street_count; i++)
        tell(context, &(struct home_told) { .kind = kinds[lines->street[i].rank],
                          .label = lines->street[i].label,
                          .words = lines->street[i].words,
                          .types = typed(ui, &lines->street[i], types),
                          .when = whens[lines->street[i].when],
                          .at = lines->street[i].at });
}

enum result home_tell(const struct speaker *speaker, bool all, home_teller *tell, void *context, int *more)
{
    struct face_setup setup = { .store = speaker->store,
        .actor = speaker->actor,
        .now = now_of_speaker,
        .columns = TOLD_COLUMNS,
        .rows = TOLD_ROWS };
    struct home_lines *lines = xcalloc(1, sizeof *lines);
    size_t most = all ? HOME_WAITS_MOST : HOME_WAITS_SHOWN;
    struct home_line *waits = xcalloc(most, sizeof *waits);
    struct ui ui;
    told_now = speaker->now;
    enum result result = ui_without_terminal(&ui, &setup, speaker->shared);
    if (result == RESULT_OK) {
        home_lines_begin(lines, waits, most);
        home_lines_all(&ui, lines);
        *more = (int)(lines->wait_all - lines->wait_count);
        tell_all(&ui, lines, tell, context);
    }
    free(ui.units);
    free(waits);
    free(lines);
    return result;
}
