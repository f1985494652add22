/* aid_row.c: a row of `ask` or `offer`: reading it, who may see and answer it, what an offer has left, and names for
 * people. RULES 3.2. */
#include <stdlib.h>
#include <string.h>

#include "store/aid/aid_internal.h"
#include "store/people/by_hand.h"
#include "store/people/claim_room.h"
#include "text.h"
#include "text_fold.h"

/* A file from an attacker may hold any number. What is out of bounds becomes `otherwise`. */
static int within(int64_t value, int count, int otherwise)
{
    return value >= 0 && value < count ? (int)value : otherwise;
}

static int small(int64_t value, int most)
{
    return value < 0 ? 0 : value > most ? most : (int)value;
}

void aid_read_row(sqlite3_stmt *row, bool is_offer, struct aid_row *out)
{
    *out = (struct aid_row) {
        .is_offer = is_offer,
        .id = sqlite3_column_int64(row, 0),
        .member = sqlite3_column_int64(row, 1),
        .at = sqlite3_column_int64(row, 2),
        .kind = (enum aid_kind)within(sqlite3_column_int64(row, 3), AID_KINDS, AID_OTHER),
        .urgency = (enum aid_urgency)within(sqlite3_column_int64(row, 4), AID_URGENCIES, AID_WHENEVER),
        .many = small(sqlite3_column_int64(row, 5), AID_MANY_MAX),
        .starts = sqlite3_column_int64(row, 6),
        .ends = sqlite3_column_int64(row, 7),
        .languages = (uint32_t)sqlite3_column_int64(row, 9),
        .weekly = sqlite3_column_int64(row, 10) != 0,
        .state = (enum aid_state)within(sqlite3_column_int64(row, 11), AID_EXPIRED + 1, AID_EXPIRED),
        .ended = sqlite3_column_int64(row, 12),
        .since = sqlite3_column_int64(row, 16),
        .unit = sqlite3_column_int64(row, 17),
        .pays = (enum aid_pays)within(sqlite3_column_int64(row, 19), AID_PAYS, AID_PAYS_NOTHING),
    };
    out->hands = small(sqlite3_column_int64(row, 18), AID_HANDS_MAX);
    out->hands = out->hands > 0 ? out->hands : 1;
    db_copy(row, 8, out->place, sizeof out->place);
    if (is_offer) {
        out->capacity = small(sqlite3_column_int64(row, 13), AID_CAPACITY_MAX);
        out->learner = sqlite3_column_int64(row, 14) != 0;
    } else {
        out->who_may = (enum aid_who)within(sqlite3_column_int64(row, 13), AID_NAMED + 1, AID_NAMED);
        out->climbs = (enum aid_climbs)within(sqlite3_column_int64(row, 14), AID_CLIMBS_WITH_LINE + 1, AID_STAYS);
        out->again = sqlite3_column_int64(row, 15) != 0;
    }
}

/* --- rights --- */

bool aid_apart(struct store *store, int64_t one, int64_t other)
{
    return db_number(store, 0,
               "SELECT 1 FROM (SELECT member, other FROM aid_barred UNION ALL SELECT member, other FROM muted_member)"
               " WHERE (member = ?1 AND other = ?2) OR (member = ?2 AND other = ?1) LIMIT 1",
               one, other) == 1;
}

bool aid_ask_is_unwanted(struct store *store, int64_t ask, int64_t member)
{
    return db_number(store, 0, "SELECT 1 FROM ask_unwanted WHERE ask = ? AND member = ?", ask, member) == 1;
}

bool aid_ask_has_hand(struct store *store, int64_t ask, int64_t member)
{
    return db_number(store, 0,
               "SELECT 1 FROM aid_match WHERE ask = ? AND helper = ? AND state IN (" SQL_MATCH_HOLDS
               ", " SQL_MATCH_AGREED ")",
               ask, member) == 1;
}

bool aid_ask_some_agreed(struct store *store, int64_t ask)
{
    return db_number(store, 0, "SELECT 1 FROM aid_match WHERE ask = ? AND state = " SQL_MATCH_AGREED " LIMIT 1", ask) ==
           1;
}

int aid_ask_hands_found(struct store *store, int64_t ask)
{
    return (int)db_number(store, 0,
        "SELECT count(*) FROM aid_match WHERE ask = ? AND state IN (" SQL_MATCH_AGREED ", " SQL_MATCH_DONE ")", ask);
}

int aid_ask_hands_left(struct store *store, const struct aid_row *ask)
{
    int64_t taken = db_number(store, 0,
        "SELECT count(*) FROM aid_match WHERE ask = ? AND state IN (" SQL_MATCH_HOLDS ", " SQL_MATCH_AGREED ")",
        ask->id);
    return taken < ask->hands ? ask->hands - (int)taken : 0;
}

