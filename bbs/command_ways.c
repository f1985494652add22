/* command_ways.c: the ways in besides keys: paper codes (RULES 1.4). */
#include <stdlib.h>
#include <string.h>

#include "bbs/command_table.h"
#include "gettext.h"
#include "members.h"
#include "paper_codes.h"

/* The first line of the body. NULL after it refused. */
static char *call_secret(const struct call *call, struct reply *reply)
{
    char *secret = call_body(call, reply);
    if (secret != NULL)
        secret[strcspn(secret, "\r\n")] = '\0';
    return secret;
}

static void wipe(char *secret)
{
    explicit_bzero(secret, strlen(secret));
    free(secret);
}

static enum result run_codes(const struct call *call, struct reply *reply)
{
    struct paper_list list;
    char time[32];
    enum result result = codes_get(call->speaker->store, call->speaker->actor, &list);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, call->speaker->store);
    if (list.made == 0)
        reply_line(reply, "%s", _("You have no paper codes. `codes new` makes a list."));
    else
        reply_line(
            reply, _("%d of %d codes left, of the list of %s."), list.left, PAPER_CODES, reply_time(list.made, time));
    json_t *used = json_array();
    for (int i = 0; i < PAPER_CODES; i++)
        if (list.used[i] != 0) {
            reply_line(reply, _("%d is struck out: %s"), i + 1, reply_time(list.used[i], time));
            json_array_append_new(used, json_pack("{s:i, s:I}", "number", i + 1, "at", (json_int_t)list.used[i]));
        }
    reply_line(reply, "%s",
        list.required ? _("A code is asked for at each log-in by password.")
                      : _("A code is asked for on shared computers only."));
    reply->json = json_pack("{s:I, s:i, s:b, s:o}", "made", (json_int_t)list.made, "left", list.left, "required",
        list.required, "used", used);
    return RESULT_OK;
}

static void say_codes(const struct call *call, struct reply *reply, char codes[PAPER_CODES][PAPER_CODE_BYTES])
{
    json_t *array = json_array();
    for (int i = 0; i < PAPER_CODES; i++)
        json_array_append_new(array, json_string(codes[i]));
    reply->json = json_pack("{s:o}", "codes", array);
    reply_text(reply, call, 0, codes_words());
    reply_line(reply, "%s", "");
    codes_sheet(codes, call->speaker->columns ? call->speaker->columns : 80, &reply->text);
}

static enum result run_codes_new(const struct call *call, struct reply *reply)
{
    char codes[PAPER_CODES][PAPER_CODE_BYTES], *password = call_secret(call, reply);
    if (password == NULL)
        return RESULT_INVALID;
    enum result result = codes_make(
        call->speaker->store, call->speaker->actor, password, call->speaker->argon_slots, call->speaker->now, codes);
    wipe(password);
    if (result == RESULT_OK)
        say_codes(call, reply, codes);
    explicit_bzero(codes, sizeof codes);
    return reply_from_store(reply, result, call->speaker->store);
}

static enum result run_codes_require(const struct call *call, struct reply *reply)
{
    bool required = strcmp(call->word[0], "yes") == 0;
    if (!required && strcmp(call->word[0], "no") != 0)
        return reply_refuse(reply, RESULT_INVALID, _("Say yes or no."));
    char *password = call_secret(call, reply);
    if (password == NULL)
        return RESULT_INVALID;
    enum result result = codes_require(
        call->speaker->store, call->speaker->actor, required, password, call->speaker->argon_slots, call->speaker->now);
    wipe(password);
    if (result == RESULT_OK)
        reply_line(reply, "%s",
            required ? _("A code is asked for at each log-in by password.")
                     : _("A code is asked for on shared computers only."));
    return reply_from_store(reply, result, call->speaker->store);
}

static enum result run_prove(const struct call *call, struct reply *reply)
{
    char *password = call_secret(call, reply);
    if (password == NULL)
        return RESULT_INVALID;
    enum result result = password_prove(
        call->speaker->store, call->speaker->actor, password, call->speaker->argon_slots, call->speaker->now);
    wipe(password);
    if (result == RESULT_OK)
        reply_line(reply, "%s", _("It is you. For two minutes it counts, for one thing."));
    return reply_from_store(reply, result, call->speaker->store);
}

const struct command command_ways[] = {
    { "prove", "prove < password", N_("your password again, before what a shared computer asks it for"),
        N_("On a shared computer, keys and leaving for good take your password once more. It counts for two minutes."),
        "", 0, 0, COMMAND_MEMBER, COMMAND_SECRET, run_prove },
    { "codes", "codes", N_("how many of your paper codes are left"),
        N_("A paper code is typed after your password, on computers where somebody may see what you type. Each is good once."),
        "", 0, 0, COMMAND_MEMBER, COMMAND_NO_BODY, run_codes },
    { "codes new", "codes new < password", N_("thirty new paper codes; the old list ends"),
        N_("They are shown only then: copy or print them. It takes your password; in line mode you are asked for it, over ssh it is the first line of standard input."),
        "", 0, 0, COMMAND_MEMBER, COMMAND_SECRET, run_codes_new },
    { "codes require", "codes require yes|no < password", N_("asks for a code at each log-in by password"),
        N_("A key still opens without one. Make a new list before the last code is used: then only a key opens."), "",
        1, 1, COMMAND_MEMBER, COMMAND_SECRET, run_codes_require },
};
const size_t command_ways_count = sizeof command_ways / sizeof *command_ways;
