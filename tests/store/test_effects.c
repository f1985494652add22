/* test_effects.c: decisions that change the house by themselves, once, and what they cannot do. RULES' head, 1.2, 2.1,
 * 2.5, 4.9, 5.5. */
#include "moderation.h"
#include "street.h"

#include "effects.h"
#include "hand.h"
#include "numbers.h"
#include "proposals.h"
#include "units.h"
#include "when.h"

enum { HOMES = 6, SUNDAY = NOON + 20 * DAY, MINUTE = 60 };

struct assembly {
    struct street street;
    struct store *store;
    struct actor ann, of[HOMES];
    int64_t meeting, things, rules, tasks, now;
};

static struct actor live_in(struct street *street, const char *handle, const char *home)
{
    struct actor actor, house = { .kind = ACTOR_CARETAKER, .here = 1 };
    struct member_new form = { .handle = handle, .home = home };
    int64_t member;
    must(member_add(street->store, &house, &form, NOON, &member));
    must(actor_for(street->store, ACTOR_MEMBER, handle, &actor));
    return actor;
}

static void add_item(struct assembly *held, const char *title, enum item_about about, int64_t *item)
{
    struct item_new form = {
        .meeting = held->meeting, .title = title, .wants = ITEM_DECIDE, .about = about, .minutes = 20
    };
    must(meeting_item_add(held->store, &held->ann, &form, NOON, item));
}

static void all_are_there(struct assembly *held)
{
    must(room_enter(held->store, &held->ann, held->meeting, held->now));
    for (int i = 0; i < HOMES; i++)
        must(room_enter(held->store, &held->of[i], held->meeting, held->now));
}

static int open_held(void **state)
{
    static const char *const handles[HOMES] = { "dan", "eva", "finn", "gil", "hope", "ida" };
    struct assembly *held = calloc(1, sizeof *held);
    *state = held;
    street_open_at(&held->street, ":memory:");
    held->store = held->street.store;
    held->ann = held->street.ann;
    for (int i = 0; i < HOMES; i++) {
        char home[16];
        snprintf(home, sizeof home, "D %d", i + 1);
        held->of[i] = live_in(&held->street, handles[i], home);
    }
    must(seat_give(held->store, &street_house, 1, "facilitator", held->ann.member, NOON + 60 * DAY, NOON));
    must(db_run(held->store, "UPDATE unit SET founded = ?1, assembled = ?1", NOON - 90 * DAY));
    must(meeting_call(held->store, &held->ann, &(struct meeting_new) { .starts = SUNDAY }, NOON, &held->meeting));
    add_item(held, "A board for tools", ITEM_THINGS, &held->things);
    add_item(held, "What we agree on", ITEM_RULES, &held->rules);
    add_item(held, "Who does what", ITEM_TASKS, &held->tasks);
    held->now = SUNDAY;
    must(room_open(held->store, &held->ann, held->meeting, held->now));
    all_are_there(held);
    return 0;
}

static int close_held(void **state)
{
    struct assembly *held = *state;
    store_close(held->store);
    free(held);
    return 0;
}

static void turn_to(struct assembly *held, int64_t to)
{
    struct room room = { 0 };
    must(room_get(held->store, &held->ann, held->meeting, held->now, &room));
    if (room.item == to)
        return;
    if (room.item != 0)
        must(room_end_item(held->store, &held->ann, held->meeting, false, held->now));
    must(room_begin_item(held->store, &held->ann, held->meeting, to, held->now));
}

static enum result try_propose(struct assembly *held, int64_t item, const char *effect, int64_t *proposal)
{
    turn_to(held, item);
    return proposal_make_with(
        held->store, &held->of[0], held->meeting, "The tools", "We lend our tools.", effect, held->now, proposal);
}

