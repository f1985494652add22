/*
 * table_question.c: the question, at a table (RULES 4.5). The laptop goes from one to the next in the order in which
 * they sat down: four digits, the number of an answer, Enter. What somebody typed is gone from the screen at once.
 */
#include <curses.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "screens/assembly/table_page.h"

struct table_question {
    int64_t meeting, proposal_id;
    struct table table;
    struct proposal proposal;
    struct proposal_test test;
    struct paper paper;
    int64_t shown; /* the question whose text stands here; another one may be put meanwhile */
    int64_t who;   /* whose turn with the laptop it is; 0: all have answered */
    bool changes;  /* she answered before, and changes it */
    char digits[DIGITS_BYTES];
    enum position_answer answer;
    struct actor voice; /* whose digits were right, while it asks for her words */
    char *worry;
    enum { ASKS_NOTHING, ASKS_WORRY, ASKS_NAMED, ASKS_DONE, ASKS_WHO } asked;
    bool stale, pasting;
};

/* --- who has the laptop --- */

static int index_of(const struct table_question *put, int64_t member)
{
    for (int i = 0; i < put->table.count; i++)
        if (put->table.people[i].member == member)
            return i;
    return -1;
}

static bool is_awaited(const struct table_person *person)
{
    return person->may_answer && !person->answered;
}

/* The next one without an answer, in the order of sitting, behind the person at `from`. */
static int64_t next_after(const struct table_question *put, int from)
{
    for (int i = 1; i <= put->table.count; i++) {
        const struct table_person *person = &put->table.people[(from + i + put->table.count) % put->table.count];
        if (is_awaited(person))
            return person->member;
    }
    return 0;
}

static void clear_typed(struct table_question *put)
{
    explicit_bzero(put->digits, sizeof put->digits);
    put->answer = POSITION_NONE;
    put->changes = false;
    explicit_bzero(&put->voice, sizeof put->voice);
    if (put->worry != NULL)
        explicit_bzero(put->worry, strlen(put->worry));
    free(put->worry);
    put->worry = NULL;
}

/* Its text; whatever was typed was for another one. */
static void show_question(struct ui *ui, struct table_question *put)
{
    if (put->shown != 0)
        ui_notice(ui, "%s", _("Another question is put now. Reader: say it aloud."));
    put->shown = put->test.id;
    put->asked = ASKS_NOTHING;
    clear_typed(put);
    put->paper.top = 0;
    free(put->paper.text);
    put->paper.text = put_question_text(ui, &put->proposal, &put->test);
}

static enum result load(struct ui *ui, struct table_question *put)
{
    int64_t now = ui_now(ui);
    put->stale = false;
    enum result result = table_get(ui->store, ui->actor, now, &put->table);
    if (result == RESULT_OK)
        result = proposal_get(ui->store, ui->actor, put->proposal_id, now, &put->proposal);
    if (result == RESULT_OK)
        result = proposal_test_get(ui->store, ui->actor, put->proposal_id, now, &put->test);
    if (result == RESULT_OK && put->test.id != put->shown)
        show_question(ui, put);
    int at = index_of(put, put->who);
    bool gone = at < 0 || (!put->changes && !is_awaited(&put->table.people[at]));
    if (result == RESULT_OK && gone && put->asked == ASKS_NOTHING) {
        clear_typed(put);
        put->who = next_after(put, at);
    }
    return result;
}

static enum result put_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct table_question *put = screen->state;
    struct room room;
    put->meeting = ((const struct room_ask *)argument)->meeting;
    enum result result = room_get(ui->store, ui->actor, put->meeting, ui_now(ui), &room);
    put->proposal_id = room.proposal;
    return result == RESULT_OK ? load(ui, put) : result;
}

/* False: another question was put, since its text was read. */
static bool is_still_put(struct ui *ui, struct table_question *put)
{
    int64_t shown = put->shown;
    return load(ui, put) == RESULT_OK && put->shown == shown;
}

static void put_close(struct ui *ui, struct screen *screen)
{
    struct table_question *put = screen->state;
    (void)ui;
    clear_typed(put);
    paper_close(&put->paper);
}

/* --- drawing --- */

static void say_laptop(const struct ui *ui, const struct table_question *put, char *out, size_t size)
{
    int at = index_of(put, put->who);
    if (at < 0)
        util_copy_text(out, size, _("All here have answered. d: our table is done."));
    else
        snprintf(out, size,
            ui->columns >= ROOM_WIDE ? _("The laptop goes to: %s.     The others look away, please.")
                                     : _("Now: %s. The others look away."),
            put->table.people[at].handle);
}

