/* vote_close.c: who closes a vote, and when. RULES 4.5, 4.6. */
#include <stdlib.h>
#include <string.h>

#include "store/assembly/proposal_row.h"
#include "store/assembly/room_row.h"
#include "store/assembly/vote_row.h"

/* --- in the room --- */

struct silent {
    int count;
    char names[400];
};

static void add_name(struct silent *silent, const char *handle)
{
    enum { NAMED = 8 };
    size_t used = strlen(silent->names);
    if (silent->count++ < NAMED)
        snprintf(silent->names + used, sizeof silent->names - used, "%s%s", used > 0 ? ", " : "", handle);
    else if (silent->count == NAMED + 1)
        snprintf(silent->names + used, sizeof silent->names - used, " ...");
}

/* Who is there and has not voted: the chair reads the names aloud (RULES 4.5). */
static enum result find_silent(
    struct store *store, const struct actor *actor, const struct vote_row *row, int64_t now, struct silent *silent)
{
    struct room_people people;
    *silent = (struct silent) { 0 };
    enum result result = proposal_people_read(store, actor, row->meeting, now, &people);
    sqlite3_stmt *found =
        db_query(store, "SELECT member FROM vote_voter WHERE vote = ? AND way = " SQL_VOTE_NOT_YET, row->id);
    while (result == RESULT_OK && db_step(store, found)) {
        const struct room_person *person = proposal_people_find(&people, sqlite3_column_int64(found, 0));
        if (person != NULL && !person->dropped)
            add_name(silent, person->handle);
    }
    db_done(store, found);
    proposal_people_free(&people);
    return result;
}

static enum result check_silent(struct store *store, const struct actor *actor, const struct vote_row *row, int64_t now)
{
    struct silent silent;
    enum result result = find_silent(store, actor, row, now, &silent);
    if (result != RESULT_OK || silent.count == 0 || now >= row->closes)
        return result;
    return db_refuse(store, RESULT_REFUSED,
        ngettext("%d person has not voted yet: %s. It can be closed in %d seconds, or once all have voted.",
            "%d people have not voted yet: %s. It can be closed in %d seconds, or once all have voted.",
            (unsigned long)silent.count),
        silent.count, silent.names, (int)(row->closes - now));
}

static bool papers_are_missing(struct store *store, const struct vote_row *row)
{
    if (db_number(
            store, 0, "SELECT 1 FROM vote_voter WHERE vote = ? AND way = " SQL_VOTE_ON_PAPER " LIMIT 1", row->id) == 0)
        return false;
    char *agreed = vote_paper_agreed(store, row->id);
    bool missing = agreed == NULL;
    free(agreed);
    return missing;
}

static enum result ready_in_room(
    struct store *store, const struct actor *actor, const struct vote_row *row, int64_t now)
{
    struct room_row needed;
    struct room room = { 0 };
    enum result result = room_require(store, actor, row->meeting, now, ROOM_NEEDS_CHAIR, &needed);
    if (result == RESULT_OK)
        result = room_get(store, actor, row->meeting, now, &room);
    if (result == RESULT_OK)
        result = row->secret ? vote_secret_silent(store, row, now) : check_silent(store, actor, row, now);
    if (result == RESULT_OK && papers_are_missing(store, row))
        return db_refuse(store, RESULT_REFUSED,
            _("The papers are not counted yet: two note-takers of two homes type how many there are of each."));
    if (result == RESULT_OK)
        result = proposal_require_enough(store, &room, now);
    return result == RESULT_OK ? proposal_require_no_cut(store, row->meeting, 0, now) : result;
}

/* --- over days --- */

static enum result ready_after_days(struct store *store, const struct vote_row *row, int64_t now)
{
    if (now < row->closes)
        return db_refuse(store, RESULT_REFUSED, _("A vote over days stays open until its hour. The house closes it."));
    if (papers_are_missing(store, row) && now < row->closes + VOTE_PAPER_WAIT)
        return db_refuse(store, RESULT_REFUSED,
            _("The papers are not counted yet: two note-takers of two homes type how many there are of each."));
    return RESULT_OK;
}

static enum result end_it(struct store *store, const struct actor *actor, const struct vote_row *row, int64_t now)
{
    return row->secret ? vote_secret_end(store, actor, row, now) : vote_end(store, actor, row, NULL, now);
}

static enum result close_it(struct store *store, const struct actor *actor, int64_t vote, int64_t now)
{
    struct vote_row row;
    enum result result = rights_require_member(store, actor);
    if (result == RESULT_OK)
        result = vote_row_get(store, actor, vote, &row);
    if (result != RESULT_OK)
        return result;
    if (row.state != VOTE_OPEN)
        return db_refuse(store, RESULT_CONFLICT,
            row.state == VOTE_PREPARED ? _("This vote is not open yet.") : _("This vote is closed already."));
    result = row.days ? ready_after_days(store, &row, now) : ready_in_room(store, actor, &row, now);
    return result == RESULT_OK ? end_it(store, actor, &row, now) : result;
}

enum result vote_close(struct store *store, const struct actor *actor, int64_t vote, int64_t now)
{
    enum result result = db_begin(store);
    return result == RESULT_OK ? db_finish(store, close_it(store, actor, vote, now)) : result;
}

/* --- by the house --- */

#define DUE_VOTES                                                                                                      \
    "SELECT id FROM vote WHERE state = " SQL_VOTE_OPEN " AND days = 1 AND closes <= ?1 AND id > ?2"                    \
    " ORDER BY id LIMIT 1"

int votes_close_due(struct store *store, int64_t now)
{
    struct vote_row row;
    int count = 0;
    int64_t vote = 0;
    while ((vote = db_number(store, 0, DUE_VOTES, now, vote)) != 0 && vote_row_read(store, vote, &row))
        if (ready_after_days(store, &row, now) == RESULT_OK && end_it(store, NULL, &row, now) == RESULT_OK)
            count++;
    return count;
}
