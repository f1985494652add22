/* circles_words.c: see circles_rooms.h. */
#include "screens/circles/circles_rooms.h"

const char *circle_state_words(const struct circle *circle, bool brief, bool *needs, char *out, size_t size)
{
    static const char *const over[] = {
        [CIRCLE_HELD] = N_("held"),
        [CIRCLE_CALLED_OFF] = N_("called off"),
        [CIRCLE_NOT_SO] = N_("not in this form"),
        [CIRCLE_CUT_OFF] = N_("cut off"),
    };
    bool asks = !circle->named || circle->answer == CIRCLE_ASKED || circle->answer == CIRCLE_DECLINED;
    *needs = circle->state == CIRCLE_OPEN
                 ? circle->named && circle->answer == CIRCLE_COMES
                 : circle->state == CIRCLE_PLANNED &&
                       (circle->afraid_asked || (circle->named && circle->answer == CIRCLE_ASKED));
    if (circle->state == CIRCLE_OPEN)
        return _("open now");
    if (circle->state >= CIRCLE_HELD)
        return _(over[circle->state]);
    if (circle->afraid_asked)
        return brief ? _("a question") : _("a question for you alone");
    if (circle->named && circle->answer == CIRCLE_WAITS) {
        snprintf(out, size, _("you wait: %d"), circle->place_in_line);
        return out;
    }
    if (asks)
        return circle->named && circle->answer == CIRCLE_DECLINED ? brief ? _("not you") : _("not you, this time")
               : circle->named ? _("asks you")
               : brief                                            ? _("open to all")
                                                                  : _("for all who want");
    return circle->keeps ? _("you keep it") : _("you come");
}

const char *circle_why_words(const struct circle *circle)
{
    static const char *const held[] = {
        [RING_GOES_ON] = N_("It was held."),
        [RING_CLOSED] = N_("It was held, and a keeper closed it."),
        [RING_TOO_FEW] = N_("It was held, until too few were left."),
        [RING_NO_KEEPER] = N_("It ended because both keepers were away for ten minutes."),
        [RING_NEVER_MET] = N_("Nobody began it."),
        [RING_TIME_IS_UP] = N_("It was held, until its time was up."),
    };
    switch (circle->state) {
    case CIRCLE_HELD:
        return circle->why <= RING_TIME_IS_UP ? _(held[circle->why]) : _(held[RING_GOES_ON]);
    case CIRCLE_CALLED_OFF:
        return _("It was called off.");
    case CIRCLE_NOT_SO:
        return _("Not in this form. You can talk with a keeper, or call another one.");
    case CIRCLE_CUT_OFF:
        return _("It was cut off: the house stopped while it was held. What was said is gone; nobody did anything "
                 "wrong. To go on, call another one.");
    default:
        return "";
    }
}

const char *circle_day_words(const struct ui *ui, int64_t day, char out[WHEN_BYTES])
{
    return when_say_day(when_day(day), when_day(ui_now(ui)), out);
}
