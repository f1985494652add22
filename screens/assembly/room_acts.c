/*
 * room_acts.c: what a member can do in the room: Enter on an empty line opens it, numbered. Letters write, so no letter
 * acts outside of these menus. The second page has what is seldom needed, and what becomes of the words she wrote.
 */
#include <string.h>

#include "screens/assembly/room_page.h"
#include "screens/people/hand_room.h"

/* --- a menu --- */

enum { SAY_BYTES = READERS_LINE_BYTES + 40, MENU_MOST = 14, MENU_LOW = 11 }; /* on a low screen more have no room */
struct menu {
    struct choice choices[MENU_MOST + 1];
    size_t count, most, selected;
};

static struct menu menu_of(const struct ui *ui)
{
    return (struct menu) { .most = ui->rows < ROOM_LOW ? MENU_LOW : MENU_MOST };
}

static void add(struct menu *menu, bool can, int key, const char *words)
{
    if (can && menu->count < menu->most)
        menu->choices[menu->count++] = (struct choice) { key, words };
}

static void ask(
    struct ui *ui, struct room_page *page, const struct menu *menu, enum room_asked asked, const char *title)
{
    page->asked = asked;
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = title, .choices = menu->choices, .selected = menu->selected });
}

/* --- the first page --- */

/* Before words go out she sees who will read them (RULES 2.1). */
static const char *speak_words(const struct room_page *page, char say[SAY_BYTES])
{
    switch (room_page_moment(page).speak) {
    case ROOM_SPEAK_GROUP:
        return room_page_has_text(page) ? _("Say it to your small group") : _("Your small group: write, then say it");
    case ROOM_SPEAK_SAY:
        snprintf(say, SAY_BYTES, _("Say it. %s"), page->readers.line);
        return say;
    case ROOM_SPEAK_GIVE_UP:
        return _("Give your turn up");
    case ROOM_SPEAK_TAKE_BACK:
        return _("Take it back: you do not want to speak");
    case ROOM_SPEAK_LOWER:
        return _("Lower your hand");
    default:
        return _("Speak: raise your hand");
    }
}

const struct signal_key room_signal_keys[SIGNAL_KEYS] = {
    { '2', ROOM_AGREE, N_("Agree"), N_("Agree: take it back") },
    { '3', ROOM_UNSURE, N_("Unsure"), N_("Unsure: take it back") },
    { '4', ROOM_DISAGREE, N_("Disagree"), N_("Disagree: take it back") },
    { '5', ROOM_SLOWER, N_("Slower, please"), N_("Slower: take it back") },
    { '6', ROOM_PLAINER, N_("Plainer words, please"), N_("Plainer words: take it back") },
    { '7', ROOM_MY_LANGUAGE, N_("In my language, please"), N_("In my language: take it back") },
};

static struct menu closed_menu(const struct ui *ui, const struct room_page *page)
{
    struct menu menu = menu_of(ui);
    add(&menu, page->room.may_open, '1',
        page->room.state == ROOM_ADJOURNED ? _("Open it again, and take the chair")
                                           : _("Open the meeting, and take the chair"));
    bool closed = page->room.state == ROOM_CLOSED && !page->room.is_observer;
    add(&menu, closed, '2', _("The minutes"));
    add(&menu, closed, '3', _("What was decided"));
    add(&menu, closed, '4', _("What was voted and proposed"));
    add(&menu, room_page_has_text(page), 'x', _("Throw away what you wrote"));
    add(&menu, true, 'h', _("Help"));
    add(&menu, true, 'l', _("Leave"));
    return menu;
}

static struct menu observer_menu(const struct ui *ui, const struct room_page *page)
{
    struct menu menu = menu_of(ui);
    add(&menu, page->proposal.id != 0, 'p', _("The proposal"));
    add(&menu, true, 'r', _("Results: what was voted here"));
    add(&menu, page->line_count > 0, 'b', _("Read back"));
    add(&menu, true, 'h', _("Help"));
    add(&menu, true, 'l', _("Leave"));
    return menu;
}