/* All say yes. Returns the decision. */
static int64_t decide(struct assembly *held, int64_t item, const char *effect)
{
    int64_t proposal = 0;
    if (try_propose(held, item, effect, &proposal) != RESULT_OK)
        fail_msg("%s: %s", effect, store_reason(held->store));
    held->now += MINUTE;
    all_are_there(held);
    if (proposal_test_open(held->store, &held->ann, proposal, held->now) != RESULT_OK)
        fail_msg("%s", store_reason(held->store));
    must(position_take(held->store, &held->ann, proposal, POSITION_YES, NULL, false, held->now));
    for (int i = 0; i < HOMES; i++)
        must(position_take(held->store, &held->of[i], proposal, POSITION_YES, NULL, false, held->now));
    must(proposal_test_close(held->store, &held->ann, proposal, held->now));
    return db_number(held->store, 0, "SELECT id FROM decision WHERE proposal = ?", proposal);
}

static void close_meeting(struct assembly *held)
{
    if (room_close(held->store, &held->ann, held->meeting, held->now) != RESULT_OK)
        fail_msg("%s", store_reason(held->store));
}

static void assert_decision_says(struct assembly *held, int64_t decision, const char *words)
{
    struct decision found;
    must(decision_get(held->store, &held->ann, decision, held->now, &found));
    if (strstr(found.effect, words) == NULL)
        fail_msg("'%s' does not stand in: %s", words, found.effect);
}

static void assert_refused(struct assembly *held, int64_t item, const char *effect, const char *words)
{
    int64_t proposal = 0;
    assert_int_not_equal(try_propose(held, item, effect, &proposal), RESULT_OK);
    if (strstr(store_reason(held->store), words) == NULL)
        fail_msg("%s: '%s' does not stand in: %s", effect, words, store_reason(held->store));
    assert_int_equal(db_number(held->store, 0, "SELECT count(*) FROM proposal"), 0);
}

/* --- what they do --- */

static const char *state_of(struct assembly *held, int64_t decision)
{
    struct decision found;
    must(decision_get(held->store, &held->ann, decision, held->now, &found));
    return decision_state_name(found.state);
}

static void a_decision_opens_a_board(void **state)
{
    struct assembly *held = *state;
    struct board board;
    struct proposal proposal;
    int64_t decision = decide(held, held->things, "board tools unit Tools to lend");
    must(proposal_get(held->store, &held->ann, 1, held->now, &proposal));
    assert_string_equal(
        proposal.effect, "When this passes: the board `tools` (Tools to lend) opens. Who reads it: THE STREET.");
    assert_int_not_equal(board_by_slug(held->store, &held->ann, "tools", &board), RESULT_OK); /* it acts at closing */
    assert_decision_says(held, decision, "It does this by itself");
    assert_string_equal(state_of(held, decision), "by-itself");
    close_meeting(held);
    assert_string_equal(state_of(held, decision), "done"); /* nobody has to carry it */
    assert_int_equal(db_number(held->store, 0, "SELECT count(*) FROM decision WHERE done = 0"), 0);
    must(board_by_slug(held->store, &held->ann, "tools", &board));
    assert_int_equal(board.visibility, VISIBLE_UNIT);
    assert_string_equal(board.title, "Tools to lend");
    assert_int_not_equal(board_by_slug(held->store, &held->street.cora, "tools", &board), RESULT_OK);
    assert_decision_says(held, decision, "Done by itself");
    struct minutes minutes;
    must(minutes_get(held->store, &held->ann, held->meeting, held->now, &minutes));
    assert_non_null(strstr(minutes.text, "Done by itself: the board `tools`"));
    assert_null(strstr(minutes.text, "needs hands"));
    minutes_free(&minutes);
    store_tick(held->store, held->now + DAY); /* once */
    assert_int_equal(db_number(held->store, 0, "SELECT count(*) FROM board WHERE slug = 'tools'"), 1);
}

/* RULES 1.2: after its founding time a street is called as its people decide. */
static void a_decision_gives_the_street_another_name(void **state)
{
    struct assembly *held = *state;
    struct unit unit;
    struct proposal proposal;
    int64_t decision = decide(held, held->things, "name Moema   Street");
    must(proposal_get(held->store, &held->ann, 1, held->now, &proposal));
    assert_string_equal(proposal.effect, "When this passes: our name is Moema Street, until now Vilakazi Street.");
    close_meeting(held);
    must(unit_get(held->store, &held->ann, 1, &unit));
    assert_string_equal(unit.name, "Moema Street");
    assert_string_equal(unit.slug, "moema-street");
    assert_decision_says(held, decision, "Done by itself: our name is Moema Street.");
    assert_int_equal(
        db_number(held->store, 0, "SELECT count(*) FROM ledger WHERE kind = ? AND unit = 1", LEDGER_UNIT_RENAMED), 1);
}

