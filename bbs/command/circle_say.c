/* circle_say.c: a circle in sentences. See circle_say.h. RULES 6.1, 6.2. */
#include "bbs/command/circle_say.h"

#include <stdlib.h>
#include <string.h>

#include "gettext.h"
#include "when.h"

/* --- names for programs --- */

const char *circle_state_name(enum circle_state state)
{
    static const char *const names[] = { [CIRCLE_PLANNED] = "planned",
        [CIRCLE_OPEN] = "open",
        [CIRCLE_HELD] = "held",
        [CIRCLE_CALLED_OFF] = "called_off",
        [CIRCLE_NOT_SO] = "not_in_this_form",
        [CIRCLE_CUT_OFF] = "cut_off" };
    return names[state];
}

const char *circle_answer_name(enum circle_answer answer)
{
    static const char *const names[] = {
        [CIRCLE_ASKED] = "asked", [CIRCLE_COMES] = "comes", [CIRCLE_WAITS] = "waits", [CIRCLE_DECLINED] = "declined"
    };
    return names[answer];
}

const char *circle_stage_name(enum ring_stage stage)
{
    static const char *const names[] = { [0] = "none",
        [RING_GATHERS] = "gathers",
        [RING_CHECK_IN] = "check_in",
        [RING_AGREEMENTS] = "agreements",
        [RING_ROUND] = "round",
        [RING_NEXT_STEPS] = "next_steps",
        [RING_CHECK_OUT] = "check_out",
        [RING_OVER] = "over" };
    return names[stage];
}

const char *circle_there_name(enum ring_there there)
{
    static const char *const names[] = { [RING_AWAY] = "not_yet",
        [RING_IN] = "in",
        [RING_OUT] = "stepped_out",
        [RING_LOST] = "line_dropped",
        [RING_LEFT] = "left" };
    return names[there];
}

/* --- before and after --- */

static void say_answer(const struct circle *circle, struct buffer *out)
{
    if (!circle->named)
        buffer_string(out, _(" It is open to all here."));
    else if (circle->answer == CIRCLE_ASKED)
        buffer_string(out, _(" You are asked to come."));
    else if (circle->answer == CIRCLE_COMES)
        buffer_string(out, circle->keeps ? _(" You come, and keep it.") : _(" You come."));
    else if (circle->answer == CIRCLE_WAITS)
        buffer_format(out, _(" You are number %d on the waiting list."), circle->place_in_line);
    else
        buffer_string(out, _(" You do not come."));
    if (circle->answer == CIRCLE_WAITS && circle->come < circle->places)
        buffer_format(out,
            ngettext(" %d of %d places is taken; the others are kept for its keepers.",
                " %d of %d places are taken; the others are kept for its keepers.", (unsigned long)circle->come),
            circle->come, circle->places);
    else
        buffer_format(out,
            ngettext(" %d of %d places is taken.", " %d of %d places are taken.", (unsigned long)circle->come),
            circle->come, circle->places);
}

const char *circle_say_state(const struct circle *circle, int64_t now, char out[CIRCLE_SAY_BYTES])
{
    char at[WHEN_BYTES];
    struct buffer words = { 0 };
    buffer_format(&words, "%s.", when_say(circle->at, true, now, at));
    if (circle->state == CIRCLE_PLANNED)
        say_answer(circle, &words);
    else if (circle->state == CIRCLE_OPEN) {
        buffer_string(&words, _(" It is open now."));
        if (!circle->named || circle->answer != CIRCLE_COMES)
            say_answer(circle, &words);
    } else {
        char end[CIRCLE_SAY_BYTES];
        buffer_format(&words, " %s", circle_say_end(circle, end));
    }
    util_copy_text(out, CIRCLE_SAY_BYTES, buffer_text(&words));
    buffer_clear(&words);
    return out;
}

const char *circle_say_why(enum ring_why why)
{
    switch (why) {
    case RING_TOO_FEW:
        return _("Too few were left, so it ended.");
    case RING_NO_KEEPER:
        return _("Both keepers were away for ten minutes, so it ended.");
    case RING_NEVER_MET:
        return _("It did not begin.");
    case RING_TIME_IS_UP:
        return _("Its time is up.");
    default:
        return _("It is over.");
    }
}