bool aid_ask_may_answer(struct store *store, const struct aid_row *ask, int64_t member, int64_t now)
{
    char hers[AID_PLACE_MAX * 4 + 1], theirs[AID_PLACE_MAX * 4 + 1];
    switch (ask->who_may) {
    case AID_ANYONE:
        return true;
    case AID_WOMEN:
        return claim_stands(store, member, now);
    case AID_MY_BLOCK:
        aid_block_of(store, ask->member, hers);
        aid_block_of(store, member, theirs);
        return hers[0] != '\0' && aid_place_number(hers) == aid_place_number(theirs) &&
               unit_street_of(store, ask->member) == unit_street_of(store, member);
    case AID_NAMED:
        return db_number(store, 0, "SELECT 1 FROM ask_named WHERE ask = ? AND member = ?", ask->id, member) == 1;
    }
    return false;
}

bool aid_ask_is_shown(struct store *store, const struct actor *actor, const struct aid_row *ask)
{
    if (ask->member == actor->member && aid_hand_owns(store, actor, false, ask->id))
        return true;
    struct actor hand = { .kind = ACTOR_MEMBER, .member = actor->hand };
    return ask->member != 0 && (ask->who_may != AID_NAMED || aid_ask_may_answer(store, ask, actor->member, 0)) &&
           (actor->hand == 0 || aid_ask_is_shown(store, &hand, ask)); /* RULES 1.8: by hand, only what both may see */
}

static bool has_muted_or_barred(struct store *store, int64_t member, int64_t other)
{
    return db_number(store, 0,
               "SELECT 1 FROM (SELECT other FROM aid_barred WHERE member = ?1 AND known = 1"
               " UNION ALL SELECT other FROM muted_member WHERE member = ?1) WHERE other = ?2 LIMIT 1",
               member, other) == 1;
}

bool aid_offer_is_shown(struct store *store, const struct actor *actor, const struct aid_row *offer)
{
    if (offer->member == actor->member)
        return true;
    return !has_muted_or_barred(store, actor->member, offer->member) &&
           (actor->hand == 0 || !has_muted_or_barred(store, actor->hand, offer->member));
}

bool aid_ask_was_refused(struct store *store, int64_t ask, int64_t helper, enum aid_side by)
{
    return db_number(store, 0, "SELECT 1 FROM aid_match WHERE ask = ? AND helper = ? AND (refused & ?) <> 0 LIMIT 1",
               ask, helper, by) == 1;
}

/* --- people and places --- */

void aid_block_of(struct store *store, int64_t member, char out[AID_PLACE_MAX * 4 + 1])
{
    char home[HOME_BYTES];
    person_home(store, member, home);
    home[person_block_length(home)] = '\0';
    util_copy_text(out, AID_PLACE_MAX * 4 + 1, home);
}

bool aid_is_own_block(const char *place)
{
    static const char *const own[] = { "", "your block", "my block", "tu manzana", "mi manzana", "tu bloque",
        "mi bloque" };
    char *folded = text_fold_only(place != NULL ? place : "");
    const char *at = folded != NULL ? folded + strspn(folded, " ") : "-";
    bool found = false;
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        found = found || strcmp(own[i], at) == 0;
    free(folded);
    return found;
}

void aid_place_plain(struct store *store, int64_t unit, const char *place, char out[AID_PLACE_MAX * 4 + 1])
{
    char block[HOME_BYTES];
    util_copy_text(out, AID_PLACE_MAX * 4 + 1, home_block_named(store, unit, place, block) ? block : place);
}

void aid_handle_of(struct store *store, int64_t member, char out[HANDLE_BYTES])
{
    sqlite3_stmt *row = db_query(store, "SELECT " HANDLE_OF("?"), member);
    if (db_step(store, row))
        person_copy_handle(row, 0, out);
    db_done(store, row);
}

void aid_neighbour(const char *place, char *out, size_t size)
{
    enum { BLOCK_NAME = 2 }; /* a longer name is a street's, not a block's */
    if (place[0] == '\0')
        util_copy_text(out, size, _("a neighbour"));
    else if (text_characters(place, strlen(place)) <= BLOCK_NAME)
        snprintf(out, size, _("a neighbour, block %s"), place);
    else
        snprintf(out, size, _("a neighbour, %s"), place);
}

