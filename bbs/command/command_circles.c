/* command_circles.c: circles before and after they are held: the list, calling one, who comes, prompts, what is kept.
 * RULES 6.1, 6.3, 6.4. A circle while it is held: command_ring.c. */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "bbs/command/circle_say.h"
#include "bbs/command/command_table.h"
#include "form_fields.h"
#include "gettext.h"
#include "when.h"

enum { ASKED_MOST = 40, LISTED_MOST = 40 };

/* --- seeing --- */

static json_t *circle_json(const struct circle *circle)
{
    json_t *json = json_pack("{s:I, s:s, s:I, s:s, s:b, s:b, s:b, s:i, s:i, s:i}", "circle", (json_int_t)circle->id,
        "purpose", circle->purpose, "at", (json_int_t)circle->at, "state", circle_state_name(circle->state), "short",
        circle->short_circle, "quarrel", circle->quarrel, "open", circle->open, "places", circle->places, "come",
        circle->come, "waiting", circle->wait);
    if (circle->named)
        json_object_set_new(json, "answer", json_string(circle_answer_name(circle->answer)));
    return json;
}

static void say_line(const struct call *call, struct reply *reply, const struct circle *circle)
{
    char words[CIRCLE_SAY_BYTES];
    reply_line(reply, "%lld: %s. %s", (long long)circle->id, reply_shown(call, circle->purpose),
        reply_shown(call, circle_say_state(circle, call->speaker->now, words)));
}

static enum result run_circles(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct call_page page;
    size_t count = 0;
    if (!call_page(call, LISTED_MOST, &page, reply))
        return reply->result;
    struct circle *list = xcalloc(page.load, sizeof *list);
    enum result result = circles_list(speaker->store, speaker->actor, list, page.load, &count);
    call_page_of(&page, count);
    reply->json = json_array();
    for (size_t i = page.first; i < page.end; i++) {
        say_line(call, reply, &list[i]);
        json_array_append_new(reply->json, circle_json(&list[i]));
    }
    call_page_end(call, &page, reply);
    if (result == RESULT_OK && count == 0)
        reply_line(reply, "%s",
            _("No circle waits for you. `circle call` calls one; `help circle call` says how. `circle prompts` shows what can be asked."));
    free(list);
    return reply_from_store(reply, result, speaker->store);
}

static void say_prompts(const struct call *call, struct reply *reply, const struct circle *circle)
{
    json_t *prompts = json_array();
    for (int i = 0; i < CIRCLE_PROMPTS && circle->prompt[i][0] != '\0'; i++) {
        reply_line(reply, _("Asked: %s"), reply_shown(call, circle->prompt[i]));
        json_array_append_new(prompts, json_string(circle->prompt[i]));
    }
    json_object_set_new(reply->json, "prompts", prompts);
    json_t *keepers = json_array();
    for (int i = 0; i < RING_KEEPERS; i++)
        if (circle->keeper[i][0] != '\0')
            json_array_append_new(keepers, json_string(circle->keeper[i]));
    json_object_set_new(reply->json, "keepers", keepers);
    if (circle->keeper[0][0] != '\0' && circle->keeper[1][0] != '\0')
        reply_line(reply, _("Keepers: %s and %s."), reply_shown(call, circle->keeper[0]),
            reply_shown(call, circle->keeper[1]));
    else if (circle->keeper[0][0] != '\0' || circle->keeper[1][0] != '\0')
        reply_line(reply, _("Keeper: %s. A second one is looked for: `willing keeper` says that you would."),
            reply_shown(call, circle->keeper[circle->keeper[0][0] == '\0']));
    else
        reply_line(reply, "%s", _("No keeper yet: `willing keeper` says that you would."));
}

