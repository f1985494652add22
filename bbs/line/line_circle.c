/*
 * line_circle.c: line mode inside a circle (RULES 6.2, 6.4): what others say is fetched as it comes, since the house
 * wipes it with the next round, and is told when Enter is pressed, or at once with `.follow on`. "You have the piece"
 * and "more time?" are said at once. When she goes out, or it ends, all of it is wiped here and on her screen.
 */
#include "bbs/line/line.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "bbs/command/circle_say.h"
#include "gettext.h"
#include "text.h"

enum {
    LOOK_MS = 4000,   /* what time alone brings about has no hint */
    TYPES_MS = 10000, /* so often the house hears that she types: her silence has not begun */
    STACK_BYTES = 48 << 10,
};

static int64_t milliseconds(const struct line *line)
{
    return line->setup.milliseconds();
}

static void say_safely(struct line *line, const char *words)
{
    char *shown = text_shown(words, strlen(words), TEXT_LINE, line->setup.settings.ascii);
    line_say_wrapped(line, shown);
    free(shown);
}

/* --- wiping --- */

/* What functions that returned have left on the stack: words went through them. */
static void wipe_stack(void)
{
    sodium_stackzero(STACK_BYTES);
}

void line_circle_wipe_input(struct line *line)
{
    if (line->circle.id == 0)
        return;
    sodium_memzero(line->ahead, line->ahead_at); /* what waits there still is not taken yet */
    wipe_stack();
}

/* Nothing of the circle is left in this process, nor on her screen. */
static void wipe_all(struct line *line)
{
    struct line_circle *circle = &line->circle;
    bool follow = circle->follow;
    line_wipe(&circle->heard);
    sodium_memzero(circle, sizeof *circle);
    circle->follow = follow;
    line_wipe(&line->typed);
    line_wipe(&line->aside);
    if (line->setup.terminal && !line->hidden) {
        line_wipe(&line->out); /* words that the terminal did not take yet */
        line_clear(line);
    }
    sodium_memzero(line->ahead, line->ahead_at);
    wipe_stack();
}

/* --- looking --- */

static struct ring_ask plain(enum ring_act act, int64_t number)
{
    return (struct ring_ask) { .act = act, .number = number };
}

static enum result act(struct line *line, enum ring_act what, int64_t number)
{
    const struct ring_ask ask = plain(what, number);
    return circle_do(line->setup.store, line->setup.actor, line->circle.id, &ask);
}

/* True while she is in, or stepped out. A line that dropped inside the house (its memory was asked too late) brought
 * her out: she comes back by herself. */
static bool look(struct line *line, struct circle_view *view)
{
    const struct face_setup *setup = &line->setup;
    enum result result = circle_look(setup->store, setup->actor, line->circle.id, view);
    bool lost = result == RESULT_OK && view->ring.person[view->ring.mine].there == RING_LOST;
    bool away = result == RESULT_REFUSED && !line->circle.out;
    if ((lost || away) && act(line, RING_COME, 1) == RESULT_OK)
        result = circle_look(setup->store, setup->actor, line->circle.id, view);
    return result == RESULT_OK;
}

static void forget_view(struct circle_view *view)
{
    sodium_memzero(view, sizeof *view);
    free(view);
}

/* A new round: what was said in the one before is wiped in the house. */
static void see_round(struct line *line, const struct circle_view *view)
{
    struct line_circle *circle = &line->circle;
    if (circle->stage == view->ring.stage && circle->round == view->ring.round)
        return;
    circle->stage = view->ring.stage;
    circle->round = view->ring.round;
    memset(circle->told, 0, sizeof circle->told);
    memset(circle->seen, 0, sizeof circle->seen);
    circle->new_round = true;
}

