/* command_papers.c: what a meeting did on paper, typed in by two of two homes (RULES 1.7, 1.8): who was there, and the
 * answers to a question. Papers of a vote: command_votes.c. */
#include <stdlib.h>
#include <string.h>

#include "bbs/command/command_table.h"
#include "bbs/command/papers_say.h"
#include "bbs/command/room_say.h"
#include "gettext.h"
#include "members.h"
#include "proposals.h"
#include "votes.h"

enum { PEOPLE_MOST = 400, NAMES_MOST = 200 };

/* --- of a question, or of a vote --- */

enum result call_papers_say(const struct call *call, struct reply *reply, const struct call_papers *papers, int64_t id)
{
    const struct speaker *speaker = call->speaker;
    struct papers found;
    enum result result = papers->get(speaker->store, speaker->actor, id, speaker->now, &found);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    char *words = papers_say(&found, papers->vote);
    reply_text(reply, call, 0, words);
    free(words);
    reply->json = papers_json(&found);
    json_object_set_new(reply->json, papers->vote ? "vote" : "proposal", json_integer(id));
    return RESULT_OK;
}

/* Two of one home may have typed the same, too. */
static bool is_typed_otherwise(const struct papers *papers)
{
    for (int i = 0; i < papers->typists; i++)
        if (!papers->typist[i].same)
            return true;
    return false;
}

/* "12 yes; 2 aside; but Who minds the children?" */
static enum result type_counts(
    const struct call *call, struct reply *reply, const struct call_papers *papers, int64_t id)
{
    const struct speaker *speaker = call->speaker;
    bool agreed;
    char *typed = call_words(call, 1, " ");
    for (char *c = typed; *c != '\0'; c++)
        if (*c == ';')
            *c = '\n';
    enum result result = papers->count(speaker->store, speaker->actor, id, typed, speaker->now, &agreed);
    free(typed);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    struct papers found = { 0 };
    papers->get(speaker->store, speaker->actor, id, speaker->now, &found);
    reply_line(reply, "%s",
        agreed                       ? _("Two people of two homes counted the same: the papers are in.")
        : is_typed_otherwise(&found) ? _("Noted. It is not the same as what another one typed.")
                                     : _("Noted. Somebody of another home must count them, too, and type the same."));
    return call_papers_say(call, reply, papers, id);
}

enum result call_papers(const struct call *call, struct reply *reply, const struct call_papers *papers)
{
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    if (call->words > 2 && strcmp(call->word[1], "tick") == 0)
        return papers->tick(call, reply, id, true);
    if (call->words > 2 && strcmp(call->word[1], "untick") == 0)
        return papers->tick(call, reply, id, false);
    return call->words > 1 ? type_counts(call, reply, papers, id) : call_papers_say(call, reply, papers, id);
}

/* --- the question --- */

static const struct call_papers of_question;

static enum result tick_question(const struct call *call, struct reply *reply, int64_t proposal, bool on)
{
    const struct speaker *speaker = call->speaker;
    struct member member = { 0 };
    enum result result = RESULT_OK;
    char *name = call_words(call, 2, "-");
    if (!on || strcmp(name, "all") != 0)
        result = member_by_handle(speaker->store, speaker->actor, name, &member);
    free(name);
    if (result == RESULT_OK)
        result = question_paper_tick(speaker->store, speaker->actor, proposal, member.id, on, speaker->now);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    if (member.id != 0)
        reply_line(reply, on ? _("%s answers on paper, and no other way.") : _("%s does not answer on paper."),
            reply_shown(call, member.handle));
    else
        reply_line(reply, "%s", _("All who have not answered have a paper, but you: another note-taker ticks you."));
    return call_papers_say(call, reply, &of_question, proposal);
}

static const struct call_papers of_question = {
    .get = question_paper_get, .count = question_paper_count, .tick = tick_question
};

static enum result run_question(const struct call *call, struct reply *reply)
{
    return call_papers(call, reply, &of_question);
}

/* --- who was there --- */

struct names {
    int64_t member[NAMES_MOST];
    size_t count;
};

/* All of them are known, or none is ticked. */
static enum result find_names(const struct call *call, struct reply *reply, int first, struct names *out)
{
    const struct speaker *speaker = call->speaker;
    enum result result = RESULT_OK;
    char *words = call_words(call, first, "-"), *next = words;
    *out = (struct names) { .count = 0 };
    for (char *name; result == RESULT_OK && (name = strsep(&next, ";,")) != NULL;) {
        struct member member;
        name += strspn(name, "-");
        while (name[0] != '\0' && name[strlen(name) - 1] == '-')
            name[strlen(name) - 1] = '\0';
        if (name[0] == '\0')
            continue;
        if (out->count == NAMES_MOST)
            result = reply_refuse(reply, RESULT_FULL, "%s", _("That is too much at once."));
        else if (member_by_handle(speaker->store, speaker->actor, name, &member) != RESULT_OK)
            result = reply_refuse(
                reply, RESULT_NOT_FOUND, _("Nobody is called %s here. No name was kept."), reply_shown(call, name));
        else
            out->member[out->count++] = member.id;
    }
    free(words);
    if (result == RESULT_OK && out->count == 0)
        return reply_usage(reply, _("Type it like this: %s"), call_usage(call));
    return result;
}

