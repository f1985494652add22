#include "bbs/serve/guess.h"

#include <stddef.h>
#include <string.h>

#include "pace.h"
#include "util.h"

static bool is_spent(const struct guess *row, int64_t now)
{
    return row->count == 0 || now - row->turn > GUESS_FORGET_MS;
}

/* The row of this handle and source. Without one a new row: a free one, or the oldest. */
static struct guess *row_of(struct guess_table *table, const char *source, int64_t handle, int64_t now)
{
    struct guess *place = &table->rows[0];
    for (size_t i = 0; i < GUESS_ROWS; i++) {
        struct guess *row = &table->rows[i];
        if (is_spent(row, now))
            row->count = 0;
        else if (row->handle == handle && strcmp(row->source, source) == 0)
            return row;
        if (place->count > 0 && (row->count == 0 || row->turn < place->turn))
            place = row;
    }
    *place = (struct guess) { .handle = handle };
    util_copy_text(place->source, sizeof place->source, source);
    return place;
}

/* The time to wait between two guesses, after `count` guesses. */
static int64_t gap(int count)
{
    int64_t wait = GUESS_WAIT_MS;
    for (int i = 1; i < count && wait < GUESS_WAIT_MOST_MS; i++)
        wait *= 2;
    return wait < GUESS_WAIT_MOST_MS ? wait : GUESS_WAIT_MOST_MS;
}

static const struct pace at_once = { GUESS_AT_ONCE_MOST, GUESS_AT_ONCE_EACH_MS };

struct guess_turn guess_ask(
    struct guess_table *table, const char *source, int64_t handle, bool place_is_known, int64_t now)
{
    struct guess *row = row_of(table, source, handle, now);
    struct guess_turn answer = { .wait = GUESS_WAIT_MOST_MS, .check = GUESS_NEVER };
    int64_t turn = row->count == 0 ? now : row->turn + gap(row->count);
    if (turn < now)
        turn = now;
    if (turn <= now + GUESS_WAIT_MOST_MS) {
        answer = (struct guess_turn) { .wait = turn - now, .check = GUESS_AFTER_THE_WAIT };
        if (row->count < GUESS_ROWS)
            row->count++;
        row->turn = turn;
    }
    if (place_is_known && pace_take(&at_once, &row->at_once_whole, now) == 0)
        answer.check = GUESS_AT_ONCE;
    return answer;
}

void guess_right(struct guess_table *table, const char *source, int64_t handle, enum guess_check check, int64_t now)
{
    struct guess *row = row_of(table, source, handle, now);
    if (row->count > 0)
        row->count--;
    if (check == GUESS_AT_ONCE)
        row->at_once_whole -= GUESS_AT_ONCE_EACH_MS;
}
