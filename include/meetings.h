/*
 * meetings.h: the call of a meeting, and its agenda. RULES 1.2, 4.1.
 *
 * A meeting belongs to a unit; its members alone see it. A facilitator calls it by herself. Any other member asks for
 * it, and it is called as soon as members of MEETING_HOMES homes want it, she included. While the commune is founding
 * itself, one member's word calls it (RULES 1.2). From the call to the beginning lie four days at least (NUMBER_NOTICE,
 * numbers.h): a meeting that is still only asked for when that is no longer possible lapses.
 *
 * Anybody adds an item until 48 hours (NUMBER_AGENDA) before the beginning. An item begins with the time it may
 * take and what it wants of the people there. Each home marks what matters to it; those that most homes marked come
 * first.
 *
 * Each member says for herself that her home wants a meeting, or that an item matters to it; a home counts once,
 * however many of it said so. So nobody takes back what another of her home said. For somebody without a device a
 * neighbour says it (RULES 1.8), for two people (NUMBER_HAND_FOR) at most.
 */
#ifndef BBS_MEETINGS_H
#define BBS_MEETINGS_H

#include "actor.h"
#include "store.h"

enum {
    MEETING_TITLE_MAX = 72,      /* letters */
    MEETING_PLACE_MAX = 60,      /* letters: "the yard behind C 14" */
    MEETING_HOMES = 5,           /* homes whose members together call a meeting; RULES 4.1 */
    MEETING_AHEAD = 120 * 86400, /* nobody calls one that is further away, in seconds */
    MEETINGS_TO_COME = 8,        /* of a unit, asked for or called */
    MEETINGS_OF_ONE = 2,         /* that one member asked for and that are not called yet */
    ITEM_TITLE_MAX = 72,         /* letters */
    ITEM_DETAILS_MAX = 600,      /* letters */
    ITEM_MINUTES_MAX = 60,
    ITEMS_MOST = 20,  /* of a meeting */
    ITEMS_OF_ONE = 4, /* of these, by one member: nobody fills an agenda alone */
};

enum meeting_state { /* as it is kept: only ever appended */
    MEETING_ASKED,   /* for, by some homes, and not called yet */
    MEETING_CALLED,
    MEETING_WITHDRAWN,
    MEETING_LAPSED, /* too few homes wanted it in time */
    MEETING_OVER,   /* its time has passed */
};
enum item_wants { ITEM_TALK, ITEM_DECIDE, ITEM_CHOOSE, ITEM_REPORT, ITEM_WANTS };
/* What an item is about decides later by which road it may be decided (RULES 4.1, 4.5). */
enum item_about { /* as it is kept: only ever appended */
    ITEM_THINGS,
    ITEM_PERSON,
    ITEM_TASKS,
    ITEM_MONEY,
    ITEM_RULES,
    ITEM_ACTION, /* action at work: a strike, a slow-down */
    ITEM_ABOUTS
};
/* What people need to be able to come; each opens an ask (RULES 4.1). */
enum meeting_need { NEED_CHILDREN, NEED_LIFT, NEED_READER, NEED_INTERPRETER, MEETING_NEEDS };

/* The words by which commands know them ("decide", "rules", "children"), never translated; and what screens say. */
const char *meeting_item_wants_name(enum item_wants wants);
const char *meeting_item_wants_words(enum item_wants wants); /* "to decide" */
bool meeting_item_wants_parse(const char *name, enum item_wants *wants);
const char *meeting_item_about_name(enum item_about about);
const char *meeting_item_about_words(enum item_about about); /* "a person" */
bool meeting_item_about_parse(const char *name, enum item_about *about);
const char *meeting_need_name(enum meeting_need need);
const char *meeting_need_words(enum meeting_need need); /* "somebody who minds the children" */
bool meeting_need_parse(const char *name, enum meeting_need *need);
const char *meeting_state_name(enum meeting_state state); /* "called" */

