/*
 * command_secret.c: secret ballots (RULES 4.7). A choice, a slip and tracking words come from a prompt or from standard
 * input, never as a word of the command: the client's history and the list of processes show these.
 */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "bbs/command/command_table.h"
#include "bbs/command/secret_say.h"
#include "bbs/command/vote_say.h"
#include "gettext.h"
#include "secret_votes.h"

/* --- her choice --- */

static bool read_choice(const struct call *call, struct reply *reply, const struct vote *vote, struct ballot *out)
{
    char at[BALLOT_TEXT_BYTES], why[300];
    char *typed = call_body(call, reply);
    if (typed == NULL)
        return false;
    enum ballot_fault fault = ballot_parse(vote->kind, vote->options, typed, out, at);
    if (fault != BALLOT_OK) {
        vote_ballot_fault_words(vote->kind, vote->options, fault, at, why, sizeof why);
        reply_refuse(reply, RESULT_INVALID, "%s", why);
    }
    sodium_memzero(at, sizeof at);
    sodium_memzero(typed, strlen(typed));
    free(typed);
    return fault == BALLOT_OK;
}

/* Shows a person what was understood, as she did not see what she typed. A script knows what it sent. */
static void say_cast(const struct call *call, struct reply *reply, const struct vote *vote, const struct ballot *ballot,
    const char *words)
{
    char said[1200];
    reply->secret = true;
    if (call->speaker->asks_first) {
        vote_ballot_words(vote, ballot, said, sizeof said);
        reply_line(reply, "%s", reply_shown(call, said));
        sodium_memzero(said, sizeof said);
    }
    reply_line(reply, "%s", _("Your choice is in. It is secret, and nobody can change it."));
    if (words != NULL) {
        reply->once = true;
        reply_line(
            reply, _("The words that find it after the closing (`ballot find %lld`): %s"), (long long)vote->id, words);
        reply_line(reply, "%s", _("They are shown only now. Whoever sees your words sees your vote."));
    }
    reply->json = json_pack("{s:I, s:b}", "vote", (json_int_t)vote->id, "voted", true);
    if (words != NULL)
        json_object_set_new(reply->json, "words", json_string(words));
}

/* Why she cannot vote in it now; NULL: she can. */
static const char *no_ballot(const struct vote *vote, const struct secret_vote *secret)
{
    if (vote->closed != 0)
        return _("This vote is over. `votes` lists what came of each.");
    if (vote->state == VOTE_PREPARED)
        return _("This vote is not open yet.");
    if (secret->voted)
        return _("You have voted. A secret vote cannot be changed.");
    if (secret->by_hand)
        return _("Nobody can vote secretly by a helper's hand. They vote at a table, or on paper.");
    if (vote->way == VOTE_ON_PAPER)
        return _("You vote on paper. A note-taker can take that back.");
    if (vote->state == VOTE_OPEN && !secret->ready)
        return _("The house makes the box of this vote ready. Try again in a moment.");
    return vote->may_vote ? NULL : _("You are not among those who vote in this.");
}

/* RULES 4.7: what it protects against, and against what not, stands before the choice, with what can be chosen: her
 * choice is not shown while she types it, and cannot be changed. */
static enum result before_ballot(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct secret_vote secret;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    struct vote *vote = xcalloc(1, sizeof *vote);
    enum result result = vote_get(speaker->store, speaker->actor, id, speaker->now, vote);
    if (result == RESULT_OK && !vote->secret) {
        free(vote);
        return RESULT_OK; /* run_ballot() says it */
    }
    if (result == RESULT_OK)
        result = secret_vote_get(speaker->store, speaker->actor, id, speaker->now, &secret);
    if (result != RESULT_OK)
        reply_from_store(reply, result, speaker->store);
    else if (no_ballot(vote, &secret) != NULL)
        result = reply_refuse(reply, RESULT_REFUSED, "%s", no_ballot(vote, &secret));
    else
        vote_say_ballot(reply, call, vote);
    free(vote);
    return result;
}

/* A vote whose words she is asked for: which one it is. */
static enum result before_words(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    struct vote *vote = xcalloc(1, sizeof *vote);
    enum result result = vote_get(speaker->store, speaker->actor, id, speaker->now, vote);
    if (result != RESULT_OK)
        reply_from_store(reply, result, speaker->store);
    else
        reply_line(reply, _("Vote %lld: %s"), (long long)id, reply_shown(call, vote->title));
    free(vote);
    return result;
}

static enum result run_ballot(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct ballot ballot = { { 0 } };
    char words[SPOKEN_BYTES] = "";
    int64_t id;
    bool wants = call_option(call, "words") != NULL;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    struct vote *vote = xcalloc(1, sizeof *vote);
    enum result result = vote_get(speaker->store, speaker->actor, id, speaker->now, vote);
    if (result == RESULT_OK && !vote->secret)
        result =
            reply_refuse(reply, RESULT_INVALID, _("This vote is not secret: `vote %lld CHOICE` votes."), (long long)id);
    else if (result != RESULT_OK)
        reply_from_store(reply, result, speaker->store);
    else if (!read_choice(call, reply, vote, &ballot))
        result = RESULT_INVALID;
    else {
        result = secret_cast(speaker->store, speaker->actor, id, &ballot, speaker->now, wants ? words : NULL);
        if (result == RESULT_OK)
            say_cast(call, reply, vote, &ballot, wants ? words : NULL);
        else
            reply_from_store(reply, result, speaker->store);
    }
    sodium_memzero(&ballot, sizeof ballot);
    sodium_memzero(words, sizeof words);
    free(vote);
    return result;
}

