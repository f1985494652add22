/* stop_late.c: stops that wait for support: one that comes after the minutes, by who could not be there, and one that a
 * caucus enters without anybody's name. RULES 4.5. */
#include <stdlib.h>
#include <string.h>

#include "lost.h"
#include "store/assembly/stop_row.h"
#include "store/assembly/vote_row.h"
#include "store/people/caucus_row.h"

/* --- after the minutes --- */

struct decided {
    int64_t unit, meeting, proposal, suspended, ended, again, written;
};

static bool find_decided(struct store *store, int64_t decision, struct decided *out)
{
    *out = (struct decided) { 0 };
    sqlite3_stmt *row = db_query(store,
        "SELECT d.unit, d.meeting, d.proposal, d.suspended, d.ended, d.again, coalesce(m.written, 0) FROM decision d"
        " LEFT JOIN minutes m ON m.meeting = d.meeting WHERE d.id = ?",
        decision);
    bool found = db_step(store, row);
    if (found)
        *out = (struct decided) { sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1),
            sqlite3_column_int64(row, 2), sqlite3_column_int64(row, 3), sqlite3_column_int64(row, 4),
            sqlite3_column_int64(row, 5), sqlite3_column_int64(row, 6) };
    db_done(store, row);
    return found;
}

static enum result check_late(struct store *store, const struct decided *decided, int64_t now)
{
    if (decided->written == 0)
        return db_refuse(store, RESULT_REFUSED,
            _("Its meeting is not closed yet. Say it there; if you could not be there, say it after the minutes."));
    if (now >= decided->written + number_of(store, decided->unit, NUMBER_LATE_STOP))
        return db_refuse(store, RESULT_REFUSED,
            _("For %d days after the minutes a stop can come. Put it on the next agenda: `agenda add N --title T`."),
            (int)(number_of(store, decided->unit, NUMBER_LATE_STOP) / 86400));
    if (decided->again != 0 || decided->ended != 0)
        return db_refuse(store, RESULT_CONFLICT, _("A stop brought it back to a meeting already. That is done once."));
    if (decided->suspended != 0)
        return db_refuse(
            store, RESULT_CONFLICT, _("It is suspended already. The next meeting decides again: come there."));
    return RESULT_OK;
}

static enum result check_absent(
    struct store *store, const struct actor *actor, const struct decided *decided, int64_t decision, int64_t now)
{
    if (!vote_may_vote(store, decided->unit, actor->member, now))
        return db_refuse(store, RESULT_REFUSED, _("You may not vote here yet."));
    if (db_number(store, 0, "SELECT 1 FROM minutes_present WHERE meeting = ? AND member = ?", decided->meeting,
            actor->member) == 1)
        return db_refuse(
            store, RESULT_REFUSED, _("You were in that meeting: this is for those who could not be there."));
    if (db_number(store, 0, "SELECT 1 FROM stop WHERE late = ? AND member = ?", decision, actor->member) == 1)
        return db_refuse(
            store, RESULT_CONFLICT, _("You said a stop against it already. It waits for two other homes."));
    return RESULT_OK;
}

static int64_t insert_waiting(struct store *store, const struct proposal_row *row, int64_t member, int64_t late,
    int64_t caucus, const char *text, int64_t now)
{
    db_run(store,
        "INSERT INTO stop (item, proposal, version, member, at, body, late, caucus, safety, waits)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
        row->item, row->id, row->version, member, now, text, late, caucus, caucus != 0);
    return db_last_id(store);
}

static enum result enter_late(
    struct store *store, const struct actor *actor, int64_t decision, const char *text, int64_t now, int64_t *stop)
{
    struct decided decided;
    struct proposal_row row;
    if (!find_decided(store, decision, &decided) || !actor_belongs(actor, decided.unit))
        return db_refuse(store, RESULT_NOT_FOUND, _("There is no such decision. `decisions` lists those there are."));
    enum result result = proposal_row_get(store, actor, decided.proposal, &row);
    if (result == RESULT_OK && row.about == ITEM_PERSON)
        return db_refuse(store, RESULT_REFUSED, _("There is no stop in a matter about a person."));
    if (result == RESULT_OK)
        result = check_late(store, &decided, now);
    if (result == RESULT_OK)
        result = check_absent(store, actor, &decided, decision, now);
    if (result != RESULT_OK)
        return result;
    *stop = insert_waiting(store, &row, actor->member, decision, 0, text, now);
    return proposal_book(store, NULL, row.unit, LEDGER_PROPOSAL_CHANGED, row.id, NULL, now);
}

