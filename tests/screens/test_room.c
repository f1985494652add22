/* test_room.c: an assembly as it is held in the screens: who speaks, the chair, the question. RULES 1.7, 4.1 to 4.5. */
#include "deferred.h"
#include "effects.h"
#include "hand.h"
#include "store/base/db.h"
#include "tests/screens/room_stage.h"
#include "votes.h"

static const struct view usual = { "80x24", 80, 24, false }, phone = { "40x15", 40, 15, false },
                         wide = { "120x40", 120, 40, false };

#define IN_ROOM "m\r"

static void open_at(struct stage *stage, struct room_stage *room, enum room_stage_at at)
{
    stage_open(stage, false);
    room_stage_make(stage, room, at, true);
}

static void come(struct stage *stage, const struct actor *who, const struct view *view)
{
    stage_enter(stage, who, view);
    stage_press(stage, IN_ROOM);
}

static void heard(struct stage *stage, const struct room_stage *room)
{
    stage_hint(stage, HINT_OF_ROOM, room->meeting);
}

/* What she writes while she waits is kept when the line drops, shown when her turn comes, and said whole. */
static void words_are_kept_for_her_turn(void **state)
{
    struct stage stage;
    struct room_stage room;
    struct draft draft;
    int64_t line;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_TALK);
    come(&stage, &stage.thandi, &usual);
    stage_press(&stage, "I can come on Tues");
    stage_leave(&stage); /* the line drops in the middle of a word */
    stage_enter(&stage, &stage.thandi, &usual);
    stage_choose(&stage, "Meeting: open now.");
    stage_press(&stage, "\r");
    stage_shows(&stage, "> I can come on Tues");
    stage_press(&stage, "day.\r\r");
    stage_shows(&stage, "w  Go on writing");
    stage_press(&stage, "1");
    stage_shows(&stage, "Your hand is up.");
    stage_shows(&stage, "You: number 1"); /* she did not speak on this item yet */
    must(room_next(stage.store, &stage.lerato, room.meeting, NOW));
    heard(&stage, &room);
    stage_shows(&stage, "YOUR TURN");
    stage_shows(&stage, "> I can come on Tuesday.");
    stage_press(&stage, "\r\r");
    stage_shows(&stage, "1  Say it. Read by: THE STREET");
    stage_press(&stage, "1");
    stage_shows(&stage, "Said. All of it stands there.");
    stage_shows(&stage, "thandi                                                                   19:42");
    stage_shows(&stage, "   I can come on Tuesday.");
    stage_shows_not(&stage, "> I can come");
    assert_int_equal(draft_get(stage.store, &stage.thandi, DRAFT_TURN, room.meeting, &draft), RESULT_NOT_FOUND);
    assert_int_not_equal(room_say(stage.store, &stage.thandi, room.meeting, "Again", NOW, &line), RESULT_OK);
    stage_close(&stage);
}

/* RULES 4.3: in a go-round everybody writes one sentence at once. Her screen says so, and whoever may answer reads it
 * too.
 */
static void a_round_asks_for_her_sentence_at_once(void **state)
{
    struct stage stage;
    struct room_stage room;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_TALK);
    come(&stage, &stage.thandi, &phone);
    must(room_go_round(stage.store, &stage.lerato, room.meeting, NOW));
    heard(&stage, &room);
    stage_shows(&stage, "A round: write one sentence now.");
    stage_shows(&stage, "You: before the hands");
    stage_press(&stage, "I am ten.");
    stage_shows(&stage, "> I am ten.");
    stage_close(&stage);
}

static void who_is_asked_reads_that_she_may_answer(void **state)
{
    struct stage stage;
    struct room_stage room;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_TALK);
    come(&stage, &stage.thandi, &usual);
    must(room_let_answer(stage.store, &stage.lerato, room.meeting, stage.thandi.member, NOW));
    heard(&stage, &room);
    stage_shows(&stage, "You may answer: write one sentence now. It is kept until it is your turn.");
    stage_close(&stage);
}

/* What a notice says may be true no more once the room goes on: it stays until it could be read, and then ends. */
static void a_notice_ends_when_the_room_goes_on(void **state)
{
    struct stage stage;
    struct room_stage room;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_TALK);
    come(&stage, &stage.thandi, &phone);
    stage_press(&stage, "\r1");
    stage_shows(&stage, "Your hand is up.");
    stage_wait(&stage, 60);
    stage_shows(&stage, "Your hand is up."); /* nothing changed: it stays */
    heard(&stage, &room);
    stage_shows_not(&stage, "Your hand is up.");
    stage_press(&stage, "\r1");
    stage_press(&stage, "\r1");
    stage_shows(&stage, "Your hand is up.");
    heard(&stage, &room);
    stage_shows(&stage, "Your hand is up."); /* the page changed at once, and it is still being read */
    stage_wait(&stage, 60);
    stage_shows_not(&stage, "Your hand is up.");
    stage_close(&stage);
}

/* On a stalled line a notice is read from when it was drawn; a page that waits only to be drawn has not changed. */
static void a_notice_waits_for_a_stalled_line(void **state)
{
    struct stage stage;
    struct room_stage room;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_TALK);
    come(&stage, &stage.thandi, &phone);
    stage_press(&stage, "\r");
    stage_stall(&stage);
    stage_press(&stage, "1");
    stage_hint(&stage, stage.general, stage.tank); /* of another page: nothing changes here */
    stage_wait(&stage, 60);
    stage_flow(&stage);
    stage_shows(&stage, "Your hand is up.");
    stage_wait(&stage, 60);
    stage_shows(&stage, "Your hand is up."); /* the page is as it was */
    stage_press(&stage, "\r1");
    stage_press(&stage, "\r");
    stage_stall(&stage);
    stage_press(&stage, "1");
    heard(&stage, &room);
    stage_wait(&stage, 60);
    stage_flow(&stage);
    stage_shows(&stage, "Your hand is up."); /* the room went on before she saw it: now she reads it */
    stage_wait(&stage, 60);
    stage_shows_not(&stage, "Your hand is up.");
    stage_close(&stage);
}

/* In a break the clocks stand still: nobody is asked whether she still writes. */
static void nobody_is_hurried_in_a_break(void **state)
{
    struct stage stage;
    struct room_stage room;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_TALK);
    come(&stage, &stage.thandi, &phone);
    stage_press(&stage, "\r1");
    must(room_next(stage.store, &stage.lerato, room.meeting, NOW));
    heard(&stage, &room);
    stage_later(&stage, 90);
    heard(&stage, &room);
    stage_shows(&stage, "Still writing?");
    must(room_break(stage.store, &stage.lerato, room.meeting, true, NOW + 90));
    heard(&stage, &room);
    stage_shows_not(&stage, "Still writing?");
    stage_close(&stage);
}

/* A Space that was pressed to read on does not take the menu away. */
static void a_line_of_blanks_opens_the_menu(void **state)
{
    struct stage stage;
    struct room_stage room;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_TALK);
    come(&stage, &stage.thandi, &phone);
    stage_press(&stage, "  \r");
    stage_shows(&stage, "1  Speak: raise your hand");
    stage_press(&stage, "q");
    stage_press(&stage, "I can come.\r  \r");
    stage_shows(&stage, "w  Go on writing");
    stage_press(&stage, "w");
    stage_press(&stage, "x");
    stage_shows(&stage, "> I can come.x");
    stage_close(&stage);
}

