/*
 * store.c: measures the store without a terminal: how many posts a second it takes, how fast it reads a large house.
 *
 *     store sync FOLDER                    the time that the disk needs to make a small write durable
 *     store make FILE POSTS MEMBERS        makes a house (made.h)
 *     store crowd FILE COUNT KEY PASSWORD  adds members to an existing house: c100000 and so on (made.h)
 *     store post FILE PROCESSES SECONDS    processes that post through the store, each post durable by itself
 *     store raw FILE PROCESSES SECONDS     the same rows and index entries in plain SQLite, in the same queue
 *     store read FILE                      lists, pages, unread and search, as four readers
 *
 * Figures are printed as "name value", one a line; times in milliseconds.
 */
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "boards.h"
#include "members.h"
#include "store/base/db.h"
#include "tests/bench/figures.h"
#include "tests/bench/made.h"
#include "util.h"

enum {
    SYNCS = 300,
    WRITERS_MOST = 64,
    WAITS_MOST = 20000, /* of one writer */
    PLACES_MOST = 20000,
    SCREEN = 24, /* items of a page */
};

/* --- the disk --- */

static int run_sync(const char *folder)
{
    char path[1100], block[4096] = { 1 };
    double times[SYNCS];
    snprintf(path, sizeof path, "%s/sync", folder);
    int fd = open(path, O_CREAT | O_TRUNC | O_RDWR | O_CLOEXEC, 0600);
    if (fd < 0)
        die("cannot write %s", path);
    for (size_t i = 0; i < SYNCS; i++) {
        double start = now_ms();
        if (pwrite(fd, block, sizeof block, (off_t)(i * sizeof block)) != (ssize_t)sizeof block || fdatasync(fd) != 0)
            die("cannot write %s", path);
        times[i] = now_ms() - start;
    }
    close(fd);
    unlink(path);
    print_times("sync", times, SYNCS);
    return 0;
}

/* --- writers at the same time --- */

struct writer {
    int64_t posts;
    double waits[WAITS_MOST];
};

typedef void write_loop(const char *path, int number, double until, struct writer *writer);

static struct store *open_store(const char *path, enum store_mode mode)
{
    struct store *store;
    enum store_open_fault fault = store_open(path, mode, &store);
    if (fault != STORE_OPENED)
        die("%s: %s", path, store_open_sentence(fault));
    store_bulk(store);
    return store;
}

static void took(struct writer *writer, double start)
{
    if (writer->posts < WAITS_MOST)
        writer->waits[writer->posts] = now_ms() - start;
    writer->posts++;
}

/* Every tenth post opens a thread; the others answer in it. */
static void post_through_store(const char *path, int number, double until, struct writer *writer)
{
    struct store *store = open_store(path, STORE_SERVE);
    struct chance chance = { 7u + (uint64_t)number };
    struct actor actor;
    struct board board;
    char handle[32], body[400];
    int64_t thread, post = 0, now = 1800000000;
    snprintf(handle, sizeof handle, "m%d", 100000 + number);
    if (actor_for(store, ACTOR_MEMBER, handle, &actor) != RESULT_OK ||
        board_by_slug(store, &actor, "general", &board) != RESULT_OK)
        die("posting: %s", store_reason(store));
    while (now_ms() < until) {
        words_fill(&chance, 30, 0, body, sizeof body);
        double start = now_ms();
        enum result result = writer->posts % 10 == 0
                                 ? thread_open(store, &actor, board.id, "A thread", body, now, &thread, &post)
                                 : post_reply(store, &actor, post, body, now, &post);
        if (result != RESULT_OK)
            die("posting: %s", store_reason(store));
        took(writer, start);
    }
    store_close(store);
}

/* --- the same without rights, rules or ledger --- */

static void must_run(sqlite3 *db, const char *sql)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        die("plain SQLite: %s: %s", sql, sqlite3_errmsg(db));
}

static sqlite3_stmt *must_prepare(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        die("plain SQLite: %s: %s", sql, sqlite3_errmsg(db));
    return statement;
}

static void must_finish(sqlite3 *db, sqlite3_stmt *statement)
{
    if (sqlite3_step(statement) != SQLITE_DONE)
        die("plain SQLite: %s", sqlite3_errmsg(db));
    sqlite3_reset(statement);
}

