/* test_hand.c: people without a device as they are lived in the screens: told of, written for, confirmed, struck. RULES
 * 1.8. */
#include "aid.h"
#include "deferred.h"
#include "hand.h"
#include "store/base/db.h"
#include "tests/screens/stage.h"

static const struct view usual = { "80x24", 80, 24, false }, phone = { "40x15", 40, 15, false };

static void come(struct stage *stage, const struct actor *who, const struct view *view, const char *keys)
{
    stage_enter(stage, who, view);
    stage_press(stage, keys);
}

/* Gogo Maria of C 7: thandi (A 7) told of her, lerato (C 4) said yes. sipho lives in C 3. */
static int64_t bring_maria(struct stage *stage)
{
    struct hand_person person;
    int64_t member;
    stage_open(stage, false);
    must(hand_member_add(stage->store, &stage->thandi, "Gogo Maria", "C 7", NOW, &person));
    must(hand_member_confirm(stage->store, &stage->lerato, person.id, NOW, &member));
    return member;
}

static void somebody_is_told_of_and_home_asks_those_who_can_say_yes(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    come(&stage, &stage.thandi, &phone,
        "Phw"
        "Gogo Maria\r");
    stage_shows(&stage, "Their home is missing");
    stage_press(&stage, " C 7\r"); /* what was typed is still there */
    stage_shows(&stage, "Noted: Gogo-Maria, home C 7.");
    come(&stage, &stage.thandi, &usual, "");
    stage_shows_not(&stage, "Do you know Gogo-Maria"); /* not she who told of her */
    come(&stage, &stage.sipho, &usual, "");
    stage_shows(&stage, "Do you know Gogo-Maria, C 7? thandi says they live there");
    stage_press(&stage, "1\r\r"); /* Enter alone says nothing */
    stage_shows(&stage, "lives here?");
    stage_press(&stage, "\ry");
    stage_shows(&stage, "They are a member now.");
    assert_int_equal(db_number(stage.store, 0, "SELECT count(*) FROM hand_member"), 1);
    stage_close(&stage);
}

static void she_answers_an_ask_and_her_hand_hears_of_it(void **state)
{
    struct stage stage;
    int64_t ask;
    (void)state;
    bring_maria(&stage);
    must(aid_ask_make(stage.store, &stage.sipho,
        &(struct aid_form) { .kind = AID_FOOD, .line = "Soup for Sunday", .many = 1, .urgency = AID_DAYS }, NOW, &ask));
    come(&stage, &stage.thandi, &phone, "a\rh\r");
    stage_shows(&stage, "For Gogo-Maria, by your hand.");
    stage_press(&stage, "y");
    stage_shows(&stage, "Said, by your hand: they can.");
    come(&stage, &stage.lerato, &usual, "");
    stage_shows(&stage, "thandi wrote for a neighbour, block C: did they say so?");
    come(&stage, &stage.sipho, &usual, "");
    stage_shows_not(&stage, "thandi wrote"); /* whoever asked learns of nobody before a yes */
    must(aid_accept(stage.store, &stage.sipho, ask, NOW));
    int64_t match = db_number(stage.store, 0, "SELECT id FROM aid_match");
    must(aid_say(stage.store, &stage.sipho, match, "At noon?", NOW));
    come(&stage, &stage.thandi, &usual, "");
    stage_shows(&stage, "For Gogo-Maria, new words: Soup for Sunday");
    stage_press(&stage, "2");
    stage_shows(&stage, "Gogo-Maria and sipho");
    stage_press(&stage, "rYes, at noon.\023");
    stage_shows(&stage, "Written, by your hand.");
    stage_shows(&stage, "Yes, at noon.");
    come(&stage, &stage.sipho, &usual, "am\r");
    stage_shows(&stage, "Gogo-Maria has no device: written by thandi's hand, not confirmed yet.");
    stage_close(&stage);
}

