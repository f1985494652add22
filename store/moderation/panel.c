/* panel.c: an appeal, and the panel that answers it. See moderation.h. RULES 7.1, 7.2. */
#include <stdlib.h>
#include <string.h>

#include "numbers.h"
#include "store/moderation/draw_row.h"
#include "store/people/by_hand.h"
#include "store/people/person.h"

/* --- appealing --- */

/* By another's hand it is found when it is about the person in whose name the hand writes, and nothing is read of it.
 */
static enum result find_appealed(struct store *store, const struct actor *actor, int64_t act, struct act_row *out)
{
    if (actor->hand == 0)
        return act_require(store, actor, act, out);
    enum result result = act_load(store, act, out);
    if (result == RESULT_OK && !actor_belongs(actor, out->unit) && out->person != actor->member)
        return db_refuse(store, RESULT_NOT_FOUND, _("There is no such act. `modlog` lists them."));
    return result;
}

static enum result appeal(struct store *store, const struct actor *actor, int64_t act, const char *words, int64_t now)
{
    struct act_row row;
    enum result result = find_appealed(store, actor, act, &row);
    if (result != RESULT_OK)
        return result;
    if (row.person != actor->member || !act_holds(row.kind))
        return db_refuse(store, RESULT_REFUSED,
            _("An appeal is for whoever wrote the post, or is restricted. Whoever has no device appeals by your "
              "hand: `--for NAME`."));
    if (row.state == ACT_APPEALED)
        return db_refuse(
            store, RESULT_CONFLICT, _("You have appealed already. `modlog %lld` says how it stands."), (long long)act);
    if (row.state != ACT_STANDS)
        return db_refuse(
            store, RESULT_CONFLICT, _("That act is over already. `modlog %lld` says how."), (long long)act);
    if (now >= row.at + number_of(store, row.unit, NUMBER_APPEAL))
        return db_refuse(store, RESULT_REFUSED,
            _("The time for an appeal is over. Any member can still bring it to a meeting: `agenda add`."));
    db_run(store, "UPDATE mod_act SET state = " SQL_ACT_APPEALED ", appealed = ?2, appeal = ?3, told = 1 WHERE id = ?1",
        act, now, words);
    result = by_hand_note(store, actor, HAND_APPEAL, act, now);
    return result == RESULT_OK ? act_book(store, &row, LEDGER_APPEALED, now, NULL) : result;
}

enum result panel_appeal_make(
    struct store *store, const struct actor *actor, int64_t act, const char *words, int64_t now)
{
    char *clean;
    enum result result = by_hand_require_voice(store, actor);
    if (result != RESULT_OK || (result = db_clean_text(store, words, false, APPEAL_MAX, &clean)) != RESULT_OK)
        return result;
    if ((result = db_begin(store)) == RESULT_OK)
        result = db_finish(store, appeal(store, actor, act, clean, now));
    free(clean);
    return result;
}

/* --- by hand: RULES 1.8 --- */

static enum result appeal_see(struct store *store, const struct actor *actor, int64_t act, struct place *out)
{
    int64_t unit = db_number(store, 0, "SELECT unit FROM mod_act WHERE id = ?", act);
    *out = (struct place) { .unit = unit };
    return unit != 0 && actor->kind == ACTOR_MEMBER && actor_belongs(actor, unit) ? db_outcome(store)
                                                                                  : RESULT_NOT_FOUND;
}

/* She did not say so: there was no appeal. A lot that was begun for it ends by itself (draws_tend). */
static enum result appeal_strike(struct store *store, const struct actor *actor, int64_t act, int64_t now)
{
    struct act_row row;
    (void)actor, (void)now;
    enum result result = act_load(store, act, &row);
    if (result != RESULT_OK)
        return result;
    if (row.state != ACT_APPEALED)
        return db_refuse(
            store, RESULT_REFUSED, _("That appeal is answered already. `modlog %lld` says how."), (long long)act);
    db_run(store, "DELETE FROM panel_seat WHERE act = ?", act);
    return db_run(store,
        "UPDATE mod_act SET state = " SQL_ACT_STANDS
        ", appealed = 0, appeal = '', due = 0, seated = 0, stuck = 0 WHERE id = ?",
        act);
}

