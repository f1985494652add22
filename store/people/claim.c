/* claim.c: the claim "I am a woman": making it, objecting to it, and its state. RULES 3.1. */
#include "claim.h"

#include <string.h>

#include "gettext.h"
#include "store/base/subject.h"
#include "store/people/by_hand.h"
#include "store/people/claim_room.h"
#include "store/people/unit_row.h"
#include "when.h"

_Static_assert(CLAIM_SECONDS == 1209600 && CLAIM_OBJECTIONS == 2, "CLAIM_STANDS_SQL has these numbers");

enum decided { DECIDED_NOT, DECIDED_STANDS, DECIDED_REFUSED }; /* the numbers are stored */

const char *claim_state_name(enum claim_state state)
{
    static const char *const names[] = { "none", "waits", "stands", "suspended", "refused" };
    return names[state];
}

/* --- how it stands --- */

bool claim_stands(struct store *store, int64_t member, int64_t now)
{
    return db_number(store, 0, "SELECT " CLAIM_STANDS_SQL("?1", "?2"), member, now) == 1;
}

/* The time of the second objection; 0 when there are fewer than two. */
static int64_t suspended_at(struct store *store, int64_t member)
{
    return db_number(store, 0,
        "SELECT at FROM woman_objection WHERE member = ? AND settled = 0 ORDER BY at LIMIT 1 OFFSET 1", member);
}

struct claim claim_of(struct store *store, int64_t member, int64_t now)
{
    struct claim claim = { .state = CLAIM_NONE };
    int64_t decided = 0, decided_at = 0;
    sqlite3_stmt *row = db_query(store, "SELECT said, decided, decided_at FROM woman_claim WHERE member = ?", member);
    if (db_step(store, row)) {
        claim.said = sqlite3_column_int64(row, 0);
        decided = sqlite3_column_int64(row, 1);
        decided_at = sqlite3_column_int64(row, 2);
    }
    db_done(store, row);
    if (claim.said == 0)
        return claim;
    int64_t objected = suspended_at(store, member), since = decided == DECIDED_REFUSED ? decided_at : objected;
    claim.stands_at = claim.said + CLAIM_SECONDS;
    claim.since = since > claim.said ? since : claim.said;
    claim.caucus =
        db_number(store, 0, "SELECT 1 FROM womens_caucus WHERE unit = ?", unit_street_of(store, member)) == 1;
    claim.state = decided == DECIDED_REFUSED ? CLAIM_REFUSED
                  : objected != 0            ? CLAIM_SUSPENDED
                  : now < claim.stands_at    ? CLAIM_WAITS
                                             : CLAIM_STANDS;
    return claim;
}

bool claim_by_hand(struct store *store, const struct actor *actor)
{
    return actor->hand == 0 ||
           db_number(store, 0,
               "SELECT 1 FROM hand_word WHERE kind = 'woman' AND subject = ? AND hand = ? AND struck_by = 0",
               actor->member, actor->hand) == 1;
}

/* Only she, and the hand that made the claim for her, may read its state. */
static enum result require_claimant(struct store *store, const struct actor *actor)
{
    enum result result = by_hand_require_neighbour(store, actor);
    if (result != RESULT_OK || claim_by_hand(store, actor))
        return result;
    return db_refuse(store, RESULT_REFUSED,
        _("Only the neighbour who said it for her sees that. If she says so, `woman yes` with --for says it."));
}

/* Accepts a member of the unit where she acts, and only when she acts herself. */
static enum result require_herself(struct store *store, const struct actor *actor)
{
    enum result result = rights_require_member(store, actor); /* it refuses a hand */
    return result == RESULT_OK ? by_hand_require_neighbour(store, actor) : result;
}

enum result claim_get(struct store *store, const struct actor *actor, int64_t now, struct claim *out)
{
    *out = (struct claim) { 0 };
    enum result result = require_claimant(store, actor);
    if (result != RESULT_OK)
        return result;
    db_reading_begin(store);
    *out = claim_of(store, actor->member, now);
    return db_reading_end(store);
}

const char *claim_words(const struct claim *claim, char out[CLAIM_WORDS_BYTES])
{
    char day[WHEN_BYTES];
    switch (claim->state) {
    case CLAIM_NONE:
        snprintf(out, CLAIM_WORDS_BYTES, "%s",
            _("Some asks are for women to answer. If you are a woman, say so once: 14 days later you may answer them. Only you read this."));
        break;
    case CLAIM_WAITS:
        snprintf(out, CLAIM_WORDS_BYTES,
            _("You said that you are a woman. It stands 14 days later: from %s on you may answer what women are asked. Only you read this."),
            when_say(claim->stands_at, true, claim->said, day));
        break;
    case CLAIM_STANDS:
        snprintf(out, CLAIM_WORDS_BYTES, "%s",
            _("You said that you are a woman, and it stands: you may answer what women are asked. Whoever asks reads then that you are a woman of your block, and how long you are here."));
        break;
    case CLAIM_SUSPENDED:
        snprintf(out, CLAIM_WORDS_BYTES, "%s",
            claim->caucus
                ? _("Two members object to your word that you are a woman. It is suspended: until the women's caucus decides, you can't answer what women are asked. Nobody but its members is told.")
                : _("Two members object to your word that you are a woman. It is suspended: until the women's caucus decides, you can't answer what women are asked. Nobody else is told. Your street has no women's caucus yet; until there is one and it decides, your word stays suspended."));
        break;
    case CLAIM_REFUSED:
        snprintf(out, CLAIM_WORDS_BYTES, "%s",
            _("The women's caucus decided that your word does not stand: you can't answer what women are asked. Nobody else is told."));
        break;
    }
    return out;
}

/* --- saying it --- */

