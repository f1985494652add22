/*
 * communes.c: is a commune as quick beside eleven others as alone?
 *
 *     communes make FILE COMMUNES MEMBERS POSTS   a house; members and posts are of each commune
 *     communes compare ONE MANY                   the same commune of two such houses, side by side
 *     communes count ONE MANY                     the same, but what SQLite does for it: a busy machine changes no
 * count
 *
 * Both houses hold the same commune: its people, posts, asks and offers come from the same numbers. In the house of
 * many it is the middle one, and all write at the same times. Rounds take turns between the houses, so that a machine
 * that slows down does so for both. Printed is "communes.WHAT.one_p50 ms", "communes.WHAT.many_p50 ms" and so on.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "aid.h"
#include "boards.h"
#include "deferred.h"
#include "hand.h"
#include "lost.h"
#include "members.h"
#include "newcomers.h"
#include "paper_codes.h"
#include "private.h"
#include "rota.h"
#include "shelf.h"
#include "store/base/db.h"
#include "store/boards/search_index.h"
#include "tests/bench/figures.h"
#include "units.h"
#include "util.h"
#include "visits.h"

enum {
    COMMUNES_MOST = 16,
    BOARDS = 6,
    TALKS = 24, /* threads that are written in at the same time */
    THREAD_MEAN = 25,
    AIDS = 60,    /* asks, and as many offers, of each commune that are open */
    BATCH = 4000, /* posts a transaction */
    READERS = 40, /* members of the commune in whose name it is measured */
    ROUNDS = 40,  /* a round: each reader once, in one house, then in the other */
    SCREEN = 20,
    SECONDS_APART = 600, /* between two posts of a commune */
};
static const int64_t started = 1700000000;

struct commune {
    int64_t unit, board[BOARDS];
    struct actor *member;
    struct chance chance;
    struct {
        int64_t thread, post, left;
    } talk[TALKS];
};

struct house_made {
    struct store *store;
    struct actor operator;
    int64_t communes, members, now;
    struct commune commune[COMMUNES_MOST];
};

static void must(struct store *store, enum result result, const char *what)
{
    if (result != RESULT_OK)
        die("%s: %s", what, store_reason(store));
}

/* --- making --- */

static void make_people(struct house_made *made, struct commune *commune, int number)
{
    const struct actor itself = { .kind = ACTOR_CARETAKER, .here = commune->unit };
    int64_t member;
    commune->member = xcalloc((size_t)made->members, sizeof *commune->member);
    for (int64_t i = 0; i < made->members; i++) {
        char handle[32], home[32];
        snprintf(handle, sizeof handle, "c%dm%" PRId64, number, 1000 + i);
        snprintf(home, sizeof home, "%c %" PRId64, (char)('A' + i % 5), 1 + i / 15);
        struct member_new form = { .handle = handle, .home = home };
        must(made->store, member_add(made->store, &itself, &form, made->now, &member), handle);
        must(made->store, actor_for(made->store, ACTOR_MEMBER, handle, &commune->member[i]), handle);
    }
}

static void make_commune(struct house_made *made, int number)
{
    struct commune *commune = &made->commune[number];
    char name[40], slug[32];
    snprintf(name, sizeof name, "Street number %d", number);
    if (number == 0)
        commune->unit = 1;
    else
        must(made->store, unit_found(made->store, &made->operator, name, NULL, UNIT_COMMUNE, made->now, &commune->unit),
            name);
    for (int i = 0; i < BOARDS; i++) {
        snprintf(slug, sizeof slug, i == 0 ? "joy" : "talk-%c", 'a' + i);
        must(made->store,
            board_add(
                made->store, &made->operator, commune->unit, slug, slug, VISIBLE_UNIT, made->now, &commune->board[i]),
            slug);
    }
    make_people(made, commune, number);
}

static void write_post(struct house_made *made, struct commune *commune)
{
    struct chance *chance = &commune->chance;
    size_t which = chance_below(chance, TALKS);
    const struct actor *author = &commune->member[chance_below(chance, (uint64_t)made->members)];
    int64_t board = commune->board[chance_below(chance, BOARDS)], post;
    char body[800], title[60];
    words_fill(chance, 8 + (int)chance_below(chance, 50), 0, body, sizeof body);
    words_fill(chance, 4, 0, title, sizeof title);
    if (commune->talk[which].left-- > 0) {
        must(made->store, post_reply(made->store, author, commune->talk[which].post, body, made->now, &post), "reply");
        if (chance_below(chance, 2))
            commune->talk[which].post = post;
        return;
    }
    must(made->store,
        thread_open(made->store, author, board, title, body, made->now, &commune->talk[which].thread,
            &commune->talk[which].post),
        "thread");
    commune->talk[which].left = (int64_t)chance_below(chance, 2 * THREAD_MEAN);
}

