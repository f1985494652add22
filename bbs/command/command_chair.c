/* command_chair.c: the chair of a meeting: each act is a word behind `chair`. RULES 1.7, 4.1 to 4.4. */
#include <stdlib.h>
#include <string.h>

#include "bbs/command/command_table.h"
#include "bbs/command/room_say.h"
#include "gettext.h"
#include "members.h"
#include "room_tools.h"
#include "when.h"

/* Its words behind the verb begin at `first`. */
struct chair_call {
    const struct call *call;
    struct reply *reply;
    int64_t meeting;
    int first;
};
typedef enum result chair_act(const struct chair_call *chair);

/* The parts of every act of the chair. */
#define STORE(chair) (chair)->call->speaker->store
#define ACTOR(chair) (chair)->call->speaker->actor
#define NOW(chair) (chair)->call->speaker->now

static enum result chair_open(const struct chair_call *chair)
{
    enum result result = room_open(STORE(chair), ACTOR(chair), chair->meeting, NOW(chair));
    if (result == RESULT_OK)
        chair->reply->room = chair->meeting;
    return result;
}

static enum result chair_take(const struct chair_call *chair)
{
    return room_take_chair(STORE(chair), ACTOR(chair), chair->meeting, NOW(chair));
}

static enum result chair_notes(const struct chair_call *chair)
{
    return room_take_notes(STORE(chair), ACTOR(chair), chair->meeting, NOW(chair));
}

static enum result chair_begin(const struct chair_call *chair)
{
    int64_t item = 0;
    if (chair->first < chair->call->words && (!util_parse_number(chair->call->word[chair->first], &item) || item <= 0))
        return reply_usage(chair->reply, "%s",
            _("An item has a number, as `agenda` shows it; without one the next begins: chair begin ITEM"));
    return room_begin_item(STORE(chair), ACTOR(chair), chair->meeting, item, NOW(chair));
}

static enum result chair_end(const struct chair_call *chair)
{
    return room_end_item(STORE(chair), ACTOR(chair), chair->meeting, false, NOW(chair));
}

static enum result chair_park(const struct chair_call *chair)
{
    return room_end_item(STORE(chair), ACTOR(chair), chair->meeting, true, NOW(chair));
}

static enum result chair_more(const struct chair_call *chair)
{
    return room_more_time(STORE(chair), ACTOR(chair), chair->meeting, NOW(chair));
}

static enum result chair_break(const struct chair_call *chair)
{
    return room_break(STORE(chair), ACTOR(chair), chair->meeting, true, NOW(chair));
}

static enum result chair_resume(const struct chair_call *chair)
{
    return room_break(STORE(chair), ACTOR(chair), chair->meeting, false, NOW(chair));
}

static enum result chair_next(const struct chair_call *chair)
{
    return room_next(STORE(chair), ACTOR(chair), chair->meeting, NOW(chair));
}

static enum result chair_last(const struct chair_call *chair)
{
    return room_last_word(STORE(chair), ACTOR(chair), chair->meeting, NOW(chair));
}

static enum result chair_round(const struct chair_call *chair)
{
    return room_go_round(STORE(chair), ACTOR(chair), chair->meeting, NOW(chair));
}

static enum result chair_member(const struct chair_call *chair, struct member *member)
{
    if (chair->first >= chair->call->words)
        return reply_usage(chair->reply, _("Type it like this: %s"), call_usage(chair->call));
    return member_by_handle(STORE(chair), ACTOR(chair), chair->call->word[chair->first], member);
}

static enum result chair_reorder(const struct chair_call *chair)
{
    static const char *const reasons[SPEAKERS_REASONS] = { "", "new", "answer", "harm", "early", "other" };
    const struct call *call = chair->call;
    struct member member = { 0 };
    int reason = SPEAKERS_REASONS - 1;
    enum result result = chair_member(chair, &member);
    if (result != RESULT_OK)
        return result;
    while (
        reason > 0 && (chair->first + 1 >= call->words || strcmp(call->word[chair->first + 1], reasons[reason]) != 0))
        reason--;
    return room_reorder(
        STORE(chair), ACTOR(chair), chair->meeting, member.id, (enum speakers_reason)reason, NOW(chair));
}

static enum result chair_answer(const struct chair_call *chair)
{
    struct member member = { 0 };
    enum result result = chair_member(chair, &member);
    return result == RESULT_OK ? room_let_answer(STORE(chair), ACTOR(chair), chair->meeting, member.id, NOW(chair))
                               : result;
}

