/*
 * circle_page.c: one circle before it begins: what for, its prompts, when, who keeps it, who comes, and her answer.
 * Once it is over: how it ended, and the next steps that were kept. The question whether she would be afraid to speak
 * there has a page of its own. RULES 6.1, 6.3, 6.4.
 */
#include <stdlib.h>
#include <string.h>

#include "screens/circles/circles_rooms.h"
#include "screens/people/people_rooms.h"

enum { PEOPLE_MOST = CIRCLE_LISTED_MOST, STEPS_MOST = 60, LOOKS = 2 };

enum { WIDE = 60 };

struct circle_page {
    int64_t id;
    struct circle circle;
    struct circle_person *people; /* room for PEOPLE_MOST */
    size_t people_count;
    struct circle_step *steps; /* room for STEPS_MOST; of this circle */
    size_t step_count;
    struct paper paper;
    int64_t looked_at;
    bool stale, ends; /* ends: the open question asks whether it is called off */
};

/* --- loading --- */

static void load_steps(struct ui *ui, struct circle_page *page)
{
    size_t found = 0;
    page->step_count = 0;
    if (page->circle.state != CIRCLE_HELD ||
        circle_steps(ui->store, ui->actor, page->steps, STEPS_MOST, &found) != RESULT_OK)
        return;
    for (size_t i = 0; i < found; i++)
        if (page->steps[i].circle == page->id)
            page->steps[page->step_count++] = page->steps[i];
}

static enum result load(struct ui *ui, struct circle_page *page)
{
    page->stale = false;
    page->looked_at = ui_now(ui);
    enum result result = circle_get(ui->store, ui->actor, page->id, &page->circle);
    if (result != RESULT_OK)
        return result;
    if (circle_people(ui->store, ui->actor, page->id, page->people, PEOPLE_MOST, &page->people_count) != RESULT_OK)
        page->people_count = 0;
    load_steps(ui, page);
    return RESULT_OK;
}

static void release(struct circle_page *page)
{
    free(page->people);
    free(page->steps);
    paper_close(&page->paper);
}

static enum result page_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct circle_page *page = screen->state;
    page->id = ((const struct circle_ask *)argument)->circle;
    page->people = xcalloc(PEOPLE_MOST, sizeof *page->people);
    page->steps = xcalloc(STEPS_MOST, sizeof *page->steps);
    enum result result = load(ui, page);
    if (result != RESULT_OK)
        release(page);
    else if (page->circle.state > CIRCLE_HELD && page->circle.named)
        circle_told(ui->store, ui->actor, page->id);
    return result;
}

static void page_close(struct ui *ui, struct screen *screen)
{
    (void)ui;
    release(screen->state);
}

static void page_opened(struct ui *ui, struct screen *screen)
{
    const struct circle_page *page = screen->state;
    if (page->circle.afraid_asked)
        ui_go(ui, PLACE_CIRCLE_AFRAID, &(struct circle_ask) { page->id });
}

/* --- what stands there --- */

static void say_when(const struct ui *ui, const struct circle *circle, struct buffer *out)
{
    char when[WHEN_BYTES];
    buffer_string(out, when_say(circle->at, true, ui_now(ui), when));
    if (circle->state >= CIRCLE_HELD)
        return;
    buffer_format(out, ngettext("; %d place", "; %d places", (unsigned long)circle->places), circle->places);
    buffer_string(out, circle->open ? _("; open to all here.") : _("; only those who are asked learn of it."));
    if (circle->short_circle)
        buffer_string(out,
            _(" A short circle: write a self-criticism, a criticism and a proposal when you are in, one line each."));
    if (circle->state == CIRCLE_PLANNED)
        buffer_format(out, _(" People come in from %s on."), when_say_time(circle->opens, when));
}

static void say_names(const struct circle_page *page, enum circle_answer answer, const char *label, struct buffer *out)
{
    struct buffer names = { 0 };
    for (size_t i = 0; i < page->people_count; i++)
        if (page->people[i].answer == answer)
            buffer_format(&names, "%s%s", names.length > 0 ? ", " : "", page->people[i].handle);
    if (names.length > 0)
        buffer_format(out, "\n%s: %s.", label, buffer_text(&names));
    buffer_clear(&names);
}

