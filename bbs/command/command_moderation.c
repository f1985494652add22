/* command_moderation.c: covering, reports, restrictions, appeals, panels, the log of acts, the lot. RULES 7. */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "bbs/command/command_table.h"
#include "gettext.h"
#include "moderation.h"
#include "moderation_words.h"

/* --- acts --- */

static json_t *act_json(const struct act *act)
{
    json_t *json = json_pack("{s:I, s:s, s:s, s:I, s:I, s:s, s:s, s:s, s:s, s:s, s:I}", "act", (json_int_t)act->id,
        "kind", act_kind_name(act->kind), "state", act_state_name(act->state), "post", (json_int_t)act->post, "thread",
        (json_int_t)act->thread, "author", act->person, "reason", cover_reason_name(act->reason), "words", act->words,
        "moderator", act->by, "second", act->second, "at", (json_int_t)act->at);
    json_object_update_new(
        json, json_pack("{s:I, s:I, s:I, s:I, s:I, s:I, s:i, s:s, s:s, s:b}", "until", (json_int_t)act->until, "ended",
                  (json_int_t)act->ended, "appealed", (json_int_t)act->appealed, "appeal_until",
                  (json_int_t)act->appeal_until, "falls", (json_int_t)act->falls, "lot", (json_int_t)act->draw,
                  "panel_sits", act->sits, "sentence", act->sentence, "name", act->name, "yours", act->mine));
    if (act->kind == ACT_FOLDED)
        json_object_set_new(json, "meeting", json_integer(act->meeting));
    return json;
}

static void say_act(const struct call *call, struct reply *reply, const struct act *act)
{
    char *words = moderation_act_say(act, call->speaker->now, true), *rest = strchr(words, '\n');
    if (rest != NULL)
        *rest++ = '\0';
    reply_text(reply, call, 0, words);
    if (rest != NULL && *rest != '\0') {
        rest[strlen(rest) - 1] = '\0'; /* the last line end: reply_text() makes its own */
        reply_text(reply, call, 3, rest);
    }
    free(words);
}

/* The covered words, for those who may read them; not among the acts of a list. */
static void say_texts(const struct call *call, struct reply *reply, const struct act *act)
{
    const struct speaker *speaker = call->speaker;
    struct act_texts texts;
    if (!act->may_read || act_texts_get(speaker->store, speaker->actor, act->id, speaker->now, &texts) != RESULT_OK)
        return;
    char *words = moderation_act_texts_say(&texts);
    reply_line(reply, "%s", "");
    reply_text(reply, call, 0, words);
    json_object_set_new(reply->json, "title", json_string(texts.title));
    json_object_set_new(reply->json, "body", json_string(texts.body));
    json_object_set_new(reply->json, "appeal", json_string(texts.appeal));
    free(words);
    act_texts_clear(&texts);
}

static void say_panel(const struct call *call, struct reply *reply, const struct act *act)
{
    const struct speaker *speaker = call->speaker;
    struct panel_member members[PANEL_SITTING];
    size_t count;
    if (!act->panel_sits ||
        panel_list(speaker->store, speaker->actor, act->id, speaker->now, members, &count) != RESULT_OK)
        return;
    char *words = moderation_panel_say_members(members, count);
    reply_line(reply, "%s", "");
    reply_text(reply, call, 0, words);
    free(words);
    if (act->sits < PANEL_SITTING)
        reply_line(reply, "%s", _("It decides when five sit."));
    else
        reply_line(reply, _("`panel %lld stays --text WORDS`, or `lifted`. Three who say the same decide."),
            (long long)act->id);
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:b}", "member", members[i].handle, "says",
                                        members[i].says == PANEL_STAYS  ? "stays"
                                        : members[i].says == PANEL_LIFT ? "lifted"
                                                                        : "",
                                        "words", members[i].words, "you", members[i].me));
    json_object_set_new(reply->json, "panel", list);
}

static enum result say_one(const struct call *call, struct reply *reply, int64_t id)
{
    const struct speaker *speaker = call->speaker;
    struct act act;
    enum result result = act_get(speaker->store, speaker->actor, id, speaker->now, &act);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    reply->json = act_json(&act);
    say_act(call, reply, &act);
    say_texts(call, reply, &act);
    say_panel(call, reply, &act);
    act_seen(speaker->store, speaker->actor, id, speaker->now);
    return RESULT_OK;
}

static enum result said(const struct call *call, struct reply *reply, enum result result, int64_t act)
{
    return result == RESULT_OK ? say_one(call, reply, act) : reply_from_store(reply, result, call->speaker->store);
}

