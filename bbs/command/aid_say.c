/* aid_say.c: says asks, offers and matters that wait, in sentences and as JSON. See aid_say.h. */
#include "bbs/command/aid_say.h"

#include <string.h>

#include "aid_said.h"
#include "aid_window.h"
#include "gettext.h"

/* The line of what two people agreed on, after the day and hour at which it begins. */
static const char *about(const struct aid_due *due, int64_t now, char *out, size_t size)
{
    char when[WHEN_BYTES];
    if (due->starts == 0)
        util_copy_text(out, size, due->line);
    else
        snprintf(out, size, "%s, %s", when_say(due->starts, true, now, when), due->line);
    return out;
}

void aid_due_words(const struct aid_due *due, int64_t now, char out[AID_DUE_BYTES])
{
    char when[WHEN_BYTES], window[AID_WINDOW_BYTES], line[WHEN_BYTES + sizeof due->line];
    long long id = (long long)due->id, match = (long long)due->match;
    when_say(due->at, true, now, when);
    switch (due->kind) {
    case AID_DUE_SUITS:
        snprintf(out, AID_DUE_BYTES, _("%s asks for today: %s. You offered %s. `aid can %lld`"), due->who, due->line,
            aid_kind_words(due->aid_kind), id);
        break;
    case AID_DUE_SUGGESTED:
        snprintf(out, AID_DUE_BYTES, _("You and %s would fit, says the matching night: %s. `aid match %lld`"), due->who,
            due->line, match);
        break;
    case AID_DUE_ANSWER:
        snprintf(out, AID_DUE_BYTES, _("Somebody waits for your answer until %s: %s. `aid match %lld`"), when,
            due->line, match);
        break;
    case AID_DUE_MESSAGE:
        snprintf(out, AID_DUE_BYTES, _("%s wrote to you: %s. `aid match %lld`"), due->who, due->line, match);
        break;
    case AID_DUE_AGREED:
        snprintf(out, AID_DUE_BYTES, _("%s said yes: %s. `aid match %lld`"), due->who, due->line, match);
        break;
    case AID_DUE_HAPPENED:
        snprintf(out, AID_DUE_BYTES, _("Did it happen? %s, with %s. `aid done %lld`, or `aid match %lld`"),
            about(due, now, line, sizeof line), due->who, id, match);
        break;
    case AID_DUE_WEEKLY:
        snprintf(out, AID_DUE_BYTES, _("%s would do it every week: %s. `aid weekly %lld`"), due->who, due->line, match);
        break;
    case AID_DUE_WEEKLY_OVER:
        snprintf(out, AID_DUE_BYTES, _("Not every week any more, with %s: %s. `aid match %lld`"), due->who, due->line,
            match);
        break;
    case AID_DUE_SOON:
        snprintf(out, AID_DUE_BYTES, _("Soon, %s: %s, with %s. `aid match %lld`"), when, due->line, due->who, match);
        break;
    case AID_DUE_NOT_NOW:
        snprintf(out, AID_DUE_BYTES, _("It was not agreed on: %s. `aid show %lld`"), due->line, id);
        break;
    case AID_DUE_FELL:
        snprintf(out, AID_DUE_BYTES, _("It fell through: %s. `aid match %lld`"), due->line, match);
        break;
    case AID_DUE_COMES:
        snprintf(out, AID_DUE_BYTES, _("Agreed, %s: %s, with %s. `aid match %lld`"),
            aid_window_say(due->starts, due->ends, false, now, window), due->line, due->who, match);
        break;
    case AID_DUE_WOMAN:
        util_copy_text(out, AID_DUE_BYTES,
            _("Two members object to your word that you are a woman: it is suspended. `woman` tells what that means."));
        break;
    case AID_DUE_ENDS:
        snprintf(out, AID_DUE_BYTES,
            due->is_offer ? _("Your offer ends %s: %s. `aid show offer %lld`")
                          : _("Your ask ends %s, and it is still open: %s. `aid show %lld`"),
            when, due->line, id);
        break;
    case AID_DUE_ENDED:
        snprintf(out, AID_DUE_BYTES,
            due->is_offer ? _("Your offer ended %s: %s. `aid again %lld --offer` offers it again.")
                          : _("Your ask ended %s, and nobody came: %s. `aid again %lld` asks again."),
            when, due->line, id);
        break;
    case AID_DUE_NIGHT:
        snprintf(out, AID_DUE_BYTES,
            _("A matching night is due (%s). `match --dry-run` shows who would fit; `match` suggests it to both."),
            due->line);
        break;
    }
}

