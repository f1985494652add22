/* log.c: the log of acts: what moderators did, why, and what became of it. Open to all of the unit. RULES 7.4. */
#include <stdlib.h>
#include <string.h>

#include "screens/moderation/moderation_rooms.h"

enum { WIDE = 60 };

struct log {
    struct act *rows; /* room for ACTS_LISTED_MOST */
    struct list list;
    int shown;
    bool stale, moderates;
};

static enum result load(struct ui *ui, struct log *log)
{
    size_t count = 0;
    int64_t at = log->list.count > 0 ? log->rows[log->list.selected].id : 0;
    log->stale = false;
    enum result result = acts_list(ui->store, ui->actor, 0, ui_now(ui), log->rows, ACTS_LISTED_MOST, &count);
    if (result != RESULT_OK)
        return result;
    log->moderates = report_moderates_here(ui->store, ui->actor, ui_now(ui));
    log->list.count = count;
    for (size_t i = 0; i < count; i++)
        if (log->rows[i].id == at)
            log->list.selected = i;
    return RESULT_OK;
}

static enum result log_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct log *log = screen->state;
    (void)argument;
    log->rows = xcalloc(ACTS_LISTED_MOST, sizeof *log->rows);
    enum result result = load(ui, log);
    if (result != RESULT_OK)
        free(log->rows);
    return result;
}

static void log_close(struct ui *ui, struct screen *screen)
{
    (void)ui;
    free(((struct log *)screen->state)->rows);
}

/* --- drawing --- */

/* What became of it, in a few words. */
static const char *stands_brief(const struct act *act)
{
    static const char *const words[ACT_STATES] = {
        [ACT_APPEALED] = N_("appealed"),
        [ACT_KEPT] = N_("a panel: it stays"),
        [ACT_PANEL_LIFTED] = N_("a panel lifted it"),
        [ACT_LIFTED] = N_("lifted"),
        [ACT_FELL] = N_("ended: no second yes"),
        [ACT_UNANSWERED] = N_("lifted: no answer"),
        [ACT_OVER] = N_("over"),
        [ACT_WITHDRAWN] = N_("taken back"),
    };
    if (act->state == ACT_STANDS)
        return act->kind == ACT_LEFT || act->kind == ACT_FOLDED ? ""
               : act->falls != 0                                ? _("needs a second yes")
                                                                : _("stands");
    return _(words[act->state]);
}

static void draw_act(struct ui *ui, const struct act *act, bool selected, int row)
{
    char words[300], when[32], right[80];
    enum style style = list_mark(ui, row, selected);
    bool wide = ui->columns >= WIDE, waits = act->mine || act->panel_asks || act->panel_sits;
    moderation_act_line(act, words, sizeof words);
    snprintf(right, sizeof right, "%s  %s", stands_brief(act), ui_time(ui, act->at, when, sizeof when));
    int used = text_width(right, strlen(right));
    if (wide) {
        ui_right(ui, row, ui->columns - 1, used, waits ? STYLE_NEEDS_YOU : STYLE_DIM, right);
        ui_text(ui, row, 2, ui->columns - used - 5, style, words);
    } else {
        ui_text(ui, row, 2, ui->columns - 3, style, words);
        ui_text(ui, row + 1, 4, ui->columns - 5, waits ? STYLE_NEEDS_YOU : STYLE_DIM, right);
    }
}

static void log_draw(struct ui *ui, struct screen *screen)
{
    struct log *log = screen->state;
    char where[48];
    int each = ui->columns >= WIDE ? 1 : 2;
    if (log->stale)
        load(ui, log);
    int row = ui_title(ui, _("The log of acts"), ui->columns >= WIDE ? _("what moderators did, and why") : "");
    int last = ui_foot(ui, ui_last_row(ui), STYLE_DIM, moderation_hides());
    log->shown = (last - row + 1) / each > 0 ? (last - row + 1) / each : 1;
    list_keep(&log->list, log->list.count, log->shown);
    if (log->list.count == 0)
        ui_paragraph(ui, row + 1, last, STYLE_PLAIN,
            _("No moderator has done anything here. R on a post asks one to look at it."));
    for (size_t i = log->list.top; i < log->list.count && row + each - 1 <= last; i++, row += each)
        draw_act(ui, &log->rows[i], i == log->list.selected, row);
    ui_keys(ui, list_where(&log->list, log->list.count == ACTS_LISTED_MOST, where, sizeof where));
}

/* --- acting --- */

static bool log_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct log *log = screen->state;
    (void)ui;
    return action == ACTION_OPEN ? log->list.count > 0 : action == ACTION_OURS ? log->moderates : true;
}

static bool log_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct log *log = screen->state;
    if (list_act(&log->list, action, log->shown))
        return true;
    if (action == ACTION_OPEN)
        ui_go(ui, PLACE_ACT, &(struct act_page_ask) { .act = log->rows[log->list.selected].id });
    else if (action == ACTION_OURS)
        ui_go(ui, PLACE_REPORTS, NULL);
    else if (action == ACTION_CIRCLES)
        ui_go(ui, PLACE_CIRCLE_FORM, &(struct circle_form_ask) { .quarrel = true });
    else
        return false;
    return true;
}

static void log_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    (void)ui, (void)from, (void)outcome;
    ((struct log *)screen->state)->stale = true;
}

static void log_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    if (!moderation_event(event))
        return;
    ((struct log *)screen->state)->stale = true;
    ui_dirty(ui);
}

static const char *word(const struct screen *screen, enum action action)
{
    (void)screen;
    return action == ACTION_OURS ? N_("what waits") : action == ACTION_CIRCLES ? N_("a circle") : NULL;
}

static const enum action actions[] = { ACTION_OPEN, ACTION_OURS, ACTION_CIRCLES, ACTION_BACK, ACTION_MENU, ACTION_HELP,
    ACTION_NONE };

const struct screen_type screen_modlog = {
    .name = "log of acts",
    .help = N_("What moderators did, and why: they covered a post, kept somebody from the boards for a while, or "
               "left a reported post as it is. Here stands too when people of three homes folded a turn in a "
               "meeting. Everybody of the unit reads it. Nothing is deleted: Enter shows an act, and whoever it is "
               "about appeals there.\n\n"
               "\"Moderator A\" is one person for a whole term. A panel reads their name, and so does everybody once "
               "their recall is on an agenda. This hides from outsiders, not from neighbours.\n\n"
               "c calls a circle about a quarrel: to cover words seldom ends a quarrel.\n\n"
               "Nobody moderates what concerns themselves. A moderator's page (m) shows what was reported, by age."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct log),
    .open = log_open,
    .close = log_close,
    .draw = log_draw,
    .act = log_act,
    .can = log_can,
    .back = log_back,
    .event = log_event,
};
