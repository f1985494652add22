/*
 * secrets.h: two keys of a house that lie beside its database. Without them the database file does not tell where
 * members logged in from, nor who was a member before. RULES 1.5, 1.12.
 *
 *   keys/source_key   protects the sources of log-ins, and a member's last log-ins. It is in no backup, so these values
 *                     cannot be read from a backup and live no longer than in the house. A restored house gets a new
 *                     key and knows no source any more.
 *
 *   keys/handle_key   protects the handles that were taken. It is in every sealed backup, so that a handle is never
 *                     given to another person.
 *
 * A session reads both before its sandbox closes. Of the first it keeps only a key that is made for its own source. The
 * wire and the gate never have these keys.
 */
#ifndef BBS_SECRETS_H
#define BBS_SECRETS_H

#include "bbs/safe/house_files.h"
#include "store.h"

enum { SECRET_BYTES = 32 };

/* Makes each key that is missing or incomplete. False with a sentence. For init, and for the caretaker's start. */
bool secrets_make(const struct house_files *files, char *problem, size_t size);
/* Loads the keys for the store of a session that serves `source` (NULL for a tool). A key that cannot be read is
 * replaced by a random one: older values are then unknown. The caller wipes the keys. */
void secrets_load(const struct house_files *files, const char *source, struct store_keys *out);

#endif
