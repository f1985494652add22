/* decisions.c: the register of what was decided: who carries it, until when, done or not. RULES 4.9. */
#include <stdlib.h>

#include "store/assembly/effect_row.h"
#include "store/assembly/minutes_text.h"
#include "store/assembly/question.h"
#include "store/assembly/vote_row.h"
#include "when.h"

/* --- its state in words --- */

static const struct state_word {
    const char *name, *words;
} states[] = {
    [DECISION_CARRIED] = { "carried", N_("carried") },
    [DECISION_DONE] = { "done", N_("done") },
    [DECISION_NEEDS_HANDS] = { "needs-hands", N_("needs hands") },
    [DECISION_SUSPENDED] = { "suspended", N_("suspended: a stop came") },
    [DECISION_ENDED] = { "ended", N_("ended by a later meeting") },
    [DECISION_BY_ITSELF] = { "by-itself", N_("does itself") },
};

const char *decision_state_name(enum decision_state state)
{
    return states[state].name;
}

const char *decision_state_words(enum decision_state state)
{
    return _(states[state].words);
}

/* --- reading --- */

/* A decision has the words of its proposal; of a vote alone, those of the vote. */
#define DECISION_SELECT                                                                                                \
    "SELECT d.id, d.unit, d.meeting, d.proposal, d.decided, d.due, d.acts, d.carrier, d.done,"                         \
    " coalesce(t.title, v.title, ''), coalesce(t.body, v.body, ''), " HANDLE_OF(                                       \
        "d.carrier") ", d.suspended, d.ended,"                                                                         \
                     " d.review, d.vote, d.question," QUESTION_NUMBERS(                                                \
                         "q") " FROM decision d LEFT JOIN proposal p ON p.id = d.proposal"                             \
                              " LEFT JOIN proposal_text t ON t.proposal = p.id AND t.version = p.version"              \
                              " LEFT JOIN question q ON q.id = d.question LEFT JOIN vote v ON v.id = d.vote"

/* SQL: it is in force: no late stop suspended it, and no later meeting ended it. */
#define DECISION_IN_FORCE "d.suspended = 0 AND d.ended = 0"
/* SQL: it needs somebody: nobody carries it, or its day is over. `today` is a day. */
#define DECISION_IS_LATE(today) DECISION_IN_FORCE " AND d.done = 0 AND d.due > 0 AND d.due < " today

/* What won stands before the words that were voted on. */
static void say_vote(struct store *store, struct decision *out)
{
    struct vote *vote = xcalloc(1, sizeof *vote);
    struct vote_result *result = xcalloc(1, sizeof *result);
    if (vote_read_all(store, out->vote, vote, result)) {
        vote_result_words(vote, result, out->why, sizeof out->why);
        if (out->proposal == 0 && result->winner >= 0)
            util_copy_text(out->text, sizeof out->text, vote->option[result->winner]);
    }
    free(result);
    free(vote);
}

void decision_title(
    struct store *store, int64_t proposal, int64_t of_vote, const char *title, char out[DECISION_TITLE_BYTES])
{
    util_copy_text(out, DECISION_TITLE_BYTES, title);
    if (proposal != 0 || of_vote == 0)
        return;
    struct vote *vote = xcalloc(1, sizeof *vote);
    struct vote_result *result = xcalloc(1, sizeof *result);
    if (vote_read_all(store, of_vote, vote, result) && result->winner >= 0)
        snprintf(out, DECISION_TITLE_BYTES, "%s: %s", title, vote->option[result->winner]);
    free(result);
    free(vote);
}

enum { AT_CARRIER = 7, AT_DONE, AT_SUSPENDED = 12, AT_ENDED, AT_REVIEW, AT_VOTE, AT_QUESTION, AT_NUMBERS };

static void say_why(sqlite3_stmt *row, struct decision *out)
{
    struct proposal_test test = { 0 };
    if (sqlite3_column_int64(row, AT_QUESTION) == 0) {
        util_copy_text(out->why, sizeof out->why, _("A small matter: nobody wanted to talk about it."));
        return;
    }
    question_read(row, AT_NUMBERS, &test);
    proposal_test_words(&test, out->why, sizeof out->why);
}

