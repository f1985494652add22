/* vote_cast.c: a member votes: once, by her own hand, by a helper's, or by the scribe of somebody at the door. RULES
 * 4.6, 1.8. */
#include "lost.h"
#include "store/assembly/room_row.h"
#include "store/assembly/vote_row.h"
#include "store/base/limits.h"
#include "store/boards/access.h"

/* --- who may --- */

static enum result refuse_unlisted(struct store *store, const struct actor *actor, const struct vote_row *row)
{
    if (row->person != 0 &&
        db_number(store, 0,
            "SELECT " HOME_KEY("a") " = " HOME_KEY("b") " FROM member a, member b WHERE a.id = ? AND b.id = ?",
            actor->member, row->person) == 1)
        return db_refuse(store, RESULT_REFUSED,
            _("It is about somebody of your home: your home counts for \"enough people\", and does not vote."));
    if (!row->days)
        return db_refuse(store, RESULT_REFUSED,
            _("In this vote only people have a voice who were here when it was opened, and who may vote."));
    return db_refuse(store, RESULT_REFUSED,
        _("Who votes was fixed when this vote was opened: members who had been in long enough to vote, or who founded the house. `numbers vote-after-days` says how long."));
}

static enum result require_open(struct store *store, const struct vote_row *row, int64_t now)
{
    if (row->state == VOTE_PREPARED)
        return db_refuse(store, RESULT_REFUSED, _("This vote is not open yet."));
    if (vote_is_over(row, now))
        return db_refuse(store, RESULT_CONFLICT, _("This vote is closed."));
    return RESULT_OK;
}

/* A hand votes for two people (NUMBER_HAND_FOR) in one vote. */
static enum result check_hand(struct store *store, const struct actor *actor, const struct vote_row *row)
{
    if (actor->hand == 0)
        return RESULT_OK;
    if (row->secret)
        return db_refuse(store, RESULT_REFUSED,
            _("Nobody can vote secretly by a helper's hand. They vote at a table, or on paper."));
    if (db_number(store, 0,
            "SELECT count(DISTINCT w.member) FROM hand_word w JOIN vote_voter v ON v.id = w.subject"
            " WHERE w.kind = 'vote' AND w.struck_by = 0 AND v.vote = ? AND w.hand = ? AND w.member <> ?",
            row->id, actor->hand, actor->member) >= number_of(store, row->unit, NUMBER_HAND_FOR))
        return meeting_refuse_third(store, row->unit);
    return RESULT_OK;
}

/* In the room she is there, however she came. */
static enum result check_present(
    struct store *store, const struct actor *actor, const struct vote_row *row, int64_t now)
{
    struct room_row room;
    return row->days ? RESULT_OK : room_require(store, actor, row->meeting, now, ROOM_NEEDS_PRESENT, &room);
}

enum result vote_require_voter(struct store *store, const struct actor *actor, const struct vote_row *row, int64_t now)
{
    enum result result = require_open(store, row, now);
    if (result != RESULT_OK)
        return result;
    int64_t way =
        db_number(store, -1, "SELECT way FROM vote_voter WHERE vote = ? AND member = ?", row->id, actor->member);
    if (way < 0)
        return refuse_unlisted(store, actor, row);
    if (restored_lately(store, actor->member, now))
        return db_refuse(store, RESULT_REFUSED,
            _("Others set a new password for you: for 7 days nobody votes in your name. Vote on paper, or say it in the meeting."));
    if (way == VOTE_ON_PAPER)
        return db_refuse(store, RESULT_REFUSED,
            actor->hand != 0 ? _("They vote on paper. A note-taker can take that back.")
                             : _("You vote on paper. A note-taker can take that back."));
    if (row->secret && way != VOTE_NOT_YET)
        return db_refuse(store, RESULT_CONFLICT, _("You have voted. A secret vote cannot be changed."));
    result = check_hand(store, actor, row);
    return result == RESULT_OK ? check_present(store, actor, row, now) : result;
}

/* --- casting --- */

/* At the door a scribe types for somebody who has a device at home: whether he may, the room says. So it does of
 * whoever typed her digits at a table. */
static enum result find(struct store *store, const struct actor *actor, int64_t vote, int64_t now, struct vote_row *row)
{
    struct room_row room;
    if (actor->kind != ACTOR_TABLE && (actor->hand == 0 || hand_writes_for(store, actor->member)))
        return vote_row_get(store, actor, vote, row);
    if (!vote_row_read(store, vote, row) || row->days)
        return db_refuse(store, RESULT_REFUSED, _("Somebody else can type what you say only in the room."));
    return room_require(store, actor, row->meeting, now, ROOM_NEEDS_PRESENT, &room);
}

