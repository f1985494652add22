/* room_say.c: the room of a meeting in sentences and as JSON. RULES 4.1 to 4.4. */
#include "bbs/command/room_say.h"

#include <stdlib.h>
#include <string.h>

#include "gettext.h"
#include "proposals.h"
#include "votes.h"
#include "when.h"

/* --- sentences --- */

const char *room_say_item(const struct room *room, int64_t now, char out[ROOM_SAY_BYTES])
{
    char clock[WHEN_BYTES];
    if (room->state == ROOM_NOT_OPEN)
        util_copy_text(out, ROOM_SAY_BYTES, _("The meeting is not open yet."));
    else if (room->state == ROOM_CLOSED)
        snprintf(out, ROOM_SAY_BYTES, _("The meeting is closed. `minutes %lld` has what came of it."),
            (long long)room->meeting);
    else if (room->state == ROOM_ADJOURNED)
        snprintf(out, ROOM_SAY_BYTES, _("The meeting is adjourned until %s. It goes on then, where it was."),
            when_say(room->starts, true, room->opened, clock));
    else if (room->item == 0)
        util_copy_text(out, ROOM_SAY_BYTES, _("No item is open."));
    else
        snprintf(out, ROOM_SAY_BYTES,
            room_item_is_late(room, now) ? _("Item %d of %d: %s. Its time was over at %s.")
                                         : _("Item %d of %d: %s, until about %s."),
            room->item_number, room->item_count, room->item_title, when_say_time(room->item_ends, clock));
    return out;
}

static void add_next(const struct room *room, struct buffer *out)
{
    for (int i = 0; i < 3 && room->next[i].act != SPEAKERS_NO_ACT; i++) {
        if (i == 0)
            buffer_format(out, _(" Next: %s"), room->next_handle[i]);
        else
            buffer_format(out, ", %s", room->next_handle[i]);
        if (room->next[i].act == SPEAKERS_TURN && room->next[i].why == SPEAKERS_FIRST_TIME)
            buffer_string(out, _(" (first time)"));
    }
    if (room->next[0].act != SPEAKERS_NO_ACT)
        buffer_string(out, ".");
}

static void add_mine(const struct room *room, struct buffer *out)
{
    if (room->is_observer)
        buffer_string(out, _(" You read this meeting."));
    else if (room->my_turn)
        buffer_format(out,
            room->turn.sentence ? _(" It is your turn, for one sentence (%d letters): `say`.")
                                : _(" It is your turn: `say`, up to %d letters."),
            room->turn.letters);
    else if (room->waits == SPEAKERS_SENTENCE || room->waits == SPEAKERS_ANSWER) /* RULES 4.3: all write at once */
        buffer_string(out, _(" Your sentence comes before the hands: `say` writes it now and keeps it for your turn."));
    else if (room->waits != SPEAKERS_NO_ACT)
        buffer_string(out, _(" You wait, before the hands."));
    else if (room->place > 0)
        buffer_format(out, _(" Your place: %d."), room->place);
    else if (room->way != ROOM_AWAY && !room->is_chair) /* a chair hears this sentence after each of her acts */
        buffer_string(out, _(" You do not wait to speak: `hand` raises your hand."));
}

const char *room_say_turn(const struct room *room, char out[ROOM_SAY_BYTES])
{
    struct buffer words = { 0 };
    if (room->test != 0 && room->state == ROOM_OPEN && room->cut == 0 &&
        !room->is_observer) { /* nobody speaks meanwhile */
        snprintf(out, ROOM_SAY_BYTES,
            _("The question is put. `proposal %lld` reads it, `position %lld yes` answers: yes, but, aside or stop."),
            (long long)room->proposal, (long long)room->proposal);
        return out;
    }
    if (room->cut != 0)
        buffer_string(&words, _("The power failed: the clocks stand still, and nobody's place is lost."));
    else if (room->state == ROOM_BREAK)
        buffer_string(&words, _("There is a break."));
    else if (room->turn.act != SPEAKERS_NO_ACT)
        buffer_format(&words, _("%s speaks."), room->turn_handle);
    else
        buffer_string(&words, _("Nobody has the turn."));
    add_next(room, &words);
    add_mine(room, &words);
    util_copy_text(out, ROOM_SAY_BYTES, buffer_text(&words));
    buffer_clear(&words);
    return out;
}

