/*
 * post_write.c: adds a post and gives it its place in the tree.
 *
 * A post's path is its place in the tree: for each level its number among its siblings, 4 bytes, big-endian. Comparing
 * paths byte by byte gives the order of the tree, so a page of posts is a range of an index. Answers deeper than level
 * 64 are placed at level 64, below their ancestor at level 63; `parent` still says which post they answer.
 */
#include "store/boards/post_write.h"

#include <string.h>

#include "store/boards/search_index.h"

enum { DEPTH_MOST = 64, PATH_MOST = (DEPTH_MOST + 1) * POST_LEVEL };

struct branch {
    int64_t answers, answered; /* the post it answers, and that post's author */
    int64_t hangs, children;   /* the post it is placed below, and how many posts are placed there already */
    int depth;                 /* of the new post */
    unsigned char path[PATH_MOST];
    size_t length;
};

static void read_branch(sqlite3_stmt *row, struct branch *branch)
{
    branch->hangs = sqlite3_column_int64(row, 0);
    branch->children = sqlite3_column_int64(row, 1);
    branch->depth = sqlite3_column_int(row, 2) + 1;
    branch->length = (size_t)sqlite3_column_bytes(row, 3);
    if (branch->length + (branch->depth <= DEPTH_MOST ? POST_LEVEL : 0) > PATH_MOST)
        die("post %lld has a path of %zu bytes, which is too long", (long long)branch->hangs, branch->length);
    memcpy(branch->path, sqlite3_column_blob(row, 3), branch->length);
}

static bool find_branch(struct store *store, int64_t thread, int64_t parent, struct branch *branch)
{
    sqlite3_stmt *row = db_query(
        store, "SELECT id, children, depth, path, author FROM post WHERE id = ? AND thread = ?", parent, thread);
    bool found = db_step(store, row);
    if (found) {
        read_branch(row, branch);
        branch->answered = sqlite3_column_int64(row, 4);
        branch->answers = parent;
    }
    db_done(store, row);
    if (!found || branch->depth <= DEPTH_MOST)
        return found;
    row = db_query(store, "SELECT id, children, depth, path FROM post WHERE thread = ? AND path = ?", thread,
        db_blob(branch->path, (size_t)DEPTH_MOST * POST_LEVEL));
    if ((found = db_step(store, row)))
        read_branch(row, branch);
    db_done(store, row);
    return found;
}

/* Places the new post behind all others below that post. */
static void take_place(struct store *store, struct branch *branch)
{
    uint32_t place = (uint32_t)branch->children + 1;
    for (int i = 0; i < POST_LEVEL; i++)
        branch->path[branch->length++] = (unsigned char)(place >> (24 - 8 * i));
    if (branch->hangs != 0)
        db_run(store, "UPDATE post SET children = children + 1 WHERE id = ?", branch->hangs);
}

enum result post_ledger(struct store *store, const struct place *place, enum ledger_kind kind, int64_t post,
    int64_t actor, int64_t now, const unsigned char *hash)
{
    struct ledger_new entry = {
        .at = now,
        .unit = place->unit,
        .subject = post,
        .actor = actor,
        .board = place->board,
        .thread = place->thread,
        .kind = kind,
        .seen_by = (unsigned)place->visibility,
        .text_hash = hash,
    };
    return ledger_append(store, &entry);
}

static enum result insert_rows(
    struct store *store, const struct post_new *form, const struct branch *branch, int64_t *post)
{
    unsigned char salt[16], hash[32];
    char uid[37];
    uid_make(form->at, uid);
    db_salted_hash(form->body, salt, hash);
    enum result result = db_run(store,
        "INSERT INTO post (uid, thread, parent, answered, author, at, depth, path) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        uid, form->place->thread, branch->answers, branch->answered, form->author, form->at, branch->depth,
        db_blob(branch->path, branch->length));
    if (result != RESULT_OK)
        return result;
    *post = db_last_id(store);
    db_run(store,
        "INSERT INTO post_text (id, post, thread, author, at, body, salt)"
        " VALUES (" TEXT_PLACE("?1", "?2") ", ?2, ?3, ?4, ?5, ?6, ?7)",
        form->place->unit, *post, form->place->thread, form->author, form->at, form->body, db_blob(salt, sizeof salt));
    search_index_add(store, form->place, *post, form->author, form->title, form->body);
    db_run(store,
        "UPDATE thread SET first_post = CASE first_post WHEN 0 THEN ?1 ELSE first_post END, last_post = ?1,"
        " last_at = ?2, posts = posts + 1 WHERE id = ?3",
        *post, form->at, form->place->thread);
    return post_ledger(store, form->place, LEDGER_POST_WRITTEN, *post, form->author == AUTHOR_HOUSE ? 0 : form->author,
        form->at, hash);
}

enum result post_insert(struct store *store, const struct post_new *form, int64_t *post)
{
    struct branch branch = { 0 };
    if (form->parent != 0 && !find_branch(store, form->place->thread, form->parent, &branch))
        return db_refuse(store, RESULT_NOT_FOUND, _("There is no such post."));
    take_place(store, &branch);
    return insert_rows(store, form, &branch, post);
}
