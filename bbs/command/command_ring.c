/*
 * command_ring.c: a circle while it is held: coming in, the piece, what keepers do, next steps, lines for two, the
 * short circle. RULES 6.1 to 6.5.
 *
 * Words come from standard input or from a prompt, never as words of the command: the client's history and the list of
 * processes show these. Whoever comes in stays in as long as her session does; so a single command cannot come in, but
 * does all else for somebody who is in by another session.
 */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "bbs/command/circle_say.h"
#include "bbs/command/command_table.h"
#include "gettext.h"
#include "when.h"

static enum result act(const struct call *call, struct reply *reply, int64_t id, const struct ring_ask *ask)
{
    const struct speaker *speaker = call->speaker;
    return reply_from_store(reply, circle_do(speaker->store, speaker->actor, id, ask), speaker->store);
}

/* After an act: who has the piece now; `stage`: another part of the circle has begun. */
static void say_piece(const struct call *call, struct reply *reply, int64_t id, bool stage)
{
    const struct speaker *speaker = call->speaker;
    struct circle_view *view = xcalloc(1, sizeof *view);
    char words[CIRCLE_SAY_BYTES] = "";
    if (circle_look(speaker->store, speaker->actor, id, view) == RESULT_OK) {
        reply->secret = true;
        if (stage)
            reply_text(reply, call, 0, circle_say_stage(view, words));
        circle_say_piece(view, words);
        if (words[0] != '\0')
            reply_text(reply, call, 0, words);
        reply->json = json_pack(
            "{s:s, s:i}", "stage", circle_stage_name((enum ring_stage)view->ring.stage), "round", view->ring.round);
        if (view->ring.holder != RING_NOBODY)
            json_object_set_new(reply->json, "holder", json_string(view->handle[view->ring.holder]));
    }
    sodium_memzero(words, sizeof words);
    sodium_memzero(view, sizeof *view);
    free(view);
}

/* --- coming in --- */

static void say_agreements(const struct call *call, struct reply *reply, const struct circle *circle)
{
    reply_line(reply, _("%s. What we agree on in a circle:"), reply_shown(call, circle->purpose));
    reply_text(reply, call, 2, circle_agreements(circle->short_circle));
}

static bool comes(const struct call *call, int64_t id, bool agrees)
{
    const struct speaker *speaker = call->speaker;
    return circle_do(speaker->store, speaker->actor, id, &(struct ring_ask) { .act = RING_COME, .number = agrees }) ==
           RESULT_OK;
}

static enum result came_in(const struct call *call, struct reply *reply, int64_t id)
{
    const struct speaker *speaker = call->speaker;
    struct circle_view *view = xcalloc(1, sizeof *view);
    struct readers readers;
    char words[CIRCLE_SAY_BYTES];
    enum result result = circle_look(speaker->store, speaker->actor, id, view);
    reply->circle = id;
    if (result == RESULT_OK) {
        reply->secret = true;
        reply_line(reply, "%s", _("You are in the circle."));
        readers_of_spoken(READERS_OF_CIRCLE, &readers);
        reply_line(reply, "%s.", readers.line);
        reply_text(reply, call, 0, circle_say_people(view, words));
        reply_text(reply, call, 0, circle_say_stage(view, words));
        circle_say_piece(view, words);
        if (words[0] != '\0')
            reply_text(reply, call, 0, words);
        sodium_memzero(words, sizeof words);
    }
    sodium_memzero(view, sizeof *view);
    free(view);
    return reply_from_store(reply, result, speaker->store);
}

static enum result run_enter(const struct call *call, struct reply *reply)
{
    const struct speaker *speaker = call->speaker;
    struct circle circle;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    enum result result = circle_get(speaker->store, speaker->actor, id, &circle);
    if (result != RESULT_OK)
        return reply_from_store(reply, result, speaker->store);
    if (circle.state > CIRCLE_OPEN) {
        char end[CIRCLE_SAY_BYTES];
        return reply_refuse(reply, RESULT_CONFLICT, "%s", circle_say_end(&circle, end));
    }
    if (speaker->here == NULL)
        return reply_refuse(reply, RESULT_REFUSED, "%s",
            _("This command ends at once, and you would be out again. Log in without a command, with the screens or with ssh -T; then `circle enter`."));
    if (comes(call, id, false)) /* back to her place, or in by another session of hers */
        return came_in(call, reply, id);
    bool hers = circle.state == CIRCLE_OPEN && circle.named && circle.answer == CIRCLE_COMES;
    if (hers && call_option(call, "yes") == NULL && speaker->asks_first) {
        say_agreements(call, reply, &circle);
        reply_asks(reply, speaker, "%s", _("Do you say yes to that?"));
        return RESULT_OK;
    }
    if (!comes(call, id, true))
        return act(call, reply, id, &(struct ring_ask) { .act = RING_COME, .number = 1 }); /* for its sentence */
    return came_in(call, reply, id);
}

