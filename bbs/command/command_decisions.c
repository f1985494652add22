/* command_decisions.c: the register of what was decided, and the minutes. RULES 4.8, 4.9. */
#include <stdlib.h>
#include <string.h>

#include "bbs/command/command_table.h"
#include "bbs/command/decision_say.h"
#include "gettext.h"
#include "when.h"

enum { RESERVATIONS_READ = 2000 }; /* of one proposal, more than a street has people */

/* --- decisions --- */

static enum result run_decisions(const struct call *call, struct reply *reply)
{
    enum { DECISIONS_A_PAGE = 30 };
    struct call_page page;
    if (!call_page(call, DECISIONS_A_PAGE, &page, reply))
        return reply->result;
    enum result result = decisions_say(call, reply, DECISIONS_ALL, &page, &reply->json);
    call_page_end(call, &page, reply);
    if (result == RESULT_OK && json_array_size(reply->json) == 0 && page.number == 1)
        reply_line(reply, "%s", _("Nothing is decided yet. A meeting decides: `meeting call` calls one."));
    else if (json_array_size(reply->json) > 0)
        reply_line(reply, "%s", _("`decision D` shows one, `carry D` says that you carry it."));
    return reply_from_store(reply, result, call->speaker->store);
}

/* Stops against it that came after the minutes. */
static void say_late_stops(const struct call *call, struct reply *reply, const struct decision *decision)
{
    const struct speaker *speaker = call->speaker;
    struct reservation *list = xcalloc(RESERVATIONS_READ, sizeof *list);
    size_t count = 0;
    reservations_list(
        speaker->store, speaker->actor, decision->proposal, speaker->now, list, RESERVATIONS_READ, &count);
    for (size_t i = 0; i < count; i++)
        if (list[i].late)
            decision_say_reservation(call, reply, &list[i], 0, decision->proposal);
    free(list);
}

static enum result say_decision(const struct call *call, struct reply *reply, int64_t id)
{
    const struct speaker *speaker = call->speaker;
    struct decision decision;
    char acts[WHEN_BYTES];
    enum result result = decision_get(speaker->store, speaker->actor, id, speaker->now, &decision);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    decision_say_row(call, reply, &decision);
    reply_text(reply, call, 2, decision.text);
    reply_line(reply, "  %s", decision.why);
    if (decision.effect[0] != '\0')
        reply_text(reply, call, 2, decision.effect);
    if (decision.state == DECISION_SUSPENDED)
        reply_line(
            reply, "%s", _("  A stop came late. The decision is suspended until the next meeting decides again."));
    else if (decision.state == DECISION_ENDED)
        reply_line(reply, "%s", _("  It is no longer in force: a later meeting ended it, or did not decide it again."));
    else if (decision.acts == 0)
        reply_line(reply, "%s", _("  It acts when the meeting is closed."));
    else if (decision.acts > speaker->now)
        reply_line(
            reply, _("  It acts from %s, when the minutes stand."), when_say(decision.acts, true, speaker->now, acts));
    if (decision.review != 0)
        reply_line(reply, _("  It is looked at again from %s: it is on the next agenda then."),
            when_say_date(decision.review, when_day(speaker->now), acts));
    say_late_stops(call, reply, &decision);
    reply->json = decision_json(&decision);
    return RESULT_OK;
}

static enum result run_decision(const struct call *call, struct reply *reply)
{
    int64_t id;
    return call_number(call, 0, &id, reply) ? say_decision(call, reply, id) : RESULT_INVALID;
}

/* --until; 0 when it is not given. On false the reply has the refusal. */
static bool read_until(const struct call *call, int64_t *day, struct reply *reply)
{
    const char *until = call_option(call, "until");
    struct when when = { 0 };
    enum when_fault fault = until != NULL ? when_read(until, call->speaker->now, &when) : WHEN_GOOD;
    if (fault != WHEN_GOOD)
        reply_usage(reply, "%s", when_fault_sentence(fault));
    *day = when.day;
    return fault == WHEN_GOOD;
}

static enum result run_carry(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    bool on = call_option(call, "no") == NULL;
    int64_t id, due;
    if (!call_number(call, 0, &id, reply) || !read_until(call, &due, reply))
        return RESULT_INVALID;
    enum result result = decision_carry(speaker->store, speaker->actor, id, on, due, speaker->now);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    reply_line(reply, "%s", on ? _("You carry it.") : _("It needs hands again."));
    return say_decision(call, reply, id);
}

static enum result run_done(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    bool done = call_option(call, "no") == NULL;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    enum result result = decision_done(speaker->store, speaker->actor, id, done, speaker->now);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    reply_line(reply, "%s", done ? _("Done. Thank you.") : _("It is not done."));
    return say_decision(call, reply, id);
}

