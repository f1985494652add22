/* test_assembly.c: the call of an assembly and its agenda as they are lived in the screens. RULES 4.1. */
#include "aid.h"
#include "face.h"
#include "gains.h"
#include "hand.h"
#include "meetings.h"
#include "store/base/db.h"
#include "tests/screens/units_stage.h"

static const struct view usual = { "80x24", 80, 24, false }, phone = { "40x15", 40, 15, false };

#define SUNDAY (NOW + 5 * DAY + 19 * HOUR + 18 * MINUTE) /* 29 November 2026, 15:00 */

/* A street that is founded, with five homes: sipho, lerato, thandi, nomsa and bongi. */
static void street_of_five(struct stage *stage, struct actor *bongi)
{
    struct member_new form = { .handle = "bongi", .home = "B 9" };
    int64_t member;
    stage_open(stage, false);
    must(member_add(stage->store, &stage->operator, & form, NOW - 30 * DAY, &member));
    must(actor_for(stage->store, ACTOR_MEMBER, "bongi", bongi));
    must(db_run(stage->store, "UPDATE unit SET founded = ?1, assembled = ?1 WHERE id = 1", NOW - 20 * DAY));
}

static int64_t asked_for(struct stage *stage, const struct actor *who, int64_t starts, int64_t at)
{
    int64_t meeting = 0;
    must(meeting_call(
        stage->store, who, &(struct meeting_new) { .starts = starts, .place = "the corner yard" }, at, &meeting));
    return meeting;
}

static int64_t called(
    struct stage *stage, const struct actor *who, const struct actor *bongi, int64_t starts, int64_t at)
{
    const struct actor *all[] = { &stage->thandi, &stage->sipho, &stage->lerato, &stage->nomsa, bongi };
    int64_t meeting = asked_for(stage, who, starts, at);
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        if (all[i]->member != who->member)
            must(meeting_want(stage->store, all[i], meeting, true, at));
    return meeting;
}

static int64_t item_of(struct stage *stage, const struct actor *who, int64_t meeting, const char *title)
{
    const struct item_new form = {
        .meeting = meeting, .title = title, .wants = ITEM_DECIDE, .about = ITEM_THINGS, .minutes = 15
    };
    int64_t item = 0;
    must(meeting_item_add(stage->store, who, &form, NOW, &item));
    return item;
}

static void come(struct stage *stage, const struct view *view, const char *keys)
{
    stage_enter(stage, &stage->thandi, view);
    stage_press(stage, keys);
}

static void five_homes_call_it(void **state)
{
    struct stage stage;
    struct actor bongi;
    (void)state;
    street_of_five(&stage, &bongi);
    come(&stage, &phone, "m");
    stage_shows(&stage, "No meeting is called. w calls one.");
    stage_press(&stage, "wsun 15:00\rthe corner yard\r\r");
    stage_shows(&stage, "Asked for: 1 of 5 homes wants it.");
    stage_press(&stage, "\r");
    stage_shows(&stage, "Enough homes: 1 of 5, yours too.");
    stage_enter(&stage, &stage.sipho, &usual);
    stage_choose(&stage, "Meeting, Sunday 15:00? 1 of 5 homes wants it");
    stage_press(&stage, "\r");
    stage_shows(&stage, "y: our home wants it too");
    stage_press(&stage, "y");
    stage_shows(&stage, "Enough homes: 2 of 5, yours too.");
    stage_press(&stage, "x");
    stage_shows(&stage, "Taken back.");
    stage_press(&stage, "yq");
    stage_shows_not(&stage, "Meeting, Sunday 15:00?");
    must(meeting_want(stage.store, &stage.lerato, 1, true, NOW));
    must(meeting_want(stage.store, &stage.nomsa, 1, true, NOW));
    stage_enter(&stage, &bongi, &phone);
    stage_press(&stage, "qm\ry"); /* she is new: q leaves the welcome */
    stage_shows(&stage, "Enough homes: it is called.");
    stage_shows(&stage, "Called by 5 homes, first by thandi.");
    stage_close(&stage);
}

