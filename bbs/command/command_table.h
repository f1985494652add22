/* command_table.h: the parts of the one table, a subject each, and what single subjects share with others. */
#ifndef BBS_COMMAND_TABLE_H
#define BBS_COMMAND_TABLE_H

#include "bbs/command/call.h"

/* A file command_X.c each, in the order of help. Adding one adds a line here, and nothing in command.c. */
#define COMMAND_PARTS(X)                                                                                               \
    X(boards)                                                                                                          \
    X(letters)                                                                                                         \
    X(people)                                                                                                          \
    X(sessions)                                                                                                        \
    X(house)                                                                                                           \
    X(ways)                                                                                                            \
    X(hands)                                                                                                           \
    X(invitations)                                                                                                     \
    X(where)                                                                                                           \
    X(aid)                                                                                                             \
    X(rota)                                                                                                            \
    X(match)                                                                                                           \
    X(night)                                                                                                           \
    X(claim)                                                                                                           \
    X(caucus)                                                                                                          \
    X(hurt)                                                                                                            \
    X(move)                                                                                                            \
    X(units)

#define X(part)                                                                                                        \
    extern const struct command command_##part[];                                                                      \
    extern const size_t command_##part##_count;
COMMAND_PARTS(X)
#undef X

/* As command_text_of(), of a call that was taken apart. */
enum result call_text(const struct call *call, struct reply *reply, struct command_text *out);
/* Who reads what was written now, as a last line and in the JSON. */
void call_say_readers(struct reply *reply, const struct command_text *text);
/* What became of a request for a lost password, whose account is the call's first word. */
struct lost_answer;
void reply_lost(struct reply *reply, const struct call *call, const struct lost_answer *answer);

#endif
