/* command_invitations.c: commands that invite neighbours, and that say yes to new homes and newcomers (RULES 1.1). */
#include <stdlib.h>
#include <string.h>

#include "bbs/command/card.h"
#include "bbs/command/command_table.h"
#include "gettext.h"
#include "invitations.h"
#include "newcomers.h"

enum { LISTED_MOST = 40 };

static void say_card(
    const struct call *call, struct reply *reply, const struct invitation *invitation, const char *code)
{
    char until[32];
    struct house house = { 0 };
    house_get(call->speaker->store, invitation->unit, &house);
    bool workplace = invitation->home[0] == '\0';
    card_write(&reply->text, &(struct card) {
                                 .home = reply_shown(call, invitation->home),
                                 .unit = workplace || house.units > 1 ? reply_shown(call, house.name) : "",
                                 .code = code,
                                 .until = reply_time(invitation->until, until),
                                 .address = house.address,
                                 .host_key = call->speaker->host_key,
                                 .columns = call->speaker->columns,
                                 .ascii = call->speaker->ascii || call_option(call, "ascii") != NULL,
                                 .dark = call_option(call, "dark") != NULL,
                             });
    if (invitation->asks_home)
        reply_text(reply, call, 0, _("\nThe code opens once somebody who lives at that home has said yes."));
    else if (invitation->waits && workplace)
        reply_text(
            reply, call, 0, _("\nThe code opens once a second worker has said yes. It stands on their `invitations`."));
    else if (invitation->waits)
        reply_text(reply, call, 0,
            _("\nThis home is new here: the code opens once somebody of a second home of its block has said yes. It "
              "stands on their `invitations`."));
}

static enum result run_invite(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct invitation invitation;
    char code[INVITATION_CODE_BYTES];
    const char *home = call_option(call, "household");
    struct house house = { 0 };
    house_get(speaker->store, speaker->actor->here, &house);
    if (home == NULL && speaker->actor->kind == ACTOR_OPERATOR && house.kind == UNIT_COMMUNE &&
        speaker->actor->here != 0)
        return reply_usage(reply, _("Type it like this: %s"), "invite --household H");
    if (home != NULL && house.kind == UNIT_FORUM)
        return reply_refuse(reply, RESULT_INVALID, _("A workplace's card names no home. Leave --household away."));
    enum result result = invitation_make(speaker->store, speaker->actor, home, speaker->now, code, &invitation);
    if (result == RESULT_OK) {
        reply->once = true;
        say_card(call, reply, &invitation, code);
        reply->json = json_pack("{s:I, s:s, s:s, s:I, s:b}", "id", (json_int_t)invitation.id, "code", code, "home",
            invitation.home, "until", (json_int_t)invitation.until, "waits", invitation.waits);
    }
    explicit_bzero(code, sizeof code);
    return reply_from_store(reply, result, speaker->store);
}

/* For a workplace, whose card names no home. */
static void say_workplace(const struct call *call, struct reply *reply, const struct invitation *invitation)
{
    char until[32];
    reply_time(invitation->until, until);
    if (!invitation->mine)
        reply_line(reply, _("%lld: %s invites somebody to work with you. `invitation yes %lld` agrees."),
            (long long)invitation->id,
            reply_shown(call, invitation->inviter[0] ? invitation->inviter : _("the operator")),
            (long long)invitation->id);
    else if (invitation->waits)
        reply_line(reply, _("%lld: until %s; waits for the yes of a second worker"), (long long)invitation->id, until);
    else
        reply_line(reply, _("%lld: until %s"), (long long)invitation->id, until);
}

