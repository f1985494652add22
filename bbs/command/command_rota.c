/* command_rota.c: rotas, and the lending shelf (RULES 8.1). */
#include <stdlib.h>
#include <string.h>

#include "bbs/command/command_table.h"
#include "form_fields.h"
#include "gettext.h"
#include "rota.h"
#include "shelf.h"
#include "when.h"

enum { DAYS_SHOWN = 14, THINGS_PAGE = 50 };

/* Reads a day as people write it. On false the reply has the refusal. */
static bool read_day(const struct call *call, const char *text, int64_t *day, struct reply *reply)
{
    struct when when;
    enum when_fault fault = when_read(text, call->speaker->now, &when);
    if (fault == WHEN_GOOD)
        *day = when.day;
    else
        reply_usage(reply, "%s", when_fault_sentence(fault));
    return fault == WHEN_GOOD;
}

static bool day_from(const struct call *call, int first, int64_t *day, struct reply *reply)
{
    char *words = call_words(call, first, " ");
    bool good = read_day(call, words, day, reply);
    free(words);
    return good;
}

static const char *say_date(const struct call *call, int64_t day, char out[WHEN_BYTES])
{
    return when_say_date(day, when_day(call->speaker->now), out);
}

/* --- rota --- */

static json_t *rota_json(const struct rota *rota)
{
    char plan[200];
    rota_plan_say(&rota->plan, plan, sizeof plan);
    return json_pack("{s:I, s:I, s:s, s:s, s:s, s:s, s:i, s:b}", "id", (json_int_t)rota->id, "unit",
        (json_int_t)rota->unit, "task", rota->task, "details", rota->details, "days", plan, "started_by", rota->starter,
        "hands", rota->hands, "closed", rota->closed != 0);
}

/* The next day that lacks people: "today", "Thursday"; "" when no near day does. */
static void say_need(const struct call *call, const struct rota *rota, char *out, size_t size)
{
    struct rota_day days[ROTA_NEEDS_AHEAD];
    char name[WHEN_BYTES];
    size_t count = 0;
    int64_t now = call->speaker->now, today = when_day(now);
    out[0] = '\0';
    if (rota_days(call->speaker->store, call->speaker->actor, rota, now, days, ROTA_NEEDS_AHEAD, &count) != RESULT_OK)
        return;
    for (size_t i = 0; i < count && out[0] == '\0'; i++)
        if (days[i].lacking > 0 && days[i].day < today + ROTA_NEEDS_AHEAD &&
            rota_is_coming(&rota->plan, days[i].day, now))
            snprintf(out, size, _(" Needs hands: %s."), when_say_day(days[i].day, today, name));
}

static enum result run_rotas(const struct call *call, struct reply *reply)
{
    struct rota *rotas = xcalloc(ROTA_OPEN_MAX, sizeof *rotas);
    char plan[200], need[160];
    size_t count = 0;
    enum result result =
        rota_list(call->speaker->store, call->speaker->actor, call->speaker->now, rotas, ROTA_OPEN_MAX, &count);
    reply->json = json_array();
    for (size_t i = 0; i < count; i++) {
        rota_plan_say(&rotas[i].plan, plan, sizeof plan);
        say_need(call, &rotas[i], need, sizeof need);
        reply_line(reply, "%lld: %s. %s.%s", (long long)rotas[i].id, reply_shown(call, rotas[i].task), plan, need);
        json_array_append_new(reply->json, rota_json(&rotas[i]));
    }
    if (result == RESULT_OK && count == 0)
        reply_line(reply, "%s",
            _("No rota yet. `rota new TASK --days \"mon, thu 6:00\" --hands 2` starts one, for what has to be done "
              "again and again."));
    if (count > 0)
        reply_line(reply, "%s", _("`rota show N` shows its days, `rota sign N DAY` puts you on one."));
    free(rotas);
    return reply_from_store(reply, result, call->speaker->store);
}

