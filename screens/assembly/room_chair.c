/*
 * room_chair.c: what the chair can do. Enter on an empty line offers the next step, with the sentence to say aloud;
 * Enter does it. Everything else is one digit. RULES 4.4: the chair needs no typing.
 */
#include <stdlib.h>
#include <string.h>

#include "screens/assembly/room_page.h"
#include "votes.h"
#include "when.h"

enum { TOOLS_MOST = 14, HANDLES_SHOWN = 3, WHO_MOST = 9, STEP_BYTES = 120, SAY_BYTES = 600 };

const char *room_step_words(const struct room_page *page, enum room_step step, char *out, size_t size)
{
    switch (step) {
    case ROOM_STEP_OPEN:
        util_copy_text(out, size, _("Open the meeting"));
        break;
    case ROOM_STEP_BEGIN_ITEM:
        util_copy_text(out, size, _("Begin the next item"));
        break;
    case ROOM_STEP_NEXT_SPEAKER:
        snprintf(out, size, _("%s speaks"), page->room.next_handle[0]);
        break;
    case ROOM_STEP_PUT_QUESTION:
        util_copy_text(out, size, _("Put the question"));
        break;
    case ROOM_STEP_CLOSE_QUESTION:
        util_copy_text(out, size, _("Close the question, and count"));
        break;
    case ROOM_STEP_CLOSE_VOTE:
        util_copy_text(out, size, _("Close the vote, and count"));
        break;
    case ROOM_STEP_VOTE_AGAIN:
        util_copy_text(out, size, _("Ask once more: it was a tie"));
        break;
    case ROOM_STEP_END_ITEM:
        util_copy_text(out, size, _("End this item"));
        break;
    case ROOM_STEP_CLOSE:
        util_copy_text(out, size, _("Close the meeting"));
        break;
    case ROOM_STEP_HOME_ROUND:
        util_copy_text(out, size, _("A round: what did it do to my home?"));
        break;
    case ROOM_STEP_FRIDAY:
        util_copy_text(out, size, _("Ask: what can we do by Friday?"));
        break;
    case ROOM_STEP_END_GROUPS:
        util_copy_text(out, size, _("Small groups: back to the room"));
        break;
    case ROOM_STEP_LAST_QUESTIONS:
        util_copy_text(out, size, _("Ask the two last questions"));
        break;
    case ROOM_STEP_OPEN_VOTE:
        util_copy_text(out, size,
            page->room.item_about == ITEM_PERSON ? _("Open the secret vote: yes or no")
                                                 : _("Open the vote: yes or no"));
        break;
    default:
        util_copy_text(out, size, _("Wait: nothing to do"));
        break;
    }
    return out;
}

static void ask(struct ui *ui, struct room_page *page, const struct choice *choices, enum room_asked asked,
    const char *title, const char *text)
{
    page->asked = asked;
    ui_push(ui, &screen_question, &(struct question_ask) { .title = title, .text = text, .choices = choices });
}

/* What the chair can do now. `say` is the sentence to say aloud; `words`, which belongs to the caller, are those of the
 * next step. Returns that step. */
