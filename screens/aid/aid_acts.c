/* aid_acts.c: the acts on a match, for its own page and for the page of its ask or offer. RULES 3.6. */
#include "screens/aid/aid_rooms.h"

bool aid_match_can(const struct aid_match *match, enum action action)
{
    if (match->id == 0)
        return false;
    switch (action) {
    case ACTION_YES:
        return match->state < MATCH_AGREED && !match->mine_said;
    case ACTION_NOT_NOW:
        return match->state <= MATCH_AGREED;
    case ACTION_DONE: /* when the asker says it, the match is done; the helper says it only once */
        return match->state == MATCH_AGREED && (match->asks || !match->helper_done);
    case ACTION_REPLY:
        return match->state == MATCH_AGREED || match->state == MATCH_DONE;
    case ACTION_WEEKLY:
        return match->weekly && match->state == MATCH_AGREED;
    default:
        return false;
    }
}

static const char *weekly_word(enum aid_every every)
{
    return every == AID_EVERY_AGREED  ? N_("end every week")
           : every == AID_EVERY_SAID  ? N_("take it back")
           : every == AID_EVERY_ASKED ? N_("yes, every week")
                                      : NULL;
}

/* While nobody has answered her "I can" or yes, "not now" takes it back. */
const char *aid_match_word(const struct aid_match *match, enum action action)
{
    bool waits = match->id != 0 && match->state == MATCH_HOLDS && match->mine_said;
    if (action == ACTION_WEEKLY)
        return weekly_word(match->every);
    return action == ACTION_NOT_NOW && waits ? N_("take it back") : NULL;
}

enum result aid_match_yes(struct ui *ui, const struct actor *voice, const struct aid_match *match, const char **said)
{
    *said = _("You said: yes.");
    if (match->state == MATCH_HOLDS)
        *said = _("Agreed. How to reach each other stands here; r writes to the two of you.");
    return match->asks && match->state == MATCH_HOLDS && match->hands == 1
               ? aid_accept(ui->store, voice, match->ask, ui_now(ui))
               : aid_answer(ui->store, voice, match->id, AID_YES, ui_now(ui));
}

enum result aid_match_weekly(struct ui *ui, const struct actor *voice, const struct aid_match *match, const char **said)
{
    bool yes = match->every != AID_EVERY_AGREED && match->every != AID_EVERY_SAID;
    *said = match->every == AID_EVERY_AGREED  ? _("Ended. This week stays; after it each week is asked anew.")
            : match->every == AID_EVERY_SAID  ? _("Taken back.")
            : match->every == AID_EVERY_ASKED ? _("Every week, until one of you two ends it.")
                                              : _("Said: every week. It begins when the other says yes to that, too.");
    return aid_every_week(ui->store, voice, match->id, yes, ui_now(ui));
}

static void ask_refusal(struct ui *ui)
{
    const struct choice choices[] = { { '1', _("Not this time") }, { '2', _("Not this person: only you know") },
        { 'n', _("I haven't decided") }, { 0, NULL } };
    ui_push(ui, &screen_question,
        &(struct question_ask) {
            .title = _("What do you say?"),
            .text = _("The other person reads the same for both: not this time. After \"not this person\" the two "
                      "of you can never agree on an ask or offer again, and nobody is told."),
            .choices = choices,
            .destroys = true,
        });
}

static void ask_happened(struct ui *ui, const struct aid_match *match)
{
    const struct choice asker[] = { { 'd', _("Yes, it is done") }, { 'a', _("No: ask again, first in line") },
        { 'n', _("Not yet") }, { 0, NULL } };
    const struct choice several[] = { { 'd', _("Yes, it is done, with all who came") },
        { '1', _("This one did not come") }, { 'a', _("No: ask again, first in line") }, { 'n', _("Not yet") },
        { 0, NULL } };
    const struct choice helper[] = { { 'd', _("Yes, it is done") }, { '1', _("No, and I can't: let them ask again") },
        { 'n', _("Not yet") }, { 0, NULL } };
    ui_push(ui, &screen_question,
        &(struct question_ask) {
            .title = _("Did it happen?"),
            .text = _("When it is done, your words to each other and how to reach you are wiped 14 days later."),
            .choices = !match->asks       ? helper
                       : match->hands > 1 ? several
                                          : asker,
            .yes = 'd',
            .destroys = true,
        });
}

static enum result answer(
    struct ui *ui, const struct actor *voice, const struct aid_match *match, int64_t key, const char **said)
{
    int64_t now = ui_now(ui), next = 0;
    switch (key) {
    case '1':
        *said = _("You said: not this time.");
        return aid_answer(ui->store, voice, match->id, AID_NOT_NOW, now);
    case '2':
        *said = _("You said: not this time. You two can never agree on an ask or offer again.");
        return aid_answer(ui->store, voice, match->id, AID_NOT_THEM, now);
    case 'a':
        *said = _("Asked again, first in line.");
        return aid_again(ui->store, voice, match->ask, 0, now);
    default:
        *said = match->asks ? _("Done. Good.") : _("Noted. The asker is asked too.");
        enum result result = aid_done(ui->store, voice, match->ask, now, &next);
        if (next != 0)
            *said = match->every == AID_EVERY_AGREED ? _("Done. Next week is agreed, as every week.")
                                                     : _("Done. It is asked again for next week.");
        return result;
    }
}

bool aid_take_answer(
    struct ui *ui, const struct actor *voice, const struct aid_match *match, const struct outcome *outcome)
{
    const char *said = "";
    int64_t key = outcome->number;
    if (!outcome->done || (key != '1' && key != '2' && key != 'a' && key != 'd'))
        return false;
    if (answer(ui, voice, match, key, &said) == RESULT_OK)
        ui_notice(ui, "%s", said);
    else
        ui_refused(ui);
    return true;
}

void aid_match_ask(struct ui *ui, const struct aid_match *match, enum action action)
{
    if (action == ACTION_DONE)
        ask_happened(ui, match);
    else
        ask_refusal(ui);
}
