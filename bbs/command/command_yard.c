/* command_yard.c: a table in the yard, and the four digits of whoever sits there. RULES 1.6, 1.8. They come on standard
 * input, never in the words of a command. A session that is a table, in line mode, gives these commands as the table;
 * its owner can give them from a session of her own, too. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "bbs/command/command_table.h"
#include "bbs/command/room_say.h"
#include "gettext.h"
#include "members.h"
#include "proposals.h"
#include "room_tools.h"
#include "secret_votes.h"
#include "table.h"
#include "votes.h"
#include "when.h"

enum { OTHERS_MOST = 200 };

/* --- whose table, which person --- */

/* The actor of the table that the call is about. On false the reply has the refusal. */
static bool read_table(const struct call *call, struct actor *table, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    if (speaker->actor->kind == ACTOR_TABLE) {
        *table = *speaker->actor;
        return true;
    }
    int64_t meeting = room_open_here(speaker->store, speaker->actor, speaker->now);
    if (meeting == 0)
        reply_refuse(reply, RESULT_REFUSED, "%s", _("No meeting is open here, or several: `in UNIT` first."));
    else
        reply_from_store(reply, table_of(speaker->store, speaker->actor, meeting, speaker->now, table), speaker->store);
    return reply->result == RESULT_OK && meeting != 0;
}

static int64_t find_person(const struct table_person *people, size_t count, const char *handle)
{
    for (size_t i = 0; i < count; i++)
        if (strcasecmp(people[i].handle, handle) == 0)
            return people[i].member;
    return 0;
}

/* Somebody who sits here, by the call's first word; 0 with a refusal. */
static int64_t find_here(const struct call *call, const struct actor *table, struct reply *reply)
{
    struct table seen;
    int64_t member = 0;
    if (table_get(call->speaker->store, table, call->speaker->now, &seen) == RESULT_OK)
        member = find_person(seen.people, (size_t)seen.count, call->word[0]);
    if (member == 0)
        reply_refuse(reply, RESULT_NOT_FOUND, "%s",
            _("Nobody of that name sits at this table. `table` names all; `table sit NAME` lets somebody sit down."));
    return member;
}

/* The digits, and what stands behind them on their line. The caller wipes with wipe(). */
static char *read_digits(const struct call *call, struct reply *reply)
{
    char *words = call_body(call, reply);
    if (words != NULL)
        words[strcspn(words, "\r\n")] = '\0';
    return words;
}

static void wipe(char *words)
{
    if (words != NULL)
        explicit_bzero(words, strlen(words));
    free(words);
}

/* --- seeing --- */

static json_t *person_json(const struct table_person *person)
{
    return json_pack("{s:s, s:b, s:b, s:b, s:b, s:b, s:b, s:b}", "handle", person->handle, "has_digits",
        person->has_digits, "may_answer", person->may_answer, "answered", person->answered, "may_vote",
        person->may_vote, "voted", person->voted, "has_turn", person->has_turn, "waits", person->waits);
}

static void say_person(struct reply *reply, const struct call *call, const struct table *table, int index)
{
    const struct table_person *person = &table->people[index];
    const char *task = index == table->reader   ? _(" reads aloud.")
                       : index == table->scribe ? _(" types what others say.")
                                                : "";
    reply_line(reply, "%d. %s.%s%s%s%s", index + 1, reply_shown(call, person->handle), task,
        person->has_turn ? _(" Has the turn.")
        : person->waits  ? _(" Waits to speak.")
                         : "",
        person->may_answer && !person->answered ? _(" Has not answered the question.")
        : person->may_vote && !person->voted    ? _(" Has not voted.")
                                                : "",
        person->has_digits ? "" : _(" Has no digits yet."));
}

