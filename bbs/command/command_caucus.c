/* command_caucus.c: founding a caucus, answering its questions, leaving and closing it; the women's caucus. RULES 1.0.
 */
#include "caucus.h"

#include <stdlib.h>
#include <string.h>

#include "bbs/command/command_table.h"
#include "caucus_words.h"
#include "gettext.h"
#include "proposals.h"
#include "womens.h"

enum { CAUCUSES_MOST = ACTOR_UNITS_MAX, CALLS_SHOWN = 20, CALLS_READ = 1000 };

/* --- telling --- */

static void say_caucus(const struct call *call, struct reply *reply, const struct caucus *caucus)
{
    char until[32], number[24];
    snprintf(number, sizeof number, "%lld", (long long)caucus->members);
    if (caucus->closed != 0)
        reply_line(reply, _("%s (%s): closed. Its members read it until %s; then its words are wiped."),
            reply_shown(call, caucus->name), caucus->slug, reply_time(caucus->closed + CAUCUS_CLOSED_SECONDS, until));
    else if (caucus->womens)
        reply_line(reply, _("%s (%s), the women's caucus of %s: people in it: %s"), reply_shown(call, caucus->name),
            caucus->slug, reply_shown(call, caucus->of), number);
    else
        reply_line(reply, _("%s (%s), of %s: people in it: %s"), reply_shown(call, caucus->name), caucus->slug,
            reply_shown(call, caucus->of), number);
    json_array_append_new(json_object_get(reply->json, "caucuses"),
        json_pack("{s:s, s:s, s:s, s:I, s:b, s:I}", "name", caucus->name, "short", caucus->slug, "of", caucus->of,
            "members", (json_int_t)caucus->members, "womens", caucus->womens, "closed", (json_int_t)caucus->closed));
}

/* Says who was asked: "ann (yes), ben, eve". */
static void say_asked(const struct call *call, struct reply *reply, const struct caucus_call *one)
{
    const struct speaker *speaker = call->speaker;
    struct caucus_asked asked[CAUCUS_ASKED_MOST];
    struct buffer words = { 0 };
    size_t count;
    caucus_asked_list(speaker->store, speaker->actor, one->id, speaker->now, asked, CAUCUS_ASKED_MOST, &count);
    for (size_t i = 0; i < count; i++)
        buffer_format(
            &words, asked[i].yes ? _("%s%s (yes)") : "%s%s", i > 0 ? ", " : "", reply_shown(call, asked[i].handle));
    reply_text(reply, call, 4, buffer_text(&words));
    buffer_clear(&words);
}

static void say_call(const struct call *call, struct reply *reply, const struct caucus_call *one)
{
    static const char *const kinds[] = { "found", "invite", "close" };
    char words[CAUCUS_WORDS], until[32];
    caucus_call_words(one, words);
    reply_line(
        reply, _("%lld: %s (until %s)"), (long long)one->id, reply_shown(call, words), reply_time(one->until, until));
    if (one->kind == CAUCUS_FOUND)
        say_asked(call, reply, one);
    if (one->waits)
        reply_line(reply, _("    `caucus yes %lld` or `caucus no %lld`"), (long long)one->id, (long long)one->id);
    json_array_append_new(json_object_get(reply->json, "calls"),
        json_pack("{s:I, s:s, s:s, s:s, s:s, s:I, s:i, s:i, s:b}", "id", (json_int_t)one->id, "kind", kinds[one->kind],
            "name", one->name, "by", one->by, "about", one->about, "until", (json_int_t)one->until, "yes", one->yes,
            "needed", one->needed, "waits", one->waits));
}

static void say_suspended(const struct call *call, struct reply *reply, const struct suspended *one)
{
    const char *handle = reply_shown(call, one->handle);
    reply_line(reply, _("Two members object to the word of %s that she is a woman. Your caucus decides."), handle);
    if (one->said == 0)
        reply_line(reply, _("    `woman decide %s yes`: it stands; `woman decide %s no`: it does not"), handle, handle);
    else
        reply_line(reply, "    %s", one->said == 1 ? _("You said: it stands.") : _("You said: it does not stand."));
    json_array_append_new(json_object_get(reply->json, "suspended"),
        json_pack("{s:s, s:I, s:i}", "handle", one->handle, "since", (json_int_t)one->since, "said", one->said));
}

