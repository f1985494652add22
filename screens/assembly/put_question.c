/*
 * put_question.c: the question that is put to the room (RULES 4.5). Its number, then Enter; an answer may be changed
 * until the question closes. What the others say is hidden until then.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "language.h"
#include "numbers.h"
#include "screens/assembly/room_page.h"
#include "screens/people/hand_room.h"

enum { ANSWERS = 4, ANSWERS_YES_NO = 2 };

struct put {
    int64_t proposal_id;
    struct actor voice;
    bool at_door; /* she types for somebody who came in at the door, and does not see what that one said before */
    struct proposal proposal;
    struct proposal_test test;
    struct paper paper;          /* the text of the proposal */
    enum position_answer choice; /* not sent yet */
    enum position_answer drawn;  /* the choice that she saw: Enter sends no other one */
    int64_t shown;               /* the question whose text stands here; another one may be put meanwhile */
    int64_t asked_at;            /* milliseconds: when it asked for the words of a stop */
    int64_t asked_for;           /* the question for which it asked for words */
    char *worry;                 /* while it asks whether her name shall stand beside it */
    bool stale;
};

static void say_another(struct ui *ui)
{
    ui_notice(ui, "%s", _("Another question is put now. Read it first."));
}

/* Its text, and no choice but the one that she made in it. */
static void show_question(struct ui *ui, struct put *put)
{
    if (put->shown != 0)
        say_another(ui);
    put->shown = put->test.id;
    put->choice = put->test.mine;
    put->drawn = POSITION_NONE;
    put->paper.top = 0;
    free(put->paper.text);
    put->paper.text = put_question_text(ui, &put->proposal, &put->test);
}

static enum result load(struct ui *ui, struct put *put)
{
    int64_t now = ui_now(ui);
    put->stale = false;
    const struct actor *reader = put->at_door ? ui->actor : &put->voice;
    enum result result = proposal_get(ui->store, reader, put->proposal_id, now, &put->proposal);
    if (result == RESULT_OK)
        result = proposal_test_get(ui->store, reader, put->proposal_id, now, &put->test);
    if (put->at_door)
        put->test.mine = POSITION_NONE;
    if (result == RESULT_OK && put->test.id != put->shown)
        show_question(ui, put);
    return result;
}

char *put_question_text(struct ui *ui, const struct proposal *proposal, const struct proposal_test *test)
{
    enum { LOOKED_AT = 40 };
    struct buffer text = { 0 };
    size_t count = 0;
    char share[NUMBER_WORDS_BYTES];
    number_fraction_words(test->needs, share);
    struct reservation *found = xcalloc(LOOKED_AT, sizeof *found);
    if (test->kind == QUESTION_TWO_THIRDS)
        buffer_format(&text, _("After three sittings %s of those present decide.\n\n"), share);
    if (test->kind == QUESTION_STOP)
        reservations_list(ui->store, ui->actor, proposal->id, ui_now(ui), found, LOOKED_AT, &count);
    for (size_t i = 0; i < count; i++)
        if (found[i].stop == test->stop)
            buffer_format(&text, _("Does this stop stand?\n\n%s\n\nThe text that it stops:\n\n"),
                found[i].text[0] != '\0' ? found[i].text : _("It has no words."));
    free(found);
    buffer_string(&text, proposal->text);
    if (proposal->effect[0] != '\0')
        buffer_format(&text, "\n\n%s", proposal->effect);
    return buffer_take(&text);
}

static enum result put_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct put *put = screen->state;
    const struct proposal_page_ask *ask = argument;
    put->proposal_id = ask->proposal;
    put->at_door = ask->at_door != 0;
    enum result result =
        put->at_door ? room_scribe(ui->store, ui->actor, ask->at_door, ask->written_for, ui_now(ui), &put->voice)
                     : hand_voice(ui, ask->written_for, &put->voice);
    if (result == RESULT_OK)
        result = load(ui, put);
    return result;
}

static void put_close(struct ui *ui, struct screen *screen)
{
    struct put *put = screen->state;
    (void)ui;
    paper_close(&put->paper);
    free(put->worry);
}

static bool is_open(const struct put *put)
{
    return put->test.closed == 0;
}

/* --- its answers, from 1 on --- */

int put_answers(enum question_kind kind)
{
    return kind == QUESTION_CONSENT ? ANSWERS : ANSWERS_YES_NO;
}

