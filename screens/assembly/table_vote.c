/*
 * table_vote.c: the vote, at a table (RULES 1.6, 4.6, 4.7). The laptop goes from one to the next in the order in which
 * they sat down: four digits open the page of the vote for one person, alone. Once she has voted, this page covers
 * hers.
 */
#include <curses.h>
#include <stdlib.h>
#include <string.h>

#include "screens/assembly/assembly_rooms.h"
#include "screens/assembly/table_page.h"
#include "secret_votes.h"
#include "votes.h"

struct table_vote {
    int64_t meeting;
    struct table table;
    struct vote vote;
    struct paper paper;
    int64_t who; /* whose turn with the laptop it is; 0: all who may have voted */
    bool chosen; /* she was called out of turn: to change an open vote, or to look again */
    char digits[DIGITS_BYTES];
    bool asks_who, votes; /* which page is open above this one */
    bool stale, pasting;
};

/* --- who has the laptop --- */

static int index_of(const struct table_vote *page, int64_t member)
{
    for (int i = 0; i < page->table.count; i++)
        if (page->table.people[i].member == member)
            return i;
    return -1;
}

static bool is_awaited(const struct table_person *person)
{
    return person->may_vote && !person->voted;
}

/* The next one who has not voted, in the order of sitting, behind the person at `from`. */
static int64_t next_after(const struct table_vote *page, int from)
{
    for (int i = 1; i <= page->table.count; i++) {
        const struct table_person *person = &page->table.people[(from + i + page->table.count) % page->table.count];
        if (is_awaited(person))
            return person->member;
    }
    return 0;
}

static void clear_typed(struct table_vote *page)
{
    explicit_bzero(page->digits, sizeof page->digits);
}

static enum result load(struct ui *ui, struct table_vote *page)
{
    int64_t now = ui_now(ui);
    page->stale = false;
    enum result result = table_get(ui->store, ui->actor, now, &page->table);
    if (result == RESULT_OK)
        result = vote_get(ui->store, ui->actor, page->vote.id, now, &page->vote);
    int at = index_of(page, page->who);
    bool gone = at < 0 || (!page->chosen && !is_awaited(&page->table.people[at]));
    if (result == RESULT_OK && gone && !page->votes) {
        clear_typed(page);
        page->chosen = false;
        page->who = next_after(page, at);
    }
    return result;
}

/* What the reader says aloud: the question, what can be chosen, and what a secret vote protects against. */
static char *write_text(const struct vote *vote)
{
    struct buffer text = { 0 };
    buffer_string(&text, vote->title);
    if (vote->text[0] != '\0')
        buffer_format(&text, "\n%s", vote->text);
    for (int i = 0; vote->kind != VOTE_YESNO && i < vote->options; i++)
        buffer_format(&text, "\n%2d %s", i + 1, vote->option[i]);
    if (vote->kind == VOTE_YESNO)
        buffer_format(&text, "\n%s", _("1 yes, 2 no, 3 I abstain."));
    if (vote->secret)
        buffer_format(&text, "\n\n%s %s", secret_votes_warn(vote->days), secret_votes_final());
    return buffer_take(&text);
}

static enum result table_vote_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct table_vote *page = screen->state;
    struct room room;
    page->meeting = ((const struct room_ask *)argument)->meeting;
    enum result result = room_get(ui->store, ui->actor, page->meeting, ui_now(ui), &room);
    page->vote.id = room.vote;
    if (result == RESULT_OK)
        result = load(ui, page);
    if (result == RESULT_OK)
        page->paper.text = write_text(&page->vote);
    return result;
}

static void table_vote_close(struct ui *ui, struct screen *screen)
{
    struct table_vote *page = screen->state;
    (void)ui;
    clear_typed(page);
    paper_close(&page->paper);
}

/* --- drawing --- */

static void say_laptop(const struct ui *ui, const struct table_vote *page, char *out, size_t size)
{
    int at = index_of(page, page->who);
    if (at < 0)
        util_copy_text(out, size, _("All here who may vote have voted. Esc: back to the room."));
    else
        snprintf(out, size,
            ui->columns >= ROOM_WIDE ? _("The laptop goes to: %s.     The others look away, please.")
                                     : _("Now: %s. The others look away."),
            page->table.people[at].handle);
}

