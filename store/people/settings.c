/* settings.c: the settings that a member chose for herself. RULES 1.6. */
#include <string.h>

#include "members.h"
#include "store/people/credentials.h"

static const char *const shared_names[] = { "ask", "always", "never" };

const char *shared_name(enum shared shared)
{
    return shared_names[shared];
}

bool settings_less_shared(enum shared before, enum shared after)
{
    return before != after && after != SHARED_ALWAYS && before != SHARED_NEVER;
}

bool shared_parse(const char *name, enum shared *shared)
{
    for (size_t i = 0; i < sizeof shared_names / sizeof *shared_names; i++)
        if (strcmp(name, shared_names[i]) == 0) {
            *shared = (enum shared)i;
            return true;
        }
    return false;
}

static bool yes(struct store *store, const struct actor *actor, const char *name)
{
    return db_number(
               store, 0, "SELECT value = 'yes' FROM setting WHERE member = ? AND name = ?", actor->member, name) == 1;
}

enum result settings_get(struct store *store, const struct actor *actor, struct settings *out)
{
    *out = (struct settings) { 0 };
    if (!actor_has_account(actor))
        return RESULT_OK;
    db_begin_read(store);
    sqlite3_stmt *row =
        db_query(store, "SELECT value FROM setting WHERE member = ? AND name = 'language'", actor->member);
    if (db_step(store, row))
        db_copy(row, 0, out->language, sizeof out->language);
    db_done(store, row);
    out->ascii = yes(store, actor, "ascii");
    out->plain = yes(store, actor, "plain");
    out->line_mode = yes(store, actor, "line_mode");
    out->be_seen = yes(store, actor, "be_seen");
    out->silence = yes(store, actor, "silence");
    row = db_query(store, "SELECT value FROM setting WHERE member = ? AND name = 'shared'", actor->member);
    if (db_step(store, row))
        shared_parse(db_text(row, 0), &out->shared);
    db_done(store, row);
    db_end_read(store);
    return RESULT_OK;
}

static void set(struct store *store, const struct actor *actor, const char *name, const char *value)
{
    db_run(store, "INSERT INTO setting VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
        actor->member, name, value);
}

/* True when fewer computers than before would count as shared. What protects her on those computers would then be gone
 * at the next log-in, so she must type her password again. */
static bool shared_less(struct store *store, const struct actor *actor, enum shared shared)
{
    struct settings before;
    settings_get(store, actor, &before);
    return settings_less_shared(before.shared, shared);
}

enum result settings_set(struct store *store, const struct actor *actor, const struct settings *in, int64_t now)
{
    enum result result = require_member(store, actor);
    if (result != RESULT_OK ||
        (shared_less(store, actor, in->shared) && (result = require_proof(store, now)) != RESULT_OK) ||
        (result = db_begin(store)) != RESULT_OK)
        return result;
    for (const char *c = in->language; *c != '\0'; c++)
        if (!((*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || *c == '_'))
            return db_abandon(store, store_refuse(store, RESULT_INVALID, _("A language is two letters, like \"en\".")));
    set(store, actor, "language", in->language);
    set(store, actor, "ascii", in->ascii ? "yes" : "no");
    set(store, actor, "plain", in->plain ? "yes" : "no");
    set(store, actor, "line_mode", in->line_mode ? "yes" : "no");
    set(store, actor, "be_seen", in->be_seen ? "yes" : "no");
    set(store, actor, "silence", in->silence ? "yes" : "no");
    set(store, actor, "shared", shared_name(in->shared));
    return db_commit(store);
}
