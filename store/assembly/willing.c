/* willing.c: who would take a task of the unit. RULES 4.1, 5.5. */
#include <string.h>

#include "gettext.h"
#include "meetings.h"
#include "store/assembly/meeting_row.h"

const struct task willing_tasks[WILLING_TASKS] = {
    { "facilitator", N_("Facilitator"),
        N_("One of two: gives the word to one after the other, and looks at the time.") },
    { "note-taker", N_("Note-taker"), N_("Writes down what is decided, and who does it.") },
    { "greeter", N_("Greeter"), N_("Meets newcomers of their block, and shows them round.") },
    { "coordinator", N_("Coordinator of aid"), N_("Runs the matching night, and looks after asks that nobody met.") },
    { "keeper", N_("Keeper of circles"),
        N_("Keeps a circle: opens it, passes the piece on, closes it. Two keep each.") },
    { "moderator", N_("Moderator"), N_("Covers what breaks an agreement, and says why. Deletes nothing.") },
    { "delegate", N_("Delegate"), N_("Carries our words to the unit above, and reports back.") },
    { "steward", N_("Steward"), N_("Keeps the machine running, not the street. Two, of two homes.") },
    { "reader", N_("Reader"), N_("In a meeting: reads each turn and each result aloud. Changes with each item.") },
    { "scribe", N_("Scribe"), N_("In a meeting: types what others say, until they say: yes, that.") },
    { "interpreter", N_("Interpreter"), N_("In a meeting: types in another language what is said.") },
    { "mood-watcher", N_("Mood watcher"), N_("In a meeting: says once on each item how the room feels.") },
};

static enum result require_task(struct store *store, const char *name)
{
    struct buffer known = { 0 };
    for (int i = 0; i < WILLING_TASKS; i++) {
        if (strcmp(willing_tasks[i].name, name) == 0) {
            buffer_clear(&known);
            return RESULT_OK;
        }
        buffer_format(&known, "%s%s", i > 0 ? ", " : "", willing_tasks[i].name);
    }
    db_refuse(store, RESULT_INVALID, _("There is no such task. There are: %s."), buffer_text(&known));
    buffer_clear(&known);
    return RESULT_INVALID;
}

/* She says it herself: nobody is made willing by another's hand. */
static enum result require_her(struct store *store, const struct actor *actor, int64_t *unit)
{
    enum result result = rights_require_member(store, actor);
    return result == RESULT_OK ? meeting_require_unit(store, actor, unit) : result;
}

enum result willing_set(struct store *store, const struct actor *actor, const char *task, bool on, int64_t now)
{
    int64_t unit = 0;
    enum result result = require_her(store, actor, &unit);
    if (result != RESULT_OK || (result = require_task(store, task)) != RESULT_OK ||
        (result = db_begin(store)) != RESULT_OK)
        return result;
    if (on)
        db_run(store, "INSERT OR IGNORE INTO willing (unit, member, name, at) VALUES (?, ?, ?, ?)", unit, actor->member,
            task, now);
    else
        db_run(store, "DELETE FROM willing WHERE unit = ? AND member = ? AND name = ?", unit, actor->member, task);
    meeting_hint(store);
    return db_commit(store);
}

enum result willing_list(
    struct store *store, const struct actor *actor, struct willing *out, size_t limit, size_t *count)
{
    int64_t unit = 0;
    *count = 0;
    enum result result = meeting_require_unit(store, actor, &unit);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = db_query(store,
        "SELECT w.name, n.handle, w.member FROM willing w JOIN member m ON m.id = w.member"
        " JOIN member_name n ON n.member = m.id WHERE w.unit = ? AND m.gone = 0 AND NOT " AWAITS_ADMISSION(
            "m.id") " ORDER BY w.name, w.at, w.member",
        unit);
    while (*count < limit && db_step(store, row)) {
        struct willing *one = &out[(*count)++];
        *one = (struct willing) { .mine = sqlite3_column_int64(row, 2) == actor->member };
        db_copy(row, 0, one->task, sizeof one->task);
        db_copy(row, 1, one->handle, sizeof one->handle);
    }
    db_done(store, row);
    return db_outcome(store);
}
