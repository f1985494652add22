/*
 * test_units_rights.c: what is of one street, tried by everybody else of the house; and who was let. RULES 1.0.
 *
 * Each call of the store that takes an actor stands either in the table below, with who may, or in the list of those
 * that are about the caller herself, the whole house, or nobody logged in. A call that stands in neither fails the last
 * test, and so does one whose answer is another one than it was.
 */
#include "tests/store/street.h"

#include <stdarg.h>

#include "aid.h"
#include "care.h"
#include "caucus.h"
#include "circles.h"
#include "claim.h"
#include "deferred.h"
#include "effects.h"
#include "feelings.h"
#include "gains.h"
#include "hand.h"
#include "invitations.h"
#include "learn.h"
#include "letters.h"
#include "meetings.h"
#include "moderation.h"
#include "moving.h"
#include "newcomers.h"
#include "private.h"
#include "proposals.h"
#include "room_tools.h"
#include "rota.h"
#include "secret_votes.h"
#include "shelf.h"
#include "table.h"
#include "units.h"
#include "votes.h"
#include "when.h"

/* Who tries. ann of street A owns what is tried, ben is her neighbour of another home. TABLE: a session of ann that is
 * a table in the meeting that is held; BY_DIGITS: she herself there. */
enum who { BEN, CORA, DORA, FAY, GUEST, SHELL, SHELL_IN_A, WAITING, TABLE, BY_DIGITS, TRIERS };
static const char letters[TRIERS + 1] = "bcdfgsiwto";

struct tried {
    struct street street;
    struct actor by[TRIERS];
    int64_t sorrow; /* a thread of hers */
    int64_t forum, caucus, others, thread, post, quiet, ask, offer, match, rota, thing, card, letter, word, gogo,
        tomorrow, meeting, asked, item, held, motion, over, decision, hall, vote, counted, gain, circle, held_circle,
        prompt;
    char code[INVITATION_CODE_BYTES];
};

/* One that is held: ann opened it, and its item goes on. */
static void fill_room(struct tried *tried)
{
    struct store *store = tried->street.store;
    const struct actor *ann = &tried->street.ann;
    struct meeting_new form = { .starts = NOON, .title = "Quetzal" };
    int64_t item;
    must(meeting_call(store, ann, &form, NOON - 5 * DAY, &tried->held));
    must(meeting_item_add(store, ann, &(struct item_new) { .meeting = tried->held, .title = "Quetzal", .minutes = 5 },
        NOON - 4 * DAY, &item));
    must(room_open(store, ann, tried->held, NOON));
    must(room_begin_item(store, ann, tried->held, item, NOON));
}

/* At a table she is there already. */
static enum result come_in(struct store *store, const struct actor *actor, const struct tried *t)
{
    return actor->kind == ACTOR_TABLE ? RESULT_OK : room_enter(store, actor, t->held, NOON);
}

/* She comes in, and does it there. */
static enum result inside(struct store *store, const struct actor *actor, const struct tried *t,
    enum result (*act)(struct store *store, const struct actor *actor, int64_t meeting, int64_t now))
{
    enum result result = come_in(store, actor, t);
    return result == RESULT_OK ? act(store, actor, t->held, NOON) : result;
}

/* Acts of a room, as inside() calls them. */
static enum result would_chair(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    return room_would_chair(store, actor, meeting, true, now);
}
static enum result urgent_ask(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    return room_urgent_ask(store, actor, meeting, "T", ITEM_THINGS, now);
}
static enum result urgent_yes(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    int64_t item;
    return room_urgent_yes(store, actor, meeting, true, now, &item);
}
static enum result name_act(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    int64_t gain;
    return room_name_act(store, actor, meeting, "A", when_day(now), now, &gain);
}
static enum result rest(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    return room_rest(store, actor, meeting, when_day(now), now);
}
static enum result come(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    return room_come(store, actor, meeting, true, now);
}
static enum result blame(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    return room_blame(store, actor, meeting, 0, now, &(bool) { false });
}
static enum result instead(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    return room_instead(store, actor, meeting, "B", now);
}
static enum result watch_mood(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    return room_watch_mood(store, actor, meeting, true, now);
}
static enum result feels(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    return room_feels(store, actor, meeting, "B", now);
}
static enum result thank(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    return room_thank(store, actor, meeting, "B", now);
}
static enum result group_say(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    return room_group_say(store, actor, meeting, "B", now);
}
static enum result unsigned_line(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    return room_unsigned(store, actor, meeting, "B", now);
}
static enum result dare(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    return room_dare(store, actor, meeting, true, now);
}

/* One to which all of the street may come, and one that was held, whose next step only ann may read. */
static void fill_circles(struct tried *tried)
{
    struct store *store = tried->street.store;
    const struct actor *ann = &tried->street.ann;
    struct circle_form form = {
        .open = true, .purpose = "Quetzal", .prompts = { "Quetzal?" }, .at = NOON + DAY, .places = 6
    };
    must(circle_prompt_add(store, ann, "Quetzal?", &tried->prompt));
    must(circle_call(store, ann, &form, NOON, &tried->held_circle));
    must(db_run(store, "UPDATE circle SET open = 0, state = 2 WHERE id = ?", tried->held_circle));
    must(db_run(store, "INSERT INTO circle_step (circle, words, day) VALUES (?, 'Quetzal', ?)", tried->held_circle,
        (int64_t)NOON + DAY));
    must(db_run(store, "INSERT INTO circle_step_of VALUES (?, ?)", db_last_id(store), ann->member));
    must(circle_call(store, ann, &form, NOON, &tried->circle));
}

/* One that a facilitator called, who then gave the task back, and one that ann asks for. */
static void fill_meetings(struct tried *tried)
{
    struct store *store = tried->street.store;
    const struct actor *ann = &tried->street.ann;
    struct meeting_new form = { .starts = NOON + 20 * DAY, .title = "Quetzal" };
    must(seat_give(store, &street_house, 1, "facilitator", ann->member, NOON + DAY, NOON));
    must(meeting_call(store, ann, &form, NOON, &tried->meeting));
    fill_room(tried);
    fill_circles(tried);
    must(gain_make(store, ann, "Quetzal", "Quetzal", when_day(NOON) + 1, NOON, &tried->gain));
    int64_t board, post;
    must(feeling_board(store, ann, FEELING_SORROW, true, NOON, &board));
    must(thread_open(store, ann, board, "Quetzal", "Quetzal", NOON, &tried->sorrow, &post));
    must(seat_take_back(store, ann, 1, "facilitator", ann->member, NOON));
    struct item_new item = { .meeting = tried->meeting, .title = "Quetzal", .minutes = 5 };
    must(meeting_item_add(store, ann, &item, NOON, &tried->item));
    form.starts += DAY;
    must(meeting_call(store, ann, &form, NOON, &tried->asked));
    must(db_run(
        store, "UPDATE meeting SET state = ? WHERE id = ?", MEETING_ASKED, tried->asked)); /* few homes live here */
    must(willing_set(store, ann, "note-taker", true, NOON));
}