/* --- the chair --- */

/* The command of the chair's next step; "": it waits. */
static const char *step_command(const struct room *room, enum room_step step, char *out, size_t size)
{
    static const char *const commands[] = { [ROOM_STEP_OPEN] = "chair open",
        [ROOM_STEP_BEGIN_ITEM] = "chair begin",
        [ROOM_STEP_NEXT_SPEAKER] = "chair next",
        [ROOM_STEP_WAIT] = "",
        [ROOM_STEP_PUT_QUESTION] = "put",
        [ROOM_STEP_CLOSE_QUESTION] = "close",
        [ROOM_STEP_CLOSE_VOTE] = "vote close",
        [ROOM_STEP_END_ITEM] = "chair end",
        [ROOM_STEP_CLOSE] = "chair close",
        [ROOM_STEP_HOME_ROUND] = "chair homes",
        [ROOM_STEP_FRIDAY] = "chair friday",
        [ROOM_STEP_END_GROUPS] = "chair back",
        [ROOM_STEP_LAST_QUESTIONS] = "chair questions",
        [ROOM_STEP_OPEN_VOTE] = "vote open yesno",
        [ROOM_STEP_VOTE_AGAIN] = "vote again" };
    bool person = step == ROOM_STEP_OPEN_VOTE && room->item_about == ITEM_PERSON;
    if (step == ROOM_STEP_CLOSE_VOTE)
        snprintf(out, size, "%s %lld", commands[step], (long long)room->vote);
    else if (step == ROOM_STEP_VOTE_AGAIN)
        snprintf(out, size, "%s %lld", commands[step], (long long)room->tied);
    else if (step == ROOM_STEP_PUT_QUESTION || step == ROOM_STEP_CLOSE_QUESTION)
        snprintf(out, size, "%s %lld", commands[step], (long long)room->proposal);
    else
        snprintf(out, size, person ? "%s --secret" : "%s", commands[step]);
    return out;
}

/* What the chair may do instead, where no other sentence names it. */
static void add_other_way(const struct room *room, enum room_step step, struct buffer *out)
{
    bool open = room->state == ROOM_OPEN && room->cut == 0 && room->item != 0,
         small = room->item_about == ITEM_THINGS || room->item_about == ITEM_ACTION,
         votes = room->item_wants == ITEM_DECIDE || room->item_wants == ITEM_CHOOSE;
    if (open && step == ROOM_STEP_PUT_QUESTION && small)
        buffer_format(out, _(" Or, as a small matter: `small %lld`."), (long long)room->proposal);
    else if (open && votes && !room->answered && room->proposal == 0 && room->vote == 0 &&
             (step == ROOM_STEP_END_ITEM || step == ROOM_STEP_WAIT) && room->turn.act == SPEAKERS_NO_ACT)
        buffer_string(out, _(" To decide: anybody's `propose`, or your `vote open`."));
}

/* A chair who does not see the screen has to know, too, when nothing can be decided. */
const char *room_say_step(const struct room *room, int64_t now, char out[ROOM_SAY_BYTES])
{
    char words[ROOM_SAY_BYTES / 2], command[40];
    struct buffer whole = { 0 };
    enum room_step step = room_step(room, now, words, sizeof words);
    if (room->state == ROOM_OPEN && !room->enough && room->present < room->needed)
        buffer_format(&whole, _("Not enough people yet to decide: %d of %d. "), room->present, room->needed);
    else if (room->state == ROOM_OPEN && !room->enough)
        buffer_format(&whole, _("Not enough homes yet to decide: %d of %d. "), room->homes_present, room->homes_needed);
    if (room->state == ROOM_BREAK && room->cut == 0) /* of a power cut the last sentence tells it */
        buffer_format(&whole, _("%s `chair resume` ends it."), words);
    else if (room->cut == 0 && step_command(room, step, command, sizeof command)[0] != '\0')
        buffer_format(&whole, _("Next step: `%s`. Say aloud: %s"), command, words);
    else
        buffer_string(&whole, words);
    add_other_way(room, step, &whole);
    if (room->cut != 0)
        buffer_string(&whole, room->may_adjourn
                                  ? _(" `chair resume` goes on; `chair adjourn WHEN` lets it go on another day.")
                                  : _(" `chair resume` goes on."));
    util_copy_text(out, ROOM_SAY_BYTES, buffer_text(&whole));
    buffer_clear(&whole);
    return out;
}