/* Her turn comes while she reads the menu in which 1 lowers her hand: 1 does not say what she wrote. */
static void a_key_does_what_stood_beside_it(void **state)
{
    struct stage stage;
    struct room_stage room;
    struct room seen;
    int64_t line;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_TALK);
    come(&stage, &stage.thandi, &usual);
    stage_press(&stage, "Not for all of you yet.\r\r");
    stage_press(&stage, "1");
    stage_press(&stage, "\r\r");
    stage_shows(&stage, "1  Lower your hand");
    must(room_next(stage.store, &stage.lerato, room.meeting, NOW));
    heard(&stage, &room);
    stage_press(&stage, "1");
    stage_shows(&stage, "It is your turn now, and nothing was done. What now?");
    stage_shows(&stage, "1  Say it. Read by: THE STREET");
    stage_press(&stage, "q");
    stage_shows(&stage, "> Not for all of you yet.");
    must(room_say(stage.store, &stage.thandi, room.meeting, "Somebody else then.", NOW, &line));
    heard(&stage, &room);
    /* A signal is about the turn that she saw. */
    stage_press(&stage, "\r\r");
    stage_shows(&stage, "2  Agree");
    stage_later(&stage, 60);
    must(room_next(stage.store, &stage.lerato, room.meeting, NOW + 60));
    heard(&stage, &room);
    stage_press(&stage, "2");
    stage_shows(&stage, "The room has gone on, and nothing was done. What now?");
    must(room_get(stage.store, &stage.thandi, room.meeting, NOW + 60, &seen));
    assert_false(seen.said_signal[ROOM_AGREE]);
    stage_press(&stage, "2");
    must(room_get(stage.store, &stage.thandi, room.meeting, NOW + 60, &seen));
    assert_true(seen.said_signal[ROOM_AGREE]);
    stage_close(&stage);
}

/* On a phone and a laptop at once: what she said with one is not kept on the other to be said again; other words are,
 * and what she began there is found here by the first key. */
static void two_sessions_keep_one_text(void **state)
{
    struct stage stage;
    struct room_stage room;
    struct draft draft;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_TALK);
    must(room_lower(stage.store, &stage.sipho, room.meeting, NOW)); /* so that the turn is hers again below */
    must(room_lower(stage.store, &stage.nomsa, room.meeting, NOW));
    come(&stage, &stage.thandi, &usual);
    stage_press(&stage, "I come on Tuesday.");
    room_stage_says(&stage, &room, &stage.thandi, "I come on Tuesday. Who else?", NOW);
    must(draft_drop(stage.store, &stage.thandi, DRAFT_TURN, room.meeting, NOW));
    heard(&stage, &room);
    stage_shows_not(&stage, "> I come on Tuesday.");
    stage_press(&stage, "Bring water.");
    stage_wait(&stage, 3);
    room_stage_says(&stage, &room, &stage.thandi, "Something else.", NOW + 60);
    must(draft_drop(stage.store, &stage.thandi, DRAFT_TURN, room.meeting, NOW));
    heard(&stage, &room);
    stage_shows(&stage, "> Bring water.");
    stage_leave(&stage);
    must(draft_get(stage.store, &stage.thandi, DRAFT_TURN, room.meeting, &draft));
    assert_string_equal(draft.body, "Bring water.");
    drafts_free(&draft, 1);
    must(draft_drop(stage.store, &stage.thandi, DRAFT_TURN, room.meeting, NOW));
    come(&stage, &stage.thandi, &usual);
    must(draft_save(stage.store, &stage.thandi, DRAFT_TURN, room.meeting, "", "And a spade", NOW));
    stage_press(&stage, ".");
    stage_shows(&stage, "> And a spade.");
    stage_close(&stage);
}

/* A long notice below a long menu: both are read, and the cursor goes to what has no row. */
static void a_notice_stands_over_no_choice(void **state)
{
    struct stage stage;
    struct room_stage room;
    int64_t vote;
    struct vote_new form = { .kind = VOTE_YESNO };
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_TALK);
    form.meeting = room.meeting;
    must(vote_open(stage.store, &stage.lerato, &form, NOW, &vote));
    come(&stage, &stage.lerato, &phone);
    stage_press(&stage, "\rx");
    stage_shows(&stage, "x does nothing here. These keys do: 1,");
    stage_shows(&stage, "m  More");
    stage_close(&stage);
}

/* A line is shown as it comes, without reading the store. What the store says a moment later stands in its place. */
static void a_line_is_shown_before_it_is_read(void **state)
{
    struct stage stage;
    struct room_stage room;
    struct room_line last;
    size_t count = 0;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_TALK);
    come(&stage, &stage.thandi, &usual);
    must(room_lines_before(stage.store, &stage.thandi, room.meeting, 0, 1, &last, &count));
    int64_t next = last.id + 1;
    room_lines_free(&last, count);
    stage_said(&stage, room.meeting, next, stage.nomsa.member, "We need \033[31m sand.");
    stage_shows(&stage, "sand.");
    stage_shows_not(&stage, "\033");
    stage_said(&stage, room.meeting, next, stage.nomsa.member, "The same once more."); /* it is there already */
    stage_said(&stage, room.meeting + 1, next + 1, stage.nomsa.member, "Of another room.");
    stage_said(&stage, room.meeting, next + 1, 99999, "Of nobody who is known here.");
    stage_shows_not(&stage, "The same once more.");
    stage_shows_not(&stage, "another room");
    stage_shows_not(&stage, "Of nobody");
    heard(&stage, &room); /* the store knows of no such line */
    stage_shows_not(&stage, "sand.");
    stage_close(&stage);
}

/* Words that nobody said before the assembly closed are hers to throw away. */
static void words_that_came_too_late_are_thrown_away(void **state)
{
    struct stage stage;
    struct room_stage room;
    struct draft draft;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_DECIDED);
    come(&stage, &stage.thandi, &phone);
    stage_press(&stage, "Too late");
    must(room_close(stage.store, &stage.lerato, room.meeting, NOW));
    heard(&stage, &room);
    stage_shows(&stage, "it is over");
    stage_shows(&stage, "> Too late");
    stage_press(&stage, "x");
    stage_shows(&stage, "Nobody writes here now");
    stage_press(&stage, "\rx");
    stage_shows_not(&stage, "> Too late");
    assert_int_equal(draft_get(stage.store, &stage.thandi, DRAFT_TURN, room.meeting, &draft), RESULT_NOT_FOUND);
    stage_close(&stage);
}

/* RULES 4.5: she was not there; two other homes have to agree, and any member says when it is looked at again. */
static void a_decision_is_stopped_late_and_looked_at_again(void **state)
{
    struct stage stage;
    struct room_stage room;
    (void)state;
    stage_open(&stage, false);
    room_stage_make(&stage, &room, ROOM_STAGE_OVER, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, ":decisions\rw");
    stage_shows(&stage, "If you could not be there");
    stage_press(&stage, "The sick cannot walk there.\r");
    stage_shows(&stage, "When two other homes say yes to it");
    stage_press(&stage, "#");
    stage_shows(&stage, "waits for others' yes");
    stage_shows(&stage, "0 of 2 said yes to it.");
    stage_press(&stage, "qe12 dec\r");
    stage_shows(&stage, "Noted.");
    stage_enter(&stage, &stage.sipho, &phone);
    stage_press(&stage, ":decisions\r##");
    stage_shows(&stage, "the next meeting");
    stage_press(&stage, "1");
    stage_shows(&stage, "Noted.");
    stage_press(&stage, " ");
    stage_shows(&stage, "1 of 2 said yes to it.");
    stage_close(&stage);
}