static enum result find_ballot(const struct call *call, struct reply *reply, const char *words)
{
    const struct speaker *speaker = call->speaker;
    struct ballot ballot;
    char said[1200];
    int64_t id = 0;
    struct vote *vote = xcalloc(1, sizeof *vote);
    call_number(call, 0, &id, reply);
    enum result result = vote_get(speaker->store, speaker->actor, id, speaker->now, vote);
    if (result == RESULT_OK)
        result = secret_ballot_find(speaker->store, speaker->actor, id, words, &ballot);
    if (result == RESULT_OK) {
        vote_ballot_words(vote, &ballot, said, sizeof said);
        reply->secret = true;
        reply_line(reply, "%s", reply_shown(call, said));
        ballot_write(vote->kind, vote->options, &ballot, said);
        reply->json = json_pack("{s:I, s:s}", "vote", (json_int_t)id, "ballot", said);
        sodium_memzero(said, sizeof said);
        sodium_memzero(&ballot, sizeof ballot);
    }
    free(vote);
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_find(const struct call *call, struct reply *reply)
{
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    char *words = call_body(call, reply);
    if (words == NULL)
        return RESULT_INVALID;
    enum result result = find_ballot(call, reply, words);
    sodium_memzero(words, strlen(words));
    free(words);
    return result;
}

/* --- slips --- */

static enum result run_slip(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct secret_vote secret;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    struct vote *vote = xcalloc(1, sizeof *vote);
    enum result result = vote_get(speaker->store, speaker->actor, id, speaker->now, vote);
    if (result == RESULT_OK)
        result = secret_vote_get(speaker->store, speaker->actor, id, speaker->now, &secret);
    if (result == RESULT_OK) {
        char *words = secret_say(vote, &secret);
        reply_text(reply, call, 0, words);
        free(words);
        reply->json = secret_say_json(vote, &secret);
    }
    free(vote);
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_slip_take(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    char words[SPOKEN_BYTES];
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    enum result result = secret_slip_take(speaker->store, speaker->actor, id, speaker->now, words);
    if (result == RESULT_OK) {
        reply->secret = reply->once = true;
        reply_line(
            reply, _("Your slip of vote %lld: write it on paper now. It is shown only this time."), (long long)id);
        reply_line(reply, "  %s", words);
        reply_line(reply, _("Then type it back: `vote type %lld`. Keep the paper: the vote is counted with it."),
            (long long)id);
        reply->json = json_pack("{s:I, s:s}", "vote", (json_int_t)id, "slip", words);
    }
    sodium_memzero(words, sizeof words);
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_slip_type(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t id;
    bool last = false;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    char *words = call_body(call, reply);
    if (words == NULL)
        return RESULT_INVALID;
    enum result result = secret_slip_type(speaker->store, speaker->actor, id, words, speaker->now, &last);
    sodium_memzero(words, strlen(words));
    free(words);
    if (result == RESULT_OK) {
        reply_line(reply, "%s",
            last ? _("Both slips are there. The house goes on.")
                 : _("That is your slip. Now the other one is missing."));
        reply->json = json_pack("{s:I, s:b}", "vote", (json_int_t)id, "last", last);
    }
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_slip_lost(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    if (!call_rehearse(call, reply))
        return reply->result;
    enum result result = secret_slip_lost(speaker->store, speaker->actor, id, speaker->now);
    if (call_rehearsed(call, &result) &&
        reply_asks(reply, speaker,
            _("Without your slip nobody can open the votes that were cast. They are destroyed, and everybody votes again. Is it lost?")))
        return RESULT_OK;
    if (result == RESULT_OK) {
        reply_line(reply, "%s", _("The vote is prepared again: two slips are given out again."));
        reply->json = json_pack("{s:I}", "vote", (json_int_t)id);
    }
    return reply_from_store(reply, result, speaker->store);
}

#define ENTRY(name, usage, summary, detail, options, body, function, ...)                                              \
    {                                                                                                                  \
        name, usage, summary, detail, options, 1, 1, COMMAND_MEMBER, body, .run = function, __VA_ARGS__                \
    }

const struct command command_secret[] = {
    ENTRY("ballot", "ballot V [--words] < choice", N_("your choice in a secret vote; it is asked for, and not shown"),
        N_("As in an open vote: yes, no or abstain; or the numbers of the options, best first (3 1 2); or points (1=5 3=2). It cannot be changed. The choice comes from the prompt or from standard input, never as a word of the command. --words gives words that find your ballot after the closing; whoever sees your words sees your vote."),
        "words", COMMAND_SECRET, run_ballot, .asks = N_("Your choice"), .before = before_ballot),
    ENTRY("ballot find", "ballot find V < words", N_("your own ballot of a secret vote, by its words"),
        N_("After the closing, with the words that --words gave you. Other words find nothing."), "", COMMAND_SECRET,
        run_find, .asks = N_("Your words"), .before = before_words),
    ENTRY("vote slip", "vote slip V", N_("a secret vote: who holds its slips, and how it stands"), NULL, "",
        COMMAND_NO_BODY, run_slip, .asks = NULL),
    ENTRY("vote hold", "vote hold V", N_("takes one of the two slips of a secret vote over days"),
        N_("Two people of two homes hold a slip each. It is shown once: write it on paper, and type it back before the vote opens. At the closing both are typed in; without both, nobody can open the votes."),
        "", COMMAND_NO_BODY, run_slip_take, .asks = NULL),
    ENTRY("vote type", "vote type V < words", N_("types your slip: back, and in when the vote is counted"), NULL, "",
        COMMAND_SECRET, run_slip_type, .asks = N_("The words of your slip"), .before = before_words),
    ENTRY("vote lost", "vote lost V", N_("says that your slip is lost: the vote begins again"), NULL, "",
        COMMAND_NO_BODY, run_slip_lost, .asks = NULL),
};
const size_t command_secret_count = sizeof command_secret / sizeof *command_secret;
