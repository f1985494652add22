/* command_learn.c: the learner's chair of a task, and what people tell whoever chaired. RULES 8.3. */
#include <stdlib.h>
#include <string.h>

#include "bbs/command/command_table.h"
#include "gettext.h"
#include "learn.h"
#include "person.h"

/* --- the learner's chair --- */

static void say_learner(const struct call *call, struct reply *reply, const struct learner *one)
{
    char person[PERSON_BYTES];
    const char *who = reply_shown(call, person_words(one->handle, one->home, person));
    if (one->beside[0] != '\0')
        reply_line(reply, _("%s: %s learns it, beside %s"), one->task, who, one->beside);
    else
        reply_line(reply, _("%s: %s learns it; nobody has had it yet"), one->task, who);
}

static enum result list_learners(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct call_page page;
    size_t count = 0;
    if (!call_page(call, LEARNERS_MOST, &page, reply))
        return reply->result;
    page.of = "learn";
    struct learner *list = xcalloc(page.load, sizeof *list);
    enum result result = learn_list(speaker->store, speaker->actor, speaker->now, list, page.load, &count);
    call_page_of(&page, count);
    reply->json = json_array();
    for (size_t i = page.first; i < page.end; i++) {
        say_learner(call, reply, &list[i]);
        json_array_append_new(reply->json, json_pack("{s:s, s:s, s:s, s:b}", "task", list[i].task, "handle",
                                               list[i].handle, "beside", list[i].beside, "mine", list[i].mine));
    }
    free(list);
    call_page_end(call, &page, reply);
    if (result == RESULT_OK && count == 0)
        reply_line(
            reply, "%s", _("All learner's chairs are free. `learn TASK` sits down beside whoever has that task."));
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_learn(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    bool on = call_option(call, "no") == NULL;
    if (call->words == 0)
        return list_learners(call, reply);
    enum result result = learn_set(speaker->store, speaker->actor, call->word[0], on, speaker->now);
    return result == RESULT_OK ? list_learners(call, reply) : reply_from_store(reply, result, speaker->store);
}

/* --- telling whoever chaired --- */

static enum result list_asked(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct call_page page;
    size_t count = 0;
    if (!call_page(call, TOLD_SHOWN, &page, reply))
        return reply->result;
    struct tell *list = xcalloc(page.load, sizeof *list);
    enum result result = tell_list(speaker->store, speaker->actor, speaker->now, list, page.load, &count);
    call_page_of(&page, count);
    reply->json = json_array();
    for (size_t i = page.first; i < page.end; i++) {
        if (call_hides(call, list[i].unit)) {
            call_say_hidden(reply, reply->json);
            continue;
        }
        reply_line(reply,
            _("%lld  %s: %s had the chair. `tell %lld` asks what helped, what hurt, what to try: each if you like. `tell "
              "%lld --no`: you would rather not."),
            (long long)list[i].meeting, list[i].title[0] != '\0' ? reply_shown(call, list[i].title) : _("Meeting"),
            list[i].chair, (long long)list[i].meeting, (long long)list[i].meeting);
        json_array_append_new(reply->json, json_pack("{s:I, s:s, s:s}", "meeting", (json_int_t)list[i].meeting, "title",
                                               list[i].title, "chair", list[i].chair));
    }
    free(list);
    call_page_end(call, &page, reply);
    if (result == RESULT_OK && count == 0)
        reply_line(reply, "%s", _("You are not asked. After a meeting the lot draws three who tell whoever chaired."));
    return reply_from_store(reply, result, speaker->store);
}

/* Three lines. All of them empty say nothing, which only --no does. */
static bool read_parts(const struct call *call, struct reply *reply, char part[TELLERS][TELL_MAX * 4 + 1])
{
    char *body = call->body != NULL && call->body_length > 0 ? call_body(call, reply) : xstrdup("");
    if (body == NULL)
        return false;
    bool fit = tell_parts(body, part), some = false;
    for (int i = 0; i < TELLERS; i++)
        some = some || part[i][strspn(part[i], " ")] != '\0';
    explicit_bzero(body, strlen(body));
    free(body);
    if (!fit)
        reply_usage(reply, _("Three lines, of %d letters at most: what helped, what hurt, what to try."), TELL_MAX);
    else if (!some)
        reply_usage(reply,
            _("Three lines on standard input: what helped, what hurt, what to try; an empty one says nothing to it. "
              "`tell N --no`: you would rather not."));
    return fit && some;
}

/* A call that lists, or says no, is whole. */
static bool asks_parts(const struct call *call)
{
    return call->words == 1 && call_option(call, "no") == NULL;
}

static enum result run_tell(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    int64_t meeting;
    if (call->words == 0)
        return list_asked(call, reply);
    if (!call_number(call, 0, &meeting, reply))
        return RESULT_INVALID;
    bool not = call_option(call, "no") != NULL;
    char part[TELLERS][TELL_MAX * 4 + 1] = { "", "", "" };
    if (!not &&!read_parts(call, reply, part))
        return RESULT_INVALID;
    enum result result = tell_chair(speaker->store, speaker->actor, meeting, part[0], part[1], part[2], speaker->now);
    explicit_bzero(part, sizeof part);
    if (result == RESULT_OK)
        draft_drop(speaker->store, speaker->actor, DRAFT_TELL, meeting, speaker->now);
    if (result == RESULT_OK && not ) {
        reply_line(reply, "%s", _("You are not asked again."));
        return result;
    }
    if (result == RESULT_OK)
        reply_line(reply, "%s",
            _("Whoever chaired reads it, alone and without your name, when all three have told or in three days. 14 days after the meeting it is gone."));
    return reply_from_store(reply, result, speaker->store);
}

static void say_part(const struct call *call, struct reply *reply, const char *label, const char *text)
{
    if (text[0] == '\0')
        return;
    reply_line(reply, "  %s", label);
    reply_text(reply, call, 4, text);
}

static enum result run_told(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct call_page page;
    size_t count = 0;
    char when[32];
    if (!call_page(call, TOLD_SHOWN, &page, reply))
        return reply->result;
    struct told *list = xcalloc(page.load, sizeof *list);
    enum result result = tell_told_list(speaker->store, speaker->actor, speaker->now, list, page.load, &count);
    call_page_of(&page, count);
    reply->json = json_array();
    for (size_t i = page.first; i < page.end; i++) {
        reply_line(reply, _("Of your meeting that ended %s:"), reply_time(list[i].at, when));
        say_part(call, reply, _("What helped:"), list[i].helped);
        say_part(call, reply, _("What hurt:"), list[i].hurt);
        say_part(call, reply, _("Try this:"), list[i].try);
        json_array_append_new(reply->json, json_pack("{s:I, s:s, s:s, s:s}", "meeting", (json_int_t)list[i].meeting,
                                               "helped", list[i].helped, "hurt", list[i].hurt, "try", list[i].try));
    }
    free(list);
    call_page_end(call, &page, reply);
    if (result == RESULT_OK && count == 0)
        reply_line(reply, "%s", _("Nobody has told you anything yet."));
    else if (result == RESULT_OK)
        tell_told_read(speaker->store, speaker->actor, speaker->now);
    return reply_from_store(reply, result, speaker->store);
}

#define ENTRY(name, usage, summary, detail, options, most, ...)                                                        \
    {                                                                                                                  \
        name, usage, summary, detail, options, 0, most, COMMAND_MEMBER, COMMAND_NO_BODY, .run = __VA_ARGS__            \
    }

const struct command command_learn[] = {
    ENTRY("learn", "learn [TASK] [--no] [--page N]",
        N_("sits down in the learner's chair of a task, or shows who learns what"),
        N_("You sit beside whoever has the task, and see how it is done. One learner for each person who has it, for 90 days at most. --no gets up."),
        "no page=", 1, run_learn),
    { "tell", "tell [N] [--no] [--page N] [< lines]",
        N_("after a meeting: tells whoever chaired, alone, what helped, what hurt, what to try"),
        N_("The lot draws three who were there. Three lines: what helped, what hurt, what to try; an empty one says nothing to it. Whoever chaired reads it without names, when all three have told or in three days; 14 days after the meeting it is gone. --no: you would rather not."),
        "helped! hurt! try! no page=", 0, 1, COMMAND_MEMBER, COMMAND_MAY_BODY, .place = DRAFT_TELL,
        .target = COMMAND_TO_NUMBER, .asks_text = asks_parts, .run = run_tell },
    ENTRY("told", "told", N_("what people told you after you chaired a meeting"), N_("Only you read it."), "", 0,
        run_told),
};
const size_t command_learn_count = sizeof command_learn / sizeof *command_learn;
