/*
 * frame.h: the messages between processes: shapes, limits, and their encoding. Pure; no descriptor is touched here but
 * by the two calls that say so.
 *
 * Every frame is hostile to its reader: the wire speaks with the open net, a session may have been taken over. A frame
 * that is not exactly of a known type's shape is refused whole, and the reader hangs up.
 */
#ifndef BBS_FRAME_H
#define BBS_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "deferred.h"

/* --- control frames: wire and session --- */
enum frame_type {
    FRAME_NONE,
    /* wire to session */
    FRAME_TRY_NONE, /* text[0]: user */
    FRAME_TRY_KEY,  /* text[0]: user, text[1]: key, base64 of its wire format; number[0]: 1 signed (proof), 0 offered (a
                       probe) */
    FRAME_TRY_PASSWORD, /* text[0]: user, text[1]: password */
    FRAME_TRY_CODE,     /* text[0]: what was typed at a FRAME_ASK */
    FRAME_TERMINAL,     /* text[0]: TERM; number: columns, rows */
    FRAME_RESIZE,       /* number: columns, rows */
    FRAME_SHELL,
    FRAME_EXECUTE,   /* text[0]: the command as it came */
    FRAME_INPUT_END, /* the client has sent all it will; without this the terminal's end is a line that dropped */
    /* session to wire */
    FRAME_ANSWER,   /* number[0]: 1 yes, 0 no */
    FRAME_ASK,      /* text[0]: instead of an answer: not in yet, this is asked first. "": nothing is, but a key may be
                       shown before */
    FRAME_TROUBLE,  /* text[0]: for the client's stderr; before an answer: for a person who is not in yet */
    FRAME_FINISHED, /* number[0]: exit status; the terminal's end follows */
    FRAME_MODES,  /* number[0]: 1 the terminal is in the modes of the screens, 0 no more. text[0]: what the wire says to
                     the person, after it has reset the terminal, if the session ends without a word */
    FRAME_REFUSE, /* text[0]: instead of an answer, and the last one: the reason for which the wire disconnects */
    FRAME_TYPES,
};
enum { FRAME_TEXT_MAX = 8192, FRAME_MAX = 40 + 2 * FRAME_TEXT_MAX };

struct frame {
    enum frame_type type;
    uint32_t number[2];
    struct {
        const void *data;
        size_t length;
    } text[2]; /* point into the buffer given to frame_decode */
};
/* Length written to out, or 0 when the frame does not fit its own shape (text too long for its type). */
size_t frame_encode(const struct frame *frame, unsigned char out[FRAME_MAX]);
/* False: not a frame. Never reads beyond length. */
bool frame_decode(const unsigned char *in, size_t length, struct frame *out);
/* The most bytes text[which] may have in a frame of this type: what is longer is cut or refused before. */
size_t frame_text_limit(enum frame_type type, int which);
/* Copies one text of a frame as a string, cut where it does not fit. */
void frame_copy(const struct frame *frame, int which, char *to, size_t size);
const char *frame_name(enum frame_type type);

/* On a SOCK_SEQPACKET descriptor. Both block. False: the other side is gone, or sent what is no frame. */
bool frame_send(int fd, const struct frame *frame);
bool frame_receive(int fd, unsigned char buffer[FRAME_MAX], struct frame *out);

/* --- hub frames: session, caretaker and gate; of fixed size, sent without blocking, may be lost --- */
enum hub_type {
    HUB_HINT = 1,   /* both ways: seq, and board and thread, or member for a private notice; lost ones do no harm */
    HUB_IN,         /* session to gate: logged in; member */
    HUB_WATCH,      /* session to gate: board, thread it shows; 0 all, -1 none */
    HUB_CLERK,      /* gate to session: carries a new descriptor to the clerk */
    HUB_CLOSING,    /* gate to session: the house goes down */
    HUB_READY,      /* caretaker to gate: the database is of this version and open */
    HUB_CRASHED,    /* template to gate: a child died by a fault; start a fresh template */
    HUB_TRY,        /* session to gate: a password is to be tried; seq: the handle's number; board: 1 where its member
                       used the place this month, else 0 */
    HUB_WAIT,       /* gate to session: seq: milliseconds until it may be; board: of HUB_TRY, an enum guess_check */
    HUB_HASH,       /* session to gate: it wants to hash a password; board: as above. The answer: its turn has come */
    HUB_HASHED,     /* session to gate: its turn is over */
    HUB_RIGHT,      /* session to gate: the password was right; seq: the handle's number; board: an enum guess_check */
    HUB_CONNECTION, /* gate to template: carries the connection and the session's hub; gate to caretaker: a clerk's end
                     */
    HUB_END,        /* session to gate to this member's sessions: seq is the visit that shall end */
    HUB_ASKED,      /* session to gate: keys are exchanged, and somebody asks to come in */
    HUB_SIGNUP,     /* session to gate: a sign-up begins; HUB_WAIT answers */
    HUB_STIR,       /* session to gate: somebody sits here: at the first screen, then with the keys, once a minute */
    HUB_LEAVE,      /* gate to session: it ends to make room; seq: an enum hub_leave. Session to gate: it ends */
    HUB_TYPES,
};
enum hub_leave {
    HUB_LEAVE_ELSEWHERE = 1, /* she came in once more than is allowed at once, and was quiet longest here */
    HUB_LEAVE_ROOM,          /* a visitor, and others wait */
};
struct hub_frame {
    uint32_t type, zero;
    int64_t seq, board, thread, post, member; /* of hints: as in struct wrote (store.h) */
    char source[48];                          /* HUB_CONNECTION: the client's address, NUL-terminated */
};
bool hub_frame_sound(const struct hub_frame *frame, size_t length);

/* With up to two descriptors along (-1: none). Never blocks; false: full or gone. */
bool hub_send(int fd, const struct hub_frame *frame, int passed_a, int passed_b);
enum hub_received { HUB_GOT, HUB_NOTHING, HUB_GONE };
/* Never blocks. Descriptors that came along are in passed[2], else -1; they are close-on-exec. */
enum hub_received hub_receive(int fd, struct hub_frame *frame, int passed[2]);

/* --- clerk frames: a deferred write, and its acknowledgement (the number alone, 8 bytes) --- */
enum { CLERK_FRAME_MAX = 48 + DEFERRED_TEXT_MAX };
size_t clerk_encode(const struct deferred *item, unsigned char *out, size_t room); /* 0: does not fit */
bool clerk_decode(const unsigned char *in, size_t length, struct deferred *out);   /* text points into `in` */

#endif
