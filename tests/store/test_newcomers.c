/* test_newcomers.c: a home hears of whom others bring into it and can say no; who has no home waits (RULES 1.1, 1.8).
 */
#include "newcomers.h"

#include "aid.h"
#include "hand.h"
#include "invitations.h"
#include "letters.h"
#include "tests/store/street.h"

static const struct actor house = { .kind = ACTOR_CARETAKER, .here = 1 };

/* She lives there since `at`, has a password, and logs in all the time. */
static struct actor settle(struct street *street, const char *handle, const char *home, int64_t at)
{
    struct member_new form = { .handle = handle, .home = home };
    struct actor actor;
    int64_t member;
    must(member_add(street->store, &house, &form, at, &member));
    must(db_run(street->store, "INSERT INTO password VALUES (?, '', 0, ?)", member, at));
    must(db_run(street->store, "INSERT INTO presence VALUES (?, ?, 0)", member, (int64_t)NOON + 10 * DAY));
    must(actor_for(street->store, ACTOR_MEMBER, handle, &actor));
    return actor;
}

struct block {
    struct street street;
    struct actor eve, hal, nia, oda, pia; /* hal and nia: C 15; oda: C 16; pia: C 17; eve: D 1 */
};

/* A founded street, where people have lived for a month. */
static int block_open(void **state)
{
    struct block *block = calloc(1, sizeof *block);
    *state = block;
    street_open_at(&block->street, ":memory:");
    block->hal = settle(&block->street, "hal", "C 15", NOON - 30 * DAY + HOUR);
    block->nia = settle(&block->street, "nia", "C 15", NOON - 29 * DAY);
    block->oda = settle(&block->street, "oda", "C 16", NOON - 29 * DAY);
    block->pia = settle(&block->street, "pia", "C 17", NOON - 29 * DAY);
    block->eve = settle(&block->street, "eve", "D 1", NOON - 29 * DAY);
    for (int i = 2; i < 9; i++) {
        char handle[16], home[16];
        snprintf(handle, sizeof handle, "d%c", "abcdefghjk"[i]);
        snprintf(home, sizeof home, "D %d", i);
        settle(&block->street, handle, home, NOON - 29 * DAY);
    }
    return 0;
}

static int block_close(void **state)
{
    struct block *block = *state;
    store_close(block->street.store);
    free(block);
    return 0;
}

static void says(const struct street *street, const char *words)
{
    if (strstr(store_reason(street->store), words) == NULL)
        fail_msg("\"%s\" is not in \"%s\"", words, store_reason(street->store));
}

static size_t listed(struct street *street, const struct actor *actor, int64_t now, struct newcomer out[8])
{
    size_t count;
    must(newcomers_list(street->store, actor, now, out, 8, &count));
    return count;
}

static struct invitation invite(
    struct street *street, const struct actor *who, const char *home, int64_t now, char code[INVITATION_CODE_BYTES])
{
    struct invitation invitation;
    must(invitation_make(street->store, who, home, now, code, &invitation));
    return invitation;
}

static enum result join(struct street *street, const char *code, const char *handle, int64_t now, struct actor *actor)
{
    struct joining form = { .code = code, .handle = handle, .password = "a good long password" };
    return invitation_join(street->store, &form, -1, now, actor);
}

