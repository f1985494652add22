/* harm_ready.c: people of a women's caucus whom whoever was harmed may name. See harm.h. RULES 6.7. */
#include "store/care/care_row.h"
#include "store/care/harm_seat.h"
#include "store/people/claim_room.h"

enum result harm_ready_set(struct store *store, const struct actor *actor, bool on, int64_t now)
{
    (void)now;
    enum result result = care_require(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    int64_t caucus = db_number(store, 0,
        "SELECT w.caucus FROM womens_caucus w JOIN membership s ON s.unit = w.caucus AND s.member = ? LIMIT 1",
        actor->member);
    if (caucus == 0)
        return db_abandon(store,
            db_refuse(store, RESULT_REFUSED, _("That is for members of a women's caucus that most women confirmed.")));
    if (on)
        db_run(store, "INSERT OR IGNORE INTO care_ready VALUES (?, ?)", caucus, actor->member);
    else
        db_run(store, "DELETE FROM care_ready WHERE member = ?", actor->member);
    return db_commit(store);
}

/* SQL; ?1: the reader. Those of her own units' caucus; when there are none, those of the other units of the house. */
#define READY                                                                                                           \
    " FROM care_ready r JOIN womens_caucus w ON w.caucus = r.unit JOIN unit u ON u.id = r.unit JOIN member m ON m.id =" \
    " r.member AND m.gone = 0 JOIN member_name n ON n.member = m.id WHERE r.member <> ?1"
#define IS_OWN "w.unit IN (SELECT unit FROM membership WHERE member = ?1)"

enum result harm_ready_list(
    struct store *store, const struct actor *actor, int64_t now, struct harm_ready *out, size_t limit, size_t *count)
{
    *count = 0;
    if (actor->kind != ACTOR_MEMBER || actor->hand != 0 || !claim_stands(store, actor->member, now))
        return RESULT_OK;
    sqlite3_stmt *row = db_query(store,
        "SELECT n.handle, u.name, NOT " IS_OWN READY " AND (" IS_OWN
        " OR NOT EXISTS (SELECT 1 FROM care_ready x JOIN womens_caucus w ON w.caucus = x.unit WHERE x.member <> ?1 AND"
        " " IS_OWN ")) ORDER BY u.id, n.handle LIMIT ?2",
        actor->member, (int64_t)limit);
    while (*count < limit && db_step(store, row)) {
        struct harm_ready *one = &out[(*count)++];
        *one = (struct harm_ready) { .near = sqlite3_column_int(row, 2) != 0 };
        person_copy_handle(row, 0, one->handle);
        db_copy(row, 1, one->caucus, sizeof one->caucus);
    }
    db_done(store, row);
    return db_outcome(store);
}

enum result harm_find(
    struct store *store, const struct actor *actor, const char *handle, int64_t now, struct member *out)
{
    enum result result = member_by_handle(store, actor, handle, out);
    if (result != RESULT_NOT_FOUND || !claim_stands(store, actor->member, now))
        return result;
    int64_t member = db_number(store, 0, "SELECT r.member" READY " AND n.handle = ?2", actor->member, handle);
    if (member == 0)
        return result;
    *out = (struct member) { .id = member };
    util_copy_text(out->handle, sizeof out->handle, handle);
    return RESULT_OK;
}
