/*
 * papers.h: what two note-takers of two homes count on paper: the answers to a question (proposals.h) and the ballots
 * of a vote (votes.h). RULES 1.7, 1.8. Each types every count, and both must type the same; else neither counts.
 *
 * A note-taker is somebody who may answer or vote herself, and did not bring the matter before the meeting. Whoever has
 * a paper is ticked off the list first, and answers in no other way.
 */
#ifndef BBS_PAPERS_H
#define BBS_PAPERS_H

#include "actor.h"

enum { PAPER_TYPISTS = 6 }; /* that are named */

struct paper_typist {
    char handle[HANDLE_BYTES], home[16];
    bool mine;
    bool same; /* she typed what the actor typed; false for all when the actor has typed nothing */
};
struct papers {
    int ticked;                                /* how many have a paper */
    int typed;                                 /* how many note-takers typed counts */
    bool agreed;                               /* two of two homes typed the same */
    int64_t counted;                           /* papers in that */
    bool mine;                                 /* the actor typed */
    bool may;                                  /* she may tick and type */
    int typists;                               /* of `typist` */
    struct paper_typist typist[PAPER_TYPISTS]; /* those of her own home first */
    /* Lines that she typed and another did not, "7 yes; 1 aside", and the other way round; "": none. Nobody who has not
     * typed herself sees what others typed. */
    char only_mine[300], only_others[300];
};

#endif
