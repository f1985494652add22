/*
 * house_files.h: the paths of the files of a house.
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
    char served[HOUSE_PATH];     /* locked (flock) by the process that serves the house */
    char host_key[HOUSE_PATH];   /* OpenSSH format */
    char house_key[HOUSE_PATH];  /* Ed25519, 64 raw bytes */
    char argon[HOUSE_PATH];      /* folder of slot files: they limit argon2 to one run a core at once */
    char source_key[HOUSE_PATH]; /* 32 raw bytes; secrets.h says their use */
    char handle_key[HOUSE_PATH]; /* 32 raw bytes */
    char backup_key[HOUSE_PATH]; /* public key for sealing backups: 64 hex digits; may be missing */
    char copy[HOUSE_PATH];       /* an unencrypted copy: exists only while a backup is sealed */
    char backup[HOUSE_PATH];
};

/* Fills the paths. False with a sentence when a path is too long. Touches no file. */
bool house_files_at(const char *db, struct house_files *out, char *problem, size_t size);
/* How many passwords may be hashed at once: one for each processor, 64 at most. */
int house_files_slots(void);
/* Makes the missing folders and slot files. False with a sentence. */
bool house_files_folders(const struct house_files *files, char *problem, size_t size);
/* Makes the folders, slot files and house key of a new house. The caller makes the database and the host key. */
bool house_files_make(const struct house_files *files, char *problem, size_t size);
/* Reads the house key, 64 bytes; the caller zeroes it. False with a sentence. */
bool house_files_key(const struct house_files *files, unsigned char key[64], char *problem, size_t size);
/* Takes the lock of the serving process. Returns a descriptor to hold, or -1 with a sentence that names the holder. */
int house_files_serve(const struct house_files *files, char *problem, size_t size);

#endif
