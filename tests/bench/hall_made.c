#include "tests/bench/hall_made.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "members.h"
#include "room.h"
#include "store/base/db.h"
#include "tests/bench/figures.h"
#include "tests/bench/made.h"
#include "units.h"

enum { MINUTE = 60, DAY = 86400, CALLED = 5 * DAY, WORDS_BYTES = 250 };

static void must(struct store *store, enum result result, const char *what)
{
    if (result != RESULT_OK)
        die("making the hall: %s: %s", what, store_reason(store));
}

static int64_t call(struct store *store, const struct actor *operator, const struct actor * chair, int64_t now)
{
    int64_t meeting, item;
    must(store,
        seat_give(store, operator, chair->here, "facilitator", chair->member, now + 30 * DAY, now - CALLED - DAY),
        "a facilitator");
    must(store,
        db_run(store, "UPDATE unit SET founded = ?1, assembled = ?1 WHERE id = ?2", now - 60 * DAY, chair->here),
        "founded");
    must(store,
        meeting_call(store, chair, &(struct meeting_new) { .starts = now - MINUTE, .place = "the yard" }, now - CALLED,
            &meeting),
        "the meeting");
    must(store,
        meeting_item_add(store, chair,
            &(struct item_new) { .meeting = meeting,
                .title = "A second tank",
                .details = "What it costs, and who fetches it.",
                .wants = ITEM_DECIDE,
                .about = ITEM_THINGS,
                .minutes = 60 },
            now - CALLED + MINUTE, &item),
        "an item");
    must(store, room_open(store, chair, meeting, now - MINUTE), "opening");
    must(store, room_enter(store, chair, meeting, now), "the chair");
    must(store, room_begin_item(store, chair, meeting, item, now), "the item");
    return meeting;
}

static void fill(struct store *store, int64_t meeting, int64_t first, int lines, int64_t now)
{
    struct chance chance = { .state = 5 };
    char words[WORDS_BYTES];
    must(store, db_begin(store), "begin");
    for (int i = 0; i < lines; i++) {
        words_fill(&chance, 5 + (int)chance_below(&chance, 40), 0, words, sizeof words);
        must(store,
            db_run(store,
                "INSERT INTO room_line (meeting, item, at, kind, member, hand, number, text)"
                " SELECT ?1, item, ?2, " SQL_ROOM_TURN ", ?3, 0, 0, ?4 FROM room WHERE meeting = ?1",
                meeting, now, first + i % 200, words),
            "a line");
    }
    must(store, db_commit(store), "commit");
}

int hall_make(const char *path, const char *key_file, int members, int lines)
{
    struct store *store;
    struct actor operator, chair;
    int64_t now = (int64_t)time(NULL);
    if (made_crowd(path, members, key_file, "a crowd of words") != 0)
        return 1;
    enum store_open_fault fault = store_open(path, STORE_TOOL, &store);
    if (fault != STORE_OPENED)
        die("%s: %s", path, store_open_sentence(fault));
    must(store, actor_for(store, ACTOR_OPERATOR, "", &operator), "the operator");
    must(store, db_run(store, "UPDATE member SET joined = joined - ?", (int64_t)60 * DAY), "who was in before");
    must(store, actor_for(store, ACTOR_MEMBER, "c100000", &chair), "the chair");
    operator.here = chair.here;
    fill(store, call(store, &operator, & chair, now), chair.member, lines, now);
    store_close(store);
    return 0;
}

/* What the page of the room asks of the store when it opens, by a session that was at rest. */
int hall_open(const char *path, size_t rounds)
{
    struct store *store;
    struct actor her;
    struct room room;
    struct room_line *lines = xcalloc(ROOM_LINES, sizeof *lines);
    double *times = xcalloc(rounds, sizeof *times);
    if (store_open(path, STORE_SERVE, &store) != STORE_OPENED)
        die("%s does not open", path);
    must(store, actor_for(store, ACTOR_MEMBER, "c100000", &her), "a member");
    int64_t now = (int64_t)time(NULL), meeting = room_open_here(store, &her, now);
    for (size_t i = 0; i < rounds; i++) {
        size_t count = 0;
        struct meeting_item item;
        store_rest(store);
        double begun = now_ms();
        store_reading_begin(store);
        must(store, room_get(store, &her, meeting, now, &room), "the room");
        must(store, meeting_item_get(store, &her, room.item, now, &item), "the item");
        must(store, room_lines_before(store, &her, meeting, 0, ROOM_LINES, lines, &count), "the lines");
        store_reading_end(store);
        times[i] = now_ms() - begun;
        room_lines_free(lines, count);
    }
    printf("hall.open_lines %lld\n",
        (long long)db_number(store, 0, "SELECT count(*) FROM room_line WHERE meeting = ?", meeting));
    print_times("hall.open", times, rounds);
    store_close(store);
    free(lines);
    free(times);
    return 0;
}
