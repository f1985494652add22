/*
 * house_files.h: where the files of a house lie.
 *
 * A house is a folder: data/ (the database and its three companions, argon/), keys/ (0700: host and house key, the
 * public part of the backup key, the keys of secrets.h), backup/. `--db FILE` names the database in data/, or a name in
 * the house's folder: for `street/house.db` the database is `street/data/house.db`, and `street/data/house.db` names
 * the same file.
 */
#ifndef BBS_HOUSE_FILES_H
#define BBS_HOUSE_FILES_H

#include <stdbool.h>
#include <stddef.h>

enum { HOUSE_PATH = 1024 };

struct house_files {
    char folder[HOUSE_PATH], database[HOUSE_PATH];
    char served[HOUSE_PATH];     /* flocked by whoever serves the house */
    char host_key[HOUSE_PATH];   /* OpenSSH format */
    char house_key[HOUSE_PATH];  /* Ed25519, 64 raw bytes */
    char argon[HOUSE_PATH];      /* folder of slot files: at most as many argon2 runs at once as there are cores */
    char source_key[HOUSE_PATH]; /* 32 raw bytes; what they are for: secrets.h */
    char handle_key[HOUSE_PATH]; /* 32 raw bytes */
    char backup_key[HOUSE_PATH]; /* to which backups are sealed: 64 hex digits; may be missing */
    char copy[HOUSE_PATH];       /* the plain copy on its way to a sealed backup: there for a moment only */
    char backup[HOUSE_PATH];
};

/* False with a sentence when a path is too long. Touches no file. */
bool house_files_at(const char *db, struct house_files *out, char *problem, size_t size);
/* How many passwords may be hashed at once: one a processor, 64 at most. */
int house_files_slots(void);
/* Makes the folders and slot files that are missing. False with a sentence. */
bool house_files_folders(const struct house_files *files, char *problem, size_t size);
/* Makes the folders, slot files and house key of a new house; the database and host key are the caller's. */
bool house_files_make(const struct house_files *files, char *problem, size_t size);
/* The house key, 64 bytes, which the caller zeroes. False with a sentence. */
bool house_files_key(const struct house_files *files, unsigned char key[64], char *problem, size_t size);
/* Takes the served lock: a descriptor to hold, or -1 with a sentence that names who holds it. */
int house_files_serve(const struct house_files *files, char *problem, size_t size);

#endif
