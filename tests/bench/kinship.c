#include "tests/bench/kinship.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { KIN_MOST = 65536 };

struct one {
    pid_t pid, parent;
    double cpu_ms;
    bool of_connection, kin;
};

/* False when the process has ended meanwhile. */
static bool read_stat(pid_t pid, struct one *one)
{
    char path[64], line[600];
    unsigned long user, system;
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    FILE *file = fopen(path, "r");
    size_t length = file != NULL ? fread(line, 1, sizeof line - 1, file) : 0;
    if (file != NULL)
        fclose(file);
    line[length] = '\0';
    const char *rest = strrchr(line, ')');
    int parent;
    if (rest == NULL ||
        sscanf(rest + 2, "%*c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &parent, &user, &system) != 3)
        return false;
    *one = (struct one) {
        .pid = pid,
        .parent = parent,
        .cpu_ms = (double)(user + system) * 1000 / (double)sysconf(_SC_CLK_TCK),
        .of_connection = strstr(line, "wire") != NULL || strstr(line, "session") != NULL,
    };
    return true;
}

static double own_kb(pid_t pid)
{
    char path[64];
    unsigned long resident = 0, shared = 0;
    snprintf(path, sizeof path, "/proc/%d/statm", (int)pid);
    FILE *file = fopen(path, "r");
    if (file != NULL) {
        if (fscanf(file, "%*u %lu %lu", &resident, &shared) != 2)
            resident = shared = 0;
        fclose(file);
    }
    return (double)(resident - shared) * (double)sysconf(_SC_PAGESIZE) / 1024;
}

static double pss_kb(pid_t pid)
{
    char path[64], line[200];
    unsigned long kb = 0;
    snprintf(path, sizeof path, "/proc/%d/smaps_rollup", (int)pid);
    FILE *file = fopen(path, "r");
    while (file != NULL && kb == 0 && fgets(line, sizeof line, file) != NULL)
        if (sscanf(line, "Pss: %lu", &kb) != 1)
            kb = 0;
    if (file != NULL)
        fclose(file);
    return (double)kb;
}

static size_t read_all(struct one *all)
{
    size_t count = 0;
    DIR *folder = opendir("/proc");
    for (const struct dirent *entry; folder != NULL && count < KIN_MOST && (entry = readdir(folder)) != NULL;) {
        pid_t pid = (pid_t)strtol(entry->d_name, NULL, 10);
        if (pid > 0 && read_stat(pid, &all[count]))
            count++;
    }
    if (folder != NULL)
        closedir(folder);
    return count;
}

/* Marks one generation a round; there are few generations. */
static void mark_kin(struct one *all, size_t count, pid_t first)
{
    static bool known[1 << 22]; /* by process number */
    memset(known, 0, sizeof known);
    known[first] = true;
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < count; i++)
            if (!all[i].kin && (all[i].pid == first || known[all[i].parent]))
                all[i].kin = known[all[i].pid] = more = true;
    }
}

struct kin kin_of(pid_t first, int with_pss)
{
    static struct one all[KIN_MOST];
    struct kin sum = { 0 };
    size_t count = read_all(all);
    mark_kin(all, count, first);
    for (size_t i = 0; i < count; i++) {
        if (!all[i].kin)
            continue;
        double own = own_kb(all[i].pid);
        sum.count++;
        sum.cpu_ms += all[i].cpu_ms;
        if (own > KIN_LARGE_KB) {
            sum.large++;
            sum.large_kb += own;
        }
        if (with_pss && all[i].of_connection)
            sum.pss_kb += pss_kb(all[i].pid);
    }
    return sum;
}
