/*
 * room_draw.c: how the room looks: what is open, what was said, who speaks next, and what she writes. On a wide screen
 * what the whole room knows stands in a pane of its own beside the transcript; on a phone in two rows below it.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "screens/assembly/room_page.h"
#include "screens/people/hand_room.h"

int room_edit_columns(const struct ui *ui)
{
    int columns = (ui->columns < 80 ? ui->columns : 80) - 4;
    return columns > 1 ? columns : 1;
}

int room_draw_text(struct ui *ui, int first, int last, int column, int columns, enum style style, const char *s)
{
    if (columns < 1 || last < first || s[0] == '\0')
        return first;
    char *shown = text_shown(s, strlen(s), TEXT_BODY, ui->settings.ascii);
    size_t count = text_wrap(shown, strlen(shown), columns, NULL, 0);
    struct text_row *rows = xcalloc(count, sizeof *rows);
    text_wrap(shown, strlen(shown), columns, rows, count);
    size_t room = (size_t)last - (size_t)first + 1;
    for (size_t i = 0; i < count && i < room; i++) {
        char *piece = xstrndup(shown + rows[i].start, rows[i].length);
        ui_text(ui, first + (int)i, column, columns, style, piece);
        free(piece);
    }
    free(rows);
    free(shown);
    return first + (int)(count < room ? count : room);
}

static bool is_wide(const struct ui *ui)
{
    return ui->columns >= ROOM_WIDE;
}

static bool has_panes(const struct ui *ui)
{
    return ui->columns >= ROOM_TWO_PANES && ui->rows >= ROOM_LOW;
}

/* --- the title --- */

/* "08:31": two digits, so that the title does not move at ten o'clock. */
static void say_hour(int64_t at, char *out, size_t size)
{
    time_t then = (time_t)at;
    struct tm parts;
    localtime_r(&then, &parts);
    snprintf(out, size, "%02d:%02d", parts.tm_hour, parts.tm_min);
}

static void say_hours(const struct ui *ui, const struct room *room, char *out, size_t size)
{
    char now[WHEN_BYTES], until[WHEN_BYTES];
    say_hour(ui_now(ui), now, sizeof now);
    say_hour(room->item != 0 ? room->item_ends : room->ends, until, sizeof until);
    bool late = room_item_is_late(room, ui_now(ui)) || (room->item == 0 && ui_now(ui) >= room->ends);
    if (room->state == ROOM_CLOSED)
        util_copy_text(out, size, _("it is over"));
    else if (room->state == ROOM_NOT_OPEN)
        util_copy_text(out, size, _("not open yet"));
    else if (room->state == ROOM_ADJOURNED)
        util_copy_text(out, size, _("adjourned"));
    else if (room->cut != 0)
        util_copy_text(out, size, _("the power failed"));
    else if (room->state == ROOM_BREAK)
        util_copy_text(out, size, _("a break"));
    else if (is_wide(ui))
        snprintf(out, size, late ? _("%s, over since %s") : _("%s, until about %s"), now, until);
    else if (room->item != 0)
        snprintf(out, size, late ? _("%d of %d, over %s") : _("%d of %d, until %s"), room->item_number,
            room->item_count, until);
    else
        snprintf(out, size, late ? _("over since %s") : _("until %s"), until);
}

static int draw_title(struct ui *ui, const struct room_page *page)
{
    const struct room *room = &page->room;
    char left[800], right[120];
    say_hours(ui, room, right, sizeof right);
    if (room->item == 0)
        util_copy_text(left, sizeof left, room->title);
    else if (is_wide(ui))
        /* TRANSLATORS: the name of the assembly; which item of how many, and its title */
        snprintf(left, sizeof left, _("%s   %d of %d: %s"), room->title, room->item_number, room->item_count,
            room->item_title);
    else
        util_copy_text(left, sizeof left, room->item_title);
    return ui_title(ui, left, right);
}

/* --- the item and the proposal --- */

/* The stage of the proposal in a few words: "is being clarified", "the question is put". */
static const char *stage_words(const struct room_page *page)
{
    if (page->room.test != 0)
        return _("the question is put");
    return page->proposal.small ? _("a small matter") : proposal_state_words(page->proposal.state);
}

