/* command_agenda.c: the agenda of a meeting. RULES 4.1. */
#include <stdlib.h>
#include <string.h>

#include "bbs/command/command_table.h"
#include "bbs/command/form_draft.h"
#include "bbs/command/meeting_say.h"
#include "form_fields.h"
#include "gettext.h"
#include "members.h"
#include "proposals.h"
#include "when.h"

enum { MINUTES_USUAL = 10, MINUTES_OF_PROPOSAL = 20 };

static enum result run_agenda(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    char where[MEETING_SAY_BYTES], when[WHEN_BYTES], words[300];
    struct meeting meeting;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    enum result result = meeting_get(speaker->store, speaker->actor, id, speaker->now, &meeting);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    reply_line(reply, "%s. %s", reply_shown(call, meeting.title),
        reply_shown(call, meeting_when_where(&meeting, speaker->now, where)));
    reply->json = meeting_say_items(reply, call, id, true);
    if (meeting.items == 0)
        reply_line(reply, "%s", _("Nothing is on the agenda yet."));
    else
        reply_line(reply,
            ngettext("%d minute in all; the meeting takes %d at most.",
                "%d minutes in all; the meeting takes %d at most.", (unsigned long)meeting.lasts),
            meeting.lasts, meeting.minutes);
    meeting_last_try_words(&meeting, speaker->now, words, sizeof words);
    if (words[0] != '\0')
        reply_line(reply, "%s", words);
    if (meeting.agenda_open)
        reply_line(reply,
            _("`agenda add %lld --title T` adds an item until %s. What most homes mark comes first: `agenda matters ITEM`."),
            (long long)id, when_say(meeting.agenda_closes, true, speaker->now, when));
    meeting_say_room(reply, call, id);
    return RESULT_OK;
}

/* --- whom it is about --- */

/* One of the five words, or somebody's handle: then it is about that person. A handle that is one of the words has an @
 * before it. */
static bool read_about(const struct call *call, struct reply *reply, enum item_about *about, int64_t *person)
{
    const char *typed = call_option(call, "about");
    struct member member;
    *person = 0;
    if (typed == NULL || meeting_item_about_parse(typed, about))
        return true;
    if (member_by_handle(call->speaker->store, call->speaker->actor, typed + (typed[0] == '@'), &member) != RESULT_OK) {
        reply_usage(reply, "%s",
            _("--about knows: things, tasks, money, rules, action; or the handle of somebody here, whom it is about."));
        return false;
    }
    *about = ITEM_PERSON;
    *person = member.id;
    return true;
}

/* --- adding --- */

static bool take_form(const struct call *call, struct reply *reply, struct item_new *form)
{
    const char *wants = call_option(call, "wants");
    const char *minutes = call_option(call, "minutes");
    int64_t number = MINUTES_USUAL;
    *form = (struct item_new) { .title = call_option(call, "title"), .wants = ITEM_TALK, .about = ITEM_THINGS };
    if (form->title == NULL || form->title[strspn(form->title, " ")] == '\0')
        reply_usage(reply, _("One line says what it is about, at most %d characters: --title ..."), ITEM_TITLE_MAX);
    else if (minutes != NULL && (!util_parse_number(minutes, &number) || number < 1 || number > ITEM_MINUTES_MAX))
        reply_usage(reply, _("--minutes is a number from 1 to %d."), ITEM_MINUTES_MAX);
    else if (wants != NULL && !meeting_item_wants_parse(wants, &form->wants))
        reply_usage(reply, _("--wants knows: talk, decide, choose, report."));
    else if (read_about(call, reply, &form->about, &form->person))
        form->minutes = (int)number;
    return !reply->usage;
}

bool call_item_options(const struct call *call, struct reply *reply, struct proposal_new *form)
{
    const char *minutes = call_option(call, "minutes");
    int64_t number = MINUTES_OF_PROPOSAL;
    if (minutes != NULL && (!util_parse_number(minutes, &number) || number < 1 || number > ITEM_MINUTES_MAX))
        reply_usage(reply, _("--minutes is a number from 1 to %d."), ITEM_MINUTES_MAX);
    else if (read_about(call, reply, &form->about, &form->person))
        form->minutes = (int)number;
    return !reply->usage;
}

static enum result say_added(const struct call *call, struct reply *reply, const struct actor *voice, int64_t id)
{
    const struct speaker *speaker = call->speaker;
    struct meeting_item item;
    enum result result = meeting_item_get(speaker->store, voice, id, speaker->now, &item);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    reply_line(reply, _("On the agenda, as item %lld: %s (%d min, %s, about %s)."), (long long)id,
        reply_shown(call, item.title), item.minutes, meeting_item_wants_words(item.wants),
        item.person != 0 ? reply_shown(call, item.person_handle) : meeting_item_about_words(item.about));
    if (item.person != 0)
        reply_line(reply,
            _("It stands on the home screen of %s, who speaks first and last, or names somebody who does."),
            reply_shown(call, item.person_handle));
    reply_line(reply, _("`agenda drop %lld` takes it off again."), (long long)id);
    call_say_by_hand(call, reply, voice);
    reply->json = meeting_item_json(&item);
    json_object_set_new(reply->json, "item", json_integer((json_int_t)id));
    return RESULT_OK;
}