/* Of a room that is open, for somebody who is in it. `say` belongs to the caller. */
static struct menu open_menu(const struct ui *ui, const struct room_page *page, char say[SAY_BYTES])
{
    const struct room *room = &page->room;
    struct menu menu = menu_of(ui);
    bool writes = room_page_has_text(page);
    int urged;
    const char *urge = room_tool_urges(page, &urged);
    menu.most -= 2; /* for the last two */
    add(&menu, room->is_chair, 'c', _("The chair: the next step, and its tools"));
    add(&menu, room->test != 0 && page->test.may_answer, 'a', _("The question: answer it"));
    add(&menu, room->vote != 0, 'v', _("The vote: vote"));
    add(&menu, room->straw, 's', _("The straw poll: yes, no, not sure"));
    add(&menu, urged != 0, urged, urge);
    add(&menu, writes, 'w', _("Go on writing"));
    add(&menu, true, '1', speak_words(page, say));
    for (size_t i = 0; i < SIGNAL_KEYS; i++)
        add(&menu, true, room_signal_keys[i].key,
            room->said_signal[room_signal_keys[i].signal] ? _(room_signal_keys[i].back) : _(room_signal_keys[i].say));
    add(&menu, true, '8', _("I am lost, or a rule is broken"));
    menu.most += 2;
    add(&menu, true, 'm', _("More: proposal, who is here ..."));
    add(&menu, true, 'l',
        page->voice.hand != 0 ? _("Back to yourself: they stay here") : _("Step out: your place is kept"));
    for (size_t i = 0; i < menu.count; i++) /* Enter again goes on writing: it may have been meant for the text */
        if (menu.choices[i].key == (writes ? 'w' : '1'))
            menu.selected = i;
    return menu;
}

/* The menu that Enter opens now. *title: what it asks. */
static struct menu now_menu(const struct ui *ui, const struct room_page *page, char say[SAY_BYTES], const char **title)
{
    *title = page->room.title;
    if (!room_page_open(page))
        return closed_menu(ui, page);
    *title = _("You read here.");
    if (page->room.is_observer)
        return observer_menu(ui, page);
    *title = room_page_my_turn(page) ? _("Your turn. What now?") : _("What now?");
    return open_menu(ui, page, say);
}

/* `instead` NULL: with its own title. */
static void open_her_menu(struct ui *ui, struct room_page *page, const char *instead)
{
    char say[SAY_BYTES];
    const char *title;
    struct menu menu = now_menu(ui, page, say, &title);
    page->moment = room_page_moment(page);
    ask(ui, page, &menu, ROOM_ASKED_ACT, instead != NULL ? instead : title);
}

void room_acts_menu(struct ui *ui, struct room_page *page)
{
    open_her_menu(ui, page, NULL);
}

/* In place of a key that would do something else by now than what stood beside it. */
static void open_again(struct ui *ui, struct room_page *page)
{
    open_her_menu(ui, page,
        room_page_my_turn(page) ? _("It is your turn now, and nothing was done. What now?")
                                : _("The room has gone on, and nothing was done. What now?"));
}

void room_acts_now(const struct ui *ui, const struct room_page *page, struct buffer *out)
{
    char say[SAY_BYTES];
    const char *title;
    struct menu menu = now_menu(ui, page, say, &title);
    for (size_t i = 0; i < menu.count; i++)
        buffer_format(out, "%c  %s\n", menu.choices[i].key, menu.choices[i].words);
}

/* --- the second page --- */

