/* command_proposals.c: proposals, their texts, and the question put to the room. RULES 4.5. */
#include <stdlib.h>
#include <string.h>

#include "bbs/command/command_table.h"
#include "bbs/command/decision_say.h"
#include "difference.h"
#include "gettext.h"
#include "numbers.h"
#include "proposals.h"
#include "when.h"

enum { LISTED_MOST = 50, BESIDE_MOST = 40 };

/* Does an act on the thing that the first word names, and says `done`. */
typedef enum result act_on(struct store *store, const struct actor *actor, int64_t id, int64_t now);
static enum result act(const struct call *call, struct reply *reply, act_on *on, const char *done)
{
    const struct speaker *speaker = call->speaker;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    enum result result = on(speaker->store, speaker->actor, id, speaker->now);
    if (result == RESULT_OK)
        reply_line(reply, "%s", done);
    return reply_from_store(reply, result, speaker->store);
}

/* --- reading --- */

static json_t *proposal_json(const struct proposal *proposal)
{
    json_t *json = json_pack(
        "{s:I, s:I, s:I, s:s, s:s, s:i, s:s, s:s, s:b, s:I, s:I, s:i, s:s, s:b, s:I, s:I, s:i, s:b}", "id",
        (json_int_t)proposal->id, "meeting", (json_int_t)proposal->meeting, "item", (json_int_t)proposal->item, "title",
        proposal->title, "text", proposal->text, "version", proposal->version, "state",
        proposal_state_name(proposal->state), "mover", proposal->mover_handle, "mine", proposal->mine, "may_put_from",
        (json_int_t)proposal->may_test_at, "small_until", (json_int_t)proposal->small_until, "stops", proposal->stops,
        "about", meeting_item_about_name(proposal->about), "waits", proposal->waits, "post", (json_int_t)proposal->post,
        "thread", (json_int_t)proposal->thread, "sittings", proposal->sittings, "two_thirds", proposal->two_thirds);
    json_object_set_new(json, "effect", json_string(proposal->effect));
    json_object_set_new(json, "two_meetings", json_boolean(proposal->twice));
    json_object_set_new(json, "first_yes", json_integer((json_int_t)proposal->first_yes));
    return json;
}

static void say_row(const struct call *call, struct reply *reply, const struct proposal *proposal)
{
    reply_line(reply, _("Proposal %lld, text %d, by %s: %s (%s)."), (long long)proposal->id, proposal->version,
        reply_shown(call, proposal->mover_handle), reply_shown(call, proposal->title),
        proposal->small ? _("a small matter") : proposal_state_words(proposal->state));
}

static json_t *result_json(const struct proposal_test *test)
{
    json_t *json = json_pack("{s:b, s:I, s:I}", "passes", test->result.outcome == MAJORITY_PASSES, "present",
        (json_int_t)test->result.present, "yes_needed", (json_int_t)test->result.yes_needed);
    for (int i = POSITION_YES; i < POSITIONS; i++)
        json_object_set_new(json, position_name((enum position_answer)i), json_integer((json_int_t)test->positions[i]));
    json_object_set_new(json, "stops_standing", json_integer((json_int_t)test->result.standing));
    return json;
}

static json_t *question_json(const struct proposal_test *test)
{
    static const char *const kinds[] = {
        [QUESTION_CONSENT] = "consensus", [QUESTION_STOP] = "stop", [QUESTION_TWO_THIRDS] = "two-thirds"
    };
    json_t *json = json_pack("{s:b, s:s, s:i, s:I, s:I, s:i, s:i, s:s, s:b}", "open", test->closed == 0, "kind",
        kinds[test->kind], "version", test->version, "opened", (json_int_t)test->opened, "closes",
        (json_int_t)test->closes, "answered", test->answered, "silent", test->silent, "mine", position_name(test->mine),
        "may_answer", test->may_answer);
    if (test->counted)
        json_object_set_new(json, "result", result_json(test));
    return json;
}

/* What is asked, when it is not the text itself. */
static void say_kind(struct reply *reply, const struct proposal_test *test)
{
    char share[NUMBER_WORDS_BYTES];
    number_fraction_words(test->needs, share);
    if (test->kind == QUESTION_STOP)
        reply_line(reply,
            _("The question is: does stop %lld stand? Yes; or no: it names no shared aim and nobody's safety. It is set aside when %s of those present say no."),
            (long long)test->stop, share);
    else if (test->kind == QUESTION_TWO_THIRDS)
        reply_line(reply, _("After three sittings without consensus %s of those present decide: yes or no."), share);
}

