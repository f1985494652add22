/* command_room.c: a meeting while it is held: coming in, hands, turns, signals, the chair, the door. RULES 1.8, 4.1 to
 * 4.4. The number of the meeting may be left out where just one meeting of the unit is open. */
#include <stdlib.h>
#include <string.h>

#include "bbs/command/command_table.h"
#include "bbs/command/room_say.h"
#include "gettext.h"
#include "hand.h"
#include "members.h"
#include "room_tools.h"
#include "when.h"

/* --- which meeting, in whose name --- */

static enum result run_room(const struct call *call, struct reply *reply);
static enum result run_enter(const struct call *call, struct reply *reply);

int64_t call_only_one_to_read(const struct speaker *speaker)
{
    struct room_to_read open[2];
    size_t count = 0;
    rooms_to_read(speaker->store, speaker->actor, speaker->now, open, 2, &count);
    return count == 1 ? open[0].meeting : 0;
}

/* The meeting that comes next where she is, as `chair open` alone means it; 0: none is called. */
static int64_t meeting_to_open(const struct speaker *speaker)
{
    struct meeting_line lines[MEETINGS_TO_COME];
    size_t count = 0;
    int64_t found = 0;
    meeting_lines(speaker->store, speaker->actor, speaker->now, lines, MEETINGS_TO_COME, &count);
    for (size_t i = 0; i < count && found == 0; i++)
        if (lines[i].why != MEETING_WANTED)
            found = lines[i].meeting.id;
    return found;
}

/* The meeting that the call names, or the one that is open. *word: the first word behind it. On false the reply has the
 * refusal. */
static bool read_meeting(const struct call *call, int64_t *meeting, int *word, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    *word = 0;
    if (call->words > 0 && parse_number(call->word[0], meeting) && *meeting > 0) {
        *word = 1;
        return true;
    }
    if (speaker->actor->kind == ACTOR_TABLE) {
        *meeting = speaker->actor->meeting;
        return true;
    }
    *meeting = speaker->room != 0 ? speaker->room : room_open_here(speaker->store, speaker->actor, speaker->now);
    if (*meeting == 0 && (call->command->run == run_room || call->command->run == run_enter))
        *meeting = call_only_one_to_read(speaker);
    if (*meeting == 0 && strcmp(call->command->name, "chair") == 0 && call->words == 1 &&
        strcmp(call->word[0], "open") == 0)
        *meeting = meeting_to_open(speaker);
    if (*meeting != 0)
        return true;
    if (speaker->actor->kind != ACTOR_MEMBER)
        reply_refuse(reply, RESULT_REFUSED, "%s",
            call->command->who == COMMAND_READER ? _("No meeting is open to read here now.")
                                                 : _("That is for members. Ask one of them to invite you."));
    else
        reply_refuse(reply, RESULT_REFUSED,
            _("No meeting is open here, or several. `meetings` lists them; say the number: `%s N`."),
            call->command->name);
    return false;
}

/* A member by her handle; "Gogo Maria" is Gogo-Maria. */
static enum result find_member(const struct call *call, int first, struct member *out)
{
    char *name = call_words(call, first, "-");
    enum result result = member_by_handle(call->speaker->store, call->speaker->actor, name, out);
    free(name);
    return result;
}

static bool read_about(const struct call *call, bool day, struct call_about *out, struct reply *reply)
{
    struct call nameless = *call;
    if (day && call_begins_with_day(call))
        nameless.words = 0;
    if (!read_meeting(&nameless, &out->meeting, &out->word, reply))
        return false;
    enum result result = call_voice_in_room(call, out->meeting, &out->voice);
    reply_from_store(reply, result, call->speaker->store);
    return result == RESULT_OK;
}

bool call_about(const struct call *call, struct call_about *out, struct reply *reply)
{
    return read_about(call, false, out, reply);
}

bool call_about_day(const struct call *call, struct call_about *out, struct reply *reply)
{
    return read_about(call, true, out, reply);
}

bool call_day(const struct call *call, int first, struct reply *reply, int64_t *day)
{
    struct when when = { 0 };
    char *words = call_words(call, first, " ");
    enum when_fault fault = words[0] != '\0' ? when_read(words, call->speaker->now, &when) : WHEN_NOT_READ;
    free(words);
    if (fault != WHEN_GOOD)
        reply_usage(reply, "%s", when_fault_sentence(fault));
    *day = when.day;
    return fault == WHEN_GOOD;
}

