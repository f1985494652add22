/*
 * room_tool_acts.c: the third page of the room's menus, hers and the chair's: urgent items, anger, folded turns, the
 * mood, small groups, the last questions (room_tools.h). What is asked of everybody now stands on the first page too.
 */
#include <stdlib.h>
#include <string.h>

#include "gains.h"
#include "screens/assembly/room_page.h"
#include "table.h"

enum { MENU_MOST = 12 };
struct menu {
    struct choice choices[MENU_MOST + 1];
    size_t count;
};

static void add(struct menu *menu, bool can, int key, const char *words)
{
    if (can && menu->count < MENU_MOST)
        menu->choices[menu->count++] = (struct choice) { key, words };
}

static void ask(
    struct ui *ui, struct room_page *page, const struct menu *menu, enum room_asked asked, const char *title)
{
    page->asked = asked;
    ui_push(ui, &screen_question, &(struct question_ask) { .title = title, .choices = menu->choices });
}

static struct room_tools *tools_of(struct room_page *page)
{
    return &page->room.tools;
}

/* --- what waits for her now --- */

/* She may take the chair, and the meeting stands still until somebody does. */
static bool chair_waits(const struct room_page *page)
{
    const struct room *room = &page->room;
    return room->may_chair && (room->chair == 0 ? !room->tools.willing : room->tools.chair_dropped);
}

const char *room_tool_urges(const struct room_page *page, int *key)
{
    const struct room_tools *tools = &page->room.tools;
    bool writes = room_page_has_text(page), herself = page->voice.hand == 0;
    *key = page->room.aloud_mine                                                ? 'r'
           : chair_waits(page)                                                  ? 't'
           : tools->may_instead && writes                                       ? 'i'
           : tools->urgent[0] != '\0' && !tools->urgent_mine                    ? 'u'
           : tools->angry && tools->gain != 0 && !tools->rests && !tools->comes ? 'k'
           : tools->ending != 0 && writes                                       ? 'z'
           : tools->ending != 0 && herself                                      ? 'y'
                                                                                : 0;
    switch (*key) {
    case 'r':
        return _("Read aloud: the small matter");
    case 't':
        return page->room.chair == 0 ? _("I would take the empty chair") : _("Take the chair");
    case 'i':
        return _("Instead, what was done: your words");
    case 'u':
        return _("The urgent item: take it");
    case 'k':
        return _("I come");
    case 'z':
        return _("Thanks, or a song: what you wrote");
    case 'y':
        return _("Something you did not dare to say?");
    default:
        return "";
    }
}

void room_tool_needs(const struct room_page *page, char *out, size_t size)
{
    const struct room_tools *tools = &page->room.tools;
    out[0] = '\0';
    if (page->room.about_me && page->room.waits == SPEAKERS_FIRST)
        util_copy_text(out, size, _("This is about you: you speak first and last. Enter, m, o, s: somebody for you."));
    else if (page->room.aloud_mine)
        util_copy_text(out, size, _("A small matter: read it aloud to the person you type for. Then Enter, r."));
    else if (chair_waits(page) && page->room.chair != 0)
        snprintf(
            out, size, _("%s has the chair; the line dropped. Enter, then t: you take it."), page->room.chair_handle);
    else if (chair_waits(page))
        util_copy_text(out, size, _("The chair is empty. Enter, then t: you would take it."));
    else if (tools->may_instead)
        util_copy_text(out, size, _("Your turn was folded. Write what was done; Enter, then i."));
    else if (tools->urgent[0] != '\0' && !page->room.is_observer)
        snprintf(out, size,
            tools->urgent_mine ? _("Urgent: %s (%d of %d)") : _("Urgent: %s (%d of %d) Enter, then u: take it."),
            tools->urgent, tools->urgent_yes, tools->urgent_needed);
    else if (tools->angry && tools->gain != 0 && !tools->rests)
        snprintf(out, size,
            tools->comes ? ngettext("An act is named. %d comes, you too.", "An act is named. %d come, you too.",
                               (unsigned long)tools->hands)
                         : ngettext("An act is named. %d comes. Enter, then k.",
                               "An act is named. %d come. Enter, then k.", (unsigned long)tools->hands),
            tools->hands);
    else if (tools->ending != 0)
        util_copy_text(out, size, _("Did you not dare to say something? Whom do you thank? Enter."));
    else if (page->proposal.small && !page->room.is_observer)
        util_copy_text(out, size, _("A small matter passes unless somebody wants to talk: Enter, m, t."));
    else if (tools->may_feel)
        util_copy_text(out, size, _("How does the room feel? Write it; Enter, m, o, then e."));
}

