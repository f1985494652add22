/* thread_share.c: when a member is told, privately, how much of a thread's talk is her own. RULES 2.5. */
#include "numbers.h"
#include "store/boards/access.h"

enum { SHARE_POSTS = 12, SHARE_WRITERS = 5 };
enum { SHARE_LAST = 30, SHARE_WRITERS_COUNTED = 5 };

bool thread_share_due(int posts, int writers, int mine, int of, int percent)
{
    return posts >= SHARE_POSTS && writers >= SHARE_WRITERS && mine * 100 > of * percent;
}

void thread_share_of(struct store *store, const struct actor *actor, const struct place *place, struct share *out)
{
    *out = (struct share) { 0 };
    /* Counts nothing in a thread that is too short, even if every post is hers; most threads are. */
    if (actor->kind != ACTOR_MEMBER || !thread_share_due((int)place->posts, SHARE_WRITERS_COUNTED, 1, 1, 0))
        return;
    sqlite3_stmt *row = db_query(store,
        "SELECT author FROM post WHERE thread = ? AND state <> " SQL_POST_WITHDRAWN " ORDER BY id DESC LIMIT ?",
        place->thread, SHARE_LAST);
    for (; db_step(store, row); out->of++)
        out->mine += sqlite3_column_int64(row, 0) == actor->member;
    db_done(store, row);
    int writers = (int)db_number(store, 0,
        "SELECT count(*) FROM (SELECT DISTINCT author FROM post WHERE thread = ? AND state <> " SQL_POST_WITHDRAWN
        " LIMIT ?)",
        place->thread, SHARE_WRITERS_COUNTED);
    out->due = thread_share_due(
        (int)place->posts, writers, out->mine, out->of, (int)number_of(store, place->unit, NUMBER_SHARE));
}

enum result thread_share(struct store *store, const struct actor *actor, int64_t thread, struct share *out)
{
    struct place place;
    *out = (struct share) { 0 };
    db_reading_begin(store);
    enum result result = access_thread_place(store, actor, thread, &place);
    if (result == RESULT_OK)
        thread_share_of(store, actor, &place, out);
    enum result outcome = db_reading_end(store);
    return result != RESULT_OK ? result : outcome;
}
