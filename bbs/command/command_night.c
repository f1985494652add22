/* command_night.c: the matching night, the statistics of mutual aid, and proposals about unmet asks. RULES 3. */
#include <stdlib.h>
#include <string.h>

#include "aid.h"
#include "aid_sheet.h"
#include "aid_window.h"
#include "bbs/command/command_table.h"
#include "boards.h"
#include "gettext.h"
#include "text.h"

enum {
    STATISTICS_MOST = AID_KINDS * AID_URGENCIES,
    PROPOSALS_MOST = 20,
    PROPOSALS_READ = 1000,
    BAR_MOST = 24, /* columns of the longest bar */
    DAYS_MOST = 366,
};

static json_t *pair_json(const struct aid_pair *pair)
{
    return json_pack("{s:I, s:I, s:I, s:i, s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "ask", (json_int_t)pair->ask,
        "offer", (json_int_t)pair->offer, "match", (json_int_t)pair->match, "score", pair->score, "kind",
        aid_kind_name(pair->kind), "urgency", pair->from == AID_FROM_HERE ? aid_urgency_name(pair->urgency) : "",
        "ask_line", pair->ask_line, "offer_line", pair->offer_line, "asker", pair->asker, "helper", pair->helper,
        "reason", pair->reason, "from", aid_from_name(pair->from));
}

static void say_night(const struct call *call, struct reply *reply, const struct aid_night *night, bool dry, int64_t at)
{
    const struct speaker *speaker = call->speaker;
    struct buffer sheet = { 0 };
    aid_sheet(night, !dry, at, speaker->columns > 0 ? speaker->columns : AID_SHEET_COLUMNS, &sheet);
    char *shown = text_shown(buffer_text(&sheet), sheet.length, TEXT_BODY, speaker->ascii);
    buffer_string(&reply->text, shown);
    free(shown);
    buffer_clear(&sheet);
    reply_line(reply, "\n%s",
        dry ? _("Nothing was written. `match` alone suggests them; `match drop ASK OFFER` leaves a pair out.")
            : _("Both sides of each are asked; nothing is agreed before both said yes."));
    reply->json = json_pack("{s:b, s:I, s:I, s:I, s:I, s:[], s:[]}", "dry_run", dry, "asks", (json_int_t)night->asks,
        "hands", (json_int_t)night->hands, "offers", (json_int_t)night->offers, "went_by", (json_int_t)night->went_by,
        "pairs", "left_out");
    for (size_t i = 0; i < night->left_count; i++)
        json_array_append_new(json_object_get(reply->json, "left_out"),
            json_pack("{s:I, s:I, s:s}", "ask", (json_int_t)night->left_out[i].ask, "offer",
                (json_int_t)night->left_out[i].offer, "because", aid_drop_name(night->left_out[i].drop)));
    for (size_t i = 0; i < night->count; i++)
        json_array_append_new(json_object_get(reply->json, "pairs"), pair_json(&night->pairs[i]));
}

/* Prints the last night again. */
static enum result say_written(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct aid_night night;
    int64_t at;
    enum result result = aid_night_written(speaker->store, speaker->actor, speaker->now, &night, &at);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    if (night.count > 0)
        say_night(call, reply, &night, false, at);
    else
        reply->json = json_pack("{s:b, s:I, s:I, s:I, s:i, s:[], s:[]}", "dry_run", false, "asks",
            (json_int_t)night.asks, "hands", (json_int_t)night.hands, "offers", (json_int_t)night.offers, "went_by", 0,
            "pairs", "left_out");
    reply_line(reply, "%s",
        night.count > 0 ? _("What was answered since is left out.")
                        : _("No suggestion of a matching night waits for an answer."));
    aid_night_free(&night);
    return RESULT_OK;
}

static enum result run_night(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct aid_night night;
    if (call_option(call, "written") != NULL)
        return say_written(call, reply);
    bool dry = call_option(call, "dry-run") != NULL;
    enum result result = aid_match_all(speaker->store, speaker->actor, dry, speaker->now, NULL, NULL, &night);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    say_night(call, reply, &night, dry, speaker->now);
    aid_night_free(&night);
    return RESULT_OK;
}

/* Reads the reason for leaving a pair out: one of the words for things, as "size". */
static bool take_why(const struct call *call, struct reply *reply, enum aid_drop *why)
{
    struct buffer known = { 0 };
    const char *value = call_option(call, "because");
    if (value != NULL && aid_drop_parse(value, why))
        return true;
    for (int i = 0; i < AID_DROPS; i++)
        buffer_format(
            &known, "%s%s (%s)", i > 0 ? ", " : "", aid_drop_name((enum aid_drop)i), aid_drop_words((enum aid_drop)i));
    reply_usage(reply, _("Say why: --because and one of: %s."), buffer_text(&known));
    buffer_clear(&known);
    return false;
}