/* --- menus --- */

static void her_menu(struct ui *ui, struct room_page *page)
{
    const struct room *room = &page->room;
    const struct room_tools *tools = &room->tools;
    bool writes = room_page_has_text(page), herself = page->voice.hand == 0;
    struct menu menu = { 0 };
    add(&menu, tools->urgent[0] != '\0', 'u',
        tools->urgent_mine ? _("Urgent item: take your word back") : _("The urgent item: take it"));
    add(&menu, tools->urgent[0] == '\0' && writes, 'u', _("As an urgent item: what you wrote"));
    add(&menu, room->about_me && room->concerned == room->person, 's',
        _("Somebody else speaks for you, first and last"));
    add(&menu, room->about_me && room->concerned != room->person, 's', _("You speak first and last yourself"));
    add(&menu, tools->said != 0 && !tools->said_folded && !tools->blamed_by_me, 'b',
        _("It blames people for what they are"));
    add(&menu, tools->may_instead && writes, 'i', _("Instead, what was done: your words"));
    add(&menu, true, 'f', page->unfolded ? _("Hide what was folded") : _("Read what was folded"));
    add(&menu, herself && writes && room->item != 0 && room->item_about != ITEM_PERSON, 'n',
        _("Without your name: what you wrote"));
    add(&menu, tools->angry && writes, 'a', _("An act, with its day: what you wrote"));
    add(&menu, tools->angry && tools->gain != 0 && !tools->rests, 'k', tools->comes ? _("I do not come") : _("I come"));
    add(&menu, tools->mood != page->voice.member, 'm', _("I watch how the room feels"));
    add(&menu, tools->may_feel && writes, 'e', _("The room feels: what you wrote"));
    add(&menu, herself && !room->is_chair, 'c',
        tools->willing ? _("I would not take the chair") : _("I would take the chair, if empty"));
    add(&menu, tools->ending != 0 && herself, 'y', _("Something you did not dare to say?"));
    add(&menu, tools->ending != 0 && writes, 'z', _("Thanks, or a song: what you wrote"));
    ask(ui, page, &menu, ROOM_ASKED_TOOL,
        writes ? _("Also here. What you wrote stays until it is used.")
               : _("Also here. Some of it is for what you write first."));
}

static void chair_menu(struct ui *ui, struct room_page *page)
{
    const struct room *room = &page->room;
    const struct room_tools *tools = &room->tools;
    struct menu menu = { 0 };
    bool item = room->item != 0;
    add(&menu, item && !tools->points_together && tools->points_heard >= SPEAKERS_POINTS_SINGLY, '1',
        _("Points: take the rest together"));
    add(&menu, item, '2', _("Lend the chair for this item, to speak yourself"));
    add(&menu, item && tools->grouped == 0, '3', _("Small groups of 4 to 7, by lot"));
    add(&menu, tools->grouped != 0, '3', _("Small groups: back to the room"));
    add(&menu, tools->urgent[0] != '\0', '4', _("The urgent item is not taken"));
    add(&menu, tools->angry && tools->stage == ROOM_STAGE_NONE, '5', _("A round: what did it do to my home?"));
    add(&menu, tools->angry && tools->stage == ROOM_STAGE_HOMES, '5', _("Ask: what can we do by Friday?"));
    add(&menu, tools->angry, '6', _("We rest until ..."));
    add(&menu, !item && tools->ending == 0, '7', _("Ask the two last questions"));
    add(&menu, true, '9', _("Also for you: urgent, mood, a folded turn ..."));
    ask(ui, page, &menu, ROOM_ASKED_CHAIR_TOOL, _("Also for the chair"));
}

void room_tool_menu(struct ui *ui, struct room_page *page, bool chair)
{
    (chair ? chair_menu : her_menu)(ui, page);
}

/* --- days --- */

static void ask_day(struct ui *ui, struct room_page *page, bool rests)
{
    struct menu menu = { 0 };
    page->rests = rests;
    add(&menu, true, '1', _("Tomorrow"));
    add(&menu, true, '2', _("Friday"));
    add(&menu, true, '3', _("In a week"));
    add(&menu, true, 'o', _("Another day"));
    ask(ui, page, &menu, ROOM_ASKED_DAY, rests ? _("We rest until when?") : _("When is it done?"));
}