/* Enter, pressed once too often, sends nothing: the menu begins at "Go on writing". */
static void many_enters_say_nothing(void **state)
{
    struct stage stage;
    struct room_stage room;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_TALK);
    must(room_raise(stage.store, &stage.thandi, room.meeting, NOW));
    must(room_next(stage.store, &stage.lerato, room.meeting, NOW));
    come(&stage, &stage.thandi, &phone);
    stage_shows(&stage, "YOUR TURN");
    stage_press(&stage, "One thing\r\r\r\r\r\r");
    stage_send(&stage, "\033[200~ and\r\rmore\r\r\033[201~"); /* a paste is text */
    stage_press(&stage, "\033");
    stage_shows(&stage, "Go on writing");
    stage_press(&stage, "w");
    struct room found;
    must(room_get(stage.store, &stage.thandi, room.meeting, NOW, &found));
    assert_true(found.my_turn);
    stage_close(&stage);
}

static void signals_are_given_and_taken_back(void **state)
{
    struct stage stage;
    struct room_stage room;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_TALK);
    come(&stage, &stage.thandi, &usual);
    stage_shows(&stage, "agree 1   slower 1");
    stage_press(&stage, "\r2");
    stage_shows(&stage, "agree 2   slower 1");
    stage_press(&stage, "\r");
    stage_shows(&stage, "Agree: take it back");
    stage_press(&stage, "2");
    stage_shows(&stage, "agree 1   slower 1");
    stage_press(&stage, "\r81");
    stage_shows(&stage, "Your point comes before all hands.");
    stage_shows(&stage, "Next: thandi, a process point.");
    stage_press(&stage, "\r1");
    stage_shows(&stage, "Taken back.");
    stage_close(&stage);
}

/* The chair leads an item by Enter: each step has a sentence to say aloud. */
static void the_chair_leads_by_enter(void **state)
{
    struct stage stage;
    struct room_stage room;
    int64_t line;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_TALK);
    come(&stage, &stage.lerato, &usual);
    stage_shows(&stage, "Say: nomsa speaks now.");
    stage_press(&stage, "\r\r");
    stage_shows(&stage, "nomsa speaks. Next: sipho");
    must(room_say(stage.store, &stage.nomsa, room.meeting, "The ladder is mine.", NOW, &line));
    heard(&stage, &room);
    stage_shows(&stage, "Say: We read.");
    stage_later(&stage, 30);
    heard(&stage, &room);
    stage_shows(&stage, "Say: sipho speaks now.");
    stage_press(&stage, "\r\r");
    must(room_say(stage.store, &stage.sipho, room.meeting, "Then we go.", NOW + 30, &line));
    stage_later(&stage, 60);
    heard(&stage, &room);
    stage_press(&stage, "\r2");
    stage_shows(&stage, "5 minutes more.");
    stage_press(&stage, "\r");
    stage_shows(&stage, "Nobody waits to speak. Is that all?");
    stage_press(&stage, "\r");
    stage_shows(&stage, "The item ended: The burst pipe");
    stage_press(&stage, "\r\r");
    stage_shows(&stage, "3 of 3: Who keeps the key of the yard");
    stage_press(&stage, "\r\r"); /* once too often: nothing ends that just began */
    stage_shows(&stage, "Say: Who wants to speak about this?");
    stage_press(&stage, "\r4");
    stage_shows(&stage, "A break began.");
    stage_press(&stage, "\r\r");
    stage_shows(&stage, "The break is over.");
    stage_press(&stage, "\r3");
    stage_shows(&stage, "Parked for the next meeting");
    stage_press(&stage, "\r\r");
    stage_shows(&stage, "Two questions at the end.");
    stage_press(&stage, "\r\r");
    stage_shows(&stage, "Close the meeting?");
    stage_press(&stage, "n");
    stage_shows_not(&stage, "it is over");
    stage_press(&stage, "\r\ry");
    stage_shows(&stage, "it is over");
    stage_press(&stage, "\r2");
    stage_shows(&stage, "Minutes");
    stage_close(&stage);
}

static void call_in_anger(struct stage *stage, const struct room_stage *room)
{
    must(db_run(stage->store, "UPDATE meeting_item SET angry = 1 WHERE id = ?", room->pipe));
}

/* RULES 4.1: an item called in anger goes to its end without a proposal, and Enter leads the chair there. */
static void anger_ends_with_an_act_and_no_proposal(void **state)
{
    struct stage stage;
    struct room_stage room;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_TALK);
    call_in_anger(&stage, &room);
    come(&stage, &stage.lerato, &usual);
    stage_shows(&stage, "No proposal is needed.");
    stage_later(&stage, 60); /* the last turn is read */
    heard(&stage, &room);
    stage_shows(&stage, "Everybody, in 15 words: what did it do to");
    stage_press(&stage, "\r\r");
    stage_shows(&stage, "A round, a few words each: what did it do to my home?");
    const struct actor *all[] = { &stage.sipho, &stage.nomsa, &room.bongi, &stage.lerato, &stage.thandi };
    for (size_t i = 0; i < 2 * sizeof all / sizeof *all; i++) /* they pass; two had a hand up before */
        room_lower(stage.store, all[i % 5], room.meeting, NOW);
    stage_later(&stage, 60);
    heard(&stage, &room);
    stage_shows(&stage, "Say: What can we do by Friday");
    stage_press(&stage, "\r\r");
    stage_shows(&stage, "Who names an act and its day?");
    come(&stage, &stage.thandi, &phone);
    stage_press(&stage, "Ten of us go\r\rmoa2");
    stage_shows(&stage, "It is named, and you come.");
    come(&stage, &stage.lerato, &usual);
    stage_shows(&stage, "An act is named. 1 comes. Enter, then k.");
    stage_press(&stage, "\rk");
    stage_shows(&stage, "An act is named. 2 come, you too.");
    stage_close(&stage);
}

/* RULES 4.1: never about people, tasks, money or rules. What she wrote stays. */
static void an_urgent_item_says_what_it_is_about(void **state)
{
    struct stage stage;
    struct room_stage room;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_TALK);
    come(&stage, &stage.thandi, &usual);
    stage_press(&stage, "Smoke in block D\r\rmou");
    stage_shows(&stage, "What is it about?");
    stage_press(&stage, "4");
    stage_shows(&stage, "The next agenda takes it");
    stage_press(&stage, " now\r\rmou1");
    stage_shows(&stage, "Smoke in block D now (1 of 4)");
    stage_close(&stage);
}

