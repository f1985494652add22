/*
 * command_help.c: `help`. To a person who types it says first what can be done here and now, on one screen: in a
 * meeting the acts of the room, for its chair those of the chair. `help all` lists all commands, `help WORD` tells of
 * one. Nothing is listed here: the table of commands and that of the chair's acts say when each is useful.
 */
#include <stdlib.h>
#include <string.h>

#include "bbs/command/command_table.h"
#include "bbs/command/room_say.h"
#include "gettext.h"
#include "numbers.h"
#include "units.h"

/* True for a command whose name is `words` or begins with them: `help mute` shows both commands that begin so. */
static bool is_asked(const struct command *command, const char *words)
{
    size_t length = strlen(words);
    return strncmp(command->name, words, length) == 0 &&
           (command->name[length] == '\0' || command->name[length] == ' ');
}

static void say_command(struct reply *reply, const struct call *call, const struct command *command)
{
    reply_line(reply, "%s", call_usage_of(call->speaker, command));
    reply_help(reply, call, _(command->summary));
    if (command->detail != NULL)
        reply_help(reply, call, _(command->detail));
    if (command->body == COMMAND_BODY && command->who == COMMAND_MEMBER)
        reply_text(reply, call, 2, _("In line mode you are asked for the text. Over ssh it comes on standard input."));
    if (command->body == COMMAND_MAY_BODY) /* asks_text: not every call of it lacks them */
        reply_text(reply, call, 2,
            command->asks_text == NULL
                ? _("In line mode you are asked for details. Over ssh they come on standard input, or not at all.")
                : _("In line mode you are asked for what is missing. Over ssh details come on standard input, or not at all."));
    if (!call_may_use(call->speaker->actor, command))
        reply_text(reply, call, 2,
            command->who != COMMAND_OPERATOR ? _("For members.") : _("For stewards, from the shell: bbs admin."));
}

/* What of the house she is told (RULES 1.0): who belongs to one street reads nothing about several but what she can use
 * of them, and in a house with only one unit nothing mentions units. On a shared computer nothing says that she is in a
 * caucus. */
struct told {
    bool hers; /* she has several units */
    struct units_beyond beyond;
};

static struct told units_told(const struct speaker *speaker)
{
    const struct actor *actor = speaker->actor;
    struct told told = { .hers = actor->places > 1 || (actor->unit_count > 1 && !speaker->shared) ||
                                 (actor->kind != ACTOR_MEMBER && units_number(speaker->store) > 1) };
    units_beyond(speaker->store, actor, &told.beyond);
    return told;
}

static bool is_told(const struct told *told, enum command_units units)
{
    switch (units) {
    case COMMAND_STREET_BEYOND:
        return told->beyond.street;
    case COMMAND_PLACE_BEYOND:
        return told->beyond.place;
    case COMMAND_UNITS_OF_HERS:
        return told->hers;
    default:
        return true;
    }
}

static bool is_listed(const struct call *call, const struct command *command, const struct told *told)
{
    return call_may_use(call->speaker->actor, command) && is_told(told, command->of_units);
}

/* A summary names numbers that the street decided on. */
static void list_one(const struct call *call, struct reply *reply, const struct command *command, bool shown)
{
    const char *filled = reply_numbers(call, _(command->summary));
    if (shown)
        reply_line(reply, "%-15s %s", command->name, filled);
    json_array_append_new(
        reply->json, json_pack("{s:s, s:s, s:s}", "name", command->name, "usage", command->usage, "summary", filled));
}

/* --- all commands, or one --- */

/* The headings of the long list, each with the command before which it stands, in the order of the table. A heading of
 * which she may use nothing is left out. */
static const struct {
    const char *before, *words;
} headings[] = { { "boards", N_("Boards and posts") }, { "inbox", N_("Letters and drafts") },
    { "report", N_("Moderation") }, { "whoami", N_("People and you") }, { "member add", N_("The house") },
    { "prove", N_("Ways to log in") }, { "hands", N_("People without a device") }, { "invite", N_("Invitations") },
    { "home", N_("Where we stand") }, { "proposals", N_("Proposals, votes and decisions") },
    { "ask", N_("Asks and offers") }, { "rota", N_("Rotas and things lent") }, { "meetings", N_("Meetings") },
    { "circles", N_("Circles") }, { "gains", N_("Gains, joy and sorrow") }, { "aid can", N_("Answers to asks") },
    { "woman", N_("Women, and caucuses") }, { "hurt", N_("Help after harm, and care") },
    { "learn", N_("Learning a task") }, { "move", N_("Streets and workplaces") } };

static const char *heading_before(const struct command *command)
{
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
        if (strcmp(headings[i].before, command->name) == 0)
            return headings[i].words;
    return NULL;
}