enum result claim_make(struct store *store, const struct actor *actor, int64_t now)
{
    enum result result = by_hand_require_neighbour(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    bool was_said = db_number(store, 0, "SELECT said FROM woman_claim WHERE member = ?", actor->member) != 0;
    if (was_said && !claim_by_hand(store, actor))
        return db_abandon(store, db_refuse(store, RESULT_CONFLICT, _("They said it already.")));
    db_run(store,
        "INSERT INTO woman_claim (member, said) VALUES (?1, ?2)"
        " ON CONFLICT DO UPDATE SET said = excluded.said WHERE said = 0",
        actor->member, now);
    result = was_said ? RESULT_OK : by_hand_note(store, actor, HAND_WOMAN, actor->member, now);
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

enum result claim_take_back(struct store *store, const struct actor *actor, int64_t now)
{
    (void)now;
    enum result result = require_claimant(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    db_run(store, "UPDATE woman_claim SET said = 0 WHERE member = ?", actor->member);
    return db_commit(store);
}

/* --- by another's hand: RULES 1.8 --- */

static enum result see_said(struct store *store, const struct actor *actor, int64_t member, struct place *out)
{
    (void)out;
    if (actor->member == member ||
        db_number(store, 0, "SELECT 1 FROM hand_word WHERE kind = 'woman' AND subject = ? AND hand = ?", member,
            actor->member) == 1)
        return db_outcome(store);
    return RESULT_NOT_FOUND;
}

/* At her word that she did not make this claim. */
static enum result strike(struct store *store, const struct actor *actor, int64_t member, int64_t now)
{
    (void)actor, (void)now;
    return db_run(store, "UPDATE woman_claim SET said = 0 WHERE member = ?", member);
}

/* --- objecting to it --- */

/* Inside a write. When this suspends the claim, the claimant alone is told. */
static enum result object(struct store *store, int64_t objector, int64_t member, int64_t now)
{
    bool before = claim_of(store, member, now).state == CLAIM_SUSPENDED;
    db_run(store,
        "INSERT INTO woman_objection (member, objector, at) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET taken = 0",
        member, objector, now);
    return !before && claim_of(store, member, now).state == CLAIM_SUSPENDED
               ? ledger_notice_append(store, member, NOTICE_AID, 0, now)
               : db_outcome(store);
}

static enum result take_objection_back(struct store *store, int64_t objector, int64_t member)
{
    db_run(store, "DELETE FROM woman_objection WHERE member = ? AND objector = ? AND settled = 0", member, objector);
    return db_run(store, "UPDATE woman_objection SET taken = 1 WHERE member = ? AND objector = ?", member, objector);
}

enum result claim_object(struct store *store, const struct actor *actor, const char *handle, bool on, int64_t now)
{
    struct member member;
    enum result result = require_herself(store, actor);
    if (result != RESULT_OK || (result = member_by_handle(store, actor, handle, &member)) != RESULT_OK)
        return result;
    if (member.left)
        return db_refuse(store, RESULT_NOT_FOUND, _("Nobody here is called %.40s. `people` lists all."), handle);
    if (member.id == actor->member)
        return db_refuse(store, RESULT_REFUSED, _("`woman no` takes back what you said yourself."));
    if ((result = db_begin(store)) != RESULT_OK)
        return result;
    result = on ? object(store, actor->member, member.id, now) : take_objection_back(store, actor->member, member.id);
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

enum result claim_objections(
    struct store *store, const struct actor *actor, size_t limit, struct objection *out, size_t *count)
{
    *count = 0;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = db_query(store,
        "SELECT o.member, o.at, n.handle FROM woman_objection o JOIN member_name n ON n.member = o.member"
        " WHERE o.objector = ? AND o.taken = 0 ORDER BY o.at DESC, o.member",
        actor->member);
    while (*count < limit && db_step(store, row)) {
        struct objection *objection = &out[(*count)++];
        *objection = (struct objection) { .member = sqlite3_column_int64(row, 0), .at = sqlite3_column_int64(row, 1) };
        db_copy(row, 2, objection->handle, sizeof objection->handle);
    }
    db_done(store, row);
    return db_outcome(store);
}

/* --- deciding about it, and forgetting it --- */

enum result claim_decide(struct store *store, int64_t member, bool stands, int64_t now)
{
    db_run(store, "UPDATE woman_objection SET settled = 1 WHERE member = ?", member);
    db_run(store,
        "INSERT INTO woman_claim (member, said, decided, decided_at) VALUES (?1, 0, ?2, ?3)"
        " ON CONFLICT DO UPDATE SET decided = excluded.decided, decided_at = excluded.decided_at",
        member, stands ? DECIDED_STANDS : DECIDED_REFUSED, now);
    return ledger_notice_append(store, member, NOTICE_AID, 0, now);
}

static void claim_leave(struct store *store, int64_t member, int64_t at)
{
    (void)at;
    db_run(store, "DELETE FROM woman_claim WHERE member = ?", member);
    db_run(store, "DELETE FROM hand_word WHERE kind = 'woman' AND subject = ?", member);
    db_run(store, "DELETE FROM woman_objection WHERE member = ?1 OR objector = ?1", member);
}

const struct subject claim_subject = {
    .name = "claim",
    .leave = claim_leave,
    .file =
        (const struct subject_rows[]) {
            { "woman", "SELECT said FROM woman_claim WHERE member = ? AND said > 0" },
            { "objections_of_mine",
                "SELECT n.handle, o.at FROM woman_objection o JOIN member_name n ON n.member = o.member"
                " WHERE o.objector = ? AND o.taken = 0" },
            { NULL, NULL },
        },
    .by_hand =
        (const struct by_hand_kind[]) {
            { .kind = HAND_WOMAN, .see = see_said, .strike = strike },
            { 0 },
        },
};
