/*
 * caucus.c: the caucuses of the member and what they ask of her: founding, answering, inviting, leaving, closing; and
 * the decisions of the women's caucus. A caucus is named only here and on its own pages. RULES 1.0.
 */
#include "caucus.h"

#include <stdlib.h>
#include <string.h>

#include "caucus_words.h"
#include "private.h"
#include "screens/people/people_rooms.h"
#include "womens.h"

enum { LISTED_MOST = 24, HANDLES_LETTERS = 200, WORK_AND_STREET = 2 };

struct caucus_page {
    struct caucus caucuses[ACTOR_UNITS_MAX];
    struct caucus_call calls[LISTED_MOST];
    struct suspended suspended[LISTED_MOST];
    struct facilitators_asked facilitators[WORK_AND_STREET];
    size_t caucus_count, call_count, suspended_count, facilitators_count; /* the list has them in this order */
    struct list list;
    int rows;
    enum { PROMPT_NAME, PROMPT_FOUNDERS, PROMPT_INVITED } prompt; /* what the open prompt asks for */
    int64_t about;                                                /* id of the founding or caucus that it is about */
};

static enum result load(struct ui *ui, struct caucus_page *page)
{
    int64_t now = ui_now(ui);
    enum result result = caucus_list(ui->store, ui->actor, page->caucuses, ACTOR_UNITS_MAX, &page->caucus_count);
    if (result == RESULT_OK)
        result = caucus_calls(ui->store, ui->actor, now, page->calls, LISTED_MOST, &page->call_count);
    if (result == RESULT_OK)
        result = womens_suspended(ui->store, ui->actor, now, page->suspended, LISTED_MOST, &page->suspended_count);
    if (result == RESULT_OK)
        result = facilitators_asked(
            ui->store, ui->actor, now, page->facilitators, WORK_AND_STREET, &page->facilitators_count);
    page->list.count = page->caucus_count + page->call_count + page->suspended_count + page->facilitators_count;
    return result;
}

static enum result caucus_open(struct ui *ui, struct screen *screen, const void *argument)
{
    (void)argument;
    return load(ui, screen->state);
}

/* The selected line is a caucus, a call, a suspended claim or what is asked where no facilitator is a woman. Three of
 * these four functions give NULL. */
static const struct caucus *selected_caucus(const struct caucus_page *page)
{
    return page->list.selected < page->caucus_count ? &page->caucuses[page->list.selected] : NULL;
}

static const struct caucus_call *selected_call(const struct caucus_page *page)
{
    size_t at = page->list.selected - page->caucus_count;
    return page->list.selected >= page->caucus_count && at < page->call_count ? &page->calls[at] : NULL;
}

static const struct suspended *selected_suspended(const struct caucus_page *page)
{
    size_t before = page->caucus_count + page->call_count;
    return page->list.selected >= before && page->list.selected - before < page->suspended_count
               ? &page->suspended[page->list.selected - before]
               : NULL;
}

static const struct facilitators_asked *selected_facilitators(const struct caucus_page *page)
{
    size_t before = page->caucus_count + page->call_count + page->suspended_count;
    return page->list.selected >= before && page->list.selected < page->list.count
               ? &page->facilitators[page->list.selected - before]
               : NULL;
}

/* --- drawing --- */

static void draw_caucus(struct ui *ui, const struct caucus *caucus, int row, enum style style)
{
    char words[UNIT_NAME_BYTES + 60], number[24];
    snprintf(number, sizeof number, "%lld", (long long)caucus->members);
    ui_right(ui, row, ui->columns - 1, 4, STYLE_DIM, caucus->closed != 0 ? "" : number);
    if (caucus->closed != 0)
        snprintf(words, sizeof words, _("%s: closed"), caucus->name);
    else if (caucus->womens)
        snprintf(words, sizeof words, _("%s: the women's caucus"), caucus->name);
    else
        util_copy_text(words, sizeof words, caucus->name);
    ui_text(ui, row, 2, ui->columns - 8, style, words);
}

static void draw_line(struct ui *ui, const struct caucus_page *page, size_t at, int row)
{
    char words[CAUCUS_WORDS];
    enum style style = list_mark(ui, row, at == page->list.selected);
    size_t call = at - page->caucus_count, claim = call - page->call_count, asked = claim - page->suspended_count;
    if (at < page->caucus_count)
        draw_caucus(ui, &page->caucuses[at], row, style);
    else if (call < page->call_count)
        ui_text(ui, row, 2, ui->columns - 3, page->calls[call].waits ? STYLE_NEEDS_YOU : style,
            caucus_call_words(&page->calls[call], words));
    else if (claim < page->suspended_count)
        ui_textf(ui, row, 2, ui->columns - 3, page->suspended[claim].said == 0 ? STYLE_NEEDS_YOU : style,
            _("%s: does their word stand?"), page->suspended[claim].handle);
    else
        ui_text(ui, row, 2, ui->columns - 3, page->facilitators[asked].mine ? style : STYLE_NEEDS_YOU,
            caucus_facilitators_title(&page->facilitators[asked], words));
}

