/* open.h: a connection before it is known whose file it is. Private to store/. */
#ifndef BBS_OPEN_H
#define BBS_OPEN_H

#include "store/base/db.h"

/* A store without a connection yet; store_close() frees it. */
struct store *open_new(const char *path, enum store_mode mode);
/* Connects it, as fits its mode. `flags` as for sqlite3_open_v2(). */
enum store_open_fault open_file(struct store *store, int flags);
/* Why SQLite could not open a file, by its code. */
enum store_open_fault open_fault(int code);

#endif
