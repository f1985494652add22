/* command_gains.c: what was demanded, what is done for it, what came of it. RULES 8.3. */
#include <stdlib.h>
#include <string.h>

#include "bbs/command/command_table.h"
#include "form_fields.h"
#include "gains.h"
#include "gettext.h"
#include "when.h"

/* --- showing --- */

static json_t *gain_json(const struct gain *gain)
{
    char day[WHEN_BYTES];
    return json_pack("{s:I, s:s, s:s, s:s, s:s, s:i, s:b, s:s, s:s, s:s, s:I, s:I}", "gain", (json_int_t)gain->id,
        "state", gain_state_name(gain->state), "demand", gain->demand, "act", gain->act, "by", gain->by, "hands",
        gain->hands, "you_come", gain->comes, "result", gain->result, "learned", gain->learned, "day",
        when_say_date(gain->day, gain->day, day), "made", (json_int_t)gain->made, "ended", (json_int_t)gain->ended);
}

static void say_gain(const struct call *call, struct reply *reply, const struct gain *gain)
{
    char day[WHEN_BYTES];
    int64_t today = when_day(call->speaker->now);
    reply_line(
        reply, "%lld  %s: %s", (long long)gain->id, gain_state_words(gain->state), reply_shown(call, gain->demand));
    when_say_date(gain->day, today, day);
    if (gain->state == GAIN_RESTS)
        reply_line(reply, _("   until %s"), day);
    else
        reply_line(reply, "   %s: %s", day, reply_shown(call, gain->act));
    if (gain->state != GAIN_RESTS)
        reply_line(reply, ngettext("   %d comes%s", "   %d come%s", (unsigned long)gain->hands), gain->hands,
            gain->comes ? _(", you too") : "");
    if (gain->result[0] != '\0')
        reply_line(reply, "   %s", reply_shown(call, gain->result));
    if (gain->learned[0] != '\0')
        reply_line(reply, _("   Learned: %s"), reply_shown(call, gain->learned));
    if (gain->asks)
        reply_line(reply, _("   What did we learn, what is next, who rests? `gain learned %lld --words WORDS`"),
            (long long)gain->id);
}

static enum result run_gains(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    enum { GAINS_A_PAGE = 30 };
    struct call_page page;
    size_t count = 0;
    if (!call_page(call, GAINS_A_PAGE, &page, reply))
        return reply->result;
    struct gain *gains = xcalloc(page.load, sizeof *gains);
    enum result result = gains_list(speaker->store, speaker->actor, speaker->now, gains, page.load, &count);
    call_page_of(&page, count);
    reply->json = json_array();
    for (size_t i = page.first; i < page.end; i++) {
        say_gain(call, reply, &gains[i]);
        json_array_append_new(reply->json, gain_json(&gains[i]));
    }
    free(gains);
    call_page_end(call, &page, reply);
    if (result == RESULT_OK && count == 0)
        reply_line(reply, "%s",
            _("Nothing is demanded yet. `gain add --demand D --act WORDS --by DAY` names an act; so does a meeting."));
    return reply_from_store(reply, result, speaker->store);
}

static enum result say_one(const struct call *call, struct reply *reply, int64_t id)
{
    const struct speaker *speaker = call->speaker;
    struct gain gain;
    enum result result = gain_get(speaker->store, speaker->actor, id, speaker->now, &gain);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    say_gain(call, reply, &gain);
    reply->json = gain_json(&gain);
    return RESULT_OK;
}

static enum result run_gain(const struct call *call, struct reply *reply)
{
    int64_t id;
    return call_number(call, 0, &id, reply) ? say_one(call, reply, id) : RESULT_INVALID;
}

/* --- acting --- */

