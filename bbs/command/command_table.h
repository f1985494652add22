/* command_table.h: the parts of the table of commands, one for each subject. */
#ifndef BBS_COMMAND_TABLE_H
#define BBS_COMMAND_TABLE_H

#include "bbs/command/call.h"

/* Each X is a file command_X.c, in the order of `help`. A new file needs a line here, and no change in command.c. */
#define COMMAND_PARTS(X)                                                                                               \
    X(boards)                                                                                                          \
    X(letters)                                                                                                         \
    X(moderation)                                                                                                      \
    X(people)                                                                                                          \
    X(help)                                                                                                            \
    X(sessions)                                                                                                        \
    X(house)                                                                                                           \
    X(ways)                                                                                                            \
    X(hands)                                                                                                           \
    X(invitations)                                                                                                     \
    X(home)                                                                                                            \
    X(where)                                                                                                           \
    X(proposals)                                                                                                       \
    X(votes)                                                                                                           \
    X(stops)                                                                                                           \
    X(decisions)                                                                                                       \
    X(numbers)                                                                                                         \
    X(aid)                                                                                                             \
    X(rota)                                                                                                            \
    X(meetings)                                                                                                        \
    X(agenda)                                                                                                          \
    X(room)                                                                                                            \
    X(chair)                                                                                                           \
    X(ticks)                                                                                                           \
    X(yard)                                                                                                            \
    X(papers)                                                                                                          \
    X(secret)                                                                                                          \
    X(tools)                                                                                                           \
    X(circles)                                                                                                         \
    X(ring)                                                                                                            \
    X(gains)                                                                                                           \
    X(feelings)                                                                                                        \
    X(match)                                                                                                           \
    X(night)                                                                                                           \
    X(claim)                                                                                                           \
    X(caucus)                                                                                                          \
    X(hurt)                                                                                                            \
    X(harm)                                                                                                            \
    X(care)                                                                                                            \
    X(learn)                                                                                                           \
    X(move)                                                                                                            \
    X(units)

#define X(part)                                                                                                        \
    extern const struct command command_##part[];                                                                      \
    extern const size_t command_##part##_count;
COMMAND_PARTS(X)
#undef X

/* True when a command of that kind is useful here and now. room: the open meeting in which she is; NULL: in none. */
struct room;
bool command_now_is(enum command_now now, const struct actor *actor, const struct room *room);
/* What `chair` can do, an act at a time, for `help`. False: there are no more. */
struct chair_entry {
    const char *usage; /* "chair begin [ITEM]" */
    const char *words; /* N_() */
    enum command_now now;
};
bool command_chair_entry(size_t index, struct chair_entry *out);

#endif
