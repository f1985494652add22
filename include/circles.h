/*
 * circles.h: reflection circles: calling one, who comes, its keepers, holding it, what is kept of it. RULES 6.1-6.5.
 *
 * What is said in a circle is never in the database: it is in the memory of the process `ephemeral` alone (ring.h), and
 * on the screens of those who are in. Of a circle that is over the house keeps its date, its keepers, how many were in,
 * and those next steps to whose words everybody named in them said yes: only who was in reads these, until 30 days
 * after their date.
 *
 * A quarter of an hour before its hour it is settled whether it takes place, and people may come in. With fewer than
 * five who come, or, before a circle about a quarrel, when one of them would be afraid to speak there or did not say,
 * all read the same: "not in this form".
 *
 * Refusals give a sentence in store_reason(). RESULT_NOT_FOUND: there is no such circle, or she may not know of it.
 */
#ifndef BBS_CIRCLES_H
#define BBS_CIRCLES_H

#include "actor.h"
#include "ephemeral.h"
#include "ring.h"
#include "store.h"

enum circle_state {
    CIRCLE_PLANNED,
    CIRCLE_OPEN,       /* people gather, or it is held */
    CIRCLE_HELD,       /* it is over */
    CIRCLE_CALLED_OFF, /* by whoever called it, or a keeper */
    CIRCLE_NOT_SO,     /* "not in this form": too few came, or one would have been afraid */
    CIRCLE_CUT_OFF,    /* the house stopped while it was held: what was said is gone */
};
enum circle_answer { /* of one person */
    CIRCLE_ASKED,
    CIRCLE_COMES,
    CIRCLE_WAITS, /* on the waiting list */
    CIRCLE_DECLINED,
};
enum {
    CIRCLE_PURPOSE_MAX = 72, /* letters, as the next two */
    CIRCLE_PROMPT_MAX = 140,
    CIRCLE_PROMPTS = 3,
    CIRCLE_LINE_MAX = 600, /* of one line that is said */
    CIRCLE_OPENS = 900,    /* so long before its hour people may come in */
    CIRCLE_LISTED_MOST = 60,
    CIRCLE_LIBRARY_MOST = 60,
};

struct circle {
    int64_t id, unit, at, opens, ended;
    bool short_circle, quarrel, open, mine; /* mine: she called it */
    bool keeps;                             /* she is one of its keepers */
    bool afraid_asked;                      /* she is still to answer "Would you be afraid to speak there?" */
    enum circle_state state;
    enum circle_answer answer; /* hers */
    bool named;                /* she has an answer: she was asked, or came by herself */
    enum ring_why why;
    int places, come, wait; /* come: how many said that they come; once it is over: places is how many were in */
    int place_in_line;      /* hers on the waiting list, from 1 */
    char keeper[RING_KEEPERS][HANDLE_BYTES]; /* "": nobody yet */
    char caller[HANDLE_BYTES];
    char purpose[CIRCLE_PURPOSE_MAX * 4 + 1];
    char prompt[CIRCLE_PROMPTS][CIRCLE_PROMPT_MAX * 4 + 1]; /* "" after the last */
};
struct circle_person {
    char handle[HANDLE_BYTES];
    enum circle_answer answer;
    bool keeper;
};

/* --- calling one --- */
struct circle_form {
    bool short_circle, quarrel, open;
    const char *purpose;
    const char *prompts[CIRCLE_PROMPTS]; /* NULL after the last; the first is needed unless it is short */
    int64_t at;
    int places;                 /* 5 to 12; a short circle 2 to 10 */
    const char *const *handles; /* who is asked by name, besides the caller; may be NULL when it is open */
    size_t count;
};
/* In the unit where she is. The keepers are those of the willing who kept least lately, without one a facilitator; they
 * are asked as everybody is. */
enum result circle_call(
    struct store *store, const struct actor *actor, const struct circle_form *form, int64_t now, int64_t *circle);
/* One more who is asked by name; by whoever called it, or a keeper, until it is settled. */
enum result circle_invite(
    struct store *store, const struct actor *actor, int64_t circle, const char *handle, int64_t now);
enum result circle_call_off(struct store *store, const struct actor *actor, int64_t circle, int64_t now);
/* Her answer. With yes she has a place, or one on the waiting list. A keeper who does not come is replaced at once. */
enum result circle_answer(
    struct store *store, const struct actor *actor, int64_t circle, bool comes, int64_t now, enum circle_answer *out);
/* "Would you be afraid to speak there?" Only before a circle about a quarrel, once, by who comes. Nobody ever sees it:
 * it is in the memory of `ephemeral`, and counted once, before the circle. */
enum result circle_afraid(struct store *store, const struct actor *actor, int64_t circle, bool afraid);
/* Whether that is asked of her: before the question is put. */
enum result circle_afraid_may(struct store *store, const struct actor *actor, int64_t circle);
/* Circles of all her units that she may know of: what is to come, open, or was hers and has steps. Soonest first. */
enum result circles_list(
    struct store *store, const struct actor *actor, struct circle *out, size_t limit, size_t *count);
