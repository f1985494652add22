/* open.h: connects to a file before its version is checked. Private to store/. */
#ifndef BBS_OPEN_H
#define BBS_OPEN_H

#include "store/base/db.h"

/* Makes a store without a connection. store_close() frees it. */
struct store *open_new(const char *path, enum store_mode mode);
/* Opens the connection and sets it up for the store's mode. `flags` as for sqlite3_open_v2(). */
enum store_open_fault open_file(struct store *store, int flags);
/* Maps SQLite's code to the reason why it could not open a file. */
enum store_open_fault open_fault(int code);

#endif
