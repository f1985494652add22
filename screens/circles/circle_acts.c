/* circle_acts.c: what is done in a circle by menus: of the holder, of who listens, of the keepers. RULES 6.2-6.5. */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "screens/circles/circle_room.h"
#include "screens/people/people_rooms.h"

enum { MENU_MOST = 11, LEAVES_NAMED = -2, LEAVES_ALONE = -3 }; /* beside places: who shall come by */
struct menu {
    struct choice choices[MENU_MOST + 1];
    size_t count;
};

static void add(struct menu *menu, bool can, int key, const char *words)
{
    if (can && menu->count < MENU_MOST)
        menu->choices[menu->count++] = (struct choice) { key, words };
}

static void ask(struct ui *ui, struct circle_room *room, const struct menu *menu, enum circle_asked asked,
    const char *title, const char *text)
{
    room->asked = asked;
    ui_push(ui, &screen_question, &(struct question_ask) { .title = title, .text = text, .choices = menu->choices });
}

/* Asks for words that stay here: what is typed leaves no copy. */
static void ask_words(struct ui *ui, struct circle_room *room, enum circle_asked asked, const char *label,
    const char *text, const char *initial, size_t limit)
{
    room->asked = asked;
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) { .label = label, .text = text, .initial = initial, .limit = limit, .wiped = true });
}

static bool act(struct ui *ui, struct circle_room *room, enum ring_act what, int64_t number)
{
    return circle_hold_do(ui, room, &(struct ring_ask) { .act = what, .number = number });
}

static bool is_keeper(const struct circle_room *room)
{
    return circle_hold_me(room)->keeper;
}

/* --- her menu --- */

static const char *const line_names[] = { N_("Write my self-criticism"), N_("Write my criticism of what was done"),
    N_("Write my proposal") };

static void add_short(const struct circle_room *room, struct menu *menu)
{
    const struct ring_person *me = circle_hold_me(room);
    bool holds = circle_hold_has_piece(room), left = false;
    for (int i = 0; i < 3; i++)
        left = left || (i >= me->shown && (me->lines >> i & 1) != 0);
    add(menu, holds && left, 's', _("Show my next line"));
    add(menu, circle_hold_is_heard_of(room), 'h', _("Say: heard"));
    for (int i = 0; i < 3; i++)
        add(menu, me->shown == 0, '1' + i, _(line_names[i]));
}

static void menu_out(struct ui *ui, struct circle_room *room)
{
    struct menu menu = { .count = 0 };
    bool left = circle_hold_me(room)->there == RING_LEFT;
    add(&menu, true, 'y', _("Come back to my place"));
    add(&menu, true, 'l', left ? _("Shall somebody come by?") : _("Leave for good"));
    add(&menu, true, 'b', _("Close this page; my place stays"));
    ask(ui, room, &menu, CIRCLE_ASKED_MENU,
        left ? _("You left. Nobody asks why.") : _("You stepped out. Nobody asks why."), NULL);
}

/* A keeper pauses it herself. */
static bool can_ask_pause(const struct circle_room *room)
{
    const struct ring_view *ring = &room->view.ring;
    return !is_keeper(room) && ring->stage > RING_GATHERS && ring->paused_by == RING_NOBODY && ring->asks_pause == 0;
}

void circle_acts_menu(struct ui *ui, struct circle_room *room)
{
    const struct ring_view *ring = &room->view.ring;
    struct menu menu = { .count = 0 };
    bool holds = circle_hold_has_piece(room), held_back = circle_hold_me(room)->holds_back;
    if (room->mode == CIRCLE_OUT) {
        menu_out(ui, room);
        return;
    }
    bool late_passes = holds && ring->short_circle; /* there her lines come first */
    add(&menu, holds && !late_passes, 'p', _("Pass the piece on"));
    add(&menu, holds && ring->more, 'm', _("More time"));
    add(&menu, holds && !ring->short_circle, 'v',
        held_back          ? _("Show my words line by line")
        : ui->columns < 60 ? _("Show my words when I pass it on")
                           : _("Show my words only when I pass it on"));
    if (ring->short_circle)
        add_short(room, &menu);
    add(&menu, late_passes, 'p', _("Pass the piece on"));
    add(&menu, ring->stage >= RING_NEXT_STEPS, 'w', _("Add a next step"));
    add(&menu, is_keeper(room), 'k', _("Keeper: what comes next, a pause, the end"));
    add(&menu, true, 'o', _("Step out: my place stays"));
    add(&menu, can_ask_pause(room), 'a', _("Ask the keepers for a pause"));
    add(&menu, true, 'l', _("Leave for good"));
    add(&menu, true, '?', _("Help"));
    ask(ui, room, &menu, CIRCLE_ASKED_MENU, holds ? _("You have the piece. What now?") : _("Now we only listen."),
        NULL);
}

