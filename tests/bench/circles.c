/*
 * circles.c: measures many reflection circles at once: how fast a piece that is passed is on all screens of its circle,
 * and what a circle takes in the memory of the process that holds it.
 *
 *     circles make FILE KEY CIRCLES PEOPLE   a house in that new file; so many circles, of so many people each, are due
 *     circles pass PORT KEYFILE CIRCLES PEOPLE
 *                                            all sit in their circles, by the screens; the piece goes round in each,
 *                                            twice: the first time shows the order, the second one is measured
 *
 * Figures are printed as "name value", one a line; times in milliseconds, from the moment at which the key is sent. The
 * name of who has the piece stands in large letters in the ring on each screen, and "YOU" on her own: that is waited
 * for. The first two of each circle are its keepers.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "ring.h"
#include "store/base/db.h"
#include "tests/bench/figures.h"
#include "tests/bench/made.h"
#include "tests/bench/visitors.h"

enum {
    CIRCLES_MOST = 40,
    EACH_MS = 50,         /* from the pass of one circle to that of the next one */
    ASKED_MS = 700,       /* a question takes no key in its first moment */
    READ_MS = 1300,       /* after the last pass */
    LOBBY_MS = 10 * 1000, /* gives up when something is not seen for so long */
    NAME_BYTES = 32,
    DAY = 86400,
};

static const struct step to_lobby[] = { { "c", "stays there" }, { "\r", "Enter goes in" }, { "\r", "and I come in" },
    { NULL, NULL } };

_Noreturn static void fail(const char *what)
{
    fprintf(stderr, "circles: %s\n", what);
    exit(1);
}

/* --- the house --- */

static void must(struct store *store, enum result result, const char *what)
{
    if (result != RESULT_OK)
        die("making circles: %s: %s", what, store_reason(store));
}

static void add_circle(struct store *store, int64_t first, int people, int64_t now)
{
    must(store,
        db_run(store,
            "INSERT INTO circle (unit, short, quarrel, open, purpose, prompts, at, opens, people, caller, keeper_a,"
            " keeper_b) SELECT unit, 0, 0, 0, 'Our nights', 'What would let you sleep?', ?2, ?2, ?3, ?1, ?1, ?1 + 1"
            " FROM membership WHERE member = ?1 LIMIT 1",
            first, now, (int64_t)people),
        "a circle");
    must(store,
        db_run(store,
            "INSERT INTO circle_person (circle, member, state, at)"
            " SELECT (SELECT max(id) FROM circle), id, 1, ?3 FROM member WHERE id >= ?1 AND id < ?1 + ?2",
            first, (int64_t)people, now),
        "who comes");
}

static int make(const char *path, const char *key_file, int circles, int people)
{
    struct store *store;
    int64_t now = (int64_t)time(NULL);
    if (made_crowd(path, circles * people, key_file, "a crowd of words") != 0)
        return 1;
    enum store_open_fault fault = store_open(path, STORE_TOOL, &store);
    if (fault != STORE_OPENED)
        die("%s: %s", path, store_open_sentence(fault));
    must(store, db_begin(store), "begin");
    must(store, db_run(store, "UPDATE member SET joined = joined - ?", (int64_t)60 * DAY), "who was in before");
    int64_t first = db_number(store, 0, "SELECT max(id) - ? + 1 FROM member", (int64_t)(circles * people));
    for (int i = 0; i < circles; i++)
        add_circle(store, first + (int64_t)i * people, people, now);
    must(store, db_commit(store), "commit");
    store_close(store);
    return 0;
}

/* --- the circles --- */

struct circles {
    struct visitors all; /* those of one circle stand behind each other */
    int circles, people;
    int order[CIRCLES_MOST][RING_PEOPLE_MOST]; /* who has the piece after whom, by number in the circle */
    char name[CIRCLES_MOST * RING_PEOPLE_MOST][NAME_BYTES];
    double *times;
    size_t seen, unseen, passes;
};

static struct visitor *person(const struct circles *circles, int circle, int who)
{
    return circles->all.visitor[circle * circles->people + who];
}

static bool sees(const struct visitor *visitor, const char *text)
{
    return memmem(visitor->seen, visitor->seen_length, text, strlen(text)) != NULL;
}

static void say_yes(struct circles *circles)
{
    size_t in = 0, count = circles->all.count;
    visitors_until(&circles->all, now_ms() + ASKED_MS);
    for (size_t i = 0; i < count; i++) {
        visitor_type(circles->all.visitor[i], "y", "People come in");
        visitors_turn(&circles->all, 2);
    }
    for (double begun = now_ms(); in < count && now_ms() < begun + LOBBY_MS;) {
        visitors_turn(&circles->all, 10);
        in = 0;
        for (size_t i = 0; i < count; i++)
            in += circles->all.visitor[i]->key.shown_at != 0;
    }
    if (in < count)
        fail("not all came in");
}

/* In each circle the first keeper opens a menu and takes one of its lines; so the piece comes to her. */
static void begin(struct circles *circles)
{
    for (int i = 0; i < circles->circles; i++)
        visitor_type(person(circles, i, 0), "k", NULL);
    visitors_until(&circles->all, now_ms() + ASKED_MS);
    for (int i = 0; i < circles->circles; i++)
        visitor_type(person(circles, i, 0), "b", "YOU");
    visitors_until(&circles->all, now_ms() + READ_MS);
    for (int i = 0; i < circles->circles; i++)
        if (person(circles, i, 0)->key.shown_at == 0)
            fail("a circle does not begin");
}

