/* aid_due.c: what home and the board say about mutual aid, when an ask climbs, statistics, and proposals. RULES 3.7,
 * 3.8, 9.1. */
#include <stdlib.h>
#include <string.h>

#include "members.h"
#include "store/aid/aid_internal.h"
#include "store/people/claim_room.h"

struct due_list {
    struct aid_due *out;
    size_t limit, count;
};

static struct aid_due *due_add(struct due_list *list, enum aid_due_kind kind, int64_t at)
{
    if (list->count == list->limit)
        return NULL;
    struct aid_due *due = &list->out[list->count++];
    *due = (struct aid_due) { .kind = kind, .at = at };
    return due;
}

static void line_of(struct store *store, bool is_offer, int64_t id, char *out, size_t size)
{
    sqlite3_stmt *row = is_offer ? db_query(store, "SELECT line FROM offer_text WHERE offer = ?", id)
                                 : db_query(store, "SELECT line FROM ask_text WHERE ask = ?", id);
    util_copy_text(out, size, _("(forgotten)"));
    if (db_step(store, row))
        db_copy(row, 0, out, size);
    db_done(store, row);
}

/* The ask's line as the actor may read it: the veiled line when the ask is not of her unit. */
static void ask_line_for(struct store *store, const struct actor *actor, int64_t ask, char *out, size_t size)
{
    struct aid_row row = { 0 };
    enum result result = aid_row_get(store, actor, false, ask, &row);
    if (result == RESULT_OK && !row.veiled)
        line_of(store, false, ask, out, size);
    else if (row.id != 0 && row.member != 0)
        aid_veiled_line(store, &row, out, size);
    else
        util_copy_text(out, size, aid_gone_line(&row));
}

/* --- asks for today that her offers suit --- */

static bool offer_suits(
    struct store *store, const struct actor *actor, const struct aid_row *offer, int64_t ask, int64_t now)
{
    struct aid_suggestion found[AID_SUGGESTIONS];
    size_t count = 0;
    if (aid_suggestions(store, actor, true, offer->id, now, AID_SUGGESTIONS, found, &count) != RESULT_OK)
        return false;
    bool fits = false;
    for (size_t i = 0; i < count; i++)
        fits = fits || found[i].aid.id == ask;
    for (size_t i = 0; i < count; i++)
        aid_rows_free(&found[i].aid, 1);
    return fits;
}

static bool any_offer_suits(struct store *store, const struct actor *actor, const struct aid_row *ask, int64_t now)
{
    bool fits = false;
    sqlite3_stmt *row = db_query(store,
        "SELECT " OFFER_COLUMNS " FROM offer a WHERE a.member = ? AND a.state = " SQL_AID_OPEN " AND a.kind = ?",
        actor->member, ask->kind);
    while (!fits && db_step(store, row)) {
        struct aid_row offer;
        aid_read_row(row, true, &offer);
        fits = offer_suits(store, actor, &offer, ask->id, now);
    }
    db_done(store, row);
    return fits;
}

static void due_today(struct store *store, const struct actor *actor, int64_t now, struct due_list *list)
{
    sqlite3_stmt *row = db_query(store,
        "SELECT " ASK_COLUMNS " FROM (SELECT id FROM ask WHERE unit = ?2 AND state = " SQL_AID_OPEN
        " AND urgency = " SQL_AID_TODAY
        " UNION ALL SELECT ask FROM ask_climbed WHERE unit = ?2) seen JOIN ask a ON a.id = seen.id"
        " WHERE a.state = " SQL_AID_OPEN " AND a.urgency = " SQL_AID_TODAY
        " AND a.kind IN (SELECT kind FROM offer WHERE member = ?1 AND state = " SQL_AID_OPEN ")"
        " AND NOT EXISTS (SELECT 1 FROM aid_match m WHERE m.ask = a.id AND m.helper = ?1 AND m.state < " SQL_MATCH_DONE
        ")"
        " ORDER BY -a.again, a.id",
        actor->member, actor->here);
    while (db_step(store, row)) {
        struct aid_row ask;
        aid_read_row(row, false, &ask);
        if (aid_is_own(store, actor, &ask) || !aid_reaches(store, actor, &ask) ||
            !any_offer_suits(store, actor, &ask, now))
            continue;
        struct aid_due *due = due_add(list, AID_DUE_SUITS, ask.at);
        if (due == NULL)
            break;
        due->id = ask.id;
        due->aid_kind = ask.kind;
        due->from = ask.from;
        if (ask.veiled) {
            aid_neighbour_from(ask.from, false, due->who, sizeof due->who);
            aid_veiled_line(store, &ask, due->line, sizeof due->line);
            continue;
        }
        util_copy_text(due->place, sizeof due->place, ask.place);
        aid_neighbour(ask.place, due->who, sizeof due->who);
        line_of(store, false, ask.id, due->line, sizeof due->line);
    }
    db_done(store, row);
}

