/* reports.c: the page of a moderator: what was reported, the oldest first. Never a number of a person. RULES 7.1, 7.4.
 */
#include <stdlib.h>
#include <string.h>

#include "screens/moderation/moderation_rooms.h"

enum { SHOWN_MOST = 30, WIDE = 60 };

struct reports {
    struct report *rows; /* room for SHOWN_MOST */
    struct list list;
    int shown;
    bool stale;
};

static enum result load(struct ui *ui, struct reports *page)
{
    size_t count = 0;
    int64_t at = page->list.count > 0 ? page->rows[page->list.selected].post : 0;
    page->stale = false;
    reports_free(page->rows, page->list.count);
    page->list.count = 0;
    enum result result = reports_list(ui->store, ui->actor, ui_now(ui), page->rows, SHOWN_MOST, &count);
    if (result != RESULT_OK)
        return result;
    page->list.count = count;
    for (size_t i = 0; i < count; i++)
        if (page->rows[i].post == at)
            page->list.selected = i;
    if (page->list.selected >= count)
        page->list.selected = count > 0 ? count - 1 : 0;
    return RESULT_OK;
}

static enum result page_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct reports *page = screen->state;
    (void)argument;
    page->rows = xcalloc(SHOWN_MOST, sizeof *page->rows);
    enum result result = load(ui, page);
    if (result != RESULT_OK)
        free(page->rows);
    return result;
}

static void page_close(struct ui *ui, struct screen *screen)
{
    struct reports *page = screen->state;
    (void)ui;
    reports_free(page->rows, page->list.count);
    free(page->rows);
}

static void draw_row(struct ui *ui, const struct report *report, bool selected, int row)
{
    char words[400], reasons[200], when[32], right[60];
    enum style style = list_mark(ui, row, selected);
    moderation_report_reasons(report->reasons, reasons, sizeof reasons);
    snprintf(words, sizeof words, _("%s in \"%s\""), report->handle, report->title);
    snprintf(right, sizeof right, "%d  %s", report->count, ui_time(ui, report->at, when, sizeof when));
    int used = text_width(right, strlen(right));
    ui_right(ui, row, ui->columns - 1, used, STYLE_DIM, right);
    ui_text(ui, row, 2, ui->columns - used - 5, style, words);
    ui_text(ui, row + 1, 4, ui->columns - 5, STYLE_NEEDS_YOU, reasons);
}

/* The words of the selected post, and what somebody said about it. */
static int draw_selected(struct ui *ui, const struct reports *page, int last)
{
    if (page->list.selected >= page->list.count || ui->rows < 20)
        return last;
    const struct report *report = &page->rows[page->list.selected];
    struct buffer words = { 0 };
    buffer_string(&words, report->body[0] != '\0' ? report->body : _("[withdrawn by its author]"));
    if (report->words[0] != '\0')
        buffer_format(&words, _("\nSomebody says: %s"), report->words);
    int first = last - 5;
    ui_rule(ui, first - 1);
    ui_paragraph(ui, first, last, STYLE_QUOTE, buffer_text(&words));
    buffer_clear(&words);
    return first - 2;
}

static void page_draw(struct ui *ui, struct screen *screen)
{
    struct reports *page = screen->state;
    char where[48];
    if (page->stale)
        load(ui, page);
    int row = ui_title(ui, _("What waits for a moderator"), ui->columns >= WIDE ? _("the oldest first") : "");
    int last = draw_selected(ui, page, ui_last_row(ui));
    page->shown = (last - row + 1) / 2 > 0 ? (last - row + 1) / 2 : 1;
    list_keep(&page->list, page->list.count, page->shown);
    if (page->list.count == 0)
        ui_paragraph(ui, row + 1, last, STYLE_PLAIN, _("Nothing waits for a moderator."));
    for (size_t i = page->list.top; i < page->list.count && row + 1 <= last; i++, row += 2)
        draw_row(ui, &page->rows[i], i == page->list.selected, row);
    ui_keys(ui, list_where(&page->list, page->list.count == SHOWN_MOST, where, sizeof where));
}

static bool page_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct reports *page = screen->state;
    bool any = page->list.selected < page->list.count;
    const struct report *report = any ? &page->rows[page->list.selected] : NULL;
    (void)ui;
    if (action == ACTION_COVER)
        return any && !report->withdrawn;
    return action == ACTION_NOT_NOW || action == ACTION_RESTRICT || action == ACTION_OPEN ? any : true;
}

static bool page_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct reports *page = screen->state;
    if (list_act(&page->list, action, page->shown))
        return true;
    const struct report *report = page->list.selected < page->list.count ? &page->rows[page->list.selected] : NULL;
    if (action == ACTION_OPEN && report != NULL)
        navigate_to_post(ui, report->thread, report->post);
    else if (action == ACTION_COVER && report != NULL)
        ui_go(ui, PLACE_REPORT, &(struct report_ask) { .post = report->post, .covers = true });
    else if (action == ACTION_RESTRICT && report != NULL) {
        struct restrict_ask ask;
        util_copy_text(ask.handle, sizeof ask.handle, report->handle);
        ui_go(ui, PLACE_RESTRICT, &ask);
    } else if (action == ACTION_NOT_NOW && report != NULL)
        ui_push(ui, &screen_prompt,
            &(struct prompt_ask) { .label = _("It stays:"),
                .text = _("Why, in a line: everybody here reads it in the log."),
                .limit = ACT_WORDS_MAX });
    else if (action == ACTION_LOG)
        ui_go(ui, PLACE_MODLOG, NULL);
    else
        return false;
    return true;
}

static void page_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct reports *page = screen->state;
    char reason[300];
    int64_t act;
    page->stale = true;
    if (from != &screen_prompt || !outcome->done || page->list.selected >= page->list.count)
        return;
    enum result result =
        report_leave(ui->store, ui->actor, page->rows[page->list.selected].post, outcome->text, ui_now(ui), &act);
    util_copy_text(reason, sizeof reason,
        result == RESULT_OK ? _("It stays as it is, and the log says so.") : store_reason(ui->store));
    load(ui, page);
    ui_notice(ui, "%s", reason);
}

static void page_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    if (!moderation_event(event))
        return;
    ((struct reports *)screen->state)->stale = true;
    ui_dirty(ui);
}

static const char *word(const struct screen *screen, enum action action)
{
    (void)screen;
    return action == ACTION_NOT_NOW ? N_("it stays") : action == ACTION_OPEN ? N_("the thread") : NULL;
}

static const enum action actions[] = { ACTION_OPEN, ACTION_COVER, ACTION_NOT_NOW, ACTION_RESTRICT, ACTION_LOG,
    ACTION_BACK, ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_reports = {
    .name = "reports",
    .help = N_(
        "What was reported and waits for a moderator, the oldest first. Enter reads it where it stands. c covers it, "
        "for a reason. x leaves it as it is, and says why. $ keeps its author from the boards for some days. All "
        "three stand in the log.\n\n"
        "Nobody sees who reported. What concerns you or your home is for another moderator."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct reports),
    .open = page_open,
    .close = page_close,
    .draw = page_draw,
    .act = page_act,
    .can = page_can,
    .back = page_back,
    .event = page_event,
};
