/*
 * test_aid_race.c: neighbours in processes of their own say "I can" to the same ask at the same moment. One of them
 * has it, the others read that somebody was first. RULES 3.3. KILL_ROUNDS >= 200 (`make soak`): a thousand times.
 */
#include "tests/store/street.h"

#include <sys/wait.h>
#include <unistd.h>

#include "aid.h"
#include "tests/store/files.h"

enum { HELPERS = 3, ROUNDS = 60, MANY_ROUNDS = 1000 };

/* What a helper's "I can" came to. */
struct outcome {
    enum result result;
    bool somebody_was_first;
    int64_t match;
};

struct helper {
    struct actor actor;
    pid_t pid;
    int asks[2];     /* the ask to run for: an int64_t; its end sends her home */
    int outcomes[2]; /* one outcome with RESULT_OK and match 0 says that she stands at the line */
    int won;
};

struct race {
    char folder[PATH_ROOM], path[PATH_ROOM];
    struct actor ann;
    struct helper helpers[HELPERS];
    int gun[2]; /* a byte for each helper, in one write */
    struct store *store;
};

static void send_all(int fd, const void *bytes, size_t length)
{
    if (write(fd, bytes, length) != (ssize_t)length)
        _exit(10);
}

static int run_for_asks(struct race *race, struct helper *helper)
{
    struct store *store;
    int64_t ask;
    char shot;
    if (store_open(race->path, STORE_SERVE, &store) != STORE_OPENED)
        return 1;
    store_bulk(store);
    while (read(helper->asks[0], &ask, sizeof ask) == (ssize_t)sizeof ask) {
        struct outcome outcome = { .result = RESULT_OK };
        send_all(helper->outcomes[1], &outcome, sizeof outcome);
        if (read(race->gun[0], &shot, 1) != 1)
            return 2;
        outcome.result = aid_can(store, &helper->actor, ask, 0, NOON, &outcome.match);
        outcome.somebody_was_first =
            outcome.result != RESULT_OK && strstr(store_reason(store), "Somebody was first") != NULL;
        send_all(helper->outcomes[1], &outcome, sizeof outcome);
    }
    store_close(store);
    return 0;
}

static struct outcome outcome_of(struct helper *helper)
{
    struct outcome outcome;
    assert_int_equal(read(helper->outcomes[0], &outcome, sizeof outcome), sizeof outcome);
    return outcome;
}

/* --- the house, and who runs --- */

static void make_house(struct race *race)
{
    static const char *const handles[HELPERS] = { "eve", "flo", "gil" };
    struct street street;
    int64_t member;
    files_folder(race->folder);
    files_path(race->path, race->folder, "house.db");
    street_open_at(&street, race->path);
    race->ann = street.ann;
    for (int i = 0; i < HELPERS; i++) {
        struct member_new form = { .handle = handles[i], .home = "D 1" };
        must(member_add(street.store, &street.operator, & form, NOON, &member));
        must(actor_for(street.store, ACTOR_MEMBER, handles[i], &race->helpers[i].actor));
    }
    store_close(street.store); /* no connection crosses a fork */
}

static void start(struct race *race, struct helper *helper)
{
    assert_int_equal(pipe(helper->asks), 0);
    assert_int_equal(pipe(helper->outcomes), 0);
    fflush(NULL);
    helper->pid = fork();
    assert_true(helper->pid >= 0);
    if (helper->pid == 0) {
        /* Else a helper's end of another's pipe would keep her from going home. */
        close(race->gun[1]);
        for (struct helper *each = race->helpers; each <= helper; each++)
            close(each->asks[1]);
        _exit(run_for_asks(race, helper));
    }
    close(helper->asks[0]);
    close(helper->outcomes[1]);
}

static int begin(void **state)
{
    struct race *race = calloc(1, sizeof *race);
    *state = race;
    make_house(race);
    assert_int_equal(pipe(race->gun), 0);
    for (int i = 0; i < HELPERS; i++)
        start(race, &race->helpers[i]);
    assert_int_equal(store_open(race->path, STORE_SERVE, &race->store), STORE_OPENED);
    store_bulk(race->store);
    return 0;
}

static int end(void **state)
{
    struct race *race = *state;
    int status, ill = 0;
    close(race->gun[1]);
    for (int i = 0; i < HELPERS; i++) {
        close(race->helpers[i].asks[1]);
        ill += waitpid(race->helpers[i].pid, &status, 0) != race->helpers[i].pid || status != 0;
    }
    store_close(race->store);
    files_remove(race->folder);
    free(race);
    return ill;
}

/* --- the race --- */

static int64_t ask_again(struct race *race)
{
    int64_t ask;
    must(aid_ask_make(race->store, &race->ann,
        &(struct aid_form) { .kind = AID_FOOD, .line = "Bread", .many = 1, .urgency = AID_TODAY }, NOON, &ask));
    return ask;
}

static struct helper *one_is_first(struct race *race, int64_t ask)
{
    static const char shots[HELPERS];
    struct helper *first = NULL;
    for (int i = 0; i < HELPERS; i++)
        send_all(race->helpers[i].asks[1], &ask, sizeof ask);
    for (int i = 0; i < HELPERS; i++)
        outcome_of(&race->helpers[i]);
    send_all(race->gun[1], shots, sizeof shots);
    for (int i = 0; i < HELPERS; i++) {
        struct outcome outcome = outcome_of(&race->helpers[i]);
        if (outcome.result == RESULT_OK) {
            assert_null(first);
            assert_true(outcome.match > 0);
            first = &race->helpers[i];
            continue;
        }
        assert_int_equal(outcome.result, RESULT_CONFLICT);
        assert_true(outcome.somebody_was_first);
        assert_int_equal(outcome.match, 0);
    }
    assert_non_null(first);
    return first;
}

/* The asker finds exactly the one who was first, and it comes to its end: else she could not say "I can" again. */
static void settle(struct race *race, int64_t ask, struct helper *first)
{
    struct aid aid;
    struct aid_match match;
    int64_t next;
    must(aid_ask_get(race->store, &race->ann, ask, NOON, &aid));
    assert_int_equal(aid.state, AID_ANSWERED);
    must(aid_accept(race->store, &race->ann, ask, NOON));
    must(aid_match_get(race->store, &race->ann, aid.match, NOON, &match));
    assert_int_equal(match.state, MATCH_AGREED);
    assert_int_equal(strncmp(match.other, first->actor.handle, strlen(first->actor.handle)), 0);
    must(aid_done(race->store, &race->ann, ask, NOON, &next));
    aid_rows_free(&aid, 1);
}

static void exactly_one_is_first(void **state)
{
    struct race *race = *state;
    const char *rounds = getenv("KILL_ROUNDS");
    int all = rounds != NULL && atoi(rounds) >= 200 ? MANY_ROUNDS : ROUNDS;
    for (int round = 0; round < all; round++) {
        int64_t ask = ask_again(race);
        struct helper *first = one_is_first(race, ask);
        first->won++;
        settle(race, ask, first);
    }
    assert_int_equal(db_number(race->store, 0, "SELECT count(*) FROM aid_match"), all);
    assert_int_equal(store_check(race->store, NULL, NULL, NULL, NULL), 0);
    for (int i = 0; i < HELPERS; i++)
        print_message("%s was first in %d of %d\n", race->helpers[i].actor.handle, race->helpers[i].won, all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(exactly_one_is_first, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