/* Without a line, too: one act each, by her own digits. */
static void somebody_at_a_table_names_an_act_and_comes(void **state)
{
    struct stage stage;
    struct room_stage room;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_TALK);
    call_in_anger(&stage, &room);
    room_stage_door(&stage, &room);
    come(&stage, &stage.thandi, &usual);
    stage_press(&stage, "\rm6Q\r1111\r1111\rs\r2222\r2222\rs\r3333\r3333\r");
    stage_press(&stage, "a22222\r");
    stage_shows(&stage, "a  An act, with its day");
    stage_shows_not(&stage, "I come");
    stage_press(&stage, "aTen of us go\r");
    stage_shows(&stage, "is it that?");
    stage_press(&stage, "y2");
    stage_shows(&stage, "Friday");
    stage_shows(&stage, "The laptop goes on");
    stage_press(&stage, "a33333\r");
    stage_shows(&stage, "k  I come");
    stage_press(&stage, "k");
    stage_shows(&stage, "They come. The laptop goes on.");
    assert_int_equal(db_number(stage.store, 0, "SELECT count(*) FROM gain_hand"), 2);
    stage_close(&stage);
}

static void the_chair_moves_somebody_forward(void **state)
{
    struct stage stage;
    struct room_stage room;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_TALK);
    come(&stage, &stage.lerato, &usual);
    stage_shows(&stage, "Next: nomsa");
    stage_press(&stage, "\r62");
    stage_shows(&stage, "Why? It stands in the minutes.");
    stage_press(&stage, "4");
    stage_shows(&stage, "sipho was moved forward: leaves early.");
    stage_shows(&stage, "Next: sipho, moved by the chair.");
    stage_press(&stage, "\r5Shall we go on Tuesday?\r");
    stage_shows(&stage, "A straw poll, which binds nothing: Shall we go on Tuesday?");
    must(room_straw(stage.store, &stage.sipho, room.meeting, 1, NOW));
    stage_press(&stage, "\r5");
    stage_shows(&stage, "The straw poll says: 1 yes, 0 no, 0 not sure.");
    stage_close(&stage);
}

/* The question never opens over a text: it stands below until she opens it. An answer is its number, then Enter. */
static void the_question_waits_until_she_opens_it(void **state)
{
    struct stage stage;
    struct room_stage room;
    struct proposal_test test;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_PROPOSED);
    come(&stage, &stage.thandi, &phone);
    stage_press(&stage, "What about the chil");
    must(proposal_test_open(stage.store, &stage.lerato, room.proposal, NOW));
    heard(&stage, &room);
    stage_shows(&stage, "The question is put: Enter, then a.");
    stage_shows(&stage, "> What about the chil");
    stage_press(&stage, "dren?\r\ra");
    stage_shows(&stage, "Press a number, then Enter.");
    stage_press(&stage, "\r");
    stage_shows(&stage, "Press 1, 2, 3 or 4 first.");
    stage_press(&stage, "1");
    stage_shows(&stage, "You say: yes. Enter sends it.");
    must(proposal_test_get(stage.store, &stage.thandi, room.proposal, NOW, &test));
    assert_int_equal(test.mine, POSITION_NONE);
    stage_press(&stage, "\r");
    stage_shows(&stage, "You said: yes");
    stage_press(&stage, "2Say it by day.\r"); /* without Enter first: the y of these words is no yes */
    stage_shows(&stage, "But:");
    stage_press(&stage, "Who minds the children?\r");
    stage_shows(&stage, "Shall your name stand");
    stage_press(&stage, "n");
    must(proposal_test_get(stage.store, &stage.thandi, room.proposal, NOW, &test));
    assert_int_equal(test.mine, POSITION_BUT);
    stage_press(&stage, "q");
    stage_shows(&stage, "you have answered.");
    stage_shows(&stage, "> What about the children?");
    stage_close(&stage);
}

/* All five stand aside: the text is returned, changed, and put again while others still look at the first one. */
static void put_another_text(struct stage *stage, const struct room_stage *room)
{
    const struct actor *all[] = { &stage->sipho, &stage->nomsa, &room->bongi, &stage->lerato, &stage->thandi };
    int64_t amendment;
    for (int i = 0; i < 5; i++)
        must(position_take(stage->store, all[i], room->proposal, POSITION_ASIDE, NULL, false, NOW));
    must(proposal_test_close(stage->store, &stage->lerato, room->proposal, NOW));
    must(proposal_amend(stage->store, &stage->nomsa, room->proposal, "Nobody goes.", NOW, &amendment));
    must(proposal_test_open(stage->store, &stage->lerato, room->proposal, NOW + 5));
}

static enum position_answer said_by(struct stage *stage, const struct actor *who, int64_t proposal)
{
    struct proposal_test test;
    must(proposal_test_get(stage->store, who, proposal, NOW + 5, &test));
    return test.mine;
}

/* Nobody answers a text that they have not seen. */
static void an_answer_is_to_the_text_that_stands_there(void **state)
{
    struct stage stage;
    struct room_stage room;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_PUT);
    come(&stage, &stage.thandi, &usual);
    stage_press(&stage, "\ra2\r");
    stage_press(&stage, "Who minds the children?");
    put_another_text(&stage, &room);
    stage_later(&stage, 5);
    heard(&stage, &room);
    stage_press(&stage, "\r");
    stage_shows(&stage, "Another question is put now. Read it first.");
    stage_shows(&stage, "Nobody goes.");
    stage_shows_not(&stage, "ward office with our photographs");
    stage_press(&stage, "\r");
    assert_int_equal(said_by(&stage, &stage.thandi, room.proposal), POSITION_NONE);
    stage_press(&stage, "1\r");
    assert_int_equal(said_by(&stage, &stage.thandi, room.proposal), POSITION_YES);
    stage_close(&stage);
}

/* Where nothing changed, nothing is said of a change; and where it cannot be read any more, the reason is. */
static void help_over_the_question_changes_nothing(void **state)
{
    struct stage stage;
    struct room_stage room;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_PUT);
    come(&stage, &stage.thandi, &usual);
    stage_press(&stage, "\ra?");
    stage_shows(&stage, "stand aside");
    stage_press(&stage, "q");
    stage_shows(&stage, "Press a number, then Enter.");
    stage_shows_not(&stage, "Another question");
    stage_press(&stage, "2\rWho minds?");
    must(db_run(stage.store, "DELETE FROM membership WHERE member = ?", stage.thandi.member));
    stage_press(&stage, "\r");
    stage_shows_not(&stage, "Another question");
    stage_close(&stage);
}

static void a_table_reads_the_text_that_is_put(void **state)
{
    struct stage stage;
    struct room_stage room;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_PUT);
    room_stage_door(&stage, &room);
    come(&stage, &stage.thandi, &usual);
    stage_press(&stage, "\rm6Q\r1111\r1111\rs\r2222\r2222\rs\r3333\r3333\r");
    stage_press(&stage, "q");
    stage_shows(&stage, "ward office with our photographs");
    stage_press(&stage, "22221");
    put_another_text(&stage, &room);
    stage_later(&stage, 5);
    heard(&stage, &room);
    stage_shows(&stage, "Another question is put now. Reader: say it aloud.");
    stage_shows(&stage, "Nobody goes.");
    stage_shows_not(&stage, "ward office with our photographs");
    stage_press(&stage, "\r");
    stage_shows(&stage, "Your four digits, then the number of your answer, then Enter.");
    stage_close(&stage);
}

/* --- the line drops while she types (RULES 1.7) --- */

static void drops(struct stage *stage, const struct actor *who, const char *line_of_home)
{
    stage_drop(stage);
    stage_enter(stage, who, &usual);
    stage_choose(stage, line_of_home);
    stage_press(stage, "\r");
}