static void say_people(const struct call *call, struct reply *reply, const struct circle *circle)
{
    const struct speaker *speaker = call->speaker;
    struct circle_person *people = xcalloc(CIRCLE_LISTED_MOST, sizeof *people);
    struct buffer words = { 0 };
    size_t count = 0;
    circle_people(speaker->store, speaker->actor, circle->id, people, CIRCLE_LISTED_MOST, &count);
    for (size_t i = 0; i < count; i++)
        if (people[i].answer == CIRCLE_COMES)
            buffer_format(&words, "%s%s", words.length > 0 ? ", " : "", people[i].handle);
    if (words.length > 0)
        reply_line(reply, _("Who comes: %s."), reply_shown(call, buffer_text(&words)));
    buffer_clear(&words);
    free(people);
}

/* What she can do about it now. */
static void say_ways(struct reply *reply, const struct circle *circle, int64_t now)
{
    long long id = (long long)circle->id;
    char when[WHEN_BYTES];
    if (circle->state == CIRCLE_OPEN && circle->named && circle->answer == CIRCLE_COMES)
        reply_line(reply, _("`circle enter %lld` goes in."), id);
    else if (circle->state == CIRCLE_PLANNED && circle->named && circle->answer == CIRCLE_COMES)
        reply_line(reply, _("`circle not %lld` says that you do not come. People come in from %s on."), id,
            when_say(circle->opens, true, now, when));
    else if (circle->state == CIRCLE_PLANNED && circle->named && circle->answer == CIRCLE_WAITS)
        reply_line(reply, _("`circle not %lld` takes you off the waiting list."), id);
    else if (circle->state <= CIRCLE_OPEN)
        reply_line(reply, _("`circle come %lld` takes a place, `circle not %lld` says no. Nobody asks why."), id, id);
    if (circle->afraid_asked)
        reply_line(reply,
            _("Something is asked of each alone before a circle about a quarrel: `circle afraid %lld`. Nobody sees your answer."),
            id);
}

/* The circle as she sees it now, in sentences alone: what people say there is in no JSON, since a program would keep
 * it. */
static void say_words(const struct call *call, struct reply *reply, const struct circle_view *view)
{
    const struct speaker *speaker = call->speaker;
    char words[RING_TURN_BYTES + 1];
    struct buffer said = { 0 };
    size_t length = 0, before;
    int with = RING_NOBODY;
    for (int i = 0; i < RING_PEOPLE_MOST; i++)
        if (view->ring.person[i].member != 0 && view->ring.person[i].length + view->ring.person[i].shown > 0 &&
            circle_words(speaker->store, speaker->actor, view->circle.id, i, words, &length) == RESULT_OK)
            circle_say_words(view, i, words, length, 0, &said);
    if (circle_words_for_two(speaker->store, speaker->actor, view->circle.id, words, &length, &with, &before) ==
        RESULT_OK)
        circle_say_two(view, words, length, 0, true, &said);
    if (said.length > 0) {
        said.data[--said.length] = '\0'; /* the last line end: reply_text() adds one */
        reply_text(reply, call, 0, buffer_text(&said));
    }
    sodium_memzero(words, sizeof words);
    buffer_clear(&said);
}

static void say_steps(const struct call *call, struct reply *reply, const struct circle_view *view)
{
    const struct speaker *speaker = call->speaker;
    char words[CIRCLE_SAY_BYTES];
    struct ring_step step;
    for (int i = 0; i < RING_STEPS_MOST && view->ring.stage >= RING_NEXT_STEPS; i++) {
        if (circle_step_look(speaker->store, speaker->actor, view->circle.id, i, &step) != RESULT_OK || step.day == 0)
            continue;
        reply_text(reply, call, 0, circle_say_step(view, i, &step, speaker->now, words));
    }
    sodium_memzero(&step, sizeof step);
    sodium_memzero(words, sizeof words);
}