const char *room_say_step_after(const struct room *room, int64_t now, const char *turn, char out[ROOM_SAY_BYTES])
{
    room_say_step(room, now, out);
    if (strncmp(turn, out, strlen(out)) == 0) /* "thandi speaks." is said once */
        out[0] = '\0';
    return out;
}

/* --- the transcript --- */

/* What kind of line it is, when it is no ordinary turn. */
static const char *kind_words(const struct room_line *line)
{
    switch (line->kind) {
    case ROOM_POINT:
        return line->number == SPEAKERS_BREAKS_RULE ? _(", process point: this breaks a rule")
                                                    : _(", process point: I cannot follow");
    case ROOM_ANSWER:
        return _(", answers");
    case ROOM_SENTENCE:
        return _(", in the round");
    case ROOM_INTERPRETED:
        return _(", beside the speaker");
    case ROOM_CHANGED_MIND:
        return _(", changed their mind");
    case ROOM_INSTEAD:
        return _(", instead: what was done");
    case ROOM_FEELS:
        return _(", the mood");
    case ROOM_REPORT:
        return _(", reports from a small group");
    case ROOM_THANKS:
        return _(", thanks");
    default:
        return "";
    }
}

/* The command with which she goes on from an event; "": it has none. */
static void add_way(const struct room_line *line, struct buffer *out)
{
    long long number = (long long)line->number;
    if (line->event == ROOM_PROPOSED || line->event == ROOM_NEW_TEXT)
        buffer_format(out, _(" (`proposal %lld` reads it)"), number);
    else if (line->event == ROOM_TEST_OPENED)
        buffer_format(out, _(" (`proposal %lld` reads it, `position %lld yes` answers)"), number, number);
    else if (line->event == ROOM_SMALL_MATTER)
        buffer_format(out, _(" (`proposal %lld` reads it, `talk %lld` says it)"), number, number);
    else if (line->event == ROOM_VOTE_OPENED || line->event == ROOM_VOTE_BEGAN)
        buffer_format(out, _(" (`vote %lld` shows it)"), number);
}

enum { RESULT_BYTES = 1200, LINE_WORDS = SPEAKERS_LETTERS_MOST * 4 + 200 };

void room_say_result(struct store *store, const struct actor *actor, int64_t now, struct room_line *line)
{
    struct proposal_test test;
    struct vote vote;
    struct vote_result result;
    char words[RESULT_BYTES];
    if (line->kind != ROOM_EVENT)
        return;
    if (line->event == ROOM_TEST_CLOSED &&
        proposal_test_closed_at(store, actor, line->number, line->at, now, &test) == RESULT_OK && test.counted) {
        proposal_test_words(&test, words, sizeof words);
        free(line->text);
        line->text = xstrdup(words);
    } else if ((line->event == ROOM_VOTE_CLOSED || line->event == ROOM_VOTE_TIED) &&
               vote_get(store, actor, line->number, now, &vote) == RESULT_OK &&
               vote_result_get(store, actor, line->number, &result) == RESULT_OK) {
        vote_result_words(&vote, &result, words, sizeof words);
        struct buffer out = { 0 };
        buffer_format(&out, "%s. %s", line->text, words);
        free(line->text);
        line->text = buffer_take(&out);
        line->event = ROOM_VOTE_CLOSED; /* a tie is said by the words behind it */
    }
}

