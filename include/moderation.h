/*
 * moderation.h: moderation that answers for itself: covering, reporting, restricting, appealing, the panel, the lot,
 * and the log of acts. RULES 7.
 *
 * A moderator (the task `moderator` of the unit that has the board, in her term) covers a post, for a reason that cites
 * an agreement. Nothing is deleted: the author and a panel still read the words. She never acts where she is concerned:
 * on what she or somebody of her home wrote, on an answer to one of them, on a text that names her.
 *
 * Everything stands in the log of acts, which all members of the unit read. It says "moderator A", one letter for a
 * whole term. The name is shown to the panel, and to all once her recall is proposed. This hides from outsiders,
 * not from neighbours.
 *
 * Who has no device appeals and reports by another's hand (hand.h). The appeal is an entry by hand like others:
 * somebody of a third home confirms it, any member strikes it, and it shows none of her words. A report is no entry:
 * nobody ever sees who reported, so nobody confirms it, and it is hers. The hand that wrote a post for her, or anything
 * else, is told of acts about her, as she has no screen of her own.
 *
 * Refusals give a sentence in store_reason(). RESULT_NOT_FOUND: there is no such thing, or she may not know of it.
 */
#ifndef BBS_MODERATION_H
#define BBS_MODERATION_H

#include "boards.h"

enum act_kind {
    ACT_COVER = 1,
    ACT_RESTRICTION, /* somebody writes nothing on the boards for a while */
    ACT_LEFT,        /* a reported post was left as it is */
    ACT_FOLDED,      /* people of three homes folded a turn in a meeting: it names nobody (RULES 7.1) */
    ACT_KINDS,
};
/* The first two may still change. */
enum act_state {
    ACT_STANDS,
    ACT_APPEALED,
    ACT_KEPT,         /* by a panel */
    ACT_PANEL_LIFTED, /* by a panel */
    ACT_LIFTED,       /* by a moderator */
    ACT_FELL,         /* no second moderator said yes to the reason "other" */
    ACT_UNANSWERED,   /* an appeal had no answer in time */
    ACT_OVER,         /* a restriction, by its time */
    ACT_WITHDRAWN,    /* the author withdrew the post, or left */
    ACT_STATES,
};
enum act_talk { TALK_NONE, TALK_OFFERED, TALK_ASKED, TALK_TAKEN };
enum panel_state { PANEL_ASKED, PANEL_SITS, PANEL_DECLINED, PANEL_PASSED };
enum panel_says { PANEL_NOTHING, PANEL_STAYS, PANEL_LIFT };
enum draw_state { DRAW_NUMBERS, DRAW_OPENING, DRAW_DRAWN, DRAW_LOST };
enum {
    ACT_WORDS_MAX = 300, /* letters: why, a report, a sentence */
    APPEAL_MAX = 1200,   /* letters */
    PANEL_DRAWN = 9,
    PANEL_SITTING = 5,
    PANEL_MAJORITY = PANEL_SITTING / 2 + 1,
    DRAW_HOMES = 3,
    DRAW_CHOSEN_MOST = 2 * PANEL_DRAWN, /* so many are drawn in order: whoever is involved is passed over unseen */
    DRAW_SLIP_BYTES = 64,
    REPORTS_AT_ONCE = 10, /* of one member that no moderator has answered */
    ACTS_LISTED_MOST = 60,
    /* seconds */
    OTHER_FALLS = 48 * 3600,
    APPEAL_ANSWERED = 72 * 3600,
    PANEL_ACCEPTS = 48 * 3600,
    PANEL_DECIDES = 7 * 86400,
    DRAW_NUMBERS_TIME = 24 * 3600, /* then the lot is drawn with the numbers that are there and one of the house */
    DRAW_OPENING_TIME = 3600,
    RESTRICTED_LATELY = 90 * 86400,
};
const char *act_kind_name(enum act_kind kind);    /* "cover", "restriction", "left", "folded" */
const char *act_state_name(enum act_state state); /* "stands", "appealed", ... */

