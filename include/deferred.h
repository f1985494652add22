/*
 * deferred.h: small writes that may wait a second: drafts, read marks, cursors, last seen.
 *
 * Thousands of people who type must not cost thousands of disk syncs. So a session gives these writes to the clerk (the
 * caretaker's process), which commits those of all sessions together, at most once a second. Until the clerk
 * acknowledges a write, the session keeps it, and its own reads see it. Without a clerk (`bbs admin`, console, tests)
 * it is written at once.
 */
#ifndef BBS_DEFERRED_H
#define BBS_DEFERRED_H

#include "store.h"

enum deferred_kind {
    DEFERRED_DRAFT = 1, /* a: its place, and the member in whose name it is (drafts.c), b: its target; text: title, NUL,
                           body. With an empty title and body the draft is removed */
    DEFERRED_MARK,      /* a: thread, b: upto; text: posts read beyond it, as in read_mark. Merged with the stored mark:
                         * two sessions of a member together have read what either has read */
    DEFERRED_BOARD_MARK,  /* a: board, b: she has read its posts up to this one */
    DEFERRED_SEEN,        /* at: now; a: enum visit_state; b: the visit, or 0 */
    DEFERRED_LETTER_READ, /* a: letter */
    DEFERRED_UNREAD,      /* a: thread, b: post, which is marked unread; marks apply in the order of `number` */
    DEFERRED_LOGIN,       /* a: the visit; text: sealed source, NUL, place, NUL, method (store/people/sources.h) */
};
enum { DEFERRED_TEXT_MAX = 16000 + 72 * 4 + 64 + 48000 }; /* a full draft, or a mark with many exceptions */

struct deferred {
    uint64_t number; /* ascending within one session */
    enum deferred_kind kind;
    int64_t member, at, a, b;
    const char *text; /* `length` bytes, may contain NUL */
    size_t length;
};

/* Sends an item to the clerk. False means "not now": deferred_resend() tries again. */
typedef bool deferred_send(void *context, const struct deferred *item);
void deferred_send_to(struct store *store, deferred_send *send, void *context);
void deferred_acknowledged(struct store *store, uint64_t number); /* all up to number are on disk */
/* For a new clerk, or when there is room again: sends all items that were not sent. Without `send` it writes all items
 * that are not on disk. */
void deferred_resend(struct store *store);
void deferred_lost_clerk(struct store *store); /* items that were sent and not acknowledged count as not sent */
size_t deferred_waiting(const struct store *store);

/* Sends an item, or writes it at once when there is no clerk. Sets `number`; copies the text. */
enum result deferred_write(struct store *store, struct deferred *item);

/* For the clerk: applies a batch in one transaction; leaves out invalid items. */
enum result deferred_apply(struct store *store, const struct deferred *items, size_t count);

/* --- drafts: unfinished texts (RULES 1.7). One for each place. --- */
enum draft_place {
    DRAFT_THREAD = 1,
    DRAFT_REPLY,
    DRAFT_EDIT,
    DRAFT_LETTER,
    DRAFT_ASK,
    DRAFT_OFFER,
    DRAFT_MESSAGE,
    DRAFT_ROTA,
    DRAFT_THING,
    DRAFT_MEETING,
    DRAFT_ITEM,
    DRAFT_TURN,       /* what she writes in the room, for her turn */
    DRAFT_PROPOSAL,   /* a new one */
    DRAFT_AMENDMENT,  /* another text for a proposal */
    DRAFT_CORRECTION, /* beside minutes */
    DRAFT_POSITION,   /* words to an answer */
    DRAFT_GAIN,       /* a demand */
    DRAFT_LATE_STOP,  /* words of a stop that comes late */
    DRAFT_STOP_MET,   /* the text that the three brought who met about a stop */
    DRAFT_SAFETY,     /* why a caucus shall stop a proposal */
    DRAFT_LEARNED,    /* what was learned of a lost demand */
    DRAFT_VOTE,       /* a vote that is to be opened */
    DRAFT_EFFECT,     /* what a proposal does by itself */
    DRAFT_CIRCLE,     /* the call of a circle. What is said in one is never a draft (RULES 6.4) */
    DRAFT_APPEAL,     /* why an act of a moderator should be lifted */
    DRAFT_CHECKIN,    /* how she is, for people of her choice. What is written after harm is never a draft (harm.h) */
    DRAFT_VISIT,      /* words to "I would like a visit" */
    DRAFT_STRAW,      /* the question of a straw poll */
    DRAFT_PLACE,      /* the new place of a meeting */
    DRAFT_TELL,       /* what helped, what hurt, what to try, for whoever chaired: three lines */
    DRAFT_REPORT,     /* words to moderators about a post */
    DRAFT_LAST = DRAFT_REPORT
};
/* True when the draft is a form, "name value" a line; else it is one text. */
static inline bool draft_has_form(enum draft_place place)
{
    return place == DRAFT_ASK || place == DRAFT_OFFER || place == DRAFT_ROTA || place == DRAFT_THING ||
           place == DRAFT_MEETING || place == DRAFT_ITEM || place == DRAFT_GAIN || place == DRAFT_VOTE ||
           place == DRAFT_EFFECT || place == DRAFT_CIRCLE;
}
/* Lists of drafts say only that something private lies there; its own page, and `drafts N`, show the words. */
static inline bool draft_is_quiet(enum draft_place place)
{
    return place == DRAFT_CHECKIN || place == DRAFT_VISIT || place == DRAFT_TELL || place == DRAFT_REPORT;
}
/* What the form in the body of a draft is about, which stands in a line "of N": DRAFT_ITEM: the meeting; EFFECT: the
 * proposal. 0: it does not say. */