/* --- the keeper's --- */

static int people_in(const struct circle_room *room)
{
    int count = 0;
    for (int i = 0; i < RING_PEOPLE_MOST; i++)
        count += room->view.ring.person[i].member != 0 && room->view.ring.person[i].there == RING_IN;
    return count;
}

static bool somebody_is_out(const struct circle_room *room)
{
    for (int i = 0; i < RING_PEOPLE_MOST; i++) {
        const struct ring_person *person = &room->view.ring.person[i];
        if (person->member != 0 && (person->there == RING_OUT || person->there == RING_LEFT))
            return true;
    }
    return false;
}

void circle_acts_keeper(struct ui *ui, struct circle_room *room)
{
    const struct ring_view *ring = &room->view.ring;
    struct menu menu = { .count = 0 };
    char begin[120], title[160];
    bool round = ring->stage == RING_ROUND, complete = ring->complete && ring->stage < RING_OVER;
    bool gathers = ring->stage == RING_GATHERS;
    snprintf(begin, sizeof begin, ngettext("Begin: %d is in", "Begin: %d are in", (unsigned long)people_in(room)),
        people_in(room));
    add(&menu, gathers && people_in(room) >= (ring->short_circle ? RING_SHORT_LEAST : RING_BEGIN_LEAST), 'b', begin);
    add(&menu, complete && round && !ring->short_circle, '1', _("One more round"));
    add(&menu, complete && round, '2', _("On to the next steps"));
    add(&menu, complete && !round && !gathers, '2',
        ring->stage == RING_CHECK_IN     ? _("On: the agreements")
        : ring->stage == RING_AGREEMENTS ? _("On: the first round")
        : ring->stage == RING_NEXT_STEPS ? _("On: check-out")
                                         : _("Thank each other: it ends here"));
    add(&menu, !gathers && ring->paused_by == RING_NOBODY, 'p', _("A pause, with a reason"));
    add(&menu, ring->paused_by != RING_NOBODY, 'r', _("The pause is over"));
    add(&menu, somebody_is_out(room) && room->two_with == RING_NOBODY, 'a', _("Go along with who stepped out"));
    add(&menu, true, 'c', _("Close the circle"));
    add(&menu, true, 'n', _("Nothing: back to the ring"));
    if (gathers)
        util_copy_text(title, sizeof title, _("You keep this circle. It begins when five are in."));
    else if (ring->rounds_fit > 1)
        snprintf(title, sizeof title,
            ngettext("You keep this circle. %d round fits; one is enough.",
                "You keep this circle. %d rounds fit; one is enough.", ring->rounds_fit),
            ring->rounds_fit);
    else
        util_copy_text(title, sizeof title, _("You keep this circle. One round fits."));
    ask(ui, room, &menu, CIRCLE_ASKED_KEEPER, ring->short_circle && gathers ? _("You keep this circle.") : title, NULL);
}

static void ask_along(struct ui *ui, struct circle_room *room)
{
    struct menu menu = { .count = 0 };
    int count = 0;
    for (int i = 0; i < RING_PEOPLE_MOST && count < 9; i++) {
        const struct ring_person *person = &room->view.ring.person[i];
        if (person->member == 0 || (person->there != RING_OUT && person->there != RING_LEFT))
            continue;
        room->who[count] = i;
        add(&menu, true, '1' + count, room->view.handle[i]);
        count++;
    }
    add(&menu, true, 'n', _("Nobody now"));
    ask(ui, room, &menu, CIRCLE_ASKED_ALONG, _("With whom do you go along?"),
        _("Lines for two: only you two read them, and they are wiped like all else."));
}

