/* care_words.c: see care_words.h. */
#include "care_words.h"

#include <stdio.h>

#include "gettext.h"
#include "util.h"

bool care_matter_words(const struct care_home *home, enum care_matter matter, char out[CARE_WORDS_BYTES])
{
    switch (matter) {
    case CARE_VISIT_ASKED:
        if (home->visits == 1)
            snprintf(out, CARE_WORDS_BYTES, _("%s would like a visit"), home->visitor);
        else
            snprintf(out, CARE_WORDS_BYTES, _("People who would like a visit: %d"), home->visits);
        return home->visits > 0;
    case CARE_CHECKED_IN:
        if (home->checkins == 1)
            snprintf(out, CARE_WORDS_BYTES, _("%s tells you how they are"), home->checkin);
        else
            snprintf(out, CARE_WORDS_BYTES, _("People who tell you how they are: %d"), home->checkins);
        return home->checkins > 0;
    case CARE_COMING:
        snprintf(out, CARE_WORDS_BYTES, _("%s comes to you"), home->coming);
        return home->coming[0] != '\0';
    case CARE_SILENT_ONE:
        if (home->silences == 1)
            snprintf(out, CARE_WORDS_BYTES, _("Nobody saw %s here for 14 days. Look in on them?"), home->silent);
        else
            snprintf(out, CARE_WORDS_BYTES, _("People whom nobody saw here for 14 days: %d"), home->silences);
        return home->silences > 0;
    case CARE_QUARREL:
        util_copy_text(out, CARE_WORDS_BYTES, _("Somebody asks whether two people may listen to you both"));
        return home->asked > 0;
    case CARE_LISTENS:
        util_copy_text(out, CARE_WORDS_BYTES, _("You were drawn to listen to two people"));
        return home->drawn > 0;
    case CARE_OWN_LINE:
        util_copy_text(out, CARE_WORDS_BYTES, home->line);
        return home->lines > 0;
    case CARE_MATTERS:
        break;
    }
    return false;
}

int64_t care_matter_unit(const struct care_home *home, enum care_matter matter)
{
    return matter == CARE_VISIT_ASKED                         ? home->visit_unit
           : matter == CARE_QUARREL || matter == CARE_LISTENS ? home->listen_unit
                                                              : 0;
}

void care_listen_words(const struct care_listen *listen, char *out, size_t size)
{
    const char *with = listen->side == CARE_ASKER ? listen->other : listen->asker;
    if (listen->state == CARE_LISTEN_ASKED && listen->side == CARE_ASKER)
        snprintf(out, size,
            _("%s is asked whether two people may listen to you both. No answer means: not now. Nobody is told why."),
            with);
    else if (listen->state == CARE_LISTEN_ASKED)
        snprintf(out, size,
            _("%s asks whether two people may listen to you both. With your yes the lot draws two who keep "
              "circles, of other homes than yours and theirs. With \"not now\" nobody is told, and nobody asks "
              "why."),
            with);
    else if (listen->side == CARE_LISTENER)
        snprintf(out, size,
            _("%s and %s want you and %s to listen to them. First each of you hears one of them, alone: what happened, "
              "what it did, what is needed. You hear both, judge nobody, and carry nothing from one to the other that "
              "they did not ask you to carry. Then ask each whether they want to sit together, with the two of you."),
            listen->asker, listen->other,
            listen->listener[1][0] != '\0' ? _("another listener") : _("nobody else yet"));
    else if (listen->listener[0][0] == '\0')
        snprintf(out, size, _("You and %s both want it, but nobody can listen just now. Ask again later."), with);
    else
        snprintf(out, size,
            _("%s%s%s listen to you and %s. Each of you speaks with them alone first: write to them, or meet. "
              "Sitting together comes only if both of you want it. In 30 days this note is gone."),
            listen->listener[0], listen->listener[1][0] != '\0' ? _(" and ") : "", listen->listener[1], with);
}

void care_hears_words(const struct care_silence *hears, char out[CARE_WORDS_BYTES])
{
    if (hears->handle[0] == '\0')
        util_copy_text(out, CARE_WORDS_BYTES, _("Now nobody would hear of it: you have no greeter of another home."));
    else
        snprintf(out, CARE_WORDS_BYTES, _("Now %s, home %s, would hear of it."), hears->handle, hears->home);
}

const char *care_unheard_words(void)
{
    return _("You would like a visit, but nobody reads it now: for you there is no greeter and no keeper. "
             "Write to somebody whom you trust.");
}

const char *care_readers_words(void)
{
    return _("Only the people named on this page see it. Whoever holds the machine can read this.");
}