char *room_say_line(const struct room_line *line)
{
    struct buffer out = { 0 };
    char words[LINE_WORDS], clock[WHEN_BYTES];
    room_line_words(line, words, sizeof words);
    if (line->kind == ROOM_EVENT) {
        buffer_format(&out, "%s  %s", when_say_time(line->at, clock), words);
        add_way(line, &out);
    } else
        buffer_format(&out, "%s  %s%s%s%s: %s", when_say_time(line->at, clock),
            line->kind == ROOM_UNSIGNED ? _("a neighbour says") : line->handle, line->by_hand[0] != '\0' ? ", " : "",
            line->by_hand, kind_words(line), words);
    return buffer_take(&out);
}

static json_t *line_json(const struct room_line *line)
{
    static const char *const kinds[] = { [ROOM_TURN] = "turn",
        [ROOM_POINT] = "point",
        [ROOM_ANSWER] = "answer",
        [ROOM_SENTENCE] = "sentence",
        [ROOM_INTERPRETED] = "interpreted",
        [ROOM_CHANGED_MIND] = "mind",
        [ROOM_EVENT] = "event",
        [ROOM_INSTEAD] = "instead",
        [ROOM_FEELS] = "feels",
        [ROOM_UNSIGNED] = "unsigned",
        [ROOM_REPORT] = "report",
        [ROOM_THANKS] = "thanks" };
    char words[LINE_WORDS];
    room_line_words(line, words, sizeof words);
    return json_pack("{s:I, s:I, s:I, s:s, s:s, s:s, s:b, s:b, s:s}", "id", (json_int_t)line->id, "item",
        (json_int_t)line->item, "at", (json_int_t)line->at, "kind", kinds[line->kind], "handle", line->handle,
        "by_hand", line->by_hand, "struck", line->struck, "folded", line->folded, "text", words);
}

json_t *room_say_lines(struct reply *reply, const struct call *call, struct room_line *lines, size_t count)
{
    json_t *array = json_array();
    for (size_t i = 0; i < count; i++) {
        room_say_result(call->speaker->store, call->speaker->actor, call->speaker->now, &lines[i]);
        char *words = room_say_line(&lines[i]);
        reply_text(reply, call, 2, words);
        free(words);
        json_array_append_new(array, line_json(&lines[i]));
    }
    return array;
}

/* --- the room --- */

static void say_people(struct reply *reply, const struct room *room)
{
    if (room->late)
        reply_line(reply, "%s",
            _("The meeting's time is over: to decide, three quarters of those counted at its beginning must be here."));
    reply_line(reply,
        room->enough ? _("Enough people: yes. %d here, %d needed.") : _("Enough people: no. %d here, %d needed."),
        room->present, room->needed);
    if (room->homes > 0)
        reply_line(reply, _("Homes: %d here, %d needed."), room->homes_present, room->homes_needed);
    if (room->by_way[ROOM_DOOR] + room->by_way[ROOM_HAND] > 0)
        reply_line(reply, _("%d on line, %d at the door, %d by a helper's hand."), room->by_way[ROOM_LINE],
            room->by_way[ROOM_DOOR], room->by_way[ROOM_HAND]);
    if (room->item != 0 && !room->hides)
        reply_line(reply,
            ngettext("%d of %d has spoken on this.", "%d of %d have spoken on this.", (unsigned long)room->spoken),
            room->spoken, room->present);
}

/* How many read along, and who may. */
static void say_readers(struct reply *reply, const struct room *room)
{
    if (room->readers > 0)
        reply_line(reply, ngettext("%d reads along.", "%d read along.", (unsigned long)room->readers), room->readers);
    if (room->open_to == VISIBLE_PUBLIC)
        reply_line(reply, "%s", _("Who may read along: EVERYBODY (POLICE TOO)."));
    else if (room->open_to == VISIBLE_CONFEDERATION)
        reply_line(reply, "%s", _("Who may read along: THE NEIGHBOURHOOD."));
    if (room->is_observer)
        reply_line(reply, "%s",
            _("You read along in this meeting, silently. Items about a person or about action at work are not shown."));
}