/* Its words are for her, the hand and the panel, so that the entry shows none. `unstrike`: it is said again instead. */
const struct by_hand_kind appeal_by_hand[] = {
    { .kind = HAND_APPEAL,
        .see = appeal_see,
        .strike = appeal_strike,
        .goes_on = "EXISTS (SELECT 1 FROM mod_act a WHERE a.id = w.subject AND a.state = " SQL_ACT_APPEALED ")" },
    { 0 },
};

/* --- accepting --- */

/* Her place on the panel; RESULT_NOT_FOUND when she was not drawn. */
static enum result find_seat(
    struct store *store, const struct actor *actor, int64_t act, struct act_row *row, enum panel_state *state)
{
    enum result result = act_require(store, actor, act, row);
    *state = PANEL_PASSED;
    if (result != RESULT_OK)
        return result;
    int64_t found =
        db_number(store, -1, "SELECT state FROM panel_seat WHERE act = ? AND member = ?", act, actor->member);
    if (found < 0 || row->state != ACT_APPEALED)
        return db_refuse(
            store, RESULT_NOT_FOUND, _("No panel about that asks for you: you were not drawn, or it is over."));
    *state = (enum panel_state)found;
    return RESULT_OK;
}

/* RULES 7.4. Who was drawn may be part of the matter since then: she moved to a home of it, or became a moderator. */
static enum result refuse_part_of_matter(struct store *store)
{
    return db_refuse(store, RESULT_REFUSED,
        _("You are part of the matter by now: you live where it is about somebody, or you moderate. Another neighbour is drawn."));
}

static int sitting(struct store *store, int64_t act)
{
    return (int)db_number(store, 0, "SELECT count(*) FROM panel_seat WHERE act = ? AND state = " SQL_PANEL_SITS, act);
}

static void set_seat(struct store *store, int64_t act, int64_t member, enum panel_state state, int64_t now)
{
    db_run(store, "UPDATE panel_seat SET state = ?3, says = 0, words = '', at = ?4 WHERE act = ?1 AND member = ?2", act,
        member, (int64_t)state, now);
}

/* The fifth accepts: the others are free, and the panel has its time. Inside a write. */
static enum result seat_panel(struct store *store, const struct act_row *row, int64_t now)
{
    db_run(store, "UPDATE panel_seat SET state = " SQL_PANEL_PASSED " WHERE act = ? AND state = " SQL_PANEL_ASKED,
        row->id);
    db_run(store, "UPDATE mod_act SET seated = ?2, due = ?3 WHERE id = ?1", row->id, now, now + PANEL_DECIDES);
    sqlite3_stmt *seat = db_query(store, "SELECT member FROM panel_seat WHERE act = ?", row->id);
    while (db_step(store, seat))
        act_hint_member(store, sqlite3_column_int64(seat, 0));
    db_done(store, seat);
    return act_book(store, row, LEDGER_PANEL_SITS, now, NULL);
}

static enum result answer(struct store *store, const struct actor *actor, int64_t act, bool accepts, int64_t now)
{
    struct act_row row;
    enum panel_state state;
    enum result result = find_seat(store, actor, act, &row, &state);
    if (result != RESULT_OK)
        return result;
    if (state == PANEL_DECLINED || state == PANEL_PASSED)
        return db_refuse(store, RESULT_CONFLICT,
            state == PANEL_DECLINED ? _("You declined already; somebody else was asked.")
                                    : _("Five sit on that panel already, or the time to accept is over. Thank you."));
    if (state == PANEL_SITS && accepts)
        return RESULT_OK;
    if (accepts && pool_keeps_out(store, &row, actor->member, now))
        return refuse_part_of_matter(store);
    set_seat(store, act, actor->member, accepts ? PANEL_SITS : PANEL_DECLINED, now);
    if (!accepts) /* also from one who sits: her place is free again, and the caretaker looks for another */
        db_run(store, "UPDATE mod_act SET seated = 0 WHERE id = ?", act);
    return accepts && sitting(store, act) == PANEL_SITTING ? seat_panel(store, &row, now) : db_outcome(store);
}