static enum room_step chair_choices(const struct ui *ui, const struct room_page *page,
    struct choice choices[TOOLS_MOST + 1], char words[STEP_BYTES], char say[SAY_BYTES])
{
    const struct room *room = &page->room;
    bool item = room->item != 0;
    int urged;
    const char *urge = room_tool_urges(page, &urged);
    enum room_step step = room_step(room, ui_now(ui), say, SAY_BYTES);
    if (room->cut != 0)
        util_copy_text(words, STEP_BYTES, _("Enough are back: it goes on"));
    else if (room->state == ROOM_BREAK)
        util_copy_text(words, STEP_BYTES, _("The break is over"));
    else
        room_step_words(page, step, words, STEP_BYTES);
    int count = 0;
    choices[count++] = (struct choice) { '1', words };
    if (room->may_adjourn)
        choices[count++] = (struct choice) { 'd', _("Adjourn it: it goes on another day") };
    if (item) {
        choices[count++] = (struct choice) { '2', _("Five more minutes") };
        choices[count++] = (struct choice) { '3', _("Park this item: the next agenda") };
    }
    if (room->state != ROOM_BREAK)
        choices[count++] = (struct choice) { '4', _("A break") };
    if (room->last_due)
        choices[count++] = (struct choice) { 'l', _("The last word: it is about them") };
    if (room->vote != 0)
        choices[count++] = (struct choice) { 'v', _("The vote: your own ballot") };
    if (room->test != 0 && page->test.may_answer)
        choices[count++] = (struct choice) { 'a', _("The question: your own answer") };
    if (urged != 0) /* what waits for her as for everybody: "I come" is one key */
        choices[count++] = (struct choice) { urged, urge };
    if (item && room->test == 0) { /* while it is put, nobody speaks */
        choices[count++] =
            (struct choice) { '5', room->straw ? _("Close the straw poll") : _("A straw poll: it binds nothing") };
        choices[count++] = (struct choice) { '6', _("Somebody first, with a reason") };
        choices[count++] = (struct choice) { '7', _("Somebody who was asked answers") };
        choices[count++] = (struct choice) { '8', _("A go-round: one sentence each") };
    }
    choices[count++] = (struct choice) { '9', _("Your own: speak, agree, unsure ...") };
    choices[count] = (struct choice) { 'm', _("More") };
    return step;
}

void room_chair_menu(struct ui *ui, struct room_page *page)
{
    struct choice choices[TOOLS_MOST + 1] = { { 0, NULL } };
    char words[STEP_BYTES], say[SAY_BYTES] = "";
    page->moment = room_page_moment(page);
    page->step = chair_choices(ui, page, choices, words, say);
    ask(ui, page, choices, ROOM_ASKED_STEP, say, NULL);
}

void room_chair_now(const struct ui *ui, const struct room_page *page, struct buffer *out)
{
    struct choice choices[TOOLS_MOST + 1] = { { 0, NULL } };
    char words[STEP_BYTES], say[SAY_BYTES] = "";
    chair_choices(ui, page, choices, words, say);
    for (int i = 0; choices[i].key != 0; i++)
        buffer_format(out, "%c  %s\n", choices[i].key, choices[i].words);
}

static void tools_menu(struct ui *ui, struct room_page *page)
{
    const struct room *room = &page->room;
    struct choice choices[TOOLS_MOST + 1] = { { 0, NULL } };
    bool going = page->proposal.id != 0 && !room->proposal_over;
    int count = 0;
    if (room->test != 0)
        choices[count++] = (struct choice) { '1', _("Close the question, and count") };
    else if (going && !page->proposal.small && !room->by_vote)
        choices[count++] = (struct choice) { '1', _("Put the question") };
    if (going && room->test == 0 && !page->proposal.small && !room->by_vote)
        choices[count++] = (struct choice) { '2', _("A small matter: it passes unless somebody wants to talk") };
    if (page->proposal.two_thirds && room->test == 0)
        choices[count++] = (struct choice) { '7', ui_numbers(ui, _("After three sittings {fallback-share} decide")) };
    if (page->proposal.stops > 0 && room->test == 0)
        choices[count++] = (struct choice) { '8', _("Its stops: does one stand?") };
    if (page->proposal.small)
        choices[count++] = (struct choice) { '1', _("Its time is over: it passes") };
    if (room->item != 0)
        choices[count++] = (struct choice) { '3', _("End this item") };
    if (room->item != 0 && room->test == 0 && room->vote == 0)
        choices[count++] = (struct choice) { 'v', _("Open a vote: yes or no, one of several, points") };
    choices[count++] = (struct choice) { '4', _("Somebody named a rule that was not broken") };
    choices[count++] = (struct choice) { '5', _("Who is here, and the door list") };
    choices[count++] = (struct choice) { 'r', _("Results: what was voted and decided here") };
    choices[count++] = (struct choice) { '6', _("Close the meeting") };
    choices[count++] = (struct choice) { '9', _("Also: groups, lending the chair, points together ...") };
    ask(ui, page, choices, ROOM_ASKED_TOOLS, _("More for the chair"), NULL);
}

