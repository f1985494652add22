/* meeting_say.c: see meeting_say.h. */
#include "bbs/command/meeting_say.h"

#include <stdlib.h>

#include "bbs/command/room_say.h"
#include "gettext.h"
#include "when.h"

const char *meeting_when_where(const struct meeting *meeting, int64_t now, char out[MEETING_SAY_BYTES])
{
    char when[WHEN_BYTES];
    snprintf(out, MEETING_SAY_BYTES, "%s%s%s", when_say(meeting->starts, true, now, when),
        meeting->place[0] != '\0' ? ", " : "", meeting->place);
    return out;
}

void meeting_line_words(const struct meeting_line *line, int64_t now, char out[MEETING_SAY_BYTES])
{
    const struct meeting *meeting = &line->meeting;
    char where[MEETING_SAY_BYTES];
    long long id = (long long)meeting->id;
    meeting_when_where(meeting, now, where);
    if (line->why == MEETING_WANTED)
        snprintf(out, MEETING_SAY_BYTES,
            ngettext("%s asks for a meeting: %.300s, %.300s. %d home of %d wants it. `meeting want %lld`",
                "%s asks for a meeting: %.300s, %.300s. %d homes of %d want it. `meeting want %lld`",
                (unsigned long)meeting->homes),
            meeting->caller, meeting->title, where, meeting->homes, meeting->homes_needed, id);
    else if (line->why == MEETING_IS_OPEN)
        snprintf(out, MEETING_SAY_BYTES, _("It is open now: %.300s, %.300s. `enter %lld` comes in."), meeting->title,
            where, id);
    else if (meeting->adjourned && meeting->starts > now)
        snprintf(out, MEETING_SAY_BYTES,
            _("Adjourned after a power cut. It goes on then, where it was: %.300s, %.300s. `meeting show %lld`"),
            meeting->title, where, id);
    else if (meeting->starts <= now)
        snprintf(out, MEETING_SAY_BYTES,
            _("Its hour is here, and it is not open yet: %.300s, %.300s. `chair %lld open` opens it."), meeting->title,
            where, id);
    else if (line->why == MEETING_SOON_HOUR)
        snprintf(out, MEETING_SAY_BYTES,
            ngettext("In %d minute: %.300s, %.300s. `agenda %lld`", "In %d minutes: %.300s, %.300s. `agenda %lld`",
                (unsigned long)((meeting->starts - now + 59) / 60)),
            (int)((meeting->starts - now + 59) / 60), meeting->title, where, id);
    else
        snprintf(
            out, MEETING_SAY_BYTES, _("Next meeting: %.300s, %.300s. `meeting show %lld`"), meeting->title, where, id);
}

/* "asked for: 3 homes of 5 want it, yours too", "called", "over". */
static void say_state(const struct meeting *meeting, char *out, size_t size)
{
    char homes[160];
    snprintf(homes, sizeof homes,
        ngettext("asked for, and %d home of %d wants it", "asked for, and %d homes of %d want it",
            (unsigned long)meeting->homes),
        meeting->homes, meeting->homes_needed);
    switch (meeting->state) {
    case MEETING_ASKED:
        snprintf(out, size, "%s%s", homes, meeting->wanted ? _(", yours among them") : "");
        break;
    case MEETING_CALLED:
        snprintf(out, size, "%s", meeting->adjourned ? _("adjourned until then, after a power cut") : _("called"));
        break;
    case MEETING_WITHDRAWN:
        snprintf(out, size, "%s", _("withdrawn"));
        break;
    case MEETING_LAPSED:
        snprintf(out, size, "%s", _("too few homes wanted it in time"));
        break;
    case MEETING_OVER:
        snprintf(out, size, "%s", _("over"));
        break;
    }
}

