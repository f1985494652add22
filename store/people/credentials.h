/* credentials.h: passwords and keys, for the files of store/. RULES 1.4, 1.6. Functions that set or add are called
 * inside a transaction. */
#ifndef BBS_CREDENTIALS_H
#define BBS_CREDENTIALS_H

#include "store/base/db.h"

enum { PASSWORD_HASH = 128, PROOF_SECONDS = 120 };

enum result credentials_check_password(struct store *store, const char *password);
/* Slow: call it outside a write, so that nobody waits for it; inside one it stops the process. `slots`: as in
 * login_password(); -1: no limit. The caller wipes `hash`. */
enum result credentials_hash(struct store *store, const char *password, int slots, char hash[PASSWORD_HASH]);
enum result credentials_set_hash(struct store *store, int64_t member, const char *hash, bool due, int64_t now);
/* True when `hash` was made of this password. As slow as credentials_hash(), and also called outside a write. */
bool credentials_match(const struct store *store, const char *hash, const char *password, int slots);

/* --- keys.c --- */
enum result credentials_add_key(struct store *store, int64_t member, const char *line, int64_t now, int64_t *key);
enum result credentials_check_key(struct store *store, const char *line);

/* On a shared computer: was her password typed again just now? What asks so has used it up. */
/* The same question, and it stays good. */
bool is_proved(const struct store *store, int64_t now);
enum result require_proof(struct store *store, int64_t now);

/* require_member(), also while a password that somebody else set is due: for what comes before she chooses her own. */
enum result require_self(struct store *store, const struct actor *actor);

#endif
