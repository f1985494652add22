/* command_care.c: how somebody is, visits, silence, listeners in a quarrel. RULES 6.6, 6.7. */
#include <stdlib.h>
#include <string.h>

#include "bbs/command/command_table.h"
#include "care.h"
#include "care_words.h"
#include "gettext.h"
#include "harm.h"

static enum result usage(const struct call *call, struct reply *reply)
{
    return reply_usage(reply, _("Type it like this: %s"), call_usage(call));
}

/* --- what there is for her --- */

static json_t *say_checkins(const struct call *call, struct reply *reply, struct call_page *page, enum result *result)
{
    struct checkin *list = xcalloc(page->load, sizeof *list);
    const struct speaker *speaker = call->speaker;
    json_t *array = json_array();
    char when[32];
    size_t count = 0;
    *result = checkins_list(speaker->store, speaker->actor, speaker->now, list, page->load, &count);
    call_page_of(page, count);
    for (size_t i = page->first; i < page->end; i++) {
        const struct checkin *one = &list[i];
        if (one->mine)
            reply_line(reply, _("You said: %s. %s. Seen by: %s. `checkin back` takes it back."),
                care_word_said(one->word), reply_time(one->at, when), reply_shown(call, one->to));
        else
            reply_line(reply, _("%s says: %s. %s. `write %s` answers."), reply_shown(call, one->handle),
                care_word_said(one->word), reply_time(one->at, when), reply_shown(call, one->handle));
        if (one->words[0] != '\0')
            reply_text(reply, call, 2, one->words);
        json_array_append_new(array,
            json_pack("{s:s, s:s, s:s, s:s, s:b, s:b, s:I}", "handle", one->handle, "word", care_word_name(one->word),
                "words", one->words, "to", one->to, "mine", one->mine, "read", one->read, "at", (json_int_t)one->at));
        if (!one->mine && !one->read)
            checkin_read(speaker->store, speaker->actor, one->handle, speaker->now);
    }
    free(list);
    return array;
}

static void say_visit(const struct call *call, struct reply *reply, const struct care_visit *visit)
{
    char when[32];
    reply_time(visit->at, when);
    if (visit->mine && visit->comes[0] != '\0')
        reply_line(reply, _("You would like a visit. %s comes. `visit end` when it was."), visit->comes);
    else if (visit->mine && visit->unheard)
        reply_text(reply, call, 0, care_unheard_words());
    else if (visit->mine)
        reply_line(reply, "%s",
            _("You would like a visit. The greeter of your block and the keepers read it. `visit end` takes it back."));
    else if (visit->i_come)
        reply_line(reply, _("%lld  You come to %s, home %s. `visit come %lld --no` if you cannot."),
            (long long)visit->id, visit->handle, visit->home, (long long)visit->id);
    else if (visit->somebody)
        reply_line(
            reply, _("%lld  %s would like a visit, %s. Somebody comes."), (long long)visit->id, visit->handle, when);
    else
        reply_line(reply, _("%lld  %s, home %s, would like a visit, %s. `visit come %lld` says that you come."),
            (long long)visit->id, visit->handle, visit->home, when, (long long)visit->id);
    if (visit->words[0] != '\0')
        reply_text(reply, call, 2, visit->words);
}

static json_t *say_visits(const struct call *call, struct reply *reply, struct call_page *page, enum result *result)
{
    struct care_visit *list = xcalloc(page->load, sizeof *list);
    const struct speaker *speaker = call->speaker;
    json_t *array = json_array();
    size_t count = 0;
    *result = care_visits(speaker->store, speaker->actor, speaker->now, list, page->load, &count);
    call_page_of(page, count);
    for (size_t i = page->first; i < page->end; i++) {
        if (call_hides(call, list[i].unit)) {
            call_say_hidden(reply, array);
            continue;
        }
        say_visit(call, reply, &list[i]);
        json_array_append_new(
            array, json_pack("{s:I, s:s, s:s, s:s, s:b, s:b, s:b, s:s}", "visit", (json_int_t)list[i].id, "handle",
                       list[i].handle, "home", list[i].home, "words", list[i].words, "mine", list[i].mine, "you_come",
                       list[i].i_come, "somebody_comes", list[i].somebody, "comes", list[i].comes));
    }
    free(list);
    return array;
}