static void say_people(const struct circle_page *page, struct buffer *out)
{
    const struct circle *circle = &page->circle;
    const char *first = circle->keeper[0], *second = circle->keeper[1];
    if (first[0] != '\0' && second[0] != '\0')
        buffer_format(out, _("\nKeepers: %s and %s."), first, second);
    else if (first[0] != '\0' || second[0] != '\0')
        buffer_format(out, _("\nKeeper: %s. A second one is looked for."), first[0] != '\0' ? first : second);
    else if (circle->state < CIRCLE_HELD)
        buffer_string(
            out, _("\nKeepers: nobody yet. If you would keep circles, say so: m on the home screen, then o."));
    if (circle->state >= CIRCLE_HELD)
        return;
    say_names(page, CIRCLE_COMES, _("Coming"), out);
    say_names(page, CIRCLE_WAITS, _("Waiting for a place"), out);
    say_names(page, CIRCLE_ASKED, _("Asked"), out);
    if (page->people_count == 0)
        buffer_format(out, _("\nComing: %d. Only those who come read their names."), circle->come);
}

static void say_prompts(const struct circle *circle, struct buffer *out)
{
    for (int i = 0; i < CIRCLE_PROMPTS && circle->prompt[i][0] != '\0'; i++) {
        if (circle->prompt[1][0] == '\0')
            buffer_format(out, _("\nEach is asked: %s"), circle->prompt[i]);
        else
            buffer_format(out, _("\nRound %d: %s"), i + 1, circle->prompt[i]);
    }
}

static void say_end(const struct ui *ui, const struct circle_page *page, struct buffer *out)
{
    const struct circle *circle = &page->circle;
    char day[WHEN_BYTES];
    buffer_format(out, "\n\n%s", circle_why_words(circle));
    if (circle->state != CIRCLE_HELD)
        return;
    buffer_format(
        out, ngettext(" %d person was in.", " %d people were in.", (unsigned long)circle->places), circle->places);
    for (size_t i = 0; i < page->step_count; i++)
        buffer_format(out, "\n\n%s, %s:\n%s", page->steps[i].named, circle_day_words(ui, page->steps[i].day, day),
            page->steps[i].words);
    if (page->step_count > 0)
        buffer_string(out, _("\n\nOnly those who were in read these, until 30 days after their day."));
}

static void say_whole(const struct ui *ui, struct circle_page *page)
{
    struct buffer out = { 0 };
    say_when(ui, &page->circle, &out);
    say_prompts(&page->circle, &out);
    say_people(page, &out);
    if (page->circle.state >= CIRCLE_HELD)
        say_end(ui, page, &out);
    free(page->paper.text);
    page->paper.text = buffer_take(&out);
}

/* What she can do now, in a sentence. */
static const char *say_yours(const struct circle_page *page, char *out, size_t size)
{
    const struct circle *circle = &page->circle;
    bool comes = circle->named && circle->answer == CIRCLE_COMES;
    if (circle->state >= CIRCLE_HELD)
        return "";
    if (circle->state == CIRCLE_OPEN)
        return comes          ? _("It is open, and you come. Enter goes in.")
               : circle->open ? _("People come in now. y takes a place, then Enter goes in.")
                              : _("It has begun.");
    if (circle->afraid_asked)
        return _("One question is for you alone. Enter opens it.");
    if (circle->named && circle->answer == CIRCLE_WAITS) {
        snprintf(out, size, _("You are on the waiting list, at place %d. x takes you off it."), circle->place_in_line);
        return out;
    }
    if (comes)
        return circle->keeps ? _("You come, and you keep it. x: not this time; the house then asks another keeper.")
                             : _("You come. x: not this time.");
    if (circle->named && circle->answer == CIRCLE_DECLINED)
        return _("You said: not this time. y: I come after all.");
    if (circle->named && circle->keeps)
        return _("You are asked to keep it. y: I come, x: not this time; the house then asks another one.");
    return circle->named ? _("You are asked. y: I come, x: not this time. Nobody asks why.")
                         : _("y: I come. Everybody here may.");
}

static void page_draw(struct ui *ui, struct screen *screen)
{
    struct circle_page *page = screen->state;
    const struct circle *circle = &page->circle;
    char where[48], state[80], yours[200];
    bool needs;
    if (page->stale)
        load(ui, page);
    int row = ui_title(ui, circle->short_circle ? _("A short circle") : _("A circle"),
        circle_state_words(circle, ui->columns < WIDE, &needs, state, sizeof state));
    int last = ui_last_row(ui);
    row = ui_paragraph(ui, row, row + 1, STYLE_SELECTED, circle->purpose) + (ui->rows >= 20);
    const char *sentence = say_yours(page, yours, sizeof yours);
    if (sentence[0] != '\0')
        last = ui_foot(ui, last, needs ? STYLE_NEEDS_YOU : STYLE_PLAIN, sentence) - (ui->rows >= 20);
    if (circle->quarrel && circle->state == CIRCLE_PLANNED && ui->rows >= 20)
        last = ui_foot(ui, last, STYLE_DIM,
                   _("It is about a quarrel. Each who comes is asked alone whether they would be afraid to speak "
                     "there; nobody ever sees an answer.")) -
               1;
    say_whole(ui, page);
    paper_draw(ui, &page->paper, row, last);
    ui_keys(
        ui, paper_at_end(&page->paper) && page->paper.top == 0 ? NULL : paper_where(&page->paper, where, sizeof where));
}

