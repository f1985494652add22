/*
 * effects.h: what a decision does by itself: numbers, boards, slow mode, tasks, guests, readers of assemblies, the
 * unit's name, the end of an agreement. RULES' head, 1.2, 1.3, 2.1, 2.5, 4.9, 5.5.
 *
 * Whoever makes a proposal may give it one effect. It stands below the text in one plain sentence wherever the proposal
 * stands, so that all know what they say yes to. When the decision acts the house does it by itself, once: at the
 * closing of the meeting, or, about the rules, when the minutes stand. What cannot be done any more (a board of that
 * name exists by then) is said in the decision.
 *
 * An effect is typed as words, the same in all faces:
 *
 *     number NAME VALUE              board SLUG unit|confederation|public TITLE     close SLUG
 *     slow SLUG MINUTES until DAY    slow SLUG 0
 *     seat TASK HANDLE               seat back TASK HANDLE                          lot TASK HOW-MANY
 *     guests yes|no                  agreement end D                 remove HANDLE
 *     assemblies unit|confederation|public                            name NEW NAME
 *
 * Removing somebody, and changing a number that is itself a rule (numbers.h), takes three quarters at two meetings
 * (proposals.h); about a person secretly, and in an item about that person alone.
 *
 * The readers of a board never become more: what was written for few stays with few, and a decision opens a new board.
 */
#ifndef BBS_EFFECTS_H
#define BBS_EFFECTS_H

#include "boards.h"

enum effect_kind { /* as it is kept: only ever appended */
    EFFECT_NONE,
    EFFECT_NUMBER,
    EFFECT_BOARD,
    EFFECT_BOARD_CLOSE,
    EFFECT_SLOW,
    EFFECT_SEAT,
    EFFECT_SEAT_BACK,
    EFFECT_LOT,
    EFFECT_GUESTS,
    EFFECT_AGREEMENT_END, /* a decision about the rules (agreements_list) is in force no more */
    EFFECT_REMOVE,        /* somebody belongs to the unit no more. RULES 4.5, 7.3: nobody is removed but so */
    EFFECT_ASSEMBLIES,    /* who else may read the unit's open assemblies along (room.h). Never of a caucus */
    EFFECT_UNIT_NAME,     /* the unit is called by another name, and its short name follows where it can */
    EFFECT_KINDS,
};
enum {
    EFFECT_TYPED_MAX = 200, /* letters, as it is typed */
    EFFECT_NAME_BYTES = 32,
    EFFECT_WORDS = 600,
    EFFECT_LOT_MOST = 8, /* people drawn at once */
    EFFECT_SLOW_MOST = 24 * 60,
};
/* "number NAME VALUE": how it is typed; and what it is for, in the reader's language. NULL after the last. */
const char *effect_usage(enum effect_kind kind);
const char *effect_kind_words(enum effect_kind kind);
/* The word by which forms know it: "number", "back", "none". */
const char *effect_kind_name(enum effect_kind kind);
bool effect_kind_parse(const char *name, enum effect_kind *kind);

struct effect {
    enum effect_kind kind;
    int64_t subject;               /* a board or a member */
    int64_t number;                /* enum number, or the decision that was an agreement */
    int64_t value;                 /* a number's; minutes; how many; enum visibility; 1: yes */
    int64_t until;                 /* a day of when.h; 0: none */
    char name[EFFECT_NAME_BYTES];  /* a task, or the short name of a board */
    char title[TITLE_MAX * 4 + 1]; /* of a board; the unit's name */
    int64_t acted;                 /* when it was done, or could not be done; 0: not yet */
    char fault[400];               /* why it could not be done; "": it was */
    char words[EFFECT_WORDS];      /* "the board `tools` opens ...": a clause in the reader's language */
};
/* What these words mean in the unit where she is. RESULT_INVALID and others with a sentence: what is wrong with them,
 * and how it is typed; also when it could not be done today. */
enum result effect_read(
    struct store *store, const struct actor *actor, const char *typed, int64_t now, struct effect *out);
/* Of a proposal; EFFECT_NONE: it does nothing by itself. */
enum result effect_get(struct store *store, const struct actor *actor, int64_t proposal, struct effect *out);
/* The mover gives it another one, or none (""), while its text may change. It counts as a new text: it is read before
 * the question is put. */
enum result effect_set(
    struct store *store, const struct actor *actor, int64_t proposal, const char *typed, int64_t now);
/* The decision by which the actor belongs to one of her units no more, and has not acted yet; 0: there is none. *from:
 * when it acts; 0: when its meeting closes. */
int64_t effect_removal_of_me(struct store *store, const struct actor *actor, int64_t *unit, int64_t *from);
/* It takes three quarters, by yes or no, at two meetings TWICE_APART days apart. */
bool effect_takes_two_meetings(const struct effect *effect);
/* "When this passes: the board `tools` opens ...", "Done by itself: ...", "It could not be done by itself: ...".
 * "" for EFFECT_NONE. Where facilitators are given, also whom RULES 4.1 asks when none of them is a woman. */
void effect_sentence(const struct effect *effect, bool decided, char *out, size_t size);

/* What `assemblies` says of the unit where she is: who else may read its open meetings along (room.h). Of a confederal
 * unit at least its members below. */
enum visibility effect_assemblies(struct store *store, const struct actor *actor);

#endif
