/* decision_say.c: see decision_say.h. */
#include "bbs/command/decision_say.h"

#include <stdlib.h>

#include "gettext.h"
#include "when.h"

/* "ben carries it, until Friday", "needs hands", "done". */
static void say_state(const struct call *call, const struct decision *decision, char *out, size_t size)
{
    char day[WHEN_BYTES];
    const char *until = decision->due != 0 ? when_say_date(decision->due, when_day(call->speaker->now), day) : "";
    if (decision->state != DECISION_CARRIED)
        copy_text(out, size, decision_state_words(decision->state));
    else if (decision->due == 0)
        snprintf(out, size, decision->mine ? _("you carry it") : _("%s carries it"), decision->carrier);
    else if (decision->mine)
        snprintf(out, size, _("you carry it, until %s"), until);
    else
        snprintf(out, size, _("%s carries it, until %s"), decision->carrier, until);
}

void decision_say_row(const struct call *call, struct reply *reply, const struct decision *decision)
{
    char state[HANDLE_BYTES + WHEN_BYTES + 80];
    say_state(call, decision, state, sizeof state);
    reply_line(reply, "%lld: %s (%s%s)", (long long)decision->id, reply_shown(call, decision->title),
        decision->late ? _("late: ") : "", reply_shown(call, state));
}

void decision_words(const struct decision *decision, int64_t now, struct buffer *out)
{
    char day[WHEN_BYTES];
    if (decision->state == DECISION_NEEDS_HANDS)
        buffer_format(out, _("%s: needs hands"), decision->title);
    else if (decision->due != 0)
        buffer_format(out, _("%s: until %s"), decision->title, when_say_date(decision->due, when_day(now), day));
    else
        buffer_string(out, decision->title);
}

json_t *decision_json(const struct decision *decision)
{
    char due[WHEN_BYTES] = "";
    if (decision->due != 0)
        when_write_date(decision->due, due);
    return json_pack("{s:I, s:I, s:I, s:s, s:s, s:s, s:s, s:b, s:b, s:s, s:I, s:I, s:s, s:s}", "id",
        (json_int_t)decision->id, "meeting", (json_int_t)decision->meeting, "proposal", (json_int_t)decision->proposal,
        "title", decision->title, "text", decision->text, "state", decision_state_name(decision->state), "carrier",
        decision->carrier, "mine", decision->mine, "late", decision->late, "until", due, "decided",
        (json_int_t)decision->decided, "acts", (json_int_t)decision->acts, "why", decision->why, "effect",
        decision->effect);
}

enum result decisions_say(const struct call *call, struct reply *reply, enum decisions_which which, json_t **json)
{
    const struct speaker *speaker = call->speaker;
    struct decision *list = xcalloc(DECISIONS_SHOWN, sizeof *list);
    size_t count = 0;
    enum result result = decisions_list(speaker->store, speaker->actor, speaker->now, list, DECISIONS_SHOWN, &count);
    *json = json_array();
    for (size_t i = 0; i < count; i++) {
        if (which != DECISIONS_ALL && list[i].state == DECISION_DONE)
            continue;
        decision_say_row(call, reply, &list[i]);
        json_array_append_new(*json, decision_json(&list[i]));
    }
    free(list);
    return result;
}