enum position_answer put_answer_at(enum question_kind kind, int number)
{
    if (kind == QUESTION_CONSENT)
        return (enum position_answer)number;
    return number == 1 ? POSITION_YES : POSITION_NO;
}

static const char *consensus_words(const struct ui *ui, enum position_answer answer)
{
    static const char *const wide[] = { [POSITION_YES] = N_("Yes"),
        [POSITION_BUT] = N_("Yes, but ...      my worry goes into the minutes"),
        [POSITION_ASIDE] = N_("I stand aside     not me, but go ahead"),
        [POSITION_STOP] = N_("Stop              it harms somebody, or breaks what we agreed") };
    static const char *const narrow[] = { [POSITION_YES] = N_("Yes"),
        [POSITION_BUT] = N_("Yes, but ... (in the minutes)"),
        [POSITION_ASIDE] = N_("I stand aside: not me, but go ahead"),
        [POSITION_STOP] = N_("Stop: it harms, or breaks our word") };
    return ui->columns >= ROOM_WIDE ? _(wide[answer]) : _(narrow[answer]);
}

const char *put_answer_words(const struct ui *ui, enum question_kind kind, enum position_answer answer)
{
    if (kind == QUESTION_CONSENT)
        return consensus_words(ui, answer);
    if (kind == QUESTION_TWO_THIRDS)
        return answer == POSITION_YES ? _("Yes") : _("No");
    return answer == POSITION_YES ? _("Yes, the stop stands") : _("No: no shared aim, nobody's safety");
}

/* --- drawing --- */

static void say_until(const struct put *put, char *out, size_t size)
{
    char clock[WHEN_BYTES];
    snprintf(out, size, _("No hurry: open until %s at least."), when_say_time(put->test.closes, clock));
}

static void say_mine(const struct put *put, char *out, size_t size)
{
    if (put->choice == POSITION_NONE)
        util_copy_text(out, size, _("Press a number, then Enter."));
    else if (put->choice == put->test.mine)
        snprintf(out, size, _("You said: %s"), position_words(put->choice));
    else if (put->choice == POSITION_BUT || put->choice == POSITION_STOP)
        snprintf(out, size, _("You say: %s. Enter, then why."), position_words(put->choice));
    else
        snprintf(out, size, _("You say: %s. Enter sends it."), position_words(put->choice));
}

/* The rows below the text, from the last one up. Returns the last row above them. */
static int draw_answers(struct ui *ui, const struct put *put, int last)
{
    char words[400];
    bool roomy = ui->rows >= ROOM_LOW;
    if (!put->test.may_answer) {
        ui_text(ui, last--, 1, ui->columns - 2, STYLE_DIM, _("It was put before you came: others answer."));
    } else {
        say_mine(put, words, sizeof words);
        ui_text(ui, last--, 1, ui->columns - 2, put->choice != POSITION_NONE ? STYLE_SELECTED : STYLE_PLAIN, words);
    }
    say_until(put, words, sizeof words);
    ui_text(ui, last--, 1, ui->columns - 2, STYLE_DIM, words);
    if (roomy) {
        snprintf(words, sizeof words,
            ngettext("%d has answered.", "%d have answered.", (unsigned long)put->test.answered), put->test.answered);
        ui_text(ui, last--, 1, ui->columns - 2, STYLE_DIM, words);
        last--;
    }
    for (int i = put_answers(put->test.kind); i >= 1; i--, last--) {
        bool here = put->choice == put_answer_at(put->test.kind, i);
        enum style style = list_mark(ui, last, here);
        ui_textf(ui, last, 2, 2, STYLE_NEEDS_YOU, "%d", i);
        ui_text(ui, last, 4, ui->columns - 5, style,
            put_answer_words(ui, put->test.kind, put_answer_at(put->test.kind, i)));
    }
    return last - (roomy ? 1 : 0);
}

static int draw_result(struct ui *ui, const struct put *put, int last)
{
    char words[600];
    proposal_test_words(&put->test, words, sizeof words);
    last = ui_foot(ui, last, STYLE_SELECTED, words);
    return ui_foot(ui, last, STYLE_PLAIN, _("The question is closed."));
}

