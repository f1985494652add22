/*
 * harm.c: what somebody keeps who was harmed. The page is the same for everybody until a phrase opens it; numbers of
 * help outside stand first. The key and all words are wiped when she leaves it, when another page comes over it, when
 * the screen locks, when the line drops, and after ten minutes: coming back asks the phrase again. RULES 6.7.
 *
 * What is typed here is never a draft. A draft in clear would tell that the page is used, and what stands there. One
 * sealed to the key would be written every two seconds: whoever sees the file, or two backups of it, would read when
 * somebody sat at this page, and the server would keep words of hers that she had not decided to leave. So notes are
 * short, Enter keeps each, and the page says that before.
 */
#include "harm.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "harm_words.h"
#include "screens/care/care_rooms.h"
#include "screens/people/people_rooms.h"
#include "when.h"

enum asked {
    ASKED_NOTHING,
    ASKED_PHRASE,
    ASKED_NEW,
    ASKED_NEW_AGAIN,
    ASKED_CHANGE,
    ASKED_CHANGE_AGAIN,
    ASKED_ACT,
    ASKED_NOTE,
    ASKED_NAME,
    ASKED_UNNAME,
    ASKED_DAY,
    ASKED_STEP,
    ASKED_DONE,
    ASKED_WHOSE_LINE,
    ASKED_LINE,
    ASKED_END,
    ASKED_WRITTEN,
};
struct harm_page {
    bool opened, stale;
    enum asked asked;
    int64_t number; /* the day of a step; whose line */
    struct harm harm;
    char typed[HARM_PHRASE_BYTES]; /* a new phrase, until it was typed twice */
    char words[HARM_WORDS_BYTES];  /* to tell the person who was just named */
    char named[HANDLE_BYTES];
    struct paper paper;
};

static void lay(struct ui *ui, struct harm_page *page)
{
    struct buffer text = { 0 };
    size_t top = page->paper.top;
    if (page->words[0] != '\0')
        buffer_format(&text,
            _("Tell %s these five words, outside the house, face to face or on the telephone:\n\n    %s\n\nWith them that "
              "person opens this page, and then chooses a phrase of their own (w). Nothing tells them of it here: only you "
              "do. The words are not shown again.\n\n"),
            page->named, page->words);
    if (page->opened)
        harm_say(ui->store, ui->actor, &page->harm, ui_now(ui), &text);
    else {
        /* The same words whether it was open before or not: who sits down after her learns nothing (RULES 6.7). */
        harm_say_before(ui->store, ui->actor, ui_now(ui), &text);
        buffer_string(&text,
            _("\nEnter types the phrase, w begins with a new one. What it opens closes by itself: when the screen locks, "
              "when you go elsewhere, and after ten minutes."));
    }
    paper_close(&page->paper);
    page->paper = (struct paper) { .text = xstrdup(buffer_text(&text)), .top = page->words[0] != '\0' ? 0 : top };
    harm_clear(&text);
    page->stale = false;
}

/* Reads the path that is open; when none is, the page is as before the phrase. */
static void load(struct ui *ui, struct harm_page *page)
{
    page->opened = harm_look(ui->store, ui->actor, ui_now(ui), &page->harm) == RESULT_OK;
    lay(ui, page);
    ui_forget_shown(ui);
}

static enum result page_open(struct ui *ui, struct screen *screen, const void *argument)
{
    (void)argument;
    if (!ui_member(ui))
        return RESULT_REFUSED;
    harm_shut(ui->store);
    lay(ui, screen->state);
    return RESULT_OK;
}

static void page_close(struct ui *ui, struct screen *screen)
{
    struct harm_page *page = screen->state;
    harm_shut(ui->store);
    paper_close(&page->paper);
    sodium_memzero(page, sizeof *page);
    ui_forget_shown(ui);
}

static void page_shut(struct ui *ui, struct screen *screen)
{
    struct harm_page *page = screen->state;
    harm_shut(ui->store);
    paper_close(&page->paper);
    sodium_memzero(page, sizeof *page);
    lay(ui, page);
    ui_forget_shown(ui);
}

/* Ten minutes without a key of hers are over. */
static void page_tick(struct ui *ui, struct screen *screen)
{
    const struct harm_page *page = screen->state;
    if (page->opened && !harm_tend(ui->store, ui_now(ui)))
        page_shut(ui, screen);
}

