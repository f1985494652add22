/* call.h: functions for all commands. A struct call (command.h) lives as long as its command runs. */
#ifndef BBS_CALL_H
#define BBS_CALL_H

#include "boards.h"
#include "command.h"
#include "deferred.h"
#include "numbers.h"

/* True when the command's entry allows it to this actor. */
bool call_may_use(const struct actor *actor, const struct command *command);
/* Reads a word that must be a number above 0 (a post, a thread). On false the reply has the refusal. */
bool call_number(const struct call *call, int word, int64_t *out, struct reply *reply);
/* --before N, where the page before ended; without it *before stays unchanged. False: the reply has the refusal. */
bool call_before(const struct call *call, struct reply *reply, int64_t *before);
/* What a call needs and does not have yet. */
enum { LACKS_NAME = 80, LACKS_WORDS = 200 };
struct call_lack {
    char option[LACKS_NAME];  /* "title": its value is missing; "": the next word */
    char words[LACKS_WORDS];  /* what it is, translated: "the post: its number, as `read THREAD` shows it" */
    char example[LACKS_NAME]; /* "34" */
    char whole[LACKS_WORDS];  /* a call that lacks nothing: "reply 34" */
};
/* True when it lacks something. The first such thing stands in `out`. False also when its usage has several forms. */
bool call_lacks(const struct call *call, struct call_lack *out);
/* A page of a list. A list that may be longer than one page has the option --page N, and says behind each page how to
 * see the next one. The store gives rows from the beginning on: those before the page are passed over. */
enum { PAGES_MOST = 100 };
struct call_page {
    size_t rows, load; /* rows of a page; so many rows the store is asked for */
    size_t first, end; /* those to show: from `first` to before `end`. call_page_of() sets them */
    int64_t number;    /* from 1 on */
    bool more;         /* something stands behind this page */
    const char *of;    /* the call that gives this list, where another one shows it too; NULL: this call */
};
/* Reads --page. `rows`: those of a page. On false the reply has the refusal. */
bool call_page(const struct call *call, size_t rows, struct call_page *out, struct reply *reply);
/* The store gave `count` rows of at most `load`. A page of several lists calls it before each of them. */
void call_page_of(struct call_page *page, size_t count);
/* Behind the rows: says how to see the next page, or that there is nothing on this one. */
void call_page_end(const struct call *call, const struct call_page *page, struct reply *reply);
/* The last line of a page that another one follows: the same call, with this option and value in place of its own. */
void call_more(const struct call *call, const char *option, const char *value, struct reply *reply);
void call_more_number(const struct call *call, const char *option, int64_t value, struct reply *reply);
/* The same with another call, of which this one hands on only its --in and --for. NULL: this call itself. */
void call_more_of(const struct call *call, const char *of, const char *option, int64_t value, struct reply *reply);
/* How its command is used. Whoever types at a prompt is asked for a text, so it leaves out "< body". Valid until the
 * next call. */
const char *call_usage(const struct call *call);
const char *call_usage_of(const struct speaker *speaker, const struct command *command);
/* The words of the call from `first` on, with `between` in between: "fri 27 nov". The caller frees. */
char *call_words(const struct call *call, int first, const char *between);
/* The body as a string, which the caller frees. On NULL the reply has the refusal (there was no body). */
char *call_body(const struct call *call, struct reply *reply);
/* A body of a secret line and what else was typed. Zero-initialize it before use. */
struct call_lines {
    char *first, *then; /* without the end of the line; then: NULL when there is no second one */
    size_t length;      /* of the whole body */
};
/* False: there is no body, and the reply has the refusal. The caller forgets it with call_lines_forget(). */
bool call_lines_read(const struct call *call, struct reply *reply, struct call_lines *out);
void call_lines_forget(struct call_lines *lines);
/* A board as she types it where her session is: `depot/general` behind --in depot. */
void call_board_typed(const struct call *call, int64_t board, char out[BOARD_TYPED_BYTES]);
/* RULES 1.0: a caucus of hers is named only while she is in it. True when this unit is one, and she is elsewhere. */
bool call_hides(const struct call *call, int64_t unit);
/* Says in place of what is hidden that there is something, and how she comes to it. */
void call_say_hidden(struct reply *reply, json_t *list);
/* The member in whose name the call is: with --for a person without a device (RULES 1.8), else the speaker. */
enum result call_voice(const struct call *call, struct actor *voice);
/* The same in the room of a meeting, where she may also type for somebody at the door (room.h). */
enum result call_voice_in_room(const struct call *call, int64_t meeting, struct actor *voice);
/* Says why a text was not written, and returns `result`. When the house was only too busy (RESULT_BUSY), saves the text
 * as a draft, unless there is a draft in that place already. */
enum result call_refused(
    const struct call *call, struct reply *reply, enum result result, const struct draft *unwritten);
/* Before an act that cannot be taken back, and that the house may refuse. A person is asked to confirm it only when it
 * would not be refused: so the write is rehearsed (store.h). A script does it at once.
 *     if (!call_rehearse(call, reply))
 *         return reply->result;
 *     enum result result = rota_close(...);
 *     if (call_rehearsed(call, &result) && reply_asks(reply, speaker, ...))
 *         return RESULT_OK;
 * call_rehearsed() is true when nothing was written yet and nothing is against it. Nothing else may stand between. */
bool call_rehearse(const struct call *call, struct reply *reply);
bool call_rehearsed(const struct call *call, enum result *result);
/* Commands of one shape: each names a thing by its number and changes it. Does the change of the command's name, and
 * says `done`. The list ends with a name that is NULL. */
struct call_change {
    const char *name; /* of the command */
    enum result (*change)(struct store *store, const struct actor *actor, int64_t id, int64_t now);
    const char *done; /* N_() */
};
enum result call_change(const struct call *call, struct reply *reply, const struct call_change *changes);
/* What the options --angry, --hurt and --would-help say of a draft of it. */
enum draft_anger call_anger(const struct call *call);
/* For a text by hand: says that somebody of another home has to confirm it. */
void call_say_by_hand(const struct call *call, struct reply *reply, const struct actor *voice);
/* Runs `act` in the name that call_voice() gives. */
enum result call_in_her_name(
    const struct call *call, struct reply *reply, enum result (*act)(const struct call *call, struct reply *reply));

/* --- what several files command_X.c use, and one of them defines --- */

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
void call_say_lost(struct reply *reply, const struct call *call, const struct lost_answer *answer);

/* --- replies --- */

/* A sentence in which "{notice-days}" stands for that number of the unit (numbers.h). Valid during the next call. */
const char *reply_numbers(const struct call *call, const char *words);
/* A value of a number for programs: a share is "1/3", secrecy "yes" or "no", all others are numbers. */
json_t *reply_number_json(enum number number, int64_t value);
/* The same, wrapped and indented, for the help of a command: a sentence a line where the text is long. */
void reply_help(struct reply *reply, const struct call *call, const char *words);
/* A text for people, wrapped for the speaker and indented. */
void reply_text(struct reply *reply, const struct call *call, int indent, const char *text);
/* "Sat 21 Nov 18:02" in the house's time. */
const char *reply_time(int64_t at, char out[32]);
/* One line of a member's text, made safe for a terminal. The result is valid during the next seven calls. */
const char *reply_shown(const struct call *call, const char *words);
/* Several words that are a day: "27 nov", "27.11. 18:00". Not "4 fri": the number there is of something else. */
bool call_begins_with_day(const struct call *call);

#endif
