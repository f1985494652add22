/* credentials.h: passwords and keys, for the files of store/. Both are called inside a transaction. */
#ifndef BBS_CREDENTIALS_H
#define BBS_CREDENTIALS_H

#include "store/db.h"

enum result credentials_set_password(struct store *store, int64_t member, const char *password, bool due, int64_t now);
enum result credentials_add_key(struct store *store, int64_t member, const char *line, int64_t now, int64_t *key);
int64_t member_find(struct store *store, const char *handle); /* members.c; 0: nobody */

#endif