/* --- acts without words --- */

static const struct plain {
    const char *name;
    enum ring_act act;
    const char *done; /* N_(); NULL: who has the piece now is said */
} plains[] = {
    { "circle begin", RING_BEGIN, NULL },
    { "circle pass", RING_PASS, NULL },
    { "circle more", RING_MORE_TIME, N_("Take the time you need.") },
    { "circle resume", RING_RESUME, NULL },
    { "circle heard", RING_HEARD, N_("They read: heard.") },
    { "circle ask-pause", RING_ASK_PAUSE, N_("The keepers read that you ask for a pause. Nobody else does.") },
    { "circle show", RING_SHOW_LINE,
        N_("Your line is shown. `circle show` shows the next, `circle pass` passes the piece on.") },
};

static enum result run_plain(const struct call *call, struct reply *reply)
{
    const struct plain *plain = plains;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    while (strcmp(plain->name, call->command->name) != 0)
        plain++;
    enum result result = act(call, reply, id, &(struct ring_ask) { .act = plain->act });
    if (result == RESULT_OK && plain->done != NULL)
        reply_line(reply, "%s", _(plain->done));
    else if (result == RESULT_OK)
        say_piece(call, reply, id, plain->act == RING_BEGIN);
    return result;
}

static enum result run_hold(const struct call *call, struct reply *reply)
{
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    bool off = strcmp(call->word[1], "off") == 0;
    if (!off && strcmp(call->word[1], "on") != 0)
        return reply_usage(reply, _("Type it like this: %s"), call_usage(call));
    enum result result = act(call, reply, id, &(struct ring_ask) { .act = RING_HOLD_BACK, .number = !off });
    if (result == RESULT_OK)
        reply_line(reply, "%s",
            off ? _("Your words appear line by line.") : _("Your words appear when you pass the piece on."));
    return result;
}

static enum result run_go_on(const struct call *call, struct reply *reply)
{
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    bool again = call->words > 1;
    if (again && strcmp(call->word[1], "round") != 0)
        return reply_usage(reply, _("Type it like this: %s"), call_usage(call));
    enum result result = act(call, reply, id, &(struct ring_ask) { .act = RING_GO_ON, .number = !again });
    if (result == RESULT_OK)
        say_piece(call, reply, id, true);
    return result;
}

static enum result run_out(const struct call *call, struct reply *reply)
{
    bool leaves = strcmp(call->command->name, "circle leave") == 0;
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    enum result result = act(call, reply, id, &(struct ring_ask) { .act = leaves ? RING_LEAVE : RING_STEP_OUT });
    if (result != RESULT_OK)
        return result;
    reply->circle_left = leaves;
    reply->circle_out = !leaves;
    if (leaves)
        reply_line(reply, _("You left the circle. Nobody asks why. `circle enter %lld` brings you back until it ends."),
            (long long)id);
    else
        reply_line(reply, _("You stepped out. Your place stays: `circle enter %lld` brings you back."), (long long)id);
    reply_line(reply,
        _("Shall somebody come by? `come-by %lld HANDLE` asks a keeper, or whom you name; nobody else reads it."),
        (long long)id);
    return RESULT_OK;
}

/* Whoever may not close it is told so, and not asked whether to. */
static bool keeps(const struct call *call, int64_t id)
{
    const struct speaker *speaker = call->speaker;
    struct circle_view *view = xcalloc(1, sizeof *view);
    bool keeper = circle_look(speaker->store, speaker->actor, id, view) == RESULT_OK &&
                  view->ring.person[view->ring.mine].keeper && view->ring.person[view->ring.mine].there == RING_IN;
    sodium_memzero(view, sizeof *view);
    free(view);
    return keeper;
}