static json_t *ring_json(const struct circle_view *view)
{
    json_t *people = json_array();
    for (int i = 0; i < RING_PEOPLE_MOST; i++) {
        const struct ring_person *person = &view->ring.person[i];
        if (person->member != 0)
            json_array_append_new(
                people, json_pack("{s:s, s:s, s:b}", "handle", view->handle[i], "there",
                            circle_there_name((enum ring_there)person->there), "keeper", person->keeper));
    }
    json_t *json = json_pack("{s:s, s:i, s:b, s:b, s:o}", "stage", circle_stage_name((enum ring_stage)view->ring.stage),
        "round", view->ring.round, "paused", view->ring.paused_by != RING_NOBODY, "piece_is_yours",
        view->ring.holder == view->ring.mine, "people", people);
    if (view->ring.holder != RING_NOBODY)
        json_object_set_new(json, "holder", json_string(view->handle[view->ring.holder]));
    json_t *asks = json_array();
    for (int i = 0; i < RING_PEOPLE_MOST; i++)
        if ((view->ring.asks_pause >> i & 1) != 0)
            json_array_append_new(asks, json_string(view->handle[i]));
    json_object_set_new(json, "asks_for_a_pause", asks);
    return json;
}

/* False: she is not in it now. */
static bool say_now(const struct call *call, struct reply *reply, int64_t id)
{
    const struct speaker *speaker = call->speaker;
    struct circle_view *view = xcalloc(1, sizeof *view);
    char words[CIRCLE_SAY_BYTES];
    bool in = circle_look(speaker->store, speaker->actor, id, view) == RESULT_OK;
    if (in) {
        reply->secret = true;
        reply_text(reply, call, 0, circle_say_people(view, words));
        reply_text(reply, call, 0, circle_say_stage(view, words));
        say_words(call, reply, view);
        say_steps(call, reply, view);
        reply_text(reply, call, 0, circle_say_piece(view, words));
        json_object_set_new(reply->json, "now", ring_json(view));
    }
    sodium_memzero(words, sizeof words); /* they may give the reason of a pause */
    sodium_memzero(view, sizeof *view);
    free(view);
    return in;
}

static enum result run_circle(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct circle circle;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    enum result result = circle_get(speaker->store, speaker->actor, id, &circle);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    reply->json = circle_json(&circle);
    say_line(call, reply, &circle);
    if (circle.state == CIRCLE_OPEN && say_now(call, reply, id))
        return RESULT_OK;
    if (circle.state <= CIRCLE_OPEN) {
        say_prompts(call, reply, &circle);
        if (circle.named || circle.mine)
            say_people(call, reply, &circle);
        say_ways(reply, &circle, speaker->now);
    } else if (circle.state > CIRCLE_HELD)
        circle_told(speaker->store, speaker->actor, id);
    return RESULT_OK;
}

/* --- calling one --- */

/* "yes", or nothing behind the option. */
static bool is_on(const struct call *call, const char *option)
{
    const char *value = call_option(call, option);
    return value != NULL && (value[0] == '\0' || strcasecmp(value, "yes") == 0 || strcasecmp(value, _("yes")) == 0);
}

static bool read_at(const struct call *call, struct reply *reply, int64_t *at)
{
    const char *words = call_option(call, "at");
    enum when_fault fault = words != NULL ? when_read_moment(words, call->speaker->now, at) : WHEN_NEEDS_TIME;
    if (fault != WHEN_GOOD)
        reply_usage(reply, "%s", when_fault_sentence(fault));
    return fault == WHEN_GOOD;
}

static int places_of(const struct call *call, bool short_circle)
{
    enum { SHORT_MOST = 10 };
    const char *typed = call_option(call, "places");
    int64_t places;
    int most = (int)number_of(call->speaker->store, call->speaker->actor->here, NUMBER_CIRCLE);
    if (typed != NULL && util_parse_number(typed, &places) && places < RING_PEOPLE_MOST * 10)
        return (int)places;
    if (typed != NULL)
        return 0; /* the store says how many there may be */
    return short_circle ? SHORT_MOST : most < RING_PEOPLE_MOST ? most : RING_PEOPLE_MOST;
}

static void say_called(const struct call *call, struct reply *reply, int64_t id)
{
    const struct speaker *speaker = call->speaker;
    struct circle circle;
    if (circle_get(speaker->store, speaker->actor, id, &circle) != RESULT_OK)
        return;
    reply->json = circle_json(&circle);
    say_line(call, reply, &circle);
    say_prompts(call, reply, &circle);
    say_ways(reply, &circle, speaker->now);
}