static json_t *say_silences(const struct call *call, struct reply *reply, struct call_page *page, enum result *result)
{
    struct care_silence *list = xcalloc(page->load, sizeof *list);
    const struct speaker *speaker = call->speaker;
    json_t *array = json_array();
    size_t count = 0;
    *result = care_silences(speaker->store, speaker->actor, speaker->now, list, page->load, &count);
    call_page_of(page, count);
    for (size_t i = page->first; i < page->end; i++) {
        reply_line(reply,
            _("Nobody saw %s, home %s, here for 14 days. They agreed that you hear of it, once: look in on them. `care seen %s` puts this away."),
            list[i].handle, list[i].home, list[i].handle);
        json_array_append_new(array, json_pack("{s:s, s:s}", "handle", list[i].handle, "home", list[i].home));
    }
    free(list);
    return array;
}

static json_t *listen_json(const struct care_listen *listen)
{
    static const char *const sides[] = { "asker", "other", "listener" };
    return json_pack("{s:I, s:s, s:s, s:s, s:b, s:[s,s]}", "listen", (json_int_t)listen->id, "side",
        sides[listen->side], "asker", listen->asker, "other", listen->other, "drawn",
        listen->state == CARE_LISTEN_DRAWN, "listeners", listen->listener[0], listen->listener[1]);
}

static void say_listen(const struct call *call, struct reply *reply, const struct care_listen *listen)
{
    char words[1000];
    care_listen_words(listen, words, sizeof words);
    reply_line(reply, _("%lld:"), (long long)listen->id);
    reply_text(reply, call, 2, words);
    if (listen->side == CARE_LISTENER)
        reply_line(
            reply, _("  `listen cannot %lld` if you cannot: then somebody else is drawn."), (long long)listen->id);
    else if (listen->side == CARE_OTHER && listen->state == CARE_LISTEN_ASKED)
        reply_line(reply, _("  `listen yes %lld`, `listen no %lld`"), (long long)listen->id, (long long)listen->id);
    else
        reply_line(reply, _("  `listen end %lld` ends it."), (long long)listen->id);
}

static json_t *say_listens(const struct call *call, struct reply *reply, struct call_page *page, enum result *result)
{
    struct care_listen *list = xcalloc(page->load, sizeof *list);
    const struct speaker *speaker = call->speaker;
    json_t *array = json_array();
    size_t count = 0;
    *result = care_listens(speaker->store, speaker->actor, speaker->now, list, page->load, &count);
    call_page_of(page, count);
    for (size_t i = page->first; i < page->end; i++) {
        if (call_hides(call, list[i].unit)) {
            call_say_hidden(reply, array);
            continue;
        }
        say_listen(call, reply, &list[i]);
        json_array_append_new(array, listen_json(&list[i]));
    }
    free(list);
    return array;
}

/* Lines on her home that have no page of their own. */
static bool say_line(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct care_home home;
    if (care_home(speaker->store, speaker->actor, speaker->now, &home) != RESULT_OK || home.lines == 0)
        return false;
    reply_line(reply, _("%s `care seen` puts this away."), reply_shown(call, home.line));
    return true;
}

static enum result run_care(const struct call *call, struct reply *reply)
{
    enum result result, first;
    struct call_page page; /* of four lists, one below the other */
    if (!call_page(call, CARE_LISTED_MOST, &page, reply))
        return reply->result;
    json_t *checkins = say_checkins(call, reply, &page, &first);
    json_t *visits = say_visits(call, reply, &page, &result), *silences = say_silences(call, reply, &page, &result);
    json_t *listens = say_listens(call, reply, &page, &result);
    bool line = first == RESULT_OK && say_line(call, reply);
    if (page.more)
        call_page_end(call, &page, reply);
    if (first == RESULT_OK && !line && page.number == 1 &&
        json_array_size(checkins) + json_array_size(visits) + json_array_size(silences) + json_array_size(listens) == 0)
        reply_line(reply, "%s",
            _("Nothing here for you. `checkin` tells people of your choice how you are, `visit` asks for a visit, `listen HANDLE` for two listeners in a quarrel."));
    if (first == RESULT_OK)
        reply_line(reply, "%s", care_readers_words());
    reply->json = json_pack(
        "{s:o, s:o, s:o, s:o}", "checkins", checkins, "visits", visits, "silences", silences, "listens", listens);
    return reply_from_store(reply, first, call->speaker->store);
}

/* Words may be left out. The caller frees; NULL: the reply has the refusal. */
static char *words_of(const struct call *call, struct reply *reply)
{
    return call->body != NULL && call->body_length > 0 ? call_body(call, reply) : xstrdup("");
}

/* --- how she is --- */

