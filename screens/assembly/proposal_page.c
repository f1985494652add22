/*
 * proposal_page.c: a proposal: its text, what changed since the version before, other texts that wait for its mover,
 * worries and stops, and what came of the question. RULES 4.5.
 */
#include <stdlib.h>
#include <string.h>

#include "difference.h"
#include "screens/assembly/stop_acts.h"

enum { AMENDMENTS_SHOWN = 8, RESERVATIONS_SHOWN = 40 };

struct proposal_page {
    struct proposal proposal;
    struct proposal_test test; /* the last one; id 0: none */
    int64_t amendment;         /* the first that waits; 0: none */
    bool amendment_mine;
    struct paper paper;
    bool stale;
    struct stop_acts stops;
    enum effect_kind effect; /* whose words are asked for, and those that begin them */
    char effect_begins[40];
    bool goes_on; /* with the draft of its effect, once it is open */
    enum { ASKED_NOTHING, ASKED_WITHDRAW, ASKED_STOP_WORDS, ASKED_STOP, ASKED_EFFECT, ASKED_EFFECT_WORDS } asked;
};

/* --- its words --- */

static void say_test(const struct proposal_page *page, struct buffer *out)
{
    char words[600];
    if (page->test.id == 0)
        return;
    proposal_question_words(&page->proposal, &page->test, words, sizeof words);
    buffer_format(out, "\n\n%s", words);
}

static void say_difference(struct ui *ui, const struct proposal *proposal, struct buffer *out)
{
    if (proposal->version < 2)
        return;
    char *words = proposal_difference(ui->store, ui->actor, proposal->id, proposal->version - 1, proposal->version);
    if (words != NULL) {
        buffer_format(out, _("\n\nWhat changed: [-gone-] {+new+}"));
        buffer_format(out, "\n%s", words);
    }
    free(words);
}

static void say_amendments(struct ui *ui, struct proposal_page *page, struct buffer *out)
{
    struct amendment *found = xcalloc(AMENDMENTS_SHOWN, sizeof *found);
    size_t count = 0;
    page->amendment = 0;
    if (amendments_list(ui->store, ui->actor, page->proposal.id, found, AMENDMENTS_SHOWN, &count) != RESULT_OK)
        count = 0;
    if (count > 0) {
        page->amendment = found[0].id;
        buffer_string(out, page->proposal.mine ? _("\n\nOther texts. y takes the first of them, x leaves it.")
                                               : _("\n\nOther texts, which wait for whoever proposed"));
    }
    for (size_t i = 0; i < count; i++) {
        char *difference = difference_of(page->proposal.text, found[i].text);
        buffer_format(out, "\n\n%s:\n%s", found[i].by, found[i].text);
        if (difference != NULL)
            buffer_format(out, _("\nWhat it would change: [-gone-] {+new+}\n%s"), difference);
        free(difference);
    }
    free(found);
}

/* What becomes of a stop, in words. */
static const char *stop_state(const struct reservation *stop)
{
    if (stop->waits)
        return _("waits for others' yes");
    if (stop->stands)
        return _("stands");
    return stop->set_aside ? _("set aside by the room") : _("answered");
}

static void say_stop(const struct reservation *stop, struct buffer *out)
{
    if (stop->womens)
        buffer_string(out, _("\nOf the women's caucus: it is not voted on."));
    else if (stop->agreement != 0)
        buffer_format(out, _("\nIt names agreement %lld: %s"), (long long)stop->agreement, stop->agreement_title);
    else if (stop->safety)
        buffer_string(out, _("\nIt names somebody's safety."));
    if (stop->waits)
        buffer_format(out,
            ngettext("\n%d of %d said yes to it.", "\n%d of %d said yes to it.", (unsigned long)stop->support),
            stop->support, stop->support_needed);
}

