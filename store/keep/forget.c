/*
 * forget.c: removes what the house keeps only for a while. RULES 1.12. The table `retention` has the periods.
 *
 * What is removed by its age is removed from a restored backup too, when the caretaker next looks. What people erased
 * earlier than that would come back. So the numbers of such rows are kept, in the table `erased` and in a list beside
 * the backups.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "store/base/retention.h"
#include "store/base/subject.h"
#include "util.h"

int store_forget(struct store *store, int64_t now)
{
    int count = 0;
    for (const struct subject *const *subject = store->subjects; *subject != NULL; subject++) {
        int own = (*subject)->forget != NULL ? (*subject)->forget(store, now) : 0;
        if (own < 0)
            return -1;
        count += own;
    }
    return count;
}

/* --- rows that people erased --- */

/* Reads one line of the list, like "member 12 1800000000". True when there was something to erase. */
static bool erase_line(struct store *store, const char *line)
{
    char name[16];
    int64_t row, at;
    if (sscanf(line, "%15s %" SCNd64 " %" SCNd64, name, &row, &at) != 3 ||
        db_number(store, 0, "SELECT 1 FROM erased WHERE name = ? AND row = ? AND at = ?", name, row, at) != 0)
        return false;
    for (const struct subject *const *subject = store->subjects; *subject != NULL; subject++)
        if ((*subject)->erases != NULL && strcmp((*subject)->erases, name) == 0) {
            retention_note_erased(store, name, row, at);
            return (*subject)->erase(store, row, at);
        }
    return false;
}

/* Writes a new file and renames it, so that a power cut leaves either the old list or the new one. */
static bool write_list(struct store *store, const char *list)
{
    char part[1200];
    snprintf(part, sizeof part, "%s.part", list);
    FILE *file = fopen(part, "we");
    if (file == NULL)
        return false;
    sqlite3_stmt *row = db_query(store, "SELECT name, row, at FROM erased ORDER BY id");
    while (db_step(store, row))
        fprintf(file, "%s %lld %lld\n", db_text(row, 0), (long long)sqlite3_column_int64(row, 1),
            (long long)sqlite3_column_int64(row, 2));
    db_done(store, row);
    bool whole = !db_failed(store) && fflush(file) == 0 && !ferror(file) && fsync(fileno(file)) == 0;
    if (fclose(file) == 0 && whole && rename(part, list) == 0)
        return true;
    unlink(part);
    return false;
}

/* Call it before the write begins: a slow disk with this list must not make writers wait. */
static void read_list(const char *list, struct buffer *lines)
{
    char bytes[4096];
    size_t length;
    FILE *file = fopen(list, "re");
    while (file != NULL && (length = fread(bytes, 1, sizeof bytes, file)) > 0)
        buffer_add(lines, bytes, length);
    if (file != NULL)
        fclose(file);
}

int store_erase_again(struct store *store, const char *list)
{
    int count = 0;
    struct buffer lines = { 0 };
    read_list(list, &lines);
    if (db_begin(store) != RESULT_OK) {
        buffer_clear(&lines);
        return -1;
    }
    for (const char *line = buffer_text(&lines); *line != '\0'; line += strcspn(line, "\n"), line += *line == '\n')
        count += erase_line(store, line);
    buffer_clear(&lines);
    if (db_commit(store) != RESULT_OK)
        return -1;
    if (!write_list(store, list)) {
        db_refuse(store, RESULT_BROKEN, _("%s cannot be written: %s."), list, strerror(errno));
        return -1;
    }
    return count;
}