static enum result chair_wrong(const struct chair_call *chair)
{
    struct member member = { 0 };
    enum result result = chair_member(chair, &member);
    return result == RESULT_OK ? room_wrong_appeal(STORE(chair), ACTOR(chair), chair->meeting, member.id, NOW(chair))
                               : result;
}

static enum result chair_straw(const struct chair_call *chair)
{
    char *question = call_words(chair->call, chair->first, " ");
    bool ends = strcmp(question, "end") == 0;
    enum result result =
        room_straw_poll(STORE(chair), ACTOR(chair), chair->meeting, ends ? NULL : question, NOW(chair));
    free(question);
    return result;
}

static enum result chair_willing(const struct chair_call *chair)
{
    bool off = chair->first < chair->call->words && strcmp(chair->call->word[chair->first], "no") == 0;
    return room_would_chair(STORE(chair), ACTOR(chair), chair->meeting, !off, NOW(chair));
}

static enum result chair_lend(const struct chair_call *chair)
{
    return room_lend_chair(STORE(chair), ACTOR(chair), chair->meeting, NOW(chair));
}

static enum result chair_together(const struct chair_call *chair)
{
    return room_points_together(STORE(chair), ACTOR(chair), chair->meeting, NOW(chair));
}

static enum result chair_homes(const struct chair_call *chair)
{
    return room_home_round(STORE(chair), ACTOR(chair), chair->meeting, NOW(chair));
}

static enum result chair_friday(const struct chair_call *chair)
{
    return room_ask_friday(STORE(chair), ACTOR(chair), chair->meeting, NOW(chair));
}

static enum result chair_rest(const struct chair_call *chair)
{
    int64_t day;
    return call_day(chair->call, chair->first, chair->reply, &day)
               ? room_rest(STORE(chair), ACTOR(chair), chair->meeting, day, NOW(chair))
               : RESULT_INVALID;
}

static enum result chair_questions(const struct chair_call *chair)
{
    return room_last_questions(STORE(chair), ACTOR(chair), chair->meeting, NOW(chair));
}

static enum result chair_groups(const struct chair_call *chair)
{
    return room_groups(STORE(chair), ACTOR(chair), chair->meeting, NOW(chair));
}

static enum result chair_back(const struct chair_call *chair)
{
    return room_groups_end(STORE(chair), ACTOR(chair), chair->meeting, NOW(chair));
}

static enum result chair_close(const struct chair_call *chair)
{
    if (!call_rehearse(chair->call, chair->reply))
        return chair->reply->result;
    enum result result = room_close(STORE(chair), ACTOR(chair), chair->meeting, NOW(chair));
    if (call_rehearsed(chair->call, &result))
        reply_asks(chair->reply, chair->call->speaker, "%s",
            _("Closing ends the meeting, and its minutes are written. Close it?"));
    return result;
}

/* The sentence to say aloud stands in the question. */
static enum result chair_adjourn(const struct chair_call *chair)
{
    char *words = call_words(chair->call, chair->first, " "), when[WHEN_BYTES];
    int64_t until = 0;
    enum when_fault fault = when_read_moment(words, NOW(chair), &until);
    free(words);
    if (fault != WHEN_GOOD)
        return reply_usage(
            chair->reply, _("%s Type it like this: chair adjourn tomorrow 17:00"), when_fault_sentence(fault));
    if (when_comes_twice(until))
        reply_line(chair->reply, "%s", when_twice_sentence());
    if (!call_rehearse(chair->call, chair->reply))
        return chair->reply->result;
    enum result result = room_adjourn(STORE(chair), ACTOR(chair), chair->meeting, until, NOW(chair));
    if (call_rehearsed(chair->call, &result))
        reply_asks(chair->reply, chair->call->speaker,
            _("Say aloud: The power failed. We go on %s, where we were. Nothing was decided; whoever waits to speak keeps their place. Once a meeting. Adjourn it?"),
            when_say(until, true, NOW(chair), when));
    return result;
}

/* In the order of the help of `chair`. `more`: what is typed behind the verb. `now`: when `help` says it to the chair.
 */
