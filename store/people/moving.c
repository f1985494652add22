/* moving.c: a member moves to another street of the house. RULES 1.0. The rules are in moving.h. */
#include "moving.h"
#include "numbers.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/ledger_chain.h"
#include "store/base/retention.h"
#include "store/base/subject.h"
#include "store/people/admission.h"
#include "store/people/moving_write.h"
#include "store/people/people.h"
#include "store/people/unit_row.h"

/* --- asking --- */

/* The street where she lives; 0 for a worker who has no home in this house. */
static int64_t street_of(struct store *store, int64_t member)
{
    return person_household(store, member) != 0 ? unit_street_of(store, member) : 0;
}

static enum result find_street(struct store *store, const struct actor *actor, const char *word, int64_t *unit)
{
    enum result result = unit_find(store, actor, word, unit);
    if (result != RESULT_OK)
        return result;
    if (db_number(store, -1, "SELECT kind FROM unit WHERE id = ?", *unit) != UNIT_COMMUNE)
        return db_refuse(store, RESULT_REFUSED, _("Nobody lives there: it is no street. `units` lists what there is."));
    if (street_of(store, actor->member) == *unit)
        return db_refuse(store, RESULT_REFUSED, _("You live in that street."));
    if (unit_homes(store, *unit) == 0)
        return db_refuse(store, RESULT_REFUSED,
            _("Nobody lives in that street yet who could say yes. Its first people come in by a card."));
    return RESULT_OK;
}

/* Asks each subject what ends, and what she owes, when she leaves the street where she lives. */
static void ask_subjects(struct store *store, int64_t member, int64_t now, struct parting *out)
{
    int64_t street = street_of(store, member);
    *out = (struct parting) { 0 };
    if (street != 0)
        parting_ask(store, street, member, now, out);
}

static void fill_moving(struct store *store, int64_t member, int64_t now, struct moving *out)
{
    struct parting parting;
    unit_name_of(store, out->unit, out->street);
    unit_name_of(store, street_of(store, member), out->from);
    out->until = out->asked + MOVING_SECONDS;
    bool founding = db_number(store, 0, "SELECT assembled FROM unit WHERE id = ?", out->unit) == 0;
    out->votes_after = founding ? 0 : (int)(number_of(store, out->unit, NUMBER_VOTE_AFTER) / 86400);
    ask_subjects(store, member, now, &parting);
    util_copy_text(out->ends, sizeof out->ends, parting.ends);
}

/* Inside a write. */
static enum result ask(struct store *store, const struct actor *actor, const char *home, int64_t unit, bool anyway,
    int64_t now, struct moving *out)
{
    struct parting parting;
    ask_subjects(store, actor->member, now, &parting);
    if (parting.owes[0] != '\0' && !anyway)
        return db_refuse(store, RESULT_CONFLICT, _("First give back what others count on. %s"), parting.owes);
    db_run(store, "INSERT OR REPLACE INTO moving (member, unit, home, asked) VALUES (?, ?, ?, ?)", actor->member, unit,
        home, now);
    admission_home_hears(store, unit, home, actor->member);
    *out = (struct moving) { .unit = unit, .asked = now };
    util_copy_text(out->home, sizeof out->home, home);
    fill_moving(store, actor->member, now, out);
    return db_outcome(store);
}

enum result moving_ask(struct store *store, const struct actor *actor, const char *home, const char *street,
    bool anyway, int64_t now, struct moving *out)
{
    int64_t unit;
    char *clean;
    *out = (struct moving) { 0 };
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = find_street(store, actor, street, &unit)) != RESULT_OK ||
        (result = home_clean(store, unit, home, &clean)) != RESULT_OK)
        return result;
    if ((result = db_begin(store)) == RESULT_OK)
        result = db_finish(store, ask(store, actor, clean, unit, anyway, now, out));
    free(clean);
    return result;
}

enum result moving_get(struct store *store, const struct actor *actor, int64_t now, struct moving *out)
{
    *out = (struct moving) { 0 };
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    db_reading_begin(store);
    sqlite3_stmt *row =
        db_query(store, "SELECT unit, home, asked FROM moving WHERE member = ? AND moved = 0 AND asked > ?",
            actor->member, now - MOVING_SECONDS);
    bool found = db_step(store, row);
    if (found) {
        out->unit = sqlite3_column_int64(row, 0);
        db_copy(row, 1, out->home, sizeof out->home);
        out->asked = sqlite3_column_int64(row, 2);
    }
    db_done(store, row);
    if (found)
        fill_moving(store, actor->member, now, out);
    result = db_reading_end(store);
    return found || result != RESULT_OK
               ? result
               : db_refuse(store, RESULT_NOT_FOUND, _("You asked for no move, or it is done, or 14 days are over."));
}

enum result moving_withdraw(struct store *store, const struct actor *actor, int64_t now)
{
    struct moving moving;
    enum result result = moving_get(store, actor, now, &moving);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    db_run(store, "DELETE FROM moving WHERE member = ? AND moved = 0", actor->member);
    admission_home_hears(store, moving.unit, moving.home, actor->member);
    return db_commit(store);
}

