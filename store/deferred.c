/*
 * deferred.c: writes that may wait a second, on both sides of the clerk's socket.
 *
 * A session's pending ones are a short list, oldest first. Each but a mark unread holds the whole state of its key, so
 * a newer one takes the place of an older one for the same key. Reads look there too: drafts and letters ask
 * pending_find(), marks.c plays the list over what it finds in the database.
 */
#include "deferred.h"

#include <stdlib.h>
#include <string.h>

#include "store/db.h"
#include "store/marks.h"
#include "store/pending.h"
#include "store/sources.h"

static bool same_key(const struct deferred *a, const struct deferred *b)
{
    if (a->kind != b->kind || a->member != b->member)
        return false;
    switch (a->kind) {
    case DEFERRED_LOGIN:
        return false;
    case DEFERRED_SEEN:
        return true;
    case DEFERRED_DRAFT:
    case DEFERRED_UNREAD:
        return a->a == b->a && a->b == b->b;
    default:
        return a->a == b->a;
    }
}

static void pending_free(struct pending *pending)
{
    char *text = (char *)(uintptr_t)pending->item.text;
    explicit_bzero(text, pending->item.length);
    free(text);
    free(pending);
}

static void pending_append(struct store *store, const struct deferred *item)
{
    struct pending *added = xcalloc(1, sizeof *added);
    char *text = xmalloc(item->length + 1);
    if (item->length > 0)
        memcpy(text, item->text, item->length);
    text[item->length] = '\0';
    added->item = *item;
    added->item.text = text;
    struct pending **at = &store->pending;
    while (*at != NULL)
        if (same_key(&(*at)->item, item)) {
            struct pending *old = *at;
            *at = old->next;
            pending_free(old);
        } else
            at = &(*at)->next;
    *at = added;
}

static enum result write_now(struct store *store, const struct deferred *item)
{
    bool soft = item->kind == DEFERRED_DRAFT && store->depth == 0; /* the next full commit carries it to the disk */
    int64_t level = soft ? db_number(store, 2, "PRAGMA synchronous", "") : 0;
    if (soft && level > 1)
        sqlite3_exec(store->db, "PRAGMA synchronous = NORMAL", NULL, NULL, NULL);
    enum result result = deferred_apply(store, item, 1);
    if (soft && level > 1)
        sqlite3_exec(store->db, "PRAGMA synchronous = FULL", NULL, NULL, NULL);
    return result;
}

enum result deferred_write(struct store *store, struct deferred *item)
{
    if (item->length > DEFERRED_TEXT_MAX)
        return store_refuse(store, RESULT_INVALID, _("That is longer than a post can be."));
    item->number = ++store->deferred_number;
    if (store->send == NULL)
        return write_now(store, item);
    pending_append(store, item);
    deferred_resend(store);
    return RESULT_OK;
}

const struct deferred *pending_find(
    const struct store *store, int64_t member, enum deferred_kind kind, int64_t a, int64_t b)
{
    const struct deferred wanted = { .kind = kind, .member = member, .a = a, .b = b };
    for (const struct pending *pending = store->pending; pending != NULL; pending = pending->next)
        if (same_key(&pending->item, &wanted))
            return &pending->item;
    return NULL;
}

void store_defer_to(struct store *store, deferred_send *send, void *context)
{
    store->send = send;
    store->send_context = context;
}

void deferred_acknowledged(struct store *store, uint64_t number)
{
    struct pending **at = &store->pending;
    while (*at != NULL) {
        struct pending *pending = *at;
        if (pending->sent && pending->item.number <= number) {
            *at = pending->next;
            pending_free(pending);
        } else
            at = &pending->next;
    }
}

void deferred_lost_clerk(struct store *store)
{
    for (struct pending *pending = store->pending; pending != NULL; pending = pending->next)
        pending->sent = false;
}

static void write_pending(struct store *store)
{
    while (store->pending != NULL && deferred_apply(store, &store->pending->item, 1) == RESULT_OK) {
        struct pending *done = store->pending;
        store->pending = done->next;
        pending_free(done);
    }
}

/* In order: the first that finds no room holds back those behind it. */
void deferred_resend(struct store *store)
{
    if (store->send == NULL) {
        write_pending(store);
        return;
    }
    for (struct pending *pending = store->pending; pending != NULL; pending = pending->next) {
        if (!pending->sent)
            pending->sent = store->send(store->send_context, &pending->item);
        if (!pending->sent)
            return;
    }
}

