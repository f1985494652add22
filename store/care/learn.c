/* learn.c: the learner's chair of a task. See learn.h. RULES 8.3. */
#include "learn.h"

#include "store/base/rights.h"
#include "store/people/person.h"
#include "store/people/seat_write.h"

/* SQL: the member has this task now. */
#define HAS_TASK(member, unit, task, now)                                                                              \
    "EXISTS (SELECT 1 FROM seat s WHERE s.unit = " unit " AND s.name = " task " AND s.member = " member                \
    " AND s.until > " now ")"

static enum result sit_down(struct store *store, const struct actor *actor, const char *task, int64_t now)
{
    if (db_number(store, 0, "SELECT " HAS_TASK("?1", "?2", "?3", "?4"), actor->member, actor->here, task, now) == 1)
        return db_refuse(store, RESULT_CONFLICT, _("You have that task yourself."));
    int64_t holders = db_number(store, 0,
        "SELECT count(*) FROM seat s JOIN member m ON m.id = s.member WHERE s.unit = ? AND s.name = ? AND s.until > ?"
        " AND m.gone = 0",
        actor->here, task, now);
    int64_t learners = db_number(store, 0,
        "SELECT count(*) FROM learner l WHERE l.unit = ?1 AND l.name = ?2 AND l.member <> ?3 AND NOT " HAS_TASK(
            "l.member", "l.unit", "l.name", "?4"),
        actor->here, task, actor->member, now);
    if (learners >= (holders > 1 ? holders : 1))
        return db_refuse(store, RESULT_CONFLICT,
            _("The learner's chair of that task is taken. `learn` says by whom; it is free again after 90 days at most."));
    db_run(store, "INSERT OR IGNORE INTO learner VALUES (?, ?, ?, ?)", actor->here, task, actor->member, now);
    return RESULT_OK;
}

static enum result get_up(struct store *store, const struct actor *actor, const char *task)
{
    db_run(store, "DELETE FROM learner WHERE unit = ? AND name = ? AND member = ?", actor->here, task, actor->member);
    return sqlite3_changes(store->db) > 0
               ? RESULT_OK
               : db_refuse(store, RESULT_NOT_FOUND, _("You do not learn that task. `learn` says who does."));
}

enum result learn_set(struct store *store, const struct actor *actor, const char *task, bool on, int64_t now)
{
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = seat_known(store, task)) != RESULT_OK)
        return result;
    if (!actor_belongs(actor, actor->here))
        return db_refuse(store, RESULT_REFUSED, _("You do not belong there."));
    if ((result = db_begin(store)) != RESULT_OK)
        return result;
    return db_finish(store, on ? sit_down(store, actor, task, now) : get_up(store, actor, task));
}

enum result learn_list(
    struct store *store, const struct actor *actor, int64_t now, struct learner *out, size_t limit, size_t *count)
{
    *count = 0;
    if (!person_may_know_people(actor))
        return person_refuse_people(store);
    sqlite3_stmt *row = db_query(store,
        "SELECT l.name, " HANDLE_OF(
            "l.member") ", coalesce(h.label, ''), coalesce((SELECT n.handle FROM seat s JOIN"
                        " member m ON m.id = s.member JOIN member_name n ON n.member = m.id WHERE s.unit = l.unit AND s.name = l.name AND"
                        " s.member <> l.member AND m.gone = 0 ORDER BY s.until > ?2 DESC, s.since DESC, s.id LIMIT 1), ''), l.member ="
                        " ?3 FROM learner l JOIN member p ON p.id = l.member LEFT JOIN household h ON h.id = p.household WHERE l.unit = ?1"
                        " AND NOT " HAS_TASK(
                            "l.member", "l.unit", "l.name", "?2") " ORDER BY l.name, l.at, l.member LIMIT ?4",
        actor->here, now, actor->member, (int64_t)limit);
    while (*count < limit && db_step(store, row)) {
        struct learner *one = &out[(*count)++];
        *one = (struct learner) { .mine = sqlite3_column_int(row, 4) != 0 };
        db_copy(row, 0, one->task, sizeof one->task);
        person_copy_handle(row, 1, one->handle);
        db_copy(row, 2, one->home, sizeof one->home);
        db_copy(row, 3, one->beside, sizeof one->beside);
    }
    db_done(store, row);
    return db_outcome(store);
}
