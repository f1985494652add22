/* secret_waits.c: secret votes over days that wait for somebody's hand: before they open, for two who hold a slip; at
 * their end, for these two, without whom nothing is counted. RULES 4.7, 9.1. */
#include "store/assembly/secret_row.h"

/* A choice over days is sealed, so nothing is said here of who has voted. */
static enum secret_need need_of(const struct vote_row *row, const struct secret_vote *secret)
{
    if (secret->may_type)
        return row->state == VOTE_COUNTING ? SECRET_NEEDS_SLIP_TO_COUNT : SECRET_NEEDS_SLIP_BACK;
    return secret->may_take ? SECRET_NEEDS_HOLDER : SECRET_NEEDS_NOTHING;
}

enum result secret_votes_waiting(struct store *store, const struct actor *actor, int64_t now,
    struct secret_waits out[SECRET_WAITING_MOST], size_t *count)
{
    enum { LOOKED_AT = 20 };
    int64_t vote[LOOKED_AT];
    size_t found = 0;
    *count = 0;
    if (actor->kind != ACTOR_MEMBER || actor->hand != 0)
        return RESULT_OK;
    reading_begin(store);
    sqlite3_stmt *row = db_query(store,
        "SELECT v.id FROM vote v JOIN vote_voter o ON o.vote = v.id AND o.member = ?1 WHERE v.secret = 1 AND v.days = 1"
        " AND v.state IN (" SQL_VOTE_PREPARED ", " SQL_VOTE_COUNTING ")"
        " AND EXISTS (SELECT 1 FROM membership s WHERE s.member = ?1 AND s.unit = v.unit) ORDER BY v.closes, v.id",
        actor->member);
    while (found < LOOKED_AT && db_step(store, row))
        vote[found++] = sqlite3_column_int64(row, 0);
    db_done(store, row);
    for (size_t i = 0; i < found && *count < SECRET_WAITING_MOST; i++) {
        struct vote_row one;
        struct secret_vote secret;
        struct secret_waits *waits = &out[*count];
        if (!vote_row_read(store, vote[i], &one) || secret_vote_get(store, actor, vote[i], now, &secret) != RESULT_OK)
            continue;
        *waits = (struct secret_waits) { .vote = vote[i], .unit = one.unit, .need = need_of(&one, &secret) };
        sqlite3_stmt *title = db_query(store, "SELECT title FROM vote WHERE id = ?", vote[i]);
        if (db_step(store, title))
            db_copy(title, 0, waits->title, sizeof waits->title);
        db_done(store, title);
        *count += waits->need != SECRET_NEEDS_NOTHING;
    }
    return reading_end(store);
}
