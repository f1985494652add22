/* credentials.h: passwords and keys, for the files of store/. RULES 1.4, 1.6. Functions that set or add are called
 * inside a transaction. */
#ifndef BBS_CREDENTIALS_H
#define BBS_CREDENTIALS_H

#include "store/base/db.h"

enum { PASSWORD_HASH = 128, PROOF_SECONDS = 120 };

/* RESULT_INVALID, with a sentence, when the password is too short or too long. */
enum result credentials_check_password(struct store *store, const char *password);
/* Slow: call it outside a write, so that nobody waits for it; inside one it stops the process. `slots`: as in
 * login_password(); -1: no limit. The caller wipes `hash`. */
enum result credentials_hash(struct store *store, const char *password, int slots, char hash[PASSWORD_HASH]);
/* `due`: she must choose another password at her next log-in. */
enum result credentials_set_hash(struct store *store, int64_t member, const char *hash, bool due, int64_t now);
/* True when `hash` was made of this password. As slow as credentials_hash(), and also called outside a write. */
bool credentials_match(const struct store *store, const char *hash, const char *password, int slots);

/* Fills `out` (16 to 64 bytes) from a phrase and a salt (crypto_pwhash_SALTBYTES), as slowly; also outside a write. */
enum result credentials_derive(
    struct store *store, const char *phrase, const unsigned char *salt, int slots, unsigned char *out, size_t size);

/* --- keys.c --- */
/* `line`: one line of a .pub file. Refuses types and lengths that the house does not take, damaged keys, and more than
 * 20 keys. *key (unless NULL) is its number, also when she had this key already. */
enum result credentials_add_key(struct store *store, int64_t member, const char *line, int64_t now, int64_t *key);
/* The same checks of the line alone; stores nothing. */
enum result credentials_check_key(struct store *store, const char *line);

/* Did she type her password again in the last PROOF_SECONDS, or log in by key without having one? RULES 1.6. */
bool credentials_are_proved(const struct store *store, int64_t now);
/* On a shared computer: refuses unless credentials_are_proved(). A proof is good for one act: this call uses it up. */
enum result credentials_require_proof(struct store *store, const struct actor *actor, int64_t now);
/* Refuses, and says what else proves who she is: she has no password. */
enum result credentials_refuse_without_password(struct store *store);

/* As rights_require_member(), but it also accepts a member who must still replace a password that somebody else set. */
enum result credentials_require_self(struct store *store, const struct actor *actor);

#endif
