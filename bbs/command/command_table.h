/* command_table.h: the parts of the table of commands, one for each subject, and functions that several of them use. */
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
/* As command_text_of(), for a call that is parsed already. */
enum result call_text(const struct call *call, struct reply *reply, struct command_text *out);
/* `threads BOARD`, and `post BOARD` with the title and the body of the call; for commands of one board. */
enum result call_list_threads(const struct call *call, struct reply *reply, const char *board);
enum result call_post(const struct call *call, struct reply *reply, const char *board);
/* `position paper P` and `vote paper V`: what is counted on paper of one thing, of which the call's first word is the
 * number. */
struct papers;
struct call_papers {
    bool vote; /* of a vote; else of a question, whose number is its proposal's */
    enum result (*get)(struct store *store, const struct actor *actor, int64_t id, int64_t now, struct papers *out);
    enum result (*count)(
        struct store *store, const struct actor *actor, int64_t id, const char *typed, int64_t now, bool *agreed);
    enum result (*tick)(const struct call *call, struct reply *reply, int64_t id, bool on);
};
enum result call_papers(const struct call *call, struct reply *reply, const struct call_papers *papers);
enum result call_papers_say(const struct call *call, struct reply *reply, const struct call_papers *papers, int64_t id);
/* The meeting that the call's first word names; without one, the meeting that is open where she is. */
enum result call_meeting(const struct call *call, struct reply *reply, int64_t *meeting);
/* Adds what was proposed in a meeting, a line each, oldest first. Returns how many. */
size_t call_say_proposals(const struct call *call, struct reply *reply, int64_t meeting);
/* The open meeting of another unit that she may read along; 0: none, or several. */
int64_t call_only_one_to_read(const struct speaker *speaker);
/* The meeting that the call names, or the one that is open. *word: the first word behind it. On false the reply has the
 * refusal. */
bool call_open_meeting(const struct call *call, int64_t *meeting, int *word, struct reply *reply);
/* A member by her handle; "Gogo Maria" is Gogo-Maria. `first`: the first word of it. */
struct member;
enum result call_member(const struct call *call, int first, struct member *out);
/* What a command of the room is about. On false the reply has the refusal. */
struct call_about {
    int64_t meeting;
    int word; /* the first behind the meeting's number, which may be left out */
    struct actor voice;
};
bool call_about(const struct call *call, struct call_about *out, struct reply *reply);
/* The same for a command whose words are a day: in "27 nov" no meeting is named. */
bool call_about_day(const struct call *call, struct call_about *out, struct reply *reply);
/* A day from the words of the call from `first` on. On false the reply has the refusal. */
bool call_day(const struct call *call, int first, struct reply *reply, int64_t *day);
/* --about and --minutes of an item that is made with its proposal. On false the reply has the refusal. */
struct proposal_new;
bool call_item_options(const struct call *call, struct reply *reply, struct proposal_new *form);
/* Adds the readers of the text that was just written, as a last line and in the JSON. */
void call_say_readers(const struct call *call, struct reply *reply, const struct command_text *text);
/* Says the state of a request for a lost password. The account is the call's first word. */
struct lost_answer;
void reply_lost(struct reply *reply, const struct call *call, const struct lost_answer *answer);

#endif