static void what_can_be_stopped(void **state)
{
    (void)state;
    static const struct {
        int64_t used, now;
        bool may;
    } cases[] = {
        { 0, NOON, true }, /* nobody came in by it */
        { 0, NOON + 365 * (int64_t)DAY, true }, { NOON, NOON, true }, { NOON, NOON + 48 * HOUR - 1, true },
        { NOON, NOON + 48 * HOUR, false }, { NOON + HOUR, NOON, true }, /* the clock went back */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(newcomer_may_be_stopped(cases[i].used, cases[i].now), cases[i].may);
}

static void a_card_is_told_to_the_home_at_once(void **state)
{
    struct block *block = *state;
    struct street *street = &block->street;
    struct newcomer list[8];
    struct invitation mine[4];
    struct wrote wrote;
    struct actor zoe;
    char code[INVITATION_CODE_BYTES], words[NEWCOMER_WORDS];
    bool hal = false, nia = false;
    size_t count;
    while (store_wrote(street->store, &wrote))
        ;
    struct invitation card = invite(street, &block->eve, "c15", NOON, code);
    assert_false(card.waits);
    while (store_wrote(street->store, &wrote)) {
        hal = hal || wrote.member == block->hal.member;
        nia = nia || wrote.member == block->nia.member;
    }
    assert_true(hal && nia); /* their screens are drawn anew */
    assert_int_equal(listed(street, &block->nia, NOON, list), 1);
    assert_int_equal(list[0].state, NEWCOMER_CARD);
    assert_int_equal(list[0].id, card.id);
    newcomer_words(&list[0], words);
    assert_string_equal(words, "eve made a card for somebody of your home, C 15");
    assert_int_equal(listed(street, &block->oda, NOON, list), 0); /* it is not hers */
    assert_int_equal(listed(street, &block->eve, NOON, list), 0);
    assert_int_equal(newcomer_stop_card(street->store, &block->oda, card.id, NOON), RESULT_NOT_FOUND);
    assert_int_equal(newcomer_stop_card(street->store, &block->eve, card.id, NOON), RESULT_NOT_FOUND);
    must(newcomer_stop_card(street->store, &block->nia, card.id, NOON + HOUR));
    assert_int_equal(listed(street, &block->hal, NOON + HOUR, list), 0);
    assert_int_equal(join(street, code, "zoe", NOON + HOUR, &zoe), RESULT_REFUSED);
    says(street, "stopped this card");
    must(invitations_list(street->store, &block->eve, NOON + HOUR, mine, 4, &count)); /* whoever made it is told */
    assert_int_equal(count, 1);
    assert_true(mine[0].stopped);
}

/* The row of the issue: accounts in existing homes, made by one person's cards in an afternoon. */
static void whoever_came_by_a_card_is_out_of_the_home(void **state)
{
    struct block *block = *state;
    struct street *street = &block->street;
    struct newcomer list[8];
    struct newcomer_wait wait;
    struct actor zoe, again;
    struct member found;
    struct house before, after;
    struct member people[40];
    char code[INVITATION_CODE_BYTES], *file;
    size_t count;
    must(house_get(street->store, 1, &before));
    struct invitation card = invite(street, &block->eve, "C 15", NOON, code);
    must(join(street, code, "zoe", NOON + HOUR, &zoe));
    int64_t post = street_thread(street, &zoe, street->general, "Hello", "I am new.");
    must(draft_save(street->store, &zoe, DRAFT_THREAD, street->general, "Half", "of a text", NOON + HOUR));
    assert_int_equal(listed(street, &block->hal, NOON + HOUR, list), 1);
    assert_int_equal(list[0].state, NEWCOMER_CAME);
    assert_string_equal(list[0].handle, "zoe");
    assert_string_equal(list[0].by, "eve");
    assert_int_equal(listed(street, &zoe, NOON + HOUR, list), 0); /* she decides nothing about who was there before */
    struct wrote wrote;
    while (store_wrote(street->store, &wrote))
        ;
    must(newcomer_stop_card(street->store, &block->hal, card.id, NOON + 47 * HOUR));

    /* her session ends, and what it still asks is refused */
    bool ended = false;
    while (store_wrote(street->store, &wrote))
        ended = ended || wrote.member == zoe.member;
    assert_true(ended);
    int64_t id;
    assert_int_equal(letter_write(street->store, &zoe, "ann", "Hello", 0, 0, NOON + 47 * HOUR, &id), RESULT_REFUSED);
    says(street, "Nothing you wrote is lost");
    must(draft_save(street->store, &zoe, DRAFT_THREAD, 1, "What she was", "writing is kept", NOON + 47 * HOUR));

    /* she logs in, and nothing of the street is open to her */
    must(actor_for(street->store, ACTOR_MEMBER, "zoe", &again));
    assert_int_equal(again.kind, ACTOR_WAITING);
    assert_int_equal(again.unit_count, 0);
    must(newcomer_wait_get(street->store, &again, &wait));
    assert_string_equal(wait.home, "C 15");
    assert_true(wait.stopped);
    struct post read;
    assert_int_not_equal(post_get(street->store, &again, post, &read), RESULT_OK);
    assert_int_not_equal(members_list(street->store, &again, "", 40, NOON, people, &count), RESULT_OK);
    must(member_file(street->store, &again, 0, &file)); /* but her file is hers */
    assert_non_null(strstr(file, "I am new."));
    assert_non_null(strstr(file, "of a text"));
    free(file);

    /* she is counted nowhere, and what she wrote stays */
    must(house_get(street->store, 1, &after));
    assert_int_equal(after.members, before.members);
    must(members_list(street->store, &block->eve, "", 40, NOON, people, &count));
    for (size_t i = 0; i < count; i++)
        assert_string_not_equal(people[i].handle, "zoe");
    must(post_get(street->store, &street->ann, post, &read));
    posts_free(&read, 1);

    /* the home says yes: not whoever brought her, and not another home */
    assert_int_equal(newcomer_yes(street->store, &block->eve, "zoe", NOON + 3 * DAY), RESULT_REFUSED);
    assert_int_equal(newcomer_yes(street->store, &block->oda, "zoe", NOON + 3 * DAY), RESULT_REFUSED);
    says(street, "C 15");
    assert_int_equal(listed(street, &block->nia, NOON + 3 * DAY, list), 1);
    assert_int_equal(list[0].state, NEWCOMER_WAITS);
    must(newcomer_yes(street->store, &block->nia, "zoe", NOON + 3 * DAY));
    must(actor_for(street->store, ACTOR_MEMBER, "zoe", &again));
    assert_int_equal(again.kind, ACTOR_MEMBER);
    assert_true(again.unit_count > 0);
    must(member_get(street->store, &again, again.member, &found));
    assert_string_equal(found.home, "C 15");
    assert_int_equal(found.joined, NOON + 3 * DAY);
    assert_int_equal(listed(street, &block->hal, NOON + 3 * DAY, list), 0); /* what was agreed is not stopped again */
    assert_int_equal(newcomer_stop(street->store, &block->hal, "zoe", NOON + 3 * DAY), RESULT_REFUSED);
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM draft WHERE member = ?", again.member), 2);
}

static void after_48_hours_she_lives_there(void **state)
{
    struct block *block = *state;
    struct street *street = &block->street;
    struct newcomer list[8];
    struct actor zoe;
    char code[INVITATION_CODE_BYTES];
    struct invitation card = invite(street, &block->eve, "C 15", NOON, code);
    must(join(street, code, "zoe", NOON + 10 * DAY, &zoe)); /* the 48 hours begin when somebody comes in */
    assert_int_equal(listed(street, &block->hal, NOON + 12 * DAY - 1, list), 1);
    assert_int_equal(listed(street, &block->hal, NOON + 12 * DAY, list), 0);
    assert_int_equal(newcomer_stop_card(street->store, &block->hal, card.id, NOON + 12 * DAY), RESULT_REFUSED);
    must(newcomer_stop_card(street->store, &block->hal, card.id, NOON + 12 * DAY - 1));
}

/* While she can be put out herself she is no second home, and lets nobody in. */
static void who_can_be_stopped_says_no_yes(void **state)
{
    struct block *block = *state;
    struct street *street = &block->street;
    struct actor zoe;
    struct hand_person person;
    struct newcomer list[8];
    int64_t member;
    char code[INVITATION_CODE_BYTES], other[INVITATION_CODE_BYTES];
    invite(street, &block->eve, "C 15", NOON, code);
    must(join(street, code, "zoe", NOON, &zoe));
    struct invitation card = invite(street, &block->eve, "C 40", NOON, other);
    assert_true(card.waits);
    assert_int_equal(invitation_yes(street->store, &zoe, card.id, NOON + HOUR), RESULT_NOT_FOUND);
    must(hand_member_add(street->store, &block->eve, "Gogo", "C 16", NOON, &person));
    assert_int_equal(hand_member_confirm(street->store, &zoe, person.id, NOON + HOUR, &member), RESULT_REFUSED);
    must(member_add(
        street->store, &street->operator, &(struct member_new) { .handle = "moe", .home = "C 15" }, NOON, &member));
    assert_int_equal(listed(street, &zoe, NOON + HOUR, list), 0);
    assert_int_equal(newcomer_yes(street->store, &zoe, "moe", NOON + HOUR), RESULT_REFUSED);
    must(newcomer_yes(street->store, &zoe, "moe", NOON + 48 * HOUR));
}

/* What she did for others' coming in falls with her. */
static void her_cards_and_yeses_fall_with_her(void **state)
{
    struct block *block = *state;
    struct street *street = &block->street;
    struct actor zoe, next;
    char code[INVITATION_CODE_BYTES], hers[INVITATION_CODE_BYTES];
    invite(street, &block->eve, "C 15", NOON, code);
    must(join(street, code, "zoe", NOON, &zoe));
    invite(street, &zoe, "C 16", NOON, hers);
    must(newcomer_stop(street->store, &block->nia, "zoe", NOON + HOUR));
    assert_int_equal(join(street, hers, "next", NOON + HOUR, &next), RESULT_NOT_FOUND);
}

/* The same for a neighbour without a device: two homes that lie together bring nobody into a third. */
static void who_has_no_device_is_told_to_the_home_too(void **state)
{
    struct block *block = *state;
    struct street *street = &block->street;
    struct newcomer list[8];
    struct hand_person person;
    struct actor voice;
    int64_t member;
    must(hand_member_add(street->store, &block->eve, "Gogo Maria", "C 15", NOON, &person));
    assert_int_equal(listed(street, &block->hal, NOON, list), 1);
    assert_int_equal(list[0].state, NEWCOMER_TOLD);
    assert_int_equal(newcomer_stop(street->store, &block->oda, "gogo-maria", NOON), RESULT_NOT_FOUND);
    must(newcomer_stop(street->store, &block->hal, "gogo-maria", NOON));
    assert_int_equal(hand_member_confirm(street->store, &block->oda, person.id, NOON, &member), RESULT_NOT_FOUND);

    must(hand_member_add(street->store, &block->eve, "Gogo Rosa", "C 15", NOON, &person));
    must(hand_member_confirm(street->store, &block->oda, person.id, NOON, &member));
    assert_int_equal(listed(street, &block->nia, NOON + HOUR, list), 1);
    assert_int_equal(list[0].state, NEWCOMER_CAME);
    must(newcomer_stop(street->store, &block->nia, "Gogo-Rosa", NOON + HOUR));
    assert_int_equal(actor_by_hand(street->store, &block->eve, member, NOON + HOUR, &voice), RESULT_REFUSED);
    assert_int_equal(newcomer_yes(street->store, &block->eve, "Gogo-Rosa", NOON + DAY), RESULT_REFUSED);
    must(newcomer_yes(street->store, &block->hal, "Gogo-Rosa", NOON + DAY));
    must(actor_by_hand(street->store, &block->eve, member, NOON + DAY, &voice));
}

/* A home that nobody logs in from cannot hear: it counts as new, and a second home of its block is asked. */
static void a_silent_home_counts_as_new(void **state)
{
    struct block *block = *state;
    struct street *street = &block->street;
    struct hand_person person;
    struct actor zoe;
    int64_t member;
    char code[INVITATION_CODE_BYTES];
    must(hand_member_add(street->store, &block->oda, "Gogo", "C 20", NOON, &person));
    must(hand_member_confirm(street->store, &block->pia, person.id, NOON, &member));
    struct invitation card = invite(street, &block->eve, "C 20", NOON, code);
    assert_true(card.waits);
    assert_int_equal(join(street, code, "zoe", NOON, &zoe), RESULT_REFUSED);
    says(street, "Nobody of your home logs in");
    assert_int_equal(invitation_yes(street->store, &block->eve, card.id, NOON), RESULT_REFUSED);
    must(invitation_yes(street->store, &block->pia, card.id, NOON));
    must(join(street, code, "zoe", NOON, &zoe));
    assert_false(invite(street, &block->eve, "C 20", NOON, code).waits); /* zoe hears of it */

    card = invite(street, &block->oda, "C 17", NOON, code);
    assert_false(card.waits);
    must(db_run(street->store, "UPDATE presence SET seen = ? WHERE member = ?", NOON - 31 * DAY, block->pia.member));
    must(invitation_withdraw(street->store, &block->oda, card.id, NOON));
    assert_true(invite(street, &block->oda, "C 17", NOON, code).waits);
    assert_false(invite(street, &block->pia, NULL, NOON, code).waits); /* for her own home she says so herself */
}

/* RULES 1.2, 1.10: once the house is founded the shell makes no member of a live street. */
static void the_shell_makes_no_member_of_a_live_street(void **state)
{
    struct block *block = *state;
    struct street *street = &block->street;
    struct newcomer list[8];
    struct actor moe;
    struct member found;
    struct house before, after;
    int64_t member;
    struct member_new form = { .handle = "moe", .home = "C 15", .password = "a good long password" };
    must(house_get(street->store, 1, &before));
    must(member_add(street->store, &street->operator, & form, NOON, &member));
    must(house_get(street->store, 1, &after));
    assert_int_equal(after.members, before.members);
    must(member_get(street->store, &street->operator, member, &found));
    assert_true(found.waits);
    assert_string_equal(found.home, "");
    must(login_password(street->store, "moe", form.password, -1, NOON, &moe));
    assert_int_equal(moe.kind, ACTOR_WAITING);
    int64_t thread, post;
    assert_int_equal(
        thread_open(street->store, &moe, street->general, "Hello", "Words.", NOON, &thread, &post), RESULT_REFUSED);
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM membership WHERE member = ?", member), 0);
    assert_int_equal(listed(street, &block->hal, NOON, list), 1);
    assert_int_equal(list[0].state, NEWCOMER_WAITS);
    assert_string_equal(list[0].by, "");
    assert_int_equal(
        newcomer_yes(street->store, &block->oda, "moe", NOON), RESULT_REFUSED); /* C 16 of the same block */
    assert_int_equal(newcomer_yes(street->store, &street->operator, "moe", NOON), RESULT_REFUSED);
    must(newcomer_yes(street->store, &block->hal, "moe", NOON + HOUR));
    must(login_password(street->store, "moe", form.password, -1, NOON + HOUR, &moe));
    assert_int_equal(moe.kind, ACTOR_MEMBER);
    must(house_get(street->store, 1, &after));
    assert_int_equal(after.members, before.members + 1);
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM membership WHERE member = ?", member), 1);
}

static void a_new_home_from_the_shell_asks_a_second_home(void **state)
{
    struct block *block = *state;
    struct street *street = &block->street;
    struct member found;
    int64_t member;
    must(member_add(
        street->store, &street->operator, &(struct member_new) { .handle = "moe", .home = "C 40" }, NOON, &member));
    assert_int_equal(newcomer_yes(street->store, &block->eve, "moe", NOON), RESULT_REFUSED); /* block D */
    must(newcomer_yes(street->store, &block->oda, "moe", NOON));
    must(member_get(street->store, &block->oda, member, &found));
    assert_string_equal(found.home, "C 40");
}

/* What the shell made in founding time, and was used after it. */
static void a_shells_card_of_founding_time_asks_the_home(void **state)
{
    struct street *street = *state;
    struct invitation card, open;
    struct actor zoe;
    char code[INVITATION_CODE_BYTES], early[INVITATION_CODE_BYTES];
    struct actor hal = settle(street, "hal", "C 15", NOON - DAY);
    must(invitation_make(street->store, &street->operator, "C 15", NOON, early, &open));
    must(join(street, early, "yan", NOON, &zoe)); /* in founding time all is for now */
    must(invitation_make(street->store, &street->operator, "C 15", NOON, code, &card));
    for (int i = 0; i < 10; i++) {
        char handle[16], home[16];
        snprintf(handle, sizeof handle, "d%c", "abcdefghjk"[i]);
        snprintf(home, sizeof home, "D %d", i + 1);
        settle(street, handle, home, NOON);
    }
    struct actor other;
    must(actor_for(street->store, ACTOR_MEMBER, "da", &other));
    assert_int_equal(join(street, code, "zoe", NOON + HOUR, &zoe), RESULT_REFUSED);
    says(street, "lives in that home");
    assert_int_equal(invitation_yes(street->store, &other, card.id, NOON + HOUR), RESULT_NOT_FOUND);
    must(invitation_yes(street->store, &hal, card.id, NOON + HOUR));
    must(join(street, code, "zoe", NOON + HOUR, &zoe));
}

/* In founding time a street is made in one go, as it was. */
static void founding_time_asks_nobody(void **state)
{
    struct street *street = *state;
    struct member found;
    int64_t member;
    for (int i = 0; i < 9; i++) { /* with C 14: ten homes */
        char handle[16], home[16];
        snprintf(handle, sizeof handle, "d%c", "abcdefghjk"[i]);
        snprintf(home, sizeof home, "D %d", i + 1);
        must(member_add(
            street->store, &street->operator, &(struct member_new) { .handle = handle, .home = home }, NOON, &member));
        must(member_get(street->store, &street->operator, member, &found));
        assert_false(found.waits);
    }
    must(member_add(
        street->store, &street->operator, &(struct member_new) { .handle = "late", .home = "D 1" }, NOON, &member));
    must(member_get(street->store, &street->operator, member, &found));
    assert_true(found.waits);
}

/* Whatever she asks for, nothing but her own file and the way out is hers. */
static void nothing_is_open_to_who_waits(void **state)
{
    struct block *block = *state;
    struct street *street = &block->street;
    struct store *store = street->store;
    struct actor moe;
    int64_t member, id, number;
    size_t count;
    struct board boards[8];
    struct invitation card;
    struct hand_person person;
    struct found found;
    struct ledger_entry entry;
    struct seat seats[4];
    struct settings settings = { 0 };
    char code[INVITATION_CODE_BYTES];
    must(member_add(store, &street->operator, &(struct member_new) { .handle = "moe", .home = "C 15" }, NOON, &member));
    must(actor_for(store, ACTOR_MEMBER, "moe", &moe));
    must(boards_list(store, &moe, boards, 8, &count));
    assert_int_equal(count, 0); /* not even what is public */
    assert_int_equal(invitation_make(store, &moe, NULL, NOON, code, &card), RESULT_REFUSED);
    assert_int_equal(invitation_make(store, &moe, "C 15", NOON, code, &card), RESULT_REFUSED);
    assert_int_equal(hand_member_add(store, &moe, "Gogo", "C 15", NOON, &person), RESULT_REFUSED);
    assert_int_equal(settings_set(store, &moe, &settings, NOON), RESULT_REFUSED);
    assert_int_equal(letter_write(store, &moe, "hal", "Hello", 0, 0, NOON, &id), RESULT_REFUSED);
    assert_int_equal(seats_list(store, &moe, NOON, seats, 4, &count), RESULT_REFUSED);
    assert_int_equal(
        search(store, &moe, &(struct search_query) { .words = "hello" }, 1, &found, &count), RESULT_REFUSED);
    must(ledger_after(store, &moe, 0, 1, &entry, &count));
    assert_int_equal(count, 0);
    struct newcomer list[4];
    assert_int_equal(newcomers_list(store, &moe, NOON, list, 4, &count), RESULT_REFUSED);
    assert_int_equal(newcomer_yes(store, &moe, "moe", NOON), RESULT_REFUSED);
    assert_int_equal(members_online(store, &moe, NOON, &number, &(struct member) { 0 }, 0, &count), RESULT_REFUSED);
    must(member_leave(store, &moe, NOON));
    assert_int_equal(db_number(store, 0, "SELECT count(*) FROM at_door"), 0);
}

/* RULES 1.4, 10.2: she waits with a password of the shell: she chooses her own, and then reads her file and leaves. */
static void who_waits_chooses_a_password_and_may_go(void **state)
{
    struct block *block = *state;
    struct street *street = &block->street;
    struct store *store = street->store;
    struct actor moe;
    int64_t member;
    char *file;
    must(member_add(store,
        &street->operator, &(
            struct member_new) { .handle = "moe", .home = "C 15", .password = "of the steward", .password_due = true },
        NOON, &member));
    must(login_password(store, "moe", "of the steward", -1, NOON, &moe));
    assert_int_equal(moe.kind, ACTOR_WAITING);
    assert_true(member_password_is_due(store, &moe));
    assert_int_equal(member_file(store, &moe, 0, &file), RESULT_REFUSED);
    assert_int_equal(member_leave(store, &moe, NOON), RESULT_REFUSED);
    assert_int_equal(password_change(store, &moe, NULL, "of the steward", -1, NOON), RESULT_REFUSED);
    must(password_change(store, &moe, NULL, "chosen by moe", -1, NOON));
    must(login_password(store, "moe", "chosen by moe", -1, NOON, &moe));
    assert_false(member_password_is_due(store, &moe));
    must(member_file(store, &moe, 0, &file));
    free(file);
    must(member_leave(store, &moe, NOON));
}

int main(void)
{
#define IN_BLOCK(test) cmocka_unit_test_setup_teardown(test, block_open, block_close)
#define IN_STREET(test) cmocka_unit_test_setup_teardown(test, street_open, street_close)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_can_be_stopped),
        IN_BLOCK(a_card_is_told_to_the_home_at_once),
        IN_BLOCK(whoever_came_by_a_card_is_out_of_the_home),
        IN_BLOCK(after_48_hours_she_lives_there),
        IN_BLOCK(who_can_be_stopped_says_no_yes),
        IN_BLOCK(her_cards_and_yeses_fall_with_her),
        IN_BLOCK(who_has_no_device_is_told_to_the_home_too),
        IN_BLOCK(a_silent_home_counts_as_new),
        IN_BLOCK(the_shell_makes_no_member_of_a_live_street),
        IN_BLOCK(a_new_home_from_the_shell_asks_a_second_home),
        IN_STREET(a_shells_card_of_founding_time_asks_the_home),
        IN_STREET(founding_time_asks_nobody),
        IN_BLOCK(nothing_is_open_to_who_waits),
        IN_BLOCK(who_waits_chooses_a_password_and_may_go),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
