/* caucus.c: founding a caucus, taking members in, leaving it, closing it, and the end of a closed one. RULES 1.0,
 * 1.10. */
#include "caucus.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/ledger_chain.h"
#include "store/base/subject.h"
#include "store/people/caucus_row.h"
#include "store/people/people.h"
#include "store/people/restored.h"
#include "store/people/unit_row.h"

enum caucus_word { WORD_ASKED, WORD_YES, WORD_NO }; /* the numbers are stored */

/* --- who may --- */

enum result caucus_require_actor(struct store *store, const struct actor *actor)
{
    enum result result = rights_require_member(store, actor); /* it refuses a hand */
    if (result == RESULT_OK && db_number(store, 0, "SELECT " RESTORED_AT, actor->member) != 0)
        return db_refuse(store, RESULT_REFUSED,
            _("For 7 days after others set your password caucuses are shut to you. `vouch known` by two of yours ends it."));
    return result;
}

bool caucus_has(struct store *store, int64_t caucus, int64_t member)
{
    return db_number(store, 0,
               "SELECT 1 FROM membership s JOIN unit u ON u.id = s.unit WHERE s.unit = ? AND s.member = ?"
               " AND u.kind = " SQL_UNIT_CAUCUS,
               caucus, member) == 1;
}

static enum result no_such_caucus(struct store *store)
{
    return db_refuse(store, RESULT_NOT_FOUND, _("You are in no caucus of that name. `caucus` shows yours."));
}

/* Accepts a member of a caucus that is not closed. */
static enum result require_open(struct store *store, const struct actor *actor, int64_t caucus)
{
    enum result result = caucus_require_actor(store, actor);
    if (result != RESULT_OK)
        return result;
    if (!caucus_has(store, caucus, actor->member))
        return no_such_caucus(store);
    if (db_number(store, 0, "SELECT closed FROM unit WHERE id = ?", caucus) != 0)
        return db_refuse(store, RESULT_REFUSED, _("That caucus is closed."));
    return RESULT_OK;
}

/* --- her caucuses --- */

enum result caucus_list(struct store *store, const struct actor *actor, struct caucus *out, size_t limit, size_t *count)
{
    *count = 0;
    enum result result = caucus_require_actor(store, actor);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = db_query(store,
        "SELECT u.id, (SELECT count(*) FROM membership m WHERE m.unit = u.id), u.name, u.slug, coalesce(p.name, ''),"
        " EXISTS (SELECT 1 FROM womens_caucus w WHERE w.caucus = u.id), u.closed"
        " FROM membership s JOIN unit u ON u.id = s.unit LEFT JOIN unit p ON p.id = u.parent"
        " WHERE s.member = ? AND u.kind = " SQL_UNIT_CAUCUS " ORDER BY s.since, u.id",
        actor->member);
    while (*count < limit && db_step(store, row)) {
        struct caucus *caucus = &out[(*count)++];
        *caucus = (struct caucus) {
            .id = sqlite3_column_int64(row, 0),
            .members = sqlite3_column_int64(row, 1),
            .womens = sqlite3_column_int(row, 5) != 0,
            .closed = sqlite3_column_int64(row, 6),
        };
        db_copy(row, 2, caucus->name, sizeof caucus->name);
        db_copy(row, 3, caucus->slug, sizeof caucus->slug);
        db_copy(row, 4, caucus->of, sizeof caucus->of);
    }
    db_done(store, row);
    return db_outcome(store);
}

static int64_t only_caucus(struct store *store, int64_t member)
{
    return db_number(store, 0,
        "SELECT max(u.id) FROM membership s JOIN unit u ON u.id = s.unit WHERE s.member = ? AND u.kind = " SQL_UNIT_CAUCUS
        " HAVING count(*) = 1",
        member);
}

enum result caucus_choose(struct store *store, const struct actor *actor, const char *word, int64_t *caucus)
{
    *caucus = 0;
    enum result result = caucus_require_actor(store, actor);
    if (result != RESULT_OK)
        return result;
    if (word != NULL && unit_find(store, actor, word, caucus) != RESULT_OK)
        return no_such_caucus(store);
    if (word == NULL)
        *caucus = caucus_has(store, actor->here, actor->member) ? actor->here : only_caucus(store, actor->member);
    if (word == NULL && *caucus == 0)
        return db_refuse(store, RESULT_INVALID, _("Which caucus is meant? Say --caucus NAME. `caucus` shows yours."));
    return caucus_has(store, *caucus, actor->member) ? RESULT_OK : no_such_caucus(store);
}