static void say_proposal(const struct room_page *page, struct buffer *out)
{
    const struct proposal *proposal = &page->proposal;
    if (proposal->version > 1)
        buffer_format(out, _("%s, text %d (%s): %s"), proposal->mover_handle, proposal->version, stage_words(page),
            proposal->text);
    else
        buffer_format(out, "%s (%s): %s", proposal->mover_handle, stage_words(page), proposal->text);
}

static int draw_labelled(struct ui *ui, int row, int last, const char *label, enum style style, const char *words)
{
    enum { COLUMN = 12 };
    ui_text(ui, row, 1, COLUMN - 2, STYLE_DIM, label);
    return room_draw_text(ui, row, last, COLUMN, ui->columns - COLUMN - 1, style, words);
}

/* Two rows above the transcript: what is asked, and what is proposed. On a phone the title says the item. */
static int draw_item(struct ui *ui, const struct room_page *page, int row)
{
    struct buffer words = { 0 };
    if (page->room.item == 0 || !is_wide(ui) || ui->rows < ROOM_LOW)
        return row;
    if (page->room.person != 0)
        buffer_format(&words, _("About %s, who speaks first and last. "), page->room.person_handle);
    if (page->item.details[0] != '\0')
        buffer_string(&words, page->item.details);
    else
        buffer_format(&words, "%s (%s)", page->room.item_title, meeting_item_wants_words(page->room.item_wants));
    row = draw_labelled(ui, row, row + 1, _("We ask:"), STYLE_PLAIN, buffer_text(&words));
    buffer_clear(&words);
    if (page->proposal.id != 0) {
        say_proposal(page, &words);
        row = draw_labelled(ui, row, row + 2, _("Proposal:"), STYLE_SELECTED, buffer_text(&words));
        buffer_clear(&words);
    } else if (page->room.tools.angry)
        row = draw_labelled(ui, row, row, _("It ends:"), STYLE_DIM,
            page->room.tools.rests       ? _("we rest. No proposal is needed.")
            : page->room.tools.gain != 0 ? _("an act is named. No proposal is needed.")
                                         : _("with an act and its day, or with a rest. No proposal is needed."));
    else if (page->room.item_wants == ITEM_DECIDE)
        row = draw_labelled(ui, row, row, _("Proposal:"), STYLE_DIM, _("none yet. First we hear what it is about."));
    return row + 1;
}

/* --- what the room knows --- */

static const char *why_words(const struct speakers_turn *turn)
{
    switch (turn->act) {
    case SPEAKERS_POINT:
        return _("a process point");
    case SPEAKERS_ANSWER:
        return _("an answer");
    case SPEAKERS_SENTENCE:
        return _("the go-round");
    case SPEAKERS_FIRST:
        return _("the first word: it is about them");
    case SPEAKERS_LAST:
        return _("the last word: it is about them");
    default:
        break;
    }
    switch (turn->why) {
    case SPEAKERS_PASSED_OVER:
        return _("passed over five times");
    case SPEAKERS_MOVED:
        return _("moved by the chair");
    case SPEAKERS_FIRST_TIME:
        return _("first time");
    case SPEAKERS_FEWER_TURNS:
        return _("fewer turns");
    default:
        return _("waited longest");
    }
}

/* "nomsa speaks. Next: bongi, first time. Then lerato." */
static void say_next(const struct ui *ui, const struct room *room, char *out, size_t size)
{
    struct buffer words = { 0 };
    bool wide = is_wide(ui);
    if (room->turn.act != SPEAKERS_NO_ACT)
        buffer_format(&words, _("%s speaks. "), room->turn_handle);
    if (room->next[0].act == SPEAKERS_NO_ACT)
        buffer_string(&words, wide || words.length == 0 ? _("Nobody waits.") : "");
    else if (wide)
        buffer_format(&words, _("Next: %s, %s."), room->next_handle[0], why_words(&room->next[0]));
    else
        buffer_format(&words, _("Next: %s."), room->next_handle[0]);
    if (wide && room->next[0].act != SPEAKERS_NO_ACT && room->next[1].act != SPEAKERS_NO_ACT)
        buffer_format(&words, _(" Then %s."), room->next_handle[1]);
    util_copy_text(out, size, buffer_text(&words));
    buffer_clear(&words);
}

