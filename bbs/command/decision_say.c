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
        util_copy_text(out, size, decision_state_words(decision->state));
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
    char review[WHEN_BYTES] = "";
    if (decision->review != 0)
        when_write_date(decision->review, review);
    return json_pack("{s:I, s:I, s:I, s:I, s:s, s:s, s:s, s:s, s:b, s:b, s:s, s:I, s:I, s:s, s:s, s:s}", "id",
        (json_int_t)decision->id, "meeting", (json_int_t)decision->meeting, "proposal", (json_int_t)decision->proposal,
        "vote", (json_int_t)decision->vote, "title", decision->title, "text", decision->text, "state",
        decision_state_name(decision->state), "carrier", decision->carrier, "mine", decision->mine, "late",
        decision->late, "until", due, "decided", (json_int_t)decision->decided, "acts", (json_int_t)decision->acts,
        "why", decision->why, "review", review, "effect", decision->effect);
}

/* --- worries and stops --- */

static void say_needs(const struct call *call, struct reply *reply, const struct reservation *stop)
{
    if (stop->waits && stop->may_support)
        reply_line(reply,
            ngettext("  %d of %d said yes to it. `stop yes %lld` does.",
                "  %d of %d said yes to it. `stop yes %lld` does.", (unsigned long)stop->support),
            stop->support, stop->support_needed, (long long)stop->stop);
    else if (stop->waits)
        reply_line(reply,
            ngettext("  %d of %d said yes to it.", "  %d of %d said yes to it.", (unsigned long)stop->support),
            stop->support, stop->support_needed);
    if (stop->stands && stop->lapses != 0)
        reply_line(reply, _("  Its text was changed. It stands until its owner answers, or %s."),
            reply_time(stop->lapses, (char[32]) { 0 }));
    if (stop->may_meet)
        reply_line(reply,
            _("  Its owner, the mover and a keeper meet. You are one of them: `stop met %lld` says that you did."),
            (long long)stop->stop);
    if (stop->may_ask && stop->stands)
        reply_line(reply, _("  The three have met. The chair may ask whether it stands: `stop ask %lld`."),
            (long long)stop->stop);
    (void)call;
}

static void say_stop(
    const struct call *call, struct reply *reply, const struct reservation *stop, const char *who, int64_t proposal)
{
    const char *state = stop->waits       ? _("waits for others' yes")
                        : stop->stands    ? _("stands")
                        : stop->set_aside ? _("set aside by the room")
                                          : _("answered");
    reply_line(reply, _("Stop %lld%s (said of text %d, %s): %s"), (long long)stop->stop, who, stop->version, state,
        stop->text[0] != '\0' ? reply_shown(call, stop->text) : _("(words come later)"));
    if (stop->womens)
        reply_line(reply, "%s", _("  Of the women's caucus, about the safety of its members. It is not voted on."));
    else if (stop->agreement != 0)
        reply_line(reply, _("  It names agreement %lld: %s"), (long long)stop->agreement,
            reply_shown(call, stop->agreement_title));
    else if (stop->safety)
        reply_line(reply, "%s", _("  It names somebody's safety."));
    if (stop->mine && stop->stands)
        reply_line(reply, _("  It is yours. Is it answered? `stop answered %lld` takes it back."), (long long)proposal);
    say_needs(call, reply, stop);
}

void decision_say_reservation(
    const struct call *call, struct reply *reply, const struct reservation *reservation, int version, int64_t proposal)
{
    char who[HANDLE_BYTES + 8] = "";
    if (reservation->by[0] != '\0')
        snprintf(who, sizeof who, ", %s", reservation->by);
    if (reservation->stop != 0)
        say_stop(call, reply, reservation, reply_shown(call, who), proposal);
    else if (reservation->version != version)
        reply_line(reply, _("%s%s (said of text %d): %s"), position_words(reservation->answer), reply_shown(call, who),
            reservation->version, reply_shown(call, reservation->text));
    else
        reply_line(reply, "%s%s: %s", position_words(reservation->answer), reply_shown(call, who),
            reply_shown(call, reservation->text));
}

json_t *decision_reservation_json(const struct reservation *one)
{
    json_t *json = json_pack("{s:s, s:i, s:b, s:s, s:s}", "answer", position_name(one->answer), "version", one->version,
        "stands", one->stands, "by", one->by, "text", one->text);
    if (one->stop != 0)
        json_object_update_new(
            json, json_pack("{s:I, s:I, s:b, s:b, s:b, s:b, s:b, s:b, s:b, s:b, s:i, s:i}", "stop",
                      (json_int_t)one->stop, "agreement", (json_int_t)one->agreement, "safety", one->safety, "womens",
                      one->womens, "set_aside", one->set_aside, "late", one->late, "waits", one->waits, "met_owner",
                      one->met_owner, "met_mover", one->met_mover, "met_keeper", one->met_keeper, "support",
                      one->support, "support_needed", one->support_needed));
    return json;
}

enum result decisions_say(
    const struct call *call, struct reply *reply, enum decisions_which which, struct call_page *page, json_t **json)
{
    const struct speaker *speaker = call->speaker;
    struct decision *list = xcalloc(page->load, sizeof *list);
    size_t count = 0;
    enum result result = decisions_list(speaker->store, speaker->actor, speaker->now, list, page->load, &count);
    call_page_of(page, count);
    *json = json_array();
    for (size_t i = page->first; i < page->end; i++) {
        if (which != DECISIONS_ALL && list[i].state == DECISION_DONE)
            continue;
        decision_say_row(call, reply, &list[i]);
        json_array_append_new(*json, decision_json(&list[i]));
    }
    free(list);
    return result;
}
