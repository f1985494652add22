/*
 * room.h: a meeting while it is held: who is present, which item is open, who speaks, what was said. RULES 1.7, 1.8,
 * 4.1 to 4.4.
 *
 * A facilitator of the unit opens a meeting from ROOM_EARLY before its hour. When none did so by that hour, any member
 * opens it, and while the unit founds itself any member may at once. Whoever opens it takes the chair. The numbers of
 * active members (seen in the last 30 days) and of homes are frozen then. Members of the unit that come in are present:
 * on line by entering; at the door, ticked by two door-keepers of two homes; by a helper's hand. Each is counted once,
 * however she came.
 *
 * Chair acts are for the chair alone. The chair is empty when whoever holds it is not present any more; then any member
 * who is present on line takes it. A facilitator takes it at any time from somebody who is none.
 *
 * All of it is on disk at once: after a kill the room stands where it was. The order of speakers is that of speakers.h;
 * its acts are kept in their order, and played again. When two people press different things at once, the slower one
 * gets RESULT_CONFLICT with a sentence that says what stands.
 *
 * `actor` may act by hand (RULES 1.8) in: room_enter, room_leave, room_raise, room_lower, room_point, room_say,
 * room_writing, room_change_mind, room_signal, room_straw. A hand speaks for two people (NUMBER_HAND_FOR) at most.
 * room_scribe() gives such an actor for somebody at the door who has no device with her.
 *
 * Who reads along (RULES 5.6). Any member of a unit below a confederal one reads its open meetings; of another unit,
 * who its decision names (effects.h, "assemblies"): units beside and above it, or everybody, guests too. She is not
 * present, counts nowhere and does nothing: room_get(), room_lines(), room_lines_before(), and proposal_get() and
 * proposal_test_get() of what is before the room answer her, while it is open. Nothing of an item about a person or
 * about action at work is shown to her, and no name to a guest.
 *
 * A session in the room watches `board` HINT_OF_ROOM and `thread` the meeting (store.h): it is woken by each act there.
 * Opening and closing wake every session of the house.
 */
#ifndef BBS_ROOM_H
#define BBS_ROOM_H

#include "boards.h"
#include "meetings.h"
#include "speakers.h"
#include "units.h"

enum {
    ROOM_EARLY = 30 * 60,          /* seconds before its hour at which a meeting may be opened */
    ROOM_LATE = 12 * 3600,         /* seconds after its hour at which the house closes one that is still open */
    ROOM_DROPPED = 10 * 60,        /* seconds for which a dropped line is still present; RULES 1.7 */
    ROOM_SILENT = 2 * 60,          /* seconds without room_enter() after which a line has dropped */
    ROOM_MORE = 5,                 /* minutes of "five more?" */
    ROOM_ADJOURN_MOST = 7 * 86400, /* seconds for which a meeting is adjourned at most; RULES 1.7 */
    ROOM_LINES = 100,              /* of a page of the transcript */
    ROOM_QUIET = 60,               /* seconds without a key in a turn: "Still writing?" */
    ROOM_ANSWER_IN = 15,           /* seconds to answer that; then the chair may give the turn to the next */
    ROOM_STRAW_MAX = 200,          /* letters of a straw poll's question */
    ROOM_MIND_MAX = 300,           /* letters of "I changed my mind, because ..." */
};