static enum result run_close(const struct call *call, struct reply *reply)
{
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    if (keeps(call, id) && reply_asks(reply, call->speaker, "%s",
                               _("Closing ends the circle for all, and what was said is gone. Close it?")))
        return RESULT_OK;
    enum result result = act(call, reply, id, &(struct ring_ask) { .act = RING_CLOSE });
    if (result == RESULT_OK) {
        reply->circle_left = true;
        reply_line(reply, "%s", _("The circle is closed. What was said is gone."));
    }
    return result;
}

/* --- acts with words --- */

/* The words as they came, without the line end behind the last. The caller frees; NULL: the reply has the refusal. */
static char *take_words(const struct call *call, struct reply *reply)
{
    char *body = call_body(call, reply);
    size_t length = body != NULL ? strlen(body) : 0;
    while (length > 0 && (body[length - 1] == '\n' || body[length - 1] == '\r'))
        body[--length] = '\0';
    return body;
}

static void forget(char *words)
{
    sodium_memzero(words, strlen(words));
    free(words);
}

static enum result act_with_words(const struct call *call, struct reply *reply, int64_t id, struct ring_ask *ask)
{
    char *words = take_words(call, reply);
    if (words == NULL)
        return reply->result;
    ask->text = words;
    ask->length = strlen(words);
    enum result result = act(call, reply, id, ask);
    forget(words);
    return result;
}

/* Some lines of hers were said, and the next one was refused. Says how many were said, and why the next was not. */
static enum result say_partly(struct reply *reply, int said)
{
    char *why = xstrdup(reply->reason);
    enum result result = reply_refuse(reply, reply->result,
        ngettext(
            "%d line was said, the rest was not: %s", "%d lines were said, the rest was not: %s", (unsigned long)said),
        said, why);
    free(why);
    return result;
}

/* Each line of what came is a line of her turn. The lines before one that is refused stay said. */
static enum result run_speak(const struct call *call, struct reply *reply)
{
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    char *words = take_words(call, reply);
    if (words == NULL)
        return reply->result;
    enum result result = words[0] == '\0' ? reply_refuse(reply, RESULT_INVALID, "%s", _("It needs words.")) : RESULT_OK;
    size_t length = strlen(words);
    int said = 0;
    for (char *line = words, *rest; result == RESULT_OK && line < words + length; line = rest) {
        rest = line + strcspn(line, "\n") + 1;
        rest[-1] = '\0';
        if (line[strspn(line, " \t\r")] != '\0')
            result = act(call, reply, id, &(struct ring_ask) { .act = RING_SAY, .text = line, .length = strlen(line) });
    }
    sodium_memzero(words, length);
    free(words);
    if (result == RESULT_OK)
        say_piece(call, reply, id, false);
    return result != RESULT_OK && said > 0 ? say_partly(reply, said) : result;
}

static enum result run_pause(const struct call *call, struct reply *reply)
{
    struct ring_ask ask = { .act = RING_PAUSE };
    int64_t id;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    enum result result = act_with_words(call, reply, id, &ask);
    if (result == RESULT_OK)
        reply_line(reply, _("There is a pause. `circle resume %lld` ends it."), (long long)id);
    return result;
}

static enum result run_two(const struct call *call, struct reply *reply)
{
    struct ring_ask ask = { .act = RING_SAY_TO_TWO };
    int64_t id;
    return call_number(call, 0, &id, reply) ? act_with_words(call, reply, id, &ask) : RESULT_INVALID;
}

/* --- people of the circle --- */

/* The places of these handles ("nomsa, sipho"), one bit each; 0: the reply has the refusal. */
static uint16_t read_places(const struct call *call, struct reply *reply, int64_t id, const char *handles, int *first)
{
    const struct speaker *speaker = call->speaker;
    struct circle_view *view = xcalloc(1, sizeof *view);
    uint16_t places = 0;
    char *names = xstrdup(handles), *rest = names, *handle;
    enum result result = circle_look(speaker->store, speaker->actor, id, view);
    if (result != RESULT_OK)
        reply_from_store(reply, result, speaker->store);
    while (result == RESULT_OK && (handle = strtok_r(rest, " ,", &rest)) != NULL) {
        int place = circle_place_of(view, handle);
        if (place == RING_NOBODY) {
            result = reply_refuse(reply, RESULT_NOT_FOUND, _("%s is not in this circle."), reply_shown(call, handle));
            places = 0;
        } else {
            places = (uint16_t)(places | 1U << place);
            *first = place;
        }
    }
    if (result == RESULT_OK && places == 0)
        reply_usage(reply, _("Type it like this: %s"), call_usage(call));
    sodium_memzero(view, sizeof *view);
    free(view);
    free(names);
    return places;
}