static void a_name_that_others_took_meanwhile_is_said(void **state)
{
    struct assembly *held = *state;
    struct unit unit;
    int64_t decision = decide(held, held->things, "name Moema Street"), other;
    must(unit_found(held->store, &held->street.operator, "Moema street", NULL, UNIT_COMMUNE, held->now, &other));
    close_meeting(held);
    assert_decision_says(held, decision, "It could not be done by itself: our name is Moema Street.");
    assert_decision_says(held, decision, "has that name");
    must(unit_get(held->store, &held->ann, 1, &unit));
    assert_string_equal(unit.name, "Vilakazi Street");
}

/* People say no short name: it follows where one can be made, and is free. */
static void the_short_name_stays_where_none_can_be_made(void **state)
{
    struct assembly *held = *state;
    struct unit unit;
    decide(held, held->things, "name \xe4\xba\x94\xe8\xa1\x97");
    close_meeting(held);
    must(unit_get(held->store, &held->ann, 1, &unit));
    assert_string_equal(unit.name, "\xe4\xba\x94\xe8\xa1\x97");
    assert_string_equal(unit.slug, "vilakazi-street");
}

static void what_cannot_be_done_any_more_is_said(void **state)
{
    struct assembly *held = *state;
    int64_t decision = decide(held, held->things, "board tools unit Tools"), board;
    must(board_add(held->store, &street_house, 1, "tools", "Others", VISIBLE_UNIT, held->now, &board));
    close_meeting(held);
    assert_decision_says(held, decision, "It could not be done by itself");
    assert_decision_says(held, decision, "There is a board called 'tools' already.");
    assert_string_equal(state_of(held, decision), "needs-hands");
    assert_int_equal(db_number(held->store, 0, "SELECT count(*) FROM minutes"), 1);
}

static void a_decision_changes_a_number(void **state)
{
    struct assembly *held = *state;
    decide(held, held->things, "number agenda-hours 24");
    assert_int_equal(number_of(held->store, 1, NUMBER_AGENDA), 2 * DAY);
    close_meeting(held);
    assert_int_equal(number_of(held->store, 1, NUMBER_AGENDA), DAY);
    int64_t meeting;
    struct meeting_new form = { .starts = held->now + 5 * DAY };
    struct meeting seen;
    must(meeting_call(held->store, &held->ann, &form, held->now, &meeting));
    must(meeting_get(held->store, &held->ann, meeting, held->now, &seen));
    assert_int_equal(seen.agenda_closes, form.starts - DAY);
}

static void a_closed_board_is_read_and_no_longer_written_to(void **state)
{
    struct assembly *held = *state;
    int64_t board, thread, post;
    must(board_add(held->store, &street_house, 1, "tools", "Tools", VISIBLE_UNIT, NOON, &board));
    must(thread_open(held->store, &held->ann, board, "Saw", "Mine.", NOON, &thread, &post));
    decide(held, held->things, "close tools");
    close_meeting(held);
    assert_int_equal(
        thread_open(held->store, &held->ann, board, "Saw", "Mine.", held->now, &thread, &post), RESULT_REFUSED);
    assert_int_equal(post_reply(held->store, &held->of[0], post, "Yes.", held->now, &post), RESULT_REFUSED);
    struct board seen;
    must(board_get(held->store, &held->ann, board, &seen));
    assert_false(seen.may_post);
    assert_int_equal(seen.threads, 1);
}

