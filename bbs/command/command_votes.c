/* command_votes.c: votes in the room and over days, on paper, counted again. RULES 4.6, 1.8. */
#include <stdlib.h>
#include <string.h>

#include "bbs/command/command_table.h"
#include "bbs/command/vote_say.h"
#include "form_fields.h"
#include "gettext.h"
#include "members.h"
#include "room.h"
#include "text.h"

/* --- seeing --- */

static enum result run_votes(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t meeting = 0;
    size_t count = 0;
    if (call->words > 0 && !call_number(call, 0, &meeting, reply))
        return RESULT_INVALID;
    if (meeting == 0 && speaker->actor->kind == ACTOR_GUEST)
        meeting = call_only_one_to_read(speaker);
    int64_t proposed = meeting != 0 ? meeting : room_open_here(speaker->store, speaker->actor, speaker->now);
    struct call_page page;
    enum { VOTES_A_PAGE = 40 };
    if (!call_page(call, VOTES_A_PAGE, &page, reply))
        return reply->result;
    struct vote_line *list = xcalloc(page.load, sizeof *list);
    enum result result = votes_list(speaker->store, speaker->actor, meeting, speaker->now, list, page.load, &count);
    call_page_of(&page, count);
    reply->json = json_array();
    for (size_t i = page.first; i < page.end; i++) {
        vote_say_row(reply, call, &list[i]);
        json_array_append_new(reply->json, vote_line_json(&list[i]));
    }
    call_page_end(call, &page, reply);
    if (result == RESULT_OK && proposed != 0 && page.number == 1)
        call_say_proposals(call, reply, proposed);
    if (result == RESULT_OK && count == 0)
        reply_line(reply, "%s",
            speaker->actor->kind == ACTOR_GUEST
                ? _("No vote was closed yet. Whoever reads along reads what came of it.")
                : _("No vote yet. The chair of a meeting opens one in an item that is there to decide or to choose: `vote open`."));
    free(list);
    return reply_from_store(reply, result, speaker->store);
}

static enum result say_ballots(const struct call *call, struct reply *reply, int64_t vote)
{
    reply->json = vote_ballots_json(reply, call, vote);
    if (reply->json == NULL)
        return reply->result;
    char *shown = text_json(json_dumps(reply->json, JSON_COMPACT));
    reply_line(reply, "%s", shown);
    free(shown);
    return RESULT_OK;
}

static enum result say_lot(const struct call *call, struct reply *reply, int64_t vote)
{
    struct vote_lot lot;
    if (!vote_lot_get(call->speaker->store, call->speaker->actor, vote, &lot))
        return reply_refuse(reply, RESULT_NOT_FOUND, _("The lot drew nothing in that vote."));
    reply->json = json_pack("{s:I, s:i, s:[[I]], s:s}", "pool_size", (json_int_t)lot.pool, "select", 1, "seed_lines",
        (json_int_t)lot.seed, "hash", "BLAKE2b-256");
    char *shown = json_dumps(reply->json, JSON_COMPACT);
    reply_line(reply, "%s", shown);
    free(shown);
    return RESULT_OK;
}

/* --- voting --- */

/* In the name of somebody without a device, or in the room of somebody at the door who has left hers at home. */
static enum result find_voice(const struct call *call, int64_t id, struct vote *vote, struct actor *voice)
{
    const struct speaker *speaker = call->speaker;
    enum result result = vote_get(speaker->store, speaker->actor, id, speaker->now, vote);
    if (result != RESULT_OK)
        return result;
    return vote->days ? call_voice(call, voice) : call_voice_in_room(call, vote->meeting, voice);
}

static enum result cast(
    const struct call *call, struct reply *reply, const struct vote *vote, const struct actor *voice)
{
    const struct speaker *speaker = call->speaker;
    struct ballot ballot;
    char at[BALLOT_TEXT_BYTES], words[1000];
    char *typed = call_words(call, 1, " ");
    if (vote->secret) {
        free(typed);
        return reply_refuse(reply, RESULT_REFUSED,
            _("A secret choice is never typed behind a command: others may read it there. `ballot %lld` asks for it."),
            (long long)vote->id);
    }
    enum ballot_fault fault = ballot_parse(vote->kind, vote->options, typed, &ballot, at);
    free(typed);
    if (fault != BALLOT_OK) {
        vote_ballot_fault_words(vote->kind, vote->options, fault, at, words, sizeof words);
        return reply_usage(reply, "%s", reply_shown(call, words));
    }
    enum result result = vote_cast(speaker->store, voice, vote->id, &ballot, speaker->now);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    vote_ballot_words(vote, &ballot, words, sizeof words);
    reply_line(reply, voice->hand != 0 ? _("They say: %s") : _("You say: %s"), reply_shown(call, words));
    reply_line(reply, "%s", _("It may be changed until the vote is closed."));
    if (voice->hand != 0)
        reply_line(reply, _("In the name of %s, by your hand."), reply_shown(call, voice->handle));
    ballot_write(vote->kind, vote->options, &ballot, at);
    reply->json = json_pack("{s:I, s:s}", "vote", (json_int_t)vote->id, "ballot", at);
    return RESULT_OK;
}

