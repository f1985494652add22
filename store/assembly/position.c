/* position.c: what a member answers to the question. RULES 4.5, 1.8. */
#include <stdlib.h>
#include <string.h>

#include "hand.h"
#include "store/assembly/proposal_row.h"
#include "store/assembly/room_row.h"
#include "store/base/limits.h"
#include "store/boards/access.h"

/* --- its words --- */

static const struct answer_word {
    const char *name, *words;
} answers[POSITIONS] = {
    [POSITION_NONE] = { "none", N_("not answered") },
    [POSITION_YES] = { "yes", N_("yes") },
    [POSITION_BUT] = { "but", N_("yes, but") },
    [POSITION_ASIDE] = { "aside", N_("I stand aside") },
    [POSITION_STOP] = { "stop", N_("stop") },
    [POSITION_NO] = { "no", N_("no") },
};
const char *position_name(enum position_answer answer)
{
    return answers[answer].name;
}

const char *position_words(enum position_answer answer)
{
    return _(answers[answer].words);
}

bool position_parse(const char *name, enum position_answer *answer)
{
    for (int i = POSITION_YES; i < POSITIONS; i++)
        if (strcmp(answers[i].name, name) == 0) {
            *answer = (enum position_answer)i;
            return true;
        }
    return false;
}

/* --- answering --- */

static bool is_blank(const char *text)
{
    return text == NULL || text[strspn(text, " \t\r\n")] == '\0';
}

static enum result check_answer(struct store *store, enum position_answer answer, const char *text)
{
    if (answer <= POSITION_NONE || answer >= POSITIONS)
        return db_refuse(store, RESULT_INVALID, _("Answer: yes, but, aside, or stop."));
    if (answer == POSITION_BUT && is_blank(text))
        return db_refuse(
            store, RESULT_INVALID, _("Say your worry in a sentence: it goes into the minutes, without your name."));
    return RESULT_OK;
}

static enum result require_question(
    struct store *store, const struct actor *actor, const struct proposal_row *row, int64_t question, int64_t now)
{
    struct room room = { 0 };
    enum result result = proposal_room_get(store, actor, row->meeting, row->item, now, &room);
    if (result != RESULT_OK)
        return result;
    if (db_number(
            store, 0, "SELECT 1 FROM question_present WHERE question = ? AND member = ?", question, actor->member) == 0)
        return db_refuse(store, RESULT_REFUSED,
            _("Only those who were here when it was put, and who may vote, answer this question."));
    if (db_number(
            store, 0, "SELECT 1 FROM question_paper WHERE question = ? AND member = ?", question, actor->member) == 1)
        return db_refuse(store, RESULT_REFUSED,
            actor->hand != 0 ? _("They answer on paper. A note-taker can take that back.")
                             : _("You answer on paper. A note-taker can take that back."));
    if (actor->hand != 0 &&
        db_number(store, 0,
            "SELECT count(DISTINCT w.member) FROM hand_word w JOIN position o ON o.id = w.subject"
            " WHERE w.kind = 'position' AND w.struck_by = 0 AND o.question = ? AND w.hand = ? AND w.member <> ?",
            question, actor->hand, actor->member) >= number_of(store, row->unit, NUMBER_HAND_FOR))
        return meeting_refuse_third(store, row->unit);
    return RESULT_OK;
}

/* A test of consensus has four answers; the other questions have yes and no. */
static enum result check_kind(struct store *store, int64_t question, enum position_answer answer)
{
    bool consensus = db_number(store, 0, "SELECT kind FROM question WHERE id = ?", question) == QUESTION_CONSENT;
    if (consensus ? answer != POSITION_NO : answer == POSITION_YES || answer == POSITION_NO)
        return RESULT_OK;
    return db_refuse(store, RESULT_INVALID,
        consensus ? _("Answer: yes, but, aside, or stop.") : _("This question is answered by yes or no."));
}

/* The entry in the book would tell who has answered. So there is none: the room is only woken. */
static enum result keep_answer(struct store *store, const struct actor *actor, const struct proposal_row *row,
    int64_t question, enum position_answer answer, const char *text, bool named, int64_t now)
{
    enum result result = require_question(store, actor, row, question, now);
    if (result == RESULT_OK)
        result = check_kind(store, question, answer);
    int64_t before =
        db_number(store, 0, "SELECT id FROM position WHERE question = ? AND member = ?", question, actor->member);
    if (result == RESULT_OK)
        result = by_hand_require_same(store, actor, HAND_POSITION, before, before != 0);
    if (result == RESULT_OK)
        result = limit_take(store, actor->member, LIMIT_ROOM, now);
    if (result != RESULT_OK)
        return result;
    db_run(store,
        "INSERT INTO position (question, member, answer, at, named, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
        " ON CONFLICT (question, member) WHERE member > 0 DO UPDATE SET answer = ?3, at = ?4, named = ?5, body = ?6",
        question, actor->member, answer, now, named, text);
    int64_t position =
        db_number(store, 0, "SELECT id FROM position WHERE question = ? AND member = ?", question, actor->member);
    result = by_hand_note_anew(store, actor, HAND_POSITION, position, now);
    return result == RESULT_OK ? proposal_wake(store, row->meeting) : result;
}

