/* test_invitations.c: invitations, second homes, joining, greeters, founding time, votes (RULES 1.1, 1.2, 1.12). */

#include <sys/wait.h>
#include <unistd.h>

#include "invitations.h"
#include "tests/store/files.h"
#include "tests/store/street.h"

static void add_homes(struct street *street, int count)
{
    for (int i = 0; i < count; i++) {
        char handle[16], home[16];
        int64_t member;
        snprintf(handle, sizeof handle, "n%c", "abcdefghjkmpqrstuvwx"[i]); /* none looks like another */
        snprintf(home, sizeof home, "D %d", i + 1);
        must(member_add(
            street->store, &street->operator, &(struct member_new) { .handle = handle, .home = home }, NOON, &member));
    }
}

static struct actor as(struct street *street, const char *handle)
{
    struct actor actor;
    must(actor_for(street->store, ACTOR_MEMBER, handle, &actor));
    return actor;
}

static struct invitation invite(
    struct street *street, const struct actor *who, const char *home, char code[INVITATION_CODE_BYTES])
{
    struct invitation invitation;
    must(invitation_make(street->store, who, home, NOON, code, &invitation));
    return invitation;
}

static enum result join(struct street *street, const char *code, const char *handle, int64_t now)
{
    struct actor actor;
    struct joining form = { .code = code, .handle = handle, .password = "a good long password" };
    return invitation_join(street->store, &form, -1, now, &actor);
}

static void says(const struct street *street, const char *words)
{
    if (strstr(store_reason(street->store), words) == NULL)
        fail_msg("\"%s\" is not in \"%s\"", words, store_reason(street->store));
}

static void a_code_makes_one_member(void **state)
{
    struct street *street = *state;
    struct actor eve, again;
    struct member member, greeter;
    char code[INVITATION_CODE_BYTES];
    invite(street, &street->ann, NULL, code);
    struct joining form = { .code = code, .handle = "Eve", .password = "a good long password" };
    must(invitation_join(street->store, &form, -1, NOON + DAY, &eve));
    must(member_get(street->store, &eve, eve.member, &member));
    assert_string_equal(member.handle, "Eve");
    assert_string_equal(member.home, "C 14");
    assert_int_equal(member.joined, NOON + DAY);
    must(login_password(street->store, "eve", form.password, -1, NOON + DAY, &again));
    must(invitation_greeter_of(street->store, &eve, eve.member, &greeter));
    assert_string_equal(greeter.handle, "ann"); /* nobody has the task: it is she who invited */
    assert_int_equal(join(street, code, "faith", NOON + DAY), RESULT_CONFLICT);
    says(street, "once");
    assert_int_equal(member_by_handle(street->store, &eve, "faith", &member), RESULT_NOT_FOUND);
}

static void a_code_is_typed_as_people_type(void **state)
{
    struct street *street = *state;
    struct invitation seen;
    char code[INVITATION_CODE_BYTES], typed[40] = " ";
    invite(street, &street->ann, NULL, code);
    for (const char *c = code; *c != '\0'; c++) /* in capitals, other groups */
        if (*c != '-')
            snprintf(typed + strlen(typed), 3, "%c ", *c >= 'a' ? *c - 'a' + 'A' : *c);
    must(invitation_check_code(street->store, typed, NOON, &seen));
    assert_string_equal(seen.inviter, ""); /* who invited is not the newcomer's to read off a card she found */
    assert_int_equal(invitation_check_code(street->store, "", NOON, &seen), RESULT_NOT_FOUND);
    says(street, "Ask a neighbour");
    assert_null(strstr(store_reason(street->store), "nvalid"));
    assert_int_equal(invitation_check_code(street->store, "22222222222222222222222222", NOON, &seen), RESULT_NOT_FOUND);
}

/* The code without its dashes, in capitals if so wanted. */
static void plain_code(const char *code, bool capitals, char plain[INVITATION_CODE_BYTES])
{
    size_t length = 0;
    for (; *code != '\0'; code++)
        if (*code != '-')
            plain[length++] = capitals && *code >= 'a' && *code <= 'z' ? (char)(*code - 'a' + 'A') : *code;
    plain[length] = '\0';
}

