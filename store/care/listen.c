/* listen.c: two listeners by lot for a quarrel of two, if both want it. See care.h. RULES 6.7. */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/retention.h"
#include "store/base/rights.h"
#include "store/care/care_row.h"

enum { KEEPERS_MOST = 200, LISTENERS = 2 };

struct row {
    int64_t id, unit, asker, other, at, one, two;
    enum care_listen_state state;
};

static bool find_row(struct store *store, int64_t id, struct row *out)
{
    sqlite3_stmt *row =
        db_query(store, "SELECT id, unit, asker, other, at, one, two, state FROM care_listen WHERE id = ?", id);
    bool found = db_step(store, row);
    if (found)
        *out = (struct row) { sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1), sqlite3_column_int64(row, 2),
            sqlite3_column_int64(row, 3), sqlite3_column_int64(row, 4), sqlite3_column_int64(row, 5),
            sqlite3_column_int64(row, 6), (enum care_listen_state)sqlite3_column_int(row, 7) };
    db_done(store, row);
    return found;
}

static enum result none(struct store *store)
{
    return db_refuse(store, RESULT_NOT_FOUND, _("There is no such question for you. `listen` shows yours."));
}

/* Keepers of that unit who can listen to these two: of other homes than theirs, not apart from either, and of another
 * home than the listener who stays. Returns how many. */
static size_t find_keepers(struct store *store, const struct row *quarrel, int64_t stays, int64_t goes, int64_t *out)
{
    size_t count = 0;
    sqlite3_stmt *row = db_query(store,
        "SELECT w.member FROM willing w JOIN member m ON m.id = w.member WHERE w.unit = ?1 AND w.name = 'keeper' AND"
        " m.gone = 0 AND w.member NOT IN (?2, ?3, ?4, ?5) AND NOT " AWAITS_ADMISSION("w.member") " AND NOT " CARE_APART(
            "?2", "w.member") " AND NOT " CARE_APART("?3", "w.member") " AND NOT " CARE_APART("?4",
            "w.member") " ORDER BY w.member",
        quarrel->unit, quarrel->asker, quarrel->other, stays, goes);
    while (count < KEEPERS_MOST && db_step(store, row))
        out[count++] = sqlite3_column_int64(row, 0);
    db_done(store, row);
    return count;
}

/* Draws one by lot. 0: there is nobody. */
static int64_t draw(struct store *store, const struct row *quarrel, int64_t stays, int64_t goes)
{
    int64_t keepers[KEEPERS_MOST];
    size_t count = find_keepers(store, quarrel, stays, goes, keepers);
    return count == 0 ? 0 : keepers[randombytes_uniform((uint32_t)count)];
}

static enum result too_few(struct store *store)
{
    return db_refuse(store, RESULT_REFUSED,
        _("There are no two people of other homes here who would listen to both of you. Whoever would, says so: "
          "`willing keeper`."));
}

/* Inside a write. Draws both listeners, of two homes. */
static enum result draw_both(struct store *store, struct row *quarrel)
{
    quarrel->one = draw(store, quarrel, 0, 0);
    quarrel->two = quarrel->one != 0 ? draw(store, quarrel, quarrel->one, 0) : 0;
    return quarrel->two != 0 ? RESULT_OK : too_few(store);
}

/* --- asking and answering --- */

static enum result ask(struct store *store, const struct actor *actor, int64_t other, int64_t now, int64_t *listen)
{
    struct row quarrel = { .unit = actor->here, .asker = actor->member, .other = other };
    if (db_number(store, 0,
            "SELECT 1 FROM membership a JOIN membership b ON b.unit = a.unit WHERE a.unit = ? AND a.member = ? AND"
            " b.member = ?",
            actor->here, actor->member, other) == 0)
        return db_refuse(store, RESULT_REFUSED, _("That is for two people of one unit: go there first."));
    if (db_number(store, 0,
            "SELECT 1 FROM care_listen WHERE ((asker = ?1 AND other = ?2) OR (asker = ?2 AND other = ?1 AND state <>"
            " " SQL_CARE_LISTEN_NOT_NOW ")) AND at > ?3",
            actor->member, other, now - retention_period(store, "listen")) == 1)
        return db_refuse(
            store, RESULT_CONFLICT, _("That is asked already, or was in the last 30 days. `listen` shows yours."));
    enum result result = draw_both(store, &quarrel);
    if (result != RESULT_OK) /* so that nobody says yes to what cannot be */
        return result;
    db_run(store, "INSERT INTO care_listen (unit, asker, other, at) VALUES (?, ?, ?, ?)", actor->here, actor->member,
        other, now);
    *listen = db_last_id(store);
    if (db_number(store, 0, "SELECT 1 FROM muted_member WHERE member = ? AND other = ?", other, actor->member) == 0)
        care_hint(store, other);
    return RESULT_OK;
}

enum result care_listen_ask(
    struct store *store, const struct actor *actor, const char *handle, int64_t now, int64_t *listen)
{
    struct member found;
    enum result result = care_require(store, actor);
    if (result != RESULT_OK || (result = member_by_handle(store, actor, handle, &found)) != RESULT_OK)
        return result;
    if (found.id == actor->member)
        return db_refuse(store, RESULT_INVALID, _("That is you."));
    if (found.by_hand)
        return db_refuse(store, RESULT_INVALID,
            _("%s has no device: others would read it to them. Ask a keeper to speak with you both."), found.handle);
    result = db_begin(store);
    return result == RESULT_OK ? db_finish(store, ask(store, actor, found.id, now, listen)) : result;
}