/* An assembly of ann's, in which ben is too, with her proposal before it. */
static int64_t hold_meeting(struct tried *tried, int64_t at, int64_t *proposal)
{
    struct store *store = tried->street.store;
    const struct actor *ann = &tried->street.ann, *ben = &tried->by[BEN];
    int64_t meeting, item;
    must(db_run(store, "UPDATE unit SET founded = 0, assembled = 0 WHERE id = 1")); /* one word calls it */
    if (meeting_call(store, ann, &(struct meeting_new) { .starts = at }, at - 9 * DAY, &meeting) != RESULT_OK)
        fail_msg("%s", store_reason(store));
    struct item_new form = { .meeting = meeting, .title = "Quetzal", .wants = ITEM_DECIDE, .minutes = 20 };
    must(meeting_item_add(store, ann, &form, at - 9 * DAY, &item));
    must(db_run(store, "UPDATE unit SET founded = ?1, assembled = ?1 WHERE id = 1", NOON - 90 * DAY));
    must(room_open(store, ann, meeting, at));
    must(room_enter(store, ann, meeting, at));
    must(room_enter(store, ben, meeting, at));
    must(room_begin_item(store, ann, meeting, item, at));
    must(proposal_make(store, ann, meeting, "Quetzal", "Quetzal text.", at, proposal));
    return meeting;
}

static int64_t open_vote(struct tried *tried, int64_t meeting, bool days, int64_t at)
{
    int64_t vote;
    struct vote_new form = { .meeting = meeting, .title = "Quetzal vote", .kind = VOTE_YESNO, .days = days };
    if (vote_open(tried->street.store, &tried->street.ann, &form, at, &vote) != RESULT_OK)
        fail_msg("%s", store_reason(tried->street.store));
    return vote;
}

/* One that is open, and one that is over, with its decision and its minutes. */
static void fill_rooms(struct tried *tried)
{
    struct store *store = tried->street.store;
    const struct actor *ann = &tried->street.ann;
    int64_t proposal, at = NOON - DAY;
    must(db_run(store, "UPDATE membership SET since = ? WHERE unit = 1", NOON - 60 * DAY)); /* they may vote */
    must(db_run(store, "INSERT OR REPLACE INTO presence VALUES (?, ?, 0)", ann->member, at - 3 * DAY));
    tried->over = hold_meeting(tried, at - 600, &proposal);
    must(room_enter(store, ann, tried->over, at));
    must(room_enter(store, &tried->by[BEN], tried->over, at));
    must(proposal_test_open(store, ann, proposal, at));
    must(position_take(store, ann, proposal, POSITION_YES, NULL, false, at));
    must(position_take(store, &tried->by[BEN], proposal, POSITION_YES, NULL, false, at));
    must(proposal_test_close(store, ann, proposal, at));
    tried->decision = db_number(store, 0, "SELECT max(id) FROM decision");
    tried->counted = open_vote(tried, tried->over, false, at);
    must(vote_cast(store, ann, tried->counted, &(struct ballot) { { TALLY_NO } }, at));
    must(vote_cast(store, &tried->by[BEN], tried->counted, &(struct ballot) { { TALLY_NO } }, at));
    must(vote_close(store, ann, tried->counted, at));
    must(room_close(store, ann, tried->over, at));
    tried->hall = hold_meeting(tried, NOON - 3 * HOUR, &tried->motion);
    must(room_enter(store, ann, tried->hall, NOON));
    must(room_enter(store, &tried->by[BEN], tried->hall, NOON));
    tried->vote = open_vote(tried, tried->hall, true, NOON);
}

static void fill_street(struct tried *tried)
{
    struct street *street = &tried->street;
    struct store *store = street->store;
    const struct actor *ann = &street->ann;
    struct aid_form ask = {
        .kind = AID_GOODS, .line = "A quetzal ladder", .many = 1, .urgency = AID_WEEK, .ends = NOON + 5 * DAY
    };
    struct aid_form offer = { .kind = AID_TOOL, .line = "A quetzal drill", .capacity = 2, .ends = NOON + 5 * DAY };
    struct rota_new rota = { .task = "Quetzal tank", .hands = 2, .plan = { .weekdays = 0x7f, .minutes = -1 } };
    struct invitation card;
    int64_t agreed;
    tried->post = street_thread(street, ann, street->general, "Quetzal title", "Quetzal words.");
    tried->thread = thread_of(street, tried->post);
    must(aid_ask_make(store, ann, &ask, NOON, &tried->ask));
    must(aid_ask_make(store, ann, &ask, NOON, &agreed));
    must(aid_offer_make(store, ann, &offer, NOON, &tried->offer));
    must(aid_can(store, &tried->by[BEN], agreed, 0, NOON, &tried->match));
    must(aid_accept(store, ann, agreed, NOON));
    must(rota_start(store, ann, &rota, NOON, &tried->rota));
    must(rota_sign(store, ann, tried->rota, tried->tomorrow = when_day(NOON) + 1, false, NOON));
    must(shelf_add(store, ann, 0, "A quetzal saw", "", NOON, &tried->thing));
    must(invitation_make(store, ann, "C 30", NOON, tried->code, &card));
    tried->card = card.id;
    must(letter_write(store, ann, "ben", "Quetzal letter.", 0, 0, NOON, &tried->letter));
    fill_meetings(tried);
    fill_rooms(tried);
    must(seat_give(store, &street_house, 1, "greeter", ann->member, NOON + 90 * DAY, NOON));
}

/* Last: from now on her session is a table. */
static void make_table(struct tried *tried)
{
    struct store *store = tried->street.store;
    const struct actor *ann = &tried->street.ann;
    must(table_begin(store, ann, tried->held, "4711", NOON, &tried->by[TABLE]));
    must(table_person(store, &tried->by[TABLE], ann->member, "4711", NOON, &tried->by[BY_DIGITS]));
}

