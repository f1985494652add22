/* papers_row.c: see papers_row.h. */
#include "store/assembly/papers_row.h"

#include <stdio.h>
#include <string.h>

#include "store/people/people.h"

void papers_add_typist(struct papers *papers, sqlite3_stmt *row, int64_t actor, bool same)
{
    papers->typed++;
    if (papers->typists == PAPER_TYPISTS)
        return;
    struct paper_typist *typist = &papers->typist[papers->typists++];
    *typist = (struct paper_typist) { .mine = sqlite3_column_int64(row, 0) == actor, .same = same };
    person_copy_handle(row, 1, typist->handle);
    db_copy(row, 2, typist->home, sizeof typist->home);
}

/* True when `keys` has this line. */
static bool has_line(const char *keys, const char *line, size_t length)
{
    for (; *keys != '\0'; keys += strcspn(keys, "\n") + 1)
        if (strcspn(keys, "\n") == length && strncmp(keys, line, length) == 0)
            return true;
    return false;
}

/* Lines of one sheet whose key the other does not have, "1 aside; 7 yes". */
static void tell_only(const struct paper_lines *of, const struct paper_lines *other, char *out, size_t size)
{
    const char *line = of->lines, *key = of->keys;
    while (*line != '\0' && *key != '\0') {
        size_t length = strcspn(line, "\n"), key_length = strcspn(key, "\n"), used = strlen(out);
        if (!has_line(other->keys, key, key_length))
            snprintf(out + used, size - used, "%s%.*s", used > 0 ? "; " : "", (int)length, line);
        line += length + (line[length] == '\n');
        key += key_length + (key[key_length] == '\n');
    }
}

void papers_tell_difference(struct papers *papers, const struct paper_lines *mine, const struct paper_lines *others)
{
    if (papers->only_mine[0] != '\0' || papers->only_others[0] != '\0')
        return;
    tell_only(mine, others, papers->only_mine, sizeof papers->only_mine);
    tell_only(others, mine, papers->only_others, sizeof papers->only_others);
}