static enum result run_call(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    const char *purpose = call_option(call, "purpose"), *ask = call_option(call, "ask");
    const char *handles[ASKED_MOST];
    struct circle_form form = { .short_circle = is_on(call, "short"),
        .quarrel = is_on(call, "quarrel"),
        .open = is_on(call, "open"),
        .purpose = purpose != NULL ? purpose : "",
        .handles = handles };
    int64_t id = 0;
    size_t prompts = 0;
    if (!read_at(call, reply, &form.at))
        return RESULT_INVALID;
    for (int i = 0; i < call->options; i++)
        if (strcmp(call->option[i].name, "prompt") == 0 && prompts < CIRCLE_PROMPTS)
            form.prompts[prompts++] = call->option[i].value;
    form.places = places_of(call, form.short_circle);
    char *names = xstrdup(ask != NULL ? ask : ""), *rest = names, *handle;
    while (form.count < ASKED_MOST && (handle = strtok_r(rest, " ,", &rest)) != NULL)
        handles[form.count++] = handle;
    enum result result = circle_call(speaker->store, speaker->actor, &form, speaker->now, &id);
    if (result == RESULT_OK)
        say_called(call, reply, id);
    free(names);
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_invite(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    enum result result = circle_invite(speaker->store, speaker->actor, id, call->word[1], speaker->now);
    if (result == RESULT_OK)
        reply_line(reply, _("%s is asked to come."), reply_shown(call, call->word[1]));
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_off(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    if (!call_rehearse(call, reply))
        return reply->result;
    enum result result = circle_call_off(speaker->store, speaker->actor, id, speaker->now);
    if (call_rehearsed(call, &result) &&
        reply_asks(reply, speaker, "%s", _("This calls it off, and all who come are told. Call it off?")))
        return RESULT_OK;
    if (result == RESULT_OK)
        reply_line(reply, "%s", _("It is called off."));
    return reply_from_store(reply, result, speaker->store);
}

/* --- answers --- */

static enum result run_come(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    bool comes = strcmp(call->command->name, "circle come") == 0;
    enum circle_answer answer;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    enum result result = circle_answer(speaker->store, speaker->actor, id, comes, speaker->now, &answer);
    if (result == RESULT_OK)
        say_called(call, reply, id);
    return reply_from_store(reply, result, speaker->store);
}

static bool is_word(const char *typed, const char *word)
{
    return strcasecmp(typed, word) == 0 || strcasecmp(typed, _(word)) == 0 ||
           (strlen(typed) == 1 && strncasecmp(typed, word, 1) == 0);
}

/* A person to whom the question is not put reads so before it is shown. */
static enum result before_afraid(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    enum result result = circle_afraid_may(speaker->store, speaker->actor, id);
    if (result == RESULT_OK)
        reply_text(reply, call, 0, circle_afraid_words());
    if (result == RESULT_OK)
        reply_line(reply, "%s", _("Would you be afraid to speak there?"));
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_afraid(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    char *typed = call_body(call, reply);
    if (typed == NULL)
        return RESULT_INVALID;
    typed[strcspn(typed, "\r\n")] = '\0';
    bool yes = is_word(typed, N_("yes")), no = is_word(typed, N_("no"));
    sodium_memzero(typed, strlen(typed));
    free(typed);
    if (!yes && !no)
        return reply_refuse(reply, RESULT_INVALID, "%s", _("That is neither yes nor no."));
    enum result result = circle_afraid(speaker->store, speaker->actor, id, yes);
    if (result == RESULT_OK)
        reply_line(reply, "%s", _("It is counted. Nobody sees who said what."));
    return reply_from_store(reply, result, speaker->store);
}

/* --- prompts --- */

static enum result list_prompts(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct call_page page;
    size_t count = 0;
    if (!call_page(call, LISTED_MOST, &page, reply))
        return reply->result;
    page.of = "circle prompts";
    struct circle_prompt *list = xcalloc(page.load, sizeof *list);
    enum result result = circle_prompts(speaker->store, speaker->actor, list, page.load, &count);
    call_page_of(&page, count);
    reply->json = json_array();
    for (size_t i = page.first; i < page.end; i++) {
        if (list[i].id != 0)
            reply_line(reply, "%lld: %s", (long long)list[i].id, reply_shown(call, list[i].words));
        else
            reply_line(reply, "- %s", reply_shown(call, list[i].words));
        json_array_append_new(
            reply->json, json_pack("{s:I, s:s}", "prompt", (json_int_t)list[i].id, "words", list[i].words));
    }
    free(list);
    call_page_end(call, &page, reply);
    return reply_from_store(reply, result, speaker->store);
}

static bool prompts_write(const struct call *call)
{
    return call->words > 1 && strcmp(call->word[0], "add") == 0;
}

static enum result run_prompts(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t id = 0;
    enum result result;
    if (call->words == 0)
        return list_prompts(call, reply);
    if (strcmp(call->word[0], "drop") == 0) {
        if (!call_number(call, 1, &id, reply))
            return RESULT_INVALID;
        result = circle_prompt_drop(speaker->store, speaker->actor, id);
    } else if (strcmp(call->word[0], "add") == 0 && call->words > 1) {
        char *words = call_words(call, 1, " ");
        result = circle_prompt_add(speaker->store, speaker->actor, words, &id);
        free(words);
    } else
        return reply_usage(reply, _("Type it like this: %s"), call_usage(call));
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    return list_prompts(call, reply);
}

/* --- what is kept --- */

static enum result run_steps(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct call_page page;
    char day[WHEN_BYTES];
    size_t count = 0;
    if (!call_page(call, LISTED_MOST, &page, reply))
        return reply->result;
    struct circle_step *list = xcalloc(page.load, sizeof *list);
    enum result result = circle_steps(speaker->store, speaker->actor, list, page.load, &count);
    call_page_of(&page, count);
    reply->json = json_array();
    for (size_t i = page.first; i < page.end; i++) {
        reply_line(reply, "%s: %s (%s)", when_say(list[i].day, false, speaker->now, day),
            reply_shown(call, list[i].words), reply_shown(call, list[i].named));
        json_array_append_new(reply->json,
            json_pack("{s:I, s:I, s:s, s:s, s:b}", "circle", (json_int_t)list[i].circle, "day", (json_int_t)list[i].day,
                "words", list[i].words, "named", list[i].named, "mine", list[i].mine));
    }
    call_page_end(call, &page, reply);
    if (result == RESULT_OK && count == 0)
        reply_line(reply, "%s",
            _("No next steps. They are kept when everybody in them said yes to the words, and read only by those who were in."));
    free(list);
    return reply_from_store(reply, result, speaker->store);
}

/* --- "Shall somebody come by?" --- */

static enum result run_come_by(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    enum result result = circle_come_by(speaker->store, speaker->actor, id, call->word[1]);
    if (result == RESULT_OK)
        reply_line(reply, _("%s reads that you would like them to come by. Nobody else does."),
            reply_shown(call, call->word[1]));
    return reply_from_store(reply, result, speaker->store);
}

static enum result list_visits(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct call_page page;
    size_t count = 0;
    if (!call_page(call, LISTED_MOST, &page, reply))
        return reply->result;
    struct circle_visit *list = xcalloc(page.load, sizeof *list);
    enum result result = circle_visits(speaker->store, speaker->actor, list, page.load, &count);
    call_page_of(&page, count);
    reply->json = json_array();
    for (size_t i = page.first; i < page.end; i++) {
        reply_line(reply, _("%lld: %s would like you to come by. `visits seen %lld` puts it away."),
            (long long)list[i].number, reply_shown(call, list[i].handle), (long long)list[i].number);
        json_array_append_new(
            reply->json, json_pack("{s:I, s:s}", "visit", (json_int_t)list[i].number, "handle", list[i].handle));
    }
    call_page_end(call, &page, reply);
    if (result == RESULT_OK && count == 0)
        reply_line(reply, "%s", _("Nobody asks you to come by."));
    free(list);
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_visits(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t number;
    if (call->words == 0)
        return list_visits(call, reply);
    if (strcmp(call->word[0], "seen") != 0)
        return reply_usage(reply, _("Type it like this: %s"), call_usage(call));
    if (!call_number(call, 1, &number, reply))
        return RESULT_INVALID;
    enum result result = circle_visit_seen(speaker->store, speaker->actor, number);
    if (result == RESULT_OK)
        reply_line(reply, "%s", _("Put away."));
    return reply_from_store(reply, result, speaker->store);
}

#define ENTRY(name, usage, summary, detail, options, least, most, ...)                                                 \
    {                                                                                                                  \
        name, usage, summary, detail, options, least, most, COMMAND_MEMBER, COMMAND_NO_BODY, .run = __VA_ARGS__        \
    }

const struct command command_circles[] = {
    ENTRY("circles", "circles [--page N]", N_("reflection circles: yours, and those open to all here"), NULL,
        "page=", 0, 0, run_circles, .now = NOW_OUTSIDE),
    ENTRY("circle", "circle N", N_("a circle: when, who keeps it, what is asked; while you are in, how it stands"),
        N_("Whoever is in reads the words of this round; --json never has them. What is said in a circle is in the memory of one process of the house alone, and gone when it ends. Nobody can stop a photograph of the screen."),
        "", 1, 1, run_circle),
    ENTRY("circle call",
        "circle call --purpose T --prompt T [--prompt T] --at WHEN [--places N] [--open yes] [--ask H,H] [--short yes] [--quarrel yes]",
        N_("calls a circle"),
        N_("5 to 12 people sit in it, two of them its keepers: those of the willing who kept one least lately (`willing keeper`). --prompt is what each is asked, one a round. --open yes lets all of the unit come, --ask names people. --short yes is a short circle: 15 minutes, three lines of each, of what was done. --quarrel yes asks each alone beforehand whether they would be afraid to speak there; one yes, and all read only \"not in this form\"."),
        "open= short= quarrel=", 0, 0, run_call, .fields = form_fields_circle, .place = DRAFT_CIRCLE,
        .target = COMMAND_TO_HOUSE),
    ENTRY("circle invite", "circle invite N HANDLE", N_("asks one more person; for whoever called it or keeps it"),
        NULL, "", 2, 2, run_invite),
    ENTRY("circle off", "circle off N", N_("calls a circle off that has not begun"), NULL, "", 1, 1, run_off),
    ENTRY("circle come", "circle come N", N_("says that you come to a circle"),
        N_("When all places are taken you are on the waiting list, and move up when somebody cannot come."), "", 1, 1,
        run_come),
    ENTRY("circle not", "circle not N", N_("says that you do not come; nobody asks why"), NULL, "", 1, 1, run_come),
    { "circle afraid", "circle afraid N < yes|no", N_("would you be afraid to speak there? Asked alone, and not shown"),
        N_("Asked before a circle about a quarrel. The answer comes from the prompt or from standard input, never as a word of the command. It is in memory alone. One yes, or no answer, and the circle is not held; all read the same as when too few come."),
        "", 1, 1, COMMAND_MEMBER, COMMAND_SECRET, .before = before_afraid, .run = run_afraid, .asks = N_("yes or no") },
    ENTRY("circle prompts", "circle prompts [add WORDS | drop ID] [--page N]",
        N_("what can be asked in a circle: the list of this unit"), NULL, "page=", 0, 60, run_prompts,
        .target = COMMAND_TO_UNIT, .writes = prompts_write),
    ENTRY("circle steps", "circle steps [--page N]", N_("next steps of circles in which you were"),
        N_("They are kept until 30 days after their date, and read only by those who were in."), "page=", 0, 0,
        run_steps),
    ENTRY("come-by", "come-by N HANDLE", N_("after you went out of circle N: asks one person to come by"),
        N_("A keeper or anybody of the unit. Only that person reads it; it is in memory alone, and in no notice."), "",
        2, 2, run_come_by),
    ENTRY("visits", "visits [seen K] [--page N]", N_("who asks you to come by, after a circle"), NULL, "page=", 0, 2,
        run_visits),
};
const size_t command_circles_count = sizeof command_circles / sizeof *command_circles;
