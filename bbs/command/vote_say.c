/* vote_say.c: see vote_say.h. */
#include "bbs/command/vote_say.h"

#include <stdlib.h>
#include <string.h>

#include "bbs/command/secret_say.h"
#include "gettext.h"
#include "when.h"

enum { WORDS = 1000, BALLOTS_MOST = 4000, NEEDS = 100 };

/* A vote and what it came to, on the heap: the tables are large. */
struct seen {
    struct vote vote;
    struct vote_result result;
    bool counted;
};

static struct seen *see(const struct call *call, const struct actor *voice, int64_t vote, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct seen *seen = xcalloc(1, sizeof *seen);
    enum result result = vote_get(speaker->store, voice, vote, speaker->now, &seen->vote);
    if (result != RESULT_OK) {
        reply_from_store(reply, result, speaker->store);
        free(seen);
        return NULL;
    }
    seen->counted = vote_result_get(speaker->store, voice, vote, &seen->result) == RESULT_OK;
    return seen;
}

/* --- lists --- */

void vote_say_row(struct reply *reply, const struct call *call, const struct vote_line *line)
{
    char until[32], first[WORDS];
    if (line->closed == 0 && line->days)
        reply_line(reply, _("%lld: %s (until %s) %s"), (long long)line->id, reply_shown(call, line->title),
            reply_time(line->closes, until),
            line->has_voted  ? _("You have voted.")
            : line->may_vote ? _("You can vote.")
                             : "");
    else if (line->closed == 0)
        reply_line(reply, _("%lld: %s (open in the room) %s"), (long long)line->id, reply_shown(call, line->title),
            line->has_voted  ? _("You have voted.")
            : line->may_vote ? _("You can vote.")
                             : "");
    else if (line->first_yes) {
        vote_first_words(line->second_from, line->closed, first, sizeof first);
        reply_line(reply, "%lld: %s (%s)", (long long)line->id, reply_shown(call, line->title), first);
    } else if (line->won[0] != '\0')
        reply_line(reply, "%lld: %s (%s: %s)", (long long)line->id, reply_shown(call, line->title),
            vote_state_words(line->state), reply_shown(call, line->won));
    else
        reply_line(
            reply, "%lld: %s (%s)", (long long)line->id, reply_shown(call, line->title), vote_state_words(line->state));
}

/* Of what takes two meetings: "second_from" is 0 where a second one is not asked because of this vote. */
static void add_first(json_t *json, bool first_yes, int64_t second_from)
{
    json_object_set_new(json, "first_yes", json_boolean(first_yes));
    json_object_set_new(
        json, "second_from", json_integer(second_from != 0 ? (json_int_t)when_day_begin(second_from) : 0));
}

json_t *vote_line_json(const struct vote_line *line)
{
    json_t *json = json_pack("{s:I, s:I, s:s, s:s, s:s, s:b, s:b, s:I, s:I, s:I, s:b, s:b, s:s}", "id",
        (json_int_t)line->id, "meeting", (json_int_t)line->meeting, "title", line->title, "kind",
        vote_kind_name(line->kind), "state", vote_state_name(line->state), "secret", line->secret, "days", line->days,
        "opened", (json_int_t)line->opened, "closes", (json_int_t)line->closes, "closed", (json_int_t)line->closed,
        "may_vote", line->may_vote, "voted", line->has_voted, "won", line->won);
    add_first(json, line->first_yes, line->second_from);
    return json;
}

/* --- one vote --- */

static json_t *options_json(const struct vote *vote)
{
    json_t *options = json_array();
    for (int i = 0; i < vote->options; i++)
        json_array_append_new(options, json_string(vote->option[i]));
    return options;
}

