/* report.c: a post is reported, or by a moderator covered: first the reason, then words. RULES 7.1. */
#include <stdlib.h>
#include <string.h>

#include "screens/moderation/moderation_rooms.h"
#include "screens/people/hand_room.h"

struct report_page {
    int64_t post;
    bool covers;
    char *body;
    char handle[HANDLE_BYTES];
    struct list list;   /* of the reasons */
    struct actor voice; /* hand 0: she reports herself. RULES 1.8 */
    bool asks_name;
};

static enum result page_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct report_page *page = screen->state;
    const struct report_ask *ask = argument;
    struct post post;
    enum result result = post_get(ui->store, ui->actor, ask->post, &post);
    if (result != RESULT_OK)
        return result;
    page->post = ask->post;
    page->voice = *ui->actor;
    page->covers = ask->covers;
    page->body = xstrdup(post.body);
    util_copy_text(page->handle, sizeof page->handle, post.handle);
    page->list.count = COVER_REASONS - 1;
    posts_free(&post, 1);
    return RESULT_OK;
}

static void page_close(struct ui *ui, struct screen *screen)
{
    (void)ui;
    free(((struct report_page *)screen->state)->body);
}

static enum cover_reason chosen(const struct report_page *page)
{
    return (enum cover_reason)(page->list.selected + 1);
}

static void page_draw(struct ui *ui, struct screen *screen)
{
    struct report_page *page = screen->state;
    int airy = ui->rows >= 20, most = airy ? 6 : 2;
    int row = ui_title(ui, page->covers ? _("Cover this post") : _("Report this post"), page->handle);
    int last = ui_last_row(ui);
    if (page->voice.hand != 0)
        row = hand_draw_voice(ui, &page->voice, row);
    row = ui_paragraph(ui, row, row + most - 1, STYLE_QUOTE, page->body) + airy;
    row = ui_paragraph(ui, row, last, STYLE_TITLE,
        page->covers ? _("Which agreement does it break?") : _("What should a moderator look at?"));
    for (int reason = 1; reason < COVER_REASONS && row <= last; reason++, row++) {
        enum style style = list_mark(ui, row, (size_t)reason == page->list.selected + 1);
        ui_textf(ui, row, 2, ui->columns - 3, style, "%d %s", reason,
            reason == COVER_OTHER ? _("other: say which") : cover_reason_words((enum cover_reason)reason));
    }
    ui_paragraph(ui, row + airy, last, STYLE_DIM,
        page->covers ? _("Nothing is deleted. The author is told at once and can appeal.")
                     : _("Nobody ever sees that it was you."));
    ui_keys(ui, NULL);
}

static void ask_words(struct ui *ui, struct report_page *page)
{
    bool kept = !page->covers && page->voice.hand == 0, needed = page->covers || chosen(page) == COVER_OTHER;
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) { .label = page->covers ? _("Why:") : _("Words:"),
            .text = page->covers ? _("In a line: everybody here reads it in the log.")
                    : needed     ? _("Say which agreement, in a line. Your name does not stand with it.")
                                 : _("If you like, in a line. Your name does not stand with it. Enter alone: none."),
            .limit = ACT_WORDS_MAX,
            .place = kept ? DRAFT_REPORT : 0,
            .target = page->post });
}

static bool page_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct report_page *page = screen->state;
    if (list_act(&page->list, action, COVER_REASONS))
        return true;
    if (action == ACTION_BY_HAND && !page->covers) {
        page->asks_name = true;
        hand_ask_name(ui);
        return true;
    }
    if (action != ACTION_OPEN)
        return false;
    ask_words(ui, page);
    return true;
}

static void page_key(struct ui *ui, struct screen *screen, wint_t key, bool special)
{
    struct report_page *page = screen->state;
    if (special || key < '1' || key >= '0' + COVER_REASONS)
        return;
    page->list.selected = (size_t)(key - '1');
    ui_dirty(ui);
    ask_words(ui, page);
}

static void page_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct report_page *page = screen->state;
    int64_t act;
    bool name = page->asks_name;
    page->asks_name = false;
    if (from != &screen_prompt || !outcome->done)
        return;
    if (name) {
        if (!hand_voice_of(ui, outcome->text, &page->voice))
            page->voice = *ui->actor;
        return;
    }
    enum result result =
        page->covers ? act_cover_make(ui->store, ui->actor, page->post, chosen(page), outcome->text, ui_now(ui), &act)
                     : report_make(ui->store, &page->voice, page->post, chosen(page), outcome->text, ui_now(ui));
    if (result != RESULT_OK) {
        ui_refused(ui);
        return;
    }
    if (!page->covers)
        draft_drop(ui->store, &page->voice, DRAFT_REPORT, page->post, ui_now(ui));
    bool covers = page->covers, other = chosen(page) == COVER_OTHER;
    ui_pop(ui, &(struct outcome) { .done = true });
    ui_notice(ui, "%s",
        !covers ? _("A moderator looks at it. Nobody ever sees that it was you.")
        : other ? _("Covered. It ends after 48 hours without a second moderator's yes.")
                : _("Covered. Its author is told, and can appeal."));
}

static const char *word(const struct screen *screen, enum action action)
{
    (void)screen;
    return action == ACTION_OPEN ? N_("this reason") : NULL;
}

static bool page_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    (void)ui;
    return action != ACTION_BY_HAND || !((const struct report_page *)screen->state)->covers;
}

static const enum action actions[] = { ACTION_OPEN, ACTION_BY_HAND, ACTION_UP, ACTION_DOWN, ACTION_BACK, ACTION_HELP,
    ACTION_NONE };

const struct screen_type screen_report = {
    .name = "report",
    .help =
        N_("Why a moderator should look at this post: choose a reason by its number, then say more in a line if you "
           "like. Nobody ever sees who reported. h reports for somebody without a device.\n\n"
           "A moderator covers a post on the same page. Nothing is deleted: in place of the words stands the reason, "
           "the author is told and can appeal to five neighbours drawn by lot."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct report_page),
    .open = page_open,
    .close = page_close,
    .draw = page_draw,
    .act = page_act,
    .can = page_can,
    .key = page_key,
    .back = page_back,
};