static enum result run_vote(const struct call *call, struct reply *reply)
{
    struct vote vote;
    struct actor voice;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    if (call_option(call, "ballots") != NULL)
        return say_ballots(call, reply, id);
    if (call_option(call, "pairs") != NULL)
        return vote_say_pairs(reply, call, id);
    if (call_option(call, "names") != NULL)
        return vote_say_names(reply, call, id);
    if (call_option(call, "lot") != NULL)
        return say_lot(call, reply, id);
    if (call_option(call, "paper") != NULL)
        return vote_say_paper(reply, call, id);
    enum result result = find_voice(call, id, &vote, &voice);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, call->speaker->store);
    return call->words > 1 ? cast(call, reply, &vote, &voice) : vote_say(reply, call, &voice, id);
}

/* --- the chair --- */

/* What is written between ; signs. Points into `text`, which it cuts. */
static size_t cut(char *text, const char *option[VOTE_OPTIONS_MOST + 1])
{
    size_t count = 0;
    for (char *next, *at = text; at != NULL && count <= VOTE_OPTIONS_MOST; at = next) {
        next = strchr(at, ';');
        if (next != NULL)
            *next++ = '\0';
        at += strspn(at, " \t\r");
        if (*at != '\0')
            option[count++] = at;
    }
    return count;
}

static bool read_form(const struct call *call, struct reply *reply, struct vote_new *form)
{
    const char *majority = call_option(call, "needs");
    if (!vote_kind_parse(call->word[call->words - 1], &form->kind)) {
        reply_usage(reply, _("A vote is one of: yesno, choose, score. Type it like this: %s"), call_usage(call));
        return false;
    }
    if (majority != NULL && !vote_majority_parse(majority, &form->majority)) {
        reply_usage(reply, _("--needs is one of: half, two-thirds, three-quarters."));
        return false;
    }
    form->title = call_option(call, "title");
    form->text = call_option(call, "text");
    form->days = call_option(call, "days") != NULL;
    form->secret = call_option(call, "secret") != NULL;
    form->openly = call_option(call, "openly") != NULL;
    if (form->secret && form->openly) {
        reply_usage(reply, _("A vote is secret or open, not both."));
        return false;
    }
    return true;
}

static enum result run_open(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    const char *option[VOTE_OPTIONS_MOST + 1];
    struct vote_new form = { .option = option };
    int64_t vote = 0;
    /* Without a number the kind is the first word: then the meeting that is open is meant. */
    if (call->words == 2 ? !call_number(call, 0, &form.meeting, reply)
                         : (form.meeting = room_open_here(speaker->store, speaker->actor, speaker->now)) == 0)
        return call->words == 2 ? RESULT_INVALID
                                : reply_refuse(reply, RESULT_REFUSED,
                                      _("No meeting is open here, or several. Say which, `meetings` lists them: %s"),
                                      call_usage(call));
    if (!read_form(call, reply, &form))
        return reply->result;
    const char *of = call_option(call, "of");
    char *list = xstrdup(of != NULL ? of : "");
    form.options = cut(list, option);
    enum result result = vote_open(speaker->store, speaker->actor, &form, speaker->now, &vote);
    free(list);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    reply_line(
        reply, "%s", form.days ? _("The vote is open for seven days.") : _("The vote is open. Read it aloud, twice."));
    return vote_say(reply, call, speaker->actor, vote);
}

typedef enum result act_on(struct store *store, const struct actor *actor, int64_t id, int64_t now, int64_t *shown);

static enum result close_it(struct store *store, const struct actor *actor, int64_t id, int64_t now, int64_t *shown)
{
    *shown = id;
    return vote_close(store, actor, id, now);
}

static enum result act(const struct call *call, struct reply *reply, act_on *on)
{
    const struct speaker *speaker = call->speaker;
    int64_t id, shown = 0;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    enum result result = on(speaker->store, speaker->actor, id, speaker->now, &shown);
    return result == RESULT_OK ? vote_say(reply, call, speaker->actor, shown)
                               : reply_from_store(reply, result, speaker->store);
}

static enum result run_close(const struct call *call, struct reply *reply)
{
    return act(call, reply, close_it);
}

static enum result run_again(const struct call *call, struct reply *reply)
{
    return act(call, reply, vote_again);
}

/* --- paper --- */

