/* forget.c: RULES 1.12: what the house remembers only for a while. The periods stand in the table `retention`. */
#include "store/forget.h"

#include "store/db.h"

int64_t forget_after(struct store *store, const char *name)
{
    return db_number(store, INT32_MAX, "SELECT seconds FROM retention WHERE name = ?", "t", name);
}

static int house_forget(struct store *store, int64_t now)
{
    if (db_begin(store) != RESULT_OK)
        return -1;
    db_run(store, "DELETE FROM login WHERE at <= ?", "i", now - forget_after(store, "login"));
    int count = sqlite3_changes(store->db);
    db_run(store, "DELETE FROM notice WHERE at <= ?", "i", now - forget_after(store, "notice"));
    count += sqlite3_changes(store->db);
    return db_commit(store) == RESULT_OK ? count : -1;
}

int store_forget(struct store *store, int64_t now)
{
    static int (*const rooms[])(struct store *, int64_t) = { house_forget, boards_forget, letters_forget };
    int count = 0;
    for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++) {
        int own = rooms[i](store, now);
        if (own < 0)
            return -1;
        count += own;
    }
    return count;
}