enum result circle_get(struct store *store, const struct actor *actor, int64_t circle, struct circle *out);
/* Who comes, for who comes herself, was asked, or called it. */
enum result circle_people(struct store *store, const struct actor *actor, int64_t circle, struct circle_person *out,
    size_t limit, size_t *count);

/* --- the library of prompts; every member of the unit edits it --- */
struct circle_prompt {
    int64_t id; /* 0: it is one that came with the house */
    char words[CIRCLE_PROMPT_MAX * 4 + 1];
};
enum result circle_prompts(
    struct store *store, const struct actor *actor, struct circle_prompt *out, size_t limit, size_t *count);
enum result circle_prompt_add(struct store *store, const struct actor *actor, const char *words, int64_t *id);
enum result circle_prompt_drop(struct store *store, const struct actor *actor, int64_t id);
/* The agreements that everybody says yes to on entering, as sentences with line ends. In the reader's language. */
const char *circle_agreements(bool short_circle);
/* What stands with "Would you be afraid to speak there?", in few words: all of it is on the screen of a phone. */
const char *circle_afraid_words(void);

/* --- holding one: each call asks the process `ephemeral`. RESULT_NOT_FOUND: it is not open, or she is not in it --- */
/* What she does (ring.h). Texts are cleaned; no letter of theirs is written anywhere. The sentences of all refusals are
 * in store_reason(). */
enum result circle_do(struct store *store, const struct actor *actor, int64_t circle, const struct ring_ask *ask);
struct circle_view {
    struct ring_view ring;
    char handle[RING_PEOPLE_MOST][HANDLE_BYTES]; /* by place */
    struct circle circle;
};
enum result circle_look(struct store *store, const struct actor *actor, int64_t circle, struct circle_view *out);
/* The words of the turn of `place` that she may read; `out` has room for RING_TURN_BYTES + 1. Of a short circle: three
 * lines of RING_LINE_BYTES each, with NULs behind. The caller wipes it. */
enum result circle_words(
    struct store *store, const struct actor *actor, int64_t circle, int place, char *out, size_t *length);
enum result circle_words_for_two(struct store *store, const struct actor *actor, int64_t circle, char *out,
    size_t *length, int *with,
    size_t *before); /* each line begins with 'A' + the place of who said it; before: ring.h */
enum result circle_step_look(
    struct store *store, const struct actor *actor, int64_t circle, int number, struct ring_step *out);
/* "Shall somebody come by?": who went out asks a keeper or any member. Only that one reads it, once. */
enum result circle_come_by(struct store *store, const struct actor *actor, int64_t circle, const char *handle);
struct circle_visit {
    int64_t number;
    char handle[HANDLE_BYTES]; /* who asks her to come by */
};
enum result circle_visits(
    struct store *store, const struct actor *actor, struct circle_visit *out, size_t limit, size_t *count);
enum result circle_visit_seen(struct store *store, const struct actor *actor, int64_t number);

/* --- what is kept --- */
struct circle_step {
    int64_t id, circle, day;
    char named[200]; /* handles, with commas between them */
    bool mine;       /* she is named in it */
    char words[RING_STEP_BYTES + 1];
};
/* Of the circles in which she was, soonest first. */
enum result circle_steps(
    struct store *store, const struct actor *actor, struct circle_step *out, size_t limit, size_t *count);
/* How a circle of hers ended that she has not read about yet: not in this form, or cut off; told once. */
enum result circle_told(struct store *store, const struct actor *actor, int64_t circle);

/* For home; all of her units. */
struct circles_home {
    int64_t open, asked, ended; /* a circle: open now where she comes; that asks her; that ended and she was not told */
    int asked_count;
    int64_t next, next_at; /* one to which she comes */
    int64_t question;      /* one before which "would you be afraid?" still waits for her; often not the next one */
    int visits;            /* people who ask her to come by */
    bool held;             /* she was in one, and may have next steps */
    int64_t news_at;       /* one of the unit where she is, open to all, of which she has not said anything; 0: none */
};
enum result circles_home(struct store *store, const struct actor *actor, int64_t now, struct circles_home *out);

/* --- the caretaker, each second: opens circles, takes what is kept of those that ended, settles the next ones. Returns
 * how many changed, -1 on failure --- */
int circles_tend(struct store *store, int64_t now);

/* Who keeps the next one. Pure; keepers.c. RULES 5.5 */
struct keeper_candidate {
    int64_t member;
    int64_t last; /* when she kept a circle last; 0: never */
    int run;      /* how many of the unit's last circles she kept, one after the other */
};
/* Sorts: who kept least lately first. Who kept the last two in a row is taken away: this one she rests. Returns how
 * many are left. */
size_t keepers_choose(struct keeper_candidate *candidates, size_t count);

#endif
