/*
 * sealed.h: sealed backups of a house: made into backup/, opened again into a folder of its own.
 *
 * One holds the checked copy of the database, the host key, the house key and the public part of the backup key. It is
 * sealed (seal.h) to a key whose secret part the house never keeps, so it may lie anywhere. Whoever makes one holds a
 * flock on keys/backup_key meanwhile: two at once would be in each other's way.
 */
#ifndef BBS_SEALED_H
#define BBS_SEALED_H

#include <stdint.h>

#include "bbs/safe/house_files.h"
#include "bbs/safe/seal.h"

enum { SEALED_KEPT = 14, SEALED_NAME = 40 };

bool sealed_has_key(const struct house_files *files);
/* Keeps the public part in keys/. False with a sentence, also when there is a key already. */
bool sealed_keep_key(const struct house_files *files, const struct seal_public *public, char *problem, size_t size);

/* Makes one now, its name from `now` (UTC), and removes the oldest beyond SEALED_KEPT. On failure nothing is left of
 * it, and `problem` says why. */
bool sealed_make(const struct house_files *files, int64_t now, char name[SEALED_NAME], char *problem, size_t size);
/* When the newest was made; 0: there is none. One from the future, made while the clock was wrong, does not count. */
int64_t sealed_newest(const struct house_files *files, int64_t now);
/* Removes what a maker that was killed left behind. Leaves alone what somebody is working on. */
void sealed_clean(const struct house_files *files);

/* Opens `sealed` into the folder of `files`, which must be empty or not there yet: database, keys, and the list
 * `erased` that lies beside `sealed`, if one does (*has_list). On failure nothing is left, and `problem` says why. */
bool sealed_open(const char *sealed, const struct seal_secret *secret, const struct house_files *files, bool *has_list,
    char *problem, size_t size);

#endif
