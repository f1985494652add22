/*
 * file.h: writes files completely or not at all, and removes files without traces.
 *
 * A power cut or a full disk must not leave half a key, which the next start would take for a key. Texts of members and
 * keys must not stay in unused parts of the disk: so a file is overwritten before it is removed. All return false with
 * errno set.
 */
#ifndef BBS_FILE_H
#define BBS_FILE_H

#include <stdbool.h>
#include <stddef.h>

/* Makes a file of mode 0600 with all of `data`, synced to the disk; or makes no file. EEXIST when the file exists. */
bool file_write_new(const char *path, const void *data, size_t length);
/* Renames the finished file `part` to `path`, and syncs the folder. Replaces no file (EEXIST). */
bool file_name_new(const char *part, const char *path);

/* Overwrites the whole file with zero bytes, on the disk; its length stays. Does not follow a link. */
bool file_overwrite(const char *path);
/* The same, and then removes the file. Also true when there is no file. */
bool file_wipe(const char *path);

#endif
