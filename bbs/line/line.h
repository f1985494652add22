/*
 * line.h: the state of line mode, and the functions that its files share.
 *
 * Each file calls only files after it in this list: line.c (the face), line_keys.c (typed keys), line_answer.c (the
 * meaning of a typed line in each state), line_greet.c (the greeting and the sign-up), line_circle_typed.c (a typed
 * line inside a circle), line_body.c, line_talk.c, line_form.c, line_news.c and line_own.c (texts, `ask` and `offer`,
 * `rota new` and `shelf add`, `meeting call` and `agenda add`, news), line_run.c (a command and its pages), line_room.c
 * (an open meeting), line_circle.c (a circle), line_lock.c (a shared computer), line_drafts.c (unsent texts),
 * line_call.c, line_out.c.
 */
#ifndef BBS_LINE_H
#define BBS_LINE_H

#include "bbs/line/aid_talk.h"
#include "bbs/line/form_talk.h"
#include "circles.h"
#include "command.h"
#include "deferred.h"
#include "face.h"
#include "input.h"
#include "join.h"
#include "ledger.h"
#include "lock.h"
#include "readers.h"
#include "visits.h"

enum {
    BODY_MOST = POST_BYTES, /* the most that a draft can hold */
    LINE_MOST = BODY_MOST,  /* a whole post may be one line */
    OUT_MOST = 1 << 16,     /* while so many bytes of output wait, no input is taken */
    KEEP_MS = 2000,         /* an unfinished line is saved when it is so old (RULES 1.7) */
};

enum state {
    AT_PROMPT,
    IN_BODY,
    ASKING_BOARD,
    ASKING_WHAT, /* RULES 2.6: say, ask, or angry? */
    ASKING_WHOM, /* RULES 2.3: everybody, or only the author? */
    ASKING_TITLE,
    ASKING_LACK, /* a word or an option that the pending command needs */
    ASKING_HELP,
    ASKING_SECRET,
    ASKING_AGAIN,
    ASKING_WORDS, /* the second line of a command behind its secret (command.then) */
    ASKING_WHETHER,
    PAGING,
    JOINING,
    ASKING_SHARED,
    ASKING_READ,
    ASKING_WRITTEN, /* what was shown this one time: is it written down? */
    AIDING,
    FILLING
};

/* A circle in which she is. What others said since she was last told is here and in `out` alone; both are wiped when
 * she goes out or it ends. */
struct line_circle {
    int64_t id;                      /* 0: none */
    bool out;                        /* she stepped out; her place stays */
    bool knows;                      /* how it is typed was said */
    bool follow;                     /* what is said comes at once */
    bool keeps, piece, asked;        /* piece: she knows that she has it; asked: "more time?" was said */
    uint16_t asks_pause;             /* who asks for a pause, as she was told: one bit a place */
    bool new_round, late_said;       /* to be said; was said */
    bool two;                        /* there are lines for two with her */
    bool give_back;                  /* `typed` holds a line that was refused */
    uint8_t stage, round;            /* of which `told` counts */
    int16_t holder;                  /* when she was last told */
    uint16_t told[RING_PEOPLE_MOST]; /* by place: bytes, or lines of a short circle */
    uint32_t seen[RING_STEPS_MOST];  /* which yeses a step had */
    size_t two_told; /* bytes said to two in the circle, up to the last line that she was told; it counts on when the
                        oldest drop out */
    int missed;      /* looks that found nobody who answers */
    int64_t due, types_due; /* milliseconds: the next look; when the house hears again that she types */
    struct buffer heard;
};

