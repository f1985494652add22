/* act.c: one act of a moderator: why, what became of it, the appeal, and its panel. RULES 7.1, 7.2. */
#include <stdlib.h>
#include <string.h>

#include "screens/moderation/moderation_rooms.h"
#include "screens/people/hand_room.h"
#include "when.h"

struct act_page {
    int64_t id;
    struct act act;
    struct paper paper;
    bool stale, appeals;
    enum {
        ASKED_NOTHING,
        ASKED_APPEAL,
        ASKED_BY_HAND,
        ASKED_HER_WORDS,
        ASKED_LIFT,
        ASKED_DECIDE,
        ASKED_SENTENCE
    } asked;
    struct actor voice;   /* while her words are asked for: her whose hand the reader is */
    enum panel_says says; /* while the prompt asks for her sentence */
};

/* The whole text of the page. */
static char *page_text(struct ui *ui, const struct act *act)
{
    struct buffer out = { 0 };
    struct act_texts texts;
    struct panel_member members[PANEL_SITTING];
    size_t count;
    char *said = moderation_act_say(act, ui_now(ui), false);
    buffer_string(&out, said);
    free(said);
    if (act->may_read && act_texts_get(ui->store, ui->actor, act->id, ui_now(ui), &texts) == RESULT_OK) {
        said = moderation_act_texts_say(&texts);
        buffer_format(&out, "\n%s", said);
        free(said);
        act_texts_clear(&texts);
    }
    if (act->panel_sits && panel_list(ui->store, ui->actor, act->id, ui_now(ui), members, &count) == RESULT_OK) {
        said = moderation_panel_say_members(members, count);
        buffer_format(&out, "\n%s", said);
        free(said);
    }
    return buffer_take(&out);
}

static enum result load(struct ui *ui, struct act_page *page)
{
    page->stale = false;
    enum result result = act_get(ui->store, ui->actor, page->id, ui_now(ui), &page->act);
    if (result != RESULT_OK)
        return result;
    free(page->paper.text);
    page->paper.text = page_text(ui, &page->act);
    act_seen(ui->store, ui->actor, page->id, ui_now(ui));
    return RESULT_OK;
}

static enum result page_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct act_page *page = screen->state;
    const struct act_page_ask *ask = argument;
    page->id = ask->act;
    page->appeals = ask->appeals;
    if (page->id == 0) {
        struct act act;
        enum result result = act_of_post(ui->store, ui->actor, ask->post, ui_now(ui), &act);
        if (result != RESULT_OK)
            return result;
        page->id = act.id;
    }
    return load(ui, page);
}

static void page_close(struct ui *ui, struct screen *screen)
{
    (void)ui;
    paper_close(&((struct act_page *)screen->state)->paper);
}

/* --- drawing --- */

/* What this reader can do, in a sentence. */
static void say_keys(const struct ui *ui, const struct act_page *page, char *out, size_t size)
{
    const struct act *act = &page->act;
    char until[WHEN_BYTES];
    const char *words = "";
    if (act->panel_asks)
        words =
            _("The lot drew you for its panel. y accepts, x declines; nobody asks why. The first five to accept sit.");
    else if (act->panel_sits && act->sits < PANEL_SITTING)
        words = _("You sit on its panel. It decides when five sit. What you read here stays with you.");
    else if (act->panel_sits)
        words = _(
            "You sit on its panel: d says that it stays or is lifted, with a sentence. Three who say the same decide.");
    else if (act->may_appeal) {
        when_say_date(when_day(act->appeal_until), when_day(ui_now(ui)), until);
        snprintf(out, size, _("a asks five neighbours, drawn by lot, to look at it, until %s."), until);
        if (act->talk == TALK_OFFERED) {
            size_t used = strlen(out);
            snprintf(out + used, size - used, " %s", _("r: a talk with somebody who keeps circles."));
        }
        return;
    }
    if (!act->mine && act->talk == TALK_ASKED && words[0] == '\0')
        words = _("Its author would like to talk with somebody who keeps circles: r says that it is you.");
    if (act->may_appeal_for && words[0] == '\0')
        words = _("They have no device: h appeals in their name, by your hand.");
    if (act->may_second && words[0] == '\0')
        words = _("It ends without a second moderator's yes: y says yes.");
    snprintf(out, size, "%s", words);
}

static void page_draw(struct ui *ui, struct screen *screen)
{
    struct act_page *page = screen->state;
    char where[48], keys[300];
    if (page->stale)
        load(ui, page);
    int row = ui_title(ui, _("An act of a moderator"), page->act.mine ? _("about you") : ""), last = ui_last_row(ui);
    say_keys(ui, page, keys, sizeof keys);
    if (keys[0] != '\0')
        last = ui_foot(ui, last, STYLE_NEEDS_YOU, keys);
    paper_draw(ui, &page->paper, row, last);
    ui_keys(ui, paper_where(&page->paper, where, sizeof where));
}

/* --- acting --- */