size_t deferred_waiting(const struct store *store)
{
    size_t count = 0;
    for (const struct pending *pending = store->pending; pending != NULL; pending = pending->next)
        count++;
    return count;
}

void deferred_drop(struct store *store)
{
    while (store->pending != NULL) {
        struct pending *pending = store->pending;
        store->pending = pending->next;
        pending_free(pending);
    }
}

/* --- the clerk's half --- */

/* The text behind so many NULs, or "" when there are fewer. Every text ends with a NUL at `length`, so each part is a C
 * string. */
static const char *part_of(const char *text, size_t length, int behind)
{
    const char *at = text, *end = text + length;
    while (behind-- > 0) {
        at += strlen(at);
        if (at == end)
            return "";
        at++;
    }
    return at;
}

static void apply_draft(struct store *store, const struct deferred *item, const char *title)
{
    const char *body = part_of(title, item->length, 1);
    if (title[0] == '\0' && body[0] == '\0')
        db_run(store, "DELETE FROM draft WHERE member = ? AND place = ? AND target = ? AND written_for = ?", "iiii",
            item->member, (int64_t)draft_key_place(item->a), item->b, draft_key_for(item->a));
    else
        db_run(store,
            "INSERT INTO draft (member, place, target, at, title, body, written_for) VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET at = excluded.at, title = excluded.title, body = excluded.body",
            "iiiitti", item->member, (int64_t)draft_key_place(item->a), item->b, item->at, title, body,
            draft_key_for(item->a));
}

/* The clerk needs no key: the session has hashed and sealed. */
static void apply_login(struct store *store, const struct deferred *item, const char *sealed)
{
    const char *place = part_of(sealed, item->length, 1), *method = part_of(sealed, item->length, 2);
    db_run(store, "INSERT INTO login (member, at, source, method, visit, place) VALUES (?, ?, ?, ?, ?, ?)", "iittit",
        item->member, item->at, sealed, method, item->a, place);
    source_note(store, item->member, place, item->at);
}

static void apply_one(struct store *store, const struct deferred *item, const char *text)
{
    switch (item->kind) {
    case DEFERRED_DRAFT:
        apply_draft(store, item, text);
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
        db_run(store, "UPDATE letter SET read_at = ? WHERE id = ? AND reader = ? AND read_at = 0", "iii", item->at,
            item->a, item->member);
        break;
    case DEFERRED_LOGIN:
        apply_login(store, item, text);
        break;
    }
}

/* One item of a session that was taken over must not stop everybody's commit. */
static void apply_guarded(struct store *store, const struct deferred *item)
{
    if (item->length > DEFERRED_TEXT_MAX ||
        db_number(store, 0, "SELECT 1 FROM member WHERE id = ? AND gone = 0", "i", item->member) == 0)
        return;
    char *text = xstrndup(item->length > 0 ? item->text : "", item->length);
    db_run(store, "SAVEPOINT item", "");
    apply_one(store, item, text);
    int fault = sqlite3_errcode(store->db) & 0xff;
    if (db_failed(store) && (fault == SQLITE_CONSTRAINT || fault == SQLITE_TOOBIG || fault == SQLITE_MISMATCH)) {
        db_forgive(store);
        db_run(store, "ROLLBACK TO item", "");
    }
    db_run(store, "RELEASE item", "");
    explicit_bzero(text, item->length);
    free(text);
}

/* SQLite makes each row in a page of memory of its own, where the last long one stays for hours. So a longer one, of
 * noughts, is made there, and taken back. */
static void empty_scratch(struct store *store)
{
    db_run(store, "SAVEPOINT scratch", "");
    db_run(store, "INSERT INTO household (label) VALUES (hex(zeroblob(2000)))", "");
    db_run(store, "ROLLBACK TO scratch", "");
    db_run(store, "RELEASE scratch", "");
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

enum result seen_now(struct store *store, const struct actor *actor, bool there, int64_t now)
{
    if (actor->kind != ACTOR_MEMBER || actor->hand != 0)
        return RESULT_OK;
    struct deferred item = { .kind = DEFERRED_SEEN, .member = actor->member, .at = now, .a = there };
    return deferred_write(store, &item);
}