static json_t *vote_json(const struct vote *vote)
{
    char mine[BALLOT_TEXT_BYTES] = "", needs[NEEDS];
    vote_needs_name(vote, needs, sizeof needs);
    if (!vote->secret && (vote->way == VOTE_SELF || vote->way == VOTE_BY_HAND))
        ballot_write(vote->kind, vote->options, &vote->mine, mine);
    json_t *json =
        json_pack("{s:I, s:I, s:I, s:I, s:I, s:I, s:s, s:s, s:s, s:s, s:b, s:b, s:s, s:I, s:I, s:I, s:i, s:i}", "id",
            (json_int_t)vote->id, "meeting", (json_int_t)vote->meeting, "item", (json_int_t)vote->item, "proposal",
            (json_int_t)vote->proposal, "after", (json_int_t)vote->after, "again", (json_int_t)vote->again, "title",
            vote->title, "text", vote->text, "kind", vote_kind_name(vote->kind), "state", vote_state_name(vote->state),
            "secret", vote->secret, "days", vote->days, "majority", needs, "opened", (json_int_t)vote->opened, "closes",
            (json_int_t)vote->closes, "closed", (json_int_t)vote->closed, "voters", vote->voters, "voted", vote->voted);
    json_object_set_new(json, "may_vote", json_boolean(vote->may_vote));
    json_object_set_new(json, "may_close", json_boolean(vote->may_close));
    json_object_set_new(json, "may_again", json_boolean(vote->may_again));
    json_object_set_new(json, "person", json_string(vote->person_handle));
    json_object_set_new(json, "left_out", json_integer(vote->left_out));
    add_first(json, vote->first_yes, vote->second_from);
    json_object_set_new(json, "mine", json_string(mine));
    json_object_set_new(json, "options", options_json(vote));
    return json;
}

static json_t *result_json(const struct vote *vote, const struct vote_result *result)
{
    char words[WORDS];
    vote_result_words(vote, result, words, sizeof words);
    return json_pack("{s:I, s:I, s:I, s:I, s:I, s:I, s:s, s:b, s:s}", "voted", (json_int_t)result->voted, "base",
        (json_int_t)result->base, "yes", (json_int_t)result->answers[TALLY_YES], "no",
        (json_int_t)result->answers[TALLY_NO], "abstain", (json_int_t)result->answers[TALLY_ABSTAIN], "needed",
        (json_int_t)result->needed, "winner", result->winner >= 0 ? vote->option[result->winner] : "", "drawn",
        result->drawn, "words", words);
}

static void say_options(struct reply *reply, const struct call *call, const struct vote *vote)
{
    for (int i = 0; i < vote->options; i++)
        reply_line(reply, "  %2d %s", i + 1, reply_shown(call, vote->option[i]));
}

static void say_how(struct reply *reply, const struct vote *vote)
{
    long long id = (long long)vote->id;
    if (vote->secret)
        reply_line(reply, _("It is secret: `ballot %lld` asks for your choice."), id);
    else if (vote->kind == VOTE_YESNO)
        reply_line(reply, _("`vote %lld yes`, `vote %lld no` or `vote %lld abstain`."), id, id, id);
    else if (vote->kind == VOTE_CHOOSE)
        reply_line(reply,
            _("`vote %lld 3 1` puts 3 first and 1 second; the rest stands level after these. `vote %lld 3 1=2` puts two level."),
            id, id);
    else
        reply_line(reply, _("`vote %lld 1=5 3=2` gives 1 five points and 3 two, and the rest none."), id);
}

