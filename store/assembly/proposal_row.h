/* proposal_row.h: what the files of proposals share, and what the room asks of them. Private to store/assembly/. */
#ifndef BBS_PROPOSAL_ROW_H
#define BBS_PROPOSAL_ROW_H

#include "proposals.h"
#include "store/assembly/meeting_row.h"

/* --- for the room. proposal_row.c and minutes.c call nothing of room_*.c --- */

/* When the question of that proposal may be put, and when it passes as a small matter; 0: not, as in struct room. */
void proposal_times(struct store *store, int64_t proposal, int64_t *put_from, int64_t *small_until);
/* True while a question is open or a small matter is put in that meeting: no item ends meanwhile. */
bool proposal_question_is_open(struct store *store, int64_t meeting);
/* An item goes from the agenda with its proposal, or comes back with it (dropped 0). Inside a write. */
void proposal_item_dropped(struct store *store, int64_t item, int64_t dropped);
/* The meeting closes: open questions end without a result, decisions act, and the minutes are written, while the tables
 * of the room still say how it is. actor NULL: the house closes it. Inside a write. */
enum result minutes_write(struct store *store, const struct actor *actor, int64_t meeting, int64_t now);

/* --- a proposal as a row; proposal_row.c --- */

struct proposal_row {
    int64_t id, unit, meeting, item, mover, made, small_until, text_at;
    int version;
    enum proposal_state state;
    enum item_about about;
    bool waits; /* its item has not begun: text_at is when it was written */
};
/* RESULT_NOT_FOUND when there is no such proposal, and for everybody who does not belong to its unit. */
enum result proposal_row_get(
    struct store *store, const struct actor *actor, int64_t proposal, struct proposal_row *out);
/* The same, and a table of its meeting may know it too (table.h). */
enum result proposal_row_in_room(
    struct store *store, const struct actor *actor, int64_t proposal, struct proposal_row *out);
/* The same, and whoever reads along in its open meeting may know it too, once it came before the room
 * (room_reader.h). */
enum result proposal_row_to_read(
    struct store *store, const struct actor *actor, int64_t proposal, struct proposal_row *out);
/* Its text, malloc'd; "" when there is none. */
char *proposal_text(struct store *store, int64_t proposal, int version);
char *proposal_title(struct store *store, int64_t proposal); /* malloc'd, too */
/* Seconds in which the present text can be read aloud. */
int64_t proposal_reading(struct store *store, const struct proposal_row *row);
void proposal_set_state(struct store *store, int64_t proposal, enum proposal_state state, int64_t now);
/* Stops that stand on what is proposed on this item, or of one member there (0: of all). */
int64_t proposal_stops_standing(struct store *store, int64_t item, int64_t member, int64_t now);
/* SQL: of a row of `stop`. `now`: the value that is the present. */
#define STOP_STANDS(now) "answered = 0 AND set_aside = 0 AND waits = 0 AND (lapses = 0 OR lapses > " now ")"
/* SQL: when the item of a proposal began; 0: not yet. A text that was written before is new to the room then. */
#define ITEM_BEGAN(p)                                                                                                  \
    "coalesce((SELECT began FROM room_item t WHERE t.meeting = " p ".meeting AND t.item = " p ".item), 0)"
/* SQL: of a row of `proposal`: nothing came of it yet. */
#define PROPOSAL_GOES_ON "state NOT IN (" SQL_PROPOSAL_DECIDED ", " SQL_PROPOSAL_WITHDRAWN ")"
/* The proposal of an item that is not decided or withdrawn; 0: there is none. */
int64_t proposal_of_item(struct store *store, int64_t item);
/* A new text came, or the proposal is gone: stops said before end after STOP_LIFE. Inside a write. */
void proposal_stops_lapse(struct store *store, int64_t item, int64_t now);
/* What goes on with an item goes to another one: its proposal, its texts and its stops. Inside a write. */
void proposal_move(struct store *store, int64_t item, int64_t to);
/* The proposals of items that closed meetings parked go to where these items are now. Inside a write. */
void proposals_follow(struct store *store, int64_t unit);
/* Times at which the question was closed without consensus, SITTING_APART apart at least. */
int proposal_sittings(struct store *store, int64_t proposal);
/* Makes the row and its first text, from unit, meeting, item and mover. Returns its number. proposals.c */
int64_t proposal_insert(struct store *store, const struct proposal_row *row, const char *title, const char *text,
    int64_t post, int64_t now);
enum result proposal_check_title(struct store *store, const char *title);
/* RULES 4.5: after SITTINGS without consensus two thirds decide; never about a person or the rules, and never against
 * a stop of the women's caucus. */
bool proposal_may_two_thirds(struct store *store, int64_t proposal, int64_t item, enum item_about about, int64_t now);
/* SQL: this stop is of the women's caucus of the proposal's unit, about the safety of its members. */
#define STOP_IS_WOMENS                                                                                                 \
    "caucus > 0 AND EXISTS (SELECT 1 FROM womens_caucus w JOIN proposal p ON p.unit = w.unit"                          \
    " WHERE p.id = stop.proposal AND w.caucus = stop.caucus)"
/* An entry in the book, with numbers or NULL. Inside a write. */
enum result proposal_book(struct store *store, const struct actor *actor, int64_t unit, enum ledger_kind kind,
    int64_t subject, const char *numbers, int64_t now);