static void say_typed(const struct ui *ui, const struct table_question *put, char *out, size_t size)
{
    static const char stars[] = "****";
    int typed = (int)strlen(put->digits);
    snprintf(out, size,
        ui->columns >= ROOM_WIDE ? _("Four digits  %.*s%.*s   Answer  %s   Enter sends")
                                 : _("Digits %.*s%.*s  Answer %s  Enter"),
        typed, stars, TABLE_DIGITS - typed, "____", put->answer != POSITION_NONE ? "*" : "_");
}

/* "4 have answered. After bongi: petrus, lindiwe." */
static void say_others(const struct table_question *put, char *out, size_t size)
{
    struct buffer words = { 0 };
    int answered = 0, named = 0, at = index_of(put, put->who);
    for (int i = 0; i < put->table.count; i++)
        answered += put->table.people[i].answered;
    buffer_format(&words, ngettext("%d has answered.", "%d have answered.", (unsigned long)answered), answered);
    for (int i = 1; at >= 0 && i < put->table.count; i++) {
        const struct table_person *person = &put->table.people[(at + i) % put->table.count];
        if (!is_awaited(person))
            continue;
        if (named++ == 0)
            buffer_format(&words, _(" After %s: "), put->table.people[at].handle);
        buffer_format(&words, "%s%s", named > 1 ? ", " : "", person->handle);
    }
    if (named > 0)
        buffer_string(&words, ".");
    util_copy_text(out, size, buffer_text(&words));
    buffer_clear(&words);
}

static int draw_answers(struct ui *ui, const struct table_question *put, int last)
{
    char words[600], clock[WHEN_BYTES];
    bool roomy = ui->rows >= ROOM_LOW;
    snprintf(words, sizeof words, _("No hurry: open until %s at least."), when_say_time(put->test.closes, clock));
    ui_text(ui, last--, 1, ui->columns - 2, STYLE_DIM, words);
    say_others(put, words, sizeof words);
    last = roomy ? ui_foot(ui, last, STYLE_DIM, words) - 1 : last;
    if (put->who != 0) {
        say_typed(ui, put, words, sizeof words);
        ui_text(ui, last, roomy ? 3 : 1, ui->columns - 4, STYLE_PLAIN, words);
        ui_cursor(ui, last, roomy ? 3 : 1);
        last -= roomy ? 2 : 1;
    }
    say_laptop(ui, put, words, sizeof words);
    ui_text(ui, last--, 1, ui->columns - 2, STYLE_NEEDS_YOU, words);
    last -= roomy;
    for (int i = put_answers(put->test.kind); i >= 1; i--, last--) {
        ui_textf(ui, last, roomy ? 3 : 1, 2, STYLE_NEEDS_YOU, "%d", i);
        ui_text(ui, last, roomy ? 6 : 3, ui->columns - (roomy ? 7 : 4), STYLE_PLAIN,
            put_answer_words(ui, put->test.kind, put_answer_at(put->test.kind, i)));
    }
    return last - roomy;
}

static void put_draw(struct ui *ui, struct screen *screen)
{
    struct table_question *put = screen->state;
    char right[80], words[600];
    if (put->stale)
        load(ui, put);
    snprintf(right, sizeof right, _("table %d"), put->table.number);
    int row = ui_title(ui, ui->columns >= ROOM_WIDE ? put->proposal.title : _("The question"), right);
    int last = ui_last_row(ui);
    if (ui->rows >= ROOM_LOW)
        row = ui_paragraph(ui, row, last, STYLE_TITLE, _("THE QUESTION.  Reader: say it aloud, twice.")) + 1;
    if (put->test.closed != 0) {
        proposal_test_words(&put->test, words, sizeof words);
        last = ui_foot(ui, last, STYLE_SELECTED, words);
        last = ui_foot(ui, last, STYLE_PLAIN, _("The question is closed. Esc: back to the room."));
        paper_draw(ui, &put->paper, row, last);
    } else {
        int cursor_row, cursor_column;
        last = draw_answers(ui, put, last);
        cursor_row = ui->cursor_row;
        cursor_column = ui->cursor_column;
        paper_draw(ui, &put->paper, row, last);
        ui_cursor(ui, cursor_row, cursor_column);
    }
    ui_keys(ui, ui->columns >= ROOM_WIDE ? _("r again  n next person  c change  d our table is done  Esc room")
                                         : _("r again n next d done Esc"));
}