static bool page_can(const struct ui *ui, const struct screen *screen, enum action action)
{
    const struct act *act = &((const struct act_page *)screen->state)->act;
    (void)ui;
    switch (action) {
    case ACTION_APPEAL:
        return act->may_appeal;
    case ACTION_BY_HAND:
        return act->may_appeal_for;
    case ACTION_YES:
        return act->panel_asks || act->may_second;
    case ACTION_NOT_NOW:
        return act->panel_asks || act->panel_sits;
    case ACTION_DONE:
        return act->panel_sits && act->sits >= PANEL_SITTING;
    case ACTION_REPLY:
        return act->mine ? act->talk == TALK_OFFERED : act->talk == TALK_ASKED;
    case ACTION_RESTORE:
        return act->may_lift;
    case ACTION_LOT:
        return act->draw != 0;
    case ACTION_OPEN:
        return act->thread != 0;
    default:
        return true;
    }
}

static void told(struct ui *ui, struct act_page *page, enum result result, const char *words)
{
    char reason[400];
    util_copy_text(reason, sizeof reason, result == RESULT_OK ? words : store_reason(ui->store));
    load(ui, page);
    ui_notice(ui, "%s", reason);
}

static void ask_appeal(struct ui *ui, struct act_page *page)
{
    page->asked = ASKED_APPEAL;
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) { .label = _("Appeal:"),
            .text = _("Why should it be lifted?"),
            .limit = APPEAL_MAX,
            .place = DRAFT_APPEAL,
            .target = page->id });
}

/* RULES 1.8: she who has no device appeals by the reader's hand. */
static void take_her_name(struct ui *ui, struct act_page *page, const char *typed)
{
    if (!hand_voice_of(ui, typed, &page->voice))
        return;
    page->asked = ASKED_HER_WORDS;
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) { .label = page->voice.handle,
            .text = _("Why should it be lifted? Their words. Somebody of a third home asks them, and confirms it."),
            .limit = APPEAL_MAX });
}

static void ask_lift(struct ui *ui, struct act_page *page)
{
    page->asked = ASKED_LIFT;
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) { .label = _("Lifted:"),
            .text = _("Why, in a line; it stands in the log. Enter alone: no words."),
            .limit = ACT_WORDS_MAX });
}

static void ask_decide(struct ui *ui, struct act_page *page)
{
    const struct choice choices[] = { { '1', _("It stays") }, { '2', _("It is lifted") }, { 'n', _("Not yet") },
        { 0, NULL } };
    page->asked = ASKED_DECIDE;
    ui_push(ui, &screen_question, &(struct question_ask) { .title = _("What do you say?"), .choices = choices });
}

static void ask_sentence(struct ui *ui, struct act_page *page)
{
    page->asked = ASKED_SENTENCE;
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) { .label = page->says == PANEL_STAYS ? _("It stays:") : _("Lifted:"),
            .text = _("With a sentence. The sentence of whoever makes the majority stands in the log."),
            .limit = ACT_WORDS_MAX });
}

static void say_yes(struct ui *ui, struct act_page *page)
{
    if (page->act.panel_asks)
        told(ui, page, panel_answer(ui->store, ui->actor, page->id, true, ui_now(ui)), _("You accepted. Thank you."));
    else
        told(ui, page, act_cover_second(ui->store, ui->actor, page->id, ui_now(ui)),
            _("That was the second yes: it stands."));
}

static void talk(struct ui *ui, struct act_page *page)
{
    if (page->act.mine)
        told(ui, page, act_talk_ask(ui->store, ui->actor, page->id, ui_now(ui)),
            _("Those who keep circles are asked. The name of the first one who has time will stand here."));
    else
        told(ui, page, act_talk_take(ui->store, ui->actor, page->id, ui_now(ui)),
            _("They read your name now. Write to them, or go and see them."));
}

static bool page_act(struct ui *ui, struct screen *screen, enum action action)
{
    struct act_page *page = screen->state;
    if (paper_act(&page->paper, action))
        return true;
    switch (action) {
    case ACTION_APPEAL:
        ask_appeal(ui, page);
        return true;
    case ACTION_YES:
        say_yes(ui, page);
        return true;
    case ACTION_BY_HAND:
        page->asked = ASKED_BY_HAND;
        hand_ask_name(ui);
        return true;
    case ACTION_NOT_NOW:
        told(ui, page, panel_answer(ui->store, ui->actor, page->id, false, ui_now(ui)),
            _("Declined. Somebody else is asked."));
        return true;
    case ACTION_DONE:
        ask_decide(ui, page);
        return true;
    case ACTION_REPLY:
        talk(ui, page);
        return true;
    case ACTION_RESTORE:
        ask_lift(ui, page);
        return true;
    case ACTION_LOT:
        ui_go(ui, PLACE_LOT, &(struct lot_ask) { page->act.draw });
        return true;
    case ACTION_OPEN:
        navigate_to_post(ui, page->act.thread, page->act.post);
        return true;
    case ACTION_LOG:
        ui_go(ui, PLACE_MODLOG, NULL);
        return true;
    case ACTION_CIRCLES:
        ui_go(ui, PLACE_CIRCLE_FORM, &(struct circle_form_ask) { .quarrel = true });
        return true;
    default:
        return false;
    }
}