enum result panel_answer(struct store *store, const struct actor *actor, int64_t act, bool accepts, int64_t now)
{
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK || (result = db_begin(store)) != RESULT_OK)
        return result;
    return db_finish(store, answer(store, actor, act, accepts, now));
}

/* --- deciding --- */

static enum result decide(
    struct store *store, const struct actor *actor, int64_t act, enum panel_says says, const char *words, int64_t now)
{
    struct act_row row;
    enum panel_state state;
    enum result result = find_seat(store, actor, act, &row, &state);
    if (result != RESULT_OK)
        return result;
    if (state != PANEL_SITS)
        return db_refuse(store, RESULT_REFUSED,
            state == PANEL_ASKED ? _("Accept first: `panel %lld accept`.") : _("You do not sit on that panel."),
            (long long)act);
    if (pool_keeps_out(store, &row, actor->member, now))
        return refuse_part_of_matter(store);
    if (sitting(store, act) < PANEL_SITTING)
        return db_refuse(store, RESULT_REFUSED,
            ngettext("The panel decides when five sit. %d of five has accepted.",
                "The panel decides when five sit. %d of five have accepted.", (unsigned long)sitting(store, act)),
            sitting(store, act));
    db_run(store, "UPDATE panel_seat SET says = ?3, words = ?4, at = ?5 WHERE act = ?1 AND member = ?2", act,
        actor->member, (int64_t)says, words, now);
    int64_t same =
        db_number(store, 0, "SELECT count(*) FROM panel_seat WHERE act = ? AND state = " SQL_PANEL_SITS " AND says = ?",
            act, (int64_t)says);
    if (same >= PANEL_MAJORITY)
        act_end(store, &row, says == PANEL_STAYS ? ACT_KEPT : ACT_PANEL_LIFTED, 0, words, now);
    return db_outcome(store);
}

enum result panel_say(
    struct store *store, const struct actor *actor, int64_t act, enum panel_says says, const char *words, int64_t now)
{
    char *clean;
    enum result result = rights_require_member(store, actor);
    if (result != RESULT_OK)
        return result;
    if (says != PANEL_STAYS && says != PANEL_LIFT)
        return db_refuse(store, RESULT_INVALID, _("A panel says: stays, or lifted."));
    if (words == NULL || words[strspn(words, " \n")] == '\0')
        return db_refuse(store, RESULT_INVALID,
            _("Say it with a sentence: `--text WORDS`. The sentence of whoever makes the majority stands in the log."));
    if ((result = act_clean_words(store, words, true, &clean)) != RESULT_OK)
        return result;
    if ((result = db_begin(store)) == RESULT_OK)
        result = db_finish(store, decide(store, actor, act, says, clean, now));
    free(clean);
    return result;
}

enum result panel_list(struct store *store, const struct actor *actor, int64_t act, int64_t now,
    struct panel_member out[PANEL_SITTING], size_t *count)
{
    struct act_row row;
    enum panel_state state;
    (void)now;
    *count = 0;
    enum result result = find_seat(store, actor, act, &row, &state);
    if (result == RESULT_OK && state != PANEL_SITS)
        result = db_refuse(store, RESULT_REFUSED, _("Only those who sit on a panel read who sits there."));
    if (result != RESULT_OK)
        return result;
    sqlite3_stmt *seat = db_query(store,
        "SELECT " HANDLE_OF("s.member") ", s.words, s.says, s.member FROM panel_seat s WHERE s.act = ? AND s.state"
                                        " = " SQL_PANEL_SITS " ORDER BY s.place LIMIT ?",
        act, (int64_t)PANEL_SITTING);
    while (*count < PANEL_SITTING && db_step(store, seat)) {
        struct panel_member *member = &out[(*count)++];
        person_copy_handle(seat, 0, member->handle);
        db_copy(seat, 1, member->words, sizeof member->words);
        member->says = (enum panel_says)sqlite3_column_int(seat, 2);
        member->me = sqlite3_column_int64(seat, 3) == actor->member;
    }
    db_done(store, seat);
    return db_outcome(store);
}