/* Cleans the words of a stop, which a stop of these kinds must have. */
static enum result clean_words(struct store *store, const char *text, char **clean)
{
    if (text == NULL || text[strspn(text, " \t\r\n")] == '\0')
        return db_refuse(
            store, RESULT_INVALID, _("Say in a sentence which agreement it breaks, or whose safety it touches."));
    return db_clean_text(store, text, false, POSITION_TEXT_MAX, clean);
}

enum result stop_late(
    struct store *store, const struct actor *actor, int64_t decision, const char *text, int64_t now, int64_t *stop)
{
    char *clean = NULL;
    *stop = 0;
    enum result result = rights_require_member(store, actor);
    if (result == RESULT_OK)
        result = clean_words(store, text, &clean);
    if (result == RESULT_OK && (result = db_begin(store)) == RESULT_OK)
        result = db_finish(store, enter_late(store, actor, decision, clean, now, stop));
    free(clean);
    return result;
}

/* The decision acts no more until the next meeting has it again. */
static enum result suspend(struct store *store, int64_t decision, int64_t unit, int64_t now)
{
    db_run(store, "UPDATE decision SET suspended = ? WHERE id = ?", now, decision);
    db_run(store,
        "UPDATE proposal SET state = " SQL_PROPOSAL_STOPPED ", ended = 0 WHERE id = (SELECT proposal FROM decision"
        " WHERE id = ?)",
        decision);
    proposal_book(store, NULL, unit, LEDGER_DECISION_SUSPENDED, decision, NULL, now);
    decisions_onto_agenda(store, now);
    return db_outcome(store);
}

/* --- the support --- */

/* It bears no name: the one who began it is forgotten, and her own stop there, whose place it takes. */
static void take_name(struct store *store, const struct stop_row *stop, int64_t now)
{
    db_run(store, "DELETE FROM stop WHERE item = ? AND member = ? AND waits = 0", stop->item, stop->member);
    db_run(store,
        "UPDATE stop SET member = 0, at = ?1, version = (SELECT version FROM proposal p WHERE p.id = stop.proposal)"
        " WHERE id = ?2",
        now, stop->id);
}

/* What is before the room goes back; a question that is open goes on, and the stop stands when it is counted. */
static enum result stop_the_text(
    struct store *store, const struct actor *actor, const struct proposal_row *row, int64_t now)
{
    db_run(store,
        "UPDATE proposal SET small_until = 0, state = CASE state WHEN " SQL_PROPOSAL_TESTED
        " THEN state ELSE " SQL_PROPOSAL_STOPPED " END WHERE id = ?",
        row->id);
    return proposal_tell_of_house(store, actor, row, ROOM_STOP_ENTERED, now);
}

static enum result enter(struct store *store, const struct actor *actor, const struct stop_row *stop, int64_t now)
{
    struct proposal_row row;
    enum result result = proposal_row_get(store, actor, stop->proposal, &row);
    if (result != RESULT_OK)
        return result;
    if (stop->caucus != 0)
        take_name(store, stop, now);
    db_run(store, "UPDATE stop SET waits = 0 WHERE id = ?", stop->id);
    db_run(store, "DELETE FROM stop_support WHERE stop = ?", stop->id);
    if (stop->late != 0)
        return suspend(store, stop->late, row.unit, now);
    result = stop_the_text(store, actor, &row, now);
    return result == RESULT_OK ? proposal_book(store, NULL, row.unit, LEDGER_PROPOSAL_CHANGED, row.id, NULL, now)
                               : result;
}

/* Enters it when enough said yes. */
static enum result count_support(struct store *store, const struct actor *actor, int64_t id, int64_t now, bool *entered)
{
    struct stop_row stop;
    enum result result = stop_row_get(store, actor, id, now, &stop);
    if (result != RESULT_OK)
        return result;
    *entered = stop_supported(store, &stop) >= stop_support_needed(store, &stop);
    if (*entered)
        return enter(store, actor, &stop, now);
    meeting_hint(store);
    return db_outcome(store);
}

static enum result refuse_support(struct store *store, const struct stop_row *stop)
{
    if (!stop->waits)
        return db_refuse(store, RESULT_CONFLICT, _("That stop waits for nobody's yes."));
    return db_refuse(store, RESULT_REFUSED,
        stop->caucus != 0
            ? _("You said yes to it already, or its 14 days are over.")
            : _("Members of two other homes say yes to a stop that comes late, once each, within %d days."),
        (int)(number_of(store, stop->unit, NUMBER_LATE_STOP) / 86400));
}

static enum result support(struct store *store, const struct actor *actor, int64_t id, int64_t now, bool *entered)
{
    struct stop_row stop;
    struct decided decided;
    enum result result = stop_row_get(store, actor, id, now, &stop);
    if (result == RESULT_OK && stop.late != 0 && find_decided(store, stop.late, &decided))
        result = check_late(store, &decided, now);
    if (result != RESULT_OK)
        return result;
    if (!stop_may_support(store, actor, &stop, now))
        return refuse_support(store, &stop);
    db_run(store, "INSERT INTO stop_support VALUES (?, ?)", id, actor->member);
    return count_support(store, actor, id, now, entered);
}

