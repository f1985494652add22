/*
 * aid_suggest.c: finds which asks and offers fit; the part of matching that reads the database. RULES 3.4, 3.5.
 *
 * It collects what the pure part (matching.h) compares: for one ask, for one offer, or for a whole matching night. A
 * weekly ask is for its own week. A weekly offer is as many offers as there are weeks: each with its own window, and
 * with the places that are left in that week. For one ask only its best week is collected.
 *
 * It leaves out who muted or barred whom: otherwise the list of what fits would reveal who asks (see the head of
 * aid_match.c). There is one exception, because an offer bears a name: a member who muted or barred that name does not
 * see its offers for her ask.
 */
#include <stdlib.h>
#include <string.h>

#include "members.h"
#include "store/aid/aid_internal.h"
#include "store/people/claim_room.h"
#include "store/people/people.h"
#include "units.h"

struct gathered {
    struct matching_ask *asks;
    struct matching_offer *offers;
    struct aid_row *ask_rows; /* of each ask */
    struct aid_week *weeks;   /* the window of each offer: of a weekly one that week's */
    size_t ask_count, offer_count, offer_room;
    struct matching_pair *unwanted, *named, *refused, *beside;
    struct matching_context context;
};

static void gathered_free(struct gathered *gathered)
{
    free(gathered->asks);
    free(gathered->ask_rows);
    free(gathered->offers);
    free(gathered->weeks);
    free(gathered->unwanted);
    free(gathered->named);
    free(gathered->refused);
    free(gathered->beside);
}

static void read_hashes(sqlite3_stmt *row, int column, struct matching_words *out)
{
    size_t bytes = (size_t)sqlite3_column_bytes(row, column);
    *out = (struct matching_words) { 0 };
    if (bytes == 0 || bytes > sizeof out->hash || bytes % sizeof *out->hash != 0)
        return; /* from an attacker's file */
    memcpy(out->hash, sqlite3_column_blob(row, column), bytes);
    out->count = (int)(bytes / sizeof *out->hash);
    for (int i = 1; i < out->count; i++)
        if (out->hash[i] <= out->hash[i - 1])
            out->count = i;
}

/* "C 14" is in block C. */
static int64_t block_number(const char *home)
{
    char block[32];
    util_copy_text(block, sizeof block, home);
    block[person_block_length(block)] = '\0';
    return aid_place_number(block);
}

static struct matching_window window_of(int64_t starts, int64_t ends)
{
    return (struct matching_window) { aid_wall(starts), ends != 0 ? aid_wall(ends) : MATCHING_OPEN_END, false };
}

static struct matching_place place_of(const struct aid_row *row, int64_t home_block)
{
    int64_t named = aid_place_number(row->place);
    return (struct matching_place) {
        .unit = row->unit, .block = named != 0 ? named : home_block, .home_block = home_block
    };
}

/* --- one row --- */

/* `how` names the index to use, or is "". Each query asks for one state, which takes one search of that index; a list
 * of states would take one search each. */
#define PERSON " LEFT JOIN member p ON p.id = a.member LEFT JOIN household h ON h.id = p.household "
/* The block of her home when the home is in the ask's or offer's unit; a workplace has no homes. */
#define HOME_THERE "CASE WHEN h.unit = a.unit THEN h.label ELSE '' END"
#define ASK_MATCHED(how) "SELECT " ASK_COLUMNS ", p.joined, " HOME_THERE ", a.words FROM ask a " how PERSON
/* Asks that climbed to the unit `?`. */
#define ASK_CLIMBED                                                                                                    \
    ASK_MATCHED("") "WHERE a.id IN (SELECT ask FROM ask_climbed WHERE unit = ?) AND a.state = " SQL_AID_OPEN " "
/* Of a weekly offer AT_TAKEN counts the places of all weeks to come: when there are none, none is looked up. */
#define OFFER_MATCHED(how)                                                                                             \
    "SELECT " OFFER_COLUMNS ", p.joined, " HOME_THERE ", a.words," CLAIM_STANDS_SQL("a.member",                        \
        "?1") ","                                                                                                      \
              " a.given + (SELECT count(*) FROM aid_match x WHERE x.offer = a.id AND" TAKES_PLACE                      \
              "  AND (a.weekly = 0 OR x.starts = 0 OR x.ends > ?1 - 604800))"                                          \
              " + CASE a.weekly WHEN 0 THEN 0 ELSE (SELECT count(*) FROM aid_every_week e WHERE e.offer = a.id) END,"  \
              " (SELECT count(*) FROM aid_match x WHERE x.helper = a.member AND x.state BETWEEN " SQL_MATCH_AGREED     \
              " AND " SQL_MATCH_DONE "  AND x.agreed > ?1 - 604800)"                                                   \
              " FROM offer a " how PERSON
enum { AT_JOINED = AID_COLUMNS, AT_HOME, AT_WORDS, AT_WOMAN, AT_TAKEN, AT_HELPED };

static bool is_newcomer(sqlite3_stmt *row, int64_t now)
{
    return sqlite3_column_int64(row, AT_JOINED) > now - AID_NEWCOMER_SECONDS;
}