static enum result refuse_no_question(struct store *store, const struct proposal_row *row)
{
    if (row->state == PROPOSAL_DECIDED)
        return db_refuse(store, RESULT_CONFLICT, _("It is decided. `proposal %lld` says what came of the question."),
            (long long)row->id);
    return db_refuse(store, RESULT_CONFLICT,
        _("No question is open on that proposal. First the chair puts it; then you can answer."));
}

/* Her stop has no words yet: she gives them while the meeting goes on. */
static enum result keep_words_of_stop(struct store *store, const struct actor *actor, const struct proposal_row *row,
    const char *text, bool named, int64_t now)
{
    struct room room = { 0 };
    int64_t stop =
        db_number(store, 0, "SELECT id FROM stop WHERE item = ?1 AND member = ?2 AND body = '' AND " STOP_STANDS("?3"),
            row->item, actor->member, now);
    if (stop == 0 || is_blank(text))
        return refuse_no_question(store, row);
    enum result result = room_get(store, actor, row->meeting, now, &room);
    if (result == RESULT_OK && room.state == ROOM_CLOSED)
        return db_refuse(store, RESULT_REFUSED,
            _("That meeting is closed. `minutes %lld` has what came of it, `meetings` lists those to come."),
            (long long)row->meeting);
    if (result != RESULT_OK)
        return result;
    db_run(store, "UPDATE stop SET body = ?, named = ? WHERE id = ?", text, named, stop);
    return proposal_book(store, NULL, row->unit, LEDGER_PROPOSAL_CHANGED, row->id, NULL, now);
}

/* The proposal that she answers: also at the door by a scribe (room_scribe), who types for somebody with a device at
 * home; whether this scribe may, the room says. */
enum result position_find(
    struct store *store, const struct actor *actor, int64_t proposal, int64_t now, struct proposal_row *row)
{
    struct room_row room;
    if (actor->hand == 0 || hand_writes_for(store, actor->member))
        return proposal_row_in_room(store, actor, proposal, row);
    int64_t meeting = db_number(store, 0, "SELECT meeting FROM proposal WHERE id = ?", proposal);
    enum result result = room_require(store, actor, meeting, now, ROOM_NEEDS_PRESENT, &room);
    if (result != RESULT_OK)
        return result;
    struct actor scribe = {
        .kind = ACTOR_MEMBER, .member = actor->hand, .unit_count = 1, .units = { room.meeting.unit }
    };
    return proposal_row_get(store, &scribe, proposal, row);
}

static enum result answer_it(struct store *store, const struct actor *actor, int64_t proposal,
    enum position_answer answer, const char *text, bool named, int64_t now)
{
    struct proposal_row row;
    enum result result = position_find(store, actor, proposal, now, &row);
    if (result != RESULT_OK)
        return result;
    int64_t question = db_number(store, 0, "SELECT id FROM question WHERE proposal = ? AND closed = 0", proposal);
    if (question != 0)
        return keep_answer(store, actor, &row, question, answer, text, named, now);
    if (answer == POSITION_STOP)
        return keep_words_of_stop(store, actor, &row, text, named, now);
    return refuse_no_question(store, &row);
}

enum result position_take(struct store *store, const struct actor *actor, int64_t proposal, enum position_answer answer,
    const char *text, bool named, int64_t now)
{
    char *clean = NULL;
    enum result result = check_answer(store, answer, text);
    if (result == RESULT_OK && answer != POSITION_YES && answer != POSITION_NO && !is_blank(text))
        result = db_clean_text(store, text, false, POSITION_TEXT_MAX, &clean);
    if (result == RESULT_OK && (result = db_begin(store)) == RESULT_OK)
        result = db_finish(store, answer_it(store, actor, proposal, answer, clean != NULL ? clean : "", named, now));
    free(clean);
    return result;
}

/* --- by hand --- */

enum result position_see(struct store *store, const struct actor *actor, int64_t position, struct place *out)
{
    int64_t unit = db_number(store, 0,
        "SELECT p.unit FROM position o JOIN question q ON q.id = o.question JOIN proposal p ON p.id = q.proposal"
        " WHERE o.id = ?",
        position);
    *out = (struct place) { .unit = unit };
    return unit != 0 && actor->kind == ACTOR_MEMBER && actor_belongs(actor, unit) ? db_outcome(store)
                                                                                  : RESULT_NOT_FOUND;
}

enum result position_strike(struct store *store, const struct actor *actor, int64_t position, int64_t now)
{
    (void)actor, (void)now;
    if (db_number(store, 0, "SELECT q.closed FROM position o JOIN question q ON q.id = o.question WHERE o.id = ?",
            position) != 0)
        return db_refuse(store, RESULT_REFUSED,
            _("The question is closed, and their answer was counted. Say it in the meeting, or beside the minutes."));
    meeting_hint(store);
    return db_run(store, "DELETE FROM position WHERE id = ?", position);
}
