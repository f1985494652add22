/* meeting_words.c: what the pages of the assembly say of a meeting and of an item, in words. */
#include <string.h>
#include <time.h>

#include "proposals.h"
#include "screens/assembly/assembly_rooms.h"

const char *meeting_when_words(const struct ui *ui, int64_t starts, char out[WHEN_BYTES])
{
    char day[WHEN_BYTES], clock[WHEN_BYTES];
    when_say_day(when_day(starts), when_day(ui_now(ui)), day);
    when_say_time(starts, clock);
    /* TRANSLATORS: a day and a time: "Sunday 15:00", "tomorrow 15:00", "Sunday 13 December 15:00" */
    snprintf(out, WHEN_BYTES, _("%.60s %.10s"), day, clock);
    return out;
}

const char *meeting_homes_words(const struct meeting *meeting, char *out, size_t size)
{
    snprintf(out, size, ngettext("%d of %d homes wants it", "%d of %d homes want it", (unsigned long)meeting->homes),
        meeting->homes, meeting->homes_needed);
    return out;
}

const char *meeting_state_words(enum meeting_state state)
{
    static const char *const words[] = { [MEETING_ASKED] = N_("asked for"),
        [MEETING_CALLED] = N_("called"),
        [MEETING_WITHDRAWN] = N_("withdrawn"),
        [MEETING_LAPSED] = N_("too few homes"),
        [MEETING_OVER] = N_("over") };
    return _(words[state]);
}

const char *meeting_need_question(enum meeting_need need)
{
    static const char *const words[MEETING_NEEDS] = { [NEED_CHILDREN] = N_("Who minds the children?"),
        [NEED_LIFT] = N_("Who gives a lift?"),
        [NEED_READER] = N_("Who reads to people?"),
        [NEED_INTERPRETER] = N_("Who interprets?") };
    return _(words[need]);
}

const char *meeting_carrier_words(const struct ui *ui, const struct decision *decision, char *out, size_t size)
{
    char day[WHEN_BYTES];
    if (decision->state != DECISION_CARRIED)
        util_copy_text(out, size, decision_state_words(decision->state));
    else if (decision->due == 0)
        util_copy_text(out, size, decision->carrier);
    else
        snprintf(out, size, decision->late ? _("%s, late: %s") : _("%s, until %s"), decision->carrier,
            when_say_day(decision->due, when_day(ui_now(ui)), day));
    return out;
}

bool meeting_is_coming(const struct meeting *meeting)
{
    return meeting->state == MEETING_ASKED || meeting->state == MEETING_CALLED;
}

static void say_homes(const struct meeting_item *item, bool by_hand, char *out, size_t size)
{
    out[0] = '\0';
    if (item->matters && item->homes == 1)
        util_copy_text(out, size, by_hand ? _(", their home") : _(", your home"));
    else if (item->matters && by_hand)
        snprintf(out, size, ngettext(", %d home, theirs too", ", %d homes, theirs too", (unsigned long)item->homes),
            item->homes);
    else if (item->matters)
        snprintf(out, size, ngettext(", %d home, yours too", ", %d homes, yours too", (unsigned long)item->homes),
            item->homes);
    else if (item->homes > 0)
        snprintf(out, size, ngettext(", %d home", ", %d homes", (unsigned long)item->homes), item->homes);
}

const char *meeting_item_words(const struct meeting_item *item, bool by_hand, int columns, char *out, size_t size)
{
    char homes[120];
    say_homes(item, by_hand, homes, sizeof homes);
    snprintf(out, size, _("%d min, %s%s"), item->minutes, meeting_item_wants_words(item->wants), homes);
    if (text_width(out, strlen(out)) > columns)
        snprintf(out, size, _("%d min%s"), item->minutes, homes);
    return out;
}

void meeting_item_say(int minutes, enum item_wants wants, enum item_about about, struct buffer *out)
{
    /* TRANSLATORS: how long, what it wants ("to decide"), what it is about ("money") */
    buffer_format(out, ngettext("%d minute, %s, about %s.", "%d minutes, %s, about %s.", (unsigned long)minutes),
        minutes, meeting_item_wants_words(wants), meeting_item_about_words(about));
}
