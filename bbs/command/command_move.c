/* command_move.c: moving to another street of the house (RULES 1.0). */
#include <string.h>

#include "bbs/command/command_table.h"
#include "gettext.h"
#include "moving.h"

/* The home as it was typed: "B 4" comes as two words. */
static void home_typed(const struct call *call, char out[HOME_BYTES * 2])
{
    out[0] = '\0';
    for (int i = 0; i < call->words; i++)
        snprintf(out + strlen(out), HOME_BYTES * 2 - strlen(out), "%s%s", i > 0 ? " " : "", call->word[i]);
}

static void say_moving(const struct call *call, struct reply *reply, const struct moving *moving)
{
    char words[MOVING_WORDS * 2];
    moving_words(moving, words);
    reply_text(reply, call, 0, words);
    reply_line(reply, "%s", _("`move back` takes it back while it waits."));
    reply->json = json_pack("{s:s, s:s, s:s, s:s, s:I, s:I}", "home", moving->home, "street", moving->street, "from",
        moving->from, "ends", moving->ends, "asked", (json_int_t)moving->asked, "until", (json_int_t)moving->until);
}

static enum result show(const struct call *call, struct reply *reply)
{
    struct moving moving;
    enum result result = moving_get(call->speaker->store, call->speaker->actor, call->speaker->now, &moving);
    if (result == RESULT_OK)
        say_moving(call, reply, &moving);
    return reply_from_store(reply, result, call->speaker->store);
}

static enum result run_move(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    const char *street = call_option(call, "to");
    char home[HOME_BYTES * 2];
    struct moving moving;
    if (call->words == 0 && street == NULL)
        return show(call, reply);
    if (call->words == 0 || street == NULL)
        return reply_usage(reply, _("Type it like this: %s"), call_usage(call));
    home_typed(call, home);
    enum result result = moving_ask(
        speaker->store, speaker->actor, home, street, call_option(call, "anyway") != NULL, speaker->now, &moving);
    if (result == RESULT_OK)
        say_moving(call, reply, &moving);
    if (result == RESULT_CONFLICT)
        return reply_refuse(
            reply, result, _("%s To move anyway: --anyway; then it ends with the move."), store_reason(speaker->store));
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_move_back(const struct call *call, struct reply *reply)
{
    enum result result = moving_withdraw(call->speaker->store, call->speaker->actor, call->speaker->now);
    if (result == RESULT_OK)
        reply_line(reply, "%s", _("Taken back. You stay where you live."));
    return reply_from_store(reply, result, call->speaker->store);
}

const struct command command_move[] = {
    { "move", "move [HOME --to STREET] [--anyway]", N_("you move to another street of this house"),
        N_("HOME is a block and a number there, STREET the street's short name, as `units` shows it. Somebody who "
           "lives at that home says yes, by `newcomer yes`. If nobody of it logs in, or it is new, a second home of "
           "its block does. From then on you live there, and vote there after {vote-after-days}. What you wrote "
           "stays where it was written. Your workplace and your caucuses stay yours, a caucus of the old street too, "
           "until you leave it. Your tasks, your things on the shelf, and asks and offers that nobody agreed to, end "
           "in the old street. What you agreed on with a neighbour goes on. Days of a rota and things that are lent "
           "you give back first; --anyway moves all the same, and they end with the move. Others of your home stay "
           "until they say `move` too. Your old home reads that you moved, not where to. `move` alone shows what you "
           "asked for."),
        "to= anyway", 0, 4, COMMAND_MEMBER, COMMAND_NO_BODY, .of_units = COMMAND_STREET_BEYOND, .run = run_move },
    { "move back", "move back", N_("takes your move back while it waits for a yes"),
        N_("When it is done, moving back is another move."), "", 0, 0, COMMAND_MEMBER, COMMAND_NO_BODY,
        .of_units = COMMAND_STREET_BEYOND, .run = run_move_back },
};
const size_t command_move_count = sizeof command_move / sizeof *command_move;
