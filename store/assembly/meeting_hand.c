/* meeting_hand.c: items, and what is said for a home, by another's hand: who sees it, and how it is struck. RULES 1.8.
 */
#include "store/assembly/meeting_row.h"
#include "store/boards/access.h"

static enum result see_unit(struct store *store, const struct actor *actor, int64_t unit, struct place *out)
{
    *out = (struct place) { .unit = unit };
    return unit != 0 && actor->kind == ACTOR_MEMBER && actor_belongs(actor, unit) ? db_outcome(store)
                                                                                  : RESULT_NOT_FOUND;
}

static enum result item_see(struct store *store, const struct actor *actor, int64_t item, struct place *out)
{
    int64_t unit = db_number(
        store, 0, "SELECT g.unit FROM meeting_item i JOIN meeting g ON g.id = i.meeting WHERE i.id = ?", item);
    return see_unit(store, actor, unit, out);
}

static enum result wanted_see(struct store *store, const struct actor *actor, int64_t row, struct place *out)
{
    int64_t unit = db_number(
        store, 0, "SELECT g.unit FROM meeting_wanted x JOIN meeting g ON g.id = x.meeting WHERE x.id = ?", row);
    return see_unit(store, actor, unit, out);
}

static enum result matters_see(struct store *store, const struct actor *actor, int64_t row, struct place *out)
{
    int64_t unit = db_number(store, 0,
        "SELECT g.unit FROM meeting_matters x JOIN meeting_item i ON i.id = x.item"
        " JOIN meeting g ON g.id = i.meeting WHERE x.id = ?",
        row);
    return see_unit(store, actor, unit, out);
}

/* A meeting that is called stays called: people have made their plans. */
static enum result wanted_strike(struct store *store, const struct actor *actor, int64_t row, int64_t now)
{
    (void)actor, (void)now;
    meeting_hint(store);
    return db_run(store, "UPDATE meeting_wanted SET struck = 1 WHERE id = ?", row);
}

static enum result matters_strike(struct store *store, const struct actor *actor, int64_t row, int64_t now)
{
    (void)actor, (void)now;
    meeting_hint(store);
    return db_run(store, "UPDATE meeting_matters SET struck = 1 WHERE id = ?", row);
}

static enum result matters_unstrike(struct store *store, const struct actor *actor, int64_t row, int64_t now)
{
    (void)actor, (void)now;
    meeting_hint(store);
    return db_run(store, "UPDATE meeting_matters SET struck = 0 WHERE id = ?", row);
}

#define TITLE_OF_MEETING(meeting) "(SELECT title FROM meeting_text t WHERE t.meeting = " meeting ")"
#define TITLE_OF_ITEM(item) "(SELECT title FROM meeting_item_text t WHERE t.item = " item ")"

const struct by_hand_kind meeting_by_hand[] = {
    { .kind = HAND_ITEM,
        .see = item_see,
        .strike = agenda_strike,
        .unstrike = agenda_unstrike,
        .body = TITLE_OF_ITEM("w.subject"),
        .goes_on = "EXISTS (SELECT 1 FROM meeting_item i JOIN meeting g ON g.id = i.meeting WHERE i.id = w.subject"
                   " AND i.dropped = 0 AND g.state <= " SQL_MEETING_CALLED ")" },
    { .kind = HAND_WANT, /* `unstrike` might call the meeting: it is said again instead */
        .see = wanted_see,
        .strike = wanted_strike,
        .body = TITLE_OF_MEETING("(SELECT x.meeting FROM meeting_wanted x WHERE x.id = w.subject)"),
        .goes_on = "EXISTS (SELECT 1 FROM meeting_wanted x JOIN meeting g ON g.id = x.meeting WHERE x.id = w.subject"
                   " AND g.state <= " SQL_MEETING_CALLED ")" },
    { .kind = HAND_MATTERS,
        .see = matters_see,
        .strike = matters_strike,
        .unstrike = matters_unstrike,
        .body = TITLE_OF_ITEM("(SELECT x.item FROM meeting_matters x WHERE x.id = w.subject)"),
        .goes_on = "EXISTS (SELECT 1 FROM meeting_matters x JOIN meeting_item i ON i.id = x.item"
                   " JOIN meeting g ON g.id = i.meeting WHERE x.id = w.subject AND i.dropped = 0"
                   " AND g.state <= " SQL_MEETING_CALLED ")" },
    { 0 },
};