static void say_signals(struct reply *reply, const struct room *room)
{
    struct buffer words = { 0 };
    for (int i = 0; i < ROOM_SIGNALS; i++)
        if (room->signals[i] > 0)
            buffer_format(&words, "%s%s %d%s", words.length > 0 ? ", " : "", room_signal_words((enum room_signal)i),
                room->signals[i], room->said_signal[i] ? _(" (you too)") : "");
    if (words.length > 0)
        reply_line(reply, _("Signals: %s."), buffer_text(&words));
    buffer_clear(&words);
    if (room->straw)
        reply_line(reply, _("Straw poll, which binds nothing: %s  yes %d, no %d, not sure %d. %s"),
            room->straw_question, room->straw_answers[0], room->straw_answers[1], room->straw_answers[2],
            room->is_observer ? "" : "`straw yes`.");
}

static void say_proposal(struct reply *reply, const struct room *room)
{
    long long proposal = (long long)room->proposal;
    if (room->vote != 0 && room->is_observer)
        reply_line(reply, "%s", _("A vote is open."));
    else if (room->vote != 0)
        reply_line(reply, _("A vote is open: `vote %lld` shows it."), (long long)room->vote);
    if (room->test != 0 && room->is_observer)
        reply_line(reply, _("The question is put. `proposal %lld` reads it."), proposal);
    else if (room->test == 0 && proposal != 0 && room->proposal_over)
        reply_line(reply, _("Proposal %lld is decided or withdrawn. `propose` makes another one."), proposal);
    else if (room->test == 0 && proposal != 0)
        reply_line(reply, _("A proposal is before the room: `proposal %lld` reads it."), proposal);
    if (room->other_text != 0)
        reply_line(
            reply, _("Another text waits for your word: `proposal %lld` shows it."), (long long)room->other_text);
}

static void say_anger(struct reply *reply, const struct call *call, const struct room_tools *tools)
{
    if (!tools->angry)
        return;
    if (tools->gain == 0)
        reply_line(reply, "%s",
            tools->stage == ROOM_STAGE_NONE
                ? reply_numbers(
                      call, _("This item was called in anger: it begins with a round of {anger-words} words each."))
            : tools->stage == ROOM_STAGE_HOMES
                ? reply_numbers(call, _("In {anger-words} words: what did it do to your home?"))
                : _("What can we do by Friday without anybody's permission? `act DAY`"));
    else if (tools->rests)
        reply_line(reply, "%s", _("We rest: no act is named. `gains` says until when."));
    else
        reply_line(reply,
            tools->comes ? ngettext("An act is named, and %d comes, you too.", "An act is named, and %d come, you too.",
                               (unsigned long)tools->hands)
                         : ngettext("An act is named, and %d comes. `come`", "An act is named, and %d come. `come`",
                               (unsigned long)tools->hands),
            tools->hands);
}

/* What room_tools.h adds, as far as there is something. */
static void say_tools(struct reply *reply, const struct call *call, const struct room *room)
{
    const struct room_tools *tools = &room->tools;
    say_anger(reply, call, tools);
    if (tools->urgent[0] != '\0')
        reply_line(reply,
            ngettext("An urgent item is asked for: %s  %d of %d says yes%s. `urgent yes`",
                "An urgent item is asked for: %s  %d of %d say yes%s. `urgent yes`", (unsigned long)tools->urgent_yes),
            reply_shown(call, tools->urgent), tools->urgent_yes, tools->urgent_needed,
            tools->urgent_mine ? _(", you too") : "");
    if (tools->may_instead)
        reply_line(reply, "%s", _("Your turn was folded. `instead` says what was done."));
    if (tools->may_feel)
        reply_line(reply, "%s", _("You watch the mood: `feels` says how the room feels."));
    else if (tools->mood != 0)
        reply_line(reply, _("%s watches the mood."), reply_shown(call, tools->mood_handle));
    if (tools->ending != 0)
        reply_line(reply, "%s", _("The last two questions are asked. `thanks` says whom you thank."));
}

