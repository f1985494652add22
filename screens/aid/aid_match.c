/*
 * aid_match.c: one match: its state, how the two can reach each other, and their messages, which are wiped 14 days
 * after it is done. RULES 3.6.
 */
#include <stdlib.h>
#include <string.h>

#include "aid_said.h"
#include "aid_window.h"
#include "screens/aid/aid_rooms.h"
#include "screens/people/hand_room.h"

enum { MESSAGES_MOST = 200 };

struct match_page {
    int64_t id;
    struct aid_match match;
    struct actor voice; /* the member herself, or the person for whom she writes (RULES 1.8) */
    struct paper paper; /* the messages of the two */
    bool stale;
    enum { ASKED_NOTHING, ASKED_MATCH } asked;
};

static int64_t written_for(const struct match_page *page)
{
    return page->voice.hand != 0 ? page->voice.member : 0;
}

static void load_messages(struct ui *ui, struct match_page *page)
{
    struct aid_message *words = xcalloc(MESSAGES_MOST, sizeof *words);
    struct buffer text = { 0 };
    size_t count = 0;
    char time[24];
    int64_t after = 0;
    do {
        if (aid_messages(ui->store, &page->voice, page->id, after, MESSAGES_MOST, words, &count) != RESULT_OK)
            count = 0;
        for (size_t i = 0; i < count; i++) {
            buffer_format(&text, "%s  %s\n%s\n\n",
                words[i].mine ? page->voice.hand != 0 ? page->voice.handle : _("I") : page->match.other,
                ui_time(ui, words[i].at, time, sizeof time), words[i].body != NULL ? words[i].body : "");
            after = words[i].id;
        }
        aid_messages_free(words, count);
    } while (count == MESSAGES_MOST);
    free(words);
    bool at_end = page->paper.text == NULL || paper_at_end(&page->paper);
    free(page->paper.text);
    page->paper.text = text.length > 0 ? buffer_take(&text) : xstrdup("");
    if (at_end)
        page->paper.top = (size_t)1 << 20; /* the end; paper_draw() corrects it */
    if (page->match.unread > 0 || page->match.is_new)
        aid_messages_read(ui->store, &page->voice, page->id, after);
}

static enum result load(struct ui *ui, struct match_page *page)
{
    struct aid_match match;
    page->stale = false;
    enum result result = aid_match_get(ui->store, &page->voice, page->id, ui_now(ui), &match);
    if (result != RESULT_OK)
        return result;
    page->match = match;
    load_messages(ui, page);
    return RESULT_OK;
}

static enum result match_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct match_page *page = screen->state;
    const struct aid_match_page_ask *ask = argument;
    page->id = ask->match;
    enum result result = hand_voice(ui, ask->written_for, &page->voice);
    return result == RESULT_OK ? load(ui, page) : result;
}

static void match_close(struct ui *ui, struct screen *screen)
{
    (void)ui;
    paper_close(&((struct match_page *)screen->state)->paper);
}

/* True on a small screen with messages: then the messages get the rows, and the rest of the page is short. */
static bool is_tight(const struct ui *ui, const struct match_page *page)
{
    return ui->rows < 20 && page->paper.text[0] != '\0';
}

static int draw_reach(struct ui *ui, const struct match_page *page, int row, int last)
{
    const struct aid_match *match = &page->match;
    char words[AID_WORDS * 3 + AID_HOME_BYTES];
    if (is_tight(ui, page)) {
        snprintf(words, sizeof words, match->home[0] != '\0' ? "%s, %s. %s" : "%s. %s%s", match->other, match->home,
            match->reach);
        return ui_paragraph(ui, row, row + 1, STYLE_SELECTED, words);
    }
    const char *reach = match->reach[0] != '\0'  ? match->reach
                        : match->home[0] != '\0' ? _("No other way to reach each other was named: write here.")
                                                 : _("No way to reach each other was named: write here.");
    snprintf(words, sizeof words, match->home[0] != '\0' ? _("%s lives at %s. %s") : "%s. %s%s", match->other,
        match->home, reach);
    row = ui_paragraph(ui, row, last, STYLE_SELECTED, words);
    if (match->by_hand[0] != '\0') {
        snprintf(words, sizeof words, _("%s has no device: written %s."), match->other, match->by_hand);
        row = ui_paragraph(ui, row, last, STYLE_DIM, words);
    }
    return row + (ui->rows >= 20);
}

static int draw_foot(struct ui *ui, const struct match_page *page, int last)
{
    char words[READERS_PAGE_BYTES + 80], day[WHEN_BYTES];
    struct readers readers;
    readers_of_match(&page->voice, page->match.other, &readers);
    if (is_tight(ui, page))
        return ui_foot_readers(ui, last, &readers);
    if (page->match.wiped_at != 0)
        snprintf(words, sizeof words, _("%s Wiped on %s."), readers.page,
            when_say_date(when_day(page->match.wiped_at), when_day(ui_now(ui)), day));
    else
        snprintf(words, sizeof words, _("%s Wiped 14 days after it is done."), readers.page);
    return ui_foot(ui, last, STYLE_DIM, words);
}

/* When it is, above all else: on a small screen the rest may be cut. */
static int draw_window(struct ui *ui, const struct aid_match *match, bool tight, int row)
{
    char words[AID_WINDOW_BYTES];
    if (match->ends == 0 || !aid_match_can(match, ACTION_REPLY))
        return row;
    aid_window_say(match->starts, match->ends, false, ui_now(ui), words);
    if (!tight)
        return ui_paragraph(ui, row, row + 2, STYLE_PLAIN, words);
    ui_text(ui, row, 1, ui->columns - 2, STYLE_PLAIN, words);
    return row + 1;
}