static void make_aid(struct house_made *made, struct commune *commune)
{
    struct chance *chance = &commune->chance;
    char line[80];
    int64_t id;
    for (int i = 0; i < 2 * AIDS; i++) {
        const struct actor *actor = &commune->member[(int64_t)i * 7 % made->members];
        words_fill(chance, 6, 1, line, sizeof line);
        struct aid_form form = { .kind = (enum aid_kind)(i % AID_KINDS),
            .line = line,
            .many = i % 2 == 0,
            .capacity = 2,
            .urgency = AID_WHENEVER };
        must(made->store,
            i % 2 == 0 ? aid_ask_make(made->store, actor, &form, made->now, &id)
                       : aid_offer_make(made->store, actor, &form, made->now, &id),
            "aid");
    }
}

/* All communes write at the same times, a post each in turn. */
static void make_posts(struct house_made *made, int64_t posts)
{
    for (int64_t i = 0; i < posts; i++) {
        if (i % (BATCH / made->communes) == 0) {
            if (i > 0)
                must(made->store, db_commit(made->store), "commit");
            store_checkpoint(made->store, false);
            must(made->store, db_begin(made->store), "begin");
        }
        made->now += SECONDS_APART;
        for (int k = 0; k < made->communes; k++)
            write_post(made, &made->commune[k]);
    }
}

/* As the caretaker does after each day in which somebody withdrew or changed a post. */
static void merge_index(struct house_made *made)
{
    bool clean = false;
    must(made->store, db_begin(made->store), "begin");
    search_index_forget(made->store);
    while (!clean)
        clean = search_index_clean(made->store);
    must(made->store, db_commit(made->store), "commit");
}

/* Numbers of one commune are the same wherever it stands: the one that is measured has the last seed. */
static int measured_commune(int64_t communes)
{
    return (int)communes / 2;
}

static int run_make(const char *path, int64_t communes, int64_t members, int64_t posts)
{
    static struct house_made made;
    made = (struct house_made) { .communes = communes, .members = members, .now = started };
    enum store_open_fault fault = store_create(path, &made.store);
    if (fault != STORE_OPENED || communes < 1 || communes > COMMUNES_MOST)
        die("%s: %s", path, store_open_sentence(fault));
    sqlite3_exec(made.store->db, "PRAGMA synchronous=OFF; PRAGMA cache_size=-400000", NULL, NULL, NULL);
    must(made.store, house_make(made.store, "Street number 0", UNIT_COMMUNE, made.now), "the house");
    must(made.store, actor_for(made.store, ACTOR_OPERATOR, "", &made.operator), "the operator");
    must(made.store, db_begin(made.store), "begin");
    for (int i = 0; i < communes; i++) {
        make_commune(&made, i);
        made.commune[i].chance.state = i == measured_commune(communes) ? 4711 : 100 + (uint64_t)i;
    }
    must(made.store, db_commit(made.store), "commit");
    make_posts(&made, posts);
    for (int i = 0; i < communes; i++)
        make_aid(&made, &made.commune[i]);
    must(made.store, db_commit(made.store), "commit");
    merge_index(&made);
    store_checkpoint(made.store, true);
    store_close(made.store);
    return 0;
}

/* --- reading --- */

struct house_read {
    struct store *store;
    struct actor reader[READERS];
    int64_t thread[READERS], post[READERS], now;
    int commune;
};