struct line {
    struct face_setup setup;
    enum state state;
    struct buffer typed; /* the line so far */
    struct buffer out;   /* output that the terminal has not taken yet */
    char ahead[2048];    /* input that was read and waits until there is less output */
    size_t ahead_at, ahead_length;
    struct buffer later;   /* pages still to come */
    struct buffer body;    /* IN_BODY: the lines so far */
    struct join *join;     /* JOINING: the sign-up of a newcomer */
    struct aid_talk talk;  /* AIDING: `ask` or `offer`, one question at a time */
    struct form_talk form; /* FILLING: a command of form_talk.h, in the same way */
    char *pending;         /* the command that waits for its body, or for a yes */
    char *secret;          /* ASKING_AGAIN: the password that was typed first */
    char *opener;          /* the first line of a body, which was right; the second one is asked for */
    bool given_back;       /* `typed` holds words that come back to her, to be shown behind the prompt */
    char *more;            /* the next page of the list that was shown last (command.h, reply.more); NULL: none */
    int64_t heard;         /* the post that was shown last: "reply" alone answers it; 0: none */
    bool whom_said;        /* she said that her answer is for everybody */
    char *brought;         /* the unfinished line that was brought back into `typed`; NULL: none */
    bool closed_page;      /* `later` holds what a phrase opened */
    bool shown_once;       /* what is shown just now is never shown again */
    struct actor voice;    /* the member in whose name the body, or the talk, is written; RULES 1.8 */
    enum draft_place place;
    bool no_help;   /* do not ask "What would help?" for this post: it was a draft, or somebody was hurt */
    int64_t target; /* of the body's draft; 0: there is no draft (a key), or it is a form's */
    bool form_lies; /* the draft of this form is of this body, so it may be written over */
    char readers[READERS_LINE_BYTES]; /* of the body, until they are shown; "": there are none to show */
    int64_t typed_at;                 /* when the first letter was typed that is not saved yet; 0: all are saved */
    struct input input;
    struct input_run run;
    int64_t read_at;     /* milliseconds: when `ahead` was read */
    bool pasting, burst; /* the input is a paste: the terminal marked it, or it came all at once */
    bool joined;         /* a line end in the paste became a space */
    bool space;          /* a line end in the paste becomes a space when a letter follows */
    bool dot_left_out;   /* the paste had a line with only a dot */
    bool carriage_return, ended;
    bool moved_in;     /* a newcomer who has not written her hello yet */
    int news, notices; /* since she was last told: new posts; notices of letters and mutual aid */
    int64_t noticed;   /* the last notice that she was told */
    int64_t room;      /* the open meeting in which she is; 0: none */
    int64_t room_line; /* of its transcript: the last that she was told */
    int64_t room_due;  /* milliseconds: when she says again that she is there */
    bool room_follow;  /* what is said comes at once */
    bool room_reads;   /* she reads along: room.h */
    bool room_turn;    /* it is her turn, and she knows */
    int room_present;  /* how many were there, */
    int room_answered; /* and had answered the question, when she was last told */
    bool room_enough;
    struct line_circle circle;
    struct actor table;        /* while the session is a table (table.h): setup.actor points to it */
    const struct actor *owner; /* then: whoever logged in; else NULL */
    int table_tries;           /* wrong passwords to end it */
    char room_name[48];        /* for the prompt: the item */
    struct lock lock;          /* of a shared computer */
    size_t words;              /* shown since the last Enter */
    bool hidden, warned, interrupted;
    struct buffer aside;                    /* the unfinished line when it locked */
    struct shell_act acts[SHELL_ACTS_MOST]; /* ASKING_READ: the acts that were shown */
    size_t act_count;
};

/* True while the input is a paste. A paste is text: no line of it is a command or sends a text. */
static inline bool line_is_pasted(const struct line *line)
{
    return line->pasting || line->burst;
}

/* --- line_out.c: output. It is collected, and line_flush() writes it --- */
/* Adds a text, wrapped, to the pages still to come. */
void line_say_later(struct line *line, const char *words);
/* Shows a text that is safe for a terminal, unchanged. */
void line_say(struct line *line, const char *words);
/* The same, wrapped to the width of the terminal, if there is one. */
void line_say_fitted(struct line *line, const char *words);
/* The same for any text: makes it safe for a terminal, wraps it, and ends the line. */
void line_say_wrapped(struct line *line, const char *words);
/* Adds `text`, wrapped in the same way, to `out`. */
void line_wrap(const struct line *line, const char *text, struct buffer *out);
/* RULES 2.1: says who will read the text that she begins. Says it once for each text. */
void line_say_readers(struct line *line);
/* line_drafts.c. The text that she writes is an angry post (RULES 2.6). */
bool line_is_angry(const struct line *line);
/* Writes as much as the terminal takes now; the rest stays. */
void line_flush(struct line *line);
/* True while a password is typed: it is not echoed. */
bool line_is_secret(const struct line *line);
/* True when the prompt names the unit where she is: in a caucus, or when she has both a street and a workplace. For
 * whoever has a street alone nothing changes, so that nobody who looks on reads that she is in a caucus. */