static void the_name_of_a_proposal_is_kept(void **state)
{
    struct stage stage;
    struct room_stage room;
    struct draft draft;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_TALK);
    come(&stage, &stage.thandi, &usual);
    stage_press(&stage, "Ten of us go.\r\rm4To the wa");
    stage_drop(&stage);
    must(draft_get(stage.store, &stage.thandi, DRAFT_PROPOSAL, room.meeting, &draft));
    assert_string_equal(draft.title, "To the wa");
    assert_string_equal(draft.body, "Ten of us go.");
    drafts_free(&draft, 1);
    come(&stage, &stage.thandi, &usual);
    stage_press(&stage, "\r\rm4");
    stage_shows(&stage, "Its name: To the wa");
    stage_press(&stage, "rd\r");
    stage_shows(&stage, "It is before the room.");
    assert_int_equal(draft_get(stage.store, &stage.thandi, DRAFT_PROPOSAL, room.meeting, &draft), RESULT_NOT_FOUND);
    stage_close(&stage);
}

/* The chair's question of a straw poll, until it is asked. */
static void the_question_of_a_straw_poll_is_kept(void **state)
{
    struct stage stage;
    struct room_stage room;
    struct draft draft;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_TALK);
    come(&stage, &stage.lerato, &usual);
    stage_press(&stage, "\r");
    stage_shows(&stage, "5  A straw poll");
    stage_press(&stage, "5Shall we go on Tue");
    drops(&stage, &stage.lerato, "cut off. Go on?");
    must(draft_get(stage.store, &stage.lerato, DRAFT_STRAW, room.meeting, &draft));
    assert_string_equal(draft.body, "Shall we go on Tue");
    drafts_free(&draft, 1);
    come(&stage, &stage.lerato, &usual);
    stage_press(&stage, "\r5");
    stage_shows(&stage, "Ask: Shall we go on Tue");
    stage_press(&stage, "sday?\r");
    stage_shows(&stage, "A straw poll, which binds nothing: Shall we go on Tuesday?");
    assert_int_equal(draft_get(stage.store, &stage.lerato, DRAFT_STRAW, room.meeting, &draft), RESULT_NOT_FOUND);
    stage_close(&stage);
}

static void a_worry_is_kept_and_a_secret_choice_never(void **state)
{
    struct stage stage;
    struct room_stage room;
    struct draft draft;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_PUT);
    come(&stage, &stage.thandi, &usual);
    stage_press(&stage, "\ra2\rWho minds the chil");
    drops(&stage, &stage.thandi, "words to an answer");
    must(draft_get(stage.store, &stage.thandi, DRAFT_POSITION, room.proposal, &draft));
    assert_string_equal(draft.body, "Who minds the chil");
    drafts_free(&draft, 1);
    stage_press(&stage, "q");
    stage_press(&stage, "m\r\ra2\r");
    stage_shows(&stage, "But: Who minds the chil");
    stage_press(&stage, "dren?\rn");
    assert_int_equal(draft_get(stage.store, &stage.thandi, DRAFT_POSITION, room.proposal, &draft), RESULT_NOT_FOUND);
    stage_close(&stage);
}

static void a_vote_that_is_prepared_is_kept_where_it_was(void **state)
{
    struct stage stage;
    struct room_stage room;
    struct draft draft;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_TALK);
    come(&stage, &stage.lerato, &usual);
    stage_press(&stage, "\rmv");
    stage_choose(&stage, "How:");
    stage_press(&stage, "\r");
    stage_choose(&stage, "one more to choose");
    stage_press(&stage, "\rthe pump\rthe ga");
    drops(&stage, &stage.lerato, "The burst pipe\" were");
    stage_shows(&stage, "Open a vote");
    stage_shows(&stage, "1  the pump");
    stage_shows(&stage, "2  the ga");
    stage_choose(&stage, "2  the ga");
    stage_press(&stage, "\rte\r");
    stage_choose(&stage, "Open the vote");
    stage_press(&stage, "\r");
    stage_shows(&stage, "The vote is open.");
    assert_int_equal(draft_get(stage.store, &stage.lerato, DRAFT_VOTE, 1, &draft), RESULT_NOT_FOUND);
    stage_close(&stage);
}

/* Line mode asks whether it is secret; the screens ask for more words. Either goes on with what the other kept. */
static void a_vote_that_line_mode_kept_goes_on(void **state)
{
    static const char kept[] = "kind choose\ntitle The pipe\nof pump; gang\nneeds half\ndays yes\nsecret yes\n"
                               "text It drips.\n";
    struct stage stage;
    struct room_stage room;
    struct draft draft;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_TALK);
    must(draft_save(stage.store, &stage.lerato, DRAFT_VOTE, 1, "The pipe", kept, NOW));
    come(&stage, &stage.lerato, &usual);
    stage_press(&stage, "\rmv");
    stage_shows(&stage, "Ballots: secret");
    stage_shows(&stage, "More words: It drips.");
    stage_choose(&stage, "2  gang");
    stage_press(&stage, "\r");
    stage_drop(&stage);
    must(draft_get(stage.store, &stage.lerato, DRAFT_VOTE, 1, &draft));
    assert_string_equal(draft.body, kept);
    drafts_free(&draft, 1);
    stage_close(&stage);
}

/* RULES 4.7: the draft was of an item about things. A task is voted on secretly here, unless she says otherwise now. */
static void an_older_draft_makes_no_vote_open(void **state)
{
    struct stage stage;
    struct room_stage room;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_TALK);
    must(db_run(stage.store, "UPDATE meeting_item SET about = ?", ITEM_ACTION));
    must(draft_save(
        stage.store, &stage.lerato, DRAFT_VOTE, 1, "The light", "kind yesno\ntitle The light\nsecret no\n", NOW));
    come(&stage, &stage.lerato, &usual);
    stage_press(&stage, "\rmv");
    stage_shows(&stage, "Question: The light");
    stage_shows(&stage, "Ballots: secret");
    stage_close(&stage);
}

/* Enter alone changes nothing of what it does; `n`, which does, is not taken from keys that came ahead. */
static void what_a_proposal_does_is_not_taken_away_by_enter(void **state)
{
    struct stage stage;
    struct room_stage room;
    struct effect effect;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_PROPOSED);
    must(effect_set(stage.store, &stage.nomsa, room.proposal, "number agenda-hours 36", NOW));
    come(&stage, &stage.nomsa, &usual);
    stage_press(&stage, "\rmp");
    stage_send(&stage, "=n");
    must(effect_get(stage.store, &stage.nomsa, room.proposal, &effect));
    assert_int_equal(effect.kind, EFFECT_NUMBER);
    stage_press(&stage, "\r");
    stage_shows(&stage, "By itself: number");
    must(effect_get(stage.store, &stage.nomsa, room.proposal, &effect));
    assert_int_equal(effect.kind, EFFECT_NUMBER);
    stage_close(&stage);
}

static void what_a_proposal_does_is_kept_where_it_was(void **state)
{
    struct stage stage;
    struct room_stage room;
    struct draft draft;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_PROPOSED);
    must(draft_save(stage.store, &stage.nomsa, DRAFT_EFFECT, 1, "x", "kind number\nwords agenda-ho\nof 1\n", NOW));
    stage_enter(&stage, &stage.nomsa, &usual);
    stage_choose(&stage, "\"x\" were cut off");
    stage_press(&stage, "\r");
    stage_shows(&stage, "By itself: number agenda-ho");
    stage_press(&stage, "urs 4");
    stage_drop(&stage);
    must(draft_get(stage.store, &stage.nomsa, DRAFT_EFFECT, 1, &draft));
    assert_string_equal(draft.body, "kind number\nwords agenda-hours 4\nof 1\n");
    drafts_free(&draft, 1);
    stage_close(&stage);
}