static enum result run_add(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct item_new form;
    struct actor voice;
    char *details = NULL;
    int64_t id = 0, meeting;
    if (!call_number(call, 0, &meeting, reply) || !take_form(call, reply, &form))
        return RESULT_INVALID;
    form.meeting = meeting;
    form.angry = call_option(call, "angry") != NULL;
    if (call->body != NULL && call->body_length > 0 && (details = call_body(call, reply)) == NULL)
        return RESULT_INVALID;
    form.details = details;
    enum result result = call_voice(call, &voice);
    if (result == RESULT_OK)
        result = meeting_item_add(speaker->store, &voice, &form, speaker->now, &id);
    free(details);
    if (result == RESULT_OK)
        form_draft_done(call, &voice);
    return result == RESULT_OK ? say_added(call, reply, &voice, id) : reply_from_store(reply, result, speaker->store);
}

/* --- dropping, putting back, marking --- */

static enum result change(const struct call *call, struct reply *reply)
{
    static const struct call_change changes[] = {
        { "agenda drop", meeting_item_drop, N_("It is off the agenda. For a day `agenda restore` puts it back.") },
        { "agenda restore", meeting_item_restore, N_("It is on the agenda again.") },
        { 0 },
    };
    return call_change(call, reply, changes);
}

static enum result run_change(const struct call *call, struct reply *reply)
{
    return call_in_her_name(call, reply, change);
}

static enum result matters(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    bool on = call_option(call, "no") == NULL;
    struct meeting_item item;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    enum result result = meeting_item_matters(speaker->store, speaker->actor, id, on, speaker->now);
    if (result == RESULT_OK)
        result = meeting_item_get(speaker->store, speaker->actor, id, speaker->now, &item);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    if (!on && item.matters)
        reply_line(reply, "%s", _("You took your word back. It still matters to somebody else of your home."));
    else
        reply_line(reply, ngettext("It matters to %d home.", "It matters to %d homes.", (unsigned long)item.homes),
            item.homes);
    reply->json = meeting_item_json(&item);
    return RESULT_OK;
}

static enum result run_matters(const struct call *call, struct reply *reply)
{
    return call_in_her_name(call, reply, matters);
}

/* --- who speaks for her --- */

static enum result speaker(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct member member = { 0 };
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    char *name = call_words(call, 1, "-");
    enum result result = RESULT_OK;
    if (strcmp(name, "me") != 0)
        result = member_by_handle(speaker->store, speaker->actor, name, &member);
    free(name);
    if (result == RESULT_OK)
        result = meeting_item_speaker(speaker->store, speaker->actor, id, member.id, speaker->now);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    if (member.id == 0 || member.id == speaker->actor->member)
        reply_line(reply, "%s", _("You speak first and last on it yourself."));
    else
        reply_line(reply, _("%s speaks first and last on it for you."), reply_shown(call, member.handle));
    return RESULT_OK;
}

static enum result run_speaker(const struct call *call, struct reply *reply)
{
    return call_in_her_name(call, reply, speaker);
}

#define ENTRY(name, usage, summary, detail, options, least, most, body, ...)                                           \
    {                                                                                                                  \
        name, usage, summary, detail, options, least, most, COMMAND_MEMBER, body, .run = __VA_ARGS__                   \
    }

const struct command command_agenda[] = {
    ENTRY("agenda", "agenda N", N_("the agenda of a meeting, in the order in which items are taken"), NULL, "", 1, 1,
        COMMAND_NO_BODY, run_agenda),
    ENTRY("agenda add",
        "agenda add N --title T [--minutes M] [--wants W] [--about A] [--angry] [--for NAME] [< details]",
        N_("puts an item on the agenda of a meeting"),
        N_("Until {agenda-hours} before it begins. --wants says what it wants of the people there: talk, decide, "
           "choose, report. --about says what it is about: things, tasks, money, rules, action (at work: a strike), "
           "or somebody's handle. With a handle it is about that person: they speak first and last, and their home "
           "does not vote on it. Without --minutes it is 10. --angry: you are angry about it. It begins with "
           "{anger-words} words of each: what it did to their homes. It closes with an act and a day."),
        "for=", 1, 1, COMMAND_MAY_BODY, run_add, .fields = form_fields_item, .place = DRAFT_ITEM,
        .target = COMMAND_TO_HOUSE),
    ENTRY("agenda drop", "agenda drop ITEM [--for NAME]", N_("takes your item off the agenda"),
        N_("For a day, and while the agenda is open, `agenda restore` puts it back."), "for=", 1, 1, COMMAND_NO_BODY,
        run_change),
    ENTRY("agenda restore", "agenda restore ITEM [--for NAME]", N_("puts an item back that you dropped"), NULL,
        "for=", 1, 1, COMMAND_NO_BODY, run_change),
    ENTRY("agenda matters", "agenda matters ITEM [--no] [--for NAME]", N_("says that an item matters to your home"),
        N_("A home counts once. What most homes mark is taken first. --no takes it back."), "no for=", 1, 1,
        COMMAND_NO_BODY, run_matters),
    ENTRY("agenda speaker", "agenda speaker ITEM HANDLE|me [--for NAME]",
        N_("names who speaks for you on an item about you"),
        N_("First and last, in your place. Also while the item is open. me takes it back."), "for=", 2, 2,
        COMMAND_NO_BODY, run_speaker),
};
const size_t command_agenda_count = sizeof command_agenda / sizeof *command_agenda;
