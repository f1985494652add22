/*
 * disk.h: what SQLite leaves on the disk. Private to store/.
 *
 * Every file that SQLite opens goes through here. What it cuts off a file or removes is overwritten first, so that no
 * copy of what people wrote, or dropped, stays in parts of the disk that belong to no file. What it puts aside for a
 * while (the pages of a large file that is written anew) is encrypted with a key that only this process has, and that
 * it forgets with the file. What the disk itself keeps, the page bbs-security(7) tells.
 */
#ifndef BBS_DISK_H
#define BBS_DISK_H

/* Once a process, before anything is opened. */
void disk_begin(void);

#endif
