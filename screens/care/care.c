/*
 * care.c: how people are who told her, visits, silence, listeners in a quarrel. RULES 6.6, 6.7.
 */
#include "care.h"

#include <stdlib.h>
#include <string.h>

#include "care_words.h"
#include "screens/care/care_rooms.h"
#include "screens/people/people_rooms.h"

enum { WIDE = 60, TO_LETTERS = 260 };

struct care_page {
    struct checkin checkins[CARE_LISTED_MOST];
    struct care_visit visits[CARE_LISTED_MOST];
    struct care_silence silences[CARE_LISTED_MOST];
    struct care_listen listens[CARE_LISTED_MOST];
    size_t checkin_count, visit_count, silence_count, listen_count; /* the list has them in this order */
    struct list list;
    int shown;
    bool stale;
    enum draft_place goes_on; /* what she goes on with when the page opens; 0: nothing */
    enum { ASKED_NOTHING, ASKED_NEW, ASKED_WORD, ASKED_TO, ASKED_WORDS, ASKED_VISIT, ASKED_LISTEN } asked;
    enum care_word word;
    char to[TO_LETTERS * 4 + 1];
};

static enum result load(struct ui *ui, struct care_page *page)
{
    int64_t now = ui_now(ui);
    page->stale = false;
    enum result result =
        checkins_list(ui->store, ui->actor, now, page->checkins, CARE_LISTED_MOST, &page->checkin_count);
    if (result != RESULT_OK)
        return result;
    care_visits(ui->store, ui->actor, now, page->visits, CARE_LISTED_MOST, &page->visit_count);
    care_silences(ui->store, ui->actor, now, page->silences, CARE_LISTED_MOST, &page->silence_count);
    care_listens(ui->store, ui->actor, now, page->listens, CARE_LISTED_MOST, &page->listen_count);
    page->list.count = page->checkin_count + page->visit_count + page->silence_count + page->listen_count;
    return RESULT_OK;
}

static enum result page_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct care_page *page = screen->state;
    page->goes_on = argument != NULL ? ((const struct care_ask *)argument)->writes : 0;
    return load(ui, page);
}

/* What a row is about: one of the four, the others are NULL. */
struct row {
    const struct checkin *checkin;
    const struct care_visit *visit;
    const struct care_silence *silence;
    const struct care_listen *listen;
};

static struct row row_at(const struct care_page *page, size_t at)
{
    if (at < page->checkin_count)
        return (struct row) { .checkin = &page->checkins[at] };
    at -= page->checkin_count;
    if (at < page->visit_count)
        return (struct row) { .visit = &page->visits[at] };
    at -= page->visit_count;
    if (at < page->silence_count)
        return (struct row) { .silence = &page->silences[at] };
    at -= page->silence_count;
    if (at < page->listen_count)
        return (struct row) { .listen = &page->listens[at] };
    return (struct row) { 0 };
}

static struct row selected(const struct care_page *page)
{
    return row_at(page, page->list.selected);
}

/* --- drawing --- */

static void say_visit(const struct care_visit *visit, char *out, size_t size)
{
    if (visit->mine)
        snprintf(out, size,
            visit->comes[0] != '\0' ? _("You would like a visit: %s comes") : _("You would like a visit"),
            visit->comes);
    else if (visit->i_come)
        snprintf(out, size, _("You come to %s, home %s"), visit->handle, visit->home);
    else if (visit->somebody)
        snprintf(out, size, _("%s would like a visit: somebody comes"), visit->handle);
    else
        snprintf(out, size, _("%s, home %s, would like a visit"), visit->handle, visit->home);
}

/* The row in a few words. Returns whether it waits for her. */
static bool say_row(const struct row *row, char *out, size_t size)
{
    if (row->checkin != NULL) {
        snprintf(out, size, row->checkin->mine ? _("You said: %s%s") : "%s: %s",
            row->checkin->mine ? care_word_said(row->checkin->word) : row->checkin->handle,
            row->checkin->mine ? "" : care_word_said(row->checkin->word));
        return !row->checkin->read;
    }
    if (row->visit != NULL) {
        say_visit(row->visit, out, size);
        return !row->visit->mine && !row->visit->somebody;
    }
    if (row->silence != NULL) {
        snprintf(out, size, _("Nobody saw %s here for 14 days"), row->silence->handle);
        return true;
    }
    const struct care_listen *listen = row->listen;
    if (listen->side == CARE_LISTENER)
        snprintf(out, size, _("You listen to %s and %s"), listen->asker, listen->other);
    else
        snprintf(out, size,
            listen->state == CARE_LISTEN_DRAWN ? _("Two listen to you and %s")
            : listen->side == CARE_ASKER       ? _("Listeners, with %s: no answer yet")
                                               : _("Listeners, with %s?"),
            listen->side == CARE_ASKER ? listen->other : listen->asker);
    return listen->state == CARE_LISTEN_ASKED && listen->side == CARE_OTHER;
}

