/* room_fold.c: a turn that blames people for what they are: three homes fold it. RULES 7.1.
 *
 * Who pressed is kept with who is present, and goes with it. The book and the log of acts say that a turn was folded,
 * and not whose. */
#include <stdlib.h>

#include "moderation.h"
#include "room_tools.h"
#include "store/assembly/room_row.h"
#include "store/base/limits.h"

/* SQL: words that somebody said, and not the room itself. */
#define WAS_SAID(l)                                                                                                    \
    l ".kind IN (" SQL_ROOM_TURN ", " SQL_ROOM_POINT ", " SQL_ROOM_ANSWER ", " SQL_ROOM_SENTENCE                       \
      ", " SQL_ROOM_CHANGED_MIND ", " SQL_ROOM_INSTEAD ", " SQL_ROOM_REPORT ")"

struct turn {
    int64_t id, member;
    enum room_fold fold;
};

static void find_turn(struct store *store, int64_t meeting, int64_t line, struct turn *out)
{
    *out = (struct turn) { 0 };
    sqlite3_stmt *row = db_query(store,
        "SELECT l.id, l.member, l.folded FROM room_line l WHERE l.meeting = ?1 AND l.struck = 0 AND (?2 = 0 OR l.id = ?2)"
        " AND " WAS_SAID("l") " ORDER BY l.id DESC LIMIT 1",
        meeting, line);
    if (db_step(store, row))
        *out = (struct turn) { sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1),
            (enum room_fold)sqlite3_column_int(row, 2) };
    db_done(store, row);
}

static int64_t homes_that_blame(struct store *store, int64_t meeting, int64_t line)
{
    return db_number(store, 0,
        "SELECT count(DISTINCT " HOME_KEY("m") ") FROM room_present p JOIN member m ON m.id = p.member"
                                               " WHERE p.meeting = ? AND p.blames = ?",
        meeting, line);
}

/* Its reading stops, and its speaker may say at once what was done. */
static enum result fold(struct room_change *change, const struct turn *turn)
{
    struct store *store = change->store;
    int64_t meeting = change->row.meeting.id;
    db_run(store, "UPDATE room_line SET folded = " SQL_ROOM_FOLDED " WHERE id = ?", turn->id);
    db_run(store, "UPDATE room_present SET blames = 0 WHERE meeting = ? AND blames = ?", meeting, turn->id);
    db_run(store, "UPDATE room SET read_until = 0 WHERE meeting = ?", meeting);
    act_turn_folded(store, change->row.meeting.unit, meeting, change->now);
    room_tell(store, &change->row, ROOM_TURN_FOLDED, turn->member, turn->id, NULL, change->now);
    return meeting_book(store, NULL, change->row.meeting.unit, LEDGER_TURN_FOLDED, meeting, change->now);
}

static enum result blame(struct room_change *change, const struct room_form *form)
{
    struct store *store = change->store;
    struct turn turn;
    int64_t meeting = change->row.meeting.id, her = change->actor->member;
    enum result result = limit_take(store, her, LIMIT_ROOM, change->now);
    if (result != RESULT_OK)
        return result;
    find_turn(store, meeting, form->number, &turn);
    if (turn.id == 0)
        return db_refuse(store, RESULT_NOT_FOUND, _("There is no such turn in this meeting."));
    if (turn.member == her)
        return db_refuse(store, RESULT_REFUSED, _("Those are your own words."));
    if (turn.fold != ROOM_UNFOLDED)
        return db_refuse(store, RESULT_CONFLICT, _("That turn is folded already."));
    db_run(store, "UPDATE room_present SET blames = ? WHERE meeting = ? AND member = ?", turn.id, meeting, her);
    *form->flag = homes_that_blame(store, meeting, turn.id) >= ROOM_BLAME_HOMES;
    return *form->flag ? fold(change, &turn) : db_outcome(store);
}

enum result room_blame(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t line, int64_t now, bool *folded)
{
    *folded = false;
    return room_write(
        store, actor, meeting, now, ROOM_NEEDS_PRESENT, blame, &(struct room_form) { .number = line, .flag = folded });
}

/* The last turn of this item, when it was folded, is hers, and she has not said it yet. */
static int64_t may_instead(struct store *store, const struct room_row *row, int64_t member)
{
    struct turn turn;
    find_turn(store, row->meeting.id, 0, &turn);
    return turn.member == member && turn.fold == ROOM_FOLDED ? turn.id : 0;
}

static enum result instead(struct room_change *change, const struct room_form *form)
{
    char *clean = NULL;
    int64_t line, turn = may_instead(change->store, &change->row, change->actor->member);
    if (turn == 0)
        return db_refuse(change->store, RESULT_REFUSED,
            _("Only the person whose turn was folded can do that, until the next turn. Raise your hand: `hand`."));
    enum result result = db_clean_text(change->store, form->text, false, SPEAKERS_LETTERS_LATER, &clean);
    if (result == RESULT_OK)
        result = room_keep_line(change, ROOM_INSTEAD, 0, clean, &line);
    if (result == RESULT_OK)
        result = db_run(change->store, "UPDATE room_line SET folded = " SQL_ROOM_FOLD_ANSWERED " WHERE id = ?", turn);
    free(clean);
    return result;
}

enum result room_instead(struct store *store, const struct actor *actor, int64_t meeting, const char *text, int64_t now)
{
    return room_write(store, actor, meeting, now, ROOM_NEEDS_PRESENT, instead, &(struct room_form) { .text = text });
}

void room_fold_read(struct store *store, const struct actor *actor, const struct room_row *row, struct room_tools *out)
{
    struct turn turn;
    find_turn(store, row->meeting.id, 0, &turn);
    out->said = turn.id;
    out->said_folded = turn.fold != ROOM_UNFOLDED;
    out->may_instead = turn.id != 0 && turn.member == actor->member && turn.fold == ROOM_FOLDED;
    if (turn.id == 0)
        return;
    sqlite3_stmt *blames = db_query(store,
        "SELECT count(DISTINCT " HOME_KEY("m") "), coalesce(max(p.member = ?3), 0) FROM room_present p JOIN member m"
                                               " ON m.id = p.member WHERE p.meeting = ?1 AND p.blames = ?2",
        row->meeting.id, turn.id, actor->member);
    if (db_step(store, blames)) {
        out->blames = sqlite3_column_int(blames, 0);
        out->blamed_by_me = sqlite3_column_int(blames, 1) != 0;
    }
    db_done(store, blames);
}