void meeting_say_row(struct reply *reply, const struct call *call, const struct meeting *meeting)
{
    char where[MEETING_SAY_BYTES], state[300];
    say_state(meeting, state, sizeof state);
    reply_line(reply, _("%lld: %s. %s"), (long long)meeting->id, reply_shown(call, meeting->title),
        reply_shown(call, meeting_when_where(meeting, call->speaker->now, where)));
    reply_line(reply, ngettext("   It is %s. %d item.", "   It is %s. %d items.", (unsigned long)meeting->items), state,
        meeting->items);
}

static void say_item(struct reply *reply, const struct call *call, int number, const struct meeting_item *item)
{
    char homes[100] = "";
    if (item->homes > 0)
        snprintf(homes, sizeof homes,
            ngettext("; matters to %d home", "; matters to %d homes", (unsigned long)item->homes), item->homes);
    reply_line(reply, "%d. %s", number, reply_shown(call, item->title));
    /* TRANSLATORS: "   item 7: 10 min, to decide, about money; matters to 3 homes, yours too" */
    reply_line(reply, _("   item %lld: %d min, %s, about %s%s%s"), (long long)item->id, item->minutes,
        meeting_item_wants_words(item->wants),
        item->person != 0 ? reply_shown(call, item->person_handle) : meeting_item_about_words(item->about), homes,
        item->matters ? _(", yours too") : "");
}

static void say_title(struct reply *reply, const struct call *call, int number, const struct meeting_item *item)
{
    /* TRANSLATORS: "  1. The tank (10 min, to decide)" */
    reply_line(reply, _("  %d. %s (%d min, %s)"), number, reply_shown(call, item->title), item->minutes,
        meeting_item_wants_words(item->wants));
}

static void say_rest(struct reply *reply, const struct call *call, const struct meeting_item *item)
{
    if (item->by[0] != '\0')
        reply_line(reply, _("   added by %s%s%s"), reply_shown(call, item->by), item->by_hand[0] != '\0' ? ", " : "",
            reply_shown(call, item->by_hand));
    if (item->details[0] != '\0')
        reply_text(reply, call, 3, item->details);
    if (item->about_me && item->speaker == 0)
        reply_line(reply, _("   You speak first and last. `agenda speaker %lld HANDLE` names somebody who does."),
            (long long)item->id);
    else if (item->speaker != 0)
        reply_line(reply, _("   %s speaks first and last for %s"), reply_shown(call, item->speaker_handle),
            reply_shown(call, item->person_handle));
    if (item->proposal != 0)
        reply_line(reply, _("   its text: `proposal %lld`"), (long long)item->proposal);
}

enum how { ITEMS_ON_PAPER, ITEMS_SHORT, ITEMS_WHOLE };
static json_t *say_items(struct reply *reply, const struct call *call, int64_t meeting, enum how how)
{
    const struct speaker *speaker = call->speaker;
    struct meeting_item *items = xcalloc(ITEMS_MOST, sizeof *items);
    size_t count = 0;
    json_t *list = json_array();
    meeting_items_list(speaker->store, speaker->actor, meeting, speaker->now, items, ITEMS_MOST, &count);
    for (size_t i = 0; i < count; i++) {
        (how == ITEMS_ON_PAPER ? say_title : say_item)(reply, call, (int)i + 1, &items[i]);
        if (how == ITEMS_WHOLE)
            say_rest(reply, call, &items[i]);
        json_array_append_new(list, meeting_item_json(&items[i]));
    }
    free(items);
    return list;
}

json_t *meeting_say_items(struct reply *reply, const struct call *call, int64_t meeting, bool whole)
{
    return say_items(reply, call, meeting, whole ? ITEMS_WHOLE : ITEMS_SHORT);
}

json_t *meeting_say_titles(struct reply *reply, const struct call *call, int64_t meeting)
{
    return say_items(reply, call, meeting, ITEMS_ON_PAPER);
}

void meeting_say_room(struct reply *reply, const struct call *call, int64_t meeting)
{
    const struct speaker *speaker = call->speaker;
    long long id = (long long)meeting;
    struct room room;
    if (room_get(speaker->store, speaker->actor, meeting, speaker->now, &room) != RESULT_OK)
        return;
    if (room.state == ROOM_NOT_OPEN || room.state == ROOM_ADJOURNED)
        room_say_opens(reply, call, &room);
    else if (room.state == ROOM_CLOSED)
        reply_line(
            reply, _("It is over: `minutes %lld`, `votes %lld`, `proposals %lld` tell what came of it."), id, id, id);
    else
        reply_line(reply, _("It is open now: `enter %lld` comes in."), id);
}