static struct matching_ask read_ask(sqlite3_stmt *row, int64_t now, struct aid_row *ask)
{
    aid_read_row(row, false, ask);
    struct matching_ask out = {
        .id = ask->id,
        .member = ask->member,
        .asked_at = ask->again ? 0 : ask->at, /* an ask that is asked again goes first */
        .kind = ask->kind,
        .urgency = ask->urgency,
        .who = ask->who_may,
        .many = ask->many,
        .window = window_of(ask->starts, ask->ends),
        .place = place_of(ask, block_number(db_text(row, AT_HOME))),
        .languages = ask->languages,
        .newcomer = is_newcomer(row, now),
    };
    read_hashes(row, AT_WORDS, &out.words);
    return out;
}

/* All but its window and the places left: they are those of a week. */
static struct matching_offer read_offer(sqlite3_stmt *row, const struct aid_row *offer, int64_t now)
{
    struct matching_offer out = {
        .id = offer->id,
        .member = offer->member,
        .offered_at = offer->at,
        .kind = offer->kind,
        .many = offer->many,
        .rest = aid_rest(sqlite3_column_int(row, AT_HELPED)),
        .place = place_of(offer, block_number(db_text(row, AT_HOME))),
        .languages = offer->languages,
        .woman = sqlite3_column_int(row, AT_WOMAN) != 0,
        .newcomer = is_newcomer(row, now),
        .learner = offer->learner,
    };
    read_hashes(row, AT_WORDS, &out.words);
    return out;
}

/* --- many rows --- */

static void gather_asks(struct store *store, sqlite3_stmt *row, int64_t now, struct gathered *out)
{
    size_t room = out->ask_count;
    while (db_step(store, row)) {
        if (out->ask_count == room) {
            out->asks = xrealloc(out->asks, room = room * 2 + 64, sizeof *out->asks);
            out->ask_rows = xrealloc(out->ask_rows, room, sizeof *out->ask_rows);
        }
        out->asks[out->ask_count] = read_ask(row, now, &out->ask_rows[out->ask_count]);
        if (out->ask_rows[out->ask_count].hands > 1)
            out->asks[out->ask_count].hands = aid_ask_hands_left(store, &out->ask_rows[out->ask_count]);
        out->ask_count++;
    }
    db_done(store, row);
}

static void put_offer(
    const struct matching_offer *offer, const struct aid_week *week, int capacity, struct gathered *out)
{
    if (out->offer_count == out->offer_room) {
        out->offer_room = out->offer_room * 2 + 64;
        out->offers = xrealloc(out->offers, out->offer_room, sizeof *out->offers);
        out->weeks = xrealloc(out->weeks, out->offer_room, sizeof *out->weeks);
    }
    out->offers[out->offer_count] = *offer;
    out->offers[out->offer_count].window = window_of(week->starts, week->ends);
    out->offers[out->offer_count].capacity = capacity;
    out->weeks[out->offer_count++] = *week;
}

/* One row of an offer, which may be weekly. */
struct offered {
    struct aid_row row;
    struct matching_offer offer;
    int taken; /* of its places, in all weeks */
};

static void read_offered(sqlite3_stmt *row, int64_t now, struct offered *out)
{
    aid_read_row(row, true, &out->row);
    out->offer = read_offer(row, &out->row, now);
    out->taken = sqlite3_column_int(row, AT_TAKEN);
}

static int left_in(struct store *store, const struct offered *offered, const struct aid_week *week)
{
    if (!offered->row.weekly || offered->taken == 0)
        return offered->row.capacity - offered->taken;
    return aid_offer_left_in(store, &offered->row, week);
}

/* The week of the offer that suits this ask best; none when no week does. */
static bool put_best_week(
    struct store *store, const struct offered *offered, const struct aid_row *ask, int64_t now, struct gathered *out)
{
    struct aid_week week = { offered->row.starts, offered->row.ends };
    if (offered->row.weekly && aid_best_week(store, ask, &offered->row, offered->taken == 0, now, &week) != AID_FITS)
        return false;
    put_offer(&offered->offer, &week, left_in(store, offered, &week), out);
    return true;
}

/* All weeks of the offer that are not over and begin before `until`. */
static void put_weeks(
    struct store *store, const struct offered *offered, int64_t now, int64_t until, struct gathered *out)
{
    enum { MOST = 60 }; /* weeks of a year; more can only come from an attacker's file */
    struct aid_week week = aid_offer_week(&offered->row, now);
    for (int i = 0; i < MOST && (i == 0 || week.starts < until); i++) {
        put_offer(&offered->offer, &week, left_in(store, offered, &week), out);
        if (!offered->row.weekly)
            break;
        week = aid_offer_week(&offered->row, week.ends);
    }
}

/* For one ask. */
static void gather_offers(
    struct store *store, sqlite3_stmt *row, const struct aid_row *ask, int64_t now, struct gathered *out)
{
    struct offered offered;
    while (db_step(store, row)) {
        read_offered(row, now, &offered);
        put_best_week(store, &offered, ask, now, out);
    }
    db_done(store, row);
}