static void say_reservation(const struct proposal_page *page, const struct reservation *one, struct buffer *out)
{
    const char *between = one->by[0] != '\0' ? ", " : "";
    if (one->stop != 0)
        buffer_format(out, _("\n\nStop %lld%s%s, %s"), (long long)one->stop, between, one->by, stop_state(one));
    else
        buffer_format(out, "\n\n%s%s%s", position_words(one->answer), between, one->by);
    if (one->version != page->proposal.version)
        buffer_format(out, _(" (said of text %d)"), one->version);
    buffer_format(out, ":\n%s", one->text[0] != '\0' ? one->text : _("no words yet"));
    if (one->stop != 0)
        say_stop(one, out);
}

static void say_reservations(struct ui *ui, const struct proposal_page *page, struct buffer *out)
{
    struct reservation *found = xcalloc(RESERVATIONS_SHOWN, sizeof *found);
    size_t count = 0;
    if (reservations_list(ui->store, ui->actor, page->proposal.id, ui_now(ui), found, RESERVATIONS_SHOWN, &count) !=
        RESULT_OK)
        count = 0;
    if (count > 0)
        buffer_string(out, _("\n\nWorries and stops"));
    for (size_t i = 0; i < count; i++)
        say_reservation(page, &found[i], out);
    free(found);
}

static bool goes_on(const struct proposal *proposal)
{
    return proposal->state != PROPOSAL_DECIDED && proposal->state != PROPOSAL_WITHDRAWN;
}

/* By a vote, and at two meetings. */
static void say_road(const struct ui *ui, const struct proposal *proposal, struct buffer *out)
{
    char day[WHEN_BYTES], last[WHEN_BYTES];
    if (!proposal->by_vote || !goes_on(proposal))
        return;
    if (proposal->twice)
        buffer_format(out, _("\n\nIt needs three quarters at two meetings, %d days apart."), TWICE_APART);
    if (proposal->about == ITEM_PERSON)
        buffer_string(out, _("\n\nIt is voted on secretly. There are no stops, and their home does not vote."));
    if (proposal->first_yes != 0)
        buffer_format(out,
            _("\n\nOne meeting said yes. The second one is asked from %s on, until %s; then it begins anew."),
            when_say_date(proposal->second_from, when_day(ui_now(ui)), day),
            when_say_date(proposal->second_until, when_day(ui_now(ui)), last));
}

static void write_paper(struct ui *ui, struct proposal_page *page)
{
    const struct proposal *proposal = &page->proposal;
    struct buffer text = { 0 };
    buffer_format(&text, "%s\n", proposal->title);
    buffer_format(&text, _("By %s, text %d: %s."), proposal->mover_handle, proposal->version,
        proposal->small ? _("a small matter") : proposal_state_words(proposal->state));
    buffer_format(&text, "\n\n%s", proposal->text);
    if (proposal->effect[0] != '\0')
        buffer_format(&text, "\n\n%s", proposal->effect);
    if (proposal->waits && goes_on(proposal))
        buffer_format(&text,
            _("\n\n"
              "It is on the agenda of meeting %lld."),
            (long long)proposal->meeting);
    if (proposal->sittings > 0 && goes_on(proposal))
        buffer_format(&text,
            ngettext("\n\n%d sitting without consensus.", "\n\n%d sittings without consensus.",
                (unsigned long)proposal->sittings),
            proposal->sittings);
    say_road(ui, proposal, &text);
    say_test(page, &text);
    say_amendments(ui, page, &text);
    say_difference(ui, proposal, &text);
    say_reservations(ui, page, &text);
    free(page->paper.text);
    page->paper.text = buffer_take(&text);
}

static enum result load(struct ui *ui, struct proposal_page *page, int64_t id)
{
    int64_t now = ui_now(ui);
    page->stale = false;
    enum result result = proposal_get(ui->store, ui->actor, id, now, &page->proposal);
    if (result != RESULT_OK)
        return result;
    if (proposal_test_get(ui->store, ui->actor, id, now, &page->test) != RESULT_OK)
        page->test = (struct proposal_test) { 0 };
    write_paper(ui, page);
    return RESULT_OK;
}