static void more_menu(struct ui *ui, struct room_page *page)
{
    const struct room *room = &page->room;
    struct menu menu = menu_of(ui);
    bool decides = room->item != 0 && (room->item_wants == ITEM_DECIDE || room->item_wants == ITEM_CHOOSE);
    bool writes = room_page_has_text(page), going = page->proposal.id != 0 && !room->proposal_over,
         proposes = decides && !going;
    menu.most--; /* for the last one */
    add(&menu, true, '1',
        room->said_signal[ROOM_READ] ? _("Read it: take that back") : _("I have read it: the next may speak"));
    add(&menu, page->proposal.id != 0, 'p', _("The proposal"));
    add(&menu, page->proposal.small, 't', _("Talk about it: no small matter"));
    add(&menu, writes, '2', _("I changed my mind: what you wrote"));
    add(&menu, writes && room->interprets, '3', _("Interpret: what you wrote"));
    add(&menu, writes && proposes, '4', _("Propose what you wrote"));
    add(&menu, writes && going, '5', _("Another text of it: what you wrote"));
    add(&menu, true, '6', _("Who is here, and the door list"));
    add(&menu, room->may_chair && !room->is_chair, '7',
        room->chair == 0 ? _("I would take the empty chair") : _("Take the chair"));
    add(&menu, room->notes != page->voice.member, '8', _("Take the notes"));
    add(&menu, true, 'o', _("Also: urgent, mood, no name ..."));
    add(&menu, true, 'r', _("Results: what was voted and decided here"));
    add(&menu, page->voice.hand == 0, 'h', _("For somebody without a device"));
    add(&menu, true, 'b', _("Read back"));
    menu.most++;
    add(&menu, true, 'x',
        page->voice.hand != 0 ? _("They leave: no longer counted") : _("Leave: you are no longer counted"));
    char title[SAY_BYTES + 60];
    snprintf(title, sizeof title, "%s %s", _("More. What you wrote stays until it is used."), page->readers.line);
    ask(ui, page, &menu, ROOM_ASKED_MORE, writes ? title : _("More. Write first what you want to propose."));
}

static void ask_point(struct ui *ui, struct room_page *page)
{
    struct menu menu = menu_of(ui);
    add(&menu, true, '1', _("I cannot follow"));
    add(&menu, true, '2', _("This breaks a rule"));
    add(&menu, true, 'n', _("Neither"));
    ask(ui, page, &menu, ROOM_ASKED_POINT,
        _("A process point goes before all hands: one sentence, once on each item. If the rule was not broken, you "
          "lose further points."));
}

static void ask_straw(struct ui *ui, struct room_page *page)
{
    struct menu menu = menu_of(ui);
    char title[ROOM_STRAW_MAX * 4 + 60];
    snprintf(title, sizeof title, _("%s (It binds nothing.)"), page->room.straw_question);
    add(&menu, true, '1', _("Yes"));
    add(&menu, true, '2', _("No"));
    add(&menu, true, '3', _("Not sure"));
    ask(ui, page, &menu, ROOM_ASKED_STRAW, title);
}

/* --- acting --- */

static void say_it(struct ui *ui, struct room_page *page)
{
    int64_t line = 0;
    enum result result = room_say(ui->store, &page->voice, page->id, room_page_text(page), ui_now(ui), &line);
    if (result == RESULT_OK)
        room_page_clear_text(ui, page);
    room_page_told(ui, page, result, _("Said. All of it stands there."));
}

/* Only that group reads it; it is nobody's draft. */
static void say_to_group(struct ui *ui, struct room_page *page)
{
    enum result result = room_group_say(ui->store, &page->voice, page->id, room_page_text(page), ui_now(ui));
    if (result == RESULT_OK)
        room_page_clear_text(ui, page);
    room_page_told(ui, page, result, NULL);
}

static void lower(struct ui *ui, struct room_page *page, const char *words)
{
    room_page_told(ui, page, room_lower(ui->store, &page->voice, page->id, ui_now(ui)), words);
}

/* Only what stood beside the key: the turn may have come while she read the menu. */
static void speak(struct ui *ui, struct room_page *page)
{
    enum room_speak speak = room_page_moment(page).speak;
    if (speak != page->moment.speak)
        open_again(ui, page);
    else if (speak == ROOM_SPEAK_GROUP)
        say_to_group(ui, page);
    else if (speak == ROOM_SPEAK_SAY)
        say_it(ui, page);
    else if (speak == ROOM_SPEAK_RAISE)
        room_page_told(ui, page, room_raise(ui->store, &page->voice, page->id, ui_now(ui)),
            _("Your hand is up. What you write is kept for your turn."));
    else
        lower(ui, page, speak == ROOM_SPEAK_GIVE_UP ? _("Your turn is over, and does not count.") : _("Taken back."));
}