void moving_words(const struct moving *moving, char out[MOVING_WORDS * 2])
{
    size_t size = MOVING_WORDS * 2;
    out[0] = '\0';
    parting_say(out, size,
        _("You asked to move into home %s of %s. Somebody who lives there says yes, within 14 days; if nobody of it logs "
          "in, or it is new, a second home of its block. It stands on their home screens."),
        moving->home, moving->street);
    if (moving->from[0] != '\0' && moving->votes_after == 0)
        parting_say(out, size,
            _("With the yes you leave %s and vote in %s at once, while it founds itself. What you wrote stays where it "
              "was written; others of your home stay until they say `move` too."),
            moving->from, moving->street);
    else if (moving->from[0] != '\0')
        parting_say(out, size,
            _("With the yes you leave %s and vote in %s after %d days. What you wrote stays where it was written; others "
              "of your home stay until they say `move` too."),
            moving->from, moving->street, moving->votes_after);
    if (moving->ends[0] != '\0')
        parting_say(out, size, "%s", moving->ends);
}

/* --- moving; inside a write --- */

static enum result move_in(
    struct store *store, int64_t member, int64_t unit, const char *home, int64_t yes, int64_t now)
{
    int64_t street = street_of(store, member), household = person_household(store, member);
    char left[HOME_BYTES];
    person_home(store, member, left);
    if (street != 0)
        parting_do(store, street, member, now);
    enum result result = member_take_in(store, unit, member, home, now);
    if (result != RESULT_OK)
        return result;
    if (street != 0) {
        db_run(store, "DELETE FROM membership WHERE member = ? AND unit = ?", member, street);
        admission_home_hears(store, street, left, member);
        ledger_append(
            store, &(struct ledger_new) {
                       .at = now, .unit = street, .subject = member, .actor = member, .kind = LEDGER_MOVED_OUT });
    }
    invitation_greeter_give(store, unit, home, yes, member, now);
    db_run(store, "UPDATE moving SET moved = ?, yes = ?, household = nullif(?, 0) WHERE member = ?", now, yes,
        household, member);
    admission_home_hears(store, unit, home, member);
    ledger_wrote_remember(store,
        &(struct wrote) { .member = member }); /* her sessions end: they may still show a page of the old street */
    return ledger_append(store,
        &(struct ledger_new) { .at = now, .unit = unit, .subject = member, .actor = member, .kind = LEDGER_MOVED_IN });
}

enum result moving_yes(struct store *store, const struct actor *actor, int64_t member, int64_t now)
{
    char home[HOME_BYTES] = "";
    int64_t unit = 0;
    sqlite3_stmt *row = db_query(store,
        "SELECT v.unit, v.home FROM moving v JOIN member m ON m.id = v.member WHERE v.member = ?"
        " AND v.moved = 0 AND v.asked > ? AND m.gone = 0 AND NOT " AWAITS_ADMISSION("m.id"),
        member, now - MOVING_SECONDS);
    bool waits = db_step(store, row);
    if (waits) {
        unit = sqlite3_column_int64(row, 0);
        db_copy(row, 1, home, sizeof home);
    }
    db_done(store, row);
    if (!waits || unit_street_of(store, actor->member) != unit) /* the moves of other streets do not exist for her */
        return RESULT_NOT_FOUND;
    if (!admission_may_let_in(store, actor, unit, home, member, now))
        return db_refuse(store, RESULT_REFUSED,
            _("The yes comes from somebody who lives at home %s; if nobody of it logs in, from a second home of its "
              "block."),
            home);
    return move_in(store, member, unit, home, actor->member, now);
}

/* --- for newcomers.c --- */

sqlite3_stmt *moving_told(struct store *store, int64_t unit, int64_t household, int64_t now)
{
    return db_query(store,
        "SELECT v.member, v.asked, " HANDLE_OF(
            "v.member") ", v.home, coalesce(u.name, ''), 0 FROM moving v"
                        " JOIN member m ON m.id = v.member LEFT JOIN household h ON h.id = m.household LEFT JOIN unit u ON u.id = h.unit"
                        " WHERE v.unit = ?1 AND v.moved = 0 AND v.asked > ?2 AND m.gone = 0 AND NOT " AWAITS_ADMISSION(
                            "m.id") " UNION ALL SELECT v.member, v.moved, " HANDLE_OF("v.member") ", '', '', 1 FROM moving v"
                                                                                                  " WHERE v.household = ?3 AND v.moved <> 0 AND v.moved > ?4 ORDER BY 6, 2, 1",
        unit, now - MOVING_SECONDS, household, now - MOVED_SECONDS);
}

/* --- forgetting and leaving --- */

static void moving_leave(struct store *store, int64_t member, int64_t at)
{
    (void)at;
    db_run(store, "DELETE FROM moving WHERE member = ?1 OR yes = ?1", member);
}

static int moving_forget(struct store *store, int64_t now)
{
    if (db_begin(store) != RESULT_OK)
        return -1;
    db_run(store, "DELETE FROM moving WHERE max(asked, moved) <= ?", now - retention_period(store, "moving"));
    int count = sqlite3_changes(store->db);
    return db_commit(store) == RESULT_OK ? count : -1;
}

const struct subject moving_subject = {
    .name = "moving",
    .forget = moving_forget,
    .leave = moving_leave,
    .file =
        (const struct subject_rows[]) {
            { "moves", "SELECT u.name AS street, v.home, v.asked, v.moved FROM moving v JOIN unit u ON u.id = v.unit"
                       " WHERE v.member = ?" },
            { NULL, NULL },
        },
    .units =
        (const struct subject_unit[]) {
            UNIT_HELD("moving", "unit = ?1", UNIT_ROWS_PEOPLE),
            { 0 },
        },
};