static void say_open(struct reply *reply, const struct call *call, const struct actor *voice, const struct vote *vote)
{
    char until[32], words[WORDS];
    if (vote->days)
        reply_line(reply,
            ngettext("Open until %s. %d of %d has voted. Nobody sees what they say before it is closed.",
                "Open until %s. %d of %d have voted. Nobody sees what they say before it is closed.",
                (unsigned long)vote->voted),
            reply_time(vote->closes, until), vote->voted, vote->voters);
    else
        reply_line(reply,
            ngettext(
                "No hurry: open until %s, unless all have voted before. %d of %d has. Nobody sees what they say before it is closed.",
                "No hurry: open until %s, unless all have voted before. %d of %d have. Nobody sees what they say before it is closed.",
                (unsigned long)vote->voted),
            reply_time(vote->closes, until), vote->voted, vote->voters);
    if (!vote->secret && (vote->way == VOTE_SELF || vote->way == VOTE_BY_HAND)) {
        vote_ballot_words(vote, &vote->mine, words, sizeof words);
        reply_line(reply, voice->hand != 0 ? _("They say: %s") : _("You say: %s"), reply_shown(call, words));
        reply_line(reply, "%s", _("You may change it until it is closed."));
    } else if (vote->way == VOTE_ON_PAPER)
        reply_line(reply, "%s", _("You vote on paper."));
    else if (vote->may_vote && !vote->secret)
        say_how(reply, vote);
    if (vote->may_close)
        reply_line(reply, _("`vote close %lld` closes it."), (long long)vote->id);
}

static void say_closed(struct reply *reply, const struct call *call, const struct seen *seen)
{
    char words[WORDS];
    const struct vote *vote = &seen->vote;
    if (!seen->counted) {
        reply_line(reply, "%s", vote_state_words(vote->state));
        return;
    }
    bool counted = !vote_too_few_to_count(vote, &seen->result);
    if (counted)
        reply_line(reply, ngettext("%d of %d voted.", "%d of %d voted.", (unsigned long)seen->result.voted),
            (int)seen->result.voted, vote->voters);
    vote_result_words(vote, &seen->result, words, sizeof words);
    reply_line(reply, "%s", reply_shown(call, words));
    if (!counted)
        return;
    /* RULES 4.5: the result about a person names only who was chosen. */
    if (vote->kind != VOTE_YESNO && seen->result.voted > 0 && vote->about != ITEM_PERSON) {
        vote_order_words(vote, &seen->result, words, sizeof words);
        reply_line(reply, _("In order: %s."), reply_shown(call, words));
    }
    if (vote->kind == VOTE_CHOOSE)
        reply_line(reply, _("`vote %lld --pairs` tells who was put before whom."), (long long)vote->id);
    reply_line(reply, _("Count again: `vote %lld --ballots`, on any machine with `bbs tally`."), (long long)vote->id);
    if (vote->may_again)
        reply_line(reply, _("`vote again %lld` asks once more, among those that are level."), (long long)vote->id);
}

/* How a secret choice is typed; it is not shown meanwhile. */
static const char *how_to_type(enum vote_kind kind)
{
    static const char *const how[VOTE_KINDS] = { [VOTE_YESNO] = N_("Type yes, no or abstain."),
        [VOTE_CHOOSE] = N_("Type the numbers, best first: 3 1; with 3 1=2 two are level. One is enough."),
        [VOTE_SCORE] = N_("Type points from 0 to 5: 1=5 3=2; the rest have none.") };
    return _(how[kind]);
}

static void say_needs(struct reply *reply, const struct vote *vote)
{
    char needs[NEEDS];
    vote_needs_words(vote, needs, sizeof needs);
    reply_line(reply, _("A yes needs: %s."), needs);
}

enum result vote_say(struct reply *reply, const struct call *call, const struct actor *voice, int64_t vote)
{
    struct seen *seen = see(call, voice, vote, reply);
    if (seen == NULL)
        return reply->result;
    reply_line(reply, _("Vote %lld: %s"), (long long)vote, reply_shown(call, seen->vote.title));
    reply_line(reply, seen->vote.secret ? _("  secret, %s") : "  %s", vote_kind_words(seen->vote.kind));
    if (seen->vote.text[0] != '\0')
        reply_text(reply, call, 2, seen->vote.text);
    if (seen->vote.person != 0)
        reply_line(reply, _("It is about %s. Their home counts for \"enough people\", and does not vote."),
            reply_shown(call, seen->vote.person_handle));
    if (seen->vote.kind == VOTE_YESNO)
        say_needs(reply, &seen->vote);
    say_options(reply, call, &seen->vote);
    reply->json = vote_json(&seen->vote);
    if (seen->vote.closed != 0)
        say_closed(reply, call, seen);
    else if (seen->vote.state == VOTE_OPEN)
        say_open(reply, call, voice, &seen->vote);
    if (seen->vote.secret)
        secret_say_add(reply, call, voice, &seen->vote);
    if (seen->counted)
        json_object_set_new(reply->json, "result", result_json(&seen->vote, &seen->result));
    free(seen);
    return RESULT_OK;
}

