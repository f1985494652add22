/* room_presence.c: who is in the room: on line, at the door, by a helper's hand. RULES 1.7, 1.8, 4.1. */
#include "store/assembly/room_row.h"
#include "store/people/people.h"

/* --- on line, and by hand --- */

static enum result set_hand(struct room_change *change, const struct actor *actor)
{
    struct store *store = change->store;
    int64_t meeting = change->row.meeting.id;
    if (room_way_of(store, meeting, actor->hand, change->now) != ROOM_LINE)
        return db_refuse(
            store, RESULT_REFUSED, _("Who speaks for somebody is here in person. Come in first: `enter`."));
    if (db_number(store, 0, "SELECT count(*) FROM room_present WHERE meeting = ? AND hand = ? AND member <> ?", meeting,
            actor->hand, actor->member) >= number_of(store, change->row.meeting.unit, NUMBER_HAND_FOR))
        return meeting_refuse_third(store, change->row.meeting.unit);
    if (db_number(store, 0,
            "SELECT 1 FROM room_present p JOIN room_present h ON h.meeting = p.meeting AND h.member = p.hand"
            " WHERE p.meeting = ? AND p.member = ? AND p.hand NOT IN (0, ?) AND h.line > ?",
            meeting, actor->member, actor->hand, room_since(change->now)) == 1)
        return db_refuse(store, RESULT_CONFLICT, _("They are here already, by another neighbour's hand."));
    return db_run(store,
        "INSERT INTO room_present (meeting, member, hand) VALUES (?, ?, ?)"
        " ON CONFLICT DO UPDATE SET hand = excluded.hand",
        meeting, actor->member, actor->hand);
}

/* She counts as active (RULES 4.1: seen on line, by a helper's hand, or on a door list). */
static void note_active(struct store *store, int64_t member, int64_t now)
{
    db_run(store,
        "INSERT INTO presence (member, seen, there) VALUES (?, ?, 0)"
        " ON CONFLICT DO UPDATE SET seen = max(seen, excluded.seen)",
        member, now);
}

/* Her session says that it is here. It is noted beside its log-in, so that it is forgotten with that. */
static void note_session(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    if (actor->visit != 0)
        db_run(store, "UPDATE login SET room = ?, room_seen = ? WHERE member = ? AND visit = ?", meeting,
            meeting != 0 ? now : (int64_t)0, actor->member, actor->visit);
}

void room_sessions_begin(struct store *store)
{
    db_run(store, "UPDATE login SET room = 0 WHERE room <> 0");
}

static enum result enter(struct room_change *change, const struct room_form *form)
{
    (void)form;
    struct store *store = change->store;
    const struct actor *actor = change->actor;
    int64_t meeting = change->row.meeting.id;
    enum room_way before = room_way_of(store, meeting, actor->member, change->now);
    if (actor->hand != 0) {
        enum result result = set_hand(change, actor);
        if (result != RESULT_OK)
            return result;
        note_active(store, actor->member, change->now);
    } else
        db_run(store,
            "INSERT INTO room_present (meeting, member, line, by_commands) VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET line = excluded.line, by_commands = excluded.by_commands, dropped = 0",
            meeting, actor->member, change->now, room_is_by_commands(store, actor, meeting, change->now));
    if (actor->hand == 0)
        note_session(store, actor, meeting, change->now);
    const struct speakers_person *person = speakers_person(room_order_of(change), actor->member);
    if (person != NULL && person->held)
        room_act(change, ACT_BACK, actor->member, 0);
    if (before == ROOM_AWAY)
        room_person_settle(change);
    change->quiet = before != ROOM_AWAY && (person == NULL || !person->held);
    return db_outcome(store);
}

/* A face says each minute that she is there: that is no write when it was said just now. */
static bool was_just_here(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    enum { OFTEN = 20 };
    int64_t line =
        actor->visit == 0
            ? db_number(store, 0, "SELECT line FROM room_present WHERE meeting = ? AND member = ? AND dropped = 0",
                  meeting, actor->member)
            : db_number(store, 0,
                  "SELECT l.room_seen FROM login l JOIN room_present p ON p.meeting = l.room"
                  " AND p.member = l.member WHERE l.member = ? AND l.visit = ? AND l.room = ?"
                  " AND p.dropped = 0 AND p.line >= l.room_seen",
                  actor->member, actor->visit, meeting);
    return actor->kind == ACTOR_MEMBER && actor->hand == 0 && line <= now && line > now - OFTEN;
}

enum result room_enter(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    struct room_row row;
    enum result result = room_row_get(store, actor, meeting, now, &row);
    if (result != RESULT_OK || row.observer)
        return result;
    if (row.opened != 0 && row.closed == 0 && was_just_here(store, actor, meeting, now))
        return RESULT_OK;
    return room_write(store, actor, meeting, now, ROOM_NEEDS_OPEN, enter, &(struct room_form) { 0 });
}

