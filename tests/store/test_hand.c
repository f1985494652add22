/* test_hand.c: people without a device: how they come in, and words by another's hand (RULES 1.8). */
#include "deferred.h"
#include "hand.h"
#include "invitations.h"
#include "letters.h"
#include "lost.h"
#include "tests/store/files.h"
#include "tests/store/street.h"

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

static struct hand_word word_of(struct street *street, const struct actor *who, int64_t post)
{
    struct hand_word word;
    must(hand_word_of(street->store, who, HAND_POST, post, &word));
    hand_words_free(&word, 1);
    return word;
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
    must(house_get(street->store, &house));
    int64_t before = house.members, homes = house.homes;
    must(hand_member_add(street->store, &thandi, "Gogo Maria", "C 7", NOON, &person));
    assert_string_equal(person.handle, "Gogo-Maria");
    must(house_get(street->store, &house));
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
    must(house_get(street->store, &house));
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
    assert_int_equal(post.by.word, 0);
    posts_free(&post, 1);
    assert_int_equal(db_number(street->store, 0, "SELECT author FROM post WHERE id = ?", "i", first), homes.maria);
}

static void a_helper_of_a_third_home_confirms(void **state)
{
    struct street *street = *state;
    struct homes homes = bring_maria(street);
    struct actor grandson = live_in(street, "jabu", "C 7"), aunt = live_in(street, "aunt", "C 3");
    struct actor by = hand_of(street, &homes, &homes.thandi);
    int64_t first = street_thread(street, &by, street->general, "The tap", "It drips.");
    struct hand_word word = word_of(street, &homes.sipho, first);
    size_t count;
    struct hand_word list[4];
    assert_true(word.may_confirm);
    assert_int_equal(hand_confirm(street->store, &homes.thandi, word.id, NOON), RESULT_REFUSED);
    assert_int_equal(hand_confirm(street->store, &aunt, word.id, NOON), RESULT_REFUSED);
    assert_int_equal(hand_confirm(street->store, &grandson, word.id, NOON), RESULT_REFUSED);
    assert_int_equal(hand_confirm(street->store, &street->cora, word.id, NOON), RESULT_NOT_FOUND); /* cannot read it */
    must(hand_words_list(street->store, &homes.sipho, HAND_WORDS_FOR_ME, 0, 0, 4, list, &count));
    assert_int_equal(count, 1);
    hand_words_free(list, count);
    must(hand_confirm(street->store, &homes.sipho, word.id, NOON));
    word = word_of(street, &homes.sipho, first);
    assert_string_equal(word.by.confirmed_by, "sipho");
    must(hand_words_list(street->store, &homes.sipho, HAND_WORDS_WAITING, 0, 0, 4, list, &count));
    assert_int_equal(count, 0);
}

static void any_member_strikes_at_her_word(void **state)
{
    struct street *street = *state;
    struct homes homes = bring_maria(street);
    struct actor by = hand_of(street, &homes, &homes.thandi);
    int64_t first = street_thread(street, &by, street->general, "The tap", "It drips.");
    struct hand_word word = word_of(street, &street->ben, first);
    struct thread thread;
    struct post post;
    must(hand_strike(street->store, &street->ben, word.id, NOON));
    must(post_get(street->store, &street->ann, first, &post));
    assert_int_equal(post.state, POST_WITHDRAWN);
    assert_string_equal(post.body, "");
    assert_string_equal(post.by.struck_by, "ben");
    posts_free(&post, 1);
    assert_int_equal(hand_confirm(street->store, &homes.sipho, word.id, NOON), RESULT_REFUSED);
    assert_int_equal(hand_unstrike(street->store, &street->ann, word.id, NOON + 1), RESULT_REFUSED); /* ben's home */
    must(hand_unstrike(street->store, &homes.sipho, word.id, NOON + 1));
    must(post_get(street->store, &street->ann, first, &post));
    assert_string_equal(post.body, "It drips.");
    assert_string_equal(post.by.struck_by, "");
    posts_free(&post, 1);
    must(thread_get(street->store, &street->ann, thread_of(street, first), &thread));
    assert_string_equal(thread.title, "The tap");
    must(hand_strike(street->store, &street->ben, word.id, NOON));
    assert_int_equal(hand_unstrike(street->store, &street->ben, word.id, NOON + DAY), RESULT_REFUSED);
    assert_int_equal(store_check(street->store, NULL, NULL, NULL, NULL), 0);
}