static void ask_close(struct ui *ui, struct circle_room *room)
{
    const struct choice choices[] = { { 'y', _("Yes, close it") }, { 'n', _("No, it goes on") }, { 0, NULL } };
    room->asked = CIRCLE_ASKED_CLOSE;
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = _("Close this circle, for everybody?"),
            .text = _("What was said is wiped. Next steps with everybody's yes to their words are kept."),
            .choices = choices,
            .destroys = true });
}

static void took_keeper(struct ui *ui, struct circle_room *room, int64_t key)
{
    if (key == 'b')
        act(ui, room, RING_BEGIN, 0);
    else if (key == '1')
        act(ui, room, RING_GO_ON, 0);
    else if (key == '2')
        act(ui, room, RING_GO_ON, 1);
    else if (key == 'p')
        ask_words(ui, room, CIRCLE_ASKED_PAUSE, _("Why a pause:"),
            _("All read it. Your own word is enough: I need a breath."), NULL, RING_REASON_BYTES / 2);
    else if (key == 'r')
        act(ui, room, RING_RESUME, 0);
    else if (key == 'a')
        ask_along(ui, room);
    else if (key == 'c')
        ask_close(ui, room);
}

/* --- stepping out, leaving --- */

void circle_acts_step_out(struct ui *ui, struct circle_room *room)
{
    act(ui, room, RING_STEP_OUT, 0);
}

void circle_acts_leave(struct ui *ui, struct circle_room *room)
{
    struct menu menu = { .count = 0 };
    int count = 0;
    for (int i = 0; i < RING_PEOPLE_MOST && count < RING_KEEPERS; i++)
        if (room->view.ring.person[i].member != 0 && room->view.ring.person[i].keeper && i != circle_hold_mine(room)) {
            room->who[count] = i;
            snprintf(
                room->names[count], sizeof room->names[count], _("%s, who keeps this circle"), room->view.handle[i]);
            add(&menu, true, '1' + count, room->names[count]);
            count++;
        }
    room->who[count] = LEAVES_NAMED;
    add(&menu, true, '1' + count++, _("Somebody whom I name"));
    room->who[count] = LEAVES_ALONE;
    add(&menu, true, '1' + count, _("Nobody"));
    add(&menu, true, 'n', _("I do not leave"));
    room->asked = CIRCLE_ASKED_LEAVE;
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = _("You leave; nobody asks why. Shall somebody come by?"),
            .text = _("Only that person reads it. Until the end you may come back."),
            .choices = menu.choices,
            .selected = menu.count - 1 });
}

static void come_by(struct ui *ui, struct circle_room *room, const char *handle)
{
    if (circle_come_by(ui->store, ui->actor, room->id, handle) != RESULT_OK) {
        ui_refused(ui);
        return;
    }
    char name[HANDLE_BYTES];
    util_copy_text(name, sizeof name, handle);
    ui_pop(ui, NULL);
    ui_notice(ui, _("%s is asked to come by. Nobody else reads it."), name);
}

static void took_leave(struct ui *ui, struct circle_room *room, int64_t key)
{
    if (key == 'n')
        return;
    bool gone = circle_hold_me(room)->there == RING_LEFT || act(ui, room, RING_LEAVE, 0);
    if (!gone)
        return;
    int who = room->who[key - '1'];
    if (who == LEAVES_NAMED) {
        room->asked = CIRCLE_ASKED_COME_BY;
        ui_push(ui, &screen_prompt,
            &(struct prompt_ask) { .label = _("Who?"),
                .text = _("One name. Only that person reads that you ask."),
                .limit = HANDLE_BYTES,
                .complete = people_complete });
    } else if (who == LEAVES_ALONE) {
        ui_pop(ui, NULL);
        ui_notice(ui, "%s", _("You left. Your place stays until the end."));
    } else
        come_by(ui, room, room->view.handle[who]);
}

/* --- next steps --- */

void circle_acts_step(struct ui *ui, struct circle_room *room, int number)
{
    const struct ring_step *step = &room->step[number];
    struct menu menu = { .count = 0 };
    char words[RING_STEP_BYTES + 1];
    int mine = circle_hold_mine(room);
    bool named = (step->named >> mine & 1) != 0, said = (step->yes >> mine & 1) != 0;
    snprintf(words, sizeof words, "%.*s", (int)step->length, step->text);
    room->number = number;
    add(&menu, named && !said, 'y', _("Yes: these are my words, too"));
    add(&menu, named || step->by == mine, 'x', _("Strike it"));
    add(&menu, true, 'n', _("Leave it as it is"));
    ask(ui, room, &menu, CIRCLE_ASKED_STEP,
        named && !said ? _("You are named in it. Are these your words, too?") : _("A next step"), words);
    sodium_memzero(words, sizeof words);
}

