/* room_parked.c: an item that was parked comes on the agenda of the unit's next meeting by itself. RULES 4.4. */
#include "language.h"
#include "store/assembly/proposal_row.h"
#include "store/assembly/room_row.h"
#include "when.h"

/* It is a new item there, with the words and the author of the parked one. An agenda may be closed already, and full:
 * the meeting decided this itself. */
static void move_item(struct store *store, int64_t meeting, int64_t item, int64_t now)
{
    /* The agenda of a founding assembly appeared there by itself. */
    int64_t there = db_number(store, 0,
        "SELECT o.id FROM meeting_item i JOIN meeting_item o ON o.meeting = ? AND o.founds = i.founds AND o.dropped = 0"
        " WHERE i.id = ? AND i.founds > 0",
        meeting, item);
    if (there != 0) {
        db_run(store, "UPDATE room_item SET moved = ? WHERE item = ?", there, item);
        return;
    }
    int64_t copy = agenda_copy(store, item, meeting, now);
    db_run(store, "UPDATE room_item SET moved = ? WHERE item = ?", copy, item);
}

/* RULES 4.4: "many" opens the next agenda by itself. */
static void ask_what_was_not_dared(struct store *store, int64_t unit, int64_t meeting, int64_t now)
{
    db_run(store,
        "UPDATE room SET dared = " SQL_ROOM_DARED_ON_AGENDA " WHERE dared = " SQL_ROOM_DARED_MANY
        " AND meeting IN (SELECT id FROM meeting WHERE unit = ?)",
        unit);
    if (sqlite3_changes(store->db) > 0)
        agenda_add_by_itself(store, meeting, ITEM_NOT_DARED, "", now);
}

enum { QUARTER = 91 * 86400 };

static int64_t of_quarter(struct store *store, const char *sql, int64_t unit, int64_t now)
{
    return db_number_bound(store, 0, sql, BINDS(sql, unit, now - QUARTER));
}

/* Numbers only (RULES 4.10): who came and spoke is known as long as a transcript is, and no longer. */
static void say_quarter(struct store *store, int64_t unit, int64_t now, char *out, size_t size)
{
#define ROOMS_OF_QUARTER "FROM room r JOIN meeting g ON g.id = r.meeting WHERE g.unit = ? AND r.closed > ?"
#define DECISIONS_OF_QUARTER "FROM decision WHERE unit = ? AND decided > ?"
    char spoken[LANGUAGE_BYTES * 4];
    util_copy_text(spoken, sizeof spoken, language_spoken());
    language_speak(""); /* it is stored: in the house's language */
    int meetings = (int)of_quarter(store, "SELECT count(*) " ROOMS_OF_QUARTER, unit, now);
    int came = (int)of_quarter(store, "SELECT CAST(avg(r.counted) AS INTEGER) " ROOMS_OF_QUARTER, unit, now);
    int active = (int)of_quarter(store, "SELECT CAST(avg(r.active) AS INTEGER) " ROOMS_OF_QUARTER, unit, now);
    int spoke = (int)of_quarter(store, "SELECT CAST(avg(r.spoke) AS INTEGER) " ROOMS_OF_QUARTER, unit, now);
    int carry =
        (int)of_quarter(store, "SELECT count(DISTINCT carrier) " DECISIONS_OF_QUARTER " AND carrier > 0", unit, now);
    int lack =
        (int)of_quarter(store, "SELECT count(*) " DECISIONS_OF_QUARTER " AND carrier = 0 AND done = 0", unit, now);
    struct buffer words = { 0 };
    buffer_format(&words,
        ngettext("In three months: %d meeting.", "In three months: %d meetings.", (unsigned long)meetings), meetings);
    buffer_format(&words,
        ngettext(" On average %d of %d active members came", " On average %d of %d active members came",
            (unsigned long)came),
        came, active);
    buffer_format(&words, ngettext(", and %d spoke.", ", and %d spoke.", (unsigned long)spoke), spoke);
    buffer_format(&words,
        ngettext(" %d person carries what was decided;", " %d people carry what was decided;", (unsigned long)carry),
        carry);
    buffer_format(
        &words, ngettext(" %d decision needs hands.", " %d decisions need hands.", (unsigned long)lack), lack);
    util_copy_text(out, size, buffer_text(&words));
    buffer_clear(&words);
    language_speak(spoken);
}