static void one_word_calls_it_while_all_is_for_now(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    come(&stage, &usual, "mwsun 15:00\rthe corner yard\r");
    stage_shows(&stage, "Your word");
    stage_press(&stage, "\r");
    stage_shows(&stage, "It is called.");
    stage_press(&stage, "\r");
    stage_shows(&stage, "Agenda: 3 items");
    stage_press(&stage, "\r");
    stage_shows(&stage, "It stands on the first agenda by");
    stage_close(&stage);
}

/* What is refused, and what is not understood, loses nothing. */
static void a_refused_call_keeps_its_words(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    come(&stage, &phone, "mwtomorrow 15:00\rthe corner yard\r\r");
    stage_shows(&stage, "the corner yard");
    stage_shows(&stage, "tomorrow 15:00");
    stage_shows_not(&stage, "It is called.");
    stage_press(&stage, "\t\t");
    stage_leave(&stage);
    come(&stage, &phone, "mw");
    stage_shows(&stage, "Your earlier words are here");
    stage_shows(&stage, "tomorrow 15:00");
    stage_send(&stage, "\027");
    stage_send(&stage, "\027");
    stage_press(&stage, "sun\023");
    stage_shows(&stage, "The hour is needed too.");
    stage_send(&stage, "\027");
    stage_press(&stage, "sometime soon\023");
    stage_shows(&stage, "That is no day or time I"); /* it goes on below */
    stage_shows(&stage, "the corner yard");
    stage_close(&stage);
}

static void an_item_is_added_marked_dropped_and_put_back(void **state)
{
    struct stage stage;
    struct actor bongi;
    (void)state;
    street_of_five(&stage, &bongi);
    int64_t meeting = called(&stage, &stage.thandi, &bongi, SUNDAY, NOW);
    item_of(&stage, &stage.sipho, meeting, "Who keeps the key of the yard");
    come(&stage, &usual, "m\r");
    stage_press(&stage, "wThe street light\r2115\r");
    stage_shows(&stage, "15 minutes, to decide, about");
    stage_press(&stage, "\r");
    stage_shows(&stage, "It is on the agenda.");
    stage_shows(&stage, "Agenda: 2 items, 30 of 90 min");
    stage_press(&stage, "m");
    stage_shows(&stage, "Said: it matters to your home.");
    stage_shows(&stage, "15 min, to decide, your home");
    stage_choose(&stage, "The street light");
    stage_press(&stage, "D");
    stage_shows(&stage, "Dropped. U puts it back.");
    stage_shows_not(&stage, "The street light");
    stage_press(&stage, "D"); /* the other item is not hers */
    stage_shows(&stage, "Who keeps the key of the yard");
    stage_shows(&stage, "D does nothing here.");
    stage_press(&stage, "U");
    stage_shows(&stage, "It is on the agenda again.");
    stage_shows(&stage, "The street light");
    stage_press(&stage, "\r");
    stage_shows(&stage, "Added by thandi. It matters to 1 home.");
    stage_close(&stage);
}

/* A phone shows the whole title of the item under the marker, wherever it stands in the list. */
static void a_long_title_is_read_on_a_phone(void **state)
{
    struct stage stage;
    struct actor bongi;
    (void)state;
    street_of_five(&stage, &bongi);
    int64_t meeting = called(&stage, &stage.thandi, &bongi, SUNDAY, NOW);
    item_of(&stage, &stage.sipho, meeting, "The street light");
    item_of(&stage, &stage.sipho, meeting, "Who keeps the key of the yard from January on, and who is second");
    item_of(&stage, &stage.sipho, meeting, "The gate");
    come(&stage, &phone, "m\r");
    stage_choose(&stage, "The street light");
    stage_shows_not(&stage, "who is second");
    stage_choose(&stage, "Who keeps");
    stage_shows(&stage, "who is second");
    stage_press(&stage, "j");
    stage_shows(&stage, "The gate");
    stage_shows_not(&stage, "who is second");
    stage_press(&stage, "k");
    stage_shows(&stage, "who is second");
    stage_shows(&stage, "15 min");
    stage_close(&stage);
}