/* --- calls: reading --- */

/* Counts those yes answers that are valid now: for a founding, of people of that unit; else, of members of the caucus.
 * Members who left the house or wait for a home do not count. */
#define YES_OF(call)                                                                                                   \
    "(SELECT count(*) FROM caucus_word y JOIN membership s ON s.unit = " call ".unit AND s.member = y.member"          \
    " JOIN member m ON m.id = y.member WHERE y.call = " call ".id AND y.word = 1 AND m.gone = 0"                       \
    " AND NOT " AWAITS_ADMISSION("m.id") ")"
#define MEMBERS_OF(unit) "(SELECT count(*) FROM membership s WHERE s.unit = " unit ")"
/* NEEDED_OF: a founding needs five founders; an invitation needs a second member's yes, or only her own in a caucus of
 * one member; closing needs more than half. */
#define NEEDED_OF(call)                                                                                                \
    "CASE " call ".kind WHEN " SQL_CAUCUS_FOUND " THEN 5 WHEN " SQL_CAUCUS_INVITE                                      \
    " THEN min(2, " MEMBERS_OF(call ".unit") ") ELSE " MEMBERS_OF(call ".unit") " / 2 + 1 END"
_Static_assert(CAUCUS_FOUNDERS == 5 && WORD_YES == 1 && WORD_NO == 2, "the SQL has these numbers");
#define HER_WORD(call) "coalesce((SELECT h.word FROM caucus_word h WHERE h.call = " call ".id AND h.member = ?1), -1)"
#define IN_IT(call) "EXISTS (SELECT 1 FROM membership i WHERE i.unit = " call ".unit AND i.member = ?1)"
#define NOT_MUTED(call) "NOT EXISTS (SELECT 1 FROM muted_member q WHERE q.member = ?1 AND q.other = " call ".by)"
/* ?1: the reader; ?2: calls made until then are over. She does not see a call that she said no to. When she herself is
 * asked to found a caucus or to join one, she does not see a call from a person whom she muted. */
#define MAY_SEE(call)                                                                                                  \
    call ".at > ?2 AND " HER_WORD(                                                                                     \
        call) " <> 2 AND CASE " call ".kind WHEN " SQL_CAUCUS_FOUND                                                    \
              " THEN " HER_WORD(call) " >= 0 AND " NOT_MUTED(call) " AND " IN_IT(                                      \
                  call) " WHEN " SQL_CAUCUS_INVITE                                                                     \
                        " THEN " IN_IT(call) " OR (" call ".about = ?1 AND " NOT_MUTED(call) " AND " YES_OF(           \
                            call) " >= " NEEDED_OF(call) ") ELSE " IN_IT(call) " END"
#define CALL_SELECT                                                                                                     \
    "SELECT c.id, c.unit, c.kind, CASE c.kind WHEN " SQL_CAUCUS_FOUND                                                   \
    " THEN c.name ELSE u.name END, " HANDLE_OF("c.by") ", " HANDLE_OF("c.about") ", c.at, " YES_OF("c") ", " NEEDED_OF( \
        "c") ", c.by = ?1, " HER_WORD("c") ", c.about = ?1 FROM caucus_call c JOIN unit u ON u.id = c.unit"
/* Picks by index only the calls that can concern her: home runs this at each drawing. */
#define HERS                                                                                                           \
    "c.id IN (SELECT call FROM caucus_word WHERE member = ?1 UNION SELECT id FROM caucus_call WHERE about <> 0"        \
    " AND about = ?1 UNION SELECT k.id FROM membership s JOIN caucus_call k ON k.unit = s.unit"                        \
    " WHERE s.member = ?1 AND k.kind <> " SQL_CAUCUS_FOUND ")"