/* "Home tells you when they accept", and tells whoever wrote for her that it was struck. */
static void home_tells_who_accepted_and_what_was_struck(void **state)
{
    struct stage stage;
    int64_t ask, match;
    (void)state;
    bring_maria(&stage);
    must(aid_ask_make(stage.store, &stage.sipho,
        &(struct aid_form) { .kind = AID_FOOD, .line = "Soup for Sunday", .many = 1, .urgency = AID_DAYS }, NOW, &ask));
    must(aid_can(stage.store, &stage.lerato, ask, 0, NOW, &match));
    must(aid_accept(stage.store, &stage.sipho, ask, NOW));
    come(&stage, &stage.lerato, &usual, "");
    stage_shows(&stage, "sipho said yes: Soup for Sunday");
    struct actor by;
    struct hand_entry word;
    must(actor_by_hand_of(stage.store, &stage.thandi, "gogo maria", NOW, &by));
    must(aid_ask_make(stage.store, &by,
        &(struct aid_form) { .kind = AID_FOOD, .line = "A pot", .many = 1, .urgency = AID_DAYS }, NOW, &ask));
    must(hand_entry_of(stage.store, &stage.thandi, HAND_ASK, ask, &word));
    hand_entries_free(&word, 1);
    must(hand_strike(stage.store, &stage.sipho, word.id, NOW));
    come(&stage, &stage.thandi, &phone, "");
    stage_shows(&stage, "Struck: for Gogo-Maria");
    come(&stage, &stage.thandi, &usual, "");
    stage_shows(&stage, "3 sipho struck what you wrote for Gogo-Maria");
    stage_press(&stage, "3");
    stage_shows(&stage, "by thandi's hand, struck by sipho");
    stage_close(&stage);
}

static void an_ask_by_hand_is_typed_in_the_form_and_kept(void **state)
{
    struct stage stage;
    (void)state;
    int64_t maria = bring_maria(&stage);
    come(&stage, &stage.thandi, &usual, "ah\r14A lift to the clinic");
    stage_shows(&stage, "FOR Gogo-Maria: asks for");
    come(&stage, &stage.thandi, &usual, "ah\r1"); /* the line dropped: her words are there, and only for her */
    stage_shows(&stage, "A lift to the clinic");
    come(&stage, &stage.thandi, &usual, "aw");
    stage_shows_not(&stage, "A lift to the clinic");
    come(&stage, &stage.thandi, &usual, "ah\r1\r\r");
    stage_shows(&stage, "Done, by your hand.");
    assert_int_equal(db_number(stage.store, 0, "SELECT count(*) FROM ask WHERE member = ?", maria), 1);
    stage_press(&stage, "\rh"); /* her own hand goes on with it */
    stage_shows(&stage, "For Gogo-Maria, by your hand.");
    stage_press(&stage, "Wy");
    stage_shows(&stage, "Withdrawn.");
    stage_close(&stage);
}

/* The command line opens the same form; what was begun in line mode is there. */
static void an_ask_by_hand_is_gone_on_with_from_the_command_line(void **state)
{
    struct stage stage;
    struct actor by;
    (void)state;
    int64_t maria = bring_maria(&stage);
    must(actor_by_hand(stage.store, &stage.thandi, maria, NOW, &by));
    must(draft_save(stage.store, &by, DRAFT_ASK, by.here, "A lift to the clinic",
        "kind transport\nline A lift to the clinic\n", NOW - HOUR));
    come(&stage, &stage.thandi, &phone, ":ask --for Gogo Maria\r");
    stage_shows(&stage, "FOR Gogo-Maria");
    stage_shows(&stage, "A lift to the clinic");
    stage_press(&stage, "\0334y"); /* thrown away: it was hers */
    come(&stage, &stage.thandi, &usual, ":ask --for gogo-maria\r4A chair\r\r");
    stage_shows(&stage, "Done, by your hand.");
    assert_int_equal(db_number(stage.store, 0, "SELECT count(*) FROM ask WHERE member = ?", maria), 1);
    assert_int_equal(db_number(stage.store, 0, "SELECT count(*) FROM draft WHERE written_for <> 0"), 0);
    stage_close(&stage);
}