static void in_slow_mode_each_posts_once_in_so_many_minutes(void **state)
{
    struct assembly *held = *state;
    int64_t thread, post, general = held->street.general;
    decide(held, held->things, "slow general 10 until in 3 days");
    close_meeting(held);
    int64_t now = held->now;
    must(thread_open(held->store, &held->ann, general, "Noise", "Late again.", now, &thread, &post));
    assert_int_equal(post_reply(held->store, &held->ann, post, "And again.", now + 599, &post), RESULT_BUSY);
    assert_non_null(strstr(store_reason(held->store), "once in 10 minutes. You can in 1 minute"));
    must(post_reply(held->store, &held->of[0], post, "True.", now + 1, &post)); /* each of them */
    must(post_reply(held->store, &held->ann, post, "And again.", now + 600, &post));
    must(post_reply(held->store, &held->ann, post, "After its day.", when_day_begin(when_day(now) + 4), &post));
    must(post_reply(held->store, &held->ann, post, "At once.", when_day_begin(when_day(now) + 4), &post));
}

static void a_decision_gives_a_task_and_takes_it_back(void **state)
{
    struct assembly *held = *state;
    struct seat seats[8];
    size_t count;
    decide(held, held->tasks, "seat moderator dan");
    decide(held, held->tasks, "seat back facilitator ann");
    close_meeting(held);
    must(seats_list(held->store, &held->ann, held->now, seats, 8, &count));
    assert_int_equal(count, 1);
    assert_string_equal(seats[0].handle, "dan");
    assert_string_equal(seats[0].name, "moderator");
    assert_int_equal(seats[0].until, held->now + 91 * DAY);
}

/* RULES 7.4: the log says "moderator A" until her recall is proposed. */
static void a_recall_opens_the_name_in_the_log(void **state)
{
    struct assembly *held = *state;
    struct act act;
    int64_t post, thread, cover;
    must(seat_give(held->store, &street_house, 1, "moderator", held->of[0].member, SUNDAY + 30 * DAY, SUNDAY));
    must(thread_open(held->store, &held->ann, held->street.general, "Noise", "Late again.", held->now, &thread, &post));
    must(act_cover_make(held->store, &held->of[0], post, COVER_FLOODS, "Words", held->now, &cover));
    must(act_get(held->store, &held->of[1], cover, held->now, &act));
    assert_string_equal(act.name, "");
    decide(held, held->tasks, "seat back moderator dan");
    must(act_get(held->store, &held->of[1], cover, held->now, &act));
    assert_string_equal(act.name, "dan");
}

static void one_task_of_power_a_person(void **state)
{
    struct assembly *held = *state;
    assert_refused(held, held->things, "seat greeter dan", "item about tasks");
    assert_refused(held, held->tasks, "seat moderator ann", "task of power already");
    assert_refused(held, held->tasks, "seat facilitator ann", "already");
    assert_refused(held, held->tasks, "seat king ann", "no such task");
    assert_refused(held, held->tasks, "seat greeter nobody", "Nobody here");
    assert_refused(held, held->tasks, "seat greeter cora", "Nobody here"); /* of the next street */
    decide(held, held->tasks, "seat greeter ann");                         /* of service besides */
}

static void twice_in_a_row_and_then_one_term_out(void **state)
{
    struct assembly *held = *state;
    int64_t dan = held->of[0].member, term = 91 * DAY;
    must(seat_give(held->store, &street_house, 1, "moderator", dan, SUNDAY - term, SUNDAY - 2 * term));
    must(seat_give(held->store, &street_house, 1, "moderator", dan, SUNDAY - 1, SUNDAY - term));
    assert_refused(held, held->tasks, "seat moderator dan", "twice in a row");
    must(db_run(
        held->store, "UPDATE seat SET since = since - ?1, until = until - ?1 WHERE member = ?2", term + DAY, dan));
    decide(held, held->tasks, "seat moderator dan");
}

