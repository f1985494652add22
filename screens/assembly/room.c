/*
 * room.c: the room: an assembly while it is held. RULES 4.1 to 4.5.
 *
 * Letters write into the text that is kept for her turn; Enter on an empty line opens a menu, numbered: hers
 * (room_acts.c), or the chair's (room_chair.c). PgUp reads back. Nothing opens over a text: that the question is put
 * stands below until she opens it.
 */
#include <curses.h>
#include <stdlib.h>
#include <string.h>

#include "screens/assembly/room_page.h"
#include "screens/people/hand_room.h"

enum { BEAT = 60, ALIVE = 20 }; /* seconds between two signs of a line, and of somebody who writes in her turn */

/* --- opening and closing --- */

static void bring_back(struct ui *ui, struct room_page *page)
{
    struct draft draft;
    if (draft_get(ui->store, &page->voice, DRAFT_TURN, page->id, &draft) != RESULT_OK)
        return;
    room_page_begin_text(page, draft.body);
    drafts_free(&draft, 1);
}

/* She is here; a beat each minute keeps her so. */
static void beat(struct ui *ui, struct room_page *page)
{
    page->beat_at = ui_now(ui);
    if (!room_page_may_write(page))
        return;
    room_enter(ui->store, ui->actor, page->id, ui_now(ui)); /* a helper is there herself */
    if (page->voice.hand != 0 && !page->at_door)
        room_enter(ui->store, &page->voice, page->id, ui_now(ui));
}

static void room_close_page(struct ui *ui, struct screen *screen)
{
    struct room_page *page = screen->state;
    room_page_keep(ui, page);
    edit_end(&page->edit);
    room_lines_free(page->lines, page->line_count);
    free(page->lines);
    free(page->group);
}

static enum result room_open_page(struct ui *ui, struct screen *screen, const void *argument)
{
    struct room_page *page = screen->state;
    const struct room_ask *ask = argument;
    page->id = ask->meeting;
    edit_begin(&page->edit, PROPOSAL_TEXT_MAX, false, NULL);
    page->at_door = ask->at_door;
    enum result result =
        ask->at_door ? room_scribe(ui->store, ui->actor, ask->meeting, ask->written_for, ui_now(ui), &page->voice)
                     : hand_voice(ui, ask->written_for, &page->voice);
    if (result == RESULT_OK)
        result = room_page_load(ui, page);
    if (result != RESULT_OK) {
        room_close_page(ui, screen);
        return result;
    }
    readers_of(ui->store, ui->actor, DRAFT_TURN, page->id, ui_now(ui), &page->readers);
    page->missed = page->voice.hand == 0 && room_page_may_write(page) && page->room.way == ROOM_AWAY;
    beat(ui, page);
    if (!page->at_door)
        bring_back(ui, page);
    page->stale = true;
    return RESULT_OK;
}

static void room_opened(struct ui *ui, struct screen *screen)
{
    struct room_page *page = screen->state;
    char *missed = page->missed ? room_transcript_missed(ui, page) : NULL;
    page->missed = false;
    if (missed != NULL)
        ui_push(ui, &screen_output, &(struct output_ask) { .title = _("What you missed"), .text = missed });
    free(missed);
}

/* --- keys --- */

/* The cursor is on a line with nothing in it. Blanks are nothing: Space reads on elsewhere, and is pressed here, too.
 */
static bool on_empty_line(const struct room_page *page)
{
    const char *text = room_page_text(page);
    size_t begin = page->edit.cursor;
    while (begin > 0 && text[begin - 1] != '\n')
        begin--;
    const char *end = text + begin + strspn(text + begin, " ");
    return *end == '\0' || *end == '\n';
}

static void take_empty_line_out(struct room_page *page)
{
    bool whole = false;
    while (!whole && page->edit.cursor > 0 && on_empty_line(page)) {
        whole = room_page_text(page)[page->edit.cursor - 1] == '\n';
        edit_rub_out(&page->edit);
    }
}

/* Her menu, or the chair's. The empty line that opened it is no part of what she wrote. */
static void open_menu(struct ui *ui, struct room_page *page)
{
    take_empty_line_out(page);
    if (page->room.is_chair && room_page_open(page) && !page->room.my_turn)
        room_chair_menu(ui, page);
    else
        room_acts_menu(ui, page);
}

/* A key in her turn is an answer to "Still writing?". */
static void is_alive(struct ui *ui, struct room_page *page)
{
    int64_t now = ui_now(ui);
    if (!page->room.my_turn || now - page->alive_at < ALIVE)
        return;
    page->alive_at = now;
    room_writing(ui->store, &page->voice, page->id, now);
}