static enum result run_with(const struct call *call, struct reply *reply)
{
    int64_t id;
    int place = RING_NOBODY;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    if (read_places(call, reply, id, call->word[1], &place) == 0)
        return reply->result;
    enum result result = act(call, reply, id, &(struct ring_ask) { .act = RING_GO_ALONG, .number = place });
    if (result == RESULT_OK)
        reply_line(reply, _("You and %s now have lines for two: `circle two %lld`. They are in memory alone."),
            reply_shown(call, call->word[1]), (long long)id);
    return result;
}

/* --- next steps --- */

static enum result add_step(const struct call *call, struct reply *reply)
{
    const char *by = call_option(call, "by"), *with = call_option(call, "with");
    struct when when = { 0 };
    struct ring_ask ask = { .act = RING_ADD_STEP };
    int64_t id;
    int first = RING_NOBODY;
    if (!call_number(call, 1, &id, reply))
        return RESULT_INVALID;
    enum when_fault fault = by != NULL ? when_read(by, call->speaker->now, &when) : WHEN_NOT_READ;
    if (fault == WHEN_GOOD && when.past)
        fault = WHEN_PAST;
    if (fault != WHEN_GOOD)
        return reply_usage(reply, "%s", when_fault_sentence(fault));
    ask.number = when.at;
    ask.places = read_places(call, reply, id, with != NULL ? with : "me", &first);
    if (ask.places == 0)
        return reply->result;
    enum result result = act_with_words(call, reply, id, &ask);
    if (result == RESULT_OK)
        reply_line(reply,
            _("Said. It is kept when everybody named in it says yes to its words: `circle step yes %lld K`; `circle %lld` shows all."),
            (long long)id, (long long)id);
    return result;
}

static enum result run_step(const struct call *call, struct reply *reply)
{
    const char *verb = call->word[0];
    bool yes = strcmp(verb, "yes") == 0;
    int64_t id, number;
    if (strcmp(verb, "add") == 0)
        return add_step(call, reply);
    if (!yes && strcmp(verb, "strike") != 0)
        return reply_usage(reply, _("Type it like this: %s"), call_usage(call));
    if (!call_number(call, 1, &id, reply) || !call_number(call, 2, &number, reply))
        return RESULT_INVALID;
    enum result result = act(
        call, reply, id, &(struct ring_ask) { .act = yes ? RING_YES_STEP : RING_STRIKE_STEP, .number = number - 1 });
    if (result == RESULT_OK)
        reply_line(reply, "%s", yes ? _("Your yes is counted.") : _("The step is struck."));
    return result;
}

static bool step_asks_text(const struct call *call)
{
    return call->words > 0 && strcmp(call->word[0], "add") == 0;
}

/* --- the short circle --- */

static enum result run_prepare(const struct call *call, struct reply *reply)
{
    static const char *const kinds[] = { "self", "behaviour", "proposal" };
    const char *of = call_option(call, "for");
    struct ring_ask ask = { .act = RING_PREPARE, .number = -1 };
    int64_t id;
    int first = RING_NOBODY;
    if (!call_number(call, 0, &id, reply))
        return RESULT_INVALID;
    for (int i = 0; i < 3; i++)
        if (strcmp(call->word[1], kinds[i]) == 0)
            ask.number = i;
    if (ask.number < 0)
        return reply_usage(reply, _("Type it like this: %s"), call_usage(call));
    if (of != NULL && (ask.places = read_places(call, reply, id, of, &first)) == 0)
        return reply->result;
    enum result result = act_with_words(call, reply, id, &ask);
    if (result == RESULT_OK)
        reply_line(reply, "%s", _("Your line is ready. Only you see it until you show it."));
    return result;
}

#define ENTRY(name, usage, summary, detail, options, least, most, ...)                                                 \
    {                                                                                                                  \
        name, usage, summary, detail, options, least, most, COMMAND_MEMBER, COMMAND_NO_BODY, .run = __VA_ARGS__        \
    }
/* Words of a circle: in line mode they are never a draft, since no place is named for one. */
#define WORDS(name, usage, summary, detail, options, least, most, ...)                                                 \
    {                                                                                                                  \
        name, usage, summary, detail, options, least, most, COMMAND_MEMBER, COMMAND_BODY, .target = COMMAND_TO_SPOKEN, \
                                                                                          .run = __VA_ARGS__           \
    }

