/* files.h: houses in files, for tests of the store that look at the bytes or break them. */
#ifndef TESTS_FILES_H
#define TESTS_FILES_H

#include <stdbool.h>
#include <stddef.h>

enum { PATH_ROOM = 600 };

/* A new folder under $TMPDIR; files_remove ends it with all that is in it. */
void files_folder(char folder[PATH_ROOM]);
void files_remove(const char *folder);
/* FOLDER/NAME. */
void files_path(char path[PATH_ROOM], const char *folder, const char *name);

/* The whole file; NULL and *length 0 when there is none. The caller frees. */
char *files_read(const char *path, size_t *length);
void files_write(const char *path, const void *bytes, size_t length);
/* Do the bytes of `text` stand anywhere in the file? False also when there is none. */
bool files_hold(const char *path, const char *text);
/* In the database file, its log, or any other file whose name begins as its does? */
bool files_hold_anywhere(const char *database, const char *text);

/* Runs `act` in a process of its own and gives its exit status. `without_rights`: where the test runs as root, modes
 * of files bind that process like anybody else's. */
int files_apart(bool without_rights, int (*act)(void *context), void *context);

#endif
