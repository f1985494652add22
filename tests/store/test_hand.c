/* test_hand.c: people without a device: how they come in, and words by another's hand (RULES 1.8). */
#include "aid.h"
#include "claim.h"
#include "deferred.h"
#include "hand.h"
#include "invitations.h"
#include "letters.h"
#include "lost.h"
#include "rota.h"
#include "shelf.h"
#include "tests/store/files.h"
#include "tests/store/street.h"
#include "util.h"
#include "when.h"

/* ann and ben live in C 14, thandi in C 3, sipho in D 9; Gogo Maria in C 7. */
struct homes {
    struct actor thandi, sipho;
    int64_t maria;
};

static struct actor live_in(struct street *street, const char *handle, const char *home)
{
    struct actor actor;
    int64_t member;
    struct member_new form = { .handle = handle, .home = home };
    must(member_add(street->store, &street->operator, & form, NOON, &member));
    must(actor_for(street->store, ACTOR_MEMBER, handle, &actor));
    return actor;
}

static struct homes bring_maria(struct street *street)
{
    struct homes homes = { .thandi = live_in(street, "thandi", "C 3"), .sipho = live_in(street, "sipho", "D 9") };
    struct hand_person person;
    must(hand_member_add(street->store, &homes.thandi, "Gogo Maria", "C 7", NOON, &person));
    must(hand_member_confirm(street->store, &street->ann, person.id, NOON, &homes.maria));
    return homes;
}

static struct actor hand_of(struct street *street, const struct homes *homes, const struct actor *who)
{
    struct actor actor;
    must(actor_by_hand(street->store, who, homes->maria, NOON, &actor));
    return actor;
}

static struct hand_entry entry_of(struct street *street, const struct actor *who, int64_t post)
{
    struct hand_entry entry;
    must(hand_entry_of(street->store, who, HAND_POST, post, &entry));
    hand_entries_free(&entry, 1);
    return entry;
}

static void she_counts_when_a_second_home_confirms(void **state)
{
    struct street *street = *state;
    struct actor thandi = live_in(street, "thandi", "C 3"), aunt = live_in(street, "aunt", "C 3");
    struct actor sipho = live_in(street, "sipho", "D 9");
    struct hand_person person, waiting[4];
    struct member member;
    struct house house;
    size_t count;
    int64_t maria;
    must(house_get(street->store, 1, &house));
    int64_t before = house.members, homes = house.homes;
    must(hand_member_add(street->store, &thandi, "Gogo Maria", "C 7", NOON, &person));
    assert_string_equal(person.handle, "Gogo-Maria");
    must(house_get(street->store, 1, &house));
    assert_int_equal(house.members, before);
    assert_int_equal(member_by_handle(street->store, &thandi, "gogo-maria", &member), RESULT_NOT_FOUND);
    assert_int_equal(hand_member_confirm(street->store, &thandi, person.id, NOON, &maria), RESULT_REFUSED);
    assert_int_equal(hand_member_confirm(street->store, &aunt, person.id, NOON, &maria), RESULT_REFUSED);
    assert_int_equal(hand_member_confirm(street->store, &sipho, person.id, NOON, &maria), RESULT_REFUSED); /* block D */
    must(hand_members_waiting(street->store, &street->ann, NOON, waiting, 4, &count));
    assert_int_equal(count, 1);
    assert_true(waiting[0].may_confirm);
    assert_int_equal(hand_member_confirm(street->store, &street->ann, person.id, NOON + HAND_PERSON_SECONDS, &maria),
        RESULT_NOT_FOUND);
    must(hand_member_confirm(street->store, &street->ann, person.id, NOON, &maria));
    must(member_by_handle(street->store, &thandi, "gogo-maria", &member));
    assert_true(member.by_hand);
    assert_int_equal(member.id, maria);
    must(house_get(street->store, 1, &house));
    assert_int_equal(house.members, before + 1);
    assert_int_equal(house.homes, homes + 1);
}

static void nobody_fills_the_house_with_names(void **state)
{
    struct street *street = *state;
    struct hand_person person;
    must(hand_member_add(street->store, &street->ann, "Gogo Maria", "C 7", NOON, &person));
    must(hand_member_add(street->store, &street->ann, "Tata Jo", "C 7", NOON, &person));
    must(hand_member_add(street->store, &street->ann, "Aunt Rose", "C 7", NOON, &person));
    assert_int_equal(hand_member_add(street->store, &street->ann, "Old Tom", "C 7", NOON, &person), RESULT_REFUSED);
    must(hand_member_withdraw(street->store, &street->ann, person.id, NOON));
    must(hand_member_add(street->store, &street->ann, "Old Tom", "C 7", NOON, &person));
    assert_int_equal(hand_member_withdraw(street->store, &street->ben, person.id, NOON), RESULT_REFUSED);
    assert_int_equal(hand_member_add(street->store, &street->ben, "ann", "C 7", NOON, &person), RESULT_CONFLICT);
    assert_int_equal(hand_member_add(street->store, &street->guest, "Gogo", "C 7", NOON, &person), RESULT_REFUSED);
}

static void her_words_stand_with_the_hand_beside_them(void **state)
{
    struct street *street = *state;
    struct homes homes = bring_maria(street);
    struct actor by = hand_of(street, &homes, &homes.thandi);
    struct post post;
    char words[200];
    int64_t first = street_thread(street, &by, street->general, "The tap", "The tap at my door drips.");
    must(post_get(street->store, &street->ben, first, &post));
    assert_string_equal(post.handle, "Gogo-Maria");
    assert_string_equal(post.by.hand, "thandi");
    by_hand_words(&post.by, words, sizeof words);
    assert_string_equal(words, "by thandi's hand, not confirmed yet");
    posts_free(&post, 1);
    int64_t reply = street_reply(street, &street->ben, first, "I come on Friday.");
    must(post_get(street->store, &street->ann, reply, &post));
    assert_int_equal(post.by.entry, 0);
    posts_free(&post, 1);
    assert_int_equal(db_number(street->store, 0, "SELECT author FROM post WHERE id = ?", first), homes.maria);
}

static void a_helper_of_a_third_home_confirms(void **state)
{
    struct street *street = *state;
    struct homes homes = bring_maria(street);
    struct actor grandson = live_in(street, "jabu", "C 7"), aunt = live_in(street, "aunt", "C 3");
    struct actor by = hand_of(street, &homes, &homes.thandi);
    int64_t first = street_thread(street, &by, street->general, "The tap", "It drips.");
    struct hand_entry entry = entry_of(street, &homes.sipho, first);
    size_t count;
    struct hand_entry list[4];
    struct hand_waits waits;
    assert_true(entry.may_confirm);
    assert_int_equal(hand_confirm(street->store, &homes.thandi, entry.id, NOON), RESULT_REFUSED);
    assert_int_equal(hand_confirm(street->store, &aunt, entry.id, NOON), RESULT_REFUSED);
    assert_int_equal(hand_confirm(street->store, &grandson, entry.id, NOON), RESULT_REFUSED);
    assert_int_equal(hand_confirm(street->store, &street->cora, entry.id, NOON), RESULT_NOT_FOUND); /* cannot read it */
    must(hand_entries_list(street->store, &homes.sipho, HAND_ENTRIES_FOR_ME, 0, 0, 4, list, &count));
    assert_int_equal(count, 1);
    hand_entries_free(list, count);
    must(hand_waits_get(street->store, &homes.sipho, NOON, &waits)); /* what her home screen says */
    assert_int_equal(waits.entries, 1);
    assert_int_equal(waits.first.id, entry.id);
    must(hand_confirm(street->store, &homes.sipho, entry.id, NOON));
    must(hand_waits_get(street->store, &homes.sipho, NOON, &waits));
    assert_int_equal(waits.entries, 0);
    entry = entry_of(street, &homes.sipho, first);
    assert_string_equal(entry.by.confirmed_by, "sipho");
    must(hand_entries_list(street->store, &homes.sipho, HAND_ENTRIES_WAITING, 0, 0, 4, list, &count));
    assert_int_equal(count, 0);
}