static void put_draw(struct ui *ui, struct screen *screen)
{
    struct put *put = screen->state;
    char where[48];
    bool was_open = is_open(put);
    if (put->stale && load(ui, put) == RESULT_OK && was_open && !is_open(put))
        ui_notice(ui, "%s", ""); /* what it said of an open one */
    int row = ui_title(ui, _("The question"), ui->columns >= ROOM_WIDE ? put->proposal.title : "");
    int last = ui_last_row(ui);
    if (put->voice.hand != 0)
        row = hand_draw_voice(ui, &put->voice, row);
    last = is_open(put) ? draw_answers(ui, put, last) : draw_result(ui, put, last);
    int row_of_cursor = ui->cursor_row, column_of_cursor = ui->cursor_column;
    paper_draw(ui, &put->paper, row + (ui->rows >= ROOM_LOW ? 1 : 0), last);
    if (put->choice != POSITION_NONE && is_open(put))
        ui_cursor(ui, row_of_cursor, column_of_cursor);
    put->drawn = put->choice;
    ui_keys(ui, paper_where(&put->paper, where, sizeof where));
}

/* --- answering --- */

/* Words of her own are kept while she types; what somebody else says by her hand is hers, and kept nowhere. */
static enum draft_place place_of(const struct put *put)
{
    return put->voice.hand == 0 && !put->at_door ? DRAFT_POSITION : 0;
}

static void send(struct ui *ui, struct put *put, const char *text, bool named)
{
    enum result result = position_take(ui->store, &put->voice, put->proposal_id, put->choice, text, named, ui_now(ui));
    if (result != RESULT_OK) {
        ui_refused(ui);
        return;
    }
    if (text != NULL && place_of(put) != 0)
        draft_drop(ui->store, ui->actor, DRAFT_POSITION, put->proposal_id, ui_now(ui));
    load(ui, put);
    ui_notice(ui, "%s", _("Said. You may change it until the question closes."));
}

static void ask_worry(struct ui *ui, struct put *put)
{
    put->asked_for = put->shown;
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) { .label = _("But:"),
            .text = _("Your worry, for the minutes."),
            .limit = POSITION_TEXT_MAX,
            .place = place_of(put),
            .target = put->proposal_id,
            .writes = DRAFT_POSITION });
}

static void ask_stop(struct ui *ui, struct put *put)
{
    put->asked_at = ui_milliseconds(ui);
    put->asked_for = put->shown;
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) { .label = _("Stop:"),
            .text = _("Which agreement does it break, or whose safety? Enter alone: you say it later in this meeting."),
            .limit = POSITION_TEXT_MAX,
            .place = place_of(put),
            .target = put->proposal_id,
            .writes = DRAFT_POSITION });
}

static void ask_named(struct ui *ui, struct put *put, const char *worry)
{
    const struct choice choices[] = { { 'n', _("No: only the words") }, { 'y', _("Yes, my name too") }, { 0, NULL } };
    free(put->worry);
    put->worry = xstrdup(worry);
    ui_push(ui, &screen_question,
        &(struct question_ask) {
            .title = _("Shall your name stand beside these words in the minutes?"), .choices = choices });
}

static void answer(struct ui *ui, struct put *put)
{
    int64_t shown = put->shown;
    if (load(ui, put) != RESULT_OK) {
        ui_refused(ui);
        return;
    }
    if (put->shown != shown || !is_open(put) || !put->test.may_answer || put->choice != put->drawn)
        return;
    if (put->choice == POSITION_NONE)
        ui_notice(
            ui, "%s", put->test.kind == QUESTION_CONSENT ? _("Press 1, 2, 3 or 4 first.") : _("Press 1 or 2 first."));
    else if (put->choice == POSITION_BUT)
        ask_worry(ui, put);
    else if (put->choice == POSITION_STOP)
        ask_stop(ui, put);
    else
        send(ui, put, NULL, false);
}

/* What she wrote is kept as a draft. */
static void drop_worry(struct put *put)
{
    free(put->worry);
    put->worry = NULL;
}

