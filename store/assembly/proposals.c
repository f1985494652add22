/* proposals.c: makes a proposal, reads it, and withdraws it. RULES 4.5. */
#include "proposals.h"

#include <stdlib.h>
#include <string.h>

#include "store/assembly/effect_row.h"
#include "store/assembly/twice.h"
#include "when.h"

/* --- reading --- */

#define PROPOSAL_SELECT                                                                                                       \
    "SELECT p.id, p.meeting, p.item, p.mover, p.made, p.version, p.state, p.small_until, t.at, coalesce(t.title, ''),"        \
    " coalesce(t.body, ''), " HANDLE_OF("p.mover") ", " ITEM_BEGAN(                                                           \
        "p") ", p.post, coalesce((SELECT thread FROM post"                                                                    \
             " WHERE post.id = p.post), 0), i.about, i.person FROM proposal p LEFT JOIN proposal_text t ON t.proposal = p.id" \
             " AND t.version = p.version LEFT JOIN meeting_item i ON i.id = p.item"

static void read_proposal(
    struct store *store, const struct actor *actor, sqlite3_stmt *row, int64_t now, struct proposal *out)
{
    *out = (struct proposal) {
        .id = sqlite3_column_int64(row, 0),
        .meeting = sqlite3_column_int64(row, 1),
        .item = sqlite3_column_int64(row, 2),
        .mover = sqlite3_column_int64(row, 3),
        .made = sqlite3_column_int64(row, 4),
        .version = sqlite3_column_int(row, 5),
        .state = (enum proposal_state)sqlite3_column_int(row, 6),
        .small_until = sqlite3_column_int64(row, 7),
    };
    out->mine = out->mover == actor->member;
    out->small = out->small_until != 0;
    struct proposal_row reading = { .id = out->id, .version = out->version };
    int64_t began = sqlite3_column_int64(row, 12), text_at = sqlite3_column_int64(row, 8);
    out->waits = began == 0;
    out->may_test_at = (began > text_at ? began : text_at) + proposal_reading(store, &reading);
    out->post = sqlite3_column_int64(row, 13);
    out->thread = sqlite3_column_int64(row, 14);
    out->about = (enum item_about)sqlite3_column_int(row, 15);
    out->sittings = proposal_sittings(store, out->id);
    out->two_thirds = proposal_may_two_thirds(store, out->id, out->item, out->about, now);
    out->stops = (int)proposal_stops_standing(store, out->item, 0, now);
    struct effect effect;
    effect_load(store, out->id, &effect);
    out->person = sqlite3_column_int64(row, 16);
    out->twice = effect_takes_two_meetings(&effect);
    out->by_vote = out->twice || out->about == ITEM_PERSON;
    out->first_yes = twice_first(store, out->id);
    out->second_from = out->first_yes != 0 ? twice_second_from(out->first_yes) : 0;
    out->second_until = out->first_yes != 0 ? twice_second_until(out->first_yes) : 0;
    effect_sentence(&effect, false, out->effect, sizeof out->effect);
    db_copy(row, 9, out->title, sizeof out->title);
    db_copy(row, 10, out->text, sizeof out->text);
    person_copy_handle(row, 11, out->mover_handle);
    if (!person_may_know_people(actor) && actor->kind != ACTOR_TABLE)
        util_copy_text(out->mover_handle, sizeof out->mover_handle, _("a neighbour"));
}

enum result proposal_get(
    struct store *store, const struct actor *actor, int64_t proposal, int64_t now, struct proposal *out)
{
    struct proposal_row found;
    *out = (struct proposal) { 0 };
    db_reading_begin(store);
    enum result result = proposal_row_to_read(store, actor, proposal, &found);
    if (result == RESULT_OK) {
        sqlite3_stmt *row = db_query(store, PROPOSAL_SELECT " WHERE p.id = ?", proposal);
        if (db_step(store, row))
            read_proposal(store, actor, row, now, out);
        db_done(store, row);
    }
    enum result end = db_reading_end(store);
    return result != RESULT_OK ? result : end;
}

enum result proposals_list(struct store *store, const struct actor *actor, int64_t meeting, int64_t now,
    struct proposal *out, size_t limit, size_t *count)
{
    struct meeting_row found;
    *count = 0;
    db_reading_begin(store);
    enum result result = meeting_row_get(store, actor, meeting, now, &found);
    if (result == RESULT_OK) {
        sqlite3_stmt *row = db_query(store, PROPOSAL_SELECT " WHERE p.meeting = ? ORDER BY p.id", meeting);
        while (*count < limit && db_step(store, row))
            read_proposal(store, actor, row, now, &out[(*count)++]);
        db_done(store, row);
    }
    enum result end = db_reading_end(store);
    return result != RESULT_OK ? result : end;
}

/* --- making --- */

static enum result check_item(struct store *store, const struct room *room)
{
    if (room->item_wants != ITEM_DECIDE)
        return db_refuse(store, RESULT_REFUSED,
            _("This item is not there to decide, and nobody came prepared for it. Put one on the next agenda: `agenda add N --wants decide`."));
    return RESULT_OK;
}

/* An item has one proposal at a time, so that all know what they talk about. */
static enum result check_only_one(struct store *store, int64_t item)
{
    int64_t other = proposal_of_item(store, item);
    if (other == 0)
        return RESULT_OK;
    return db_refuse(store, RESULT_CONFLICT,
        _("Proposal %lld is before the room already. `amend %lld` brings another text for it."), (long long)other,
        (long long)other);
}

