/*
 * tell.c: after a meeting three people tell whoever chaired, alone: what helped, what hurt, try this. RULES 8.3.
 */
#include <stdlib.h>
#include <string.h>

#include "learn.h"
#include "screens/care/care_rooms.h"

struct tell_page {
    struct tell asked;
    bool is_asked, stale;
    struct paper paper;
    int part; /* which of the three the prompt asks for */
    char text[TELLERS][TELL_MAX * 4 + 1];
};

static void say_part(struct buffer *out, const char *label, const char *text)
{
    if (text[0] != '\0')
        buffer_format(out, "%s %s\n", label, text);
}

static void say_told(struct ui *ui, struct buffer *out)
{
    struct told *list = xcalloc(TOLD_SHOWN, sizeof *list);
    size_t count = 0;
    char when[40];
    tell_told_list(ui->store, ui->actor, ui_now(ui), list, TOLD_SHOWN, &count);
    for (size_t i = 0; i < count; i++) {
        buffer_format(out, _("To you, of the meeting that ended %s:\n"), ui_time(ui, list[i].at, when, sizeof when));
        say_part(out, _("What helped:"), list[i].helped);
        say_part(out, _("What hurt:"), list[i].hurt);
        say_part(out, _("Try this:"), list[i].try);
        buffer_string(out, "\n");
    }
    free(list);
    if (count > 0)
        tell_told_read(ui->store, ui->actor, ui_now(ui));
}

static enum result load(struct ui *ui, struct tell_page *page)
{
    struct buffer text = { 0 };
    size_t count = 0;
    page->stale = false;
    enum result result = tell_list(ui->store, ui->actor, ui_now(ui), &page->asked, 1, &count);
    page->is_asked = count > 0;
    if (page->is_asked)
        buffer_format(&text,
            _("%s had the chair of the last meeting (%s). The lot drew you, with two others, to tell that person, "
              "alone: what helped, what hurt, what to try. w asks you the three, and you can leave any out; x "
              "says that you would rather not. It is read without names, when all three have told or in three "
              "days. 14 days after the meeting it is gone.\n\n"),
            page->asked.chair, page->asked.title[0] != '\0' ? page->asked.title : _("Meeting"));
    say_told(ui, &text);
    if (text.length == 0)
        buffer_string(&text,
            _("Nothing here. After a meeting the lot draws three of those who were there; they tell whoever chaired, "
              "alone, what helped, what hurt, what to try."));
    paper_close(&page->paper);
    page->paper = (struct paper) { .text = xstrdup(buffer_text(&text)) };
    buffer_clear(&text);
    return result;
}

static enum result page_open(struct ui *ui, struct screen *screen, const void *argument)
{
    (void)argument;
    struct tell_page *page = screen->state;
    enum result result = load(ui, page);
    if (result != RESULT_OK)
        paper_close(&page->paper);
    return result;
}

static void page_close(struct ui *ui, struct screen *screen)
{
    (void)ui;
    paper_close(&((struct tell_page *)screen->state)->paper);
}

static void page_draw(struct ui *ui, struct screen *screen)
{
    struct tell_page *page = screen->state;
    char where[48];
    if (page->stale)
        load(ui, page);
    int row = ui_title(ui, _("To whoever chaired"), "");
    paper_draw(ui, &page->paper, row, ui_last_row(ui));
    ui_keys(ui, paper_where(&page->paper, where, sizeof where));
}

/* RULES 1.7: the three together are the draft, a line each, as line mode has it. */
static void keep(struct ui *ui, void *context, const char *typed)
{
    struct tell_page *page = context;
    struct buffer lines = { 0 };
    for (int i = 0; i < TELLERS; i++)
        buffer_format(&lines, "%s%s", i > 0 ? "\n" : "", i == page->part ? typed : page->text[i]);
    draft_save(ui->store, ui->actor, DRAFT_TELL, page->asked.meeting, "", buffer_text(&lines), ui_now(ui));
    buffer_clear(&lines);
}

static void bring_back(struct ui *ui, struct tell_page *page)
{
    struct draft draft;
    if (draft_get(ui->store, ui->actor, DRAFT_TELL, page->asked.meeting, &draft) != RESULT_OK)
        return;
    tell_parts(draft.body, page->text);
    drafts_free(&draft, 1);
}

static void ask_part(struct ui *ui, struct tell_page *page)
{
    const char *const labels[TELLERS] = { _("What helped:"), _("What hurt:"), _("Try this:") };
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) { .label = labels[page->part],
            .initial = page->text[page->part],
            .text = _("In a line. Enter alone: nothing to that. What you type is kept if the line drops."),
            .limit = TELL_MAX,
            .keep = keep,
            .context = page });
}

static void finish(struct ui *ui, struct tell_page *page)
{
    char words[300];
    enum result result =
        tell_chair(ui->store, ui->actor, page->asked.meeting, page->text[0], page->text[1], page->text[2], ui_now(ui));
    util_copy_text(
        words, sizeof words, result == RESULT_OK ? _("Done. It is read without your name.") : store_reason(ui->store));
    if (result == RESULT_OK)
        draft_drop(ui->store, ui->actor, DRAFT_TELL, page->asked.meeting, ui_now(ui));
    load(ui, page);
    ui_notice(ui, "%s", words);
}

static void page_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct tell_page *page = screen->state;
    if (from != &screen_prompt || !outcome->done)
        return;
    util_copy_text(page->text[page->part], sizeof page->text[page->part], outcome->text);
    if (++page->part < TELLERS)
        ask_part(ui, page);
    else
        finish(ui, page);
}

static bool page_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    (void)ui;
    return (action != ACTION_WRITE && action != ACTION_NOT_NOW) || ((const struct tell_page *)screen->state)->is_asked;
}

static bool page_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct tell_page *page = screen->state;
    if (paper_act(&page->paper, action))
        return true;
    if (action != ACTION_WRITE && action != ACTION_NOT_NOW)
        return false;
    page->part = 0;
    for (int i = 0; i < TELLERS; i++)
        page->text[i][0] = '\0';
    if (action == ACTION_WRITE) {
        bring_back(ui, page);
        ask_part(ui, page);
    } else
        finish(ui, page);
    return true;
}

static const char *word(const struct screen *screen, enum action action)
{
    (void)screen;
    return action == ACTION_WRITE ? N_("tell") : action == ACTION_NOT_NOW ? N_("rather not") : NULL;
}

static const enum action actions[] = { ACTION_WRITE, ACTION_NOT_NOW, ACTION_BACK, ACTION_MENU, ACTION_HELP,
    ACTION_NONE };

const struct screen_type screen_tell = {
    .name = "tell",
    .help =
        N_("After a meeting the lot draws three of those who were there. They tell whoever chaired, alone, what "
           "helped, what hurt, and what to try. Nobody else reads it, no name stands with it, and it is shown when all "
           "three have told or after three days. 14 days after the meeting it is gone."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct tell_page),
    .open = page_open,
    .close = page_close,
    .draw = page_draw,
    .act = page_act,
    .can = page_can,
    .back = page_back,
};
