/* pool.c: who may be drawn for a panel. See draw_row.h. RULES 7.2. */
#include "store/moderation/draw_row.h"

#include <stdlib.h>

#include "hand.h"
#include "invitations.h"
#include "store/base/rights.h"
#include "store/people/person.h"

enum { HOMES_MOST = 64 };

/* People whose whole home is left out in the open: the author, whoever typed for her, all moderators of the unit, and
 * those who acted. */
struct kept_out {
    int64_t member[HOMES_MOST];
    size_t count;
};

static void find_kept_out(struct store *store, const struct act_row *act, int64_t now, struct kept_out *out)
{
    out->count = 0;
    sqlite3_stmt *row = db_query(store,
        "SELECT ?1 UNION SELECT s.member FROM seat s WHERE s.unit = ?2 AND s.name = 'moderator' AND s.until > ?3"
        " UNION SELECT r.member FROM moderator r WHERE r.id IN (?4, ?5) UNION SELECT w.hand FROM hand_word w"
        " WHERE w.kind = 'post' AND w.subject = ?6 AND ?6 <> 0",
        act->person, act->unit, now, act->moderator, act->second, act->post);
    while (out->count < HOMES_MOST && db_step(store, row))
        if (sqlite3_column_int64(row, 0) > 0)
            out->member[out->count++] = sqlite3_column_int64(row, 0);
    db_done(store, row);
}

static bool is_kept_out(struct store *store, const struct kept_out *out, int64_t member)
{
    for (size_t i = 0; i < out->count; i++)
        if (act_of_one_home(store, member, out->member[i]))
            return true;
    return false;
}

size_t pool_find(struct store *store, const struct act_row *act, int64_t now, int64_t **out)
{
    struct kept_out kept_out;
    size_t count = 0, room = 64;
    find_kept_out(store, act, now, &kept_out);
    *out = xcalloc(room, sizeof **out);
    sqlite3_stmt *row = db_query(store,
        "SELECT m.id FROM membership s JOIN member m ON m.id = s.member WHERE s.unit = ?1 AND m.gone = 0"
        " AND NOT " AWAITS_ADMISSION(
            "m.id") " AND NOT EXISTS (SELECT 1 FROM panel_seat p WHERE p.act = ?2 AND p.member = m.id)"
                    " ORDER BY m.id",
        act->unit, act->id);
    while (db_step(store, row)) {
        int64_t member = sqlite3_column_int64(row, 0);
        if (is_kept_out(store, &kept_out, member) || !member_votes(store, act->unit, member, now) ||
            hand_writes_for(store, member))
            continue;
        if (count == room)
            *out = xrealloc(*out, room *= 2, sizeof **out);
        (*out)[count++] = member;
    }
    db_done(store, row);
    return count;
}

bool pool_keeps_out(struct store *store, const struct act_row *act, int64_t member, int64_t now)
{
    struct kept_out kept_out;
    find_kept_out(store, act, now, &kept_out);
    return is_kept_out(store, &kept_out, member);
}

bool pool_is_silent(struct store *store, const struct act_row *act, int64_t member)
{
    int64_t home = person_household(store, member);
    if (act->post != 0 && act_post_concerns(store, member, act->post))
        return true;
    return db_number(store, 0,
               "SELECT 1 FROM report r JOIN member m ON m.id = r.reporter WHERE r.act = ?1 AND (r.reporter = ?2"
               " OR (?3 <> 0 AND m.household = ?3)) LIMIT 1",
               act->id, member, home) == 1;
}
