/* command_invitations.c: inviting neighbours, and saying yes to homes that are new here (RULES 1.1). */
#include <string.h>

#include "bbs/card.h"
#include "bbs/command_table.h"
#include "gettext.h"
#include "invitations.h"

enum { LISTED_MOST = 100 };

static void say_card(
    const struct call *call, struct reply *reply, const struct invitation *invitation, const char *code)
{
    char until[32];
    struct house house = { 0 };
    house_get(call->speaker->store, &house);
    card_write(&reply->text, &(struct card) {
                                 .home = reply_shown(call, invitation->home),
                                 .code = code,
                                 .until = reply_time(invitation->until, until),
                                 .address = house.address,
                                 .host_key = call->speaker->host_key,
                                 .columns = call->speaker->columns,
                                 .ascii = call->speaker->ascii || call_option(call, "ascii") != NULL,
                                 .dark = call_option(call, "dark") != NULL,
                             });
    if (invitation->waits)
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
    if (home == NULL && speaker->actor->kind == ACTOR_OPERATOR)
        return reply_usage(reply, _("It is used so: %s"), "invite --household H");
    enum result result = invitation_make(speaker->store, speaker->actor, home, speaker->now, code, &invitation);
    if (result == RESULT_OK) {
        say_card(call, reply, &invitation, code);
        reply->json = json_pack("{s:I, s:s, s:s, s:I, s:b}", "id", (json_int_t)invitation.id, "code", code, "home",
            invitation.home, "until", (json_int_t)invitation.until, "waits", invitation.waits);
    }
    explicit_bzero(code, sizeof code);
    return reply_from_store(reply, result, speaker->store);
}

static void say_invitation(const struct call *call, struct reply *reply, const struct invitation *invitation)
{
    char until[32];
    const char *home = reply_shown(call, invitation->home);
    reply_time(invitation->until, until);
    if (!invitation->mine)
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
        reply->json, json_pack("{s:I, s:s, s:I, s:b, s:b}", "id", (json_int_t)invitation->id, "home", invitation->home,
                         "until", (json_int_t)invitation->until, "mine", invitation->mine, "waits", invitation->waits));
}

static enum result run_invitations(const struct call *call, struct reply *reply)
{
    struct invitation list[LISTED_MOST];
    size_t count;
    enum result result =
        invitations_list(call->speaker->store, call->speaker->actor, call->speaker->now, list, LISTED_MOST, &count);
    reply->json = json_array();
    for (size_t i = 0; i < count; i++)
        say_invitation(call, reply, &list[i]);
    if (result == RESULT_OK && count == 0)
        reply_line(reply, "%s", _("No invitation is open. `invite` makes one."));
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
        N_("The code opens once, for 14 days, and is shown this one time. At most 3 are open at once. H is another home than yours, like C 14; one that is new here needs the yes of a second home of its block. --ascii draws the card in plain letters; --dark turns the square round for a dark screen."),
        "household= ascii dark", 0, 0, COMMAND_INSIDER, COMMAND_NO_BODY, run_invite },
    { "invitations", "invitations", N_("your open invitations, and those that wait for your yes"), NULL, "", 0, 0,
        COMMAND_INSIDER, COMMAND_NO_BODY, run_invitations },
    { "invitation yes", "invitation yes N", N_("agrees to a home that is new here"),
        N_("N is the number that `invitations` shows. Say yes to people you know."), "", 1, 1, COMMAND_MEMBER,
        COMMAND_NO_BODY, run_invitation },
    { "invitation withdraw", "invitation withdraw N", N_("takes an invitation back"), NULL, "", 1, 1, COMMAND_INSIDER,
        COMMAND_NO_BODY, run_invitation },
};
const size_t command_invitations_count = sizeof command_invitations / sizeof *command_invitations;