/* Arrows, a paste and keys that come all at once answer nothing; a sequence cut in two says nothing of hers. */
static void strange_keys_answer_nothing(void **state)
{
    struct stage stage;
    struct room_stage room;
    struct proposal_test test;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_PUT);
    come(&stage, &stage.thandi, &usual);
    stage_press(&stage, "\ra1");
    stage_send(&stage, "\033[C"); /* Right is no Enter here */
    stage_send(&stage, "\033[200~4\r\033[201~");
    stage_shows(&stage, "You say: yes. Enter sends it.");
    stage_send(&stage, "4\r\r"); /* she has not seen that she chose 4 */
    stage_shows(&stage, "You say: stop. Enter, then why.");
    stage_send(&stage, "\r\r"); /* nor that it asks for words */
    must(proposal_test_get(stage.store, &stage.thandi, room.proposal, NOW, &test));
    assert_int_equal(test.mine, POSITION_NONE);
    stage_press(&stage, "qI go");
    stage_bytes(&stage, "\033", 1, 400); /* the menu opens, and was not meant: the rest of an arrow key comes */
    stage_bytes(&stage, "[A", 2, 400);
    stage_shows_not(&stage, "What now?");
    stage_shows(&stage, "> I go");
    stage_close(&stage);
}

/* The chair puts the question, all answer, she closes it: everybody reads what came of it, and it is decided. */
static void a_question_is_put_answered_and_closed(void **state)
{
    struct stage stage;
    struct room_stage room;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_PUT);
    const struct actor *all[] = { &stage.sipho, &stage.nomsa, &room.bongi, &stage.thandi };
    come(&stage, &stage.lerato, &usual);
    stage_press(&stage, "\ra1\rq");
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        must(position_take(stage.store, all[i], room.proposal, POSITION_YES, NULL, false, NOW));
    stage_press(&stage, "\r\r");
    stage_shows(&stage, "It passes: 5 of 5 present say yes");
    stage_shows(&stage, "Decided: To the ward office on Tuesday");
    stage_enter(&stage, &stage.sipho, &usual);
    stage_press(&stage, "mZ");
    stage_shows(&stage, "needs hands");
    stage_press(&stage, "yfriday\r");
    stage_shows(&stage, "You carry it.");
    stage_shows(&stage, "sipho, until Friday");
    stage_press(&stage, "d");
    stage_shows(&stage, "done");
    stage_close(&stage);
}

/* What she wrote becomes a proposal; another one's text waits for her word. */
static void what_she_wrote_is_proposed_and_changed(void **state)
{
    struct stage stage;
    struct room_stage room;
    struct proposal proposal;
    int64_t amendment;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_TALK);
    come(&stage, &stage.thandi, &usual);
    stage_press(&stage, "Ten of us go to the ward office.\r\rm4To the ward\r");
    stage_shows(&stage, "It is before the room.");
    stage_shows(&stage, "thandi (before the room): Ten of us go to the ward office.");
    stage_press(&stage, "\rmpe");
    stage_shows(&stage, "> Ten of us go to the ward office.");
    stage_press(&stage, " On Tuesday.\r\rm5");
    stage_shows(&stage, "That is its text now.");
    stage_shows(&stage, "thandi, text 2 (before the room): Ten of us go to the ward office.");
    struct room found;
    must(room_get(stage.store, &stage.thandi, room.meeting, NOW, &found));
    must(proposal_amend(stage.store, &stage.sipho, found.proposal, "Twenty of us go.", NOW, &amendment));
    stage_press(&stage, "\rmp");
    stage_shows(&stage, "{+On Tuesday.+}");
    stage_shows(&stage, "Twenty of us go.");
    stage_shows(&stage, "What it would change: [-gone-] {+new+}");
    stage_shows(&stage, "[-Ten-] {+Twenty+} of us");
    stage_press(&stage, "y");
    must(proposal_get(stage.store, &stage.thandi, found.proposal, NOW, &proposal));
    assert_string_equal(proposal.text, "Twenty of us go.");
    stage_close(&stage);
}

/* Nothing moves under the eye of somebody who reads back. */
static void who_reads_back_is_not_moved(void **state)
{
    struct stage stage;
    struct room_stage room;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_TALK);
    come(&stage, &stage.thandi, &phone);
    stage_send(&stage, "\033[5~");
    stage_shows(&stage, "You read back.");
    char *before = strdup(terminal_row(stage.terminal, 4));
    must(room_next(stage.store, &stage.lerato, room.meeting, NOW));
    int64_t line;
    must(room_say(stage.store, &stage.nomsa, room.meeting, "The ladder is mine, and the rope.", NOW, &line));
    heard(&stage, &room);
    stage_shows(&stage, "News below: PgDn.");
    assert_string_equal(terminal_row(stage.terminal, 4), before);
    free(before);
    for (int i = 0; i < 6; i++)
        stage_send(&stage, "\033[6~");
    stage_shows(&stage, "The ladder is mine, and the rope.");
    stage_shows_not(&stage, "You read back.");
    stage_close(&stage);
}

static void a_late_comer_reads_what_she_missed(void **state)
{
    struct stage stage;
    struct room_stage room;
    (void)state;
    stage_open(&stage, false);
    room_stage_make(&stage, &room, ROOM_STAGE_PROPOSED, false);
    int64_t vote;
    struct vote_new form = { .meeting = room.meeting, .kind = VOTE_YESNO, .title = "Today?", .openly = true };
    must(vote_open(stage.store, &stage.lerato, &form, NOW, &vote));
    come(&stage, &stage.thandi, &usual);
    stage_shows(&stage, "What you missed");
    stage_shows(&stage, "The item ended: The street light at the corner");
    stage_shows(&stage, "Now: 2 of 3, The burst pipe.");
    stage_shows(&stage, "A vote is open: Enter, then v.");
    stage_press(&stage, " ");
    stage_shows(&stage, "Type: kept for your turn.");
    stage_press(&stage, "\rl"); /* out, and in again: nothing was missed */
    stage_press(&stage, "\r");
    stage_shows(&stage, "Type: kept for your turn.");
    stage_close(&stage);
}

static void two_at_the_door_tick_a_name(void **state)
{
    struct stage stage;
    struct room_stage room;
    (void)state;
    stage_open(&stage, false);
    room_stage_make(&stage, &room, ROOM_STAGE_TALK, false);
    must(room_enter(stage.store, &stage.sipho, room.meeting, NOW));
    must(room_enter(stage.store, &stage.nomsa, room.meeting, NOW));
    come(&stage, &stage.sipho, &usual);
    stage_press(&stage, "\rm6");
    stage_choose(&stage, "thandi, A 7");
    stage_press(&stage, "y");
    stage_shows(&stage, "one tick: a second one lets them in");
    come(&stage, &stage.nomsa, &phone);
    stage_press(&stage, "q"); /* she is new */
    stage_press(&stage, IN_ROOM "\rm6");
    stage_choose(&stage, "thandi, A 7");
    stage_press(&stage, "y");
    stage_shows(&stage, "at the door");
    stage_close(&stage);
}