const char *circle_say_end(const struct circle *circle, char out[CIRCLE_SAY_BYTES])
{
    if (circle->state == CIRCLE_CALLED_OFF)
        util_copy_text(out, CIRCLE_SAY_BYTES, _("It was called off."));
    else if (circle->state == CIRCLE_NOT_SO)
        util_copy_text(out, CIRCLE_SAY_BYTES, _("It does not take place: not in this form."));
    else if (circle->state == CIRCLE_CUT_OFF)
        util_copy_text(out, CIRCLE_SAY_BYTES,
            _("The circle was cut off: the house stopped while it was held. What was said is gone."));
    else
        snprintf(out, CIRCLE_SAY_BYTES, "%s %s", circle_say_why(circle->why), _("What was said there is gone."));
    return out;
}

/* --- while it is held --- */

const char *circle_say_name(const struct circle_view *view, int place)
{
    return place == view->ring.mine ? _("you") : view->handle[place];
}

int circle_place_of(const struct circle_view *view, const char *handle)
{
    if (strcmp(handle, "me") == 0 || strcmp(handle, _("me")) == 0)
        return view->ring.mine;
    for (int i = 0; i < RING_PEOPLE_MOST; i++)
        if (view->ring.person[i].member != 0 && strcasecmp(view->handle[i], handle) == 0)
            return i;
    return RING_NOBODY;
}

/* The prompt of this round: of three rounds with one prompt all have the same. */
static const char *prompt_of(const struct circle_view *view)
{
    int last = CIRCLE_PROMPTS - 1, round = view->ring.round - 1;
    while (last > 0 && view->circle.prompt[last][0] == '\0')
        last--;
    return view->circle.prompt[round < 0 ? 0 : round > last ? last : round];
}

static void say_round(const struct circle_view *view, char out[CIRCLE_SAY_BYTES])
{
    if (view->ring.short_circle)
        util_copy_text(out, CIRCLE_SAY_BYTES, _("Each shows their lines, one after the other."));
    else if (view->ring.round <= view->ring.rounds_fit)
        snprintf(
            out, CIRCLE_SAY_BYTES, _("Round %d of %d: %s"), view->ring.round, view->ring.rounds_fit, prompt_of(view));
    else
        snprintf(out, CIRCLE_SAY_BYTES, _("Round %d: %s"), view->ring.round, prompt_of(view));
}

static int count_in(const struct circle_view *view)
{
    int count = 0;
    for (int i = 0; i < RING_PEOPLE_MOST; i++)
        count += view->ring.person[i].member != 0 && view->ring.person[i].there == RING_IN;
    return count;
}

const char *circle_say_stage(const struct circle_view *view, char out[CIRCLE_SAY_BYTES])
{
    switch ((enum ring_stage)view->ring.stage) {
    case RING_GATHERS:
        snprintf(out, CIRCLE_SAY_BYTES,
            ngettext("People gather; %d is here. A keeper begins it.",
                "People gather; %d are here. A keeper begins it.", (unsigned long)count_in(view)),
            count_in(view));
        break;
    case RING_CHECK_IN:
        util_copy_text(out, CIRCLE_SAY_BYTES, _("Check-in: how are you as you arrive?"));
        break;
    case RING_AGREEMENTS:
        util_copy_text(out, CIRCLE_SAY_BYTES, _("Agreements: what do you need from us, so that you can speak?"));
        break;
    case RING_ROUND:
        say_round(view, out);
        break;
    case RING_NEXT_STEPS:
        util_copy_text(
            out, CIRCLE_SAY_BYTES, _("Next steps: what will be done, by whom, until when? Nobody needs the piece."));
        break;
    case RING_CHECK_OUT:
        util_copy_text(out, CIRCLE_SAY_BYTES, _("Check-out: how are you as you leave?"));
        break;
    default:
        util_copy_text(out, CIRCLE_SAY_BYTES, circle_say_why((enum ring_why)view->ring.why));
    }
    return out;
}

