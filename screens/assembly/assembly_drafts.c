/* assembly_drafts.c: drafts of the assembly: their names, and where each goes on. RULES 1.7. */
#include <stdlib.h>
#include <string.h>

#include "proposals.h"
#include "screens/assembly/assembly_home.h"

static void go_on_meeting(struct ui *ui, enum draft_place place, int64_t target, int64_t written_for)
{
    (void)place, (void)target, (void)written_for;
    ui_go(ui, PLACE_MEETING_FORM, NULL);
}

static void go_on_item(struct ui *ui, enum draft_place place, int64_t target, int64_t written_for)
{
    (void)place, (void)target;
    ui_go(ui, PLACE_ITEM_FORM, &(struct item_form_ask) { .written_for = written_for });
}

/* The assembly for which she wrote. */
static void name_turn(struct ui *ui, const struct draft *draft, char *out, size_t size)
{
    struct meeting meeting;
    if (meeting_get(ui->store, ui->actor, draft->target, ui_now(ui), &meeting) == RESULT_OK)
        util_copy_text(out, size, meeting.title);
}

static void go_on_turn(struct ui *ui, enum draft_place place, int64_t target, int64_t written_for)
{
    (void)place;
    ui_go(ui, PLACE_ROOM, &(struct room_ask) { .meeting = target, .written_for = written_for });
}

static void go_on_place(struct ui *ui, enum draft_place place, int64_t target, int64_t written_for)
{
    (void)place, (void)written_for;
    ui_go(ui, PLACE_MEETING, &(struct meeting_page_ask) { .meeting = target });
}

static void go_on_gain(struct ui *ui, enum draft_place place, int64_t target, int64_t written_for)
{
    (void)place, (void)target, (void)written_for;
    ui_go(ui, PLACE_GAIN_FORM, NULL);
}

static void go_on_proposal(struct ui *ui, enum draft_place place, int64_t target, int64_t written_for)
{
    (void)place, (void)written_for;
    ui_go(ui, PLACE_PROPOSAL, &(struct proposal_page_ask) { .proposal = target });
}

static void go_on_decision(struct ui *ui, enum draft_place place, int64_t target, int64_t written_for)
{
    (void)place, (void)target, (void)written_for;
    ui_go(ui, PLACE_DECISIONS, NULL);
}

static void go_on_stop(struct ui *ui, enum draft_place place, int64_t target, int64_t written_for)
{
    int64_t proposal;
    (void)place, (void)written_for;
    if (stop_is_of(ui->store, ui->actor, target, ui_now(ui), &proposal) == RESULT_OK)
        ui_go(ui, PLACE_PROPOSAL, &(struct proposal_page_ask) { .proposal = proposal });
}

/* In the room that is open; only its chair opens a vote. */
static void go_on_vote(struct ui *ui, enum draft_place place, int64_t target, int64_t written_for)
{
    struct room *room = xcalloc(1, sizeof *room);
    int64_t meeting = room_open_here(ui->store, ui->actor, ui_now(ui));
    (void)place, (void)target, (void)written_for;
    if (meeting != 0 && room_get(ui->store, ui->actor, meeting, ui_now(ui), room) == RESULT_OK) {
        if (room->is_chair && room->item != 0)
            ui_go(ui, PLACE_VOTE_FORM, &(struct vote_form_ask) { .meeting = meeting });
        else
            ui_go(ui, PLACE_ROOM, &(struct room_ask) { .meeting = meeting });
    }
    free(room);
}

/* To the line where she typed it; a proposal that is decided meanwhile has none. */
static void go_on_effect(struct ui *ui, enum draft_place place, int64_t target, int64_t written_for)
{
    struct draft draft;
    (void)written_for;
    if (draft_get(ui->store, ui->actor, place, target, &draft) != RESULT_OK)
        return;
    int64_t proposal = draft_form_of(draft.body);
    drafts_free(&draft, 1);
    if (proposal != 0)
        ui_go(ui, PLACE_PROPOSAL, &(struct proposal_page_ask) { .proposal = proposal, .effect = true });
}

static void go_on_learned(struct ui *ui, enum draft_place place, int64_t target, int64_t written_for)
{
    (void)place, (void)written_for;
    ui_go(ui, PLACE_GAINS, &(struct gain_page_ask) { .gain = target });
}

const struct subject_draft assembly_drafts[] = {
    { DRAFT_MEETING, N_("call of a meeting"), false, NULL, go_on_meeting },
    { DRAFT_ITEM, N_("item for a meeting"), false, NULL, go_on_item },
    { DRAFT_TURN, N_("words for your turn"), false, name_turn, go_on_turn },
    { DRAFT_PROPOSAL, N_("proposal"), false, NULL, navigate_to_editor },
    { DRAFT_AMENDMENT, N_("another text for a proposal"), false, NULL, navigate_to_editor },
    { DRAFT_CORRECTION, N_("correction of minutes"), false, NULL, navigate_to_editor },
    { DRAFT_POSITION, N_("words to an answer"), false, NULL, go_on_proposal },
    { DRAFT_GAIN, N_("demand"), false, NULL, go_on_gain },
    { DRAFT_LATE_STOP, N_("stop that comes late"), false, NULL, go_on_decision },
    { DRAFT_STOP_MET, N_("text by the three who met"), false, NULL, go_on_stop },
    { DRAFT_SAFETY, N_("words for a caucus"), false, NULL, go_on_proposal },
    { DRAFT_LEARNED, N_("what we learned"), false, NULL, go_on_learned },
    { DRAFT_VOTE, N_("vote to open"), false, NULL, go_on_vote },
    { DRAFT_STRAW, N_("question of a straw poll"), false, name_turn, go_on_turn },
    { DRAFT_PLACE, N_("new place of a meeting"), false, name_turn, go_on_place },
    { DRAFT_EFFECT, N_("what a proposal does by itself"), false, NULL, go_on_effect },
    { 0, NULL, false, NULL, NULL },
};