/* Each quarter one item by itself: who speaks, who carries, who stopped coming. */
static void ask_of_the_quarter(struct store *store, int64_t unit, int64_t meeting, int64_t now)
{
    enum { WORDS = 600 };
    char words[WORDS];
    if (db_number(store, 0,
            "SELECT 1 FROM room r JOIN meeting g ON g.id = r.meeting WHERE g.unit = ? AND r.closed > 0 AND r.closed <= ?"
            " LIMIT 1",
            unit, now - QUARTER) == 0 ||
        db_number(store, 0,
            "SELECT 1 FROM meeting_item i JOIN meeting g ON g.id = i.meeting WHERE g.unit = ? AND i.founds = ?"
            " AND i.added > ? AND g.state <> " SQL_MEETING_WITHDRAWN " LIMIT 1",
            unit, (int64_t)ITEM_QUARTER, now - QUARTER) == 1)
        return;
    say_quarter(store, unit, now, words, sizeof words);
    agenda_add_by_itself(store, meeting, ITEM_QUARTER, words, now);
}

enum result room_park_onto_next(struct store *store, int64_t unit, int64_t now)
{
    int64_t item,
        next = db_number(store, 0,
            "SELECT g.id FROM meeting g WHERE g.unit = ? AND g.state = " SQL_MEETING_CALLED " AND g.starts > ?"
            " AND NOT EXISTS (SELECT 1 FROM room r WHERE r.meeting = g.id) ORDER BY g.starts LIMIT 1",
            unit, now);
    while (next != 0 && !db_failed(store) &&
           (item = db_number(store, 0,
                "SELECT t.item FROM room_item t JOIN meeting g ON g.id = t.meeting WHERE g.unit = ? AND t.parked = 1"
                " AND t.moved = 0 LIMIT 1",
                unit)) != 0)
        move_item(store, next, item, now);
    if (next != 0)
        ask_what_was_not_dared(store, unit, next, now);
    if (next != 0)
        ask_of_the_quarter(store, unit, next, now);
    proposals_follow(store, unit);
    return db_outcome(store);
}

/* --- a meeting that is withdrawn --- */

/* A copy there, of an item that an earlier meeting parked: the proposal goes back to where it came from. */
static void take_back_parked(struct store *store, int64_t meeting)
{
    int64_t copy;
    while (!db_failed(store) &&
           (copy = db_number(store, 0,
                "SELECT min(i.id) FROM room_item t JOIN meeting_item i ON i.id = t.moved WHERE i.meeting = ?"
                " AND i.dropped = 0",
                meeting)) != 0) {
        proposal_move(store, copy, db_number(store, 0, "SELECT item FROM room_item WHERE moved = ? LIMIT 1", copy));
        db_run(store, "UPDATE room_item SET moved = 0 WHERE moved = ?", copy);
    }
}

/* What the second meeting of twice.c is asked, what is late, and what a stop suspended come back by rules of their own.
 */
enum result room_withdrawn_onto_next(struct store *store, int64_t unit, int64_t meeting, int64_t now)
{
    take_back_parked(store, meeting);
    db_run(store,
        "UPDATE decision SET review = ?1 WHERE review = 0 AND id IN (SELECT decision FROM meeting_item"
        " WHERE meeting = ?2 AND decision > 0 AND dropped = 0 AND wants = " SQL_ITEM_TALK ")",
        (int64_t)when_day(now), meeting);
    if (db_number(store, 0, "SELECT 1 FROM meeting_item WHERE meeting = ? AND founds = ? AND dropped = 0 LIMIT 1",
            meeting, (int64_t)ITEM_NOT_DARED) == 1)
        db_run(store,
            "UPDATE room SET dared = " SQL_ROOM_DARED_MANY
            " WHERE meeting = (SELECT r.meeting FROM room r JOIN meeting g"
            " ON g.id = r.meeting WHERE g.unit = ? AND r.dared = " SQL_ROOM_DARED_ON_AGENDA
            " ORDER BY r.closed DESC LIMIT 1)",
            unit);
    return room_park_onto_next(store, unit, now);
}