static int open_tried(void **state)
{
    struct tried *tried = calloc(1, sizeof *tried);
    struct street *street = &tried->street;
    *state = tried;
    street_open_at(street, ":memory:");
    must(unit_found(street->store, &street->operator, "Depot", NULL, UNIT_FORUM, NOON, &tried->forum));
    must(unit_add(street->store, &street_house, "Women", NULL, UNIT_CAUCUS, 1, NOON, &tried->caucus));
    must(unit_add(street->store, &street_house, "Others", NULL, UNIT_CAUCUS, street->far, NOON, &tried->others));
    must(unit_join(street->store, &street_house, tried->caucus, street->ann.member, NOON));
    must(unit_join(street->store, &street_house, tried->others, street->dora.member, NOON));
    /* founded, so that whoever the shell adds waits */
    must(db_run(street->store, "UPDATE unit SET founded = ?1, assembled = ?1", NOON - 90 * DAY));
    must(db_run(street->store, "UPDATE member SET joined = ?", NOON - 60 * DAY));
    must(actor_for(street->store, ACTOR_MEMBER, "ann", &street->ann));
    must(actor_for(street->store, ACTOR_MEMBER, "cora", &tried->by[CORA]));
    must(actor_for(street->store, ACTOR_MEMBER, "dora", &tried->by[DORA]));
    tried->by[BEN] = street->ben;
    int64_t fay;
    struct member_new form = { .handle = "fay", .home = "C 14" };
    struct actor house = { .kind = ACTOR_CARETAKER, .here = street->far };
    must(member_add(street->store, &house, &form, NOON, &fay));
    must(db_run(street->store, "UPDATE member SET household = NULL WHERE id = ?", fay)); /* a worker without a street */
    must(db_run(street->store, "UPDATE membership SET unit = ? WHERE member = ?", tried->forum, fay));
    must(actor_for(street->store, ACTOR_MEMBER, "fay", &tried->by[FAY]));
    tried->by[GUEST] = street->guest;
    must(actor_for(street->store, ACTOR_OPERATOR, "", &tried->by[SHELL]));
    tried->by[SHELL_IN_A] = tried->by[SHELL];
    tried->by[SHELL_IN_A].here = 1;
    int64_t waits;
    form = (struct member_new) { .handle = "wanda", .home = "C 14" };
    must(member_add(street->store, &tried->by[SHELL_IN_A], &form, NOON, &waits));
    must(actor_for(street->store, ACTOR_MEMBER, "wanda", &tried->by[WAITING]));
    assert_int_equal(tried->by[WAITING].kind, ACTOR_WAITING);
    tried->quiet = street_board(street, tried->caucus, "women", VISIBLE_UNIT);
    fill_street(tried);
    make_table(tried);
    return 0;
}

static int close_tried(void **state)
{
    struct tried *tried = *state;
    store_close(tried->street.store);
    free(tried);
    return 0;
}

/* --- one call each --- */

struct call {
    const char *name;
    enum result (*make)(struct store *store, const struct actor *actor, struct tried *t);
    const char *may; /* the letters of those who were let; of a list, of those who were shown something */
};

#define TRY(name, expression)                                                                                          \
    static enum result try_##name(struct store *store, const struct actor *actor, struct tried *t)                     \
    {                                                                                                                  \
        int64_t id = 0;                                                                                                \
        (void)t, (void)id;                                                                                             \
        return (expression);                                                                                           \
    }
/* Of a list: RESULT_NOT_FOUND where nothing is shown. `out` is one item or some. */
#define LIST(name, type, expression)                                                                                   \
    static enum result try_##name(struct store *store, const struct actor *actor, struct tried *t)                     \
    {                                                                                                                  \
        static type out[16];                                                                                           \
        size_t count = 0;                                                                                              \
        (void)t;                                                                                                       \
        enum result result = (expression);                                                                             \
        return result == RESULT_OK && count == 0 ? RESULT_NOT_FOUND : result;                                          \
    }
#define ONE(name, type, expression)                                                                                    \
    static enum result try_##name(struct store *store, const struct actor *actor, struct tried *t)                     \
    {                                                                                                                  \
        static type out;                                                                                               \
        (void)t;                                                                                                       \
        return (expression);                                                                                           \
    }

ONE(board_get, struct board, board_get(store, actor, t->street.general, &out))
LIST(threads_list, struct thread, threads_list(store, actor, t->street.general, 0, 16, out, &count))
ONE(thread_get, struct thread, thread_get(store, actor, t->thread, &out))
ONE(thread_share, struct share, thread_share(store, actor, t->thread, &out))
LIST(posts_page, struct post, posts_page(store, actor, t->thread, PAGE_AT, 0, 16, out, &count))
ONE(post_get, struct post, post_get(store, actor, t->post, &out))
LIST(post_versions, struct post_version, post_versions(store, actor, t->post, out, 16, &count))
TRY(thread_open, thread_open(store, actor, t->street.general, "T", "B", NOON, &id, &id))
TRY(post_reply, post_reply(store, actor, t->post, "B", NOON, &id))
TRY(post_edit, post_edit(store, actor, t->post, "B", NOON))
TRY(post_withdraw, post_withdraw(store, actor, t->post, NOON))
TRY(mark_thread_read, mark_thread_read(store, actor, t->thread))
TRY(mark_board_read, mark_board_read(store, actor, t->street.general))
TRY(mark_unread, mark_unread(store, actor, t->post))
TRY(post_bookmark_set, post_bookmark_set(store, actor, t->post, true, NOON))
TRY(mute_thread, mute_thread(store, actor, t->thread, true, NOON))
LIST(search, struct found, search(store, actor, &(struct search_query) { .words = "quetzal" }, 16, out, &count))
ONE(aid_ask_get, struct aid, aid_ask_get(store, actor, t->ask, NOON, &out))
TRY(aid_ask_unwanted, aid_ask_unwanted(store, actor, t->ask, (char[200]) { 0 }, 200))
ONE(aid_offer_get, struct aid, aid_offer_get(store, actor, t->offer, NOON, &out))
LIST(aid_list, struct aid,
    aid_list(store, actor, &(struct aid_filter) { .kind = -1, .urgency = -1 }, NULL, NOON, 16, out, &count))
LIST(aid_offers, struct aid,
    aid_list(
        store, actor, &(struct aid_filter) { .offers = true, .kind = -1, .urgency = -1 }, NULL, NOON, 16, out, &count))