enum room_state {
    ROOM_NOT_OPEN,
    ROOM_OPEN,
    ROOM_BREAK,
    ROOM_CLOSED,
    ROOM_ADJOURNED, /* after a power cut: it is opened again at `starts` */
};
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
    ROOM_EVENT,        /* of the room itself: `event` says what; the words are the reader's language */
    ROOM_INSTEAD,      /* of whose turn was folded: what was done, instead of what somebody is (room_tools.h) */
    ROOM_FEELS,        /* the mood watcher's: how the room feels */
    ROOM_UNSIGNED,     /* "a neighbour says": nobody's name is kept */
    ROOM_REPORT,       /* of a small group, by the person who reports */
    ROOM_THANKS,       /* at the end */
    ROOM_LINE_KINDS,
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
    ROOM_STRAW_RESULT /* text: what was asked; count: yes, no, not sure */,
    ROOM_PROPOSED /* number: the proposal */,
    ROOM_NEW_TEXT,
    ROOM_TEST_OPENED,
    ROOM_TEST_CLOSED /* number: the proposal's test */,
    ROOM_SMALL_MATTER,
    ROOM_DECIDED,
    ROOM_WAS_CLOSED,
    ROOM_GO_ROUND /* number: how many are in it */,
    ROOM_WENT_ON /* number: a member who was silent in her turn, and keeps her place */,
    ROOM_WRONG_APPEAL,
    ROOM_LET_ANSWER,
    ROOM_VOTE_OPENED /* number: the vote; text: its title */,
    ROOM_VOTE_BEGAN /* over days; the same */,
    ROOM_VOTE_CLOSED,
    ROOM_VOTE_TIED,
    ROOM_PROPOSAL_COMES /* number: the proposal, as in the next three: it was written before, or came back */,
    ROOM_STOP_ASKED,
    ROOM_TWO_THIRDS,
    ROOM_STOP_ENTERED /* by a caucus; no member */,
    ROOM_VOTE_AGAIN /* its secret choices were lost: all are asked again. number: the vote */,
    /* of room_tools.h */
    ROOM_POINTS_TOGETHER,
    ROOM_WOULD_CHAIR,
    ROOM_CHAIR_DRAWN,
    ROOM_CHAIR_LENT,
    ROOM_CHAIR_BACK,
    ROOM_URGENT_ASKED /* text: the item's title */,
    ROOM_URGENT_TAKEN,
    ROOM_URGENT_LEFT,
    ROOM_MOOD_WATCHED,
    ROOM_TURN_FOLDED /* number: the line */,
    ROOM_HOME_ROUND /* number: how many are in it */,
    ROOM_FRIDAY_ASKED,
    ROOM_ACT_NAMED /* text: the act; number: its day */,
    ROOM_COMES,
    ROOM_RESTS /* number: the day */,
    ROOM_GROUPS_BEGAN /* number: how many groups */,
    ROOM_GROUPS_ENDED,
    ROOM_LAST_QUESTIONS,
    ROOM_DARED /* number: enum room_dared */,
    ROOM_POWER_CUT /* number: when it began; the clocks stand still from then (RULES 1.7) */,
    ROOM_GAIN_WON,        /* told when a meeting opens: what came of a demand since the last one; number: the gain */
    ROOM_GAIN_LOST,       /* the same */
    ROOM_ADJOURNED_UNTIL, /* number: until when (RULES 1.7) */
    ROOM_GOES_ON,         /* it was opened again after that */
    ROOM_TEXT_OFFERED,    /* another text, which waits for the word of whoever proposed; number: the proposal */
    ROOM_LINE_DROPPED,    /* of whoever has the turn: it waits for her (RULES 1.7). number 1: of the chair */
    ROOM_CUT_ENDED,       /* the chair went on after a power cut */
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

/* How far an item is that was called in anger (RULES 4.1). As it is kept: only ever appended. */
enum room_anger {
    ROOM_STAGE_NONE,
    ROOM_STAGE_HOMES,  /* "What did it do to my home?": a round of NUMBER_ANGER words each */
    ROOM_STAGE_FRIDAY, /* "What can we do by Friday without anybody's permission?" */
};
enum room_fold { ROOM_UNFOLDED, ROOM_FOLDED, ROOM_FOLD_ANSWERED }; /* answered: its speaker said what was done */
/* "Was there something you did not dare to say?" As it is kept: only ever appended. */
enum room_dared { ROOM_DARED_NOT_ASKED, ROOM_DARED_NOBODY, ROOM_DARED_SOME, ROOM_DARED_MANY, ROOM_DARED_ON_AGENDA };

