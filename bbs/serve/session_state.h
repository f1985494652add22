/*
 * session_state.h: what the files of a session share. They call each other downward only: session.c; session_face.c and
 * session_command.c (after log-in, one of the two); session_control.c (what the wire may ask); session_login.c;
 * session_hub.c (gate and clerk).
 */
#ifndef BBS_SESSION_STATE_H
#define BBS_SESSION_STATE_H

#include "bbs/serve/guess.h"
#include "bbs/serve/loop.h"
#include "bbs/serve/session.h"
#include "deferred.h"
#include "face.h"
#include "frame.h"
#include "members.h"
#include "visits.h"

struct session {
    const struct session_setup *setup;
    struct store_keys keys; /* secrets.h */
    struct store *store;
    enum store_mode mode; /* that it was opened in */
    struct actor actor;
    struct settings settings;
    bool in;
    struct actor awaited; /* her password was right, and a paper code is asked for; else nobody */
    int code_tries;
    bool welcome;    /* a newcomer, who comes in by whatever she says */
    char *shown_key; /* hers; join.h */
    int clerk;
    int drawn; /* where screens are drawn before they are sent: face.h */
    char term[65];
    int columns, rows;
    bool terminal;
    int tries, keys_tried;
    struct guess_turn turn; /* wait: -1: the gate has not said */
    bool may_hash;          /* the gate said that its turn has come */
    bool shell, execute;
    char *line; /* of FRAME_EXECUTE, as it came */
    size_t line_length;
    int64_t watched_board, watched_thread, seen_due; /* seen_due: milliseconds */
    bool resting;
    int64_t body_begun, body_heard; /* milliseconds; body.h */
    bool input_ended, wire_gone, closing;
    int64_t visit;
    bool by_password, by_code;
    bool ended;           /* from elsewhere */
    bool moved;           /* she belongs to a unit of her actor no more: moving.h */
    bool put_out;         /* her home stopped how she came in: newcomers.h */
    bool asked;           /* the gate knows that keys are exchanged */
    int64_t stir_due;     /* milliseconds: when the gate is told again that keys are pressed */
    enum hub_leave leave; /* it ends to make room */
    char refused[200];    /* she is in, and has to come again later: this is said instead of a face */
};

/* --- session_hub.c: the gate's hub and the clerk --- */
/* Closes the house and ends the process. */
_Noreturn void session_end(struct session *session);
/* store_defer_to's way to the clerk. `context`: the session. */
bool session_to_clerk(void *context, const struct deferred *item);
void session_hear_clerk(struct session *session);
/* Tells others what was written here. */
void session_tell_hub(struct session *session);
/* Takes what the gate sent; hints go to the face, when there is one (else NULL, NULL). */
void session_hear_hub(struct session *session, const struct face_type *face, void *state);
void session_tell_watched(struct session *session, const struct face_type *face, const void *state);
/* Notes that she is here, at most once a minute, or how she went. */
void session_seen(struct session *session, enum visit_state state);
/* Tells the gate that somebody sits here, at most once a minute. */
void session_stir(struct session *session);
/* What was typed last goes to the clerk, and the session waits until it is on disk. Without a clerk it writes it
 * itself. */
void session_last_writes(struct session *session);

/* --- session_login.c: the tries to come in. Each answers the wire; let in, `in` and `actor` are set --- */
void session_let_in(struct session *session, const char *method);
void session_try_none(struct session *session, const struct frame *frame);
void session_try_key(struct session *session, const struct frame *frame);
void session_try_password(struct session *session, const struct frame *frame);
void session_try_code(struct session *session, const struct frame *frame);

/* --- session_control.c: the table of what the wire may ask --- */
/* False: the wire is gone, or asked what it may not. */
bool session_take_control(struct session *session);
/* Words to the wire, cut to what a frame of this kind holds. */
void session_send_words(const struct session *session, enum frame_type type, uint32_t number, const char *words);

/* --- session_face.c: screens or line mode, to their end --- */
void session_run_face(struct session *session);

/* --- session_command.c: one command --- */
/* Returns the exit status. */
int session_run_command(struct session *session);
/* A line on the client's standard error. */
void session_trouble(struct session *session, const char *words);

#endif