/* The one who looks at the agenda sees what others add; the mark stays on its item. */
static void the_agenda_grows_under_her_eyes(void **state)
{
    struct stage stage;
    struct actor bongi;
    (void)state;
    street_of_five(&stage, &bongi);
    int64_t meeting = called(&stage, &stage.thandi, &bongi, SUNDAY, NOW);
    item_of(&stage, &stage.sipho, meeting, "The street light");
    come(&stage, &phone, "m\r");
    stage_choose(&stage, "The street light");
    int64_t later = item_of(&stage, &stage.lerato, meeting, "The water of block D");
    must(meeting_item_matters(stage.store, &stage.lerato, later, true, NOW));
    must(meeting_item_matters(stage.store, &stage.sipho, later, true, NOW));
    stage_hint(&stage, 0, 0);
    stage_shows(&stage, "Agenda: 2 items");
    stage_press(&stage, "\r");
    stage_shows(&stage, "The street light");
    stage_close(&stage);
}

/* Line mode kept a name where it asks what the item touches: the screens have a row for it. */
static void a_name_that_line_mode_kept_is_the_person(void **state)
{
    struct stage stage;
    struct actor bongi;
    (void)state;
    street_of_five(&stage, &bongi);
    called(&stage, &stage.sipho, &bongi, SUNDAY, NOW);
    must(draft_save(
        stage.store, &stage.thandi, DRAFT_ITEM, 1, "The watch", "title The watch\nwants decide\nabout lerato\n", NOW));
    come(&stage, &usual, "m\rw");
    stage_shows(&stage, "Your earlier words are here");
    stage_shows(&stage, "The watch");
    stage_shows(&stage, "lerato");
    stage_close(&stage);
}

static void an_item_that_was_cut_off_goes_to_its_meeting(void **state)
{
    struct stage stage;
    struct actor bongi;
    (void)state;
    street_of_five(&stage, &bongi);
    int64_t meeting = called(&stage, &stage.sipho, &bongi, SUNDAY, NOW);
    called(&stage, &stage.sipho, &bongi, SUNDAY + 7 * DAY, NOW);
    come(&stage, &usual, "m\rwThe street li");
    stage_leave(&stage);
    come(&stage, &usual, "");
    stage_choose(&stage, "Your words on \"The street li\" were cut off");
    stage_press(&stage, "\r");
    stage_shows(&stage, "An item for Sunday 15:00");
    stage_press(&stage, "ght\023");
    stage_shows(&stage, "It is on the agenda.");
    struct meeting after;
    must(meeting_get(stage.store, &stage.thandi, meeting, NOW, &after));
    assert_int_equal(after.items, 1);
    come(&stage, &usual, "");
    stage_shows_not(&stage, "The street li");
    stage_close(&stage);
}

static void it_is_withdrawn_after_a_question_and_only_by_its_caller(void **state)
{
    struct stage stage;
    struct actor bongi;
    (void)state;
    street_of_five(&stage, &bongi);
    called(&stage, &stage.sipho, &bongi, SUNDAY, NOW);
    come(&stage, &usual, "m\rW");
    stage_shows_not(&stage, "Withdraw this meeting?");
    stage_press(&stage, "e");
    stage_shows_not(&stage, "What changes?");
    stage_enter(&stage, &stage.sipho, &phone);
    stage_press(&stage, "m\rW");
    stage_shows(&stage, "Withdraw this meeting?");
    stage_press(&stage, "n");
    stage_shows(&stage, "Called by 5 homes");
    stage_press(&stage, "Wy");
    stage_shows(&stage, "It is withdrawn.");
    stage_close(&stage);
}

