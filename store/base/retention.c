/* retention.c: how long the house keeps each thing, and a note of each row erased before its time. RULES 1.12. */
#include "store/base/retention.h"

int64_t retention_period(struct store *store, const char *name)
{
    return db_number(store, INT32_MAX, "SELECT seconds FROM retention WHERE name = ?", name);
}

void retention_note_erased(struct store *store, const char *name, int64_t row, int64_t at)
{
    db_run(store, "INSERT INTO erased (name, row, at) VALUES (?, ?, ?)", name, row, at);
}

int64_t store_erased_last(struct store *store)
{
    return db_number(store, 0, "SELECT max(id) FROM erased");
}
