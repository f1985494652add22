/* table_act.c: one act of one person at a table, after she typed her digits: a hand, a turn, a signal, a straw poll.
 * Then the laptop goes to the next. RULES 1.6. */
#include <stdlib.h>
#include <string.h>

#include "screens/assembly/assembly_rooms.h"
#include "screens/assembly/table_page.h"
#include "votes.h"

enum { ACTS_MOST = 12 };

struct act {
    int64_t meeting;
    struct actor voice;
    struct room room;
    struct vote vote; /* open in the room; id 0: none */
    struct choice choices[ACTS_MOST + 1];
    struct list list;
};

static void add(struct act *act, bool can, int key, const char *words)
{
    if (can && act->list.count < ACTS_MOST)
        act->choices[act->list.count++] = (struct choice) { key, words };
}

static void list_acts(struct act *act)
{
    const struct room *room = &act->room;
    bool waits = room->place > 0 || room->waits != SPEAKERS_NO_ACT;
    add(act, room->my_turn, 's', _("Speak: the scribe types what you say"));
    add(act, act->vote.may_vote, 'v', _("The vote"));
    add(act, room->tools.angry && room->tools.gain != 0 && !room->tools.rests, 'k',
        room->tools.comes ? _("I do not come") : _("I come"));
    add(act, room->tools.angry, 'a', _("An act, with its day: the scribe types it"));
    add(act, room->straw, 'y', _("The straw poll: yes"));
    add(act, room->straw, 'n', _("The straw poll: no"));
    add(act, room->straw, 'u', _("The straw poll: not sure"));
    add(act, room->small_until != 0, 't', _("Talk about it: this is no small matter"));
    /* 1 raised the hand: pressed once more out of habit it must not give the turn up. */
    if (room->my_turn)
        add(act, true, 'g', _("Give your turn up"));
    else
        add(act, true, '1', waits ? _("Lower your hand") : _("Speak: raise your hand"));
    for (size_t i = 0; i < SIGNAL_KEYS && !room->straw; i++)
        add(act, true, room_signal_keys[i].key,
            room->said_signal[room_signal_keys[i].signal] ? _(room_signal_keys[i].back) : _(room_signal_keys[i].say));
    add(act, true, '8', _("I cannot follow"));
    add(act, true, '9', _("This breaks a rule"));
}

static enum result act_open(struct ui *ui, struct screen *screen, const void *argument)
{
    struct act *act = screen->state;
    const struct table_act_ask *ask = argument;
    act->meeting = ask->meeting;
    act->voice = *ask->voice;
    enum result result = room_get(ui->store, &act->voice, act->meeting, ui_now(ui), &act->room);
    if (result == RESULT_OK && act->room.vote != 0)
        result = vote_get(ui->store, &act->voice, act->room.vote, ui_now(ui), &act->vote);
    if (result == RESULT_OK)
        list_acts(act);
    return result;
}

static void act_close(struct ui *ui, struct screen *screen)
{
    (void)ui;
    explicit_bzero(screen->state, sizeof(struct act));
}

static void act_draw(struct ui *ui, struct screen *screen)
{
    struct act *act = screen->state;
    char title[HANDLE_BYTES + 60];
    snprintf(title, sizeof title, _("%s: one act"), act->voice.handle);
    int row = ui_title(ui, title, ""), last = ui_last_row(ui);
    list_keep(&act->list, act->list.count, last - row + 1);
    for (size_t i = act->list.top; i < act->list.count && row <= last; i++, row++) {
        enum style style = list_mark(ui, row, i == act->list.selected);
        ui_textf(ui, row, 2, 2, STYLE_NEEDS_YOU, "%c", act->choices[i].key);
        ui_text(ui, row, 5, ui->columns - 6, style, act->choices[i].words);
    }
    ui_keys(ui, _("Esc: no act"));
}

/* --- acting --- */

/* Her act is done: whose turn with the laptop is it now? */
static void done(struct ui *ui, enum result result, const char *words)
{
    char said[300];
    util_copy_text(said, sizeof said, result == RESULT_OK ? words : store_reason(ui->store));
    ui_pop(ui, &(struct outcome) { .done = result == RESULT_OK });
    ui_notice(ui, "%s", said);
}