static enum decision_state state_of(sqlite3_stmt *row)
{
    if (sqlite3_column_int64(row, AT_ENDED) != 0)
        return DECISION_ENDED;
    if (sqlite3_column_int64(row, AT_SUSPENDED) != 0)
        return DECISION_SUSPENDED;
    if (sqlite3_column_int64(row, AT_DONE) != 0)
        return DECISION_DONE;
    return sqlite3_column_int64(row, AT_CARRIER) != 0 ? DECISION_CARRIED : DECISION_NEEDS_HANDS;
}

static void read_decision(
    struct store *store, const struct actor *actor, sqlite3_stmt *row, int64_t now, struct decision *out)
{
    struct effect effect;
    int64_t carrier = sqlite3_column_int64(row, AT_CARRIER);
    *out = (struct decision) {
        .id = sqlite3_column_int64(row, 0),
        .unit = sqlite3_column_int64(row, 1),
        .meeting = sqlite3_column_int64(row, 2),
        .proposal = sqlite3_column_int64(row, 3),
        .decided = sqlite3_column_int64(row, 4),
        .due = sqlite3_column_int64(row, 5),
        .acts = sqlite3_column_int64(row, 6),
        .vote = sqlite3_column_int64(row, AT_VOTE),
        .mine = carrier != 0 && carrier == actor->member,
        .state = state_of(row),
        .review = sqlite3_column_int64(row, AT_REVIEW),
    };
    effect_load(store, out->proposal, &effect);
    if (out->state == DECISION_NEEDS_HANDS && effect.kind != EFFECT_NONE && effect.fault[0] == '\0')
        out->state = effect.acted != 0 ? DECISION_DONE : DECISION_BY_ITSELF;
    bool goes_on = out->state == DECISION_CARRIED || out->state == DECISION_NEEDS_HANDS;
    out->late = goes_on && out->due != 0 && out->due < when_day(now);
    decision_title(store, out->proposal, out->vote, db_text(row, 9), out->title);
    db_copy(row, 10, out->text, sizeof out->text);
    if (carrier != 0)
        person_copy_handle(row, 11, out->carrier);
    if (out->vote != 0)
        say_vote(store, out);
    else
        say_why(row, out);
    effect_sentence(&effect, true, out->effect, sizeof out->effect);
}

enum result decisions_list(
    struct store *store, const struct actor *actor, int64_t now, struct decision *out, size_t limit, size_t *count)
{
    int64_t unit = 0;
    *count = 0;
    enum result result = meeting_require_unit(store, actor, &unit);
    if (result != RESULT_OK)
        return result;
    db_reading_begin(store);
    sqlite3_stmt *row = db_query(store,
        DECISION_SELECT " WHERE d.unit = ?1 ORDER BY " DECISION_IN_FORCE
                        " AND d.done = 0 AND (d.carrier = 0 OR (" DECISION_IS_LATE("?2") ")) DESC, d.id DESC",
        unit, when_day(now));
    while (*count < limit && db_step(store, row))
        read_decision(store, actor, row, now, &out[(*count)++]);
    db_done(store, row);
    return db_reading_end(store);
}

/* RESULT_NOT_FOUND also for everybody who does not belong to its unit. */
static enum result find(
    struct store *store, const struct actor *actor, int64_t decision, int64_t now, struct decision *out)
{
    *out = (struct decision) { 0 };
    enum result result = by_hand_require_voice(store, actor);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = db_query(store, DECISION_SELECT " WHERE d.id = ?", decision);
    bool found = db_step(store, row) && actor_belongs(actor, sqlite3_column_int64(row, 1));
    if (found)
        read_decision(store, actor, row, now, out);
    db_done(store, row);
    if (found || db_failed(store))
        return db_outcome(store);
    return db_refuse(store, RESULT_NOT_FOUND, _("There is no such decision. `decisions` lists those there are."));
}

enum result decision_get(
    struct store *store, const struct actor *actor, int64_t decision, int64_t now, struct decision *out)
{
    db_reading_begin(store);
    enum result result = find(store, actor, decision, now, out);
    enum result end = db_reading_end(store);
    return result != RESULT_OK ? result : end;
}

/* --- making --- */