static enum result page_open(struct ui *ui, struct screen *screen, const void *argument)
{
    const struct proposal_page_ask *ask = argument;
    ((struct proposal_page *)screen->state)->goes_on = ask->effect;
    return load(ui, screen->state, ask->proposal);
}

static void page_close(struct ui *ui, struct screen *screen)
{
    (void)ui;
    paper_close(&((struct proposal_page *)screen->state)->paper);
}

static void page_draw(struct ui *ui, struct screen *screen)
{
    struct proposal_page *page = screen->state;
    char where[48];
    if (page->stale)
        load(ui, page, page->proposal.id);
    int row = ui_title(ui, _("Proposal"), ui->columns >= ROOM_WIDE ? page->proposal.title : "");
    paper_draw(ui, &page->paper, row, ui_last_row(ui));
    ui_keys(ui, paper_where(&page->paper, where, sizeof where));
}

/* --- acting --- */

static bool is_before_the_room(const struct proposal *proposal)
{
    return proposal->state == PROPOSAL_OPEN || proposal->state == PROPOSAL_STOPPED ||
           proposal->state == PROPOSAL_RETURNED;
}

/* True when she opened it from the room: there she writes another text. */
static bool in_room(const struct ui *ui, const struct screen *screen)
{
    return screen->below != NULL && screen->below->type == ui_page(ui, PLACE_ROOM);
}

static bool page_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct proposal_page *page = screen->state;
    bool before = is_before_the_room(&page->proposal), stops = page->test.mine == POSITION_STOP;
    switch (action) {
    case ACTION_EDIT:
        return before;
    case ACTION_YES:
    case ACTION_NOT_NOW:
        return before && page->proposal.mine && page->amendment != 0;
    case ACTION_WITHDRAW:
    case ACTION_EFFECT:
        return before && page->proposal.mine;
    case ACTION_AGAIN:
        return goes_on(&page->proposal) && !in_room(ui, screen) && !page->proposal.waits;
    case ACTION_STOPS:
        return page->proposal.state != PROPOSAL_WITHDRAWN;
    case ACTION_WRITE:
    case ACTION_RESTORE:
        return stops && page->proposal.state != PROPOSAL_DECIDED;
    default:
        return true;
    }
}

static void told(struct ui *ui, struct proposal_page *page, enum result result, const char *words)
{
    char reason[300];
    util_copy_text(reason, sizeof reason, result == RESULT_OK ? words : store_reason(ui->store));
    load(ui, page, page->proposal.id);
    ui_notice(ui, "%s", reason);
}

static void ask_withdraw(struct ui *ui, struct proposal_page *page)
{
    const struct choice choices[] = { { 'y', _("Yes, withdraw it") }, { 'n', _("No, leave it") }, { 0, NULL } };
    page->asked = ASKED_WITHDRAW;
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = _("Withdraw your proposal?"), .choices = choices, .destroys = true });
}

static void ask_stop_back(struct ui *ui, struct proposal_page *page)
{
    const struct choice choices[] = { { 'y', _("Yes, it is answered") }, { 'n', _("No, it stands") }, { 0, NULL } };
    page->asked = ASKED_STOP;
    ui_push(ui, &screen_question, &(struct question_ask) { .title = _("Take your stop back?"), .choices = choices });
}

static void ask_stop_words(struct ui *ui, struct proposal_page *page)
{
    page->asked = ASKED_STOP_WORDS;
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) { .label = _("Stop:"),
            .text = _("Which agreement does it break, or whose safety?"),
            .limit = POSITION_TEXT_MAX,
            .place = DRAFT_POSITION,
            .target = page->proposal.id });
}