static void any_member_strikes_at_her_word(void **state)
{
    struct street *street = *state;
    struct homes homes = bring_maria(street);
    struct actor by = hand_of(street, &homes, &homes.thandi);
    int64_t first = street_thread(street, &by, street->general, "The tap", "It drips.");
    struct hand_entry entry = entry_of(street, &street->ben, first);
    struct thread thread;
    struct post post;
    must(hand_strike(street->store, &street->ben, entry.id, NOON));
    must(post_get(street->store, &street->ann, first, &post));
    assert_int_equal(post.state, POST_WITHDRAWN);
    assert_string_equal(post.body, "");
    assert_string_equal(post.by.struck_by, "ben");
    posts_free(&post, 1);
    assert_int_equal(hand_confirm(street->store, &homes.sipho, entry.id, NOON), RESULT_REFUSED);
    assert_int_equal(hand_unstrike(street->store, &street->ann, entry.id, NOON + 1), RESULT_REFUSED); /* ben's home */
    must(hand_unstrike(street->store, &homes.sipho, entry.id, NOON + 1));
    must(post_get(street->store, &street->ann, first, &post));
    assert_string_equal(post.body, "It drips.");
    assert_string_equal(post.by.struck_by, "");
    posts_free(&post, 1);
    must(thread_get(street->store, &street->ann, thread_of(street, first), &thread));
    assert_string_equal(thread.title, "The tap");
    must(hand_strike(street->store, &street->ben, entry.id, NOON));
    assert_int_equal(hand_unstrike(street->store, &street->ben, entry.id, NOON + DAY), RESULT_REFUSED);
    assert_int_equal(store_check(street->store, NULL, NULL, NULL, NULL), 0);
}

/* She withdrew it herself, and then somebody struck it: to take the strike back does not bring it back. */
static void what_was_withdrawn_before_stays_withdrawn(void **state)
{
    struct street *street = *state;
    struct homes homes = bring_maria(street);
    struct actor by = hand_of(street, &homes, &homes.thandi), herself = by;
    int64_t first = street_thread(street, &by, street->general, "The tap", "It drips.");
    struct hand_entry entry = entry_of(street, &street->ben, first);
    struct post post;
    herself.hand = 0;
    must(post_withdraw(street->store, &herself, first, NOON));
    must(hand_strike(street->store, &street->ben, entry.id, NOON + HOUR));
    must(hand_unstrike(street->store, &street->ben, entry.id, NOON + 2 * HOUR));
    must(post_get(street->store, &street->ann, first, &post));
    assert_int_equal(post.state, POST_WITHDRAWN);
    assert_string_equal(post.by.struck_by, "");
    posts_free(&post, 1);
}

static void what_makes_no_sense_by_hand_is_refused(void **state)
{
    struct street *street = *state;
    struct homes homes = bring_maria(street);
    struct actor by = hand_of(street, &homes, &homes.thandi), again;
    struct settings settings = { 0 };
    struct invitation invitation;
    struct member list[2];
    struct letter letters[2];
    char code[INVITATION_CODE_BYTES], *file;
    size_t count;
    int64_t id, member = street->ann.member, post = street_thread(street, &street->ann, street->general, "T", "B");
    assert_int_equal(settings_set(street->store, &by, &settings, NOON), RESULT_REFUSED);
    assert_int_equal(password_change(street->store, &by, NULL, "a good long password", -1, NOON), RESULT_REFUSED);
    assert_int_equal(key_add(street->store, &by, "ssh-ed25519 AAAA", NOON, &id), RESULT_REFUSED);
    assert_int_equal(invitation_make(street->store, &by, NULL, NOON, code, &invitation), RESULT_REFUSED);
    assert_int_equal(voucher_add(street->store, &by, "ann", NOON), RESULT_REFUSED);
    assert_int_equal(vouchers_list(street->store, &by, list, 2, &count), RESULT_REFUSED);
    assert_int_equal(letters_list(street->store, &by, 0, 2, letters, &count), RESULT_REFUSED);
    assert_int_equal(mute_member(street->store, &by, member, true, NOON), RESULT_REFUSED);
    assert_int_equal(post_bookmark_set(street->store, &by, post, true, NOON), RESULT_REFUSED);
    assert_int_equal(member_leave(street->store, &by, NOON), RESULT_REFUSED);
    assert_int_equal(member_file(street->store, &by, 0, &file), RESULT_REFUSED);
    assert_int_equal(actor_by_hand(street->store, &by, homes.maria, NOON, &again), RESULT_REFUSED);
    must(mark_read(street->store, &by, post));
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM read_mark WHERE member = ?", homes.maria), 0);
    assert_int_equal(
        street_reset(street->store, &street->operator, "gogo-maria", "a good long password", NOON), RESULT_REFUSED);
}

static void nobody_writes_for_who_has_a_way_in(void **state)
{
    struct street *street = *state;
    struct homes homes = bring_maria(street);
    struct actor by = hand_of(street, &homes, &homes.thandi), other;
    int64_t thread, post;
    assert_int_equal(actor_by_hand(street->store, &street->ann, homes.sipho.member, NOON, &other), RESULT_REFUSED);
    assert_int_equal(actor_by_hand(street->store, &street->guest, homes.maria, NOON, &other), RESULT_REFUSED);
    must(db_run(street->store, "INSERT INTO password VALUES (?, 'x', 0, 0)", homes.maria));
    assert_int_equal(actor_by_hand(street->store, &homes.thandi, homes.maria, NOON, &other), RESULT_REFUSED);
    assert_int_equal(/* an actor made before does not outlast it */
        thread_open(street->store, &by, street->general, "T", "B", NOON, &thread, &post), RESULT_REFUSED);
}

static void a_hand_opens_no_door_of_hers(void **state)
{
    struct street *street = *state;
    struct homes homes = bring_maria(street);
    struct board board;
    must(unit_join(street->store, &street->operator, street->far, homes.maria, NOON));
    struct actor by = hand_of(street, &homes, &homes.thandi);
    assert_int_equal(by.unit_count, 1);
    assert_int_equal(board_get(street->store, &by, street->away, &board), RESULT_NOT_FOUND);
}

static void a_draft_by_hand_is_the_hands_and_knows_for_whom(void **state)
{
    struct street *street = *state;
    struct homes homes = bring_maria(street);
    struct actor by = hand_of(street, &homes, &homes.thandi);
    struct draft draft, list[4];
    size_t count;
    must(draft_save(street->store, &homes.thandi, DRAFT_THREAD, street->general, "Mine", "my own", NOON));
    must(draft_save(street->store, &by, DRAFT_THREAD, street->general, "Hers", "their words", NOON + 1));
    must(draft_get(street->store, &homes.thandi, DRAFT_THREAD, street->general, &draft));
    assert_string_equal(draft.body, "my own");
    drafts_free(&draft, 1);
    must(draft_get(street->store, &by, DRAFT_THREAD, street->general, &draft));
    assert_string_equal(draft.body, "their words");
    drafts_free(&draft, 1);
    must(drafts_list(street->store, &homes.thandi, 4, list, &count));
    assert_int_equal(count, 2);
    assert_int_equal(list[0].written_for, homes.maria);
    assert_int_equal(list[1].written_for, 0);
    drafts_free(list, count);
    must(draft_drop(street->store, &by, DRAFT_THREAD, street->general, NOON + 2));
    must(drafts_list(street->store, &homes.thandi, 4, list, &count));
    assert_int_equal(count, 1);
    drafts_free(list, count);
}

/* --- mutual aid --- */

static int64_t asks(struct street *street, const struct actor *who, enum aid_who who_may, bool weekly)
{
    int64_t ask;
    must(aid_ask_make(street->store, who,
        &(struct aid_form) { .kind = AID_FOOD,
            .line = "Bread for six",
            .many = 1,
            .urgency = AID_DAYS,
            .who_may = who_may,
            .starts = weekly ? NOON + HOUR : 0,
            .ends = weekly ? NOON + 2 * HOUR : 0,
            .weekly = weekly },
        NOON, &ask));
    return ask;
}

static struct hand_entry said(struct street *street, const struct actor *who, enum hand_kind kind, int64_t subject)
{
    struct hand_entry entry;
    must(hand_entry_of(street->store, who, kind, subject, &entry));
    hand_entries_free(&entry, 1);
    return entry;
}

static int64_t state_of(struct street *street, int64_t ask)
{
    return db_number(street->store, -1, "SELECT state FROM ask WHERE id = ?", ask);
}