/* --- her matches --- */

static bool is_due(const struct aid_match *match, int64_t now, enum aid_due_kind *kind, int64_t *at)
{
    /* what is suggested ends with the time that both have, too */
    *at = match->state == MATCH_SUGGESTED && match->ends > 0 && match->ends < match->until ? match->ends : match->until;
    if (match->state == MATCH_SUGGESTED)
        *kind = AID_DUE_SUGGESTED;
    else if (match->state == MATCH_HOLDS && !match->mine_said)
        *kind = AID_DUE_ANSWER;
    else if (match->state == MATCH_FELL && match->is_new)
        *kind = AID_DUE_FELL;
    else if (match->unread > 0)
        *kind = AID_DUE_MESSAGE;
    else if (match->happened_due)
        *kind = AID_DUE_HAPPENED;
    else if (match->state == MATCH_AGREED && match->every == AID_EVERY_ASKED)
        *kind = AID_DUE_WEEKLY;
    else if (match->state == MATCH_AGREED && match->every == AID_EVERY_ENDED)
        *kind = AID_DUE_WEEKLY_OVER;
    else if (match->state == MATCH_AGREED && match->starts > now && match->starts <= now + AID_REMIND_SECONDS)
        *kind = AID_DUE_SOON;
    else if (match->is_new)
        *kind = AID_DUE_AGREED;
    else if (match->state == MATCH_AGREED && match->ends > now)
        *kind = AID_DUE_COMES;
    else
        return false;
    if (*kind == AID_DUE_SOON || *kind == AID_DUE_COMES)
        *at = match->starts;
    else if (*kind == AID_DUE_MESSAGE)
        *at = match->unread_at;
    else if (*kind != AID_DUE_ANSWER && *kind != AID_DUE_SUGGESTED)
        *at = match->agreed;
    return true;
}

/* Of several hands the asker has one line for all of whom the same is said: "with eve, flo". */
static bool joins_line(struct due_list *list, const struct aid_match *match, enum aid_due_kind kind)
{
    bool joins = kind == AID_DUE_HAPPENED || kind == AID_DUE_SOON || kind == AID_DUE_COMES;
    for (size_t i = 0; joins && match->asks && match->hands > 1 && i < list->count; i++) {
        struct aid_due *due = &list->out[i];
        size_t length = strlen(due->who);
        if (due->kind != kind || due->id != match->ask || due->is_offer)
            continue;
        if (length + strlen(match->other) + 3 <= sizeof due->who)
            snprintf(due->who + length, sizeof due->who - length, ", %s", match->other);
        return true;
    }
    return false;
}

static void due_matches(struct store *store, const struct actor *actor, int64_t now, struct due_list *list)
{
    enum { MATCHES_MOST = 20 };
    struct aid_match *matches = xcalloc(MATCHES_MOST, sizeof *matches);
    size_t count = 0;
    aid_matches(store, actor, now, MATCHES_MOST, matches, &count);
    for (size_t i = 0; i < count; i++) {
        enum aid_due_kind kind;
        int64_t at;
        if (!is_due(&matches[i], now, &kind, &at) || joins_line(list, &matches[i], kind))
            continue;
        struct aid_due *due = due_add(list, kind, at);
        if (due == NULL)
            break;
        due->id = matches[i].ask;
        due->match = matches[i].id;
        due->aid_kind = matches[i].kind;
        due->is_private = true;
        due->starts = matches[i].starts;
        due->ends = matches[i].ends;
        due->from = matches[i].from;
        util_copy_text(due->who, sizeof due->who, matches[i].other);
        if ((kind == AID_DUE_COMES || kind == AID_DUE_SOON) && matches[i].every == AID_EVERY_AGREED)
            /* TRANSLATORS: a name */
            snprintf(due->who, sizeof due->who, _("%.*s, every week"), HANDLE_BYTES, matches[i].other);
        util_copy_text(due->line, sizeof due->line, matches[i].line);
    }
    free(matches);
}