static enum result say_table(const struct call *call, struct reply *reply, const struct actor *actor)
{
    struct table table;
    enum result result = table_get(call->speaker->store, actor, call->speaker->now, &table);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, call->speaker->store);
    reply_line(reply, ngettext("Table %d: %d person.", "Table %d: %d people.", (unsigned long)table.count),
        table.number, table.count);
    json_t *people = json_array();
    for (int i = 0; i < table.count; i++) {
        say_person(reply, call, &table, i);
        json_array_append_new(people, person_json(&table.people[i]));
    }
    if (table.count == 0)
        reply_line(reply, "%s", _("Nobody sits here yet: `table sit NAME`."));
    reply->json = json_pack("{s:I, s:i, s:o, s:s, s:s, s:b, s:b, s:b}", "meeting", (json_int_t)table.meeting, "number",
        table.number, "people", people, "reader", table.reader >= 0 ? table.people[table.reader].handle : "", "scribe",
        table.scribe >= 0 ? table.people[table.scribe].handle : "", "read", table.read, "aloud", table.aloud, "done",
        table.done);
    return RESULT_OK;
}

static enum result run_table(const struct call *call, struct reply *reply)
{
    struct actor table;
    return read_table(call, &table, reply) ? say_table(call, reply, &table) : reply->result;
}

/* --- the table --- */

/* After a restart of the house, too, the session becomes a table anew. */
static enum result before_digits(const struct call *call, struct reply *reply)
{
    (void)call;
    reply_line(reply, "%s",
        _("Four digits of your own choice, for this meeting only; any that you chose in it before are replaced."));
    return RESULT_OK;
}

static enum result before_sitting(const struct call *call, struct reply *reply)
{
    (void)call;
    reply_line(reply, "%s", _("The digits of this meeting. Whoever has none yet chooses four now."));
    return RESULT_OK;
}

static enum result run_begin(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct actor table;
    int64_t meeting = 0;
    if (call_meeting(call, reply, &meeting) != RESULT_OK)
        return reply->result;
    char *digits = read_digits(call, reply);
    if (digits == NULL)
        return reply->result;
    enum result result = table_begin(speaker->store, speaker->actor, meeting, digits, speaker->now, &table);
    wipe(digits);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    reply->table = meeting;
    reply_line(reply, "%s",
        _("This is a table now. Whoever was ticked at the door sits down: `table sit NAME`. `table act NAME ...` "
          "is one act of one person, `table end` ends it."));
    return say_table(call, reply, &table);
}

