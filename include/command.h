/*
 * command.h: one table of commands, behind `ssh host COMMAND`, line mode, `:` in screens, and `bbs admin`.
 *
 * A command's entry holds its name, usage, help and rights beside its function, so that help cannot drift. It reads the
 * call, asks the store, and fills a reply: plain sentences and, beside them, a JSON value with stable field names.
 */
#ifndef BBS_COMMAND_H
#define BBS_COMMAND_H

#include <jansson.h>

#include "readers.h"
#include "store.h"
#include "util.h"

struct reply {
    enum result result;
    bool usage;         /* the words of the call were wrong: exit status 2 */
    char *reason;       /* why not, when result is not RESULT_OK */
    struct buffer text; /* what a person reads; lines end with \n; already safe for a terminal */
    json_t *json;       /* object or array; NULL: {} */
    bool wants_json;    /* the call said --json: the face prints reply_json() instead of the text */
    bool leave;         /* the face should end: quit, leave */
    bool settings;      /* the member's settings are others now: the face reads them again */
    bool units;         /* she belongs to other units now: the face has its actor made anew */
    bool asks;          /* nothing is done yet: `text` asks whether it shall be (speaker.asks_first) */
};
struct speaker;
void reply_line(struct reply *reply, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Sets result and reason; returns result, so that a command can end with it. */
enum result reply_refuse(struct reply *reply, enum result result, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The same for words of the call that were wrong: RESULT_INVALID, and exit status 2. */
enum result reply_usage(struct reply *reply, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* For what cannot be taken back: true when it is to be asked about first, which the sentence does. */
bool reply_asks(struct reply *reply, const struct speaker *speaker, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
enum result reply_from_store(struct reply *reply, enum result result, const struct store *store);
int reply_status(const struct reply *reply); /* 0 done, 1 refused, 2 usage */
void reply_clear(struct reply *reply);

/* Whoever speaks: the same for every face. Time is in it, so that a command never reads the clock. */
struct speaker {
    struct store *store;
    const struct actor *actor;
    int64_t now;
    int columns; /* to wrap for; 0: do not wrap */
    bool ascii;
    int argon_slots;      /* members.h, login_password; -1: none */
    const char *host_key; /* public half, for invitation cards; NULL: not known */
    int64_t visit;        /* visits.h: of this session; 0: none */
    bool shared;          /* the computer is (RULES 1.6): what is private is counted, and opened by its own command */
    bool asks_first;      /* a person types: what cannot be taken back is asked about before it is done */
    int64_t *here;        /* where the session keeps in which of her units she is: `in` writes it. NULL: the face ends
                             with this command */
};

enum command_who {
    COMMAND_ANYONE,
    COMMAND_MEMBER,
    COMMAND_OPERATOR,
    COMMAND_INSIDER, /* member or operator */
    COMMAND_ACCOUNT, /* member, or whoever waits for a home's yes (newcomers.h) */
};
enum command_body { COMMAND_NO_BODY, COMMAND_BODY, COMMAND_MAY_BODY, COMMAND_SECRET, COMMAND_NEW_SECRET };

/* Where the text of a command will stand: what its draft is bound to (deferred.h, struct draft). */
enum command_target {
    COMMAND_WRITES_NOTHING,
    COMMAND_TO_BOARD,        /* its first word, a board's short name */
    COMMAND_TO_BOARD_OPTION, /* --board, else the board `general` */
    COMMAND_TO_POST,         /* its first word, a post's number */
    COMMAND_TO_MEMBER,       /* its first word, a handle */
    COMMAND_TO_MATCH,        /* its first word, a match's number */
    COMMAND_TO_HOUSE,        /* one draft for the whole house: a form */
};

struct call;
struct command {
    const char *name;    /* "post"; operator's ones have two words: "member add" */
    const char *usage;   /* "post BOARD --title T" */
    const char *summary; /* N_(): one line for `help` */
    const char *detail;  /* N_(): a paragraph for `help NAME`; NULL: none */
    const char *options; /* "title= board= json" : with = takes a value */
    int words_min, words_max;
    enum command_who who;
    enum command_body
        body; /* COMMAND_BODY: stdin, dot-ended lines, or the editor; COMMAND_MAY_BODY: the same, but it may
               * be left out; COMMAND_SECRET: one line, a
               * password, not shown while it is typed; COMMAND_NEW_SECRET: asked for twice */
    bool (*takes)(const char *option); /* the names of more options, each with a value; NULL: there are no more */
    enum draft_place place;            /* what kind of text it writes, unless target is COMMAND_WRITES_NOTHING */
    enum command_target target;
    bool of_units; /* of several communes and workplaces: `help` leaves it out where there is one */
    enum result (*run)(const struct call *call, struct reply *reply);
};
const struct command *command_table(size_t *count);
const struct command *command_find(const char *line); /* by its first word or two; NULL */
/* Names that begin with `prefix`, for completion; those that `help` would list for the actor. Returns how many. */
size_t command_complete(const struct actor *actor, const char *prefix, const char **names, size_t room);

/* One call, taken apart. Words: split at spaces; a word that begins with " runs to the next ". An option begins with --
 * and its value runs to the next word that begins with -- or to the end (ssh does not carry quotes). Every command has
 * --json and --in UNIT. */
struct call {
    const struct command *command, *all; /* `all`: the whole table, for `help` */
    size_t all_count;
    const struct speaker *speaker;
    int words;
    char *word[64];
    struct {
        char *name, *value;
    } option[16];
    int options;
    const char *body; /* raw bytes as they came; NULL when none */
    size_t body_length;
    char *memory;
    const struct actor *outside; /* she where her session is: as `speaker` says, unless --in is given */
    struct speaker there;        /* with --in: what `speaker` points to; it speaks as `self`, who is in that unit */
    struct actor self;
};
const char *call_option(const struct call *call, const char *name); /* NULL: not given; "" for one without a value */

/* The one parser: takes `line` apart, which is hostile, and runs nothing. False: it is no whole call, and why stands in
 * `reply` (reply_clear it); *out holds what was read up to there, with a command of NULL when there is none of that
 * name. Rights are not looked at. The caller frees with call_clear(). */
bool call_read(const struct speaker *speaker, const char *line, size_t length, struct call *out, struct reply *reply);
void call_clear(struct call *call);

/* Takes `line` apart, checks rights and shape, runs it. Always fills `reply` (reply_clear it). `line` is hostile. */
enum result command_run(const struct speaker *speaker, const char *line, size_t length, const char *body,
    size_t body_length, struct reply *reply);
/* Where the text of a command will stand, and who will read it there. */
struct command_text {
    bool some; /* false: the command writes none, and nothing below holds */
    enum draft_place place;
    int64_t target;     /* of its draft, deferred.h */
    struct actor voice; /* in whose name; RULES 1.8 */
    struct readers readers;
};
/* For a face, before anything is typed or sent: where the text of `line` will stand. RESULT_OK without `some` also for
 * a line that is no command, or not one of this actor's: command_run() says so. Else, as command_run() would, why it
 * cannot be written there, in `reply` (reply_clear it). */
enum result command_text_of(
    const struct speaker *speaker, const char *line, struct command_text *out, struct reply *reply);
/* The JSON of a reply as text, or of its refusal: {"error": "...", "result": "refused"}. The caller frees. */
char *reply_json(const struct reply *reply);

#endif
