/* amendments.c: other texts for a proposal, and what changed from one to the next. RULES 4.5. */
#include <stdlib.h>

#include "difference.h"
#include "store/assembly/room_row.h"
#include "store/assembly/twice.h"

enum { AMENDMENTS_MOST = 20 };

/* --- a new version --- */

/* `text` NULL: the same text again, because what it does by itself changed. */
enum result proposal_new_text(
    struct store *store, const struct actor *actor, const struct proposal_row *row, const char *text, int64_t now)
{
    if (row->version >= PROPOSAL_VERSIONS)
        return db_refuse(store, RESULT_REFUSED,
            _("It has had %d texts. Talk about it first; withdraw it, and make another when you know what you want."),
            PROPOSAL_VERSIONS);
    db_run(store,
        "INSERT INTO proposal_text SELECT proposal, version + 1, ?1, title, coalesce(?2, body) FROM proposal_text"
        " WHERE proposal = ?3 AND version = ?4",
        now, text, row->id, row->version);
    db_run(store, "UPDATE proposal SET version = version + 1 WHERE id = ?", row->id);
    proposal_set_state(store, row->id, PROPOSAL_OPEN, now);
    proposal_stops_lapse(store, row->item, now);
    twice_begin_anew(store, row->id);
    enum result result = proposal_tell(store, actor, row, ROOM_NEW_TEXT, row->id, 0, now);
    if (result != RESULT_OK)
        return result;
    return proposal_book(store, actor, row->unit, LEDGER_PROPOSAL_CHANGED, row->id, NULL, now);
}

/* A text changes while its item is open, and before the meeting; never under a question: people answer what they have
 * read. */
enum result proposal_require_changeable(
    struct store *store, const struct actor *actor, const struct proposal_row *row, int64_t now, struct room *room)
{
    if (row->state == PROPOSAL_DECIDED)
        return db_refuse(store, RESULT_REFUSED, _("It is decided. Another decision needs another proposal."));
    if (row->state == PROPOSAL_WITHDRAWN)
        return db_refuse(store, RESULT_REFUSED, _("That proposal was withdrawn."));
    if (row->waits)
        return RESULT_OK;
    enum result result = proposal_room_get(store, actor, row->meeting, row->item, now, room);
    if (result == RESULT_OK && row->state == PROPOSAL_TESTED)
        return db_refuse(
            store, RESULT_CONFLICT, _("The question is put. The text stays as it is until the question is closed."));
    return result;
}

/* --- amending --- */

enum result amendment_keep(struct store *store, const struct actor *actor, const struct proposal_row *row,
    const char *text, int64_t now, int64_t *amendment)
{
    db_run(store,
        "DELETE FROM amendment_text WHERE amendment IN (SELECT id FROM amendment WHERE proposal = ? AND"
        " member = ? AND answered = 0)",
        row->id, actor->member);
    db_run(store, "DELETE FROM amendment WHERE proposal = ? AND member = ? AND answered = 0", row->id, actor->member);
    if (db_number(store, 0, "SELECT count(*) FROM amendment WHERE proposal = ? AND answered = 0", row->id) >=
        AMENDMENTS_MOST)
        return db_refuse(store, RESULT_REFUSED,
            _("%d other texts wait already for the mover's word. Say in your turn what you would change."),
            AMENDMENTS_MOST);
    db_run(store, "INSERT INTO amendment (proposal, member, at) VALUES (?, ?, ?)", row->id, actor->member, now);
    *amendment = db_last_id(store);
    db_run(store, "INSERT INTO amendment_text VALUES (?, ?)", *amendment, text);
    return proposal_book(store, actor, row->unit, LEDGER_PROPOSAL_CHANGED, row->id, NULL, now);
}

/* The room hears of it, and so does whoever made the proposal. */
static enum result tell_offered(
    struct store *store, const struct actor *actor, const struct proposal_row *row, int64_t now)
{
    struct room_row room;
    if (row->waits) /* nobody talks about it yet */
        return RESULT_OK;
    enum result result = room_row_get(store, actor, row->meeting, now, &room);
    if (result == RESULT_OK)
        result = room_tell(store, &room, ROOM_TEXT_OFFERED, actor->member, row->id, NULL, now);
    room_hint(store, row->meeting);
    return result;
}

static enum result amend(
    struct store *store, const struct actor *actor, int64_t proposal, const char *text, int64_t now, int64_t *amendment)
{
    struct proposal_row row;
    struct room room = { 0 };
    enum result result = proposal_row_get(store, actor, proposal, &row);
    if (result == RESULT_OK)
        result = proposal_require_changeable(store, actor, &row, now, &room);
    if (result != RESULT_OK)
        return result;
    char *old = proposal_text(store, row.id, row.version), *difference = difference_of(old, text);
    bool same = difference == NULL;
    free(difference);
    free(old);
    if (same)
        return db_refuse(store, RESULT_INVALID, _("That is the text that it has already."));
    if (row.mover == actor->member)
        return proposal_new_text(store, actor, &row, text, now);
    result = amendment_keep(store, actor, &row, text, now, amendment);
    return result == RESULT_OK ? tell_offered(store, actor, &row, now) : result;
}