static void read_call(sqlite3_stmt *row, struct caucus_call *out)
{
    *out = (struct caucus_call) {
        .id = sqlite3_column_int64(row, 0),
        .unit = sqlite3_column_int64(row, 1),
        .kind = (enum caucus_call_kind)sqlite3_column_int(row, 2),
        .made = sqlite3_column_int64(row, 6),
        .until = sqlite3_column_int64(row, 6) + CAUCUS_CALL_SECONDS,
        .yes = sqlite3_column_int(row, 7),
        .needed = sqlite3_column_int(row, 8),
        .mine = sqlite3_column_int(row, 9) != 0,
        .for_me = sqlite3_column_int(row, 11) != 0,
    };
    db_copy(row, 3, out->name, sizeof out->name);
    db_copy(row, 4, out->by, sizeof out->by);
    db_copy(row, 5, out->about, sizeof out->about);
    /* An invitation waits for its members only until one more of them said yes. */
    bool open = out->kind != CAUCUS_INVITE || out->for_me || out->yes < out->needed;
    out->waits = open && sqlite3_column_int(row, 10) < WORD_YES;
}

enum result caucus_calls(
    struct store *store, const struct actor *actor, int64_t now, struct caucus_call *out, size_t limit, size_t *count)
{
    *count = 0;
    enum result result = caucus_require_actor(store, actor);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = db_query(store, CALL_SELECT " WHERE " HERS " AND " MAY_SEE("c") " ORDER BY c.id", actor->member,
        now - CAUCUS_CALL_SECONDS);
    while (*count < limit && db_step(store, row))
        read_call(row, &out[(*count)++]);
    db_done(store, row);
    return db_outcome(store);
}

enum result caucus_call_get(
    struct store *store, const struct actor *actor, int64_t call, int64_t now, struct caucus_call *out)
{
    *out = (struct caucus_call) { 0 };
    enum result result = caucus_require_actor(store, actor);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = db_query(store, CALL_SELECT " WHERE c.id = ?3 AND " HERS " AND " MAY_SEE("c"), actor->member,
        now - CAUCUS_CALL_SECONDS, call);
    bool found = db_step(store, row);
    if (found)
        read_call(row, out);
    db_done(store, row);
    if (found || db_failed(store))
        return db_outcome(store);
    return db_refuse(
        store, RESULT_NOT_FOUND, _("Nothing of that number or name waits for you. `caucus` shows what does."));
}

bool caucus_concerns(struct store *store, const struct actor *actor)
{
    return db_number(store, 0,
               "SELECT EXISTS (SELECT 1 FROM caucus_word WHERE member = ?1)"
               " OR EXISTS (SELECT 1 FROM caucus_call WHERE about <> 0 AND about = ?1)"
               " OR EXISTS (SELECT 1 FROM membership s JOIN unit u ON u.id = s.unit WHERE s.member = ?1"
               " AND u.kind = " SQL_UNIT_CAUCUS ")",
               actor->member) == 1;
}

int caucus_waits(struct store *store, const struct actor *actor, int64_t now)
{
    enum { LOOKED_AT = 40 };
    struct caucus_call *calls = xcalloc(LOOKED_AT, sizeof *calls);
    size_t count = 0;
    int waits = 0;
    if (caucus_calls(store, actor, now, calls, LOOKED_AT, &count) != RESULT_OK)
        count = 0;
    for (size_t i = 0; i < count; i++)
        waits += calls[i].waits;
    free(calls);
    return waits;
}

enum result caucus_asked_list(struct store *store, const struct actor *actor, int64_t call, int64_t now,
    struct caucus_asked *out, size_t limit, size_t *count)
{
    struct caucus_call seen;
    *count = 0;
    enum result result = caucus_call_get(store, actor, call, now, &seen);
    if (result != RESULT_OK || seen.kind != CAUCUS_FOUND)
        return result;
    sqlite3_stmt *row = db_query(store,
        "SELECT n.handle, w.word = 1 FROM caucus_word w JOIN member_name n ON n.member = w.member WHERE w.call = ?"
        " ORDER BY n.handle COLLATE NOCASE",
        call);
    while (*count < limit && db_step(store, row)) {
        out[*count].yes = sqlite3_column_int(row, 1) != 0;
        db_copy(row, 0, out[(*count)++].handle, HANDLE_BYTES);
    }
    db_done(store, row);
    return db_outcome(store);
}

