/* subjects.h: the list of all subjects (subject.h). Private to store/. */
#ifndef BBS_SUBJECTS_H
#define BBS_SUBJECTS_H

#include "store/base/subject.h"

/*
 * X_subject of each, which stands beside its own code. A new subject adds a line here; whatever concerns each of them
 * walks the list. The order is that in which they are forgotten and left, and in which a member's file and an export
 * name them: caucuses before people, because whoever leaves is still in her caucuses.
 */
#define SUBJECTS(X)                                                                                                    \
    X(caucus)                                                                                                          \
    X(people)                                                                                                          \
    X(boards)                                                                                                          \
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
    X(book)

#define X(name) extern const struct subject name##_subject;
SUBJECTS(X)
#undef X

extern const struct subject *const subjects[]; /* ends with NULL */

#endif