static const struct {
    const char *verb, *more, *words;
    chair_act *act;
    enum command_now now;
} chair_acts[] = {
    { "open", "", N_("opens the meeting"), chair_open, NOW_NEVER },
    { "take", "", N_("takes the chair"), chair_take, NOW_MAY_CHAIR },
    { "notes", "", N_("takes the notes"), chair_notes, NOW_MAY_NOTES },
    { "begin", "[ITEM]", N_("begins the next item"), chair_begin, NOW_CHAIR_BETWEEN },
    { "end", "", N_("ends the item"), chair_end, NOW_CHAIR_MAY_END },
    { "park", "", N_("puts the item on the next agenda"), chair_park, NOW_CHAIR_MAY_END },
    { "more", "", N_("five more minutes for the item"), chair_more, NOW_CHAIR_ITEM },
    { "break", "", N_("begins a break"), chair_break, NOW_CHAIR_OPEN },
    { "resume", "", N_("ends the break"), chair_resume, NOW_CHAIR_BREAK },
    { "adjourn", "WHEN", N_("lets it go on another day, where it was"), chair_adjourn, NOW_CHAIR_CUT },
    { "next", "", N_("gives the turn to whoever is next"), chair_next, NOW_CHAIR_NEXT },
    { "reorder", "HANDLE new|answer|harm|early|other", N_("moves a hand forward, and says why"), chair_reorder,
        NOW_CHAIR_NEXT },
    { "answer", "HANDLE", N_("lets somebody who was named answer"), chair_answer, NOW_CHAIR_TALK },
    { "round", "", N_("gives each person one sentence"), chair_round, NOW_CHAIR_TALK },
    { "last", "", N_("gives the last word to the person it is about"), chair_last, NOW_CHAIR_PERSON },
    { "wrong", "HANDLE", N_("the rule that they named was not broken"), chair_wrong, NOW_CHAIR_POINTS },
    { "straw", "QUESTION|end", N_("a straw poll, which binds nothing"), chair_straw, NOW_CHAIR_TALK },
    { "willing", "[no]", N_("you would take the empty chair"), chair_willing, NOW_EMPTY_CHAIR },
    { "lend", "", N_("lends the chair until the item ends, so that you can speak"), chair_lend, NOW_CHAIR_TALK },
    { "together", "", N_("takes further points of this item as one"), chair_together, NOW_CHAIR_POINTS },
    { "homes", "", N_("a round: what did it do to my home?"), chair_homes, NOW_CHAIR_ANGRY },
    { "friday", "", N_("asks what we can do by Friday"), chair_friday, NOW_CHAIR_ANGRY },
    { "rest", "DAY", N_("we rest until that day"), chair_rest, NOW_CHAIR_ANGRY },
    { "groups", "", N_("draws small groups by lot"), chair_groups, NOW_CHAIR_TALK },
    { "back", "", N_("calls the small groups back"), chair_back, NOW_CHAIR_GROUPS },
    { "questions", "", N_("asks the two last questions"), chair_questions, NOW_CHAIR_BETWEEN },
    { "close", "", N_("ends the meeting, and its minutes are written"), chair_close, NOW_CHAIR_BETWEEN },
};

bool command_chair_entry(size_t index, struct chair_entry *out)
{
    static char usage[80];
    if (index >= sizeof chair_acts / sizeof *chair_acts)
        return false;
    snprintf(usage, sizeof usage, "chair %s %s", chair_acts[index].verb, chair_acts[index].more);
    *out = (struct chair_entry) { usage, chair_acts[index].words, chair_acts[index].now };
    return true;
}

/* The last thing that the room itself did: the sentence to say aloud. */
static void say_last_event(const struct chair_call *chair)
{
    struct room_line line;
    size_t count = 0;
    char words[ROOM_SAY_BYTES];
    if (room_lines_before(STORE(chair), ACTOR(chair), chair->meeting, 0, 1, &line, &count) != RESULT_OK || count == 0)
        return;
    if (line.kind == ROOM_EVENT) {
        room_say_result(STORE(chair), ACTOR(chair), NOW(chair), &line);
        room_line_words(&line, words, sizeof words);
        reply_line(chair->reply, "%s", reply_shown(chair->call, words));
    }
    room_lines_free(&line, count);
}

