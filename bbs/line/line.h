/*
 * line.h: what the files of line mode share: the state of one face, and what each file does with it.
 *
 * The files call each other downward only: line.c (the face), line_keys.c (what is typed), line_answer.c (what a typed
 * line means in each state), line_body.c, line_talk.c and line_news.c (texts, `ask` and `offer`, what is new),
 * line_run.c (a command, its pages), line_lock.c (a shared computer), line_drafts.c (what is kept), line_call.c,
 * line_out.c.
 */
#ifndef BBS_LINE_H
#define BBS_LINE_H

#include "bbs/line/aid_talk.h"
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
    BODY_MOST = POST_BYTES, /* a draft holds no more */
    LINE_MOST = BODY_MOST,  /* a whole post may be one line */
    OUT_MOST = 1 << 16,     /* who takes no answers is asked no more */
    KEEP_MS = 2000,         /* a half-typed line is kept when it is so old (RULES 1.7) */
};

enum state {
    AT_PROMPT,
    IN_BODY,
    ASKING_BOARD,
    ASKING_TITLE,
    ASKING_HELP,
    ASKING_SECRET,
    ASKING_AGAIN,
    ASKING_WHETHER,
    PAGING,
    JOINING,
    ASKING_SHARED,
    ASKING_READ,
    AIDING
};

struct line {
    struct face_setup setup;
    enum state state;
    struct buffer typed; /* the line so far */
    struct buffer out;   /* what the terminal has not taken yet */
    char ahead[2048];    /* what was read and waits until there is less of that */
    size_t ahead_at, ahead_length;
    struct buffer later;  /* pages still to come */
    struct buffer body;   /* IN_BODY: the lines so far */
    struct join *join;    /* JOINING: the sign-up of a newcomer */
    struct aid_talk talk; /* AIDING: `ask` or `offer`, one thing at a time */
    char *pending;        /* the command that waits for its body, or for a yes */
    char *secret;         /* ASKING_AGAIN: what was typed first */
    struct actor voice;   /* in whose name the body, or the talk, is written; RULES 1.8 */
    enum draft_place place;
    bool no_help;   /* what would help is not asked of this post: its words came back, or somebody was hurt */
    int64_t target; /* of the body's draft; 0: none is kept (a key) */
    char readers[READERS_LINE_BYTES]; /* of the body; "": nobody but the house (a key) */
    int64_t typed_at;                 /* when the first letter came that no draft has yet; 0: they have all */
    struct input input;
    struct input_run run;
    int64_t read_at;     /* milliseconds: when `ahead` was read */
    bool pasting, burst; /* what comes now was pasted, as the terminal says, or as its coming all at once says */
    bool joined;         /* a line end in it became a space */
    bool space;          /* a line end in it waits for a letter to become one */
    bool dot_left_out;   /* a dot alone was in it */
    bool carriage_return, ended;
    bool moved_in;     /* a newcomer, who has not said hello */
    int news, notices; /* since they were told: posts; letters and mutual aid */
    int64_t noticed;   /* the last notice that was told */
    struct lock lock;  /* of a shared computer */
    size_t words;      /* said since the last Enter */
    bool hidden, warned, interrupted;
    struct buffer aside;                    /* what was typed when it locked */
    struct shell_act acts[SHELL_ACTS_MOST]; /* ASKING_READ: what was shown */
    size_t act_count;
};

/* What is pasted is text: no line of it sends the others. */
static inline bool line_is_pasted(const struct line *line)
{
    return line->pasting || line->burst;
}

/* --- line_out.c: what is shown. Nothing is written before line_flush() --- */
void line_say(struct line *line, const char *words);
/* Words of ours, which are safe for a terminal, wrapped where somebody reads. */
void line_say_fitted(struct line *line, const char *words);
/* Words for people: made safe, wrapped where somebody reads, with a line end behind them. */
void line_say_wrapped(struct line *line, const char *words);
/* Adds `text`, wrapped in the same way, to `out`. */
void line_wrap(const struct line *line, const char *text, struct buffer *out);
/* RULES 2.1: who will read the text that begins, once. */
void line_say_readers(struct line *line);
/* Writes what the terminal takes now; the rest stays. */
void line_flush(struct line *line);
/* True while a password is typed: it is not echoed. */
bool line_is_secret(const struct line *line);
/* True when the prompt names the unit where she is: in a caucus, or when she has both a street and a workplace. For
 * whoever has a street alone nothing changes, so that nobody who looks on reads that she is in a caucus. */