void circle_acts_add_step(struct ui *ui, struct circle_room *room)
{
    ask_words(ui, room, CIRCLE_ASKED_STEP_WORDS, _("What:"),
        _("In a few words: Sipho asks the city for a lamp. It is kept when each who is named says yes to it."), NULL,
        RING_STEP_BYTES / 2);
}

static void took_step_words(struct ui *ui, struct circle_room *room, const char *text)
{
    util_copy_text(room->step_words, sizeof room->step_words, text);
    ask_words(ui, room, CIRCLE_ASKED_STEP_DAY, _("Until when:"), _("A day: friday, 4 dec."), NULL, 60);
}

static void took_step_day(struct ui *ui, struct circle_room *room, const char *text)
{
    struct when when;
    enum when_fault fault = when_read(text, ui_now(ui), &when);
    if (fault == WHEN_GOOD && when.past)
        fault = WHEN_PAST;
    if (fault != WHEN_GOOD) {
        ask_words(ui, room, CIRCLE_ASKED_STEP_DAY, _("Until when:"), when_fault_sentence(fault), text, 60);
        return;
    }
    room->step_day = when_day_begin(when.day);
    ask_words(ui, room, CIRCLE_ASKED_STEP_NAMES, _("Who does it:"), _("Names of this circle, with spaces between."),
        ui->actor->handle, 200);
}

/* The places of these names, one bit each. 0: one of them is nobody's here; *wrong is that name. */
static uint16_t places_of(const struct circle_room *room, char *typed, const char **wrong)
{
    uint16_t places = 0;
    char *rest = NULL;
    for (char *name = strtok_r(typed, " ,;", &rest); name != NULL; name = strtok_r(NULL, " ,;", &rest)) {
        int place = RING_NOBODY;
        for (int i = 0; i < RING_PEOPLE_MOST; i++)
            if (room->view.ring.person[i].member != 0 && strcasecmp(room->view.handle[i], name) == 0)
                place = i;
        if (place == RING_NOBODY) {
            *wrong = name;
            return 0;
        }
        places = (uint16_t)(places | 1U << place);
    }
    return places;
}

static void took_step_names(struct ui *ui, struct circle_room *room, const char *text)
{
    const char *wrong = NULL;
    char *typed = xstrdup(text), sentence[120];
    uint16_t places = places_of(room, typed, &wrong);
    if (places == 0) {
        snprintf(sentence, sizeof sentence, _("%.60s does not sit here. Names of this circle, with spaces between."),
            wrong != NULL ? wrong : "?");
        ask_words(ui, room, CIRCLE_ASKED_STEP_NAMES, _("Who does it:"), sentence, text, 200);
    } else {
        circle_hold_do(ui, room,
            &(struct ring_ask) { .act = RING_ADD_STEP,
                .text = room->step_words,
                .length = strlen(room->step_words),
                .number = room->step_day,
                .places = places });
        sodium_memzero(room->step_words, sizeof room->step_words);
    }
    free(typed);
}

/* --- a short circle: three lines, written beforehand --- */

static void ask_line(struct ui *ui, struct circle_room *room, int number)
{
    static const char *const labels[] = { N_("Self-criticism:"), N_("Criticism:"), N_("Proposal:") };
    static const char *const hints[] = { N_("One line: what you did that you would do otherwise."),
        N_("One line, of what was done, not of what somebody is."), N_("One line: what we do from now on.") };
    const char *old = room->turn[circle_hold_mine(room)].text + (size_t)number * RING_LINE_BYTES;
    room->number = number;
    ask_words(ui, room, CIRCLE_ASKED_LINE, _(labels[number]), _(hints[number]), old, RING_LINE_BYTES / 4);
}

static void prepare(struct ui *ui, struct circle_room *room, uint16_t places)
{
    circle_hold_do(ui, room,
        &(struct ring_ask) { .act = RING_PREPARE,
            .number = room->number,
            .text = room->line,
            .length = strlen(room->line),
            .places = places });
    sodium_memzero(room->line, sizeof room->line);
}