/* At the table itself others may type: it takes the password of whoever logged in there. */
static enum result prove_owner(const struct call *call, struct reply *reply, const struct actor *table)
{
    const struct speaker *speaker = call->speaker;
    if (speaker->actor->kind != ACTOR_TABLE)
        return RESULT_OK;
    char *password = read_digits(call, reply);
    if (password == NULL)
        return reply->result;
    enum result result = table_prove(speaker->store, table, password, speaker->argon_slots, speaker->now);
    wipe(password);
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_end(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct actor table;
    if (!read_table(call, &table, reply) || prove_owner(call, reply, &table) != RESULT_OK)
        return reply->result;
    enum result result = table_end(speaker->store, &table, speaker->now);
    if (result == RESULT_OK) {
        reply->table_ends = true;
        reply_line(reply, "%s", _("It is no table any more. Its people are counted as before."));
    }
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_sit(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct actor table;
    size_t count = 0;
    if (!read_table(call, &table, reply))
        return reply->result;
    struct table_person *others = xcalloc(OTHERS_MOST, sizeof *others);
    table_others(speaker->store, &table, speaker->now, others, OTHERS_MOST, &count);
    int64_t member = find_person(others, count, call->word[0]);
    free(others);
    if (member == 0)
        return reply_refuse(reply, RESULT_NOT_FOUND, "%s",
            _("Nobody of that name was let in at the door, or they sit here. `door tick NAME` by two neighbours "
              "of two homes lets them in."));
    char *digits = read_digits(call, reply);
    if (digits == NULL)
        return reply->result;
    enum result result = table_sit(speaker->store, &table, member, digits, speaker->now);
    wipe(digits);
    return result == RESULT_OK ? say_table(call, reply, &table) : reply_from_store(reply, result, speaker->store);
}

static enum result run_rise(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct actor table;
    if (!read_table(call, &table, reply))
        return reply->result;
    int64_t member = find_here(call, &table, reply);
    if (member == 0)
        return reply->result;
    enum result result = table_rise(speaker->store, &table, member, speaker->now);
    return result == RESULT_OK ? say_table(call, reply, &table) : reply_from_store(reply, result, speaker->store);
}

/* `table read`, `table pass`. */
static enum result run_task(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct actor table;
    bool reads = strcmp(call->command->name, "table read") == 0;
    if (!read_table(call, &table, reply))
        return reply->result;
    enum result result =
        reads ? table_read(speaker->store, &table, speaker->now) : table_shift(speaker->store, &table, speaker->now);
    if (result == RESULT_OK && reads)
        reply_line(reply, "%s", _("Read aloud: it counts for everybody at this table."));
    else if (result == RESULT_OK)
        return say_table(call, reply, &table);
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_done(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct actor table;
    char names[TABLE_NAMES];
    if (!read_table(call, &table, reply))
        return reply->result;
    enum result result = table_done(speaker->store, &table, speaker->now, names);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    if (names[0] != '\0')
        reply_line(reply, _("Read aloud: %s. They have not answered, and still can until it closes."),
            reply_shown(call, names));
    reply_line(reply, "%s", _("This table is done with the question."));
    reply->json = json_pack("{s:s}", "silent", names);
    return RESULT_OK;
}

/* Also by a helper, for those who are here by her hand. */
static enum result run_aloud(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    const struct actor *actor = speaker->actor;
    struct actor table;
    int64_t meeting = actor->meeting;
    if (actor->kind != ACTOR_TABLE && call_meeting(call, reply, &meeting) != RESULT_OK)
        return reply->result;
    if (actor->kind != ACTOR_TABLE && table_of(speaker->store, actor, meeting, speaker->now, &table) == RESULT_OK)
        actor = &table;
    enum result result = table_aloud(speaker->store, actor, meeting, speaker->now);
    if (result == RESULT_OK)
        reply_line(reply, "%s",
            reply_numbers(call, _("Read aloud. The {small-minutes} begin when each table and helper has.")));
    return reply_from_store(reply, result, speaker->store);
}

/* --- at the door --- */

static enum result run_digits(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct member member;
    int64_t meeting = room_open_here(speaker->store, speaker->actor, speaker->now);
    if (meeting == 0)
        return reply_refuse(reply, RESULT_REFUSED, "%s", _("No meeting is open here, or several: `in UNIT` first."));
    enum result result = member_by_handle(speaker->store, speaker->actor, call->word[0], &member);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    char *digits = read_digits(call, reply);
    if (digits == NULL)
        return reply->result;
    result = table_choose(speaker->store, speaker->actor, meeting, member.id, digits, speaker->now);
    wipe(digits);
    if (result == RESULT_OK)
        reply_line(reply, "%s", _("They have their digits: they type them at a table."));
    return reply_from_store(reply, result, speaker->store);
}

/* --- one act of one person --- */

struct act_call {
    const struct call *call;
    struct reply *reply;
    const struct actor *voice;
    const char *words; /* behind the digits: an answer that nobody shall see */
};

static enum result act_hand(const struct act_call *act)
{
    const struct speaker *speaker = act->call->speaker;
    return room_raise(speaker->store, act->voice, act->voice->meeting, speaker->now);
}

static enum result act_lower(const struct act_call *act)
{
    const struct speaker *speaker = act->call->speaker;
    return room_lower(speaker->store, act->voice, act->voice->meeting, speaker->now);
}

static enum result act_say(const struct act_call *act)
{
    const struct speaker *speaker = act->call->speaker;
    int64_t line;
    char *words = call_words(act->call, 2, " ");
    enum result result = room_say(speaker->store, act->voice, act->voice->meeting, words, speaker->now, &line);
    free(words);
    return result;
}

static const char *third_word(const struct act_call *act)
{
    return act->call->words > 2 ? act->call->word[2] : "";
}

static enum result act_signal(const struct act_call *act)
{
    const struct speaker *speaker = act->call->speaker;
    enum room_signal signal;
    if (!room_signal_parse(third_word(act), &signal))
        return reply_usage(act->reply, _("Type it like this: %s"), call_usage(act->call));
    return room_signal(speaker->store, act->voice, act->voice->meeting, signal, true, speaker->now);
}

static enum result act_point(const struct act_call *act)
{
    const struct speaker *speaker = act->call->speaker;
    bool rule = strcmp(third_word(act), "rule") == 0;
    if (!rule && strcmp(third_word(act), "follow") != 0)
        return reply_usage(act->reply, _("Type it like this: %s"), call_usage(act->call));
    return room_point(speaker->store, act->voice, act->voice->meeting,
        rule ? SPEAKERS_BREAKS_RULE : SPEAKERS_CANNOT_FOLLOW, speaker->now);
}

static enum result act_straw(const struct act_call *act)
{
    static const char *const answers[] = { "yes", "no", "unsure" };
    const struct speaker *speaker = act->call->speaker;
    for (int i = 0; i < 3; i++)
        if (strcmp(third_word(act), answers[i]) == 0)
            return room_straw(speaker->store, act->voice, act->voice->meeting, i + 1, speaker->now);
    return reply_usage(act->reply, _("Type it like this: %s"), call_usage(act->call));
}

static enum result act_talk(const struct act_call *act)
{
    const struct speaker *speaker = act->call->speaker;
    struct room room;
    enum result result = room_get(speaker->store, act->voice, act->voice->meeting, speaker->now, &room);
    return result == RESULT_OK ? proposal_talk(speaker->store, act->voice, room.proposal, speaker->now) : result;
}

/* --- an item called in anger --- */

static enum result act_come(const struct act_call *act)
{
    const struct speaker *speaker = act->call->speaker;
    return room_come(speaker->store, act->voice, act->voice->meeting, true, speaker->now);
}

/* "fri Ten of us go", "27 nov Ten of us go": how many words from `first` on are the day; some stay for the text. 0:
 * none reads as a day, and *fault says why. */
static int day_words(const struct act_call *act, int first, struct when *when, enum when_fault *fault)
{
    enum { DAY_WORDS = 4 }; /* "Friday 27 November 2026" */
    int most = act->call->words - 1 - first;
    struct call day = *act->call;
    *fault = WHEN_NOT_READ;
    for (int count = most < DAY_WORDS ? most : DAY_WORDS; count > 0; count--) {
        day.words = first + count;
        char *words = call_words(&day, first, " ");
        enum when_fault is = when_read(words, act->call->speaker->now, when);
        free(words);
        if (is == WHEN_GOOD)
            return count;
        *fault = is != WHEN_NOT_READ ? is : *fault;
    }
    return 0;
}

static enum result act_name(const struct act_call *act)
{
    const struct speaker *speaker = act->call->speaker;
    struct when when;
    enum when_fault fault;
    int64_t gain;
    if (act->call->words < 4)
        return reply_usage(act->reply, _("Type it like this: %s"), call_usage(act->call));
    int day = day_words(act, 2, &when, &fault);
    if (day == 0)
        return reply_usage(act->reply, "%s", when_fault_sentence(fault));
    char *words = call_words(act->call, 2 + day, " ");
    enum result result =
        room_name_act(speaker->store, act->voice, act->voice->meeting, words, when.day, speaker->now, &gain);
    free(words);
    return result;
}

/* "yes", "but My worry", "stop": in the command, or behind the digits, where nobody sees it: its number will do. */
static enum result act_answer(const struct act_call *act)
{
    static const char *const numbers[POSITIONS] = {
        [POSITION_YES] = "1", [POSITION_BUT] = "2", [POSITION_ASIDE] = "3", [POSITION_STOP] = "4"
    };
    const struct speaker *speaker = act->call->speaker;
    char *typed = act->call->words > 2 ? call_words(act->call, 2, " ") : xstrdup(act->words);
    size_t length = strcspn(typed, " ");
    const char *text = typed + length + strspn(typed + length, " ");
    enum position_answer answer = POSITION_NONE;
    struct room room;
    typed[length] = '\0';
    for (int i = POSITION_YES; i < POSITIONS; i++)
        if ((numbers[i] != NULL && strcmp(typed, numbers[i]) == 0) ||
            strcmp(typed, position_name((enum position_answer)i)) == 0)
            answer = (enum position_answer)i;
    enum result result = room_get(speaker->store, act->voice, act->voice->meeting, speaker->now, &room);
    if (answer == POSITION_NONE)
        result = reply_usage(act->reply, "%s",
            _("Their digits, a space, and their answer: 1 yes, 2 yes but WORRY, 3 I stand aside, 4 stop."));
    else if (result == RESULT_OK)
        result = position_take(speaker->store, act->voice, room.proposal, answer, text, false, speaker->now);
    wipe(typed);
    return result;
}

static enum result cast(const struct act_call *act, const struct vote *vote, const char *typed)
{
    const struct speaker *speaker = act->call->speaker;
    char at[BALLOT_TEXT_BYTES] = "", words[300];
    struct ballot ballot = { { 0 } };
    enum result result;
    int options = vote->kind == VOTE_YESNO ? 0 : vote->options;
    enum ballot_fault fault = ballot_parse(vote->kind, options, typed, &ballot, at);
    if (fault != BALLOT_OK) {
        vote_ballot_fault_words(vote->kind, options, fault, at, words, sizeof words);
        result = reply_usage(act->reply, "%s", words);
    } else if (vote->secret)
        result = secret_cast(speaker->store, act->voice, vote->id, &ballot, speaker->now, NULL);
    else
        result = vote_cast(speaker->store, act->voice, vote->id, &ballot, speaker->now);
    act->reply->secret = act->reply->secret || vote->secret;
    explicit_bzero(&ballot, sizeof ballot);
    explicit_bzero(at, sizeof at);
    return result;
}

/* Her ballot in the vote that is open in the room, as `vote N` takes it; behind the digits, or in the command. A secret
 * one is never a word of the command (RULES 4.7). */
static enum result act_vote(const struct act_call *act)
{
    const struct speaker *speaker = act->call->speaker;
    struct room room;
    struct vote vote;
    bool in_command = act->call->words > 2;
    enum result result = room_get(speaker->store, act->voice, act->voice->meeting, speaker->now, &room);
    if (result == RESULT_OK)
        result = vote_get(speaker->store, act->voice, room.vote, speaker->now, &vote);
    if (result != RESULT_OK)
        return result;
    if (vote.secret && in_command)
        return reply_usage(act->reply, "%s",
            _("A secret choice is never a word of the command: type it after their digits, on the same line."));
    char *typed = in_command ? call_words(act->call, 2, " ") : xstrdup(act->words);
    result = cast(act, &vote, typed);
    wipe(typed);
    return result;
}

static const struct {
    const char *name;
    enum result (*act)(const struct act_call *act);
} acts[] = {
    { "hand", act_hand },
    { "lower", act_lower },
    { "say", act_say },
    { "signal", act_signal },
    { "point", act_point },
    { "straw", act_straw },
    { "talk", act_talk },
    { "come", act_come },
    { "act", act_name },
    { "answer", act_answer },
    { "vote", act_vote },
};

static enum result do_act(const struct act_call *act)
{
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
        if (strcmp(act->call->word[1], acts[i].name) == 0)
            return acts[i].act(act);
    return reply_usage(act->reply, _("Type it like this: %s"), call_usage(act->call));
}

static enum result run_act(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct actor table, voice;
    if (!read_table(call, &table, reply))
        return reply->result;
    int64_t member = find_here(call, &table, reply);
    if (member == 0)
        return reply->result;
    char *typed = read_digits(call, reply);
    if (typed == NULL)
        return reply->result;
    size_t length = strcspn(typed, " ");
    const char *words = typed + length + strspn(typed + length, " ");
    typed[length] = '\0';
    enum result result = table_person(speaker->store, &table, member, typed, speaker->now, &voice);
    if (result == RESULT_OK)
        result = do_act(&(struct act_call) { call, reply, &voice, words });
    explicit_bzero((char *)words, strlen(words));
    wipe(typed);
    if (result == RESULT_OK)
        reply_line(reply, "%s", _("Done. The laptop goes to the next."));
    return reply->usage ? reply->result : reply_from_store(reply, result, speaker->store);
}

/* The words of a turn, of an act or of an answer; those behind the digits are told by the question itself. */
static bool act_writes(const struct call *call)
{
    static const char *const verbs[] = { "say", "act", "answer" };
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (call->words > 2 && strcmp(call->word[1], verbs[i]) == 0)
            return true;
    return false;
}

#define ENTRY(name, usage, summary, detail, least, most, who, body, ...)                                               \
    {                                                                                                                  \
        name, usage, summary, detail, "", least, most, who, body, .run = __VA_ARGS__                                   \
    }
const struct command command_yard[] = {
    ENTRY("table", "table", N_("your table in the yard: who sits there, who reads aloud, who has not answered"),
        N_("In an open meeting a session can be a table. It shows the meeting and nothing of whoever logged in. "
           "Whoever was ticked at the door acts there with four digits of their own."),
        0, 0, COMMAND_IN_ROOM, COMMAND_NO_BODY, run_table, .now = NOW_AT_TABLE),
    ENTRY("table begin", "table begin [N] < your own four digits",
        N_("makes this session a table for people in the yard"),
        N_("In line mode and in the screens only your password ends it, or hanging up. The digits are asked for twice and not shown; they are of your choice, for this meeting only, and wiped when it closes."),
        0, 1, COMMAND_MEMBER, COMMAND_NEW_DIGITS, run_begin, .now = NOW_IN_ROOM, .before = before_digits),
    ENTRY("table sit", "table sit HANDLE < their four digits",
        N_("somebody who was ticked at the door sits down at your table"),
        N_("Whoever has no digits yet chooses them by this. After three wrong tries they are gone: two neighbours "
           "tick their name again, and they choose new ones."),
        1, 1, COMMAND_IN_ROOM, COMMAND_NEW_DIGITS, run_sit, .now = NOW_AT_TABLE, .before = before_sitting),
    ENTRY("table rise", "table rise HANDLE", N_("somebody gets up from your table; they stay counted as here"), NULL, 1,
        1, COMMAND_IN_ROOM, COMMAND_NO_BODY, run_rise, .now = NOW_AT_TABLE),
    ENTRY("table act",
        "table act HANDLE hand|lower|say TEXT|signal SIGNAL|point follow|rule|straw yes|no|unsure|talk|come|act DAY TEXT|answer|vote < their four digits",
        N_("one act of one person at your table"),
        N_("answer answers the question. The answer stands behind the digits, on their line: 1 yes, 2 yes but and "
           "the worry, 3 I stand aside, 4 stop and why. So nobody sees it. vote takes their ballot there in the same "
           "way, as `vote N` takes it, in a secret vote too. say says their turn: read it to them first. On an item "
           "called in anger act names what we do; DAY is fri, 27 nov or the like; come says that they come."),
        2, 60, COMMAND_IN_ROOM, COMMAND_DIGITS, run_act, .now = NOW_AT_TABLE, .target = COMMAND_TO_TABLE,
        .writes = act_writes),
    ENTRY("table read", "table read", N_("the reader has read the last turn aloud, for all at your table"), NULL, 0, 0,
        COMMAND_IN_ROOM, COMMAND_NO_BODY, run_task, .now = NOW_AT_TABLE),
    ENTRY("table pass", "table pass", N_("another one at your table reads aloud, and the next one types"), NULL, 0, 0,
        COMMAND_IN_ROOM, COMMAND_NO_BODY, run_task, .now = NOW_AT_TABLE),
    ENTRY("table done", "table done", N_("your table is done with the question; says who has not answered"), NULL, 0, 0,
        COMMAND_IN_ROOM, COMMAND_NO_BODY, run_done, .now = NOW_AT_TABLE),
    ENTRY("table end", "table end < password", N_("your session is no table any more"), NULL, 0, 0, COMMAND_IN_ROOM,
        COMMAND_SECRET, run_end, .now = NOW_AT_TABLE),
    ENTRY("aloud", "aloud [N]", N_("a small matter was read aloud: at your table, or to those for whom you type"),
        N_("Its {small-minutes} begin when each table and each helper has said so."), 0, 1, COMMAND_IN_ROOM,
        COMMAND_NO_BODY, run_aloud, .now = NOW_AT_TABLE),
    ENTRY("door digits", "door digits HANDLE < their four digits",
        N_("somebody whom you ticked at the door chooses four digits of their own"),
        N_("With them they act at a table. They can choose them there, too."), 1, 1, COMMAND_MEMBER, COMMAND_NEW_DIGITS,
        run_digits),
};
const size_t command_yard_count = sizeof command_yard / sizeof *command_yard;