/* --- calls: making them. Inside a write --- */

static enum result say(struct store *store, int64_t call, int64_t member, enum caucus_word word, int64_t now)
{
    return db_run(store,
        "INSERT INTO caucus_word (call, member, word, at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET word = excluded.word, at = excluded.at",
        call, member, word, now);
}

static enum result make_call(struct store *store, const struct actor *actor, enum caucus_call_kind kind, int64_t unit,
    const char *name, int64_t about, int64_t now, int64_t *call)
{
    if (db_number(store, 0, "SELECT count(*) FROM caucus_call WHERE by = ? AND at > ?", actor->member,
            now - CAUCUS_CALL_SECONDS) >= CAUCUS_CALLS_MOST)
        return db_refuse(
            store, RESULT_REFUSED, _("Three of yours wait for an answer already. `caucus no N` takes one back."));
    db_run(store, "INSERT INTO caucus_call (kind, unit, name, by, about, at) VALUES (?, ?, ?, ?, ?, ?)", kind, unit,
        name, actor->member, about, now);
    *call = db_last_id(store);
    return say(store, *call, actor->member, WORD_YES, now);
}

static void end_call(struct store *store, int64_t call)
{
    db_run(store, "DELETE FROM caucus_word WHERE call = ?", call);
    db_run(store, "DELETE FROM caucus_call WHERE id = ?", call);
}

static void end_calls(struct store *store, int64_t unit)
{
    db_run(store, "DELETE FROM caucus_word WHERE call IN (SELECT id FROM caucus_call WHERE unit = ?)", unit);
    db_run(store, "DELETE FROM caucus_call WHERE unit = ?", unit);
}

/* --- founding --- */

static enum result require_commune(struct store *store, const struct actor *actor)
{
    int64_t kind = db_number(store, -1, "SELECT kind FROM unit WHERE id = ?", actor->here);
    if (actor_belongs(actor, actor->here) && (kind == UNIT_COMMUNE || kind == UNIT_FORUM))
        return RESULT_OK;
    return db_refuse(store, RESULT_REFUSED,
        _("A caucus is founded by members of a street or a workplace. Go there first: `in NAME`."));
}

enum result caucus_found(struct store *store, const struct actor *actor, const char *name, int64_t now, int64_t *call)
{
    char *clean;
    *call = 0;
    enum result result = caucus_require_actor(store, actor);
    if (result != RESULT_OK || (result = require_commune(store, actor)) != RESULT_OK ||
        (result = db_clean_text(store, name, true, UNIT_NAME_MAX, &clean)) != RESULT_OK)
        return result;
    if ((result = db_begin(store)) == RESULT_OK) {
        result = unit_name_is_taken(store, clean, actor->member)
                     ? db_refuse(store, RESULT_CONFLICT,
                           _("A unit of this house has that name, or one that looks like it. Choose another."))
                     : make_call(store, actor, CAUCUS_FOUND, actor->here, clean, 0, now, call);
        result = db_finish(store, result);
    }
    free(clean);
    return result;
}

