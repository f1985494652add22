/*
 * stop_acts.c: what can be done with the stops of a proposal: say what yours names, that the three met, yes to one that
 * waits, ask the room whether one stands, and let a caucus enter one. A menu over the page of the proposal. RULES 4.5.
 */
#include <stdlib.h>
#include <string.h>

#include "caucus.h"
#include "screens/assembly/stop_acts.h"

enum { STOPS_LOOKED_AT = 40, WORDS = 120 };

static void add(struct stop_acts *acts, enum stop_act what, int64_t stop, char *words, const char *format)
{
    if (acts->count >= STOP_ACTS_MOST)
        return;
    acts->act[acts->count].what = what;
    acts->act[acts->count].stop = stop;
    if (stop != 0)
        snprintf(words, WORDS, _("Stop %lld: %s"), (long long)stop, format);
    else
        util_copy_text(words, WORDS, format);
    acts->count++;
}

static void add_of(struct stop_acts *acts, const struct reservation *stop, char words[STOP_ACTS_MOST][WORDS])
{
    if (stop->mine && stop->stands)
        add(acts, STOP_ACT_NAMES, stop->stop, words[acts->count], _("it names an agreement, or safety"));
    if (stop->may_meet)
        add(acts, STOP_ACT_MET, stop->stop, words[acts->count], _("its owner, the mover and a keeper met"));
    if (stop->may_support)
        add(acts, STOP_ACT_YES, stop->stop, words[acts->count],
            stop->late ? _("yes: the next meeting decides again") : _("yes, our caucus enters it"));
    if (stop->may_ask && stop->stands)
        add(acts, STOP_ACT_ASK, stop->stop, words[acts->count], _("the chair asks the room whether it stands"));
}

static bool is_in_caucus(struct ui *ui)
{
    struct caucus one;
    size_t count = 0;
    return caucus_list(ui->store, ui->actor, &one, 1, &count) == RESULT_OK && count > 0;
}

void stop_acts_menu(struct ui *ui, struct stop_acts *acts, int64_t proposal)
{
    char words[STOP_ACTS_MOST][WORDS];
    struct choice choices[STOP_ACTS_MOST + 1] = { { 0, NULL } };
    struct reservation *found = xcalloc(STOPS_LOOKED_AT, sizeof *found);
    size_t count = 0;
    *acts = (struct stop_acts) { .proposal = proposal };
    if (reservations_list(ui->store, ui->actor, proposal, ui_now(ui), found, STOPS_LOOKED_AT, &count) != RESULT_OK)
        count = 0;
    for (size_t i = 0; i < count; i++)
        if (found[i].stop != 0)
            add_of(acts, &found[i], words);
    free(found);
    if (is_in_caucus(ui))
        add(acts, STOP_ACT_CAUCUS, 0, words[acts->count], _("Let my caucus enter a stop about somebody's safety"));
    for (int i = 0; i < acts->count; i++)
        choices[i] = (struct choice) { '1' + i, words[i] };
    if (acts->count == 0) {
        ui_notice(ui, "%s", _("There is no stop here for you to act on."));
        return;
    }
    acts->asked = STOP_ACT_MENU;
    ui_push(ui, &screen_question, &(struct question_ask) { .title = _("Stops"), .choices = choices });
}

/* Where its words are kept while she writes them; 0: nowhere, as a number is typed at once. */
static enum draft_place place_of(enum stop_act act)
{
    return act == STOP_ACT_MET ? DRAFT_STOP_MET : act == STOP_ACT_CAUCUS ? DRAFT_SAFETY : 0;
}

static int64_t target_of(const struct stop_acts *acts, enum stop_act act)
{
    return act == STOP_ACT_CAUCUS ? acts->proposal : acts->act[acts->chosen].stop;
}

static void prompt(
    struct ui *ui, struct stop_acts *acts, enum stop_act asked, const char *label, const char *text, size_t limit)
{
    acts->asked = asked;
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) {
            .label = label, .text = text, .limit = limit, .place = place_of(asked), .target = target_of(acts, asked) });
}

/* What was chosen needs words, or is done at once. */
static enum result begin(struct ui *ui, struct stop_acts *acts, bool *done)
{
    bool entered;
    int64_t now = ui_now(ui), stop = acts->act[acts->chosen].stop;
    *done = false;
    switch (acts->act[acts->chosen].what) {
    case STOP_ACT_NAMES:
        prompt(ui, acts, STOP_ACT_NAMES, _("It names:"),
            _("The number of an agreement (`agreements` lists them). Enter alone: somebody's safety."), 12);
        return RESULT_OK;
    case STOP_ACT_MET:
        prompt(ui, acts, STOP_ACT_MET, _("The text:"),
            _("A keeper writes the text that the three found. The other two: Enter alone."), PROPOSAL_TEXT_MAX);
        return RESULT_OK;
    case STOP_ACT_CAUCUS:
        prompt(ui, acts, STOP_ACT_CAUCUS, _("Why?"), _("Whose safety, in a sentence. It bears nobody's name."),
            POSITION_TEXT_MAX);
        return RESULT_OK;
    case STOP_ACT_YES:
        *done = true;
        return stop_support(ui->store, ui->actor, stop, now, &entered);
    default:
        *done = true;
        return question_ask_stop(ui->store, ui->actor, stop, now);
    }
}

static enum result with_words(struct ui *ui, struct stop_acts *acts, enum stop_act what, const char *words)
{
    int64_t now = ui_now(ui), stop = acts->act[acts->chosen].stop, number = 0, caucus = 0;
    bool blank = words[strspn(words, " ")] == '\0';
    if (what == STOP_ACT_NAMES) {
        if (!blank && !util_parse_number(words, &number))
            number = -1; /* there is no such agreement */
        return stop_names(ui->store, ui->actor, acts->proposal, number, now);
    }
    if (what == STOP_ACT_MET)
        return stop_met(ui->store, ui->actor, stop, blank ? NULL : words, now);
    enum result result = caucus_choose(ui->store, ui->actor, NULL, &caucus);
    return result == RESULT_OK ? stop_by_caucus(ui->store, ui->actor, caucus, acts->proposal, words, now, &stop)
                               : result;
}

bool stop_acts_back(struct ui *ui, struct stop_acts *acts, const struct outcome *outcome, enum result *result)
{
    enum stop_act asked = acts->asked;
    bool done = true;
    acts->asked = STOP_ACT_NONE;
    *result = RESULT_OK;
    if (asked == STOP_ACT_NONE || !outcome->done)
        return false;
    if (asked == STOP_ACT_MENU) {
        acts->chosen = (int)(outcome->number - '1');
        *result = begin(ui, acts, &done);
    } else {
        *result = with_words(ui, acts, asked, outcome->text);
        if (*result == RESULT_OK && place_of(asked) != 0)
            draft_drop(ui->store, ui->actor, place_of(asked), target_of(acts, asked), ui_now(ui));
    }
    return done;
}
