/*
 * deferred.c: writes that may wait a second, on both sides of the clerk's socket.
 *
<<<<<<< HEAD
 * A session's pending ones are a short list, oldest first. Each but a mark unread holds the whole state of its key, so
 * a newer one takes the place of an older one for the same key. Reads look there too: drafts and letters ask
 * pending_find(), marks.c plays the list over what it finds in the database.
 */
#include "deferred.h"

#include <stdlib.h>
#include <string.h>

#include "store/db.h"
#include "store/marks.h"
=======
 * A session's pending ones are a short list, oldest first; a newer one for the same key takes an older one's place, for
 * each holds the whole state of its key. Reads of drafts and marks look here first (deferred_find).
 */
#include <stdlib.h>
#include <string.h>

#include "members.h"
#include "store/db.h"
>>>>>>> 1cba898efec40d4a4cd768b6904c746eaf1e553c
#include "store/pending.h"

static bool same_key(const struct deferred *a, const struct deferred *b)
{
<<<<<<< HEAD
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
=======
    if (a->kind != b->kind || a->member != b->member || a->kind == DEFERRED_LOGIN)
        return false;
    if (a->kind == DEFERRED_DRAFT)
        return a->a == b->a && a->b == b->b;
    return a->kind == DEFERRED_SEEN || a->a == b->a;
>>>>>>> 1cba898efec40d4a4cd768b6904c746eaf1e553c
}

static void pending_free(struct pending *pending)
{
<<<<<<< HEAD
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
=======
    explicit_bzero((char *)(uintptr_t)pending->item.text, pending->item.length);
    free((char *)(uintptr_t)pending->item.text);
    free(pending);
}

static void remove_same(struct store *store, const struct deferred *item)
{
    for (struct pending **at = &store->pending; *at != NULL;) {
        struct pending *pending = *at;
        if (same_key(&pending->item, item)) {
            *at = pending->next;
            pending_free(pending);
        } else
            at = &pending->next;
    }
}

static void append(struct store *store, struct pending *pending)
{
    struct pending **at = &store->pending;
    while (*at != NULL)
        at = &(*at)->next;
    *at = pending;
>>>>>>> 1cba898efec40d4a4cd768b6904c746eaf1e553c
}

enum result deferred_write(struct store *store, struct deferred *item)
{
<<<<<<< HEAD
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
=======
    if (store->send == NULL) {
        sqlite3_exec(store->db, "PRAGMA synchronous = NORMAL", NULL, NULL, NULL);
        enum result result = deferred_apply(store, item, 1);
        sqlite3_exec(store->db, "PRAGMA synchronous = FULL", NULL, NULL, NULL);
        return result;
    }
    item->number = ++store->deferred_number;
    remove_same(store, item);
    struct pending *pending = xcalloc(1, sizeof *pending);
    pending->item = *item;
    char *text = xmalloc(item->length + 1);
    if (item->length > 0)
        memcpy(text, item->text, item->length);
    text[item->length] = '\0';
    pending->item.text = text;
    append(store, pending);
    pending->sent = store->send(store->send_context, &pending->item);
    return RESULT_OK;
}