struct meeting {
    int64_t id, unit, starts, called; /* called: when it was; 0: not yet */
    int64_t opened, closed;           /* its room (room.h); 0: not yet */
    enum meeting_state state;
    bool adjourned;   /* after a power cut; it goes on at `starts` (RULES 1.7) */
    int minutes;      /* how long it may take */
    int last_tries;   /* items to which too few came: if too few come again, they become a vote over seven days */
    int items, lasts; /* the number of its items, and their minutes together */
    int homes;        /* that want it; of a called one, that called it; a facilitator or founding: 0 */
    int homes_needed; /* to call it: MEETING_HOMES, or all homes of a smaller unit */
    bool by_facilitator, mine;      /* mine: she called it, or asked for it first */
    bool wanted;                    /* her home wants it */
    bool may_change;                /* she may move it, change where it is, or withdraw it */
    bool agenda_open;               /* items may still be added */
    int64_t agenda_closes;          /* until when they may be */
    bool founding;                  /* the first one: its agenda appeared by itself (RULES 1.2) */
    int64_t need[MEETING_NEEDS];    /* the ask that was opened for it; 0: none, or it was withdrawn or expired */
    bool need_met[MEETING_NEEDS];   /* somebody agreed to it */
    bool need_stale[MEETING_NEEDS]; /* the meeting moved, and the ask did not: somebody had answered it. Tell her */
    char caller[HANDLE_BYTES];      /* "a former member" once she left */
    char title[MEETING_TITLE_MAX * 4 + 1], place[MEETING_PLACE_MAX * 4 + 1];
};
struct meeting_new {
    int64_t starts;    /* seconds since 1970 */
    const char *title; /* NULL or "": "Assembly", in the house's language */
    const char *place;
    int64_t unit; /* 0: where she is */
};

/* How many homes must want a meeting before it is called. One word calls it in a caucus, in founding time, and for the
 * founding assembly. */
int meeting_homes_needed(struct store *store, int64_t unit);
/* Calls one, or asks for it (*out says which: meeting_get). RESULT_REFUSED with a sentence that names the way out: too
 * soon, too far away, another meeting of the unit at that time, too many to come. */
enum result meeting_call(
    struct store *store, const struct actor *actor, const struct meeting_new *form, int64_t now, int64_t *meeting);
/* Her home wants it, too: the one that makes homes_needed calls it, and so does a facilitator. `on` false takes her own
 * word back while it is not called. RESULT_CONFLICT when it is called already. Also by hand. */
enum result meeting_want(struct store *store, const struct actor *actor, int64_t meeting, bool on, int64_t now);
/* Another time (0: as it is) or place (NULL: as it is). A new time needs the same notice. Only the one who called or
 * asked for it; once she left, whoever wanted it. A meeting that a facilitator called also any facilitator: what homes
 * called she does not take from them. An ask that was opened for it and that nobody has answered moves with it. */
enum result meeting_change(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t starts, const char *place, int64_t now);
/* The same people. Asks that were opened for it, and that nobody has agreed to, are withdrawn with it. */
enum result meeting_withdraw(struct store *store, const struct actor *actor, int64_t meeting, int64_t now);
enum result meeting_get(
    struct store *store, const struct actor *actor, int64_t meeting, int64_t now, struct meeting *out);
/* Of the unit where she is: those to come, soonest first; then `limit` permitting those that are over, newest first. */
enum result meetings_list(
    struct store *store, const struct actor *actor, int64_t now, struct meeting *out, size_t limit, size_t *count);
/* Opens the ask (aid.h) in her name, with the meeting's hours, kind and words of that need. *ask: its number.
 * RESULT_CONFLICT: somebody opened it before; *ask is that one. */
enum result meeting_need_ask(
    struct store *store, const struct actor *actor, int64_t meeting, enum meeting_need need, int64_t now, int64_t *ask);

/* --- the agenda --- */
struct meeting_item {
    int64_t id, meeting, added;
    enum item_wants wants;
    enum item_about about;
    int minutes;
    int homes;          /* to which it matters */
    bool matters, mine; /* matters: to her home */
    bool dropped;       /* its text is kept for 24 hours, so that meeting_item_restore() can undo it */
    bool angry;         /* it was called in anger: RULES 4.1 */
    bool urgent;        /* the meeting itself took it, by three quarters of those present */
    int64_t proposal;   /* proposals.h: the one that is ready for it, or before it; 0: none */
    int64_t person;     /* whom it is about; 0: nobody, several people, or she left */
    int64_t speaker;    /* whom she named to speak for her; 0: nobody */
    bool about_me;      /* it is about the actor */
    char person_handle[HANDLE_BYTES], speaker_handle[HANDLE_BYTES];
    char by[HANDLE_BYTES]; /* who added it; "" : it appeared by itself */
    char by_hand[160];     /* "by thandi's hand, not confirmed yet"; "": she wrote it herself */
    char title[ITEM_TITLE_MAX * 4 + 1], details[ITEM_DETAILS_MAX * 4 + 1];
};
struct item_new {
    int64_t meeting;
    const char *title, *details; /* details NULL: none */
    enum item_wants wants;
    enum item_about about;
    int minutes;
    bool angry;     /* "I am angry about": it begins with what it did to people's homes, and closes with an act */
    int64_t person; /* whom it is about: a member of the unit, with ITEM_PERSON; 0: nobody */
};
/* RULES 4.5: such an item names the person whom it is about; meeting_item_add() and proposal_write() refuse it without.
 * An item that chooses somebody may name nobody: those who can be chosen are its options. */
