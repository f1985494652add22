/*
 * meeting_say.c: what members say for their homes: "we want this meeting", "this item matters to us". RULES 4.1, 1.8.
 *
 * The row names the member, so that she alone takes it back; homes are counted when it is read, so that a move from
 * home to home needs no change here. All rows are forgotten when the meeting is over.
 */
#include "store/assembly/meeting_row.h"

static const struct {
    enum hand_kind hand;
    const char *say, *find, *unsay, *unsay_hand, *spoken_for;
} said_sql[] = {
    [SAID_WANTED] = { HAND_WANT,
        "INSERT INTO meeting_wanted (meeting, member) VALUES (?, ?) ON CONFLICT (meeting, member) DO UPDATE SET struck = 0",
        "SELECT id FROM meeting_wanted WHERE meeting = ? AND member = ?", "DELETE FROM meeting_wanted WHERE id = ?",
        "DELETE FROM hand_word WHERE kind = 'want' AND subject = ?",
        "SELECT count(*) FROM hand_word w JOIN meeting_wanted x ON x.id = w.subject WHERE w.kind = 'want'"
        " AND w.struck_by = 0 AND x.meeting = ? AND w.hand = ? AND w.member <> ?" },
    [SAID_MATTERS] = { HAND_MATTERS,
        "INSERT INTO meeting_matters (item, member) VALUES (?, ?) ON CONFLICT (item, member) DO UPDATE SET struck = 0",
        "SELECT id FROM meeting_matters WHERE item = ? AND member = ?", "DELETE FROM meeting_matters WHERE id = ?",
        "DELETE FROM hand_word WHERE kind = 'matters' AND subject = ?",
        "SELECT count(*) FROM hand_word w JOIN meeting_matters x ON x.id = w.subject WHERE w.kind = 'matters'"
        " AND w.struck_by = 0 AND x.item = ? AND w.hand = ? AND w.member <> ?" },
};

enum result meeting_refuse_third(struct store *store, int64_t unit)
{
    return db_refuse(store, RESULT_REFUSED,
        _("One person says that for %d people without a device at most. Somebody else can write it for them."),
        (int)number_of(store, unit, NUMBER_HAND_FOR));
}

enum result meeting_say(
    struct store *store, const struct actor *actor, int64_t unit, enum meeting_said said, int64_t about, int64_t now)
{
    if (actor->hand != 0 && db_number(store, 0, said_sql[said].spoken_for, about, actor->hand, actor->member) >=
                                number_of(store, unit, NUMBER_HAND_FOR))
        return meeting_refuse_third(store, unit);
    db_run(store, said_sql[said].say, about, actor->member);
    int64_t row = db_number(store, 0, said_sql[said].find, about, actor->member);
    if (actor->hand == 0) /* she says it herself now */
        db_run(store, said_sql[said].unsay_hand, row);
    meeting_hint(store);
    return by_hand_note(store, actor, said_sql[said].hand, row, now);
}

enum result meeting_unsay(struct store *store, const struct actor *actor, enum meeting_said said, int64_t about)
{
    int64_t row = db_number(store, 0, said_sql[said].find, about, actor->member);
    db_run(store, said_sql[said].unsay, row);
    db_run(store, said_sql[said].unsay_hand, row);
    meeting_hint(store);
    return db_outcome(store);
}

int64_t meeting_homes(struct store *store, int64_t meeting)
{
    return db_number(store, 0, "SELECT " HOMES_SAID("meeting_wanted", "meeting", "?"), meeting);
}