static void say_open_question(
    const struct call *call, struct reply *reply, const struct proposal_test *test, int64_t id)
{
    char until[32];
    say_kind(reply, test);
    reply_line(reply, _("The question is put. No hurry: it stays open until %s, unless all have answered before."),
        reply_time(test->closes, until));
    if (test->mine != POSITION_NONE)
        reply_line(reply, _("You said: %s. You may change it until it closes."), position_words(test->mine));
    else if (test->may_answer && test->kind != QUESTION_CONSENT)
        reply_line(reply, _("`position %lld yes`, or `position %lld no`."), (long long)id, (long long)id);
    else if (test->may_answer)
        reply_line(reply,
            _("`position %lld yes`, `position %lld but YOUR WORRY`, `position %lld aside`, `position %lld stop WHY`."),
            (long long)id, (long long)id, (long long)id, (long long)id);
    if (test->may_close)
        reply_line(reply, _("`close %lld` closes it."), (long long)id);
    (void)call;
}

static void say_question(const struct call *call, struct reply *reply, const struct proposal *proposal)
{
    const struct speaker *speaker = call->speaker;
    int64_t id = proposal->id;
    struct proposal_test test;
    char words[600];
    if (proposal_test_get(speaker->store, speaker->actor, id, speaker->now, &test) != RESULT_OK)
        return;
    if (test.closed == 0)
        say_open_question(call, reply, &test, id);
    proposal_question_words(proposal, &test, words, sizeof words);
    reply_line(reply, "%s", words);
    json_object_set_new(reply->json, "question", question_json(&test));
}

static void say_reservations(
    const struct call *call, struct reply *reply, const struct proposal *proposal, struct call_page *page)
{
    const struct speaker *speaker = call->speaker;
    struct reservation *list = xcalloc(page->load, sizeof *list);
    json_t *json = json_array();
    size_t count = 0;
    reservations_list(speaker->store, speaker->actor, proposal->id, speaker->now, list, page->load, &count);
    call_page_of(page, count);
    for (size_t i = page->first; i < page->end; i++) {
        decision_say_reservation(call, reply, &list[i], proposal->version, proposal->id);
        json_array_append_new(json, decision_reservation_json(&list[i]));
    }
    json_object_set_new(reply->json, "reservations", json);
    free(list);
}

static void say_amendments(
    const struct call *call, struct reply *reply, const struct proposal *proposal, struct call_page *page)
{
    const struct speaker *speaker = call->speaker;
    struct amendment *list = xcalloc(page->load, sizeof *list);
    json_t *json = json_array();
    size_t count = 0;
    amendments_list(speaker->store, speaker->actor, proposal->id, list, page->load, &count);
    call_page_of(page, count);
    for (size_t i = page->first; i < page->end; i++) {
        reply_line(reply, _("Another text, number %lld, by %s:"), (long long)list[i].id, reply_shown(call, list[i].by));
        reply_text(reply, call, 2, list[i].text);
        char *difference = difference_of(proposal->text, list[i].text);
        if (difference != NULL) {
            reply_line(reply, "%s", _("What it would change: [-gone-] {+new+}"));
            reply_text(reply, call, 2, difference);
        }
        json_array_append_new(json, json_pack("{s:I, s:s, s:s, s:s}", "id", (json_int_t)list[i].id, "by", list[i].by,
                                        "text", list[i].text, "changed", difference != NULL ? difference : ""));
        free(difference);
    }
    if (count > 0 && proposal->mine)
        reply_line(reply, _("`amendment take N` makes one the text, `amendment leave N` leaves it."));
    json_object_set_new(reply->json, "amendments", json);
    free(list);
}