/* For a night. `until`: when the last ask of each kind ends. */
static void gather_all_offers(
    struct store *store, sqlite3_stmt *row, const int64_t until[AID_KINDS], int64_t now, struct gathered *out)
{
    struct offered offered;
    while (db_step(store, row)) {
        read_offered(row, now, &offered);
        put_weeks(store, &offered, now, until[offered.row.kind], out);
    }
    db_done(store, row);
}

static struct matching_pairs gather_pairs(struct store *store, sqlite3_stmt *row, struct matching_pair **out)
{
    size_t count = 0, room = 0;
    while (db_step(store, row)) {
        if (count == room)
            *out = xrealloc(*out, room = room * 2 + 64, sizeof **out);
        (*out)[count++] = (struct matching_pair) { sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1) };
    }
    db_done(store, row);
    if (count > 0)
        matching_pairs_sort(*out, count);
    return (struct matching_pairs) { *out, count };
}

/* RULES 3.7: of asks that climbed to `unit`, and of offers in other units, neither words nor block are compared,
 * because the reason would reveal them. Such an offer has no owner here, unless it is the asker's own: so mutes change
 * nothing for veiled offers, and her own offer still never fits her ask. */
static void veil_others(struct store *store, int64_t unit, struct gathered *out)
{
    bool any = false;
    for (size_t i = 0; i < out->ask_count; i++)
        if (out->asks[i].place.unit != unit) {
            struct matching_ask *ask = &out->asks[i];
            ask->words.count = 0;
            ask->newcomer = false;
            ask->place.block = ask->place.home_block = 0;
            any = true;
        }
    for (size_t i = 0; i < out->offer_count; i++)
        if (out->offers[i].place.unit != unit) {
            struct matching_offer *offer = &out->offers[i];
            offer->words.count = 0;
            offer->newcomer = offer->learner = false;
            offer->place.block = offer->place.home_block = 0;
            if (out->ask_count != 1 || out->asks[0].member != offer->member)
                offer->member = 0;
            any = true;
        }
    if (any && out->beside == NULL)
        out->context.neighbours = gather_pairs(store,
            db_query(store, "SELECT u.id, o.id FROM unit u JOIN unit o ON o.id > u.id WHERE " LIES_BESIDE("u", "o")),
            &out->beside);
}

/* Collects whom each asker named, and which pairs refused each other or go on with this ask already. `ask` 0: for all
 * open asks. `night`: also the pairs that a coordinator left out. Of one ask that is its asker's view: who said "I can"
 * to it has no name for her yet, so the list still has that neighbour's offers. */
#define HAS_PLACE(match) " " match ".state IN (" SQL_MATCH_HOLDS ", " SQL_MATCH_AGREED ")"
static void gather_between(struct store *store, int64_t ask, bool night, int64_t now, struct gathered *out)
{
    out->context.now = aid_wall(now);
    out->context.named = gather_pairs(store,
        ask != 0
            ? db_query(store, "SELECT ask, member FROM ask_named WHERE ask = ?", ask)
            : db_query(store,
                  "SELECT n.ask, n.member FROM ask_named n JOIN ask a ON a.id = n.ask WHERE a.state = " SQL_AID_OPEN),
        &out->named);
    out->context.refused = gather_pairs(store,
        ask != 0 ? db_query(store,
                       "SELECT x.ask, o.id FROM aid_match x JOIN offer o ON o.member = x.helper"
                       " WHERE x.ask = ? AND o.state = " SQL_AID_OPEN
                       " AND (x.refused <> 0 OR (x.asker_yes <> 0 AND" HAS_PLACE("x") "))",
                       ask)
                 : db_query(store,
                       "SELECT x.ask, o.id FROM aid_match x JOIN ask a ON a.id = x.ask JOIN offer o"
                       " ON o.member = x.helper WHERE a.state = " SQL_AID_OPEN " AND o.state = " SQL_AID_OPEN
                       " AND (x.refused <> 0 OR" HAS_PLACE("x") ")"
                                                                " UNION ALL SELECT ask, offer FROM aid_dropped WHERE ?",
                       night),
        &out->refused);
}

/* Members whom the asker, or the hand that writes for her, muted or barred: aid_offer_is_shown() leaves out their
 * offers. */
static void gather_unwanted(
    struct store *store, const struct actor *actor, const struct aid_row *ask, struct gathered *out)
{
    out->context.barred = gather_pairs(store,
        db_query(store,
            "SELECT min(?1, other), max(?1, other) FROM (SELECT member, other FROM muted_member"
            " UNION SELECT member, other FROM aid_barred WHERE known = 1"
            " UNION SELECT ?1, member FROM ask_unwanted WHERE ask = ?3) WHERE member IN (?1, ?2)",
            ask->member, actor->hand != 0 ? actor->hand : ask->member, ask->id),
        &out->unwanted);
}

/* RULES 1.8: a hand that did not write an ask must not learn that it is hers. So that ask is compared like any
 * neighbour's. */
static void hide_own_asks(struct store *store, const struct actor *actor, struct gathered *out)
{
    for (size_t i = 0; actor->hand != 0 && i < out->ask_count; i++)
        if (!aid_hand_owns(store, actor, false, out->asks[i].id))
            out->asks[i].member = 0;
}

/* --- suggestions --- */