static void a_lot_draws_among_the_willing(void **state)
{
    struct assembly *held = *state;
    for (int i = 0; i < 3; i++)
        must(willing_set(held->store, &held->of[i], "coordinator", true, NOON));
    int64_t none = decide(held, held->tasks, "lot steward 2");
    int64_t two = decide(held, held->tasks, "lot coordinator 2");
    must(willing_set(held->store, &held->of[3], "greeter", true, NOON));
    int64_t one = decide(held, held->tasks, "lot greeter 2");
    close_meeting(held);
    assert_decision_says(
        held, one, "Done by itself: drawn by lot, as greeter for 182 days: gil; nobody else was willing.");
    assert_decision_says(held, none, "It could not be done by itself");
    assert_decision_says(held, none, "willing steward");
    assert_decision_says(held, two, "Done by itself: drawn by lot, as coordinator for 182 days: ");
    assert_int_equal(db_number(held->store, 0,
                         "SELECT count(DISTINCT member) FROM seat WHERE name = 'coordinator' AND member IN"
                         " (SELECT member FROM willing)"),
        2);
    /* and one more: who tells whoever chaired (RULES 8.3) */
    assert_int_equal(db_number(held->store, 0, "SELECT count(*) FROM ledger WHERE kind = ?", LEDGER_LOT_DRAWN), 4);
}

/* RULES 4.1: of the facilitators one is a woman, where one is willing: each time, and not by luck. */
static void the_lot_draws_a_woman_first_among_facilitators(void **state)
{
    struct assembly *held = *state;
    for (int i = 0; i < HOMES; i++)
        must(willing_set(held->store, &held->of[i], "facilitator", true, NOON));
    must(db_run(
        held->store, "INSERT INTO woman_claim (member, said) VALUES (?, ?)", held->of[4].member, NOON - 60 * DAY));
    decide(held, held->tasks, "lot facilitator 1");
    close_meeting(held);
    assert_int_equal(db_number(held->store, 0, "SELECT count(*) FROM seat WHERE name = 'facilitator' AND member = ?",
                         held->of[4].member),
        1);
    assert_int_equal(db_number(held->store, 0, "SELECT count(*) FROM seat WHERE name = 'facilitator'"), 2);
}

/* RULES 4.1: nothing is refused, and all read the same whoever it is: it tells nobody whose word stands. */
static void a_decision_says_whom_it_asks_where_no_facilitator_is_a_woman(void **state)
{
    struct assembly *held = *state;
    int64_t given = decide(held, held->tasks, "seat facilitator dan");
    close_meeting(held);
    assert_decision_says(held, given, "Done by itself: dan is facilitator for");
    assert_decision_says(held, given, "else the women's caucus, if there is one, is asked.");
}

/* RULES 4.5: what is about the rules acts when the minutes stand: the caretaker does it then. */
static void an_agreement_is_ended_by_another_decision(void **state)
{
    struct assembly *held = *state;
    struct agreement list[8];
    size_t count;
    int64_t decision = decide(held, held->rules, "");
    close_meeting(held);
    must(db_run(held->store, "UPDATE decision SET acts = ? WHERE id = ?", held->now - 60, decision)); /* of long ago */
    must(agreements_list(held->store, &held->ann, held->now, list, 8, &count));
    assert_int_equal(count, 1);
    char typed[40];
    snprintf(typed, sizeof typed, "agreement end %lld", (long long)decision);
    struct effect effect;
    must(effect_read(held->store, &held->ann, typed, held->now, &effect));
    assert_int_not_equal(effect_read(held->store, &held->street.cora, typed, held->now, &effect), RESULT_OK);
    must(db_run(held->store,
        "INSERT INTO effect (proposal, kind, number) SELECT proposal, ?, ? FROM decision WHERE id = ?",
        EFFECT_AGREEMENT_END, decision, decision)); /* as if it ended itself */
    store_tick(held->store, held->now + 60);
    must(agreements_list(held->store, &held->ann, held->now + 60, list, 8, &count));
    assert_int_equal(count, 0);
    assert_int_not_equal(effect_read(held->store, &held->ann, typed, held->now + 60, &effect), RESULT_OK);
}

/* --- what is refused --- */