TRY(aid_ask_withdraw, aid_ask_withdraw(store, actor, t->ask, NOON))
TRY(aid_offer_withdraw, aid_offer_withdraw(store, actor, t->offer, NOON))
TRY(aid_can, aid_can(store, actor, t->ask, 0, NOON, &id))
TRY(aid_accept, aid_accept(store, actor, t->ask, NOON))
TRY(aid_done, aid_done(store, actor, t->ask, NOON, &id))
TRY(aid_again, aid_again(store, actor, t->ask, 0, NOON))
TRY(aid_offer_again, aid_offer_again(store, actor, t->offer, 0, NOON))
TRY(aid_end_read, aid_end_read(store, actor, false, t->ask))
TRY(aid_pair_drop, aid_pair_drop(store, actor, t->ask, t->offer, AID_DROP_SIZE, NOON))
TRY(aid_pair_keep, aid_pair_keep(store, actor, t->ask, t->offer, NOON))
ONE(aid_match_get, struct aid_match, aid_match_get(store, actor, t->match, NOON, &out))
TRY(aid_answer, aid_answer(store, actor, t->match, AID_NOT_NOW, NOON))
TRY(aid_every_week, aid_every_week(store, actor, t->match, true, NOON))
TRY(aid_say, aid_say(store, actor, t->match, "B", NOON))
LIST(aid_matches, struct aid_match, aid_matches(store, actor, NOON, 16, out, &count))
LIST(aid_matches_of, struct aid_match, aid_matches_of(store, actor, t->ask, NOON, 16, out, &count))
ONE(rota_get, struct rota, rota_get(store, actor, t->rota, NOON, &out))
LIST(rota_list, struct rota, rota_list(store, actor, NOON, out, 16, &count))
LIST(rota_needing, struct rota_line, rota_needing(store, actor, NOON, out, 16, &count))
TRY(rota_close, rota_close(store, actor, t->rota, NOON))
TRY(rota_sign, rota_sign(store, actor, t->rota, t->tomorrow, false, NOON))
TRY(rota_leave, rota_leave(store, actor, t->rota, t->tomorrow, NOON))
TRY(rota_swap_ask, rota_swap_ask(store, actor, t->rota, t->tomorrow, NULL, NOON, &id))
ONE(shelf_get, struct thing, shelf_get(store, actor, t->thing, NOON, &out))
LIST(shelf_list, struct thing, shelf_list(store, actor, 0, NOON, out, 16, &count))
TRY(shelf_remove, shelf_remove(store, actor, t->thing, NOON))
TRY(shelf_ask, shelf_ask(store, actor, t->thing, t->tomorrow, NOON))
TRY(shelf_take, shelf_take(store, actor, t->thing, t->tomorrow, NOON))
TRY(shelf_lend, shelf_lend(store, actor, t->thing, "ben", t->tomorrow, NOON))
TRY(shelf_back, shelf_back(store, actor, t->thing, NOON))
LIST(invitations_list, struct invitation, invitations_list(store, actor, NOON, out, 16, &count))
TRY(invitation_yes, invitation_yes(store, actor, t->card, NOON))
TRY(invitation_withdraw, invitation_withdraw(store, actor, t->card, NOON))
LIST(newcomers_list, struct newcomer, newcomers_list(store, actor, NOON, out, 16, &count))
TRY(newcomer_stop_card, newcomer_stop_card(store, actor, t->card, NOON))
TRY(newcomer_stop, newcomer_stop(store, actor, "ann", NOON))
TRY(newcomer_yes, newcomer_yes(store, actor, "wanda", NOON))
ONE(letter_get, struct letter, letter_get(store, actor, t->letter, &out))
TRY(letter_mark_read, letter_mark_read(store, actor, t->letter, NOON))
TRY(letter_keep, letter_keep(store, actor, t->letter, true, NOON))
TRY(letter_remove, letter_remove(store, actor, t->letter, NOON))
TRY(letter_write, letter_write(store, actor, "ann", "B", 0, 0, NOON, &id))
ONE(member_by_handle, struct member, member_by_handle(store, actor, "ann", &out))
ONE(member_get, struct member, member_get(store, actor, t->street.ann.member, &out))
TRY(mute_member, mute_member(store, actor, t->street.ann.member, true, NOON))
ONE(invitation_greeter_of, struct member, invitation_greeter_of(store, actor, t->street.ben.member, &out))
LIST(seats_list, struct seat, seats_list(store, actor, NOON, out, 16, &count))
TRY(seat_give, seat_give(store, actor, 1, "keeper", t->street.ann.member, NOON + DAY, NOON))
TRY(seat_take_back, seat_take_back(store, actor, 1, "greeter", t->street.ann.member, NOON))
ONE(meeting_get, struct meeting, meeting_get(store, actor, t->meeting, NOON, &out))
LIST(meetings_list, struct meeting, meetings_list(store, actor, NOON, out, 16, &count))
LIST(meeting_lines, struct meeting_line, meeting_lines(store, actor, NOON, out, 16, &count))
TRY(meeting_call, meeting_call(store, actor, &(struct meeting_new) { .starts = NOON + 30 * DAY, .unit = 1 }, NOON, &id))
TRY(meeting_want, meeting_want(store, actor, t->asked, true, NOON))
TRY(meeting_change, meeting_change(store, actor, t->meeting, 0, "P", NOON))
TRY(meeting_withdraw, meeting_withdraw(store, actor, t->meeting, NOON))
TRY(meeting_need_ask, meeting_need_ask(store, actor, t->meeting, NEED_LIFT, NOON, &id))
ONE(meeting_item_get, struct meeting_item, meeting_item_get(store, actor, t->item, NOON, &out))
LIST(meeting_items_list, struct meeting_item, meeting_items_list(store, actor, t->meeting, NOON, out, 16, &count))
TRY(meeting_item_add,
    meeting_item_add(store, actor, &(struct item_new) { .meeting = t->meeting, .title = "T", .minutes = 5 }, NOON, &id))
TRY(meeting_item_drop, meeting_item_drop(store, actor, t->item, NOON))
TRY(meeting_item_restore, meeting_item_restore(store, actor, t->item, NOON))
TRY(meeting_item_matters, meeting_item_matters(store, actor, t->item, true, NOON))
TRY(meeting_item_speaker, meeting_item_speaker(store, actor, t->item, 0, NOON))
LIST(meeting_items_about_me, struct item_person_line, meeting_items_about_me(store, actor, NOON, out, 16, &count))
ONE(circle_get, struct circle, circle_get(store, actor, t->circle, &out))
LIST(circles_list, struct circle, circles_list(store, actor, out, 16, &count))
LIST(circle_people, struct circle_person, circle_people(store, actor, t->circle, out, 16, &count))
TRY(circle_call,
    circle_call(store, actor,
        &(struct circle_form) { .open = true, .purpose = "P", .prompts = { "P?" }, .at = NOON + DAY, .places = 6 },
        NOON, &id))