/* Uses those hard filters that the table alone can answer, so that few members and matches must be looked up. It may
 * find too many: matching.c decides, by wall-clock time, which can be an hour off the times compared here. */
static sqlite3_stmt *offers_near(struct store *store, const struct aid_row *ask, int64_t now)
{
    enum { CLOCKS = 2 * 3600 };
    int64_t from = ask->starts > now ? ask->starts : now;
    return db_query(store,
        OFFER_MATCHED("INDEXED BY offer_open") "WHERE a.unit IN (SELECT ?8 UNION ALL SELECT unit FROM ask_climbed"
                                               " WHERE ask = ?9) AND a.kind = ?2 AND a.state = " SQL_AID_OPEN
                                               " AND a.member <> ?3 AND (a.many = 0 OR a.many >= ?4)"
                                               " AND (?5 = 0 OR a.languages = 0 OR (a.languages & ?5) <> 0)"
                                               " AND (a.weekly <> 0 OR (a.ends > ?6 AND a.starts < ?7))",
        now, ask->kind, ask->member, ask->many, ask->languages, from - CLOCKS, ask->ends + CLOCKS, ask->unit, ask->id);
}

static size_t offers_for_ask(struct store *store, const struct actor *actor, const struct aid_row *ask, int64_t now,
    struct gathered *gathered, struct matching_found *found, size_t limit)
{
    gather_asks(store, db_query(store, ASK_MATCHED("") "WHERE a.id = ?", ask->id), now, gathered);
    gather_offers(store, offers_near(store, ask, now), ask, now, gathered);
    gather_between(store, ask->id, false, now, gathered);
    gather_unwanted(store, actor, ask, gathered);
    veil_others(store, ask->unit, gathered);
    if (gathered->ask_count != 1)
        return 0;
    return matching_best_offers(
        &gathered->context, &gathered->asks[0], gathered->offers, gathered->offer_count, found, limit);
}

/* The offer once for each ask, in the week that suits that ask best; without places where none does. */
static void gather_offer_for_each(struct store *store, int64_t offer, int64_t now, struct gathered *out)
{
    struct offered offered;
    sqlite3_stmt *row = db_query(store, OFFER_MATCHED("") "WHERE a.id = ?2", now, offer);
    bool found = db_step(store, row);
    if (found)
        read_offered(row, now, &offered);
    db_done(store, row);
    for (size_t i = 0; found && i < out->ask_count; i++)
        if (!put_best_week(store, &offered, &out->ask_rows[i], now, out))
            put_offer(&offered.offer, &(struct aid_week) { offered.row.starts, offered.row.ends }, 0, out);
}

static size_t asks_for_offer(struct store *store, const struct actor *actor, const struct aid_row *offer, int64_t now,
    struct gathered *gathered, struct matching_found *found, size_t limit)
{
    gather_asks(store,
        db_query(store,
            ASK_MATCHED("INDEXED BY ask_open") "WHERE a.unit = ? AND a.kind = ? AND a.state = " SQL_AID_OPEN,
            offer->unit, offer->kind),
        now, gathered);
    gather_asks(
        store, db_query(store, ASK_CLIMBED "AND a.kind = ? ORDER BY a.id", offer->unit, offer->kind), now, gathered);
    gather_offer_for_each(store, offer->id, now, gathered);
    veil_others(store, offer->unit, gathered);
    gather_between(store, 0, false, now, gathered);
    hide_own_asks(store, actor, gathered);
    return gathered->offer_count == gathered->ask_count ? matching_best_pairs(&gathered->context, gathered->asks,
                                                              gathered->offers, gathered->ask_count, found, limit)
                                                        : 0;
}

static int64_t offer_owner(struct store *store, int64_t offer)
{
    return db_number(store, 0, "SELECT member FROM offer WHERE id = ?", offer);
}

static enum result suggest(struct store *store, const struct actor *actor, const struct aid_row *row, int64_t now,
    size_t limit, struct aid_suggestion *out, size_t *count)
{
    struct matching_found found[AID_SUGGESTIONS];
    struct gathered gathered = { 0 };
    if (limit > AID_SUGGESTIONS)
        limit = AID_SUGGESTIONS;
    size_t best = row->is_offer ? asks_for_offer(store, actor, row, now, &gathered, found, limit)
                                : offers_for_ask(store, actor, row, now, &gathered, found, limit);
    for (size_t i = 0; i < best; i++) {
        struct aid_suggestion *suggestion = &out[*count];
        enum result result =
            row->is_offer ? aid_ask_get(store, actor, gathered.asks[found[i].index].id, now, &suggestion->aid)
                          : aid_offer_get(store, actor, gathered.offers[found[i].index].id, now, &suggestion->aid);
        if (result != RESULT_OK)
            continue;
        suggestion->score = found[i].score.total;
        suggestion->helper[0] = '\0';
        if (!row->is_offer && row->who_may == AID_WOMEN)
            aid_helper(
                store, row, offer_owner(store, suggestion->aid.id), now, suggestion->helper, sizeof suggestion->helper);
        matching_reason(&gathered.context, &found[i].score, suggestion->reason, sizeof suggestion->reason);
        (*count)++;
    }
    gathered_free(&gathered);
    return db_outcome(store);
}

