/*
 * frame.h: the messages between processes: shapes, limits, and their encoding. Pure, but for the functions that send
 * and receive.
 *
 * The reader of a frame must not trust it: the wire talks to the open net, and a session may be under an attacker's
 * control. A frame that has not exactly the shape of its type is refused, and the reader closes the connection.
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
    FRAME_TRY_CODE,     /* text[0]: the answer to a FRAME_ASK */
    FRAME_TERMINAL,     /* text[0]: TERM; number: columns, rows */
    FRAME_RESIZE,       /* number: columns, rows */
    FRAME_SHELL,
    FRAME_EXECUTE,   /* text[0]: the command, unchanged */
    FRAME_INPUT_END, /* the client ended its input; without this an end means that the line dropped */
    /* session to wire */
    FRAME_ANSWER,   /* number[0]: 1 yes, 0 no */
    FRAME_ASK,      /* text[0]: a question instead of an answer: she is not logged in yet. "": no question, but her
                       client may first offer a key */
    FRAME_TROUBLE,  /* text[0]: for the client's stderr; before log-in: for the person who logs in */
    FRAME_FINISHED, /* number[0]: exit status; the terminal's end follows */
    FRAME_MODES,    /* number[0]: 1 when the screens set the terminal's modes, 0 when they reset them. text[0]: if the
                       session dies, the wire resets the terminal and shows this */
    FRAME_REFUSE,   /* text[0]: instead of an answer: the reason why the wire must disconnect */
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
/* Returns the length written to out, or 0 when a text is too long for the frame's type. */
size_t frame_encode(const struct frame *frame, unsigned char out[FRAME_MAX]);
/* False when the bytes are not a frame. Never reads beyond length. */
bool frame_decode(const unsigned char *in, size_t length, struct frame *out);
/* The most bytes that text[which] may have in a frame of this type. Callers cut or refuse longer texts. */
size_t frame_text_limit(enum frame_type type, int which);
/* Copies one text of a frame as a string, cut to `size`. */
void frame_copy(const struct frame *frame, int which, char *to, size_t size);
const char *frame_name(enum frame_type type);

/* On a SOCK_SEQPACKET descriptor. Both block. False when the other side is gone, or sent something else than a frame.
 */
bool frame_send(int fd, const struct frame *frame);
bool frame_receive(int fd, unsigned char buffer[FRAME_MAX], struct frame *out);

/* --- hub frames: session, caretaker and gate; of fixed size, sent without blocking, may get lost --- */
enum hub_type {
    HUB_HINT = 1,   /* both ways: seq, and board and thread, or member for a private notice; may get lost */
    HUB_IN,         /* session to gate: logged in; member */
    HUB_WATCH,      /* session to gate: the board and thread it shows; 0: all, -1: none */
    HUB_CLERK,      /* gate to session: brings a new socket to the clerk */
    HUB_CLOSING,    /* gate to session: the house goes down */
    HUB_READY,      /* caretaker to gate: the database is of this version and open */
    HUB_CRASHED,    /* template or caretaker to gate: a process was killed by a fault; start a new template */
    HUB_TRY,        /* session to gate: a password is to be checked; seq: the handle's number; board: 1 when its member
                       used this source this month, else 0 */
    HUB_WAIT,       /* gate to session: seq: milliseconds to wait; board: an enum guess_check, after HUB_TRY */
    HUB_HASH,       /* session to gate: asks for a turn to hash; board: as above. Gate to session: its turn */
    HUB_HASHED,     /* session to gate: its turn is over */
    HUB_RIGHT,      /* session to gate: the password was right; seq: the handle's number; board: an enum guess_check */
    HUB_CONNECTION, /* gate to template: brings the connection and the session's hub socket; gate to caretaker: brings
                       the clerk's end of a socket */
    HUB_END,        /* session to gate, gate to the member's other sessions: seq is the visit to end */
    HUB_ASKED,      /* session to gate: keys are exchanged, and a log-in begins */
    HUB_SIGNUP,     /* session to gate: a sign-up begins; HUB_WAIT answers */
    HUB_STIR,       /* session to gate: a person is active: at the first screen, then once a minute with keys */
    HUB_LEAVE,      /* gate to session: end to make room; seq: an enum hub_leave. Session to gate: it ends */
    HUB_EPHEMERAL,  /* gate to session, and to caretaker: brings a new socket to the process `ephemeral` (ephemeral.h).
                       To that process goes HUB_CONNECTION: the other end, and its member */
    HUB_SAID,       /* both ways: somebody spoke in the room of the meeting `thread`; seq: the line's number; board: an
                       enum room_line_kind; member: who spoke, as the gate knows her. The words follow the frame */
    HUB_READERS,    /* gate to caretaker: so many sessions (seq) read the meeting `thread` along now */
    HUB_TYPES,
};
enum hub_leave {
    HUB_LEAVE_ELSEWHERE = 1, /* she has too many sessions, and this one was quiet longest */
    HUB_LEAVE_ROOM,          /* a guest's or newcomer's session, and others wait to log in */
};
enum { HUB_WORDS_MAX = 2400 }; /* bytes; the longest turn has 600 letters. Longer words do not travel: they are read */
struct hub_frame {
    uint32_t type, zero;
    /* Of hints: as in struct wrote (store.h). Of HUB_SAID, and of the gate's hints of a room: post says how many others
     * were told before, so that not all of them read the database at once. */
    int64_t seq, board, thread, post, member;
    char source[48]; /* HUB_CONNECTION: the client's address, NUL-terminated */
};
bool frame_hub_is_sound(const struct hub_frame *frame, size_t length);

/* Sends up to two descriptors along (-1: none). Never blocks; false when the socket is full or closed. */
bool frame_hub_send(int fd, const struct hub_frame *frame, int passed_a, int passed_b);
enum hub_received { HUB_GOT, HUB_NOTHING, HUB_GONE };
/* Never blocks. passed[2] gets descriptors that came along, else -1; they are close-on-exec. */
enum hub_received frame_hub_receive(int fd, struct hub_frame *frame, int passed[2]);
/* The same of HUB_SAID with its words, a string of at most HUB_WORDS_MAX bytes. frame_hub_receive() takes no such
 * frame. */
bool frame_hub_send_words(int fd, const struct hub_frame *frame, const char *words);
enum hub_received frame_hub_receive_words(
    int fd, struct hub_frame *frame, int passed[2], char words[HUB_WORDS_MAX + 1]); /* "": none came */

/* --- clerk frames: a deferred write, and its acknowledgement (the number alone, 8 bytes) --- */
enum { CLERK_FRAME_MAX = 48 + DEFERRED_TEXT_MAX };
size_t frame_clerk_encode(const struct deferred *item, unsigned char *out, size_t room); /* 0: does not fit */
bool frame_clerk_decode(const unsigned char *in, size_t length, struct deferred *out);   /* text points into `in` */

#endif
