/* room_reader.c: who reads an open meeting of a unit to which she does not belong, and what is kept from her.
 * RULES 5.6, 1.3, 4.5.
 *
 * A reader is nobody in the room: she is not present, and does nothing there. A guest learns no name, as everywhere in
 * the house. Of an item about a person, or about action at work, no reader learns more than that there is one. */
#include "store/assembly/room_reader.h"

#include <stdlib.h>
#include <string.h>

/* SQL: a unit that stands above others. */
#define IS_CONFEDERAL(kind) kind " >= " SQL_UNIT_NEIGHBOURHOOD

/* --- who reads --- */

enum visibility room_open_to(struct store *store, int64_t unit)
{
    int64_t least = VISIBLE_UNIT, decided = VISIBLE_UNIT;
    sqlite3_stmt *row = db_query(store,
        "SELECT CASE WHEN " IS_CONFEDERAL(
            "u.kind") " THEN " SQL_VISIBLE_CONFEDERATION " ELSE " SQL_VISIBLE_UNIT
                      " END, CASE v.value WHEN 'public' THEN " SQL_VISIBLE_PUBLIC
                      " WHEN 'confederation' THEN " SQL_VISIBLE_CONFEDERATION " ELSE " SQL_VISIBLE_UNIT
                      " END FROM unit u LEFT JOIN unit_value v ON v.unit = u.id AND v.name = 'assemblies'"
                      " WHERE u.id = ? AND u.kind <> " SQL_UNIT_CAUCUS,
        unit);
    if (db_step(store, row)) {
        least = sqlite3_column_int64(row, 0);
        decided = sqlite3_column_int64(row, 1);
    }
    db_done(store, row);
    return (enum visibility)(decided > least ? decided : least);
}

/* One of her streets or workplaces, or a unit above them of which she is, lies below `unit`. A caucus does not count:
 * it takes in whom it wants, from other streets, too. */
static bool lives_below(struct store *store, const struct actor *actor, int64_t unit)
{
    for (int i = 0; i < actor->unit_count; i++)
        if (db_number(store, 0,
                "WITH RECURSIVE up (id) AS (SELECT parent FROM unit WHERE id = ?1 AND kind <> " SQL_UNIT_CAUCUS
                " UNION SELECT u.parent FROM unit u JOIN up ON u.id = up.id) SELECT 1 FROM up WHERE id = ?2",
                actor->units[i], unit) == 1)
            return true;
    return false;
}

/* The same people who read a board for the confederation: of the unit above, and of the units below that. */
static bool lives_beside(const struct actor *actor, int64_t parent)
{
    for (int i = 0; parent != 0 && i < actor->unit_count; i++)
        if (actor->units[i] == parent || actor->parents[i] == parent)
            return true;
    return false;
}

bool room_reads_along(struct store *store, const struct actor *actor, int64_t unit)
{
    bool member = actor->kind == ACTOR_MEMBER && actor->hand == 0 && !actor->password_due;
    if (unit == 0 || actor_belongs(actor, unit) || (!member && actor->kind != ACTOR_GUEST))
        return false;
    switch (room_open_to(store, unit)) {
    case VISIBLE_PUBLIC:
        return true;
    case VISIBLE_CONFEDERATION:
        return member && (lives_below(store, actor, unit) ||
                             lives_beside(actor, db_number(store, 0, "SELECT parent FROM unit WHERE id = ?", unit)));
    default:
        return false;
    }
}

bool room_reads_proposal(struct store *store, const struct actor *actor, int64_t proposal)
{
    int64_t unit = db_number(store, 0,
        "SELECT p.unit FROM proposal p JOIN room r ON r.meeting = p.meeting AND r.closed = 0"
        " JOIN room_item t ON t.meeting = p.meeting AND t.item = p.item JOIN meeting_item i ON i.id = p.item"
        " WHERE p.id = ? AND NOT " KEPT_FROM_READERS("i"),
        proposal);
    return room_reads_along(store, actor, unit);
}

int64_t room_reads_votes(struct store *store, const struct actor *actor, int64_t meeting)
{
    int64_t unit = db_number(store, 0,
        "SELECT g.unit FROM meeting g JOIN room r ON r.meeting = g.id AND r.closed = 0 WHERE g.id = ?", meeting);
    return room_reads_along(store, actor, unit) ? unit : 0;
}

bool room_reads_vote(struct store *store, const struct actor *actor, int64_t vote)
{
    int64_t meeting =
        db_number(store, 0, "SELECT v.meeting FROM vote v WHERE v.id = ? AND " VOTE_IS_TO_READ("v"), vote);
    return room_reads_votes(store, actor, meeting) != 0;
}

/* --- what is kept from her --- */

/* Only that it is over. */
static void veil_closed(struct room *out)
{
    struct room closed = {
        .meeting = out->meeting, .unit = out->unit, .closed = out->closed, .state = ROOM_CLOSED, .is_observer = true
    };
    util_copy_text(closed.title, sizeof closed.title, _("Meeting"));
    *out = closed;
}

/* The room talks about what no reader hears of. */
static void veil_item(struct room *out)
{
    out->hides = true;
    util_copy_text(out->item_title, sizeof out->item_title, _("not shown to those who read along"));
    out->person = out->concerned = 0;
    out->person_handle[0] = out->concerned_handle[0] = '\0';
    out->about_me = out->last_due = out->straw = false;
    out->straw_question[0] = '\0';
    out->proposal = out->test = out->vote = out->put_from = out->small_until = 0;
    out->turn = (struct speakers_turn) { 0 };
    memset(out->next, 0, sizeof out->next);
    memset(out->signals, 0, sizeof out->signals);
    memset(out->straw_answers, 0, sizeof out->straw_answers);
    out->spoken = 0;
    out->item_wants = ITEM_TALK;
    out->item_about = ITEM_THINGS;
    out->tools = (struct room_tools) { 0 };
}

static void forget_name(char handle[HANDLE_BYTES])
{
    if (handle[0] != '\0')
        util_copy_text(handle, HANDLE_BYTES, _("a neighbour"));
}

/* A guest may not know the people who live here. */
static void veil_names(struct room *out)
{
    forget_name(out->person_handle);
    forget_name(out->concerned_handle);
    forget_name(out->chair_handle);
    forget_name(out->notes_handle);
    forget_name(out->turn_handle);
    forget_name(out->tools.mood_handle);
    for (size_t i = 0; i < sizeof out->next_handle / sizeof *out->next_handle; i++)
        forget_name(out->next_handle[i]);
}

void room_veil(const struct actor *actor, const struct room_row *row, struct room *out)
{
    if (!row->observer)
        return;
    if (row->closed != 0)
        veil_closed(out);
    if (row->veiled)
        veil_item(out);
    if (!person_may_know_people(actor))
        veil_names(out);
}

void room_veil_line(const struct actor *actor, struct room_line *line)
{
    if (line->folded)
        line->text[0] = '\0';
    if (person_may_know_people(actor))
        return;
    forget_name(line->handle);
    if (line->by_hand[0] != '\0')
        line->by_hand[0] = '\0';
    line->member = 0;
}