enum result aid_suggestions(struct store *store, const struct actor *actor, bool is_offer, int64_t id, int64_t now,
    size_t limit, struct aid_suggestion *out, size_t *count)
{
    struct aid_row row;
    *count = 0;
    db_reading_begin(store);
    enum result result = aid_row_get(store, actor, is_offer, id, &row);
    if (result == RESULT_OK && !aid_is_own(store, actor, &row))
        result = db_refuse(store, RESULT_REFUSED, _("Only its owner sees what would fit it."));
    if (result == RESULT_OK && row.state == AID_OPEN)
        result = suggest(store, actor, &row, now, limit, out, count);
    enum result ended = db_reading_end(store);
    return result != RESULT_OK ? result : ended;
}

/* --- one pair --- */

static struct matching_score score_pair(
    struct store *store, int64_t ask, int64_t offer, int64_t served, int64_t now, struct gathered *gathered)
{
    struct offered offered;
    gather_asks(store, db_query(store, ASK_MATCHED("") "WHERE a.id = ?", ask), now, gathered);
    sqlite3_stmt *row = db_query(store, OFFER_MATCHED("") "WHERE a.id = ?2", now, offer);
    if (gathered->ask_count == 1 && db_step(store, row)) {
        read_offered(row, now, &offered);
        put_weeks(store, &offered, served != 0 ? served : now, 0, gathered); /* only one */
    }
    db_done(store, row);
    gathered->context.now = aid_wall(now);
    veil_others(store, gathered->ask_count == 1 ? gathered->asks[0].place.unit : 0, gathered);
    if (gathered->ask_count != 1 || gathered->offer_count != 1)
        return (struct matching_score) { 0 };
    return matching_score(&gathered->context, &gathered->asks[0], &gathered->offers[0]);
}

void aid_reason(
    struct store *store, int64_t ask, int64_t offer, int64_t served, int64_t now, char out[AID_REASON_BYTES])
{
    struct gathered gathered = { 0 };
    struct matching_score score = score_pair(store, ask, offer, served, now, &gathered);
    out[0] = '\0';
    if (gathered.ask_count == 1)
        matching_reason(&gathered.context, &score, out, AID_REASON_BYTES);
    gathered_free(&gathered);
}

/* --- matching night --- */

/* RULES 1.8: a hand writes for somebody; it does not do her task. */
bool aid_may_match(struct store *store, const struct actor *actor, int64_t now)
{
    if (by_hand_require_neighbour(store, actor) != RESULT_OK || actor->hand != 0)
        return false;
    return unit_is_founding(store, actor->here) ||
           db_number(store, 0,
               "SELECT 1 FROM seat WHERE member = ? AND unit = ? AND name = 'coordinator' AND until > ? LIMIT 1",
               actor->member, actor->here, now) == 1;
}

static enum result require_coordinator(struct store *store, const struct actor *actor, int64_t now)
{
    enum result result = by_hand_require_neighbour(store, actor);
    if (result != RESULT_OK || aid_may_match(store, actor, now))
        return result;
    return db_refuse(store, RESULT_REFUSED,
        _("Matching night is run by a coordinator. The street gives that task (`where` shows who has it)."));
}

struct progress {
    bool (*tell)(void *context, int done, int of);
    void *context;
};

static bool pass_on(void *context, size_t done, size_t of)
{
    const struct progress *progress = context;
    return progress->tell == NULL || progress->tell(progress->context, (int)done, (int)of);
}

/* RULES 3.7: a coordinator who prints the list shows it to the street. */
static void veil_pair(struct store *store, const struct aid_row *ask, struct aid_pair *pair)
{
    pair->from = ask->from == AID_FROM_HERE ? AID_FROM_BESIDE : ask->from;
    aid_neighbour_from(pair->from, false, pair->asker, sizeof pair->asker);
    aid_veiled_line(store, ask, pair->ask_line, sizeof pair->ask_line);
}

static void name_pair(struct store *store, const struct actor *actor, struct aid_pair *pair)
{
    struct aid_row ask = { 0 }; /* a coordinator reads no more here than on the board */
    sqlite3_stmt *row = db_query(store,
        "SELECT coalesce(a.place, ''), coalesce((SELECT line FROM ask_text WHERE ask = a.id), ''),"
        " coalesce((SELECT line FROM offer_text WHERE offer = o.id), ''), coalesce(o.member, 0)"
        " FROM ask a, offer o WHERE a.id = ? AND o.id = ?",
        pair->ask, pair->offer);
    if (db_step(store, row)) {
        aid_neighbour(db_text(row, 0), pair->asker, sizeof pair->asker);
        db_copy(row, 1, pair->ask_line, sizeof pair->ask_line);
        db_copy(row, 2, pair->offer_line, sizeof pair->offer_line);
        aid_handle_of(store, sqlite3_column_int64(row, 3), pair->helper);
    }
    db_done(store, row);
    bool may_read = aid_row_get(store, actor, false, pair->ask, &ask) == RESULT_OK;
    if (ask.unit != actor->here)
        veil_pair(store, &ask, pair);
    else if (!may_read)
        util_copy_text(pair->ask_line, sizeof pair->ask_line, _("(for others to read)"));
}