/* Whether it is before a room, and how it came there. */
static void say_where(struct reply *reply, const struct proposal *proposal)
{
    bool goes_on = proposal->state != PROPOSAL_DECIDED && proposal->state != PROPOSAL_WITHDRAWN;
    char day[WHEN_BYTES], last[WHEN_BYTES];
    if (proposal->thread != 0)
        reply_line(reply, _("It was written in a post; `read %lld` shows what is said about it."),
            (long long)proposal->thread);
    if (proposal->waits && goes_on)
        reply_line(reply, _("It is on the agenda of meeting %lld, and before the room when its item begins."),
            (long long)proposal->meeting);
    if (proposal->twice && goes_on)
        reply_line(reply, _("It needs three quarters at two meetings, %d days apart: `vote open yesno`."), TWICE_APART);
    if (proposal->about == ITEM_PERSON && goes_on)
        reply_line(reply, "%s", _("It is voted on secretly. There are no stops, and their home does not vote."));
    if (proposal->first_yes != 0 && goes_on)
        reply_line(reply, _("One meeting said yes. The second one is asked from %s on, until %s; then it begins anew."),
            when_say_date(proposal->second_from, when_day(proposal->first_yes), day),
            when_say_date(proposal->second_until, when_day(proposal->first_yes), last));
    if (proposal->sittings > 0 && goes_on)
        reply_line(reply,
            ngettext(
                "%d sitting without consensus.", "%d sittings without consensus.", (unsigned long)proposal->sittings),
            proposal->sittings);
    if (proposal->two_thirds && goes_on)
        reply_line(reply,
            _("After three sittings it may be decided now by yes or no: the chair asks by `two-thirds %lld`."),
            (long long)proposal->id);
}

static enum result say_proposal(const struct call *call, struct reply *reply, int64_t id)
{
    const struct speaker *speaker = call->speaker;
    struct proposal proposal;
    struct call_page page; /* of reservations and of other texts, one below the other */
    char of[40];
    if (!call_page(call, BESIDE_MOST, &page, reply))
        return reply->result;
    snprintf(of, sizeof of, "proposal %lld", (long long)id); /* acts on a proposal show it, too */
    page.of = of;
    enum result result = proposal_get(speaker->store, speaker->actor, id, speaker->now, &proposal);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    say_row(call, reply, &proposal);
    reply_text(reply, call, 2, proposal.text);
    if (proposal.effect[0] != '\0')
        reply_text(reply, call, 2, proposal.effect);
    say_where(reply, &proposal);
    reply->json = proposal_json(&proposal);
    char *difference = proposal_difference(speaker->store, speaker->actor, id, proposal.version - 1, proposal.version);
    if (difference != NULL) {
        reply_line(reply, "%s", _("What changed: [-gone-] {+new+}"));
        reply_text(reply, call, 2, difference);
        json_object_set_new(reply->json, "changed", json_string(difference));
    }
    free(difference);
    say_question(call, reply, &proposal);
    say_reservations(call, reply, &proposal, &page);
    say_amendments(call, reply, &proposal, &page);
    if (page.more)
        call_page_end(call, &page, reply);
    return RESULT_OK;
}

static enum result run_proposal(const struct call *call, struct reply *reply)
{
    int64_t id;
    return call_number(call, 0, &id, reply) ? say_proposal(call, reply, id) : RESULT_INVALID;
}

size_t call_say_proposals(const struct call *call, struct reply *reply, int64_t meeting)
{
    const struct speaker *speaker = call->speaker;
    struct call_page page = { .rows = LISTED_MOST, .load = LISTED_MOST + 1, .number = 1 };
    char of[40];
    size_t count = 0;
    struct proposal *list = xcalloc(page.load, sizeof *list);
    proposals_list(speaker->store, speaker->actor, meeting, speaker->now, list, page.load, &count);
    call_page_of(&page, count);
    for (size_t i = page.first; i < page.end; i++)
        say_row(call, reply, &list[i]);
    free(list);
    snprintf(of, sizeof of, "proposals %lld", (long long)meeting);
    page.of = of;
    if (page.more)
        call_page_end(call, &page, reply);
    return count;
}

static enum result run_proposals(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t meeting;
    size_t count = 0;
    if (call_meeting(call, reply, &meeting) != RESULT_OK)
        return reply->result;
    struct call_page page;
    if (!call_page(call, LISTED_MOST, &page, reply))
        return reply->result;
    struct proposal *list = xcalloc(page.load, sizeof *list);
    enum result result = proposals_list(speaker->store, speaker->actor, meeting, speaker->now, list, page.load, &count);
    call_page_of(&page, count);
    reply->json = json_array();
    for (size_t i = page.first; i < page.end; i++) {
        say_row(call, reply, &list[i]);
        json_array_append_new(reply->json, proposal_json(&list[i]));
    }
    call_page_end(call, &page, reply);
    if (result == RESULT_OK && count == 0)
        reply_line(reply, "%s", _("Nothing was proposed there. `propose --title T` does, while its item is open."));
    free(list);
    return reply_from_store(reply, result, speaker->store);
}

