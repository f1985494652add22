/* circles_subject.c: circles as a subject (subject.h): home, what is kept of one, forgetting, leaving. RULES 6.4, 1.12.
 */
#include "circles.h"

#include <string.h>

#include "store/base/retention.h"
#include "store/base/rights.h"
#include "store/base/subject.h"
#include "store/circles/circle_row.h"

/* --- for home --- */

/* A circle that she was asked to, or comes to, as home needs it. */
struct own {
    int64_t id, at;
    enum circle_state state;
    enum circle_answer answer;
    bool told, quarrel;
};

static void take_own(struct store *store, struct circles_home *out, const struct own *own)
{
    int64_t id = own->id;
    enum circle_state state = own->state;
    bool comes = own->answer == CIRCLE_COMES;
    if (state == CIRCLE_OPEN && comes && out->open == 0)
        out->open = id;
    if (state == CIRCLE_PLANNED && own->answer == CIRCLE_ASKED && out->asked_count++ == 0)
        out->asked = id;
    if (state == CIRCLE_PLANNED && comes && out->next == 0) {
        out->next = id;
        out->next_at = own->at;
    }
    if (state == CIRCLE_PLANNED && comes && own->quarrel && out->question == 0 && circle_asks_afraid(store, id))
        out->question = id;
    bool cut = state == CIRCLE_CUT_OFF; /* said before the others that she did not read about yet */
    if (state > CIRCLE_HELD && !own->told && comes && (out->ended == 0 || cut))
        out->ended = id;
    out->held = out->held || state == CIRCLE_HELD;
}

/* Home draws often: this is one statement, and the memory of `ephemeral` is asked only when somebody may have gone out
 * of a circle of one of her units lately. */
enum result circles_home(struct store *store, const struct actor *actor, int64_t now, struct circles_home *out)
{
    bool may_be_asked = false;
    *out = (struct circles_home) { 0 };
    if (actor->kind != ACTOR_MEMBER || actor->hand != 0)
        return RESULT_OK;
    sqlite3_stmt *row = db_query(store,
        "SELECT c.id, c.state, p.state, p.told, c.at AS at, 'hers', c.quarrel FROM circle_person p JOIN circle c ON c.id = p.circle WHERE"
        " p.member = ?1 UNION ALL SELECT 0, 0, 0, 0, c.at, 'open', 0 FROM circle c WHERE c.open = 1 AND c.state ="
        " " SQL_CIRCLE_PLANNED
        " AND c.unit = ?2 AND c.caller <> ?1 AND EXISTS (SELECT 1 FROM membership m WHERE m.unit = ?2 AND m.member = ?1)"
        " AND NOT EXISTS (SELECT 1 FROM circle_person x WHERE x.circle = c.id AND x.member = ?1) UNION ALL SELECT 0, 0, 0, 0, 0, 'lately', 0"
        " WHERE EXISTS (SELECT 1 FROM membership m JOIN circle c ON c.unit = m.unit WHERE m.member = ?1 AND (c.state ="
        " " SQL_CIRCLE_OPEN " OR c.ended > ?3)) ORDER BY at",
        actor->member, actor->here, now - EPHEMERAL_COME_BY_KEPT);
    while (db_step(store, row)) {
        int64_t at = sqlite3_column_int64(row, 4);
        const char *kind = db_text(row, 5);
        if (strcmp(kind, "hers") == 0)
            take_own(store, out,
                &(struct own) { .id = sqlite3_column_int64(row, 0),
                    .at = at,
                    .state = (enum circle_state)sqlite3_column_int(row, 1),
                    .answer = (enum circle_answer)sqlite3_column_int(row, 2),
                    .told = sqlite3_column_int(row, 3) != 0,
                    .quarrel = sqlite3_column_int(row, 6) != 0 });
        else if (strcmp(kind, "lately") == 0)
            may_be_asked = true;
        else if (out->news_at == 0)
            out->news_at = at;
    }
    db_done(store, row);
    struct circle_visit visits[8];
    size_t count = 0;
    if (may_be_asked && store->ask != NULL && circle_visits(store, actor, visits, 8, &count) == RESULT_OK)
        out->visits = (int)count;
    return db_outcome(store);
}

enum result circle_told(struct store *store, const struct actor *actor, int64_t circle)
{
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    db_run(store, "UPDATE circle_person SET told = 1 WHERE circle = ? AND member = ?", circle, actor->member);
    return db_commit(store);
}