/* --- seeing --- */

enum { LAST_LINES = 8 };

static enum result say_room(const struct call *call, struct reply *reply, const struct actor *voice, int64_t meeting)
{
    const struct speaker *speaker = call->speaker;
    struct room_line lines[LAST_LINES];
    struct room room;
    size_t count = 0;
    enum result result = room_get(speaker->store, voice, meeting, speaker->now, &room);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    room_say_all(reply, call, &room);
    reply->json = room_json(&room);
    if (room.opened != 0)
        room_lines_before(speaker->store, voice, meeting, 0, LAST_LINES, lines, &count);
    json_object_set_new(reply->json, "lines", room_say_lines(reply, call, lines, count));
    room_lines_free(lines, count);
    return RESULT_OK;
}

static enum result run_enter(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct call_about about;
    struct room room;
    if (!call_about(call, &about, reply))
        return reply->result;
    enum result result = room_get(speaker->store, &about.voice, about.meeting, speaker->now, &room);
    if (result == RESULT_OK && (room.state == ROOM_OPEN || room.state == ROOM_BREAK)) {
        result = room_enter(speaker->store, &about.voice, about.meeting, speaker->now);
        if (result == RESULT_OK && about.voice.hand == 0)
            reply->room = about.meeting;
    }
    return result == RESULT_OK ? say_room(call, reply, &about.voice, about.meeting)
                               : reply_from_store(reply, result, speaker->store);
}

static enum result run_room(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct call_about about;
    const char *since = call_option(call, "since");
    int64_t after = 0;
    size_t count = 0;
    if (!call_about(call, &about, reply))
        return reply->result;
    if (since == NULL)
        return say_room(call, reply, &about.voice, about.meeting);
    if (!parse_number(since, &after) || after < 0)
        return reply_usage(reply, _("That needs a number. Type it like this: %s"), call_usage(call));
    struct room_line *lines = xcalloc(ROOM_LINES, sizeof *lines);
    enum result result = room_lines(speaker->store, &about.voice, about.meeting, after, ROOM_LINES, lines, &count);
    for (size_t i = 0; call_option(call, "folded") != NULL && i < count; i++)
        lines[i].folded = false;
    reply->json = json_pack("{s:o}", "lines", room_say_lines(reply, call, lines, count));
    if (result == RESULT_OK && count == 0)
        reply_line(reply, "%s", _("Nothing was said since."));
    if (count == ROOM_LINES)
        call_more_number(call, "since", lines[count - 1].id, reply);
    room_lines_free(lines, count);
    free(lines);
    return reply_from_store(reply, result, speaker->store);
}

/* She has a phone and a laptop, and left with one of them. */
static bool is_there_still(const struct speaker *speaker, const struct call_about *about)
{
    struct room room;
    return about->voice.hand == 0 &&
           room_get(speaker->store, &about->voice, about->meeting, speaker->now, &room) == RESULT_OK &&
           room.way == ROOM_LINE;
}

static enum result run_leave(const struct call *call, struct reply *reply)
{
    struct call_about about;
    if (!call_about(call, &about, reply))
        return reply->result;
    enum result result = room_leave(call->speaker->store, &about.voice, about.meeting, call->speaker->now);
    if (result == RESULT_OK) {
        reply->room_left = about.voice.hand == 0;
        reply_line(reply, "%s",
            is_there_still(call->speaker, &about)
                ? _("This session left the meeting. You are still there with another one, and keep your place.")
                : _("You left the meeting. `enter` brings you back."));
    }
    return reply_from_store(reply, result, call->speaker->store);
}

static enum result run_follow(const struct call *call, struct reply *reply)
{
    bool off = call->words > 0 && strcmp(call->word[0], "off") == 0;
    if (call->words > 0 && !off && strcmp(call->word[0], "on") != 0)
        return reply_usage(reply, _("Type it like this: %s"), call_usage(call));
    reply->follow = off ? -1 : 1;
    reply_line(reply, "%s",
        off ? _("New lines of the meeting come when you press Enter.")
            : _("New lines of the meeting come at once, in line mode. `room follow off` ends that."));
    return RESULT_OK;
}

/* --- speaking --- */