/* --- the log of acts --- */
struct act {
    int64_t id, unit, at, post, thread, meeting; /* meeting: of a folded turn */
    enum act_kind kind;
    enum act_state state;
    enum cover_reason reason;
    char by[LETTER_BYTES], second[LETTER_BYTES], lifted_by[LETTER_BYTES]; /* "" when there is none */
    char name[HANDLE_BYTES];   /* of moderator `by`; "": it is not open to this reader */
    char person[HANDLE_BYTES]; /* who wrote the post, or is restricted */
    char title[TITLE_MAX * 4 + 1];
    char board[BOARD_TYPED_BYTES]; /* "" for a restriction */
    char words[ACT_WORDS_MAX * 4 + 1],
        sentence[ACT_WORDS_MAX * 4 + 1]; /* why; what the panel, or who lifted it, said */
    int64_t until, ended, appealed;
    int64_t falls;         /* "other": unless a second moderator says yes; 0: it does not */
    int64_t appeal_until;  /* 0: it cannot be appealed */
    int64_t unanswered_at; /* then it falls when the appeal has no answer; 0: it waits for the panel */
    int64_t draw;          /* the last one for its panel; 0: none */
    int64_t due;           /* of the panel */
    int sits, asked;       /* of the panel: how many accepted; how many may still accept */
    bool stuck;            /* too few people here are not involved */
    bool caucus;           /* it stands in a caucus: private on a shared computer */
    enum act_talk talk;    /* the author, and who keeps circles: else TALK_NONE */
    char keeper[HANDLE_BYTES];
    bool mine;                                       /* the reader is its person */
    bool moderates;                                  /* the reader is a moderator there, and not concerned */
    bool may_appeal, may_lift, may_second, may_read; /* read: the covered words */
    bool may_appeal_for;                             /* its person has no device: the reader can appeal by her hand */
    enum panel_says says;                            /* hers, when she sits */
    bool panel_asks, panel_sits;
};
/* Of the unit where she is, newest first; below `before` (0: all). Members only. */
enum result acts_list(struct store *store, const struct actor *actor, int64_t before, int64_t now, struct act *out,
    size_t limit, size_t *count);
enum result act_get(struct store *store, const struct actor *actor, int64_t act, int64_t now, struct act *out);
/* The live or last act about this post; RESULT_NOT_FOUND. */
enum result act_of_post(struct store *store, const struct actor *actor, int64_t post, int64_t now, struct act *out);
/* One sentence: what became of it. In the reader's language. */
void act_state_words(const struct act *act, int64_t now, char *out, size_t size);
/* The covered words and the appeal, for its author and those who sit on the panel. Each malloc'd, "" when there is
 * none.
 */
struct act_texts {
    char *title, *body, *appeal;
};
enum result act_texts_get(
    struct store *store, const struct actor *actor, int64_t act, int64_t now, struct act_texts *out);
void act_texts_clear(struct act_texts *texts);
/* Its person, or whoever writes for her, has read how it stands: home says it no more. */
enum result act_seen(struct store *store, const struct actor *actor, int64_t act, int64_t now);

/* --- by a moderator --- */
enum result act_cover_make(struct store *store, const struct actor *actor, int64_t post, enum cover_reason reason,
    const char *words, int64_t now, int64_t *act);
/* A second moderator's yes to the reason "other". */
enum result act_cover_second(struct store *store, const struct actor *actor, int64_t act, int64_t now);
/* Lifts a cover or a restriction. Any moderator of that unit who is not concerned. */
enum result act_lift(struct store *store, const struct actor *actor, int64_t act, const char *words, int64_t now);
/* Refuses in the same words when she could not restrict this person now. Nothing is written. */
enum result act_restriction_check(struct store *store, const struct actor *actor, const char *handle, int64_t now);
/* Takes the number of days, as it is typed. RESULT_INVALID says how many there may be. */
enum result act_restriction_days(struct store *store, const struct actor *actor, const char *typed, int64_t *days);
enum result act_restriction_make(struct store *store, const struct actor *actor, const char *handle, int64_t days,
    enum cover_reason reason, const char *words, int64_t now, int64_t *act);

/* --- reports --- */
/* By any member who may read the post. Nobody ever sees who it was. RESULT_REFUSED also when it concerns all who
 * moderate there. */
enum result report_make(struct store *store, const struct actor *actor, int64_t post, enum cover_reason reason,
    const char *words, int64_t now);
struct report {               /* all that wait about one post */
    int64_t post, thread, at; /* at: of the first */
    int count;
    unsigned reasons; /* a bit for each enum cover_reason */
    bool withdrawn;
    char handle[HANDLE_BYTES], title[TITLE_MAX * 4 + 1];
    char words[ACT_WORDS_MAX * 4 + 1]; /* of the first report that has some */
    char *body;                        /* freed by reports_free() */
};
/* For moderators of the unit where she is, the oldest first. What concerns her or her home is not among them, so that
 * she does not learn that it was reported. */
enum result reports_list(
    struct store *store, const struct actor *actor, int64_t now, struct report *out, size_t limit, size_t *count);