enum result circle_steps(
    struct store *store, const struct actor *actor, struct circle_step *out, size_t limit, size_t *count)
{
    *count = 0;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = db_query(store,
        "SELECT s.id, s.circle, s.day, s.words, (SELECT group_concat(n.handle, ', ') FROM circle_step_of o JOIN member_name"
        " n ON n.member = o.member WHERE o.step = s.id), EXISTS (SELECT 1 FROM circle_step_of o WHERE o.step = s.id AND"
        " o.member = ?1) FROM circle_step s JOIN circle_person p ON p.circle = s.circle AND p.member = ?1 ORDER BY s.day,"
        " s.id LIMIT ?2",
        actor->member, (int64_t)limit);
    while (*count < limit && db_step(store, row)) {
        struct circle_step *step = &out[(*count)++];
        step->id = sqlite3_column_int64(row, 0);
        step->circle = sqlite3_column_int64(row, 1);
        step->day = sqlite3_column_int64(row, 2);
        db_copy(row, 3, step->words, sizeof step->words);
        db_copy(row, 4, step->named, sizeof step->named);
        step->mine = sqlite3_column_int(row, 5) != 0;
    }
    db_done(store, row);
    return db_outcome(store);
}

/* --- leaving and forgetting --- */

/* The places of who went are filled: a keeper by the next of the willing, a place by who waits longest. */
static void fill_places(struct store *store, const int64_t *circles, size_t count, int64_t now)
{
    for (size_t i = 0; i < count; i++) {
        circle_find_keepers(
            store, circles[i], db_number(store, 0, "SELECT unit FROM circle WHERE id = ?", circles[i]), now);
        circle_move_up(store, circles[i]);
    }
}

/* In one unit, or, with unit 0, in all. Inside a write. */
static void go(struct store *store, int64_t unit, int64_t member, int64_t now)
{
    int64_t planned[CIRCLE_LISTED_MOST];
    size_t count = 0;
    sqlite3_stmt *row = db_query(store,
        "SELECT c.id FROM circle c WHERE c.state = " SQL_CIRCLE_PLANNED
        " AND ?2 IN (0, c.unit) AND (?1 IN (c.keeper_a, c.keeper_b) OR EXISTS (SELECT 1 FROM circle_person p WHERE"
        " p.circle = c.id AND p.member = ?1)) LIMIT ?3",
        member, unit, (int64_t)CIRCLE_LISTED_MOST);
    while (count < CIRCLE_LISTED_MOST && db_step(store, row))
        planned[count++] = sqlite3_column_int64(row, 0);
    db_done(store, row);
    db_run(store,
        "DELETE FROM circle_person WHERE member = ?1 AND circle IN (SELECT id FROM circle WHERE ?2 IN (0, unit))",
        member, unit);
    db_run(store,
        "UPDATE circle SET caller = CASE caller WHEN ?1 THEN 0 ELSE caller END, keeper_a = CASE keeper_a WHEN ?1 THEN 0 ELSE"
        " keeper_a END, keeper_b = CASE keeper_b WHEN ?1 THEN 0 ELSE keeper_b END WHERE ?2 IN (0, unit) AND ?1 IN (caller,"
        " keeper_a, keeper_b)",
        member, unit);
    fill_places(store, planned, count, now);
}

static void leave(struct store *store, int64_t member, int64_t at)
{
    go(store, 0, member, at);
    db_run(store, "DELETE FROM circle_step_of WHERE member = ?", member);
}

static void part(struct store *store, int64_t unit, int64_t member, int64_t now)
{
    go(store, unit, member, now);
}

static void end(struct store *store, int64_t caucus, int64_t now)
{
    (void)now;
    db_run(store,
        "DELETE FROM circle_step_of WHERE step IN (SELECT s.id FROM circle_step s JOIN circle c ON c.id = s.circle"
        " WHERE c.unit = ?)",
        caucus);
    db_run(store, "DELETE FROM circle_step WHERE circle IN (SELECT id FROM circle WHERE unit = ?)", caucus);
    db_run(store, "DELETE FROM circle_person WHERE circle IN (SELECT id FROM circle WHERE unit = ?)", caucus);
    db_run(store, "DELETE FROM circle WHERE unit = ?", caucus);
    db_run(store, "DELETE FROM circle_prompt WHERE unit = ?", caucus);
}