/* --- making and changing --- */

/* Before a meeting it becomes an item; in an open one it is before the room at once. */
static enum result propose(const struct call *call, struct reply *reply, int64_t number, const char *text, int64_t *id)
{
    const struct speaker *speaker = call->speaker;
    struct meeting meeting;
    struct proposal_new form = {
        .meeting = number, .title = call_option(call, "title"), .text = text, .effect = call_option(call, "effect")
    };
    if (meeting_get(speaker->store, speaker->actor, number, speaker->now, &meeting) != RESULT_OK || meeting.opened != 0)
        return proposal_make_with(
            speaker->store, speaker->actor, number, form.title, text, form.effect, speaker->now, id);
    if (!call_item_options(call, reply, &form))
        return RESULT_INVALID;
    return proposal_write(speaker->store, speaker->actor, &form, speaker->now, id);
}

static void say_proposed(const struct call *call, struct reply *reply, int64_t id)
{
    struct proposal proposal = { 0 };
    proposal_get(call->speaker->store, call->speaker->actor, id, call->speaker->now, &proposal);
    if (proposal.waits)
        reply_line(reply,
            _("Proposal %lld is on the agenda of meeting %lld. `amend %lld` changes its text until then."),
            (long long)id, (long long)proposal.meeting, (long long)id);
    else
        reply_line(reply, _("Proposal %lld is before the room. `amend %lld` brings another text for it."),
            (long long)id, (long long)id);
    if (proposal.effect[0] != '\0')
        reply_text(reply, call, 0, proposal.effect);
    reply->json = json_pack("{s:I, s:I, s:s}", "proposal", (json_int_t)id, "meeting", (json_int_t)proposal.meeting,
        "effect", proposal.effect);
}

static bool effect_writes(const struct call *call)
{
    return call->words > 1 && strcmp(call->word[1], "none") != 0;
}

static enum result run_effect(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    char *typed = call_words(call, 1, " ");
    enum result result =
        effect_set(speaker->store, speaker->actor, id, strcmp(typed, "none") != 0 ? typed : "", speaker->now);
    free(typed);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    reply_line(reply, "%s", _("It counts as a new text: it is read before the question is put."));
    say_proposed(call, reply, id);
    return RESULT_OK;
}

static enum result run_propose(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t meeting, id = 0;
    if (call_meeting(call, reply, &meeting) != RESULT_OK)
        return reply->result;
    char *text = call_body(call, reply);
    if (text == NULL)
        return RESULT_INVALID;
    enum result result = propose(call, reply, meeting, text, &id);
    if (result != RESULT_OK && !reply->usage)
        call_refused(call, reply, result, &(struct draft) { .place = DRAFT_PROPOSAL, .target = meeting, .body = text });
    free(text);
    if (result != RESULT_OK)
        return result;
    draft_drop(speaker->store, speaker->actor, DRAFT_PROPOSAL, meeting, speaker->now);
    say_proposed(call, reply, id);
    return RESULT_OK;
}

/* The words of a post, without what it answers to "what would help?". */
static enum result run_propose_post(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct proposal_new form = { .title = call_option(call, "title"), .angry = call_option(call, "angry") != NULL };
    int64_t id = 0;
    if (!call_number(call, 0, &form.post, reply) || !call_item_options(call, reply, &form) ||
        (call->words > 1 && !call_number(call, 1, &form.meeting, reply)))
        return RESULT_INVALID;
    enum result result = proposal_from_post(speaker->store, speaker->actor, &form, speaker->now, &id);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    say_proposed(call, reply, id);
    return RESULT_OK;
}

