/*
 * search_index.h: writes the search index. RULES 2.4. Private to store/.
 *
 * The index keeps no texts (contentless), so to remove a post its text must be given again exactly as it was added. The
 * first post of a thread is indexed with the thread's title, all others with "".
 */
#ifndef BBS_SEARCH_INDEX_H
#define BBS_SEARCH_INDEX_H

#include "store/boards/access.h"

void search_index_add(
    struct store *store, const struct place *place, int64_t post, int64_t author, const char *title, const char *body);
void search_index_remove(
    struct store *store, const struct place *place, int64_t post, int64_t author, const char *title, const char *body);
/* A unit gets another parent: indexes the posts of its boards for the confederation anew. */
void search_index_move(struct store *store, int64_t unit, int64_t from, int64_t to);
/* Removed words stay in old parts of the index until those parts are merged. search_index_forget() notes that there are
 * such words. search_index_clean() does one limited step of merging; true when nothing is left to do. Inside a write.
 */
void search_index_forget(struct store *store);
bool search_index_clean(struct store *store);
/* Puts so many more posts into an index that is made anew, the newest first, and returns the last one; 0: all are in
 * it. Until then a post below that one is not in the index, and the functions above know that. Inside a write. */
int64_t search_index_renew(struct store *store, int posts);

#endif
