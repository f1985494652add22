/* silence.c: a greeter hears once of somebody who was silent for 14 days, if that one agreed. See care.h. RULES 6.6. */
#include <stdlib.h>
#include <string.h>

#include "store/base/rights.h"
#include "store/care/care_row.h"

enum { AT_ONCE = 50 };

/* The greeter of her block by task; else whoever met her. Nobody of her home, nobody whom she muted. 0: there is none.
 */
static int64_t greeter_for(struct store *store, int64_t unit, int64_t member, const char *home, int64_t now)
{
    int64_t found = 0;
    sqlite3_stmt *row = db_query(store,
        "SELECT s.member, coalesce(h.label, ''), " CARE_APART("?2",
            "s.member") " FROM seat s JOIN member m ON m.id = s.member LEFT JOIN household h ON h.id = m.household WHERE s.unit = ?1 AND"
                        " s.name = 'greeter' AND s.until > ?3 AND m.gone = 0 AND s.member <> ?2 ORDER BY s.id",
        unit, member, now);
    while (found == 0 && db_step(store, row))
        if (person_same_block(db_text(row, 1), home) && sqlite3_column_int(row, 2) == 0)
            found = sqlite3_column_int64(row, 0);
    db_done(store, row);
    if (found != 0)
        return found;
    return db_number(store, 0,
        "SELECT g.greeter FROM greeter g JOIN member m ON m.id = g.greeter WHERE g.member = ?1 AND g.unit = ?2 AND m.gone"
        " = 0 AND NOT " CARE_APART("?1", "g.greeter"),
        member, unit);
}

/* SQL: when she was last seen, by a session or a single command. Log-ins are kept for 7 days; the presence of who had a
 * session once has the newest of them, too. */
#define LAST_SEEN(member)                                                                                              \
    "max((SELECT x.joined FROM member x WHERE x.id = " member "), coalesce((SELECT p.seen FROM presence p WHERE"       \
    " p.member = " member "), 0), coalesce((SELECT max(l.at) FROM login l WHERE l.member = " member "), 0))"

struct silent {
    int64_t member, unit;
    char home[HOME_BYTES];
};

/* Members with a home who agreed, and whom nobody saw for so long. The index holds only those who agreed. */
static size_t find_silent(struct store *store, int64_t now, struct silent *out)
{
    size_t count = 0;
    sqlite3_stmt *row = db_query(store,
        "SELECT m.id, h.unit, h.label FROM setting s JOIN member m ON m.id = s.member JOIN household h ON h.id ="
        " m.household WHERE s.name = 'silence' AND s.value = 'yes' AND m.gone = 0 AND"
        " " LAST_SEEN("m.id") " < ?1 AND NOT EXISTS (SELECT 1 FROM care_silence c WHERE c.member = m.id) AND NOT " AWAITS_ADMISSION(
            "m.id") " LIMIT ?2",
        now - CARE_SILENT, (int64_t)AT_ONCE);
    for (; count < AT_ONCE && db_step(store, row); count++) {
        out[count].member = sqlite3_column_int64(row, 0);
        out[count].unit = sqlite3_column_int64(row, 1);
        db_copy(row, 2, out[count].home, sizeof out[count].home);
    }
    db_done(store, row);
    return count;
}

/* SQL: she was seen since, or agrees no more; or there was no greeter a day ago, and it is looked for anew. */
#define BACK                                                                                                           \
    "(" LAST_SEEN(                                                                                                     \
        "care_silence.member") " > care_silence.at OR NOT EXISTS"                                                      \
                               " (SELECT 1 FROM setting s WHERE s.member = care_silence.member AND s.name = 'silence' AND s.value = 'yes') OR (greeter = 0 AND at <= ?1))"

enum { LOOK_AGAIN = 86400 };

int care_tend(struct store *store, int64_t now)
{
    struct silent silent[AT_ONCE];
    size_t count = find_silent(store, now, silent);
    bool back = db_number(store, 0, "SELECT 1 FROM care_silence WHERE " BACK " LIMIT 1", now - LOOK_AGAIN) == 1;
    if (db_failed(store) || db_outcome(store) != RESULT_OK)
        return -1;
    if (count == 0 && !back)
        return 0;
    if (db_begin(store) != RESULT_OK)
        return -1;
    db_run(store, "DELETE FROM care_silence WHERE " BACK, now - LOOK_AGAIN);
    for (size_t i = 0; i < count; i++) {
        int64_t greeter = greeter_for(store, silent[i].unit, silent[i].member, silent[i].home, now);
        db_run(store, "INSERT INTO care_silence (member, unit, greeter, at) VALUES (?, ?, ?, ?)", silent[i].member,
            silent[i].unit, greeter, now);
        care_hint(store, greeter);
    }
    return db_commit(store) == RESULT_OK ? (int)count + back : -1;
}

enum result care_silence_hears(struct store *store, const struct actor *actor, int64_t now, struct care_silence *out)
{
    int64_t unit = 0, greeter = 0;
    char home[HOME_BYTES] = "";
    *out = (struct care_silence) { 0 };
    enum result result = care_require(store, actor);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = db_query(store,
        "SELECT h.unit, h.label FROM member m JOIN household h ON h.id = m.household WHERE m.id = ?", actor->member);
    if (db_step(store, row)) {
        unit = sqlite3_column_int64(row, 0);
        db_copy(row, 1, home, sizeof home);
    }
    db_done(store, row);
    if (unit == 0 || (greeter = greeter_for(store, unit, actor->member, home, now)) == 0)
        return db_outcome(store);
    row = db_query(store,
        "SELECT " HANDLE_OF("m.id") ", coalesce(h.label, '') FROM member m LEFT JOIN household h ON h.id = m.household"
                                    " WHERE m.id = ?",
        greeter);
    if (db_step(store, row)) {
        person_copy_handle(row, 0, out->handle);
        db_copy(row, 1, out->home, sizeof out->home);
    }
    db_done(store, row);
    return db_outcome(store);
}

enum result care_silences(
    struct store *store, const struct actor *actor, int64_t now, struct care_silence *out, size_t limit, size_t *count)
{
    (void)now;
    *count = 0;
    enum result result = care_require(store, actor);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = db_query(store,
        "SELECT " HANDLE_OF(
            "c.member") ", coalesce(h.label, '') FROM care_silence c JOIN member m ON m.id ="
                        " c.member LEFT JOIN household h ON h.id = m.household WHERE c.greeter = ? AND c.read = 0 AND m.gone = 0 ORDER BY c.at DESC"
                        " LIMIT ?",
        actor->member, (int64_t)limit);
    while (*count < limit && db_step(store, row)) {
        struct care_silence *one = &out[(*count)++];
        *one = (struct care_silence) { 0 };
        person_copy_handle(row, 0, one->handle);
        db_copy(row, 1, one->home, sizeof one->home);
    }
    db_done(store, row);
    return db_outcome(store);
}

enum result care_silence_read(struct store *store, const struct actor *actor, const char *handle, int64_t now)
{
    (void)now;
    struct member found;
    enum result result = care_require(store, actor);
    if (result != RESULT_OK || (result = member_by_handle(store, actor, handle, &found)) != RESULT_OK ||
        (result = db_begin(store)) != RESULT_OK)
        return result;
    db_run(store, "UPDATE care_silence SET read = 1 WHERE member = ? AND greeter = ?", found.id, actor->member);
    if (sqlite3_changes(store->db) == 0)
        return db_abandon(store,
            db_refuse(store, RESULT_NOT_FOUND, _("There is nothing of theirs for you. `care` shows what there is.")));
    return db_commit(store);
}
