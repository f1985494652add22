/*
 * deferred.c: writes that may wait a second, as a session makes them. clerk.c writes them to the database.
 *
 * The pending writes of a session are a short list, oldest first. An item holds the whole state of its key, so a newer
 * item replaces an older one with the same key. (A mark "unread" is the exception.) Reads look at this list too: drafts
 * and letters call pending_find(); marks.c applies the list to the marks that it read from the database.
 */
#include "deferred.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/db.h"
#include "store/base/pending.h"

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
    int64_t level = soft ? db_number(store, 2, "PRAGMA synchronous") : 0;
    if (soft && level > 1)
        sqlite3_exec(store->db, "PRAGMA synchronous = NORMAL", NULL, NULL, NULL);
    enum result result = store->apply(store, item, 1);
    if (soft && level > 1)
        sqlite3_exec(store->db, "PRAGMA synchronous = FULL", NULL, NULL, NULL);
    return result;
}

enum result deferred_write(struct store *store, struct deferred *item)
{
    if (item->length > DEFERRED_TEXT_MAX)
        return db_refuse(store, RESULT_INVALID, _("That is longer than a post can be."));
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

void deferred_send_to(struct store *store, deferred_send *send, void *context)
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
    while (store->pending != NULL && store->apply(store, &store->pending->item, 1) == RESULT_OK) {
        struct pending *done = store->pending;
        store->pending = done->next;
        pending_free(done);
    }
}

/* Sends in order: when one item finds no room, it and all later items wait. */
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

/* --- the functions that the clerk uses too --- */

enum result deferred_seen_now(struct store *store, const struct actor *actor, bool there, int64_t now)
{
    if (actor->kind != ACTOR_MEMBER || actor->hand != 0)
        return RESULT_OK;
    struct deferred item = { .kind = DEFERRED_SEEN, .member = actor->member, .at = now, .a = there };
    return deferred_write(store, &item);
}

/* Every text ends with a NUL at `length`, so each part is a C string. */
const char *deferred_part(const char *text, size_t length, int behind)
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