static enum result run_drop(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t ask, offer;
    enum aid_drop why;
    if (!call_number(call, 0, &ask, reply) || !call_number(call, 1, &offer, reply) || !take_why(call, reply, &why))
        return RESULT_INVALID;
    enum result result = aid_pair_drop(speaker->store, speaker->actor, ask, offer, why, speaker->now);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    reply_line(reply, _("Left out: ask %lld and offer %lld, %s. `match keep %lld %lld` takes it back."), (long long)ask,
        (long long)offer, aid_drop_words(why), (long long)ask, (long long)offer);
    reply->json =
        json_pack("{s:I, s:I, s:s}", "ask", (json_int_t)ask, "offer", (json_int_t)offer, "because", aid_drop_name(why));
    return RESULT_OK;
}

static enum result run_keep(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t ask, offer;
    if (!call_number(call, 0, &ask, reply) || !call_number(call, 1, &offer, reply))
        return RESULT_INVALID;
    enum result result = aid_pair_keep(speaker->store, speaker->actor, ask, offer, speaker->now);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    reply_line(reply, _("Ask %lld and offer %lld may meet again. `match --dry-run` shows the list."), (long long)ask,
        (long long)offer);
    reply->json = json_pack("{s:I, s:I}", "ask", (json_int_t)ask, "offer", (json_int_t)offer);
    return RESULT_OK;
}

/* --- numbers --- */

static void say_bar(const struct call *call, struct reply *reply, const char *label, int64_t value, int64_t most)
{
    int64_t length = most > 0 ? (value * BAR_MOST + most - 1) / most : 0;
    reply_line(reply, "  %-8s", label);
    reply->text.data[--reply->text.length] = '\0';
    buffer_format(&reply->text, "%5lld ", (long long)value);
    for (int64_t i = 0; i < length; i++)
        buffer_string(&reply->text, call->speaker->ascii ? "#" : "\xe2\x96\x88");
    buffer_string(&reply->text, "\n");
}

static void say_statistic(
    const struct call *call, struct reply *reply, const struct aid_statistic *statistic, int64_t most)
{
    reply_line(reply, "%s, %s", aid_kind_words(statistic->kind), aid_urgency_words(statistic->urgency));
    say_bar(call, reply, _("asked"), statistic->asked, most);
    say_bar(call, reply, _("met"), statistic->met, most);
    if (statistic->met > 0)
        reply_line(reply, _("  typically met after %lld h"), (long long)statistic->hours);
    json_array_append_new(
        reply->json, json_pack("{s:s, s:s, s:I, s:I, s:I}", "kind", aid_kind_name(statistic->kind), "urgency",
                         aid_urgency_name(statistic->urgency), "asked", (json_int_t)statistic->asked, "met",
                         (json_int_t)statistic->met, "hours", (json_int_t)statistic->hours));
}

static enum result run_stats(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct aid_statistic statistics[STATISTICS_MOST];
    size_t count;
    int64_t days = 30, most = 0;
    const char *asked = call_option(call, "days");
    if (asked != NULL && (!util_parse_number(asked, &days) || days < 1 || days > DAYS_MOST))
        return reply_usage(reply, _("--days takes a number from 1 to %d."), DAYS_MOST);
    enum result result =
        aid_statistics(speaker->store, speaker->actor, (int)days, speaker->now, statistics, STATISTICS_MOST, &count);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    reply->json = json_array();
    for (size_t i = 0; i < count; i++)
        most = statistics[i].asked > most ? statistics[i].asked : most;
    for (size_t i = 0; i < count; i++)
        say_statistic(call, reply, &statistics[i], most);
    reply_line(reply,
        count > 0 ? _("Of the last %d days, by kind and urgency. People are not counted.")
                  : _("Nothing was asked in the last %d days."),
        (int)days);
    return RESULT_OK;
}

/* --- proposals that the house drafted about unmet asks --- */

static void proposal_words(
    const struct call *call, const struct aid_proposal *proposal, char *title, size_t title_size, struct buffer *body)
{
    snprintf(title, title_size, _("A proposal about what was asked and not met: %s"), aid_kind_words(proposal->kind));
    buffer_format(body,
        _("In %s %d neighbours' asks of the kind \"%s\" stood here, and %d of them could not be met. This is too much for single neighbours. Proposed: that the street talks about what it can set up together, so that nobody has to ask alone for it.\n"),
        reply_numbers(call, "{unmet-days}"), proposal->asked, aid_kind_words(proposal->kind), proposal->unmet);
}

