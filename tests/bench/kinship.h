/* kinship.h: what the kernel tells of a process and of all that came from it. */
#ifndef BENCH_KINSHIP_H
#define BENCH_KINSHIP_H

#include <stddef.h>
#include <sys/types.h>

struct kin {
    size_t count;
    double cpu_ms; /* used so far, by those that still run */
    size_t large;  /* how many hold more than KIN_LARGE_KB of their own: those that work out a password's hash */
    double large_kb;
    double pss_kb; /* only when asked for, since the kernel goes through all pages: of each connection's two */
};
enum { KIN_LARGE_KB = 20 << 10 };

struct kin kin_of(pid_t first, int with_pss);

#endif