/* On a line of its own, with an empty line before it: a screen reader stops there. */
static void say_heading(struct reply *reply, const char *words, bool first)
{
    if (!first)
        reply_line(reply, "%s", "");
    reply_line(reply, "%s:", _(words));
}

static void list_all(const struct call *call, struct reply *reply, bool shown)
{
    struct told told = units_told(call->speaker);
    const char *heading = NULL;
    for (size_t i = 0; i < call->all_count; i++) {
        const struct command *command = &call->all[i];
        const char *begins = heading_before(command);
        heading = begins != NULL ? begins : heading;
        if (!is_listed(call, command, &told))
            continue;
        if (shown && heading != NULL)
            say_heading(reply, heading, json_array_size(reply->json) == 0);
        heading = NULL;
        list_one(call, reply, command, shown);
    }
    if (!shown)
        return;
    reply_line(reply, "%s", "");
    reply_line(reply, "%s", _("`help COMMAND` says more about one, like `help post`."));
    if (told.hers)
        reply_text(reply, call, 0,
            _("--in UNIT behind any of them does it in another of your units, like `people --in second-street`; `units` names them."));
}

/* Some acts of the chair are separate commands: `put`, `close`, `small`, `vote open`. */
static void tell_of_chair(const struct call *call, struct reply *reply)
{
    reply_text(reply, call, 0, _("Also for the chair:"));
    for (enum command_now now = NOW_CHAIR_FIRST; now < NOW_CHAIR_END; now++)
        for (size_t i = 0; i < call->all_count; i++)
            if (call->all[i].now == now && call_may_use(call->speaker->actor, &call->all[i]))
                reply_line(reply, "  %s: %s", call->all[i].usage, reply_numbers(call, _(call->all[i].summary)));
}

static void tell_one(const struct call *call, struct reply *reply, const char *name)
{
    for (size_t i = 0; i < call->all_count; i++)
        if (is_asked(&call->all[i], name)) {
            say_command(reply, call, &call->all[i]);
            list_one(call, reply, &call->all[i], false);
        }
    if (strcmp(name, "chair") == 0)
        tell_of_chair(call, reply);
}

/* --- here and now --- */

/* The open meeting in which she is. False: she is in none. */
static bool find_room(const struct speaker *speaker, struct room *room)
{
    const struct actor *actor = speaker->actor;
    bool table = actor->kind == ACTOR_TABLE;
    int64_t meeting = table                ? actor->meeting
                      : speaker->room != 0 ? speaker->room
                                           : room_open_here(speaker->store, actor, speaker->now);
    return meeting != 0 && room_get(speaker->store, actor, meeting, speaker->now, room) == RESULT_OK &&
           (room->state == ROOM_OPEN || room->state == ROOM_BREAK) &&
           (table || room->way != ROOM_AWAY || room->is_observer);
}

/* The length of "[--since LINE [--folded]]". */
static size_t bracketed(const char *at)
{
    size_t length = 0;
    int depth = 0;
    do {
        depth += at[length] == '[' ? 1 : at[length] == ']' ? -1 : 0;
        length++;
    } while (depth > 0 && at[length] != '\0');
    return length;
}

/* A usage as it is typed now: "position P yes|no [WORDS]" is "position 3 yes|no". What may be left out is, and so are
 * options, for which line mode asks. Of two usages with " | " between it is the first. */
static void add_typed(const char *usage, const struct room *room, struct buffer *out)
{
    for (const char *at = usage; *at != '\0' && *at != '<' && strncmp(at, "--", 2) != 0 && strncmp(at, "| ", 2) != 0;) {
        size_t length = *at == '[' ? bracketed(at) : strcspn(at, " [<");
        if (room != NULL && length == 1 && *at == 'P')
            buffer_format(out, " %lld", (long long)room->proposal);
        else if (room != NULL && length == 1 && *at == 'V')
            buffer_format(out, " %lld", (long long)room->vote);
        else if (*at != '[' && length > 0)
            buffer_format(out, "%s%.*s", out->length > 0 ? " " : "", (int)length, at);
        at += length;
        at += strspn(at, " ");
    }
}

static void say_typed(struct reply *reply, const char *usage, const char *words, const struct room *room)
{
    struct buffer typed = { 0 };
    const char *says = _(words);
    add_typed(usage, room, &typed);
    reply_line(reply, "%s: %.*s", buffer_text(&typed), (int)strcspn(says, ";"),
        says); /* the part before the ; is enough here */
    buffer_clear(&typed);
}

