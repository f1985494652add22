#include "tests/bench/made.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "boards.h"
#include "members.h"
#include "store/base/db.h"
#include "tests/bench/figures.h"
#include "util.h"

enum {
    COMMUNES = 4,
    BOARDS_EACH = 6,   /* the last board of each commune is for the whole neighbourhood */
    OPEN_THREADS = 64, /* open at the same time, in each commune and on the public board */
    RECENT = 32,       /* the last posts of a thread, which may still be answered */
    THREAD_LONGEST = 10000,
    THREAD_LONG = 100,
    BATCH = 4000, /* posts in one transaction */
    SECONDS_APART = 150,
    PUBLIC = COMMUNES, /* index in `talks` of the public board's threads */
};
static const int64_t started = 1609459200; /* 2021-01-01 */

struct talk {
    int64_t board, thread, recent[RECENT];
    int64_t posts, goal;
};

struct made {
    struct store *store;
    struct actor operator, * member;
    int64_t members, now, commune[COMMUNES], board[COMMUNES][BOARDS_EACH], open_board;
    struct talk talk[COMMUNES + 1][OPEN_THREADS];
    struct chance chance;
    FILE *places;
};

static void must(const struct made *made, enum result result, const char *what)
{
    if (result != RESULT_OK)
        die("making the database: %s: %s", what, store_reason(made->store));
}

static void begin(struct made *made)
{
    must(made, db_begin(made->store), "begin");
}

static void commit(struct made *made)
{
    must(made, db_commit(made->store), "commit");
}

static void make_units(struct made *made)
{
    int64_t neighbourhood;
    must(made,
        unit_add(made->store, &made->operator, "Bench Neighbourhood", NULL, UNIT_NEIGHBOURHOOD, 0, made->now,
            &neighbourhood),
        "the neighbourhood");
    for (int i = 0; i < COMMUNES; i++) {
        char name[40], slug[32];
        snprintf(name, sizeof name, "Commune %c", 'A' + i);
        must(made,
            unit_add(
                made->store, &made->operator, name, NULL, UNIT_COMMUNE, neighbourhood, made->now, &made->commune[i]),
            name);
        for (int k = 0; k < BOARDS_EACH; k++) {
            enum visibility visibility = k == BOARDS_EACH - 1 ? VISIBLE_CONFEDERATION : VISIBLE_UNIT;
            snprintf(slug, sizeof slug, "%c-talk-%c", 'a' + i, 'a' + k);
            must(made,
                board_add(made->store, &made->operator, made->commune[i], slug, slug, visibility, made->now,
                    &made->board[i][k]),
                slug);
        }
    }
    must(made,
        board_add(made->store, &made->operator, made->commune[0], "open", "For everybody", VISIBLE_PUBLIC, made->now,
            &made->open_board),
        "the public board");
    struct actor steward = made->operator; /* guests come in once each commune lets them in */
    must(made, house_set(made->store, &steward, "guests", "yes", made->now), "guests");
    for (int i = 0; i < COMMUNES; i++) {
        steward.here = made->commune[i];
        must(made, house_set(made->store, &steward, "guests", "yes", made->now), "guests");
    }
}

/* Thousands of homes join at once. The caretaker, unlike a steward, needs no home's yes for them. */
static const struct actor house_itself = { .kind = ACTOR_CARETAKER, .here = 1 };

static int64_t add_member(struct made *made, const char *handle, const char *home)
{
    int64_t member;
    struct member_new form = { .handle = handle, .home = home };
    must(made, member_add(made->store, &house_itself, &form, made->now, &member), handle);
    return member;
}

static void join_all(struct made *made, int64_t member)
{
    for (int i = 0; i < COMMUNES; i++)
        must(made, unit_join(made->store, &made->operator, made->commune[i], member, made->now), "join");
}

