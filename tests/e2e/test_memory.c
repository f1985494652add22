/*
 * test_memory.c: what was said does not stay in the memory of those who only passed it on: a password once she is in, a
 * letter once it is sent. The test reads the memory of the house's processes, as one does who broke into them or took
 * the machine; that needs root, since they hide theirs.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/e2e/served.h"
#include "util.h"

#define PASSWORD "wet zebra under kites"
#define WORDS "quixotic jackdaws"

struct house {
    struct served served;
    struct terminal *member;
};

static int open_house(void **state)
{
    static struct house house;
    *state = &house;
    served_open(&house.served, false);
    free(served_says(&house.served, "thandi", "password", PASSWORD "\n", 0));
    assert_true(until(served_is_empty, &house.served, PATIENCE));
    house.member =
        served_visit(&house.served, &(struct visit) { .handle = "thandi", .password = PASSWORD, .no_pty = true });
    expect(house.member, "shared with others?");
    terminal_send(house.member, "no\r");
    expect(house.member, "help");
    return 0;
}

static int close_house(void **state)
{
    struct house *house = *state;
    terminal_close(house->member);
    served_close(&house->served);
    return 0;
}

struct search {
    const struct served *house;
    enum role role;
    const char *words;
    char *where;
};

static bool is_nowhere(void *context)
{
    struct search *search = context;
    pid_t pids[8];
    size_t count = served_processes(search->house, search->role, pids, 8);
    free(search->where);
    search->where = NULL;
    for (size_t i = 0; i < count && search->where == NULL; i++)
        search->where = served_memory_has(pids[i], search->words, strlen(search->words));
    return search->where == NULL;
}

/* A page is given back, and a draft is on disk, some seconds after the last key. */
static void nobody_knows(const struct house *house, const char *words, const enum role *roles, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct search search = { .house = &house->served, .role = roles[i], .words = words };
        if (!until(is_nowhere, &search, PATIENCE))
            fail_msg("the %s still knows \"%s\", %s", role_names[roles[i]], words, search.where);
    }
}

static void as_root(const struct house *house)
{
    pid_t gate = house->served.gate;
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/maps", (int)gate);
    struct ran maps = run((const char *const[]) { "grep", "-c", "libasan", path, NULL }, NULL, 0);
    bool sanitized = maps.status == 0;
    ran_free(&maps);
    if (geteuid() == 0 && !sanitized)
        return;
    print_message("This test looks into processes: as root, and without a sanitizer, which keeps what is freed.\n");
    skip();
}

static void a_password_is_forgotten_once_she_is_in(void **state)
{
    static const enum role all[] = { ROLE_GATE, ROLE_CARETAKER, ROLE_TEMPLATE, ROLE_WIRE, ROLE_SESSION };
    const struct house *house = *state;
    as_root(house);
    nobody_knows(house, PASSWORD, all, sizeof all / sizeof *all);
}

/* By all but her session, which may read it in the database. */
static void a_letter_is_forgotten_once_it_is_sent(void **state)
{
    static const enum role between[] = { ROLE_GATE, ROLE_CARETAKER, ROLE_TEMPLATE, ROLE_WIRE };
    const struct house *house = *state;
    struct terminal *t = house->member;
    as_root(house);
    terminal_send(t, "write sipho\r");
    terminal_send(t, "The " WORDS " come at six.\r");
    struct search draft = { .house = &house->served, .role = ROLE_SESSION, .words = WORDS };
    while (is_nowhere(&draft)) /* the search finds what is there */
        ;
    free(draft.where);
    terminal_send(t, ".\r");
    expect(t, "on its way");
    nobody_knows(house, WORDS, between, sizeof between / sizeof *between);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_password_is_forgotten_once_she_is_in),
        cmocka_unit_test(a_letter_is_forgotten_once_it_is_sent),
    };
    return cmocka_run_group_tests(tests, open_house, close_house);
}