static size_t say_calls(const struct call *call, struct reply *reply, struct call_page *page)
{
    const struct speaker *speaker = call->speaker;
    struct caucus_call *calls = xcalloc(page->load, sizeof *calls);
    struct suspended *suspended = xcalloc(page->load, sizeof *suspended);
    size_t count = 0, women = 0;
    caucus_calls(speaker->store, speaker->actor, speaker->now, calls, page->load, &count);
    call_page_of(page, count);
    for (size_t i = page->first; i < page->end; i++)
        say_call(call, reply, &calls[i]);
    free(calls);
    womens_suspended(speaker->store, speaker->actor, speaker->now, suspended, page->load, &women);
    call_page_of(page, women);
    for (size_t i = page->first; i < page->end; i++)
        say_suspended(call, reply, &suspended[i]);
    free(suspended);
    return count + women;
}

/* Stops that it may enter (RULES 4.5). Returns how many. */
static int say_stops(const struct call *call, struct reply *reply)
{
    int64_t proposal;
    int waits = stops_wait(call->speaker->store, call->speaker->actor, call->speaker->now, &proposal);
    if (waits > 0)
        reply_line(reply,
            ngettext("%d stop waits for your yes: `proposal %lld` shows it.",
                "%d stops wait for your yes: `proposal %lld` shows the first.", (unsigned long)waits),
            waits, (long long)proposal);
    json_object_set_new(reply->json, "stops", json_integer(waits));
    return waits;
}

/* RULES 4.1: the women's caucus is asked where no facilitator is a woman. */
static size_t say_facilitators(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct facilitators_asked asked[CAUCUSES_MOST];
    char words[CAUCUS_WORDS];
    size_t count = 0;
    json_t *array = json_array();
    facilitators_asked(speaker->store, speaker->actor, speaker->now, asked, CAUCUSES_MOST, &count);
    for (size_t i = 0; i < count; i++) {
        reply_line(reply, "%s", reply_shown(call, caucus_facilitators_words(&asked[i], words)));
        json_array_append_new(array,
            json_pack("{s:s, s:s, s:b}", "unit", asked[i].name, "short", asked[i].slug, "you_would", asked[i].mine));
    }
    json_object_set_new(reply->json, "facilitators", array);
    return count;
}

static enum result run_caucus(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct caucus caucuses[CAUCUSES_MOST]; /* nobody belongs to more units */
    struct call_page page;
    size_t count = 0;
    if (!call_page(call, CALLS_SHOWN, &page, reply))
        return reply->result;
    enum result result = caucus_list(speaker->store, speaker->actor, caucuses, CAUCUSES_MOST, &count);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    reply->json = json_pack("{s:[], s:[], s:[]}", "caucuses", "calls", "suspended");
    for (size_t i = 0; i < count; i++)
        say_caucus(call, reply, &caucuses[i]);
    size_t asked = say_calls(call, reply, &page) + (size_t)say_stops(call, reply) + say_facilitators(call, reply);
    if (page.more)
        call_page_end(call, &page, reply);
    if (asked == 0 && count == 0)
        reply_line(
            reply, "%s", _("You are in no caucus, and none asks you. `help caucus found` says how five found one."));
    else
        reply_line(reply, "%s", _("Whoever holds the machine can read this."));
    return RESULT_OK;
}

/* --- founding --- */

/* All words of the call as one name, because ssh does not transmit quotes. The caller frees. */
static char *name_of(const struct call *call)
{
    struct buffer name = { 0 };
    for (int i = 0; i < call->words; i++)
        buffer_format(&name, "%s%s", i > 0 ? " " : "", call->word[i]);
    char *text = xstrdup(buffer_text(&name));
    buffer_clear(&name);
    return text;
}

static enum result ask(const struct call *call, struct reply *reply, int64_t founding, const char *handle)
{
    const struct speaker *speaker = call->speaker;
    enum result result = caucus_ask(speaker->store, speaker->actor, founding, handle, speaker->now);
    if (result == RESULT_OK)
        reply_line(reply, _("%s is asked."), reply_shown(call, handle));
    else
        reply_line(reply, "%s: %s", reply_shown(call, handle), store_reason(speaker->store));
    return result;
}

/* Asks each of these people; `handles` as in "ben, eve flo". */
static void ask_all(const struct call *call, struct reply *reply, int64_t founding, const char *handles)
{
    char *names = xstrdup(handles), *rest = names, *handle;
    while ((handle = strtok_r(rest, " ,", &rest)) != NULL)
        ask(call, reply, founding, handle);
    free(names);
}

static enum result run_found(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    const char *handles = call_option(call, "ask");
    int64_t founding;
    char *name = name_of(call);
    enum result result = caucus_found(speaker->store, speaker->actor, name, speaker->now, &founding);
    free(name);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    reply_line(
        reply, "%s", _("Begun, with your yes. Five are needed, within 14 days. Only those whom you ask read of it."));
    if (handles != NULL)
        ask_all(call, reply, founding, handles);
    else
        reply_line(reply, "%s", _("`caucus ask HANDLE` asks somebody."));
    reply->json = json_pack("{s:I}", "id", (json_int_t)founding);
    return RESULT_OK;
}

