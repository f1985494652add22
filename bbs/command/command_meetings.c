/* command_meetings.c: calling a meeting, wanting one, moving and withdrawing it; who would take its tasks. RULES 4.1.
 */
#include <stdlib.h>
#include <string.h>

#include "bbs/command/command_table.h"
#include "bbs/command/meeting_print.h"
#include "bbs/command/meeting_say.h"
#include "form_fields.h"
#include "gettext.h"
#include "room.h"
#include "when.h"

enum { LISTED_MOST = 20 };

/* Reads a day and an hour as people write them. On false the reply has the refusal. */
static bool read_when(const struct call *call, const char *text, int64_t *at, struct reply *reply)
{
    struct when when;
    enum when_fault fault = when_read(text, call->speaker->now, &when);
    if (fault != WHEN_GOOD)
        reply_usage(reply, "%s", when_fault_sentence(fault));
    else if (!when.has_time)
        reply_usage(reply, "%s", _("Say the hour, too: --at sun 15:00, or --at 13 dec 15:00."));
    else
        *at = when.at;
    return fault == WHEN_GOOD && when.has_time;
}

/* --- the list, and one of them --- */

/* Of other units: what is open, and may be read along. */
static size_t say_to_read(const struct call *call, struct reply *reply, struct call_page *page)
{
    const struct speaker *speaker = call->speaker;
    struct room_to_read *open = xcalloc(page->load, sizeof *open);
    size_t count = 0;
    rooms_to_read(speaker->store, speaker->actor, speaker->now, open, page->load, &count);
    call_page_of(page, count);
    for (size_t i = page->first; i < page->end; i++) {
        reply_line(reply, _("%lld: %s (%s) is open, and you may read along: `enter %lld`."), (long long)open[i].meeting,
            reply_shown(call, open[i].title), reply_shown(call, open[i].unit_name), (long long)open[i].meeting);
        json_array_append_new(
            reply->json, json_pack("{s:I, s:I, s:s, s:s, s:s, s:b}", "id", (json_int_t)open[i].meeting, "unit",
                             (json_int_t)open[i].unit, "unit_name", open[i].unit_name, "title", open[i].title, "state",
                             "open", "to_read", true));
    }
    free(open);
    return count;
}

static enum result run_meetings(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct call_page page;
    size_t count = 0;
    if (!call_page(call, LISTED_MOST, &page, reply))
        return reply->result;
    if (speaker->actor->kind == ACTOR_GUEST) {
        reply->json = json_array();
        if (say_to_read(call, reply, &page) == 0)
            reply_line(reply, "%s", _("No meeting is open to read here now."));
        call_page_end(call, &page, reply);
        return RESULT_OK;
    }
    struct meeting *list = xcalloc(page.load, sizeof *list);
    enum result result = meetings_list(speaker->store, speaker->actor, speaker->now, list, page.load, &count);
    call_page_of(&page, count);
    reply->json = json_array();
    for (size_t i = page.first; i < page.end; i++) {
        meeting_say_row(reply, call, &list[i]);
        json_array_append_new(reply->json, meeting_json(&list[i]));
    }
    if (result == RESULT_OK)
        say_to_read(call, reply, &page);
    if (page.more)
        call_page_end(call, &page, reply);
    if (result == RESULT_OK && count == 0)
        reply_line(reply, "%s",
            _("No meeting is called. `meeting call --at sun 15:00 --place the yard` calls one, or asks for it."));
    else if (result == RESULT_OK)
        reply_line(reply, "%s", _("`meeting show N` shows one, `agenda add N --title T` puts an item on its agenda."));
    free(list);
    return reply_from_store(reply, result, speaker->store);
}

static void say_needs(const struct call *call, struct reply *reply, const struct meeting *meeting)
{
    (void)call;
    for (int i = 0; i < MEETING_NEEDS; i++) {
        const char *words = meeting_need_words((enum meeting_need)i);
        if (meeting->need[i] == 0)
            continue;
        if (meeting->need_stale[i])
            reply_line(reply, _("  %s: ask %lld keeps the old time, because somebody had answered. Talk to them."),
                words, (long long)meeting->need[i]);
        else
            reply_line(reply, meeting->need_met[i] ? _("  %s: agreed (ask %lld)") : _("  %s: nobody yet (ask %lld)"),
                words, (long long)meeting->need[i]);
    }
}