/* Neither the whole code nor eight letters in a row of it, so that no part makes guessing the rest easy. */
static bool file_holds_code(const char *path, const char *code)
{
    enum { PART = 8 };
    char plain[INVITATION_CODE_BYTES], part[PART + 1];
    bool found = files_hold_anywhere(path, code);
    for (int capitals = 0; capitals < 2; capitals++) {
        plain_code(code, capitals, plain);
        for (const char *at = plain; strlen(at) >= PART && !found; at++) {
            util_copy_text(part, sizeof part, at);
            found = files_hold_anywhere(path, part);
        }
    }
    return found;
}

static void codes_are_not_in_the_file(void **state)
{
    struct street street;
    struct actor eve;
    char folder[PATH_ROOM], path[PATH_ROOM], open[INVITATION_CODE_BYTES], used[INVITATION_CODE_BYTES];
    (void)state;
    files_folder(folder);
    files_path(path, folder, "house.db");
    street_open_at(&street, path);
    invite(&street, &street.ann, NULL, open);
    invite(&street, &street.ann, NULL, used);
    must(invitation_join(street.store,
        &(struct joining) { .code = used, .handle = "evelyne", .password = "a good long password" }, -1, NOON, &eve));
    assert_true(files_hold_anywhere(path, "evelyne")); /* what is written is seen: the log is looked at, too */
    assert_false(file_holds_code(path, open));
    assert_false(file_holds_code(path, used));
    store_close(street.store);
    assert_true(files_hold_anywhere(path, "evelyne"));
    assert_false(file_holds_code(path, open));
    assert_false(file_holds_code(path, used));
    files_remove(folder);
}

static void after_14_days_it_opens_nothing(void **state)
{
    struct street *street = *state;
    char code[INVITATION_CODE_BYTES];
    invite(street, &street->ann, NULL, code);
    assert_int_equal(join(street, code, "eve", NOON + 14 * DAY), RESULT_REFUSED);
    says(street, "14 days");
    must(join(street, code, "eve", NOON + 14 * DAY - 1));
}

static void three_are_open_at_most(void **state)
{
    struct street *street = *state;
    struct invitation fourth, list[8];
    size_t count;
    char code[INVITATION_CODE_BYTES], used[INVITATION_CODE_BYTES];
    invite(street, &street->ann, NULL, used);
    struct invitation second = invite(street, &street->ann, NULL, code);
    invite(street, &street->ann, NULL, code);
    assert_int_equal(invitation_make(street->store, &street->ann, NULL, NOON, code, &fourth), RESULT_REFUSED);
    must(invitation_make(street->store, &street->ben, NULL, NOON, code, &fourth)); /* hers are not his */
    must(join(street, used, "eve", NOON));                                         /* one that was used makes room */
    must(invitation_make(street->store, &street->ann, NULL, NOON, code, &fourth));
    must(invitation_withdraw(street->store, &street->ann, second.id, NOON)); /* as does one withdrawn */
    must(invitation_make(street->store, &street->ann, NULL, NOON, code, &fourth));
    assert_int_equal(invitation_make(street->store, &street->ann, NULL, NOON, code, &fourth), RESULT_REFUSED);
    must(invitations_list(street->store, &street->ann, NOON + 14 * DAY, list, 8, &count));
    assert_int_equal(count, 0);
    must(invitation_make(street->store, &street->ann, NULL, NOON + 14 * DAY, code, &fourth)); /* and those too old */
}