static void what_is_typed_wrongly_is_told(void **state)
{
    struct assembly *held = *state;
    static const struct {
        const char *effect, *words;
    } table[] = {
        { "nonsense", "one of these" },
        { "number", "number NAME VALUE" },
        { "number agenda-hours", "number NAME VALUE" },
        { "number agenda-hours 23", "from 24 hours to 96 hours" },
        { "number agenda-hours 97", "from 24 hours to 96 hours" },
        { "number agenda-hours -4", "number NAME VALUE" },
        { "number agenda-hours 99999999999999999999", "number NAME VALUE" },
        { "number quorum-homes 3", "1/3" },
        { "number secret-money 1", "yes or no" },
        { "number quorum-homes 1/4", "itself a rule" },
        { "number notice-days 3", "itself a rule" },
        { "number service-months 4", "itself a rule" },
        { "number nothing 3", "no such number" },
        { "board tools unit", "board SLUG" },
        { "board tools all Tools", "board SLUG" },
        { "board TOOLS unit Tools", "small letters" },
        { "board general unit Tools", "already" },
        { "board a-name-that-is-much-too-long-for-a-board-of-ours unit T", "SLUG" },
        { "close general", "stay open" },
        { "close nothing", "no open board" },
        { "slow nothing 10 until fri", "no open board" },
        { "slow general 10", "slow SLUG MINUTES until DAY" },
        { "slow general 10 until yesterdays", "day" },
        { "slow general 99999 until fri", "slow SLUG" },
        { "guests maybe", "guests yes|no" },
        { "name", "name NEW NAME" },
        { "name far STREET", "has that name" },
        { "name Vilakazi Street", "called that already" },
        { "name A name of so many words that nobody would ever paint it on a wall of this street", "60" },
        { "agreement", "one of these" },
        { "agreement end 4", "item about the rules" },
        { "lot greeter 2", "item about tasks" },
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        assert_refused(held, held->things, table[i].effect, table[i].words);
    assert_refused(held, held->rules, "agreement end 4", "no such agreement");
    assert_refused(held, held->rules, "number quorum-homes 1/7", "from a sixth to two thirds");
    assert_refused(held, held->tasks, "lot greeter 0", "lot TASK");
    assert_refused(held, held->tasks, "lot greeter 9", "lot TASK");
}

static void another_effect_is_a_new_text(void **state)
{
    struct assembly *held = *state;
    int64_t proposal;
    struct proposal seen;
    must(try_propose(held, held->things, "number agenda-hours 40", &proposal));
    held->now += MINUTE;
    all_are_there(held);
    assert_int_equal(
        effect_set(held->store, &held->of[1], proposal, "number agenda-hours 36", held->now), RESULT_REFUSED);
    must(effect_set(held->store, &held->of[0], proposal, "number agenda-hours 36", held->now));
    must(proposal_get(held->store, &held->ann, proposal, held->now, &seen));
    assert_int_equal(seen.version, 2);
    assert_true(seen.may_test_at > held->now);
    assert_non_null(strstr(seen.effect, "36 hours, until now 48 hours"));
    assert_string_equal(seen.text, "We lend our tools.");
    must(effect_set(held->store, &held->of[0], proposal, "", held->now));
    must(proposal_get(held->store, &held->ann, proposal, held->now, &seen));
    assert_string_equal(seen.effect, "");
    held->now += MINUTE;
    all_are_there(held);
    must(proposal_test_open(held->store, &held->ann, proposal, held->now));
    assert_int_equal(
        effect_set(held->store, &held->of[0], proposal, "number agenda-hours 36", held->now), RESULT_CONFLICT);
}

static void what_changes_the_house_is_no_small_matter(void **state)
{
    struct assembly *held = *state;
    int64_t proposal;
    must(try_propose(held, held->things, "number agenda-hours 40", &proposal));
    held->now += MINUTE;
    all_are_there(held);
    assert_int_equal(proposal_small(held->store, &held->ann, proposal, held->now), RESULT_REFUSED);
    assert_non_null(strstr(store_reason(held->store), "no small matter"));
}

/* From the founding assembly on the street decides what a steward did before from the shell. */
static void the_steward_is_told_that_the_street_decides(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    struct actor steward = held->street.operator;
    int64_t board, ann = held->ann.member;
    steward.here = 1;
    assert_int_equal(board_add(store, &steward, 1, "tools", "Tools", VISIBLE_UNIT, NOON, &board), RESULT_REFUSED);
    assert_non_null(strstr(store_reason(store), "`propose --title T --effect board SLUG unit TITLE`"));
    assert_int_equal(seat_give(store, &steward, 1, "greeter", ann, NOON + DAY, NOON), RESULT_REFUSED);
    assert_int_equal(seat_take_back(store, &steward, 1, "facilitator", ann, NOON), RESULT_REFUSED);
    assert_int_equal(house_set(store, &steward, "guests", "yes", NOON), RESULT_REFUSED);
    must(house_set(store, &steward, "now", "Water is off.", NOON));       /* danger does not wait for an assembly */
    must(seat_take_back(store, &held->ann, 1, "facilitator", ann, NOON)); /* her own she gives back */
    must(db_run(store, "UPDATE unit SET assembled = 0"));
    must(board_add(store, &steward, 1, "tools", "Tools", VISIBLE_UNIT, NOON, &board));
    must(seat_give(store, &steward, 1, "greeter", ann, NOON + DAY, NOON));
}

static void the_founding_assembly_ends_the_founding(void **state)
{
    struct assembly *held = *state;
    struct store *store = held->store;
    close_meeting(held);
    must(db_run(store, "UPDATE unit SET founded = 0, assembled = 0"));
    int64_t first = 0;
    held->now = SUNDAY + DAY;
    must(meeting_call(store, &held->of[0], &(struct meeting_new) { .starts = SUNDAY + 6 * DAY }, held->now, &first));
    assert_int_equal(db_number(store, 0, "SELECT founding FROM meeting WHERE id = ?", first), 1);
    assert_int_equal(
        db_number(store, 0, "SELECT count(*) FROM meeting_item WHERE meeting = ? AND founds > 0", first), 3);
    must(db_run(store, "UPDATE unit SET founded = ?", SUNDAY + 2 * DAY)); /* the tenth home came in */
    held->meeting = first;
    held->now = SUNDAY + 6 * DAY;
    must(room_open(store, &held->ann, first, held->now));
    all_are_there(held);
    int64_t item = db_number(store, 0, "SELECT id FROM meeting_item WHERE meeting = ? AND founds = 1", first);
    decide(held, item, "");
    item = db_number(store, 0, "SELECT id FROM meeting_item WHERE meeting = ? AND founds = 2", first);
    must(willing_set(store, &held->of[2], "facilitator", true, held->now));
    decide(held, item, "lot facilitator 1");
    assert_int_equal(db_number(store, 0, "SELECT assembled FROM unit WHERE id = 1"), 0);
    close_meeting(held);
    assert_int_equal(db_number(store, 0, "SELECT assembled FROM unit WHERE id = 1"), held->now);
    assert_int_equal(
        db_number(store, 0, "SELECT count(*) FROM seat WHERE name = 'facilitator' AND member = ?", held->of[2].member),
        1);
}

int main(void)
{
#define HELD(test) cmocka_unit_test_setup_teardown(test, open_held, close_held)
    const struct CMUnitTest tests[] = {
        HELD(a_decision_gives_the_street_another_name),
        HELD(a_name_that_others_took_meanwhile_is_said),
        HELD(the_short_name_stays_where_none_can_be_made),
        HELD(a_decision_opens_a_board),
        HELD(what_cannot_be_done_any_more_is_said),
        HELD(a_decision_changes_a_number),
        HELD(a_closed_board_is_read_and_no_longer_written_to),
        HELD(in_slow_mode_each_posts_once_in_so_many_minutes),
        HELD(a_decision_gives_a_task_and_takes_it_back),
        HELD(a_recall_opens_the_name_in_the_log),
        HELD(one_task_of_power_a_person),
        HELD(twice_in_a_row_and_then_one_term_out),
        HELD(a_lot_draws_among_the_willing),
        HELD(the_lot_draws_a_woman_first_among_facilitators),
        HELD(a_decision_says_whom_it_asks_where_no_facilitator_is_a_woman),
        HELD(an_agreement_is_ended_by_another_decision),
        HELD(what_is_typed_wrongly_is_told),
        HELD(another_effect_is_a_new_text),
        HELD(what_changes_the_house_is_no_small_matter),
        HELD(the_steward_is_told_that_the_street_decides),
        HELD(the_founding_assembly_ends_the_founding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
