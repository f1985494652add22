/*
 * memory.h: gives SQLite's small pieces of memory a place of their own. Private to store/.
 *
 * SQLite keeps hundreds of pieces of at most 32 bytes for as long as a file is open, such as the types of an index's
 * columns. It makes many of them late, between the large pieces of statements and pages, which are given back when
 * nobody types (store_rest()). Each small piece would keep a whole page of memory in use: together 140 KiB in every
 * session. Here they lie side by side, and what lies around them can be given back.
 */
#ifndef BBS_MEMORY_H
#define BBS_MEMORY_H

/* Before sqlite3_initialize(). */
void memory_begin(void);

#endif