bool meeting_item_needs_person(enum item_wants wants, enum item_about about);
enum result meeting_item_add(
    struct store *store, const struct actor *actor, const struct item_new *form, int64_t now, int64_t *item);
/* By whoever added it, while items may be added. Its text is gone after 24 hours; until then, and while items may be
 * added, meeting_item_restore() undoes. */
enum result meeting_item_drop(struct store *store, const struct actor *actor, int64_t item, int64_t now);
enum result meeting_item_restore(struct store *store, const struct actor *actor, int64_t item, int64_t now);
/* "It matters to us": a home counts once. `on` false takes her own word back. Until the meeting begins. Also by hand.
 */
enum result meeting_item_matters(struct store *store, const struct actor *actor, int64_t item, bool on, int64_t now);
/* --- an item about a person; RULES 4.5. item_person.c --- */
/* She speaks first and last, or whom she names: a member of the unit; 0: herself again. By her alone, also by hand,
 * until the item ends. */
enum result meeting_item_speaker(
    struct store *store, const struct actor *actor, int64_t item, int64_t speaker, int64_t now);
/* Items about her, and those for which somebody named her, that are to come or open now, soonest first. */
struct item_person_line {
    int64_t item, meeting, unit, starts;
    bool about_me;             /* else she speaks for `handle` */
    char handle[HANDLE_BYTES]; /* about_me: whom she named; "": she speaks herself */
    char title[ITEM_TITLE_MAX * 4 + 1];
};
enum result meeting_items_about_me(struct store *store, const struct actor *actor, int64_t now,
    struct item_person_line *out, size_t limit, size_t *count);

/* RULES 4.1: "Too few came last time. If too few come on Sunday 6 December, 2 items become a 7-day vote."; "": nothing
 * of it. meeting_words.c */
void meeting_last_try_words(const struct meeting *meeting, int64_t now, char *out, size_t size);
/* "An item is about you: The gate. You speak first and last." meeting_words.c */
void meeting_item_person_words(const struct item_person_line *line, char *out, size_t size);
enum result meeting_item_get(
    struct store *store, const struct actor *actor, int64_t item, int64_t now, struct meeting_item *out);
/* In the order in which they are taken: the most homes first, then as they came. */
enum result meeting_items_list(struct store *store, const struct actor *actor, int64_t meeting, int64_t now,
    struct meeting_item *out, size_t limit, size_t *count);

/* --- tasks: who would take one (RULES 4.1, 4.4, 5.5) --- */
enum { WILLING_TASKS = 12, WILLING_MOST = 200 };
/* First those that a decision gives for a term, then those that change with each item of a meeting. */
struct task {
    const char *name;         /* "facilitator": as willing_set() takes it, never translated */
    const char *words, *does; /* N_(): "Facilitator", and what she does */
};
extern const struct task willing_tasks[WILLING_TASKS];
/* A task by its name, in the unit where she is. `on` false: no longer. */
enum result willing_set(struct store *store, const struct actor *actor, const char *task, bool on, int64_t now);
struct willing {
    char task[24], handle[HANDLE_BYTES];
    bool mine;
};
enum result willing_list(
    struct store *store, const struct actor *actor, struct willing *out, size_t limit, size_t *count);

/* --- for home --- */
struct meeting_line {
    struct meeting meeting;
    enum {
        MEETING_SOON_HOUR, /* it begins within an hour, or goes on */
        MEETING_SOON_DAY,
        MEETING_NEXT,
        MEETING_IS_OPEN, /* its room is open now (room.h) */
        MEETING_WANTED,  /* asked for, and her home has not said that it wants it */
    } why;
    int lacking; /* needs whose ask nobody has agreed to yet */
};
/* Her unit's next meeting, and those that wait for her home's word. */
enum result meeting_lines(
    struct store *store, const struct actor *actor, int64_t now, struct meeting_line *out, size_t limit, size_t *count);

#endif