static enum result run_modlog(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    size_t count = 0;
    int64_t id, before = 0;
    if (call->words > 0)
        return call_number(call, 0, &id, reply) ? say_one(call, reply, id) : RESULT_INVALID;
    if (!call_before(call, reply, &before))
        return reply->result;
    struct call_page page;
    if (!call_page(call, ACTS_LISTED_MOST, &page, reply))
        return reply->result;
    struct act *acts = xcalloc(page.load, sizeof *acts);
    enum result result = acts_list(speaker->store, speaker->actor, before, speaker->now, acts, page.load, &count);
    call_page_of(&page, count);
    reply->json = json_array();
    for (size_t i = page.first; i < page.end; i++) {
        say_act(call, reply, &acts[i]);
        json_array_append_new(reply->json, act_json(&acts[i]));
    }
    if (result == RESULT_OK && count == 0)
        reply_line(reply, "%s", _("No moderator has done anything here. `report POST` asks one to look at a post."));
    else if (page.more)
        call_more_number(call, "before", acts[page.end - 1].id, reply);
    if (result == RESULT_OK && count > 0)
        reply_text(reply, call, 0, moderation_hides());
    free(acts);
    return reply_from_store(reply, result, speaker->store);
}

/* --- by a moderator --- */

static bool read_reason(const struct call *call, struct reply *reply, enum cover_reason *out)
{
    const char *reason = call_option(call, "reason");
    *out = COVER_BLAMES;
    if (reason != NULL && cover_reason_parse(reason, out))
        return true;
    reply_usage(reply, _("Name a reason: --reason blames, threatens, exposes, floods, or other. Type it like this: %s"),
        call_usage(call));
    return false;
}

static enum result run_cover(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    enum cover_reason reason;
    int64_t post, act;
    if (!call_number(call, 0, &post, reply) || !read_reason(call, reply, &reason))
        return RESULT_INVALID;
    enum result result =
        act_cover_make(speaker->store, speaker->actor, post, reason, call_option(call, "text"), speaker->now, &act);
    return said(call, reply, result, act);
}

static enum result run_cover_yes(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t act;
    if (!call_number(call, 0, &act, reply))
        return RESULT_INVALID;
    return said(call, reply, act_cover_second(speaker->store, speaker->actor, act, speaker->now), act);
}

static enum result run_uncover(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct act act;
    int64_t post;
    if (!call_number(call, 0, &post, reply))
        return RESULT_INVALID;
    enum result result = act_of_post(speaker->store, speaker->actor, post, speaker->now, &act);
    if (result == RESULT_OK)
        result = act_lift(speaker->store, speaker->actor, act.id, call_option(call, "text"), speaker->now);
    return said(call, reply, result, act.id);
}

static enum result run_restrict(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    const char *typed = call_option(call, "days");
    enum cover_reason reason;
    int64_t days, act;
    if (typed == NULL || !util_parse_number(typed, &days))
        return reply_usage(reply, _("Type it like this: %s"), call_usage(call));
    if (!read_reason(call, reply, &reason))
        return RESULT_INVALID;
    enum result result = act_restriction_make(
        speaker->store, speaker->actor, call->word[0], days, reason, call_option(call, "text"), speaker->now, &act);
    return said(call, reply, result, act);
}

static enum result run_restrict_end(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t act;
    if (!call_number(call, 0, &act, reply))
        return RESULT_INVALID;
    return said(
        call, reply, act_lift(speaker->store, speaker->actor, act, call_option(call, "text"), speaker->now), act);
}

/* --- reports --- */

static enum result run_report(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    enum cover_reason reason;
    int64_t post;
    if (!call_number(call, 0, &post, reply) || !read_reason(call, reply, &reason))
        return RESULT_INVALID;
    struct actor voice;
    char *words = call->body != NULL && call->body_length > 0 ? call_body(call, reply) : xstrdup("");
    if (words == NULL)
        return RESULT_INVALID;
    enum result result = call_voice(call, &voice);
    if (result == RESULT_OK)
        result = report_make(speaker->store, &voice, post, reason, words[0] != '\0' ? words : NULL, speaker->now);
    free(words);
    if (result == RESULT_OK)
        draft_drop(speaker->store, &voice, DRAFT_REPORT, post, speaker->now);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    reply->json = json_pack("{s:I, s:b}", "post", (json_int_t)post, "reported", true);
    reply_line(reply, "%s",
        voice.hand != 0
            ? _("A moderator looks at it. Nobody ever sees that it was them. What is done stands in `modlog`.")
            : _("A moderator looks at it. Nobody ever sees that it was you. What is done stands in `modlog`."));
    return RESULT_OK;
}