enum result proposal_amend(
    struct store *store, const struct actor *actor, int64_t proposal, const char *text, int64_t now, int64_t *amendment)
{
    char *clean = NULL;
    *amendment = 0;
    enum result result = rights_require_member(store, actor);
    if (result == RESULT_OK)
        result = db_clean_text(store, text, false, PROPOSAL_TEXT_MAX, &clean);
    if (result == RESULT_OK && (result = db_begin(store)) == RESULT_OK)
        result = db_finish(store, amend(store, actor, proposal, clean, now, amendment));
    free(clean);
    return result;
}

/* --- taking one, or leaving it --- */

/* The mover; once she is not in the room any more, the chair. */
static enum result require_mover(struct store *store, const struct actor *actor, const struct proposal_row *row,
    const struct room *room, int64_t now)
{
    struct room_people people;
    if (row->mover == actor->member)
        return RESULT_OK;
    if (row->waits)
        return db_refuse(
            store, RESULT_REFUSED, _("Only whoever made the proposal can take another text, or leave it."));
    enum result result = proposal_people_read(store, actor, row->meeting, now, &people);
    bool is_here = proposal_people_find(&people, row->mover) != NULL;
    proposal_people_free(&people);
    if (result != RESULT_OK || (room->is_chair && !is_here))
        return result;
    return db_refuse(store, RESULT_REFUSED,
        is_here ? _("Only whoever made the proposal can take another text, or leave it.")
                : _("Whoever made the proposal is not here. The chair takes another text, or leaves it."));
}

static enum result take(
    struct store *store, const struct actor *actor, int64_t amendment, bool yes, int64_t now, char **text)
{
    struct proposal_row row;
    struct room room = { 0 };
    int64_t proposal = db_number(store, 0, "SELECT proposal FROM amendment WHERE id = ?", amendment);
    enum result result = proposal_row_get(store, actor, proposal, &row);
    if (result == RESULT_NOT_FOUND)
        return db_refuse(store, RESULT_NOT_FOUND, _("There is no such other text. `proposal P` lists them."));
    if (result == RESULT_OK)
        result = proposal_require_changeable(store, actor, &row, now, &room);
    if (result == RESULT_OK)
        result = require_mover(store, actor, &row, &room, now);
    if (result == RESULT_OK && db_number(store, 0, "SELECT answered FROM amendment WHERE id = ?", amendment) != 0)
        return db_refuse(store, RESULT_CONFLICT, _("That text was taken or left already."));
    if (result != RESULT_OK)
        return result;
    db_run(store, "UPDATE amendment SET answered = ?, taken = ? WHERE id = ?", now, yes, amendment);
    if (!yes)
        return proposal_book(store, actor, row.unit, LEDGER_PROPOSAL_CHANGED, row.id, NULL, now);
    sqlite3_stmt *found = db_query(store, "SELECT body FROM amendment_text WHERE amendment = ?", amendment);
    *text = xstrdup(db_step(store, found) ? db_text(found, 0) : "");
    db_done(store, found);
    return proposal_new_text(store, actor, &row, *text, now);
}

enum result amendment_take(struct store *store, const struct actor *actor, int64_t amendment, bool yes, int64_t now)
{
    char *text = NULL;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    result = db_finish(store, take(store, actor, amendment, yes, now, &text));
    free(text);
    return result;
}

enum result amendments_list(struct store *store, const struct actor *actor, int64_t proposal, struct amendment *out,
    size_t limit, size_t *count)
{
    struct proposal_row found;
    *count = 0;
    db_reading_begin(store);
    enum result result = proposal_row_get(store, actor, proposal, &found);
    if (result == RESULT_OK) {
        sqlite3_stmt *row = db_query(store,
            "SELECT a.id, a.at, a.member, " HANDLE_OF(
                "a.member") ", x.body FROM amendment a"
                            " JOIN amendment_text x ON x.amendment = a.id"
                            " WHERE a.proposal = ? AND a.answered = 0 ORDER BY a.id",
            proposal);
        while (*count < limit && db_step(store, row)) {
            struct amendment *one = &out[(*count)++];
            *one = (struct amendment) { .id = sqlite3_column_int64(row, 0),
                .at = sqlite3_column_int64(row, 1),
                .mine = sqlite3_column_int64(row, 2) == actor->member };
            person_copy_handle(row, 3, one->by);
            db_copy(row, 4, one->text, sizeof one->text);
        }
        db_done(store, row);
    }
    enum result end = db_reading_end(store);
    return result != RESULT_OK ? result : end;
}

char *proposal_difference(struct store *store, const struct actor *actor, int64_t proposal, int from, int to)
{
    struct proposal_row row;
    db_reading_begin(store);
    char *difference = NULL;
    if (proposal_row_get(store, actor, proposal, &row) == RESULT_OK) {
        char *before = proposal_text(store, proposal, from), *after = proposal_text(store, proposal, to);
        if (before[0] != '\0' && after[0] != '\0') /* older versions are forgotten */
            difference = difference_of(before, after);
        free(before);
        free(after);
    }
    db_reading_end(store);
    return difference;
}