int64_t draft_form_of(const char *body);
/* RULES 2.6: of a DRAFT_THREAD. The numbers stand in the database. */
enum draft_anger {
    DRAFT_CALM,
    DRAFT_ANGRY,       /* "what would help?" is asked before it is sent */
    DRAFT_ANGRY_ASKED, /* it was answered or left out, or somebody was hurt: it is never asked */
};
struct draft {
    enum draft_place place;
    enum draft_anger anger;
    int64_t target; /* DRAFT_THREAD: the board; REPLY, EDIT, REPORT: the post; LETTER: the member it is for; WORD: the
                       match; TURN, PROPOSAL, CORRECTION, STRAW, PLACE, TELL: the meeting; AMENDMENT, POSITION, SAFETY:
                       the proposal; LATE_STOP: the decision; STOP_MET: the stop; LEARNED: the demand; APPEAL: the act;
                       CHECKIN, VISIT: herself; a form: the unit */
    int64_t at;
    int64_t written_for;    /* RULES 1.8: the member in whose name it is written; 0: in the writer's own */
    char title[72 * 4 + 1]; /* for DRAFT_THREAD; for an ask or offer its line */
    char *body;             /* freed by drafts_free() */
};
/* RESULT_INVALID when title and body are longer than any post can be. An empty title and body remove the draft. For an
 * actor by hand (hand.h) these are the drafts that the hand writes in that member's name. drafts_list() lists all
 * drafts of the person who types, in her own name and in others'. */
enum result draft_save(struct store *store, const struct actor *actor, enum draft_place place, int64_t target,
    const char *title, const char *body, int64_t now);
enum result draft_save_angry(struct store *store, const struct actor *actor, enum draft_place place, int64_t target,
    const char *title, const char *body, enum draft_anger anger, int64_t now);
enum result draft_get(
    struct store *store, const struct actor *actor, enum draft_place place, int64_t target, struct draft *out);
/* What stands in an open editor for this place, without the lines that quote words which are covered by now; NULL: it
 * has none. The caller frees. */
char *draft_without_covered(struct store *store, enum draft_place place, int64_t target, const char *body);
enum result draft_drop(
    struct store *store, const struct actor *actor, enum draft_place place, int64_t target, int64_t now);
/* Drops a draft from that list; `written_for` as in struct draft. Only the person who typed it may. Works also when the
 * other member has a way in of her own by now. */
enum result draft_drop_for(struct store *store, const struct actor *actor, enum draft_place place, int64_t target,
    int64_t written_for, int64_t now);
enum result drafts_list(
    struct store *store, const struct actor *actor, size_t limit, struct draft *out, size_t *count); /* newest first */
/* RULES 1.9: others set her password in these days, and what she was writing before stays shut for a week. */
bool drafts_are_shut(struct store *store, const struct actor *actor);
/* The unit where the text of a draft will stand: that of its board or post, or the unit of the form. 0: it has no unit,
 * like a letter. */
int64_t draft_unit(struct store *store, enum draft_place place, int64_t target);
void drafts_free(struct draft *drafts, size_t count);

enum result deferred_seen_now(struct store *store, const struct actor *actor, bool there, int64_t now);

#endif