TRY(circle_invite, circle_invite(store, actor, t->circle, "ben", NOON))
TRY(circle_call_off, circle_call_off(store, actor, t->circle, NOON))
TRY(circle_answer, circle_answer(store, actor, t->circle, true, NOON, &(enum circle_answer) { CIRCLE_ASKED }))
TRY(circle_afraid, circle_afraid(store, actor, t->circle, true))
TRY(circle_afraid_may, circle_afraid_may(store, actor, t->circle))
LIST(circle_prompts, struct circle_prompt, circle_prompts(store, actor, out, 16, &count))
TRY(circle_prompt_add, circle_prompt_add(store, actor, "P?", &id))
TRY(circle_prompt_drop, circle_prompt_drop(store, actor, t->prompt))
TRY(circle_do, circle_do(store, actor, t->circle, &(struct ring_ask) { .act = RING_COME, .number = 1 }))
ONE(circle_look, struct circle_view, circle_look(store, actor, t->circle, &out))
TRY(circle_come_by, circle_come_by(store, actor, t->circle, "ben"))
LIST(circle_visits, struct circle_visit, circle_visits(store, actor, out, 16, &count))
TRY(circle_visit_seen, circle_visit_seen(store, actor, 1))
LIST(circle_steps, struct circle_step, circle_steps(store, actor, out, 16, &count))
TRY(circle_told, circle_told(store, actor, t->held_circle))
ONE(room_get, struct room, room_get(store, actor, t->held, NOON, &out))
/* The street of the meeting decided who reads its assemblies along. */
static enum result open_to(struct store *store, const struct tried *t, const char *whom)
{
    return db_run(store, "INSERT OR REPLACE INTO unit_value SELECT unit, 'assemblies', ? FROM meeting WHERE id = ?",
        whom, t->held);
}
static enum result read_opened(struct store *store, const struct actor *actor, const struct tried *t, const char *whom)
{
    struct room room;
    enum result result = open_to(store, t, whom);
    return result == RESULT_OK ? room_get(store, actor, t->held, NOON, &room) : result;
}
static enum result speak_opened(struct store *store, const struct actor *actor, const struct tried *t)
{
    enum result result = open_to(store, t, "public");
    return result == RESULT_OK ? inside(store, actor, t, room_raise) : result;
}
TRY(room_get_confederation, read_opened(store, actor, t, "confederation"))
TRY(room_get_public, read_opened(store, actor, t, "public"))
TRY(room_raise_public, speak_opened(store, actor, t))
TRY(room_adjourn, room_adjourn(store, actor, t->held, NOON + DAY, NOON))
TRY(room_open, room_open(store, actor, t->meeting, NOON + 20 * DAY))
TRY(room_close, room_close(store, actor, t->held, NOON))
TRY(room_enter, room_enter(store, actor, t->held, NOON))
TRY(room_leave, inside(store, actor, t, room_leave))
TRY(room_dropped, inside(store, actor, t, room_dropped))
TRY(room_tick, come_in(store, actor, t) == RESULT_OK
                   ? room_tick(store, actor, t->held, t->street.ann.member, NOON, &(bool) { false })
                   : RESULT_REFUSED)
TRY(room_untick, room_untick(store, actor, t->held, t->street.ann.member, NOON, &(bool) { false }))
LIST(room_people, struct room_person, room_people(store, actor, t->held, NOON, out, 16, &count))
TRY(room_take_chair, inside(store, actor, t, room_take_chair))
TRY(room_take_notes, inside(store, actor, t, room_take_notes))
TRY(room_begin_item, room_begin_item(store, actor, t->held, 0, NOON))
TRY(room_end_item, room_end_item(store, actor, t->held, false, NOON))
TRY(room_more_time, room_more_time(store, actor, t->held, NOON))
TRY(room_break, room_break(store, actor, t->held, true, NOON))
TRY(room_next, inside(store, actor, t, room_next))
TRY(room_go_round, inside(store, actor, t, room_go_round))
TRY(room_last_word, inside(store, actor, t, room_last_word))
TRY(room_straw_poll, room_straw_poll(store, actor, t->held, "Q", NOON))
TRY(room_raise, inside(store, actor, t, room_raise))
TRY(room_writing, inside(store, actor, t, room_writing))
TRY(room_point, come_in(store, actor, t) == RESULT_OK ? room_point(store, actor, t->held, SPEAKERS_CANNOT_FOLLOW, NOON)
                                                      : RESULT_REFUSED)
TRY(room_say, room_say(store, actor, t->held, "B", NOON, &id))
TRY(room_change_mind,
    come_in(store, actor, t) == RESULT_OK ? room_change_mind(store, actor, t->held, "B", NOON) : RESULT_REFUSED)
TRY(room_signal,
    come_in(store, actor, t) == RESULT_OK ? room_signal(store, actor, t->held, ROOM_AGREE, true, NOON) : RESULT_REFUSED)
TRY(table_begin, room_enter(store, actor, t->held, NOON) == RESULT_OK
                     ? table_begin(store, actor, t->held, "4711", NOON, &(struct actor) { 0 })
                     : RESULT_REFUSED)
TRY(room_would_chair, inside(store, actor, t, would_chair))
TRY(room_lend_chair, inside(store, actor, t, room_lend_chair))
TRY(room_points_together, inside(store, actor, t, room_points_together))
TRY(room_urgent_ask, inside(store, actor, t, urgent_ask))
TRY(room_urgent_yes, inside(store, actor, t, urgent_yes))
TRY(room_urgent_leave, inside(store, actor, t, room_urgent_leave))
TRY(room_home_round, inside(store, actor, t, room_home_round))
TRY(room_ask_friday, inside(store, actor, t, room_ask_friday))
TRY(room_name_act, inside(store, actor, t, name_act))
TRY(room_rest, inside(store, actor, t, rest))
TRY(room_come, inside(store, actor, t, come))
TRY(room_blame, inside(store, actor, t, blame))
TRY(room_instead, inside(store, actor, t, instead))
TRY(room_watch_mood, inside(store, actor, t, watch_mood))
TRY(room_feels, inside(store, actor, t, feels))
TRY(room_last_questions, inside(store, actor, t, room_last_questions))
TRY(room_thank, inside(store, actor, t, thank))
TRY(room_groups, inside(store, actor, t, room_groups))
TRY(room_groups_end, inside(store, actor, t, room_groups_end))
TRY(room_group_say, inside(store, actor, t, group_say))
TRY(room_unsigned, inside(store, actor, t, unsigned_line))
TRY(room_dare, inside(store, actor, t, dare))
ONE(gain_get, struct gain, gain_get(store, actor, t->gain, NOON, &out))
LIST(gains_list, struct gain, gains_list(store, actor, NOON, out, 16, &count))
TRY(gain_make, gain_make(store, actor, "D", "A", t->tomorrow, NOON, &id))
TRY(gain_come, gain_come(store, actor, t->gain, true, NOON))
TRY(gain_end, gain_end(store, actor, t->gain, true, "Won", NOON))
TRY(feeling_board, feeling_board(store, actor, FEELING_JOY, true, NOON, &id))
LIST(feelings_newest, struct feeling_line,
    (count = 1, feelings_newest(store, actor, out)) != RESULT_OK ? RESULT_REFUSED
    : out[FEELING_SORROW].thread != t->sorrow                    ? RESULT_NOT_FOUND
                                                                 : RESULT_OK)
TRY(feeling_be_with, feeling_be_with(store, actor, t->sorrow, true, NOON))
LIST(feeling_with, struct sorrow_name, feeling_with(store, actor, t->sorrow, out, 16, &count))
/* mo of another home is a moderator, and covered her post. */
static int64_t covered(struct store *store, const struct tried *t, bool made)
{
    static const struct actor house = { .kind = ACTOR_CARETAKER, .here = 1 };
    struct actor mo;
    int64_t act = 0, member;
    must(member_add(store, &house, &(struct member_new) { .handle = "mo", .home = "C 20" }, NOON, &member));
    must(seat_give(store, &house, 1, "moderator", member, NOON + DAY, NOON));
    must(actor_for(store, ACTOR_MEMBER, "mo", &mo));
    if (made)
        must(act_cover_make(store, &mo, t->post, COVER_FLOODS, "W", NOON, &act));
    return act;
}

