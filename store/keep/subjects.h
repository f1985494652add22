/* subjects.h: the list of all subjects (subject.h). Private to store/. */
#ifndef BBS_SUBJECTS_H
#define BBS_SUBJECTS_H

#include "store/base/subject.h"

/*
 * All subjects of the house; X_subject of each is beside its own code. A new subject adds a line here. Code that
 * concerns every subject walks this list. The order is that in which they forget and leave, and in which a member's
 * file and an export name them. Caucuses come before people: a caucus needs her membership when she leaves.
 */
#define SUBJECTS(X)                                                                                                    \
    X(caucus)                                                                                                          \
    X(people)                                                                                                          \
    X(boards)                                                                                                          \
    X(feeling)                                                                                                         \
    X(moderation)                                                                                                      \
    X(letters)                                                                                                         \
    X(invitations)                                                                                                     \
    X(newcomers)                                                                                                       \
    X(moving)                                                                                                          \
    X(lost)                                                                                                            \
    X(hand_people)                                                                                                     \
    X(hand)                                                                                                            \
    X(leaving)                                                                                                         \
    X(aid)                                                                                                             \
    X(claim)                                                                                                           \
    X(womens)                                                                                                          \
    X(rota)                                                                                                            \
    X(shelf)                                                                                                           \
    X(secret_vote)                                                                                                     \
    X(vote)                                                                                                            \
    X(number)                                                                                                          \
    X(proposal)                                                                                                        \
    X(circle)                                                                                                          \
    X(care)                                                                                                            \
    X(gain)                                                                                                            \
    X(room)                                                                                                            \
    X(meeting)                                                                                                         \
    X(book)

#define X(name) extern const struct subject name##_subject;
SUBJECTS(X)
#undef X

extern const struct subject *const subjects[]; /* ends with NULL */

#endif
