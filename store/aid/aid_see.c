/* aid_see.c: shows one ask or offer, and the board of all. RULES 3.2. */
#include <stdlib.h>
#include <string.h>

#include "store/aid/aid_internal.h"
#include "store/people/by_hand.h"

static void read_by_hand(struct store *store, const struct aid_row *row, struct aid *out)
{
    struct by_hand by = { 0 };
    sqlite3_stmt *word =
        db_query(store, "SELECT " BY_HAND_COLUMNS " FROM hand_word w WHERE w.kind = ? AND w.subject = ?",
            hand_kind_name(row->is_offer ? HAND_OFFER : HAND_ASK), row->id);
    if (db_step(store, word))
        by_hand_read(word, 0, &by);
    db_done(store, word);
    by_hand_words(&by, out->by_hand, sizeof out->by_hand);
}

/* The match of an ask that concerns the actor, or 0: for the asker the one that goes on, for a helper her own. */
static int64_t match_of(struct store *store, const struct actor *actor, const struct aid_row *ask, bool mine)
{
    if (mine) /* of several hands first the one that waits for her */
        return db_number(store, 0,
            "SELECT id FROM aid_match WHERE ask = ? AND state <= " SQL_MATCH_DONE
            " ORDER BY ?2 > 1 AND state = " SQL_MATCH_HOLDS " AND asker_yes = 0 DESC, state DESC, id DESC LIMIT 1",
            ask->id, ask->hands);
    int64_t id = db_number(store, 0,
        "SELECT id FROM aid_match WHERE ask = ? AND helper = ? AND state <= " SQL_MATCH_DONE
        " ORDER BY state DESC, id DESC LIMIT 1",
        ask->id, actor->member);
    int64_t offer = db_number(store, 0, "SELECT offer FROM aid_match WHERE id = ?", id);
    /* RULES 1.8: another hand than the one that answered would learn there who asks. */
    return id != 0 && aid_hand_goes_on(store, actor, true, id, ask->id, offer) ? id : 0;
}

/* The typist's name almost identifies the asker. An ask shows it only to people who know the asker. */
static void name_ask(struct store *store, const struct aid_row *row, struct aid *out)
{
    char handle[HANDLE_BYTES];
    bool known = out->match != 0 &&
                 db_number(store, 0,
                     "SELECT 1 FROM aid_match WHERE id = ? AND state IN (" SQL_MATCH_AGREED ", " SQL_MATCH_DONE ")",
                     out->match) == 1;
    if (!known && !out->mine) {
        aid_neighbour(row->place, out->who, sizeof out->who);
        return;
    }
    aid_handle_of(store, row->member, handle);
    util_copy_text(out->who, sizeof out->who, handle);
    read_by_hand(store, row, out);
}

static void read_words(struct store *store, const struct aid_row *row, bool details, struct aid *out)
{
    if (row->veiled && !row->line_told) {
        aid_veiled_line(store, row, out->line, sizeof out->line);
        out->details = details ? xstrdup("") : NULL;
        return;
    }
    sqlite3_stmt *text = row->is_offer
                             ? db_query(store, "SELECT line, details FROM offer_text WHERE offer = ?", row->id)
                             : db_query(store, "SELECT line, details FROM ask_text WHERE ask = ?", row->id);
    util_copy_text(out->line, sizeof out->line, _("(forgotten)"));
    if (db_step(store, text)) {
        db_copy(text, 0, out->line, sizeof out->line);
        if (details && !row->veiled)
            out->details = xstrdup(db_text(text, 1));
    }
    db_done(store, text);
    if (details && out->details == NULL)
        out->details = xstrdup("");
}

/* RULES 3.7: leaves only kind, window, number and area. */
static void veil(struct aid *out)
{
    out->unit = out->at = 0;
    out->urgency = AID_WHENEVER;
    out->languages = 0;
    out->climbs = AID_STAYS;
    out->pays = AID_PAYS_NOTHING;
    out->again = out->learner = out->is_new = false;
    out->place[0] = out->by_hand[0] = '\0';
    if (!out->may_answer)
        out->who_may = AID_ANYONE;
    aid_neighbour_from(out->from, false, out->who, sizeof out->who);
}

