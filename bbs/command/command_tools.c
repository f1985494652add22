/* command_tools.c: what else a meeting has while it is held: urgent items, acts of an item called in anger, turns that
 * are folded, the mood, thanks. RULES 4.1, 4.4, 7.1. */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "bbs/command/command_table.h"
#include "bbs/command/room_say.h"
#include "gettext.h"
#include "room_tools.h"

static const char *word_of(const struct call *call, int word)
{
    return word < call->words ? call->word[word] : "";
}

/* Says `words`, or the refusal; and how the room stands, as JSON. */
static enum result done(
    const struct call *call, struct reply *reply, const struct call_about *about, enum result result, const char *words)
{
    const struct speaker *speaker = call->speaker;
    struct room room;
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    reply_line(reply, "%s", words);
    if (room_get(speaker->store, &about->voice, about->meeting, speaker->now, &room) == RESULT_OK)
        reply->json = room_json(&room);
    return RESULT_OK;
}

/* --- an urgent item --- */

static enum result say_yes(const struct call *call, struct reply *reply, const struct call_about *about, bool on)
{
    const struct speaker *speaker = call->speaker;
    int64_t item;
    enum result result = room_urgent_yes(speaker->store, &about->voice, about->meeting, on, speaker->now, &item);
    return done(call, reply, about, result,
        item != 0 ? _("Three quarters of those here take it. It comes next.")
        : on      ? _("Counted. It is taken when three quarters of those here say so.")
                  : _("Your word is taken back."));
}

/* `urgent yes` says no words of her own. */
static bool urgent_writes(const struct call *call)
{
    static const char *const verbs[] = { "yes", "no", "leave" };
    int64_t number;
    int first = call->words > 0 && util_parse_number(call->word[0], &number);
    bool words = call->words > first;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs && call->words == first + 1; i++)
        words = words && strcmp(call->word[first], verbs[i]) != 0;
    return words;
}

static enum result run_urgent(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct call_about about;
    if (!call_about(call, &about, reply))
        return reply->result;
    const char *verb = word_of(call, about.word);
    if (about.word + 1 == call->words && (strcmp(verb, "yes") == 0 || strcmp(verb, "no") == 0))
        return say_yes(call, reply, &about, verb[0] == 'y');
    if (about.word + 1 == call->words && strcmp(verb, "leave") == 0)
        return done(call, reply, &about, room_urgent_leave(speaker->store, &about.voice, about.meeting, speaker->now),
            _("It is not taken."));
    const char *named = call_option(call, "about");
    enum item_about touches = ITEM_THINGS;
    if (named != NULL && !meeting_item_about_parse(named, &touches))
        return reply_usage(reply, _("--about knows: things, person, tasks, money, rules, action."));
    char *title = call_words(call, about.word, " ");
    enum result result = room_urgent_ask(speaker->store, &about.voice, about.meeting, title, touches, speaker->now);
    free(title);
    return done(
        call, reply, &about, result, _("Asked. It is taken when three quarters of those here say so: `urgent yes`."));
}

/* --- an item called in anger --- */

static enum result run_act(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct call_about about;
    int64_t day, gain;
    if (!call_about_day(call, &about, reply))
        return reply->result;
    if (!call_day(call, about.word, reply, &day))
        return RESULT_INVALID;
    char *body = call_body(call, reply);
    if (body == NULL)
        return RESULT_INVALID;
    enum result result = room_name_act(speaker->store, &about.voice, about.meeting, body, day, speaker->now, &gain);
    if (result == RESULT_OK)
        draft_drop(speaker->store, &about.voice, DRAFT_TURN, about.meeting, speaker->now);
    free(body);
    return done(call, reply, &about, result, _("It is named, and you come. Who else? `come`."));
}

static enum result run_come(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    bool on = call_option(call, "no") == NULL;
    struct call_about about;
    if (!call_about(call, &about, reply))
        return reply->result;
    return done(call, reply, &about, room_come(speaker->store, &about.voice, about.meeting, on, speaker->now),
        on ? _("You come.") : _("You do not come."));
}

/* --- a turn that blames people --- */

static enum result run_blames(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    const char *named = call_option(call, "line");
    struct call_about about;
    int64_t line = 0;
    bool folded;
    if (!call_about(call, &about, reply))
        return reply->result;
    if (named != NULL && (!util_parse_number(named, &line) || line <= 0))
        return reply_usage(reply, _("That needs a number. Type it like this: %s"), call_usage(call));
    enum result result = room_blame(speaker->store, &about.voice, about.meeting, line, speaker->now, &folded);
    return done(call, reply, &about, result,
        folded ? _("Three homes say so: the turn is folded.")
               : _("Counted. When three homes say so, the turn is folded."));
}

/* --- words beside a turn --- */

typedef enum result says(
    struct store *store, const struct actor *actor, int64_t meeting, const char *text, int64_t now);