/* --- people --- */

static void ask_name(struct ui *ui, struct room_page *page)
{
    page->asked = ROOM_ASKED_WHO;
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) { .label = _("Who?"), .text = _("The name as it stands in the room."), .limit = 60 });
}

/* The people whom a question offers. */
struct picked {
    int64_t member[WHO_MOST];
    char name[WHO_MOST][HANDLE_BYTES];
    int count;
};

static void pick(struct picked *picked, int64_t member, const char *name)
{
    for (int i = 0; i < picked->count; i++)
        if (picked->member[i] == member)
            return;
    if (member == 0 || picked->count == WHO_MOST)
        return;
    picked->member[picked->count] = member;
    util_copy_text(picked->name[picked->count++], HANDLE_BYTES, name);
}

/* Who may go first: those whose hands come next. */
static void pick_hands(const struct room_page *page, struct picked *picked)
{
    for (int i = 0; i < HANDLES_SHOWN && page->room.next[i].act != SPEAKERS_NO_ACT; i++)
        pick(picked, page->room.next[i].member, page->room.next_handle[i]);
}

/* Who appealed to a rule on this item, the last one first. */
static void pick_appeals(const struct room_page *page, struct picked *picked)
{
    for (size_t i = page->line_count; i > 0; i--) {
        const struct room_line *line = &page->lines[i - 1];
        if (line->kind == ROOM_POINT && line->number == SPEAKERS_BREAKS_RULE && line->item == page->room.item)
            pick(picked, line->member, line->handle);
    }
}

/* Who may answer: those whom the last turn named, then those who spoke on this item, the last one first. */
static void pick_named(struct ui *ui, const struct room_page *page, struct picked *picked)
{
    enum { PEOPLE_MOST = 500 };
    struct room_person *people = xcalloc(PEOPLE_MOST, sizeof *people);
    size_t count = 0, last = page->line_count;
    while (last > 0 && page->lines[last - 1].kind == ROOM_EVENT)
        last--;
    const char *words = last > 0 ? page->lines[last - 1].text : "";
    room_people(ui->store, ui->actor, page->id, ui_now(ui), people, PEOPLE_MOST, &count);
    for (size_t i = 0; i < count; i++)
        if (people[i].way != ROOM_AWAY && strcasestr(words, people[i].handle) != NULL)
            pick(picked, people[i].member, people[i].handle);
    free(people);
    for (size_t i = last; i > 0; i--) {
        const struct room_line *line = &page->lines[i - 1];
        if (line->kind != ROOM_EVENT && line->item == page->room.item)
            pick(picked, line->member, line->handle);
    }
}

/* By one key; anybody else by name. */
static void ask_who(struct ui *ui, struct room_page *page, int act, const char *title)
{
    struct choice choices[WHO_MOST + 2] = { { 0, NULL } };
    struct picked picked = { 0 };
    page->who_act = act;
    if (act == '6')
        pick_hands(page, &picked);
    else if (act == '4')
        pick_appeals(page, &picked);
    else
        pick_named(ui, page, &picked);
    for (int i = 0; i < picked.count; i++) {
        page->who[i] = picked.member[i];
        util_copy_text(page->who_name[i], HANDLE_BYTES, picked.name[i]);
        choices[i] = (struct choice) { '1' + i, page->who_name[i] };
    }
    choices[picked.count] = (struct choice) { 'o', _("Another one, by name") };
    if (picked.count == 0)
        ask_name(ui, page);
    else
        ask(ui, page, choices, ROOM_ASKED_WHO, title, NULL);
}

static void ask_reason(struct ui *ui, struct room_page *page, int64_t member)
{
    const struct choice choices[] = { { '1', _("A new voice") }, { '2', _("An answer") }, { '3', _("It stops harm") },
        { '4', _("They have to leave early") }, { '5', _("Another reason") }, { 0, NULL } };
    page->moved = member;
    ask(ui, page, choices, ROOM_ASKED_REASON, _("Why? It stands in the minutes."), NULL);
}