/* What room_tools.h adds. */
struct room_tools {
    bool angry;                          /* the open item was called in anger */
    int angry_words;                     /* of each, in its round */
    enum room_anger stage;               /* of that item */
    int64_t gain;                        /* what was named for it (gains.h); 0: nothing yet */
    bool rests;                          /* it is no act, but a rest until a day */
    bool comes;                          /* she said that she comes */
    int hands;                           /* how many said so */
    char urgent[ITEM_TITLE_MAX * 4 + 1]; /* asked for as an urgent item; "": none */
    int urgent_yes, urgent_needed;       /* who want it taken, and how many of those present are needed */
    bool urgent_mine;                    /* she wants it taken */
    int points_heard;                    /* on this item */
    bool points_together;                /* the rest are taken together */
    bool lent;                           /* the chair goes back to a facilitator when the item ends */
    bool chair_dropped;                  /* the chair's line dropped: a facilitator may take it */
    int64_t lot_from;                    /* from when a lot gives the empty chair; 0: nobody asked for it */
    bool willing;                        /* she would take the empty chair */
    int64_t mood;                        /* the mood watcher; 0: nobody */
    char mood_handle[HANDLE_BYTES];
    bool may_feel; /* she watches the mood, and has not said it on this item */
    int64_t said;  /* the last turn that was said; 0: none on this item */
    int blames;    /* homes that say it blames people for what they are */
    bool blamed_by_me, said_folded;
    bool may_instead; /* her turn was folded: she may say what was done, at once */
    int64_t grouped;  /* small groups talk since then; 0: they do not */
    int team;         /* hers, from 1; 0: she is in none */
    bool reports;     /* she reports back for it */
    int64_t ending;   /* the last two questions are asked since then; 0: not yet */
};

/* What the whole room knows at once: read at every redraw. */
struct room {
    int64_t meeting, unit, starts, opened, closed;
    enum room_state state;
    char title[MEETING_TITLE_MAX * 4 + 1];
    int64_t item, item_began, item_ends; /* the open item; 0: none. item_ends: by its minutes and what was added */
    int item_number, item_count;         /* "2 of 4" */
    char item_title[ITEM_TITLE_MAX * 4 + 1];
    enum item_wants item_wants;
    enum item_about item_about;
    int64_t person; /* whom the open item is about (RULES 4.5); 0: nobody */
    char person_handle[HANDLE_BYTES];
    int64_t concerned; /* who speaks first and last on it: she, or whom she named; 0: nobody */
    char concerned_handle[HANDLE_BYTES];
    bool last_due;        /* her last word is missing */
    int64_t next_item;    /* the one that comes after it; 0: none is left */
    int64_t ends;         /* when the meeting should end */
    int64_t cut;          /* a power cut stands since then, and the chair has not gone on; 0: none */
    bool may_adjourn;     /* the chair may: there is a cut, and it was not adjourned before */
    int64_t chair, notes; /* members; 0: nobody */
    char chair_handle[HANDLE_BYTES], notes_handle[HANDLE_BYTES];
    int active, homes;                                /* frozen at opening; homes 0: they are not counted there */
    int counted;                                      /* how many were present when the first item began */
    int present, homes_present, needed, homes_needed; /* counted now, and what "enough people" needs */
    bool enough;
    bool late; /* the meeting's time is over: `needed` is three quarters of those counted at its beginning, at least */
    int by_way[ROOM_HAND + 1];
    int spoken;                /* how many have spoken on this item */
    int signals[ROOM_SIGNALS]; /* on the present turn; each member gives one at a time */
    int read;                  /* who have read the last turn, or heard the reader of their table read it */
    int64_t last_line;
    struct speakers_turn turn, next[3]; /* who speaks, and who comes then */
    char turn_handle[HANDLE_BYTES], next_handle[3][HANDLE_BYTES];
    int64_t turn_began, turn_alive; /* turn_alive: when she last was seen writing: "Still writing?" */
    int turn_letters;               /* of a first turn on an item */
    int64_t next_from;              /* the next turn is not given before: the last one is being read */
    bool straw;                     /* a straw poll is open */
    char straw_question[ROOM_STRAW_MAX * 4 + 1];
    int straw_answers[3];   /* yes, no, not sure */
    int64_t proposal, test; /* proposals.h: the one before the room, and its open question; 0: none */
    int64_t vote;           /* votes.h: the open one in the room; 0: none */
    /* Of that proposal: from when its question may be put, 0: not now (it is decided, stopped, or answered already);
     * when it passes as a small matter, 0: it is none. */
    int64_t put_from, small_until;
    bool by_vote;       /* it is decided by a vote: about a person, or a rule. put_from: from when that may be opened */
    bool stopped;       /* a stop stands on it */
    int64_t tied;       /* the chair's: a vote on this item that was a tie, and was not asked once more; 0: none */
    bool answered;      /* the chair's: a question or a vote on this item is closed: what is left is to end it */
    int64_t other_text; /* a proposal on this item, another text of which waits for her word; 0: none */
    bool proposal_over; /* `proposal` is decided or withdrawn: another one can be made on this item */
    int aloud_waits; /* tables and helpers who have not read the small matter aloud: its two minutes begin after that */
    bool aloud_mine; /* she is one of those helpers, or it is she who types for whom this is read: table_aloud() */
    enum visibility open_to; /* who may read along */
    int readers;             /* who read along now: a number, nobody's name */
    /* hers */
    enum room_way way;
    bool may_open;      /* it is not open, and she may open it now */
    int64_t opens_from; /* not open: from when she may open it; 0: she never may */
    bool is_chair, may_chair;
    bool is_observer;         /* she reads along: see above */
    bool hides;               /* the open item is kept from her who reads along */
    bool about_me;            /* the open item is about her */
    bool my_turn, interprets; /* interprets: she may type under another's words */
    int place;                /* until the turn of her hand; 0: she does not wait */
    enum speakers_act waits;  /* with a point, an answer, a sentence of a go-round, before hands; or her first or last
                                 word */
    int my_straw;             /* 1 to 3; 0: she has not answered */
    int my_turns_item, my_share, middle_share; /* shares of the letters of this meeting, in hundredths */
    bool said_signal[ROOM_SIGNALS];
    struct room_tools tools;
};