static void its_time_and_place_change(void **state)
{
    struct stage stage;
    struct actor bongi;
    (void)state;
    street_of_five(&stage, &bongi);
    int64_t id = called(&stage, &stage.thandi, &bongi, SUNDAY, NOW);
    come(&stage, &phone, "m\re1tomorrow 9:00\r");
    stage_shows(&stage, "tomorrow 9:00"); /* too soon: it is asked again, with the same words */
    stage_send(&stage, "\027");
    stage_send(&stage, "\027");
    stage_press(&stage, "whenever\r");
    stage_shows(&stage, "That is no day or time I"); /* it goes on below */
    stage_send(&stage, "\027");
    stage_press(&stage, "6 dec 14:00\r");
    stage_shows(&stage, "Changed: Sunday 6 December 14:00.");
    stage_press(&stage, "e2");
    stage_shows(&stage, "the corner yard");
    stage_send(&stage, "\027");
    stage_press(&stage, "ha");
    stage_drop(&stage); /* the line drops, and her words are there */
    come(&stage, &phone, "m\re2");
    stage_shows(&stage, "the corner ha");
    stage_press(&stage, "ll\r");
    stage_shows(&stage, "hall");
    struct draft left;
    assert_int_equal(draft_get(stage.store, &stage.thandi, DRAFT_PLACE, id, &left), RESULT_NOT_FOUND);
    stage_shows_not(&stage, "yard");
    stage_close(&stage);
}

static void what_people_need_is_asked_by_a_digit(void **state)
{
    struct stage stage;
    struct actor bongi;
    struct meeting meeting;
    int64_t id, match;
    (void)state;
    street_of_five(&stage, &bongi);
    id = called(&stage, &stage.thandi, &bongi, SUNDAY, NOW);
    come(&stage, &phone, "m\r1");
    stage_shows(&stage, "Ask for");
    stage_press(&stage, "n>");
    stage_shows(&stage, "not asked yet");
    stage_press(&stage, "1y");
    stage_shows(&stage, "Asked. It stands among the asks");
    stage_enter(&stage, &stage.sipho, &usual);
    stage_shows(&stage, "Meeting Sunday 15:00. Who minds the children? Nobody yet.");
    stage_press(&stage, "m\r");
    stage_shows(&stage, "asked, nobody yet");
    stage_press(&stage, "1");
    stage_shows(&stage, "y says \"I can\"");
    must(meeting_get(stage.store, &stage.thandi, id, NOW, &meeting));
    must(aid_can(stage.store, &stage.sipho, meeting.need[NEED_CHILDREN], 0, NOW, &match));
    must(aid_accept(stage.store, &stage.thandi, meeting.need[NEED_CHILDREN], NOW));
    come(&stage, &usual, "m\r");
    stage_shows(&stage, "somebody agreed");
    stage_press(&stage, "q");
    stage_press(&stage, "q");
    stage_shows_not(&stage, "Who minds the children?");
    stage_close(&stage);
}

static void home_says_what_begins(void **state)
{
    struct stage stage;
    struct actor bongi;
    (void)state;
    street_of_five(&stage, &bongi);
    called(&stage, &stage.thandi, &bongi, NOW + 20 * HOUR, NOW - 5 * DAY);
    come(&stage, &usual, "");
    stage_shows(&stage, "Meeting tomorrow 15:42, the corner yard");
    called(&stage, &stage.thandi, &bongi, NOW + 40 * MINUTE, NOW - 5 * DAY);
    come(&stage, &usual, "");
    stage_shows(&stage, "1 Meeting in 40 minutes, the corner yard");
    come(&stage, &phone, "");
    stage_shows(&stage, "1 Meeting in 40 min, the corner yard");
    stage_press(&stage, "1");
    stage_shows(&stage, "Called by 5 homes, first by thandi.");
    stage_close(&stage);
}