static void say_my_place(const struct room_page *page, char *out, size_t size)
{
    const struct room *room = &page->room;
    if (room->is_observer)
        util_copy_text(out, size, _("You read here"));
    else if (room_page_my_turn(page))
        util_copy_text(out, size, _("YOUR TURN"));
    else if (room->waits == SPEAKERS_LAST)
        util_copy_text(out, size, _("You: the last word"));
    else if (room->waits != SPEAKERS_NO_ACT)
        util_copy_text(out, size, _("You: before the hands"));
    else if (room->place > 0)
        snprintf(out, size, _("You: number %d"), room->place);
    else
        util_copy_text(out, size, _("You: not waiting"));
}

/* "agree 17   unsure 4"; "" when nobody gave a signal. */
static void say_signals(const struct room *room, const char *between, char *out, size_t size)
{
    struct buffer words = { 0 };
    for (int i = 0; i < ROOM_SIGNALS; i++)
        if (room->signals[i] > 0)
            buffer_format(&words, "%s%s %d", words.length > 0 ? between : "", room_signal_words((enum room_signal)i),
                room->signals[i]);
    util_copy_text(out, size, buffer_text(&words));
    buffer_clear(&words);
}

static void say_enough(const struct room *room, char *out, size_t size)
{
    if (room->late && room->present < room->needed)
        snprintf(out, size, _("Time over: to decide %d of %d"), room->present, room->needed);
    else if (room->enough)
        util_copy_text(out, size, _("Enough people: yes"));
    else if (room->present < room->needed)
        snprintf(out, size, _("Enough people: %d of %d"), room->present, room->needed);
    else
        snprintf(out, size, _("Enough homes: %d of %d"), room->homes_present, room->homes_needed);
}

/* "2 read along", and whether everybody may. Whoever reads along hears that something is kept from her. "": nothing. */
static void say_readers(const struct ui *ui, const struct room *room, char *out, size_t size)
{
    bool everybody = room->open_to == VISIBLE_PUBLIC && is_wide(ui);
    size_t used = 0;
    out[0] = '\0';
    if (room->hides) {
        util_copy_text(out, size, _("What is talked about now is not shown to those who read along."));
        return;
    }
    if (room->readers > 0)
        used = (size_t)snprintf(
            out, size, ngettext("%d reads along", "%d read along", (unsigned long)room->readers), room->readers);
    if (everybody && used < size)
        snprintf(out + used, size - used, "%s%s", used > 0 ? ".   " : "", _("EVERYBODY (POLICE TOO) may read along"));
}

static void say_spoken(const struct room *room, char *out, size_t size)
{
    snprintf(out, size, ngettext("%d of %d has spoken", "%d of %d have spoken", (unsigned long)room->spoken),
        room->spoken, room->present);
}

static void say_share(const struct room *room, char *out, size_t size)
{
    out[0] = '\0';
    if (room->my_share + room->middle_share > 0)
        snprintf(out, size, _("You: %d in 100 of the meeting. In the middle: %d."), room->my_share, room->middle_share);
}

/* --- the rows below the transcript, from the bottom up --- */

struct foot {
    struct ui *ui;
    struct room_page *page;
    int last;    /* the lowest row that is free */
    int columns; /* of these rows */
};

static void foot_row(struct foot *foot, enum style style, const char *left, enum style right_style, const char *right)
{
    struct ui *ui = foot->ui;
    int used = text_width(right, strlen(right)), row = foot->last--;
    if (left[0] == '\0' && right[0] == '\0') {
        foot->last++;
        return;
    }
    if (used > 0)
        ui_right(ui, row, foot->columns + 1, used, right_style, right);
    ui_text(ui, row, 1, foot->columns - used - (used > 0 ? 2 : 0), style, left);
}

/* As many rows as the sentence needs, two at most. */
static void foot_sentence(struct foot *foot, enum style style, const char *words)
{
    char *shown = text_shown(words, strlen(words), TEXT_LINE, foot->ui->settings.ascii);
    int rows = (int)text_wrap(shown, strlen(shown), foot->columns > 1 ? foot->columns : 1, NULL, 0);
    rows = rows > 2 ? 2 : rows;
    room_draw_text(foot->ui, foot->last - rows + 1, foot->last, 1, foot->columns, style, shown);
    foot->last -= rows;
    free(shown);
}