void vote_say_ballot(struct reply *reply, const struct call *call, const struct vote *vote)
{
    reply_line(reply, _("Vote %lld: %s"), (long long)vote->id, reply_shown(call, vote->title));
    if (vote->text[0] != '\0')
        reply_text(reply, call, 2, vote->text);
    if (vote->person != 0)
        reply_line(reply, _("It is about %s. Their home counts for \"enough people\", and does not vote."),
            reply_shown(call, vote->person_handle));
    if (vote->kind == VOTE_YESNO)
        say_needs(reply, vote);
    say_options(reply, call, vote);
    reply_line(reply, "%s", secret_votes_warn(vote->days));
    reply_line(reply, "%s", secret_votes_final());
    reply_line(reply, "%s", how_to_type(vote->kind));
}

/* --- pairs --- */

static json_t *table_json(const struct vote *vote, const int64_t *table)
{
    json_t *whole = json_object();
    for (int a = 0; a < vote->options; a++) {
        json_t *row = json_object();
        for (int b = 0; b < vote->options; b++)
            if (b != a)
                json_object_set_new(row, vote->option[b], json_integer(table[a * vote->options + b]));
        json_object_set_new(whole, vote->option[a], row);
    }
    return whole;
}

static void say_each_pair(struct reply *reply, const struct call *call, const struct seen *seen,
    void words_of(const struct vote *vote, const struct vote_result *result, int a, int b, char *out, size_t size))
{
    char words[WORDS];
    for (int a = 0; a < seen->vote.options; a++)
        for (int b = a + 1; b < seen->vote.options; b++) {
            words_of(&seen->vote, &seen->result, a, b, words, sizeof words);
            reply_line(reply, "  %s", reply_shown(call, words));
        }
}

enum result vote_say_pairs(struct reply *reply, const struct call *call, int64_t vote)
{
    const struct speaker *speaker = call->speaker;
    struct seen *seen = see(call, speaker->actor, vote, reply);
    if (seen == NULL)
        return reply->result;
    enum result result = vote_result_get(speaker->store, speaker->actor, vote, &seen->result);
    if (result != RESULT_OK)
        reply_from_store(reply, result, speaker->store);
    else if (seen->vote.kind != VOTE_CHOOSE)
        result = reply_refuse(reply, RESULT_REFUSED, _("Only a vote by ranking compares in pairs."));
    else {
        say_each_pair(reply, call, seen, vote_pair_words);
        reply_line(reply, "%s",
            _("A way goes from one to the next where more people put the first before the second. It is as strong as its weakest step."));
        say_each_pair(reply, call, seen, vote_path_words);
        reply->json = json_pack("{s:I, s:o, s:o}", "id", (json_int_t)vote, "pairwise",
            table_json(&seen->vote, seen->result.pairs), "paths", table_json(&seen->vote, seen->result.paths));
    }
    free(seen);
    return result;
}

/* --- who voted --- */

static const char *way_words(enum vote_way way)
{
    static const char *const words[] = { [VOTE_NOT_YET] = N_("not yet"),
        [VOTE_SELF] = N_("voted"),
        [VOTE_BY_HAND] = N_("voted, by a helper's hand"),
        [VOTE_ON_PAPER] = N_("on paper") };
    return _(words[way]);
}