/* --- acting --- */

static bool may_enter(const struct circle *circle)
{
    return circle->state == CIRCLE_OPEN && circle->named && circle->answer == CIRCLE_COMES;
}

static bool may_answer(const struct circle *circle)
{
    return circle->state == CIRCLE_PLANNED || (circle->state == CIRCLE_OPEN && circle->open && !may_enter(circle));
}

static bool page_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct circle_page *page = screen->state;
    const struct circle *circle = &page->circle;
    bool in = circle->named && (circle->answer == CIRCLE_COMES || circle->answer == CIRCLE_WAITS);
    (void)ui;
    switch (action) {
    case ACTION_OPEN:
        return may_enter(circle) || circle->afraid_asked;
    case ACTION_YES:
        return may_answer(circle) && !in;
    case ACTION_NOT_NOW:
        return circle->state == CIRCLE_PLANNED && circle->named && circle->answer != CIRCLE_DECLINED;
    case ACTION_WRITE:
    case ACTION_WITHDRAW:
        return circle->state == CIRCLE_PLANNED && (circle->mine || circle->keeps);
    case ACTION_NEXT:
        return !paper_at_end(&page->paper);
    default:
        return true;
    }
}

static void told(struct ui *ui, struct circle_page *page, enum result result, const char *words)
{
    char sentence[300];
    util_copy_text(sentence, sizeof sentence, result == RESULT_OK ? words : store_reason(ui->store));
    load(ui, page);
    if (sentence[0] != '\0')
        ui_notice(ui, "%s", sentence);
}

static void give_answer(struct ui *ui, struct circle_page *page, bool comes)
{
    enum circle_answer answer = CIRCLE_DECLINED;
    enum result result = circle_answer(ui->store, ui->actor, page->id, comes, ui_now(ui), &answer);
    told(ui, page, result,
        !comes ? _("Noted. Nobody asks why.")
        : answer == CIRCLE_WAITS
            ? _("All places are taken: you are on the waiting list. Your home screen tells you when one is free.")
            : _("You come. Your home screen tells you when people go in."));
}

static void ask_whom(struct ui *ui)
{
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) { .label = _("Whom?"),
            .text = _("One name. It stands on their home screen."),
            .limit = HANDLE_BYTES,
            .complete = people_complete });
}

static void ask_end(struct ui *ui, struct circle_page *page)
{
    const struct choice choices[] = { { 'y', _("Yes, call it off") }, { 'n', _("No, it takes place") }, { 0, NULL } };
    page->ends = true;
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = _("Call this circle off?"),
            .text = _("All who wanted to come are told."),
            .choices = choices,
            .destroys = true });
}

static bool page_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct circle_page *page = screen->state;
    const struct circle_ask ask = { page->id };
    if (paper_act(&page->paper, action))
        return true;
    if (action == ACTION_OPEN)
        ui_go(ui, page->circle.afraid_asked ? PLACE_CIRCLE_AFRAID : PLACE_CIRCLE_ROOM, &ask);
    else if (action == ACTION_YES || action == ACTION_NOT_NOW)
        give_answer(ui, page, action == ACTION_YES);
    else if (action == ACTION_WRITE)
        ask_whom(ui);
    else if (action == ACTION_WITHDRAW)
        ask_end(ui, page);
    else
        return false;
    return true;
}

static void page_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct circle_page *page = screen->state;
    bool ends = page->ends;
    page->ends = false;
    page->stale = true;
    if (from == &screen_prompt && outcome->done && outcome->text[0] != '\0') {
        char *name = xstrdup(outcome->text);
        name[strcspn(name, " ")] = '\0'; /* completion puts a blank behind a whole name */
        told(ui, page, circle_invite(ui->store, ui->actor, page->id, name, ui_now(ui)),
            _("Asked. It stands on their home screen."));
        free(name);
    } else if (from == &screen_question && ends && outcome->done && outcome->number == 'y')
        told(ui, page, circle_call_off(ui->store, ui->actor, page->id, ui_now(ui)), _("It is called off."));
}