/* She has a sentence to write before her turn comes (RULES 4.3: all write at once). NULL: she has none. */
static const char *sentence_words(const struct room *room, bool wide)
{
    if (room->waits == SPEAKERS_SENTENCE)
        return wide ? _("A round: write one sentence now. It is kept until it is your turn.")
                    : _("A round: write one sentence now.");
    if (room->waits == SPEAKERS_ANSWER)
        return wide ? _("You may answer: write one sentence now. It is kept until it is your turn.")
                    : _("You may answer: one sentence.");
    return NULL;
}

static const char *empty_words(const struct ui *ui, const struct room_page *page)
{
    bool wide = is_wide(ui);
    const char *sentence = sentence_words(&page->room, wide);
    if (page->room.is_observer)
        return wide ? _("You read here. Enter: what can be done.") : _("You read here. Enter: menu.");
    if (page->room.state == ROOM_CLOSED)
        return _("Enter: the minutes, or leave.");
    if (page->room.state == ROOM_NOT_OPEN || page->room.state == ROOM_ADJOURNED)
        return _("Enter: what can be done.");
    if (room_page_my_turn(page))
        return wide ? _("Your turn. Write it; Enter on an empty line, then 1: say it.")
                    : _("Write; Enter twice, then 1.");
    if (sentence != NULL && !page->room.is_chair)
        return sentence;
    if (page->room.is_chair)
        return wide ? _("Enter: the next step.   Type: kept for your own turn.") : _("Enter: the next step.");
    return wide ? _("Type: kept for your turn.   Enter: speak, agree, unsure, slower, I am lost")
                : _("Type, or Enter: speak, agree, lost");
}

/* What she writes: the rows around the cursor. */
static void foot_text(struct foot *foot)
{
    struct ui *ui = foot->ui;
    struct room_page *page = foot->page;
    int columns = room_edit_columns(ui), column, most = ui->rows >= ROOM_LOW ? 4 : 2;
    size_t count, at;
    if (!room_page_has_text(page)) {
        ui_text(ui, foot->last, 1, foot->columns, room_page_my_turn(page) ? STYLE_NEEDS_YOU : STYLE_DIM,
            empty_words(ui, page));
        ui_cursor(ui, foot->last--, 1);
        return;
    }
    const char *words = buffer_text(&page->edit.text);
    const struct text_row *rows = edit_rows(&page->edit, columns, &count);
    edit_where(&page->edit, columns, &at, &column);
    int shown = count < (size_t)most ? (int)count : most;
    size_t top = at + 1 > (size_t)shown ? at + 1 - (size_t)shown : 0;
    int first = foot->last - shown + 1;
    for (int i = 0; i < shown && top + (size_t)i < count; i++) {
        char *piece = xstrndup(words + rows[top + (size_t)i].start, rows[top + (size_t)i].length);
        ui_text(ui, first + i, 1, 1, STYLE_NEEDS_YOU, ">");
        ui_text(ui, first + i, 3, columns, STYLE_PLAIN, piece);
        free(piece);
    }
    ui_cursor(ui, first + (int)(at - top), 3 + (column < columns ? column : columns - 1));
    foot->last = first - 1;
}