/* She types: it stays open meanwhile. Nothing of what she types is kept. */
static void keep_open(struct ui *ui, void *context, const char *typed)
{
    (void)context, (void)typed;
    harm_touch(ui->store, ui_now(ui));
}

static void page_draw(struct ui *ui, struct screen *screen)
{
    struct harm_page *page = screen->state;
    char where[48];
    if (page->stale)
        lay(ui, page);
    int row = ui_title(ui, _("Somebody was hurt"), "");
    paper_draw(ui, &page->paper, row, ui_last_row(ui));
    ui_keys(ui, paper_where(&page->paper, where, sizeof where));
}

/* --- asking --- */

static void ask(
    struct ui *ui, struct harm_page *page, enum asked asked, const char *label, const char *text, size_t limit)
{
    page->asked = asked;
    bool secret = asked >= ASKED_PHRASE && asked <= ASKED_CHANGE_AGAIN;
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) { .label = label,
            .text = text,
            .limit = limit,
            .secret = secret,
            .wiped = true,
            .keep = keep_open,
            .complete = asked == ASKED_NAME ? people_complete : NULL });
}

static void ask_phrase(struct ui *ui, struct harm_page *page, enum asked asked)
{
    bool again = asked == ASKED_NEW_AGAIN || asked == ASKED_CHANGE_AGAIN;
    ask(ui, page, asked, again ? _("Once more:") : _("Phrase:"),
        again                   ? _("The same again.")
        : asked == ASKED_PHRASE ? _("It is not shown while you type.")
                                : _("16 letters or more: five words in a row that nobody would guess."),
        HARM_PHRASE_BYTES / 4);
}

/* What would be refused, whatever is written, stands in nobody's list: what only she who was harmed decides, and what
 * is not yet its time. */
static bool is_offered(struct ui *ui, const struct harm_page *page, int key)
{
    switch (key) {
    case '1':
        return harm_may(ui->store, ui->actor, HARM_WRITE, 0, ui_now(ui)) == RESULT_OK;
    case '3':
        return page->harm.people > 1;
    case '4':
        return harm_may(ui->store, ui->actor, HARM_ADD_STEP, 0, ui_now(ui)) == RESULT_OK;
    case '5':
        return page->harm.steps > 0;
    case '6':
        return harm_may(ui->store, ui->actor, HARM_REVIEWED, 0, ui_now(ui)) == RESULT_OK;
    case '8':
        return page->harm.me == 0 && page->harm.stage != HARM_DATED;
    case '9':
    case 'l':
    case 'E':
        return page->harm.me == 0;
    default:
        return true;
    }
}

static void ask_act(struct ui *ui, struct harm_page *page)
{
    bool hers = page->harm.me == 0;
    const struct choice all[] = { { '1', _("Write a note") },
        { '2', hers ? _("Name somebody, or give new words") : _("Give somebody in it words anew") },
        { '3', hers ? _("Take somebody out") : _("Take myself out") }, { '4', _("A step, with its day") },
        { '5', _("A step is done") }, { '6', _("We looked at it again") }, { '7', _("Another phrase for me") },
        { '8', _("Go on to what comes next") },
        { '9', page->harm.together ? _("I do not want to sit together") : _("I want to sit together") },
        { 'l', _("A line at log-in, on those days") }, { 'E', _("Wipe all of it") } };
    enum { CHOICES = sizeof all / sizeof *all };
    struct choice choices[CHOICES + 1] = { 0 };
    for (size_t i = 0, count = 0; i < CHOICES; i++)
        if (is_offered(ui, page, all[i].key))
            choices[count++] = all[i];
    page->asked = ASKED_ACT;
    ui_push(ui, &screen_question, &(struct question_ask) { .title = _("What next?"), .choices = choices });
}

/* --- doing --- */

static void told(struct ui *ui, struct harm_page *page, enum result result)
{
    char words[300];
    util_copy_text(words, sizeof words, result == RESULT_OK ? _("Done.") : store_reason(ui->store));
    load(ui, page);
    ui_notice(ui, "%s", words);
}

static void act(struct ui *ui, struct harm_page *page, enum harm_act what, const char *text, int64_t number)
{
    told(ui, page, harm_do(ui->store, ui->actor, what, text, number, ui_now(ui)));
}

static void name_somebody(struct ui *ui, struct harm_page *page, const char *handle)
{
    enum result result = harm_name(ui->store, ui->actor, handle, ui->setup->argon_slots, ui_now(ui), page->words);
    util_copy_text(page->named, sizeof page->named, handle);
    told(ui, page, result);
    sodium_memzero(page->words, sizeof page->words);
}

