/* command_feelings.c: joy and sorrow, told and read; "I am with you", and "I bring food". RULES 8.3. */
#include <stdlib.h>
#include <string.h>

#include "aid.h"
#include "bbs/command/command_table.h"
#include "feelings.h"
#include "gettext.h"

static enum feeling feeling_of(const struct call *call)
{
    return call->command->name[0] == 'j' ? FEELING_JOY : FEELING_SORROW;
}

static enum result run_list(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t board;
    char typed[BOARD_TYPED_BYTES];
    enum result result = feeling_board(speaker->store, speaker->actor, feeling_of(call), false, speaker->now, &board);
    if (result == RESULT_NOT_FOUND) {
        reply->json = json_array();
        reply_line(reply, "%s", store_reason(speaker->store));
        return RESULT_OK;
    }
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    call_board_typed(call, board, typed);
    return call_list_threads(call, reply, typed);
}

static enum result run_tell(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t board;
    char typed[BOARD_TYPED_BYTES];
    enum result result = feeling_board(speaker->store, speaker->actor, feeling_of(call), true, speaker->now, &board);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    call_board_typed(call, board, typed);
    return call_post(call, reply, typed);
}

/* --- to a sorrow --- */

static enum result say_names(const struct call *call, struct reply *reply, int64_t thread)
{
    const struct speaker *speaker = call->speaker;
    struct call_page page;
    struct buffer all = { 0 };
    size_t count = 0;
    if (!call_page(call, WITH_MOST, &page, reply))
        return reply->result;
    struct sorrow_name *names = xcalloc(page.load, sizeof *names);
    enum result result = feeling_with(speaker->store, speaker->actor, thread, names, page.load, &count);
    call_page_of(&page, count);
    json_t *list = json_array();
    for (size_t i = page.first; i < page.end; i++) {
        buffer_format(&all, "%s%s", i > page.first ? ", " : "", reply_shown(call, names[i].handle));
        json_array_append_new(list, json_string(names[i].handle));
    }
    if (all.length > 0)
        reply_line(reply, _("With you: %s."), buffer_text(&all));
    else if (result == RESULT_OK && count == 0)
        reply_line(reply, "%s", _("Nobody has said so yet."));
    buffer_clear(&all);
    free(names);
    call_page_end(call, &page, reply);
    reply->json = json_pack("{s:o}", "with", list);
    return reply_from_store(reply, result, speaker->store);
}

static enum result be_with(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    bool on = call_option(call, "no") == NULL;
    int64_t thread;
    if (!call_number(call, 0, &thread, reply))
        return RESULT_INVALID;
    if (call_option(call, "names") != NULL)
        return say_names(call, reply, thread);
    enum result result = feeling_be_with(speaker->store, speaker->actor, thread, on, speaker->now);
    if (result == RESULT_OK)
        reply_line(reply, "%s", on ? _("Said. Nobody counts it; only the author sees your name.") : _("Taken back."));
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_with(const struct call *call, struct reply *reply)
{
    return call_in_her_name(call, reply, be_with);
}

static enum result find_sorrow(const struct call *call, struct reply *reply, int64_t id, struct thread *out)
{
    const struct speaker *speaker = call->speaker;
    struct board board;
    enum result result = thread_get(speaker->store, speaker->actor, id, out);
    if (result == RESULT_OK)
        result = board_get(speaker->store, speaker->actor, out->board, &board);
    if (result == RESULT_OK && strcmp(board.slug, feeling_slug(FEELING_SORROW)) != 0)
        return reply_refuse(reply, RESULT_REFUSED, _("That is said only to a sorrow. `sorrows` lists them."));
    return reply_from_store(reply, result, speaker->store);
}

static enum result bring(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct thread thread;
    struct aid_form form = { .kind = AID_FOOD, .capacity = 1 };
    char line[HANDLE_BYTES + 80];
    int64_t id, offer;
    if (!call_number(call, 0, &id, reply) || find_sorrow(call, reply, id, &thread) != RESULT_OK)
        return reply->result;
    /* TRANSLATORS: one line of an offer of mutual aid: food for somebody who told a sorrow */
    snprintf(line, sizeof line, _("Food for %s"), thread.author);
    form.line = line;
    enum result result = aid_offer_make(speaker->store, speaker->actor, &form, speaker->now, &offer);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    reply_line(reply, _("Offer %lld: %s"), (long long)offer, reply_shown(call, line));
    reply_line(reply, _("`aid show offer %lld` shows whom it would help, `aid withdraw %lld --offer` ends it."),
        (long long)offer, (long long)offer);
    reply->json = json_pack("{s:I}", "offer", (json_int_t)offer);
    return RESULT_OK;
}

static enum result run_bring(const struct call *call, struct reply *reply)
{
    return call_in_her_name(call, reply, bring);
}

#define TELL(name, summary)                                                                                             \
    {                                                                                                                   \
        name, name " --title T [--for NAME] < text", summary,                                                           \
            N_("It stands on a board of its own, which your street alone reads; the first who writes there opens it."), \
            "title= for=", 0, 0, COMMAND_MEMBER, COMMAND_BODY, .place = DRAFT_THREAD, .target = COMMAND_TO_FEELING,     \
                                                               .run = run_tell                                          \
    }

const struct command command_feelings[] = {
    { "joys", "joys", N_("joys: births, feasts, songs, thanks"), NULL, "", 0, 0, COMMAND_MEMBER, COMMAND_NO_BODY,
        .run = run_list },
    TELL("joy", N_("tells a joy: a birth, a feast, a song, thanks")),
    { "sorrows", "sorrows", N_("sorrows: a death, an eviction, a job lost"), NULL, "", 0, 0, COMMAND_MEMBER,
        COMMAND_NO_BODY, .run = run_list },
    TELL("sorrow", N_("tells a sorrow: a death, an eviction, a job lost")),
    { "with", "with THREAD [--no] [--names] [--for NAME] [--page N]", N_("says \"I am with you\" to a sorrow"),
        N_("It is not counted, and forgotten after 30 days. Only whoever wrote the sorrow sees who said it: --names."),
        "no names for= page=", 1, 1, COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_with },
    { "bring", "bring THREAD [--for NAME]", N_("\"I bring food\", to a sorrow: it becomes an offer"),
        N_("An offer of food as `offer` makes it. `aid withdraw N --offer` takes it back."), "for=", 1, 1,
        COMMAND_MEMBER, COMMAND_NO_BODY, .run = run_bring },
};
const size_t command_feelings_count = sizeof command_feelings / sizeof *command_feelings;