/* Which of them a digit stands for, in the order in which they are most needed. */
static const enum effect_kind effects_by_digit[] = { EFFECT_NUMBER, EFFECT_BOARD, EFFECT_BOARD_CLOSE, EFFECT_SLOW,
    EFFECT_SEAT, EFFECT_SEAT_BACK, EFFECT_LOT, EFFECT_GUESTS, EFFECT_AGREEMENT_END, EFFECT_ASSEMBLIES,
    EFFECT_UNIT_NAME };
enum { EFFECT_DIGITS = sizeof effects_by_digit / sizeof *effects_by_digit };

/* Nine digits, then letters. */
static int effect_key(int which)
{
    return which < 9 ? '1' + which : 'a' + which - 9;
}

/* Where the cursor begins: on what it does now, which Enter does not take away. */
static size_t present_effect(struct ui *ui, const struct proposal_page *page)
{
    struct effect effect;
    if (effect_get(ui->store, ui->actor, page->proposal.id, &effect) != RESULT_OK || effect.kind == EFFECT_NONE)
        return EFFECT_DIGITS;
    for (size_t i = 0; i < EFFECT_DIGITS; i++)
        if (effects_by_digit[i] == effect.kind)
            return i;
    return 0; /* one that no digit stands for */
}

static void ask_effect(struct ui *ui, struct proposal_page *page)
{
    struct choice choices[EFFECT_DIGITS + 2] = { { 0, NULL } };
    for (int i = 0; i < EFFECT_DIGITS; i++)
        choices[i] = (struct choice) { effect_key(i), effect_kind_words(effects_by_digit[i]) };
    choices[EFFECT_DIGITS] = (struct choice) { 'n', effect_kind_words(EFFECT_NONE) };
    page->asked = ASKED_EFFECT;
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = _("When it passes, what does the house do?"),
            .choices = choices,
            .selected = present_effect(ui, page),
            .harmless = page->proposal.effect[0] == '\0' }); /* else `n` takes it away at once */
}

/* As line mode keeps it (form_talk.h), in the unit where she is: so one goes on with it in both. */
static void keep_effect(struct ui *ui, void *context, const char *typed)
{
    const struct proposal_page *page = context;
    size_t begins = strlen(page->effect_begins);
    bool whole = strncmp(typed, page->effect_begins, begins) == 0;
    const char *words = whole ? typed + begins : typed;
    struct buffer packed = { 0 };
    if (words[0] != '\0')
        buffer_format(&packed, "kind %s\nwords %s\nof %lld\n", effect_kind_name(page->effect), words,
            (long long)page->proposal.id);
    draft_save(ui->store, ui->actor, DRAFT_EFFECT, ui->actor->here, words, buffer_text(&packed), ui_now(ui));
    buffer_clear(&packed);
}

/* What she had typed for that effect of this proposal, behind its first words; NULL: nothing. The caller frees. */
static char *kept_effect(struct ui *ui, const struct proposal_page *page)
{
    struct draft draft;
    char of[40], kind[40], *words = NULL;
    if (draft_get(ui->store, ui->actor, DRAFT_EFFECT, ui->actor->here, &draft) != RESULT_OK)
        return NULL;
    snprintf(of, sizeof of, "\nof %lld\n", (long long)page->proposal.id);
    snprintf(kind, sizeof kind, "kind %s\n", effect_kind_name(page->effect));
    const char *at = strstr(draft.body, "words ");
    if (at != NULL && strstr(draft.body, of) != NULL && strstr(draft.body, kind) != NULL)
        words = xstrndup(at + 6, strcspn(at + 6, "\n"));
    drafts_free(&draft, 1);
    return words;
}