/* A call that is not whole is refused before she writes anything. */
static bool asks_words(const struct call *call)
{
    enum care_word word;
    return call->words == 1 && call_option(call, "to") != NULL && care_word_parse(call->word[0], &word);
}

static enum result send(const struct call *call, struct reply *reply, enum care_word word, const char *words, char *to)
{
    const char *handles[CARE_TO_MOST + 1];
    const struct speaker *speaker = call->speaker;
    size_t count = 0;
    char *save = NULL;
    for (char *one = strtok_r(to, ", ", &save); one != NULL && count <= CARE_TO_MOST; one = strtok_r(NULL, ", ", &save))
        handles[count++] = one;
    enum result result = checkin_set(speaker->store, speaker->actor, word, words, handles, count, speaker->now);
    if (result == RESULT_OK)
        draft_drop(speaker->store, speaker->actor, DRAFT_CHECKIN, speaker->actor->member, speaker->now);
    if (result == RESULT_OK)
        reply_line(reply, "%s",
            _("Said, to them alone. They can answer with a letter. It ends after 7 days, or with `checkin back`."));
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_checkin(const struct call *call, struct reply *reply)
{
    const char *to = call_option(call, "to");
    enum care_word word;
    if (call->words != 1 || to == NULL)
        return usage(call, reply);
    if (!care_word_parse(call->word[0], &word))
        return reply_usage(reply, _("One of five words: well, tired, worried, heavy, alone."));
    char *words = words_of(call, reply);
    if (words == NULL)
        return RESULT_INVALID;
    char *handles = xstrdup(to);
    enum result result = send(call, reply, word, words, handles);
    free(handles);
    free(words);
    return result;
}

static enum result run_back(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    enum result result = checkin_take_back(speaker->store, speaker->actor, speaker->now);
    if (result == RESULT_OK)
        reply_line(reply, "%s", _("Taken back."));
    return reply_from_store(reply, result, speaker->store);
}

/* --- visits --- */

/* Her own stands first. */
static bool is_unheard(const struct speaker *speaker)
{
    struct care_visit own;
    size_t count = 0;
    return care_visits(speaker->store, speaker->actor, speaker->now, &own, 1, &count) == RESULT_OK && count == 1 &&
           own.mine && own.unheard;
}

static enum result run_visit(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t visit;
    char *words = words_of(call, reply);
    if (words == NULL)
        return RESULT_INVALID;
    enum result result = care_visit_ask(speaker->store, speaker->actor, words, speaker->now, &visit);
    free(words);
    if (result == RESULT_OK)
        draft_drop(speaker->store, speaker->actor, DRAFT_VISIT, speaker->actor->member, speaker->now);
    if (result == RESULT_OK && is_unheard(speaker))
        reply_text(reply, call, 0, care_unheard_words());
    else if (result == RESULT_OK)
        reply_line(reply, "%s",
            _("Asked. Only the greeter of your block and the keepers read it, but nobody of your home and nobody you muted. `care` says who comes."));
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_come(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    bool on = call_option(call, "no") == NULL;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    enum result result = care_visit_come(speaker->store, speaker->actor, id, on, speaker->now);
    if (result == RESULT_OK)
        reply_line(reply, "%s",
            on ? _("They read that you come; the others read only that somebody does.")
               : _("The others read that nobody comes yet."));
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_visit_end(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    enum result result = care_visit_end(speaker->store, speaker->actor, speaker->now);
    if (result == RESULT_OK)
        reply_line(reply, "%s", _("Done. Nothing of it is kept."));
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_seen(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    enum result result = call->words > 0
                             ? care_silence_read(speaker->store, speaker->actor, call->word[0], speaker->now)
                             : harm_lines_away(speaker->store, speaker->actor, speaker->now);
    if (result == RESULT_OK)
        reply_line(reply, "%s", _("Put away."));
    return reply_from_store(reply, result, speaker->store);
}

/* --- a quarrel --- */

static enum result list_listens(const struct call *call, struct reply *reply)
{
    struct call_page page;
    enum result result = RESULT_OK;
    if (!call_page(call, CARE_LISTED_MOST, &page, reply))
        return reply->result;
    page.of = "listen"; /* a yes shows it, too */
    reply->json = say_listens(call, reply, &page, &result);
    call_page_end(call, &page, reply);
    return reply_from_store(reply, result, call->speaker->store);
}

static enum result run_listen(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t listen;
    enum result result;
    if (call->words == 0) {
        result = list_listens(call, reply);
        if (result == RESULT_OK && json_array_size(reply->json) == 0 && call_option(call, "page") == NULL)
            reply_line(reply, "%s",
                _("Nothing asked. `listen HANDLE` asks somebody whether two listeners, drawn by lot, may hear you both."));
        return result;
    }
    result = care_listen_ask(speaker->store, speaker->actor, call->word[0], speaker->now, &listen);
    if (result == RESULT_OK)
        reply_line(reply, "%s",
            _("Asked. With a yes the lot draws two who listen, and `listen` names them. No answer means: not now; nobody is told why."));
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_listen_act(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    const char *what = call->command->name + strlen("listen ");
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    enum result result =
        strcmp(what, "cannot") == 0 ? care_listen_cannot(speaker->store, speaker->actor, id, speaker->now)
        : strcmp(what, "end") == 0
            ? care_listen_end(speaker->store, speaker->actor, id, speaker->now)
            : care_listen_answer(speaker->store, speaker->actor, id, strcmp(what, "yes") == 0, speaker->now);
    if (result == RESULT_OK && strcmp(what, "yes") == 0)
        return list_listens(call, reply);
    if (result == RESULT_OK)
        reply_line(reply, "%s", _("Noted."));
    return reply_from_store(reply, result, speaker->store);
}

#define ENTRY(name, usage, summary, detail, options, least, most, ...)                                                 \
    {                                                                                                                  \
        name, usage, summary, detail, options, least, most, COMMAND_MEMBER, COMMAND_NO_BODY, .run = __VA_ARGS__        \
    }

const struct command command_care[] = {
    ENTRY("care", "care [--page N]", N_("people who told you how they are, visits, silence, listeners"),
        N_("What is here is private: no list, search, book or export has it, and a shared computer only counts it. `settings silence yes` lets your greeter hear, once, that nobody saw you here for 14 days."),
        "page=", 0, 0, run_care),
    { "checkin", "checkin WORD --to HANDLE,HANDLE [< words]", N_("tells people of your choice how you are"),
        N_("One of five words: well, tired, worried, heavy, alone. Only those whom you name see it, for 7 days, or until `checkin back`; they can answer with a letter. The next one takes its place."),
        "to= words!", 0, 1, COMMAND_MEMBER, COMMAND_MAY_BODY, .place = DRAFT_CHECKIN, .target = COMMAND_TO_NAMED,
        .asks_text = asks_words, .run = run_checkin },
    ENTRY("checkin back", "checkin back", N_("takes back how you are"), NULL, "", 0, 0, run_back),
    { "visit", "visit [< words]", N_("\"I would like a visit\""),
        N_("Only the greeter of your block and the keepers of circles read it, but nobody of your home and nobody you muted. One of them says that they come. It ends after 14 days, or with `visit end`."),
        "words!", 0, 0, COMMAND_MEMBER, COMMAND_MAY_BODY, .place = DRAFT_VISIT, .target = COMMAND_TO_NAMED,
        .run = run_visit },
    ENTRY("visit come", "visit come N [--no]", N_("says that you come to somebody who would like a visit"),
        N_("They read your name; the others read only that somebody comes."), "no", 1, 1, run_come),
    ENTRY("visit end", "visit end", N_("of your own: somebody was there, or you take it back"), NULL, "", 0, 0,
        run_visit_end),
    ENTRY("care seen", "care seen [HANDLE]",
        N_("puts away that nobody saw them here for 14 days; without a name, a line on your home screen"), NULL, "", 0,
        1, run_seen),
    ENTRY("listen", "listen [HANDLE] [--page N]", N_("asks for two listeners in a quarrel, or shows what is asked"),
        N_("The other side is asked, and may say \"not now\"; nobody is told why. When both say yes, two people who "
           "keep circles are drawn by lot, of other homes than yours and theirs. Not for harm: `hurt`."),
        "page=", 0, 1, run_listen),
    ENTRY("listen yes", "listen yes N", N_("says yes to listeners in a quarrel"), NULL, "", 1, 1, run_listen_act),
    ENTRY("listen no", "listen no N", N_("not now: nobody is told"), NULL, "", 1, 1, run_listen_act),
    ENTRY("listen cannot", "listen cannot N", N_("of a listener: somebody else is drawn"), NULL, "", 1, 1,
        run_listen_act),
    ENTRY("listen end", "listen end N", N_("ends it"), NULL, "", 1, 1, run_listen_act),
};
const size_t command_care_count = sizeof command_care / sizeof *command_care;