static void take_text(struct ui *ui, struct room_page *page, wint_t key, bool special)
{
    unsigned before = page->edit.changes;
    bool full = false;
    if (!room_page_may_write(page)) {
        if (!special && key >= ' ')
            ui_notice(ui, "%s",
                page->room.is_observer ? _("Reading only: Enter shows what can be done.")
                                       : _("Nobody writes here now: Enter shows what can be done."));
        return;
    }
    if (!page->wrote && !room_page_has_text(page) && !page->at_door)
        bring_back(ui, page); /* begun meanwhile with another session of hers */
    page->wrote = true;
    edit_key(&page->edit, key, special, room_edit_columns(ui), &full);
    page->changed = page->changed || page->edit.changes != before;
    if (full)
        ui_notice(ui, _("At most %zu characters fit."), page->edit.limit);
}

static bool take_reading(struct ui *ui, struct room_page *page, wint_t key, bool special)
{
    int page_rows = page->shown_rows > 1 ? page->shown_rows - 1 : 1;
    bool writes = room_page_has_text(page);
    if (!special)
        return false;
    if (key == KEY_PPAGE)
        room_transcript_scroll(ui, page, page_rows);
    else if (key == KEY_NPAGE)
        room_transcript_scroll(ui, page, -page_rows);
    else if (key == KEY_UP && !writes)
        room_transcript_scroll(ui, page, 1);
    else if (key == KEY_DOWN && !writes)
        room_transcript_scroll(ui, page, -1);
    else
        return false;
    return true;
}

static void room_takes_key(struct ui *ui, struct screen *screen, wint_t key, bool special)
{
    struct room_page *page = screen->state;
    bool enter = (!special && (key == '\r' || key == '\n')) || (special && key == KEY_ENTER);
    is_alive(ui, page);
    if (special && (key == KEY_PASTE_BEGIN || key == KEY_PASTE_END))
        page->pasting = key == KEY_PASTE_BEGIN;
    else if (page->pasting)
        take_text(ui, page, key, special);
    else if (!special && key == KEY_ESCAPE)
        open_menu(ui, page);
    else if (enter && (!room_page_may_write(page) || on_empty_line(page)))
        open_menu(ui, page);
    else if (!take_reading(ui, page, key, special))
        take_text(ui, page, key, special);
}

/* --- answers of menus and pages --- */

static bool is_of_chair(enum room_asked asked)
{
    return asked == ROOM_ASKED_STEP || asked == ROOM_ASKED_TOOLS || asked == ROOM_ASKED_WHO ||
           asked == ROOM_ASKED_REASON || asked == ROOM_ASKED_CLOSE || asked == ROOM_ASKED_ADJOURN;
}

static void took_prompt(struct ui *ui, struct room_page *page, enum room_asked asked, const char *text)
{
    char *typed = xstrdup(text);
    struct actor voice;
    if (asked == ROOM_ASKED_TITLE)
        room_acts_titled(ui, page, typed);
    else if (asked == ROOM_ASKED_DATE)
        room_tool_date(ui, page, typed);
    else if (asked == ROOM_ASKED_SPEAKER && typed[0] != '\0')
        room_tool_speaker(ui, page, typed);
    else if (asked == ROOM_ASKED_UNTIL)
        room_chair_until(ui, page, typed);
    else if (asked == ROOM_ASKED_POLL)
        room_chair_polled(ui, page, typed);
    else if (asked == ROOM_ASKED_WHO && typed[0] != '\0')
        room_chair_named(ui, page, typed);
    else if (asked == ROOM_ASKED_HAND && hand_voice_of(ui, typed, &voice))
        ui_go(ui, PLACE_ROOM, &(struct room_ask) { .meeting = page->id, .written_for = voice.member });
    free(typed);
}

/* The proposal's page gives its text, so that she changes it here. */
static void took_proposal(struct ui *ui, struct room_page *page, const char *text)
{
    room_page_begin_text(page, text);
    page->changed = true;
    ui_notice(ui, "%s", _("Change it here. Enter on an empty line, then m: put it as another text."));
}

static void room_is_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct room_page *page = screen->state;
    enum room_asked asked = page->asked;
    page->asked = ROOM_ASKED_NOTHING;
    page->stale = true;
    if (!outcome->done)
        return;
    if (from == &screen_prompt)
        took_prompt(ui, page, asked, outcome->text);
    else if (from == ui_page(ui, PLACE_PROPOSAL) && outcome->text != NULL)
        took_proposal(ui, page, outcome->text);
    else if (from == &screen_question && is_of_chair(asked))
        room_chair_took(ui, page, asked, outcome->number);
    else if (from == &screen_question && asked >= ROOM_ASKED_TOOL)
        room_tool_took(ui, page, asked, outcome->number);
    else if (from == &screen_question && asked == ROOM_ASKED_ACT && outcome->number == 'c')
        room_chair_menu(ui, page);
    else if (from == &screen_question)
        room_acts_took(ui, page, asked, outcome->number); /* it may close this page */
}