static void make_members(struct made *made)
{
    char handle[32], home[32];
    join_all(made, add_member(made, MADE_READER, "Z 1"));
    add_member(made, MADE_OUTSIDER, "Z 2");
    for (int64_t i = 0; i < made->members; i++) {
        snprintf(handle, sizeof handle, "m%" PRId64, 100000 + i);
        snprintf(home, sizeof home, "%c %" PRId64, (char)('A' + i % 20), 1 + i / 80);
        int64_t member = add_member(made, handle, home);
        must(made, unit_join(made->store, &made->operator, made->commune[i % COMMUNES], member, made->now), handle);
        must(made, actor_for(made->store, ACTOR_MEMBER, handle, &made->member[i]), handle);
    }
}

/* A random member of that commune; a few write much, many write little. */
static const struct actor *somebody(struct made *made, int commune)
{
    uint64_t crowd = (uint64_t)made->members / COMMUNES;
    uint64_t within = 1 + chance_below(&made->chance, crowd);
    uint64_t which = chance_below(&made->chance, within);
    return &made->member[which * COMMUNES + (uint64_t)commune];
}

/* Most threads are short; one in some thousands is very long. */
static int64_t thread_goal(struct made *made)
{
    int64_t goal = 3000000 / (int64_t)(1 + chance_below(&made->chance, 1000000));
    return goal > THREAD_LONGEST ? THREAD_LONGEST : goal;
}

static void remember(struct made *made, struct talk *talk, int64_t post)
{
    talk->recent[talk->posts++ % RECENT] = post;
    if ((talk->goal >= THREAD_LONG || talk->board == made->open_board) && talk->posts % 97 == 1)
        fprintf(made->places, "%" PRId64 " %" PRId64 " %" PRId64 " %d\n", talk->board, talk->thread, post,
            talk->board == made->open_board);
}

static void open_thread(struct made *made, int group, struct talk *talk, const struct actor *author, const char *body)
{
    char title[60];
    int64_t post;
    *talk = (struct talk) {
        .board = group == PUBLIC ? made->open_board : made->board[group][chance_below(&made->chance, BOARDS_EACH)],
        .goal = thread_goal(made),
    };
    words_fill(&made->chance, 4, group == PUBLIC, title, sizeof title);
    must(made, thread_open(made->store, author, talk->board, title, body, made->now, &talk->thread, &post), "a thread");
    remember(made, talk, post);
}

static void reply_in(struct made *made, struct talk *talk, const struct actor *author, const char *body)
{
    int64_t held = talk->posts < RECENT ? talk->posts : RECENT, post;
    int64_t back = chance_below(&made->chance, 2) ? 1 : 1 + (int64_t)chance_below(&made->chance, (uint64_t)held);
    int64_t parent = talk->recent[(talk->posts - back) % RECENT];
    must(made, post_reply(made->store, author, parent, body, made->now, &post), "a reply");
    remember(made, talk, post);
}

/* A member opens a thread, or a few members answer each other in one. Returns the number of posts. */
static int64_t talk_a_while(struct made *made)
{
    int group = chance_below(&made->chance, 100) == 0 ? PUBLIC : (int)chance_below(&made->chance, COMMUNES);
    struct talk *talk = &made->talk[group][chance_below(&made->chance, OPEN_THREADS)];
    int64_t burst = 1 + talk->goal / 50;
    char body[1000];
    if (group == PUBLIC && burst > 4)
        burst = 4;
    for (int64_t i = 0; i < burst; i++) {
        const struct actor *author = somebody(made, group == PUBLIC ? 0 : group);
        words_fill(&made->chance, 8 + (int)chance_below(&made->chance, 50), group == PUBLIC, body, sizeof body);
        made->now += SECONDS_APART;
        if (talk->posts >= talk->goal)
            open_thread(made, group, talk, author, body);
        else
            reply_in(made, talk, author, body);
    }
    return burst;
}

static void make_posts(struct made *made, int64_t posts)
{
    double start = now_ms();
    int64_t written = 0, committed = 0;
    begin(made);
    while (written < posts) {
        written += talk_a_while(made);
        if (written - committed < BATCH)
            continue;
        commit(made);
        store_checkpoint(made->store, false);
        begin(made);
        if (written / 100000 != committed / 100000)
            fprintf(stderr, "bench: %" PRId64 " posts after %.0f s\n", written, (now_ms() - start) / 1000);
        committed = written;
    }
    commit(made);
}