static void take_appeal(struct ui *ui, struct act_page *page, const char *words)
{
    enum result result = panel_appeal_make(ui->store, ui->actor, page->id, words, ui_now(ui));
    if (result == RESULT_OK)
        draft_drop(ui->store, ui->actor, DRAFT_APPEAL, page->id, ui_now(ui));
    told(ui, page, result, _("Appealed. The lot for the panel begins now."));
}

static void take_sentence(struct ui *ui, struct act_page *page, const char *words)
{
    enum result result = panel_say(ui->store, ui->actor, page->id, page->says, words, ui_now(ui));
    told(ui, page, result, _("Said. You can change it until three say the same."));
    if (result == RESULT_OK && page->act.state != ACT_APPEALED)
        ui_notice(ui, "%s", _("Three say the same: the panel has decided. Thank you."));
}

static void page_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    struct act_page *page = screen->state;
    int asked = page->asked;
    page->asked = ASKED_NOTHING;
    page->stale = true;
    if (!outcome->done)
        return;
    if (from == &screen_question && asked == ASKED_DECIDE && outcome->number != 'n') {
        page->says = outcome->number == '1' ? PANEL_STAYS : PANEL_LIFT;
        ask_sentence(ui, page);
    } else if (from == &screen_prompt && asked == ASKED_APPEAL)
        take_appeal(ui, page, outcome->text);
    else if (from == &screen_prompt && asked == ASKED_BY_HAND)
        take_her_name(ui, page, outcome->text);
    else if (from == &screen_prompt && asked == ASKED_HER_WORDS)
        told(ui, page, panel_appeal_make(ui->store, &page->voice, page->id, outcome->text, ui_now(ui)),
            _("Appealed in their name. Somebody of a third home confirms it."));
    else if (from == &screen_prompt && asked == ASKED_LIFT)
        told(ui, page, act_lift(ui->store, ui->actor, page->id, outcome->text, ui_now(ui)), _("Lifted."));
    else if (from == &screen_prompt && asked == ASKED_SENTENCE)
        take_sentence(ui, page, outcome->text);
}

static void page_opened(struct ui *ui, struct screen *screen)
{
    struct act_page *page = screen->state;
    if (page->appeals && page->act.may_appeal)
        ask_appeal(ui, page);
    page->appeals = false;
}

static void page_event(struct ui *ui, struct screen *screen, const struct face_event *event)
{
    if (!moderation_event(event))
        return;
    ((struct act_page *)screen->state)->stale = true;
    ui_dirty(ui);
}

static const char *word(const struct screen *screen, enum action action)
{
    const struct act *act = &((const struct act_page *)screen->state)->act;
    switch (action) {
    case ACTION_YES:
        return act->panel_asks ? N_("accept") : N_("second yes");
    case ACTION_NOT_NOW:
        return act->panel_sits ? N_("leave the panel") : N_("decline");
    case ACTION_DONE:
        return N_("decide");
    case ACTION_REPLY:
        return act->mine ? N_("a talk") : N_("I talk with them");
    case ACTION_RESTORE:
        return N_("lift it");
    case ACTION_OPEN:
        return N_("the thread");
    case ACTION_CIRCLES:
        return N_("a circle");
    default:
        return NULL;
    }
}

static const enum action actions[] = { ACTION_APPEAL, ACTION_BY_HAND, ACTION_YES, ACTION_NOT_NOW, ACTION_DONE,
    ACTION_REPLY, ACTION_RESTORE, ACTION_LOT, ACTION_OPEN, ACTION_LOG, ACTION_CIRCLES, ACTION_NEXT, ACTION_BACK,
    ACTION_MENU, ACTION_HELP, ACTION_NONE };

const struct screen_type screen_act = {
    .name = "act",
    .help = N_("One act of a moderator, why, and what became of it. Whoever it is about reads the covered words here "
               "and can appeal (a) within 14 days: five neighbours, drawn by lot, decide. Without an answer after 72 "
               "hours it is lifted; what threatens or exposes somebody stays covered until the panel decides.\n\n"
               "For a panel nine people who are not involved are asked; the first five to accept (y) sit. They read "
               "what was covered and who covered it, and say with a sentence (d) that it stays or is lifted. L shows "
               "the lot: anybody can run it again.\n\n"
               "The reason \"other\" ends after 48 hours without a second moderator's yes. U lifts an act, for any "
               "moderator whom it does not concern.\n\n"
               "h appeals for somebody without a device, by your hand."),
    .actions = actions,
    .word = word,
    .size = sizeof(struct act_page),
    .open = page_open,
    .opened = page_opened,
    .close = page_close,
    .draw = page_draw,
    .act = page_act,
    .can = page_can,
    .back = page_back,
    .event = page_event,
};