static void caucus_draw(struct ui *ui, struct screen *screen)
{
    struct caucus_page *page = screen->state;
    char where[40];
    int row = ui_title(ui, _("Caucuses"), ui->actor->handle), last = ui_last_row(ui);
    last = ui_foot(ui, last, STYLE_DIM, _("Whoever holds the machine can read this."));
    page->rows = last - row + 1;
    list_keep(&page->list, page->list.count, page->rows);
    if (page->list.count == 0)
        ui_paragraph(ui, row + (ui->rows >= 20), last, STYLE_PLAIN,
            _("You are in no caucus, and none asks you. w founds one: five of you say yes. Only those whom you "
              "ask read of it, and only its members read what is said in it."));
    for (size_t i = page->list.top; i < page->list.count && row <= last; i++, row++)
        draw_line(ui, page, i, row);
    ui_keys(ui, list_where(&page->list, false, where, sizeof where));
}

/* --- asking --- */

static void prompt(struct ui *ui, struct caucus_page *page, int what, int64_t about)
{
    static const char *const texts[] = {
        [PROMPT_NAME] = N_("What is its name? Only those whom you ask read it."),
        [PROMPT_FOUNDERS] = N_("Whom do you ask? Names, with spaces between. Five of you have to say yes."),
        [PROMPT_INVITED] = N_("Whom do you invite? A second one of you says yes first; then they are asked."),
    };
    page->prompt = what;
    page->about = about;
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) {
            .label = what == PROMPT_FOUNDERS ? _("Names") : _("Name"),
            .text = _(texts[what]),
            .limit = what == PROMPT_NAME       ? UNIT_NAME_MAX
                     : what == PROMPT_FOUNDERS ? HANDLES_LETTERS
                                               : HANDLE_MAX,
            .complete = what == PROMPT_INVITED ? people_complete : NULL,
        });
}

static void ask_about_caucus(struct ui *ui, const struct caucus *caucus)
{
    const struct choice open[] = { { 'i', _("Invite somebody") }, { 'L', _("Leave the caucus") },
        { 'C', _("Say yes to closing it") }, { 'n', _("Go back") }, { 0, NULL } };
    const struct choice closed[] = { { 'L', _("Leave the caucus") }, { 'n', _("Go back") }, { 0, NULL } };
    ui_push(ui, &screen_question,
        &(struct question_ask) {
            .title = caucus->name,
            .text = caucus->closed != 0
                        ? _("It is closed. Its members read it for 30 days; then its words are wiped.")
                        : _("If you leave, only the caucus can take you in again. It is closed when more than half of "
                            "its members say yes; 30 days later its words are wiped."),
            .choices = caucus->closed != 0 ? closed : open,
            .destroys = true,
        });
}

/* "Asked: ann (yes), ben, eve" */
static void list_asked(struct ui *ui, const struct caucus_call *call, struct buffer *words)
{
    struct caucus_asked asked[CAUCUS_ASKED_MOST];
    size_t count;
    caucus_asked_list(ui->store, ui->actor, call->id, ui_now(ui), asked, CAUCUS_ASKED_MOST, &count);
    if (count > 0)
        buffer_string(words, _("Asked: "));
    for (size_t i = 0; i < count; i++)
        buffer_format(words, asked[i].yes ? _("%s%s (yes)") : "%s%s", i > 0 ? ", " : "", asked[i].handle);
}

static void ask_about_call(struct ui *ui, const struct caucus_call *call)
{
    const struct choice mine[] = { { 'm', _("Ask more people") }, { 'o', _("Take it back") }, { 'n', _("Go back") },
        { 0, NULL } };
    const struct choice mine_else[] = { { 'o', _("Take it back") }, { 'n', _("Go back") }, { 0, NULL } };
    const struct choice answer[] = { { 'y', _("Yes") }, { 'o', _("No; nobody is told") }, { 'n', _("Not now") },
        { 0, NULL } };
    const struct choice none[] = { { 'n', _("Go back") }, { 0, NULL } };
    char title[CAUCUS_WORDS];
    struct buffer words = { 0 };
    list_asked(ui, call, &words);
    ui_push(ui, &screen_question,
        &(struct question_ask) {
            .title = caucus_call_words(call, title),
            .text = words.length > 0 ? buffer_text(&words) : NULL,
            .choices = call->mine && call->kind == CAUCUS_FOUND ? mine
                       : call->mine                             ? mine_else
                       : call->waits                            ? answer
                                                                : none,
            .destroys = true,
        });
    buffer_clear(&words);
}

