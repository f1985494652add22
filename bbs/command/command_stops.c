/* command_stops.c: stops: what they name, the three who meet, whether one stands, late ones and those of a caucus; and
 * the agreements that a stop can name. RULES 4.5. */
#include <stdlib.h>
#include <string.h>

#include "bbs/command/command_table.h"
#include "caucus.h"
#include "gettext.h"
#include "proposals.h"
#include "when.h"

enum { AGREEMENTS_SHOWN = 30 };

static enum result said(
    const struct call *call, struct reply *reply, enum result result, const char *name, int64_t id, const char *words)
{
    if (result != RESULT_OK)
        return reply_from_store(reply, result, call->speaker->store);
    reply_line(reply, "%s", words);
    reply->json = json_pack("{s:I}", name, (json_int_t)id);
    return RESULT_OK;
}

/* --- its owner --- */

static enum result answered(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    return said(call, reply, stop_answered(speaker->store, speaker->actor, id, speaker->now), "proposal", id,
        _("Your stop is answered, and no longer stands."));
}

static enum result run_answered(const struct call *call, struct reply *reply)
{
    return call_in_her_name(call, reply, answered);
}

static enum result run_names(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct proposal proposal;
    struct actor voice;
    int64_t id, agreement = 0;
    bool safety = strcmp(call->word[1], "safety") == 0;
    if (!call_number(call, 0, &id, reply) || (!safety && !call_number(call, 1, &agreement, reply)))
        return RESULT_INVALID;
    enum result result = proposal_get(speaker->store, speaker->actor, id, speaker->now, &proposal);
    if (result == RESULT_OK)
        result = call_voice_in_room(call, proposal.meeting, &voice);
    if (result == RESULT_OK)
        result = stop_names(speaker->store, &voice, id, agreement, speaker->now);
    return said(call, reply, result, "proposal", id, _("It stands with the stop, and in the minutes."));
}

/* --- does it stand? --- */

/* The words stand in an option, or are the text. malloc'd; NULL: there are none. */
static char *words_of(const struct call *call, const char *option)
{
    const char *typed = call_option(call, option);
    char *words = typed != NULL           ? xstrdup(typed)
                  : call->body_length > 0 ? xstrndup(call->body, call->body_length)
                                          : NULL;
    for (size_t length = words != NULL ? strlen(words) : 0; length > 0 && words[length - 1] == '\n'; length--)
        words[length - 1] = '\0';
    return words;
}

static void drop(const struct call *call, enum result result, int64_t target)
{
    const struct speaker *speaker = call->speaker;
    if (result == RESULT_OK)
        draft_drop(speaker->store, speaker->actor, call->command->place, target, speaker->now);
}

static enum result run_met(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    char *words = words_of(call, "text");
    enum result result =
        stop_met(speaker->store, speaker->actor, id, words != NULL && words[0] != '\0' ? words : NULL, speaker->now);
    free(words);
    drop(call, result, id);
    return said(call, reply, result, "stop", id,
        _("Noted: the three met. When all three said so, the chair may ask the room: `stop ask`."));
}

static enum result run_ask(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    return said(call, reply, question_ask_stop(speaker->store, speaker->actor, id, speaker->now), "stop", id,
        _("The question is put: does the stop stand? Say it aloud. `close P` closes it."));
}

/* --- by others --- */

