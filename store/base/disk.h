/*
 * disk.h: removes or encrypts the traces that SQLite leaves on the disk. Private to store/.
 *
 * Every file that SQLite opens goes through this layer. Bytes that SQLite cuts off a file, and files that it removes,
 * are overwritten first: so no copy of a deleted text stays in unused parts of the disk. Temporary files (SQLite puts
 * pages there while it rewrites a large file) are encrypted with a key that only this process has. The key is forgotten
 * when the file is closed. bbs-security(7) says which traces the disk itself may keep.
 */
#ifndef BBS_DISK_H
#define BBS_DISK_H

/* Called once in a process, before it opens a file. */
void disk_begin(void);

#endif