bool line_names_unit(const struct line *line);
/* Shows the present question. */
void line_prompt(struct line *line);
/* Shows the prompt again, and the unfinished line after it. */
void line_show_typed(struct line *line);
/* True when the terminal understands escape sequences. */
bool line_knows_sequences(const struct line *line);
/* Clears screen and scrollback. */
void line_clear(struct line *line);
/* Empties a buffer and overwrites it, because a password may be in it. */
void line_wipe(struct buffer *typed);
/* The password that was typed first: it is typed anew. */
void line_forget_first(struct line *line);
/* Forgets a password that was typed once, and the command that waited for it. */
void line_forget_secret(struct line *line);

/* --- line_call.c: the speaker of a command, and the parser --- */
struct speaker line_speaker(const struct line *line);
/* command_call_read() of a line, without its reasons and without a speaker. The caller frees with command_call_clear().
 */
bool line_read(const struct line *line, const char *words, struct call *out);

/* --- line_drafts.c: saves unsent texts as drafts (RULES 1.7) --- */
void line_keep_body(struct line *line);
/* `typed`: the unfinished answer; "": there is none. */
void line_keep_talk(struct line *line, const char *typed);
void line_keep_form(struct line *line, const char *typed);
/* Saves all that is being written, with the unfinished line. */
void line_keep(struct line *line);
/* True in a state in which the unfinished line is saved. */
bool line_keeps_typed(const struct line *line);
/* Milliseconds until the unfinished line must be saved, negative when late; -1: there is nothing to save. */
int64_t line_keep_due(const struct line *line);
void line_keep_when_due(struct line *line);
/* True when her unsent text lies in the place of the body. */
bool line_has_draft(const struct line *line);
/* Forgets the body, and its draft. */
void line_drop_body(struct line *line);
void line_forget_brought(struct line *line);
/* Before the details of a form whose command is `pending`. False when the draft of another one lies in its place: that
 * was said. Else *details are those of an earlier try, which the caller frees; NULL: there was none. */
bool line_begin_form_body(struct line *line, char **details);
/* True when the draft of an item with another title than that of the call lies there, which was said. */
bool line_item_lies(struct line *line, const struct call *call);
/* Takes a draft as the body. On a terminal an unfinished last line is ready to be continued. */
void line_bring_back(struct line *line, const char *body);

/* --- line_lock.c: a shared computer: it locks like the screens, and says so in sentences --- */
void line_set_shared(struct line *line);
void line_look_at_lock(struct line *line);
/* Takes the line that was typed while it is locked, as a password. */
void line_try_password(struct line *line);
/* Ends the face: saves everything, clears the screen, and leaves `words` on it. */
void line_leave(struct line *line, const char *words);

/* --- line_run.c: one command, and its pages --- */
/* RULES 2.1: where no body is asked for, the text stands in the line itself: says who reads it, before it goes out. */
void line_tell_readers(struct line *line, const char *command);
/* True when the command was done, or when it asks her to confirm it. */
bool line_run(struct line *line, const char *command, const char *body, size_t length);
/* Shows the next screenful of `later`. */
void line_show_page(struct line *line);
/* Takes her answer to a command that asked her to confirm it. */
void line_take_whether(struct line *line, const char *words);
void line_take_written(struct line *line, const char *words);
bool line_is_yes(const char *words);
/* Ends the face. On a shared computer it also clears the screen. */
void line_end(struct line *line);

/* --- line_room.c: an open meeting --- */
/* After a command: she came in, left, or wants to follow. */
void line_room_after(struct line *line, const struct reply *reply);
/* Tells what was said since, and who speaks. */
void line_room_tell(struct line *line);
/* Something happened there: says at once when it is her turn, and what was said when she follows. */
void line_room_woken(struct line *line);
/* After a command: what came while she typed, when she follows, and what her own act brought about. */
void line_room_catch_up(struct line *line);
/* Before she writes a turn that she does not have yet: says that it is kept, and how she comes to speak. */
void line_room_say_early(struct line *line);
/* Milliseconds until she says again that she is there; -1: she is in no meeting. */
int64_t line_room_due(const struct line *line);
void line_room_beat(struct line *line);