static enum result run_words(const struct call *call, struct reply *reply)
{
    static const struct {
        const char *name;
        says *says;
    } kinds[] = { { "instead", room_instead }, { "feels", room_feels }, { "thanks", room_thank } };
    const struct speaker *speaker = call->speaker;
    struct call_about about;
    size_t kind = 0;
    if (!call_about(call, &about, reply))
        return reply->result;
    while (strcmp(kinds[kind].name, call->command->name) != 0)
        kind++;
    char *body = call_body(call, reply);
    if (body == NULL)
        return RESULT_INVALID;
    enum result result = kinds[kind].says(speaker->store, &about.voice, about.meeting, body, speaker->now);
    if (result == RESULT_OK)
        draft_drop(speaker->store, &about.voice, DRAFT_TURN, about.meeting, speaker->now);
    free(body);
    return done(call, reply, &about, result, _("It stands in the transcript."));
}

static enum result run_mood(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct call_about about;
    if (!call_about(call, &about, reply))
        return reply->result;
    const char *verb = word_of(call, about.word);
    bool on = strcmp(verb, "watch") == 0;
    if (!on && strcmp(verb, "stop") != 0)
        return reply_usage(reply, _("Type it like this: %s"), call_usage(call));
    return done(call, reply, &about, room_watch_mood(speaker->store, &about.voice, about.meeting, on, speaker->now),
        on ? _("You watch the mood. Once on each item you say how the room feels: `feels`.")
           : _("You watch the mood no longer."));
}

/* --- what lives in memory only --- */

