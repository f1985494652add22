/*
 * session_state.h: the state that the files of a session share. They call each other downward only: session.c;
 * session_face.c and session_command.c (after log-in, one of the two); session_control.c (requests of the wire);
 * session_login.c; session_hub.c (gate and clerk).
 */
#ifndef BBS_SESSION_STATE_H
#define BBS_SESSION_STATE_H

#include "bbs/serve/guess.h"
#include "bbs/serve/loop.h"
#include "bbs/serve/session.h"
#include "deferred.h"
#include "ephemeral.h"
#include "face.h"
#include "frame.h"
#include "members.h"
#include "visits.h"

struct session {
    const struct session_setup *setup;
    struct store_keys keys; /* secrets.h */
    struct store *store;
    enum store_mode mode; /* the mode of `store` */
    struct actor actor;
    struct settings settings;
    bool in;
    struct actor awaited; /* the member whose password was right, while a paper code is asked for */
    int code_tries;
    bool welcome;    /* a newcomer, who is let in without proof */
    char *shown_key; /* the key that a newcomer's client showed; join.h */
    int clerk;
    int ephemeral; /* the socket to that process; -1: there is none now */
    int drawn;     /* the file in memory for drawn screens: face.h */
    char term[65];
    int columns, rows;
    bool terminal;
    int tries, keys_tried;
    struct guess_turn turn; /* turn.wait is -1 until the gate answers */
    bool may_hash;          /* the gate gave this session its turn */
    bool shell, execute;
    char *line; /* the text of FRAME_EXECUTE, unchanged */
    size_t line_length;
    int64_t watched_board, watched_thread, seen_due; /* seen_due: milliseconds */
    bool resting;
    int64_t stirred;   /* milliseconds: the last key or news */
    int64_t hub_due;   /* milliseconds: when news for a session that sleeps is taken; 0: none waits */
    int64_t room_due;  /* milliseconds: when the room that she shows is read anew; 0: nothing happened there */
    int64_t room_told; /* which room: a meeting */
    int64_t body_begun, body_heard; /* milliseconds; body.h */
    bool input_ended, wire_gone, closing;
    int64_t visit;
    bool by_password, by_code;
    bool ended;           /* from elsewhere */
    bool moved;           /* she belongs to a unit of her actor no more: moving.h */
    int64_t restored;     /* at log-in: when others had set her password (lost.h); 0: they had not */
    bool shut;            /* others set her password since: this session ends */
    bool put_out;         /* her home stopped how she came in: newcomers.h */
    bool asked;           /* the gate knows that keys are exchanged */
    int64_t stir_due;     /* milliseconds: when the gate is told again that keys are pressed */
    enum hub_leave leave; /* it ends to make room */
    char refused[200];    /* she is in, and has to come again later: this is said instead of a face */
};

/* --- session_hub.c: the gate's hub and the clerk --- */
/* Closes the database and ends the process. */
_Noreturn void session_end(struct session *session);
/* Sends a deferred write to the clerk; for deferred_send_to(). `context` is the session. */
bool session_to_clerk(void *context, const struct deferred *item);
void session_hear_clerk(struct session *session);
/* Asks the process `ephemeral`; for ephemeral_reach(). `context` is the session. */
bool session_ask_ephemeral(void *context, struct ephemeral_frame *frame);
/* Tells other sessions what was written here. */
void session_tell_hub(struct session *session);
/* Takes what the gate sent. Hints go to the face, if there is one (else NULL, NULL). */
void session_hear_hub(struct session *session, const struct face_type *face, void *state);
/* Reads the room that she shows anew, when that is due. */
void session_read_room(struct session *session, const struct face_type *face, void *state);
void session_tell_watched(struct session *session, const struct face_type *face, const void *state);
/* Writes that the member is here, at most once a minute, or how her visit ended. */
void session_seen(struct session *session, enum visit_state state);
/* Tells the gate that a person is active, at most once a minute. */
void session_stir(struct session *session);
/* Sends the last writes to the clerk and waits until they are on disk. Without a clerk the session writes them itself.
 */
void session_last_writes(struct session *session);

/* --- session_login.c: the tries to log in. Each answers the wire; on success it sets `in` and `actor` --- */
void session_let_in(struct session *session, const char *method);
void session_try_none(struct session *session, const struct frame *frame);
void session_try_key(struct session *session, const struct frame *frame);
void session_try_password(struct session *session, const struct frame *frame);
void session_try_code(struct session *session, const struct frame *frame);

/* --- session_control.c: the table of the wire's requests --- */
/* False when the wire is gone, or sent a request that is not allowed. */
bool session_take_control(struct session *session);
/* Sends a text to the wire, cut to what a frame of this type holds. */
void session_send_text(const struct session *session, enum frame_type type, uint32_t number, const char *text);

/* --- session_face.c: screens or line mode, to their end --- */
void session_run_face(struct session *session);

/* --- session_command.c: one command --- */
/* Returns the exit status. */
int session_run_command(struct session *session);
/* Writes a line to the client's standard error. */
void session_trouble(struct session *session, const char *text);

#endif
