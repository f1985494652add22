/*
 * meeting_print.c: the call of a meeting for the shop door. RULES 1.8, 4.1.
 *
 * Everybody reads a door, the police too. So the page says when and where, and how many items there are; what the
 * meeting is called and what its items are stand on it only with --items, and no name ever. What the meeting itself
 * needs when the power fails is meeting_kit.c.
 */
#include "bbs/command/meeting_print.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wchar.h>
#include <wctype.h>

#include "bbs/command/meeting_kit.h"
#include "bbs/command/meeting_say.h"
#include "bbs/command/paper.h"
#include "gettext.h"
#include "members.h"
#include "room.h"
#include "text.h"
#include "when.h"

/* In capitals, each letter apart where the page is wide enough. */
static void say_large(const struct call *call, struct reply *reply, const char *words)
{
    enum { WIDE_MOST = 200 };
    wchar_t letters[WIDE_MOST];
    char large[WIDE_MOST * 8] = "", plain[WIDE_MOST * 4] = "", one[MB_LEN_MAX + 1];
    size_t length = mbstowcs(letters, words, WIDE_MOST - 1);
    if (length == (size_t)-1) {
        reply_text(reply, call, 2, words);
        return;
    }
    for (size_t i = 0; i < length; i++) {
        int bytes = wctomb(one, (wchar_t)towupper((wint_t)letters[i]));
        one[bytes > 0 ? bytes : 0] = '\0';
        snprintf(plain + strlen(plain), sizeof plain - strlen(plain), "%s", one);
        snprintf(large + strlen(large), sizeof large - strlen(large), "%s%s", i > 0 ? " " : "", one);
    }
    const char *chosen = text_width(large, strlen(large)) <= call->speaker->columns - 4 ? large : plain;
    reply_text(reply, call, 2, chosen);
}

static void say_agreed(const struct call *call, struct reply *reply, const struct meeting *meeting)
{
    static const char *const agreed[MEETING_NEEDS] = { [NEED_CHILDREN] = N_("The children are minded meanwhile."),
        [NEED_LIFT] = N_("There is a lift for people who cannot walk there: ask a neighbour."),
        [NEED_READER] = N_("Somebody reads aloud."),
        [NEED_INTERPRETER] = N_("Somebody interprets.") };
    for (int i = 0; i < MEETING_NEEDS; i++)
        if (meeting->need_met[i] && !meeting->need_stale[i])
            reply_text(reply, call, 2, _(agreed[i]));
}

static void say_agenda_way(const struct call *call, struct reply *reply, const struct meeting *meeting)
{
    char when[WHEN_BYTES], words[400];
    if (!meeting->agenda_open)
        return;
    snprintf(words, sizeof words,
        _("You have no device, and something to say? Until %s any neighbour puts it on the agenda in your name."),
        when_say(meeting->agenda_closes, true, call->speaker->now, when));
    reply_text(reply, call, 2, words);
}

static void say_page(
    const struct call *call, struct reply *reply, const struct house *house, const struct meeting *meeting, bool items)
{
    char day[WHEN_BYTES], hour[WHEN_BYTES];
    int64_t begins = when_day(meeting->starts);
    paper_rule(reply, call);
    reply_text(reply, call, 0, house->name);
    if (house->demo)
        reply_line(reply, "%s", _("A made-up street. Nobody here is real."));
    paper_rule(reply, call);
    buffer_string(&reply->text, "\n");
    say_large(call, reply, meeting->founding ? _("Founding assembly") : _("Meeting"));
    buffer_string(&reply->text, "\n");
    say_large(call, reply, when_say_date(begins, when_day(call->speaker->now), day));
    say_large(call, reply, when_say_time(meeting->starts, hour));
    if (meeting->place[0] != '\0')
        say_large(call, reply, meeting->place);
    buffer_string(&reply->text, "\n");
    reply_line(reply,
        ngettext("  It takes %d minutes at most. %d item is on the agenda.",
            "  It takes %d minutes at most. %d items are on the agenda.", (unsigned long)meeting->items),
        meeting->minutes, meeting->items);
    say_agreed(call, reply, meeting);
    reply_text(reply, call, 2, _("Everybody who lives here may come, and speaks."));
    say_agenda_way(call, reply, meeting);
    if (items) {
        reply_line(reply, "\n  %s", reply_shown(call, meeting->title));
        json_object_set_new(reply->json, "agenda", meeting_say_titles(reply, call, meeting->id));
    }
    paper_rule(reply, call);
}

/* While it is held nobody prints its call any more. */
static bool wants_kit(const struct call *call, int64_t meeting)
{
    struct room room;
    if (call_option(call, "kit") != NULL)
        return true;
    return call_option(call, "items") == NULL && call_option(call, "door") == NULL &&
           room_get(call->speaker->store, call->speaker->actor, meeting, call->speaker->now, &room) == RESULT_OK &&
           (room.state == ROOM_OPEN || room.state == ROOM_BREAK);
}

/* Why there is no call to print, and what to do instead. */
static void not_printed(const struct meeting *meeting, struct reply *reply)
{
    long long id = (long long)meeting->id;
    if (meeting->state == MEETING_ASKED)
        reply_refuse(reply, RESULT_REFUSED,
            _("It is not called yet, so it is not printed: `meeting want %lld` helps to call it."), id);
    else if (meeting->state == MEETING_OVER)
        reply_refuse(
            reply, RESULT_REFUSED, _("That meeting is over: `minutes %lld` has what was decided, also for paper."), id);
    else
        reply_refuse(reply, RESULT_REFUSED, _("That meeting does not take place. `meetings` lists those to come."));
}

enum result meeting_print(const struct call *call, struct reply *reply)
{
    struct speaker paper;
    struct call printed = paper_call(call, &paper);
    struct house house;
    struct meeting meeting;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    enum result result = meeting_get(paper.store, paper.actor, id, paper.now, &meeting);
    if (result == RESULT_OK)
        result = house_get(paper.store, meeting.unit, &house);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, paper.store);
    if (meeting.state != MEETING_CALLED)
        not_printed(&meeting, reply);
    if (meeting.state != MEETING_CALLED)
        return reply->result;
    if (house.kind == UNIT_CAUCUS)
        return reply_refuse(
            reply, RESULT_REFUSED, _("Only its members know of a caucus: its meetings hang on no door."));
    reply->json = meeting_json(&meeting);
    if (wants_kit(call, id))
        return meeting_kit(&printed, reply, &meeting);
    say_page(&printed, reply, &house, &meeting, call_option(call, "items") != NULL);
    return RESULT_OK;
}