static void she_answers_an_ask_by_hand(void **state)
{
    struct street *street = *state;
    struct homes homes = bring_maria(street);
    struct actor by = hand_of(street, &homes, &homes.thandi), other = hand_of(street, &homes, &street->ben);
    struct actor eve = live_in(street, "eve", "B 1");
    struct aid_match seen;
    struct hand_entry list[4];
    size_t count;
    int64_t match, ask = asks(street, &homes.sipho, AID_ANYONE, false);
    must(aid_can(street->store, &by, ask, 0, NOON, &match));
    struct hand_entry entry = said(street, &homes.thandi, HAND_ANSWER, match);
    assert_string_equal(entry.handle, "Gogo-Maria");
    entry = said(street, &eve, HAND_ANSWER, match); /* who confirms asks the hand for whom it was */
    assert_string_equal(entry.handle, "a neighbour, block C");
    assert_string_equal(entry.by.hand, "thandi");
    assert_true(entry.may_confirm && entry.nameless);
    entry = said(street, &homes.sipho, HAND_ANSWER, match); /* whoever asked learns no name before her yes */
    assert_string_equal(entry.by.hand, "somebody");
    assert_false(entry.may_confirm);
    assert_int_equal(aid_match_get(street->store, &other, match, NOON, &seen), RESULT_NOT_FOUND);
    must(aid_match_get(street->store, &by, match, NOON, &seen));
    must(hand_confirm(street->store, &eve, entry.id, NOON));
    must(aid_accept(street->store, &homes.sipho, ask, NOON));
    must(aid_match_get(street->store, &homes.sipho, match, NOON, &seen));
    assert_string_equal(seen.other, "Gogo-Maria");
    assert_string_equal(seen.by_hand, "by thandi's hand");
    assert_string_equal(said(street, &homes.sipho, HAND_ANSWER, match).handle, "Gogo-Maria");
    must(hand_entries_list(street->store, &homes.thandi, HAND_ENTRIES_ALL, homes.maria, 0, 4, list, &count));
    assert_int_equal(count, 1);
    assert_string_equal(list[0].body, "Bread for six");
    hand_entries_free(list, count);
    must(hand_entries_list(street->store, &eve, HAND_ENTRIES_ALL, homes.maria, 0, 4, list, &count));
    assert_int_equal(count, 0); /* asking for hers by name would tell whose it is */
}

static void her_answer_is_struck_at_her_word(void **state)
{
    struct street *street = *state;
    struct homes homes = bring_maria(street);
    struct actor by = hand_of(street, &homes, &homes.thandi);
    int64_t match, ask = asks(street, &homes.sipho, AID_ANYONE, false);
    must(aid_can(street->store, &by, ask, 0, NOON, &match));
    must(hand_strike(street->store, &street->ben, said(street, &street->ben, HAND_ANSWER, match).id, NOON));
    assert_int_equal(state_of(street, ask), AID_OPEN);
    assert_int_equal(
        hand_unstrike(street->store, &street->ben, said(street, &street->ben, HAND_ANSWER, match).id, NOON),
        RESULT_REFUSED);
    must(aid_can(street->store, &by, ask, 0, NOON, &match)); /* said anew, it stands, and can be struck once agreed */
    must(aid_accept(street->store, &homes.sipho, ask, NOON));
    must(hand_strike(street->store, &homes.sipho, said(street, &homes.sipho, HAND_ANSWER, match).id, NOON));
    assert_int_equal(state_of(street, ask), AID_OPEN);
}

/* Struck by mistake: what was agreed on for it is agreed on again, as far as it still can be. */
static void a_striking_taken_back_gives_the_match_back(void **state)
{
    struct street *street = *state;
    struct homes homes = bring_maria(street);
    struct actor by = hand_of(street, &homes, &homes.thandi);
    struct aid_match seen;
    for (int apart = 0; apart < 2; apart++) {
        int64_t match, ask = asks(street, &by, AID_ANYONE, false);
        must(aid_can(street->store, &homes.sipho, ask, 0, NOON, &match));
        must(aid_accept(street->store, &by, ask, NOON));
        int64_t entry = said(street, &homes.sipho, HAND_ASK, ask).id;
        must(hand_strike(street->store, &street->ben, entry, NOON + HOUR));
        must(aid_match_get(street->store, &homes.sipho, match, NOON + HOUR, &seen));
        assert_int_equal(seen.state, MATCH_FELL);
        if (apart)
            must(db_run(street->store, "INSERT INTO aid_barred (member, other, at, known) VALUES (?, ?, ?, 0)",
                homes.maria, homes.sipho.member, NOON + HOUR));
        must(hand_unstrike(street->store, &street->ben, entry, NOON + 2 * HOUR));
        assert_int_equal(state_of(street, ask), apart ? AID_OPEN : AID_AGREED);
        must(aid_match_get(street->store, &homes.sipho, match, NOON + 2 * HOUR, &seen));
        assert_int_equal(seen.state, apart ? MATCH_FELL : MATCH_AGREED);
    }
}

static void a_hand_answers_only_what_it_may_itself(void **state)
{
    struct street *street = *state;
    struct homes homes = bring_maria(street);
    struct actor by = hand_of(street, &homes, &homes.thandi);
    int64_t match, women = asks(street, &homes.sipho, AID_WOMEN, false);
    must(db_run(
        street->store, "INSERT INTO woman_claim (member, said) VALUES (?, ?)", homes.maria, NOON - CLAIM_SECONDS));
    assert_int_equal(aid_can(street->store, &by, women, 0, NOON, &match), RESULT_REFUSED);
    must(claim_make(street->store, &homes.thandi, NOON - CLAIM_SECONDS));
    must(aid_can(street->store, &by, women, 0, NOON, &match));
}

/* What `who` reads of an ask, and of what was said to it by hand. */
static enum aid_state reads(struct street *street, const struct actor *who, int64_t ask)
{
    struct aid aid;
    must(aid_ask_get(street->store, who, ask, NOON, &aid));
    aid_rows_free(&aid, 1);
    return aid.state;
}

/* "Not this person" is not to be told from "not this time": that of a hand neither. RULES 3.6. The hand would read who
 * asks, so nothing comes of it; until the asker accepts, all is as with anybody. */
static void nothing_comes_of_a_hand_that_is_kept_apart(void **state)
{
    struct street *street = *state;
    struct homes homes = bring_maria(street);
    struct actor by = hand_of(street, &homes, &homes.thandi), aunt = live_in(street, "aunt", "D 4");
    struct aid_match seen;
    struct aid_due due[4];
    size_t count;
    int64_t match, ask = asks(street, &aunt, AID_ANYONE, false);
    must(mute_member(street->store, &aunt, homes.thandi.member, true, NOON));
    must(aid_can(street->store, &by, ask, 0, NOON, &match));
    must(aid_match_get(street->store, &by, match, NOON, &seen));
    assert_true(seen.mine_said);
    assert_int_equal(seen.state, MATCH_HOLDS);
    assert_int_equal(reads(street, &by, ask), AID_ANSWERED);
    assert_int_equal(reads(street, &aunt, ask), AID_ANSWERED);
    must(aid_match_get(street->store, &aunt, match, NOON, &seen));
    assert_string_equal(seen.other, "a neighbour, block C");
    assert_int_equal(aid_accept(street->store, &aunt, ask, NOON), RESULT_NOT_FOUND);
    must(aid_match_get(street->store, &aunt, match, NOON, &seen));
    assert_int_equal(seen.state, MATCH_NOT_NOW);
    assert_string_equal(seen.other, "a neighbour, block C");
    assert_int_equal(reads(street, &aunt, ask), AID_OPEN);
    must(aid_can(street->store, &homes.sipho, ask, 0, NOON, &match)); /* and the ask goes on */
    must(aid_due_list(street->store, &by, NOON, 4, due, &count));
    assert_int_equal(count, 1);
    assert_int_equal(due[0].kind, AID_DUE_NOT_NOW);
}

static void nobody_meets_the_hand_that_barred_her(void **state)
{
    struct street *street = *state;
    struct homes homes = bring_maria(street);
    struct actor by = hand_of(street, &homes, &homes.thandi), aunt = live_in(street, "aunt", "D 4");
    struct aid_match seen;
    int64_t match, offer, ask = asks(street, &by, AID_ANYONE, false);
    must(mute_member(street->store, &homes.thandi, aunt.member, true, NOON));
    must(aid_can(street->store, &aunt, ask, 0, NOON, &match));
    assert_int_equal(aid_accept(street->store, &by, ask, NOON), RESULT_NOT_FOUND);
    must(aid_match_get(street->store, &aunt, match, NOON, &seen));
    assert_int_equal(seen.state, MATCH_NOT_NOW);
    assert_string_equal(seen.other, "a neighbour, block C");
    ask = asks(street, &aunt, AID_ANYONE, false); /* nor when the other says yes first, to her offer */
    must(aid_offer_make(
        street->store, &by, &(struct aid_form) { .kind = AID_FOOD, .line = "Bread", .capacity = 1 }, NOON, &offer));
    must(aid_choose(street->store, &aunt, ask, offer, NOON, &match));
    assert_int_equal(aid_answer(street->store, &by, match, AID_YES, NOON), RESULT_CONFLICT);
    assert_string_equal(store_reason(street->store), "That is settled already.");
    must(aid_match_get(street->store, &by, match, NOON, &seen));
    assert_string_equal(seen.other, "a neighbour, block D");
    assert_int_equal(reads(street, &aunt, ask), AID_OPEN);
}

