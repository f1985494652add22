/* clock.c: the values that a house keeps under a name, and the time that it believes (the rule is in house_clock.h). */
#include <inttypes.h>
#include <stdio.h>

#include "store/base/db.h"

void db_house_value(struct store *store, const char *name, char *out, size_t size)
{
    sqlite3_stmt *row = db_query(store, "SELECT value FROM house WHERE name = ?", name);
    out[0] = '\0';
    if (db_step(store, row))
        db_copy(row, 0, out, size);
    db_done(store, row);
}

void store_clock_load(struct store *store, struct house_clock *clock)
{
    char text[80];
    *clock = (struct house_clock) { 0 };
    db_house_value(store, "clock", text, sizeof text);
    if (sscanf(text, "%" SCNd64 " %" SCNd64 " %" SCNd64, &clock->believed, &clock->doubted, &clock->stood) == 3)
        return;
    *clock =
        (struct house_clock) { .believed = db_number(store, 0, "SELECT at FROM ledger ORDER BY seq DESC LIMIT 1") };
}

enum result store_clock_save(struct store *store, const struct house_clock *clock)
{
    char text[80];
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    snprintf(text, sizeof text, "%" PRId64 " %" PRId64 " %" PRId64, clock->believed, clock->doubted, clock->stood);
    db_run(
        store, "INSERT INTO house VALUES ('clock', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", text);
    return db_commit(store);
}

int64_t store_time(struct store *store, int64_t now)
{
    struct house_clock clock;
    store_clock_load(store, &clock);
    return clock.doubted != 0 ? clock.believed : now;
}

int64_t store_time_begun(struct store *store, int64_t now)
{
    int64_t believed = store_time(store, now);
    return believed > now ? believed : now;
}

int64_t store_time_over(struct store *store, int64_t now)
{
    int64_t believed = store_time(store, now);
    return believed < now ? believed : now;
}