void reports_free(struct report *reports, size_t count);
/* The post stays as it is: the reports are settled, and the log says so. */
enum result report_leave(
    struct store *store, const struct actor *actor, int64_t post, const char *words, int64_t now, int64_t *act);
/* True when she is a moderator, in her term, of the unit where she is. */
bool report_moderates_here(struct store *store, const struct actor *actor, int64_t now);

/* --- a talk with a keeper --- */
/* Its author takes up the offer; then one of those who keep circles does. */
enum result act_talk_ask(struct store *store, const struct actor *actor, int64_t act, int64_t now);
enum result act_talk_take(struct store *store, const struct actor *actor, int64_t act, int64_t now);

/* --- appeal and panel --- */
enum result panel_appeal_make(
    struct store *store, const struct actor *actor, int64_t act, const char *words, int64_t now);
enum result panel_answer(struct store *store, const struct actor *actor, int64_t act, bool accepts, int64_t now);
/* One who sits says what she thinks, with a sentence; she may change it until a majority says the same. */
enum result panel_say(
    struct store *store, const struct actor *actor, int64_t act, enum panel_says says, const char *words, int64_t now);
struct panel_member {
    char handle[HANDLE_BYTES], words[ACT_WORDS_MAX * 4 + 1];
    enum panel_says says;
    bool me;
};
/* Who sits, for those who sit. */
enum result panel_list(struct store *store, const struct actor *actor, int64_t act, int64_t now,
    struct panel_member out[PANEL_SITTING], size_t *count);

/* --- the lot --- */
struct draw_number {
    char handle[HANDLE_BYTES];    /* "": the house */
    char hash[65];                /* hexadecimal */
    char opened[DRAW_SLIP_BYTES]; /* "": not opened yet */
    bool from_memory;             /* the house opened it, since she did not */
    bool mine;
};
struct draw {
    int64_t id, unit, act, at, due, after, next; /* after: the lost draw before it; next: the one after a lost one */
    enum draw_state state;
    int pool, chosen;
    struct draw_number number[DRAW_HOMES + 1]; /* the last: of the house */
    int numbers;
    bool house_counts; /* too few homes gave one: the house's own is used too */
    bool may_give;     /* the reader's home may still give one */
    bool mine_to_open;
    char *key;                    /* as the lot was drawn with; NULL before. draw_clear() */
    uint16_t *drawn;              /* `chosen` numbers of the pool */
    char (*people)[HANDLE_BYTES]; /* the pool; "" when it is forgotten */
};
/* For members of its unit; runs the lot again. */
enum result draw_get(struct store *store, const struct actor *actor, int64_t id, int64_t now, struct draw *out);
void draw_clear(struct draw *draw);
/* The five numbers of the seed line of an opened slip: the number, and the 16 bytes as four numbers of 32 bits. False:
 * it is no slip. Pure. */
bool draw_seed_line(const char *slip, int64_t out[5]);
/* Her home gives a number; `slip` is what she writes down to open it later: the number, and 16 bytes that the program
 * adds. */
enum result draw_give(struct store *store, const struct actor *actor, int64_t id, int64_t number, int64_t now,
    char slip[DRAW_SLIP_BYTES]);
/* RESULT_REFUSED: the slip does not fit what was given. */
enum result draw_open(struct store *store, const struct actor *actor, int64_t id, const char *slip, int64_t now);

/* --- for home; one statement --- */
struct moderation_home {
    int64_t told; /* an act about her that she has not read */
    enum act_kind told_kind;
    enum act_state told_state;
    char told_person[HANDLE_BYTES]; /* it is about her for whom the reader writes; "": about the reader */
    int64_t told_unit, panel_unit, draw_unit;
    int64_t panel, panel_sits; /* acts whose panel asks her; on whose panel she sits and said nothing */
    int64_t draw;              /* a lot that asks her home for a number */
    int reports, seconds;      /* for a moderator where she is: posts reported, covers that want a second yes; none of
                                * what concerns her */
    int64_t talk;              /* for who keeps circles: an author who would like to talk */
};
enum result moderation_home(struct store *store, const struct actor *actor, int64_t now, struct moderation_home *out);

/* --- for other subjects, and the caretaker --- */
/* Her recall is proposed: her name stands in the log from now on. Inside a write. */
void act_moderator_named(struct store *store, int64_t unit, int64_t member);
/* People of three homes folded a turn of that meeting: it stands in the log, once, without a name. Inside a write. */
void act_turn_folded(struct store *store, int64_t unit, int64_t meeting, int64_t now);
/* What is due: covers that fall, appeals without an answer, panels, lots. Returns how many changed; -1 on failure. */
int moderation_tend(struct store *store, int64_t now);

#endif