static enum result solve(struct store *store, const struct actor *actor, struct gathered *gathered,
    struct progress *progress, struct aid_night *out)
{
    size_t count = 0;
    size_t hands = matching_hands(gathered->asks, gathered->ask_count);
    struct matching_answer *answers = xcalloc(hands + 1, sizeof *answers);
    out->hands += (int64_t)hands;
    enum matching_end end = matching_solve(&gathered->context, gathered->asks, gathered->ask_count, gathered->offers,
        gathered->offer_count, pass_on, progress, answers, &count);
    out->pairs = xrealloc(out->pairs, out->count + count + 1, sizeof *out->pairs);
    for (size_t i = 0; i < count; i++) {
        const struct matching_ask *ask = &gathered->asks[answers[i].ask];
        struct matching_offer *offer = &gathered->offers[answers[i].offer];
        offer->capacity--;
        struct matching_score score = matching_score(&gathered->context, ask, offer);
        struct aid_week shared = aid_shared(&gathered->ask_rows[answers[i].ask], &gathered->weeks[answers[i].offer]);
        struct aid_pair *pair = &out->pairs[out->count++];
        *pair = (struct aid_pair) { .ask = ask->id,
            .offer = offer->id,
            .starts = shared.starts,
            .ends = shared.ends,
            .score = score.total,
            .kind = ask->kind,
            .urgency = ask->urgency };
        matching_reason(&gathered->context, &score, pair->reason, sizeof pair->reason);
        name_pair(store, actor, pair);
    }
    free(answers);
    if (end == MATCHING_SOLVED)
        return RESULT_OK;
    return end == MATCHING_CANCELLED
               ? db_refuse(store, RESULT_CONFLICT, _("Matching was stopped. Nothing was written."))
               : db_refuse(store, RESULT_BUSY, _("There is not enough memory for so many asks and offers at once."));
}

/* RULES 3.7: asks that climbed here get the offers that the unit's own asks left. */
static enum result solve_climbed(struct store *store, const struct actor *actor, int64_t now, struct gathered *gathered,
    struct progress *progress, struct aid_night *out)
{
    free(gathered->asks);
    free(gathered->ask_rows);
    gathered->asks = NULL;
    gathered->ask_rows = NULL;
    gathered->ask_count = 0;
    gather_asks(store, db_query(store, ASK_CLIMBED "ORDER BY a.id", actor->here), now, gathered);
    if (gathered->ask_count == 0)
        return db_outcome(store);
    out->asks += (int64_t)gathered->ask_count;
    veil_others(store, actor->here, gathered);
    return solve(store, actor, gathered, progress, out);
}

/* Suggestions of an earlier night of this unit that nobody answered. Those that this night makes again keep their
 * number, because it stands on paper; the others are over, and their numbers never mean anything else. */
#define SUGGESTED_EARLIER "state = " SQL_MATCH_SUGGESTED " AND offer IN (SELECT id FROM offer WHERE unit = ?1)"

static void doubt_suggestions(struct store *store, int64_t unit)
{
    db_run(store, "UPDATE aid_match SET until = 0 WHERE " SUGGESTED_EARLIER, unit);
}

static void end_doubted(struct store *store, int64_t unit, int64_t now)
{
    db_run(store,
        "UPDATE aid_match SET state = " SQL_MATCH_LAPSED ", until = ?2 WHERE until = 0 AND " SUGGESTED_EARLIER, unit,
        now);
}

static void suggest_pair(struct store *store, struct aid_pair *pair, int64_t helper, int64_t now)
{
    int64_t asker = db_number(store, 0, "SELECT member FROM ask WHERE id = ?", pair->ask);
    pair->match =
        db_number(store, 0, "SELECT id FROM aid_match WHERE ask = ? AND offer = ? AND state = " SQL_MATCH_SUGGESTED,
            pair->ask, pair->offer);
    bool is_new = pair->match == 0;
    if (is_new) {
        db_run(store,
            "INSERT INTO aid_match (ask, helper, offer, made, until, state) VALUES (?, ?, ?, ?, 0, " SQL_MATCH_SUGGESTED
            ")",
            pair->ask, helper, pair->offer, now);
        pair->match = db_last_id(store);
    }
    db_run(store, "UPDATE aid_match SET made = ?, until = ?, score = ?, starts = ?, ends = ? WHERE id = ?", now,
        now + AID_SUGGESTED_SECONDS, pair->score, pair->starts, pair->ends, pair->match);
    if (is_new) {
        aid_tell(store, helper, pair->match, now);
        aid_tell(store, asker, pair->match, now);
    }
}

/* False when somebody was quicker since it was read: then this pair is left out. */
static bool write_pair(struct store *store, struct aid_pair *pair, int64_t now)
{
    struct aid_row offer;
    int64_t urgency = db_number(store, -1, "SELECT urgency FROM ask WHERE id = ? AND state = " SQL_AID_OPEN, pair->ask);
    sqlite3_stmt *row = db_query(
        store, "SELECT " OFFER_COLUMNS " FROM offer a WHERE a.id = ? AND a.state = " SQL_AID_OPEN, pair->offer);
    bool found = db_step(store, row) && urgency >= 0;
    if (found)
        aid_read_row(row, true, &offer);
    db_done(store, row);
    if (!found)
        return false;
    struct aid_week week = aid_offer_week(&offer, pair->starts);
    if (aid_offer_left_in(store, &offer, &week) == 0 || aid_ask_has_hand(store, pair->ask, offer.member))
        return false;
    suggest_pair(store, pair, offer.member, now);
    return true;
}