/* Words that were used leave the place where she writes; refused ones stay. */
static void used(struct ui *ui, struct room_page *page, enum result result, const char *words)
{
    if (result == RESULT_OK)
        room_page_clear_text(ui, page);
    room_page_told(ui, page, result, words);
}

static void take_day(struct ui *ui, struct room_page *page, int64_t day)
{
    int64_t gain, now = ui_now(ui);
    if (page->rests)
        room_page_told(ui, page, room_rest(ui->store, &page->voice, page->id, day, now), NULL);
    else
        used(ui, page, room_name_act(ui->store, &page->voice, page->id, room_page_text(page), day, now, &gain),
            _("It is named, and you come."));
}

void room_tool_date(struct ui *ui, struct room_page *page, const char *typed)
{
    struct when when;
    enum when_fault fault = when_read(typed, ui_now(ui), &when);
    if (fault != WHEN_GOOD)
        ui_notice(ui, "%s", when_fault_sentence(fault));
    else
        take_day(ui, page, when.day);
}

static void took_day(struct ui *ui, struct room_page *page, int64_t key)
{
    static const char *const days[] = { "tomorrow", "friday", "in 7 days" };
    if (key != 'o') {
        room_tool_date(ui, page, days[key - '1']);
        return;
    }
    page->asked = ROOM_ASKED_DATE;
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) {
            .label = _("Which day?"), .text = _("As you say it: Tuesday, 4 December."), .limit = 40 });
}

/* --- acting --- */

static void ask_dare(struct ui *ui, struct room_page *page)
{
    struct menu menu = { 0 };
    add(&menu, true, 'n', _("No, there was nothing"));
    add(&menu, true, 'y', _("Yes, there was something"));
    add(&menu, true, 'l', _("Leave it out"));
    ask(ui, page, &menu, ROOM_ASKED_DARE,
        _("Was there something you did not dare to say? The room reads only: nobody, some or many. Nothing is written down."));
}

static void ask_what_about(struct ui *ui, struct room_page *page)
{
    struct menu menu = { 0 };
    for (int about = 0; about < ITEM_ABOUTS; about++)
        add(&menu, true, '1' + about, meeting_item_about_words((enum item_about)about));
    ask(ui, page, &menu, ROOM_ASKED_URGENT, _("What is it about? Never about people, tasks, money or rules."));
}

static void take_urgent(struct ui *ui, struct room_page *page)
{
    int64_t item = 0, now = ui_now(ui);
    bool on = !tools_of(page)->urgent_mine;
    if (tools_of(page)->urgent[0] == '\0') {
        ask_what_about(ui, page);
        return;
    }
    enum result result = room_urgent_yes(ui->store, &page->voice, page->id, on, now, &item);
    room_page_told(ui, page, result, item != 0 ? _("It is taken, and comes next.") : NULL);
}

static void take_blame(struct ui *ui, struct room_page *page)
{
    bool folded;
    if (!room_page_same_turn(page)) {
        ui_notice(ui, "%s", _("Somebody else has spoken since. Nothing was done: look again."));
        return;
    }
    enum result result = room_blame(ui->store, &page->voice, page->id, tools_of(page)->said, ui_now(ui), &folded);
    room_page_told(ui, page, result, folded ? _("It is folded.") : _("Counted. It needs three homes."));
}

static void take_unsigned(struct ui *ui, struct room_page *page)
{
    used(ui, page, room_unsigned(ui->store, &page->voice, page->id, room_page_text(page), ui_now(ui)),
        _("It is shown with two others, or when the item ends, without a name."));
}

static void take_speaker(struct ui *ui, struct room_page *page)
{
    if (page->room.concerned != page->room.person) {
        room_page_told(ui, page, meeting_item_speaker(ui->store, &page->voice, page->room.item, 0, ui_now(ui)),
            _("You speak first and last yourself."));
        return;
    }
    page->asked = ROOM_ASKED_SPEAKER;
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) { .label = _("Who?"),
            .text = _("Name somebody you trust: they speak first and last for you."),
            .limit = 60 });
}

void room_tool_speaker(struct ui *ui, struct room_page *page, const char *typed)
{
    struct member member;
    if (member_by_handle(ui->store, &page->voice, typed, &member) != RESULT_OK)
        ui_refused(ui);
    else
        room_page_told(ui, page, meeting_item_speaker(ui->store, &page->voice, page->room.item, member.id, ui_now(ui)),
            _("Noted. It takes effect at once."));
}