/* A command calls it without a place, as one that is on line alone has none: no comma stands before nothing. */
static void without_a_place_no_comma_is_left(void **state)
{
    struct stage stage;
    struct actor bongi;
    (void)state;
    street_of_five(&stage, &bongi);
    called(&stage, &stage.thandi, &bongi, NOW + 20 * HOUR, NOW - 5 * DAY);
    must(db_run(stage.store, "UPDATE meeting_text SET place = ''"));
    come(&stage, &usual, "");
    stage_shows(&stage, "Meeting tomorrow 15:42");
    stage_shows_not(&stage, "15:42,");
    stage_choose(&stage, "Meeting tomorrow");
    stage_press(&stage, "\r");
    stage_shows(&stage, "15:42, no place yet");
    stage_close(&stage);
}

/* People who look over her shoulder read neither where the street meets, nor that it wants to. */
static void a_shared_computer_tells_less(void **state)
{
    struct stage stage;
    struct actor bongi;
    (void)state;
    street_of_five(&stage, &bongi);
    called(&stage, &stage.sipho, &bongi, NOW + 40 * MINUTE, NOW - 5 * DAY);
    asked_for(&stage, &stage.lerato, SUNDAY, NOW);
    stage.by_password = true;
    stage.shared = SHARED_ALWAYS;
    come(&stage, &usual, "");
    stage_shows(&stage, "Meeting in 40 minutes");
    stage_shows_not(&stage, "the corner yard");
    stage_shows_not(&stage, "homes want");
    stage_choose(&stage, "Something private");
    stage_press(&stage, "\r");
    stage_choose(&stage, "Meetings that wait for you: 1");
    stage_press(&stage, "\r");
    stage_shows(&stage, "1 of 5 homes wants it");
    stage_close(&stage);
}

static void each_unit_has_its_own(void **state)
{
    struct units_stage units;
    int64_t meeting;
    (void)state;
    units_open(&units);
    struct stage *stage = &units.stage;
    struct actor lebo = units.lebo, lerato = units.lerato;
    const struct meeting_new form = { .starts = SUNDAY, .place = "The old shed" };
    lebo.here = units.depot;
    lerato.here = units.women;
    must(meeting_call(stage->store, &lebo, &form, NOW, &meeting));
    must(meeting_call(stage->store, &lerato, &form, NOW, &meeting));
    stage_enter(stage, &units.thandi, &usual);
    stage_shows(stage, "Bus Depot: Founding assembly Sunday 15:00");
    stage_shows_not(stage, "Women of the Street");
    stage_press(stage, "m");
    stage_shows(stage, "No meeting is called.");
    stage_press(stage, "q\tm\r");
    stage_shows(stage, "The old shed");
    stage_close(stage);
}

/* A caucus shows nothing outside. On a shared computer its meeting is only counted, and found from there. */
static void a_meeting_of_a_caucus_is_only_counted(void **state)
{
    struct units_stage units;
    int64_t meeting;
    (void)state;
    units_open(&units);
    struct stage *stage = &units.stage;
    struct actor lerato = units.lerato;
    lerato.here = units.women;
    must(meeting_call(stage->store, &lerato,
        &(struct meeting_new) { .starts = NOW + 40 * MINUTE, .place = "the old shed" }, NOW - 5 * DAY, &meeting));
    stage_enter(stage, &units.thandi, &usual);
    stage_shows(stage, "Something private (1)");
    stage_shows_not(stage, "in 40 minutes");
    stage->by_password = true;
    stage->shared = SHARED_ALWAYS;
    stage_enter(stage, &units.thandi, &usual);
    stage_shows_not(stage, "in 40 minutes");
    stage_choose(stage, "Something private");
    stage_press(stage, "\r");
    stage_choose(stage, "Meetings that wait for you: 1");
    stage_press(stage, "\r");
    stage_shows(stage, "today 20:22");
    stage_close(stage);
}

