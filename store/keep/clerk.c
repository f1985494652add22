/* clerk.c: the clerk writes the deferred items of many sessions to disk in one transaction. */
#include "deferred.h"

#include <stdlib.h>
#include <string.h>

#include "store/boards/draft_write.h"
#include "store/boards/letter_box.h"
#include "store/boards/marks.h"
#include "store/people/visit_write.h"

static void apply_one(struct store *store, const struct deferred *item, const char *text)
{
    switch (item->kind) {
    case DEFERRED_DRAFT:
        draft_apply(store, item, text);
        break;
    case DEFERRED_MARK:
    case DEFERRED_BOARD_MARK:
    case DEFERRED_UNREAD:
        mark_apply(store, item);
        break;
    case DEFERRED_SEEN:
        visit_apply(store, item);
        break;
    case DEFERRED_LETTER_READ:
        letter_apply_read(store, item);
        break;
    case DEFERRED_LOGIN:
        visit_apply_login(store, item, text);
        break;
    }
}

/* An item of a session that an attacker took over must not stop the commit of all others. */
static void apply_guarded(struct store *store, const struct deferred *item)
{
    if (item->length > DEFERRED_TEXT_MAX ||
        db_number(store, 0, "SELECT 1 FROM member WHERE id = ? AND gone = 0", item->member) == 0)
        return;
    char *text = xstrndup(item->length > 0 ? item->text : "", item->length);
    db_run(store, "SAVEPOINT item");
    apply_one(store, item, text);
    int fault = sqlite3_errcode(store->db) & 0xff;
    if (db_failed(store) && (fault == SQLITE_CONSTRAINT || fault == SQLITE_TOOBIG || fault == SQLITE_MISMATCH)) {
        db_forgive(store);
        db_run(store, "ROLLBACK TO item");
    }
    db_run(store, "RELEASE item");
    explicit_bzero(text, item->length);
    free(text);
}

/* SQLite builds each row in a memory page that it keeps, so the last long draft would stay readable there for hours.
 * Writing a longer row of zeros and rolling it back overwrites it. */
static void empty_scratch(struct store *store)
{
    db_run(store, "SAVEPOINT scratch");
    db_run(store, "INSERT INTO unit_value VALUES ((SELECT min(id) FROM unit), 'scratch', hex(zeroblob(2000)))");
    db_run(store, "ROLLBACK TO scratch");
    db_run(store, "RELEASE scratch");
}

enum result deferred_apply(struct store *store, const struct deferred *items, size_t count)
{
    bool words = false;
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    for (size_t i = 0; i < count && !db_failed(store); i++) {
        apply_guarded(store, &items[i]);
        words = words || items[i].kind == DEFERRED_DRAFT;
    }
    if (words)
        empty_scratch(store);
    return db_commit(store);
}
