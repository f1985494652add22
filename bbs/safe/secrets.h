/*
 * secrets.h: two keys of a house that lie beside its database, so that the file alone tells neither from where people
 * came in nor who once lived here. RULES 1.5, 1.12.
 *
 *   keys/source_key   from where members came in, and their last log-ins. In no backup: what a backup holds of that is
 *                     then past reading, and is not kept longer than the house keeps it. A restored house gets a new
 * one and knows no place of anybody's any more. keys/handle_key   which handles were somebody's. In every sealed
 * backup: a handle is never given again.
 *
 * A session reads both before its walls close, and keeps of the first what it needs for its one source alone. The wire
 * and the gate never have them.
 */
#ifndef BBS_SECRETS_H
#define BBS_SECRETS_H

#include "bbs/safe/house_files.h"
#include "store.h"

enum { SECRET_BYTES = 32 };

/* Makes each that is missing or not whole. False with a sentence. For init, and for the caretaker's start. */
bool secrets_make(const struct house_files *files, char *problem, size_t size);
/* What the store takes, for a session that serves `source` (NULL: for a tool, which serves none). A key that cannot be
 * read is a random one: then nothing is known of before. The caller wipes it. */
void secrets_load(const struct house_files *files, const char *source, struct store_keys *out);

#endif