/* Yes answers of hers that the other side did not return. An asker reads this only while her ask is open, so while
 * nobody else has answered. */
static void due_not_now(struct store *store, const struct actor *actor, int64_t now, struct due_list *list)
{
    sqlite3_stmt *row = db_query(store,
        "SELECT m.ask, m.until, a.kind, 0, m.id, coalesce(m.offer, 0)"
        " FROM ask a JOIN aid_match m ON m.ask = a.id WHERE a.member = ?1 AND a.state = " SQL_AID_OPEN
        " AND m.state IN (" SQL_MATCH_NOT_NOW ", " SQL_MATCH_LAPSED
        ") AND m.until > ?2 AND m.asker_yes > 0 AND m.helper_yes = 0"
        " AND m.refused <> " SQL_SIDE_ASKER " UNION ALL SELECT m.ask, m.until, a.kind, 1, m.id, coalesce(m.offer, 0)"
        " FROM aid_match m JOIN ask a ON a.id = m.ask WHERE m.helper = ?1"
        " AND m.state IN (" SQL_MATCH_NOT_NOW ", " SQL_MATCH_LAPSED
        ") AND m.until > ?2 AND m.helper_yes > 0 AND m.asker_yes = 0"
        " AND m.refused <> " SQL_SIDE_HELPER " ORDER BY 2 DESC",
        actor->member, now);
    while (db_step(store, row)) {
        if (!aid_hand_goes_on(store, actor, sqlite3_column_int(row, 3) != 0, sqlite3_column_int64(row, 4),
                sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 5)))
            continue;
        struct aid_due *due = due_add(list, AID_DUE_NOT_NOW, sqlite3_column_int64(row, 1) - AID_NO_SAID);
        int64_t kind = sqlite3_column_int64(row, 2);
        if (due == NULL)
            break;
        due->id = sqlite3_column_int64(row, 0);
        due->is_private = true;
        due->aid_kind = kind >= 0 && kind < AID_KINDS ? (enum aid_kind)kind : AID_OTHER;
        ask_line_for(store, actor, due->id, due->line, sizeof due->line);
    }
    db_done(store, row);
}

/* RULES 3.1: only the claimant is told. */
static void due_woman(struct store *store, const struct actor *actor, int64_t now, struct due_list *list)
{
    struct claim claim = { 0 };
    if (claim_by_hand(store, actor))
        claim = claim_of(store, actor->member, now);
    struct aid_due *due = claim.state == CLAIM_SUSPENDED && now < claim.since + CLAIM_TOLD_SECONDS
                              ? due_add(list, AID_DUE_WOMAN, claim.since)
                              : NULL;
    if (due == NULL)
        return;
    due->is_private = true;
    util_copy_text(due->line, sizeof due->line, _("two members object"));
}

/* --- asks and offers that end soon --- */

/* What of hers is open, or expired and was not told yet. A weekly ask that expired is asked again by itself. */
#define HERS_OPEN " WHERE a.member = ?1 AND a.state = " SQL_AID_OPEN
#define HERS_UNTOLD " WHERE a.member = ?1 AND a.state = " SQL_AID_EXPIRED " AND a.told = 0 AND a.weekly = 0"
static bool is_end_due(const struct aid_row *row, int64_t now, enum aid_due_kind *kind)
{
    *kind = row->state == AID_EXPIRED ? AID_DUE_ENDED : AID_DUE_ENDS;
    return row->state == AID_EXPIRED ||
           (!(row->is_offer && row->weekly) && now >= aid_warn_at(row->since, row->ends) && now < row->ends);
}

