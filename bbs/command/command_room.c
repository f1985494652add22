/* command_room.c: a meeting while it is held: coming in, hands, turns, signals. command_chair.c has the chair.
 * RULES 1.8, 4.1 to 4.4. The number of the meeting may be left out where just one meeting of the unit is open. */
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

bool call_open_meeting(const struct call *call, int64_t *meeting, int *word, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    *word = 0;
    if (call->words > 0 && util_parse_number(call->word[0], meeting) && *meeting > 0) {
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

enum result call_member(const struct call *call, int first, struct member *out)
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
    if (!call_open_meeting(&nameless, &out->meeting, &out->word, reply))
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
    if (!util_parse_number(since, &after) || after < 0)
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
    TEXT("interpret", "interpret [N] < text", N_("types in another language under the words of another"),
        N_("Beside whoever speaks, or once their words are there. It is no turn."), "", run_mind, .place = DRAFT_TURN,
        .target = COMMAND_TO_ROOM, .now = NOW_INTERPRETS),
    ENTRY("signal", "signal [N] agree|unsure|disagree|slower|plainer|language|read|none [--for NAME]",
        N_("a signal on the present turn"),
        N_("Signals are shown as counts, one of each person. read says that you have read the last turn: when all have, the next comes at once. none takes yours back."),
        "for=", 1, 2, run_signal, .now = NOW_TALK),
    ENTRY("straw", "straw [N] yes|no|unsure [--for NAME]", N_("answers a straw poll, which binds nothing"), NULL,
        "for=", 1, 2, run_straw, .now = NOW_STRAW),
};
const size_t command_room_count = sizeof command_room / sizeof *command_room;
