/* caucus_words.c: see caucus_words.h. */
#include "caucus_words.h"

#include <stdio.h>

#include "gettext.h"
#include "store.h"
#include "womens.h"

const char *caucus_call_words(const struct caucus_call *call, char out[CAUCUS_WORDS])
{
    const char *by = call->by[0] != '\0' ? call->by : _("a former member");
    if (call->kind == CAUCUS_FOUND)
        snprintf(out, CAUCUS_WORDS,
            ngettext("%s founds a caucus, \"%s\": %d of 5 said yes", "%s founds a caucus, \"%s\": %d of 5 said yes",
                (unsigned long)call->yes),
            by, call->name, call->yes);
    else if (call->kind == CAUCUS_CLOSE)
        snprintf(out, CAUCUS_WORDS,
            ngettext("%s wants \"%s\" closed: %d of %d said yes", "%s wants \"%s\" closed: %d of %d said yes",
                (unsigned long)call->yes),
            by, call->name, call->yes, call->needed);
    else if (call->for_me)
        snprintf(out, CAUCUS_WORDS, _("%s invites you into the caucus \"%s\""), by, call->name);
    else if (call->yes < call->needed)
        snprintf(
            out, CAUCUS_WORDS, _("%s wants %s taken into \"%s\": a second yes is needed"), by, call->about, call->name);
    else
        snprintf(out, CAUCUS_WORDS, _("%s is invited into \"%s\", and has not answered"), call->about, call->name);
    return out;
}

const char *caucus_facilitators_words(const struct facilitators_asked *asked, char out[CAUCUS_WORDS])
{
    if (asked->mine && asked->stands)
        snprintf(out, CAUCUS_WORDS,
            _("No woman is a facilitator of %s. You said that you would be. You may not have that task now: you have another task of power, or had this one twice in a row."),
            asked->name);
    else if (asked->mine)
        snprintf(out, CAUCUS_WORDS,
            _("No woman is a facilitator of %s. You said that you would be; it counts once your word of being a woman stands: `woman`."),
            asked->name);
    else
        snprintf(out, CAUCUS_WORDS,
            _("No woman is a facilitator of %s, and none has said that she would be: `willing facilitator --in %s` says it."),
            asked->name, asked->slug);
    return out;
}

const char *caucus_facilitators_title(const struct facilitators_asked *asked, char out[CAUCUS_WORDS])
{
    snprintf(
        out, CAUCUS_WORDS, asked->mine ? _("You would facilitate: %s") : _("Would you facilitate? %s"), asked->name);
    return out;
}

const char *caucus_done_words(enum caucus_done done, bool yes)
{
    static const char *const words[] = {
        [CAUCUS_NOTED] = N_("Noted: yes."),
        [CAUCUS_STANDS] = N_("You are five: the caucus stands. Its own board is among yours."),
        [CAUCUS_ENTERED] = N_("You are in it now. Its board is among yours."),
        [CAUCUS_CLOSED] = N_("More than half said yes: it is closed. Its members read it for 30 days more."),
        [CAUCUS_WITHDRAWN] = N_("Taken back."),
    };
    return done == CAUCUS_NOTED && !yes ? _("Noted: no. Nobody is told.") : _(words[done]);
}