static enum result tick(const struct call *call, struct reply *reply, int64_t vote, bool on)
{
    const struct speaker *speaker = call->speaker;
    struct member member;
    char *name = call_words(call, 2, "-");
    enum result result = member_by_handle(speaker->store, speaker->actor, name, &member);
    free(name);
    if (result == RESULT_OK)
        result = vote_paper_tick(speaker->store, speaker->actor, vote, member.id, on, speaker->now);
    if (result == RESULT_OK)
        reply_line(reply, on ? _("%s votes on paper, and no other way.") : _("%s does not vote on paper."),
            reply_shown(call, member.handle));
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_paper(const struct call *call, struct reply *reply)
{
    static const struct call_papers of_vote = {
        .vote = true, .get = vote_paper_get, .count = vote_paper_count, .tick = tick
    };
    return call_papers(call, reply, &of_vote);
}

#define ENTRY(name, usage, summary, detail, options, least, most, body, ...)                                           \
    ENTRY_FOR(COMMAND_MEMBER, name, usage, summary, detail, options, least, most, body, __VA_ARGS__)
#define ENTRY_FOR(who, name, usage, summary, detail, options, least, most, body, ...)                                  \
    {                                                                                                                  \
        name, usage, summary, detail, options, least, most, who, body, .run = __VA_ARGS__                              \
    }

const struct command command_votes[] = {
    ENTRY_FOR(COMMAND_READER, "votes", "votes [N] [--page N]",
        N_("votes that are open, and what came of others; what was proposed"),
        N_("N is a meeting, as `meetings` gives it. What closes first comes first. Below stands what was proposed in that meeting, or in the one that is open, and what came of it. Of a meeting that you read along it lists closed votes, and none about a person or action at work."),
        "page=", 0, 1, COMMAND_NO_BODY, run_votes, .now = NOW_RESULTS),
    /* A table reads it aloud; who reads a meeting along reads what came of it. */
    ENTRY_FOR(COMMAND_READER, "vote",
        "vote V [CHOICE] [--for NAME] [--pairs] [--names] [--ballots] [--lot] [--paper] [--page N]",
        N_("shows a vote; with a choice, votes"),
        N_("CHOICE is yes, no or abstain. Or it is the numbers, best first, as 3 1, with = between two that are "
           "level. Or it is points from 0 to 5, as 1=5 3=2. A choice may be changed until the vote is closed. Once "
           "it is closed, --pairs tells what was put before what, and --names who voted how. --ballots gives the "
           "ballots without names, as `bbs tally` counts them again. --lot gives the lot that drew between two, as "
           "`bbs lot` draws it again. --paper is a ballot to print."),
        "for= pairs names ballots lot paper page=", 1, 60, COMMAND_NO_BODY, run_vote, .now = NOW_VOTE),
    ENTRY("vote open",
        "vote open [N] yesno|choose|score [--of A; B; C] [--title T] [--text T] [--needs half|two-thirds|three-quarters] [--days] [--secret|--openly]",
        N_("the chair opens a vote in the open item of a meeting"),
        N_("choose puts several in order, score gives points. What can be chosen stands behind --of, with ; between. "
           "choose has one more by itself: leave it as it is. --days opens it to all members for seven days. Such a "
           "vote counts when {quorum-members} of the active members and people of {quorum-homes} of the homes voted. "
           "--needs half is more than {yes-share}. What is about a person is voted on secretly. What else is secret "
           "without a word the unit decides: `numbers secret-work` and its like; --openly says otherwise."),
        "openly", 1, 2, COMMAND_NO_BODY, run_open, .fields = form_fields_vote, .place = DRAFT_VOTE,
        .target = COMMAND_TO_HOUSE, .now = NOW_CHAIR_MAY_VOTE),
    ENTRY("vote close", "vote close V", N_("the chair closes a vote in the room"),
        N_("Once all who are here have voted, or its time is over. One over days is closed by the house at its hour."),
        "", 1, 1, COMMAND_NO_BODY, run_close, .now = NOW_CHAIR_VOTE),
    ENTRY("vote again", "vote again V", N_("the chair asks once more what was a tie"),
        N_("Among those that are level. When they are level again, the lot draws."), "", 1, 1, COMMAND_NO_BODY,
        run_again, .now = NOW_CHAIR_TIED),
    ENTRY("vote paper", "vote paper V [tick HANDLE|untick HANDLE|COUNTS]",
        N_("counts votes on paper, by two people of two homes"),
        N_("tick says who has a paper: they vote no other way. COUNTS are how many papers say what, with ; between, as 12 yes; 3 no. They are in once two note-takers of two homes have typed the same; neither may have brought the matter before the meeting."),
        "", 1, 60, COMMAND_NO_BODY, run_paper),
};
const size_t command_votes_count = sizeof command_votes / sizeof *command_votes;
