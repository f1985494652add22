/* restrict.c: somebody does not write on the boards for some days: why, how long, in words, and what she can still do.
 * A second time within 90 days is the assembly's. RULES 7.3. */
#include <stdlib.h>
#include <string.h>

#include "screens/moderation/moderation_rooms.h"

struct restrict_page {
    char handle[HANDLE_BYTES];
    struct list list; /* of the reasons */
    int64_t days;
    char *words;
    enum { ASKED_NOTHING, ASKED_DAYS, ASKED_WORDS, ASKED_SURE } asked;
};

static enum result page_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct restrict_page *page = screen->state;
    const struct restrict_ask *ask = argument;
    util_copy_text(page->handle, sizeof page->handle, ask->handle);
    page->list.count = COVER_REASONS - 1;
    return act_restriction_check(
        ui->store, ui->actor, page->handle, ui_now(ui)); /* now, so that she does not type in vain */
}

static void page_close(struct ui *ui, struct screen *screen)
{
    (void)ui;
    free(((struct restrict_page *)screen->state)->words);
}

static enum cover_reason chosen(const struct restrict_page *page)
{
    return (enum cover_reason)(page->list.selected + 1);
}

static void page_draw(struct ui *ui, struct screen *screen)
{
    struct restrict_page *page = screen->state;
    int airy = ui->rows >= 20;
    int row = ui_title(ui, _("Keep somebody from the boards"), page->handle), last = ui_last_row(ui);
    row = ui_paragraph(ui, row, last, STYLE_TITLE, _("Which agreement is it about?"));
    for (int reason = 1; reason < COVER_REASONS && row <= last; reason++, row++) {
        enum style style = list_mark(ui, row, (size_t)reason == page->list.selected + 1);
        ui_textf(ui, row, 2, ui->columns - 3, style, "%d %s", reason,
            reason == COVER_OTHER ? _("other: say which") : cover_reason_words((enum cover_reason)reason));
    }
    ui_paragraph(ui, row + airy, last, STYLE_DIM,
        _("It touches boards only: never voice, vote or aid. To cover one post is often enough."));
    ui_keys(ui, NULL);
}

/* --- asking --- */

static void ask_days(struct ui *ui, struct restrict_page *page)
{
    page->asked = ASKED_DAYS;
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) { .label = _("Days:"),
            .text = ui_numbers(ui, _("For how many days? {restriction-days} at most.")),
            .limit = 3 });
}

static void ask_words(struct ui *ui, struct restrict_page *page)
{
    page->asked = ASKED_WORDS;
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) {
            .label = _("Why:"), .text = _("In a line: everybody here reads it in the log."), .limit = ACT_WORDS_MAX });
}

static void ask_sure(struct ui *ui, struct restrict_page *page)
{
    char title[200], text[600];
    const struct choice choices[] = { { 'y', _("Yes, for these days") }, { 'n', _("No") }, { 0, NULL } };
    page->asked = ASKED_SURE;
    snprintf(title, sizeof title,
        ngettext("Shall %s not write on the boards for %lld day?", "Shall %s not write on the boards for %lld days?",
            (unsigned long)page->days),
        page->handle, (long long)page->days);
    snprintf(text, sizeof text,
        _("%s still reads all, speaks in meetings and circles, votes, asks and helps, and writes letters. They "
          "are told at once, with why and how to appeal; it stands in the log with your letter. A second time "
          "within 90 days is for the assembly."),
        page->handle);
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = title, .text = text, .choices = choices, .selected = 1 });
}

/* --- acting --- */

static bool page_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct restrict_page *page = screen->state;
    if (list_act(&page->list, action, COVER_REASONS))
        return true;
    if (action != ACTION_OPEN)
        return false;
    ask_days(ui, page);
    return true;
}

static void page_key(struct ui *ui, struct screen *screen, wint_t key, bool special)
{
    struct restrict_page *page = screen->state;
    if (special || key < '1' || key >= '0' + COVER_REASONS)
        return;
    page->list.selected = (size_t)(key - '1');
    ui_dirty(ui);
    ask_days(ui, page);
}

static void take_days(struct ui *ui, struct restrict_page *page, const char *typed)
{
    if (act_restriction_days(ui->store, ui->actor, typed, &page->days) == RESULT_OK)
        ask_words(ui, page);
    else
        ui_refused(ui);
}

static void take_words(struct ui *ui, struct restrict_page *page, const char *typed)
{
    free(page->words);
    page->words = xstrdup(typed);
    if (page->words[strspn(page->words, " ")] != '\0')
        ask_sure(ui, page);
    else
        ui_notice(ui, "%s", _("Say why: everybody here reads it in the log. Choose the reason again."));
}

static void restrict_now(struct ui *ui, const struct restrict_page *page)
{
    char handle[HANDLE_BYTES];
    int64_t act;
    util_copy_text(handle, sizeof handle, page->handle);
    if (act_restriction_make(ui->store, ui->actor, handle, page->days, chosen(page), page->words, ui_now(ui), &act) !=
        RESULT_OK) {
        ui_refused(ui);
        return;
    }
    ui_pop(ui, &(struct outcome) { .done = true });
    ui_notice(ui, _("%s is told, and can appeal. U in the log lifts it."), handle);
}

static void page_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct restrict_page *page = screen->state;
    int asked = page->asked;
    page->asked = ASKED_NOTHING;
    if (!outcome->done)
        return;
    if (from == &screen_prompt && asked == ASKED_DAYS)
        take_days(ui, page, outcome->text);
    else if (from == &screen_prompt && asked == ASKED_WORDS)
        take_words(ui, page, outcome->text);
    else if (from == &screen_question && asked == ASKED_SURE && outcome->number == 'y')
        restrict_now(ui, page);
}

static const char *word(const struct screen *screen, enum action action)
{
    (void)screen;
    return action == ACTION_OPEN ? N_("this reason") : NULL;
}

static const enum action actions[] = { ACTION_OPEN, ACTION_UP, ACTION_DOWN, ACTION_BACK, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_restrict = {
    .name = "restriction",
    .help = N_("A moderator keeps somebody from writing on the boards for some days, {restriction-days} at most. "
               "Choose why by its number, then say for how many days. You can say more in a line that everybody "
               "reads in the log.\n\n"
               "It touches boards only. They read, speak in meetings and circles, vote, ask for help and give it, "
               "and write letters as before. They are told at once and can appeal to five neighbours drawn by "
               "lot.\n\n"
               "A second time within 90 days is for the assembly. Nobody restricts somebody of their own home."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct restrict_page),
    .open = page_open,
    .close = page_close,
    .draw = page_draw,
    .act = page_act,
    .key = page_key,
    .back = page_back,
};