static void raise_or_lower(struct ui *ui, struct act *act)
{
    const struct room *room = &act->room;
    int64_t now = ui_now(ui);
    if (room->my_turn || room->place > 0 || room->waits != SPEAKERS_NO_ACT)
        done(ui, room_lower(ui->store, &act->voice, act->meeting, now), _("Taken back. The laptop goes on."));
    else
        done(ui, room_raise(ui->store, &act->voice, act->meeting, now), _("Their hand is up. The laptop goes on."));
}

static bool give_signal(struct ui *ui, struct act *act, int key)
{
    for (size_t i = 0; i < SIGNAL_KEYS; i++)
        if (room_signal_keys[i].key == key) {
            enum room_signal signal = room_signal_keys[i].signal;
            done(ui,
                room_signal(ui->store, &act->voice, act->meeting, signal, !act->room.said_signal[signal], ui_now(ui)),
                _("Said. The laptop goes on."));
            return true;
        }
    return false;
}

static void take(struct ui *ui, struct act *act, int key)
{
    struct store *store = ui->store;
    int64_t now = ui_now(ui);
    if (key == 'v')
        ui_push(ui, &screen_vote, &(struct vote_page_ask) { .vote = act->vote.id, .at_table = &act->voice });
    else if (key == 's')
        ui_push(ui, &screen_table_scribe, &(struct table_act_ask) { .meeting = act->meeting, .voice = &act->voice });
    else if (key == 'k')
        done(ui, room_come(store, &act->voice, act->meeting, !act->room.tools.comes, now),
            act->room.tools.comes ? _("Taken back. The laptop goes on.") : _("They come. The laptop goes on."));
    else if (key == 'a')
        ui_push(ui, &screen_table_scribe,
            &(struct table_act_ask) { .meeting = act->meeting, .voice = &act->voice, .names_act = true });
    else if (key == '1' || key == 'g')
        raise_or_lower(ui, act);
    else if (key == 'y' || key == 'n' || key == 'u')
        done(ui,
            room_straw(store, &act->voice, act->meeting,
                key == 'y'   ? 1
                : key == 'n' ? 2
                             : 3,
                now),
            _("Said. It binds nothing. The laptop goes on."));
    else if (key == 't')
        done(ui, proposal_talk(store, &act->voice, act->room.proposal, now),
            _("It takes the long road now. The laptop goes on."));
    else if (key == '8' || key == '9')
        done(ui,
            room_point(
                store, &act->voice, act->meeting, key == '8' ? SPEAKERS_CANNOT_FOLLOW : SPEAKERS_BREAKS_RULE, now),
            _("Their point comes before all hands. The laptop goes on."));
    else
        give_signal(ui, act, key);
}

static void act_key(struct ui *ui, struct screen *screen, wint_t key, bool special)
{
    struct act *act = screen->state;
    enum action action = keys_action(key, special);
    if (ui_too_soon(ui) && action != ACTION_BACK)
        return;
    for (size_t i = 0; !special && i < act->list.count; i++)
        if ((wint_t)act->choices[i].key == key) {
            take(ui, act, act->choices[i].key);
            return;
        }
    if (!special && key == '0') /* RULES 1.6: in every menu */
        ui_act(ui, ACTION_QUIT_NOW);
    else if (action == ACTION_OPEN)
        take(ui, act, act->choices[act->list.selected].key);
    else if (action == ACTION_BACK)
        ui_pop(ui, NULL);
    else if (action == ACTION_HELP)
        ui_act(ui, action);
    else if (!list_act(&act->list, action, ui_last_row(ui)) && !special)
        ui_no_choice(ui, key, _("the key before an act, arrows, Enter, Esc"));
}

static void act_back(
    struct ui *ui, struct screen *screen, const struct screen_type *from, const struct outcome *outcome)
{
    (void)screen;
    if (from == &screen_vote && outcome->done)
        done(ui, RESULT_OK, _("They have voted. The laptop goes on."));
    else if (from == &screen_table_scribe && outcome->done) {
        ui_pop(ui, &(struct outcome) { .done = true });
        ui_notice(ui, "%s", _("Said. All of it stands there. The laptop goes on."));
    }
}

static const enum action actions[] = { ACTION_OPEN, ACTION_BACK, ACTION_NONE };

const struct screen_type screen_table_act = {
    .name = "table act",
    .help = N_("One act of the person whose digits were typed. Then the laptop goes to the next."),
    .actions = actions,
    .open_word = N_("choose"),
    .chooses = true,
    .size = sizeof(struct act),
    .open = act_open,
    .close = act_close,
    .draw = act_draw,
    .key = act_key,
    .back = act_back,
};