/* Who ticked her types what she says, in her name; the page says for whom. */
static void somebody_at_the_door_has_a_scribe(void **state)
{
    struct stage stage;
    struct room_stage room;
    bool present;
    (void)state;
    stage_open(&stage, false);
    room_stage_make(&stage, &room, ROOM_STAGE_TALK, false);
    must(room_enter(stage.store, &stage.sipho, room.meeting, NOW));
    must(room_enter(stage.store, &stage.nomsa, room.meeting, NOW));
    must(room_tick(stage.store, &stage.sipho, room.meeting, stage.thandi.member, NOW, &present));
    must(room_tick(stage.store, &stage.nomsa, room.meeting, stage.thandi.member, NOW, &present));
    assert_true(present);
    come(&stage, &stage.sipho, &usual);
    stage_press(&stage, "\rm6");
    stage_choose(&stage, "thandi, A 7");
    stage_press(&stage, "h");
    stage_shows(&stage, "For thandi, by your hand.");
    stage_press(&stage, "I carry two.\r\r1");
    stage_shows(&stage, "You: number 1");
    must(room_next(stage.store, &stage.lerato, room.meeting, NOW));
    heard(&stage, &room);
    stage_press(&stage, "\r\r1");
    stage_shows(&stage, "thandi, typed by sipho");
    stage_shows(&stage, "I carry two.");
    stage_close(&stage);
}

/* Who has no device is there by a neighbour's hand, and speaks by it. */
static void a_neighbour_speaks_for_somebody_without_a_device(void **state)
{
    struct stage stage;
    struct room_stage room;
    struct hand_person person;
    int64_t member;
    (void)state;
    stage_open(&stage, false);
    must(hand_member_add(stage.store, &stage.sipho, "Gogo Maria", "C 7", NOW - 3 * DAY, &person));
    must(hand_member_confirm(stage.store, &stage.lerato, person.id, NOW - 3 * DAY, &member));
    room_stage_make(&stage, &room, ROOM_STAGE_TALK, true);
    come(&stage, &stage.sipho, &usual);
    stage_press(&stage, "\rmhGogo Maria\r");
    stage_shows(&stage, "For Gogo-Maria, by your hand.");
    stage_press(&stage, "I carry eleven buckets.\r\r1");
    stage_shows(&stage, "You: number 1");
    must(room_next(stage.store, &stage.lerato, room.meeting, NOW));
    heard(&stage, &room);
    stage_press(&stage, "\r\r1");
    stage_shows(&stage, "Gogo-Maria, by sipho's hand");
    stage_close(&stage);
}

/* Whoever has the turn and is silent is asked; a key answers. */
static void still_writing_is_asked(void **state)
{
    struct stage stage;
    struct room_stage room;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_TALK);
    must(room_raise(stage.store, &stage.thandi, room.meeting, NOW));
    must(room_next(stage.store, &stage.lerato, room.meeting, NOW));
    come(&stage, &stage.thandi, &usual);
    stage_later(&stage, ROOM_QUIET);
    heard(&stage, &room);
    stage_shows(&stage, "Still writing?");
    stage_press(&stage, "y");
    stage_shows_not(&stage, "Still writing?");
    stage_shows(&stage, "> y");
    stage_close(&stage);
}

/* The two minutes of a small matter begin when each helper has read it aloud, too: she is told so, and has a key. */
static void a_helper_reads_a_small_matter_aloud(void **state)
{
    struct stage stage;
    struct room_stage room;
    struct hand_person person;
    struct room found;
    char say[600];
    int64_t member;
    (void)state;
    stage_open(&stage, false);
    must(hand_member_add(stage.store, &stage.sipho, "Gogo Maria", "C 7", NOW - 3 * DAY, &person));
    must(hand_member_confirm(stage.store, &stage.lerato, person.id, NOW - 3 * DAY, &member));
    room_stage_make(&stage, &room, ROOM_STAGE_PROPOSED, true);
    come(&stage, &stage.sipho, &phone);
    stage_press(&stage, "\rmhGogo Maria\r");
    stage_later(&stage, 60);
    must(proposal_small(stage.store, &stage.lerato, room.proposal, NOW + 60));
    must(room_get(stage.store, &stage.lerato, room.meeting, NOW + 60, &found));
    room_step(&found, NOW + 60, say, sizeof say);
    assert_non_null(strstr(say, "each helper"));
    heard(&stage, &room);
    stage_shows(&stage, "A small matter: read it aloud");
    stage_press(&stage, "\r");
    stage_shows(&stage, "r  Read aloud: the small matter");
    stage_press(&stage, "r");
    stage_shows(&stage, "Read aloud. The 2 minutes begin");
    stage_press(&stage, "\r");
    stage_shows_not(&stage, "r  Read aloud");
    stage_shows(&stage, "l  Back to yourself: they stay here");
    must(room_get(stage.store, &stage.lerato, room.meeting, NOW + 60, &found));
    assert_int_equal(found.aloud_waits, 0);
    stage_close(&stage);
}

/* When the line of whoever chairs dropped, the other facilitator is told, and takes the chair from the first menu. */
static void the_second_facilitator_takes_the_chair(void **state)
{
    struct stage stage;
    struct room_stage room;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_TALK);
    db_run(stage.store,
        "INSERT INTO seat (unit, member, name, since, until) VALUES (?1, ?2, 'facilitator', ?3, ?3 + 8640000)",
        stage.thandi.here, stage.thandi.member, NOW - DAY);
    come(&stage, &stage.thandi, &usual);
    stage_shows_not(&stage, "the line dropped");
    stage_later(&stage, ROOM_SILENT + 1);
    heard(&stage, &room);
    stage_shows(&stage, "lerato has the chair; the line dropped. Enter, then t: you take it.");
    stage_press(&stage, "\r");
    stage_shows(&stage, "t  Take the chair");
    stage_press(&stage, "t");
    stage_shows(&stage, "thandi took the chair.");
    stage_close(&stage);
}

/* What was decided on an item does not shut it: the next text is a proposal of its own. */
static void after_a_decision_another_proposal_is_made(void **state)
{
    struct stage stage;
    struct room_stage room;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_DECIDED);
    come(&stage, &stage.thandi, &usual);
    stage_press(&stage, "A tap at D 1.\r\rm");
    stage_shows(&stage, "4  Propose what you wrote");
    stage_shows_not(&stage, "Another text of it");
    stage_press(&stage, "4A tap\r");
    stage_shows(&stage, "It is before the room.");
    stage_close(&stage);
}

/* The title and the effect that a command names go along into the editor; what the editor cannot keep is refused. */
static void a_command_to_propose_keeps_its_options(void **state)
{
    struct stage stage;
    struct room_stage room;
    struct room found;
    struct proposal proposal;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_TALK);
    come(&stage, &stage.thandi, &usual);
    stage_press(&stage, "\rl");
    stage_press(&stage, ":propose --title T --minutes 5\r");
    stage_shows(&stage, "The editor has no place for --minutes.");
    stage_press(&stage, ":propose --title A board --effect board tools unit Tools to lend\r");
    stage_shows(&stage, "A board");
    stage_press(&stage, "\rWe lend.\x13");
    must(room_get(stage.store, &stage.thandi, room.meeting, NOW, &found));
    must(proposal_get(stage.store, &stage.thandi, found.proposal, NOW, &proposal));
    assert_string_equal(proposal.title, "A board");
    assert_non_null(strstr(proposal.effect, "Tools to lend"));
    stage_close(&stage);
}