static enum result run_late(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t id, stop = 0;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    char *words = words_of(call, "why");
    enum result result = stop_late(speaker->store, speaker->actor, id, words, speaker->now, &stop);
    free(words);
    drop(call, result, id);
    if (result == RESULT_OK)
        reply_line(reply,
            _("Stop %lld is said. When members of two other homes say `stop yes %lld`, the decision waits for the next meeting."),
            (long long)stop, (long long)stop);
    if (result == RESULT_OK)
        reply->json = json_pack("{s:I, s:I}", "decision", (json_int_t)id, "stop", (json_int_t)stop);
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_caucus(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t id, caucus = 0, stop = 0;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    enum result result = caucus_choose(speaker->store, speaker->actor, call_option(call, "caucus"), &caucus);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    char *words = words_of(call, "why");
    result = stop_by_caucus(speaker->store, speaker->actor, caucus, id, words, speaker->now, &stop);
    free(words);
    drop(call, result, id);
    if (result == RESULT_OK)
        reply_line(reply,
            _("Your caucus is asked. When half of its members said `stop yes %lld`, it stands without anybody's name."),
            (long long)stop);
    if (result == RESULT_OK)
        reply->json = json_pack("{s:I, s:I}", "proposal", (json_int_t)id, "stop", (json_int_t)stop);
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_yes(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    bool entered;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    enum result result = stop_support(speaker->store, speaker->actor, id, speaker->now, &entered);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    reply_line(reply, "%s",
        entered ? _("That was the last yes it needed: the stop stands.") : _("Noted. It needs more who say yes."));
    reply->json = json_pack("{s:I, s:b}", "stop", (json_int_t)id, "stands", entered);
    return RESULT_OK;
}

/* --- agreements --- */

static enum result run_agreements(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct call_page page;
    size_t count = 0;
    if (!call_page(call, AGREEMENTS_SHOWN, &page, reply))
        return reply->result;
    struct agreement *list = xcalloc(page.load, sizeof *list);
    enum result result = agreements_list(speaker->store, speaker->actor, speaker->now, list, page.load, &count);
    call_page_of(&page, count);
    reply->json = json_array();
    for (size_t i = page.first; i < page.end; i++) {
        reply_line(reply, "%lld: %s", (long long)list[i].decision, reply_shown(call, list[i].title));
        reply_text(reply, call, 2, list[i].text);
        json_array_append_new(
            reply->json, json_pack("{s:I, s:I, s:s, s:s}", "agreement", (json_int_t)list[i].decision, "since",
                             (json_int_t)list[i].since, "title", list[i].title, "text", list[i].text));
    }
    call_page_end(call, &page, reply);
    if (result == RESULT_OK && count == 0)
        reply_line(reply, "%s", _("Nothing is agreed on yet: a meeting decides it, in an item about the rules."));
    free(list);
    return reply_from_store(reply, result, speaker->store);
}

#define ENTRY(name, usage, summary, detail, options, least, most, body, ...)                                           \
    {                                                                                                                  \
        name, usage, summary, detail, options, least, most, COMMAND_MEMBER, body, .run = __VA_ARGS__                   \
    }

const struct command command_stops[] = {
    ENTRY("stop answered", "stop answered P [--for NAME]", N_("takes your stop back, once it is answered"), NULL,
        "for=", 1, 1, COMMAND_NO_BODY, run_answered),
    ENTRY("stop names", "stop names P AGREEMENT|safety [--for NAME]",
        N_("says which agreement your stop names, or that it is about somebody's safety"),
        N_("`agreements` lists them with their numbers."), "for=", 2, 2, COMMAND_NO_BODY, run_names),
    ENTRY("stop met", "stop met S [--text TEXT] [< text]",
        N_("says that the three met about a stop: its owner, the mover, a keeper"),
        N_("Each says it for themselves. The keeper brings the text that they found, which waits for the mover's word. S is the number of the stop in `proposal P`."),
        "text=", 1, 1, COMMAND_MAY_BODY, run_met, .place = DRAFT_STOP_MET, .target = COMMAND_TO_NUMBER),
    ENTRY("stop ask", "stop ask S", N_("the chair asks the room whether a stop stands"),
        N_("Once the three have met; from 14 days after the stop also without its owner. It is set aside when {stop-share} of those present say that it names no shared aim and nobody's safety. A stop of the women's caucus is not voted on."),
        "", 1, 1, COMMAND_NO_BODY, run_ask),
    ENTRY("stop late", "stop late D [--why WORDS] [< words]",
        N_("a stop against a decision, by somebody who could not be there"),
        N_("For {late-stop-days} after the minutes. When members of two other homes say yes to it, the decision is "
           "suspended until the next meeting, which decides again. That happens once for each decision."),
        "why=", 1, 1, COMMAND_MAY_BODY, run_late, .place = DRAFT_LATE_STOP, .target = COMMAND_TO_NUMBER),
    ENTRY("stop caucus", "stop caucus P [--caucus NAME] [< words]",
        N_("asks your caucus to enter a stop about somebody's safety, without their name"),
        N_("It stands when half of its members said yes. One of the women's caucus is not voted on: the text goes back."),
        "caucus= why!", 1, 1, COMMAND_MAY_BODY, run_caucus, .place = DRAFT_SAFETY, .target = COMMAND_TO_NUMBER),
    ENTRY("stop yes", "stop yes S", N_("says yes to a stop that came late, or to one of your caucus"), NULL, "", 1, 1,
        COMMAND_NO_BODY, run_yes),
    ENTRY("agreements", "agreements [--page N]", N_("what was agreed on, with the numbers that a stop can name"), NULL,
        "page=", 0, 0, COMMAND_NO_BODY, run_agreements),
};
const size_t command_stops_count = sizeof command_stops / sizeof *command_stops;
