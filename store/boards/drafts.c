/* drafts.c: texts that a member was writing, one for each place. RULES 1.7. */
#include <stdlib.h>
#include <string.h>

#include "deferred.h"
#include "store/base/pending.h"
#include "store/boards/access.h"
#include "store/boards/draft_write.h"
#include "store/boards/quotes.h"
#include "store/people/restored.h"

enum { DRAFT_BYTES_MOST = POST_BYTES + TITLE_MAX * 4 + 4 }; /* each part ends with a zero; anger is a digit */

/* The field `a` of a DEFERRED_DRAFT: the place, and in whose name she writes (RULES 1.8; 0: her own). */
static int64_t draft_key(enum draft_place place, int64_t written_for)
{
    return (int64_t)((uint64_t)written_for << 8 | (uint64_t)place);
}

static enum draft_place draft_key_place(int64_t key)
{
    return (enum draft_place)(key & 255);
}

static int64_t draft_key_for(int64_t key)
{
    return (int64_t)((uint64_t)key >> 8);
}

/* A draft by hand (RULES 1.8) belongs to the hand; written_for says in whose name it is. */
static int64_t owner(const struct actor *actor)
{
    return actor->hand != 0 ? actor->hand : actor->member;
}

static int64_t place_key(const struct actor *actor, enum draft_place place)
{
    return draft_key(place, actor->hand != 0 ? actor->member : 0);
}

/* Looks only at the actor, not at the database, so that no draft is lost. A draft by hand stays the hand's own, also
 * when the member whom it was for has a way in of her own by now. And a member can save what she is writing when her
 * home stops how she came in: she finds it in her own file. */
static enum result require_pen(struct store *store, const struct actor *actor)
{
    return actor->kind == ACTOR_MEMBER ? RESULT_OK : rights_require_member(store, actor);
}

enum result draft_save_angry(struct store *store, const struct actor *actor, enum draft_place place, int64_t target,
    const char *title, const char *body, enum draft_anger anger, int64_t now)
{
    struct buffer text = { 0 };
    enum result result = require_pen(store, actor);
    if (result != RESULT_OK)
        return result;
    buffer_string(&text, title != NULL ? title : "");
    buffer_add(&text, "", 1);
    buffer_string(&text, body != NULL ? body : "");
    if (anger != DRAFT_CALM) {
        buffer_add(&text, "", 1);
        buffer_format(&text, "%d", (int)anger);
    }
    struct deferred item = {
        .kind = DEFERRED_DRAFT,
        .member = owner(actor),
        .at = now,
        .a = place_key(actor, place),
        .b = target,
        .text = text.data,
        .length = text.length,
    };
    if (text.length > DRAFT_BYTES_MOST)
        result = db_refuse(store, RESULT_INVALID, _("That is longer than a post can be."));
    else
        result = deferred_write(store, &item);
    explicit_bzero(text.data, text.length);
    buffer_clear(&text);
    return result;
}

enum result draft_save(struct store *store, const struct actor *actor, enum draft_place place, int64_t target,
    const char *title, const char *body, int64_t now)
{
    return draft_save_angry(store, actor, place, target, title, body, DRAFT_CALM, now);
}

enum result draft_drop(
    struct store *store, const struct actor *actor, enum draft_place place, int64_t target, int64_t now)
{
    return draft_save(store, actor, place, target, "", "", now);
}

enum result draft_drop_for(struct store *store, const struct actor *actor, enum draft_place place, int64_t target,
    int64_t written_for, int64_t now)
{
    struct actor pen = *actor;
    if (written_for != 0) {
        pen.hand = actor->member;
        pen.member = written_for;
    }
    return draft_drop(store, &pen, place, target, now);
}

/* A draft that was saved before what it quotes was covered, and comes to disk, or is read, after it. The caller frees;
 * NULL: it stays as it is. */
static char *clean_quotes(struct store *store, const struct deferred *item, const char *body)
{
    return quotes_clean_draft(store, draft_key_place(item->a), item->b, body);
}

/* What is out of bounds counts as asked already: then nothing is asked. */
static enum draft_anger read_anger(int64_t number)
{
    return number == DRAFT_CALM ? DRAFT_CALM : number == DRAFT_ANGRY ? DRAFT_ANGRY : DRAFT_ANGRY_ASKED;
}

