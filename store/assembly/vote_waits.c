/* vote_waits.c: what a vote wants of somebody, for home: their choice, or their hand when it is secret and over days.
 * Before such a vote opens it waits for two who hold a slip; at its end for these two, without whom nothing is counted.
 * RULES 4.7, 9.1. */
#include <stdlib.h>

#include "store/assembly/secret_row.h"

/* A choice over days is sealed, so nothing is said here of who has voted. */
static enum vote_need need_of_slip(
    struct store *store, const struct actor *actor, const struct vote_line *line, int64_t now)
{
    struct secret_vote secret;
    if (actor->hand != 0 || secret_vote_get(store, actor, line->id, now, &secret) != RESULT_OK)
        return VOTE_NEEDS_NOTHING;
    if (secret.may_type)
        return line->state == VOTE_COUNTING ? VOTE_NEEDS_SLIP_TO_COUNT : VOTE_NEEDS_SLIP_BACK;
    return secret.may_take ? VOTE_NEEDS_HOLDER : VOTE_NEEDS_NOTHING;
}

static enum vote_need need_of(struct store *store, const struct actor *actor, const struct vote_line *line, int64_t now)
{
    if (line->state != VOTE_OPEN)
        return need_of_slip(store, actor, line, now);
    return line->has_voted ? VOTE_NEEDS_NOTHING : VOTE_NEEDS_CHOICE;
}

enum result votes_waiting(
    struct store *store, const struct actor *actor, int64_t now, struct vote_line *out, size_t limit, size_t *count)
{
    enum { LOOKED_AT = 20 }; /* more than `limit`: prepared votes that need nothing of her must not hide others */
    size_t found = 0;
    *count = 0;
    if (actor->kind != ACTOR_MEMBER)
        return RESULT_OK;
    struct vote_line *lines = xcalloc(LOOKED_AT, sizeof *lines);
    db_reading_begin(store);
    vote_lines_read(store, actor,
        db_query(store,
            VOTE_LINE_SELECT
            " WHERE o.way IS NOT NULL AND EXISTS (SELECT 1 FROM membership s WHERE s.member = ?1 AND s.unit = v.unit)"
            " AND ((o.way = " SQL_VOTE_NOT_YET " AND v.state = " SQL_VOTE_OPEN " AND (v.days = 0 OR v.closes > ?2))"
            " OR (v.secret = 1 AND v.days = 1 AND v.state IN (" SQL_VOTE_PREPARED ", " SQL_VOTE_COUNTING ")))"
            " ORDER BY v.closes, v.id",
            actor->member, now),
        now, lines, LOOKED_AT, &found);
    for (size_t i = 0; i < found && *count < limit; i++)
        if ((lines[i].need = need_of(store, actor, &lines[i], now)) != VOTE_NEEDS_NOTHING)
            out[(*count)++] = lines[i];
    free(lines);
    return db_reading_end(store);
}