static enum result ask(struct store *store, int64_t call, int64_t member, int64_t now)
{
    if (db_number(store, 0, "SELECT count(*) FROM caucus_word WHERE call = ?", call) >= CAUCUS_ASKED_MOST)
        return db_refuse(store, RESULT_REFUSED, _("No more people can be asked."));
    return db_run(store, "INSERT INTO caucus_word (call, member, word, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        call, member, WORD_ASKED, now);
}

enum result caucus_ask(struct store *store, const struct actor *actor, int64_t call, const char *handle, int64_t now)
{
    struct caucus_call asked;
    struct member member;
    enum result result = caucus_call_get(store, actor, call, now, &asked);
    if (result != RESULT_OK)
        return result;
    if (asked.kind != CAUCUS_FOUND || !asked.mine)
        return db_refuse(store, RESULT_REFUSED, _("Only whoever began a founding names people to ask."));
    if ((result = member_by_handle(store, actor, handle, &member)) != RESULT_OK)
        return result;
    if (member.left || member.by_hand ||
        db_number(store, 0, "SELECT 1 FROM membership WHERE unit = ? AND member = ?", asked.unit, member.id) == 0)
        return db_refuse(store, RESULT_REFUSED,
            _("%s cannot be asked: a caucus is founded by people of that street or workplace who log in themselves."),
            member.handle);
    if ((result = db_begin(store)) != RESULT_OK)
        return result;
    return db_finish(store, ask(store, call, member.id, now));
}

static enum result enter(struct store *store, int64_t caucus, int64_t member, int64_t now)
{
    enum result result = member_enter(store, caucus, member, now);
    return result == RESULT_OK
               ? ledger_append(store,
                     &(struct ledger_new) { .at = now, .unit = caucus, .subject = member, .kind = LEDGER_UNIT_JOINED })
               : result;
}

/* Makes members of those who said yes. */
static void enter_founders(struct store *store, int64_t call, int64_t unit, int64_t caucus, int64_t now)
{
    int64_t member = 0;
    while ((member = db_number(store, 0,
                "SELECT min(w.member) FROM caucus_word w JOIN membership s ON s.unit = ? AND s.member = w.member"
                " WHERE w.call = ? AND w.word = 1 AND w.member > ?",
                unit, call, member)) != 0 &&
           !db_failed(store))
        enter(store, caucus, member, now);
}

/* Turns each founding answer that is still missing into an invitation. The founders knew who was asked, so it needs
 * only her own yes. */
static void keep_asking(struct store *store, const struct caucus_call *call, int64_t caucus, int64_t by, int64_t second)
{
    db_run(store,
        "INSERT INTO caucus_call (kind, unit, name, by, about, at) SELECT " SQL_CAUCUS_INVITE
        ", ?1, '', ?2, member, ?3 FROM caucus_word WHERE call = ?4 AND word = 0",
        caucus, by, call->made, call->id);
    db_run(store,
        "INSERT INTO caucus_word (call, member, word, at) SELECT c.id, m.id, 1, ?3 FROM caucus_call c"
        " JOIN member m ON m.id IN (?2, ?4) WHERE c.unit = ?1",
        caucus, by, call->made, second);
}

static enum result found_caucus(
    struct store *store, const struct caucus_call *call, int64_t founder, int64_t last, int64_t now)
{
    int64_t caucus;
    enum result result = unit_insert(store, call->name, NULL, UNIT_CAUCUS, call->unit, now, &caucus);
    if (result != RESULT_OK)
        return result;
    enter_founders(store, call->id, call->unit, caucus, now);
    for (const struct subject *const *subject = store->subjects; *subject != NULL; subject++)
        if ((*subject)->begin != NULL)
            (*subject)->begin(store, caucus, now);
    keep_asking(store, call, caucus, founder, last);
    end_call(store, call->id);
    return db_outcome(store);
}

/* --- taking in --- */

static enum result invite(struct store *store, const struct actor *actor, int64_t caucus, int64_t member, int64_t now)
{
    int64_t call;
    if (db_number(store, 0, "SELECT 1 FROM caucus_call WHERE unit = ? AND about = ? AND at > ?", caucus, member,
            now - CAUCUS_CALL_SECONDS) != 0)
        return db_refuse(store, RESULT_CONFLICT, _("They are invited already. `caucus` shows for whose yes it waits."));
    return make_call(store, actor, CAUCUS_INVITE, caucus, "", member, now, &call);
}

enum result caucus_invite(
    struct store *store, const struct actor *actor, int64_t caucus, const char *handle, int64_t now)
{
    struct member member;
    enum result result = require_open(store, actor, caucus);
    if (result != RESULT_OK || (result = member_by_handle(store, actor, handle, &member)) != RESULT_OK)
        return result;
    if (member.left || member.by_hand)
        return db_refuse(store, RESULT_REFUSED, _("%s cannot be invited: they say yes themselves, when they log in."),
            member.handle);
    if (caucus_has(store, caucus, member.id))
        return db_refuse(store, RESULT_CONFLICT, _("%s is in it already."), member.handle);
    if ((result = db_begin(store)) != RESULT_OK)
        return result;
    return db_finish(store, invite(store, actor, caucus, member.id, now));
}

/* --- leaving and closing --- */

static void close_caucus(struct store *store, int64_t caucus, int64_t now)
{
    db_run(store, "UPDATE unit SET closed = ? WHERE id = ? AND closed = 0", now, caucus);
    db_run(store, "DELETE FROM womens_caucus WHERE caucus = ?", caucus);
    end_calls(store, caucus);
}

/* Closes those of her caucuses (or the one named) that she alone is still in. Call it before her membership is
 * removed. */
static void leave_all(struct store *store, int64_t member, int64_t caucus, int64_t now)
{
    int64_t empty;
    while (
        (empty = db_number(store, 0,
             "SELECT u.id FROM unit u JOIN membership s ON s.unit = u.id AND s.member = ?1 WHERE u.kind = " SQL_UNIT_CAUCUS
             " AND u.closed = 0 AND (?2 = 0 OR u.id = ?2)"
             " AND NOT EXISTS (SELECT 1 FROM membership o WHERE o.unit = u.id AND o.member <> ?1) LIMIT 1",
             member, caucus)) != 0 &&
        !db_failed(store))
        close_caucus(store, empty, now);
}

enum result caucus_leave(struct store *store, const struct actor *actor, int64_t caucus, int64_t now)
{
    enum result result = caucus_require_actor(store, actor);
    if (result != RESULT_OK)
        return result;
    if (!caucus_has(store, caucus, actor->member))
        return no_such_caucus(store);
    if ((result = db_begin(store)) != RESULT_OK)
        return result;
    parting_do(store, caucus, actor->member, now); /* her asks, offers and days there end */
    leave_all(store, actor->member, caucus, now);
    db_run(store, "DELETE FROM membership WHERE unit = ? AND member = ?", caucus, actor->member);
    ledger_wrote_remember(
        store, &(struct wrote) { .member = actor->member }); /* her other sessions end: they may still show its pages */
    return db_finish(store, db_outcome(store));
}

static void close_when_most_said_yes(struct store *store, int64_t call, int64_t caucus, int64_t now)
{
    if (db_number(store, 0, "SELECT " YES_OF("c") " >= " NEEDED_OF("c") " FROM caucus_call c WHERE c.id = ?", call) ==
        1)
        close_caucus(store, caucus, now);
}

static enum result propose_closing(struct store *store, const struct actor *actor, int64_t caucus, int64_t now)
{
    int64_t call =
        db_number(store, 0, "SELECT max(id) FROM caucus_call WHERE unit = ? AND kind = " SQL_CAUCUS_CLOSE " AND at > ?",
            caucus, now - CAUCUS_CALL_SECONDS);
    enum result result = call != 0 ? say(store, call, actor->member, WORD_YES, now)
                                   : make_call(store, actor, CAUCUS_CLOSE, caucus, "", 0, now, &call);
    if (result == RESULT_OK)
        close_when_most_said_yes(store, call, caucus, now);
    return result;
}

enum result caucus_close(struct store *store, const struct actor *actor, int64_t caucus, int64_t now)
{
    enum result result = require_open(store, actor, caucus);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    return db_finish(store, propose_closing(store, actor, caucus, now));
}

/* --- answering --- */

static bool is_closed(struct store *store, int64_t caucus)
{
    return db_number(store, 0, "SELECT closed FROM unit WHERE id = ?", caucus) != 0;
}

static enum result yes_to_founding(
    struct store *store, const struct actor *actor, const struct caucus_call *call, int64_t now, enum caucus_done *done)
{
    int64_t founder = db_number(store, 0, "SELECT by FROM caucus_call WHERE id = ?", call->id);
    if (db_number(store, 0, "SELECT " YES_OF("c") " FROM caucus_call c WHERE c.id = ?", call->id) < CAUCUS_FOUNDERS)
        return RESULT_OK;
    *done = CAUCUS_STANDS;
    return found_caucus(store, call, founder, actor->member, now);
}

static enum result yes_to(
    struct store *store, const struct actor *actor, const struct caucus_call *call, int64_t now, enum caucus_done *done)
{
    if (call->for_me) {
        *done = CAUCUS_ENTERED;
        end_call(store, call->id);
        return enter(store, call->unit, actor->member, now);
    }
    say(store, call->id, actor->member, WORD_YES, now);
    if (call->kind == CAUCUS_FOUND)
        return yes_to_founding(store, actor, call, now, done);
    if (call->kind == CAUCUS_CLOSE) {
        close_when_most_said_yes(store, call->id, call->unit, now);
        *done = is_closed(store, call->unit) ? CAUCUS_CLOSED : CAUCUS_NOTED;
    }
    return db_outcome(store);
}

static enum result no_to(
    struct store *store, const struct actor *actor, const struct caucus_call *call, int64_t now, enum caucus_done *done)
{
    if (!call->mine)
        return say(store, call->id, actor->member, WORD_NO, now);
    *done = CAUCUS_WITHDRAWN;
    end_call(store, call->id);
    return db_outcome(store);
}

enum result caucus_answer(
    struct store *store, const struct actor *actor, int64_t call, bool yes, int64_t now, enum caucus_done *done)
{
    struct caucus_call seen;
    *done = CAUCUS_NOTED;
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    result = caucus_call_get(store, actor, call, now, &seen);
    if (result == RESULT_OK)
        result = yes ? yes_to(store, actor, &seen, now, done) : no_to(store, actor, &seen, now, done);
    return db_finish(store, result);
}

/* --- forgetting --- */

/* Removes what was said in it. By now nobody may read there any more. */
static void end_caucus(struct store *store, int64_t caucus, int64_t now)
{
    for (const struct subject *const *subject = store->subjects; *subject != NULL; subject++)
        if ((*subject)->end != NULL)
            (*subject)->end(store, caucus, now);
    db_run(store, "DELETE FROM membership WHERE unit = ?", caucus);
    db_run(store, "UPDATE unit SET name = '', slug = '' WHERE id = ?", caucus);
}

static int end_closed(struct store *store, int64_t now)
{
    int64_t caucus;
    int count = 0;
    while (
        (caucus = db_number(store, 0,
             "SELECT min(id) FROM unit WHERE kind = " SQL_UNIT_CAUCUS " AND closed <> 0 AND closed <= ? AND name <> ''",
             now - CAUCUS_CLOSED_SECONDS)) != 0 &&
        !db_failed(store)) {
        end_caucus(store, caucus, now);
        count++;
    }
    return count;
}

static int forget(struct store *store, int64_t now)
{
    int64_t over = now - CAUCUS_CALL_SECONDS;
    if (db_begin(store) != RESULT_OK)
        return -1;
    db_run(store, "DELETE FROM caucus_word WHERE call IN (SELECT id FROM caucus_call WHERE at <= ?)", over);
    db_run(store, "DELETE FROM caucus_call WHERE at <= ?", over);
    int count = sqlite3_changes(store->db) + end_closed(store, now);
    return db_commit(store) == RESULT_OK ? count : -1;
}

static void leave(struct store *store, int64_t member, int64_t at)
{
    static const char *const emptied[] = {
        "DELETE FROM caucus_word WHERE call IN (SELECT id FROM caucus_call WHERE by = ?1 OR (about <> 0 AND about = ?1))",
        "DELETE FROM caucus_call WHERE by = ?1 OR (about <> 0 AND about = ?1)",
        "DELETE FROM caucus_word WHERE member = ?"
    };
    for (size_t i = 0; i < sizeof emptied / sizeof *emptied; i++)
        db_run(store, emptied[i], member);
    leave_all(store, member, 0, at);
}

const struct subject caucus_subject = {
    .name = "caucus",
    .forget = forget,
    .leave = leave,
    .file =
        (const struct subject_rows[]) {
            { "caucus_answers",
                "SELECT coalesce(nullif(c.name, ''), u.name) AS caucus, w.word, w.at FROM caucus_word w"
                " JOIN caucus_call c ON c.id = w.call JOIN unit u ON u.id = c.unit WHERE w.member = ?" },
            { NULL, NULL },
        },
    .units =
        (const struct subject_unit[]) {
            UNIT_HELD("caucus_call", "unit = ?1", UNIT_ROWS_PEOPLE),
            { 0 },
        },
};