static enum result run_review(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    bool on = call_option(call, "no") == NULL;
    int64_t id, day;
    if (!call_number(call, 0, &id, reply) || !read_until(call, &day, reply))
        return RESULT_INVALID;
    if (on && day == 0)
        return reply_usage(reply, _("Say when: --until 12 dec. --no takes the day back."));
    enum result result = decision_review(speaker->store, speaker->actor, id, on ? day : 0, speaker->now);
    return result == RESULT_OK ? say_decision(call, reply, id) : reply_from_store(reply, result, speaker->store);
}

/* --- minutes --- */

/* The lines of minutes are wrapped at 80 columns when they are written: they are shown as they are. */
static void say_lines(struct reply *reply, const struct call *call, const char *text)
{
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        char *line = xstrndup(text, length);
        const char *words = line + strspn(line, " ");
        reply_line(reply, "%*s%s", (int)(words - line), "", reply_shown(call, words));
        free(line);
        text += length + (text[length] == '\n');
    }
}

static enum result run_minutes(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct minutes minutes;
    char stand[WHEN_BYTES];
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    enum result result = minutes_get(speaker->store, speaker->actor, id, speaker->now, &minutes);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    char *whole = minutes_whole(&minutes);
    say_lines(reply, call, whole);
    free(whole);
    reply_line(reply, minutes.stands ? _("They stand since %s.") : _("They stand from %s."),
        when_say(minutes.stand_from, true, speaker->now, stand));
    reply->json = json_pack("{s:I, s:I, s:I, s:b, s:I, s:s, s:s, s:s, s:s}", "meeting", (json_int_t)minutes.meeting,
        "written", (json_int_t)minutes.written, "stand_from", (json_int_t)minutes.stand_from, "stand", minutes.stands,
        "thread", (json_int_t)minutes.thread, "hash", minutes.hash, "head", minutes.head, "text", minutes.text,
        "beside", minutes.beside);
    minutes_free(&minutes);
    return RESULT_OK;
}

static enum result run_correct(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct actor voice;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    enum result result = call_voice(call, &voice);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    char *text = call_body(call, reply);
    if (text == NULL)
        return RESULT_INVALID;
    result = minutes_correct(speaker->store, &voice, id, text, speaker->now);
    if (result == RESULT_OK) {
        draft_drop(speaker->store, &voice, DRAFT_CORRECTION, id, speaker->now);
        reply_line(reply, "%s",
            voice.hand != 0 ? _("It stands beside the minutes, with their name, by your hand.")
                            : _("It stands beside the minutes, with your name."));
        call_say_by_hand(call, reply, &voice);
    } else {
        call_refused(call, reply, result, &(struct draft) { .place = DRAFT_CORRECTION, .target = id, .body = text });
    }
    free(text);
    return result;
}

#define ENTRY(name, usage, summary, detail, options, least, most, ...)                                                 \
    {                                                                                                                  \
        name, usage, summary, detail, options, least, most, COMMAND_MEMBER, __VA_ARGS__                                \
    }

const struct command command_decisions[] = {
    ENTRY("decisions", "decisions [--page N]", N_("what was decided, who carries it, until when"),
        N_("What needs hands or is late comes first. What is late comes up in the next agenda by itself."), "page=", 0,
        0, COMMAND_NO_BODY, .run = run_decisions, .now = NOW_OUTSIDE),
    ENTRY("decision", "decision D", N_("one decision: its words, and the numbers it passed by"), NULL, "", 1, 1,
        COMMAND_NO_BODY, .run = run_decision),
    ENTRY("carry", "carry D [--until DAY] [--no]", N_("says that you carry a decision, until a day"),
        N_("For anybody, where nobody carries it yet. --no gives it back: it needs hands then."), "until= no", 1, 1,
        COMMAND_NO_BODY, .run = run_carry),
    ENTRY("decision done", "decision done D [--no]", N_("says that a decision that you carry is done"), NULL, "no", 1,
        1, COMMAND_NO_BODY, .run = run_done),
    ENTRY("review", "review D --until DAY|--no", N_("says when a decision is looked at again"),
        N_("It is on the next agenda by itself then. For any member; --no takes the day back."), "until= no", 1, 1,
        COMMAND_NO_BODY, .run = run_review),
    ENTRY("minutes", "minutes N", N_("the minutes of a meeting"),
        N_("They write themselves when it is closed, and stand {minutes-days} later. The line BLAKE2b is that of the text above it: b2sum -l 256."),
        "", 1, 1, COMMAND_NO_BODY, .run = run_minutes),
    ENTRY("minutes correct", "minutes correct N [--for NAME] < text",
        N_("sets a correction beside minutes that do not stand yet"),
        N_("For whoever was in the meeting. It bears your name. --for: that of somebody without a device, who was."),
        "for=", 1, 1, COMMAND_BODY, .place = DRAFT_CORRECTION, .target = COMMAND_TO_NUMBER, .run = run_correct),
};
const size_t command_decisions_count = sizeof command_decisions / sizeof *command_decisions;
