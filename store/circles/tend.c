/* tend.c: what the caretaker does for circles: opens them at their hour, settles beforehand whether they take place,
 * and takes what is kept of those that ended. See circles.h. RULES 6.1, 6.3, 6.4. */
#include <sodium.h>
#include <string.h>

#include "circles.h"
#include "numbers.h"
#include "store/base/retention.h"
#include "store/circles/circle_row.h"

enum { GOING_MOST = 100, ANSWERS_MOST = 64, FORGOTTEN_AFTER = 2 * 3600, GATHERS_MOST = 86400 };

struct going {
    int64_t id, unit, at, opens, instance;
    int64_t keeper[RING_KEEPERS]; /* 0: nobody */
    bool short_circle, quarrel;
    int places;
    enum circle_state state;
};

static size_t list_going(struct store *store, int64_t now, struct going *out)
{
    size_t count = 0;
    sqlite3_stmt *row = db_query(store,
        "SELECT id, unit, at, instance, short, quarrel, people, state, opens, keeper_a, keeper_b FROM circle WHERE state <= " SQL_CIRCLE_OPEN
        " AND (opens <= ?1 OR quarrel = 1) ORDER BY at LIMIT ?2",
        now, (int64_t)GOING_MOST);
    while (count < GOING_MOST && db_step(store, row))
        out[count++] = (struct going) { .id = sqlite3_column_int64(row, 0),
            .unit = sqlite3_column_int64(row, 1),
            .at = sqlite3_column_int64(row, 2),
            .instance = sqlite3_column_int64(row, 3),
            .short_circle = sqlite3_column_int(row, 4) != 0,
            .quarrel = sqlite3_column_int(row, 5) != 0,
            .places = sqlite3_column_int(row, 6),
            .state = (enum circle_state)sqlite3_column_int(row, 7),
            .opens = sqlite3_column_int64(row, 8),
            .keeper = { sqlite3_column_int64(row, 9), sqlite3_column_int64(row, 10) } };
    db_done(store, row);
    return count;
}

/* The circle is over in this way. Who came is told; nobody else learns who had been asked. Inside a write. */
static void finish(struct store *store, int64_t id, enum circle_state state, enum ring_why why, int64_t now)
{
    db_run(store, "UPDATE circle SET state = ?2, why = ?3, ended = ?4, caller = 0 WHERE id = ?1", id, (int64_t)state,
        (int64_t)why, now);
    db_run(store, "DELETE FROM circle_person WHERE circle = ? AND state <> " SQL_CIRCLE_COMES, id);
    sqlite3_stmt *row = db_query(store, "SELECT member FROM circle_person WHERE circle = ?", id);
    while (db_step(store, row))
        circle_hint_member(store, sqlite3_column_int64(row, 0));
    db_done(store, row);
}

/* The same where nothing else is kept of it. Returns 1, or -1 on failure. */
static int finish_now(struct store *store, int64_t id, enum circle_state state, enum ring_why why, int64_t now)
{
    if (db_begin(store) != RESULT_OK)
        return -1;
    finish(store, id, state, why, now);
    circle_hint(store, id);
    return db_commit(store) == RESULT_OK ? 1 : -1;
}

/* --- before its hour --- */

/* Members who come. */
static size_t list_coming(struct store *store, int64_t id, int64_t out[], size_t most)
{
    size_t count = 0;
    sqlite3_stmt *row = db_query(store,
        "SELECT member FROM circle_person WHERE circle = ? AND state = " SQL_CIRCLE_COMES " ORDER BY member", id);
    while (count < most && db_step(store, row))
        out[count++] = sqlite3_column_int64(row, 0);
    db_done(store, row);
    return count;
}

/* The box for "would you be afraid?" is open for all who come, in the process that lives now. When it died, its answers
 * are gone and all are asked again. */
static int keep_box(struct store *store, const struct going *going, int64_t instance)
{
    int64_t members[RING_PEOPLE_MOST];
    size_t count = list_coming(store, going->id, members, RING_PEOPLE_MOST);
    if (going->instance == instance) {
        ephemeral_name(store, EPHEMERAL_AFRAID, going->id, members, count);
        return 0;
    }
    enum result opened = ephemeral_open(store, EPHEMERAL_AFRAID, going->id, members, count);
    if (opened == RESULT_CONFLICT) /* a caretaker that was killed before its commit had opened it */
        opened = RESULT_OK;
    if (opened != RESULT_OK || db_begin(store) != RESULT_OK)
        return 0;
    db_run(store, "UPDATE circle SET instance = ?2 WHERE id = ?1", going->id, instance);
    for (size_t i = 0; i < count; i++)
        circle_hint_member(store, members[i]);
    return db_commit(store) == RESULT_OK ? 1 : -1;
}

