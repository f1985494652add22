/*
 * room_row.h: the room of a meeting as a row, who may do what there, and the frame of its writes. Private to
 * store/assembly/.
 *
 * A write reads like this (room_speak.c):
 *
 *     static enum result raise(struct room_change *change, const struct room_form *form)
 *     {
 *         return room_ordered(change, room_act(change, ACT_RAISE, change->actor->member, 0));
 *     }
 *     enum result room_raise(struct store *store, const struct actor *actor, int64_t meeting, int64_t now)
 *     {
 *         return room_write(store, actor, meeting, now, ROOM_NEEDS_PRESENT, raise, &(struct room_form) { 0 });
 *     }
 */
#ifndef BBS_ROOM_ROW_H
#define BBS_ROOM_ROW_H

#include "room.h"
#include "store/assembly/meeting_row.h"
#include "store/assembly/room_way.h"

struct room_row {
    struct meeting_row meeting;
    bool observer; /* she only reads: room_reader.h */
    bool veiled;   /* and learns nothing of the open item */
    int readers;   /* who read along, by number */
    int64_t opened, closed, paused, chair, notes, item, item_began, item_more, more_at, turn_began, turn_alive,
        read_until, proposal, test, vote;
    int64_t urgent_by, lent, lot_from, mood, mood_item, groups, grouped, ending; /* room_tools.h */
    int64_t adjourned, resumed, time_left; /* room_adjourn.c; time_left: when it was adjourned */
    int64_t stood;                         /* seconds that power cuts took, since it was opened (again) */
    int active, homes, counted, quorum_members, quorum_homes; /* the last two: fractions, as they are kept */
    bool chair_here;                                          /* the chair is on line; else it is empty */
    bool chair_dropped; /* it is not empty yet, and the chair gave no sign for ROOM_SILENT */
    bool angry;         /* the open item was called in anger */
    enum room_anger stage;
};
/* RESULT_NOT_FOUND for everybody who may not know of the meeting. */
enum result room_row_get(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t now, struct room_row *out);

/* It is adjourned, and was not opened again. */
static inline bool room_row_is_adjourned(const struct room_row *row)
{
    return row->adjourned != 0 && row->resumed == 0 && row->closed == 0;
}
/* A power cut stands: the chair has not gone on since. room_cut.c */
bool room_row_is_cut(struct store *store, const struct room_row *row);
/* Refuses what cannot be done while the meeting is paused: by a break, or since a power cut. */
enum result room_refuse_paused(struct store *store, bool cut);
/* When the meeting should end, by its minutes. A power cut takes none of them (RULES 1.7), a break does. */
static inline int64_t room_ends(const struct room_row *row)
{
    int64_t begins = row->opened > row->meeting.starts ? row->opened : row->meeting.starts;
    return row->stood +
           (row->resumed != 0 ? row->resumed + row->time_left : begins + (int64_t)row->meeting.minutes * 60);
}

/* Who was on line after this is present. */
int64_t room_since(int64_t now);
enum room_way room_way_of(struct store *store, int64_t meeting, int64_t member, int64_t now);
int room_present_count(struct store *store, int64_t meeting, int64_t now);
/* Another session of hers is in that room: she has a phone and a laptop. */
bool room_is_here_beside(struct store *store, const struct actor *actor, int64_t meeting, int64_t now);
/* She is there by a single command over ssh, and no session of hers is in that room: no line of hers could drop. */
bool room_is_by_commands(struct store *store, const struct actor *actor, int64_t meeting, int64_t now);
/* All who are present; returns how many. */
size_t room_present_read(struct store *store, int64_t meeting, int64_t now, int64_t members[SPEAKERS_MOST]);
/* Of those who are present: who signalled "read", or sit at a table whose reader has read the last turn aloud. */
int room_read_count(struct store *store, int64_t meeting, int64_t now);
/* Two keepers of two homes have ticked her. */
bool room_is_ticked(struct store *store, int64_t meeting, int64_t member);

/* --- the frame of a write --- */

