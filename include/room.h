/*
 * room.h: a meeting while it is held: who is present, which item is open, who speaks, what was said. RULES 1.7, 1.8,
 * 4.1 to 4.4.
 *
 * A meeting is opened by one who facilitates it: a facilitator of the unit, or, where no facilitator is present, any
 * member who takes the chair until one comes (RULES 5.5: an empty chair). It opens from 30 minutes before its hour. Who
 * may be counted is frozen then: members that were active in the last 30 days, and their homes. Members of the unit
 * that come in are present: on line by entering; at the door, ticked by two door-keepers of two homes; by a helper's
 * hand. Each is counted once, however she came.
 *
 * All of it is on disk at once: after a kill the room stands where it was. The order of speakers is that of speakers.h;
 * its acts are kept in their order, and played again.
 */
#ifndef BBS_ROOM_H
#define BBS_ROOM_H

#include "meetings.h"
#include "speakers.h"

enum {
    ROOM_EARLY = 30 * 60,     /* seconds before its hour at which a meeting may be opened */
    ROOM_LATE = 12 * 3600,    /* and after it: later it is over */
    ROOM_ACTIVE = 30 * 86400, /* a member is active who was here in so many seconds; * in RULES 4.1 */
    ROOM_DROPPED = 10 * 60,   /* seconds for which a dropped line is still present; RULES 1.7 */
    ROOM_SILENT = 2 * 60,     /* seconds without room_enter() after which a line has dropped */
    ROOM_MORE = 5,            /* minutes of "five more?" */
    ROOM_LINES = 100,         /* of a page of the transcript */
};

enum room_state { ROOM_NOT_OPEN, ROOM_OPEN, ROOM_BREAK, ROOM_CLOSED };
/* How she is present. */
enum room_way { ROOM_AWAY, ROOM_LINE, ROOM_DOOR, ROOM_HAND };
/* Kinds of a line of the transcript. As they are kept: only ever appended. */
enum room_line_kind {
    ROOM_TURN,
    ROOM_POINT,        /* a process point */
    ROOM_ANSWER,       /* of somebody asked or named */
    ROOM_SENTENCE,     /* in a go-round */
    ROOM_INTERPRETED,  /* under the words of another */
    ROOM_CHANGED_MIND, /* "I changed my mind, because ..." */
    ROOM_REPORT,       /* of a small group, of a mood watcher */
    ROOM_EVENT,        /* of the room itself: `event` says what; the words are the reader's language */
};
enum room_event {
    ROOM_WAS_OPENED,
    ROOM_ITEM_BEGAN,
    ROOM_ITEM_ENDED,
    ROOM_ITEM_PARKED,
    ROOM_MORE_TIME,
    ROOM_CHAIR_TAKEN,
    ROOM_NOTES_TAKEN,
    ROOM_BREAK_BEGAN,
    ROOM_BREAK_ENDED,
    ROOM_REORDERED /* number: enum speakers_reason */,
    ROOM_STRAW_POLL /* text: what was asked */,
    ROOM_STRAW_RESULT,
    ROOM_PROPOSED /* number: the proposal */,
    ROOM_NEW_TEXT,
    ROOM_TEST_OPENED,
    ROOM_TEST_CLOSED /* number: the proposal's test */,
    ROOM_SMALL_MATTER,
    ROOM_DECIDED,
    ROOM_WAS_CLOSED,
    ROOM_EVENTS,
};
enum room_signal {
    ROOM_AGREE,
    ROOM_UNSURE,
    ROOM_DISAGREE,
    ROOM_SLOWER,
    ROOM_PLAINER,
    ROOM_MY_LANGUAGE,
    ROOM_READ,
    ROOM_SIGNALS,
};
const char *room_signal_name(enum room_signal signal); /* "slower": as it is typed */
const char *room_signal_words(enum room_signal signal);
bool room_signal_parse(const char *name, enum room_signal *signal);

/* What the whole room knows at once: read at every redraw. */
struct room {
    int64_t meeting, unit, opened, closed;
    enum room_state state;
    char title[MEETING_TITLE_MAX * 4 + 1];
    int64_t item, item_began, item_ends; /* the open item; 0: none. item_ends: by its minutes and what was added */
    int item_number, item_count;         /* "2 of 4" */
    char item_title[ITEM_TITLE_MAX * 4 + 1];
    enum item_wants item_wants;
    enum item_about item_about;
    int64_t next_item;    /* the one that comes after it; 0: none is left */
    int64_t ends;         /* when the meeting should end */
    int64_t chair, notes; /* members; 0: nobody */
    char chair_handle[HANDLE_BYTES], notes_handle[HANDLE_BYTES];
    int active, homes;                                /* frozen at opening */
    int present, homes_present, needed, homes_needed; /* counted now, and what "enough people" needs */
    int came;                                         /* who was present at any time of the meeting */
    bool enough;
    int by_way[ROOM_HAND + 1];
    int spoken;                /* how many have spoken on this item */
    int signals[ROOM_SIGNALS]; /* on the present turn; each member gives one at a time */
    int64_t last_line;
    struct speakers_turn turn, next[3]; /* who speaks, and who comes then */
    char turn_handle[HANDLE_BYTES], next_handle[3][HANDLE_BYTES];
    int64_t proposal, test; /* proposals.h: the one before the room, and its open question; 0: none */
    /* hers */
    enum room_way way;
    bool is_chair, may_chair, is_observer;     /* an observer reads: a member of the unit above (RULES 5.6) */
    int place;                                 /* until her turn; 0: she does not wait */
    int my_turns_item, my_share, middle_share; /* shares of the letters of this meeting, in hundredths */
    bool said_signal[ROOM_SIGNALS];
};