static void note_look(struct street *street, const struct actor *who, int64_t ask, int64_t offer, struct buffer *out)
{
    struct aid aid, list[6];
    struct aid_match matches[6];
    struct aid_suggestion found[6];
    struct aid_due due[6];
    size_t count;
    must(aid_ask_get(street->store, who, ask, NOON, &aid));
    buffer_format(out, "%s %d %d %d %s\n", aid.who, aid.mine, aid.may_answer, (int)aid.state, aid.by_hand);
    aid_rows_free(&aid, 1);
    for (int mine = 0; mine < 2; mine++) {
        const struct aid_filter filter = { .kind = -1, .urgency = -1, .mine = mine == 1 };
        must(aid_list(street->store, who, &filter, NULL, NOON, 6, list, &count));
        for (size_t i = 0; i < count; i++)
            buffer_format(out, "list %d: %d %s %d\n", mine, (int)list[i].id, list[i].who, list[i].mine);
    }
    must(aid_suggestions(street->store, who, true, offer, NOON, 6, found, &count));
    for (size_t i = 0; i < count; i++) {
        buffer_format(out, "fits %d %d %s\n", (int)found[i].aid.id, found[i].score, found[i].reason);
        aid_rows_free(&found[i].aid, 1);
    }
    must(aid_matches(street->store, who, NOON, 6, matches, &count));
    for (size_t i = 0; i < count; i++)
        buffer_format(out, "match %d of %d asks %d said %d %d other %s state %d reach %s\n", (int)matches[i].id,
            (int)matches[i].ask, matches[i].asks, matches[i].mine_said, matches[i].other_said, matches[i].other,
            (int)matches[i].state, matches[i].reach);
    must(aid_due_list(street->store, who, NOON, 6, due, &count));
    for (size_t i = 0; i < count; i++)
        buffer_format(out, "due %d of %d with %s\n", (int)due[i].kind, (int)due[i].id, due[i].who);
}

static void note_result(struct street *street, enum result result, struct buffer *out)
{
    buffer_format(out, "%d %s\n", (int)result, result == RESULT_OK ? "" : store_reason(street->store));
}

/* ben writes for Maria, and looks at an ask: is it hers, by thandi's hand, or that of another in block C? */
static void evening_of_another_hand(bool hers, enum aid_who who_may, struct buffer *out)
{
    struct street *street;
    struct aid_match seen;
    street_open((void **)&street);
    struct homes homes = bring_maria(street);
    struct actor by = hand_of(street, &homes, &homes.thandi), ben = hand_of(street, &homes, &street->ben),
                 zola = live_in(street, "zola", "C 8");
    int64_t match, offer, next, when;
    char climb[400];
    struct aid_suggestion found[2];
    size_t count;
    must(aid_offer_make(
        street->store, &ben, &(struct aid_form) { .kind = AID_FOOD, .line = "Bread", .capacity = 3 }, NOON, &offer));
    must(db_run(
        street->store, "UPDATE ask SET urgency = 0 WHERE id = ?", asks(street, &homes.sipho, AID_ANYONE, false)));
    int64_t ask = asks(street, hers ? &by : &street->ann, who_may, false);
    must(db_run(street->store, "UPDATE ask SET urgency = 0, place = 'C' WHERE id = ?", ask));
    note_look(street, &ben, ask, offer, out);
    note_result(street, aid_ask_withdraw(street->store, &ben, ask, NOON), out);
    note_result(street, aid_accept(street->store, &ben, ask, NOON), out);
    note_result(street, aid_choose(street->store, &ben, ask, offer, NOON, &match), out);
    note_result(street, aid_suggestions(street->store, &ben, false, ask, NOON, 2, found, &count), out);
    note_result(street, aid_ask_climb(street->store, &ben, ask, &when, climb, sizeof climb), out);
    note_result(street, aid_again(street->store, &ben, ask, 0, NOON), out);
    note_result(street, aid_can(street->store, &ben, ask, offer, NOON, &match), out);
    note_look(street, &ben, ask, offer, out);
    note_result(street, aid_can(street->store, &ben, ask, offer, NOON, &next), out);
    note_result(street, aid_answer(street->store, &ben, match, AID_YES, NOON), out);
    note_result(street, aid_done(street->store, &ben, ask, NOON, &next), out);
    must(aid_match_get(street->store, hers ? &by : &street->ann, match, NOON, &seen)); /* who asks is told */
    assert_true(seen.asks);
    assert_true(seen.other_said);
    if (hers) /* she helps herself no more than others do who are kept apart */
        assert_int_equal(aid_accept(street->store, &by, ask, NOON), RESULT_NOT_FOUND);
    else
        must(aid_answer(street->store, &street->ann, match, AID_NOT_NOW, NOON));
    note_look(street, &ben, ask, offer, out);
    note_result(street, aid_can(street->store, &ben, ask, offer, NOON, &next), out);
    must(aid_can(street->store, &zola, ask, 0, NOON, &match)); /* and the ask goes on */
    must(aid_accept(street->store, hers ? &by : &street->ann, ask, NOON));
    note_look(street, &ben, ask, offer, out);
    note_result(street, aid_can(street->store, &ben, ask, 0, NOON, &next), out);
    street_close((void **)&street);
}

static void another_hand_cannot_tell_hers_from_a_neighbours(void **state)
{
    static const enum aid_who who[] = { AID_ANYONE, AID_MY_BLOCK };
    (void)state;
    for (size_t i = 0; i < sizeof who / sizeof *who; i++) {
        struct buffer hers = { 0 }, others = { 0 };
        evening_of_another_hand(true, who[i], &hers);
        evening_of_another_hand(false, who[i], &others);
        assert_string_equal(buffer_text(&hers), buffer_text(&others));
        assert_true(hers.length > 500);
        buffer_clear(&hers);
        buffer_clear(&others);
    }
}

/* To a third hand somebody was first; it is not told that this was she. */
static void a_third_hand_is_not_told_that_she_can(void **state)
{
    struct street *street = *state;
    struct homes homes = bring_maria(street);
    struct actor by = hand_of(street, &homes, &homes.thandi), ben = hand_of(street, &homes, &street->ben);
    int64_t match, ask = asks(street, &homes.sipho, AID_ANYONE, false);
    must(aid_can(street->store, &by, ask, 0, NOON, &match));
    assert_int_equal(aid_can(street->store, &by, ask, 0, NOON, &match), RESULT_CONFLICT);
    assert_non_null(strstr(store_reason(street->store), "You said so already"));
    assert_int_equal(aid_can(street->store, &ben, ask, 0, NOON, &match), RESULT_CONFLICT);
    assert_non_null(strstr(store_reason(street->store), "Somebody was first"));
}

/* What goes on with an ask refuses another hand than hers in the words it has for everybody. */
static void refuses(struct street *street, const struct actor *by, int64_t ask, int64_t offer, char *words, size_t size)
{
    struct aid_suggestion found[4];
    char climb[400];
    int64_t match, when;
    size_t count;
    assert_int_equal(aid_accept(street->store, by, ask, NOON), RESULT_REFUSED);
    snprintf(words, size, "%s", store_reason(street->store));
    assert_int_equal(aid_again(street->store, by, ask, 0, NOON), RESULT_REFUSED);
    assert_string_equal(store_reason(street->store), words);
    assert_int_equal(aid_choose(street->store, by, ask, offer, NOON, &match), RESULT_REFUSED);
    assert_string_equal(store_reason(street->store), words);
    assert_int_equal(aid_suggestions(street->store, by, false, ask, NOON, 4, found, &count), RESULT_REFUSED);
    assert_int_equal(aid_ask_climb(street->store, by, ask, &when, climb, sizeof climb), RESULT_REFUSED);
}

static void no_refusal_tells_another_hand_which_ask_is_hers(void **state)
{
    struct street *street = *state;
    struct homes homes = bring_maria(street);
    struct actor by = hand_of(street, &homes, &homes.thandi), ben = hand_of(street, &homes, &street->ben);
    char hers[300], others[300];
    int64_t offer;
    must(aid_offer_make(street->store, &homes.sipho,
        &(struct aid_form) { .kind = AID_FOOD, .line = "Bread", .capacity = 1 }, NOON, &offer));
    refuses(street, &ben, asks(street, &by, AID_ANYONE, false), offer, hers, sizeof hers);
    refuses(street, &ben, asks(street, &street->ann, AID_ANYONE, false), offer, others, sizeof others);
    assert_string_equal(hers, others);
}

