/* workplace.c: a member leaves her workplace, and stays in the house. RULES 1.0. See workplace.h. */
#include "workplace.h"

#include <string.h>

#include "store/base/ledger_chain.h"
#include "store/base/subject.h"
#include "store/people/person.h"

static enum result no_such_workplace(struct store *store)
{
    return db_refuse(store, RESULT_NOT_FOUND, _("You belong to no workplace of that name. `units` shows yours."));
}

static int64_t her_workplace(struct store *store, int64_t member)
{
    return db_number(store, 0,
        "SELECT min(u.id) FROM membership s JOIN unit u ON u.id = s.unit WHERE s.member = ? AND u.kind = " SQL_UNIT_FORUM,
        member);
}

static bool has_another_place(struct store *store, int64_t member, int64_t unit)
{
    return db_number(store, 0,
               "SELECT 1 FROM membership s JOIN unit u ON u.id = s.unit WHERE s.member = ? AND u.id <> ? AND " IS_PLACE(
                   "u.kind") " LIMIT 1",
               member, unit) == 1;
}

/* Hers, and one that is left so. */
static enum result check(struct store *store, const struct actor *actor, int64_t unit)
{
    int64_t kind = db_number(store, -1,
        "SELECT u.kind FROM membership s JOIN unit u ON u.id = s.unit WHERE s.unit = ? AND s.member = ?", unit,
        actor->member);
    if (kind < 0)
        return no_such_workplace(store);
    if (kind == UNIT_CAUCUS)
        return db_refuse(store, RESULT_REFUSED, _("That is a caucus: `caucus leave NAME` leaves it."));
    if (kind != UNIT_FORUM)
        return db_refuse(store, RESULT_REFUSED,
            _("That is the street where you live. You leave it when you move to another (`move`), or leave the house."));
    if (!has_another_place(store, actor->member, unit))
        return db_refuse(store, RESULT_REFUSED,
            _("It is all that you belong to here. To leave the house for good: your settings, in the screens."));
    return RESULT_OK;
}

static void read_workplace(struct store *store, int64_t unit, struct workplace *out)
{
    out->unit = unit;
    sqlite3_stmt *row = db_query(store, "SELECT name, slug FROM unit WHERE id = ?", unit);
    if (db_step(store, row)) {
        db_copy(row, 0, out->name, sizeof out->name);
        db_copy(row, 1, out->slug, sizeof out->slug);
    }
    db_done(store, row);
}

enum result workplace_get(
    struct store *store, const struct actor *actor, const char *word, int64_t now, struct workplace *out)
{
    struct parting parting;
    int64_t unit = 0;
    *out = (struct workplace) { 0 };
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    db_reading_begin(store);
    if (word == NULL)
        unit = her_workplace(store, actor->member);
    else if (unit_find(store, actor, word, &unit) != RESULT_OK)
        unit = 0;
    result = check(store, actor, unit);
    if (result == RESULT_OK) {
        read_workplace(store, unit, out);
        parting_ask(store, unit, actor->member, now, &parting);
        util_copy_text(out->ends, sizeof out->ends, parting.ends);
        util_copy_text(out->owes, sizeof out->owes, parting.owes);
    }
    enum result ended = db_reading_end(store);
    return result != RESULT_OK ? result : ended;
}

void workplace_words(const struct workplace *workplace, char out[WORKPLACE_WORDS * 2])
{
    out[0] = '\0';
    parting_say(out, WORKPLACE_WORDS * 2, "%s",
        _("Then you no longer read its own pages. A card brings you in again. What you wrote stays where it was written."));
    if (workplace->ends[0] != '\0')
        parting_say(out, WORKPLACE_WORDS * 2, "%s", workplace->ends);
}

/* Inside a write. */
static enum result leave(struct store *store, const struct actor *actor, int64_t unit, bool anyway, int64_t now)
{
    struct parting parting;
    enum result result = check(store, actor, unit);
    if (result != RESULT_OK)
        return result;
    parting_ask(store, unit, actor->member, now, &parting);
    if (parting.owes[0] != '\0' && !anyway)
        return db_refuse(store, RESULT_CONFLICT, _("First give back what others count on. %s"), parting.owes);
    parting_do(store, unit, actor->member, now);
    db_run(store, "DELETE FROM membership WHERE member = ? AND unit = ?", actor->member, unit);
    ledger_wrote_remember(store, &(struct wrote) { .member = actor->member }); /* her other sessions may stand there */
    return ledger_append(store,
        &(struct ledger_new) {
            .at = now, .unit = unit, .subject = actor->member, .actor = actor->member, .kind = LEDGER_UNIT_LEFT });
}

enum result workplace_leave(struct store *store, const struct actor *actor, int64_t unit, bool anyway, int64_t now)
{
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    return db_finish(store, leave(store, actor, unit, anyway, now));
}