static void who_may_invite(void **state)
{
    struct street *street = *state;
    static const struct actor nobody = { .kind = ACTOR_NOBODY };
    struct invitation made, hers, list[4];
    char code[INVITATION_CODE_BYTES];
    size_t count;
    assert_int_equal(invitation_make(street->store, &street->guest, "C 14", NOON, code, &made), RESULT_REFUSED);
    assert_int_equal(invitation_make(street->store, &nobody, "C 14", NOON, code, &made), RESULT_REFUSED);
    assert_int_equal(invitations_list(street->store, &nobody, NOON, list, 4, &count), RESULT_REFUSED);
    must(invitation_make(street->store, &street->operator, "C 14", NOON, code, &made)); /* in founding time */
    hers = invite(street, &street->ann, NULL, code);
    assert_int_equal(invitation_withdraw(street->store, &street->ben, hers.id, NOON), RESULT_NOT_FOUND);
    add_homes(street, 9);
    assert_int_equal(invitation_make(street->store, &street->operator, "C 14", NOON, code, &made), RESULT_REFUSED);
    says(street, "members invite");
}

static void a_new_home_takes_a_second_homes_yes(void **state)
{
    struct street *street = *state;
    struct invitation list[4];
    size_t count;
    char code[INVITATION_CODE_BYTES];
    add_homes(street, 12);
    struct actor home1 = as(street, "na"), home2 = as(street, "nb");
    struct invitation waiting = invite(street, &home1, "D 40", code);
    assert_true(waiting.waits);
    assert_int_equal(join(street, code, "eve", NOON), RESULT_REFUSED);
    says(street, "second home");
    assert_int_equal(invitation_yes(street->store, &home1, waiting.id, NOON), RESULT_REFUSED);         /* not her own */
    assert_int_equal(invitation_yes(street->store, &street->ann, waiting.id, NOON), RESULT_NOT_FOUND); /* block C */
    must(invitations_list(street->store, &home2, NOON, list, 4, &count));
    assert_int_equal(count, 1);
    assert_string_equal(list[0].inviter, "na");
    assert_int_equal(invitation_withdraw(street->store, &home2, waiting.id, NOON), RESULT_REFUSED);
    must(invitation_yes(street->store, &home2, waiting.id, NOON));
    must(join(street, code, "eve", NOON));
    assert_false(invite(street, &home1, "d 40", code).waits); /* it is no longer new */
}

static void a_new_block_takes_any_second_home(void **state)
{
    struct street *street = *state;
    char code[INVITATION_CODE_BYTES];
    add_homes(street, 12);
    struct invitation waiting = invite(street, &street->ann, "F 1", code);
    assert_int_equal(invitation_yes(street->store, &street->ben, waiting.id, NOON), RESULT_NOT_FOUND);
    /* ben is of ann's home, and may not know of it */
    struct actor other = as(street, "nb");
    must(invitation_yes(street->store, &other, waiting.id, NOON));
    must(join(street, code, "eve", NOON));
}

static void founding_asks_for_no_yes(void **state)
{
    struct street *street = *state;
    struct house house;
    char code[INVITATION_CODE_BYTES];
    assert_false(invite(street, &street->ann, "F 1", code).waits);
    must(join(street, code, "eve", NOON));
    must(house_get(street->store, 1, &house));
    assert_int_equal(house.founded, 0);
    add_homes(street, 7); /* with C 14 and F 1: nine */
    must(house_get(street->store, 1, &house));
    assert_int_equal(house.founded, 0);
    invite(street, &street->ann, "F 2", code);
    must(join(street, code, "faith", NOON + HOUR));
    must(house_get(street->store, 1, &house));
    assert_int_equal(house.founded, NOON + HOUR);
    must(member_leave(street->store, &(struct actor) { .kind = ACTOR_MEMBER, .member = as(street, "faith").member },
        NOON + 2 * HOUR));
    must(house_get(street->store, 1, &house));
    assert_int_equal(house.founded, NOON + HOUR); /* it does not begin again */
}