bool vote_ballot_fits(const struct vote_row *row, const struct ballot *ballot)
{
    uint8_t most = (uint8_t)(row->kind == VOTE_YESNO    ? TALLY_ABSTAIN
                             : row->kind == VOTE_CHOOSE ? row->options
                                                        : TALLY_SCORE_MOST);
    bool said = row->kind != VOTE_CHOOSE;
    for (int i = 0; i < BALLOT_OPTIONS_MOST; i++) {
        bool there = i < row->options || (row->kind == VOTE_YESNO && i == 0);
        if (ballot->value[i] > (there ? most : 0))
            return false;
        said = said || ballot->value[i] != 0;
    }
    return said;
}

enum result vote_note(struct store *store, const struct actor *actor, const struct vote_row *row, const char *ballot)
{
    db_run(store, "UPDATE vote_voter SET way = ?, ballot = ? WHERE vote = ? AND member = ?",
        actor->hand != 0 ? VOTE_BY_HAND : VOTE_SELF, ballot, row->id, actor->member);
    if (!row->days)
        room_hint(store, row->meeting);
    return db_outcome(store);
}

/* An entry in the book would tell who voted when. So there is none. */
static enum result cast(
    struct store *store, const struct actor *actor, int64_t vote, const struct ballot *ballot, int64_t now)
{
    struct vote_row row;
    char text[BALLOT_TEXT_BYTES];
    enum result result = find(store, actor, vote, now, &row);
    if (result != RESULT_OK)
        return result;
    if (row.secret)
        return db_refuse(
            store, RESULT_REFUSED, _("This vote is secret: `ballot %lld` asks for your choice."), (long long)vote);
    if (!vote_ballot_fits(&row, ballot))
        return db_refuse(store, RESULT_INVALID, _("That is no ballot of this vote."));
    int64_t voter = db_number(store, 0, "SELECT id FROM vote_voter WHERE vote = ? AND member = ?", vote, actor->member);
    bool given = db_number(store, 0, "SELECT way <> " SQL_VOTE_NOT_YET " FROM vote_voter WHERE id = ?", voter) == 1;
    result = vote_require_voter(store, actor, &row, now);
    if (result == RESULT_OK)
        result = by_hand_require_same(store, actor, HAND_VOTE, voter, given);
    if (result == RESULT_OK)
        result = limit_take(store, actor->member, LIMIT_ROOM, now);
    if (result != RESULT_OK)
        return result;
    ballot_write(row.kind, row.options, ballot, text);
    result = vote_note(store, actor, &row, text);
    return result == RESULT_OK ? by_hand_note_anew(store, actor, HAND_VOTE, voter, now) : result;
}

enum result vote_cast(
    struct store *store, const struct actor *actor, int64_t vote, const struct ballot *ballot, int64_t now)
{
    enum result result = db_begin(store);
    return result == RESULT_OK ? db_finish(store, cast(store, actor, vote, ballot, now)) : result;
}

/* --- by hand --- */

static enum result vote_see(struct store *store, const struct actor *actor, int64_t voter, struct place *out)
{
    int64_t unit =
        db_number(store, 0, "SELECT v.unit FROM vote_voter o JOIN vote v ON v.id = o.vote WHERE o.id = ?", voter);
    *out = (struct place) { .unit = unit };
    return unit != 0 && actor->kind == ACTOR_MEMBER && actor_belongs(actor, unit) ? db_outcome(store)
                                                                                  : RESULT_NOT_FOUND;
}

static enum result vote_strike(struct store *store, const struct actor *actor, int64_t voter, int64_t now)
{
    (void)actor, (void)now;
    if (db_number(store, 0, "SELECT v.closed FROM vote_voter o JOIN vote v ON v.id = o.vote WHERE o.id = ?", voter) !=
        0)
        return db_refuse(store, RESULT_REFUSED,
            _("The vote is closed, and their ballot was counted. Say it in the meeting, or beside the minutes."));
    meeting_hint(store);
    return db_run(store,
        "UPDATE vote_voter SET way = " SQL_VOTE_NOT_YET ", ballot = '' WHERE id = ? AND way = " SQL_VOTE_BY_HAND,
        voter);
}

const struct by_hand_kind vote_by_hand[] = {
    { .kind = HAND_VOTE, /* `unstrike`: it is said again instead */
        .see = vote_see,
        .strike = vote_strike,
        /* Which vote it is. What she says is nobody's to read before that is closed. */
        .body = "(SELECT v.title FROM vote_voter o JOIN vote v ON v.id = o.vote WHERE o.id = w.subject)",
        .goes_on = "EXISTS (SELECT 1 FROM vote_voter o JOIN vote v ON v.id = o.vote WHERE o.id = w.subject"
                   " AND v.closed = 0)" },
    { 0 },
};