static void say_turn(const struct call *call, struct reply *reply, const struct call_about *about)
{
    char words[ROOM_SAY_BYTES];
    struct room room;
    if (room_get(call->speaker->store, &about->voice, about->meeting, call->speaker->now, &room) != RESULT_OK)
        return;
    reply_line(reply, "%s", reply_shown(call, room_say_turn(&room, words)));
    json_decref(reply->json);
    reply->json = room_json(&room);
}

static enum result run_hand(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct call_about about;
    bool up = strcmp(call->command->name, "hand") == 0;
    if (!call_about(call, &about, reply))
        return reply->result;
    enum result result = up ? room_raise(speaker->store, &about.voice, about.meeting, speaker->now)
                            : room_lower(speaker->store, &about.voice, about.meeting, speaker->now);
    if (result == RESULT_OK)
        say_turn(call, reply, &about);
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_point(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct call_about about;
    if (!call_about(call, &about, reply))
        return reply->result;
    const char *kind = about.word < call->words ? call->word[about.word] : "";
    bool rule = strcmp(kind, "rule") == 0;
    if (!rule && strcmp(kind, "follow") != 0)
        return reply_usage(reply, _("Type it like this: %s"), call_usage(call));
    enum result result = room_point(speaker->store, &about.voice, about.meeting,
        rule ? SPEAKERS_BREAKS_RULE : SPEAKERS_CANNOT_FOLLOW, speaker->now);
    if (result == RESULT_OK)
        say_turn(call, reply, &about);
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_say(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct call_about about;
    int64_t line = 0;
    if (!call_about(call, &about, reply))
        return reply->result;
    char *body = call_body(call, reply);
    if (body == NULL)
        return reply->result;
    enum result result = room_say(speaker->store, &about.voice, about.meeting, body, speaker->now, &line);
    free(body);
    if (result == RESULT_OK) {
        draft_drop(speaker->store, &about.voice, DRAFT_TURN, about.meeting, speaker->now);
        say_turn(call, reply, &about);
        json_object_set_new(reply->json, "line", json_integer((json_int_t)line));
    }
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_mind(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct call_about about;
    bool mind = strcmp(call->command->name, "mind") == 0;
    if (!call_about(call, &about, reply))
        return reply->result;
    char *body = call_body(call, reply);
    if (body == NULL)
        return reply->result;
    enum result result = mind ? room_change_mind(speaker->store, &about.voice, about.meeting, body, speaker->now)
                              : room_interpret(speaker->store, &about.voice, about.meeting, body, speaker->now);
    free(body);
    if (result == RESULT_OK) {
        draft_drop(speaker->store, &about.voice, DRAFT_TURN, about.meeting, speaker->now);
        reply_line(reply, "%s", _("It stands in the transcript."));
    }
    return reply_from_store(reply, result, speaker->store);
}

/* Takes back whichever she gave. */
static enum result unsignal(const struct call *call, const struct call_about *about)
{
    const struct speaker *speaker = call->speaker;
    struct room room;
    enum result result = room_get(speaker->store, &about->voice, about->meeting, speaker->now, &room);
    for (int i = 0; i < ROOM_SIGNALS && result == RESULT_OK; i++)
        if (room.said_signal[i])
            result =
                room_signal(speaker->store, &about->voice, about->meeting, (enum room_signal)i, false, speaker->now);
    return result;
}

static enum result run_signal(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    enum room_signal signal = ROOM_AGREE;
    struct call_about about;
    if (!call_about(call, &about, reply))
        return reply->result;
    const char *name = about.word < call->words ? call->word[about.word] : "";
    bool none = strcmp(name, "none") == 0;
    if (!none && !room_signal_parse(name, &signal))
        return reply_usage(reply, _("Type it like this: %s"), call_usage(call));
    enum result result = none ? unsignal(call, &about)
                              : room_signal(speaker->store, &about.voice, about.meeting, signal, true, speaker->now);
    if (result == RESULT_OK && none)
        reply_line(reply, "%s", _("Your signal is taken back."));
    else if (result == RESULT_OK)
        reply_line(reply, _("Your signal on this turn: %s."), room_signal_words(signal));
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_straw(const struct call *call, struct reply *reply)
{
    static const char *const answers[] = { "", "yes", "no", "unsure" };
    const struct speaker *speaker = call->speaker;
    struct call_about about;
    int answer = 3;
    if (!call_about(call, &about, reply))
        return reply->result;
    while (answer > 0 && (about.word >= call->words || strcmp(call->word[about.word], answers[answer]) != 0))
        answer--;
    if (answer == 0)
        return reply_usage(reply, _("Type it like this: %s"), call_usage(call));
    enum result result = room_straw(speaker->store, &about.voice, about.meeting, answer, speaker->now);
    if (result == RESULT_OK)
        reply_line(reply, "%s", _("It is counted. It binds nothing, and can be changed until the poll ends."));
    return reply_from_store(reply, result, speaker->store);
}

/* --- the chair --- */

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
    if (chair->first < chair->call->words && (!parse_number(chair->call->word[chair->first], &item) || item <= 0))
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
    if (!read_meeting(call, &chair.meeting, &word, reply))
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

/* --- the door --- */

static enum result list_door(const struct call *call, struct reply *reply, int64_t meeting)
{
    enum { PEOPLE_A_PAGE = 400 };
    static const char *const ways[] = { "away", "line", "door", "hand" };
    const char *const words[] = { "", _("on line"), _("at the door"), _("by a helper's hand") };
    struct call_page page;
    char of[40];
    size_t count = 0;
    if (!call_page(call, PEOPLE_A_PAGE, &page, reply))
        return reply->result;
    snprintf(of, sizeof of, "door %lld list", (long long)meeting); /* ticking somebody shows it, too */
    page.of = of;
    struct room_person *people = xcalloc(page.load, sizeof *people);
    enum result result =
        room_people(call->speaker->store, call->speaker->actor, meeting, call->speaker->now, people, page.load, &count);
    call_page_of(&page, count);
    json_t *array = json_array();
    for (size_t i = page.first; i < page.end; i++) {
        const struct room_person *one = &people[i];
        reply_line(reply, "  %-8s %s  %s", reply_shown(call, one->home), reply_shown(call, one->handle),
            one->way != ROOM_AWAY ? words[one->way]
            : one->ticked_once    ? _("ticked once: a second home ticks them, too")
                                  : "");
        json_array_append_new(array, json_pack("{s:s, s:s, s:s, s:b}", "handle", one->handle, "home", one->home, "here",
                                         ways[one->way], "ticked_once", one->ticked_once));
    }
    free(people);
    call_page_end(call, &page, reply);
    reply->json = json_pack("{s:o}", "people", array);
    return reply_from_store(reply, result, call->speaker->store);
}

static enum result tick_door(
    const struct call *call, struct reply *reply, int64_t meeting, const struct member *member, bool on)
{
    const struct speaker *speaker = call->speaker;
    const char *handle = reply_shown(call, member->handle);
    bool both = false;
    enum result result = on ? room_tick(speaker->store, speaker->actor, meeting, member->id, speaker->now, &both)
                            : room_untick(speaker->store, speaker->actor, meeting, member->id, speaker->now, &both);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    if (on)
        reply_line(reply,
            both ? _("%s is here: two homes ticked them.")
                 : _("%s is ticked once. Somebody of a second home ticks them, too; then they count."),
            handle);
    else
        reply_line(reply,
            both ? _("%s is off the door list.")
                 : _("You say that %s left. They go when the others who ticked them say so, too."),
            handle);
    reply->json = json_pack("{s:s, s:b}", "handle", member->handle, on ? "here" : "gone", both);
    return RESULT_OK;
}

static enum result run_door(const struct call *call, struct reply *reply)
{
    struct member member;
    int64_t meeting;
    int word;
    if (!read_meeting(call, &meeting, &word, reply))
        return reply->result;
    const char *verb = word < call->words ? call->word[word] : "list";
    bool tick = strcmp(verb, "tick") == 0;
    if (strcmp(verb, "list") == 0)
        return list_door(call, reply, meeting);
    if ((!tick && strcmp(verb, "untick") != 0) || word + 1 >= call->words)
        return reply_usage(reply, _("Type it like this: %s"), call_usage(call));
    enum result result = find_member(call, word + 1, &member);
    return result == RESULT_OK ? tick_door(call, reply, meeting, &member, tick)
                               : reply_from_store(reply, result, call->speaker->store);
}

#define ENTRY(name, usage, summary, detail, options, least, most, ...)                                                 \
    {                                                                                                                  \
        name, usage, summary, detail, options, least, most, COMMAND_MEMBER, COMMAND_NO_BODY, .run = __VA_ARGS__        \
    }
#define TEXT(name, usage, summary, detail, options, ...)                                                               \
    {                                                                                                                  \
        name, usage, summary, detail, options, 0, 1, COMMAND_MEMBER, COMMAND_BODY, .run = __VA_ARGS__                  \
    }

const struct command command_room[] = {
    { "enter", "enter [N] [--for NAME]", N_("comes into an open meeting, and says how it stands"),
        N_("N is the meeting, as `meetings` gives it. It can be left out in all commands of the meeting while one alone is open. --for NAME says that somebody without a device is there, by your hand. In line mode the prompt then names the item, and Enter tells what was said since."),
        "for=", 0, 1, COMMAND_READER, COMMAND_NO_BODY, .run = run_enter, .now = NOW_OUTSIDE },
    { "room", "room [N] [--since LINE [--folded]] [--for NAME]",
        N_("says how a meeting stands, and what was said last"),
        N_("--since gives what was said after that line; --json has the numbers of lines; --folded shows what was folded, too. The transcript is forgotten 7 days after the meeting closed: the minutes stay."),
        "since= folded for=", 0, 1, COMMAND_READER, COMMAND_NO_BODY, .run = run_room, .now = NOW_TO_READ },
    { "room leave", "room leave [N] [--for NAME]", N_("leaves the meeting: you are no longer counted there"), NULL,
        "for=", 0, 1, COMMAND_READER, COMMAND_NO_BODY, .run = run_leave, .now = NOW_READING },
    { "room follow", "room follow on|off", N_("in line mode: what is said in the meeting comes at once"), NULL, "", 0,
        1, COMMAND_READER, COMMAND_NO_BODY, .run = run_follow, .now = NOW_READING },
    ENTRY("hand", "hand [N] [--for NAME]", N_("raises your hand in a meeting"),
        N_("Whoever has spoken least often on the item comes first, then least often in the meeting, then whoever "
           "waited longest. --for NAME raises the hand of somebody for whom you type."),
        "for=", 0, 1, run_hand, .now = NOW_MAY_RAISE),
    ENTRY("lower", "lower [N] [--for NAME]", N_("takes back your hand, or your turn"), NULL, "for=", 0, 1, run_hand,
        .now = NOW_WAITS),
    ENTRY("point", "point [N] follow|rule [--for NAME]", N_("a process point: you cannot follow, or a rule is broken"),
        N_("It goes before the hands, and is one sentence. You have one on each item. If you name a rule that was "
           "not broken, you lose further ones."),
        "for=", 1, 2, run_point, .now = NOW_TALK),
    TEXT("say", "say [N] [--for NAME] < text", N_("says your turn in a meeting"),
        N_("It must be your turn. A first turn on an item has {turn-letters} letters, a further one 300, a point or an answer one sentence. You can write while you wait: the text is kept as a draft until it is your turn."),
        "for=", run_say, .place = DRAFT_TURN, .target = COMMAND_TO_ROOM, .now = NOW_TURN),
    TEXT("mind", "mind [N] [--for NAME] < text", N_("\"I changed my mind, because ...\", without a turn"), NULL,
        "for=", run_mind, .place = DRAFT_TURN, .target = COMMAND_TO_ROOM, .now = NOW_TALK),
    TEXT("interpret", "interpret [N] < text", N_("types in another language beside whoever speaks"), NULL, "", run_mind,
        .place = DRAFT_TURN, .target = COMMAND_TO_ROOM, .now = NOW_INTERPRETS),
    ENTRY("signal", "signal [N] agree|unsure|disagree|slower|plainer|language|read|none [--for NAME]",
        N_("a signal on the present turn"),
        N_("Signals are shown as counts, one of each person. read says that you have read the last turn: when all have, the next comes at once. none takes yours back."),
        "for=", 1, 2, run_signal, .now = NOW_TALK),
    ENTRY("straw", "straw [N] yes|no|unsure [--for NAME]", N_("answers a straw poll, which binds nothing"), NULL,
        "for=", 1, 2, run_straw, .now = NOW_STRAW),
    ENTRY("chair", "chair [N] [ACT]", N_("chairs a meeting; alone: what comes next, and the sentence to say aloud"),
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
        "", 0, 60, run_chair),
    ENTRY("door", "door [N] tick HANDLE|untick HANDLE|list [--page N]", N_("the door list of a meeting in the street"),
        N_("Two people of two homes each tick who came in without a device; then they count. Both say so when they leave."),
        "page=", 0, 10, run_door, .now = NOW_IN_ROOM),
};
const size_t command_room_count = sizeof command_room / sizeof *command_room;