static void say_report(const struct call *call, struct reply *reply, const struct report *report)
{
    char reasons[200], when[32];
    moderation_report_reasons(report->reasons, reasons, sizeof reasons);
    reply_line(reply,
        ngettext("Post %lld, by %s in \"%s\": %d person reported it, %s",
            "Post %lld, by %s in \"%s\": %d people reported it, %s", (unsigned long)report->count),
        (long long)report->post, reply_shown(call, report->handle), reply_shown(call, report->title), report->count,
        reply_time(report->at, when));
    reply_line(reply, "   %s%s", reasons, report->withdrawn ? _("; its author withdrew it") : "");
    if (report->words[0] != '\0')
        reply_line(reply, _("   Somebody says: %s"), reply_shown(call, report->words));
    reply_text(reply, call, 3, report->body);
    reply_line(reply, _("   `cover %lld --reason R --text T`, or `report leave %lld --text T`"),
        (long long)report->post, (long long)report->post);
    json_array_append_new(
        reply->json, json_pack("{s:I, s:I, s:I, s:i, s:s, s:s, s:s, s:b}", "post", (json_int_t)report->post, "thread",
                         (json_int_t)report->thread, "at", (json_int_t)report->at, "count", report->count, "author",
                         report->handle, "words", report->words, "body", report->body, "withdrawn", report->withdrawn));
}