static void took_line(struct ui *ui, struct circle_room *room, const char *text)
{
    struct menu menu = { .count = 0 };
    int count = 0;
    util_copy_text(room->line, sizeof room->line, text);
    if (room->number != 1) {
        prepare(ui, room, 0);
        return;
    }
    for (int i = 0; i < RING_PEOPLE_MOST && count < 9; i++)
        if (room->view.ring.person[i].member != 0 && i != circle_hold_mine(room)) {
            room->who[count] = i;
            add(&menu, true, '1' + count, room->view.handle[i]);
            count++;
        }
    add(&menu, true, 'n', _("All of us"));
    ask(ui, room, &menu, CIRCLE_ASKED_ABOUT, _("For whom is it?"), _("Whoever it is for answers only \"heard\"."));
}

/* --- what was chosen --- */

static void took_menu(struct ui *ui, struct circle_room *room, int64_t key)
{
    bool held_back = circle_hold_me(room)->holds_back;
    if (key == 'p')
        act(ui, room, RING_PASS, 0);
    else if (key == 'm')
        act(ui, room, RING_MORE_TIME, 0);
    else if (key == 'v')
        act(ui, room, RING_HOLD_BACK, !held_back);
    else if (key == 's')
        act(ui, room, RING_SHOW_LINE, 0);
    else if (key == 'h')
        act(ui, room, RING_HEARD, 0);
    else if (key == 'a')
        act(ui, room, RING_ASK_PAUSE, 0);
    else if (key >= '1' && key <= '3')
        ask_line(ui, room, (int)key - '1');
    else if (key == 'w')
        circle_acts_add_step(ui, room);
    else if (key == 'k')
        circle_acts_keeper(ui, room);
    else if (key == 'o')
        circle_acts_step_out(ui, room);
    else if (key == 'l')
        circle_acts_leave(ui, room);
    else if (key == 'y')
        act(ui, room, RING_COME, 1);
    else if (key == 'b')
        ui_pop(ui, NULL);
    else if (key == '?')
        ui_act(ui, ACTION_HELP);
}

void circle_acts_took(struct ui *ui, struct circle_room *room, enum circle_asked asked, int64_t key)
{
    if (asked == CIRCLE_ASKED_MENU)
        took_menu(ui, room, key);
    else if (asked == CIRCLE_ASKED_KEEPER)
        took_keeper(ui, room, key);
    else if (asked == CIRCLE_ASKED_ALONG && key != 'n')
        act(ui, room, RING_GO_ALONG, room->who[key - '1']);
    else if (asked == CIRCLE_ASKED_CLOSE && key == 'y')
        act(ui, room, RING_CLOSE, 0);
    else if (asked == CIRCLE_ASKED_LEAVE)
        took_leave(ui, room, key);
    else if (asked == CIRCLE_ASKED_STEP && key != 'n')
        act(ui, room, key == 'y' ? RING_YES_STEP : RING_STRIKE_STEP, room->number);
    else if (asked == CIRCLE_ASKED_ABOUT)
        prepare(ui, room, (uint16_t)(key == 'n' ? 0U : 1U << room->who[key - '1']));
}

void circle_acts_typed(struct ui *ui, struct circle_room *room, enum circle_asked asked, const char *text)
{
    if (text[strspn(text, " ")] == '\0')
        return;
    if (asked == CIRCLE_ASKED_PAUSE)
        circle_hold_do(ui, room, &(struct ring_ask) { .act = RING_PAUSE, .text = text, .length = strlen(text) });
    else if (asked == CIRCLE_ASKED_STEP_WORDS)
        took_step_words(ui, room, text);
    else if (asked == CIRCLE_ASKED_STEP_DAY)
        took_step_day(ui, room, text);
    else if (asked == CIRCLE_ASKED_STEP_NAMES)
        took_step_names(ui, room, text);
    else if (asked == CIRCLE_ASKED_LINE)
        took_line(ui, room, text);
    else if (asked == CIRCLE_ASKED_COME_BY) {
        char name[HANDLE_BYTES];
        util_copy_text(name, sizeof name, text);
        name[strcspn(name, " ")] = '\0';
        come_by(ui, room, name);
    }
}
