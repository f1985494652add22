/* aid_said.c: see aid_said.h. */
#include "aid_said.h"

#include <string.h>

#include "aid.h"
#include "aid_window.h"
#include "gettext.h"

/* As they stand behind "You ask the street for". */
static const char *const kinds[AID_KINDS] = {
    [AID_GOODS] = N_("goods"),
    [AID_FOOD] = N_("food"),
    [AID_CARE] = N_("care"),
    [AID_TRANSPORT] = N_("transport"),
    [AID_SKILL] = N_("a skill"),
    [AID_TOOL] = N_("a tool"),
    [AID_SPACE] = N_("space"),
    [AID_COMPANY] = N_("company"),
    [AID_OTHER] = N_("something else"),
};

static const char *of(char *const answer[AID_FIELDS], enum aid_field field)
{
    return answer[field] != NULL ? answer[field] : "";
}

static void say_window(char *const answer[AID_FIELDS], int64_t now, struct buffer *out)
{
    const char *from = of(answer, AID_FIELD_FROM), *until = of(answer, AID_FIELD_UNTIL);
    bool weekly = strcmp(of(answer, AID_FIELD_REPEATS), "yes") == 0; /* so the form of the screens says it */
    enum when_fault fault;
    bool in_until;
    int64_t starts, ends;
    char words[AID_WINDOW_BYTES];
    aid_weekly_parse(of(answer, AID_FIELD_REPEATS), &weekly);
    if ((from[0] == '\0' && until[0] == '\0') || !aid_window_read(from, until, now, &starts, &ends, &fault, &in_until))
        return;
    if (ends != 0)
        buffer_format(out, ", %s", aid_window_say(starts, ends, weekly, now, words));
    else
        buffer_format(out, _(", from %s"), aid_from_say(starts != 0 ? starts : now, now, words));
}

/* "goods, today, on Saturday 28 November, for 6, near block B" */
static void say_facts(char *const answer[AID_FIELDS], bool is_offer, int64_t now, struct buffer *out)
{
    int choice = AID_OTHER;
    const char *many = of(answer, AID_FIELD_MANY), *capacity = of(answer, AID_FIELD_CAPACITY),
               *hands = of(answer, AID_FIELD_HANDS);
    aid_field_parse(AID_FIELD_KIND, of(answer, AID_FIELD_KIND), &choice);
    buffer_string(out, _(kinds[choice]));
    choice = AID_DAYS;
    aid_field_parse(AID_FIELD_URGENCY, of(answer, AID_FIELD_URGENCY), &choice);
    if (!is_offer)
        buffer_format(out, ", %s", aid_urgency_words((enum aid_urgency)choice));
    say_window(answer, now, out);
    if (many[0] != '\0' && strcmp(many, "1") != 0)
        buffer_format(out, is_offer ? _(", at most for %s") : _(", for %s"), many);
    if (!is_offer && hands[0] != '\0' && strcmp(hands, "1") != 0)
        buffer_format(out, _(", from %s helpers"), hands);
    if (is_offer && capacity[0] != '\0' && strcmp(capacity, "1") != 0)
        buffer_format(out, _(", to %s asks"), capacity);
    if (of(answer, AID_FIELD_PLACE)[0] != '\0')
        buffer_format(out, _(", near %s"), of(answer, AID_FIELD_PLACE));
    choice = AID_ANYONE;
    aid_field_parse(AID_FIELD_WHO, of(answer, AID_FIELD_WHO), &choice);
    if (!is_offer && choice != AID_ANYONE)
        buffer_format(out, _(", and only these may answer: %s"), aid_who_words((enum aid_who)choice));
    if (!is_offer && of(answer, AID_FIELD_UNWANTED)[0] != '\0')
        buffer_format(out, _(", and these may not (only you know): %s"), of(answer, AID_FIELD_UNWANTED));
    choice = AID_PAYS_NOTHING;
    aid_field_parse(AID_FIELD_PAYS, of(answer, AID_FIELD_PAYS), &choice);
    if (!is_offer && choice != AID_PAYS_NOTHING)
        buffer_format(out, _(", and what it costs: %s"), aid_pays_words((enum aid_pays)choice));
}

const char *aid_hands_say(int hands, int found, const char *names, char *out, size_t size)
{
    struct buffer said = { 0 };
    int missing = hands > found ? hands - found : 0;
    buffer_format(&said, ngettext("%d of %d hand found", "%d of %d hands found", (unsigned long)hands), found, hands);
    if (names[0] != '\0')
        buffer_format(&said, ": %s", names);
    if (missing > 0)
        buffer_format(&said, ngettext("; %d still missing", "; %d still missing", (unsigned long)missing), missing);
    util_copy_text(out, size, buffer_text(&said));
    buffer_clear(&said);
    return out;
}

void aid_read_back(char *const answer[AID_FIELDS], bool is_offer, enum unit_kind unit, const char *name, int64_t now,
    struct buffer *out)
{
    struct buffer facts = { 0 };
    const char *line = of(answer, AID_FIELD_LINE);
    say_facts(answer, is_offer, now, &facts);
    const char *what = buffer_text(&facts);
    if (name != NULL)
        /* TRANSLATORS: a name; "goods, today"; the line that stands there */
        buffer_format(out, is_offer ? _("%s offers %s: %s") : _("%s asks for %s: %s"), name, what, line);
    else if (is_offer)
        /* TRANSLATORS: "goods, on Friday"; the line that stands there */
        buffer_format(out, _("You offer %s: %s"), what, line);
    else
        /* TRANSLATORS: "goods, today"; the line that stands there */
        buffer_format(out,
            unit == UNIT_COMMUNE  ? _("You ask the street for %s: %s")
            : unit == UNIT_FORUM  ? _("You ask your workplace for %s: %s")
            : unit == UNIT_CAUCUS ? _("You ask your caucus for %s: %s")
                                  : _("You ask for %s: %s"),
            what, line);
    size_t length = strlen(line);
    if (length == 0 || strchr(".!?", line[length - 1]) == NULL)
        buffer_string(out, ".");
    buffer_clear(&facts);
}

const char *aid_every_say(enum aid_every every, const char *other, char *out, size_t size)
{
    switch (every) {
    case AID_EVERY_NOT:
        out[0] = '\0';
        break;
    case AID_EVERY_SAID:
        snprintf(out, size, _("You said: every week. %s has not said yes to that yet."), other);
        break;
    case AID_EVERY_ASKED:
        snprintf(out, size, _("%s would do it every week."), other);
        break;
    case AID_EVERY_AGREED:
        util_copy_text(out, size, _("Every week, until one of you two ends it."));
        break;
    case AID_EVERY_ENDED:
        util_copy_text(out, size, _("Not every week any more: after this week it is asked anew."));
        break;
    }
    return out;
}
