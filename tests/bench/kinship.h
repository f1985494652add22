/* kinship.h: what the kernel tells about a process and all its descendants. */
#ifndef BENCH_KINSHIP_H
#define BENCH_KINSHIP_H

#include <stddef.h>
#include <sys/types.h>

struct kin {
    size_t count;
    double cpu_ms; /* used so far by processes that still run */
    size_t large;  /* processes with more than KIN_LARGE_KB of their own: they hash a password */
    double large_kb;
    double pss_kb; /* only on request, because the kernel must read all pages: of wires and sessions */
};
enum { KIN_LARGE_KB = 20 << 10 };

struct kin kin_of(pid_t first, int with_pss);

#endif