/* --- opening and closing --- */
enum result room_open(struct store *store, const struct actor *actor, int64_t meeting, int64_t now);
/* Ends the open item, and the meeting. Decisions act, and the minutes are written (proposals.h). */
enum result room_close(struct store *store, const struct actor *actor, int64_t meeting, int64_t now);
/* Of one that is not open: whether she may open it now, or from when, and what then. "" when she never may. `open`: how
 * her face opens it, "`chair 3 open`" or "g, then 1". Returns out. Pure. */
const char *room_opens_words(const struct room *room, int64_t now, const char *open, char *out, size_t size);
/* The meeting of the unit where she is that is open; 0: none, or several. */
int64_t room_open_here(struct store *store, const struct actor *actor, int64_t now);
/* Also of one that is not open yet, or closed. Costs the same however much was said. */
enum result room_get(struct store *store, const struct actor *actor, int64_t meeting, int64_t now, struct room *out);
/* How many would be enough if the meeting began now; of a workplace no homes are counted. For paper that is printed
 * before it opens. */
struct room_enough {
    int active, homes, needed, homes_needed;
};
enum result room_needs_today(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t now, struct room_enough *out);

/* --- who reads along --- */
struct room_to_read {
    int64_t meeting, unit;
    char title[MEETING_TITLE_MAX * 4 + 1], unit_name[UNIT_NAME_BYTES];
};
/* The open meetings of units to which she does not belong that she may read. For guests too. */
enum result rooms_to_read(
    struct store *store, const struct actor *actor, int64_t now, struct room_to_read *out, size_t limit, size_t *count);
/* For the caretaker, as the gate counts sessions: so many read along. meeting 0: in none, as when the house starts.
 * Returns how many rooms changed; -1 on failure. */
int room_readers_set(struct store *store, int64_t meeting, int count, int64_t now);
/* For the caretaker, when the house starts: nobody has a session in any room yet. Who was in one stays present as after
 * a cut line, until ROOM_SILENT is over. */
void room_sessions_begin(struct store *store);