/* What needs her now: each on a row of its own. */
static void foot_needs(struct foot *foot)
{
    const struct room_page *page = foot->page;
    const struct room *room = &page->room;
    char words[ROOM_WORDS_BYTES], say[600] = "";
    if (page->above > 0)
        foot_row(foot, page->news > 0 ? STYLE_NEW : STYLE_DIM,
            page->news > 0 ? _("You read back. News below: PgDn.") : _("You read back. PgDn goes on."), STYLE_PLAIN,
            "");
    if (room->straw && room->my_straw == 0 && !room->is_observer) {
        snprintf(words, sizeof words, _("Straw poll, binds nothing: %s Enter, then s."), room->straw_question);
        foot_sentence(foot, STYLE_NEEDS_YOU, words);
    }
    if (room_page_my_turn(page) && room->state == ROOM_OPEN && ui_now(foot->ui) - page->alive_at >= ROOM_QUIET)
        foot_row(foot, STYLE_NEEDS_YOU,
            is_wide(foot->ui) ? _("Still writing? Any key says yes; else the next one speaks.")
                              : _("Still writing? Any key says yes."),
            STYLE_PLAIN, "");
    if (room->test != 0 && page->test.may_answer)
        foot_row(foot, STYLE_NEEDS_YOU,
            page->test.mine != POSITION_NONE ? _("The question: you have answered.")
                                             : _("The question is put: Enter, then a."),
            STYLE_PLAIN, "");
    if (room_page_open(page)) {
        room_tool_needs(page, words, sizeof words);
        if (words[0] != '\0')
            foot_sentence(foot, STYLE_NEEDS_YOU, words);
    }
    if (room->vote != 0 && !room->is_observer)
        foot_row(foot, page->may_vote && !page->voted ? STYLE_NEEDS_YOU : STYLE_DIM,
            page->voted      ? _("The vote: you have voted.")
            : page->may_vote ? _("A vote is open: Enter, then v.")
                             : _("A vote is open. You are not on its list."),
            STYLE_PLAIN, "");
    if (room->other_text != 0)
        foot_row(foot, STYLE_NEEDS_YOU,
            is_wide(foot->ui) ? _("Another text waits for your word: Enter, m, p.")
                              : _("Another text waits: Enter, m, p."),
            STYLE_PLAIN, "");
    if (page->proposal.state == PROPOSAL_STOPPED && page->proposal.id != 0 && !room->is_observer)
        foot_row(foot, STYLE_DIM,
            is_wide(foot->ui) ? _("It is stopped. A new text can answer the stop: Enter, m, p.")
                              : _("It is stopped. Enter, m, p: why."),
            STYLE_PLAIN, "");
    if (room->is_chair && room_page_open(page)) {
        room_step(room, ui_now(foot->ui), say, sizeof say);
        snprintf(words, sizeof words, _("Say: %s"), say);
        foot_sentence(foot, STYLE_SELECTED, words);
    }
}

static void foot_room_wide(struct foot *foot)
{
    const struct room *room = &foot->page->room;
    char left[400], right[200], words[200];
    say_enough(room, left, sizeof left);
    say_share(room, right, sizeof right);
    foot_row(foot, room->enough ? STYLE_DIM : STYLE_NEEDS_YOU, left, STYLE_DIM, room->is_observer ? "" : right);
    say_readers(foot->ui, room, words, sizeof words);
    foot_row(foot, room->hides ? STYLE_PLAIN : STYLE_DIM, words, STYLE_PLAIN, "");
    if (room->hides)
        return;
    say_next(foot->ui, room, left, sizeof left);
    say_my_place(foot->page, right, sizeof right);
    foot_row(foot, STYLE_PLAIN, left, room_page_my_turn(foot->page) ? STYLE_NEEDS_YOU : STYLE_PLAIN, right);
    say_signals(room, "   ", words, sizeof words);
    say_spoken(room, right, sizeof right);
    foot_row(foot, STYLE_PLAIN, words, STYLE_DIM, room->item != 0 ? right : "");
}

static void foot_room_narrow(struct foot *foot)
{
    const struct room *room = &foot->page->room;
    char left[400], right[200];
    say_enough(room, left, sizeof left);
    say_spoken(room, right, sizeof right);
    if (room->hides || text_width(left, strlen(left)) + text_width(right, strlen(right)) + 2 > foot->columns)
        right[0] = '\0';
    foot_row(foot, room->enough ? STYLE_DIM : STYLE_NEEDS_YOU, left, STYLE_DIM, room->item != 0 ? right : "");
    say_readers(foot->ui, room, left, sizeof left);
    if (room->hides) {
        foot_sentence(foot, STYLE_PLAIN, left);
        return;
    }
    foot_row(foot, STYLE_DIM, left, STYLE_PLAIN, "");
    say_signals(room, " ", left, sizeof left);
    foot_row(foot, STYLE_PLAIN, left, STYLE_PLAIN, "");
    say_my_place(foot->page, right, sizeof right);
    say_next(foot->ui, room, left, sizeof left);
    if (room->turn.act != SPEAKERS_NO_ACT &&
        text_width(left, strlen(left)) + text_width(right, strlen(right)) + 2 > foot->columns)
        snprintf(left, sizeof left, _("%s speaks. "), room->turn_handle);
    foot_row(foot, STYLE_PLAIN, left, room_page_my_turn(foot->page) ? STYLE_NEEDS_YOU : STYLE_PLAIN, right);
}

/* --- the pane on the right --- */

struct pane {
    struct ui *ui;
    int row, last, column, columns;
};

static void pane_text(struct pane *pane, enum style style, const char *words)
{
    pane->row = room_draw_text(pane->ui, pane->row, pane->last, pane->column, pane->columns, style, words);
}