static void say_chair(struct reply *reply, const struct call *call, const struct room *room)
{
    char words[ROOM_SAY_BYTES];
    if (room->chair == 0 && !room->is_observer)
        reply_line(reply, "%s",
            room->tools.lot_from != 0
                ? _("The chair is empty, and the lot gives it soon. `chair willing` says that you would take it.")
                : _("The chair is empty. Anybody who is here takes it: `chair take`."));
    else if (room->tools.chair_dropped && !room->is_observer)
        reply_line(reply, _("%s has the chair; the line dropped. A facilitator takes it: `chair take`."),
            reply_shown(call, room->chair_handle));
    else if (room->chair != 0)
        reply_line(reply, _("%s has the chair."), reply_shown(call, room->chair_handle));
    if (room->notes != 0)
        reply_line(reply, _("%s takes the notes."), reply_shown(call, room->notes_handle));
    if (!room->is_chair)
        return;
    room_step(room, call->speaker->now, words, sizeof words);
    reply_line(reply, _("You have the chair. To say aloud next: %s (`chair` says how.)"), reply_shown(call, words));
}

/* An item about a person: who speaks first and last. */
static void say_person(struct reply *reply, const struct call *call, const struct room *room)
{
    if (room->about_me)
        reply_line(reply,
            room->concerned != room->person
                ? _("This item is about you. %s speaks first and last for you; `agenda speaker %lld me` takes that back.")
                : _("This item is about you. %s, you speak first and last; `agenda speaker %lld HANDLE` names somebody."),
            reply_shown(call, room->concerned_handle), (long long)room->item);
    else if (room->person != 0 && room->concerned != room->person)
        reply_line(reply, _("This item is about %s. %s speaks first and last for them."),
            reply_shown(call, room->person_handle), reply_shown(call, room->concerned_handle));
    else if (room->person != 0)
        reply_line(
            reply, _("This item is about %s, who speaks first and last."), reply_shown(call, room->person_handle));
    if (room->is_chair && room->last_due)
        reply_line(reply, _("%s has not had the last word: `chair last`."), reply_shown(call, room->concerned_handle));
}

void room_say_opens(struct reply *reply, const struct call *call, const struct room *room)
{
    char words[ROOM_SAY_BYTES], open[40];
    snprintf(open, sizeof open, "`chair %lld open`", (long long)room->meeting);
    if (room_opens_words(room, call->speaker->now, open, words, sizeof words)[0] != '\0')
        reply_line(reply, "%s", reply_shown(call, words));
}

void room_say_all(struct reply *reply, const struct call *call, const struct room *room)
{
    char words[ROOM_SAY_BYTES];
    reply_line(reply, "%s", reply_shown(call, room->title));
    reply_line(reply, "%s", reply_shown(call, room_say_item(room, call->speaker->now, words)));
    room_say_opens(reply, call, room);
    if (room->state == ROOM_NOT_OPEN || room->state == ROOM_CLOSED || room->state == ROOM_ADJOURNED)
        return;
    reply_line(reply, "%s", reply_shown(call, room_say_turn(room, words)));
    say_person(reply, call, room);
    say_proposal(reply, room);
    if (!room->is_observer)
        say_tools(reply, call, room);
    say_signals(reply, room);
    say_people(reply, room);
    say_readers(reply, room);
    say_chair(reply, call, room);
    if (room->my_share + room->middle_share > 0)
        reply_line(reply, _("Your share of what was said in this meeting: %d in a hundred. In the middle: %d."),
            room->my_share, room->middle_share);
}

static json_t *turn_json(const struct speakers_turn *turn, const char *handle)
{
    static const char *const acts[] = { [SPEAKERS_NO_ACT] = "",
        [SPEAKERS_POINT] = "point",
        [SPEAKERS_ANSWER] = "answer",
        [SPEAKERS_SENTENCE] = "sentence",
        [SPEAKERS_TURN] = "turn",
        [SPEAKERS_FIRST] = "first",
        [SPEAKERS_LAST] = "last" };
    if (turn->act == SPEAKERS_NO_ACT)
        return json_null();
    return json_pack("{s:s, s:s, s:i, s:b}", "handle", handle, "kind", acts[turn->act], "letters", turn->letters,
        "first_time", turn->act == SPEAKERS_TURN && turn->why == SPEAKERS_FIRST_TIME);
}

