/* command_claim.c: commands that make the claim "I am a woman", take it back, and object to it. RULES 3.1. */
#include "bbs/command/command_claim.h"

#include <string.h>

#include "gettext.h"

enum { OBJECTIONS_MOST = 40 };

static enum result change(const struct call *call, struct reply *reply, bool on)
{
    const struct speaker *speaker = call->speaker;
    struct claim claim;
    enum result result = on ? RESULT_OK : claim_get(speaker->store, speaker->actor, speaker->now, &claim);
    if (result != RESULT_OK || (!on && claim.said == 0))
        return reply_from_store(reply, result, speaker->store);
    if (!on && reply_asks(reply, speaker,
                   _("Take back that you said that you are a woman? If you say it again, 14 days begin again.")))
        return reply->result;
    result = on ? claim_make(speaker->store, speaker->actor, speaker->now)
                : claim_take_back(speaker->store, speaker->actor, speaker->now);
    return reply_from_store(reply, result, speaker->store);
}

enum result command_claim_take(const struct call *call, struct reply *reply, const char *value)
{
    if (value == NULL)
        return RESULT_OK;
    if (strcmp(value, "yes") != 0 && strcmp(value, "no") != 0)
        return reply_refuse(reply, RESULT_INVALID, _("Say yes or no."));
    return change(call, reply, strcmp(value, "yes") == 0);
}

enum result command_claim_read(const struct call *call, struct reply *reply, struct claim *claim)
{
    const struct speaker *speaker = call->speaker;
    return reply_from_store(reply, claim_get(speaker->store, speaker->actor, speaker->now, claim), speaker->store);
}

static enum result show_woman(const struct call *call, struct reply *reply)
{
    struct claim claim;
    char words[CLAIM_WORDS_BYTES];
    enum result result = command_claim_take(call, reply, call->words > 0 ? call->word[0] : NULL);
    if (result != RESULT_OK || reply->asks || (result = command_claim_read(call, reply, &claim)) != RESULT_OK)
        return result;
    reply_text(reply, call, 0, claim_words(&claim, words));
    if (claim.state == CLAIM_NONE)
        reply_line(reply, _("`woman yes` says it."));
    reply->json = json_pack("{s:s, s:I, s:I}", "state", claim_state_name(claim.state), "said", (json_int_t)claim.said,
        "stands_at", (json_int_t)claim.stands_at);
    return RESULT_OK;
}

static enum result run_woman(const struct call *call, struct reply *reply)
{
    return call_in_her_name(call, reply, show_woman);
}

static enum result run_object(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    bool back = call_option(call, "take-back") != NULL;
    enum result result = claim_object(speaker->store, speaker->actor, call->word[0], !back, speaker->now);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    const char *name = reply_shown(call, call->word[0]);
    if (back)
        reply_line(reply, _("Your objection is taken back."));
    else {
        reply_line(reply,
            _("Noted: you object if %s claims to be a woman. Two objections suspend that until the women's caucus decides. Nobody is told who objects."),
            name);
        reply_line(reply, _("`woman object %s --take-back` takes it back."), name);
    }
    reply->json = json_pack("{s:s, s:b}", "handle", call->word[0], "objects", !back);
    return RESULT_OK;
}

static enum result run_objections(const struct call *call, struct reply *reply)
{
    struct call_page page;
    size_t count = 0;
    char when[32];
    const struct speaker *speaker = call->speaker;
    if (!call_page(call, OBJECTIONS_MOST, &page, reply))
        return reply->result;
    struct objection *objections = xcalloc(page.load, sizeof *objections);
    enum result result = claim_objections(speaker->store, speaker->actor, page.load, objections, &count);
    call_page_of(&page, count);
    reply->json = json_array();
    for (size_t i = page.first; i < page.end; i++) {
        reply_line(reply, "%s, %s", reply_shown(call, objections[i].handle), reply_time(objections[i].at, when));
        json_array_append_new(
            reply->json, json_pack("{s:s, s:I}", "handle", objections[i].handle, "at", (json_int_t)objections[i].at));
    }
    free(objections);
    call_page_end(call, &page, reply);
    if (result == RESULT_OK)
        reply_line(reply, "%s",
            count > 0 ? _("Only you read this list. `woman object HANDLE --take-back` takes one back.")
                      : _("You object to nobody's word."));
    return reply_from_store(reply, result, speaker->store);
}

const struct command command_claim[] = {
    { "woman", "woman [yes|no] [--for NAME]", N_("whether you said that you are a woman, and whether it stands"),
        N_("Some asks are for women to answer. Say it once; it stands 14 days later. Two objections by members suspend it until the women's caucus decides; only you are told. `woman no` takes it back; if you say it again, 14 days begin again, and objections stay. --for NAME says it by your hand for somebody without a device."),
        "for=", 0, 1, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_woman },
    { "woman object", "woman object HANDLE [--take-back]",
        N_("objects to somebody's word of being a woman; --take-back takes that back"),
        N_("You are not told whether that person said it. Nobody is told who objects."), "take-back", 1, 1,
        COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_object },
    { "woman objections", "woman objections [--page N]", N_("to whose word you object"), NULL, "page=", 0, 0,
        COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_objections },
};
const size_t command_claim_count = sizeof command_claim / sizeof *command_claim;