static void page_draw(struct ui *ui, struct screen *screen)
{
    struct care_page *page = screen->state;
    char words[400], where[48];
    if (page->stale)
        load(ui, page);
    int row = ui_title(ui, _("Care"), ui->columns >= WIDE ? _("how we are, visits, listeners") : ""),
        last = ui_foot(ui, ui_last_row(ui), STYLE_DIM, care_readers_words());
    page->shown = last - row + 1 > 0 ? last - row + 1 : 1;
    list_keep(&page->list, page->list.count, page->shown);
    if (page->list.count == 0)
        ui_paragraph(ui, row + 1, last, STYLE_PLAIN,
            _("Nothing waits here. w tells people of your choice how you are, or asks for a visit, or for two who listen "
              "in a quarrel."));
    for (size_t i = page->list.top; i < page->list.count && row <= last; i++, row++) {
        struct row at = row_at(page, i);
        bool chosen = i == page->list.selected;
        enum style style = list_mark(ui, row, chosen);
        if (say_row(&at, words, sizeof words) && !chosen)
            style = STYLE_NEEDS_YOU;
        ui_text(ui, row, 2, ui->columns - 3, style, words);
    }
    ui_keys(ui, list_where(&page->list, false, where, sizeof where));
}

/* --- reading --- */

static void read_checkin(struct ui *ui, const struct checkin *one, struct buffer *text)
{
    char when[40];
    buffer_format(
        text, "%s, %s: %s\n", one->handle, ui_time(ui, one->at, when, sizeof when), care_word_said(one->word));
    if (one->words[0] != '\0')
        buffer_format(text, "\n%s\n", one->words);
    if (one->mine)
        buffer_format(text, _("\nSeen by: %s. It ends after 7 days; x takes it back."), one->to);
    else
        buffer_string(text, _("\nr answers with a letter. Others do not see it."));
    if (!one->mine && !one->read)
        checkin_read(ui->store, ui->actor, one->handle, ui_now(ui));
}

static void read_row(struct ui *ui, struct care_page *page)
{
    struct row at = selected(page);
    struct buffer text = { 0 };
    char words[1000];
    if (at.checkin != NULL)
        read_checkin(ui, at.checkin, &text);
    else if (at.listen != NULL) {
        care_listen_words(at.listen, words, sizeof words);
        buffer_string(&text, words);
    } else if (at.visit != NULL) {
        say_visit(at.visit, words, sizeof words);
        buffer_format(&text, "%s\n\n%s%s", words, at.visit->words, at.visit->words[0] != '\0' ? "\n\n" : "");
        buffer_string(&text,
            at.visit->mine && at.visit->unheard ? care_unheard_words()
            : at.visit->mine ? _("The greeter of your block and the keepers read this, but nobody of your home and "
                                 "nobody you muted. x ends it.")
                             : _("y says that you come, x that you cannot. They read your name; the others read only "
                                 "that somebody comes."));
    } else {
        say_row(&at, words, sizeof words);
        buffer_format(&text,
            _("%s.\n\nThey agreed that their greeter hears of it, once: look in on them, home %s, or write. x puts this away."),
            words, at.silence->home);
    }
    ui_push(ui, &screen_output, &(struct output_ask) { .title = _("Care"), .text = buffer_text(&text) });
    buffer_clear(&text);
    page->stale = true;
}

/* --- something new: one question after the other --- */

static void ask_new(struct ui *ui, struct care_page *page)
{
    const struct choice choices[] = { { '1', _("Tell somebody how I am") }, { '2', _("I would like a visit") },
        { '3', _("Two who listen, in a quarrel") }, { '4', _("Somebody was hurt: help, numbers") },
        { '5', _("A path of my own, if I was hurt") }, { 0, NULL } };
    page->asked = ASKED_NEW;
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = _("What would help?"), .choices = choices, .harmless = true });
}

static void ask_word(struct ui *ui, struct care_page *page)
{
    struct choice choices[CARE_WORDS + 1] = { 0 };
    for (int i = 0; i < CARE_WORDS; i++)
        choices[i] = (struct choice) { '1' + i, care_word_said((enum care_word)i) };
    page->asked = ASKED_WORD;
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = _("How are you?"), .choices = choices, .harmless = true });
}

/* Words to somebody are kept while she types (RULES 1.7); names alone are not. */
static enum draft_place place_of(int asked)
{
    return asked == ASKED_WORDS ? DRAFT_CHECKIN : asked == ASKED_VISIT ? DRAFT_VISIT : 0;
}

