/*
 * letter.c: one letter. Opening it marks it as read.
 */
#include <stdlib.h>
#include <string.h>

#include "screens/boards/boards_rooms.h"

struct letter_page {
    struct letter letter;
    struct paper paper;
};

static enum result letter_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct letter_page *page = screen->state;
    const struct letter_ask *ask = argument;
    enum result result = letter_get(ui->store, ui->actor, ask->letter, &page->letter);
    if (result != RESULT_OK)
        return result;
    page->paper.text = xstrdup(page->letter.body != NULL ? page->letter.body : "");
    if (page->letter.unread)
        letter_mark_read(ui->store, ui->actor, ask->letter, ui_now(ui));
    return RESULT_OK;
}

static void letter_close(struct ui *ui, struct screen *screen)
{
    struct letter_page *page = screen->state;
    (void)ui;
    letters_free(&page->letter, 1);
    paper_close(&page->paper);
}

static void letter_draw(struct ui *ui, struct screen *screen)
{
    struct letter_page *page = screen->state;
    const struct letter *letter = &page->letter;
    char title[HANDLE_BYTES + 64], time[24], right[64], where[48];
    snprintf(title, sizeof title, letter->mine ? _("A letter to %s") : _("A letter from %s"), letter->handle);
    snprintf(right, sizeof right, "%s%s", letter->kept ? _("kept  ") : "", ui_time(ui, letter->at, time, sizeof time));
    int row = ui_title(ui, title, right), last = ui_last_row(ui);
    if (letter->about_post != 0)
        ui_text(ui, row++, 1, ui->columns - 2, STYLE_DIM, _("It answers a post. u goes there."));
    struct readers readers;
    readers_of_letter(&readers);
    last = ui_foot_readers(ui, last, &readers);
    paper_draw(ui, &page->paper, row, last);
    ui_keys(ui, paper_where(&page->paper, where, sizeof where));
}

static bool letter_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct letter_page *page = screen->state;
    (void)ui;
    if (action == ACTION_PARENT)
        return page->letter.about_post != 0;
    if (action == ACTION_REPLY || action == ACTION_QUOTE)
        return !page->letter.mine;
    return true;
}

static void reply(struct ui *ui, const struct letter *letter, bool quote)
{
    char *quoted = quote ? text_quote(letter->body) : NULL;
    ui_go(ui, PLACE_EDITOR,
        &(struct editor_ask) {
            .place = DRAFT_LETTER,
            .target = letter->mine ? letter->to : letter->from,
            .about = letter->id,
            .initial = quoted,
        });
    free(quoted);
}

static void keep(struct ui *ui, struct letter *letter)
{
    if (letter_keep(ui->store, ui->actor, letter->id, !letter->kept, ui_now(ui)) != RESULT_OK) {
        ui_refused(ui);
        return;
    }
    letter->kept = !letter->kept;
    ui_notice(ui, "%s",
        letter->kept ? _("It is kept until you say otherwise.")
                     : ui_numbers(ui, _("It is forgotten {letter-days} after it was written.")));
}

static void ask_remove(struct ui *ui)
{
    const struct choice choices[] = { { 'y', _("Yes, remove my copy") }, { 'n', _("No, leave it") }, { 0, NULL } };
    ui_push(ui, &screen_question,
        &(struct question_ask) {
            .title = _("Remove your copy of this letter?"),
            .text = _("This can't be undone. The other person keeps theirs."),
            .choices = choices,
            .destroys = true,
        });
}

static void go_to_post(struct ui *ui, int64_t id)
{
    struct post post;
    if (post_get(ui->store, ui->actor, id, &post) != RESULT_OK) {
        ui_refused(ui);
        return;
    }
    navigate_to_post(ui, post.thread, post.id);
    posts_free(&post, 1);
}

static bool letter_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct letter_page *page = screen->state;
    if (paper_act(&page->paper, action))
        return true;
    switch (action) {
    case ACTION_NEXT:
        ui_pop(ui, NULL);
        return true;
    case ACTION_REPLY:
    case ACTION_QUOTE:
        reply(ui, &page->letter, action == ACTION_QUOTE);
        return true;
    case ACTION_KEEP:
        keep(ui, &page->letter);
        return true;
    case ACTION_REMOVE:
        ask_remove(ui);
        return true;
    case ACTION_PARENT:
        go_to_post(ui, page->letter.about_post);
        return true;
    default:
        return false;
    }
}

static void letter_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct letter_page *page = screen->state;
    if (from != &screen_question || !outcome->done || outcome->number != 'y')
        return;
    if (letter_remove(ui->store, ui->actor, page->letter.id, ui_now(ui)) != RESULT_OK) {
        ui_refused(ui);
        return;
    }
    ui_pop(ui, NULL);
    ui_notice(ui, "%s", _("Your copy is gone."));
}

static const enum action actions[] = { ACTION_NEXT, ACTION_REPLY, ACTION_QUOTE, ACTION_KEEP, ACTION_REMOVE,
    ACTION_PARENT, ACTION_BACK, ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_letter = {
    .name = "letter",
    .help = N_(
        "One letter, between you and one other person. r answers it, K keeps it longer than {letter-days}, D removes "
        "your copy.\n\nWhoever holds the machine can read this."),
    .actions = actions,
    .size = sizeof(struct letter_page),
    .open = letter_open,
    .close = letter_close,
    .draw = letter_draw,
    .act = letter_act,
    .can = letter_can,
    .back = letter_back,
};
