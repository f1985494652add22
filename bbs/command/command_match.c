/* command_match.c: commands for matches: "I can", answers, the private thread. RULES 3. */
#include <stdlib.h>
#include <string.h>

#include "aid_fields.h"
#include "aid_said.h"
#include "aid_window.h"
#include "bbs/command/aid_say.h"
#include "boards.h"
#include "gettext.h"
#include "person.h"
#include "text.h"

enum { MATCHES_MOST = 40, WORDS_PAGE = 40 };

/* --- one match --- */

static json_t *match_json(const struct aid_match *match)
{
    static const char *const every[] = { [AID_EVERY_NOT] = "not",
        [AID_EVERY_SAID] = "said",
        [AID_EVERY_ASKED] = "asked",
        [AID_EVERY_AGREED] = "agreed",
        [AID_EVERY_ENDED] = "ended" };
    return json_pack(
        "{s:I, s:I, s:I, s:s, s:s, s:s, s:b, s:b, s:b, s:I, s:I, s:I, s:I, s:I, s:I, s:b, s:b, s:i, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:i, s:i, s:b, s:s}",
        "match", (json_int_t)match->id, "ask", (json_int_t)match->ask, "offer", (json_int_t)match->offer, "state",
        aid_match_state_name(match->state), "kind", aid_kind_name(match->kind), "urgency",
        match->veiled ? "" : aid_urgency_name(match->urgency), "asks", match->asks, "mine_said", match->mine_said,
        "other_said", match->other_said, "made", (json_int_t)match->made, "until", (json_int_t)match->until, "agreed",
        (json_int_t)match->agreed, "starts", (json_int_t)match->starts, "ends", (json_int_t)match->ends, "wiped_at",
        (json_int_t)match->wiped_at, "helper_done", match->helper_done, "happened_due", match->happened_due, "unread",
        match->unread, "line", match->line, "other", match->other, "home", match->home, "reach", match->reach, "reason",
        match->reason, "by_hand", match->by_hand, "comes_from", aid_from_name(match->from), "hands", match->hands,
        "found", match->hands > 1 ? match->found : match->state == MATCH_AGREED || match->state == MATCH_DONE, "weekly",
        match->weekly, "every", every[match->every]);
}

/* Of a weekly ask: what the two said of every week, and how to say it. */
static void say_every_week(const struct call *call, struct reply *reply, const struct aid_match *match)
{
    char words[HANDLE_BYTES + 240];
    long long id = (long long)match->id;
    if (!match->weekly || match->veiled)
        return;
    if (aid_every_say(match->every, match->other, words, sizeof words)[0] != '\0')
        reply_line(reply, "%s", reply_shown(call, words));
    if (match->every == AID_EVERY_AGREED || match->every == AID_EVERY_SAID)
        reply_line(reply, _("`aid weekly %lld no` ends that."), id);
    else
        reply_line(reply, _("`aid weekly %lld` says that you two do it every week."), id);
}

static void say_agreed(const struct call *call, struct reply *reply, const struct aid_match *match)
{
    char when[AID_WINDOW_BYTES], person[PERSON_BYTES];
    reply_line(reply, _("Agreed with %s, %s."), reply_shown(call, person_words(match->other, match->home, person)),
        aid_window_say(match->starts, match->ends, false, call->speaker->now, when));
    if (match->by_hand[0] != '\0')
        reply_line(reply, _("No device: what %s says was written %s."), reply_shown(call, match->other),
            reply_shown(call, match->by_hand));
    if (match->reach[0] != '\0')
        reply_line(reply, _("How to reach each other: %s"), reply_shown(call, match->reach));
    else
        reply_line(reply, _("How to reach each other is not said; the thread of the two of you is here."));
    if (match->hands > 1)
        reply_line(reply, "%s.", aid_hands_say(match->hands, match->found, "", when, sizeof when));
    if (match->helper_done)
        reply_line(reply, "%s",
            match->asks ? _("The other says that it happened.")
                        : _("You said that it happened. The asker is asked too."));
    say_every_week(call, reply, match);
    reply_line(reply,
        match->happened_due
            ? _("Did it happen? `aid done %lld`; if not, `aid again %lld` (the asker) or `aid answer %lld not-now`.")
            : _("`aid done %lld` when it happened; `aid again %lld` or `aid answer %lld not-now` when it falls through."),
        (long long)match->ask, (long long)match->ask, (long long)match->id);
}