const struct command command_ring[] = {
    ENTRY("circle enter", "circle enter N [--yes]", N_("goes into a circle, or back to your place"),
        N_("The agreements are said first; --yes says yes to them. Nobody new comes in after the first round. "
           "Whoever was in comes back until it ends. In line mode plain lines then are your words while you have the "
           "piece, a dot alone passes it on, and `.help` says the rest. One command by itself cannot go in, as it "
           "ends at once."),
        "yes", 1, 1, run_enter),
    ENTRY("circle begin", "circle begin N", N_("keepers: begins the circle, from five people on"), NULL, "", 1, 1,
        run_plain),
    WORDS("circle speak", "circle speak N < words", N_("while you have the piece: says your words"),
        N_("Each line appears at once, or all when you pass the piece on (`circle hold N on`). A turn ends at {circle-words} words."),
        "", 1, 1, run_speak, .spoken = READERS_OF_CIRCLE),
    ENTRY("circle pass", "circle pass N", N_("passes the piece on"),
        N_("Whoever says nothing is offered it once more at the end of the round."), "", 1, 1, run_plain),
    ENTRY("circle hold", "circle hold N on|off", N_("your words appear when you pass the piece on, or line by line"),
        NULL, "", 2, 2, run_hold),
    ENTRY("circle more", "circle more N", N_("more time, when the house asks you alone after a silence"), NULL, "", 1,
        1, run_plain),
    WORDS("circle pause", "circle pause N < reason", N_("keepers: a pause, with a reason"), NULL, "", 1, 1, run_pause,
        .spoken = READERS_OF_CIRCLE),
    ENTRY("circle resume", "circle resume N", N_("keepers: ends the pause"), NULL, "", 1, 1, run_plain),
    ENTRY("circle ask-pause", "circle ask-pause N", N_("asks the keepers for a pause; needs no reason"),
        N_("Only the keepers read it, at once, until there is a pause or the round is over."), "", 1, 1, run_plain),
    ENTRY("circle go-on", "circle go-on N [round]", N_("keepers: goes on when the piece has gone round"),
        N_("To the next part of the circle; with round, to one more round."), "", 1, 2, run_go_on),
    ENTRY("circle out", "circle out N", N_("steps out; your place stays"), NULL, "", 1, 1, run_out),
    ENTRY("circle leave", "circle leave N", N_("leaves the circle; nobody asks why"), NULL, "", 1, 1, run_out),
    ENTRY("circle close", "circle close N", N_("keepers: ends the circle for all"),
        N_("What was said is wiped. Kept are the date, the keepers, how many were in, and the steps with everybody's yes."),
        "", 1, 1, run_close),
    { "circle step", "circle step add N --by DAY [--with H,H] < words | circle step yes N K | circle step strike N K",
        N_("next steps of a circle"),
        N_("Without --with the step names you alone. It is kept when everybody named in it says yes to its words. Whoever brought it or is named strikes it."),
        "by= with=", 2, 3, COMMAND_MEMBER, COMMAND_MAY_BODY, .target = COMMAND_TO_SPOKEN, .spoken = READERS_OF_CIRCLE,
        .asks_text = step_asks_text, .run = run_step },
    ENTRY("circle with", "circle with N HANDLE", N_("keepers: lines for two with somebody who went out"), NULL, "", 2,
        2, run_with),
    WORDS("circle two", "circle two N < words", N_("says something in the lines for two"), NULL, "", 1, 1, run_two,
        .spoken = READERS_OF_TWO),
    WORDS("circle prepare", "circle prepare N self|behaviour|proposal [--for HANDLE] < words",
        N_("short circle: writes one of your three lines beforehand"),
        N_("self is of yourself; behaviour of what somebody did, with --for HANDLE, never of what they are; proposal is what you propose. Each is shown when you show it."),
        "for=", 2, 2, run_prepare, .spoken = READERS_OF_OWN_LINE),
    ENTRY("circle show", "circle show N", N_("short circle, with the piece: shows your next line"), NULL, "", 1, 1,
        run_plain),
    ENTRY("circle heard", "circle heard N", N_("short circle: \"heard\", the only answer to a criticism"), NULL, "", 1,
        1, run_plain),
};
const size_t command_ring_count = sizeof command_ring / sizeof *command_ring;
