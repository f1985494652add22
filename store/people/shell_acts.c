/* shell_acts.c: what a steward did to a member from the shell is shown on her home screen. RULES 1.10. */
#include "store/people/shell_acts.h"

#include <string.h>

#include "members.h"
#include "store/people/person.h"

void shell_act_note(
    struct store *store, const struct actor *actor, int64_t member, const char *kind, const char *detail, int64_t now)
{
    if (actor->kind == ACTOR_OPERATOR)
        db_run(store,
            "INSERT INTO shell_act (member, kind, detail, at) SELECT id, ?2, ?3, ?4 FROM member"
            " WHERE id = ?1 AND (joined < ?4 OR ?2 = 'password') AND NOT EXISTS (SELECT 1 FROM house WHERE name = 'demo' AND value = 'yes')",
            member, kind, detail, now);
}

/* `detail`: the home's old label, a tab, its new label. */
static void put_home(struct shell_act *act, bool merged, const char *detail)
{
    size_t length = strcspn(detail, "\t");
    const char *to = detail[length] != '\0' ? detail + length + 1 : "";
    snprintf(act->words, sizeof act->words,
        merged ? _("Homes %.*s and %s are one home now, %s. If that is not so, tell a steward.")
               : _("From the shell, a steward wrote your home %.*s as %s. If you do not live at %s, tell a steward."),
        (int)length, detail, to, to);
}

/* Cuts off what stands before the next tab. */
static const char *next_name(char **rest)
{
    const char *name = strsep(rest, "\t");
    return name != NULL ? name : "";
}

/* `detail`: the unit's old name, its new name, and its new short name where that changed, with tabs between them. */
static void put_name(struct shell_act *act, const char *detail)
{
    char names[SHELL_ACT_NAMES], *rest = names;
    util_copy_text(names, sizeof names, detail);
    const char *old = next_name(&rest), *name = next_name(&rest), *slug = next_name(&rest);
    if (slug[0] == '\0')
        snprintf(act->words, sizeof act->words, _("From the shell, a steward gave %s another name: %s."), old, name);
    else if (strcmp(old, name) == 0)
        snprintf(
            act->words, sizeof act->words, _("From the shell, a steward gave %s another short name: %s."), old, slug);
    else
        snprintf(act->words, sizeof act->words,
            _("From the shell, a steward gave %s another name: %s. Its short name is %s now."), old, name, slug);
}

static void put_words(struct shell_act *act, const char *kind, const char *detail)
{
    if (strcmp(kind, "password") == 0)
        util_copy_text(act->words, sizeof act->words, _("From the shell, a steward set you a new password."));
    else if (strcmp(kind, "merged") == 0 || strcmp(kind, "home") == 0)
        put_home(act, strcmp(kind, "merged") == 0, detail);
    else if (strcmp(kind, "name") == 0)
        put_name(act, detail);
    else
        snprintf(act->words, sizeof act->words,
            strcmp(kind, "task") == 0        ? _("From the shell, a steward gave you the task of %s.")
            : strcmp(kind, "task back") == 0 ? _("From the shell, a steward took back your task of %s.")
                                             : _("From the shell, a steward made you a member of %s."),
            detail);
}

enum result shell_acts_list(
    struct store *store, const struct actor *actor, struct shell_act *out, size_t limit, size_t *count)
{
    *count = 0;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    db_reading_begin(store);
    sqlite3_stmt *row = db_query(store,
        "SELECT kind, detail, at, id FROM shell_act WHERE member = ? AND seen = 0 ORDER BY id DESC LIMIT ?",
        actor->member, limit);
    while (*count < limit && db_step(store, row)) {
        struct shell_act *act = &out[(*count)++];
        *act = (struct shell_act) { .at = sqlite3_column_int64(row, 2), .id = sqlite3_column_int64(row, 3) };
        put_words(act, db_text(row, 0), db_text(row, 1));
    }
    db_done(store, row);
    return db_reading_end(store);
}

enum result shell_acts_seen(
    struct store *store, const struct actor *actor, const struct shell_act *acts, size_t count, int64_t now)
{
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    for (size_t i = 0; i < count; i++)
        db_run(store, "UPDATE shell_act SET seen = ? WHERE member = ? AND id = ? AND seen = 0", now, actor->member,
            acts[i].id);
    return db_commit(store);
}