/* The founding that she began last. */
static int64_t her_founding(const struct call *call)
{
    const struct speaker *speaker = call->speaker;
    struct caucus_call *calls = xcalloc(CALLS_READ, sizeof *calls);
    size_t count;
    int64_t founding = 0;
    caucus_calls(speaker->store, speaker->actor, speaker->now, calls, CALLS_READ, &count);
    for (size_t i = 0; i < count; i++)
        if (calls[i].kind == CAUCUS_FOUND && calls[i].mine)
            founding = calls[i].id;
    free(calls);
    return founding;
}

static enum result run_ask(const struct call *call, struct reply *reply)
{
    int64_t founding = her_founding(call);
    enum result result = RESULT_OK;
    if (founding == 0)
        return reply_refuse(reply, RESULT_NOT_FOUND, _("You have not begun a caucus. `caucus found NAME` begins one."));
    for (int i = 0; i < call->words && result == RESULT_OK; i++)
        result = ask(call, reply, founding, call->word[i]);
    return reply_from_store(reply, result, call->speaker->store);
}

/* --- answering --- */

static bool is_meant(const struct caucus_call *one, const char *word)
{
    int64_t number;
    return (util_parse_number(word, &number) && number == one->id) || strcasecmp(one->name, word) == 0 ||
           (one->about[0] != '\0' && strcasecmp(one->about, word) == 0);
}

/* Finds a call by its number, by the name of the caucus, or by the person to be taken in. Of several it takes one that
 * waits for her. 0: there is none. */
static int64_t find_call(const struct call *call)
{
    const struct speaker *speaker = call->speaker;
    struct caucus_call *calls = xcalloc(CALLS_READ, sizeof *calls);
    size_t count;
    int64_t found = 0;
    char *word = name_of(call);
    caucus_calls(speaker->store, speaker->actor, speaker->now, calls, CALLS_READ, &count);
    for (size_t i = 0; i < count; i++)
        if (is_meant(&calls[i], word) && (found == 0 || calls[i].waits))
            found = calls[i].id;
    free(word);
    free(calls);
    return found;
}