static sqlite3 *open_plain(const char *path)
{
    sqlite3 *db;
    if (sqlite3_open(path, &db) != SQLITE_OK)
        die("plain SQLite: %s", path);
    must_run(db, "PRAGMA busy_timeout=10000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
                 "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA wal_autocheckpoint=16384");
    return db;
}

struct plain {
    sqlite3 *db;
    int queue;
    sqlite3_stmt *begin, *commit, *thread, *title, *post, *text, *words, *newest;
};

static struct plain plain_open(const char *path)
{
    char lock[1100];
    snprintf(lock, sizeof lock, "%s-queue", path);
    struct plain plain = { .db = open_plain(path), .queue = open(lock, O_CREAT | O_RDWR | O_CLOEXEC, 0600) };
    plain.begin = must_prepare(plain.db, "BEGIN IMMEDIATE");
    plain.commit = must_prepare(plain.db, "COMMIT");
    plain.thread = must_prepare(plain.db,
        "INSERT INTO thread (uid, board, last_at, opened) "
        "SELECT '01234567-89ab-7def-8123-456789abcdef', id, 1, 1 FROM board WHERE slug = 'general'");
    plain.title = must_prepare(plain.db, "INSERT INTO thread_title VALUES (?1, 'A thread', randomblob(16))");
    plain.post =
        must_prepare(plain.db, "INSERT INTO post (uid, thread, parent, author, at, depth, path) "
                               "VALUES ('01234567-89ab-7def-8123-456789abcdef', ?1, ?2, ?3, 1800000000, ?4, ?5)");
    plain.text = must_prepare(
        plain.db, "INSERT INTO post_text VALUES ((1 << 40) | ?1, ?1, ?3, 1, 1800000000, ?2, randomblob(16))");
    plain.words = must_prepare(
        plain.db, "INSERT INTO post_words (rowid, title, body, tags) VALUES ((2 << 40) - ?1, 'A thread', ?2, 'b1 m1')");
    plain.newest = must_prepare(plain.db, "UPDATE thread SET last_post = ?2, posts = posts + 1 WHERE id = ?1");
    return plain;
}

static void plain_close(struct plain *plain)
{
    sqlite3_stmt *const own[] = { plain->begin, plain->commit, plain->thread, plain->title, plain->post, plain->text,
        plain->words, plain->newest };
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        sqlite3_finalize(own[i]);
    sqlite3_close(plain->db);
    close(plain->queue);
}

struct plain_thread {
    int64_t thread, post;
    int depth;
    unsigned char path[64 * 4];
};

static void plain_thread_open(struct plain *plain, struct plain_thread *at)
{
    *at = (struct plain_thread) { 0 };
    must_finish(plain->db, plain->thread);
    at->thread = sqlite3_last_insert_rowid(plain->db);
    sqlite3_bind_int64(plain->title, 1, at->thread);
    must_finish(plain->db, plain->title);
}

/* One transaction: the rows of a post, and of its thread when it opens one. */
static void plain_post(struct plain *plain, int64_t author, bool open_thread, struct plain_thread *at, const char *body)
{
    flock(plain->queue, LOCK_EX);
    must_finish(plain->db, plain->begin);
    if (open_thread)
        plain_thread_open(plain, at);
    at->path[at->depth * 4 + 3] = 1;
    sqlite3_bind_int64(plain->post, 1, at->thread);
    sqlite3_bind_int64(plain->post, 2, at->post);
    sqlite3_bind_int64(plain->post, 3, author);
    sqlite3_bind_int(plain->post, 4, at->depth);
    sqlite3_bind_blob(plain->post, 5, at->path, ++at->depth * 4, SQLITE_STATIC);
    must_finish(plain->db, plain->post);
    at->post = sqlite3_last_insert_rowid(plain->db);
    sqlite3_bind_int64(plain->text, 1, at->post);
    sqlite3_bind_text(plain->text, 2, body, -1, SQLITE_STATIC);
    sqlite3_bind_int64(plain->text, 3, at->thread);
    must_finish(plain->db, plain->text);
    sqlite3_bind_int64(plain->words, 1, at->post);
    sqlite3_bind_text(plain->words, 2, body, -1, SQLITE_STATIC);
    must_finish(plain->db, plain->words);
    sqlite3_bind_int64(plain->newest, 1, at->thread);
    sqlite3_bind_int64(plain->newest, 2, at->post);
    must_finish(plain->db, plain->newest);
    must_finish(plain->db, plain->commit);
    flock(plain->queue, LOCK_UN);
}