static void say_day(const struct call *call, struct reply *reply, const struct rota_day *day, json_t *list)
{
    struct buffer names = { 0 };
    char date[WHEN_BYTES];
    json_t *hands = json_array();
    for (int i = 0; i < day->count; i++) {
        const struct rota_hand *hand = &day->hand[i];
        buffer_format(&names, "%s%s%s", i > 0 ? ", " : "", hand->handle, hand->first ? _(" (first time)") : "");
        if (hand->swap != 0)
            buffer_format(&names, _(" (asks to swap: `rota accept %lld`)"), (long long)hand->swap);
        json_array_append_new(hands, json_pack("{s:s, s:b, s:I}", "handle", hand->handle, "first_time", hand->first,
                                         "swap", (json_int_t)hand->swap));
    }
    if (day->lacking > 0)
        buffer_format(&names, "%s%s", day->count > 0 ? "; " : "", _("needs hands"));
    char *line = xstrdup(buffer_text(&names));
    struct buffer whole = { 0 };
    buffer_format(&whole, "%s: %s", say_date(call, day->day, date), line);
    reply_text(reply, call, 2, buffer_text(&whole));
    json_array_append_new(list, json_pack("{s:s, s:o, s:i, s:b}", "day", when_write_date(day->day, date), "hands",
                                    hands, "lacking", day->lacking, "mine", day->mine));
    buffer_clear(&whole);
    buffer_clear(&names);
    free(line);
}

static enum result run_rota_show(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct call_page page;
    if (!call_page(call, DAYS_SHOWN, &page, reply))
        return reply->result;
    struct rota *rota = xcalloc(1, sizeof *rota);
    struct rota_day *days = xcalloc(page.load, sizeof *days);
    char plan[200];
    size_t count = 0;
    int64_t id = 0;
    enum result result = call_number(call, 0, &id, reply) ? RESULT_OK : RESULT_INVALID;
    if (result == RESULT_OK)
        result =
            reply_from_store(reply, rota_get(speaker->store, speaker->actor, id, speaker->now, rota), speaker->store);
    if (result == RESULT_OK)
        result = reply_from_store(reply,
            rota_days(speaker->store, speaker->actor, rota, speaker->now, days, page.load, &count), speaker->store);
    call_page_of(&page, count);
    if (result == RESULT_OK) {
        rota_plan_say(&rota->plan, plan, sizeof plan);
        reply_line(reply, "%s. %s.%s", reply_shown(call, rota->task), plan, rota->closed != 0 ? _(" Closed.") : "");
        reply_line(reply,
            ngettext("%d person a day. Started by %s.", "%d people a day. Started by %s.", (unsigned long)rota->hands),
            rota->hands, reply_shown(call, rota->starter));
        if (rota->details[0] != '\0')
            reply_text(reply, call, 2, rota->details);
        reply->json = rota_json(rota);
        json_t *list = json_array();
        for (size_t i = page.first; rota->closed == 0 && i < page.end; i++)
            say_day(call, reply, &days[i], list);
        json_object_set_new(reply->json, "next", list);
        if (rota->closed == 0)
            call_page_end(call, &page, reply);
        if (rota->closed == 0)
            reply_line(reply,
                _("`rota sign %lld DAY` puts you on a day, `rota swap %lld DAY` asks somebody to take yours."),
                (long long)id, (long long)id);
    }
    free(days);
    free(rota);
    return result;
}

