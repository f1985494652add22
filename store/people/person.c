/* person.c: a member's home, and questions about homes and blocks that many files ask. RULES 1.1, 1.2. */
#include "store/people/person.h"

#include <string.h>

void person_home(struct store *store, int64_t member, char out[HOME_BYTES])
{
    out[0] = '\0';
    sqlite3_stmt *row =
        db_query(store, "SELECT h.label FROM member m JOIN household h ON h.id = m.household WHERE m.id = ?", member);
    if (db_step(store, row))
        db_copy(row, 0, out, HOME_BYTES);
    db_done(store, row);
}

int64_t person_household(struct store *store, int64_t member)
{
    return db_number(store, 0, "SELECT household FROM member WHERE id = ?", member);
}

bool person_home_is_in(struct store *store, int64_t unit, const char *home)
{
    return db_number(store, 0,
               "SELECT 1 FROM member m JOIN household h ON h.id = m.household WHERE m.gone = 0 AND h.unit = ?"
               " AND h.label = ?",
               unit, home) != 0;
}

size_t person_block_length(const char *home)
{
    return strcspn(home, " 0123456789");
}

bool person_same_block(const char *home, const char *other)
{
    size_t length = person_block_length(home);
    return length > 0 && length == person_block_length(other) && sqlite3_strnicmp(home, other, (int)length) == 0;
}

bool person_same_home(const char *home, const char *other)
{
    return sqlite3_stricmp(home, other) == 0;
}

static bool block_has_second_home(struct store *store, int64_t unit, const char *home, const char *inviters)
{
    char other[HOME_BYTES];
    bool found = false;
    sqlite3_stmt *row = db_query(store,
        "SELECT DISTINCT h.label FROM member m JOIN household h ON h.id = m.household WHERE m.gone = 0 AND h.unit = ?",
        unit);
    while (!found && db_step(store, row)) {
        db_copy(row, 0, other, sizeof other);
        found = person_same_block(home, other) && !person_same_home(other, inviters) && !person_same_home(other, home);
    }
    db_done(store, row);
    return found;
}

bool person_may_be_second_home(
    struct store *store, int64_t unit, const char *hers, const char *home, const char *adders)
{
    if (hers[0] == '\0' || person_same_home(hers, adders))
        return false;
    return person_same_block(hers, home) || !block_has_second_home(store, unit, home, adders);
}

/* --- rights to know --- */

bool person_may_know_people(const struct actor *actor)
{
    return actor->kind != ACTOR_GUEST && actor->kind != ACTOR_NOBODY && actor->kind != ACTOR_WAITING &&
           actor->kind != ACTOR_TABLE;
}

enum result person_refuse_people(struct store *store)
{
    return db_refuse(store, RESULT_REFUSED, _("Only members see who lives here."));
}

void person_copy_handle(sqlite3_stmt *row, int column, char to[HANDLE_BYTES])
{
    db_copy(row, column, to, HANDLE_BYTES);
    if (to[0] == '\0')
        util_copy_text(to, HANDLE_BYTES, _("a former member"));
}