static void another_hand_does_not_learn_whom_she_helps(void **state)
{
    struct street *street = *state;
    struct homes homes = bring_maria(street);
    struct actor by = hand_of(street, &homes, &homes.thandi), ben = hand_of(street, &homes, &street->ben);
    struct aid aid;
    int64_t match, offer, ask = asks(street, &homes.sipho, AID_ANYONE, false);
    must(aid_offer_make(
        street->store, &by, &(struct aid_form) { .kind = AID_FOOD, .line = "Bread", .capacity = 1 }, NOON, &offer));
    must(aid_choose(street->store, &homes.sipho, ask, offer, NOON, &match));
    assert_int_equal(aid_can(street->store, &ben, ask, 0, NOON, &match), RESULT_CONFLICT); /* not what ben began */
    assert_int_equal(state_of(street, ask), AID_ANSWERED);
    must(aid_can(street->store, &by, ask, 0, NOON, &match));
    assert_int_equal(state_of(street, ask), AID_AGREED);
    must(aid_ask_get(street->store, &by, ask, NOON, &aid));
    assert_string_equal(aid.who, "sipho");
    aid_rows_free(&aid, 1);
    must(aid_ask_get(street->store, &ben, ask, NOON, &aid));
    assert_string_equal(aid.who, "a neighbour, block D");
    assert_int_equal(aid.match, 0);
    aid_rows_free(&aid, 1);
}

/* Else whoever is kept apart would take that back himself. */
static void whoever_was_refused_strikes_no_refusal(void **state)
{
    struct street *street = *state;
    struct homes homes = bring_maria(street);
    struct actor by = hand_of(street, &homes, &homes.thandi);
    struct hand_entry entry;
    for (enum aid_answer no = AID_NOT_NOW; no <= AID_NOT_THEM; no++) {
        int64_t match, ask = asks(street, &by, AID_ANYONE, false);
        must(aid_can(street->store, &homes.sipho, ask, 0, NOON, &match));
        must(aid_answer(street->store, &by, match, no, NOON));
        int64_t id = said(street, &homes.thandi, HAND_NO, match).id;
        assert_int_equal(hand_entry_get(street->store, &homes.sipho, id, &entry), RESULT_NOT_FOUND);
        assert_int_equal(hand_strike(street->store, &homes.sipho, id, NOON), RESULT_NOT_FOUND);
    }
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM aid_barred"), 1);
}

static void what_follows_stands_on_her_slip(void **state)
{
    struct street *street = *state;
    struct homes homes = bring_maria(street);
    struct actor by = hand_of(street, &homes, &homes.thandi);
    struct hand_entry list[9];
    size_t count;
    int64_t match, next, again, ask = asks(street, &by, AID_ANYONE, true);
    must(hand_confirm(street->store, &homes.sipho, said(street, &homes.sipho, HAND_ASK, ask).id, NOON));
    must(aid_can(street->store, &homes.sipho, ask, 0, NOON, &match));
    must(aid_answer(street->store, &by, match, AID_NOT_THEM, NOON));
    assert_int_equal(aid_can(street->store, &homes.sipho, ask, 0, NOON, &again), RESULT_REFUSED);
    must(hand_entries_list(street->store, &street->ben, HAND_ENTRIES_ALL, 0, 0, 9, list, &count));
    assert_int_equal(count, 1); /* the ask: her no is told to nobody */
    hand_entries_free(list, count);
    must(hand_strike(street->store, &street->ben, said(street, &homes.thandi, HAND_NO, match).id, NOON));
    must(aid_can(street->store, &homes.sipho, ask, 0, NOON, &match)); /* she had not said so */
    must(aid_accept(street->store, &by, ask, NOON));
    must(aid_done(street->store, &by, ask, NOON + 3 * HOUR, &next));
    must(hand_entries_list(street->store, &homes.thandi, HAND_ENTRIES_ALL, homes.maria, 0, 9, list, &count));
    assert_int_equal(count, 5);
    assert_int_equal(list[0].kind, HAND_ASK); /* next week's, by the same hand, confirmed as the first */
    assert_int_equal(list[0].subject, next);
    assert_string_equal(list[0].by.confirmed_by, "sipho");
    assert_int_equal(list[1].kind, HAND_DONE);
    assert_int_equal(list[2].kind, HAND_ACCEPT);
    assert_int_equal(list[3].kind, HAND_NO);
    hand_entries_free(list, count);
    must(aid_can(street->store, &homes.sipho, next, 0, NOON + 3 * HOUR, &match));
    must(aid_accept(street->store, &by, next, NOON + 3 * HOUR));
}

static void that_it_happened_is_struck_at_her_word(void **state)
{
    struct street *street = *state;
    struct homes homes = bring_maria(street);
    struct actor by = hand_of(street, &homes, &homes.thandi);
    int64_t match, next, ask = asks(street, &by, AID_ANYONE, false);
    must(aid_can(street->store, &homes.sipho, ask, 0, NOON, &match));
    must(aid_accept(street->store, &by, ask, NOON));
    must(aid_done(street->store, &by, ask, NOON + HOUR, &next));
    must(hand_strike(street->store, &street->ben, said(street, &street->ben, HAND_DONE, match).id, NOON + HOUR));
    assert_int_equal(state_of(street, ask), AID_AGREED);
    must(aid_again(street->store, &by, ask, 0, NOON + HOUR));
    assert_int_equal(state_of(street, ask), AID_OPEN);
    must(hand_strike(street->store, &street->ben, said(street, &street->ben, HAND_AGAIN, ask).id, NOON + HOUR));
    assert_int_equal(state_of(street, ask), AID_WITHDRAWN);
}

static void a_helpers_done_is_struck_at_her_word(void **state)
{
    struct street *street = *state;
    struct homes homes = bring_maria(street);
    struct actor by = hand_of(street, &homes, &homes.thandi);
    struct aid_match seen;
    int64_t match, next, ask = asks(street, &homes.sipho, AID_ANYONE, false);
    must(aid_can(street->store, &by, ask, 0, NOON, &match));
    must(aid_accept(street->store, &homes.sipho, ask, NOON));
    must(aid_done(street->store, &by, ask, NOON + HOUR, &next));
    must(aid_match_get(street->store, &homes.sipho, match, NOON + HOUR, &seen));
    assert_true(seen.helper_done && seen.happened_due);
    assert_int_equal(state_of(street, ask), AID_AGREED); /* whoever asked says whether it happened */
    must(hand_strike(street->store, &street->ben, said(street, &street->ben, HAND_HELPED, match).id, NOON + HOUR));
    must(aid_match_get(street->store, &homes.sipho, match, NOON + HOUR, &seen));
    assert_false(seen.helper_done || seen.happened_due);
    must(aid_done(street->store, &by, ask, NOON + 2 * HOUR, &next)); /* said anew, it stands; and so does the asker's */
    must(aid_done(street->store, &homes.sipho, ask, NOON + 2 * HOUR, &next));
    must(hand_strike(street->store, &street->ben, said(street, &street->ben, HAND_HELPED, match).id, NOON + 2 * HOUR));
    assert_int_equal(state_of(street, ask), AID_DONE);
}

/* Tata Jo of D 1, by sipho's hand. */
static struct actor bring_jo(struct street *street, struct homes *homes)
{
    struct actor zodwa = live_in(street, "zodwa", "D 4"), actor;
    struct hand_person person;
    int64_t jo;
    must(hand_member_add(street->store, &homes->sipho, "Tata Jo", "D 1", NOON, &person));
    must(hand_member_confirm(street->store, &zodwa, person.id, NOON, &jo));
    must(actor_by_hand(street->store, &homes->sipho, jo, NOON, &actor));
    return actor;
}

static void both_sides_say_by_hand_that_it_happened(void **state)
{
    struct street *street = *state;
    struct homes homes = bring_maria(street);
    struct actor by = hand_of(street, &homes, &homes.thandi), jo = bring_jo(street, &homes);
    struct aid_match seen;
    int64_t match, next, ask = asks(street, &jo, AID_ANYONE, false);
    must(aid_can(street->store, &by, ask, 0, NOON, &match));
    must(aid_accept(street->store, &jo, ask, NOON));
    must(aid_done(street->store, &by, ask, NOON + HOUR, &next));
    struct hand_entry helped = said(street, &homes.thandi, HAND_HELPED, match);
    must(hand_confirm(street->store, &street->ben, helped.id, NOON + HOUR));
    must(aid_done(street->store, &jo, ask, NOON + HOUR, &next));
    struct hand_entry done = said(street, &homes.sipho, HAND_DONE, match);
    assert_string_equal(done.handle, "Tata-Jo");
    helped = said(street, &homes.thandi, HAND_HELPED, match); /* it stands on her slip as it was, confirmed */
    assert_string_equal(helped.handle, "Gogo-Maria");
    assert_string_equal(helped.by.confirmed_by, "ben");
    assert_string_equal(done.by.confirmed_by, "");
    must(hand_strike(street->store, &street->ben, done.id, NOON + HOUR));
    assert_int_equal(state_of(street, ask), AID_AGREED);
    must(aid_match_get(street->store, &jo, match, NOON + HOUR, &seen));
    assert_true(seen.helper_done); /* hers was not struck */
}