static enum result run_add(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    const char *demand = call_option(call, "demand"), *act = call_option(call, "act"), *by = call_option(call, "by");
    struct when when = { 0 };
    int64_t gain;
    if (demand == NULL || act == NULL || by == NULL)
        return reply_usage(reply, _("Type it like this: %s"), call_usage(call));
    enum when_fault fault = when_read(by, speaker->now, &when);
    if (fault != WHEN_GOOD)
        return reply_usage(reply, "%s", when_fault_sentence(fault));
    enum result result = gain_make(speaker->store, speaker->actor, demand, act, when.day, speaker->now, &gain);
    return result == RESULT_OK ? say_one(call, reply, gain) : reply_from_store(reply, result, speaker->store);
}

static enum result come(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    bool on = call_option(call, "no") == NULL;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    enum result result = gain_come(speaker->store, speaker->actor, id, on, speaker->now);
    return result == RESULT_OK ? say_one(call, reply, id) : reply_from_store(reply, result, speaker->store);
}

static enum result run_come(const struct call *call, struct reply *reply)
{
    return call_in_her_name(call, reply, come);
}

static enum result run_end(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    bool won = strcmp(call->command->name, "gain won") == 0;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    enum result result = gain_end(speaker->store, speaker->actor, id, won, call_option(call, "result"), speaker->now);
    return result == RESULT_OK ? say_one(call, reply, id) : reply_from_store(reply, result, speaker->store);
}

static enum result run_learned(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    const char *typed = call_option(call, "words");
    char *words = typed != NULL ? xstrdup(typed) : call_body(call, reply);
    if (words == NULL)
        return RESULT_INVALID;
    enum result result = gain_learn(speaker->store, speaker->actor, id, words, speaker->now);
    free(words);
    if (result == RESULT_OK)
        draft_drop(speaker->store, speaker->actor, DRAFT_LEARNED, id, speaker->now);
    return result == RESULT_OK ? say_one(call, reply, id) : reply_from_store(reply, result, speaker->store);
}

#define ENTRY(name, usage, summary, detail, options, least, most, body, ...)                                           \
    {                                                                                                                  \
        name, usage, summary, detail, options, least, most, COMMAND_MEMBER, body, .run = __VA_ARGS__                   \
    }

const struct command command_gains[] = {
    ENTRY("gains", "gains [--page N]", N_("what we demanded, what we do for it, and what came of it"), NULL, "page=", 0,
        0, COMMAND_NO_BODY, run_gains),
    ENTRY("gain", "gain G", N_("one demand, its act, and what came of it"), NULL, "", 1, 1, COMMAND_NO_BODY, run_gain),
    ENTRY("gain add", "gain add --demand D --act WORDS --by DAY", N_("names a demand, and what we do for it by a day"),
        N_("You come yourself. Others say `gain come G`. Alone it opens a form, in line mode one question at a time; an angry post can become one."),
        "", 0, 0, COMMAND_NO_BODY, run_add, .fields = form_fields_gain, .place = DRAFT_GAIN,
        .target = COMMAND_TO_HOUSE),
    ENTRY("gain come", "gain come G [--no] [--for NAME]", N_("says that you come"), NULL, "no for=", 1, 1,
        COMMAND_NO_BODY, run_come),
    ENTRY("gain won", "gain won G [--result WORDS]", N_("says that it was won"), N_("By whoever named it or came."),
        "result=", 1, 1, COMMAND_NO_BODY, run_end, .target = COMMAND_TO_UNIT),
    ENTRY("gain lost", "gain lost G [--result WORDS]", N_("says that it was lost"),
        N_("7 days later those who came are asked what was learned."), "result=", 1, 1, COMMAND_NO_BODY, run_end,
        .target = COMMAND_TO_UNIT),
    ENTRY("gain learned", "gain learned G [--words WORDS] [< words]",
        N_("of a lost demand: what we learned, what is next, who rests"), NULL, "words=", 1, 1, COMMAND_MAY_BODY,
        run_learned, .place = DRAFT_LEARNED, .target = COMMAND_TO_NUMBER),
};
const size_t command_gains_count = sizeof command_gains / sizeof *command_gains;
