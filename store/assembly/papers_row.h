/* papers_row.h: who typed what of papers, for struct papers. Private to store/assembly/. */
#ifndef BBS_PAPERS_ROW_H
#define BBS_PAPERS_ROW_H

#include "papers.h"
#include "store/base/db.h"

/* Adds a note-taker: the row has her number, handle and home first. */
void papers_add_typist(struct papers *papers, sqlite3_stmt *row, int64_t actor, bool same);
/* Keeps the first difference between what the actor typed and what another one did. */
struct paper_lines {
    const char *lines, *keys; /* in one order; a line is the same as another whose key is */
};
void papers_tell_difference(struct papers *papers, const struct paper_lines *mine, const struct paper_lines *others);

#endif