static void say_state(const struct call *call, struct reply *reply, const struct aid_match *match)
{
    char when[WHEN_BYTES];
    when_say(match->until, true, call->speaker->now, when);
    switch (match->state) {
    case MATCH_SUGGESTED:
        reply_line(reply, _("Suggested to you and %s. Until %s: `aid answer %lld yes`, `not-now` or `not-them`."),
            reply_shown(call, match->other), when, (long long)match->id);
        break;
    case MATCH_HOLDS:
        if (match->mine_said)
            reply_line(
                reply, _("You said yes. %s has time to answer until %s."), reply_shown(call, match->other), when);
        else
            reply_line(reply, _("%s said yes. Until %s: `aid answer %lld yes`, `not-now` or `not-them`."),
                reply_shown(call, match->other), when, (long long)match->id);
        break;
    case MATCH_AGREED:
        say_agreed(call, reply, match);
        break;
    case MATCH_DONE:
        reply_line(reply, _("It is done, with %s. Thank you."), reply_shown(call, match->other));
        break;
    case MATCH_NOT_NOW:
    case MATCH_LAPSED:
    case MATCH_FELL:
        reply_line(reply, "%s", aid_match_over_words(match->state, match->ask_state, match->asker_left, match->asks));
        break;
    }
    if (match->wiped_at != 0)
        reply_line(reply, _("The thread and how to reach each other are wiped on %s."),
            when_say(match->wiped_at, false, call->speaker->now, when));
}

static void say_match(const struct call *call, struct reply *reply, const struct aid_match *match, bool with_words)
{
    reply_line(reply, match->asks ? _("Match %lld, your ask %lld: %s") : _("Match %lld, ask %lld: %s"),
        (long long)match->id, (long long)match->ask, reply_shown(call, match->line));
    if (match->reason[0] != '\0')
        reply_line(reply, "  %s", reply_shown(call, match->reason));
    buffer_string(&reply->text, "  ");
    say_state(call, reply, match);
    if (match->unread > 0 && !with_words)
        reply_line(reply, _("  New words: %d. `aid match %lld` shows them."), match->unread, (long long)match->id);
}

static enum result say_one(struct reply *reply, const struct call *call, int64_t id, bool with_words)
{
    const struct speaker *speaker = call->speaker;
    struct aid_match match;
    enum result result = aid_match_get(speaker->store, speaker->actor, id, speaker->now, &match);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    say_match(call, reply, &match, with_words);
    reply->json = match_json(&match);
    return RESULT_OK;
}

static enum result say_changed(struct reply *reply, const struct call *call, int64_t id)
{
    return say_one(reply, call, id, false);
}