static void insert_rows(const char *path, int number, double until, struct writer *writer)
{
    struct plain plain = plain_open(path);
    struct plain_thread at = { 0 };
    struct chance chance = { 7u + (uint64_t)number };
    char body[400];
    while (now_ms() < until) {
        words_fill(&chance, 30, 0, body, sizeof body);
        double start = now_ms();
        plain_post(&plain, 1 + number, writer->posts % 10 == 0, &at, body);
        took(writer, start);
    }
    plain_close(&plain);
}

static int run_writers(const char *name, const char *path, int processes, double seconds, write_loop *loop)
{
    size_t size = sizeof(struct writer) * (size_t)processes;
    struct writer *writers = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (writers == MAP_FAILED)
        die("no memory");
    double start = now_ms();
    for (int i = 0; i < processes; i++)
        if (fork() == 0) {
            loop(path, i, start + seconds * 1000, &writers[i]);
            _exit(0);
        }
    int status, failed = 0;
    while (wait(&status) > 0)
        failed |= status;
    double took_seconds = (now_ms() - start) / 1000;
    double *waits = xcalloc((size_t)processes * WAITS_MOST, sizeof *waits);
    size_t count = 0;
    int64_t posts = 0;
    for (int i = 0; i < processes; i++) {
        posts += writers[i].posts;
        for (int64_t k = 0; k < writers[i].posts && k < WAITS_MOST; k++)
            waits[count++] = writers[i].waits[k];
    }
    printf("%s.per_second %.1f\n", name, (double)posts / took_seconds);
    char label[80];
    snprintf(label, sizeof label, "%s.wait", name);
    if (count > 0)
        print_times(label, waits, count);
    free(waits);
    munmap(writers, size);
    return failed ? 1 : 0;
}

/* --- reading --- */

struct place {
    int64_t board, thread, post;
    int is_public;
};

struct reader {
    const char *name;
    struct store *store;
    struct actor actor;
    struct place *places; /* the places that she may read */
    size_t place_count;
    uint64_t newest; /* the newest post among `places` */
    struct board boards[64];
    size_t board_count;
    struct chance chance;
};

static void must_read(const struct reader *reader, enum result result, const char *what)
{
    if (result != RESULT_OK && result != RESULT_NOT_FOUND)
        die("%s as %s: %s", what, reader->name, store_reason(reader->store));
}

static void read_boards(struct reader *reader)
{
    must_read(reader, boards_list(reader->store, &reader->actor, reader->boards, 64, &reader->board_count), "boards");
}

static void read_threads(struct reader *reader)
{
    struct thread page[SCREEN];
    size_t count;
    const struct board *board = &reader->boards[chance_below(&reader->chance, reader->board_count)];
    int64_t before =
        (int64_t)chance_below(&reader->chance, reader->newest); /* 0 is the first page, the others anywhere */
    must_read(reader,
        threads_list(reader->store, &reader->actor, board->id, chance_below(&reader->chance, 4) ? before : 0, SCREEN,
            page, &count),
        "threads");
}

static const struct place *any_place(struct reader *reader)
{
    return &reader->places[chance_below(&reader->chance, reader->place_count)];
}

static void read_posts(struct reader *reader)
{
    struct post page[SCREEN];
    size_t count = 0;
    const struct place *place = any_place(reader);
    enum page direction = (enum page)chance_below(&reader->chance, 3);
    must_read(reader,
        posts_page(reader->store, &reader->actor, place->thread, direction, place->post, SCREEN, page, &count),
        "posts");
    posts_free(page, count);
}

static void read_next_unread(struct reader *reader)
{
    struct unread_place place;
    int64_t post = chance_below(&reader->chance, 4) ? any_place(reader)->post : 0;
    must_read(reader, mark_next_unread(reader->store, &reader->actor, post, &place), "next unread");
}