/* The words of that effect, the first of which stand there already. */
static void ask_effect_words(struct ui *ui, struct proposal_page *page, enum effect_kind kind)
{
    const char *usage = effect_usage(kind);
    page->effect = kind;
    snprintf(page->effect_begins, sizeof page->effect_begins, "%.*s", (int)strcspn(usage, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        usage);
    char *kept = kept_effect(ui, page), begin[EFFECT_TYPED_MAX * 4];
    snprintf(begin, sizeof begin, "%s%s", page->effect_begins, kept != NULL ? kept : "");
    free(kept);
    char words[EFFECT_TYPED_MAX];
    snprintf(words, sizeof words, _("Type it like this: %s"), usage);
    page->asked = ASKED_EFFECT_WORDS;
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) { .label = _("By itself:"),
            .initial = begin,
            .text = words,
            .limit = EFFECT_TYPED_MAX,
            .keep = keep_effect,
            .context = page });
}

/* Of which effect she was typing the words; EFFECT_NONE: of none. */
static enum effect_kind kept_kind(struct ui *ui)
{
    static const char begins[] = "kind ";
    struct draft draft;
    enum effect_kind kind = EFFECT_NONE;
    if (draft_get(ui->store, ui->actor, DRAFT_EFFECT, ui->actor->here, &draft) != RESULT_OK)
        return kind;
    if (strncmp(draft.body, begins, strlen(begins)) == 0) {
        char *name = draft.body + strlen(begins);
        name[strcspn(name, "\n")] = '\0';
        effect_kind_parse(name, &kind);
    }
    drafts_free(&draft, 1);
    return kind;
}

/* Comes from a draft: straight to the line where she typed it, while the proposal can still be changed by her. */
static void page_opened(struct ui *ui, struct screen *screen)
{
    struct proposal_page *page = screen->state;
    enum effect_kind kind = page->goes_on && page_can(ui, screen, ACTION_EFFECT) ? kept_kind(ui) : EFFECT_NONE;
    page->goes_on = false;
    if (kind != EFFECT_NONE)
        ask_effect_words(ui, page, kind);
}

static void effect_chosen(struct ui *ui, struct proposal_page *page, int64_t key)
{
    int which = 0;
    while (which < EFFECT_DIGITS && effect_key(which) != key)
        which++;
    if (which < EFFECT_DIGITS)
        ask_effect_words(ui, page, effects_by_digit[which]);
    else if (page->proposal.effect[0] != '\0')
        told(ui, page, effect_set(ui->store, ui->actor, page->proposal.id, "", ui_now(ui)),
            _("It does nothing by itself. It counts as a new text."));
}

static bool page_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct proposal_page *page = screen->state;
    if (paper_act(&page->paper, action))
        return true;
    switch (action) {
    case ACTION_EDIT: {
        if (!in_room(ui, screen)) {
            navigate_to_editor(ui, DRAFT_AMENDMENT, page->proposal.id, 0);
            return true;
        }
        char *text = xstrdup(page->proposal.text);
        ui_pop(ui, &(struct outcome) { .done = true, .text = text });
        free(text);
        return true;
    }
    case ACTION_YES:
        told(ui, page, amendment_take(ui->store, ui->actor, page->amendment, true, ui_now(ui)),
            _("That is its text now."));
        return true;
    case ACTION_NOT_NOW:
        told(ui, page, amendment_take(ui->store, ui->actor, page->amendment, false, ui_now(ui)),
            _("Its text stays as it was."));
        return true;
    case ACTION_WITHDRAW:
        ask_withdraw(ui, page);
        return true;
    case ACTION_EFFECT:
        ask_effect(ui, page);
        return true;
    case ACTION_AGAIN: {
        int64_t to;
        told(ui, page, proposal_again(ui->store, ui->actor, page->proposal.id, 0, ui_now(ui), &to),
            _("It is on the agenda of the next meeting."));
        return true;
    }
    case ACTION_STOPS:
        stop_acts_menu(ui, &page->stops, page->proposal.id);
        return true;
    case ACTION_WRITE:
        ask_stop_words(ui, page);
        return true;
    case ACTION_RESTORE:
        ask_stop_back(ui, page);
        return true;
    case ACTION_NEXT:
    case ACTION_OPEN:
        ui_pop(ui, NULL);
        return true;
    default:
        return false;
    }
}