static void due_ends(struct store *store, const struct actor *actor, int64_t now, struct due_list *list)
{
    enum { IS_OFFER = AID_COLUMNS };
    sqlite3_stmt *row = db_query(store,
        "SELECT " ASK_COLUMNS ", 0 FROM ask a" HERS_OPEN " UNION ALL SELECT " ASK_COLUMNS ", 0 FROM ask a" HERS_UNTOLD
        " UNION ALL SELECT " OFFER_COLUMNS ", 1 FROM offer a" HERS_OPEN " UNION ALL SELECT " OFFER_COLUMNS
        ", 1 FROM offer a" HERS_UNTOLD " ORDER BY 21, 8",
        actor->member);
    while (db_step(store, row)) {
        struct aid_row found;
        enum aid_due_kind kind;
        bool offers = sqlite3_column_int(row, IS_OFFER) != 0;
        aid_read_row(row, offers, &found);
        struct aid_due *due = is_end_due(&found, now, &kind) && aid_hand_owns(store, actor, offers, found.id)
                                  ? due_add(list, kind, found.ends)
                                  : NULL;
        if (due == NULL)
            continue;
        due->id = found.id;
        due->is_offer = offers;
        due->is_private = !offers; /* the board says "a neighbour", so a screen that others see must not show that it
                                    * is hers */
        due->aid_kind = found.kind;
        line_of(store, offers, found.id, due->line, sizeof due->line);
    }
    db_done(store, row);
}

/* A coordinator is reminded when asks and offers stand and the last night was a week ago. While a street founds itself
 * nobody has the task, and nobody is reminded. */
static void due_night(struct store *store, const struct actor *actor, int64_t now, struct due_list *list)
{
    enum { WEEK = 7 * 86400 };
    if (actor->hand != 0)
        return;
    sqlite3_stmt *row = db_query(store,
        "SELECT unit, asks, offers FROM (SELECT s.unit AS unit, (SELECT count(*) FROM ask a WHERE a.unit = s.unit"
        " AND a.state = " SQL_AID_OPEN ") AS asks, (SELECT count(*) FROM offer o WHERE o.unit = s.unit AND o.state"
        " = " SQL_AID_OPEN ") AS offers FROM seat s WHERE s.member = ?1 AND s.name = 'coordinator' AND s.until > ?2"
        " AND NOT EXISTS (SELECT 1 FROM unit_value v WHERE v.unit = s.unit AND v.name = 'matching-night'"
        " AND CAST(v.value AS INTEGER) > ?3)) WHERE asks > 0 AND offers > 0",
        actor->member, now, now - WEEK);
    while (db_step(store, row)) {
        int64_t asks = sqlite3_column_int64(row, 1), offers = sqlite3_column_int64(row, 2);
        struct aid_due *due = due_add(list, AID_DUE_NIGHT, 0);
        if (due == NULL)
            break;
        due->unit = sqlite3_column_int64(row, 0);
        snprintf(
            due->line, sizeof due->line, _("open asks: %lld, open offers: %lld"), (long long)asks, (long long)offers);
    }
    db_done(store, row);
}

/* Searches each of her units for asks for today that her offers suit. */
static void due_today_anywhere(struct store *store, const struct actor *actor, int64_t now, struct due_list *list)
{
    struct actor there = *actor;
    for (int i = 0; i < actor->unit_count; i++) {
        there.here = actor->units[i];
        due_today(store, &there, now, list);
    }
}

/* A member of several units is told in which unit each line is. Lines of a caucus are private everywhere (RULES
 * 1.6). */
static void say_units(struct store *store, const struct actor *actor, struct due_list *list)
{
    for (size_t i = 0; actor->unit_count > 1 && i < list->count; i++) {
        struct aid_due *due = &list->out[i];
        if (due->kind == AID_DUE_NIGHT)
            continue;
        due->unit = due->is_offer ? db_number(store, 0, "SELECT unit FROM offer WHERE id = ?", due->id)
                                  : db_number(store, 0, "SELECT unit FROM ask WHERE id = ?", due->id);
        due->is_private = due->is_private || (due->unit != 0 && unit_is_caucus(store, due->unit));
    }
}