static void say_invitation(const struct call *call, struct reply *reply, const struct invitation *invitation)
{
    char until[32];
    const char *home = reply_shown(call, invitation->home);
    reply_time(invitation->until, until);
    if (invitation->home[0] == '\0')
        say_workplace(call, reply, invitation);
    else if (invitation->stopped)
        reply_line(reply, _("%lld: home %s; its people stopped this card"), (long long)invitation->id, home);
    else if (!invitation->mine && invitation->asks_home)
        reply_line(reply, _("%lld: the operator made a card for your home, %s. `invitation yes %lld` agrees."),
            (long long)invitation->id, home, (long long)invitation->id);
    else if (!invitation->mine)
        reply_line(reply, _("%lld: %s invites somebody to home %s, which is new here. `invitation yes %lld` agrees."),
            (long long)invitation->id,
            reply_shown(call, invitation->inviter[0] ? invitation->inviter : _("the operator")), home,
            (long long)invitation->id);
    else if (invitation->waits)
        reply_line(reply, _("%lld: home %s, until %s; waits for the yes of a second home of its block"),
            (long long)invitation->id, home, until);
    else
        reply_line(reply, _("%lld: home %s, until %s"), (long long)invitation->id, home, until);
    json_array_append_new(
        reply->json, json_pack("{s:I, s:s, s:I, s:b, s:b, s:b}", "id", (json_int_t)invitation->id, "home",
                         invitation->home, "until", (json_int_t)invitation->until, "mine", invitation->mine, "waits",
                         invitation->waits, "stopped", invitation->stopped));
}

static enum result run_invitations(const struct call *call, struct reply *reply)
{
    struct call_page page;
    size_t count = 0;
    if (!call_page(call, LISTED_MOST, &page, reply))
        return reply->result;
    struct invitation *list = xcalloc(page.load, sizeof *list);
    enum result result =
        invitations_list(call->speaker->store, call->speaker->actor, call->speaker->now, list, page.load, &count);
    call_page_of(&page, count);
    reply->json = json_array();
    for (size_t i = page.first; i < page.end; i++)
        say_invitation(call, reply, &list[i]);
    free(list);
    call_page_end(call, &page, reply);
    if (result == RESULT_OK && count == 0)
        reply_line(reply, "%s", _("No invitation is open. `invite` makes one."));
    return reply_from_store(reply, result, call->speaker->store);
}

/* --- newcomers whom others bring --- */

static void say_newcomer(const struct call *call, struct reply *reply, const struct newcomer *one)
{
    static const char *const states[] = { "card", "told", "came", "waits", "moves", "went", "in" };
    char words[NEWCOMER_WORDS];
    newcomer_words(one, words);
    const char *shown = reply_shown(call, words), *handle = reply_shown(call, one->handle);
    if (one->state == NEWCOMER_CARD)
        reply_line(reply, _("%s. `invitation stop %lld` stops it."), shown, (long long)one->id);
    else if (one->state == NEWCOMER_WENT || one->state == NEWCOMER_IN)
        reply_line(reply, "%s.", shown);
    else if (one->state == NEWCOMER_WAITS || one->state == NEWCOMER_MOVES)
        reply_line(reply, _("%s. `newcomer yes %s` agrees."), shown, handle);
    else
        reply_line(reply, _("%s. `newcomer stop %s` stops it."), shown, handle);
    json_array_append_new(
        reply->json, json_pack("{s:s, s:I, s:s, s:s, s:s, s:I}", "state", states[one->state], "id", (json_int_t)one->id,
                         "handle", one->handle, "home", one->home, "by", one->by, "at", (json_int_t)one->at));
}

static enum result run_newcomers(const struct call *call, struct reply *reply)
{
    struct call_page page;
    size_t count = 0;
    if (!call_page(call, LISTED_MOST, &page, reply))
        return reply->result;
    struct newcomer *list = xcalloc(page.load, sizeof *list);
    enum result result =
        newcomers_list(call->speaker->store, call->speaker->actor, call->speaker->now, list, page.load, &count);
    call_page_of(&page, count);
    reply->json = json_array();
    for (size_t i = page.first; i < page.end; i++)
        say_newcomer(call, reply, &list[i]);
    call_page_end(call, &page, reply);
    if (result == RESULT_OK && count == 0)
        reply_line(reply, "%s", _("Nobody is being brought into your home, and nobody waits for your yes."));
    free(list);
    return reply_from_store(reply, result, call->speaker->store);
}