/* Of the commands that are useful now those of one kind. They stand in the order of enum command_now. */
static void say_kind(const struct call *call, struct reply *reply, enum command_now now, const struct room *room)
{
    for (size_t i = 0; i < call->all_count; i++)
        if (call->all[i].now == now && call_may_use(call->speaker->actor, &call->all[i]))
            say_typed(reply, call->all[i].usage, call->all[i].summary, room);
    struct chair_entry entry;
    for (size_t i = 0; room != NULL && command_chair_entry(i, &entry); i++)
        if (entry.now == now)
            say_typed(reply, entry.usage, entry.words, room);
}

static void say_chair(const struct call *call, struct reply *reply, const struct room *room)
{
    char words[ROOM_SAY_BYTES];
    reply_line(reply, "%s", _("You have the chair."));
    reply_text(reply, call, 0, room_say_step(room, call->speaker->now, words));
    for (enum command_now now = NOW_CHAIR_FIRST; now < NOW_CHAIR_END; now++)
        if (command_now_is(now, call->speaker->actor, room))
            say_kind(call, reply, now, room);
}

/* For the chair the commands of everybody are named only, because the list of the chair's own acts is long. */
static void name_acts(const struct call *call, struct reply *reply, const struct room *room)
{
    struct buffer names = { 0 };
    for (enum command_now now = NOW_FIRST; now < NOW_END; now++)
        for (size_t i = 0; command_now_is(now, call->speaker->actor, room) && i < call->all_count; i++)
            if (call->all[i].now == now)
                buffer_format(&names, "%s%s", names.length > 0 ? ", " : "", call->all[i].name);
    reply_text(reply, call, 0, _("As everybody here you also have:"));
    reply_text(reply, call, 2, buffer_text(&names));
    buffer_clear(&names);
}

static void say_now(const struct call *call, struct reply *reply)
{
    struct room room;
    const struct actor *actor = call->speaker->actor;
    const struct room *here = find_room(call->speaker, &room) ? &room : NULL;
    if (here != NULL && here->is_chair) {
        say_chair(call, reply, here);
        name_acts(call, reply, here);
    } else {
        if (here != NULL && here->is_observer)
            reply_text(reply, call, 0, _("You read this meeting along. You can now type:"));
        else if (here != NULL)
            reply_text(reply, call, 0, _("In this meeting you can now type:"));
        for (enum command_now now = NOW_FIRST; now < NOW_END; now++)
            if (command_now_is(now, actor, here))
                say_kind(call, reply, now, here);
    }
    if (here != NULL)
        reply_text(reply, call, 0, _("In line mode Enter alone tells what was said since."));
    reply_text(reply, call, 0, _("`help all` lists all commands, `help WORD` tells of one, like `help post`."));
}

static enum result run_help(const struct call *call, struct reply *reply)
{
    char *name = call_words(call, 0, " ");
    enum actor_kind kind = call->speaker->actor->kind;
    bool all = strcmp(name, "all") == 0,
         here = name[0] == '\0' && call->speaker->asks_first &&
                (kind == ACTOR_MEMBER || kind == ACTOR_TABLE || call->speaker->room != 0); /* a guest who reads along */
    reply->json = json_array();
    if (here)
        say_now(call, reply);
    if (all || name[0] == '\0')
        list_all(call, reply, !here);
    else
        tell_one(call, reply, name);
    free(name);
    if (json_array_size(reply->json) > 0)
        return RESULT_OK;
    return reply_refuse(reply, RESULT_NOT_FOUND, _("There is no such command. `help all` lists all."));
}

/* --- the next page of a list: command_run() runs speaker.more in its place --- */

static enum result run_more(const struct call *call, struct reply *reply)
{
    if (call->speaker->once)
        return reply_refuse(reply, RESULT_NOT_FOUND,
            _("`more` goes on with the list that was shown before. Over ssh the last line of a list says what to type."));
    return reply_refuse(reply, RESULT_NOT_FOUND, _("No list goes on: the one that was shown last was whole."));
}

const struct command command_help[] = {
    { "help", "help [all|COMMAND]", N_("what can be done here and now; all commands, or one of them"),
        N_("In line mode, alone, it says what can be done here and now: in a meeting the acts of the room. Over ssh "
           "it lists all commands, as `help all` does. `help mute` shows all that begin with this word."),
        "", 0, 2, COMMAND_ANYONE, COMMAND_NO_BODY, .run = run_help },
    { "more", "more", N_("the next page of the list that was shown last"),
        N_("A list of many rows comes a page at a time. Its last line says how to see the next one: `more`, or the same command with --page, over ssh too."),
        "", 0, 0, COMMAND_ANYONE, COMMAND_NO_BODY, .run = run_more },
};
const size_t command_help_count = sizeof command_help / sizeof *command_help;