/* Those who have the piece after the holder, in their order: first who has not had it, then who is offered it once
 * more. */
static void say_next(const struct circle_view *view, struct buffer *out)
{
    int from = view->ring.holder, said = 0;
    for (int turn = RING_TO_COME; turn <= RING_TO_OFFER; turn++)
        for (int i = 1; i <= RING_PEOPLE_MOST; i++) {
            int place = (from + i + RING_PEOPLE_MOST) % RING_PEOPLE_MOST;
            const struct ring_person *person = &view->ring.person[place];
            if (place == from || person->member == 0 || person->there != RING_IN || person->turn != turn)
                continue;
            if (said++ == 0)
                buffer_format(out, _(" Then %s"), circle_say_name(view, place));
            else
                buffer_format(out, ", %s", circle_say_name(view, place));
        }
    if (said > 0)
        buffer_string(out, ".");
}

static void say_holder(const struct circle_view *view, struct buffer *out)
{
    int holder = view->ring.holder;
    if (holder == view->ring.mine && view->ring.person[holder].offered)
        buffer_string(out, _("You are offered the piece once more."));
    else if (holder == view->ring.mine)
        buffer_string(out, _("You have the piece."));
    else if (view->ring.person[holder].there == RING_LOST)
        buffer_format(out, _("%s has the piece. Their line dropped; it is kept for them for three minutes."),
            view->handle[holder]);
    else
        buffer_format(out, _("%s is writing."), view->handle[holder]);
    say_next(view, out);
    if (holder == view->ring.mine && view->ring.more)
        buffer_string(out, _(" More time? Only you are asked. Passing is just as good."));
}

/* Keepers read of everybody who asks, whoever asks of herself alone. */
static void say_who_asks(const struct circle_view *view, struct buffer *out)
{
    for (int i = 0; i < RING_PEOPLE_MOST; i++) {
        if ((view->ring.asks_pause >> i & 1) == 0)
            continue;
        if (out->length > 0)
            buffer_string(out, " ");
        if (i == view->ring.mine)
            buffer_string(out, _("You ask for a pause."));
        else
            buffer_format(out, _("%s asks for a pause."), view->handle[i]);
    }
}

const char *circle_say_piece(const struct circle_view *view, char out[CIRCLE_SAY_BYTES])
{
    struct buffer words = { 0 };
    bool keeps = view->ring.person[view->ring.mine].keeper;
    if (view->ring.without_keeper && view->ring.stage > RING_GATHERS)
        buffer_string(&words, _("No keeper is here. The circle waits ten minutes for one."));
    else if (view->ring.paused_by != RING_NOBODY)
        buffer_format(&words, _("A pause, asked for by %s: %.*s"), circle_say_name(view, view->ring.paused_by),
            (int)view->ring.reason_length, view->ring.reason);
    else if (view->ring.holder != RING_NOBODY)
        say_holder(view, &words);
    else if (view->ring.stage == RING_NEXT_STEPS)
        buffer_string(&words,
            keeps ? _("When the steps are said, you go on to the check-out.") : _("Whoever has a step, says it."));
    else if (view->ring.complete)
        buffer_string(&words, keeps ? _("The piece has gone round. You say how it goes on.")
                                    : _("The piece has gone round. A keeper says how it goes on."));
    say_who_asks(view, &words);
    util_copy_text(out, CIRCLE_SAY_BYTES, buffer_text(&words));
    buffer_clear(&words);
    return out;
}