/* A decision that a stop brought back is decided anew: it is the same one, and acts when this meeting closes. */
static enum result decide_again(
    struct store *store, const struct actor *actor, const struct decision_new *form, int64_t decision)
{
    db_run(store,
        "UPDATE decision SET meeting = ?, question = ?, decided = ?, acts = ?, vote = ?, suspended = 0, ended = 0"
        " WHERE id = ?",
        form->meeting, form->question, form->now, form->acts, form->vote, decision);
    return proposal_book(store, actor, form->unit, LEDGER_DECIDED, decision, NULL, form->now);
}

enum result decision_of_vote(struct store *store, const struct actor *actor, const struct decision_new *form)
{
    char uid[37];
    int64_t before = db_number(store, 0, "SELECT id FROM decision WHERE proposal = ? AND proposal > 0", form->proposal);
    if (before != 0)
        return decide_again(store, actor, form, before);
    uid_make(form->now, uid);
    db_run(store,
        "INSERT INTO decision (uid, unit, meeting, proposal, question, decided, acts, vote)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        uid, form->unit, form->meeting, form->proposal, form->question, form->now, form->acts, form->vote);
    return proposal_book(store, actor, form->unit, LEDGER_DECIDED, db_last_id(store), NULL, form->now);
}

enum result decision_make(
    struct store *store, const struct actor *actor, const struct proposal_row *row, int64_t question, int64_t now)
{
    return decision_of_vote(store, actor,
        &(struct decision_new) {
            .unit = row->unit, .meeting = row->meeting, .proposal = row->id, .question = question, .now = now });
}

/* RULES 4.5: changes of rules and removals act when the minutes stand. */
void decisions_act(struct store *store, int64_t meeting, int64_t stands, int64_t now)
{
    db_run(store,
        "UPDATE decision SET acts = CASE WHEN EXISTS (SELECT 1 FROM effect e WHERE e.proposal = decision.proposal"
        " AND e.kind = " SQL_EFFECT_REMOVE ") OR coalesce((SELECT about FROM vote v WHERE v.id = decision.vote),"
        " (SELECT i.about FROM proposal p JOIN meeting_item i ON i.id = p.item WHERE p.id = decision.proposal)) = " SQL_ITEM_RULES
        " THEN ?2 ELSE ?1 END WHERE meeting = ?3 AND acts = 0",
        now, stands, meeting);
}

/* SQL: of a proposal, in this meeting the room was asked, and did not decide it; or its mover withdrew it. */
#define ROOM_SAID_NO                                                                                                   \
    "(SELECT p.state = " SQL_PROPOSAL_WITHDRAWN " OR EXISTS (SELECT 1 FROM question q JOIN room r ON r.meeting = ?1"   \
    " WHERE q.proposal = p.id AND q.opened >= r.opened AND q.kind <> " SQL_QUESTION_STOP                               \
    " AND q.outcome > " SQL_MAJORITY_PASSES ") FROM proposal p WHERE p.id = decision.proposal)"
/* SQL: it came back to this meeting, and is suspended still. */
#define CAME_BACK "suspended > 0 AND again IN (SELECT id FROM meeting_item WHERE meeting = ?1)"

void decisions_settle(struct store *store, int64_t meeting, int64_t now)
{
    db_run(store, "UPDATE decision SET ended = ?2, suspended = 0 WHERE " CAME_BACK " AND " ROOM_SAID_NO, meeting, now);
    db_run(store,
        "UPDATE proposal SET state = " SQL_PROPOSAL_DECIDED ", ended = ?2 WHERE id IN (SELECT proposal FROM decision"
        " WHERE " CAME_BACK ")",
        meeting, now);
    db_run(store, "UPDATE decision SET suspended = 0 WHERE " CAME_BACK, meeting);
}

/* --- carrying --- */

static enum result check_due(struct store *store, int64_t due, int64_t now)
{
    int64_t today = when_day(now);
    if (due == 0 || (due >= today && due <= today + DECISION_DUE_MOST))
        return RESULT_OK;
    return db_refuse(store, RESULT_INVALID,
        due < today ? _("That day is over. Name one to come.") : _("That is too far away: within two years."));
}

static enum result carry(
    struct store *store, const struct actor *actor, int64_t decision, bool on, int64_t due, int64_t now)
{
    struct decision found;
    enum result result = find(store, actor, decision, now, &found);
    if (result != RESULT_OK)
        return result;
    if (found.state == DECISION_DONE)
        return db_refuse(store, RESULT_CONFLICT, _("It is done already."));
    if (found.state == DECISION_SUSPENDED)
        return db_refuse(
            store, RESULT_REFUSED, _("A stop came late: it waits for the next meeting, which decides again."));
    if (found.state == DECISION_ENDED)
        return db_refuse(store, RESULT_REFUSED, _("A later meeting ended it."));
    if (found.state == DECISION_CARRIED && !found.mine)
        return db_refuse(store, RESULT_CONFLICT, _("%s carries it already."), found.carrier);
    if (!on && !found.mine)
        return db_refuse(store, RESULT_REFUSED, _("You do not carry it."));
    db_run(store, "UPDATE decision SET carrier = ?, due = ? WHERE id = ?", on ? actor->member : (int64_t)0,
        on ? due : found.due, decision);
    return proposal_book(store, actor, found.unit, LEDGER_DECISION_CARRIED, decision, NULL, now);
}

enum result decision_carry(
    struct store *store, const struct actor *actor, int64_t decision, bool on, int64_t due, int64_t now)
{
    enum result result = rights_require_member(store, actor);
    if (result == RESULT_OK && on)
        result = check_due(store, due, now);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    return db_finish(store, carry(store, actor, decision, on, due, now));
}

static enum result set_done(struct store *store, const struct actor *actor, int64_t decision, bool done, int64_t now)
{
    struct decision found;
    enum result result = find(store, actor, decision, now, &found);
    if (result != RESULT_OK)
        return result;
    if (found.carrier[0] == '\0')
        return db_refuse(
            store, RESULT_REFUSED, _("Nobody carries it yet. `carry %lld` says that you do."), (long long)decision);
    if (!found.mine)
        return db_refuse(store, RESULT_REFUSED, _("%s carries it, and says when it is done."), found.carrier);
    db_run(store, "UPDATE decision SET done = ? WHERE id = ?", done ? now : (int64_t)0, decision);
    return proposal_book(store, actor, found.unit, LEDGER_DECISION_DONE, decision, NULL, now);
}

enum result decision_done(struct store *store, const struct actor *actor, int64_t decision, bool done, int64_t now)
{
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    return db_finish(store, set_done(store, actor, decision, done, now));
}

/* --- its review --- */

static enum result set_review(
    struct store *store, const struct actor *actor, int64_t decision, int64_t day, int64_t now)
{
    struct decision found;
    enum result result = find(store, actor, decision, now, &found);
    if (result != RESULT_OK)
        return result;
    if (found.state == DECISION_ENDED)
        return db_refuse(store, RESULT_REFUSED, _("A later meeting ended it."));
    db_run(store, "UPDATE decision SET review = ? WHERE id = ?", day, decision);
    return proposal_book(store, actor, found.unit, LEDGER_DECISION_CARRIED, decision, NULL, now);
}

enum result decision_review(struct store *store, const struct actor *actor, int64_t decision, int64_t day, int64_t now)
{
    enum result result = rights_require_member(store, actor);
    if (result == RESULT_OK)
        result = check_due(store, day, now);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    return db_finish(store, set_review(store, actor, decision, day, now));
}

/* --- the next agenda --- */

enum { LATE_MINUTES = 5, AGAIN_MINUTES = 15 };

/* Items that came by themselves say why by what they want: a report of what is late, a decision on what a stop
 * suspended, talk on what is reviewed. */
static int drop_settled(struct store *store, int64_t today, int64_t now)
{
    db_run(store,
        "UPDATE meeting_item SET dropped = ?1 WHERE decision > 0 AND wants = " SQL_ITEM_REPORT
        " AND dropped = 0 AND meeting IN (SELECT id FROM meeting"
        " WHERE state = " SQL_MEETING_CALLED " AND starts > ?1) AND NOT EXISTS (SELECT 1 FROM decision d"
        " WHERE d.id = meeting_item.decision AND " DECISION_IS_LATE("?2") ")",
        now, today);
    return sqlite3_changes(store->db);
}

static int64_t add_item(struct store *store, int64_t decision, int64_t meeting, enum item_wants wants, int64_t now)
{
    char uid[37];
    uid_make(now, uid);
    db_run(store,
        "INSERT INTO meeting_item (uid, meeting, adder, wants, about, minutes, added, decision)"
        " SELECT ?1, ?2, 0, ?3, CASE ?3 WHEN " SQL_ITEM_REPORT " THEN " SQL_ITEM_THINGS
        " ELSE coalesce(i.about, v.about, 0) END, ?4, ?5, d.id FROM decision d LEFT JOIN proposal p ON p.id = d.proposal"
        " LEFT JOIN meeting_item i ON i.id = p.item LEFT JOIN vote v ON v.id = d.vote WHERE d.id = ?6",
        uid, meeting, wants, wants == ITEM_REPORT ? LATE_MINUTES : AGAIN_MINUTES, now, decision);
    int64_t item = db_last_id(store);
    db_run(store,
        "INSERT INTO meeting_item_text SELECT ?1, coalesce(t.title, v.title, ''), '' FROM decision d"
        " LEFT JOIN proposal p ON p.id = d.proposal LEFT JOIN proposal_text t ON t.proposal = p.id"
        " AND t.version = p.version LEFT JOIN vote v ON v.id = d.vote WHERE d.id = ?2",
        item, decision);
    return item;
}

/* SQL: the unit's next meeting; NULL: none is called. */
#define NEXT_MEETING                                                                                                   \
    "(SELECT g.id FROM meeting g WHERE g.unit = d.unit AND g.state = " SQL_MEETING_CALLED                              \
    " AND g.starts > ?1 ORDER BY g.starts, g.id LIMIT 1)"
/* SQL: its item of that kind stands there already. */
#define STANDS_THERE(wants)                                                                                                    \
    "EXISTS (SELECT 1 FROM meeting_item i WHERE i.decision = d.id AND i.meeting = next AND i.dropped = 0 AND i.wants = " wants \
    ")"
/* SQL: the meeting to which a suspended one came back is called still, or was held. */
#define COMES_BACK                                                                                                     \
    "EXISTS (SELECT 1 FROM meeting_item i JOIN meeting g ON g.id = i.meeting LEFT JOIN room r ON r.meeting = g.id"     \
    " WHERE i.id = d.again AND (g.state = " SQL_MEETING_CALLED " OR r.meeting IS NOT NULL))"

struct due {
    int64_t decision, meeting;
    enum item_wants wants;
};

/* One decision that has to be on the agenda of its unit's next meeting, and is not. */
static bool find_due(struct store *store, int64_t today, int64_t now, struct due *out)
{
    sqlite3_stmt *row = db_query(store,
        "SELECT d.id, " NEXT_MEETING " AS next, " SQL_ITEM_REPORT
        " FROM decision d WHERE " DECISION_IS_LATE("?2") " AND next IS NOT NULL AND NOT " STANDS_THERE(
            SQL_ITEM_REPORT) " UNION ALL SELECT d.id, " NEXT_MEETING " AS next, " SQL_ITEM_DECIDE
                             " FROM decision d WHERE d.suspended > 0 AND next IS NOT NULL AND NOT " COMES_BACK
                             " UNION ALL SELECT d.id, " NEXT_MEETING " AS next, " SQL_ITEM_TALK
                             " FROM decision d WHERE " DECISION_IN_FORCE
                             " AND d.review > 0 AND d.review <= ?2 AND next IS NOT NULL LIMIT 1",
        now, today);
    bool found = db_step(store, row);
    if (found)
        *out = (struct due) { sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1),
            (enum item_wants)sqlite3_column_int(row, 2) };
    db_done(store, row);
    return found;
}

static void put_on_agenda(struct store *store, const struct due *due, int64_t now)
{
    int64_t before = db_number(store, 0,
        "SELECT p.item FROM decision d JOIN proposal p ON p.id = d.proposal"
        " WHERE d.id = ?",
        due->decision);
    int64_t item = add_item(store, due->decision, due->meeting, due->wants, now);
    if (due->wants == ITEM_TALK)
        db_run(store, "UPDATE decision SET review = 0 WHERE id = ?", due->decision);
    if (due->wants != ITEM_DECIDE)
        return;
    db_run(store, "UPDATE decision SET again = ? WHERE id = ?", item, due->decision);
    proposal_move(store, before, item);
}

int decisions_onto_agenda(struct store *store, int64_t now)
{
    int64_t today = when_day(now);
    struct due due;
    int count = drop_settled(store, today, now);
    while (find_due(store, today, now, &due) && !db_failed(store)) {
        put_on_agenda(store, &due, now);
        count++;
    }
    return count;
}