static void drop_draft(struct ui *ui, int asked)
{
    draft_drop(ui->store, ui->actor, place_of(asked), ui->actor->member, ui_now(ui));
}

static void ask_line(struct ui *ui, struct care_page *page, int asked, const char *label, const char *text, bool people)
{
    page->asked = asked;
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) { .label = label,
            .text = text,
            .limit = people ? TO_LETTERS : CARE_TEXT_MAX,
            .place = place_of(asked),
            .target = ui->actor->member,
            .complete = people ? people_complete : NULL });
}

static void ask_visit(struct ui *ui, struct care_page *page)
{
    ask_line(ui, page, ASKED_VISIT, _("In a line:"),
        _("Enter alone: no words. What you type is kept if the line drops."), false);
}

static void page_opened(struct ui *ui, struct screen *screen)
{
    struct care_page *page = screen->state;
    enum draft_place place = page->goes_on;
    page->goes_on = 0;
    if (place == DRAFT_CHECKIN)
        ask_word(ui, page);
    else if (place == DRAFT_VISIT)
        ask_visit(ui, page);
}

static void told(struct ui *ui, struct care_page *page, enum result result, const char *words)
{
    char reason[300];
    util_copy_text(reason, sizeof reason, result == RESULT_OK ? words : store_reason(ui->store));
    load(ui, page);
    ui_notice(ui, "%s", reason);
}

static void take_new(struct ui *ui, struct care_page *page, int64_t chosen)
{
    if (chosen == '1')
        ask_word(ui, page);
    else if (chosen == '2')
        ask_visit(ui, page);
    else if (chosen == '3')
        ask_line(ui, page, ASKED_LISTEN, _("With whom:"),
            _("That person is asked too, and may say \"not now\". Nobody is told why."), true);
    else if (chosen == '4')
        command_show(ui, "hurt");
    else if (chosen == '5')
        ui_go(ui, PLACE_HARM, NULL);
}

static void send_checkin(struct ui *ui, struct care_page *page, const char *words)
{
    const char *handles[CARE_TO_MOST + 1];
    size_t count = 0;
    char *save = NULL;
    for (char *one = strtok_r(page->to, ", ", &save); one != NULL && count <= CARE_TO_MOST;
         one = strtok_r(NULL, ", ", &save))
        handles[count++] = one;
    enum result result = checkin_set(ui->store, ui->actor, page->word, words, handles, count, ui_now(ui));
    if (result == RESULT_OK)
        drop_draft(ui, ASKED_WORDS);
    told(ui, page, result, _("Said, to them alone."));
}

static void take_line(struct ui *ui, struct care_page *page, const char *words)
{
    int64_t made;
    if (page->asked == ASKED_TO) {
        util_copy_text(page->to, sizeof page->to, words);
        ask_line(ui, page, ASKED_WORDS, _("Words:"),
            _("In a line, if you like. Enter alone: none. What you type is kept if the line drops."), false);
    } else if (page->asked == ASKED_WORDS)
        send_checkin(ui, page, words);
    else if (page->asked == ASKED_VISIT) {
        enum result result = care_visit_ask(ui->store, ui->actor, words, ui_now(ui), &made);
        if (result == RESULT_OK)
            drop_draft(ui, ASKED_VISIT);
        told(ui, page, result, _("Asked."));
        for (size_t i = 0; result == RESULT_OK && i < page->visit_count; i++)
            if (page->visits[i].unheard)
                ui_notice(ui, "%s", care_unheard_words());
    } else if (page->asked == ASKED_LISTEN)
        told(ui, page, care_listen_ask(ui->store, ui->actor, words, ui_now(ui), &made), _("Asked."));
}

static void page_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct care_page *page = screen->state;
    page->stale = true;
    if (!outcome->done)
        return;
    if (from == &screen_question && page->asked == ASKED_NEW)
        take_new(ui, page, outcome->number);
    else if (from == &screen_question && page->asked == ASKED_WORD && outcome->number >= '1' &&
             outcome->number < '1' + CARE_WORDS) {
        page->word = (enum care_word)(outcome->number - '1');
        ask_line(ui, page, ASKED_TO, _("Seen by:"),
            _("Names, with a comma between them. Only they see it, for 7 days."), true);
    } else if (from == &screen_prompt)
        take_line(ui, page, outcome->text);
}

/* --- acting --- */