static enum draft_anger anger_of(const char *text, size_t length)
{
    return read_anger(strtoll(deferred_part(text, length, 2), NULL, 10));
}

/* False when the item says that the draft is finished. */
static bool draft_from(struct store *store, const struct deferred *item, struct draft *out)
{
    size_t title = strlen(item->text);
    const char *body = deferred_part(item->text, item->length, 1);
    if (title == 0 && body[0] == '\0')
        return false;
    *out = (struct draft) {
        .place = draft_key_place(item->a),
        .anger = anger_of(item->text, item->length),
        .target = item->b,
        .at = item->at,
        .written_for = draft_key_for(item->a),
    };
    util_copy_text(out->title, sizeof out->title, item->text);
    out->body = clean_quotes(store, item, body);
    if (out->body == NULL)
        out->body = xstrdup(body);
    return true;
}

static void read_draft(sqlite3_stmt *row, struct draft *out)
{
    *out = (struct draft) {
        .place = (enum draft_place)sqlite3_column_int(row, 0),
        .target = sqlite3_column_int64(row, 1),
        .at = sqlite3_column_int64(row, 2),
    };
    db_copy(row, 3, out->title, sizeof out->title);
    out->body = xstrdup(db_text(row, 4));
    out->written_for = sqlite3_column_int64(row, 5);
    out->anger = read_anger(sqlite3_column_int64(row, 6));
}

enum result draft_get(
    struct store *store, const struct actor *actor, enum draft_place place, int64_t target, struct draft *out)
{
    bool found;
    enum result result = require_pen(store, actor);
    if (result != RESULT_OK)
        return result;
    const struct deferred *pending = pending_find(store, owner(actor), DEFERRED_DRAFT, place_key(actor, place), target);
    db_reading_begin(store);
    if (pending != NULL)
        found = draft_from(store, pending, out);
    else {
        sqlite3_stmt *row = db_query(store,
            "SELECT place, target, at, title, body, written_for, anger FROM draft"
            " WHERE member = ? AND place = ? AND target = ? AND written_for = ?",
            owner(actor), place, target, actor->hand != 0 ? actor->member : 0);
        if ((found = db_step(store, row)))
            read_draft(row, out);
        db_done(store, row);
    }
    result = db_reading_end(store);
    if (found || result != RESULT_OK)
        return result;
    return db_refuse(store, RESULT_NOT_FOUND, _("There is no unsent text there."));
}

char *draft_without_covered(struct store *store, enum draft_place place, int64_t target, const char *body)
{
    return quotes_clean_draft(store, place, target, body);
}

int64_t draft_unit(struct store *store, enum draft_place place, int64_t target)
{
    if (draft_has_form(place))
        return target;
    if (place == DRAFT_THREAD)
        return board_unit(store, target);
    if (place == DRAFT_REPLY || place == DRAFT_EDIT || place == DRAFT_REPORT)
        return db_number(store, 0,
            "SELECT b.unit FROM post p JOIN thread t ON t.id = p.thread JOIN board b ON b.id = t.board WHERE p.id = ?",
            target);
    if (place == DRAFT_AMENDMENT || place == DRAFT_POSITION || place == DRAFT_SAFETY)
        return db_number(store, 0, "SELECT unit FROM proposal WHERE id = ?", target);
    if (place == DRAFT_LATE_STOP)
        return db_number(store, 0, "SELECT unit FROM decision WHERE id = ?", target);
    if (place == DRAFT_STOP_MET)
        return db_number(
            store, 0, "SELECT p.unit FROM stop s JOIN proposal p ON p.id = s.proposal WHERE s.id = ?", target);
    if (place == DRAFT_APPEAL)
        return db_number(store, 0, "SELECT unit FROM mod_act WHERE id = ?", target);
    if (place == DRAFT_LEARNED)
        return db_number(store, 0, "SELECT unit FROM gain WHERE id = ?", target);
    if (place == DRAFT_TURN || place == DRAFT_PROPOSAL || place == DRAFT_CORRECTION || place == DRAFT_STRAW ||
        place == DRAFT_PLACE || place == DRAFT_TELL)
        return db_number(store, 0, "SELECT unit FROM meeting WHERE id = ?", target);
    return 0;
}

static int newest_first(const void *a, const void *b)
{
    const struct draft *left = a, *right = b;
    return (left->at < right->at) - (left->at > right->at);
}