const struct deferred *deferred_find(const struct store *store, enum deferred_kind kind, int64_t a, int64_t b)
{
    for (const struct pending *pending = store->pending; pending != NULL; pending = pending->next)
        if (pending->item.kind == kind && pending->item.a == a && (kind != DEFERRED_DRAFT || pending->item.b == b))
>>>>>>> 1cba898efec40d4a4cd768b6904c746eaf1e553c
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
<<<<<<< HEAD
    struct pending **at = &store->pending;
    while (*at != NULL) {
        struct pending *pending = *at;
        if (pending->sent && pending->item.number <= number) {
=======
    for (struct pending **at = &store->pending; *at != NULL;) {
        struct pending *pending = *at;
        if (pending->item.number <= number && pending->sent) {
>>>>>>> 1cba898efec40d4a4cd768b6904c746eaf1e553c
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

<<<<<<< HEAD
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
=======
void deferred_resend(struct store *store)
{
    struct pending *next;
    for (struct pending *pending = store->pending; pending != NULL; pending = next) {
        next = pending->next;
        if (store->send != NULL) {
            if (!pending->sent)
                pending->sent = store->send(store->send_context, &pending->item);
            if (!pending->sent)
                return;
        } else if (deferred_apply(store, &pending->item, 1) == RESULT_OK) {
            store->pending = next;
            pending_free(pending);
        } else
>>>>>>> 1cba898efec40d4a4cd768b6904c746eaf1e553c
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

<<<<<<< HEAD
/* The text after the first NUL, or "". Every text ends with a NUL at `length`, so both halves are C strings. */
static const char *second_half(const char *text, size_t length)
{
    size_t first = strlen(text);
    return first < length ? text + first + 1 : "";
}

static void apply_draft(struct store *store, const struct deferred *item, const char *title)
{
    const char *body = second_half(title, item->length);
    if (title[0] == '\0' && body[0] == '\0')
        db_run(store, "DELETE FROM draft WHERE member = ? AND place = ? AND target = ?", "iii", item->member, item->a,
            item->b);
    else
        db_run(store,
            "INSERT INTO draft (member, place, target, at, title, body) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET at = excluded.at, title = excluded.title, body = excluded.body",
            "iiiitt", item->member, item->a, item->b, item->at, title, body);
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
        db_run(store,
            "INSERT INTO presence (member, seen, there) VALUES (?, ?, ?)"
            " ON CONFLICT DO UPDATE SET seen = excluded.seen, there = excluded.there",
=======
static void apply_draft(struct store *store, const struct deferred *item)
{
    const char *end = memchr(item->text, '\0', item->length);
    const char *body = end ? end + 1 : "";
    if (item->length == 0 || (item->text[0] == '\0' && body[0] == '\0')) {
        db_run(store, "DELETE FROM draft WHERE member = ? AND place = ? AND target = ?", "iii", item->member, item->a, item->b);
        return;
    }
    db_run(store,
        "INSERT INTO draft VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET at = excluded.at,"
        " title = excluded.title, body = excluded.body",
        "iiiitt", item->member, item->a, item->b, item->at, item->text, body);
}

static void apply_login(struct store *store, const struct deferred *item)
{
    const char *end = memchr(item->text, '\0', item->length);
    db_run(store, "INSERT INTO login (member, at, source, method) VALUES (?, ?, ?, ?)", "iitt", item->member, item->at,
        item->text, end ? end + 1 : "");
}

static void apply(struct store *store, const struct deferred *item)
{
    switch (item->kind) {
    case DEFERRED_DRAFT:
        apply_draft(store, item);
        break;
    case DEFERRED_MARK:
        db_run(store, "INSERT INTO read_mark VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET upto = excluded.upto, above = excluded.above",
            "iiib", item->member, item->a, item->b, (const void *)item->text, item->length);
        break;
    case DEFERRED_BOARD_MARK:
        db_run(store, "INSERT INTO board_mark VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET upto = excluded.upto", "iii",
            item->member, item->a, item->b);
        break;
    case DEFERRED_SEEN:
        db_run(store, "INSERT INTO presence VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET seen = excluded.seen, there = excluded.there",
>>>>>>> 1cba898efec40d4a4cd768b6904c746eaf1e553c
            "iii", item->member, item->at, item->a);
        break;
    case DEFERRED_LETTER_READ:
        db_run(store, "UPDATE letter SET read_at = ? WHERE id = ? AND reader = ? AND read_at = 0", "iii", item->at,
            item->a, item->member);
        break;
    case DEFERRED_LOGIN:
<<<<<<< HEAD
        db_run(store, "INSERT INTO login (member, at, source, method) VALUES (?, ?, ?, ?)", "iitt", item->member,
            item->at, text, second_half(text, item->length));
=======
        apply_login(store, item);
>>>>>>> 1cba898efec40d4a4cd768b6904c746eaf1e553c
        break;
    }
}

<<<<<<< HEAD
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
        store->failed = false;
        db_run(store, "ROLLBACK TO item", "");
    }
    db_run(store, "RELEASE item", "");
    explicit_bzero(text, item->length);
    free(text);
}

=======
/* A frame from a session that was taken over must not stop everybody's commit: a member nobody is, is left out. */
>>>>>>> 1cba898efec40d4a4cd768b6904c746eaf1e553c
enum result deferred_apply(struct store *store, const struct deferred *items, size_t count)
{
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
<<<<<<< HEAD
    for (size_t i = 0; i < count && !db_failed(store); i++)
        apply_guarded(store, &items[i]);
=======
    for (size_t i = 0; i < count && !db_failed(store); i++) {
        const struct deferred *item = &items[i];
        if (memchr(item->text ? item->text : "", '\0', item->length + 1) == NULL)
            continue;
        if (db_number(store, 0, "SELECT 1 FROM member WHERE id = ? AND gone = 0", "i", item->member) == 1)
            apply(store, item);
    }
>>>>>>> 1cba898efec40d4a4cd768b6904c746eaf1e553c
    return db_commit(store);
}

enum result seen_now(struct store *store, const struct actor *actor, bool there, int64_t now)
{
    if (actor->kind != ACTOR_MEMBER)
        return RESULT_OK;
    struct deferred item = { .kind = DEFERRED_SEEN, .member = actor->member, .at = now, .a = there };
    return deferred_write(store, &item);
}
<<<<<<< HEAD
=======

/* --- drafts --- */

enum result draft_save(struct store *store, const struct actor *actor, enum draft_place place, int64_t target,
    const char *title, const char *body, int64_t now)
{
    enum result result = require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    struct buffer text = { 0 };
    buffer_string(&text, title ? title : "");
    buffer_add(&text, "", 1);
    buffer_string(&text, body);
    struct deferred item = { .kind = DEFERRED_DRAFT, .member = actor->member, .at = now, .a = place, .b = target,
        .text = text.data, .length = text.length };
    result = text.length > DEFERRED_TEXT_MAX ? store_refuse(store, RESULT_INVALID, _("That is longer than a post can be."))
                                             : deferred_write(store, &item);
    buffer_clear(&text);
    return result;
}

enum result draft_drop(struct store *store, const struct actor *actor, enum draft_place place, int64_t target, int64_t now)
{
    return draft_save(store, actor, place, target, "", "", now);
}

static void draft_from(const struct deferred *item, struct draft *out)
{
    const char *end = memchr(item->text, '\0', item->length);
    *out = (struct draft) { .place = (enum draft_place)item->a, .target = item->b, .at = item->at };
    copy_text(out->title, sizeof out->title, item->text);
    out->body = xstrdup(end ? end + 1 : "");
}

static bool is_empty(const struct deferred *item)
{
    const char *end = memchr(item->text, '\0', item->length);
    return item->text[0] == '\0' && (end == NULL || end[1] == '\0');
}

static void read_draft(sqlite3_stmt *row, struct draft *out)
{
    *out = (struct draft) { .place = (enum draft_place)sqlite3_column_int(row, 0), .target = sqlite3_column_int64(row, 1),
        .at = sqlite3_column_int64(row, 2) };
    db_copy(row, 3, out->title, sizeof out->title);
    out->body = xstrdup(db_text(row, 4));
}

enum result draft_get(struct store *store, const struct actor *actor, enum draft_place place, int64_t target, struct draft *out)
{
    const struct deferred *pending = deferred_find(store, DEFERRED_DRAFT, place, target);
    if (pending != NULL) {
        if (is_empty(pending))
            return RESULT_NOT_FOUND;
        draft_from(pending, out);
        return RESULT_OK;
    }
    sqlite3_stmt *row = db_query(store, "SELECT place, target, at, title, body FROM draft WHERE member = ? AND place = ? AND target = ?",
        "iii", actor->member, (int64_t)place, target);
    bool found = db_step(store, row);
    if (found)
        read_draft(row, out);
    db_done(store, row);
    return found ? RESULT_OK : RESULT_NOT_FOUND;
}

enum result drafts_list(struct store *store, const struct actor *actor, size_t limit, struct draft *out, size_t *count)
{
    *count = 0;
    for (const struct pending *pending = store->pending; pending != NULL && *count < limit; pending = pending->next)
        if (pending->item.kind == DEFERRED_DRAFT && !is_empty(&pending->item))
            draft_from(&pending->item, &out[(*count)++]);
    sqlite3_stmt *row = db_query(store, "SELECT place, target, at, title, body FROM draft WHERE member = ? ORDER BY at DESC", "i", actor->member);
    while (*count < limit && db_step(store, row))
        if (deferred_find(store, DEFERRED_DRAFT, sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1)) == NULL)
            read_draft(row, &out[(*count)++]);
    db_done(store, row);
    return RESULT_OK;
}

void drafts_free(struct draft *drafts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(drafts[i].body);
        drafts[i].body = NULL;
    }
}
>>>>>>> 1cba898efec40d4a4cd768b6904c746eaf1e553c
