/* question_ready.c: when the chair may put a question to the room, and what happens when a proposal passes. RULES 4.5.
 */
#include "store/assembly/question.h"

#include "store/assembly/twice.h"

static enum result check_state(
    struct store *store, const struct proposal_row *row, enum question_kind kind, int64_t now)
{
    if (row->state == PROPOSAL_TESTED)
        return db_refuse(store, RESULT_CONFLICT, _("The question is put already."));
    if (row->state == PROPOSAL_DECIDED)
        return db_refuse(store, RESULT_REFUSED, _("It is decided."));
    if (row->state == PROPOSAL_WITHDRAWN)
        return db_refuse(store, RESULT_REFUSED, _("That proposal was withdrawn."));
    if (kind != QUESTION_CONSENT)
        return RESULT_OK;
    if (row->state == PROPOSAL_STOPPED && proposal_stops_standing(store, row->item, 0, now) > 0)
        return db_refuse(store, RESULT_REFUSED,
            _("A stop stands. Change the text (`amend %lld`), or ask whoever said it whether it is answered."),
            (long long)row->id);
    if (row->state == PROPOSAL_RETURNED)
        return db_refuse(store, RESULT_REFUSED,
            _("This text was answered already. Change it (`amend %lld`) before the question is put again."),
            (long long)row->id);
    return RESULT_OK;
}

static enum result check_reading(struct store *store, const struct proposal_row *row, int64_t now)
{
    int64_t wait = row->text_at + proposal_reading(store, row) - now;
    if (wait <= 0)
        return RESULT_OK;
    return db_refuse(store, RESULT_REFUSED,
        ngettext("The text is new. Read it aloud: the question can be put in %d second.",
            "The text is new. Read it aloud: the question can be put in %d seconds.", (unsigned long)wait),
        (int)wait);
}

/* Nobody says a stop about somebody, nor before all eyes what she thinks of her (RULES 4.5, 4.7). */
static enum result check_road(struct store *store, const struct proposal_row *row)
{
    if (row->about == ITEM_PERSON)
        return db_refuse(store, RESULT_REFUSED,
            _("What is about a person is voted on secretly: `vote open yesno --secret`. There are no stops, and their home does not vote."));
    if (twice_is_needed(store, row->id))
        return db_refuse(store, RESULT_REFUSED,
            _("A rule changes when three quarters say yes at two meetings, %d days apart: `vote open yesno`."),
            TWICE_APART);
    return RESULT_OK;
}

enum result question_ready(struct store *store, const struct actor *actor, int64_t proposal, int64_t now,
    enum question_kind kind, struct proposal_row *row)
{
    struct room room = { 0 };
    enum result result = proposal_row_get(store, actor, proposal, row);
    if (result == RESULT_OK)
        result = proposal_chair_get(store, actor, row->meeting, row->item, now, &room);
    if (result == RESULT_OK)
        result = check_road(store, row);
    if (result == RESULT_OK)
        result = check_state(store, row, kind, now);
    if (result == RESULT_OK && room.vote != 0)
        result = db_refuse(store, RESULT_CONFLICT, _("A vote is open in this room. Close it first."));
    if (result == RESULT_OK)
        result = check_reading(store, row, now);
    if (result == RESULT_OK)
        result = proposal_require_enough(store, &room, now);
    if (result == RESULT_OK && kind != QUESTION_CONSENT && row->small_until != 0)
        return db_refuse(store, RESULT_REFUSED,
            _("It is on the short road, as a small matter. \"Talk about it\" sends it the long road first."));
    return result;
}

enum result question_pass(
    struct store *store, const struct actor *actor, const struct proposal_row *row, int64_t question, int64_t now)
{
    proposal_set_state(store, row->id, PROPOSAL_DECIDED, now);
    enum result result = decision_make(store, actor, row, question, now);
    return result == RESULT_OK ? proposal_tell(store, actor, row, ROOM_DECIDED, row->id, 0, now) : result;
}