static void a_refused_sign_up_leaves_the_code_good(void **state)
{
    struct street *street = *state;
    struct actor actor;
    char code[INVITATION_CODE_BYTES];
    invite(street, &street->ann, NULL, code);
    assert_int_equal(join(street, code, "Ann", NOON), RESULT_CONFLICT);
    assert_int_equal(join(street, code, "root", NOON), RESULT_INVALID);
    struct joining form = { .code = code, .handle = "eve", .password = "short" };
    assert_int_equal(invitation_join(street->store, &form, -1, NOON, &actor), RESULT_INVALID);
    form.password = NULL;
    assert_int_equal(invitation_join(street->store, &form, -1, NOON, &actor), RESULT_INVALID);
    form.key = "ssh-ed25519 AAAA";
    assert_int_equal(invitation_join(street->store, &form, -1, NOON, &actor), RESULT_INVALID);
    assert_int_equal(invitation_check_handle(street->store, "eve"), RESULT_OK); /* nothing of her was kept */
    must(join(street, code, "eve", NOON));
}

static void old_posts_count_as_read(void **state)
{
    struct street *street = *state;
    struct actor eve;
    struct unread_total total;
    char code[INVITATION_CODE_BYTES];
    invite(street, &street->ann, NULL, code);
    street_thread(street, &street->ann, street->general, "Long ago", "Read by now");
    street->now = NOON + 10 * DAY;
    street_thread(street, &street->ann, street->general, "Of late", "To be read");
    struct joining form = { .code = code, .handle = "eve", .password = "a good long password" };
    must(invitation_join(street->store, &form, -1, NOON + 14 * DAY - 1, &eve));
    must(mark_unread_total(street->store, &eve, &total));
    assert_int_equal(total.posts, 2);
    must(invitation_make(street->store, &street->ann, NULL, NOON + 15 * DAY, code, &(struct invitation) { 0 }));
    form.handle = "faith";
    must(invitation_join(street->store, &form, -1, NOON + 15 * DAY, &eve));
    must(mark_unread_total(street->store, &eve, &total));
    assert_int_equal(total.posts, 1);
}

static void greeters_by_task_take_turns(void **state)
{
    struct street *street = *state;
    struct member greeter, met[4];
    char code[INVITATION_CODE_BYTES];
    size_t count;
    add_homes(street, 2);
    must(seat_give(street->store, &street->operator, 1, "greeter", street->ben.member, NOON + 90 * DAY, NOON));
    must(seat_give(street->store, &street->operator, 1, "greeter", as(street, "na").member, NOON + 90 * DAY, NOON));
    must(seat_give(
        street->store, &street->operator, 1, "greeter", as(street, "nb").member, NOON - 1, NOON)); /* it is over */
    static const char *const expected[] = { "ben", "na", "ben" }; /* of the same block first, then whoever had fewer */
    static const char *const handles[] = { "eve", "faith", "grace" };
    for (int i = 0; i < 3; i++) {
        invite(street, &street->ann, NULL, code);
        must(join(street, code, handles[i], NOON + i));
        must(invitation_greeter_of(street->store, &street->ann, as(street, handles[i]).member, &greeter));
        assert_string_equal(greeter.handle, expected[i]);
    }
    must(invitation_greeted_by(street->store, &street->ben, NOON + DAY, met, 4, &count));
    assert_int_equal(count, 2);
    assert_string_equal(met[0].handle, "grace");
}

static void who_invited_whom_is_forgotten(void **state)
{
    struct street *street = *state;
    struct member greeter;
    char code[INVITATION_CODE_BYTES];
    invite(street, &street->ann, NULL, code);
    must(join(street, code, "eve", NOON));
    store_forget(street->store, NOON + 90 * DAY - 1);
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM invitation"), 1);
    store_forget(street->store, NOON + 90 * DAY);
    assert_int_equal(db_number(street->store, 0, "SELECT count(*) FROM invitation"), 0);
    assert_int_equal(
        invitation_greeter_of(street->store, &street->ann, as(street, "eve").member, &greeter), RESULT_NOT_FOUND);
}

static void leaving_takes_invitations_along(void **state)
{
    struct street *street = *state;
    char code[INVITATION_CODE_BYTES];
    invite(street, &street->ann, NULL, code);
    must(member_leave(street->store, &street->ann, NOON));
    assert_int_equal(join(street, code, "eve", NOON), RESULT_NOT_FOUND);
}