/* All that the home screen asks (screens/: home_own.c, the subjects' on_home). */
static void read_home(struct house_read *house, int reader)
{
    struct store *store = house->store;
    const struct actor *actor = &house->reader[reader];
    struct house seen;
    struct private_matters matters;
    struct draft drafts[3];
    struct answer answers[6];
    struct unread_total total;
    struct board board;
    struct thread thread;
    struct aid_due due[6];
    struct aid_totals totals;
    struct rota_line lines[4];
    struct thing things[4];
    struct newcomer newcomers[4];
    struct shell_act acts[4];
    struct hand_waits waits;
    struct member online;
    struct visit visit;
    struct lost lost;
    struct paper_list codes;
    enum result result;
    int64_t members[4], number, now = house->now;
    size_t count;
    db_reading_begin(store);
    result = visit_last(store, actor, 0, now, &visit);
    if (result != RESULT_OK && result != RESULT_NOT_FOUND)
        die("visit: %s", store_reason(store));
    must(store, house_get(store, actor->here, &seen), "house");
    private_count(store, actor, now, &matters);
    must(store, drafts_list(store, actor, 3, drafts, &count), "drafts");
    must(store, lost_mine(store, actor, &lost), "lost");
    must(store, newcomers_list(store, actor, now, newcomers, 4, &count), "newcomers");
    must(store, shell_acts_list(store, actor, acts, 4, &count), "acts");
    must(store, paper_codes_get(store, actor, &codes), "codes");
    must(store, hand_waits_get(store, actor, now, &waits), "hands");
    must(store, mark_answers_list(store, actor, 6, answers, &count), "answers");
    must(store, mark_unread_total(store, actor, &total), "unread");
    if (board_by_slug(store, actor, "joy", &board) == RESULT_OK)
        must(store, threads_list(store, actor, board.id, 0, 1, &thread, &count), "joy");
    must(store, hand_voices(store, actor, members, 4, &count), "voices");
    must(store, aid_due_list(store, actor, now, 6, due, &count), "due");
    must(store, aid_totals(store, actor, &totals), "totals");
    must(store, rota_asked(store, actor, now, lines, 4, &count), "rota");
    must(store, rota_mine(store, actor, now, lines, 4, &count), "rota");
    must(store, rota_needing(store, actor, now, lines, 4, &count), "rota");
    must(store, shelf_waits(store, actor, now, things, 4, &count), "shelf");
    must(store, members_online(store, actor, now, &number, &online, 0, &count), "online");
    must(store, db_reading_end(store), "home");
}

static void read_boards(struct house_read *house, int reader)
{
    struct board boards[64];
    struct thread threads[SCREEN];
    size_t count, others, listed;
    must(house->store, boards_mine(house->store, &house->reader[reader], boards, 64, &count, &others), "boards");
    for (size_t i = 0; i < count; i++)
        if (boards[i].own) {
            must(house->store,
                threads_list(house->store, &house->reader[reader], boards[i].id, 0, SCREEN, threads, &listed),
                "threads");
            break;
        }
}

static void read_posts(struct house_read *house, int reader)
{
    struct post page[SCREEN];
    size_t count = 0;
    must(house->store,
        posts_page(house->store, &house->reader[reader], house->thread[reader], PAGE_AT, house->post[reader], SCREEN,
            page, &count),
        "posts");
    posts_free(page, count);
}

static void read_aid(struct house_read *house, int reader)
{
    struct aid list[SCREEN];
    size_t count;
    for (int offers = 0; offers < 2; offers++) {
        const struct aid_filter filter = { .offers = offers != 0, .kind = -1, .urgency = -1, .open = true };
        must(house->store,
            aid_list(house->store, &house->reader[reader], &filter, NULL, house->now, SCREEN, list, &count), "aid");
        aid_rows_free(list, count);
    }
}

static void search_for(struct house_read *house, int reader, const char *words)
{
    struct found found[SCREEN];
    size_t count;
    const struct search_query query = { .words = words };
    must(house->store, search(house->store, &house->reader[reader], &query, SCREEN, found, &count), "search");
}

static void search_common(struct house_read *house, int reader)
{
    search_for(house, reader, "the and");
}

/* Words of the middle of the language, others for each reader. */
static void search_usual(struct house_read *house, int reader)
{
    struct chance chance = { 31 + (uint64_t)reader };
    char words[60];
    words_fill(&chance, 1, 1, words, sizeof words);
    search_for(house, reader, words);
}

static void search_nothing(struct house_read *house, int reader)
{
    search_for(house, reader, "thexyz andxyz");
}

static const struct {
    const char *name;
    void (*act)(struct house_read *house, int reader);
} acts[] = { { "home", read_home }, { "boards", read_boards }, { "posts", read_posts }, { "aid", read_aid },
    { "search_common", search_common }, { "search_usual", search_usual }, { "search_nothing", search_nothing } };