static void ask_about_claim(struct ui *ui, const struct suspended *claim)
{
    const struct choice choices[] = { { 's', _("It stands") }, { 'd', _("It does not stand") }, { 'n', _("Not now") },
        { 0, NULL } };
    char title[HANDLE_BYTES + 80];
    snprintf(title, sizeof title, _("%s: does their word stand?"), claim->handle);
    ui_push(ui, &screen_question,
        &(struct question_ask) {
            .title = title,
            .text = _("Two members object to her word that she is a woman. More than half of this caucus decides; only "
                      "she is told."),
            .choices = choices,
            .destroys = true,
        });
}

/* RULES 4.1. */
static void ask_to_facilitate(struct ui *ui, const struct facilitators_asked *asked)
{
    const struct choice open[] = { { 'y', _("I would facilitate") }, { 'n', _("Not now") }, { 0, NULL } };
    const struct choice said[] = { { 'x', _("I would not after all") }, { 'n', _("Go back") }, { 0, NULL } };
    char title[CAUCUS_WORDS];
    ui_push(ui, &screen_question,
        &(struct question_ask) {
            .title = caucus_facilitators_title(asked, title),
            .text =
                asked->mine && asked->stands
                    ? _("You said that you would be. You may not have that task now: you have another task of power, "
                        "or had this one twice in a row.")
                : asked->mine
                    ? _("You said that you would be. It counts once your word of being a woman stands: `:woman` "
                        "says whether it does.")
                    : _("No woman is a facilitator there, and none has said that she would be. It binds you to "
                        "nothing yet: the task is given by decision, or by lot among those who would. Everybody "
                        "there reads who would."),
            .choices = asked->mine ? said : open,
            .destroys = true,
        });
}

static bool caucus_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct caucus_page *page = screen->state;
    if (list_act(&page->list, action, page->rows))
        return true;
    if (action == ACTION_WRITE)
        prompt(ui, page, PROMPT_NAME, 0);
    else if (action != ACTION_OPEN)
        return false;
    else if (selected_caucus(page) != NULL)
        ask_about_caucus(ui, selected_caucus(page));
    else if (selected_call(page) != NULL)
        ask_about_call(ui, selected_call(page));
    else if (selected_suspended(page) != NULL)
        ask_about_claim(ui, selected_suspended(page));
    else if (selected_facilitators(page) != NULL)
        ask_to_facilitate(ui, selected_facilitators(page));
    return true;
}

static bool caucus_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct caucus_page *page = screen->state;
    (void)ui;
    return action != ACTION_OPEN || page->list.count > 0;
}

/* --- taking answers --- */

static void told(struct ui *ui, enum result result, const char *words)
{
    if (result != RESULT_OK)
        ui_refused(ui);
    else
        ui_notice(ui, "%s", words);
}

static void left(struct ui *ui, enum result result)
{
    told(ui, result, _("You left it."));
    ui_units_anew(ui);
}

static void settle_caucus(struct ui *ui, struct caucus_page *page, const struct caucus *caucus, int64_t answer)
{
    if (answer == 'i')
        prompt(ui, page, PROMPT_INVITED, caucus->id);
    else if (answer == 'L')
        left(ui, caucus_leave(ui->store, ui->actor, caucus->id, ui_now(ui)));
    else if (answer == 'C')
        told(ui, caucus_close(ui->store, ui->actor, caucus->id, ui_now(ui)), caucus_done_words(CAUCUS_NOTED, true));
}

static void settle_call(struct ui *ui, struct caucus_page *page, const struct caucus_call *call, int64_t answer)
{
    enum caucus_done done;
    if (answer == 'm')
        prompt(ui, page, PROMPT_FOUNDERS, call->id);
    else if (answer == 'y' || answer == 'o') {
        enum result result = caucus_answer(ui->store, ui->actor, call->id, answer == 'y', ui_now(ui), &done);
        told(ui, result, caucus_done_words(done, answer == 'y'));
        ui_units_anew(ui); /* with her yes she may belong to the caucus */
    }
}

static void settle_claim(struct ui *ui, const struct suspended *claim, int64_t answer)
{
    bool decided;
    if (answer != 's' && answer != 'd')
        return;
    enum result result = womens_decide(ui->store, ui->actor, claim->handle, answer == 's', ui_now(ui), &decided);
    told(ui, result,
        decided ? _("Decided, by more than half of your caucus. Only they are told.")
                : _("Noted. It is decided when more than half of your caucus said the same."));
}