static int draw_state(struct ui *ui, const struct match_page *page, int row)
{
    const struct aid_match *match = &page->match;
    char words[AID_WORDS];
    bool tight = is_tight(ui, page);
    if (tight)
        ui_text(ui, row++, 1, ui->columns - 2, STYLE_TITLE, match->line);
    else
        row = ui_paragraph(ui, row, row + 1, STYLE_TITLE, match->line);
    row = draw_window(ui, match, tight, row);
    if (match->reason[0] != '\0' && match->state < MATCH_AGREED)
        row = ui_paragraph(ui, row, row + 1, STYLE_DIM, match->reason);
    if (page->voice.hand != 0 && !tight) /* the title says it, too */
        row = hand_draw_voice(ui, &page->voice, row);
    if (tight && match->state == MATCH_AGREED && !match->happened_due)
        return row;
    row = ui_paragraph(ui, row, row + 2, STYLE_PLAIN, aid_match_sentence(ui, match, words));
    if (aid_every_say(match->every, match->other, words, sizeof words)[0] != '\0')
        row = ui_paragraph(ui, row, row + 1, STYLE_PLAIN, words);
    return row;
}

static void match_draw(struct ui *ui, struct screen *screen)
{
    struct match_page *page = screen->state;
    char title[2 * HANDLE_BYTES + 100], where[48];
    if (page->stale)
        load(ui, page);
    const struct aid_match *match = &page->match;
    if (page->voice.hand != 0)
        snprintf(title, sizeof title, _("%s and %s"), page->voice.handle, match->other);
    else
        snprintf(title, sizeof title, _("You and %s"), match->other);
    int row = ui_title(ui, title, aid_kind_words(match->kind)), last = ui_last_row(ui);
    row = draw_state(ui, page, row);
    if (match->state <= MATCH_DONE)
        last = draw_foot(ui, page, last);
    if (aid_match_can(match, ACTION_REPLY)) {
        row = draw_reach(ui, page, row, last);
        if (page->paper.text[0] != '\0')
            paper_draw(ui, &page->paper, row, last);
        else
            ui_paragraph(ui, row, last, STYLE_PLAIN, _("Nothing is written yet. r writes to the two of you alone."));
    } else if (match->state < MATCH_AGREED)
        ui_paragraph(ui, row, last, STYLE_DIM, _("Names and how to reach each other show when both have said yes."));
    ui_keys(ui, page->paper.rows > 0 ? paper_where(&page->paper, where, sizeof where) : NULL);
}

static bool match_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct match_page *page = screen->state;
    (void)ui;
    bool about_it = action == ACTION_WEEKLY || action == ACTION_YES || action == ACTION_NOT_NOW ||
                    action == ACTION_DONE || action == ACTION_REPLY;
    return !about_it || aid_match_can(&page->match, action);
}

static void say_yes(struct ui *ui, struct match_page *page)
{
    const char *said;
    char reason[300];
    enum result result = aid_match_yes(ui, &page->voice, &page->match, &said);
    util_copy_text(reason, sizeof reason, result == RESULT_OK ? said : store_reason(ui->store));
    load(ui, page);
    ui_notice(ui, "%s", reason);
}

static void say_weekly(struct ui *ui, struct match_page *page)
{
    const char *said;
    char reason[300];
    enum result result = aid_match_weekly(ui, &page->voice, &page->match, &said);
    util_copy_text(reason, sizeof reason, result == RESULT_OK ? said : store_reason(ui->store));
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
    case ACTION_WEEKLY:
        say_weekly(ui, page);
        return true;
    case ACTION_NOT_NOW:
    case ACTION_DONE:
        page->asked = ASKED_MATCH;
        aid_match_ask(ui, &page->match, action);
        return true;
    case ACTION_REPLY:
        ui_go(ui, PLACE_EDITOR,
            &(struct editor_ask) { .place = DRAFT_MESSAGE, .target = page->id, .written_for = written_for(page) });
        return true;
    case ACTION_OPEN:
        ui_go(ui, PLACE_AID_PAGE, &(struct aid_page_ask) { false, page->match.ask, written_for(page) });
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
    if (!ui_beside_boards(event))
        return;
    ((struct match_page *)screen->state)->stale = true;
    ui_dirty(ui);
}

static const char *word(const struct screen *screen, enum action action)
{
    return aid_match_word(&((const struct match_page *)screen->state)->match, action);
}

static const enum action actions[] = { ACTION_YES, ACTION_REPLY, ACTION_DONE, ACTION_NOT_NOW, ACTION_WEEKLY,
    ACTION_OPEN, ACTION_BACK, ACTION_NEXT_UNREAD, ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_aid_match = {
    .name = "match",
    .help = N_("You and one neighbour. Until both have said yes, each of you sees only the other's block. Then this "
               "page shows how to reach each other, and you two can write.\n\n"
               "Of a weekly ask, E says that you two do it every week; it begins when both said so, and either ends it "
               "with E. x ends one week alone.\n\n"
               "It is wiped 14 days after it is done. Whoever holds the machine can read this. What must stay secret, "
               "say face to face."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct match_page),
    .open = match_open,
    .close = match_close,
    .draw = match_draw,
    .act = match_act,
    .can = match_can,
    .back = match_back,
    .event = match_event,
};