static void add_counts(json_t *json, const struct room *room)
{
    json_t *signals = json_object(), *next = json_array();
    for (int i = 0; i < ROOM_SIGNALS; i++)
        json_object_set_new(signals, room_signal_name((enum room_signal)i), json_integer(room->signals[i]));
    for (int i = 0; i < 3 && room->next[i].act != SPEAKERS_NO_ACT; i++)
        json_array_append_new(next, turn_json(&room->next[i], room->next_handle[i]));
    json_object_set_new(json, "signals", signals);
    json_object_set_new(json, "next", next);
    json_object_set_new(json, "turn", turn_json(&room->turn, room->turn_handle));
    json_object_set_new(json, "straw",
        room->straw ? json_pack("{s:s, s:i, s:i, s:i}", "question", room->straw_question, "yes", room->straw_answers[0],
                          "no", room->straw_answers[1], "unsure", room->straw_answers[2])
                    : json_null());
}

static json_t *tools_json(const struct room_tools *tools)
{
    static const char *const stages[] = {
        [ROOM_STAGE_NONE] = "", [ROOM_STAGE_HOMES] = "homes", [ROOM_STAGE_FRIDAY] = "friday"
    };
    return json_pack("{s:b, s:s, s:I, s:i, s:b, s:s, s:i, s:i, s:i, s:b, s:b, s:s, s:i, s:b}", "angry", tools->angry,
        "stage", stages[tools->stage], "gain", (json_int_t)tools->gain, "hands", tools->hands, "you_come", tools->comes,
        "urgent", tools->urgent, "urgent_yes", tools->urgent_yes, "urgent_needed", tools->urgent_needed, "points_heard",
        tools->points_heard, "points_together", tools->points_together, "chair_lent", tools->lent, "mood",
        tools->mood_handle, "small_group", tools->team, "last_questions", tools->ending != 0);
}

json_t *room_json(const struct room *room)
{
    static const char *const states[] = { "not open", "open", "break", "closed", "adjourned" }, *const ways[] = {
        "away", "line", "door", "hand"
    };
    json_t *json =
        json_pack("{s:I, s:s, s:s, s:I, s:s, s:i, s:i, s:I, s:s, s:s, s:i, s:i, s:i, s:i, s:b, s:i, s:s, s:i,"
                  " s:b, s:I}",
            "meeting", (json_int_t)room->meeting, "title", room->title, "state", states[room->state], "item",
            (json_int_t)room->item, "item_title", room->item_title, "item_number", room->item_number, "items",
            room->item_count, "item_ends", (json_int_t)room->item_ends, "chair", room->chair_handle, "notes",
            room->notes_handle, "present", room->present, "needed", room->needed, "homes_present", room->homes_present,
            "homes_needed", room->homes_needed, "enough", room->enough, "spoken", room->spoken, "here", ways[room->way],
            "place", room->place, "my_turn", room->my_turn, "last_line", (json_int_t)room->last_line);
    json_object_set_new(json, "proposal", json_integer((json_int_t)room->proposal));
    json_object_set_new(json, "starts", json_integer((json_int_t)room->starts));
    json_object_set_new(json, "power_cut", json_boolean(room->cut != 0));
    json_object_set_new(json, "may_adjourn", json_boolean(room->may_adjourn));
    json_object_set_new(json, "open_to", json_string(board_visibility_name(room->open_to)));
    json_object_set_new(json, "read_along", json_integer(room->readers));
    json_object_set_new(json, "you_read_along", json_boolean(room->is_observer));
    json_object_set_new(json, "hidden", json_boolean(room->hides));
    json_object_set_new(json, "question_is_put", json_boolean(room->test != 0));
    json_object_set_new(json, "tools", tools_json(&room->tools));
    json_object_set_new(json, "vote", json_integer(room->vote));
    json_object_set_new(json, "person", json_string(room->person_handle));
    json_object_set_new(json, "speaks_first_and_last", json_string(room->concerned_handle));
    json_object_set_new(json, "last_word_is_due", json_boolean(room->last_due));
    json_object_set_new(json, "time_is_over", json_boolean(room->late));
    add_counts(json, room);
    return json;
}