static int64_t place_of(const struct harm *harm, const char *handle)
{
    for (int i = 0; i < harm->people; i++)
        if (strcmp(harm->person[i].handle, handle) == 0)
            return i;
    return -1;
}

/* A new phrase was typed for the second time. */
static void take_new(struct ui *ui, struct harm_page *page, const char *again)
{
    bool begins = page->asked == ASKED_NEW_AGAIN, same = strcmp(page->typed, again) == 0;
    int slots = ui->setup->argon_slots;
    enum result result = !same    ? RESULT_INVALID
                         : begins ? harm_begin(ui->store, ui->actor, again, slots, ui_now(ui))
                                  : harm_phrase(ui->store, ui->actor, again, slots, ui_now(ui));
    sodium_memzero(page->typed, sizeof page->typed);
    if (same)
        told(ui, page, result);
    else
        ui_notice(ui, "%s", _("The two were not the same. Nothing was changed."));
}

static void take_day(struct ui *ui, struct harm_page *page, const char *typed)
{
    struct when when = { 0 };
    enum when_fault fault = when_read(typed, ui_now(ui), &when);
    page->number = when.day;
    if (fault != WHEN_GOOD)
        ui_notice(ui, "%s", when_fault_sentence(fault));
    else
        ask(ui, page, ASKED_STEP, _("Step:"), _("Who does what."), HARM_TEXT_MAX);
}

static void take_line(struct ui *ui, struct harm_page *page, const char *typed)
{
    int64_t number = 0;
    int slots = ui->setup->argon_slots;
    switch (page->asked) {
    case ASKED_PHRASE:
        page->paper.top = 0; /* it is another page now, and begins with the numbers */
        told(ui, page, harm_open(ui->store, ui->actor, typed, slots, ui_now(ui), &page->harm));
        break;
    case ASKED_NEW:
    case ASKED_CHANGE:
        util_copy_text(page->typed, sizeof page->typed, typed);
        ask_phrase(ui, page, page->asked == ASKED_NEW ? ASKED_NEW_AGAIN : ASKED_CHANGE_AGAIN);
        break;
    case ASKED_NEW_AGAIN:
    case ASKED_CHANGE_AGAIN:
        take_new(ui, page, typed);
        break;
    case ASKED_NOTE:
        act(ui, page, HARM_WRITE, typed, 0);
        break;
    case ASKED_NAME:
        name_somebody(ui, page, typed);
        break;
    case ASKED_UNNAME:
        act(ui, page, HARM_UNNAME, typed, 0);
        break;
    case ASKED_DAY:
        take_day(ui, page, typed);
        break;
    case ASKED_STEP:
        act(ui, page, HARM_ADD_STEP, typed, page->number);
        break;
    case ASKED_DONE:
        util_parse_number(typed, &number);
        act(ui, page, HARM_DONE, NULL, number);
        break;
    case ASKED_WHOSE_LINE:
        page->number = place_of(&page->harm, typed);
        if (harm_may(ui->store, ui->actor, HARM_ALLOW, page->number, ui_now(ui)) != RESULT_OK) {
            ui_refused(ui);
            break;
        }
        ask(ui, page, ASKED_LINE, _("Line:"),
            _("Words that tell others nothing. Enter alone: no line. They are not sealed."), HARM_LINE_MAX);
        break;
    case ASKED_LINE:
        act(ui, page, HARM_ALLOW, typed, page->number);
        break;
    case ASKED_NOTHING:
    case ASKED_ACT:
    case ASKED_END:
    case ASKED_WRITTEN:
        break;
    }
}