static void a_wide_screen_has_two_panes(void **state)
{
    struct stage stage;
    struct room_stage room;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_PROPOSED);
    come(&stage, &stage.thandi, &wide);
    stage_shows(&stage, "Who speaks");
    stage_shows(&stage, "Chair: lerato");
    stage_resize(&stage, 80, 24);
    stage_shows_not(&stage, "Who speaks");
    stage_resize(&stage, 30, 8);
    stage_resize(&stage, 120, 40);
    stage_shows(&stage, "Who speaks");
    stage_close(&stage);
}

/* Half an hour before its hour the facilitator opens it; after its hour, anybody. */
/* A command that has a page opens it: a room that is only told stands still. */
static void a_command_opens_the_living_room(void **state)
{
    struct stage stage;
    struct room_stage room;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_TALK);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, ":room\r");
    stage_shows(&stage, "Enter: speak, agree");
    stage_press(&stage, "\r");
    stage_press(&stage, "l");
    stage_press(&stage, ":enter 1\r");
    stage_shows(&stage, "Enter: speak, agree");
    stage_close(&stage);
}

static void it_is_opened_from_its_page(void **state)
{
    struct stage stage;
    struct room_stage room;
    (void)state;
    stage_open(&stage, false);
    room_stage_make(&stage, &room, ROOM_STAGE_CALLED, false);
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "m\r");
    stage_shows(&stage, "G open it");
    stage_press(&stage, "G\r1");
    stage_shows(&stage, "It is open, and you have the chair.");
    stage_press(&stage, "\r");
    stage_shows(&stage, "Begin the next item");
    stage_press(&stage, "\r");
    stage_shows(&stage, "1 of 3");
    stage_close(&stage);
}

static int present(const struct stage *stage, const struct room_stage *room)
{
    struct room found;
    must(room_get(stage->store, &stage->thandi, room->meeting, NOW, &found));
    return found.present;
}

/* She sat before the door when somebody opened it: she is counted at once, and may do all that her menu offers. */
static void who_waits_for_the_opening_is_in(void **state)
{
    struct stage stage;
    struct room_stage room;
    (void)state;
    stage_open(&stage, false);
    room_stage_make(&stage, &room, ROOM_STAGE_CALLED, false);
    stage_enter(&stage, &stage.sipho, &phone);
    stage_press(&stage, "m\rG");
    stage_shows(&stage, "not open yet");
    must(room_open(stage.store, &stage.thandi, room.meeting, NOW));
    assert_int_equal(present(&stage, &room), 1);
    heard(&stage, &room);
    assert_int_equal(present(&stage, &room), 2);
    stage_press(&stage, "\r1");
    stage_shows(&stage, "Your hand is up.");
    stage_close(&stage);
}

/* They were wrapped for paper: on a screen the rows of a long text flow on as one paragraph. */
static void a_long_text_flows_on_in_the_minutes(void **state)
{
    struct stage stage;
    struct room_stage room;
    struct buffer words = { 0 };
    int64_t other;
    (void)state;
    open_at(&stage, &room, ROOM_STAGE_PROPOSED);
    for (int i = 1; i <= 60; i++)
        buffer_format(&words, "w%03d ", i);
    must(proposal_amend(stage.store, &stage.nomsa, room.proposal, buffer_text(&words), NOW, &other));
    buffer_clear(&words);
    must(room_close(stage.store, &stage.lerato, room.meeting, NOW));
    stage_enter(&stage, &stage.thandi, &usual);
    stage_press(&stage, "m\r");
    stage_press(&stage, "J");
    stage_shows(&stage, "w029 w030 w031 w032");
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_kept_for_her_turn),
        cmocka_unit_test(a_round_asks_for_her_sentence_at_once),
        cmocka_unit_test(who_is_asked_reads_that_she_may_answer),
        cmocka_unit_test(a_notice_ends_when_the_room_goes_on),
        cmocka_unit_test(a_notice_waits_for_a_stalled_line),
        cmocka_unit_test(nobody_is_hurried_in_a_break),
        cmocka_unit_test(a_line_of_blanks_opens_the_menu),
        cmocka_unit_test(a_key_does_what_stood_beside_it),
        cmocka_unit_test(two_sessions_keep_one_text),
        cmocka_unit_test(a_notice_stands_over_no_choice),
        cmocka_unit_test(a_line_is_shown_before_it_is_read),
        cmocka_unit_test(words_that_came_too_late_are_thrown_away),
        cmocka_unit_test(many_enters_say_nothing),
        cmocka_unit_test(a_decision_is_stopped_late_and_looked_at_again),
        cmocka_unit_test(signals_are_given_and_taken_back),
        cmocka_unit_test(the_chair_leads_by_enter),
        cmocka_unit_test(the_name_of_a_proposal_is_kept),
        cmocka_unit_test(the_question_of_a_straw_poll_is_kept),
        cmocka_unit_test(a_worry_is_kept_and_a_secret_choice_never),
        cmocka_unit_test(a_vote_that_is_prepared_is_kept_where_it_was),
        cmocka_unit_test(a_vote_that_line_mode_kept_goes_on),
        cmocka_unit_test(an_older_draft_makes_no_vote_open),
        cmocka_unit_test(what_a_proposal_does_is_not_taken_away_by_enter),
        cmocka_unit_test(what_a_proposal_does_is_kept_where_it_was),
        cmocka_unit_test(an_urgent_item_says_what_it_is_about),
        cmocka_unit_test(anger_ends_with_an_act_and_no_proposal),
        cmocka_unit_test(somebody_at_a_table_names_an_act_and_comes),
        cmocka_unit_test(the_chair_moves_somebody_forward),
        cmocka_unit_test(the_question_waits_until_she_opens_it),
        cmocka_unit_test(an_answer_is_to_the_text_that_stands_there),
        cmocka_unit_test(help_over_the_question_changes_nothing),
        cmocka_unit_test(a_table_reads_the_text_that_is_put),
        cmocka_unit_test(strange_keys_answer_nothing),
        cmocka_unit_test(a_long_text_flows_on_in_the_minutes),
        cmocka_unit_test(a_question_is_put_answered_and_closed),
        cmocka_unit_test(what_she_wrote_is_proposed_and_changed),
        cmocka_unit_test(who_reads_back_is_not_moved),
        cmocka_unit_test(a_late_comer_reads_what_she_missed),
        cmocka_unit_test(two_at_the_door_tick_a_name),
        cmocka_unit_test(somebody_at_the_door_has_a_scribe),
        cmocka_unit_test(a_neighbour_speaks_for_somebody_without_a_device),
        cmocka_unit_test(still_writing_is_asked),
        cmocka_unit_test(a_helper_reads_a_small_matter_aloud),
        cmocka_unit_test(the_second_facilitator_takes_the_chair),
        cmocka_unit_test(after_a_decision_another_proposal_is_made),
        cmocka_unit_test(a_command_to_propose_keeps_its_options),
        cmocka_unit_test(a_wide_screen_has_two_panes),
        cmocka_unit_test(it_is_opened_from_its_page),
        cmocka_unit_test(who_waits_for_the_opening_is_in),
        cmocka_unit_test(a_command_opens_the_living_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
