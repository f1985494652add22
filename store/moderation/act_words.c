/* act_words.c: acts as names and in words. Pure. RULES 7. */
#include <stdio.h>

#include "gettext.h"
#include "moderation.h"
#include "when.h"

const char *act_kind_name(enum act_kind kind)
{
    static const char *const names[ACT_KINDS] = {
        [ACT_COVER] = "cover", [ACT_RESTRICTION] = "restriction", [ACT_LEFT] = "left", [ACT_FOLDED] = "folded"
    };
    return kind > 0 && kind < ACT_KINDS ? names[kind] : "";
}

const char *act_state_name(enum act_state state)
{
    static const char *const names[ACT_STATES] = {
        [ACT_STANDS] = "stands",
        [ACT_APPEALED] = "appealed",
        [ACT_KEPT] = "kept",
        [ACT_PANEL_LIFTED] = "panel-lifted",
        [ACT_LIFTED] = "lifted",
        [ACT_FELL] = "fell",
        [ACT_UNANSWERED] = "unanswered",
        [ACT_OVER] = "over",
        [ACT_WITHDRAWN] = "withdrawn",
    };
    return state < ACT_STATES ? names[state] : "";
}

static void appealed_words(const struct act *act, int64_t now, char *out, size_t size)
{
    char when[WHEN_BYTES];
    size_t used = 0;
    if (act->sits >= PANEL_SITTING)
        used = (size_t)snprintf(out, size, "%s", _("Appealed: a panel of five neighbours decides."));
    else if (act->stuck)
        used = (size_t)snprintf(out, size, "%s",
            _("Appealed: fewer than five neighbours here are not involved and free. The lot tries again every two "
              "days; a meeting can take it up."));
    else if (act->asked > 0 || act->sits > 0)
        used = (size_t)snprintf(out, size,
            ngettext("Appealed: neighbours were drawn, %d of five has accepted so far.",
                "Appealed: neighbours were drawn, %d of five have accepted so far.", (unsigned long)act->sits),
            act->sits);
    else
        used = (size_t)snprintf(out, size, "%s", _("Appealed: the lot for its panel is being drawn."));
    if (act->unanswered_at != 0 && used < size) {
        when_say(act->unanswered_at, true, now, when);
        snprintf(out + used, size - used, " ");
        snprintf(out + used + 1, size - used - 1, _("Without an answer until %s it is lifted."), when);
    } else if (used < size) {
        snprintf(out + used, size - used, " %s", _("It stays until the panel decides."));
    }
}

static void standing_words(const struct act *act, int64_t now, char *out, size_t size)
{
    char when[WHEN_BYTES];
    if (act->kind == ACT_LEFT)
        snprintf(out, size, "%s", _("The post stays as it is."));
    else if (act->kind == ACT_FOLDED)
        snprintf(out, size, "%s", _("It stays folded. Its speaker could say at once what was done instead."));
    else if (act->falls != 0) {
        when_say(act->falls, true, now, when);
        snprintf(out, size, _("It ends %s unless a second moderator says yes."), when);
    } else if (act->kind == ACT_RESTRICTION) {
        when_say(act->until, true, now, when);
        snprintf(out, size, _("It ends by itself %s."), when);
    } else
        snprintf(out, size, "%s", _("It stands."));
}

void act_state_words(const struct act *act, int64_t now, char *out, size_t size)
{
    static const char *const ended[ACT_STATES] = {
        [ACT_KEPT] = N_("A panel decided that it stays."),
        [ACT_PANEL_LIFTED] = N_("A panel lifted it."),
        [ACT_FELL] = N_("It ended: no second moderator said yes within 48 hours."),
        [ACT_UNANSWERED] = N_("It was lifted: the appeal had no answer within 72 hours."),
        [ACT_OVER] = N_("It is over."),
        [ACT_WITHDRAWN] = N_("Its author took it back."),
    };
    if (act->state == ACT_STANDS)
        standing_words(act, now, out, size);
    else if (act->state == ACT_APPEALED)
        appealed_words(act, now, out, size);
    else if (act->state == ACT_LIFTED)
        snprintf(out, size, _("Moderator %s lifted it."), act->lifted_by);
    else
        snprintf(out, size, "%s", _(ended[act->state]));
}