static enum result run_unsigned(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct call_about about;
    if (!call_about(call, &about, reply))
        return reply->result;
    char *body = call_body(call, reply);
    if (body == NULL)
        return RESULT_INVALID;
    enum result result = room_unsigned(speaker->store, &about.voice, about.meeting, body, speaker->now);
    sodium_memzero(body, strlen(body));
    free(body);
    if (result == RESULT_OK)
        reply_line(reply, "%s",
            _("Kept in memory alone. It is shown with two others, or when the item ends, without a name."));
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_dare(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct call_about about;
    char *answer = NULL;
    if (!call_about(call, &about, reply) || (answer = call_body(call, reply)) == NULL)
        return reply->result;
    answer[strcspn(answer, "\r\n ")] = '\0';
    bool yes = strcasecmp(answer, "yes") == 0 || strcasecmp(answer, _("yes")) == 0;
    bool no = strcasecmp(answer, "no") == 0 || strcasecmp(answer, _("no")) == 0;
    sodium_memzero(answer, strlen(answer));
    free(answer);
    if (!yes && !no)
        return reply_usage(reply, "%s", _("The answer is yes or no: yes, there was something; no, there was nothing."));
    enum result result = room_dare(speaker->store, &about.voice, about.meeting, yes, speaker->now);
    if (result == RESULT_OK)
        reply_line(reply, "%s", _("Counted. The room reads only: nobody, some or many."));
    return reply_from_store(reply, result, speaker->store);
}

static enum result show_group(const struct call *call, struct reply *reply, const struct call_about *about)
{
    const struct speaker *speaker = call->speaker;
    struct room_group_line *lines = xcalloc(ROOM_LINES, sizeof *lines);
    size_t count = 0;
    int64_t since = 0;
    const char *after = call_option(call, "since");
    if (after != NULL && !util_parse_number(after, &since)) {
        free(lines);
        return reply_usage(reply, _("That needs a number. Type it like this: %s"), call_usage(call));
    }
    enum result result =
        room_group_lines(speaker->store, &about->voice, about->meeting, speaker->now, since, lines, ROOM_LINES, &count);
    json_t *array = json_array();
    for (size_t i = 0; i < count; i++) {
        reply_line(reply, "%s:", reply_shown(call, lines[i].handle));
        reply_text(reply, call, 2, lines[i].text);
        json_array_append_new(array, json_pack("{s:I, s:s, s:s}", "number", (json_int_t)lines[i].number, "handle",
                                         lines[i].handle, "text", lines[i].text));
    }
    if (count == ROOM_LINES)
        call_more_number(call, "since", lines[count - 1].number, reply);
    free(lines);
    if (result == RESULT_OK && count == 0)
        reply_line(reply, "%s", _("Nobody has said anything in your group yet. `group say WORDS` does."));
    reply->json = json_pack("{s:o}", "lines", array);
    return reply_from_store(reply, result, speaker->store);
}

/* `group` alone shows; a line of words is quicker said than asked for. */
static bool group_asks_text(const struct call *call)
{
    (void)call;
    return false;
}

static enum result run_group(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct call_about about;
    if (!call_about(call, &about, reply))
        return reply->result;
    bool aloud = call->words > about.word && strcmp(call->word[about.word], "say") == 0;
    if (call->words > about.word && !aloud)
        return reply_usage(reply, _("Type it like this: %s"), call_usage(call));
    if (!aloud && (call->body == NULL || call->body_length == 0))
        return show_group(call, reply, &about);
    char *body = aloud ? call_words(call, about.word + 1, " ") : call_body(call, reply);
    if (body == NULL)
        return RESULT_INVALID;
    enum result result = room_group_say(speaker->store, &about.voice, about.meeting, body, speaker->now);
    free(body);
    if (result == RESULT_OK)
        reply_line(reply, "%s", _("Said, to your group alone."));
    return reply_from_store(reply, result, speaker->store);
}

#define ENTRY(name, usage, summary, detail, options, least, most, ...)                                                 \
    {                                                                                                                  \
        name, usage, summary, detail, options, least, most, COMMAND_MEMBER, COMMAND_NO_BODY, .run = __VA_ARGS__        \
    }
#define TEXT(name, usage, summary, detail, most, ...)                                                                  \
    {                                                                                                                  \
        name, usage, summary, detail, "for=", 0, most, COMMAND_MEMBER, COMMAND_BODY,                                   \
            .place = DRAFT_TURN, .target = COMMAND_TO_ROOM, .run = __VA_ARGS__                                         \
    }

const struct command command_tools[] = {
    ENTRY("urgent", "urgent [N] TITLE|yes|no|leave [--about A] [--for NAME]",
        N_("asks an open meeting for an urgent item"),
        N_("It is taken when three quarters of those present say yes, and comes next. Never about people, tasks, money or rules: people who are not here could not know of it. --about says what it is about, things when you leave it out, or action at work. no takes your word back; the chair, or whoever asked, lets it go with leave."),
        "about= for=", 1, 60, run_urgent, .now = NOW_URGENT, .target = COMMAND_TO_ROOM, .writes = urgent_writes),
    TEXT("act", "act [N] DAY [--for NAME] < text", N_("names what we do, and when, on an item called in anger"),
        N_("By then, without anybody's permission. You come yourself; others say `come`. What came of it is told later: `gains`."),
        8, run_act, .now = NOW_ACT),
    ENTRY("come", "come [N] [--no] [--for NAME]", N_("says that you come to the act that was named in the meeting"),
        NULL, "no for=", 0, 1, run_come, .now = NOW_COME),
    ENTRY("blames", "blames [N] [--line LINE] [--for NAME]",
        N_("says that the last turn blames people for what they are"),
        N_("When people of three homes say so, it is folded everywhere, and its speaker may at once say what was done instead (`instead`). --line names another turn, as `room --json` numbers them. Nobody's name is told."),
        "line= for=", 0, 1, run_blames, .now = NOW_TALK),
    TEXT("instead", "instead [N] [--for NAME] < text",
        N_("after your turn was folded: says what was done, instead of what somebody is"), NULL, 1, run_words,
        .now = NOW_INSTEAD),
    ENTRY("mood", "mood [N] watch|stop [--for NAME]", N_("watches how the room feels, in a meeting"),
        N_("One willing person does. Once on each item they say it with `feels`."), "for=", 1, 2, run_mood,
        .now = NOW_MAY_MOOD),
    TEXT("feels", "feels [N] [--for NAME] < text", N_("the mood watcher says how the room feels"),
        N_("Once on each item, 200 letters at most."), 1, run_words, .now = NOW_FEELS),
    { "unsigned", "unsigned [N] < text", N_("a line without your name: \"a neighbour says\""),
        N_("One line for each person in a meeting, 200 letters, never about a person. It is kept in memory alone, "
           "shown with two others or when the item ends, and nobody keeps whose it is."),
        "", 0, 1, COMMAND_MEMBER, COMMAND_BODY, .target = COMMAND_TO_ROOM, .run = run_unsigned, .now = NOW_UNSIGNED },
    { "dare", "dare [N] < yes|no", N_("at the end: was there something you did not dare to say?"),
        N_("Type yes or no. The room reads only: nobody, some or many; \"many\" opens the next agenda."), "", 0, 1,
        COMMAND_MEMBER, COMMAND_BODY, .target = COMMAND_TO_SPOKEN, .spoken = READERS_OF_DARE, .run = run_dare,
        .now = NOW_ENDING },
    { "group", "group [N] [--since LINE] [say WORDS|< text]", N_("your small group: what was said there, or says it"),
        N_("The words of a small group are kept in memory alone, for that group, and are wiped when the room is back together."),
        "since=", 0, 200, COMMAND_MEMBER, COMMAND_MAY_BODY, .target = COMMAND_TO_SPOKEN, .spoken = READERS_OF_GROUP,
        .asks_text = group_asks_text, .run = run_group, .now = NOW_GROUP },
    TEXT("thanks", "thanks [N] [--for NAME] < text", N_("at the end of a meeting: whom you thank, or a song"), NULL, 1,
        run_words, .now = NOW_ENDING),
};
const size_t command_tools_count = sizeof command_tools / sizeof *command_tools;