enum result vote_say_names(struct reply *reply, const struct call *call, int64_t vote)
{
    enum { VOTERS_A_PAGE = 400 };
    static const char *const ways[] = { "not-yet", "self", "hand", "paper" };
    const struct speaker *speaker = call->speaker;
    struct vote seen;
    char words[WORDS];
    size_t count = 0;
    struct call_page page;
    if (!call_page(call, VOTERS_A_PAGE, &page, reply))
        return reply->result;
    struct vote_voter *list = xcalloc(page.load, sizeof *list);
    enum result result = vote_get(speaker->store, speaker->actor, vote, speaker->now, &seen);
    if (result == RESULT_OK)
        result = vote_voters_list(speaker->store, speaker->actor, vote, list, page.load, &count);
    bool in_memory = seen.secret && !seen.days && seen.closed == 0; /* then no list knows who has voted */
    if (result == RESULT_OK && in_memory)
        reply_line(reply, "%s", _("Who has voted is in memory only until the vote is closed. Who may vote:"));
    call_page_of(&page, count);
    json_t *array = json_array();
    for (size_t i = page.first; i < page.end; i++) {
        char ballot[BALLOT_TEXT_BYTES] = "";
        util_copy_text(words, sizeof words, way_words(list[i].way));
        if (list[i].has_ballot) {
            ballot_write(seen.kind, seen.options, &list[i].ballot, ballot);
            vote_ballot_words(&seen, &list[i].ballot, words, sizeof words);
        }
        if (in_memory && list[i].way == VOTE_NOT_YET)
            reply_line(reply, "  %s", reply_shown(call, list[i].handle));
        else
            reply_line(reply, "  %s: %s", reply_shown(call, list[i].handle), reply_shown(call, words));
        json_array_append_new(
            array, json_pack("{s:s, s:s, s:s, s:s}", "handle", list[i].handle, "home", list[i].home, "way",
                       in_memory && list[i].way == VOTE_NOT_YET ? "unknown" : ways[list[i].way], "ballot", ballot));
    }
    if (result == RESULT_OK && count == 0)
        reply_line(reply, "%s",
            reply_numbers(call, _("Names are forgotten {position-months} after a vote. The numbers stay.")));
    free(list);
    call_page_end(call, &page, reply);
    reply->json = json_pack("{s:I, s:o}", "id", (json_int_t)vote, "voters", array);
    return reply_from_store(reply, result, speaker->store);
}

/* --- on paper --- */

enum result vote_say_paper(struct reply *reply, const struct call *call, int64_t vote)
{
    static const char *const how[VOTE_KINDS] = { [VOTE_YESNO] = N_("Make a cross in one box."),
        [VOTE_CHOOSE] = N_("Write 1 in the box of the best, 2 in the next, and so on. One is enough."),
        [VOTE_SCORE] = N_("Write points from 0 to 5 in each box. An empty box is 0.") };
    const char *const answers[TALLY_CHOICES] = { _("Yes"), _("No"), _("I abstain") };
    struct seen *seen = see(call, call->speaker->actor, vote, reply);
    if (seen == NULL)
        return reply->result;
    reply_line(reply, _("Vote %lld: %s"), (long long)vote, reply_shown(call, seen->vote.title));
    if (seen->vote.text[0] != '\0')
        reply_text(reply, call, 2, seen->vote.text);
    reply_line(reply, "%s", _(how[seen->vote.kind]));
    for (int i = 0; seen->vote.kind == VOTE_YESNO && i < TALLY_CHOICES; i++)
        reply_line(reply, "  [   ] %s", answers[i]);
    for (int i = 0; i < seen->vote.options; i++)
        reply_line(reply, "  [   ] %2d %s", i + 1, reply_shown(call, seen->vote.option[i]));
    reply_line(reply, "%s", _("No name on it. Fold it."));
    reply->json = vote_json(&seen->vote);
    free(seen);
    return RESULT_OK;
}

