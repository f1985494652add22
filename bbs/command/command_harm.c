/* command_harm.c: what somebody keeps who was harmed. Each call takes her phrase. RULES 6.7.
 *
 * --json says only that it was done: what stands there is for eyes, not for a file. */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "bbs/command/command_table.h"
#include "gettext.h"
#include "harm_words.h"
#include "hurt.h"

/* The telephone numbers of help outside the house come first in every answer. */
static void say_numbers(const struct call *call, struct reply *reply)
{
    struct buffer words = { 0 };
    harm_say_numbers(call->speaker->store, call->speaker->actor, call->speaker->now, &words);
    reply_text(reply, call, 0, buffer_text(&words));
    buffer_clear(&words);
}

static enum result say_path(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct harm *harm = xcalloc(1, sizeof *harm);
    struct buffer words = { 0 };
    enum result result = harm_look(speaker->store, speaker->actor, speaker->now, harm);
    reply->secret = true;
    if (result == RESULT_OK) {
        harm_say(speaker->store, speaker->actor, harm, speaker->now, &words);
        reply_text(reply, call, 0, buffer_text(&words));
    }
    harm_clear(&words);
    harm_wipe(harm);
    free(harm);
    return reply_from_store(reply, result, speaker->store);
}

/* Opens her path. The caller shuts it when the command is done: a session that shows no page of it keeps no key. */
static enum result open_path(const struct call *call, struct reply *reply, const struct call_lines *typed)
{
    const struct speaker *speaker = call->speaker;
    struct harm *harm = xcalloc(1, sizeof *harm);
    enum result result =
        harm_open(speaker->store, speaker->actor, typed->first, speaker->argon_slots, speaker->now, harm);
    harm_wipe(harm);
    free(harm);
    return reply_from_store(reply, result, speaker->store);
}

/* Her words are shown on a terminal only, where she can clear them. A pipe may lead to a file. */
static enum result before_shown(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    if (speaker->once && speaker->columns == 0 && call_option(call, "json") == NULL)
        return reply_refuse(reply, RESULT_REFUSED, "%s",
            _("That is not written where it would stay. `ssh -t` shows it and clears it again; or log in without a command."));
    return RESULT_OK;
}

/* Before somebody begins one: what it is, and what it protects and what not. Whoever waits for a phrase at a prompt
 * reads it then; to a command of ssh the phrase came with it, and `help hurt path` says it. RULES 6.7. */
static enum result before_begun(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct buffer words = { 0 };
    harm_say_before(speaker->store, speaker->actor, speaker->now, &words);
    reply_text(reply, call, 0, buffer_text(&words));
    buffer_clear(&words);
    return RESULT_OK;
}

/* What a command does once her path is open. */
typedef enum result run_open(const struct call *call, struct reply *reply, const struct call_lines *typed);

static bool misses_words(const struct call *call, const struct call_lines *typed)
{
    return call->command->then != NULL &&
           (typed->then == NULL || (typed->then[0] == '\0' && !call->command->then_empty));
}

/* Would the house refuse this act with any words? Then it says so before it asks for the words. */
typedef enum result may_open(const struct call *call, struct reply *reply);

static enum result with_path(const struct call *call, struct reply *reply, may_open *may, run_open *run)
{
    struct call_lines typed;
    if (!call_lines_read(call, reply, &typed))
        return RESULT_INVALID;
    bool misses = misses_words(call, &typed);
    enum result result = open_path(call, reply, &typed);
    if (result == RESULT_OK && misses && may != NULL)
        result = may(call, reply);
    if (result == RESULT_OK && misses && call->speaker->asks_first)
        reply->wants_line = true;
    else if (result == RESULT_OK && misses)
        result = reply_usage(reply,
            _("The words are the second line of standard input, after the line of the phrase. Type it like this: %s"),
            call_usage(call));
    else if (result == RESULT_OK)
        result = run(call, reply, &typed);
    harm_shut(call->speaker->store);
    call_lines_forget(&typed);
    return result;
}

static enum result show(const struct call *call, struct reply *reply, const struct call_lines *typed)
{
    (void)typed;
    return say_path(call, reply);
}

static enum result run_path(const struct call *call, struct reply *reply)
{
    return with_path(call, reply, NULL, show);
}

static enum result run_begin(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct call_lines typed;
    if (!call_lines_read(call, reply, &typed))
        return RESULT_INVALID;
    enum result result = harm_begin(speaker->store, speaker->actor, typed.first, speaker->argon_slots, speaker->now);
    harm_shut(speaker->store);
    call_lines_forget(&typed);
    reply->secret = true;
    if (result == RESULT_OK)
        say_numbers(call, reply);
    if (result == RESULT_OK)
        reply_text(reply, call, 0,
            _("Begun. `hurt path` opens it, with this phrase. Nobody can tell you the phrase again; a person whom "
              "you name can give you new words. `hurt name HANDLE` names somebody, `hurt write` writes."));
    return reply_from_store(reply, result, speaker->store);
}

