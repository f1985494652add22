/* hall_made.h: a house whose assembly is open, for hall.c, and reading its room through the store. */
#ifndef BENCH_HALL_MADE_H
#define BENCH_HALL_MADE_H

#include <stddef.h>

/* In a new file. The members c100000 and so on have that key; the first is a facilitator and has the chair. */
int hall_make(const char *path, const char *key_file, int members, int lines);
int hall_open(const char *path, size_t rounds);

#endif