static void take_chair(struct ui *ui, struct room_page *page)
{
    enum result result = room_take_chair(ui->store, &page->voice, page->id, ui_now(ui));
    room_page_told(ui, page, result,
        page->room.chair == 0 ? _("Noted. If others would too, the lot draws in half a minute.")
                              : _("You have the chair. Enter offers the next step."));
}

void room_tool_act(struct ui *ui, struct room_page *page, int64_t key)
{
    struct store *store = ui->store;
    const struct actor *voice = &page->voice;
    const char *text = room_page_text(page);
    int64_t now = ui_now(ui);
    if (key == 'r') /* as herself, also while she writes for somebody */
        room_page_told(ui, page, table_aloud(store, ui->actor, page->id, now),
            ui_numbers(ui, _("Read aloud. The {small-minutes} begin when each table and helper has.")));
    else if (key == 't')
        take_chair(ui, page);
    else if (key == 'u')
        take_urgent(ui, page);
    else if (key == 's')
        take_speaker(ui, page);
    else if (key == 'b')
        take_blame(ui, page);
    else if (key == 'i')
        used(ui, page, room_instead(store, voice, page->id, text, now), _("Said."));
    else if (key == 'f')
        room_transcript_unfold(ui, page, !page->unfolded);
    else if (key == 'n')
        take_unsigned(ui, page);
    else if (key == 'a')
        ask_day(ui, page, false);
    else if (key == 'k')
        room_page_told(ui, page, room_come(store, voice, page->id, !tools_of(page)->comes, now), NULL);
    else if (key == 'm')
        room_page_told(ui, page, room_watch_mood(store, voice, page->id, true, now),
            _("Once on each item you say how the room feels."));
    else if (key == 'e')
        used(ui, page, room_feels(store, voice, page->id, text, now), _("Said."));
    else if (key == 'c')
        room_page_told(ui, page, room_would_chair(store, voice, page->id, !tools_of(page)->willing, now), _("Noted."));
    else if (key == 'y')
        ask_dare(ui, page);
    else if (key == 'z')
        used(ui, page, room_thank(store, voice, page->id, text, now), _("Said."));
}

static void take_chair_tool(struct ui *ui, struct room_page *page, int64_t key)
{
    struct store *store = ui->store;
    const struct actor *voice = &page->voice;
    int64_t now = ui_now(ui), id = page->id;
    if (key == '1')
        room_page_told(ui, page, room_points_together(store, voice, id, now), NULL);
    else if (key == '2')
        room_page_told(ui, page, room_lend_chair(store, voice, id, now), NULL);
    else if (key == '3')
        room_page_told(ui, page,
            tools_of(page)->grouped != 0 ? room_groups_end(store, voice, id, now) : room_groups(store, voice, id, now),
            NULL);
    else if (key == '4')
        room_page_told(ui, page, room_urgent_leave(store, voice, id, now), NULL);
    else if (key == '5')
        room_page_told(ui, page,
            tools_of(page)->stage == ROOM_STAGE_NONE ? room_home_round(store, voice, id, now)
                                                     : room_ask_friday(store, voice, id, now),
            NULL);
    else if (key == '6')
        ask_day(ui, page, true);
    else if (key == '7')
        room_page_told(ui, page, room_last_questions(store, voice, id, now), NULL);
    else if (key == '9')
        her_menu(ui, page);
}

void room_tool_took(struct ui *ui, struct room_page *page, enum room_asked asked, int64_t key)
{
    if (asked == ROOM_ASKED_TOOL)
        room_tool_act(ui, page, key);
    else if (asked == ROOM_ASKED_CHAIR_TOOL)
        take_chair_tool(ui, page, key);
    else if (asked == ROOM_ASKED_DAY)
        took_day(ui, page, key);
    else if (asked == ROOM_ASKED_URGENT)
        used(ui, page,
            room_urgent_ask(
                ui->store, &page->voice, page->id, room_page_text(page), (enum item_about)(key - '1'), ui_now(ui)),
            _("Asked. Three quarters must say yes to it."));
    else if (asked == ROOM_ASKED_DARE && key != 'l')
        room_page_told(
            ui, page, room_dare(ui->store, &page->voice, page->id, key == 'y', ui_now(ui)), _("Counted. Thank you."));
}