/* --- who is here --- */
/* She comes in on line, or is still there: a face calls it again every minute. Whoever was away for more than
 * ROOM_DROPPED is gone until she comes again; what she does there counts as a sign of her, too. By hand: her helper,
 * who is present on line, says that she is there. */
enum result room_enter(struct store *store, const struct actor *actor, int64_t meeting, int64_t now);
/* Also room_dropped(): with one of her sessions (actor->visit). While another one is in the room she is present, and
 * keeps her place, her turn and the chair. */
enum result room_leave(struct store *store, const struct actor *actor, int64_t meeting, int64_t now);
/* Her line closed while she was in the room: the other end said so. It has dropped from now on: another facilitator may
 * take her chair, and the room hears of it when she had that or the turn, which waits for her. She is present as long
 * as after any drop. A line that is cut without a word is known after ROOM_SILENT only: faces give a sign each minute,
 * and one that comes late does not mean that she is gone. */
enum result room_dropped(struct store *store, const struct actor *actor, int64_t meeting, int64_t now);
/* Acts for somebody on the door list who has no device with her: the chair, the note-taker, or one of her door-keepers
 * types what she says. *out is for the calls of this file that take a hand, and no others. */
enum result room_scribe(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t member, int64_t now, struct actor *out);
/* The door list (RULES 1.8): a door-keeper, who is present on line, ticks a name; the tick of a second one, of another
 * home, lets her in. A member without a device, or one who has left hers at home. *present: both have ticked her. */