static void pane_proposal(struct pane *pane, const struct room_page *page)
{
    char words[300];
    if (page->room.item == 0)
        return;
    pane_text(pane, STYLE_TITLE, page->room.item_title);
    pane_text(pane, STYLE_PLAIN,
        page->item.details[0] != '\0' ? page->item.details : meeting_item_wants_words(page->room.item_wants));
    pane->row++;
    if (page->proposal.id == 0) {
        if (page->room.item_wants == ITEM_DECIDE)
            pane_text(pane, STYLE_DIM, _("No proposal yet. First we hear what it is about."));
        pane->row++;
        return;
    }
    snprintf(words, sizeof words, _("Proposal of %s, text %d"), page->proposal.mover_handle, page->proposal.version);
    pane_text(pane, STYLE_TITLE, words);
    pane_text(pane, STYLE_DIM, stage_words(page));
    pane_text(pane, STYLE_PLAIN, page->proposal.text);
    if (page->proposal.effect[0] != '\0')
        pane_text(pane, STYLE_PLAIN, page->proposal.effect);
    pane->row++;
}

static void pane_speakers(struct pane *pane, const struct room_page *page)
{
    const struct room *room = &page->room;
    char words[400];
    pane_text(pane, STYLE_TITLE, _("Who speaks"));
    if (room->turn.act != SPEAKERS_NO_ACT) {
        snprintf(words, sizeof words, _("now: %s"), room->turn_handle);
        pane_text(pane, STYLE_SELECTED, words);
    }
    for (int i = 0; i < 3 && room->next[i].act != SPEAKERS_NO_ACT; i++) {
        snprintf(words, sizeof words, "%d  %s, %s", i + 1, room->next_handle[i], why_words(&room->next[i]));
        pane_text(pane, STYLE_PLAIN, words);
    }
    if (room->turn.act == SPEAKERS_NO_ACT && room->next[0].act == SPEAKERS_NO_ACT)
        pane_text(pane, STYLE_PLAIN, _("Nobody waits."));
    say_my_place(page, words, sizeof words);
    pane_text(pane, room_page_my_turn(page) ? STYLE_NEEDS_YOU : STYLE_PLAIN, words);
    pane->row++;
}

static void pane_room(struct pane *pane, const struct room_page *page)
{
    const struct room *room = &page->room;
    char words[400];
    say_signals(room, "\n", words, sizeof words);
    if (words[0] != '\0') {
        pane_text(pane, STYLE_PLAIN, words);
        pane->row++;
    }
    if (room->item != 0) {
        say_spoken(room, words, sizeof words);
        pane_text(pane, STYLE_DIM, words);
    }
    if (!room->is_observer) {
        say_share(room, words, sizeof words);
        if (words[0] != '\0')
            pane_text(pane, STYLE_DIM, words);
    }
    say_readers(pane->ui, room, words, sizeof words);
    if (words[0] != '\0')
        pane_text(pane, STYLE_DIM, words);
    say_enough(room, words, sizeof words);
    pane_text(pane, room->enough ? STYLE_DIM : STYLE_NEEDS_YOU, words);
    if (room->chair != 0) {
        snprintf(words, sizeof words, _("Chair: %s"), room->chair_handle);
        pane_text(pane, STYLE_DIM, words);
    }
    if (room->notes != 0) {
        snprintf(words, sizeof words, _("Notes: %s"), room->notes_handle);
        pane_text(pane, STYLE_DIM, words);
    }
}

static void draw_pane(struct ui *ui, const struct room_page *page, int first, int last)
{
    struct pane pane = {
        .ui = ui, .row = first, .last = last, .column = ui->columns - ROOM_SIDE, .columns = ROOM_SIDE - 1
    };
    for (int row = first; row <= last; row++)
        ui_text(ui, row, pane.column - 2, 1, STYLE_DIM, ui_glyph(ui, "│", "|"));
    pane_proposal(&pane, page);
    pane_speakers(&pane, page);
    pane_room(&pane, page);
}

/* --- the whole --- */

static const char *closed_words(const struct room_page *page)
{
    return page->room.state == ROOM_CLOSED
               ? _("This meeting is over.")
               : _("This meeting is not open yet. A facilitator opens it from half an hour before. If none did by "
                   "its hour, any of you can.");
}

