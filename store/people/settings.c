/* settings.c: the settings that a member chose for herself. RULES 1.6. */
#include <string.h>

#include "members.h"
#include "store/people/credentials.h"

static const char *const shared_names[] = { "ask", "always", "never" };
static const char *const marking_names[] = { "reverse", "bold", "sign" };

const char *settings_shared_name(enum shared shared)
{
    return shared_names[shared];
}

bool settings_less_shared(enum shared before, enum shared after)
{
    return before != after && after != SHARED_ALWAYS && before != SHARED_NEVER;
}

/* Finds a name in a list of `count`. False: it is not there, and *which stays. */
static bool find_name(const char *const *names, int count, const char *name, int *which)
{
    for (int i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0) {
            *which = i;
            return true;
        }
    return false;
}

bool settings_shared_parse(const char *name, enum shared *shared)
{
    int which = *shared;
    bool found = find_name(shared_names, sizeof shared_names / sizeof *shared_names, name, &which);
    *shared = (enum shared)which;
    return found;
}

const char *settings_marking_name(enum marking marking)
{
    return marking_names[marking];
}

bool settings_marking_parse(const char *name, enum marking *marking)
{
    int which = *marking;
    bool found = find_name(marking_names, sizeof marking_names / sizeof *marking_names, name, &which);
    *marking = (enum marking)which;
    return found;
}

static bool yes(struct store *store, const struct actor *actor, const char *name)
{
    return db_number(
               store, 0, "SELECT value = 'yes' FROM setting WHERE member = ? AND name = ?", actor->member, name) == 1;
}

/* The value of a setting in words; "" when it was never chosen. */
static void words_of(struct store *store, const struct actor *actor, const char *name, char *out, size_t size)
{
    sqlite3_stmt *row = db_query(store, "SELECT value FROM setting WHERE member = ? AND name = ?", actor->member, name);
    out[0] = '\0';
    if (db_step(store, row))
        db_copy(row, 0, out, size);
    db_done(store, row);
}

enum result settings_get(struct store *store, const struct actor *actor, struct settings *out)
{
    *out = (struct settings) { 0 };
    if (!actor_has_account(actor))
        return RESULT_OK;
    char words[16];
    db_begin_read(store);
    words_of(store, actor, "language", out->language, sizeof out->language);
    out->ascii = yes(store, actor, "ascii");
    out->plain = yes(store, actor, "plain");
    out->line_mode = yes(store, actor, "line_mode");
    out->be_seen = yes(store, actor, "be_seen");
    out->silence = yes(store, actor, "silence");
    words_of(store, actor, "shared", words, sizeof words);
    settings_shared_parse(words, &out->shared);
    words_of(store, actor, "selected", words, sizeof words);
    settings_marking_parse(words, &out->marking);
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
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK ||
        (shared_less(store, actor, in->shared) &&
            (result = credentials_require_proof(store, actor, now)) != RESULT_OK) ||
        (result = db_begin(store)) != RESULT_OK)
        return result;
    for (const char *c = in->language; *c != '\0'; c++)
        if (!((*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || *c == '_'))
            return db_abandon(store, db_refuse(store, RESULT_INVALID, _("A language is two letters, like \"en\".")));
    set(store, actor, "language", in->language);
    set(store, actor, "ascii", in->ascii ? "yes" : "no");
    set(store, actor, "plain", in->plain ? "yes" : "no");
    set(store, actor, "line_mode", in->line_mode ? "yes" : "no");
    set(store, actor, "be_seen", in->be_seen ? "yes" : "no");
    set(store, actor, "silence", in->silence ? "yes" : "no");
    set(store, actor, "shared", settings_shared_name(in->shared));
    set(store, actor, "selected", settings_marking_name(in->marking));
    return db_commit(store);
}
