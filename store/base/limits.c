#include "store/base/limits.h"

#include "gettext.h"
#include "pace.h"

static enum result refuse(struct store *store, enum limit_kind kind, int seconds)
{
    unsigned long count = (unsigned long)seconds;
    if (kind == LIMIT_ROOM)
        return db_refuse(store, RESULT_BUSY,
            ngettext("That was much at once. Wait %d second, so that the others can follow.",
                "That was much at once. Wait %d seconds, so that the others can follow.", count),
            seconds);
    return db_refuse(store, RESULT_BUSY,
        kind == LIMIT_LETTERS
            ? ngettext("Those were many letters at once. The next can go in %d second; its text is kept.",
                  "Those were many letters at once. The next can go in %d seconds; its text is kept.", count)
            : ngettext("Those were many posts at once. The next can go in %d second; its text is kept.",
                  "Those were many posts at once. The next can go in %d seconds; its text is kept.", count),
        seconds);
}

enum result limit_take(struct store *store, int64_t member, enum limit_kind kind, int64_t now)
{
    static const struct pace paces[] = { [LIMIT_POSTS] = { POSTS_AT_ONCE, WRITE_EACH_SECONDS },
        [LIMIT_LETTERS] = { LETTERS_AT_ONCE, WRITE_EACH_SECONDS },
        [LIMIT_ROOM] = { ROOM_AT_ONCE, ROOM_EACH_SECONDS } };
    if (store->bulk)
        return RESULT_OK;
    int64_t whole_at = db_number(store, 0, "SELECT whole_at FROM pace WHERE member = ? AND kind = ?", member, kind);
    int64_t wait = pace_take(&paces[kind], &whole_at, now);
    if (wait > 0)
        return refuse(store, kind, (int)wait);
    return db_run(store,
        "INSERT INTO pace (member, kind, whole_at) VALUES (?, ?, ?)"
        " ON CONFLICT DO UPDATE SET whole_at = excluded.whole_at",
        member, kind, whole_at);
}

/* Deletes a member's pace when it has no effect any more, or when it lies so far ahead that the clock was wrong. */
void limits_forget(struct store *store, int64_t now)
{
    enum { LONGEST = POSTS_AT_ONCE * WRITE_EACH_SECONDS };
    db_run(store, "DELETE FROM pace WHERE whole_at <= ? OR whole_at > ?", now, now + LONGEST);
}

void limits_leave(struct store *store, int64_t member)
{
    db_run(store, "DELETE FROM pace WHERE member = ?", member);
}