static int forget(struct store *store, int64_t now)
{
    if (db_begin(store) != RESULT_OK)
        return -1;
    int before = (int)sqlite3_total_changes64(store->db);
    int64_t steps = now - retention_period(store, "circle-steps"), told = now - retention_period(store, "circle-told");
    db_run(store, "DELETE FROM circle_step_of WHERE step IN (SELECT id FROM circle_step WHERE day < ?)", steps);
    db_run(store, "DELETE FROM circle_step WHERE day < ?", steps);
    /* Who was in reads its steps; who was told how it ended needs nothing more. */
    db_run(store,
        "DELETE FROM circle_person WHERE circle IN (SELECT c.id FROM circle c WHERE c.state > " SQL_CIRCLE_OPEN
        " AND NOT EXISTS (SELECT 1 FROM circle_step s WHERE s.circle = c.id)) AND (told = 1 OR circle IN (SELECT id FROM"
        " circle WHERE ended < ?))",
        told);
    /* Nobody is told of it or reads its steps any more. Of one that was held its date, keepers and number stay. */
    db_run(store,
        "DELETE FROM circle WHERE state > " SQL_CIRCLE_HELD
        " AND NOT EXISTS (SELECT 1 FROM circle_person p WHERE p.circle = circle.id) AND NOT EXISTS (SELECT 1 FROM"
        " circle_step s WHERE s.circle = circle.id)");
    db_run(store, "UPDATE circle SET purpose = '', prompts = '' WHERE state = " SQL_CIRCLE_HELD
                  " AND purpose <> '' AND NOT EXISTS (SELECT 1 FROM circle_person p WHERE p.circle = circle.id)");
    int changed = (int)sqlite3_total_changes64(store->db) - before;
    return db_commit(store) == RESULT_OK ? changed : -1;
}

/* A member's own file. Who was asked by name and has not answered is in it, too; of those who come nobody else is. */
static const struct subject_rows file[] = {
    { "circles",
        "SELECT c.purpose, c.at, CASE p.state WHEN " SQL_CIRCLE_ASKED " THEN 'asked' WHEN " SQL_CIRCLE_COMES
        " THEN 'comes' WHEN " SQL_CIRCLE_WAITS
        " THEN 'waits' ELSE 'declined' END AS answer FROM circle_person p JOIN circle c ON c.id = p.circle WHERE p.member = ?" },
    { "circles_kept",
        "SELECT at, people FROM circle WHERE state = " SQL_CIRCLE_HELD " AND ?1 IN (keeper_a, keeper_b) ORDER BY id" },
    { "circles_called", "SELECT purpose, at FROM circle WHERE caller = ? ORDER BY id" },
    { "circle_steps",
        "SELECT s.words, s.day FROM circle_step_of o JOIN circle_step s ON s.id = o.step WHERE o.member = ?" },
    { NULL, NULL },
};

/* What is kept of a circle: its date, its keepers, how many were in. */
static const struct subject_export exports[] = {
    { .file = "circles.jsonl",
        .explained =
            "circles.jsonl  circles that were held: at, keeper, second_keeper, people (how many were in), short (1: a\n"
            "               short circle). What was said in them is not kept\n",
        .sql = "SELECT c.at, " HANDLE_OF("c.keeper_a") " AS keeper, " HANDLE_OF(
            "c.keeper_b") " AS second_keeper, c.people, c.short FROM circle c WHERE c.unit = ? AND c.state = " SQL_CIRCLE_HELD
                          " ORDER BY c.id" },
    { .file = "circle_prompts.jsonl",
        .explained = "circle_prompts.jsonl words: the prompts for circles that the unit wrote itself\n",
        .sql = "SELECT words FROM circle_prompt WHERE unit = ? ORDER BY id" },
    { 0 },
};

const struct subject circle_subject = {
    .name = "circles",
    .forget = forget,
    .leave = leave,
    .part = part,
    .end = end,
    .tick = circles_tend,
    .file = file,
    .exports = exports,
    .units =
        (const struct subject_unit[]) {
            UNIT_HELD("circle", "unit = ?1", UNIT_ROWS_PEOPLE),
            UNIT_HELD("circle_prompt", "unit = ?1", UNIT_ROWS_PEOPLE),
            { 0 },
        },
};