static void say_who_called(const struct call *call, struct reply *reply, const struct meeting *meeting)
{
    const char *caller = reply_shown(call, meeting->caller);
    if (meeting->state == MEETING_ASKED)
        reply_line(reply, _("  Asked for by %s. `meeting want %lld` says that your home wants it."), caller,
            (long long)meeting->id);
    else if (meeting->by_facilitator)
        reply_line(reply, _("  Called by %s, a facilitator."), caller);
    else if (meeting->homes > 0)
        reply_line(reply,
            ngettext("  Called by %d home; %s asked first.", "  Called by %d homes; %s asked first.",
                (unsigned long)meeting->homes),
            meeting->homes, caller);
    else
        reply_line(reply, _("  Called by %s."), caller);
}

/* What can still be done with it. */
static void say_ways_on(struct reply *reply, const struct meeting *meeting)
{
    long long id = (long long)meeting->id;
    if (meeting->agenda_open)
        reply_line(reply,
            _("`agenda add %lld --title T` adds an item, `agenda matters ITEM` says that one matters to your home."),
            id);
    if (meeting->may_change)
        reply_line(reply,
            _("`meeting move %lld --at WHEN`, `meeting withdraw %lld`, `meeting print %lld` for the shop door."), id,
            id, id);
}

static enum result say_meeting(const struct call *call, struct reply *reply, int64_t id)
{
    const struct speaker *speaker = call->speaker;
    struct meeting meeting;
    enum result result = meeting_get(speaker->store, speaker->actor, id, speaker->now, &meeting);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    meeting_say_row(reply, call, &meeting);
    say_who_called(call, reply, &meeting);
    say_needs(call, reply, &meeting);
    reply->json = meeting_json(&meeting);
    json_object_set_new(reply->json, "agenda", meeting_say_items(reply, call, id, false));
    say_ways_on(reply, &meeting);
    meeting_say_room(reply, call, id);
    return RESULT_OK;
}

static enum result run_show(const struct call *call, struct reply *reply)
{
    int64_t id;
    return call_number(call, 0, &id, reply) ? say_meeting(call, reply, id) : RESULT_INVALID;
}

/* --- calling --- */

static enum result say_called(const struct call *call, struct reply *reply, int64_t id)
{
    const struct speaker *speaker = call->speaker;
    char where[MEETING_SAY_BYTES];
    struct meeting meeting;
    enum result result = meeting_get(speaker->store, speaker->actor, id, speaker->now, &meeting);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    meeting_when_where(&meeting, speaker->now, where);
    if (meeting.state == MEETING_CALLED)
        reply_line(reply, _("It is called, as meeting %lld: %s."), (long long)id, reply_shown(call, where));
    else
        reply_line(reply,
            ngettext("It is asked for, as meeting %lld: %s. It is called once %d home wants it; yours does.",
                "It is asked for, as meeting %lld: %s. It is called once %d homes want it; yours does.",
                (unsigned long)meeting.homes_needed),
            (long long)id, reply_shown(call, where), meeting.homes_needed);
    if (when_comes_twice(meeting.starts))
        reply_line(reply, "%s", when_twice_sentence());
    if (meeting.place[0] == '\0')
        reply_line(reply, _("It has no place yet: `meeting move %lld --place the yard` names one."), (long long)id);
    if (meeting.state == MEETING_CALLED)
        reply_line(reply,
            _("So that all can come: `meeting need %lld children`, or lift, reader, interpreter. `meeting print %lld` gives a page for the shop door."),
            (long long)id, (long long)id);
    if (meeting.agenda_open)
        reply_line(reply, _("What it is to talk about: `agenda add %lld` asks for an item, from you and from anybody."),
            (long long)id);
    if (meeting.founding && meeting.items > 0)
        reply_line(reply, "%s",
            _("It is the founding assembly: the agreements, the tasks and the numbers are on its agenda by themselves."));
    reply->json = meeting_json(&meeting);
    json_object_set_new(reply->json, "meeting", json_integer((json_int_t)id));
    return RESULT_OK;
}

static enum result run_call(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    const char *at = call_option(call, "at");
    struct meeting_new form = { .title = call_option(call, "title"), .place = call_option(call, "place") };
    int64_t id = 0;
    if (at == NULL || at[0] == '\0')
        return reply_usage(reply, _("Say when: --at sun 15:00, or --at 13 dec 15:00."));
    if (!read_when(call, at, &form.starts, reply))
        return RESULT_INVALID;
    enum result result = meeting_call(speaker->store, speaker->actor, &form, speaker->now, &id);
    return result == RESULT_OK ? say_called(call, reply, id) : reply_from_store(reply, result, speaker->store);
}