static void take_person(struct ui *ui, struct room_page *page, int64_t member)
{
    int64_t now = ui_now(ui);
    if (page->who_act == '6')
        ask_reason(ui, page, member);
    else if (page->who_act == '7')
        room_page_told(ui, page, room_let_answer(ui->store, &page->voice, page->id, member, now),
            _("They answer before the next turn."));
    else
        room_page_told(ui, page, room_wrong_appeal(ui->store, &page->voice, page->id, member, now),
            _("Said. It costs them further points."));
}

void room_chair_named(struct ui *ui, struct room_page *page, const char *typed)
{
    struct member member;
    if (member_by_handle(ui->store, &page->voice, typed, &member) != RESULT_OK)
        ui_refused(ui);
    else
        take_person(ui, page, member.id);
}

/* --- acting --- */

static void ask_close(struct ui *ui, struct room_page *page)
{
    const struct choice choices[] = { { 'y', _("Yes, close it") }, { 'n', _("No, it goes on") }, { 0, NULL } };
    page->asked = ROOM_ASKED_CLOSE;
    ui_push(ui, &screen_question,
        &(struct question_ask) { .title = _("Close the meeting?"),
            .text = _("What was decided acts from then on, and the minutes are written. It is not opened again."),
            .choices = choices,
            .destroys = true });
}

static void ask_until(struct ui *ui, struct room_page *page, const char *typed)
{
    page->asked = ROOM_ASKED_UNTIL;
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) { .label = _("Until:"),
            .initial = typed,
            .replaced = true,
            .text = _("A day and an hour, within a week: tomorrow 17:00"),
            .limit = WHEN_BYTES });
}

/* Shows the sentence to say aloud before it is done. */
void room_chair_until(struct ui *ui, struct room_page *page, const char *typed)
{
    const struct choice choices[] = { { 'y', _("Yes, adjourn it") }, { 'n', _("No") }, { 0, NULL } };
    char when[WHEN_BYTES], say[600];
    enum when_fault fault = when_read_moment(typed, ui_now(ui), &page->until);
    if (typed[strspn(typed, " ")] == '\0')
        return;
    if (fault != WHEN_GOOD) {
        ask_until(ui, page, typed);
        ui_notice(ui, "%s", when_fault_sentence(fault));
        return;
    }
    snprintf(say, sizeof say,
        _("Say: The power failed. We go on %s, where we were. Nothing was decided; whoever waits to speak keeps their place."),
        when_say(page->until, true, ui_now(ui), when));
    if (when_comes_twice(page->until)) {
        size_t used = strlen(say);
        snprintf(say + used, sizeof say - used, " %s", when_twice_sentence());
    }
    page->asked = ROOM_ASKED_ADJOURN;
    ui_push(ui, &screen_question,
        &(struct question_ask) {
            .title = _("Adjourn the meeting? Only once."), .text = say, .choices = choices, .destroys = true });
}

/* And what came of it, to be read aloud. */
static void close_vote(struct ui *ui, struct room_page *page)
{
    int64_t vote = page->room.vote;
    enum result result = vote_close(ui->store, &page->voice, vote, ui_now(ui));
    room_page_told(ui, page, result, NULL);
    if (result == RESULT_OK)
        ui_go(ui, PLACE_VOTE, &(struct vote_page_ask) { .vote = vote });
}

/* On what is proposed about a person, or about a rule. */
static void open_vote(struct ui *ui, struct room_page *page)
{
    int64_t vote = 0;
    struct vote_new form = { .meeting = page->id,
        .kind = VOTE_YESNO,
        .majority = MAJORITY_HALF,
        .secret = page->room.item_about == ITEM_PERSON };
    enum result result = vote_open(ui->store, &page->voice, &form, ui_now(ui), &vote);
    room_page_told(ui, page, result, _("The vote is open. Read it aloud, twice."));
}

