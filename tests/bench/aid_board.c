#include "tests/bench/aid_board.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "aid.h"
#include "claim.h"
#include "members.h"
#include "store/base/db.h"
#include "tests/bench/figures.h"
#include "util.h"

enum { OFFERS_EACH = 10, BLOCKS = 12, HOMES = 8, TEN = 10, LONGEST = 300 * 86400 };

struct board {
    struct store *store;
    struct actor operator, * member;
    size_t members;
    struct chance chance;
    int64_t now;
};

static void must(const struct board *board, enum result result, const char *what)
{
    if (result != RESULT_OK)
        die("the board: %s: %s", what, store_reason(board->store));
}

/* Thousands of homes join at once. The caretaker, unlike a steward, needs no home's yes for them. */
static const struct actor house_itself = { .kind = ACTOR_CARETAKER, .here = 1 };

static void make_members(struct board *board)
{
    for (size_t i = 0; i < board->members; i++) {
        char handle[32], home[32];
        int64_t member;
        struct member_new form = { .handle = handle, .home = home };
        snprintf(handle, sizeof handle, "m%zu", 100000 + i);
        snprintf(home, sizeof home, "%c %zu", (char)('A' + (int)(i % BLOCKS)), 1 + i / BLOCKS / HOMES);
        must(board, member_add(board->store, &house_itself, &form, board->now, &member), handle);
        must(board, actor_for(board->store, ACTOR_MEMBER, handle, &board->member[i]), handle);
        const struct aid_about about = { .languages = 1 };
        must(board, aid_about_set(board->store, &board->member[i], &about), "about them");
        if (i % 2 == 0)
            must(board, claim_make(board->store, &board->member[i], board->now - CLAIM_SECONDS), "a woman");
    }
}

/* Cuts a window to what the store accepts: not over yet, and within a year. */
static void window_of(const struct board *board, const struct matching_window *window, struct aid_form *form)
{
    enum { WEEK = 7 * 86400 };
    form->weekly = window->weekly;
    form->starts = aid_unwall(window->from);
    form->ends = window->until == MATCHING_OPEN_END ? 0 : aid_unwall(window->until);
    while (form->weekly && form->ends <= board->now) {
        form->starts += WEEK;
        form->ends += WEEK;
    }
    if (form->ends != 0 && form->ends <= board->now)
        form->starts = form->ends = 0;
    if (form->ends > board->now + LONGEST)
        form->ends = board->now + LONGEST;
}

static void make_offer(struct board *board, const struct matching_offer *offer, const struct actor *who)
{
    char line[64];
    int64_t id;
    struct aid_form form = { .kind = offer->kind,
        .line = line,
        .many = offer->many,
        .languages = offer->languages,
        .capacity = offer->capacity > 0 ? offer->capacity : 1,
        .learner = offer->learner };
    words_fill(&board->chance, 5, 0, line, sizeof line);
    window_of(board, &offer->window, &form);
    must(board, aid_offer_make(board->store, who, &form, board->now, &id), "an offer");
}

static int64_t make_ask(struct board *board, const struct matching_ask *ask, const struct actor *who)
{
    char line[64];
    int64_t id;
    struct aid_form form = { .kind = ask->kind,
        .line = line,
        .many = ask->many,
        .languages = ask->languages,
        .urgency = ask->urgency,
        .who_may = ask->who };
    words_fill(&board->chance, 5, 0, line, sizeof line);
    window_of(board, &ask->window, &form);
    must(board, aid_ask_make(board->store, who, &form, board->now, &id), "an ask");
    return id;
}

static void open_house(struct board *board, const struct aid_made *made, const char *path)
{
    setenv("TZ", "UTC", 1);
    tzset();
    *board = (struct board) { .members = made->offers / OFFERS_EACH + 1, .chance = { 11 }, .now = made->context.now };
    board->member = xcalloc(board->members, sizeof *board->member);
    enum store_open_fault fault = store_create(path, &board->store);
    if (fault != STORE_OPENED)
        die("%s: %s", path, store_open_sentence(fault));
    store_bulk(board->store);
    sqlite3_exec(board->store->db, "PRAGMA synchronous=OFF", NULL, NULL, NULL);
    must(board, house_make(board->store, "Bench House", UNIT_COMMUNE, board->now), "the house");
    must(board, actor_for(board->store, ACTOR_OPERATOR, "", &board->operator), "the operator");
}

static size_t open_ask(struct board *board, int64_t ask, const struct actor *who)
{
    struct aid aid;
    struct aid_suggestion found[TEN];
    size_t count;
    must(board, aid_ask_get(board->store, who, ask, board->now, &aid), "an ask");
    must(board, aid_suggestions(board->store, who, false, ask, board->now, TEN, found, &count), "what fits it");
    for (size_t i = 0; i < count; i++)
        aid_rows_free(&found[i].aid, 1);
    aid_rows_free(&aid, 1);
    return count;
}

double aid_board_open(const struct aid_made *made, const char *path, double *times)
{
    struct board board;
    size_t found = 0;
    int64_t *ask = xcalloc(made->asks, sizeof *ask);
    open_house(&board, made, path);
    must(&board, db_begin(board.store), "begin");
    make_members(&board);
    for (size_t i = 0; i < made->offers; i++)
        make_offer(&board, &made->offer[i], &board.member[i % board.members]);
    for (size_t i = 0; i < made->asks; i++)
        ask[i] = make_ask(&board, &made->ask[i], &board.member[i % board.members]);
    must(&board, db_commit(board.store), "commit");
    store_checkpoint(board.store, true);
    open_ask(&board, ask[0], &board.member[0]); /* prepares the statements before measuring */
    for (size_t i = 0; i < made->asks; i++) {
        double begun = now_ms();
        found += open_ask(&board, ask[i], &board.member[i % board.members]);
        times[i] = now_ms() - begun;
    }
    store_close(board.store);
    free(board.member);
    free(ask);
    return (double)found / (double)made->asks;
}