/* *afraid: one at least would be; or somebody who comes did not say. False: it is not known now. */
static bool count_afraid(struct store *store, const struct going *going, int coming, bool *afraid)
{
    static struct ephemeral_text answers[ANSWERS_MOST];
    size_t count = 0;
    enum result result = ephemeral_take(store, EPHEMERAL_AFRAID, going->id, true, answers, ANSWERS_MOST, &count);
    *afraid = (int)count < coming;
    for (size_t i = 0; i < count; i++)
        *afraid = *afraid || strcmp(answers[i].text, "yes") == 0;
    sodium_memzero(answers, sizeof answers);
    return result != RESULT_BUSY;
}

static bool takes_place(struct store *store, const struct going *going, bool *known)
{
    int coming = circle_coming(store, going->id);
    bool afraid = false;
    *known = true;
    if (going->quarrel)
        *known = count_afraid(store, going, coming, &afraid);
    return !afraid && coming >= (going->short_circle ? 2 : RING_BEGIN_LEAST);
}

/* --- at its hour --- */

static int open_circle(struct store *store, const struct going *going, int64_t instance)
{
    struct ephemeral_ring ring = {
        .short_circle = going->short_circle,
        .limits = { .people = going->places,
            .words = (int)number_of(store, going->unit, NUMBER_CIRCLE_WORDS),
            .silence_seconds = (int)number_of(store, going->unit, NUMBER_CIRCLE_SILENCE),
            .person_seconds = (int)number_of(store, going->unit, NUMBER_CIRCLE_PERSON),
            .steps_seconds =
                (int)number_of(store, going->unit, going->short_circle ? NUMBER_SHORT_CIRCLE : NUMBER_CIRCLE_STEPS) },
    };
    int64_t members[RING_PEOPLE_MOST];
    size_t count = list_coming(store, going->id, members, RING_PEOPLE_MOST);
    ring.count = RING_KEEPERS; /* the first places are the keepers', also when one of them is not there */
    for (size_t i = 0; i < count; i++) {
        bool keeper = false;
        for (int k = 0; k < RING_KEEPERS; k++)
            if (members[i] == going->keeper[k]) {
                ring.members[k] = members[i];
                keeper = true;
            }
        if (!keeper && ring.count < RING_PEOPLE_MOST)
            ring.members[ring.count++] = members[i];
    }
    enum result result = ephemeral_ring_open(store, going->id, &ring);
    if ((result != RESULT_OK && result != RESULT_CONFLICT) || db_begin(store) != RESULT_OK)
        return 0; /* the next second tries again */
    if (going->quarrel)
        ephemeral_wipe(store, EPHEMERAL_AFRAID, going->id);
    db_run(store, "UPDATE circle SET state = " SQL_CIRCLE_OPEN ", instance = ?2 WHERE id = ?1", going->id, instance);
    for (size_t i = 0; i < count; i++)
        circle_hint_member(store, members[i]);
    return db_commit(store) == RESULT_OK ? 1 : -1;
}

/* It is settled once: whether it takes place, and then people come in. */
static int settle(struct store *store, const struct going *going, int64_t instance, int64_t now)
{
    bool known = true;
    int changed = going->quarrel ? keep_box(store, going, instance) : 0;
    if (going->opens > now || changed != 0)
        return changed;
    if (takes_place(store, going, &known))
        return open_circle(store, going, instance);
    if (!known)
        return 0;
    ephemeral_wipe(store, EPHEMERAL_AFRAID, going->id);
    return finish_now(store, going->id, CIRCLE_NOT_SO, RING_GOES_ON, now);
}

/* --- while it is held, and its end --- */

/* Whoever came after it opened has a place. */
static void name_late_comers(struct store *store, const struct going *going)
{
    int64_t members[RING_PEOPLE_MOST];
    enum ring_result named;
    size_t count = list_coming(store, going->id, members, RING_PEOPLE_MOST);
    for (size_t i = 0; i < count; i++)
        ephemeral_ring_name(store, going->id, members[i], &named);
}