static void give_signal(struct ui *ui, struct room_page *page, enum room_signal signal)
{
    if (!room_page_same_turn(page)) {
        open_again(ui, page);
        return;
    }
    bool on = !page->room.said_signal[signal];
    room_page_told(ui, page, room_signal(ui->store, &page->voice, page->id, signal, on, ui_now(ui)), NULL);
}

/* Words that were used leave the place where she writes; refused ones stay. */
static void used(struct ui *ui, struct room_page *page, enum result result, const char *words)
{
    if (result == RESULT_OK)
        room_page_clear_text(ui, page);
    room_page_told(ui, page, result, words);
}

/* With the text that it names: so the editor goes on with both. */
static void keep_title(struct ui *ui, void *context, const char *typed)
{
    const struct room_page *page = context;
    draft_save(ui->store, &page->voice, DRAFT_PROPOSAL, page->id, typed, typed[0] != '\0' ? room_page_text(page) : "",
        ui_now(ui));
}

static void ask_title(struct ui *ui, struct room_page *page)
{
    struct draft draft;
    bool kept = draft_get(ui->store, &page->voice, DRAFT_PROPOSAL, page->id, &draft) == RESULT_OK;
    page->asked = ROOM_ASKED_TITLE;
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) { .label = _("Its name:"),
            .text = _("A few words for the list of what was decided. Enter puts it before the room."),
            .initial = kept ? draft.title : NULL,
            .limit = PROPOSAL_TITLE_MAX,
            .keep = keep_title,
            .context = page,
            .target = page->id,
            .writes = DRAFT_PROPOSAL });
    if (kept)
        drafts_free(&draft, 1);
}

void room_acts_titled(struct ui *ui, struct room_page *page, const char *title)
{
    int64_t proposal = 0;
    enum result result =
        proposal_make(ui->store, &page->voice, page->id, title, room_page_text(page), ui_now(ui), &proposal);
    if (result == RESULT_OK)
        draft_drop(ui->store, &page->voice, DRAFT_PROPOSAL, page->id, ui_now(ui));
    used(ui, page, result, _("It is before the room."));
}

static void amend(struct ui *ui, struct room_page *page)
{
    int64_t amendment = 0;
    enum result result =
        proposal_amend(ui->store, &page->voice, page->proposal.id, room_page_text(page), ui_now(ui), &amendment);
    used(ui, page, result, amendment == 0 ? _("That is its text now.") : _("It waits for the mover's word."));
}

static void take_more(struct ui *ui, struct room_page *page, int64_t key)
{
    int64_t now = ui_now(ui);
    const char *text = room_page_text(page);
    if (key == '1')
        give_signal(ui, page, ROOM_READ);
    else if (key == 'p')
        ui_go(ui, PLACE_PROPOSAL, &(struct proposal_page_ask) { .proposal = page->proposal.id });
    else if (key == 't')
        room_page_told(
            ui, page, proposal_talk(ui->store, &page->voice, page->proposal.id, now), _("It takes the long road now."));
    else if (key == '2')
        used(ui, page, room_change_mind(ui->store, &page->voice, page->id, text, now), _("Said."));
    else if (key == '3')
        used(ui, page, room_interpret(ui->store, &page->voice, page->id, text, now), _("It stands under those words."));
    else if (key == '4')
        ask_title(ui, page);
    else if (key == '5')
        amend(ui, page);
    else if (key == '6')
        ui_go(ui, PLACE_DOOR, &(struct room_ask) { .meeting = page->id });
    else if (key == '7')
        room_tool_act(ui, page, 't');
    else if (key == '8')
        room_page_told(ui, page, room_take_notes(ui->store, &page->voice, page->id, now), _("You take the notes."));
    else if (key == 'o')
        room_tool_menu(ui, page, false);
    else if (key == 'r')
        ui_go(ui, PLACE_VOTES, &(struct room_ask) { .meeting = page->id });
    else if (key == 'b')
        room_transcript_scroll(ui, page, page->shown_rows - 1);
    else if (key == 'h') {
        page->asked = ROOM_ASKED_HAND;
        hand_ask_name(ui);
    } else if (key == 'x')
        room_page_leave(ui, page);
}