/* Collects the drafts on disk and those on their way there; a member has only a few. */
enum result drafts_list(struct store *store, const struct actor *actor, size_t limit, struct draft *out, size_t *count)
{
    struct draft *all = NULL, draft;
    size_t total = 0;
    *count = 0;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    for (const struct pending *pending = store->pending; pending != NULL; pending = pending->next)
        if (pending->item.kind == DEFERRED_DRAFT && pending->item.member == actor->member &&
            draft_from(store, &pending->item, &draft)) {
            all = xrealloc(all, total + 1, sizeof *all);
            all[total++] = draft;
        }
    db_reading_begin(store);
    sqlite3_stmt *row = db_query(
        store, "SELECT place, target, at, title, body, written_for, anger FROM draft WHERE member = ?", actor->member);
    while (db_step(store, row)) {
        int64_t key = draft_key((enum draft_place)sqlite3_column_int(row, 0), sqlite3_column_int64(row, 5));
        if (pending_find(store, actor->member, DEFERRED_DRAFT, key, sqlite3_column_int64(row, 1)) != NULL)
            continue;
        all = xrealloc(all, total + 1, sizeof *all);
        read_draft(row, &all[total++]);
    }
    db_done(store, row);
    if (total > 0)
        qsort(all, total, sizeof *all, newest_first);
    *count = total < limit ? total : limit;
    if (*count > 0)
        memcpy(out, all, *count * sizeof *out);
    if (total > *count)
        drafts_free(all + *count, total - *count);
    free(all);
    return db_reading_end(store);
}

bool drafts_are_shut(struct store *store, const struct actor *actor)
{
    return rights_require_member(store, actor) == RESULT_OK &&
           db_number(store, 0, "SELECT 1 FROM draft_shut WHERE member = ? LIMIT 1", actor->member) == 1;
}

void drafts_free(struct draft *drafts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(drafts[i].body);
        drafts[i].body = NULL;
    }
}

int64_t draft_form_of(const char *body)
{
    const char *line = strncmp(body, "of ", 3) == 0 ? body : strstr(body, "\nof ");
    return line != NULL ? strtoll(line + (line[0] == '\n') + 3, NULL, 10) : 0;
}

/* --- in the clerk --- */

/* RULES 1.9: a session that was open when others set her password saves what stood in it. That is older than the new
 * password, so it is set aside with her other drafts. */
static void set_aside(struct store *store, const struct deferred *item, const char *title, const char *body)
{
    db_run(store,
        "DELETE FROM draft_shut WHERE rowid = (SELECT max(rowid) FROM draft_shut WHERE member = ? AND place = ?"
        " AND target = ? AND written_for = ?)", /* what an earlier reset set aside stays */
        item->member, draft_key_place(item->a), item->b, draft_key_for(item->a));
    if (title[0] != '\0' || body[0] != '\0')
        db_run(store,
            "INSERT INTO draft_shut (member, place, target, at, title, body, written_for, anger)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            item->member, draft_key_place(item->a), item->b, item->at, title, body, draft_key_for(item->a),
            (int64_t)anger_of(title, item->length));
}

void draft_apply(struct store *store, const struct deferred *item, const char *title)
{
    const char *body = deferred_part(title, item->length, 1);
    char *clean = clean_quotes(store, item, body);
    if (restored_keeps_draft(store, item->member))
        set_aside(store, item, title, clean != NULL ? clean : body);
    else if (title[0] == '\0' && body[0] == '\0')
        db_run(store, "DELETE FROM draft WHERE member = ? AND place = ? AND target = ? AND written_for = ?",
            item->member, draft_key_place(item->a), item->b, draft_key_for(item->a));
    else /* not of somebody who left meanwhile: the session in which they wrote ends a moment later, and saves */
        db_run(store,
            "INSERT INTO draft (member, place, target, at, title, body, written_for, anger)"
            " SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8"
            " WHERE EXISTS (SELECT 1 FROM member WHERE id = ?1 AND gone = 0)"
            " ON CONFLICT DO UPDATE SET at = excluded.at, title = excluded.title, body = excluded.body, anger = excluded.anger",
            item->member, draft_key_place(item->a), item->b, item->at, title, clean != NULL ? clean : body,
            draft_key_for(item->a), (int64_t)anger_of(title, item->length));
    free(clean);
}
