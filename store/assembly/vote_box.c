/* vote_box.c: ballots without names: equal ones together, in the order of their texts. Pure. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "store/assembly/vote_row.h"

void vote_box_add(struct vote_box *box, int64_t count, const struct ballot *ballot)
{
    if (box->count == box->room) {
        box->room = box->room == 0 ? 64 : 2 * box->room;
        box->list = xrealloc(box->list, box->room, sizeof *box->list);
    }
    box->list[box->count++] = (struct vote_count) { .count = count, .ballot = *ballot };
}

void vote_box_free(struct vote_box *box)
{
    free(box->list);
    *box = (struct vote_box) { 0 };
}

int64_t vote_box_sum(const struct vote_box *box)
{
    int64_t sum = 0;
    for (size_t i = 0; i < box->count; i++)
        sum += box->list[i].count;
    return sum;
}

/* --- writing --- */

struct line {
    int64_t count;
    char text[BALLOT_TEXT_BYTES];
};

static int by_text(const void *first, const void *second)
{
    return strcmp(((const struct line *)first)->text, ((const struct line *)second)->text);
}

char *vote_box_write(const struct vote_box *box, enum vote_kind kind, int options)
{
    struct buffer out = { 0 };
    struct line *lines = xcalloc(box->count + 1, sizeof *lines);
    for (size_t i = 0; i < box->count; i++) {
        lines[i].count = box->list[i].count;
        ballot_write(kind, options, &box->list[i].ballot, lines[i].text);
    }
    if (box->count > 1)
        qsort(lines, box->count, sizeof *lines, by_text);
    for (size_t i = 0; i < box->count; i++)
        if (i + 1 < box->count && strcmp(lines[i].text, lines[i + 1].text) == 0)
            lines[i + 1].count += lines[i].count;
        else if (lines[i].count > 0)
            buffer_format(&out, "%" PRId64 " %s\n", lines[i].count, lines[i].text);
    free(lines);
    return buffer_take(&out);
}

/* --- reading --- */

enum { COUNT_MOST = 1000000 };

static bool read_count(const char **text, int64_t *count)
{
    *count = 0;
    size_t digits = strspn(*text, "0123456789");
    for (size_t i = 0; i < digits && *count <= COUNT_MOST; i++)
        *count = *count * 10 + ((*text)[i] - '0');
    *text += digits;
    return digits > 0 && *count <= COUNT_MOST;
}

static bool read_line(const char *line, enum vote_kind kind, int options, struct vote_box *box, char *why, size_t size)
{
    int64_t count;
    struct ballot ballot;
    char at[BALLOT_TEXT_BYTES];
    if (!read_count(&line, &count)) {
        util_copy_text(why, size, _("it begins with how many papers say so, as in \"12 yes\"."));
        return false;
    }
    enum ballot_fault fault = ballot_parse(kind, options, line, &ballot, at);
    if (fault == BALLOT_OK) {
        vote_box_add(box, count, &ballot);
        return true;
    }
    vote_ballot_fault_words(kind, options, fault, at, why, size);
    return false;
}

bool vote_box_read(
    const char *lines, enum vote_kind kind, int options, struct vote_box *box, char *problem, size_t size)
{
    char why[300];
    bool good = true;
    for (int number = 1; good && *lines != '\0'; number++) {
        size_t length = strcspn(lines, "\n");
        char *line = xstrndup(lines, length);
        if (line[strspn(line, " \t\r")] != '\0')
            good = read_line(line + strspn(line, " \t\r"), kind, options, box, why, sizeof why);
        if (!good)
            snprintf(problem, size, _("Line %d: %s"), number, why);
        free(line);
        lines += length + (lines[length] == '\n');
    }
    return good;
}