TRY(act_cover_make, (covered(store, t, false), act_cover_make(store, actor, t->post, COVER_FLOODS, "W", NOON, &id)))
ONE(act_get, struct act, act_get(store, actor, covered(store, t, true), NOON, &out))
ONE(act_of_post, struct act, (covered(store, t, true), act_of_post(store, actor, t->post, NOON, &out)))
LIST(acts_list, struct act, (covered(store, t, true), acts_list(store, actor, 0, NOON, out, 16, &count)))
TRY(act_texts_get, act_texts_get(store, actor, covered(store, t, true), NOON, &(struct act_texts) { 0 }))
TRY(act_lift, act_lift(store, actor, covered(store, t, true), NULL, NOON))
TRY(act_cover_second, act_cover_second(store, actor, covered(store, t, true), NOON))
TRY(act_restriction_check, (covered(store, t, false), act_restriction_check(store, actor, "ann", NOON)))
TRY(act_restriction_days, act_restriction_days(store, actor, "3", &id))
TRY(act_restriction_make,
    (covered(store, t, false), act_restriction_make(store, actor, "ann", 3, COVER_FLOODS, "W", NOON, &id)))
TRY(report_make, report_make(store, actor, t->post, COVER_FLOODS, NULL, NOON))
TRY(report_leave, (covered(store, t, false), report_make(store, &t->by[BEN], t->post, COVER_FLOODS, NULL, NOON),
                      report_leave(store, actor, t->post, "W", NOON, &id)))
TRY(act_talk_ask, act_talk_ask(store, actor, covered(store, t, true), NOON))
TRY(act_talk_take, act_talk_take(store, actor, covered(store, t, true), NOON))
TRY(panel_appeal_make, panel_appeal_make(store, actor, covered(store, t, true), "W", NOON))
TRY(panel_answer, panel_answer(store, actor, covered(store, t, true), true, NOON))
TRY(panel_say, panel_say(store, actor, covered(store, t, true), PANEL_STAYS, "W", NOON))
TRY(gain_learn, gain_learn(store, actor, t->gain, "L", NOON))
TRY(table_of, table_of(store, actor, t->held, NOON, &(struct actor) { 0 }))
TRY(table_stay, table_stay(store, actor, NOON))
TRY(table_end, table_end(store, actor, NOON))
ONE(table_get, struct table, table_get(store, actor, NOON, &out))
TRY(table_choose, table_choose(store, actor, t->held, t->street.ann.member, "4711", NOON))
TRY(table_sit, table_sit(store, actor, t->street.ann.member, "4711", NOON))
TRY(table_rise, table_rise(store, actor, t->street.ann.member, NOON))
TRY(table_person, table_person(store, actor, t->street.ann.member, "4711", NOON, &(struct actor) { 0 }))
TRY(table_read, table_read(store, actor, NOON))
TRY(table_shift, table_shift(store, actor, NOON))
LIST(willing_list, struct willing, willing_list(store, actor, out, 16, &count))
ONE(proposal_get, struct proposal, proposal_get(store, actor, t->motion, NOON, &out))
LIST(proposals_list, struct proposal, proposals_list(store, actor, t->hall, NOON, out, 16, &count))
TRY(proposal_make, (proposal_withdraw(store, &t->street.ann, t->motion, NOON),
                       proposal_make(store, actor, t->hall, "T", "Text", NOON, &id)))
ONE(effect_get, struct effect, effect_get(store, actor, t->motion, &out))
TRY(effect_set, effect_set(store, actor, t->motion, "number agenda-hours 40", NOON))
TRY(proposal_write,
    proposal_write(store, actor,
        &(struct proposal_new) { .meeting = t->meeting, .title = "T", .text = "Text", .minutes = 5 }, NOON, &id))
TRY(proposal_two_thirds, proposal_two_thirds(store, actor, t->motion, NOON))
TRY(proposal_amend, proposal_amend(store, actor, t->motion, "Text", NOON, &id))
TRY(amendment_take,
    (proposal_amend(store, &t->by[BEN], t->motion, "Text", NOON, &id), amendment_take(store, actor, id, true, NOON)))
TRY(proposal_withdraw, proposal_withdraw(store, actor, t->motion, NOON))
TRY(proposal_test_open, proposal_test_open(store, actor, t->motion, NOON))
TRY(proposal_test_close, (proposal_test_open(store, &t->street.ann, t->motion, NOON),
                             proposal_test_close(store, actor, t->motion, NOON + 300)))
ONE(proposal_test_get, struct proposal_test,
    (proposal_test_open(store, &t->street.ann, t->motion, NOON),
        proposal_test_get(store, actor, t->motion, NOON, &out)))
ONE(proposal_test_closed_at, struct proposal_test,
    proposal_test_closed_at(store, actor,
        db_number(store, 0, "SELECT proposal FROM decision WHERE id = ?", t->decision), NOON - DAY, NOON, &out))
TRY(position_take, (proposal_test_open(store, &t->street.ann, t->motion, NOON),
                       position_take(store, actor, t->motion, POSITION_YES, NULL, false, NOON)))
TRY(stop_answered, stop_answered(store, actor, t->motion, NOON))
TRY(proposal_small, proposal_small(store, actor, t->motion, NOON))
TRY(proposal_talk,
    (proposal_small(store, &t->street.ann, t->motion, NOON), proposal_talk(store, actor, t->motion, NOON)))
LIST(decisions_list, struct decision, decisions_list(store, actor, NOON, out, 16, &count))
ONE(decision_get, struct decision, decision_get(store, actor, t->decision, NOON, &out))
TRY(decision_carry, decision_carry(store, actor, t->decision, true, 0, NOON))
TRY(decision_done, (decision_carry(store, &t->street.ann, t->decision, true, 0, NOON),
                       decision_done(store, actor, t->decision, true, NOON)))
