/*
 * covers.c: measures how fast a cover is on the open screens of its thread (RULES 7.1).
 *
 *     covers make FILE KEY READERS       a thread in a house in that file, and a moderator; prints the first post to
 * cover covers cover PORT KEYFILE READERS ROUNDS POST so many people have the thread open, and the moderator; she
 * covers that post, then the next one, and so on
 *
 * Times are from her Enter until "[covered" stands on a reader's screen. Figures are printed as "name value", one a
 * line.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "boards.h"
#include "members.h"
#include "store/base/db.h"
#include "tests/bench/figures.h"
#include "tests/bench/made.h"
#include "tests/bench/visitors.h"

enum {
    READERS_MOST = 500,
    ROUNDS_MOST = 5 /* so many posts fit on a screen */,
    SETTLE_MS = 2000,
    ROUND_MS = 2500,
    TYPED_MS = 500,
    DAY = 86400
};

static const struct step to_thread[] = { { "t", "Boards" }, { "j", "" }, { "\r", "A thread" }, { "\r", "first words" },
    { NULL, NULL } };

_Noreturn static void fail(const char *what)
{
    fprintf(stderr, "covers: %s\n", what);
    exit(1);
}

/* --- the house --- */

static void must(struct store *store, enum result result, const char *what)
{
    if (result == RESULT_OK)
        return;
    fprintf(stderr, "covers: %s: %s\n", what, store_reason(store));
    exit(1);
}

static int make(const char *path, const char *key_file, int readers)
{
    static const struct actor house = { .kind = ACTOR_CARETAKER, .here = 1 };
    struct store *store;
    struct actor author;
    int64_t now = (int64_t)time(NULL), thread, post, first;
    if (made_crowd(path, readers + 2, key_file, "a crowd of words") != 0 ||
        store_open(path, STORE_TOOL, &store) != STORE_OPENED)
        fail("the house cannot be made");
    int64_t last = db_number(store, 0, "SELECT max(id) FROM member"), moderator = last - readers - 1;
    must(store, seat_give(store, &house, 1, "moderator", moderator, now + 60 * DAY, now), "a moderator");
    /* all of the crowd live in one home, and nobody covers what somebody of her own wrote */
    must(store, db_run(store, "UPDATE member SET household = NULL WHERE id = ?", last), "a home of her own");
    char handle[HANDLE_BYTES];
    snprintf(handle, sizeof handle, "c%d", 100000 + readers + 1);
    must(store, actor_for(store, ACTOR_MEMBER, handle, &author), "an author");
    int64_t board = db_number(store, 0, "SELECT id FROM board WHERE slug = 'general'");
    must(store, thread_open(store, &author, board, "A thread", "first words", now, &thread, &post), "a thread");
    first = post + 1;
    for (int i = 0; i < ROUNDS_MOST; i++)
        must(store, post_reply(store, &author, post, "ZZZZZZZZZZZZZZZZZZZZZZZZ", now + i * 60, &thread), "a post");
    printf("%lld\n", (long long)first);
    store_close(store);
    return 0;
}

/* --- covering --- */

struct covers {
    struct visitors all; /* the first is the moderator */
    double *times;
    size_t seen, unseen;
};

/* The moderator types the command; the time runs from Enter. */
static void one_cover(struct covers *covers, long post)
{
    char command[120];
    struct visitor *moderator = covers->all.visitor[0];
    snprintf(command, sizeof command, ":cover %ld --reason floods --text Too many at once", post);
    visitor_type(moderator, command, NULL);
    visitors_until(&covers->all, now_ms() + TYPED_MS);
    for (size_t i = 1; i < covers->all.count; i++) {
        covers->all.visitor[i]->seen_length = 0;
        wait_begin(&covers->all.visitor[i]->news, "[covered: floods");
    }
    double since = now_ms();
    visitor_type(moderator, "\r", NULL);
    visitors_until(&covers->all, since + ROUND_MS);
    visitor_type(moderator, "q", NULL); /* from the answer, back to the thread */
    visitors_until(&covers->all, now_ms() + TYPED_MS);
    for (size_t i = 1; i < covers->all.count; i++) {
        const struct wait *news = &covers->all.visitor[i]->news;
        if (news->shown_at == 0)
            covers->unseen++;
        else
            covers->times[covers->seen++] = news->shown_at - since;
    }
}

static int run_cover(unsigned port, const char *key_file, size_t readers, int rounds, long first)
{
    static struct covers covers;
    struct way reader = { .port = port, .home = "help", .step = to_thread };
    if (ssh_pki_import_privkey_file(key_file, NULL, NULL, NULL, &reader.key) != SSH_OK)
        fail("the key cannot be read");
    covers.times = calloc(readers * (size_t)rounds, sizeof *covers.times);
    if (covers.times == NULL)
        fail("no memory");
    visitors_begin(&covers.all, readers + 1);
    visitors_bring(&covers.all, &reader, 0, readers + 1);
    visitors_until(&covers.all, now_ms() + SETTLE_MS);
    for (int i = 0; i < rounds; i++)
        one_cover(&covers, first + i);
    if (covers.seen == 0)
        fail("no screen showed a cover");
    printf("covers.readers %zu\ncovers.rounds %d\ncovers.unseen %zu\ncovers.lost %zu\n", readers, rounds, covers.unseen,
        covers.all.lost);
    print_times("covers.shown", covers.times, covers.seen);
    visitors_end(&covers.all);
    return 0;
}

int main(int argc, char **argv)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
    if (argc == 5 && strcmp(argv[1], "make") == 0 && atoi(argv[4]) > 0 && atoi(argv[4]) <= READERS_MOST)
        return make(argv[2], argv[3], atoi(argv[4]));
    signal(SIGPIPE, SIG_IGN);
    ssh_init();
    if (argc == 7 && strcmp(argv[1], "cover") == 0 && atoi(argv[4]) > 0 && atoi(argv[5]) > 0 &&
        atoi(argv[5]) <= ROUNDS_MOST)
        return run_cover((unsigned)atoi(argv[2]), argv[3], strtoul(argv[4], NULL, 10), atoi(argv[5]), atol(argv[6]));
    fprintf(stderr, "usage: covers make|cover ...: see the head of tests/bench/covers.c\n");
    return 2;
}
