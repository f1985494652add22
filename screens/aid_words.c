/* aid_words.c: what the rooms of mutual aid say alike: windows, states, and two questions. */
#include <string.h>

#include "screens/aid_rooms.h"
#include "when.h"

const char *aid_span_words(int64_t seconds, char out[AID_WORDS])
{
    long long minutes = seconds < 60 ? 1 : seconds / 60, hours = (minutes + 30) / 60, days = (hours + 12) / 24;
    if (minutes < 100)
        snprintf(out, AID_WORDS, ngettext("%lld minute", "%lld minutes", (unsigned long)minutes), minutes);
    else if (hours < 48)
        snprintf(out, AID_WORDS, ngettext("%lld hour", "%lld hours", (unsigned long)hours), hours);
    else
        snprintf(out, AID_WORDS, ngettext("%lld day", "%lld days", (unsigned long)days), days);
    return out;
}

const char *aid_window_words(const struct ui *ui, int64_t starts, int64_t ends, char out[AID_WORDS])
{
    char from[WHEN_BYTES], until[WHEN_BYTES];
    int64_t now = ui_now(ui);
    when_say(ends, true, now, until);
    if (starts <= now)
        snprintf(out, AID_WORDS, _("until %s"), until);
    else
        snprintf(out, AID_WORDS, _("from %s until %s"), when_say(starts, true, now, from), until);
    return out;
}

const char *aid_state_sentence(const struct ui *ui, const struct aid *aid, char out[AID_WORDS])
{
    char left[AID_WORDS];
    if (aid->state == AID_OPEN && aid->ends > ui_now(ui))
        snprintf(out, AID_WORDS,
            aid->is_offer ? _("It stands. It ends in %s.")
            : aid->again  ? _("Asked again, first in line: it did not happen before. It ends in %s.")
                          : _("No answer yet. It ends in %s."),
            aid_span_words(aid->ends - ui_now(ui), left));
    else if (aid->state == AID_ANSWERED)
        copy_text(out, AID_WORDS, _("Somebody said \"I can\"; the other's yes is waited for."));
    else if (aid->state == AID_AGREED)
        copy_text(out, AID_WORDS, _("Agreed."));
    else if (aid->state == AID_EXPIRED)
        copy_text(out, AID_WORDS,
            aid->mine && !aid->is_offer ? _("It ended and nobody came. A asks again, first in line.") : _("It ended."));
    else
        snprintf(out, AID_WORDS, "%s.", aid_state_words(aid->state));
    return out;
}

/* What is waited for, from the side of whoever looks. */
const char *aid_match_sentence(const struct ui *ui, const struct aid_match *match, char out[AID_WORDS])
{
    char left[AID_WORDS] = "";
    int64_t now = ui_now(ui);
    if (match->until > now)
        aid_span_words(match->until - now, left);
    switch (match->state) {
    case MATCH_SUGGESTED:
        copy_text(out, AID_WORDS, _("Suggested to both of you. y says yes, x not this time."));
        break;
    case MATCH_HOLDS:
        if (match->mine_said)
            snprintf(out, AID_WORDS, _("You said yes. The other has %s to answer, then it is open again."), left);
        else
            snprintf(out, AID_WORDS,
                match->asks ? _("Somebody can. y accepts, x not this time; %s are left.")
                            : _("You are asked for. y says yes, x not this time; %s are left."),
                left);
        break;
    case MATCH_AGREED:
        copy_text(out, AID_WORDS,
            match->happened_due ? _("Did it happen? d answers.") : _("Agreed by both. d says that it is done."));
        break;
    case MATCH_DONE:
        copy_text(out, AID_WORDS, _("Done."));
        break;
    default:
        copy_text(out, AID_WORDS, _("It did not come about."));
    }
    return out;
}

void aid_ask_refusal(struct ui *ui, const struct aid_match *match)
{
    const struct choice choices[] = { { '1', _("Not this time") }, { '2', _("Not this person: only you know") },
        { 'n', _("I haven't decided") }, { 0, NULL } };
    (void)match;
    ui_push(ui, &screen_question,
        &(struct question_ask) {
            .title = _("What do you say?"),
            .text = _("Both read the same to the other: not this time. After \"not this person\" the two of you are "
                      "never suggested to each other again, and nobody is told."),
            .choices = choices,
            .destroys = true,
        });
}

void aid_ask_happened(struct ui *ui, const struct aid_match *match)
{
    const struct choice asker[] = { { 'd', _("Yes, it is done") }, { 'a', _("No: ask again, first in line") },
        { 'n', _("Not yet") }, { 0, NULL } };
    const struct choice helper[] = { { 'd', _("Yes, it is done") }, { '1', _("No, and I can't: let them ask again") },
        { 'n', _("Not yet") }, { 0, NULL } };
    ui_push(ui, &screen_question,
        &(struct question_ask) {
            .title = _("Did it happen?"),
            .text = _("When it is done, your words to each other and how to reach you are wiped 14 days later."),
            .choices = match->asks ? asker : helper,
            .destroys = true,
        });
}

static enum result answer(
    struct ui *ui, const struct actor *voice, const struct aid_match *match, int64_t key, const char **said)
{
    int64_t now = ui_now(ui), next = 0;
    switch (key) {
    case '1':
        *said = _("Said: not this time.");
        return aid_answer(ui->store, voice, match->id, AID_NOT_NOW, now);
    case '2':
        *said = _("Said: not this time. You two are not suggested to each other again.");
        return aid_answer(ui->store, voice, match->id, AID_NOT_THEM, now);
    case 'a':
        *said = _("Asked again, first in line.");
        return aid_again(ui->store, voice, match->ask, 0, now);
    default:
        *said = _("Done. Good.");
        enum result result = aid_done(ui->store, voice, match->ask, now, &next);
        if (next != 0)
            *said = _("Done. It is asked again for next week.");
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

bool aid_event_counts(const struct face_event *event)
{
    return event->kind == FACE_LETTER || (event->kind == FACE_WRITTEN && event->board == 0);
}