static void page_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    if (!ui_beside_boards(event))
        return;
    ((struct circle_page *)screen->state)->stale = true;
    ui_dirty(ui);
}

/* Who answers elsewhere sends no hint here, and the house takes a moment to open the question for her alone: so the
 * page looks again now and then. */
static void page_tick(struct ui *ui, struct screen *screen)
{
    struct circle_page *page = screen->state;
    struct circle before = page->circle;
    size_t people = page->people_count;
    if (ui->top != screen || before.state >= CIRCLE_HELD || ui_now(ui) - page->looked_at < LOOKS ||
        load(ui, page) != RESULT_OK)
        return;
    const struct circle *now = &page->circle;
    if (people != page->people_count || before.come != now->come || before.state != now->state ||
        before.answer != now->answer || before.place_in_line != now->place_in_line ||
        before.afraid_asked != now->afraid_asked || strcmp(before.keeper[0], now->keeper[0]) != 0 ||
        strcmp(before.keeper[1], now->keeper[1]) != 0)
        ui_dirty(ui);
}

static const char *word(const struct screen *screen, enum action action)
{
    const struct circle *circle = &((const struct circle_page *)screen->state)->circle;
    switch (action) {
    case ACTION_OPEN:
        return circle->afraid_asked ? N_("the question") : N_("go in");
    case ACTION_YES:
        return N_("I come");
    case ACTION_WRITE:
        return N_("ask somebody");
    case ACTION_WITHDRAW:
        return N_("call it off");
    default:
        return NULL;
    }
}

static const enum action actions[] = { ACTION_OPEN, ACTION_YES, ACTION_NOT_NOW, ACTION_WRITE, ACTION_WITHDRAW,
    ACTION_NEXT, ACTION_BACK, ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_circle = {
    .name = "circle",
    .help = N_("One circle: what for, what each is asked, when, who keeps it, who comes. y says that you come, x "
               "that you do not this time; nobody asks why. When all places are taken, you are on the waiting list "
               "and move up by yourself.\n\n"
               "A quarter of an hour before it begins, it is settled whether it takes place. With fewer than five it "
               "is not held, nor when it is about a quarrel and somebody would be afraid to speak there. In both "
               "cases all read the same: \"not in this form\".\n\n"
               "Whoever called it and its keepers ask more people (w), and call it off (W). Enter goes in when it is "
               "open."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct circle_page),
    .open = page_open,
    .opened = page_opened,
    .close = page_close,
    .draw = page_draw,
    .act = page_act,
    .can = page_can,
    .back = page_back,
    .event = page_event,
    .tick = page_tick,
};

/* --- "Would you be afraid to speak there?" --- */

struct afraid_page {
    int64_t id;
};

static enum result afraid_open(struct ui *ui, struct screen *screen, const void *argument)
{
    int64_t circle = ((const struct circle_ask *)argument)->circle;
    ((struct afraid_page *)screen->state)->id = circle;
    return circle_afraid_may(ui->store, ui->actor, circle); /* who is not asked reads that, and no question */
}

static void afraid_opened(struct ui *ui, struct screen *screen)
{
    const struct choice choices[] = { { '1', _("Yes, I would be afraid") }, { '2', _("No, I would not") },
        { '3', _("Ask me later") }, { 0, NULL } };
    (void)screen;
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = _("Would you be afraid to speak there?"),
            .text = circle_afraid_words(),
            .choices = choices,
            .selected = 2,
            .yes = '1' });
}

static void afraid_draw(struct ui *ui, struct screen *screen)
{
    (void)screen;
    ui_title(ui, _("Before the circle"), "");
}

static void afraid_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    const struct afraid_page *page = screen->state;
    bool answers = from == &screen_question && outcome->done && outcome->number != '3', afraid = outcome->number == '1';
    enum result result = RESULT_OK;
    if (answers)
        result = circle_afraid(ui->store, ui->actor, page->id, afraid);
    ui_forget_circle(ui);
    ui_pop(ui, NULL);
    if (result != RESULT_OK)
        ui_refused(ui);
    else if (answers)
        ui_notice(ui, "%s", _("Thank you. Nobody sees it."));
}

static const enum action no_actions[] = { ACTION_HELP, ACTION_NONE };

const struct screen_type screen_circle_afraid = {
    .name = "afraid",
    .help =
        N_("A question before a circle about a quarrel. It is asked of each alone, and nobody ever sees an answer."),
    .actions = no_actions,
    .size = sizeof(struct afraid_page),
    .open = afraid_open,
    .opened = afraid_opened,
    .draw = afraid_draw,
    .back = afraid_back,
};