/* RULES 1.8: what somebody without a device says is said by a helper's hand, in her name. */
static void a_helper_speaks_for_somebody_without_a_device(void **state)
{
    struct stage stage;
    struct actor bongi;
    struct hand_person person;
    int64_t member;
    (void)state;
    street_of_five(&stage, &bongi);
    must(hand_member_add(stage.store, &stage.sipho, "Gogo Maria", "C 7", NOW - 3 * DAY, &person));
    must(hand_member_confirm(stage.store, &stage.lerato, person.id, NOW - 3 * DAY, &member));
    called(&stage, &stage.sipho, &bongi, SUNDAY, NOW);
    come(&stage, &usual, "m\rh\r");
    stage_shows(&stage, "For Gogo-Maria, by your hand.");
    stage_press(&stage, "wWater on the hill\r\023");
    stage_shows(&stage, "It is on the agenda.");
    stage_press(&stage, "\r");
    stage_shows(&stage, "Added by Gogo-Maria.");
    stage_press(&stage, "qm");
    stage_shows(&stage, "10 min, to talk about, their home");
    stage_press(&stage, "qm");
    stage_shows_not(&stage, "Taken back."); /* on her own page she says it for her own home */
    stage_shows(&stage, "2 homes, yours too");
    stage_close(&stage);
}

static void who_is_willing_says_so(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    must(willing_set(stage.store, &stage.lerato, "note-taker", true, NOW));
    come(&stage, &phone, "mojy");
    stage_shows(&stage, "Said: you would take it.");
    stage_shows(&stage, "you, lerato");
    stage_press(&stage, "jjjjjjjjjj");
    stage_shows(&stage, "In a meeting: says once");
    stage_press(&stage, "ykkkkkkkkkk");
    stage_press(&stage, "x");
    stage_shows(&stage, "nobody yet");
    stage_close(&stage);
}

/* A demand is named, others come, it is lost; seven days later it asks what was learned. */
static void a_lost_demand_asks_what_was_learned(void **state)
{
    struct stage stage;
    struct gain gain;
    (void)state;
    stage_open(&stage, false);
    come(&stage, &phone, "m*w");
    stage_press(&stage, "Water in block D\r\023");
    stage_shows(&stage, "a few words are needed");
    stage_press(&stage, "Ten of us go\rnever\r\r");
    stage_shows(&stage, "That is no day or time");
    stage_press(&stage, "k\025friday\r\r");
    stage_shows(&stage, "It is named, and you come.");
    stage_shows(&stage, "1 comes, you too");
    stage_press(&stage, "d2They did not answer.\r");
    stage_shows(&stage, "lost, and learned");
    must(gain_get(stage.store, &stage.thandi, 1, NOW, &gain));
    assert_string_equal(gain.result, "They did not answer.");
    must(db_run(stage.store, "UPDATE gain SET ended = ended - ?", (int64_t)GAIN_LEARNED_AFTER));
    stage_press(&stage, "qqm*");
    stage_shows(&stage, "What did we learn?");
    stage_press(&stage, "qq");
    stage_shows(&stage, "Lost: Water in block D");
    stage_press(&stage, "m*eNext time more");
    screens_face.save(stage.face);
    stage_enter(&stage, &stage.thandi, &phone); /* the line dropped */
    stage_press(&stage, "m*e of us go.\r");
    stage_shows(&stage, "It stands beside what we won.");
    must(gain_get(stage.store, &stage.thandi, 1, NOW, &gain));
    assert_string_equal(gain.learned, "Next time more of us go.");
    stage_close(&stage);
}