/* How long a member has been here: "12 days here", "5 months here". */
static void how_long_here(struct store *store, int64_t member, int64_t now, char *out, size_t size)
{
    enum { DAY = 86400, MONTH = 30, YEAR = 365 };
    int64_t days = (now - db_number(store, now, "SELECT joined FROM member WHERE id = ?", member)) / DAY;
    if (days >= 2 * YEAR)
        snprintf(
            out, size, ngettext("%d year here", "%d years here", (unsigned long)(days / YEAR)), (int)(days / YEAR));
    else if (days >= MONTH)
        snprintf(
            out, size, ngettext("%d month here", "%d months here", (unsigned long)(days / MONTH)), (int)(days / MONTH));
    else {
        int few = days > 0 ? (int)days : 0;
        snprintf(out, size, ngettext("%d day here", "%d days here", (unsigned long)few), few);
    }
}

void aid_neighbour_from(enum aid_from from, bool woman, char *out, size_t size)
{
    util_copy_text(out, size,
        from == AID_FROM_ABOVE ? (woman ? _("a woman from further away") : _("a neighbour from further away"))
        : woman                ? _("a woman from the next street")
                               : _("a neighbour from the next street"));
}

enum aid_from aid_from_lies(struct store *store, int64_t unit, int64_t member)
{
    return db_number(store, 0,
               "SELECT 1 FROM membership s JOIN unit o ON o.id = s.unit JOIN unit u ON u.id = ?"
               " WHERE s.member = ? AND " LIES_BESIDE("u", "o") " LIMIT 1",
               unit, member) == 1
               ? AID_FROM_BESIDE
               : AID_FROM_ABOVE;
}

enum aid_from aid_helper_from(struct store *store, const struct aid_row *ask, int64_t helper)
{
    if (db_number(store, 0, "SELECT 1 FROM membership WHERE member = ? AND unit = ?", helper, ask->unit) == 1)
        return AID_FROM_HERE;
    return aid_from_lies(store, ask->unit, helper);
}

void aid_helper(struct store *store, const struct aid_row *ask, int64_t helper, int64_t now, char *out, size_t size)
{
    char block[AID_PLACE_MAX * 4 + 1], here[80], from[120];
    enum aid_from away = aid_helper_from(store, ask, helper);
    aid_block_of(store, helper, block);
    if (ask->who_may != AID_WOMEN) {
        away == AID_FROM_HERE ? aid_neighbour(block, out, size) : aid_neighbour_from(away, false, out, size);
        return;
    }
    how_long_here(store, helper, now, here, sizeof here);
    if (away != AID_FROM_HERE) {
        aid_neighbour_from(away, true, from, sizeof from);
        snprintf(out, size, "%s, %s", from, here);
    } else if (block[0] != '\0')
        /* TRANSLATORS: the second is "5 months here" */
        snprintf(out, size, _("a woman of block %s, %s"), block, here);
    else
        snprintf(out, size, _("a woman, %s"), here);
}

/* --- ledger and notices --- */

enum result aid_ledger(struct store *store, enum ledger_kind kind, int64_t subject, int64_t now)
{
    bool is_offer = kind == LEDGER_OFFERED || kind == LEDGER_OFFER_ENDED;
    int64_t unit = is_offer ? db_number(store, 0, "SELECT unit FROM offer WHERE id = ?", subject)
                            : db_number(store, 0, "SELECT unit FROM ask WHERE id = ?", subject);
    return ledger_append(store, &(struct ledger_new) { .at = now, .unit = unit, .subject = subject, .kind = kind });
}

enum result aid_tell(struct store *store, int64_t member, int64_t subject, int64_t now)
{
    return member != 0 ? ledger_notice_append(store, member, NOTICE_AID, subject, now) : RESULT_OK;
}

/* --- by another's hand: RULES 1.8 --- */

int64_t aid_hand_behind(struct store *store, enum hand_kind kind, int64_t subject)
{
    return db_number(store, 0, "SELECT hand FROM hand_word WHERE kind = ? AND subject = ? AND struck_by = 0",
        hand_kind_name(kind), subject);
}

bool aid_hand_owns(struct store *store, const struct actor *actor, bool is_offer, int64_t id)
{
    return actor->hand == 0 || aid_hand_behind(store, is_offer ? HAND_OFFER : HAND_ASK, id) == actor->hand;
}

int64_t aid_wait(struct store *store, int64_t unit, enum aid_urgency urgency)
{
    static const enum number waits[AID_URGENCIES] = { NUMBER_YES_TODAY, NUMBER_YES_DAYS, NUMBER_YES_WEEK,
        NUMBER_YES_WHENEVER };
    return number_of(store, unit, waits[urgency]);
}

int64_t aid_climb_wait(struct store *store, int64_t unit, enum aid_urgency urgency)
{
    static const enum number climbs[AID_URGENCIES] = { NUMBER_CLIMB_TODAY, NUMBER_CLIMB_DAYS, NUMBER_CLIMB_WEEK,
        NUMBER_CLIMB_WHENEVER };
    return number_of(store, unit, climbs[urgency]);
}