/* --- for `bbs tally` --- */

static json_t *ranking_json(const struct vote *vote, const struct ballot *ballot)
{
    json_t *ranking = json_array();
    for (int place = 1; place <= vote->options; place++) {
        json_t *group = json_array();
        for (int i = 0; i < vote->options; i++)
            if (ballot->value[i] == place)
                json_array_append_new(group, json_string(vote->option[i]));
        if (json_array_size(group) > 0)
            json_array_append_new(ranking, group);
        else
            json_decref(group);
    }
    return ranking;
}

static json_t *points_json(const struct vote *vote, const struct ballot *ballot)
{
    json_t *scores = json_object();
    for (int i = 0; i < vote->options; i++)
        if (ballot->value[i] > 0)
            json_object_set_new(scores, vote->option[i], json_integer(ballot->value[i]));
    return scores;
}

static json_t *ballot_json(const struct vote *vote, const struct vote_count *one)
{
    static const char *const answers[TALLY_CHOICES] = { "yes", "no", "abstain" };
    json_t *json = json_pack("{s:I}", "count", (json_int_t)one->count);
    if (vote->kind == VOTE_YESNO)
        json_object_set_new(json, "choice", json_string(answers[one->ballot.value[0] % TALLY_CHOICES]));
    else if (vote->kind == VOTE_CHOOSE)
        json_object_set_new(json, "ranking", ranking_json(vote, &one->ballot));
    else
        json_object_set_new(json, "scores", points_json(vote, &one->ballot));
    return json;
}

static json_t *all_ballots(const struct call *call, const struct vote *vote)
{
    size_t count = 0;
    struct vote_count *list = xcalloc(BALLOTS_MOST, sizeof *list);
    json_t *ballots = json_array();
    vote_ballots_list(call->speaker->store, call->speaker->actor, vote->id, list, BALLOTS_MOST, &count);
    for (size_t i = 0; i < count; i++)
        json_array_append_new(ballots, ballot_json(vote, &list[i]));
    free(list);
    return ballots;
}

static json_t *totals_json(const struct vote *vote, const struct vote_result *result)
{
    json_t *totals = json_object();
    for (int i = 0; i < vote->options; i++)
        json_object_set_new(totals, vote->option[i], json_integer(result->sums[i]));
    return totals;
}

static json_t *counted_json(const struct call *call, const struct seen *seen)
{
    static const char *const kinds[VOTE_KINDS] = { "yesno", "schulze", "score" };
    const struct vote *vote = &seen->vote;
    char needs[NEEDS];
    vote_needs_name(vote, needs, sizeof needs);
    json_t *json = json_pack("{s:s}", "kind", kinds[vote->kind]);
    if (vote->kind == VOTE_YESNO)
        json_object_set_new(json, "majority", json_string(needs));
    else
        json_object_set_new(json, "options", options_json(vote));
    if (vote->secret && vote->kind == VOTE_CHOOSE)
        json_object_set_new(json, "pairwise", table_json(vote, seen->result.pairs));
    else if (vote->secret && vote->kind == VOTE_SCORE)
        json_object_set_new(json, "totals", totals_json(vote, &seen->result));
    else
        json_object_set_new(json, "ballots", all_ballots(call, vote));
    return json;
}

json_t *vote_ballots_json(struct reply *reply, const struct call *call, int64_t vote)
{
    const struct speaker *speaker = call->speaker;
    json_t *json = NULL;
    struct seen *seen = see(call, speaker->actor, vote, reply);
    if (seen == NULL)
        return NULL;
    enum result result = vote_result_get(speaker->store, speaker->actor, vote, &seen->result);
    if (result != RESULT_OK)
        reply_from_store(reply, result, speaker->store);
    else
        json = counted_json(call, seen);
    free(seen);
    return json;
}