bool line_names_unit(const struct line *line);
/* The question that stands. */
void line_prompt(struct line *line);
/* The prompt again, and what was typed behind it. */
void line_show_typed(struct line *line);
/* True when the terminal understands escape sequences. */
bool line_knows_sequences(const struct line *line);
/* Clears screen and scrollback. */
void line_clear(struct line *line);
/* Empties a buffer in which a password may lie. */
void line_wipe(struct buffer *typed);

/* --- line_call.c: who speaks, and the one parser --- */
struct speaker line_speaker(const struct line *line);
/* call_read() of a line, without its reasons and without a speaker. The caller frees with call_clear(). */
bool line_read(const struct line *line, const char *words, struct call *out);

/* --- line_drafts.c: what is kept of words that were not sent (RULES 1.7) --- */
void line_keep_body(struct line *line);
/* `typed`: the answer that is not ended yet; "" for none. */
void line_keep_talk(struct line *line, const char *typed);
/* All that is being written, the line that is not ended yet too. */
void line_keep(struct line *line);
/* True in a state whose typed line is kept. */
bool line_keeps_typed(const struct line *line);
/* Milliseconds until the typed line is to be kept, negative when late; -1: nothing is to be kept. */
int64_t line_keep_due(const struct line *line);
void line_keep_when_due(struct line *line);
/* What was kept comes back as the body. On a terminal a line that was not ended is there to go on with. */
void line_bring_back(struct line *line, const char *body);

/* --- line_lock.c: a shared computer. It locks as the screens do, and says so in words --- */
void line_set_shared(struct line *line);
void line_look_at_lock(struct line *line);
/* What was typed while it is locked. */
void line_try_password(struct line *line);
/* Ends the face: all is kept, the screen is cleared, `words` stand on it. */
void line_leave(struct line *line, const char *words);

/* --- line_run.c: one command, and its pages --- */
/* True: it was done, or asks whether it shall be. */
bool line_run(struct line *line, const char *command, const char *body, size_t length);
/* A screenful of what waits in `later`. */
void line_show_page(struct line *line);
/* The answer of a person whom a command asked whether it shall be done. */
void line_take_whether(struct line *line, const char *words);
bool line_is_yes(const char *words);
/* She goes: from a shared computer with all that was shown. */
void line_end(struct line *line);

/* --- line_body.c: the text of a command, line by line --- */
void line_begin_body(struct line *line);
void line_take_body_line(struct line *line, const char *words);
/* The answer to "What would help?". */
void line_take_help(struct line *line, const char *words);

/* --- line_talk.c: `ask` and `offer`, one thing at a time --- */
/* False: there is nobody of that name ("": herself), which was said. */
bool line_talk_may_begin(struct line *line, const char *name);
void line_begin_talk(struct line *line, bool offers);
void line_take_talk(struct line *line, const char *words);

/* --- line_news.c: what waits for her. The functions that return bool say whether there was any --- */
bool line_tell_newcomers(struct line *line);
bool line_tell_aid(struct line *line);
bool line_tell_hands(struct line *line);
bool line_tell_private(struct line *line);
void line_tell_news(struct line *line);
void line_tell_last_visit(struct line *line);
void line_tell_lost(struct line *line);
void line_tell_waiting(struct line *line);

/* --- line_answer.c: what a whole line means, in each state --- */
/* Takes the line that was typed. */
void line_take(struct line *line);
/* What is said at log-in. */
void line_greet(struct line *line);
void line_meet_newcomer(struct line *line);
void line_end_join(struct line *line);
/* Drops a password that was typed once, and the command that waited for it. */
void line_forget_secret(struct line *line);

/* --- line_keys.c: what is typed --- */
/* Takes of what was read as much as the terminal takes answers to. */
void line_take_ahead(struct line *line);

#endif
