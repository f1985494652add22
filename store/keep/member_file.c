/* member_file.c: gives a member what the house keeps about her. RULES 10.2. */
#include <jansson.h>

#include "members.h"
#include "store/base/db.h"
#include "store/base/subject.h"
#include "store/people/credentials.h"
#include "store/people/restored.h"
#include "store/people/sources.h"
#include "text.h"

/* Her rows of one table, as an array of objects with the names of the columns. */
static json_t *rows_of(struct store *store, const char *sql, int64_t member)
{
    json_t *rows = json_array();
    sqlite3_stmt *row = db_query(store, sql, member);
    while (db_step(store, row)) {
        json_t *object = json_object();
        for (int i = 0; i < sqlite3_column_count(row); i++)
            json_object_set_new(object, sqlite3_column_name(row, i),
                sqlite3_column_type(row, i) == SQLITE_INTEGER ? json_integer(sqlite3_column_int64(row, i))
                                                              : json_string(db_text(row, i)));
        json_array_append_new(rows, object);
    }
    db_done(store, row);
    return rows;
}

/* Opens the sealed addresses of her log-ins, as `sessions` shows them. */
static void show_sources(struct store *store, json_t *visits)
{
    size_t i;
    json_t *visit;
    json_array_foreach(visits, i, visit)
    {
        char source[SOURCE_SHOWN];
        const char *kept = json_string_value(json_object_get(visit, "source")); /* NULL when the value is not a text */
        source_shown(store, kept != NULL ? kept : "", source);
        json_object_set_new(visit, "source", json_string(source));
    }
}

enum result member_file(struct store *store, const struct actor *actor, int64_t now, char **json)
{
    enum result result = rights_require_account(store, actor);
    if (result != RESULT_OK)
        return result;
    if (db_number(store, 0, "SELECT " RESTORED_AT, actor->member) != 0)
        return db_refuse(store, RESULT_REFUSED,
            _("Others set your password. For 7 days after that the house does not give out what it keeps about you."));
    /* Who waits for a home's yes has no caucus, no letter and no care yet. */
    if (actor->kind != ACTOR_WAITING && (result = credentials_require_proof(store, actor, now)) != RESULT_OK)
        return result;
    json_t *file = json_object();
    db_begin_read(store);
    for (const struct subject *const *subject = store->subjects; *subject != NULL; subject++)
        for (const struct subject_rows *rows = (*subject)->file; rows != NULL && rows->name != NULL; rows++)
            json_object_set_new(file, rows->name, rows_of(store, rows->sql, actor->member));
    show_sources(store, json_object_get(file, "log_ins"));
    db_end_read(store);
    *json = json_dumps(file, JSON_INDENT(2));
    if (*json != NULL)
        *json = text_json(*json);
    json_decref(file);
    return RESULT_OK;
}
