/* room_hand.c: what was said in a meeting by another's hand: who sees it, and how it is struck. RULES 1.8. */
#include "store/assembly/room_row.h"
#include "store/boards/access.h"

static enum result said_see(struct store *store, const struct actor *actor, int64_t line, struct place *out)
{
    int64_t unit =
        db_number(store, 0, "SELECT g.unit FROM room_line l JOIN meeting g ON g.id = l.meeting WHERE l.id = ?", line);
    *out = (struct place) { .unit = unit };
    return unit != 0 && actor->kind == ACTOR_MEMBER && actor_belongs(actor, unit) ? db_outcome(store)
                                                                                  : RESULT_NOT_FOUND;
}

static enum result set_struck(struct store *store, int64_t line, bool struck)
{
    room_hint(store, db_number(store, 0, "SELECT meeting FROM room_line WHERE id = ?", line));
    return db_run(store, "UPDATE room_line SET struck = ? WHERE id = ?", struck, line);
}

static enum result said_strike(struct store *store, const struct actor *actor, int64_t line, int64_t now)
{
    (void)actor, (void)now;
    return set_struck(store, line, true);
}

static enum result said_unstrike(struct store *store, const struct actor *actor, int64_t line, int64_t now)
{
    (void)actor, (void)now;
    return set_struck(store, line, false);
}

const struct by_hand_kind room_by_hand[] = {
    { .kind = HAND_SAID,
        .see = said_see,
        .strike = said_strike,
        .unstrike = said_unstrike,
        .body = "(SELECT l.text FROM room_line l WHERE l.id = w.subject)",
        .goes_on = "EXISTS (SELECT 1 FROM room_line l WHERE l.id = w.subject)" },
    { 0 },
};