static enum result run_answer(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    enum caucus_done done;
    bool yes = strcmp(call->command->name, "caucus yes") == 0;
    enum result result = caucus_answer(speaker->store, speaker->actor, find_call(call), yes, speaker->now, &done);
    if (result == RESULT_OK)
        reply_line(reply, "%s", caucus_done_words(done, yes));
    reply->units = true;
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_invite(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t caucus;
    enum result result = caucus_choose(speaker->store, speaker->actor, call_option(call, "caucus"), &caucus);
    if (result == RESULT_OK)
        result = caucus_invite(speaker->store, speaker->actor, caucus, call->word[0], speaker->now);
    if (result == RESULT_OK)
        reply_line(reply, _("Noted. When a second one of you says yes, %s is asked. Nobody is told before."),
            reply_shown(call, call->word[0]));
    return reply_from_store(reply, result, speaker->store);
}

/* --- leaving, closing --- */

static enum result choose(const struct call *call, struct reply *reply, int64_t *caucus)
{
    char *name = name_of(call);
    enum result result =
        caucus_choose(call->speaker->store, call->speaker->actor, call->words > 0 ? name : NULL, caucus);
    free(name);
    return reply_from_store(reply, result, call->speaker->store);
}

static enum result run_leave_caucus(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t caucus;
    enum result result = choose(call, reply, &caucus);
    if (result != RESULT_OK)
        return result;
    if (reply_asks(
            reply, speaker, _("Leave this caucus? You read nothing of it then, and only it can take you in again.")))
        return reply->result;
    result = caucus_leave(speaker->store, speaker->actor, caucus, speaker->now);
    if (result == RESULT_OK)
        reply_line(reply, "%s", _("You left it."));
    reply->units = result == RESULT_OK;
    return reply_from_store(reply, result, speaker->store);
}

static bool is_closed(const struct speaker *speaker, int64_t caucus)
{
    struct caucus caucuses[CAUCUSES_MOST];
    size_t count;
    caucus_list(speaker->store, speaker->actor, caucuses, CAUCUSES_MOST, &count);
    for (size_t i = 0; i < count; i++)
        if (caucuses[i].id == caucus)
            return caucuses[i].closed != 0;
    return false;
}

static enum result run_close(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t caucus;
    enum result result = choose(call, reply, &caucus);
    if (result != RESULT_OK)
        return result;
    if (reply_asks(reply, speaker,
            _("Say yes to closing this caucus? When more than half of its members do, it is closed, and 30 days later its words are wiped.")))
        return reply->result;
    result = caucus_close(speaker->store, speaker->actor, caucus, speaker->now);
    if (result == RESULT_OK)
        reply_line(reply, "%s", caucus_done_words(is_closed(speaker, caucus) ? CAUCUS_CLOSED : CAUCUS_NOTED, true));
    return reply_from_store(reply, result, speaker->store);
}

/* --- the women's caucus --- */

static enum result run_confirm(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    bool back = call_option(call, "take-back") != NULL;
    char *name = name_of(call);
    enum result result = RESULT_OK;
    if (!back && call->words == 0)
        reply_usage(reply, _("Type it like this: %s"), call_usage(call));
    else
        result = womens_confirm(speaker->store, speaker->actor, back ? NULL : name, speaker->now);
    free(name);
    if (reply->usage || result != RESULT_OK)
        return reply->usage ? reply->result : reply_from_store(reply, result, speaker->store);
    reply_text(reply, call, 0,
        back ? _("Taken back.")
             : _("Noted. If there is a caucus of that name, and more than half of the women here confirm it, it is "
                 "the women's caucus. Only women whose word stands are counted. Only its members read whether it is."));
    return RESULT_OK;
}

static enum result run_decide(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    bool decided, yes = strcmp(call->word[1], "yes") == 0;
    if (!yes && strcmp(call->word[1], "no") != 0)
        return reply_usage(reply, _("Type it like this: %s"), call_usage(call));
    enum result result = womens_decide(speaker->store, speaker->actor, call->word[0], yes, speaker->now, &decided);
    if (result == RESULT_OK)
        reply_line(reply, "%s",
            decided ? _("Decided, by more than half of your caucus. Only they are told.")
                    : _("Noted. It is decided when more than half of your caucus said the same."));
    return reply_from_store(reply, result, speaker->store);
}

const struct command command_caucus[] = {
    { "caucus", "caucus [--page N]", N_("your caucuses, and what they ask you"),
        N_("People found a caucus for themselves. Neither the street nor a steward reads, lists or closes it. Its boards and asks are its own."),
        "page=", 0, 0, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_caucus },
    { "caucus found", "caucus found NAME [--ask HANDLE, HANDLE ...]", N_("begins a caucus, for five of you"),
        N_("Five members of your street or workplace each say yes within 14 days, you among them. Only those whom you ask read of it; they read who else was asked, and who said yes. Whoever was asked and comes later still comes in by a yes."),
        "ask=", 1, 20, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_found },
    { "caucus ask", "caucus ask HANDLE ...", N_("asks somebody to found the caucus that you began"), NULL, "", 1, 40,
        COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_ask },
    { "caucus yes", "caucus yes N", N_("says yes to what a caucus asks you"),
        N_("N is the number that `caucus` shows; the name of the caucus, or of the person to be taken in, will do too."),
        "", 1, 20, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_answer },
    { "caucus no", "caucus no N", N_("says no; to what you began it takes it back"),
        N_("Nobody is told of a no: to the others it looks as if you had not answered."), "", 1, 20, COMMAND_MEMBER,
        COMMAND_NO_BODY, .run = run_answer },
    { "caucus invite", "caucus invite HANDLE [--caucus NAME]", N_("wants somebody taken into your caucus"),
        N_("A second member of it says yes; then they are asked, and come in by their own yes."), "caucus=", 1, 1,
        COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_invite },
    { "caucus leave", "caucus leave [NAME]", N_("leaves a caucus"), NULL, "", 0, 20, COMMAND_MEMBER, COMMAND_NO_BODY,
        .run = run_leave_caucus },
    { "caucus close", "caucus close [NAME]", N_("says yes to closing a caucus"),
        N_("More than half of its members have to. Closed, it takes in nobody; its members read it for 30 days more, then its words are wiped."),
        "", 0, 20, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_close },
    { "caucus confirm", "caucus confirm NAME [--take-back]", N_("wants a caucus to be the women's caucus"),
        N_("For women whose word of being a woman stands. When more than half of those of your street confirm it, "
           "and most of its members are such women, it is the street's women's caucus. You name one; you are not "
           "told whether there is one of that name."),
        "take-back", 0, 20, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_confirm },
    { "woman decide", "woman decide HANDLE yes|no",
        N_("in the women's caucus: decides whether a word stands that two object to"),
        N_("More than half of the caucus, without the one it is about, decides. Only they are told."), "", 2, 2,
        COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_decide },
};
const size_t command_caucus_count = sizeof command_caucus / sizeof *command_caucus;