struct room_order; /* room_order.c */
struct room_change {
    struct store *store;
    const struct actor *actor; /* NULL: the house itself closes it */
    struct room_row row;
    struct room_order *order; /* a copy for this write */
    int64_t now;
    bool quiet;     /* set when nothing changed that others see */
    int64_t spoken; /* the line that was spoken; 0: none */
};
struct room_form { /* what a call was given */
    int64_t member, number;
    const char *text;
    bool on, *flag;
    int64_t *out;
};
enum room_needs { /* what it asks of the actor; each asks for an open room */
    ROOM_NEEDS_OPEN,
    ROOM_NEEDS_PRESENT, /* however she is present; also by hand, and at a table by her digits */
    ROOM_NEEDS_LINE,    /* on line, she herself */
    ROOM_NEEDS_CHAIR,
    ROOM_NEEDS_TABLE, /* a table (table.h), for what it says as one */
};
typedef enum result room_changes(struct room_change *change, const struct room_form *form);
/* One transaction: checks the rights, calls `act`, and wakes the sessions in the room. */
enum result room_write(struct store *store, const struct actor *actor, int64_t meeting, int64_t now,
    enum room_needs needs, room_changes *act, const struct room_form *form);
/* The same rights inside another write, for proposals. */
enum result room_require(struct store *store, const struct actor *actor, int64_t meeting, int64_t now,
    enum room_needs needs, struct room_row *out);
/* Wakes the sessions in the room. */
void room_hint(struct store *store, int64_t meeting);
/* Says what the room did, in the transcript. `member`: whom it concerns. `text`: clean, or NULL. Inside a write. */
enum result room_tell(struct store *store, const struct room_row *row, enum room_event event, int64_t member,
    int64_t number, const char *text, int64_t now);
/* Which proposal is before the room, and its open question; 0: none. Inside a write. */
enum result room_set_question(struct store *store, int64_t meeting, int64_t proposal, int64_t test);

/* --- room_order.c: the acts of the order of speakers, kept in their order and played again --- */

enum room_act { /* as they are kept: only ever appended */
    ACT_RAISE,
    ACT_LOWER, /* number: enum speakers_act */
    ACT_POINT, /* number: enum speakers_point_kind */
    ACT_ITEM,
    ACT_MOVE, /* number: enum speakers_reason */
    ACT_WRONG,
    ACT_TOGETHER,
    ACT_NAME,
    ACT_ANSWER,
    ACT_DRAWN, /* one of a go-round, which ACT_ROUND begins */
    ACT_ROUND,
    ACT_GIVE,
    ACT_SPOKE,
    ACT_HOLD,
    ACT_BACK,
    ACT_LEAVE,
    ACT_CONCERNS, /* the item is about this member, or she speaks for whom it is about */
    ACT_LAST,     /* the chair calls the last word */
};
/* The order as it stands; valid until the next call. It is kept by the last act that was read, so that a redraw plays
 * only what came since. */
const struct speakers *room_speakers(struct store *store, int64_t meeting);
/* Inside a write: plays an act, and keeps it when the order took it. */
enum speakers_result room_act(struct room_change *change, enum room_act act, int64_t member, int64_t number);
const struct speakers *room_order_of(const struct room_change *change);
/* The sentence for what the order refused. */
enum result room_ordered(const struct room_change *change, enum speakers_result result);
/* For a write, which begins with it. The caller frees. */
struct room_order *room_order_copy(struct store *store, int64_t meeting);

/* --- room_cut.c --- */
/* RULES 1.7: a power cut is when a quarter of those present drop at once; one line alone never is. */
static inline bool room_is_cut(int64_t dropped, int64_t present)
{
    enum { PARTS = 4, AT_LEAST = 2 };
    return dropped >= AT_LEAST && dropped * PARTS >= present;
}
/* When the last power cut of this room began; 0: there was none. */
int64_t room_cut_last(struct store *store, int64_t meeting);
/* After a break: what ran when it began has as much time left as then. Inside a write. */
void room_clocks_go_on(struct store *store, int64_t meeting, int64_t paused, int64_t now);