static enum result run_again(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t id, meeting = 0;
    if (!call_number(call, 0, &id, reply) || (call->words > 1 && !call_number(call, 1, &meeting, reply)))
        return RESULT_INVALID;
    enum result result = proposal_again(speaker->store, speaker->actor, id, meeting, speaker->now, &meeting);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    reply_line(reply, _("Proposal %lld is on the agenda of meeting %lld, with its texts and stops."), (long long)id,
        (long long)meeting);
    reply->json = json_pack("{s:I, s:I}", "proposal", (json_int_t)id, "meeting", (json_int_t)meeting);
    return RESULT_OK;
}

static enum result run_amend(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t id, amendment = 0;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    char *text = call_body(call, reply);
    if (text == NULL)
        return RESULT_INVALID;
    enum result result = proposal_amend(speaker->store, speaker->actor, id, text, speaker->now, &amendment);
    if (result != RESULT_OK)
        call_refused(call, reply, result, &(struct draft) { .place = DRAFT_AMENDMENT, .target = id, .body = text });
    free(text);
    if (result != RESULT_OK)
        return result;
    draft_drop(speaker->store, speaker->actor, DRAFT_AMENDMENT, id, speaker->now);
    if (amendment == 0)
        reply_line(reply, "%s", _("It has the new text. The question is put no sooner than it can be read."));
    else
        reply_line(reply, _("Your text waits, as number %lld, for the word of whoever made the proposal."),
            (long long)amendment);
    reply->json = json_pack("{s:I, s:I}", "proposal", (json_int_t)id, "amendment", (json_int_t)amendment);
    return RESULT_OK;
}

static enum result take(struct store *store, const struct actor *actor, int64_t id, int64_t now)
{
    return amendment_take(store, actor, id, true, now);
}

static enum result leave(struct store *store, const struct actor *actor, int64_t id, int64_t now)
{
    return amendment_take(store, actor, id, false, now);
}

static enum result run_take(const struct call *call, struct reply *reply)
{
    return act(call, reply, take, _("That is the text now. It is read before the question is put."));
}

static enum result run_leave(const struct call *call, struct reply *reply)
{
    return act(call, reply, leave, _("Left. The text stays as it is."));
}

static enum result run_withdraw(const struct call *call, struct reply *reply)
{
    return act(call, reply, proposal_withdraw, _("The proposal is withdrawn."));
}

/* --- the question --- */

/* Does an act, and shows the proposal as it is then. */
static enum result act_and_show(const struct call *call, struct reply *reply, act_on *on, const char *done)
{
    int64_t id;
    enum result result = act(call, reply, on, done);
    return result == RESULT_OK && call_number(call, 0, &id, reply) ? say_proposal(call, reply, id) : result;
}

static enum result run_put(const struct call *call, struct reply *reply)
{
    return act_and_show(call, reply, proposal_test_open, _("The question is put. Say it aloud, twice."));
}

static enum result run_close(const struct call *call, struct reply *reply)
{
    return act_and_show(call, reply, proposal_test_close, _("The question is closed. Read the result aloud."));
}

static enum result run_small(const struct call *call, struct reply *reply)
{
    return act(call, reply, proposal_small,
        reply_numbers(call,
            _("It is put as a small matter. Read it aloud: it passes in {small-minutes} if nobody says \"talk about it\". Then `close` closes it.")));
}

static enum result run_talk(const struct call *call, struct reply *reply)
{
    return act(call, reply, proposal_talk, _("It goes the long road: we talk about it. Nobody reads who wanted to."));
}

/* The words behind the answer, or the text on standard input. NULL: none. The caller frees. */
static char *words_of(const struct call *call, struct reply *reply)
{
    struct buffer words = { 0 };
    if (call->body != NULL && call->body_length > 0)
        return call_body(call, reply);
    for (int i = 2; i < call->words; i++)
        buffer_format(&words, "%s%s", i > 2 ? " " : "", call->word[i]);
    return words.length > 0 ? buffer_take(&words) : NULL;
}

/* `put`: the question is open. Else they are the words of a stop, which were still missing. */
static void say_taken(struct reply *reply, enum position_answer answer, bool words, bool put, int64_t id)
{
    if (put)
        reply_line(reply, _("You said: %s. You may change it until the question is closed."), position_words(answer));
    else
        reply_line(reply, "%s", _("Your stop has these words now."));
    if (answer == POSITION_STOP && !words)
        reply_line(reply,
            _("Say in this meeting which of our aims it breaks, or whom it harms: `position %lld stop WHY`."),
            (long long)id);
    else if (answer == POSITION_ASIDE && !words)
        reply_line(reply, _("If you like, say why, for the minutes: `position %lld aside WHY`."), (long long)id);
    else if (answer != POSITION_YES && answer != POSITION_NO && words)
        reply_line(reply, "%s", _("Your words go into the minutes. --name puts your name beside them."));
    reply->json = json_pack("{s:I, s:s}", "proposal", (json_int_t)id, "answer", position_name(answer));
}