static enum result leave(struct room_change *change, const struct room_form *form)
{
    (void)form;
    struct store *store = change->store;
    const struct actor *actor = change->actor;
    int64_t meeting = change->row.meeting.id;
    if (actor->hand == 0)
        note_session(store, actor, 0, change->now);
    if (actor->hand == 0 && room_is_here_beside(store, actor, meeting, change->now))
        return db_outcome(store); /* with the other session she stays, and keeps her place */
    if (actor->hand != 0)
        db_run(store, "UPDATE room_present SET hand = 0 WHERE meeting = ? AND member = ? AND hand = ?", meeting,
            actor->member, actor->hand);
    else
        db_run(store, "UPDATE room_present SET line = 0 WHERE meeting = ? AND member = ?", meeting, actor->member);
    if (actor->hand == 0 && change->row.chair == actor->member)
        db_run(store, "UPDATE room SET chair = 0 WHERE meeting = ?", meeting);
    if (room_way_of(store, meeting, actor->member, change->now) == ROOM_AWAY)
        room_silence(change, actor->member);
    return db_outcome(store);
}

enum result room_leave(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    struct room_row row;
    enum result result = room_row_get(store, actor, meeting, now, &row);
    if (result != RESULT_OK || row.observer)
        return result;
    return room_write(store, actor, meeting, now, ROOM_NEEDS_OPEN, leave, &(struct room_form) { 0 });
}

/* Twice in a row it is told once: a line may come back and go again. */
static enum result drop(struct room_change *change, const struct room_form *form)
{
    struct store *store = change->store;
    int64_t meeting = change->row.meeting.id, her = change->actor->member;
    (void)form;
    note_session(store, change->actor, 0, change->now);
    if (room_is_here_beside(store, change->actor, meeting, change->now))
        return db_outcome(store);
    if (db_number(store, 0, "SELECT dropped FROM room_present WHERE meeting = ? AND member = ? AND line > ?", meeting,
            her, room_since(change->now)) != 0)
        return db_outcome(store);
    db_run(store, "UPDATE room_present SET line = ?1, dropped = ?1 WHERE meeting = ?2 AND member = ?3 AND line > ?4",
        change->now, meeting, her, room_since(change->now));
    if (sqlite3_changes(store->db) == 0) /* she left before */
        return db_outcome(store);
    if (change->row.chair == her)
        return room_tell(store, &change->row, ROOM_LINE_DROPPED, her, 1, NULL, change->now);
    const struct speakers_turn *turn = &room_order_of(change)->turn;
    if (turn->act != SPEAKERS_NO_ACT && turn->member == her)
        return room_tell(store, &change->row, ROOM_LINE_DROPPED, her, 0, NULL, change->now);
    return db_outcome(store);
}

