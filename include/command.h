/*
 * command.h: one table of commands, behind `ssh host COMMAND`, line mode, `:` in screens, and `bbs admin`.
 *
 * A command's entry holds its name, usage, help and rights beside its function, so that the help stays true. The
 * function reads the call, asks the store, and fills a reply: plain sentences and, beside them, a JSON value with
 * stable field names.
 */
#ifndef BBS_COMMAND_H
#define BBS_COMMAND_H

#include <jansson.h>

#include "readers.h"
#include "store.h"
#include "util.h"

struct reply {
    enum result result;
    bool usage;         /* the call was typed wrongly: exit status 2 */
    char *reason;       /* the sentence for the member, when result is not RESULT_OK */
    struct buffer text; /* what a person reads; lines end with \n; already safe for a terminal */
    json_t *json;       /* object or array; NULL: {} */
    bool wants_json;    /* the call said --json: the face prints reply_json() instead of the text */
    bool leave;         /* the face should end: quit, leave */
    bool settings;      /* the member's settings have changed: the face must read them again */
    bool units;         /* she belongs to other units now: the face must have its actor made anew */
    int64_t post;       /* the last post that it shows; 0: none */
    int64_t room;       /* room.h: she came into that meeting; line mode stays in it */
    bool room_left;     /* and left it */
    int64_t table;      /* table.h: her session is a table in that meeting now; a face makes its own one */
    bool table_ends;    /* it is none any more */
    int64_t circle;     /* circles.h: she came into that circle; the face stays in it */
    bool circle_left;   /* and left it, or it is closed: the face wipes what was said there */
    bool circle_out;    /* and stepped out of it */
    int follow;         /* 1, -1: in line mode, what is said there comes at once, or at Enter */
    bool secret;        /* `text` holds what must not stay in memory: reply_clear() wipes it */
    bool once;   /* `text` has words that are shown this one time: the screens ask "Written down?" before they close */
    bool sheets; /* form feeds in `text` part sheets of paper; without it they are made harmless as all else */
    bool asks;   /* nothing is done yet: `text` asks whether to do it (speaker.asks_first) */
    bool wants_line; /* nothing is done yet: the first line of the body was right, command.then is missing */
    bool listed;     /* a list was shown, or a page of one */
    char *more;      /* the list goes on behind this page: the call of the next one; NULL: it does not */
};
struct speaker;
void reply_line(struct reply *reply, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Sets result and reason; returns result, so that a command can end with it. */
enum result reply_refuse(struct reply *reply, enum result result, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The same for a call that was typed wrongly: RESULT_INVALID, and exit status 2. */
enum result reply_usage(struct reply *reply, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Before an act that cannot be taken back. True: the person must confirm it first; the reply now asks her that with
 * this sentence, and the command returns without doing it. False: the command goes on. */
bool reply_asks(struct reply *reply, const struct speaker *speaker, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
enum result reply_from_store(struct reply *reply, enum result result, const struct store *store);
int reply_status(const struct reply *reply); /* 0 done, 1 refused, 2 usage */
void reply_clear(struct reply *reply);
/* For a face, before it clears the reply: *more is what `more` goes on with now, speaker.more. The face frees it. */
void reply_keep_more(const struct reply *reply, char **more);

/* The person who gives a command, and what her face knows. It contains the time, so that a command never reads the
 * clock. */
struct speaker;
/* A line of home (RULES 9.1). kind: "decided", as --json names it; at: the time beside it, 0: none; when: "came",
 * "from" or "until", what that time is. */
struct home_told {
    bool waits; /* else it tells of the street, and has a label */
    bool from, until;
    const char *kind, *label, *words, *when;
    const char *types; /* the command that opens the same; "": none */
    int64_t at;
};
typedef void home_teller(void *context, const struct home_told *told);
/* Tells what the first screen shows, in its order; `all`: all that waits, not the first five. *more, set before: how
 * many lines more wait.
 * screens/home/home_told.c; a face gets it from the session, because commands stand below the screens. */
enum result home_tell(const struct speaker *speaker, bool all, home_teller *tell, void *context, int *more);

struct speaker {
    struct store *store;
    const struct actor *actor;
    int64_t now;
    int columns; /* to wrap for; 0: do not wrap */
    bool ascii;
    int argon_slots;      /* members.h, login_password; -1: none */
    const char *host_key; /* public half, for invitation cards; NULL: not known */
    int64_t visit;        /* visits.h: of this session; 0: none */
    bool shared;       /* the computer is shared (RULES 1.6): private matters are only counted; a command of their own
                          shows them */
    int64_t room;      /* in line mode, the meeting in which she is, or which she reads along; 0: none */
    bool once;         /* `ssh host COMMAND`: the session ends with this command */
    bool asks_first;   /* a person types, and must confirm an act that cannot be taken back. false: a script */
    bool readers_told; /* RULES 2.1: the face has said who will read the text of this call; it is not said again */
    enum result (*home)(
        const struct speaker *speaker, bool all, home_teller *tell, void *context, int *more); /* home_tell() */
    const char *more; /* reply.more of the list that this face showed last, for `more`; NULL: there is none */
    size_t rows;      /* so many rows a page of a list has; 0: as many as that list has. For tests */
    int64_t *here;    /* the session's note of the unit where she is; `in` writes it. NULL: the face ends with this
                             command */
};

enum command_who {
    COMMAND_ANYONE,
    COMMAND_MEMBER,
    COMMAND_OPERATOR,
    COMMAND_INSIDER, /* member or operator */
    COMMAND_ACCOUNT, /* member, or a newcomer who waits for a home's yes (newcomers.h) */
    COMMAND_IN_ROOM, /* member, or a session that is a table (table.h) */
    COMMAND_READER,  /* the same, and a guest: what she may read of an open meeting (room.h) */
};
enum command_body {
    COMMAND_NO_BODY,
    COMMAND_BODY,
    COMMAND_MAY_BODY,
    COMMAND_SECRET,
    COMMAND_NEW_SECRET,
    COMMAND_DIGITS,     /* four digits (table.h), not shown either */
    COMMAND_NEW_DIGITS, /* asked for twice */
};
static inline bool command_body_is_secret(enum command_body body)
{
    return body >= COMMAND_SECRET;
}
static inline bool command_body_is_twice(enum command_body body)
{
    return body == COMMAND_NEW_SECRET || body == COMMAND_NEW_DIGITS;
}
static inline bool command_body_is_digits(enum command_body body)
{
    return body == COMMAND_DIGITS || body == COMMAND_NEW_DIGITS;
}

/* Where the text of a command will stand. Its draft has the same target (deferred.h, struct draft). */
enum command_target {
    COMMAND_WRITES_NOTHING,
    COMMAND_TO_BOARD,        /* its first word, a board's short name */
    COMMAND_TO_BOARD_OPTION, /* --board, else the board `general` */
    COMMAND_TO_POST,         /* its first word, a post's number */
    COMMAND_TO_MEMBER,       /* its first word, a handle */
    COMMAND_TO_MATCH,        /* its first word, a match's number */
    COMMAND_TO_NUMBER,       /* its first word: a proposal's, or a meeting's number */
    COMMAND_TO_ROOM,         /* its first word, a meeting's number; without one, the meeting that is open */
    COMMAND_TO_FEELING,      /* the board of joys or of sorrows, by the command's name */
    COMMAND_TO_HOUSE,        /* one draft for the whole house: a form */
    COMMAND_TO_UNIT,         /* words in its options, for all of the unit; no draft */
    COMMAND_TO_NAMED,        /* people whom the command names; one draft of hers */
    COMMAND_TO_SPOKEN,       /* a circle, a small group, or the count of a room: command.spoken; no draft */
    COMMAND_TO_AGENDA,       /* its second word, a meeting's number; without one, the next one here. No draft */
    COMMAND_TO_TABLE,        /* the meeting of the table at which it is typed; no draft */
};

/* About several communes and workplaces: to whom `help` lists it. */
enum command_units {
    COMMAND_NO_UNITS,      /* to everybody: it is not about units */
    COMMAND_STREET_BEYOND, /* who can move to another street of the house */
    COMMAND_PLACE_BEYOND,  /* who can come into a workplace of the house by a card, or into a street */
    COMMAND_UNITS_OF_HERS, /* who belongs to several; a guest or a steward of such a house */
};

/* When `help` says without being asked that a command can be used: here and now (RULES 4.4; command_now.c). In the
 * order in which it says so. */
enum command_now {
    NOW_NEVER, /* it stands in `help all` alone */
    NOW_FIRST,
    NOW_OUTSIDE = NOW_FIRST, /* in no meeting */
    NOW_AT_TABLE,            /* the session is a table */
    /* in a meeting */
    NOW_TURN,
    NOW_QUESTION,
    NOW_VOTE,
    NOW_SMALL,
    NOW_MAY_RAISE,
    NOW_WAITS,
    NOW_TALK,
    NOW_UNSIGNED, /* not on an item about a person */
    NOW_INTERPRETS,
    NOW_MAY_MOOD,
    NOW_STRAW,
    NOW_INSTEAD,
    NOW_ACT,
    NOW_COME,
    NOW_URGENT,
    NOW_GROUP,
    NOW_FEELS,
    NOW_ENDING,
    NOW_PROPOSAL,
    NOW_MAY_PROPOSE,
    NOW_MAY_AMEND,
    NOW_MAY_CHAIR,
    NOW_EMPTY_CHAIR,
    NOW_MAY_NOTES,
    NOW_TO_READ, /* at any time, also for a table and for somebody who only reads */
    NOW_RESULTS, /* at any time, also for somebody who only reads */
    NOW_READING, /* the same: how she reads, and how she goes out */
    NOW_IN_ROOM, /* at any time */
    NOW_END,
    /* for the chair */
    NOW_CHAIR_FIRST = NOW_END,
    NOW_CHAIR_BREAK = NOW_CHAIR_FIRST,
    NOW_CHAIR_CUT,     /* the power failed, and it may be adjourned */
    NOW_CHAIR_BETWEEN, /* no item is open */
    NOW_CHAIR_GROUPS,
    NOW_CHAIR_QUESTION,
    NOW_CHAIR_VOTE,
    NOW_CHAIR_PERSON,
    NOW_CHAIR_NEXT,
    NOW_CHAIR_ANGRY,
    NOW_CHAIR_POINTS,
    NOW_CHAIR_PROPOSAL,
    NOW_CHAIR_TIED,
    NOW_CHAIR_MAY_VOTE,
    NOW_CHAIR_TALK, /* an item is open, and nothing is put */
    NOW_CHAIR_MAY_END,
    NOW_CHAIR_ITEM,
    NOW_CHAIR_OPEN,
    NOW_CHAIR_ALWAYS,
    NOW_CHAIR_END,
};

struct call;
struct form_field;
struct command {
    const char *name;    /* "post"; the operator's commands have two words: "member add" */
    const char *usage;   /* "post BOARD --title T" */
    const char *summary; /* N_(): one line for `help` */
    const char *detail;  /* N_(): a paragraph for `help NAME`; NULL: none */
    const char *options; /* "title= board= json": an option with = takes a value; one with ! was
                          never one: its words are private, and belong on standard input */
    int words_min, words_max;
    enum command_who who;
    enum command_body
        body; /* COMMAND_BODY: stdin, dot-ended lines, or the editor; COMMAND_MAY_BODY: the same, but it may
               * be left out; COMMAND_SECRET: one line, a
               * password, not shown while it is typed; COMMAND_NEW_SECRET: asked for twice */
    const struct form_field *fields;   /* form_fields.h: their options are its options, too; NULL: there are none */
    bool (*takes)(const char *option); /* true for further options, each with a value; NULL: there are no more */
    enum draft_place place;            /* what kind of text it writes, unless target is COMMAND_WRITES_NOTHING */
    enum command_target target;
    enum readers_spoken spoken; /* of a COMMAND_TO_SPOKEN: who hears it */
    /* Of a command with a target: false when this call sends no text. NULL: each call does. */
    bool (*writes)(const struct call *call);
    bool of_another;  /* its words are another command, whose options it takes, too */
    const char *asks; /* N_(): what a COMMAND_SECRET asks for; NULL: command_asks() knows */
    /* Of a COMMAND_SECRET: says what she has to know before she types it; its refusal comes instead of the question.
     * NULL: nothing. */
    enum result (*before)(const struct call *call, struct reply *reply);
    /* N_(): the second line of a COMMAND_SECRET, asked for once the first one was right (reply.wants_line). */
    const char *then;
    bool then_hidden; /* it is a new secret: not shown, and typed twice */
    bool then_empty;  /* an empty line means something, too */
    bool then_once;   /* when it is refused the first line may be what was wrong: it is not given back to be mended */
    /* Of a COMMAND_MAY_BODY: false when this call is whole without a text, so that line mode asks for none. NULL: it
     * asks.
     */
    bool (*asks_text)(const struct call *call);
    /* Of a COMMAND_BODY or COMMAND_MAY_BODY: true when its text stands in the call itself, so that none is read. NULL:
     * it never does. */
    bool (*has_text)(const struct call *call);
    bool of_session; /* it counts in this session alone: refused where the session ends with the command */
    enum command_units of_units;
    enum command_now now;
    enum result (*run)(const struct call *call, struct reply *reply);
};
const struct command *command_table(size_t *count);
/* N_(): what its hidden line is: "Password", "Four digits", or the command's own words. */
const char *command_asks(const struct command *command);
/* By its first word or two, in capitals or not; also by another word for it, as "exit" for `quit`. NULL: there is no
 * such command. */
const struct command *command_find(const char *line);
/* The line with the command's name as the table has it: "Exit" is "quit". The caller frees. */
char *command_spelled(const char *line);
/* Names that begin with `prefix`, for completion; only those that `help` lists for the actor. Returns how many. */
size_t command_complete(const struct actor *actor, const char *prefix, const char **names, size_t room);

/* One call, parsed. Words are split at spaces; a word that begins with " runs to the next ". An option begins with --.
 * Its value runs to the next word that begins with -- or to the end, because ssh does not transmit quotes. Every
 * command has the options --json and --in UNIT. */
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
    const char *body; /* raw bytes as they came; NULL: no body */
    size_t body_length;
    char *memory;
    const struct actor *outside; /* the actor of the session; `speaker` has another unit when --in is given */
    struct speaker there;        /* with --in: `speaker` points to this copy, whose actor is `self` */
    struct actor self;           /* with --in: the actor, but in that unit */
};
const char *call_option(const struct call *call, const char *name); /* NULL: not given; "" for one without a value */

/* The only parser. Parses `line`, which may be hostile, runs nothing, and checks no rights. False: the line is not a
 * complete call, and `reply` has the reason (free it with reply_clear()). *out then holds what was read so far; its
 * command is NULL when no command has that name. The caller frees *out with command_call_clear(), also after false. */
bool command_call_read(
    const struct speaker *speaker, const char *line, size_t length, struct call *out, struct reply *reply);
void command_call_clear(struct call *call);

/* Parses `line`, which may be hostile, checks rights and shape, and runs it. Always fills `reply`; the caller frees it
 * with reply_clear(). */
enum result command_run(const struct speaker *speaker, const char *line, size_t length, const char *body,
    size_t body_length, struct reply *reply);
/* For a face, before it asks for the hidden line of the command `line`: what is to be said first stands in `reply`
 * (free it with reply_clear()). Not RESULT_OK: it is not asked for, and the reply has the reason. RESULT_OK without a
 * word, too, when the line is no command or not allowed to this actor: command_run() then says so. */
enum result command_before(const struct speaker *speaker, const char *line, struct reply *reply);
/* Where the text of a command will stand, and who will read it there. */
struct command_text {
    bool some; /* false: the command writes no text, and the fields below are not set */
    enum draft_place place;
    int64_t target;     /* of its draft, deferred.h */
    struct actor voice; /* the member in whose name it is written; RULES 1.8 */
    struct readers readers;
};
/* For a face, before a text is typed or sent: tells where the text of the command `line` will stand. RESULT_OK without
 * `some` when it writes no text, and also when the line is not a command or not allowed to this actor: command_run()
 * then says so. When the text cannot be written there, returns the refusal that command_run() would give, with its
 * sentence in `reply` (free it with reply_clear()). */
enum result command_text_of(
    const struct speaker *speaker, const char *line, struct command_text *out, struct reply *reply);
/* The text of the command `line` did not come to its end: the connection dropped, or no more of it came. RULES 1.7:
 * keeps what came of it as the draft in its place, with the title of the call, for her next log-in; of `ask`, `offer`
 * and `agenda add` with all that the call says, as the draft of their form. */
enum command_kept {
    COMMAND_KEPT_NOTHING, /* no word came, or the command writes no text that is ever a draft */
    COMMAND_KEPT_OTHERS,  /* it is not kept: other words of hers lie in that place */
    COMMAND_KEPT,
};
enum command_kept command_keep_text(const struct speaker *speaker, const char *line, const char *text, size_t length);
/* The JSON of a reply as text, or of its refusal: {"error": "...", "result": "refused"}. The caller frees. */
char *reply_json(const struct reply *reply);

#endif