/* Words that were taken are no draft any more. */
static enum result used(struct ui *ui, enum result result, enum draft_place place, int64_t target)
{
    if (result == RESULT_OK)
        draft_drop(ui->store, ui->actor, place, target, ui_now(ui));
    return result;
}

static void page_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct proposal_page *page = screen->state;
    int64_t now = ui_now(ui), id = page->proposal.id;
    int asked = page->asked;
    enum result result;
    (void)from;
    page->asked = ASKED_NOTHING;
    page->stale = true;
    if (page->stops.asked != STOP_ACT_NONE) {
        if (stop_acts_back(ui, &page->stops, outcome, &result))
            told(ui, page, result, _("Noted."));
        return;
    }
    if (!outcome->done)
        return;
    if (asked == ASKED_WITHDRAW && outcome->number == 'y')
        told(ui, page, proposal_withdraw(ui->store, ui->actor, id, now), _("It is withdrawn."));
    else if (asked == ASKED_STOP && outcome->number == 'y')
        told(ui, page, stop_answered(ui->store, ui->actor, id, now), _("Your stop is taken back."));
    else if (asked == ASKED_EFFECT)
        effect_chosen(ui, page, outcome->number);
    else if (asked == ASKED_EFFECT_WORDS)
        told(ui, page,
            used(ui, effect_set(ui->store, ui->actor, id, outcome->text, now), DRAFT_EFFECT, ui->actor->here),
            _("That is what it does. It counts as a new text."));
    else if (asked == ASKED_STOP_WORDS && outcome->text[0] != '\0')
        told(ui, page,
            used(ui, position_take(ui->store, ui->actor, id, POSITION_STOP, outcome->text, false, now), DRAFT_POSITION,
                id),
            _("Said."));
}

static void page_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    if (!ui_beside_boards(event) && !(event->kind == FACE_WRITTEN && event->board == HINT_OF_ROOM))
        return;
    ((struct proposal_page *)screen->state)->stale = true;
    ui_dirty(ui);
}

static const char *word(const struct screen *screen, enum action action)
{
    (void)screen;
    switch (action) {
    case ACTION_EDIT:
        return N_("another text");
    case ACTION_YES:
        return N_("take the other text");
    case ACTION_NOT_NOW:
        return N_("leave it as it is");
    case ACTION_WITHDRAW:
        return N_("withdraw it");
    case ACTION_WRITE:
        return N_("words for my stop");
    case ACTION_RESTORE:
        return N_("take my stop back");
    case ACTION_AGAIN:
        return N_("to the next meeting");
    default:
        return NULL;
    }
}

static const enum action actions[] = { ACTION_EDIT, ACTION_YES, ACTION_NOT_NOW, ACTION_WRITE, ACTION_RESTORE,
    ACTION_STOPS, ACTION_AGAIN, ACTION_EFFECT, ACTION_WITHDRAW, ACTION_BACK, ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_proposal = {
    .name = "proposal",
    .help = N_("A proposal before the room: its text, and what changed since the text before. Below are other texts "
               "that wait for whoever proposed it, worries and stops, and what came of the question.\n\n"
               "e copies its text to where you write: change it there and put it as another text. Whoever proposed "
               "takes such a text by y, or leaves it by x, and withdraws the proposal by W. = says what the decision "
               "does by itself: a number, a board, a task. Whoever stopped it says why by w, and takes the stop back "
               "by U when it is answered.\n\n"
               "# does more with stops. You say what your own stop names, or that its owner, the mover and a keeper "
               "met. You say yes to a stop that waits. The chair asks whether one stands. A brings to the next "
               "meeting a proposal that was stopped or went back to the room."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct proposal_page),
    .open = page_open,
    .opened = page_opened,
    .close = page_close,
    .draw = page_draw,
    .act = page_act,
    .can = page_can,
    .back = page_back,
    .event = page_event,
};