static enum result want(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    bool on = strcmp(call->command->name, "meeting want") == 0;
    struct meeting meeting;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    enum result result = meeting_want(speaker->store, speaker->actor, id, on, speaker->now);
    if (result == RESULT_OK)
        result = meeting_get(speaker->store, speaker->actor, id, speaker->now, &meeting);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    if (meeting.state == MEETING_CALLED)
        reply_line(reply, "%s", _("That makes enough homes: it is called."));
    else if (!on && meeting.wanted)
        reply_line(reply, "%s", _("You took your word back. Somebody else of your home still wants it."));
    else
        reply_line(reply, ngettext("%d home of %d wants it.", "%d homes of %d want it.", (unsigned long)meeting.homes),
            meeting.homes, meeting.homes_needed);
    reply->json = meeting_json(&meeting);
    return RESULT_OK;
}

static enum result run_want(const struct call *call, struct reply *reply)
{
    return call_in_her_name(call, reply, want);
}

/* --- moving, withdrawing --- */

static bool move_writes(const struct call *call)
{
    return call_option(call, "place") != NULL;
}

static enum result run_move(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    const char *at = call_option(call, "at");
    char where[MEETING_SAY_BYTES];
    struct meeting meeting;
    int64_t id, starts = 0;
    if (!call_number(call, 0, &id, reply) || (at != NULL && !read_when(call, at, &starts, reply)))
        return RESULT_INVALID;
    enum result result =
        meeting_change(speaker->store, speaker->actor, id, starts, call_option(call, "place"), speaker->now);
    if (result == RESULT_OK)
        result = meeting_get(speaker->store, speaker->actor, id, speaker->now, &meeting);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    reply_line(reply, _("It is now: %s."), reply_shown(call, meeting_when_where(&meeting, speaker->now, where)));
    if (starts != 0 && when_comes_twice(starts))
        reply_line(reply, "%s", when_twice_sentence());
    say_needs(call, reply, &meeting);
    reply->json = meeting_json(&meeting);
    return RESULT_OK;
}

static enum result run_withdraw(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    char where[MEETING_SAY_BYTES];
    struct meeting meeting;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    if (!call_rehearse(call, reply))
        return reply->result;
    enum result result = meeting_withdraw(speaker->store, speaker->actor, id, speaker->now);
    if (call_rehearsed(call, &result) &&
        (result = meeting_get(speaker->store, speaker->actor, id, speaker->now, &meeting)) == RESULT_OK &&
        reply_asks(reply, speaker,
            _("Withdraw the meeting of %s? Its agenda goes with it; what an earlier meeting left to it comes on the next."),
            reply_shown(call, meeting_when_where(&meeting, speaker->now, where))))
        return RESULT_OK;
    if (result == RESULT_OK)
        reply_line(reply, "%s", _("It is withdrawn. What was asked for it, and nobody agreed to, is withdrawn too."));
    return reply_from_store(reply, result, speaker->store);
}

/* --- what people need to be able to come --- */

static enum result need(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    enum meeting_need wanted;
    int64_t id, ask = 0;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    if (!meeting_need_parse(call->word[1], &wanted))
        return reply_usage(reply, _("That is none of: children, lift, reader, interpreter."));
    enum result result = meeting_need_ask(speaker->store, speaker->actor, id, wanted, speaker->now, &ask);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    reply_line(reply, _("Asked for, as ask %lld: %s. You stand there as a neighbour; `aid show %lld` shows who could."),
        (long long)ask, meeting_need_words(wanted), (long long)ask);
    reply->json = json_pack("{s:I, s:s}", "ask", (json_int_t)ask, "need", meeting_need_name(wanted));
    return RESULT_OK;
}

static enum result run_need(const struct call *call, struct reply *reply)
{
    return call_in_her_name(call, reply, need);
}

/* --- the willing --- */

/* "Note-taker (note-taker): sipho, you". */
static void say_task(
    const struct call *call, struct reply *reply, const struct task *task, const struct willing *list, size_t count)
{
    struct buffer names = { 0 };
    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i].task, task->name) == 0)
            buffer_format(&names, "%s%s", names.length > 0 ? ", " : "",
                list[i].mine ? _("you") : reply_shown(call, list[i].handle));
    reply_line(
        reply, "%s (%s): %s", _(task->words), task->name, names.length > 0 ? buffer_text(&names) : _("nobody yet"));
    reply_line(reply, "   %s", _(task->does));
    buffer_clear(&names);
}