/* --- two at once with one code --- */

/* A process, as each session is one: the queue's lock belongs to a process. Its exit status is the result. */
static pid_t race(const char *path, const char *code, const char *handle)
{
    struct store *store;
    struct actor actor;
    struct joining form = { .code = code, .handle = handle, .password = "a good long password" };
    pid_t pid = fork();
    if (pid != 0)
        return pid;
    if (store_open(path, STORE_SERVE, &store) != STORE_OPENED)
        _exit(RESULT_BROKEN);
    enum result result = invitation_join(store, &form, -1, NOON, &actor);
    store_close(store);
    _exit((int)result);
}

static void of_many_at_once_one_gets_in(void **state)
{
    (void)state;
    enum { RACERS = 6 };
    struct street street;
    pid_t racers[RACERS];
    char folder[PATH_ROOM], path[PATH_ROOM], code[INVITATION_CODE_BYTES], handle[] = "eve?";
    files_folder(folder);
    files_path(path, folder, "house.db");
    street_open_at(&street, path);
    invite(&street, &street.ann, NULL, code);
    for (int i = 0; i < RACERS; i++) {
        handle[3] = (char)('a' + i);
        racers[i] = race(path, code, handle);
        assert_true(racers[i] > 0);
    }
    int in = 0;
    for (int i = 0; i < RACERS; i++) {
        int status = 0;
        assert_int_equal(waitpid(racers[i], &status, 0), racers[i]);
        assert_true(WIFEXITED(status));
        in += WEXITSTATUS(status) == RESULT_OK;
        assert_true(WEXITSTATUS(status) == RESULT_OK || WEXITSTATUS(status) == RESULT_CONFLICT);
    }
    assert_int_equal(in, 1);
    assert_int_equal(db_number(street.store, 0, "SELECT count(*) FROM member_name WHERE handle LIKE 'eve_'"), 1);
    store_close(street.store);
    files_remove(folder);
}

/* --- votes --- */

static void votes_come_after_14_days(void **state)
{
    static const struct {
        int64_t joined, assembled, now;
        bool may;
    } table[] = {
        { NOON, NOON - DAY, NOON, false }, { NOON, NOON - DAY, NOON + 14 * DAY - 1, false },
        { NOON, NOON - DAY, NOON + 14 * DAY, true }, { NOON, 0, NOON, true }, /* the founding assembly is hers */
        { NOON, NOON + DAY, NOON + DAY + 1, true },                           /* in before it closed */
        { NOON, NOON, NOON, true },                                           /* in the same second */
        { NOON + 1, NOON, NOON + DAY, false },
        { NOON, NOON - DAY, NOON - HOUR, false }, /* a clock that jumped back gives nobody a vote */
    };
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (member_may_vote(table[i].joined, table[i].assembled, 14 * DAY, table[i].now) != table[i].may)
            fail_msg("row %zu", i);
}

int main(void)
{
#define IN_STREET(test) cmocka_unit_test_setup_teardown(test, street_open, street_close)
    const struct CMUnitTest tests[] = {
        IN_STREET(a_code_makes_one_member),
        IN_STREET(a_code_is_typed_as_people_type),
        cmocka_unit_test(codes_are_not_in_the_file),
        IN_STREET(after_14_days_it_opens_nothing),
        IN_STREET(three_are_open_at_most),
        IN_STREET(who_may_invite),
        IN_STREET(a_new_home_takes_a_second_homes_yes),
        IN_STREET(a_new_block_takes_any_second_home),
        IN_STREET(founding_asks_for_no_yes),
        IN_STREET(a_refused_sign_up_leaves_the_code_good),
        IN_STREET(old_posts_count_as_read),
        IN_STREET(greeters_by_task_take_turns),
        IN_STREET(who_invited_whom_is_forgotten),
        IN_STREET(leaving_takes_invitations_along),
        cmocka_unit_test(of_many_at_once_one_gets_in),
        cmocka_unit_test(votes_come_after_14_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