/* What one of the others said since goes to `heard`. Places are drawn when it begins: then nothing was said yet. */
static void fetch_place(struct line *line, const struct circle_view *view, int place)
{
    struct line_circle *circle = &line->circle;
    const struct ring_person *person = &view->ring.person[place];
    char words[RING_TURN_BYTES + 1];
    size_t length = 0;
    if (person->member == 0 || place == view->ring.mine || person->shown <= circle->told[place])
        return;
    if (circle_words(line->setup.store, line->setup.actor, circle->id, place, words, &length) == RESULT_OK) {
        circle_say_words(view, place, words, length, circle->told[place], &circle->heard);
        circle->told[place] = person->shown;
    }
    sodium_memzero(words, sizeof words);
}

static void fetch_two(struct line *line, const struct circle_view *view)
{
    struct line_circle *circle = &line->circle;
    char words[RING_TURN_BYTES + 1];
    size_t length = 0, before = 0;
    int with = RING_NOBODY;
    if (circle_words_for_two(line->setup.store, line->setup.actor, circle->id, words, &length, &with, &before) !=
        RESULT_OK)
        length = 0;
    circle->two = with != RING_NOBODY;
    size_t told = circle->two_told > before ? circle->two_told - before : 0;
    if (length > told) { /* her own she knows */
        circle_say_two(view, words, length, told, false, &circle->heard);
        circle->two_told = before + length;
    }
    sodium_memzero(words, sizeof words);
}

/* A step that is new, or has other yeses than it had, is told; with its number, by which it gets a yes. */
static void fetch_steps(struct line *line, const struct circle_view *view)
{
    struct line_circle *circle = &line->circle;
    char words[CIRCLE_SAY_BYTES];
    struct ring_step step;
    for (int i = 0; i < RING_STEPS_MOST && view->ring.stage >= RING_NEXT_STEPS; i++) {
        if (circle_step_look(line->setup.store, line->setup.actor, circle->id, i, &step) != RESULT_OK)
            break;
        uint32_t now = step.day == 0 ? 0 : (uint32_t)step.named << 16 | step.yes | 1U << 31;
        if (now == circle->seen[i])
            continue;
        if (step.day == 0)
            buffer_format(&circle->heard, _("Step %d is struck.\n"), i + 1);
        else
            buffer_format(&circle->heard, "%s\n", circle_say_step(view, i, &step, line->setup.now(), words));
        circle->seen[i] = now;
    }
    sodium_memzero(&step, sizeof step);
    sodium_memzero(words, sizeof words);
}

static void fetch(struct line *line, const struct circle_view *view)
{
    see_round(line, view);
    for (int i = 0; i < RING_PEOPLE_MOST; i++)
        fetch_place(line, view, i);
    fetch_two(line, view);
    fetch_steps(line, view);
    wipe_stack();
}

/* --- telling --- */

static void say_heard(struct line *line)
{
    struct buffer *heard = &line->circle.heard;
    if (heard->length == 0)
        return;
    char *shown = text_shown(buffer_text(heard), heard->length, TEXT_BODY, line->setup.settings.ascii);
    line_say_fitted(line, shown);
    free(shown);
    line_wipe(heard);
}

/* The words of this round, the stage when it is another one, and who has the piece. */
static void tell(struct line *line, const struct circle_view *view)
{
    char words[CIRCLE_SAY_BYTES];
    bool any = line->circle.heard.length > 0 || line->circle.new_round;
    say_heard(line);
    if (line->circle.new_round)
        say_safely(line, circle_say_stage(view, words));
    if (line->circle.new_round && view->ring.stage == RING_NEXT_STEPS)
        line_say_fitted(line,
            _("`.step FRIDAY with NAME, NAME: WORDS` adds one; `.yes K` says that the words of step K are yours, too.\n"));
    line->circle.new_round = false;
    circle_say_piece(view, words);
    if (words[0] != '\0')
        say_safely(line, words);
    else if (!any)
        say_safely(line, circle_say_stage(view, words));
    if (view->ring.late && !line->circle.late_said) {
        line->circle.late_said = true;
        line_say_fitted(line, _("Time for next steps: they begin when this round is over. Whoever must go can go.\n"));
    }
    sodium_memzero(words, sizeof words);
    wipe_stack();
}

