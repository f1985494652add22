/*
 * file.h: files that are whole or not there, and files that leave nothing behind.
 *
 * A power cut or a full disk must not leave half a key, which the next start would take for one. And what people wrote,
 * or a key, must not stay in parts of the disk that belong to no file any more: so it is overwritten before its name
 * goes. All return false with errno set.
 */
#ifndef BBS_FILE_H
#define BBS_FILE_H

#include <stdbool.h>
#include <stddef.h>

/* Makes a file of mode 0600 that holds all of `data` and is on the disk, or no file. EEXIST when there is one. */
bool file_write_new(const char *path, const void *data, size_t length);
/* Gives the finished file `part` its name: to nobody's place (EEXIST), and on the disk. */
bool file_name_new(const char *part, const char *path);

/* Overwrites all that the file holds with noughts, on the disk; its length stays. Does not follow a link. */
bool file_overwrite(const char *path);
/* The same, and then removes it. True also when there is none. */
bool file_wipe(const char *path);

#endif
