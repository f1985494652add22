/* command_ticks.c: the door list of a meeting: who came to the yard without a device. RULES 1.8. */
#include <stdlib.h>
#include <string.h>

#include "bbs/command/command_table.h"
#include "bbs/command/room_say.h"
#include "gettext.h"
#include "members.h"
#include "room.h"

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
    if (!call_open_meeting(call, &meeting, &word, reply))
        return reply->result;
    const char *verb = word < call->words ? call->word[word] : "list";
    bool tick = strcmp(verb, "tick") == 0;
    if (strcmp(verb, "list") == 0)
        return list_door(call, reply, meeting);
    if ((!tick && strcmp(verb, "untick") != 0) || word + 1 >= call->words)
        return reply_usage(reply, _("Type it like this: %s"), call_usage(call));
    enum result result = call_member(call, word + 1, &member);
    return result == RESULT_OK ? tick_door(call, reply, meeting, &member, tick)
                               : reply_from_store(reply, result, call->speaker->store);
}

const struct command command_ticks[] = {
    { "door", "door [N] tick HANDLE|untick HANDLE|list [--page N]", N_("the door list of a meeting in the street"),
        N_("Two people of two homes each tick who came in without a device; then they count. Both say so when they leave."),
        "page=", 0, 10, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_door, .now = NOW_IN_ROOM },
};
const size_t command_ticks_count = sizeof command_ticks / sizeof *command_ticks;