static void read_unread_total(struct reader *reader)
{
    struct unread_total total;
    must_read(reader, mark_unread_total(reader->store, &reader->actor, &total), "unread");
}

static void read_search(struct reader *reader)
{
    struct found found[SCREEN];
    size_t count;
    struct search_query query = { .words = MADE_COMMON };
    if (chance_below(&reader->chance, 2))
        query.before = (int64_t)chance_below(&reader->chance, reader->newest);
    must_read(reader, search(reader->store, &reader->actor, &query, SCREEN, found, &count), "search");
}

static void measure(struct reader *reader, const char *what, size_t times, void (*act)(struct reader *reader))
{
    char name[80];
    double *took_ms = xcalloc(times, sizeof *took_ms);
    act(reader); /* prepares the statements before measuring */
    for (size_t i = 0; i < times; i++) {
        double start = now_ms();
        act(reader);
        took_ms[i] = now_ms() - start;
    }
    snprintf(name, sizeof name, "read.%s.%s", reader->name, what);
    print_times(name, took_ms, times);
    fflush(stdout);
    free(took_ms);
}

static size_t load_places(const char *path, bool only_public, struct place *places)
{
    char name[1100];
    size_t count = 0;
    snprintf(name, sizeof name, "%s.places", path);
    FILE *file = fopen(name, "r");
    struct place place;
    while (file != NULL && count < PLACES_MOST &&
           fscanf(file, "%" SCNd64 " %" SCNd64 " %" SCNd64 " %d", &place.board, &place.thread, &place.post,
               &place.is_public) == 4)
        if (!only_public || place.is_public)
            places[count++] = place;
    if (file != NULL)
        fclose(file);
    if (count == 0)
        die("%s names no place to read", name);
    return count;
}

static void read_as(const char *path, const char *name, const char *handle, bool only_public)
{
    static struct reader reader;
    reader = (struct reader) { .name = name, .chance = { 4711 } };
    reader.places = xcalloc(PLACES_MOST, sizeof *reader.places);
    reader.place_count = load_places(path, only_public, reader.places);
    reader.newest = (uint64_t)reader.places[reader.place_count - 1].post; /* places are in order of writing */
    reader.store = open_store(path, handle == NULL ? STORE_GUEST : STORE_SERVE);
    enum result result = handle == NULL ? login_guest(reader.store, &reader.actor)
                                        : actor_for(reader.store, ACTOR_MEMBER, handle, &reader.actor);
    must_read(&reader, result, "coming in");
    measure(&reader, "boards", 200, read_boards);
    measure(&reader, "threads", 1000, read_threads);
    measure(&reader, "posts", 1000, read_posts);
    measure(&reader, "next_unread", 500, read_next_unread);
    measure(&reader, "unread_total", 200, read_unread_total);
    measure(&reader, "search", 300, read_search);
    store_close(reader.store);
    free(reader.places);
}

static int run_read(const char *path)
{
    read_as(path, "member", MADE_READER, false);
    read_as(path, "newcomer", MADE_NEWCOMER, false);
    read_as(path, "outsider", MADE_OUTSIDER, true);
    read_as(path, "guest", NULL, true);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "sync") == 0)
        return run_sync(argv[2]);
    if (argc == 5 && strcmp(argv[1], "make") == 0)
        return made_make(argv[2], atoll(argv[3]), atoll(argv[4]));
    if (argc == 6 && strcmp(argv[1], "crowd") == 0)
        return made_crowd(argv[2], atoll(argv[3]), argv[4], argv[5]);
    if (argc == 5 && strcmp(argv[1], "post") == 0)
        return run_writers("store", argv[2], atoi(argv[3]), atof(argv[4]), post_through_store);
    if (argc == 5 && strcmp(argv[1], "raw") == 0)
        return run_writers("raw", argv[2], atoi(argv[3]), atof(argv[4]), insert_rows);
    if (argc == 3 && strcmp(argv[1], "read") == 0)
        return run_read(argv[2]);
    fprintf(stderr,
        "usage: store sync FOLDER | make FILE POSTS MEMBERS | "
        "crowd FILE COUNT KEY PASSWORD | post FILE PROCESSES SECONDS | raw FILE PROCESSES SECONDS | read FILE\n");
    return 2;
}