static void show(struct store *store, const struct actor *actor, const struct aid_row *row, int64_t now, int64_t looked,
    struct aid *out)
{
    *out = (struct aid) {
        .is_offer = row->is_offer,
        .id = row->id,
        .unit = row->unit,
        .at = row->at,
        .starts = row->starts,
        .ends = row->ends,
        .kind = row->kind,
        .urgency = row->urgency,
        .state = row->state,
        .many = row->many,
        .capacity = row->capacity,
        .languages = row->languages,
        .who_may = row->who_may,
        .weekly = row->weekly,
        .learner = row->learner,
        .climbs = row->climbs,
        .hands = row->hands,
        .pays = row->pays,
        .again = row->again,
        .from = row->from,
        .veiled = row->veiled,
        .line_told = row->veiled && row->line_told,
        .mine = row->member != 0 && row->member == actor->member && aid_hand_owns(store, actor, row->is_offer, row->id),
    };
    out->is_new = !out->mine && row->id > looked;
    util_copy_text(out->place, sizeof out->place, row->place);
    if (row->is_offer) {
        out->left = aid_offer_left(store, row, now);
        aid_handle_of(store, row->member, out->who);
        read_by_hand(store, row, out);
    } else {
        out->match = match_of(store, actor, row, out->mine);
        if (row->weekly && out->mine)
            out->next = db_number(store, 0, "SELECT next FROM ask WHERE id = ?", row->id);
        out->may_answer = out->state == AID_OPEN && !out->mine && aid_ask_may_answer(store, row, actor->member, now) &&
                          !aid_ask_was_refused(store, row->id, actor->member, SIDE_ASKER) &&
                          (row->hands == 1 || out->match == 0 || !aid_ask_has_hand(store, row->id, actor->member));
        out->found = row->hands > 1 ? aid_ask_hands_found(store, row->id) : 0;
        name_ask(store, row, out);
    }
    if (row->veiled)
        veil(out);
}

static int64_t looked_at(struct store *store, const struct actor *actor, bool offers)
{
    return offers ? db_number(store, 0, "SELECT offer FROM aid_looked WHERE member = ? AND unit = ?", actor->member,
                        actor->here)
                  : db_number(store, 0, "SELECT ask FROM aid_looked WHERE member = ? AND unit = ?", actor->member,
                        actor->here);
}

static enum result get(
    struct store *store, const struct actor *actor, bool is_offer, int64_t id, int64_t now, struct aid *out)
{
    struct aid_row row = { 0 };
    *out = (struct aid) { 0 };
    db_reading_begin(store);
    enum result result = aid_row_get(store, actor, is_offer, id, &row);
    if (result == RESULT_OK) {
        show(store, actor, &row, now, looked_at(store, actor, is_offer), out);
        read_words(store, &row, true, out);
    }
    enum result ended = db_reading_end(store);
    return result != RESULT_OK ? result : ended;
}

enum result aid_ask_get(struct store *store, const struct actor *actor, int64_t ask, int64_t now, struct aid *out)
{
    return get(store, actor, false, ask, now, out);
}

enum result aid_offer_get(struct store *store, const struct actor *actor, int64_t offer, int64_t now, struct aid *out)
{
    return get(store, actor, true, offer, now, out);
}

void aid_rows_free(struct aid *aids, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(aids[i].details);
        aids[i].details = NULL;
    }
}

enum result aid_ask_unwanted(struct store *store, const struct actor *actor, int64_t ask, char *out, size_t size)
{
    struct aid_row row;
    struct buffer names = { 0 };
    out[0] = '\0';
    enum result result = aid_require_own_ask(store, actor, ask, &row);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *one = db_query(store, "SELECT member FROM ask_unwanted WHERE ask = ? ORDER BY member", ask);
    while (db_step(store, one)) {
        char handle[HANDLE_BYTES];
        aid_handle_of(store, sqlite3_column_int64(one, 0), handle);
        buffer_format(&names, "%s%s", names.length > 0 ? ", " : "", handle);
    }
    db_done(store, one);
    util_copy_text(out, size, buffer_text(&names));
    buffer_clear(&names);
    return db_outcome(store);
}

/* --- the board --- */

/* The board shows asks until they are done, and open offers. */
#define ASKS_AFTER " AND (a.urgency, -a.again, a.id) > (?1, ?2, ?3) ORDER BY a.urgency, -a.again, a.id"
static sqlite3_stmt *query_list(
    struct store *store, const struct actor *actor, const struct aid_filter *filter, const struct aid *after)
{
    int64_t id = after != NULL ? after->id : INT64_MAX;
    if (filter->mine && filter->offers)
        return db_query(store,
            "SELECT " OFFER_COLUMNS " FROM offer a WHERE a.member = ? AND a.id < ? ORDER BY a.id DESC", actor->member,
            id);
    if (filter->mine)
        return db_query(store, "SELECT " ASK_COLUMNS " FROM ask a WHERE a.member = ? AND a.id < ? ORDER BY a.id DESC",
            actor->member, id);
    if (filter->offers)
        return db_query(store,
            "SELECT " OFFER_COLUMNS " FROM offer a WHERE a.unit = ? AND a.state = " SQL_AID_OPEN
            " AND a.id < ? ORDER BY a.id DESC",
            actor->here, id);
    int64_t urgency = after != NULL ? (int64_t)after->urgency : -1, again = after != NULL ? -(int64_t)after->again : -1;
    return db_query(store,
        filter->open ? "SELECT " ASK_COLUMNS " FROM ask a WHERE a.unit = ?4 AND a.state = " SQL_AID_OPEN ASKS_AFTER
                     : "SELECT " ASK_COLUMNS " FROM ask a WHERE a.unit = ?4 AND a.state <= " SQL_AID_AGREED ASKS_AFTER,
        urgency, again, after != NULL ? id : -1, actor->here);
}