static enum result run_reports(const struct call *call, struct reply *reply)
{
    enum { REPORTS_SHOWN = 30 };
    const struct speaker *speaker = call->speaker;
    struct call_page page;
    size_t count = 0;
    if (!call_page(call, REPORTS_SHOWN, &page, reply))
        return reply->result;
    struct report *reports = xcalloc(page.load, sizeof *reports);
    enum result result = reports_list(speaker->store, speaker->actor, speaker->now, reports, page.load, &count);
    call_page_of(&page, count);
    reply->json = json_array();
    for (size_t i = page.first; i < page.end; i++)
        say_report(call, reply, &reports[i]);
    call_page_end(call, &page, reply);
    if (result == RESULT_OK && count == 0)
        reply_line(reply, "%s", _("Nothing waits for a moderator."));
    reports_free(reports, count);
    free(reports);
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_report_leave(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t post, act;
    if (!call_number(call, 0, &post, reply))
        return RESULT_INVALID;
    enum result result =
        report_leave(speaker->store, speaker->actor, post, call_option(call, "text"), speaker->now, &act);
    return said(call, reply, result, act);
}

/* --- appeal and panel --- */

static enum result run_appeal(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t act;
    if (!call_number(call, 0, &act, reply))
        return RESULT_INVALID;
    char *words = call_body(call, reply);
    if (words == NULL)
        return RESULT_INVALID;
    struct actor voice;
    enum result result = call_voice(call, &voice);
    if (result == RESULT_OK)
        result = panel_appeal_make(speaker->store, &voice, act, words, speaker->now);
    if (result == RESULT_OK) {
        draft_drop(speaker->store, &voice, DRAFT_APPEAL, act, speaker->now);
        result = say_one(call, reply, act);
        call_say_by_hand(call, reply, &voice);
    } else
        call_refused(call, reply, result, &(struct draft) { .place = DRAFT_APPEAL, .target = act, .body = words });
    free(words);
    return result;
}

static enum result run_talk(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct act act;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    enum result result = act_get(speaker->store, speaker->actor, id, speaker->now, &act);
    if (result == RESULT_OK)
        result = (act.mine ? act_talk_ask : act_talk_take)(speaker->store, speaker->actor, id, speaker->now);
    if (result == RESULT_OK && act.mine)
        reply_line(reply, "%s",
            _("Those who keep circles are asked. The first who has time says so, and you read their name here."));
    else if (result == RESULT_OK)
        reply_line(reply, _("They read your name now. `write %s` sends a letter, or go and see them."),
            reply_shown(call, act.person));
    return said(call, reply, result, id);
}

static enum result run_panel(const struct call *call, struct reply *reply)
{
    static const char *const words[] = { "accept", "decline", "stays", "lifted" };
    const struct speaker *speaker = call->speaker;
    size_t which = 0;
    int64_t act;
    if (!call_number(call, 0, &act, reply))
        return RESULT_INVALID;
    if (call->words == 1)
        return say_one(call, reply, act);
    while (which < 4 && strcmp(call->word[1], words[which]) != 0)
        which++;
    if (which == 4)
        return reply_usage(reply, _("Type it like this: %s"), call_usage(call));
    enum result result = which < 2
                             ? panel_answer(speaker->store, speaker->actor, act, which == 0, speaker->now)
                             : panel_say(speaker->store, speaker->actor, act, which == 2 ? PANEL_STAYS : PANEL_LIFT,
                                   call_option(call, "text"), speaker->now);
    return said(call, reply, result, act);
}

/* --- the lot --- */

/* `bbs lot` reads it: pool_size, select, hash and seed_lines. */
static json_t *draw_json(const struct draw *draw)
{
    static const char *const states[] = { "numbers", "opening", "drawn", "lost" };
    json_t *pool = json_array(), *numbers = json_array(), *drawn = json_array(), *lines = json_array();
    for (int i = 0; i < draw->pool; i++)
        json_array_append_new(pool, json_string(draw->people[i]));
    for (int i = 0; i < draw->numbers; i++)
        json_array_append_new(
            numbers, json_pack("{s:s, s:s, s:s, s:b}", "member", draw->number[i].handle, "hash", draw->number[i].hash,
                         "opened", draw->number[i].opened, "from_memory", draw->number[i].from_memory));
    for (int i = 0; draw->drawn != NULL && i < draw->chosen; i++)
        json_array_append_new(drawn, json_integer(draw->drawn[i]));
    for (int i = 0; draw->drawn != NULL && i < draw->numbers; i++) {
        int64_t seed[5];
        json_t *line = json_array();
        if (draw_seed_line(draw->number[i].opened, seed))
            for (int k = 0; k < 5; k++)
                json_array_append_new(line, json_integer(seed[k]));
        if (json_array_size(line) > 0)
            json_array_append(lines, line);
        json_decref(line);
    }
    return json_pack("{s:I, s:I, s:s, s:I, s:i, s:i, s:s, s:o, s:o, s:o, s:o, s:s, s:I, s:I}", "lot",
        (json_int_t)draw->id, "act", (json_int_t)draw->act, "state", states[draw->state], "due", (json_int_t)draw->due,
        "pool_size", draw->pool, "select", draw->chosen, "hash", "BLAKE2b-256", "seed_lines", lines, "pool", pool,
        "numbers", numbers, "drawn", drawn, "key_string", draw->key != NULL ? draw->key : "", "after",
        (json_int_t)draw->after, "next", (json_int_t)draw->next);
}

static enum result say_draw(const struct call *call, struct reply *reply, int64_t id)
{
    const struct speaker *speaker = call->speaker;
    struct draw draw;
    enum result result = draw_get(speaker->store, speaker->actor, id, speaker->now, &draw);
    if (result == RESULT_OK) {
        char *words = moderation_draw_say(&draw, speaker->now, true);
        reply_text(reply, call, 0, words);
        free(words);
        reply->json = draw_json(&draw);
    }
    draw_clear(&draw);
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_lot(const struct call *call, struct reply *reply)
{
    int64_t id;
    return call_number(call, 0, &id, reply) ? say_draw(call, reply, id) : RESULT_INVALID;
}

static enum result run_lot_number(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    char slip[DRAW_SLIP_BYTES];
    char *end = NULL;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    if (strlen(call->word[1]) > 18 || strspn(call->word[1], "0123456789") != strlen(call->word[1]))
        return reply_refuse(reply, RESULT_INVALID, _("A whole number of at most 18 digits, not below 0."));
    enum result result =
        draw_give(speaker->store, speaker->actor, id, strtoll(call->word[1], &end, 10), speaker->now, slip);
    if (result == RESULT_OK) {
        reply->secret = reply->once = true;
        reply_line(
            reply, "%s", _("Your home's number is in. Only its hash stands in the book; you can write the slip down:"));
        reply_line(reply, "  %s", slip);
        reply_line(reply,
            _("When three homes have given one, `lot open %lld SLIP` opens it. If you do not, the house does after an hour."),
            (long long)id);
        reply->json = json_pack("{s:I, s:s}", "lot", (json_int_t)id, "slip", slip);
    }
    sodium_memzero(slip, sizeof slip);
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_lot_open(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    enum result result = draw_open(speaker->store, speaker->actor, id, call->word[1], speaker->now);
    return result == RESULT_OK ? say_draw(call, reply, id) : reply_from_store(reply, result, speaker->store);
}

#define ENTRY(name, usage, summary, detail, options, least, most, ...)                                                 \
    {                                                                                                                  \
        name, usage, summary, detail, options, least, most, COMMAND_MEMBER, __VA_ARGS__                                \
    }

const struct command command_moderation[] = {
    ENTRY("report", "report POST --reason R [--for NAME] [< words]", N_("asks a moderator to look at a post"),
        N_("The reasons: blames (people for what they are), threatens, exposes (someone), floods, other (say which agreement). Nobody ever sees who reported."),
        "reason= text! for=", 1, 1, COMMAND_MAY_BODY, .place = DRAFT_REPORT, .target = COMMAND_TO_POST,
        .run = run_report),
    ENTRY("modlog", "modlog [N] [--before N]", N_("what moderators did, and why: open to all"),
        N_("With a number one act alone. Its author reads the covered words there, and so does a panel. \"Moderator A\" is one person for a whole term: this hides from outsiders, not from neighbours."),
        "before=", 0, 1, COMMAND_NO_BODY, .run = run_modlog),
    ENTRY("appeal", "appeal N [--for NAME] [< words]",
        N_("asks five neighbours, drawn by lot, to look at an act about you"),
        N_("Within {appeal-days} of it. Without an answer after 72 hours it is lifted; what threatens or exposes somebody stays covered until the panel decides."),
        "for=", 1, 1, COMMAND_BODY, .place = DRAFT_APPEAL, .target = COMMAND_TO_NUMBER, .run = run_appeal),
    ENTRY("appeal talk", "appeal talk N",
        N_("after a covered post that blames people: a talk with somebody who keeps circles"),
        N_("Its author asks for it; one of those who keep circles says by the same command that it is them."), "", 1, 1,
        COMMAND_NO_BODY, .run = run_talk),
    ENTRY("panel", "panel N [accept|decline|stays|lifted] [--text T]", N_("a panel for which you were drawn"),
        N_("The first five of nine to accept sit. They see what was covered, and three who say the same decide, with a sentence: --text."),
        "text=", 1, 2, COMMAND_NO_BODY, .target = COMMAND_TO_UNIT, .run = run_panel),
    ENTRY("lot", "lot N", N_("a lot for a panel: pool, numbers, key, and every draw, drawn again"),
        N_("--json gives what `bbs lot -` draws from on another machine."), "", 1, 1, COMMAND_NO_BODY, .run = run_lot),
    ENTRY("lot number", "lot number N NUMBER", N_("gives your home's number to a lot"),
        N_("Any whole number. The program adds 16 random bytes, and only the hash of both stands in the book until three homes have given one."),
        "", 2, 2, COMMAND_NO_BODY, .run = run_lot_number),
    ENTRY("lot open", "lot open N SLIP", N_("opens your home's number"),
        N_("Whoever does not open theirs does not spoil the lot: after an hour the house opens it from its memory."),
        "", 2, 2, COMMAND_NO_BODY, .run = run_lot_open),
    ENTRY("reports", "reports [--page N]", N_("for a moderator: what was reported, the oldest first"),
        N_("It shows what waits, never a number of a person."), "page=", 0, 0, COMMAND_NO_BODY, .run = run_reports),
    ENTRY("report leave", "report leave POST --text T", N_("for a moderator: a reported post stays as it is"), NULL,
        "text=", 1, 1, COMMAND_NO_BODY, .target = COMMAND_TO_UNIT, .run = run_report_leave),
    ENTRY("cover", "cover POST --reason R --text T", N_("for a moderator: covers a post, for a reason"),
        N_("The reasons: blames (people for what they are), threatens, exposes (someone), floods, other (say which agreement). Nothing is deleted; the author is told at once and can appeal. \"Other\" ends after 48 hours without a second moderator's yes. Never on your own posts, those of your home, or what concerns you."),
        "reason= text=", 1, 1, COMMAND_NO_BODY, .target = COMMAND_TO_UNIT, .run = run_cover),
    ENTRY("cover yes", "cover yes N", N_("for a moderator: the second yes to a cover for another reason"), NULL, "", 1,
        1, COMMAND_NO_BODY, .run = run_cover_yes),
    ENTRY("uncover", "uncover POST [--text T]", N_("for a moderator: lifts a cover"), NULL, "text=", 1, 1,
        COMMAND_NO_BODY, .target = COMMAND_TO_UNIT, .run = run_uncover),
    ENTRY("restrict", "restrict HANDLE --days N --reason R --text T",
        N_("for a moderator: somebody does not write on the boards for some days"),
        N_("{restriction-days} at most. They speak, vote and ask for help as before. A second time within 90 days needs the assembly."),
        "days= reason= text=", 1, 1, COMMAND_NO_BODY, .target = COMMAND_TO_UNIT, .run = run_restrict),
    ENTRY("restrict end", "restrict end N [--text T]", N_("for a moderator: lifts a restriction"), NULL, "text=", 1, 1,
        COMMAND_NO_BODY, .target = COMMAND_TO_UNIT, .run = run_restrict_end),
};
const size_t command_moderation_count = sizeof command_moderation / sizeof *command_moderation;