static bool page_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct care_page *page = screen->state;
    struct row at = selected(page);
    if (action == ACTION_WRITE)
        return ui_member(ui);
    if (action == ACTION_OPEN)
        return page->list.count > 0;
    if (action == ACTION_REPLY)
        return (at.checkin != NULL && !at.checkin->mine) || at.silence != NULL || (at.visit != NULL && !at.visit->mine);
    if (action == ACTION_YES)
        return (at.visit != NULL && !at.visit->mine && !at.visit->somebody) ||
               (at.listen != NULL && at.listen->side == CARE_OTHER && at.listen->state == CARE_LISTEN_ASKED);
    if (action == ACTION_NOT_NOW)
        return (at.checkin != NULL && at.checkin->mine) || (at.visit != NULL && (at.visit->mine || at.visit->i_come)) ||
               at.silence != NULL || at.listen != NULL;
    return true;
}

static void say_yes(struct ui *ui, struct care_page *page)
{
    struct row at = selected(page);
    if (at.visit != NULL)
        told(ui, page, care_visit_come(ui->store, ui->actor, at.visit->id, true, ui_now(ui)),
            _("They read that you come."));
    else
        told(ui, page, care_listen_answer(ui->store, ui->actor, at.listen->id, true, ui_now(ui)),
            _("Two were drawn. Enter says who, and how it goes on."));
}

static enum result not_listen(struct ui *ui, const struct care_listen *listen)
{
    if (listen->side == CARE_LISTENER)
        return care_listen_cannot(ui->store, ui->actor, listen->id, ui_now(ui));
    if (listen->side == CARE_OTHER && listen->state == CARE_LISTEN_ASKED)
        return care_listen_answer(ui->store, ui->actor, listen->id, false, ui_now(ui));
    return care_listen_end(ui->store, ui->actor, listen->id, ui_now(ui));
}

static void say_no(struct ui *ui, struct care_page *page)
{
    struct row at = selected(page);
    enum result result = at.checkin != NULL   ? checkin_take_back(ui->store, ui->actor, ui_now(ui))
                         : at.listen != NULL  ? not_listen(ui, at.listen)
                         : at.silence != NULL ? care_silence_read(ui->store, ui->actor, at.silence->handle, ui_now(ui))
                         : at.visit->mine     ? care_visit_end(ui->store, ui->actor, ui_now(ui))
                                              : care_visit_come(ui->store, ui->actor, at.visit->id, false, ui_now(ui));
    told(ui, page, result, _("Noted."));
}

static void write_letter(struct ui *ui, const struct care_page *page)
{
    struct row at = selected(page);
    struct member member;
    const char *handle = at.checkin != NULL   ? at.checkin->handle
                         : at.silence != NULL ? at.silence->handle
                                              : at.visit->handle;
    if (member_by_handle(ui->store, ui->actor, handle, &member) == RESULT_OK)
        navigate_to_letter(ui, member.id);
    else
        ui_refused(ui);
}

static bool page_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct care_page *page = screen->state;
    if (list_act(&page->list, action, page->shown))
        return true;
    if (action == ACTION_OPEN)
        read_row(ui, page);
    else if (action == ACTION_WRITE)
        ask_new(ui, page);
    else if (action == ACTION_YES)
        say_yes(ui, page);
    else if (action == ACTION_NOT_NOW)
        say_no(ui, page);
    else if (action == ACTION_REPLY)
        write_letter(ui, page);
    else
        return false;
    return true;
}

static void page_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    if (!ui_beside_boards(event))
        return;
    ((struct care_page *)screen->state)->stale = true;
    ui_dirty(ui);
}

static const char *word(const struct screen *screen, enum action action)
{
    struct row at = selected(screen->state);
    if (action == ACTION_YES)
        return at.visit != NULL ? N_("I come") : N_("yes");
    if (action == ACTION_NOT_NOW)
        return at.checkin != NULL                   ? N_("take it back")
               : at.visit != NULL && at.visit->mine ? N_("end it")
               : at.silence != NULL                 ? N_("put away")
                                                    : N_("not now");
    if (action == ACTION_REPLY)
        return N_("letter");
    if (action == ACTION_WRITE)
        return N_("ask for care");
    return NULL;
}

static const enum action actions[] = { ACTION_OPEN, ACTION_WRITE, ACTION_YES, ACTION_NOT_NOW, ACTION_REPLY, ACTION_BACK,
    ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_care = {
    .name = "care",
    .help = N_("Care: people who told you how they are, or who would like a visit. Also people whom nobody saw for "
               "14 days (only if they agreed), or who ask for two listeners in a quarrel. w says how you are, or "
               "asks for something.\n\n"
               "Nothing of it is in a list, in search, in the book or in an export. A shared computer only counts "
               "it. The greeter of your block and the keepers of circles read that you would like a visit. Nobody of "
               "your home and nobody you muted reads it. Listeners are drawn by lot when both sides want them. When "
               "somebody was harmed, listeners are the wrong way: w, then 4."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct care_page),
    .open = page_open,
    .opened = page_opened,
    .draw = page_draw,
    .act = page_act,
    .can = page_can,
    .back = page_back,
    .event = page_event,
};