/* RULES 8.3: "I am with you" is not counted; whoever wrote the sorrow sees the names. "I bring food" is an offer. */
static void a_sorrow_is_answered(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    come(&stage, &usual, "^2");
    stage_shows(&stage, "No sorrow was told here yet.");
    stage_press(&stage, "^4My mother died\rOn Friday we bury her.\023");
    stage_shows(&stage, "My mother died");
    stage_enter(&stage, &stage.sipho, &usual);
    stage_shows(&stage, "My mother died");
    stage_press(&stage, "^2\ry");
    stage_shows(&stage, "only the author sees your name");
    stage_press(&stage, "o");
    stage_shows(&stage, "Food for thandi");
    stage_enter(&stage, &stage.thandi, &usual);
    stage_shows(&stage, "My mother died. sipho is with you.");
    stage_press(&stage, "^2\ry");
    stage_shows(&stage, "With you: sipho.");
    stage_close(&stage);
}

/* RULES 2.6: one key turns an angry post into a demand. */
static void an_angry_post_becomes_a_demand(void **state)
{
    struct stage stage;
    struct gain gain;
    (void)state;
    stage_open(&stage, false);
    come(&stage, &usual, "t\rw3Nineteen days without water\rNobody answers.\0231Somebody who listens\r");
    stage_shows(&stage, "Make it a demand");
    stage_press(&stage, "d");
    stage_shows(&stage, "Nineteen days without water");
    stage_press(&stage, "Ten of us go to the ward office\rfriday\r\r");
    must(gain_get(stage.store, &stage.thandi, 1, NOW, &gain));
    assert_string_equal(gain.demand, "Nineteen days without water");
    stage_close(&stage);
}

/* Keys that mean nothing here do nothing, and are told so. */
static void wrong_keys_change_nothing(void **state)
{
    struct stage stage;
    struct actor bongi;
    struct meeting meeting;
    (void)state;
    street_of_five(&stage, &bongi);
    int64_t id = called(&stage, &stage.sipho, &bongi, SUNDAY, NOW);
    come(&stage, &usual, "m\r");
    stage_press(&stage, "yxDUeWZm0567");
    stage_shows(&stage, "Called by 5 homes, first by sipho.");
    must(meeting_get(stage.store, &stage.thandi, id, NOW, &meeting));
    assert_int_equal(meeting.items, 0);
    stage_send(&stage, "mwThe street light\r2115\r\r"); /* as a paste it moves only */
    must(meeting_get(stage.store, &stage.thandi, id, NOW, &meeting));
    assert_int_equal(meeting.items, 0);
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(five_homes_call_it),
        cmocka_unit_test(a_long_title_is_read_on_a_phone),
        cmocka_unit_test(one_word_calls_it_while_all_is_for_now),
        cmocka_unit_test(a_refused_call_keeps_its_words),
        cmocka_unit_test(an_item_is_added_marked_dropped_and_put_back),
        cmocka_unit_test(the_agenda_grows_under_her_eyes),
        cmocka_unit_test(a_name_that_line_mode_kept_is_the_person),
        cmocka_unit_test(an_item_that_was_cut_off_goes_to_its_meeting),
        cmocka_unit_test(it_is_withdrawn_after_a_question_and_only_by_its_caller),
        cmocka_unit_test(its_time_and_place_change),
        cmocka_unit_test(what_people_need_is_asked_by_a_digit),
        cmocka_unit_test(home_says_what_begins),
        cmocka_unit_test(without_a_place_no_comma_is_left),
        cmocka_unit_test(a_shared_computer_tells_less),
        cmocka_unit_test(each_unit_has_its_own),
        cmocka_unit_test(a_meeting_of_a_caucus_is_only_counted),
        cmocka_unit_test(a_helper_speaks_for_somebody_without_a_device),
        cmocka_unit_test(who_is_willing_says_so),
        cmocka_unit_test(a_lost_demand_asks_what_was_learned),
        cmocka_unit_test(a_sorrow_is_answered),
        cmocka_unit_test(an_angry_post_becomes_a_demand),
        cmocka_unit_test(wrong_keys_change_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
