/*
 * aid_match.c: two who meet: how it stands, how to reach each other, and the private thread of the two, which is wiped
 * 14 days after it is done. RULES 3.6.
 */
#include <stdlib.h>
#include <string.h>

#include "screens/aid_rooms.h"
#include "screens/hand_room.h"
#include "when.h"

enum { WORDS_MOST = 200 };

struct match_page {
    int64_t id;
    struct aid_match match;
    struct actor voice; /* she, or whom her hand writes for (RULES 1.8) */
    struct paper paper; /* the words of the two */
    bool stale;
    enum { ASKED_NOTHING, ASKED_MATCH } asked;
};

static int64_t written_for(const struct match_page *page)
{
    return page->voice.hand != 0 ? page->voice.member : 0;
}

static void load_words(struct ui *ui, struct match_page *page)
{
    struct aid_word *words = xcalloc(WORDS_MOST, sizeof *words);
    struct buffer text = { 0 };
    size_t count = 0;
    char time[24];
    int64_t after = 0;
    do {
        if (aid_words(ui->store, &page->voice, page->id, after, WORDS_MOST, words, &count) != RESULT_OK)
            count = 0;
        for (size_t i = 0; i < count; i++) {
            buffer_format(&text, "%s  %s\n%s\n\n",
                words[i].mine ? page->voice.hand != 0 ? page->voice.handle : _("I") : page->match.other,
                ui_time(ui, words[i].at, time, sizeof time), words[i].body != NULL ? words[i].body : "");
            after = words[i].id;
        }
        aid_words_free(words, count);
    } while (count == WORDS_MOST);
    free(words);
    bool at_end = page->paper.text == NULL || paper_at_end(&page->paper);
    free(page->paper.text);
    page->paper.text = text.length > 0 ? buffer_take(&text) : xstrdup("");
    if (at_end)
        page->paper.top = (size_t)1 << 20; /* drawing cuts it */
    if (page->match.unread > 0)
        aid_words_read(ui->store, &page->voice, page->id);
}

static enum result load(struct ui *ui, struct match_page *page)
{
    struct aid_match match;
    page->stale = false;
    enum result result = aid_match_get(ui->store, &page->voice, page->id, ui_now(ui), &match);
    if (result != RESULT_OK)
        return result;
    page->match = match;
    load_words(ui, page);
    return RESULT_OK;
}

static enum result match_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct match_page *page = screen->state;
    const struct aid_match_ask *ask = argument;
    page->id = ask->match;
    enum result result = hand_voice(ui, ask->written_for, &page->voice);
    return result == RESULT_OK ? load(ui, page) : result;
}

static void match_close(struct ui *ui, struct screen *screen)
{
    (void)ui;
    paper_close(&((struct match_page *)screen->state)->paper);
}

static bool reached(const struct match_page *page)
{
    return page->match.state == MATCH_AGREED || page->match.state == MATCH_DONE;
}

static int draw_reach(struct ui *ui, const struct aid_match *match, int row, int last)
{
    char words[AID_WORDS * 3], window[AID_WORDS];
    snprintf(words, sizeof words, _("%s lives at %s. %s"), match->other, match->home,
        match->reach[0] != '\0' ? match->reach : _("No other way to reach each other was named: write here."));
    row = ui_paragraph(ui, row, last, STYLE_SELECTED, words);
    if (match->by_hand[0] != '\0') {
        snprintf(words, sizeof words, _("%s has no device: written %s."), match->other, match->by_hand);
        row = ui_paragraph(ui, row, last, STYLE_DIM, words);
    }
    if (match->ends > 0)
        row = ui_paragraph(ui, row, last, STYLE_DIM, aid_window_words(ui, match->starts, match->ends, window));
    return row;
}

static int draw_foot(struct ui *ui, const struct aid_match *match, int last)
{
    char words[200], day[WHEN_BYTES];
    if (match->wiped_at != 0)
        snprintf(words, sizeof words, _("Wiped on %s. Whoever holds the machine can read this."),
            when_say_date(when_day(match->wiped_at), when_day(ui_now(ui)), day));
    else
        copy_text(words, sizeof words, _("Wiped 14 days after it is done. Whoever holds the machine can read this."));
    return ui_foot(ui, last, STYLE_DIM, words);
}