enum result room_tick(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t member, int64_t now, bool *present);
/* A person on the door list goes only when both door-keepers say so. */
enum result room_untick(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t member, int64_t now, bool *gone);
struct room_person {
    int64_t member;
    enum room_way way;
    bool ticked_once; /* waits for the second door-keeper */
    bool ticked_by_me;
    bool dropped; /* on line, present still, but without a sign of her line for ROOM_SILENT seconds (RULES 1.7) */
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
/* RULES 1.7, for the caretaker: where the lines of a quarter of those present dropped at once, the clocks stand still
 * and those people are held as present for NUMBER_POWER_CUT (numbers.h). The chair goes on by room_break() with `on`
 * false. Returns how many rooms. */
int room_cuts(struct store *store, int64_t now);
/* RULES 1.7: while a power cut stands (`cut`), once a meeting, for ROOM_ADJOURN_MOST at most. Its beginning is `until`
 * then, and from ROOM_EARLY before it is opened again as it was opened first (room_open()): at the same item, with the
 * numbers of active members and homes that were frozen, and presence counted anew. What was asked is asked anew; who
 * waits to speak keeps her place. It is never a meeting to which too few came. When nobody has opened it ROOM_LATE
 * after that hour, the house closes it, and what is left comes on the next agenda. */
enum result room_adjourn(struct store *store, const struct actor *actor, int64_t meeting, int64_t until, int64_t now);
/* Gives the turn to whoever is next and present. Somebody whose line dropped, or who is silent in her turn for
 * ROOM_QUIET + ROOM_ANSWER_IN, keeps her place. RESULT_BUSY until next_from, unless all who are present signalled
 * ROOM_READ. */
enum result room_next(struct store *store, const struct actor *actor, int64_t meeting, int64_t now);
enum result room_reorder(struct store *store, const struct actor *actor, int64_t meeting, int64_t member,
    enum speakers_reason reason, int64_t now);
/* The chair lets somebody answer who was asked or named: it names her, too. */
enum result room_let_answer(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t member, int64_t now);
/* RULES 4.5: gives the last word to the person whom the item is about, or who speaks for her, before hands that wait.
 */
enum result room_last_word(struct store *store, const struct actor *actor, int64_t meeting, int64_t now);
/* Everybody who is present, in an order that is drawn. */
enum result room_go_round(struct store *store, const struct actor *actor, int64_t meeting, int64_t now);
enum result room_wrong_appeal(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t member, int64_t now);
/* "Binds nothing": 1 yes, 2 no, 3 not sure; closed by the same call with question NULL. */
enum result room_straw_poll(
    struct store *store, const struct actor *actor, int64_t meeting, const char *question, int64_t now);
/* answer: 1 yes, 2 no, 3 not sure. */
enum result room_straw(struct store *store, const struct actor *actor, int64_t meeting, int answer, int64_t now);
/* The time of the open item, with what was added, is over (RULES 4.1: "five more?" is one key). Pure. */
bool room_item_is_late(const struct room *room, int64_t now);
/* The sentence that the chair says aloud now, and what Enter does next (RULES 4.4). */
enum room_step {
    ROOM_STEP_OPEN,
    ROOM_STEP_BEGIN_ITEM,
    ROOM_STEP_NEXT_SPEAKER,
    ROOM_STEP_WAIT,
    ROOM_STEP_PUT_QUESTION,
    ROOM_STEP_CLOSE_QUESTION,
    ROOM_STEP_CLOSE_VOTE,
    ROOM_STEP_END_ITEM,
    ROOM_STEP_CLOSE,
    ROOM_STEP_HOME_ROUND, /* of an item called in anger */
    ROOM_STEP_FRIDAY,
    ROOM_STEP_END_GROUPS,
    ROOM_STEP_LAST_QUESTIONS,
    ROOM_STEP_OPEN_VOTE,  /* on what is proposed about a person, or about a rule */
    ROOM_STEP_VOTE_AGAIN, /* room.tied */
};
enum room_step room_step(const struct room *room, int64_t now, char *say, size_t size);

/* --- speaking --- */
enum result room_raise(struct store *store, const struct actor *actor, int64_t meeting, int64_t now);
/* Takes back her point, answer, sentence or hand: the first of these that waits; a turn that she has is over. */
enum result room_lower(struct store *store, const struct actor *actor, int64_t meeting, int64_t now);
enum result room_point(
    struct store *store, const struct actor *actor, int64_t meeting, enum speakers_point_kind kind, int64_t now);
/* She is typing in her turn: a face calls it at most every 20 seconds while keys come, and when she answers "Still
 * writing?" with yes. Does nothing when it is not her turn. */
enum result room_writing(struct store *store, const struct actor *actor, int64_t meeting, int64_t now);
/* Her turn, which it must be: the text is shown whole, and the turn is over. *line: its number. */
enum result room_say(
    struct store *store, const struct actor *actor, int64_t meeting, const char *text, int64_t now, int64_t *line);
/* Under the words of another, also once the turn is over (speakers_may_interpret); no turn. */
enum result room_interpret(
    struct store *store, const struct actor *actor, int64_t meeting, const char *text, int64_t now);
enum result room_change_mind(
    struct store *store, const struct actor *actor, int64_t meeting, const char *text, int64_t now);
enum result room_signal(
    struct store *store, const struct actor *actor, int64_t meeting, enum room_signal signal, bool on, int64_t now);

/* --- the transcript --- */
struct room_line {
    int64_t id, item, at, member;
    int64_t number;   /* of an event; of a point: enum speakers_point_kind */
    int64_t count[3]; /* of ROOM_STRAW_RESULT */
    enum room_line_kind kind;
    enum room_event event;
    bool struck; /* it was written by a hand, and struck at her word: its text is gone */
    bool folded; /* three homes said that it blames people for what they are: faces show it when asked to */
    char handle[HANDLE_BYTES], by_hand[160];
    char *text; /* room_lines_free; an event's words are made by room_line_words() */
};
enum result room_lines(struct store *store, const struct actor *actor, int64_t meeting, int64_t after, size_t limit,
    struct room_line *out, size_t *count);
/* The newest `limit` before `before` (0: from the end), oldest first. */
enum result room_lines_before(struct store *store, const struct actor *actor, int64_t meeting, int64_t before,
    size_t limit, struct room_line *out, size_t *count);
void room_lines_free(struct room_line *lines, size_t count);
/* An event as a sentence of the present language; else the text itself. Of a folded line that it is folded: a face that
 * shall show it anyway clears `folded` first. */
void room_line_words(const struct room_line *line, char *out, size_t size);

#endif