/* It is over, or she may see it no more: says why, and wipes. */
static void end(struct line *line, const struct circle_view *view)
{
    const struct face_setup *setup = &line->setup;
    char words[CIRCLE_SAY_BYTES] = "";
    struct circle circle;
    int64_t id = line->circle.id;
    bool known = circle_get(setup->store, setup->actor, id, &circle) == RESULT_OK;
    if (known && circle.state > CIRCLE_OPEN) {
        circle_say_end(&circle, words);
        circle_told(setup->store, setup->actor, id);
    } else if (view->ring.stage == RING_OVER)
        snprintf(words, sizeof words, "%s %s", circle_say_why((enum ring_why)view->ring.why),
            _("What was said there is gone."));
    else if (known)
        util_copy_text(words, sizeof words, store_reason(setup->store));
    wipe_all(line);
    if (words[0] != '\0')
        say_safely(line, words);
    if (known && (circle.state == CIRCLE_HELD || view->ring.stage == RING_OVER)) /* then the house writes them down */
        line_say_fitted(line, _("`circle steps` shows the steps that were kept.\n"));
}

/* RESULT_BUSY: the process does not answer now; the next look may find it. */
static bool stays(struct line *line, struct circle_view *view)
{
    struct circle circle;
    const struct face_setup *setup = &line->setup;
    if (look(line, view))
        return view->ring.stage != RING_OVER;
    return circle_get(setup->store, setup->actor, line->circle.id, &circle) == RESULT_OK &&
           circle.state == CIRCLE_OPEN && line->circle.missed++ < 3;
}

/* --- the events --- */

static void come_in(struct line *line, int64_t id)
{
    struct circle_view *view = xcalloc(1, sizeof *view);
    bool knows = line->circle.id == id && line->circle.knows, follow = line->circle.follow;
    line_wipe(&line->circle.heard);
    line->circle = (struct line_circle) { .id = id, .knows = true, .follow = follow };
    line->circle.due = milliseconds(line) + LOOK_MS;
    if (look(line, view)) {
        fetch(line, view);
        line->circle.new_round = false; /* `circle enter` has said it */
        line->circle.piece = view->ring.holder == view->ring.mine;
        line->circle.keeps = view->ring.person[view->ring.mine].keeper;
    }
    forget_view(view);
    if (!knows)
        line_say_later(line,
            line->circle.keeps
                ? _("Plain lines are your words while you have the piece; a dot alone passes it on. Enter tells what was said. `.begin` begins the circle, `.help` says all.\n")
                : _("Plain lines are your words while you have the piece; a dot alone passes it on. Enter tells what was said. `.out` steps out, `.help` says all.\n"));
}

/* A command may have passed the piece on: the prompt does not ask for her words any more. */
static void see_piece(struct line *line)
{
    struct circle_view *view = xcalloc(1, sizeof *view);
    if (look(line, view))
        line->circle.piece = view->ring.holder == view->ring.mine;
    forget_view(view);
}

void line_circle_after(struct line *line, const struct reply *reply)
{
    if (reply->circle != 0)
        come_in(line, reply->circle);
    else if (line->circle.id != 0 && reply->circle_left)
        wipe_all(line);
    else if (line->circle.id != 0 && reply->circle_out) {
        int64_t id = line->circle.id;
        wipe_all(line);
        line->circle.id = id;
        line->circle.out = line->circle.knows = true;
        line->circle.due = milliseconds(line) + LOOK_MS;
    } else if (line->circle.id != 0 && line->circle.piece)
        see_piece(line);
}