static size_t words_between(struct street *street, const struct actor *who, int64_t match)
{
    struct aid_message words[4];
    size_t count = 0;
    if (aid_messages(street->store, who, match, 0, 4, words, &count) != RESULT_OK)
        return 0;
    aid_messages_free(words, count);
    return count;
}

/* Whoever strikes may be wrong, or mean harm: nothing that anyone wrote is lost by it. */
static void a_struck_yes_is_taken_back_with_what_they_wrote(void **state)
{
    struct street *street = *state;
    struct homes homes = bring_maria(street);
    struct actor by = hand_of(street, &homes, &homes.thandi);
    int64_t match, other, ask = asks(street, &homes.sipho, AID_ANYONE, false);
    must(aid_can(street->store, &by, ask, 0, NOON, &match));
    must(aid_accept(street->store, &homes.sipho, ask, NOON));
    must(aid_say(street->store, &homes.sipho, match, "At noon?", NOON));
    int64_t entry = said(street, &homes.sipho, HAND_ANSWER, match).id;
    must(hand_strike(street->store, &street->ben, entry, NOON));
    assert_int_equal(state_of(street, ask), AID_OPEN);
    assert_int_equal(words_between(street, &homes.sipho, match), 0); /* nobody reads it meanwhile */
    must(hand_unstrike(street->store, &street->ben, entry, NOON + HOUR));
    assert_int_equal(state_of(street, ask), AID_AGREED);
    assert_int_equal(words_between(street, &homes.sipho, match), 1);
    must(hand_strike(street->store, &street->ben, entry, NOON + HOUR));
    must(aid_can(street->store, &street->ann, ask, 0, NOON + HOUR, &other)); /* life goes on */
    assert_int_equal(hand_unstrike(street->store, &street->ben, entry, NOON + HOUR), RESULT_REFUSED);
    must(aid_answer(street->store, &street->ann, other, AID_NOT_NOW, NOON + HOUR));
    must(hand_unstrike(street->store, &street->ben, entry, NOON + 2 * HOUR));
    must(hand_strike(street->store, &street->ben, entry, NOON + 2 * HOUR));
    assert_true(store_forget(street->store, NOON + DAY) >= 0);
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM aid_word"), 1);
    assert_true(store_forget(street->store, NOON + DAY + 2 * HOUR) >= 0); /* as long as a struck text */
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM aid_word"), 0);
    assert_int_equal(hand_unstrike(street->store, &street->ben, entry, NOON + DAY + HOUR), RESULT_REFUSED);
}

/* Nor when the ask itself is struck. */
static void what_they_wrote_outlives_a_struck_ask_by_a_day(void **state)
{
    struct street *street = *state;
    struct homes homes = bring_maria(street);
    struct actor by = hand_of(street, &homes, &homes.thandi);
    int64_t match, ask = asks(street, &by, AID_ANYONE, false);
    must(aid_can(street->store, &homes.sipho, ask, 0, NOON, &match));
    must(aid_accept(street->store, &by, ask, NOON));
    must(aid_say(street->store, &homes.sipho, match, "At noon?", NOON));
    must(hand_strike(street->store, &street->ben, said(street, &homes.thandi, HAND_ASK, ask).id, NOON));
    assert_int_equal(words_between(street, &homes.sipho, match), 0);
    assert_true(store_forget(street->store, NOON + DAY - 1) >= 0);
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM aid_word"), 1);
    assert_true(store_forget(street->store, NOON + DAY) >= 0);
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM aid_word"), 0);
}

/* Of one that fell through by itself there is no strike to take back. */
static void what_fell_through_is_not_put_back_by_a_strike(void **state)
{
    struct street *street = *state;
    struct homes homes = bring_maria(street);
    struct actor by = hand_of(street, &homes, &homes.thandi);
    int64_t match, ask = asks(street, &homes.sipho, AID_ANYONE, false);
    must(aid_can(street->store, &by, ask, 0, NOON, &match));
    must(aid_accept(street->store, &homes.sipho, ask, NOON));
    must(aid_answer(street->store, &homes.sipho, match, AID_NOT_NOW, NOON));
    int64_t entry = said(street, &homes.thandi, HAND_ANSWER, match).id;
    must(hand_strike(street->store, &street->ben, entry, NOON));
    assert_int_equal(hand_unstrike(street->store, &street->ben, entry, NOON), RESULT_REFUSED);
    assert_int_equal(state_of(street, ask), AID_OPEN);
}

static int struck_for(struct street *street, const struct actor *who, int64_t now)
{
    struct hand_waits waits;
    must(hand_waits_get(street->store, who, now, &waits));
    if (waits.struck > 0)
        assert_string_equal(waits.last_struck.handle, "Gogo-Maria");
    return waits.struck;
}

static void a_hand_is_told_that_it_was_struck(void **state)
{
    struct street *street = *state;
    struct homes homes = bring_maria(street);
    struct actor by = hand_of(street, &homes, &homes.thandi);
    int64_t post = street_thread(street, &by, street->general, "The tap", "It drips.");
    int64_t ask = asks(street, &by, AID_ANYONE, false), other = asks(street, &by, AID_ANYONE, false);
    must(hand_strike(street->store, &homes.thandi, said(street, &homes.thandi, HAND_ASK, other).id, NOON));
    assert_int_equal(struck_for(street, &homes.thandi, NOON), 0); /* she knows */
    must(hand_strike(street->store, &street->ben, said(street, &street->ben, HAND_ASK, ask).id, NOON));
    must(hand_strike(street->store, &street->ben, entry_of(street, &street->ben, post).id, NOON));
    assert_int_equal(struck_for(street, &homes.thandi, NOON), 2);
    assert_int_equal(struck_for(street, &street->ben, NOON), 0);
    must(hand_unstrike(street->store, &street->ben, entry_of(street, &street->ben, post).id, NOON));
    assert_int_equal(struck_for(street, &homes.thandi, NOON), 1);
    assert_int_equal(struck_for(street, &homes.thandi, NOON + HAND_STRUCK_SECONDS), 0);
}

static size_t suggested(struct street *street, const struct actor *who, int64_t ask)
{
    struct aid_suggestion found[4];
    size_t count;
    must(aid_suggestions(street->store, who, false, ask, NOON, 4, found, &count));
    for (size_t i = 0; i < count; i++)
        aid_rows_free(&found[i].aid, 1);
    return count;
}

static size_t matched(struct street *street)
{
    struct aid_night night;
    must(aid_match_all(street->store, &street->ann, true, NOON, NULL, NULL, &night)); /* founding time: any member */
    size_t count = night.count;
    aid_night_free(&night);
    return count;
}

/* Whom a hand muted, and who muted a hand, is not to be seen in what fits; but for offers, which bear names, and which
 * the hand that muted one of them does not see. */
static void what_fits_does_not_tell_whom_a_hand_muted(void **state)
{
    struct street *street = *state;
    struct homes homes = bring_maria(street);
    struct actor by = hand_of(street, &homes, &homes.thandi), aunt = live_in(street, "aunt", "D 4");
    const struct aid_form form = { .kind = AID_FOOD, .line = "Bread", .capacity = 1 };
    int64_t offer, ask = asks(street, &by, AID_ANYONE, false);
    must(aid_offer_make(street->store, &aunt, &form, NOON, &offer));
    assert_int_equal(suggested(street, &by, ask), 1);
    assert_int_equal(matched(street), 1);
    must(mute_member(street->store, &aunt, homes.thandi.member, true, NOON)); /* the hand, not her */
    assert_int_equal(suggested(street, &by, ask), 1);
    assert_int_equal(matched(street), 1);
    must(mute_member(street->store, &homes.thandi, aunt.member, true, NOON));
    assert_int_equal(suggested(street, &by, ask), 0);
    assert_int_equal(matched(street), 1);
    struct actor other = hand_of(street, &homes, &street->ben);
    assert_int_equal(suggested(street, &other, asks(street, &other, AID_ANYONE, false)), 1);
    must(aid_offer_withdraw(street->store, &aunt, offer, NOON));
    must(aid_offer_make(street->store, &by, &form, NOON, &offer)); /* the other way: her offer, the aunt's ask */
    assert_int_equal(suggested(street, &aunt, asks(street, &aunt, AID_ANYONE, false)), 1);
}

