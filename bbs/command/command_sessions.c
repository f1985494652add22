/* command_sessions.c: the commands that list a member's sessions, and end one of them. RULES 1.6. */
#include <stdlib.h>

#include "bbs/command/command_table.h"
#include "gettext.h"
#include "visits.h"

enum { PAGE = 40 };

static void say_visit(const struct call *call, const struct visit *visit, struct reply *reply)
{
    char when[32];
    bool own = visit->here && visit->number == call->speaker->visit;
    reply_line(reply, "%lld: %s, %s, %s%s", (long long)visit->id, reply_time(visit->at, when), visit_way(visit),
        visit->source[0] != '\0' ? reply_shown(call, visit->source) : _("address forgotten"),
        own           ? _(", this one")
        : visit->here ? _(", here now")
                      : "");
    json_array_append_new(reply->json,
        json_pack("{s:I, s:I, s:s, s:s, s:b, s:b}", "id", (json_int_t)visit->id, "at", (json_int_t)visit->at, "method",
            visit->method, "source", visit->source, "here", visit->here, "own", own));
}

static enum result run_sessions(const struct call *call, struct reply *reply)
{
    struct call_page page;
    size_t count = 0;
    bool all = call_option(call, "all") != NULL;
    if (!call_page(call, PAGE, &page, reply))
        return reply->result;
    struct visit *visits = xcalloc(page.load, sizeof *visits);
    enum result result =
        visits_list(call->speaker->store, call->speaker->actor, call->speaker->now, !all, page.load, visits, &count);
    call_page_of(&page, count);
    reply->json = json_array();
    for (size_t i = page.first; i < page.end; i++)
        say_visit(call, &visits[i], reply);
    free(visits);
    call_page_end(call, &page, reply);
    return reply_from_store(reply, result, call->speaker->store);
}

static enum result run_end(const struct call *call, struct reply *reply)
{
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    enum result result =
        visit_end(call->speaker->store, call->speaker->actor, call->speaker->visit, id, call->speaker->now);
    if (result == RESULT_OK)
        reply_line(reply, "%s", _("That session is ending. What was being written there is kept."));
    return reply_from_store(reply, result, call->speaker->store);
}

const struct command command_sessions[] = {
    { "sessions", "sessions [--all] [--page N]", N_("where you are logged in now"),
        N_("--all shows the log-ins of the last 7 days too; then they are forgotten. The last part of an address is never kept."),
        "all page=", 0, 0, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_sessions },
    { "sessions end", "sessions end N", N_("ends a session of yours from elsewhere"),
        N_("N is the number that `sessions` shows. What was being written there is kept as a draft."), "", 1, 1,
        COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_end },
};
const size_t command_sessions_count = sizeof command_sessions / sizeof *command_sessions;