static enum result list_willing(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct call_page page;
    size_t count = 0;
    if (!call_page(call, WILLING_MOST, &page, reply))
        return reply->result;
    page.of = "willing";
    struct willing *list = xcalloc(page.load, sizeof *list);
    enum result result = willing_list(speaker->store, speaker->actor, list, page.load, &count);
    call_page_of(&page, count);
    reply->json = json_array();
    for (int i = 0; result == RESULT_OK && i < WILLING_TASKS; i++)
        say_task(call, reply, &willing_tasks[i], list + page.first, page.end - page.first);
    call_page_end(call, &page, reply);
    for (size_t i = page.first; i < page.end; i++)
        json_array_append_new(reply->json,
            json_pack("{s:s, s:s, s:b}", "task", list[i].task, "handle", list[i].handle, "mine", list[i].mine));
    if (result == RESULT_OK)
        reply_line(reply, "%s", _("`willing TASK` says that you would. It binds you to nothing yet."));
    free(list);
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_willing(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    bool on = call_option(call, "no") == NULL;
    if (call->words == 0)
        return list_willing(call, reply);
    enum result result = willing_set(speaker->store, speaker->actor, call->word[0], on, speaker->now);
    if (result == RESULT_OK)
        reply_line(
            reply, "%s", on ? _("Noted. All here can read that you would. `--no` takes it back.") : _("Taken back."));
    return reply_from_store(reply, result, speaker->store);
}

#define ENTRY(name, usage, summary, detail, options, least, most, ...)                                                 \
    {                                                                                                                  \
        name, usage, summary, detail, options, least, most, COMMAND_MEMBER, COMMAND_NO_BODY, .run = __VA_ARGS__        \
    }

const struct command command_meetings[] = {
    { "meetings", "meetings [--page N]", N_("the meetings to come, those asked for, and those that are over"),
        N_("Those of other units that are open and that you may read along come at the end; a guest sees these alone. Who may read is decided: `help propose`, assemblies."),
        "page=", 0, 0, COMMAND_READER, COMMAND_NO_BODY, .now = NOW_OUTSIDE, .run = run_meetings },
    ENTRY("meeting show", "meeting show N", N_("one meeting: when, where, who called it, its agenda"), NULL, "", 1, 1,
        run_show),
    ENTRY("meeting call", "meeting call --at WHEN [--place P] [--title T]", N_("calls a meeting, or asks for one"),
        N_("WHEN is a day and an hour, {notice-days} ahead at least: sun 15:00; 13 dec 15:00. A facilitator calls "
           "it; anybody else asks for it, and it is called once 5 homes want it. While the street founds itself, any "
           "one member calls it."),
        "", 0, 0, run_call, .fields = form_fields_meeting, .place = DRAFT_MEETING, .target = COMMAND_TO_HOUSE),
    ENTRY("meeting want", "meeting want N [--for NAME]", N_("says that your home wants a meeting that is asked for"),
        N_("A home counts once. --for says it for somebody without a device, for {hand-for-people} people at most."),
        "for=", 1, 1, run_want),
    ENTRY("meeting unwant", "meeting unwant N [--for NAME]", N_("takes your word back, while it is not called"), NULL,
        "for=", 1, 1, run_want),
    ENTRY("meeting move", "meeting move N [--at WHEN] [--place P]", N_("gives a meeting another time or place"),
        N_("For whoever called it or asked for it first; a meeting that a facilitator called also for the other facilitators. A new time must be at least {notice-days} away. Asks that nobody has answered move with it."),
        "at= place=", 1, 1, run_move, .place = DRAFT_PLACE, .target = COMMAND_TO_NUMBER, .writes = move_writes),
    ENTRY("meeting withdraw", "meeting withdraw N", N_("calls a meeting off"), N_("For those who may move it."), "", 1,
        1, run_withdraw),
    ENTRY("meeting need", "meeting need N children|lift|reader|interpreter [--for NAME]",
        N_("asks for what people need to be able to come"),
        N_("It becomes an ask of mutual aid in your name, for the hours of the meeting. You can ask for somebody who "
           "minds children, gives a lift, reads aloud or interprets."),
        "for=", 2, 2, run_need),
    ENTRY("meeting print", "meeting print N [--items] [--door] [--kit]",
        N_("prints the call of a meeting for the shop door; once it is open, all that it needs on paper"),
        N_("Everybody reads a door, the police too: what the meeting is called and its items stand on it only with "
           "--items. --kit is for those who hold the meeting, when the power fails. It has what the chair says, the "
           "texts, the door list, who speaks, and sheets to count on. Each begins a new page. Names stand in it. "
           "While the meeting is open that is what is printed, unless --door asks for the call. Afterwards `door "
           "paper`, `position paper` and `vote paper` take what stands on paper."),
        "items door kit", 1, 1, meeting_print),
    ENTRY("willing", "willing [TASK] [--no] [--page N]",
        N_("who would take a task: facilitator, note-taker, greeter ..."),
        N_("With a task: says that you would; --no takes it back."), "no page=", 0, 1, run_willing),
};
const size_t command_meetings_count = sizeof command_meetings / sizeof *command_meetings;