static void what_waits_for_her_is_told_to_her_hand(void **state)
{
    struct street *street = *state;
    struct homes homes = bring_maria(street);
    struct actor by = hand_of(street, &homes, &homes.thandi);
    struct aid_due due[4];
    int64_t match, members[4], ask = asks(street, &by, AID_ANYONE, false);
    size_t count;
    must(aid_can(street->store, &homes.sipho, ask, 0, NOON, &match));
    must(hand_voices(street->store, &homes.thandi, members, 4, &count));
    assert_int_equal(count, 1);
    assert_int_equal(members[0], homes.maria);
    must(hand_voices(street->store, &street->ben, members, 4, &count));
    assert_int_equal(count, 0);
    must(aid_due_list(street->store, &by, NOON, 4, due, &count));
    assert_int_equal(count, 1);
    assert_int_equal(due[0].kind, AID_DUE_ANSWER);
    struct actor other = hand_of(street, &homes, &street->ben); /* another hand learns nothing of it */
    must(aid_due_list(street->store, &other, NOON + 47 * HOUR, 4, due, &count));
    assert_int_equal(count, 0);
}

/* --- how she leaves --- */

static void she_leaves_when_another_home_confirms(void **state)
{
    struct street *street = *state;
    struct homes homes = bring_maria(street);
    struct actor by = hand_of(street, &homes, &homes.thandi);
    struct member member;
    int64_t entry, first = street_thread(street, &by, street->general, "The tap", "It drips.");
    struct post post;
    assert_int_equal(hand_member_leaves(street->store, &homes.thandi, street->ben.member, NOON, &entry),
        RESULT_REFUSED); /* himself */
    must(hand_member_leaves(street->store, &homes.thandi, homes.maria, NOON, &entry));
    assert_int_equal(hand_member_leaves(street->store, &street->ben, homes.maria, NOON, &entry), RESULT_CONFLICT);
    entry = said(street, &homes.sipho, HAND_LEAVE, homes.maria).id;
    assert_int_equal(hand_confirm(street->store, &homes.thandi, entry, NOON), RESULT_REFUSED);
    must(hand_confirm(street->store, &homes.sipho, entry, NOON));
    assert_true(store_forget(street->store, NOON + HAND_LEAVE_SECONDS - 1) >= 0);
    assert_true(hand_writes_for(street->store, homes.maria)); /* a day in which it can be struck */
    assert_true(store_forget(street->store, NOON + HAND_LEAVE_SECONDS) >= 0);
    assert_false(hand_writes_for(street->store, homes.maria));
    assert_int_equal(member_by_handle(street->store, &street->ann, "gogo-maria", &member), RESULT_NOT_FOUND);
    must(post_get(street->store, &street->ann, first, &post));
    assert_string_equal(post.handle, "a former member");
    assert_string_equal(post.body, "It drips.");
    posts_free(&post, 1);
    assert_int_equal(actor_by_hand(street->store, &homes.thandi, homes.maria, NOON, &by), RESULT_REFUSED);
    assert_int_equal(
        db_number(street->store, 0, "SELECT count(*) FROM erased WHERE name = 'member' AND row = ?", homes.maria), 1);
    assert_int_equal(store_check(street->store, NULL, NULL, NULL, NULL), 0);
}

static void her_leaving_is_struck_or_forgotten(void **state)
{
    struct street *street = *state;
    struct homes homes = bring_maria(street);
    int64_t entry;
    must(hand_member_leaves(street->store, &homes.thandi, homes.maria, NOON, &entry));
    must(hand_confirm(street->store, &homes.sipho, entry, NOON));
    must(hand_strike(street->store, &street->ann, entry, NOON + HOUR)); /* also once it is confirmed */
    assert_int_equal(hand_unstrike(street->store, &street->ann, entry, NOON + HOUR), RESULT_REFUSED);
    assert_true(store_forget(street->store, NOON + 3 * DAY) >= 0);
    assert_true(hand_writes_for(street->store, homes.maria));
    must(hand_member_leaves(street->store, &homes.thandi, homes.maria, NOON + 4 * DAY, &entry));
    int64_t late = NOON + 4 * DAY + HAND_PERSON_SECONDS;
    assert_int_equal(hand_confirm(street->store, &homes.sipho, entry, late), RESULT_REFUSED);
    assert_true(store_forget(street->store, late) >= 0);
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM hand_word WHERE kind = 'leave'"), 0);
}

/* A day in which it can be struck is a day of a clock that goes right. */
static void her_leaving_waits_a_day_whatever_the_clock_showed(void **state)
{
    struct street *street = *state;
    struct homes homes = bring_maria(street);
    const int64_t behind = NOON - 3000 * (int64_t)DAY;
    int64_t entry;
    must(store_clock_save(street->store, &(struct house_clock) { .believed = NOON, .doubted = behind }));
    must(hand_member_leaves(street->store, &homes.thandi, homes.maria, behind, &entry));
    must(hand_confirm(street->store, &homes.sipho, entry, behind));
    must(store_clock_save(street->store, &(struct house_clock) { .believed = NOON + HOUR })); /* it was set right */
    assert_true(store_forget(street->store, NOON + HOUR) >= 0);
    assert_true(hand_writes_for(street->store, homes.maria));
    assert_true(store_forget(street->store, NOON + HAND_LEAVE_SECONDS) >= 0);
    assert_false(hand_writes_for(street->store, homes.maria));
}

/* Nor is it cut short where a house that was closed for weeks believes its clock again. */
static void her_leaving_waits_a_day_after_a_doubt(void **state)
{
    struct street *street = *state;
    struct homes homes = bring_maria(street);
    int64_t entry;
    must(store_clock_save(
        street->store, &(struct house_clock) { .believed = NOON - 21 * (int64_t)DAY, .doubted = NOON }));
    must(hand_member_leaves(street->store, &homes.thandi, homes.maria, NOON, &entry));
    must(hand_confirm(street->store, &homes.sipho, entry, NOON));
    assert_true(store_forget(street->store, NOON + HOUR) >= 0);
    assert_true(hand_writes_for(street->store, homes.maria));
}

static char *part_of(const char *folder, const char *name)
{
    char path[PATH_ROOM];
    static char text[4000];
    files_path(path, folder, name);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    return text;
}