/* Her small group, in place of the room: the newest words at the end. */
static void draw_group(struct ui *ui, struct room_page *page, int row, int last, int columns)
{
    char words[HANDLE_BYTES + sizeof page->group->text + 4];
    size_t from = page->group_count;
    int left;
    snprintf(words, sizeof words,
        page->room.tools.reports ? _("Small group %d. You report back to the room.")
                                 : _("Small group %d. What is said here is wiped when the room is back."),
        page->room.tools.team);
    row = room_draw_text(ui, row, last, 1, columns, STYLE_TITLE, words);
    for (left = last - row + 1; from > 0 && left > 0; from--) {
        snprintf(words, sizeof words, "%s: %s", page->group[from - 1].handle, page->group[from - 1].text);
        left -= (int)text_wrap(words, strlen(words), columns > 1 ? columns : 1, NULL, 0);
    }
    from += left < 0;
    for (; from < page->group_count && row <= last; from++) {
        snprintf(words, sizeof words, "%s: %s", page->group[from].handle, page->group[from].text);
        row = room_draw_text(ui, row, last, 1, columns, STYLE_PLAIN, words);
    }
}

/* It goes on another day. Returns the row behind it. */
static int draw_adjourned(struct ui *ui, const struct room_page *page, int row, int last)
{
    char when[WHEN_BYTES], words[300];
    snprintf(words, sizeof words, _("Adjourned after a power cut. It goes on %s, where it was."),
        when_say(page->room.starts, true, ui_now(ui), when));
    return room_draw_text(ui, row, last, 1, ui->columns - 2, STYLE_PLAIN, words);
}

static void draw_body(struct ui *ui, struct room_page *page, int row, int last)
{
    bool panes = has_panes(ui);
    int columns = panes ? ui->columns - ROOM_SIDE - 4 : ui->columns - 2;
    if (panes)
        draw_pane(ui, page, row, last);
    else
        row = draw_item(ui, page, row);
    if (page->room.state == ROOM_ADJOURNED)
        row = draw_adjourned(ui, page, row, last) + 1;
    if (page->room.tools.team != 0)
        draw_group(ui, page, row, last, columns);
    else if (page->line_count == 0 && page->room.state == ROOM_ADJOURNED)
        return;
    else if (page->line_count == 0 && !room_page_open(page))
        room_draw_text(ui, row, last, 1, columns, STYLE_PLAIN, closed_words(page));
    else if (page->line_count == 0)
        room_draw_text(ui, row, last, 1, columns, STYLE_DIM, _("Nobody has said anything yet."));
    else
        room_transcript_draw(ui, page, row, last, columns);
}

static int letters_of_turn(const struct room *room)
{
    if (room->my_turn)
        return room->turn.letters;
    return room->my_turns_item > 0 ? SPEAKERS_LETTERS_LATER : room->turn_letters;
}

static void draw_keys(struct ui *ui, const struct room_page *page)
{
    char where[120], left[60] = "";
    size_t length = text_characters(buffer_text(&page->edit.text), page->edit.text.length);
    int over = letters_of_turn(&page->room) - (int)length;
    if (room_page_has_text(page) && over < 100)
        snprintf(left, sizeof left, over >= 0 ? _("%d letters left   ") : _("%d letters too many for a turn   "),
            over >= 0 ? over : -over);
    snprintf(where, sizeof where, "%s%s", left,
        is_wide(ui)       ? _("Enter on an empty line: menu   PgUp back")
        : left[0] != '\0' ? ""
                          : _("Enter: menu  PgUp back"));
    ui_keys(ui, where);
}

void room_page_draw(struct ui *ui, struct screen *screen)
{
    struct room_page *page = screen->state;
    if (page->stale)
        room_page_load(ui, page);
    page->minute = ui_now(ui) / 60;
    int row = draw_title(ui, page);
    if (page->voice.hand != 0)
        row = hand_draw_voice(ui, &page->voice, row);
    struct foot foot = { .ui = ui, .page = page, .last = ui_last_row(ui), .columns = ui->columns - 2 };
    foot_text(&foot);
    foot_needs(&foot);
    if (room_page_open(page) && !has_panes(ui) && is_wide(ui))
        foot_room_wide(&foot);
    else if (room_page_open(page) && !has_panes(ui))
        foot_room_narrow(&foot);
    draw_body(ui, page, row, foot.last - (ui->rows >= ROOM_LOW ? 1 : 0));
    draw_keys(ui, page);
}
