/* room_words.c: the room in words: signals, and what the room itself did. Pure. */
#include <stdio.h>
#include <string.h>

#include "gettext.h"
#include "room.h"
#include "util.h"

static const struct {
    const char *name, *words;
} signals[ROOM_SIGNALS] = {
    [ROOM_AGREE] = { "agree", N_("agree") },
    [ROOM_UNSURE] = { "unsure", N_("unsure") },
    [ROOM_DISAGREE] = { "disagree", N_("disagree") },
    [ROOM_SLOWER] = { "slower", N_("slower") },
    [ROOM_PLAINER] = { "plainer", N_("plainer words") },
    [ROOM_MY_LANGUAGE] = { "language", N_("in my language") },
    [ROOM_READ] = { "read", N_("read") },
};

const char *room_signal_name(enum room_signal signal)
{
    return signals[signal].name;
}

const char *room_signal_words(enum room_signal signal)
{
    return _(signals[signal].words);
}

bool room_signal_parse(const char *name, enum room_signal *signal)
{
    for (int i = 0; i < ROOM_SIGNALS; i++)
        if (strcmp(signals[i].name, name) == 0) {
            *signal = (enum room_signal)i;
            return true;
        }
    return false;
}

static const char *reason_words(int64_t reason)
{
    static const char *const reasons[SPEAKERS_REASONS] = { "", N_("a new voice"), N_("to answer"), N_("harm"),
        N_("leaves early"), N_("another reason") };
    return reason > SPEAKERS_NO_MOVE && reason < SPEAKERS_REASONS ? _(reasons[reason]) : "";
}

/* What somebody did, or what concerns her. False: it is no such event. */
static bool say_person(const struct room_line *line, char *out, size_t size)
{
    const char *who = line->handle;
    switch (line->event) {
    case ROOM_WAS_OPENED:
        return snprintf(out, size, _("%s opened the meeting and has the chair."), who) >= 0;
    case ROOM_CHAIR_TAKEN:
        return snprintf(out, size, _("%s took the chair."), who) >= 0;
    case ROOM_NOTES_TAKEN:
        return snprintf(out, size, _("%s takes the notes."), who) >= 0;
    case ROOM_REORDERED:
        return snprintf(out, size, _("%s was moved forward: %s."), who, reason_words(line->number)) >= 0;
    case ROOM_PROPOSED:
        return snprintf(out, size, _("%s proposes: %s"), who, line->text) >= 0;
    case ROOM_WENT_ON:
        return snprintf(out, size, _("%s was silent and keeps her place."), who) >= 0;
    case ROOM_WRONG_APPEAL:
        return snprintf(out, size, _("The rule was not broken that %s appealed to."), who) >= 0;
    case ROOM_LET_ANSWER:
        return snprintf(out, size, _("%s may answer, in one sentence."), who) >= 0;
    default:
        return false;
    }
}

/* What stands before the line's own text: an item, a question, a proposal. "": that event has none. */
static const char *heading(enum room_event event)
{
    static const char *const headings[ROOM_EVENTS] = {
        [ROOM_ITEM_BEGAN] = N_("The item"),
        [ROOM_ITEM_ENDED] = N_("The item ended"),
        [ROOM_ITEM_PARKED] = N_("Parked for the next meeting"),
        [ROOM_STRAW_POLL] = N_("A straw poll, which binds nothing"),
        [ROOM_NEW_TEXT] = N_("The proposal has a new text"),
        [ROOM_TEST_OPENED] = N_("The question is put"),
        [ROOM_TEST_CLOSED] = N_("The question is closed"),
        [ROOM_SMALL_MATTER] = N_("A small matter, unless somebody says \"talk about it\""),
        [ROOM_DECIDED] = N_("Decided"),
        [ROOM_VOTE_OPENED] = N_("A vote is open"),
        [ROOM_VOTE_BEGAN] = N_("A vote over seven days began"),
        [ROOM_VOTE_CLOSED] = N_("The vote is closed"),
        [ROOM_VOTE_TIED] = N_("The vote is closed, and it is a tie"),
        [ROOM_PROPOSAL_COMES] = N_("The proposal"),
        [ROOM_STOP_ASKED] = N_("Does the stop stand? The question is put"),
        [ROOM_TWO_THIRDS] = N_("Two thirds decide now, after three sittings. The question is put"),
        [ROOM_STOP_ENTERED] = N_("A caucus stops it, about somebody's safety"),
        [ROOM_VOTE_AGAIN] = N_("The house lost what was said in the secret vote. Everybody votes again"),
    };
    return headings[event] != NULL ? _(headings[event]) : "";
}

static void say_count(const struct room_line *line, char *out, size_t size)
{
    int number = (int)line->number;
    if (line->event == ROOM_STRAW_RESULT)
        snprintf(out, size, _("The straw poll says: %d yes, %d no, %d not sure. It binds nothing."),
            (int)line->count[0], (int)line->count[1], (int)line->count[2]);
    else if (line->event == ROOM_MORE_TIME)
        snprintf(out, size, ngettext("%d minute more.", "%d minutes more.", (unsigned long)number), number);
    else
        snprintf(out, size,
            ngettext("A round: %d person, one sentence each.", "A round: %d people, one sentence each.",
                (unsigned long)number),
            number);
}

static void say_event(const struct room_line *line, char *out, size_t size)
{
    if (line->event == ROOM_STRAW_RESULT || line->event == ROOM_MORE_TIME || line->event == ROOM_GO_ROUND)
        say_count(line, out, size);
    else if (line->event == ROOM_BREAK_BEGAN)
        copy_text(out, size, _("A break began."));
    else if (line->event == ROOM_BREAK_ENDED)
        copy_text(out, size, _("The break is over."));
    else if (line->event == ROOM_WAS_CLOSED)
        copy_text(out, size, _("The meeting is closed."));
    else if (!say_person(line, out, size))
        snprintf(out, size, line->text[0] != '\0' ? "%s: %s" : "%s%s", heading(line->event), line->text);
}

void room_line_words(const struct room_line *line, char *out, size_t size)
{
    if (line->struck)
        copy_text(out, size, _("[struck at her word]"));
    else if (line->kind != ROOM_EVENT || line->event >= ROOM_EVENTS)
        copy_text(out, size, line->text);
    else
        say_event(line, out, size);
}