static void put_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct put *put = screen->state;
    bool asked = from == &screen_prompt || from == &screen_question;
    if (load(ui, put) != RESULT_OK) {
        ui_refused(ui);
        drop_worry(put);
    } else if (asked && put->shown != put->asked_for) {
        say_another(ui);
        drop_worry(put);
    } else if (from == &screen_question) {
        bool named = outcome->done && outcome->number == 'y';
        if (outcome->done && put->worry != NULL)
            send(ui, put, put->worry, named);
        drop_worry(put);
    } else if (from == &screen_prompt && outcome->done) {
        bool blank = outcome->text[strspn(outcome->text, " ")] == '\0';
        bool at_once = ui_milliseconds(ui) - put->asked_at < UI_TOO_SOON_MS; /* it came with the key before */
        if (put->choice == POSITION_STOP && blank && at_once)
            return;
        if (put->choice == POSITION_STOP)
            send(ui, put, blank ? NULL : outcome->text, false);
        else if (!blank)
            ask_named(ui, put, outcome->text);
        else
            ui_notice(ui, "%s", _("\"Yes, but\" needs a few words; 1 says yes."));
    }
}

static void choose(struct ui *ui, struct put *put, enum position_answer choice)
{
    if (is_open(put) && put->test.may_answer) {
        put->choice = choice;
        ui_dirty(ui);
    }
}

/* A key that was sent before this page was drawn answers nothing. */
static void put_key(struct ui *ui, struct screen *screen, wint_t key, bool special)
{
    struct put *put = screen->state;
    /* y is yes everywhere, and so is the letter of the reader's language; the first answer is that. But who chose to
     * say why, and writes at once instead of Enter first, has not changed to yes with the first y of their words. */
    bool words_come = put->choice == POSITION_BUT || put->choice == POSITION_STOP;
    key = !special && !words_come && (key == 'y' || key == (wint_t)language_yes()) ? '1' : key;
    enum action action = keys_action(key, special);
    bool numbered = !special && key >= '1' && key < (wint_t)('1' + put_answers(put->test.kind)),
         acts = action == ACTION_OPEN || numbered || (!special && key == '0');
    if (acts && (ui->unseen || ui_too_soon(ui)))
        return;
    if (!special && key == '0') /* RULES 1.6: in every menu */
        ui_act(ui, ACTION_QUIT_NOW);
    else if (numbered)
        choose(ui, put, put_answer_at(put->test.kind, (int)(key - '0')));
    else if (action == ACTION_OPEN)
        answer(ui, put);
    else if (action == ACTION_BACK)
        ui_pop(ui, NULL);
    else if (action == ACTION_HELP)
        ui_act(ui, action);
    else if (!special && key == 'r')
        put->paper.top = 0;
    else if (!paper_act(&put->paper, action) && !special)
        ui_no_choice(ui, key,
            !is_open(put) || !put->test.may_answer ? _("r, Esc")
            : put->test.kind == QUESTION_CONSENT   ? _("1, 2, 3, 4, Enter, r, Esc")
                                                   : _("1, 2, Enter, r, Esc"));
}

static void put_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    if (!ui_beside_boards(event) && !(event->kind == FACE_WRITTEN && event->board == HINT_OF_ROOM))
        return;
    ((struct put *)screen->state)->stale = true;
    ui_dirty(ui);
}

static bool put_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct put *put = screen->state;
    (void)ui;
    return action != ACTION_OPEN || (is_open(put) && put->test.may_answer);
}

static const char *word(const struct screen *screen, enum action action)
{
    (void)screen;
    return action == ACTION_REPLY ? N_("read again") : action == ACTION_OPEN ? N_("send") : NULL;
}

static const enum action actions[] = { ACTION_OPEN, ACTION_REPLY, ACTION_BACK, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_put_question = {
    .name = "the question",
    .help = N_("The question that is put to the room. Press the number of your answer, then Enter. You may change it "
               "until the question closes; until then nobody sees what others say.\n\n"
               "1 yes. 2 yes, but: a worry that goes into the minutes. 3 I stand aside: not me, but go ahead. 4 "
               "stop: it harms somebody, or breaks what you agreed; you may say later which.\n\n"
               "It passes when more than {yes-share} of those who are here say yes or \"yes, but\", and no stop "
               "stands. At most {but-share} of the answers may be \"yes, but\" or \"I stand aside\". Whether a stop "
               "stands, and what is decided after three sittings, is answered by yes or no. r shows the beginning of "
               "the text again, q goes back to the room."),
    .actions = actions,
    .open_word = N_("send"),
    .back_word = N_("room"),
    .word = word,
    .chooses = true,
    .size = sizeof(struct put),
    .open = put_open,
    .close = put_close,
    .draw = put_draw,
    .key = put_key,
    .can = put_can,
    .back = put_back,
    .event = put_event,
};