static enum result write_night(struct store *store, int64_t unit, int64_t now, struct aid_night *out)
{
    enum result result = db_begin(store);
    if (result != RESULT_OK)
        return result;
    doubt_suggestions(store, unit);
    db_run(store, /* a coordinator is reminded when it was long ago */
        "INSERT INTO unit_value VALUES (?, 'matching-night', ?) ON CONFLICT (unit, name) DO UPDATE SET value ="
        " excluded.value",
        unit, now);
    for (size_t i = 0; i < out->count && !db_failed(store); i++)
        out->went_by += !write_pair(store, &out->pairs[i], now);
    end_doubted(store, unit, now);
    ledger_append(store,
        &(struct ledger_new) {
            .at = now, .unit = unit, .subject = (int64_t)out->count - out->went_by, .kind = LEDGER_MATCHING_NIGHT });
    return db_commit(store);
}

/* When the last open ask of each kind ends, of those that a night of this unit looks at; 0: there is none. */
static void last_ends(struct store *store, int64_t unit, int64_t until[AID_KINDS])
{
    memset(until, 0, AID_KINDS * sizeof *until);
    sqlite3_stmt *row = db_query(store,
        "SELECT kind, max(ends) FROM ask WHERE state = " SQL_AID_OPEN
        " AND (unit = ?1 OR id IN (SELECT ask FROM ask_climbed WHERE unit = ?1)) GROUP BY kind",
        unit);
    while (db_step(store, row)) {
        int64_t kind = sqlite3_column_int64(row, 0);
        if (kind >= 0 && kind < AID_KINDS)
            until[kind] = sqlite3_column_int64(row, 1);
    }
    db_done(store, row);
}

static int64_t open_offers(struct store *store, int64_t unit)
{
    return db_number(store, 0, "SELECT count(*) FROM offer WHERE unit = ? AND state = " SQL_AID_OPEN, unit);
}

/* --- pairs that a coordinator left out --- */

static void read_left_out(struct store *store, const struct actor *actor, struct aid_night *out)
{
    sqlite3_stmt *row = db_query(store,
        "SELECT d.ask, d.offer, d.reason, a.kind, a.urgency FROM aid_dropped d JOIN ask a ON a.id = d.ask JOIN offer o"
        " ON o.id = d.offer WHERE o.unit = ? AND a.state = " SQL_AID_OPEN " AND o.state = " SQL_AID_OPEN
        " ORDER BY d.ask, d.offer",
        actor->here);
    while (db_step(store, row)) {
        out->left_out = xrealloc(out->left_out, out->left_count + 1, sizeof *out->left_out);
        struct aid_pair *pair = &out->left_out[out->left_count++];
        *pair = (struct aid_pair) {
            .ask = sqlite3_column_int64(row, 0),
            .offer = sqlite3_column_int64(row, 1),
            .drop = (enum aid_drop)sqlite3_column_int(row, 2),
            .kind = (enum aid_kind)sqlite3_column_int(row, 3),
            .urgency = (enum aid_urgency)sqlite3_column_int(row, 4),
        };
        name_pair(store, actor, pair);
    }
    db_done(store, row);
}

/* Both are open, the offer is of the coordinator's unit, and the ask is of it or climbed to it. */
static enum result require_pair(struct store *store, const struct actor *actor, int64_t ask, int64_t offer)
{
    if (db_number(store, 0,
            "SELECT 1 FROM ask a, offer o WHERE a.id = ?1 AND o.id = ?2 AND o.unit = ?3 AND a.state = " SQL_AID_OPEN
            " AND o.state = " SQL_AID_OPEN
            " AND (a.unit = ?3 OR EXISTS (SELECT 1 FROM ask_climbed c WHERE c.ask = a.id AND c.unit = ?3))",
            ask, offer, actor->here) == 1)
        return RESULT_OK;
    return db_refuse(store, RESULT_NOT_FOUND,
        _("There is no open ask and open offer of these numbers here. `match --dry-run` shows both."));
}