/* "4 have voted. After bongi: petrus, lindiwe." */
static void say_others(const struct table_vote *page, char *out, size_t size)
{
    struct buffer words = { 0 };
    int voted = 0, named = 0, at = index_of(page, page->who);
    for (int i = 0; i < page->table.count; i++)
        voted += page->table.people[i].voted;
    buffer_format(&words, ngettext("%d has voted.", "%d have voted.", (unsigned long)voted), voted);
    for (int i = 1; at >= 0 && i < page->table.count; i++) {
        const struct table_person *person = &page->table.people[(at + i) % page->table.count];
        if (!is_awaited(person))
            continue;
        if (named++ == 0)
            buffer_format(&words, _(" After %s: "), page->table.people[at].handle);
        buffer_format(&words, "%s%s", named > 1 ? ", " : "", person->handle);
    }
    if (named > 0)
        buffer_string(&words, ".");
    util_copy_text(out, size, buffer_text(&words));
    buffer_clear(&words);
}

static int draw_digits(struct ui *ui, const struct table_vote *page, int last)
{
    static const char stars[] = "****";
    char words[100];
    int typed = (int)strlen(page->digits), column = ui->rows >= ROOM_LOW ? 3 : 1;
    snprintf(words, sizeof words,
        ui->columns >= ROOM_WIDE ? _("Four digits  %.*s%.*s   Enter opens their page") : _("Digits %.*s%.*s  Enter"),
        typed, stars, TABLE_DIGITS - typed, "____");
    ui_text(ui, last, column, ui->columns - 4, STYLE_PLAIN, words);
    ui_cursor(ui, last, column);
    return last - (ui->rows >= ROOM_LOW ? 2 : 1);
}

static int draw_round(struct ui *ui, const struct table_vote *page, int last)
{
    char words[600], clock[WHEN_BYTES];
    snprintf(words, sizeof words, _("No hurry: open until %s at least."), when_say_time(page->vote.closes, clock));
    ui_text(ui, last--, 1, ui->columns - 2, STYLE_DIM, words);
    say_others(page, words, sizeof words);
    last = ui_foot(ui, last, STYLE_DIM, words) - (ui->rows >= ROOM_LOW);
    if (page->who != 0)
        last = draw_digits(ui, page, last);
    say_laptop(ui, page, words, sizeof words);
    return ui_foot(ui, last, STYLE_NEEDS_YOU, words) - (ui->rows >= ROOM_LOW);
}

static int draw_closed(struct ui *ui, const struct table_vote *page, int last)
{
    char words[600];
    struct vote_result *result = xcalloc(1, sizeof *result);
    last = ui_foot(ui, last, STYLE_PLAIN, _("The vote is closed. Esc: back to the room."));
    if (page->vote.closed == 0)
        util_copy_text(words, sizeof words, _("The house counts it now."));
    else if (vote_result_get(ui->store, ui->actor, page->vote.id, result) == RESULT_OK)
        vote_result_words(&page->vote, result, words, sizeof words);
    else
        util_copy_text(words, sizeof words, store_reason(ui->store));
    free(result);
    return ui_foot(ui, last, STYLE_SELECTED, words);
}

static void table_vote_draw(struct ui *ui, struct screen *screen)
{
    struct table_vote *page = screen->state;
    char right[80];
    if (page->stale)
        load(ui, page);
    snprintf(right, sizeof right, _("table %d"), page->table.number);
    int row = ui_title(ui, page->vote.secret ? _("A secret vote") : _("A vote"), right), last = ui_last_row(ui);
    if (ui->rows >= ROOM_LOW)
        row = ui_paragraph(ui, row, last, STYLE_TITLE, _("THE VOTE.  Reader: say it aloud, twice.")) + 1;
    last = page->vote.state == VOTE_OPEN ? draw_round(ui, page, last) : draw_closed(ui, page, last);
    int cursor_row = ui->cursor_row, cursor_column = ui->cursor_column;
    paper_draw(ui, &page->paper, row, last);
    ui_cursor(ui, cursor_row, cursor_column);
    ui_keys(ui, ui->columns >= ROOM_WIDE ? _("r again  n next person  c somebody else  Space on  Esc room")
                                         : _("r again n next c who Esc"));
}

/* --- voting --- */

static void open_hers(struct ui *ui, struct table_vote *page)
{
    struct actor voice;
    if (page->who == 0 || page->vote.state != VOTE_OPEN)
        return;
    if (strlen(page->digits) < TABLE_DIGITS) {
        ui_notice(ui, "%s", _("Your four digits, then Enter."));
        return;
    }
    enum result result = table_person(ui->store, ui->actor, page->who, page->digits, ui_now(ui), &voice);
    clear_typed(page);
    if (result == RESULT_OK) {
        page->votes = true;
        ui_push(ui, &screen_vote, &(struct vote_page_ask) { .vote = page->vote.id, .at_table = &voice });
    } else {
        ui_refused(ui);
        page->stale = true;
    }
    explicit_bzero(&voice, sizeof voice);
}