static void do_step(struct ui *ui, struct room_page *page)
{
    int64_t now = ui_now(ui), again = 0;
    struct store *store = ui->store;
    const struct actor *voice = &page->voice;
    if (page->room.state == ROOM_BREAK) {
        room_page_told(ui, page, room_break(store, voice, page->id, false, now), NULL);
        return;
    }
    switch (page->step) {
    case ROOM_STEP_OPEN:
        room_page_told(ui, page, room_open(store, voice, page->id, now), NULL);
        break;
    case ROOM_STEP_BEGIN_ITEM:
        room_page_told(ui, page, room_begin_item(store, voice, page->id, page->room.next_item, now), NULL);
        break;
    case ROOM_STEP_NEXT_SPEAKER:
        room_page_told(ui, page, room_next(store, voice, page->id, now), NULL);
        break;
    case ROOM_STEP_PUT_QUESTION:
        room_page_told(ui, page, proposal_test_open(store, voice, page->room.proposal, now), NULL);
        break;
    case ROOM_STEP_CLOSE_QUESTION:
        room_page_told(ui, page, proposal_test_close(store, voice, page->room.proposal, now), NULL);
        break;
    case ROOM_STEP_CLOSE_VOTE:
        close_vote(ui, page);
        break;
    case ROOM_STEP_VOTE_AGAIN:
        room_page_told(ui, page, vote_again(store, ui->actor, page->room.tied, now, &again), NULL);
        break;
    case ROOM_STEP_END_ITEM:
        room_page_told(ui, page, room_end_item(store, voice, page->id, false, now), NULL);
        break;
    case ROOM_STEP_CLOSE:
        ask_close(ui, page);
        break;
    case ROOM_STEP_HOME_ROUND:
        room_page_told(ui, page, room_home_round(store, voice, page->id, now), NULL);
        break;
    case ROOM_STEP_FRIDAY:
        room_page_told(ui, page, room_ask_friday(store, voice, page->id, now), NULL);
        break;
    case ROOM_STEP_END_GROUPS:
        room_page_told(ui, page, room_groups_end(store, voice, page->id, now), NULL);
        break;
    case ROOM_STEP_LAST_QUESTIONS:
        room_page_told(ui, page, room_last_questions(store, voice, page->id, now), NULL);
        break;
    case ROOM_STEP_OPEN_VOTE:
        open_vote(ui, page);
        break;
    default:
        break;
    }
}

static void ask_poll(struct ui *ui, struct room_page *page)
{
    page->asked = ROOM_ASKED_POLL;
    ui_push(ui, &screen_prompt,
        &(struct prompt_ask) { .label = _("Ask:"),
            .text = _("Yes, no or not sure: it binds nothing. Enter alone asks about what was just said."),
            .limit = ROOM_STRAW_MAX,
            .place = DRAFT_STRAW,
            .target = page->id });
}

void room_chair_polled(struct ui *ui, struct room_page *page, const char *question)
{
    bool blank = question[strspn(question, " ")] == '\0';
    enum result result = room_straw_poll(
        ui->store, &page->voice, page->id, blank ? _("What was just said: yes or no?") : question, ui_now(ui));
    if (result == RESULT_OK)
        draft_drop(ui->store, ui->actor, DRAFT_STRAW, page->id, ui_now(ui));
    room_page_told(ui, page, result, NULL);
}

