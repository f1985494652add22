/*
 * export.c: exports all that is a unit's own, as JSON Lines and as text for people. RULES 10.1. Private content
 * (letters, read marks, drafts, ways in) belongs to single members and is not exported.
 */
#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "members.h"
#include "store/base/subject.h"

static void write_row(FILE *file, sqlite3_stmt *row)
{
    json_t *object = json_object();
    for (int i = 0; i < sqlite3_column_count(row); i++)
        json_object_set_new(object, sqlite3_column_name(row, i),
            sqlite3_column_type(row, i) == SQLITE_INTEGER ? json_integer(sqlite3_column_int64(row, i))
                                                          : json_string(db_text(row, i)));
    json_dumpf(object, file, JSON_COMPACT);
    fputc('\n', file);
    json_decref(object);
}

static bool write_rows(const struct unit_export *export, const struct subject_export *part)
{
    FILE *file = export_open(export, part->file);
    if (file == NULL)
        return false;
    sqlite3_stmt *row = db_query(export->store, part->sql, export->unit);
    while (db_step(export->store, row))
        write_row(file, row);
    db_done(export->store, row);
    return export_close(export, file, part->file);
}

static bool write_part(const struct unit_export *export, const struct subject_export *part)
{
    return part->sql != NULL ? write_rows(export, part) : part->write(export);
}

static bool explain_part(const struct unit_export *export, const struct subject_export *part)
{
    fputs(part->explained, export->readme);
    return true;
}

/* Calls `each` for all parts of all subjects: first those with rows, then those with text. */
static bool for_each_part(
    const struct unit_export *export, bool (*each)(const struct unit_export *export, const struct subject_export *part))
{
    bool good = true;
    for (int text = 0; text < 2; text++)
        for (const struct subject *const *subject = export->store->subjects; *subject != NULL; subject++)
            for (const struct subject_export *part = (*subject)->exports; good && part != NULL && part->file != NULL;
                 part++)
                if ((part->sql == NULL) == text)
                    good = each(export, part);
    return good;
}

static bool write_parts(struct unit_export *export)
{
    export->readme = export_open(export, "README.txt");
    if (export->readme == NULL)
        return false;
    fputs("What a unit of Commune BBS takes along. One JSON object a line; times are seconds since 1970 (UTC).\n"
          "What caucuses of its people wrote is theirs, and is not here.\n\n",
        export->readme);
    for_each_part(export, explain_part);
    return export_close(export, export->readme, "README.txt") && for_each_part(export, write_part);
}

static bool is_empty(const char *path)
{
    bool empty = true;
    DIR *folder = opendir(path);
    const struct dirent *entry;
    if (folder == NULL)
        return false;
    while ((entry = readdir(folder)) != NULL)
        empty = empty && (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0);
    closedir(folder);
    return empty;
}

/* Removes an incomplete export, because it would look like a complete one. The folder was empty before, so all files in
 * it are ours. */
static void take_back(const char *directory, bool made)
{
    DIR *folder = opendir(directory);
    const struct dirent *entry;
    while (folder != NULL && (entry = readdir(folder)) != NULL)
        if (entry->d_name[0] != '.')
            unlinkat(dirfd(folder), entry->d_name, 0);
    if (folder != NULL)
        closedir(folder);
    if (made)
        rmdir(directory);
}

/* RULES 1.10: the shell may not open a caucus, except in a demo house. */
static enum result may_export(struct store *store, const struct actor *actor, int64_t unit)
{
    struct house house;
    enum result result = rights_require_operator(store, actor);
    if (result != RESULT_OK || (result = house_get(store, unit, &house)) != RESULT_OK)
        return result;
    int64_t kind = db_number(store, -1, "SELECT kind FROM unit WHERE id = ?", unit);
    if (kind < 0)
        return db_refuse(store, RESULT_NOT_FOUND, _("There is no such unit."));
    if (kind == UNIT_CAUCUS && !house.demo)
        return db_refuse(
            store, RESULT_REFUSED, _("What a caucus wrote is its own; nobody takes it along from the shell."));
    return RESULT_OK;
}

enum result store_export(struct store *store, const struct actor *actor, int64_t unit, const char *directory,
    int64_t now, char *problem, size_t size)
{
    (void)now;
    enum result result = may_export(store, actor, unit);
    if (result != RESULT_OK) {
        snprintf(problem, size, "%s", store->reason);
        return result;
    }
    bool made = mkdir(directory, 0700) == 0;
    if (!made && errno != EEXIST) {
        snprintf(problem, size, _("The folder %s cannot be made: %s."), directory, strerror(errno));
        return RESULT_INVALID;
    }
    if (!is_empty(directory)) {
        snprintf(problem, size, _("%s is not an empty folder. Name one that is empty, or that is not there yet."),
            directory);
        return RESULT_INVALID;
    }
    mode_t before = umask(077); /* files must not be readable to others, in whatever folder they are */
    db_reading_begin(store);
    bool good = write_parts(&(struct unit_export) {
        .store = store, .directory = directory, .unit = unit, .problem = problem, .size = size });
    result = db_reading_end(store);
    umask(before);
    if (result != RESULT_OK)
        snprintf(problem, size, "%s", store->reason);
    if (!good || result != RESULT_OK)
        take_back(directory, made);
    return good || result != RESULT_OK ? result : RESULT_BROKEN;
}
