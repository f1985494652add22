/*
 * deferred.h: small writes that may wait a second: drafts, read marks, cursors, last seen.
 *
 * Thousands of people typing must not cost thousands of syncs, so a session hands these to the clerk (the caretaker's
 * process), who commits everybody's together at most once a second. Until the clerk acknowledges one, the session keeps
 * it, and every read of its own store sees it. Without a clerk (`bbs admin`, console, tests) they are written at once.
 */
#ifndef BBS_DEFERRED_H
#define BBS_DEFERRED_H

#include "store.h"

enum deferred_kind {
    DEFERRED_DRAFT = 1, /* a: place kind and in whose name (drafts.c), b: its id; text: title, NUL, body. Empty body and
                           title: the draft is done */
    DEFERRED_MARK,      /* a: thread, b: upto; text: what is read beyond it, as kept in read_mark. Joined to what is
                         * there: two sessions of one member have read what either has read */
    DEFERRED_BOARD_MARK,  /* a: board, b: all of it up to this post is read */
    DEFERRED_SEEN,        /* at: now; a: enum visit_state; b: the visit, 0 none */
    DEFERRED_LETTER_READ, /* a: letter */
    DEFERRED_UNREAD,      /* a: thread, b: post: marked unread, in the order of the numbers */
    DEFERRED_LOGIN,       /* a: the visit; text: sealed source, NUL, place, NUL, method (store/people/sources.h) */
};
enum { DEFERRED_TEXT_MAX = 16000 + 72 * 4 + 64 + 48000 }; /* a full draft, or a mark with many exceptions */

struct deferred {
    uint64_t number; /* counts up within one session */
    enum deferred_kind kind;
    int64_t member, at, a, b;
    const char *text; /* length bytes, may hold NUL */
    size_t length;
};

/* `send` hands one on; false means "not now": it is offered again by deferred_resend(). */
typedef bool deferred_send(void *context, const struct deferred *item);
void store_defer_to(struct store *store, deferred_send *send, void *context);
void deferred_acknowledged(struct store *store, uint64_t number); /* all up to number are on disk */
void deferred_resend(struct store *store);     /* a new clerk, or room again: all that was not handed on yet. Without
                                                * `send`,     all that is not on disk is written at once */
void deferred_lost_clerk(struct store *store); /* what was handed on and not acknowledged counts as not handed on */
size_t deferred_waiting(const struct store *store);

/* Hands one on, or writes it at once where there is no clerk. `number` is given here; the text is copied. */
enum result deferred_write(struct store *store, struct deferred *item);

/* The clerk's half: applies a batch in one transaction, bad items are left out. */
enum result deferred_apply(struct store *store, const struct deferred *items, size_t count);

/* --- drafts: what was being written (RULES 1.7). One for each place. --- */
enum draft_place {
    DRAFT_THREAD = 1,
    DRAFT_REPLY,
    DRAFT_EDIT,
    DRAFT_LETTER,
    DRAFT_ASK,
    DRAFT_OFFER,
    DRAFT_WORD,
    DRAFT_ROTA,
    DRAFT_THING
};
/* Its words are those of a form, "name value" a line; else they are one text. */
static inline bool draft_has_form(enum draft_place place)
{
    return place == DRAFT_ASK || place == DRAFT_OFFER || place == DRAFT_ROTA || place == DRAFT_THING;
}
struct draft {
    enum draft_place place;
    int64_t target; /* board, post, post, member written to; match; of what is new in a unit (a form): that unit */
    int64_t at;
    int64_t written_for;    /* RULES 1.8: the member in whose name it was meant; 0: her own */
    char title[72 * 4 + 1]; /* DRAFT_THREAD; of an ask or offer its line */
    char *body;             /* drafts_free */
};
/* RESULT_INVALID when title and body are longer than any post can be. An empty title and body drop the draft.
 * An actor by hand (hand.h) saves, gets and drops what the hand writes in that name; the list is the hand's own, of
 * both. */
enum result draft_save(struct store *store, const struct actor *actor, enum draft_place place, int64_t target,
    const char *title, const char *body, int64_t now);
enum result draft_get(
    struct store *store, const struct actor *actor, enum draft_place place, int64_t target, struct draft *out);
enum result draft_drop(
    struct store *store, const struct actor *actor, enum draft_place place, int64_t target, int64_t now);
/* As the list names one: `written_for` as in struct draft. For the list's owner herself, also when that member writes
 * on her own by now. */
enum result draft_drop_for(struct store *store, const struct actor *actor, enum draft_place place, int64_t target,
    int64_t written_for, int64_t now);
enum result drafts_list(
    struct store *store, const struct actor *actor, size_t limit, struct draft *out, size_t *count); /* newest first */
/* The unit where it will stand: that of the board, or the form's own. 0: of none, as of a letter. */
int64_t draft_unit(struct store *store, enum draft_place place, int64_t target);
void drafts_free(struct draft *drafts, size_t count);

enum result seen_now(struct store *store, const struct actor *actor, bool there, int64_t now);

#endif
