/*
 * play.h: reads a play, which is an assembly of the made-up street as a text file in bbs/demo/.
 *
 * First come the call and the people:
 *   opens | w1 Sun 15:00              when it was held; without this line: when it is played
 *   call  | nomsa sipho | PLACE | TITLE     whose homes want it; the first one asks for it
 *   item  | lerato | 20 decide things | TITLE | DETAILS     minutes, what it wants, what it is about
 *   come  | nomsa sipho lerato        who is there, all on line; there may be several such lines
 *   chair | nomsa                     who opens it
 * Then come the acts, each with the seconds since the one before:
 *   5 say | lerato | TEXT
 * The verbs are in play.c. Acts without a person are the chair's.
 */
#ifndef BBS_PLAY_H
#define BBS_PLAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum play_verb {
    PLAY_BEGIN,   /* the next item */
    PLAY_HAND,    /* | WHO */
    PLAY_SAY,     /* | WHO | TEXT: she raises her hand, waits for her turn, and says it */
    PLAY_SIGN,    /* | WHO WHO | SIGNAL, by its name: room.h */
    PLAY_PROPOSE, /* | WHO | TITLE | TEXT */
    PLAY_AMEND,   /* | WHO | TEXT */
    PLAY_TAKE,    /* the mover takes the texts of played neighbours that wait */
    PLAY_PUT,     /* the question */
    PLAY_ANSWER,  /* | WHO WHO | ANSWER | TEXT, by its name: proposals.h */
    PLAY_PAPER,   /* | WHO | WHO WHO: the first one ticks the others, who answer on paper */
    PLAY_COUNT,   /* | WHO WHO | 2 yes; 1 aside: these type what they counted of the papers */
    PLAY_REST,    /* | ANSWER: everybody of the play who has not answered */
    PLAY_CLOSE,   /* the question */
    PLAY_END,     /* the item */
    PLAY_VOTE,    /* | TITLE | OPTION; OPTION: the chair opens a vote by ranking, over seven days */
    PLAY_BALLOT,  /* | WHO WHO | 2 1: as it is typed (ballot.h), in that vote */
    PLAY_FINISH,  /* the meeting */
    PLAY_CARRY,   /* | WHO | DAYS | TITLE: she carries a decision, until so many days from then */
    PLAY_DONE,    /* | WHO | TITLE */
    PLAY_VERBS
};
enum { PLAY_FIELDS = 3, PLAY_CAST_MOST = 100, PLAY_ACTS_MOST = 120, PLAY_ITEMS_MOST = 8 };

struct play_act {
    int64_t wait; /* seconds since the act before */
    enum play_verb verb;
    char *field[PLAY_FIELDS]; /* NULL: there are fewer */
    bool played;              /* for the player */
};
struct play_item {
    char *handle, *kind, *title, *details; /* kind: "20 decide things"; details may be NULL */
};
struct play {
    char *text; /* the file, cut into the strings of all others */
    int64_t opens;
    char *homes, *place, *title, *chair;
    char *cast[PLAY_CAST_MOST];
    struct play_item items[PLAY_ITEMS_MOST];
    struct play_act acts[PLAY_ACTS_MOST];
    size_t cast_count, item_count, act_count;
};

/* False on failure: `problem` names the line and says what is wrong. Call play_free() in both cases. */
bool play_read(const char *text, int64_t now, struct play *out, char *problem, size_t size);
void play_free(struct play *play);
int play_find(const struct play *play, const char *handle); /* the index in the cast; -1: she is not in it */

#endif