/* --- line_circle.c: a circle (RULES 6.2) --- */
/* After a command: she came in, stepped out or left, or it is closed. */
void line_circle_after(struct line *line, const struct reply *reply);
/* Tells what was said since, and who has the piece. */
void line_circle_tell(struct line *line);
/* Something happened there: fetches what was said, and says at once what cannot wait. */
void line_circle_woken(struct line *line);
/* Milliseconds until the next look; -1: she is in no circle. */
int64_t line_circle_due(const struct line *line);
void line_circle_beat(struct line *line);
/* A key was typed: while she has the piece the house hears it, now and then. */
void line_circle_typing(struct line *line);
/* Her line was said: she has the piece still, or it went on because her turn is full. */
void line_circle_said(struct line *line);
/* While she is in a circle: wipes input that was taken. */
void line_circle_wipe_input(struct line *line);
/* The face ends: nothing of it stays in this process. */
void line_circle_end(struct line *line);

/* --- line_circle_typed.c: what is typed inside a circle --- */
/* Takes a line, which it changes. Returns a command of the house that was typed behind a dot; NULL: all is done. */
const char *line_circle_take(struct line *line, char *words);

/* --- line_body.c: the text of a command, line by line --- */
void line_begin_body(struct line *line);
void line_take_body_line(struct line *line, const char *words);
/* Takes the answer to "What would help?". */
void line_take_help(struct line *line, const char *words);

/* --- line_talk.c: `ask` and `offer`, one question at a time --- */
/* False when nobody without a device has this name; that was said. "" means herself. */
bool line_talk_may_begin(struct line *line, const char *name);
void line_begin_talk(struct line *line, bool offers);
/* After line_begin_talk(): takes the options of the call, and reads it back. Nothing is sent yet. */
void line_take_talk_options(struct line *line, const struct call *call);
void line_take_talk(struct line *line, const char *words);
/* The same for words that were typed behind the command: of an unfinished one the line goes to the details. */
void line_take_talk_words(struct line *line, const char *words);

/* --- line_form.c: `rota new`, `shelf add`, `meeting call`, `agenda add N`, one question at a time --- */
/* In the name of line->voice, which the caller has set. `of`: as in form_talk.h. */
bool line_begin_form(struct line *line, enum form_talk_kind kind, int64_t of);
/* What was typed as options of its command is answered. */
void line_take_form_options(struct line *line, const struct call *call);
void line_take_form(struct line *line, const char *words);

/* --- line_news.c: tells what waits for her. The functions that return bool return false when nothing did --- */
bool line_tell_newcomers(struct line *line);
bool line_tell_moving(struct line *line);
void line_tell_rest(struct line *line, bool more); /* behind the first few of them: how to see all */
bool line_tell_aid(struct line *line);
bool line_tell_hands(struct line *line);
bool line_tell_own(struct line *line); /* line_own.c: her days and things, struck words, paper codes */
bool line_tell_meetings(struct line *line);
bool line_tell_private(struct line *line);
/* Circles that ask for her, that are open, and how one ended. It is told once how. */
bool line_tell_circles(struct line *line);
bool line_tell_moderation(struct line *line); /* acts about her, panels, lots, what waits for a moderator */
bool line_tell_care(struct line *line);       /* and what people tell whoever chaired */
void line_tell_news(struct line *line);
void line_tell_last_visit(struct line *line);
void line_tell_lost(struct line *line);
void line_tell_waiting(struct line *line);

/* --- line_answer.c: the meaning of a whole line, in each state --- */
/* Takes the line that was typed. */
void line_take(struct line *line);

/* --- line_greet.c: the first sentences --- */
/* Says them after a log-in. */
void line_greet(struct line *line);
void line_ask_due_password(struct line *line);
void line_meet_newcomer(struct line *line);
void line_end_join(struct line *line);
/* Takes an answer of the sign-up. */
void line_take_join(struct line *line, const char *words);
/* Takes the answer to "Is this computer shared?". Enter alone means yes. Every line but yes and no is refused and asked
 * again, so that a command that is typed too soon does not count as an answer. */
void line_take_shared(struct line *line, const char *words);

/* --- line_keys.c: typed keys --- */
/* Takes input that was read, as long as the terminal takes the output. */
void line_take_ahead(struct line *line);

#endif