const char *circle_say_people(const struct circle_view *view, char out[CIRCLE_SAY_BYTES])
{
    struct buffer words = { 0 };
    for (int i = 0; i < RING_PEOPLE_MOST; i++) {
        const struct ring_person *person = &view->ring.person[i];
        if (person->member == 0)
            continue;
        buffer_format(&words, "%s%s", words.length > 0 ? ", " : "", circle_say_name(view, i));
        if (person->keeper)
            buffer_string(&words, _(" (keeper)"));
        if (person->there == RING_AWAY)
            buffer_string(&words, _(" (not here yet)"));
        else if (person->there == RING_OUT)
            buffer_string(&words, _(" (stepped out, the place stays)"));
        else if (person->there == RING_LOST)
            buffer_string(&words, _(" (the line dropped, the place stays)"));
        else if (person->there == RING_LEFT)
            buffer_string(&words, _(" (left)"));
    }
    buffer_string(&words, ".");
    util_copy_text(out, CIRCLE_SAY_BYTES, buffer_text(&words));
    buffer_clear(&words);
    return out;
}

const char *circle_say_step(
    const struct circle_view *view, int number, const struct ring_step *step, int64_t now, char out[CIRCLE_SAY_BYTES])
{
    struct buffer words = { 0 };
    char day[WHEN_BYTES];
    int named = 0, missing = 0;
    buffer_format(
        &words, "%d. %.*s (%s; ", number + 1, (int)step->length, step->text, when_say(step->day, false, now, day));
    for (int i = 0; i < RING_PEOPLE_MOST; i++)
        if ((step->named >> i & 1) != 0)
            buffer_format(&words, "%s%s", named++ > 0 ? ", " : "", circle_say_name(view, i));
    buffer_string(&words, ")");
    for (int i = 0; i < RING_PEOPLE_MOST; i++)
        if (((step->named & ~step->yes) >> i & 1) != 0)
            buffer_format(
                &words, "%s%s", missing++ > 0 ? ", " : _(" waits for the yes of: "), circle_say_name(view, i));
    buffer_string(&words, missing > 0 ? "." : _(": everybody in it said yes."));
    util_copy_text(out, CIRCLE_SAY_BYTES, buffer_text(&words));
    explicit_bzero(words.data, words.length);
    buffer_clear(&words);
    return out;
}

/* --- words --- */

static void say_lines(const char *name, const char *words, size_t length, struct buffer *out)
{
    while (length > 0) {
        const char *end = memchr(words, '\n', length);
        size_t line = end != NULL ? (size_t)(end - words) : length;
        if (line > 0)
            buffer_format(out, "%s: %.*s\n", name, (int)line, words);
        line += end != NULL;
        words += line;
        length -= line;
    }
}

/* The three lines of a short circle. */
static void say_short(const struct circle_view *view, int place, const char *words, size_t told, struct buffer *out)
{
    static const char *const kinds[] = { N_("of themselves"), N_("of what somebody did"), N_("they propose") };
    const struct ring_person *person = &view->ring.person[place];
    for (size_t i = told; i < 3 && i < person->shown; i++) {
        const char *line = words + i * RING_LINE_BYTES;
        if (line[0] == '\0')
            continue;
        buffer_format(out, "%s (%s", circle_say_name(view, place), _(kinds[i]));
        if (i == 1 && person->criticizes != RING_NOBODY)
            buffer_format(out, _(", for %s"), circle_say_name(view, person->criticizes));
        buffer_format(out, "): %.*s\n", (int)strnlen(line, RING_LINE_BYTES), line);
    }
}

void circle_say_words(
    const struct circle_view *view, int place, const char *words, size_t length, size_t told, struct buffer *out)
{
    if (view->ring.short_circle)
        say_short(view, place, words, told, out);
    else if (told < length)
        say_lines(circle_say_name(view, place), words + told, length - told, out);
}

void circle_say_two(
    const struct circle_view *view, const char *words, size_t length, size_t told, bool own, struct buffer *out)
{
    size_t at = told < length ? told : length;
    while (at < length) {
        const char *end = memchr(words + at, '\n', length - at);
        size_t line = end != NULL ? (size_t)(end - words) - at : length - at;
        int place = words[at] - 'A';
        if (line > 1 && place >= 0 && place < RING_PEOPLE_MOST && (own || place != view->ring.mine))
            buffer_format(out, _("%s, for two: %.*s\n"), circle_say_name(view, place), (int)line - 1, words + at + 1);
        at += line + (end != NULL);
    }
}