static enum result say_after(const struct chair_call *chair, bool next)
{
    char turn[ROOM_SAY_BYTES] = "", step[ROOM_SAY_BYTES];
    struct room room;
    enum result result = room_get(STORE(chair), ACTOR(chair), chair->meeting, NOW(chair), &room);
    if (result != RESULT_OK)
        return reply_from_store(chair->reply, result, STORE(chair));
    if (!next)
        say_last_event(chair);
    if (room.state == ROOM_OPEN || room.state == ROOM_BREAK)
        reply_line(chair->reply, "%s", reply_shown(chair->call, room_say_turn(&room, turn)));
    if (room.is_chair && room_say_step_after(&room, NOW(chair), turn, step)[0] != '\0')
        reply_line(chair->reply, "%s", reply_shown(chair->call, step));
    chair->reply->json = room_json(&room);
    return RESULT_OK;
}

static enum result run_chair(const struct call *call, struct reply *reply)
{
    struct chair_call chair = { .call = call, .reply = reply };
    int word;
    if (!call_open_meeting(call, &chair.meeting, &word, reply))
        return reply->result;
    if (word >= call->words)
        return say_after(&chair, true);
    chair.first = word + 1;
    for (size_t i = 0; i < sizeof chair_acts / sizeof *chair_acts; i++) {
        if (strcmp(chair_acts[i].verb, call->word[word]) != 0)
            continue;
        enum result result = chair_acts[i].act(&chair);
        if (reply->usage || reply->asks)
            return result;
        return result == RESULT_OK ? say_after(&chair, chair_acts[i].act == chair_next)
                                   : reply_from_store(reply, result, call->speaker->store);
    }
    return reply_usage(reply, "%s",
        _("There is no such act of the chair. In a meeting `help` says which are possible now, `help chair` tells all."));
}

/* The question of a straw poll is the one text that the chair sends by it. */
static bool chair_writes(const struct call *call)
{
    int64_t number;
    int first = call->words > 0 && util_parse_number(call->word[0], &number);
    return call->words > first + 1 && strcmp(call->word[first], "straw") == 0 &&
           (call->words > first + 2 || strcmp(call->word[first + 1], "end") != 0);
}

const struct command command_chair[] = {
    { "chair", "chair [N] [ACT]", N_("chairs a meeting; alone: what comes next, and the sentence to say aloud"),
        N_("open: opens the meeting. A facilitator may from 30 minutes before, others from its hour.\n"
           "take: takes the chair when it is empty. A facilitator also takes it from somebody who is none, or "
           "whose line dropped.\n"
           "willing: where no facilitator takes the empty chair, you would. Half a minute later the lot draws one "
           "of those who would. willing no takes it back.\n"
           "lend: lends the chair until the item ends, so that you can speak.\n"
           "notes: takes the notes.\n"
           "begin, begin ITEM: begins the next item, or that one.\n"
           "end: ends the item.\n"
           "park: puts the item on the next agenda.\n"
           "more: five more minutes for the item.\n"
           "break: begins a break. resume ends it.\n"
           "next: gives the turn to whoever is next.\n"
           "reorder HANDLE REASON: moves a hand forward. REASON is new, answer, harm, early or other.\n"
           "answer HANDLE: lets somebody answer who was named.\n"
           "round: gives each person one sentence.\n"
           "last: on an item about a person gives the last word to them, or to whom they named, before hands that "
           "wait.\n"
           "wrong HANDLE: the rule that they named was not broken.\n"
           "together: after three points on an item takes the rest as one.\n"
           "straw QUESTION: a straw poll, which binds nothing. straw end ends it.\n"
           "homes: on an item called in anger, a round of {anger-words} words each: what did it do to my home?\n"
           "friday: on such an item asks what we can do by then. It ends with an `act`, or with a rest.\n"
           "rest DAY: on such an item, we rest until that day.\n"
           "groups: draws small groups by lot.\n"
           "back: calls the small groups back. Whoever reports speaks.\n"
           "adjourn WHEN: when the power failed and many lines dropped at once, the clocks stand still. adjourn "
           "tomorrow 17:00 lets it go on another day, once, where it was, 7 days later at most. resume goes on "
           "when enough are back.\n"
           "questions: asks the two last questions.\n"
           "close: ends the meeting, and its minutes are written."),
        "", 0, 60, COMMAND_MEMBER, COMMAND_NO_BODY, .target = COMMAND_TO_ROOM, .writes = chair_writes,
        .run = run_chair },
};
const size_t command_chair_count = sizeof command_chair / sizeof *command_chair;