json_t *aid_languages_json(uint32_t languages)
{
    char known[400], *save = NULL;
    json_t *codes = json_array();
    aid_languages_known(known, sizeof known);
    for (char *code = strtok_r(known, ", ", &save); code != NULL; code = strtok_r(NULL, ", ", &save)) {
        if (languages & 1)
            json_array_append_new(codes, json_string(code));
        languages >>= 1;
    }
    return codes;
}

json_t *aid_json(const struct aid *aid)
{
    json_t *json = json_pack("{s:I, s:s, s:s, s:s, s:s, s:s, s:i, s:I, s:I, s:I, s:b, s:b, s:b, s:o}", "id",
        (json_int_t)aid->id, "kind", aid_kind_name(aid->kind), "state", aid_state_name(aid->state), "line", aid->line,
        "who", aid->who, "place", aid->place, "many", aid->many, "at", (json_int_t)aid->at, "starts",
        (json_int_t)aid->starts, "ends", (json_int_t)aid->ends, "weekly", aid->weekly, "mine", aid->mine, "new",
        aid->is_new, "languages", aid_languages_json(aid->languages));
    json_object_set_new(json, "from", json_string(aid_from_name(aid->from)));
    json_object_set_new(json, "veiled", json_boolean(aid->veiled));
    json_object_set_new(json, "by_hand", json_string(aid->by_hand));
    if (aid->details != NULL)
        json_object_set_new(json, "details", json_string(aid->details));
    if (aid->is_offer) {
        json_object_set_new(json, "capacity", json_integer(aid->capacity));
        json_object_set_new(json, "left", json_integer(aid->left));
        json_object_set_new(json, "learner", json_boolean(aid->learner));
        return json;
    }
    json_object_set_new(json, "hands", json_integer(aid->hands));
    json_object_set_new(
        json, "found", json_integer(aid->hands > 1 ? aid->found : aid->state == AID_AGREED || aid->state == AID_DONE));
    if (!aid->veiled) {
        json_object_set_new(json, "pays", json_string(aid_pays_name(aid->pays)));
        json_object_set_new(json, "urgency", json_string(aid_urgency_name(aid->urgency)));
        json_object_set_new(json, "who_may", json_string(aid_who_name(aid->who_may)));
    }
    json_object_set_new(json, "may_answer", json_boolean(aid->may_answer));
    json_object_set_new(json, "climbs", json_boolean(aid->climbs != AID_STAYS));
    json_object_set_new(json, "again", json_boolean(aid->again));
    json_object_set_new(json, "match", json_integer(aid->match));
    return json;
}

static const char *whose(const struct call *call, const struct aid *aid)
{
    return aid->mine ? _("yours") : reply_shown(call, aid->who);
}

void aid_say_row(struct reply *reply, const struct call *call, const struct aid *aid)
{
    char window[AID_WINDOW_BYTES], hands[AID_HANDS_BYTES];
    reply_line(reply, "%lld: %s", (long long)aid->id, reply_shown(call, aid->line));
    if (aid->veiled && !aid->line_told) {
        reply_line(reply, "  %s%s%s.", whose(call, aid), aid->state != AID_OPEN ? ", " : "",
            aid->state != AID_OPEN ? aid_state_words(aid->state) : "");
        return;
    }
    buffer_format(&reply->text, "  %s, ", aid_kind_words(aid->kind));
    if (!aid->is_offer && !aid->veiled)
        buffer_format(&reply->text, "%s, ", aid_urgency_words(aid->urgency));
    buffer_format(&reply->text, "%s, %s", whose(call, aid),
        aid_window_say(aid->starts, aid->ends, aid->weekly, call->speaker->now, window));
    if (aid->is_offer)
        /* TRANSLATORS: of an offer, how many asks it can still take, and could at first */
        buffer_format(&reply->text, _(", room for %d of %d"), aid->left, aid->capacity);
    if (aid->state != AID_OPEN)
        buffer_format(&reply->text, ", %s", aid_state_words(aid->state));
    if (aid->mine && aid->weekly && aid->state >= AID_AGREED) /* each week is an ask of its own, and all read alike */
        buffer_format(
            &reply->text, _(" for %s"), when_say_date(when_day(aid->starts), when_day(call->speaker->now), window));
    if (aid->hands > 1)
        buffer_format(&reply->text, ", %s", aid_hands_say(aid->hands, aid->found, "", hands, sizeof hands));
    buffer_string(&reply->text, aid->is_new ? _(", new") : "");
    buffer_string(&reply->text, ".\n");
}