/* --- room_speak.c --- */
/* The turn changed: signals go. Inside a write. */
enum result room_turn_changed(struct room_change *change, int64_t began, int64_t read_until);
/* She is not there any more: nothing of hers waits. */
void room_silence(struct room_change *change, int64_t member);

/* Frozen at opening (RULES 4.1): members who were here lately, and homes; 0: they are not counted there. room_open.c */
int room_active_members(struct store *store, int64_t unit, int64_t now);
int room_counted_homes(struct store *store, int64_t unit);
/* From when she may open it; 0: never, or it was opened. room_open.c */
int64_t room_opens_from(struct store *store, const struct actor *actor, const struct room_row *row, int64_t now);
/* The item that comes next, 0: none is left. room_row.c */
int64_t room_next_item(struct store *store, int64_t meeting);

/* --- item_person.c: an item about a person; RULES 4.5 --- */
/* The order follows who speaks first and last for her. Inside a write. */
enum result room_person_settle(struct room_change *change);
/* Refuses while her last word is missing, and she is here. The second one outside a write of the room. */
enum result room_person_heard(const struct room_change *change);
enum result room_person_heard_in(struct store *store, const struct room_row *row, int64_t now);

/* --- room_parked.c: parked items come on the next agenda --- */
enum result room_park_onto_next(struct store *store, int64_t unit, int64_t now);
/* A meeting was withdrawn: what an earlier one left to it comes on the agenda after it. Inside a write. */
enum result room_withdrawn_onto_next(struct store *store, int64_t unit, int64_t meeting, int64_t now);

/* --- room_closed.c: what else begins and ends with an item, and with the meeting. Inside a write. --- */
enum result room_item_begins(struct room_change *change, int64_t item);
enum result room_item_ends(struct room_change *change, int64_t item);
enum result room_meeting_ends(struct room_change *change);
/* Closes the room of a meeting; actor NULL: the house does. */
enum result room_end(struct room_change *change);

/* --- for the files of room_tools.h; inside a write --- */
enum result room_require_item(const struct room_change *change);
/* How she who is concerned is called. */
void room_handle(struct store *store, int64_t member, char out[HANDLE_BYTES]);
/* Keeps words in the transcript, in the actor's name. They count as said. room_speak.c */
enum result room_keep_line(
    struct room_change *change, enum room_line_kind kind, int64_t number, const char *text, int64_t *line);
/* Everybody who is present, drawn by lot, one sentence each. room_round.c */
enum result room_draw_round(struct room_change *change, enum room_event event);
/* What room_tools.h adds to a room. room_tools_see.c */
void room_tools_read(
    struct store *store, const struct actor *actor, const struct room_row *row, int64_t now, struct room *out);
/* An item called in anger begins with its round, and ends with an act or a rest. room_anger.c */
enum result room_anger_speaks(struct room_change *change);
enum result room_anger_ends(struct room_change *change);
/* How many words this sentence may have (NUMBER_ANGER); 0: it is no such round. */
int room_anger_words(const struct room_change *change);
/* The chair goes back to the person who lent it. room_seats.c */
enum result room_chair_back(struct room_change *change);
/* Its unsigned lines are shown now. room_memory.c */
enum result room_unsigned_due(struct room_change *change, int64_t item);
/* Nobody is called while small groups talk. */
enum result room_refuse_groups(const struct room_change *change);
/* For the caretaker: what the memory of the house gives to rooms. Returns how many rows changed; -1 on failure. */
int room_memory_tick(struct store *store, int64_t now);
/* How many spoke; what was asked for ends with the meeting. room_ending.c */
enum result room_count_end(struct room_change *change);
/* Parts of it. */
void room_anger_read(
    struct store *store, const struct actor *actor, const struct room_row *row, struct room_tools *out);
void room_fold_read(struct store *store, const struct actor *actor, const struct room_row *row, struct room_tools *out);

extern const struct by_hand_kind room_by_hand[]; /* room_hand.c; ends with an entry of nulls */

/* "leaves early": why the chair moved a hand forward, an enum speakers_reason. "": it is none. room_words.c */
const char *room_reason_words(int64_t reason);

#endif