/* RULES 10.1: all that is the unit's own. */
static void the_export_takes_rotas_and_the_shelf_along(void **state)
{
    struct street *street = *state;
    struct homes homes = bring_maria(street);
    struct rota_new form = { .task = "Fill the corner tank", .details = "With both cans", .hands = 2 };
    const char *problem;
    char folder[PATH_ROOM], why[200];
    int64_t rota, thing, lent;
    assert_true(rota_plan_read("mon, thu 6:00", NOON, &form.plan, &problem));
    must(rota_start(street->store, &homes.thandi, &form, NOON, &rota));
    must(rota_sign(street->store, &homes.sipho, rota, when_day(NOON) + 3, false, NOON)); /* NOON is a Friday */
    must(shelf_add(street->store, &homes.thandi, 0, "A ladder, 3 m", "Behind the shed", NOON, &thing));
    must(shelf_add(street->store, &homes.thandi, 0, "A drill", NULL, NOON, &lent));
    must(shelf_lend(street->store, &homes.thandi, lent, "sipho", when_day(NOON) + 2, NOON));
    must(shelf_ask(street->store, &street->ben, thing, when_day(NOON) + 2, NOON));
    struct aid_form ask = { .kind = AID_GOODS, .line = "A quetzal crate", .many = 1, .urgency = AID_WEEK };
    int64_t made;
    must(aid_ask_make(street->store, &homes.thandi, &ask, NOON, &made));
    ask.line = "For one alone", ask.who_may = AID_NAMED, ask.named[0] = "sipho";
    must(aid_ask_make(street->store, &homes.thandi, &ask, NOON, &made));
    struct aid_form offer = { .kind = AID_TOOL, .line = "A handcart", .capacity = 1 };
    must(aid_offer_make(street->store, &homes.sipho, &offer, NOON, &made));
    must(seat_give(street->store, &street->operator, 1, "greeter", homes.sipho.member, NOON + DAY, NOON));
    files_folder(folder);
    must(store_export(street->store, &street->operator, 1, folder, NOON, why, sizeof why));
    char *text = part_of(folder, "rotas.jsonl");
    assert_non_null(
        strstr(text, "\"task\":\"Fill the corner tank\",\"details\":\"With both cans\",\"starter\":\"thandi\""));
    assert_non_null(strstr(part_of(folder, "rota_days.jsonl"), "\"day\":\"2027-01-18\",\"handle\":\"sipho\""));
    text = part_of(folder, "things.jsonl");
    assert_non_null(strstr(text, "\"line\":\"A ladder, 3 m\",\"details\":\"Behind the shed\",\"keeper\":\"thandi\""));
    assert_non_null(strstr(text, "\"borrower\":\"sipho\",\"until\":\"2027-01-17\""));
    assert_null(strstr(text, "ben")); /* who asks is told to its keeper alone */
    text = part_of(folder, "people.jsonl");
    assert_non_null(strstr(text, "\"handle\":\"thandi\",\"home\":"));
    assert_null(strstr(text, "cora")); /* of the next street */
    assert_non_null(strstr(part_of(folder, "unit.jsonl"), "\"short\":\"vilakazi-street\""));
    assert_non_null(strstr(part_of(folder, "tasks.jsonl"), "\"task\":\"greeter\",\"handle\":\"sipho\""));
    text = part_of(folder, "asks.jsonl");
    assert_non_null(strstr(text, "\"line\":\"A quetzal crate\""));
    assert_null(strstr(text, "thandi")); /* nobody is told who asks */
    assert_null(strstr(text, "For one alone"));
    assert_non_null(strstr(part_of(folder, "offers.jsonl"), "\"handle\":\"sipho\",\"line\":\"A handcart\""));
    text = part_of(folder, "rotas.txt");
    assert_non_null(strstr(text, "Fill the corner tank\n  Monday, Thursday, 06:00\n  Each day needs 2 people."));
    assert_non_null(strstr(text, "2027-01-18: sipho"));
    text = part_of(folder, "shelf.txt");
    assert_non_null(strstr(text, "A ladder, 3 m\n  thandi keeps it.\n  Behind the shed\n"));
    assert_non_null(strstr(text, "A drill\n  thandi keeps it. sipho has it until 2027-01-17.\n"));
    assert_non_null(strstr(part_of(folder, "README.txt"), "things.jsonl"));
    files_remove(folder);
}

/* What a unit takes along says so, too. */
static void the_export_names_the_hand(void **state)
{
    struct street *street = *state;
    struct homes homes = bring_maria(street);
    struct actor by = hand_of(street, &homes, &homes.thandi);
    char folder[PATH_ROOM], name[80], problem[200];
    int64_t first = street_thread(street, &by, street->general, "The tap", "It drips.");
    files_folder(folder);
    must(store_export(street->store, &street->operator, 1, folder, NOON, problem, sizeof problem));
    snprintf(name, sizeof name, "thread-%lld.txt", (long long)thread_of(street, first));
    assert_non_null(strstr(part_of(folder, name), "Gogo-Maria, by thandi's hand, not confirmed yet"));
    assert_non_null(strstr(part_of(folder, "posts.jsonl"), "\"hand\":\"thandi\",\"confirmed\":0"));
    files_remove(folder);
}

/* RULES 1.10: beside people without a device stands what a steward does from the shell. */
static void what_is_done_from_the_shell_stands_on_her_home(void **state)
{
    struct street *street = *state;
    struct shell_act acts[SHELL_ACTS_MOST];
    size_t count;
    must(shell_acts_list(street->store, &street->ann, acts, SHELL_ACTS_MOST, &count));
    assert_int_equal(count, 0); /* what belonged to her coming in is no news */
    must(seat_give(street->store, &street->operator, 1, "greeter", street->ann.member, NOON + DAY, NOON + 1));
    must(unit_join(street->store, &street->operator, street->next, street->ann.member, NOON + 2));
    must(street_reset(street->store, &street->operator, "ann", "a good long password", NOON + 3));
    must(shell_acts_list(street->store, &street->ann, acts, SHELL_ACTS_MOST, &count));
    assert_int_equal(count, 3);
    assert_non_null(strstr(acts[0].words, "new password"));
    assert_non_null(strstr(acts[1].words, "Next Street"));
    assert_non_null(strstr(acts[2].words, "greeter"));
    must(shell_acts_list(street->store, &street->ben, acts, SHELL_ACTS_MOST, &count));
    assert_int_equal(count, 0);
    must(shell_acts_seen(street->store, &street->ann, acts + 1, 2, NOON + 4));
    must(shell_acts_list(street->store, &street->ann, acts, SHELL_ACTS_MOST, &count));
    assert_int_equal(count, 1); /* what she was not shown waits */
    assert_true(store_forget(street->store, NOON + 60 * DAY) >= 0);
    must(shell_acts_list(street->store, &street->ann, acts, SHELL_ACTS_MOST, &count));
    assert_int_equal(count, 1); /* however long she stays away */
    assert_int_equal(db_number(street->store, -1, "SELECT count(*) FROM shell_act"), 1);
    must(shell_acts_seen(street->store, &street->ann, acts, 1, NOON + 60 * DAY));
    must(shell_acts_list(street->store, &street->ann, acts, SHELL_ACTS_MOST, &count));
    assert_int_equal(count, 0);
}

/* In line mode nobody types the old one beside the new: `prove` was it. */
static void a_proof_changes_the_password_once(void **state)
{
    struct street *street = *state;
    const struct actor *ann = &street->ann;
    must(street_reset(street->store, &street->operator, "ann", "a good long password", NOON));
    must(password_change(street->store, ann, NULL, "her own long password", -1, NOON)); /* it was due */
    assert_int_equal(password_change(street->store, ann, NULL, "another long password", -1, NOON), RESULT_REFUSED);
    must(password_prove(street->store, ann, "her own long password", -1, NOON));
    must(password_change(street->store, ann, NULL, "another long password", -1, NOON));
    assert_int_equal(password_change(street->store, ann, NULL, "a third long password", -1, NOON), RESULT_REFUSED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define street_test(name) cmocka_unit_test_setup_teardown(name, street_open, street_close)
        street_test(she_counts_when_a_second_home_confirms),
        street_test(nobody_fills_the_house_with_names),
        street_test(her_words_stand_with_the_hand_beside_them),
        street_test(a_helper_of_a_third_home_confirms),
        street_test(any_member_strikes_at_her_word),
        street_test(what_was_withdrawn_before_stays_withdrawn),
        street_test(what_makes_no_sense_by_hand_is_refused),
        street_test(nobody_writes_for_who_has_a_way_in),
        street_test(a_hand_opens_no_door_of_hers),
        street_test(a_draft_by_hand_is_the_hands_and_knows_for_whom),
        street_test(she_answers_an_ask_by_hand),
        street_test(her_answer_is_struck_at_her_word),
        street_test(a_striking_taken_back_gives_the_match_back),
        street_test(a_hand_answers_only_what_it_may_itself),
        street_test(nothing_comes_of_a_hand_that_is_kept_apart),
        street_test(nobody_meets_the_hand_that_barred_her),
        street_test(another_hand_cannot_tell_hers_from_a_neighbours),
        street_test(a_third_hand_is_not_told_that_she_can),
        street_test(no_refusal_tells_another_hand_which_ask_is_hers),
        street_test(another_hand_does_not_learn_whom_she_helps),
        street_test(whoever_was_refused_strikes_no_refusal),
        street_test(a_helpers_done_is_struck_at_her_word),
        street_test(what_follows_stands_on_her_slip),
        street_test(that_it_happened_is_struck_at_her_word),
        street_test(both_sides_say_by_hand_that_it_happened),
        street_test(a_struck_yes_is_taken_back_with_what_they_wrote),
        street_test(what_they_wrote_outlives_a_struck_ask_by_a_day),
        street_test(what_fell_through_is_not_put_back_by_a_strike),
        street_test(a_hand_is_told_that_it_was_struck),
        street_test(what_fits_does_not_tell_whom_a_hand_muted),
        street_test(what_waits_for_her_is_told_to_her_hand),
        street_test(she_leaves_when_another_home_confirms),
        street_test(her_leaving_is_struck_or_forgotten),
        street_test(her_leaving_waits_a_day_whatever_the_clock_showed),
        street_test(her_leaving_waits_a_day_after_a_doubt),
        street_test(the_export_takes_rotas_and_the_shelf_along),
        street_test(the_export_names_the_hand),
        street_test(what_is_done_from_the_shell_stands_on_her_home),
        street_test(a_proof_changes_the_password_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