static enum result run_rota_new(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    const char *days = call_option(call, "days"), *hands = call_option(call, "hands"), *problem = "";
    struct rota_new form = { .details = call_option(call, "details"), .hands = 1 };
    int64_t number = 1, id;
    char plan[200];
    if (days == NULL || (hands != NULL && !util_parse_number(hands, &number)))
        return reply_usage(reply, _("Type it like this: %s"), call_usage(call));
    if (!rota_plan_read(days, speaker->now, &form.plan, &problem))
        return reply_usage(reply, "%s", problem);
    char *task = call_words(call, 0, " ");
    form.task = task;
    form.hands = number >= 0 && number <= ROTA_HANDS_MAX ? (int)number : 0;
    enum result result = rota_start(speaker->store, speaker->actor, &form, speaker->now, &id);
    free(task);
    if (result == RESULT_OK) {
        rota_plan_say(&form.plan, plan, sizeof plan);
        reply_line(reply, _("Rota %lld is up: %s. `rota sign %lld DAY` puts you on a day."), (long long)id, plan,
            (long long)id);
        reply->json = json_pack("{s:I}", "rota", (json_int_t)id);
    }
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_rota_close(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t id;
    struct rota rota;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    if (!call_rehearse(call, reply))
        return reply->result;
    enum result result = rota_close(speaker->store, speaker->actor, id, speaker->now);
    if (call_rehearsed(call, &result) &&
        (result = rota_get(speaker->store, speaker->actor, id, speaker->now, &rota)) == RESULT_OK &&
        reply_asks(
            reply, speaker, _("Close the rota \"%s\"? It cannot be opened again."), reply_shown(call, rota.task)))
        return RESULT_OK;
    if (result == RESULT_OK)
        reply_line(reply, "%s", _("The rota is closed."));
    return reply_from_store(reply, result, call->speaker->store);
}

static enum result run_rota_sign(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t id, day;
    char date[WHEN_BYTES];
    bool leave = strcmp(call->command->name, "rota leave") == 0;
    if (!call_number(call, 0, &id, reply) || !day_from(call, 1, &day, reply))
        return RESULT_INVALID;
    enum result result =
        leave ? rota_leave(speaker->store, speaker->actor, id, day, speaker->now)
              : rota_sign(speaker->store, speaker->actor, id, day, call_option(call, "first") != NULL, speaker->now);
    if (result == RESULT_OK)
        reply_line(reply,
            leave ? _("You are off %s. It says \"needs hands\" now where too few are left.") : _("You are on %s."),
            say_date(call, day, date));
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_rota_swap(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t id, day, swap;
    const char *with = call_option(call, "with");
    if (!call_number(call, 0, &id, reply) || !day_from(call, 1, &day, reply))
        return RESULT_INVALID;
    enum result result = rota_swap_ask(speaker->store, speaker->actor, id, day, with, speaker->now, &swap);
    if (result == RESULT_OK) {
        reply_line(reply,
            _("Asked. The day stays yours until it is taken over, with `rota accept %lld`. `rota cancel %lld` calls it off."),
            (long long)swap, (long long)swap);
        reply->json = json_pack("{s:I}", "swap", (json_int_t)swap);
    }
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_rota_accept(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t swap, day = 0;
    bool cancel = strcmp(call->command->name, "rota cancel") == 0;
    if (!call_number(call, 0, &swap, reply) || (call->words > 1 && !day_from(call, 1, &day, reply)))
        return RESULT_INVALID;
    enum result result = cancel ? rota_swap_cancel(speaker->store, speaker->actor, swap, speaker->now)
                                : rota_swap_accept(speaker->store, speaker->actor, swap, day, speaker->now);
    if (result == RESULT_OK)
        reply_line(reply, "%s", cancel ? _("Called off. The day stays as it was.") : _("Swapped. The day is yours."));
    return reply_from_store(reply, result, speaker->store);
}

/* --- shelf --- */

static json_t *thing_json(const struct thing *thing)
{
    char until[WHEN_BYTES] = "";
    if (thing->borrower != 0)
        when_write_date(thing->until, until);
    return json_pack("{s:I, s:s, s:s, s:s, s:s, s:s, s:b, s:i}", "id", (json_int_t)thing->id, "line", thing->line,
        "details", thing->details, "keeper", thing->keeper_handle, "lent_to", thing->borrower_handle, "until", until,
        "overdue", thing->overdue, "asks", thing->asks);
}

static void say_thing(const struct call *call, struct reply *reply, const struct thing *thing)
{
    char date[WHEN_BYTES], where[WHEN_BYTES + HANDLE_BYTES + 80];
    if (thing->borrower == 0)
        snprintf(where, sizeof where, _("here, %s keeps it"), thing->keeper_handle);
    else if (thing->overdue)
        snprintf(where, sizeof where, _("with %s, was due back on %s"), thing->borrower_handle,
            say_date(call, thing->until, date));
    else
        snprintf(where, sizeof where, _("lent to %s until %s; %s keeps it"), thing->borrower_handle,
            say_date(call, thing->until, date), thing->keeper_handle);
    reply_line(reply, "%lld: %s (%s)", (long long)thing->id, reply_shown(call, thing->line), where);
}

static enum result run_shelf(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct thing *things = xcalloc(THINGS_PAGE, sizeof *things);
    int64_t after = 0;
    size_t count = 0, all = 0;
    enum result result;
    reply->json = json_array();
    do {
        result = shelf_list(speaker->store, speaker->actor, after, speaker->now, things, THINGS_PAGE, &count);
        for (size_t i = 0; i < count; i++) {
            say_thing(call, reply, &things[i]);
            json_array_append_new(reply->json, thing_json(&things[i]));
            after = things[i].id;
        }
        all += count;
    } while (result == RESULT_OK && count == THINGS_PAGE);
    if (result == RESULT_OK && all == 0)
        reply_line(reply, "%s", _("The shelf is empty. `shelf add A ladder` puts something of yours on it."));
    else if (result == RESULT_OK)
        reply_line(reply, "%s", _("`shelf ask N DAY` asks for one of them, `shelf add THING` puts one of yours here."));
    free(things);
    return reply_from_store(reply, result, speaker->store);
}

static void say_asks(const struct call *call, struct reply *reply, int64_t thing, struct call_page *page)
{
    struct thing_ask *asks = xcalloc(page->load, sizeof *asks);
    char date[WHEN_BYTES];
    size_t count = 0;
    shelf_asks(call->speaker->store, call->speaker->actor, thing, asks, page->load, &count);
    call_page_of(page, count);
    for (size_t i = page->first; i < page->end; i++)
        reply_line(reply, _("  %s asks for it until %s. `shelf lend %lld %s`, or `shelf refuse %lld %s`."),
            asks[i].handle, say_date(call, asks[i].until, date), (long long)thing, asks[i].handle, (long long)thing,
            asks[i].handle);
    free(asks);
    call_page_end(call, page, reply);
}

static enum result run_shelf_show(const struct call *call, struct reply *reply)
{
    struct thing thing;
    struct call_page page; /* of those who ask for it */
    int64_t id;
    char date[WHEN_BYTES];
    if (!call_number(call, 0, &id, reply) || !call_page(call, SHELF_ASKS_MAX, &page, reply))
        return RESULT_INVALID;
    enum result result = shelf_get(call->speaker->store, call->speaker->actor, id, call->speaker->now, &thing);
    if (result == RESULT_OK) {
        say_thing(call, reply, &thing);
        if (thing.details[0] != '\0')
            reply_text(reply, call, 2, thing.details);
        if (thing.asked_for != 0)
            reply_line(reply, _("  You asked for it until %s."), say_date(call, thing.asked_for, date));
        say_asks(call, reply, id, &page);
        reply->json = thing_json(&thing);
    }
    return reply_from_store(reply, result, call->speaker->store);
}

static enum result run_shelf_add(const struct call *call, struct reply *reply)
{
    int64_t id;
    char *line = call_words(call, 0, " ");
    enum result result = shelf_add(
        call->speaker->store, call->speaker->actor, 0, line, call_option(call, "details"), call->speaker->now, &id);
    free(line);
    if (result == RESULT_OK) {
        reply_line(reply, _("It is on the shelf, number %lld. You keep it."), (long long)id);
        reply->json = json_pack("{s:I}", "thing", (json_int_t)id);
    }
    return reply_from_store(reply, result, call->speaker->store);
}

static enum result run_shelf_until(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t id, day;
    char date[WHEN_BYTES];
    bool take = strcmp(call->command->name, "shelf take") == 0;
    if (!call_number(call, 0, &id, reply) || !day_from(call, 1, &day, reply))
        return RESULT_INVALID;
    enum result result = (take ? shelf_take : shelf_ask)(speaker->store, speaker->actor, id, day, speaker->now);
    if (result == RESULT_OK)
        reply_line(reply, take ? _("You have it until %s.") : _("Asked for until %s. Its keeper reads it."),
            say_date(call, day, date));
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_shelf_lend(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t id, day = 0;
    bool refuse = strcmp(call->command->name, "shelf refuse") == 0;
    if (!call_number(call, 0, &id, reply) || (call->words > 2 && !day_from(call, 2, &day, reply)))
        return RESULT_INVALID;
    enum result result = refuse ? shelf_refuse(speaker->store, speaker->actor, id, call->word[1], speaker->now)
                                : shelf_lend(speaker->store, speaker->actor, id, call->word[1], day, speaker->now);
    if (result == RESULT_OK && refuse)
        reply_line(reply, "%s", _("Not this time. The ask is gone."));
    else if (result == RESULT_OK)
        reply_line(reply, _("Lent. `shelf back %lld` says that it is back."), (long long)id);
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_shelf_remove(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct thing thing;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    if (!call_rehearse(call, reply))
        return reply->result;
    enum result result = shelf_remove(speaker->store, speaker->actor, id, speaker->now);
    if (call_rehearsed(call, &result) &&
        (result = shelf_get(speaker->store, speaker->actor, id, speaker->now, &thing)) == RESULT_OK &&
        reply_asks(reply, speaker, _("Take \"%s\" off the shelf? Asks for it end too."), reply_shown(call, thing.line)))
        return RESULT_OK;
    if (result == RESULT_OK)
        reply_line(reply, "%s", _("It is not on the shelf any more."));
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_shelf_one(const struct call *call, struct reply *reply)
{
    static const struct call_change changes[] = {
        { "shelf back", shelf_back, N_("It is back. Thank you.") },
        { "shelf unask", shelf_unask, N_("You don't ask for it any more.") },
        { 0 },
    };
    return call_change(call, reply, changes);
}

#define ENTRY(name, usage, summary, detail, options, least, most, ...)                                                 \
    {                                                                                                                  \
        name, usage, summary, detail, options, least, most, COMMAND_MEMBER, COMMAND_NO_BODY, .run = __VA_ARGS__        \
    }

const struct command command_rota[] = {
    ENTRY("rota", "rota", N_("tasks that come again, and where hands are needed"), NULL, "", 0, 0, run_rotas,
        .now = NOW_OUTSIDE),
    ENTRY("rota show", "rota show N [--page N]", N_("one rota: its next days, and who is on them"), NULL, "page=", 1, 1,
        run_rota_show),
    ENTRY("rota new", "rota new TASK --days DAYS [--hands N] [--details D]", N_("starts a rota"),
        N_("DAYS are weekdays or dates, with one time for all if you like: mon, thu 6:00; daily; 27 nov, 4 dec 14:00. --hands says how many people a day needs, 1 if you don't say. `rota new` alone asks for one thing at a time; half of it is kept."),
        "", 1, 40, run_rota_new, .fields = form_fields_rota, .place = DRAFT_ROTA, .target = COMMAND_TO_HOUSE),
    ENTRY("rota sign", "rota sign N DAY [--first]", N_("puts you on a day"),
        N_("DAY as you would say it: today, thu, 27 nov. --first says that it is your first time, so that somebody who has done it comes along."),
        "first", 2, 12, run_rota_sign),
    ENTRY("rota leave", "rota leave N DAY", N_("takes you off a day"), NULL, "", 2, 12, run_rota_sign),
    ENTRY("rota swap", "rota swap N DAY [--with HANDLE]", N_("asks somebody to take your day"),
        N_("Without --with everybody is asked. The day stays yours until somebody accepts."), "with=", 2, 12,
        run_rota_swap),
    ENTRY("rota accept", "rota accept SWAP [DAY]", N_("takes over a day that somebody wants to swap"),
        N_("SWAP is the number that `rota show` gives. DAY is one of yours that the other gets for it."), "", 1, 12,
        run_rota_accept),
    ENTRY(
        "rota cancel", "rota cancel SWAP", N_("calls a swap off, or says no to one"), NULL, "", 1, 1, run_rota_accept),
    ENTRY("rota close", "rota close N", N_("ends a rota that you started"), N_("A steward can close any."), "", 1, 1,
        run_rota_close),
    ENTRY("shelf", "shelf", N_("things that neighbours lend, and where they are"), NULL, "", 0, 0, run_shelf),
    ENTRY("shelf show", "shelf show N [--page N]", N_("one thing, and for its keeper who asks for it"), NULL,
        "page=", 1, 1, run_shelf_show),
    ENTRY("shelf add", "shelf add THING [--details D]", N_("puts a thing of yours on the lending shelf"),
        N_("`shelf add` alone asks for one thing at a time; half of it is kept."), "", 1, 40, run_shelf_add,
        .fields = form_fields_thing, .place = DRAFT_THING, .target = COMMAND_TO_HOUSE),
    ENTRY("shelf ask", "shelf ask N DAY", N_("asks for a thing until a day"), NULL, "", 2, 12, run_shelf_until),
    ENTRY("shelf unask", "shelf unask N", N_("takes your ask for a thing back"), NULL, "", 1, 1, run_shelf_one),
    ENTRY("shelf take", "shelf take N DAY", N_("says that you have it until a day"), NULL, "", 2, 12, run_shelf_until),
    ENTRY("shelf lend", "shelf lend N HANDLE [DAY]", N_("lends a thing that you keep"),
        N_("Without DAY it is until the day that was asked for."), "", 2, 12, run_shelf_lend),
    ENTRY(
        "shelf refuse", "shelf refuse N HANDLE", N_("not this time: that ask is gone"), NULL, "", 2, 2, run_shelf_lend),
    ENTRY("shelf back", "shelf back N", N_("says that a thing is back"), NULL, "", 1, 1, run_shelf_one),
    ENTRY("shelf remove", "shelf remove N", N_("takes your thing from the shelf"), NULL, "", 1, 1, run_shelf_remove),
};
const size_t command_rota_count = sizeof command_rota / sizeof *command_rota;