TRY(vote_open, vote_open(store, actor, &(struct vote_new) { .meeting = t->hall }, NOON, &id))
ONE(vote_get, struct vote, vote_get(store, actor, t->vote, NOON, &out))
ONE(vote_result_get, struct vote_result, vote_result_get(store, actor, t->counted, &out))
LIST(vote_ballots_list, struct vote_count, vote_ballots_list(store, actor, t->counted, out, 16, &count))
LIST(vote_voters_list, struct vote_voter, vote_voters_list(store, actor, t->counted, out, 16, &count))
LIST(votes_list, struct vote_line, votes_list(store, actor, 0, NOON, out, 16, &count))
LIST(votes_waiting, struct vote_line, votes_waiting(store, actor, NOON, out, 16, &count))
TRY(vote_cast, vote_cast(store, actor, t->vote, &(struct ballot) { { TALLY_YES } }, NOON))
TRY(vote_close, vote_close(store, actor, t->vote, NOON))
TRY(vote_again, vote_again(store, actor, t->counted, NOON, &id))
TRY(vote_paper_tick, vote_paper_tick(store, actor, t->vote, t->street.ann.member, true, NOON))
TRY(vote_paper_count, (vote_paper_tick(store, &t->by[BEN], t->vote, t->street.ann.member, true, NOON),
                          vote_paper_count(store, actor, t->vote, "1 yes", NOON, &(bool) { false })))
ONE(vote_paper_get, struct papers, vote_paper_get(store, actor, t->vote, NOON, &out))
TRY(question_paper_tick, (proposal_test_open(store, &t->street.ann, t->motion, NOON),
                             question_paper_tick(store, actor, t->motion, t->street.ann.member, true, NOON)))
TRY(question_paper_count, (proposal_test_open(store, &t->street.ann, t->motion, NOON),
                              question_paper_tick(store, &t->by[BEN], t->motion, t->street.ann.member, true, NOON),
                              question_paper_count(store, actor, t->motion, "1 yes", NOON, &(bool) { false })))
ONE(question_paper_get, struct papers,
    (proposal_test_open(store, &t->street.ann, t->motion, NOON),
        question_paper_get(store, actor, t->motion, NOON, &out)))
TRY(decision_review, decision_review(store, actor, t->decision, 0, NOON))
TRY(stop_late, stop_late(store, actor, t->decision, "Words", NOON, &id))
TRY(minutes_correct, minutes_correct(store, actor, t->over, "Text", NOON))
LIST(homes_list, struct home_row, homes_list(store, actor, false, out, 16, &count))
TRY(board_add, board_add(store, actor, 1, "mine", "Mine", VISIBLE_UNIT, NOON, &id))
ONE(unit_get_caucus, struct unit, unit_get(store, actor, t->caucus, &out))
TRY(unit_find_caucus, unit_find(store, actor, "women", &id))
TRY(unit_join, unit_join(store, actor, t->caucus, t->street.ben.member, NOON))
TRY(caucus_board_add, board_add(store, actor, t->caucus, "mine", "Mine", VISIBLE_UNIT, NOON, &id))
TRY(caucus_seat, seat_give(store, actor, t->caucus, "keeper", t->street.ann.member, NOON + DAY, NOON))
TRY(caucus_add, unit_add(store, actor, "Mine", NULL, UNIT_CAUCUS, 1, NOON, &id))
TRY(caucus_above, unit_set_parent(store, actor, t->caucus, t->street.far))
ONE(caucus_board, struct board, board_get(store, actor, t->quiet, &out))
TRY(caucus_thread, thread_open(store, actor, t->quiet, "T", "B", NOON, &id, &id))

ONE(room_needs_today, struct room_enough, room_needs_today(store, actor, t->over, NOON, &out))
#include "tests/store/units_rights_calls.h"

static enum result try_minutes_get(struct store *store, const struct actor *actor, struct tried *t)
{
    struct minutes out;
    enum result result = minutes_get(store, actor, t->over, NOON, &out);
    minutes_free(&out);
    return result;
}

static enum result try_unit_enter(struct store *store, const struct actor *actor, struct tried *t)
{
    struct actor copy = *actor;
    (void)t;
    return unit_enter(store, &copy, "vilakazi-street");
}

static enum result try_members_list(struct store *store, const struct actor *actor, struct tried *t)
{
    struct member out[32];
    size_t count = 0;
    enum result result = members_list(store, actor, "", 32, NOON, out, &count);
    for (size_t i = 0; result == RESULT_OK && i < count; i++)
        if (out[i].id == t->street.ann.member)
            return RESULT_OK;
    return result == RESULT_OK ? RESULT_NOT_FOUND : result;
}

static enum result try_members_count(struct store *store, const struct actor *actor, struct tried *t)
{
    int64_t all = 0, people = 0;
    enum result result = members_count(store, actor, &people);
    must(members_count(store, &t->street.ann, &all)); /* the shell alone counts more: the whole house */
    return result == RESULT_OK && people < all ? RESULT_NOT_FOUND : result;
}

static enum result try_boards_list(struct store *store, const struct actor *actor, struct tried *t)
{
    struct board out[32];
    size_t count = 0;
    enum result result = boards_list(store, actor, out, 32, &count);
    for (size_t i = 0; result == RESULT_OK && i < count; i++)
        if (out[i].id == t->street.general || out[i].id == t->quiet)
            return RESULT_OK;
    return result == RESULT_OK ? RESULT_NOT_FOUND : result;
}

static enum result try_boards_mine(struct store *store, const struct actor *actor, struct tried *t)
{
    struct board out[32];
    size_t count = 0, others;
    enum result result = boards_mine(store, actor, out, 32, &count, &others);
    for (size_t i = 0; result == RESULT_OK && i < count; i++)
        if (out[i].id == t->street.general || out[i].id == t->quiet)
            return RESULT_OK;
    return result == RESULT_OK ? RESULT_NOT_FOUND : result;
}

/* An entry of the book about the thread, which its street alone sees. */
static enum result try_ledger_after(struct store *store, const struct actor *actor, struct tried *t)
{
    struct ledger_entry out[100];
    size_t count = 0;
    enum result result = ledger_after(store, actor, 0, 100, out, &count);
    for (size_t i = 0; result == RESULT_OK && i < count; i++)
        if (out[i].thread == t->thread)
            return RESULT_OK;
    return result == RESULT_OK ? RESULT_NOT_FOUND : result;
}

#define CALL(name, may)                                                                                                \
    {                                                                                                                  \
#name, try_##name, may                                                                                         \
    }
static const struct call calls[] = {
#include "tests/store/units_rights.h"
};

/* A write is undone again, so that each tries on the same house. */
static void who_was_let(struct tried *tried, const struct call *call, char out[TRIERS + 1])
{
    struct store *store = tried->street.store;
    size_t count = 0;
    for (int i = 0; i < TRIERS; i++) {
        must(db_begin(store));
        enum result result = call->make(store, &tried->by[i], tried);
        db_abandon(store, RESULT_OK);
        if (result == RESULT_OK)
            out[count++] = letters[i];
    }
    out[count] = '\0';
}

static void everybody_tries_everything(void **state)
{
    struct tried *tried = *state;
    bool as_expected = true;
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        char may[TRIERS + 1];
        who_was_let(tried, &calls[i], may);
        if (strcmp(may, calls[i].may) != 0) {
            print_error("    CALL(%s, \"%s\"), is \"%s\"\n", calls[i].name, calls[i].may, may);
            as_expected = false;
        }
    }
    assert_true(as_expected);
}

