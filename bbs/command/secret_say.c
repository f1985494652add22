#include "bbs/command/secret_say.h"

#include <stdlib.h>

#include "bbs/command/call.h"
#include "gettext.h"
#include "util.h"

static void say_slips(struct buffer *out, const struct vote *vote, const struct secret_vote *secret)
{
    for (int i = 0; i < SECRET_SLIPS; i++) {
        const struct secret_slip *slip = &secret->slip[i];
        const char *state = vote->state == VOTE_COUNTING ? (slip->in ? _("typed in") : _("to be typed in now"))
                            : slip->back                 ? _("typed back")
                                                         : _("not typed back yet");
        if (slip->handle[0] == '\0' && !slip->back)
            buffer_format(out, _("Slip %d: nobody has it yet.\n"), i + 1);
        else
            buffer_format(out, _("Slip %d: %s, %s.\n"), i + 1,
                slip->handle[0] != '\0' ? slip->handle : _("somebody who left"), state);
    }
}

static void say_next(struct buffer *out, const struct vote *vote, const struct secret_vote *secret)
{
    long long id = vote->id;
    if (secret->may_type)
        buffer_format(out, _("You are asked for the words of your slip: `vote type %lld`.\n"), id);
    if (secret->may_take && !secret->slip[0].mine && !secret->slip[1].mine)
        buffer_format(out, _("`vote hold %lld` gives you a slip, if you will hold it.\n"), id);
    if (secret->voted)
        buffer_string(out, _("You have voted.\n"));
    else if (secret->by_hand)
        buffer_string(out, _("Nobody can vote secretly by a helper's hand: only at a table, or on paper.\n"));
    else if (vote->state == VOTE_OPEN && !secret->ready)
        buffer_string(out, _("The house makes the box of this vote ready. Try again in a moment.\n"));
    else if (vote->may_vote && secret->ready)
        buffer_format(out, _("`ballot %lld` asks for your choice.\n"), id);
    if (vote->state == VOTE_COUNTING && !vote->days)
        buffer_string(out, _("It is closed, and the house counts it now.\n"));
}

char *secret_say(const struct vote *vote, const struct secret_vote *secret)
{
    struct buffer out = { 0 };
    if (vote->closed == 0)
        buffer_format(&out, "%s\n", secret_votes_warn(vote->days));
    if (secret->asked > 0 && vote->closed == 0)
        buffer_format(&out,
            ngettext("The house lost what was said in this vote. Everybody was asked again, %d time.\n",
                "The house lost what was said in this vote. Everybody was asked again, %d times.\n",
                (unsigned long)secret->asked),
            secret->asked);
    if (vote->days && vote->closed == 0)
        say_slips(&out, vote, secret);
    if (vote->state == VOTE_OPEN && secret->ready)
        buffer_format(&out, ngettext("%d person has voted.\n", "%d people have voted.\n", (unsigned long)secret->given),
            secret->given);
    say_next(&out, vote, secret);
    if (vote->closed != 0 && vote->state != VOTE_FEW && secret->words)
        buffer_format(&out, _("With your words, `ballot find %lld` shows your own ballot.\n"), (long long)vote->id);
    buffer_string(&out, "");
    return buffer_take(&out);
}

json_t *secret_say_json(const struct vote *vote, const struct secret_vote *secret)
{
    json_t *slips = json_array();
    for (int i = 0; vote->days && vote->closed == 0 && i < SECRET_SLIPS; i++)
        json_array_append_new(slips, json_pack("{s:s, s:b, s:b, s:b}", "holder", secret->slip[i].handle, "mine",
                                         secret->slip[i].mine, "back", secret->slip[i].back, "in", secret->slip[i].in));
    return json_pack("{s:I, s:s, s:b, s:b, s:i, s:i, s:b, s:b, s:o}", "vote", (json_int_t)vote->id, "state",
        vote_state_name(vote->state), "ready", secret->ready, "voted", secret->voted, "given", secret->given, "asked",
        secret->asked, "may_take", secret->may_take, "may_type", secret->may_type, "slips", slips);
}

void secret_say_add(struct reply *reply, const struct call *call, const struct actor *voice, const struct vote *vote)
{
    struct secret_vote secret;
    const struct speaker *speaker = call->speaker;
    if (secret_vote_get(speaker->store, voice, vote->id, speaker->now, &secret) != RESULT_OK)
        return;
    char *words = secret_say(vote, &secret);
    reply_text(reply, call, 0, words);
    free(words);
    json_object_set_new(reply->json, "secret_state", secret_say_json(vote, &secret));
}