/* --- answering --- */

static void send(struct ui *ui, struct table_question *put, const char *text, bool named)
{
    enum result result = position_take(ui->store, &put->voice, put->proposal_id, put->answer, text, named, ui_now(ui));
    int at = index_of(put, put->who);
    put->asked = ASKS_NOTHING;
    clear_typed(put);
    if (result != RESULT_OK) {
        ui_refused(ui);
        load(ui, put);
        return;
    }
    load(ui, put);
    put->who = next_after(put, at);
    at = index_of(put, put->who);
    if (at >= 0)
        ui_notice(ui, _("Said. The laptop goes to %s."), put->table.people[at].handle);
    else
        ui_notice(ui, "%s", _("Said. All here have answered. d: our table is done."));
}

static void ask_words(struct ui *ui, struct table_question *put)
{
    bool stop = put->answer == POSITION_STOP;
    put->asked = ASKS_WORRY;
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) { .label = stop ? _("Stop:") : _("But:"),
            .text = stop ? _("Which agreement does it break, or whose safety? Enter alone: you say it later in this "
                             "meeting.")
                         : _("Your worry, for the minutes."),
            .limit = POSITION_TEXT_MAX,
            .writes = DRAFT_POSITION });
}

static void ask_named(struct ui *ui, struct table_question *put, const char *words)
{
    const struct choice choices[] = { { 'n', _("No: only the words") }, { 'y', _("Yes, my name too") }, { 0, NULL } };
    put->worry = xstrdup(words);
    put->asked = ASKS_NAMED;
    ui_push(ui, &screen_question,
        &(struct question_ask) {
            .title = _("Shall your name stand beside these words in the minutes?"), .choices = choices });
}

static void answer(struct ui *ui, struct table_question *put)
{
    if (!is_still_put(ui, put) || put->test.closed != 0 || put->who == 0)
        return;
    if (strlen(put->digits) < TABLE_DIGITS || put->answer == POSITION_NONE) {
        ui_notice(ui, "%s", _("Your four digits, then the number of your answer, then Enter."));
        return;
    }
    enum result result = table_person(ui->store, ui->actor, put->who, put->digits, ui_now(ui), &put->voice);
    explicit_bzero(put->digits, sizeof put->digits);
    if (result != RESULT_OK) {
        ui_refused(ui);
        clear_typed(put);
        put->stale = true;
    } else if (put->answer == POSITION_BUT || put->answer == POSITION_STOP)
        ask_words(ui, put);
    else
        send(ui, put, NULL, false);
}

static void ask_done(struct ui *ui, struct table_question *put)
{
    const struct choice choices[] = { { 'y', _("Our table is done") }, { 'n', _("No: we go on") }, { 0, NULL } };
    struct buffer words = { 0 };
    for (int i = 0; i < put->table.count; i++)
        if (is_awaited(&put->table.people[i]))
            buffer_format(&words, "%s%s", words.length > 0 ? ", " : "", put->table.people[i].handle);
    if (words.length > 0)
        buffer_string(&words, _(": no answer yet."));
    put->asked = ASKS_DONE;
    ui_push(ui, &screen_question,
        &(struct question_ask) {
            .title = words.length > 0 ? _("Read the names aloud. If none of them wants to answer, our table is done.")
                                      : _("All here have answered. Is our table done?"),
            .text = words.length > 0 ? buffer_text(&words) : NULL,
            .choices = choices });
    buffer_clear(&words);
}

static void our_table_is_done(struct ui *ui, struct table_question *put)
{
    char names[TABLE_NAMES];
    enum result result = table_done(ui->store, ui->actor, ui_now(ui), names);
    if (result == RESULT_OK)
        ui_notice(ui, "%s", _("Our table is done. Whoever has not answered still can, until the question closes."));
    else
        ui_refused(ui);
    put->stale = true;
}

/* Somebody answers out of turn, or changes what she answered. */
static void ask_who(struct ui *ui, struct table_question *put)
{
    put->asked = ASKS_WHO;
    ui_push(ui, &screen_table_people,
        &(struct table_people_ask) { .title = _("Who answers, or changes their answer?"),
            .empty = _("Nobody sits here yet."),
            .people = put->table.people,
            .count = (size_t)put->table.count });
}

static void took_who(struct table_question *put, const struct outcome *outcome)
{
    put->asked = ASKS_NOTHING;
    if (!outcome->done)
        return;
    clear_typed(put);
    put->who = outcome->number;
    put->changes = true;
}

