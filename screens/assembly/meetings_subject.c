/* meetings_subject.c: the assembly as a subject (subject.h): its pages, keys and commands. assembly_home.h has its
 * lines on home and its drafts. */
#include <string.h>

#include "proposals.h"
#include "screens/assembly/assembly_home.h"

static void on_home(struct ui *ui, struct home_lines *lines)
{
    assembly_home_about_her(ui, lines);
    assembly_home_decisions(ui, lines);
    assembly_home_votes(ui, lines);
    assembly_home_gains(ui, lines);
    assembly_home_meetings(ui, lines);
}

/* Opens what home only counts on a shared computer (RULES 1.6). */
static void open_waiting(struct ui *ui)
{
    int64_t unit = ui->actor->here;
    private_meetings(ui->store, ui->actor, ui_now(ui), &unit);
    ui_enter(ui, unit);
    ui_go(ui, PLACE_MEETINGS, NULL);
}

/* --- by command --- */

/* The pages of single things: the command's one word is the number. */
static const struct {
    const char *command;
    enum place place;
    bool guests; /* they read along */
    bool key;    /* it is done by a key of that page */
} opened[] = { { "meeting show", PLACE_MEETING, false, false }, { "agenda add", PLACE_ITEM_FORM, false, false },
    { "agenda", PLACE_MEETING, false, false }, { "vote", PLACE_VOTE, true, false },
    { "ballot", PLACE_VOTE, true, false }, { "proposal", PLACE_PROPOSAL, false, false },
    { "minutes", PLACE_MINUTES, false, false }, { "room", PLACE_ROOM, true, false },
    { "enter", PLACE_ROOM, true, false }, { "gain", PLACE_GAINS, false, false },
    { "unsigned", PLACE_ROOM, false, true }, { "dare", PLACE_ROOM, false, true } };
enum { OPENED = sizeof opened / sizeof *opened };

static void go_to(struct ui *ui, enum place place, int64_t number)
{
    if (place == PLACE_VOTE)
        ui_go(ui, place, &(struct vote_page_ask) { .vote = number });
    else if (place == PLACE_GAINS)
        ui_go(ui, place, &(struct gain_page_ask) { .gain = number });
    else if (place == PLACE_ITEM_FORM)
        ui_go(ui, place, &(struct item_form_ask) { .meeting = number });
    else if (place == PLACE_MEETING)
        ui_go(ui, place, &(struct meeting_page_ask) { .meeting = number });
    else if (place == PLACE_PROPOSAL)
        ui_go(ui, place, &(struct proposal_page_ask) { .proposal = number });
    else
        ui_go(ui, place, &(struct room_ask) { .meeting = number });
}

/* "meeting show 4", "agenda 4", "vote 4"; "room" alone is the meeting that is open. */
static bool open(struct ui *ui, const struct call *call, const char *rest)
{
    (void)rest;
    for (int i = 0; i < OPENED; i++) {
        int64_t number = 0;
        if (!subject_is(call, opened[i].command) || (!ui_member(ui) && !opened[i].guests))
            continue;
        if (call->words == 0 && opened[i].place == PLACE_ROOM)
            number = room_open_here(ui->store, ui->actor, ui_now(ui));
        else
            subject_has_number(call, opened[i].command, &number);
        if (number == 0)
            return false;
        go_to(ui, opened[i].place, number);
        if (opened[i].key)
            subject_tell_key(ui, call);
        return true;
    }
    return false;
}

static const struct subject_page pages[] = {
    { PLACE_MEETINGS, &screen_meetings },
    { PLACE_MEETING, &screen_meeting },
    { PLACE_MEETING_FORM, &screen_meeting_form },
    { PLACE_ITEM_FORM, &screen_item_form },
    { PLACE_WILLING, &screen_willing },
    { PLACE_ROOM, &screen_room },
    { PLACE_QUESTION, &screen_put_question },
    { PLACE_PROPOSAL, &screen_proposal },
    { PLACE_DOOR, &screen_door },
    { PLACE_PAPERS, &screen_papers },
    { PLACE_TABLE_BEGIN, &screen_table_begin },
    { PLACE_TABLE, &screen_table },
    { PLACE_DECISIONS, &screen_decisions },
    { PLACE_MINUTES, &screen_minutes },
    { PLACE_PROPOSE, &screen_propose },
    { PLACE_VOTES, &screen_votes },
    { PLACE_VOTE, &screen_vote },
    { PLACE_VOTE_FORM, &screen_vote_form },
    { PLACE_GAINS, &screen_gains },
    { PLACE_GAIN_FORM, &screen_gain_form },
    { 0, NULL },
};

static const struct subject_key keys[] = {
    { ACTION_MEET, PLACE_MEETINGS, false, true },
    { ACTION_NONE, 0, false, false },
};

static const struct subject_command commands[] = {
    { "meetings", PLACE_MEETINGS, NULL, false },
    { "meeting call", PLACE_MEETING_FORM, NULL, false },
    { "willing", PLACE_WILLING, NULL, false },
    { "decisions", PLACE_DECISIONS, NULL, false },
    { "table begin", PLACE_TABLE_BEGIN, NULL, false },
    { "votes", PLACE_VOTES, NULL, false },
    { "gains", PLACE_GAINS, NULL, false },
    { "gain add", PLACE_GAIN_FORM, NULL, false },
    { "papers", PLACE_PAPERS, NULL, false },
    { NULL, 0, NULL, false },
};

const struct page_subject assembly_pages = {
    .name = "assembly",
    .pages = pages,
    .home = on_home,
    .home_of_all = assembly_home_to_read,
    .open_private = { [PRIVATE_MEETINGS] = open_waiting },
    .keys = keys,
    .commands = commands,
    .open = open,
    .drafts = assembly_drafts,
};
