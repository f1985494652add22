/* room_words.c: the room in words: signals, and what the room itself did. Pure. */
#include <stdio.h>
#include <string.h>

#include "gettext.h"
#include "room_tools.h"
#include "util.h"
#include "when.h"

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

const char *room_opens_words(const struct room *room, int64_t now, const char *open, char *out, size_t size)
{
    char from[WHEN_BYTES];
    bool early = room->opens_from < room->starts; /* she facilitates, or the unit founds itself */
    out[0] = '\0';
    if ((room->state != ROOM_NOT_OPEN && room->state != ROOM_ADJOURNED) || room->opens_from == 0)
        return out;
    when_say(room->opens_from, true, now, from);
    if (room->may_open)
        snprintf(out, size, _("You may open it now: %s. You have the chair then."), open);
    else if (early)
        snprintf(out, size, _("You may open it from %s, half an hour before: %s. Until then its agenda can be read."),
            from, open);
    else
        snprintf(out, size, _("A facilitator opens it. If none does, you may from %s: %s."), from, open);
    return out;
}

bool room_item_is_late(const struct room *room, int64_t now)
{
    return room->item != 0 && now >= room->item_ends;
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

const char *room_reason_words(int64_t reason)
{
    static const char *const reasons[SPEAKERS_REASONS] = { "", N_("a new voice"), N_("to answer"), N_("harm"),
        N_("leaves early"), N_("another reason") };
    return reason > SPEAKERS_NO_MOVE && reason < SPEAKERS_REASONS ? _(reasons[reason]) : "";
}

/* The same, of room_tools.h. */
static bool say_tool(const struct room_line *line, const char *who, char *out, size_t size)
{
    char day[WHEN_BYTES];
    switch (line->event) {
    case ROOM_WOULD_CHAIR:
        return snprintf(out, size, _("The chair is empty. %s would take it. Who else? Then the lot draws."), who) >= 0;
    case ROOM_CHAIR_DRAWN:
        return snprintf(out, size, _("The lot gave the chair to %s."), who) >= 0;
    case ROOM_CHAIR_LENT:
        return snprintf(out, size, _("%s has the chair until this item ends."), who) >= 0;
    case ROOM_CHAIR_BACK:
        return snprintf(out, size, _("%s has the chair again."), who) >= 0;
    case ROOM_URGENT_ASKED:
        return snprintf(out, size, _("%s asks for an urgent item: %s"), who, line->text) >= 0;
    case ROOM_MOOD_WATCHED:
        return snprintf(out, size, _("%s watches the mood."), who) >= 0;
    case ROOM_TURN_FOLDED:
        return snprintf(out, size,
                   _("Three homes say: this blames people for what they are. It is folded. %s, what was done?"),
                   who) >= 0;
    case ROOM_ACT_NAMED:
        return snprintf(out, size, _("%s names an act, %s: %s"), who, when_say_date(line->number, line->number, day),
                   line->text) >= 0;
    case ROOM_COMES:
        return snprintf(out, size, _("%s comes."), who) >= 0;
    case ROOM_RESTS:
        return snprintf(out, size, _("We rest until %s."), when_say_date(line->number, line->number, day)) >= 0;
    default:
        return false;
    }
}

/* What somebody did, or what concerns her. False: it is no such event. */
static bool say_person(const struct room_line *line, char *out, size_t size)
{
    const char *who = line->handle;
    char when[WHEN_BYTES];
    switch (line->event) {
    case ROOM_WAS_OPENED:
        return snprintf(out, size, _("%s opened the meeting and has the chair."), who) >= 0;
    case ROOM_CHAIR_TAKEN:
        return snprintf(out, size, _("%s took the chair."), who) >= 0;
    case ROOM_NOTES_TAKEN:
        return snprintf(out, size, _("%s takes the notes."), who) >= 0;
    case ROOM_REORDERED:
        return snprintf(out, size, _("%s was moved forward: %s."), who, room_reason_words(line->number)) >= 0;
    case ROOM_PROPOSED:
        return snprintf(out, size, _("%s proposes: %s"), who, line->text) >= 0;
    case ROOM_WENT_ON:
        return snprintf(out, size, _("%s was silent and keeps their place."), who) >= 0;
    case ROOM_WRONG_APPEAL:
        return snprintf(out, size, _("%s appealed to a rule that was not broken."), who) >= 0;
    case ROOM_ADJOURNED_UNTIL:
        return snprintf(out, size,
                   _("%s adjourned the meeting until %s. Nothing was decided; open questions are asked again "
                     "then, and whoever waited to speak keeps their place."),
                   who, when_say(line->number, true, line->at, when)) >= 0;
    case ROOM_GOES_ON:
        return snprintf(
                   out, size, _("%s opened the meeting again, and has the chair. It goes on where it was."), who) >= 0;
    case ROOM_TEXT_OFFERED:
        return snprintf(out, size,
                   _("%s offers another text. Whoever made proposal %lld takes it or leaves it: `proposal %lld`."), who,
                   (long long)line->number, (long long)line->number) >= 0;
    case ROOM_LINE_DROPPED:
        return snprintf(out, size,
                   line->number != 0 ? _("The line of %s, who has the chair, dropped. A facilitator may take it: "
                                         "`chair take`.")
                                     : _("The line of %s dropped. The turn waits a minute for it."),
                   who) >= 0;
    case ROOM_LET_ANSWER:
        return snprintf(out, size, _("%s may answer, in one sentence."), who) >= 0;
    default:
        return say_tool(line, who, out, size);
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
        [ROOM_URGENT_TAKEN] = N_("Three quarters of those here take it. It comes next"),
        [ROOM_URGENT_LEFT] = N_("The urgent item is not taken"),
        [ROOM_VOTE_OPENED] = N_("A vote is open"),
        [ROOM_VOTE_BEGAN] = N_("A vote over seven days began"),
        [ROOM_VOTE_CLOSED] = N_("The vote is closed"),
        [ROOM_VOTE_TIED] = N_("The vote is closed, and it is a tie"),
        [ROOM_PROPOSAL_COMES] = N_("The proposal"),
        [ROOM_STOP_ASKED] = N_("Does the stop stand? The question is put"),
        [ROOM_TWO_THIRDS] =
            N_("After three sittings without consensus it is decided by yes or no. The question is put"),
        [ROOM_STOP_ENTERED] = N_("A caucus stops it, about somebody's safety"),
        [ROOM_GAIN_WON] = N_("Won"),
        [ROOM_GAIN_LOST] = N_("Lost, and learned"),
        [ROOM_VOTE_AGAIN] = N_("The house lost what was said in the secret vote. Everybody votes again"),
    };
    return headings[event] != NULL ? _(headings[event]) : "";
}

/* What the room itself says, whole. NULL: it is no such event. */
static const char *sentence(enum room_event event)
{
    static const char *const sentences[ROOM_EVENTS] = {
        [ROOM_BREAK_BEGAN] = N_("A break began."),
        [ROOM_BREAK_ENDED] = N_("The break is over."),
        [ROOM_POWER_CUT] = N_(
            "Many lines dropped at once, as in a power cut. The clocks stand still, and nobody's place is lost for an "
            "hour. The chair goes on when enough are back."),
        [ROOM_CUT_ENDED] = N_("After the power cut the meeting goes on. It lost no time by it."),
        [ROOM_WAS_CLOSED] = N_("The meeting is closed."),
        [ROOM_POINTS_TOGETHER] = N_("The process points on this item are taken together now."),
        [ROOM_FRIDAY_ASKED] = N_("What can we do by Friday without anybody's permission?"),
        [ROOM_GROUPS_ENDED] = N_("The small groups are back in the room. Whoever reports speaks."),
        /* NOLINTNEXTLINE(bugprone-suspicious-missing-comma): one sentence */
        [ROOM_LAST_QUESTIONS] = N_("Two questions at the end. Was there something you did not dare to say? And whom do "
                                   "you thank?"),
    };
    return event < ROOM_EVENTS && sentences[event] != NULL ? _(sentences[event]) : NULL;
}

static void say_count(const struct room_line *line, char *out, size_t size)
{
    int number = (int)line->number;
    if (line->event == ROOM_STRAW_RESULT)
        snprintf(out, size, _("The straw poll says: %d yes, %d no, %d not sure. It binds nothing."),
            (int)line->count[0], (int)line->count[1], (int)line->count[2]);
    else if (line->event == ROOM_MORE_TIME)
        snprintf(out, size, ngettext("%d minute more.", "%d minutes more.", (unsigned long)number), number);
    else if (line->event == ROOM_HOME_ROUND)
        util_copy_text(out, size, _("A round, a few words each: what did it do to my home?"));
    else if (line->event == ROOM_GROUPS_BEGAN)
        snprintf(out, size, ngettext("%d small group talks now.", "%d small groups talk now.", (unsigned long)number),
            number);
    else if (line->event == ROOM_DARED)
        snprintf(
            out, size, _("How many did not dare to say something: %s."), room_dared_words((enum room_dared)number));
    else
        snprintf(out, size,
            ngettext("A round: %d person, one sentence each.", "A round: %d people, one sentence each.",
                (unsigned long)number),
            number);
}

static bool is_count(enum room_event event)
{
    return event == ROOM_STRAW_RESULT || event == ROOM_MORE_TIME || event == ROOM_GO_ROUND ||
           event == ROOM_HOME_ROUND || event == ROOM_GROUPS_BEGAN || event == ROOM_DARED;
}

static void say_event(const struct room_line *line, char *out, size_t size)
{
    const char *whole = sentence(line->event);
    if (is_count(line->event))
        say_count(line, out, size);
    else if (whole != NULL)
        util_copy_text(out, size, whole);
    else if (!say_person(line, out, size))
        snprintf(out, size, line->text[0] != '\0' ? "%s: %s" : "%s%s", heading(line->event), line->text);
}

void room_line_words(const struct room_line *line, char *out, size_t size)
{
    if (line->struck)
        util_copy_text(out, size, _("[struck: they say that it is not theirs]"));
    else if (line->folded)
        util_copy_text(out, size, _("[folded: it blames people for what they are]"));
    else if (line->kind != ROOM_EVENT || line->event >= ROOM_EVENTS)
        util_copy_text(out, size, line->text);
    else
        say_event(line, out, size);
}
