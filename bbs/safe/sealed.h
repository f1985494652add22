/*
 * sealed.h: makes sealed backups of a house in backup/, and opens one into a new folder.
 *
 * A backup holds the checked copy of the database, the host key, the house key, keys/handle_key and the public part of
 * the backup key. It is sealed (seal.h) to a key whose secret part the house never keeps, so it may lie anywhere. The
 * process that makes one holds a flock on keys/backup_key: two at once would disturb each other.
 */
#ifndef BBS_SEALED_H
#define BBS_SEALED_H

#include <stdint.h>

#include "bbs/safe/house_files.h"
#include "bbs/safe/seal.h"

enum { SEALED_KEPT = 14, SEALED_NAME = 40 };

bool sealed_has_key(const struct house_files *files);
/* Writes the public part to keys/. False with a sentence, also when there is a key already. */
bool sealed_keep_key(const struct house_files *files, const struct seal_public *public, char *problem, size_t size);

/* Makes a backup, named by `now` (UTC), and removes the oldest beyond SEALED_KEPT. On failure it leaves no file, and
 * `problem` has the reason. */
bool sealed_make(const struct house_files *files, int64_t now, char name[SEALED_NAME], char *problem, size_t size);
/* The time of the newest backup; 0 when there is none. A time in the future (of a wrong clock) does not count. */
int64_t sealed_newest(const struct house_files *files, int64_t now);
/* Removes the files that a killed process left. Does nothing while another process makes a backup. */
void sealed_clean(const struct house_files *files);

/* Opens `sealed` into the folder of `files`, which must be empty or missing: database, keys, and the list `erased` that
 * lies beside `sealed`, if there is one (*has_list). On failure it leaves no file, and `problem` has the reason. */
bool sealed_open(const char *sealed, const struct seal_secret *secret, const struct house_files *files, bool *has_list,
    char *problem, size_t size);

#endif