static enum result list_matches(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct call_page page;
    size_t count = 0;
    if (!call_page(call, MATCHES_MOST, &page, reply))
        return reply->result;
    struct aid_match *matches = xcalloc(page.load, sizeof *matches);
    enum result result = aid_matches(speaker->store, speaker->actor, speaker->now, page.load, matches, &count);
    bool hidden = false;
    call_page_of(&page, count);
    reply->json = json_array();
    for (size_t i = page.first; i < page.end; i++) {
        if (call_hides(call, matches[i].unit)) {
            hidden = true;
            continue;
        }
        say_match(call, reply, &matches[i], false);
        json_array_append_new(reply->json, match_json(&matches[i]));
    }
    if (hidden)
        call_say_hidden(reply, reply->json);
    call_page_end(call, &page, reply);
    if (result == RESULT_OK && count == 0)
        reply_line(reply, _("Nothing is agreed on or suggested to you. `aid` shows what is asked."));
    free(matches);
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_matches(const struct call *call, struct reply *reply)
{
    return call_in_her_name(call, reply, list_matches);
}

/* --- the private thread --- */

/* Reads the page that she asked for. Without --before and --from: when more than a page is unread, the first unread
 * messages, else the newest ones. */
static size_t page_of(const struct call *call, int64_t match, int64_t before, int64_t from, struct aid_message *words)
{
    struct store *store = call->speaker->store;
    const struct actor *actor = call->speaker->actor;
    struct aid_match seen;
    size_t count = 0;
    if (from != 0) {
        aid_messages(store, actor, match, from - 1, WORDS_PAGE, words, &count);
        return count;
    }
    if (before == 0 && aid_match_get(store, actor, match, call->speaker->now, &seen) == RESULT_OK && seen.unread > 0)
        aid_messages(store, actor, match, seen.seen, WORDS_PAGE, words, &count);
    if (count == WORDS_PAGE)
        return count;
    aid_messages_free(words, count);
    aid_messages_before(store, actor, match, before, WORDS_PAGE, words, &count);
    return count;
}

static void say_words(const struct call *call, struct reply *reply, const struct aid_message *words, size_t count)
{
    char when[32];
    json_t *rows = json_array();
    for (size_t i = 0; i < count; i++) {
        reply_line(reply, words[i].mine ? _("You, %s:") : _("The other, %s:"), reply_time(words[i].at, when));
        reply_text(reply, call, 2, words[i].body);
        json_array_append_new(rows, json_pack("{s:I, s:I, s:b, s:s}", "id", (json_int_t)words[i].id, "at",
                                        (json_int_t)words[i].at, "mine", words[i].mine, "body", words[i].body));
    }
    json_object_set_new(reply->json, "words", rows);
}

/* Says whether there are messages before and after the page, and how to get them. */
static void say_more_words(
    const struct call *call, struct reply *reply, int64_t match, const struct aid_message *words, size_t count)
{
    const struct speaker *speaker = call->speaker;
    struct aid_message other;
    char of[40];
    size_t older = 0, newer = 0;
    if (count == 0)
        return;
    aid_messages_before(speaker->store, speaker->actor, match, words[0].id, 1, &other, &older);
    aid_messages_free(&other, older);
    aid_messages(speaker->store, speaker->actor, match, words[count - 1].id, 1, &other, &newer);
    int64_t next = newer > 0 ? other.id : 0;
    aid_messages_free(&other, newer);
    if (older > 0)
        reply_line(reply, _("Older ones: aid match %lld --before %lld"), (long long)match, (long long)words[0].id);
    snprintf(of, sizeof of, "aid match %lld", (long long)match);
    reply->listed = true;
    if (newer > 0)
        call_more_of(call, of, "from", next, reply);
    json_object_set_new(reply->json, "before", json_integer(older > 0 ? (json_int_t)words[0].id : 0));
    json_object_set_new(reply->json, "from", json_integer((json_int_t)next));
}

static enum result take_word(const struct call *call, struct reply *reply, const char *option, int64_t *word)
{
    const char *value = call_option(call, option);
    *word = 0;
    if (value == NULL || (util_parse_number(value, word) && *word > 0))
        return RESULT_OK;
    return reply_usage(reply, _("--%s takes a number, as the last line of the thread says it."), option);
}

static enum result show_match(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t id, before, from;
    if (!call_number(call, 0, &id, reply) || take_word(call, reply, "before", &before) != RESULT_OK ||
        take_word(call, reply, "from", &from) != RESULT_OK || say_one(reply, call, id, true) != RESULT_OK)
        return reply->result;
    struct readers readers;
    struct aid_message *words = xcalloc(WORDS_PAGE, sizeof *words);
    size_t count = page_of(call, id, before, from, words);
    say_words(call, reply, words, count);
    say_more_words(call, reply, id, words, count);
    readers_of_match(speaker->actor, json_string_value(json_object_get(reply->json, "other")), &readers);
    reply_line(reply, "%s", reply_shown(call, readers.page));
    aid_messages_read(/* messages after this page stay unread */
        speaker->store, speaker->actor, id, count > 0 ? words[count - 1].id : 0);
    const char *state = json_string_value(json_object_get(reply->json, "state"));
    if (strcmp(state, aid_match_state_name(MATCH_AGREED)) == 0)
        reply_line(reply, _("`aid say %lld` writes to the other."), (long long)id);
    aid_messages_free(words, count);
    free(words);
    return RESULT_OK;
}

static enum result run_match(const struct call *call, struct reply *reply)
{
    return call_in_her_name(call, reply, show_match);
}

static enum result say_to_other(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t id;
    char *body;
    if (!call_number(call, 0, &id, reply) || (body = call_body(call, reply)) == NULL)
        return RESULT_INVALID;
    enum result result = aid_say(speaker->store, speaker->actor, id, body, speaker->now);
    if (result != RESULT_OK)
        call_refused(call, reply, result, &(struct draft) { .place = DRAFT_MESSAGE, .target = id, .body = body });
    explicit_bzero(body, strlen(body));
    free(body);
    if (result != RESULT_OK)
        return result;
    draft_drop(speaker->store, speaker->actor, DRAFT_MESSAGE, id, speaker->now);
    reply_line(reply, _("Said, to the one you agreed with alone."));
    reply->json = json_pack("{s:I}", "match", (json_int_t)id);
    return RESULT_OK;
}

static enum result run_say(const struct call *call, struct reply *reply)
{
    return call_in_her_name(call, reply, say_to_other);
}

/* --- answers --- */

static enum result take_offer(const struct call *call, struct reply *reply, int64_t *offer)
{
    const char *value = call_option(call, "offer");
    *offer = 0;
    if (value == NULL || (util_parse_number(value, offer) && *offer > 0))
        return RESULT_OK;
    return reply_usage(reply, _("--offer takes the number of an offer; `aid --offers` shows them."));
}

static enum result can_ask(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t ask, offer, match;
    bool chooses = strcmp(call->command->name, "aid choose") == 0;
    if (!call_number(call, 0, &ask, reply) || take_offer(call, reply, &offer) != RESULT_OK)
        return RESULT_INVALID;
    if (chooses && offer == 0)
        return reply_usage(reply, _("Say which one: %s"), call_usage(call));
    enum result result = chooses ? aid_choose(speaker->store, speaker->actor, ask, offer, speaker->now, &match)
                                 : aid_can(speaker->store, speaker->actor, ask, offer, speaker->now, &match);
    return result == RESULT_OK ? say_changed(reply, call, match) : reply_from_store(reply, result, speaker->store);
}

static enum result run_can(const struct call *call, struct reply *reply)
{
    return call_in_her_name(call, reply, can_ask);
}

static enum result accept_ask(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct aid_match first = { 0 };
    size_t count;
    int64_t ask;
    if (!call_number(call, 0, &ask, reply))
        return RESULT_INVALID;
    aid_matches_of(speaker->store, speaker->actor, ask, speaker->now, 1, &first, &count);
    enum result result = aid_accept(speaker->store, speaker->actor, ask, speaker->now);
    return result == RESULT_OK ? say_changed(reply, call, first.id) : reply_from_store(reply, result, speaker->store);
}

static enum result run_accept(const struct call *call, struct reply *reply)
{
    return call_in_her_name(call, reply, accept_ask);
}

static enum result answer_match(const struct call *call, struct reply *reply)
{
    static const char *const names[] = { "yes", "not-now", "not-them" };
    const struct speaker *speaker = call->speaker;
    int64_t match;
    size_t answer = 0;
    if (!call_number(call, 0, &match, reply))
        return RESULT_INVALID;
    bool yes = false;
    while (answer < 3 && strcmp(names[answer], call->word[1]) != 0)
        answer++;
    if (answer == 3 && form_fields_yes(call->word[1], &yes) && yes) /* "sí" */
        answer = AID_YES;
    if (answer == 3)
        return reply_usage(reply, _("The answer is yes, not-now or not-them."));
    enum result result = aid_answer(speaker->store, speaker->actor, match, (enum aid_answer)answer, speaker->now);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    if (answer == AID_YES)
        return say_changed(reply, call, match);
    reply_line(reply, "%s",
        answer == AID_NOT_NOW ? _("Not this time. The ask goes on without it.")
                              : _("Only you know: the two of you can never agree on an ask or offer again."));
    reply->json = json_pack("{s:I, s:s}", "match", (json_int_t)match, "answer", names[answer]);
    return RESULT_OK;
}

static enum result run_answer(const struct call *call, struct reply *reply)
{
    return call_in_her_name(call, reply, answer_match);
}

static enum result every_week(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t match;
    bool yes = true;
    if (!call_number(call, 0, &match, reply))
        return RESULT_INVALID;
    if (call->words > 1 && !form_fields_yes(call->word[1], &yes))
        return reply_usage(reply, _("Type it like this: %s"), call_usage(call));
    struct aid_match before = { 0 };
    aid_match_get(speaker->store, speaker->actor, match, speaker->now, &before);
    enum result result = aid_every_week(speaker->store, speaker->actor, match, yes, speaker->now);
    if (result == RESULT_OK && before.every == AID_EVERY_AGREED)
        reply_line(reply, "%s", _("Ended. This week stays; after it each week is asked anew."));
    return result == RESULT_OK ? say_changed(reply, call, match) : reply_from_store(reply, result, speaker->store);
}

static enum result done_ask(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t ask, next;
    if (!call_number(call, 0, &ask, reply))
        return RESULT_INVALID;
    enum result result = aid_done(speaker->store, speaker->actor, ask, speaker->now, &next);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    struct aid aid;
    if ((result = aid_ask_get(speaker->store, speaker->actor, ask, speaker->now, &aid)) != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    reply_line(reply, "%s",
        aid.state == AID_DONE ? _("Done. In 14 days your words to each other and how to reach each other are wiped.")
                              : _("You said that it happened. The asker is asked too."));
    struct aid week;
    if (next != 0 && aid_ask_get(speaker->store, speaker->actor, next, speaker->now, &week) == RESULT_OK) {
        reply_line(reply,
            week.state == AID_AGREED ? _("Next week is agreed, as every week: ask %lld.")
                                     : _("It is asked again for next week: ask %lld."),
            (long long)next);
        aid_rows_free(&week, 1);
    }
    reply->json = json_pack(
        "{s:I, s:I, s:s}", "ask", (json_int_t)ask, "next", (json_int_t)next, "state", aid_state_name(aid.state));
    aid_rows_free(&aid, 1);
    return RESULT_OK;
}

static enum result run_done(const struct call *call, struct reply *reply)
{
    return call_in_her_name(call, reply, done_ask);
}

/* The ask that stands now: of a weekly one whose week is over, that of its next week. */
static enum result again_as(const struct speaker *speaker, int64_t ask, struct aid *out)
{
    enum result result = aid_ask_get(speaker->store, speaker->actor, ask, speaker->now, out);
    if (result != RESULT_OK || out->next == 0 || out->state != AID_EXPIRED)
        return result;
    int64_t next = out->next;
    aid_rows_free(out, 1);
    return aid_ask_get(speaker->store, speaker->actor, next, speaker->now, out);
}

static enum result again_ask(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t id, starts, ends, now = speaker->now;
    enum when_fault fault;
    bool in_until, is_offer = call_option(call, "offer") != NULL;
    struct aid aid;
    char window[AID_WINDOW_BYTES];
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    if (!aid_window_read(NULL, call_option(call, "until"), speaker->now, &starts, &ends, &fault, &in_until))
        return reply_usage(reply, "%s: %s", reply_shown(call, call_option(call, "until")), aid_window_fault(fault));
    enum result result = is_offer ? aid_offer_again(speaker->store, speaker->actor, id, ends, now)
                                  : aid_again(speaker->store, speaker->actor, id, ends, now);
    if (result == RESULT_OK)
        result = is_offer ? aid_offer_get(speaker->store, speaker->actor, id, now, &aid) : again_as(speaker, id, &aid);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    reply_line(reply, is_offer ? _("Offered again, %s.") : _("Asked again, first in line, %s."),
        aid_window_say(aid.starts, aid.ends, aid.weekly, speaker->now, window));
    reply->json = aid_json(&aid);
    aid_rows_free(&aid, 1);
    return RESULT_OK;
}

static enum result run_again(const struct call *call, struct reply *reply)
{
    return call_in_her_name(call, reply, again_ask);
}

const struct command command_match[] = {
    { "aid can", "aid can N [--offer N] [--for NAME]",
        N_("says \"I can\" to an ask; with --offer it counts for an offer of yours"),
        N_("Whoever asked decides. At most two of yours wait for an answer at a time; a yes to what a matching night suggested is not counted. --for NAME says it by your hand for somebody without a device: it stands on their slip, and you go on for them with --for."),
        "offer= for=", 1, 1, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_can },
    { "aid choose", "aid choose N --offer N [--for NAME]", N_("for your ask, asks the neighbour behind an offer"),
        N_("`aid show N` shows the offers that fit."), "offer= for=", 1, 1, COMMAND_MEMBER, COMMAND_NO_BODY,
        .run = run_can },
    { "aid accept", "aid accept N [--for NAME]", N_("your yes to whoever said \"I can\" to your ask"),
        N_("From then on you know each other's name and how to reach each other."), "for=", 1, 1, COMMAND_MEMBER,
        COMMAND_NO_BODY, .run = run_accept },
    { "aid answer", "aid answer MATCH yes|not-now|not-them [--for NAME]", N_("answers what was suggested to you"),
        N_("After not-them the two of you can never agree on an ask or offer again; only you know why. Until somebody accepts, neither of you can tell which ask is the other's."),
        "for=", 2, 2, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_answer },
    { "aid weekly", "aid weekly MATCH [yes|no]", N_("with this neighbour every week of a weekly ask, or no longer"),
        N_("When both of you have said so, the program agrees on the ask of each next week by itself. `aid answer MATCH not-now` ends one week alone; `aid weekly MATCH no` ends it from the week after on, for either of you."),
        "", 1, 2, COMMAND_MEMBER, COMMAND_NO_BODY, .run = every_week },
    { "aid done", "aid done N [--for NAME]", N_("what was agreed on for ask N happened"),
        N_("The asker ends it with this. When the other says it first, the asker is asked."), "for=", 1, 1,
        COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_done },
    { "aid again", "aid again N [--offer] [--until WHEN] [--for NAME]",
        N_("it did not happen, or it expired: your ask is open again, first in line"),
        N_("When the week of a weekly ask is over, its next week goes first in line. With --offer, an offer of yours that expired."),
        "offer until= for=", 1, 1, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_again },
    { "aid matches", "aid matches [--for NAME] [--page N]", N_("what is suggested to you, waits, and is agreed on"),
        NULL, "for= page=", 0, 0, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_matches },
    { "aid match", "aid match N [--before NUMBER] [--from NUMBER] [--for NAME]",
        N_("one match: how far it is, how to reach each other, the thread of the two of you"),
        N_("Forty at a time, from the first new one; the last lines say how to see the others. The thread is wiped 14 days after it is done."),
        "before= from= for=", 1, 1, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_match },
    { "aid say", "aid say MATCH [--for NAME] < words", N_("writes to the one you agreed with"), NULL, "for=", 1, 1,
        COMMAND_MEMBER, COMMAND_BODY, .place = DRAFT_MESSAGE, .target = COMMAND_TO_MATCH, .run = run_say },
};
const size_t command_match_count = sizeof command_match / sizeof *command_match;