void line_circle_tell(struct line *line)
{
    struct circle_view *view = xcalloc(1, sizeof *view);
    if (!stays(line, view))
        end(line, view);
    else if (view->ring.circle != 0) {
        line->circle.missed = 0;
        fetch(line, view);
        line->circle.piece = view->ring.holder == view->ring.mine;
        line->circle.asked = view->ring.more;
        line->circle.asks_pause = view->ring.asks_pause;
        line->circle.holder = view->ring.holder;
        tell(line, view);
    }
    forget_view(view);
}

/* Who asks for a pause and was not told yet; to keepers alone, as everybody else sees only herself. */
static bool somebody_asks(const struct line *line, const struct circle_view *view)
{
    unsigned others = view->ring.asks_pause & ~(1U << view->ring.mine);
    return (others & ~(unsigned)line->circle.asks_pause) != 0;
}

/* What cannot wait for Enter: that the piece came to her, that she alone is asked for more time, that somebody asks her
 * who keeps it for a pause. */
static bool cannot_wait(const struct line *line, const struct circle_view *view)
{
    bool mine = view->ring.holder == view->ring.mine;
    return (mine && !line->circle.piece) || (view->ring.more && !line->circle.asked) || somebody_asks(line, view);
}

/* A locked screen shows nothing of it, and keeps her place (RULES 1.6); what is said meanwhile waits for her. */
void line_circle_woken(struct line *line)
{
    struct circle_view *view = xcalloc(1, sizeof *view);
    struct line_circle *circle = &line->circle;
    if (!stays(line, view)) {
        if (!line->hidden) {
            line_say(line, "\n");
            end(line, view);
            line_show_typed(line);
        } else
            wipe_all(line);
    } else if (view->ring.circle != 0) {
        circle->missed = 0;
        fetch(line, view);
        bool free_line = line->state == AT_PROMPT && line->typed.length == 0;
        bool at_once = cannot_wait(line, view),
             news = circle->heard.length > 0 || circle->new_round || circle->holder != view->ring.holder;
        if (!line->hidden && (at_once || (circle->follow && free_line && news))) {
            line_say(line, "\n");
            tell(line, view);
            circle->holder = view->ring.holder;
            circle->piece = view->ring.holder == view->ring.mine; /* the prompt says whose words a line is */
            line_show_typed(line);
        }
        if (!line->hidden || view->ring.holder != view->ring.mine) {
            circle->piece = view->ring.holder == view->ring.mine;
            circle->asked = view->ring.more;
        }
        if (!line->hidden)
            circle->asks_pause = view->ring.asks_pause;
    }
    forget_view(view);
    line_flush(line);
}

int64_t line_circle_due(const struct line *line)
{
    if (line->circle.id == 0)
        return -1;
    int64_t left = line->circle.due - milliseconds(line);
    return left > 0 ? left : 0;
}

void line_circle_beat(struct line *line)
{
    if (line->circle.id == 0 || milliseconds(line) < line->circle.due)
        return;
    line->circle.due = milliseconds(line) + LOOK_MS;
    line_circle_woken(line);
}

void line_circle_typing(struct line *line)
{
    struct line_circle *circle = &line->circle;
    if (circle->id == 0 || !circle->piece || line->hidden || milliseconds(line) < circle->types_due)
        return;
    circle->types_due = milliseconds(line) + TYPES_MS;
    act(line, RING_TYPES, 0);
}

void line_circle_said(struct line *line)
{
    struct circle_view *view = xcalloc(1, sizeof *view);
    if (look(line, view)) {
        fetch(line, view);
        bool piece = view->ring.holder == view->ring.mine;
        if (line->circle.piece && !piece)
            line_say_fitted(line, _("Your turn is full: the piece went on.\n"));
        line->circle.piece = piece;
    }
    forget_view(view);
}

void line_circle_end(struct line *line)
{
    if (line->circle.id == 0)
        return;
    line_wipe(&line->circle.heard);
    sodium_memzero(&line->circle, sizeof line->circle);
    line_wipe(&line->out);
    wipe_stack();
}