static enum result run_newcomer(const struct call *call, struct reply *reply)
{
    bool yes = strcmp(call->command->name, "newcomer yes") == 0;
    enum result result = (yes ? newcomer_yes : newcomer_stop)(
        call->speaker->store, call->speaker->actor, call->word[0], call->speaker->now);
    if (result == RESULT_OK)
        reply_line(reply, "%s", yes ? _("Agreed. They are in from now on.") : newcomer_stopped_words());
    return reply_from_store(reply, result, call->speaker->store);
}

static enum result run_invitation_stop(const struct call *call, struct reply *reply)
{
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    enum result result = newcomer_stop_card(call->speaker->store, call->speaker->actor, id, call->speaker->now);
    if (result == RESULT_OK)
        reply_line(reply, "%s", newcomer_stopped_words());
    return reply_from_store(reply, result, call->speaker->store);
}

static enum result run_invitation(const struct call *call, struct reply *reply)
{
    int64_t id;
    bool yes = strcmp(call->command->name, "invitation yes") == 0;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    enum result result = (yes ? invitation_yes : invitation_withdraw)(
        call->speaker->store, call->speaker->actor, id, call->speaker->now);
    if (result == RESULT_OK)
        reply_line(
            reply, "%s", yes ? _("Agreed. The code opens now.") : _("Withdrawn. The code opens nothing any more."));
    return reply_from_store(reply, result, call->speaker->store);
}

const struct command command_invitations[] = {
    { "invite", "invite [--household H] [--ascii] [--dark]", N_("a card with a code that lets one neighbour in"),
        N_("The code opens once, for {invitation-days}, and is shown this one time. At most {invitations-open} are "
           "open at once. H is another home than yours, like C 14. A home that is new here, or from which nobody "
           "logs in, needs the yes of a second home of its block. The people of H read of it at once and can stop "
           "it. --ascii draws the card in plain letters; --dark turns the square round for a dark screen."),
        "household= ascii dark", 0, 0, COMMAND_INSIDER, COMMAND_NO_BODY, .run = run_invite },
    { "invitations", "invitations [--page N]", N_("your open invitations, and those that wait for your yes"), NULL,
        "page=", 0, 0, COMMAND_INSIDER, COMMAND_NO_BODY, .run = run_invitations },
    { "invitation yes", "invitation yes N", N_("agrees to a home that is new here"),
        N_("N is the number that `invitations` shows. Say yes to people you know."), "", 1, 1, COMMAND_MEMBER,
        COMMAND_NO_BODY, .run = run_invitation },
    { "invitation withdraw", "invitation withdraw N", N_("takes an invitation back"), NULL, "", 1, 1, COMMAND_INSIDER,
        COMMAND_NO_BODY, .run = run_invitation },
    { "invitation stop", "invitation stop N", N_("stops a card that somebody else made for your home"),
        N_("N is the number that `newcomers` shows. If nobody came in by it, the card opens nothing any more. If "
           "somebody did, you can stop them for 48 hours. Then they are out of your home until somebody of it says "
           "`newcomer yes`. Meanwhile they read and write nothing of the street, and nothing that they wrote is "
           "lost. Nobody can see who stopped it."),
        "", 1, 1, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_invitation_stop },
    { "newcomers", "newcomers [--page N]", N_("whom others bring into your home, and who waits for your yes"), NULL,
        "page=", 0, 0, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_newcomers },
    { "newcomer stop", "newcomer stop HANDLE", N_("says that you do not know somebody who came into your home"),
        N_("Within 48 hours, by whoever lived there before. They are out of your home until somebody of it says yes; nothing they wrote is lost. Nobody can see who said it."),
        "", 1, 1, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_newcomer },
    { "newcomer yes", "newcomer yes HANDLE", N_("agrees that somebody lives at your home"),
        N_("Of a new home, or one from which nobody logs in, a second home of its block says it. Say yes to people you know."),
        "", 1, 1, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_newcomer },
};
const size_t command_invitations_count = sizeof command_invitations / sizeof *command_invitations;