static enum result position(const struct call *call, struct reply *reply, bool put)
{
    const struct speaker *speaker = call->speaker;
    enum position_answer answer;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    if (!position_parse(call->word[1], &answer))
        return reply_usage(
            reply, _("Answer: yes, but, aside, or stop; yes or no where the question is one of these two."));
    char *words = words_of(call, reply);
    if (words == NULL && reply->reason != NULL)
        return reply->result;
    enum result result = position_take(
        speaker->store, speaker->actor, id, answer, words, call_option(call, "name") != NULL, speaker->now);
    if (result == RESULT_OK)
        say_taken(reply, answer, words != NULL, put, id);
    free(words);
    return reply_from_store(reply, result, speaker->store);
}

/* In the name of somebody without a device, or of somebody at the door who has left hers at home. */
static enum result run_position(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct proposal proposal;
    struct actor voice;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    enum result result = proposal_get(speaker->store, speaker->actor, id, speaker->now, &proposal);
    if (result == RESULT_OK)
        result = call_voice_in_room(call, proposal.meeting, &voice);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    struct speaker hers = *speaker;
    struct call in_her_name = *call;
    hers.actor = &voice;
    in_her_name.speaker = &hers;
    result = position(&in_her_name, reply, proposal.state == PROPOSAL_TESTED);
    if (result == RESULT_OK && voice.hand != 0)
        reply_line(reply, _("In the name of %s, by your hand."), reply_shown(call, voice.handle));
    return result;
}

/* Only a worry needs words: a stop holds from its first word, and gives them later (RULES 4.5). */
static bool position_asks_text(const struct call *call)
{
    enum position_answer answer;
    return call->words == 2 && position_parse(call->word[1], &answer) && answer == POSITION_BUT;
}

static enum result run_two_thirds(const struct call *call, struct reply *reply)
{
    return act_and_show(call, reply, proposal_two_thirds,
        reply_numbers(call, _("The question is put: {fallback-share} decide. Say the text aloud, twice.")));
}

#define ENTRY(name, usage, summary, detail, options, least, most, ...)                                                 \
    {                                                                                                                  \
        name, usage, summary, detail, options, least, most, COMMAND_MEMBER, __VA_ARGS__                                \
    }