/* "Not this time", and that her yes was answered by a yes, are told for her as for anybody. */
static void what_came_of_her_words_is_told_to_her_hand(void **state)
{
    struct stage stage;
    struct actor by;
    int64_t ask, match;
    (void)state;
    int64_t maria = bring_maria(&stage);
    must(actor_by_hand(stage.store, &stage.thandi, maria, NOW, &by));
    for (int i = 0; i < 2; i++) {
        must(aid_ask_make(stage.store, &stage.sipho,
            &(struct aid_form) {
                .kind = AID_FOOD, .line = i == 0 ? "Soup for Sunday" : "Bread", .many = 1, .urgency = AID_DAYS },
            NOW, &ask));
        must(aid_can(stage.store, &by, ask, 0, NOW, &match));
        must(i == 0 ? aid_answer(stage.store, &stage.sipho, match, AID_NOT_NOW, NOW)
                    : aid_accept(stage.store, &stage.sipho, ask, NOW));
    }
    come(&stage, &stage.thandi, &usual, "");
    stage_shows(&stage, "For Gogo-Maria, it was not agreed on: Soup for Sunday");
    stage_shows(&stage, "For Gogo-Maria, it is agreed: Bread");
    come(&stage, &stage.nomsa, &usual, "");
    stage_shows_not(&stage, "Gogo-Maria, it");
    stage_close(&stage);
}

static void enter_alone_confirms_no_words(void **state)
{
    struct stage stage;
    struct actor by;
    struct hand_entry word;
    (void)state;
    int64_t maria = bring_maria(&stage);
    must(actor_by_hand(stage.store, &stage.thandi, maria, NOW, &by));
    int64_t post = stage_reply(&stage, &by, stage.tank, "Mine are dry.", NOW - MINUTE);
    come(&stage, &stage.sipho, &usual, "tj\r\r>h");
    stage_shows(&stage, "I asked them: they said so");
    stage_press(&stage, "\r");
    must(hand_entry_of(stage.store, &stage.sipho, HAND_POST, post, &word));
    assert_string_equal(word.by.confirmed_by, "");
    hand_entries_free(&word, 1);
    stage_press(&stage, "hy");
    stage_shows(&stage, "Confirmed: they said so.");
    must(hand_entry_of(stage.store, &stage.sipho, HAND_POST, post, &word));
    assert_string_equal(word.by.confirmed_by, "sipho");
    hand_entries_free(&word, 1);
    stage_close(&stage);
}

static void she_leaves_and_somebody_strikes_it(void **state)
{
    struct stage stage;
    (void)state;
    int64_t maria = bring_maria(&stage);
    come(&stage, &stage.thandi, &phone, "Ph\re\r"); /* Enter alone tells nothing */
    stage_shows_not(&stage, "leaves");
    stage_press(&stage, "\rey");
    stage_shows(&stage, "Noted. It waits");
    come(&stage, &stage.sipho, &usual, "");
    stage_shows(&stage, "thandi wrote for Gogo-Maria: did they say so?");
    stage_press(&stage, "1\ry");
    stage_shows(&stage, "Confirmed. They leave in a day.");
    stage_press(&stage, "\rx");
    stage_shows(&stage, "Struck, as they say so: they stay.");
    assert_true(store_forget(stage.store, NOW + 2 * DAY) >= 0);
    assert_true(hand_writes_for(stage.store, maria));
    stage_close(&stage);
}

static void nobody_is_written_for_where_everybody_has_a_device(void **state)
{
    struct stage stage;
    (void)state;
    stage_open(&stage, false);
    come(&stage, &stage.thandi, &phone, "tj\rh");
    stage_shows(&stage, "Nobody here is without a device");
    stage_close(&stage);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(somebody_is_told_of_and_home_asks_those_who_can_say_yes),
        cmocka_unit_test(she_answers_an_ask_and_her_hand_hears_of_it),
        cmocka_unit_test(home_tells_who_accepted_and_what_was_struck),
        cmocka_unit_test(an_ask_by_hand_is_typed_in_the_form_and_kept),
        cmocka_unit_test(an_ask_by_hand_is_gone_on_with_from_the_command_line),
        cmocka_unit_test(what_came_of_her_words_is_told_to_her_hand),
        cmocka_unit_test(enter_alone_confirms_no_words),
        cmocka_unit_test(she_leaves_and_somebody_strikes_it),
        cmocka_unit_test(nobody_is_written_for_where_everybody_has_a_device),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
