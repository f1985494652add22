/* small_matter.c: the short road: a small matter passes when nobody wants to talk about it. RULES 4.5. */
#include "store/assembly/question.h"
#include "store/assembly/table_row.h"

static enum result put_small(struct store *store, const struct actor *actor, int64_t proposal, int64_t now)
{
    struct proposal_row row;
    enum result result = question_ready(store, actor, proposal, now, QUESTION_CONSENT, &row);
    if (result != RESULT_OK)
        return result;
    if (row.about != ITEM_THINGS)
        return db_refuse(store, RESULT_REFUSED,
            _("That is no small matter: what is about people, tasks, money or the rules goes the long road."));
    if (db_number(store, 0, "SELECT 1 FROM effect WHERE proposal = ?", proposal) == 1)
        return db_refuse(
            store, RESULT_REFUSED, _("That is no small matter: what changes the house by itself goes the long road."));
    if (row.small_until != 0)
        return db_refuse(store, RESULT_CONFLICT, _("It is put as a small matter already."));
    if (proposal_stops_standing(store, row.item, 0, now) > 0)
        return db_refuse(store, RESULT_REFUSED, _("A stop stands: it is no small matter."));
    db_run(store, "UPDATE proposal SET small_until = ? WHERE id = ?", now + number_of(store, row.unit, NUMBER_SMALL),
        proposal);
    result = proposal_tell(store, actor, &row, ROOM_SMALL_MATTER, row.id, 0, now);
    return result == RESULT_OK ? proposal_book(store, actor, row.unit, LEDGER_QUESTION_PUT, row.id, NULL, now) : result;
}

enum result proposal_small(struct store *store, const struct actor *actor, int64_t proposal, int64_t now)
{
    enum result result = db_begin(store);
    return result == RESULT_OK ? db_finish(store, put_small(store, actor, proposal, now)) : result;
}

/* Nobody learns who wants to talk: the entry in the book bears no name. */
static enum result talk(struct store *store, const struct actor *actor, int64_t proposal, int64_t now)
{
    struct proposal_row row;
    struct room room = { 0 };
    enum result result = proposal_row_in_room(store, actor, proposal, &row);
    if (result == RESULT_OK)
        result = proposal_room_get(store, actor, row.meeting, row.item, now, &room);
    if (result != RESULT_OK)
        return result;
    if (row.state != PROPOSAL_OPEN || row.small_until == 0)
        return db_refuse(store, RESULT_REFUSED, _("It is not on the short road."));
    db_run(store, "UPDATE proposal SET small_until = 0 WHERE id = ?", proposal);
    return proposal_book(store, NULL, row.unit, LEDGER_PROPOSAL_CHANGED, row.id, NULL, now);
}

enum result proposal_talk(struct store *store, const struct actor *actor, int64_t proposal, int64_t now)
{
    enum result result = db_begin(store);
    return result == RESULT_OK ? db_finish(store, talk(store, actor, proposal, now)) : result;
}

enum result small_close(struct store *store, const struct actor *actor, const struct proposal_row *row, int64_t now)
{
    if (table_not_aloud(store, row->meeting, row->id, now) > 0)
        return db_refuse(store, RESULT_REFUSED,
            _("A table, or a helper, has not read it aloud yet. Its time begins when all have."));
    if (now < row->small_until)
        return db_refuse(store, RESULT_REFUSED,
            ngettext("%d second is left to say \"talk about it\".", "%d seconds are left to say \"talk about it\".",
                (unsigned long)(row->small_until - now)),
            (int)(row->small_until - now));
    if (proposal_stops_standing(store, row->item, 0, now) > 0)
        return db_refuse(store, RESULT_REFUSED,
            _("A stop stands: it is no small matter. \"Talk about it\" sends it the long road."));
    enum result result = proposal_require_no_cut(store, row->meeting, 0, now);
    if (result != RESULT_OK)
        return result;
    db_run(store, "UPDATE proposal SET road = 1 WHERE id = ?", row->id);
    return question_pass(store, actor, row, 0, now);
}
