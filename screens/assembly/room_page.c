/*
 * room_page.c: the state of the room: reading it from the store, and the text that is kept for her turn. Nothing of it
 * draws.
 */
#include <stdlib.h>
#include <string.h>

#include "screens/assembly/room_page.h"
#include "votes.h"

bool room_page_open(const struct room_page *page)
{
    return page->room.state == ROOM_OPEN || page->room.state == ROOM_BREAK;
}

bool room_page_my_turn(const struct room_page *page)
{
    return page->room.my_turn;
}

int64_t room_page_written_for(const struct room_page *page)
{
    return page->voice.hand != 0 ? page->voice.member : 0;
}

const char *room_page_text(const struct room_page *page)
{
    return buffer_text(&page->edit.text);
}

bool room_page_has_text(const struct room_page *page)
{
    const char *text = room_page_text(page);
    return text[strspn(text, " \n")] != '\0';
}

bool room_page_may_write(const struct room_page *page)
{
    return room_page_open(page) && !page->room.is_observer;
}

/* --- what her menu offers --- */

static enum room_speak speak_now(const struct room_page *page)
{
    if (page->room.tools.team != 0)
        return ROOM_SPEAK_GROUP;
    if (room_page_my_turn(page))
        return room_page_has_text(page) ? ROOM_SPEAK_SAY : ROOM_SPEAK_GIVE_UP;
    if (page->room.waits != SPEAKERS_NO_ACT)
        return ROOM_SPEAK_TAKE_BACK;
    return page->room.place > 0 ? ROOM_SPEAK_LOWER : ROOM_SPEAK_RAISE;
}

struct room_moment room_page_moment(const struct room_page *page)
{
    return (struct room_moment) {
        .speak = speak_now(page), .turn_began = page->room.turn_began, .said = page->room.tools.said
    };
}

bool room_page_same_turn(const struct room_page *page)
{
    return page->moment.turn_began == page->room.turn_began && page->moment.said == page->room.tools.said;
}

/* --- the text that is kept: a draft of the meeting --- */

void room_page_keep(struct ui *ui, struct room_page *page)
{
    if (!page->changed || page->at_door || page->room.tools.team != 0) /* what is for a small group is no draft */
        return;
    page->changed = false;
    draft_save(ui->store, &page->voice, DRAFT_TURN, page->id, "", room_page_has_text(page) ? room_page_text(page) : "",
        ui_now(ui));
}

void room_page_begin_text(struct room_page *page, const char *text)
{
    edit_end(&page->edit);
    edit_begin(&page->edit, PROPOSAL_TEXT_MAX, false, text);
    edit_go(&page->edit, true);
}

/* She said these words with another session of hers: what stands here is not said again, and other words are kept. */
static void said_elsewhere(struct room_page *page, const char *said)
{
    const char *text = room_page_text(page) + strspn(room_page_text(page), " \n");
    size_t length = strlen(text);
    while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\n'))
        length--;
    if (length == 0)
        return;
    if (strncmp(said, text, length) == 0)
        room_page_begin_text(page, "");
    else
        page->changed = true; /* with those that were said, the other session dropped the draft */
}

void room_page_clear_text(struct ui *ui, struct room_page *page)
{
    room_page_begin_text(page, "");
    page->changed = true;
    room_page_keep(ui, page);
}

/* --- loading --- */

static void load_item(struct ui *ui, struct room_page *page)
{
    if (page->room.item == 0)
        page->item.id = 0;
    else if (page->item.id != page->room.item &&
             meeting_item_get(ui->store, ui->actor, page->room.item, ui_now(ui), &page->item) != RESULT_OK)
        page->item = (struct meeting_item) { .id = page->room.item };
}

static void load_proposal(struct ui *ui, struct room_page *page)
{
    int64_t now = ui_now(ui), proposal = page->room.proposal;
    if (proposal == 0 || proposal_get(ui->store, ui->actor, proposal, now, &page->proposal) != RESULT_OK)
        page->proposal = (struct proposal) { 0 };
    if (page->room.test == 0 ||
        proposal_test_get(ui->store, page->at_door ? ui->actor : &page->voice, proposal, now, &page->test) != RESULT_OK)
        page->test = (struct proposal_test) { 0 };
}

static void load_vote(struct ui *ui, struct room_page *page)
{
    struct vote vote;
    page->may_vote = page->voted = false;
    if (page->room.vote == 0 ||
        vote_get(ui->store, page->at_door ? ui->actor : &page->voice, page->room.vote, ui_now(ui), &vote) != RESULT_OK)
        return;
    page->may_vote = vote.may_vote;
    page->voted = vote.listed && (vote.way != VOTE_NOT_YET || (vote.secret && !vote.may_vote));
}

/* The words of her small group: in memory only, so they are read anew. */
static void load_group(struct ui *ui, struct room_page *page)
{
    enum { GROUP_LINES = 40 };
    int64_t after = page->group_count > 0 ? page->group[page->group_count - 1].number : 0;
    size_t count = 0;
    if (page->room.tools.team == 0) {
        page->group_count = 0;
        return;
    }
    struct room_group_line *more = xcalloc(GROUP_LINES, sizeof *more);
    room_group_lines(ui->store, &page->voice, page->id, ui_now(ui), after, more, GROUP_LINES, &count);
    page->group = xrealloc(page->group, page->group_count + count + 1, sizeof *page->group);
    memcpy(page->group + page->group_count, more, count * sizeof *more);
    page->group_count += count;
    free(more);
}

/* This page clears its text before it reads the line that it said: a line of hers with these words is of elsewhere. */
static void load_lines(struct ui *ui, struct room_page *page)
{
    size_t known = page->line_count - page->unsure;
    room_transcript_news(ui, page);
    for (size_t i = known; known > 0 && i < page->line_count && !page->at_door; i++)
        if (page->lines[i].member == page->voice.member && page->lines[i].kind < ROOM_EVENT)
            said_elsewhere(page, page->lines[i].text);
}

enum result room_page_load(struct ui *ui, struct room_page *page)
{
    bool had_turn = page->room.my_turn;
    page->stale = false;
    enum result result = room_get(ui->store, &page->voice, page->id, ui_now(ui), &page->room);
    if (result != RESULT_OK)
        return result; /* the page stays as it was */
    if (page->room.my_turn && !had_turn)
        ui->notice[0] = '\0'; /* "Your hand is up" is true no more */
    if (page->room.turn_alive > page->alive_at)
        page->alive_at = page->room.turn_alive;
    load_item(ui, page);
    load_proposal(ui, page);
    load_vote(ui, page);
    load_group(ui, page);
    load_lines(ui, page);
    return RESULT_OK;
}

void room_page_told(struct ui *ui, struct room_page *page, enum result result, const char *words)
{
    char reason[300] = "";
    if (result != RESULT_OK)
        util_copy_text(reason, sizeof reason, store_reason(ui->store));
    else if (words != NULL)
        util_copy_text(reason, sizeof reason, words);
    room_page_load(ui, page);
    if (reason[0] != '\0')
        ui_notice(ui, "%s", reason);
}

void room_page_leave(struct ui *ui, struct room_page *page)
{
    if (room_leave(ui->store, &page->voice, page->id, ui_now(ui)) != RESULT_OK) {
        ui_refused(ui);
        return;
    }
    bool still = room_page_load(ui, page) == RESULT_OK && page->room.way == ROOM_LINE && page->voice.hand == 0;
    ui_pop(ui, NULL);
    ui_notice(ui, "%s",
        still ? _("Left with this session. You are still there with another one, and keep your place.")
              : _("You left. What you wrote is kept; you can come back at any time."));
}