/* --- opening and closing --- */
enum result room_open(struct store *store, const struct actor *actor, int64_t meeting, int64_t now);
/* Ends the open item, and the meeting. Decisions act, and the minutes are written (proposals.h). */
enum result room_close(struct store *store, const struct actor *actor, int64_t meeting, int64_t now);
enum result room_get(struct store *store, const struct actor *actor, int64_t meeting, int64_t now, struct room *out);

/* --- who is here --- */
/* She comes in on line, or is still there: a face calls it again every minute. Whoever was away for more than
 * ROOM_DROPPED is gone until she comes again. */
enum result room_enter(struct store *store, const struct actor *actor, int64_t meeting, int64_t now);
enum result room_leave(struct store *store, const struct actor *actor, int64_t meeting, int64_t now);
/* The door list (RULES 1.8): a door-keeper ticks a name; the tick of a second one, of another home, lets her in. A
 * member without a device, or one who has left hers at home. *present: both have ticked her. */
enum result room_tick(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t member, int64_t now, bool *present);
/* A person on the door list goes only when both door-keepers say so. */
enum result room_untick(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t member, int64_t now, bool *gone);
struct room_person {
    int64_t member;
    enum room_way way;
    bool ticked_once; /* waits for the second door-keeper */
    bool dropped;     /* on line, present still, but without a sign of her line for ROOM_SILENT seconds (RULES 1.7) */
    char handle[HANDLE_BYTES], home[16];
};
/* The members of the unit, who is present first. */
enum result room_people(struct store *store, const struct actor *actor, int64_t meeting, int64_t now,
    struct room_person *out, size_t limit, size_t *count);

/* --- the chair: one act each, RULES 4.4 --- */
enum result room_take_chair(struct store *store, const struct actor *actor, int64_t meeting, int64_t now);
enum result room_take_notes(struct store *store, const struct actor *actor, int64_t meeting, int64_t now);
enum result room_begin_item(struct store *store, const struct actor *actor, int64_t meeting, int64_t item, int64_t now);
enum result room_end_item(struct store *store, const struct actor *actor, int64_t meeting, bool park, int64_t now);
enum result room_more_time(struct store *store, const struct actor *actor, int64_t meeting, int64_t now);
enum result room_break(struct store *store, const struct actor *actor, int64_t meeting, bool on, int64_t now);
/* Gives the turn to whoever is next. */
enum result room_next(struct store *store, const struct actor *actor, int64_t meeting, int64_t now);
enum result room_reorder(struct store *store, const struct actor *actor, int64_t meeting, int64_t member,
    enum speakers_reason reason, int64_t now);
enum result room_let_answer(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t member, int64_t now);
enum result room_go_round(struct store *store, const struct actor *actor, int64_t meeting, int64_t now);
enum result room_wrong_appeal(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t member, int64_t now);
/* "Binds nothing": 1 yes, 2 no, 3 not sure; closed by the same call with question NULL. */
enum result room_straw_poll(
    struct store *store, const struct actor *actor, int64_t meeting, const char *question, int64_t now);
enum result room_straw(struct store *store, const struct actor *actor, int64_t meeting, int answer, int64_t now);
/* The sentence that the chair says aloud now, and what Enter does next (RULES 4.4). */
enum room_step {
    ROOM_STEP_OPEN,
    ROOM_STEP_BEGIN_ITEM,
    ROOM_STEP_NEXT_SPEAKER,
    ROOM_STEP_WAIT,
    ROOM_STEP_PUT_QUESTION,
    ROOM_STEP_CLOSE_QUESTION,
    ROOM_STEP_END_ITEM,
    ROOM_STEP_CLOSE,
};
enum room_step room_step(const struct room *room, int64_t now, char *say, size_t size);

/* --- speaking --- */
enum result room_raise(struct store *store, const struct actor *actor, int64_t meeting, int64_t now);
enum result room_lower(struct store *store, const struct actor *actor, int64_t meeting, int64_t now);
enum result room_point(
    struct store *store, const struct actor *actor, int64_t meeting, enum speakers_point_kind kind, int64_t now);
/* Her turn, which it must be: the text is shown whole, and the turn is over. *line: its number. */
enum result room_say(
    struct store *store, const struct actor *actor, int64_t meeting, const char *text, int64_t now, int64_t *line);
enum result room_interpret(
    struct store *store, const struct actor *actor, int64_t meeting, const char *text, int64_t now);
enum result room_change_mind(
    struct store *store, const struct actor *actor, int64_t meeting, const char *text, int64_t now);
enum result room_signal(
    struct store *store, const struct actor *actor, int64_t meeting, enum room_signal signal, bool on, int64_t now);

/* --- the transcript --- */
struct room_line {
    int64_t id, item, at, member, number; /* number: of an event */
    enum room_line_kind kind;
    enum room_event event;
    char handle[HANDLE_BYTES], by_hand[160];
    char *text; /* room_lines_free; an event's words are made by room_line_words() */
};
enum result room_lines(struct store *store, const struct actor *actor, int64_t meeting, int64_t after, size_t limit,
    struct room_line *out, size_t *count);
/* The newest `limit` before `before` (0: from the end), oldest first. */
enum result room_lines_before(struct store *store, const struct actor *actor, int64_t meeting, int64_t before,
    size_t limit, struct room_line *out, size_t *count);
void room_lines_free(struct room_line *lines, size_t count);
/* An event as a sentence of the present language; else the text itself. */
void room_line_words(const struct room_line *line, char *out, size_t size);

#endif