static enum result check_own(struct store *store, const struct actor *actor, int64_t item)
{
    if (db_number(store, 0, "SELECT count(*) FROM proposal WHERE item = ? AND mover = ?", item, actor->member) <
        PROPOSALS_OF_ONE)
        return RESULT_OK;
    return db_refuse(store, RESULT_REFUSED,
        _("%d proposals of one person are enough for an item. Let somebody else make one."), PROPOSALS_OF_ONE);
}

/* What it shall do by itself, in that unit, by an item about this. */
enum result effect_new(
    struct store *store, int64_t unit, const struct item_new *item, const char *typed, int64_t now, struct effect *out)
{
    enum result result = effect_parse(store, unit, typed, now, out);
    if (result == RESULT_OK)
        result = effect_fits(store, out, item->about, item->person);
    return result == RESULT_OK ? effect_check(store, unit, out, now) : result;
}

int64_t proposal_insert(
    struct store *store, const struct proposal_row *row, const char *title, const char *text, int64_t post, int64_t now)
{
    char uid[37];
    uid_make(now, uid);
    db_run(store,
        "INSERT INTO proposal (uid, unit, meeting, item, mover, made, state, post) VALUES (?, ?, ?, ?, ?, ?,"
        " " SQL_PROPOSAL_OPEN ", ?)",
        uid, row->unit, row->meeting, row->item, row->mover, now, post);
    int64_t proposal = db_last_id(store);
    db_run(store, "INSERT INTO proposal_text VALUES (?, 1, ?, ?, ?)", proposal, now, title, text);
    return proposal;
}

struct proposal_form {
    const char *title, *text, *effect;
};

static enum result make(struct store *store, const struct actor *actor, int64_t meeting,
    const struct proposal_form *form, int64_t now, int64_t *proposal)
{
    struct room room = { 0 };
    struct effect effect;
    enum result result = proposal_room_get(store, actor, meeting, 0, now, &room);
    if (result == RESULT_OK)
        result = check_item(store, &room);
    if (result == RESULT_OK)
        result = check_only_one(store, room.item);
    if (result == RESULT_OK)
        result = check_own(store, actor, room.item);
    if (result == RESULT_OK)
        result = effect_new(store, room.unit, &(struct item_new) { .about = room.item_about, .person = room.person },
            form->effect, now, &effect);
    if (result == RESULT_OK)
        result = effect_fits_urgent(store, &effect, room.item);
    if (result != RESULT_OK)
        return result;
    struct proposal_row row = { .unit = room.unit, .meeting = meeting, .item = room.item, .mover = actor->member };
    row.id = *proposal = proposal_insert(store, &row, form->title, form->text, 0, now);
    effect_keep(store, row.id, &effect);
    result = proposal_tell(store, actor, &row, ROOM_PROPOSED, row.id, 0, now);
    if (result != RESULT_OK)
        return result;
    return proposal_book(store, actor, room.unit, LEDGER_PROPOSED, row.id, NULL, now);
}

enum result proposal_check_title(struct store *store, const char *title)
{
    if (title != NULL && title[strspn(title, " \t\r\n")] != '\0')
        return RESULT_OK;
    return db_refuse(store, RESULT_INVALID, _("A proposal needs a title: one line that says what it is."));
}

enum result proposal_make_with(struct store *store, const struct actor *actor, int64_t meeting, const char *title,
    const char *text, const char *effect, int64_t now, int64_t *proposal)
{
    char *clean_title = NULL, *clean_text = NULL;
    enum result result = rights_require_member(store, actor);
    *proposal = 0;
    if (result == RESULT_OK)
        result = proposal_check_title(store, title);
    if (result == RESULT_OK)
        result = db_clean_text(store, title, true, PROPOSAL_TITLE_MAX, &clean_title);
    if (result == RESULT_OK)
        result = db_clean_text(store, text, false, PROPOSAL_TEXT_MAX, &clean_text);
    if (result == RESULT_OK && (result = db_begin(store)) == RESULT_OK)
        result = db_finish(store,
            make(store, actor, meeting, &(struct proposal_form) { clean_title, clean_text, effect }, now, proposal));
    free(clean_title);
    free(clean_text);
    return result;
}

enum result proposal_make(struct store *store, const struct actor *actor, int64_t meeting, const char *title,
    const char *text, int64_t now, int64_t *proposal)
{
    return proposal_make_with(store, actor, meeting, title, text, NULL, now, proposal);
}

/* --- withdrawing --- */

static enum result withdraw(struct store *store, const struct actor *actor, int64_t proposal, int64_t now)
{
    struct proposal_row row;
    enum result result = proposal_row_get(store, actor, proposal, &row);
    if (result != RESULT_OK)
        return result;
    if (row.mover != actor->member)
        return db_refuse(store, RESULT_REFUSED, _("Only whoever made a proposal can withdraw it."));
    if (row.state == PROPOSAL_TESTED)
        return db_refuse(store, RESULT_CONFLICT, _("The question is put. Answer it; it is open to all who are here."));
    if (row.state == PROPOSAL_DECIDED)
        return db_refuse(store, RESULT_REFUSED, _("It is decided."));
    if (row.state == PROPOSAL_WITHDRAWN)
        return RESULT_OK;
    proposal_set_state(store, proposal, PROPOSAL_WITHDRAWN, now);
    proposal_stops_lapse(store, row.item, now);
    proposal_gone(store, row.meeting, proposal);
    return proposal_book(store, actor, row.unit, LEDGER_PROPOSAL_WITHDRAWN, proposal, NULL, now);
}

enum result proposal_withdraw(struct store *store, const struct actor *actor, int64_t proposal, int64_t now)
{
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    return db_finish(store, withdraw(store, actor, proposal, now));
}