enum result aid_due_list(
    struct store *store, const struct actor *actor, int64_t now, size_t limit, struct aid_due *out, size_t *count)
{
    struct due_list list = { out, limit, 0 };
    *count = 0;
    enum result result = by_hand_require_neighbour(store, actor);
    if (result != RESULT_OK)
        return result;
    db_reading_begin(store);
    due_woman(store, actor, now, &list);
    due_today_anywhere(store, actor, now, &list);
    due_matches(store, actor, now, &list);
    due_not_now(store, actor, now, &list);
    due_ends(store, actor, now, &list);
    due_night(store, actor, now, &list);
    say_units(store, actor, &list);
    *count = list.count;
    return db_reading_end(store);
}

/* Counts what aid_list() would show. */
enum result aid_totals(struct store *store, const struct actor *actor, struct aid_totals *out)
{
    *out = (struct aid_totals) { 0 };
    enum result result = by_hand_require_neighbour(store, actor);
    if (result != RESULT_OK)
        return result;
    db_reading_begin(store);
    sqlite3_stmt *row = db_query(store,
        "SELECT count(*), coalesce(sum(fresh), 0) FROM (SELECT a.member <> ?1 AND a.id > coalesce("
        "(SELECT ask FROM aid_looked WHERE member = ?1 AND unit = ?2), 0) AS fresh FROM ask a WHERE a.unit = ?2 AND a.state = " SQL_AID_OPEN
        " AND (a.member = ?1 OR"
        " a.who_may <> " SQL_AID_NAMED " OR EXISTS (SELECT 1 FROM ask_named n WHERE n.ask = a.id AND n.member = ?1))"
        " ORDER BY a.id DESC LIMIT 100)",
        actor->member, actor->here);
    if (db_step(store, row)) {
        out->asks = sqlite3_column_int(row, 0);
        out->new_asks = sqlite3_column_int(row, 1);
    }
    db_done(store, row);
    row = db_query(store,
        "SELECT count(*), coalesce(sum(fresh), 0) FROM (SELECT a.member <> ?1 AND a.id > coalesce("
        "(SELECT offer FROM aid_looked WHERE member = ?1 AND unit = ?2), 0) AS fresh FROM offer a WHERE a.unit = ?2"
        " AND a.state = " SQL_AID_OPEN
        " AND NOT EXISTS (SELECT 1 FROM aid_barred b WHERE b.member = ?1 AND b.other = a.member AND b.known = 1)"
        " AND NOT EXISTS (SELECT 1 FROM muted_member b WHERE b.member = ?1 AND b.other = a.member)"
        " ORDER BY a.id DESC LIMIT 100)",
        actor->member, actor->here);
    if (db_step(store, row)) {
        out->offers = sqlite3_column_int(row, 0);
        out->new_offers = sqlite3_column_int(row, 1);
    }
    db_done(store, row);
    return db_reading_end(store);
}

enum result aid_look(struct store *store, const struct actor *actor)
{
    enum result result = by_hand_require_neighbour(store, actor);
    if (result != RESULT_OK)
        return result;
    int64_t ask = db_number(store, 0, "SELECT max(id) FROM ask");
    int64_t offer = db_number(store, 0, "SELECT max(id) FROM offer");
    if (db_number(store, 0, "SELECT 1 FROM aid_looked WHERE member = ? AND unit = ? AND ask >= ? AND offer >= ?",
            actor->member, actor->here, ask, offer) == 1 ||
        (ask == 0 && offer == 0))
        return db_outcome(store);
    if ((result = db_begin(store)) != RESULT_OK)
        return result;
    db_run(store, "INSERT OR REPLACE INTO aid_looked VALUES (?, ?, ?, ?)", actor->member, actor->here, ask, offer);
    return db_commit(store);
}

/* --- when an ask climbs --- */

enum result aid_ask_climb(
    struct store *store, const struct actor *actor, int64_t ask, int64_t *when, char *words, size_t size)
{
    struct aid_row row;
    *when = 0;
    words[0] = '\0';
    enum result result = aid_row_get(store, actor, false, ask, &row);
    if (result == RESULT_OK && !aid_is_own(store, actor, &row))
        result = db_refuse(store, RESULT_REFUSED, _("Only the asker can do that."));
    if (result != RESULT_OK || row.state > AID_ANSWERED)
        return result;
    if (!aid_ask_is_up(store, ask))
        *when = row.at + aid_climb_wait(store, row.unit, row.urgency);
    aid_veiled_line(store, &row, words, size);
    return RESULT_OK;
}

/* --- statistics --- */

