/*
 * test_hashing.c: no password is hashed while the writers' queue is held: everybody's post would wait for it.
 *
 * This program has libsodium's two functions itself. They hash nothing, and count how often they were called inside a
 * write and outside one.
 */
#include "tests/store/street.h"

#include <sodium.h>

#include "invitations.h"
#include "lost.h"
#include "paper_codes.h"

static const struct store *watched;
static int outside, inside;

static void count_call(void)
{
    if (watched->depth > 0)
        inside++;
    else
        outside++;
}

int crypto_pwhash_str(char out[crypto_pwhash_STRBYTES], const char *const password, unsigned long long length,
    unsigned long long work, size_t memory)
{
    (void)length, (void)work, (void)memory;
    count_call();
    memset(out, 0, crypto_pwhash_STRBYTES);
    snprintf(out, crypto_pwhash_STRBYTES, "$%s", password);
    return 0;
}

int crypto_pwhash_str_verify(
    const char hash[crypto_pwhash_STRBYTES], const char *const password, unsigned long long length)
{
    (void)length;
    count_call();
    return strcmp(hash + 1, password) == 0 ? 0 : -1;
}

static void hashed_outside(int times)
{
    assert_int_equal(inside, 0);
    assert_int_equal(outside, times);
    outside = 0;
}

static void a_member_is_added_with_a_password(void **state)
{
    struct street *street = *state;
    struct member_new form = { .handle = "eve", .home = "C 15", .password = "correct horse" };
    int64_t member;
    watched = street->store;
    must(member_add(street->store, &street->operator, & form, NOON, &member));
    hashed_outside(1);
}

static void a_newcomer_chooses_a_password(void **state)
{
    struct street *street = *state;
    struct actor eve;
    struct invitation card;
    char code[INVITATION_CODE_BYTES];
    watched = street->store;
    must(invitation_make(street->store, &street->operator, "C 14", NOON, code, &card));
    struct joining form = { .code = code, .handle = "eve", .password = "correct horse" };
    must(invitation_join(street->store, &form, -1, NOON, &eve));
    hashed_outside(1);
}

static void a_password_is_changed_proved_and_set_by_the_steward(void **state)
{
    struct street *street = *state;
    struct actor actor;
    watched = street->store;
    must(password_change(street->store, &street->ann, NULL, "correct horse", -1, NOON));
    hashed_outside(1);
    must(password_change(street->store, &street->ann, "correct horse", "another horse", -1, NOON));
    hashed_outside(2);
    must(password_prove(street->store, &street->ann, "another horse", -1, NOON));
    hashed_outside(1);
    must(login_password(street->store, "ann", "another horse", -1, NOON, &actor));
    hashed_outside(1);
    must(street_reset(street->store, &street->operator, "ann", "a third horse", NOON));
    hashed_outside(1);
}

static void paper_codes_are_made_after_a_password(void **state)
{
    struct street *street = *state;
    char codes[PAPER_CODES][PAPER_CODE_BYTES];
    watched = street->store;
    must(password_change(street->store, &street->ann, NULL, "correct horse", -1, NOON));
    must(paper_codes_make(street->store, &street->ann, "correct horse", -1, NOON, codes));
    must(paper_codes_require(street->store, &street->ann, true, "correct horse", -1, NOON));
    hashed_outside(3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_member_is_added_with_a_password, street_open, street_close),
        cmocka_unit_test_setup_teardown(a_newcomer_chooses_a_password, street_open, street_close),
        cmocka_unit_test_setup_teardown(a_password_is_changed_proved_and_set_by_the_steward, street_open, street_close),
        cmocka_unit_test_setup_teardown(paper_codes_are_made_after_a_password, street_open, street_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
