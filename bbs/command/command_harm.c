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

/* The first line of the body. On NULL the reply has the refusal. */
static char *phrase_of(const struct call *call, struct reply *reply)
{
    char *phrase = call_body(call, reply);
    if (phrase != NULL)
        phrase[strcspn(phrase, "\r\n")] = '\0';
    return phrase;
}

static void wipe(char *phrase)
{
    sodium_memzero(phrase, strlen(phrase));
    free(phrase);
}

/* Numbers of help outside stand first, whatever is said. */
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

/* Opens her path with the phrase in the body. */
static enum result open_path(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct harm *harm = xcalloc(1, sizeof *harm);
    char *phrase = phrase_of(call, reply);
    if (phrase == NULL) {
        free(harm);
        return RESULT_INVALID;
    }
    enum result result = harm_open(speaker->store, speaker->actor, phrase, speaker->argon_slots, speaker->now, harm);
    wipe(phrase);
    harm_wipe(harm);
    free(harm);
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_path(const struct call *call, struct reply *reply)
{
    enum result result = open_path(call, reply);
    return result == RESULT_OK ? say_path(call, reply) : result;
}

static enum result run_begin(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    char *phrase = phrase_of(call, reply);
    if (phrase == NULL)
        return RESULT_INVALID;
    bool begins = strcmp(call->command->name, "hurt begin") == 0;
    enum result result = begins
                             ? harm_begin(speaker->store, speaker->actor, phrase, speaker->argon_slots, speaker->now)
                             : harm_phrase(speaker->store, speaker->actor, phrase, speaker->argon_slots, speaker->now);
    wipe(phrase);
    reply->secret = true;
    if (result == RESULT_OK)
        say_numbers(call, reply);
    if (result == RESULT_OK && begins)
        reply_text(reply, call, 0,
            _("Begun. `hurt path` opens it, with this phrase. Nobody can tell you the phrase again; whom you name can "
              "make your seat anew. `hurt name HANDLE` names somebody, `hurt write` writes."));
    else if (result == RESULT_OK)
        reply_line(reply, "%s", _("Changed, for you alone."));
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_name(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    char words[HARM_WORDS_BYTES];
    enum result result = open_path(call, reply);
    if (result != RESULT_OK)
        return result;
    result = harm_name(speaker->store, speaker->actor, call->word[0], speaker->argon_slots, speaker->now, words);
    reply->secret = true;
    if (result == RESULT_OK) {
        say_numbers(call, reply);
        reply_line(reply, _("Tell %s these five words, outside the house, face to face or on the telephone:"),
            reply_shown(call, call->word[0]));
        reply_line(reply, "  %s", words);
        reply_text(reply, call, 0,
            _("With them that person types `hurt path`, and then `hurt phrase` for a phrase of her own. Nothing tells her "
              "of it here: only you do. The words are not shown again; naming her once more makes others."));
    }
    sodium_memzero(words, sizeof words);
    return reply_from_store(reply, result, speaker->store);
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

static enum result do_it(
    const struct call *call, struct reply *reply, enum harm_act act, const char *text, int64_t number)
{
    const struct speaker *speaker = call->speaker;
    enum result result = open_path(call, reply);
    if (result != RESULT_OK)
        return result;
    if (act == HARM_ALLOW)
        number = person_of(call, call->word[0]);
    result = harm_do(speaker->store, speaker->actor, act, text, number, speaker->now);
    if (result == RESULT_OK && act == HARM_END)
        say_numbers(call, reply);
    if (result == RESULT_OK && act == HARM_END)
        reply_line(reply, "%s", _("All of it is wiped. In backups it stays sealed, until the last of them is gone."));
    else if (result == RESULT_OK)
        return say_path(call, reply);
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_act(const struct call *call, struct reply *reply)
{
    enum harm_act act = act_of(call);
    const char *text = act == HARM_UNNAME ? call->word[0] : call_option(call, "words");
    int64_t number = 0;
    if (act == HARM_TOGETHER && strcmp(call->word[0], "yes") != 0 && strcmp(call->word[0], "no") != 0)
        return reply_usage(reply, _("Say yes or no."));
    if (act == HARM_TOGETHER)
        number = strcmp(call->word[0], "yes") == 0;
    else if (act == HARM_DONE && !call_number(call, 0, &number, reply))
        return RESULT_INVALID;
    else if (act == HARM_ADD_STEP && !call_day(call, 0, reply, &number))
        return RESULT_INVALID;
    if (act == HARM_END &&
        reply_asks(reply, call->speaker, "%s", _("It is wiped for everybody in it, and cannot be brought back.")))
        return RESULT_OK;
    return do_it(call, reply, act, text, number);
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
               : _("Your name stands there no more."));
    return reply_from_store(reply, result, speaker->store);
}

#define PHRASE(name, usage, summary, detail, options, least, most, ...)                                                \
    {                                                                                                                  \
        name, usage, summary, detail, options, least, most, COMMAND_MEMBER, COMMAND_SECRET, .asks = N_("Phrase"),      \
                                                                                            .run = __VA_ARGS__         \
    }

const struct command command_harm[] = {
    PHRASE("hurt path", "hurt path < phrase", N_("a path of your own when you were harmed: opens it with a phrase"),
        N_("For you and up to three people whom you name. What stands there is sealed in the file, no list or counter shows that it is there, and it is the same page for everybody until a phrase opens it. Over ssh the phrase is the first line of standard input."),
        "", 0, 0, run_path),
    { "hurt begin", "hurt begin < phrase", N_("begins one, with a phrase that you choose"),
        N_("16 letters or more: five words in a row that nobody would guess. Nobody can tell you the phrase again."),
        "", 0, 0, COMMAND_MEMBER, COMMAND_NEW_SECRET, .asks = N_("Phrase"), .run = run_begin },
    { "hurt phrase", "hurt phrase < phrase", N_("another phrase for yourself, after `hurt path`"),
        N_("In the screens, or in line mode within ten minutes after `hurt path` opened it."), "", 0, 0, COMMAND_MEMBER,
        COMMAND_NEW_SECRET, .asks = N_("Phrase"), .run = run_begin },
    PHRASE("hurt name", "hurt name HANDLE < phrase", N_("names somebody who reads it with you"),
        N_("Three at most. It shows five words, which you tell that person outside the house. For somebody of the path who lost a phrase, another of them does the same."),
        "", 1, 1, run_name),
    PHRASE(
        "hurt unname", "hurt unname HANDLE < phrase", N_("takes somebody out, or yourself"), NULL, "", 1, 1, run_act),
    PHRASE("hurt write", "hurt write --words TEXT < phrase", N_("writes a note, with its date"), NULL, "words=", 0, 0,
        run_act),
    PHRASE("hurt on", "hurt on < phrase", N_("goes on: separate talks, a circle if you want one, steps with a date"),
        NULL, "", 0, 0, run_act),
    PHRASE(
        "hurt step", "hurt step DAY --words TEXT < phrase", N_("a step, and its day"), NULL, "words=", 1, 8, run_act),
    PHRASE("hurt done", "hurt done N < phrase", N_("that step is done"), NULL, "", 1, 1, run_act),
    PHRASE("hurt together", "hurt together yes|no < phrase",
        N_("whether you want to sit together with whoever did it; only you say so"), NULL, "", 1, 1, run_act),
    PHRASE("hurt review", "hurt review < phrase", N_("they looked at it again"),
        N_("Steps with a date are looked at again after {harm-review-days} and after {harm-second-review-days}."), "",
        0, 0, run_act),
    PHRASE("hurt line", "hurt line HANDLE [--words TEXT] < phrase",
        N_("allows a line on somebody's home screen, or your own, on the days of review"),
        N_("In words of your choice, which tell others nothing: these words are not sealed. Without --words there is none."),
        "words=", 1, 1, run_act),
    PHRASE("hurt end", "hurt end < phrase", N_("wipes it, for everybody in it"), NULL, "", 0, 0, run_act),
    { "hurt ready", "hurt ready yes|no", N_("of a women's caucus: whether whoever was harmed may name you"),
        N_("Your name and your caucus then stand on that page for women of your street, and of streets without a caucus."),
        "", 1, 1, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_ready },
};
const size_t command_harm_count = sizeof command_harm / sizeof *command_harm;