static enum result change_phrase(const struct call *call, struct reply *reply, const struct call_lines *typed)
{
    const struct speaker *speaker = call->speaker;
    enum result result = harm_phrase(speaker->store, speaker->actor, typed->then, speaker->argon_slots, speaker->now);
    if (result == RESULT_OK)
        reply_line(reply, "%s", _("Changed, for you alone."));
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_phrase(const struct call *call, struct reply *reply)
{
    return with_path(call, reply, NULL, change_phrase);
}

static enum result name_somebody(const struct call *call, struct reply *reply, const struct call_lines *typed)
{
    const struct speaker *speaker = call->speaker;
    char words[HARM_WORDS_BYTES];
    (void)typed;
    enum result result =
        harm_name(speaker->store, speaker->actor, call->word[0], speaker->argon_slots, speaker->now, words);
    reply->secret = true;
    if (result == RESULT_OK) {
        reply->once = true;
        say_numbers(call, reply);
        struct buffer tell = { 0 };
        buffer_format(&tell, _("Tell %s these five words, outside the house, face to face or on the telephone:"),
            reply_shown(call, call->word[0]));
        reply_text(reply, call, 0, buffer_text(&tell));
        buffer_clear(&tell);
        reply_line(reply, "  %s", words);
        reply_text(reply, call, 0,
            _("With them that person types `hurt path`, and then `hurt phrase` for a phrase of their own. Nothing tells them "
              "of it here: only you do. The words are not shown again; naming them once more makes others."));
    }
    sodium_memzero(words, sizeof words);
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_name(const struct call *call, struct reply *reply)
{
    return with_path(call, reply, NULL, name_somebody);
}

/* --- the acts --- */

static const struct {
    const char *name;
    enum harm_act act;
} acts[] = { { "hurt unname", HARM_UNNAME }, { "hurt write", HARM_WRITE }, { "hurt step", HARM_ADD_STEP },
    { "hurt done", HARM_DONE }, { "hurt on", HARM_GO_ON }, { "hurt together", HARM_TOGETHER },
    { "hurt review", HARM_REVIEWED }, { "hurt line", HARM_ALLOW }, { "hurt end", HARM_END } };

static enum harm_act act_of(const struct call *call)
{
    size_t at = 0;
    while (strcmp(acts[at].name, call->command->name) != 0)
        at++;
    return acts[at].act;
}

/* The place of that person in the path; her own for herself. -1: there is nobody of that name. */
static int64_t person_of(const struct call *call, const char *handle)
{
    const struct speaker *speaker = call->speaker;
    struct harm *harm = xcalloc(1, sizeof *harm);
    int64_t found = -1;
    if (harm_look(speaker->store, speaker->actor, speaker->now, harm) == RESULT_OK)
        for (int i = 0; i < harm->people; i++)
            if (strcmp(harm->person[i].handle, handle) == 0)
                found = i;
    harm_wipe(harm);
    free(harm);
    return found;
}

/* What the call's own words say of the act: a step, a day, yes or no. False: the reply has the refusal. */
static bool act_number(const struct call *call, struct reply *reply, enum harm_act act, int64_t *number)
{
    *number = 0;
    if (act == HARM_DONE)
        return call_number(call, 0, number, reply);
    if (act == HARM_ADD_STEP)
        return call_day(call, 0, reply, number);
    if (act != HARM_TOGETHER)
        return true;
    *number = strcmp(call->word[0], "yes") == 0;
    if (*number != 0 || strcmp(call->word[0], "no") == 0)
        return true;
    reply_usage(reply, _("Say yes or no."));
    return false;
}

static enum result may_do(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t number;
    if (!act_number(call, reply, act_of(call), &number))
        return RESULT_INVALID;
    if (act_of(call) == HARM_ALLOW)
        number = person_of(call, call->word[0]);
    enum result result = harm_may(speaker->store, speaker->actor, act_of(call), number, speaker->now);
    return reply_from_store(reply, result, speaker->store);
}

static enum result do_it(const struct call *call, struct reply *reply, const struct call_lines *typed)
{
    const struct speaker *speaker = call->speaker;
    enum harm_act act = act_of(call);
    int64_t number;
    if (!act_number(call, reply, act, &number))
        return RESULT_INVALID;
    if (act == HARM_ALLOW)
        number = person_of(call, call->word[0]);
    enum result result = harm_do(
        speaker->store, speaker->actor, act, act == HARM_UNNAME ? call->word[0] : typed->then, number, speaker->now);
    if (result == RESULT_OK && act == HARM_END)
        say_numbers(call, reply);
    if (result == RESULT_OK && act == HARM_END)
        reply_line(reply, "%s", _("All of it is wiped. In backups it stays sealed, until the last of them is gone."));
    else if (result == RESULT_OK && speaker->asks_first)
        return say_path(call, reply);
    else if (result == RESULT_OK) /* a command shows no more than it is asked for, whoever sits down there next */
        reply_line(reply, "%s", _("Done. `hurt path` shows all of it."));
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_act(const struct call *call, struct reply *reply)
{
    enum harm_act act = act_of(call);
    int64_t number;
    if (!act_number(call, reply, act, &number)) /* before the phrase is looked at */
        return RESULT_INVALID;
    if (act == HARM_END &&
        reply_asks(reply, call->speaker, "%s", _("It is wiped for everybody in it, and cannot be brought back.")))
        return RESULT_OK;
    return with_path(call, reply, may_do, do_it);
}

static enum result run_ready(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    bool on = strcmp(call->word[0], "yes") == 0;
    if (!on && strcmp(call->word[0], "no") != 0)
        return reply_usage(reply, _("Say yes or no."));
    enum result result = harm_ready_set(speaker->store, speaker->actor, on, speaker->now);
    if (result == RESULT_OK)
        reply_line(reply, "%s",
            on ? _("Women of your street, and of streets without a caucus, read your name and your caucus on that page.")
               : _("Your name no longer stands there."));
    return reply_from_store(reply, result, speaker->store);
}

/* Behind the usage a second line of the body: `then`, and whether it is hidden. */
#define PHRASE(name, usage, summary, detail, options, least, most, run_it, ...)                                        \
    {                                                                                                                  \
        name, usage, summary, detail, options, least, most, COMMAND_MEMBER, COMMAND_SECRET, .asks = N_("Phrase"),      \
                                                                                            .run = run_it, __VA_ARGS__ \
    }

const struct command command_harm[] = {
    PHRASE("hurt path", "hurt path < phrase", N_("a path of your own when you were harmed: opens it with a phrase"),
        N_("For you and up to three people whom you name. What stands there is sealed in the file. No list or "
           "counter shows that it is there. It is the same page for everybody until a phrase opens it. Over ssh the "
           "phrase is the first line of standard input, and words are the second. They are never in the command "
           "itself, which stays in the history of the shell. `ssh -t` shows it until you press Enter, and then "
           "clears it; without a terminal it is not shown. That you typed `hurt` stays there too: from a computer "
           "that others use, log in without a command."),
        "", 0, 0, run_path, .before = before_shown),
    { "hurt begin", "hurt begin < phrase", N_("begins one, with a phrase that you choose"),
        N_("16 letters or more: five words in a row that nobody would guess. Nobody can tell you the phrase again."),
        "", 0, 0, COMMAND_MEMBER, COMMAND_NEW_SECRET, .asks = N_("Phrase"), .before = before_begun, .run = run_begin },
    PHRASE("hurt phrase", "hurt phrase < phrase, new phrase", N_("another phrase for yourself"),
        N_("First the phrase as it is, or the five words that you were told; on the next line the new one."), "", 0, 0,
        run_phrase, .then = N_("New phrase"), .then_hidden = true),
    PHRASE("hurt name", "hurt name HANDLE < phrase", N_("names somebody who reads it with you"),
        N_("Three at most. It shows five words, which you tell that person outside the house. For somebody of the path who lost a phrase, another of them does the same."),
        "", 1, 1, run_name, .before = before_shown),
    PHRASE(
        "hurt unname", "hurt unname HANDLE < phrase", N_("takes somebody out, or yourself"), NULL, "", 1, 1, run_act, ),
    PHRASE("hurt write", "hurt write < phrase, note", N_("writes a note, with its date"),
        N_("The first line is the phrase, the second the note: 300 letters at most. It is kept when you press Enter, and is no draft before."),
        "words!", 0, 0, run_act, .then = N_("Note, in a line")),
    PHRASE("hurt on", "hurt on < phrase", N_("goes on: separate talks, a circle if you want one, steps with a date"),
        NULL, "", 0, 0, run_act, ),
    PHRASE("hurt step", "hurt step DAY < phrase, step", N_("a step, and its day"),
        N_("The first line is the phrase, the second says who does what."), "words!", 1, 8, run_act,
        .then = N_("Who does what")),
    PHRASE("hurt done", "hurt done N < phrase", N_("that step is done"), NULL, "", 1, 1, run_act, ),
    PHRASE("hurt together", "hurt together yes|no < phrase",
        N_("whether you want to sit together with whoever did it; only you say so"), NULL, "", 1, 1, run_act, ),
    PHRASE("hurt review", "hurt review < phrase", N_("they looked at it again"),
        N_("Steps with a date are looked at again after {harm-review-days} and after {harm-second-review-days}."), "",
        0, 0, run_act, ),
    PHRASE("hurt line", "hurt line HANDLE < phrase, line",
        N_("allows a line on somebody's home screen, or your own, on the days of review"),
        N_("The first line is the phrase, the second is what stands on that screen, in words that tell others nothing: they are not sealed. An empty second line: none stands there."),
        "words!", 1, 1, run_act, .then = N_("Line; Enter alone: none"), .then_empty = true),
    PHRASE("hurt end", "hurt end < phrase", N_("wipes it, for everybody in it"), NULL, "", 0, 0, run_act, ),
    { "hurt ready", "hurt ready yes|no", N_("of a women's caucus: whether whoever was harmed may name you"),
        N_("Your name and your caucus then stand on that page for women of your street, and of streets without a caucus."),
        "", 1, 1, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_ready },
};
const size_t command_harm_count = sizeof command_harm / sizeof *command_harm;