static enum result run_proposals(const struct call *call, struct reply *reply)
{
    struct call_page page;
    size_t count = 0;
    char title[200];
    if (!call_page(call, PROPOSALS_MOST, &page, reply))
        return reply->result;
    struct aid_proposal *proposals = xcalloc(page.load, sizeof *proposals);
    enum result result = aid_proposals(call->speaker->store, call->speaker->actor, page.load, proposals, &count);
    call_page_of(&page, count);
    reply->json = json_array();
    for (size_t i = page.first; i < page.end; i++) {
        struct buffer body = { 0 };
        proposal_words(call, &proposals[i], title, sizeof title, &body);
        reply_line(reply, "%lld: %s", (long long)proposals[i].id, title);
        reply_text(reply, call, 2, buffer_text(&body));
        json_array_append_new(
            reply->json, json_pack("{s:I, s:s, s:i, s:i, s:I, s:s, s:s}", "id", (json_int_t)proposals[i].id, "kind",
                             aid_kind_name(proposals[i].kind), "asked", proposals[i].asked, "unmet", proposals[i].unmet,
                             "made", (json_int_t)proposals[i].made, "title", title, "body", buffer_text(&body)));
        buffer_clear(&body);
    }
    free(proposals);
    call_page_end(call, &page, reply);
    if (result == RESULT_OK)
        reply_line(reply,
            count > 0 ? _("`aid proposal N --board general` opens a thread with its words.")
                      : _("No proposal is drafted: ten unmet asks of one kind in %s draft one."),
            reply_numbers(call, "{unmet-days}"));
    return reply_from_store(reply, result, call->speaker->store);
}

static enum result open_proposal(
    const struct call *call, struct reply *reply, const struct aid_proposal *proposal, const struct board *board)
{
    const struct speaker *speaker = call->speaker;
    char title[200];
    struct buffer body = { 0 };
    int64_t thread, post;
    proposal_words(call, proposal, title, sizeof title, &body);
    enum result result =
        thread_open(speaker->store, speaker->actor, board->id, title, buffer_text(&body), speaker->now, &thread, &post);
    buffer_clear(&body);
    if (result == RESULT_OK &&
        (result = aid_proposal_taken(speaker->store, speaker->actor, proposal->id, thread)) != RESULT_OK) {
        reply_from_store(reply, result, speaker->store);
        post_withdraw(speaker->store, speaker->actor, post, speaker->now); /* somebody was quicker */
        return result;
    }
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    reply_line(reply, _("Thread %lld is open in %s with the drafted words. They are yours: `edit %lld` changes them."),
        (long long)thread, board->slug, (long long)post);
    reply_line(reply, _("`propose post %lld` puts them on the agenda of the next meeting."), (long long)post);
    reply->json = json_pack("{s:I, s:I, s:I}", "proposal", (json_int_t)proposal->id, "thread", (json_int_t)thread,
        "post", (json_int_t)post);
    return RESULT_OK;
}

static enum result run_proposal(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct aid_proposal *proposals = xcalloc(PROPOSALS_READ, sizeof *proposals), found = { 0 };
    struct board board;
    size_t count = 0;
    int64_t id;
    const char *slug = call_option(call, "board");
    bool numbered = call_number(call, 0, &id, reply);
    enum result result = board_by_slug(speaker->store, speaker->actor, slug != NULL ? slug : "general", &board);
    if (result == RESULT_OK)
        result = aid_proposals(speaker->store, speaker->actor, PROPOSALS_READ, proposals, &count);
    for (size_t i = 0; numbered && i < count; i++)
        if (proposals[i].id == id)
            found = proposals[i];
    free(proposals);
    if (!numbered)
        return RESULT_INVALID;
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    if (found.id != 0)
        return open_proposal(call, reply, &found, &board);
    return reply_refuse(reply, RESULT_NOT_FOUND,
        _("There is no draft of that number, or somebody took it on. `aid proposals` lists them."));
}

const struct command command_night[] = {
    { "aid stats", "aid stats [--days N]", N_("how much was asked and met, by kind and urgency"),
        N_("Of what was asked here. What climbed here from another street is counted there."), "days=", 0, 0,
        COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_stats },
    { "aid proposals", "aid proposals [--page N]", N_("drafts about what many asked for and nobody could meet"), NULL,
        "page=", 0, 0, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_proposals },
    { "aid proposal", "aid proposal N --board BOARD", N_("opens a thread with the words of a draft"),
        N_("Without --board it is opened in general."), "board=", 1, 1, COMMAND_MEMBER, COMMAND_NO_BODY,
        .place = DRAFT_THREAD, .target = COMMAND_TO_BOARD_OPTION, .run = run_proposal },
    { "match", "match [--dry-run|--written]",
        N_("matching night: suggests whom to whom, so that the most asks are met"),
        N_("For coordinators. --dry-run shows the list and writes nothing; --written shows again what the last night wrote and nobody answered yet. Both can be printed at 80 columns."),
        "dry-run written", 0, 0, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_night },
    { "match drop", "match drop ASK OFFER --because thing|size|many|place|time",
        N_("leaves a pair out of the matching night, with a reason in words of things"),
        N_("For coordinators. The reason stands on the list, and never speaks of people. A suggestion of it that nobody answered ends. `match keep` takes it back."),
        "because=", 2, 2, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_drop },
    { "match keep", "match keep ASK OFFER", N_("a pair that was left out may meet again"), N_("For coordinators."), "",
        2, 2, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_keep },
};
const size_t command_night_count = sizeof command_night / sizeof *command_night;