enum result room_dropped(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
{
    struct room_row row;
    enum result result = room_row_get(store, actor, meeting, now, &row);
    if (result != RESULT_OK || row.observer || row.opened == 0 || row.closed != 0 || actor->kind != ACTOR_MEMBER ||
        actor->hand != 0)
        return result;
    return room_write(store, actor, meeting, now, ROOM_NEEDS_OPEN, drop, &(struct room_form) { 0 });
}

/* --- the door list --- */

/* A member of the meeting's unit that a door-keeper may tick. */
static enum result require_at_door(struct room_change *change, int64_t member)
{
    if (member == change->actor->member)
        return db_refuse(change->store, RESULT_REFUSED, _("Nobody ticks themselves: two neighbours at the door do."));
    if (db_number(change->store, 0,
            "SELECT 1 FROM membership s JOIN member m ON m.id = s.member WHERE s.unit = ? AND s.member = ?"
            " AND m.gone = 0 AND NOT " AWAITS_ADMISSION("m.id"),
            change->row.meeting.unit, member) == 1)
        return RESULT_OK;
    return db_refuse(change->store, RESULT_NOT_FOUND, _("Nobody of that name belongs here. `door list` names all."));
}

bool room_is_ticked(struct store *store, int64_t meeting, int64_t member)
{
    return db_number(store, 0,
               "SELECT count(DISTINCT " HOME_KEY("m") ") FROM room_tick t JOIN member m ON m.id = t.keeper"
                                                      " WHERE t.meeting = ? AND t.member = ? AND t.gone = 0",
               meeting, member) >= 2;
}

static enum result tick(struct room_change *change, const struct room_form *form)
{
    struct store *store = change->store;
    int64_t meeting = change->row.meeting.id;
    enum result result = require_at_door(change, form->member);
    if (result != RESULT_OK)
        return result;
    db_run(store, "INSERT INTO room_tick (meeting, member, keeper) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET gone = 0",
        meeting, form->member, change->actor->member);
    *form->flag = room_is_ticked(store, meeting, form->member);
    if (!*form->flag)
        return db_outcome(store);
    note_active(store, form->member, change->now);
    const struct speakers_person *person = speakers_person(room_order_of(change), form->member);
    if (person != NULL && person->held)
        room_act(change, ACT_BACK, form->member, 0);
    return db_run(store,
        "INSERT INTO room_present (meeting, member, door) VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET door = 1", meeting,
        form->member);
}

enum result room_tick(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t member, int64_t now, bool *present)
{
    *present = false;
    return room_write(
        store, actor, meeting, now, ROOM_NEEDS_LINE, tick, &(struct room_form) { .member = member, .flag = present });
}

static enum result untick(struct room_change *change, const struct room_form *form)
{
    struct store *store = change->store;
    int64_t meeting = change->row.meeting.id;
    db_run(store, "UPDATE room_tick SET gone = 1 WHERE meeting = ? AND member = ? AND keeper = ?", meeting,
        form->member, change->actor->member);
    if (sqlite3_changes(store->db) == 0)
        return db_refuse(store, RESULT_REFUSED, _("Both who ticked them must take them from the door list."));
    if (db_number(store, 0, "SELECT 1 FROM room_tick WHERE meeting = ? AND member = ? AND gone = 0 LIMIT 1", meeting,
            form->member) == 1)
        return db_outcome(store);
    *form->flag = true;
    db_run(store, "DELETE FROM room_tick WHERE meeting = ? AND member = ?", meeting, form->member);
    db_run(store,
        "UPDATE room_present SET door = 0, digits = x'', tries = 0, seat = 0 WHERE meeting = ? AND member = ?", meeting,
        form->member);
    if (room_way_of(store, meeting, form->member, change->now) == ROOM_AWAY)
        room_silence(change, form->member);
    return db_outcome(store);
}

enum result room_untick(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t member, int64_t now, bool *gone)
{
    *gone = false;
    return room_write(
        store, actor, meeting, now, ROOM_NEEDS_LINE, untick, &(struct room_form) { .member = member, .flag = gone });
}

enum result room_scribe(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t member, int64_t now, struct actor *out)
{
    struct room_row row;
    *out = (struct actor) { 0 };
    enum result result = room_require(store, actor, meeting, now, ROOM_NEEDS_LINE, &row);
    if (result != RESULT_OK || (result = member_fill_actor(store, member, out)) != RESULT_OK)
        return result;
    out->kind = ACTOR_MEMBER;
    out->hand = actor->member;
    out->here = row.meeting.unit;
    return room_row_get(store, out, meeting, now, &row);
}

enum result room_people(struct store *store, const struct actor *actor, int64_t meeting, int64_t now,
    struct room_person *out, size_t limit, size_t *count)
{
    struct room_row row;
    *count = 0;
    db_reading_begin(store);
    enum result result = room_row_get(store, actor, meeting, now, &row);
    if (result == RESULT_OK && row.observer)
        result = person_refuse_people(store);
    sqlite3_stmt *person =
        result != RESULT_OK
            ? NULL
            : db_query(store,
                  "SELECT m.id, " HANDLE_OF("m.id") ", coalesce(b.label, ''), coalesce(" ROOM_WAY(
                      "p") ", " SQL_ROOM_AWAY ") AS way,"
                           " EXISTS (SELECT 1 FROM room_tick t WHERE t.meeting = ?1 AND t.member = m.id AND t.gone = 0),"
                           " EXISTS (SELECT 1 FROM room_tick t WHERE t.meeting = ?1 AND t.member = m.id AND t.gone = 0 AND t.keeper = ?3),"
                           " coalesce(p.door, 0), coalesce(p.line, 0), coalesce(p.dropped, 0) FROM membership s JOIN member m ON m.id = s.member"
                           " LEFT JOIN household b ON b.id = m.household LEFT JOIN room_present p ON p.meeting = ?1 AND p.member = m.id"
                           " WHERE s.unit = ?4 AND m.gone = 0 AND NOT " AWAITS_ADMISSION(
                               "m.id") " ORDER BY way = " SQL_ROOM_AWAY ", m.household, 2",
                  meeting, room_since(now), actor->member, row.meeting.unit);
    while (person != NULL && *count < limit && db_step(store, person)) {
        struct room_person *one = &out[(*count)++];
        *one = (struct room_person) {
            .member = sqlite3_column_int64(person, 0),
            .way = (enum room_way)sqlite3_column_int(person, 3),
            .ticked_once = sqlite3_column_int(person, 4) != 0 && sqlite3_column_int(person, 6) == 0,
            .ticked_by_me = sqlite3_column_int(person, 5) != 0,
        };
        int64_t line = sqlite3_column_int64(person, 7);
        one->dropped = one->way == ROOM_LINE &&
                       (line <= now - ROOM_SILENT || line > now + ROOM_SILENT || sqlite3_column_int64(person, 8) != 0);
        person_copy_handle(person, 1, one->handle);
        db_copy(person, 2, one->home, sizeof one->home);
    }
    db_done(store, person);
    enum result end = db_reading_end(store);
    return result != RESULT_OK ? result : end;
}