static int by_number(const void *a, const void *b)
{
    int64_t one = *(const int64_t *)a, other = *(const int64_t *)b;
    return (one > other) - (one < other);
}

struct hours {
    int64_t *hours;
    size_t count, room;
};

static int64_t median(struct hours *hours)
{
    if (hours->count == 0)
        return 0;
    qsort(hours->hours, hours->count, sizeof *hours->hours, by_number);
    int64_t found = hours->hours[hours->count / 2];
    return found > 0 ? found : 1;
}

static void count_ask(struct aid_statistic *row, struct hours *hours, int64_t asked, int64_t met)
{
    row->asked++;
    if (met == 0)
        return;
    row->met++;
    if (hours->count == hours->room)
        hours->hours = xrealloc(hours->hours, hours->room = hours->room * 2 + 16, sizeof *hours->hours);
    hours->hours[hours->count++] = met > asked ? (met - asked + 1800) / 3600 : 0;
}

enum result aid_statistics(struct store *store, const struct actor *actor, int days, int64_t now,
    struct aid_statistic *out, size_t limit, size_t *count)
{
    struct aid_statistic all[AID_KINDS][AID_URGENCIES] = { 0 };
    struct hours hours[AID_KINDS][AID_URGENCIES] = { 0 };
    *count = 0;
    enum result result = by_hand_require_neighbour(store, actor);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = db_query(store, "SELECT " ASK_COLUMNS ", a.met FROM ask a WHERE a.unit = ? AND a.asked > ?",
        actor->here, now - (int64_t)days * 86400);
    while (db_step(store, row)) {
        struct aid_row ask;
        aid_read_row(row, false, &ask);
        int64_t met = ask.state == AID_AGREED || ask.state == AID_DONE ? sqlite3_column_int64(row, AID_COLUMNS) : 0;
        count_ask(&all[ask.kind][ask.urgency], &hours[ask.kind][ask.urgency], ask.at, met);
    }
    db_done(store, row);
    for (int kind = 0; kind < AID_KINDS; kind++)
        for (int urgency = 0; urgency < AID_URGENCIES; urgency++) {
            struct aid_statistic *found = &all[kind][urgency];
            found->kind = (enum aid_kind)kind;
            found->urgency = (enum aid_urgency)urgency;
            found->hours = median(&hours[kind][urgency]);
            if (found->asked > 0 && *count < limit)
                out[(*count)++] = *found;
            free(hours[kind][urgency].hours);
        }
    return db_outcome(store);
}

/* --- proposals that the house drafted --- */

enum result aid_proposals(
    struct store *store, const struct actor *actor, size_t limit, struct aid_proposal *out, size_t *count)
{
    *count = 0;
    enum result result = by_hand_require_neighbour(store, actor);
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *row = db_query(store,
        "SELECT id, made, kind, asked, unmet FROM aid_proposal WHERE unit = ? AND thread = 0"
        " ORDER BY id DESC",
        actor->here);
    while (*count < limit && db_step(store, row)) {
        int64_t kind = sqlite3_column_int64(row, 2);
        out[(*count)++] = (struct aid_proposal) {
            .id = sqlite3_column_int64(row, 0),
            .made = sqlite3_column_int64(row, 1),
            .kind = kind >= 0 && kind < AID_KINDS ? (enum aid_kind)kind : AID_OTHER,
            .asked = sqlite3_column_int(row, 3),
            .unmet = sqlite3_column_int(row, 4),
        };
    }
    db_done(store, row);
    return db_outcome(store);
}

enum result aid_proposal_taken(struct store *store, const struct actor *actor, int64_t proposal, int64_t thread)
{
    struct place place;
    enum result result = by_hand_require_neighbour(store, actor);
    if (result != RESULT_OK || (result = access_thread_place(store, actor, thread, &place)) != RESULT_OK ||
        (result = db_begin(store)) != RESULT_OK)
        return result;
    db_run(store, "UPDATE aid_proposal SET thread = ? WHERE id = ? AND thread = 0 AND unit = ?", thread, proposal,
        actor->here);
    if (sqlite3_changes(store->db) == 0)
        return db_abandon(store, db_refuse(store, RESULT_CONFLICT, _("Somebody took that proposal on already.")));
    return db_commit(store);
}