static enum result say_door(const struct call *call, struct reply *reply, int64_t meeting)
{
    const struct speaker *speaker = call->speaker;
    struct room_person *people = xcalloc(PEOPLE_MOST, sizeof *people);
    size_t count = 0;
    enum result result =
        room_people(speaker->store, speaker->actor, meeting, speaker->now, people, PEOPLE_MOST, &count);
    if (result == RESULT_OK) {
        struct papers_door door;
        papers_door_read(people, count, &door);
        char *words = papers_say_door(&door);
        reply_text(reply, call, 0, words);
        free(words);
        reply->json = json_pack("{s:i, s:s, s:s}", "here", door.here, "only_yours", buffer_text(&door.mine),
            "only_anothers", buffer_text(&door.others));
        papers_door_free(&door);
    }
    free(people);
    return reply_from_store(reply, result, speaker->store);
}

static bool find_meeting(const struct call *call, struct reply *reply, int64_t *meeting, int *first)
{
    *first = call->words > 0 && util_parse_number(call->word[0], meeting) && *meeting > 0;
    if (*first == 0)
        *meeting = room_open_here(call->speaker->store, call->speaker->actor, call->speaker->now);
    if (*meeting == 0)
        reply_refuse(reply, RESULT_REFUSED,
            _("No meeting is open here, or several. `meetings` lists them; say the number: `%s N`."),
            call->command->name);
    return *meeting != 0;
}

static enum result run_door(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct names names;
    int64_t meeting;
    int first;
    if (!find_meeting(call, reply, &meeting, &first))
        return reply->result;
    enum result result = call->words > first ? find_names(call, reply, first, &names) : RESULT_OK;
    for (size_t i = 0; result == RESULT_OK && call->words > first && i < names.count; i++) {
        bool both;
        result = room_tick(speaker->store, speaker->actor, meeting, names.member[i], speaker->now, &both);
        if (result != RESULT_OK)
            return reply_from_store(reply, result, speaker->store);
    }
    return result == RESULT_OK ? say_door(call, reply, meeting) : result;
}

/* --- all of a meeting --- */

static enum result run_papers(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct room room;
    int64_t meeting;
    int first;
    if (!find_meeting(call, reply, &meeting, &first))
        return reply->result;
    enum result result = room_get(speaker->store, speaker->actor, meeting, speaker->now, &room);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    result = say_door(call, reply, meeting);
    if (result == RESULT_OK && room.test != 0) {
        reply_line(reply, _("The question of proposal %lld (`position paper %lld`):"), (long long)room.proposal,
            (long long)room.proposal);
        json_t *door = reply->json;
        result = call_papers_say(call, reply, &of_question, room.proposal);
        json_object_set_new(door, "question", reply->json);
        reply->json = door;
    }
    struct papers papers;
    if (result == RESULT_OK && room.vote != 0 &&
        vote_paper_get(speaker->store, speaker->actor, room.vote, speaker->now, &papers) == RESULT_OK) {
        char *words = papers_say(&papers, true);
        reply_line(reply, _("Vote %lld (`vote paper %lld`):"), (long long)room.vote, (long long)room.vote);
        reply_text(reply, call, 0, words);
        json_object_set_new(reply->json, "vote", papers_json(&papers));
        free(words);
    }
    return result;
}

#define ENTRY(name, usage, summary, detail, least, most, does)                                                         \
    {                                                                                                                  \
        name, usage, summary, detail, "", least, most, COMMAND_MEMBER, COMMAND_NO_BODY, .run = (does)                  \
    }
const struct command command_papers[] = {
    ENTRY("papers", "papers [N]", N_("what was typed in of a meeting's papers, and what waits for a second home"),
        N_("The door list, the question, and the vote. When the power fails the meeting goes on by `meeting print N`; later two note-takers of two homes type in what stands on paper. What they do not type the same does not count."),
        0, 1, run_papers),
    ENTRY("position paper", "position paper P [tick HANDLE|tick all|untick HANDLE|COUNTS]",
        N_("counts the answers to a question on paper, by two people of two homes"),
        N_("tick says who has a paper: they answer no other way. COUNTS are how many papers say what, with ; between: 12 yes; 2 aside; but WORDS; stop NAME WORDS. Each paper with words is a line of its own, and behind stop stands whose it is. They are in once two note-takers of two homes have typed the same; commas and capitals do not matter. Neither may have made the proposal."),
        1, 60, run_question),
    ENTRY("door paper", "door paper [N] [NAME; NAME; ...]", N_("types in the door list that was kept on paper"),
        N_("Whoever stands on the lists of two homes counts as here. Without names it says what waits."), 0, 60,
        run_door),
};
const size_t command_papers_count = sizeof command_papers / sizeof *command_papers;