enum result stop_support(struct store *store, const struct actor *actor, int64_t stop, int64_t now, bool *entered)
{
    *entered = false;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    return db_finish(store, support(store, actor, stop, now, entered));
}

int stops_wait(struct store *store, const struct actor *actor, int64_t now, int64_t *proposal)
{
    int count = 0;
    int64_t first = 0;
    if (actor->kind == ACTOR_MEMBER && actor->hand == 0 && !restored_lately(store, actor->member, now)) {
        sqlite3_stmt *row = db_query(store,
            "SELECT count(*), coalesce(min(stop.proposal), 0) FROM membership c JOIN stop ON stop.caucus = c.unit"
            " AND stop.waits = 1 WHERE c.member = ?1 AND stop.caucus > 0 AND stop.at > ?2 AND stop.member > 0"
            " AND NOT EXISTS (SELECT 1 FROM stop_support s WHERE s.stop = stop.id AND s.member = ?1)",
            actor->member, now - STOP_MEETS);
        if (db_step(store, row)) {
            count = sqlite3_column_int(row, 0);
            first = sqlite3_column_int64(row, 1);
        }
        db_done(store, row);
    }
    if (proposal != NULL)
        *proposal = first;
    return count;
}

/* --- by a caucus --- */

static enum result check_caucus(
    struct store *store, const struct actor *actor, int64_t caucus, const struct proposal_row *row, int64_t now)
{
    if (!caucus_has(store, caucus, actor->member))
        return db_refuse(store, RESULT_NOT_FOUND, _("You are in no caucus of that name. `caucus` shows yours."));
    if (db_number(store, 0, "SELECT 1 FROM unit WHERE id = ? AND parent = ? AND closed = 0", caucus, row->unit) != 1)
        return db_refuse(store, RESULT_REFUSED, _("That caucus is closed, or belongs to another street or workplace."));
    if (row->about == ITEM_PERSON)
        return db_refuse(store, RESULT_REFUSED, _("There is no stop in a matter about a person."));
    if (row->state == PROPOSAL_WITHDRAWN)
        return db_refuse(store, RESULT_REFUSED, _("That proposal was withdrawn."));
    if (db_number(store, 0, "SELECT 1 FROM stop WHERE caucus = ? AND proposal = ? AND waits = 1 AND at > ?", caucus,
            row->id, now - STOP_MEETS) == 1)
        return db_refuse(store, RESULT_CONFLICT,
            _("Your caucus is asked for that already. `proposal %lld` shows it, to its members alone."),
            (long long)row->id);
    return RESULT_OK;
}

/* Also against what is decided, as a late stop is; the decision waits then. */
static enum result check_decided(struct store *store, const struct proposal_row *row, int64_t now, int64_t *decision)
{
    struct decided decided;
    if (row->state != PROPOSAL_DECIDED)
        return RESULT_OK;
    *decision = db_number(store, 0, "SELECT id FROM decision WHERE proposal = ?", row->id);
    find_decided(store, *decision, &decided);
    return check_late(store, &decided, now);
}

static enum result ask_caucus(struct store *store, const struct actor *actor, int64_t caucus, int64_t proposal,
    const char *text, int64_t now, int64_t *stop)
{
    struct proposal_row row;
    int64_t decision = 0;
    bool entered;
    enum result result = proposal_row_get(store, actor, proposal, &row);
    if (result == RESULT_OK)
        result = check_caucus(store, actor, caucus, &row, now);
    if (result == RESULT_OK)
        result = check_decided(store, &row, now, &decision);
    if (result != RESULT_OK)
        return result;
    *stop = insert_waiting(store, &row, actor->member, decision, caucus, text, now);
    db_run(store, "INSERT INTO stop_support VALUES (?, ?)", *stop, actor->member);
    return count_support(store, actor, *stop, now, &entered);
}

enum result stop_by_caucus(struct store *store, const struct actor *actor, int64_t caucus, int64_t proposal,
    const char *text, int64_t now, int64_t *stop)
{
    char *clean = NULL;
    *stop = 0;
    enum result result = caucus_require_actor(store, actor);
    if (result == RESULT_OK)
        result = clean_words(store, text, &clean);
    if (result == RESULT_OK && (result = db_begin(store)) == RESULT_OK)
        result = db_finish(store, ask_caucus(store, actor, caucus, proposal, clean, now, stop));
    free(clean);
    return result;
}