static bool take_signal(struct ui *ui, struct room_page *page, int64_t key)
{
    for (size_t i = 0; i < SIGNAL_KEYS; i++)
        if (room_signal_keys[i].key == key) {
            give_signal(ui, page, room_signal_keys[i].signal);
            return true;
        }
    return false;
}

/* Whoever reads along has no page of it: she does nothing with it. */
static void read_proposal(struct ui *ui, const struct room_page *page)
{
    const struct proposal *proposal = &page->proposal;
    struct buffer text = { 0 };
    buffer_format(&text, "%s: %s\n\n%s", proposal->mover_handle,
        page->room.test != 0 ? _("the question is put") : proposal_state_words(proposal->state), proposal->text);
    if (proposal->effect[0] != '\0')
        buffer_format(&text, "\n\n%s", proposal->effect);
    ui_push(ui, &screen_output, &(struct output_ask) { .title = proposal->title, .text = buffer_text(&text) });
    buffer_clear(&text);
}

/* What every room offers: one that is open, one that is over, and to somebody who only reads. */
static bool take_common(struct ui *ui, struct room_page *page, int64_t key)
{
    if (key == 'l')
        ui_pop(ui, NULL);
    else if (key == 'h')
        ui_act(ui, ACTION_HELP);
    else if (key == 'b')
        room_transcript_scroll(ui, page, page->shown_rows - 1);
    else if (key == 'p' && page->room.is_observer)
        read_proposal(ui, page);
    else if (key == 'p')
        ui_go(ui, PLACE_PROPOSAL, &(struct proposal_page_ask) { .proposal = page->proposal.id });
    else
        return false;
    return true;
}

static void take_closed(struct ui *ui, struct room_page *page, int64_t key)
{
    if (key == '1')
        room_page_told(ui, page, room_open(ui->store, &page->voice, page->id, ui_now(ui)),
            _("It is open, and you have the chair. Enter offers the next step."));
    else if (key == '2')
        ui_go(ui, PLACE_MINUTES, &(struct room_ask) { .meeting = page->id });
    else if (key == '3')
        ui_go(ui, PLACE_DECISIONS, NULL);
    else if (key == '4')
        ui_go(ui, PLACE_VOTES, &(struct room_ask) { .meeting = page->id });
    else if (key == 'x')
        room_page_clear_text(ui, page);
}

static void take_act(struct ui *ui, struct room_page *page, int64_t key)
{
    if (take_common(ui, page, key))
        return;
    if (!room_page_open(page))
        take_closed(ui, page, key);
    else if (key == 'a')
        ui_go(ui, PLACE_QUESTION,
            &(struct proposal_page_ask) { .proposal = page->room.proposal,
                .written_for = room_page_written_for(page),
                .at_door = page->at_door ? page->id : 0 });
    else if (key == 'v')
        ui_go(ui, PLACE_VOTE,
            &(struct vote_page_ask) { .vote = page->room.vote,
                .written_for = room_page_written_for(page),
                .at_door = page->at_door ? page->id : 0 });
    else if (key == 's')
        ask_straw(ui, page);
    else if (key == '1')
        speak(ui, page);
    else if (key == '8')
        ask_point(ui, page);
    else if (key == 'm')
        more_menu(ui, page);
    else if (key == 'r' && page->room.is_observer)
        ui_go(ui, PLACE_VOTES, &(struct room_ask) { .meeting = page->id });
    else if (!take_signal(ui, page, key))
        room_tool_act(ui, page, key);
}

void room_acts_took(struct ui *ui, struct room_page *page, enum room_asked asked, int64_t key)
{
    int64_t now = ui_now(ui);
    if (asked == ROOM_ASKED_ACT)
        take_act(ui, page, key);
    else if (asked == ROOM_ASKED_MORE)
        take_more(ui, page, key);
    else if (asked == ROOM_ASKED_STRAW)
        room_page_told(ui, page, room_straw(ui->store, &page->voice, page->id, (int)key - '0', now), _("Said."));
    else if (asked == ROOM_ASKED_POINT && key != 'n')
        room_page_told(ui, page,
            room_point(
                ui->store, &page->voice, page->id, key == '1' ? SPEAKERS_CANNOT_FOLLOW : SPEAKERS_BREAKS_RULE, now),
            _("Your point comes before all hands."));
}