json_t *meeting_say_next(struct reply *reply, const struct call *call)
{
    const struct speaker *speaker = call->speaker;
    struct meeting_line *lines = xcalloc(MEETINGS_TO_COME, sizeof *lines);
    char words[MEETING_SAY_BYTES];
    size_t count = 0;
    json_t *next = json_null();
    meeting_lines(speaker->store, speaker->actor, speaker->now, lines, MEETINGS_TO_COME, &count);
    for (size_t i = 0; i < count; i++) {
        if (lines[i].why == MEETING_WANTED)
            continue;
        meeting_line_words(&lines[i], speaker->now, words);
        reply_text(reply, call, 0, words);
        next = meeting_json(&lines[i].meeting);
        json_object_set_new(next, "agenda", meeting_say_titles(reply, call, lines[i].meeting.id));
    }
    if (json_is_null(next))
        reply_line(reply, "%s", _("Next meeting: none is called yet."));
    for (size_t i = 0; i < count; i++) {
        if (lines[i].why != MEETING_WANTED)
            continue;
        meeting_line_words(&lines[i], speaker->now, words);
        reply_text(reply, call, 0, words);
    }
    free(lines);
    return next;
}

json_t *meeting_json(const struct meeting *meeting)
{
    json_t *needs = json_object();
    for (int i = 0; i < MEETING_NEEDS; i++)
        if (meeting->need[i] != 0)
            json_object_set_new(needs, meeting_need_name((enum meeting_need)i),
                json_pack("{s:I, s:b, s:b}", "ask", (json_int_t)meeting->need[i], "agreed", meeting->need_met[i],
                    "other_time", meeting->need_stale[i]));
    json_t *json = json_pack(
        "{s:I, s:I, s:s, s:s, s:s, s:I, s:i, s:I, s:s, s:b, s:i, s:i, s:b, s:b, s:b, s:b, s:b, s:i, s:i, s:o}", "id",
        (json_int_t)meeting->id, "unit", (json_int_t)meeting->unit, "state", meeting_state_name(meeting->state),
        "title", meeting->title, "place", meeting->place, "starts", (json_int_t)meeting->starts, "minutes",
        meeting->minutes, "called", (json_int_t)meeting->called, "by", meeting->caller, "by_facilitator",
        meeting->by_facilitator, "homes", meeting->homes, "homes_needed", meeting->homes_needed, "wanted",
        meeting->wanted, "mine", meeting->mine, "may_change", meeting->may_change, "agenda_open", meeting->agenda_open,
        "founding", meeting->founding, "items", meeting->items, "item_minutes", meeting->lasts, "needs", needs);
    json_object_set_new(json, "adjourned", json_boolean(meeting->adjourned));
    return json;
}

json_t *meeting_item_json(const struct meeting_item *item)
{
    json_t *json = json_pack("{s:I, s:I, s:I, s:s, s:s, s:s, s:s, s:i, s:i, s:b, s:b, s:b, s:b, s:b, s:s, s:s}", "id",
        (json_int_t)item->id, "proposal", (json_int_t)item->proposal, "meeting", (json_int_t)item->meeting, "title",
        item->title, "details", item->details, "wants", meeting_item_wants_name(item->wants), "about",
        meeting_item_about_name(item->about), "minutes", item->minutes, "homes", item->homes, "matters", item->matters,
        "mine", item->mine, "dropped", item->dropped, "angry", item->angry, "urgent", item->urgent, "by", item->by,
        "by_hand", item->by_hand);
    json_object_set_new(json, "person", json_string(item->person_handle));
    json_object_set_new(json, "speaker", json_string(item->speaker_handle));
    return json;
}
