/* reservations.c: the words of those who have reservations, and stops. RULES 4.5, 4.8. */
#include "lost.h"
#include "store/assembly/stop_row.h"

/* RULES 4.8: no name unless she asks. Nor of a stop: it may be about her own safety. */
static void read_reservation(const struct actor *actor, sqlite3_stmt *row, struct reservation *out)
{
    int64_t member = sqlite3_column_int64(row, 4);
    *out = (struct reservation) {
        .answer = (enum position_answer)sqlite3_column_int(row, 0),
        .version = sqlite3_column_int(row, 1),
        .stands = sqlite3_column_int(row, 2) != 0,
        .mine = member != 0 && member == actor->member,
        .stop = sqlite3_column_int64(row, 7),
    };
    if (sqlite3_column_int(row, 3) != 0 || out->mine)
        person_copy_handle(row, 5, out->by);
    db_copy(row, 6, out->text, sizeof out->text);
}

/* What a stop names, who of the three has met, and what she may do with it. */
static void read_stop(struct store *store, const struct actor *actor, int64_t now, struct reservation *out)
{
    struct stop_row stop;
    if (stop_row_get(store, actor, out->stop, now, &stop) != RESULT_OK)
        return;
    sqlite3_stmt *row = db_query(store,
        "SELECT safety, set_aside, lapses, agreement, coalesce(t.title, '') FROM stop"
        " LEFT JOIN decision d ON d.id = stop.agreement LEFT JOIN proposal p ON p.id = d.proposal"
        " LEFT JOIN proposal_text t ON t.proposal = p.id AND t.version = p.version WHERE stop.id = ?",
        stop.id);
    if (db_step(store, row)) {
        out->safety = sqlite3_column_int(row, 0) != 0;
        out->set_aside = sqlite3_column_int64(row, 1) != 0;
        out->lapses = sqlite3_column_int64(row, 2);
        out->agreement = sqlite3_column_int64(row, 3);
        db_copy(row, 4, out->agreement_title, sizeof out->agreement_title);
    }
    db_done(store, row);
    out->womens = stop.womens && !stop.waits;
    out->late = stop.late != 0;
    out->waits = stop.waits;
    out->met_owner = stop.met_owner != 0;
    out->met_mover = stop.met_mover != 0;
    out->met_keeper = stop.met_keeper != 0;
    bool one_of_three = out->mine ? !out->met_owner
                        : stop.mover == actor->member
                            ? !out->met_mover
                            : !out->met_keeper && stop_is_keeper(store, stop.unit, actor->member, now);
    out->may_meet = actor->hand == 0 && stop.stands && !stop.womens && one_of_three;
    out->may_ask = stop_why_not_ask(&stop, now) == NULL;
    out->may_support = stop_may_support(store, actor, &stop, now);
    if (stop.waits) {
        out->support = stop_supported(store, &stop);
        out->support_needed = stop_support_needed(store, &stop);
    }
}

/* SQL: stops that the member ?5 may see. One that waits for a caucus is seen by its members. */
#define SEEN_STOPS                                                                                                     \
    "item = ?3 AND (waits = 0 OR caucus = 0 OR caucus IN (SELECT unit FROM membership WHERE member = ?4))"

enum result reservations_list(struct store *store, const struct actor *actor, int64_t proposal, int64_t now,
    struct reservation *out, size_t limit, size_t *count)
{
    struct proposal_row found;
    bool herself = actor->hand == 0 && !restored_lately(store, actor->member, now);
    int64_t of_caucuses = herself ? actor->member : 0; /* RULES 1.9: else caucuses are shut to her */
    *count = 0;
    db_reading_begin(store);
    enum result result = proposal_row_get(store, actor, proposal, &found);
    if (result == RESULT_OK) {
        /* In the order of their words, not of their coming: that would nearly tell whose they are. */
        sqlite3_stmt *row = db_query(store,
            "SELECT " SQL_POSITION_STOP " AS answer, version, " STOP_STANDS("?2") ", named, stop.member, " HANDLE_OF(
                "stop.member") ", body, id FROM stop WHERE " SEEN_STOPS
                               " UNION ALL SELECT o.answer, q.version, 0, o.named, o.member, " HANDLE_OF(
                                   "o.member") ", o.body, 0 FROM position o JOIN question q ON q.id = o.question"
                                               " WHERE q.proposal = ?1 AND q.closed > 0 AND o.body <> '' AND o.answer IN"
                                               " (" SQL_POSITION_BUT ", " SQL_POSITION_ASIDE
                                               ") ORDER BY 1 DESC, 2 DESC, 7",
            proposal, now, found.item, of_caucuses);
        while (*count < limit && db_step(store, row))
            read_reservation(actor, row, &out[(*count)++]);
        db_done(store, row);
        for (size_t i = 0; i < *count; i++)
            if (out[i].stop != 0)
                read_stop(store, actor, now, &out[i]);
    }
    enum result end = db_reading_end(store);
    return result != RESULT_OK ? result : end;
}
