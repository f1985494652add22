/*
 * whole.c: writes whole.sql, the schema as it is after all steps of store/schema/. The build runs it.
 *
 * A new house is made from whole.sql at once. The steps are for houses of older versions: each step that changes a
 * table makes SQLite read the whole schema again, so that all steps take ten times as long.
 * tests/store/test_old_house.c compares both ways.
 *
 * On a failure it prints the reason and gives 1.
 */
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>

struct embedded {
    const char *name, *text;
};
extern const struct embedded schema_steps[];

static bool failed(sqlite3 *db, const char *at)
{
    fprintf(stderr, "whole.c: %s: %s\n", at, sqlite3_errmsg(db));
    return false;
}

static bool run_steps(sqlite3 *db)
{
    for (const struct embedded *step = schema_steps; step->name != NULL; step++)
        if (sqlite3_exec(db, step->text, NULL, NULL, NULL) != SQLITE_OK)
            return failed(db, step->name);
    return true;
}

/* Prints the first column of each row as a statement. */
static bool print_rows(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *row = NULL;
    int code = sqlite3_prepare_v2(db, sql, -1, &row, NULL);
    while (code == SQLITE_OK && sqlite3_step(row) == SQLITE_ROW)
        printf("%s;\n", (const char *)sqlite3_column_text(row, 0));
    return sqlite3_finalize(row) == SQLITE_OK && code == SQLITE_OK ? true : failed(db, sql);
}

/* The tables that SQLite makes itself are left out: its own, and those inside a search index. */
#define OURS "t.schema = 'main' AND t.type IN ('table', 'virtual') AND t.name NOT LIKE 'sqlite_%'"

/* Some steps bring rows: how long things are kept. */
static bool print_contents(sqlite3 *db)
{
    sqlite3_stmt *table = NULL;
    bool good = sqlite3_prepare_v2(db,
                    "SELECT format('SELECT ''INSERT INTO %w VALUES ('' || concat || '')'' FROM (SELECT %s AS concat"
                    " FROM \"%w\")', t.name, (SELECT group_concat(format('quote(\"%w\")', c.name), ' || '', '' || ')"
                    " FROM pragma_table_info(t.name) c), t.name)"
                    " FROM pragma_table_list t WHERE " OURS " AND t.type = 'table'",
                    -1, &table, NULL) == SQLITE_OK;
    while (good && sqlite3_step(table) == SQLITE_ROW)
        good = print_rows(db, (const char *)sqlite3_column_text(table, 0));
    return sqlite3_finalize(table) == SQLITE_OK && good;
}

int main(void)
{
    sqlite3 *db = NULL;
    bool good =
        sqlite3_open(":memory:", &db) == SQLITE_OK && run_steps(db) &&
        print_rows(db, "SELECT s.sql FROM sqlite_schema s JOIN pragma_table_list t ON t.name = s.name"
                       " WHERE s.type = 'table' AND " OURS " ORDER BY s.rowid") &&
        print_contents(db) &&
        print_rows(db, "SELECT sql FROM sqlite_schema WHERE type <> 'table' AND sql IS NOT NULL ORDER BY rowid") &&
        fflush(stdout) == 0;
    sqlite3_close(db);
    return good ? 0 : 1;
}