static void settle_facilitators(struct ui *ui, const struct facilitators_asked *asked, int64_t answer)
{
    if (answer == 'y' || answer == 'x')
        told(ui, facilitators_answer(ui->store, ui->actor, asked->unit, answer == 'y', ui_now(ui)),
            answer == 'y' ? _("Said: you would take it.") : _("Said: you would not take it."));
}

/* Asks everybody who can be asked. The notice names each of the others, and why the last of them is not asked. */
static void ask_founders(struct ui *ui, int64_t founding, const char *typed)
{
    char *names = xstrdup(typed), *rest = names, *handle, reason[300] = "";
    struct buffer refused = { 0 };
    while ((handle = strtok_r(rest, " ,", &rest)) != NULL)
        if (caucus_ask(ui->store, ui->actor, founding, handle, ui_now(ui)) != RESULT_OK) {
            buffer_format(&refused, "%s%s", refused.length > 0 ? ", " : "", handle);
            util_copy_text(reason, sizeof reason, store_reason(ui->store));
        }
    if (refused.length > 0)
        ui_notice(ui, _("Not asked: %s. %s"), buffer_text(&refused), reason);
    else
        ui_notice(ui, "%s", _("They are asked. It stands when five of you said yes."));
    buffer_clear(&refused);
    free(names);
}

static void typed(struct ui *ui, struct caucus_page *page, const char *text)
{
    int64_t founding;
    if (page->prompt == PROMPT_FOUNDERS)
        ask_founders(ui, page->about, text);
    else if (page->prompt == PROMPT_INVITED)
        told(ui, caucus_invite(ui->store, ui->actor, page->about, text, ui_now(ui)),
            _("Noted. When a second one of you says yes, they are asked."));
    else if (caucus_found(ui->store, ui->actor, text, ui_now(ui), &founding) != RESULT_OK)
        ui_refused(ui);
    else
        prompt(ui, page, PROMPT_FOUNDERS, founding);
}

static void caucus_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct caucus_page *page = screen->state;
    if (outcome->done && from == &screen_prompt && outcome->text[0] != '\0')
        typed(ui, page, outcome->text);
    else if (outcome->done && from == &screen_question && selected_caucus(page) != NULL)
        settle_caucus(ui, page, selected_caucus(page), outcome->number);
    else if (outcome->done && from == &screen_question && selected_call(page) != NULL)
        settle_call(ui, page, selected_call(page), outcome->number);
    else if (outcome->done && from == &screen_question && selected_suspended(page) != NULL)
        settle_claim(ui, selected_suspended(page), outcome->number);
    else if (outcome->done && from == &screen_question && selected_facilitators(page) != NULL)
        settle_facilitators(ui, selected_facilitators(page), outcome->number);
    load(ui, page);
}

/* While a question is open the list must not change: the answer is for the selected line. */
static void caucus_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    (void)event;
    if (ui->top != screen)
        return;
    load(ui, screen->state);
    ui_dirty(ui);
}

static const char *word(const struct screen *screen, enum action action)
{
    (void)screen;
    return action == ACTION_WRITE ? N_("found one") : NULL;
}

/* --- on home --- */

static void go_caucuses(struct ui *ui, const struct home_line *line)
{
    (void)line;
    ui_go(ui, PLACE_CAUCUSES, NULL);
}

/* RULES 1.6: on a shared computer home counts this together with other private matters. */
void caucus_on_home(struct ui *ui, struct home_lines *lines)
{
    char shown[8];
    int waits = ui_shared(ui) ? 0 : private_of_caucuses(ui->store, ui->actor, ui_now(ui));
    struct home_line *line = waits > 0 ? home_lines_add(lines, HOME_PERSON, go_caucuses, 0) : NULL;
    home_line_types(line, "caucus");
    if (line != NULL)
        snprintf(line->words, sizeof line->words, _("Something private (%s)"), ui_count(waits, shown));
}

static const enum action actions[] = { ACTION_WRITE, ACTION_OPEN, ACTION_BACK, ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_caucuses = {
    .name = "caucus",
    .help =
        N_("People found a caucus for themselves, as the women of a street do. Its boards and asks are its own. "
           "Neither the street nor a steward reads it, lists it or closes it.\n\n"
           "w founds one: five of you say yes within 14 days. Only those whom you ask read of it. Enter on a line "
           "says what can be done: invite somebody, answer, leave, or close it. A second one of you agrees before "
           "somebody is invited. More than half of its members close it.\n\n"
           "Nobody is told of a no. `:caucus confirm NAME` says which one shall be the women's caucus; it decides "
           "about a word of being a woman to which two members object. Where no facilitator is a woman and no woman "
           "has said that she would be, its members are asked here; Enter answers."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct caucus_page),
    .open = caucus_open,
    .draw = caucus_draw,
    .act = caucus_act,
    .can = caucus_can,
    .back = caucus_back,
    .event = caucus_event,
};