static void expect(struct circles *circles, int circle, int next)
{
    for (int i = 0; i < circles->people; i++) {
        struct visitor *visitor = person(circles, circle, i);
        visitor->seen_length = 0;
        wait_begin(&visitor->news, i == next ? "YOU" : circles->name[circle * circles->people + next]);
    }
}

/* Whoever has the piece in this circle passes it on. `next` RING_NOBODY: it is not known who gets it. */
static void pass(struct circles *circles, int circle, int holder, int next)
{
    for (int i = 0; i < circles->people && next == RING_NOBODY; i++)
        person(circles, circle, i)->seen_length = 0;
    if (next != RING_NOBODY)
        expect(circles, circle, next);
    visitor_type(person(circles, circle, holder), "p", NULL);
}

/* In all circles, one after the other; the menus are open before. */
static void pass_in_all(struct circles *circles, int turn, bool known)
{
    for (int i = 0; i < circles->circles; i++)
        visitor_type(person(circles, i, circles->order[i][turn]), "\r", NULL);
    visitors_until(&circles->all, now_ms() + ASKED_MS);
    double begun = now_ms();
    for (int i = 0; i < circles->circles; i++) {
        visitors_until(&circles->all, begun + (double)i * EACH_MS);
        pass(
            circles, i, circles->order[i][turn], known ? circles->order[i][(turn + 1) % circles->people] : RING_NOBODY);
    }
}

static int find_holder(const struct circles *circles, int circle)
{
    for (int who = 0; who < circles->people; who++)
        if (sees(person(circles, circle, who), "YOU"))
            return who;
    return RING_NOBODY;
}

static void learn(struct circles *circles)
{
    for (int turn = 0; turn < circles->people - 1; turn++) {
        pass_in_all(circles, turn, false);
        for (int i = 0; i < circles->circles; i++) {
            int *next = &circles->order[i][turn + 1];
            for (double since = now_ms(); (*next = find_holder(circles, i)) == RING_NOBODY;) {
                if (now_ms() - since > LOBBY_MS)
                    fail("nobody got the piece");
                visitors_turn(&circles->all, 10);
            }
        }
    }
}

static void take(struct circles *circles)
{
    for (size_t i = 0; i < circles->all.count; i++) {
        const struct wait *news = &circles->all.visitor[i]->news;
        if (news->shown_at == 0)
            circles->unseen++;
        else
            circles->times[circles->seen++] = news->shown_at - news->since;
    }
    circles->passes += (size_t)circles->circles;
}

/* The last one of the order has the piece: everybody who passed is offered it once more, in the same order. */
static void measure(struct circles *circles)
{
    double begun = now_ms();
    for (int turn = 0; turn < circles->people; turn++) {
        pass_in_all(circles, (turn + circles->people - 1) % circles->people, true);
        visitors_until(&circles->all, now_ms() + READ_MS);
        take(circles);
    }
    if (circles->seen == 0)
        fail("no screen showed who has the piece");
    print_times("circles.pass", circles->times, circles->seen);
    printf("circles.every_s %.1f\n", (now_ms() - begun) / 1000 / circles->people);
    printf("circles.unseen %zu\ncircles.passes %zu\ncircles.lost %zu\n", circles->unseen, circles->passes,
        circles->all.lost);
    printf("circles.number %d\ncircles.people %d\ncircles.ring_bytes %zu\n", circles->circles, circles->people,
        sizeof(struct ring));
}

static int run_pass(unsigned port, const char *key_file, int number, int people)
{
    static struct circles circles;
    struct way way = { .port = port, .home = "help", .step = to_lobby };
    size_t count = (size_t)number * (size_t)people;
    circles.circles = number;
    circles.people = people;
    circles.times = calloc(count * (size_t)people, sizeof *circles.times);
    if (circles.times == NULL || ssh_pki_import_privkey_file(key_file, NULL, NULL, NULL, &way.key) != SSH_OK)
        fail("no memory, or the key cannot be read");
    for (size_t i = 0; i < count; i++)
        snprintf(circles.name[i], NAME_BYTES, "C%zu", 100000 + i);
    visitors_begin(&circles.all, count);
    visitors_bring(&circles.all, &way, 0, count);
    if (circles.all.lost > 0)
        fail("not all arrived");
    say_yes(&circles);
    begin(&circles);
    learn(&circles);
    measure(&circles);
    return 0;
}

int main(int argc, char **argv)
{
    struct rlimit limit;
    int number = argc == 6 ? atoi(argv[4]) : 0, people = argc == 6 ? atoi(argv[5]) : 0;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
    if (number < 1 || number > CIRCLES_MOST || people < RING_BEGIN_LEAST || people > RING_PEOPLE_MOST)
        number = 0;
    if (number > 0 && strcmp(argv[1], "make") == 0)
        return make(argv[2], argv[3], number, people);
    signal(SIGPIPE, SIG_IGN);
    ssh_init();
    if (number > 0 && strcmp(argv[1], "pass") == 0)
        return run_pass((unsigned)atoi(argv[2]), argv[3], number, people);
    fprintf(stderr, "usage: circles make|pass ...: see the head of tests/bench/circles.c\n");
    return 2;
}