static enum result answer(struct store *store, const struct actor *actor, int64_t listen, bool yes, int64_t now)
{
    struct row quarrel;
    if (!find_row(store, listen, &quarrel) || quarrel.other != actor->member || quarrel.state != CARE_LISTEN_ASKED ||
        db_number(
            store, 0, "SELECT 1 FROM muted_member WHERE member = ? AND other = ?", actor->member, quarrel.asker) == 1)
        return none(store);
    if (!yes) { /* the asker is not told: it reads as no answer */
        db_run(store, "UPDATE care_listen SET state = " SQL_CARE_LISTEN_NOT_NOW " WHERE id = ?", listen);
        return RESULT_OK;
    }
    enum result result = draw_both(store, &quarrel);
    if (result != RESULT_OK)
        return result;
    db_run(store, "UPDATE care_listen SET state = " SQL_CARE_LISTEN_DRAWN ", at = ?, one = ?, two = ? WHERE id = ?",
        now, quarrel.one, quarrel.two, listen);
    care_hint(store, quarrel.asker);
    care_hint(store, quarrel.one);
    care_hint(store, quarrel.two);
    return RESULT_OK;
}

enum result care_listen_answer(struct store *store, const struct actor *actor, int64_t listen, bool yes, int64_t now)
{
    enum result result = care_require(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    return db_finish(store, answer(store, actor, listen, yes, now));
}

static enum result cannot(struct store *store, const struct actor *actor, int64_t listen)
{
    struct row quarrel;
    if (!find_row(store, listen, &quarrel) || quarrel.state != CARE_LISTEN_DRAWN ||
        (quarrel.one != actor->member && quarrel.two != actor->member))
        return none(store);
    int64_t stays = quarrel.one == actor->member ? quarrel.two : quarrel.one;
    int64_t drawn = draw(store, &quarrel, stays, actor->member); /* 0: one listener is left, and both sides read so */
    db_run(store, "UPDATE care_listen SET one = ?, two = ? WHERE id = ?", stays, drawn, listen);
    care_hint(store, quarrel.asker);
    care_hint(store, quarrel.other);
    care_hint(store, drawn);
    return RESULT_OK;
}

enum result care_listen_cannot(struct store *store, const struct actor *actor, int64_t listen, int64_t now)
{
    (void)now;
    enum result result = care_require(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    return db_finish(store, cannot(store, actor, listen));
}

static enum result end(struct store *store, const struct actor *actor, int64_t listen)
{
    struct row quarrel;
    if (!find_row(store, listen, &quarrel) ||
        (quarrel.asker != actor->member && (quarrel.other != actor->member || quarrel.state != CARE_LISTEN_DRAWN)))
        return none(store);
    db_run(store, "DELETE FROM care_listen WHERE id = ?", listen);
    care_hint(store, quarrel.state == CARE_LISTEN_DRAWN ? quarrel.asker + quarrel.other - actor->member : 0);
    care_hint(store, quarrel.one);
    care_hint(store, quarrel.two);
    return RESULT_OK;
}

enum result care_listen_end(struct store *store, const struct actor *actor, int64_t listen, int64_t now)
{
    (void)now;
    enum result result = care_require(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    return db_finish(store, end(store, actor, listen));
}

/* --- reading --- */

enum result care_listens(
    struct store *store, const struct actor *actor, int64_t now, struct care_listen *out, size_t limit, size_t *count)
{
    *count = 0;
    enum result result = care_require(store, actor);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = db_query(store,
        "SELECT l.id, l.unit, l.at, l.state, l.asker, l.other, " HANDLE_OF("l.asker") ", " HANDLE_OF(
            "l.other") ","
                       " " HANDLE_OF("l.one") ", " HANDLE_OF(
                           "l.two") ", l.one, l.two FROM care_listen l WHERE l.at > ?2 AND (l.asker ="
                                    " ?1 OR (l.other = ?1 AND l.state <> " SQL_CARE_LISTEN_NOT_NOW
                                    " AND (l.state = " SQL_CARE_LISTEN_DRAWN
                                    " OR NOT EXISTS (SELECT 1 FROM muted_member x WHERE x.member = ?1 AND"
                                    " x.other = l.asker))) OR (l.state = " SQL_CARE_LISTEN_DRAWN
                                    " AND ?1 IN (l.one, l.two))) ORDER BY l.id LIMIT ?3",
        actor->member, now - retention_period(store, "listen"), (int64_t)limit);
    while (*count < limit && db_step(store, row)) {
        struct care_listen *one = &out[(*count)++];
        int64_t asker = sqlite3_column_int64(row, 4), other = sqlite3_column_int64(row, 5);
        *one = (struct care_listen) { .id = sqlite3_column_int64(row, 0),
            .unit = sqlite3_column_int64(row, 1),
            .at = sqlite3_column_int64(row, 2),
            .state = sqlite3_column_int(row, 3) == CARE_LISTEN_DRAWN ? CARE_LISTEN_DRAWN : CARE_LISTEN_ASKED,
            .side = asker == actor->member   ? CARE_ASKER
                    : other == actor->member ? CARE_OTHER
                                             : CARE_LISTENER };
        person_copy_handle(row, 6, one->asker);
        person_copy_handle(row, 7, one->other);
        for (int i = 0; i < LISTENERS; i++)
            if (sqlite3_column_int64(row, 10 + i) != 0)
                person_copy_handle(row, 8 + i, one->listener[i]);
    }
    db_done(store, row);
    return db_outcome(store);
}