static void type_digit(struct table_question *put, wint_t key)
{
    size_t typed = strlen(put->digits);
    if (put->who == 0)
        return;
    if (typed < TABLE_DIGITS) {
        put->digits[typed] = (char)key;
        put->digits[typed + 1] = '\0';
    } else if (key >= '1' && key <= (wint_t)('0' + put_answers(put->test.kind)))
        put->answer = put_answer_at(put->test.kind, (int)(key - '0'));
}

static void rub_out(struct table_question *put)
{
    size_t typed = strlen(put->digits);
    if (put->answer != POSITION_NONE)
        put->answer = POSITION_NONE;
    else if (typed > 0)
        put->digits[typed - 1] = '\0';
}

static void put_letter(struct ui *ui, struct table_question *put, wint_t key)
{
    if (key >= '0' && key <= '9')
        type_digit(put, key);
    else if (key == KEY_RUBOUT || key == '\b')
        rub_out(put);
    else if (key == '\r' || key == '\n')
        answer(ui, put);
    else if (key == 'n') {
        int at = index_of(put, put->who);
        clear_typed(put);
        put->who = next_after(put, at);
    } else if (key == 'd')
        ask_done(ui, put);
    else if (key == 'c')
        ask_who(ui, put);
    else if (key == 'r')
        put->paper.top = 0;
    else if (key == ' ')
        paper_act(&put->paper, ACTION_NEXT);
    else if (key == KEY_ESCAPE || key == 'q')
        ui_pop(ui, NULL);
    else if (key == '?')
        ui_act(ui, ACTION_HELP);
    else
        ui_no_choice(ui, key, _("digits, Enter, r, n, c, d, ?, Esc"));
}

static void put_key(struct ui *ui, struct screen *screen, wint_t key, bool special)
{
    struct table_question *put = screen->state;
    ui_dirty(ui);
    if (special && (key == KEY_PASTE_BEGIN || key == KEY_PASTE_END))
        put->pasting = key == KEY_PASTE_BEGIN;
    else if (put->pasting)
        return;
    else if (!special)
        put_letter(ui, put, key);
    else if (key == KEY_ENTER)
        ui_not_enter(ui);
    else if (key == KEY_BACKSPACE || key == KEY_DC)
        rub_out(put);
    else if (key == KEY_LEFT)
        ui_pop(ui, NULL);
    else
        paper_act(&put->paper, keys_action(key, true));
}

static void put_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct table_question *put = screen->state;
    (void)from;
    if (put->asked != ASKS_WHO && !is_still_put(ui, put))
        return;
    if (put->asked == ASKS_DONE) {
        put->asked = ASKS_NOTHING;
        if (outcome->done && outcome->number == 'y')
            our_table_is_done(ui, put);
    } else if (put->asked == ASKS_WHO)
        took_who(put, outcome);
    else if (put->asked == ASKS_WORRY && outcome->done && outcome->text[0] != '\0')
        ask_named(ui, put, outcome->text);
    else if (put->asked == ASKS_WORRY && outcome->done && put->answer == POSITION_STOP)
        send(ui, put, NULL, false); /* it holds from its key; her words come later */
    else if (put->asked == ASKS_NAMED && outcome->done)
        send(ui, put, put->worry, outcome->number == 'y');
    else { /* nothing was sent: she types her digits again */
        put->asked = ASKS_NOTHING;
        clear_typed(put);
    }
}

static void put_hears(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    if (!ui_beside_boards(event) && !(event->kind == FACE_WRITTEN && event->board == HINT_OF_ROOM))
        return;
    ((struct table_question *)screen->state)->stale = true;
    ui_dirty(ui);
}

static const enum action actions[] = { ACTION_HELP, ACTION_NONE };

const struct screen_type screen_table_question = {
    .name = "table question",
    .help =
        N_("The question, at a table. The laptop goes round in the order in which you sat down. Whoever has it types "
           "their four digits, the number of their answer, and Enter; the others look away. Nothing of it stays on "
           "the screen.\n\n"
           "n: the next person, when somebody wants to think. r: the text from its beginning, to be read aloud "
           "again. d: our table is done; the names without an answer are read aloud before. c: somebody changes "
           "their answer, which they may until the question closes.\n\n"
           "Esc: back to the room. The question stays open."),
    .actions = actions,
    .typing = true,
    .size = sizeof(struct table_question),
    .open = put_open,
    .close = put_close,
    .draw = put_draw,
    .key = put_key,
    .back = put_back,
    .event = put_hears,
};