/* Marks two of three threads as read by the reader at some time. */
static void read_most(struct made *made)
{
    struct actor reader;
    struct thread page[100];
    size_t count;
    must(made, actor_for(made->store, ACTOR_MEMBER, MADE_READER, &reader), "the reader");
    begin(made);
    for (int i = 0; i < COMMUNES * BOARDS_EACH; i++) {
        int64_t before = 0;
        do {
            must(made,
                threads_list(
                    made->store, &reader, made->board[i / BOARDS_EACH][i % BOARDS_EACH], before, 100, page, &count),
                "threads");
            for (size_t k = 0; k < count; k++)
                if (page[k].id % 3 != 0)
                    must(made, mark_read(made->store, &reader, page[k].last_post), "reading");
            before = count > 0 ? page[count - 1].last_post : 0;
        } while (count == 100);
    }
    commit(made);
}

int made_make(const char *path, int64_t posts, int64_t members)
{
    static struct made made;
    char places[1100];
    made = (struct made) { .members = members, .now = started, .chance = { 20210101 } };
    made.member = xcalloc((size_t)members, sizeof *made.member);
    snprintf(places, sizeof places, "%s.places", path);
    enum store_open_fault fault = store_create(path, &made.store);
    made.places = fopen(places, "w");
    if (fault != STORE_OPENED || made.places == NULL)
        die("%s: %s", path, store_open_sentence(fault));
    /* The file is of no use before it is complete, so it need not be on the disk earlier. */
    sqlite3_exec(made.store->db, "PRAGMA synchronous=OFF; PRAGMA cache_size=-400000", NULL, NULL, NULL);
    must(&made, house_make(made.store, "Bench House", UNIT_COMMUNE, made.now), "the house");
    must(&made, actor_for(made.store, ACTOR_OPERATOR, "", &made.operator), "the operator");
    begin(&made);
    make_units(&made);
    make_members(&made);
    commit(&made);
    make_posts(&made, posts);
    join_all(&made, add_member(&made, MADE_NEWCOMER, "Z 3"));
    read_most(&made);
    store_checkpoint(made.store, true);
    store_close(made.store);
    fclose(made.places);
    free(made.member);
    return 0;
}

static void read_line(const char *path, char *line, int size)
{
    FILE *file = fopen(path, "r");
    bool read = file != NULL && fgets(line, size, file) != NULL;
    if (file != NULL)
        fclose(file);
    if (!read)
        die("cannot read %s", path);
    line[strcspn(line, "\n")] = '\0';
}

int made_crowd(const char *path, int64_t count, const char *key_file, const char *password)
{
    struct made made = { .now = (int64_t)time(NULL) };
    char handle[32], home[32], key[2000];
    int64_t first = 0, member;
    read_line(key_file, key, sizeof key);
    enum store_open_fault fault = store_open(path, STORE_TOOL, &made.store);
    if (fault != STORE_OPENED)
        die("%s: %s", path, store_open_sentence(fault));
    must(&made, actor_for(made.store, ACTOR_OPERATOR, "", &made.operator), "the operator");
    for (int64_t i = 0; i < count; i++) {
        struct member_new form = { .handle = handle, .home = home, .key = key, .password = i == 0 ? password : NULL };
        if (i == 1) /* the first has a password, which is hashed before others must wait */
            begin(&made);
        snprintf(handle, sizeof handle, "c%" PRId64, 100000 + i);
        snprintf(home, sizeof home, "Y %" PRId64, 1 + i / 20);
        must(&made, member_add(made.store, &house_itself, &form, made.now, &member), handle);
        first = i == 0 ? member : first;
    }
    /* One hash for all: making thousands would take minutes. */
    must(&made,
        db_run(made.store,
            "INSERT INTO password SELECT m.id, p.hash, 0, p.set_at FROM member m, password p"
            " WHERE p.member = ?1 AND m.id > ?1",
            first),
        "passwords");
    must(&made,
        db_run(made.store, "INSERT INTO presence (member, seen, there) SELECT id, ?2, 0 FROM member WHERE id >= ?1",
            first, made.now),
        "visits");
    commit(&made);
    store_checkpoint(made.store, true);
    store_close(made.store);
    return 0;
}