static void take_step(struct ui *ui, struct room_page *page, int64_t key)
{
    int64_t now = ui_now(ui);
    struct store *store = ui->store;
    const struct actor *voice = &page->voice;
    switch (key) {
    case '1':
        do_step(ui, page);
        break;
    case '2':
        room_page_told(ui, page, room_more_time(store, voice, page->id, now), NULL);
        break;
    case '3':
        room_page_told(ui, page, room_end_item(store, voice, page->id, true, now), NULL);
        break;
    case '4':
        room_page_told(ui, page, room_break(store, voice, page->id, page->room.state != ROOM_BREAK, now), NULL);
        break;
    case '5':
        if (page->room.straw)
            room_page_told(ui, page, room_straw_poll(store, voice, page->id, NULL, now), NULL);
        else
            ask_poll(ui, page);
        break;
    case '6':
        ask_who(ui, page, '6', _("Who goes first?"));
        break;
    case '7':
        ask_who(ui, page, '7', _("Who answers?"));
        break;
    case '8':
        room_page_told(ui, page, room_go_round(store, voice, page->id, now), NULL);
        break;
    case '9':
        room_acts_menu(ui, page);
        break;
    case 'i':
    case 'u':
    case 'k':
    case 'z':
    case 'y':
        room_tool_act(ui, page, key);
        break;
    case 'd':
        ask_until(ui, page, "");
        break;
    case 'l':
        room_page_told(ui, page, room_last_word(store, voice, page->id, now), _("The last word comes next."));
        break;
    case 'v':
        ui_go(ui, PLACE_VOTE, &(struct vote_page_ask) { .vote = page->room.vote });
        break;
    case 'a':
        ui_go(ui, PLACE_QUESTION, &(struct proposal_page_ask) { .proposal = page->room.proposal });
        break;
    default:
        tools_menu(ui, page);
        break;
    }
}

static void take_tool(struct ui *ui, struct room_page *page, int64_t key)
{
    int64_t now = ui_now(ui), proposal = page->proposal.id;
    if (key == '1' && (page->room.test != 0 || page->proposal.small))
        room_page_told(ui, page, proposal_test_close(ui->store, &page->voice, proposal, now), NULL);
    else if (key == '1')
        room_page_told(ui, page, proposal_test_open(ui->store, &page->voice, proposal, now), NULL);
    else if (key == '2')
        room_page_told(ui, page, proposal_small(ui->store, &page->voice, proposal, now), NULL);
    else if (key == '3')
        room_page_told(ui, page, room_end_item(ui->store, &page->voice, page->id, false, now), NULL);
    else if (key == 'v')
        ui_go(ui, PLACE_VOTE_FORM, &(struct vote_form_ask) { .meeting = page->id });
    else if (key == '4')
        ask_who(ui, page, '4', _("Who named a rule that was not broken?"));
    else if (key == '5')
        ui_go(ui, PLACE_DOOR, &(struct room_ask) { .meeting = page->id });
    else if (key == 'r')
        ui_go(ui, PLACE_VOTES, &(struct room_ask) { .meeting = page->id });
    else if (key == '6')
        ask_close(ui, page);
    else if (key == '7')
        room_page_told(ui, page, proposal_two_thirds(ui->store, &page->voice, proposal, now), NULL);
    else if (key == '8')
        ui_go(ui, PLACE_PROPOSAL, &(struct proposal_page_ask) { .proposal = proposal });
    else if (key == '9')
        room_tool_menu(ui, page, true);
}

void room_chair_took(struct ui *ui, struct room_page *page, enum room_asked asked, int64_t key)
{
    static const enum speakers_reason reasons[] = { SPEAKERS_NEW_VOICE, SPEAKERS_TO_ANSWER, SPEAKERS_HARM,
        SPEAKERS_LEAVING_EARLY, SPEAKERS_OTHER };
    int64_t now = ui_now(ui);
    if (asked == ROOM_ASKED_STEP)
        take_step(ui, page, key);
    else if (asked == ROOM_ASKED_TOOLS)
        take_tool(ui, page, key);
    else if (asked == ROOM_ASKED_WHO && key == 'o')
        ask_name(ui, page);
    else if (asked == ROOM_ASKED_WHO)
        take_person(ui, page, page->who[key - '1']);
    else if (asked == ROOM_ASKED_REASON)
        room_page_told(
            ui, page, room_reorder(ui->store, &page->voice, page->id, page->moved, reasons[key - '1'], now), NULL);
    else if (asked == ROOM_ASKED_ADJOURN && key == 'y')
        room_page_told(
            ui, page, room_adjourn(ui->store, &page->voice, page->id, page->until, now), _("It is adjourned."));
    else if (asked == ROOM_ASKED_CLOSE && key == 'y')
        room_page_told(ui, page, room_close(ui->store, &page->voice, page->id, now), _("It is closed."));
}