static void take_act(struct ui *ui, struct harm_page *page, int64_t chosen)
{
    const struct choice sure[] = { { 'y', _("Wipe it, for everybody in it") }, { 'n', _("Keep it") }, { 0, NULL } };
    switch (chosen) {
    case '1':
        ask(ui, page, ASKED_NOTE, _("Note:"),
            _("Read by those who are in it. Enter keeps it; before that it is no draft: short notes, each with Enter."),
            HARM_TEXT_MAX);
        break;
    case '2':
        ask(ui, page, ASKED_NAME, _("Who:"),
            page->harm.me == 0 ? _("Somebody you trust; or somebody in it who lost the phrase.")
                               : _("Somebody in it who lost the phrase."),
            HANDLE_MAX);
        break;
    case '3':
        ask(ui, page, ASKED_UNNAME, _("Who:"),
            page->harm.me == 0 ? _("The name of somebody in it.") : _("Your own name: you read it no more."),
            HANDLE_MAX);
        break;
    case '4':
        ask(ui, page, ASKED_DAY, _("Day:"), _("By when: friday, 12 dec."), HARM_LINE_MAX);
        break;
    case '5':
        ask(ui, page, ASKED_DONE, _("Number:"), _("Which step is done."), 3);
        break;
    case '6':
        act(ui, page, HARM_REVIEWED, NULL, 0);
        break;
    case '7':
        ask_phrase(ui, page, ASKED_CHANGE);
        break;
    case '8': /* this one and those below are hers alone */
        act(ui, page, HARM_GO_ON, NULL, 0);
        break;
    case '9':
        act(ui, page, HARM_TOGETHER, NULL, !page->harm.together);
        break;
    case 'l':
        ask(ui, page, ASKED_WHOSE_LINE, _("Whose:"),
            _("A name of somebody in it, or your own: it stands on that first screen."), HANDLE_MAX);
        break;
    case 'E':
        page->asked = ASKED_END;
        ui_push(ui, &screen_question,
            &(struct question_ask) {
                .title = _("It cannot be brought back."), .choices = sure, .destroys = true, .selected = 1 });
        break;
    default:
        break;
    }
}

static void page_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct harm_page *page = screen->state;
    page->stale = true;
    if (page->asked == ASKED_WRITTEN && from == &screen_question) {
        page->asked = ASKED_NOTHING;
        if (outcome->done && outcome->number == 'y')
            ui_pop(ui, NULL);
        else
            ui_forget_shown(ui);
        return;
    }
    if (!outcome->done)
        sodium_memzero(page->typed, sizeof page->typed);
    else if (from == &screen_prompt)
        take_line(ui, page, outcome->text);
    else if (from == &screen_question && page->asked == ASKED_ACT)
        take_act(ui, page, outcome->number);
    else if (from == &screen_question && page->asked == ASKED_END && outcome->number == 'y')
        act(ui, page, HARM_END, NULL, 0);
    ui_forget_shown(ui);
}

static bool page_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct harm_page *page = screen->state;
    if (action == ACTION_OPEN && !page->opened)
        ask_phrase(ui, page, ASKED_PHRASE);
    else if (action == ACTION_WRITE && page->opened)
        ask_act(ui, page);
    else if (action == ACTION_WRITE)
        ask_phrase(ui, page, ASKED_NEW);
    else if (action == ACTION_BACK && page->words[0] != '\0') {
        page->asked = ASKED_WRITTEN;
        ui_ask_written(ui);
    } else
        return paper_act(&page->paper, action);
    return true;
}

static bool page_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    (void)ui;
    return action != ACTION_OPEN || !((const struct harm_page *)screen->state)->opened;
}

static const char *word(const struct screen *screen, enum action action)
{
    bool opened = ((const struct harm_page *)screen->state)->opened;
    return action == ACTION_OPEN    ? N_("phrase")
           : action == ACTION_WRITE ? (opened ? N_("what next") : N_("begin"))
                                    : NULL;
}

static const enum action actions[] = { ACTION_OPEN, ACTION_WRITE, ACTION_BACK, ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_harm = {
    .name = "hurt",
    .help =
        N_("Numbers of help outside stand first. Below is a path of your own, for you and up to three people whom "
           "you name. It opens with a phrase, and looks the same for everybody until then. The people you name learn "
           "of it from you alone, outside the house, with five words that are shown once.\n\n"
           "It is sealed in the file. That does not help against a server that lies while you type, nor against "
           "somebody who looks over your shoulder. It closes when you go to another page, when the screen locks, "
           "when the line drops, and after ten minutes without a key of yours. The phrase opens it again. Ctrl-\\ "
           "leaves at once and clears the screen.\n\n"
           "What you type is kept when you press Enter, and no draft of it lies anywhere before. When the line drops "
           "in the middle of a note, that note is gone. So write short ones. If you lose the phrase, somebody else "
           "in it gives you new words."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct harm_page),
    .open = page_open,
    .close = page_close,
    .shut = page_shut,
    .tick = page_tick,
    .draw = page_draw,
    .act = page_act,
    .can = page_can,
    .back = page_back,
};