enum result aid_pair_drop(
    struct store *store, const struct actor *actor, int64_t ask, int64_t offer, enum aid_drop why, int64_t now)
{
    enum result result = require_coordinator(store, actor, now);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    if ((result = require_pair(store, actor, ask, offer)) == RESULT_OK) {
        db_run(store, "INSERT OR REPLACE INTO aid_dropped (ask, offer, reason, at) VALUES (?, ?, ?, ?)", ask, offer,
            why, now);
        db_run(store, "DELETE FROM aid_match WHERE ask = ? AND offer = ? AND state = " SQL_MATCH_SUGGESTED, ask, offer);
    }
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

enum result aid_pair_keep(struct store *store, const struct actor *actor, int64_t ask, int64_t offer, int64_t now)
{
    enum result result = require_coordinator(store, actor, now);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    if ((result = require_pair(store, actor, ask, offer)) == RESULT_OK &&
        db_number(store, 0, "SELECT 1 FROM aid_dropped WHERE ask = ? AND offer = ?", ask, offer) != 1)
        result = db_refuse(store, RESULT_NOT_FOUND, _("That pair was not left out."));
    db_run(store, "DELETE FROM aid_dropped WHERE ask = ? AND offer = ?", ask, offer);
    return result == RESULT_OK ? db_commit(store) : db_abandon(store, result);
}

enum result aid_match_all(struct store *store, const struct actor *actor, bool dry_run, int64_t now,
    bool (*progress)(void *context, int done, int of), void *context, struct aid_night *out)
{
    struct gathered gathered = { 0 };
    struct progress told = { progress, context };
    *out = (struct aid_night) { 0 };
    enum result result = require_coordinator(store, actor, now);
    if (result != RESULT_OK)
        return result;
    db_reading_begin(store);
    gather_asks(store, db_query(store, ASK_MATCHED("") "WHERE a.unit = ? AND a.state = " SQL_AID_OPEN, actor->here),
        now, &gathered);
    int64_t until[AID_KINDS];
    last_ends(store, actor->here, until);
    gather_all_offers(store,
        db_query(store, OFFER_MATCHED("") "WHERE a.unit = ?2 AND a.state = " SQL_AID_OPEN, now, actor->here), until,
        now, &gathered);
    gather_between(store, 0, true, now, &gathered);
    gathered.context.things_by_word = true;
    out->asks = (int64_t)gathered.ask_count;
    out->offers = open_offers(store, actor->here);
    if ((result = db_outcome(store)) == RESULT_OK)
        result = solve(store, actor, &gathered, &told, out);
    if (result == RESULT_OK)
        result = solve_climbed(store, actor, now, &gathered, &told, out);
    if (result == RESULT_OK)
        read_left_out(store, actor, out);
    db_reading_end(store);
    gathered_free(&gathered);
    if (result == RESULT_OK && !dry_run)
        result = write_night(store, actor->here, now, out);
    return result;
}

enum result aid_night_written(
    struct store *store, const struct actor *actor, int64_t now, struct aid_night *out, int64_t *at)
{
    *out = (struct aid_night) { 0 };
    *at = 0;
    enum result result = require_coordinator(store, actor, now);
    if (result != RESULT_OK)
        return result;
    db_reading_begin(store);
    out->asks = db_number(store, 0,
        "SELECT (SELECT count(*) FROM ask WHERE unit = ?1 AND state = " SQL_AID_OPEN
        ") + (SELECT count(*) FROM ask_climbed c JOIN ask a ON a.id = c.ask WHERE c.unit = ?1 AND a.state = " SQL_AID_OPEN
        ")",
        actor->here);
    out->hands = db_number(store, 0,
        "SELECT sum(hands - (SELECT count(*) FROM aid_match m WHERE m.ask = ask.id AND" HAS_PLACE(
            "m") "))"
                 " FROM ask WHERE state = " SQL_AID_OPEN
                 " AND (unit = ?1 OR id IN (SELECT ask FROM ask_climbed WHERE unit = ?1))",
        actor->here);
    out->offers = open_offers(store, actor->here);
    int64_t most = db_number(store, 0, "SELECT count(*) FROM aid_match WHERE state = " SQL_MATCH_SUGGESTED);
    out->pairs = xcalloc((size_t)most + 1, sizeof *out->pairs);
    sqlite3_stmt *row = db_query(store,
        "SELECT m.id, m.ask, m.offer, m.score, a.kind, a.urgency, m.made, m.starts, m.ends FROM aid_match m"
        " JOIN ask a ON a.id = m.ask JOIN offer o ON o.id = m.offer WHERE o.unit = ? AND m.state = " SQL_MATCH_SUGGESTED
        " ORDER BY a.unit <> o.unit, a.urgency, CASE a.again WHEN 0 THEN a.asked ELSE 0 END, a.id, m.id LIMIT ?",
        actor->here, most);
    while (db_step(store, row)) {
        struct aid_pair *pair = &out->pairs[out->count++];
        *pair = (struct aid_pair) {
            .match = sqlite3_column_int64(row, 0),
            .ask = sqlite3_column_int64(row, 1),
            .offer = sqlite3_column_int64(row, 2),
            .starts = sqlite3_column_int64(row, 7),
            .ends = sqlite3_column_int64(row, 8),
            .score = sqlite3_column_int(row, 3),
            .kind = (enum aid_kind)sqlite3_column_int(row, 4),
            .urgency = (enum aid_urgency)sqlite3_column_int(row, 5),
        };
        if (sqlite3_column_int64(row, 6) > *at)
            *at = sqlite3_column_int64(row, 6);
        aid_reason(store, pair->ask, pair->offer, pair->starts, now, pair->reason);
        name_pair(store, actor, pair);
    }
    db_done(store, row);
    read_left_out(store, actor, out);
    return db_reading_end(store);
}

void aid_night_free(struct aid_night *night)
{
    free(night->pairs);
    free(night->left_out);
    *night = (struct aid_night) { 0 };
}