static void open_house(struct house_read *house, const char *path)
{
    enum store_open_fault fault = store_open(path, STORE_SERVE, &house->store);
    if (fault != STORE_OPENED)
        die("%s: %s", path, store_open_sentence(fault));
    int64_t communes = db_number(house->store, 0, "SELECT count(*) FROM unit");
    house->commune = measured_commune(communes);
    house->now = db_number(house->store, 0, "SELECT max(at) FROM post") + 60;
    for (int i = 0; i < READERS; i++) {
        char handle[32];
        snprintf(handle, sizeof handle, "c%dm%d", house->commune, 1000 + i * 7);
        must(house->store, actor_for(house->store, ACTOR_MEMBER, handle, &house->reader[i]), handle);
        house->post[i] = db_number(house->store, 0,
            "SELECT p.id FROM post p JOIN thread t ON t.id = p.thread JOIN board b ON b.id = t.board"
            " WHERE b.unit = ? ORDER BY p.id DESC LIMIT 1 OFFSET ?",
            house->reader[i].here, (int64_t)i * 7);
        house->thread[i] = db_number(house->store, 0, "SELECT thread FROM post WHERE id = ?", house->post[i]);
    }
}

/* Of the processor, by this process alone: all that is read is in memory, and what else the machine does is no part. */
static double own_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int run_compare(const char *one, const char *many)
{
    static struct house_read houses[2];
    static double times[2][ROUNDS * READERS];
    static const char *const names[] = { "one", "many" };
    open_house(&houses[0], one);
    open_house(&houses[1], many);
    for (size_t act = 0; act < sizeof acts / sizeof *acts; act++) {
        for (int h = 0; h < 2; h++)
            for (int i = 0; i < READERS; i++) /* statements are made, pages are read */
                acts[act].act(&houses[h], i);
        for (int round = 0; round < ROUNDS; round++)
            for (int h = 0; h < 2; h++)
                for (int i = 0; i < READERS; i++) {
                    double start = own_ms();
                    acts[act].act(&houses[h], i);
                    times[h][round * READERS + i] = own_ms() - start;
                }
        for (int h = 0; h < 2; h++) {
            char label[80];
            snprintf(label, sizeof label, "communes.%s.%s", acts[act].name, names[h]);
            print_times(label, times[h], (size_t)ROUNDS * READERS);
        }
    }
    store_close(houses[0].store);
    store_close(houses[1].store);
    return 0;
}

static int count_steps(unsigned type, void *context, void *statement, void *nanoseconds)
{
    (void)type;
    (void)nanoseconds;
    *(int64_t *)context += sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 1);
    return 0;
}

static int64_t pages(struct house_read *house, int which)
{
    int now, highest;
    sqlite3_db_status(house->store->db, which, &now, &highest, 1);
    return now;
}

static void count_act(struct house_read *house, size_t act, const char *name)
{
    int64_t steps = 0;
    for (int i = 0; i < READERS; i++) /* statements are made */
        acts[act].act(house, i);
    sqlite3_trace_v2(house->store->db, SQLITE_TRACE_PROFILE, count_steps, &steps);
    pages(house, SQLITE_DBSTATUS_CACHE_HIT);
    pages(house, SQLITE_DBSTATUS_CACHE_MISS);
    for (int i = 0; i < READERS; i++)
        acts[act].act(house, i);
    sqlite3_trace_v2(house->store->db, 0, NULL, NULL);
    printf("%-14s %-4s steps %8.0f, pages looked at %6.1f, of them read from the file %6.1f\n", acts[act].name, name,
        (double)steps / READERS, (double)pages(house, SQLITE_DBSTATUS_CACHE_HIT) / READERS,
        (double)pages(house, SQLITE_DBSTATUS_CACHE_MISS) / READERS);
}

static int run_count(const char *one, const char *many)
{
    static struct house_read houses[2];
    open_house(&houses[0], one);
    open_house(&houses[1], many);
    for (size_t act = 0; act < sizeof acts / sizeof *acts; act++) {
        count_act(&houses[0], act, "one");
        count_act(&houses[1], act, "many");
    }
    store_close(houses[0].store);
    store_close(houses[1].store);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 6 && strcmp(argv[1], "make") == 0)
        return run_make(argv[2], atoll(argv[3]), atoll(argv[4]), atoll(argv[5]));
    if (argc == 4 && strcmp(argv[1], "compare") == 0)
        return run_compare(argv[2], argv[3]);
    if (argc == 4 && strcmp(argv[1], "count") == 0)
        return run_count(argv[2], argv[3]);
    fprintf(stderr, "usage: communes make FILE COMMUNES MEMBERS POSTS | compare ONE MANY | count ONE MANY\n");
    return 2;
}