static void match_draw(struct ui *ui, struct screen *screen)
{
    struct match_page *page = screen->state;
    char title[2 * HANDLE_BYTES + 100], words[AID_WORDS], where[48];
    if (page->stale)
        load(ui, page);
    const struct aid_match *match = &page->match;
    if (page->voice.hand != 0)
        snprintf(title, sizeof title, _("%s and %s"), page->voice.handle, match->other);
    else
        snprintf(title, sizeof title, _("You and %s"), match->other);
    int row = ui_title(ui, title, aid_kind_words(match->kind)), last = ui_last_row(ui);
    row = ui_paragraph(ui, row, row + 1, STYLE_TITLE, match->line);
    if (match->reason[0] != '\0' && match->state < MATCH_AGREED)
        row = ui_paragraph(ui, row, row + 1, STYLE_DIM, match->reason);
    if (page->voice.hand != 0)
        row = hand_draw_voice(ui, &page->voice, row);
    row = ui_paragraph(ui, row, row + 2, STYLE_PLAIN, aid_match_sentence(ui, match, words));
    last = draw_foot(ui, match, last);
    if (reached(page)) {
        row = draw_reach(ui, match, row, last);
        if (ui->rows >= 20)
            row++;
        if (page->paper.text[0] != '\0')
            paper_draw(ui, &page->paper, row, last);
        else
            ui_paragraph(ui, row, last, STYLE_PLAIN, _("Nothing is written yet. r writes to the two of you alone."));
    } else
        ui_paragraph(ui, row, last, STYLE_DIM, _("Who you are and how to reach each other shows once both said yes."));
    ui_keys(ui, page->paper.rows > 0 ? paper_where(&page->paper, where, sizeof where) : NULL);
}

static bool match_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct match_page *page = screen->state;
    const struct aid_match *match = &page->match;
    (void)ui;
    switch (action) {
    case ACTION_YES:
        return match->state < MATCH_AGREED && !match->mine_said;
    case ACTION_NOT_NOW:
        return match->state <= MATCH_AGREED;
    case ACTION_DONE:
        return match->state == MATCH_AGREED;
    case ACTION_REPLY:
        return reached(page);
    default:
        return true;
    }
}

static void say_yes(struct ui *ui, struct match_page *page)
{
    const struct aid_match *match = &page->match;
    enum result result = match->asks && match->state == MATCH_HOLDS
                             ? aid_accept(ui->store, &page->voice, match->ask, ui_now(ui))
                             : aid_answer(ui->store, &page->voice, match->id, AID_YES, ui_now(ui));
    char reason[300];
    copy_text(reason, sizeof reason, result == RESULT_OK ? _("Said: yes.") : store_reason(ui->store));
    load(ui, page);
    ui_notice(ui, "%s", reason);
}

static bool match_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct match_page *page = screen->state;
    if (paper_act(&page->paper, action))
        return true;
    switch (action) {
    case ACTION_YES:
        say_yes(ui, page);
        return true;
    case ACTION_NOT_NOW:
    case ACTION_DONE:
        page->asked = ASKED_MATCH;
        if (action == ACTION_DONE)
            aid_ask_happened(ui, &page->match);
        else
            aid_ask_refusal(ui, &page->match);
        return true;
    case ACTION_REPLY:
        ui_push(ui, &screen_editor,
            &(struct editor_ask) { .place = DRAFT_WORD, .target = page->id, .written_for = written_for(page) });
        return true;
    case ACTION_OPEN:
        ui_push(ui, &screen_aid_page, &(struct aid_page_ask) { false, page->match.ask, written_for(page) });
        return true;
    default:
        return false;
    }
}

static void match_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct match_page *page = screen->state;
    if (from == &screen_question && page->asked == ASKED_MATCH)
        aid_take_answer(ui, &page->voice, &page->match, outcome);
    page->asked = ASKED_NOTHING;
    page->stale = true;
}

static void match_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    if (!aid_event_counts(event))
        return;
    ((struct match_page *)screen->state)->stale = true;
    ui_dirty(ui);
}

static const enum action actions[] = { ACTION_YES, ACTION_NOT_NOW, ACTION_REPLY, ACTION_DONE, ACTION_OPEN, ACTION_BACK,
    ACTION_NEXT_UNREAD, ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_aid_match = {
    .name = "match",
    .help =
        N_("You and one neighbour. Until both said yes you are a block to each other; then here stands how to reach "
           "each other, and you two can write.\n\n"
           "It is wiped 14 days after it is done. Whoever holds the machine can read this: what must not be read "
           "there is said face to face."),
    .actions = actions,
    .size = sizeof(struct match_page),
    .open = match_open,
    .close = match_close,
    .draw = match_draw,
    .act = match_act,
    .can = match_can,
    .back = match_back,
    .event = match_event,
};