const struct command command_proposals[] = {
    ENTRY("proposals", "proposals [N] [--page N]", N_("what was proposed in a meeting"), NULL, "page=", 0, 1,
        COMMAND_NO_BODY, .run = run_proposals),
    { "proposal", "proposal P [--page N]", N_("a proposal: its text, what changed, the question, who has a worry"),
        NULL, "page=", 1, 1, COMMAND_READER, COMMAND_NO_BODY, .run = run_proposal, .now = NOW_PROPOSAL },
    ENTRY("propose", "propose [N] --title T [--effect EFFECT] [--about A] [--minutes M] < text",
        N_("makes a proposal in the open item of a meeting, or for the agenda of one to come"),
        N_("Only an item that is there to decide takes one, and one at a time. On an item about a person it is "
           "decided by a secret vote. --effect says what the decision does by itself. Numbers of the rules: number "
           "NAME VALUE. Boards: board SLUG unit|confederation|public TITLE, close SLUG, slow SLUG MINUTES until DAY. "
           "Tasks: seat TASK HANDLE, seat back TASK HANDLE, lot TASK HOW-MANY. Who may read: guests yes|no, "
           "assemblies unit|confederation|public. The rest: name NEW NAME, agreement end D, remove HANDLE. With a new "
           "name its short name follows. remove takes three quarters at two meetings, 14 days apart, in an item about that person alone."),
        "title= effect= about= minutes=", 0, 1, COMMAND_BODY, .place = DRAFT_PROPOSAL, .target = COMMAND_TO_ROOM,
        .run = run_propose, .now = NOW_MAY_PROPOSE),
    ENTRY("effect", "effect P EFFECT", N_("changes what your proposal does by itself, once it is decided"),
        N_("As --effect of `propose`; `none` takes it away. It counts as a new text."), "", 2, 60, COMMAND_NO_BODY,
        .run = run_effect, .place = DRAFT_EFFECT, .target = COMMAND_TO_HOUSE, .writes = effect_writes),
    ENTRY("propose post", "propose post POST [N] [--title T] [--about A] [--minutes M] [--angry]",
        N_("makes a post a proposal, on the agenda of the next meeting or of meeting N"),
        N_("Its words are the text, and its thread the place to talk about it. --about: things, tasks, money, rules. Without --title the thread's is taken. --angry: the item is called in anger, begins with {anger-words} words of each, and closes with an act and a day."),
        "title= about= minutes= angry", 1, 2, COMMAND_NO_BODY, .target = COMMAND_TO_AGENDA, .run = run_propose_post),
    ENTRY("proposal again", "proposal again P [N]",
        N_("brings a proposal to the next meeting, when it was stopped or went back to the room"),
        N_("With its texts and its stops. A text that was not changed may be asked about again there."), "", 1, 2,
        COMMAND_NO_BODY, .run = run_again),
    ENTRY("amend", "amend P < text", N_("brings another text for a proposal"),
        N_("The text of whoever made it is taken at once; another's waits for their word."), "", 1, 1, COMMAND_BODY,
        .place = DRAFT_AMENDMENT, .target = COMMAND_TO_NUMBER, .run = run_amend, .now = NOW_MAY_AMEND),
    ENTRY("amendment take", "amendment take A", N_("makes another's text the text of your proposal"), NULL, "", 1, 1,
        COMMAND_NO_BODY, .run = run_take),
    ENTRY("amendment leave", "amendment leave A", N_("leaves another's text"), NULL, "", 1, 1, COMMAND_NO_BODY,
        .run = run_leave),
    ENTRY("proposal withdraw", "proposal withdraw P", N_("withdraws your proposal"), NULL, "", 1, 1, COMMAND_NO_BODY,
        .run = run_withdraw),
    ENTRY("put", "put P", N_("the chair puts the question to the room"),
        N_("No sooner than the text can be read, and with enough people."), "", 1, 1, COMMAND_NO_BODY, .run = run_put,
        .now = NOW_CHAIR_PROPOSAL),
    ENTRY("position", "position P yes|but|aside|stop|no [WORDS] [--name] [--for NAME]", N_("answers the question"),
        N_("But and stop have words; a stop may give them later in the meeting. Answers are hidden until the question is closed. --name puts your name beside your words in the minutes."),
        "name for=", 2, 60, COMMAND_MAY_BODY, .place = DRAFT_POSITION, .target = COMMAND_TO_NUMBER,
        .asks_text = position_asks_text, .run = run_position, .now = NOW_QUESTION),
    ENTRY("two-thirds", "two-thirds P",
        N_("the chair lets a part of the room decide, after three sittings without consensus"),
        N_("When {fallback-share} of those present say yes, it is decided. The sittings are 7 days apart at least. "
           "Never about a person or the rules, and never against a stop of the women's caucus. It is asked once in a "
           "sitting."),
        "", 1, 1, COMMAND_NO_BODY, .run = run_two_thirds),
    ENTRY("close", "close P", N_("the chair closes the question"),
        N_("Once all have answered, or its time is over. It passes when more than {yes-share} of those present say "
           "yes or \"yes, but\", and no stop stands. At most {but-share} of the answers may be \"yes, but\" or \"I "
           "stand aside\"."),
        "", 1, 1, COMMAND_NO_BODY, .run = run_close, .now = NOW_CHAIR_QUESTION),
    ENTRY("small", "small P", N_("the chair puts a proposal as a small matter"),
        N_("It passes in {small-minutes} if nobody says \"talk about it\". Never for people, tasks, money or rules."),
        "", 1, 1, COMMAND_NO_BODY, .run = run_small, .now = NOW_CHAIR_PROPOSAL),
    ENTRY("talk", "talk P", N_("sends a small matter the long road"), NULL, "", 1, 1, COMMAND_NO_BODY, .run = run_talk,
        .now = NOW_SMALL),
};
const size_t command_proposals_count = sizeof command_proposals / sizeof *command_proposals;