/* Fetches all steps. False: the process does not answer now, and a step that was not fetched would be lost. */
static bool fetch_steps(struct store *store, const struct going *going, struct ring_step steps[RING_STEPS_MOST])
{
    for (int i = 0; i < RING_STEPS_MOST; i++)
        if (ephemeral_ring_step(store, going->id, i, &steps[i]) == RESULT_BUSY)
            return false;
    return true;
}

/* Next steps with everybody's yes. Inside a write. */
static void keep_steps(struct store *store, const struct going *going, const struct ephemeral_ring_result *ring,
    const struct ring_step steps[RING_STEPS_MOST])
{
    for (int i = 0; i < RING_STEPS_MOST; i++) {
        if (!ring_step_stands(&steps[i]))
            continue;
        char words[RING_STEP_BYTES + 1];
        snprintf(words, sizeof words, "%.*s", (int)steps[i].length, steps[i].text);
        db_run(store, "INSERT INTO circle_step (circle, words, day) VALUES (?, ?, ?)", going->id, words, steps[i].day);
        int64_t id = db_last_id(store);
        for (int k = 0; k < RING_PEOPLE_MOST; k++)
            if ((steps[i].named >> k & 1) != 0)
                db_run(store, "INSERT INTO circle_step_of VALUES (?, ?)", id, ring->member[k]);
    }
}

static int end_circle(
    struct store *store, const struct going *going, const struct ephemeral_ring_result *ring, int64_t now)
{
    struct ring_step steps[RING_STEPS_MOST];
    if (!fetch_steps(store, going, steps))
        return 0; /* the next second tries again */
    if (db_begin(store) != RESULT_OK)
        return -1;
    bool met = ring->why != RING_NEVER_MET;
    finish(store, going->id, met ? CIRCLE_HELD : CIRCLE_NOT_SO, ring->why, now);
    keep_steps(store, going, ring, steps);
    db_run(store, "DELETE FROM circle_person WHERE circle = ?", going->id);
    int64_t people = 0;
    for (int i = 0; i < RING_PEOPLE_MOST; i++) {
        if (ring->member[i] == 0)
            continue;
        people++;
        db_run(store, "INSERT INTO circle_person VALUES (?, ?, " SQL_CIRCLE_COMES ", ?, ?)", going->id, ring->member[i],
            now, (int64_t)met); /* who was in saw the end */
    }
    db_run(store, "UPDATE circle SET people = ?2 WHERE id = ?1", going->id, people);
    circle_hint(store, going->id);
    if (db_commit(store) != RESULT_OK)
        return -1;
    ephemeral_ring_wipe(store, going->id);
    return 1;
}

/* Nobody began it. Whoever sits there may wait for others for a day. */
static bool never_begins(const struct going *going, const struct ephemeral_ring_result *ring, int64_t now)
{
    return ring->stage == RING_GATHERS && now - going->at > (ring->present > 0 ? GATHERS_MOST : FORGOTTEN_AFTER);
}

static int look_after(struct store *store, const struct going *going, int64_t instance, int64_t now)
{
    struct ephemeral_ring_result ring;
    enum result result =
        going->instance == instance ? ephemeral_ring_result(store, going->id, &ring) : RESULT_NOT_FOUND;
    if (result == RESULT_NOT_FOUND)
        return finish_now(store, going->id, CIRCLE_CUT_OFF, RING_GOES_ON, now);
    if (result != RESULT_OK)
        return 0;
    if (ring.stage == RING_OVER)
        return end_circle(store, going, &ring, now);
    if (never_begins(going, &ring, now)) {
        ephemeral_ring_wipe(store, going->id);
        return finish_now(store, going->id, CIRCLE_NOT_SO, RING_NEVER_MET, now);
    }
    if (ring.stage <= RING_ROUND) /* afterwards nobody new comes in */
        name_late_comers(store, going);
    return 0;
}

int circles_tend(struct store *store, int64_t now)
{
    static struct going going[GOING_MOST];
    int64_t instance;
    int changed = 0;
    size_t count = list_going(store, now, going);
    if (count == 0)
        return db_failed(store) ? -1 : 0;
    if (ephemeral_instance(store, &instance) != RESULT_OK)
        return 0;
    for (size_t i = 0; i < count; i++) {
        int one = going[i].state == CIRCLE_PLANNED ? settle(store, &going[i], instance, now)
                                                   : look_after(store, &going[i], instance, now);
        if (one < 0)
            return -1;
        changed += one;
    }
    return changed;
}