/* The second part of the list: asks that climbed to this unit. */
static sqlite3_stmt *query_climbed(
    struct store *store, const struct actor *actor, const struct aid_filter *filter, const struct aid *after)
{
    bool further = after != NULL && after->from != AID_FROM_HERE;
    return db_query(store,
        "SELECT " ASK_COLUMNS " FROM ask_climbed c JOIN ask a ON a.id = c.ask WHERE c.unit = ?1 AND a.state <= ?2"
        " AND (c.above, a.ends, a.id) > (?3, ?4, ?5) ORDER BY c.above, a.ends, a.id",
        actor->here, filter->open ? AID_OPEN : AID_ANSWERED, further ? after->from == AID_FROM_ABOVE : -1,
        further ? after->ends : 0, further ? after->id : 0);
}

static bool passes(const struct aid_filter *filter, const struct aid_row *row)
{
    if ((filter->kind >= 0 && (int)row->kind != filter->kind) ||
        (filter->urgency >= 0 && !row->is_offer && (int)row->urgency != filter->urgency))
        return false;
    if (filter->place != NULL && aid_place_number(filter->place) != aid_place_number(row->place))
        return false;
    return (filter->until == 0 || row->starts < filter->until) &&
           (filter->from == 0 || (row->is_offer && row->weekly) || row->ends > filter->from);
}

static bool is_hers(struct store *store, const struct actor *actor, const struct aid_row *row)
{
    return row->is_offer ? aid_offer_is_shown(store, actor, row) : aid_ask_is_shown(store, actor, row);
}

struct listed {
    struct aid *out;
    size_t limit, count;
};

/* An ask that climbed here is listed only for members who may answer it. */
static bool is_listed(struct store *store, const struct actor *actor, const struct aid_row *row, int64_t now)
{
    return row->from == AID_FROM_HERE || (aid_ask_may_answer(store, row, actor->member, now) &&
                                             (actor->hand == 0 || aid_ask_may_answer(store, row, actor->hand, now)));
}

static void list_rows(struct store *store, const struct actor *actor, const struct aid_filter *filter,
    sqlite3_stmt *row, bool climbed, int64_t now, struct listed *list)
{
    int64_t looked = looked_at(store, actor, filter->offers);
    while (list->count < list->limit && db_step(store, row)) {
        struct aid_row found;
        aid_read_row(row, filter->offers, &found);
        if (!passes(filter, &found) ||
            !(filter->mine ? is_hers(store, actor, &found) : aid_reaches(store, actor, &found)))
            continue;
        struct aid *out = &list->out[list->count];
        if ((climbed && found.from == AID_FROM_HERE) || !is_listed(store, actor, &found, now))
            continue;
        show(store, actor, &found, now, looked, out);
        if ((filter->open && out->state != AID_OPEN) || (filter->mine && !out->mine))
            continue;
        read_words(store, &found, false, out);
        list->count++;
    }
    db_done(store, row);
}

/* The place of a filter, read as that of an ask is. */
static void place_wanted(
    struct store *store, const struct actor *actor, const char *typed, char out[AID_PLACE_MAX * 4 + 1])
{
    if (typed[0] != '\0' && aid_is_own_block(typed))
        aid_block_of(store, actor->member, out);
    else
        aid_place_plain(store, actor->here, typed, out);
}

enum result aid_list(struct store *store, const struct actor *actor, const struct aid_filter *filter,
    const struct aid *after, int64_t now, size_t limit, struct aid *out, size_t *count)
{
    struct listed list = { out, limit, 0 };
    struct aid_filter plain = *filter;
    char place[AID_PLACE_MAX * 4 + 1];
    *count = 0;
    enum result result = by_hand_require_neighbour(store, actor);
    if (result != RESULT_OK)
        return result;
    db_reading_begin(store);
    if (filter->place != NULL) {
        place_wanted(store, actor, filter->place, place);
        plain.place = place;
        filter = &plain;
    }
    if (after == NULL || after->from == AID_FROM_HERE)
        list_rows(store, actor, filter, query_list(store, actor, filter, after), false, now, &list);
    if (!filter->offers && !filter->mine && filter->place == NULL && filter->urgency < 0)
        list_rows(store, actor, filter, query_climbed(store, actor, filter, after), true, now, &list);
    *count = list.count;
    return db_reading_end(store);
}