/* --- proposal_room.c: what proposals ask of the room --- */

/* The room in which this item is open now, and she is present. A sentence says what is missing. */
enum result proposal_room_get(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t item, int64_t now, struct room *out);
/* And she is its chair. */
enum result proposal_chair_get(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t item, int64_t now, struct room *out);
/* Enough people are there, and, after the meeting's time, three quarters of those counted at its beginning. */
enum result proposal_require_enough(struct store *store, const struct room *room, int64_t now);
/* Says in the transcript what became of a proposal, tells the room which one is before it, and wakes the sessions
 * there. question: its open one; 0: none. Inside a write. */
enum result proposal_tell(struct store *store, const struct actor *actor, const struct proposal_row *row,
    enum room_event event, int64_t number, int64_t question, int64_t now);
/* The same of what nobody there did, when its item is open. The open question stays. */
enum result proposal_tell_of_house(
    struct store *store, const struct actor *actor, const struct proposal_row *row, enum room_event event, int64_t now);
/* It is before the room no more. Inside a write. */
void proposal_gone(struct store *store, int64_t meeting, int64_t proposal);
/* Wakes the sessions in the room. */
enum result proposal_wake(struct store *store, int64_t meeting);
/* RULES 1.7: refuses when a quarter of those present dropped at once and are not back. Those who answered this question
 * do not count (0: there is none). */
enum result proposal_require_no_cut(struct store *store, int64_t meeting, int64_t question, int64_t now);
struct room_people {
    struct room_person *list; /* those who are present */
    size_t count;
};
enum result proposal_people_read(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t now, struct room_people *out);
void proposal_people_free(struct room_people *people);
const struct room_person *proposal_people_find(
    const struct room_people *people, int64_t member); /* NULL: not present */

/* --- position.c --- */
/* The proposal that she answers. Also at the door by a scribe (room_scribe), who types for somebody with a device at
 * home; whether this scribe may, the room says. */
enum result position_find(
    struct store *store, const struct actor *actor, int64_t proposal, int64_t now, struct proposal_row *row);

/* --- amendments.c --- */
/* Keeps another's text for the mover's word. Inside a write. */
enum result amendment_keep(struct store *store, const struct actor *actor, const struct proposal_row *row,
    const char *text, int64_t now, int64_t *amendment);

/* --- stop.c --- */
int64_t stop_proposal(struct store *store, int64_t stop); /* 0: there is no such stop */
enum result stop_not_found(struct store *store);
/* RULES 4.5: it stands, no women's caucus said it, and the three have met, or STOP_MEETS is over without its owner. */
enum result stop_check_ask(struct store *store, const struct actor *actor, int64_t stop, int64_t now);
/* agreements.c: the decision is an agreement of that unit, and in force. */
bool agreement_is_in_force(struct store *store, int64_t unit, int64_t decision, int64_t now);

/* --- amendments.c --- */

/* Its text may change: its item is open, and no question. */
enum result proposal_require_changeable(
    struct store *store, const struct actor *actor, const struct proposal_row *row, int64_t now, struct room *room);
/* A new version; text NULL: the same text, because what it does by itself changed. Inside a write. */
enum result proposal_new_text(
    struct store *store, const struct actor *actor, const struct proposal_row *row, const char *text, int64_t now);

/* --- decision.c --- */

/* A proposal passed. question 0: by the short road. Inside a write. */
enum result decision_make(
    struct store *store, const struct actor *actor, const struct proposal_row *row, int64_t question, int64_t now);
/* A vote decided, with a proposal or alone. Inside a write. */
struct decision_new {
    int64_t unit, meeting, proposal, question, vote; /* 0: none */
    int64_t acts, now;                               /* acts: from when; 0: when the meeting closes */
};
enum result decision_of_vote(struct store *store, const struct actor *actor, const struct decision_new *form);
/* The meeting closed: its decisions act; its minutes stand from `stands`. Inside a write. */
void decisions_act(struct store *store, int64_t meeting, int64_t stands, int64_t now);
/* The meeting closes: a suspended decision that came back to it ends, when the room was asked and did not decide it
 * anew; else it is in force again. Inside a write. */
void decisions_settle(struct store *store, int64_t meeting, int64_t now);
/* Puts late and suspended decisions, and those whose review is due, on the agenda of their unit's next meeting, and
 * takes those off that are late no more. Inside a write. Returns how many changed. */
int decisions_onto_agenda(struct store *store, int64_t now);

enum result position_see(struct store *store, const struct actor *actor, int64_t position, struct place *out);
enum result position_strike(struct store *store, const struct actor *actor, int64_t position, int64_t now);
enum result minutes_correction_see(
    struct store *store, const struct actor *actor, int64_t correction, struct place *out);
enum result minutes_correction_strike(struct store *store, const struct actor *actor, int64_t correction, int64_t now);
/* SQL: a row of minutes_correction that was not struck. */
#define CORRECTION_STANDS                                                                                              \
    "NOT EXISTS (SELECT 1 FROM hand_word w WHERE w.kind = 'correction' AND w.subject = minutes_correction.id"          \
    " AND w.struck_by <> 0)"

#endif