/* --- time and news --- */

static void room_ticks(struct ui *ui, struct screen *screen)
{
    struct room_page *page = screen->state;
    int64_t now = ui_now(ui);
    room_page_keep(ui, page);
    if (now - page->beat_at >= BEAT) {
        beat(ui, page);
        page->stale = true;
        ui_dirty(ui);
    }
    bool waits = page->room.is_chair || (page->room.my_turn && now - page->alive_at >= ROOM_QUIET);
    if (now / 60 != page->minute || (waits && room_page_open(page)))
        ui_dirty(ui);
}

/* Whoever waited on this page before the meeting was opened is there from that moment, and not from the next beat on.
 */
static void come_in(struct ui *ui, struct room_page *page)
{
    bool waits = page->room.state == ROOM_NOT_OPEN || page->room.state == ROOM_ADJOURNED;
    if (waits && room_page_load(ui, page) == RESULT_OK)
        beat(ui, page);
}

static void room_hears(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    struct room_page *page = screen->state;
    if (event->kind == FACE_CLOSING)
        room_page_keep(ui, page);
    if (event->kind == FACE_SAID && event->thread == page->id)
        room_transcript_said(ui, page, event);
    if (!ui_beside_boards(event) && !(event->kind == FACE_WRITTEN && event->board == HINT_OF_ROOM))
        return;
    come_in(ui, page);
    page->stale = true;
    ui_dirty(ui);
}

static void room_watching(const struct screen *screen, int64_t *board, int64_t *thread)
{
    const struct room_page *page = screen->state;
    *board = page->room.is_observer ? HINT_OF_READER : HINT_OF_ROOM;
    *thread = page->id;
}

static void room_save(struct ui *ui, struct screen *screen)
{
    room_page_keep(ui, screen->state);
}

/* The same acts as the menu that Enter opens. */
static void room_help_now(const struct ui *ui, const struct screen *screen, struct buffer *out)
{
    const struct room_page *page = screen->state;
    bool chair = page->room.is_chair && room_page_open(page) && !page->room.my_turn;
    buffer_format(out, "%s\n", _("Now, by Enter on an empty line and then:"));
    if (chair)
        room_chair_now(ui, page, out);
    else
        room_acts_now(ui, page, out);
    buffer_string(out, "\n");
}

static const enum action actions[] = { ACTION_HELP, ACTION_NONE };

const struct screen_type screen_room = {
    .name = "room",
    .help =
        N_("The meeting while it is held. Letters write: what stands below is kept for your turn, also when the line "
           "drops. Enter on an empty line opens the menu: speak, agree, unsure, disagree, slower, plainer words, in "
           "my language, I am lost. Esc opens it too. PgUp reads back, PgDn goes on.\n\n"
           "Whoever has spoken least often on this item goes first, then least often in the meeting, then whoever "
           "waited longest. Nobody is passed over more than five times. You see your own place, and may lower your "
           "hand. A process point, one sentence, goes before all hands. When it is your turn, the menu says what you "
           "wrote, whole: {turn-letters} letters at most, 300 when you spoke on this item before.\n\n"
           "What you wrote can also become a proposal, another text of it, or \"I changed my mind\": choose More in "
           "the menu. When the question is put, a line below says so; it opens when you open it.\n\n"
           "More in the menu has a page of its own (o). There you ask for an urgent item, which three quarters of "
           "those here take. You say that a turn blames people for what they are: three homes fold it. You say how "
           "the room feels, or send a line without your name. An item called in anger begins with {anger-words} "
           "words each, and ends with an act, its day, and who comes: \"I come\" is one key.\n\n"
           "Whoever has the chair gets the next step by Enter, with a sentence to say aloud; each other act is one "
           "digit. Where the chair is empty, a facilitator takes it; else the lot draws one of those who would.\n\n"
           "When the power fails and many lines drop at once, the clocks stand still, and nobody's place is lost for "
           "an hour. The chair goes on when enough are back, or, once, another day within a week. Then the meeting "
           "goes on at the same item, and open questions are asked again.\n\n"
           "Who reads along is counted below, and nowhere else: they hear what is said, read what came of closed "
           "votes, and do nothing here. Items about a person or about action at work are not shown to them. The "
           "street decides who may.\n\n"
           "l in the menu steps out: your place is kept for ten minutes."),
    .help_now = room_help_now,
    .actions = actions,
    .typing = true,
    .size = sizeof(struct room_page),
    .open = room_open_page,
    .opened = room_opened,
    .close = room_close_page,
    .draw = room_page_draw,
    .key = room_takes_key,
    .back = room_is_back,
    .tick = room_ticks,
    .event = room_hears,
    .watching = room_watching,
    .save = room_save,
};