static void has_voted(struct ui *ui, struct table_vote *page)
{
    int at = index_of(page, page->who);
    page->chosen = false;
    load(ui, page);
    page->who = next_after(page, at);
    at = index_of(page, page->who);
    if (at >= 0)
        ui_notice(ui, _("Voted. The laptop goes to %s."), page->table.people[at].handle);
    else
        ui_notice(ui, "%s", _("Voted. All here who may vote have voted."));
}

/* Somebody votes out of turn, or changes what she said in an open vote. */
static void ask_who(struct ui *ui, struct table_vote *page)
{
    page->asks_who = true;
    ui_push(ui, &screen_table_people,
        &(struct table_people_ask) { .title = _("Who votes now?"),
            .empty = _("Nobody sits here yet."),
            .people = page->table.people,
            .count = (size_t)page->table.count });
}

static void type_digit(struct table_vote *page, wint_t key)
{
    size_t typed = strlen(page->digits);
    if (page->who != 0 && typed < TABLE_DIGITS) {
        page->digits[typed] = (char)key;
        page->digits[typed + 1] = '\0';
    }
}

static void rub_out(struct table_vote *page)
{
    size_t typed = strlen(page->digits);
    if (typed > 0)
        page->digits[typed - 1] = '\0';
}

static void go_to_next(struct table_vote *page)
{
    int at = index_of(page, page->who);
    clear_typed(page);
    page->chosen = false;
    page->who = next_after(page, at);
}

static void table_vote_letter(struct ui *ui, struct table_vote *page, wint_t key)
{
    if (key >= '0' && key <= '9')
        type_digit(page, key);
    else if (key == KEY_RUBOUT || key == '\b')
        rub_out(page);
    else if (key == '\r' || key == '\n')
        open_hers(ui, page);
    else if (key == 'n')
        go_to_next(page);
    else if (key == 'c')
        ask_who(ui, page);
    else if (key == 'r')
        page->paper.top = 0;
    else if (key == ' ')
        paper_act(&page->paper, ACTION_NEXT);
    else if (key == KEY_ESCAPE || key == 'q')
        ui_pop(ui, NULL);
    else if (key == '?')
        ui_act(ui, ACTION_HELP);
    else
        ui_no_choice(ui, key, _("digits, Enter, r, n, c, ?, Esc"));
}

static void table_vote_key(struct ui *ui, struct screen *screen, wint_t key, bool special)
{
    struct table_vote *page = screen->state;
    ui_dirty(ui);
    if (special && (key == KEY_PASTE_BEGIN || key == KEY_PASTE_END))
        page->pasting = key == KEY_PASTE_BEGIN;
    else if (page->pasting)
        return;
    else if (!special)
        table_vote_letter(ui, page, key);
    else if (key == KEY_ENTER)
        open_hers(ui, page);
    else if (key == KEY_BACKSPACE || key == KEY_DC)
        rub_out(page);
    else if (key == KEY_LEFT)
        ui_pop(ui, NULL);
    else
        paper_act(&page->paper, keys_action(key, true));
}

static void table_vote_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct table_vote *page = screen->state;
    page->stale = true;
    if (from == &screen_vote) {
        page->votes = false;
        if (outcome->done)
            has_voted(ui, page);
    } else if (page->asks_who && outcome->done) {
        clear_typed(page);
        page->who = outcome->number;
        page->chosen = true;
    }
    page->asks_who = false;
}

static void table_vote_hears(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    if (!ui_beside_boards(event) && !(event->kind == FACE_WRITTEN && event->board == HINT_OF_ROOM))
        return;
    ((struct table_vote *)screen->state)->stale = true;
    ui_dirty(ui);
}

static const enum action actions[] = { ACTION_HELP, ACTION_NONE };

const struct screen_type screen_table_vote = {
    .name = "table vote",
    .help =
        N_("The vote, at a table. The reader says it aloud. Then the laptop goes round in the order in which you sat "
           "down. Whoever has it types their four digits, and votes alone. The others look away. Once they have "
           "voted, this page covers theirs. After two minutes without a key they type their digits again.\n\n"
           "In a secret vote each choice is kept in memory only, and not even the order of voting is written down. "
           "It cannot be changed. Somebody who would rather vote on paper says so before: a note-taker ticks their "
           "name, and two people of two homes count the papers.\n\n"
           "n: the next person, when somebody wants to think. c: somebody out of turn; in an open vote also somebody "
           "who changes their vote. r: the text from its beginning. Esc: back to the room; the vote stays open."),
    .actions = actions,
    .typing = true,
    .size = sizeof(struct table_vote),
    .open = table_vote_open,
    .close = table_vote_close,
    .draw = table_vote_draw,
    .key = table_vote_key,
    .back = table_vote_back,
    .event = table_vote_hears,
};
