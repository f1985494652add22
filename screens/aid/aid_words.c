/* aid_words.c: words that the pages of mutual aid share: spans of time and states. */
#include <string.h>

#include "screens/aid/aid_rooms.h"

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

const char *aid_state_sentence(const struct ui *ui, const struct aid *aid, char out[AID_WORDS])
{
    char left[AID_WORDS];
    if (aid->state == AID_OPEN && aid->weekly)
        util_copy_text(out, AID_WORDS, aid->is_offer ? _("It is open, each week.") : _("It is open."));
    else if (aid->state == AID_OPEN && aid->ends > ui_now(ui))
        snprintf(out, AID_WORDS,
            aid->is_offer ? _("It is open. It ends in %s.")
            : aid->again  ? _("Asked again, first in line: it did not happen before. It ends in %s.")
                          : _("It is open. It ends in %s."),
            aid_span_words(aid->ends - ui_now(ui), left));
    else if (aid->state == AID_ANSWERED)
        util_copy_text(out, AID_WORDS, _("One of two said yes; the yes of the other is waited for."));
    else if (aid->state == AID_EXPIRED && aid->mine)
        util_copy_text(out, AID_WORDS,
            aid->is_offer ? _("It ended. A offers it again.")
            : aid->weekly ? _("It ended and nobody came. It is asked again for its next week.")
                          : _("It ended and nobody came. A asks again, first in line."));
    else
        util_copy_text(out, AID_WORDS,
            aid->state == AID_AGREED      ? _("Agreed.")
            : aid->state == AID_DONE      ? _("Done.")
            : aid->state == AID_WITHDRAWN ? _("It was withdrawn.")
                                          : _("It ended."));
    return out;
}

const char *aid_match_sentence(const struct ui *ui, const struct aid_match *match, char out[AID_WORDS])
{
    char left[AID_WORDS];
    int64_t now = ui_now(ui);
    aid_span_words(match->until > now ? match->until - now : 0, left);
    switch (match->state) {
    case MATCH_SUGGESTED:
        util_copy_text(out, AID_WORDS, _("Suggested to both of you. y says yes, x not this time."));
        break;
    case MATCH_HOLDS:
        if (match->mine_said)
            snprintf(out, AID_WORDS, _("You said yes. The other has %s to answer."), left);
        else
            snprintf(out, AID_WORDS,
                match->asks ? _("Somebody can. y accepts, x not this time. Time left: %s.")
                            : _("You are asked for. y says yes, x not this time. Time left: %s."),
                left);
        break;
    case MATCH_AGREED:
        util_copy_text(out, AID_WORDS,
            match->helper_done    ? match->asks ? _("The other says that it happened. Did it? d answers.")
                                                : _("You said that it happened. The asker is asked too.")
               : match->happened_due ? _("Did it happen? d answers.")
                                  : _("Agreed by both. d says that it is done."));
        break;
    case MATCH_DONE:
        util_copy_text(out, AID_WORDS, _("Done."));
        break;
    default:
        util_copy_text(
            out, AID_WORDS, aid_match_over_words(match->state, match->ask_state, match->asker_left, match->asks));
    }
    return out;
}