/* --- the table is whole --- */

/* Calls that are tried nowhere above, and why not. */
static const char *const elsewhere[] = {
    /* about the caller herself alone: what is another's is not named by them */
    "draft_save draft_save_angry drafts_are_shut draft_get draft_drop draft_drop_for drafts_list deferred_seen_now settings_get settings_set keys_list key_add "
    "key_remove paper_codes_get paper_codes_make paper_codes_require paper_codes_return password_change password_check password_prove password_prove_by_key password_proves shell_acts_list "
    "shell_acts_seen member_leave member_file visit_begin visit_seen visits_list visit_last visit_end source_said "
    "aid_about_get aid_about_set aid_look aid_totals aid_due_list mark_unread_total mark_answers_list post_bookmarks_list ledger_notices_after "
    "ledger_notices_count lost_mine lost_stop vouchers_list claim_get claim_make claim_take_back claim_objections invitation_greeted_by facilitators_asked facilitators_answer "
    "rota_mine rota_asked shelf_waits newcomer_wait_get moving_get moving_withdraw member_since hurt_get mark_next_unread "
    "mark_read readers_of readers_of_form readers_boards units_list units_beyond workplace_get workplace_leave aid_ask_make aid_offer_make aid_ask_recognised rota_start shelf_add "
    "member_has_password member_password_is_due paper_code_is_asked join_welcome invitation_make actor_by_hand_of hand_waits_get hand_voices home_tell",
    /* of the unit where she is, which unit_enter() gives to its own people */
    "members_online willing_set aid_night_written aid_proposals aid_proposal_taken "
    "hand_member_add unit_require_here numbers_list effect_read effect_assemblies numbers_in",
    /* what the call between them does, is tried there; nothing of it stays */
    "store_rehearse_begin store_rehearse_end",
    /* as amendments_list does */
    "reservations_list",
    /* care, which only those see whom somebody named, or the lot drew: test_care.c */
    "checkin_take_back care_visit_ask care_visit_end "
    "care_silences care_silence_hears care_silence_read care_listen_answer care_listen_cannot care_listen_end care_listens "
    "care_home learn_set tell_list tell_chair tell_told_list tell_told_read",
    /* what somebody keeps who was harmed: test_harm.c */
    "harm_say harm_say_before harm_say_numbers harm_begin harm_open harm_look harm_phrase harm_name harm_may harm_do harm_lines_away harm_ready_set harm_ready_list",
    /* of a stop, which few people know: test_stops.c */
    "proposal_again stop_names agreements_list",
    /* while a question is open, or a small matter is put: test_table.c */
    "table_others table_done table_aloud table_prove table_has_password",
    /* somebody without a device: test_hand.c */
    "hand_entry_of "
    "hand_unstrike",
    /* a lost password, of which whoever is asked has to share a street: test_lost.c; a woman's word: test_claim.c;
       moves: test_moving.c */
    "voucher_remove lost_begin lost_vouch lost_take_back lost_known lost_open_for lost_restored_at moving_ask",
    /* of a caucus, which is known to its people alone: test_caucus.c */
    "caucus_list caucus_calls caucus_found "
    "womens_confirm womens_suspended womens_decide",
    /* secret votes, by whoever may vote there: test_secret.c; and the memory that keeps them: test_ephemeral.c */
    "secret_cast secret_ballot_find secret_slip_type secret_slip_lost ephemeral_instance "
    "ephemeral_open ephemeral_put ephemeral_state ephemeral_list ephemeral_take ephemeral_givers ephemeral_taken "
    "ephemeral_name ephemeral_strike ephemeral_wipe ephemeral_put_of ephemeral_state_of ephemeral_seat",
    /* while a circle is held, by those who are in it: test_circles.c; its memory: test_ring.c, test_ephemeral.c */
    "circle_words circle_words_for_two circle_step_look circles_home ephemeral_ring_open ephemeral_ring_name "
    "ephemeral_ring_do ephemeral_ring_look ephemeral_ring_words ephemeral_ring_two ephemeral_ring_step "
    "ephemeral_ring_result ephemeral_ring_wipe ephemeral_come_by ephemeral_come_by_next ephemeral_come_by_seen",
    /* a card, whoever has its code: test_units.c */
    "invitation_use",
    /* panels and their lots, by those who were drawn: test_panels.c; what waits for a moderator where she is, and what
     * home says of her own: test_moderation.c */
    "draw_get draw_give draw_open moderation_home act_seen",
    /* by the operator: refused to all others in test_rights.c */
    "unit_add unit_set_parent unit_found unit_rename unit_drop unit_neighbour_set unit_get unit_get_name unit_find house_set member_add password_reset "
    "store_export home_write ledger_of_accounts",
    /* nobody acts: before a log-in, the house itself, a command's own parts */
    "board_typed readers_of_match search_reach house_make house_get invitation_check_code invitation_check_handle invitation_check_password invitation_check_key invitation_join login_password "
    "login_key login_guest actor_for paper_code_use ledger_sign store_keys_settle store_backup store_clock_save store_rewrite "
    "room_group_lines reply_refuse reply_usage reply_from_store command_run command_before command_text_of deferred_write deferred_apply",
};

static bool is_named(const char *words, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = strstr(words, name); at != NULL; at = strstr(at + 1, name))
        if ((at == words || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
            return true;
    return false;
}

static bool is_tried(const char *name)
{
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (strcmp(calls[i].name, name) == 0)
            return true;
    for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++)
        if (is_named(elsewhere[i], name))
            return true;
    return false;
}

static void every_call_of_the_store_stands_here(void **state)
{
    char line[200];
    int count = 0, missing = 0;
    /* each function of a header that takes an actor, and each that gives a result; a prototype may have several lines
     */
    FILE *prototypes = popen(
        "cat include/*.h | tr -s '\\n ' ' ' | sed 's/;/;\\n/g; s/{/{\\n/g; s/}/}\\n/g' |" /* NOLINT(cert-env33-c) */
        " sed -n -e 's/.*[ *]\\([a-z_0-9]*\\)( *struct store \\*store, const struct actor \\*.*);$/\\1/p' -e t"
        " -e 's/.*enum result \\([a-z_0-9]*\\)(.*);$/\\1/p'",
        "r");
    (void)state;
    assert_non_null(prototypes);
    for (; fgets(line, sizeof line, prototypes) != NULL; count++) {
        line[strcspn(line, "\n")] = '\0';
        if (line[0] != '\0' && !is_tried(line)) { /* "": a pointer to a function */
            print_error("    %s is tried nowhere\n", line);
            missing++;
        }
    }
    assert_int_equal(pclose(prototypes), 0);
    assert_true(count > 200);
    assert_int_equal(missing, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(everybody_tries_everything, open_tried, close_tried),
        cmocka_unit_test(every_call_of_the_store_stands_here),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
