/*
 * memory.h: gives SQLite memory of its own. Private to store/.
 *
 * Between SQLite's pieces lay small ones of the screens. So most pages stayed in use after statements, or the whole
 * connection, were given back. Here nothing else lies between them.
 *
 * SQLite keeps hundreds of pieces of at most 32 bytes for as long as a file is open, such as the types of an index's
 * columns. It makes many of them late, between the large pieces of statements and pages, which are given back when
 * nobody types (store_rest()). Each small piece would keep a whole page of memory in use: together 140 KiB in every
 * session. So these lie apart from the larger ones.
 */
#ifndef BBS_MEMORY_H
#define BBS_MEMORY_H

/* Before sqlite3_initialize(). */
void memory_begin(void);
/* Gives back to the system each page on which nothing lies. */
void memory_trim(void);

#endif
