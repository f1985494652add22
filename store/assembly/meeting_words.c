/* meeting_words.c: the words of meetings and items, for commands and for screens. Pure. */
#include "meetings.h"

#include <stdio.h>
#include <string.h>

#include "gettext.h"
#include "when.h"

struct word {
    const char *name, *words;
};

static const struct word wants_words[ITEM_WANTS] = {
    [ITEM_TALK] = { "talk", N_("to talk about") },
    [ITEM_DECIDE] = { "decide", N_("to decide") },
    [ITEM_CHOOSE] = { "choose", N_("to choose") },
    [ITEM_REPORT] = { "report", N_("a report") },
};
static const struct word about_words[ITEM_ABOUTS] = {
    [ITEM_THINGS] = { "things", N_("things") },
    [ITEM_PERSON] = { "person", N_("a person") },
    [ITEM_TASKS] = { "tasks", N_("tasks") },
    [ITEM_MONEY] = { "money", N_("money") },
    [ITEM_RULES] = { "rules", N_("the rules") },
    [ITEM_ACTION] = { "action", N_("action at work") },
};
static const struct word need_words[MEETING_NEEDS] = {
    [NEED_CHILDREN] = { "children", N_("somebody who minds the children") },
    [NEED_LIFT] = { "lift", N_("a lift for people who cannot walk there") },
    [NEED_READER] = { "reader", N_("somebody who reads aloud") },
    [NEED_INTERPRETER] = { "interpreter", N_("somebody who interprets") },
};
static const char *const state_names[] = {
    [MEETING_ASKED] = "asked",
    [MEETING_CALLED] = "called",
    [MEETING_WITHDRAWN] = "withdrawn",
    [MEETING_LAPSED] = "lapsed",
    [MEETING_OVER] = "over",
};

/* The place of a name in its list; -1 when it is not there. */
static int find(const struct word *list, int count, const char *name)
{
    for (int i = 0; i < count; i++)
        if (strcmp(list[i].name, name) == 0)
            return i;
    return -1;
}

const char *meeting_item_wants_name(enum item_wants wants)
{
    return wants_words[wants].name;
}

const char *meeting_item_wants_words(enum item_wants wants)
{
    return _(wants_words[wants].words);
}

bool meeting_item_wants_parse(const char *name, enum item_wants *wants)
{
    int found = find(wants_words, ITEM_WANTS, name);
    *wants = (enum item_wants)(found < 0 ? 0 : found);
    return found >= 0;
}

const char *meeting_item_about_name(enum item_about about)
{
    return about_words[about].name;
}

const char *meeting_item_about_words(enum item_about about)
{
    return _(about_words[about].words);
}

bool meeting_item_about_parse(const char *name, enum item_about *about)
{
    int found = find(about_words, ITEM_ABOUTS, name);
    *about = (enum item_about)(found < 0 ? 0 : found);
    return found >= 0;
}

const char *meeting_need_name(enum meeting_need need)
{
    return need_words[need].name;
}

const char *meeting_need_words(enum meeting_need need)
{
    return _(need_words[need].words);
}

bool meeting_need_parse(const char *name, enum meeting_need *need)
{
    int found = find(need_words, MEETING_NEEDS, name);
    *need = (enum meeting_need)(found < 0 ? 0 : found);
    return found >= 0;
}

const char *meeting_state_name(enum meeting_state state)
{
    return state_names[state];
}

void meeting_last_try_words(const struct meeting *meeting, int64_t now, char *out, size_t size)
{
    char day[WHEN_BYTES];
    out[0] = '\0';
    if (meeting->last_tries > 0 && meeting->state == MEETING_CALLED)
        /* TRANSLATORS: when the meeting begins */
        snprintf(out, size,
            ngettext("Too few came last time. If too few come on %s, %d item becomes a 7-day vote.",
                "Too few came last time. If too few come on %s, %d items become a 7-day vote.",
                (unsigned long)meeting->last_tries),
            when_say(meeting->starts, false, now, day), meeting->last_tries);
}

void meeting_item_person_words(const struct item_person_line *line, char *out, size_t size)
{
    if (!line->about_me)
        /* TRANSLATORS: somebody, the title of an item */
        snprintf(out, size, _("You speak for %s, first and last: %s"), line->handle, line->title);
    else if (line->handle[0] != '\0')
        /* TRANSLATORS: the title of an item, somebody */
        snprintf(out, size, _("An item is about you: %s. %s speaks for you."), line->title, line->handle);
    else
        snprintf(out, size, _("An item is about you: %s. You speak first and last."), line->title);
}
