/*
 * search_index.h: what is written to the search index. Private to store/.
 *
 * The index keeps no texts (contentless), so what is taken out must be given again exactly as it was put in. A title
 * stands with the first post of its thread, "" with the others.
 */
#ifndef BBS_SEARCH_INDEX_H
#define BBS_SEARCH_INDEX_H

#include "store/boards/access.h"

void index_add(
    struct store *store, const struct place *place, int64_t post, int64_t author, const char *title, const char *body);
void index_remove(
    struct store *store, const struct place *place, int64_t post, int64_t author, const char *title, const char *body);
/* A unit comes below another parent: what it wrote for its confederation is found there from now on. */
void index_move(struct store *store, int64_t unit, int64_t from, int64_t to);
/* Words taken out stay in old parts of the index until these are merged. index_forget() says that there are such words,
 * index_clean() does a bounded step of merging them out: true when nothing is left to do. Inside a write. */
void index_forget(struct store *store);
bool index_clean(struct store *store);

#endif
