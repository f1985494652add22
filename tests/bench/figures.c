#include "tests/bench/figures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { WORDS = 4000, RARE_FROM = 100 };

double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

void print_times(const char *name, double *times, size_t count)
{
    qsort(times, count, sizeof *times, by_size);
    printf("%s_p50 %.3f\n", name, times[count / 2]);
    printf("%s_p99 %.3f\n", name, times[count - 1 - count / 100]);
    printf("%s_max %.3f\n", name, times[count - 1]);
}

uint64_t chance_below(struct chance *chance, uint64_t below)
{
    chance->state ^= chance->state >> 12;
    chance->state ^= chance->state << 25;
    chance->state ^= chance->state >> 27;
    return ((chance->state * 0x2545F4914F6CDD1Du) >> 11) % below;
}

static void word_at(int rank, char out[16])
{
    static const char *const first[] = { "the", "and", "water", "street", "we", "is", "to", "for", "tank", "school",
        "tomorrow", "people", "who", "can", "come", "roof", "clinic", "light", "food", "sunday" };
    static const char *const syllable[] = { "ba", "de", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "wa", "ze",
        "han", "len", "mir", "dor" };
    if (rank < (int)(sizeof first / sizeof *first)) {
        strcpy(out, first[rank]);
        return;
    }
    *out = '\0';
    for (int left = rank + 256; left > 0; left /= 16)
        strcat(out, syllable[left % 16]);
}

/* A random rank of a word, as in real talk: its frequency is one over the rank. */
static int rank_by_chance(struct chance *chance)
{
    static double reach[WORDS];
    if (reach[0] == 0)
        for (int i = 0; i < WORDS; i++)
            reach[i] = (i > 0 ? reach[i - 1] : 0) + 1.0 / (i + 1);
    double at = (double)chance_below(chance, 1u << 30) / (double)(1u << 30) * reach[WORDS - 1];
    int low = 0, high = WORDS - 1;
    while (low < high) {
        int middle = (low + high) / 2;
        if (reach[middle] < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void words_fill(struct chance *chance, int words, int rare, char *out, size_t room)
{
    size_t length = 0;
    char word[16];
    for (int i = 0; i < words; i++) {
        word_at(rank_by_chance(chance) + (rare ? RARE_FROM : 0), word);
        int added = snprintf(out + length, room - length, "%s%s", i > 0 ? " " : "", word);
        if (added < 0 || (size_t)added >= room - length)
            break;
        length += (size_t)added;
    }
    out[length] = '\0';
}