/* She withdrew it herself, and then somebody struck it: to take the strike back does not bring it back. */
static void what_was_withdrawn_before_stays_withdrawn(void **state)
{
    struct street *street = *state;
    struct homes homes = bring_maria(street);
    struct actor by = hand_of(street, &homes, &homes.thandi), herself = by;
    int64_t first = street_thread(street, &by, street->general, "The tap", "It drips.");
    struct hand_word word = word_of(street, &street->ben, first);
    struct post post;
    herself.hand = 0;
    must(post_withdraw(street->store, &herself, first, NOON));
    must(hand_strike(street->store, &street->ben, word.id, NOON + HOUR));
    must(hand_unstrike(street->store, &street->ben, word.id, NOON + 2 * HOUR));
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
    assert_int_equal(bookmark_set(street->store, &by, post, true, NOON), RESULT_REFUSED);
    assert_int_equal(member_leave(street->store, &by, NOON), RESULT_REFUSED);
    assert_int_equal(member_file(street->store, &by, &file), RESULT_REFUSED);
    assert_int_equal(actor_by_hand(street->store, &by, homes.maria, NOON, &again), RESULT_REFUSED);
    must(mark_read(street->store, &by, post));
    assert_int_equal(
        db_number(street->store, 0, "SELECT count(*) FROM read_mark WHERE member = ?", "i", homes.maria), 0);
    assert_int_equal(
        password_reset(street->store, &street->operator, "gogo-maria", "a good long password", NOON), RESULT_REFUSED);
}

static void nobody_writes_for_who_has_a_way_in(void **state)
{
    struct street *street = *state;
    struct homes homes = bring_maria(street);
    struct actor by = hand_of(street, &homes, &homes.thandi), other;
    int64_t thread, post;
    assert_int_equal(actor_by_hand(street->store, &street->ann, homes.sipho.member, NOON, &other), RESULT_REFUSED);
    assert_int_equal(actor_by_hand(street->store, &street->guest, homes.maria, NOON, &other), RESULT_REFUSED);
    must(db_run(street->store, "INSERT INTO password VALUES (?, 'x', 0, 0)", "i", homes.maria));
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
    must(draft_save(street->store, &by, DRAFT_THREAD, street->general, "Hers", "her words", NOON + 1));
    must(draft_get(street->store, &homes.thandi, DRAFT_THREAD, street->general, &draft));
    assert_string_equal(draft.body, "my own");
    drafts_free(&draft, 1);
    must(draft_get(street->store, &by, DRAFT_THREAD, street->general, &draft));
    assert_string_equal(draft.body, "her words");
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

/* What a unit takes along says so, too. */
static void the_export_names_the_hand(void **state)
{
    struct street *street = *state;
    struct homes homes = bring_maria(street);
    struct actor by = hand_of(street, &homes, &homes.thandi);
    char folder[] = "/tmp/hand-XXXXXX", path[80], problem[200], text[1000] = "";
    int64_t first = street_thread(street, &by, street->general, "The tap", "It drips.");
    assert_non_null(mkdtemp(folder));
    must(store_export(street->store, &street->operator, 1, folder, NOON, problem, sizeof problem));
    snprintf(path, sizeof path, "%s/thread-%lld.txt", folder, (long long)thread_of(street, first));
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    assert_non_null(strstr(text, "Gogo-Maria, by thandi's hand, not confirmed yet"));
    snprintf(path, sizeof path, "%s/posts.jsonl", folder);
    file = fopen(path, "r");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    assert_non_null(strstr(text, "\"hand\":\"thandi\",\"confirmed\":0"));
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
    must(password_reset(street->store, &street->operator, "ann", "a good long password", NOON + 3));
    must(shell_acts_list(street->store, &street->ann, acts, SHELL_ACTS_MOST, &count));
    assert_int_equal(count, 3);
    assert_non_null(strstr(acts[0].words, "new password"));
    assert_non_null(strstr(acts[1].words, "Next Street"));
    assert_non_null(strstr(acts[2].words, "greeter"));
    must(shell_acts_list(street->store, &street->ben, acts, SHELL_ACTS_MOST, &count));
    assert_int_equal(count, 0);
    must(shell_acts_seen(street->store, &street->ann, NOON + 4));
    must(shell_acts_list(street->store, &street->ann, acts, SHELL_ACTS_MOST, &count));
    assert_int_equal(count, 0);
}

/* In line mode nobody types the old one beside the new: `prove` was it. */
static void a_proof_changes_the_password_once(void **state)
{
    struct street *street = *state;
    const struct actor *ann = &street->ann;
    must(password_reset(street->store, &street->operator, "ann", "a good long password", NOON));
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
        street_test(the_export_names_the_hand),
        street_test(what_is_done_from_the_shell_stands_on_her_home),
        street_test(a_proof_changes_the_password_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
