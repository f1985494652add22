/* room_lines.c: the transcript of a meeting. RULES 4.3, 1.8. */
#include <stdlib.h>

#include "store/assembly/room_reader.h"

#define LINE_SELECT                                                                                                        \
    "SELECT l.id, l.item, l.at, l.member, l.number, l.yes, l.no, l.unsure, l.kind, l.event, l.struck, "                    \
    "CASE l.member WHEN 0 THEN '' ELSE " HANDLE_OF("l.member") " END, l.hand, " HANDLE_OF(                                 \
        "l.hand") ", CASE l.struck WHEN 0 THEN l.text ELSE '' END, coalesce(i.founds, 0), coalesce(x.title, ''), l.folded" \
                  " FROM room_line l LEFT JOIN meeting_item i ON l.kind = " SQL_ROOM_EVENT                                 \
                  " AND i.id = l.item AND l.text = '' LEFT JOIN meeting_item_text x ON x.item = i.id"

/* SQL: a line that readers may have, when ?4 says that she is one. */
#define READERS_MAY                                                                                                       \
    "(?4 = 0 OR (NOT EXISTS (SELECT 1 FROM meeting_item h WHERE h.id = l.item AND " KEPT_FROM_READERS(                    \
        "h") ") AND NOT EXISTS (SELECT 1 FROM vote v JOIN meeting_item h ON h.id = v.item WHERE l.kind = " SQL_ROOM_EVENT \
             " AND l.event IN (" SQL_ROOM_VOTE_OPENED ", " SQL_ROOM_VOTE_BEGAN ", " SQL_ROOM_VOTE_CLOSED                  \
             ", " SQL_ROOM_VOTE_TIED ", " SQL_ROOM_VOTE_AGAIN                                                             \
             ") AND v.id = l.number AND " KEPT_FROM_READERS("h") ")))"

/* In a line of the room itself about an item, the item's title is its text. */
static char *text_of(sqlite3_stmt *row)
{
    int founds = sqlite3_column_int(row, 15);
    if (founds != 0)
        return xstrdup(agenda_founding_title(founds));
    return xstrdup(db_text(row, 14)[0] != '\0' ? db_text(row, 14) : db_text(row, 16));
}

static void say_hand(struct store *store, sqlite3_stmt *row, struct room_line *out)
{
    char hand[HANDLE_BYTES];
    if (sqlite3_column_int64(row, 12) == 0)
        return;
    if (sqlite3_column_int64(row, 12) == out->member) { /* she herself, at a table */
        util_copy_text(out->by_hand, sizeof out->by_hand, _("in the yard"));
        return;
    }
    by_hand_of(store, HAND_SAID, out->id, out->by_hand, sizeof out->by_hand);
    person_copy_handle(row, 13, hand);
    if (out->by_hand[0] == '\0') /* at the door: she said "yes, that" to whoever typed */
        snprintf(out->by_hand, sizeof out->by_hand, _("typed by %s"), hand);
}

static void read_line(struct store *store, sqlite3_stmt *row, struct room_line *out)
{
    *out = (struct room_line) {
        .id = sqlite3_column_int64(row, 0),
        .item = sqlite3_column_int64(row, 1),
        .at = sqlite3_column_int64(row, 2),
        .member = sqlite3_column_int64(row, 3),
        .number = sqlite3_column_int64(row, 4),
        .count = { sqlite3_column_int64(row, 5), sqlite3_column_int64(row, 6), sqlite3_column_int64(row, 7) },
        .kind = (enum room_line_kind)sqlite3_column_int(row, 8),
        .event = (enum room_event)sqlite3_column_int(row, 9),
        .struck = sqlite3_column_int(row, 10) != 0,
        .folded = sqlite3_column_int(row, 17) != ROOM_UNFOLDED,
        .text = text_of(row),
    };
    if (out->member != 0 || out->kind != ROOM_EVENT)
        person_copy_handle(row, 11, out->handle);
    say_hand(store, row, out);
}

static enum result open_lines(struct store *store, const struct actor *actor, int64_t meeting, bool *reader)
{
    struct room_row row;
    enum result result = room_row_get(store, actor, meeting, 0, &row);
    *reader = row.observer;
    if (result == RESULT_OK && row.opened == 0)
        return db_refuse(store, RESULT_REFUSED, _("That meeting is not open yet."));
    if (result == RESULT_OK && row.observer && row.closed != 0)
        return db_refuse(
            store, RESULT_REFUSED, _("That meeting is closed. What was said in it stays with its people."));
    return result;
}

/* reader: the actor when she reads along; else NULL. */
static void read_lines(struct store *store, const struct actor *reader, sqlite3_stmt *row, size_t limit,
    struct room_line *out, size_t *count)
{
    while (*count < limit && db_step(store, row)) {
        read_line(store, row, &out[*count]);
        if (reader != NULL)
            room_veil_line(reader, &out[*count]);
        (*count)++;
    }
    db_done(store, row);
}

enum result room_lines(struct store *store, const struct actor *actor, int64_t meeting, int64_t after, size_t limit,
    struct room_line *out, size_t *count)
{
    bool reader;
    *count = 0;
    db_reading_begin(store);
    enum result result = open_lines(store, actor, meeting, &reader);
    if (result == RESULT_OK)
        read_lines(store, reader ? actor : NULL,
            db_query(store,
                LINE_SELECT " WHERE l.meeting = ?1 AND l.id > ?2 AND " READERS_MAY " ORDER BY l.id LIMIT ?3", meeting,
                after, (int64_t)limit, reader),
            limit, out, count);
    enum result end = db_reading_end(store);
    return result != RESULT_OK ? result : end;
}

enum result room_lines_before(struct store *store, const struct actor *actor, int64_t meeting, int64_t before,
    size_t limit, struct room_line *out, size_t *count)
{
    bool reader;
    *count = 0;
    db_reading_begin(store);
    enum result result = open_lines(store, actor, meeting, &reader);
    if (result == RESULT_OK)
        read_lines(store, reader ? actor : NULL,
            db_query(store,
                LINE_SELECT " WHERE l.meeting = ?1 AND l.id < ?2 AND " READERS_MAY " ORDER BY l.id DESC LIMIT ?3",
                meeting, before > 0 ? before : INT64_MAX, (int64_t)limit, reader),
            limit, out, count);
    for (size_t i = 0; i < *count / 2; i++) {
        struct room_line first = out[i];
        out[i] = out[*count - 1 - i];
        out[*count - 1 - i] = first;
    }
    enum result end = db_reading_end(store);
    return result != RESULT_OK ? result : end;
}

void room_lines_free(struct room_line *lines, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(lines[i].text);
}
